package text

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"chancery"
)

// A line is one line of the text, without the white space around it and the marks of a quotation before it.
type line struct {
	span   chancery.Span
	indent int // columns before it
	runes  int
	quoted bool // "> " stands before it
}

// splitLines cuts at \n, \r\n, a lone \r, form feeds and the Unicode line and paragraph separators.
func splitLines(s string) []line {
	var out []line
	add := func(from, to int) {
		indent, quoted := 0, false
		for from < to {
			r, n := utf8.DecodeRuneInString(s[from:to])
			switch {
			case r == '\t':
				indent += 4
			case r == ' ' || r == '\u00a0' || r == '\u200b' || r == '\ufeff' || r == '\v' || r == '\u3000' || r == '\u2003':
				indent++
			case r == '>' && indent < 4 && (from+1 == to || strings.IndexByte("> \t", s[from+1]) >= 0):
				indent, quoted = 0, true
			default:
				n = 0
			}
			if n == 0 {
				break
			}
			from += n
		}
		for to > from {
			r, n := utf8.DecodeLastRuneInString(s[from:to])
			if r != ' ' && r != '\t' && r != '\u00a0' && r != '\u200b' && r != '\v' && r != '\ufeff' && r != '\u3000' {
				break
			}
			to -= n
		}
		out = append(out, line{chancery.Span{Start: from, End: to}, indent, utf8.RuneCountInString(s[from:to]), quoted})
	}
	start := 0
	for i := 0; i < len(s) && len(out) < MaxLines; {
		switch c := s[i]; {
		case c == '\n' || c == '\f':
			add(start, i)
			i++
			start = i
		case c == '\r':
			add(start, i)
			i++
			if i < len(s) && s[i] == '\n' {
				i++
			}
			start = i
		case c == 0xe2 && i+2 < len(s) && s[i+1] == 0x80 && (s[i+2] == 0xa8 || s[i+2] == 0xa9):
			add(start, i)
			i += 3
			start = i
		default:
			i++
		}
	}
	if start < len(s) {
		add(start, len(s))
	}
	return out
}

var (
	wikiHeading  = regexp.MustCompile(`^(={1,6})[ \t]*([^=].*?)[ \t]*(={1,6})$`)
	markHeading  = regexp.MustCompile(`^(#{1,6})[ \t]+(.+?)[ \t]*#*$`)
	bullet       = regexp.MustCompile(`^(?:[-*+•·◦▪‣●○■–][ \t\x{a0}]+|\(?\d{1,2}[.)][ \t]+|\([a-z]\)[ \t]+)`)
	rule         = regexp.MustCompile(`^(?:[-_*=~—–#•. ]){3,}$|^(?:###|-30-|\* \* \*)$`)
	tableRow     = regexp.MustCompile(`^\|.*\|$`)
	tableDivider = regexp.MustCompile(`^\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?$`)
	linkDefined  = regexp.MustCompile(`^\[([^\]\[]{1,200})\]:[ \t]+<?(?:https?://|mailto:|/|#)\S*`)
)

