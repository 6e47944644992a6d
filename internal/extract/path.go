package extract

import (
	"slices"
	"strings"

	"chancery/internal/rule"
)

// The steps of a rule's paths.

// ownPrep returns what stands under the preposition p directly below t.
func (g *graph) ownPrep(t int, p string) (out []int) {
	for _, c := range g.kids[t] {
		if p == "in" && (g.toks[c].Rel == seat || g.low[c] == "there" && g.is(c, "advmod")) {
			out = append(out, c)
		}
		if p == "in" && g.low[c] == "where" && g.is(c, "advmod") && c > 0 && g.toks[c-1].Form == "," { // "Chad, where Libyan troops are stationed"
			if h := g.relativeHead(t); h >= 0 {
				out = append(out, h)
			}
		}
		if len(g.kids[c]) == 0 || !g.is(c, "obl", "nmod", "advcl", "acl", "xcomp", "conj") {
			continue
		}
		for _, d := range g.kids[c] {
			if g.is(d, "case", "mark") && g.low[d] == p {
				if more := g.expandPrep(c, p); out == nil {
					out = more[:len(more):len(more)]
				} else {
					out = append(out, more...)
				}
				break
			}
		}
	}
	return out
}

// relativeHead returns the noun on which the relative clause hangs that t stands in, or -1.
func (g *graph) relativeHead(t int) int {
	for n := 0; t >= 0 && n < maxDepth; t, n = g.head(t), n+1 {
		if g.toks[t].Rel == "acl:relcl" || g.toks[t].Rel == "advcl:relcl" && g.verb(g.head(t)) { // of a deed: "annexed Austria, which Mexico condemned"
			return g.head(t)
		}
	}
	return -1
}

// expandPrep coordinates under a preposition: "with Iran and with Iraq", but not "with Iran and in Iraq".
func (g *graph) expandPrep(c int, p string) (out []int) {
	for _, t := range g.expand([]int{c}) {
		if t != c {
			if g.genitive(t) && !g.genitive(c) { // "with Chad, and Mali's with Niger"
				break
			}
			if m := g.marks(t); m != "" && m != p && !g.verb(t) && !g.companion(t) {
				continue
			}
		}
		out = append(out, t)
	}
	return g.antecedents(c, out)
}

// genitive reports whether t is the name of an owner: "Chad's".
func (g *graph) genitive(t int) bool {
	for _, c := range g.children(t, "case") {
		if g.possessive(c) {
			return true
		}
	}
	return false
}

// felt are nouns for what others feel, or have, of a deed: to nobody it is done.
var felt = map[string]bool{"indignation": true, "dismay": true, "delight": true, "chagrin": true, "annoyance": true, "anger": true, "fury": true, "irritation": true, "surprise": true, "astonishment": true, "embarrassment": true,
	"satisfaction": true, "disgust": true, "displeasure": true, "horror": true, "consternation": true, "alarm": true, "regret": true, "detriment": true, "exclusion": true, "disadvantage": true, "resentment": true, "disappointment": true, "amazement": true}

