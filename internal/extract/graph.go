package extract

import (
	"slices"
	"strings"

	"chancery/internal/rule"
	"chancery/nlp"
)

// graph is a sentence with what rules ask of its tree: who does what to whom, whatever the voice, the
// coordination, the clause or the noun it is said with. It never changes the sentence.
type graph struct {
	s     *nlp.Sentence
	toks  []nlp.Token
	low   []string // lower-case lemmas
	form  []string // lower-case forms
	base  []string // relations without the subtype
	kids  [][]int
	cases []string // the lemmas of the words that mark a phrase or a clause, each once
	rules *rule.Set
	owner func(tok int) bool // whether the token names a party (an adjective, a name): what may own a noun
	depth int
}

// maxDepth bounds every walk along a tree; deeper structure is not language.
const maxDepth = 40

func newGraph(s *nlp.Sentence, rules *rule.Set, owner func(int) bool) *graph {
	g := &graph{s: s, toks: s.Tokens, rules: rules, owner: owner}
	g.hang()
	strs := make([]string, 3*len(g.toks))
	g.low, g.form, g.base = strs[:len(g.toks)], strs[len(g.toks):2*len(g.toks)], strs[2*len(g.toks):]
	for i := range g.toks {
		t := &g.toks[i]
		l := t.Lemma
		if l == "" || l == "_" {
			l = t.Form
		}
		g.low[i], g.form[i] = strings.ToLower(l), strings.ToLower(t.Form)
		g.base[i], _, _ = strings.Cut(t.Rel, ":")
		// "re-established" is three tokens of Universal Dependencies and one word of the rules.
		if i >= 2 && g.toks[i-1].Form == "-" && strings.EqualFold(g.toks[i-2].Form, "re") && g.toks[i-2].End == g.toks[i-1].Start && g.toks[i-1].End == t.Start {
			g.low[i] = "re-" + g.low[i]
		}
		// A lemma that lost one letter too many: "boycotted" is of "boycott".
		if n := len(l); n > 2 && t.UPOS == "VERB" && strings.HasPrefix(g.form[i], g.low[i]+l[n-1:]) && len(rules.Find(rule.Verb, g.low[i])) == 0 {
			if d := g.low[i] + l[n-1:]; len(rules.Find(rule.Verb, d)) > 0 {
				g.low[i] = d
			}
		}
		if t.XPOS == "VBD" || t.XPOS == "VBN" {
			g.low[i] = regular(strings.ToLower(t.Form), g.low[i], rules)
		}
		// "the interests of Peru in Chile and those of Chile in Peru"
		if h := t.Head; t.Rel == "conj" && h >= 0 && h < i && (strings.EqualFold(t.Form, "those") || strings.EqualFold(t.Form, "that")) && s.Tokens[h].UPOS == "NOUN" {
			g.low[i] = g.low[h]
		}
		if (g.base[i] == "case" || g.base[i] == "mark") && !slices.Contains(g.cases, g.low[i]) {
			g.cases = append(g.cases, g.low[i])
		}
	}
	return g
}

// hang sets the children of each token, in their order.
func (g *graph) hang() {
	n := len(g.toks)
	g.kids = make([][]int, n)
	at := make([]int, n+1) // how many children, then where they begin
	hung := func(i int) bool { h := g.toks[i].Head; return h >= 0 && h < n && h != i }
	for i := range g.toks {
		if hung(i) {
			at[g.toks[i].Head+1]++
		}
	}
	for i := range n {
		at[i+1] += at[i]
	}
	all := make([]int, at[n])
	for i := range g.toks {
		g.kids[i] = all[at[i]:at[i]:at[i+1]]
	}
	for i := range g.toks {
		if hung(i) {
			g.kids[g.toks[i].Head] = append(g.kids[g.toks[i].Head], i)
		}
	}
}

