package ledger

import (
	"slices"
	"strconv"
	"strings"

	"chancery"
	"chancery/internal/edtf"
)

// Which beginning of relations counts: the discrepancies of type "beginning", and what explains two beginnings.

// lostBeginnings lists relations established twice, where it is not plain from the texts that these are two beginnings: with a time between
// in which one of the two did not exist, or with an end in between of which a document that gives the later date alone does not know.
func (x *deriver) lostBeginnings(events []*event, add adder) {
	var last *event
	ended := false
	for _, e := range events {
		if e.mood != chancery.Asserted || e.chosen.IsUnknown() {
			continue
		}
		if e.class.name != "establish-relations" {
			ended = ended || endClasses[e.class.name] || e.class.name == "restore-relations"
			continue
		}
		if last != nil && x.disagree(last, e, ended) {
			note := "relations ended in between, and a source that gives the later date alone takes it for the beginning"
			if !ended {
				note = x.lostNote(last, e)
			}
			add("beginning", "establish-relations", dateSides(slices.Concat(last.values, e.values)), note)
		}
		last, ended = e, false
	}
}

// lostNote says which state was lost between two beginnings.
func (x *deriver) lostNote(a, b *event) string {
	for _, id := range [2]string{x.key.a, x.key.b} {
		if y, ok := x.lostState(id, a.core.hi, b.core.lo); ok {
			return id + " ceased to exist between the dates, in " + strconv.Itoa(y) + ": the sources count different beginnings"
		}
	}
	return "the sources count different beginnings"
}

// livesNote says in the lives of which states of a line the dates lie.
func (x *deriver) livesNote(vs []value) string {
	for _, line := range [2]string{x.key.a, x.key.b} {
		var parts []string
		lives := map[string]bool{}
		for _, s := range dateSides(vs) {
			d, _ := edtf.Parse(s.Value)
			var of []string
			for _, m := range x.l.lines.Members(line) {
				if x.l.lines.Exists(m, d) {
					of = append(of, m)
				}
			}
			life := "in the life of " + strings.Join(of, " and ")
			if len(of) == 0 {
				life = "in the life of no state of the line " + line
			}
			lives[life] = true
			parts = append(parts, s.Value+" lies "+life)
		}
		if len(lives) > 1 {
			return strings.Join(parts, ", ") + ": the sources count different beginnings"
		}
	}
	return "the sources count different beginnings"
}

// disagree reports whether the beginnings a and b of relations are a disagreement of sources. Between two states relations begin once, and after an end are
// restored: where one is told, who gives the later date alone takes a restoration for the beginning. Where a state was lost in between, each began
// relations of its own, and a document that tells of both explains the two.
func (x *deriver) disagree(a, b *event, ended bool) bool {
	if toldTogether(a.refs, b.refs) || toldTogether(b.refs, a.refs) {
		return false
	}
	if ended {
		return !everyDocument(b.refs, a.refs)
	}
	return !x.explained(a.values, b.values)
}

// unaware lists restorations of relations that a document takes for their beginning, knowing neither of an earlier one nor that they were restored.
func unaware(events []*event, add adder) {
	dated := func(e *event, class string) bool {
		return e.mood == chancery.Asserted && e.class.name == class && !e.chosen.IsUnknown()
	}
	begun := slices.DeleteFunc(slices.Clone(events), func(e *event) bool { return !dated(e, "establish-relations") })
	over := make([]edtf.Day, len(begun)) // the first day on which this one or one behind it was over
	for i, end := len(begun)-1, edtf.MaxDay; i >= 0; i-- {
		end = min(end, loose(begun[i].chosen).hi)
		over[i] = end
	}
	for _, o := range events {
		if !dated(o, "restore-relations") {
			continue
		}
		var first []value // of the last that was over before
		if i, _ := slices.BinarySearch(over, loose(o.chosen).lo); i > 0 {
			first = begun[i-1].values
		}
		for _, v := range o.values {
			alone := slices.DeleteFunc(slices.Clone(v.refs), func(r ref) bool {
				knows := func(s ref) bool { return s.doc == r.doc && (s.Kind != "establish-relations" || s.when != r.when) }
				return r.Kind != "establish-relations" || slices.ContainsFunc(o.refs, knows) || slices.ContainsFunc(first, func(w value) bool { return slices.ContainsFunc(w.refs, knows) })
			})
			if len(alone) > 0 && len(first) > 0 {
				add("beginning", "establish-relations", dateSides(append(slices.Clone(first), value{date: v.date, refs: alone})), "relations were restored on the later day, which a source takes for the beginning")
				break
			}
		}
	}
}

