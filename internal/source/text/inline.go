package text

import (
	"regexp"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/source/mapped"
)

// linkDefinition matches a line that gives the address of a label.
var linkDefinition = regexp.MustCompile(`(?m)^ {0,3}\[[^\]\[]{1,200}\]:[ \t]+<?(?:https?://|mailto:|/)`)

var markdownLink = regexp.MustCompile(`\]\((?:https?://|/|#|mailto:)`)

// isMarkdown reports whether links or strong emphasis of Markdown stand in the text.
func isMarkdown(s string) bool {
	return markdownLink.MatchString(s) || linkDefinition.MatchString(s) || strings.Count(s, "**") >= 2 && markHeading.MatchString(firstHeading(s))
}

// firstHeading returns the first line that begins like a heading of Markdown.
func firstHeading(s string) string {
	for len(s) > 0 {
		line, rest, _ := strings.Cut(s, "\n")
		if strings.HasPrefix(line, "#") {
			return strings.TrimRight(line, "\r")
		}
		s = rest
	}
	return ""
}

// unmark returns the text of a span without the marks of a quotation at the beginning of its lines and, where inline is set, without those of
// Markdown inside them: links give their label, pictures nothing, emphasis its words. Where there are none, the map is nil.
func (r *reader) unmark(at chancery.Span, inline, quoted bool) (string, chancery.Span, chancery.Map) {
	var b mapped.Builder
	s := r.text
	for from := at.Start; from < at.End; {
		to := at.End
		if n := strings.IndexByte(s[from:to], '\n'); quoted && n >= 0 {
			to = from + n + 1
		}
		if inline {
			r.markInline(&b, from, to, 0)
		} else {
			b.Copy(s, from, to)
		}
		for from = to; quoted && from < at.End && strings.IndexByte("> \t", s[from]) >= 0; {
			from++
		}
	}
	text, span, m := b.Block()
	if text == "" {
		return s[at.Start:at.End], at, nil
	}
	return text, span, m
}

// unmarkCells leaves the marks of Markdown out of the cells of a row.
func (r *reader) unmarkCells(row *chancery.Block) {
	var b mapped.Builder
	at := row.Span.Start
	cells := slices.Clone(row.Cells)
	for i := range cells {
		c := &cells[i].Span
		from, to := row.Span.Start+c.Start, row.Span.Start+c.End
		b.Copy(r.text, at, from)
		c.Start = b.Len()
		r.markInline(&b, from, to, 0)
		c.End = b.Len()
		at = to
	}
	b.Copy(r.text, at, row.Span.End)
	text, span, m := b.Block()
	if text == "" {
		return
	}
	row.Text, row.Span, row.Map, row.Cells = text, span, m, cells
}

const maxNesting = 5

func (r *reader) markInline(b *mapped.Builder, from, to, depth int) {
	s := r.text
	for i := from; i < to; {
		switch c := s[i]; {
		case c == '\\' && i+1 < to && strings.IndexByte("\\`*_{}[]()#+-.!|", s[i+1]) >= 0:
			b.Copy(s, i+1, i+2)
			i += 2
		case (c == '[' || c == '!' && i+1 < to && s[i+1] == '[') && depth < maxNesting:
			open := i
			if c == '!' {
				open++
			}
			label, end := linkAt(s, open, to)
			if end == 0 {
				label, end = r.labelled(open, to)
			}
			if end == 0 {
				b.Copy(s, i, i+1)
				i++
				break
			}
			if c == '[' {
				r.markInline(b, open+1, label, depth+1)
			}
			i = end
		case c == '<' && strings.HasPrefix(s[i:to], "<!--") && strings.Contains(s[i:to], "-->"):
			i += strings.Index(s[i:to], "-->") + len("-->")
		case c == '*' || c == '_' && (i == from || !isLetter(s[i-1])) || c == '_' && (i+1 == to || !isLetter(s[i+1])):
			n := 1
			for i+n < to && s[i+n] == c {
				n++
			}
			if c == '*' && (i == from || s[i-1] == ' ') && (i+n == to || s[i+n] == ' ') || n > 3 { // a star on its own
				b.Copy(s, i, i+n)
			}
			i += n
		case c == '`':
			i++
		default:
			j := i + 1
			for j < to && strings.IndexByte("\\[!*_`<", s[j]) < 0 {
				j++
			}
			b.Copy(s, i, j)
			i = j
		}
	}
}

// labelled reads a link whose address stands elsewhere: "[label][name]", "[label][]" or "[label]" alone.
func (r *reader) labelled(i, to int) (label, end int) {
	const longest = 500
	if len(r.defined) == 0 {
		return 0, 0
	}
	s := r.text[:min(to, i+longest)]
	n := strings.IndexByte(s[i:], ']')
	if n < 2 || strings.Contains(s[i+1:i+n], "[") {
		return 0, 0
	}
	label, end = i+n, i+n+1
	name := s[i+1 : label]
	if rest := s[end:]; strings.HasPrefix(rest, "[") {
		if k := strings.IndexByte(rest, ']'); k > 0 {
			if k > 1 {
				name = rest[1:k]
			}
			end += k + 1
		}
	}
	if !r.defined[linkName(name)] {
		return 0, 0
	}
	return label, end
}

// linkName is the name of a link as names are compared.
func linkName(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// linkAt reads "[label](address)" at i: where the label ends, and the link. The end is 0 where there is no link.
func linkAt(s string, i, to int) (label, end int) {
	const longest = 2000
	to = min(to, i+longest)
	depth := 0
	for j := i; j < to; j++ {
		switch s[j] {
		case '[':
			depth++
		case ']':
			if depth--; depth > 0 {
				continue
			}
			if j+1 >= to || s[j+1] != '(' {
				return 0, 0
			}
			if end = addressEnd(s[:to], j+1); end <= j+1 {
				return 0, 0
			}
			return j, end
		}
	}
	return 0, 0
}

// addressEnd returns where the address in brackets that begins at i ends, 0 where it does not. Brackets in it come in pairs; where they do not,
// the first that closes ends it.
func addressEnd(s string, i int) int {
	depth := 0
	for j := i; j < len(s); j++ {
		switch s[j] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return j + 1
			}
		case ' ', '\t', '\n':
			if n := len(linkTitle.FindString(s[j:])); depth == 1 && n > 0 {
				return j + n
			}
			return i + strings.IndexByte(s[i:], ')') + 1
		}
	}
	return 0
}

// linkTitle matches what may follow an address in its brackets.
var linkTitle = regexp.MustCompile(`^\s+(?:"[^"]*"|'[^']*')\s*\)`)
