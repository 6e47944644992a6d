package when

import (
	"strings"
)

// direction returns the direction of a weekday, month or day without a year that stands at tokens [i, to): the
// nearest verb before it in the sentence tells, else the first after it. What is to be done by or until such a day, or is set for it, lies ahead.
func (s *scanner) direction(i, to int) string {
	if k := s.beforeHour(i); k < i && s.is(k-1, "for") && s.flows(k) { // set for 10 a.m. Wednesday
		return ",from"
	}
	if s.at(i).sentence && s.cls(i) == cWeekday && s.follows(to, "is") { // Monday is a holiday
		return ",from"
	}
	if s.is(i-1, "for") && s.flows(i) && !measured[s.at(i-2).low] || s.is(s.back(i, "on"), "is", "are") && !s.is(s.back(i, "on")-1, "it", "today", "date") { // set for Tuesday; the vote is on Tuesday
		return ",from"
	}
	if s.is(i-1, "for") && measured[s.at(i-2).low] { // sales for August
		return ",past"
	}
	if v := i - 2; s.is(i-1, "on", "in", "this") && strings.HasSuffix(s.at(v).low, "ing") && s.is(v-1, "is", "are") { // is visiting on Thursday
		return ",from"
	}
	if b := s.back(i, "on"); s.follows(to, "will", "ll") && s.cls(b) != cPast && !strings.HasSuffix(s.at(b).low, "ed") && isLetterToken(s.at(b)) { // said the vote on Sunday will be fair
		return ",from"
	}
	if s.is(i-1, "to") && s.putOff(i-1) { // postponed to Nov. 16
		return ",from"
	}
	if v := s.back(i, "on"); s.is(v, "likely", "possible") && s.is(v-1, "is", "are", "looks", "look", "seems", "remains") { // a vote is likely on Tuesday
		return ",from"
	}
	if s.is(s.back(i, "on"), "and", "but", ",") && s.ahead(to) { // closed on Friday, and on Saturday they will stay shut
		return ",from"
	}
	bound := i - 1 // of "until at least Thursday"
	if s.is(bound, "least") && s.is(bound-1, "at") {
		bound -= 2
	}
	for k := i - 1; k >= 0 && k > i-14 && !s.at(k+1).para; k-- {
		if s.sentenceEnd(k) {
			break
		}
		if s.is(k, "until", "till") && s.putOff(k) {
			return ",from"
		}
		if dir, ok := s.tense(k); ok {
			if dir == "" && s.is(bound, "until", "till", "through") { // is closed until Thursday
				return ",from"
			}
			return dir
		}
	}
	if s.is(bound, "by", "until", "till") {
		first := s.at(bound).sentence && s.is(bound, "by")                                                                               // by Tuesday, days after the vote, the army had taken the bridge
		for k := to; (k < to+6 || first && k < to+20) && s.flows(k) && !s.sentenceEnd(k) && (first || !s.is(k, ",", "or", "and")); k++ { // by Tuesday the army had taken the bridge
			if dir, ok := s.tense(k); ok && dir == ",past" && !s.is(k, "has", "have", "said", "says") {
				return dir
			}
		}
		return ",from"
	}
	for k := to; k < to+10 && s.flows(k) && !s.sentenceEnd(k); k++ {
		if s.is(k, "which", "who", "whose") { // Tuesday's report by Ford, which holds a stake
			break
		}
		if dir, ok := s.tense(k); ok {
			if s.is(k, "is", "are") && (s.at(i).sentence || s.at(i-1).sentence) { // On Wednesday they are travelling
				return ",from"
			}
			return dir
		}
	}
	return ""
}

// beforeHour returns where an hour begins that ends before token i: "10 a.m." before "Wednesday"; i where there is none.
func (s *scanner) beforeHour(i int) int {
	k := i
	switch {
	case s.cls(k-1) == cMeridiem:
		k--
		for n := 0; n < 3 && (s.cls(k-1) == cNum || s.is(k-1, ":") || s.cls(k-1) == cCard); n++ {
			k--
		}
	case s.is(k-1, "noon", "midnight"):
		k--
	default:
		return i
	}
	for s.is(k-1, "about", "around") {
		k--
	}
	return k
}

// ahead reports whether a clause that goes on at token i is soon told by a verb of the future.
func (s *scanner) ahead(i int) bool {
	for k := i; k < i+5 && s.flows(k) && !s.sentenceEnd(k) && !s.is(k, ","); k++ {
		if dir, ok := s.tense(k); ok {
			return dir == ",from" && s.is(k, "will", "shall", "would", "ll")
		}
	}
	return false
}

