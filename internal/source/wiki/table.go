package wiki

import (
	"sort"
	"strconv"
	"strings"

	"chancery"
)

const (
	maxSpan      = 500 // columns or rows that one cell may span
	maxColumns   = 200
	repeatFactor = 8 // spanned cells are repeated until a table's text is so many times the page's
)

func sortBy[T any](s []T, less func(a, b T) bool) {
	sort.SliceStable(s, func(i, j int) bool { return less(s[i], s[j]) })
}

// A cell is a cell of a table in the wikitext.
type cell struct {
	header           bool
	bold             bool
	from, to         int // of its content
	rowspan, colspan int

	done bool
	text string
	m    chancery.Map
	refs []chancery.BlockRef
}

// A slot is a place in the grid of a table.
type slot struct {
	*cell
	spanned bool // the cell began in an earlier row
	again   bool // the cell began in an earlier column of this row
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
	furniture := ""
	class := strings.ToLower(attribute(attrs, "class"))
	for _, c := range []string{"navbox", "sidebar", "metadata", "ambox", "infobox", "vertical-navbox"} {
		if strings.Contains(class, c) {
			furniture = "navbox"
			if c == "infobox" {
				furniture = c
			}
		}
	}
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
	return min(n, maxSpan)
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
	slots := p.place(rows)
	columns := 0
	for _, r := range slots {
		columns = max(columns, len(r))
	}
	headers := make([]string, columns)
	body := false // a row of data has been seen since the headings
	budget := repeatFactor * len(p.src)
	for n, r := range slots {
		allHeader, own, filled := true, 0, 0
		for _, s := range r {
			if s.cell == nil || s.spanned || s.again {
				continue
			}
			own++
			p.render(s.cell)
			if s.text != "" {
				filled++
			}
			if !s.header && !(n == 0 && s.bold) {
				allHeader = false
			}
		}
		if own == 0 || filled == 0 {
			continue
		}
		if allHeader && own == 1 && columns > 1 && r[0].cell != nil && r[0].colspan >= columns && !r[0].spanned {
			p.row(r[:1], nil, chancery.Caption, furniture, &budget) // a title over part of the table
			continue
		}
		if allHeader && own < len(r) && n > 0 && own == 1 && filled == 1 && body { // one heading cell in a row of spanned cells is data
			allHeader = false
		}
		if allHeader {
			if body {
				headers, body = make([]string, columns), false
			}
			for k, s := range r {
				if s.cell == nil || s.text == "" || headers[k] == s.text || strings.HasSuffix(headers[k], " / "+s.text) {
					continue
				}
				if headers[k] != "" {
					headers[k] += " / "
				}
				headers[k] += s.text
			}
			f := furniture
			if f == "" {
				f = "header"
			}
			p.row(r, nil, chancery.Row, f, &budget)
			continue
		}
		body = true
		p.row(r, headers, chancery.Row, furniture, &budget)
	}
}

// place puts the cells of a table into its grid.
func (p *parser) place(rows [][]*cell) [][]slot {
	var out [][]slot
	type carry struct {
		*cell
		left  int
		again bool
	}
	var down []carry
	for _, r := range rows {
		var line []slot
		put := func(s slot) {
			line = append(line, s)
		}
		fall := func() { // cells that come down from above
			for len(line) < len(down) && down[len(line)].left > 0 {
				k := len(line)
				down[k].left--
				put(slot{down[k].cell, true, down[k].again})
			}
		}
		for _, c := range r {
			fall()
			for k := 0; k < c.colspan && len(line) < maxColumns; k++ {
				for len(down) <= len(line) {
					down = append(down, carry{})
				}
				down[len(line)] = carry{c, c.rowspan - 1, k > 0}
				put(slot{c, false, k > 0})
			}
		}
		fall()
		out = append(out, line)
	}
	return out
}

// render reads the content of a cell, once.
func (p *parser) render(c *cell) {
	if c.done {
		return
	}
	c.done = true
	trimmed := strings.TrimSpace(p.src[c.from:c.to])
	c.bold = strings.HasPrefix(trimmed, "'''") && strings.HasSuffix(trimmed, "'''")
	var o out
	p.cellText(&o, c.from, c.to)
	o.finish()
	c.text, _, c.m = o.Block()
	if c.text != "" && c.m == nil {
		_, span, _ := o.Block()
		c.m = chancery.Map{{Text: 0, Original: span.Start, Len: len(c.text), OriginalLen: len(c.text)}}
	}
	c.refs = o.refs
}

// cellText writes the content of a cell: its paragraphs and the items of its lists on lines of their own.
func (p *parser) cellText(o *out, from, to int) {
	list := false
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
			if list {
				o.Break(i-1, i)
			} else if i > from {
				o.Space(i-1, i)
			}
			list = false
			p.inline(o, at, e)
		}
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

// row writes one row as a block.
func (p *parser) row(r []slot, headers []string, kind chancery.BlockKind, furniture string, budget *int) {
	const separator = " | "
	b := chancery.Block{Kind: kind, Furniture: furniture}
	span := chancery.Span{Start: -1}
	cover := func(from, to int) {
		if span.Start < 0 {
			span.Start = from
		}
		span.End = max(span.End, to)
	}
	var text strings.Builder
	for k, s := range r {
		if s.cell == nil || s.again {
			if s.cell != nil && len(b.Cells) > 0 && k < len(headers) { // a cell over several columns has all their headings
				c := &b.Cells[len(b.Cells)-1]
				if headers[k] != "" && !strings.Contains(c.Header, headers[k]) {
					c.Header = strings.TrimPrefix(c.Header+" / "+headers[k], " / ")
				}
			}
			continue
		}
		p.render(s.cell)
		if s.spanned {
			if *budget -= len(s.text); *budget < 0 {
				continue
			}
		}
		if len(b.Cells) > 0 {
			at := max(s.from-1, 0)
			b.Map = append(b.Map, chancery.Segment{Text: text.Len(), Original: at, Len: len(separator), OriginalLen: 1})
			text.WriteString(separator)
			if !s.spanned {
				cover(at, at+1)
			}
		}
		c := chancery.Cell{Span: chancery.Span{Start: text.Len(), End: text.Len() + len(s.text)}}
		if k < len(headers) {
			c.Header = headers[k]
		}
		for _, seg := range s.m {
			seg.Text += text.Len()
			b.Map = append(b.Map, seg)
		}
		for _, ref := range s.refs {
			b.Refs = append(b.Refs, chancery.BlockRef{At: ref.At + text.Len(), Ref: ref.Ref})
		}
		if !s.spanned && s.text != "" {
			last := s.m[len(s.m)-1]
			cover(s.m[0].Original, last.Original+last.OriginalLen)
		}
		text.WriteString(s.text)
		b.Cells = append(b.Cells, c)
	}
	b.Text = text.String()
	if span.Start < 0 || strings.Trim(b.Text, " |") == "" {
		return
	}
	b.Span = span
	if kind == chancery.Caption {
		b.Cells = nil
	}
	p.append(b)
}
