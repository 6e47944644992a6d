package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/when"
)

// timed is a temporal expression of a sentence and where it hangs in the tree.
type timed struct {
	when.Expression
	whens       []chancery.When // its values, given the dates before it
	first, last int             // tokens
	head        int
}

// times hangs the expressions found in a sentence into its tree.
func (g *graph) times(found []when.Expression) (out []timed) {
	for _, e := range found {
		e.Span.Start += g.s.Start
		e.Span.End += g.s.Start
		t := timed{Expression: e, first: -1}
		for i := range g.toks {
			if g.toks[i].Start < e.Span.End && e.Span.Start < g.toks[i].End {
				if t.first < 0 {
					t.first = i
				}
				t.last = i
			}
		}
		if t.first < 0 {
			continue
		}
		t.head = t.first
		if g.form[t.last] == "later" { // "a year later"
			t.head = t.last
		}
		for i := t.first; i <= t.last; i++ {
			if h := g.head(i); h < t.first || h > t.last {
				if !g.is(i, "case", "mark", "punct", "det", "advmod") || t.first == t.last {
					t.head = i
					break
				}
			}
		}
		if g.aside(&t) || g.ranking(&t) || g.ageOf(&t) || strings.HasPrefix(e.Value, "monthday") && !strings.ContainsAny(e.Text, "0123456789") && g.is(t.head, "compound") && g.head(t.head) > t.last { // "the Christmas tree"
			continue
		}
		out = append(out, t)
	}
	return out
}

// aside reports whether t tells of when a name holds and of nothing else: "Mogadiscio (now Mogadishu)", "Leningrad, today Saint Petersburg", "what is
// now Samoa".
func (g *graph) aside(t *timed) bool {
	if t.Vague == "" && t.Ref == when.Absolute || t.first != t.last {
		return false
	}
	h := g.head(t.head)
	return h > t.head && g.is(t.head, "advmod", "obl", "nmod", "compound", "dep") && (g.toks[h].UPOS == "PROPN" || g.is(h, "appos")) && !g.predicate(h)
}

// ranking reports whether t only tells among what something is the first or the greatest: "the largest swap since the Cold War", "the first visit since 1979".
func (g *graph) ranking(t *timed) bool {
	if h := g.head(t.head); t.Relation != when.Since || h > t.last && !g.verb(h) { // "since the 1947 meeting"
		return false
	}
	for i := t.first - 1; i >= 0 && i > t.first-14; i-- {
		switch {
		case g.low[i] == "least" || g.low[i] == "little":
			return false
		case g.toks[i].XPOS == "JJS" || strings.HasPrefix(g.low[i], "highest-") || strings.HasPrefix(g.low[i], "first-") || g.toks[i].XPOS == "RBS" || ordinals[g.low[i]] && i > 0 && (g.is(i-1, "det", "nmod:poss", "case") || g.possessive(i-1)):
			return true
		case g.verb(i) || g.toks[i].UPOS == "PUNCT":
			return false
		}
	}
	return false
}

// ordinals are the words that count among what has happened.
var ordinals = map[string]bool{"first": true, "second": true, "third": true, "fourth": true, "last": true, "only": true}

// ageOf reports whether t only says how old a thing is: "skulls that date back to 640", "antiquities dating to 2001".
func (g *graph) ageOf(t *timed) bool {
	for a, n := t.head, 0; n < 4; n++ {
		h := g.head(a)
		if h < 0 || !g.is(a, "obl", "nmod", "advmod", "nummod", "compound", "obj", "conj") {
			return false
		}
		if g.low[h] == "date" && g.is(h, "acl") && g.head(h) >= 0 {
			return antiques[g.low[g.head(h)]]
		}
		a = h
	}
	return false
}

// antiques are nouns for old things.
var antiques = map[string]bool{"skull": true, "antiquity": true, "artifact": true, "artefact": true, "painting": true, "manuscript": true, "coin": true, "sculpture": true, "treasure": true, "object": true, "relic": true, "item": true, "fossil": true, "bone": true,
	"mask": true, "statue": true, "book": true, "tablet": true, "vase": true}

// possessive reports whether t is the mark of a genitive.
func (g *graph) possessive(t int) bool { return g.toks[t].XPOS == "POS" }

// predicate reports whether a copula makes t what a clause says.
func (g *graph) predicate(t int) bool {
	return g.hasChild(t, "cop") || g.hasChild(t, "nsubj")
}

