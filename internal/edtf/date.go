package edtf

import (
	"slices"
	"strings"
)

// OfDay returns the date of one day. A day outside the range of years is the unknown date.
func OfDay(day Day) Date {
	y, m, d := day.Civil()
	if y < MinYear || y > MaxYear {
		return Date{}
	}
	return Date{a: point{prec: DayPrecision, year: int16(y), month: int8(m), day: int8(d)}}
}

// Ymd returns a year (month and day 0), a month or season (day 0), or a day, and false where there is no such date.
func Ymd(year, month, day int) (Date, bool) {
	switch {
	case year < MinYear || year > MaxYear || month < 0 || day < 0 || month == 0 && day > 0:
		return Date{}, false
	case month == 0:
		return Date{a: point{prec: YearPrecision, year: int16(year)}}, true
	case month > 12:
		ok := month >= 21 && month <= 41 && day == 0
		return Date{a: point{prec: SeasonPrecision, year: int16(year), month: int8(month)}}.when(ok), ok
	case day == 0:
		return Date{a: point{prec: MonthPrecision, year: int16(year), month: int8(month)}}, true
	}
	ok := day <= daysIn(year, month)
	return Date{a: point{prec: DayPrecision, year: int16(year), month: int8(month), day: int8(day)}}.when(ok), ok
}

func (d Date) when(ok bool) Date {
	if !ok {
		return Date{}
	}
	return d
}

// Year returns a year; the unknown date where it is out of range.
func Year(y int) Date { d, _ := Ymd(y, 0, 0); return d }

// Decade returns the decade that holds year y. Years before 0 have none: it is an interval.
func Decade(y int) Date { return block(y, 10, DecadePrecision) }

// Century returns the century, by its digits, that holds year y: 1999 and 1900 lie in 19XX.
// Years before 0 have none: it is an interval.
func Century(y int) Date { return block(y, 100, CenturyPrecision) }

func block(y, n int, p Precision) Date {
	lo := floorDiv(y, n) * n
	switch {
	case lo < MinYear || lo > MaxYear:
		return Date{}
	case lo < 0:
		return Between(Year(lo), Year(lo+n-1))
	}
	return Date{a: point{prec: p, year: int16(lo)}}
}

// Between returns the interval from a to b. Where a or b is itself an interval its outer end counts, where it is one of two dates the
// month or year that holds both; an unknown date is an open end. It returns the unknown date where b ends before a begins, and a where both are the same.
func Between(a, b Date) Date {
	if a, b = a.Whole(), b.Whole(); a == b && !a.interval {
		return a
	}
	d := Date{a: a.a, b: b.a, interval: true}
	if b.interval {
		d.b = b.b
	}
	if a == (Date{}) {
		d.a = point{open: true}
	}
	if b == (Date{}) {
		d.b = point{open: true}
	}
	if first, last := d.Bounds(); last < first {
		return Date{}
	}
	return d
}

// OneOf returns the date that is a or b, and false where that is no choice: they share a day, or one is itself an interval, a choice or unknown.
func OneOf(a, b Date) (Date, bool) {
	for _, d := range [2]Date{a, b} {
		if d.interval || d.choice || d.a.prec == Unknown {
			return Date{}, false
		}
	}
	if b.first() < a.first() {
		a, b = b, a
	}
	if _, last := a.Bounds(); last >= b.first() {
		return Date{}, false
	}
	return Date{a: a.a, b: b.a, choice: true}, true
}

func (d Date) first() Day {
	first, _ := d.Bounds()
	return first
}

// Choice returns the two dates of which d is one, the earlier first; false where d is no choice.
func (d Date) Choice() (a, b Date, ok bool) {
	return Date{a: d.a}, Date{a: d.b}, d.choice
}

// CutChoice parts the string of a choice into those of its two dates.
func CutChoice(s string) (a, b string, ok bool) {
	if !strings.HasPrefix(s, "[") {
		return "", "", false
	}
	d, err := Parse(s)
	x, y, ok := d.Choice()
	return x.String(), y.String(), err == nil && ok
}

