package party

import (
	"strings"

	"chancery"
)

// readOrgans finds the nouns that act for the state that owns them: "Albanian police", "the government of Albania".
func (r *pass) readOrgans() {
	for t := 0; t < len(r.toks); t++ {
		if r.taken[t] {
			continue
		}
		w, ok := r.wordAt(t, isOrgan)
		if !ok {
			continue
		}
		for w.last < len(r.toks) { // "police forces", "embassy staff": the last noun is the one that acts
			n, ok := r.wordAt(w.last, isOrgan)
			if !ok {
				break
			}
			w.last, w.cand, w.plural = n.last, n.cand, n.plural
		}
		r.organ(w)
		t = w.last - 1
	}
}

// generic are the organ nouns that need an owner in the text: "the side", "the state", "the party".
var generic = map[string]bool{
	"state": true, "republic": true, "side": true, "party": true, "communist": true, "intelligence": true, "customs": true, "department": true, "agency": true, "court": true,
	"aircraft": true, "airplane": true, "plane": true, "jet": true, "missile": true, "drone": true, "leader": true, "agent": true, "representative": true, "commander": true,
	"officer": true, "spy": true, "operative": true, "leadership": true, "crown": true, "throne": true, "treasury": true, "assembly": true, "congress": true, "senate": true,
	"force": true, "troop": true, "soldier": true, "delegation": true, "official": true, "diplomat": true, "envoy": true, "staff": true, "personnel": true, "tank": true, "bomber": true, "investigator": true, "security council": true, "secretariat": true, "presidency": true,
	"national council": true, "general assembly": true, "news agency": true, "national bank": true, "policeman": true, "police officer": true, "tribunal": true, "head of state": true,
	"politician": true, "emissary": true, "negotiator": true, "spokesman": true, "spokeswoman": true, "spokesperson": true, "administration": true, "prosecutor": true, "prosecution": true, "mission": true,
}

// ownership are the words behind "state-" that make a firm's owner of the state: it does not act itself.
var ownership = map[string]bool{"owned": true, "run": true, "controlled": true, "operated": true, "held": true}

// inPower are the words before "party" for the one that governs.
var inPower = map[string]bool{"ruling": true, "governing": true, "communist": true, "baath": true, "ba'ath": true}