// prep returns what stands under the preposition p of t; for a noun said with a light verb, also of that verb,
// and for a verb in the passive "by", the agent.
func (g *graph) prep(t int, p string) []int {
	if p != "in" && p != "by" && !slices.Contains(g.cases, p) {
		return nil
	}
	out := g.ownPrep(t, p)
	if p == "to" && g.verb(t) { // "shipped arms to Chad, to the dismay of Peru"
		out = slices.DeleteFunc(slices.Clone(out), func(c int) bool { return felt[g.low[c]] })
	}
	if p == "by" {
		for _, c := range g.children(t, "obl:agent") {
			out = union(out, g.expand([]int{c}))
		}
	}
	if g.verb(t) {
		for _, c := range g.kids[t] { // "handed it back | to Chad", hung on the particle
			if c > t && g.is(c, "advmod", "compound") && particles[g.low[c]] {
				out = union(out, g.ownPrep(c, p))
			}
		}
		if len(out) == 0 && p != "of" && p != "in" && p != "on" { // "restored in 1991 between ...": hung on the date
			for _, c := range g.children(t, "obl") {
				if c > t && (g.toks[c].UPOS == "NUM" || g.toks[c].UPOS == "PROPN") {
					out = union(out, g.ownPrep(c, p))
				}
			}
		}
		if len(out) == 0 && p == "by" && g.passive(t) { // "was recognised as a state by Chad"
			for _, c := range g.children(t, "obl") {
				if m := g.marks(c); c > t && (m == "as" || m == "to" || m == "into" || m == "from") {
					out = union(out, g.ownPrep(c, p))
				}
			}
			for _, c := range g.children(t, "xcomp") { // "were told to leave by Chad"
				if g.verb(c) && g.marks(c) == "to" && !g.passive(c) {
					out = union(out, g.ownPrep(c, p))
				}
			}
		}
		if len(out) == 0 { // shared by coordinated verbs: "broke and restored relations with"
			for _, c := range g.children(t, "conj") {
				if g.verb(c) && !g.hasChild(c, "nsubj") && len(g.children(t, "obj", "obl")) == 0 {
					out = union(out, g.ownPrep(c, p))
				}
			}
		}
		return out
	}
	h := g.head(t)
	if h < 0 {
		if len(out) == 0 && p != "of" { // "the highlight was the visit of Ana Rey | to Peru"
			out = g.nearPrep(t, p)
		}
		return out
	}
	if len(out) == 0 && g.verb(h) && p != "by" && p != "of" && (g.is(t, "obj", "nsubj:pass") || g.is(t, "obl")) && g.light(h) {
		out = union(out, g.ownPrep(h, p))
	}
	if len(out) == 0 && g.verb(h) && (p == "between" || p == "among") && g.is(t, "nsubj", "obj") { // "tension rose between", "no ties exist between"
		out = g.ownPrep(h, p)
	}
	if len(out) == 0 && !g.verb(h) && g.is(t, "compound") {
		out = g.ownPrep(h, p)
	}
	if len(out) == 0 && p != "of" {
		out = g.nearPrep(t, p)
	}
	if len(out) == 0 && p != "of" && g.is(t, "nmod") && !g.verb(h) && bearing[g.low[h]] && g.marks(t) == "of" { // "a series of visits | by ministers to Chad"
		if out = g.ownPrep(h, p); len(out) == 0 {
			out = g.nearPrep(h, p)
		}
	}
	return out
}

// nearPrep returns what stands under the preposition p right behind the noun t where the tree hangs it elsewhere: on
// the verb whose object t is ("received a delegation | from Chile"), or on the noun inside ("the annexation of Austria | by Germany").
func (g *graph) nearPrep(t int, p string) (out []int) {
	_, last := g.subtree(t)
	top := t
	for n := 0; n < maxDepth && g.is(top, "nmod") && g.marks(top) == "of" && g.head(top) >= 0 && g.noun(g.head(top)); n++ { // "gave notice of its withdrawal | from the accord"
		top = g.head(top)
	}
	if h := g.head(top); h >= 0 && (g.verb(h) && g.is(top, "obj", "nsubj:pass", "obl") || g.hasChild(h, "expl") && g.is(t, "nsubj")) { // "there is an embassy | in Accra"
		for _, c := range g.kids[h] {
			if c <= t || !g.is(c, "obl", "nmod") {
				continue
			}
			for _, d := range g.kids[c] {
				if g.is(d, "case") && g.low[d] == p && d == last+1 {
					out = union(out, g.expandPrep(c, p))
				}
			}
		}
	}
	if h := g.head(t); len(out) == 0 && h >= 0 && g.verb(h) && g.is(t, "obj") { // "carried out strikes Friday evening | against the rebels", hung on the date
		for _, c := range g.children(h, "obl") {
			if c > last && g.toks[c].Rel == "obl:unmarked" && temporalNouns[g.low[c]] {
				if first, _ := g.subtree(c); first == last+1 {
					out = union(out, g.ownPrep(c, p))
				}
			}
		}
	}
	for c := t + 1; len(out) == 0 && c < len(g.toks) && c < t+8; c++ { // "a deal worth two billion euros | with Oman", hung on the sum
		if currencies[g.low[c]] && (g.below(c, t) || g.head(c) == g.head(t)) {
			out = union(out, g.ownPrep(c, p))
		}
	}
	if len(out) == 0 {
		for _, c := range g.children(t, "nmod") {
			if m := g.marks(c); c > t && g.toks[c].Rel == "nmod" && m != "like" && m != "unlike" && m != "than" && m != "since" && m != "before" && m != "after" && m != "until" {
				out = union(out, g.ownPrep(c, p))
			}
		}
	}
	return out
}