// succeeded reports whether two of the dates lie in the lives of different states of a line, or one of them outside the lives of all: each may
// have begun relations of its own.
func (x *deriver) succeeded(vs []value) bool {
	for _, line := range [2]string{x.key.a, x.key.b} {
		members := x.l.lines.Members(line)
		var seen []lived // each once: dates may be many, and the lives in which they lie are few
		for _, v := range vs {
			in := lived{far: x.far(line, spanOf(v.date))}
			for i, m := range members {
				if x.l.lines.Exists(m, v.date) {
					in.members |= 1 << i
				}
			}
			parts := func(of lived) bool { return of.far != in.far || len(members) > 1 && of.members&in.members == 0 }
			if slices.ContainsFunc(seen, parts) {
				return true
			}
			if !slices.Contains(seen, in) {
				seen = append(seen, in)
			}
		}
	}
	return false
}

// lived says in the lives of which states of a line a date lies.
type lived struct {
	far     bool // outside the lives of all
	members uint64
}

// eras brings dates together that lie in the life of one state.
func (x *deriver) eras(vs []value) [][]value {
	var out [][]value
	for _, v := range vs {
		i := slices.IndexFunc(out, func(of []value) bool { return !x.succeeded([]value{of[0], v}) })
		if i < 0 {
			i = len(out)
			out = append(out, nil)
		}
		out[i] = append(out[i], v)
	}
	return out
}

// unexplained returns the dates of those eras that differ from another era by more than a document explains.
func (x *deriver) unexplained(eras [][]value) (out []value) {
	for i, of := range eras {
		for j, other := range eras {
			if i != j && !x.explained(of, other) {
				out = append(out, of...)
				break
			}
		}
	}
	return out
}

// explained reports whether the earlier and the later of the beginnings a and b are two to each document that gives the earlier: it tells of both, in one breath
// or in sentences of their own. Who gives the later alone, of the state that there is, does not contradict it; who gives the earlier alone, and so carries it
// over to that state, does. That two tables of a page have a row each explains nothing.
func (x *deriver) explained(a, b []value) bool {
	if edtf.Compare(b[0].date, a[0].date) < 0 {
		a, b = b, a
	}
	told := map[*document]bool{} // those that give the earlier: whether they tell of both
	for _, v := range a {
		for _, r := range v.refs {
			told[r.doc] = told[r.doc] || x.tellsBoth(r, b)
		}
	}
	for _, both := range told {
		if !both {
			return false
		}
	}
	return true
}

// settled reports whether all that the dates of the beginning e differ by is explained.
func (x *deriver) settled(e *event) bool {
	vs := e.disputed()
	if !beginClasses[e.class.name] || len(vs) == 0 {
		return false
	}
	vs = append([]value{e.values[0]}, vs...)
	eras := x.eras(vs)
	return x.succeeded(vs) && len(x.unexplained(eras)) == 0 && !slices.ContainsFunc(eras, apart)
}

// tellsBoth reports whether the document of r, which tells of a beginning of relations, tells of one at a date of b as another.
func (x *deriver) tellsBoth(r ref, b []value) bool {
	for _, s := range x.beginnings(r.doc) {
		if loose(s.when).overlaps(loose(r.when)) {
			continue
		}
		at := slices.ContainsFunc(b, func(w value) bool { return loose(w.date).overlaps(loose(s.when)) })
		if at && (toldTogether([]ref{r}, []ref{s}) || !inTable(r) && !inTable(s)) {
			x.explain(r, s)
			return true
		}
	}
	return false
}

// beginnings are the dated claims of a document that relations began.
func (x *deriver) beginnings(d *document) []ref {
	if x.begun == nil {
		x.begun = map[*document][]ref{}
		for _, r := range x.refs {
			if beginClasses[r.Kind] && !r.when.IsUnknown() && r.Modality.Actual() {
				x.begun[r.doc] = append(x.begun[r.doc], r)
			}
		}
	}
	return x.begun[d]
}

// explain notes that a document tells of the two beginnings r and s.
func (x *deriver) explain(r, s ref) {
	if edtf.Compare(s.when, r.when) < 0 {
		r, s = s, r
	}
	if !slices.ContainsFunc(x.explains, func(e [2]ref) bool { return e[0].when == r.when && e[1].when == s.when }) {
		x.explains = append(x.explains, [2]ref{r, s})
	}
}

// inTable reports whether r was read from a cell of a table, and not from words.
func inTable(r ref) bool { return strings.HasPrefix(r.Rule, "table.") }

// apart reports whether two of the dates cannot be the same.
func apart(vs []value) bool {
	for i, v := range vs {
		for _, w := range vs[i+1:] {
			if !loose(v.date).overlaps(loose(w.date)) {
				return true
			}
		}
	}
	return false
}
