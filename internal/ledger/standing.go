package ledger

import (
	"sort"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/vocab"
)

// bond is what ties, or does not tie, two states.
type bond uint8

const (
	bondUnknown bond = iota
	bondNone         // no relations; how that came about is not known
	bondRelations
	bondSuspended
	bondSevered
	bondLapsed
)

// recognition is what one state holds of the other.
type recognition uint8

const (
	recUnknown recognition = iota
	recGiven
	recRefused
	recImplied // by relations; nobody speaks of it
)

// relation is the state of a pair in law.
type relation struct {
	bond bond
	rec  [2]recognition // of b by a, of a by b
}

// standing names a relation.
func (r relation) standing() chancery.Standing {
	switch r.bond {
	case bondRelations:
		return chancery.Relations
	case bondSuspended:
		return chancery.Suspended
	case bondSevered:
		return chancery.Severed
	case bondLapsed:
		return chancery.Lapsed
	}
	switch {
	case r.rec[0] == recGiven || r.rec[1] == recGiven:
		return chancery.Recognised
	case r.rec[0] == recRefused || r.rec[1] == recRefused:
		return chancery.Unrecognised
	case r.bond == bondNone:
		return chancery.NoRelations
	}
	return chancery.Unknown
}

func (r relation) with(b bond) relation {
	r.bond = b
	return r
}

// joined is r after relations began: each recognises the other by that.
func (r relation) joined() relation {
	for i := range r.rec {
		if r.rec[i] != recGiven {
			r.rec[i] = recImplied
		}
	}
	return r.with(bondRelations)
}

// The days within which two acts are taken for one crisis.
const (
	crisisDays = 366 // two breaks, told with two words
	windUpDays = 183 // a mission that is still there after a break tells of no new relations
)

