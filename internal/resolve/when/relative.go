package when

import (
	"fmt"
	"strings"
)

// weekday reads "Thursday", "Wednesday, 23 Jul 2025", "Friday morning", "Monday last".
func (s *scanner) weekday(i int) (item, bool) {
	t := s.at(i)
	j := i + 1
	if t.abbr && s.joined(j) && s.is(j, ".") {
		j++
	}
	if it, ok := s.dateAfter(i, j); ok {
		return s.joinTime(it, true)
	}
	if !t.capital && (t.abbr || !s.is(i-1, "on", "last", "next", "this", "every", "by", "until", "since")) {
		return item{}, false
	}
	if t.abbr && (j == i+1 && !s.is(i-1, "on", "last", "this", "next") || t.allCaps) {
		return item{}, false
	}
	if s.is(i-1, "the") && s.at(j).capital && s.flows(j) && !s.at(j).allCaps && s.cls(j) == cNone { // The Sunday Times
		return item{}, false
	}
	if s.is(i-1, "a") && s.is(i-2, "on") && s.phraseEnds(j) { // on a Saturday in May: no certain one
		return item{}, false
	}
	if s.is(i-1, "black", "cyber", "super", "bloody", "fat") && s.at(i-1).capital { // a day by name, of no certain date
		return item{}, false
	}
	dir := strings.TrimSuffix(s.direction(i, j), ",past")
	if s.follows(j, "last") && !s.isNoun(j+1) {
		dir, j = ",before", j+1
	} else if s.follows(j, "next") && !s.isNoun(j+1) {
		dir, j = ",after", j+1
	} else if s.follows(j, "of", "in") || s.flows(j) && s.cls(j) == cLast {
		k := j
		if s.is(k, "of", "in") {
			k++
		}
		if s.is(k, "last", "this", "next") && s.is(k+1, "week") {
			n := map[string]int{"last": -1, "this": 0, "next": 1}[s.at(k).low]
			it, ok := s.relative(Deictic, fmt.Sprintf("weeks=%d;weekday=%d", n, t.n), i, k+2)
			return it, ok
		}
	}
	it, ok := s.relative(Deictic, fmt.Sprintf("weekday=%d%s", t.n, dir), i, j)
	return s.daypart(it, ok)
}

// dateAfter reads a calendar date that a weekday, read at [i, j), belongs to.
func (s *scanner) dateAfter(i, j int) (item, bool) {
	k := s.comma(j)
	if !s.flows(k) {
		return item{}, false
	}
	if s.is(k, "the") && s.flows(k+1) {
		k++
	}
	t := s.at(k)
	var it item
	var ok bool
	switch t.cls {
	case cMonth:
		it, ok = s.monthFirst(i, k)
	case cNum, cOrd, cCard:
		if it, ok = s.numeric(k); !ok {
			it, ok = s.dayFirst(i, k)
		}
		if !ok && t.ord && t.val >= 1 && t.val <= 31 { // Friday the 13th
			it, ok = s.relative(Partial, fmt.Sprintf("day=%d", t.val), i, k+1)
			it.d = t.val
		}
	}
	if !ok || it.d == 0 {
		return item{}, false
	}
	it.from, it.weekday = i, true
	return it, true
}

