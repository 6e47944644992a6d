package extract

import (
	"chancery/internal/resolve/when"
	"slices"
)

// Dates near an act that are of something else: another clause, another deed, a thing that bears its date, what was only planned.

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

// behindDeed reports whether e, which hangs on the verb t, stands right behind a clause of an earlier deed on a noun below t, and is the date of that: "withdrew from the
// pact signed with Chad in 1950", "from the pact that it had signed in 1950".
func (g *graph) behindDeed(t int, e *timed) bool {
	if g.head(e.head) != t || e.first < t || !g.verb(t) {
		return false
	}
	for v := t + 1; v < e.first; v++ {
		if !g.is(v, "acl") || !g.below(v, t) || !g.had(v) && !(g.toks[v].XPOS == "VBN" && deeds[g.low[v]] && g.toks[v].Rel == "acl") {
			continue
		}
		switch n := g.head(v); g.marks(n) {
		case "in", "by", "under", "with", "through", "at": // "ended with the peace signed at Tunis in 1987"
			if g.is(n, "obl") {
				continue
			}
		}
		if _, last := g.subtree(v); last < e.first && e.first-last <= 2 && g.toks[e.first-1].Form != "," {
			return true
		}
	}
	return false
}

// ofTreaty reports whether e only names the treaty to which t does something, and is the year of that: "denounced the 1972 treaty", "withdrew from the 1972 pact".
func (g *graph) ofTreaty(t int, e *timed) bool {
	n, c := g.head(e.head), g.rules.Classes["@treaty"]
	if c == nil || !g.verb(t) || making[g.low[t]] {
		return false
	}
	if n > e.last && g.is(n, "compound") && e.Attributive { // "the 1972 friendship treaty"
		n = g.head(n)
	}
	of := n >= 0 && n < e.first && (quitting[g.low[t]] || !g.is(n, "obj", "nsubj:pass")) && g.is(e.head, "nmod") && g.marks(e.head) == "of" // "the treaty of 1972"
	if n < 0 || !of && (!e.Attributive || n <= e.last) || g.head(n) != t && !(of && g.head(n) >= 0 && g.head(g.head(n)) == t && g.is(g.head(n), "xcomp")) || !g.in(n, c) {
		return false
	}
	return g.is(n, "obj", "nsubj:pass") || g.is(n, "obl") && (g.marks(n) == "from" || g.marks(n) == "by" && g.head(n) != t)
}

// byTreatyOf reports whether e is the date of the treaty by which the verb t is done: "by the Treaty of Aral, [signed on 28 May 1812], it ceded the port".
func (g *graph) byTreatyOf(t int, e *timed) bool {
	c := g.rules.Classes["@treaty"]
	if h := g.head(t); h >= 0 && !g.verb(t) && g.verb(h) && g.is(t, "obj", "nsubj", "nsubj:pass") { // "a protectorate was established by the treaty of 1881"
		t = h
	}
	if c == nil || !g.verb(t) || e.Ref != when.Absolute || e.Relation != when.In {
		return false
	}
	a := e.head
	for n := 0; a >= 0 && n < 5; n++ {
		if g.head(a) == t && g.is(a, "obl") && g.in(a, c) {
			m := g.marks(a)
			return (m == "by" || m == "in" && g.named(a)) && !making[g.low[t]]
		}
		switch {
		case a == e.head, g.is(a, "nmod", "appos", "flat", "compound", "nummod"), g.is(a, "acl") && deeds[g.low[a]] && g.toks[a].XPOS != "VB":
		default:
			return false
		}
		a = g.head(a)
	}
	return false
}

// named reports whether the noun t is the head of a treaty's name: "the Treaty of Aral".
func (g *graph) named(t int) bool {
	c := g.rules.Classes["@treaty"]
	return c != nil && capital(g.toks[t].Form) && g.in(t, c)
}

