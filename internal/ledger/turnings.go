package ledger

import (
	"cmp"
	"slices"

	"chancery"
	"chancery/internal/edtf"
)

// What parts two acts of a kind: the contrary that happened between them, or that one of the two states was not there.

// parted reports whether the contrary of a and b happened between them, or one of the two states did not exist there.
func (x *deriver) parted(a, b *event, turns *turnings) bool {
	if beginClasses[a.class.name] {
		if _, lost := x.lost(a.core.hi, b.core.lo); lost {
			return true
		}
	}
	return turns.between(a, b)
}

// contraries are the classes of the events that can part two of a class.
func contraries(class string) map[string]bool {
	switch {
	case beginClasses[class]:
		return endClasses
	case endClasses[class]:
		return beginClasses
	}
	return opposite[class]
}

var opposite = map[string]map[string]bool{"open-mission": {"close-mission": true}, "close-mission": {"open-mission": true}, "recognise": {"withdraw-recognition": true}}

// turnings are events in the order in which they began, that can part two acts of one class and direction.
type turnings struct {
	lo []edtf.Day // when each began
	hi []edtf.Day // the earliest end of this one and all behind it
}

// turningsFor returns those of all that can part events like e: of any direction, where that does not part e's class.
func turningsFor(e *event, all []*event) *turnings {
	against := contraries(e.class.name)
	if len(against) == 0 {
		return &turnings{}
	}
	var of []span
	for _, o := range all {
		if o.mood == chancery.Asserted && against[o.class.name] && (e.class.anys || o.dir == e.dir) {
			of = append(of, o.core)
		}
	}
	slices.SortFunc(of, func(a, b span) int { return cmp.Compare(a.lo, b.lo) })
	t := &turnings{make([]edtf.Day, len(of)), make([]edtf.Day, len(of))}
	end := edtf.MaxDay
	for i := len(of) - 1; i >= 0; i-- {
		end = min(end, of[i].hi)
		t.lo[i], t.hi[i] = of[i].lo, end
	}
	return t
}

// between reports whether one lies within the time from the beginning of a to the end of b, and does not fill it.
func (t *turnings) between(a, b *event) bool {
	i, _ := slices.BinarySearch(t.lo, a.core.lo)
	j, _ := slices.BinarySearch(t.lo, a.core.lo+1)
	return i < len(t.hi) && t.hi[i] < b.core.hi || j < len(t.hi) && t.hi[j] <= b.core.hi
}

// lost returns the last year of a state of the pair that ceased to exist between two days, by what the lineage tells, and was
// there again later; false where none did.
func (x *deriver) lost(from, to edtf.Day) (year int, ok bool) {
	for _, id := range [2]string{x.key.a, x.key.b} {
		if year, ok = x.lostState(id, from, to); ok {
			return year, true
		}
	}
	return 0, false
}

// lostState is lost of one state of the pair.
func (x *deriver) lostState(id string, from, to edtf.Day) (year int, ok bool) {
	if to-from < rareDays {
		return 0, false
	}
	y1, _, _ := from.Civil()
	y2, _, _ := to.Civil()
	life, there := x.l.lives.of(id), false
	for y := y1; y < y2 && life.state; y++ {
		if there && !life.in(y) {
			return y - 1, true
		}
		there = there || life.in(y)
	}
	return 0, false
}
