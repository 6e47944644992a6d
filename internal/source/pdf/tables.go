package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery/internal/source/pieces"
)

// A grid is where a table stands in the rows of a region, and the middles of the white between its columns.
type grid struct {
	first, last int
	edges       []float64
}

// longCell is how many lines a cell may have by which rows are told apart.
const longCell = 10

var (
	listMark  = regexp.MustCompile(`^(?:[-–—•·◦▪‣●○■*]|[([]?(?:\d{1,3}|[A-Za-z]|[ivxlcIVXLC]{1,6})[.)\]]*|[([]?\d{1,2}(?:\.\d{1,2}){1,3}[.)\]]*)$`)
	beginsRow = regexp.MustCompile(`^(?:[-–—•·◦▪‣●○■][ \x{a0}]|[([]?(?:\d{1,3}|[a-z]|[ivxlc]{1,6})[.)\]]+ )`)
)

// table finds rows of a table: a strip of white with text on both sides of it, of which at least one does not flow.
func (g *region) table(rows []row, all []river) (grid, bool) {
	slices.SortStableFunc(all, func(a, b river) int {
		if a.both != b.both {
			return b.both - a.both
		}
		return sign((b.x1 - b.x0) - (a.x1 - a.x0))
	})
	for i, r := range all {
		if i == triedRivers || r.both < 3 {
			break
		}
		if r.x1-r.x0 < cellGap*g.body {
			continue
		}
		first, last := r.first, r.last
		paired := func(i int) bool {
			return both(rows[i], r) || i > r.first && beside(rows[i-1], rows[i], r) || i < r.last && beside(rows[i], rows[i+1], r)
		}
		for first < last && !paired(first) {
			first++
		}
		for last > first && !paired(last) {
			last--
		}
		pitch := usual(rows[first : last+1])
		for last < r.last && rows[last+1].left() > r.x0 && rows[last].v-rows[last+1].v < 1.3*pitch { // the last cell goes on
			last++
		}
		for k := first; k <= last; k++ { // words over a table or below it
			if !caption.MatchString(g.l.words(rows[k].chunks)) {
				continue
			}
			if 2*k < first+last {
				first = k + 1
			} else {
				last = k - 1
			}
		}
		if last-first < 1 {
			continue
		}
		part := rows[first : last+1]
		left, right := sides(part, r)
		if g.listed(left) || !g.entries(part, r) || g.leastRows(part, r) > 3 && (g.prose(part) || g.flush(part)) {
			continue
		}
		if edges := g.edges(part); len(edges) > 0 && len(right) > 0 {
			return grid{first, last, edges}, true
		}
	}
	return grid{}, false
}

// flush reports whether rows are lines of one column that is set flush with wide gaps between its words: they end at the same place, and begin amid sentences.
func (g *region) flush(rows []row) bool {
	most := math.Inf(-1)
	for _, r := range rows {
		most = max(most, r.right())
	}
	even, amid := 0, 0
	for _, r := range rows {
		if most-r.right() < 0.15*g.body {
			even++
		}
		if c, _ := utf8.DecodeRuneInString(g.l.words(r.chunks)); unicode.IsLower(c) {
			amid++
		}
	}
	return even >= len(rows)-1 && 4*amid >= len(rows)
}

// marks reports whether rows hold nothing but the marks of a list, which are more than numbers.
func (g *region) marks(rows []row) bool {
	return g.listed(rows) && slices.ContainsFunc(rows, func(r row) bool { return strings.Trim(g.l.words(r.chunks), "0123456789") != "" })
}

// listed reports whether rows hold nothing but the marks of a list.
func (g *region) listed(rows []row) bool {
	for _, r := range rows {
		if !listMark.MatchString(g.l.words(r.chunks)) {
			return false
		}
	}
	return true
}

// entries reports whether what stands to the left of a river goes with what stands to the right of it: where text flows on one side, that begins
// anew where something stands on the other. Words in the margin do not care for the lines beside them.
func (g *region) entries(rows []row, r river) bool {
	left, right := sides(rows, r)
	flows, other := g.prose(right), g.prose(left)
	if !flows && !other {
		return true
	}
	anew, amid := 0, 0
	for i, x := range rows {
		if !both(x, r) || i > 0 && both(rows[i-1], r) && rows[i-1].v-x.v < 1.3*x.size {
			continue // of a cell with several lines the first counts
		}
		a, b := sides(rows[i:i+1], r)
		if other {
			a, b = b, a
		}
		t := g.l.words(b[0].chunks)
		if c, _ := utf8.DecodeRuneInString(t); unicode.IsLower(c) {
			amid++
		} else {
			anew++
		}
	}
	return anew > 4*amid
}

// edges returns the middles of the strips that are white through all rows but one or two.
func (g *region) edges(rows []row) []float64 {
	all := rivers(rows, cellGap*g.body)
	slices.SortStableFunc(all, func(a, b river) int { return b.last - b.first - (a.last - a.first) })
	var taken []river
next:
	for _, r := range all {
		if r.first > 1 || r.last < len(rows)-2 || len(taken) >= 40 {
			continue
		}
		for _, t := range taken {
			if r.x0 < t.x1 && r.x1 > t.x0 {
				continue next
			}
		}
		taken = append(taken, r)
	}
	var out []float64
	for _, r := range taken {
		out = append(out, (r.x0+r.x1)/2)
	}
	slices.Sort(out)
	return out
}