// regular returns the lemma of a verb's form in -ed where the one given cannot be it and another is a word of the rules: "leaned" is not of "learn".
func regular(form, lemma string, rules *rule.Set) string {
	stem, ok := strings.CutSuffix(form, "ed")
	if !ok || len(stem) < 3 || strings.HasPrefix(form, strings.TrimSuffix(strings.TrimSuffix(lemma, "e"), "y")) {
		return lemma
	}
	for _, l := range []string{stem, stem + "e"} {
		if len(rules.Find(rule.Verb, l)) > 0 {
			return l
		}
	}
	return lemma
}

// rel returns the relation of i to its head without the subtype.
func (g *graph) rel(i int) string { return g.base[i] }

func (g *graph) is(i int, rels ...string) bool {
	for _, r := range rels {
		if g.base[i] == r || g.toks[i].Rel == r {
			return true
		}
	}
	return false
}

func (g *graph) verb(i int) bool {
	return g.toks[i].UPOS == "VERB" || strings.HasPrefix(g.toks[i].XPOS, "VB")
}

func (g *graph) noun(i int) bool {
	u := g.toks[i].UPOS
	return u == "NOUN" || u == "PROPN" || u == "PRON" || u == "NUM" || u == "X" || u == "SYM" || u == "DET"
}

func (g *graph) head(i int) int { return g.toks[i].Head }

// childrenOf returns the children of i with one of the relations (with or without subtype).
func (g *graph) children(i int, rels ...string) (out []int) {
	for _, c := range g.kids[i] {
		if g.is(c, rels...) {
			out = append(out, c)
		}
	}
	return out
}

func (g *graph) hasChild(i int, rels ...string) bool {
	for _, c := range g.kids[i] {
		if g.is(c, rels...) {
			return true
		}
	}
	return false
}

// expand adds to each token those coordinated with it, in order, without "not X".
func (g *graph) expand(ts []int) (out []int) {
	var add func(t, depth int)
	add = func(t, depth int) {
		if depth > maxDepth || contains(out, t) {
			return
		}
		out = append(out, t)
		for _, c := range g.children(t, "conj") {
			if g.verb(c) && !g.verb(t) { // a clause, wrongly coordinated with a noun
				continue
			}
			neg := false
			for _, d := range g.kids[c] {
				neg = neg || g.low[d] == "not"
			}
			if !neg {
				add(c, depth+1)
			}
		}
		for _, c := range g.listed(t) {
			add(c, depth+1)
		}
		for _, c := range g.children(t, "nmod") { // "Chad, along with Niger", "several states, including Chad"
			if c > t && g.companion(c) {
				add(c, depth+1)
				if g.form[c] == "those" { // "governments such as those in Chad and Niger"
					for _, d := range append(g.ownPrep(c, "in"), g.ownPrep(c, "of")...) {
						add(d, depth+1)
					}
				}
			}
			if c > t && counts[g.low[t]] && !g.verb(t) { // "a number of states, including Chad"
				for _, d := range g.children(c, "nmod") {
					if d > c && g.companion(d) {
						add(d, depth+1)
					}
				}
			}
		}
	}
	for _, t := range ts {
		add(t, 0)
	}
	return out
}

func contains(ts []int, t int) bool {
	for _, x := range ts {
		if x == t {
			return true
		}
	}
	return false
}