// step takes one slot of a path from t.
func (g *graph) step(t int, slot string) []int {
	switch slot {
	case "self":
		return []int{t}
	case "passive", "active":
		if g.verb(t) && g.passive(t) == (slot == "passive") {
			return []int{t}
		}
		return nil
	case "subj":
		return g.whole(g.subject(t))
	case "obj":
		return g.whole(g.object(t))
	case "of":
		out := g.prep(t, slot)
		if len(out) == 0 && g.noun(t) && len(g.ownPrep(t, "by")) > 0 {
			out = g.object(t)
		}
		return g.whole(out)
	case "iobj":
		if giving[g.low[t]] && g.hasChild(t, "obj") && g.passive(t) { // "Chad was granted a loan"
			return g.surface(t)
		}
		if out := g.children(t, "iobj"); len(out) > 0 || !giving[g.low[t]] {
			return g.expand(out)
		}
		for _, o := range g.children(t, "obj") { // "gave Albania loans", drawn into one noun
			for _, c := range g.children(o, "compound") {
				if g.toks[c].UPOS == "PROPN" && (c == t+1 || c == t+2 && g.toks[t+1].UPOS == "DET") {
					return []int{c}
				}
			}
		}
		return nil
	case "comp":
		out := g.expand(g.children(t, "ccomp", "xcomp"))
		for _, c := range g.children(t, "advcl") { // "ordered them to leave", where the tree has a purpose
			if g.marks(c) == "to" {
				out = union(out, g.expand([]int{c}))
			}
		}
		if !g.verb(t) {
			out = union(out, g.expand(g.children(t, "acl")))
		}
		return out
	case "adv":
		return g.expand(g.children(t, "advcl"))
	case "acl":
		return g.expand(g.children(t, "acl"))
	case "owner":
		return g.owners(t)
	case "poss":
		return g.possessors(t)
	case "amod":
		return g.expand(g.children(t, "amod", "compound", "advmod"))
	case "det":
		return g.children(t, "det")
	case "num":
		return g.children(t, "nummod")
	case "neg":
		var out []int
		for _, c := range g.kids[t] {
			if negations[g.low[c]] && !g.notOnly(c) || g.low[c] == "neither" && g.is(c, "obj", "nsubj") {
				out = append(out, c)
			}
		}
		return out
	case "case", "mark", "aux":
		return g.children(t, slot)
	case "lead": // the words before a noun that say what it is: "cyber attack"
		return g.children(t, "compound", "amod", "nmod:desc")
	case "attr":
		if g.hasChild(t, "cop") {
			return []int{t}
		}
		return g.children(t, "xcomp")
	case "head":
		if h := g.head(t); h >= 0 {
			return []int{h}
		}
		return nil
	case "conj":
		return g.children(t, "conj")
	case "appos":
		return g.expand(g.children(t, "appos"))
	}
	out := g.prep(t, slot)
	if slices.ContainsFunc(out, g.sum) {
		return g.whole(out)
	}
	return out
}

// sum reports whether t is a sum of money, or the noun or the sign in which it is told.
func (g *graph) sum(t int) bool {
	return g.toks[t].UPOS == "SYM" || sums[g.low[t]] || g.low[t] == "ten" && slices.ContainsFunc(g.ownPrep(t, "of"), g.sum) // "tens of billions"
}

// whole adds to words that only tell how many, or how much, those of whom they tell it: "two of its diplomats", "some of the staff", "a billion dollars of
// assistance", "$2 million worth of grain".
func (g *graph) whole(ts []int) []int {
	out := ts
	for _, t := range ts {
		if !counting[g.low[t]] && g.toks[t].UPOS != "NUM" && !g.sum(t) {
			continue
		}
		of := union(g.ownPrep(t, "of"), g.sumIn(t))
		for _, w := range g.children(t, "nmod", "amod", "acl") {
			if g.low[w] == "worth" || temporalNouns[g.low[w]] { // "$2 million a year of grain"
				of = union(of, g.ownPrep(w, "of"))
			}
		}
		for _, o := range of {
			if o > t && !contains(out, o) {
				out = union(out, []int{o})
				out = union(out, g.sumIn(o))
			}
		}
	}
	return out
}