// season reads "summer 2010", "the winter of 1776-77", "spring".
func (s *scanner) season(i int) (item, bool) {
	t := s.at(i)
	j := i + 1
	k := j
	if s.follows(k, "of", ",") && s.flows(k+1) {
		k++
	}
	if y, e, ok := s.year(k); ok && s.at(k).digits != 3 && (s.at(k).cls != cCard || y >= 1100) {
		if s.is(e, "-", "/") && s.joined(e) && s.joined(e+1) && (s.at(e+1).digits == 2 || s.at(e+1).digits == 4) {
			e += 2 // the winter of 1776-77
		}
		return s.calendar(y, t.n, 0, true, i, e)
	}
	if it, ok := s.relativeYear(k, fmt.Sprintf("season=%d", t.n), i); ok {
		return it, true
	}
	if t.capital && !t.sentence && !s.is(i-2, "in", "during", "by", "since", "until") && t.low != "summer" && t.low != "winter" && t.low != "autumn" { // Spring Hill
		return item{}, false
	}
	p := s.at(i - 1)
	cued := s.flows(i) && ((p.low == "and" || p.low == "or" || p.low == "," || p.low == "to") && (s.cls(i-2) == cSeason || s.cls(i-3) == cSeason) || p.low == "from") || s.flows(i) && (p.low == "in" || p.low == "during" || p.low == "by" || p.low == "since" || p.low == "until" || p.low == "late" || p.low == "early" || p.low == "mid" ||
		p.low == "the" && s.is(i-2, "in", "of", "during", "by", "since", "until", "over", "this", "throughout"))
	n := s.at(j)
	pair := s.follows(j, "and", "or", "to", ",", "-") && (s.cls(j+1) == cSeason || s.cls(j+1) == cPart && s.cls(j+2) == cSeason || s.cls(j+2) == cSeason)
	cued = cued || pair
	if c := s.cls(i - 1); t.many && s.flows(i) && (c == cCard || c == cNum || c == cVague) { // the next two summers
		return item{}, false
	}
	if t.doubt && (!cued || !pair && s.follows(j, "of", "in", "to", "from") || t.low == "fall" && s.is(j, "to")) || s.flows(j) && n.capital && t.capital {
		return item{}, false
	}
	if !cued && p.low != "the" && p.low != "a" && s.isNoun(j) && n.cls == cNone && !strings.HasSuffix(n.low, "ed") {
		return item{}, false
	}
	if s.flows(j) && (n.low == "olympics" || n.low == "games" || n.low == "palace") {
		return item{}, false
	}
	it, ok := s.calendar(0, t.n, 0, false, i, j)
	it.bare = true
	return it, ok
}

// part reads "late 1948", "mid-March", "the end of 2013", "early in the 1980s".
func (s *scanner) part(i int) (item, bool) {
	t := s.at(i)
	part := partNames[t.n]
	j := i + 1
	if t.cls == cPart {
		for n := 0; n < 4 && s.is(j, "-", "to", "or", "and") && s.flows(j); n++ { // mid-, mid- to late
			j++
			if s.cls(j) == cPart {
				part = partNames[s.at(j).n]
				j++
			}
		}
		if s.follows(j, "in", "on", "of") && t.low != "mid" {
			j++
		}
	} else {
		if t.cls == cEdge && t.low == "latter" {
			if !s.follows(j, "half", "part") {
				return item{}, false
			}
			j++
		}
		if !s.follows(j, "of") {
			return item{}, false
		}
		j++
	}
	if !s.flows(j) {
		return item{}, false
	}
	mod := map[string]string{"early": "START", "start": "START", "mid": "MID", "late": "END", "end": "END"}[part]
	k := j
	if s.is(k, "the") {
		k++
	}
	if u := s.at(k); u.cls == cUnit && !u.many && k > j && u.n >= uDay && !s.is(k+1, "before", "after", "of") && !(u.low == "year" && s.flows(k+1) && s.at(k+1).digits == 4) {
		// the end of the year
		if u.n < uDay || units[u.n].step == "" {
			return item{}, false
		}
		if t.cls == cEdge && u.n < uWeek && !(u.n == uDay && s.is(i-1, "the") && s.is(i-2, "by", "before", "until", "till") && s.phraseEnds(k+1)) { // but by the end of the day
			return item{}, false
		}
		it, ok := s.relative(Partial, units[u.n].step+"=0", i, k+1)
		it.Part, it.Mod = part, mod
		it.unit = unitOf(u.n)
		return it, ok
	}
	if d := s.at(k); t.cls == cPart && d.cls == cDaypart && d.n < 3 && (k == j || s.is(j-1, "in")) { // mid-morning, late in the afternoon
		it, ok := s.daypartAlone(i, k+1, dayparts[d.n])
		it.Mod = mod
		if s.follows(it.to, "hours") { // the early morning hours
			it.to++
		}
		return it, ok
	}
	it, ok := s.single(j)
	if !ok || it.Type == Duration || it.Type == Set || it.Part != "" || it.Relation == Between && !it.Named {
		return item{}, false
	}
	if it.Ref == None || it.Vague != "" || it.Clock != "" && t.cls == cEdge {
		return item{}, false
	}
	if it.d > 0 && t.cls == cEdge || !it.Named && (t.low == "outbreak" || t.low == "onset") { // of a war, not of a year
		return item{}, false
	}
	it.from, it.Part, it.Mod = i, part, mod
	it.bare = false
	return it, true
}

