package ledger

import (
	"sync"

	"chancery/internal/edtf"
)

// The years over which the lineage is searched for the beginning and the end of a state.
const (
	firstYear = 1800
	lastYear  = 2030
)

// life is the years in which a line of states existed.
type life struct {
	state bool // it is a line of states
	first int  // the first year in which a state of it existed, as far as looked at; 0 where nothing is known
	last  int  // the last year in which a state of it existed, lastYear where it still does; 0 where nothing is known
	years [lastYear - firstYear + 1]bool
}

// in reports whether a state of the line existed in a year. Outside the years that are looked at nothing is denied.
func (l *life) in(year int) bool {
	if year < firstYear || year > lastYear {
		return true
	}
	return l.years[year-firstYear]
}

// lives keeps the life of each line that was asked for.
type lives struct {
	lines Lineage
	known sync.Map // line -> *life
}

func (l *lives) of(line string) *life {
	if v, ok := l.known.Load(line); ok {
		return v.(*life)
	}
	out := &life{}
	for _, m := range l.lines.Members(line) {
		out.state = true
		for y := firstYear; y <= lastYear; y++ {
			if l.lines.Exists(m, edtf.Year(y)) {
				out.years[y-firstYear] = true
				out.last = max(out.last, y)
				if out.first == 0 || y < out.first {
					out.first = y
				}
			}
		}
	}
	v, _ := l.known.LoadOrStore(line, out)
	return v.(*life)
}
