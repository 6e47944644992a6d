package party

import (
	"slices"
	"strings"

	"chancery"
)

// readPersons finds offices and the persons who hold them, and persons known from before.
func (r *pass) readPersons() {
	for t := 0; t < len(r.toks); t++ {
		if r.taken[t] {
			continue
		}
		if w, ok := r.wordAt(t, isOffice); ok {
			if u := r.toks[w.last-1].UPOS; r.parsed && w.last-w.first == 1 && (u == "ADJ" || u == "VERB" || u == "ADV" || u == "AUX") && !startsUpper(r.toks[w.last-1].Form) && (w.last >= len(r.toks) || !startsUpper(r.toks[w.last].Form)) {
				continue // "a general meeting", "to minister"
			}
			if r.office(w) {
				t = w.last - 1
			}
		}
	}
	for t := 0; t < len(r.toks); t++ {
		if !r.taken[t] {
			r.barePerson(t)
		}
	}
}

// office reads the title w with its owner and its holder.
func (r *pass) office(w word) bool {
	o := &r.g.offices[w.cand.ref]
	first, last := w.first, w.last
	own, owned := r.ownerBefore(w.first)
	if owned && o.class == "envoy" && own.party.Type == chancery.Organisation { // "the U.S. deputy UN ambassador" is sent by the United States
		if sent, ok := r.ownerBefore(own.first); ok && sent.pronoun < 0 && sent.party.Type == chancery.State {
			own = sent
		}
	}
	if owned && own.party.ID == "un" && strings.HasPrefix(o.title, "ambassador") && w.plural { // "the UN ambassadors of ten states" are sent to it
		r.dropInside(own.first, own.last)
		return true
	}
	if owned {
		first = own.first
		if own.pronoun >= 0 {
			own.party, owned = r.pronounOwner(own.pronoun)
		}
	}
	if after, ok := r.ownerAfter(w.last, false); ok {
		last = after.last
		if !owned {
			own, owned = after, true
		}
	} else if o.class == "envoy" && w.last < len(r.toks) && (r.low[w.last] == "to" || r.low[w.last] == "in") {
		// "the ambassador to Albania": whom he is sent to owns nothing
		last = w.last
	} else if end, p, ok := r.throughOrgan(w.last); ok { // "First Secretary of the Party of Labour of Albania"
		last = end
		if !owned {
			own, owned = owner{party: p, pronoun: -1}, true
		}
	}
	if r.onceHeld(first, w) && (owned || r.nameRun(r.skipTitles(last)) > last) && r.former(w, first, last) {
		return true
	}
	at := last
	if at < len(r.toks) && r.toks[at].Form == "(" { // "(head of state)"
		for k := at + 1; k < len(r.toks) && k < at+8; k++ {
			if r.toks[k].Form == ")" {
				at = k + 1
				break
			}
		}
	}
	if o.class == "envoy" && at == w.last { // "the U.S. minister to Persia Samuel Benjamin", "the consul in Aden, William Brown,"
		if end, ok := r.postAt(at); ok && (r.nameRun(end) > end || end < len(r.toks) && r.toks[end].Form == "," && r.nameRun(end+1) > end+1 && !r.coveredName(end+1)) {
			at = end
			if !owned {
				own, owned = r.sender(w.last)
			}
		}
	}
	at = r.skipTitles(at)
	if !owned && o.state >= 0 {
		own, owned = owner{party: r.g.entries[o.state].party(r.on), pronoun: -1}, true
	}
	p := person{party: own.party, sex: sexOf(o.title)}
	if w.plural && !owned && (r.holders(o, first, at) || r.knownHolders(o, at) || at < len(r.toks) && r.toks[at].Form == "," && r.holders(o, first, at+1)) {
		return true
	}
	// behind the office: "Prime Minister Edi Rama", "the prime minister, Edi Rama,"
	if end := r.nameRun(at); end > at && !w.plural {
		tail := end
		if after, ok := r.ownerAfter(end, false); ok && !owned { // "President Anote Tong of Kiribati"
			p.party, owned, tail = after.party, true, after.last
		} else if with, ok := r.consortOwner(end); ok && !owned {
			p.party, owned = with, true
		}
		return r.holder(o, p, owned, first, at, end, tail)
	}
	if owned && at < len(r.toks) && r.toks[at].Form == "," && !w.plural {
		if end := r.nameRun(at + 1); end > at+1 && (end-at > 2 || r.known(at+1, end)) && (end == len(r.toks) || r.isPunct(end) || r.isVerb(end)) && !r.listed(at+1, end) {
			return r.holder(o, p, owned, first, at+1, end, end)
		}
	}
	// before the office: "Edi Rama, the prime minister of Albania"
	if k := first - 1; owned && k >= 1 {
		if r.low[k] == "the" || r.low[k] == "then" || r.low[k] == "a" {
			k--
		}
		if k >= 1 && r.toks[k].Form == "," && !w.plural {
			begin := r.runBefore(k)
			if begin < k && (k-begin >= 2 || r.known(begin, k)) && o.class != "private" {
				return r.holder(o, p, owned, begin, begin, k, last)
			}
		}
	}
	if at := r.namedBehind(last); owned && at > 0 && !w.plural && o.class != "private" && o.class != "opposition" && o.class != "title" {
		if end := r.nameRun(at); end-at >= 2 || end > at && r.known(at, end) {
			r.holder(o, p, owned, at, at, end, end)
		}
	}
	if begin, end, ok := r.cameInto(o.class, first); ok && owned && own.pronoun < 0 && own.party.Type == chancery.State && !w.plural {
		r.belongs(r.d.remember(person{name: r.surface(begin, end), sex: p.sex}), begin, end, own.party)
	}
	if o.class == "private" || o.class == "title" && (!owned || own.first < w.last) || o.class == "opposition" { // "the Sheikh of Kuwait" is an office
		return false
	}
	return r.bareOffice(o, w, own, owned, first, last)
}

