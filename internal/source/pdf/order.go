package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The reading order of a page is found by rivers: strips of white that run down between words over several lines. Where running text stands on both
// sides of one, these are columns, and what stands above, to the left, to the right and below is read in this order, each by the same rule. Where it
// is no running text, the lines are rows of a table. So a heading across the columns ends a river, and a table does too, as its words do not flow.

// A block is a part of a page in reading order.
type block struct {
	Kind   string   `json:"k,omitempty"` // "" for a paragraph, else one of those below
	Level  int      `json:"l,omitempty"`
	Text   string   `json:"t,omitempty"`
	Cells  []string `json:"c,omitempty"` // of a row
	Size   float64  `json:"s,omitempty"`
	Open   bool     `json:"o,omitempty"` // its last line is full: it may go on
	Box    bool     `json:"b,omitempty"` // it stands in a box of its own
	Leaf   int      `json:"f,omitempty"` // the column in which it stands, by number on its page
	Indent bool     `json:"i,omitempty"` // its first line is set in, or a mark of a list stands before it: it does not go on from another
}

// Kinds of block.
const (
	kindHeading = "heading"
	kindCaption = "caption"
	kindNote    = "note"
	kindRow     = "row"
	kindHead    = "head" // of the columns of the rows that follow
	kindRunning = "running"
	kindAside   = "aside"
)

const (
	leastRiver  = 0.7 // of the size of the body: no gap between two words is wider over many lines
	cellGap     = 0.9 // of the size: cells of a table are set apart at least so far
	wideGap     = 1.6 // of the size: words of one line are not set so far apart, be the column as narrow as may be
	maxDepth    = 40
	maxRivers   = 96 // followed at a time
	maxGaps     = 64 // of a row, looked at
	triedRivers = 8  // of a region, looked at
)

// A region is a part of a page that is put in order.
type region struct {
	l    *layout
	body float64
	dir  int
	out  []block
	leaf int
	// lines that are drawn across and down, and what stands in boxes of them
	along, down []span
	boxes       []box
}

// A river is a strip of white between left and right, from row first to row last.
type river struct {
	x0, x1      float64
	first, last int
	left, right int // rows with text on these sides
	both        int // rows with text on both
}

// rivers returns the strips that are white over two rows or more, with text on both sides.
func rivers(rows []row, least float64) []river {
	var open, done []river
	end := func(r river, last int) {
		r.last = last
		if r.left >= 2 && r.right >= 2 && last > r.first && !math.IsInf(r.x0, 0) && !math.IsInf(r.x1, 0) {
			done = append(done, r)
		}
	}
	for i, r := range rows {
		var gaps []river // of this row
		right := math.Inf(-1)
		for _, c := range r.chunks {
			if c.u0-right >= least {
				gaps = append(gaps, river{x0: right, x1: c.u0, first: i}) // the first is open to the edge of the page
			}
			right = max(right, c.u1)
		}
		gaps = append(gaps, river{x0: right, x1: math.Inf(1), first: i})
		if len(gaps) > maxGaps {
			slices.SortStableFunc(gaps, func(a, b river) int { return sign((b.x1 - b.x0) - (a.x1 - a.x0)) })
			gaps = gaps[:maxGaps]
		}
		var next []river
		for _, o := range open {
			alive := false
			for _, g := range gaps {
				x0, x1 := max(o.x0, g.x0), min(o.x1, g.x1)
				if x1-x0 >= least {
					alive = alive || x1-x0 >= 0.8*(o.x1-o.x0)
					o2 := o
					o2.x0, o2.x1 = x0, x1
					next = append(next, o2)
				}
			}
			if !alive {
				end(o, i-1)
			}
		}
		open = distinct(append(next, gaps...))
		for k := range open {
			o := &open[k]
			left, right := r.left() < o.x0, r.right() > o.x1
			if left {
				o.left++
			}
			if right {
				o.right++
			}
			if left && right {
				o.both++
			}
		}
	}
	for _, o := range open {
		end(o, len(rows)-1)
	}
	return done
}

// distinct keeps, of rivers in the same place, the longest, and no more of all than are looked at.
func distinct(all []river) []river {
	slices.SortStableFunc(all, func(a, b river) int {
		if a.first != b.first {
			return a.first - b.first
		}
		return sign((b.x1 - b.x0) - (a.x1 - a.x0))
	})
	out := all[:0]
next:
	for _, r := range all {
		for _, o := range out {
			if o.x0 <= r.x0+0.01 && o.x1 >= r.x1-0.01 {
				continue next
			}
		}
		if len(out) < maxRivers {
			out = append(out, r)
		}
	}
	return out
}

