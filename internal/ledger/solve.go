package ledger

import (
	"slices"
	"sort"

	"chancery/internal/edtf"
)

// op is what a fact does to a state, or says about it.
type op uint8

const (
	opEstablish op = iota
	opRestore
	opSever
	opSuspend
	opLapse
	opWar
	opRecognise
	opWithdraw
	opRefuse
	opHave
	opNone
	opOpen
	opClose
	opKeep
	opResident // of a sender that is represented from elsewhere
	opProtect
	opEnvoy
	opRecall
	opStaff
	opRaise
	opLower
	opHead // the head of the mission is expelled
	opBreak
	opResume
	opGone // a state ceased to exist
)

// fact is an event or an observation as the solver sees it.
type fact struct {
	op      op
	dir     int8
	when    string // EDTF; "" where unknown
	span    span   // when it happened or was so, as far as known
	refs    []ref
	against []ref
	dispute span // over all the dates that are given; empty (lo > hi) where they agree
	writing bool // it holds when its document was written
	implied bool // relations follow from it, nobody says so
	weak    bool // it is dropped where it does not fit
	forerun bool // of an implied one: the next that is told of relations is that they began; of war: that they were broken off soon after
	summary bool // the far end of a long interval: dropped where something happened within
	open    bool // its end is open: it holds from span.lo on
	since   bool // an interval begins here: what it tells of began then
	zone    span // where it follows from an edge that is not known to the day: the days on which that can be
	mission mission
	kind    string
}

// mission is how a sender is represented.
type mission struct {
	kind  string // resident, non-resident, interests-section, protecting-power, withdrawn, none; "" for unknown
	name  string // embassy, legation, ...
	city  string
	by    string
	level string
	was   string // of a fact alone: the city from which it moved
}

var undisputed = span{1, 0}

// verdict is how a fact meets the state that it finds, in the order in which facts of
// uncertain order are taken.
type verdict uint8

const (
	fits     verdict = iota // it says what is known
	moves                   // it changes the state as such an act does
	presumes                // it tells of an earlier state of which nothing was known
	guessed                 // it moves the state, at a time that nobody gives
	infers                  // something must have happened that nobody wrote down
	dropped                 // it cannot be so, or does not tell; set aside
)

// outcome is what a machine makes of a fact.
type outcome[S comparable] struct {
	verdict verdict
	before  S      // for presumes and infers: what stood before the fact
	after   S      // what stands after it
	gap     string // the type of the gap, "" for none
	rule    string // the rule of docs/ledger.md, in a sentence
	then    string // the rule for what stands after, where that for before differs
	clash   string // a contradiction to list: the type of discrepancy
	against bool   // of what is dropped: it speaks against what stands, all the same
	amends  bool   // it tells more about the state that stands, and does not begin another
}

// edge is where one state ends and the next begins.
type edge struct {
	when     string // EDTF; bounds where it is not known
	span     span   // the days on which it can be
	dispute  span   // the days on which it is disputed
	inferred bool
	presumed bool // a state of which only the end is known
	open     bool // known only to have begun by span.hi
}

// segment is one state for a time.
type segment[S comparable] struct {
	state   S
	from    edge
	begin   *fact // the fact that began it; nil for the first
	refs    []ref
	against []ref
	rule    string
	last    *fact // the latest that was known to fit it
	faced   bool  // a fact tells it directly
	known   bool  // some fact so far tells in so many words of relations: nothing that only follows from a mission
}

// missing is a transition that nobody wrote down.
type missing struct {
	kind          string
	after, before string
	refs          []ref
	rule          string
}

// aside is a fact that was set aside, and why.
type aside struct {
	fact  *fact
	rule  string
	clash string
	held  []ref // what it was weighed against
}

// solution is a state over time.
type solution[S comparable] struct {
	segments []segment[S]
	missing  []missing
	aside    []aside
	order    []step
}

// step is one line of a derivation.
type step struct {
	fact    *fact
	verdict verdict
	rule    string
}