// crossing reports whether the arc above t leaves a clause.
func (g *graph) crossing(t int) bool {
	return g.is(t, "ccomp", "advcl", "parataxis", "csubj") || g.toks[t].Rel == "acl:relcl" || g.is(t, "conj") && g.hasChild(t, "nsubj")
}

// apart are words that set one time against another: what stands below them has not the date of what stands above.
var apart = map[string]bool{"after": true, "before": true, "since": true, "until": true, "following": true, "follow": true, "over": true, "for": true, "because": true, "due": true, "despite": true, "till": true, "prior": true, "except": true}

// whenClause reports whether the clause a says when the other happened: "when the envoy presented his credentials on 3 May".
func (g *graph) whenClause(a int) bool {
	for _, c := range g.kids[a] {
		if g.low[c] == "when" && c < a {
			return true
		}
	}
	h := g.head(a)
	return g.marks(a) == "until" && h >= 0 && len(g.step(h, "neg")) > 0 // "did not do so until he came on 3 May"
}

// atOnce reports whether the clause a says upon what the other happened: "on taking office in 1980".
func (g *graph) atOnce(a int) bool {
	m := g.marks(a)
	return g.toks[a].XPOS == "VBG" && (m == "on" || m == "upon")
}

// doingSo reports whether the clause a only repeats what stands above it: "recognised it, doing so on 19 December".
func (g *graph) doingSo(a int) bool {
	if g.low[a] != "do" {
		return false
	}
	for _, c := range g.kids[a] {
		if g.low[c] == "so" {
			return true
		}
	}
	return false
}

// starting are participles that only say from when: "was established, starting on 1 October 1917".
var starting = map[string]bool{"start": true, "begin": true, "commence": true}

// ownDay reports whether a date stands right at the noun t: "the treaty of 3 May 1904", "a treaty signed in January 2022".
func (r *reading) ownDay(t int) bool {
	for i := range r.times {
		e := &r.times[i]
		if !dating(&e.Expression) || e.Ref != when.Absolute || e.first < t {
			continue
		}
		for a, n := e.head, 0; a >= 0 && n < 4; a, n = r.head(a), n+1 {
			if h := r.head(a); h == t {
				return r.is(a, "nmod", "acl", "appos")
			}
			if h := r.head(a); h < 0 || !r.is(a, "nmod", "obl", "nummod", "compound", "flat") && a != e.head {
				break
			}
		}
	}
	return false
}

// nested reports whether e stands in a clause on a noun, an aside that does not carry the story on: "bound by an alliance concluded in 1873". A sentence
// without another date is carried on by it all the same.
func (r *reading) nested(e *timed) bool {
	if !r.inside(e) {
		return false
	}
	for i := range r.times {
		if d := &r.times[i]; d != e && dating(&d.Expression) && !r.inside(d) {
			return true
		}
	}
	return false
}

// inside reports whether e stands in a clause on a noun.
func (g *graph) inside(e *timed) bool {
	for a, n := e.head, 0; a >= 0 && n < maxDepth; a, n = g.head(a), n+1 {
		if g.is(a, "acl") && a != e.head {
			return e.Ref == when.Absolute
		}
	}
	return false
}

// deeds are participles that tell when a treaty or a note, in which something is done, was made.
var deeds = map[string]bool{"sign": true, "conclude": true, "hold": true, "date": true, "issue": true, "adopt": true, "agree": true, "reach": true, "make": true, "send": true, "deliver": true, "publish": true, "negotiate": true, "seal": true}

// deedOf reports whether the participle a says when that was made by which t is done, at the head of its clause: "in a treaty signed on 3 May, Peru
// recognised it", "a treaty signed on 3 May established relations".
func (g *graph) deedOf(a, t int) bool {
	n := g.head(a)
	if !g.is(a, "acl") || !deeds[g.low[a]] || n < 0 || !g.is(n, "obl", "nsubj") || g.head(n) < 0 {
		return false
	}
	v := g.head(n)
	m := g.marks(n)
	return n < v && (g.is(n, "nsubj") || m == "in" || m == "by" || m == "under" || m == "with" || m == "through" || m == "at") && (v == t || g.head(t) == v && g.is(t, "conj"))
}

// naming reports whether the participle a only says what something is called: "East Timor, then known as Portuguese Timor".
func (g *graph) naming(a int) bool {
	return g.is(a, "acl") && (g.low[a] == "know" || g.low[a] == "call" || g.low[a] == "name" || g.low[a] == "style" || g.low[a] == "refer") && g.toks[a].XPOS == "VBN"
}

