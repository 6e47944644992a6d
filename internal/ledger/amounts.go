package ledger

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"

	"chancery"
	"chancery/internal/edtf"
)

// counted takes the claims whose number is of one occurrence alone. A number that a sentence tells of several ("four, in 2018 and 2020") is of all of
// them together.
func (x *deriver) counted(refs []ref) []ref {
	return slices.DeleteFunc(slices.Clone(refs), func(r ref) bool {
		if r.Quantity == nil || r.Quote.End == 0 {
			return false
		}
		x.indexAmounts()
		return x.occasions[numberOf(r)].elsewhere(loose(r.when), x)
	})
}

// number is one that a sentence gives.
type number struct {
	in    words
	kind  string
	value float64
	unit  string
}

func numberOf(r ref) number {
	w, _ := wordsOf(r)
	return number{w, r.Kind, r.Quantity.Value, r.Quantity.Unit}
}

// occasions are the times that a sentence gives for one number, to be asked whether one of them is surely another than a given time: n of them answer n questions in some
// n log n steps.
type occasions struct {
	whole   []span     // that are no choice of two, in order
	hi      []edtf.Day // the earliest end of this one of whole and all behind it
	choices []span     // of two dates one: manyDates at most, which is more than any sentence has
}

func (o *occasions) add(s span) {
	if s.hole == (hole{}) {
		o.whole = append(o.whole, s)
	} else if len(o.choices) < manyDates {
		o.choices = append(o.choices, s)
	}
}

func (o *occasions) index() {
	slices.SortFunc(o.whole, func(a, b span) int { return cmp.Compare(a.lo, b.lo) })
	o.hi = make([]edtf.Day, len(o.whole))
	end := edtf.MaxDay
	for i := len(o.whole) - 1; i >= 0; i-- {
		end = min(end, o.whole[i].hi)
		o.hi[i] = end
	}
}

// elsewhere reports whether one of the times cannot be s.
func (o *occasions) elsewhere(s span, x *deriver) bool {
	x.steps++
	if n := len(o.whole); n > 0 && (o.hi[0] < s.lo || o.whole[n-1].lo > s.hi) {
		return true
	}
	if s.hole != (hole{}) { // what lies between the two dates of s is neither
		i, _ := slices.BinarySearchFunc(o.whole, s.hole.lo, func(a span, day edtf.Day) int { return cmp.Compare(a.lo, day) })
		if i < len(o.hi) && o.hi[i] <= s.hole.hi {
			return true
		}
	}
	for _, c := range o.choices {
		x.steps++
		if !c.overlaps(s) {
			return true
		}
	}
	return false
}

// indexAmounts notes, once, which times the sentences of the pair give for their numbers, and which one time for all.
func (x *deriver) indexAmounts() {
	if x.occasions != nil {
		return
	}
	x.occasions, x.breaths = map[number]*occasions{}, map[words]*oneTime{}
	for _, r := range x.refs {
		if r.Quantity == nil {
			continue
		}
		n := numberOf(r)
		o := x.occasions[n]
		if o == nil {
			o = &occasions{}
			x.occasions[n] = o
		}
		o.add(loose(r.when))
		if r.when.IsUnknown() {
			continue
		}
		if b := x.breaths[n.in]; b == nil {
			x.breaths[n.in] = &oneTime{when: r.when}
		} else if b.when != r.when {
			b.several = true
		}
	}
	for _, o := range x.occasions {
		o.index()
	}
}

// oneTime is the time that a sentence gives for its numbers, where it is one.
type oneTime struct {
	when    edtf.Date
	several bool
}

// breath is the time of a figure: its own, else the one that its sentence gives for another figure: "sold goods for 260 million, and bought for 78 million in 2010".
func (x *deriver) breath(r ref) edtf.Date {
	if !r.when.IsUnknown() || r.Quote.End == 0 {
		return r.when
	}
	x.indexAmounts()
	w, _ := wordsOf(r)
	if b := x.breaths[w]; b != nil && !b.several {
		return b.when
	}
	return r.when
}

// amount is one quantity that claims give.
type amount struct {
	quantity chancery.Quantity
	refs     []ref
}

