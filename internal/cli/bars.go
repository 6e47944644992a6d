package cli

import (
	"fmt"
	"strings"

	"chancery"
	"chancery/internal/edtf"
)

// axis maps days to the columns of a bar.
type axis struct {
	first, last edtf.Day // the last is excluded
	width       int
}

// newAxis spans what the periods name, up to on, in whole years. ok is false where no date is known.
func newAxis(ps []chancery.Period, on edtf.Date, width int) (axis, bool) {
	_, today := on.Bounds()
	lo, hi := edtf.MaxDay, today
	see := func(s string) {
		d, err := edtf.Parse(s)
		if err != nil || d.IsUnknown() {
			return
		}
		first, last := d.Bounds()
		if first != edtf.MinDay {
			lo = min(lo, first)
		}
		if last != edtf.MaxDay {
			lo, hi = min(lo, last), max(hi, last)
		}
	}
	for i := range ps {
		see(ps[i].From)
		see(ps[i].To)
	}
	if lo == edtf.MaxDay || width < 10 {
		return axis{}, false
	}
	y0, _, _ := lo.Civil()
	y1, _, _ := hi.Civil()
	y0 -= max(1, (y1-y0)/12) // room for what came before the first date
	return axis{edtf.DayOf(y0, 1, 1), edtf.DayOf(y1+1, 1, 1), width}, true
}

// column returns the column of a day, within the bar.
func (x axis) column(d edtf.Day) int {
	c := int(int64(d-x.first) * int64(x.width) / int64(x.last-x.first))
	return max(0, min(x.width-1, c))
}

// ticks is the line of years over the bars.
func (x axis) ticks() string {
	y0, _, _ := x.first.Civil()
	y1, _, _ := x.last.Civil()
	step := 1000
	for _, s := range []int{1, 2, 5, 10, 20, 25, 50, 100, 200, 500} {
		if s*x.width >= 8*(y1-y0) {
			step = s
			break
		}
	}
	line := []rune(strings.Repeat(" ", x.width))
	for y := (y0/step + 1) * step; y < y1; y += step {
		c := x.column(edtf.DayOf(y, 1, 1))
		label := fmt.Sprint(y)
		if c+len(label) <= x.width {
			copy(line[c:], []rune(label))
		}
	}
	return string(line)
}

// The strokes of a bar.
const (
	strokeDocumented = '━'
	strokeInferred   = '┅'
	strokeContested  = '╍'
	strokePerhaps    = '·' // within the bounds of an uncertain start or end
	strokeBefore     = '◂' // no start known
	strokeAfter      = '▸' // still so
)

func stroke(e chancery.Evidence) rune {
	switch e {
	case chancery.Inferred:
		return strokeInferred
	case chancery.Contested:
		return strokeContested
	}
	return strokeDocumented
}

// bar draws the period from one EDTF date to another.
func (x axis) bar(from, to string, e chancery.Evidence) string {
	line := []rune(strings.Repeat(" ", x.width))
	f, t := parseOr(from), parseOr(to)
	fFirst, fLast := x.first, x.first
	if !f.IsUnknown() {
		fFirst, fLast = f.Bounds()
	}
	tFirst, tLast := x.last, x.last
	if !t.IsUnknown() {
		tFirst, tLast = t.Bounds()
	}
	clamp := func(d edtf.Day) edtf.Day { return max(x.first, min(x.last-1, d)) }
	for c := x.column(clamp(fFirst)); c <= x.column(clamp(tLast)); c++ {
		line[c] = strokePerhaps
	}
	solid := false
	for c := x.column(clamp(fLast)); c <= x.column(clamp(tFirst)); c++ {
		line[c] = stroke(e)
		solid = true
	}
	if !solid && !f.IsUnknown() { // start and end may coincide
		line[x.column(clamp(fLast))] = strokePerhaps
	}
	if f.IsUnknown() {
		line[0] = strokeBefore
	}
	if t.IsUnknown() {
		line[x.width-1] = strokeAfter
	}
	return string(line)
}

// parseOr reads an EDTF date; what cannot be read, and what is open, is unknown.
func parseOr(s string) edtf.Date {
	d, err := edtf.Parse(s)
	if err != nil {
		return edtf.Date{}
	}
	return d
}
