package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/resolve/party"
	"chancery/nlp"
)

// Officials whose state the text leaves to be understood: "Foreign Minister Urmas Paet accused the Russian government".

// officials gives the persons of ms who hold an office and have no state the one that they must be of, here and from now on.
func (p *passage) officials(block int, s *nlp.Sentence, ms []party.Mention) {
	for i := range ms {
		m := &ms[i]
		if m.Form != party.PersonName && m.Form != party.Pronoun || len(m.Parties) != 1 || m.Parties[0].ID != "" || m.Parties[0].Type != chancery.Person {
			continue
		}
		q := p.possessor(s, m, ms)
		if q == nil {
			q = p.absent(block, s, m, ms)
		}
		if q == nil {
			q = host(s, m, ms)
		}
		if q == nil {
			q = p.ownOfficial(s, m, ms)
		}
		if q == nil || m.Last < len(s.Tokens) && s.Tokens[m.Last].Form == "of" { // "King Gustav of Sweden" has one
			continue
		}
		was := m.Parties[0]
		q.Person, q.Mention = was.Person, was.Mention
		m.Parties = []chancery.Party{*q}
		p.disc.Belongs(was.Name, *q)
	}
}

// possessor returns the state whose official it is by a possessive before him, whatever stands between: "Chad's new leftist President Ali Said".
func (p *passage) possessor(s *nlp.Sentence, official *party.Mention, ms []party.Mention) *chancery.Party {
	against := p.x.rules.Classes["@against-state"]
	for i := range ms {
		m := &ms[i]
		t := &s.Tokens[m.Head]
		if official.Class == "" || len(m.Parties) != 1 || m.Parties[0].Type != chancery.State || m.Last > official.First || t.Rel != "nmod:poss" || t.Head < official.First || t.Head >= official.Last {
			continue
		}
		if !slices.ContainsFunc(s.Tokens[m.Last:official.First], func(t nlp.Token) bool { return against.Has(strings.ToLower(t.Lemma)) }) {
			return &bare(m.Parties)[0]
		}
	}
	return nil
}

// beyond reports whether ms name a state before the token at that is none of the pair.
func beyond(pair []chancery.Party, ms []party.Mention, at int) bool {
	for i := range ms {
		if ms[i].First >= at {
			continue
		}
		for _, q := range ms[i].Parties {
			if q.Type == chancery.State && q.ID != "" && !sameID(pair, q) {
				return true
			}
		}
	}
	return false
}

// absent returns the state of the pair that the page or the last act is between which ms do not name beside the official, if they
// name the other there: in one clause with him, where he acts on it.
func (p *passage) absent(block int, s *nlp.Sentence, official *party.Mention, ms []party.Mention) *chancery.Party {
	pair := p.base
	if len(pair) != 2 && block-p.betweenAt <= nearBlocks {
		pair = p.between
	}
	if home := p.subject(); len(pair) != 2 || home != nil && !sameID(pair, *home) {
		return nil
	}
	if len(p.base) != 2 && s.Tokens[official.Head].Rel == "obj" && beyond(pair, ms, official.First) { // "Relations with Oman worsened: Chad expelled Ambassador Said"
		return nil
	}
	if q := visitor(s, official, ms, pair); q != nil {
		return q
	}
	var named [2]bool
	for i := range ms {
		for _, q := range ms[i].Parties {
			for k := range pair {
				named[k] = named[k] || !ms[i].Place && q.ID == pair[k].ID && clause(s, ms[i].Head) == clause(s, official.Head)
			}
		}
	}
	if named[0] == named[1] {
		return nil
	}
	k := 0
	if named[0] {
		k = 1
	}
	q := bare(pair[k : k+1])[0]
	return &q
}

// ownOfficial returns the state that a page is about, where an official with an office and no state does something to another state: "President Ali Said visited
// Lima", on the page of Chad.
func (p *passage) ownOfficial(s *nlp.Sentence, official *party.Mention, ms []party.Mention) *chancery.Party {
	if !p.single || len(p.base) != 1 || p.base[0].Type != chancery.State || official.Class == "" || s.Tokens[official.Head].Rel != "nsubj" {
		return nil
	}
	if len(p.pair) == 2 || p.home != nil && p.home.ID != p.base[0].ID { // in a section on a partner, he may be of either
		return nil
	}
	verb, other := clause(s, official.Head), false
	for i := range ms {
		for _, q := range ms[i].Parties {
			if q.Type != chancery.State || clause(s, ms[i].Head) != verb {
				continue
			}
			if p.x.gaz.Line(q.ID) == p.x.gaz.Line(p.base[0].ID) || ms[i].Head < official.Head {
				return nil
			}
			other = true
		}
	}
	if !other {
		return nil
	}
	return &bare(p.base[:1])[0]
}

