package ledger

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/vocab"
)

// The types of representation.
const (
	repResident    = "resident"
	repNonResident = "non-resident"
	repInterests   = "interests-section"
	repProtected   = "protecting-power"
	repWithdrawn   = "withdrawn"
	repNone        = "none"
	repUnknown     = "unknown"
)

// missionOf reads from a claim how its sender is, or was to be, represented.
func missionOf(r ref, k vocab.Kind) mission {
	m := mission{name: strings.ToLower(roleName(r.Claim, "type")), city: roleName(r.Claim, "city")}
	switch k.Effect {
	case vocab.NonResident:
		m.kind = repNonResident
	case vocab.Protecting:
		m.kind = repProtected
		if len(r.Agents) > 0 {
			m.by = r.Agents[0].ID
			if m.by == "" {
				m.by = r.Agents[0].Name
			}
		}
	case vocab.HaveMission, vocab.MissionBegins, vocab.MissionBeginsAgain:
		m.kind = repResident
		if k.Effect == vocab.HaveMission {
			m.was = roleName(r.Claim, "origin")
		}
		if missionClass(m.name) == "interests" {
			m.kind = repInterests
		}
	case vocab.EnvoyPresent:
		m.level = strings.ToLower(roleName(r.Claim, "rank"))
		m.name, m.city = "", ""
	default:
		m.name, m.city = "", ""
	}
	return m
}

