package ledger

import (
	"chancery/internal/edtf"
)

// span is the days on which something can have been, both ends included.
type span struct{ lo, hi edtf.Day }

var always = span{edtf.MinDay, edtf.MaxDay}

func spanOf(d edtf.Date) span {
	lo, hi := d.Bounds()
	return span{lo, hi}
}

func (s span) overlaps(t span) bool { return s.lo <= t.hi && t.lo <= s.hi }
func (s span) within(t span) bool   { return t.lo <= s.lo && s.hi <= t.hi }

// width is how many days s can be; open ends count as endless.
func (s span) width() int64 { return int64(s.hi) - int64(s.lo) }

// distance is the number of days between s and t, 0 where they overlap.
func (s span) distance(t span) int64 {
	switch {
	case s.hi < t.lo:
		return int64(t.lo) - int64(s.hi)
	case t.hi < s.lo:
		return int64(s.lo) - int64(t.hi)
	}
	return 0
}

// loose returns the span of d widened by what "about" leaves open: three days for a day, a fortnight
// for a month, a year for a year. It serves only to tell whether two claims can mean one occurrence.
func loose(d edtf.Date) span {
	s := spanOf(d)
	if !d.Approximate() && !d.Uncertain() {
		return s
	}
	slack := edtf.Day(366)
	switch d.Precision() {
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
