package wiki

import (
	"strconv"
	"strings"

	"chancery"
)

// A tmpl is a template call, taken apart.
type tmpl struct {
	name  string // lower case, blanks single
	args  []chancery.Span
	named map[string]chancery.Span
}

// parseTemplate takes the template call at [i, e) apart. A call of a module, {{#invoke:flag||France}}, is read as the
// template of that name.
func (p *parser) parseTemplate(i, e int) tmpl {
	parts := p.split(i+2, e-2)
	t := tmpl{name: templateName(p.uncommented(parts[0])), named: map[string]chancery.Span{}}
	parts = parts[1:]
	if module, ok := strings.CutPrefix(t.name, "#invoke:"); ok {
		t.name = module
		if len(parts) > 0 {
			if f := templateName(p.src[parts[0].Start:parts[0].End]); f != "" && module == "cite" {
				t.name = "cite " + f
			}
			parts = parts[1:]
		}
	} else if head, arg, ok := strings.Cut(t.name, ":"); ok && (strings.HasPrefix(head, "#") || head == "formatnum" || head == "lc" || head == "uc" || head == "ucfirst") {
		t.name = head
		at := parts0(i, p.src[i:e])
		parts = append([]chancery.Span{{Start: at, End: at + min(len(arg), e-2-at)}}, parts...)
	}
	for _, a := range parts {
		if k := p.equals(a); k >= 0 {
			key := strings.ToLower(strings.TrimSpace(p.uncommented(chancery.Span{Start: a.Start, End: k})))
			v := chancery.Span{Start: k + 1, End: a.End}
			if n, err := strconv.Atoi(key); err == nil && n >= 1 && n <= 20 {
				for len(t.args) < n {
					t.args = append(t.args, chancery.Span{Start: a.Start, End: a.Start})
				}
				t.args[n-1] = v
			}
			t.named[key] = v
			continue
		}
		t.args = append(t.args, a)
	}
	return t
}

// parts0 returns the offset behind the first colon of a call at i.
func parts0(i int, call string) int { return i + strings.IndexByte(call, ':') + 1 }

func templateName(s string) string {
	s = strings.ToLower(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '_' || r == '\n' || r == '\t' || r == '\r' }), " "))
	return strings.TrimSpace(strings.TrimPrefix(s, "template:"))
}

// uncommented returns the text of a span without its comments.
func (p *parser) uncommented(a chancery.Span) string {
	s := p.src[a.Start:a.End]
	if !strings.Contains(s, "<!--") {
		return s
	}
	var b strings.Builder
	for i := a.Start; i < a.End; {
		if e, ok := p.ends[i]; ok && e <= a.End && strings.HasPrefix(p.src[i:], "<!--") {
			i = e
			continue
		}
		b.WriteByte(p.src[i])
		i++
	}
	return b.String()
}

// equals returns the offset of the "=" that makes an argument a named one, or -1.
func (p *parser) equals(a chancery.Span) int {
	for i := a.Start; i < a.End; i++ {
		switch p.src[i] {
		case '=':
			return i
		case '{', '[', '<':
			if e, ok := p.ends[i]; ok && e <= a.End {
				i = e - 1
				break
			}
			if p.src[i] == '<' {
				return -1
			}
		}
	}
	return -1
}

// arg returns the nth argument without a name, counted from 1, and whether there is something in it.
func (p *parser) arg(t tmpl, n int) (chancery.Span, bool) {
	if n < 1 || n > len(t.args) {
		return chancery.Span{}, false
	}
	a := t.args[n-1]
	return a, strings.TrimSpace(p.src[a.Start:a.End]) != ""
}

func (p *parser) value(t tmpl, n int) string {
	a, ok := p.arg(t, n)
	if !ok {
		return ""
	}
	return strings.TrimSpace(p.plain(a.Start, a.End))
}