// relate is the machine of standing. docs/ledger.md, "Standing", gives its table.
func relate(s relation, g *segment[relation], f *fact) outcome[relation] {
	type out = outcome[relation]
	near := g.begin != nil && len(g.begin.refs) > 0 && f.span.distance(g.begin.span) < crisisDays
	broken := s.bond == bondSevered || s.bond == bondLapsed || s.bond == bondNone || s.bond == bondSuspended
	switch f.op {
	case opEstablish, opRestore:
		after := s.joined()
		switch {
		case s.bond == bondRelations && g.begin != nil && (near && beginOp(g.begin.op) || f.span.overlaps(g.begin.span)):
			return out{verdict: fits, after: s, rule: "the beginning of relations, told again"}
		case s.bond == bondRelations && f.op == opEstablish && (g.from.open || g.from.inferred || g.begin != nil && g.begin.op == opHave):
			clash := ""
			if b := g.begin; b != nil && !b.writing && b.span.hi < f.span.lo {
				clash = "status"
			}
			return out{verdict: dropped, after: s, clash: clash, rule: "relations are told of before they are said to have been established"}
		case s.bond == bondRelations:
			return out{verdict: infers, before: s.with(bondNone), after: after, gap: "end", rule: "relations that stood began again: they must have ended in between", then: "relations begin again"}
		case s.bond == bondUnknown && f.op == opRestore && s.standing() == chancery.Unknown:
			return out{verdict: presumes, before: s.with(bondNone), after: after, gap: "end", rule: "what is restored had ended", then: "relations begin again"}
		}
		if f.op == opRestore || broken && s.bond != bondNone {
			return out{verdict: moves, after: after, rule: "relations begin again"}
		}
		return out{verdict: moves, after: after, rule: "relations begin"}
	case opSever, opSuspend:
		to, word := bondSevered, "relations are broken off"
		if f.op == opSuspend {
			to, word = bondSuspended, "relations are suspended"
		}
		switch s.bond {
		case bondRelations:
			return out{verdict: moves, after: s.with(to), rule: word}
		case bondSuspended:
			if f.op == opSever {
				return out{verdict: moves, after: s.with(to), rule: word}
			}
			if near || g.from.inferred {
				return out{verdict: fits, after: s, rule: "the suspension, told again"}
			}
		case bondSevered:
			switch {
			case near && f.op == opSuspend:
				return out{verdict: dropped, after: s, clash: "kind", rule: "one source says suspended, another severed"}
			case near, g.begin != nil && g.begin.op == opWar, g.from.inferred:
				return out{verdict: fits, after: s, rule: "the break, told again"}
			}
		case bondLapsed:
			return out{verdict: moves, after: s.with(to), rule: word}
		case bondUnknown:
			return out{verdict: presumes, before: s.joined(), after: s.joined().with(to), gap: "start", rule: "what is broken off had stood", then: word}
		case bondNone:
			if g.from.inferred || g.from.open && f.span.lo <= g.from.span.hi {
				return out{verdict: fits, amends: true, after: s.with(to), rule: word}
			}
		}
		return out{verdict: infers, before: s.joined(), after: s.joined().with(to), gap: "restoration", rule: "relations that were broken were broken again: they must have been restored in between", then: word}
	case opLapse:
		switch s.bond {
		case bondRelations, bondSuspended:
			return out{verdict: moves, after: s.with(bondLapsed), rule: "relations end without an act of either"}
		case bondUnknown:
			return out{verdict: presumes, before: s.joined(), after: s.joined().with(bondLapsed), gap: "start", rule: "what lapses had stood", then: "relations end without an act of either"}
		}
		return out{verdict: fits, after: s, rule: "relations had ended already"}
	case opGone:
		if s.bond == bondRelations || s.bond == bondSuspended {
			return out{verdict: moves, after: s.with(bondLapsed), rule: "one of the two ceased to exist"}
		}
		return out{verdict: fits, after: s, rule: "one of the two ceased to exist"}
	case opWar:
		if s.bond == bondSevered || s.bond == bondLapsed {
			return out{verdict: fits, after: s, rule: "war, between states that had broken already"}
		}
		if f.forerun {
			return out{verdict: dropped, after: s, rule: "war, before the break that is told; that one ends relations"}
		}
		return out{verdict: moves, after: s.with(bondSevered), rule: "war ends relations"}
	case opRecognise:
		if s.bond == bondRelations && f.when == "" {
			return out{verdict: dropped, after: s, rule: "recognition, without a date, where relations stand: no proof of them, nor against them"}
		}
		s.rec[f.dir] = recGiven
		return out{verdict: moves, after: s, rule: "recognition, which is not yet relations"}
	case opWithdraw:
		if s.rec[f.dir] == recRefused && !near {
			b := s
			b.rec[f.dir] = recGiven
			s.rec[f.dir] = recRefused
			return out{verdict: infers, before: b, after: s.with(bondNone), gap: "recognition", rule: "recognition that was withdrawn was withdrawn again: it must have been given in between", then: "who withdraws recognition ends relations"}
		}
		s.rec[f.dir] = recRefused
		s.rec[1-f.dir] = recUnknown
		return out{verdict: moves, after: s.with(bondNone), rule: "who withdraws recognition ends relations"}
	case opRefuse:
		if s.bond == bondRelations {
			return out{verdict: dropped, after: s, rule: "relations stand: what is not recognised must be something else, a title, an annexation"}
		}
		if s.rec[f.dir] == recGiven || s.rec[f.dir] == recImplied {
			a := s
			a.rec[f.dir] = recRefused
			return out{verdict: infers, before: a, after: a, gap: "withdrawal", rule: "recognition that was given is refused: it must have been withdrawn in between"}
		}
		s.rec[f.dir] = recRefused
		return out{verdict: moves, after: s, rule: "recognition is refused"}
	case opHave:
		return have(s, g, f)
	case opNone:
		switch s.bond {
		case bondRelations:
			if f.summary {
				return out{verdict: dropped, after: s, against: true, rule: "until then there were none, it says; they are told to have begun"}
			}
			if f.span.overlaps(g.from.span) && !g.from.open && f.span.hi != edtf.MaxDay && f.span.lo < g.from.span.hi {
				return out{verdict: dropped, after: s, clash: "status", rule: "no relations are told of while they stand"}
			}
			a := s.with(bondSevered)
			if !g.known {
				a = s.with(bondNone)
				return out{verdict: infers, before: a, after: a, gap: "end", rule: "relations only follow from a mission, and are said to be none: none is no break"}
			}
			if f.since {
				return out{verdict: moves, after: a, rule: "the text says since when there are no relations: they ended then"}
			}
			return out{verdict: infers, before: a, after: a, gap: "end", rule: "relations that stood are said to be none: they must have ended in between"}
		case bondUnknown:
			a := s.with(bondNone)
			return out{verdict: presumes, before: a, after: a, rule: "the text says that there are no relations"}
		}
		return out{verdict: fits, after: s, rule: "the text says that there are no relations"}
	}
	return out{verdict: dropped, after: s, rule: "does not bear on standing"}
}

func beginOp(o op) bool { return o == opEstablish || o == opRestore || o == opHave }