// untilEnd reports whether e tells when the lasting deed t ended: "the invasion of Peru ended in the capture of Lima in 1979".
func (g *graph) untilEnd(t int, e *timed) bool {
	h := g.head(t)
	return goesOn[g.low[t]] && h >= 0 && g.is(t, "nsubj", "nsubj:pass") && (g.low[h] == "end" || g.low[h] == "culminate" || g.low[h] == "terminate") && !g.below(e.head, t) && g.below(e.head, h)
}

// goesOn are nouns for deeds that go on for a time.
var goesOn = map[string]bool{"invasion": true, "occupation": true, "war": true, "intervention": true, "blockade": true, "siege": true, "embargo": true, "boycott": true, "alliance": true, "union": true, "protectorate": true, "campaign": true, "offensive": true, "expedition": true}

// quitting are verbs for what a party does to a treaty of long ago.
var quitting = map[string]bool{"renounce": true, "denounce": true, "abrogate": true, "annul": true, "cancel": true, "terminate": true, "repudiate": true, "scrap": true, "revoke": true, "suspend": true, "quit": true, "leave": true, "abandon": true, "void": true, "rescind": true}

// making are verbs by which a treaty comes about.
var making = map[string]bool{"sign": true, "conclude": true, "negotiate": true, "reach": true, "adopt": true, "make": true, "initial": true, "enter": true, "agree": true, "broker": true, "mediate": true, "propose": true, "draft": true, "seal": true}

// ofThing reports whether e stands before a noun that is no event and tells which of its kind it is, not when t was: "returned a 16th-century bible", "gave it
// a May 15 deadline".
func (g *graph) ofThing(t int, e *timed) bool {
	n := g.head(e.head)
	if e.Attributive && n == t && (g.low[t] == "deadline" || g.low[t] == "ultimatum") {
		return true
	}
	if !e.Attributive || n <= e.last || n == t || g.verb(n) || g.below(t, n) {
		return false
	}
	for k := 0; k < maxDepth && g.is(n, "compound") && g.head(n) > n; k++ { // "the 26 June 1995 assassination attempt"
		n = g.head(n)
	}
	if answersFor[g.low[t]] && g.verb(t) && g.head(n) >= 0 && (g.head(n) == t && g.is(n, "obj", "obl") || g.is(n, "obl", "nmod") && g.below(n, t)) { // "blamed Chad for the 1994 bombing"
		switch g.marks(n) {
		case "of", "for", "over", "with", "":
			return true
		}
	}
	return g.toks[n].UPOS == "NOUN" && !g.in(n, g.rules.Classes["@event"]) && !g.timely(n) && !g.is(n, "nsubj")
}

// ofDeed reports whether e says when the deed was that the verb t speaks of: "blamed Chad for the bombing [of 3 May 1994]", "condemned the attack [of May 1994]".
func (g *graph) ofDeed(t int, e *timed) bool {
	n := g.head(e.head)
	if !g.verb(t) || n < 0 || n <= t || n > e.first || g.toks[n].UPOS != "NOUN" || !g.is(e.head, "nmod") || !g.below(n, t) {
		return false
	}
	for h, k := n, 0; h != t && k < maxDepth; h, k = g.head(h), k+1 {
		if h < 0 || g.verb(h) {
			return false
		}
	}
	return answersFor[g.low[t]] || deploring[g.low[t]] && g.marks(e.head) == "of"
}

// deploring are verbs for what is said of a deed, which was before.
var deploring = map[string]bool{"condemn": true, "criticise": true, "criticize": true, "denounce": true, "deplore": true, "protest": true, "welcome": true, "praise": true, "hail": true, "regret": true, "deny": true, "reject": true, "commemorate": true, "defend": true, "justify": true}

// answersFor are verbs for what is said to somebody or of him about a deed, whose year is not that of the words.
var answersFor = map[string]bool{"accuse": true, "blame": true, "apologise": true, "apologize": true, "charge": true, "sue": true, "indict": true, "convict": true, "suspect": true, "investigate": true, "implicate": true, "link": true, "thank": true,
	"compensate": true, "forgive": true, "prosecute": true, "try": true}

