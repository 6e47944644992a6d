package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/party"
	"chancery/internal/vocab"
)

// From a match to claims.

// add takes the claim c, with the evidence of its reading.
func (p *passage) add(c chancery.Claim, seen ...Feature) {
	if p.inRow && c.When == nil && slices.ContainsFunc(p.claims[p.rowFrom:], func(d chancery.Claim) bool {
		return d.When != nil && strings.HasPrefix(d.Rule, "table.") && alike(&d, &c)
	}) {
		return // "established relations soon after its independence", in a row that has the day
	}
	if i, ok := p.seen[c.ID]; ok {
		if c.Confidence > p.claims[i].Confidence {
			p.claims[i], p.evidence[i] = c, seen
		}
		return
	}
	for i := len(p.claims) - 1; i >= 0 && p.claims[i].Quote.Start == c.Quote.Start && p.claims[i].Quote.End == c.Quote.End; i-- {
		d := &p.claims[i]
		if c.Kind == "trade-total" && d.Kind == c.Kind && d.Quantity != nil && c.Quantity != nil { // one sum is the total; a second of the same time is a part
			q := c
			if q.Quantity = d.Quantity; alike(d, &q) && sameWhen(d.When, c.When) {
				return
			}
		}
		same := alike(d, &c)
		switch {
		case p.bare(&c, d), same && (refines(d.When, c.When) || d.When != nil && c.When == nil):
			return
		case p.bare(d, &c), same && (refines(c.When, d.When) || d.When == nil && c.When != nil):
			delete(p.seen, d.ID)
			p.claims[i], p.evidence[i] = c, seen
			p.seen[c.ID] = i
			return
		}
	}
	p.seen[c.ID] = len(p.claims)
	p.claims, p.evidence, p.at = append(p.claims, c), append(p.evidence, seen), append(p.at, p.stats.Sentences)
}

// sameWhen reports whether two times are the same.
func sameWhen(a, b *chancery.When) bool {
	return a == nil && b == nil || a != nil && b != nil && a.EDTF == b.EDTF && a.Relative == b.Relative
}

// bare reports whether a only leaves out whom it was done to, which b tells: "shelled the post, [killing two]", "[solidarity with] and support for Chad".
func (p *passage) bare(a, b *chancery.Claim) bool {
	if k, _ := p.x.kinds.Get(a.Kind); k.Symmetric || k.Group != "force" && k.Group != "measure" && a.Kind != "support" && a.Kind != "praise" && a.Kind != "condemn" {
		return false
	}
	if a.Kind == "attack" && len(a.Patients) == 1 && a.Patients[0].ID == "" && len(known(b.Patients)) == len(b.Patients) && servicemen[lastWord(a.Patients[0].Name)] { // whose, the other tells
		c := *a
		c.Patients = nil
		return p.bare(&c, b)
	}
	undated := a.When == nil || a.When.EDTF == "" && a.When.Relative == "now"
	if len(a.Patients) > 0 || len(b.Patients) == 0 || !undated && (b.When == nil || *b.When != *a.When) {
		return false
	}
	c := *b
	c.Patients = nil
	return alike(a, &c)
}

// servicemen are words for who serves a state that the words do not name.
var servicemen = map[string]bool{"soldiers": true, "soldier": true, "troops": true, "forces": true, "officers": true, "officer": true, "policemen": true, "policeman": true, "guards": true, "guard": true, "personnel": true}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// alike reports whether two claims differ in their times alone.
func alike(a, b *chancery.Claim) bool { return a.Modality == b.Modality && sameAct(a, b) }

// sameAct reports whether a and b are of the same kind and between the same parties.
func sameAct(a, b *chancery.Claim) bool {
	same := func(x, y []chancery.Party) bool {
		return slices.EqualFunc(x, y, func(p, q chancery.Party) bool { return p.ID == q.ID && (p.ID != "" || p.Name == q.Name) })
	}
	return a.Kind == b.Kind && same(a.Agents, b.Agents) && same(a.Patients, b.Patients)
}

