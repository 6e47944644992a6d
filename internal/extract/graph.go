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
	s      *nlp.Sentence
	toks   []nlp.Token
	low    []string // lower-case lemmas
	form   []string // lower-case forms
	base   []string // relations without the subtype
	kids   [][]int
	seen   rule.Seen // the classes of which it may have a word, nil while the words may still change
	cases  []string  // the lemmas of the words that mark a phrase or a clause, each once
	rules  *rule.Set
	owner  func(tok int) bool // whether the token names a party (an adjective, a name): what may own a noun
	answer answer             // of the sentence behind it, where it is a question
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
		g.form[i] = strings.ToLower(t.Form)
		if g.low[i] = g.form[i]; l != t.Form {
			g.low[i] = strings.ToLower(l)
		}
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
		if (t.XPOS == "VBD" || t.XPOS == "VBN") && !closing[l] {
			g.low[i] = regular(g.form[i], g.low[i], rules)
		}
		if g.low[i] == "number" && i > 0 && g.form[i-1] == "opposite" || g.low[i] == "colleague" && i > 0 && s.Tokens[i-1].UPOS != "PRON" && owner(i-1) { // "his Greek opposite number", "his Greek colleague"
			g.low[i] = "counterpart"
		}
		if g.form[i] == "inside" && t.Rel == "case" { // "hit factories inside Syria"
			g.low[i] = "in"
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
// Where they follow one another they are a part of kids, to which nobody writes.
func (g *graph) children(i int, rels ...string) (out []int) {
	kids := g.kids[i]
	first, last := 0, 0 // of kids, what out is
	for k, c := range kids {
		switch {
		case !g.is(c, rels...):
		case out == nil:
			first, last = k, k+1
			out = kids[first:last:last]
		case last == k:
			last++
			out = kids[first:last:last]
		default:
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
	if len(ts) == 0 || len(ts) == 1 && g.alone(ts[0]) {
		return ts
	}
	var add func(t, depth int)
	add = func(t, depth int) {
		if depth > maxDepth || contains(out, t) || g.exceptFor(t) {
			return
		}
		if !g.notBut(t) {
			out = append(out, t)
		}
		for _, c := range g.children(t, "conj") {
			if g.verb(c) && !g.verb(t) { // a clause, wrongly coordinated with a noun
				continue
			}
			neg := false
			for _, d := range g.kids[c] {
				neg = neg || g.low[d] == "not" || g.low[d] == "but" && g.everyone(t) // "all but Chad"
			}
			if !neg {
				add(c, depth+1)
			}
		}
		for _, c := range g.listed(t) {
			add(c, depth+1)
		}
		for _, c := range g.identified(t) {
			add(c, depth+1)
		}
		for _, c := range g.children(t, "advmod") { // "Chad, together with Niger, asked"
			if c > t && g.form[c] == "together" && !g.verb(t) {
				for _, d := range g.ownPrep(c, "with") {
					add(d, depth+1)
				}
			}
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

// alone reports whether nothing hangs on t that expand would add, or for which it would leave t out.
func (g *graph) alone(t int) bool {
	if len(g.identified(t)) > 0 {
		return false
	}
	for _, c := range g.kids[t] {
		switch g.base[c] {
		case "conj", "nmod", "appos":
			return false
		}
		if f := g.form[c]; f == "not" || f == "but" {
			return false
		}
	}
	return true
}

// notBut reports whether t is what something is not, but another that is coordinated with it: "not with Chad but with Niger".
func (g *graph) notBut(t int) bool {
	for _, d := range g.kids[t] {
		if d < t && g.form[d] == "not" && !g.notOnly(d) {
			return slices.ContainsFunc(g.children(t, "conj"), func(c int) bool {
				return slices.ContainsFunc(g.kids[c], func(k int) bool { return g.form[k] == "but" })
			})
		}
	}
	return false
}

// exceptFor reports whether t is what a "but" behind a word for all leaves out, where a tree makes a subject of it: "all but Chad".
func (g *graph) exceptFor(t int) bool {
	for _, d := range g.kids[t] {
		if d > 0 && d < t && g.form[d] == "but" && everyone[g.low[d-1]] {
			return true
		}
	}
	return false
}

// everyone reports whether t is a word for all, or a noun of which all are meant: "all members".
func (g *graph) everyone(t int) bool {
	return everyone[g.low[t]] || slices.ContainsFunc(g.children(t, "det"), func(d int) bool { return everyone[g.low[d]] || g.low[d] == "no" })
}

// everyone are the words whose "but" leaves out.
var everyone = map[string]bool{"all": true, "every": true, "everyone": true, "everybody": true, "none": true, "nobody": true, "any": true, "each": true, "anyone": true}

func contains(ts []int, t int) bool {
	for _, x := range ts {
		if x == t {
			return true
		}
	}
	return false
}

// union returns a with what of b is not in it. It may share their memory, with which nothing is done but to be read.
func union(a, b []int) []int {
	if len(a) == 0 && len(b) == 1 {
		return b[:1:1]
	}
	out := a[:len(a):len(a)]
	for k, t := range b {
		if !contains(out, t) {
			if cap(out) == 0 {
				out = make([]int, 0, len(b)-k)
			}
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
	case g.is(v, "xcomp"): // "ordered it closed"
		return x == "VBN" && g.head(v) >= 0 && g.low[g.head(v)] == "order" && !g.hasChild(v, "obj")
	case g.is(v, "conj") && g.head(v) >= 0 && !g.hasChild(v, "nsubj", "aux"):
		h := g.head(v)
		return (x == "VBN" || participial(g.form[v]) && g.thingDone(h)) && g.verb(h) && g.passiveAt(h, depth+1) && !g.hasChild(v, "obj")
	case g.toks[v].Rel == "root", g.is(v, "parataxis"): // a headline: "Ambassador expelled"
		return x == "VBN" && !g.hasChild(v, "obj", "nsubj")
	}
	return false
}

// participial reports whether a form ends as many participles do: "restored", "broken", "withdrawn".
func participial(form string) bool {
	return strings.HasSuffix(form, "ed") || strings.HasSuffix(form, "en") || strings.HasSuffix(form, "wn")
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

// marks returns the subordinating word or preposition of the clause v.
func (g *graph) marks(v int) string {
	for _, c := range g.kids[v] {
		if g.is(c, "mark", "case") {
			if g.low[c] == "follow" { // tagged as a participle, it has the lemma of a verb
				return "following"
			}
			return g.low[c]
		}
	}
	return ""
}

// light reports whether v is a verb that lends its subject to its object.
func (g *graph) light(v int) bool {
	c := g.rules.Classes["@light"]
	return c != nil && c.Words[g.low[v]]
}

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
