package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/party"
	"chancery/internal/resolve/when"
)

// memory is what a passage keeps of its last claims, for words that stand for them: "They were resumed in 1991", "The embassy reopened",
// "China did so in October", "Kuwait recalled its ambassador".
type memory struct {
	relation  []chancery.Party // the pair whose relations were spoken of last
	sender    []chancery.Party // the last mission: whose, and where
	receiver  []chancery.Party
	city      *chancery.Role
	last      act // the last one of the groups standing and mission
	block     int // the block of last
	deed      act // the last one of the groups of echoed
	deedBlock int // the block of deed
	target    []chancery.Party
	body      []chancery.Party // the organisation that was last joined, left or asked
	thing     string           // the last word for relations, a mission or an envoy: what "its own", "theirs" and "one" stand for
}

// echoed are the groups of kinds whose acts another may be told to have done as well.
var echoed = map[string]bool{"standing": true, "mission": true, "measure": true, "force": true, "agreement": true}

// remember keeps what c told.
func (m *memory) remember(a act, group string, block int) {
	c := a.claim
	if echoed[group] && c.Modality.Actual() && !a.aside {
		d := *c
		m.deed, m.deedBlock = act{claim: &d, subject: a.subject, verb: a.verb}, block
	}
	all := mergeParties(append([]chancery.Party(nil), c.Agents...), c.Patients)
	switch group {
	case "standing":
		if len(all) == 2 {
			m.relation = bare(all)
		}
	case "mission":
		if len(c.Agents) == 1 && len(c.Patients) == 1 && (missionKind(c.Kind) || c.Kind == "appoint-envoy") {
			m.sender, m.receiver, m.city = bare(c.Agents), bare(c.Patients), nil
			if o, ok := c.Other("city"); ok {
				m.city = &o
			}
		}
	default:
		if (c.Kind == "join" || c.Kind == "leave" || c.Kind == "member-of" || c.Kind == "request") && len(c.Patients) == 1 && c.Patients[0].Type == chancery.Organisation {
			m.body = bare(c.Patients)
		}
		return
	}
	if !c.Modality.Actual() {
		return
	}
	d := *c
	m.last, m.block = act{claim: &d, subject: a.subject, verb: a.verb}, block
	if len(c.Patients) == 1 && len(c.Agents) == 1 && a.subject != nil && a.subject.ID == c.Patients[0].ID {
		m.target = bare(c.Agents) // "Chad closed the Qatari embassy": whom it was done to is Qatar
	} else if len(c.Patients) == 1 {
		m.target = bare(c.Patients)
	} else if len(c.Agents) == 2 && len(c.Patients) == 0 {
		m.target = bare(c.Agents)
	}
}

func missionKind(k string) bool { return strings.HasSuffix(k, "-mission") }

// bare returns the parties as understood: without their words.
func bare(ps []chancery.Party) []chancery.Party {
	out := append([]chancery.Party(nil), ps...)
	for i := range out {
		out[i].Mention, out[i].Organ, out[i].Person = "", "", ""
	}
	return out
}

// proforms gives the words that stand for a noun of diplomacy its lemma: "resumed theirs", "opened its own there", "Peru has one too".
func (r *reading) proforms() {
	for t := range r.toks {
		f := r.form[t]
		switch {
		case f == "those" && r.interestsBefore(t):
			r.low[t] = "interest"
			continue
		case !r.is(t, "obj", "nsubj:pass", "conj"):
			continue
		case f == "own" && t > 0 && strings.HasSuffix(r.toks[t-1].XPOS, "$"), f == "theirs":
		case f == "one" && t > 0 && r.verb(t-1) && !r.hasChild(t, "acl") && !slices.ContainsFunc(r.children(t, "nmod"), func(c int) bool { return r.marks(c) != "in" && r.marks(c) != "at" }):
		case r.more(t): // "expelled 60 diplomats. Ukraine expelled 13"
			r.low[t] = "diplomat"
			continue
		default:
			continue
		}
		w := r.lastThing(t)
		if w == "" {
			w = r.p.memory.thing
		}
		if w != "" {
			r.low[t] = w
		}
	}
	r.missions()
}

