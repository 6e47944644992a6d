package when

import (
	"fmt"

	"chancery/internal/edtf"
)

// relativeYear completes a form inside a year by "last year", "this year", "next year", "that year", "the same year", "the
// following year" at i; from is where the expression begins.
func (s *scanner) relativeYear(i int, form string, from int) (item, bool) {
	j := i
	if s.is(j, "of") {
		j++
	}
	if s.is(j, "the") {
		j++
	}
	t := s.at(j)
	if !s.flows(i) || !(t.cls == cLast || t.cls == cNext || t.cls == cThis || t.cls == cThat) {
		return item{}, false
	}
	k := j + 1
	if s.is(k, "same") {
		k++
	}
	if !s.is(k, "year") {
		return item{}, false
	}
	ref := Deictic
	if t.cls == cThat || k > j+1 || t.low == "following" || t.low == "previous" || t.low == "next" && j > i {
		ref = Anaphoric
	}
	return s.relative(ref, fmt.Sprintf("years=%d;%s", t.n, form), from, k+1)
}

// ofYear reads the year after a period inside one: the third quarter "of 2013", Q4 "2013", the first half "of last year". code
// is the period's EDTF code.
func (s *scanner) ofYear(code, from, i int) (item, bool) {
	k := i
	if s.follows(k, "of", "in", ",") {
		k++
	}
	form := fmt.Sprintf("season=%d", code)
	if s.follows(k, "fiscal", "fy") {
		k++
		if s.is(k, "year") {
			k++
		}
	}
	if y, e, ok := s.year(k); ok && s.at(k).cls != cCard {
		return s.calendar(y, code, 0, true, from, e)
	}
	if it, ok := s.relativeYear(k, form, from); ok {
		return it, true
	}
	if code >= 40 { // of a decade or century
		n := k
		if s.is(n, "the") {
			n++
		}
		for _, read := range []func() (item, bool){func() (item, bool) { return s.centuryOrdinal(n, n) }, func() (item, bool) { return s.decade(n) },
			func() (item, bool) {
				if !s.is(n, "'") {
					return item{}, false
				}
				return s.shortYear(n)
			}} {
			it, ok := read()
			if !ok || it.Ref != Absolute {
				continue
			}
			d, err := edtf.Parse(it.Value)
			if err != nil {
				continue
			}
			first, last, ok := d.Years()
			if !ok || last-first < 9 {
				continue
			}
			mid := first + (last-first+1)/2
			half, mod := edtf.Between(edtf.Year(mid), edtf.Year(last)), "END"
			if code == 40 {
				half, mod = edtf.Between(edtf.Year(first), edtf.Year(mid-1)), "START"
			}
			whole, ok := s.absolute(half, from, it.to)
			whole.timex, whole.Mod = timexDate(d.Plain()), mod
			return whole, ok
		}
	}
	if k > i && !s.is(i, ",") && !s.is(k, "$", "€", "£", "¥") && s.cls(k) != cNum || code >= 40 { // of the match, but of $2 million
		return item{}, false
	}
	it, ok := s.calendar(0, code, 0, false, from, i)
	return it, ok
}

// ordinalPeriod reads "fourth quarter of 2013", "first half of the year".
func (s *scanner) ordinalPeriod(from, i int) (item, bool) {
	code, next, ok := s.quarterOf(i)
	if !ok {
		return item{}, false
	}
	if code >= 40 && s.follows(next, "of") && s.is(next+1, "the") && s.is(next+2, "year") {
		return s.relative(Partial, fmt.Sprintf("years=0;season=%d", code), from, next+3)
	}
	return s.ofYear(code, from, next)
}

