package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sort"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/vocab"
)

// event is one occurrence, as the claims of a pair tell of it.
type event struct {
	class    class
	dir      int8
	mood     chancery.Modality // asserted for what is asserted or announced
	unit     string            // of a figure
	refs     []ref             // sorted
	core     span              // of the most precise claim; always where none is dated
	chosen   edtf.Date         // unknown where no claim is dated
	speak    []ref             // the claims that give chosen, or no date, or one that holds it
	against  []ref             // the claims whose date cannot be chosen's
	values   []value           // the dates given, best first
	disputed []value           // those of them that cannot be chosen; see dispute
}

// value is one date that claims of an event give.
type value struct {
	date  edtf.Date
	refs  []ref
	score int // independent witnesses; a person's word weighs more than any number of them
}

// present reports whether v is only when documents were written: that something was so then says of no other date when it began.
func (v *value) present() bool {
	return !slices.ContainsFunc(v.refs, func(r ref) bool { return !r.writing })
}

// vouched is the weight of a claim that a person has accepted.
const vouched = 1 << 20

// observed reports whether an effect tells how things stand and not that something happened.
func observed(e vocab.Effect) bool {
	switch e {
	case vocab.NoRelations, vocab.HaveRelations, vocab.HaveMission, vocab.NonResident, vocab.Protecting, vocab.NotRecognised:
		return true
	}
	return false
}

// mood brings together the modalities under which one event is told.
func mood(m chancery.Modality) chancery.Modality {
	if m.Actual() {
		return chancery.Asserted
	}
	return m
}

type eventKey struct {
	class string
	dir   int8
	mood  chancery.Modality
	unit  string
}

// findEvents groups the claims of a pair into events, in a fixed order.
func (x *deriver) findEvents() []*event {
	groups := map[eventKey][]ref{}
	classes := map[string]class{}
	var order []eventKey
	for _, r := range x.refs {
		kind, ok := x.kind(r)
		if !ok || observed(kind.Effect) {
			continue
		}
		c := classOf(kind)
		if c.name == "relocate" && x.key.b == "" {
			c.once, c.rare = false, false // refugees whom no name makes one group may come again
		}
		k := keyOf(r.Claim, c, kind, r.dir)
		if _, ok := groups[k]; !ok {
			order = append(order, k)
		}
		groups[k] = append(groups[k], r)
		if old, ok := classes[c.name]; !ok || !old.rare {
			c.swap = false
			classes[c.name] = c
		}
	}
	sort.Slice(order, func(i, j int) bool { return order[i].less(order[j]) })
	var dated []*event
	undated := map[eventKey][]ref{}
	for _, k := range order {
		events, rest := x.group(k, classes[k.class], groups[k])
		dated, undated[k] = append(dated, events...), rest
	}
	joined := map[eventKey][]*event{}
	for _, e := range x.join(dated) {
		k := eventKey{e.class.name, e.dir, e.mood, e.unit}
		joined[k] = append(joined[k], e)
	}
	var all []*event
	for _, k := range order {
		all = append(all, attach(k, classes[k.class], joined[k], undated[k])...)
	}
	all = x.restored(x.link(all))
	for _, e := range all {
		sortRefs(e.refs)
		x.choose(e)
	}
	sort.SliceStable(all, func(i, j int) bool { return lessEvent(all[i], all[j]) })
	return all
}

func (k eventKey) less(o eventKey) bool {
	return slices.Compare([]string{k.class, string(k.mood), k.unit, string('0' + rune(k.dir))}, []string{o.class, string(o.mood), o.unit, string('0' + rune(o.dir))}) < 0
}

func lessEvent(a, b *event) bool {
	if c := edtf.Compare(a.chosen, b.chosen); c != 0 {
		return c < 0
	}
	if a.class.name != b.class.name {
		return a.class.name < b.class.name
	}
	return a.refs[0].ID < b.refs[0].ID
}

// direction is the direction of an event of class c told by a claim of direction d.
func direction(c class, d int8) int8 {
	switch {
	case c.anys || d == both:
		return both
	case c.swap:
		return 1 - d
	}
	return d
}