// organ reads the organ noun w with its owner.
func (r *pass) organ(w word) {
	o := &r.g.organs[w.cand.ref]
	if o.class == "event" || o.class == "group" {
		return
	}
	if r.parsed && r.toks[w.last-1].UPOS == "ADJ" { // "its official relations"
		return
	}
	if w.last+1 < len(r.toks) && r.toks[w.last].Form == "-" && ownership[r.low[w.last+1]] { // "the Chinese state-owned oil firm"
		return
	}
	if o.state >= 0 {
		r.ownOrgan(o, w, r.g.entries[o.state].party(r.on), w.first, w.last)
		return
	}
	if w.plural && (o.noun == "state" || o.noun == "side" || o.noun == "republic") { // "the UN member states"
		return
	}
	if o.class == "mission" { // left to the caller, see Owner
		return
	}
	if b := w.first - 1; o.noun == "party" && b >= 0 && r.cover[b] < 0 && !r.possessive(b) && r.low[b] != "the" && !inPower[r.low[b]] { // one of several: "France's Socialist Party"
		return
	}
	if own, ok := r.ownerBefore(w.first); ok {
		if o.noun == "republic" && own.first > 0 && r.cover[own.first-1] >= 0 { // "the Estonian Soviet Socialist Republic" is not the Soviet one
			return
		}
		if own.pronoun >= 0 {
			p, ok := r.pronounOwner(own.pronoun)
			if !ok {
				return
			}
			own.party = p
		}
		if o.noun == "republic" && (own.party.ID == "SUN" || own.party.ID == "YUG") { // "the former Yugoslav republic" is one of its parts
			for i := range r.out {
				if m := &r.out[i]; m.First >= own.first && m.Last <= w.first && m.Form == Adjective {
					m.Parties = nil
				}
			}
			return
		}
		if o.noun == "state" && (own.party.Type != chancery.State || r.followedByNoun(w.last)) { // "a UN member state" is one of its members
			return
		}
		r.ownOrgan(o, w, own.party, own.first, w.last)
		return
	}
	in := o.class == "force" || o.noun == "authority" || o.class == "government" || o.class == "ministry"
	if own, ok := r.ownerAfter(w.last, in && !generic[o.noun] || o.noun == "official" && r.plainly(w.first)); ok {
		if o.noun == "state" || o.noun == "republic" || o.noun == "side" { // "the state of Israel" is a name; "the side of Albania" too vague
			return
		}
		r.ownOrgan(o, w, own.party, w.first, own.last)
		return
	}
	if ruled[o.noun] {
		if p, at, ok := r.rulerBefore(w.first); ok {
			r.ownOrgan(o, w, p, at, w.last)
			return
		}
	}
	if generic[o.noun] || w.plural && o.noun != "authority" {
		return
	}
	if _, told := r.d.organs[o.noun]; o.usual >= 0 && !told && startsUpper(r.toks[w.first].Form) && startsUpper(r.toks[w.last-1].Form) {
		r.ownOrgan(o, w, r.g.entries[o.usual].party(r.on), w.first, w.last)
		return
	}
	the := w.first - 1
	for o.class == "government" && the > 0 && ofRegimes[r.low[the]] && r.cover[the] < 0 {
		the--
	}
	terse := r.d.terse && (the < 0 || r.cover[the] < 0 && r.toks[the].UPOS != "ADJ" && r.toks[the].UPOS != "NOUN" && r.toks[the].UPOS != "PROPN" && r.toks[the].UPOS != "DET")
	if !terse && (the < 0 || r.low[the] != "the") || r.followedByNoun(w.last) && !r.parsed || r.qualifies(w.last-1) || the < w.first-1 && r.d.home != "" && r.foreigners(the) {
		return
	}
	w.first = the + 1
	if p, ok := r.ofPerson(w.last); ok {
		r.ownOrgan(o, w, p, w.first, w.last)
		return
	}
	if r.ofStranger(w.last) {
		if p, ok := r.subjectBefore(); ok {
			r.ownOrgan(o, w, p, w.first, w.last)
			return
		}
		if p, ok := r.sameOrgan(o); ok { // "the Nauruan government ...; the government of Jane Doe"
			r.ownOrgan(o, w, p, w.first, w.last)
			return
		}
		if k := w.last + 1; o.class == "government" && !startsUpper(r.toks[w.first].Form) && r.nameRun(k) >= k+2 { // somebody's of whom nothing is known
			r.add(Mention{First: w.first, Last: w.last, Head: r.head(w.first, w.last), Form: Organ, Class: o.class})
			return
		}
	}
	// "the government": whose it was last, else the one of the document's own country
	i, ok := r.d.organs[o.noun]
	if !ok {
		if i, ok = r.g.byID[r.d.home]; !ok || r.abroad() {
			if p, ok := r.actorBeside(w.last - 1); ok && (o.class == "ministry" || o.class == "government" || o.noun == "army" || o.noun == "military") {
				r.ownOrgan(o, w, p, w.first, w.last)
				return
			}
			if p, ok := r.actorBefore(); ok && (o.class == "ministry" || o.class == "government" || o.noun == "army" || o.noun == "military") {
				r.ownOrgan(o, w, p, w.first, w.last)
				return
			}
			r.add(Mention{First: w.first, Last: w.last, Head: r.head(w.first, w.last), Form: Organ, Class: o.class})
			return
		}
	}
	r.ownOrgan(o, w, r.g.On(r.g.entries[i].party(r.on), r.on), w.first, w.last)
}

// plainly reports whether nothing stands before the noun at token t that tells whose it is, so that those whom it means are of the place that they are told to be in:
// "[officials] in Lima", "two senior [officials] in Lima", but "western [officials] in Lima".
func (r *pass) plainly(t int) bool {
	for t--; t >= 0 && r.cover[t] < 0; t-- {
		switch pos := r.toks[t].UPOS; {
		case r.low[t] == "senior" || r.low[t] == "top" || r.low[t] == "government" || r.low[t] == "high" || r.low[t] == "ranking" || r.low[t] == "-" || r.low[t] == "ministry" || r.low[t] == "foreign" || r.low[t] == "some" || pos == "NUM" || pos == "DET":
		default:
			return pos != "ADJ" && pos != "NOUN" && pos != "PROPN"
		}
	}
	return t < 0
}

