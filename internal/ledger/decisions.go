package ledger

import (
	"cmp"
	"slices"

	"chancery"
	"chancery/internal/edtf"
)

// decisions is what people have decided on claims: of several on one claim the latest holds.
type decisions struct {
	all     []chancery.Decision // by claim, time, id
	byClaim map[string]chancery.Decision
	links   map[string][]link // by each of the two claims
}

// link says of a claim that it tells of the same occurrence as another, or not.
type link struct {
	other string
	same  bool
	id    string
}

func newDecisions(in []chancery.Decision) *decisions {
	d := &decisions{all: slices.Clone(in), byClaim: map[string]chancery.Decision{}, links: map[string][]link{}}
	slices.SortFunc(d.all, func(a, b chancery.Decision) int {
		if a.Claim != b.Claim {
			return cmp.Compare(a.Claim, b.Claim)
		}
		return cmp.Or(a.Compare(&b), cmp.Compare(a.At, b.At), cmp.Compare(a.Action, b.Action), cmp.Compare(a.With, b.With), cmp.Compare(a.By, b.By), cmp.Compare(a.Why, b.Why))
	})
	d.all = slices.CompactFunc(d.all, func(a, b chancery.Decision) bool {
		return a.ID == b.ID && a.Claim == b.Claim && a.At == b.At && a.Action == b.Action && a.By == b.By
	})
	type two struct{ a, b string }
	said := map[two]chancery.Decision{} // all is in order of the first claim, so of two that name the claims both ways the time decides
	for _, x := range d.all {
		switch x.Action {
		case "merge", "split":
			k := two{min(x.Claim, x.With), max(x.Claim, x.With)}
			if old, ok := said[k]; !ok || old.Compare(&x) <= 0 {
				said[k] = x
			}
		default:
			d.byClaim[x.Claim] = x
		}
	}
	for k, x := range said {
		d.links[k.a] = append(d.links[k.a], link{k.b, x.Action == "merge", x.ID})
		d.links[k.b] = append(d.links[k.b], link{k.a, x.Action == "merge", x.ID})
	}
	for _, l := range d.links {
		slices.SortFunc(l, func(a, b link) int { return cmp.Compare(a.other, b.other) })
	}
	return d
}

// apply returns c as decided, whether a person has vouched for it, and false where it was rejected.
func (d *decisions) apply(c *chancery.Claim) (_ *chancery.Claim, accepted, ok bool) {
	x, found := d.byClaim[c.ID]
	if !found {
		return c, false, true
	}
	switch x.Action {
	case "accept":
		return c, true, true
	case "reject":
		return nil, false, false
	case "amend":
		if x.Amend == nil {
			return c, false, true
		}
		a := *x.Amend
		a.ID, a.Document, a.DocumentID = c.ID, c.Document, c.DocumentID
		a.Quote, a.Lead = c.Quote, c.Lead // what it rests on is what stands in the document, whatever a decision from elsewhere says
		return &a, true, true
	}
	return c, false, true // undo: as if nothing had been decided
}

// Idle is a decision that changes nothing, and why: its claim is gone, or it cannot be understood.
type Idle struct {
	Decision chancery.Decision `json:"decision"`
	Why      string            `json:"why"`
}

// Idle returns the decisions that change nothing, by claim and time.
func (l *Ledger) Idle() []Idle {
	there := map[string]*chancery.Claim{}
	for _, d := range l.docs {
		for _, c := range d.raw {
			_, decided := l.decisions.byClaim[c.ID]
			if decided || l.decisions.links[c.ID] != nil {
				there[c.ID] = c
			}
		}
	}
	var out []Idle
	for _, x := range l.decisions.all {
		switch {
		case there[x.Claim] == nil:
			out = append(out, Idle{x, "no document makes this claim any more"})
		case x.Action == "amend" && x.Amend == nil:
			out = append(out, Idle{x, "it amends to nothing"})
		case (x.Action == "merge" || x.Action == "split") && there[x.With] == nil:
			out = append(out, Idle{x, "no document makes the other claim any more"})
		case x.Action == "merge" || x.Action == "split":
			if why := l.apart(there[x.Claim], there[x.With]); why != "" {
				out = append(out, Idle{x, "the two claims are never one occurrence: " + why})
			}
		case x.Action != "accept" && x.Action != "reject" && x.Action != "amend" && x.Action != "undo":
			out = append(out, Idle{x, "unknown action"})
		}
	}
	return out
}

// link applies what people said of which claims tell of one occurrence: first the splits, then the merges, in order of the claims.
// Only claims of one class, direction and modality can be merged.
func (x *deriver) link(all []*event) []*event {
	if len(x.l.decisions.links) == 0 {
		return all
	}
	at := map[string]*event{}
	for _, e := range all {
		for _, r := range e.refs {
			at[r.ID] = e
		}
	}
	for _, same := range [2]bool{false, true} {
		for _, id := range sortedKeys(at) {
			for _, k := range x.l.decisions.links[id] {
				a, b := at[id], at[k.other]
				if k.same != same || b == nil || k.other < id {
					continue
				}
				switch {
				case same && a != b && a.class.name == b.class.name && a.dir == b.dir && a.mood == b.mood && a.unit == b.unit:
					a.refs = append(a.refs, b.refs...)
					if b.core.width() < a.core.width() {
						a.core = b.core
					}
					for _, r := range b.refs {
						at[r.ID] = a
					}
					b.refs = nil
				case !same && a == b:
					all = append(all, a.split(k.other, id, at))
				}
			}
		}
	}
	return slices.DeleteFunc(all, func(e *event) bool { return len(e.refs) == 0 })
}

// split takes a claim out of e into an event of its own, away from the claim it is not to be with, and the claims that give its
// date with it where that tells them from the other's.
func (e *event) split(id, from string, at map[string]*event) *event {
	n := &event{class: e.class, dir: e.dir, mood: e.mood, unit: e.unit, core: always}
	var when, other edtf.Date
	for _, r := range e.refs {
		switch r.ID {
		case id:
			when = r.when
		case from:
			other = r.when
		}
	}
	var rest []ref
	for _, r := range e.refs {
		if r.ID == id || r.when == when && when != other && !when.IsUnknown() {
			n.refs = append(n.refs, r)
			at[r.ID] = n
		} else {
			rest = append(rest, r)
		}
	}
	e.refs = rest
	if !when.IsUnknown() {
		n.core = loose(when)
	}
	return n
}