// metDeclaration reports whether t is a declaration of independence that somebody met with e's deed: "recognised Estonia's declaration in 1921".
func (g *graph) metDeclaration(t int, e *timed) bool {
	h := g.head(t)
	return (g.low[t] == "declaration" || g.low[t] == "proclamation") && h >= 0 && g.is(t, "obj", "nsubj:pass") && meeting[g.low[h]] && !g.below(e.head, t)
}

// meeting are verbs for how others take a declaration.
var meeting = map[string]bool{"recognise": true, "recognize": true, "acknowledge": true, "reject": true, "accept": true, "support": true, "back": true, "oppose": true, "welcome": true, "condemn": true, "denounce": true, "endorse": true, "celebrate": true, "quote": true, "cite": true}

// matterOf reports whether the noun t only tells what something is on, what it answers or what it comes before, and e dates that: "announced it on 3 May in an address
// regarding the dissolution", "cut ties in retaliation for an attack", "freed him this week, ahead of the meeting".
func (g *graph) matterOf(t int, e *timed) bool {
	for a, n := t, 0; a >= 0 && n < maxDepth && !g.verb(a) && !g.below(e.head, a); a, n = g.head(a), n+1 {
		h := g.head(a)
		if h >= 0 && g.is(a, "obj") && g.toks[h].XPOS == "VBG" && concerning[g.low[h]] && !g.below(e.head, h) {
			return true
		}
		if !g.is(a, "nmod", "obl", "conj", "compound") || h < 0 || g.rightBehind(e, a) {
			return false
		}
		if g.is(a, "conj", "compound") {
			continue
		}
		switch m := g.marks(a); {
		case causes(m) && n == 0:
			return ofOneDay(e)
		case concerning[m], m == "ahead", m == "about", m == "against" && protesting[g.low[h]]:
			return true
		case m == "for" || m == "to" || m == "against":
			if answering[g.low[h]] { // in the same year, in the same month, as often as not
				return ofOneDay(e)
			}
		case m == "of":
			if g.low[h] == "eve" || g.low[h] == "anticipation" {
				return true
			}
		}
	}
	return false
}

// hadDone reports whether t is told, in a relative clause on the clause of e, as lying before that: "Chad, which [had just taken] the town, attacked in 1941", "which had hoped
// that it [would yield]".
func (g *graph) hadDone(t int, e *timed) bool {
	v := t
	for n := 0; n < maxDepth && g.head(v) >= 0 && g.is(v, "ccomp", "xcomp"); n++ {
		v = g.head(v)
	}
	if h := g.head(v); g.is(v, "acl") && h >= 0 && allegings[g.low[h]] && g.had(v) { // "recalled its envoy in May over claims that it had armed rebels"
		return !g.below(e.head, v)
	}
	return g.toks[v].Rel == "acl:relcl" && g.had(v) && g.byPronoun(v) && !g.below(e.head, v)
}

// sinceVerb reports whether e says since when the subject t, a deed, has done something: "the raids have displaced thousands [since 1990]".
func (g *graph) sinceVerb(t int, e *timed) bool {
	v := g.head(t)
	return e.Relation == when.Since && !g.verb(t) && v >= 0 && g.is(t, "nsubj") && g.head(e.head) == v && g.perfect(v) && g.hasChild(v, "obj")
}

// ofPlan reports whether e stands behind a thing that is only planned, and is the date of that: "has cancelled a planned visit to Lima [in March]".
func (g *graph) ofPlan(t int, e *timed) bool {
	for _, n := range g.children(t, "obj") {
		for _, c := range g.children(n, "amod") {
			if planned[g.low[c]] && e.first > n && !g.setOff(e) {
				return true
			}
		}
	}
	return false
}

// planned are adjectives for what is still to come.
var planned = map[string]bool{"planned": true, "plan": true, "scheduled": true, "schedule": true, "upcoming": true, "forthcoming": true, "proposed": true, "propose": true, "intended": true}