// interestsBefore reports whether "those" at t, of somebody, are the interests that the sentence has spoken of: "looks after Peruvian interests there, and after [those] of Chile".
func (r *reading) interestsBefore(t int) bool {
	if t > 0 && r.toks[t-1].UPOS == "PROPN" { // "and Chad those of Chile": who looks after these is another
		return false
	}
	return len(r.ownPrep(t, "of")) > 0 && slices.ContainsFunc(r.low[:t], func(w string) bool { return w == "interest" }) && slices.Contains(r.form[:t], "interests")
}

// ofUnnamed takes its party from a "their" that is of states which the clause does not name: "after the Chadian coup, many nations closed [their] embassies".
func (r *reading) ofUnnamed() {
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.Form != party.Pronoun || r.form[m.Head] != "their" {
			continue
		}
		for _, s := range r.surface(r.verbAbove(m.Head)) {
			if s < m.Head && bodies[r.low[s]] && r.toks[s].XPOS == "NNS" && r.some(s) && len(r.parties(s)) == 0 {
				m.Parties = nil
			}
		}
	}
}

// ofRecognised gives an "its" that owns the beginning of a state to the one that is recognised, not to who recognises: "recognised Chad after [its]
// declaration of independence".
func (r *reading) ofRecognised() {
	for i := range r.mentions {
		m := &r.mentions[i]
		n := r.head(m.Head)
		if m.Form != party.Pronoun || r.form[m.Head] != "its" || n < 0 || !beginnings[r.low[n]] {
			continue
		}
		v := r.verbAbove(n)
		if r.low[v] != "recognise" && r.low[v] != "recognize" {
			continue
		}
		for _, o := range r.object(v) {
			if ps := r.mentioned(o); o < m.Head && len(ps) == 1 && ps[0].Type == chancery.State {
				m.Parties = bare(ps)
			}
		}
	}
}

// beginnings are nouns for what a state begins with.
var beginnings = map[string]bool{"independence": true, "declaration": true, "proclamation": true, "secession": true, "establishment": true, "founding": true, "foundation": true, "creation": true, "formation": true}

// more reports whether t is a number without a noun, or "more", of those whom the last act, told with the same verb, expelled.
func (r *reading) more(t int) bool {
	last := r.p.memory.last
	h := r.head(t)
	if last.claim == nil || last.claim.Kind != "expel-diplomats" || r.p.memory.block != r.block || h < 0 || r.low[h] != last.verb || r.hasChild(t, "nmod", "acl") {
		return false
	}
	return r.toks[t].UPOS == "NUM" || (r.form[t] == "more" || r.form[t] == "others") && r.hasChild(t, "nummod")
}

// missions gives "it", "the office" and "the post" the lemma of the mission last spoken of, where they are said to be opened, closed, moved or raised:
// "remained open until 22 July 1882, when it was closed", "The office re-opened on 10 June 1908".
func (r *reading) missions() {
	c := r.rules.Classes["@mission-strict"]
	for t := range r.toks {
		h := r.head(t)
		became := r.form[t] == "they" && h >= 0 && (r.low[h] == "become" || r.toks[h].UPOS == "NOUN" && r.missionAt(h))
		if c == nil || h < 0 || !became && (!r.verb(h) || !housed[r.low[h]]) || !r.is(t, "nsubj", "obj") {
			continue
		}
		switch f := r.form[t]; {
		case became: // "Legations were opened in 1924; they became embassies in 1930"
		case f == "it" && (r.is(t, "nsubj:pass", "obj") || !r.hasChild(h, "obj", "xcomp", "ccomp")):
		case (f == "office" || f == "post" || f == "mission") && t > 0 && r.low[t-1] == "the" && len(r.kids[t]) == 1:
		default:
			continue
		}
		w := r.lastThing(t)
		if w == "" {
			w = r.p.memory.thing
		}
		if c.Has(w) {
			r.low[t], r.at[t] = w, -1
		}
	}
}