// solve lays facts out in time. Where the dates leave the order open it takes first what fits the state that
// stands, then what such a state leads to, and last what would need something that nobody wrote down.
func solve[S comparable](facts []*fact, start S, machine func(S, *segment[S], *fact) outcome[S]) solution[S] {
	var s solution[S]
	cur := segment[S]{state: start, from: edge{when: "..", span: span{edtf.MinDay, edtf.MinDay}, dispute: undisputed, open: true}}
	q := newQueue(facts)
	for q.left > 0 {
		best, bestOut := -1, outcome[S]{}
		open := q.candidates()
		for i, f := range open {
			if f.writing && f.span.lo >= q.minPast && q.minPast != edtf.MaxDay || f.implied && q.beginning(f) {
				continue
			}
			// open is in order, so of equal verdicts the first is taken
			o := machine(cur.state, &cur, f)
			if o.verdict == moves && !f.writing && (f.when == "" || f.span.hi == edtf.MaxDay) { // or only since when it may have been
				o.verdict = guessed
			}
			if best < 0 || o.verdict < bestOut.verdict {
				best, bestOut = i, o
				if o.verdict == fits {
					break
				}
			}
		}
		if best < 0 { // each waits for another of them: take the first
			best, bestOut = 0, machine(cur.state, &cur, open[0])
		}
		f := q.take(best)
		cur = s.place(cur, f, bestOut)
		s.order = append(s.order, step{f, bestOut.verdict, bestOut.rule})
	}
	s.segments = append(s.segments, cur)
	s.clamp()
	return s
}

// queue hands out facts that no other surely came before.
type queue struct {
	byEnd    []*fact // by lessFact
	byStart  []*fact // by first day
	begins   []*fact // of byStart, what says that relations began, or that there are none
	open     []*fact // candidates, by lessFact
	taken    map[*fact]bool
	end      int // facts of byEnd before it are taken
	past     int // facts of byEnd before it are taken, or of the present of a text
	start    int // facts of byStart before it are taken or open
	left     int
	minPast  edtf.Day // the first day on which something told as past was surely over
	minReady edtf.Day // the first day on which anything was surely over
}

func newQueue(facts []*fact) *queue {
	q := &queue{byEnd: slices.Clone(facts), taken: make(map[*fact]bool, len(facts)), left: len(facts)}
	sort.SliceStable(q.byEnd, func(i, j int) bool { return lessFact(q.byEnd[i], q.byEnd[j]) })
	q.byStart = slices.Clone(q.byEnd)
	sort.SliceStable(q.byStart, func(i, j int) bool { return q.byStart[i].span.lo < q.byStart[j].span.lo })
	for _, f := range q.byStart {
		if f.op == opEstablish || f.op == opRestore || f.op == opNone {
			q.begins = append(q.begins, f)
		}
	}
	return q
}

// candidates returns the facts that may come next: those that can have begun when the first of all was over.
func (q *queue) candidates() []*fact {
	for q.end < len(q.byEnd) && q.taken[q.byEnd[q.end]] {
		q.end++
	}
	for q.past < len(q.byEnd) && (q.byEnd[q.past].writing || q.taken[q.byEnd[q.past]]) {
		q.past++
	}
	q.minReady, q.minPast = q.byEnd[q.end].span.hi, edtf.MaxDay
	if q.past < len(q.byEnd) {
		q.minPast = q.byEnd[q.past].span.hi
	}
	for ; q.start < len(q.byStart) && q.byStart[q.start].span.lo <= q.minReady; q.start++ {
		f := q.byStart[q.start]
		i := sort.Search(len(q.open), func(i int) bool { return lessFact(f, q.open[i]) })
		q.open = slices.Insert(q.open, i, f)
	}
	return q.open
}

func (q *queue) take(i int) *fact {
	f := q.open[i]
	q.open = slices.Delete(q.open, i, i+1)
	q.taken[f] = true
	q.left--
	return f
}

