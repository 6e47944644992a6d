package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// layout collects what is drawn on a page: glyphs, in the order in which they are drawn, are put together to chunks, which are
// words or parts of words. That order is used for nothing else: chunks are read by their places.
type layout struct {
	chunks    [aslant + 1][]chunk // by the direction in which they run
	text      []byte
	rules     []rule
	artifacts int // marked contents that are open and no text of the document
	pictures  int
	glyphs    int // seen, without blanks
	unknown   int // of these, which the file does not tell what they are
	last      int // direction of the last chunk
	blank     bool
	fault     error // what kept a part of the page from being read
}

// Directions in which text runs.
const (
	rightwards = iota
	upwards
	leftwards
	downwards
	aslant
)

// A chunk is a run of glyphs on one base line, without a gap. Its places are those of its page turned so that it runs to the right:
// u along the line, v upwards.
type chunk struct {
	u0, u1, v float64
	size      float64
	base      float64 // v as drawn, where v is that of the line that it is raised over
	from, to  int     // in layout.text
	bold      bool
	space     bool // a blank follows
	raised    bool // small, over the line: a mark of a note, mostly
	furniture bool
	box       int // what stands in this box is to be read here; 0 for letters
}

// A rule is a line or the diagonal of a rectangle that is drawn.
type rule struct {
	x0, y0, x1, y1 float64
	rectangle      bool
}

const (
	wordGap   = 0.17 // of the size: a wider gap between two glyphs is a blank
	backGap   = 0.4  // of the size: a step back by so much begins another chunk
	maxChunks = 1 << 20
	maxRules  = 20_000
	thick     = 3.0 // points: what is thicker is no rule
)

// glyph adds a glyph that stands at the origin of at and ends at (ex, ey).
func (l *layout) glyph(text string, at matrix, ex, ey float64, bold bool) {
	size := length(at[2], at[3])
	if text == "" || !(size > 0.1 && size < 2000) || math.IsNaN(at[4]+at[5]+ex+ey) || math.Abs(at[4])+math.Abs(at[5])+math.Abs(ex)+math.Abs(ey) > 1e6 {
		return
	}
	if strings.TrimSpace(strings.ReplaceAll(text, "\u00a0", " ")) == "" {
		l.blank = true
		return
	}
	l.glyphs++
	if strings.Contains(text, unknown) {
		l.unknown++
	}
	dir := direction(at[0], at[1])
	u0, v := turn(dir, at[4], at[5])
	u1, _ := turn(dir, ex, ey)
	if u1 < u0 {
		u0, u1 = u1, u0
	}
	all := &l.chunks[dir]
	blank := l.blank
	l.blank = false
	if n := len(*all); n > 0 && l.last == dir {
		c := &(*all)[n-1]
		c.space = c.space || blank
		gap := u0 - c.u1
		if !blank && math.Abs(v-c.base) < 0.05*size && math.Abs(size-c.size) < 0.1*size && c.bold == bold && gap > -backGap*size && gap < wordGap*size && c.furniture == (l.artifacts > 0) {
			l.text = appendGlyph(l.text, text)
			c.to, c.u1 = len(l.text), max(c.u1, u1)
			return
		}
	}
	if len(*all) >= maxChunks {
		panic("more is drawn than any page needs")
	}
	c := chunk{u0: u0, u1: u1, v: v, base: v, size: size, from: len(l.text), bold: bold, furniture: l.artifacts > 0}
	l.text = appendGlyph(l.text, text)
	c.to = len(l.text)
	if n := len(*all); n > 0 && l.last == dir {
		raise(&(*all)[n-1], &c)
	}
	l.last = dir
	*all = append(*all, c)
}

// raise tells whether one of two chunks that are drawn one after the other is a mark over the line of the other.
func raise(p, c *chunk) {
	big, small := p, c
	if c.size > p.size {
		big, small = c, p
	}
	gap, up := c.u0-p.u1, small.base-big.base
	if small.size > 0.87*big.size || big.raised || gap < -0.3*big.size || gap > 0.6*big.size || math.Abs(up) < 0.1*big.size || up > 0.75*big.size || up < -0.35*big.size {
		return
	}
	small.v, small.raised = big.v, up > 0
}