// Whole returns the month or the year that holds both dates of a choice, else the interval between them; any
// other date as it is. What only begins or ends at a choice can be said no finer.
func (d Date) Whole() Date {
	a, b, ok := d.Choice()
	if !ok {
		return d
	}
	year, month, _ := a.Fields()
	m, _ := Ymd(year, min(month, 12), 0)
	for _, w := range [2]Date{m, Year(year)} {
		if Within(a, w) && Within(b, w) {
			w.a.approx, w.a.uncertain = d.a.approx || d.b.approx, d.a.uncertain || d.b.uncertain
			return w
		}
	}
	return Date{a: d.a, b: d.b, interval: true}
}

// Since returns d/.. : from d on, without an end.
func Since(d Date) Date {
	if d == (Date{}) {
		return d
	}
	return Between(d, Date{})
}

// Until returns ../d : up to d, without a start.
func Until(d Date) Date {
	if d == (Date{}) {
		return d
	}
	return Between(Date{}, d)
}

// From returns the start of an interval, the unknown date where it is open; a date that is no interval is its own start, but of one of two
// dates that is the month or year that holds both.
func (d Date) From() Date {
	d = d.Whole()
	return Date{a: d.a}.bare()
}

// To returns the end of an interval, as From does its start.
func (d Date) To() Date {
	if d = d.Whole(); !d.interval {
		return d
	}
	return Date{a: d.b}.bare()
}

// Asked returns the date that counts of one that is asked about: the end of an interval, its start where it has no end, the later of two dates; any
// other is itself.
func (d Date) Asked() Date {
	if _, b, ok := d.Choice(); ok {
		return b
	}
	if to := d.To(); !to.IsUnknown() {
		return to
	}
	return d.From()
}

func (d Date) bare() Date {
	d.a.open = false
	return d
}

// Precision returns how finely d is known.
func (d Date) Precision() Precision {
	if d.choice {
		return ChoicePrecision
	}
	if d.interval {
		return IntervalPrecision
	}
	return d.a.prec
}

// IsUnknown reports whether nothing is known of d.
func (d Date) IsUnknown() bool { return d == Date{} }

// Approximate and Uncertain report whether d, or an end of it, is marked ~ or ?.
func (d Date) Approximate() bool { return d.a.approx || d.b.approx }

// Uncertain reports whether d, or an end of it, is marked ?.
func (d Date) Uncertain() bool { return d.a.uncertain || d.b.uncertain }

// Approx returns d marked as approximate.
func (d Date) Approx() Date {
	d.a.approx = d.a.prec != Unknown
	d.b.approx = d.b.prec != Unknown
	return d
}

// Plain returns d without its qualifiers.
func (d Date) Plain() Date {
	d.a.approx, d.a.uncertain, d.b.approx, d.b.uncertain = false, false, false, false
	return d
}

// Bounds returns the first and the last day that d can be; MinDay and MaxDay where an
// end is open or unknown. Qualifiers do not widen the bounds: nobody says by how much.
func (d Date) Bounds() (first, last Day) {
	first, last = d.a.bounds()
	if d.interval || d.choice {
		_, last = d.b.bounds()
	}
	return first, last
}

// season gives the first month of a code of ISO 8601-2 from 21 on, and its length in months.
var season = [...]struct{ first, months int }{
	{3, 3}, {6, 3}, {9, 3}, {12, 3}, // 21 to 24
	{3, 3}, {6, 3}, {9, 3}, {12, 3}, // 25 to 28, northern
	{9, 3}, {12, 3}, {3, 3}, {6, 3}, // 29 to 32, southern
	{1, 3}, {4, 3}, {7, 3}, {10, 3}, // quarters
	{1, 4}, {5, 4}, {9, 4}, // thirds
	{1, 6}, {7, 6}, // halves
}

func (p point) bounds() (first, last Day) {
	y, m := int(p.year), int(p.month)
	switch p.prec {
	case DayPrecision:
		first = DayOf(y, m, int(p.day))
		return first, first
	case MonthPrecision:
		return DayOf(y, m, 1), DayOf(y, m, daysIn(y, m))
	case SeasonPrecision:
		s := season[m-21]
		return DayOf(y, s.first, 1), DayOf(y, s.first+s.months, 1) - 1
	case YearPrecision:
		return DayOf(y, 1, 1), DayOf(y, 12, 31)
	case DecadePrecision:
		return DayOf(y, 1, 1), DayOf(y+9, 12, 31)
	case CenturyPrecision:
		return DayOf(y, 1, 1), DayOf(y+99, 12, 31)
	}
	return MinDay, MaxDay
}