// ofRegimes are words for what a government is like or when it was, of a state whose government it is all the same: "the new government", "the military regime".
var ofRegimes = map[string]bool{"new": true, "military": true, "civilian": true, "revolutionary": true, "transitional": true, "provisional": true, "interim": true, "communist": true, "leftist": true, "socialist": true, "conservative": true,
	"nationalist": true, "islamist": true, "republican": true, "royal": true, "imperial": true, "caretaker": true, "elected": true, "central": true, "federal": true, "present": true, "current": true, "democratic": true, "authoritarian": true, "successor": true,
	"coalition": true, "unity": true, "minority": true, "liberal": true, "reformist": true, "nationalistic": true, "populist": true, "incoming": true, "centrist": true, "moderate": true, "left-wing": true, "right-wing": true, "pro-western": true, "independent": true, "postwar": true, "wartime": true}

// ofPerson returns the state of the person, a leader or one remembered, whose name follows behind an "of" at token t: "the government of Edi Rama".
func (r *pass) ofPerson(t int) (chancery.Party, bool) {
	k := t + 1
	if k >= len(r.toks) || r.low[t] != "of" {
		return chancery.Party{}, false
	}
	for k+1 < len(r.toks) && r.isTitle(k) {
		k++
	}
	if p, ok := r.leaderAt(k, k+1); ok {
		return p.party, true
	}
	if !startsUpper(r.toks[k].Form) || r.cover[k] >= 0 {
		return chancery.Party{}, false
	}
	for e := r.nameRun(k); e > k; e-- {
		if i, ok := r.recall(r.surface(k, e)); ok {
			return r.d.persons[i].party, r.d.persons[i].party.Type == chancery.State
		}
	}
	return chancery.Party{}, false
}

// ruled are the organs that are called by the surname of who is at their head.
var ruled = map[string]bool{"regime": true, "government": true, "administration": true, "junta": true}

// rulerBefore returns the state of the leader whose surname stands alone before token t, "the Assad regime", "Maduro's government", and where that begins: none
// where leaders of two states have it.
func (r *pass) rulerBefore(t int) (p chancery.Party, at int, ok bool) {
	at = t - 1
	if at > 0 && r.toks[at].XPOS == "POS" {
		at--
	}
	if at < 0 || r.toks[at].UPOS != "PROPN" || r.cover[at] >= 0 || at > 0 && r.toks[at-1].UPOS == "PROPN" {
		return p, at, false
	}
	state := int32(-1)
	for _, i := range r.g.surnamed(r.toks[at].Form) {
		l := &r.g.people[i]
		if from, to, known := years(r.on); known && (to < l.span.From || from > l.span.To) {
			continue
		}
		if state >= 0 && state != l.party {
			return p, at, false
		}
		state = l.party
	}
	if state < 0 {
		return p, at, false
	}
	return r.g.entries[state].party(r.on), at, true
}

// sameOrgan returns the state whose organ of that class the sentence has named.
func (r *pass) sameOrgan(o *organ) (chancery.Party, bool) {
	for i := len(r.out) - 1; i >= 0; i-- {
		if m := &r.out[i]; m.Form == Organ && m.Class == o.class && len(m.Parties) == 1 && m.Parties[0].Type == chancery.State {
			return m.Parties[0], true
		}
	}
	return chancery.Party{}, false
}

// ofStranger reports whether "of" and the name of somebody unknown follow at token t: "the government of Jane Doe".
func (r *pass) ofStranger(t int) bool {
	return t+1 < len(r.toks) && r.low[t] == "of" && r.toks[t+1].UPOS == "PROPN" && r.cover[t+1] < 0 && !r.weekdayOrMonth(t+1)
}

// subjectBefore returns the state that the sentence before had as its subject.
func (r *pass) subjectBefore() (chancery.Party, bool) {
	for i := len(r.d.recent) - 1; i >= 0 && r.d.recent[i].sentence >= r.d.sentence-1; i-- {
		a := &r.d.recent[i]
		if a.sentence == r.d.sentence-1 && a.subject && len(a.parties) == 1 && a.parties[0].Type == chancery.State {
			return r.g.On(a.parties[0], r.on), true
		}
	}
	return chancery.Party{}, false
}

