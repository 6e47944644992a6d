package extract

import (
	"slices"
	"strings"

	"chancery/internal/resolve/when"
)

// Which of the times of a sentence are those of a word: the nearest, save for what stands between.

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
			if g.honouredFor(a) { // "was given a prize in 2009 for (its role in) restoring ties": these were restored before
				step = 60
			}
			if h := g.head(a); g.is(a, "advcl") && h >= 0 && conveying[g.low[a]] && reaching[g.low[h]] { // "called on Monday to express his support"
				step = 1
			}
			c += step
			crossed = true
		} else if a == t && g.is(a, "acl") && g.toks[a].XPOS == "VBN" && g.marks(a) == "" && e.first > a && g.verb(g.head(e.head)) && g.laidBefore(a, g.head(e.head)) { // "the sanctions imposed on it were lifted in 2021": not imposed then
			c += 60
			crossed = true
		} else if during && g.is(a, "acl") && g.toks[a].XPOS == "VBN" && e.first < a { // "archives [looted] during the occupation of Chad": of no day of what is done with them
			c += 20
			crossed = true
		} else {
			c++
			if g.honouredFor(a) {
				c += 60
			}
			if g.is(a, "obl", "nmod") && apart[g.marks(a)] && !g.verb(a) && !g.rightBehind(e, a) {
				c += 25
				if wanted[g.low[a]] { // "summoned him on Monday over Chad's decision to leave": when Chad decided, it does not say
					c += 35
				}
			}
		}
		a = g.head(a)
	}
	for a, n := e.head, 0; a >= 0 && n < maxDepth; a, n = g.head(a), n+1 {
		if up, ok := cost[a]; ok {
			if a == t && g.closes(t, e) {
				down = min(down, 1)
			}
			return up, down
		}
		switch {
		case g.is(a, "advcl") && (g.whenClause(a) || g.atOnce(a) || g.doingSo(a) || starting[g.low[a]] && g.toks[a].XPOS == "VBG"):
			down += 8
		case g.is(a, "acl") && g.head(a) == t && (g.marks(a) == "to" && g.toks[a].XPOS == "VB" || g.toks[a].XPOS == "VBG" && (g.marks(a) == "in" || g.marks(a) == "on")): // "was the first to recognise it in 1945"
			down += 2
		case g.toks[a].Rel == "acl:relcl" && g.head(a) == t && stateCalled[g.low[t]]: // "one of the first [states] that recognised it in 1926"
			down += 2
		case g.naming(a) && g.setOff(e):
			down += 8
		case g.is(a, "acl") && g.head(a) == t && g.toks[a].XPOS == "VBN" && !g.verb(t) && !g.hasChild(a, "nsubj", "aux") && (deeds[g.low[a]] || effecting[g.low[a]]): // "the suspension of aid, ordered in 1990"
			down += 2
		case g.deedOf(a, t):
			down += 6
		case g.is(a, "advcl", "ccomp", "csubj", "parataxis"), g.toks[a].Rel == "acl:relcl", g.is(a, "acl"):
			down += 30
		case a == e.head && g.is(a, "nmod") && g.marks(a) == "of" && g.head(a) != t && !(g.head(g.head(a)) == t && (g.owner(g.head(a)) || g.named(t)) && g.marks(g.head(a)) == "of"): // "the massacres of 1915", not "the invasion of Poland of 1939"
			down += 20
		case a == e.head && e.Attributive && g.ofTopic(a, t):
			down += 20
		case g.is(a, "conj") && g.verb(a) && g.head(a) == t && e.first > a && e.Relation != when.Until && !g.hasChild(a, "nsubj") && !(g.toks[a].XPOS == "VBD" && (g.toks[t].XPOS == "VBZ" || g.toks[t].XPOS == "VBP")):
			down += 8 // "visited Chile and met its president in 2014": a date at the end is of both
		case g.is(a, "conj") && (g.verb(a) || g.hasChild(a, "cop") && (g.hasChild(a, "nsubj") || g.finite(a) == "VBP" || g.finite(a) == "VBZ")):
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

// honouredFor reports whether the clause or noun a is what somebody is honoured, rewarded or blamed for: it was done before.
func (g *graph) honouredFor(a int) bool {
	h := g.head(a)
	if h >= 0 && g.is(a, "advcl") && g.marks(a) == "in" && g.toks[a].XPOS == "VBG" { // "for its role in restoring", hung above
		for _, c := range g.children(h, "obl") {
			if c < a && g.honouredFor(c) {
				return true
			}
		}
	}
	return h >= 0 && h < a && g.is(a, "advcl", "acl", "obl", "nmod") && g.marks(a) == "for" && honours[g.low[h]]
}

// honours are words for what somebody is given, or told, for what he has done.
var honours = map[string]bool{"honour": true, "honor": true, "award": true, "reward": true, "prize": true, "medal": true, "decorate": true, "knight": true, "praise": true, "commend": true, "laud": true, "credit": true, "blame": true, "convict": true, "apology": true, "apologise": true, "apologize": true}

// effecting are participles that tell when an act was done.
var effecting = map[string]bool{"order": true, "announce": true, "impose": true, "decide": true, "begin": true, "launch": true, "effect": true, "complete": true, "undertake": true, "declare": true, "decree": true, "ratify": true, "consummate": true, "carry": true,
	"form": true, "forge": true, "contract": true, "renew": true, "negotiate": true, "initial": true, "adopt": true, "present": true, "deliver": true, "issue": true, "lodge": true, "proclaim": true, "promulgate": true, "make": true, "exchange": true, "enact": true, "tender": true, "offer": true, "pay": true, "give": true}

// closes reports whether e ends the phrase of the noun t, whatever name in it the tree hangs it on: "the restoration of ties between Chad and Mali [in 1990] was
// followed in 1991". A date behind another event, or in a clause within, is of that.
func (g *graph) closes(t int, e *timed) bool {
	if g.verb(t) || g.is(t, "xcomp") || g.hasChild(t, "cop") || e.Relation != when.In || e.Ref != when.Absolute || e.Attributive || e.first < t+2 {
		return false
	}
	for i := t + 1; i < e.first; i++ {
		if g.toks[i].UPOS == "PUNCT" && g.toks[i].Form != "-" {
			return false
		}
	}
	if w := g.low[e.first]; w != "in" && w != "on" && g.low[e.first-1] != "in" && g.low[e.first-1] != "on" {
		return false
	}
	events, treaties := g.rules.Classes["@event"], g.rules.Classes["@treaty"]
	for a, n := g.head(e.head), 0; a != t; a, n = g.head(a), n+1 {
		if a < 0 || n > maxDepth || g.verb(a) || g.is(a, "acl", "appos") || g.is(a, "conj") && g.head(a) == t || events != nil && g.in(a, events) && !(treaties != nil && g.in(a, treaties)) {
			return false
		}
	}
	return true
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
	if e := g.dayItCame(t, times); e != nil {
		return []*timed{e}, near
	}
	cost = far
	for i := range times {
		e := &times[i]
		if !dating(&e.Expression) {
			continue
		}
		if state && g.toks[t].XPOS != "VBD" && e.last < t && g.semicolon(e.last, t) && !g.below(e.head, t) && g.hasChild(t, "nsubj") { // "has had relations since 1980; both have embassies"
			continue
		}
		if e.first > t && g.semicolon(t, e.first) && (!g.below(e.head, t) || g.semicolon(max(t, e.first-4), e.first)) { // "bound by an alliance, was drawn in; Chile attacked on 5 April"
			continue
		}
		if h := g.head(t); !state && e.Relation == when.Since && g.is(t, "acl", "conj") && g.marks(t) == "to" && h >= 0 && g.ranked(h) { // "is the first president to visit it since 1928"
			continue
		}
		if state && g.inSince(t, e) || g.sinceAside(t, e, state) {
			continue
		}
		if h := g.head(t); !state && (e.Relation == when.Until || e.Relation == when.Since && e.first > 1) && e.last < t && g.is(t, "conj") && (g.hasChild(t, "nsubj") || g.finite(t) == "VBD" && g.perfect(h)) && !g.below(e.head, t) { // "until 1945 it claimed the land, but then recognised it", "have good ties since 1833 and both have signed treaties"
			continue
		}
		if !state && (g.ofThing(t, e) || g.ofDeed(t, e) || g.ofTreaty(t, e) || g.ofCause(t, e) || g.matterOf(t, e) || g.sinceVerb(t, e) || g.ofPlan(t, e) || g.afterwards(t, e)) {
			continue
		}
		if !state && e.Relation == when.Until && g.toks[t].Rel == "acl:relcl" && !g.below(e.head, t) && !g.whenClause(t) { // "stayed cool until the 1985 death of the king and the fall of the republic that he had founded"
			continue
		}
		if g.pastBeside(t, e) || g.ofLastingThing(t, e) {
			continue
		}
		if g.besideDate(t, e) || g.excepted(e) || g.likened(t, e) || g.ofSeeker(t, e) || g.sinceGone(t, e) || g.nextClause(t, e) || g.answeredTo(t, e) || g.answeredBy(t, e) || g.ofAnswered(t, e) || g.datedBeside(t, e, times) || g.soonAfterIt(t, e) || g.despite(t, e) || g.behindDeed(t, e) || g.inBrackets(t, e) || g.metDeclaration(t, e) || !state && (g.fronting(t, e) || g.ranThen(t, e)) {
			continue
		}
		if g.told(e, times) || g.timedApart(t, e) || g.toks[t].Rel == "acl" && (g.toks[t].XPOS == "VBN" || g.toks[t].XPOS == "VBD") && !g.below(e.head, t) && g.whileElse(t) {
			continue
		}
		if n := g.head(t); n >= 0 && g.is(t, "amod") && g.toks[t].UPOS == "ADJ" && g.is(n, "nsubj") && g.head(n) >= 0 && g.verb(g.head(n)) && !g.below(e.head, n) && !g.light(g.head(n)) { // "strong ties led to peace in 1990": when they were strong, it does not say
			continue
		}
		if g.hadDone(t, e) || g.untilEnd(t, e) || g.ofAnother(t, e, state) {
			continue
		}
		up, down := g.distance(t, e)
		if !state && (g.sharedBehind(t, e) || g.whenItself(t, e) || g.inBracketsBehind(t, e)) {
			up, down = min(up, 1), min(down, 1)
		}
		if h := g.head(e.head); state && down > 2*near && g.is(e.head, "nmod") && g.marks(e.head) == "of" && g.marks(h) == "until" { // "was its ally until the revolution of 1958"
			down -= 2 * near
		}
		if g.foundOut(t, e) || g.partyTo(e, t) || g.toldOf(t) && !g.below(e.head, t) || !state && g.sinceWhat(e, t) {
			continue
		}
		if g.bracketed(t, e) || g.untilAfter(e) || g.because(e) || !state && g.contrasted(t, e) {
			continue
		}
		if up+down > 3 && (g.whenAt(t, e) || g.whenAlso(t, e)) {
			if g.narrowed(t, e, times) {
				continue
			}
			up, down = 3, 0
		}
		if up+down > near && g.byTreatyOf(t, e) {
			up, down = near, 0
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
		if a := g.head(e.head); !state && a >= 0 && g.is(e.head, "nmod") && g.is(a, "obl") && g.head(a) == t && g.marks(a) == "over" { // "announced on 7 May that it was cutting ties over a raid in April"
			d += 6
			if g.is(t, "ccomp") && g.toks[t].XPOS == "VBG" { // "said it was cutting ties over a raid in April"
				continue
			}
			if st.said >= 0 { // "said on 7 May that it was"
				d += 20
			}
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
		if h := g.head(e.head); e.Named && h > e.last && !g.verb(h) { // "declared war in 1941 and early Cold War era ties were cold"
			continue
		}
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

// told reports whether a date stands right behind e, or with it under one verb, which tells the same time by how far it lies off: "two years before, in February 1918".
func (g *graph) told(e *timed, times []timed) bool {
	if e.Ref == when.Absolute {
		return false
	}
	for i := range times {
		d := &times[i]
		if d.Ref == when.Absolute && d.Relation == when.In && dating(&d.Expression) && !d.Attributive && !d.Named && e.first <= 1 && d.first > e.last && g.head(d.head) >= 0 && g.head(d.head) == g.head(e.head) && g.verb(g.head(e.head)) && g.form[e.last] == "later" {
			return true // "two years later they drew closer on a visit in January 2023"
		}
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