// namedBehind returns where the name begins that a copula gives to the one in the office before token t: "the first Omani minister in Lima was [Ali Said]". It
// is 0 where there is none.
func (r *pass) namedBehind(t int) int {
	const reach = 6
	for k := t; k < len(r.toks)-1 && k < t+reach; k++ {
		switch u := r.toks[k].UPOS; {
		case u == "AUX" && (r.low[k] == "was" || r.low[k] == "is"):
			if n := r.cover[k+1]; r.toks[k+1].UPOS != "PROPN" || n >= 0 && r.names[n].chosen && r.names[n].cand.kind != isPerson {
				return 0
			}
			return k + 1
		case u != "ADP" && u != "DET" && u != "PROPN":
			return 0
		}
	}
	return 0
}

// consortOwner returns the state of the titled person named behind an "and" before token at: "King Olav and [Queen Sonja of Norway]".
func (r *pass) consortOwner(at int) (p chancery.Party, ok bool) {
	if at+1 >= len(r.toks) || r.low[at] != "and" {
		return p, false
	}
	w, ok := r.wordAt(at+1, isOffice)
	if !ok || !startsUpper(r.toks[at+1].Form) {
		return p, false
	}
	end := r.nameRun(w.last)
	if end <= w.last {
		return p, false
	}
	own, ok := r.ownerAfter(end, false)
	return own.party, ok && own.pronoun < 0 && own.party.Type == chancery.State
}

// holders adds those who hold an office in the plural, each with the state that he holds it in, behind the title that ends before token at: "Presidents Ana Rey
// of Peru and Juan Sol of Chile". It reports whether there are two or more.
func (r *pass) holders(o *office, first, at int) bool {
	type one struct {
		own          owner
		at, end, out int
	}
	var all []one
	for {
		end := r.nameRun(at)
		if end <= at {
			break
		}
		own, ok := r.ownerAfter(end, false)
		if !ok || own.pronoun >= 0 {
			break
		}
		all = append(all, one{own, at, end, own.last})
		at = own.last
		for at < len(r.toks) && (r.toks[at].Form == "," || r.low[at] == "and") {
			at++
		}
		if at == own.last {
			break
		}
	}
	if len(all) < 2 {
		return false
	}
	for i, h := range all {
		from := h.at
		if i == 0 {
			from = first
		}
		r.holder(o, person{party: h.own.party, sex: sexOf(o.title)}, true, from, h.at, h.end, h.out)
	}
	return true
}