// actorBeside returns the state that acts in the clause with which that of the subject n is coordinated: whose "the government" is in "a German court convicted him, and the
// government expelled two diplomats".
func (r *pass) actorBeside(n int) (p chancery.Party, ok bool) {
	if !r.parsed || !strings.HasPrefix(r.toks[n].Rel, "nsubj") {
		return p, false
	}
	v := r.toks[n].Head
	if v < 0 || relation(r.toks[v].Rel) != "conj" || r.toks[v].Head < 0 {
		return p, false
	}
	if up := relation(r.toks[r.toks[v].Head].Rel); up != "root" && up != "ccomp" && up != "parataxis" { // a clause about one of those who are named: "areas where ..., and the military ..."
		return p, false
	}
	for i := range r.out {
		m := &r.out[i]
		if m.Last <= n && r.toks[m.Head].Head == r.toks[v].Head && r.toks[m.Head].Rel == "nsubj" && len(m.Parties) == 1 && m.Parties[0].Type == chancery.State {
			p, ok = m.Parties[0], true
			p.Person, p.Organ = "", ""
		}
	}
	return p, ok
}

// actorBefore returns the one state that the sentence before had as its subject, or that alone the paragraph has named, where the document has no country of its own: whose "the foreign ministry" is
// in "Russia shot down a drone on Monday. The foreign ministry accused Chad of lying".
func (r *pass) actorBefore() (p chancery.Party, ok bool) {
	if r.d.home != "" || len(r.d.subject) > 0 || len(r.d.section) > 0 {
		return p, false
	}
	for i := len(r.d.recent) - 1; i >= 0 && r.d.recent[i].sentence >= r.d.sentence-1; i-- {
		a := &r.d.recent[i]
		if a.sentence != r.d.sentence-1 || !a.subject || len(a.parties) == 0 {
			continue
		}
		if len(a.parties) > 1 || a.parties[0].Type != chancery.State || ok && a.parties[0].ID != p.ID {
			return p, false
		}
		p, ok = r.g.On(a.parties[0], r.on), true
	}
	if told := r.d.told; !ok && len(told) == 1 && told[0].Type == chancery.State { // "Chad's king was overthrown. The new government ..."
		return r.g.On(told[0], r.on), true
	}
	return p, ok
}

// qualifies reports whether the noun at t only qualifies another: "the government systems", "the military defence".
func (r *pass) qualifies(t int) bool {
	rel := relation(r.toks[t].Rel)
	return r.parsed && (rel == "compound" || rel == "amod" || r.toks[t].UPOS == "ADJ")
}

func (r *pass) followedByNoun(t int) bool {
	return t < len(r.toks) && r.cover[t] < 0 && (r.toks[t].UPOS == "NOUN" || r.toks[t].UPOS == "PROPN")
}

// ownOrgan adds the mention of p's organ over the tokens [first, last).
func (r *pass) ownOrgan(o *organ, w word, p chancery.Party, first, last int) {
	p.Mention = r.surface(first, last)
	p.Organ = p.Mention
	m := Mention{First: first, Last: last, Head: r.head(w.first, w.last), Form: Organ, Class: o.class, Parties: []chancery.Party{p}}
	if w.plural && first < w.first {
		for _, q := range r.ownersBeside(first) { // "Chad and Niger's intelligence services"
			q.Mention, q.Organ = p.Mention, p.Mention
			m.Parties = addState(r.g, m.Parties, q)
		}
	}
	if w.plural && last > w.last { // "the ministries of Chad and Niger"
		also, _ := r.ownersAlso(last)
		for _, q := range also {
			q.Mention, q.Organ = p.Mention, p.Mention
			m.Parties = addState(r.g, m.Parties, q)
		}
	}
	if i, ok := r.g.byID[p.ID]; ok {
		r.d.count(i)
		if !w.plural || o.noun == "authority" {
			r.d.organs[o.noun] = i
			if o.class == "ministry" { // "the foreign ministry", then "the ministry"
				r.d.organs[o.class] = i
			}
		}
	}
	r.add(m)
	for t := w.first; t < w.last; t++ {
		r.taken[t] = true
	}
}