// rightBehind reports whether e stands right behind the noun a and what hangs on it: "following the invasion of Kuwait in 1990".
func (g *graph) rightBehind(e *timed, a int) bool {
	_, last := g.subtree(a)
	if e.first <= last && e.first > a {
		return g.toks[e.first-1].Form != ","
	}
	return e.first > last && e.first-last <= 2 && g.toks[last+1].UPOS != "PUNCT"
}

// contrasted reports whether t stands in a clause that is set against the one of e before it: "was proclaimed on 1 October 1949; however, Peru refused to
// [recognise] it".
func (g *graph) contrasted(t int, e *timed) bool {
	for i := e.last + 1; i < t; i++ {
		if g.toks[i].Form != ";" {
			continue
		}
		for k := i + 1; k < len(g.toks) && k < i+4; k++ {
			if g.low[k] == "however" || g.low[k] == "nevertheless" || g.low[k] == "nonetheless" {
				return true
			}
		}
	}
	return false
}

// whenAt reports whether the clause of t begins with a "when" that stands right behind e: "under foreign rule starting in 1839, when Oman [took] the port".
func (g *graph) whenAt(t int, e *timed) bool {
	for _, c := range g.kids[t] {
		if g.low[c] == "when" && c < t && c > e.last && c-e.last <= 2 {
			return true
		}
	}
	return false
}

// narrowed reports whether a date within e stands behind t in its clause, wherever the tree hangs it: "grew in the 1970s, when it [signed] a treaty in 1974".
func (g *graph) narrowed(t int, e *timed, times []timed) bool {
	wide, err := edtf.Parse(e.Value)
	if err != nil {
		return false
	}
	for i := range times {
		d := &times[i]
		if d.first < t || !dating(&d.Expression) || d.Ref != when.Absolute || d.Attributive {
			continue
		}
		if day, err := edtf.Parse(d.Value); err != nil || !edtf.Within(day, wide) {
			continue
		}
		if up, down := g.distance(t, d); g.head(d.head) == g.head(t) || up == 0 && down <= near {
			return true
		}
	}
	return false
}

// duringWhich reports whether the relative clause v is of the time of the noun that it hangs on, after or before which something else was.
func (g *graph) duringWhich(v int) bool {
	if h := g.head(v); h < 0 || !apart[g.marks(h)] {
		return false
	}
	for _, c := range g.children(v, "obl") {
		if g.low[c] == "which" && g.marks(c) == "during" {
			return true
		}
	}
	return false
}

// foundOut reports whether e is the time when it was found out, or seen, that t had been done: "learned in May that Chad had [agreed] to it".
func (g *graph) foundOut(t int, e *timed) bool {
	h := g.head(t)
	if h < 0 || !g.is(t, "ccomp", "csubj") || !g.had(t) || g.below(e.head, t) {
		return false
	}
	for _, c := range g.children(t, "advmod") { // "reported on Monday that it had recently signed"
		if w := g.low[c]; w == "recently" || w == "previously" || w == "earlier" || w == "already" {
			return true
		}
	}
	return finding[g.low[h]]
}

// finding are verbs for coming to know what was done before.
var finding = map[string]bool{"discover": true, "learn": true, "find": true, "realise": true, "realize": true, "reveal": true, "discern": true, "notice": true, "see": true, "hear": true, "remember": true, "recall": true, "show": true}

// sinceWhat reports whether e is the date of something since which t, an act told behind it, was the first: "became the first to visit it since the break of 1990".
func (g *graph) sinceWhat(e *timed, t int) bool {
	if e.first < t || g.perfect(t) {
		return false
	}
	for a, n := e.head, 0; a >= 0 && a != t && n < maxDepth; a, n = g.head(a), n+1 {
		if a != e.head && g.is(a, "obl", "nmod") && g.marks(a) == "since" {
			return !g.below(t, a)
		}
	}
	return false
}

// partyTo reports whether e only names what a clause tells something of, and is no time of t: "lost the Falklands War", "worked together on the 2017 crisis".
func (g *graph) partyTo(e *timed, t int) bool {
	a := e.head
	if !e.Named && e.Attributive && e.first > t && g.is(a, "nummod", "compound", "amod") {
		a = g.head(a)
	} else if !e.Named {
		return false
	}
	if g.below(t, a) {
		return false
	}
	switch g.marks(a) {
	case "on", "about", "over", "against":
		return true
	}
	return e.Named && g.is(a, "obj", "nsubj")
}

