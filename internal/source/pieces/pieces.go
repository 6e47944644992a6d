// Package pieces makes documents of formats whose text a reader puts together itself, as PDF and the files of word processors: there is no text to
// quote but what it writes. The pieces, set apart by empty lines, are the document's Original. What of them is running text is read as any plain
// text is (datelines, bylines, what stands around a story); all else is a block as it is.
package pieces

import (
	"regexp"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/source/text"
)

// Kind is what a piece is.
type Kind uint8

// The kinds of piece.
const (
	Paragraph Kind = iota
	Heading        // Level gives its depth
	Item           // of a list; Level gives its depth
	Row            // of a table, with its cells
	Head           // a row that gives the headings of the columns of those that follow
	Caption
	Note  // at the foot of a page or the end of the text
	Apart // no part of the text, for the reason that Furniture gives
)

// A Piece becomes a block of the document.
type Piece struct {
	Kind      Kind
	Level     int
	Text      string
	Cells     []string // of a row, whose text they make
	Furniture string
	Marked    bool // a note that begins with its mark
	Page      int
	Turns     []chancery.Turn // where further pages begin in Text

	at   int // in the original
	read int // in the running text, -1 for what is none
}

const between = " | " // cells of a row

// running reports whether a piece is part of the running text.
func (p *Piece) running() bool { return p.Kind <= Item && p.Furniture == "" }

// Document makes a document of pieces, none of which is empty. It returns nil where there are none.
func Document(name, format, reader string, all []Piece) *chancery.Document {
	if len(all) == 0 {
		return nil
	}
	var original, running strings.Builder
	for i := range all {
		p := &all[i]
		if i > 0 {
			sep := "\n\n"
			if p.Cells != nil && all[i-1].Cells != nil {
				sep = "\n"
			}
			original.WriteString(sep)
		}
		if p.Cells != nil {
			p.Text = strings.Join(p.Cells, between)
		}
		p.at, p.read = original.Len(), -1
		original.WriteString(p.Text)
		if p.running() {
			if running.Len() > 0 {
				running.WriteString("\n\n")
			}
			p.read = running.Len()
			running.WriteString(p.Text)
		}
	}
	original.WriteString("\n")
	d := text.Read(name, running.String()+"\n")
	d.Format, d.Reader = format, reader
	d.Original = original.String()
	d.SHA256 = chancery.Hash(d.Original)
	w := &writer{d: d}
	w.dates(all)
	w.blocks(all)
	return d
}

// A writer puts the blocks of the running text, which the document has by their places there, and those of all else where they stand in the original.
type writer struct {
	d    *chancery.Document
	open []int // headings under which we stand
}

func (w *writer) dates(all []Piece) {
	var running []*Piece
	for i := range all {
		if all[i].read >= 0 {
			running = append(running, &all[i])
		}
	}
	for i := range w.d.Dates {
		s := &w.d.Dates[i].Span
		if s.Len() == 0 || len(running) == 0 {
			continue
		}
		k, ok := slices.BinarySearchFunc(running, s.Start, func(p *Piece, off int) int { return p.read - off })
		if !ok {
			k--
		}
		p := running[max(k, 0)]
		*s = chancery.Span{Start: s.Start - p.read + p.at, End: s.End - p.read + p.at}
	}
}

func (w *writer) blocks(all []Piece) {
	d := w.d
	read := d.Blocks
	d.Blocks = make([]chancery.Block, 0, len(all))
	var heads []string
	for i := range all {
		p := &all[i]
		if p.read >= 0 {
			for len(read) > 0 && read[0].Span.Start < p.read+len(p.Text) {
				w.running(read[0], p)
				read = read[1:]
			}
			continue
		}
		b := chancery.Block{Kind: chancery.Paragraph, Furniture: p.Furniture, Text: p.Text, Span: chancery.Span{Start: p.at, End: p.at + len(p.Text)}}
		switch p.Kind {
		case Row, Head:
			if i == 0 || all[i-1].Cells == nil || len(heads) != len(p.Cells) {
				heads = nil
			}
			row(&b, p, heads)
			if p.Kind == Head {
				heads = p.Cells
			}
		case Caption:
			b.Kind = chancery.Caption
		case Note:
			if p.Marked {
				n := len(noteSign.FindString(p.Text))
				b.Text, b.Span.Start = b.Text[n:], b.Span.Start+n
			}
			if cites.MatchString(b.Text) || !text.LookAt(b.Text).Prose {
				b.Furniture = "notes"
			}
		}
		if b.Text != "" {
			w.add(b, p)
		}
	}
}