// journeys are words for going somewhere.
var journeys = map[string]bool{"visit": true, "trip": true, "tour": true, "travel": true, "go": true, "fly": true, "arrive": true, "journey": true}

// coming are further verbs for going to somebody, welcoming those for what a host does, into the prepositions under which he is where one goes.
var (
	coming    = map[string]bool{"call": true, "come": true, "sail": true}
	welcoming = map[string]bool{"receive": true, "welcome": true, "greet": true, "fete": true, "host": true}
	into      = map[string]bool{"to": true, "in": true, "at": true, "for": true}
)

// visitor returns the one of the pair that is not where the official goes, if he goes to the other: "During King Olav's visit to Lima".
func visitor(s *nlp.Sentence, official *party.Mention, ms []party.Mention, pair []chancery.Party) *chancery.Party {
	toks := s.Tokens
	h := toks[official.Head].Head
	rel := ""
	if h >= 0 {
		rel = toks[official.Head].Rel
	}
	going := h >= 0 && (journeys[toks[h].Lemma] || coming[toks[h].Lemma]) && (rel == "nsubj" || rel == "nmod:poss")
	if received := rel == "nsubj:pass" && welcoming[toks[h].Lemma]; !going && !received { // "was received in Lima"
		return nil
	}
	for i := range ms {
		m := &ms[i]
		if len(m.Parties) != 1 || toks[m.Head].Head != h || m.First == 0 || !into[strings.ToLower(toks[m.First-1].Form)] {
			continue
		}
		for k := range pair {
			if m.Parties[0].ID != "" && m.Parties[0].ID == pair[k].ID {
				return &bare(pair[1-k : 2-k])[0]
			}
		}
	}
	return nil
}

// host returns the state of an official who is told to be on its side ("On the Omani side, ..."), who meets his counterpart from elsewhere in its capital, or who
// receives others there.
func host(s *nlp.Sentence, official *party.Mention, ms []party.Mention) *chancery.Party {
	toks := s.Tokens
	verb := clause(s, official.Head)
	var seat, guest, side *party.Mention
	for i := range ms {
		m := &ms[i]
		if len(m.Parties) != 1 || m.Parties[0].Type != chancery.State || clause(s, m.Head) != verb {
			continue
		}
		switch {
		case m.Form == party.Organ && toks[m.Head].Lemma == "side" && m.First > 0 && m.First < 3 && strings.EqualFold(toks[0].Form, "on"):
			side = m
		case m.Form == party.Capital && m.Place && m.First > 0 && strings.EqualFold(toks[m.First-1].Form, "in"):
			seat = m
		case verb >= 0 && welcoming[toks[verb].Lemma] && toks[official.Head].Rel == "nsubj" && toks[official.Head].Head == verb && toks[m.Head].Rel == "obj", m.Last < len(toks) && (toks[m.Last].Lemma == "counterpart" || m.Last+1 < len(toks) && toks[m.Last+1].Lemma == "counterpart"):
			guest = m
		}
	}
	switch {
	case side != nil:
		return &bare(side.Parties)[0]
	case seat != nil && guest != nil && seat.Parties[0].ID != guest.Parties[0].ID:
		return &bare(seat.Parties)[0]
	}
	return nil
}

// clause returns the verb of the clause in which the token t stands.
func clause(s *nlp.Sentence, t int) int {
	for n := 0; t >= 0 && t < len(s.Tokens) && n < maxDepth; n++ {
		h := s.Tokens[t].Head
		if h >= 0 && strings.HasPrefix(s.Tokens[h].XPOS, "VB") {
			return h
		}
		t = h
	}
	return -1
}

// note keeps the two states that c, told in the given block, is between.
func (p *passage) note(c *chancery.Claim, block int) {
	if all := mergeParties(bare(c.Agents), bare(c.Patients)); len(all) == 2 && all[0].Type == chancery.State && all[1].Type == chancery.State {
		p.between, p.betweenAt = all, block
	}
}
