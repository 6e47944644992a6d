package html

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"chancery"
	"chancery/internal/source/mapped"
	"chancery/internal/source/table"
	"chancery/internal/source/text"
)

// A piece is a block in the making.
type piece struct {
	chancery.Block
	node    int    // the element that it is the text of
	linked  int    // bytes of its text inside links
	hint    string // what its surroundings say it is, "" where they say nothing
	look    text.Look
	inStory bool // stands in the part of the page that was taken for the story
	entry   bool // of a list or table that is what the page is about
}

// A blocker cuts a page into pieces and judges them.
type blocker struct {
	t      *tree
	doc    *chancery.Document
	out    []piece
	mass   []int  // bytes of running text under each node
	layout []bool // a table, a form or the headline stands under the node: a table around it only sets the page
	title  int    // index of the headline in out, or -1
	agency string

	cur    mapped.Builder
	linked int
	at     context // of the text in cur
	breaks int     // <br> in a row
}

// A context is what the elements around a text say about it.
type context struct {
	node  int
	kind  chancery.BlockKind
	level int
	hint  string
	link  bool
	item  int  // depth of lists
	pre   bool // white space counts
	story bool // inside <article> or <main>
}

// unseen are the elements that show no text of the page.
var unseen = set("script style noscript noembed noframes template svg math iframe object head select datalist textarea canvas audio video map title meta link")

// flow are the elements that begin and end a line.
var flow = set("address article aside blockquote center details summary dialog dir div dl dt dd fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section table ul li tr td th tbody thead tfoot caption body legend button label option")

func (b *blocker) body() {
	b.title = -1
	b.weigh()
	b.walk(0, context{})
	b.flush()
	for i := range b.out {
		b.out[i].look = text.LookAt(b.out[i].Text)
	}
}

// weigh sums the running text under each node: text in paragraphs that are not mostly links.
func (b *blocker) weigh() {
	t := b.t
	b.mass = make([]int, len(t.nodes))
	linked := make([]bool, len(t.nodes))
	for id := 1; id < len(t.nodes); id++ {
		n := &t.nodes[id]
		linked[id] = linked[n.parent] || n.tag == "a" || unseen[n.tag]
		if n.tag == "" && !linked[n.parent] {
			s := strings.TrimSpace(t.page[n.from:n.to])
			if len(s) > 40 && strings.Count(s, " ") >= 5 {
				b.mass[id] = len(s)
			}
		}
	}
	b.layout = make([]bool, len(t.nodes))
	for id := len(t.nodes) - 1; id > 0; id-- {
		n := &t.nodes[id]
		b.mass[n.parent] += b.mass[id]
		if b.layout[id] || n.tag == "table" || n.tag == "h1" || n.tag == "form" {
			b.layout[n.parent] = true
		}
	}
}

// walk visits a node and what is under it.
func (b *blocker) walk(id int, c context) {
	n := &b.t.nodes[id]
	if n.tag == "" {
		b.text(n, c)
		return
	}
	if unseen[n.tag] || hiddenElement(n) {
		return
	}
	if n.tag == "sup" && b.mark(id) || n.tag == "span" && offPage(n) {
		return
	}
	switch n.tag {
	case "br":
		if b.breaks++; b.breaks >= 2 {
			b.flush()
		} else {
			b.cur.Break(n.from, n.to)
		}
		return
	case "a":
		c.link = true
	case "img", "input":
		return
	}
	if !flow[n.tag] {
		for _, k := range n.children {
			b.walk(k, c)
		}
		return
	}
	b.flush()
	c.node = id
	if h := b.hintOf(n, id, c); h != "" && c.hint == "" {
		c.hint = h
	}
	switch n.tag {
	case "article", "main":
		c.story = true
	case "h1", "h2", "h3", "h4", "h5", "h6":
		c.kind, c.level = chancery.Heading, int(n.tag[1]-'0')
	case "ul", "ol", "dl", "menu":
		c.item++
	case "li", "dd":
		c.kind, c.level = chancery.Item, max(c.item, 1)
	case "figcaption", "caption", "legend":
		c.kind, c.level = chancery.Caption, 0
	case "pre":
		c.pre = true
	case "table":
		if b.table(id, c) {
			return
		}
	}
	for _, k := range n.children {
		b.walk(k, c)
	}
	b.flush()
}

// mark reports whether a <sup> is the mark of a reference: a link to a place on the same page.
func (b *blocker) mark(id int) bool {
	for _, k := range b.t.nodes[id].children {
		n := &b.t.nodes[k]
		if n.tag == "a" && strings.Contains(n.attrs["href"], "#") || (n.tag == "span" || n.tag == "i") && b.mark(k) {
			return true
		}
	}
	return false
}

// offPage reports whether an element is there for programs that read pages aloud, or to edit the page.
func offPage(n *node) bool {
	for _, w := range nameWords(n.attrs["class"]) {
		switch w {
		case "editsection", "mweditsection", "noprint", "sronly", "screenreadertext", "visuallyhidden", "visuallyhidden-text", "offscreen", "a11yhidden":
			return true
		}
	}
	return false
}

// hiddenElement reports whether an element is not shown.
func hiddenElement(n *node) bool {
	if len(n.attrs) == 0 {
		return false
	}
	if _, ok := n.attrs["hidden"]; ok && n.tag != "body" {
		return true
	}
	s := strings.ReplaceAll(strings.ToLower(n.attrs["style"]), " ", "")
	return strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden")
}

