package extract

import (
	"chancery/nlp"
)

// A semicolon stands between what might be sentences of their own. A chain of them, as yearbooks and fact sheets have, is read as such: as one its tree is poor, the date of the
// one dates the other, and nobody would read the quote. In a shorter sentence what the parts share ("exports were 3 million in 2023; imports 5 million") is worth more.

// chain is how many words a sentence has at least that is cut at its semicolons.
const chain = 60

// apart cuts the parsed sentences of c at semicolons where both sides have a subject and a finite verb, and returns the parts, which want to be parsed anew.
func (c *cut) apart() (parts []*nlp.Sentence) {
	more := 0
	cuts := make([][]int, len(c.worth))
	for i, s := range c.worth {
		if len(s.Tokens) >= chain {
			cuts[i] = clausesApart(s.Tokens)
		}
		more += len(cuts[i])
	}
	if more == 0 {
		return nil
	}
	all := make([]nlp.Sentence, 0, len(c.all)+more)
	worth := make([]*nlp.Sentence, 0, len(c.worth)+more)
	next := 0
	for k := range c.all {
		s := &c.all[k]
		if next == len(c.worth) || c.worth[next] != s {
			all = append(all, *s)
			continue
		}
		from := 0
		for _, to := range append(cuts[next], len(s.Tokens)-1) {
			if len(cuts[next]) == 0 {
				all = append(all, *s)
			} else {
				all = append(all, part(s, from, to))
				parts = append(parts, &all[len(all)-1])
			}
			worth = append(worth, &all[len(all)-1])
			from = to + 1
		}
		next++
	}
	c.all, c.worth = all, worth
	return parts
}

// part returns the tokens of s from one to the other, both of them in it, as a sentence that is not parsed. A semicolon at its end is none of its words.
func part(s *nlp.Sentence, from, to int) nlp.Sentence {
	out := nlp.Sentence{Start: s.Tokens[from].Start, End: s.Tokens[to].End, Tokens: make([]nlp.Token, to-from+1)}
	if to > from && s.Tokens[to].Form == ";" {
		out.End = s.Tokens[to-1].End
	}
	for i := range out.Tokens {
		t := &s.Tokens[from+i]
		out.Tokens[i] = nlp.Token{Form: t.Form, Start: t.Start, End: t.End}
	}
	return out
}

// clausesApart returns the semicolons, outside of brackets and quotation marks, at which toks may be cut: on either side, up to the next of them, stands a clause of its own.
func clausesApart(toks []nlp.Token) (out []int) {
	depth, quoted := 0, false
	from := 0
	for i := range toks {
		depth = nested(depth, toks[i].Form)
		switch toks[i].Form {
		case "“":
			quoted = true
		case "”":
			quoted = false
		case "\"":
			quoted = !quoted
		case ";":
			if depth != 0 || quoted || !ownClause(toks[from:i]) {
				continue
			}
			end, deep := i+1, 0
			for end < len(toks) && (toks[end].Form != ";" || deep > 0) {
				deep = nested(deep, toks[end].Form)
				end++
			}
			if ownClause(toks[i+1 : end]) {
				out = append(out, i)
				from = i + 1
			}
		}
	}
	return out
}

// nested returns how deep in brackets the text is behind the token form.
func nested(depth int, form string) int {
	switch form {
	case "(", "[":
		return depth + 1
	case ")", "]":
		return max(0, depth-1)
	}
	return depth
}

// ownClause reports whether toks have a noun or a pronoun and behind it a finite verb that no conjunction or relative pronoun before it has opened a clause for.
func ownClause(toks []nlp.Token) bool {
	noun, depth := false, 0
	for i := range toks {
		t := &toks[i]
		depth = nested(depth, t.Form)
		switch {
		case depth > 0:
		case t.UPOS == "SCONJ" && i == 0, t.XPOS == "WDT" || t.XPOS == "WP" || t.XPOS == "WP$" || t.XPOS == "WRB":
			if i == 0 {
				return false
			}
			noun = false
		case t.UPOS == "NOUN" || t.UPOS == "PROPN" || t.UPOS == "PRON" && t.XPOS != "WP":
			noun = true
		case noun && (t.XPOS == "VBD" || t.XPOS == "VBZ" || t.XPOS == "VBP" || t.XPOS == "MD"):
			return true
		}
	}
	return false
}