// segment cuts the lines from the given one on into units.
func (r *reader) segment(from int) {
	width := r.wrapWidth(from)
	blank := true
	var header []string // of the table in which we stand
	unclosed := ""      // the marks of fences of code that do not end: no later one of these is looked for
	comment := true     // a comment that ends is looked for
	noTable := 0        // up to this line bars part no cells
	markdown := isMarkdown(r.text)
	if !markdown && !markHeading.MatchString(firstHeading(r.text)) {
		unclosed = "~" // a line of these is a rule in other texts
	}
	for i := from; i < len(r.lines); i++ {
		l := r.lines[i]
		s := r.text[l.span.Start:l.span.End]
		if s == "" {
			blank, header = true, nil
			continue
		}
		if end := r.fence(i, &unclosed); end > i {
			for ; i <= end; i++ {
				if l := r.lines[i]; l.span.Len() > 0 {
					r.units = append(r.units, unit{kind: chancery.Paragraph, span: l.span, blank: blank, furniture: "code"})
					blank = false
				}
			}
			i, blank, header = end, true, nil
			continue
		}
		if end := r.comment(i, &comment); end >= i {
			for ; i <= end; i++ {
				if l := r.lines[i]; l.span.Len() > 0 {
					r.units = append(r.units, unit{kind: chancery.Paragraph, span: l.span, blank: blank, furniture: "comment"})
					blank = false
				}
			}
			i, blank, header = end, true, nil
			continue
		}
		if n := len(r.units); markdown && blank && l.indent >= 4 && !l.quoted && (n == 0 || r.units[n-1].kind != chancery.Item) {
			for ; i < len(r.lines) && (r.lines[i].indent >= 4 || r.lines[i].span.Len() == 0); i++ {
				if l := r.lines[i]; l.span.Len() > 0 {
					r.units = append(r.units, unit{kind: chancery.Paragraph, span: l.span, blank: blank, furniture: "code"})
				}
				blank = r.lines[i].span.Len() == 0
			}
			i, header = i-1, nil
			continue
		}
		u := unit{kind: chancery.Paragraph, span: l.span, blank: blank, quoted: l.quoted}
		blank = false
		if len(header) == 0 && !tableRow.MatchString(s) && strings.Contains(s, "|") && i+1 < len(r.lines) && tableDivider.MatchString(r.lineText(i+1)) {
			i = r.openTable(i, u.blank)
			continue
		}
		if !tableRow.MatchString(s) {
			header = nil
		}
		switch {
		case wikiHeading.MatchString(s):
			m := wikiHeading.FindStringSubmatchIndex(s)
			u.kind, u.level, u.marked = chancery.Heading, min(m[3]-m[2], m[7]-m[6]), true
			u.span = within(l.span, m[4], m[5])
			r.structured = true
		case markHeading.MatchString(s) && l.indent < 4:
			m := markHeading.FindStringSubmatchIndex(s)
			u.kind, u.level, u.marked = chancery.Heading, m[3]-m[2], true
			u.span = within(l.span, m[4], m[5])
			r.structured = true
		case markdown && linkDefined.MatchString(s):
			u.furniture = "references"
		case rule.MatchString(s):
			if lv := setext(s); lv > 0 && !u.blank && len(r.units) > 0 {
				p := &r.units[len(r.units)-1]
				if p.kind == chancery.Paragraph && p.span.Len() < 200 {
					p.kind, p.level, p.marked = chancery.Heading, lv, true
					r.structured = true
				}
			}
			u.furniture = "rule"
		case tableRow.MatchString(s):
			if tableDivider.MatchString(s) {
				u.furniture = "rule"
				break
			}
			u.kind = chancery.Row
			isHeader := i+1 < len(r.lines) && tableDivider.MatchString(r.text[r.lines[i+1].span.Start:r.lines[i+1].span.End])
			u.span, u.cells = tableCells(s, l.span, header)
			if isHeader {
				u.furniture = "header"
				header = nil
				for _, c := range u.cells {
					header = append(header, r.text[u.span.Start+c.Span.Start:u.span.Start+c.Span.End])
				}
			}
		case bullet.MatchString(s):
			m := bullet.FindStringIndex(s)
			if m[1] == len(s) {
				u.furniture = "rule"
				break
			}
			u.kind, u.level = chancery.Item, 1+l.indent/4
			u.span = within(l.span, m[1], len(s))
			i = r.join(&u, i, width)
		case strings.Contains(s, "\t"):
			if n := r.tabbed(i, "\t"); n > 0 {
				r.tabRows(i, n, u.blank, "\t")
				i += n - 1
				continue
			}
			i = r.join(&u, i, width)
		case strings.Contains(s, bar):
			if i >= noTable { // not within what was no table as a whole
				n := r.tabbed(i, bar)
				if n > 0 && r.figured(i, n) {
					r.tabRows(i, n, u.blank, bar)
					i += n - 1
					continue
				}
				noTable = i + n
			}
			i = r.join(&u, i, width)
		default:
			i = r.join(&u, i, width)
		}
		r.units = append(r.units, u)
	}
}

// lineText is the text of a line.
func (r *reader) lineText(i int) string { return r.text[r.lines[i].span.Start:r.lines[i].span.End] }

