package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/resolve/party"
)

// Parties that stand below the words that a rule looks at.

// beneath are the kinds of which whom it is done to may be named deeper down than the paths of a rule reach, with the prepositions under which he may stand
// there: "lifted restrictions on travel to Cuba", "agreed to end its ban on imports of Egyptian fruit".
var beneath = map[string]string{
	"attack": " on ", "criticise": " of by for ", "accuse": " by ", "promise": " to for with of by from toward towards ", "reject": " to for with of by from ", "demand": " to of by from ", "threaten": " to with of from against ", "condemn": " by ", "support": " to for of with ",
	"lift-sanction": " on against to of from for with ", "sanction": " on against to of from for with ", "aid": " to for in into of ", "mediate": " between among to with ", "return": " to ", "withdraw-forces": " from ", "praise": " of by for ", "oppose": " by with ",
}

// toPeople are the kinds of beneath of which it may be people without a name, toAskers those of what is answered to somebody who asks or offers.
var (
	toPeople = map[string]bool{"attack": true, "promise": true, "demand": true, "reject": true, "aid": true, "support": true, "condemn": true, "criticise": true, "accuse": true, "praise": true, "lift-sanction": true}
	toAskers = map[string]bool{"reject": true, "concede": true, "deny": true, "praise": true, "support": true, "criticise": true}
)

// vague are words for somebody that mean too many, or things.
var vague = map[string]bool{"side": true, "security": true, "state": true, "country": true, "bank": true, "team": true, "court": true, "house": true, "chief": true, "campaign": true, "nation": true, "group": true}

// peopleMeant reports whether c, below t, tells by what they do of people to whom m is done: not his own, and not what he gives or moves.
func (r *reading) peopleMeant(m *match, t, c int) bool {
	if !toPeople[m.rule.Kind] || r.toks[c].UPOS != "NOUN" || vague[r.low[c]] || !r.someone(c) && !(r.in(c, r.rules.Classes["@civilian"]) && (m.rule.Kind == "lift-sanction" || m.rule.Kind == "promise" || t == m.tok)) || r.is(c, "compound", "amod", "appos") || groups[r.low[t]] {
		return false
	}
	if t == m.tok && r.is(c, "obj") && !(m.rule.Kind == "reject" && takingIn[r.low[t]]) && !toWhom[m.rule.Kind] || m.rule.Kind == "lift-sanction" && (!laidOn[r.marks(c)] || r.low[c] == "movement") {
		return false
	}
	if k := m.rule.Kind; k == "attack" && (r.in(c, r.rules.Classes["@site"]) || r.in(c, r.rules.Classes["@acting"])) || k == "promise" && r.marks(c) != "to" && r.marks(c) != "for" {
		return false
	}
	return !r.ownedByPronoun(c) && !(m.rule.Kind == "reject" && r.sent(c))
}

// toWhom are the kinds of what is said to or about its object: "support Syrian refugees".
var toWhom = map[string]bool{"attack": true, "support": true, "praise": true, "condemn": true, "criticise": true}

// takingIn are verbs whose object, if it is people, is whom a refusal is to: "will not accept asylum seekers"; laidOn the prepositions before those on whom
// something is laid.
var (
	takingIn = map[string]bool{"accept": true, "admit": true, "release": true, "receive": true, "return": true, "recognise": true, "recognize": true, "free": true, "extradite": true}
	laidOn   = map[string]bool{"on": true, "against": true, "for": true, "of": true}
)

