package when

import "fmt"

// This file reads units without a number: "the year before", "years later".

// theUnit reads "the year before", "the day after tomorrow", "the weekend", "the same".
func (s *scanner) theUnit(i int) (item, bool) {
	j := i + 1
	u := s.at(j)
	if u.low == "year" {
		if it, ok := s.yearWord(i, j); ok {
			return it, true
		}
		if it, ok := s.comparable(i, j); ok {
			return it, true
		}
	}
	k := j + 1
	if u.many && u.n >= uDay && u.n != uQuarter && s.is(i-1, "over", "down", "through") && (s.phraseEnds(k) || !s.isNoun(k)) && !s.is(k, "of") || // over the years
		u.low == "year" && s.follows(k, "ended", "ending") || // the year ended June 30
		u.low == "year" && s.is(i-1, "in", "for") && s.follows(k, "to", "through") && s.cls(k+1) == cMonth && s.flows(k+1) || // the year to March
		u.many && u.n >= uDay && u.n != uQuarter && (s.follows(k, "ahead", "before", "after", "since", "leading") || s.follows(k, "that") && s.follows(k+1, "followed")) { // the weeks ahead, the days before the vote
		it := item{from: i, to: s.skip(k, "ahead")}
		it.Type, it.Ref, it.Length = Duration, None, quantity{n: 1, vague: u.many}.iso(u.n)
		return it, true
	}
	if u.many || u.n < uDay || units[u.n].step == "" {
		return item{}, false
	}
	switch {
	case (u.n == uDay || u.n == uWeek || u.n == uMonth || u.n == uYear) && s.possessed(k) > k && s.isNoun(k+2) && !s.is(k+2, "end"): // the week's highest price
		it, ok := s.relative(Partial, units[u.n].step+"=0", i, k)
		it.unit = unitOf(u.n)
		it.loose = true
		return it, ok
	case (u.n == uWeek || u.n == uWeekend) && s.follows(k, "of"):
		return s.weekOf(i, k+1, u.n)
	case s.follows(k, "before", "after"):
		sign := 1
		if s.is(k, "before") {
			sign = -1
		}
		if u.n == uDay && s.follows(k+1, "yesterday", "tomorrow") {
			return s.relative(Deictic, fmt.Sprintf("days=%d", 2*sign), i, k+2)
		}
		if s.follows(k+1, "last") && sign < 0 || s.follows(k+1, "next") && sign > 0 { // the year before last
			it, ok := s.relative(Deictic, fmt.Sprintf("%s=%d", units[u.n].step, 2*sign*units[u.n].times), i, k+2)
			it.unit = unitOf(u.n)
			return it, ok && u.n != uDay && (s.phraseEnds(k+2) || s.clauseStarts(k+2))
		}
		if !s.phraseEnds(k + 1) {
			return item{}, false
		}
		it, ok := s.relative(Anaphoric, fmt.Sprintf("%s=%d", units[u.n].step, sign*units[u.n].times), i, k+1)
		it.unit = unitOf(u.n)
		return it, ok
	case s.follows(k, "earlier", "previous", "prior") && s.phraseEnds(k+1):
		it, ok := s.relative(Anaphoric, fmt.Sprintf("%s=%d", units[u.n].step, -units[u.n].times), i, k+1)
		it.unit = unitOf(u.n)
		return it, ok
	case u.n == uWeekend && (s.possessed(k) > k || s.phraseEnds(k) || s.clauseStarts(k) && s.is(i-1, "over", "during", "on", "at", "for", "throughout", "of") || s.is(i-1, "over") && !s.isNoun(k+1)) && !s.is(k, "of"):
		it, ok := s.relative(Partial, "weekend="+s.cyclePast(i, k), i, k)
		it.unit = "WE"
		return it, ok
	case u.n == uQuarter:
		return s.theQuarter(i, j)
	case u.n == uHalf:
		return item{}, false
	case (u.n == uYear || u.n == uWeek || u.n == uMonth) && s.phraseEnds(k) && s.is(i-1, "for", "during") && !s.is(i-2, "earlier", "later", "late", "early") && !s.is(k, "of", "that", "which", "when", "to", "from"): // up 2% for the week
		it, ok := s.relative(Partial, units[u.n].step+"=0", i, k)
		it.unit, it.loose = unitOf(u.n), true
		return it, ok
	case (u.n == uYear || u.n == uWeek || u.n == uMonth || u.n == uDecade) && s.phraseEnds(k) && s.is(i-1, "in", "during", "for", "of", "on", "over", "this") && s.is(i-2, "earlier", "later", "late", "early"):
		it, ok := s.relative(Partial, units[u.n].step+"=0", i, k)
		it.unit = unitOf(u.n)
		return it, ok
	}
	return item{}, false
}

