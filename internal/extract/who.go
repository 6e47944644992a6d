package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/resolve/party"
)

// Who stands at a word of a sentence: a party that is known, somebody who acts for one, or one that has a name only.

// place reports whether t names a place: a capital, or a country where something is.
func (r *reading) place(t int) bool {
	if i := r.at[t]; i >= 0 {
		m := &r.mentions[i]
		return m.Place || m.City != "" || m.Form == party.Name
	}
	return r.toks[t].UPOS == "PROPN" && !r.temporal(t)
}

// mentioned returns the parties that the token names itself, places too.
func (r *reading) mentioned(t int) []chancery.Party {
	if i := r.at[t]; i >= 0 {
		return r.mentions[i].Parties
	}
	return nil
}

// anyParties returns who stands at t, be it as a place: a rule that names types has said what it wants there.
func (r *reading) anyParties(t int) []chancery.Party {
	if i := r.at[t]; i >= 0 && len(r.mentions[i].Parties) > 0 {
		if both := r.ofBoth(t); both != nil {
			return both
		}
		return r.mentions[i].Parties
	}
	return r.parties(t)
}

// quoted returns the state for which "we" at t speaks: that of the nearest one who says the clause, "[We] condemn the raid, the ministry said".
func (r *reading) quoted(t int) []chancery.Party {
	v := r.head(t)
	if v < 0 {
		return nil
	}
	st := r.stance(v, false, false, nil)
	for k := len(st.speakers) - 1; k >= 0; k-- {
		s := st.speakers[k]
		if s == t || r.toks[s].UPOS == "PRON" {
			continue
		}
		ps := r.parties(s)
		if len(ps) == 0 && documents[r.low[s]] {
			for _, o := range r.subject(s) {
				ps = mergeParties(ps, r.parties(o))
			}
		}
		if len(ps) == 1 && ps[0].Type == chancery.State {
			return bare(ps)
		}
		return nil
	}
	return nil
}

// exemplar reports whether t is a place that tells of which governments is spoken: "governments such as those in Chad and Niger".
func (r *reading) exemplar(t int) bool {
	for n := 0; n < maxDepth && r.is(t, "conj"); n++ {
		t = r.head(t)
	}
	h := r.head(t)
	return h >= 0 && r.form[h] == "those" && r.head(h) >= 0 && bodies[r.low[r.head(h)]]
}

// parties returns who acts or is acted on where t stands.
func (r *reading) parties(t int) []chancery.Party {
	if i := r.at[t]; i >= 0 {
		m := &r.mentions[i]
		if m.Form == party.City { // no town acts
			return nil
		}
		if m.Place && !r.is(m.Head, "nsubj") && !r.exemplar(m.Head) { // what is the subject of a verb acts
			return nil
		}
		if both := r.ofBoth(t); both != nil {
			return both
		}
		if len(m.Parties) > 0 || m.Form == party.Pronoun {
			return m.Parties
		}
	}
	if r.toks[t].UPOS == "PRON" {
		if firstPerson[r.form[t]] {
			return r.we(t)
		}
		return nil
	}
	if r.toks[t].UPOS == "PROPN" {
		if ps := r.byOffice(t); ps != nil {
			return ps
		}
	}
	if ofNation[r.low[t]] { // "said that their country had expelled", "my government requests"
		for _, o := range r.possessors(t) {
			switch {
			case r.form[o] == "my" || r.form[o] == "our":
				return r.we(o)
			case r.pronoun(o) && (r.low[t] == "country" || r.low[t] == "nation"):
				return known(bare(r.parties(o)))
			}
		}
	}
	if ps := r.seated(t); ps != nil {
		return ps
	}
	if counts[r.low[t]] || groups[r.low[t]] { // "a group of American senators"
		for _, o := range r.ownPrep(t, "of") {
			if ps := r.parties(o); len(ps) > 0 {
				return ps
			}
		}
	}
	if ps := r.calledBehind(t); ps != nil {
		return ps
	}
	if ps := r.inArms(t); ps != nil {
		return ps
	}
	if ps := r.namedBehind(t); ps != nil {
		return ps
	}
	if ps := r.byDocument(t); ps != nil {
		return ps
	}
	return r.actingFor(t)
}