// askers returns those from whom comes what m answers to: "refused a request [from the justice minister]", "dismissed a protest filed [by Ana Rey]". They may
// be known by their words only.
func (r *reading) askers(m *match) (out []chancery.Party) {
	if !toAskers[m.rule.Kind] || !r.verb(m.tok) {
		return nil
	}
	answered := r.object(m.tok)
	for _, v := range r.children(m.tok, "xcomp") { // "refused to accept a request", "to respond to a request"
		answered = union(answered, union(r.children(v, "obj"), r.ownPrep(v, "to")))
	}
	for _, o := range answered {
		if !answerable[r.low[o]] || r.verb(o) {
			continue
		}
		from := union(r.ownPrep(o, "from"), union(r.ownPrep(o, "by"), r.nearPrep(o, "by")))
		for _, v := range r.children(o, "acl") {
			if v != m.tok && !ofAnswers[r.low[v]] && r.toks[v].XPOS == "VBN" && r.toks[v].Rel != "acl:relcl" { // "filed by"
				from = union(from, r.prep(v, "by"))
			}
		}
		if m.rule.Kind == "reject" {
			for _, c := range r.children(o, "nmod:poss", "compound") { // "rejected the Sarh council's decision"
				if r.at[c] < 0 && r.nameable(c) && r.in(c, r.rules.Classes["@acting"]) && !r.ownedByPronoun(c) {
					q := r.named(c)
					if b := c - 1; b >= 0 && r.toks[b].UPOS == "PROPN" && r.head(b) == o {
						q.Name = r.text[r.toks[b].Start:r.toks[c].End]
						q.Mention = q.Name
					}
					out = mergeParties(out, []chancery.Party{q})
				}
			}
		}
		for _, c := range from {
			if c < o || !r.nameable(c) || r.ownedByPronoun(c) {
				continue
			}
			ps := known(r.anyParties(c))
			if len(ps) == 0 || m.acts(ps[0].ID) {
				ps = []chancery.Party{r.named(c)}
				if i := r.at[c]; i >= 0 && len(r.mentions[i].Parties) == 1 && r.mentions[i].Parties[0].Person != "" {
					ps[0].Name = r.mentions[i].Parties[0].Person
				}
			}
			out = mergeParties(out, ps)
		}
	}
	return out
}

// acts reports whether the party with this id is an agent of m.
func (m *match) acts(id string) bool {
	for _, f := range m.roles {
		if strings.HasPrefix(f.role.Name, "agent") && sameID(f.parties, chancery.Party{ID: id}) {
			return true
		}
	}
	return false
}

// answerable are nouns for what somebody asks, offers or has decided, ofAnswers the verbs of whoever answers to it as well.
var answerable = map[string]bool{"request": true, "demand": true, "call": true, "appeal": true, "offer": true, "proposal": true, "bid": true, "plea": true, "petition": true, "protest": true, "motion": true, "complaint": true,
	"claim": true, "invitation": true, "application": true, "suggestion": true, "ultimatum": true, "plan": true, "initiative": true, "decision": true, "resolution": true, "draft": true, "amendment": true, "announcement": true, "lawsuit": true}

var ofAnswers = map[string]bool{"welcome": true, "support": true, "back": true, "oppose": true, "condemn": true, "criticise": true, "criticize": true, "reject": true, "accept": true, "approve": true, "endorse": true, "favour": true,
	"favor": true, "denounce": true, "praise": true, "rebuff": true, "refuse": true, "veto": true, "dispute": true}

func (r *reading) ownedByPronoun(t int) bool {
	for _, d := range r.children(t, "nmod:poss") {
		if r.pronoun(d) {
			return true
		}
	}
	return false
}

