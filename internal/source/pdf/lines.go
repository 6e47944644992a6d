package pdf

import (
	"bytes"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// soft marks where a word may be broken at the end of a line: whether the hyphen that stands there belongs to the word is told by the
// other words of the document.
const soft = "\u00ad"

// joined puts the next line of a paragraph behind those before it.
func joined(s, next string) string { return string(appendLine([]byte(s), next)) }

func appendLine(b []byte, next string) []byte {
	n := len(b)
	switch {
	case n == 0 || next == "" || bytes.HasSuffix(b, []byte(soft)):
		return append(b, next...)
	case n > 1 && b[n-1] == '-':
		before, _ := utf8.DecodeLastRune(b[:n-1])
		after, _ := utf8.DecodeRuneInString(next)
		switch {
		case unicode.IsLetter(before) && unicode.IsLower(after):
			return append(append(b[:n-1], soft...), next...)
		case unicode.IsLetter(before) && unicode.IsLetter(after), unicode.IsDigit(before) && unicode.IsDigit(after):
			return append(b, next...)
		}
	}
	return append(append(b, ' '), next...)
}

// A textLine is one line of a column.
type textLine struct {
	row
	text   string
	bold   bool
	apart  bool    // a wide gap sets it apart from others on its base line
	margin float64 // to the right: where the longest of the lines around it ends
}

// paragraphs writes the lines of one column as paragraphs, headings and captions, and those at its foot in small type as notes.
func (g *region) paragraphs(rows []row) {
	for i, r := range rows {
		if at := slices.IndexFunc(r.chunks, func(c chunk) bool { return c.box > 0 }); at >= 0 {
			g.paragraphs(rows[:i])
			if at > 0 {
				g.paragraphs([]row{newRow(r.chunks[:at:at])})
			}
			g.box(g.boxes[r.chunks[at].box-1])
			rest := rows[i+1:]
			if at+1 < len(r.chunks) {
				rest = append([]row{newRow(r.chunks[at+1:])}, rest...)
			}
			g.paragraphs(rest)
			return
		}
	}
	lines := make([]textLine, 0, len(rows))
	apart := max(2.2*g.body, 3*g.wordSpace(rows))
	flush := g.flushRows(rows)
	for i, r := range rows {
		parts := segments(r.chunks, apart)
		if len(parts) > 1 && !flush[i] && !listMark.MatchString(g.l.words(parts[0])) {
			for _, p := range parts {
				lines = append(lines, g.line(newRow(p), true))
			}
			continue
		}
		lines = append(lines, g.line(r, false))
	}
	lines = slices.DeleteFunc(lines, func(t textLine) bool { return t.text == "" })
	if len(lines) == 0 {
		return
	}
	c := g.measure(lines)
	notes := g.notes(lines, c)
	g.leaf++
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && to != notes && !(to > notes && g.beginsNote(lines[to])) && (to > notes && lines[to].size < 1.12*lines[to-1].size || !c.parts(lines, from, to)) {
			to++
		}
		b := block{Size: math.Round(lines[from].size*4) / 4, Leaf: g.leaf}
		bold := true
		var text []byte
		for _, t := range lines[from:to] {
			text = appendLine(text, t.text)
			bold = bold && t.bold
		}
		b.Text = string(text)
		last := lines[to-1]
		b.Open = c.full(last)
		b.Indent = lines[from].left()-c.left > 0.8*g.body || beginsRow.MatchString(lines[from].text)
		switch words := len(strings.Fields(b.Text)); {
		case from >= notes:
			b.Kind = kindNote
		case caption.MatchString(b.Text) && len(b.Text) < 400:
			b.Kind = kindCaption
		case words <= 24 && to-from <= 4 && !strings.HasSuffix(b.Text, ".") && !strings.HasSuffix(b.Text, ",") && (b.Size >= 1.12*g.body || bold && b.Size >= 0.95*g.body && words <= 16) && strings.ContainsFunc(b.Text, unicode.IsLetter):
			b.Kind, b.Level = kindHeading, 3
			if b.Size >= 1.6*g.body {
				b.Level = 1
			} else if b.Size >= 1.25*g.body {
				b.Level = 2
			}
		}
		g.out = append(g.out, b)
		from = to
	}
}

