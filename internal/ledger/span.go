package ledger

import (
	"cmp"
	"slices"
	"sort"

	"chancery/internal/edtf"
)

// span is the days on which something can have been, both ends included.
type span struct {
	lo, hi edtf.Day
	hole   hole
}

// hole is what a span leaves out that is one of two dates: its first and last day; the zero hole is none.
type hole struct{ lo, hi edtf.Day }

var always = span{lo: edtf.MinDay, hi: edtf.MaxDay}

func spanOf(d edtf.Date) span {
	lo, hi := d.Bounds()
	s := span{lo: lo, hi: hi}
	if a, b, ok := d.Choice(); ok {
		_, last := a.Bounds()
		next, _ := b.Bounds()
		s.hole = hole{last + 1, next - 1}.closed()
	}
	return s
}

// closed returns h, the zero hole where no day is left of it.
func (h hole) closed() hole {
	if h.lo > h.hi {
		return hole{}
	}
	return h
}

// parts returns the two spans of which s is one; false where it is whole.
func (s span) parts() (a, b span, ok bool) {
	return span{lo: s.lo, hi: s.hole.lo - 1}, span{lo: s.hole.hi + 1, hi: s.hi}, s.hole != hole{}
}

// has reports whether s can be day d.
func (s span) has(d edtf.Day) bool { return s.overlaps(span{lo: d, hi: d}) }

func (s span) overlaps(t span) bool {
	if s.lo > t.hi || t.lo > s.hi {
		return false
	}
	if a, b, ok := s.parts(); ok {
		return a.overlaps(t) || b.overlaps(t)
	}
	if _, _, ok := t.parts(); ok {
		return t.overlaps(s)
	}
	return true
}

func (s span) within(t span) bool {
	if a, b, ok := s.parts(); ok {
		return a.within(t) && b.within(t)
	}
	if a, b, ok := t.parts(); ok {
		return s.within(a) || s.within(b)
	}
	return t.lo <= s.lo && s.hi <= t.hi
}

// width is how many days s can be; open ends count as endless.
func (s span) width() int64 { return int64(s.hi) - int64(s.lo) }

// distance is the number of days between s and t, 0 where they overlap.
func (s span) distance(t span) int64 {
	if a, b, ok := s.parts(); ok {
		return min(a.distance(t), b.distance(t))
	}
	if _, _, ok := t.parts(); ok {
		return t.distance(s)
	}
	switch {
	case s.hi < t.lo:
		return int64(t.lo) - int64(s.hi)
	case t.hi < s.lo:
		return int64(s.lo) - int64(t.hi)
	}
	return 0
}

// spanSet holds spans, to be asked whether one of them overlaps another: n of them answer n questions in some n log n steps.
type spanSet struct {
	lo []edtf.Day // when each begins, in order
	hi []edtf.Day // the latest end of this one and all before it
}

func newSpanSet(of []span) *spanSet {
	var whole []span
	for _, s := range of {
		if a, b, ok := s.parts(); ok {
			whole = append(whole, a, b)
		} else {
			whole = append(whole, s)
		}
	}
	slices.SortFunc(whole, func(a, b span) int { return cmp.Compare(a.lo, b.lo) })
	set := &spanSet{make([]edtf.Day, len(whole)), make([]edtf.Day, len(whole))}
	end := edtf.MinDay
	for i, s := range whole {
		end = max(end, s.hi)
		set.lo[i], set.hi[i] = s.lo, end
	}
	return set
}

// overlaps reports whether one of the spans overlaps t.
func (s *spanSet) overlaps(t span) bool {
	if a, b, ok := t.parts(); ok {
		return s.overlaps(a) || s.overlaps(b)
	}
	i := sort.Search(len(s.lo), func(i int) bool { return s.lo[i] > t.hi })
	return i > 0 && s.hi[i-1] >= t.lo
}

// loose returns the span of d widened by what "about" leaves open: three days for a day, a fortnight
// for a month, a year for a year. It serves only to tell whether two claims can mean one occurrence.
func loose(d edtf.Date) span {
	s := spanOf(d)
	if !d.Approximate() && !d.Uncertain() {
		return s
	}
	slack := edtf.Day(366)
	unit := d
	if a, _, ok := d.Choice(); ok {
		unit = a
	}
	switch unit.Precision() {
	case edtf.DayPrecision:
		slack = 3
	case edtf.MonthPrecision, edtf.SeasonPrecision:
		slack = 15
	}
	if s.lo != edtf.MinDay {
		s.lo -= slack
	}
	if s.hi != edtf.MaxDay {
		s.hi += slack
	}
	if s.hole != (hole{}) {
		s.hole = hole{s.hole.lo + slack, s.hole.hi - slack}.closed()
	}
	return s
}

// between writes the interval in which something lies that came after one date and before another,
// as precisely as the two are known and no more: after 1999 and before 2023-05 is 1999/2023-05.
func between(after, before string) string {
	a, okA := parse(after)
	b, okB := parse(before)
	switch {
	case !okA && !okB:
		return ".."
	case !okA:
		return edtf.Until(b.To()).String()
	case !okB:
		return edtf.Since(a.From()).String()
	}
	from, to := a.From(), b.To()
	if from.IsUnknown() && to.IsUnknown() {
		return ".."
	}
	d := edtf.Between(from, to)
	if d.IsUnknown() { // the two are known to lie the other way round: all that is sure is that they meet
		return b.String()
	}
	return d.String()
}

func parse(s string) (edtf.Date, bool) {
	if s == "" {
		return edtf.Date{}, false
	}
	d, err := edtf.Parse(s)
	return d, err == nil && !d.IsUnknown()
}

// until writes that something was so at the latest on a date.
func until(s string) string { return between("", s) }
