// Package edtf holds dates with their precision, as Extended Date/Time Format
// values (ISO 8601-2:2019, levels 0 and 1, and what Chancery needs of level 2).
//
// # What is read and written
//
//	2022-09-07            a day
//	2022-09               a month
//	2022                  a year; years run from -9999 to 9999, 0000 is 1 BC, -0043 is 44 BC
//	197X 19XX             a decade, a century (by its digits: 19XX is 1900 to 1999)
//	2022-21 ... 2022-24   spring, summer, autumn, winter; winter runs from December of its year
//	2022-33 ... 2022-36   quarters
//	2022-37 ... 2022-39   thirds of a year
//	2022-40 2022-41       halves
//	a/b                   an interval between any two of these
//	a/.. ../b             open; a/ and /b: the other end is unknown
//	2014? 1999~ 1999%     uncertain, approximate, both
//	[1980-03-04,1980-04-03]  one of two dates, the earlier first, which share no day: what 03/04/1980 may mean (level 2, of which sets of more dates are not read)
//	.. XXXX               unknown; the zero Date
//
// Seasons are meteorological and of the northern hemisphere; 25 to 32, the seasons with a
// hemisphere, are read and keep their code. A qualifier inside a date (2004-06~-11) is read
// as one of the whole date. A time of day is read and dropped. [Parse] accepts what
// [Date.String] writes, and the canonical form of a value is unique.
//
// # Relative dates
//
// [Anchor] reads a small language for dates that depend on another date:
//
//	relative = point / bound "/" bound
//	bound    = point / ".."
//	point    = step *( ";" step )
//	step     = key "=" value [ "," direction ] [ "~" ]  /  "now"
//
// The first step is taken from the document's date, each further step selects inside
// what the step before it gave. "~" makes the result approximate.
//
//	now             the document's date itself
//	days=-1         that many days from it; likewise weeks (Monday to Sunday), weekends, months,
//	                quarters, halves, years, decades, centuries: the calendar unit that holds the date, moved by so many
//	anniversaries=-6  the same day six years before
//	weekday=4       Thursday (1 is Monday, 7 Sunday)
//	weekend=        Saturday and Sunday
//	day=15          the 15th of a month
//	monthday=07-15  15 July
//	month=07        July
//	season=22       summer, by its EDTF code
//	quarter=4       October to December; half=2 July to December
//	easter=-46      that many days from Easter Sunday
//	nth=11-4-4      the 4th (last: 5) Thursday (4) of November (11)
//	part=late       the early, mid, late, start or end part of a year, month, decade or century
//
// As a first step, weekday, weekend, day, monthday, month, season, quarter, half, easter and nth take the latest
// that has begun on or before the document's date. A direction changes that: "before" takes the latest
// that ended before it, "after" the first that begins after it, "from" the first that ends on or
// after it, "nearest" the one with the fewest days between, the earlier of two. As a later step they select within, and fail where nothing of the kind lies within;
// days moves on from a day: "weekday=4;days=-1" is the day before Thursday.
//
// In an interval whose first end is the next of its kind ("from") and would begin after its last, it is the latest one instead;
// a last end that is a month or a day of one, without a direction or the nearest, is the next one where the latest lies before the first end.
//
// So "weekday=5,after" is next Friday, "years=-1;month=06" June of last year, "weeks=-1;weekday=2" Tuesday
// of last week, "weekday=1/.." since Monday, "months=-9/now" the past nine months.
//
// A document's date that is less precise than a day is enough where every day of it would give the same
// answer: last year is 2021 for all of 2022.
package edtf

import (
	"fmt"
	"strconv"
	"strings"

	"chancery"
)

// Precision says how finely a date is known. The finer is the smaller, and Unknown is the zero value.
type Precision uint8

// The precisions.
const (
	Unknown Precision = iota
	DayPrecision
	MonthPrecision
	SeasonPrecision // seasons, quarters, thirds, halves
	YearPrecision
	DecadePrecision
	CenturyPrecision
	IntervalPrecision
	ChoicePrecision // one of two dates
)

var precisionNames = [...]string{"unknown", "day", "month", "season", "year", "decade", "century", "interval", "choice"}

func (p Precision) String() string {
	if int(p) < len(precisionNames) {
		return precisionNames[p]
	}
	return "precision"
}

// The range of years.
const (
	MinYear = -9999
	MaxYear = 9999
)

// point is a date that is no interval. Fields beyond its precision are zero.
type point struct {
	prec      Precision // Unknown for an end of an interval that is open or unknown
	open      bool      // of an end: ".."
	approx    bool
	uncertain bool
	month     int8 // 1 to 12, or the code of a season
	day       int8
	year      int16 // the first year of a decade or century
}

// Date is an EDTF value. The zero value is an unknown date. Dates are comparable with ==, which
// holds exactly where their strings are equal.
type Date struct {
	a, b     point
	interval bool
	choice   bool // a or b, and not both: see OneOf
}

// Parse reads an EDTF value. An empty string and anything that is not EDTF, or is no day of the
// calendar, is an error with code input; ".." and "XXXX" are the unknown date.
func Parse(s string) (Date, error) {
	d, ok := parse(s)
	if !ok {
		if len(s) > 40 {
			s = s[:40] + "..."
		}
		return Date{}, &chancery.Error{Code: chancery.CodeInput, Message: fmt.Sprintf("%q is not an EDTF date", s),
			Hint: "write 2022, 2022-09, 2022-09-07, 197X, or an interval such as 1990/1995 or 2008/.."}
	}
	return d, nil
}