// flushRows tells which rows reach from the left margin to the right one, as the one before or behind them does: however wide the gaps in them are, these
// are gaps between words.
func (g *region) flushRows(rows []row) []bool {
	x0, x1 := math.Inf(1), math.Inf(-1)
	for _, r := range rows {
		x0, x1 = min(x0, r.left()), max(x1, r.right())
	}
	even := make([]bool, len(rows))
	for i, r := range rows {
		even[i] = r.left()-x0 < 0.15*g.body && x1-r.right() < 0.15*g.body
	}
	out := make([]bool, len(rows))
	for i := range rows {
		out[i] = even[i] && (i > 0 && even[i-1] || i+1 < len(rows) && even[i+1])
	}
	return out
}

// line makes a line of a row.
func (g *region) line(r row, apart bool) textLine {
	t := textLine{row: r, text: g.l.words(r.chunks), bold: true, apart: apart}
	t.size = 0
	for _, c := range r.chunks {
		if !c.raised {
			t.size = max(t.size, c.size)
			t.bold = t.bold && c.bold
		}
	}
	if t.size == 0 {
		t.size = r.size
	}
	return t
}

// wordSpace is what words of the rows are usually set apart by.
func (g *region) wordSpace(rows []row) float64 {
	var gaps []float64
	for _, r := range rows {
		for i := 1; i < len(r.chunks); i++ {
			if d := r.chunks[i].u0 - r.chunks[i-1].u1; d > wordGap*r.size {
				gaps = append(gaps, d)
			}
		}
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}

var caption = regexp.MustCompile(`^(?:Figure|FIGURE|Fig\.|Table|TABLE|Map|MAP|Box|Chart|Photo|Plate|Exhibit)(?: [\dIVXA-Z]+(?:[.\-–]\d+)?[.:—–-]|: ?)`)

// column is what the lines of a column have in common.
type column struct {
	left, right float64 // where most lines begin, and the longest end
	pitch       float64 // usual distance of two lines, as a multiple of their size
	body        float64
}

func (g *region) measure(lines []textLine) column {
	c := column{right: math.Inf(-1), body: g.body}
	at := map[int]int{}
	best := 0
	pitch := map[int]int{}
	usual := 12
	for i, t := range lines {
		k := int(math.Round(t.left() / 2))
		at[k] += len(t.text)
		if at[k] > at[best] || at[k] == at[best] && k < best {
			best = k
		}
		c.right = max(c.right, t.right())
		if i == 0 {
			continue
		}
		p := lines[i-1]
		if d := (p.v - t.v) / t.size; math.Abs(p.size-t.size) < 0.1*t.size && d > 0.8 && d < 3 {
			k := int(math.Round(d * 10))
			pitch[k]++
			if pitch[k] > pitch[usual] || pitch[k] == pitch[usual] && k < usual {
				usual = k
			}
		}
	}
	c.left, c.pitch = float64(best)*2, float64(usual)/10
	c.margins(lines)
	return c
}

// margins finds the right margin of each line: that of the lines around it which stand one below the other. Of a few lines it cannot be told, and is
// that of those before them.
func (c column) margins(lines []textLine) {
	const tell = 3
	before := c.right
	for from := 0; from < len(lines); {
		to := from + 1
		margin := lines[from].right()
		for to < len(lines) {
			p, t := lines[to-1], lines[to]
			if math.Abs(t.left()-p.left()) > 4*c.body || math.Abs(t.size-p.size) > 0.12*t.size || p.v-t.v > 1.25*c.pitch*t.size+0.05*t.size {
				break
			}
			margin = max(margin, t.right())
			to++
		}
		if to-from < tell {
			margin = max(margin, before)
		} else {
			before = margin
		}
		for i := range lines[from:to] {
			lines[from+i].margin = margin
		}
		from = to
	}
}

// full reports whether a line reaches the right margin of its column.
func (c column) full(t textLine) bool { return t.right() > c.left+0.85*(t.margin-c.left) }

// parts reports whether line i begins another paragraph than the one that began at line from.
func (c column) parts(lines []textLine, from, i int) bool {
	p, t := lines[i-1], lines[i]
	first, _ := utf8.DecodeRuneInString(t.text)
	lower := unicode.IsLower(first)
	gap := (p.v - t.v) / t.size
	middle := func(t textLine) float64 { return (t.left() + t.right()) / 2 }
	switch {
	case p.apart, t.apart:
		return true
	case math.Abs(p.size-t.size) > 0.12*min(p.size, t.size):
		return true
	case p.bold != t.bold && (p.bold || !lower) && !(p.bold && lower):
		return true
	case gap > float64(c.pitch*1.25)+0.05:
		return true
	case beginsRow.MatchString(t.text) && (!c.full(p) || ends(p.text)):
		return true
	case math.Abs(middle(p)-middle(t)) < 0.5*t.size && math.Abs(p.left()-t.left()) > t.size && p.left()-c.left > t.size: // lines that are centred
		return false
	}
	in, before := t.left()-p.left(), p.left()-c.left
	switch {
	case from == i-1 && hangs(p, t):
		return false
	case in > 0.8*t.size && in < 6*t.size && math.Abs(before) < 0.8*t.size && !lower: // an indent
		return true
	case in < -0.8*t.size && i-1 > from && !lower: // the lines of the paragraph before hang
		return true
	}
	right := min(p.margin, t.margin)
	if lower || right-c.left <= 0 {
		return false
	}
	// A line that leaves room for the next word ends its paragraph; in text that is not set flush only one that ends far before the margin.
	if p.right() < c.left+0.7*(right-c.left) {
		return true
	}
	word, _, _ := strings.Cut(t.text, " ")
	room := right - p.right()
	wide := (t.right() - t.left()) * float64(utf8.RuneCountInString(word)+1) / float64(max(1, utf8.RuneCountInString(t.text)))
	return ends(p.text) && room > 1.5*wide+2*t.size
}

// hangs reports whether t stands below the text that follows the mark of a list in p.
func hangs(p, t textLine) bool {
	mark, _, ok := strings.Cut(p.text, " ")
	return ok && len(p.chunks) > 1 && listMark.MatchString(mark) && math.Abs(t.left()-p.chunks[1].u0) < 0.5*t.size
}

// ends reports whether a text ends with the end of a sentence.
func ends(s string) bool {
	s = strings.TrimRight(s, `"'”’)]»`)
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, ":") || strings.HasSuffix(s, ";")
}

var noteBegins = regexp.MustCompile(`^(?:\d{1,3}[.)]?|[*†‡§]+|\[\d{1,3}\]|[a-h]\)?) ?\pL|^(?:\d{1,3}|[*†‡§]+)[“"‘(]`)

// beginsNote reports whether a line begins a note: with its mark.
func (g *region) beginsNote(t textLine) bool {
	return t.chunks[0].raised || noteBegins.MatchString(t.text)
}

// notes returns the first of the lines at the foot of a column that are notes, the number of lines where none is: they are set smaller than the text, and
// begin with a mark, or stand below a line that is drawn.
func (g *region) notes(lines []textLine, c column) int {
	i := len(lines)
	for i > 0 && lines[i-1].size < 0.93*g.body {
		i--
	}
	for ; i < len(lines); i++ {
		if g.beginsNote(lines[i]) {
			return i
		}
		if i == 0 {
			continue
		}
		if slices.ContainsFunc(g.along, func(a span) bool {
			return a.at < lines[i-1].v && a.at > lines[i].v && math.Abs(a.from-c.left) < 3*g.body
		}) {
			return i
		}
	}
	return i
}
