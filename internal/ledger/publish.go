package ledger

import (
	"cmp"
	"slices"

	"chancery"
)

// publishPeriods writes the solutions of a pair as periods, in order of track, direction and time.
func (x *deriver) publishPeriods(out *derived, sol *solved) {
	a, b := x.key.a, x.key.b
	for _, p := range out.standing {
		if p.state == chancery.Unknown {
			continue
		}
		out.periods = append(out.periods, finish(p.period(a, b, "standing", p.state)))
	}
	for dir, pair := range [2][2]string{{a, b}, {b, a}} {
		for _, p := range spans(x, &sol.recognition[dir], func(r recognition) recognition { return r }) {
			st := chancery.Recognised
			switch p.state {
			case recUnknown:
				continue
			case recRefused:
				st = chancery.Unrecognised
			}
			out.periods = append(out.periods, finish(p.period(pair[0], pair[1], "recognition", st)))
		}
	}
	for dir, pair := range [2][2]string{{a, b}, {b, a}} {
		for _, p := range out.mission[dir] {
			if p.state.kind == "" {
				continue
			}
			q := p.period(a, b, "representation", "")
			rep := p.state.public(pair[0], pair[1])
			rep.Evidence = q.Evidence
			q.Representation = &rep
			out.periods = append(out.periods, finish(q))
		}
	}
}

func (m mission) public(sender, receiver string) chancery.Representation {
	return chancery.Representation{Sender: sender, Receiver: receiver, Type: or(m.kind, repUnknown), Mission: m.name, Level: m.level, City: m.city, By: m.by}
}

func finish(p chancery.Period) chancery.Period {
	rep := ""
	if r := p.Representation; r != nil {
		rep = r.Sender + r.Type + r.City + r.By
	}
	p.ID = "p" + hash(append([]string{"period", p.A, p.B, p.Track, string(p.Standing), rep, p.From, p.To}, p.Claims...)...)
	return p
}

// stretch is a run of segments with one state.
type stretch[T comparable] struct {
	state    T
	from, to edge
	claims   []string // sorted
	against  []string // sorted, none of claims
	members  []string
	rule     string
}

// spans joins the segments of s that show the same state.
func spans[S, T comparable](x *deriver, s *solution[S], show func(S) T) []stretch[T] {
	type run struct {
		stretch[T]
		refs, against []ref
	}
	var runs []run
	for i := range s.segments {
		g := &s.segments[i]
		if n := len(runs); n > 0 && runs[n-1].state == show(g.state) {
			runs[n-1].refs = append(runs[n-1].refs, g.refs...)
			runs[n-1].against = append(runs[n-1].against, g.against...)
			continue
		}
		if n := len(runs); n > 0 {
			runs[n-1].to = g.from
			if g.from.dispute != undisputed && g.begin != nil {
				runs[n-1].against = append(runs[n-1].against, g.begin.against...)
			}
		}
		runs = append(runs, run{stretch[T]{state: show(g.state), from: g.from, to: edge{when: "..", dispute: undisputed}, rule: g.rule}, slices.Clone(g.refs), slices.Clone(g.against)})
	}
	out := make([]stretch[T], len(runs))
	for i := range runs {
		if len(runs[i].refs) == 0 && i > 0 { // what follows from the end of another names the claims of that one
			runs[i].refs = runs[i-1].refs
		}
		out[i] = runs[i].stretch
		out[i].claims = idsOf(runs[i].refs)
		out[i].against = minus(idsOf(runs[i].against), out[i].claims)
		out[i].members = x.l.members(x.key, runs[i].refs)
	}
	return out
}

func (p *stretch[T]) evidence() chancery.Evidence {
	switch {
	case p.from.dispute != undisputed || p.to.dispute != undisputed:
		return chancery.Contested
	case p.from.inferred || p.from.presumed:
		return chancery.Inferred
	}
	return chancery.Documented
}

func (p *stretch[T]) period(a, b, track string, st chancery.Standing) chancery.Period {
	return chancery.Period{A: a, B: b, Track: track, Standing: st, From: p.from.when, To: p.to.when, Evidence: p.evidence(), Claims: p.claims, Against: p.against, Members: p.members, Why: p.rule}
}

// minus returns what of a is not in b; both are sorted.
func minus(a, b []string) []string {
	var out []string
	for _, s := range a {
		if _, found := slices.BinarySearch(b, s); !found {
			out = append(out, s)
		}
	}
	return out
}

// gapWeight is how much a gap matters: most where relations must have changed and nobody says so, least where a mission is only known from when
// it is told of first, as nearly all are.
var gapWeight = map[string]float64{"restoration": 1, "end": 0.9, "withdrawal": 0.8, "recognition": 0.7, "mission": 0.5, "start": 0.4, "mission-start": 0.1}

// findGaps writes what must have happened and nobody wrote down.
func (x *deriver) findGaps(out *derived, sol *solved) {
	add := func(a, b string, m missing) {
		g := chancery.Gap{Type: m.kind, A: a, B: b, Claims: idsOf(m.refs), Note: m.rule, Severity: gapWeight[m.kind]}
		if d, ok := parse(m.after); ok && !d.From().IsUnknown() {
			g.After = d.From().String()
		}
		if d, ok := parse(m.before); ok && !d.To().IsUnknown() {
			g.Before = d.To().String()
		}
		g.ID = "g" + hash(append([]string{"gap", g.Type, a, b, g.After, g.Before}, g.Claims...)...)
		out.gaps = append(out.gaps, g)
	}
	for _, m := range sol.standing.missing {
		add(x.key.a, x.key.b, m)
	}
	for dir, pair := range [2][2]string{{x.key.a, x.key.b}, {x.key.b, x.key.a}} {
		for _, m := range sol.recognition[dir].missing {
			add(pair[0], pair[1], m)
		}
		for _, m := range sol.mission[dir].missing {
			add(pair[0], pair[1], m)
		}
	}
	slices.SortFunc(out.gaps, func(a, b chancery.Gap) int {
		return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B), cmp.Compare(a.Type, b.Type), cmp.Compare(a.After, b.After), cmp.Compare(a.Before, b.Before), cmp.Compare(a.ID, b.ID))
	})
	out.gaps = slices.CompactFunc(out.gaps, func(a, b chancery.Gap) bool { return a.ID == b.ID })
}