// ownersBeside returns the state that is coordinated with the owner in the genitive that begins at token t.
func (r *pass) ownersBeside(t int) []chancery.Party {
	b := t - 2 // of the name beside
	both := b > 0 && r.possessive(b)
	if both { // "Chad's and Niger's"
		b--
	}
	if !r.parsed || b < 0 || r.low[t-1] != "and" || r.cover[b] < 0 || r.cover[t] < 0 {
		return nil
	}
	f, own := &r.names[r.cover[b]], &r.names[r.cover[t]]
	if own.last >= len(r.toks) || !r.possessive(own.last) || f.cand.form != Name && f.cand.form != Adjective {
		return nil
	}
	h := &r.toks[r.head(own.first, own.last)]
	p, ok := r.partyOf(f)
	joined := relation(h.Rel) == "conj" && h.Head >= f.first && h.Head < f.last || both && h.Head == r.toks[r.head(f.first, f.last)].Head
	if !ok || p.Type != chancery.State || !joined {
		return nil
	}
	return []chancery.Party{p}
}

// orgHeads are the nouns that a named organisation is called by.
var orgHeads = map[string]bool{
	"foundation": true, "organization": true, "organisation": true, "front": true, "movement": true, "council": true, "union": true, "league": true, "committee": true, "company": true,
	"corporation": true, "institute": true, "association": true, "federation": true, "society": true, "group": true, "bank": true, "fund": true, "brigade": true, "brigades": true,
	"alliance": true, "coalition": true, "commission": true, "party": true, "army": true, "organizations": true, "agency": true,
}

func (r *pass) organHead(t int) bool { return orgHeads[r.low[t]] && startsUpper(r.toks[t].Form) }

// readNamed finds organisations that have a name and are not in the gazetteer: "the Koran Foundation of Kosovo".
func (r *pass) readNamed() {
	if r.shouting() {
		return
	}
	for t := 1; t < len(r.toks); t++ {
		if r.taken[t] || r.cover[t] >= 0 || !r.organHead(t) || r.low[t] == "alliance" && r.ofTwo(t-1) {
			continue
		}
		first := t
		for first > 0 && startsUpper(r.toks[first-1].Form) && !r.taken[first-1] && !r.weekdayOrMonth(first-1) && !(first-1 == 0 && !r.nameWord(0)) && t-first < 6 {
			if n := r.cover[first-1]; n >= 0 && r.names[n].first < first-1 {
				break
			}
			first--
		}
		if first < t {
			first = r.namedWithAnd(first)
		}
		if first == t && !(t+1 < len(r.toks) && (r.low[t+1] == "of" || r.low[t+1] == "for")) {
			continue
		}
		if r.low[first] == "the" {
			first++
		}
		last, purpose := t+1, false
		for last+1 < len(r.toks) && (r.low[last] == "of" || r.low[last] == "for") {
			purpose = purpose || r.low[last] == "for"
			k := last + 1
			if r.low[k] == "the" {
				k++
			}
			e := k
			for e < len(r.toks) && startsUpper(r.toks[e].Form) && !r.weekdayOrMonth(e) {
				e++
				if e > k && e+1 < len(r.toks) && (r.toks[e].Form == "-" || r.toks[e].Form == "–") && r.toks[e].Start == r.toks[e-1].End && startsUpper(r.toks[e+1].Form) { // "of Ibero-American States"
					e++
				}
			}
			if e == k {
				break
			}
			if purpose && e+1 < len(r.toks) && r.low[e] == "and" && r.plainName(e+1) && !r.organHead(e+1) { // "for Unity and Labour"
				e += 2
			}
			last = e
		}
		if f, l, ok := r.initialled(t); ok && f <= first && l >= last {
			first, last = f, l
		}
		if last-first < 2 {
			continue
		}
		p := chancery.Party{Name: r.surface(first, last), Mention: r.surface(first, last), Type: chancery.Organisation}
		if n := r.cover[first]; n >= 0 {
			// "the Albanian Communist Party" acts for no one but is of its state; "Iranian Space Agency" acts for it
			if q, ok := r.partyOf(&r.names[n]); ok && q.Type == chancery.State && r.names[n].cand.form == Adjective {
				switch r.low[t] {
				case "council", "committee", "agency", "commission", "bank", "army":
					q.Mention, q.Organ = p.Mention, p.Mention
					p = q
				}
			}
		}
		r.dropInside(first, last)
		m := Mention{First: first, Last: last, Head: r.head(first, last), Form: Name, Parties: []chancery.Party{p}}
		if p.ID != "" {
			m.Form = Organ
			m.Class = "agency"
		} else {
			r.d.noteNamed(p)
		}
		r.add(m)
		for k := first; k < last; k++ {
			r.taken[k] = true
		}
		t = last
	}
}

