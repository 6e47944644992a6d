package wiki

import (
	"sort"
	"strconv"
	"strings"

	"chancery"
	"chancery/internal/source/table"
)

// repeatFactor bounds the text that cells which span rows add, as a multiple of the page's length.
const repeatFactor = 8

func sortBy[T any](s []T, less func(a, b T) bool) {
	sort.SliceStable(s, func(i, j int) bool { return less(s[i], s[j]) })
}

// A cell is a cell of a table in the wikitext.
type cell struct {
	header           bool
	from, to         int // of its content
	rowspan, colspan int
}

// brokenTable returns where a table that nobody closed ends: at the next heading, or the end.
func (p *parser) brokenTable(at, to int) int {
	for i := at; i < to; {
		j := strings.IndexByte(p.src[i:to], '\n')
		if j < 0 {
			break
		}
		i += j + 1
		if i < to && p.src[i] == '=' && p.src[p.lineEnd(i, to)-1] == '=' {
			return i
		}
	}
	return to
}

// table reads the table at [i, e).
func (p *parser) table(i, e int) {
	if p.depth++; p.depth > maxDepth {
		p.depth--
		return
	}
	defer func() { p.depth-- }()
	first := p.lineEnd(i+2, e)
	attrs := p.src[i:first]
	end := e
	if strings.HasSuffix(p.src[i:e], "|}") {
		end -= 2
	}
	rows, caption := p.rows(min(first+1, end), end)
	class := strings.ToLower(attribute(attrs, "class"))
	furniture := tableFurniture(class)
	if caption.Len() > 0 {
		var o out
		p.inline(&o, caption.Start, caption.End)
		p.emit(chancery.Caption, 0, furniture, &o)
	}
	if p.layout(rows, class) {
		for _, r := range rows {
			for _, c := range r {
				p.blocks(c.from, c.to)
			}
		}
		return
	}
	p.grid(rows, furniture)
}

// tableFurniture returns what furniture a table of the class is, "" for one that belongs to the text.
func tableFurniture(class string) (furniture string) {
	for _, c := range []string{"navbox", "sidebar", "metadata", "ambox", "infobox"} {
		if strings.Contains(class, c) {
			furniture = "navbox"
			if c == "infobox" {
				furniture = c
			}
		}
	}
	return furniture
}

// rows cuts the lines of a table into rows of cells.
func (p *parser) rows(from, to int) (rows [][]*cell, caption chancery.Span) {
	var row []*cell
	var last *cell
	inCaption := false
	end := func() {
		if len(row) > 0 {
			rows = append(rows, row)
		}
		row, last = nil, nil
	}
	for i := from; i < to; {
		e := p.lineEnd(i, to)
		at := p.skip(i, e)
		s := p.src[at:e]
		switch {
		case strings.HasPrefix(s, "|+"):
			if k := strings.IndexByte(s, '|'); k >= 0 {
				caption = chancery.Span{Start: at + 2, End: e}
				if c := p.split(at+2, e); len(c) > 1 && strings.Contains(p.src[c[0].Start:c[0].End], "=") {
					caption.Start = c[1].Start
				}
			}
			last, inCaption = nil, true
		case strings.HasPrefix(s, "|-"):
			end()
			inCaption = false
		case strings.HasPrefix(s, "|}"):
		case strings.HasPrefix(s, "|"), strings.HasPrefix(s, "!"):
			inCaption = false
			cells := p.cells(at+1, e, s[0] == '!')
			row = append(row, cells...)
			last = cells[len(cells)-1]
		case last != nil:
			last.to = e
		case inCaption:
			caption.End = e
		}
		i = e + 1
	}
	end()
	return rows, caption
}

