package ledger

import (
	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/vocab"
)

// derived is all that follows from the claims of one pair.
type derived struct {
	key           pairKey
	members       []string
	standing      []stretch[chancery.Standing]
	mission       [2][]stretch[mission] // by direction of the sender
	periods       []chancery.Period
	tells         bool // there is a period
	events        []chancery.Event
	discrepancies []chancery.Discrepancy
	gaps          []chancery.Gap
}

// solved is how the facts of a pair were laid out.
type solved struct {
	standing    solution[relation]
	recognition [2]solution[recognition] // by direction
	mission     [2]solution[mission]     // by direction of the sender
	explains    [][2]ref                 // claims of one document that tell of two beginnings, the earlier first, by which others do not contradict each other
	steps       int                      // see deriver
}

// deriver holds what the derivation of one pair works with.
type deriver struct {
	l       *Ledger
	key     pairKey
	refs    []ref
	latest  map[*document]edtf.Date // the latest past date that a document mentions
	states  bool                    // both are states: standing and representation make sense
	parties map[string][]chancery.Party
	negated map[refusal]*spanSet // see unsaid; nil until asked for

	told      map[*document][]turn
	begun     map[*document][]ref   // see beginnings; nil until asked for
	before    map[inLife]*spanSet   // see startedBefore
	alive     map[inLife]bool       // see ofStateBefore; nil until asked for
	occasions map[number]*occasions // see indexAmounts; nil until asked for
	breaths   map[words]*oneTime    // see breath
	explains  [][2]ref              // see solved
	noted     map[[2]edtf.Date]bool // the dates of explains
	steps     int                   // how often one date or claim was held against another, where a pair of very many could need too many; tests hold it down
}

// derive is a pure function of refs, the documents they come from, the lineage and the vocabulary.
func derive(k pairKey, refs []ref, l *Ledger) *derived {
	out, _ := deriveAll(k, refs, l)
	return out
}

// deriveAll is derive, and returns how the facts were laid out as well.
func deriveAll(k pairKey, refs []ref, l *Ledger) (*derived, *solved) {
	x := &deriver{l: l, key: k, refs: refs, parties: map[string][]chancery.Party{}}
	x.states = k.b != "" && l.lives.of(k.a).state && l.lives.of(k.b).state
	x.latest = map[*document]edtf.Date{}
	for _, r := range refs {
		x.mention(r)
	}
	out, sol := &derived{key: k, members: l.members(k, refs)}, &solved{}
	events := x.findEvents()
	if x.states {
		x.noteTurns(events)
		x.solveStanding(sol, events)
		x.solveRecognition(sol, events)
		x.solveMissions(sol, events)
		out.standing = spans(x, &sol.standing, relation.standing)
		for dir := range sol.mission {
			out.mission[dir] = spans(x, &sol.mission[dir], func(m mission) mission { return m })
		}
		x.publishPeriods(out, sol)
		out.tells = len(out.periods) > 0
	}
	out.events = make([]chancery.Event, 0, len(events))
	for _, e := range events {
		out.events = append(out.events, x.public(e))
	}
	x.findDiscrepancies(out, sol, events)
	sol.explains, sol.steps = x.explains, x.steps
	x.findGaps(out, sol)
	return out, sol
}

func (x *deriver) kind(r ref) (vocab.Kind, bool) { return x.l.kinds.Get(r.Kind) }

// mention notes the latest past date that r's document tells of, in this pair or by what is known of the document.
func (x *deriver) mention(r ref) {
	if _, ok := x.latest[r.doc]; !ok {
		if d, ok := parse(r.doc.Latest); ok {
			x.latest[r.doc] = d
		}
	}
	if !r.Modality.Actual() || r.when.IsUnknown() || r.writing {
		return
	}
	if old, ok := x.latest[r.doc]; !ok || passed(r.when) > passed(old) || passed(r.when) == passed(old) && edtf.Compare(r.when, old) < 0 {
		x.latest[r.doc] = r.when
	}
}

// passed is the day by which what happened at d has surely begun.
func passed(d edtf.Date) edtf.Day {
	lo, hi := d.Bounds()
	if hi == edtf.MaxDay {
		if s := spanOf(d.From()); s != always {
			return s.hi
		}
		return lo
	}
	return hi
}

// end returns the year in which the last state of a line ceased to exist; unknown where one still does.
func (x *deriver) end(line string) edtf.Date {
	if life := x.l.lives.of(line); life.last > 0 && life.last < lastYear {
		return edtf.Year(life.last)
	}
	return edtf.Date{}
}