// template writes what a reader sees of the template at [i, e).
func (p *parser) template(o *out, i, e int) {
	if p.depth++; p.depth > maxDepth {
		p.depth--
		return
	}
	defer func() { p.depth-- }()
	t := p.parseTemplate(i, e)
	if show, ok := shown[t.name]; ok {
		show(p, o, t, i, e)
		return
	}
	switch {
	case strings.HasPrefix(t.name, "lang-") || strings.HasPrefix(t.name, "langx"):
		showArg(1+len(t.args)/2)(p, o, t, i, e)
	case strings.HasPrefix(t.name, "cite ") || t.name == "citation":
		if r, ok := p.citation(i, e); ok && !p.quiet {
			p.doc.Refs = append(p.doc.Refs, r)
			p.note(o, []int{len(p.doc.Refs) - 1})
		}
	case len(t.args) == 0 && len(t.named) == 0:
		if name := countryCodes[strings.ToUpper(t.name)]; name != "" && strings.TrimSpace(p.src[i+2:e-2]) == strings.ToUpper(t.name) {
			o.Put(name, i, e)
		}
	}
}

// A show writes what one template shows.
type show func(p *parser, o *out, t tmpl, i, e int)

// showArg shows the nth argument.
func showArg(n int) show {
	return func(p *parser, o *out, t tmpl, i, e int) {
		if a, ok := p.arg(t, n); ok {
			p.inline(o, a.Start, a.End)
		}
	}
}

// showFirst shows the first of the arguments that has something in it.
func showFirst(ns ...int) show {
	return func(p *parser, o *out, t tmpl, i, e int) {
		for _, n := range ns {
			if a, ok := p.arg(t, n); ok {
				p.inline(o, a.Start, a.End)
				return
			}
		}
	}
}

func showText(s string) show {
	return func(p *parser, o *out, t tmpl, i, e int) { o.Put(s, i, e) }
}

func showSpaced(s string) show {
	return func(p *parser, o *out, t tmpl, i, e int) {
		o.Space(i, i+1)
		o.Put(s, i+1, e-1)
		o.Space(e-1, e)
	}
}

func showBreak(p *parser, o *out, t tmpl, i, e int) { o.Break(i, e) }

func showSpace(p *parser, o *out, t tmpl, i, e int) { o.Space(i, e) }

// showList shows all arguments, each on a line of its own.
func showList(p *parser, o *out, t tmpl, i, e int) {
	for n := range t.args {
		a, ok := p.arg(t, n+1)
		if !ok {
			continue
		}
		o.Break(a.Start-1, a.Start)
		p.cellText(o, a.Start, a.End)
	}
}

// showFlag shows the country of a flag with its name.
func showFlag(p *parser, o *out, t tmpl, i, e int) {
	if a, ok := t.named["name"]; ok && strings.TrimSpace(p.src[a.Start:a.End]) != "" {
		p.inline(o, a.Start, a.End)
		return
	}
	a, ok := p.arg(t, 1)
	if !ok {
		return
	}
	if name := countryCodes[strings.TrimSpace(p.src[a.Start:a.End])]; name != "" {
		o.Put(name, a.Start, a.End)
		return
	}
	p.inline(o, a.Start, a.End)
}

// showFlagIcon keeps the country of a flag without a name, for where nothing else is written.
func showFlagIcon(p *parser, o *out, t tmpl, i, e int) {
	name := p.value(t, 1)
	if full := countryCodes[name]; full != "" {
		name = full
	}
	if o.flag == "" {
		o.flag, o.from, o.to = name, i, e
	}
}

var monthNames = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// showDate shows a date given as year, month and day, or as the words of one argument.
func showDate(p *parser, o *out, t tmpl, i, e int) { p.date(o, t, 1, i, e) }

func (p *parser) date(o *out, t tmpl, first, i, e int) {
	a, ok := p.arg(t, first)
	if !ok {
		return
	}
	year, month := p.value(t, first), p.value(t, first+1)
	m := monthName(month)
	if m == "" {
		p.inline(o, a.Start, a.End) // a year, or a date in words
		return
	}
	s := m + " " + year
	if d, err := strconv.Atoi(p.value(t, first+2)); err == nil && d >= 1 && d <= 31 {
		s = strconv.Itoa(d) + " " + s
	}
	if era := p.value(t, first+3); strings.EqualFold(era, "BC") {
		s += " BC"
	}
	o.Put(s, i, e)
}

func monthName(s string) string {
	if n, err := strconv.Atoi(s); err == nil {
		if n >= 1 && n <= 12 {
			return monthNames[n-1]
		}
		return ""
	}
	if len(s) >= 3 {
		for _, m := range monthNames {
			if strings.EqualFold(s, m) || strings.EqualFold(strings.TrimSuffix(s, "."), m[:3]) {
				return m
			}
		}
	}
	return ""
}