// beneath returns the one party, other than those who act, that is named in what m is done to: not in a clause of time or ground, nor of a person only. Where
// none is, it is the people that are told of there. Who asked for what m answers to comes before either.
func (r *reading) beneath(m *match) []chancery.Party {
	if ps := r.askers(m); len(ps) > 0 {
		return ps
	}
	if r.low[m.tok] == "defend" || r.low[m.tok] == "justify" { // a decision of one's own: on whose behalf, it does not say
		return nil
	}
	if ps := r.reached(m); ps != nil {
		return ps
	}
	if m.rule.Kind == "mobilise" {
		return r.faced(m)
	}
	cases, ok := beneath[m.rule.Kind]
	if !ok {
		return nil
	}
	mediates := m.rule.Kind == "mediate" || slices.ContainsFunc(r.children(m.tok, "xcomp"), func(c int) bool { return r.low[c] == "mediate" }) // "offered to mediate between"
	if mediates {
		cases += "between "
	}
	d := dig{reading: r, m: m, cases: cases, taken: map[int]bool{}}
	for _, f := range m.roles {
		if acting(f.role) {
			d.agents = mergeParties(d.agents, f.parties)
			for _, t := range f.tokens {
				d.taken[t] = true
			}
		}
	}
	d.walk(m.tok, 0)
	if h := r.head(m.tok); h >= 0 && m.rule.Kind == "mediate" && len(d.out) == 0 && (h > m.tok && r.is(m.tok, "compound") || r.is(m.tok, "obj") && r.verb(h)) { // "a mediation effort to end the war between", "launched mediation to end it"
		d.walk(h, 0)
	}
	switch {
	case m.rule.Kind == "attack" && len(d.out) > 0:
	case len(d.out) == 1, len(d.out) == 2 && mediates:
		return d.out
	case len(d.out) == 0 && len(d.people) == 1 && !d.hidden && m.rule.Kind == "demand" && r.head(d.people[0]) >= 0 && freeing[r.low[r.head(d.people[0])]]: // "demanded the release of a lawyer": not of him
	case len(d.out) == 0 && len(d.people) == 1 && !d.hidden:
		var out []chancery.Party
		for _, c := range r.expand(d.people) { // "girls and women"
			if r.toks[c].UPOS == "NOUN" {
				out = append(out, r.named(c))
			}
		}
		return out
	case len(d.out) == 0 && len(d.own) == 1:
		q := r.named(d.own[0])
		if q.Name = r.mentions[r.at[d.own[0]]].Parties[0].Person; q.Name == "" {
			q.Name = q.Mention
		}
		return []chancery.Party{q}
	}
	return nil
}

// freeing are nouns for what is demanded for the good of those who stand behind their "of".
var freeing = map[string]bool{"release": true, "freedom": true, "liberation": true, "freeing": true, "protection": true, "safety": true, "extradition": true, "reinstatement": true}

// dig is a search below the trigger of m.
type dig struct {
	*reading
	m           *match
	cases       string // the prepositions that lead on
	agents, out []chancery.Party
	taken       map[int]bool // words that fill a role already
	people, own []int        // people without a name; somebody in office of one of the agents
	hidden      bool         // a party is named there that cannot be taken
}

// walk looks at what stands below t, and further down.
func (d *dig) walk(t, depth int) {
	for _, c := range d.kids[t] {
		switch {
		case depth > maxDepth, d.beyondSemicolon(t, c), d.is(c, "amod", "compound") && currencies[d.low[t]]: // "agreed to use the Japanese yen"
		case d.m.rule.Kind == "reject" && d.whither(c), d.m.rule.Kind == "demand" && d.toks[c].Rel == "nsubj:pass": // "demanded that Chad be admitted": not of Chad
		case d.m.rule.Kind == "demand" && d.marks(c) == "from" && pullouts[d.low[t]]: // "called for withdrawal from Chad": of somebody else
		case d.leadsBeneath(t, c, d.m.tok, d.cases), d.inLandOf(t, c):
			d.take(t, c, depth)
		case t != d.m.tok && d.part(c):
			d.through(c, depth+1)
		}
	}
}

// pullouts are words for leaving a land, which those do who are not of it.
var pullouts = map[string]bool{"withdrawal": true, "withdraw": true, "pullout": true, "retreat": true, "evacuation": true, "departure": true, "exit": true, "leave": true, "expulsion": true}

// landOf are the kinds of which it tells to whom they are done in which land something is, each with the class of words for what that is: "criticised abuses in
// Chad", "supported reforms in Chad", "agreed to build a port in Chad", "offered to mediate in the war in Chad".
var landOf = map[string]string{"criticise": "@misdeed", "condemn": "@misdeed", "support": "@fostered", "promise": "@building", "mediate": "@strife", "lift-sanction": "@going"}

