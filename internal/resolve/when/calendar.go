package when

import (
	"fmt"
	"strings"

	"chancery/internal/edtf"
)

// ordinal reads an ordinal number in words: "twenty-first".
func (s *scanner) ordinal(i int) (n, next int, ok bool) {
	t := s.at(i)
	switch {
	case t.cls == cNum && t.ord:
		return t.val, i + 1, true
	case t.cls == cOrd:
		return t.n, i + 1, true
	case t.cls == cCard && (t.n == 20 || t.n == 30):
		k := i + 1
		if s.is(k, "-") {
			k++
		}
		if u := s.at(k); s.flows(k) && u.cls == cOrd && u.n <= 9 {
			return t.n + u.n, k + 1, true
		}
	}
	return 0, i, false
}

// day reads the day of a month at i.
func (s *scanner) day(i int) (d, next int, ok bool) {
	if n, next, ok := s.ordinal(i); ok {
		return n, next, n >= 1 && n <= 31
	}
	t := s.at(i)
	if t.cls == cNum && t.digits >= 1 && t.digits <= 2 && !t.plural && t.val >= 1 && t.val <= 31 {
		return t.val, i + 1, true
	}
	return 0, i, false
}

// monthName reads the name of a month with the point of its abbreviation.
func (s *scanner) monthName(i int) (m, next int, ok bool) {
	t := s.at(i)
	if t.cls != cMonth {
		return 0, i, false
	}
	next = i + 1
	if t.abbr && s.joined(next) && s.is(next, ".") {
		next++
	}
	return t.n, next, true
}

// year reads a year within a date.
func (s *scanner) year(i int) (y, next int, ok bool) {
	t := s.at(i)
	switch {
	case !s.flows(i):
		return 0, i, false
	case t.cls == cNum && !t.ord && !t.plural && (t.digits == 4 && t.val >= 1000 && t.val < 3000 || t.digits == 3 && t.val >= 100):
		if s.joined(i+1) && (s.is(i+1, "%") || s.is(i+1, ":") && s.joined(i+2) && s.cls(i+2) == cNum) || t.digits == 3 && s.cls(i+1) == cUnit {
			return 0, i, false
		}
		y, next = t.val, i+1
	case s.is(i, "the") && s.is(i+1, "year") && s.at(i+2).digits == 4 && s.flows(i+1): // "the summer of the year 2000"
		return s.year(i + 2)
	case s.is(i, "'") && s.at(i+1).digits == 2 && s.joined(i+1):
		y, next = century(s.at(i+1).val), i+2
	default:
		return s.yearWords(i)
	}
	return s.era(y, next)
}

func (s *scanner) era(y, next int) (int, int, bool) {
	if t := s.at(next); t.cls == cEra && s.flows(next) && (t.allCaps || t.capital) {
		next++
		if t.n < 0 {
			y = 1 - y
		}
	}
	return y, next, true
}

// century gives two digits their century: 00 to 29 are of this one.
func century(yy int) int {
	if yy < 30 {
		return 2000 + yy
	}
	return 1900 + yy
}

// yearWords reads a year in words: "nineteen eighty-four", "two thousand and twelve".
func (s *scanner) yearWords(i int) (y, next int, ok bool) {
	t := s.at(i)
	if t.cls != cCard || t.many || t.n < 10 || t.n > 20 {
		return 0, i, false
	}
	k := i + 1
	if s.is(k, "-") {
		k++
	}
	u := s.at(k)
	switch {
	case !s.flows(k) || u.many:
		return 0, i, false
	case u.cls == cScale && u.n == 100:
		return t.n * 100, k + 1, t.n > 10 && t.n < 20
	case u.cls == cCard && u.n >= 10 && u.n < 20:
		return t.n*100 + u.n, k + 1, true
	case u.cls == cCard && u.n >= 20:
		y, next = t.n*100+u.n, k+1
		j := next
		if s.is(j, "-") {
			j++
		}
		if v := s.at(j); v.cls == cCard && v.n >= 1 && v.n <= 9 && s.flows(j) {
			y, next = y+v.n, j+1
		}
		return y, next, true
	}
	return 0, i, false
}