// afterwards reports whether t goes on in the perfect from what was done at e: "was signed [in 1990] but has not been ratified".
func (g *graph) afterwards(t int, e *timed) bool {
	h := g.head(t)
	return g.perfect(t) && g.is(t, "conj") && h >= 0 && h < t && g.finite(h) == "VBD" && g.below(e.head, h) && !g.below(e.head, t) && len(g.step(t, "neg")) > 0
}

// sinceGone reports whether t is told in a clause of its own, in the present or of the future, beside or below one of the past that e dates: "declared independence in
// 1983, which only Peru [recognises]", "restored relations in 1990, but they are still [negotiating]".
func (g *graph) sinceGone(t int, e *timed) bool {
	for a, n := t, 0; a >= 0 && n < maxDepth && !g.below(e.head, a); a, n = g.head(a), n+1 {
		h := g.head(a)
		if h < 0 || e.first > a || !(g.is(a, "conj", "parataxis") && g.hasChild(a, "nsubj", "nsubj:pass") || g.toks[a].Rel == "acl:relcl" && g.byPronoun(a)) || g.is(a, "parataxis") && !g.semicolon(e.last, a) {
			continue
		}
		v := h
		for k := 0; k < maxDepth && !g.verb(v) && g.head(v) >= 0; k++ {
			v = g.head(v)
		}
		x := g.finite(a)
		now := (x == "VBZ" || x == "VBP") && !g.perfect(a)
		for _, c := range g.children(a, "aux") {
			now = now || g.low[c] == "will"
		}
		if now && g.finite(v) == "VBD" && g.below(e.head, v) {
			return true
		}
	}
	return false
}

// nextClause reports whether e, behind t, stands right behind the word that opens another clause: "[remained] closed although from 1991 it was smuggled through".
func (g *graph) nextClause(t int, e *timed) bool {
	i := e.first - 1
	if i > t && g.toks[i].UPOS == "ADP" {
		i--
	}
	return i > t && conceding[g.low[i]]
}

// conceding are conjunctions of clauses that are set against what is told before them.
var conceding = map[string]bool{"although": true, "though": true, "whereas": true, "while": true}

// ofLastingThing reports whether e belongs to the name of what lasts to this day, and t is what that does now: "the 1974 invasion remains a source of [tension]".
func (g *graph) ofLastingThing(t int, e *timed) bool {
	if !e.Attributive {
		return false
	}
	for a, n := e.head, 0; a >= 0 && n < maxDepth; a, n = g.head(a), n+1 {
		if v := g.head(a); g.is(a, "nsubj") && v >= 0 {
			x := g.finite(v)
			return (x == "VBZ" || x == "VBP") && !g.perfect(v) && (t == v || g.below(t, v)) && !g.below(t, a)
		}
	}
	return false
}

// pastBeside reports whether e dates what was done, told behind the clause of t, which is in the present: "is a member of the Union and joined the League in
// 1999".
func (g *graph) pastBeside(t int, e *timed) bool {
	for a, n := e.head, 0; a >= 0 && a != t && n < maxDepth; a, n = g.head(a), n+1 {
		if h := g.head(a); g.is(a, "conj") && g.verb(a) && h >= 0 && g.finite(a) == "VBD" {
			x := g.finite(h)
			return (x == "VBZ" || x == "VBP") && !g.perfect(h) && (t == h || g.below(t, h)) && !g.below(t, a)
		}
	}
	return false
}

// answeredBy reports whether t is what an act answers, and e dates the answer: "on 3 May it closed its embassy in response to a raid [carried out] by Chad".
func (g *graph) answeredBy(t int, e *timed) bool {
	for a, n := t, 0; a >= 0 && n < maxDepth; a, n = g.head(a), n+1 {
		if h := g.head(a); h >= 0 && g.is(a, "nmod", "obl") && !g.verb(h) && inAnswer[g.low[h]] && (g.marks(h) == "in" || g.marks(h) == "as") {
			return !g.below(e.head, h)
		}
	}
	return false
}

