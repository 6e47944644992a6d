package when

import (
	"chancery/internal/edtf"
)

// bareYear reads a year, or a pair of years: 1948, 1914-18, 2010/11.
func (s *scanner) bareYear(i int) (item, bool) {
	t := s.at(i)
	if t.cls == cCard {
		if t.n < 15 || (t.n < 17 || s.at(i+1).cls == cCard && s.at(i+1).n < 10) && !s.is(i-1, "in", "of", "since", "until", "by", "from", "year") &&
			!(s.is(i-1, "and") && s.cls(i-2) == cCard && s.cls(i-3) == cCard) {
			return item{}, false
		}
		y, next, ok := s.yearWords(i)
		if !ok || s.cls(next) == cUnit || s.cls(next) == cScale && s.at(next).n != 100 || y >= 2100 {
			return item{}, false
		}
		if s.at(next-1).cls == cScale && !s.is(i-1, "in", "since", "until", "by", "from", "year") {
			return item{}, false
		}
		return s.calendar(y, 0, 0, true, i, next)
	}
	if t.cls != cNum || t.digits < 1 || t.digits > 4 || t.ord || t.plural {
		return item{}, false
	}
	// about 1200 to 400 BC
	if s.follows(i+1, "to", "-", "and", "until") {
		k := i + 2
		for n := 0; n < 2 && s.is(k, "about", "around", "circa", "c", "."); n++ {
			k++
		}
		if e := s.at(k + 1); s.cls(k) == cNum && s.flows(k) && s.flows(k+1) && e.cls == cEra && e.n < 0 && (e.allCaps || e.capital) && t.val > s.at(k).val {
			return s.calendar(1-t.val, 0, 0, true, i, i+1)
		}
		// (837-908), c. 314-368
		if n := s.at(i + 2); t.digits == 3 && n.digits == 3 && n.val > t.val && n.val-t.val < 100 && s.is(i+1, "-") &&
			(s.is(i-1, "(") && s.is(i+3, ")") || s.is(i-1, ".") && s.is(i-2, "c", "ca") || s.is(i-1, "c.", "circa")) {
			return s.yearPair(t.val, n.val, i)
		}
	}
	if n := s.at(i + 1); n.cls == cEra && s.flows(i+1) && (n.allCaps || n.capital) && t.val > 0 && !(n.low == "ad" && !n.allCaps) {
		y, next, _ := s.era(t.val, i+1)
		return s.calendar(y, 0, 0, true, i, next)
	}
	if t.digits == 2 && s.twoDigits(i) {
		return s.calendar(century(t.val), 0, 0, true, i, i+1)
	}
	alone := len(s.t) == 1 && t.digits == 4 && t.val >= 1000 && t.val < 2200 // a cell of a table
	if !alone && !s.plausibleYear(i) {
		return item{}, false
	}
	// 1990 May 3
	if m, j, ok := s.monthName(i + 1); ok && t.digits == 4 && s.flows(i+1) && s.at(i+1).capital {
		if d, e, ok := s.day(j); ok && s.flows(j) && !s.at(j).ord && !s.clockAt(j) && s.dayEnds(e) {
			if _, _, more := s.year(s.comma(e)); !more {
				if it, ok := s.calendar(t.val, m, d, true, i, e); ok {
					return it, true
				}
			}
		}
	}
	// 1990-May-03
	if s.is(i+1, "-", "/") && s.joined(i+1) && s.joined(i+2) && t.digits == 4 {
		if m, j, ok := s.monthName(i + 2); ok && s.is(j, s.at(i+1).low) && s.joined(j) && s.joined(j+1) {
			if d, e, ok := s.day(j + 1); ok && !s.at(j+1).ord {
				if it, ok := s.calendar(t.val, m, d, true, i, e); ok {
					return it, true
				}
			}
		}
	}
	// 1890 – 91
	if n := s.at(i + 2); s.follows(i+1, "-") && s.flows(i+2) && !s.joined(i+1) && !s.joined(i+2) && t.digits == 4 && n.digits == 2 && n.cls == cNum && !n.ord && !n.plural &&
		n.val > t.val%100 && s.at(i+1).end-s.at(i+1).start > 1 && !(s.flows(i+3) && (s.cls(i+3) == cMonth || s.is(i+3, "%", ":", "-"))) {
		return s.yearPair(t.val, t.val/100*100+n.val, i)
	}
	// 1914-18, 2010/11, 1776-77
	if s.is(i+1, "-", "/") && s.joined(i+1) && s.joined(i+2) && s.at(i+2).digits == 2 && t.digits == 4 {
		last := t.val/100*100 + s.at(i+2).val
		if s.at(i+2).val == 0 && t.val%100 == 99 {
			last += 100
		}
		if last > t.val && !(s.is(i+3, "-", "/") && s.joined(i+3)) {
			return s.yearPair(t.val, last, i)
		}
	}
	if code, next, ok := s.quarterOf(s.possessed(i + 1)); ok { // the 2013 third quarter
		return s.calendar(t.val, code, 0, true, i, next)
	}
	return s.calendar(t.val, 0, 0, true, i, i+1)
}

