package party

import (
	"slices"
	"strings"

	"chancery"
)

// groupNouns are what two or more states are called together.
var groupNouns = map[string]bool{
	"countries": true, "nations": true, "states": true, "sides": true, "governments": true, "parties": true, "republics": true, "neighbours": true, "neighbors": true,
	"allies": true, "kingdoms": true, "peoples": true, "capitals": true, "rivals": true, "powers": true,
}

// groupOffices are what those are called who act for the states that are counted: "the two presidents".
var groupOffices = map[string]bool{
	"presidents": true, "leaders": true, "ministers": true, "premiers": true, "delegations": true, "monarchs": true, "rulers": true, "armies": true, "parliaments": true, "ambassadors": true,
}

// divided are the nations of two states, by what the two are called together: "the two German states", "both Koreas".
var divided = map[string][]string{
	"german states": {"DEU", "DDR"}, "germanys": {"DEU", "DDR"}, "germanies": {"DEU", "DDR"},
	"koreas": {"KOR", "PRK"}, "korean states": {"KOR", "PRK"},
	"vietnams": {"VDR", "XVS"}, "vietnamese states": {"VDR", "XVS"},
	"yemens": {"YEM", "YMD"}, "yemeni states": {"YEM", "YMD"},
}

// both reads "both countries", "both sides", "both of them"; "both Albania and Iran" names them itself.
func (r *pass) both(t int) {
	n := t + 1
	if n >= len(r.toks) {
		return
	}
	if r.low[n] == "the" || r.low[n] == "of" {
		n++
	}
	if n < len(r.toks) && r.low[n] == "the" {
		n++
	}
	if n < len(r.toks) && groupNouns[r.low[n]] && r.cover[n] < 0 {
		r.group(t, n+1, n, 2)
		return
	}
	if n+1 < len(r.toks) && (r.low[n] == "foreign" || r.low[n] == "prime") && (r.low[n+1] == "ministers" || r.low[n+1] == "secretaries") && !(n+2 < len(r.toks) && r.low[n+2] == "of") {
		r.group(t, n+2, n+1, 2)
		return
	}
	if r.twoOf(t, n) {
		return
	}
	if r.parsed && (relation(r.toks[t].Rel) == "nsubj" || relation(r.toks[t].Rel) == "obj" || (relation(r.toks[t].Rel) == "obl" || relation(r.toks[t].Rel) == "nmod") && caseOf(r.s, t) == "with" || t > 0 && (r.toks[t-1].UPOS == "VERB" || r.low[t-1] == "with" || r.low[t-1] == "on" || r.low[t-1] == "to" || r.low[t-1] == "from" || r.low[t-1] == "by") && (r.toks[t+1].UPOS == "ADP" || r.isPunct(t+1))) {
		if ps := r.coupled(t); ps != nil {
			r.add(Mention{First: t, Last: t + 1, Head: t, Form: Group, Parties: ps})
			return
		}
		r.group(t, t+1, t, 2)
	}
}

// coupled returns the state and the organisation or group that were named last as two, side by side and without a third, before "both" at token t:
// "blames Iran and Hezbollah; both deny it". nil where two states were, or none.
func (r *pass) coupled(t int) []chancery.Party {
	list := r.before(t)
	for i := range list {
		b := &list[i]
		if b.sentence < r.d.sentence-1 {
			break
		}
		if b.rel != "conj" || len(b.parties) != 1 {
			continue
		}
		for j := i + 1; j < len(list) && list[j].sentence == b.sentence; j++ {
			a := &list[j]
			if len(a.parties) != 1 || a.place || b.place || b.head != a.tok || a.rel == "conj" {
				continue
			}
			p, q := a.parties[0], b.parties[0]
			if (p.Type == chancery.State) == (q.Type == chancery.State) || p.ID == "" || q.ID == "" {
				return nil
			}
			var ps []chancery.Party
			for _, x := range []chancery.Party{p, q} {
				x = r.g.On(x, r.on)
				x.Mention, x.Organ, x.Person = r.surface(t, t+1), "", ""
				ps = append(ps, x)
			}
			return ps
		}
		return nil
	}
	return nil
}

