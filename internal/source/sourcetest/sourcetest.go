// Package sourcetest holds the contract of every reader of documents: what must hold of any
// document, however broken the bytes it was read from.
package sourcetest

import (
	"fmt"
	"unicode/utf8"

	"chancery"
)

// Check returns what is wrong with d, or nil:
// the text is valid UTF-8 and hashed; the blocks stand inside it, in order, without overlap; each map covers its
// block's text and leads back to its span; text without a map is the original's; sections point to earlier
// headings; cells and references stand inside their block. A row's map may lead to before the row, where a cell
// stands that spans rows.
func Check(d *chancery.Document) error {
	if !utf8.ValidString(d.Original) {
		return fmt.Errorf("original is not UTF-8")
	}
	if d.SHA256 != chancery.Hash(d.Original) {
		return fmt.Errorf("hash is not the original's")
	}
	if d.Name == "" || d.Format == "" || d.Reader == "" {
		return fmt.Errorf("name %q, format %q or reader %q missing", d.Name, d.Format, d.Reader)
	}
	end := 0
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if err := checkBlock(d, i, end); err != nil {
			return fmt.Errorf("block %d (%v at %v, %.40q): %w", i, b.Kind, b.Span, b.Text, err)
		}
		end = b.Span.End
	}
	for _, c := range d.Dates {
		if c.Span.Start < 0 || c.Span.End < c.Span.Start || c.Span.End > len(d.Original) {
			return fmt.Errorf("date %q at %v outside the document", c.EDTF, c.Span)
		}
	}
	return nil
}

func checkBlock(d *chancery.Document, i, end int) error {
	b := &d.Blocks[i]
	switch {
	case b.Span.Start < end || b.Span.End < b.Span.Start || b.Span.End > len(d.Original):
		return fmt.Errorf("span out of place (previous ends at %d, document has %d bytes)", end, len(d.Original))
	case b.Text == "":
		return fmt.Errorf("empty")
	case !utf8.ValidString(b.Text):
		return fmt.Errorf("text is not UTF-8")
	case b.Section < -1 || b.Section >= i && b.Section != -1:
		return fmt.Errorf("section %d does not come before", b.Section)
	case b.Section >= 0 && d.Blocks[b.Section].Kind != chancery.Heading:
		return fmt.Errorf("section %d is no heading", b.Section)
	}
	if b.Map == nil {
		if b.Text != d.Original[b.Span.Start:b.Span.End] {
			return fmt.Errorf("no map, and text is not the original")
		}
	} else if err := checkMap(d, b); err != nil {
		return err
	}
	at := 0
	for _, c := range b.Cells {
		if c.Span.Start < at || c.Span.End < c.Span.Start || c.Span.End > len(b.Text) {
			return fmt.Errorf("cell at %v", c.Span)
		}
		at = c.Span.End
	}
	for _, r := range b.Refs {
		if r.At < 0 || r.At > len(b.Text) || r.Ref < 0 || r.Ref >= len(d.Refs) {
			return fmt.Errorf("reference %d at %d", r.Ref, r.At)
		}
	}
	offsets := make([]int, 0, len(b.Map)+1)
	for _, g := range b.Map {
		offsets = append(offsets, g.Text, g.Text+g.Len-1)
	}
	if b.Map == nil {
		offsets = append(offsets, 0, len(b.Text)-1)
	}
	for _, off := range offsets { // every piece leads somewhere inside the block
		s := b.Original(chancery.Span{Start: off, End: off + 1})
		if !b.Span.Contains(s) && (b.Kind != chancery.Row || s.End > b.Span.Start || s.Start < 0) || s.Len() == 0 {
			return fmt.Errorf("text offset %d leads to %v", off, s)
		}
	}
	return nil
}

func checkMap(d *chancery.Document, b *chancery.Block) error {
	text, orig := 0, b.Span.Start
	backs := b.Kind == chancery.Row
	for _, s := range b.Map {
		if s.Text != text || s.Len <= 0 {
			return fmt.Errorf("map has a hole at text offset %d: %+v", text, s)
		}
		back := backs && s.Original+s.OriginalLen <= b.Span.Start
		if s.Original < orig && !back || s.Original < 0 || s.OriginalLen <= 0 || s.Original+s.OriginalLen > b.Span.End {
			return fmt.Errorf("map goes back or out at text offset %d: %+v", text, s)
		}
		text += s.Len
		if s.Len == s.OriginalLen && s.Len > 1 && text <= len(b.Text) && b.Text[s.Text:text] != d.Original[s.Original:s.Original+s.Len] {
			return fmt.Errorf("segment %+v says %q, original %q", s, b.Text[s.Text:text], d.Original[s.Original:s.Original+s.Len])
		}
		if !back {
			orig = s.Original + s.OriginalLen
		}
	}
	if text != len(b.Text) {
		return fmt.Errorf("map covers %d of %d bytes", text, len(b.Text))
	}
	return nil
}
