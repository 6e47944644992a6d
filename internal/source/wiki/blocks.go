package wiki

import (
	"strings"

	"chancery"
)

// lineEnd returns the end of the line at i: the first newline that is not inside a construct.
func (p *parser) lineEnd(i, to int) int {
	for j := i; j < to; j++ {
		switch p.src[j] {
		case '\n':
			return j
		case '{', '[', '<':
			if e, ok := p.ends[j]; ok && e <= to {
				j = e - 1
			}
		}
	}
	return to
}

// skip returns the offset of the first byte from i on that is neither white space of the line nor a comment.
func (p *parser) skip(i, to int) int {
	for i < to {
		switch p.src[i] {
		case ' ', '\t', '\r':
			i++
			continue
		case '<':
			if e, ok := p.ends[i]; ok && e <= to && strings.HasPrefix(p.src[i:], "<!--") {
				i = e
				continue
			}
		}
		return i
	}
	return i
}

// blocks reads [from, to) as a sequence of blocks.
func (p *parser) blocks(from, to int) {
	if p.depth++; p.depth > maxDepth {
		p.depth--
		return
	}
	defer func() { p.depth-- }()
	for i := from; i < to; {
		end := p.lineEnd(i, to)
		at := p.skip(i, end)
		next := end + 1
		switch {
		case at >= end:
			if !strings.Contains(p.src[i:end], "<!--") { // a line with nothing but a comment does not end a paragraph
				p.flush()
			}
		case p.src[at] == '=' && p.heading(at, end):
		case strings.HasPrefix(p.src[at:], "----"):
			p.flush()
		case strings.IndexByte("*#:;", p.src[at]) >= 0:
			next = max(next, p.listItem(at, end))
		case strings.HasPrefix(p.src[at:], "{|"):
			p.flush()
			e, ok := p.ends[at]
			if !ok || e > to {
				e = p.brokenTable(at, to)
			}
			p.table(at, e)
			next = e
		case len(p.src)-at > len("<table") && strings.EqualFold(p.src[at:at+len("<table")], "<table"):
			p.flush()
			next = p.htmlTable(at, to)
		case strings.HasPrefix(p.src[at:], "{{"):
			if e, ok := p.ends[at]; ok && e <= end && p.blockTemplate(at, e) {
				next = e
				break
			}
			p.line(at, end)
		case strings.HasPrefix(p.src[at:], "[["):
			if e, ok := p.ends[at]; ok && e <= end && p.isFile(at) {
				p.flush()
				p.fileCaption(at, e)
				next = e
				break
			}
			p.line(at, end)
		default:
			p.line(at, end)
		}
		i = next
	}
	p.flush()
}

// line adds a line of text to the paragraph.
func (p *parser) line(from, to int) {
	for from < to && (p.src[from] == '|' || p.src[from] == '!' || p.src[from] == '}') { // left over from a broken table
		from++
	}
	if p.para.Len() > 0 {
		p.para.Space(from-1, from)
	}
	p.inline(&p.para, from, to)
}

// heading reads a line "== Title ==" and reports whether it is one.
func (p *parser) heading(from, to int) bool {
	end := to
	for { // comments and white space may stand behind it
		for end > from && (p.src[end-1] == ' ' || p.src[end-1] == '\t' || p.src[end-1] == '\r') {
			end--
		}
		if !strings.HasSuffix(p.src[from:end], "-->") {
			break
		}
		i := strings.LastIndex(p.src[from:end], "<!--")
		if i < 0 {
			break
		}
		end = from + i
	}
	n, m := run(p.src, from, '='), 0
	for end-m > from+n && p.src[end-m-1] == '=' {
		m++
	}
	level := min(n, m, 6)
	if level == 0 {
		return false
	}
	p.flush()
	var o out
	p.inline(&o, from+level, end-level)
	p.emit(chancery.Heading, level, "", &o)
	return true
}

// listItem reads a line of a list, and returns where it went on to if it read further than the line.
func (p *parser) listItem(from, to int) int {
	p.flush()
	i := from
	for i < to && strings.IndexByte("*#:;", p.src[i]) >= 0 {
		i++
	}
	indent := strings.Trim(p.src[from:i], ":") == ""
	if at := p.skip(i, to); indent && strings.HasPrefix(p.src[at:to], "{|") {
		if e, ok := p.ends[at]; ok {
			p.table(at, e)
			return e
		}
	}
	var o out
	p.inline(&o, i, to)
	if indent {
		p.emit(chancery.Paragraph, 0, "", &o)
	} else {
		p.emit(chancery.Item, i-from, "", &o)
	}
	return 0
}

func (p *parser) isFile(at int) bool {
	t := strings.ToLower(strings.TrimSpace(p.src[at+2 : min(len(p.src), at+12)]))
	return strings.HasPrefix(t, "file:") || strings.HasPrefix(t, "image:")
}

// fileCaption reads the caption of a picture that stands on a line of its own.
func (p *parser) fileCaption(at, e int) {
	args := p.split(at+2, e-2)
	if len(args) < 2 {
		return
	}
	last := args[len(args)-1]
	if s := p.src[last.Start:last.End]; len(s) < 12 || strings.HasPrefix(s, "alt=") || !strings.Contains(strings.TrimSpace(s), " ") {
		return
	}
	var o out
	p.inline(&o, last.Start, last.End)
	p.emit(chancery.Caption, 0, "", &o)
}

// split cuts [from, to) at the vertical bars that stand outside all constructs.
func (p *parser) split(from, to int) []chancery.Span {
	var out []chancery.Span
	start := from
	for i := from; i < to; i++ {
		switch p.src[i] {
		case '|':
			out = append(out, chancery.Span{Start: start, End: i})
			start = i + 1
		case '{', '[', '<':
			if e, ok := p.ends[i]; ok && e <= to {
				i = e - 1
			}
		}
	}
	return append(out, chancery.Span{Start: start, End: to})
}