// beginning reports whether relations are told in so many words to have begun, or not to exist, when f, which implies them, is told: that comes first.
func (q *queue) beginning(f *fact) bool {
	for len(q.begins) > 0 && q.taken[q.begins[0]] {
		q.begins = q.begins[1:]
	}
	for _, g := range q.begins {
		if g.span.lo > q.minReady {
			break
		}
		// What was so until then had been so before there was none.
		if !q.taken[g] && g.span.overlaps(f.span) && !(f.summary && g.op == opNone) {
			return true
		}
	}
	return false
}

// lessFact orders facts of equal standing: those that are surely over first.
func lessFact(a, b *fact) bool {
	switch {
	case a.span.hi != b.span.hi:
		return a.span.hi < b.span.hi
	case a.span.lo != b.span.lo:
		return a.span.lo < b.span.lo
	case a.op != b.op:
		return a.op < b.op
	case a.dir != b.dir:
		return a.dir < b.dir
	case a.when != b.when:
		return a.when < b.when
	case len(a.refs) > 0 && len(b.refs) > 0:
		return a.refs[0].ID < b.refs[0].ID
	}
	return len(a.refs) < len(b.refs)
}

// place adds f to the solution and returns the segment that stands after it.
func (s *solution[S]) place(cur segment[S], f *fact, o outcome[S]) segment[S] {
	if o.clash != "" {
		s.aside = append(s.aside, aside{f, o.rule, o.clash, cur.refs})
	}
	known := cur.known
	switch o.verdict {
	case dropped:
		if o.clash == "" {
			s.aside = append(s.aside, aside{f, o.rule, "", cur.refs})
		}
		if o.clash != "" && !f.implied || o.against {
			cur.against = append(cur.against, f.refs...)
		}
		return cur
	case fits:
		if o.amends {
			cur.state, cur.rule = o.after, o.rule
		}
		cur.add(f)
		return cur
	case presumes:
		var from edge
		if cur.begin == nil {
			from = edge{when: until(f.when), span: span{edtf.MinDay, f.sure()}, dispute: undisputed, open: true, presumed: o.before != o.after}
		} else {
			from = s.edgeBetween(&cur, f)
			from.presumed = o.before != o.after
		}
		if o.gap != "" {
			m := missing{kind: o.gap, before: f.when, refs: f.refs, rule: o.rule}
			if cur.begin != nil {
				if m.kind == "mission-start" {
					m.kind = "mission"
				}
				m.after, m.before, m.refs = cur.lastWhen(), f.before(cur.last), append(slices.Clone(cur.lastRefs()), f.refs...)
			}
			s.missing = append(s.missing, m)
		}
		s.segments = append(s.segments, cur)
		cur = segment[S]{state: o.before, from: from, begin: f, rule: o.rule, known: known}
		cur.from.inferred = from.inferred || o.before != o.after
		if o.before == o.after {
			cur.add(f)
			return cur
		}
		cur.refs = append(cur.refs, f.refs...)
	case infers:
		from := s.edgeBetween(&cur, f)
		s.missing = append(s.missing, missing{kind: o.gap, after: cur.lastWhen(), before: f.before(cur.last),
			refs: append(slices.Clone(cur.lastRefs()), f.refs...), rule: o.rule})
		s.segments = append(s.segments, cur)
		cur = segment[S]{state: o.before, from: from, begin: f, rule: o.rule, known: known}
		if o.before == o.after {
			cur.add(f)
			return cur
		}
		cur.refs = append(cur.refs, f.refs...)
	}
	if cur.state == o.after {
		cur.add(f)
		return cur
	}
	if f.op == opGone {
		s.missing = append(s.missing, missing{kind: "end", after: cur.lastWhen(), before: f.when, refs: cur.refs, rule: o.rule})
	}
	s.segments = append(s.segments, cur)
	next := segment[S]{state: o.after, begin: f, rule: or(o.then, o.rule), from: edge{when: f.when, span: f.span, dispute: f.dispute, inferred: len(f.refs) == 0}, known: known}
	if f.when == "" {
		next.from.when = s.after(&cur)
	}
	if f.zone != (span{}) {
		next.from.span = f.zone
	}
	next.add(f)
	return next
}