// appendGlyph adds what a glyph says: ligatures as letters, no soft hyphens and no control characters.
func appendGlyph(b []byte, text string) []byte {
	for _, r := range text {
		switch {
		case r >= 0xFB00 && r <= 0xFB04:
			b = append(b, [...]string{"ff", "fi", "fl", "ffi", "ffl"}[r-0xFB00]...)
		case r == 0xAD || r == 0x2010 || r == 0x2011:
			b = append(b, '-')
		case unicode.IsSpace(r) || r == 0xA0:
			b = append(b, ' ')
		case !unicode.IsControl(r):
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

// direction tells where text with this base line runs.
func direction(x, y float64) int {
	const straight = 0.09 // 5 degrees
	switch d := length(x, y); {
	case math.Abs(y) <= straight*d && x >= 0:
		return rightwards
	case math.Abs(y) <= straight*d:
		return leftwards
	case math.Abs(x) <= straight*d && y > 0:
		return upwards
	case math.Abs(x) <= straight*d:
		return downwards
	}
	return aslant
}

// turn takes a place of the page to one of the page turned so that text of this direction runs to the right.
func turn(dir int, x, y float64) (u, v float64) {
	switch dir {
	case upwards:
		return y, -x
	case leftwards:
		return -x, -y
	case downwards:
		return -y, x
	}
	return x, y
}

// rule adds what is painted of a path: the straight lines, thin rectangles and, where they are drawn and not filled, the sides of others.
func (l *layout) rule(path []rule, drawn bool) {
	for _, r := range path {
		x0, y0, x1, y1 := min(r.x0, r.x1), min(r.y0, r.y1), max(r.x0, r.x1), max(r.y0, r.y1)
		switch w, h := x1-x0, y1-y0; {
		case len(l.rules) >= maxRules:
		case (w <= thick) != (h <= thick):
			l.rules = append(l.rules, rule{x0, y0, x1, y1, r.rectangle})
		case w > thick && h > thick && drawn && r.rectangle:
			l.rules = append(l.rules, rule{x0, y0, x1, y0, true}, rule{x0, y1, x1, y1, true}, rule{x0, y0, x0, y1, true}, rule{x1, y0, x1, y1, true})
		}
	}
}

// A row is what stands on one base line, from left to right.
type row struct {
	v, size float64
	chunks  []chunk
}

func (r *row) left() float64  { return r.chunks[0].u0 }
func (r *row) right() float64 { return r.chunks[len(r.chunks)-1].u1 }

// rows puts chunks that stand on one base line together, from the top down.
func (l *layout) rows(chunks []chunk) []row {
	slices.SortStableFunc(chunks, func(a, b chunk) int {
		switch {
		case a.v > b.v:
			return -1
		case a.v < b.v:
			return 1
		}
		return 0
	})
	var out []row
	for from := 0; from < len(chunks); {
		to := from + 1
		size := chunks[from].size
		for ; to < len(chunks); to++ {
			c := &chunks[to]
			if c.raised && c.v == chunks[to-1].v { // it goes with its line
				continue
			}
			if chunks[from].v-c.v >= 0.3*min(size, c.size) {
				break
			}
			size = min(size, c.size)
		}
		part := chunks[from:to]
		slices.SortStableFunc(part, func(a, b chunk) int {
			switch {
			case a.u0 < b.u0:
				return -1
			case a.u0 > b.u0:
				return 1
			}
			return 0
		})
		out = append(out, newRow(l.once(part)))
		from = to
	}
	return l.lower(out)
}

// lower puts marks over a line that were not drawn behind it into that line.
func (l *layout) lower(rows []row) []row {
	out := rows[:0:0]
	for i, r := range rows {
		if len(r.chunks) > 4 || !l.lowered(r, rows[i+1:]) {
			out = append(out, r)
		}
	}
	return out
}

func (l *layout) lowered(r row, below []row) bool {
	const near = 4
	for k := range below[:min(near, len(below))] {
		line := &below[k]
		if r.v-line.v > 0.75*line.size {
			continue
		}
		over := func(c chunk) bool {
			return c.size < 0.87*line.size && noteMark(l.text[c.from:c.to]) && slices.ContainsFunc(line.chunks, func(p chunk) bool {
				return p.size > c.size && c.u0-p.u1 > -0.3*p.size && c.u0-p.u1 < 0.6*p.size
			})
		}
		if slices.ContainsFunc(r.chunks, func(c chunk) bool { return !over(c) }) {
			continue
		}
		chunks := slices.Clone(line.chunks)
		for _, c := range r.chunks {
			c.raised, c.v = true, line.v
			at := slices.IndexFunc(chunks, func(p chunk) bool { return p.u0 > c.u0 })
			if at < 0 {
				at = len(chunks)
			}
			chunks = slices.Insert(chunks, at, c)
		}
		*line = newRow(chunks)
		return true
	}
	return false
}

// once leaves out what is drawn twice at the same place, as for bold letters or shadows.
func (l *layout) once(part []chunk) []chunk {
	const near = 4
	out := part[:0]
next:
	for _, c := range part {
		for i := len(out) - 1; i >= max(0, len(out)-near); i-- {
			if p := out[i]; math.Abs(p.u0-c.u0) < 0.3*c.size && math.Abs(p.u1-c.u1) < 0.3*c.size && string(l.text[p.from:p.to]) == string(l.text[c.from:c.to]) {
				continue next
			}
		}
		out = append(out, c)
	}
	return out
}

func newRow(chunks []chunk) row {
	r := row{v: chunks[0].v, chunks: chunks}
	for _, c := range chunks {
		r.size = max(r.size, c.size)
		if !c.raised {
			r.v = c.v
		}
	}
	return r
}

// words writes chunks of one line as text. Marks of notes, which are small figures over the line, are left out: they say where a note
// belongs, and would be read as part of the word or the number before them.
func (l *layout) words(chunks []chunk) string {
	var b []byte
	for i, c := range chunks {
		t := l.text[c.from:c.to]
		if c.raised && i > 0 && noteMark(t) {
			if !endsInTen(b) {
				if c.space && i+1 < len(chunks) {
					b = append(b, ' ')
				}
				continue
			}
			t = superscript(t)
		}
		if i > 0 && len(b) > 0 && b[len(b)-1] != ' ' {
			p := chunks[i-1]
			if p.space || p.raised && i == 1 && noteMark(b) || c.u0-p.u1 > wordGap*min(p.size, c.size) && !c.raised || c.u0-p.u1 < -c.size {
				b = append(b, ' ')
			}
		}
		b = append(b, t...)
	}
	return strings.Join(strings.Fields(string(b)), " ")
}

// noteMark reports whether t is what marks a note.
func noteMark(t []byte) bool {
	s := strings.Trim(string(t), "[](),;/ ")
	return s != "" && len(s) <= 5 && (strings.Trim(s, "0123456789,") == "" || strings.Trim(s, "*†‡§¶") == "") || len(s) == 1 && s[0] >= 'a' && s[0] <= 'h'
}

// endsInTen reports whether a figure over the line is a power: "10⁶".
func endsInTen(b []byte) bool {
	n := len(b)
	return n >= 2 && b[n-1] == '0' && b[n-2] == '1' && (n == 2 || b[n-3] < '0' || b[n-3] > '9')
}

func superscript(t []byte) []byte {
	var out []byte
	for _, c := range t {
		if c >= '0' && c <= '9' {
			out = append(out, string([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[c-'0'])...)
		}
	}
	return out
}

// segments cuts the chunks of a row where a gap is wider than gap.
func segments(chunks []chunk, gap float64) [][]chunk {
	var out [][]chunk
	from := 0
	right := math.Inf(-1)
	for i, c := range chunks {
		if i > from && c.u0-right > gap {
			out = append(out, chunks[from:i])
			from = i
		}
		right = max(right, c.u1)
	}
	if from < len(chunks) {
		out = append(out, chunks[from:])
	}
	return out
}

// body is the size in which most of the text is set.
func body(rows []row) float64 {
	count := map[int]int{}
	best := 0
	for _, r := range rows {
		for _, c := range r.chunks {
			k := int(math.Round(c.size * 4))
			count[k] += c.to - c.from
		}
	}
	for k, n := range count {
		if n > count[best] || n == count[best] && k > best {
			best = k
		}
	}
	return max(float64(best)/4, 1)
}