// twoDigits reports whether the number at i is a year without its century: "Carter in 76 and 80,", "in 08.".
func (s *scanner) twoDigits(i int) bool {
	t := s.at(i)
	if t.val >= 30 && t.val < 50 || t.val < 30 && t.low[0] != '0' || s.joined(i) || s.joined(i+1) && !s.is(i+1, ",", ".", ";", ")", "?", "!") {
		return false
	}
	ends := !s.flows(i+1) || s.is(i+1, ",", ".", ";", ")", "?", "!")
	switch {
	case s.is(i-1, "in") && i > 1 && s.flows(i):
		n := s.at(i + 2)
		return ends && !(s.is(i+1, ",") && n.cls == cNum) || s.is(i+1, "and") && n.digits == 2 && n.val > t.val && s.is(i+3, ",", ".", ";", ")", "?", "!")
	case s.is(i-1, "and") && s.is(i-3, "in") && s.at(i-2).digits == 2 && s.at(i-2).val < t.val:
		return ends
	}
	return false
}

// yearPair makes the interval of two years that stand at i and i+2.
func (s *scanner) yearPair(first, last, i int) (item, bool) {
	a, ok1 := s.calendar(first, 0, 0, true, i, i+1)
	b, ok2 := s.calendar(last, 0, 0, true, i+2, i+3)
	it, ok := s.absolute(edtf.Between(edtf.Year(first), edtf.Year(last)), i, i+3)
	it.Relation = Between
	it.Ends = []Expression{s.finish(&a), s.finish(&b)}
	return it, ok && ok1 && ok2
}

// plausibleYear reports whether the number at i reads as a year where it stands.
func (s *scanner) plausibleYear(i int) bool {
	t, p, n := s.at(i), s.at(i-1), s.at(i+1)
	nflows := s.flows(i + 1)
	if s.joined(i) && p.low == "." && isLetterToken(s.at(i-2)) && !s.is(i-2, "c", "ca") {
		return false // no.1997
	}
	if s.joined(i) {
		switch p.low {
		case "$", "€", "£", "¥", "#", "№", ".", "_", "=", "&", "@", "+", ":", "§", "~":
			if p.low != "." && p.low != ":" && p.low != "~" || s.cls(i-2) == cNum && s.joined(i-1) {
				return false
			}
		case "/", "-":
			if s.joined(i-1) && s.cls(i-2) == cNone && i > 1 && p.end-p.start == 1 && !s.is(i-2, "mid", "post", "pre", "early", "late", ")", "]") {
				return false // F-1999, A/1999
			}
			if s.cls(i-2) == cNum && s.joined(i-1) && s.at(i-2).digits != 4 {
				return false
			}
		}
		if p.cls == cNone && i > 0 && p.end == t.start && isLetterToken(p) && p.low != "fy" {
			return false
		}
	}
	if nflows {
		switch {
		case !n.gap && n.low == "-" && s.joined(i+2) && s.cls(i+2) == cNum && s.at(i+2).digits != 2 && s.at(i+2).digits != 4:
			return false
		case n.low == "%" || n.cls == cScale || n.cls == cUnit && n.many && !n.capital || n.cls == cMeridiem:
			return false
		case !n.gap && n.low == "-" && n.end-n.start == 1 && s.joined(i+2) && s.at(i+2).allCaps || !n.gap && n.low == "-" && s.joined(i+2) && s.at(i+2).capital && s.at(i+2).end-s.at(i+2).start == 1:
			return false // 1990-X
		case !n.gap && (isLetterToken(n) || n.low == "_" || n.low == "@" || n.low == "="):
			return false
		case !n.gap && n.low == "/" && s.joined(i+2) && s.at(i+2).digits != 2 && s.at(i+2).digits != 4:
			return false
		case !n.gap && n.low == ":" && s.joined(i+2) && s.at(i+2).cls == cNum:
			return false
		case counted[n.low]:
			return false
		case n.capital && (streets[s.at(i+2).low] || t.val < 1500 && p.low == "of"):
			return false // an address
		case (n.low == "of" || n.low == "or" && s.is(i+2, "more", "so")) && !yearCue[p.low]:
			return false
		}
	}
	if isLetterToken(p) && s.flows(i) && (numbered[p.low] || unitedBefore[p.low] && nflows && pluralNoun(n)) {
		return false
	}
	cue := s.flows(i) && (yearCue[p.low] || p.low == "." && s.is(i-2, "c", "ca") && s.joined(i-1))
	switch {
	case t.digits == 4 && t.val >= 1500 && t.val < 2050:
		if p.cls == cNone && p.capital && !p.sentence && s.flows(i) && modelNames[p.low] {
			return false
		}
		return true
	case t.digits == 4 && t.val >= 1000 && t.val < 2200:
		return cue && !(t.val > 2000 && s.is(i-1, "of", "and")) && !(nflows && pluralNoun(n)) && (p.low != "-" || s.is(i+1, ")") || s.at(i-2).digits == 4 && s.at(i-2).val >= 1900 && s.at(i-2).val < t.val && t.val <= 2100) || s.is(i-1, "(") && s.is(i+1, ")", "-")
	case t.digits == 3 && t.val >= 100 && (p.low == "c." || p.low == "." && s.is(i-2, "c", "ca") && s.joined(i-1)):
		return true
	case t.digits == 3 && t.val >= 100 && p.low == "in" && s.flows(i):
		return !nflows || p.sentence && n.capital || s.is(i+1, ",", ".", ";", ":", ")") || functionWords[n.low]
	}
	return false
}