// refines reports whether a is a day, one of two days or a month within the year or month b: one sentence that tells of an act on a day and names its year tells of one act.
func refines(a, b *chancery.When) bool {
	if a == nil || b == nil {
		return false
	}
	d, err1 := edtf.Parse(a.EDTF)
	e, err2 := edtf.Parse(b.EDTF)
	if err1 != nil || err2 != nil {
		return false
	}
	coarse := e.Precision() == edtf.YearPrecision || e.Precision() == edtf.MonthPrecision
	fine := d.Precision() == edtf.DayPrecision || d.Precision() == edtf.MonthPrecision || d.Precision() == edtf.ChoicePrecision
	return fine && coarse && a.EDTF != b.EDTF && edtf.Within(d, e)
}

// claim makes the claims of one match: usually one, several where the text gives several dates.
func (p *passage) claim(b *chancery.Block, r *reading, m *match, off int) []chancery.Claim {
	k, _ := p.x.kinds.Get(m.rule.Kind)
	c := chancery.Claim{
		Document: p.doc.Name, DocumentID: p.doc.SHA256, Kind: m.rule.Kind, Rule: m.rule.Name, Confidence: m.rule.Weight,
	}
	if (k.Group == "standing" || k.Group == "state") && r.ofTown(m) || m.rule.Kind == "demand" && r.ordersDone(m.tok) ||
		m.rule.Kind == "promise" && slices.ContainsFunc(r.children(m.tok, "ccomp"), func(c int) bool { return r.held(m.tok, c) }) {
		return nil
	}
	agentsOptional, patientsOptional := true, true
	for _, f := range m.roles {
		switch f.role.Name {
		case "agent", "agents":
			c.Agents = mergeParties(c.Agents, f.parties)
			agentsOptional = agentsOptional && f.role.Optional
		case "patient", "patients":
			c.Patients = mergeParties(c.Patients, f.parties)
			patientsOptional = patientsOptional && f.role.Optional
		case "quantity":
			if len(f.tokens) > 0 {
				if q := r.amount(f.tokens[0]); q != nil {
					c.Quantity = &chancery.Quantity{Value: q.Value, Unit: q.Unit, Approx: q.Approx, Text: q.Text}
				}
			}
		default:
			for _, o := range f.parties {
				c.Others = append(c.Others, chancery.Role{Role: f.role.Name, Party: o})
			}
		}
	}
	if k.Group == "mission" && m.rule.Lone && len(c.Agents) == 0 && p.eachOther(c.Patients) {
		c.Agents, m.crosswise = c.Patients, true
	}
	mutual := m.rule.Mutual || m.rule.Lone && m.rule.Kind == "recall-envoy" && len(c.Agents)+len(c.Patients) == 0 && r.allEnvoys(m)
	if mutual && k.Group == "mission" && p.single && len(c.Agents) > 0 && !sameID(c.Agents, p.base[0]) && (r.low[m.tok] != "exchange" || len(c.Agents) != 1) && !(len(c.Agents) == 2 && (r.reciprocal() || r.low[m.tok] == "exchange" && m.actedBefore())) { // on the page of Chad, "Peru and Mali closed their embassies" closes those in Chad
		mutual, c.Patients = false, p.base[:1]
	} else if mutual {
		if len(c.Agents) < 2 && m.rule.Lone {
			c.Agents = p.both(c.Agents, r, m)
		}
		if len(c.Agents) != 2 {
			return nil
		}
		if q := r.brokenWith(m, c.Agents); q != nil { // "Bolivia broke with Israel, and Chile and Peru recalled their ambassadors": not from each other
			mutual, c.Patients = false, q
		} else {
			c.Agents, c.Patients = c.Agents[:1], c.Agents[1:]
		}
	} else if m.crosswise {
		c.Agents, c.Patients, c.Others = c.Agents[:1], c.Agents[1:], without(c.Others, "city")
	} else if !p.parties(&c, k, m, r, agentsOptional, patientsOptional) {
		return nil
	}
	if k.Name == "attack" {
		p.grounds(&c)
		if len(c.Patients) == 1 && len(c.Agents) > 0 && r.agreesTo(c.Patients[0]) {
			c.Patients = nil // "struck targets in Mali with the consent of the Malian government": others there
		}
	}
	if k.Name == "expel-diplomats" {
		c.Others = append(c.Others, r.ranks(m.tok)...)
	}
	p.atHome(&c, k, r)
	if !k.Symmetric && k.Group != "figure" {
		c.Agents = p.onBehalf(c.Agents)
	}
	if !k.Symmetric && len(c.Agents) > 1 && len(c.Patients) == 1 { // nobody acts on what his state was or became
		c.Agents = slices.DeleteFunc(slices.Clone(c.Agents), func(a chancery.Party) bool {
			return a.ID != "" && a.Mention == "" && p.x.gaz.Line(a.ID) == p.x.gaz.Line(c.Patients[0].ID)
		})
	}
	if k.Effect == vocab.NonResident && r.low[m.tok] == "accredit" {
		switch {
		case r.lentParticiple(m.tok), r.acceptedBy(m), r.ofNobody(m, c.Agents), r.residesWith(m, c.Patients):
			return nil
		case r.letterBearer(m, &c):
			c.Kind, c.Others = "appoint-envoy", without(c.Others, "city")
			k, _ = p.x.kinds.Get(c.Kind)
		}
	}
	if k.Group == "mission" {
		p.housed(&c)
	}
	if k.Group == "mission" && r.atHome(m, &c) {
		c.Agents, c.Patients = c.Patients, c.Agents
	}
	if k.Name == "join" && len(c.Patients) == 1 && c.Patients[0].Type == chancery.Organisation && c.Patients[0].Organ != "" && !(r.low[m.tok] == "admit" && r.verb(m.tok) && !r.passive(m.tok)) {
		return nil // "joined the United Nations coalition": not its members
	}
	if c.Kind == "dissolve-state" && (p.standing(c.Agents) || len(c.Agents) == 1 && unionRepublic(c.Agents[0].Organ)) {
		return nil
	}
	if k.Effect == vocab.NonResident && len(c.Patients) == 1 && r.missionIn(m, c.Agents, c.Patients[0]) { // "accredited to Slovenia through its embassy in Ljubljana"
		c.Kind = "maintain-mission"
		k, _ = p.x.kinds.Get(c.Kind)
	}
	var host []chancery.Party
	if k.Effect == vocab.NonResident && len(c.Patients) > 1 {
		c.Patients, host = r.withoutHost(m, c.Patients)
	}
	if k.Effect == vocab.NonResident && m.lone && r.elsewhereTo(m) { // "accredited to the governments in exile": to whom it does not say in names
		return nil
	}
	if k.Effect == vocab.NonResident && m.lone && len(c.Agents) == 1 && r.hostOf(m, c.Agents[0]) { // "The embassy in Brussels is accredited to Fiji": it is not Belgium's
		return nil
	}
	if k.Effect == vocab.NonResident && r.seatedAt(m, c.Patients) { // "by an ambassador in Lima and a consulate in Oslo": who is in Oslo is not the ambassador
		c.Others = slices.DeleteFunc(c.Others, func(o chancery.Role) bool { return o.Role == "city" })
	}
	p.stance(&c, r, m)
	if k.Effect == vocab.NonResident && c.Modality == chancery.Negated && r.throughNone(m) { // "is not accredited through an embassy": it has none there
		c.Kind, c.Others = "maintain-mission", without(c.Others, "city")
		k, _ = p.x.kinds.Get(c.Kind)
	}
	start, end := r.s.Start+off, max(r.s.End, r.answer.end)+off
	if aboutPersons[c.Kind] {
		c.Patients = slices.Clone(c.Patients)
		for i, q := range c.Patients { // "granted asylum to Idi Amin": not to Uganda
			if q.Type == chancery.State && q.Person != "" {
				c.Patients[i] = chancery.Party{Type: chancery.Person, Name: q.Person, Mention: q.Mention}
			}
		}
	}
	if p.lead.End > p.lead.Start && start == p.lead.End { // with the date or the name that leads the paragraph
		start = p.lead.Start
	}
	c.Quote = p.quote(b, chancery.Span{Start: start, End: end})
	c.Cites = p.cites(b, start, end)
	if m.rule.Dated && !r.ownDay(m.tok, !m.lone) {
		return nil
	}
	whens, sure := p.when(b, r, m, &c)
	if sure == 0 {
		return nil
	}
	p.invader(&c, whens)
	c.Confidence *= sure
	if m.lone {
		c.Confidence *= 0.9
	}
	out := []chancery.Claim{c}
	if len(host) > 0 {
		d := c
		d.Kind, d.Patients, d.Others = "maintain-mission", host, nil
		out = append(out, d)
	}
	sides := m.sides()
	if sides == nil {
		sides = r.oneAndSeveral(m)
	}
	if sides != nil && k.Symmetric && (k.Group == "standing" || k.Name == "ally" && onlyStates(c.Agents)) {
		out = bilateral(c, sides)
	}
	if k.Symmetric && k.Group == "standing" { // a state and its predecessor have no relations
		out = slices.DeleteFunc(out, func(d chancery.Claim) bool {
			a := d.Agents
			return len(a) == 2 && a[0].ID != "" && p.x.gaz.Line(a[0].ID) == p.x.gaz.Line(a[1].ID)
		})
	}
	if len(whens) > 0 {
		all := out
		out = nil
		for _, c := range all {
			for i := range whens {
				d := c
				d.When = &whens[i]
				out = append(out, d)
			}
		}
	}
	for i := range out {
		p.ofThen(&out[i])
	}
	if mutual || m.crosswise {
		for _, d := range out {
			d.Agents, d.Patients = d.Patients, d.Agents
			d.Others = without(d.Others, "city") // that is the first one's
			out = append(out, d)
		}
	}
	for i := range out {
		p.fromDateline(&out[i])
		out[i].ID = out[i].Identify()
	}
	return out
}

