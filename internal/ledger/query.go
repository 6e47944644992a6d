package ledger

import (
	"cmp"
	"slices"
	"sort"

	"chancery"
	"chancery/internal/edtf"
)

// Status tells what stood between a and b on a date. a and b are ids of states, of any member of their lines; on is EDTF, and of one
// that is less precise than a day its last day counts. An error has code usage: a date that is none, or twice the same line.
func (l *Ledger) Status(a, b, on string) (chancery.Status, error) {
	date, err := edtf.Parse(on)
	if err != nil || date.IsUnknown() {
		return chancery.Status{}, &chancery.Error{Code: chancery.CodeUsage, Where: on, Message: "not a date", Hint: "write 2023-01-01, 2023-01 or 2023", Err: err}
	}
	k := newPair(l.line(a), l.line(b))
	if k.a == k.b {
		return chancery.Status{}, &chancery.Error{Code: chancery.CodeUsage, Message: a + " and " + b + " are one line of states", Hint: "ask for two different ones"}
	}
	d := (*derived)(nil)
	_, day := date.Bounds()
	if l.packed == nil {
		d = l.derived(k)
	} else {
		if d, err = l.packedAt(k, day); err != nil {
			return chancery.Status{}, err
		}
	}
	st := l.status(k, d, date.String(), day, make([]chancery.Representation, 2))
	st.A, st.B, st.On = a, b, on
	if l.line(a) != k.a { // asked the other way round
		slices.Reverse(st.Representation)
	}
	names := map[string]string{k.a: a, k.b: b}
	if l.line(a) != k.a {
		names = map[string]string{k.a: b, k.b: a}
	}
	for i := range st.Representation {
		r := &st.Representation[i]
		r.Sender, r.Receiver = names[r.Sender], names[r.Receiver]
	}
	return st, nil
}

// status is Status of a pair under its own key.
// status tells what is known of a pair on a day, the last of the date that is asked for. room is for the two representations.
func (l *Ledger) status(k pairKey, d *derived, on string, day edtf.Day, room []chancery.Representation) chancery.Status {
	st := chancery.Status{A: k.a, B: k.b, On: on, Claims: []string{}, Against: []string{}}
	runs := d.standing
	now, maybe, disputed := stretchAt(runs, day)
	st.Evidence = chancery.Inferred
	if len(runs) == 0 {
		st.Standing = chancery.Unknown
	} else {
		// What a break presupposes is taken to have stood for some years before it.
		if len(maybe) > 0 && runs[maybe[0]].from.presumed && runs[maybe[0]].from.span.hi-day <= presumedDays {
			maybe[0], now = now, maybe[0]
		}
		p := &runs[now]
		st.Standing, st.From, st.To, st.Why = p.state, p.from.when, p.to.when, p.rule
		st.Claims, st.Against = list(p.claims), list(p.against)
		for _, i := range maybe {
			st.Or = append(st.Or, runs[i].state)
		}
		st.Members = p.members
		if p.state == chancery.Unknown {
			st.From = ""
			if len(runs) == 1 {
				st.To = ""
			}
		}
		switch {
		case disputed:
			st.Evidence = chancery.Contested
		case p.state == chancery.Unknown:
		case len(maybe) == 0 && !p.from.inferred && !p.from.presumed:
			st.Evidence = chancery.Documented
		}
	}
	sure := st.Standing == chancery.Relations && len(st.Or) == 0
	st.Representation = room[:0:2]
	for dir, pair := range [2][2]string{{k.a, k.b}, {k.b, k.a}} {
		st.Representation = append(st.Representation, representation(d.mission[dir], pair[0], pair[1], day, sure))
	}
	return st
}

func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// stretchAt returns the run that surely stands on day, those that may have begun by it, and whether the day is disputed.
func stretchAt[T comparable](runs []stretch[T], day edtf.Day) (now int, maybe []int, disputed bool) {
	for i := range runs {
		e := &runs[i].from
		switch {
		case e.span.hi <= day, e.span.hi == edtf.MaxDay && e.span.lo <= day:
			now, maybe = i, nil
		case e.span.lo <= day:
			maybe = append(maybe, i)
		}
		if e.dispute.lo <= day && day < e.dispute.hi {
			disputed = true
		}
	}
	return now, maybe, disputed
}