// post is the machine of the representation of one state in another. docs/ledger.md, "Representation", gives its table.
func post(s mission, g *segment[mission], f *fact) outcome[mission] {
	type out = outcome[mission]
	here := f.mission
	near := g.begin != nil && f.span.distance(g.begin.span) < crisisDays
	switch f.op {
	case opOpen:
		switch s.kind {
		case repResident, repInterests:
			if s.kind == here.kind && (near || s.name == "" || here.name == "" || g.from.open) && (s.city == "" || here.city == "" || s.city == here.city) {
				return out{verdict: fits, amends: true, after: fill(s, here), rule: "the opening of the mission, told again"}
			}
			if s.kind == here.kind && s.name == here.name && s.city == here.city {
				return out{verdict: infers, before: mission{kind: repNone}, after: here, gap: "mission", rule: "a mission that was open opened again: it must have closed in between", then: "a mission opens"}
			}
			return out{verdict: moves, after: here, rule: "the mission is moved or raised"}
		}
		return out{verdict: moves, after: here, rule: "a mission opens"}
	case opClose:
		switch s.kind {
		case repResident, repInterests, repWithdrawn:
			return out{verdict: moves, after: mission{kind: repNone}, rule: "the mission closes"}
		case "":
			return out{verdict: presumes, before: mission{kind: repResident, name: here.name, city: here.city}, after: mission{kind: repNone}, gap: "mission-start", rule: "a mission that closes had been open", then: "the mission closes"}
		}
		return out{verdict: fits, after: s, rule: "the mission had ended already"}
	case opKeep:
		return kept(s, g, f)
	case opResident:
		switch s.kind {
		case repNonResident:
			if s.city == here.city || s.city == "" || here.city == "" {
				return out{verdict: fits, amends: true, after: fill(s, here), rule: "represented from elsewhere"}
			}
			if f.writing || g.last != nil && g.last.span.overlaps(f.span) {
				return out{verdict: dropped, after: s, clash: "status", rule: "two cities are named from which it is represented"}
			}
			return out{verdict: infers, before: here, after: here, gap: "mission", rule: "represented from another city: the accreditation must have moved"}
		case "":
			return out{verdict: presumes, before: here, after: here, gap: "mission-start", rule: "represented from elsewhere"}
		case repNone:
			return out{verdict: infers, before: here, after: here, gap: "mission", rule: "represented again, from elsewhere, after its mission ended"}
		case repResident, repWithdrawn:
			if here.city == "" || s.city == here.city {
				return out{verdict: fits, after: s, rule: "accredited, and no other seat is named"}
			}
			if g.last != nil && g.last.span.overlaps(f.span) {
				return out{verdict: dropped, after: s, clash: "status", rule: "one source tells of a resident mission, another of one elsewhere"}
			}
			return out{verdict: infers, before: here, after: here, gap: "mission", rule: "represented from elsewhere: its mission must have closed"}
		}
		return out{verdict: dropped, after: s, rule: "represented from elsewhere while a third state protects its interests"}
	case opProtect:
		switch s.kind {
		case repProtected:
			if s.by == here.by {
				return out{verdict: fits, amends: true, after: fill(s, here), rule: "the protecting power, told again"}
			}
			if g.last != nil && g.last.span.overlaps(f.span) && f.span.width() > 0 && !g.last.summary {
				return out{verdict: dropped, after: s, clash: "status", rule: "two protecting powers are named for one time"}
			}
			return out{verdict: moves, after: here, rule: "another power takes over the protection"}
		case repNone:
			if f.writing || f.span.overlaps(g.from.span) {
				return out{verdict: fits, amends: true, after: here, rule: "a third state protects its interests, from the break on (Vienna Convention on Diplomatic Relations, Article 45)"}
			}
			return out{verdict: moves, after: here, rule: "a third state protects its interests (Vienna Convention on Diplomatic Relations, Articles 45 and 46)"}
		case "":
			return out{verdict: presumes, before: here, after: here, gap: "mission-start", rule: "a third state protects its interests"}
		case repInterests:
			return out{verdict: fits, after: s, rule: "an interests section stands under a protecting power"}
		}
		return out{verdict: dropped, after: s, clash: "status", rule: "a protecting power is named while a mission of its own is open"}
	case opEnvoy:
		if s.kind == repWithdrawn {
			s.kind, s.level = repResident, here.level
			return out{verdict: moves, after: s, rule: "an envoy is there again"}
		}
		if s.kind == repResident && here.level != "" && here.level != s.level {
			s.level = here.level
			return out{verdict: fits, amends: true, after: s, rule: "the level of the envoy"}
		}
		return out{verdict: fits, after: s, rule: "an envoy is appointed"}
	case opRaise:
		if name := or(here.name, raised[s.name]); s.kind == repResident && name != "" && name != s.name {
			s.name, s.level = name, here.level
			return out{verdict: moves, after: s, rule: "the mission is raised"}
		}
		return out{verdict: fits, after: s, rule: "relations are raised, it is not told from what to what"}
	case opLower:
		if s.kind == repResident {
			s.name, s.level = or(here.name, s.name), or(here.level, "chargé d'affaires")
			return out{verdict: moves, after: s, rule: "the mission is brought to a lower level"}
		}
		return out{verdict: fits, after: s, rule: "relations are brought to a lower level"}
	case opRecall, opStaff, opHead:
		after := mission{kind: repWithdrawn, name: s.name, city: s.city}
		switch s.kind {
		case repResident:
			return out{verdict: moves, after: after, rule: "the mission is not closed, but its head or staff are gone"}
		case "":
			return out{verdict: presumes, before: mission{kind: repResident}, after: after, gap: "mission-start", rule: "who is called back or expelled had been sent", then: "the mission is not closed, but its head or staff are gone"}
		}
		return out{verdict: fits, after: s, rule: "nobody was there to go"}
	case opBreak:
		switch s.kind {
		case repNone, repProtected, repInterests:
			return out{verdict: fits, after: s, rule: "the mission had ended already"}
		}
		return out{verdict: moves, after: mission{kind: repNone}, rule: "when relations end, so do the missions (Vienna Convention on Diplomatic Relations, Article 45)"}
	case opResume:
		switch s.kind {
		case repNone, repProtected, repInterests:
			return out{verdict: moves, after: mission{}, rule: "relations are there again; nothing is told yet of missions"}
		}
		return out{verdict: fits, after: s, rule: "relations are there"}
	}
	return out{verdict: dropped, after: s}
}