// each reads "each side", and "each" as a subject by itself: the two of the page or the last two.
func (r *pass) each(t int) {
	switch n := t + 1; {
	case n >= len(r.toks):
	case eachOf[r.low[n]] && r.cover[n] < 0:
		r.group(t, n+1, n, 2)
	case r.parsed && relation(r.toks[t].Rel) == "nsubj" && (r.toks[n].UPOS == "VERB" || r.toks[n].UPOS == "AUX"):
		r.group(t, t+1, t, 2)
	}
}

// eachOf are the nouns for one of two states.
var eachOf = map[string]bool{"side": true, "country": true, "nation": true, "state": true, "government": true, "capital": true}

// twoOf adds the two states of a divided nation that stands at token n behind "both" or "two" at token t, if one does.
func (r *pass) twoOf(t, n int) bool {
	for last := n; last < len(r.toks) && last <= n+1; last++ {
		ids, ok := divided[strings.Join(r.low[n:last+1], " ")]
		if !ok {
			continue
		}
		m := Mention{First: t, Last: last + 1, Head: last, Form: Group}
		for _, id := range ids {
			p := r.g.Party(id, r.on)
			p.Mention = r.surface(t, last+1)
			m.Parties = append(m.Parties, p)
		}
		r.add(m)
		return true
	}
	return false
}

// counted reads "the two countries", "between two nations", "the three states".
func (r *pass) counted(t int) {
	n := t + 1
	if r.low[t] == "two" && (r.twoOf(t, n) || r.betweenTwo(t)) {
		return
	}
	if r.low[t] == "two" && r.parsed && t > 0 && r.low[t-1] == "the" && n < len(r.toks) && (relation(r.toks[t].Rel) == "nsubj" && (r.toks[n].UPOS == "VERB" || r.toks[n].UPOS == "AUX" || r.toks[n].UPOS == "ADV") ||
		r.toks[n].UPOS == "VERB" && r.toks[n].Rel == "amod" && r.toks[n].Head > n && (r.toks[r.toks[n].Head].XPOS == "NN" || Uncounted[r.toks[r.toks[n].Head].Lemma])) { // "The two discussed trade"
		r.theTwo(t)
		return
	}
	if r.low[t] == "two" && n+2 < len(r.toks) && t > 0 && r.low[t-1] == "the" && r.low[n] == "heads" && r.low[n+1] == "of" && (r.low[n+2] == "state" || r.low[n+2] == "government") && r.cover[n] < 0 && len(r.d.subject) != 1 {
		r.group(t-1, n+3, n, 2)
		return
	}
	for n < len(r.toks) && n < t+4 && r.cover[n] < 0 && !groupNouns[r.low[n]] && !groupOffices[r.low[n]] && (r.modifier(n) || r.low[n] == "neighboring" || r.low[n] == "neighbouring" || r.low[n] == "prime" || r.low[n] == "foreign") {
		n++
	}
	if t > 0 && (r.low[t-1] == "all" || r.low[t-1] == "the") && r.parsed && r.toks[t].Rel != "nummod" && r.toks[t].Rel != "compound" && relation(r.toks[t].Rel) != "flat" && (n >= len(r.toks) || r.toks[n].UPOS == "PUNCT" || r.toks[n].UPOS == "CCONJ") && r.low[t] != "two" { // "from all three", "from the three"
		r.group(t-1, t+1, t, map[string]int{"three": 3, "four": 4}[r.low[t]])
		return
	}
	if n >= len(r.toks) || !groupNouns[r.low[n]] && !(groupOffices[r.low[n]] && r.low[t] == "two" && !r.taken[n]) || r.cover[n] >= 0 {
		return
	}
	first := t
	definite := false
	if t > 0 {
		switch r.low[t-1] {
		case "the", "these", "between", "of", "those", "our":
			definite = true
			if r.low[t-1] != "between" && r.low[t-1] != "of" {
				first = t - 1
			}
		}
	}
	if !definite {
		return
	}
	if n+1 < len(r.toks) && r.low[n+1] == "of" {
		return
	}
	count := map[string]int{"two": 2, "three": 3, "four": 4}[r.low[t]]
	if groupOffices[r.low[n]] && len(r.d.subject) == 1 && !slices.ContainsFunc(r.meantTogether(first, count), func(p chancery.Party) bool { // those of other states on a page about one
		return r.g.Line(p.ID) == r.g.Line(r.d.subject[0].ID)
	}) {
		return
	}
	r.group(first, n+1, n, count)
}