// back returns the token before i, or the one before that where it is word.
func (s *scanner) back(i int, word string) int {
	if s.is(i-1, word) {
		return i - 2
	}
	return i - 1
}

// putOff reports whether the "until" at k tells up to when somebody has time, or to when something was put off: both lie ahead.
func (s *scanner) putOff(k int) bool {
	for n := k - 1; n > k-8 && n >= 0 && !s.at(n+1).para && !s.sentenceEnd(n); n-- {
		if postponing[s.at(n).low] || s.is(n, "put") && s.is(n+1, "off", "back") || n == k-1 && s.is(n, "have", "has") {
			return true
		}
	}
	return false
}

// cycleDirection is direction for what comes once a year: where no verb tells, the nearest.
func (s *scanner) cycleDirection(i, to int) string {
	if s.is(i-1, "effective") && s.flows(i) {
		return ",nearest"
	}
	switch d := s.direction(i, to); d {
	case ",past":
		return ""
	case "":
		return ",nearest"
	default:
		return d
	}
}

// cyclePast is the direction of what comes once a week and is still to come where no verb tells.
func (s *scanner) cyclePast(i, to int) string {
	if s.direction(i, to) == ",past" {
		return ""
	}
	return ",from"
}

func (s *scanner) sentenceEnd(k int) bool {
	t := s.at(k)
	switch t.low {
	case ".":
		return !(s.joined(k) && len(s.at(k-1).low) < 4) || functionWords[s.at(k-1).low]
	case ";", "?", "!":
		return true
	}
	return false
}

// tense reports what the word at k tells of the time of its clause.
func (s *scanner) tense(k int) (dir string, ok bool) {
	t := s.at(k)
	switch {
	case s.is(k, "would", "should", "may", "might", "could", "must") && !t.capital && s.modalPast(k): // could not be reached, may have died
		return ",past", true
	case s.is(k, "may", "might", "could", "can", "must") && !t.capital && s.modal(k):
		return ",from", true
	case s.arranged(k): // the Senate votes, is flying to Rome
		return ",from", true
	case s.hadBeen(k): // had been due to expire on Friday
		return ",past", true
	case t.low == "to" && s.is(k+1, "leave", "depart") && s.sentHome(k): // told the envoy to leave on Saturday
		return "", false
	case t.cls == cFuture || t.low == "to" && (futureInfinitive[s.at(k+1).low] || s.is(k-1, "is", "are") || prospective[s.at(k-1).low] && s.isNoun(k+1) && !s.at(k+1).capital):
		return ",from", true
	case s.is(k, "is", "are") && strings.HasSuffix(s.at(k+1).low, "ing"): // is calling for a vote on 7 December
		return "", true
	case (t.low == "has" || t.low == "have") && s.is(k+1, "to"):
		return ",from", true
	case t.cls != cPast && strings.HasSuffix(t.low, "ed") && s.isNoun(k+1) && s.is(k-1, "a", "an", "the", "its", "his", "her", "their", "still", "any", "no", "some", "previously"): // on a still unspecified date
		return "", false
	case t.cls == cPast || len(t.low) > 4 && strings.HasSuffix(t.low, "ed"):
		for m := k - 2; s.is(k-1, "be") && m > k-5; m-- { // could not be reached
			if s.is(m, "could") && s.modalPast(m) {
				return ",past", true
			}
		}
		if s.is(k-1, "remain", "remains", "stay", "stays") { // will remain closed, and remains closed until Thursday
			return "", !s.is(k-1, "remain", "stay")
		}
		if s.is(k-1, "be", "to") || s.cls(k-1) == cFuture { // will be held, to set
			return ",from", true
		}
		if s.is(k-1, "is", "are") { // is heard in May
			return "", true
		}
		return ",past", true
	}
	return "", false
}

// modal reports whether the modal verb at k has a verb of its own soon behind it.
func (s *scanner) modal(k int) bool {
	n := s.at(k + 1)
	return s.flows(k+1) && isLetterToken(n) && !n.capital && (!functionWords[n.low] || s.is(k+1, "be", "have", "not", "also", "still", "only", "do", "now"))
}

// modalPast reports whether the modal verb at k looks back: "may have died", "could not be reached".
func (s *scanner) modalPast(k int) bool {
	n := k + 1
	not := s.is(n, "not", "n't", "n") || s.is(n, "'")
	for not && n < k+4 && s.is(n, "not", "n't", "n", "'", "t") {
		n++
	}
	for s.is(n, "well", "also", "still", "already") || len(s.at(n).low) > 4 && strings.HasSuffix(s.at(n).low, "ly") {
		n++
	}
	return s.is(n, "have", "ve") && !s.is(n+1, "to") || not && s.is(k, "could")
}

