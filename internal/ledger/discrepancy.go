package ledger

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"sort"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/vocab"
)

// The weight of a type of discrepancy, and of the group of its kind; severity is their product.
var typeWeight = map[string]float64{
	"year": 1, "month": 0.8, "swapped": 0.7, "day": 0.6, "one-day": 0.4, "kind": 0.7, "party": 0.7, "quantity": 0.5, "status": 0.9, "arithmetic": 0.6, "anachronism": 0.8, "impossible": 0.5, "beginning": 0.3,
}

var groupWeight = map[string]float64{"standing": 1, "mission": 0.8, "state": 0.8, "agreement": 0.6, "measure": 0.6, "force": 0.7, "contact": 0.4, "figure": 0.5, "word": 0.3}

// findDiscrepancies lists the points on which the claims of a pair disagree.
func (x *deriver) findDiscrepancies(out *derived, sol *solved, events []*event) {
	add := func(typ string, kind string, sides []chancery.Side, note string) *chancery.Discrepancy {
		d := chancery.Discrepancy{Type: typ, A: x.key.a, B: x.key.b, Kind: kind, Sides: sides, Note: note}
		k, _ := x.l.kinds.Get(kind)
		d.Severity = math.Round(100*typeWeight[typ]*groupWeight[k.Group]) / 100
		all := []string{"discrepancy", typ, d.A, d.B, kind}
		for _, s := range sides {
			d.Values = append(d.Values, s.Value)
			all = append(append(all, s.Value), s.Claims...)
		}
		d.ID = "d" + hash(all...)
		out.discrepancies = append(out.discrepancies, d)
		return &out.discrepancies[len(out.discrepancies)-1]
	}
	for _, e := range events {
		if e.mood != chancery.Asserted {
			continue
		}
		kind := commonKind(e.refs)
		impossible(e, add)
		if len(e.disputed) > 0 {
			vs := append([]value{e.values[0]}, e.disputed...)
			if beginClasses[e.class.name] && x.succeeded(vs) {
				if left := x.unexplained(x.eras(vs)); len(left) > 1 {
					add("beginning", kind, dateSides(left), x.livesNote(left))
				}
				for _, of := range x.eras(vs) {
					if apart(of) {
						add(dateType(of), kind, dateSides(of), "")
					}
				}
			} else {
				add(dateType(vs), kind, dateSides(vs), "")
			}
		}
		counted := x.counted(e.refs)
		if k, _ := x.l.kinds.Get(kind); x.quantitiesDiffer(counted) && (k.Group != "figure" || !e.chosen.IsUnknown()) {
			var sides []chancery.Side
			for _, q := range quantities(counted) {
				sides = append(sides, chancery.Side{Value: quantityText(q.quantity), Claims: idsOf(q.refs)})
			}
			add("quantity", kind, sides, "")
		}
	}
	x.lostBeginnings(events, add)
	unaware(events, add)
	x.whoBroke(events, add)
	x.toldAgain(events, add)
	x.sums(events, add)
	x.anachronisms(add)
	for _, a := range sol.standing.aside {
		if !a.fact.implied || !everyDocument(a.fact.refs, a.held) {
			x.clash(a, add)
		}
	}
	for dir := range sol.mission {
		for _, a := range sol.mission[dir].aside {
			if !everyDocument(a.fact.refs, a.held) {
				x.clash(a, add)
			}
		}
	}
	sort.SliceStable(out.discrepancies, func(i, j int) bool { return lessDiscrepancy(&out.discrepancies[i], &out.discrepancies[j]) < 0 })
	out.discrepancies = slices.CompactFunc(out.discrepancies, func(a, b chancery.Discrepancy) bool { return a.ID == b.ID })
}

func lessDiscrepancy(a, b *chancery.Discrepancy) int {
	return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Type, b.Type), cmp.Compare(a.ID, b.ID))
}

type adder func(typ, kind string, sides []chancery.Side, note string) *chancery.Discrepancy

