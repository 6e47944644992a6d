package party

import (
	"slices"
	"strings"

	"chancery"
)

// regionNouns are what a state is called behind the name of a region, besides stateNouns: "the Baltic state", "the Pacific island".
var regionNouns = map[string]bool{"state": true, "island": true, "islands": true, "giant": true, "power": true, "neighbour": true, "neighbor": true, "ally": true}

// wholeRegion is the most states that a region may have for its plural to mean every one of them: "the Baltic states", "the Nordic countries".
const wholeRegion = 5

// plurals are what all states of a region are called together, behind its name.
var plurals = map[string]bool{"states": true, "countries": true, "nations": true, "republics": true}

// wholeOf reads "the Baltic states", "the three Baltic republics" at the article t: all states that lie there, of a region of few. It reports whether it did.
func (r *pass) wholeOf(t int) bool {
	from := t + 1
	if from+1 < len(r.toks) && r.toks[from].UPOS == "NUM" {
		from++
	}
	n := from + 1
	if n >= len(r.toks) || !plurals[r.low[n]] || r.taken[n] || r.toks[from].Form == r.low[from] || n+1 < len(r.toks) && (r.low[n+1] == "of" || r.low[n+1] == "-") {
		return false
	}
	for k := n + 1; k < len(r.toks) && k < n+3; k++ { // "the Nordic states, especially Norway", "the Baltic states (Estonia, ...)": named one by one
		if singling[r.low[k]] {
			return false
		}
	}
	states := r.g.regions[r.low[from]]
	if len(states) == 0 || t > 1 && r.low[t-1] == "of" && r.toks[t-2].UPOS != "NOUN" { // "one of the Baltic states", "most of"
		return false
	}
	m := Mention{First: t, Last: n + 1, Head: n, Form: Group, Place: t > 0 && locative[r.low[t-1]]}
	for id := range states {
		if r.g.Exists(id, r.on) {
			p := r.g.Party(id, r.on)
			p.Mention = r.surface(t, n+1)
			m.Parties = append(m.Parties, p)
		}
	}
	if num := r.low[t+1]; len(m.Parties) < 2 || len(m.Parties) > wholeRegion || from > t+1 && small[num] != len(m.Parties) {
		return false
	}
	slices.SortFunc(m.Parties, func(a, b chancery.Party) int { return strings.Compare(a.ID, b.ID) })
	r.add(m)
	return true
}

// singling are words behind a group that bring the names of some or all of it.
var singling = map[string]bool{"especially": true, "including": true, "particularly": true, "notably": true, "namely": true, "such": true, "except": true, "like": true, "(": true, ":": true, "with": true}

// small are the numbers that may stand before the plural of a region.
var small = map[string]int{"two": 2, "three": 3, "four": 4, "five": 5}

// inRegion reads "the Central American country" at the article t and the noun n: the state of that region that was named last. It reports whether the words
// name a region, even where no state of it is to be found.
func (r *pass) inRegion(t, n int) bool {
	if n >= len(r.toks) || r.cover[n] >= 0 || r.taken[n] || !stateNouns[r.low[n]] && !regionNouns[r.low[n]] || r.nounFollows(n) {
		return false
	}
	if n+1 < len(r.toks) && (r.low[n+1] == "of" || r.nameWord(n+1)) { // "the Baltic state of Latvia" names it
		return false
	}
	for from := t + 1; from < n; from++ {
		for to := n; to > from; to-- {
			states := r.g.regions[strings.Join(r.low[from:to], " ")]
			if states == nil {
				continue
			}
			kept := r.out[:0]
			for _, o := range r.out { // "South American" is nothing American
				if o.First < t || o.Last > n {
					kept = append(kept, o)
				}
			}
			r.out = kept
			m := Mention{First: t, Last: n + 1, Head: n, Form: Definite, Place: t > 0 && locative[r.low[t-1]]}
			if p, ok := r.oneOf(n, states); ok {
				p = r.g.On(p, r.on)
				p.Mention, p.Organ, p.Person = r.surface(t, n+1), "", ""
				m.Parties = []chancery.Party{p}
			}
			r.add(m)
			return true
		}
	}
	return false
}