// ofAnswered reports whether e hangs on what the verb t answers, and dates that: "closed it in anger at the arrest of its envoy [last week]".
func (g *graph) ofAnswered(t int, e *timed) bool {
	if !g.verb(t) || e.first < t {
		return false
	}
	for a, n := g.head(e.head), 0; a > t && n < maxDepth; a, n = g.head(a), n+1 {
		if h := g.head(a); h > t && g.is(a, "nmod") && inAnswer[g.low[h]] && g.marks(h) == "in" {
			return true
		}
	}
	return false
}

// answeredTo reports whether e dates what the act t, told in the perfect, answers: "in response to the invasion of Chad in 2022, it has supported it".
func (g *graph) answeredTo(t int, e *timed) bool {
	if h := g.head(t); !g.perfect(t) && (g.verb(t) || h < 0 || !g.perfect(h)) {
		return false
	}
	for a, n := e.head, 0; a >= 0 && a != t && n < maxDepth; a, n = g.head(a), n+1 {
		if h := g.head(a); a != e.head && g.is(a, "nmod", "obl") && h >= 0 && answering[g.low[h]] {
			return !g.below(t, h)
		}
	}
	return false
}

// soonAfterIt reports whether e, behind all else, dates that soon after which t was: "recognised it soon after it became independent on 30 July 1980".
func (g *graph) soonAfterIt(t int, e *timed) bool {
	return ofOneDay(e) && slices.ContainsFunc(g.children(t, "advcl"), func(a int) bool {
		return g.marks(a) == "after" && g.soon(a) && a < e.first && g.head(e.head) == t && g.ends(a, e)
	})
}

// despite reports whether t is only what something was done in spite of, and e the time of that: "has kept relations since 1931, despite pressures to [sever] them".
func (g *graph) despite(t int, e *timed) bool {
	for a, n := t, 0; a >= 0 && n < maxDepth && !g.below(e.head, a); a, n = g.head(a), n+1 {
		if g.is(a, "obl", "nmod", "advcl") && g.marks(a) == "despite" {
			return !g.rightBehind(e, a)
		}
	}
	return false
}

// inBrackets reports whether e stands in brackets that say more than a date, and t outside them: "supported it (unlike Chad in 1990)".
func (g *graph) inBrackets(t int, e *timed) bool {
	open := e.first
	for open >= 0 && g.toks[open].Form != "(" {
		if g.toks[open].Form == ")" {
			return false
		}
		open--
	}
	end := e.last
	for end < len(g.toks) && g.toks[end].Form != ")" {
		end++
	}
	if open < 0 || end == len(g.toks) || open < t && t < end {
		return false
	}
	return slices.Contains(g.form[open:e.first], "unlike") || slices.Contains(g.form[open:e.first], "like") || slices.Contains(g.form[open:e.first], "as") && e.first-open > 3
}

// datedBeside reports whether e is only an event after which t was, whose date stands beside it: "in 1967, following the Six-Day War", "after the 1979
// revolution".
func (g *graph) datedBeside(t int, e *timed, times []timed) bool {
	if m := g.marks(e.head); !e.Named || m != "following" && m != "after" || e.first <= t && t <= e.last || g.below(t, e.head) {
		return false
	}
	for i := range times {
		d := &times[i]
		if d == e || d.Named || d.Ref != when.Absolute || !dating(&d.Expression) || d.last >= e.first {
			continue
		}
		if d.Relation == when.In && g.head(d.head) == g.head(e.head) && e.first-d.last <= 4 || d.last == e.first-1 && g.head(d.head) == e.head || g.whenAt(t, d) { // "until 1974 when, after the revolution, it did"
			return true
		}
	}
	return false
}

// besideDate reports whether the noun t is coordinated with the period e itself: "between the Cold War and the [dissolution] of the union".
func (g *graph) besideDate(t int, e *timed) bool {
	return e.Named && g.is(t, "conj") && g.head(t) == e.head
}