// sumIn returns of what t is a sum: "$2 million in aid", "tens of billions in imports".
func (g *graph) sumIn(t int) (out []int) {
	if !g.sum(t) && g.toks[t].UPOS != "NUM" {
		return nil
	}
	for _, o := range g.ownPrep(t, "in") {
		if o > t && g.toks[o].UPOS == "NOUN" && !temporalNouns[g.low[o]] {
			out = append(out, o)
		}
	}
	return out
}

// sums are nouns of which a sum of money consists.
var sums = map[string]bool{"dollar": true, "euro": true, "pound": true, "million": true, "billion": true, "trillion": true}

// counting are the words that tell how many, or how much, of what stands behind their "of" is meant.
var counting = map[string]bool{"some": true, "all": true, "many": true, "most": true, "several": true, "few": true, "both": true, "half": true, "one": true, "number": true, "majority": true, "handful": true,
	"dozen": true, "score": true, "rest": true, "bulk": true, "remainder": true, "none": true, "neither": true, "each": true, "any": true, "last": true,
	"dollar": true, "euro": true, "pound": true, "million": true, "billion": true, "trillion": true, "thousand": true, "hundred": true, "ton": true, "tonne": true, "shipment": true, "consignment": true, "worth": true,
	"series": true, "amount": true, "package": true, "batch": true, "wave": true, "set": true, "range": true, "host": true, "round": true}

// giving are verbs of two objects.
var giving = map[string]bool{"give": true, "grant": true, "offer": true, "lend": true, "sell": true, "send": true, "hand": true, "award": true, "promise": true, "deny": true, "refuse": true, "loan": true, "gift": true, "throw": true, "wire": true, "accord": true, "allot": true}

// inward are words before "relations" that make them no relations between states: "race relations".
var inward = map[string]bool{"race": true, "racial": true, "labour": true, "labor": true, "industrial": true, "public": true, "family": true, "human": true, "community": true, "sexual": true, "gender": true, "class": true, "property": true, "ethnic": true, "interethnic": true, "inter-ethnic": true, "communal": true, "church-state": true}

// in reports whether the token is one of the words of c.
func (g *graph) in(t int, c *rule.Class) bool {
	if g.seen != nil && !g.seen.Has(c) {
		return false
	}
	if g.low[t] == "relation" && t > 0 && inward[g.low[t-1]] {
		return false
	}
	if c.Words[g.low[t]] || c.Words[g.form[t]] {
		return true
	}
	if l := g.low[t]; g.toks[t].UPOS == "PROPN" && len(l) > 4 && !g.owner(t) && (c.Words[strings.TrimSuffix(l, "s")] || strings.HasSuffix(l, "ies") && c.Words[strings.TrimSuffix(l, "ies")+"y"]) { // "the Algiers Accords"
		return true
	}
	for _, ph := range c.Phrases {
		for k, w := range ph {
			if g.word(t, w) && g.phraseAt(t-k, ph) {
				return true
			}
		}
	}
	return false
}

func (g *graph) word(t int, w string) bool {
	l := g.low[t]
	return l == w || g.form[t] == w || len(l) == len(w)+1 && len(w) > 4 && l[len(w)] == 's' && l[:len(w)] == w && g.toks[t].UPOS == "PROPN" // "Interests Sections": names keep their plural
}

func (g *graph) phraseAt(from int, ph []string) bool {
	if from < 0 || from+len(ph) > len(g.toks) {
		return false
	}
	for k, w := range ph {
		if !g.word(from+k, w) {
			return false
		}
	}
	return true
}

// triggered reports whether the words that must go with a trigger do: particles and objects of a verb below it or right behind
// it, the words before a noun.
func (g *graph) triggered(t int, tr rule.Trigger) bool {
	for k, w := range tr.Rest {
		ok := false
		for _, c := range g.kids[t] {
			if g.word(c, w) && (g.is(c, "compound", "advmod", "obl", "obj", "amod", "nmod", "xcomp", "mark", "case", "advcl", "flat", "fixed")) {
				ok = true
			}
			for _, d := range g.kids[c] { // "into" of "enter into force", the case below the noun
				ok = ok || g.word(d, w) && g.is(d, "case") && d < t+4
			}
		}
		if tr.POS == rule.Noun {
			ok = ok || t-len(tr.Rest)+k >= 0 && g.word(t-len(tr.Rest)+k, w)
		} else {
			ok = ok || t+1+k < len(g.toks) && g.word(t+1+k, w)
		}
		if !ok {
			return false
		}
	}
	return true
}