// representation is how sender is represented in receiver on day. Where nothing earlier is known of it and relations stand,
// the first that is known is given for the days before, as inferred.
func representation(runs []stretch[mission], sender, receiver string, day edtf.Day, relations bool) chancery.Representation {
	if len(runs) == 0 {
		return mission{}.public(sender, receiver)
	}
	now, maybe, disputed := stretchAt(runs, day)
	inferred := len(maybe) > 0
	if runs[now].state.kind == "" && len(maybe) > 0 && relations && (runs[maybe[0]].from.open || runs[maybe[0]].from.inferred) {
		now = maybe[0]
	}
	p := &runs[now]
	rep := p.state.public(sender, receiver)
	if rep.Type == repUnknown {
		rep.Evidence = chancery.Inferred
		return rep
	}
	rep.From, rep.To = p.from.when, p.to.when
	rep.Claims, rep.Against = p.claims, p.against
	switch {
	case disputed:
		rep.Evidence = chancery.Contested
	case inferred || p.from.inferred || p.from.presumed:
		rep.Evidence = chancery.Inferred
	default:
		rep.Evidence = chancery.Documented
	}
	return rep
}

// Filter selects from the listings of a ledger; the zero Filter selects everything.
type Filter struct {
	A, B  string   // ids of parties; with one, everything that concerns it
	Kinds []string // kinds of events and discrepancies
	Types []string // types of discrepancies and gaps, tracks of periods
	From  string   // EDTF: nothing that surely lies before it
	To    string   // EDTF: nothing that surely lies after it
}

// pairsIn returns the derived pairs that f selects, in order.
func (l *Ledger) pairsIn(f Filter) []*derived {
	a, b := f.A, f.B
	if a == "" {
		a, b = b, ""
	}
	if a != "" {
		a = l.line(a)
	}
	if b != "" {
		b = l.line(b)
	}
	if l.packed != nil {
		return l.packedIn(a, b)
	}
	if a != "" && b != "" {
		k := newPair(a, b)
		if _, ok := l.pairs[k]; !ok {
			return nil
		}
		return []*derived{l.derived(k)}
	}
	var keys []pairKey
	for k := range l.pairs {
		if a == "" || k.a == a || k.b == a {
			keys = append(keys, k)
		}
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i].less(keys[j]) })
	out := make([]*derived, len(keys))
	for i, k := range keys {
		out[i] = l.derived(k)
	}
	return out
}

func (f Filter) kind(k string) bool { return len(f.Kinds) == 0 || slices.Contains(f.Kinds, k) }
func (f Filter) typ(t string) bool  { return len(f.Types) == 0 || slices.Contains(f.Types, t) }

// time reports whether something between two EDTF dates can lie within the filter's; unknown dates can.
func (f Filter) time(from, to string) bool {
	if f.From == "" && f.To == "" {
		return true
	}
	s := always
	if d, ok := parse(from); ok {
		s.lo, _ = d.Bounds()
	}
	if d, ok := parse(to); ok {
		_, s.hi = d.Bounds()
	}
	if d, ok := parse(f.From); ok {
		if lo, _ := d.Bounds(); s.hi < lo {
			return false
		}
	}
	if d, ok := parse(f.To); ok {
		if _, hi := d.Bounds(); s.lo > hi {
			return false
		}
	}
	return true
}

// Told returns the pairs of two states between which the ledger knows anything of what stood, in order; with a party, those of its line.
func (l *Ledger) Told(party string) []Pair {
	var out []Pair
	if l.packed != nil {
		line := ""
		if party != "" {
			line = l.line(party)
		}
		for i := range l.packed {
			if l.packed[i].of(line, "") {
				out = append(out, l.packed[i].Pair)
			}
		}
		return out
	}
	for _, d := range l.pairsIn(Filter{A: party}) {
		if d.tells {
			out = append(out, Pair{d.key.a, d.key.b})
		}
	}
	return out
}