// fence returns the last line of the code that a fence of backticks or tildes at line i opens, 0 where none is opened or it is not closed.
func (r *reader) fence(i int, unclosed *string) int {
	open := r.lineText(i)
	mark := open[:1]
	n := len(open) - len(strings.TrimLeft(open, mark))
	if mark != "`" && mark != "~" || n < 3 || strings.Contains(*unclosed, mark) || mark == "`" && strings.Contains(open[n:], mark) {
		return 0
	}
	for j := i + 1; j < len(r.lines); j++ {
		if s := r.lineText(j); len(s) >= n && strings.Trim(s, mark) == "" {
			return j
		}
	}
	*unclosed += mark
	return 0
}

// comment returns the last line of the comment of HTML that line i begins with and that takes whole lines, -1 for none. Where one does not end,
// no other is looked for.
func (r *reader) comment(i int, look *bool) int {
	if !*look || !strings.HasPrefix(r.lineText(i), "<!--") {
		return -1
	}
	for j := i; j < len(r.lines); j++ {
		if _, rest, ok := strings.Cut(r.lineText(j), "-->"); ok {
			if rest != "" {
				return -1
			}
			return j
		}
	}
	*look = false
	return -1
}

// openTable writes the rows of a table whose lines do not begin and end with a bar, from its headings at line i on, and returns its last line.
func (r *reader) openTable(i int, blank bool) int {
	var header []string
	for k := i; k < len(r.lines); k++ {
		s, l := r.lineText(k), r.lines[k].span
		if !strings.Contains(s, "|") {
			return k - 1
		}
		if k == i+1 { // the line below the headings
			r.units = append(r.units, unit{kind: chancery.Paragraph, span: l, furniture: "rule"})
			continue
		}
		u := unit{kind: chancery.Row, span: l, blank: blank && k == i}
		from, to := 0, len(s)
		if s[0] == '|' {
			from = 1
		}
		if to > from && s[to-1] == '|' {
			to--
		}
		if strings.Trim(s[from:to], "| \t") == "" {
			u.kind, u.furniture = chancery.Paragraph, "rule"
			r.units = append(r.units, u)
			continue
		}
		u.span = within(l, from, to)
		u.cells = cutCells(s[from:to], header)
		if k == i {
			u.furniture = "header"
			for _, c := range u.cells {
				header = append(header, r.text[u.span.Start+c.Span.Start:u.span.Start+c.Span.End])
			}
		}
		r.units = append(r.units, u)
	}
	return len(r.lines) - 1
}

// bar parts the cells of a row that has no bars at its ends: "Peru | 3 May 1960 | Embassy in Lima".
const bar = " | "

// figured reports whether most of n lines from i on hold a figure, as those of a table do and those of a menu do not.
func (r *reader) figured(i, n int) bool {
	have := 0
	for k := i; k < i+n; k++ {
		if strings.ContainsAny(r.text[r.lines[k].span.Start:r.lines[k].span.End], "0123456789") {
			have++
		}
	}
	return have >= 2 && have*2 >= n
}

// tabbed returns how many lines from i on are rows of a table set with tabs or bars, 0 for none: three at least, with the same number of cells.
func (r *reader) tabbed(i int, sep string) int {
	const least = 3
	cells := strings.Count(r.text[r.lines[i].span.Start:r.lines[i].span.End], sep)
	n := 0
	for i+n < len(r.lines) {
		s := r.text[r.lines[i+n].span.Start:r.lines[i+n].span.End]
		if s == "" || strings.Count(s, sep) != cells {
			break
		}
		n++
	}
	if n < least {
		return 0
	}
	return n
}

// tabRows writes n lines as rows. The first has the headings where it has no figures and the others have.
func (r *reader) tabRows(i, n int, blank bool, sep string) {
	get := func(k int) string { return r.text[r.lines[k].span.Start:r.lines[k].span.End] }
	const figures = "0123456789"
	headed := !strings.ContainsAny(get(i), figures)
	for k := i + 1; k < i+n && headed; k++ {
		headed = strings.ContainsAny(get(k), figures)
	}
	var header []string
	for k := i; k < i+n; k++ {
		u := unit{kind: chancery.Row, span: r.lines[k].span, blank: blank && k == i}
		at := 0
		for c, part := range strings.Split(get(k), sep) {
			cell := chancery.Cell{Span: chancery.Span{Start: at, End: at + len(part)}}
			if c < len(header) {
				cell.Header = header[c]
			}
			u.cells = append(u.cells, cell)
			at += len(part) + len(sep)
		}
		if headed && k == i {
			header = strings.Split(get(k), sep)
			u.furniture = "header"
		}
		r.units = append(r.units, u)
	}
}