// aboutPersons are the kinds of what is done to a person himself, whatever state he acts for.
var aboutPersons = map[string]bool{"shelter": true, "arrest": true, "release": true}

// onlyStates reports whether all of ps are states.
func onlyStates(ps []chancery.Party) bool {
	return !slices.ContainsFunc(ps, func(p chancery.Party) bool { return p.Type != chancery.State })
}

// ofTown reports whether one whom m is about is told by the name of a town that is no capital: nobody has relations with one or recognises it, "the Donetsk and
// Luhansk People's Republics" are no towns.
func (r *reading) ofTown(m *match) bool {
	for _, f := range m.roles {
		if !acting(f.role) || hasType(f.role.Types, "place") {
			continue
		}
		for _, t := range f.tokens {
			if i := r.at[t]; i >= 0 && r.mentions[i].Form == party.City && r.marks(t) != "in" && r.marks(t) != "at" {
				return true
			}
		}
	}
	return false
}

// atHome reports whether the mission of c would stand in the land of its own sender, as told by a pronoun: in "Chad expelled two diplomats of Libya and closed
// its embassy in Tripoli" it is Chad's.
func (r *reading) atHome(m *match, c *chancery.Claim) bool {
	if len(c.Agents) != 1 || len(c.Patients) != 1 {
		return false
	}
	pronoun, home := false, false
	for _, f := range m.roles {
		switch f.role.Name {
		case "agent":
			pronoun = len(f.tokens) == 1 && r.toks[f.tokens[0]].UPOS == "PRON"
		case "city":
			for _, t := range f.tokens {
				if i := r.at[t]; i >= 0 && len(r.mentions[i].Parties) == 1 && (r.mentions[i].Form == party.Capital || r.mentions[i].Form == party.City) {
					home = r.mentions[i].Parties[0].ID == c.Agents[0].ID
				}
			}
		}
	}
	return pronoun && home
}

