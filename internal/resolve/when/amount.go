package when

import (
	"fmt"
	"math"
	"strconv"
)

// quantity is a number in front of a unit.
type quantity struct {
	n       float64
	vague   bool
	between bool    // n is the upper of two numbers
	low     float64 // the lower, where between
	at      int     // the token of the upper, where between
}

// cardinal reads a number in digits or words at i: "25", "two and a half", "a few", "several hundred", "two or three".
func (s *scanner) cardinal(i int) (q quantity, next int, ok bool) {
	t := s.at(i)
	switch {
	case t.cls == cNum && !t.ord && !t.plural:
		q.n, next = float64(t.val), i+1
		if t.frac {
			v, err := strconv.ParseFloat(t.low, 64)
			if err != nil {
				return q, i, false
			}
			q.n = v
		}
		if n := s.at(i + 1); n.cls == cNum && n.digits == 1 && s.is(i+2, "/") && s.at(i+3).digits == 1 && s.at(i+3).val > 0 { // 5 1/2
			q.n += float64(n.val) / float64(s.at(i+3).val)
			next = i + 4
		}
	case t.cls == cCard && !t.many:
		q.n, next = float64(t.n), i+1
		if t.n >= 20 {
			k := next
			if s.is(k, "-") {
				k++
			}
			if u := s.at(k); u.cls == cCard && u.n >= 1 && u.n <= 9 && (k > next || s.flows(k)) {
				q.n += float64(u.n)
				next = k + 1
			}
		}
	case t.cls == cVague:
		if s.is(i-1, "as") { // the second in as many days
			return q, i, false
		}
		q.vague, next = true, i+1
		if s.is(next, "of") {
			next++
		}
	case s.is(i, "a", "an"):
		next = i + 1
		switch n := s.at(next); {
		case s.is(next, "few", "couple", "dozen"):
			q.vague = n.low != "dozen"
			q.n = 12
			next++
			if s.is(next, "of") {
				next++
			}
		case s.is(next, "half") && (s.at(next+1).cls == cUnit || s.is(next+1, "-") && s.joined(next+1) && s.at(next+2).cls == cUnit):
			q.n = 0.5
			if next++; s.is(next, "-") { // a half-century
				next++
			}
		case n.cls == cScale:
			q.n = float64(n.n)
			next++
		default:
			q.n = 1
		}
		if s.is(next, "full", "mere", "whole", "single", "further", "additional") {
			next++
		}
		return q, next, true
	case s.is(i, "half"):
		q.n, next = 0.5, i+1
		if s.is(next, "a", "an") {
			return q, next + 1, true
		}
		return q, i, false
	case s.is(i, "dozens", "hundreds", "thousands") && s.is(i+1, "of"):
		return quantity{vague: true}, i + 2, true
	default:
		return q, i, false
	}
	for s.cls(next) == cScale && s.flows(next) {
		q.n *= float64(s.at(next).n)
		next++
	}
	switch {
	case s.is(next, "or", "to", "-", "and") && s.flows(next): // two or three; two and a half
		if s.is(next, "and") && s.is(next+1, "a") && s.is(next+2, "half") {
			q.n += 0.5
			next += 3
		} else if s.is(next, "-") && s.is(next+1, "and") && s.is(next+3, "a") && s.is(next+5, "half") { // two-and-a-half
			q.n += 0.5
			next += 6
		} else if !s.is(next, "and") || s.is(i-1, "between") {
			if r, k, ok := s.cardinalPlain(next + 1); ok {
				q.low, q.at = q.n, next+1
				q.n, next = r, k
				q.between = true
			}
		}
	}
	if s.is(next, "more", "full", "consecutive", "straight", "other", "long", "additional", "further", "calendar", "whole", "short", "successive", "intervening") {
		next++
	}
	return q, next, true
}

func (s *scanner) cardinalPlain(i int) (float64, int, bool) {
	t := s.at(i)
	switch {
	case t.cls == cNum && !t.ord && !t.plural && !t.frac:
		return float64(t.val), i + 1, true
	case t.cls == cCard && !t.many:
		return float64(t.n), i + 1, true
	}
	return 0, i, false
}

