package extract

import (
	"strings"

	"chancery"
	"chancery/internal/resolve/party"
)

// Parties that stand below the words that a rule looks at.

// beneath are the kinds of which whom it is done to may be named deeper down than the paths of a rule reach, with the prepositions under which he may stand
// there: "lifted restrictions on travel to Cuba", "agreed to end its ban on imports of Egyptian fruit".
var beneath = map[string]string{
	"criticise": " of by for ", "accuse": " by ", "promise": " to for with of by from toward towards ", "reject": " to for with of by from ", "demand": " to of by from ", "threaten": " to with of from against ", "condemn": " by ", "support": " to for of with ",
	"lift-sanction": " on against to of from for with ", "sanction": " on against to of from for with ", "aid": " to for in of ", "return": " to ", "withdraw-forces": " from ", "praise": " of by for ", "oppose": " by with ",
}

// toPeople are the kinds of beneath of which it may be people without a name.
var toPeople = map[string]bool{"demand": true, "reject": true, "aid": true, "support": true, "condemn": true, "criticise": true, "accuse": true, "praise": true}

// vague are words for somebody that mean too many, or things.
var vague = map[string]bool{"side": true, "security": true, "state": true, "country": true, "bank": true, "team": true, "court": true, "house": true, "chief": true, "campaign": true, "nation": true, "group": true}

// peopleMeant reports whether c, below t, tells by what they do of people to whom m is done: not his own, and not what he gives or moves.
func (r *reading) peopleMeant(m *match, t, c int) bool {
	if !toPeople[m.rule.Kind] || r.toks[c].UPOS != "NOUN" || vague[r.low[c]] || !r.someone(c) || r.is(c, "compound", "amod", "appos") || t == m.tok && r.is(c, "obj") || groups[r.low[t]] {
		return false
	}
	return !r.ownedByPronoun(c)
}

func (r *reading) ownedByPronoun(t int) bool {
	for _, d := range r.children(t, "nmod:poss") {
		if r.pronoun(d) {
			return true
		}
	}
	return false
}

// beneath returns the one party, other than those who act, that is named in what m is done to: not in a clause of time or ground, nor of a person only. Where
// none is, it is the people that are told of there.
func (r *reading) beneath(m *match) []chancery.Party {
	cases, ok := beneath[m.rule.Kind]
	if !ok {
		return nil
	}
	var agents, out []chancery.Party
	taken := map[int]bool{}
	for _, f := range m.roles {
		if acting(f.role) {
			agents = mergeParties(agents, f.parties)
			for _, t := range f.tokens {
				taken[t] = true
			}
		}
	}
	var people, own []int
	hidden := false // a party is named there that cannot be taken
	var walk func(t, depth int)
	walk = func(t, depth int) {
		for _, c := range r.kids[t] {
			if depth > maxDepth || !r.leadsBeneath(t, c, m.tok, cases) {
				continue
			}
			if !taken[c] && !r.is(c, "compound", "amod") && r.ofOwn(agents, c) && toPeople[m.rule.Kind] {
				own = append(own, c)
			}
			if i := r.at[c]; i >= 0 && r.mentions[i].Form != party.Pronoun {
				if r.ofPeople(c) {
					hidden = hidden || r.mentions[i].Form == party.Capital || r.mentions[i].Form == party.City
					continue
				}
				for _, q := range r.mentions[i].Parties {
					if q.ID != "" && !sameID(agents, q) {
						out = mergeParties(out, []chancery.Party{q})
					}
				}
			}
			if !taken[c] && r.peopleMeant(m, t, c) {
				people = append(people, c)
			}
			walk(c, depth+1)
		}
	}
	walk(m.tok, 0)
	switch {
	case len(out) == 1:
		return out
	case len(out) == 0 && len(people) == 1 && !hidden:
		return []chancery.Party{r.named(people[0])}
	case len(out) == 0 && len(own) == 1:
		q := r.named(own[0])
		if q.Name = r.mentions[r.at[own[0]]].Parties[0].Person; q.Name == "" {
			q.Name = q.Mention
		}
		return []chancery.Party{q}
	}
	return nil
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
		return r.toks[c].Rel != "acl:relcl"
	case "conj":
		return !r.verb(c)
	case "advcl": // "will not talk until Chad withdraws"; a complement where the tree has an adverbial clause
		w := r.marks(c)
		return w == "to" || w == "until" || w == "unless" || w == "" && r.toks[c].XPOS == "VB"
	case "nmod", "obl":
		if strings.HasPrefix(r.toks[c].Rel, "nmod:poss") {
			return true
		}
		for _, d := range r.kids[c] {
			if r.is(d, "case") {
				if r.low[d] == "for" && proposing[r.low[t]] && !r.verb(t) { // "rejected a plan for Chad", "a request for the mayor of Lima": not theirs
					return false
				}
				return strings.Contains(cases, " "+r.low[d]+" ") || r.low[d] == "on" && (barring[r.low[t]] || r.hasBarring(t))
			}
		}
		return r.toks[c].Rel == "nmod" && c < t
	}
	return false
}

// proposing are nouns for words that are for something, and are not of those whom they are for.
var proposing = map[string]bool{"request": true, "demand": true, "call": true, "plan": true, "proposal": true, "solution": true, "appeal": true, "bid": true, "motion": true, "idea": true, "offer": true}

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
	return q.Form == party.Capital || q.Form == party.City || matters[r.low[h]] || len(q.Parties) == 1 && q.Parties[0].Type == chancery.State && r.in(h, r.rules.Classes["@civilian"])
}

// matters are nouns for what is between those by whom it is called: who supports a solution of it supports neither.
var matters = map[string]bool{"conflict": true, "dispute": true, "war": true, "crisis": true, "question": true, "issue": true}
