package extract

import (
	"strings"

	"chancery/internal/resolve/party"
	"chancery/nlp"
)

// Titles, who bears them, and whose they are.

// repairTitled hangs a preposition on the name behind a title, where a tree hangs it on the title: "the arrest [of] President Salinas".
func repairTitled(s *nlp.Sentence) {
	toks := s.Tokens
	for i := range toks {
		h, title := toks[i].Head, false
		for h > i && toks[h].Head > h && (toks[h].Rel == "nmod:desc" || toks[h].Rel == "compound") {
			title = title || toks[h].Rel == "nmod:desc"
			h = toks[h].Head
		}
		if title && toks[i].Rel == "case" {
			toks[i].Head = h
		}
	}
}

// repairHolders coordinates one who holds an office with the one before, where a tree coordinates him with that one's state: "Presidents Ana Rey of Peru and
// [Juan Sol] of Chile".
func repairHolders(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for i := range mentions {
		b := &mentions[i]
		h := toks[b.Head].Head
		if b.Form != party.PersonName || toks[b.Head].Rel != "conj" || h < 0 || toks[h].Rel != "nmod" {
			continue
		}
		for k := range mentions {
			if a := &mentions[k]; a.Form == party.PersonName && a.Last <= b.First && a.Contains(h) && a.Head != h {
				toks[b.Head].Head = a.Head
				breakLoops(toks, b.Head)
				break
			}
		}
	}
}

// repairTitlesInPlural makes the first of several names behind a title in the plural the head, where a tree makes the title that: "Presidents [Nixon] and Sadat".
func repairTitlesInPlural(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for i := range mentions {
		f := mentions[i].Head
		t := toks[f].Head
		if mentions[i].Form != party.PersonName || t < 0 || t > f || toks[f].Rel != "flat" || toks[t].XPOS != "NNS" || !hasRel(toks, f, "conj") && !hasRel(toks, t, "conj") {
			continue
		}
		toks[f].Head, toks[f].Rel = toks[t].Head, toks[t].Rel
		toks[t].Head, toks[t].Rel = f, "nmod:desc"
		for c := range toks {
			if toks[c].Head == t && c != f {
				toks[c].Head = f
			}
		}
	}
}

// repairTitles hangs a noun on the name behind it that it describes, where a tree has two subjects: "NATO [member] Turkey objected".
func repairTitles(s *nlp.Sentence) {
	toks := s.Tokens
	for a := 0; a+1 < len(toks); a++ {
		b := a + 1
		if toks[a].UPOS != "NOUN" || toks[b].UPOS != "PROPN" || !strings.HasPrefix(toks[b].Rel, "nsubj") || !strings.HasPrefix(toks[a].XPOS, "NN") {
			continue
		}
		if toks[a].Head == toks[b].Head && strings.HasPrefix(toks[a].Rel, "nsubj") || toks[a].Head == b && toks[a].Rel == "advmod" {
			toks[a].Head, toks[a].Rel = b, "nmod:desc"
		}
	}
}

// repairOwners coordinates a name with the owner behind a noun of several, where a tree has coordinated it with that noun: "the ambassadors of Chad and
// [Niger] were recalled".
func repairOwners(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	state := map[int]bool{}
	for _, m := range mentions {
		if m.Form == party.Name && len(m.Parties) == 1 {
			state[m.Head] = true
		}
	}
	repairBearers(s, state)
	for c := range toks {
		h := toks[c].Head
		if toks[c].Rel != "conj" || !state[c] || h < 0 || h > c || state[h] || !strings.HasPrefix(toks[h].XPOS, "NN") || !strings.HasSuffix(toks[h].XPOS, "S") {
			continue
		}
		for n := c - 1; n > h && !preposed(toks, c); n-- {
			if toks[n].Head == h && toks[n].Rel == "nmod" && state[n] {
				toks[c].Head = n
				break
			}
		}
	}
}

// repairBearers coordinates a name that has a state of its own with the name before it, where a tree has coordinated it with that one's state: "Lavrov of
// Russia and [Fidan] of Turkey".
func repairBearers(s *nlp.Sentence, state map[int]bool) {
	toks := s.Tokens
	for c := range toks {
		h := toks[c].Head
		if toks[c].Rel != "conj" || state[c] || toks[c].UPOS != "PROPN" || h < 0 || h > c || !state[h] || toks[h].Rel != "nmod" {
			continue
		}
		p, own := toks[h].Head, false
		for n := c + 1; n < len(toks); n++ {
			own = own || toks[n].Head == c && toks[n].Rel == "nmod" && state[n]
		}
		if own && p >= 0 && p < h && toks[p].UPOS == "PROPN" && !state[p] {
			toks[c].Head = p
		}
	}
}

// preposed reports whether t has a preposition of its own.
func preposed(toks []nlp.Token, t int) bool {
	for c := range toks[:t] {
		if toks[c].Head == t && toks[c].Rel == "case" {
			return true
		}
	}
	return false
}
