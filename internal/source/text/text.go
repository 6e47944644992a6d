// Package text reads plain text into documents: prose, text with the headings of wiki text or
// Markdown, and web pages that someone saved as text with their menus, teasers and footers.
//
// It promises that each block's text is the original's, byte for byte (no map; but for the marks of Markdown inside lines and those of
// a quotation before them, "> ", which are left out of the text), that blocks stand in order and do not overlap, and that nothing is left out: what does not belong to the story is a block
// with its Furniture set. Reading is linear in the length of the text.
//
// Furniture is told from the story by the features of lines and of the runs they form, not by the layout of
// any site. Where it is in doubt, a line is furniture: a claim out of a teaser is worse than a lost sentence.
// The values of Furniture are
//
//	menu masthead byline share advert related teaser promo caption footer repeat dateline credit rule other
//	infobox see-also references notes external-links metadata header code comment
//
// A dateline ("ROME (AP) —") is cut off the paragraph that it opens and kept as a block of its own. It names the agency, which
// becomes the document's Source.
//
// Dates become candidates by where they stand: metadata lines, datelines and bylines are the document's; a date at
// the head of a page before the menus is a masthead's, the day on which the page was saved. A dateline that gives a day
// without a year is a candidate with no EDTF.
package text

import (
	"strings"

	"chancery"
)

// Reader is the version of this reader. It changes when what it reads out of the same bytes changes.
const Reader = "text/3"

// MaxLines bounds the lines of a document. Lines behind the bound are not read: callers refuse texts with more.
const MaxLines = 400_000

// Read reads original, which is valid UTF-8, as the document of that name.
func Read(name, original string) *chancery.Document {
	d := &chancery.Document{
		Name: name, Format: "text", Reader: Reader,
		Original: original, SHA256: chancery.Hash(original),
	}
	r := &reader{doc: d, text: original, title: -1}
	r.lines = splitLines(original)
	r.defined = map[string]bool{}
	for i := range r.lines {
		if m := linkDefined.FindStringSubmatch(r.lineText(i)); m != nil {
			r.defined[linkName(m[1])] = true
		}
	}
	from := r.metadata()
	r.segment(from)
	r.metadataBelowTitle()
	r.structure()
	if !r.telegram() && r.isPage() {
		r.page()
	} else {
		r.plain()
	}
	r.datelines()
	r.finish()
	return d
}

// A reader carries one document through the passes.
type reader struct {
	doc   *chancery.Document
	text  string
	lines []line
	units []unit
	// structured: the text marks its headings (wiki text, Markdown).
	structured bool
	defined    map[string]bool // the names of links whose addresses stand in lines of their own
	title      int             // index of the unit that is the title, or -1
	meta       metadata
}

// A unit is a block in the making.
type unit struct {
	kind      chancery.BlockKind
	level     int
	span      chancery.Span
	furniture string
	blank     bool // a blank line stands before it
	marked    bool // markup, not looks, makes it what it is
	quoted    bool // its lines begin with the marks of a quotation
	cells     []chancery.Cell
}

func (r *reader) str(i int) string { return r.text[r.units[i].span.Start:r.units[i].span.End] }

// finish writes the units out as blocks.
func (r *reader) finish() {
	d := r.doc
	d.Title = r.meta.title
	if d.Title == "" && r.title >= 0 {
		d.Title = strings.Join(strings.Fields(r.str(r.title)), " ")
	}
	if d.Source == "" {
		d.Source = r.meta.source
	}
	d.URL, d.Language = r.meta.url, r.meta.language
	markdown := isMarkdown(r.text)
	var open []int // headings under which we stand, as indices of blocks
	d.Blocks = make([]chancery.Block, 0, len(r.units))
	for _, u := range r.units {
		if u.span.Len() == 0 {
			continue
		}
		b := chancery.Block{
			Kind: u.kind, Level: u.level, Span: u.span, Furniture: u.furniture, Section: -1,
			Text: r.text[u.span.Start:u.span.End], Cells: u.cells,
		}
		inline := markdown && strings.ContainsAny(b.Text, "[*_`\\<") && u.furniture != "metadata" && u.furniture != "rule" && u.furniture != "code" && u.furniture != "comment" && u.furniture != "references"
		switch {
		case inline && u.kind == chancery.Row:
			r.unmarkCells(&b)
		case inline || u.quoted:
			b.Text, b.Span, b.Map = r.unmark(u.span, inline, u.quoted)
		}
		if u.kind == chancery.Heading {
			for len(open) > 0 && d.Blocks[open[len(open)-1]].Level >= u.level {
				open = open[:len(open)-1]
			}
		}
		if len(open) > 0 {
			b.Section = open[len(open)-1]
		}
		if u.kind == chancery.Heading && (u.furniture == "" || u.marked) {
			open = append(open, len(d.Blocks))
		}
		d.Blocks = append(d.Blocks, b)
	}
	r.dates()
}
