package office

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"chancery"
	"chancery/internal/source/pieces"
)

// ReadODT reads a text of OpenDocument. With an error comes what was read before it, if anything.
func ReadODT(name string, f *File) (*chancery.Document, error) {
	var locked manifest
	if _, err := f.read("META-INF/manifest.xml", &locked); err == nil && locked {
		return nil, ErrEncrypted
	}
	o := &odt{styles: map[string]odtStyle{}}
	var m meta
	_, first := f.read("meta.xml", &m)
	if _, err := f.read("styles.xml", &odtStyles{of: o.styles}); first == nil {
		first = err
	}
	there, err := f.read("content.xml", o)
	if !there {
		return nil, fmt.Errorf("has no text: content.xml is missing")
	}
	if err != nil {
		first = err
	}
	return o.document(name, "odt", m), first
}

// manifest reports whether parts of a file are encrypted.
type manifest bool

func (m *manifest) start(e xml.StartElement) {
	if e.Name.Local == "encryption-data" {
		*m = true
	}
}

func (m *manifest) end(string) {}

func (m *manifest) text(string) {}

// An odtStyle is what matters of a style.
type odtStyle struct {
	bold, hidden bool
	caption      bool
	title        int // level
	parent       string
}

type odtStyles struct {
	of  map[string]odtStyle
	now string
}

func (s *odtStyles) start(e xml.StartElement) {
	switch e.Name.Local {
	case "style":
		s.now = attr(e, "name")
		x := odtStyle{parent: attr(e, "parent-style-name")}
		switch s.now {
		case "Caption", "Illustration", "Table", "Figure", "Drawing":
			x.caption = true
		case "Title":
			x.title = 1
		case "Subtitle":
			x.title = 2
		}
		s.of[s.now] = x
	case "text-properties":
		x := s.of[s.now]
		w := attr(e, "font-weight")
		x.bold = w == "bold" || len(w) == 3 && w >= "600"
		x.hidden = attr(e, "display") == "none"
		if s.now != "" {
			s.of[s.now] = x
		}
	}
}

func (s *odtStyles) end(name string) {
	if name == "style" {
		s.now = ""
	}
}

func (s *odtStyles) text(string) {}

// odt reads the text of a file.
type odt struct {
	writer
	styles map[string]odtStyle
	auto   odtStyles // styles that stand in the text itself
	body   bool
	skip   int
	lists  int
	first  []bool // of each list item that is open: its first paragraph is yet to come
	spans  []bool // of the spans that are open: bold
	hides  []bool
	heads  int // rows of headings that are open
	span   int
	down   map[int]int // by column: rows below into which a cell goes on
}

// odtUnread are elements whose text is no text of the document.
var odtUnread = map[string]bool{
	"annotation": true, "tracked-changes": true, "table-of-content": true, "illustration-index": true, "table-index": true, "alphabetical-index": true, "bibliography-configuration": true,
	"forms": true, "sequence-decls": true, "note-citation": true, "desc": true, "hidden-text": true, "hidden-paragraph": true, "ruby-text": true, "script": true, "math": true,
}

func (o *odt) start(e xml.StartElement) {
	name := e.Name.Local
	if o.auto.of == nil {
		o.auto.of = o.styles
	}
	if !o.body {
		o.body = name == "body"
		o.auto.start(e)
		return
	}
	if odtUnread[name] || o.skip > 0 {
		o.skip++
		return
	}
	switch name {
	case "h":
		n, _ := strconv.Atoi(attr(e, "outline-level"))
		o.begin(e, pieces.Heading, min(max(n, 1), 9))
	case "p":
		if n := len(o.first); n > 0 && o.first[n-1] {
			o.first[n-1] = false
			o.begin(e, pieces.Item, min(o.lists, 9))
		} else {
			o.begin(e, pieces.Paragraph, 0)
		}
	case "list":
		o.lists++
	case "list-item":
		o.first = append(o.first, true)
	case "span":
		s := o.style(attr(e, "style-name"))
		o.spans, o.hides = append(o.spans, s.bold), append(o.hides, s.hidden)
	case "s":
		o.add(" ", o.bold())
	case "tab", "line-break", "soft-page-break":
		o.add(" ", o.bold())
	case "note":
		o.note("")
		o.inner++
	case "table":
		if o.openTable(); len(o.table) == 1 {
			o.down = map[int]int{}
		}
	case "table-header-rows":
		o.heads++
	case "table-row":
		o.openRow()
		if len(o.table) == 1 {
			o.table[0].rowHead = o.heads > 0
		}
	case "table-cell":
		if len(o.table) == 1 {
			o.span = 1 // the columns that it covers have elements of their own
			if n, err := strconv.Atoi(attr(e, "number-columns-repeated")); err == nil {
				o.span = min(max(n, 1), maxColumns)
			}
			if n, err := strconv.Atoi(attr(e, "number-rows-spanned")); err == nil && n > 1 {
				o.down[len(o.table[0].row)] = n - 1
			}
		}
		o.openCell()
	case "covered-table-cell":
		o.openCell()
	}
}

func (o *odt) begin(e xml.StartElement, kind pieces.Kind, level int) {
	s := o.style(attr(e, "style-name"))
	p := o.open(kind, level)
	switch {
	case s.title > 0:
		p.kind, p.level = pieces.Heading, s.title
	case s.caption:
		p.kind = pieces.Caption
	}
	o.spans, o.hides = append(o.spans, s.bold), append(o.hides, s.hidden)
}

// style returns a style with what it has from those that it is based on.
func (o *odt) style(name string) odtStyle {
	var out odtStyle
	const most = 12
	for range most {
		s, ok := o.styles[name]
		if !ok {
			break
		}
		out.bold, out.hidden, out.caption = out.bold || s.bold, out.hidden || s.hidden, out.caption || s.caption
		if out.title == 0 {
			out.title = s.title
		}
		name = s.parent
	}
	return out
}

func (o *odt) bold() bool { return len(o.spans) > 0 && o.spans[len(o.spans)-1] }

func (o *odt) end(name string) {
	if !o.body {
		o.auto.end(name)
		return
	}
	if o.skip > 0 {
		o.skip--
		return
	}
	pop := func() {
		if n := len(o.spans); n > 0 {
			o.spans, o.hides = o.spans[:n-1], o.hides[:n-1]
		}
	}
	switch name {
	case "h", "p":
		o.close()
		pop()
	case "span":
		pop()
	case "list":
		o.lists = max(o.lists-1, 0)
	case "list-item":
		if n := len(o.first); n > 0 {
			o.first = o.first[:n-1]
		}
	case "note":
		o.inner = max(o.inner-1, 0)
	case "table-cell":
		o.closeCell(o.span, false)
	case "covered-table-cell":
		again := false
		if len(o.table) == 1 {
			k := len(o.table[0].row)
			again = o.down[k] > 0
			o.down[k]--
		}
		o.closeCell(1, again)
	case "table-row":
		o.closeRow()
	case "table-header-rows":
		o.heads = max(o.heads-1, 0)
	case "table":
		o.closeTable()
	}
}

func (o *odt) text(s string) {
	if !o.body || o.skip > 0 || o.now() == nil || len(o.hides) > 0 && o.hides[len(o.hides)-1] {
		return
	}
	o.add(strings.ReplaceAll(s, "\n", " "), o.bold())
}
