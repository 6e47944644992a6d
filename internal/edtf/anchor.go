package edtf

import (
	"strconv"
	"strings"
)

// Anchor returns the date that a relative form has under a document's date; the package comment
// gives the forms. It is false where the form is not of that language, where it selects nothing, and
// where doc is unknown or not precise enough to tell.
func Anchor(relative string, doc Date) (Date, bool) {
	if doc.IsUnknown() || len(relative) > 200 {
		return Date{}, false
	}
	left, right, isInterval := strings.Cut(relative, "/")
	if !isInterval {
		return anchorPoint(relative, doc)
	}
	ends := [2]Date{}
	for i, s := range [2]string{left, right} {
		if s == ".." {
			continue
		}
		d, ok := anchorPoint(s, doc)
		if !ok {
			return Date{}, false
		}
		ends[i] = d
	}
	d := Between(ends[0], ends[1])
	if past, ok := strings.CutSuffix(left, ",from"); ok && d.IsUnknown() {
		// What runs to a day still to come has begun.
		if ends[0], ok = anchorPoint(past, doc); ok {
			d = Between(ends[0], ends[1])
		}
	}
	if to := strings.TrimSuffix(right, ",nearest"); d.IsUnknown() && (strings.HasPrefix(to, "month=") || strings.HasPrefix(to, "monthday=")) && !strings.ContainsAny(to, ",;") && !strings.Contains(left, ";") {
		// What runs from a day has its end behind it.
		if next, ok := anchorPoint(to+",from", doc); ok {
			d = Between(ends[0], next)
		}
	}
	return d, !d.IsUnknown()
}

// anchorPoint anchors at the first and the last day of doc, and is true where that makes no difference.
func anchorPoint(s string, doc Date) (Date, bool) {
	if s == "now" {
		return doc, true
	}
	first, last := doc.Bounds()
	if first == MinDay || last == MaxDay {
		return Date{}, false
	}
	d, ok := steps(s, first)
	if !ok {
		return Date{}, false
	}
	if last != first {
		if e, ok := steps(s, last); !ok || e != d {
			return Date{}, false
		}
	}
	if doc.a.approx || doc.a.uncertain {
		d.a.approx, d.a.uncertain = d.a.approx || doc.a.approx, doc.a.uncertain
	}
	return d, true
}

func steps(s string, day Day) (Date, bool) {
	var d Date
	for i := 0; s != ""; i++ {
		step, rest, _ := strings.Cut(s, ";")
		s = rest
		step, approx := strings.CutSuffix(step, "~")
		key, value, ok := strings.Cut(step, "=")
		if !ok {
			return Date{}, false
		}
		value, dir, _ := strings.Cut(value, ",")
		switch {
		case key == "part":
			if i == 0 || dir != "" {
				return Date{}, false
			}
			d, ok = Part(d, value)
		case i == 0:
			d, ok = firstStep(key, value, dir, day)
		case key == "days":
			d, ok = move(d, value, dir)
		default:
			d, ok = selectIn(key, value, dir, d)
		}
		if !ok || d.IsUnknown() {
			return Date{}, false
		}
		if approx {
			d = d.Approx()
		}
	}
	return d, !d.IsUnknown()
}

// move returns the day that lies value days from d, which is a day.
func move(d Date, value, dir string) (Date, bool) {
	first, last := d.Bounds()
	n, err := strconv.Atoi(value)
	if err != nil || dir != "" || first != last || n < -maxShift || n > maxShift {
		return Date{}, false
	}
	return Shift("days", n, first)
}

// maxShift bounds the count of a step: no date lies further than all the days there are.
const maxShift = 366 * (MaxYear - MinYear + 1)

func firstStep(key, value, dir string, day Day) (Date, bool) {
	if n, err := strconv.Atoi(value); err == nil && dir == "" && n >= -maxShift && n <= maxShift {
		if d, ok := Shift(key, n, day); ok {
			return d, true
		}
	}
	c, ok := newCycle(key, value)
	if !ok {
		return Date{}, false
	}
	// The occurrences around the day, in order of time.
	at := c.index(day) - 3
	var best Date
	var least Day
	for n := at; n <= at+6+2*c.slack(); n++ {
		d := c.nth(n)
		if d.IsUnknown() {
			continue
		}
		first, last := d.Bounds()
		switch dir {
		case "":
			if first <= day {
				best = d
			}
		case "before":
			if last < day {
				best = d
			}
		case "after":
			if first > day {
				return d, true
			}
		case "from":
			if last >= day {
				return d, true
			}
		case "nearest":
			if gap := distance(day, first, last); best.IsUnknown() || gap < least {
				best, least = d, gap
			}
		default:
			return Date{}, false
		}
	}
	return best, !best.IsUnknown()
}

// distance returns how many days lie between day and [first, last]; 0 within it.
func distance(day, first, last Day) Day {
	return max(first-day, day-last, 0)
}

// selectIn returns the first occurrence of a cycle that lies within d.
func selectIn(key, value, dir string, d Date) (Date, bool) {
	c, ok := newCycle(key, value)
	if !ok || dir != "" {
		return Date{}, false
	}
	first, last := d.Bounds()
	if first == MinDay || last == MaxDay {
		return Date{}, false
	}
	at := c.index(first) - 1
	for n := at; n <= at+3+2*c.slack(); n++ {
		if x := c.nth(n); !x.IsUnknown() {
			if lo, _ := x.Bounds(); lo >= first && lo <= last {
				return x, true
			}
		}
	}
	return Date{}, false
}