// text adds a run of text to the piece in the making.
func (b *blocker) text(n *node, c context) {
	page := b.t.page
	before := b.cur.Len()
	for i := n.from; i < n.to; {
		switch ch := page[i]; {
		case ch == ' ' || ch == '\t' || ch == '\n' || ch == '\r' || ch == '\f':
			j := i
			for j < n.to && (page[j] == ' ' || page[j] == '\t' || page[j] == '\n' || page[j] == '\r' || page[j] == '\f') {
				j++
			}
			if c.pre && strings.Contains(page[i:j], "\n") {
				b.cur.Break(i, j)
			} else {
				b.cur.Space(i, j)
			}
			i = j
		case ch == '&':
			i = b.entity(page, i, n.to)
		case ch == 0xc2 && i+1 < n.to && page[i+1] == 0xa0:
			b.cur.Space(i, i+2)
			i += 2
		case ch == 0xe2 && i+2 < n.to && page[i+1] == 0x80 && page[i+2] >= 0x8b && page[i+2] <= 0x8f:
			i += 3
		case ch == 0:
			i++
		default:
			j := i + 1
			for j < n.to && textByte[page[j]] {
				j++
			}
			for j < n.to && !utf8.RuneStart(page[j]) {
				j++
			}
			b.cur.Copy(page, i, j)
			i = j
		}
	}
	if added := b.cur.Len() - before; added > 0 {
		if before == 0 {
			b.at = c
		}
		b.breaks = 0
		if c.link {
			b.linked += added
		}
	}
}

// textByte holds the bytes that are copied as they are.
var textByte = func() (t [256]bool) {
	for c := range t {
		t[c] = strings.IndexByte(" \t\n\r\f&\x00", byte(c)) < 0 && c != 0xc2 && c != 0xe2
	}
	return t
}()

func (b *blocker) entity(page string, i, to int) int {
	const longest = 34
	j := i + 1
	for j < to && j-i < longest && (page[j] == '#' || page[j] >= '0' && page[j] <= '9' || page[j]|0x20 >= 'a' && page[j]|0x20 <= 'z') {
		j++
	}
	if j < to && page[j] == ';' {
		j++
	}
	s := unescape(page[i:j])
	switch {
	case s == page[i:j] || !utf8.ValidString(s) || strings.HasPrefix(s, "&") && s != "&":
		b.cur.Copy(page, i, i+1)
		return i + 1
	case strings.Trim(s, "\u00a0\u2002\u2003\u2009\u202f\u200a \n\t") == "":
		b.cur.Space(i, j)
	case s == "\u200b" || s == "\u200e" || s == "\u200f" || s == "\u00ad" || s == "\ufeff" || s < " ":
	default:
		b.cur.Put(s, i, j)
	}
	return j
}

func unescape(s string) string { return html.UnescapeString(s) }

// flush ends the piece in the making.
func (b *blocker) flush() {
	t, span, m := b.cur.Block()
	if strings.Trim(t, " \n|·•–—-/>»,:") != "" {
		c := b.at
		b.out = append(b.out, piece{
			Block: chancery.Block{Kind: c.kind, Level: c.level, Text: t, Span: span, Map: m},
			node:  c.node, linked: b.linked, hint: c.hint,
		})
	}
	b.cur, b.linked, b.breaks = mapped.Builder{}, 0, 0
}

// table writes a table of data as rows; a table that only sets the page is not one.
func (b *blocker) table(id int, c context) bool {
	type cellAt struct {
		*table.Cell
		node int
	}
	var rows [][]cellAt
	wide, long, nested := 0, 0, false
	var visit func(id int, depth int)
	visit = func(id, depth int) {
		for _, k := range b.t.nodes[id].children {
			n := &b.t.nodes[k]
			switch {
			case n.tag == "tr" && depth < maxDepth:
				var row []cellAt
				for _, x := range n.children {
					e := &b.t.nodes[x]
					if e.tag != "td" && e.tag != "th" {
						continue
					}
					if b.mass[x] > 400 {
						long++
					}
					nested = nested || b.layout[x]
					row = append(row, cellAt{&table.Cell{Header: e.tag == "th", RowSpan: number(e.attrs["rowspan"]), ColSpan: number(e.attrs["colspan"]), From: e.to}, x})
				}
				if len(row) > 1 {
					wide++
				}
				if len(row) > 0 {
					rows = append(rows, row)
				}
			case n.tag == "tbody" || n.tag == "thead" || n.tag == "tfoot":
				visit(k, depth+1)
			}
		}
	}
	visit(id, 0)
	if len(rows) < 2 || wide*2 < len(rows) || nested || long*4 > len(rows) {
		return false
	}
	for _, k := range b.t.nodes[id].children {
		if b.t.nodes[k].tag == "caption" {
			b.walk(k, c)
			b.flush()
		}
	}
	saved := b.out
	cells := make([][]*table.Cell, len(rows))
	for i, r := range rows {
		for _, x := range r {
			b.out = nil
			b.cur, b.linked = mapped.Builder{}, 0
			b.cell(x.node, c)
			x.Text, x.Map = b.cur.Whole()
			cells[i] = append(cells[i], x.Cell)
		}
	}
	b.cur, b.linked, b.out = mapped.Builder{}, 0, saved
	for _, blk := range table.Blocks(cells, "", 2*len(b.t.page)) {
		b.out = append(b.out, piece{Block: blk, node: id, hint: c.hint})
	}
	return true
}

// cell writes the text of a cell to the piece in the making: blocks inside it become lines.
func (b *blocker) cell(id int, c context) {
	n := &b.t.nodes[id]
	switch {
	case n.tag == "":
		b.text(n, c)
		return
	case unseen[n.tag] || hiddenElement(n):
		return
	case n.tag == "br" || flow[n.tag] && n.tag != "td" && n.tag != "th":
		b.cur.Break(n.from, n.to)
	}
	for _, k := range n.children {
		b.cell(k, c)
	}
}

func number(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, table.MaxSpan)
}