// toldOf reports whether the noun t is told with a participle of how it came about, at a time of its own: "the sanctions [imposed on Chad]".
func (g *graph) toldOf(t int) bool {
	if g.verb(t) || !g.is(t, "obl", "nmod") || g.marks(t) == "of" || g.marks(t) == "" {
		return false
	}
	for _, c := range g.children(t, "acl") {
		if g.toks[c].XPOS == "VBN" && c > t && !deeds[g.low[c]] {
			return true
		}
	}
	return false
}

// because reports whether e is the time of an event that is told as a cause: "due to the Six-Day War", "over the crisis of 1911".
func (g *graph) because(e *timed) bool {
	for i := e.first; i >= 0 && i > e.first-3; i-- {
		switch g.low[i] {
		case "due", "because", "owing":
			return i < e.first
		}
	}
	return false
}

// untilAfter reports whether e dates that after which only something was: "did not begin until after independence in the early 1960s".
func (g *graph) untilAfter(e *timed) bool {
	for i := e.first - 1; i > 0 && i > e.first-8; i-- {
		switch {
		case g.low[i] == "after":
			return g.low[i-1] == "until" || g.low[i-1] == "till"
		case g.verb(i) || g.toks[i].UPOS == "PUNCT":
			return false
		}
	}
	return false
}

// bracketed reports whether e stands in brackets behind what bears a name, a treaty or a war, that t is not: "was supported by the Treaty of Muscat (1878)".
func (g *graph) bracketed(t int, e *timed) bool {
	if e.first < 2 || g.toks[e.first-1].Form != "(" || deeds[g.low[t]] || g.low[t] == "ratify" && g.passive(t) {
		return false
	}
	c := g.rules.Classes["@named-event"]
	for i := e.first - 2; c != nil && i >= 0 && i > e.first-10; i-- {
		switch {
		case g.in(i, c):
			switch m := g.marks(i); {
			case g.head(i) != t:
			case m == "in", m == "by", m == "under", m == "with", m == "through", m == "at", m == "during":
				return false // "was established by the Treaty of Muscat (1878)"
			}
			return i != t && g.toks[i].Form != g.low[i]
		case g.verb(i) || g.toks[i].UPOS == "PUNCT":
			return false
		}
	}
	return false
}

// priorTo reports whether what stands above the noun a lay before it: "before the union of 1860", "prior to it".
func (g *graph) priorTo(a int) bool {
	for _, c := range g.kids[a] {
		if g.is(c, "case", "mark", "advmod") && c < a && (g.low[c] == "before" || g.low[c] == "prior") {
			return true
		}
	}
	return false
}

// setOff reports whether a comma stands before the preposition of e.
func (g *graph) setOff(e *timed) bool {
	i := e.first - 1
	if i > 0 && g.toks[i].UPOS == "ADP" {
		i--
	}
	return i >= 0 && g.toks[i].Form == ","
}

// ofTopic reports whether the date at a only says which of its kind something is that another noun than t is about: "claims about the 2014 election".
func (g *graph) ofTopic(a, t int) bool {
	for n := 0; n < maxDepth && g.is(a, "nummod", "compound", "amod") && g.head(a) > a; n++ {
		if a = g.head(a); a == t {
			return false
		}
	}
	h := g.head(a)
	switch g.marks(a) {
	case "at", "during", "after", "following", "since":
		return false
	}
	return h >= 0 && h != t && g.is(a, "nmod") && g.toks[a].UPOS == "NOUN" && g.toks[h].UPOS == "NOUN" && h < a
}

// far is the cost of a date that no longer is a word's own.
const far = 100