// knownHolders adds those who hold an office in the plural and are told by names that are known: "Presidents Carter and Sadat". It reports whether there are two or more.
func (r *pass) knownHolders(o *office, at int) bool {
	var ends [][2]int
	for {
		end := r.nameRun(at)
		if end <= at {
			break
		}
		if _, ok := r.leaderAt(at, end); !ok {
			if l, _ := r.titled(o, r.surface(at, end), ""); l == nil {
				return false
			}
		}
		ends = append(ends, [2]int{at, end})
		for at = end; at < len(r.toks) && (r.toks[at].Form == "," || r.low[at] == "and"); at++ {
		}
		if at == end {
			break
		}
	}
	if len(ends) < 2 {
		return false
	}
	for _, e := range ends {
		r.holder(o, person{sex: sexOf(o.title)}, false, e[0], e[0], e[1], e[1])
	}
	return true
}

// holder adds the mention, over the tokens [first, last), of the person whose name is the tokens [at, end).
func (r *pass) holder(o *office, p person, owned bool, first, at, end, last int) bool {
	name := r.surface(at, end)
	if fromIndex, ok := r.leaderAt(at, end); ok {
		if fromIndex.sex != 0 {
			p.sex = fromIndex.sex
		}
		if !owned || fromIndex.party.ID == p.party.ID {
			p.party = fromIndex.party
			owned = true
		}
		if fromIndex.name != "" && strings.Contains(fold(fromIndex.name), fold(name)) {
			name = fromIndex.name
		}
	}
	if i, ok := r.recall(name); ok {
		q := &r.d.persons[i]
		if !owned || q.party.ID == p.party.ID || q.party.ID == "" {
			if !owned {
				p.party = q.party
				owned = q.party.ID != ""
			}
			name = q.name
			if p.sex == 0 {
				p.sex = q.sex
			}
		}
	}
	if l, only := r.titled(o, name, p.party.ID); l != nil {
		p.party, p.sex = r.g.entries[l.party].party(r.on), l.sex
		owned = true
		if only && !strings.Contains(name, " ") {
			name = l.name
		}
	}
	if !owned && (o.class == "envoy" || o.title == "minister") { // "Minister" alone may be one's own or another's
		if own, ok := r.credentials(); ok {
			p.party = own.party
		}
	}
	if !owned && o.title != "minister" && (o.class == "head" || o.class == "monarch" || o.class == "minister" || o.class == "party" || o.class == "legislator") {
		if q, ok := r.reign(first); ok { // "the Kingdom of Italy under King Victor Emmanuel"
			p.party = q
		} else if q, ok := r.apposed(last); ok {
			p.party = q
		} else if h, ok := r.g.byID[r.d.home]; ok && !r.abroad() && !(r.d.survey && r.foreigners(first)) {
			p.party = r.g.On(r.g.entries[h].party(r.on), r.on)
		} else if q, ok := r.actorBefore(); ok && strings.Contains(o.title, " ") && r.isSubject(&Mention{First: first, Last: end, Head: r.head(at, end)}) && !r.speaksOf(q.ID) {
			p.party = q // "Chad closed its border. Interior Minister Ali Musa said"
		}
	}
	if o.class == "private" || o.class == "opposition" || len(name) < 3 {
		return false
	}
	if end-at == 1 && o.class == "military" && first < at && !startsUpper(r.toks[at-1].Form) && !owned { // "the major Asian markets"
		return false
	}
	if l := r.toks[end-1].Form; strings.HasSuffix(l, ".") && l != "Jr." && l != "Sr." { // initials without a surname: the sentence was cut
		return false
	}
	for t := at; t < end; t++ {
		if notPersons[r.low[t]] || orgHeads[r.low[t]] {
			return false
		}
	}
	p.name = name
	i := r.d.remember(p)
	r.d.titles[o.title] = i
	r.settle(i)
	r.person(i, first, last, o.class)
	return true
}

