package pdf

import (
	"fmt"
	"math"
	"regexp"
	"strings"
)

// What repeats at the head or the foot of page after page is furniture: running heads, numbers of pages, marks of classification. So a page is put in
// order twice where the pages behind it show more of it: what has been told of a page stands, should a later one end the reading.

const (
	edgeRows   = 3       // at the head and the foot of a page that may be furniture
	lookahead  = 8       // pages
	maxShapes  = 100_000 // remembered
	longestRow = 200     // bytes of furniture
)

// A sheet is a page whose chunks are there.
type sheet struct {
	line line // what is told of it
	lay  *layout
	rows []row // of the direction in which most of it runs
	dir  int
	told string // the furniture that it was told with
}

// An edge is a row at the head or the foot of a page.
type edge struct {
	row  int
	foot bool
	text string
	key  string
	away bool // white sets it apart from the text of the page
}

// seen is how often an edge has been met.
type seen struct {
	count, first, last int // pages
	exact              int // with the same text
	text               string
}

// furniture remembers the edges of the pages.
type furniture struct {
	seen  map[string]*seen
	pages int
}

var pageNumber = regexp.MustCompile(`^(?i)[-–—\[( |]*(?:(?:page|p\.|pg\.?|seite) ?)?(?:\d{1,4}|[ivxlc]{1,7})(?: ?(?:/|of|von|–|-) ?\d{1,4})?[-–—\]) |.]*$`)

// edges returns the rows of a sheet that may be furniture.
func (s *sheet) edges() []edge {
	var out []edge
	n := len(s.rows)
	pitch := 0.0
	if n > 0 {
		pitch = usual(s.rows)
	}
	add := func(i int, foot bool) {
		var parts []string
		for _, p := range segments(s.rows[i].chunks, 2*s.rows[i].size) {
			parts = append(parts, s.lay.words(p))
		}
		t := strings.Join(parts, " ")
		if t == "" || len(t) > longestRow {
			return
		}
		const steps = 3 // points
		e := edge{row: i, foot: foot, text: t, key: fmt.Sprint(math.Round(s.rows[i].v/steps), shape(t))}
		if foot {
			e.key = "_" + e.key
			e.away = i == 0 || s.rows[i-1].v-s.rows[i].v > 1.3*pitch
		} else {
			e.away = i == n-1 || s.rows[i].v-s.rows[i+1].v > 1.3*pitch
		}
		out = append(out, e)
	}
	for i := range min(edgeRows, n) {
		add(i, false)
	}
	for i := range min(edgeRows, n-len(out)) {
		add(n-1-i, true)
	}
	return out
}

// learn counts the edges of a sheet.
func (f *furniture) learn(s *sheet) {
	f.pages++
	met := map[string]bool{}
	for _, e := range s.edges() {
		if met[e.key] {
			continue
		}
		met[e.key] = true
		x := f.seen[e.key]
		if x == nil {
			if len(f.seen) >= maxShapes {
				continue
			}
			x = &seen{first: s.line.Page, text: e.text}
			f.seen[e.key] = x
		}
		x.count++
		x.last = s.line.Page
		if x.text == e.text {
			x.exact++
		}
	}
}

// of returns the rows of a sheet that are furniture.
func (f *furniture) of(s *sheet) map[int]bool {
	out := map[int]bool{}
	outer := [2]bool{true, true} // nothing but furniture stands further out
	for _, e := range s.edges() {
		side := 0
		if e.foot {
			side = 1
		}
		x := f.seen[e.key]
		if x == nil {
			x = &seen{}
		}
		lone := outer[side] && e.away && pageNumber.MatchString(e.text) && len(s.rows) > 2
		often := x.count >= 3 && 3*x.count >= x.last-x.first+1 || x.count == 2 && x.exact == 2 && e.away
		sentence := strings.HasSuffix(e.text, ".") && x.exact < 3
		if lone || often && !sentence && (e.away || outer[side]) {
			out[e.row] = true
			continue
		}
		outer[side] = false
	}
	return out
}

// shape is a text with its numbers taken for one.
func shape(t string) string {
	var b strings.Builder
	digits := false
	for _, r := range t {
		if r >= '0' && r <= '9' {
			if !digits {
				b.WriteByte('#')
			}
			digits = true
			continue
		}
		digits = false
		b.WriteRune(r)
	}
	return b.String()
}
