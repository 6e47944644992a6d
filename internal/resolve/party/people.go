package party

import (
	"strings"

	"chancery"
)

// people makes m the mention of a people where the words mean the people and not its state: "Albanians in
// Serbia", "ethnic Serbs". "The Soviets" are the state.
func (r *pass) people(m *Mention, p *chancery.Party) {
	definite := m.First > 0 && r.low[m.First-1] == "the"
	if r.behindEthnic(m) || r.minorityWord(m) {
		definite = false
	} else if definite && !r.livesSomewhere(m) {
		return
	}
	if definite && !strings.HasSuffix(p.Mention, "s") {
		return
	}
	m.Of = p.ID
	p.ID, p.Type, p.Name = "", chancery.People, p.Mention
}

// behindEthnic reports whether m stands behind "ethnic", "Muslim", "Kosovo" and the like, which make a people of it.
func (r *pass) behindEthnic(m *Mention) bool {
	if m.First == 0 {
		return false
	}
	switch r.low[m.First-1] {
	case "ethnic", "local", "indigenous", "many", "most", "some", "few", "native", "young", "expatriate", "overseas":
		return true
	}
	return false
}

// minorityWord reports whether "minority", "community", "diaspora" follows m.
func (r *pass) minorityWord(m *Mention) bool {
	if m.Last >= len(r.toks) {
		return false
	}
	switch r.low[m.Last] {
	case "minority", "community", "diaspora", "population", "minorities":
		return true
	}
	return false
}

// livesSomewhere reports whether m is followed by "in X", "of X", "living in X".
func (r *pass) livesSomewhere(m *Mention) bool {
	if m.Last >= len(r.toks) {
		return false
	}
	switch r.low[m.Last] {
	case "in": // "the Soviets in February 1939" live nowhere there
		return m.Last+1 >= len(r.toks) || r.toks[m.Last+1].UPOS != "NUM" && !months[r.low[m.Last+1]]
	case "of", "living", "residing", "from":
		return true
	}
	return false
}

// months are the names of the months, in lower case.
var months = map[string]bool{"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true, "september": true, "october": true, "november": true, "december": true}

// plainPlural reports whether an adjective stands as a noun: "the Chinese" and not "the Chinese embassy".
func (r *pass) plainPlural(f *found) bool {
	if f.first == 0 || r.low[f.first-1] != "the" || !r.parsed {
		return false
	}
	rel := relation(r.toks[f.last-1].Rel)
	if rel == "amod" || rel == "compound" || rel == "nmod" && r.toks[f.last-1].Head > f.last-1 {
		return false
	}
	return true
}

// oneOfThem reports whether an adjective stands as a noun for one person, or for so many: "arrested a Syrian", "700,000 Portuguese live", not "a Syrian bank".
func (r *pass) oneOfThem(f *found) bool {
	if f.first == 0 || r.low[f.first-1] != "a" && r.low[f.first-1] != "an" && r.toks[f.first-1].UPOS != "NUM" || !r.parsed || f.last < len(r.toks) && (r.toks[f.last].UPOS == "NOUN" || r.toks[f.last].UPOS == "PROPN" || r.toks[f.last].UPOS == "ADJ" || r.toks[f.last].Form == "-" || r.toks[f.last].Form == "–") {
		return false
	}
	switch relation(r.toks[f.last-1].Rel) {
	case "obj", "nsubj", "obl", "conj":
		return true
	}
	return false
}
