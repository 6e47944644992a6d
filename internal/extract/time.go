package extract

import (
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
		if g.aside(&t) || g.ranking(&t) || g.ageOf(&t) || g.inTitle(&t) || strings.HasPrefix(e.Value, "monthday") && !strings.ContainsAny(e.Text, "0123456789") && g.is(t.head, "compound") && g.head(t.head) > t.last { // "the Christmas tree"
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

// quick are adjectives for who did something, and soon.
var quick = map[string]bool{"quick": true, "swift": true, "prompt": true, "early": true}

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

// atOnce reports whether the clause a says upon what the other happened, or, before it, by what: "on taking office in 1980", "by voting no in 1958".
func (g *graph) atOnce(a int) bool {
	m := g.marks(a)
	return g.toks[a].XPOS == "VBG" && (m == "on" || m == "upon" || (m == "by" || m == "in") && a < g.head(a))
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

// ownDay reports whether a date stands right at the noun t: "the treaty of 3 May 1904", "a treaty signed in January 2022", and with before "the 1904 treaty".
func (r *reading) ownDay(t int, before bool) bool {
	for i := range r.times {
		e := &r.times[i]
		if !dating(&e.Expression) || e.Ref != when.Absolute {
			continue
		}
		if e.first < t {
			if before && r.head(e.head) == t && r.is(e.head, "nummod", "compound") { // "the 1929 treaty"
				return true
			}
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

// nested reports whether e stands in a clause on a noun or in brackets, an aside that does not carry the story on: "bound by an alliance concluded in 1873". A sentence
// without another date of its own is carried on by it all the same: "opened in 1921, was closed ten years later".
func (r *reading) nested(e *timed) bool {
	if !r.inside(e) {
		return false
	}
	for i := range r.times {
		if d := &r.times[i]; d != e && d.Ref != when.Anaphoric && dating(&d.Expression) && !r.inside(d) {
			return true
		}
	}
	return false
}

// inAside reports whether e stands in brackets with more than itself: "cut ties in March 1958 (they had been established in 1821)".
func (g *graph) inAside(e *timed) bool {
	open := e.first - 1
	for open >= 0 && g.toks[open].Form != "(" {
		if g.toks[open].Form == ")" {
			return false
		}
		open--
	}
	return open >= 0 && e.first-open > 3
}

// inside reports whether e stands in a clause on a noun, or in brackets.
func (g *graph) inside(e *timed) bool {
	if g.inAside(e) {
		return e.Ref == when.Absolute
	}
	for a, n := e.head, 0; a >= 0 && n < maxDepth; a, n = g.head(a), n+1 {
		if g.is(a, "acl") && a != e.head || g.is(a, "advcl") && a != e.head && a > 0 && (g.toks[a].XPOS == "VBN" || g.toks[a].XPOS == "VBD") && g.marks(a) == "" && !g.hasChild(a, "nsubj", "aux") && g.toks[a-1].UPOS == "NOUN" { // "by an alliance concluded in 1873", hung on the clause
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
		if (g.low[c] == "when" || g.low[c] == "until" && e.Relation == when.Between) && c < t && c > e.last && c-e.last <= 2 {
			return true
		}
	}
	return false
}

// whenAlso reports whether t is told with no subject of its own beside a verb whose clause begins with a "when" right behind e: "in May, when its minister came to Lima
// and [signed] a treaty".
func (g *graph) whenAlso(t int, e *timed) bool {
	h := g.head(t)
	return h >= 0 && h < t && g.is(t, "conj") && g.verb(h) && !g.hasChild(t, "nsubj", "nsubj:pass") && g.whenAt(h, e)
}

// narrowed reports whether a date within e stands behind t in its clause, wherever the tree hangs it: "grew in the 1970s, when it [signed] a treaty in 1974".
func (g *graph) narrowed(t int, e *timed, times []timed) bool {
	wide, err := edtf.Parse(e.Value)
	if err != nil {
		return false
	}
	for i := range times {
		d := &times[i]
		if d.first < t || !dating(&d.Expression) || d.Ref != when.Absolute || d.Attributive || g.partyTo(d, t) {
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
	if h := g.head(v); h < 0 || !apart[g.marks(h)] || g.marks(h) == "for" {
		return false
	}
	for _, c := range g.children(v, "obl") {
		if g.low[c] == "which" && g.marks(c) == "during" {
			return true
		}
	}
	return false
}

// foundOut reports whether e is the time when it was found out, or seen, that what t tells had been done: "learned in May that Chad had [agreed] to it".
func (g *graph) foundOut(t int, e *timed) bool {
	for n := 0; n < maxDepth && g.head(t) >= 0 && !g.is(t, "ccomp", "csubj"); n++ { // "it emerged in May that it had gone back on its [pledge]"
		t = g.head(t)
	}
	h := g.head(t)
	if h < 0 || !g.is(t, "ccomp", "csubj") || g.below(e.head, t) {
		return false
	}
	if surfacing[g.low[h]] && (g.finite(t) == "VBD" || g.had(t)) || g.low[h] == "known" && g.hasChild(h, "cop") || g.low[h] == "become" && len(g.children(h, "xcomp")) > 0 {
		return true
	}
	if !g.had(t) {
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
var finding = map[string]bool{"discover": true, "learn": true, "find": true, "realise": true, "realize": true, "reveal": true, "discern": true, "notice": true, "see": true, "hear": true, "remember": true, "recall": true, "show": true,
	"disclose": true, "admit": true, "acknowledge": true, "concede": true, "confess": true, "uncover": true, "divulge": true}

// surfacing are verbs for what becomes known.
var surfacing = map[string]bool{"emerge": true, "transpire": true, "surface": true, "turn": true, "leak": true}

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
	if h := g.head(a); e.Named && g.is(a, "nmod") && g.marks(a) == "of" && h >= 0 && issues[g.low[h]] { // "sided with it on the issue of the war", "met veterans of it"
		return !g.below(t, h)
	}
	if h := g.head(a); e.Attributive && g.is(a, "nummod", "compound", "amod") && h > a && g.is(h, "nmod") && g.head(h) >= 0 && g.marks(h) == "of" && issues[g.low[g.head(h)]] { // "on the issue of the 2008 vote"
		return !g.below(t, g.head(h))
	}
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
	return e.Named && (g.is(a, "obj", "nsubj") || g.toks[a].Rel == "nmod:poss")
}

// issues are nouns for what there is more than one opinion of, and for those who took part in a thing or have come after it.
var issues = map[string]bool{"issue": true, "question": true, "matter": true, "subject": true, "topic": true, "leader": true, "veteran": true, "hero": true, "victim": true, "supporter": true, "opponent": true, "founder": true,
	"commander": true, "participant": true, "survivor": true, "legacy": true, "memory": true, "principle": true, "ideal": true}

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

// dating reports whether e says when something was: not how long or how often, not "recently".
func dating(e *when.Expression) bool {
	return (e.Type == when.Date || e.Type == when.Time || e.Relation == when.Between) && e.Ref != when.None && e.Value != "" && (e.Vague == "" || e.Vague == "PRESENT_REF")
}

// laidBefore reports whether the participle p tells what had been laid on somebody before the verb v lifts or tells something else of it.
func (g *graph) laidBefore(p, v int) bool {
	return layingOn[g.low[p]] && v > p && (lifting[g.low[v]] || g.low[v] == "expire" || g.low[v] == "remain") && g.below(p, v)
}