// group parts the claims of one class and direction into occurrences: the most precise dates first; a vaguer
// one goes to the only occurrence that it can mean and is otherwise one of its own.
func (x *deriver) group(k eventKey, c class, refs []ref) (events []*event, undated []ref) {
	var dated []ref
	for _, r := range refs {
		if r.when.IsUnknown() || spanOf(r.when) == always {
			undated = append(undated, r)
		} else {
			dated = append(dated, r)
		}
	}
	sort.SliceStable(dated, func(i, j int) bool {
		a, b := loose(dated[i].when), loose(dated[j].when)
		if a.width() != b.width() {
			return a.width() < b.width()
		}
		if a.lo != b.lo {
			return a.lo < b.lo
		}
		return dated[i].ID < dated[j].ID
	})
	fresh := func(core span) *event {
		e := &event{class: c, dir: k.dir, mood: k.mood, unit: k.unit, core: core}
		events = append(events, e)
		return e
	}
	exact := map[span]*event{}
	byDay := map[edtf.Day]*event{} // the first event that can have been on a day, of those of a week or less
	for _, r := range dated {
		s := loose(r.when)
		e, seen := exact[s]
		if !seen {
			if e = only(events, byDay, s); e == nil {
				e = fresh(s)
				for d := s.lo; s.width() < 7 && d <= s.hi; d++ {
					if byDay[d] == nil && s.has(d) {
						byDay[d] = e
					}
				}
			}
			exact[s] = e
		}
		e.refs = append(e.refs, r)
	}
	return events, undated
}

// only returns the one event that can have been at s; nil where there is none, or several. The events came in order of their precision.
func only(events []*event, byDay map[edtf.Day]*event, s span) (found *event) {
	if s.width() < 7 { // so far all are of a week or less
		for d := s.lo; d <= s.hi; d++ {
			if e := byDay[d]; e != nil && e != found && s.has(d) {
				if found != nil {
					return nil
				}
				found = e
			}
		}
		return found
	}
	for _, e := range events {
		if e.core.overlaps(s) {
			if found != nil {
				return nil
			}
			found = e
		}
	}
	return found
}

// attach brings in what bears no date. Of a rare act it is told of the one occurrence that there is; of several it cannot be said
// which, and then one document is taken to speak of one thing.
func attach(k eventKey, c class, events []*event, undated []ref) []*event {
	if len(undated) == 0 {
		return events
	}
	if len(events) == 1 && (c.rare || c.once) {
		events[0].refs = append(events[0].refs, undated...)
		return events
	}
	byDoc := map[string]*event{}
	for _, r := range undated {
		key := r.doc.ID
		if c.rare {
			key = ""
		}
		e := byDoc[key]
		if e == nil {
			e = &event{class: c, dir: k.dir, mood: k.mood, unit: k.unit, core: always}
			byDoc[key] = e
			events = append(events, e)
		}
		e.refs = append(e.refs, r)
	}
	return events
}

// join brings together events that are one occurrence dated differently by different documents.
func (x *deriver) join(all []*event) []*event {
	type slot struct {
		class, unit string
		dir         int8
	}
	slots := map[slot][]*event{}
	var order []slot
	var out []*event
	for _, e := range all {
		if e.mood != chancery.Asserted {
			out = append(out, e)
			continue
		}
		s := slot{e.class.name, e.unit, e.dir}
		if _, ok := slots[s]; !ok {
			order = append(order, s)
		}
		slots[s] = append(slots[s], e)
	}
	for _, s := range order {
		list := slots[s]
		sort.SliceStable(list, func(i, j int) bool {
			a, b := list[i].core, list[j].core
			if a.lo != b.lo {
				return a.lo < b.lo
			}
			if a.hi != b.hi {
				return a.hi < b.hi
			}
			return list[i].refs[0].ID < list[j].refs[0].ID
		})
		base, turns := list[0], turningsFor(list[0], all)
		var known map[*document]bool // nil until asked for
		told := func() map[*document]bool {
			if known == nil {
				known = documentsOf(base.refs, nil)
			}
			return known
		}
		for _, e := range list[1:] {
			if x.oneOccurrence(base, e, turns, told) {
				base.refs = append(base.refs, e.refs...)
				if known != nil {
					documentsOf(e.refs, known)
				}
				if e.core.width() < base.core.width() {
					base.core = e.core
				}
			} else {
				out = append(out, base)
				base, known = e, nil
			}
		}
		out = append(out, base)
	}
	return out
}

// oneOccurrence reports whether a and b are one; told gives the documents that tell of a.
func (x *deriver) oneOccurrence(a, b *event, turns *turnings, told func() map[*document]bool) bool {
	switch {
	case x.parted(a, b, turns):
		return false
	case a.class.once:
		return true
	case a.class.rare:
		return a.core.distance(b.core) < rareDays && !anyOf(told(), b.refs)
	case wordClasses[a.class.name]:
		return false
	}
	return a.core.width() == 0 && b.core.width() == 0 && a.core.distance(b.core) == 1 && !anyOf(told(), b.refs)
}