// leading are participles that make the party before them the one who acts: "the American-led attack".
var leading = map[string]bool{"lead": true, "led": true, "run": true, "organise": true, "organize": true}

// drafting are participles behind a party's adjective that tell whose a draft is: "the French-drafted resolution".
var drafting = map[string]bool{"draft": true, "drafted": true, "sponsor": true, "sponsored": true, "propose": true, "proposed": true, "write": true, "written": true, "author": true, "authored": true, "table": true, "tabled": true, "back": true, "backed": true}

// temporalNouns are nouns that stand bare beside a verb to tell when, not what.
var temporalNouns = map[string]bool{"day": true, "week": true, "month": true, "year": true, "time": true, "today": true, "yesterday": true, "tomorrow": true, "morning": true, "evening": true, "night": true,
	"afternoon": true, "weekend": true, "hour": true, "minute": true, "second": true, "decade": true, "century": true, "summer": true, "winter": true, "spring": true, "autumn": true, "fall": true, "percent": true, "%": true}

// document returns the noun for words of somebody that t is or tells to whom they go, "a letter to the head of the bank", or -1.
func (g *graph) document(t int) int {
	for n := 0; t >= 0 && n < maxDepth; t, n = g.head(t), n+1 {
		if (documents[g.low[t]] || g.toks[t].XPOS == "NNPS" && documents[strings.TrimSuffix(g.low[t], "s")]) && !g.verb(t) {
			return t
		}
		if g.verb(t) {
			for _, o := range g.children(t, "obj") {
				if n > 0 && documents[g.low[o]] {
					return o
				}
			}
			return -1
		}
		if !g.is(t, "nmod", "obl", "appos", "flat", "compound") {
			return -1
		}
	}
	return -1
}

// documents are nouns that say something for whoever gives them.
var documents = map[string]bool{"statement": true, "letter": true, "report": true, "ultimatum": true, "resolution": true, "lawsuit": true, "suit": true, "message": true, "petition": true, "declaration": true, "note": true,
	"communique": true, "communiqué": true, "complaint": true, "motion": true, "tweet": true, "bill": true, "speech": true, "decree": true, "telegram": true, "memorandum": true}

// companion reports whether the noun t stands under words that coordinate it with the one before: "along with", "together with", "alongside", "including",
// and behind what states are called, "such as".
func (g *graph) companion(t int) bool {
	for _, c := range g.children(t, "case") {
		switch f := strings.ToLower(g.toks[c].Form); f {
		case "including", "among":
			return g.owner(t) && (f == "including" || c+1 < len(g.toks) && (g.form[c+1] == "them" || g.form[c+1] == "these" || g.form[c+1] == "others"))
		case "alongside":
			h := g.head(t)
			return h >= 0 && g.owner(t) && (g.owner(h) && g.is(h, "nsubj") || g.verb(h) && t < h) // not "fought alongside Niger", "a state alongside Niger"
		case "such", "like":
			h := g.head(t)
			return h >= 0 && h < t && bodies[g.low[h]] && g.toks[h].XPOS == "NNS" && (g.owner(t) || g.form[t] == "those")
		case "with":
			h := g.head(t)
			return g.alongWith(t) && !(h >= 0 && g.is(h, "obj") && joint[g.low[g.head(h)]])
		}
	}
	return false
}

// alongWith reports whether "along with" or "together with" leads to the noun t.
func (g *graph) alongWith(t int) bool {
	for _, c := range g.children(t, "case") {
		if c > 0 && g.form[c] == "with" && (g.form[c-1] == "along" || g.form[c-1] == "together") {
			return true
		}
	}
	return false
}

// joint are verbs for what several do with each other: who stands behind "along with" does it too, whatever a tree hangs him on.
var joint = map[string]bool{"form": true, "found": true, "establish": true, "create": true, "join": true, "launch": true, "sign": true, "conclude": true, "ratify": true, "boycott": true, "leave": true, "host": true}

