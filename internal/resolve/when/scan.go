package when

import (
	"fmt"
	"slices"
	"sync"

	"chancery"
	"chancery/internal/edtf"
)

// Find returns the temporal expressions of text, left to right, not overlapping. An expression never crosses a blank line.
func Find(text string) []Expression { return Order(0).Find(text) }

// Find is Find in a text whose dates of numbers alone are written in order o.
func (o Order) Find(text string) []Expression {
	return slices.DeleteFunc(o.find(text), func(e Expression) bool { return e.loose })
}

// find is Find with the words that date nothing by themselves.
func (o Order) find(text string) []Expression {
	s := scanners.Get().(*scanner)
	defer scanners.Put(s)
	s.text, s.t, s.depth, s.order = text, tokenize(s.t[:0], text), 0, o
	var items []item
	for i := 0; i < len(s.t); {
		if !s.opens(i) {
			i++
			continue
		}
		it, ok := s.expression(i)
		if !ok {
			i++
			continue
		}
		items = append(items, it)
		i = max(it.to, i+1)
	}
	s.inherit(items)
	es := make([]Expression, len(items))
	for k := range items {
		es[k] = s.finish(&items[k])
	}
	s.occasions(items, es)
	return es
}

// scanners are scanners that have been used.
var scanners = sync.Pool{New: func() any { return &scanner{names: namesOf()} }}

// opens reports whether an expression may begin at token i; most words begin none.
func (s *scanner) opens(i int) bool {
	switch t := &s.t[i]; t.cls {
	case cNone, cScale, cDaypart, cFuture, cPast, cMeridiem, cZone:
		return openers[t.low] || s.names.byFirst[t.low] != nil
	}
	return true
}

// openers are the words that single tells by themselves.
var openers = map[string]bool{"the": true, "'": true, "a": true, "an": true, "every": true, "each": true, "earlier": true, "later": true, "once": true, "twice": true, "per": true,
	"fiscal": true, "fy": true, "academic": true, "comparable": true, "sometime": true, "q": true, "about": true, "around": true, "approximately": true, "roughly": true, "nearly": true,
	"almost": true, "over": true, "more": true, "less": true, "fewer": true, "at": true, "under": true, "no": true, "up": true, "recent": true, "noon": true, "midnight": true, "midday": true, "to": true,
	"just": true, "well": true, "slightly": true, "future": true, "someday": true, "overnight": true, "soon": true, "dozens": true, "hundreds": true, "thousands": true, "all": true}

type scanner struct {
	text  string
	t     []token
	names *names
	order Order
	depth int // of single within single
}

// maxDepth is how deep expressions nest: "the end of | the first week of | June". It keeps the time linear.
const maxDepth = 3

// item is an expression in the making: tokens [from, to).
type item struct {
	Expression
	from, to int
	y, m, d  int  // of a calendar date, 0 where it has none
	hasYear  bool // y is set
	bare     bool // a bare month or season, which takes no part in some constructions
	weekday  bool // it names the day of the week as well
}

var noToken token

func (s *scanner) at(i int) *token {
	if i < 0 || i >= len(s.t) {
		return &noToken
	}
	return &s.t[i]
}

// joined reports whether token i follows token i-1 without white space.
func (s *scanner) joined(i int) bool { return i > 0 && i < len(s.t) && !s.t[i].gap }

// flows reports whether token i exists and is in the same paragraph as token i-1.
func (s *scanner) flows(i int) bool { return i > 0 && i < len(s.t) && !s.t[i].para }

func (s *scanner) is(i int, words ...string) bool {
	if i < 0 || i >= len(s.t) {
		return false
	}
	for _, w := range words {
		if s.t[i].low == w {
			return true
		}
	}
	return false
}

// follows is is for a token of the same paragraph as the one before it.
func (s *scanner) follows(i int, words ...string) bool { return s.flows(i) && s.is(i, words...) }

func (s *scanner) cls(i int) class {
	if i < 0 || i >= len(s.t) {
		return cNone
	}
	return s.t[i].cls
}