// titled returns the leader whom a title of government and a name not found in the index mean: "President Wilson",
// "President Gerald R. Ford". Where leaders of several states have the name, it is the one whose state owns the title,
// whom the date fits, or whose state the page is about. only is false where several of that state have the name.
func (r *pass) titled(o *office, name, owner string) (l *leader, only bool) {
	switch o.class {
	case "head", "minister", "monarch", "party":
	default:
		return nil, false
	}
	w := strings.Fields(fold(name))
	if len(w) == 0 || len(w) > 4 {
		return nil, false
	}
	if _, known := r.recall(name); known {
		return nil, false
	}
	var hits []*leader
	for _, i := range r.g.surnamed(w[len(w)-1]) {
		l := &r.g.people[i]
		first, _, _ := strings.Cut(fold(l.name), " ")
		if len(w) > 1 && first != w[0] || owner != "" && r.g.entries[l.party].ID != owner {
			continue
		}
		if from, to, ok := years(r.on); ok && (to < l.span.From-2 || from > l.span.To+2) {
			continue
		}
		hits = append(hits, l)
	}
	about := func(l *leader) bool {
		if r.d.about(l.party) {
			return true
		}
		if len(r.d.subject) == 1 {
			if p, ok := r.partner(); ok {
				return p.ID == r.g.entries[l.party].ID
			}
		}
		return false
	}
	var best *leader
	for _, l := range hits {
		switch {
		case best == nil || about(l) && !about(best):
			best = l
		case best.party != l.party && about(best) == about(l):
			return nil, false
		}
	}
	if best == nil || len(w) == 1 && owner == "" && !about(best) && (r.d.home != "" && r.g.entries[best.party].ID != r.d.home && len(r.d.subject) == 1 || len(r.d.subject) == 2) {
		return nil, false
	}
	same := 0
	for _, l := range hits {
		if l.party == best.party {
			same++
		}
	}
	return best, same == 1
}

// speaksOf reports whether the sentence names the state id, before or behind.
func (r *pass) speaksOf(id string) bool {
	return slices.ContainsFunc(r.names, func(f found) bool {
		q, ok := r.partyOf(&f)
		return ok && f.chosen && q.ID == id
	})
}

// abroad reports whether the section is about another country than the page, so that an office without an owner may be of either.
func (r *pass) abroad() bool {
	for _, p := range r.d.section {
		if p.Type == chancery.State && p.ID != r.d.home {
			return true
		}
	}
	return false
}

// foreigners reports whether another state than the document's own acts in this sentence before token t or in the one before,
// so that an office without an owner may be its.
func (r *pass) foreigners(t int) bool {
	home := r.g.Line(r.d.home)
	return slices.ContainsFunc(r.actorsBefore(t), func(p chancery.Party) bool { return r.g.Line(p.ID) != home })
}

// actorsBefore returns the states that act in this sentence before token t and in the one before, the nearest first.
func (r *pass) actorsBefore(t int) (out []chancery.Party) {
	list := r.before(t)
	for i := range list {
		a := &list[i]
		if a.sentence < r.d.sentence-1 {
			break
		}
		for _, p := range a.parties {
			if p.Type == chancery.State && p.ID != "" && !a.place {
				out = append(out, p)
			}
		}
	}
	return out
}