// unitOf returns the unit in which TIMEX3 gives the value of so many units ago, "" for one that the date tells.
func unitOf(unit int) string {
	switch unit {
	case uWeek:
		return "W"
	case uWeekend:
		return "WE"
	case uDecade:
		return "DE"
	}
	return ""
}

// directed reads "last week", "next Tuesday", "that month", "the past two years", "the following year", "this morning". i
// is where the expression begins, j where the word of direction stands.
func (s *scanner) directed(i, j int) (item, bool) {
	t := s.at(j)
	if t.cls == cLast && s.possessive(j-1) && !s.is(j-1, "s") {
		return item{}, false // his last years
	}
	if t.low == "last" && i == j && (s.is(j-1, "to", "not") || s.is(j-1, modals...)) && (s.cls(j+1) == cCard || s.cls(j+1) == cNum) {
		return item{}, false // it is to last six weeks
	}
	if t.capital && s.is(j-1, "\"") && s.at(j+1).capital && s.flows(j+1) && !s.at(j+1).allCaps {
		return item{}, false // on ABC's "This Week"
	}
	def := i < j // it has an article
	ref, sign := Deictic, t.n
	switch t.low {
	case "that", "same":
		ref = Anaphoric
	case "previous", "preceding", "prior":
		ref = Anaphoric
	case "following", "subsequent", "ensuing":
		ref = Anaphoric
	case "next":
		if def {
			ref = Anaphoric
		}
	}
	k := j + 1
	for n := 0; n < 2 && s.flows(k); n++ {
		switch {
		case s.is(k, "same"):
			ref, sign = Anaphoric, 0
			k++
		case s.is(k, "past") && t.cls == cThis: // this past week
			sign = -1
			k++
		case s.is(k, "coming", "upcoming") && t.cls == cThis:
			sign = 1
			k++
		case s.is(k, "very", "entire", "whole", "full", "uh", "um", "calendar"):
			k++
		case s.is(k, "last", "next") && t.cls == cThis:
			sign = s.at(k).n
			k++
		}
	}
	if !s.flows(k) {
		return item{}, false
	}
	u := s.at(k)
	abbrEnd := func() int {
		if u.abbr && s.is(k+1, ".") && s.joined(k+1) {
			return k + 2
		}
		return k + 1
	}
	if ref == Anaphoric && sign == 0 && s.is(k, "date") && s.phraseEnds(k+1) { // on that same date
		return s.relative(ref, "days=0", i, k+1)
	}
	dir := map[int]string{-1: ",before", 0: ",from", 1: ",after"}[sign]
	if it, ok := s.name(k); ok && it.Ref == Partial && ref == Deictic { // last Thanksgiving
		if it.from, it.Ref = i, Deictic; sign == 0 {
			dir = ",nearest"
		}
		it.Value += dir
		return it, true
	}
	switch u.cls {
	case cWeekday:
		end := abbrEnd()
		if it, ok := s.dateAfter(i, end); ok {
			return s.joinTime(it, true)
		}
		if t.low == "past" || t.low == "current" {
			dir = ",before"
		} else if t.cls == cThis && s.direction(i, end) == ",past" {
			dir = ""
		}
		it, ok := s.relative(ref, fmt.Sprintf("weekday=%d%s", u.n, dir), i, end)
		return s.daypart(it, ok)
	case cMonth:
		if !u.capital || t.low == "that" && u.doubt && s.isNoun(abbrEnd()) { // said that April Smith
			return item{}, false
		}
		if it, ok := s.monthFirst(i, k); ok && (it.hasYear || it.d > 0) {
			return it, true
		}
		form := fmt.Sprintf("month=%02d%s", u.n, dir)
		if sign == 0 {
			form = s.thisYear(ref, fmt.Sprintf("month=%02d", u.n), i, abbrEnd())
		}
		it, ok := s.relative(ref, form, i, abbrEnd())
		return it, ok
	case cSeason:
		if u.doubt && s.follows(k+1, "of") { // the subsequent fall of the republic
			return item{}, false
		}
		form := fmt.Sprintf("season=%d%s", u.n, dir)
		if sign == 0 {
			form = s.thisYear(ref, fmt.Sprintf("season=%d", u.n), i, k+1)
		}
		it, ok := s.relative(ref, form, i, k+1)
		return it, ok
	case cDaypart:
		if u.n > 2 || sign < 0 && ref == Deictic && def {
			return item{}, false
		}
		it, ok := s.relative(ref, fmt.Sprintf("days=%d", sign), i, k+1)
		it.Type, it.Clock = Time, dayparts[u.n]
		return it, ok
	case cUnit:
		if u.many {
			return s.directedUnits(i, k, t, ref, quantity{vague: true}, k)
		}
		return s.directedUnit(i, k, t, def, ref, sign)
	case cOrd:
		if it, ok := s.ordinalPeriod(i, k); ok && !(t.low == "that" && s.is(it.to-2, "-")) { // but said that third-quarter profit rose
			return it, true
		}
	}
	if s.is(k, "fiscal", "academic", "financial", "school") && s.is(k+1, "year") {
		it, ok := s.relative(ref, fmt.Sprintf("years=%d", sign), i, k+2)
		return it, ok
	}
	if q, e, ok := s.cardinal(k); ok && s.cls(e) == cUnit && s.flows(e) && t.cls != cThat {
		if t.cls == cThis {
			if sign == 0 {
				return item{}, false
			}
		}
		return s.directedUnits(i, e, t, ref, q, k)
	}
	return item{}, false
}