// inLandOf reports whether c, below t, is the land in which something is that its government does, or that is done for it.
func (d *dig) inLandOf(t, c int) bool {
	class := d.rules.Classes[landOf[d.m.rule.Kind]]
	if class == nil || c < d.m.tok || !d.is(c, "nmod", "obl") || d.marks(c) != "in" {
		return false
	}
	i := d.at[c]
	switch {
	case i < 0 || len(d.mentions[i].Parties) != 1 || d.mentions[i].Parties[0].Type != chancery.State:
		return false
	case d.in(t, class), d.head(t) >= 0 && d.verb(d.head(t)) && d.in(d.head(t), class) && d.is(t, "obj", "obl"):
		return t != d.m.tok || class.Name == "@strife"
	case !d.verb(t) || d.mentions[i].City != "": // "criticised the arrests in Geneva": that is where it was said
		return false
	}
	for _, o := range d.object(t) { // hung on the verb
		if _, last := d.subtree(o); d.in(o, class) && c > last {
			return true
		}
	}
	return false
}

// settledAt reports whether h is a conflict in which somebody mediates: then those are in it by whom it is called.
func (r *reading) settledAt(h int) bool {
	b := r.head(h)
	return b >= 0 && r.is(h, "obj", "obl", "nmod") && (settles[r.low[b]] || r.low[b] == "mediation" || slices.ContainsFunc(r.children(b, "obj"), func(o int) bool { return r.low[o] == "mediation" }))
}

// settles are verbs by which a mediator ends a conflict.
var settles = map[string]bool{"mediate": true, "end": true, "resolve": true, "settle": true, "solve": true, "broker": true, "arbitrate": true}

// faced returns the state that the forces of m are to face, or on whose border they stand: "against Chad's navy", "to the border with Chad", "to counter threats
// from Chad". Nil where it is more than one.
func (r *reading) faced(m *match) []chancery.Party {
	var out []chancery.Party
	see := func(ts []int) {
		for _, t := range ts {
			if i := r.at[t]; i >= 0 && r.mentions[i].Form != party.Pronoun {
				for _, q := range known(r.mentions[i].Parties) {
					if !m.acts(q.ID) {
						out = mergeParties(out, bare([]chancery.Party{q}))
					}
				}
			}
		}
	}
	first, last := r.subtree(m.tok)
	for c := max(first, m.tok+1); c <= last; c++ {
		w := r.marks(c)
		switch {
		case !r.below(c, m.tok) || r.toks[c].Rel == "acl:relcl" || r.inOtherClause(c, m.tok):
		case r.verb(c) && counters[r.low[c]] && (w == "to" || w == "for"):
			os := r.object(c)
			if len(os) == 0 && c+1 <= last && r.toks[c+1].UPOS == "NOUN" {
				os = []int{c + 1}
			}
			for _, o := range os {
				see(append(r.possessors(o), o))
				see(append(r.ownPrep(o, "from"), r.ownPrep(o, "by")...))
			}
		case r.verb(c) || !r.is(c, "obl", "nmod"):
		case w == "against":
			see(append(r.possessors(c), c))
		case w == "near" || w == "off" || w == "around":
			see(append(r.possessors(c), c))
			see(append(r.ownPrep(c, "with"), r.ownPrep(c, "of")...))
		case (w == "to" || w == "at" || w == "on" || w == "along" || w == "toward" || w == "towards") && (r.low[c] == "border" || r.low[c] == "frontier"):
			see(append(r.possessors(c), r.ownPrep(c, "with")...))
		}
	}
	if len(out) != 1 || out[0].Type != chancery.State {
		return nil
	}
	return out
}

// inOtherClause reports whether t stands below v in a clause of its own that says no purpose: what it names is not faced.
func (r *reading) inOtherClause(t, v int) bool {
	for n := 0; t >= 0 && t != v && n < maxDepth; t, n = r.head(t), n+1 {
		if r.is(t, "advcl", "ccomp", "parataxis", "conj") && r.verb(t) && r.marks(t) != "to" {
			return true
		}
	}
	return false
}