// Uncounted are nouns of which nobody says that there are two: in "the two resumed relations" the two are who resumed them.
var Uncounted = map[string]bool{"relation": true, "tie": true, "talk": true, "contact": true, "negotiation": true, "hostility": true, "link": true, "consultation": true}

// uncounted reads "the countries" where this sentence has named two or more side by side, and reports whether it does.
func (r *pass) uncounted(t int) bool {
	n := t + 1
	if n >= len(r.toks) || r.low[n] != "countries" && r.low[n] != "nations" && r.low[n] != "neighbours" && r.low[n] != "neighbors" || n+1 < len(r.toks) && (r.low[n+1] == "of" || r.low[n+1] == "that" || r.low[n+1] == "which" || r.low[n+1] == "in") {
		return false
	}
	side := r.sideBySide(t)
	if len(side) < 2 {
		return false
	}
	r.group(t, n+1, n, len(side))
	return true
}

// theTwo reads "the two" at token t as a subject by itself: the pair that the page is about, or the two states who act in the sentence before.
func (r *pass) theTwo(t int) {
	if len(r.d.subject) == 2 {
		r.group(t-1, t+1, t, 2)
		return
	}
	var named []chancery.Party
	for _, p := range r.actorsBefore(t) {
		named = addState(r.g, named, p)
	}
	if len(named) == 2 {
		r.group(t-1, t+1, t, 2)
	}
}

// betweenTwo reads "between the two" with no noun behind: the two states that this sentence has named, in whatever offices of theirs ("the president of Chad met the
// premier of Oman"), where it has named just two.
func (r *pass) betweenTwo(t int) bool {
	if t < 2 || r.low[t-1] != "the" || r.low[t-2] != "between" {
		return false
	}
	if r.parsed && t+1 < len(r.toks) && r.toks[t].Head == t+1 || t+1 < len(r.toks) && (r.toks[t+1].UPOS == "NOUN" || r.toks[t+1].UPOS == "ADJ" || r.toks[t+1].UPOS == "PROPN") {
		return false
	}
	m := Mention{First: t - 1, Last: t + 1, Head: t, Form: Group}
	var named []chancery.Party
	for i := range r.out {
		o := &r.out[i]
		if o.First >= t || o.Place {
			continue
		}
		for _, p := range o.Parties {
			if p.Type == chancery.State && p.ID != "" {
				named = addState(r.g, named, p)
			}
		}
	}
	if len(named) != 2 {
		return false
	}
	for _, p := range named {
		p = r.g.On(p, r.on)
		p.Mention, p.Organ, p.Person = r.surface(t-1, t+1), "", ""
		m.Parties = append(m.Parties, p)
	}
	r.add(m)
	return true
}

// group adds the mention of count states that are meant together.
func (r *pass) group(first, last, head, count int) {
	m := Mention{First: first, Last: last, Head: head, Form: Group}
	together := r.namedNext(last, count)
	if together == nil {
		together = r.meantTogether(first, count)
	}
	for _, p := range together {
		p = r.g.On(p, r.on)
		p.Mention, p.Organ, p.Person = r.surface(first, last), "", ""
		m.Parties = append(m.Parties, p)
	}
	r.add(m)
}