// monthFirst reads a date that begins with the month; from is where the expression begins.
func (s *scanner) monthFirst(from, i int) (item, bool) {
	t := s.at(i)
	m, j, ok := s.monthName(i)
	if !ok {
		return item{}, false
	}
	k := j
	if s.is(k, "the") && s.flows(k) {
		if _, _, ok := s.ordinal(k + 1); ok {
			k++
		}
	}
	if d, e, ok := s.day(k); ok && s.flows(k) && !(s.joined(k) && j == i+1) && !s.clockAt(k) && s.dayEnds(e) {
		last, second, e2 := s.secondDay(from, e, d)
		y, e3, hasYear := s.year(s.comma(e2))
		if hasYear && s.at(e3-1).digits == 3 && s.is(e2, ",") {
			hasYear = false
		}
		if !hasYear {
			e3 = e2
			if t.doubt && !t.capital {
				return item{}, false
			}
		}
		if !hasYear && last == d {
			form := fmt.Sprintf("monthday=%02d-%02d", m, d)
			if it, ok := s.relativeYear(s.skip(e3, "of"), form, from); ok {
				return it, true
			}
			if it, ok := s.instant(e3, form, from); ok {
				return it, true
			}
		}
		if last == d && s.is(e, "/", "(") && s.joined(e) == s.is(e, "/") && hasOld(s.at(e+1).val-d) { // May 5/17, 1814
			k := e + 2
			if s.is(e, "(") {
				k++
			}
			if y, e4, ok := s.year(s.comma(k)); ok && y < 1930 {
				return s.calendar(y, m, s.at(e+1).val, true, from, e4)
			}
		}
		if last > d {
			return s.days(y, m, d, last, hasYear, from, second, e3)
		}
		if it, ok := s.calendar(y, m, d, hasYear, from, e3); ok {
			return it, true
		}
	}
	// April 1999; April, 1999; April of 1999
	k = s.comma(j)
	if s.follows(j, "of") {
		k = j + 1
	} else if s.follows(j, "-") && s.joined(j) && s.joined(j+1) {
		k = j + 1
	}
	if y, e, ok := s.year(k); ok && !(k == j && s.joined(k) && j == i+1) && (s.at(k).digits != 3 || t.capital && k == j && s.at(k+1).cls != cUnit || s.is(k-1, "of")) {
		return s.calendar(y, m, 0, true, from, e)
	}
	if s.follows(j, "of") {
		if it, ok := s.relativeYear(j+1, fmt.Sprintf("month=%02d", m), from); ok {
			return it, true
		}
	}
	if it, ok := s.relativeYear(j, fmt.Sprintf("month=%02d", m), from); ok {
		return it, true
	}
	if it, ok := s.instant(j, fmt.Sprintf("month=%02d", m), from); ok && t.capital {
		return it, true
	}
	if !s.bareMonth(i, j) {
		return item{}, false
	}
	it, ok := s.calendar(0, m, 0, false, from, j)
	it.bare = true
	return it, ok
}

// dayEnds reports whether what follows a number lets it be a day: not a unit, a fraction or a percentage.
func (s *scanner) dayEnds(i int) bool {
	if s.joined(i) && (s.is(i, "%", "°") || s.is(i, "/") && (s.at(i+1).digits == 0 || s.at(i+1).digits > 2)) {
		return false
	}
	return !(s.cls(i) == cScale && s.flows(i))
}

// secondDay reads the second day of "28-30 May", "May 4 and 5" or "between 14 and 16 June" and the token where it stands; it returns first and e where there is none. from is
// where the expression begins.
func (s *scanner) secondDay(from, e, first int) (last, at, next int) {
	if !s.flows(e) || !s.flows(e+1) || !s.is(e, "-", "to", "and", "or", "&", "/", "until", "through") {
		return first, e, e
	}
	k := e + 1
	if s.is(k, "the") {
		k++
	}
	d, n, ok := s.day(k)
	if !ok || d <= first || s.clockAt(k) || !s.dayEnds(n) || s.is(e, "and", "or", "&", "/") && d != first+1 && !(s.is(e, "and") && (s.is(from-1, "between") || s.is(from-1, "the") && s.is(from-2, "between"))) {
		return first, e, e
	}
	if s.cls(n) == cMonth && s.flows(n) && s.cls(e-2) == cMonth {
		return first, e, e // May 28 to 3 June
	}
	if s.cls(n) == cUnit && s.flows(n) {
		return first, e, e
	}
	return d, k, n
}

