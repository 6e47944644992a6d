package wiki

import (
	"html"
	"strings"
	"unicode/utf8"
)

// inline writes what a reader sees of [from, to) to o.
func (p *parser) inline(o *out, from, to int) {
	if p.depth++; p.depth > maxDepth || p.work > maxWork*len(p.src) {
		p.depth--
		return
	}
	defer func() { p.depth-- }()
	p.work += to - from
	s := p.src
	for i := from; i < to; {
		switch c := s[i]; c {
		case ' ', '\t', '\r', '\n', '\f':
			j := i
			for j < to && (s[j] == ' ' || s[j] == '\t' || s[j] == '\r' || s[j] == '\n' || s[j] == '\f') {
				j++
			}
			o.Space(i, j)
			i = j
		case '<':
			i = p.tag(o, i, to)
		case '{':
			e, ok := p.ends[i]
			switch {
			case ok && e <= to && s[i+1] == '|':
				p.nested(o, i, e)
				i = e
			case ok && e <= to:
				p.template(o, i, e)
				i = e
			case i+1 < to && s[i+1] == '{':
				i += 2
			default:
				o.Copy(s, i, i+1)
				i++
			}
		case '[':
			i = p.bracket(o, i, to)
		case ']':
			if i+1 < to && s[i+1] == ']' {
				i += 2
				break
			}
			o.Copy(s, i, i+1)
			i++
		case '}':
			if i+1 < to && s[i+1] == '}' {
				i += 2
				break
			}
			o.Copy(s, i, i+1)
			i++
		case '\'':
			n := run(s[:to], i, '\'')
			switch n {
			case 1:
				o.Copy(s, i, i+1)
			case 4:
				o.Copy(s, i, i+1)
			}
			i += n
		case '&':
			i = entity(o, s, i, to)
		case '_':
			if n := magicWord(s[i:to]); n > 0 {
				i += n
				break
			}
			o.Copy(s, i, i+1)
			i++
		default:
			if c == 0xc2 && i+1 < to && s[i+1] == 0xa0 { // no-break space
				o.Space(i, i+2)
				i += 2
				break
			}
			if c == 0xe2 && i+2 < to && s[i+1] == 0x80 && (s[i+2] >= 0x8b && s[i+2] <= 0x8f) { // zero width
				i += 3
				break
			}
			j := i + 1
			for j < to && plainByte[s[j]] {
				j++
			}
			for j < to && j > i+1 && !utf8.RuneStart(s[j]) {
				j++
			}
			o.Copy(s, i, j)
			i = j
		}
	}
}

// plainByte holds the bytes that mean nothing in wikitext. The lead bytes of white space beyond ASCII are not plain.
var plainByte = func() (t [256]bool) {
	for c := range t {
		t[c] = strings.IndexByte(" \t\r\n\f<{[]}'&_", byte(c)) < 0 && c != 0xc2 && c != 0xe2
	}
	return t
}()

// magicWord returns the length of a behaviour switch such as __NOTOC__ at the beginning of s, or 0.
func magicWord(s string) int {
	if !strings.HasPrefix(s, "__") {
		return 0
	}
	i := 2
	for i < len(s) && i < 40 && s[i] >= 'A' && s[i] <= 'Z' {
		i++
	}
	if i > 3 && strings.HasPrefix(s[i:], "__") {
		return i + 2
	}
	return 0
}

// entity decodes a character reference at i and returns the offset behind it.
func entity(o *out, s string, i, to int) int {
	const longest = 12
	j := strings.IndexByte(s[i:min(to, i+longest)], ';')
	if j < 0 {
		o.Copy(s, i, i+1)
		return i + 1
	}
	j += i + 1
	t := html.UnescapeString(s[i:j])
	switch {
	case t == s[i:j] || !utf8.ValidString(t):
		o.Copy(s, i, j)
	case strings.Trim(t, "\u00a0\u2002\u2003\u2009\u202f\u200a ") == "":
		o.Space(i, j)
	case t == "\u200b" || t == "\u200e" || t == "\u200f" || t == "\u00ad" || t == "\ufeff" || t < " ":
	default:
		o.Put(t, i, j)
	}
	return j
}

// breaks are the tags at which a reader sees a line end; passed are tags that only dress what they hold.
var breaks = map[string]bool{"br": true, "p": true, "li": true, "tr": true, "div": true, "hr": true, "ul": true, "ol": true, "blockquote": true, "poem": true, "dd": true, "dt": true}

var passed = map[string]bool{
	"span": true, "small": true, "big": true, "sup": true, "sub": true, "b": true, "i": true, "u": true, "s": true, "em": true, "strong": true, "center": true, "font": true, "abbr": true,
	"cite": true, "q": true, "code": true, "kbd": true, "tt": true, "var": true, "ins": true, "section": true, "noinclude": true, "includeonly": true, "onlyinclude": true, "references": true,
	"table": true, "td": true, "th": true, "tbody": true, "caption": true, "dl": true, "bdi": true, "time": true, "data": true, "mark": true, "wbr": true, "templatestyles": true, "ref": true, "a": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "dfn": true, "samp": true, "del": true, "strike": true, "rp": true, "rt": true, "ruby": true, "indicator": true, "nowiki": true,
}