// distance is what it costs to take the expression e as the time of t, up the tree from t and down from there to e; far where it is not
// its own.
func (g *graph) distance(t int, e *timed) (up, down int) {
	// the ancestors of t, with the cost of going there
	cost := map[int]int{}
	c, crossed, during := 0, false, false
	for a, n := t, 0; a >= 0 && n < maxDepth; n++ {
		if _, ok := cost[a]; ok {
			break
		}
		cost[a] = c
		during = during || g.is(a, "obl") && g.marks(a) == "during"
		if g.crossing(a) {
			step := 12
			if crossed {
				step = 40
			}
			if g.is(a, "conj") {
				step = 6
			}
			if g.toks[a].Rel == "acl:relcl" || g.is(a, "ccomp") {
				step = 20
			}
			if g.toks[a].Rel == "acl:relcl" && g.duringWhich(a) { // "closed it in 1996, after a program during which it gave aid"
				step = 60
			}
			if x := g.finite(a); g.toks[a].Rel == "acl:relcl" && a < e.head && (x == "VBZ" || x == "VBP") && g.toks[a].XPOS == x { // "Malta, which accuses Libya of it, recalled its envoy on Monday"
				step = 60
			}
			if g.is(a, "advcl") && (apart[g.marks(a)] || g.marks(a) == "while" && e.head > g.head(a) && e.head < a) { // what comes after something is not of its day
				step = 60
			}
			if m := g.marks(a); g.is(a, "advcl") && (m == "after" || m == "because") && g.finite(a) == "VBD" && e.head > a && g.head(e.head) == g.head(a) && g.ends(a, e) { // "broke with it after it took the town in 1990": a date at the end is of both
				step = 6
			}
			if h := g.head(a); g.is(a, "advcl") && h >= 0 && conveying[g.low[a]] && reaching[g.low[h]] { // "called on Monday to express his support"
				step = 1
			}
			c += step
			crossed = true
		} else if during && g.is(a, "acl") && g.toks[a].XPOS == "VBN" && e.first < a { // "archives [looted] during the occupation of Chad": of no day of what is done with them
			c += 20
			crossed = true
		} else {
			c++
			if g.is(a, "obl", "nmod") && apart[g.marks(a)] && !g.verb(a) && !g.rightBehind(e, a) {
				c += 25
			}
		}
		a = g.head(a)
	}
	for a, n := e.head, 0; a >= 0 && n < maxDepth; a, n = g.head(a), n+1 {
		if up, ok := cost[a]; ok {
			return up, down
		}
		switch {
		case g.is(a, "advcl") && (g.whenClause(a) || g.atOnce(a) || g.doingSo(a) || starting[g.low[a]] && g.toks[a].XPOS == "VBG"):
			down += 8
		case g.is(a, "acl") && g.head(a) == t && (g.marks(a) == "to" && g.toks[a].XPOS == "VB" || g.toks[a].XPOS == "VBG" && (g.marks(a) == "in" || g.marks(a) == "on")): // "was the first to recognise it in 1945"
			down += 2
		case g.naming(a) && g.setOff(e):
			down += 8
		case g.deedOf(a, t):
			down += 6
		case g.is(a, "advcl", "ccomp", "csubj", "parataxis"), g.toks[a].Rel == "acl:relcl", g.is(a, "acl"):
			down += 30
		case a == e.head && g.is(a, "nmod") && g.marks(a) == "of" && g.head(a) != t && !(g.head(g.head(a)) == t && g.owner(g.head(a)) && g.marks(g.head(a)) == "of"): // "the massacres of 1915", not "the invasion of Poland of 1939"
			down += 20
		case a == e.head && e.Attributive && g.ofTopic(a, t):
			down += 20
		case g.is(a, "conj") && g.verb(a) && g.head(a) == t && e.first > a && !g.hasChild(a, "nsubj") && !(g.toks[a].XPOS == "VBD" && (g.toks[t].XPOS == "VBZ" || g.toks[t].XPOS == "VBP")):
			down += 8 // "visited Chile and met its president in 2014": a date at the end is of both
		case g.is(a, "conj") && g.verb(a):
			down += 25
		case g.is(a, "conj"):
			down += 2
		case a != e.head && g.is(a, "obl") && apart[g.marks(a)]: // "after the war of 1848 it was recognised in 1850"
			down += 2
		case g.is(a, "nmod", "compound", "amod", "nummod", "appos") && a != e.head:
			down += 4
		default:
			down++
		}
	}
	return far, far
}

// ends reports whether e stands behind all else in the clause of the verb a, with no comma between.
func (g *graph) ends(a int, e *timed) bool {
	for t := a + 1; t < e.first; t++ {
		if g.toks[t].Form == "," {
			return false
		}
	}
	return true
}

// byPronoun reports whether the relative clause v is opened by its subject or object, or by whose that is: not "in exchange for which it had yielded".
func (g *graph) byPronoun(v int) bool {
	for _, c := range g.kids[v] {
		if g.is(c, "nsubj", "obj") && (relativePronouns[g.low[c]] || len(g.kids[c]) > 0 && g.low[g.kids[c][0]] == "whose") {
			return true
		}
	}
	for t := v - 1; t > g.head(v) && g.toks[t].Form != ","; t-- { // "whose death it had demanded", hung elsewhere
		if g.low[t] == "whose" {
			return true
		}
	}
	return false
}