// ofTwo reports whether t is a compound adjective whose first part is a state's: "the Anglo-Japanese Alliance" is of two, and no body.
func (r *pass) ofTwo(t int) bool {
	head, _, ok := strings.Cut(r.low[t], "-")
	_, combines := r.g.combining[head]
	return ok && combines && r.cover[t] >= 0
}

// initialled returns the tokens of the name in which t stands, as far as the initials in brackets behind it say that it goes: "Unrepresented Nations and Peoples
// Organization (UNPO)". False where there are none that fit.
func (r *pass) initialled(t int) (first, last int, ok bool) {
	const reach = 8
	open := t + 1
	for open < len(r.toks) && open < t+reach && r.toks[open].Form != "(" {
		open++
	}
	if open+2 >= len(r.toks) || r.toks[open].Form != "(" || r.toks[open+2].Form != ")" {
		return 0, 0, false
	}
	letters := r.toks[open+1].Form
	if len(letters) < 3 || strings.ToUpper(letters) != letters {
		return 0, 0, false
	}
	n := len(letters) - 1
	for k := open - 1; k >= 0; k-- {
		f := r.toks[k].Form
		if f[0] == letters[n] {
			if n--; n < 0 {
				return k, open, k <= t
			}
		} else if startsUpper(f) || f == "," || len(f) > 4 {
			break
		}
	}
	return 0, 0, false
}

// namedWithAnd returns where a name begins of which an "and" joins the words before first to the rest: "the [Justice and] Equality Movement".
func (r *pass) namedWithAnd(first int) int {
	k := first - 1
	if k < 2 || r.low[k] != "and" || !r.plainName(k-1) {
		return first
	}
	for k--; k > 2 && r.low[k-1] == "," && r.plainName(k-2); k -= 2 {
	}
	if k > 0 && r.low[k-1] == "the" {
		return k
	}
	return first
}

// plainName reports whether t is a capitalised word that is no known name and no date.
func (r *pass) plainName(t int) bool {
	return startsUpper(r.toks[t].Form) && !r.taken[t] && r.cover[t] < 0 && !r.weekdayOrMonth(t)
}

// ownNamed makes an organisation that a state owns in the text its organ: "the country's Institute of Statistics".
func (r *pass) ownNamed() {
	for i := range r.out {
		m := &r.out[i]
		if m.Form != Name || len(m.Parties) != 1 || m.Parties[0].ID != "" || m.First < 2 || !r.possessive(m.First-1) || r.g.apart(r.low[m.Last-1], closing) {
			continue
		}
		for k := range r.out {
			o := &r.out[k]
			if o.Last == m.First-1 && len(o.Parties) == 1 && o.Parties[0].Type == chancery.State {
				p := o.Parties[0]
				p.Mention, p.Organ, p.Person = m.Parties[0].Mention, m.Parties[0].Mention, ""
				m.Parties, m.Form, m.Class = []chancery.Party{p}, Organ, "agency"
				break
			}
		}
	}
}

// dropInside removes the mentions within the tokens [first, last).
func (r *pass) dropInside(first, last int) {
	keep := r.out[:0]
	for _, m := range r.out {
		if m.First < first || m.Last > last {
			keep = append(keep, m)
		}
	}
	r.out = keep
}

// maxNamed bounds the organisations that a document may name.
const maxNamed = 64

func (d *Discourse) noteNamed(p chancery.Party) {
	for _, q := range d.named {
		if q.Name == p.Name {
			return
		}
	}
	if len(d.named) < maxNamed {
		d.named = append(d.named, p)
	}
}

// readPlaces says of each capital and country whether it is a place here.
func (r *pass) readPlaces() {
	for i := range r.out {
		m := &r.out[i]
		r.described(m)
		if m.Form == Capital || m.Form == Name && len(m.Parties) == 1 && m.Parties[0].Type != chancery.Organisation {
			m.Place = r.place(m)
		}
		if len(m.Parties) == 1 && m.Parties[0].Type == chancery.Place {
			m.Place = true
		}
	}
}