// thisYear returns the form of "this November", tokens [i, to): the nearest, but that of the year for what lies ahead. A winter has two years.
func (s *scanner) thisYear(ref Ref, form string, i, to int) string {
	if ref == Deictic && (form == "season=24" || s.direction(i, to) != ",from") {
		return form + ",nearest"
	}
	return "years=0;" + form
}

// directedUnit reads a word of direction and one unit: "last year", "the past week", "that day".
func (s *scanner) directedUnit(i, k int, t *token, def bool, ref Ref, sign int) (item, bool) {
	u := s.at(k)
	to := k + 1
	if t.low == "next" && ref == Anaphoric && u.n >= uWeek && s.direction(i, to) == ",from" { // the next quarter will be better
		ref = Deictic
	}
	if c := s.skip(to, "-"); u.n == uQuarter && s.follows(c, "century") && (s.joined(c) || c == to) && s.joined(to) == (c > to) { // the past quarter-century
		it := item{from: i, to: c + 1}
		it.Type, it.Ref, it.Length = Duration, None, "P25Y"
		return it, sign != 0
	}
	switch u.n {
	case uSecond, uMinute, uMillennium:
		return item{}, false
	case uHour:
		if sign == 0 {
			return item{}, false
		}
		it := item{from: i, to: to}
		it.Type, it.Ref, it.Length = Duration, None, "PT1H"
		return it, true
	case uHalf:
		if def && sign < 0 && (t.low == "last" || t.low == "past") && s.is(to, "of") { // the last half of 1989
			return s.ofYear(41, i, to)
		}
		if sign != 0 || !s.is(to, "of") {
			return item{}, false
		}
		return item{}, false
	case uNight:
		it, ok := s.relative(ref, fmt.Sprintf("days=%d", sign), i, to)
		it.Type, it.Clock = Time, "TNI"
		if def && sign < 0 {
			return item{}, false
		}
		return it, ok
	}
	if s.is(to, "-") && s.joined(to) && s.is(to+1, "old", "long") {
		return item{}, false
	}
	if code, next, ok := s.quarterOf(s.possessed(to)); ok && u.n == uYear && s.possessed(to) > to { // this year's third quarter
		return s.relative(ref, fmt.Sprintf("years=%d;season=%d", sign, code), i, next)
	}
	// The last week of June: an edge of what follows.
	if def && sign < 0 && ref == Deictic && s.follows(to, "of", "in") {
		if it, ok := s.single(to + 1); ok && it.Type == Date && it.Part == "" && it.Ref != None && it.d == 0 {
			it.from, it.Part, it.Mod = i, "end", "END"
			return it, true
		}
		if s.is(to, "of") {
			return item{}, false
		}
	}
	if (t.low == "past" || t.low == "last" && def) && sign < 0 && u.n >= uWeek && !(def && t.low == "last" && u.n == uCentury) || t.low == "past" && u.n == uDay {
		if t.low == "past" && !def && t.cls == cLast && u.n != uDay && !s.is(i-1, "this") {
			it, ok := s.relative(ref, fmt.Sprintf("%s=%d", units[u.n].step, sign*units[u.n].times), i, to)
			it.unit = unitOf(u.n)
			return it, ok
		}
		if u.n != uDay && u.n != uWeekend && def {
			q := quantity{n: 1}
			form, ok := q.shift(u.n, -1)
			if !ok {
				return item{}, false
			}
			if u.n == uYear {
				form = "months=-12"
			}
			it, ok := s.relative(ref, form+"/now", i, to)
			it.Type, it.Length = Duration, q.iso(u.n)
			if s.follows(to, "or") && s.is(to+1, "so") { // the last year or so
				it.to, it.Mod = to+2, "APPROX"
			}
			return it, ok
		}
	}
	it, ok := s.relative(ref, fmt.Sprintf("%s=%d", units[u.n].step, sign*units[u.n].times), i, to)
	it.unit = unitOf(u.n)
	if u.n == uWeekend && ref == Deictic {
		switch {
		case sign < 0:
			it.Value = "weekend=,before"
		case sign > 0:
			it.Value = "weekend=,after"
		default:
			it.Value = "weekend=" + s.cyclePast(i, to)
		}
	}
	if u.n == uDay && ref == Deictic {
		if sign != 0 || !s.is(i-1, "on", "to", "until", "of") && t.low == "this" && s.isNoun(to) {
			return item{}, false
		}
	}
	if ok && t.low == "that" && s.follows(to, "that", "which", "when") {
		return item{}, false
	}
	// that is a conjunction in "said that year after year"
	if t.low == "that" && s.is(to, "after") && s.is(to+1, u.low) {
		return item{}, false
	}
	if u.n == uDay {
		return s.joinTime(it, ok)
	}
	return it, ok
}

