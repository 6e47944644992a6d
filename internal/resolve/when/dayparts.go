package when

import (
	"fmt"
	"strings"
)

// This file reads the parts of a day: mornings, nights, the small hours.

// smallHours reads "the early hours of Friday"; from is the article, i the word "early".
func (s *scanner) smallHours(from, i int) (item, bool) {
	if !s.is(i, "early", "small", "wee") || !s.follows(i+1, "hours") || !s.follows(i+2, "of") || !s.flows(i+3) {
		return item{}, false
	}
	it, ok := s.single(i + 3)
	if !ok || it.Type == Duration || it.Type == Set || it.d == 0 && it.Ref != Deictic {
		return item{}, false
	}
	it.from, it.Type, it.Clock, it.Mod = from, Time, dayparts[0], "START"
	return it, true
}

// partOf reads a part of a day before its day: "the morning of March 4", "the night of 3 to 4 August".
func (s *scanner) partOf(i int) (item, bool) {
	t := s.at(i)
	clock := "TNI"
	if t.cls == cDaypart {
		if t.n >= 5 {
			return item{}, false
		}
		clock = dayparts[t.n]
	}
	if !s.follows(i+1, "of") || !s.flows(i+2) {
		return item{}, false
	}
	it, ok := s.expression(i + 2)
	if !ok || it.Type != Date || it.d == 0 && !strings.HasPrefix(it.Value, "weekday=") {
		return item{}, false
	}
	it.from = i
	if it.Relation != Between {
		it.Type, it.Clock = Time, clock
	}
	return it, true
}

// daypartAlone makes a part of the day that the text speaks of, and takes a day behind it: "mid-morning Thursday".
func (s *scanner) daypartAlone(from, to int, clock string) (item, bool) {
	it, ok := s.relative(Partial, "days=0", from, to)
	it.Type, it.Clock = Time, clock
	return s.joinDate(it, ok)
}

// daypart adds "morning", "night" to a day.
func (s *scanner) daypart(it item, ok bool) (item, bool) {
	if !ok {
		return it, false
	}
	t := s.at(it.to)
	if !s.flows(it.to) {
		return it, true
	}
	switch {
	case t.cls == cDaypart && t.n < 5:
		it.Clock = dayparts[t.n]
	case t.cls == cUnit && t.n == uNight && !t.many:
		it.Clock = "TNI"
	case t.cls == cUnit && t.n == uNight || t.low == "mornings" || t.low == "afternoons" || t.low == "evenings":
		n := 0
		fmt.Sscanf(it.Value, "weekday=%d", &n)
		it.Type, it.Ref, it.Value, it.Length = Set, None, "", fmt.Sprintf("XXXX-WXX-%d%s", n, map[string]string{"mornings": "TMO", "afternoons": "TAF", "evenings": "TEV", "nights": "TNI"}[t.low])
		it.to++
		return it, n > 0
	default:
		return s.joinTime(it, true)
	}
	it.Type = Time
	it.to++
	return it, true
}

// allDay reads "all day", "all week long", "all night": lengths.
func (s *scanner) allDay(i int) (item, bool) {
	u := s.at(i + 1)
	if !s.flows(i+1) || u.cls != cUnit || u.many || u.n < uDay || u.n == uWeekend && !s.is(i+2, "long") || u.n == uQuarter || u.n == uHalf || u.n > uYear || s.is(i-1, "of", "at", "above") {
		return item{}, false
	}
	to := i + 2
	if s.follows(to, "long") {
		to++
	} else if s.isNoun(to) && !s.clauseStarts(to) || s.is(to, "-") && s.joined(to) || s.follows(to, "round", "around") { // an all night party
		return item{}, false
	}
	it := item{from: i, to: to}
	it.Type, it.Ref, it.Length = Duration, None, quantity{n: 1}.iso(u.n)
	return it, true
}