// within returns the span of s[from:to] where s stands at l.
func within(l chancery.Span, from, to int) chancery.Span {
	return chancery.Span{Start: l.Start + from, End: l.Start + to}
}

// setext returns the level of the heading that a line of = or - under it makes.
func setext(s string) int {
	switch {
	case strings.Trim(s, "=") == "":
		return 1
	case strings.Trim(s, "-") == "":
		return 2
	}
	return 0
}

// tableCells cuts a row "| a | b |".
func tableCells(s string, at chancery.Span, header []string) (chancery.Span, []chancery.Cell) {
	span := chancery.Span{Start: at.Start + 1, End: at.End - 1}
	if span.End <= span.Start {
		return at, nil
	}
	return span, cutCells(s[1:len(s)-1], header)
}

// cutCells cuts the inside of a row.
func cutCells(inner string, header []string) []chancery.Cell {
	var cells []chancery.Cell
	for start, i := 0, 0; i <= len(inner); i++ {
		if i < len(inner) && (inner[i] != '|' || i > 0 && inner[i-1] == '\\') {
			continue
		}
		a, b := start, i
		for a < b && (inner[a] == ' ' || inner[a] == '\t') {
			a++
		}
		for b > a && (inner[b-1] == ' ' || inner[b-1] == '\t') {
			b--
		}
		c := chancery.Cell{Span: chancery.Span{Start: a, End: b}}
		if n := len(cells); n < len(header) {
			c.Header = header[n]
		}
		cells = append(cells, c)
		start = i + 1
	}
	return cells
}

// join adds to u, which begins at line i, the lines that a hard wrap at width cut off it, and
// returns the last one.
func (r *reader) join(u *unit, i, width int) int {
	if width == 0 {
		return i
	}
	for i+1 < len(r.lines) {
		a, b := r.lines[i], r.lines[i+1]
		next := r.text[b.span.Start:b.span.End]
		if next == "" || a.quoted != b.quoted || b.indent > a.indent+4 || rule.MatchString(next) || bullet.MatchString(next) ||
			wikiHeading.MatchString(next) || markHeading.MatchString(next) || tableRow.MatchString(next) || !wrapped(a, next, width) {
			return i
		}
		i++
		u.span.End = b.span.End
	}
	return i
}

// wrapped reports whether a line that fills up to width would have been broken before next.
func wrapped(a line, next string, width int) bool {
	word := next
	if j := strings.IndexAny(next, " \t"); j >= 0 {
		word = next[:j]
	}
	return a.indent+a.runes+1+utf8.RuneCountInString(word) > width-width/10
}

// wrapWidth returns the column at which the text is hard-wrapped, or 0: no line is longer than a screen
// and nearly all lines inside paragraphs are as long as the next word allows.
func (r *reader) wrapWidth(from int) int {
	const longest, narrowest = 110, 40
	width := 0
	for _, l := range r.lines[from:] {
		if l.runes > longest {
			return 0
		}
		width = max(width, l.indent+l.runes)
	}
	if width < narrowest {
		return 0
	}
	pairs, full, lower := 0, 0, 0
	for i := from; i+1 < len(r.lines); i++ {
		a, b := r.lines[i], r.lines[i+1]
		if a.runes < narrowest/2 || b.runes == 0 {
			continue
		}
		next := r.text[b.span.Start:b.span.End]
		if bullet.MatchString(next) || wikiHeading.MatchString(next) {
			continue
		}
		pairs++
		if wrapped(a, next, width) {
			full++
			if c := next[0]; c >= 'a' && c <= 'z' {
				lower++
			}
		}
	}
	// A list of headlines may be of even length by chance; prose breaks before lower-case words.
	if full == 0 || full*10 < pairs*7 || lower*3 < full {
		return 0
	}
	return width
}
