package extract

import (
	"fmt"
	"strconv"
	"strings"

	"chancery"
	"chancery/internal/edtf"
)

// Acts that a text tells by how long ago they were: "celebrated the 50th anniversary of the establishment of relations in 2022" is of 1972.

// ordinalWords are the numbers of the anniversaries that are kept, as they are written in words.
var ordinalWords = map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10, "fifteenth": 15, "twentieth": 20, "twenty-fifth": 25, "thirtieth": 30, "thirty-fifth": 35, "fortieth": 40,
	"fiftieth": 50, "sixtieth": 60, "seventieth": 70, "seventy-fifth": 75, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
	"ten": 10, "twenty": 20, "twenty-five": 25, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "seventy-five": 75, "eighty": 80, "ninety": 90, "hundred": 100}

// anniversary returns the noun at or above the token t that tells how many years ago what t names was, and how many: "the 50th [anniversary] of the
// establishment", "thirty [years] of relations".
func (g *graph) anniversary(t int) (at, years int, ok bool) {
	for a, n := t, 0; a >= 0 && n < 4; a, n = g.head(a), n+1 {
		switch g.low[a] {
		case "anniversary", "year":
		case "centenary", "centennial":
			return a, 100, true
		case "bicentenary", "bicentennial":
			return a, 200, true
		default:
			if !g.is(a, "nmod", "compound", "conj") && !(a == t && g.is(a, "acl") && g.marks(a) == "of") { // "of establishing relations"
				return 0, 0, false
			}
			continue
		}
		if a != t && g.low[a] == "year" && !g.celebrated(a) {
			return 0, 0, false
		}
		for _, c := range g.kids[a] {
			if years, ok := g.ordinal(c); ok {
				return a, years, true
			}
		}
		return 0, 0, false
	}
	return 0, 0, false
}

// remembered reports whether the sentence only tells that what t names is remembered.
func (g *graph) remembered(t int) bool {
	_, _, ok := g.anniversary(t)
	return ok
}

// celebrated reports whether the noun a is what is celebrated: "marked fifty [years] of relations".
func (g *graph) celebrated(a int) bool {
	h := g.head(a)
	return h >= 0 && (g.is(a, "obj") || g.is(a, "nsubj")) && (g.low[h] == "mark" || g.low[h] == "celebrate" || g.low[h] == "commemorate")
}

// ordinal returns the number that t is, as a cardinal or an ordinal.
func (g *graph) ordinal(t int) (int, bool) {
	if n, ok := ordinalWords[g.low[t]]; ok {
		return n, true
	}
	form := strings.ToLower(g.toks[t].Form)
	for _, tail := range []string{"st", "nd", "rd", "th"} {
		form = strings.TrimSuffix(form, tail)
	}
	n, err := strconv.Atoi(form)
	return n, err == nil && n > 0 && n <= 1000
}

// anniversaryOf returns when the act at m was, where the sentence tells how many years later it is remembered: nothing, if not in which year that is. ok is false
// where it does not tell so.
func (p *passage) anniversaryOf(r *reading, m *match) (out []chancery.When, ok bool) {
	a, years, ok := r.anniversary(m.tok)
	if !ok {
		return nil, false
	}
	var times []timed
	for _, e := range r.times {
		if e.first > a || e.last < a {
			times = append(times, e)
		}
	}
	st := m.stance
	best, _ := r.dates(r.verbAbove(a), &st, times, false)
	if len(best) == 0 {
		best, _ = r.dates(m.tok, &st, times, false)
	}
	for _, e := range best {
		for _, w := range e.whens {
			if r.below(e.head, a) { // "the 50th anniversary of the 1960 treaty"
				return []chancery.When{w}, true
			}
			if d, err := edtf.Parse(w.EDTF); err == nil && !(p.article && w.Basis == chancery.BasisDocument) { // not from what a page that is written on for years calls "this year"
				if first, last, known := d.Years(); known && first == last {
					w.EDTF, w.Relative, w.Basis = fmt.Sprintf("%04d", first-years), "", chancery.BasisContext
					return []chancery.When{w}, true
				}
			}
		}
	}
	return nil, true
}