// oneOf returns the one of states that token n means: of the nearest sentence that names one, and the subject there if it names several; else the only one that
// the section or the page is about.
func (r *pass) oneOf(n int, states map[string]bool) (chancery.Party, bool) {
	const reach = 5
	var hit *antecedent
	list := r.before(n)
	for i := range list {
		a := &list[i]
		if a.sentence < r.d.sentence-reach || hit != nil && a.sentence < hit.sentence {
			break
		}
		if len(a.parties) != 1 || a.parties[0].Type != chancery.State || !states[a.parties[0].ID] || r.sameClauseAsArgument(a, n) {
			continue
		}
		switch {
		case hit == nil:
			hit = a
		case r.g.Line(hit.parties[0].ID) == r.g.Line(a.parties[0].ID):
		case a.topic && !hit.topic:
			hit = a
		case !hit.topic:
			return chancery.Party{}, false
		}
	}
	if hit != nil {
		return hit.parties[0], true
	}
	for _, ps := range [][]chancery.Party{r.d.section, r.d.subject, r.d.story} {
		var one []chancery.Party
		for _, p := range ps {
			if states[p.ID] {
				one = append(one, p)
			}
		}
		if len(one) == 1 {
			return one[0], true
		}
	}
	return chancery.Party{}, false
}

// counterparts are what the one of two whom a page is about is called as seen from the other: "its partner", "its former colony".
var counterparts = map[string]bool{"partner": true, "rival": true, "foe": true, "enemy": true, "adversary": true, "ally": true, "colony": true, "dependency": true, "benefactor": true, "protector": true}

// neighbour reads "its neighbour", "his neighbour" at the possessive t: the other state of the sentence, of the page, or of the sentence before. On a page about two it reads "its
// partner" too.
func (r *pass) neighbour(t int, owner []chancery.Party) {
	n := t + 1
	for n < len(r.toks) && n < t+4 && r.cover[n] < 0 && (r.toks[n].UPOS == "ADJ" || r.low[n] == "-") {
		n++
	}
	if len(owner) != 1 || owner[0].Type != chancery.State || n >= len(r.toks) || r.taken[n] {
		return
	}
	near := r.low[n] == "neighbour" || r.low[n] == "neighbor"
	if !near && (!counterparts[r.low[n]] || len(r.d.subject) != 2) {
		return
	}
	for k := n + 1; k < len(r.toks) && k <= n+2; k++ { // "its neighbour Chile", "its neighbour, Chile"
		if r.cover[k] >= 0 || r.low[k] != "," {
			if r.cover[k] >= 0 || r.nameWord(k) {
				return
			}
			break
		}
	}
	own := r.g.Line(owner[0].ID)
	list := r.before(t)
	for back := 0; back <= 1; back++ {
		var others []chancery.Party
		for i := range list {
			a := &list[i]
			if a.sentence < r.d.sentence-back {
				break
			}
			for _, p := range a.parties {
				if p.Type == chancery.State && p.ID != "" && r.g.Line(p.ID) != own {
					others = addState(r.g, others, p)
				}
			}
		}
		if len(others) == 0 && back == 0 {
			for _, p := range r.d.subject {
				if len(r.d.subject) == 2 && p.Type == chancery.State && r.g.Line(p.ID) != own {
					others = append(others, p)
				}
			}
		}
		if !near && (back > 0 || len(others) == 1 && r.g.Line(others[0].ID) != r.g.Line(r.d.subject[0].ID) && r.g.Line(others[0].ID) != r.g.Line(r.d.subject[1].ID)) {
			return
		}
		if len(others) == 1 {
			p := r.g.On(others[0], r.on)
			p.Mention, p.Organ, p.Person = r.surface(t, n+1), "", ""
			r.add(Mention{First: t, Last: n + 1, Head: n, Form: Definite, Parties: []chancery.Party{p}})
			return
		}
		if len(others) > 1 {
			return
		}
	}
}