func isLetterToken(t *token) bool {
	return t.low != "" && (t.cls != cNum) && (t.low[0] >= 'a' && t.low[0] <= 'z' || t.low[0] >= 0x80 && len(t.low) > 3)
}

// pluralNoun guesses whether a lower-case word is a plural noun.
func pluralNoun(t *token) bool {
	n := len(t.low)
	return !t.capital && n > 3 && t.low[n-1] == 's' && t.low[n-2] != 's' && t.low[n-2] != 'i' && t.low[n-2] != 'u' && !functionWords[t.low] && isLetterToken(t) && t.cls == cNone
}

// shortYear reads '71, 'the 70s' with an apostrophe.
func (s *scanner) shortYear(i int) (item, bool) {
	n := s.at(i + 1)
	if !s.joined(i+1) || n.digits != 2 || !s.at(i).gap && i > 0 && isLetterToken(s.at(i-1)) {
		return item{}, false
	}
	if n.plural || s.is(i+2, "'") && s.joined(i+2) && s.is(i+3, "s") && s.joined(i+3) {
		it, ok := s.decade(i + 1)
		it.from = i
		return it, ok
	}
	if s.is(i+2, "'") && s.joined(i+2) {
		return item{}, false // '10' in quotes
	}
	return s.calendar(century(n.val), 0, 0, true, i, i+2)
}

// decade reads 1970s, 1970's, 70s, sixties, nineteen-sixties, 1600s.
func (s *scanner) decade(i int) (item, bool) {
	t := s.at(i)
	switch {
	case t.cls == cNum && t.digits == 4 && t.val >= 1000 && t.val < 2100 && t.val%10 == 0:
		next := i + 1
		if !t.plural {
			if !(s.is(next, "'") && s.joined(next) && s.is(next+1, "s") && s.joined(next+1)) {
				return item{}, false
			}
			if !s.is(i-1, "the", "early", "late", "mid", "-") && s.flows(next+2) && isLetterToken(s.at(next+2)) && !functionWords[s.at(next+2).low] {
				return item{}, false // 2010's best
			}
			next += 2
		}
		if t.val%100 == 0 && t.val < 2000 {
			return s.absolute(edtf.Century(t.val), i, next)
		}
		return s.absolute(edtf.Decade(t.val), i, next)
	case t.cls == cNum && t.digits == 2 && t.val%10 == 0:
		next := i + 1
		if !t.plural {
			if !(s.is(next, "'") && s.joined(next) && s.is(next+1, "s") && s.joined(next+1)) {
				return item{}, false
			}
			next += 2
		}
		if s.possessive(i-1) || s.is(i-1, "early", "late", "mid", "-") && s.possessive(i-2) || s.is(i-2, "mid") && s.possessive(i-3) || s.is(next, "and") && s.is(next+1, "above") {
			return item{}, false // in her 20s
		}
		y := 1900 + t.val
		if t.val < 20 {
			y = 2000 + t.val
		}
		return s.absolute(edtf.Decade(y), i, next)
	case t.cls == cCard && t.many:
		if s.possessive(i-1) || s.cls(i-1) == cPart && s.possessive(i-2) || !s.is(i-1, "the", "'", "early", "late", "mid", "-") {
			return item{}, false
		}
		return s.absolute(edtf.Decade(1900+t.n), i, i+1)
	case t.cls == cCard && t.n >= 15 && t.n <= 19:
		k := i + 1
		if s.is(k, "-") {
			k++
		}
		if u := s.at(k); s.flows(k) && u.cls == cCard && u.many {
			return s.absolute(edtf.Decade(t.n*100+u.n), i, k+1)
		}
	}
	return item{}, false
}