// days makes the interval from one day of a month to another, whose words begin at second.
func (s *scanner) days(y, m, first, last int, hasYear bool, from, second, to int) (item, bool) {
	a, ok1 := s.calendar(y, m, first, hasYear, from, second-1)
	b, ok2 := s.calendar(y, m, last, hasYear, second, to)
	if !ok1 || !ok2 || a.Impossible != "" || b.Impossible != "" {
		return item{}, false
	}
	it := b
	it.from = from
	it.Relation = Between
	it.Value = a.Value + "/" + b.Value
	if s.is(a.to-1, "and", "or", "-", "to") { // behind "the"
		a.to--
	}
	it.Ends = []Expression{s.finish(&a), s.finish(&b)}
	return it, true
}

// dayFirst reads a date that begins with the day: "7 September 2022", "28-30 May 1999", "the 1st day of May". from
// is where the expression begins.
func (s *scanner) dayFirst(from, i int) (item, bool) {
	d, j, ok := s.day(i)
	if !ok || s.at(i).sep {
		return item{}, false
	}
	last, second, j := s.secondDay(from, j, d)
	k := j
	if n := s.at(j + 1); s.follows(j, "/", "(") && n.digits > 0 && hasOld(n.val-d) { // 5 (17) May 1814
		e := j + 2
		if s.is(j, "(") && s.is(e, ")") {
			e++
		}
		if m, e2, ok := s.monthName(e); ok && s.flows(e) {
			if y, e3, ok := s.year(s.comma(e2)); ok && y < 1930 {
				return s.calendar(y, m, n.val, true, from, e3)
			}
		}
	}
	if s.is(k, "day") && s.is(k+1, "of") {
		k++
	}
	hyphen := false
	switch {
	case s.follows(k, "of"):
		k++
	case s.follows(k, "-") && s.cls(k+1) == cMonth:
		k++
		hyphen = true
	}
	m, e, ok := s.monthName(k)
	if !ok || !s.flows(k) {
		return item{}, false
	}
	mt := s.at(k)
	if alt, ok := s.oldStyle(d, m, e, from); ok {
		return alt, true
	}
	c := s.comma(e)
	if hyphen && s.follows(e, "-") {
		c = e + 1
	}
	y, e2, hasYear := s.year(c)
	if !hasYear && hyphen && s.is(c-1, "-") && s.at(c).digits == 2 {
		y, e2, hasYear = century(s.at(c).val), c+1, true
	}
	if hasYear && s.at(e2-1).digits == 3 && c > e && !hyphen {
		hasYear = false
	}
	if hasYear && c > e && s.cls(e2) == cUnit && s.flows(e2) {
		hasYear = false
	}
	if !hasYear {
		e2 = e
		if mt.doubt && !mt.capital || mt.abbr && mt.doubt && !mt.capital {
			return item{}, false
		}
		if !mt.capital && !s.at(i).ord && k == j {
			return item{}, false
		}
		if last == d {
			form := fmt.Sprintf("monthday=%02d-%02d", m, d)
			if it, ok := s.relativeYear(e, form, from); ok {
				return it, true
			}
			if it, ok := s.instant(e, form, from); ok {
				return it, true
			}
			if s.follows(e, "of") {
				if it, ok := s.relativeYear(e+1, form, from); ok {
					return it, true
				}
			}
		}
	}
	if last > d {
		return s.days(y, m, d, last, hasYear, from, second, e2)
	}
	return s.calendar(y, m, d, hasYear, from, e2)
}

// instant reads "last", "next", "past" behind a date, as old letters have it: "the 12th of October last".
func (s *scanner) instant(i int, form string, from int) (item, bool) {
	if !s.follows(i, "last", "past", "next") || !s.phraseEnds(i+1) {
		return item{}, false
	}
	dir := ",before"
	if s.is(i, "next") {
		dir = ",after"
	}
	return s.relative(Partial, form+dir, from, i+1)
}

// hasOld reports whether two days of one month can be the same day in the Julian and the Gregorian calendar.
func hasOld(gap int) bool { return gap >= 10 && gap <= 13 }