// clash lists a contradiction that the solver met. A text that tells of one mission and then of another, or of the end of relations and then of the
// embassy, does not contradict itself.
func (x *deriver) clash(a aside, add adder) {
	if a.clash == "" || len(a.fact.refs) == 0 {
		return
	}
	sides := []chancery.Side{{Value: a.fact.text(), Claims: idsOf(a.fact.refs)}}
	if held := minus(idsOf(a.held), sides[0].Claims); len(held) > 0 {
		value := commonKind(a.held)
		sides = append(sides, chancery.Side{Value: value, Claims: held})
	}
	add(a.clash, commonKind(a.fact.refs), sides, a.rule)
}

func (f *fact) text() string {
	s := commonKind(f.refs)
	if f.when != "" {
		s += " " + f.when
	}
	return s
}

// commonKind returns the kind that most of refs have.
func commonKind(refs []ref) string {
	n := map[string]int{}
	for _, r := range refs {
		n[r.Kind]++
	}
	best := ""
	for _, k := range sortedKeys(n) {
		if best == "" || n[k] > n[best] {
			best = k
		}
	}
	return best
}

// dateSides lists each date with the claims that give it, the earliest first.
func dateSides(vs []value) []chancery.Side {
	vs = slices.Clone(vs)
	sort.SliceStable(vs, func(i, j int) bool { return edtf.Compare(vs[i].date, vs[j].date) < 0 })
	var sides []chancery.Side
	for _, v := range vs {
		sides = append(sides, chancery.Side{Value: v.date.String(), Claims: idsOf(v.refs)})
	}
	return sides
}

// dateType says how two dates differ, of several the widest way: year, month, day, one day, day and month swapped.
func dateType(vs []value) string {
	order := []string{"one-day", "swapped", "day", "month", "year"}
	worst := 0
	for i, v := range vs {
		for _, w := range vs[i+1:] {
			if worst = max(worst, slices.Index(order, dateDiffers(v.date, w.date))); worst == len(order)-1 {
				return order[worst]
			}
		}
	}
	return order[worst]
}

func dateDiffers(a, b edtf.Date) string {
	if a.Precision() == edtf.DayPrecision && b.Precision() == edtf.DayPrecision {
		la, _ := a.Bounds()
		lb, _ := b.Bounds()
		if la-lb == 1 || lb-la == 1 {
			return "one-day"
		}
		y1, m1, d1 := a.Fields()
		y2, m2, d2 := b.Fields()
		switch {
		case y1 == y2 && m1 == d2 && m2 == d1 && m1 != m2:
			return "swapped"
		case y1 != y2:
			return "year"
		case m1 != m2:
			return "month"
		}
		return "day"
	}
	y1, e1, ok1 := a.Years()
	y2, e2, ok2 := b.Years()
	if ok1 && ok2 && (e1 < y2 || e2 < y1) {
		return "year"
	}
	return "month"
}

// impossible lists a day that no calendar has, beside the dates that others give of the same act.
func impossible(e *event, add adder) {
	var sides []chancery.Side
	for _, r := range e.refs {
		if r.When == nil || r.When.Impossible == "" {
			continue
		}
		i := slices.IndexFunc(sides, func(s chancery.Side) bool { return s.Value == r.When.Impossible })
		if i < 0 {
			i = len(sides)
			sides = append(sides, chancery.Side{Value: r.When.Impossible})
		}
		sides[i].Claims = append(sides[i].Claims, r.ID)
	}
	if len(sides) == 0 {
		return
	}
	for _, v := range e.values {
		if refs := slices.DeleteFunc(slices.Clone(v.refs), func(r ref) bool { return r.When.Impossible != "" }); len(refs) > 0 {
			sides = append(sides, chancery.Side{Value: v.date.String(), Claims: idsOf(refs)})
		}
	}
	add("impossible", commonKind(e.refs), sides, "no calendar has this day")
}

