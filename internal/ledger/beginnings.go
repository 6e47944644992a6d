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
	known := make([]map[*document]aware, len(begun)) // nil until asked for
	over := make([]edtf.Day, len(begun))             // the first day on which this one or one behind it was over
	for i, end := len(begun)-1, edtf.MaxDay; i >= 0; i-- {
		end = min(end, loose(begun[i].chosen).hi)
		over[i] = end
	}
	for _, o := range events {
		if !dated(o, "restore-relations") {
			continue
		}
		var first []value // of the last that was over before
		var earlier map[*document]aware
		if i, _ := slices.BinarySearch(over, loose(o.chosen).lo); i > 0 {
			first = begun[i-1].values
			if known[i-1] == nil {
				for _, v := range first {
					known[i-1] = awareOf(v.refs, known[i-1])
				}
			}
			earlier = known[i-1]
		}
		if len(first) == 0 {
			continue
		}
		here := awareOf(o.refs, nil)
		for _, v := range o.values {
			alone := slices.DeleteFunc(slices.Clone(v.refs), func(r ref) bool {
				return r.Kind != "establish-relations" || here[r.doc].knows(r) || earlier[r.doc].knows(r)
			})
			if len(alone) > 0 {
				add("beginning", "establish-relations", dateSides(append(slices.Clone(first), value{date: v.date, refs: alone})), "relations were restored on the later day, which a source takes for the beginning")
				break
			}
		}
	}
}

// aware is what a document tells of beginnings and restorations of relations.
type aware struct {
	told    bool
	when    edtf.Date // of one beginning
	another bool      // it tells of a beginning at another time, or of something else
}

// knows reports whether the document of r, a beginning of relations, knows of another.
func (a aware) knows(r ref) bool { return a.told && (a.another || a.when != r.when) }

// awareOf adds what refs tell to what is known of documents.
func awareOf(refs []ref, known map[*document]aware) map[*document]aware {
	if known == nil {
		known = map[*document]aware{}
	}
	for _, r := range refs {
		a := known[r.doc]
		if !a.told {
			a = aware{told: true, when: r.when}
		}
		a.another = a.another || r.Kind != "establish-relations" || r.when != a.when
		known[r.doc] = a
	}
	return known
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
	later := x.beginningsAt(b)
	told := map[*document]bool{} // those that give the earlier: whether they tell of both
	for _, v := range a {
		for _, r := range v.refs {
			told[r.doc] = told[r.doc] || x.tellsBoth(r, later(r.doc))
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
	if !beginClasses[e.class.name] || len(e.disputed) == 0 {
		return false
	}
	vs := append([]value{e.values[0]}, e.disputed...)
	eras := x.eras(vs)
	return x.succeeded(vs) && len(x.unexplained(eras)) == 0 && !slices.ContainsFunc(eras, apart)
}

// manyBeginnings is how many times at which relations began are looked at of a document, or of a sentence in it. That is more than any tells of, and keeps
// a page of very many rows from being compared with itself.
const manyBeginnings = 100

// tellings are beginnings of relations of which a document tells, each time once.
type tellings struct {
	prose []begin           // those that are read from words, and not from the cells of a table
	by    map[words][]begin // all, by the words in which they stand
}

type begin struct {
	ref  ref
	span span
	rank int // among the beginnings of the document
}

// beginningsAt returns a function that gives those beginnings of a document that can have been on one of the dates of vs.
func (x *deriver) beginningsAt(vs []value) func(*document) *tellings {
	var spans []span
	for _, v := range vs {
		spans = append(spans, loose(v.date))
	}
	dates, known := newSpanSet(spans), map[*document]*tellings{}
	return func(d *document) *tellings {
		if known[d] == nil {
			known[d] = x.datedAt(d, dates)
		}
		return known[d]
	}
}

// datedAt returns the beginnings of relations that d dates as one of dates.
func (x *deriver) datedAt(d *document, dates *spanSet) *tellings {
	out := &tellings{by: map[words][]begin{}}
	type one struct {
		words words
		when  edtf.Date
	}
	seen := map[one]bool{}
	enter := func(list []begin, w words, b begin) []begin {
		if k := (one{w, b.ref.when}); len(list) < manyBeginnings && !seen[k] {
			seen[k] = true
			list = append(list, b)
		}
		return list
	}
	for rank, r := range x.beginnings(d) {
		b := begin{r, loose(r.when), rank}
		x.steps++
		if !dates.overlaps(b.span) {
			continue
		}
		if w, ok := wordsOf(r); ok {
			out.by[w] = enter(out.by[w], w, b)
		}
		if !inTable(r) {
			out.prose = enter(out.prose, words{}, b)
		}
	}
	return out
}

// tellsBoth reports whether the document of r, which tells of a beginning of relations, tells of one of others as another.
func (x *deriver) tellsBoth(r ref, others *tellings) bool {
	var found *begin
	when := loose(r.when)
	look := func(list []begin) {
		for i := range list {
			x.steps++
			if b := &list[i]; !b.span.overlaps(when) {
				if found == nil || b.rank < found.rank {
					found = b
				}
				return
			}
		}
	}
	if w, ok := wordsOf(r); ok {
		look(others.by[w])
	}
	if !inTable(r) {
		look(others.prose)
	}
	if found != nil {
		x.explain(r, found.ref)
	}
	return found != nil
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
	if k := [2]edtf.Date{r.when, s.when}; !x.noted[k] {
		if x.noted == nil {
			x.noted = map[[2]edtf.Date]bool{}
		}
		x.noted[k] = true
		x.explains = append(x.explains, [2]ref{r, s})
	}
}

// inTable reports whether r was read from a cell of a table, and not from words.
func inTable(r ref) bool { return strings.HasPrefix(r.Rule, "table.") }

// apart reports whether two of the dates cannot be the same.
func apart(vs []value) bool {
	lo, hi := edtf.MinDay, edtf.MaxDay
	for _, v := range vs {
		s := loose(v.date)
		lo, hi = max(lo, s.lo), min(hi, s.hi)
	}
	if hi < lo {
		return true
	}
	for _, v := range vs { // there is a day that lies within all, unless one of them leaves it out
		s := loose(v.date)
		if s.hole != (hole{}) && slices.ContainsFunc(vs, func(w value) bool { return !s.overlaps(loose(w.date)) }) {
			return true
		}
	}
	return false
}
