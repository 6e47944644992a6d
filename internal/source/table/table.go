// Package table lays the cells of a table out in a grid and writes its rows as blocks, whatever markup they come from.
//
// It resolves cells that span rows and columns, tells rows of headings from rows of data, and joins the headings over
// a column. A cell that spans rows is repeated in each; the work is bounded whatever spans a table claims to have.
package table

import (
	"strings"

	"chancery"
)

// MaxSpan bounds the rows or columns that one cell may span.
const MaxSpan = 500

const (
	maxColumns = 200
	separator  = " | "
)

// A Cell is a cell as it stands in the markup.
type Cell struct {
	Header           bool // marked as a heading
	Bold             bool // all its text is bold: in the first row, as good as a heading
	RowSpan, ColSpan int
	From             int // offset of its content in the original; the byte before it is markup
	Text             string
	Map              chancery.Map // of Text; never nil where there is text
	Refs             []chancery.BlockRef
}

// A slot is a place in the grid of a table.
type slot struct {
	*Cell
	spanned bool // the cell began in an earlier row
	again   bool // the cell began in an earlier column of this row
}

// Blocks writes rows as blocks: captions for titles over part of the table, rows of headings as the furniture "header", and rows
// whose cells have their headings. Where furniture is given, all of them have it. Cells that span rows are repeated up
// to budget bytes in all.
func Blocks(rows [][]*Cell, furniture string, budget int) []chancery.Block {
	slots := place(rows)
	columns := 0
	for _, r := range slots {
		columns = max(columns, len(r))
	}
	var out []chancery.Block
	add := func(b chancery.Block, ok bool) {
		if ok {
			out = append(out, b)
		}
	}
	headers := make([]string, columns)
	body := false // a row of data has been seen since the headings
	for n, r := range slots {
		allHeader, own, filled := true, 0, 0
		for _, s := range r {
			if s.Cell == nil || s.spanned || s.again {
				continue
			}
			own++
			if s.Text != "" {
				filled++
			}
			if !s.Header && !(n == 0 && s.Bold) {
				allHeader = false
			}
		}
		if own == 0 || filled == 0 {
			continue
		}
		if allHeader && own == 1 && columns > 1 && r[0].Cell != nil && r[0].ColSpan >= columns && !r[0].spanned {
			add(row(r[:1], nil, chancery.Caption, furniture, &budget)) // a title over part of the table
			continue
		}
		if allHeader && own == 1 && own < len(r) && body { // one heading in a row of spanned cells is data
			allHeader = false
		}
		if !allHeader {
			body = true
			add(row(r, headers, chancery.Row, furniture, &budget))
			continue
		}
		if body {
			headers, body = make([]string, columns), false
		}
		for k, s := range r {
			if s.Cell == nil || s.Text == "" || headers[k] == s.Text || strings.HasSuffix(headers[k], " / "+s.Text) {
				continue
			}
			if headers[k] != "" {
				headers[k] += " / "
			}
			headers[k] += s.Text
		}
		f := furniture
		if f == "" {
			f = "header"
		}
		add(row(r, nil, chancery.Row, f, &budget))
	}
	return out
}

// place puts the cells of a table into its grid.
func place(rows [][]*Cell) [][]slot {
	var out [][]slot
	type carry struct {
		*Cell
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
				put(slot{down[k].Cell, true, down[k].again})
			}
		}
		for _, c := range r {
			fall()
			for k := 0; k < min(max(c.ColSpan, 1), MaxSpan) && len(line) < maxColumns; k++ {
				for len(down) <= len(line) {
					down = append(down, carry{})
				}
				down[len(line)] = carry{c, min(max(c.RowSpan, 1), MaxSpan) - 1, k > 0}
				put(slot{c, false, k > 0})
			}
		}
		fall()
		out = append(out, line)
	}
	return out
}

// row writes one row as a block, if there is text in it.
func row(r []slot, headers []string, kind chancery.BlockKind, furniture string, budget *int) (chancery.Block, bool) {
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
		if s.Cell == nil || s.again {
			if s.Cell != nil && len(b.Cells) > 0 && k < len(headers) { // a cell over several columns has all their headings
				c := &b.Cells[len(b.Cells)-1]
				if headers[k] != "" && !strings.Contains(c.Header, headers[k]) {
					c.Header = strings.TrimPrefix(c.Header+" / "+headers[k], " / ")
				}
			}
			continue
		}
		if s.spanned {
			if *budget -= len(s.Text); *budget < 0 {
				continue
			}
		}
		if len(b.Cells) > 0 {
			at := max(s.From-1, 0)
			b.Map = append(b.Map, chancery.Segment{Text: text.Len(), Original: at, Len: len(separator), OriginalLen: 1})
			text.WriteString(separator)
			if !s.spanned {
				cover(at, at+1)
			}
		}
		c := chancery.Cell{Span: chancery.Span{Start: text.Len(), End: text.Len() + len(s.Text)}}
		if k < len(headers) {
			c.Header = headers[k]
		}
		for _, seg := range s.Map {
			seg.Text += text.Len()
			b.Map = append(b.Map, seg)
		}
		for _, ref := range s.Refs {
			b.Refs = append(b.Refs, chancery.BlockRef{At: ref.At + text.Len(), Ref: ref.Ref})
		}
		if !s.spanned && s.Text != "" {
			last := s.Map[len(s.Map)-1]
			cover(s.Map[0].Original, last.Original+last.OriginalLen)
		}
		text.WriteString(s.Text)
		b.Cells = append(b.Cells, c)
	}
	b.Text = text.String()
	if span.Start < 0 || strings.Trim(b.Text, " |") == "" {
		return b, false
	}
	b.Span = span
	if kind == chancery.Caption {
		b.Cells = nil
	}
	return b, true
}