// whoBroke lists breaks of which one source names one state as the author and another the other.
func (x *deriver) whoBroke(events []*event, add adder) {
	for _, e := range events {
		if e.mood != chancery.Asserted || e.class.name != "sever-relations" && e.class.name != "suspend-relations" {
			continue
		}
		var by [2][]ref
		for _, r := range e.refs {
			if r.dir != both {
				by[r.dir] = append(by[r.dir], r)
			}
		}
		if len(by[0]) == 0 || len(by[1]) == 0 || anyOf(documentsOf(by[0], nil), by[1]) { // who speaks on both sides tells of two acts
			continue
		}
		add("party", commonKind(e.refs), []chancery.Side{{Value: x.key.a, Claims: idsOf(by[0])}, {Value: x.key.b, Claims: idsOf(by[1])}}, "who broke")
	}
}

// sums checks, within each document, that the exports of both sides make up the trade between them.
func (x *deriver) sums(events []*event, add adder) {
	type key struct {
		doc        *document
		when, unit string
	}
	type book struct {
		total  []ref
		export [2][]ref
	}
	books := map[key]*book{}
	var order []key
	for _, r := range x.refs {
		if r.Quantity == nil || !r.Modality.Actual() {
			continue
		}
		k := key{r.doc, "", r.Quantity.Unit}
		if when := x.breath(r); !when.IsUnknown() {
			k.when = when.String()
		}
		dir := r.dir
		if r.Kind == "imports" {
			dir = 1 - dir
		}
		if r.Kind != "trade-total" && r.Kind != "exports" && r.Kind != "imports" || r.Kind != "trade-total" && r.dir == both {
			continue
		}
		b := books[k]
		if b == nil {
			b = &book{}
			books[k] = b
			order = append(order, k)
		}
		if r.Kind == "trade-total" {
			b.total = append(b.total, r)
		} else {
			b.export[dir] = append(b.export[dir], r)
		}
	}
	for _, k := range order {
		b := books[k]
		if len(b.total) != 1 || len(b.export[0]) != 1 || len(b.export[1]) != 1 {
			continue
		}
		t, e, f := b.total[0], b.export[0][0], b.export[1][0]
		sum := e.Quantity.Value + f.Quantity.Value
		slack := 1.5 * min(lastPlace(t.Quantity.Value), lastPlace(e.Quantity.Value), lastPlace(f.Quantity.Value))
		if math.Abs(sum-t.Quantity.Value) <= math.Max(slack, 0.02*t.Quantity.Value) {
			continue
		}
		both := *e.Quantity
		both.Value, both.Approx = sum, ""
		add("arithmetic", "trade-total", []chancery.Side{
			{Value: quantityText(*t.Quantity), Claims: []string{t.ID}},
			{Value: quantityText(both), Claims: union([]string{e.ID}, []string{f.ID})},
		}, fmt.Sprintf("the two flows add up to %s", quantityText(both)))
	}
}

// anachronisms lists acts that are dated before a party to them existed, or after it had ceased to.
func (x *deriver) anachronisms(add adder) {
	if !x.states {
		return
	}
	dates := map[[2]string][]ref{} // by the kind, and by who did not exist then
	for _, r := range x.refs {
		k, ok := x.kind(r)
		if !ok || k.Group != "standing" && k.Group != "mission" || r.when.IsUnknown() || !r.Modality.Actual() || observed(k.Effect) || k.Effect == vocab.NoEffect {
			continue
		}
		if post := roleName(r.Claim, "type"); k.Group == "mission" && (post == "" || missionClass(post) != "diplomatic") {
			continue // a consulate may be older than the state in whose land it is, and outlive it
		}
		s := spanOf(r.when)
		if s.lo == edtf.MinDay || s.hi == edtf.MaxDay || s.width() > rareDays {
			continue
		}
		var lacking []string
		for _, id := range [2]string{x.key.a, x.key.b} {
			if x.far(id, s) && !x.ofStateBefore(r, id) {
				lacking = append(lacking, id)
			}
		}
		if len(lacking) == 0 {
			continue
		}
		of := [2]string{r.Kind, strings.Join(lacking, " and ")}
		dates[of] = append(dates[of], r)
	}
	for _, of := range slices.SortedFunc(maps.Keys(dates), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		add("anachronism", of[0], dateSides(valuesOf(dates[of])), of[1]+" did not exist then")
	}
}