// housed are verbs for what is done to a mission.
var housed = map[string]bool{"open": true, "reopen": true, "re-open": true, "close": true, "reestablish": true, "re-establish": true, "establish": true, "abolish": true, "evacuate": true, "shut": true, "raise": true,
	"elevate": true, "upgrade": true, "downgrade": true, "reduce": true, "move": true, "relocate": true, "transfer": true, "discontinue": true, "inaugurate": true, "restore": true}

// lastThing returns the lemma of the last word before t for relations, a mission or an envoy, "" for none.
func (r *reading) lastThing(t int) string {
	for t--; t >= 0; t-- {
		if r.toks[t].UPOS != "NOUN" && r.toks[t].UPOS != "PROPN" {
			continue
		}
		for _, name := range []string{"@relation", "@mission-strict", "@envoy"} {
			if c := r.rules.Classes[name]; c != nil && c.Words[r.low[t]] {
				return r.low[t]
			}
		}
	}
	return ""
}

// relationPronouns stand for relations spoken of before.
var relationPronouns = map[string]bool{"they": true, "them": true, "those": true, "these": true, "theirs": true, "it": true, "none": true, "one": true, "their": true, "its": true}

// ofRelations are nouns for what is done to relations: "announced their resumption".
var ofRelations = map[string]bool{"resumption": true, "restoration": true, "renewal": true, "re-establishment": true, "reestablishment": true, "severance": true, "rupture": true, "suspension": true, "establishment": true}

// standsFor reports whether t is a pronoun for the relations last spoken of, where a need asks for relations: "they were restored", and "those with
// Taipei" where this sentence has spoken of others.
func (r *reading) standsFor(t int) bool {
	w := r.form[t]
	if h := r.head(t); h >= 0 && r.is(t, "nsubj") && r.toks[h].UPOS == "NOUN" && r.hasChild(h, "cop") && stateCalled[r.low[h]] { // "it was a small country"
		return false
	}
	if !relationPronouns[w] || w == "one" && r.hasChild(t, "nsubj") { // "the talk was a friendly one"
		return false
	}
	if h := r.head(t); (w == "their" || w == "its") && (!r.is(t, "nmod:poss") || h < 0 || !ofRelations[r.low[h]]) {
		return false
	}
	if w == "those" && len(r.prep(t, "with"))+len(r.prep(t, "between")) > 0 {
		return len(r.p.memory.relation) == 2 || r.relationsBefore(t)
	}
	if len(r.p.memory.relation) != 2 && !r.relationsBefore(t) && !(w == "they" && r.p.onRelations()) {
		return false
	}
	if r.ofSpeaker(t) {
		return false
	}
	return r.at[t] < 0 || w == "their" || w == "its" || w == "they" || w == "them" || w == "those" || w == "these"
}

// ofSpeaker reports whether the pronoun t is the subject of what its own party says: "the government said they were ready".
func (r *reading) ofSpeaker(t int) bool {
	v := r.head(t)
	if v < 0 || !r.is(t, "nsubj") || !r.is(v, "ccomp") || len(r.parties(t)) == 0 {
		return false
	}
	for _, s := range r.kids[r.head(v)] {
		if r.is(s, "nsubj") && s < t && sameAll(bare(r.parties(s)), bare(r.parties(t))) {
			return true
		}
	}
	return false
}

// onRelations reports whether the page is on the relations of two states by its title, and nothing has been told yet.
func (p *passage) onRelations() bool {
	return len(p.claims) == 0 && len(p.base) == 2 && !p.single && strings.HasSuffix(strings.ToLower(p.doc.Title), "relations")
}

