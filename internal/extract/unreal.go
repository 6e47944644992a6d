package extract

import (
	"slices"

	"chancery"
	"chancery/internal/rule"
)

// Acts that have not come about: drafted, proposed, prevented, wanted, not yet done, done if something is.

// draft reports whether the noun n is for words that nobody has adopted yet, or that are turned down: "considers a resolution condemning Chad".
func (g *graph) draft(n int) bool {
	if !drafts[g.low[n]] {
		return false
	}
	v := g.head(n)
	return len(g.possessors(n)) == 0 || v >= 0 && (dropping[g.low[v]] || turning[g.low[v]])
}

// proposed reports whether the noun n is a draft or a plan, or the clause is one on such a noun before a phrase that a tree hangs it on: "a bill was introduced in the Senate
// that would do so".
func (g *graph) proposed(n int) bool {
	plan := func(t int) bool {
		return drafts[g.low[t]] || g.low[t] == "measure" || g.low[t] == "plan" || g.low[t] == "proposal" || g.low[t] == "idea"
	}
	v := g.head(n)
	return plan(n) || v >= 0 && g.is(n, "obl") && g.passive(v) && slices.ContainsFunc(g.children(v, "nsubj:pass"), plan)
}

// toIssue reports whether the noun n is for words that somebody is to issue, by a verb with "to": "a bid to issue a [statement] condemning Chad".
func (g *graph) toIssue(n int) bool {
	v := g.head(n)
	return documents[g.low[n]] && v >= 0 && g.is(n, "obj") && g.verb(v) && g.toks[v].XPOS == "VB" && g.marks(v) == "to" && g.is(v, "acl")
}

// turning are verbs for what is done with a draft before, or instead of, its adoption.
var turning = map[string]bool{"veto": true, "block": true, "reject": true, "defeat": true, "consider": true, "debate": true, "discuss": true, "draft": true, "propose": true, "prepare": true}

// drafts are nouns for words that somebody may or may not adopt.
var drafts = map[string]bool{"resolution": true, "bill": true, "motion": true, "draft": true, "legislation": true, "amendment": true}

// indefinite reports whether the noun t is one of many: "an attack", "any attack".
func (g *graph) indefinite(t int) bool {
	for _, c := range g.kids[t] {
		if g.is(c, "det") && (g.low[c] == "a" || g.low[c] == "an" || g.low[c] == "any") {
			return true
		}
	}
	return false
}

// dropping are verbs by which what was agreed or planned comes to nothing.
var dropping = map[string]bool{"end": true, "revoke": true, "abandon": true, "drop": true, "rescind": true, "scrap": true, "cancel": true, "reverse": true, "shelve": true, "withdraw": true, "overturn": true, "annul": true}

// unoccurring reports whether the predicate v says that its subject did not come about: "never took place", "was never on the agenda".
func (g *graph) unoccurring(v int) bool {
	if averting[g.low[v]] && g.passive(v) {
		return true
	}
	none := false
	for _, c := range g.kids[v] {
		none = none || negations[g.low[c]] && g.is(c, "advmod")
	}
	if !none {
		return false
	}
	switch g.low[v] {
	case "occur", "happen", "come", "materialise", "materialize", "agenda", "table", "implement", "realise", "realize", "enact", "fulfil", "fulfill":
		return true
	case "take":
		for _, c := range g.children(v, "obj") {
			if g.low[c] == "place" {
				return true
			}
		}
	}
	return false
}

// averting are verbs by which what was coming does not come.
var averting = map[string]bool{"avert": true, "avoid": true, "forestall": true, "prevent": true, "thwart": true, "foil": true}

// listing are verbs whose object is one of what their subject names.
var listing = map[string]bool{"include": true, "contain": true, "comprise": true, "cover": true, "list": true}

// wantedIn applies what the subject of the verb h says of what it lists: demands, plans, proposals.
func (g *graph) wantedIn(h int, st *stance) bool {
	for _, s := range g.children(h, "nsubj") {
		if clauses[g.low[s]] {
			st.weaken(chancery.Planned)
			st.note(g, s, "what is to be done")
			return true
		}
		for _, t := range append([]int{s}, g.ownPrep(s, "of")...) {
			for _, m := range g.rules.Governs(rule.Noun, g.low[t]) {
				if o := m.Governor.Modality; (o == "demanded" || o == "planned" && m.Governor.Performer == "" || o == "considered") && len(m.Trigger.Rest) == 0 {
					st.weaken(chancery.Modality(o))
					st.note(g, t, m.Governor.Name)
					return true
				}
			}
		}
	}
	return false
}