// withOneIn returns the state of the page and the one with whom the clause before token t says that something goes on, where it names no other: "talks with [Peru] are
// under way, and the two countries agreed". Nil where there is none.
func (r *pass) withOneIn(t int, list []antecedent) []chancery.Party {
	if !r.parsed || len(r.d.subject) != 1 || r.d.subject[0].Type != chancery.State {
		return nil
	}
	from := t
	for from > 0 && r.toks[from-1].Form != ";" {
		from--
	}
	var hit *antecedent
	for i := range list {
		a := &list[i]
		if a.sentence != r.d.sentence || a.tok < from {
			break
		}
		if a.tok >= t || a.form == Pronoun {
			continue
		}
		if hit != nil || len(a.parties) != 1 || a.parties[0].Type != chancery.State || a.parties[0].ID == "" || caseOf(r.s, a.tok) != "with" {
			return nil
		}
		hit = a
	}
	if hit == nil || r.g.Line(hit.parties[0].ID) == r.g.Line(r.d.subject[0].ID) {
		return nil
	}
	return []chancery.Party{r.d.subject[0], hit.parties[0]}
}

// namedNext returns the count states that are named in a list right behind the group that ends before token t: "the two states, [Peru and Chile]". Towns name
// theirs: "the two cities, Lima and Cusco".
func (r *pass) namedNext(t, count int) []chancery.Party {
	if t < len(r.toks) && r.toks[t].Form == "," {
		t++
	}
	var out []chancery.Party
	for range count {
		for t < len(r.toks) && (r.low[t] == "and" || r.low[t] == "the" || r.toks[t].Form == ",") {
			t++
		}
		m, ok := At(r.out, t)
		if !ok || m.First != t || len(m.Parties) != 1 || m.Parties[0].Type != chancery.State || m.Form != Name && m.Form != Capital && m.Form != City && m.Form != PersonName {
			return nil
		}
		out, t = addState(r.g, out, m.Parties[0]), m.Last
	}
	return out
}