// namedBehind returns the state whose name stands behind a noun for it, or before: "its northern neighbour, Chad", "Malta, an island [nation] that".
func (r *reading) namedBehind(t int) []chancery.Party {
	if r.toks[t].UPOS != "NOUN" || !stateCalled[r.low[t]] || strings.HasSuffix(r.toks[t].XPOS, "S") {
		return nil
	}
	if h := r.head(t); h >= 0 && h < t && r.is(t, "appos") && r.at[h] >= 0 && len(r.possessors(t)) == 0 {
		if m := &r.mentions[r.at[h]]; m.Head == h && m.Form == party.Name && len(m.Parties) == 1 && m.Parties[0].Type == chancery.State {
			return m.Parties
		}
	}
	for _, a := range r.children(t, "appos") {
		if i := r.at[a]; a > t && i >= 0 && r.mentions[i].Head == a && r.mentions[i].Form == party.Name && len(r.mentions[i].Parties) == 1 && r.mentions[i].Parties[0].Type == chancery.State {
			return r.mentions[i].Parties
		}
	}
	return nil
}

// stateCalled are nouns that one state is called by.
var stateCalled = map[string]bool{"neighbour": true, "neighbor": true, "ally": true, "rival": true, "partner": true, "country": true, "nation": true, "state": true, "enemy": true, "foe": true, "republic": true, "kingdom": true, "power": true}

// counts are nouns that tell how many and name nobody, groups those for some who stand behind their "of".
var (
	counts = map[string]bool{"number": true, "majority": true, "handful": true, "ten": true, "dozen": true, "hundred": true, "thousand": true, "score": true, "pair": true, "couple": true, "part": true, "rest": true}
	groups = map[string]bool{"group": true, "contingent": true, "batch": true, "section": true, "team": true, "delegation": true}
)

// ofBoth returns the states of several that own those who act at t together, where the name read there has one: "the Chinese and Brazilian presidents",
// "British and Soviet forces".
func (r *reading) ofBoth(t int) []chancery.Party {
	m := &r.mentions[r.at[t]]
	if len(m.Parties) != 1 || m.Parties[0].Type != chancery.State && m.Parties[0].Type != chancery.Organisation || m.Head != t || r.toks[t].UPOS != "NOUN" && r.toks[t].XPOS != "NNPS" {
		return nil
	}
	if both := r.actingFor(t); len(both) > 1 {
		return both
	}
	return nil
}

// byOffice returns whom the person named at t acts for, told beside the name: "Alice Wells, a senior American diplomat,".
func (r *reading) byOffice(t int) []chancery.Party {
	for _, a := range r.children(t, "appos") {
		if !r.in(a, r.rules.Classes["@person-of-state"]) && !r.in(a, r.rules.Classes["@acting"]) {
			continue
		}
		if ps := r.parties(a); len(ps) == 1 && ps[0].Person == "" {
			q := ps[0]
			q.Person = r.nounPhrase(t)
			q.Mention = q.Person
			return []chancery.Party{q}
		}
	}
	return r.byTitle(t)
}

// byTitle returns the state of the person named at t, told behind the name, where a title stands before it or before the name that it is coordinated
// with: "ministers Lavrov of Russia and Fidan of Turkey".
func (r *reading) byTitle(t int) []chancery.Party {
	first := t
	if h := r.head(t); h >= 0 && r.is(t, "conj") {
		first = h
	}
	for _, d := range r.children(t, "nmod:desc", "compound") { // "and Tajik counterpart Emomali Rahmon"
		if r.low[d] != "counterpart" || d > t {
			continue
		}
		for _, o := range append(r.owners(d), r.owners(t)...) {
			if i := r.at[o]; i >= 0 && !r.pronoun(o) && len(r.mentions[i].Parties) == 1 && r.mentions[i].Parties[0].Type == chancery.State {
				q := r.mentions[i].Parties[0]
				q.Person = r.nounPhrase(t)
				q.Mention = q.Person
				return []chancery.Party{q}
			}
		}
	}
	for _, d := range r.children(first, "nmod:desc") {
		if c := r.rules.Classes["@person-of-state"]; c == nil || !r.in(d, c) {
			continue
		}
		for _, o := range r.ownPrep(t, "of") {
			if i := r.at[o]; i >= 0 && len(r.mentions[i].Parties) == 1 && r.mentions[i].Parties[0].Type == chancery.State {
				q := r.mentions[i].Parties[0]
				q.Person = r.nounPhrase(t)
				q.Mention = q.Person
				return []chancery.Party{q}
			}
		}
	}
	return nil
}

