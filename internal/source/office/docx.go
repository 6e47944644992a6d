package office

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"chancery"
	"chancery/internal/source/pieces"
)

// ReadDOCX reads a document of Office Open XML. With an error comes what was read before it, if anything.
func ReadDOCX(name string, f *File) (*chancery.Document, error) {
	d := &docx{styles: map[string]*style{}, notes: map[string]string{}}
	var first error
	keep := func(_ bool, err error) {
		if first == nil {
			first = err
		}
	}
	// What is wrong with these does not keep the text from being read.
	keep(f.read("word/styles.xml", &styles{of: d.styles}))
	for part, kind := range map[string]string{"word/footnotes.xml": "footnote", "word/endnotes.xml": "endnote"} {
		keep(f.read(part, &docxNotes{kind: kind, to: d.notes}))
	}
	var m meta
	keep(f.read("docProps/core.xml", &m))
	there, err := f.read("word/document.xml", d)
	if !there {
		return nil, fmt.Errorf("has no text: word/document.xml is missing")
	}
	if err != nil {
		first = err
	}
	return d.document(name, "docx", m), first
}

// A style is how paragraphs of one kind are set.
type style struct {
	kind     pieces.Kind
	level    int
	based    string
	contents bool // of a table of contents
	bold     bool
	decided  bool
}

// styles reads the styles of a file.
type styles struct {
	of  map[string]*style
	now *style
}

var headingName = regexp.MustCompile(`(?i)^heading ?([1-9])$`)

func (s *styles) start(e xml.StartElement) {
	switch e.Name.Local {
	case "style":
		s.now = &style{}
		s.of[attr(e, "styleId")] = s.now
	case "name":
		s.now.named(attr(e, "val"))
	case "basedOn":
		if s.now != nil {
			s.now.based = attr(e, "val")
		}
	case "outlineLvl":
		if n, err := strconv.Atoi(attr(e, "val")); s.now != nil && err == nil && n >= 0 && n < 9 {
			s.now.kind, s.now.level, s.now.decided = pieces.Heading, n+1, true
		}
	case "b":
		if s.now != nil && on(e) {
			s.now.bold = true
		}
	}
}

// named tells what a style is for by its name.
func (s *style) named(name string) {
	if s == nil {
		return
	}
	low := strings.ToLower(name)
	switch m := headingName.FindStringSubmatch(name); {
	case m != nil:
		s.kind, s.level, s.decided = pieces.Heading, int(m[1][0]-'0'), true
	case low == "title":
		s.kind, s.level, s.decided = pieces.Heading, 1, true
	case low == "subtitle":
		s.kind, s.level, s.decided = pieces.Heading, 2, true
	case low == "caption":
		s.kind, s.decided = pieces.Caption, true
	case strings.HasPrefix(low, "list bullet"), strings.HasPrefix(low, "list number"):
		s.kind, s.level, s.decided = pieces.Item, 1, true
	case strings.HasPrefix(low, "toc "):
		s.contents, s.decided = true, true
	}
}

func (s *styles) end(name string) {
	if name == "style" {
		s.now = nil
	}
}

func (s *styles) text(string) {}

// on reports whether a switch like <w:b/> is on.
func on(e xml.StartElement) bool {
	v := attr(e, "val")
	return v != "0" && v != "false" && v != "none" && v != "off"
}

// look returns the style of that name, with what it has from those that it is based on.
func look(of map[string]*style, id string) style {
	var out style
	const most = 12 // based on each other
	for range most {
		s := of[id]
		if s == nil {
			break
		}
		out.bold = out.bold || s.bold
		if s.decided && !out.decided {
			out.kind, out.level, out.contents, out.decided = s.kind, s.level, s.contents, true
		}
		id = s.based
	}
	return out
}

// docx reads the text of a file.
type docx struct {
	writer
	styles map[string]*style
	notes  map[string]string
	skip   int // elements that are open and whose text is none
	run    struct {
		open, bold, hidden, inText bool
	}
	props     bool // the properties of a paragraph are open
	styleBold []bool
	span      int
	again     bool
}

// unread are elements whose text is no text of the document.
var unread = map[string]bool{"del": true, "moveFrom": true, "Fallback": true, "instrText": true, "delText": true, "pPrChange": true, "rPrChange": true, "tblPrChange": true, "sectPr": true, "oMath": true}