// unionRepublic reports whether the name is that of a republic of the Soviet Union, which is not the state that is called by the same adjective.
func unionRepublic(name string) bool {
	return strings.Contains(name, "Soviet Socialist") || strings.HasSuffix(name, " SSR")
}

// missionIn reports whether the mission that m names is the agent's and stands in the state q itself, and m names no third state or town of one.
func (r *reading) missionIn(m *match, agents []chancery.Party, q chancery.Party) bool {
	in := false
	for i := range r.mentions {
		n := &r.mentions[i]
		if !r.below(n.Head, m.tok) || r.joinedVerb(n.Head, m.tok) {
			continue
		}
		for _, p := range n.Parties {
			if p.Type == chancery.State && p.ID != q.ID && (n.City != "" || !sameID(agents, p)) {
				return false
			}
		}
		h := r.head(n.Head)
		if h < 0 || !r.missionAt(h) {
			h = n.First - 2 // hung on the verb: "through its high commission [in Suva]"
		}
		seat := n.City != "" || len(n.Parties) == 1 && n.Parties[0].ID == q.ID // "its embassy in Djibouti"
		in = in || seat && r.missionAt(h) && (r.marks(n.Head) == "in" || r.marks(n.Head) == "at")
	}
	return in
}

// joinedVerb reports whether t, below the verb v, is said by another verb that is joined to it: "is accredited to Chad and [has a consulate in Sarh]".
func (r *reading) joinedVerb(t, v int) bool {
	for n := 0; t >= 0 && t != v && n < 4*maxDepth; t, n = r.head(t), n+1 {
		if r.is(t, "conj") && (r.toks[t].UPOS == "VERB" || r.toks[t].Lemma == "have") {
			return true
		}
	}
	return false
}