// clauses are nouns for what is laid down to be done.
var clauses = map[string]bool{"term": true, "condition": true, "provision": true, "agenda": true, "roadmap": true}

// notYet reports whether the predicate v is said in the present or of what would be, and not of what has been.
func (g *graph) notYet(v int) bool {
	for _, c := range g.children(v, "cop", "aux") {
		if x := g.toks[c].XPOS; x == "VBZ" || x == "VBP" || x == "MD" {
			return true
		}
	}
	return false
}

// conditional reports whether the verb v tells what would be.
func (g *graph) conditional(v int) bool {
	for _, c := range g.children(v, "aux") {
		switch g.low[c] {
		case "would", "could", "might", "may":
			return true
		}
	}
	return false
}

// tookStep reports whether somebody took the one step that the noun h means, so that what it is told to be was done: "took the unusual step of".
func (g *graph) tookStep(h int) bool {
	b := g.head(h)
	return g.low[h] == "step" && g.toks[h].XPOS == "NN" && b >= 0 && g.low[b] == "take" && g.is(h, "obj") && g.toks[b].XPOS == "VBD"
}

// wanting reports whether there is told to be none of what the noun h means: "no evidence", "did not find any evidence", "without proof".
func (g *graph) wanting(h int) bool {
	if g.none(h) || g.marks(h) == "without" {
		return true
	}
	v := g.head(h)
	return v >= 0 && g.verb(v) && g.is(h, "obj", "nsubj", "nsubj:pass") && len(g.step(v, "neg")) > 0
}

// grounds are nouns for what makes one believe that something is so.
var grounds = map[string]bool{"evidence": true, "proof": true, "indication": true, "sign": true, "suggestion": true, "confirmation": true, "basis": true, "hint": true, "reason": true}

// refuted reports whether the noun h means what somebody denies or confirms: then not the reports but he says what is so.
func (g *graph) refuted(h int) bool {
	v := g.head(h)
	if v < 0 || !g.is(h, "obj", "nsubj:pass", "nsubj") {
		return false
	}
	switch g.low[v] {
	case "deny", "refute", "reject", "dismiss", "rebut", "repudiate", "dispute", "prove", "false", "untrue", "baseless", "unfounded", "confirm":
		return true
	}
	return false
}

// bodiesFor are nouns for those who are gathered, or what is had, to do something.
var bodiesFor = map[string]bool{"coalition": true, "force": true, "army": true, "troop": true, "troops": true, "alliance": true, "mission": true, "expedition": true, "fleet": true, "commission": true, "committee": true, "team": true, "group": true, "body": true, "means": true, "mean": true,
	"weapon": true, "missile": true, "power": true, "need": true, "time": true, "pretext": true, "excuse": true, "reason": true, "money": true, "fund": true, "operation": true, "bill": true, "law": true, "legislation": true, "motion": true, "resolution": true, "order": true, "instruction": true, "mandate": true}

// untruths are nouns for what is not so.
var untruths = map[string]bool{"myth": true, "hoax": true, "falsehood": true, "misconception": true, "fiction": true, "fabrication": true, "lie": true}

// inquiring are verbs for asking, under which a clause with "why" or "how" tells what is so.
var inquiring = map[string]bool{"ask": true, "wonder": true, "inquire": true, "enquire": true, "question": true, "demand": true, "know": true}

// wondered reports whether the clause v begins with a word for the reason, the manner, the time or the place of what it tells.
func (g *graph) wondered(v int) bool {
	for _, c := range g.children(v, "advmod") {
		switch g.form[c] {
		case "why", "how", "when", "where":
			return c < v
		}
	}
	return false
}

// held reports whether the clause c under h tells what several hold to have been so: "historians agree that Chad recognised it".
func (g *graph) held(h, c int) bool {
	return g.low[h] == "agree" && g.is(c, "ccomp") && g.marks(c) == "that" && g.finite(c) == "VBD" && !g.hasModal(c)
}

// honouring are verbs for what is said and done of what has been.
var honouring = map[string]bool{"honour": true, "honor": true, "mark": true, "commemorate": true, "celebrate": true, "condemn": true, "denounce": true, "deplore": true, "mourn": true, "regret": true, "avenge": true, "praise": true, "hail": true, "protest": true,
	"escape": true, "flee": true, "survive": true, "endure": true}

// madeDependent reports whether the verb v makes its object wait for something: "made it conditional on", "tied it to", "linked it to".
func (g *graph) madeDependent(v int) bool {
	if (g.low[v] == "tie" || g.low[v] == "link") && g.verb(v) && len(g.ownPrep(v, "to")) > 0 {
		return true
	}
	for _, x := range g.children(v, "xcomp") {
		if w := g.low[x]; w == "conditional" || w == "contingent" || w == "dependent" {
			return true
		}
	}
	return false
}

