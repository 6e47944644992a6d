package when

import (
	"fmt"
	"strconv"
	"strings"

	"chancery/internal/edtf"
)

// This file reads the periods of accounts: fiscal quarters, and quarters and periods named by comparison.

// quarterOf reads an ordinal and a quarter or half at i, "third quarter", "fiscal first-quarter", and returns its form within a year.
func (s *scanner) quarterOf(i int) (code, next int, ok bool) {
	if s.follows(i, "fiscal") {
		i++
		if s.is(i, "-") && s.joined(i) { // the fiscal-first quarter
			i++
		}
	}
	n, j, ok := s.ordinal(i)
	if !ok {
		return 0, i, false
	}
	if s.is(j, "-") && s.joined(j) {
		j++
	}
	u := s.at(j)
	switch {
	case !s.flows(j) || u.cls != cUnit || u.many:
	case u.n == uQuarter && n <= 4:
		return 32 + n, j + 1, true
	case u.n == uHalf && n <= 2:
		return 39 + n, j + 1, true
	}
	return 0, i, false
}

// quarterWith reads a quarter or half with an article, at i, and an adjective: "a strong third quarter".
func (s *scanner) quarterWith(i int) (item, bool) {
	t := s.at(i + 1)
	if t.cls != cNone || !isLetterToken(t) || t.capital || functionWords[t.low] || !s.flows(i+1) || !s.flows(i+2) {
		return item{}, false
	}
	it, ok := s.ordinalPeriod(i, i+2)
	return it, ok && !s.is(it.to-2, "-") // a strong | third-quarter | profit
}

// possessed returns i behind "'s" where that stands at i, else i.
func (s *scanner) possessed(i int) int {
	if s.is(i, "'") && s.joined(i) && s.is(i+1, "s") && s.joined(i+1) {
		return i + 2
	}
	return i
}

// comparable reads a period by that of a year before: "the year-earlier quarter", "the comparable year-ago period", and the bare
// "year-earlier". from is where its article stands, i the first word behind it.
func (s *scanner) comparable(from, i int) (item, bool) {
	k := i
	for n := 0; n < 2 && s.follows(k, "comparable", "corresponding", "same"); n++ {
		k++
	}
	if !s.is(k, "year") || !s.is(k+1, "-") || !s.joined(k+1) || !s.is(k+2, "ago", "earlier") || !s.joined(k+2) {
		return item{}, false
	}
	k += 3
	form := "years=-1"
	if code, next, ok := s.quarterOf(k); ok {
		form, k = fmt.Sprintf("years=-1;season=%d", code), next
	} else if s.follows(k, "quarter") {
		form, k = yearAgoQuarter, k+1
	} else if s.follows(k, "period", "month", "half") {
		k++
	} else {
		from = i // the article is the noun's: the year-earlier loss
	}
	return s.relative(Partial, form, from, k)
}

// latestQuarter is the form of a quarter that is only called "the quarter" or "the latest period": the last to end before a report.
// yearAgoQuarter is the one that it is compared with.
const (
	latestQuarter  = "quarters=-1"
	yearAgoQuarter = "quarters=-5"
)

// theQuarter reads "the quarter", "the latest quarter", "the latest period"; i is the article, j the noun.
func (s *scanner) theQuarter(i, j int) (item, bool) {
	k := j + 1
	if i+1 == j && !s.is(i-1, "for", "in", "during") || s.follows(k, "of", "final", "finals", "horse", "-") || s.cls(k) == cUnit {
		return item{}, false
	}
	if s.follows(k, "ended", "ending") && s.cls(k+1) == cMonth && s.flows(k+1) { // the quarter ended Sept. 30
		if end, ok := s.monthFirst(k+1, k+1); ok && end.m > 0 && end.m <= 12 && end.d > 0 {
			code := 33 + (end.m-1)/3
			if end.hasYear {
				return s.calendar(end.y, code, 0, true, i, k)
			}
			return s.relative(Deictic, fmt.Sprintf("season=%d%s", code, s.cycleDirection(k+1, end.to)), i, k)
		}
	}
	return s.relative(Partial, latestQuarter, i, k)
}

// compares reports whether "a year ago" at i tells what a figure is compared with: "up from $4 million a year ago", "3% from a year ago".
func (s *scanner) compares(i int) bool {
	if s.follows(i-1, ",") && s.flows(i) && s.is(i-2, "share", "%") { // $1.16 a share, a year ago
		return true
	}
	p := s.at(i - 1)
	return s.flows(i) && (p.cls == cNum || p.cls == cScale || s.is(i-1, "%", "share", "cents", "from", "with", "than", "versus") && !s.is(i-2, "back"))
}

// again returns the time of e by the quarter n of which the text spoke last: "the quarter" is that one, "a year earlier" is that of
// the year before.
func (e *Expression) again(n edtf.Date) (edtf.Date, bool) {
	if n.IsUnknown() || n.Precision() != edtf.SeasonPrecision || e.Ref != Partial && e.Ref != Anaphoric {
		return edtf.Date{}, false
	}
	y, code, _ := n.Fields()
	if code < 33 || code > 36 {
		return edtf.Date{}, false
	}
	switch {
	case e.Ref != Partial:
	case e.Value == latestQuarter:
		return n.Plain(), true
	case e.Value == yearAgoQuarter:
		return edtf.Ymd(y-1, code, 0)
	}
	shift, ok := strings.CutPrefix(e.Value, "years=")
	years, err := strconv.Atoi(shift)
	if !ok || err != nil || years == 0 {
		return edtf.Date{}, false
	}
	return edtf.Ymd(y+years, code, 0)
}