// counters are verbs for what forces are sent to do to an enemy.
var counters = map[string]bool{"counter": true, "deter": true, "confront": true, "repel": true, "stop": true, "fight": true, "attack": true, "resist": true, "contain": true, "face": true, "combat": true}

// currencies are the names of money, which the adjective of a state before them is part of.
var currencies = map[string]bool{"yen": true, "yuan": true, "dollar": true, "euro": true, "pound": true, "ruble": true, "rouble": true, "currency": true, "franc": true, "peso": true, "rupee": true, "lira": true, "krone": true, "krona": true}

// take notes who stands at c, below t, and walks on from there.
func (d *dig) take(t, c, depth int) {
	if d.broughtBefore(c) || d.m.rule.Kind == "promise" && d.ofContents(t, c) {
		return
	}
	if !d.taken[c] && !d.is(c, "compound", "amod") && d.ofOwn(d.agents, c) && toPeople[d.m.rule.Kind] {
		d.own = append(d.own, c)
	}
	if i := d.at[c]; i >= 0 && d.mentions[i].Form != party.Pronoun {
		if d.ofPeople(c) {
			d.hidden = d.hidden || (d.mentions[i].Form == party.Capital || d.mentions[i].Form == party.City) && !d.someone(d.head(c)) // "a magistrate of the capital"
			return
		}
		for _, q := range d.mentions[i].Parties {
			if q.ID != "" && !sameID(d.agents, q) {
				d.out = mergeParties(d.out, []chancery.Party{q})
			}
		}
	}
	if !d.taken[c] && d.peopleMeant(d.m, t, c) {
		d.people = append(d.people, c)
	}
	d.walk(c, depth+1)
}

// beyondSemicolon reports whether a semicolon stands between t and c below it: what stands behind it is another matter.
func (r *reading) beyondSemicolon(t, c int) bool {
	for k := t + 1; k < c; k++ {
		if r.form[k] == ";" {
			return true
		}
	}
	return false
}

// broughtBefore reports whether c is the body to which a case is brought: nothing is promised to it.
func (d *dig) broughtBefore(c int) bool {
	h := d.head(c)
	if h >= 0 && !d.verb(h) && d.is(h, "obj") { // hung on the object
		h = d.head(h)
	}
	return h >= 0 && d.verb(h) && bringingTo[d.low[h]] && d.marks(c) == "to" && d.at[c] >= 0 && len(d.mentions[d.at[c]].Parties) == 1 && d.mentions[d.at[c]].Parties[0].Type == chancery.Organisation
}

// bringingTo are verbs by which a case goes to those who will judge it.
var bringingTo = map[string]bool{"bring": true, "submit": true, "refer": true, "take": true, "put": true}

// ofContents reports whether c only tells what a paper says that is agreed to, or what is set up: "agreed to the resolution calling for talks with [Chad]".
func (d *dig) ofContents(t, c int) bool {
	for n := 0; t >= 0 && t != d.m.tok && n < maxDepth; t, n = d.head(t), n+1 {
		if d.head(t) == d.m.tok && d.is(t, "obl", "obj", "nmod") && d.marks(t) == "to" {
			w := d.low[t]
			return w == "resolution" || w == "setting" || w == "creation" || w == "establishment" || w == "formation" || w == "foundation" || w == "partition"
		}
	}
	return false
}

// stationedIn returns the land in which forces stay to do what m, a support of something that is nobody's by the words, tells: "troops remain in [Chad] to support the
// transition".
func (r *reading) stationedIn(m *match, agents []chancery.Party) (out []chancery.Party) {
	h := r.head(m.tok)
	if m.rule.Kind != "support" && m.rule.Kind != "aid" || h < 0 || !r.verb(m.tok) || !r.is(m.tok, "advcl", "xcomp") || r.marks(m.tok) != "to" || !staying[r.low[h]] || !slices.ContainsFunc(r.surface(h), func(s int) bool { return soldiery[r.low[s]] }) {
		return nil
	}
	for _, c := range r.ownPrep(h, "in") {
		if i := r.at[c]; i >= 0 && r.mentions[i].City == "" && len(r.mentions[i].Parties) == 1 && r.mentions[i].Parties[0].Type == chancery.State && !sameID(agents, r.mentions[i].Parties[0]) {
			out = mergeParties(out, bare(r.mentions[i].Parties))
		}
	}
	if len(out) > 1 {
		return nil
	}
	return out
}