// comma returns i+1 where token i is a comma, else i.
func (s *scanner) comma(i int) int {
	if s.follows(i, ",") && s.flows(i+1) {
		return i + 1
	}
	return i
}

// absolute makes an item of an EDTF value; nothing where the date is unknown.
func (s *scanner) absolute(d edtf.Date, from, to int) (item, bool) {
	if d.IsUnknown() {
		return item{}, false
	}
	it := item{from: from, to: to}
	it.Value = d.String()
	return it, true
}

func (s *scanner) relative(ref Ref, form string, from, to int) (item, bool) {
	it := item{from: from, to: to}
	it.Ref, it.Value = ref, form
	return it, true
}

// vagueForms are the forms of TIMEX3's references without a date of their own.
var vagueForms = map[string]string{"PAST_REF": "../now", "PRESENT_REF": "now", "FUTURE_REF": "now/.."}

// vague makes an item of what is only past, present or to come.
func (s *scanner) vague(ref string, from, to int) (item, bool) {
	it, ok := s.relative(Deictic, vagueForms[ref], from, to)
	it.Vague = ref
	return it, ok
}

// calendar makes an item of a year, month and day of which some are given.
func (s *scanner) calendar(y, m, d int, hasYear bool, from, to int) (item, bool) {
	it := item{from: from, to: to, y: y, m: m, d: d, hasYear: hasYear}
	return it, it.setCalendar()
}

func (it *item) setCalendar() bool {
	if it.hasYear {
		d, ok := edtf.Ymd(it.y, it.m, it.d)
		if julian := it.m == 2 && it.d == 29 && it.y%4 == 0; !ok && it.m <= 12 && it.d <= 31 && !julian { // 30 February 1995
			if d, ok = edtf.Ymd(it.y, it.m, 0); ok {
				it.Impossible = fmt.Sprintf("%04d-%02d-%02d", it.y, it.m, it.d)
			}
		}
		it.Ref, it.Value = Absolute, d.String()
		return ok
	}
	it.Ref = Partial
	switch {
	case it.m > 20:
		it.Value = fmt.Sprintf("season=%d", it.m)
	case it.d == 0:
		it.Value = fmt.Sprintf("month=%02d", it.m)
	default:
		if _, ok := edtf.Ymd(2000, it.m, it.d); !ok {
			return false
		}
		it.Value = fmt.Sprintf("monthday=%02d-%02d", it.m, it.d)
	}
	return true
}