// have is relate for an observation that relations exist.
func have(s relation, g *segment[relation], f *fact) outcome[relation] {
	type out = outcome[relation]
	rule := "the text says that relations exist"
	if f.implied {
		rule = "a diplomatic mission or envoy is there only where relations are"
	}
	if f.weak {
		rule = "envoys are sent, recalled and expelled only where relations are"
	}
	switch {
	case s.bond == bondRelations:
		return out{verdict: fits, after: s, rule: rule}
	case f.forerun:
		return out{verdict: dropped, after: s, rule: "relations are told to have begun after it: it was a forerunner, or no diplomatic mission"}
	case s.bond == bondUnknown:
		if s.standing() == chancery.Unrecognised && f.implied {
			return out{verdict: dropped, after: s, clash: "status", rule: "a mission is told of in a state that is not recognised"}
		}
		a := s.joined()
		if f.since {
			return out{verdict: moves, after: a, rule: "the text says since when relations exist"}
		}
		return out{verdict: presumes, before: a, after: a, gap: "start", rule: rule}
	}
	since := f.span.hi != edtf.MaxDay && g.begin != nil && f.span.hi-g.begin.span.lo < windUpDays
	switch {
	case f.weak:
		return out{verdict: dropped, after: s, rule: "it does not fit what is documented, and is no proof against it"}
	case f.implied && (s.bond == bondSuspended || since):
		return out{verdict: dropped, after: s, rule: "a mission may outlast the relations for a while"}
	case f.summary && g.begin != nil && f.span.overlaps(g.begin.span):
		return out{verdict: dropped, after: s, rule: "until then it was so, it says; that can be until they ended"}
	case f.summary:
		return out{verdict: dropped, after: s, against: true, rule: "until then it was so, it says; they are told to have ended before"}
	case f.implied && g.last != nil && g.last.op == opNone && g.last.span.overlaps(f.span):
		return out{verdict: dropped, after: s, clash: "status", rule: "a mission is told of, but the text that speaks of relations says there are none"}
	case g.last != nil && g.last.op == opNone && g.last.span.overlaps(f.span):
		return out{verdict: dropped, after: s, clash: "status", rule: "one source says that relations exist, another that they do not"}
	}
	a := s.joined()
	return out{verdict: infers, before: a, after: a, gap: "restoration", rule: "relations that had ended exist again: they must have been restored in between"}
}

// presumedDays is how far back the relations that a break presupposes are taken to have stood, where nothing else is known: ten years.
const presumedDays = 3653

// solveStanding lays out the standing of the pair.
func (x *deriver) solveStanding(out *solved, events []*event) {
	facts := x.standingFacts(events)
	out.standing = solve(facts, relation{}, relate)
}

var standingOps = map[string]op{
	"establish-relations": opEstablish, "restore-relations": opRestore, "sever-relations": opSever, "suspend-relations": opSuspend,
	"lapse-relations": opLapse, "declare-war": opWar, "recognise": opRecognise, "withdraw-recognition": opWithdraw,
}

// solveRecognition lays out, for each direction, what was said of recognition in so many words.
func (x *deriver) solveRecognition(out *solved, events []*event) {
	for dir := range out.recognition {
		var facts []*fact
		for _, e := range events {
			o, ok := standingOps[e.class.name]
			if !ok || (o != opRecognise && o != opWithdraw) || e.mood != chancery.Asserted || e.dir != int8(dir) && e.dir != both || x.undone(e, events) {
				continue
			}
			facts = append(facts, e.fact(o))
		}
		for _, f := range x.observations(func(_ ref, k vocab.Kind) (op, bool) {
			if k.Effect == vocab.NotRecognised {
				return opRefuse, false
			}
			return opGone, false
		}) {
			if f.dir == int8(dir) {
				facts = append(facts, f)
			}
		}
		sort.SliceStable(facts, func(i, j int) bool { return lessFact(facts[i], facts[j]) })
		out.recognition[dir] = solve(facts, recUnknown, recognised)
	}
}

// recognised is the machine of recognition.
func recognised(s recognition, g *segment[recognition], f *fact) outcome[recognition] {
	type out = outcome[recognition]
	switch f.op {
	case opRecognise:
		if s == recGiven {
			return out{verdict: fits, after: s, rule: "recognition stands already: of a new government, or told again"}
		}
		return out{verdict: moves, after: recGiven, rule: "recognition is given"}
	case opWithdraw:
		switch {
		case s == recUnknown:
			return out{verdict: presumes, before: recGiven, after: recRefused, rule: "what is withdrawn had been given", then: "recognition is withdrawn"}
		case s == recRefused && g.begin != nil && f.span.distance(g.begin.span) >= crisisDays:
			return out{verdict: infers, before: recGiven, after: recRefused, gap: "recognition", rule: "recognition was withdrawn twice: it must have been given in between", then: "recognition is withdrawn"}
		case s == recRefused:
			return out{verdict: fits, after: s, rule: "the withdrawal, told again"}
		}
		return out{verdict: moves, after: recRefused, rule: "recognition is withdrawn"}
	case opRefuse:
		switch s {
		case recGiven:
			return out{verdict: infers, before: recRefused, after: recRefused, gap: "withdrawal", rule: "recognition that was given is refused: it must have been withdrawn in between"}
		case recUnknown:
			return out{verdict: presumes, before: recRefused, after: recRefused, rule: "recognition is refused"}
		}
		return out{verdict: fits, after: s, rule: "recognition is refused"}
	}
	return out{verdict: dropped, after: s}
}