// apposed returns the state that the apposition between commas behind a person who ends before token t is of: "Prince Mori, [president of the Japanese senate],",
// "Prince Mori, [a Japanese nobleman],".
func (r *pass) apposed(t int) (p chancery.Party, ok bool) {
	const reach = 8
	if t >= len(r.toks) || r.toks[t].Form != "," {
		return p, false
	}
	for k := t + 1; k < len(r.toks) && k <= t+reach; k++ {
		switch n := r.cover[k]; {
		case r.isVerb(k), r.toks[k].UPOS == "ADP" && r.low[k] != "of", r.toks[k].UPOS == "CCONJ", r.toks[k].UPOS == "PRON":
			return p, false
		case r.toks[k].Form == ",":
			return p, ok && !r.listed(t, k+1)
		case !ok && n >= 0 && r.names[n].chosen && (r.names[n].cand.form == Adjective || r.names[n].last < len(r.toks) && r.possessive(r.names[n].last)):
			p, ok = r.partyOf(&r.names[n])
			ok = ok && p.Type == chancery.State
		}
	}
	return p, false
}

// reign returns the state named just before the office at token t: "X under King Y", "X and its president Y".
func (r *pass) reign(t int) (chancery.Party, bool) {
	for k := t - 1; k >= 0 && k >= t-4; k-- {
		if n := r.cover[k]; n >= 0 {
			return r.partyOf(&r.names[n])
		}
		switch r.low[k] {
		case "under", "its", "by", "led", "ruled", "the", "'s":
		default:
			return chancery.Party{}, false
		}
	}
	return chancery.Party{}, false
}

// leaderAt returns the leader whom the index knows by the tokens [at, end).
func (r *pass) leaderAt(at, end int) (person, bool) {
	for t := at; t < end; t++ {
		if n := r.cover[t]; n >= 0 && r.names[n].chosen && r.names[n].cand.kind == isPerson {
			f := &r.names[n]
			if f.first > at && f.last-f.first == 1 && f.first > at+1 { // a surname inside another's name
				continue
			}
			l := &r.g.people[f.cand.ref]
			return person{name: l.name, party: r.g.entries[l.party].party(r.on), sex: l.sex}, true
		}
	}
	return person{}, false
}

// person adds the mention of person i over the tokens [first, last).
func (r *pass) person(i, first, last int, class string) {
	q := &r.d.persons[i]
	p := q.party
	if p.ID == "" {
		p = chancery.Party{Type: chancery.Person, Name: q.name}
	} else if e, ok := r.g.byID[p.ID]; ok {
		p.Name = r.g.entries[e].nameAt(r.on)
		r.d.count(e)
	}
	p.Person = q.name
	p.Mention = r.surface(first, last)
	r.add(Mention{First: first, Last: last, Head: r.head(first, last), Form: PersonName, Class: class, Parties: []chancery.Party{p}})
	for t := first; t < last; t++ {
		r.taken[t] = true
	}
}

// peculiar are titles that without a name mean the monarch of one state, whatever the text is about, while it had one.
var peculiar = map[string]struct {
	state string
	span  Span
}{"shah": {"IRN", Span{1501, 1978}}, "kaiser": {"DEU", Span{1871, 1918}}}