// single returns the expression that begins at token i and is no interval of two dates.
func (s *scanner) single(i int) (item, bool) {
	if s.depth >= maxDepth {
		return item{}, false
	}
	s.depth++
	defer func() { s.depth-- }()
	t := s.at(i)
	if it, ok := s.name(i); ok {
		return it, true
	}
	switch t.cls {
	case cNum:
		return s.number(i)
	case cMonth:
		return s.joinTime(s.monthFirst(i, i))
	case cWeekday:
		return s.weekday(i)
	case cWeekdays:
		if t.capital {
			it := item{from: i, to: i + 1}
			it.Type, it.Ref, it.Length = Set, None, fmt.Sprintf("XXXX-WXX-%d", t.n)
			return it, true
		}
	case cSeason:
		return s.season(i)
	case cPart, cEdge:
		return s.part(i)
	case cLast, cNext, cThis, cThat:
		if it, ok := s.directed(i, i); ok || t.low != "current" {
			return it, ok
		}
		return s.adjective(i, "PRESENT_REF")
	case cCard, cOrd, cVague:
		if c := s.cls(i + 1); t.low == "some" && (c == cNum || c == cCard) { // some 30 months
			if it, ok := s.modified(i); ok {
				return it, true
			}
		}
		return s.number(i)
	case cNow:
		return s.adverb(i)
	case cSet:
		return s.set(i)
	case cLong:
		it := item{from: i, to: i + 1}
		it.Type, it.Ref, it.Length = Duration, None, quantity{n: 1, vague: t.many}.iso(t.n)
		return it, true
	case cEra: // AD 842
		if n := s.at(i + 1); t.n > 0 && (t.low[0] == 'a') && t.capital && n.cls == cNum && n.digits >= 1 && n.digits <= 4 {
			return s.absolute(edtf.Year(n.val), i, i+2)
		}
	case cUnit:
		if t.low == "half" {
			return s.amount(i)
		}
		return s.unitPlural(i)
	}
	switch t.low {
	case "the":
		return s.the(i)
	case "'":
		return s.shortYear(i)
	case "a", "an", "dozens", "hundreds", "thousands":
		if it, ok := s.amount(i); ok || t.low[0] != 'a' {
			return it, ok
		}
		return s.quarterWith(i)
	case "every", "each":
		return s.every(i)
	case "earlier", "later":
		return s.within(i)
	case "once", "twice", "per":
		return s.per(i)
	case "fiscal", "fy", "academic":
		if it, ok := s.ordinalPeriod(i, i); ok {
			return it, true
		}
		return s.fiscal(i)
	case "comparable":
		return s.comparable(i, i)
	case "sometime":
		if c := s.cls(i + 1); s.flows(i+1) && (c == cNext || c == cLast || c == cThis) {
			it, ok := s.single(i + 1)
			it.from = i
			return it, ok && it.Type == Date
		}
	case "q":
		if n := s.at(i + 1); s.joined(i+1) && n.digits == 1 && n.val >= 1 && n.val <= 4 && t.capital {
			return s.ofYear(32+n.val, i, i+2)
		}
	case "about", "around", "approximately", "roughly", "nearly", "almost", "over", "more", "less", "fewer", "at", "under", "no", "up", "just", "well", "slightly":
		return s.modified(i)
	case "recent":
		if it, ok := s.recent(i, i); ok {
			return it, true
		}
		return s.adjective(i, "PAST_REF")
	case "soon":
		return s.soon(i)
	case "future":
		return s.future(i)
	case "someday":
		return s.vague("FUTURE_REF", i, i+1)
	case "all":
		return s.allDay(i)
	case "overnight":
		if (!s.isNoun(i+1) || s.cls(i+1) == cWeekday) && !s.is(i-1, "the", "a", "an", "-") {
			return s.daypartAlone(i, i+1, "TNI")
		}
	case "noon", "midnight", "midday":
		if s.is(i-1, "high") {
			return item{}, false
		}
		return s.joinDate(s.clock(i))
	case "to":
		if s.follows(i+1, "date") && (t.sentence || s.phraseEnds(i+2)) {
			return s.vague("PRESENT_REF", i, i+2)
		}
	}
	return item{}, false
}