// showRange shows two years or dates as "1992–2006"; the second may be missing.
func showRange(p *parser, o *out, t tmpl, i, e int) {
	a, ok := p.arg(t, 1)
	if !ok {
		return
	}
	p.inline(o, a.Start, a.End)
	if b, ok := p.arg(t, 2); ok && o.Len() > 0 {
		o.Put("–", a.End, b.Start)
		p.inline(o, b.Start, b.End)
	}
}

// showAsOf shows "As of May 2020".
func showAsOf(p *parser, o *out, t tmpl, i, e int) {
	if alt, ok := t.named["alt"]; ok {
		p.inline(o, alt.Start, alt.End)
		return
	}
	year, m := p.value(t, 1), monthName(p.value(t, 2))
	s := "As of "
	if _, ok := t.named["lc"]; ok {
		s = "as of "
	}
	if d, err := strconv.Atoi(p.value(t, 3)); err == nil && m != "" {
		s += strconv.Itoa(d) + " "
	}
	if m != "" {
		s += m + " "
	}
	o.Put(s+year, i, e)
}

// showConvert shows a measure as the source gives it.
func showConvert(p *parser, o *out, t tmpl, i, e int) {
	if a, ok := p.arg(t, 1); ok {
		p.inline(o, a.Start, a.End)
		if u, ok := p.arg(t, 2); ok && o.Len() > 0 {
			o.Space(u.Start-1, u.Start)
			p.inline(o, u.Start, u.End)
		}
	}
}

// showMoney shows "US$" and the amount.
func showMoney(sign string) show {
	return func(p *parser, o *out, t tmpl, i, e int) {
		if a, ok := p.arg(t, 1); ok {
			o.Put(sign, i, a.Start)
			p.inline(o, a.Start, a.End)
		}
	}
}

// showNamedRef notes a reference given by name: {{r|name}}.
func showNamedRef(p *parser, o *out, t tmpl, i, e int) {
	if p.quiet {
		return
	}
	for n := range t.args {
		if name := p.value(t, n+1); name != "" {
			p.note(o, p.resolve(name, -1, 0, 0))
		}
	}
}

// showTagRef notes a reference written {{#tag:ref|content|name=x}}.
func showTagRef(p *parser, o *out, t tmpl, i, e int) {
	if p.quiet || p.value(t, 1) != "ref" {
		return
	}
	name := ""
	if a, ok := t.named["name"]; ok {
		name = strings.Trim(strings.TrimSpace(p.src[a.Start:a.End]), `"'`)
	}
	a, _ := p.arg(t, 2)
	p.note(o, p.resolve(name, -1, a.Start, a.End))
}

// showCirca shows "c. 1990".
func showCirca(p *parser, o *out, t tmpl, i, e int) {
	if a, ok := p.arg(t, 1); ok {
		o.Put("c. ", i, a.Start)
		p.inline(o, a.Start, a.End)
	}
}

// shown says what the templates show that are not listed show nothing.
var shown map[string]show