// bareOffice adds the mention of an office without a name: "the Albanian prime minister".
func (r *pass) bareOffice(o *office, w word, own owner, owned bool, first, last int) bool {
	m := Mention{First: first, Last: last, Form: Office, Class: o.class}
	if !owned {
		k, portfolio := w.first-1, false
		if o.title == "minister" && k > 0 && r.toks[k].UPOS == "NOUN" && r.parsed && r.toks[k].Head == w.first && r.cover[k] < 0 { // "the information minister"
			k, portfolio = k-1, true
		}
		for k > 0 && incumbent[r.low[k]] {
			k--
		}
		definite := k >= 0 && (r.low[k] == "the" || r.low[k] == "this") || r.d.terse && (k < 0 || r.toks[k].UPOS == "PUNCT")
		if o.class == "spokes" && r.d.wire && !w.plural && !r.abroad() && !r.foreigners(first) && (definite || strings.Contains(o.title, " ")) { // "a government spokesman", under a dateline
			h := r.g.byID[r.d.home]
			return r.bareOffice(o, w, owner{party: r.g.On(r.g.entries[h].party(r.on), r.on), pronoun: -1}, true, first, last)
		}
		if !definite || w.plural || last == w.last && r.ofAnother(last) {
			return false
		}
		if i, ok := r.d.titles[o.title]; ok && r.ours(i) && k == w.first-1 {
			r.person(i, first, last, o.class)
			return true
		}
		if m := peculiar[o.title]; m.state != "" {
			i, ok := r.g.byID[m.state]
			if !ok || !m.span.matches(r.on) {
				return false
			}
			own.party = r.g.On(r.g.entries[i].party(r.on), r.on)
		} else if p, ok := r.toldOf(w); ok && (o.class == "minister" || o.class == "head" || o.class == "spokes") {
			own.party = p
		} else if o.title == "minister" && !portfolio && k == w.first-1 {
			if p, ok := r.ministerBefore(); ok {
				own.party = p
			}
		} else if (o.title != "minister" || portfolio) && o.title != "secretary" && (o.class == "head" || o.class == "monarch" || o.class == "minister") {
			if h, ok := r.g.byID[r.d.home]; ok && !r.abroad() {
				own.party = r.g.On(r.g.entries[h].party(r.on), r.on)
			} else if p, ok := r.actorBefore(); ok {
				own.party = p
			}
		}
		if own.party.ID == "" {
			return false
		}
	}
	if i, ok := r.g.byID[own.party.ID]; ok {
		r.d.count(i)
	}
	p := own.party
	p.Mention = r.surface(first, last)
	p.Organ = p.Mention
	if !w.plural && (o.class == "head" || o.class == "monarch") {
		if i, ok := r.d.titles[o.title]; ok && r.d.persons[i].party.ID == p.ID {
			p.Person = r.d.persons[i].name
		}
	}
	m.Parties = []chancery.Party{p}
	if w.plural {
		r.respective(o, own, w, last)
		also, _ := r.ownersAlso(own.last)
		for _, q := range also { // "the foreign ministers of Nepal and Bolivia"
			q.Mention, q.Organ = p.Mention, p.Mention
			m.Parties = addState(r.g, m.Parties, q)
		}
		for _, q := range r.ownersBeside(first) { // "Nepal's and Bolivia's foreign ministers"
			q.Mention, q.Organ = p.Mention, p.Mention
			m.Parties = addState(r.g, m.Parties, q)
		}
	}
	m.Head = r.head(w.first, w.last)
	r.add(m)
	for t := w.first; t < last; t++ {
		r.taken[t] = true
	}
	return true
}

// ofAnother reports whether "of" and what is no word for one's own state stand at token t: "the president of [the breakaway region]".
func (r *pass) ofAnother(t int) bool {
	if t+2 >= len(r.toks) || r.low[t] != "of" || r.low[t+1] != "the" && r.low[t+1] != "a" {
		return false
	}
	for n := t + 2; n < len(r.toks) && n < t+5; n++ {
		switch r.low[n] {
		case "region", "province", "court", "bank", "commission", "union", "federation", "party", "company", "association", "university", "territory", "enclave", "movement", "front":
			return true
		}
	}
	return false
}

// speechVerbs are verbs that stand with their subject behind what is said.
var speechVerbs = map[string]bool{"say": true, "announce": true, "declare": true, "confirm": true, "report": true, "state": true, "add": true}

// toldOf returns the state that acts in the clause which the office w says: "[Somalia] has severed ties with Kenya, the information minister said".
func (r *pass) toldOf(w word) (p chancery.Party, ok bool) {
	h := r.head(w.first, w.last)
	if !r.parsed || h < 0 || relation(r.toks[h].Rel) != "nsubj" {
		return p, false
	}
	v := r.toks[h].Head
	if v < 0 || !speechVerbs[r.toks[v].Lemma] {
		return p, false
	}
	clause := -1
	for c := range w.first {
		if r.toks[c].Head == v && relation(r.toks[c].Rel) == "ccomp" {
			clause = c
		}
	}
	if relation(r.toks[v].Rel) == "parataxis" && r.toks[v].Head >= 0 && r.toks[v].Head < w.first {
		clause = r.toks[v].Head
	}
	for c := range w.first {
		if clause >= 0 && r.toks[c].Head == clause && relation(r.toks[c].Rel) == "nsubj" {
			if n := r.cover[c]; n >= 0 && r.names[n].chosen {
				q, found := r.partyOf(&r.names[n])
				return q, found && q.Type == chancery.State
			}
		}
	}
	return p, false
}