// relationsBefore reports whether the sentence speaks of relations before t.
func (r *reading) relationsBefore(t int) bool {
	c := r.rules.Classes["@relation"]
	for i := 0; c != nil && i < t; i++ {
		if r.in(i, c) {
			return true
		}
	}
	return false
}

// act is an act that has been told, and the one who is its subject in the text, nil where it has none.
type act struct {
	claim   *chancery.Claim
	subject *chancery.Party
	verb    string // the lemma of its trigger
	aside   bool   // the trigger is a noun below another verb's complement, and tells no more than why or when: "in reprisal for its recognition of Chad"
	// returned says that it is to be done to the one who did it: "answered in kind".
	returned bool
}

// returnable are the kinds of acts that are answered in kind.
var returnable = map[string]bool{"expel-diplomats": true, "recall-envoy": true, "close-mission": true, "downgrade-relations": true, "sanction": true, "withdraw-diplomats": true,
	"open-mission": true, "reopen-mission": true, "appoint-envoy": true, "recognise": true}

// actOf returns the act that c, read by m, tells.
func (r *reading) actOf(m *match, c *chancery.Claim) act {
	a := act{claim: c, verb: r.low[m.tok]}
	if ps := r.statesAt(r.subject(m.tok)); len(ps) == 1 {
		a.subject = &ps[0]
	}
	for t := m.tok; t >= 0 && r.toks[t].UPOS == "NOUN"; t = r.head(t) {
		a.aside = a.aside || r.is(t, "obl", "nmod") && r.toks[t].Rel != "nmod:poss"
	}
	return a
}

// actorsAt returns the states that stand at ts, and of a measure like c the known organisations too.
func (r *reading) actorsAt(ts []int, c *chancery.Claim) []chancery.Party {
	out := r.statesAt(ts)
	if k, _ := r.p.x.kinds.Get(c.Kind); k.Group == "measure" {
		for _, t := range ts {
			for _, q := range known(r.parties(t)) {
				if actor(q) {
					out = mergeParties(out, []chancery.Party{q})
				}
			}
		}
	}
	return out
}

// statesAt returns the states that stand at ts.
func (r *reading) statesAt(ts []int) (out []chancery.Party) {
	for _, t := range ts {
		for _, q := range r.parties(t) {
			if q.Type == chancery.State {
				out = mergeParties(out, []chancery.Party{q})
			}
		}
	}
	return out
}

// actBefore returns the act that the verb t repeats: the last one told before it in the sentence, else before, the one of the sentence before it.
func (r *reading) actBefore(t int, before act, acts map[int]act) act {
	if r.low[t] == "do" && r.asDid(t) {
		return acts[r.head(t)]
	}
	for u := t - 1; u >= 0 && len(acts) > 0; u-- {
		if a, ok := acts[u]; ok && a.claim.Modality.Actual() && a.claim != before.claim && !r.ofActor(u, t) {
			return a
		}
	}
	for u := range t { // of what the sentence tells first, and no rule read, nothing is known
		if r.verb(u) && !r.below(u, t) && !r.below(t, u) && !r.is(u, "aux", "cop") {
			return act{}
		}
	}
	return before
}

// ofActor reports whether the verb u stands in what is said of the subject of the verb t: "Chad, which [recognised] it in 1960, may do so".
func (r *reading) ofActor(u, t int) bool {
	return slices.ContainsFunc(r.children(t, "nsubj", "nsubj:pass"), func(s int) bool { return r.below(u, s) })
}

// counted reports whether the verb t only tells how many had done it before: "the eighth state [to do] so since 1972".
func (r *reading) counted(t int) bool {
	n := r.head(t)
	return n >= 0 && r.is(t, "acl") && slices.ContainsFunc(r.children(n, "amod"), func(c int) bool {
		return r.toks[c].XPOS == "JJ" && (ordinals[r.form[c]] || strings.HasSuffix(r.form[c], "th"))
	})
}