// oldStyle reads a date in both calendars: "24 January (6 February) 1904", "25 October/7 November 1917",
// "6 February [O.S. 24 January] 1904". The value is the later one, the Gregorian.
func (s *scanner) oldStyle(d, m, e, from int) (item, bool) {
	k := e
	if !s.follows(k, "(", "[", "/") {
		return item{}, false
	}
	open := s.at(k).low
	k++
	for s.is(k, "o.s.", "n.s.", "os", "ns", "old", "new", "style", "julian", "gregorian", "s") && k < e+5 {
		k++
	}
	d2, k2, ok := s.day(k)
	if !ok {
		return item{}, false
	}
	m2, k3, ok := s.monthName(k2)
	if !ok {
		return item{}, false
	}
	for s.is(k3, "o.s.", "n.s.", "os", "ns", "old", "new", "style") && k3 < k2+4 {
		k3++
	}
	if open != "/" {
		if !s.is(k3, ")", "]") {
			return item{}, false
		}
		k3++
	}
	y, next, ok := s.year(s.comma(k3))
	if !ok {
		return item{}, false
	}
	a, ok1 := edtf.Ymd(y, m, d)
	b, ok2 := edtf.Ymd(y, m2, d2)
	if !ok1 || !ok2 {
		return item{}, false
	}
	first, _ := a.Bounds()
	second, _ := b.Bounds()
	if m == 12 && m2 == 1 { // 25 December 1904 (7 January 1905) with one year: the later date's
		first -= 365
	}
	gap := second - first
	switch {
	case gap >= 10 && gap <= 13:
		return s.calendar(y, m2, d2, true, from, next)
	case gap <= -10 && gap >= -13:
		return s.calendar(y, m, d, true, from, next)
	}
	return item{}, false
}

// bareMonth reports whether the month name [i, j) without day or year is one: it stands after a cue, or its name has no other meaning.
func (s *scanner) bareMonth(i, j int) bool {
	t := s.at(i)
	p := s.at(i - 1)
	if t.abbr {
		if !t.capital {
			return false
		}
		if t.allCaps && !s.at(i-1).allCaps {
			return false
		}
	}
	cue := false
	if s.flows(i) {
		switch p.low {
		case "in", "since", "until", "till", "by", "before", "after", "during", "between", "of", "this", "last", "next", "that", "early", "late", "mid", "each", "every",
			"throughout", "following", "past", "from", "through", "around":
			cue = true
		case "-":
			cue = s.is(i-2, "mid", "early", "late") || s.cls(i-2) == cMonth
		case "as":
			cue = s.is(i-2, "late", "early", "soon", "recently") // as early as May
		case "and", "or", ",", "to":
			cue = p.low == "to" && s.cls(i-2) == cUnit || s.cls(i-2) == cMonth || s.cls(i-2) == cNum || s.is(i-2, ".") && s.cls(i-3) == cMonth
		}
	}
	n := s.at(j)
	name := s.flows(j) && n.capital && !n.sentence && n.cls == cNone && !s.joined(j) // June Smith, March Madness
	switch {
	case !t.capital:
		return cue && !t.doubt && !t.abbr
	case t.abbr:
		return (cue || j > i+1 && !t.doubt || s.is(j, "-", "and", "or", "to") && s.cls(j+1) == cMonth && s.flows(j+1)) && !name
	case t.doubt:
		if s.possessed(j) > j && t.n != 5 || s.isNoun(j) && !n.capital && (p.low == "the" || p.low == "its" || p.low == "a" || p.low == "an") && s.flows(i) { // April's figure, the March meeting
			return true
		}
		if name || p.low == "the" {
			return false
		}
		if p.low == "for" && s.flows(i) && t.n != 5 && (measured[s.at(i-2).low] || s.cls(i-2) == cFuture || s.at(i-2).low == "set" || prospective[s.at(i-2).low] || strings.HasSuffix(s.at(i-2).low, "ed")) { // sales for March, due for April
			return true
		}
		if cue {
			return p.low != "of" && p.low != "," || s.cls(i-2) == cMonth || p.low == "of" && s.cls(i-2) != cNone
		}
		// "June - August", "June and July"
		return s.is(j, "-", "and", "or", "to") && s.cls(j+1) == cMonth
	}
	return !name || cue
}

