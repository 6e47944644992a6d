package party

import (
	"slices"
	"strings"

	"chancery"
)

// "The country", "the group", "the North": descriptions of one party.

// stateNouns are what one state is called.
var stateNouns = map[string]bool{
	"country": true, "nation": true, "republic": true, "kingdom": true, "sultanate": true, "emirate": true, "empire": true, "monarchy": true, "archipelago": true, "principality": true, "duchy": true,
}

// monarchies are the words of stateNouns that few states have in a name of theirs: "the sultanate" is Oman before it is Iraq.
var monarchies = map[string]bool{"kingdom": true, "sultanate": true, "emirate": true, "empire": true, "principality": true}

// rare are those of monarchies that are said of no other state.
var rare = map[string]bool{"sultanate": true, "emirate": true, "principality": true}

// called reports whether the state id is one of those that w says, by a name that it has at the time of the sentence.
func (r *pass) called(id, w string) bool {
	i, ok := r.g.byID[id]
	if !ok {
		return false
	}
	from, to, known := years(r.on)
	for _, f := range r.g.entries[i].forms {
		if f.name == w && (!known || f.span.From <= to && from <= f.span.To) {
			return true
		}
	}
	return false
}

// soCalled returns the state that a word like "the sultanate" at token n fits: one named in the last sentences, else the one of the section or of the page.
func (r *pass) soCalled(n int, list []antecedent) []chancery.Party {
	const reach = 3
	w := r.low[n]
	if !monarchies[w] {
		return nil
	}
	if s := r.d.subject; len(s) == 1 && s[0].Type == chancery.State && r.called(s[0].ID, w) && (len(r.d.section) == 0 || len(r.d.section) == 1 && r.d.section[0].ID == s[0].ID) {
		return s // on the page of a kingdom it is that one, outside sections on others
	}
	for i := range list {
		a := &list[i]
		if a.sentence < r.d.sentence-reach {
			break
		}
		if len(a.parties) == 1 && a.parties[0].Type == chancery.State && r.called(a.parties[0].ID, w) {
			return a.parties[:1]
		}
	}
	for _, ps := range [][]chancery.Party{r.d.section, r.d.subject} {
		for i := range ps {
			if ps[i].Type == chancery.State && r.called(ps[i].ID, w) {
				return ps[i : i+1]
			}
		}
	}
	return nil
}

// orgNouns are what an organisation is called, with what kinds of organisation each can mean.
var orgNouns = map[string][]Status{
	"group": {ArmedGroup, NonGov}, "organization": {Intergov, NonGov, ArmedGroup}, "organisation": {Intergov, NonGov, ArmedGroup}, "movement": {ArmedGroup}, "militia": {ArmedGroup},
	"militants": {ArmedGroup}, "rebels": {ArmedGroup}, "insurgents": {ArmedGroup}, "alliance": {Intergov}, "bloc": {Intergov}, "union": {Intergov}, "league": {Intergov},
	"company": {Firm}, "firm": {Firm}, "tech giant": {Firm}, "agency": {Agency, Intergov}, "bureau": {Agency}, "foundation": nil, "institute": nil, "council": nil, "association": nil, "front": {ArmedGroup},
	"network": {ArmedGroup},
}

// inLand are those of them that are others where a land is told behind them: "the rebels in Chad".
var inLand = map[string]bool{"rebels": true, "insurgents": true, "militants": true}

// description reads "the country", "the group", "the North" at the article t.
func (r *pass) description(t int) {
	if r.shortened(t) || r.low[t] == "the" && r.byNature(t) {
		return
	}
	n := t + 1
	for r.parsed && n < len(r.toks) && n < t+5 && (r.g.regionWord[r.low[n]] || qualities[r.low[n]] && r.cover[n] < 0) { // "the Central American country"
		n++
	}
	if n > t+1 && r.inRegion(t, n) {
		return
	}
	if n >= len(r.toks) || r.cover[n] >= 0 || r.taken[n] {
		return
	}
	if n > t+1 && !stateNouns[r.low[n]] {
		n = t + 1
	}
	w := r.low[n]
	next := ""
	if n+1 < len(r.toks) {
		next = r.low[n+1]
	}
	switch {
	case r.low[t] == "the" && (r.toks[n].Form == "North" || r.toks[n].Form == "South") && (n+1 == len(r.toks) || !r.nameWord(n+1)) && next != "of":
		r.half(t, n)
		return
	case stateNouns[w] && next != "of" && !(r.parsed && r.nounFollows(n)):
		m := Mention{First: t, Last: n + 1, Head: n, Form: Definite}
		k := t - 1
		prep := ""
		if k >= 0 {
			prep = r.low[k]
		}
		m.Place = locative[prep]
		meant := r.countryMeant(n)
		if r.restricted(n) {
			meant = nil
		}
		for _, p := range meant {
			p = r.g.On(p, r.on)
			p.Mention, p.Organ, p.Person = r.surface(t, n+1), "", ""
			m.Parties = append(m.Parties, p)
		}
		r.add(m)
	case r.low[t] == "the" && startsUpper(r.toks[n].Form) && !stateNouns[w] && next != "of" && !r.nameWordAt(n+1) && r.byHead(t, n):
	case r.low[t] != "that" && next != "of" && !(r.parsed && r.nounFollows(n)):
		if kinds, ok := orgNouns[w]; ok && !(inLand[w] && (next == "in" || next == "of")) {
			m := Mention{First: t, Last: n + 1, Head: n, Form: Definite}
			if p, ok := r.orgMeant(n, w, kinds); ok {
				p.Mention = r.surface(t, n+1)
				m.Parties = []chancery.Party{p}
				r.add(m)
			}
		}
	}
}

