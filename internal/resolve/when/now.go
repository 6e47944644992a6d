package when

// This file reads the words that count from the day of writing alone, and what is only past or to come.

// adverb reads "today", "yesterday morning", "now", "recently".
func (s *scanner) adverb(i int) (item, bool) {
	t := s.at(i)
	if t.capital && !t.sentence && isLetterToken(s.at(i-1)) && s.flows(i) && !(t.allCaps && s.at(i-1).allCaps) {
		return item{}, false // a newspaper called Today
	}
	var it item
	var ok bool
	switch t.n {
	case nowToday:
		it, ok = s.relative(Deictic, "now", i, i+1)
		return s.joinTime(it, ok)
	case nowTonight:
		it, ok = s.relative(Deictic, "days=0", i, i+1)
		it.Type, it.Clock = Time, "TNI"
	case nowYesterday:
		it, ok = s.relative(Deictic, "days=-1", i, i+1)
		return s.daypart(it, ok)
	case nowTomorrow:
		it, ok = s.relative(Deictic, "days=1", i, i+1)
		return s.daypart(it, ok)
	case nowPresent:
		if s.is(i-1, "right", "until", "till") && s.is(i-1, "right") {
			i--
		}
		return s.vague("PRESENT_REF", i, s.skip(i, "right")+1)
	case nowPast:
		if s.is(i-1, "as") && s.follows(i+1, "as") || s.is(i-1, "most") { // as recently as last year
			return item{}, false
		}
		if s.is(i-1, "more") && s.flows(i) {
			return s.vague("PAST_REF", i-1, i+1)
		}
		return s.vague("PAST_REF", i, i+1)
	}
	return it, ok
}

// recent reads "recent years", "the recent past".
func (s *scanner) recent(from, i int) (item, bool) {
	u := s.at(i + 1)
	if !s.flows(i+1) || !(u.cls == cUnit && u.many && u.n >= uDay || u.low == "past") {
		return item{}, false
	}
	to := i + 2
	if v := s.at(to + 1); s.follows(to, "and") && v.cls == cUnit && v.many { // recent weeks and months
		to += 2
	}
	return s.vague("PAST_REF", from, to)
}

// adjective reads the adjectives of "current prices" and "the recent rulings", without what they qualify.
func (s *scanner) adjective(i int, ref string) (item, bool) {
	if !s.isNoun(i+1) || s.at(i).capital && !s.at(i).sentence || s.is(i-1, "most", "more", "less", "as", "then", "-") || s.is(i+1, "account", "accounts", "affairs", "assets", "liabilities") {
		return item{}, false
	}
	it, ok := s.vague(ref, i, i+1)
	it.loose = true
	return it, ok
}

// soon reads "soon" where nothing tells from when: not "soon after", "as soon as".
func (s *scanner) soon(i int) (item, bool) {
	if s.is(i-1, "as", "too", "how", "so", "very", "-") || s.follows(i+1, "as", "after", "afterward", "afterwards", "enough", "to", "thereafter", "before", "-") || s.at(i).capital && !s.at(i).sentence {
		return item{}, false
	}
	it, ok := s.vague("FUTURE_REF", i, i+1)
	it.loose = true
	return it, ok
}

// future reads the adjective of "future talks" and the noun of "the country's future".
func (s *scanner) future(i int) (item, bool) {
	noun := s.possessive(i-1) && s.phraseEnds(i+1)
	adjective := s.isNoun(i+1) && !s.at(i+1).capital && !s.is(i+1, "tense", "contracts", "contract")
	if !noun && !adjective || s.at(i).capital && !s.at(i).sentence {
		return item{}, false
	}
	if u := s.at(i + 1); adjective && u.cls != cUnit { // the future king: it dates nothing
		return item{}, false
	}
	if u := s.at(i + 1); adjective && u.cls == cUnit && u.many && u.n >= uDay { // in future years
		return s.vague("FUTURE_REF", i, i+2)
	}
	return s.vague("FUTURE_REF", i, i+1)
}