// echoes returns claims that repeat an act with another subject: "China did so on 6 October", "Poland followed suit", "and Chile on 3 May". The act
// is the last one before those words: of acts, those of this sentence by their trigger, else before, the last of the passage.
func (p *passage) echoes(b *chancery.Block, before act, acts map[int]act, r *reading, off int) (out []chancery.Claim) {
	for t := range r.toks {
		inKind := r.verb(t) && r.inKind(t)
		echo := inKind || r.verb(t) && r.echo(t) || r.sameStep(t)
		if !echo && (acts[t].claim == nil || !r.bareObject(t)) {
			continue
		}
		last := acts[t]
		if echo {
			last = r.actBefore(t, before, acts)
			last.returned = inKind
		}
		if echo && last.claim != nil {
			st := r.stance(t, !r.p.news, false, nil)
			dates, cost := r.dates(t, &st, r.times, false)
			after := r.low[t] == "follow" && len(dates) == 1 && dates[0].last < t && !r.below(dates[0].first, t) // "recognised it on 3 May, followed by Chile": that was on another day
			if cost >= far || after {
				dates = nil
			}
			dates = r.beforeNext(t, dates)
			who := r.actorsAt(r.echoing(t), last.claim)
			if r.counted(t) {
				dates = slices.DeleteFunc(slices.Clone(dates), func(e *timed) bool { return e.Relation == when.Since })
				who = apartFrom(who, last.claim.Agents)
			}
			if !inKind && !(len(who) == 1 && returnable[last.claim.Kind]) {
				who = apartFrom(who, last.claim.Patients)
			}
			for _, q := range who {
				for _, c := range p.repeat(b, r, off, last, q, st.modality, dates) {
					if c.When == nil && (r.low[t] == "do" || after) && !r.elsewhen(t) {
						c.When = aboutThen(last.claim.When, r.soonThen(t))
						c.ID = c.Identify()
					}
					out = append(out, c)
				}
			}
		}
		if last.claim == nil {
			continue
		}
		for i := range r.mentions { // "and Chile on 3 May"
			if m := &r.mentions[i]; m.First > t && r.gapped(m) {
				if e := r.dateBehind(m.Last); e != nil && len(m.Parties) == 1 {
					out = append(out, p.repeat(b, r, off, last, m.Parties[0], chancery.Asserted, []*timed{e})...)
				}
			}
		}
	}
	return out
}

// beforeNext returns of the dates of the verb t those before the next state that a list tells the same of: "Peru followed in 1971 | , Morocco in 1972".
func (r *reading) beforeNext(t int, dates []*timed) []*timed {
	for i := range r.mentions {
		if m := &r.mentions[i]; m.First > t && r.gapped(m) && r.dateBehind(m.Last) != nil {
			if own := slices.DeleteFunc(slices.Clone(dates), func(e *timed) bool { return e.first > m.First }); len(own) > 0 {
				return own
			}
		}
	}
	return dates
}

// aboutThen is the time of who "did the same" as was done at w: of its month, for the day may be another, or where that was told to be some time after, of
// its year. Nil where w has no day or month.
func aboutThen(w *chancery.When, after bool) *chancery.When {
	if w == nil {
		return nil
	}
	d, err := edtf.Parse(w.EDTF)
	if d = d.Whole(); err != nil || d.Precision() != edtf.DayPrecision && d.Precision() != edtf.MonthPrecision {
		return nil
	}
	if after {
		return &chancery.When{EDTF: aboutYear(yearOf(d)).String(), Basis: chancery.BasisContext}
	}
	y, month, _ := d.Fields()
	of, ok := edtf.Ymd(y, month, 0)
	if !ok {
		return nil
	}
	return &chancery.When{EDTF: of.String(), Basis: chancery.BasisContext}
}

// soonThen reports whether the verb t is told of a time soon after: "followed shortly by Chile", "did so soon after".
func (r *reading) soonThen(t int) bool {
	return slices.ContainsFunc(r.children(t, "advmod"), func(c int) bool { return hasty[r.low[c]] || r.low[c] == "thereafter" || r.low[c] == "later" })
}