// bodies are nouns for several states or their governments, whose names may follow.
var bodies = map[string]bool{"country": true, "state": true, "nation": true, "government": true, "power": true, "ally": true, "neighbour": true, "neighbor": true, "partner": true, "member": true, "republic": true}

// listed returns the names that follow the noun t for several states: "three countries, namely Malawi, Togo and Niger".
func (g *graph) listed(t int) (out []int) {
	if x := g.toks[t].XPOS; !bodies[g.low[t]] && !(x == "NNPS" && bodies[strings.TrimSuffix(g.low[t], "s")]) || x != "NNS" && x != "NNPS" {
		return nil
	}
	for _, c := range g.children(t, "appos") {
		if c > t && g.owner(c) && len(g.children(c, "conj")) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// identified returns the names of those whom a clause on the noun t tells of: "the states that recognise it include [Peru] and Mali", "the states that broke with it
// were Peru and [Mali]", "among the states that recognise it are Peru and Mali".
func (g *graph) identified(t int) (out []int) {
	if !bodies[g.low[t]] || g.toks[t].XPOS != "NNS" {
		return nil
	}
	told := false
	for _, c := range g.children(t, "acl") {
		told = told || g.toks[c].Rel == "acl:relcl" && g.verb(c)
		if g.toks[c].Rel == "acl:relcl" && g.toks[c].UPOS == "PROPN" && g.owner(c) && g.hasChild(c, "cop") {
			out = append(out, c)
		}
	}
	if !told {
		return nil
	}
	if h := g.head(t); h > t && g.is(t, "nsubj") {
		switch {
		case g.low[h] == "include" || g.low[h] == "comprise" || g.low[h] == "number":
			for _, c := range g.children(h, "obj") {
				if g.owner(c) {
					out = append(out, c)
				}
			}
		case g.toks[h].UPOS == "PROPN" && g.owner(h) && g.hasChild(h, "cop"):
			out = append(out, h)
		}
	}
	return out
}

// possessors returns the words that own the noun n before it: a possessive, an adjective or a name that is a party.
func (g *graph) possessors(n int) (out []int) {
	for _, c := range g.kids[n] {
		if g.toks[c].Rel == "nmod:poss" && !g.dashed(c) || g.is(c, "det") && strings.HasSuffix(g.toks[c].XPOS, "$") {
			out = append(out, g.expand(g.antecedents(n, []int{c}))...)
		}
	}
	for _, o := range out {
		if g.owner(o) && g.toks[o].UPOS != "PRON" { // "Turkey's EU membership" is Turkey's
			return out
		}
	}
	for _, c := range g.kids[n] {
		switch {
		case g.is(c, "amod", "compound", "nmod", "flat", "det") && c < n && g.owner(c):
			out = append(out, g.expand([]int{c})...)
			for _, d := range g.kids[c] { // "U.S.-Albanian": the first hangs on the second
				if g.owner(d) && !contains(out, d) {
					out = append(out, d)
				}
			}
		case g.is(c, "amod", "compound") && c < n: // "anti-Albanian Iranian", "US-led"
			for _, d := range g.kids[c] {
				if g.owner(d) && !contains(out, d) && (!g.verb(c) && g.is(d, "amod", "compound") || leading[g.low[c]] && d < c || drafting[g.low[c]] && drafts[g.low[n]] && d < c) {
					out = append(out, d)
				}
			}
		}
	}
	return out
}

// dashed reports whether a dash stands behind t: the agency of a dateline owns nothing.
func (g *graph) dashed(t int) bool {
	return t+1 < len(g.toks) && g.toks[t+1].UPOS == "PUNCT" && (g.toks[t+1].Form == "-" || g.toks[t+1].Form == "–" || g.toks[t+1].Form == "—" || g.toks[t+1].Form == "--")
}

// owners returns who owns the noun n, before or behind it: "Iranian diplomats", "Iran's embassy", "diplomats of Iran", "diplomats from Iran".
func (g *graph) owners(n int) []int {
	if o := g.possessors(n); len(o) > 0 {
		return o
	}
	for _, p := range []string{"of", "from"} {
		if o := g.ownPrep(n, p); len(o) > 0 {
			return o
		}
	}
	if h := g.head(n); h >= 0 && g.is(n, "conj") && !g.verb(h) {
		return g.possessors(h)
	}
	return nil
}
