package wiki

import "strings"

// opaque are the tags whose content is no wikitext.
var opaque = map[string]bool{
	"nowiki": true, "pre": true, "math": true, "syntaxhighlight": true, "source": true, "score": true, "timeline": true, "gallery": true,
	"templatedata": true, "imagemap": true, "graph": true, "mapframe": true, "maplink": true, "chem": true, "hiero": true, "inputbox": true,
	"style": true, "script": true,
}

type opening struct {
	pos  int
	kind byte // { template, [ link, | table, r reference
}

// index finds, in one pass, where each construct ends. What is opened and never closed has no entry, and
// is read as if its mark were not there.
func (p *parser) index() {
	p.ends, p.defs, p.named = map[int]int{}, map[string]int{}, map[string][]int{}
	s := p.src
	var stack []opening
	// pop closes the nearest opening of a kind, crossing only openings of the kinds given.
	pop := func(kind byte, cross string, end int) bool {
		for i := len(stack) - 1; i >= 0; i-- {
			if stack[i].kind == kind {
				p.ends[stack[i].pos] = end
				stack = stack[:i]
				return true
			}
			if strings.IndexByte(cross, stack[i].kind) < 0 {
				return false
			}
		}
		return false
	}
	drop := func(kinds string) {
		for len(stack) > 0 && strings.IndexByte(kinds, stack[len(stack)-1].kind) >= 0 {
			stack = stack[:len(stack)-1]
		}
	}
	missing := map[string]bool{} // closing tags that do not come any more
	lineStart := true
	for i := 0; i < len(s); {
		c := s[i]
		atStart := lineStart
		lineStart = c == '\n' || lineStart && (c == ' ' || c == '\t' || c == ':' || c == '\r')
		switch c {
		case '\n':
			i++
			if i < len(s) {
				switch s[i] {
				case '\n', '|', '!', '*', '#':
					drop("[")
				case '=':
					drop("[r")
				}
			}
		case '<':
			i = p.indexTag(i, &stack, missing, pop)
		case '{':
			n := run(s, i, '{')
			switch {
			case n == 1 && atStart && i+1 < len(s) && s[i+1] == '|':
				stack = append(stack, opening{i, '|'})
				i += 2
			case n == 1:
				i++
			default:
				for k := i + n%2; k < i+n; k += 2 {
					stack = append(stack, opening{k, '{'})
				}
				i += n
			}
		case '}':
			n := run(s, i, '}')
			for k := 0; k+1 < n; k += 2 {
				pop('{', "[r", i+k+2)
			}
			i += n
		case '|':
			if atStart && i+1 < len(s) && s[i+1] == '}' && p.endsTable(i, stack) {
				pop('|', "{[r", i+2)
				i += 2
				lineStart = false
				continue
			}
			i++
		case '[':
			if i+1 < len(s) && s[i+1] == '[' {
				stack = append(stack, opening{i, '['})
				i += 2
			} else {
				i++
			}
		case ']':
			n := run(s, i, ']')
			i += n
			for ; n >= 2; n -= 2 {
				pop('[', "", i-n+n%2+2)
			}
		default:
			i++
		}
	}
}

// endsTable tells "|}" that ends a table from "|}}" that ends a template with an empty last argument.
func (p *parser) endsTable(i int, stack []opening) bool {
	if n := run(p.src, i+1, '}'); n != 2 {
		return true
	}
	tables := 0
	for k := len(stack) - 1; k >= 0; k-- {
		switch stack[k].kind {
		case '{':
			return false
		case '|':
			tables++
		}
	}
	return tables > 0
}

func run(s string, i int, c byte) int {
	n := 0
	for i+n < len(s) && s[i+n] == c {
		n++
	}
	return n
}