// ofStateBefore reports whether the document of r tells of its date as that of a state before: in one breath with one in the life of the line id ("1882 and
// 1949"), or of two beginnings of relations, each in a sentence of its own.
func (x *deriver) ofStateBefore(r ref, id string) bool {
	if x.alive == nil {
		x.alive, x.before = map[inLife]bool{}, map[inLife]*spanSet{}
		for _, o := range x.refs {
			for _, line := range [2]string{x.key.a, x.key.b} {
				if w, ok := wordsOf(o); ok && !o.when.IsUnknown() && !x.far(line, spanOf(o.when)) {
					x.alive[inLife{w, o.Kind, line}] = true
				}
			}
		}
	}
	if w, ok := wordsOf(r); ok && x.alive[inLife{w, r.Kind, id}] {
		return true
	}
	return beginClasses[r.Kind] && x.startedBefore(r.doc, id).overlaps(loose(r.when))
}

// inLife names what is told, in some words or in all of a document, of the life of a line.
type inLife struct {
	words words
	kind  string
	line  string
}

// startedBefore returns the beginnings of relations that a document tells beside one in the life of the line id.
func (x *deriver) startedBefore(d *document, id string) *spanSet {
	k := inLife{words: words{doc: d}, line: id}
	if x.before[k] == nil {
		var prose bool
		var alive []ref
		all := x.beginnings(d)
		for _, o := range all {
			x.steps++
			if !x.far(id, spanOf(o.when)) {
				alive = append(alive, o)
				prose = prose || !inTable(o)
			}
		}
		told := breathsOf(alive)
		var spans []span
		for _, r := range all {
			if told.tell([]ref{r}) || prose && !inTable(r) {
				spans = append(spans, loose(r.when))
			}
		}
		x.before[k] = newSpanSet(spans)
	}
	return x.before[k]
}

// earlyYears is how far outside the years of a state an act must lie to be an anachronism: states act before they are
// independent, and lists of states differ by some years.
const earlyYears = 10

// coveredFrom is the year from which lists of states are complete.
const coveredFrom = 1816

// far reports whether s lies more than earlyYears before the first or after the last state of the line. A line may lapse and
// come back, and in between much is said of it.
func (x *deriver) far(id string, s span) bool {
	life := x.l.lives.of(id)
	first, _, _ := s.lo.Civil()
	last, _, _ := s.hi.Civil()
	return life.last > 0 && first >= coveredFrom && (last < life.first-earlyYears || first > life.last+earlyYears && life.last < lastYear)
}

// toldAgain lists two breaks within a year between which nobody tells of new relations, where a document tells of one of them alone: the standing takes
// the second for the first, told again, so their dates disagree. What the two states did each for itself, and what a sentence tells in one breath, is two acts.
func (x *deriver) toldAgain(events []*event, add adder) {
	var last *event
	for _, e := range events {
		if e.mood != chancery.Asserted || e.class.name != "sever-relations" || e.chosen.IsUnknown() {
			continue
		}
		if b := last; b != nil && !eachBroke(b, e) && !loose(b.chosen).overlaps(loose(e.chosen)) && loose(b.chosen).distance(loose(e.chosen)) < crisisDays &&
			!(everyDocument(b.refs, e.refs) && everyDocument(e.refs, b.refs)) && !toldTogether(e.refs, b.refs) && !x.parted(b, e, turningsFor(b, events)) {
			vs := []value{{date: b.chosen, refs: b.refs}, {date: e.chosen, refs: e.refs}}
			add(dateType(vs), "sever-relations", dateSides(vs), "relations that were broken off cannot be broken off again")
		}
		last = e
	}
}

// eachBroke reports whether a tells that the one state broke with the other, and b the other way round.
func eachBroke(a, b *event) bool {
	return slices.ContainsFunc(a.refs, func(r ref) bool {
		return r.dir != both && slices.ContainsFunc(b.refs, func(s ref) bool { return s.dir == 1-r.dir })
	})
}
