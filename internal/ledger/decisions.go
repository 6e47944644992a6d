package ledger

import (
	"cmp"
	"slices"

	"chancery"
)

// decisions is what people have decided on claims: of several on one claim the latest holds.
type decisions struct {
	all     []chancery.Decision // by claim, time, id
	byClaim map[string]chancery.Decision
}

func newDecisions(in []chancery.Decision) *decisions {
	d := &decisions{all: slices.Clone(in), byClaim: map[string]chancery.Decision{}}
	slices.SortFunc(d.all, func(a, b chancery.Decision) int {
		return cmp.Or(cmp.Compare(a.Claim, b.Claim), cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Action, b.Action), cmp.Compare(a.By, b.By), cmp.Compare(a.Why, b.Why))
	})
	d.all = slices.CompactFunc(d.all, func(a, b chancery.Decision) bool {
		return a.ID == b.ID && a.Claim == b.Claim && a.At == b.At && a.Action == b.Action && a.By == b.By
	})
	for _, x := range d.all {
		d.byClaim[x.Claim] = x
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
		if a.Quote.Exact == "" {
			a.Quote = c.Quote
		}
		return &a, true, true
	}
	return c, false, true
}

// Idle is a decision that changes nothing, and why: its claim is gone, or it cannot be understood.
type Idle struct {
	Decision chancery.Decision `json:"decision"`
	Why      string            `json:"why"`
}

// Idle returns the decisions that change nothing, by claim and time.
func (l *Ledger) Idle() []Idle {
	there := map[string]bool{}
	for _, d := range l.docs {
		for _, c := range d.raw {
			if _, ok := l.decisions.byClaim[c.ID]; ok {
				there[c.ID] = true
			}
		}
	}
	var out []Idle
	for _, x := range l.decisions.all {
		switch {
		case !there[x.Claim]:
			out = append(out, Idle{x, "no document makes this claim any more"})
		case x.Action == "amend" && x.Amend == nil:
			out = append(out, Idle{x, "it amends to nothing"})
		case x.Action != "accept" && x.Action != "reject" && x.Action != "amend":
			out = append(out, Idle{x, "unknown action"})
		}
	}
	return out
}
