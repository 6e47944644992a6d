package party

import "chancery"

// Once are words for one who no longer holds his office.
var Once = map[string]bool{"former": true, "ex": true, "ex-": true, "onetime": true, "one-time": true, "erstwhile": true, "ousted": true, "deposed": true, "toppled": true, "retired": true}

// onceHeld reports whether the office at w, said with what begins at token first, is one that is no longer held: "the former Chadian president". A page
// on states looks back, and calls former whoever held it then.
func (r *pass) onceHeld(first int, w word) bool {
	if len(r.d.subject) > 0 {
		return false
	}
	for t := max(first-1, 0); t < w.first; t++ {
		if Once[r.low[t]] && r.cover[t] < 0 {
			return true
		}
	}
	return first >= 2 && r.toks[first-1].Form == "-" && Once[r.low[first-2]]
}

// former adds the mention of one who held the office at w, from token first to token last: he acts for himself. It reports whether there is one.
func (r *pass) former(w word, first, last int) bool {
	if w.plural {
		return false
	}
	for first > 0 && Once[r.low[first-1]] {
		first--
	}
	p := chancery.Party{Type: chancery.Person}
	form, at := Office, r.skipTitles(last)
	if end := r.nameRun(at); end > at && !r.institutional(at, end) && !(end < len(r.toks) && orgHeads[r.low[end]]) {
		i := r.d.remember(person{name: r.surface(at, end)})
		if q := &r.d.persons[i]; q.party.ID != "" { // whom the text has named in office
			return false
		}
		last, form, p.Person = end, PersonName, r.surface(at, end)
		if after, ok := r.ownerAfter(end, false); ok { // "former president Ana Rey of Peru"
			last = after.last
		}
	}
	p.Name = p.Person
	p.Mention = r.surface(first, last)
	if p.Name == "" {
		p.Name = p.Mention
	}
	r.add(Mention{First: first, Last: last, Head: r.head(first, last), Form: form, Parties: []chancery.Party{p}})
	for t := first; t < last; t++ {
		r.taken[t] = true
	}
	return true
}