// number reads what begins with a number.
func (s *scanner) number(i int) (item, bool) {
	t := s.at(i)
	if t.cls == cNum {
		if it, ok := s.numeric(i); ok {
			return s.joinTime(it, true)
		}
		if it, ok := s.clock(i); ok {
			return s.joinDate(it, true)
		}
	}
	if it, ok := s.dayFirst(i, i); ok {
		return s.joinTime(it, true)
	}
	if it, ok := s.centuryOrdinal(i, i); ok {
		return it, true
	}
	if it, ok := s.decade(i); ok {
		return it, true
	}
	if it, ok := s.clock(i); ok {
		return s.joinDate(it, true)
	}
	if it, ok := s.ordinalPeriod(i, i); ok {
		return it, true
	}
	if it, ok := s.anniversary(i, i); ok {
		return it, true
	}
	if it, ok := s.amount(i); ok {
		return it, true
	}
	if it, ok := s.per(i); ok {
		return it, true
	}
	return s.bareYear(i)
}

// numeric reads 2022-09-07, 07/09/2022, 7.9.2022, 6/25/90 and 2012-11.
func (s *scanner) numeric(i int) (item, bool) {
	a, sep, b := s.at(i), s.at(i+1), s.at(i+2)
	if a.digits == 0 || !s.joined(i+1) || !s.joined(i+2) || b.digits == 0 ||
		s.joined(i) && (s.is(i-1, "/", "-", ".", ",") && s.cls(i-2) == cNum && s.joined(i-1)) && !(s.is(i-1, "/") && a.digits == 4 && s.is(i+3, "-")) {
		return item{}, false
	}
	if sep.low != "-" && sep.low != "/" && sep.low != "." {
		return item{}, false
	}
	c := s.at(i + 4)
	full := s.is(i+3, sep.low) && s.joined(i+3) && s.joined(i+4) && c.digits > 0
	end := i + 5
	if !full {
		end = i + 3
	}
	if s.joined(end) && (s.is(end, "/", "-") && s.cls(end+1) == cNum && s.joined(end+1)) && !(full && a.digits == 4 && sep.low == "-" && s.is(end, "/")) {
		return item{}, false
	}
	switch {
	case full && a.digits == 4 && b.digits <= 2 && c.digits <= 2 && a.val > 0 && b.val >= 1 && b.val <= 12:
		it, ok := s.calendar(a.val, b.val, c.val, true, i, end)
		if ok && s.is(end, "t") && s.joined(end) && s.joined(end+1) { // ISO 8601: 2013-03-22T10:30
			if c, ok := s.clock(end + 1); ok {
				it.Type, it.Clock, it.to = Time, c.Clock, s.skip(c.to, "z")
			}
		}
		return it, ok
	case full && a.digits <= 2 && b.digits <= 2 && (c.digits == 4 || c.digits == 2 && sep.low == "/"):
		y := c.val
		if c.digits == 2 {
			y = century(y)
		}
		dm, ok1 := edtf.Ymd(y, b.val, a.val)
		md, ok2 := edtf.Ymd(y, a.val, b.val)
		ok1 = ok1 && b.val >= 1 && b.val <= 12 && a.val > 0
		ok2 = ok2 && a.val >= 1 && a.val <= 12 && b.val > 0
		if sep.low == "." && ok1 {
			ok2 = false
		}
		switch {
		case ok1 && ok2 && dm != md && s.order != dayFirst && s.order != monthFirst:
			it, _ := s.calendar(y, b.val, a.val, true, i, end)
			d, ok := edtf.OneOf(dm, md)
			it.Value = d.String()
			return it, ok
		case ok1 && ok2 && s.order == monthFirst:
			return s.calendar(y, a.val, b.val, true, i, end)
		case ok1:
			return s.calendar(y, b.val, a.val, true, i, end)
		case ok2:
			return s.calendar(y, a.val, b.val, true, i, end)
		}
	case !full && sep.low == "-" && a.digits == 4 && b.digits == 1 && b.val > 0 && a.val >= 1500 && a.val < 2100: // 1919-3
		return s.calendar(a.val, b.val, 0, true, i, end)
	case !full && sep.low == "-" && a.digits == 4 && b.digits == 2 && a.val >= 1000 && a.val < 2100 && s.at(i+1).end-s.at(i+1).start == 1:
		// 2012-11 is a month, 2010-11 and 1998-99 are pairs of years.
		if b.val >= 1 && b.val <= 12 && b.val != (a.val+1)%100 {
			if b.val > a.val%100 && a.val < 1900 {
				break
			}
			return s.calendar(a.val, b.val, 0, true, i, end)
		}
	}
	return item{}, false
}