// iso returns the ISO 8601 duration of q units.
func (q quantity) iso(unit int) string {
	u := units[unit].iso
	if q.vague || q.between || q.n <= 0 || math.IsInf(q.n, 0) {
		if u[0] == 'T' {
			return "PTX" + u[1:]
		}
		if u == "2W" {
			u = "W"
		}
		return "PX" + u
	}
	n := q.n
	switch unit {
	case uFortnight:
		n, u = 2*n, "W"
	case uNight:
		return "P" + num(n) + "TNI"
	case uHalf:
		n, u = 6*n, "M"
	}
	if n != math.Trunc(n) { // half a year is six months
		switch unit {
		case uYear:
			if months := math.Round(12 * (n - math.Trunc(n))); n > 1 {
				return fmt.Sprintf("P%sY%sM", num(math.Trunc(n)), num(months))
			}
			n, u = 12*n, "M"
		case uDecade:
			n, u = 10*n, "Y"
		case uCentury:
			n, u = 100*n, "Y"
		case uHour:
			if minutes := math.Round(60 * (n - math.Trunc(n))); n > 1 {
				return fmt.Sprintf("PT%sH%sM", num(math.Trunc(n)), num(minutes))
			}
			n, u = 60*n, "TM"
		case uMinute:
			n, u = 60*n, "TS"
		}
	}
	if u[0] == 'T' {
		return "PT" + num(n) + u[1:]
	}
	return "P" + num(n) + u
}