// theOrdinal reads what an article and an ordinal begin: "the 15th of March", "the 19th century", "the fourth
// quarter", "the first months of 1990", "the 100th anniversary", "the 29th".
func (s *scanner) theOrdinal(i int) (item, bool) {
	j := i + 1
	if it, ok := s.dayFirst(i, j); ok {
		return s.joinTime(it, true)
	}
	if it, ok := s.centuryOrdinal(i, j); ok {
		return it, true
	}
	if it, ok := s.ordinalPeriod(i, j); ok {
		if s.is(it.to-2, "-") && s.joined(it.to-2) && s.isNoun(it.to) { // the | third-quarter | earnings
			it.from = j
		}
		return it, true
	}
	if it, ok := s.anniversary(i, j); ok {
		return it, true
	}
	n, k, ok := s.ordinal(j)
	if !ok {
		return item{}, false
	}
	if s.at(j).low == "first" && s.flows(k) {
		if it, ok := s.firstUnits(i, k); ok {
			return it, true
		}
	}
	if u := k; n <= 31 && s.follows(u, "of") { // the 25th of that month
		u++
		ref, shift := Anaphoric, 0
		switch {
		case s.is(u, "that"), s.is(u, "the") && s.is(u+1, "same"):
			if s.is(u+1, "same") {
				u++
			}
		case s.is(u, "this", "last", "next") && s.is(u+1, "month"):
			ref, shift = Deictic, s.at(u).n
		case s.is(u, "the") && s.is(u+1, "following", "next", "subsequent", "previous", "preceding"):
			u++
			if shift = 1; s.is(u, "previous", "preceding") {
				shift = -1
			}
		default:
			u = -1
		}
		if u > 0 && s.is(u+1, "month") {
			return s.relative(ref, fmt.Sprintf("months=%d;day=%d", shift, n), i, u+2)
		}
	}
	fronted := s.at(j).ord && s.is(i-1, "on") && (i == 1 || s.is(i-2, ".", ";", ",", "and")) // "on the 30th Uganda broke off relations"
	if n <= 31 && s.is(i-1, "on", "by", "until", "since", "from", "of", "before", "after") && (s.phraseEnds(k) || fronted) && (s.at(j).ord || s.is(i-1, "on") && s.cls(j) == cOrd) &&
		!(s.is(i-1, "of", "from") && !s.is(k, ".", ",")) {
		it, ok := s.relative(Partial, fmt.Sprintf("day=%d", n), i, k)
		return it, ok
	}
	return item{}, false
}

// firstUnits reads "the first months of 1990", "the first nine months of 2012", "the first three weeks"; k is behind "first".
func (s *scanner) firstUnits(i, k int) (item, bool) {
	q, e, counted := s.cardinal(k)
	if counted = counted && s.cls(e) == cUnit && s.flows(e) && s.at(e).many; !counted {
		e = k
	}
	u := s.at(e)
	if u.cls != cUnit {
		return item{}, false
	}
	length := item{from: i, to: e + 1}
	length.Type, length.Ref, length.Length = Duration, None, q.iso(u.n)
	if s.follows(e+1, "of") {
		if it, ok := s.single(e + 2); ok && it.Type == Date && it.Ref != None && it.Part == "" && it.d == 0 {
			if counted { // TIMEX3 has the length and the date
				it.Ends = []Expression{s.finish(&length), s.finish(&it)}
			}
			it.from, it.Part, it.Mod = i, "start", "START"
			if y, n := it.y, int(q.n); counted && u.n == uMonth && it.hasYear && it.m == 0 && n >= 1 && n <= 12 {
				first, _ := edtf.Ymd(y, 1, 0)
				last, _ := edtf.Ymd(y, n, 0)
				it.Value, it.Part = edtf.Between(first, last).String(), ""
			}
			return it, true
		}
	}
	return length, counted && u.n >= uDay
}

// anniversary reads "100th anniversary of the 1912 declaration". It has a date where the year of what is
// remembered stands close behind.
func (s *scanner) anniversary(from, i int) (item, bool) {
	n, j, ok := s.ordinal(i)
	if !ok || !s.follows(j, "anniversary") {
		return item{}, false
	}
	it := item{from: from, to: j + 1}
	it.Ref = None
	if !s.follows(j+1, "of") {
		return it, true
	}
	for k := j + 2; k < j+11 && s.flows(k) && !s.is(k, ".", ";", "?", "!"); k++ {
		t := s.at(k)
		if t.cls != cNum && t.cls != cMonth {
			continue
		}
		of, ok := s.single(k)
		if !ok || of.Ref != Absolute || of.Relation == Between || of.Type != Date {
			continue
		}
		d, err := edtf.Parse(of.Value)
		if err != nil {
			break
		}
		y, m, day := d.Fields()
		if p := d.Precision(); p != edtf.YearPrecision && p != edtf.MonthPrecision && p != edtf.DayPrecision {
			break
		}
		if date, ok := edtf.Ymd(y+n, m, day); ok {
			it.Ref, it.Value = Absolute, date.String()
		}
		break
	}
	return it, true
}

