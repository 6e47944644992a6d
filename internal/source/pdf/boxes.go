package pdf

import (
	"math"
	"slices"
)

// Lines that are drawn around text set it apart: a table whose cells are ruled, a box beside the text. What stands in one is taken out of the page and read by
// itself; in its place stands a chunk without letters, as wide as the box.

// A box is a rectangle that is drawn, with the lines that part it.
type box struct {
	u0, u1, v0, v1 float64   // from left to right, from the foot to the head
	us, vs         []float64 // where lines part it, ends included; vs from the head down
	rows           []row     // what stands in it
}

const (
	meets    = 3.0 // points: lines that come so near to each other meet
	maxLines = 600 // of a page, put together; a page with more is a drawing
	leastBox = 15.0
)

// A span is a straight line along u at the height at, or along v at the place at.
type span struct{ at, from, to float64 }

// drawn returns the lines that run along u, from the head down, and those along v; pieces of one line are put together.
func (l *layout) drawn(dir int) (along, down []span) {
	for _, r := range l.rules {
		u0, v0 := turn(dir, r.x0, r.y0)
		u1, v1 := turn(dir, r.x1, r.y1)
		if math.Abs(v1-v0) <= thick {
			along = append(along, span{(v0 + v1) / 2, min(u0, u1), max(u0, u1)})
		} else {
			down = append(down, span{(u0 + u1) / 2, min(v0, v1), max(v0, v1)})
		}
	}
	along, down = merge(along), merge(down)
	slices.Reverse(along)
	return along, down
}

func merge(all []span) []span {
	slices.SortFunc(all, func(a, b span) int { return sign(a.at - b.at) })
	var out []span
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to].at-all[from].at < meets {
			to++
		}
		part := all[from:to]
		slices.SortFunc(part, func(a, b span) int { return sign(a.from - b.from) })
		for i, s := range part {
			if n := len(out); i > 0 && s.from < out[n-1].to+meets {
				out[n-1].to = max(out[n-1].to, s.to)
				continue
			}
			out = append(out, span{part[0].at, s.from, s.to})
		}
		from = to
	}
	return out
}

func sign(x float64) int {
	switch {
	case x < 0:
		return -1
	case x > 0:
		return 1
	}
	return 0
}

// boxes returns the rectangles that lines make which meet.
func boxes(along, down []span) []box {
	if len(along)+len(down) > maxLines {
		return nil
	}
	group := make([]int, len(down)) // of the lines down, by those that they are joined to
	for i := range group {
		group[i] = i
	}
	var root func(i int) int
	root = func(i int) int {
		for group[i] != i {
			i = group[i]
		}
		return i
	}
	crosses := func(a, d span) bool {
		return a.at > d.from-meets && a.at < d.to+meets && d.at > a.from-meets && d.at < a.to+meets
	}
	for _, a := range along {
		first := -1
		for i, d := range down {
			if !crosses(a, d) {
				continue
			}
			if first < 0 {
				first = root(i)
			}
			group[root(i)] = first
		}
	}
	by := map[int]*box{}
	var order []int
	for i, d := range down {
		k := root(i)
		if by[k] == nil {
			by[k] = &box{}
			order = append(order, k)
		}
		by[k].us = append(by[k].us, d.at)
	}
	for _, a := range along {
		for i, d := range down {
			if crosses(a, d) {
				b := by[root(i)]
				b.vs = append(b.vs, a.at)
				break
			}
		}
	}
	var out []box
	for _, k := range order {
		b := by[k]
		slices.Sort(b.us)
		b.us = slices.CompactFunc(b.us, near)
		b.vs = slices.CompactFunc(b.vs, near)
		if len(b.us) < 2 || len(b.vs) < 2 {
			continue
		}
		b.u0, b.u1, b.v0, b.v1 = b.us[0], b.us[len(b.us)-1], b.vs[len(b.vs)-1], b.vs[0]
		if b.u1-b.u0 > leastBox && b.v1-b.v0 > leastBox/2 {
			out = append(out, *b)
		}
	}
	return out
}

func near(a, b float64) bool { return math.Abs(a-b) < 2*meets }

// boxed takes what stands in boxes out of rows. A frame around most of the page is none.
func (g *region) boxed(rows []row) []row {
	all := boxes(g.along, g.down)
	total := 0
	for _, r := range rows {
		total += letters(r.chunks)
	}
	for _, b := range all {
		var rest []row
		inside := 0
		up := 0.0
		for _, r := range rows {
			if r.v > b.v1 || r.v < b.v0-0.2*r.size {
				rest = append(rest, r)
				continue
			}
			var in, out []chunk
			for _, c := range r.chunks {
				if mid := (c.u0 + c.u1) / 2; mid > b.u0 && mid < b.u1 && c.box == 0 {
					in = append(in, c)
				} else {
					out = append(out, c)
				}
			}
			if len(in) > 0 {
				b.rows = append(b.rows, newRow(in))
				inside += letters(in)
				if up == 0 {
					up = r.v
				}
			}
			if len(out) > 0 {
				rest = append(rest, newRow(out))
			}
		}
		table := len(b.us) > 2 && len(b.vs) > 2
		if inside == 0 || !table && 2*inside > total || len(b.us) > 60 {
			continue
		}
		g.boxes = append(g.boxes, b)
		mark := newRow([]chunk{{u0: b.u0, u1: b.u1, v: up, base: up, size: g.body, box: len(g.boxes)}})
		at := slices.IndexFunc(rest, func(r row) bool { return r.v < up })
		if at < 0 {
			at = len(rest)
		}
		rows = slices.Insert(rest, at, mark)
	}
	return rows
}

// box reads what stands in a box: the cells of a table, or text of its own.
func (g *region) box(b box) {
	if len(b.us) > 2 && len(b.vs) > 2 {
		g.ruled(b)
		return
	}
	inner := &region{l: g.l, body: body(b.rows), dir: g.dir, leaf: g.leaf}
	inner.read(b.rows, 1)
	g.leaf = inner.leaf
	for _, x := range inner.out {
		x.Box = true
		g.out = append(g.out, x)
	}
}

// ruled writes a table whose cells are ruled.
func (g *region) ruled(b box) {
	columns := len(b.us) - 1
	lines := make([][][]string, len(b.vs)-1)
	bold := make([]bool, len(lines))
	size := make([]float64, len(lines))
	for i := range lines {
		lines[i] = make([][]string, columns)
		bold[i] = true
	}
	for _, r := range b.rows {
		k, _ := slices.BinarySearchFunc(b.vs, r.v, func(v, at float64) int { return sign(at - v) })
		k = min(max(k-1, 0), len(lines)-1)
		cells := make([][]chunk, columns)
		for _, c := range r.chunks {
			n, _ := slices.BinarySearch(b.us, (c.u0+c.u1)/2)
			n = min(max(n-1, 0), columns-1)
			cells[n] = append(cells[n], c)
			bold[k] = bold[k] && c.bold
		}
		size[k] = r.size
		for n, c := range cells {
			if len(c) > 0 {
				lines[k][n] = append(lines[k][n], g.l.words(c))
			}
		}
	}
	var table []block
	var strong []bool
	for i, cells := range lines {
		x := block{Kind: kindRow, Size: size[i], Cells: make([]string, columns)}
		some := false
		for n, c := range cells {
			for _, t := range c {
				x.Cells[n] = joined(x.Cells[n], t)
				some = true
			}
		}
		if some {
			table, strong = append(table, x), append(strong, bold[i])
		}
	}
	g.head(table, strong)
}