// wordClasses happen on any day and many times: two dates are two of them.
var wordClasses = map[string]bool{"accuse": true, "condemn": true, "deny": true, "threaten": true, "demand": true, "praise": true, "support": true,
	"meet": true, "negotiate": true, "call": true, "attack": true, "exports": true, "trade-total": true, "investment": true, "population": true}

var beginClasses = map[string]bool{"establish-relations": true, "restore-relations": true}
var endClasses = map[string]bool{"sever-relations": true, "suspend-relations": true, "lapse-relations": true, "declare-war": true, "withdraw-recognition": true}

// weigh counts the witnesses of each date of an occurrence: who gives it, and who gives one within which it lies.
func (x *deriver) weigh(vs []value) {
	if len(vs) == 1 {
		vs[0].score = x.witnesses(vs[0].refs)
		return
	}
	days := map[span][]int{} // those that are a single day, by that
	var wide []int           // the others
	spans := make([]span, len(vs))
	for i := range vs {
		if spans[i] = loose(vs[i].date); spans[i].width() == 0 {
			days[spans[i]] = append(days[spans[i]], i)
		} else {
			wide = append(wide, i)
		}
	}
	if len(wide) > manyDates {
		wide = nil
	}
	for i := range vs {
		s, seen := spanOf(vs[i].date), slices.Clone(vs[i].refs)
		for _, of := range [2][]int{days[s], wide} {
			for _, j := range of {
				x.steps++
				if j != i && s.within(spans[j]) {
					seen = append(seen, vs[j].refs...)
				}
			}
		}
		vs[i].score = x.witnesses(seen)
	}
}

// manyDates is up to how many dates that are no single day bear one another out. No occurrence is told with so many: past that each stands for itself.
const manyDates = 300

// choose takes, of the dates given (those of the present last), the one with the most independent witnesses; of equals the most precise, then the earliest.
func (x *deriver) choose(e *event) {
	e.values = valuesOf(e.refs)
	x.weigh(e.values)
	for i := range e.values {
		v := &e.values[i]
		for _, r := range v.refs {
			if r.accepted {
				v.score += vouched
				break
			}
		}
	}
	sort.Slice(e.values, func(i, j int) bool {
		a, b := &e.values[i], &e.values[j]
		if a.present() != b.present() {
			return b.present()
		}
		if a.score != b.score {
			return a.score > b.score
		}
		if wa, wb := loose(a.date).width(), loose(b.date).width(); wa != wb {
			return wa < wb
		}
		return edtf.Compare(a.date, b.date) < 0
	})
	if len(e.values) > 0 {
		e.chosen = e.values[0].date
	}
	for _, r := range e.refs {
		if r.when.IsUnknown() || loose(r.when).overlaps(loose(e.chosen)) {
			e.speak = append(e.speak, r)
		} else {
			e.against = append(e.against, r)
		}
	}
	e.dispute()
}

// valuesOf lists the dates that refs give, in the order in which they come.
func valuesOf(refs []ref) (out []value) {
	at := map[edtf.Date]int{}
	for _, r := range refs {
		if r.when.IsUnknown() {
			continue
		}
		i, ok := at[r.when]
		if !ok {
			i = len(out)
			at[r.when] = i
			out = append(out, value{date: r.when})
		}
		out[i].refs = append(out[i].refs, r)
	}
	return out
}

// dispute notes the dates given that cannot be the chosen one; those of the present can. Of two dates of which one is only told in one breath with the
// other ("1961 and 1993") that one is another occurrence to who tells it: of those that are told with the chosen date none is disputed, of several others
// that are told together the nearest.
func (e *event) dispute() {
	if len(e.values) < 2 {
		return
	}
	var out []value
	var others []span
	chosen, spoken := loose(e.chosen), breathsOf(e.speak)
	for i, v := range e.values {
		switch {
		case loose(v.date).overlaps(chosen) || v.present() || era(v.date) || era(e.chosen):
		case spoken.tell(v.refs) || toldTogether(e.values[0].refs, v.refs):
			others = append(others, loose(v.date))
		default:
			out = append(out, e.values[i])
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return loose(out[i].date).distance(chosen) < loose(out[j].date).distance(chosen) })
	told, kept := newSpanSet(others), map[words][]breaths{} // kept by each of the words that tell of it
	for _, v := range out {
		first, _ := wordsOf(v.refs[0])
		if told.overlaps(loose(v.date)) || slices.ContainsFunc(kept[first], func(b breaths) bool { return b.tell(v.refs) }) {
			continue
		}
		e.disputed = append(e.disputed, v)
		of := breathsOf(v.refs)
		for w := range of {
			kept[w] = append(kept[w], of)
		}
	}
}