// described widens the name m of a state to the noun that says it is one: "the island [nation of Nauru]".
func (r *pass) described(m *Mention) {
	n := m.First - 2
	if !r.parsed || n < 0 || m.Form != Name || len(m.Parties) != 1 || m.Parties[0].Type != chancery.State || r.low[n+1] != "of" || r.toks[m.Head].Head != n {
		return
	}
	if w := r.low[n]; (stateNouns[w] || w == "state" || w == "island") && !r.taken[n] && r.cover[n] < 0 && relation(r.toks[m.Head].Rel) == "nmod" {
		m.First, m.Head = n, n
	}
}

// prepositions that make a place of what follows.
var locative = map[string]bool{"in": true, "at": true, "near": true, "inside": true, "within": true, "outside": true, "around": true, "across": true, "throughout": true, "via": true, "through": true, "into": true, "beyond": true, "off": true}

// place reports whether m tells where: "in Albania", "from Tehran", "north of Tirana".
func (r *pass) place(m *Mention) bool {
	if m.Last < len(r.toks) && r.possessive(m.Last) { // "in Iran's view"
		return false
	}
	if n := m.Last; n+1 < len(r.toks) && (r.low[n] == "-" || r.low[n] == "–") && r.toks[n].Start == r.toks[n-1].End && r.toks[n+1].Start == r.toks[n].End && r.toks[m.Head].Head > n { // "in US-Cuban relations"
		return false
	}
	k := m.First - 1
	for k >= 0 && (r.low[k] == "the" || directions[r.low[k]] && r.low[k] != "in" && r.low[k] != "the" && r.low[k] != "on" && r.low[k] != "after") {
		k--
	}
	prep := ""
	if k >= 0 {
		prep = r.low[k]
	}
	if r.parsed {
		if c := caseOf(r.s, m.Head); c != "" {
			prep = c
		} else if h := r.toks[m.Head].Head; relation(r.toks[m.Head].Rel) == "conj" && h >= 0 && h < m.First { // "in Albania and Kosovo"
			for j := range r.out {
				if r.out[j].Contains(h) && r.out[j].Form != Adjective {
					return r.out[j].Place
				}
			}
		}
		if m.Last < len(r.toks) && r.toks[m.Last].XPOS == "VBG" { // "resulted in Albania leaving"
			return false
		}
		if strings.HasPrefix(r.toks[m.Head].Rel, "nsubj") || r.toks[m.Head].Rel == "obj" && m.Form != Capital {
			prep = ""
		}
	}
	if locative[prep] && !(prep == "at" && m.Form == Name) {
		// "faith in Iran", "interest in Iran" are no places, but nobody acts there either
		return true
	}
	if m.First == 0 && m.Last < len(r.toks) && m.Form == Capital && r.toks[m.Last].Form == "," && r.datelined(m.Last) {
		return true
	}
	if m.Form != Capital {
		return r.afterCity(m)
	}
	switch prep {
	case "from":
		return true
	case "to":
		return r.motion(m)
	case "of":
		if k > 0 {
			switch r.low[k-1] {
			case "north", "south", "east", "west", "outside", "city", "streets", "suburb", "outskirts", "capital", "centre", "center", "airport", "mayor", "bombing", "siege", "battle", "occupation", "summit", "conference", "congress", "meeting", "council":
				return true
			}
		}
	}
	return r.behindMission(m) || r.qualifiesPlain(m)
}

// qualifiesPlain reports whether a capital only qualifies a noun that acts for nobody: "the Rangoon bombing", "the Seoul Olympics".
func (r *pass) qualifiesPlain(m *Mention) bool {
	t := &r.toks[m.Head]
	if !r.parsed || relation(t.Rel) != "compound" || t.Head < m.Last {
		return false
	}
	for k := m.Last; k <= t.Head && k < len(r.toks); k++ {
		if r.organNoun(k) || r.isTitle(k) {
			return false
		}
	}
	return true
}

