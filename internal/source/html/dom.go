package html

import (
	"strings"

	"golang.org/x/net/html"
)

// maxDepth bounds the nesting of elements: deeper ones are read as if their tags were not there.
const maxDepth = 400

// maxNodes bounds the elements and runs of text of a page. Pages with more than some ten thousand are rare; what stands behind
// the bound is not read.
const maxNodes = 1_000_000

// A node is an element, or a run of text (tag "").
type node struct {
	tag      string
	from, to int // of text, in the page
	parent   int
	children []int
	attrs    map[string]string // of the attributes that matter
}

// kept are the attributes that matter.
var kept = map[string]bool{
	"class": true, "id": true, "style": true, "role": true, "hidden": true, "aria-hidden": true, "href": true, "rel": true, "datetime": true, "content": true, "property": true, "name": true,
	"itemprop": true, "itemtype": true, "type": true, "lang": true, "rowspan": true, "colspan": true, "http-equiv": true, "pubdate": true, "title": true, "data-component": true, "data-testid": true,
}

// maxAttr bounds the length kept of an attribute.
const maxAttr = 2000

// tree is a page taken apart.
type tree struct {
	page  string
	nodes []node // nodes[0] is the root
}

var rawText = set("script style title textarea noscript iframe xmp noembed noframes")

var void = map[string]bool{"br": true, "img": true, "hr": true, "input": true, "meta": true, "link": true, "wbr": true, "source": true, "area": true, "base": true, "col": true, "embed": true, "track": true, "param": true, "frame": true}

// closes says which open elements the start of an element ends, and at which elements the search for them stops.
var closes = map[string]struct{ end, stop string }{
	"li": {" li ", " ul ol menu "}, "dt": {" dt dd ", " dl "}, "dd": {" dt dd ", " dl "}, "tr": {" tr td th ", " table "}, "td": {" td th ", " table tr "}, "th": {" td th ", " table tr "},
	"thead": {" tr td th tbody thead tfoot caption ", " table "}, "tbody": {" tr td th tbody thead tfoot caption ", " table "}, "tfoot": {" tr td th tbody thead tfoot caption ", " table "},
	"option": {" option ", " select "}, "a": {" a ", " td th li table "}, "body": {" head ", " html "},
}

// closesP are the elements whose start ends an open paragraph.
var closesP = set("address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section table ul li")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// parse builds the tree of a page.
func parse(page string) *tree { return parseUpTo(page, maxNodes) }

func parseUpTo(page string, most int) *tree {
	t := &tree{page: page, nodes: []node{{tag: "#root", parent: -1}}}
	z := html.NewTokenizer(strings.NewReader(page))
	stack := []int{0}
	top := func() int { return stack[len(stack)-1] }
	pos := 0
	for {
		tt := z.Next()
		n := len(z.Raw())
		from, to := pos, pos+n
		pos = to
		if tt == html.ErrorToken || to > len(page) || len(t.nodes) >= most {
			break
		}
		switch tt {
		case html.TextToken:
			if from < to {
				t.add(node{from: from, to: to, parent: top()})
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			e := node{tag: string(name), from: from, to: to}
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				if key := string(k); kept[key] {
					if e.attrs == nil {
						e.attrs = map[string]string{}
					}
					if len(v) > maxAttr {
						v = v[:maxAttr]
					}
					if _, dup := e.attrs[key]; !dup {
						e.attrs[key] = strings.ToValidUTF8(string(v), "")
					}
				}
			}
			if closesP[e.tag] {
				stack = t.end(stack, "p", " table td th li button ")
			}
			if c, ok := closes[e.tag]; ok {
				stack = t.endAny(stack, c.end, c.stop)
			}
			e.parent = top()
			id := t.add(e)
			// Elements of raw text are entered at any depth: what they hold must not become text of the page.
			if tt != html.SelfClosingTagToken && !void[e.tag] && (len(stack) < maxDepth || rawText[e.tag]) {
				stack = append(stack, id)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			stop := ""
			switch string(name) {
			case "table", "html", "body":
			case "td", "th", "tr", "tbody", "thead", "tfoot":
				stop = " table "
			default:
				stop = " table td th "
			}
			stack = t.end(stack, string(name), stop)
		}
	}
	return t
}

func (t *tree) add(n node) int {
	id := len(t.nodes)
	t.nodes = append(t.nodes, n)
	t.nodes[n.parent].children = append(t.nodes[n.parent].children, id)
	return id
}

// end closes the nearest open element of that name, unless one of the elements in stop is nearer.
func (t *tree) end(stack []int, name, stop string) []int {
	for i := len(stack) - 1; i > 0; i-- {
		tag := t.nodes[stack[i]].tag
		if tag == name {
			return stack[:i]
		}
		if strings.Contains(stop, " "+tag+" ") {
			return stack
		}
	}
	return stack
}

// endAny closes all open elements of the names in end up to the nearest of those in stop.
func (t *tree) endAny(stack []int, end, stop string) []int {
	cut := len(stack)
	for i := len(stack) - 1; i > 0; i-- {
		tag := t.nodes[stack[i]].tag
		if strings.Contains(stop, " "+tag+" ") {
			break
		}
		if strings.Contains(end, " "+tag+" ") {
			cut = i
		}
	}
	return stack[:cut]
}

// words returns the text under a node, decoded, its white space collapsed.
func (t *tree) words(id int) string {
	var b strings.Builder
	t.collect(id, &b)
	return strings.Join(strings.Fields(b.String()), " ")
}

func (t *tree) collect(id int, b *strings.Builder) {
	const most = 1 << 20
	n := &t.nodes[id]
	if n.tag == "" {
		if b.Len() < most {
			b.WriteString(html.UnescapeString(t.page[n.from:n.to]))
		}
		return
	}
	if n.tag == "br" || closesP[n.tag] {
		b.WriteByte(' ')
	}
	for _, c := range n.children {
		t.collect(c, b)
	}
}

// each calls fn for every element in the order of the page.
func (t *tree) each(fn func(id int, n *node)) {
	for id := 1; id < len(t.nodes); id++ {
		if t.nodes[id].tag != "" {
			fn(id, &t.nodes[id])
		}
	}
}