// tableOf writes rows that are known to be a table.
func (g *region) tableOf(rows []row) {
	edges := g.edges(rows)
	if len(edges) == 0 {
		for _, r := range rows {
			b := block{Kind: kindRow, Size: r.size}
			for _, s := range segments(r.chunks, cellGap*g.body) {
				b.Cells = append(b.Cells, g.l.words(s))
			}
			g.out = append(g.out, b)
		}
		return
	}
	g.rows(rows, edges)
}

// rows writes the rows of a table. Lines that belong to one row are put together, cell by cell.
func (g *region) rows(rows []row, edges []float64) {
	cells := make([][][]chunk, len(rows)) // by line and column
	for i, r := range rows {
		cells[i] = make([][]chunk, len(edges)+1)
		for _, c := range r.chunks {
			k, _ := slices.BinarySearch(edges, (c.u0+c.u1)/2)
			cells[i][k] = append(cells[i][k], c)
		}
	}
	begins := g.begins(rows, cells)
	var table []block
	var bold []bool
	for i := range rows {
		if i == 0 || begins[i] {
			table = append(table, block{Kind: kindRow, Size: rows[i].size, Cells: make([]string, len(edges)+1)})
			bold = append(bold, true)
		}
		b := &table[len(table)-1]
		for k, c := range cells[i] {
			if len(c) == 0 {
				continue
			}
			b.Cells[k] = joined(b.Cells[k], g.l.words(c))
			for _, x := range c {
				bold[len(bold)-1] = bold[len(bold)-1] && x.bold
			}
		}
	}
	g.head(table, bold)
}

// head writes the rows of a table, of which the first may give the headings of the columns.
func (g *region) head(table []block, bold []bool) {
	cells := make([][]string, len(table))
	for i, b := range table {
		cells[i] = b.Cells
	}
	if pieces.Headed(cells, bold) {
		table[0].Kind = kindHead
	}
	g.out = append(g.out, table...)
}

// begins tells which lines of a table begin a row: by the lines that are drawn between rows, else by the white between them, else by what stands in
// their cells.
func (g *region) begins(rows []row, cells [][][]chunk) []bool {
	n := len(rows)
	drawn := make([]bool, n)
	for _, a := range g.along {
		if a.to-a.from < 2*g.body || a.at > rows[0].v || a.at < rows[n-1].v {
			continue
		}
		if i := slices.IndexFunc(rows, func(r row) bool { return r.v < a.at }); i > 0 {
			drawn[i] = true
		}
	}
	if parted(drawn) {
		return drawn
	}
	white := make([]bool, n)
	least := math.Inf(1)
	for i := 1; i < n; i++ {
		if d := rows[i-1].v - rows[i].v; d > 0.7*rows[i].size {
			least = min(least, d)
		}
	}
	wrapped := false
	for i := 1; i < n; i++ {
		white[i] = rows[i-1].v-rows[i].v > 1.25*least
		wrapped = wrapped || !white[i]
	}
	if wrapped && parted(white) {
		return white
	}
	out := make([]bool, n)
	pitch := lineGap(rows, cells)
	open := len(cells[0][0]) == 0          // the row has nothing in its first column yet
	above := make([]string, len(cells[0])) // the last line in each column
	for i := range n {
		filled, lower, anew := 0, false, true
		for k, c := range cells[i] {
			if len(c) == 0 {
				continue
			}
			filled++
			t := g.l.words(c)
			r, _ := utf8.DecodeRuneInString(t)
			lower = lower || unicode.IsLower(r) && (k == 0 || len(cells[i][0]) == 0)
			anew = anew && (above[k] == "" || ends(above[k]))
			above[k] = t
		}
		if i == 0 {
			continue
		}
		gap := rows[i-1].v - rows[i].v
		switch first := cells[i][0]; {
		case lower || gap < 0.75*rows[i].size:
		case len(first) == 0:
			out[i] = len(cells[i]) > 2 && filled >= len(cells[i])-1 && !wraps(cells, i) || anew && gap > 1.1*pitch
		default:
			out[i] = !open || gap > 1.1*pitch
		}
		if out[i] {
			open = true
		}
		open = open && len(cells[i][0]) == 0
	}
	return out
}

// wraps reports whether each cell of line i goes on from the line before, which has no room for the first word of it.
func wraps(cells [][][]chunk, i int) bool {
	for k, c := range cells[i] {
		if len(c) == 0 {
			continue
		}
		above := cells[i-1][k]
		if len(above) == 0 {
			return false
		}
		margin := math.Inf(-1)
		for _, line := range cells {
			if n := len(line[k]); n > 0 {
				margin = max(margin, line[k][n-1].u1)
			}
		}
		if above[len(above)-1].u1+c[0].u1-c[0].u0 < margin {
			return false
		}
	}
	return true
}

// lineGap is the least distance of two lines in one cell.
func lineGap(rows []row, cells [][][]chunk) float64 {
	least := math.Inf(1)
	for k := range cells[0] {
		last := -1
		for i := range rows {
			if len(cells[i][k]) == 0 {
				continue
			}
			if last >= 0 {
				if d := rows[last].v - rows[i].v; d > 0.7*rows[i].size {
					least = min(least, d)
				}
			}
			last = i
		}
	}
	return least
}

// parted reports whether lines are put together to rows by these beginnings: there are several, and none is long.
func parted(begin []bool) bool {
	n, long, run := 0, 0, 1
	for _, b := range begin[1:] {
		if b {
			n++
			run = 0
		}
		run++
		long = max(long, run)
	}
	return n >= 2 && long <= longCell
}