// read puts rows in order.
func (g *region) read(rows []row, depth int) {
	if len(rows) == 0 {
		return
	}
	if depth < maxDepth && len(rows) >= 2 {
		all := rivers(rows, leastRiver*g.body)
		if r, ok := g.columns(rows, all); ok {
			g.split(rows, r, depth)
			return
		}
		if t, ok := g.table(rows, all); ok {
			g.read(rows[:t.first], depth+1)
			g.rows(rows[t.first:t.last+1], t.edges)
			g.read(rows[t.last+1:], depth+1)
			return
		}
	}
	g.paragraphs(rows)
}

// columns returns the longest river with running text on both sides, or with text on one that does not care for what stands beside it: a table or a
// list in the next column, words in the margin, numbers of lines.
func (g *region) columns(rows []row, all []river) (river, bool) {
	slices.SortStableFunc(all, func(a, b river) int {
		x, y := min(a.left, a.right), min(b.left, b.right)
		if x != y {
			return y - x
		}
		return sign((b.x1 - b.x0) - (a.x1 - a.x0))
	})
	for i, r := range all {
		if i == triedRivers {
			break
		}
		if least := g.leastRows(rows[r.first:r.last+1], r); min(r.left, r.right) < least {
			continue
		}
		r = widen(rows, r)
		part := rows[r.first : r.last+1]
		left, right := sides(part, r)
		switch l, r2 := g.prose(left), g.prose(right); {
		case l && r2 && !g.paired(part, left, right, r), l != r2 && !g.marks(left) && !g.entries(part, r):
			return r, true
		}
	}
	return river{}, false
}

// leastRows is how many rows with text on each side a river must have to part columns: the fewer the wider it is than the gaps between words.
func (g *region) leastRows(rows []row, r river) int {
	var gaps []float64
	for _, x := range rows {
		for i := 1; i < len(x.chunks); i++ {
			p, c := x.chunks[i-1], x.chunks[i]
			if d := c.u0 - p.u1; d > wordGap*c.size && (p.u1 > r.x0 || c.u0 < r.x1) {
				gaps = append(gaps, d)
			}
		}
	}
	words := 0.3 * g.body
	if n := len(gaps); n > 0 {
		slices.Sort(gaps)
		words = max(words, gaps[n/2])
	}
	switch wide := r.x1 - r.x0; {
	case wide > 2.5*words && wide > 1.4*g.body:
		return 2
	case wide > 2*words:
		return 3
	case wide > 1.5*words:
		return 8
	}
	return math.MaxInt
}

// widen takes the rows above a river into it that do not touch it either.
func widen(rows []row, r river) river {
	for r.first > 0 {
		for _, c := range rows[r.first-1].chunks {
			if c.u1 > r.x0 && c.u0 < r.x1 {
				return r
			}
		}
		r.first--
	}
	return r
}

// sides parts rows at a river.
func sides(rows []row, r river) (left, right []row) {
	mid := (r.x0 + r.x1) / 2
	for _, x := range rows {
		n := 0
		for n < len(x.chunks) && (x.chunks[n].u0+x.chunks[n].u1)/2 < mid {
			n++
		}
		if n > 0 {
			left = append(left, newRow(x.chunks[:n:n]))
		}
		if n < len(x.chunks) {
			right = append(right, newRow(x.chunks[n:]))
		}
	}
	return left, right
}

// prose reports whether rows hold running text: lines of several words, many of which begin in the middle of a sentence.
func (g *region) prose(rows []row) bool {
	lines, inside := 0, 0
	var words []int
	for _, r := range rows {
		for _, s := range segments(r.chunks, wideGap*g.body) {
			t := g.l.words(s)
			n := len(strings.Fields(t))
			first, _ := utf8.DecodeRuneInString(t)
			lines++
			words = append(words, n)
			if n >= 2 && unicode.IsLetter(first) && !unicode.IsUpper(first) && !unicode.IsTitle(first) {
				inside++
			}
		}
	}
	if lines < 2 {
		return false
	}
	slices.Sort(words)
	const few = 4 // lines may all begin with a name
	return words[len(words)/2] >= 3 && (4*inside >= lines || lines <= few && !ends(g.l.words(rows[0].chunks)) && ends(g.l.words(rows[len(rows)-1].chunks)))
}

