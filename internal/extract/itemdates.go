package extract

import "chancery/internal/edtf"

// Items of a list with their dates before them.

// datedAhead splits a match whose parties of role k have each, the first perhaps not, a date right before them: "in 1969 with Chile and in 1970 with Bolivia".
func (r *reading) datedAhead(m *match, k int, tokens []int) (out []*match) {
	var common []int
	for _, t := range tokens {
		e := r.dateAhead(t)
		switch {
		case e != nil && (len(out) > 0 || m.roles[k].role.Name != "agents" || t > m.tok):
		case len(out) > 0:
			return nil
		case m.roles[k].role.Name == "agents" && t < m.tok:
			common = append(common, t)
			continue
		default:
			if i := r.at[t]; i >= 0 {
				e = r.dateBehindOnly(r.mentions[i].Last)
			}
			if e == nil {
				e = r.firstDateBehind(m.tok)
			}
			if e == nil || e.first > t+4 {
				return nil
			}
		}
		out = append(out, r.twoSided(m, k, common, []int{t}, e))
	}
	return out
}

// behindAnd reports whether an "and" stands before e and its preposition.
func (r *reading) behindAnd(e *timed) bool {
	k := e.first - 1
	for k > 0 && (r.toks[k].UPOS == "ADP" || r.toks[k].UPOS == "DET" || r.form[k] == ",") {
		k--
	}
	return k >= 0 && r.form[k] == "and"
}

// dateAhead returns the date right before the party at token t and its preposition; nil for none.
func (r *reading) dateAhead(t int) *timed {
	i := r.at[t]
	if i < 0 {
		return nil
	}
	k := r.mentions[i].First - 1
	for k >= 0 && (r.toks[k].UPOS == "ADP" || r.toks[k].UPOS == "DET") {
		k--
	}
	for i := range r.times {
		if e := &r.times[i]; e.last == k && dating(&e.Expression) && r.mentions[r.at[t]].First-k > 1 {
			return e
		}
	}
	return nil
}

// beforeConjunct reports whether e stands right behind an "and", as of the noun behind it, which t is not and stands not below.
func (r *reading) beforeConjunct(t int, e *timed) bool {
	n := r.head(e.head)
	if n <= e.last || r.verb(n) || !r.is(n, "conj") || r.head(n) > e.first || r.below(t, n) || t == n {
		return false
	}
	return r.behindAnd(e) && !r.verb(t)
}

// briefly reports whether e is a day, a month or a year.
func briefly(e *timed) bool {
	for _, w := range e.whens {
		if d, err := edtf.Parse(w.EDTF); err != nil || !brief(d) {
			return false
		}
	}
	return true
}