// meantTogether returns the states that "the two countries" at token t are: those named side by side in this sentence, the pair of
// the title, those that were named side by side last, the only two of this sentence and the ones before it.
func (r *pass) meantTogether(t, count int) []chancery.Party {
	list := r.before(t)
	if p := r.withOneIn(t, list); count == 2 && p != nil {
		return p
	}
	if p := r.sideBySide(t); len(p) == count {
		return p
	}
	doer := r.doerTo(t)
	collect := func(back int) []chancery.Party {
		var out []chancery.Party
		for i := range list {
			a := &list[i]
			if a.sentence < r.d.sentence-back {
				break
			}
			for _, p := range a.parties {
				if doer != "" && r.g.Line(p.ID) == doer {
					continue
				}
				if p.Type != chancery.State || p.ID == "" || a.place && len(a.parties) == 1 && (a.form == Capital || a.rel == "appos") || r.destination(a) {
					continue
				}
				out = addState(r.g, out, p)
			}
		}
		return out
	}
	if p := r.besideSubject(t, collect(0)); len(p) == count { // "Chile declared war on both allies"
		return p
	}
	if r.actedOn(t) && count == 2 && len(r.d.story) == 2 { // "Nigeria urged both sides", in a story on two others
		if p := r.besideSubject(t, addState(r.g, addState(r.g, collect(0), r.d.story[0]), r.d.story[1])); len(p) == count {
			return p
		}
	}
	if r.actedOn(t) { // "After Peru refused, Chile declared war on both": on Peru and the one before it
		for back := 1; back <= 2; back++ {
			if p := r.besideSubject(t, collect(back)); len(p) == count {
				return p
			}
		}
	}
	if doer != "" {
		for back := 0; back <= 2; back++ {
			if p := collect(back); len(p) == count {
				return p
			}
		}
		if q := r.d.story; len(q) == count && r.g.Line(q[0].ID) != doer && r.g.Line(q[1].ID) != doer {
			return q
		}
		return nil
	}
	if len(r.d.subject) == count && count == 2 {
		return r.d.subject
	}
	if p := collect(0); len(p) == count { // "when Spain recognised Chile, the two countries"
		if q := r.ofSection(); count == 2 && oneOf(r.g, p, q) && !r.actTogether(list) {
			return q
		}
		return p
	}
	if count == 2 && len(r.d.story) == 2 && t > 0 && r.low[t-1] == "between" { // "Spain and Peru condemned it. The rift between the two countries", in a story on two others
		return r.d.story
	}
	for i := range list { // "recognised neither of the two German states. It established relations with both"
		if a := &list[i]; a.sentence < r.d.sentence-1 {
			break
		} else if a.form == Group && len(a.parties) == count && a.parties[0].Type == chancery.State {
			return a.parties
		}
	}
	single := len(r.d.subject) == 1 && r.d.subject[0].Type == chancery.State
	for back := 0; back <= 2; back++ {
		p := collect(back)
		if q := r.besideSubject(t, p); len(q) == count && back > 0 { // "Xi met the leaders of the three countries"
			return q
		}
		if len(p) == count {
			if q := r.ofSection(); count == 2 && oneOf(r.g, p, q) {
				return q
			}
			return p
		}
		if back == 0 && count == 2 && single && len(p) == 1 && r.namedHere(p[0], t) && r.g.Line(r.d.subject[0].ID) != r.g.Line(p[0].ID) { // "talks with Vietnam go on, and the two countries", on the page of another
			return []chancery.Party{r.d.subject[0], p[0]}
		}
		if back == 0 && count == 2 && len(r.d.story) == 2 {
			return r.d.story
		}
		if len(p) > count {
			if q := r.ofSection(); count == 2 && back > 0 && len(q) == 2 && len(addState(r.g, addState(r.g, p, q[0]), q[1])) == len(p) { // a third is named beside the two that the section is about
				return q
			}
			break
		}
		if len(p) == 1 && count == 2 && single && back == 1 && r.g.Line(r.d.subject[0].ID) != r.g.Line(p[0].ID) { // one, and the country of the page
			return []chancery.Party{r.d.subject[0], p[0]}
		}
	}
	// those named side by side a little before
	const reach = 4
	pair := r.d.pair
	if len(pair) != count || r.d.sentence-r.d.pairAt > reach {
		pair = nil
	}
	if !single || count != 2 {
		return pair
	}
	own := r.g.Line(r.d.subject[0].ID)
	for _, p := range pair {
		if r.g.Line(p.ID) == own {
			return pair
		}
	}
	if q := r.ofSection(); q != nil {
		return q
	}
	if p, ok := r.partner(); ok {
		return []chancery.Party{r.d.subject[0], p}
	}
	return pair
}

// destination reports whether a only tells where somebody is going: "on a flight to Germany".
func (r *pass) destination(a *antecedent) bool {
	if !r.parsed || a.sentence != r.d.sentence || a.head < 0 || a.form != Name || caseOf(r.s, a.tok) != "to" {
		return false
	}
	switch r.low[a.head] {
	case "flight", "flights", "way", "trip", "journey", "route":
		return true
	}
	return false
}

// ofSection returns the state of the page and that of the section or row, nil where they are not two.
func (r *pass) ofSection() []chancery.Party {
	if len(r.d.subject) != 1 || r.d.subject[0].Type != chancery.State || len(r.d.section) != 1 || r.d.section[0].Type != chancery.State || r.g.Line(r.d.section[0].ID) == r.g.Line(r.d.subject[0].ID) {
		return nil
	}
	return []chancery.Party{r.d.subject[0], r.d.section[0]}
}

// oneOf reports whether just one of the pair ps is of the pair qs: in a section on Chad of a page on Peru, Chad and a third that the sentence names are
// not "the two countries".
func oneOf(g *Gazetteer, ps, qs []chancery.Party) bool {
	n := 0
	for _, p := range ps {
		for _, q := range qs {
			if g.Line(p.ID) == g.Line(q.ID) {
				n++
			}
		}
	}
	return n == 1
}