func init() {
	shown = map[string]show{
		"!": showText("|"), "=": showText("="), "pb": showBreak, "paragraph break": showBreak, "br": showBreak, "break": showBreak, "clear": showBreak,
		"nbsp": showSpace, "space": showSpace, "sp": showSpace, "spaces": showSpace, "thinsp": showSpace, "zwsp": showText(""), "shy": showText(""),
		"snd": showSpaced("–"), "spnd": showSpaced("–"), "spaced ndash": showSpaced("–"), "dash": showText("–"), "ndash": showText("–"), "en dash": showText("–"), "endash": showText("–"), "mdash": showText("—"), "em dash": showText("—"),
		"sdash": showSpaced("–"), "sort dash": showText("–"), "dunno": showText("?"), "n/a": showFirstOr(1, "N/A"), "na": showFirstOr(1, "N/A"), "yes": showFirstOr(1, "Yes"), "no": showFirstOr(1, "No"), "y": showText("Yes"),
		"unknown": showFirstOr(1, "Unknown"), "partial": showFirstOr(1, "Partial"), "tba": showFirstOr(1, "TBA"), "dropped": showFirstOr(1, "Dropped"), "maybe": showFirstOr(1, "Maybe"), "pending": showFirstOr(1, "Pending"),
		"sort": showFirst(2, 1), "sortname": showName, "hs": showText(""), "hidden sort key": showText(""), "nts": showArg(1), "formatnum": showArg(1), "number table sorting": showArg(1), "val": showArg(1), "fmtn": showArg(1),
		"ref": showText(""), "r": showNamedRef, "#tag": showTagRef, "usurped": showArg(1), "webarchive": showText(""),
		"convert": showConvert, "cvt": showConvert, "circa": showCirca, "c.": showCirca, "ca.": showCirca, "circ": showCirca, "as of": showAsOf, "asof": showAsOf,
		"us$": showMoney("US$"), "usd": showMoney("US$"), "us dollar": showMoney("US$"), "€": showMoney("€"), "euro": showMoney("€"), "£": showMoney("£"), "gbp": showMoney("£"), "inr": showMoney("₹"), "a$": showMoney("A$"), "c$": showMoney("C$"),
		"daterange": showRange, "reign": showRange, "year range": showRange, "start-end date": showRange, "startenddate": showRange,
		"ubl": showList, "unbulleted list": showList, "plainlist": showList, "plain list": showList, "flatlist": showList, "hlist": showList, "flat list": showList, "bulleted list": showList, "bullet list": showList, "ordered list": showList, "cslist": showList, "columns-list": showList, "collapsible list": showList,
		"lang": showFirst(2, 1), "langx": showFirst(2), "transliteration": showFirst(3, 2), "transl": showFirst(3, 2), "nihongo": showArg(1), "korean": showText(""), "native name": showArg(2), "script": showArg(2),
		"interlanguage link": showArg(1), "ill": showArg(1), "link-interwiki": showArg(1), "tooltip": showArg(1), "abbr": showArg(1), "abbrlink": showArg(1), "color": showArg(2), "font color": showFirst(3, 2), "colored link": showFirst(3, 2), "fontcolor": showFirst(3, 2),
		"quote": showArg(1), "blockquote": showArg(1), "quotation": showArg(1), "cquote": showArg(1), "bq": showArg(1), "talkquote": showArg(1), "sic": showFirst(1), "not a typo": showArg(1), "proper name": showArg(1), "as written": showArg(1),
		"visible anchor": showArg(1), "vanchor": showArg(1), "nowrap begin": showText(""), "frac": showFraction, "ship": showFirst(2), "uss": showArg(1), "hms": showArg(1), "sup": showArg(1), "sub": showArg(1), "okina": showText("ʻ"), "'": showText("’"), "'s": showText("’s"),
		"efn": showText(""), "refn": showText(""), "sfn": showText(""), "harvnb": showText(""), "legend": showText(""), "anchor": showText(""), "un population": showText(""),
	}
	for _, n := range []string{"nowrap", "nobr", "nwr", "small", "smaller", "big", "larger", "large", "center", "centre", "left", "right", "em", "strong", "bold", "italic", "strike", "highlight", "midsize", "smallcaps", "sc", "resize", "no wrap", "noitalic", "serif", "mono", "code", "var", "tq", "url", "angbr", "hidden text", "align"} {
		shown[n] = showArg(1)
	}
	shown["align"], shown["resize"], shown["hidden"] = showFirst(2, 1), showFirst(2, 1), showFirst(2, 1)
	shown["url"] = showFirst(2, 1)
	for _, n := range []string{"flag", "flagu", "flagcountry", "flagg", "flaglist", "noflag", "flag country", "flagbig", "flagc", "flagdecot", "flag+link", "country flag", "navy", "army", "air force", "ru", "flagathlete"} {
		shown[n] = showFlag
	}
	for _, n := range []string{"flagicon", "flag icon", "flagdeco", "flagicon image", "flagsport", "icon"} {
		shown[n] = showFlagIcon
	}
	for _, n := range []string{"dts", "dtsa", "date table sorting", "date", "start date", "end date", "start date and age", "end date and age", "birth date", "death date", "birth date and age", "death date and age", "film date", "release date", "dob", "sort date", "format date"} {
		shown[n] = showDate
	}
}

