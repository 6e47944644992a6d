package ledger

import (
	"slices"
	"sort"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/vocab"
)

// standingFacts are the events and observations that bear on standing.
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
			if x.settled(e) {
				f.against, f.dispute = nil, undisputed
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
		case "recall-envoy", "expel-diplomats", "withdraw-diplomats", "appoint-envoy", "upgrade-relations", "downgrade-relations":
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
	beforeRestored(facts)
	return facts
}

// beforeRestored bounds the breaks whose time nobody gives: where a restoration is the first dated thing that presupposes a break, and no
// other break is told before it, they are what it presupposes.
func beforeRestored(facts []*fact) {
	var restored *fact
	for _, f := range facts {
		if f.op == opRestore && f.when != "" && (restored == nil || lessFact(f, restored)) {
			restored = f
		}
	}
	if restored == nil {
		return
	}
	ends := func(o op) bool {
		return o == opSever || o == opSuspend || o == opLapse || o == opWithdraw || o == opWar || o == opGone || o == opNone
	}
	for _, f := range facts {
		if ends(f.op) && f.when != "" && f.span.lo <= restored.span.hi {
			return
		}
	}
	for _, f := range facts {
		if (f.op == opSever || f.op == opSuspend) && f.when == "" && f.span.hi > restored.span.hi {
			f.when, f.span.hi = until(restored.when), restored.span.hi
		}
	}
}

// forerunners marks the missions after which the next that is told of relations themselves is that they began, and the wars after which
// they were broken off within a year.
func forerunners(facts []*fact) {
	var told []*fact
	for _, g := range facts {
		if g.op != opHave && g.op <= opWithdraw && g.op != opRecognise {
			told = append(told, g)
		}
	}
	sort.SliceStable(told, func(i, j int) bool {
		if told[i].span.lo != told[j].span.lo {
			return told[i].span.lo < told[j].span.lo
		}
		return lessFact(told[i], told[j])
	})
	for _, f := range facts {
		if f.op == opWar {
			f.forerun = slices.ContainsFunc(facts, func(g *fact) bool {
				return (g.op == opSever || g.op == opSuspend) && g.when != "" && g.span.hi >= f.span.lo && int64(g.span.hi)-int64(f.span.lo) < crisisDays
			})
		}
		if f.op != opHave || !f.implied {
			continue
		}
		i := sort.Search(len(told), func(i int) bool { return told[i].span.lo > f.span.hi })
		// What is restored long after had stood, and a mission shows it.
		f.forerun = i < len(told) && (told[i].op == opEstablish || told[i].op == opRestore && int64(told[i].span.lo)-int64(f.span.hi) < crisisDays)
	}
}

// gone is the end of a state; the lineage knows its year, and by the end of that it has surely come.
func gone(year edtf.Date) *fact {
	_, last := year.Bounds()
	return &fact{op: opGone, when: year.String(), span: span{lo: last, hi: last}, dispute: undisputed}
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
	of := refusal{e.class.name, e.dir}
	if e.class.anys {
		of.dir = anyDir
	}
	x.steps++
	times := x.unsaid(events)[of]
	return times != nil && times.overlaps(e.core)
}

// refusal says what is told not to have happened: acts of a class, in one direction or in any.
type refusal struct {
	class string
	dir   int8
}

// anyDir is every direction.
const anyDir int8 = -1

// unsaid are the times, as far as they are told, at which acts are told not to have happened.
func (x *deriver) unsaid(events []*event) map[refusal]*spanSet {
	if x.negated != nil {
		return x.negated
	}
	times := map[refusal][]span{}
	for _, e := range events {
		if (e.mood == chancery.Negated || e.mood == chancery.Denied) && e.core != always {
			for _, dir := range [2]int8{e.dir, anyDir} {
				of := refusal{e.class.name, dir}
				times[of] = append(times[of], e.core)
			}
		}
	}
	x.negated = map[refusal]*spanSet{}
	for of, all := range times {
		x.negated[of] = newSpanSet(all)
	}
	return x.negated
}

// fact is an event as the solver takes it.
func (e *event) fact(o op) *fact {
	f := &fact{op: o, dir: e.dir, refs: e.speak, against: e.against, span: always, dispute: undisputed, kind: e.class.name}
	if !e.chosen.IsUnknown() {
		when := e.chosen
		if o == opWar && !when.From().IsUnknown() { // it ends relations when it begins
			when = when.From()
		}
		f.when, f.span = when.String(), spanOf(when)
		for _, v := range e.disputed {
			s := spanOf(v.date)
			if f.dispute == undisputed {
				f.dispute = span{lo: f.span.lo, hi: f.span.hi}
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
		flags   [6]bool
	}
	index := map[key]*fact{}
	var facts []*fact
	add := func(f fact, r ref) {
		k := key{f.op, f.dir, f.when, f.span, f.mission, [6]bool{f.writing, f.implied, f.weak, f.summary, f.open, f.since}}
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
			g.since = t.since && !implied
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
	since                  bool // the beginning of an interval
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
			return moment{when: w.String(), span: span{lo: passed(d), hi: edtf.MaxDay}, writing: true, open: true}
		}
		return moment{span: always, writing: true, open: true}
	}
	if r.writing || r.when.IsUnknown() {
		if d, ok := x.endBefore(r); ok {
			return []moment{{when: d.String(), span: spanOf(d)}}
		}
		return []moment{now()}
	}
	if r.when.Precision() != edtf.IntervalPrecision {
		return []moment{{when: r.when.String(), span: spanOf(r.when)}}
	}
	from, to := r.when.From(), r.when.To()
	var out []moment
	if !from.IsUnknown() {
		out = append(out, moment{when: from.String(), span: spanOf(from), since: true})
	}
	switch {
	case !to.IsUnknown():
		out = append(out, moment{when: to.String(), span: spanOf(to), summary: true})
	case strings.HasSuffix(r.when.String(), ".."):
		out = append(out, now())
	}
	return out
}

// endBefore returns the date of the end of relations that an undated document told of last before it tells, without a date, of a protecting power: that stands
// from the break on. Where the document told last that relations began again, or tells both in the same words, nothing is known.
func (x *deriver) endBefore(r ref) (end edtf.Date, ok bool) {
	k, _ := x.kind(r)
	if k.Effect != vocab.Protecting || !r.when.IsUnknown() || !r.doc.date.IsUnknown() || r.Quote.End == 0 {
		return end, false
	}
	at := -1
	for _, t := range x.told[r.doc] {
		if t.start < r.Quote.Start && t.start >= at {
			ok = t.ends && (t.start > at || ok)
			at, end = t.start, t.when
		}
	}
	return end, ok && !end.IsUnknown()
}

// turn is where a document tells that relations began or ended, and when the ledger takes that to have been.
type turn struct {
	start int
	ends  bool
	when  edtf.Date
}

// noteTurns notes where each document tells of beginnings and ends of relations.
func (x *deriver) noteTurns(events []*event) {
	x.told = map[*document][]turn{}
	for _, e := range events {
		if begins, ends := beginClasses[e.class.name], endClasses[e.class.name]; e.mood == chancery.Asserted && (begins || ends) {
			for _, r := range e.refs {
				x.told[r.doc] = append(x.told[r.doc], turn{r.Quote.Start, ends, e.chosen})
			}
		}
	}
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