// running adds a block of the running text.
func (w *writer) running(b chancery.Block, p *Piece) {
	shift := p.at - p.read
	b.Span.Start, b.Span.End = b.Span.Start+shift, b.Span.End+shift
	for k := range b.Map {
		b.Map[k].Original += shift
	}
	if whole := b.Span.Len() == len(p.Text) && b.Furniture == ""; whole && p.Kind == Heading && b.Kind != chancery.Heading {
		b.Kind, b.Level = chancery.Heading, p.Level
	} else if whole && p.Kind == Item && b.Kind == chancery.Paragraph {
		b.Kind, b.Level = chancery.Item, p.Level
	}
	w.add(b, p)
}

func row(b *chancery.Block, p *Piece, heads []string) {
	b.Kind = chancery.Row
	at := 0
	for k, c := range p.Cells {
		cell := chancery.Cell{Span: chancery.Span{Start: at, End: at + len(c)}}
		if k < len(heads) && p.Kind == Row {
			cell.Header = heads[k]
		}
		b.Cells = append(b.Cells, cell)
		at += len(c) + len(between)
	}
	if p.Kind == Head && b.Furniture == "" {
		b.Furniture = "header"
	}
}

// add adds a block with its page and the heading that it stands under.
func (w *writer) add(b chancery.Block, p *Piece) {
	d := w.d
	b.Page, b.Section = p.Page, -1
	for _, t := range p.Turns {
		switch at := t.At - (b.Span.Start - p.at); {
		case at <= 0:
			b.Page = t.Page
		case at < len(b.Text):
			b.Turns = append(b.Turns, chancery.Turn{At: at, Page: t.Page})
		}
	}
	if b.Kind == chancery.Heading {
		for len(w.open) > 0 && d.Blocks[w.open[len(w.open)-1]].Level >= b.Level {
			w.open = w.open[:len(w.open)-1]
		}
	}
	if len(w.open) > 0 {
		b.Section = w.open[len(w.open)-1]
	}
	if b.Kind == chancery.Heading && b.Furniture == "" {
		w.open = append(w.open, len(d.Blocks))
	}
	d.Blocks = append(d.Blocks, b)
}

var (
	// noteSign matches the mark of a note.
	noteSign = regexp.MustCompile(`^(?:\d{1,3}[.)]?|[*†‡§]+|\[\d{1,3}\]|[a-h]\)?) +(?:\b|$)`)
	// cites matches the notes that say where something stands rather than what is.
	cites = regexp.MustCompile(`(?i)^(?:see|ibid|id\.|cf\.|op\. ?cit|loc\. ?cit|supra|infra|https?:|available at|quoted in|cited in)\b|\bpp?\. ?\d|\bvol\. ?\d|\bibid\b|\bop\. cit|https?://|\bdoc\. [A-Z]`)
)

// Headed reports whether the first row of a table gives the headings of its columns: it has no figures and all others have, or it is bold and most are
// not. bold tells which rows are.
func Headed(cells [][]string, bold []bool) bool {
	if len(cells) < 2 || len(cells[0]) == 0 || cells[0][0] == "" {
		return false
	}
	figured := func(c []string) bool { return strings.ContainsAny(strings.Join(c, ""), "0123456789") }
	figures, strong := 0, 0
	for i, c := range cells[1:] {
		if figured(c) {
			figures++
		}
		if bold[i+1] {
			strong++
		}
	}
	return !figured(cells[0]) && figures == len(cells)-1 || bold[0] && 2*strong < len(cells)-1
}