// own reports whether a date at these costs is that of t: one in its clause, or in a clause above whose time is told and that t is
// part of. A date inside another clause is that clause's. A noun takes no date from afar.
func (g *graph) ownDate(t, up, down int, state bool) bool {
	if !g.verb(t) || state || g.is(t, "amod") {
		return up+down <= 2*near
	}
	return up+down <= 2*near+4 || down <= near && up < far/2+10
}

// dates returns the expressions that tell when t happened: one, or several where the text coordinates them ("in 2020 and 2018").
func (g *graph) dates(t int, st *stance, times []timed, state bool) (best []*timed, cost int) {
	cost = far
	for i := range times {
		e := &times[i]
		if !dating(&e.Expression) {
			continue
		}
		if state && g.toks[t].XPOS != "VBD" && e.last < t && g.semicolon(e.last, t) && !g.below(e.head, t) && g.hasChild(t, "nsubj") { // "has had relations since 1980; both have embassies"
			continue
		}
		if state && g.inSince(t, e) || g.sinceAside(t, e, state) {
			continue
		}
		if !state && e.Relation == when.Until && e.last < t && g.is(t, "conj") && g.hasChild(t, "nsubj") && !g.below(e.head, t) { // "until 1945 it claimed the land, but then recognised it"
			continue
		}
		if !state && (g.ofThing(t, e) || g.ofCause(t, e)) {
			continue
		}
		if g.told(e, times) || g.timedApart(t, e) || g.toks[t].Rel == "acl" && (g.toks[t].XPOS == "VBN" || g.toks[t].XPOS == "VBD") && !g.below(e.head, t) && g.whileElse(t) {
			continue
		}
		if n := g.head(t); n >= 0 && g.is(t, "amod") && g.toks[t].UPOS == "ADJ" && g.is(n, "nsubj") && g.head(n) >= 0 && g.verb(g.head(n)) && !g.below(e.head, n) && !g.light(g.head(n)) { // "strong ties led to peace in 1990": when they were strong, it does not say
			continue
		}
		if g.toks[t].Rel == "acl:relcl" && g.had(t) && g.byPronoun(t) && !g.below(e.head, t) { // "Chad, which had just taken the town, attacked in 1941"
			continue
		}
		up, down := g.distance(t, e)
		if h := g.head(e.head); state && down > 2*near && g.is(e.head, "nmod") && g.marks(e.head) == "of" && g.marks(h) == "until" { // "was its ally until the revolution of 1958"
			down -= 2 * near
		}
		if g.foundOut(t, e) || g.partyTo(e, t) || g.toldOf(t) && !g.below(e.head, t) || !state && g.sinceWhat(e, t) {
			continue
		}
		if g.bracketed(t, e) || g.untilAfter(e) || g.because(e) || !state && g.contrasted(t, e) {
			continue
		}
		if up+down > 3 && g.whenAt(t, e) {
			if g.narrowed(t, e, times) {
				continue
			}
			up, down = 3, 0
		}
		if st.governor >= 0 { // the day of the announcement is the day of the act
			if u, w := g.distance(st.governor, e); u+w+3 < up+down {
				up, down = u+3, w
			}
		}
		if !g.ownDate(t, up, down, state) {
			continue
		}
		d := up + down
		if h := g.head(t); g.is(t, "conj") && g.verb(t) && h >= 0 && h < e.first && e.first < t && !g.below(e.head, t) { // "made peace in 1867 and a treaty was signed in 1881"
			d += 6
		}
		if !state && e.Relation == when.By { // "ordered on Monday to leave by Tuesday": a deadline
			d += 7
		}
		if g.behindRelative(t, e) { // "fell out in 2014 over a ruling that freed five men tried for a murder in 1990"
			d += 6
		}
		if e.Named && !state && g.marks(e.head) == "for" { // "in 1990 it sent troops for the Gulf War"
			d += 7
		}
		if e.Relation == when.Since && !state && g.perfect(t) { // "since 1783 they have broken relations once, in 1898"
			d += near
		}
		if e.Ref == when.Anaphoric && !state && strings.EqualFold(g.toks[e.last].Form, "earlier") { // it is of something else in the sentence as often as not
			d += 3
		}
		if d < cost || d == cost && len(best) > 0 && abs(e.first-t) < abs(best[0].first-t) {
			cost, best = d, []*timed{e}
		}
	}
	if len(best) == 0 || g.laterOwn(t, times, cost) {
		return nil, far
	}
	if e := g.laterBehind(t, best[0], times); e != nil {
		best = []*timed{e}
	}
	for i := range times { // coordinated
		e := &times[i]
		if e != best[0] && dating(&e.Expression) && (g.is(e.head, "conj") && g.head(e.head) >= best[0].first && g.head(e.head) <= best[0].last || g.joined(best[0], e) || g.joined(e, best[0]) || len(best) > 1 && g.joined(best[len(best)-1], e)) {
			best = append(best, e)
		}
	}
	if len(best) > 1 && !state && g.is(t, "conj") && g.hasChild(t, "nsubj") && best[0].first < t && !g.below(best[0].head, t) { // "there were clashes in 1969 and 1973, and Peru supported the rebels"
		return nil, far
	}
	slices.SortStableFunc(best, func(a, b *timed) int { return a.first - b.first })
	return best, cost
}