// kept is post for an observation that a mission exists.
func kept(s mission, g *segment[mission], f *fact) outcome[mission] {
	type out = outcome[mission]
	here := f.mission
	rule := "the text says that the mission exists"
	was := here.was
	here.was = ""
	switch {
	case was == "" || here.kind != repResident:
	case s.kind == repResident && s.city != here.city && (s.city == was || s.city == ""):
		return out{verdict: moves, after: here, rule: "the mission moves"}
	case s.kind == "":
		before := here
		before.city = was
		return out{verdict: presumes, before: before, after: here, gap: "mission-start", rule: "a mission that moves had been where it came from", then: "the mission moves"}
	}
	switch s.kind {
	case repResident, repInterests:
		if s.kind == here.kind && (s.city == "" || here.city == "" || s.city == here.city) {
			return out{verdict: fits, amends: true, after: fill(s, here), rule: rule}
		}
		if s.kind == here.kind && g.last != nil && !g.last.writing && f.span.lo > g.last.span.hi && f.span.lo-g.last.span.hi > crisisDays {
			return out{verdict: infers, before: here, after: here, gap: "mission", rule: "the mission is in another city: it must have moved"}
		}
		return out{verdict: dropped, after: s, rule: "another mission beside the one that stands"}
	case "":
		return out{verdict: presumes, before: here, after: here, gap: "mission-start", rule: rule}
	case repWithdrawn:
		here.city, here.name = or(here.city, s.city), or(here.name, s.name)
		if f.span.hi != edtf.MaxDay && g.begin != nil && f.span.hi-g.begin.span.lo < windUpDays {
			return out{verdict: fits, after: s, rule: "the mission exists, its head is called back"}
		}
		return out{verdict: infers, before: here, after: here, gap: "mission", rule: "the mission works again: its head must have returned"}
	}
	if f.span.hi != edtf.MaxDay && g.begin != nil && f.span.hi-g.begin.span.lo < windUpDays {
		return out{verdict: dropped, after: s, rule: "a mission may outlast the relations for a while"}
	}
	if s.kind != repNonResident && g.last != nil && g.last.writing && g.last.span.overlaps(f.span) {
		return out{verdict: dropped, after: s, rule: "a mission is told of while none is there"}
	}
	return out{verdict: infers, before: here, after: here, gap: "mission", rule: "a mission is there again: it must have opened in between"}
}

// raised is what a mission becomes when it is raised (Convention, Article 14, and the practice before it).
var raised = map[string]string{"legation": "embassy", "consulate": "consulate general"}