// ministerBefore returns the state of the one minister whom the sentence before tells of: whose "the minister" is.
func (r *pass) ministerBefore() (p chancery.Party, ok bool) {
	for i := len(r.d.recent) - 1; i >= 0 && r.d.recent[i].sentence >= r.d.sentence-1; i-- {
		a := &r.d.recent[i]
		if a.sentence != r.d.sentence-1 || a.class != "minister" || len(a.parties) == 0 {
			continue
		}
		if len(a.parties) > 1 || a.parties[0].Type != chancery.State || ok && a.parties[0].ID != p.ID {
			return p, false
		}
		p, ok = r.g.On(a.parties[0], r.on), true
	}
	return p, ok
}

// incumbent are words for one who holds an office, now or then: "the new president" acts for the state.
var incumbent = map[string]bool{"new": true, "current": true, "incumbent": true, "then": true, "acting": true, "interim": true, "reigning": true, "newly": true, "elected": true, "visiting": true}

// ownersAlso returns the states that are coordinated with an owner that ends before token t, and the token behind the last.
func (r *pass) ownersAlso(t int) (out []chancery.Party, end int) {
	for t > 0 && t < len(r.toks) && (r.low[t] == "and" || r.toks[t].Form == ",") {
		k := t + 1
		for k < len(r.toks) && (r.low[k] == "and" || r.low[k] == "the" || r.low[k] == "of") && r.cover[k] < 0 {
			k++
		}
		if k >= len(r.toks) || r.cover[k] < 0 {
			return out, t
		}
		f := &r.names[r.cover[k]]
		q, ok := r.partyOf(f)
		if !ok || f.first != k || f.cand.form != Name || q.Type != chancery.State {
			return out, t
		}
		out = append(out, q)
		t = f.last
	}
	return out, t
}

// respective adds those who hold an office, each in one of several states, where their names stand behind in the same order: "the presidents of Peru and Chile,
// [Ana Rey] and [Juan Sol]", "the Peruvian and Chilean presidents, ...".
func (r *pass) respective(o *office, own owner, w word, last int) {
	owners := []chancery.Party{own.party}
	if own.first >= w.last {
		also, end := r.ownersAlso(own.last)
		owners, last = append(owners, also...), end
	} else if k := own.first - 2; k >= 0 && r.low[k+1] == "and" && r.cover[k] >= 0 {
		if q, ok := r.partyOf(&r.names[r.cover[k]]); ok && q.Type == chancery.State {
			owners = []chancery.Party{q, own.party}
		}
	}
	if len(owners) < 2 || last >= len(r.toks) || r.toks[last].Form != "," {
		return
	}
	var runs [][2]int
	for at := last + 1; len(runs) <= len(owners); {
		end := r.nameRun(at)
		if end <= at || end-at < 2 && !r.known(at, end) {
			break
		}
		runs = append(runs, [2]int{at, end})
		at = end
		for at < len(r.toks) && (r.toks[at].Form == "," || r.low[at] == "and") {
			at++
		}
		if at == end {
			break
		}
	}
	if len(runs) != len(owners) {
		return
	}
	for k, run := range runs {
		r.person(r.d.remember(person{name: r.surface(run[0], run[1]), party: owners[k], sex: sexOf(o.title)}), run[0], run[1], o.class)
	}
}

// ours reports whether "the president" can be person i: where the page has a country of its own, only one of that country.
func (r *pass) ours(i int) bool {
	p := r.d.persons[i].party
	if r.d.home == "" || r.abroad() {
		return true
	}
	return r.g.Line(p.ID) == r.g.Line(r.d.home)
}