func showFirstOr(n int, s string) show {
	return func(p *parser, o *out, t tmpl, i, e int) {
		if a, ok := p.arg(t, n); ok {
			p.inline(o, a.Start, a.End)
			return
		}
		o.Put(s, i, e)
	}
}

// showName shows {{sortname|First|Last}}.
func showName(p *parser, o *out, t tmpl, i, e int) {
	if a, ok := p.arg(t, 1); ok {
		p.inline(o, a.Start, a.End)
	}
	if b, ok := p.arg(t, 2); ok {
		o.Space(b.Start-1, b.Start)
		p.inline(o, b.Start, b.End)
	}
}

// showFraction shows {{frac|1|2}} as 1⁄2 and {{frac|3|1|2}} as 3 1⁄2.
func showFraction(p *parser, o *out, t tmpl, i, e int) {
	switch len(t.args) {
	case 1:
		o.Put("1⁄"+p.value(t, 1), i, e)
	case 2:
		o.Put(p.value(t, 1)+"⁄"+p.value(t, 2), i, e)
	case 3:
		o.Put(p.value(t, 1)+" "+p.value(t, 2)+"⁄"+p.value(t, 3), i, e)
	}
}

// hatnotes say what a line at the head of a section says, before the pages it names.
var hatnotes = map[string]string{
	"main": "Main article", "main article": "Main article", "main articles": "Main articles", "see also": "See also", "further": "Further information", "further information": "Further information", "details": "Main article",
	"about": "About", "for": "For", "hatnote": "", "redirect": "Redirect", "distinguish": "Not to be confused with", "other uses": "Other uses", "for multi": "For", "broader": "Broader", "main list": "Main list", "excerpt": "Excerpt", "see": "See",
}

// blockTemplate reads a template that stands at the beginning of a line, if it makes blocks of its own.
func (p *parser) blockTemplate(i, e int) bool {
	t := p.parseTemplate(i, e)
	if _, ok := hatnotes[t.name]; ok {
		p.flush()
		var o out
		showList(p, &o, t, i, e)
		p.emit(chancery.Paragraph, 0, "hatnote", &o)
		return true
	}
	switch {
	case strings.HasPrefix(t.name, "infobox") || t.name == "bilateral relations":
		p.flush()
		p.infobox(t, i, e)
		return true
	case t.name == "columns-list" || t.name == "col-list" || t.name == "div col list" || t.name == "quote" || t.name == "blockquote" || t.name == "hidden":
		p.flush()
		for n := range t.args {
			if a, ok := p.arg(t, n+1); ok && (strings.Contains(p.src[a.Start:a.End], "\n") || strings.HasSuffix(t.name, "quote")) {
				p.blocks(a.Start, a.End)
				if strings.HasSuffix(t.name, "quote") {
					break
				}
			}
		}
		return true
	}
	return false
}

// infobox reads the rows of an infobox: the name of a field is the heading of its cell. An infobox about relations is
// part of what the page says; any other is furniture.
func (p *parser) infobox(t tmpl, i, e int) {
	furniture := "infobox"
	if strings.Contains(t.name, "relations") || strings.Contains(t.name, "diplomatic") {
		furniture = ""
	}
	type field struct {
		key string
		at  chancery.Span
	}
	var fields []field
	for k, a := range t.named {
		fields = append(fields, field{k, a})
	}
	sortBy(fields, func(a, b field) bool { return a.at.Start < b.at.Start })
	for _, f := range fields {
		switch {
		case strings.HasPrefix(f.key, "map") || strings.HasPrefix(f.key, "image") || strings.HasPrefix(f.key, "filetype") || strings.HasPrefix(f.key, "caption") || strings.HasSuffix(f.key, "size"):
			continue
		}
		var o out
		p.cellText(&o, f.at.Start, f.at.End)
		o.finish()
		text, span, m := o.Block()
		if strings.TrimSpace(text) == "" {
			continue
		}
		p.append(chancery.Block{Kind: chancery.Row, Text: text, Span: span, Map: m, Furniture: furniture, Refs: o.refs,
			Cells: []chancery.Cell{{Header: f.key, Span: chancery.Span{Start: 0, End: len(text)}}}})
	}
}
