package edtf

import "math"

// Day is a number of days since 0001-01-01 in the proleptic Gregorian calendar.
type Day int32

// The ends of time: what an open end of a date stands for.
const (
	MinDay Day = math.MinInt32
	MaxDay Day = math.MaxInt32
)

// DayOf returns the day of a civil date. A month past 12 or before 1 counts on into other years,
// as does a day outside its month.
func DayOf(year, month, day int) Day {
	year += floorDiv(month-1, 12)
	month = floorMod(month-1, 12) + 1
	// Years begin in March, so that the leap day is the last of its year.
	if month <= 2 {
		year--
		month += 12
	}
	return Day(365*year + floorDiv(year, 4) - floorDiv(year, 100) + floorDiv(year, 400) + (153*(month-3)+2)/5 + day - 1 - 306)
}

// Civil returns the civil date of d.
func (d Day) Civil() (year, month, day int) {
	n := int(d) + 306
	era := floorDiv(n, 146097)
	n -= era * 146097
	y := (n - n/1460 + n/36524 - n/146096) / 365
	n -= 365*y + y/4 - y/100
	m := (5*n + 2) / 153
	day = n - (153*m+2)/5 + 1
	month = m + 3
	year = y + era*400
	if month > 12 {
		month -= 12
		year++
	}
	return year, month, day
}

// Weekday returns the day of the week, 1 for Monday to 7 for Sunday.
func (d Day) Weekday() int { return floorMod(int(d), 7) + 1 }

// Week returns the ISO 8601 week of d and the year it belongs to.
func (d Day) Week() (year, week int) {
	thursday := d + Day(4-d.Weekday())
	year, _, _ = thursday.Civil()
	return year, int(thursday-DayOf(year, 1, 1))/7 + 1
}

func (d Day) String() string {
	switch d {
	case MinDay, MaxDay:
		return ".."
	}
	return OfDay(d).String()
}

var monthDays = [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

func daysIn(y, m int) int {
	if m == 2 && floorMod(y, 4) == 0 && (floorMod(y, 100) != 0 || floorMod(y, 400) == 0) {
		return 29
	}
	return monthDays[m-1]
}

// easter returns Easter Sunday of a year by the Gregorian computus (Meeus, Jones and Butcher).
func easter(y int) Day {
	a, b, c := floorMod(y, 19), floorDiv(y, 100), floorMod(y, 100)
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return DayOf(y, n/31, n%31+1)
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int) int { return a - floorDiv(a, b)*b }