// weekOf reads the day that tells which week or weekend is meant: "the week of March 11".
func (s *scanner) weekOf(i, k, unit int) (item, bool) {
	it, ok := s.single(k)
	if !ok || it.Type != Date || it.d == 0 || it.Relation == Between {
		return item{}, false
	}
	it.from, it.unit, it.Approx = i, unitOf(unit), true
	return it, true
}

// unitPlural reads units without a number: "for years", "decades ago", "in months".
func (s *scanner) unitPlural(i int) (item, bool) {
	u := s.at(i)
	if u.low == "year" && !s.is(i+2, "long") {
		if it, ok := s.comparable(i, i); ok {
			return it, true
		}
		return s.yearWord(i, i)
	}
	if u.n == uWeekend && !u.many && s.is(i-1, "the") {
		return item{}, false
	}
	if p := s.at(i - 1); u.n == uWeekend && u.many && !s.possessive(i-1) && p.low != "the" && p.cls != cThis && p.cls != cThat && (s.phraseEnds(i+1) || s.is(i-1, "on", "at")) { // open weekends
		it := item{from: i, to: i + 1}
		it.Type, it.Ref, it.Length = Set, None, "XXXX-WXX-WE"
		return it, true
	}
	if s.is(i+1, "-") && s.joined(i+1) && s.is(i+2, "long") && s.joined(i+2) && u.n >= uHour && u.n <= uCentury && u.n != uWeekend { // a year-long dispute
		it := item{from: i, to: i + 3}
		it.Type, it.Ref, it.Length = Duration, None, quantity{n: 1, vague: u.many}.iso(u.n)
		return it, true
	}
	if u.many && u.n >= uDay && s.is(i+1, "-") && s.joined(i+1) && s.is(i+2, "old") && s.joined(i+2) && s.isNoun(i+3) { // a decades-old feud
		it := item{from: i, to: i + 3}
		it.Type, it.Ref, it.Length = Duration, None, quantity{vague: true}.iso(u.n)
		return it, true
	}
	if u.many && (u.n == uHour || u.n == uMinute) && s.follows(i+1, "after", "before", "later", "earlier") && (!s.isNoun(i) || !isLetterToken(s.at(i-1)) || functionWords[s.at(i-1).low] || s.cls(i-1) == cPast) {
		it := item{from: i, to: i + 1}
		it.Type, it.Ref, it.Length = Duration, None, quantity{vague: true}.iso(u.n)
		if s.is(i+1, "later", "earlier") {
			it.to++
		}
		return it, true
	}
	hours := (u.n == uHour || u.n == uMinute) && s.is(i-1, "for", "within") // killed within hours
	if !u.many || u.n < uDay && !hours || u.n == uQuarter || u.n == uNight {
		return item{}, false
	}
	it := item{from: i, to: i + 1}
	it.Type, it.Ref, it.Length = Duration, None, quantity{vague: true}.iso(u.n)
	if s.follows(i+1, "ago") {
		it.Type, it.Ref, it.Value, it.Vague, it.Length = Date, Deictic, "../now", "PAST_REF", ""
		it.to++
		return it, true
	}
	if s.follows(i+1, "later", "earlier") {
		it.Type, it.Ref, it.Value, it.Length = Date, Anaphoric, "now/..", ""
		if s.is(i+1, "earlier") {
			it.Value = "../now"
		}
		it.to++
		return it, true
	}
	if s.flows(i) && (lengthVerbs[s.at(i-1).low] || s.is(i-1, "not") && s.is(i-2, "if") || s.is(i-1, "last", "be") && s.is(i-2, modals...)) && s.phraseEnds(i+1) { // it could take months, if not years
		return it, true
	}
	if s.flows(i) && s.is(i-1, "for") && s.follows(i+1, "he", "she", "it", "they", "we", "you", "i", "the", "his", "her", "its", "their") || // for years he had lived there
		s.flows(i) && s.is(i-1, "for", "over", "after", "in", "within", "lasted", "took", "of") && (s.phraseEnds(i+1) || s.clauseStarts(i+1)) && !(s.is(i-1, "of", "in", "over") && u.n == uDay) ||
		s.follows(i+1, "of") && s.isNoun(i+2) && (s.at(i).sentence || s.at(i-1).cls == cPast || afterWhich[s.at(i-1).low]) || // months of talks
		s.follows(i+1, "after", "before") {
		return it, true
	}
	return item{}, false
}