// seated returns whom a body acts for by where it sits: "the government in Tirana", "a court in Iran".
func (r *reading) seated(t int) []chancery.Party {
	if c := r.rules.Classes["@seated"]; c == nil || !r.in(t, c) {
		return nil
	}
	for _, o := range r.owners(t) {
		if i := r.at[o]; i < 0 || !r.mentions[i].Contains(t) || len(r.mentions[i].Parties) > 0 { // not "the [Supreme] Court"
			return nil
		}
	}
	for _, o := range r.prep(t, "in") {
		i := r.at[o]
		if i >= 0 && r.mentions[i].City == "" && !contains(r.ownPrep(t, "in"), o) {
			continue
		}
		if i < 0 { // "police in Chad's second city"
			for _, q := range r.children(o, "nmod:poss") {
				if r.at[q] >= 0 && r.mentions[r.at[q]].Form == party.Name && contains(r.ownPrep(t, "in"), o) {
					i = r.at[q]
				}
			}
		}
		if i >= 0 && len(r.mentions[i].Parties) == 1 && r.mentions[i].Parties[0].Type == chancery.State {
			out := bare(r.mentions[i].Parties)
			for k := range out {
				out[k].Organ, out[k].Mention = r.nounPhrase(t), r.nounPhrase(t)
			}
			return out
		}
	}
	return nil
}

// calledBehind returns the organisation named right behind or right before the word for what it is: "Somalia's Islamist group al Shabaab", "the Hezbollah
// group".
func (r *reading) calledBehind(t int) []chancery.Party {
	if c := r.rules.Classes["@armed-body"]; c == nil || !r.in(t, c) || strings.HasSuffix(r.toks[t].XPOS, "S") {
		return nil
	}
	for _, m := range r.mentions {
		if (m.First == t+1 || m.Last == t && m.Form == party.Name && r.is(m.Head, "compound")) && len(m.Parties) == 1 && m.Parties[0].ID != "" && m.Parties[0].Type == chancery.Organisation {
			return m.Parties
		}
	}
	return nil
}

// inArms returns the organisation whose people or posts stand at t: "Taliban militants", "Islamic State positions". Of a state they
// are not: "Pakistani militants".
func (r *reading) inArms(t int) []chancery.Party {
	if c := r.rules.Classes["@in-arms"]; c == nil || !r.in(t, c) {
		return nil
	}
	var out []chancery.Party
	for _, o := range append(r.expand(r.children(t, "compound", "amod", "nmod:poss")), r.ownPrep(t, "of")...) {
		if ps := r.calledBehind(o); len(ps) == 1 { // "militants of the al Shabaab group"
			return ps
		}
		if i := r.at[o]; o < t && i >= 0 && len(r.mentions[i].Parties) == 1 && r.mentions[i].Parties[0].Type == chancery.Organisation {
			q := bare(r.mentions[i].Parties)
			q[0].Organ, q[0].Mention = r.nounPhrase(t), r.nounPhrase(t)
			out = mergeParties(out, q)
		}
	}
	return out
}

// byDocument returns who speaks by the paper that is the subject at t: "a U.N. report", "a statement by the Chadian government".
func (r *reading) byDocument(t int) []chancery.Party {
	if !documents[r.low[t]] || r.toks[t].UPOS != "NOUN" || !r.is(t, "nsubj") || r.toks[t].Rel == "nsubj:pass" {
		return nil
	}
	for _, o := range union(r.possessors(t), union(r.ownPrep(t, "by"), r.ownPrep(t, "from"))) {
		if i := r.at[o]; i < 0 || r.head(o) != t || r.pronoun(o) || r.mentions[i].Form == party.Capital || r.mentions[i].Form == party.City {
			continue
		}
		ps := bare(known(r.anyParties(o)))
		if len(ps) == 0 {
			continue
		}
		for k := range ps {
			ps[k].Organ, ps[k].Mention = r.nounPhrase(t), r.nounPhrase(t)
		}
		return ps
	}
	return nil
}