// MustParse is Parse for constants; it panics on an error.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

func parse(s string) (Date, bool) {
	if s == ".." || s == "XXXX" {
		return Date{}, true
	}
	if set, ok := strings.CutPrefix(s, "["); ok {
		set, closed := strings.CutSuffix(set, "]")
		left, right, two := strings.Cut(set, ",")
		a, ok1 := parsePoint(left)
		b, ok2 := parsePoint(strings.TrimPrefix(right, " "))
		if !closed || !two || !ok1 || !ok2 {
			return Date{}, false
		}
		return OneOf(Date{a: a}, Date{a: b})
	}
	left, right, isInterval := strings.Cut(s, "/")
	if !isInterval {
		p, ok := parsePoint(s)
		return Date{a: p}, ok
	}
	a, ok1 := parseEnd(left)
	b, ok2 := parseEnd(right)
	if !ok1 || !ok2 || a.prec == Unknown && b.prec == Unknown && (!a.open || !b.open) {
		return Date{}, false
	}
	d := Date{a: a, b: b, interval: true}
	if first, last := d.Bounds(); last < first {
		return Date{}, false
	}
	return d, true
}

func parseEnd(s string) (point, bool) {
	switch s {
	case "":
		return point{}, true
	case "..":
		return point{open: true}, true
	}
	return parsePoint(s)
}

func parsePoint(s string) (p point, ok bool) {
	if t := strings.IndexByte(s, 'T'); t == 10 || t == 11 && s[0] == '-' {
		s = s[:t]
	}
	if len(s) > 24 {
		return p, false
	}
	if strings.ContainsAny(s, "?~%") {
		p.uncertain = strings.ContainsAny(s, "?%")
		p.approx = strings.ContainsAny(s, "~%")
		s = strings.NewReplacer("?", "", "~", "", "%", "").Replace(s)
	}
	neg := strings.HasPrefix(s, "-")
	if neg {
		s = s[1:]
	}
	if len(s) < 4 || len(s) > 10 {
		return p, false
	}
	year, rest := s[:4], s[4:]
	switch {
	case strings.HasSuffix(year, "XX"):
		p.prec, year = CenturyPrecision, year[:2]+"00"
	case strings.HasSuffix(year, "X"):
		p.prec, year = DecadePrecision, year[:3]+"0"
	default:
		p.prec = YearPrecision
	}
	y, ok := digits(year)
	if !ok || neg && (y == 0 || p.prec != YearPrecision) {
		return p, false
	}
	if neg {
		y = -y
	}
	p.year = int16(y)
	if rest == "" {
		return p, true
	}
	if p.prec != YearPrecision || rest[0] != '-' || len(rest) < 3 {
		return p, false
	}
	if rest == "-XX" || rest == "-XX-XX" {
		return p, true
	}
	m, ok := digits(rest[1:3])
	if !ok || m < 1 || m > 12 && m < 21 || m > 41 {
		return p, false
	}
	p.month, p.prec = int8(m), MonthPrecision
	if m > 12 {
		p.prec = SeasonPrecision
	}
	rest = rest[3:]
	if rest == "" || rest == "-XX" && m <= 12 {
		return p, true
	}
	if m > 12 || len(rest) != 3 || rest[0] != '-' {
		return p, false
	}
	d, ok := digits(rest[1:])
	if !ok || d < 1 || d > daysIn(y, m) {
		return p, false
	}
	p.day, p.prec = int8(d), DayPrecision
	return p, true
}

func digits(s string) (int, bool) {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, len(s) > 0
}

// String returns the canonical EDTF form; ".." for the unknown date.
func (d Date) String() string {
	if d.choice {
		return string(append(d.b.append(append(d.a.append(append(make([]byte, 0, 28), '[')), ',')), ']'))
	}
	if d.interval {
		return string(append(append(d.a.append(make([]byte, 0, 24)), '/'), d.b.append(nil)...))
	}
	if d.a.prec == Unknown {
		return ".."
	}
	return string(d.a.append(make([]byte, 0, 12)))
}

func (p point) append(b []byte) []byte {
	if p.prec == Unknown {
		if p.open {
			b = append(b, ".."...)
		}
		return b
	}
	y := int(p.year)
	if y < 0 {
		b = append(b, '-')
		y = -y
	}
	switch p.prec {
	case CenturyPrecision:
		b = append(pad(b, y/100, 2), "XX"...)
	case DecadePrecision:
		b = append(pad(b, y/10, 3), 'X')
	default:
		b = pad(b, y, 4)
	}
	if p.month > 0 {
		b = pad(append(b, '-'), int(p.month), 2)
	}
	if p.day > 0 {
		b = pad(append(b, '-'), int(p.day), 2)
	}
	switch {
	case p.approx && p.uncertain:
		b = append(b, '%')
	case p.approx:
		b = append(b, '~')
	case p.uncertain:
		b = append(b, '?')
	}
	return b
}

func pad(b []byte, n, width int) []byte {
	s := strconv.Itoa(n)
	for i := len(s); i < width; i++ {
		b = append(b, '0')
	}
	return append(b, s...)
}

// MarshalText returns the canonical form, and nothing for the unknown date.
func (d Date) MarshalText() ([]byte, error) {
	if d == (Date{}) {
		return nil, nil
	}
	return []byte(d.String()), nil
}

// UnmarshalText is Parse, and reads nothing as the unknown date.
func (d *Date) UnmarshalText(b []byte) (err error) {
	*d = Date{}
	if len(b) > 0 {
		*d, err = Parse(string(b))
	}
	return err
}