// Years returns the first and last year that d touches, and false where an end of it is open or unknown.
func (d Date) Years() (first, last int, ok bool) {
	lo, hi := d.Bounds()
	if lo == MinDay || hi == MaxDay {
		return 0, 0, false
	}
	first, _, _ = lo.Civil()
	last, _, _ = hi.Civil()
	return first, last, true
}

// Fields returns year, month (or season code) and day of a date that is neither an interval nor one of two; 0 where it is less precise.
func (d Date) Fields() (year, month, day int) {
	return int(d.a.year), int(d.a.month), int(d.a.day)
}

// Within reports whether every day of a is a day of b. It is false where either is unknown.
func Within(a, b Date) bool {
	if a.IsUnknown() || b.IsUnknown() {
		return false
	}
	if x, y, ok := a.Choice(); ok {
		return Within(x, b) && Within(y, b)
	}
	if x, y, ok := b.Choice(); ok {
		return Within(a, x) || Within(a, y)
	}
	a1, a2 := a.Bounds()
	b1, b2 := b.Bounds()
	return b1 <= a1 && a2 <= b2
}

// Overlap reports whether a and b can be the same time: they share a day, or one of them is unknown.
func Overlap(a, b Date) bool {
	if x, y, ok := a.Choice(); ok {
		return Overlap(x, b) || Overlap(y, b)
	}
	if b.choice {
		return Overlap(b, a)
	}
	a1, a2 := a.Bounds()
	b1, b2 := b.Bounds()
	return a1 <= b2 && b1 <= a2
}

// Compare orders dates for a listing: by first day, the less precise first where that is the
// same, unknown dates last. It is 0 only for equal dates.
func Compare(a, b Date) int {
	if a == b {
		return 0
	}
	if a.IsUnknown() != b.IsUnknown() {
		if a.IsUnknown() {
			return 1
		}
		return -1
	}
	a1, a2 := a.Bounds()
	b1, b2 := b.Bounds()
	switch {
	case a1 != b1:
		return sign(a1 < b1)
	case a2 != b2:
		return sign(a2 > b2)
	}
	return strings.Compare(a.String(), b.String())
}

func sign(less bool) int {
	if less {
		return -1
	}
	return 1
}

var parts = [5]string{"early", "mid", "late", "start", "end"}

// Part returns a part of d: of a month its early, mid and late thirds, the first or last week for start and end; of a
// year four months, or three for start and end; of a decade the years 0 to 3, 4 to 6 and 7 to 9, or two; of a century a third of
// its years, or ten; of an interval its first or last point for start and end. It returns d itself for what has no such parts, and false for an unknown part.
func Part(d Date, part string) (Date, bool) {
	i := slices.Index(parts[:], part)
	if i < 0 {
		return d, false
	}
	y, m, _ := d.Fields()
	pick := func(lo, hi [5]int, unit func(n int) Date) (Date, bool) {
		p := Between(unit(lo[i]), unit(hi[i]))
		p.a.approx, p.a.uncertain = d.a.approx, d.a.uncertain
		p.b.approx, p.b.uncertain = d.a.approx, d.a.uncertain
		return p, true
	}
	switch d.Precision() {
	case MonthPrecision:
		n := daysIn(y, m)
		return pick([5]int{1, 11, 21, 1, n - 6}, [5]int{10, 20, n, 7, n}, func(n int) Date { d, _ := Ymd(y, m, n); return d })
	case YearPrecision:
		return pick([5]int{1, 5, 9, 1, 10}, [5]int{4, 8, 12, 3, 12}, func(n int) Date { d, _ := Ymd(y, n, 0); return d })
	case DecadePrecision:
		return pick([5]int{0, 4, 7, 0, 8}, [5]int{3, 6, 9, 1, 9}, func(n int) Date { return Year(y + n) })
	case IntervalPrecision:
		switch {
		case part == "start" && d.a.prec != Unknown:
			return d.From(), true
		case part == "end" && d.b.prec != Unknown:
			return d.To(), true
		}
	case CenturyPrecision:
		return pick([5]int{0, 34, 67, 0, 90}, [5]int{33, 66, 99, 9, 99}, func(n int) Date { return Year(y + n) })
	}
	return d, true
}
