package extract

import "slices"

// Infinitives of purpose: what is only aimed at, what was done by it, and what only followed.

// launched are nouns for what is begun for a purpose.
var launched = map[string]bool{"treaty": true, "convention": true, "pact": true, "accord": true, "protocol": true, "memorandum": true, "operation": true, "campaign": true, "offensive": true, "mission": true, "raid": true, "drive": true, "initiative": true, "commission": true, "committee": true, "mechanism": true, "programme": true, "program": true, "plan": true, "use": true}

// serving are nouns for what serves a purpose, which may never be reached, and founding verbs by which such a thing comes about.
var (
	serving  = map[string]bool{"means": true, "mean": true, "way": true, "forum": true, "element": true, "framework": true, "basis": true, "platform": true, "tool": true, "instrument": true, "vehicle": true, "opportunity": true, "channel": true, "step": true, "foundation": true, "strategy": true, "mechanism": true, "roadmap": true, "agenda": true, "need": true, "potential": true}
	founding = map[string]bool{"establish": true, "create": true, "form": true, "found": true, "launch": true, "set": true, "design": true, "organise": true, "organize": true, "introduce": true, "convene": true, "initiate": true}
)

// wentOn reports whether h and the clause a at it tell what followed, and no purpose: "went on to open it", "stepped in to
// mediate", "closed it, only to open it again".
func (g *graph) wentOn(h, a int) bool {
	for _, c := range g.kids[a] {
		if g.low[c] == "to" && g.is(c, "mark") && c > 1 && g.low[c-1] == "only" && g.toks[c-2].Form == "," {
			return true
		}
	}
	if hurrying[g.low[h]] && !g.hasChild(h, "obj") && g.toks[h].XPOS == "VBD" || g.form[h] == "saw" && h+1 < a && g.low[h+1] == "fit" { // "rushed to recognise it"
		return true
	}
	return (g.low[h] == "go" && h+1 < a && g.low[h+1] == "on" || g.form[h] == "stepped" && h+1 < a && g.low[h+1] == "in") && g.head(h+1) == h && g.is(h+1, "compound:prt", "advmod")
}

// hurrying are verbs for what one does without delay.
var hurrying = map[string]bool{"rush": true, "hurry": true, "hasten": true, "race": true}

// served reports whether what the infinitive a at the verb h says was done by doing h: "used the site to test the bomb", "sent doctors to support Chad".
func (g *graph) served(h, a int) bool {
	if g.form[h] == "used" && g.is(a, "xcomp", "advcl") && !g.hasChild(h, "obj", "nsubj:pass", "aux:pass") { // "used to aid it": a habit
		return true
	}
	if g.form[h] == "became" && slices.ContainsFunc(g.children(h, "xcomp", "obj"), g.ranked) { // "became in 2009 the first state but Cuba to open one"
		return true
	}
	if x := g.toks[h].XPOS; x == "VBD" && conveying[g.low[a]] && g.hasChild(h, "obj") { // "recalled its envoy to protest it"
		return true
	} else if x == "VBD" && g.low[h] == "take" && slices.ContainsFunc(g.children(h, "obj"), func(o int) bool { return chances[g.low[o]] }) {
		return true // "took advantage of it to visit Chad"
	} else if g.low[h] == "use" && (helping[g.low[a]] || g.low[a] == "oppose") && (x == "VBZ" || x == "VBP" || x == "VB" && g.is(h, "xcomp") && starting[g.low[g.head(h)]]) && g.hasChild(h, "obj") { // "uses its seat to support it"
		return true
	} else if x == "VBD" && (uniting[g.low[h]] && forming[g.low[a]] || leaving[g.low[h]] && g.low[a] == "join" && g.hasChild(h, "obj")) { // "left the union to join the bloc"
		return true
	}
	if x := g.toks[h].XPOS; x != "VBD" && x != "VBN" && !(x == "VBG" && g.is(h, "advcl") && (g.marks(h) == "" || g.marks(h) == "by") && g.head(h) >= 0 && g.toks[g.head(h)].XPOS == "VBD") || !g.hasChild(h, "obj", "nsubj:pass") {
		return false
	}
	return g.low[h] == "use" || sending[g.low[h]] && helping[g.low[a]]
}

// chances are nouns for what is taken in order to do something, which then is done.
var chances = map[string]bool{"advantage": true, "opportunity": true, "occasion": true, "chance": true}

// uniting are verbs of states that become one, forming those for what they become: "joined Chad to form a union".
var (
	uniting = map[string]bool{"join": true, "unite": true, "merge": true, "combine": true, "unify": true}
	forming = map[string]bool{"form": true, "create": true, "become": true, "make": true}
)

// sending and helping are verbs of which the second is done by doing the first.
var (
	sending = map[string]bool{"send": true, "deploy": true, "dispatch": true, "provide": true, "contribute": true, "donate": true, "give": true, "grant": true}
	helping = map[string]bool{"support": true, "help": true, "offer": true, "provide": true, "assist": true, "aid": true, "back": true}
)