// restricted reports whether a clause without a comma tells which the noun n means: "the republic that he founded" is none that has been spoken of.
func (r *pass) restricted(n int) bool {
	if !r.parsed || n+1 >= len(r.toks) || r.toks[n+1].UPOS == "PUNCT" {
		return false
	}
	for c := n + 2; c < len(r.toks); c++ {
		if r.toks[c].Head == n && r.toks[c].Rel == "acl:relcl" {
			return true
		}
	}
	return false
}

// shortened adds "the People's Republic", "the Federal Republic" at the article t: the state whose full name begins so and that the document has named.
func (r *pass) shortened(t int) bool {
	first := t + 1
	last := first
	for last < len(r.toks) && last < first+4 && r.low[last] != "republic" {
		last++
	}
	if last == first || last >= len(r.toks) || r.toks[last].Form != "Republic" || last+1 < len(r.toks) && (r.low[last+1] == "of" || r.nameWord(last+1)) || !startsUpper(r.toks[first].Form) || r.cover[first] >= 0 && r.names[r.cover[first]].chosen {
		return false
	}
	want := pieces(r.surface(first, last+1))
	hit := int32(-1)
	for _, i := range r.g.names.starting(want[0]) {
		ref := &r.g.names.refs[i]
		if len(ref.pieces) <= len(want) || !slices.Equal(ref.pieces[:len(want)], want) {
			continue
		}
		for _, c := range ref.cands {
			if c.kind != isParty || r.d.seen[c.ref] == 0 && !r.d.about(c.ref) {
				continue
			}
			if hit >= 0 && r.g.entries[hit].Line != r.g.entries[c.ref].Line {
				return false
			}
			hit = c.ref
		}
	}
	if hit < 0 {
		return false
	}
	p := r.g.On(r.g.entries[hit].party(r.on), r.on)
	p.Mention = r.surface(t, last+1)
	r.add(Mention{First: t, Last: last + 1, Head: last, Form: Definite, Parties: []chancery.Party{p}})
	return true
}

// byHead adds "the Forum", "the League" at the article t and the noun n: the organisation named last whose name has the word.
func (r *pass) byHead(t, n int) bool {
	const reach = 8
	w := r.toks[n].Form
	list := r.before(n)
	for i := range list {
		a := &list[i]
		if a.sentence < r.d.sentence-reach {
			return false
		}
		if len(a.parties) == 1 && a.parties[0].Type == chancery.Organisation && containsWord(a.parties[0].Name, w) && a.parties[0].Name != w {
			p := a.parties[0]
			p.Mention = r.surface(t, n+1)
			r.add(Mention{First: t, Last: n + 1, Head: n, Form: Definite, Parties: []chancery.Party{p}})
			return true
		}
	}
	return false
}

// nameWordAt reports whether token n continues a name.
func (r *pass) nameWordAt(n int) bool { return n < len(r.toks) && r.nameWord(n) }

// answers reports whether the noun at n is the subject of an active clause that says on what the clause above followed.
func (r *pass) answers(n int) bool {
	v := r.toks[n].Head
	if r.toks[n].Rel != "nsubj" || v < 0 || relation(r.toks[v].Rel) != "advcl" {
		return false
	}
	for c := r.toks[v].Head + 1; c < n; c++ {
		if r.toks[c].Head == v && (r.low[c] == "after" || r.low[c] == "because" || r.low[c] == "unless" || r.low[c] == "until") {
			return true
		}
	}
	return false
}

// qualities are words for what a country is like, by which it is called: "the oil-rich kingdom".
var qualities = map[string]bool{
	"tiny": true, "small": true, "neighbouring": true, "neighboring": true, "-": true, "oil": true, "rich": true, "communist": true, "islamic": true, "muslim": true, "young": true, "new": true, "reborn": true, "nascent": true, "fledgling": true, "grand": true, "landlocked": true, "independent": true,
	"northern": true, "eastern": true, "western": true, "southeastern": true, "northeastern": true,
}