// every reads "every day", "each year", "every four years", "every Monday".
func (s *scanner) every(i int) (item, bool) {
	it := item{from: i, to: i + 2}
	it.Type, it.Ref = Set, None
	j := i + 1
	if s.is(j, "single", "other") {
		j++
		it.to++
	}
	t := s.at(j)
	if !s.flows(j) {
		return it, false
	}
	switch t.cls {
	case cUnit:
		if t.many || t.n < uMinute {
			return it, false
		}
		n := 1.0
		if s.is(j-1, "other") {
			n = 2
		}
		it.Length = quantity{n: n}.iso(t.n)
		return it, true
	case cWeekday:
		it.Length = fmt.Sprintf("XXXX-WXX-%d", t.n)
		if p := s.at(it.to); p.cls == cDaypart && s.flows(it.to) { // every Sunday afternoon
			it.Length += dayparts[p.n]
			it.to++
		} else if p.cls == cUnit && p.n == uNight && !p.many && s.flows(it.to) {
			it.Length += "TNI"
			it.to++
		}
		return it, true
	case cMonth:
		it.Length = fmt.Sprintf("XXXX-%02d", t.n)
		return it, t.capital
	case cSeason:
		it.Length = "XXXX-" + seasonName(t.n)
		return it, true
	case cDaypart:
		it.Length = "XXXX-XX-XX" + dayparts[t.n]
		return it, true
	}
	if q, k, ok := s.cardinal(j); ok && s.cls(k) == cUnit && s.flows(k) {
		it.Length = q.iso(s.at(k).n)
		it.to = k + 1
		return it, true
	}
	return it, false
}

// per reads "once a year", "twice a week", "three times a day", "once every two months", "per year".
func (s *scanner) per(i int) (item, bool) {
	j := i // of "a", "every" or "per"
	if _, e, ok := s.cardinalPlain(i); ok && s.follows(e, "times") {
		j = e + 1
	} else if s.cls(i) == cVague && s.follows(i+1, "times") { // several times a week
		j = i + 2
	} else if s.is(i, "once", "twice") {
		j = i + 1
	}
	if !s.is(j, "per") && j == i || !s.flows(j) && j > i {
		return item{}, false
	}
	if s.is(j, "every", "each") {
		it, ok := s.every(j)
		it.from = i
		return it, ok
	}
	t := s.at(j + 1)
	if !s.is(j, "a", "an", "per") || t.cls != cUnit || t.many || t.n < uHour || !s.flows(j+1) {
		return item{}, false
	}
	it := item{from: i, to: j + 2}
	it.Type, it.Ref, it.Length = Set, None, quantity{n: 1}.iso(t.n)
	return it, true
}

// set reads "daily", "annual".
func (s *scanner) set(i int) (item, bool) {
	t := s.at(i)
	n := s.at(i + 1)
	if t.capital && (!t.sentence || s.flows(i+1) && n.capital) { // the Daily Mail
		return item{}, false
	}
	if t.low == "weekly" && s.is(i-1, "news", "a") && !s.isNoun(i+1) || s.is(i-1, "-") && s.joined(i) {
		return item{}, false
	}
	if s.isNoun(i+1) && !t.adverb && !s.is(i+1, "basis") && isLetterToken(n) { // the annual report is not told to be of a year
		return item{}, false
	}
	if t.adverb && s.flows(i) && (s.is(i-1, "%", "percent") || s.cls(i-1) == cNum || s.cls(i-2) == cNum && s.flows(i-1)) { // 20% annually, 500 cars annually: rates
		return item{}, false
	}
	it := item{from: i, to: i + 1}
	it.Type, it.Ref, it.Length = Set, None, quantity{n: 1}.iso(t.n)
	if t.n == uQuarter {
		it.Length = "P3M"
	}
	return it, true
}