// paired reports whether the text on both sides of a river stands in rows, several lines to each, as in a table whose cells hold sentences: lines are
// drawn across the river between them, or white runs across at the same height on both sides, again and again.
func (g *region) paired(rows, left, right []row, r river) bool {
	drawn := 0
	for _, a := range g.along {
		if a.from < r.x0 && a.to > r.x1 && a.at < rows[0].v && a.at > rows[len(rows)-1].v {
			drawn++
		}
	}
	if drawn >= 2 {
		return true
	}
	pitch := max(usual(left), usual(right))
	white := func(rows []row) (n int) {
		for i := 1; i < len(rows); i++ {
			if rows[i-1].v-rows[i].v > 1.3*pitch {
				n++
			}
		}
		return n
	}
	even, ragged, from := 0, 0, 0
	for i := 1; i <= len(rows); i++ {
		if i < len(rows) && rows[i-1].v-rows[i].v <= 1.3*pitch {
			continue
		}
		// White on both sides: a row ends here. In columns that is chance, and both are full up to it.
		if both(rows[from], r) && i-from <= longCell {
			even++
			if !both(rows[i-1], r) {
				ragged++
			}
		}
		from = i
	}
	return even >= 4 && 5*(even-1) >= 4*max(white(left), white(right)) && 3*ragged >= even
}

// beside reports whether two rows that are closer than lines are stand on the two sides of a river, as the lines of cells do that are centred.
func beside(p, x row, r river) bool {
	return p.v-x.v < 0.75*min(p.size, x.size) && (p.right() <= r.x0 && x.left() >= r.x1 || x.right() <= r.x0 && p.left() >= r.x1)
}

// both reports whether a row has text on both sides of a river.
func both(x row, r river) bool { return x.left() < r.x0 && x.right() > r.x1 }

// usual is the distance that most rows keep from the next one.
func usual(rows []row) float64 {
	if len(rows) == 0 {
		return 0
	}
	count := map[int]int{}
	best := 0
	for i := 1; i < len(rows); i++ {
		if d := rows[i-1].v - rows[i].v; d > 0.7*min(rows[i].size, rows[i-1].size) && d < 4*rows[i].size {
			k := int(math.Round(d * 2))
			count[k]++
			if count[k] > count[best] || count[k] == count[best] && k < best {
				best = k
			}
		}
	}
	if best == 0 {
		return 1.2 * rows[0].size
	}
	return float64(best) / 2
}

// split reads the columns beside a river, and what stands above and below them.
func (g *region) split(rows []row, r river, depth int) {
	left, right := sides(rows[r.first:r.last+1], r)
	pitch := max(usual(left), usual(right))
	// A line over the columns that does not reach over the river: a heading to the left, a date to the right.
	for i := r.first; i <= min(r.last-2, r.first+2); i++ {
		if rows[i].v-rows[i+1].v > 1.8*pitch && !both(rows[i], r) {
			r.first = i + 1
			break
		}
	}
	// A table across the columns at their head or their foot may have more rows beyond them.
	part := rows[r.first : r.last+1]
	above, below := rows[:r.first], rows[r.last+1:]
	from, to := g.across(part, r)
	if from == 0 && to == len(part) {
		g.read(above, depth+1)
		g.tableOf(part)
		g.read(below, depth+1)
		return
	}
	if from == 0 {
		above, part = rows[:r.first+to], part[to:]
		from, to = g.across(part, r)
	}
	g.read(above, depth+1)
	for len(part) > 0 {
		left, right = sides(part[:from], r)
		g.read(left, depth+1)
		g.read(right, depth+1)
		if from < to && to == len(part) {
			below = rows[r.last+1-(to-from):]
			break
		}
		if from < to {
			g.tableOf(part[from:to])
		}
		part = part[to:]
		from, to = g.across(part, r)
	}
	g.read(below, depth+1)
}

// across returns the first rows of a table that stands across two columns, though the river runs on between its cells: lines of which neither side
// is filled, as those of running text are, and which have more cells than columns; from and to are the end where there is none.
func (g *region) across(rows []row, r river) (from, to int) {
	left, right := sides(rows, r)
	wl, wr := width(left), width(right)
	const least = 3
	for i := 0; i < len(rows); i++ {
		n, cells, short := i, 0, true
		for n < len(rows) {
			a, b := sides(rows[n:n+1], r)
			if len(a) == 0 || len(b) == 0 {
				break
			}
			sa, sb := segments(a[0].chunks, cellGap*g.body), segments(b[0].chunks, cellGap*g.body)
			if g.filled(a[0], wl) || g.filled(b[0], wr) {
				break
			}
			short = short && width(a) < 0.6*wl && width(b) < 0.6*wr
			cells += len(sa) + len(sb)
			n++
		}
		if n-i >= least && 2*cells >= 5*(n-i) || n-i > least && short {
			return i, n
		}
		i = max(i, n-1)
	}
	return len(rows), len(rows)
}

// filled reports whether a line fills its column without a gap.
func (g *region) filled(r row, width float64) bool {
	return r.right()-r.left() > 0.75*width && len(segments(r.chunks, wideGap*g.body)) == 1
}

// width is that of the column in which rows stand.
func width(rows []row) float64 {
	x0, x1 := math.Inf(1), math.Inf(-1)
	for _, r := range rows {
		x0, x1 = min(x0, r.left()), max(x1, r.right())
	}
	return x1 - x0
}
