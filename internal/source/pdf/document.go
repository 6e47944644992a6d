package pdf

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery"
	"chancery/internal/source/stamp"
	"chancery/internal/source/text"
)

// A piece is what becomes a block of the document, with the page on which it begins.
type piece struct {
	block
	page  int
	turns []chancery.Turn // where further pages begin in its text
	at    int             // in the original
	read  int             // in the running text
}

// document puts the pages together.
func document(name string, pages []line, end line) *chancery.Document {
	var all []piece
	for _, p := range pages {
		for _, b := range p.Blocks {
			b.Text = strings.TrimSpace(strings.ToValidUTF8(b.Text, unknown))
			for i := range b.Cells {
				b.Cells[i] = strings.TrimSpace(strings.ToValidUTF8(b.Cells[i], unknown))
			}
			if b.Text != "" || strings.Join(b.Cells, "") != "" {
				all = append(all, piece{block: b, page: p.Page})
			}
		}
	}
	all = goOn(all)
	whole(all)
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
	if original.Len() == 0 {
		return nil
	}
	original.WriteString("\n")
	d := text.Read(name, running.String()+"\n")
	d.Format, d.Reader = "pdf", Reader
	d.Original = original.String()
	d.SHA256 = chancery.Hash(d.Original)
	place(d, all)
	if t := strings.TrimSpace(end.Title); t != "" && !strings.HasPrefix(t, "Microsoft ") && !strings.Contains(t, ".doc") {
		d.Title = t
	}
	// The day on which the file was made is not the day of what it holds: it is kept as one that is never taken.
	if ds := stamp.Find(made(end.Made)); len(ds) > 0 {
		d.Dates = append(d.Dates, chancery.DateCandidate{EDTF: ds[0].EDTF, Kind: chancery.DateMasthead, Text: end.Made})
	}
	return d
}

const between = " | " // cells of a row

// running reports whether a piece is part of the running text.
func (p *piece) running() bool { return p.Kind == "" || p.Kind == kindHeading }

// goOn joins paragraphs that go on in the next column or on the next page. What stands between, as notes, tables and what is set
// around the text, is put behind them.
func goOn(all []piece) []piece {
	const far = 40 // pieces looked at
	taken := make([]bool, len(all))
	for i := range all {
		p := &all[i]
		if taken[i] || p.Box {
			continue
		}
		last := p.page
		for j := i + 1; j < len(all) && j-i <= far; j++ {
			q := &all[j]
			if q.Box || taken[j] {
				continue
			}
			switch p.Kind {
			case kindRow: // over the end of a page
				if q.Kind == kindRunning || q.Kind == kindNote {
					continue
				}
				if q.page == last+1 && rowOn(p, q) {
					taken[j] = true
				}
			case kindNote:
				if q.Kind != kindNote {
					continue
				}
			case "":
				if !q.running() || q.Kind == "" && q.Size < p.Size-0.6 {
					continue
				}
			}
			if p.Kind != "" && p.Kind != kindNote || q.Kind != p.Kind || q.page > last+2 || q.Size > p.Size+0.6 || !follows(p, q) {
				break
			}
			text := joined(p.Text, q.Text)
			if q.page != last {
				p.turns = append(p.turns, chancery.Turn{At: len(text) - len(q.Text), Page: q.page})
			}
			p.Text, p.Open, p.Leaf, last = text, q.Open, q.Leaf, q.page
			taken[j] = true
		}
	}
	out := all[:0]
	for i := range all {
		if !taken[i] {
			out = append(out, all[i])
		}
	}
	return out
}

// rowOn puts the rest of a row that is broken at the end of a page behind it: cells that begin amid a sentence, and none in the first column.
func rowOn(p, q *piece) bool {
	if q.Kind != kindRow || len(q.Cells) != len(p.Cells) || q.Cells[0] != "" {
		return false
	}
	for k, c := range q.Cells {
		if r, _ := utf8.DecodeRuneInString(c); c != "" && (p.Cells[k] == "" || !unicode.IsLower(r)) {
			return false
		}
	}
	for k, c := range q.Cells {
		p.Cells[k] = joined(p.Cells[k], c)
	}
	return true
}