// cells cuts one line of a table, behind its mark, into cells.
func (p *parser) cells(from, to int, header bool) []*cell {
	var out []*cell
	add := func(start, pipe, end int) {
		c := &cell{header: header, from: start, to: end, rowspan: 1, colspan: 1}
		if pipe >= 0 {
			if a := p.src[start:pipe]; !strings.Contains(a, "[[") && !strings.Contains(a, "{{") {
				c.from = pipe + 1
				c.rowspan = spanOf(a, "rowspan")
				c.colspan = spanOf(a, "colspan")
				header := strings.EqualFold(attribute(a, "scope"), "col")
				c.header = c.header || header
			}
		}
		out = append(out, c)
	}
	start, pipe := from, -1
	for i := from; i < to; i++ {
		switch c := p.src[i]; c {
		case '|', '!':
			if i+1 < to && p.src[i+1] == c && (c == '|' || header) {
				add(start, pipe, i)
				i++
				start, pipe = i+1, -1
			} else if c == '|' && pipe < 0 {
				pipe = i
			}
		case '{', '[', '<':
			if e, ok := p.ends[i]; ok && e <= to {
				i = e - 1
			}
		}
	}
	add(start, pipe, to)
	return out
}

func spanOf(attrs, name string) int {
	n, err := strconv.Atoi(attribute(attrs, name))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, table.MaxSpan)
}

// layout reports whether a table only sets its cells side by side: no headings, and lists inside.
func (p *parser) layout(rows [][]*cell, class string) bool {
	lists := 0
	for _, r := range rows {
		for _, c := range r {
			if c.header {
				return false
			}
			s := p.src[c.from:c.to]
			if strings.Count(s, "\n*")+strings.Count(s, "\n#") >= 3 || strings.Contains(s, "\n==") {
				lists++
			}
		}
	}
	return lists > 0 && (!strings.Contains(class, "wikitable") || lists*2 > len(rows))
}

// grid writes the rows of a table as blocks.
func (p *parser) grid(rows [][]*cell, furniture string) {
	out := make([][]*table.Cell, len(rows))
	for n, r := range rows {
		for _, c := range r {
			out[n] = append(out[n], p.render(c))
		}
	}
	for _, b := range table.Blocks(out, furniture, repeatFactor*len(p.src)) {
		p.append(b)
	}
}

// render reads the content of a cell.
func (p *parser) render(c *cell) *table.Cell {
	trimmed := strings.TrimSpace(p.src[c.from:c.to])
	t := &table.Cell{
		Header: c.header, RowSpan: c.rowspan, ColSpan: c.colspan, From: c.from,
		Bold: strings.HasPrefix(trimmed, "'''") && strings.HasSuffix(trimmed, "'''"),
	}
	var o out
	p.cellText(&o, c.from, c.to)
	o.finish()
	t.Text, t.Map = o.Whole()
	t.Refs = o.refs
	return t
}

// cellText writes the content of a cell: its paragraphs and the items of its lists on lines of their own.
func (p *parser) cellText(o *out, from, to int) {
	list, first := false, false // first: the line before stands beside the mark of the cell, and what follows is a paragraph of its own
	for i := from; i < to; {
		e := p.lineEnd(i, to)
		at := p.skip(i, e)
		switch {
		case at >= e:
			if i > from {
				o.Break(max(from, i-1), i)
			}
			list = false
		case p.marker(at, e) > at && (i > from || p.src[at] == '*' || p.src[at] == '#'):
			k := p.marker(at, e)
			o.Break(max(from, at-1), k)
			p.inline(o, k, e)
			list = true
		default:
			if list || first {
				o.Break(i-1, i)
			} else if i > from {
				o.Space(i-1, i)
			}
			list, first = false, i == from
			p.inline(o, at, e)
			i = e + 1
			continue
		}
		first = false
		i = e + 1
	}
}

// marker returns the offset behind the marks of a list item at i; a mark with nothing behind it is text.
func (p *parser) marker(i, to int) int {
	k := i
	for k < to && strings.IndexByte("*#:;", p.src[k]) >= 0 {
		k++
	}
	if p.skip(k, to) >= to {
		return i
	}
	return k
}

// nested writes the text of a table inside a cell.
func (p *parser) nested(o *out, i, e int) {
	end := e
	if strings.HasSuffix(p.src[i:e], "|}") {
		end -= 2
	}
	first := p.lineEnd(i+2, e)
	rows, _ := p.rows(min(first+1, end), end)
	for _, r := range rows {
		for k, c := range r {
			if k == 0 {
				o.Break(c.from-1, c.from)
			} else {
				o.Space(c.from-1, c.from)
			}
			p.cellText(o, c.from, c.to)
		}
	}
	o.Break(e-1, e)
}
