package when

import (
	"strings"

	"chancery"
)

// finish makes the expression of an item: its spans, its relation, its direction.
func (s *scanner) finish(it *item) Expression {
	e := it.Expression
	e.Span = s.span(it.from, it.to)
	e.Text = s.text[e.Span.Start:e.Span.End]
	start := it.from
	if e.Ref != None {
		if k, ok := s.approximate(start); ok && e.Type == Date && e.Mod == "" {
			e.Approx, e.Mod = e.Relation != Between, "APPROX"
			start = k
			if calendar := it.m > 0 && it.m <= 12 || e.Ref == Absolute; calendar && len(e.Ends) == 0 && (s.is(k, "around", "circa", "approximately", "roughly") || s.is(k, "about") && s.is(k-1, "in", "by", "since", "from", "until", "on", "dated")) {
				e.about = s.at(k).start
			}
		}
		start = s.relation(&e, it, start)
		if a, b, ok := strings.Cut(e.Value, "/"); ok && e.Ref == Partial && it.m > 0 && !strings.ContainsAny(e.Value, ",;.") { // June 7-9
			dir := ",nearest"
			if !s.attributive(it) {
				dir = s.cycleDirection(it.from, it.to)
			}
			e.Value = a + dir + "/" + b + dir
		}
		if e.Ref == Partial && !strings.ContainsAny(e.Value, ",/;") && !strings.HasPrefix(e.Value, "years=") && it.to <= len(s.t) &&
			(it.m > 0 || strings.HasPrefix(e.Value, "day=") || strings.HasPrefix(e.Value, "monthday=") || strings.HasPrefix(e.Value, "easter=") || strings.HasPrefix(e.Value, "nth=")) {
			e.aside = it.m > 32 && !s.is(it.from-1, "for") && s.direction(it.from, it.to) == ",from"
			if it.m > 32 || it.weekday || s.attributive(it) { // a quarter is reported before and after it ends; a day with its weekday is near; the March 24 deadline has no verb of its own
				e.Value += ",nearest"
			} else {
				e.Value += s.cycleDirection(it.from, it.to)
			}
		}
	}
	if it.d > 0 && s.is(it.from-1, "ended", "ending") && (s.cls(it.from-2) == cUnit || s.is(it.from-2, "period")) {
		e.aside = true
	}
	e.Outer = chancery.Span{Start: s.at(start).start, End: e.Span.End}
	if e.Relation == From && s.follows(it.to, "on", "onward", "onwards", "forward", "forwards") {
		e.Outer.End = s.at(it.to).end
	}
	e.outer = s.text[e.Outer.Start:e.Outer.End]
	e.Attributive = s.attributive(it)
	if e.Attributive && (e.Relation == By || e.Relation == From) {
		e.Relation, e.Outer, e.outer = In, e.Span, e.Text
	}
	return e
}

// approximate reads "about", "around", "circa", "c.", "~" before token i and returns where it begins.
func (s *scanner) approximate(i int) (int, bool) {
	if !s.flows(i) {
		return i, false
	}
	switch p := i - 1; {
	case s.is(p, "around", "about", "circa", "approximately", "roughly", "ca", "~"):
		return p, true
	case s.is(p, ".") && s.is(p-1, "c", "ca") && s.joined(p):
		return p - 1, true
	case s.is(p, "c", "c.") && s.at(i).cls == cNum:
		return p, true
	}
	return i, false
}

// ofPeriod are prepositions by which something is dated by a period with a name or a noun of its own.
var ofPeriod = map[string]Relation{"since": Since, "after": After, "following": After, "until": Until, "before": Before}

