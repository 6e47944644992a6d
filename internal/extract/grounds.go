package extract

import (
	"slices"

	"chancery"
	"chancery/internal/resolve/when"
)

// Dates of papers and deeds that an act rests on or answers: they are not its own.

// timesOf returns the times of the sentence that may be that of m.
func (r *reading) timesOf(m *match) []timed {
	ts := r.withoutContent(m)
	if !slices.ContainsFunc(ts, func(e timed) bool { return r.ofGround(m.tok, &e) || r.ofTerm(m, &e) }) {
		return ts
	}
	return slices.DeleteFunc(slices.Clone(ts), func(e timed) bool { return r.ofGround(m.tok, &e) || r.ofTerm(m, &e) })
}

// restingOn are nouns that lead to what an act rests on or answers: "in response to the raid of 3 May", "in accordance with the treaty of 1990".
var restingOn = map[string]bool{"response": true, "reply": true, "answer": true, "reaction": true, "retaliation": true, "accordance": true, "conformity": true, "compliance": true, "line": true, "keeping": true, "view": true, "light": true, "fulfilment": true, "fulfillment": true, "implementation": true, "pursuance": true, "reference": true}

// ofGround reports whether e dates what the act at t is told to rest on or to answer, by a noun that it hangs on: "further to the note of 3 May it recalled its envoy".
func (r *reading) ofGround(t int, e *timed) bool {
	if e.Relation != when.In || e.head < 0 || e.Named {
		return false
	}
	n := r.head(e.head)
	if n < 0 || n == t || r.verb(n) || r.marks(e.head) != "of" && r.marks(e.head) != "" {
		return false
	}
	for a, k := n, 0; a >= 0 && a != t && !r.verb(a) && k < maxDepth; a, k = r.head(a), k+1 {
		if r.restsOn(r.opensAt(a)) {
			return !r.below(t, a)
		}
	}
	return false
}

// restsOn reports whether the words at f lead to what an act rests on or answers: "[in response] to", "further [to]".
func (r *reading) restsOn(f int) bool {
	switch {
	case r.form[f] == "pursuant" || r.form[f] == "further":
		return true
	case r.form[f] == "in" && f+1 < len(r.form):
		return restingOn[r.form[f+1]]
	case f > 0 && (r.form[f] == "to" || r.form[f] == "with" || r.form[f] == "of"):
		return r.form[f-1] == "pursuant" || r.form[f-1] == "further" || restingOn[r.form[f-1]] && f > 1 && r.form[f-2] == "in"
	}
	return false
}

// opensAt returns the first word of the phrase of a.
func (r *reading) opensAt(a int) int {
	f := a
	for t := range r.toks[:a] {
		if t < f && r.below(t, a) {
			f = t
		}
	}
	return f
}

// ofTerm reports whether e is the term for which what m tells to be signed holds: "signed a programme for 2012–2015".
func (r *reading) ofTerm(m *match, e *timed) bool {
	return m.rule.Kind == "sign-agreement" && e.first > m.tok && r.form[e.first-1] == "for" && slices.ContainsFunc(e.whens, func(w chancery.When) bool { return len(w.EDTF) == len("2012/2015") && w.EDTF[4] == '/' })
}
