package web

import (
	"fmt"
	"strconv"

	"chancery"
	"chancery/internal/edtf"
)

// axis lays days out over the width of a chart. Positions are percentages, so that a chart fits every screen and sheet without a script.
type axis struct{ lo, hi edtf.Day }

// tick is a year that the axis names.
type tick struct {
	Year  int
	X     string
	First int // the day number, for the script that zooms
}

// extent is a stretch of an axis.
type extent struct {
	X, W   string // percent
	X0, X1 int    // day numbers
}

const (
	yearDays  = 365.2425
	leastDays = 3 * 365 // that an axis shows, so that a year is no bar across the page
)

// newAxis makes an axis that shows every date of dates that has a bound, and today, with some room at both ends.
func newAxis(dates []string, today edtf.Day) axis {
	a := axis{lo: today, hi: today}
	for _, s := range dates {
		lo, hi, ok := bounds(s)
		if !ok {
			continue
		}
		for _, d := range []edtf.Day{lo, hi} {
			if d != edtf.MinDay && d != edtf.MaxDay {
				a.lo, a.hi = min(a.lo, d), max(a.hi, d)
			}
		}
	}
	a.lo = min(a.lo, a.hi-leastDays)
	room := max(edtf.Day(float64(a.hi-a.lo)*0.03), 200)
	a.lo -= room
	a.hi += room
	return a
}

// bounds are the first and the last day that an EDTF date can be; false where it is unknown.
func bounds(s string) (lo, hi edtf.Day, ok bool) {
	d, err := edtf.Parse(s)
	if err != nil || d.IsUnknown() {
		return edtf.MinDay, edtf.MaxDay, false
	}
	lo, hi = d.Bounds()
	return lo, hi, true
}

func percent(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) + "%" }

func (a axis) share(d edtf.Day) float64 {
	d = min(max(d, a.lo), a.hi)
	return 100 * float64(d-a.lo) / float64(a.hi-a.lo)
}

func (a axis) at(d edtf.Day) string { return percent(a.share(d)) }

// extent is where the days from lo to the end of hi lie.
func (a axis) extent(lo, hi edtf.Day) extent {
	lo, hi = min(max(lo, a.lo), a.hi), min(max(hi, a.lo), a.hi)
	return extent{X: a.at(lo), W: percent(a.share(hi) - a.share(lo)), X0: int(lo), X1: int(hi)}
}

// ticks are the years that the axis names: round ones, at most n.
func (a axis) ticks(n int) []tick {
	first, _, _ := a.lo.Civil()
	last, _, _ := a.hi.Civil()
	step := 1
	for _, s := range []int{1, 2, 5, 10, 20, 25, 50, 100, 200, 500} {
		step = s
		if (last-first)/s < n {
			break
		}
	}
	var out []tick
	for y := (first + step) / step * step; y <= last; y += step {
		d := edtf.DayOf(y, 1, 1)
		if share := a.share(d); share < 2 || share > 98 { // its number would stand over the edge
			continue
		}
		out = append(out, tick{y, a.at(d), int(d)})
	}
	return out
}

// bar is a period as a lane draws it: what is sure at full height, what may have been at a third of it.
type bar struct {
	ID, Class, Text, Label string
	Sure                   *extent
	Maybe                  []extent // before and after
	Open                   bool     // still so on the last day
	Chosen                 bool
	Room, Wide             bool // its text fits into it on a common screen, on a telephone
}

// newBar lays a period out. An end that is not known to the day is drawn as long as it is unsure.
func (a axis) newBar(p *chancery.Period, today edtf.Day) bar {
	f0, f1, known := bounds(p.From)
	if !known {
		f0, f1 = a.lo, a.lo
	}
	t0, t1, ends := bounds(p.To)
	b := bar{ID: p.ID}
	if !ends {
		t0, t1 = max(today, f1), max(today, f1)
		b.Open = true
	}
	if f1 == edtf.MaxDay { // begun at a time that nobody bounds: it may have been from then on, and is drawn no further than today
		f1 = max(today, f0)
		if !ends {
			t0, t1 = f1, f1
		}
	}
	f0, f1, t0, t1 = max(f0, a.lo), min(f1, a.hi), max(t0, a.lo), min(t1, a.hi)
	switch {
	case f1 < t0:
		sure := a.extent(f1, t0)
		b.Sure = &sure
		if f0 < f1 {
			b.Maybe = append(b.Maybe, a.extent(f0, f1))
		}
		if t0 < t1 {
			b.Maybe = append(b.Maybe, a.extent(t0, t1))
		}
	case f1 == t0 && f0 == f1 && t0 == t1:
		sure := a.extent(f1, t0+1)
		b.Sure = &sure
	default: // it is not sure of any day
		b.Maybe = append(b.Maybe, a.extent(f0, max(t1, f1)))
	}
	return b
}

// mark is an event as a lane draws it: a sign on its day, or a stretch where its day is not known.
type mark struct {
	ID, Class, Label, Shape string
	At                      extent
	Range                   bool
	Row                     int
	Chosen                  bool
	lo, hi                  float64
}

// placeMark lays an event out; false where it has no date at all.
func (a axis) placeMark(when string) (mark, bool) {
	lo, hi, ok := bounds(when)
	if !ok {
		return mark{}, false
	}
	if lo == edtf.MinDay || hi == edtf.MaxDay { // before or after a date: the stretch next to it, a fortieth of the axis at most
		reach := (a.hi - a.lo) / 40
		if lo == edtf.MinDay {
			lo = max(hi-reach, a.lo)
		} else {
			hi = min(lo+reach, a.hi)
		}
	}
	m := mark{At: a.extent(lo, hi), Range: hi-lo > 31}
	m.lo, m.hi = a.share(lo), a.share(hi)
	return m, true
}

// stack puts marks that would cover each other into rows, at most rows of them; returns how many it took.
func stack(marks []mark, rows int) int {
	const clear = 1.7 // percent of the width that a sign takes on a small screen
	ends := make([]float64, rows)
	for i := range ends {
		ends[i] = -10
	}
	used := 1
	for i := range marks {
		m := &marks[i]
		best := 0
		for r := range ends {
			if ends[r]+clear <= m.lo {
				best = r
				break
			}
			if ends[r] < ends[best] {
				best = r
			}
		}
		m.Row = best
		ends[best] = max(m.hi, m.lo)
		used = max(used, best+1)
	}
	return used
}

func itoa[T ~int | ~int32 | ~int64](n T) string { return fmt.Sprint(n) }