// throughNone reports whether m says through what, in words for a mission without a place.
func (r *reading) throughNone(m *match) bool {
	for _, t := range r.ownPrep(m.tok, "through") {
		if r.missionAt(t) && len(r.ownPrep(t, "in")) == 0 {
			return true
		}
	}
	return false
}

// eachOther reports whether ps are the two of whom the text is: "embassies were opened in Lima and Oslo", of each in the capital of the other.
func (p *passage) eachOther(ps []chancery.Party) bool {
	if len(ps) != 2 || p.single {
		return false
	}
	for _, pair := range [][]chancery.Party{p.pair, p.memory.relation} {
		if len(pair) == 2 && sameAll(ps, pair) {
			return true
		}
	}
	return false
}

// ofThen gives the parties of c that the sentence does not name the state that their line was at the time of the act: an envoy to "the government" of 1944
// is one to Yugoslavia, on a page about Serbia.
func (p *passage) ofThen(c *chancery.Claim) {
	if c.When == nil {
		return
	}
	on, err := edtf.Parse(c.When.EDTF)
	if err != nil || !brief(on) {
		return
	}
	k, _ := p.x.kinds.Get(c.Kind)
	for _, ps := range []*[]chancery.Party{&c.Agents, &c.Patients} {
		then := append([]chancery.Party(nil), *ps...)
		for i := range then {
			if then[i].Type == chancery.State && (then[i].Mention == "" || k.Group != "state" && p.x.pastName(then[i], on)) {
				then[i] = p.x.gaz.On(then[i], on)
			}
		}
		*ps = then
	}
}

// seatsIn says in which state the missions to those sit that have no room for them on their own soil.
var seatsIn = map[string]string{"VAT": "ITA", "XMT": "ITA"}