func union(a, b []int) []int {
	out := append([]int(nil), a...)
	for _, t := range b {
		if !contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// passive reports whether the verb v is said in the passive.
func (g *graph) passive(v int) bool { return g.passiveAt(v, 0) }

func (g *graph) passiveAt(v, depth int) bool {
	if depth > maxDepth {
		return false
	}
	have := false
	for _, c := range g.kids[v] {
		switch g.toks[c].Rel {
		case "aux:pass", "nsubj:pass", "csubj:pass", "obl:agent":
			return true
		case "aux":
			have = have || g.low[c] == "have"
		}
	}
	if have {
		return false
	}
	x := g.toks[v].XPOS
	if x != "VBN" && x != "VBD" && g.toks[v].UPOS != "ADJ" {
		return false
	}
	switch {
	case g.is(v, "acl") && g.toks[v].Rel != "acl:relcl", g.is(v, "amod"):
		return x == "VBN" || g.toks[v].UPOS == "ADJ" && !g.hasChild(v, "nsubj", "aux")
	case g.is(v, "advcl"):
		return x == "VBN" && !g.hasChild(v, "nsubj", "obj")
	case g.is(v, "conj") && g.head(v) >= 0 && !g.hasChild(v, "nsubj", "aux"):
		h := g.head(v)
		return (x == "VBN" || strings.HasSuffix(g.form[v], "ed") && g.thingDone(h)) && g.verb(h) && g.passiveAt(h, depth+1) && !g.hasChild(v, "obj")
	case g.toks[v].Rel == "root", g.is(v, "parataxis"): // a headline: "Ambassador expelled"
		return x == "VBN" && !g.hasChild(v, "obj", "nsubj")
	}
	return false
}

// thingDone reports whether the subject of the passive verb v is a thing, which does nothing itself: "relations were severed in 1979 and restored in 1996".
func (g *graph) thingDone(v int) bool {
	for _, c := range g.kids[v] {
		if g.toks[c].Rel == "nsubj:pass" {
			return g.toks[c].UPOS == "NOUN" && !g.owner(c)
		}
	}
	return false
}

var relativePronouns = map[string]bool{"which": true, "that": true, "who": true, "whom": true, "whose": true}

// antecedents replaces a relative pronoun with what it stands for.
func (g *graph) antecedents(v int, ts []int) (out []int) {
	for _, t := range ts {
		if relativePronouns[g.low[t]] && (g.toks[t].UPOS == "PRON" || g.toks[t].UPOS == "DET" || g.toks[t].UPOS == "SCONJ") {
			if h := g.relativeHead(v); h >= 0 {
				if c := g.beforeComma(t); g.low[t] == "whose" && c >= 0 && !g.owner(h) && g.below(c, h) {
					h = c // "anger in Chad, whose minister": Chad's, not the anger's
				}
				t = h
			}
		}
		out = append(out, t)
	}
	return out
}

// beforeComma returns the name of a party that ends right before t and the comma before it, or -1.
func (g *graph) beforeComma(t int) int {
	if t < 2 || g.toks[t-1].Form != "," || !g.owner(t-2) {
		return -1
	}
	return t - 2
}

// objectControl are verbs whose object does what their complement says.
var objectControl = map[string]bool{"urge": true, "ask": true, "order": true, "force": true, "allow": true, "tell": true, "persuade": true, "invite": true, "call": true,
	"require": true, "cause": true, "enable": true, "permit": true, "compel": true, "oblige": true, "press": true, "push": true, "encourage": true, "expect": true, "accuse": true,
	"blame": true, "lead": true, "prompt": true, "instruct": true, "direct": true, "authorize": true, "authorise": true, "warn": true, "advise": true, "convince": true, "help": true, "condemn": true, "criticize": true, "criticise": true, "suspect": true, "charge": true, "give": true, "appeal": true, "pressure": true, "lobby": true, "pressurise": true, "pressurize": true, "implore": true, "exhort": true}

// judging are verbs whose object is told to have done what stands under their "for": "praised Oman for mediating", "blacklisted firms for supplying".
var judging = map[string]bool{"praise": true, "thank": true, "commend": true, "hail": true, "credit": true, "applaud": true, "congratulate": true, "reward": true, "denounce": true, "slam": true, "rebuke": true, "fault": true, "chide": true,
	"scold": true, "lambast": true, "lambaste": true, "punish": true, "penalise": true, "penalize": true, "fine": true, "sue": true, "sanction": true, "blacklist": true, "designate": true, "target": true, "arrest": true, "detain": true,
	"jail": true, "imprison": true, "convict": true, "sentence": true, "indict": true, "prosecute": true, "try": true, "execute": true, "expel": true, "deport": true, "suspend": true, "attack": true, "berate": true, "castigate": true}

// surface returns the grammatical subjects of the verb (or predicate noun or adjective) v, also where it shares or inherits them.
func (g *graph) surface(v int) []int { return g.surfaceAt(v, 0) }

func (g *graph) surfaceAt(v, depth int) []int {
	if depth > maxDepth {
		return nil
	}
	if own := g.children(v, "nsubj", "csubj"); len(own) > 0 {
		for _, c := range g.children(v, "obl") { // "Chad joined with Niger ..., along with Mali": hung on the verb
			if g.companion(c) && c < v {
				own = append(own, c)
			}
		}
		return g.predicated(v, g.expand(g.antecedents(v, own)), depth)
	}
	h := g.head(v)
	if h < 0 {
		return nil
	}
	switch {
	case g.toks[v].Rel == "acl:relcl":
		// "the countries recognising it": no pronoun; "the state that broke" has one
		return g.expand([]int{h})
	case g.is(v, "acl", "amod"):
		x := g.toks[v].XPOS
		if d := g.document(h); d >= 0 && x == "VBG" && g.is(v, "acl") { // "issued a statement condemning": who issued it
			if s := g.nominalSubject(d, depth+1); len(s) > 0 {
				return s
			}
			if b := g.head(h); b >= 0 && g.is(h, "obj") && g.verb(b) && issuing[g.low[b]] { // "passed a resolution condemning"
				return g.surfaceAt(b, depth+1)
			}
		}
		if x == "VBN" || x == "VBD" || x == "VBG" || g.toks[v].UPOS == "ADJ" {
			return []int{h}
		}
		if asking[g.low[h]] && g.marks(v) == "to" { // "an ultimatum to Sudan to withdraw"
			if w := g.addressee(h); len(w) > 0 {
				return w
			}
		}
		if b := g.head(h); b >= 0 && g.is(h, "xcomp", "obj") && (g.low[b] == "become" || g.low[b] == "remain") { // "became the first president to visit"
			return g.surfaceAt(b, depth+1)
		}
		// "Albania's decision to welcome": who decides, welcomes
		if s := g.nominalSubject(h, depth+1); len(s) > 0 {
			return s
		}
		return nil
	case g.is(v, "conj"):
		if g.verb(h) || g.hasChild(h, "cop", "nsubj") || g.is(h, "xcomp", "ccomp", "advcl", "acl", "root") {
			return g.surfaceAt(h, depth+1)
		}
	case g.is(v, "parataxis") && h < v && g.verb(h) && (g.toks[v].XPOS == "VBD" || g.toks[v].XPOS == "VBZ") && v > 0 && g.toks[v-1].Form == ",": // "renounced it, broke off relations and attacked"
		return g.surfaceAt(h, depth+1)
	case g.is(v, "xcomp"):
		if !g.verb(h) && !g.hasChild(h, "cop") && g.noun(h) {
			return g.nominalSubject(h, depth+1)
		}
		if objectControl[g.low[h]] && !g.rings(h, v) {
			if o := g.objectAt(h, depth+1); len(o) > 0 {
				return o
			}
			if i := g.children(h, "iobj"); len(i) > 0 {
				return g.expand(i)
			}
			if c := g.calledOn(h); len(c) > 0 {
				return c
			}
		}
		return g.surfaceAt(h, depth+1)
	case g.is(v, "advcl"):
		if g.toks[v].XPOS == "VBN" && g.marks(v) == "" && v > h && g.verb(h) { // "maintains relations, established in 1959"
			return union(g.surfaceAt(h, depth+1), g.objectAt(h, depth+1))
		}
		if m := g.marks(v); m == "" || m == "by" || m == "after" || m == "before" || m == "while" || m == "in" || m == "without" || m == "for" || m == "of" || m == "to" || m == "from" || m == "about" || m == "with" || m == "when" || m == "include" {
			if (m == "of" || m == "for" || m == "from" || m == "to") && (objectControl[g.low[h]] || m == "for" && judging[g.low[h]] && g.toks[v].XPOS == "VBG") && !g.rings(h, v) { // "accused Iran of plotting"
				if o := g.objectAt(h, depth+1); len(o) > 0 {
					return o
				}
				if c := g.calledOn(h); m == "to" && len(c) > 0 {
					return c
				}
			}
			if g.toks[v].XPOS == "VBD" && m != "" {
				return nil
			}
			return g.surfaceAt(h, depth+1)
		}
	case g.is(v, "ccomp"):
		if g.toks[v].XPOS == "VBG" || g.toks[v].XPOS == "VB" { // "denied plotting", "said to have expelled"
			return g.surfaceAt(h, depth+1)
		}
	}
	return nil
}

// calledOn returns whom the verb h asks to do what its complement says: "called on Serbia to recognise".
func (g *graph) calledOn(h int) []int {
	if g.low[h] != "call" && g.low[h] != "appeal" {
		return nil
	}
	return union(g.ownPrep(h, "on"), union(g.ownPrep(h, "upon"), g.ownPrep(h, "to")))
}

// rings reports whether the verb h is a call on the telephone, made to do v: "called the king to congratulate him".
func (g *graph) rings(h, v int) bool { return g.low[h] == "call" && speechActs[g.low[v]] }

var speechActs = map[string]bool{"congratulate": true, "discuss": true, "express": true, "explain": true, "offer": true, "thank": true, "wish": true, "convey": true, "assure": true, "apologise": true, "apologize": true,
	"inform": true, "talk": true, "condole": true, "reassure": true, "complain": true, "protest": true}

// marks returns the subordinating word or preposition of the clause v.
func (g *graph) marks(v int) string {
	for _, c := range g.kids[v] {
		if g.is(c, "mark", "case") {
			return g.low[c]
		}
	}
	return ""
}

// subject returns who acts in p: the logical subject.
func (g *graph) subject(p int) []int {
	switch {
	case g.verb(p):
		if g.passive(p) {
			return g.prep(p, "by")
		}
		if by := g.doneBy(p); len(by) > 0 {
			return by
		}
		return g.surface(p)
	case g.toks[p].UPOS == "ADJ" || g.toks[p].UPOS == "ADV":
		if g.is(p, "amod", "acl") && g.head(p) >= 0 {
			return g.expand([]int{g.head(p)})
		}
		return g.surface(p)
	}
	return g.nominalSubject(p, 0)
}

// doneBy returns who does what a verbal noun in "-ing" tells of, where the tree has a verb: "died in shelling by rebels".
func (g *graph) doneBy(v int) []int {
	if g.toks[v].XPOS != "VBG" || g.marks(v) == "" || g.hasChild(v, "obj", "nsubj", "aux") {
		return nil
	}
	return g.ownPrep(v, "by")
}

// nominalSubject returns who acts in the noun n: "Iran's recognition", "the expulsion by Tirana", "the Iranian attack", "paid a visit".
func (g *graph) nominalSubject(n, depth int) []int {
	if depth > maxDepth {
		return nil
	}
	if g.hasChild(n, "cop") {
		out := g.surfaceAt(n, depth+1)
		for _, s := range out { // "Moscow's response was the expulsion"
			if answers[g.low[s]] {
				out = union(out, g.possessors(s))
			}
		}
		return out
	}
	if b := g.prep(n, "by"); len(b) > 0 {
		return b
	}
	if o := g.possessors(n); len(o) > 0 {
		return o
	}
	for _, c := range g.children(n, "acl") { // "the call made by Chad"
		if g.toks[c].XPOS == "VBN" && g.light(c) {
			if b := g.prep(c, "by"); len(b) > 0 {
				return b
			}
		}
	}
	for _, c := range g.children(n, "acl") { // "the refusal of Chad to leave"
		if g.toks[c].XPOS == "VB" && g.marks(c) == "to" {
			if o := g.ownPrep(n, "of"); len(o) > 0 {
				return o
			}
		}
	}
	h := g.head(n)
	if h < 0 {
		return nil
	}
	switch {
	case g.is(n, "xcomp") && copular[g.low[h]]: // "became a satellite"
		return g.surfaceAt(h, depth+1)
	case g.is(n, "compound") && !g.verb(h): // "bombing campaign"
		return g.nominalSubject(h, depth+1)
	case g.is(n, "conj") && !g.verb(h):
		return g.nominalSubject(h, depth+1)
	case g.is(n, "nmod") && g.marks(n) == "of" && g.hasChild(h, "cop") && g.hasChild(n, "acl"): // "is one of the countries to recognise it"
		return g.surfaceAt(h, depth+1)
	case g.is(n, "obj", "nsubj:pass") && g.verb(h) && (g.light(h) || documents[g.low[n]] && g.hasChild(n, "acl")):
		if g.passive(h) {
			return g.prep(h, "by")
		}
		return g.surfaceAt(h, depth+1)
	case g.is(n, "obl") && lending[g.marks(n)] && g.verb(h) && g.light(h) && !g.passive(h): // "went on a visit", "engaged in talks"
		return g.surfaceAt(h, depth+1)
	case g.is(n, "obl", "nmod", "advcl") && g.verb(h) && g.marks(n) == "of" || g.is(n, "obl") && g.verb(h) && g.marks(n) == "for": // "accused Iran of an attack"
		if objectControl[g.low[h]] {
			return g.objectAt(h, depth+1)
		}
	}
	return nil
}

// answers are nouns for what somebody does, whatever it is.
var answers = map[string]bool{"response": true, "answer": true, "reaction": true, "reply": true, "retaliation": true, "move": true, "step": true, "act": true, "measure": true, "decision": true}

// predicated adds to ts, the subject of the clause v, whoever the noun above it is said of: "was among those that cut ties", "is one of the states that do
// not recognise it".
func (g *graph) predicated(v int, ts []int, depth int) []int {
	h := g.head(v)
	if h < 0 || g.toks[v].Rel != "acl:relcl" || !contains(ts, h) {
		return ts
	}
	if b := g.head(h); b >= 0 && g.is(h, "nmod") && g.hasChild(b, "cop") {
		h = b
	}
	if g.hasChild(h, "cop") {
		return union(ts, g.surfaceAt(h, depth+1))
	}
	return ts
}

// copular are verbs that say what their subject is, becomes or stays.
var copular = map[string]bool{"become": true, "remain": true, "stay": true, "seem": true, "appear": true, "grow": true, "turn": true, "get": true, "keep": true}

// issuing are the verbs by which a document is somebody's word, and which lend no subject else.
var issuing = map[string]bool{"adopt": true, "pass": true, "approve": true, "release": true, "write": true, "publish": true, "sign": true, "circulate": true, "table": true, "read": true, "endorse": true, "submit": true}

// addressee returns to whom the noun n, or the verb that it is said with, is addressed: "issued an ultimatum to Sudan".
func (g *graph) addressee(n int) (out []int) {
	for _, at := range []int{n, g.head(n)} {
		if at < 0 || at != n && !g.verb(at) {
			continue
		}
		for _, on := range []string{"to", "on", "upon", "for"} {
			for _, t := range g.ownPrep(at, on) {
				if !g.verb(t) {
					out = append(out, t)
				}
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// asking are nouns whose addressee is to do what their complement says.
var asking = map[string]bool{"ultimatum": true, "call": true, "appeal": true, "order": true, "request": true, "demand": true, "invitation": true, "plea": true, "warning": true}

// lending are the prepositions under which a noun takes the subject of a light verb.
var lending = map[string]bool{"": true, "on": true, "in": true, "into": true, "for": true, "to": true, "with": true, "at": true, "through": true, "by": true, "of": true, "as": true, "under": true}

// light reports whether v is a verb that lends its subject to its object.
func (g *graph) light(v int) bool {
	c := g.rules.Classes["@light"]
	return c != nil && c.Words[g.low[v]]
}

// object returns what p is done to: the logical object.
func (g *graph) object(p int) []int {
	if g.verb(p) {
		return g.objectAt(p, 0)
	}
	if !g.noun(p) {
		return g.expand(g.children(p, "obj")) // "worth $2 million"
	}
	if o := g.ownPrep(p, "of"); len(o) > 0 {
		return o
	}
	for _, b := range g.ownPrep(p, "by") { // "recognition by Chad of Oman", where the tree hangs the one on the other
		if o := g.ownPrep(b, "of"); len(o) > 0 && g.owner(b) {
			return o
		}
	}
	if len(g.prep(p, "by")) > 0 {
		return g.possessors(p)
	}
	if h := g.head(p); h >= 0 && g.is(p, "compound") && g.noun(h) {
		return g.ownPrep(h, "of")
	}
	return nil
}

// phrasal returns the object of the verb v that a tree hangs under its particle as if that were a preposition: "handed over [the
// fugitive]", or -1. Which verbs go with a particle, the rules tell.
func (g *graph) phrasal(v int) int {
	for _, c := range g.children(v, "obl") {
		for _, d := range g.children(c, "case") {
			if d != v+1 || !particles[g.low[d]] {
				continue
			}
			for _, m := range g.rules.Find(rule.Verb, g.low[v]) {
				if len(m.Trigger.Rest) == 1 && m.Trigger.Rest[0] == g.low[d] {
					return c
				}
			}
		}
	}
	return -1
}

var particles = map[string]bool{"over": true, "off": true, "up": true, "down": true, "out": true, "back": true, "away": true}

func (g *graph) objectAt(v, depth int) []int {
	if depth > maxDepth {
		return nil
	}
	own := g.children(v, "obj")
	if g.passiveAt(v, 0) {
		return union(g.surfaceAt(v, depth+1), g.expand(own))
	}
	if len(own) > 0 {
		return g.expand(g.antecedents(v, own))
	}
	if c := g.phrasal(v); c >= 0 {
		return g.expand([]int{c})
	}
	if i := g.children(v, "iobj"); len(i) > 0 && !giving[g.low[v]] { // "charged Chad with arming them": the only object
		return g.expand(i)
	}
	for _, c := range g.children(v, "obl") { // a bare noun behind the verb, not seen as its object
		if c > v && g.toks[c].UPOS == "NOUN" && g.toks[c].Rel == "obl" && !g.hasChild(c, "case", "mark") && !temporalNouns[g.low[c]] {
			return g.expand([]int{c})
		}
	}
	if g.toks[v].Rel == "acl:relcl" && g.hasChild(v, "nsubj") && g.head(v) >= 0 {
		rel := false
		for _, c := range g.children(v, "nsubj", "obl") { // "which broke", "under which it broke"
			rel = rel || relativePronouns[g.low[c]] && (g.is(c, "nsubj") || g.marks(c) == "under")
		}
		if !rel { // "the attack Iran denied"
			return []int{g.head(v)}
		}
	}
	if h := g.head(v); h >= 0 && h < v && g.is(v, "conj") && g.verb(h) && !g.hasChild(v, "ccomp", "xcomp", "nsubj") { // "recognised and established [relations]"
		for _, o := range g.children(h, "obj") {
			if o > v {
				return g.expand([]int{o})
			}
		}
	}
	for _, c := range g.children(v, "conj") { // "broke and later restored relations"
		if g.verb(c) && c > v && !g.hasChild(c, "nsubj") && len(g.children(v, "obl", "ccomp", "xcomp")) == 0 {
			if o := g.children(c, "obj"); len(o) > 0 {
				return g.expand(o)
			}
		}
	}
	return nil
}

// text returns the words of the sentence from token a to token b, both included.
func (g *graph) span(a, b int) (start, end int) { return g.toks[a].Start, g.toks[b].End }

// subtree returns the first and the last token below t, itself included.
func (g *graph) subtree(t int) (first, last int) {
	first, last = t, t
	var walk func(i, d int)
	walk = func(i, d int) {
		if i < first {
			first = i
		}
		if i > last {
			last = i
		}
		if d < maxDepth {
			for _, c := range g.kids[i] {
				walk(c, d+1)
			}
		}
	}
	walk(t, 0)
	return first, last
}

// main reports whether t is told by the sentence itself, not by a clause that stands below it.
func (g *graph) main(t int) bool {
	for a, n := t, 0; a >= 0 && n < maxDepth; a, n = g.head(a), n+1 {
		if g.is(a, "advcl") && g.marks(a) != "" || g.toks[a].Rel == "acl:relcl" || g.is(a, "acl") && a != t {
			return false
		}
	}
	return true
}

// below reports whether a stands under b.
func (g *graph) below(a, b int) bool {
	for n := 0; a >= 0 && n < 4*maxDepth; a, n = g.head(a), n+1 {
		if a == b {
			return true
		}
	}
	return false
}