// staying are verbs by which forces are said to be in a land.
var staying = map[string]bool{"remain": true, "stay": true, "be": true, "deploy": true, "station": true, "serve": true, "operate": true}

// part reports whether c only tells of what, or of what among others, is spoken: "a bust of the emperor", "artefacts including a vase".
func (d *dig) part(c int) bool {
	w := d.marks(c)
	return d.is(c, "nmod") && (w == "of" || w == "including" || w == "include" || w == "alongside")
}

// through looks behind such a word, where the tree may have hung what belongs above it: "returned a bust of the emperor | to the Chadian government".
func (d *dig) through(t, depth int) {
	for _, c := range d.kids[t] {
		switch {
		case depth > maxDepth || c < t:
		case d.is(c, "nmod") && strings.Contains(d.cases, " "+d.marks(c)+" "), d.is(c, "acl") && d.toks[c].XPOS == "VBN" && d.toks[c].Rel != "acl:relcl":
			d.take(t, c, depth)
		case d.is(c, "conj", "flat") && !d.verb(c), d.part(c):
			d.through(c, depth+1)
		}
	}
}

// ofOwn reports whether t is somebody in office or an organ of one of the agents: "rejected a request by the president".
func (r *reading) ofOwn(agents []chancery.Party, t int) bool {
	i := r.at[t]
	if i < 0 || r.mentions[i].Head != t || len(r.mentions[i].Parties) != 1 || !sameID(agents, r.mentions[i].Parties[0]) {
		return false
	}
	m := &r.mentions[i]
	return (m.Form == party.Office || m.Form == party.PersonName || m.Form == party.Organ) && !r.ownedByPronoun(t)
}

// leadsBeneath reports whether c, below t, is of what the trigger top is done to.
func (r *reading) leadsBeneath(t, c, top int, cases string) bool {
	if c < top || r.is(t, "amod") && r.verb(t) { // "the UN-backed government"
		return false
	}
	if h := r.rules.Classes["@hostile"]; t == top && h != nil && r.is(c, "xcomp") && r.in(c, h) { // "refused to fight Chad" refuses Chad nothing
		return false
	}
	switch r.rel(c) {
	case "obj", "iobj", "xcomp", "ccomp", "compound", "amod", "flat", "appos":
		return true
	case "nsubj":
		return t != top
	case "acl":
		return (r.toks[c].Rel != "acl:relcl" || barring[r.low[t]] && imposing[r.low[c]]) && !(ofAnswers[r.low[c]] && r.toks[c].XPOS == "VBN") // "a proposal welcomed by Oman"
	case "conj":
		return !r.verb(c) && !r.hasChild(c, "cop")
	case "advcl": // "will not talk until Chad withdraws"; a complement where the tree has an adverbial clause
		w := r.marks(c)
		return w == "to" && (t == top || r.head(t) == top) || w == "until" || w == "unless" || w == "if" && len(r.step(c, "neg")) > 0 || w == "" && r.toks[c].XPOS == "VB"
	case "nmod", "obl":
		if strings.HasPrefix(r.toks[c].Rel, "nmod:poss") {
			return true
		}
		for _, d := range r.kids[c] {
			if r.is(d, "case") {
				if r.low[d] == "for" && proposing[r.low[t]] && !r.verb(t) { // "rejected a plan for Chad", "a request for the mayor of Lima": not theirs
					return false
				}
				if r.low[d] == "in" && (r.low[c] == "relation" || r.low[c] == "connection") && len(r.ownPrep(c, "to"))+len(r.ownPrep(c, "with")) > 0 { // "sanctions in relation to Iraq"
					return true
				}
				return strings.Contains(cases, " "+r.low[d]+" ") || r.low[d] == "on" && (barring[r.low[t]] || r.hasBarring(t))
			}
		}
		return r.toks[c].Rel == "nmod" && c < t
	}
	return false
}

