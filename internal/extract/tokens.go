package extract

import (
	"slices"
	"strings"

	"chancery/nlp"
)

// What the repairs ask of the words of a tree.

// participle reports whether t may be a past participle, which looks like the past tense.
func participle(t nlp.Token) bool { return t.XPOS == "VBN" || t.XPOS == "VBD" }

// hasRel reports whether a word in one of the relations hangs on h.
func hasRel(toks []nlp.Token, h int, rels ...string) bool {
	return slices.ContainsFunc(toks, func(t nlp.Token) bool { return t.Head == h && slices.Contains(rels, t.Rel) })
}

// marks reports whether a word that opens a clause hangs on v before the token w.
func marks(toks []nlp.Token, v, w int) bool {
	for c := 0; c < w; c++ {
		if toks[c].Head == v && toks[c].Rel == "mark" {
			return true
		}
	}
	return false
}

// withCase reports whether a preposition hangs on the noun n.
func withCase(toks []nlp.Token, n int) bool {
	for c := 0; c < n; c++ {
		if toks[c].Head == n && toks[c].Rel == "case" {
			return true
		}
	}
	return false
}

// caseIn reports whether the noun n stands under one of the prepositions.
func caseIn(toks []nlp.Token, n int, prepositions ...string) bool {
	for c := range n {
		if toks[c].Head == n && toks[c].Rel == "case" && slices.Contains(prepositions, strings.ToLower(toks[c].Form)) {
			return true
		}
	}
	return false
}

// commaAnd reports whether the noun n is joined by a comma and a conjunction: then a clause may begin with it.
func commaAnd(toks []nlp.Token, n int) bool {
	for c := 1; c < n; c++ {
		if toks[c].Head == n && toks[c].Rel == "cc" {
			return toks[c-1].Form == ","
		}
	}
	return false
}

// under reports whether a stands below b.
func under(toks []nlp.Token, a, b int) bool {
	for n := 0; a >= 0 && n < maxDepth; a, n = toks[a].Head, n+1 {
		if a == b {
			return true
		}
	}
	return false
}

// verbAbove returns the nearest verb on the way from token t up, t itself included; -1, or a token that is none, where there is none.
func verbAbove(toks []nlp.Token, t int) int {
	for n := 0; t >= 0 && toks[t].UPOS != "VERB" && n < maxDepth; n++ {
		t = toks[t].Head
	}
	return t
}

// hasObject reports whether the verb v has an object.
func hasObject(toks []nlp.Token, v int) bool { return hasRel(toks, v, "obj") }

// hasSubject reports whether the active verb v has a subject of its own.
func hasSubject(toks []nlp.Token, v int) bool { return hasRel(toks, v, "nsubj") }

// marked reports whether the clause of the verb w begins with one of the words, or one of them is the preposition of the noun w.
func marked(toks []nlp.Token, w int, words ...string) bool {
	for c := range toks[:w] {
		if toks[c].Head == w && slices.Contains(words, strings.ToLower(toks[c].Form)) {
			return true
		}
	}
	return false
}

// before returns the token before t, or before the preposition that stands before t; -1 for none.
func before(toks []nlp.Token, t int) int {
	p := t - 1
	if p >= 0 && toks[p].UPOS == "ADP" {
		p--
	}
	return p
}

// pastContent returns the verb of what v says, told in the past before the token end, or -1: "the papers show that Peru [closed] its embassy in 1990".
func pastContent(toks []nlp.Token, v, end int) int {
	for c := v + 1; c < end; c++ {
		if toks[c].Head == v && toks[c].Rel == "ccomp" && toks[c].XPOS == "VBD" {
			return c
		}
	}
	return -1
}

// joined reports whether an "and" or its like that belongs to w stands between n and w.
func joined(toks []nlp.Token, n, w int) bool {
	for c := n; c < w; c++ {
		if toks[c].Rel == "cc" && toks[c].Head == w {
			return true
		}
	}
	return false
}

// caseFollows reports whether the preposition of t stands right behind a name.
func caseFollows(toks []nlp.Token, t int) bool {
	for c := 1; c < t; c++ {
		if toks[c].Head == t && toks[c].Rel == "case" {
			return toks[c-1].UPOS == "PROPN"
		}
	}
	return false
}

// capital reports whether s begins with a capital of ASCII.
func capital(s string) bool { return s != "" && s[0] >= 'A' && s[0] <= 'Z' }