// after writes the time of something undated that came after cur began.
func (s *solution[S]) after(cur *segment[S]) string {
	if w := cur.lastWhen(); w != "" {
		return between(w, "")
	}
	return ".."
}

// sure is the day from which what f tells is surely so.
func (f *fact) sure() edtf.Day {
	if f.span.hi == edtf.MaxDay {
		return f.span.lo
	}
	return f.span.hi
}

// before is the date by which what f presupposes had happened; "" where f is of the present of a text of which only
// the last event is dated.
func (f *fact) before(last *fact) string {
	if f.open && last != nil {
		if last.zone == (span{}) && last.sure() >= f.span.lo || last.zone != (span{}) && f.span.lo < last.zone.hi {
			return ""
		}
	}
	return f.when
}

// edgeBetween is the edge of a transition that nobody wrote down: after the last that is known of cur, before f.
func (s *solution[S]) edgeBetween(cur *segment[S], f *fact) edge {
	e := edge{when: between(cur.lastWhen(), f.before(cur.last)), inferred: true, dispute: undisputed, span: span{edtf.MinDay, f.sure()}}
	if cur.last != nil {
		e.span.lo = cur.last.sure()
		if e.span.lo < edtf.MaxDay {
			e.span.lo++
		}
		if f.open { // it was written some time after what it tells last
			e.span.hi = max(e.span.hi, e.span.lo+windUpDays)
		}
	}
	e.span.lo = min(e.span.lo, e.span.hi)
	return e
}

func (g *segment[S]) lastWhen() string {
	if g.last == nil {
		return ""
	}
	return g.last.when
}

func (g *segment[S]) lastRefs() []ref {
	if g.last == nil {
		return nil
	}
	return g.last.refs
}

// tellsRelations reports whether f says in so many words that there are or were relations, or presupposes them by an act of law on them.
func (f *fact) tellsRelations() bool {
	switch f.op {
	case opEstablish, opRestore, opSever, opSuspend, opLapse:
		return true
	}
	return f.op == opHave && !f.implied
}

// add takes f as one more that tells of g.
func (g *segment[S]) add(f *fact) {
	g.refs = append(g.refs, f.refs...)
	g.against = append(g.against, f.against...)
	g.faced = true
	g.known = g.known || f.tellsRelations()
	if g.last == nil || f.span.lo > g.last.span.lo && f.span.lo != edtf.MinDay {
		g.last = f
	}
}

// clamp narrows the edges by their order: none can be after the next one's last day or before the one before's first.
func (s *solution[S]) clamp() {
	lo := edtf.MinDay
	for i := range s.segments {
		e := &s.segments[i].from
		e.span.lo = max(e.span.lo, lo)
		lo = e.span.lo
		e.span.hi = max(e.span.hi, e.span.lo)
	}
	hi := edtf.MaxDay
	for i := len(s.segments) - 1; i >= 0; i-- {
		e := &s.segments[i].from
		e.span.hi = min(e.span.hi, hi)
		e.span.hi = max(e.span.hi, e.span.lo)
		hi = e.span.hi
	}
}

// at returns the segment that stands on a day, those that may have begun by then, and whether the day lies where that is disputed.
func (s *solution[S]) at(day edtf.Day) (now int, or []int, disputed bool) {
	for i := range s.segments {
		e := &s.segments[i].from
		if e.span.hi <= day || e.span.hi == edtf.MaxDay && e.span.lo <= day {
			now, or = i, nil
		} else if e.span.lo <= day {
			or = append(or, i)
		}
		if e.dispute.lo <= day && day <= e.dispute.hi {
			disputed = true
		}
	}
	return now, or, disputed
}