// the reads what may follow an article that belongs to the expression.
func (s *scanner) the(i int) (item, bool) {
	j := i + 1
	if !s.flows(j) {
		return item{}, false
	}
	widen := func(it item, ok bool) (item, bool) {
		if ok {
			it.from = i
		}
		return it, ok
	}
	if it, ok := s.smallHours(i, j); ok {
		return it, true
	}
	t := s.at(j)
	switch t.cls {
	case cPart, cEdge:
		return widen(s.part(j))
	case cLast, cNext:
		if t.low != "past" || !s.is(i-1, "in") || !s.phraseEnds(j+1) && (!s.clauseStarts(j+1) || s.cls(j+1) == cCard) {
			return s.directed(i, j)
		}
	case cThat:
		if t.low == "same" {
			if it, ok := s.comparable(i, j); ok {
				return it, true
			}
			return s.directed(i, j)
		}
	case cThis:
		if t.low == "current" {
			return s.directed(i, j)
		}
	case cSeason:
		it, ok := s.season(j)
		if ok && it.hasYear && it.to == j+2 { // the Spring 2013 issue
			return it, true
		}
		return widen(it, ok)
	case cOrd:
		return s.theOrdinal(i)
	case cNum:
		if t.ord {
			return s.theOrdinal(i)
		}
		if t.plural {
			return widen(s.number(j))
		}
		if s.joined(j+1) && s.is(j+1, "'") && s.joined(j+2) && s.is(j+2, "s") {
			return widen(s.decade(j))
		}
		if it, ok := s.theAmount(i, j); ok {
			return it, true
		}
		if _, _, ok := s.quarterOf(j + 1); ok && t.digits == 4 { // the 1988 third quarter
			return widen(s.bareYear(j))
		}
		if t.digits > 0 && t.digits <= 2 {
			it, ok := s.number(j) // "the 1 February 2024"
			return it, ok
		}
	case cCard:
		if t.many || s.at(j+1).many && s.at(j+1).cls == cCard {
			return widen(s.decade(j))
		}
		return s.theAmount(i, j)
	case cUnit:
		if t.n == uNight && !t.many {
			return widen(s.partOf(j))
		}
		return s.theUnit(i)
	case cDaypart:
		if it, ok := s.partOf(j); ok {
			return widen(it, true)
		}
		if t.n < 3 && s.is(i-1, "in", "during", "by", "until", "through", "throughout", "all", "for") && s.phraseEnds(j+1) {
			return s.daypartAlone(i, j+1, dayparts[t.n])
		}
	}
	switch t.low {
	case "'":
		return widen(s.shortYear(j))
	case "fiscal":
		if s.follows(j+1, "year") && s.follows(j+2, "ended", "ending") {
			it := item{from: i, to: j + 2}
			it.Type, it.Ref, it.Length = Duration, None, "P1Y"
			return it, true
		}
		return widen(s.ordinalPeriod(j, j))
	case "comparable", "corresponding":
		return s.comparable(i, j)
	case "latest":
		if s.follows(j+1, "quarter", "period") {
			return s.theQuarter(i, j+1)
		}
		if s.flows(j + 1) { // the latest nine months
			return s.theAmount(i, j+1)
		}
	case "recent":
		return s.recent(i, j)
	case "year":
		return s.yearWord(i, j)
	case "whole", "entire", "full":
		if t.low == "full" && s.is(i-1, "for", "in") && s.follows(j+1, "year") && s.phraseEnds(j+2) && !s.is(j+2, "of") { // results for the full year
			return s.relative(Partial, "years=0", i, j+2)
		}
		if u := s.at(j + 1); s.flows(j+1) && u.cls == cUnit && !u.many && u.n >= uDay && u.n != uQuarter && u.n != uHalf && (s.phraseEnds(j+2) || s.clauseStarts(j+2)) && !s.is(j+2, "of") { // the whole year
			it := item{from: i, to: j + 2}
			it.Type, it.Ref, it.Length = Duration, None, quantity{n: 1}.iso(u.n)
			return it, true
		}
	case "future", "near", "foreseeable", "distant", "short", "long":
		k := j
		if t.low != "future" {
			k++
		}
		if (t.low == "near" || s.is(i-1, "in", "over") && (t.low == "short" || t.low == "long")) && s.follows(k, "term") && (s.phraseEnds(k+1) || s.clauseStarts(k+1)) {
			return s.vague("FUTURE_REF", i, k+1)
		}
		if s.follows(k, "future") && (s.phraseEnds(k+1) || s.clauseStarts(k+1)) && !s.is(k+1, "of") {
			return s.vague("FUTURE_REF", i, k+1)
		}
	case "past":
		if s.is(i-1, "in") && (s.phraseEnds(j+1) || s.clauseStarts(j+1)) && !s.is(j+1, "of") {
			return s.vague("PAST_REF", i, j+1)
		}
	case "moment", "present":
		if s.is(i-1, "at") && s.phraseEnds(j+1) {
			return s.vague("PRESENT_REF", i, j+1)
		}
	case "very":
		if c := s.cls(j + 1); (c == cNext || c == cLast || s.is(j+1, "same")) && s.flows(j+1) {
			return s.directed(i, j+1)
		}
	}
	return s.quarterWith(i)
}

// span returns the bytes of tokens [from, to).
func (s *scanner) span(from, to int) chancery.Span {
	return chancery.Span{Start: s.at(from).start, End: s.at(to - 1).end}
}