// behindRelative reports whether e, which hangs on the verb t, stands right behind a relative clause on a noun below t, and may well be a date of that clause.
func (g *graph) behindRelative(t int, e *timed) bool {
	if g.head(e.head) != t || e.first < t {
		return false
	}
	for v := t + 1; v < e.first; v++ {
		if g.toks[v].Rel != "acl:relcl" || !g.below(v, t) {
			continue
		}
		if _, last := g.subtree(v); last < e.first && e.first-last <= 2 && g.toks[e.first-1].Form != "," {
			return true
		}
	}
	return false
}

// ofThing reports whether e stands before a noun that is no event and tells which of its kind it is, not when t was: "returned a 16th-century bible", "gave it
// a May 15 deadline".
func (g *graph) ofThing(t int, e *timed) bool {
	n := g.head(e.head)
	if !e.Attributive || n <= e.last || n == t || g.verb(n) || g.below(t, n) {
		return false
	}
	for k := 0; k < maxDepth && g.is(n, "compound") && g.head(n) > n; k++ { // "the 26 June 1995 assassination attempt"
		n = g.head(n)
	}
	return g.toks[n].UPOS == "NOUN" && !g.in(n, g.rules.Classes["@event"]) && !g.timely(n) && !g.is(n, "nsubj")
}

// timely reports whether the noun n stands under a word that makes it a time: "at the 2008 gala".
func (g *graph) timely(n int) bool {
	if h := g.head(n); h >= 0 && g.form[h] == "following" {
		return true
	}
	switch g.marks(n) {
	case "at", "on", "in", "during", "after", "before", "since", "following", "prior", "until", "by", "amid", "throughout", "within", "over", "under":
		return true
	}
	return false
}

// ofCause reports whether e, behind what t came after, dates that and not t: "have imposed sanctions following the invasion in 2014".
func (g *graph) ofCause(t int, e *timed) bool {
	if !g.perfect(t) || e.Ref != when.Absolute || g.head(e.head) != t || e.first < t {
		return false
	}
	for a := range g.toks[:e.first] {
		if a > t && g.is(a, "obl", "nmod") && (g.marks(a) == "following" || g.marks(a) == "after" || g.marks(a) == "over") && g.rightBehind(e, a) {
			return true
		}
	}
	return false
}

// sinceAside reports whether e says, between commas behind a noun, since when something is so of that noun: "Chad, independent [since 1960], joined", "expelled
// the envoy, in office [since 1988], and".
func (g *graph) sinceAside(t int, e *timed, state bool) bool {
	if e.Relation != when.Since || e.last+1 >= len(g.toks) || g.toks[e.last+1].Form != "," || state && e.first > t {
		return false
	}
	for i := e.first - 1; i > 0 && i > e.first-10; i-- {
		switch {
		case g.toks[i].Form == ",":
			return g.noun(i-1) && !g.below(t, i+1) && e.first-i > 2 // not ", since 1960,"
		case g.verb(i) || g.toks[i].UPOS == "AUX" || g.toks[i].UPOS == "PUNCT" || g.toks[i].UPOS == "CCONJ":
			return false
		}
	}
	return false
}

// inSince reports whether e stands in a clause that opens with "since" and is none above t: it says since when another clause holds.
func (g *graph) inSince(t int, e *timed) bool {
	for a, n := e.head, 0; a >= 0 && n < maxDepth; a, n = g.head(a), n+1 {
		if g.is(a, "advcl") && g.marks(a) == "since" && !g.below(t, a) {
			return true
		}
	}
	return false
}