// whither reports whether c only tells where people or forces go or come from, or where something leads: "send peacekeepers [to Chad]", "flights [out of Chad]".
func (r *reading) whither(c int) bool {
	h, w := r.head(c), r.marks(c)
	if h < 0 || !r.is(c, "obl", "nmod") || w != "to" && w != "from" && w != "into" && w != "out" && w != "in" {
		return false
	}
	if !r.verb(h) { // hung on the object
		return travelling[r.low[h]] || r.sent(h)
	}
	if !motions[r.low[h]] {
		return false
	}
	os := r.children(h, "obj")
	return len(os) == 0 || slices.ContainsFunc(os, r.moved)
}

// sent reports whether t, forces or people, is what a verb of moving is done to: "refused to send [peacekeepers]".
func (r *reading) sent(t int) bool {
	for r.is(t, "conj") && r.head(t) >= 0 {
		t = r.head(t)
	}
	h := r.head(t)
	return h >= 0 && r.is(t, "obj") && motions[r.low[h]] && r.moved(t)
}

// moved reports whether t is for forces or people who are sent.
func (r *reading) moved(t int) bool {
	return soldiery[r.low[t]] || r.in(t, r.rules.Classes["@acting"]) && r.toks[t].XPOS == "NNS" || r.in(t, r.rules.Classes["@civilian"])
}

var (
	motions    = map[string]bool{"send": true, "dispatch": true, "deploy": true, "fly": true, "travel": true, "go": true, "return": true, "withdraw": true, "pull": true, "move": true, "come": true, "commit": true, "contribute": true}
	travelling = map[string]bool{"flight": true, "trip": true, "journey": true, "transport": true}
	soldiery   = map[string]bool{"peacekeeper": true, "troop": true, "troops": true, "instructor": true, "monitor": true, "observer": true, "soldier": true, "force": true, "army": true, "contingent": true, "battalion": true, "unit": true, "personnel": true}
)

// proposing are nouns for words that are for something, and are not of those whom they are for.
var proposing = map[string]bool{"request": true, "demand": true, "call": true, "plan": true, "proposal": true, "solution": true, "appeal": true, "bid": true, "motion": true, "idea": true, "offer": true}

// imposing are verbs by which such a thing is laid: "the ban that it imposed on British beef".
var imposing = map[string]bool{"impose": true, "place": true, "lay": true, "put": true, "levy": true}

// barring are nouns of what is laid on someone: "a ban on imports of British beef".
var barring = map[string]bool{"ban": true, "embargo": true, "sanction": true, "restriction": true, "tariff": true, "blockade": true, "curb": true, "duty": true, "war": true}

// hasBarring reports whether the object of t is such a noun, on which the tree should have hung what it hangs on t.
func (r *reading) hasBarring(t int) bool {
	for _, o := range r.children(t, "obj") {
		if barring[r.low[o]] {
			return true
		}
	}
	return false
}

// ofPeople reports whether the party named at t only tells where people are from who do not act for it, "Syrian refugees", or is a
// place by which a thing is called, "the Lusaka agreement".
func (r *reading) ofPeople(t int) bool {
	h := r.head(t)
	if h < 0 || !r.is(t, "amod", "compound") {
		return false
	}
	if r.at[t] < 0 {
		return false
	}
	q := &r.mentions[r.at[t]]
	if matters[r.low[h]] && r.settledAt(h) {
		return false
	}
	return q.Form == party.Capital || q.Form == party.City || matters[r.low[h]] || len(q.Parties) == 1 && q.Parties[0].Type == chancery.State && r.in(h, r.rules.Classes["@civilian"])
}

// matters are nouns for what is between those by whom it is called: who supports a solution of it supports neither.
var matters = map[string]bool{"conflict": true, "dispute": true, "war": true, "crisis": true, "question": true, "issue": true}