// actingFor returns who owns one that acts: "Iranian diplomats", "officials from Iran", "members of the Albanian parliament".
func (r *reading) actingFor(t int) (out []chancery.Party) {
	body := r.in(t, r.rules.Classes["@acting-for-body"])
	if c := r.rules.Classes["@acting"]; c == nil || !r.in(t, c) && !body || r.apart(t) || r.republics(t) {
		return nil
	}
	if r.toks[t].UPOS == "NOUN" && r.formerly(t) {
		return nil
	}
	owners := r.owners(t)
	if len(owners) == 0 && strings.HasPrefix(r.low[t], "spokes") { // "a spokesman for the president"
		owners = r.ownPrep(t, "for")
	}
	if len(owners) == 0 {
		out = r.officialsIn(t)
	}
	for _, o := range owners {
		if r.low[t] == "counterpart" && r.pronoun(o) { // "his Chinese counterpart" is no Chinese of his
			continue
		}
		for _, p := range r.parties(o) {
			e, ok := r.p.x.gaz.Entry(p.ID)
			if between := ok && e.Status == party.Intergov; between && membership[r.low[t]] || body && !between { // "the OPEC member" is a state
				continue
			}
			if p.Type == chancery.State || p.Type == chancery.Organisation {
				p.Organ = r.nounPhrase(t)
				p.Mention = p.Organ
			}
			out = mergeParties(out, []chancery.Party{p})
		}
		if len(out) > 0 && o < t && !r.paired(t, owners) { // of several before a noun the first is the owner; behind it all are: "officials of Chad and Niger"
			break
		}
	}
	return out
}

// officialsIn returns the state in whose capital the officials at t are said to be: "officials in [Manila]".
func (r *reading) officialsIn(t int) (out []chancery.Party) {
	if r.low[t] != "official" && r.low[t] != "authority" || !strings.HasSuffix(r.toks[t].XPOS, "S") || len(r.children(t, "amod", "compound", "det")) > 0 {
		return nil
	}
	for _, o := range r.ownPrep(t, "in") {
		if i := r.at[o]; i >= 0 && r.mentions[i].Form == party.Capital && len(r.mentions[i].Parties) == 1 {
			p := bare(r.mentions[i].Parties)[0]
			p.Organ = r.nounPhrase(t)
			p.Mention = p.Organ
			out = append(out, p)
		}
	}
	return out
}

// formerly reports whether the noun t is somebody who no longer holds his office: "a former Rwandan planning minister".
func (r *reading) formerly(t int) bool {
	for _, c := range r.children(t, "amod") {
		if c < t && party.Once[r.low[c]] && !strings.HasSuffix(r.toks[t].XPOS, "S") {
			return r.in(t, r.rules.Classes["@person-of-state"])
		}
	}
	return false
}

// membership are the words for a state by the organisation that it is in.
var membership = map[string]bool{"member": true, "state": true, "republic": true, "kingdom": true}

// paired reports whether of the owners of t some are coordinated, and the noun t is said of all: "Chadian and Libyan officials".
func (r *reading) paired(t int, owners []int) bool {
	return strings.HasSuffix(r.toks[t].XPOS, "S") && slices.ContainsFunc(owners, func(o int) bool { return len(r.expand([]int{o})) > 1 })
}

// apart reports whether the noun t is said of people who do not act for the state that owns them: "a Chadian armed group".
func (r *reading) apart(t int) bool {
	c := r.rules.Classes["@against-state"]
	if c == nil {
		return false
	}
	for _, k := range r.children(t, "amod", "compound") {
		if k < t && r.in(k, c) {
			return true
		}
	}
	return slices.ContainsFunc(r.ownPrep(t, "of"), func(k int) bool { return r.toks[k].UPOS == "NOUN" && r.in(k, c) }) // "the leader of Chad's opposition"
}

// ofThoseApart reports whether the party named at t only tells where those are from whom the noun above it means: "Syrian Kurdish fighters", "the former
// Soviet republics".
func (r *reading) ofThoseApart(t int) bool {
	h := r.head(t)
	if h < 0 || !r.is(t, "amod", "compound", "nmod") || r.at[t] >= 0 && len(r.mentions[r.at[t]].Parties) == 1 && r.mentions[r.at[t]].Parties[0].Type != chancery.State {
		return false
	}
	return r.in(h, r.rules.Classes["@fighters"]) || r.in(h, r.rules.Classes["@civilian"]) || r.apart(h) && r.low[h] != "force" || r.republics(h)
}

