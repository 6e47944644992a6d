package ledger

import (
	"sort"
	"strings"

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
		case s.bond == bondRelations && f.op == opEstablish && (g.from.open || g.from.inferred):
			return out{verdict: dropped, after: s, clash: "status", rule: "relations are told of before they are said to have been established"}
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
		return out{verdict: moves, after: s.with(bondSevered), rule: "war ends relations"}
	case opRecognise:
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
			return out{verdict: dropped, after: s, clash: "status", rule: "relations stand with a state that is said not to be recognised"}
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
				return out{verdict: dropped, after: s, rule: "until then there were none, it says; they are told to have begun"}
			}
			if f.span.overlaps(g.from.span) && !g.from.open && f.span.hi != edtf.MaxDay && f.span.lo < g.from.span.hi {
				return out{verdict: dropped, after: s, clash: "status", rule: "no relations are told of while they stand"}
			}
			a := s.with(bondNone)
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
		return out{verdict: presumes, before: a, after: a, gap: "start", rule: rule}
	}
	since := f.span.hi != edtf.MaxDay && g.begin != nil && f.span.hi-g.begin.span.lo < windUpDays
	switch {
	case f.weak || f.summary:
		return out{verdict: dropped, after: s, rule: "it does not fit what is documented, and is no proof against it"}
	case f.implied && (s.bond == bondSuspended || since):
		return out{verdict: dropped, after: s, rule: "a mission may outlast the relations for a while"}
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

func (x *deriver) standingFacts(events []*event) []*fact {
	var facts []*fact
	for _, e := range events {
		if e.mood != chancery.Asserted || x.undone(e, events) {
			continue
		}
		if o, ok := standingOps[e.class.name]; ok {
			f := e.fact(o)
			if f.dir == both {
				f.dir = forward
			}
			facts = append(facts, f)
			continue
		}
		switch e.class.name {
		case "open-mission":
			if diplomatic(e.speak) {
				f := e.fact(opHave)
				f.implied, f.against, f.dispute = true, nil, undisputed // the dispute is about the mission
				facts = append(facts, f)
			}
		case "recall-envoy", "expel-diplomats", "withdraw-diplomats", "appoint-envoy":
			f := e.fact(opHave)
			f.implied, f.weak, f.against, f.dispute = true, true, nil, undisputed
			facts = append(facts, f)
		case "close-mission":
			if diplomatic(e.speak) {
				f := e.fact(opHave)
				f.implied, f.weak, f.against, f.dispute = true, true, nil, undisputed
				facts = append(facts, f)
			}
		}
	}
	facts = append(facts, x.observations(func(r ref, k vocab.Kind) (op, bool) {
		switch k.Effect {
		case vocab.HaveRelations:
			return opHave, false
		case vocab.NoRelations:
			return opNone, false
		case vocab.NotRecognised:
			return opRefuse, false
		case vocab.HaveMission, vocab.NonResident:
			if diplomatic([]ref{r}) {
				return opHave, true
			}
		}
		return opGone, false
	})...)
	for _, id := range [2]string{x.key.a, x.key.b} {
		if year := x.end(id); !year.IsUnknown() {
			facts = append(facts, gone(year))
		}
	}
	for _, year := range x.losses(events) {
		facts = append(facts, gone(year))
	}
	forerunners(facts)
	return facts
}

// forerunners marks the missions after which the next that is told of relations themselves is that they began.
func forerunners(facts []*fact) {
	for _, f := range facts {
		if f.op != opHave || !f.implied {
			continue
		}
		var next *fact
		for _, g := range facts {
			if g.op != opHave && g.op <= opWithdraw && g.op != opRecognise && g.span.lo > f.span.hi && (next == nil || lessFact(g, next)) {
				next = g
			}
		}
		f.forerun = next != nil && beginOp(next.op)
	}
}

// gone is the end of a state; the lineage knows its year, and by the end of that it has surely come.
func gone(year edtf.Date) *fact {
	_, last := year.Bounds()
	return &fact{op: opGone, when: year.String(), span: span{last, last}, dispute: undisputed}
}

// losses are the years in which a state of the pair ceased to exist between two beginnings of relations of which no end is told.
func (x *deriver) losses(events []*event) []edtf.Date {
	var begun *event
	var out []edtf.Date
	for _, e := range events { // in order of time
		if e.mood != chancery.Asserted || e.chosen.IsUnknown() {
			continue
		}
		if endClasses[e.class.name] {
			begun = nil
		}
		if !beginClasses[e.class.name] {
			continue
		}
		if begun != nil {
			if y, lost := x.lost(spanOf(begun.chosen).hi, spanOf(e.chosen).lo); lost {
				out = append(out, edtf.Year(y))
			}
		}
		begun = e
	}
	return out
}

// undone reports whether an event was only announced, and a source says that it did not happen.
func (x *deriver) undone(e *event, events []*event) bool {
	for _, r := range e.speak {
		if r.Modality != chancery.Announced || r.accepted {
			return false
		}
	}
	for _, o := range events {
		if (o.mood == chancery.Negated || o.mood == chancery.Denied) && o.class.name == e.class.name && (o.dir == e.dir || e.class.anys) && o.core.overlaps(span{e.core.lo, e.core.hi}) && o.core != always {
			return true
		}
	}
	return false
}

// fact is an event as the solver takes it.
func (e *event) fact(o op) *fact {
	f := &fact{op: o, dir: e.dir, refs: e.speak, against: e.against, span: always, dispute: undisputed, kind: e.class.name}
	if !e.chosen.IsUnknown() {
		f.when, f.span = e.chosen.String(), spanOf(e.chosen)
		for _, v := range e.disputed() {
			s := spanOf(v.date)
			if f.dispute == undisputed {
				f.dispute = f.span
			}
			f.dispute.lo, f.dispute.hi = min(f.dispute.lo, s.lo), max(f.dispute.hi, s.hi)
		}
	} else {
		// It happened before its documents were written.
		hi := edtf.MinDay
		for _, r := range e.speak {
			if r.doc.date.IsUnknown() {
				hi = edtf.MaxDay
				break
			}
			hi = max(hi, spanOf(r.doc.date).hi)
		}
		f.span.hi = hi
	}
	return f
}

// observations are the claims that tell how things stood, as facts; those that say the same of the same time are one.
func (x *deriver) observations(classify func(ref, vocab.Kind) (o op, implied bool)) []*fact {
	type key struct {
		op      op
		dir     int8
		when    string
		span    span
		mission mission
		flags   [5]bool
	}
	index := map[key]*fact{}
	var facts []*fact
	add := func(f fact, r ref) {
		k := key{f.op, f.dir, f.when, f.span, f.mission, [5]bool{f.writing, f.implied, f.weak, f.summary, f.open}}
		if old, ok := index[k]; ok {
			old.refs = append(old.refs, r)
			return
		}
		f.refs, f.dispute, f.kind = []ref{r}, undisputed, r.Kind
		index[k] = &f
		facts = append(facts, &f)
	}
	for _, r := range x.refs {
		kind, ok := x.kind(r)
		if !ok || !r.Modality.Actual() {
			continue
		}
		o, implied := classify(r, kind)
		if o == opGone {
			continue
		}
		f := fact{op: o, dir: r.dir, implied: implied, mission: missionOf(r, kind)}
		if f.dir == both {
			f.dir = forward
		}
		for _, t := range x.times(r) {
			g := f
			g.when, g.span, g.writing, g.summary, g.open = t.when, t.span, t.writing, t.summary, t.open
			add(g, r)
			if r.dir == both && (o == opKeep || o == opResident || o == opRefuse) {
				g.dir = backward
				add(g, r)
			}
		}
	}
	return facts
}

// moment is a time at which an observation says that something was so.
type moment struct {
	when                   string
	span                   span
	writing, summary, open bool
}

// times returns when the observation r says that something was so: at its date; at both ends of its interval; or,
// where it speaks of the present, at the date of its document or, of an undated one, from the latest past date on that it mentions.
func (x *deriver) times(r ref) []moment {
	now := func() moment {
		if !r.doc.date.IsUnknown() {
			return moment{when: r.doc.date.String(), span: spanOf(r.doc.date), writing: true}
		}
		if d, ok := x.latest[r.doc]; ok {
			w := d
			if !d.To().IsUnknown() {
				w = d.To()
			} else if !d.From().IsUnknown() {
				w = d.From()
			}
			return moment{when: w.String(), span: span{passed(d), edtf.MaxDay}, writing: true, open: true}
		}
		return moment{span: always, writing: true, open: true}
	}
	if r.writing || r.when.IsUnknown() {
		return []moment{now()}
	}
	if r.when.Precision() != edtf.IntervalPrecision {
		return []moment{{when: r.when.String(), span: spanOf(r.when)}}
	}
	from, to := r.when.From(), r.when.To()
	var out []moment
	if !from.IsUnknown() {
		out = append(out, moment{when: from.String(), span: spanOf(from)})
	}
	switch {
	case !to.IsUnknown():
		out = append(out, moment{when: to.String(), span: spanOf(to), summary: true})
	case strings.HasSuffix(r.when.String(), ".."):
		out = append(out, now())
	}
	return out
}

// diplomatic reports whether the mission that refs speak of is a diplomatic one: no consulate, no office below.
func diplomatic(refs []ref) bool {
	for _, r := range refs {
		if missionClass(roleName(r.Claim, "type")) == "diplomatic" {
			return true
		}
	}
	return false
}

// missionClass says what sort of post a name is of: diplomatic, consular, office (liaison, trade,
// interests); an unnamed one is taken to be diplomatic.
func missionClass(name string) string {
	n := strings.ToLower(name)
	switch {
	case strings.Contains(n, "interest"):
		return "interests"
	case strings.Contains(n, "consul"):
		return "consular"
	case strings.Contains(n, "liaison"), strings.Contains(n, "trade"), strings.Contains(n, "commercial"), strings.Contains(n, "representative"), strings.Contains(n, "cultural"), strings.Contains(n, "economic"):
		return "office"
	}
	return "diplomatic"
}

func roleName(c *chancery.Claim, role string) string {
	r, ok := c.Other(role)
	if !ok {
		return ""
	}
	return r.Name
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