// quantities lists the quantities of refs, by unit and value.
func quantities(refs []ref) []amount {
	var out []amount
	at := map[chancery.Quantity]int{}
	for _, r := range refs {
		if r.Quantity == nil {
			continue
		}
		q := *r.Quantity
		q.Text = ""
		i, ok := at[q]
		if !ok {
			i = len(out)
			at[q] = i
			out = append(out, amount{quantity: q})
		}
		out[i].refs = append(out[i].refs, r)
	}
	slices.SortFunc(out, func(a, b amount) int {
		return cmp.Or(cmp.Compare(a.quantity.Unit, b.quantity.Unit), cmp.Compare(a.quantity.Value, b.quantity.Value), cmp.Compare(a.quantity.Approx, b.quantity.Approx))
	})
	return out
}

// quantitiesDiffer reports whether two quantities of one unit cannot mean the same: neither is the other rounded,
// and they are not within a tenth where one is said to be about. Of over, under and up to nothing is concluded, nor of two that are told in one breath:
// who writes them means two things.
func (x *deriver) quantitiesDiffer(refs []ref) bool {
	var of []toldAmount
	for _, q := range quantities(refs) {
		if !bounding(q.quantity) {
			of = append(of, toldAmount{q.quantity, allWords(q.refs)})
		}
	}
	for len(of) > 0 { // they are in order of their units
		n := 1
		for n < len(of) && of[n].Unit == of[0].Unit {
			n++
		}
		unit := widest(of[:n])
		for i, p := range unit {
			for _, q := range unit[i+1:] {
				x.steps++
				if (p.in == nil || !maps.Equal(p.in, q.in)) && !sameAmount(p.Quantity, q.Quantity) {
					return true
				}
			}
		}
		of = of[n:]
	}
	return false
}

// toldAmount is a quantity and the words in which it is told; nil where a claim has none.
type toldAmount struct {
	chancery.Quantity
	in map[words]bool
}

// manyAmounts is up to how many quantities of one unit are held against each other. No occurrence is told with so many.
const manyAmounts = 200

// widest returns the quantities of one unit that are held against each other, of which there are manyAmounts at most: the least and the greatest that each set of words
// tells, and of too many such sets the least and the greatest of all, which differ if any do. All are in order of their values.
func widest(all []toldAmount) []toldAmount {
	if len(all) <= manyAmounts {
		return all
	}
	var out []toldAmount
	ends := map[words][2]int{} // of those that one sentence alone tells
	for i, q := range all {
		if len(q.in) == 1 {
			for w := range q.in {
				if e, ok := ends[w]; ok {
					ends[w] = [2]int{e[0], i}
				} else {
					ends[w] = [2]int{i, i}
				}
			}
		}
	}
	for i, q := range all {
		inside := false
		if len(q.in) == 1 {
			for w := range q.in {
				inside = i != ends[w][0] && i != ends[w][1]
			}
		}
		if !inside {
			out = append(out, q)
		}
	}
	if len(out) > manyAmounts {
		out = slices.Concat(out[:manyAmounts/2], out[len(out)-manyAmounts/2:])
	}
	return out
}

// bounding reports whether a quantity is only a bound.
func bounding(q chancery.Quantity) bool {
	return q.Approx == "over" || q.Approx == "under" || q.Approx == "up to"
}

func sameAmount(p, q chancery.Quantity) bool {
	gap := math.Abs(p.Value - q.Value)
	switch {
	case bounding(p) || bounding(q):
		return true
	case p.Approx == "about" || q.Approx == "about":
		return gap <= 0.1*math.Max(math.Abs(p.Value), math.Abs(q.Value))
	}
	// One may be the other, rounded.
	if a, b := lastPlace(p.Value), lastPlace(q.Value); a != b {
		return gap <= math.Max(a, b)/2
	}
	return gap == 0
}

// lastPlace is the worth of the last figure that is not zero: 10 for 260, 1 for 338.
func lastPlace(v float64) float64 {
	s := strconv.FormatFloat(math.Abs(v), 'f', -1, 64)
	if i := len(s) - 1; i >= 0 {
		for j := 0; j < len(s); j++ {
			if s[j] == '.' {
				return math.Pow10(-(len(s) - 1 - j))
			}
		}
		n := 0
		for i > 0 && s[i] == '0' {
			n++
			i--
		}
		return math.Pow10(n)
	}
	return 1
}

func quantityText(q chancery.Quantity) string {
	s := strconv.FormatFloat(q.Value, 'f', -1, 64)
	if q.Approx != "" {
		s = q.Approx + " " + s
	}
	if q.Unit != "" {
		s += " " + q.Unit
	}
	return s
}