func num(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// shift returns the relative form of sign times q units, and whether it is exact enough to have one.
func (q quantity) shift(unit, sign int) (form string, ok bool) {
	u := units[unit]
	if q.vague || u.step == "" || q.n > 1e6 {
		return "", false
	}
	n := q.n
	switch unit {
	case uWeek, uFortnight, uWeekend:
		return fmt.Sprintf("days=%d~", sign*int(math.Round(7*n*float64(u.times)))), true
	case uDecade:
		return fmt.Sprintf("years=%d~", sign*int(math.Round(10*n))), true
	case uCentury:
		return fmt.Sprintf("years=%d~", sign*int(math.Round(100*n))), true
	case uQuarter:
		return fmt.Sprintf("months=%d", sign*int(math.Round(3*n))), true
	case uYear:
		if n != math.Trunc(n) {
			return fmt.Sprintf("months=%d", sign*int(math.Round(12*n))), true
		}
	}
	return fmt.Sprintf("%s=%d", u.step, sign*int(math.Round(n))), true
}

// amount reads a number of units: "two years ago", "24 hours", "five-year", "a decade later", "three days after".
func (s *scanner) amount(i int) (item, bool) {
	q, j, ok := s.cardinal(i)
	if !ok || !s.flows(j) {
		return item{}, false
	}
	if c := j + 1; s.is(i, "a") && j == i+1 && s.is(j, "quarter") { // a quarter of a century
		if s.is(c, "of") && s.is(c+1, "a") {
			c += 2
		} else if s.is(c, "-") && s.joined(c) {
			c++
		}
		if u := s.at(c); c > j && u.low == "century" && s.flows(c) {
			it := item{from: i, to: c + 1}
			it.Type, it.Ref, it.Length = Duration, None, "P25Y"
			if s.follows(c+1, "ago") {
				it.Type, it.Ref, it.Value, it.Length, it.to = Date, Deictic, "years=-25", "", c+2
			}
			return it, true
		}
	}
	article := s.is(i, "a", "an") && j == i+1
	hyphen := s.is(j, "-") && s.joined(j) && s.joined(j+1)
	if hyphen {
		j++
		if s.is(j, "plus") {
			return item{}, false
		}
	}
	u := s.at(j)
	if u.cls != cUnit || u.n == uQuarter && (hyphen || article) || u.n == uHalf {
		return item{}, false
	}
	if s.joined(j) && !hyphen && j > i && s.at(i).cls != cNum && !s.is(j-1, "-") {
		return item{}, false
	}
	if u.n == uNight && !u.many && !article {
		return item{}, false
	}
	k := j + 1
	if s.is(k, "'") && s.joined(k) && (u.many || s.is(k+1, "s") && s.is(k+2, "time")) { // two years' time
		k++
		k = s.skip(k, "s")
	}
	mod := "" // of "or so", "or more"
	// one year and ten months; two years, three months
	if !article && !hyphen {
		c := k
		if s.follows(c, "and", ",") {
			c++
		}
		if q2, e, ok := s.cardinalPlain(c); ok && s.flows(e) {
			if v := s.at(e); v.cls == cUnit && v.n < u.n && v.n >= uMinute {
				switch {
				case u.n == uYear && v.n == uMonth:
					q.n, u = q.n*12+q2, v
				case u.n == uHour && v.n == uMinute:
					q.n += q2 / 60
				}
				k = e + 1
			}
		}
	}
	switch {
	case !s.follows(k, "or") || hyphen:
	case article && s.is(k+1, "two") && !(s.cls(k+2) == cUnit && s.flows(k+2)): // a year or two
		q.vague = true
		k += 2
	case s.is(k+1, "so"), s.is(k+1, "more", "less", "longer") && !s.is(k+2, "than"):
		mod = map[string]string{"so": "APPROX", "more": "EQUAL_OR_MORE", "longer": "EQUAL_OR_MORE", "less": "EQUAL_OR_LESS"}[s.at(k+1).low]
		k += 2
	}
	if hyphen && s.is(k, "-") && s.joined(k) && s.is(k+1, "long") { // a ten-month-long siege
		k += 2
	}
	if s.is(k, "-") && s.joined(k) && s.is(k+1, "long", "ago", "earlier") {
		return item{}, false // a decade-long war
	}
	if s.is(k, "and") && s.is(k+1, "a") && s.is(k+2, "half") && s.flows(k) {
		q.n += 0.5
		k += 3
	}
	if hyphen && s.is(k, "-") && s.joined(k) && s.is(k+1, "old") && s.isNoun(k+2) && !s.at(k+2).capital && (aged[s.at(k+2).low] || aged[s.at(k+3).low] && s.isNoun(k+3) || u.n >= uDay && u.n < uYear && !young[s.at(k+2).low]) { // the 8-month-old truce
		it := item{from: i, to: k + 2}
		it.Type, it.Ref, it.Length = Duration, None, q.iso(u.n)
		return it, true
	}
	if s.is(k, "-") && s.joined(k) && s.is(k+1, "old", "olds") || s.is(k, "old", "olds") && s.flows(k) || s.is(k, "of") && s.is(k+1, "age") || s.is(k, "younger", "older", "senior") {
		return item{}, false // an age
	}
	after := func(ref Ref, sign, to int) (item, bool) {
		it := item{from: i, to: to}
		it.Mod = mod
		form, exact := q.shift(u.n, sign)
		it.Ref, it.Value = ref, form
		it.unit = unitOf(u.n)
		if u.n < uDay { // 24 hours ago
			it.Value = "days=0~"
			if u.n == uHour && !q.vague {
				it.Value = fmt.Sprintf("days=%d~", sign*int(min(q.n, 1e6)/24+0.5))
			}
			return it, true
		}
		if !exact {
			it.Value = "../now"
			it.Vague = "PAST_REF"
			if sign > 0 {
				it.Value, it.Vague = "now/..", "FUTURE_REF"
			}
		}
		return it, true
	}
	if s.flows(k) && !hyphen {
		switch {
		case s.is(k, "ago") && article && u.n == uYear && !q.vague && s.compares(i):
			return after(Partial, -1, k+1)
		case s.is(k, "ago"):
			it, ok := after(Deictic, -1, k+1)
			if form, unit, to, ok := s.countedDay(k+1, q, u.n, -1); ok { // six years ago today
				it.Value, it.unit, it.to = form, unit, to
			}
			return it, ok
		case s.is(k, "back") && s.phraseEnds(k+1):
			return after(Deictic, -1, k+1)
		case s.is(k, "from") && s.flows(k+1) && s.counts(k+1, q, u.n):
			form, unit, to, _ := s.countedDay(k+1, q, u.n, 1)
			it, ok := s.relative(Deictic, form, i, to)
			it.unit = unit
			return it, ok
		case s.is(k, "from") && s.is(k+1, "now", "today"):
			return after(Deictic, 1, k+2)
		case s.is(k, "hence"):
			return after(Deictic, 1, k+1)
		case s.is(k, "earlier") && !s.is(k+1, "than") || s.is(k, "previously") || s.is(k, "prior", "before") && s.phraseEnds(k+1) && !s.is(k+1, "to", "that"):
			return after(Partial, -1, k+1)
		case s.is(k, "later", "afterwards", "afterward", "thereafter", "on") && !s.is(k, "on") || s.is(k, "after") && s.phraseEnds(k+1) && !s.is(k+1, "that"):
			return after(Anaphoric, 1, k+1)
		case s.is(k, "time") && s.is(k-1, "'", "s"):
			return after(Deictic, 1, k+1)
		}
	}
	it := item{from: i, to: k}
	it.Mod = mod
	for s.is(it.to-1, "'", "s") {
		it.to--
	}
	it.Type, it.Ref, it.Length = Duration, None, q.iso(u.n)
	p := s.at(i - 1)
	if article {
		if hyphen {
			return item{}, false
		}
		switch {
		case s.is(i-1, "for", "in", "within", "about", "than", "over", "nearly", "almost", "after", "least", "under", "of", "lasted", "every", "last", "by", "take", "took", "takes", "spent", "roughly", "approximately", "only", "just", "spend", "once", "twice", "times"):
			if s.is(i-1, "once", "twice", "times") {
				it.Type = Set
			}
			if u.n == uDay && s.is(i-1, "of", "in") && !q.vague { // in a day or two
				return item{}, false
			}
		case u.n == uDay && s.phraseEnds(k) && (p.cls == cUnit && p.many || p.cls == cScale || p.cls == cNum || pluralNoun(p) && s.cls(i-2) == cNum || s.cls(i-2) == cScale): // several hours a day
			it.Type = Set
		case (s.is(k, "after", "before") || s.is(k, "ahead") && s.is(k+1, "of")) && u.n >= uHour:
		case u.n == uDay || u.n == uNight || u.n == uSecond || u.n == uMinute || u.n == uWeekend:
			return item{}, false
		case p.cls == cUnit && p.many: // two days a week
			it.Type = Set
		case p.cls == cNum || p.cls == cScale || p.low == "%" || pluralNoun(p): // 700 seats a week: a rate
			return item{}, false
		case q.n == 0.5:
		case u.n >= uHour && s.phraseEnds(k) || s.is(k, "of") || u.n >= uDecade:
		default:
			return item{}, false
		}
		return it, true
	}
	if s.is(i, "one") && s.is(i+1, "day") && (s.is(i-1, modals...) || s.hoped(i) || s.follows(i+2, modals...)) { // will one day be
		return s.vague("FUTURE_REF", i, i+2)
	}
	if q.n == 1 && !q.vague && s.at(i).low == "one" && (u.n == uDay || u.n == uNight) && !s.is(i-1, "for", "in", "within", "than", "about", "least", "only", "just") && !hyphen {
		return item{}, false // one day, he
	}
	if !u.many && !hyphen && q.n > 1 && !q.vague && u.low != "yr" && !(s.isNoun(k) && (u.n >= uDay || (u.n == uHour || u.n == uMinute) && s.is(i-1, "a", "an", "the", "his", "her", "their", "its", "this", "that")) && (s.cls(i) == cCard || s.at(i).digits > 0 && s.at(i).digits < 3)) {
		return item{}, false // 2018 day, but a six year process
	}
	if u.n == uSecond && hyphen || q.n == 0 && !q.vague {
		return item{}, false
	}
	if q.between && q.low > 0 && q.at > i {
		it.Ends = s.twoAmounts(i, it.to, q, u.n)
	}
	return it, true
}

// counts reports whether countedDay reads a day at i.
func (s *scanner) counts(i int, q quantity, unit int) bool {
	_, _, _, ok := s.countedDay(i, q, unit, 1)
	return ok
}

// countedDay reads at i the day from which q units are counted, behind "ago" or "from": "six years ago today", "a week ago Monday", "two weeks
// from Tuesday", "ten years ago this month". It returns the form of the day that is meant and where the words end.
func (s *scanner) countedDay(i int, q quantity, unit, sign int) (form, timex string, to int, ok bool) {
	n := sign * int(q.n)
	if q.vague || q.between || q.n < 1 || q.n != math.Trunc(q.n) || q.n > 1e4 || !s.flows(i) {
		return "", "", i, false
	}
	t := s.at(i)
	days := 0
	switch unit {
	case uDay:
		days = n
	case uWeek:
		days = 7 * n
	case uFortnight:
		days = 14 * n
	}
	switch {
	case s.is(i, "today", "tonight") && unit == uYear:
		return fmt.Sprintf("anniversaries=%d", n), "", i + 1, true
	case s.is(i, "today", "tonight") && unit != uDay && days != 0:
		return fmt.Sprintf("days=%d", days), "", i + 1, true
	case t.cls == cWeekday && t.capital && !t.abbr && !s.is(i+1, ","):
		dir := ""
		if sign > 0 {
			dir = ",after"
		}
		if unit == uYear && q.n == 1 {
			days = 364 * sign
		}
		if days == 0 {
			return "", "", i, false
		}
		return fmt.Sprintf("weekday=%d%s;days=%d", t.n, dir, days), "", i + 1, true
	case s.is(i, "this") && unit == uYear && s.is(i+1, "month"):
		return fmt.Sprintf("months=%d", 12*n), "", i + 2, true
	case s.is(i, "this") && unit == uYear && s.is(i+1, "week"):
		return fmt.Sprintf("anniversaries=%d", n), "W", i + 2, true
	}
	return "", "", i, false
}

// hoped reports whether a hope is told close before token i: "he hopes that one day".
func (s *scanner) hoped(i int) bool {
	for k := i - 1; k > i-5 && k >= 0 && !s.sentenceEnd(k); k-- {
		if s.is(k, "hope", "hopes", "hoped", "hoping", "dream", "dreams", "dreamed", "wish", "wishes", "wished") {
			return true
		}
	}
	return false
}

// twoAmounts returns the two expressions of "two to six days", tokens [i, to): TIMEX3 has "two" and "six days".
func (s *scanner) twoAmounts(i, to int, q quantity, unit int) []Expression {
	low, high := item{from: i, to: q.at - 1}, item{from: q.at, to: to}
	for k, it := range []*item{&low, &high} {
		it.Type, it.Ref, it.Length = Duration, None, quantity{n: []float64{q.low, q.n}[k]}.iso(unit)
	}
	return []Expression{s.finish(&low), s.finish(&high)}
}

// theAmount reads a number of units with its article: "the nine months", but "the nine-month period" without.
func (s *scanner) theAmount(i, j int) (item, bool) {
	if t := s.at(j); t.digits == 4 && s.follows(j+1, "fiscal", "financial", "academic", "school", "calendar") && s.is(j+2, "year") { // the 2012 fiscal year
		it, ok := s.calendar(t.val, 0, 0, true, i, j+3)
		it.Approx = true
		return it, ok && t.val >= 1500 && t.val < 2100
	}
	it, ok := s.amount(j)
	if !ok || it.Type != Duration || len(it.Ends) > 0 || s.is(it.to-2, "-") {
		return item{}, false
	}
	if u := s.at(it.to - 1); !u.many {
		return item{}, false
	}
	it.from = i
	return it, true
}

// modified reads a number with a modifier that belongs to it: "about two years", "more than a decade ago", "at least ten days".
func (s *scanner) modified(i int) (item, bool) {
	j, mod := i+1, "APPROX"
	if s.is(i, "just", "well", "slightly") { // just over a year ago
		if it, ok := s.modified(j); ok && s.follows(j, "over", "under", "more", "less") {
			it.from = i
			return it, true
		}
		return item{}, false
	}
	switch s.at(i).low {
	case "more", "fewer", "less":
		if !s.is(j, "than") {
			return item{}, false
		}
		mod = "MORE_THAN"
		if s.at(i).low != "more" {
			mod = "LESS_THAN"
		}
		j++
	case "at":
		if !s.is(j, "least", "most") {
			return item{}, false
		}
		mod = "EQUAL_OR_MORE"
		if s.is(j, "most") {
			mod = "EQUAL_OR_LESS"
		}
		j++
	case "over":
		if s.cls(j) == cVague || s.is(j, "a") && s.cls(j+1) == cVague { // evolved over several years
			return item{}, false
		}
		mod = "MORE_THAN"
	case "no":
		if !s.is(j, "more", "less", "longer", "fewer") || !s.is(j+1, "than") {
			return item{}, false
		}
		mod = "EQUAL_OR_LESS"
		if s.is(j, "less", "fewer") {
			mod = "EQUAL_OR_MORE"
		}
		j += 2
	case "under", "nearly", "almost":
		mod = "LESS_THAN"
	case "up":
		if !s.is(j, "to") {
			return item{}, false
		}
		mod = "EQUAL_OR_LESS"
		j++
	}
	if !s.flows(j) {
		return item{}, false
	}
	if mod == "LESS_THAN" && s.is(i, "nearly", "almost") && s.follows(j, "every") { // nearly every day
		it, ok := s.every(j)
		it.from, it.Mod = i, mod
		return it, ok
	}
	if s.is(j, "the") && s.cls(j+1) == cLast && s.flows(j+1) && !s.is(i, "over", "up", "under") { // at least the past 18 months
		it, ok := s.directed(j, j+1)
		if !ok || it.Type != Duration {
			return item{}, false
		}
		it.from, it.Mod = i, mod
		return it, true
	}
	it, ok := s.amount(j)
	if s.is(i, "over") && it.Type == Duration && s.flows(i) && !overNumber[s.at(i-1).low] { // stole it over 25 years
		return item{}, false
	}
	if !ok && mod == "APPROX" && j == i+1 { // about 3 p.m.
		if it, ok = s.joinDate(s.clock(j)); ok {
			it.from, it.Mod = i, mod
			if len(it.Ends) > 0 {
				hour := &it.Ends[0]
				hour.Span.Start, hour.Mod = s.at(i).start, mod
				hour.Text = s.text[hour.Span.Start:hour.Span.End]
			}
			return it, true
		}
	}
	if !ok {
		return it, false
	}
	it.from, it.Mod = i, mod
	if it.Ref == Deictic || it.Ref == Anaphoric || it.Ref == Partial {
		it.Approx = true
	}
	return it, true
}