// within reads "earlier this week", "later that year", "later in the month".
func (s *scanner) within(i int) (item, bool) {
	t := s.at(i)
	j := i + 1
	in := s.follows(j, "in", "on")
	if in {
		j++
	}
	if !s.flows(j) {
		return item{}, false
	}
	var it item
	var ok bool
	k := s.skip(j, "the")
	switch u := s.at(k); {
	case u.cls == cUnit && !u.many && k > j && in && u.n >= uDay && units[u.n].step != "":
		it, ok = s.relative(Partial, units[u.n].step+"=0", i, k+1)
		it.unit = unitOf(u.n)
	case s.at(k).cls == cThis || s.at(k).cls == cThat || s.at(k).cls == cLast || s.at(k).cls == cNext:
		it, ok = s.directed(j, k)
	case in && (s.cls(j) == cMonth || s.cls(j) == cNum && s.at(j).digits == 4):
		it, ok = s.single(j)
	case s.is(j, "today", "yesterday") || s.is(j, "tomorrow") && t.low == "later":
		it, ok = s.adverb(j)
	case !in && s.cls(j) == cWeekday && s.at(j).capital && !s.at(j).abbr: // earlier Sunday
		it, ok = s.weekday(j)
	}
	if !ok || it.Type != Date && it.Type != Time || it.Relation == Between {
		return item{}, false
	}
	it.from = i
	it.Mod = "START"
	if t.low == "later" {
		it.Mod = "END"
	}
	return it, true
}

// fiscal reads "fiscal year 2013", "FY2013", "fiscal 2013", "the academic year 2003-04".
func (s *scanner) fiscal(i int) (item, bool) {
	j := i + 1
	if s.is(j, "year") {
		j++
	}
	if n := s.at(j); s.is(i, "fy") && s.joined(j) && n.digits == 2 {
		it, ok := s.calendar(century(n.val), 0, 0, true, i, j+1)
		it.Approx = true
		return it, ok
	}
	if n := s.at(j); s.flows(j) && n.digits == 4 && n.val >= 1500 && n.val < 2100 {
		it, ok := s.bareYear(j)
		if ok {
			it.from = i
			it.Approx = it.Relation != Between
		}
		return it, ok
	}
	return item{}, false
}

// clockAt reports whether a time of day begins at i: 10:30, 5 pm.
func (s *scanner) clockAt(i int) bool {
	_, ok := s.clock(i)
	return ok
}

// clock reads a time of day.
func (s *scanner) clock(i int) (item, bool) {
	t := s.at(i)
	make := func(h, m, sec, to int) (item, bool) {
		it := item{from: i, to: to}
		it.Type, it.Ref, it.Value = Time, Partial, "days=0"
		it.Clock = fmt.Sprintf("T%02d:%02d", h, m)
		if sec >= 0 {
			it.Clock += fmt.Sprintf(":%02d", sec)
		}
		if s.cls(to) == cZone && s.flows(to) && s.at(to).allCaps {
			it.to++
		}
		k := it.to // 8 a.m. local time, 9 p.m. Eastern Standard Time
		for k < it.to+3 && s.flows(k) && !s.is(k, "time") && (s.is(k, "local") || s.at(k).capital && s.cls(k) == cNone) {
			k++
		}
		if k > it.to && s.follows(k, "time") {
			it.to = k + 1
		}
		return it, true
	}
	switch {
	case s.is(i, "noon"):
		return make(12, 0, -1, i+1)
	case s.is(i, "midday"):
		it, ok := make(12, 0, -1, i+1)
		it.Clock = dayparts[s.at(i).n]
		return it, ok
	case s.is(i, "midnight") && (s.cls(i+1) == cWeekday || s.cls(i+1) == cMonth) && !s.is(i-1, "after", "past", "from", "since", "between"): // it ends its day
		return make(24, 0, -1, i+1)
	case s.is(i, "midnight"):
		return make(0, 0, -1, i+1)
	case t.cls == cCard && t.n >= 1 && t.n <= 12 && !t.many:
		switch n := s.at(i + 1); {
		case !s.flows(i + 1):
		case n.low == "o'clock" || n.low == "oclock":
			h := t.n
			to := i + 2
			return make(h, 0, -1, to)
		case n.cls == cMeridiem && n.low != "am":
			return make(t.n%12+n.n, 0, -1, i+2)
		}
		return item{}, false
	}
	if t.cls != cNum || t.digits < 1 || t.digits > 2 || t.val > 24 || t.ord || t.plural {
		if t.digits == 4 && t.val < 2400 && t.val%100 < 60 && (s.follows(i+1, "hours", "hrs") && !s.is(i+2, "of") && t.low[0] == '0' || s.cls(i+1) == cZone && s.at(i+1).allCaps && s.flows(i+1)) {
			return make(t.val/100, t.val%100, -1, i+2)
		}
		if t.frac && len(t.low) >= 4 && t.low[len(t.low)-3] == '.' && t.val <= 12 { // 10.30 am
			if n := s.at(i + 1); n.cls == cMeridiem && s.flows(i+1) {
				m := int(t.low[len(t.low)-2]-'0')*10 + int(t.low[len(t.low)-1]-'0')
				if m < 60 {
					return make(t.val%12+n.n, m, -1, i+2)
				}
			}
		}
		return item{}, false
	}
	if s.joined(i) && s.is(i-1, ":", ".", "/", "-", "$", "€", "£") && !(s.is(i-1, "-") && s.cls(i-2) == cNum) {
		return item{}, false
	}
	h, m, sec, k := t.val, 0, -1, i+1
	colon := s.is(k, ":") && s.joined(k) && s.joined(k+1) && s.at(k+1).digits == 2 && s.at(k+1).val < 60
	if colon {
		m = s.at(k + 1).val
		k += 2
		if s.is(k, ":") && s.joined(k) && s.joined(k+1) && s.at(k+1).digits == 2 && s.at(k+1).val < 60 {
			sec = s.at(k + 1).val
			k += 2
		} else if s.joined(k) && s.is(k, ":", "-") && s.is(k, ":") {
			return item{}, false
		}
	}
	switch n := s.at(k); {
	case n.cls == cMeridiem && s.flows(k) && h >= 1 && h <= 12:
		return make(h%12+n.n, m, sec, k+1)
	case s.is(k, "o'clock", "oclock") && s.flows(k):
		return make(h, 0, sec, k+1)
	case colon:
		if p := s.at(i - 1); p.capital && s.flows(i) && !p.sentence && p.cls == cNone && len(p.low) > 3 && t.low[0] != '0' { // John 3:16
			return item{}, false
		}
		if h == 24 {
			h = 0
		}
		// 3:35-5:05 pm
		if h < 12 && s.is(k, "-", "to") && s.at(k+1).digits > 0 && s.is(k+2, ":") && s.at(k+3).digits == 2 && s.is(k+4, "pm", "p.m.", "p.m") && s.at(k+1).val%12 >= h {
			h += 12
		}
		return make(h, m, sec, k)
	}
	return item{}, false
}