// era reports whether d is a time in the course of which something happened, and no date of it: "during the Cold War", "through at least 1992".
func era(d edtf.Date) bool {
	return d.Precision() == edtf.IntervalPrecision && spanOf(d).width() > 366
}

// public returns e as the world sees it.
func (x *deriver) public(e *event) chancery.Event {
	count := map[string]int{}
	for _, r := range e.refs {
		count[r.Kind]++
	}
	kind := ""
	for _, k := range sortedKeys(count) {
		if kind == "" || count[k] > count[kind] {
			kind = k
		}
	}
	out := chancery.Event{Kind: kind, Modality: e.mood, Sources: x.witnesses(e.refs), Claims: idsOf(e.refs)}
	announced := true
	var agents, patients []chancery.Party
	differ := map[string]bool{}
	parties := ""
	for _, r := range e.refs {
		announced = announced && r.Modality == chancery.Announced
		if r.Kind != kind {
			differ["kind"] = true
			continue
		}
		if len(r.Patients) > 0 {
			agents, patients = addParties(agents, r.Agents), addParties(patients, r.Patients)
		}
		p := partyKeys(r.Agents) + ">" + partyKeys(r.Patients)
		if parties == "" {
			parties = p
		} else if parties != p {
			differ["party"] = true
		}
	}
	if announced {
		out.Modality = chancery.Announced
	}
	for _, r := range e.refs {
		if r.Kind == kind && len(r.Patients) == 0 {
			agents = addParties(agents, besides(r.Agents, patients))
		}
	}
	out.Agents, out.Patients = x.share(agents), x.share(patients)
	if !e.chosen.IsUnknown() {
		out.When = e.chosen.String()
	}
	for _, v := range e.values {
		out.Dates = append(out.Dates, v.date.String())
	}
	sort.Strings(out.Dates)
	if len(e.disputed) > 0 {
		differ["when"] = true
	}
	for _, side := range quantities(e.refs) {
		out.Quantity = append(out.Quantity, side.quantity)
	}
	if x.quantitiesDiffer(e.refs) {
		differ["quantity"] = true
	}
	out.Differs = sortedKeys(differ)
	out.ID = "e" + hash("event", e.class.name, string(e.mood), strings.Join(out.Claims, ","))
	return out
}

// share returns one copy of equal lists of parties, which most events of a pair have.
func (x *deriver) share(ps []chancery.Party) []chancery.Party {
	var key strings.Builder
	for _, p := range ps {
		for _, s := range [...]string{p.ID, p.Name, string(p.Type), p.Organ, p.Person} {
			key.WriteString(s)
			key.WriteByte(0)
		}
	}
	if old, ok := x.parties[key.String()]; ok {
		return old
	}
	x.parties[key.String()] = ps
	return ps
}

// besides returns those of ps who are none of others: whom one text names beside who acted, and others as the one acted on, did not act on himself.
func besides(ps, others []chancery.Party) []chancery.Party {
	if len(others) == 0 {
		return ps
	}
	return slices.DeleteFunc(slices.Clone(ps), func(p chancery.Party) bool {
		return slices.ContainsFunc(others, func(q chancery.Party) bool { return p.ID != "" && p.ID == q.ID })
	})
}

func addParties(list, more []chancery.Party) []chancery.Party {
	for _, p := range more {
		p.Mention = ""
		if !slices.ContainsFunc(list, func(q chancery.Party) bool { return q.ID == p.ID && q.Name == p.Name }) {
			list = append(list, p)
		}
	}
	return list
}

func partyKeys(ps []chancery.Party) string {
	var s []string
	for _, p := range ps {
		if p.ID != "" {
			s = append(s, p.ID)
		} else {
			s = append(s, normal(p.Name))
		}
	}
	sort.Strings(s)
	return strings.Join(s, ",")
}

func idsOf(refs []ref) []string {
	out := make([]string, 0, len(refs))
	for _, r := range refs {
		out = append(out, r.ID)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func hash(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])[:15]
}