// follows reports whether q goes on with the paragraph p.
func follows(p, q *piece) bool {
	if beginsRow.MatchString(q.Text) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(q.Text)
	if unicode.IsLower(first) {
		return p.Open || !ends(p.Text)
	}
	elsewhere := p.Leaf != q.Leaf || p.page != q.page
	words := strings.Fields(p.Text)
	return elsewhere && p.Open && !q.Indent && !ends(p.Text) && len(words) >= 5
}

// compounds are words that keep a hyphen behind them.
var compounds = map[string]bool{
	"all": true, "anti": true, "cease": true, "cross": true, "de": true, "ex": true, "great": true, "half": true, "high": true, "ill": true, "long": true,
	"low": true, "mid": true, "multi": true, "non": true, "post": true, "pre": true, "pro": true, "quasi": true, "self": true, "semi": true, "short": true, "so": true,
	"vice": true, "well": true, "two": true, "three": true, "four": true, "five": true, "six": true, "ten": true, "one": true, "first": true, "second": true,
	"third": true, "north": true, "south": true, "east": true, "west": true, "general": true, "deputy": true, "counter": true, "demi": true, "neo": true, "euro": true,
}

var word = regexp.MustCompile(`[\pL\pM’']+(?:-[\pL\pM’']+)*`)

// whole makes the words whole that are broken at the end of a line. The hyphen stays where the document has the word with it elsewhere, or has
// both of its parts and not the word that they would make, or where the first part is one that takes a hyphen and nothing is known of the word without.
func whole(all []piece) {
	known := map[string]bool{}
	any := false
	for i := range all {
		for _, t := range append([]string{all[i].Text}, all[i].Cells...) {
			any = any || strings.Contains(t, soft)
			for _, w := range word.FindAllString(t, -1) {
				known[strings.ToLower(w)] = true
			}
		}
	}
	if !any {
		return
	}
	for i := range all {
		p := &all[i]
		p.Text = resolve(p.Text, known, p.turns)
		for k, c := range p.Cells {
			p.Cells[k] = resolve(c, known, nil)
		}
	}
}

// resolve writes each soft hyphen of s as a hyphen or as nothing, and moves the turns of pages with the text.
func resolve(s string, known map[string]bool, turns []chancery.Turn) string {
	parts := strings.Split(s, soft)
	if len(parts) == 1 {
		return s
	}
	var b strings.Builder
	b.WriteString(parts[0])
	at := len(parts[0])
	for _, next := range parts[1:] {
		left := strings.ToLower(tailWord(b.String()))
		right := strings.ToLower(word.FindString(next))
		hyphen := ""
		switch short := 4; {
		case known[left+right]:
		case known[left+"-"+right], compounds[left], known[left] && known[right] && len(left) >= short && len(right) >= short:
			hyphen = "-"
		}
		for i := range turns {
			if turns[i].At == at+len(soft) {
				turns[i].At = -(b.Len() + len(hyphen)) - 1 // done
			}
		}
		b.WriteString(hyphen)
		moved := b.Len() - (at + len(soft))
		b.WriteString(next)
		for i := range turns {
			if t := &turns[i].At; *t > at+len(soft) && *t <= at+len(soft)+len(next) {
				*t = -(*t + moved) - 1
			}
		}
		at += len(soft) + len(next)
	}
	for i := range turns {
		if turns[i].At < 0 {
			turns[i].At = -turns[i].At - 1
		}
	}
	return b.String()
}

// tailWord is the word at the end of s.
func tailWord(s string) string {
	at := len(s)
	for at > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:at])
		if !unicode.IsLetter(r) && r != '’' && r != '\'' {
			break
		}
		at -= n
	}
	return s[at:]
}