// bareObject reports whether the object of the verb t is a pronoun: then a name behind it, with a date of its own, can only be another subject.
func (r *reading) bareObject(t int) bool {
	if !r.verb(t) || r.passive(t) {
		return false
	}
	obj := r.object(t)
	for _, o := range obj {
		if r.toks[o].UPOS != "PRON" {
			return false
		}
	}
	return len(obj) > 0
}

// gapped reports whether m is a state that stands without a verb behind an "and" or a comma, as the subject of a verb that was said before.
func (r *reading) gapped(m *party.Mention) bool {
	if m.Form != party.Name && m.Form != party.Capital || len(m.Parties) != 1 || m.Parties[0].Type != chancery.State || m.First == 0 || r.is(m.Head, "nsubj") {
		return false
	}
	k := m.First - 1
	if r.low[k] == "the" && k > 0 {
		k--
	}
	f := r.toks[k].Form
	return f == "and" || f == "," || f == ";"
}

// dateBehind returns the date that stands right behind the tokens before t, with at most a preposition or a bracket between: "Chile on 3 May",
// "Chile (1962)".
func (r *reading) dateBehind(t int) *timed {
	for i := range r.times {
		e := &r.times[i]
		if dating(&e.Expression) && (e.first == t || e.first == t+1 && t < len(r.toks) && (r.toks[t].UPOS == "ADP" || r.toks[t].Form == "(")) {
			return e
		}
	}
	return nil
}

// repeat returns the claims that q did what last tells.
func (p *passage) repeat(b *chancery.Block, r *reading, off int, last act, q chancery.Party, modality chancery.Modality, dates []*timed) (out []chancery.Claim) {
	c := *last.claim
	c.Others, c.Quantity, c.Attribution, c.When = nil, nil, nil, nil
	c.Rule, c.Confidence, c.Modality = "echo", 0.7, modality
	if len(c.Patients) == 1 && c.Patients[0].ID == q.ID { // "Chad expelled three Libyan envoys, and Libya did likewise"
		last.returned = true
	}
	if last.returned {
		if len(c.Agents) != 1 || len(c.Patients) != 1 || c.Patients[0].ID != q.ID || !returnable[c.Kind] {
			return nil
		}
		c.Patients = c.Agents
	} else if len(c.Patients) == 1 && c.Patients[0].ID == q.ID && len(c.Agents) == 1 && returnable[c.Kind] { // "Chad opened an embassy there; Peru followed suit"
		c.Patients = c.Agents
	}
	if k, _ := p.x.kinds.Get(c.Kind); k.Symmetric {
		other := p.shared(last, q)
		if other == nil {
			return nil
		}
		c.Agents = []chancery.Party{q, *other}
		if c.Agents[0].ID > c.Agents[1].ID {
			c.Agents[0], c.Agents[1] = c.Agents[1], c.Agents[0]
		}
	} else {
		c.Agents = []chancery.Party{q}
		if len(c.Patients) == 0 || c.Patients[0].ID == q.ID {
			return nil
		}
		c.Patients = bare(c.Patients)
	}
	start, end := r.s.Start+off, max(r.s.End, r.answer.end)+off
	c.Quote = p.doc.Quote(b.Original(chancery.Span{Start: start, End: end}))
	c.Cites = p.cites(b, start, end)
	for _, e := range dates {
		for _, w := range e.whens {
			d := c
			d.When = &w
			d.ID = d.Identify()
			out = append(out, d)
		}
	}
	if len(out) == 0 {
		c.ID = c.Identify()
		out = append(out, c)
	}
	return out
}