// semicolon reports whether a semicolon stands between the tokens a and b.
func (g *graph) semicolon(a, b int) bool {
	for i := a + 1; i < b; i++ {
		if g.toks[i].Form == ";" {
			return true
		}
	}
	return false
}

// timedApart reports whether e dates the clause that t only goes on from, and t tells its own time by what it came after: "was ruled by Spain from 1906
// to 1980, and joined after gaining independence".
func (g *graph) timedApart(t int, e *timed) bool {
	if !g.verb(t) || !g.is(t, "conj") || e.first > t || g.below(e.head, t) {
		return false
	}
	for _, c := range g.kids[t] {
		if m := g.marks(c); c > t && g.is(c, "obl", "advcl") && (m == "after" || m == "following") {
			return true
		}
	}
	return false
}

// whileElse reports whether the participle t says itself, without a date, in what time it was: "its embassy, shut during the civil war, reopened in 1991".
func (g *graph) whileElse(t int) bool {
	for _, c := range g.children(t, "obl") {
		switch g.marks(c) {
		case "during", "amid", "throughout", "after", "before", "following", "since":
			return true
		}
	}
	return false
}

// told reports whether a date stands right behind e, which tells the same time by how far it lies off: "two years before, in February 1918".
func (g *graph) told(e *timed, times []timed) bool {
	if e.Ref == when.Absolute {
		return false
	}
	for i := range times {
		d := &times[i]
		if d.Ref != when.Absolute || !dating(&d.Expression) || d.first <= e.last || d.first-e.last > 3 {
			continue
		}
		comma := false
		for k := e.last + 1; k < d.first; k++ {
			comma = comma || g.toks[k].Form == ","
			if g.toks[k].Form != "," && g.toks[k].UPOS != "ADP" {
				return false
			}
		}
		return comma
	}
	return false
}

// laterOwn reports whether t has a time of its own that is no date and is nearer than cost: "though they were resumed a few months later".
func (g *graph) laterOwn(t int, times []timed, cost int) bool {
	for i := range times {
		e := &times[i]
		if dating(&e.Expression) || e.Type != when.Date && e.Type != when.Duration || !strings.EqualFold(g.toks[e.last].Form, "later") && !strings.EqualFold(g.toks[min(e.last+1, len(g.toks)-1)].Form, "later") {
			continue
		}
		if up, down := g.distance(t, e); up+down <= near && up+down+5 < cost {
			return true
		}
	}
	return false
}

// laterBehind returns the time behind t that lies off the date e before it, where both hang on t: "the first, in 1969, [opened] an embassy a year later". Nil where
// there is none.
func (g *graph) laterBehind(t int, e *timed, times []timed) *timed {
	if e.Ref != when.Absolute || e.last > t || !g.verb(t) {
		return nil
	}
	for i := range times {
		d := &times[i]
		if d.first > t && d.Ref == when.Anaphoric && dating(&d.Expression) && g.form[d.last] == "later" && len(d.whens) == 1 && d.whens[0].EDTF != "" {
			if g.head(d.head) == t {
				return d
			}
		}
	}
	return nil
}

// joined reports whether only an "and" or, between years, a comma stands between a and b, and a preposition that b shares: "in 2018 and 2020"; or, besides, "again"
// or the word for the other sort of recognition: "de facto in 1919 and de jure in 1921".
func (g *graph) joined(a, b *timed) bool {
	if b.first <= a.last+1 || a.Relation != b.Relation {
		return false
	}
	if w := g.form[a.last+1]; b.first == a.last+2 {
		if h := g.head(b.head); w == "and" && h > b.last && g.is(h, "conj") { // "in 1971 and the next year opened"
			return false
		}
		return w == "and" || w == "," && len(a.Value) == 4 && len(b.Value) == 4
	}
	again := false
	for t := a.last + 1; t < b.first; t++ {
		again = again || g.form[t] == "jure" || g.form[t] == "facto" || g.form[t] == "again"
		if f := g.form[t]; f != "," && f != "and" && f != "de" && f != "jure" && f != "facto" && f != "again" && g.toks[t].UPOS != "ADP" {
			return false
		}
	}
	return again
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// dating reports whether e says when something was: not how long or how often, not "recently".
func dating(e *when.Expression) bool {
	return (e.Type == when.Date || e.Type == when.Time || e.Relation == when.Between) && e.Ref != when.None && e.Value != "" && (e.Vague == "" || e.Vague == "PRESENT_REF")
}