// relation reads the preposition before token i and returns where it begins.
func (s *scanner) relation(e *Expression, it *item, i int) int {
	if e.Ref == Absolute && e.Type == Date && e.Relation == In && s.is(it.to, "or") && s.is(it.to+1, "before", "earlier") && s.flows(it.to) { // "30 October 2012 or before"
		e.Relation = By
		return i
	}
	if !s.flows(i) {
		return i
	}
	p := i - 1
	if s.is(p, "the") && s.flows(p) && it.from == i { // an article that is not the expression's
		p--
	}
	if s.is(p, "least") && s.is(p-1, "at") { // since at least 1990
		p -= 2
	}
	set := func(r Relation, from int) int {
		if e.Relation == Between && r != Between {
			return i
		}
		e.Relation = r
		return from
	}
	w := s.at(p).low
	if e.Relation == Between {
		switch w {
		case "from", "between":
			return p
		}
		if r, ok := ofPeriod[w]; ok && p < i-1 && s.attributive(it) { // "after the 2008–2009 war"
			e.Relation = r
			return p
		}
		return i
	}
	switch w {
	case "since":
		return set(Since, s.before(p, "ever"))
	case "until", "till", "til":
		if s.is(p-1, "not") || s.is(p-1, "t") && s.is(p-2, "'") {
			return i
		}
		return set(Until, s.before(p, "up"))
	case "to":
		if s.is(p-1, "prior") {
			return set(Before, p-1)
		}
		if s.is(p-1, "up") {
			return set(Until, p-1)
		}
	case "through":
		return set(Until, p)
	case "than":
		if s.is(p-1, "later") && s.is(p-2, "no", "not") {
			return set(By, p-2)
		}
		if s.is(p-1, "earlier") && s.is(p-2, "no", "not") {
			return set(From, p-2)
		}
	case "by":
		return set(By, p)
	case "before":
		return set(Before, p)
	case "after":
		return set(After, p)
	case "following":
		if p != i-1 || s.is(p-1, "the") {
			return i
		}
		return set(After, p)
	case "during", "throughout":
		return set(During, p)
	case "pre":
		return set(Before, p)
	case "post":
		return set(After, p)
	case "-":
		if s.joined(p) && s.is(p-1, "pre") {
			return set(Before, p-1)
		}
		if s.joined(p) && s.is(p-1, "post") {
			return set(After, p-1)
		}
	case "from":
		if s.is(it.to, "on", "onward", "onwards", "forward", "forwards") && s.flows(it.to) && !(s.is(it.to, "on") && s.isNoun(it.to+1)) || s.at(p).sentence || s.is(it.to, "until", "to", "through") && s.flows(it.to) || s.is(p-1, "as", ",", "starting", "beginning", "effective") {
			return set(From, p)
		}
	case "in", "on":
		if s.is(p-1, "starting", "beginning") {
			return set(From, p-1)
		}
	}
	if s.is(it.to, "onward", "onwards") && s.flows(it.to) {
		return set(From, i)
	}
	if s.is(it.to, "-") && s.joined(it.to) && e.Ref == Absolute && e.Type == Date && (!s.flows(it.to+1) || s.is(it.to+1, ")", ",", ";", ".")) && s.at(it.to).end-s.at(it.to).start > 1 {
		return set(From, i) // (1998–)
	}
	return i
}

func (s *scanner) before(p int, w string) int {
	if s.is(p-1, w) {
		return p - 1
	}
	return p
}

// attributive reports whether a date qualifies the noun behind it: it stands between a determiner and a noun.
func (s *scanner) attributive(it *item) bool {
	if it.Type != Date || it.Ref == None || it.Named || !s.flows(it.to) || !s.flows(it.from) {
		return false
	}
	n := s.at(it.to)
	if len(n.low) > 4 && strings.HasSuffix(n.low, "ed") || s.at(it.from).low == "the" && n.capital { // the 1990s progressed; in the 19th century France
		return false
	}
	if !isLetterToken(n) || functionWords[n.low] || s.is(it.to, "onward", "onwards", "forward", "forwards") || n.cls == cPast || n.cls == cFuture || n.cls == cNow || n.cls == cEra || n.low == "s" {
		return false
	}
	p := s.at(it.from - 1)
	switch p.low {
	case "the", "a", "an", "its", "his", "her", "their", "our", "this", "that", "s":
		return true
	}
	return p.low == "'" || s.at(it.from).low == "the" && it.to-it.from > 1 && it.Relation != Between && n.cls == cNone
}