// hadBeen reports whether what was still to come at k was so in the past: "had been due to expire".
func (s *scanner) hadBeen(k int) bool {
	if s.is(k, "to") && prospective[s.at(k-1).low] {
		k--
	}
	return (s.cls(k) == cFuture || prospective[s.at(k).low]) && s.is(k-1, "been") && s.is(k-2, "had", "have", "has") && (s.is(k-2, "had") || s.is(k-3, "would", "should", "could"))
}

// arranged reports whether the verb at k tells in the present what is arranged for a day to come: "the Senate votes", "they
// leave", "is flying".
func (s *scanner) arranged(k int) bool {
	t, p := s.at(k), s.at(k-1)
	if t.capital || !s.flows(k) || !isLetterToken(t) {
		return false
	}
	if arranging[t.low] {
		return s.is(k-1, "is", "are", "am", "m", "re") || s.is(k-1, "s") && s.is(k-3, "he", "she", "it") || s.is(k-1, "also", "now", "not") && s.is(k-2, "is", "are")
	}
	pronoun := s.is(k-1, "he", "she", "it", "who", "which")
	many := s.is(k-1, "they", "we", "you", "i", "who", "which", "people", "voters", "police")
	if s.is(k-1, "also", "then", "now") {
		p = s.at(k - 2)
	}
	noun := s.flows(k) && isLetterToken(p) && (!functionWords[p.low] || len(p.low) > 8) && p.cls != cThis && p.cls != cThat && p.cls != cCard && p.cls != cVague && p.cls != cLast && p.cls != cNext && p.cls != cOrd && p.cls != cPast && !s.possessive(k-1)
	switch {
	case arrangedOne[t.low]:
		return pronoun || noun && !pluralNoun(p) || s.is(k-1, ",", "and", "but") && t.low != "heads" && t.low != "hands"
	case arrangedNoun[t.low]: // also a plural noun
		if t.low == "reports" && !s.is(k+1, "earnings", "results", "quarterly", "its", "profit", "sales", "first", "second", "third", "fourth") { // police reports
			return false
		}
		return pronoun || s.is(k-1, "and", "but", ",") && t.low == "returns" || noun && !pluralNoun(p) && (p.capital || s.is(k-2, "the", "a", "an") && !s.is(k-3, "of", "in", "on", "by", "with", "between", "for", "after", "during", "since"))
	case arrangedMany[t.low]:
		return many || pluralNoun(p) || p.capital && strings.HasSuffix(p.low, "s") && (s.is(k-2, "the") || p.sentence)
	}
	return false
}

// isNoun reports whether token i goes on with a word that could be a noun: what follows is then no end of a phrase.
func (s *scanner) isNoun(i int) bool {
	t := s.at(i)
	return s.flows(i) && isLetterToken(t) && !functionWords[t.low]
}

// phraseEnds reports whether nothing at token i can be the object of a preposition before it.
func (s *scanner) phraseEnds(i int) bool {
	if !s.flows(i) {
		return true
	}
	t := s.at(i)
	if !isLetterToken(t) {
		return t.cls != cNum && t.low != "\"" && t.low != "("
	}
	return enders[t.low] || t.low == "that" && !s.isNoun(i+1) || t.cls == cPast
}

// clauseStarts reports whether a clause may begin at token i, behind a phrase of time: "in the past he taught".
func (s *scanner) clauseStarts(i int) bool {
	return s.flows(i) && (s.is(i, "he", "she", "it", "they", "we", "you", "i", "this", "the", "his", "her", "its", "their", "our", "my", "no", "nobody", "everyone", "there") || s.cls(i) == cCard && !s.at(i).many)
}

// sentHome reports whether somebody was told to do what the infinitive at k says: that he was, is what a report tells the day of.
func (s *scanner) sentHome(k int) bool {
	for n := k + 2; n < k+8 && s.flows(n) && !s.sentenceEnd(n); n++ {
		if s.is(n, "by", "until", "before", "within") {
			return false
		}
	}
	for n := k - 1; n > k-8 && n >= 0 && !s.at(n+1).para && !s.sentenceEnd(n); n-- {
		if s.is(n, "told", "ordered", "gave", "asked", "given") {
			return true
		}
	}
	return false
}