// Since returns the first day of which the ledger knows anything of what stood between a party and another; false where it knows of none.
func (l *Ledger) Since(party string) (edtf.Day, bool) {
	first := edtf.MaxDay
	see := func(e *edge) {
		if d, ok := parse(e.when); ok {
			if lo, _ := d.Bounds(); lo != edtf.MinDay {
				first = min(first, lo)
			}
		}
	}
	for _, d := range l.pairsIn(Filter{A: party}) {
		for i := range d.standing {
			see(&d.standing[i].from)
			see(&d.standing[i].to)
		}
		for _, runs := range d.mission {
			for i := range runs {
				see(&runs[i].from)
				see(&runs[i].to)
			}
		}
	}
	return first, first != edtf.MaxDay
}

// Periods lists the periods that f selects, by pair, track and time.
func (l *Ledger) Periods(f Filter) []chancery.Period {
	var out []chancery.Period
	for _, d := range l.pairsIn(f) {
		for _, p := range d.periods {
			if f.typ(p.Track) && f.time(p.From, p.To) {
				out = append(out, p)
			}
		}
	}
	return out
}

// Events lists the events that f selects, by time. One of more than two parties is listed once.
func (l *Ledger) Events(f Filter) []chancery.Event {
	list := l.EventList(f)
	out := make([]chancery.Event, len(list))
	for i, e := range list {
		out[i] = *e
	}
	return out
}

// EventList is Events without a copy of each: they are not to be changed. The list of everything is made once.
func (l *Ledger) EventList(f Filter) []*chancery.Event {
	if f.A+f.B+f.From+f.To != "" || f.Kinds != nil {
		return l.eventList(f)
	}
	l.everything.Do(func() { l.events = l.eventList(f) })
	return l.events
}

func (l *Ledger) eventList(f Filter) []*chancery.Event {
	var list []datedEvent
	seen := map[string]bool{} // of more than two parties: such an event is one of several pairs
	for _, d := range l.pairsIn(f) {
		for i := range d.events {
			e := &d.events[i]
			if !f.kind(e.Kind) || !f.time(e.When, e.When) {
				continue
			}
			if len(e.Agents)+len(e.Patients) > 2 {
				if seen[e.ID] {
					continue
				}
				seen[e.ID] = true
			}
			x := datedEvent{e, edtf.MaxDay} // those without a date stand last
			if when, ok := parse(e.When); ok {
				x.first, _ = when.Bounds()
			}
			list = append(list, x)
		}
	}
	slices.SortFunc(list, datedEvent.compare)
	out := make([]*chancery.Event, len(list))
	for i := range list {
		out[i] = list[i].Event
	}
	return out
}

// datedEvent is an event and the first day that its date can be.
type datedEvent struct {
	*chancery.Event
	first edtf.Day
}

