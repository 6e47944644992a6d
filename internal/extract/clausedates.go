package extract

import "chancery/internal/resolve/when"

// Dates of one clause that stand beside another of the same sentence.

// ofAnother reports whether e is of another clause than that of t, though it stands in the same sentence and nothing nearer does.
func (g *graph) ofAnother(t int, e *timed, state bool) bool {
	if g.followedBy(t, e) {
		return true
	}
	if g.below(e.head, t) {
		return state && g.inFurther(t, e)
	}
	switch {
	case state && g.is(t, "appos") && (e.last < t || commaBetween(g.toks, t, e.first)): // "Peru, the only member of the league there, sold salt in 1986": it is one all the time
		return true
	case g.toks[t].Rel == "acl:relcl" && g.presentTense(t) && g.verbOver(e.head) >= 0 && !g.presentTense(g.verbOver(e.head)): // "invaded it in 1974 and set up a republic, which only Peru recognises"
		return true
	case g.onlyTo(t) && e.last < t: // "became free in 1918, only to be overrun by Peru"
		return true
	case g.toks[t].Rel == "acl" && g.toks[t].XPOS == "VBG" && ongoing[g.low[t]]: // "in 2002 it asked for the withdrawal of forces occupying the east"
		return true
	}
	v := g.verbOver(t)
	if v >= 0 && !g.verb(t) && resulting[g.low[v]] && t > v && g.is(v, "conj") && g.hasChild(v, "nsubj") && e.last < v && !g.below(e.head, v) { // "in 1989 he became president, and his calls led to the breakup of the state"
		return true
	}
	return false
}

// ongoing are verbs for what goes on while it is told of.
var ongoing = map[string]bool{"occupy": true, "hold": true, "control": true, "rule": true, "administer": true, "govern": true}

// verbOver returns the verb of the clause above t, -1 for none.
func (g *graph) verbOver(t int) int {
	for a, n := g.head(t), 0; a >= 0 && n < maxDepth; a, n = g.head(a), n+1 {
		if g.verb(a) || g.hasChild(a, "cop") {
			return a
		}
	}
	return -1
}

// presentTense reports whether the verb t, its auxiliary or its copula is in the present.
func (g *graph) presentTense(t int) bool {
	if t < 0 {
		return false
	}
	if x := g.toks[t].XPOS; x == "VBZ" || x == "VBP" {
		return true
	}
	for _, c := range g.children(t, "aux", "cop") {
		if x := g.toks[c].XPOS; x == "VBZ" || x == "VBP" {
			return true
		}
	}
	return false
}

// followedBy reports whether e tells when somebody followed who did it after those of t: "declared independence, followed by Bosnia in 1992".
func (g *graph) followedBy(t int, e *timed) bool {
	for a, n := e.head, 0; a >= 0 && a != t && n < maxDepth; a, n = g.head(a), n+1 {
		if g.low[a] == "follow" && g.toks[a].XPOS == "VBN" && g.is(a, "advcl", "acl", "conj", "parataxis") && a+1 < len(g.toks) && g.low[a+1] == "by" {
			return !g.below(t, a)
		}
	}
	return false
}

// inFurther reports whether e, below t, is of a further verb that is coordinated with t and says another thing: "was a member of the league and took part in the vote in 1999".
func (g *graph) inFurther(t int, e *timed) bool {
	for a, n := e.head, 0; a >= 0 && a != t && n < maxDepth; a, n = g.head(a), n+1 {
		if g.head(a) == t && g.is(a, "conj") && g.verb(a) && a > t {
			return true
		}
	}
	return false
}

// sharedBehind reports whether e stands behind a verb that is coordinated with t right behind it, and is of both: "was invaded and [occupied] nine days later".
func (g *graph) sharedBehind(t int, e *timed) bool {
	c := g.head(e.head)
	return g.verb(t) && c > t && c-t <= 3 && e.first > c && g.is(c, "conj") && g.head(c) == t && g.toks[c].XPOS == g.toks[t].XPOS && !g.hasChild(t, "obj") && !g.hasChild(c, "nsubj", "obj")
}

// whenItself reports whether e tells when that was which the clause of t names as its time: "regained independence when the union was dissolved in 1991".
func (g *graph) whenItself(t int, e *timed) bool {
	if e.Ref != when.Absolute {
		return false
	}
	for _, c := range g.children(t, "advcl") {
		if c > t && (g.marks(c) == "when" || g.whenAdverb(c)) && g.head(e.head) == c && e.first > c {
			return true
		}
	}
	return false
}

// inBracketsBehind reports whether e stands in brackets right behind the one by whom t was done: "was invaded by Italy (1940)".
func (g *graph) inBracketsBehind(t int, e *timed) bool {
	h := g.head(e.head)
	return h >= 0 && e.first > 1 && g.toks[e.first-1].Form == "(" && g.is(h, "obl:agent") && g.head(h) == t
}

// onlyTo reports whether t is what came of it after all: "only [to be overrun]".
func (g *graph) onlyTo(t int) bool {
	for c := 1; c < t; c++ {
		if g.head(c) == t && g.toks[c].XPOS == "TO" {
			return g.low[c-1] == "only" && g.is(t, "advcl", "xcomp")
		}
	}
	return false
}
