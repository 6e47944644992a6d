package ledger

import (
	"cmp"
	"slices"
	"sort"

	"chancery"
	"chancery/internal/edtf"
)

// restored gives to a restoration of relations what others call their beginning on its day, where a document that tells of it dates an earlier beginning: to that
// document they are two acts. A claim that a person merged or split stays where it is.
func (x *deriver) restored(all []*event) []*event {
	is := func(e *event, class string) bool { return e.mood == chancery.Asserted && e.class.name == class }
	first := map[*document]edtf.Day{} // the first day on which a beginning that a document dates was over
	var anew []*event
	for _, e := range all {
		switch {
		case is(e, "restore-relations"):
			anew = append(anew, e)
		case is(e, "establish-relations"):
			for _, r := range e.refs {
				if hi, ok := first[r.doc]; !r.when.IsUnknown() && (!ok || loose(r.when).hi < hi) {
					first[r.doc] = loose(r.when).hi
				}
			}
		}
	}
	again := newRestorations(anew, first)
	for _, e := range all {
		if !is(e, "establish-relations") {
			continue
		}
		e.refs = slices.DeleteFunc(e.refs, func(r ref) bool {
			if r.when.IsUnknown() || len(x.l.decisions.links[r.ID]) > 0 {
				return false
			}
			o := again.at(loose(r.when))
			if o != nil {
				o.refs = append(o.refs, r)
			}
			return o != nil
		})
	}
	return slices.DeleteFunc(all, func(e *event) bool { return len(e.refs) == 0 })
}

// restorations are the days on which documents that date an earlier beginning of relations tell that they were restored, in order of their first day.
type restorations struct {
	told []restoration
	hi   []edtf.Day // the latest end of this one and all before it
}

type restoration struct {
	span  span
	over  edtf.Day // when the beginning that its document dates was over
	event *event
	rank  int // of the event
}

func newRestorations(events []*event, first map[*document]edtf.Day) *restorations {
	out := &restorations{}
	for rank, e := range events {
		over := map[span]edtf.Day{} // the earliest of all documents
		for _, r := range e.refs {
			hi, ok := first[r.doc]
			if !ok || r.Kind != "restore-relations" || r.when.IsUnknown() {
				continue
			}
			s := loose(r.when)
			if old, seen := over[s]; !seen || hi < old {
				over[s] = hi
			}
		}
		for s, hi := range over {
			out.told = append(out.told, restoration{s, hi, e, rank})
		}
	}
	slices.SortFunc(out.told, func(a, b restoration) int { return cmp.Compare(a.span.lo, b.span.lo) })
	end := edtf.MinDay
	for _, t := range out.told {
		end = max(end, t.span.hi)
		out.hi = append(out.hi, end)
	}
	return out
}

// at returns the first event that was on one of the days of s, after the beginning that its document dates; nil for none.
func (x *restorations) at(s span) *event {
	var found *restoration
	i := sort.Search(len(x.told), func(i int) bool { return x.told[i].span.lo > s.hi })
	for i--; i >= 0 && x.hi[i] >= s.lo; i-- {
		if t := &x.told[i]; t.over < s.lo && t.span.overlaps(s) && (found == nil || t.rank < found.rank) {
			found = t
		}
	}
	if found == nil {
		return nil
	}
	return found.event
}