// likened reports whether e dates what another did, with whom a clause compares: "decided, like its neighbour 30 years earlier, to [leave]".
func (g *graph) likened(t int, e *timed) bool {
	for a, n := e.head, 0; a >= 0 && a != t && n < maxDepth; a, n = g.head(a), n+1 {
		if m := g.marks(a); a != e.head && g.is(a, "obl", "nmod") && (m == "like" || m == "unlike") {
			return !g.below(t, a)
		}
	}
	h := g.head(e.head)
	for h >= e.first && h <= e.last && h != g.head(h) { // "30 years [earlier]"
		h = g.head(h)
	}
	if h >= 0 { // hung beside it: "like his predecessor [30 years earlier], to leave"
		for _, c := range g.children(h, "obl") {
			if m := g.marks(c); (m == "like" || m == "unlike") && c < e.first && g.rightBehind(e, c) {
				return true
			}
		}
	}
	return false
}

// excepted reports whether e is what is left out: "except for a period [in the 1970s]".
func (g *graph) excepted(e *timed) bool {
	for a, n := e.head, 0; a >= 0 && n < 3; a, n = g.head(a), n+1 {
		if m := g.marks(a); g.is(a, "obl", "nmod") && (m == "except" || m == "excepting" || m == "barring") {
			return true
		}
	}
	return false
}

// ofSeeker reports whether t is only what somebody named in the clause of e is after, all the time: "struck a group [seeking] to overthrow it this year".
func (g *graph) ofSeeker(t int, e *timed) bool {
	for a, n := t, 0; a >= 0 && n < maxDepth; a, n = g.head(a), n+1 {
		if g.below(e.head, a) {
			return false
		}
		if h := g.head(a); g.is(a, "acl") && g.toks[a].XPOS == "VBG" && seeking[g.low[a]] && g.marks(a) == "" && h >= 0 && !g.is(h, "nsubj") {
			return true
		}
	}
	return false
}

// seeking are verbs for what somebody has long been after.
var seeking = map[string]bool{"seek": true, "try": true, "fight": true, "struggle": true, "strive": true, "want": true, "battle": true}

// protesting are words for speaking up against what was done before.
var protesting = map[string]bool{"protest": true, "demonstrate": true, "demonstration": true, "complain": true, "complaint": true, "speak": true, "rally": true, "march": true, "statement": true}

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

// timedApart reports whether e dates the clause that t only goes on from, and t tells its own time, by what it came after or by the present tense: "was ruled by
// Spain from 1906 to 1980, and joined after gaining independence".
func (g *graph) timedApart(t int, e *timed) bool {
	h := g.head(t)
	if !g.verb(t) || !g.is(t, "conj") || e.first > t || g.below(e.head, t) {
		return false
	}
	if x := g.finite(t); (x == "VBZ" || x == "VBP") && !g.perfect(t) && h < e.first { // "fought there in 1990 and is seen as an enemy"
		return true
	}
	for _, c := range g.kids[t] {
		if c < t && g.is(c, "advmod") && hence[g.low[c]] { // "sided with it in the war and subsequently joined it"
			return true
		}
		if m := g.marks(c); c > t && g.is(c, "obl", "advcl") && (m == "after" || m == "following") {
			return true
		}
	}
	return false
}

// hence are adverbs by which what is told is of a later time.
var hence = map[string]bool{"subsequently": true, "afterwards": true, "afterward": true, "thereafter": true, "eventually": true}

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

// bidding are verbs for telling somebody to do something, and giving him time for it.
var bidding = map[string]bool{"order": true, "tell": true, "ask": true, "give": true, "grant": true, "allow": true, "instruct": true, "require": true, "force": true, "demand": true, "request": true}

// deadline reports whether e says until when those must have gone whom t tells to go: "ordered them to leave [by 3 May]", "gave them [until 3 May]". When they were told,
// it does not say.
func (r *reading) deadline(t int, e *timed) bool {
	return (e.Relation == when.By || e.Relation == when.Until || e.Relation == when.Before) && bidding[r.low[t]] && r.below(e.head, t)
}