// barePerson reads a person without an office at token t: a leader of the index, one remembered, "Serbia's Aleksandar Vučić".
func (r *pass) barePerson(t int) {
	if n := r.cover[t]; n >= 0 {
		f := &r.names[n]
		if !f.chosen || f.cand.kind != isPerson || f.first != t {
			return
		}
		end := r.nameRun(t)
		if end < f.last {
			end = f.last
		}
		if end > f.last && f.last-f.first == 1 && !r.parsedFlat(f.last) {
			end = f.last
		}
		l := &r.g.people[f.cand.ref]
		if f.last < len(r.toks) && namesake[r.toks[f.last].Form] {
			return
		}
		if !r.timely(l) || f.last < len(r.toks) && roman(r.toks[f.last].Form) {
			return
		}
		if f.last-f.first == 1 { // a surname alone: someone of that name whom the text has named goes before
			if i, ok := r.recall(f.name); ok {
				r.person(i, t, end, "")
				return
			}
			if end > f.last {
				return
			}
		}
		i := r.d.remember(person{name: l.name, party: r.g.entries[l.party].party(r.on), sex: l.sex})
		r.person(i, t, end, "")
		return
	}
	if !startsUpper(r.toks[t].Form) && !strings.HasPrefix(r.low[t], "al-") || r.weekdayOrMonth(t) {
		return
	}
	if t > 0 && r.possessive(t-1) && t > 1 && r.cover[t-2] >= 0 {
		if p, ok := r.partyOf(&r.names[r.cover[t-2]]); ok {
			if end := r.nameRun(t); end-t >= 2 && r.speaks(t, end) && !r.institutional(t, end) {
				i := r.d.remember(person{name: r.surface(t, end), party: p})
				r.person(i, r.names[r.cover[t-2]].first, end, "")
			}
		}
	}
	end := r.nameRun(t)
	if end == t {
		end = t + 1 // the tagger may not know the name, the document does
	}
	for e := end; e > t; e-- {
		i, ok := r.recall(r.surface(t, e))
		if !ok {
			continue
		}
		if e < end && e-t == 1 && r.parsedFlat(e) { // "Rama Varma": someone else
			return
		}
		if t > 0 && r.nameWord(t-1) && r.cover[t-1] < 0 && !r.isTitle(t-1) && t-1 > 0 { // "Olsi Rama"
			return
		}
		r.person(i, t, e, "")
		return
	}
}

// namesake are words for what is called after a person: "Ho Chi Minh City".
var namesake = map[string]bool{"City": true, "Airport": true, "University": true, "Avenue": true, "Street": true, "Square": true, "Stadium": true, "Province": true, "Hospital": true, "Bridge": true, "School": true, "Prize": true, "Institute": true, "Center": true, "Centre": true, "Library": true}

// timely reports whether a leader's years are near the date of the sentence.
func (r *pass) timely(l *leader) bool {
	const slack = 25
	first, last, ok := years(r.on)
	return !ok || l.span.From-slack <= last && first <= l.span.To+slack
}

func (r *pass) parsedFlat(t int) bool {
	return t < len(r.toks) && (!r.parsed || relation(r.toks[t].Rel) == "flat" || r.toks[t].UPOS == "PROPN")
}

// speaks reports whether the tokens are the subject of a verb that takes a person.
func (r *pass) speaks(first, end int) bool {
	h := r.head(first, end)
	if !r.parsed || !strings.HasPrefix(r.toks[h].Rel, "nsubj") && r.toks[h].Rel != "obl:agent" || r.toks[h].Head < 0 {
		return false
	}
	switch r.toks[r.toks[h].Head].Lemma {
	case "say", "tell", "remark", "add", "note", "state", "declare", "claim", "meet", "visit", "announce", "stress", "warn", "argue", "accuse", "call", "write", "describe", "insist", "deny", "reply", "respond", "travel", "speak", "thank", "criticize", "criticise", "condemn":
		return true
	}
	return false
}

// institutional reports whether a word of the tokens is one of institutions and not of persons.
func (r *pass) institutional(first, end int) bool {
	for t := first; t < end; t++ {
		if r.organHead(t) || r.organNoun(t) {
			return true
		}
	}
	return false
}