func (p *parser) tag(o *out, i, to int) int {
	s := p.src
	name, closing := tagName(s, i)
	e, ok := p.ends[i]
	switch {
	case ok && e > to:
		ok = false
	case ok && name == "ref":
		p.cite(o, i, e)
		return e
	case ok && (name == "nowiki" || name == "pre"):
		from := tagEnd(s, i)
		for to := from + max(0, strings.LastIndexByte(s[from:e], '<')); from < to; {
			switch s[from] {
			case '&':
				from = entity(o, s, from, to)
			case ' ', '\n', '\t', '\r':
				o.Space(from, from+1)
				from++
			default:
				j := from + 1
				for j < to && !strings.ContainsRune("& \n\t\r", rune(s[j])) {
					j++
				}
				o.Copy(s, from, j)
				from = j
			}
		}
		return e
	case ok: // comments, formulas, galleries
		return e
	}
	if strings.HasPrefix(s[i:], "<!--") {
		return i + 4
	}
	end := tagEnd(s, i)
	switch {
	case name == "ref" && !closing && end >= 0 && end <= to && s[end-2] != '/':
		// A reference that nobody closed: what follows on its line is the source, not the text.
		if j := strings.IndexByte(s[end:to], '\n'); j >= 0 {
			return end + j
		}
		return to
	case end < 0 || end > to || !breaks[name] && !passed[name]:
		o.Copy(s, i, i+1)
		return i + 1
	case breaks[name]:
		o.Break(i, end)
	}
	return end
}

// bracket reads "[[link]]" or "[http://... label]" at i and returns the offset behind it.
func (p *parser) bracket(o *out, i, to int) int {
	s := p.src
	if i+1 < to && s[i+1] == '[' {
		e, ok := p.ends[i]
		if !ok || e > to {
			return i + 2
		}
		p.link(o, i, e)
		return e
	}
	if n := schemeLen(s[i+1 : to]); n > 0 {
		const longest = 4000 // bytes of an address and its label
		j := i + 1
		for to := min(to, i+longest); j < to && s[j] != ']' && s[j] != '\n'; {
			if e, ok := p.ends[j]; ok && e <= to && (s[j] == '{' || s[j] == '[' || s[j] == '<') {
				j = e
				continue
			}
			j++
		}
		if j < to && s[j] == ']' {
			k := i + 1
			for k < j && s[k] != ' ' && s[k] != '\t' && s[k] != '<' {
				k++
			}
			p.inline(o, k, j)
			return j + 1
		}
	}
	o.Copy(s, i, i+1)
	return i + 1
}

func schemeLen(s string) int {
	for _, p := range [...]string{"http://", "https://", "//", "ftp://", "mailto:", "news:", "irc://"} {
		if len(s) >= len(p) && strings.EqualFold(s[:len(p)], p) {
			return len(p)
		}
	}
	return 0
}

// link reads the link [[...]] at [i, e).
func (p *parser) link(o *out, i, e int) {
	args := p.split(i+2, e-2)
	target := p.src[args[0].Start:args[0].End]
	t := strings.TrimSpace(target)
	visible := strings.HasPrefix(t, ":")
	if ns, rest, ok := strings.Cut(t, ":"); ok && !visible {
		switch l := strings.ToLower(strings.TrimSpace(ns)); {
		case l == "file" || l == "image" || l == "category" || l == "media":
			return
		case len(args) == 1 && rest != "" && interwiki(l):
			return
		}
	}
	if len(args) > 1 {
		last := args[len(args)-1]
		if strings.TrimSpace(p.src[last.Start:last.End]) != "" {
			p.inline(o, last.Start, last.End)
			return
		}
		// The "pipe trick": [[Georgia (country)|]].
		if k := strings.Index(target, " ("); k > 0 {
			o.CopyWords(p.src, args[0].Start, args[0].Start+k)
			return
		}
	}
	from := args[0].Start
	if visible {
		from += strings.IndexByte(target, ':') + 1
	}
	if k := strings.IndexByte(p.src[from:args[0].End], '#'); k >= 0 && k > 0 { // the page, not its section
		p.words(o, from, from+k)
		return
	}
	p.words(o, from, args[0].End)
}

// words copies a title: entities decoded, underscores as blanks.
func (p *parser) words(o *out, from, to int) {
	for i := from; i < to; {
		switch c := p.src[i]; {
		case c == ' ' || c == '_' || c == '\n' || c == '\t' || c == '\r':
			o.Space(i, i+1)
			i++
		case c == '&':
			i = entity(o, p.src, i, to)
		case c == '{' || c == '<':
			if e, ok := p.ends[i]; ok && e <= to {
				i = e
				break
			}
			o.Copy(p.src, i, i+1)
			i++
		default:
			j := i + 1
			for j < to && strings.IndexByte(" _\n\t\r&{<", p.src[j]) < 0 {
				j++
			}
			o.Copy(p.src, i, j)
			i = j
		}
	}
}

// interwiki reports whether a prefix names a wiki in another language.
func interwiki(prefix string) bool {
	if len(prefix) < 2 || len(prefix) > 3 {
		return prefix == "simple" || strings.HasPrefix(prefix, "zh-")
	}
	for i := 0; i < len(prefix); i++ {
		if prefix[i] < 'a' || prefix[i] > 'z' {
			return false
		}
	}
	return true
}

// plain returns what a reader sees of [from, to).
func (p *parser) plain(from, to int) string {
	var o out
	quiet := p.quiet
	p.quiet = true // references inside are not references of the text
	p.inline(&o, from, to)
	p.quiet = quiet
	o.finish()
	return o.Text()
}
