// Package wiki reads MediaWiki: export files (XML) page by page, and the wikitext of a page into a document.
//
// [Export] streams: memory is bounded by the largest page let in, whatever the size of the file. [Parse] reads
// wikitext once, in time linear in its length but for nesting, which is bounded; broken markup is read as far as it goes.
//
// A document's Original is the page's wikitext; each block's text is what a reader of the page sees, with a map into it.
// Links give their label, templates of dates, flags, languages and measures what they show, and all other
// templates nothing. In the text of a block "\n" stands for a line that the reader sees end: a <br>, an item of a list in a cell.
//
// A row of a table is one block. Its cells are joined by " | ", and each has the heading of its column. A cell that
// spans rows is repeated in each; the map then leads back to where the cell stands, before the span of the later row.
//
// References are kept with what their citation templates say, and blocks say where they stand. The values of Furniture are
//
//	hatnote see-also references notes external-links infobox navbox header
package wiki

import (
	"strings"

	"chancery"
	"chancery/internal/source/mapped"
	"chancery/internal/source/stamp"
	"chancery/internal/source/text"
)

// Reader is the version of this reader. It changes when what it reads out of the same bytes changes.
const Reader = "wiki/2"

// maxDepth bounds how deep templates, links and tables are followed into each other.
const maxDepth = 24

// maxWork bounds how much is read of a page in all, as a multiple of its length: arguments of templates may be read more
// than once, and templates in them again. Real pages need less than three times their length.
const maxWork = 50

// Page is a page of a wiki.
type Page struct {
	Title     string
	Text      string // wikitext
	Timestamp string // of the revision, RFC 3339
	Site      Site
}

// Site is the wiki that a page is from.
type Site struct {
	Name     string // "Wikipedia"
	Base     string // address of its main page
	Database string // "enwiki"
	Language string // ISO 639-1
}

// Parse reads a page into a document.
func Parse(p Page) *chancery.Document {
	d := &chancery.Document{
		Name: p.Title, Title: p.Title, Source: p.Site.Name, URL: p.Site.address(p.Title), Language: p.Site.Language,
		Format: "wiki", Reader: Reader, Original: p.Text, SHA256: chancery.Hash(p.Text),
	}
	if ds := stamp.Find(p.Timestamp); len(ds) > 0 {
		d.Dates = []chancery.DateCandidate{{EDTF: ds[0].EDTF, Kind: chancery.DateMetadata, Text: p.Timestamp}}
	}
	r := &parser{doc: d, src: p.Text}
	r.index()
	r.blocks(0, len(r.src))
	r.flush()
	return d
}

func (s Site) address(title string) string {
	base := s.Base
	if i := strings.LastIndexByte(base, '/'); i > len("https://") {
		base = base[:i+1]
	} else if lang, ok := strings.CutSuffix(s.Database, "wiki"); ok && len(lang) >= 2 && len(lang) <= 3 {
		base = "https://" + lang + ".wikipedia.org/wiki/"
	} else {
		return ""
	}
	return base + strings.NewReplacer(" ", "_", "?", "%3F", "%", "%25", "#", "%23").Replace(title)
}

// A parser carries one page through the reading.
type parser struct {
	doc   *chancery.Document
	src   string
	ends  map[int]int    // where the template, link, table, reference or tag that opens at an offset ends
	defs  map[string]int // offset of the named reference that has the content
	named map[string][]int
	depth int
	work  int  // bytes read so far
	quiet bool // references are not noted

	para     out // the paragraph in the making
	open     []int
	appendix text.Appendix
}

// out is the text of a block in the making.
type out struct {
	mapped.Builder
	refs []chancery.BlockRef
	// flag is the country of a flag that stands for its name if nothing else is written.
	flag     string
	from, to int
}

// finish writes out a flag that stands alone.
func (o *out) finish() {
	if o.Len() == 0 && o.flag != "" {
		o.Put(o.flag, o.from, o.to)
	}
}

// emit appends a block with the text of o, if it has any.
func (p *parser) emit(kind chancery.BlockKind, level int, furniture string, o *out) {
	o.finish()
	t, span, m := o.Block()
	if t == "" || strings.Trim(t, " \n|,;:.-–—•·") == "" {
		return
	}
	p.append(chancery.Block{Kind: kind, Level: level, Text: t, Span: span, Map: m, Furniture: furniture, Refs: o.refs})
}

func (p *parser) append(b chancery.Block) {
	b.Section = -1
	if n := len(p.doc.Blocks); n > 0 && b.Span.Start < p.doc.Blocks[n-1].Span.End {
		return // cannot happen in well-formed pages; order comes before completeness
	}
	if b.Kind == chancery.Heading {
		for len(p.open) > 0 && p.doc.Blocks[p.open[len(p.open)-1]].Level >= b.Level {
			p.open = p.open[:len(p.open)-1]
		}
	}
	if len(p.open) > 0 {
		b.Section = p.open[len(p.open)-1]
	}
	if b.Furniture == "" {
		b.Furniture = p.appendix.Next(b.Kind, b.Level, b.Text)
	}
	if b.Kind == chancery.Heading {
		p.open = append(p.open, len(p.doc.Blocks))
	}
	p.doc.Blocks = append(p.doc.Blocks, b)
}

// flush ends the paragraph in the making.
func (p *parser) flush() {
	if p.para.Len() > 0 || p.para.flag != "" {
		p.emit(chancery.Paragraph, 0, "", &p.para)
	}
	p.para = out{}
}