// joinTime adds a time of day behind a date: "Thursday, 10:00 a.m.".
func (s *scanner) joinTime(it item, ok bool) (item, bool) {
	if !ok || it.Type != Date || it.Relation == Between {
		return it, ok
	}
	if it.d == 0 && it.Ref != Deictic && it.Value != "days=0" || it.m > 0 && it.d == 0 {
		return it, true
	}
	k := s.comma(it.to)
	if !s.flows(k) || s.cls(k) != cNum && !s.is(k, "noon", "midnight") {
		return it, true
	}
	if c, ok := s.clock(k); ok {
		it.Type, it.Clock, it.to = Time, c.Clock, c.to
	}
	return it, true
}

// joinDate adds a date behind a time of day: "8 p.m. Thursday", "10:30 on 5 May".
func (s *scanner) joinDate(it item, ok bool) (item, bool) {
	if !ok || it.Type != Time {
		return it, ok
	}
	k := s.comma(it.to)
	on := s.follows(k, "on")
	if on {
		k++
	}
	if !s.flows(k) {
		return it, true
	}
	var d item
	alone := it
	switch t := s.at(k); {
	case t.cls == cWeekday, t.cls == cMonth, (t.cls == cNext || t.cls == cLast || t.cls == cThis) && s.cls(k+1) == cWeekday && s.flows(k+1): // 9 a.m. next Thursday
		d, ok = s.single(k)
	case t.cls == cNum:
		if d, ok = s.numeric(k); !ok {
			d, ok = s.dayFirst(k, k)
		}
	case s.is(k, "the") && (s.cls(k+1) == cNext || s.is(k+1, "same", "previous")) && s.is(k+2, "day"): // 2:30 the next day
		d, ok = s.single(k)
	case t.cls == cNow && t.n < nowPresent, t.cls == cThis && s.cls(k+1) == cDaypart, t.cls == cThat && s.cls(k+1) == cDaypart:
		d, ok = s.single(k)
	default:
		return it, true
	}
	if !ok || d.Relation == Between || d.Type != Date && d.Type != Time || d.m > 0 && d.d == 0 {
		return it, true
	}
	clock := it.Clock
	from := it.from
	it = d
	it.from, it.Type, it.Clock = from, Time, clock
	if on { // TIMEX3 has the hour and the day
		alone.Ref, alone.Value = d.Ref, d.Value
		it.Ends = []Expression{s.finish(&alone), s.finish(&d)}
	}
	return it, true
}
