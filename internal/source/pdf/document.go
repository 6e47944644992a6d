package pdf

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery"
	"chancery/internal/source/pieces"
	"chancery/internal/source/stamp"
)

// A piece is what becomes a block of the document, with the page on which it begins.
type piece struct {
	block
	page  int
	turns []chancery.Turn // where further pages begin in its text
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
	out := make([]pieces.Piece, len(all))
	for i, p := range all {
		kind := kinds[p.Kind]
		out[i] = pieces.Piece{Kind: kind, Level: p.Level, Text: p.Text, Cells: p.Cells, Page: p.page, Turns: p.turns}
		switch p.Kind {
		case kindNote:
			out[i].Marked = true
		case kindRunning:
			out[i].Furniture = "header"
		case kindAside:
			out[i].Furniture = "other"
		}
	}
	d := pieces.Document(name, "pdf", Reader, out)
	if d == nil {
		return nil
	}
	if t := strings.TrimSpace(end.Title); t != "" && !strings.HasPrefix(t, "Microsoft ") && !strings.Contains(t, ".doc") {
		d.Title = t
	}
	// The day on which the file was made is not the day of what it holds: it is kept as one that is never taken.
	if ds := stamp.Find(made(end.Made)); len(ds) > 0 {
		d.Dates = append(d.Dates, chancery.DateCandidate{EDTF: ds[0].EDTF, Kind: chancery.DateMasthead, Text: end.Made})
	}
	return d
}

// kinds are those of pieces, by the kinds of block that pages are told with.
var kinds = map[string]pieces.Kind{
	"": pieces.Paragraph, kindHeading: pieces.Heading, kindCaption: pieces.Caption, kindNote: pieces.Note, kindRow: pieces.Row, kindHead: pieces.Head,
	kindRunning: pieces.Apart, kindAside: pieces.Apart,
}

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

// made turns "D:20240301120000Z" into a date that others read.
func made(s string) string {
	s = strings.TrimPrefix(s, "D:")
	if len(s) < 8 {
		return ""
	}
	return s[:4] + "-" + s[4:6] + "-" + s[6:8]
}