// housed gives c, a mission in a city of another state, to the one that the page or the row is about, if the missions to that sit there: "Chad has an embassy in
// Rome", on the page of the Holy See.
func (p *passage) housed(c *chancery.Claim) {
	if len(c.Patients) != 1 || strings.EqualFold(c.Patients[0].Mention, c.Patients[0].Name) || strings.HasSuffix(c.Rule, ".through") { // "accredited to it through its embassy in Rome" may be that in Italy
		return
	}
	about := p.pair
	if len(about) == 0 {
		about = p.base
	}
	for i := range about {
		if seatsIn[about[i].ID] == c.Patients[0].ID && !sameID(about, c.Patients[0]) && !sameID(c.Agents, about[i]) {
			q := bare(about[i : i+1])[0]
			q.Mention = c.Patients[0].Mention
			c.Patients = []chancery.Party{q}
		}
	}
}

// pastName reports whether q did not exist at the time of the act and is named by another word than its name: "Cairo", in a sentence that begins in the years of the
// United Arab Republic.
func (x *Extractor) pastName(q chancery.Party, on edtf.Date) bool {
	e, ok := x.gaz.Entry(q.ID)
	return ok && !e.Exists(on) && !strings.Contains(strings.ToLower(q.Mention), strings.ToLower(e.Name))
}

// standing reports whether all of ps are states that have existed without a break to this day: none of them was dissolved, whatever became of its
// empire.
func (p *passage) standing(ps []chancery.Party) bool {
	for _, q := range ps {
		if e, ok := p.x.gaz.Entry(q.ID); !ok || len(e.Years) != 1 || !e.Exists(edtf.Date{}) {
			return false
		}
	}
	return len(ps) > 0
}

func (p *passage) stance(c *chancery.Claim, r *reading, m *match) {
	st := &m.stance
	c.Modality = st.modality
	for _, s := range st.speakers {
		c.Attribution = mergeParties(c.Attribution, p.speaker(r, s))
	}
	k, _ := p.x.kinds.Get(c.Kind)
	later := k.Symmetric && st.would                                                                                                                                            // what two will do together is not done by saying so
	if st.performer != "" && !later && !st.intended && (st.modality.Actual() || st.modality == chancery.Planned || st.modality == chancery.Demanded && len(st.performed) > 0) { // who orders what his own state does, does it
		if len(st.performed) == 0 && len(c.Agents) > 0 { // "was announced"
			c.Modality = st.performer
		}
		for _, t := range st.performed {
			for _, q := range r.parties(t) {
				for _, a := range c.Agents {
					if q.ID != "" && q.ID == a.ID {
						c.Modality = st.performer
					}
				}
			}
		}
	}
	if c.Modality == chancery.Announced && k.Group == "word" { // "voted to condemn": that condemns
		c.Modality = chancery.Asserted
	}
	if c.Modality == chancery.Threatened && favour(k) && r.vowed(m.tok) { // "vowed to strengthen ties"
		c.Modality = chancery.Planned
	}
	if own := chancery.Modality(m.rule.Modality); own != "" && (c.Modality == chancery.Asserted || c.Modality == chancery.Negated || !own.Actual() && (c.Modality == chancery.Planned || c.Modality == chancery.Announced)) {
		c.Modality = own
	}
	if c.Modality == chancery.Asserted && charges[c.Kind] && !sharesState(c.Agents, c.Attribution) && r.chargedInQuotes(m.tok, st) {
		c.Modality = chancery.Alleged
	}
}

// charges are the kinds of claims of which somebody's own words are a charge against who did it.
var charges = map[string]bool{"attack": true, "invade": true, "assassinate": true, "abduct": true, "cyberattack": true, "annex": true}