// echo reports whether the verb t says that its subject did the same as was told before.
func (r *reading) echo(t int) bool {
	switch r.low[t] {
	case "do":
		for _, c := range r.kids[t] {
			if r.low[c] == "so" || r.low[c] == "likewise" || r.low[c] == "same" && r.is(c, "obj") {
				return true
			}
		}
		return r.asDid(t)
	case "follow":
		for _, c := range r.kids[t] {
			if r.is(c, "obj") && r.low[c] != "suit" && r.low[c] != "example" && !r.nextInList(c) || r.is(c, "nsubj:pass", "aux:pass") {
				return false
			}
		}
		return r.toks[t].XPOS != "VBG"
	}
	return false
}

// nextInList reports whether t is a state with a date of its own behind a comma, which the tree takes for an object: "Peru followed in 1971, [Morocco] in 1972".
func (r *reading) nextInList(t int) bool {
	i := r.at[t]
	return i >= 0 && r.mentions[i].First > 0 && r.toks[r.mentions[i].First-1].Form == "," && len(r.statesAt([]int{t})) == 1 && r.dateBehind(r.mentions[i].Last) != nil
}

// asDid reports whether the verb t only tells who else did it: "recognised it in 1971, as [did] Chile".
func (r *reading) asDid(t int) bool {
	return r.is(t, "advcl") && r.low[t] == "do" && r.marks(t) == "as" && t > 0 && r.low[t-1] == "as" && !r.hasChild(t, "xcomp", "ccomp", "aux")
}

// echoing returns who does what t repeats: the subject of a verb, which stands behind "as did", and who takes a step.
func (r *reading) echoing(t int) []int {
	if !r.verb(t) {
		return r.takers(t)
	}
	if r.low[t] == "do" && r.asDid(t) {
		return append(r.subject(t), r.object(t)...)
	}
	return r.subject(t)
}

// steps are nouns for whatever was done, likened the adjectives that make of it what was told before.
var (
	steps   = map[string]bool{"step": true, "move": true, "measure": true, "action": true, "decision": true, "gesture": true}
	likened = map[string]bool{"similar": true, "identical": true, "same": true, "corresponding": true, "comparable": true, "equivalent": true, "like": true, "matching": true}
)

// sameStep reports whether the noun t tells that somebody did the same as was told before: "in response to a similar move by Chad".
func (r *reading) sameStep(t int) bool {
	return steps[r.low[t]] && r.toks[t].UPOS == "NOUN" && slices.ContainsFunc(r.children(t, "amod"), func(c int) bool { return likened[r.low[c]] }) && len(r.takers(t)) > 0
}

// takers returns who takes the step told by the noun t: "a similar move by [Chad]", "[Chad's] similar move", "a similar step taken by [Chad]".
func (r *reading) takers(t int) []int {
	out := union(r.possessors(t), union(r.ownPrep(t, "by"), r.ownPrep(t, "from")))
	for _, v := range r.children(t, "acl") {
		out = union(out, r.ownPrep(v, "by"))
	}
	return out
}

// inKind reports whether the verb t says that its subject did to another what that had done to it: "answered in kind", "reciprocated".
func (r *reading) inKind(t int) bool {
	switch r.low[t] {
	case "reciprocate":
		return !r.hasChild(t, "obj") && !r.passive(t)
	case "answer", "respond", "reply", "retaliate", "react":
		for _, c := range r.prep(t, "in") {
			if r.low[c] == "kind" {
				return true
			}
		}
	}
	return false
}

// shared returns the party of the symmetric act last that q takes the place beside: what the page is about, if it is one of the two, else the one that
// was not its subject.
func (p *passage) shared(last act, q chancery.Party) *chancery.Party {
	agents := last.claim.Agents
	for _, base := range p.base {
		for i := range agents {
			if agents[i].ID == base.ID && base.ID != q.ID {
				s := bare(agents[i : i+1])[0]
				return &s
			}
		}
	}
	if last.subject == nil || len(agents) != 2 {
		return nil
	}
	for i := range agents {
		if agents[1-i].ID == last.subject.ID && agents[i].ID != q.ID {
			s := bare(agents[i : i+1])[0]
			return &s
		}
	}
	return nil
}