// actTogether reports whether one of list, in this sentence, is the subject of a verb that has another as its object or its partner: "Peru signed a pact
// with Bolivia".
func (r *pass) actTogether(list []antecedent) bool {
	for i := range list {
		a := &list[i]
		if a.sentence != r.d.sentence || a.rel != "nsubj" || !r.parsed || a.head < 0 {
			continue
		}
		for k := range list {
			b := &list[k]
			if b.sentence != a.sentence || b.tok == a.tok {
				continue
			}
			if b.rel == "obj" && b.head == a.head || (b.rel == "nmod" || b.rel == "obl") && caseOf(r.s, b.tok) == "with" {
				return true
			}
		}
	}
	return false
}

// besideSubject returns ps without the state that is the subject of the clause in which the group at token t is acted on; nil where there is none.
func (r *pass) besideSubject(t int, ps []chancery.Party) []chancery.Party {
	if !r.parsed || len(ps) < 3 {
		return nil
	}
	g := t // the head of the group
	for n := 0; n < 3 && r.toks[g].Head > g && r.toks[r.toks[g].Head].UPOS == "NOUN"; n++ {
		g = r.toks[g].Head
	}
	if strings.HasPrefix(r.toks[g].Rel, "nsubj") { // "Peru recognised Oman after it left Iran, and both countries established relations"
		return nil
	}
	for h, n := r.toks[t].Head, 0; h >= 0 && n < 4; h, n = r.toks[h].Head, n+1 {
		for i := range r.out {
			m := &r.out[i]
			if r.toks[m.Head].Head != h || relation(r.toks[m.Head].Rel) != "nsubj" || len(m.Parties) != 1 {
				continue
			}
			var out []chancery.Party
			for _, p := range ps {
				if r.g.Line(p.ID) != r.g.Line(m.Parties[0].ID) {
					out = append(out, p)
				}
			}
			return out
		}
	}
	return nil
}

// namedHere reports whether this sentence names the state p before token t.
func (r *pass) namedHere(p chancery.Party, t int) bool {
	return slices.ContainsFunc(r.out, func(m Mention) bool {
		return m.First < t && m.Form == Name && len(m.Parties) == 1 && m.Parties[0].ID == p.ID
	})
}

// doerTo returns the line of the one state that is the subject of the verb to whose doing the group at token t is put: "the Pope called on [the two countries]" means two others. Empty
// where there is none, or the verb is one by which who does it may be of the two ("wants to bring the two countries closer").
func (r *pass) doerTo(t int) string {
	if !r.parsed {
		return ""
	}
	g := t // the head of the group
	for n := 0; n < 3 && r.toks[g].Head > g && r.toks[r.toks[g].Head].UPOS == "NOUN" && (r.toks[g].Rel == "det" || r.toks[g].Rel == "nummod" || r.toks[g].Rel == "amod" || r.toks[g].Rel == "compound"); n++ {
		g = r.toks[g].Head
	}
	h := r.toks[g].Head
	if h < 0 || h > g || r.toks[h].UPOS != "VERB" {
		return ""
	}
	switch relation(r.toks[g].Rel) {
	case "obj":
		if amongThem[r.toks[h].Lemma] {
			return ""
		}
	case "obl":
		on := false
		for k := h + 1; k < g; k++ {
			if c := r.low[k]; r.toks[k].Head == g && relation(r.toks[k].Rel) == "case" {
				on = c == "on" || c == "upon" || c == "to" || c == "against"
			}
		}
		if !on {
			return ""
		}
	default:
		return ""
	}
	for i := range r.out {
		if m := &r.out[i]; r.toks[m.Head].Head == h && r.toks[m.Head].Rel == "nsubj" && len(m.Parties) == 1 && m.Parties[0].Type == chancery.State {
			return r.g.Line(m.Parties[0].ID)
		}
	}
	return ""
}

// amongThem are verbs by which a state may speak of itself and another as two.
var amongThem = map[string]bool{"bring": true, "draw": true, "want": true, "help": true, "allow": true, "enable": true, "lead": true, "see": true, "consider": true, "take": true, "describe": true, "call": true, "make": true, "keep": true, "put": true, "move": true, "have": true, "say": true, "tell": true,
	"leave": true, "bind": true, "tie": true, "link": true, "unite": true, "divide": true, "separate": true, "commit": true, "be": true, "need": true}

