package extract

import (
	"slices"

	"chancery/internal/rule"
)

// Who does what a word says, and to whom it is done.

var relativePronouns = map[string]bool{"which": true, "that": true, "who": true, "whom": true, "whose": true}

// antecedents replaces a relative pronoun with what it stands for.
func (g *graph) antecedents(v int, ts []int) (out []int) {
	if !slices.ContainsFunc(ts, func(t int) bool { return relativePronouns[g.low[t]] }) {
		return ts
	}
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

// concerted reports whether the noun t stands under "in concert with" or its like: with him the subject does what it does.
func (g *graph) concerted(t int) bool {
	for _, c := range g.children(t, "case") {
		if g.form[c] == "with" && c > 1 && g.form[c-2] == "in" && (g.form[c-1] == "concert" || g.form[c-1] == "tandem" || g.form[c-1] == "unison") {
			return true
		}
	}
	return false
}

// objectControl are verbs whose object does what their complement says.
var objectControl = map[string]bool{"want": true, "wish": true, "let": true, "make": true, "see": true, "watch": true, "witness": true, "urge": true, "ask": true, "order": true, "force": true, "allow": true, "tell": true, "persuade": true, "invite": true, "call": true,
	"require": true, "cause": true, "enable": true, "permit": true, "compel": true, "oblige": true, "press": true, "push": true, "encourage": true, "expect": true, "accuse": true,
	"blame": true, "lead": true, "prompt": true, "instruct": true, "direct": true, "authorize": true, "authorise": true, "warn": true, "advise": true, "convince": true, "reproach": true, "tax": true, "help": true, "condemn": true, "criticize": true, "criticise": true, "suspect": true, "charge": true, "give": true, "appeal": true, "pressure": true, "lobby": true, "pressurise": true, "pressurize": true, "drive": true, "spur": true, "goad": true, "induce": true, "implore": true, "exhort": true,
	"prohibit": true, "forbid": true, "bar": true, "ban": true, "prevent": true, "deter": true, "dissuade": true, "discourage": true, "restrain": true, "hinder": true, "block": true, "stop": true, "preclude": true, "keep": true, "exclude": true, "save": true, "disqualify": true}

// entrusting are those of them that say it under "with": "charged the Soviets with plotting".
var entrusting = map[string]bool{"charge": true, "help": true, "reproach": true, "tax": true, "credit": true}

// judging are verbs whose object is told to have done what stands under their "for": "praised Oman for mediating", "blacklisted firms for supplying".
var judging = map[string]bool{"praise": true, "thank": true, "commend": true, "hail": true, "credit": true, "applaud": true, "congratulate": true, "reward": true, "denounce": true, "slam": true, "rebuke": true, "fault": true, "chide": true,
	"scold": true, "lambast": true, "lambaste": true, "punish": true, "penalise": true, "penalize": true, "fine": true, "sue": true, "sanction": true, "blacklist": true, "designate": true, "target": true, "arrest": true, "detain": true,
	"jail": true, "imprison": true, "convict": true, "sentence": true, "indict": true, "prosecute": true, "try": true, "execute": true, "expel": true, "deport": true, "suspend": true, "attack": true, "berate": true, "castigate": true}

// regards are nouns for what one thinks of somebody's deed.
var regards = map[string]bool{"praise": true, "thanks": true, "gratitude": true, "criticism": true, "condemnation": true, "appreciation": true, "admiration": true, "contempt": true, "anger": true, "applause": true}

// regard returns the noun for what somebody thinks of another that the verb h is said with, or -1: "voiced [criticism]".
func (g *graph) regard(h int) int {
	for _, o := range g.children(h, "obj") {
		if regards[g.low[o]] {
			return o
		}
	}
	return -1
}

// regarded returns of whom the noun n for what one thinks of somebody is said.
func (g *graph) regarded(n int) (out []int) {
	for _, on := range []string{"for", "to", "of"} {
		for _, at := range []int{n, g.head(n)} {
			if at < 0 {
				continue
			}
			for _, t := range g.ownPrep(at, on) {
				if !g.verb(t) {
					out = append(out, t)
				}
			}
		}
	}
	return out
}

// avenging are verbs that tell of an answer to what their "for" tells, done by whom their "against" names.
var avenging = map[string]bool{"retaliate": true, "protest": true, "demonstrate": true, "complain": true}

// avenged are nouns for an answer to what their "for" tells.
var avenged = map[string]bool{"retaliation": true, "revenge": true, "retribution": true, "reprisal": true, "vengeance": true, "punishment": true}

// avenges reports whether t tells of an answer to what its "for" tells, which has been done: "will take revenge for the raid".
func (g *graph) avenges(t int) bool {
	return g.low[t] == "retaliate" || avenged[g.low[t]] || slices.ContainsFunc(g.children(t, "obj"), func(o int) bool { return avenged[g.low[o]] })
}

// surface returns the grammatical subjects of the verb (or predicate noun or adjective) v, also where it shares or inherits them.
func (g *graph) surface(v int) []int { return g.surfaceAt(v, 0) }

func (g *graph) surfaceAt(v, depth int) []int {
	if depth > maxDepth {
		return nil
	}
	if own := g.children(v, "nsubj", "csubj"); len(own) > 0 {
		for _, c := range g.children(v, "obl") { // "Chad joined with Niger ..., along with Mali": hung on the verb
			if g.companion(c) && (c < v || joint[g.low[v]]) || g.concerted(c) {
				own = append(own, c)
			}
		}
		if own[0] < v && joint[g.low[v]] { // "formed the union along with Mali": hung on the object
			for _, o := range g.children(v, "obj") {
				for _, c := range g.children(o, "nmod") {
					if g.alongWith(c) {
						own = append(own, c)
					}
				}
			}
		}
		return g.predicated(v, g.expand(g.antecedents(v, own)), depth)
	}
	h := g.head(v)
	if h < 0 {
		return nil
	}
	if who, by := g.answerable(v, depth+1); by >= 0 {
		return who
	}
	if n := g.ofOther(v); n >= 0 {
		return g.expand([]int{n})
	}
	switch {
	case g.toks[v].Rel == "acl:relcl":
		// "the countries recognising it": no pronoun; "the state that broke" has one
		if b := g.rankedAs(h); b >= 0 {
			return g.expand([]int{b})
		}
		return g.expand([]int{h})
	case g.is(v, "acl", "amod"):
		x := g.toks[v].XPOS
		if b := g.head(h); x == "VBG" && b >= 0 && g.marks(v) == "by" && g.is(h, "obj") && g.verb(b) { // "sought a solution by working with Chad": hung on the object
			return g.surfaceAt(b, depth+1)
		}
		if b := g.head(h); x == "VBG" && b >= 0 && g.is(h, "nmod") && g.marks(h) == "to" && documents[g.low[b]] { // "a letter to the council condemning": the letter does
			h = b
		}
		if b := g.head(h); x == "VBG" && b >= 0 && b < h && g.is(h, "obl") && g.marks(h) == "to" && reaching[g.low[b]] { // "wrote to the king condemning"
			return g.surfaceAt(b, depth+1)
		}
		if d := g.document(h); d >= 0 && x == "VBG" && g.is(v, "acl") { // "issued a statement condemning": who issued it
			if s := g.nominalSubject(d, depth+1); len(s) > 0 {
				return s
			}
			if b := g.head(h); b >= 0 && g.is(h, "obj") && g.verb(b) && issuing[g.low[b]] { // "passed a resolution condemning"
				return g.surfaceAt(b, depth+1)
			}
		}
		if x == "VBG" && v > 0 && g.toks[v-1].Form == "," && g.hasChild(h, "cop") { // "Chad is its chief donor, giving": who is one, gives
			if s := g.surfaceAt(h, depth+1); len(s) > 0 {
				return s
			}
		}
		if b := g.head(h); x == "VBG" && b >= 0 && (g.low[h] == "addition" && g.marks(v) == "to" || g.low[h] == "anniversary" && g.marks(v) == "of") { // "in addition to expelling him", "marked the anniversary of establishing ties"
			return g.surfaceAt(b, depth+1)
		}
		if x == "VBG" && g.marks(v) == "for" && regards[g.low[h]] { // "voiced criticism of Chad for shelling it"
			return g.regarded(h)
		}
		if b := g.head(h); x == "VBG" && g.marks(v) == "of" && courses[g.low[h]] && b >= 0 && g.verb(b) && g.is(h, "obj", "obl") && len(g.possessors(h)) == 0 { // "took the step of recognising it", "toyed with the idea of recognising it"
			return g.surfaceAt(b, depth+1)
		}
		if x == "VBN" || x == "VBD" || x == "VBG" || g.toks[v].UPOS == "ADJ" {
			return []int{h}
		}
		if g.marks(v) == "to" && g.marks(h) == "by" && g.is(h, "obl") && g.owner(h) { // "a raid was made by Chad to bomb the port"
			return []int{h}
		}
		if b := g.head(h); temporalNouns[g.low[h]] && g.marks(v) == "to" && b >= 0 && g.low[b] == "give" && g.hasChild(b, "iobj") { // "gave Chad 14 days to close it"
			return g.expand(g.children(b, "iobj"))
		}
		if asking[g.low[h]] && g.marks(v) == "to" { // "an ultimatum to Sudan to withdraw"
			if w := g.addressee(h); len(w) > 0 {
				return w
			}
			if b := g.head(h); b >= 0 && g.is(h, "obj") && obeying[g.low[b]] && g.low[h] != "request" { // "refused Chad's demands to withdraw"
				return g.surfaceAt(b, depth+1)
			}
		}
		if b := g.rankedAs(h); b >= 0 {
			return g.expand([]int{b})
		}
		if b := g.head(h); b >= 0 && g.is(h, "xcomp", "obj") && (g.low[b] == "become" || g.low[b] == "remain") { // "became the first president to visit"
			return g.surfaceAt(b, depth+1)
		}
		if g.is(h, "nmod") && g.marks(v) == "to" && g.marks(h) == "of" && g.head(h) >= 0 && g.low[g.head(h)] == "one" && g.is(g.head(h), "appos") { // "Oman, one of the few states to keep it,"
			return g.expand([]int{g.head(g.head(h))})
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
		if a := g.likeAbove(v); a >= 0 {
			return g.surfaceAt(a, depth+1)
		}
	case g.is(v, "parataxis") && h < v && g.verb(h) && (g.toks[v].XPOS == "VBD" || g.toks[v].XPOS == "VBZ") && v > 0 && g.toks[v-1].Form == ",": // "renounced it, broke off relations and attacked"
		return g.surfaceAt(h, depth+1)
	case g.is(v, "xcomp"):
		if !g.verb(h) && !g.hasChild(h, "cop") && g.noun(h) {
			return g.nominalSubject(h, depth+1)
		}
		if o := g.children(h, "obj"); g.toks[v].UPOS == "ADJ" && len(o) > 0 && h < o[0] && o[0] < v { // "found a network loyal to Chad"
			return g.expand(o[:1])
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
			if c := g.ownPrep(h, "for"); len(c) > 0 && c[0] < v && g.marks(v) == "to" { // "asked for Chad to release them"
				return c
			}
		}
		return g.surfaceAt(h, depth+1)
	case g.is(v, "advcl"):
		if g.toks[v].XPOS == "VBN" && g.marks(v) == "" && v > h && g.verb(h) { // "maintains relations, established in 1959"
			return union(g.surfaceAt(h, depth+1), g.objectAt(h, depth+1))
		}
		if m := g.marks(v); m == "" || m == "by" || m == "after" || m == "before" || m == "while" || m == "in" || m == "without" || m == "for" || m == "of" || m == "to" || m == "from" || m == "about" || m == "with" || m == "when" || m == "include" || m == "besides" || (m == "until" || m == "since" || m == "despite" || m == "upon") && g.toks[v].XPOS == "VBG" {
			if m == "in" && g.low[h] == "join" && g.toks[v].XPOS == "VBG" { // "joined France and Italy in condemning it"
				return union(g.surfaceAt(h, depth+1), g.objectAt(h, depth+1))
			}
			if m == "by" && accusing[g.low[h]] && g.toks[v].XPOS == "VBG" { // "accused Norway of undermining them by arming rebels"
				return g.objectAt(h, depth+1)
			}
			if (m == "of" || m == "for" || m == "from" || m == "to" || m == "with" && entrusting[g.low[h]]) && (objectControl[g.low[h]] || m == "for" && judging[g.low[h]] && g.toks[v].XPOS == "VBG") && !g.rings(h, v) { // "accused Iran of plotting"
				if o := g.objectAt(h, depth+1); len(o) > 0 {
					return o
				}
				if c := g.calledOn(h); m == "to" && len(c) > 0 {
					return c
				}
			}
			if n := g.regard(h); m == "for" && n >= 0 && g.toks[v].XPOS == "VBG" { // "had praise for Chad for breaking with it"
				return g.regarded(n)
			}
			if m == "for" && avenging[g.low[h]] && g.toks[v].XPOS == "VBG" { // "retaliated against Chad for shelling it"
				if a := g.prep(h, "against"); len(a) > 0 {
					return g.expand(a)
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

// likeAbove returns the participle with which the participle v is coordinated, where a tree hangs it on a noun of that one's: "calling for talks, and [cooperating]
// with Chad". -1 for none.
func (g *graph) likeAbove(v int) int {
	a := g.head(v)
	if g.toks[v].XPOS != "VBG" || a < 0 || g.toks[a].UPOS != "NOUN" || v < 2 || g.form[v-1] != "and" || g.form[v-2] != "," {
		return -1
	}
	for n := 0; a >= 0 && n < 4 && !g.verb(a); n++ {
		a = g.head(a)
	}
	if a < 0 || g.toks[a].XPOS != "VBG" {
		return -1
	}
	return a
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

// subject returns who acts in p: the logical subject.
func (g *graph) subject(p int) []int {
	switch {
	case g.gerund(p):
		return g.nominalSubject(p, 0)
	case g.verb(p):
		if g.passive(p) {
			by := g.prep(p, "by")
			if h := g.ordered(p); len(by) == 0 && h >= 0 {
				return g.surface(h)
			}
			if len(by) == 0 && accusing[g.low[p]] {
				return g.accuser(p)
			}
			if len(by) > 0 {
				return by
			}
			if l := g.lifter(p); len(l) > 0 {
				return l
			}
			return g.announcer(p)
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

// accuser returns who has done to somebody what the clause above the participle p tells, where p tells of what he is accused: "was expelled by Chad, [accused] of
// spying", "Chad expelled two envoys [accused] of spying".
func (g *graph) accuser(p int) []int {
	h := g.head(p)
	if h < 0 || !g.is(p, "advcl", "acl") || g.toks[p].XPOS != "VBN" || h > p || g.hasChild(p, "aux", "nsubj", "nsubj:pass") {
		return nil
	}
	if g.is(p, "acl") {
		if v := g.head(h); g.is(h, "obj") && v >= 0 && judging[g.low[v]] && !g.passive(v) {
			return g.surface(v)
		}
		return nil
	}
	if g.verb(h) && g.passive(h) {
		return g.prep(h, "by")
	}
	return nil
}

// lifter returns who lifts or eases what the participle p tells to have been laid on somebody, and so has laid it: "Oman lifted the sanctions [imposed] on Chad".
func (g *graph) lifter(p int) []int {
	if !g.is(p, "acl") || g.toks[p].XPOS != "VBN" || !layingOn[g.low[p]] {
		return nil
	}
	o := g.head(p)
	v := g.head(max(o, 0))
	if o < 0 || v < 0 || !g.is(o, "obj") || !g.verb(v) || !lifting[g.low[v]] || g.passive(v) {
		return nil
	}
	return g.surface(v)
}

// layingOn are verbs for laying something on somebody.
var layingOn = map[string]bool{"impose": true, "place": true, "slap": true, "levy": true, "put": true, "introduce": true, "lay": true}

// lifting are verbs for what only he who has laid it on somebody does with it.
var lifting = map[string]bool{"lift": true, "ease": true, "remove": true, "relax": true, "suspend": true, "extend": true, "renew": true, "tighten": true, "maintain": true, "keep": true, "drop": true, "waive": true, "revoke": true, "rescind": true, "prolong": true, "end": true}

// announcer returns who announces or orders the deed of the passive p, which is his own then: "Oman announced that two envoys had been [expelled]", "ordered the
// border to be [closed]". Whose own people are expelled or held suffers
// it, and what is another's is for that one to withdraw or to lift.
func (g *graph) announcer(p int) []int {
	if !governing[g.low[p]] || !g.passive(p) {
		return nil
	}
	h := g.head(p)
	for n := 0; n < maxDepth && h >= 0 && g.is(p, "conj"); n++ {
		p, h = h, g.head(h)
	}
	if h < 0 || !g.is(p, "ccomp", "xcomp") || !announcing[g.low[h]] || !g.verb(h) {
		return nil
	}
	for _, o := range g.whole(g.children(p, "nsubj")) {
		for _, w := range union(g.owners(o), g.children(o, "nmod:poss")) {
			if own := g.toks[w].UPOS == "PRON"; own == suffered[g.low[p]] {
				return nil
			}
		}
	}
	if g.passive(h) {
		return g.prep(h, "by")
	}
	return g.surface(h)
}

// ordersDone reports whether the verb v orders that something be done by one's own side: "ordered three envoys expelled" asks nothing of them.
func (g *graph) ordersDone(v int) bool {
	return slices.ContainsFunc(g.children(v, "xcomp", "ccomp"), func(c int) bool { return g.passive(c) && len(g.announcer(c)) > 0 })
}

// announcing are verbs for telling what one's own side does.
var announcing = map[string]bool{"announce": true, "declare": true, "order": true, "decree": true, "decide": true, "resolve": true, "proclaim": true, "say": true, "state": true, "confirm": true}

// suffered are verbs for what is done to persons.
var suffered = map[string]bool{"expel": true, "deport": true, "arrest": true, "detain": true, "summon": true, "jail": true, "release": true}

// governing are verbs for what governments alone do, and announce.
var governing = map[string]bool{"expel": true, "deport": true, "arrest": true, "detain": true, "summon": true, "jail": true, "release": true, "recall": true, "withdraw": true, "close": true, "shut": true, "reopen": true, "open": true,
	"sever": true, "break": true, "cut": true, "suspend": true, "freeze": true, "resume": true, "restore": true, "terminate": true, "downgrade": true, "upgrade": true, "raise": true, "lift": true, "impose": true, "ease": true, "tighten": true, "ban": true,
	"recognise": true, "recognize": true, "cancel": true, "postpone": true, "annul": true, "abrogate": true, "denounce": true, "scrap": true, "halt": true, "send": true, "deploy": true, "grant": true, "extradite": true, "appoint": true}

// ordered returns the "have" whose subject has the deed of the participle p done, -1 for none: "had the envoy [expelled]". With "from" it is suffered.
func (g *graph) ordered(p int) int {
	o := g.head(p)
	if !g.is(p, "acl", "xcomp") || g.toks[p].XPOS != "VBN" || o < 0 || o > p || !causable[g.low[p]] {
		return -1
	}
	h := o
	if g.is(p, "acl") && g.is(o, "obj") {
		h = g.head(o)
	}
	if h < 0 || g.low[h] != "have" || g.is(h, "aux") || !g.hasChild(h, "obj") || g.finite(h) == "" || len(g.ownPrep(p, "from")) > 0 || p-o > 3 {
		return -1
	}
	return h
}

// causable are verbs for what somebody has done to others rather than suffers or keeps.
var causable = map[string]bool{"expel": true, "recall": true, "remove": true, "arrest": true, "close": true, "extradite": true, "deport": true, "release": true, "execute": true, "jail": true, "shut": true, "abolish": true, "annul": true, "assassinate": true}

// gerund reports whether the tree's verb v stands as a noun: "Chad's shooting down of a plane", "the breaking off of relations".
func (g *graph) gerund(v int) bool {
	if g.toks[v].XPOS != "VBG" || g.hasChild(v, "obj", "nsubj", "aux", "mark") || len(g.ownPrep(v, "of")) == 0 {
		return false
	}
	return g.hasChild(v, "det") || len(g.possessors(v)) > 0
}

// doneBy returns who does what a verbal noun in "-ing" tells of, where the tree has a verb: "died in shelling by rebels".
func (g *graph) doneBy(v int) []int {
	if g.toks[v].XPOS != "VBG" || g.marks(v) == "" || g.hasChild(v, "obj", "nsubj", "aux") {
		return nil
	}
	return g.ownPrep(v, "by")
}

// waging are verbs for doing what only one's own deed can be: "to mount its invasion".
var waging = map[string]bool{"mount": true, "launch": true, "begin": true, "start": true, "wage": true, "continue": true, "resume": true, "carry": true, "conduct": true, "stage": true, "sustain": true, "complete": true}

// nominalSubject returns who acts in the noun n: "Iran's recognition", "the expulsion by Tirana", "the Iranian attack", "paid a visit".
func (g *graph) nominalSubject(n, depth int) []int {
	if depth > maxDepth {
		return nil
	}
	if g.hasChild(n, "cop") {
		out := g.surfaceAt(n, depth+1)
		if g.ofItself(n, out) { // "the first step was Moscow's expulsion of"
			if own := union(g.prep(n, "by"), g.possessors(n)); len(own) > 0 {
				return own
			}
		}
		for _, s := range out { // "Moscow's response was the expulsion"
			if answers[g.low[s]] {
				out = union(out, g.possessors(s))
			}
		}
		if g.toks[n].UPOS == "NOUN" && !currencies[g.low[n]] && g.low[n] != "interest" && !g.in(n, g.rules.Classes["@person-of-state"]) && !slices.ContainsFunc(out, g.owner) { // "the one joint deed was the Chadian invasion of Niger"
			if o := g.possessors(n); slices.ContainsFunc(o, g.owner) {
				return o
			}
		}
		return out
	}
	if b := g.prep(n, "by"); len(b) > 0 {
		return b
	}
	h := g.head(n)
	if h >= 0 && g.is(n, "nmod") && g.marks(n) == "of" && g.hasChild(h, "cop") && g.hasChild(n, "acl") { // "is one of the member states of the Union to recognise it"
		return g.surfaceAt(h, depth+1)
	}
	if h >= 0 && summing[g.low[n]] && g.is(n, "parataxis", "appos") && h < n && g.verb(h) { // "accused Chad of arming them, a [charge] Chad denied"
		return g.surfaceAt(h, depth+1)
	}
	if h >= 0 && g.is(n, "xcomp") && copular[g.low[h]] { // "became a satellite", "became the first member state of the Union"
		return g.surfaceAt(h, depth+1)
	}
	if o := g.possessors(n); len(o) > 0 {
		if h >= 0 && waging[g.low[h]] && g.is(n, "obj") && g.is(h, "xcomp") && !g.passive(h) && g.toks[o[0]].UPOS == "PRON" { // "enabled Chad to mount its invasion"
			if s := g.surfaceAt(h, depth+1); len(s) > 0 && g.toks[s[0]].UPOS != "PRON" {
				return s
			}
		}
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
	if h < 0 {
		return nil
	}
	if who, by := g.answerable(n, depth+1); by >= 0 {
		return who
	}
	switch {
	case g.is(n, "compound") && !g.verb(h), g.is(n, "nmod") && g.marks(n) == "of" && bearing[g.low[h]] && !g.verb(h) && !g.undergone(h): // "bombing campaign", "Chad's announcement of the closure"
		return g.nominalSubject(h, depth+1)
	case g.is(n, "nmod") && g.marks(n) == "on" && g.low[h] == "decision" && !g.verb(h): // "took a decision on the closure"
		return g.nominalSubject(h, depth+1)
	case g.is(n, "conj") && !g.verb(h), g.is(n, "nmod") && !g.verb(h) && g.together(n): // "Chad's closure of the border, together with the expulsion"
		return g.nominalSubject(h, depth+1)
	case g.is(n, "obl") && (g.marks(n) == "with" || g.marks(n) == "by") && g.verb(h) && g.passive(h) && attending[g.low[h]]: // "Chad's support was coupled with a warning"
		for _, s := range g.children(h, "nsubj:pass", "nsubj") {
			if !g.owner(s) && g.noun(s) {
				return g.nominalSubject(s, depth+1)
			}
		}
	case g.is(n, "obj", "nsubj:pass") && g.verb(h) && (g.light(h) || documents[g.low[n]] && g.hasChild(n, "acl")):
		if g.passive(h) {
			return g.prep(h, "by")
		}
		return g.surfaceAt(h, depth+1)
	case g.is(n, "obl") && (g.marks(n) == "to" || g.marks(n) == "on") && g.verb(h) && settling[g.low[h]] && !g.passive(h): // "Chad and Niger agreed to the restoration of ties"
		if s := g.surfaceAt(h, depth+1); len(s) > 1 {
			return s
		}
	case g.is(n, "obl") && lending[g.marks(n)] && !(g.marks(n) == "of" && g.hasChild(h, "obj")) && g.verb(h) && g.light(h) && !g.passive(h) && !(g.marks(n) == "with" && undergoing[g.low[h]]): // "went on a visit", "engaged in talks"
		if g.low[h] == "lead" && g.marks(n) == "in" { // "led [its allies' troops] in an invasion"
			return union(g.surfaceAt(h, depth+1), g.objectAt(h, depth+1))
		}
		return g.surfaceAt(h, depth+1)
	case g.is(n, "obl") && (g.marks(n) == "with" || g.marks(n) == "by") && g.verb(h) && followUp[g.low[h]] && !g.passive(h): // "followed suit with a ban", "accompanied this with a threat"
		return g.surfaceAt(h, depth+1)
	case g.is(n, "obl", "nmod", "advcl") && g.verb(h) && g.marks(n) == "of" || g.is(n, "obl") && g.verb(h) && g.marks(n) == "for": // "accused Iran of an attack"
		if objectControl[g.low[h]] {
			return g.objectAt(h, depth+1)
		}
		if judging[g.low[h]] && g.marks(n) == "for" && g.outrage(n) { // "was censured for the raid"
			return g.objectAt(h, depth+1)
		}
	}
	return nil
}

// ofItself reports whether the predicate noun n tells an act of its own owner, not of the subjects, which are nobody: "what followed was Chad's withdrawal",
// not "Ali Musa was Chad's envoy".
func (g *graph) ofItself(n int, subjects []int) bool {
	if currencies[g.low[n]] || g.low[n] == "interest" {
		return false
	}
	for _, s := range subjects {
		if u := g.toks[s].UPOS; g.owner(s) || u == "PROPN" || u == "PRON" && g.low[s] != "what" {
			return false
		}
	}
	return true
}

// settling are the verbs by which several settle what they will do together.
var settling = map[string]bool{"agree": true, "settle": true, "decide": true, "consent": true}

// answers are nouns for what somebody does, whatever it is.
var answers = map[string]bool{"response": true, "answer": true, "reaction": true, "reply": true, "retaliation": true, "move": true, "step": true, "act": true, "measure": true, "decision": true}

// predicated adds to ts, the subject of the clause v, whoever the noun above it is said of: "was among those that cut ties", "is one of the states that do
// not recognise it".
func (g *graph) predicated(v int, ts []int, depth int) []int {
	h := g.head(v)
	if h < 0 || g.toks[v].Rel != "acl:relcl" || !contains(ts, h) {
		return ts
	}
	if b := g.rankedAs(h); b >= 0 {
		return union(ts, g.expand([]int{b}))
	}
	if b := g.head(h); b >= 0 && g.is(h, "nmod") && g.hasChild(b, "cop") && (g.marks(h) != "of" && g.marks(h) != "for" || !g.noun(b) || g.toks[b].UPOS == "NUM" || counts[g.low[b]]) { // not "was an advocate of Chad, which was annexed"
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

// obeying are verbs for what one does with what is asked of one.
var obeying = map[string]bool{"refuse": true, "reject": true, "accept": true, "ignore": true, "resist": true, "defy": true, "dismiss": true, "rebuff": true, "heed": true, "meet": true, "spurn": true, "turn": true}

// lending are the prepositions under which a noun takes the subject of a light verb.
var lending = map[string]bool{"": true, "on": true, "in": true, "into": true, "for": true, "to": true, "with": true, "at": true, "through": true, "by": true, "of": true, "as": true, "under": true}

// courses are nouns for what one may do or does.
var courses = map[string]bool{"step": true, "idea": true, "possibility": true, "option": true, "prospect": true, "intention": true, "task": true, "goal": true, "aim": true, "policy": true, "practice": true, "habit": true, "risk": true, "merit": true}

// followUp are the verbs whose subject does what stands under their "with": "followed suit with the closure of its embassy".
var followUp = map[string]bool{"follow": true, "counter": true, "reciprocate": true, "hit": true, "strike": true, "greet": true, "meet": true, "accompany": true, "couple": true, "combine": true, "crown": true, "cap": true, "reward": true, "punish": true,
	"reinforce": true, "underline": true, "mark": true, "seal": true, "signal": true, "proceed": true, "welcome": true, "match": true, "repay": true, "compensate": true}

// bearing are nouns for the words, or the doing, of whoever does what stands behind their "of".
var bearing = map[string]bool{"announcement": true, "declaration": true, "proclamation": true, "expression": true, "assurance": true, "offer": true, "promise": true, "pledge": true, "threat": true, "policy": true, "campaign": true, "series": true, "round": true,
	"wave": true, "act": true, "programme": true, "program": true, "message": true, "gesture": true, "show": true, "statement": true, "word": true, "decision": true, "practice": true, "resumption": true, "continuation": true, "intensification": true, "expansion": true, "escalation": true}

// attending are verbs that in the passive tell of another act of the same one.
var attending = map[string]bool{"couple": true, "accompany": true, "combine": true, "cap": true, "crown": true, "match": true, "pair": true}

// together reports whether the noun t, no party, stands under "together with", "along with" or "coupled with".
func (g *graph) together(t int) bool {
	if g.owner(t) || g.toks[t].UPOS != "NOUN" {
		return false
	}
	first, _ := g.subtree(t)
	for c := first; c < t; c++ {
		if g.form[c] == "with" && c > 0 && (g.form[c-1] == "together" || g.form[c-1] == "along" || g.form[c-1] == "coupled" || g.form[c-1] == "combined") {
			return true
		}
	}
	return false
}

// undergone reports whether the noun t is told to have come over the subject: "suffered a wave of attacks".
func (g *graph) undergone(t int) bool {
	h := g.head(t)
	return h >= 0 && g.is(t, "obj") && undergoing[g.low[h]]
}

// undergoing are verbs whose subject does not do what stands below them.
var undergoing = map[string]bool{"suffer": true, "receive": true, "face": true, "see": true, "witness": true, "experience": true, "endure": true, "undergo": true, "survive": true, "get": true}

// object returns what p is done to: the logical object.
func (g *graph) object(p int) []int {
	gerund := g.gerund(p)
	if g.verb(p) && !gerund {
		return g.objectAt(p, 0)
	}
	if !g.noun(p) && !gerund {
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

// within are the prepositions before a relative pronoun that stands for where or by what something is done, not for its object: "a protocol in which Chad agreed".
var within = map[string]bool{"under": true, "in": true, "by": true, "through": true, "during": true}

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
			rel = rel || relativePronouns[g.low[c]] && (g.is(c, "nsubj") || within[g.marks(c)]) || slices.ContainsFunc(g.kids[c], func(d int) bool { return g.low[d] == "whose" })
		}
		for _, c := range g.children(v, "advmod") { // "a visit, where he met"
			rel = rel || g.low[c] == "where" || g.low[c] == "when"
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

// doing are verbs whose subject does what their object names, or means to.
var doing = map[string]bool{"launch": true, "mount": true, "stage": true, "wage": true, "begin": true, "start": true, "continue": true, "resume": true, "end": true, "stop": true, "halt": true, "cease": true, "suspend": true, "complete": true,
	"conduct": true, "carry": true, "make": true, "perform": true, "undertake": true, "execute": true, "commit": true, "plan": true, "prepare": true, "order": true, "authorise": true, "authorize": true, "approve": true, "announce": true, "declare": true,
	"threaten": true, "consider": true, "contemplate": true, "lead": true, "join": true, "intensify": true, "escalate": true, "renew": true, "repeat": true, "open": true, "issue": true, "send": true, "deliver": true, "offer": true, "propose": true,
	"promise": true, "vow": true, "refuse": true, "want": true, "seek": true, "try": true, "attempt": true, "initiate": true, "agree": true, "decide": true, "sign": true, "conclude": true, "impose": true, "maintain": true, "keep": true, "extend": true,
	"grant": true, "withhold": true, "give": true, "confirm": true, "reaffirm": true, "express": true, "postpone": true, "delay": true, "cancel": true, "drop": true, "abandon": true, "withdraw": true, "rescind": true, "do": true, "have": true, "take": true, "pay": true, "slap": true, "step": true, "enforce": true, "introduce": true, "tighten": true, "ease": true, "lift": true, "relax": true, "unleash": true, "pursue": true}

// bystander reports whether the subject of the verb above the noun t only has to do with what t names: "commented on the raid".
func (g *graph) bystander(t int) bool {
	h := g.head(t)
	if h >= 0 && g.light(h) && g.is(t, "obl") && regarding[g.marks(t)] && g.hasChild(h, "obj") { // "expressed concern over the raid"
		return true
	}
	return h >= 0 && !g.verb(t) && g.verb(h) && !g.is(h, "aux", "cop") && !g.light(h) && !doing[g.low[h]] && (g.is(t, "obj", "nsubj:pass") || regarding[g.marks(t)])
}

// regarding are prepositions before what a verb is about.
var regarding = map[string]bool{"of": true, "on": true, "about": true, "against": true, "from": true, "for": true, "over": true, "to": true, "regarding": true, "concerning": true}