// directedUnits reads a word of direction, a number and units: "the past two years", "the next few months".
func (s *scanner) directedUnits(i, k int, t *token, ref Ref, q quantity, num int) (item, bool) {
	u := s.at(k)
	it := item{from: i, to: k + 1}
	it.Type, it.Length = Duration, q.iso(u.n)
	if s.follows(k+1, "or") && s.is(k+2, "so") { // the next two years or so
		it.to, it.Mod = k+3, "APPROX"
	}
	if q.n == 1 && !q.vague && num < k && !u.many && t.low == "next" {
		return item{}, false
	}
	sign := t.n
	if t.cls == cThis {
		if num == k && s.is(k-1, "this", "these") {
			if s.is(i, "these") && u.n == uDay {
				it.Type, it.Length, it.Ref, it.Value, it.Vague = Date, "", Deictic, "now", "PRESENT_REF"
				return it, true
			}
			return item{}, false
		}
		sign = -1
	}
	it.Ref = ref
	if sign > 0 && ref == Anaphoric && t.low == "next" {
		if it.Ref = Deictic; s.direction(i, k+1) == ",past" {
			it.Ref = Anaphoric
		}
		// over the next five years: from the day of writing in a report, from the story's date in a history
	}
	form, exact := q.shift(u.n, sign)
	if u.n == uYear && exact && q.n <= 3 {
		form = fmt.Sprintf("months=%d", sign*int(12*q.n))
	}
	switch {
	case t.cls == cThat:
		it.Ref = None
		if num == k {
			return item{}, false
		}
	case !exact && sign < 0:
		it.Value = "../now"
		if num == k {
			it.Vague = "PAST_REF"
		}
	case !exact:
		it.Value = "now/.."
		if num == k {
			it.Vague = "FUTURE_REF"
		}
	case sign < 0:
		it.Value = form + "/now"
	default:
		it.Value = "now/" + form
	}
	if u.n < uDay {
		it.Ref, it.Value = None, ""
	}
	// the last months of 1990: an edge of it
	if s.follows(k+1, "of") {
		if e, ok := s.single(k + 2); ok && e.Type == Date && e.Ref != None && e.Part == "" && e.d == 0 {
			e.from, e.Part, e.Mod = i, "end", "END"
			return e, true
		}
	}
	return it, true
}

func (s *scanner) skip(i int, w string) int {
	if s.is(i, w) {
		return i + 1
	}
	return i
}