// republics reports whether t is several states that were one: its name is not theirs.
func (r *reading) republics(t int) bool {
	return r.low[t] == "republic" && strings.HasSuffix(r.toks[t].XPOS, "S")
}

// nounPhrase returns the words of t and of what stands before it, as in the text.
func (r *reading) nounPhrase(t int) string {
	first := t
	for _, c := range r.kids[t] {
		if c < t && r.is(c, "amod", "compound", "nmod", "flat", "nummod") {
			f, _ := r.subtree(c)
			if f < first {
				first = f
			}
		}
	}
	if (r.toks[first].UPOS == "CCONJ" || r.low[first] == "the") && first < t { // "the FBI [and U.S. Attorney's Office]", "the bakers' union"
		first++
	}
	last := t
	for _, c := range r.kids[t] {
		if (c == last+1 || c == last+2 && r.toks[last+1].Form == "-") && r.is(c, "flat", "compound", "fixed") {
			last = c
		}
	}
	return r.text[r.toks[first].Start:r.toks[last].End]
}

// kindOf returns what sort of thing the noun t is, without whose: "consulate general", "interests section", "embassy".
func (r *reading) kindOf(t int) string {
	s := r.low[t]
	for _, c := range r.kids[t] {
		l := r.low[c]
		switch {
		case c == t-1 && (l == "high" || l == "interests" || l == "interest" || l == "liaison" || l == "trade" || l == "representative" || l == "honorary" || l == "apostolic" || l == "consular"):
			s = l + " " + s
		case c == t+1 && l == "general":
			s += " general"
		}
	}
	if t > 0 && s == "general" && r.low[t-1] == "consulate" {
		return "consulate general"
	}
	return s
}

// seatedAt reports whether the city that m names lies in one of the states ps.
func (r *reading) seatedAt(m *match, ps []chancery.Party) bool {
	for _, f := range m.roles {
		for _, t := range f.tokens {
			if i := r.at[t]; f.role.Name == "city" && i >= 0 && slices.ContainsFunc(ps, func(p chancery.Party) bool {
				return slices.ContainsFunc(r.mentions[i].Parties, func(q chancery.Party) bool { return q.ID == p.ID && q.ID != "" })
			}) {
				return true
			}
		}
	}
	return false
}

// named makes a party or thing without an id out of the words of t.
func (r *reading) named(t int) chancery.Party {
	for counts[r.low[t]] || groups[r.low[t]] { // "tens of thousands of people" are people
		of := r.ownPrep(t, "of")
		if len(of) != 1 || of[0] <= t {
			break
		}
		t = of[0]
	}
	if n := r.nameBehind(t); n >= 0 {
		t = n
	} else if n := r.nameAside(t); n >= 0 {
		t = n
	}
	if h := r.head(t); h >= 0 && h < t && r.is(t, "appos") && r.toks[t].UPOS == "NOUN" && r.at[h] >= 0 { // "the Taliban, a Chadian-sponsored [movement]"
		if m := &r.mentions[r.at[h]]; m.Head == h && m.Form == party.Name && len(m.Parties) == 1 && m.Parties[0].Type == chancery.Organisation {
			return bare(m.Parties)[0]
		}
	}
	if r.toks[t].UPOS == "PROPN" {
		name := r.bodyName(t)
		return chancery.Party{Name: name, Mention: name, Type: chancery.Organisation}
	}
	np := r.nounPhrase(t) + r.ofWhich(t)
	return chancery.Party{Name: np, Mention: np, Type: chancery.Thing}
}

// chiefs are nouns for somebody that say nothing without whose he is.
var chiefs = map[string]bool{"leader": true, "head": true, "president": true, "commander": true, "chief": true, "chairman": true, "chairwoman": true, "director": true, "secretary": true, "spokesman": true, "spokeswoman": true, "member": true}