// compare puts events in order of time; no two are alike. A date is parsed only where the first day does not tell.
func (a datedEvent) compare(b datedEvent) int {
	if a.first != b.first {
		return cmp.Compare(a.first, b.first)
	}
	if a.When != b.When {
		x, _ := parse(a.When) // one that cannot be read is none
		y, _ := parse(b.When)
		if c := edtf.Compare(x, y); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
}

// Discrepancies lists the discrepancies that f selects, the gravest first.
func (l *Ledger) Discrepancies(f Filter) []chancery.Discrepancy {
	var out []chancery.Discrepancy
	for _, d := range l.pairsIn(f) {
		for _, x := range d.discrepancies {
			if f.kind(x.Kind) && f.typ(x.Type) {
				out = append(out, x)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b chancery.Discrepancy) int { return lessDiscrepancy(&a, &b) })
	return out
}

// Gaps lists the gaps that f selects, the gravest first, then by pair, type and time.
func (l *Ledger) Gaps(f Filter) []chancery.Gap {
	var out []chancery.Gap
	for _, d := range l.pairsIn(f) {
		for _, g := range d.gaps {
			if f.typ(g.Type) && f.time(g.After, g.Before) {
				out = append(out, g)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b chancery.Gap) int { return cmp.Compare(b.Severity, a.Severity) })
	return out
}

// Dossier is everything that the ledger holds of a pair.
type Dossier struct {
	A             string                 `json:"a"`
	B             string                 `json:"b"`
	Members       []string               `json:"members,omitempty"` // the states that acted under other ids
	Periods       []chancery.Period      `json:"periods,omitempty"`
	Events        []chancery.Event       `json:"events,omitempty"`  // without figures
	Figures       []chancery.Event       `json:"figures,omitempty"` // trade, investment, populations
	Discrepancies []chancery.Discrepancy `json:"discrepancies,omitempty"`
	Gaps          []chancery.Gap         `json:"gaps,omitempty"`
	Claims        []chancery.Claim       `json:"claims,omitempty"` // as they stand after decisions and dating, by time
}

// Dossier returns what the ledger holds of a and b. An error has code usage.
func (l *Ledger) Dossier(a, b string) (Dossier, error) {
	k := newPair(l.line(a), l.line(b))
	if k.a == k.b || k.b == "" {
		return Dossier{}, &chancery.Error{Code: chancery.CodeUsage, Message: "a dossier needs two parties", Hint: "name two different states"}
	}
	d := l.derived(k)
	out := Dossier{A: a, B: b, Members: d.members, Periods: d.periods, Discrepancies: d.discrepancies, Gaps: d.gaps}
	for _, e := range d.events {
		if kind, _ := l.kinds.Get(e.Kind); kind.Group == "figure" {
			out.Figures = append(out.Figures, e)
		} else {
			out.Events = append(out.Events, e)
		}
	}
	if p, ok := l.pairs[k]; ok {
		refs := slices.Clone(p.refs)
		sort.SliceStable(refs, func(i, j int) bool { return edtf.Compare(refs[i].when, refs[j].when) < 0 })
		for i, r := range refs {
			if i == 0 || r.ID != refs[i-1].ID {
				out.Claims = append(out.Claims, *r.claim.Claim)
			}
		}
	}
	return out, nil
}

// World tells what stood on a date between every two states of which the ledger knows anything, by pair.
func (l *Ledger) World(on string) ([]chancery.Status, error) {
	date, err := edtf.Parse(on)
	if err != nil || date.IsUnknown() {
		return nil, &chancery.Error{Code: chancery.CodeUsage, Where: on, Message: "not a date", Hint: "write 2023-01-01, 2023-01 or 2023", Err: err}
	}
	if l.packed != nil {
		return l.packedWorld(date)
	}
	pairs := l.pairsIn(Filter{})
	pairs = slices.DeleteFunc(pairs, func(d *derived) bool { return !d.tells })
	out := make([]chancery.Status, len(pairs))
	_, day := date.Bounds()
	said := date.String()
	parallel(len(pairs), func(i int) { out[i] = l.status(pairs[i].key, pairs[i], said, day, make([]chancery.Representation, 2)) })
	return out, nil
}

// DocumentClaims returns the claims of a document as Claims lists them, by place. They are not to be changed.
func (l *Ledger) DocumentClaims(id string) []*chancery.Claim {
	d, ok := l.docs[id]
	if !ok {
		return nil
	}
	out := make([]*chancery.Claim, len(d.claims))
	for i, c := range d.claims {
		out[i] = c.Claim
	}
	slices.SortFunc(out, func(a, b *chancery.Claim) int {
		return cmp.Or(cmp.Compare(a.Quote.Start, b.Quote.Start), cmp.Compare(a.Quote.End, b.Quote.End), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// Shares reports whether l has a document from an earlier ledger that Update made it of, with the same claims and date.
func (l *Ledger) Shares(old *Ledger, id string) bool {
	d, ok := l.docs[id]
	return ok && old.docs[id] == d
}

// Claims lists the claims as they stand: decisions applied, and those that waited for a document's date dated by it. They are
// ordered by document and place.
func (l *Ledger) Claims() []chancery.Claim {
	ids := sortedKeys(l.docs)
	var out []chancery.Claim
	for _, id := range ids {
		start := len(out)
		for _, c := range l.docs[id].claims {
			out = append(out, *c.Claim)
		}
		slices.SortFunc(out[start:], func(a, b chancery.Claim) int {
			return cmp.Or(cmp.Compare(a.Quote.Start, b.Quote.Start), cmp.Compare(a.Quote.End, b.Quote.End), cmp.Compare(a.ID, b.ID))
		})
	}
	return out
}