func (s *scanner) possessive(i int) bool {
	return s.is(i, "his", "her", "their", "my", "your", "our", "its", "s")
}

// centuryOrdinal reads "19th century", "fifth century BC", and the first of "19th and 20th centuries".
func (s *scanner) centuryOrdinal(from, i int) (item, bool) {
	n, j, ok := s.ordinal(i)
	if !ok || n < 1 || n > 30 {
		return item{}, false
	}
	k := j
	if s.is(k, "-") && s.joined(k) {
		k++
	}
	t := s.at(k)
	switch {
	case t.cls == cUnit && (t.n == uCentury || t.n == uMillennium) && s.flows(k):
		bc, next := false, k+1
		if e := s.at(next); e.cls == cEra && s.flows(next) && (e.allCaps || e.capital) {
			bc = e.n < 0
			next++
		}
		return s.absolute(nthCentury(n, t.n == uMillennium, bc), from, next)
	case s.follows(j, "and", "or", "to", "-", ",", "through", "until"):
		// The next one says that it is a century.
		k = j + 1
		for m := 0; m < 3 && s.flows(k) && (s.is(k, "the", "to", "-", "and", ",") || s.cls(k) == cPart); m++ {
			k++
		}
		if m, e, ok := s.ordinal(k); ok && m <= 30 && s.flows(k) {
			if s.is(e, "-") {
				e++
			}
			if u := s.at(e); u.cls == cUnit && u.n == uCentury {
				era := s.at(e + 1)
				return s.absolute(nthCentury(n, false, era.cls == cEra && era.n < 0 && era.allCaps), from, j)
			}
		}
	}
	return item{}, false
}

// nthCentury returns the n-th century or millennium by its common reckoning in hundreds: the 19th is 1800 to 1899.
func nthCentury(n int, millennium, bc bool) edtf.Date {
	size := 100
	if millennium {
		size = 1000
	}
	switch {
	case bc:
		return edtf.Between(edtf.Year(1-n*size), edtf.Year((1-n)*size))
	case millennium:
		return edtf.Between(edtf.Year((n-1)*size), edtf.Year(n*size-1))
	}
	return edtf.Century((n - 1) * size)
}

// yearWord reads "year 2030", "the year 1000"; "year-end".
func (s *scanner) yearWord(from, i int) (item, bool) {
	n := s.at(i + 1)
	if s.joined(i) && s.is(i-1, "-") { // full-year 2013
		return item{}, false
	}
	if s.flows(i+1) && n.cls == cNum && n.digits >= 1 && n.digits <= 4 && !n.ord && !n.plural && n.val > 0 && (n.digits >= 3 || from < i || s.cls(i+2) == cEra) {
		y, next, _ := s.era(n.val, i+2)
		return s.calendar(y, 0, 0, true, from, next)
	}
	if s.is(i+1, "two") && s.is(i+2, "thousand") && s.flows(i+1) { // the year two thousand
		return s.calendar(2000, 0, 0, true, from, i+3)
	}
	k := i + 1
	if s.is(k, "-") && s.joined(k) {
		k++
	}
	if s.is(i+1, "'") && s.is(i+2, "s") && s.joined(i+2) { // year's end
		k = i + 3
	}
	if s.follows(k, "end") && from == i && !s.is(i-1, "the", "each", "every", "this", "that") {
		it, ok := s.relative(Partial, "years=0", i, k+1)
		it.Part, it.Mod = "end", "END"
		return it, ok
	}
	return item{}, false
}
