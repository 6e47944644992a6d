package wiki

import (
	"strings"

	"chancery"
)

// htmlTable reads the table that the tag "<table" at i opens, written in HTML among the wikitext, and returns the offset behind it. Of a table in a cell the text
// is the cell's. What nobody closed ends with the section.
func (p *parser) htmlTable(i, to int) int {
	stop := p.brokenTable(i, to)
	end := stop
	var rows [][]*cell
	var row []*cell
	var open *cell
	var caption chancery.Span
	furniture := ""
	shut := func(at int) { // ends the cell and the caption that are open
		if open != nil {
			open.to = at
			row, open = append(row, open), nil
		}
		if caption.Start > 0 && caption.End == 0 {
			caption.End = at
		}
	}
	feed := func() {
		if len(row) > 0 {
			rows = append(rows, row)
		}
		row = nil
	}
	depth := 0
scan:
	for j := i; j < stop; {
		if e, ok := p.ends[j]; ok && strings.IndexByte("{[<", p.src[j]) >= 0 {
			j = min(e, stop)
			continue
		}
		if p.src[j] != '<' {
			j++
			continue
		}
		name, closing := tagName(p.src, j)
		e := tagEnd(p.src, j)
		if e < 0 || e > stop {
			j++
			continue
		}
		switch {
		case name == "table" && closing:
			if depth--; depth == 0 {
				shut(j)
				end = e
				break scan
			}
		case name == "table":
			if depth++; depth == 1 {
				furniture = tableFurniture(strings.ToLower(attribute(p.src[j:e], "class")))
			}
		case depth != 1:
		case name == "tr":
			shut(j)
			feed()
		case (name == "td" || name == "th") && !closing:
			shut(j)
			tag := p.src[j:e]
			open = &cell{header: name == "th" && !strings.EqualFold(attribute(tag, "scope"), "row"), from: e, rowspan: spanOf(tag, "rowspan"), colspan: spanOf(tag, "colspan")}
		case name == "caption" && !closing:
			shut(j)
			caption = chancery.Span{Start: e}
		case name == "td", name == "th", name == "caption":
			shut(j)
		}
		j = e
	}
	shut(end)
	feed()
	if caption.End > caption.Start {
		var o out
		p.inline(&o, caption.Start, caption.End)
		p.emit(chancery.Caption, 0, furniture, &o)
	}
	p.grid(rows, furniture)
	return end
}