// sharesState reports whether a party of as is one of bs.
func sharesState(as, bs []chancery.Party) bool {
	return slices.ContainsFunc(as, func(p chancery.Party) bool {
		return p.ID != "" && slices.ContainsFunc(bs, func(q chancery.Party) bool { return q.ID == p.ID })
	})
}

// chargedInQuotes reports whether t stands within quotation marks, in the words of somebody who says or calls something so: 'called it "an invasion of our
// land"', '"they have bombed our towns", the minister said'.
func (r *reading) chargedInQuotes(t int, st *stance) bool {
	from, to, ok := r.quotation(t)
	if !ok {
		return false
	}
	if st.said >= 0 && (st.said < from || st.said >= to) || slices.ContainsFunc(st.speakers, func(s int) bool { return s < from || s >= to }) {
		return true
	}
	top := t
	for n := 0; n < maxDepth && r.head(top) >= from && r.head(top) < to; n++ {
		top = r.head(top)
	}
	h := r.head(top)
	return h >= 0 && calling[r.low[h]] && (r.is(top, "obj", "xcomp") || r.is(top, "obl") && r.marks(top) == "as")
}

// calling are verbs for giving something a name.
var calling = map[string]bool{"call": true, "describe": true, "brand": true, "label": true, "term": true, "dub": true, "denounce": true, "characterise": true, "characterize": true, "condemn": true}

// quotation returns the tokens [from, to) of the quotation in which t stands, if it opens and ends in this sentence.
func (r *reading) quotation(t int) (from, to int, ok bool) {
	open := -1
	for i := 0; i < t; i++ {
		switch r.toks[i].Form {
		case "\"", "''", "``":
			if open >= 0 {
				open = -1
			} else {
				open = i
			}
		case "“":
			open = i
		case "”":
			open = -1
		}
	}
	if open < 0 {
		return 0, 0, false
	}
	for i := t + 1; i < len(r.toks); i++ {
		switch r.toks[i].Form {
		case "\"", "''", "”":
			return open + 1, i, true
		}
	}
	return 0, 0, false
}

// speaker returns who the token t is as one who says something.
func (p *passage) speaker(r *reading, t int) []chancery.Party {
	if ps := r.parties(t); len(ps) > 0 {
		return ps
	}
	if r.toks[t].UPOS == "PRON" || r.toks[t].UPOS == "DET" {
		return nil
	}
	if documents[r.low[t]] { // "a statement from the government of Chad said"
		for _, o := range union(r.subject(t), r.prep(t, "from")) {
			if ps := r.parties(o); len(ps) > 0 {
				return ps
			}
		}
	}
	q := r.named(t)
	return []chancery.Party{q}
}

// cites returns the sources that the document gives for a stretch of a block: those right behind it and within.
func (p *passage) cites(b *chancery.Block, start, end int) (out []chancery.Reference) {
	for _, ref := range b.Refs {
		if ref.At > start && ref.At <= end+2 && ref.Ref >= 0 && ref.Ref < len(p.doc.Refs) {
			out = append(out, p.doc.Refs[ref.Ref])
		}
	}
	return out
}

// without returns roles but those of a name.
func without(roles []chancery.Role, name string) []chancery.Role {
	return slices.DeleteFunc(slices.Clone(roles), func(o chancery.Role) bool { return o.Role == name })
}

// favour reports whether acts of kind k do good to whom they are done to, so that a vow of them is a promise.
func favour(k vocab.Kind) bool {
	root, _, _ := strings.Cut(k.PLOVER, "/")
	switch root {
	case "SUPPORT", "AGREE", "AID", "COOPERATE", "CONSULT", "RETREAT", "CONCEDE":
		return true
	}
	return k.Name == "improve"
}

// vowed reports whether the verb above t is "vow".
func (g *graph) vowed(t int) bool {
	for n := 0; n < maxDepth && g.head(t) >= 0; n++ {
		if t = g.head(t); g.verb(t) && !g.light(t) {
			return g.low[t] == "vow"
		}
	}
	return false
}