// fill returns s with what only t tells.
func fill(s, t mission) mission {
	s.name, s.city, s.by, s.level = or(s.name, t.name), or(s.city, t.city), or(s.by, t.by), or(s.level, t.level)
	if s.kind == repNone {
		s.kind = t.kind
	}
	return s
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// solveMissions lays out the representation in each direction, over the standing.
func (x *deriver) solveMissions(out *solved, events []*event) {
	ends := x.turns(&out.standing)
	// What was no proof against the end of relations is none against the end of the missions. Where there never were any, nothing ended: a state may be
	// accredited all the same.
	vain := map[string]bool{}
	for _, a := range out.standing.aside {
		if a.fact.implied && !a.fact.forerun && !neverRelated(&out.standing) {
			for _, r := range a.fact.refs {
				vain[r.ID] = true
			}
		}
	}
	obs := x.observations(func(r ref, k vocab.Kind) (op, bool) {
		switch {
		case vain[r.ID]:
			return opGone, false
		case k.Effect == vocab.HaveMission && postal(r):
			return opKeep, false
		case k.Effect == vocab.NonResident:
			return opResident, false
		case k.Effect == vocab.Protecting:
			return opProtect, false
		}
		return opGone, false
	})
	for dir := range out.mission {
		var facts []*fact
		for _, e := range events {
			// Who expels acts on the mission of the other.
			sender := e.dir
			if e.class.name == "expel-diplomats" && sender != both {
				sender = 1 - sender
			}
			if e.mood != chancery.Asserted || sender != both && sender != int8(dir) || x.undone(e, events) {
				continue
			}
			var o op
			switch e.class.name {
			case "upgrade-relations":
				o = opRaise
			case "downgrade-relations":
				o = opLower
			case "expel-diplomats":
				if !heads(e.speak) {
					continue
				}
				o = opHead
			case "open-mission":
				o = opOpen
			case "close-mission":
				o = opClose
			case "recall-envoy":
				o = opRecall
			case "withdraw-diplomats":
				o = opStaff
			case "appoint-envoy":
				o = opEnvoy
			default:
				continue
			}
			if (o == opOpen || o == opClose) && !postal(e.speak[0]) {
				continue
			}
			f := e.fact(o)
			for _, r := range e.speak {
				k, _ := x.kind(r)
				m := missionOf(r, k)
				if o == opClose || o == opRaise || o == opLower {
					m = mission{name: strings.ToLower(roleName(r.Claim, "type")), city: roleName(r.Claim, "city")}
				}
				f.mission = fill(f.mission, m)
				f.mission.kind = or(f.mission.kind, m.kind)
			}
			facts = append(facts, f)
		}
		for _, f := range obs {
			if f.dir == int8(dir) {
				facts = append(facts, f)
			}
		}
		beforeBroken(facts, ends)
		facts = append(facts, ends...)
		out.mission[dir] = solve(facts, mission{}, post)
	}
}

// beforeBroken bounds what is only told to have happened to a mission after some day ("1979/.."): it had happened when relations next ended, since
// a text that goes on to a time after their end says so.
func beforeBroken(facts, ends []*fact) {
	for _, f := range facts {
		if f.span.hi != edtf.MaxDay || f.span.lo == edtf.MinDay || f.writing || f.op == opKeep || f.op == opResident || f.op == opProtect {
			continue
		}
		for _, e := range ends { // in order of time
			if e.op == opBreak && e.span.lo > f.span.lo {
				f.when, f.span.hi = between(f.when, e.when), e.span.lo-1
				break
			}
		}
	}
}

// neverRelated reports whether there are told to be no relations, and nothing tells that there ever were.
func neverRelated(s *solution[relation]) bool {
	for _, g := range s.segments {
		if g.state.bond != bondUnknown && g.state.bond != bondNone {
			return false
		}
	}
	return s.segments[len(s.segments)-1].state.bond == bondNone
}

// headed are the ranks of those who head a mission.
var headed = []string{"ambassador", "high commissioner", "nuncio", "head of", "chargé"}

// heads reports whether those expelled are, or include, the head of the mission.
func heads(refs []ref) bool {
	for _, r := range refs {
		for _, o := range r.Others {
			if o.Role == "rank" && slices.ContainsFunc(headed, func(w string) bool { return strings.Contains(strings.ToLower(o.Name), w) }) {
				return true
			}
		}
	}
	return false
}

// postal reports whether a claim's mission stands for the state as such: a diplomatic mission, or an interests section.
func postal(r ref) bool {
	switch missionClass(roleName(r.Claim, "type")) {
	case "diplomatic", "interests":
		return true
	}
	return false
}

// turns are the ends and beginnings of relations, as facts for the representation.
func (x *deriver) turns(s *solution[relation]) []*fact {
	var facts []*fact
	for i := range s.segments {
		g := &s.segments[i]
		if i == 0 {
			continue
		}
		f := &fact{when: g.from.when, span: g.from.span, dispute: undisputed, refs: g.refs}
		if g.from.inferred && f.span.hi != edtf.MaxDay {
			f.zone = f.span
			if f.span.lo < f.span.hi {
				f.span.hi--
			}
			f.span.lo = f.span.hi // what is told of a mission before then belongs to the time before
		}
		if g.begin != nil && len(g.begin.refs) > 0 {
			f.refs = g.begin.refs
		} else if len(f.refs) == 0 {
			f.refs = s.segments[i-1].refs // what ends with its state is known by the claims that it stood
		}
		was := s.segments[i-1].state.bond
		switch g.state.bond {
		case bondSevered, bondLapsed:
			f.op = opBreak
		case bondNone:
			if was != bondRelations && was != bondSuspended {
				continue
			}
			f.op = opBreak
		case bondRelations:
			if was == bondUnknown {
				continue
			}
			f.op = opResume
		default:
			continue
		}
		facts = append(facts, f)
	}
	return facts
}
