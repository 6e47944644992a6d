// Package html reads web pages: the story, its metadata, and what stands around it.
//
// It promises that each block's text maps into the decoded page, byte for byte where it was copied, and that nothing
// visible is left out: what is not of the story is a block with its Furniture set. The page is read once by the standard
// tokenizer into a small tree with offsets; markup is repaired as far as offsets allow. Nesting, tables and the number
// of nodes are bounded by the document's size.
//
// The story is found by the features of the page's parts (how much running text, how many links, what classes and
// elements say), with the words and runs of lines judged as package text judges them. Where a page states its own
// story (JSON-LD articleBody), that decides. In doubt a block is furniture. Titles, site, dates, address and language
// come from JSON-LD, Open Graph, meta elements, <time> and the page, in this order.
//
// In the text of a block "\n" stands for a line that the reader sees end.
package html

import (
	"strings"

	"chancery"
	"chancery/internal/source/stamp"
)

// Reader is the version of this reader. It changes when what it reads out of the same bytes changes.
const Reader = "html/3"

// Read reads page, which is valid UTF-8, as the document of that name. The address is where it was fetched, "" where unknown.
func Read(name, page, address string) *chancery.Document {
	d := &chancery.Document{
		Name: name, Format: "html", Reader: Reader, Original: page, SHA256: chancery.Hash(page), URL: address,
	}
	t := parse(page)
	m := readMeta(t)
	b := &blocker{t: t, doc: d}
	b.body()
	b.judge(m)
	b.finish(m)
	return d
}

// finish puts the blocks and the metadata into the document.
func (b *blocker) finish(m *meta) {
	d := b.doc
	var open []int
	for _, p := range b.out {
		blk := p.Block
		blk.Section = -1
		if blk.Kind == chancery.Heading {
			for len(open) > 0 && d.Blocks[open[len(open)-1]].Level >= blk.Level {
				open = open[:len(open)-1]
			}
		}
		if len(open) > 0 {
			blk.Section = open[len(open)-1]
		}
		if blk.Kind == chancery.Heading && blk.Furniture == "" {
			open = append(open, len(d.Blocks))
		}
		d.Blocks = append(d.Blocks, blk)
	}
	d.Title = m.title
	if b.title >= 0 && (d.Title == "" || strings.Contains(fold(d.Title), fold(b.out[b.title].Text))) {
		d.Title = b.out[b.title].Text
	}
	if d.Source = m.site; b.agency != "" {
		d.Source = b.agency
	}
	if m.canonical != "" {
		d.URL = m.canonical
	}
	d.Language = m.language
	d.Dates = b.dates(m)
}

// dates collects the candidates for the document's date: what the page states about itself, the dateline, the byline, the address.
func (b *blocker) dates(m *meta) []chancery.DateCandidate {
	var out []chancery.DateCandidate
	seen := map[string]bool{}
	add := func(cs ...chancery.DateCandidate) {
		for _, c := range cs {
			if key := string(c.Kind) + c.EDTF; c.EDTF != "" && !seen[key] {
				seen[key] = true
				out = append(out, c)
			}
		}
	}
	add(m.dates...)
	var mast []chancery.DateCandidate
	const near = 8 // blocks from the headline within which a date is the story's
	first, last := -1, -1
	for i, p := range b.out {
		if p.Furniture == "" && i != b.title {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	for i, p := range b.out {
		if p.Furniture == "" || len(p.Text) > 300 {
			continue
		}
		for _, f := range stamp.Find(p.Text) {
			c := chancery.DateCandidate{EDTF: f.EDTF, Text: p.Text[f.Span.Start:f.Span.End], Kind: chancery.DateByline, Span: p.Original(f.Span)}
			switch {
			case p.Furniture == "dateline":
				c.Kind = chancery.DateDateline
				add(c)
			case b.title >= 0 && i > b.title && i-b.title <= near && i < first, p.Furniture == "byline" && i <= last,
				b.title >= 0 && i < b.title && b.title-i <= 3 && i > 10, first >= 0 && i < first && first-i <= 4 && b.title < 0:
				add(c)
			case i < first && !p.inStory:
				c.Kind = chancery.DateMasthead
				mast = append(mast, c)
			}
		}
	}
	if e := stamp.URL(b.doc.URL); e != "" {
		add(chancery.DateCandidate{EDTF: e, Kind: chancery.DateURL, Text: b.doc.URL})
	}
	add(mast...)
	return local(out)
}

// local puts the day that a page shows before the day of its timestamp where the timestamp is in UTC and a day ahead: a story
// of the evening in America is stamped with the next day.
func local(cs []chancery.DateCandidate) []chancery.DateCandidate {
	if len(cs) == 0 || cs[0].Kind != chancery.DateMetadata || !inUTC(cs[0].Text) {
		return cs
	}
	before := stamp.DayBefore(cs[0].EDTF)
	for i, c := range cs {
		if c.EDTF == before && (c.Kind == chancery.DateByline || c.Kind == chancery.DateURL) {
			out := append([]chancery.DateCandidate{c}, cs[:i]...)
			return append(out, cs[i+1:]...)
		}
	}
	return cs
}

// inUTC reports whether a timestamp has a time of day in UTC.
func inUTC(s string) bool {
	s = strings.TrimSpace(s)
	return strings.ContainsAny(s, "T:") && (strings.HasSuffix(s, "Z") || strings.HasSuffix(s, "+00:00") || strings.HasSuffix(s, "+0000") || strings.HasSuffix(s, "GMT") || strings.HasSuffix(s, "UTC"))
}

func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