// actedOn reports whether a verb whose subject is one state has "both" or what stands behind it at token t as what it is done to.
func (r *pass) actedOn(t int) bool {
	if !r.parsed || r.low[t] != "both" {
		return false
	}
	n := t
	if t+1 < len(r.toks) && r.toks[t].Head == t+1 {
		n = t + 1
	}
	switch h := r.toks[n].Head; {
	case h < 0 || h > t || r.toks[h].UPOS != "VERB" && relation(r.toks[n].Rel) != "nmod":
		return false
	case relation(r.toks[n].Rel) == "obj":
		return true
	default:
		c := caseOf(r.s, n)
		return (relation(r.toks[n].Rel) == "obl" || relation(r.toks[n].Rel) == "nmod") && (c == "on" || c == "against" || c == "from" || c == "with")
	}
}

// partner returns the state that a page about one country mentions far more often than any other.
func (r *pass) partner() (chancery.Party, bool) {
	const enough, lead = 4, 3
	own := r.g.Line(r.d.subject[0].ID)
	best, second := int32(-1), 0
	for i := range r.g.entries { // in the order of the tables, so that nothing depends on the map's
		n := r.d.seen[int32(i)]
		if n == 0 || r.g.entries[i].Type != chancery.State || r.g.entries[i].Line == own {
			continue
		}
		if best < 0 || n > r.d.seen[best] {
			if best >= 0 {
				second = r.d.seen[best]
			}
			best = int32(i)
		} else if n > second {
			second = n
		}
	}
	if best < 0 || r.d.seen[best] < enough || r.d.seen[best] < lead*second {
		return chancery.Party{}, false
	}
	return r.g.entries[best].party(r.on), true
}

// addState adds p unless a state of its line is there.
func addState(g *Gazetteer, ps []chancery.Party, p chancery.Party) []chancery.Party {
	for _, q := range ps {
		if q.ID == p.ID || g.Line(q.ID) == g.Line(p.ID) {
			return ps
		}
	}
	return append(ps, p)
}

// sideBySide returns the states that stand side by side nearest before token t in this sentence: "Albania and Iran", "Albania, Serbia and Greece".
func (r *pass) sideBySide(t int) []chancery.Party {
	var best []chancery.Party
	for i := 0; i < len(r.out); i++ {
		run := r.run(i, t)
		if len(run) >= 2 {
			best = run
		}
	}
	return best
}

// run returns the states of a list that begins with mention i and ends before token t. A conjunction is before its last: "Chad and Niger, Libya" lists two.
func (r *pass) run(i, t int) []chancery.Party {
	m := &r.out[i]
	if m.Form != Name && m.Form != Capital || len(m.Parties) != 1 || m.Parties[0].Type != chancery.State || m.Last > t || r.amidList(m) {
		return nil
	}
	out := []chancery.Party{m.Parties[0]}
	end, closed, commas := m.Last, false, 0
	for j := i + 1; j < len(r.out); j++ {
		n := &r.out[j]
		if n.First < end || n.Form == Adjective || n.Form == Pronoun {
			continue
		}
		if n.Last > t || len(n.Parties) != 1 || n.Parties[0].Type != chancery.State || n.First-end > 3 || n.Form != Name && n.Form != Capital {
			break
		}
		joined, comma := false, false
		for k := end; k < n.First; k++ {
			switch r.low[k] {
			case "and", "or", "–", "-", "—", "&":
				joined = true
			case ",":
				comma = true
			case "the", "with":
			default:
				return out[:len(out)-commas]
			}
		}
		if !joined && (!comma || closed) {
			break
		}
		was := len(out)
		out = addState(r.g, out, n.Parties[0])
		end = n.Last
		if closed = joined; closed {
			commas = 0
		} else {
			commas += len(out) - was
		}
	}
	return out[:len(out)-commas]
}

