package party

import "chancery"

// States that are called by what they are or were: "the island", "the former colony", "the former colonial power".

// manyIslands are states of islands that nobody calls "the island", or that share theirs with another.
var manyIslands = map[string]bool{"CYP": true, "HTI": true, "DOM": true, "TLS": true, "PNG": true, "BRN": true, "GBR": true, "JPN": true, "IDN": true, "PHL": true, "NZL": true, "AUS": true, "IRL": true, "FRA": true, "DNK": true}

// colonial are the states that had colonies.
var colonial = map[string]bool{"GBR": true, "FRA": true, "ESP": true, "PRT": true, "NLD": true, "BEL": true, "ITA": true, "DEU": true, "USA": true, "JPN": true, "DNK": true, "AUS": true, "NZL": true}

var (
	colonies = map[string]bool{"colony": true, "protectorate": true, "possession": true, "dependency": true}
	masters  = map[string]bool{"power": true, "ruler": true, "master": true, "masters": true, "rulers": true, "overlord": true}
)

// byNature reads "the island", "the former colony" and "the former colonial power" at the article t, and reports whether the words are one of these and it is known
// which state they mean: of islands the one named last, of colony and power one of the two that the page is about or that were named side by side last.
func (r *pass) byNature(t int) bool {
	n := t + 1
	once := n < len(r.toks) && (r.low[n] == "former" || r.low[n] == "erstwhile")
	if once {
		n++
	}
	ruled := n+1 < len(r.toks) && r.low[n] == "colonial"
	if ruled {
		n++
	}
	if n >= len(r.toks) || r.cover[n] >= 0 || r.taken[n] || r.nounFollows(n) || n+1 < len(r.toks) && (r.low[n+1] == "of" || r.nameWord(n+1)) {
		return false
	}
	var p chancery.Party
	ok := false
	switch w := r.low[n]; {
	case w == "island" && n == t+1:
		islands := map[string]bool{}
		for id := range r.g.regions["island"] {
			islands[id] = !manyIslands[id]
		}
		p, ok = r.oneOf(n, islands)
	case once && !ruled && colonies[w]:
		p, ok = r.ofColony(false)
	case ruled && masters[w]:
		p, ok = r.ofColony(true)
	}
	if !ok {
		return false
	}
	p = r.g.On(p, r.on)
	p.Mention, p.Organ, p.Person = r.surface(t, n+1), "", ""
	r.add(Mention{First: t, Last: n + 1, Head: n, Form: Definite, Place: t > 0 && locative[r.low[t-1]], Parties: []chancery.Party{p}})
	return true
}

// ofColony returns the one of the pair spoken of that had colonies, or the other one. There is none where both or neither had.
func (r *pass) ofColony(power bool) (chancery.Party, bool) {
	pair := r.d.subject
	if len(pair) != 2 {
		pair = r.d.pair
	}
	if len(pair) != 2 || pair[0].Type != chancery.State || pair[1].Type != chancery.State || colonial[pair[0].ID] == colonial[pair[1].ID] {
		return chancery.Party{}, false
	}
	if colonial[pair[0].ID] == power {
		return pair[0], true
	}
	return pair[1], true
}