// hindered reports whether the noun t, or what it is of, was kept from coming about: "prevented conclusion of a treaty ending the war".
func (g *graph) hindered(t int) bool {
	for n := 0; n < maxDepth && g.is(t, "nmod") && g.marks(t) == "of" && g.head(t) >= 0; n++ {
		t = g.head(t)
	}
	h := g.head(t)
	return h >= 0 && g.is(t, "obj", "nsubj:pass") && g.verb(h) && hindering[g.low[h]] && g.low[h] != "keep" && !g.inVain(h) // "the accord is kept"
}

// lacked reports whether the noun t is one that somebody has not: "does not have [an embassy] accredited to Portugal".
func (g *graph) lacked(t int) bool {
	h := g.head(t)
	if h < 0 || !g.is(t, "obj") || !g.indefinite(t) || g.low[h] != "have" && g.low[h] != "maintain" {
		return false
	}
	for _, c := range g.kids[h] {
		if negations[g.low[c]] && g.is(c, "advmod") && !g.notOnly(c) {
			return true
		}
	}
	return false
}

// tocome reports whether the noun n is what something else is told to come ahead of, or on the eve of.
func (g *graph) tocome(n int) bool {
	h := g.head(n)
	return g.is(n, "obl", "nmod") && (g.marks(n) == "ahead" || g.marks(n) == "of" && g.low[h] == "eve")
}

// didLittle reports whether the verb h, on which or on whose object cur hangs, is a doing of hardly anything: "did [little] to support it", "never did [anything] practical
// to help them".
func (g *graph) didLittle(h, cur int) bool {
	if !g.verb(h) {
		h = g.head(h)
	}
	if h < 0 || g.low[h] != "do" {
		return false
	}
	for _, o := range g.children(h, "obj", "advmod") {
		switch g.low[o] {
		case "little", "nothing":
			return o < cur
		case "enough", "anything", "much":
			return o < cur && len(g.step(h, "neg")) > 0
		}
	}
	return false
}

// upshot reports whether the noun n is what something is to lead to.
func (g *graph) upshot(n int) bool {
	h := g.head(n)
	return h >= 0 && !g.verb(n) && g.is(n, "obl", "nmod") && (g.marks(n) == "to" || g.marks(n) == "in") && g.toks[h].XPOS == "VBG" && (g.low[h] == "lead" || g.low[h] == "result" || g.low[h] == "culminate")
}

// upshotAgreed reports whether what is to lead to the noun n hangs on a verb of agreeing to do something.
func (g *graph) upshotAgreed(n int) bool {
	h := g.head(n)
	if h < 0 {
		return false
	}
	v := g.head(h)
	return v >= 0 && g.is(h, "advcl") && (g.low[v] == "agree" || g.low[v] == "pledge" || g.low[v] == "promise" || g.low[v] == "vow") && len(g.children(v, "xcomp")) > 0
}

// aimed reports whether the noun n is what a goal or a task is said to be: "the goal is [accession] to the Union", "has been [to join] it".
func (g *graph) aimed(n int) bool {
	return (!g.verb(n) || g.toks[n].XPOS == "VB") && g.hasChild(n, "cop") && slices.ContainsFunc(g.children(n, "nsubj"), func(c int) bool { return aims[g.low[c]] })
}

// countedAmong reports whether the predicate h says that somebody is one of several, of whom an infinitive behind it is told: "is one of the few states (of the
// Union) to have none".
func (g *graph) countedAmong(h int) bool {
	if x := g.children(h, "xcomp"); g.low[h] == "become" && len(x) > 0 {
		h = x[0]
	} else if !g.hasChild(h, "cop") {
		return false
	}
	if g.toks[h].UPOS != "NUM" && !counts[g.low[h]] {
		return false
	}
	for _, c := range g.children(h, "nmod") {
		if g.marks(c) == "of" && bodies[g.low[c]] {
			return true
		}
	}
	return false
}

// oneOf reports whether the noun n is what somebody is one of, who do what a clause on it says: "might be one of the next states to recognise it".
func (g *graph) oneOf(n int) bool {
	if !g.is(n, "nmod") || g.marks(n) != "of" || !g.hasChild(g.head(n), "cop") {
		return false
	}
	for _, c := range g.children(n, "acl") {
		if g.marks(c) == "to" {
			return true
		}
	}
	return false
}