// afterCity reports whether m is the country behind its city: "in Sofia, Bulgaria".
func (r *pass) afterCity(m *Mention) bool {
	if m.First < 2 || r.toks[m.First-1].Form != "," {
		return false
	}
	for i := range r.out {
		c := &r.out[i]
		if c.Last == m.First-1 && c.Form == Capital && len(c.Parties) == 1 && len(m.Parties) == 1 && c.Parties[0].ID == m.Parties[0].ID {
			return true
		}
	}
	if m.First >= 3 && r.cover[m.First-2] < 0 { // "in Manez, Albania"
		k := m.First - 2
		for k > 0 && k > m.First-6 && r.cover[k] < 0 && !locative[r.low[k]] && !r.isPunct(k) {
			if len(r.toks[k].Form) >= 4 && r.toks[k].Form[0] >= '0' && r.toks[k].Form[0] <= '9' { // "in the 1980s, Iran"
				return false
			}
			k--
		}
		return locative[r.low[k]] && startsUpper(r.toks[k+1].Form) && !r.weekdayOrMonth(k+1) && (m.Last == len(r.toks) || r.isPunct(m.Last) || r.low[m.Last] != "and" && !r.isVerb(m.Last))
	}
	return false
}

// motion reports whether "to Tirana" is where someone goes or is accredited.
func (r *pass) motion(m *Mention) bool {
	for k := m.First - 2; k >= 0 && k >= m.First-8; k-- {
		switch r.toks[k].Lemma {
		case "travel", "go", "return", "move", "fly", "visit", "trip", "embassy", "ambassador", "arrive", "journey", "flight", "send", "mission", "envoy", "delegation", "come", "come-back", "transfer", "relocate", "legation", "dispatch", "post", "drive", "bring", "minister", "consul", "head", "assign", "accredit", "appoint", "commission":
			return true
		}
		switch r.low[k] {
		case "traveled", "travelled", "went", "returned", "moved", "flew", "visit", "visits", "trip", "embassy", "ambassador", "arrived", "flight", "flights", "sent", "mission", "envoy", "delegation", "legation":
			return true
		}
		if r.toks[k].Form == "," || r.toks[k].Form == ";" {
			return false
		}
	}
	return false
}

// behindMission reports whether m follows the mission that stands there: "Legation Tirana", "Embassy Tehran".
func (r *pass) behindMission(m *Mention) bool {
	if m.First == 0 {
		return false
	}
	switch r.toks[m.First-1].Form {
	case "Embassy", "Legation", "Consulate", "Mission":
		return true
	}
	if m.Last < len(r.toks) { // "the Tirana embassy"
		switch r.low[m.Last] {
		case "embassy", "legation", "consulate", "summit", "conference", "meeting", "talks", "airport", "stadium", "university", "street", "suburb", "bureau", "office":
			return r.low[m.First-1] == "the" || r.low[m.First-1] == "a" || r.low[m.First-1] == "its"
		}
	}
	return false
}

// datelined reports whether the sentence begins with a place and a dash: "TIRANA, Albania (AP) — ".
func (r *pass) datelined(from int) bool {
	return r.datelineEnd(from) > 0
}

// datelineEnd returns the token of the dash that ends a dateline, 0 for none.
func (r *pass) datelineEnd(from int) int {
	for k := from; k < len(r.toks) && k < 14; k++ {
		if f := r.toks[k].Form; k > 0 && (f == "—" || f == "–" || f == "--" || f == "-" && !r.touching(k-1, k)) {
			return k
		}
	}
	return 0
}

// dateline takes the country of a news story's dateline as the owner of "the government".
func (r *pass) dateline() {
	if len(r.d.subject) > 0 || r.d.home != "" || len(r.out) == 0 || r.out[0].First != 0 || r.out[0].Form != Capital && r.out[0].Form != Name {
		return
	}
	m := &r.out[0]
	if len(m.Parties) == 1 && m.Parties[0].Type == chancery.State && r.datelined(m.Last) && (strings.ToUpper(r.toks[0].Form) == r.toks[0].Form || r.toks[r.datelineEnd(m.Last)-1].Form == ")") {
		r.d.home, r.d.wire = m.Parties[0].ID, true
		for i := range r.out {
			if r.out[i].Last <= r.datelineEnd(m.Last) {
				r.out[i].Place = true
			}
		}
	}
}