// Shift returns the calendar unit that holds day, moved by n of its kind: ("months", -1) is the month
// before. The units are days, weeks, weekends, months, quarters, halves, years, decades, centuries, and
// anniversaries, the same day of another year.
func Shift(unit string, n int, day Day) (Date, bool) {
	y, m, _ := day.Civil()
	if n < -maxShift || n > maxShift || y < MinYear || y > MaxYear {
		return Date{}, false
	}
	var d Date
	switch unit {
	case "days":
		d = OfDay(day + Day(n))
	case "weeks":
		monday := day - Day(day.Weekday()-1) + Day(7*n)
		d = Between(OfDay(monday), OfDay(monday+6))
	case "weekends":
		saturday := day - Day(day.Weekday()-6) + Day(7*n)
		d = Between(OfDay(saturday), OfDay(saturday+1))
	case "months":
		n += y*12 + m - 1
		d, _ = Ymd(floorDiv(n, 12), floorMod(n, 12)+1, 0)
	case "quarters":
		n += y*4 + (m-1)/3
		d, _ = Ymd(floorDiv(n, 4), floorMod(n, 4)+33, 0)
	case "halves":
		n += y*2 + (m-1)/6
		d, _ = Ymd(floorDiv(n, 2), floorMod(n, 2)+40, 0)
	case "years":
		d = Year(y + n)
	case "anniversaries":
		_, _, day := day.Civil()
		var ok bool
		if d, ok = Ymd(y+n, m, day); !ok && m == 2 {
			d, _ = Ymd(y+n, m, 28)
		}
	case "decades":
		d = Decade(y + 10*n)
	case "centuries":
		d = Century(y + 100*n)
	}
	return d, !d.IsUnknown()
}

// cycle is something that comes once a week, month or year.
type cycle struct {
	key     byte // w weekday, k weekend, d day of a month, m month, s season, p day of a year, e easter, n nth weekday of a month
	x, y, z int
}

func newCycle(key, value string) (c cycle, ok bool) {
	n, err := strconv.Atoi(value)
	num := err == nil
	switch key {
	case "weekday":
		return cycle{key: 'w', x: n}, num && n >= 1 && n <= 7
	case "day":
		return cycle{key: 'd', x: n}, num && n >= 1 && n <= 31
	case "month":
		return cycle{key: 'm', x: n}, num && n >= 1 && n <= 12
	case "season":
		return cycle{key: 's', x: n}, num && n >= 21 && n <= 41
	case "quarter":
		return cycle{key: 's', x: 32 + n}, num && n >= 1 && n <= 4
	case "half":
		return cycle{key: 's', x: 39 + n}, num && n >= 1 && n <= 2
	case "weekend":
		return cycle{key: 'k'}, value == ""
	case "easter":
		return cycle{key: 'e', x: n}, num && n >= -100 && n <= 100
	case "monthday":
		m, d, cut := strings.Cut(value, "-")
		c = cycle{key: 'p'}
		var ok1, ok2 bool
		c.x, ok1 = digits(m)
		c.y, ok2 = digits(d)
		// 29 February is a day of some years.
		return c, cut && ok1 && ok2 && len(value) <= 5 && c.x >= 1 && c.x <= 12 && c.y >= 1 && c.y <= daysIn(2000, c.x)
	case "nth":
		f := strings.Split(value, "-")
		if len(f) != 3 || len(value) > 6 {
			return c, false
		}
		var ok1, ok2, ok3 bool
		c = cycle{key: 'n'}
		c.x, ok1 = digits(f[0])
		c.y, ok2 = digits(f[1])
		c.z, ok3 = digits(f[2])
		return c, ok1 && ok2 && ok3 && c.x >= 1 && c.x <= 12 && c.y >= 1 && c.y <= 5 && c.z >= 1 && c.z <= 7
	}
	return c, false
}

// slack is how many more occurrences must be looked at because some do not exist.
func (c cycle) slack() int {
	if c.key == 'p' && c.x == 2 && c.y == 29 {
		return 8
	}
	return 0
}

// index numbers the week, month or year that holds day.
func (c cycle) index(day Day) int {
	y, m, _ := day.Civil()
	switch c.key {
	case 'w', 'k':
		return floorDiv(int(day), 7)
	case 'd':
		return y*12 + m - 1
	}
	return y - c.slack()
}

// nth returns the occurrence in the n-th week, month or year; unknown where there is none.
func (c cycle) nth(n int) (d Date) {
	switch c.key {
	case 'w':
		return OfDay(Day(7*n + c.x - 1))
	case 'k':
		return Between(OfDay(Day(7*n+5)), OfDay(Day(7*n+6)))
	case 'd':
		d, _ = Ymd(floorDiv(n, 12), floorMod(n, 12)+1, c.x)
	case 'm', 's':
		d, _ = Ymd(n, c.x, 0)
	case 'p':
		d, _ = Ymd(n, c.x, c.y)
	case 'e':
		if n >= 0 && n <= MaxYear {
			d = OfDay(easter(n) + Day(c.x))
		}
	case 'n':
		first := DayOf(n, c.x, 1)
		day := first + Day(floorMod(c.z-first.Weekday(), 7)) + Day(7*(c.y-1))
		if _, m, _ := day.Civil(); m != c.x { // the fifth, where there are four: the last
			day -= 7
		}
		d = OfDay(day)
	}
	return d
}