func (d *docx) start(e xml.StartElement) {
	name := e.Name.Local
	if unread[name] || d.skip > 0 {
		d.skip++
		return
	}
	p := d.now()
	switch name {
	case "p":
		d.open(pieces.Paragraph, 0)
		d.styleBold = append(d.styleBold, false)
	case "pPr":
		d.props = true
	case "pStyle":
		if p != nil && d.props {
			s := look(d.styles, attr(e, "val"))
			p.kind, p.level, p.skip = s.kind, s.level, s.contents
			d.styleBold[len(d.styleBold)-1] = s.bold
		}
	case "outlineLvl":
		if n, err := strconv.Atoi(attr(e, "val")); p != nil && d.props && err == nil && n >= 0 && n < 9 {
			p.kind, p.level = pieces.Heading, n+1
		}
	case "ilvl":
		if n, err := strconv.Atoi(attr(e, "val")); p != nil && d.props && err == nil && p.kind != pieces.Heading {
			p.kind, p.level = pieces.Item, min(max(n, 0), 8)+1
		}
	case "r":
		d.run.open, d.run.hidden, d.run.bold = true, false, len(d.styleBold) > 0 && d.styleBold[len(d.styleBold)-1]
	case "b":
		if d.run.open && !d.props {
			d.run.bold = on(e)
		}
	case "vanish":
		d.run.hidden = d.run.open && !d.props && on(e)
	case "t":
		d.run.inText = true
	case "tab", "br", "cr":
		if d.run.open {
			d.add(" ", d.run.bold)
		}
	case "noBreakHyphen":
		d.add("-", d.run.bold)
	case "footnoteReference", "endnoteReference":
		kind := strings.TrimSuffix(name, "Reference")
		if t := d.notes[kind+attr(e, "id")]; t != "" {
			d.note(t)
			delete(d.notes, kind+attr(e, "id")) // it stands once, however often it is pointed to
		}
	case "tbl":
		d.openTable()
	case "tr":
		d.openRow()
	case "tblHeader":
		if len(d.table) == 1 && on(e) {
			d.table[0].rowHead = true
		}
	case "tc":
		if len(d.table) == 1 {
			d.span, d.again = 1, false
		}
		d.openCell()
	case "gridSpan":
		if n, err := strconv.Atoi(attr(e, "val")); err == nil && len(d.table) == 1 {
			d.span = min(max(n, 1), maxColumns)
		}
	case "vMerge":
		if len(d.table) == 1 {
			d.again = attr(e, "val") != "restart"
		}
	}
}

func (d *docx) end(name string) {
	if d.skip > 0 {
		d.skip--
		return
	}
	switch name {
	case "p":
		d.close()
		if n := len(d.styleBold); n > 0 {
			d.styleBold = d.styleBold[:n-1]
		}
	case "pPr":
		d.props = false
	case "r":
		d.run.open = false
	case "t":
		d.run.inText = false
	case "tc":
		d.closeCell(d.span, d.again)
	case "tr":
		d.closeRow()
	case "tbl":
		d.closeTable()
	}
}

func (d *docx) text(s string) {
	if d.skip == 0 && d.run.inText && !d.run.hidden {
		d.add(s, d.run.bold)
	}
}

// docxNotes reads the notes of a file.
type docxNotes struct {
	kind string
	to   map[string]string
	id   string
	b    strings.Builder
	in   bool
	skip int
}

func (n *docxNotes) start(e xml.StartElement) {
	if unread[e.Name.Local] || n.skip > 0 {
		n.skip++
		return
	}
	switch e.Name.Local {
	case n.kind:
		n.id = attr(e, "id")
		n.b.Reset()
		if attr(e, "type") == "separator" || attr(e, "type") == "continuationSeparator" {
			n.id = ""
		}
	case "t":
		n.in = true
	case "p", "tab", "br":
		n.b.WriteByte(' ')
	}
}

func (n *docxNotes) end(name string) {
	if n.skip > 0 {
		n.skip--
		return
	}
	switch name {
	case n.kind:
		if n.id != "" {
			n.to[n.kind+n.id] = n.b.String()
		}
	case "t":
		n.in = false
	}
}

func (n *docxNotes) text(s string) {
	if n.in && n.skip == 0 {
		n.b.WriteString(s)
	}
}