// nounFollows reports whether the noun at n only qualifies the next one: "the country office".
func (r *pass) nounFollows(n int) bool {
	return n+1 < len(r.toks) && relation(r.toks[n].Rel) == "compound" && r.toks[n].Head == n+1
}

// half reads "the North", "the South" on pages where only one country has such a half.
func (r *pass) half(t, n int) {
	halves := map[string][2]string{"North": {"PRK", "VDR"}, "South": {"KOR", "XVS"}}[r.toks[n].Form]
	m := Mention{First: t, Last: n + 1, Head: n, Form: Definite}
	hit := ""
	for _, id := range halves {
		i, ok := r.g.byID[id]
		other := map[string]string{"PRK": "KOR", "KOR": "PRK", "VDR": "XVS", "XVS": "VDR"}[id]
		j := r.g.byID[other]
		if ok && (r.d.seen[i] > 0 || r.d.seen[j] > 0) {
			if hit != "" {
				hit = "?"
				break
			}
			hit = id
		}
	}
	if hit == "" || hit == "?" {
		return
	}
	p := r.g.Party(hit, r.on)
	p.Mention = r.surface(t, n+1)
	m.Parties = []chancery.Party{p}
	r.add(m)
}

// abroadIn reports whether what stands in the country at token n is what a state has in another: an embassy, troops.
func (r *pass) abroadIn(n int) bool {
	h := r.toks[n].Head
	if h < 0 {
		return false
	}
	if kept[r.toks[h].Lemma] {
		return true
	}
	for c := range n {
		if r.toks[c].Head == h && relation(r.toks[c].Rel) == "obj" && kept[r.toks[c].Lemma] {
			return true
		}
	}
	return false
}

// kept are nouns for what a state has in another.
var kept = map[string]bool{"embassy": true, "legation": true, "consulate": true, "consulate-general": true, "mission": true, "ambassador": true, "envoy": true, "consul": true, "garrison": true, "peacekeeper": true}

// countryMeant returns which state "the country" at token n is: the subject of the sentence, unless it acts on it there
// itself; the only state of the sentence; the page's own; the subject of the sentence before.
func (r *pass) countryMeant(n int) []chancery.Party {
	list := r.before(n)
	if p := r.soCalled(n, list); p != nil || rare[r.low[n]] {
		return p
	}
	isState := func(a *antecedent) bool {
		return len(a.parties) == 1 && a.parties[0].Type == chancery.State && a.parties[0].ID != "" && a.parties[0].Person == "" && !(a.form == Organ && a.plural)
	}
	subject := r.parsed && strings.HasPrefix(r.toks[n].Rel, "nsubj")
	bound := false
	if r.parsed && !subject { // "ties with the country", "recognised the country": not the one that is the subject
		switch relation(r.toks[n].Rel) {
		case "obj", "iobj":
			bound = true
		case "obl", "nmod":
			switch caseOf(r.s, n) {
			case "with", "to", "against", "toward", "towards", "from", "over":
				bound = !strings.HasPrefix(r.toks[n].Rel, "nmod:poss")
			case "in": // "has no embassy in the country"
				bound = r.abroadIn(n)
			case "of": // "its occupation of the country"
				const reach = 7
				for t := n - 1; t >= 0 && t > n-reach && r.toks[t].UPOS != "VERB"; t-- {
					bound = bound || r.toks[t].Rel == "nmod:poss" && r.toks[t].UPOS == "PRON"
				}
			}
		}
	}
	if w := r.toks[n].Form; startsUpper(w) && r.low[n] != "country" { // "the Republic": the one whose name has the word
		for i := range list {
			a := &list[i]
			if a.sentence < r.d.sentence-3 {
				break
			}
			if isState(a) && containsWord(a.parties[0].Mention, w) {
				return a.parties[:1]
			}
		}
	}
	var same []*antecedent
	for i := range list {
		a := &list[i]
		if a.sentence != r.d.sentence {
			break
		}
		if isState(a) && !r.sameClauseAsArgument(a, n) {
			same = append(same, a)
		}
	}
	if len(same) > 0 && n > 0 && r.low[n-1] == "that" && !bound { // "recognised Belize when that country became independent": not the topic
		return same[0].parties[:1]
	}
	if !subject && !bound {
		for k := len(same) - 1; k >= 0; k-- { // the first subject is the topic
			if same[k].subject {
				return same[k].parties[:1]
			}
		}
	}
	if bound { // whoever is the subject of this sentence is someone else
		others := same[:0]
		for _, a := range same {
			if !a.subject {
				others = append(others, a)
			}
		}
		same = others
	}
	if len(same) > 0 {
		if p := r.uniqueState(same); p != nil {
			return p
		}
		if subject && r.answers(n) { // "expelled Peru's envoy after the country refused": not who is the subject of both
			var others []*antecedent
			for _, a := range same {
				if !a.subject && !a.place {
					others = append(others, a)
				}
			}
			if len(others) > 0 {
				if p := r.uniqueState(others); p != nil {
					return p
				}
			}
		}
		if subject { // "Albania told Greece that the country would leave"
			for _, a := range same {
				if a.topic {
					return a.parties[:1]
				}
			}
		}
	}
	if own := r.doer(n); bound && own != "" && len(same) == 0 { // "Chad helped Mali. It gave the country arms": not who gives them
		last := r.sentenceBefore(list)
		var others []*antecedent
		for i := range last {
			if a := &last[i]; isState(a) && r.g.Line(a.parties[0].ID) != own {
				others = append(others, a)
			}
		}
		if len(others) > 0 {
			return r.uniqueState(others)
		}
	}
	if len(same) == 0 && r.d.setting != "" {
		return []chancery.Party{r.g.Party(r.d.setting, r.on)}
	}
	if len(r.d.subject) == 1 && r.d.subject[0].Type == chancery.State && len(same) == 0 {
		return r.d.subject
	}
	var prev []*antecedent
	last := r.sentenceBefore(list)
	for i := range last {
		a := &last[i]
		if isState(a) {
			prev = append(prev, a)
		}
	}
	if len(same) == 0 {
		if len(prev) > 0 {
			if p := r.uniqueState(prev); p != nil {
				return p
			}
		}
		var subjects []*antecedent
		for k := len(prev) - 1; k >= 0; k-- {
			if prev[k].subject {
				subjects = append(subjects, prev[k])
			}
		}
		if len(subjects) > 0 { // "Serbia said that Suriname had left. The country ...": either
			return r.uniqueState(subjects)
		}
		if len(prev) == 0 && len(r.d.section) == 1 && r.d.section[0].Type == chancery.State {
			return r.d.section
		}
	}
	if len(same) > 0 && len(r.d.subject) == 1 {
		for _, a := range same {
			if a.parties[0].ID == r.d.subject[0].ID {
				return a.parties[:1]
			}
		}
	}
	return nil
}