// amidList reports whether a list of states goes on with m: the last two of four are no two.
func (r *pass) amidList(m *Mention) bool {
	if !r.parsed || relation(r.toks[m.Head].Rel) != "conj" {
		return false
	}
	t := m.First - 1
	for t > 0 && (r.low[t] == "the" || r.low[t] == "and" || r.low[t] == ",") {
		t--
	}
	if t < 0 || t == m.First-1 {
		return false
	}
	before, ok := At(r.out, t)
	return ok && (before.Form == Name || before.Form == Capital) && len(before.Parties) == 1 && before.Parties[0].Type == chancery.State
}

// pairs notes the last two states that were named side by side.
func (r *pass) pairs() {
	for i := range r.out {
		if run := r.run(i, len(r.toks)); len(run) == 2 {
			r.d.pair, r.d.pairAt = run, r.d.sentence
		}
	}
	if len(r.d.subject) == 2 {
		return
	}
	if len(r.d.pair) == 0 || r.d.pairAt < r.d.sentence {
		var ps []chancery.Party
		for i := range r.out {
			m := &r.out[i]
			if len(m.Parties) == 1 && m.Parties[0].Type == chancery.State && m.Parties[0].ID != "" && !m.Place {
				ps = addState(r.g, ps, m.Parties[0])
			}
		}
		if len(ps) == 2 {
			r.d.pair, r.d.pairAt = ps, r.d.sentence
		}
	}
}

// formerLatter reads "the former", "the latter" without a noun: the first and the second of the pair named last.
func (r *pass) formerLatter(t int) {
	if t == 0 || r.low[t-1] != "the" {
		return
	}
	if n := t + 1; n < len(r.toks) && (r.toks[n].UPOS == "NOUN" || r.toks[n].UPOS == "PROPN" || r.toks[n].UPOS == "ADJ" || r.cover[n] >= 0) && !r.isPunct(n) {
		return
	}
	m := Mention{First: t - 1, Last: t + 1, Head: t, Form: Definite}
	pair := r.sideBySide(t)
	if named := r.namedBefore(t); len(named) >= 2 && (len(pair) != 2 || r.g.Line(named[len(named)-1].ID) != r.g.Line(pair[0].ID) && r.g.Line(named[len(named)-1].ID) != r.g.Line(pair[1].ID)) { // "Chad recalled its envoy from Oman as the latter ..."
		pair = named[len(named)-2:]
	}
	if len(pair) != 2 && r.d.pairAt >= r.d.sentence-1 {
		pair = r.d.pair
	}
	if len(pair) == 2 {
		p := pair[0]
		if r.low[t] == "latter" {
			p = pair[1]
		}
		p.Mention, p.Organ, p.Person = r.surface(t-1, t+1), "", ""
		m.Parties = []chancery.Party{p}
	}
	r.add(m)
}

// namedBefore returns the states that this sentence has named before token t, in the order in which each was named last.
func (r *pass) namedBefore(t int) (out []chancery.Party) {
	ms := slices.Clone(r.out)
	slices.SortStableFunc(ms, func(a, b Mention) int { return a.First - b.First })
	for i := range ms {
		m := &ms[i]
		if m.Last > t || m.Form == Adjective || m.Form == Demonym || len(m.Parties) != 1 || m.Parties[0].Type != chancery.State || m.Parties[0].ID == "" {
			continue
		}
		out = slices.DeleteFunc(out, func(p chancery.Party) bool { return r.g.Line(p.ID) == r.g.Line(m.Parties[0].ID) })
		out = append(out, m.Parties[0])
	}
	return out
}

// eachOther reads "each other".
func (r *pass) eachOther(t int) {
	if t == 0 || r.low[t-1] != "each" {
		return
	}
	r.group(t-1, t+1, t, 2)
}

// tells reports whether a is the subject of the verb that the clause of n is the content of: "[Amnesty] says the group has killed".
func (r *pass) tells(a *antecedent, n int) bool {
	if !r.parsed || a.sentence != r.d.sentence || a.rel != "nsubj" || !strings.HasPrefix(r.toks[n].Rel, "nsubj") {
		return false
	}
	v := r.toks[n].Head
	return v >= 0 && relation(r.toks[v].Rel) == "ccomp" && r.toks[v].Head == a.head
}