// place puts the blocks of the running text, which d has by their places there, and those of all else where they stand in the original.
func place(d *chancery.Document, all []piece) {
	var pieces []int // that are running text
	for i := range all {
		if all[i].read >= 0 {
			pieces = append(pieces, i)
		}
	}
	find := func(off int) *piece {
		i, ok := slices.BinarySearchFunc(pieces, off, func(i, off int) int { return all[i].read - off })
		if !ok {
			i--
		}
		return &all[pieces[max(i, 0)]]
	}
	for i := range d.Dates {
		if s := &d.Dates[i].Span; s.Len() > 0 {
			p := find(s.Start)
			*s = chancery.Span{Start: s.Start - p.read + p.at, End: s.End - p.read + p.at}
		}
	}
	read := d.Blocks
	d.Blocks = make([]chancery.Block, 0, len(all))
	var open []int // headings under which we stand
	var heads []string
	add := func(b chancery.Block, p *piece) {
		b.Page, b.Section = p.page, -1
		for _, t := range p.turns {
			switch at := t.At - (b.Span.Start - p.at); {
			case at <= 0:
				b.Page = t.Page
			case at < len(b.Text):
				b.Turns = append(b.Turns, chancery.Turn{At: at, Page: t.Page})
			}
		}
		if b.Kind == chancery.Heading {
			for len(open) > 0 && d.Blocks[open[len(open)-1]].Level >= b.Level {
				open = open[:len(open)-1]
			}
		}
		if len(open) > 0 {
			b.Section = open[len(open)-1]
		}
		if b.Kind == chancery.Heading && b.Furniture == "" {
			open = append(open, len(d.Blocks))
		}
		d.Blocks = append(d.Blocks, b)
	}
	for i := range all {
		p := &all[i]
		if p.read >= 0 {
			for len(read) > 0 && read[0].Span.Start < p.read+len(p.Text) {
				b := read[0]
				read = read[1:]
				shift := p.at - p.read
				b.Span.Start, b.Span.End = b.Span.Start+shift, b.Span.End+shift
				for k := range b.Map {
					b.Map[k].Original += shift
				}
				if p.Kind == kindHeading && b.Furniture == "" && b.Kind != chancery.Heading && b.Span.Len() == len(p.Text) {
					b.Kind, b.Level = chancery.Heading, p.Level
				}
				add(b, p)
			}
			continue
		}
		b := chancery.Block{Kind: chancery.Paragraph, Text: p.Text, Span: chancery.Span{Start: p.at, End: p.at + len(p.Text)}}
		switch p.Kind {
		case kindRow, kindHead:
			b.Kind = chancery.Row
			if i == 0 || all[i-1].Cells == nil || len(heads) != len(p.Cells) {
				heads = nil
			}
			at := 0
			for k, c := range p.Cells {
				cell := chancery.Cell{Span: chancery.Span{Start: at, End: at + len(c)}}
				if k < len(heads) && p.Kind == kindRow {
					cell.Header = heads[k]
				}
				b.Cells = append(b.Cells, cell)
				at += len(c) + len(between)
			}
			if p.Kind == kindHead {
				heads, b.Furniture = p.Cells, "header"
			}
		case kindCaption:
			b.Kind = chancery.Caption
		case kindNote: // without its mark
			n := len(noteSign.FindString(p.Text))
			b.Text, b.Span.Start = b.Text[n:], b.Span.Start+n
			if cites.MatchString(p.Text) || !text.LookAt(p.Text).Prose {
				b.Furniture = "notes"
			}
		case kindRunning:
			b.Furniture = "header"
		default:
			b.Furniture = "other"
		}
		add(b, p)
	}
}

// noteSign matches the mark of a note.
var noteSign = regexp.MustCompile(`^(?:\d{1,3}[.)]?|[*†‡§]+|\[\d{1,3}\]|[a-h]\)?) +(?:\b|$)`)

// cites matches the notes that say where something stands rather than what is.
var cites = regexp.MustCompile(`(?i)^(?:see|ibid|id\.|cf\.|op\. ?cit|loc\. ?cit|supra|infra|https?:|available at|quoted in|cited in)\b|\bpp?\. ?\d|\bvol\. ?\d|\bibid\b|\bop\. cit|https?://|\bdoc\. [A-Z]`)

// made turns "D:20240301120000Z" into a date that others read.
func made(s string) string {
	s = strings.TrimPrefix(s, "D:")
	if len(s) < 8 {
		return ""
	}
	return s[:4] + "-" + s[4:6] + "-" + s[6:8]
}