// indexTag reads what begins with "<" at i and returns where to go on.
func (p *parser) indexTag(i int, stack *[]opening, missing map[string]bool, pop func(byte, string, int) bool) int {
	s := p.src
	if strings.HasPrefix(s[i:], "<!--") {
		if !missing["--"] {
			if j := strings.Index(s[i+4:], "-->"); j >= 0 {
				p.ends[i] = i + 4 + j + 3
				return p.ends[i]
			}
			missing["--"] = true
		}
		return i + 4
	}
	name, closing := tagName(s, i)
	if name == "" {
		return i + 1
	}
	end := tagEnd(s, i)
	if end < 0 {
		return i + 1
	}
	self := s[end-2] == '/'
	switch {
	case name == "ref" && closing:
		pop('r', "{[", end)
	case name == "ref":
		if self {
			p.ends[i] = end
			break
		}
		if key := refName(s[i:end]); key != "" {
			if _, ok := p.defs[key]; !ok && !strings.HasPrefix(s[end:], "</ref") {
				p.defs[key] = i
			}
		}
		*stack = append(*stack, opening{i, 'r'})
	case opaque[name] && !closing && !self && !missing[name]:
		if j := indexFold(s, end, "</"+name); j >= 0 {
			if e := tagEnd(s, j); e >= 0 {
				p.ends[i] = e
				return e
			}
		}
		missing[name] = true
	}
	return end
}

// tagName returns the name of the tag at i in lower case.
func tagName(s string, i int) (name string, closing bool) {
	i++
	if i < len(s) && s[i] == '/' {
		closing = true
		i++
	}
	j := i
	for j < len(s) && j-i < 20 && (s[j]|0x20 >= 'a' && s[j]|0x20 <= 'z' || j > i && s[j] >= '0' && s[j] <= '9') {
		j++
	}
	return strings.ToLower(s[i:j]), closing
}

// tagEnd returns the offset behind the ">" of the tag at i, or -1.
func tagEnd(s string, i int) int {
	const longest = 2000 // bytes of attributes
	quote := byte(0)
	for j := i + 1; j < len(s) && j-i < longest; j++ {
		switch c := s[j]; {
		case c == '>' && quote == 0:
			return j + 1
		case c == '<' || c == '\n' && quote == 0 && j-i > 200:
			return -1
		case c == '\n':
			quote = 0
		case c == '"' && quote == 0:
			// A quote that is not closed before the tag's end is a slip.
			if k := strings.IndexAny(s[j+1:min(len(s), j+300)], "\">\n"); k >= 0 && s[j+1+k] == '"' {
				quote = c
			}
		case c == quote:
			quote = 0
		}
	}
	return -1
}

// indexFold finds an ASCII string in lower case from an offset on, whatever the case.
func indexFold(s string, from int, low string) int {
	for i := from; i+len(low) <= len(s); i++ {
		j := strings.IndexByte(s[i:], low[0])
		if j < 0 {
			return -1
		}
		i += j
		if i+len(low) <= len(s) && strings.EqualFold(s[i:i+len(low)], low) {
			return i
		}
	}
	return -1
}

// refName returns the name in a <ref> tag.
func refName(tag string) string { return attribute(tag, "name") }

// attribute returns the value of an attribute in a tag or a table's line.
func attribute(tag, name string) string {
	low := strings.ToLower(tag)
	if len(low) != len(tag) {
		low = tag
	}
	for from := 0; ; {
		i := strings.Index(low[from:], name)
		if i < 0 {
			return ""
		}
		i += from
		j := i + len(name)
		for j < len(tag) && (tag[j] == ' ' || tag[j] == '\t') {
			j++
		}
		if j >= len(tag) || tag[j] != '=' || i > 0 && isWord(tag[i-1]) {
			from = i + len(name)
			continue
		}
		j++
		for j < len(tag) && (tag[j] == ' ' || tag[j] == '\t') {
			j++
		}
		if j < len(tag) && (tag[j] == '"' || tag[j] == '\'') {
			if k := strings.IndexByte(tag[j+1:], tag[j]); k >= 0 {
				return strings.TrimSpace(tag[j+1 : j+1+k])
			}
			j++
		}
		k := j
		for k < len(tag) && tag[k] != ' ' && tag[k] != '\t' && tag[k] != '>' && tag[k] != '\n' && tag[k] != '|' {
			k++
		}
		return strings.Trim(tag[j:k], `/"'`)
	}
}

func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_'
}