// uniqueState returns the state of the antecedents where they are all of one line.
func (r *pass) uniqueState(as []*antecedent) []chancery.Party {
	line := r.g.Line(as[0].parties[0].ID)
	for _, a := range as[1:] {
		if r.g.Line(a.parties[0].ID) != line {
			return nil
		}
	}
	return as[0].parties[:1]
}

// sameClauseAsArgument reports whether a and the description at n are both things that the same word takes: "an attack by Iran on the country".
func (r *pass) sameClauseAsArgument(a *antecedent, n int) bool {
	return r.parsed && a.sentence == r.d.sentence && a.head == r.toks[n].Head && r.toks[n].Head >= 0 && r.toks[r.toks[n].Head].UPOS == "NOUN"
}

// orgMeant returns which organisation "the group", "the firm" at token n is: the nearest of that kind.
func (r *pass) orgMeant(n int, w string, kinds []Status) (chancery.Party, bool) {
	list := r.before(n)
	const reach = 6
	fits := func(a *antecedent) bool {
		if len(a.parties) != 1 || a.parties[0].Type != chancery.Organisation {
			return false
		}
		if p := a.parties[0]; p.ID == "" {
			return containsWord(lower(p.Name), w) || w == "group" || w == "organization" || w == "organisation"
		}
		for _, k := range kinds {
			if a.status == k {
				return true
			}
		}
		return false
	}
	var hit, core *antecedent // of the nearest sentence that has one: the only one, or the only subject or object
	several, severalCore := false, false
	for i := range list {
		a := &list[i]
		if a.sentence < r.d.sentence-reach || hit != nil && a.sentence != hit.sentence {
			break
		}
		if !fits(a) || r.tells(a, n) { // who says what the group has done is another
			continue
		}
		same := func(b *antecedent) bool {
			return b.parties[0].ID == a.parties[0].ID && b.parties[0].Name == a.parties[0].Name
		}
		if hit == nil {
			hit = a
		}
		several = several || !same(hit)
		if a.subject || a.rel == "obj" {
			if core == nil {
				core = a
			}
			severalCore = severalCore || !same(core)
		}
	}
	switch {
	case hit != nil && !several:
		return hit.parties[0], true
	case core != nil && !severalCore && core.sentence == hit.sentence:
		return core.parties[0], true
	case hit != nil:
		return chancery.Party{}, false
	}
	for i := len(r.d.named) - 1; i >= 0; i-- {
		if containsWord(lower(r.d.named[i].Name), w) {
			return r.d.named[i], true
		}
	}
	return chancery.Party{}, false
}