// ofWhich returns what stands right behind the noun t, for people, and tells whose or from where they are: "teachers [from Nairobi Public Schools]".
func (r *reading) ofWhich(t int) string {
	const reach = 9
	if r.toks[t].UPOS == "NOUN" && chiefs[r.low[t]] { // "the leader [of the Chadian opposition]"
		for _, c := range r.children(t, "nmod") {
			if first, last := r.subtree(c); first == t+1 && last < first+reach && r.marks(c) == "of" {
				return r.text[r.toks[t].End:r.toks[last].End]
			}
		}
		return ""
	}
	if r.toks[t].UPOS != "NOUN" || r.toks[t].XPOS != "NNS" || !r.someone(t) && !r.in(t, r.rules.Classes["@civilian"]) {
		return ""
	}
	for _, c := range r.children(t, "nmod") {
		first, _ := r.subtree(c)
		if w := r.marks(c); first != t+1 || w != "of" && w != "from" && w != "at" || r.toks[c].UPOS != "PROPN" && r.at[c] < 0 || r.temporal(c) {
			continue
		}
		end := c
		for end+1 < len(r.toks) && end < first+reach && (capital(r.toks[end+1].Form) && !r.temporal(end+1) || r.low[end+1] == "of" || r.form[end+1] == "de" || r.toks[end+1].Form == "-") {
			end++
		}
		if !capital(r.toks[end].Form) && end > c {
			end--
		}
		return r.text[r.toks[t].End:r.toks[end].End]
	}
	return ""
}

// bareName reports whether t is the name of a party and nothing more.
func (r *reading) bareName(t int) bool {
	i := r.at[t]
	return i >= 0 && (r.mentions[i].Form == party.Name || r.mentions[i].Form == party.Adjective || r.mentions[i].Form == party.Capital)
}

func (r *reading) pronoun(t int) bool {
	return r.at[t] >= 0 && r.mentions[r.at[t]].Form == party.Pronoun
}

// someone reports whether t stands for one who can act and has no id: people by what they do ("prosecutors"), or, where the sentence
// names a party that is known, a name ("Amnesty International").
func (r *reading) someone(t int) bool {
	switch r.toks[t].UPOS {
	case "NOUN":
		return r.in(t, r.rules.Classes["@someone"]) || r.nameBehind(t) >= 0
	case "PROPN":
		if r.temporal(t) || strings.ContainsAny(r.toks[t].Form, "0123456789") {
			return false
		}
		for i := range r.mentions {
			if m := &r.mentions[i]; len(m.Parties) > 0 && m.Form != party.Pronoun && m.Form != party.Definite && m.Form != party.Group {
				return r.at[t] < 0 || len(r.mentions[r.at[t]].Parties) == 0
			}
		}
	}
	return false
}

// nameAside returns the unknown name that a comma sets behind the noun t for the same, where t is somebody's: "his party, the [Movement] for Change", or -1.
func (r *reading) nameAside(t int) int {
	if r.toks[t].UPOS != "NOUN" || strings.HasSuffix(r.toks[t].XPOS, "S") || !r.hasChild(t, "nmod:poss") {
		return -1
	}
	for _, c := range r.children(t, "appos") {
		if first, _ := r.subtree(c); c > t && first > t && first <= t+2 && r.toks[c].UPOS == "PROPN" && r.at[c] < 0 && !r.temporal(c) {
			return c
		}
	}
	return -1
}

// nameBehind returns the unknown name that stands right behind the noun t for the same: "into Australian boxer [Ben Hill]", or -1.
func (r *reading) nameBehind(t int) int {
	if r.toks[t].UPOS != "NOUN" || strings.HasSuffix(r.toks[t].XPOS, "S") {
		return -1
	}
	for _, c := range r.children(t, "nmod", "flat", "appos") {
		if first, _ := r.subtree(c); c > t && first == t+1 && r.toks[c].UPOS == "PROPN" && r.toks[first].UPOS == "PROPN" && r.at[c] < 0 && !r.temporal(c) && (r.hasChild(c, "flat", "compound") || r.in(t, r.rules.Classes["@business"])) {
			return c
		}
	}
	return -1
}

// nameable reports whether t can stand in a role by its words: a pronoun, a bare number or a date names nobody.
func (r *reading) nameable(t int) bool {
	u := r.toks[t].UPOS
	return (u == "NOUN" || u == "PROPN") && !r.temporal(t)
}

// inName reports whether t is a word of a name of several.
func (r *reading) inName(t int) bool {
	i := r.at[t]
	return i >= 0 && r.mentions[i].Form == party.Name && r.mentions[i].Last-r.mentions[i].First > 1
}

// temporal reports whether t is of a date.
func (r *reading) temporal(t int) bool {
	for i := range r.times {
		if t >= r.times[i].first && t <= r.times[i].last {
			return true
		}
	}
	return false
}
