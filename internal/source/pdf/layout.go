package pdf

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// layout puts glyphs, in the order in which they are drawn, together to lines, and lines to paragraphs.
type layout struct {
	lines []textLine
}

// textLine is a run of glyphs on one base line.
type textLine struct {
	text         strings.Builder
	x, y         float64 // where it begins
	endX, endY   float64 // where it ends
	dirX, dirY   float64 // where it runs, of length 1
	size         float64
	endsWithGlue bool // its last glyph is white space
}

const (
	wordGap = 0.17 // of the size: a wider gap between two glyphs is a blank
	backGap = 0.5  // of the size: a step back by so much begins another line
	lineGap = 0.35 // of the size: a step aside by so much is another base line
	columns = 6.0  // of the size: a wider gap sets cells or columns apart
)

// glyph adds a glyph that runs from (x, y) to (ex, ey).
func (l *layout) glyph(text string, x, y, ex, ey, size float64) {
	if text == "" || size <= 0 || math.IsNaN(x+y+ex+ey) {
		return
	}
	space := strings.TrimSpace(strings.ReplaceAll(text, "\u00a0", " ")) == ""
	if n := len(l.lines); n > 0 {
		last := &l.lines[n-1]
		along := dot(x-last.endX, last.dirX, y-last.endY, last.dirY)
		aside := math.Abs(dot(x-last.endX, last.dirY, last.endY-y, last.dirX))
		big := max(size, last.size)
		if aside < lineGap*big && along > -backGap*big && along < columns*big {
			if !space && along > wordGap*min(size, last.size) && !last.endsWithGlue {
				last.text.WriteByte(' ')
			}
			if !space || !last.endsWithGlue {
				last.add(text, space)
			}
			last.endX, last.endY = ex, ey
			return
		}
	}
	if space {
		return
	}
	t := textLine{x: x, y: y, endX: ex, endY: ey, dirX: 1, size: size}
	if d := length(ex-x, ey-y); d > 0 {
		t.dirX, t.dirY = (ex-x)/d, (ey-y)/d
	}
	l.lines = append(l.lines, t)
	l.lines[len(l.lines)-1].add(text, false)
}

func (t *textLine) add(text string, space bool) {
	if t.endsWithGlue = space; space {
		text = " "
	}
	for _, r := range text {
		switch {
		case r >= 0xFB00 && r <= 0xFB04: // ligatures
			t.text.WriteString([...]string{"ff", "fi", "fl", "ffi", "ffl"}[r-0xFB00])
		case r == 0xAD || unicode.IsControl(r) && !unicode.IsSpace(r):
			if r == 0xAD {
				t.text.WriteByte('-')
			}
		default:
			t.text.WriteRune(r)
		}
	}
}

// text returns the paragraphs, an empty line between two. Lines belong together that follow at the pitch of their
// neighbours in one size, unless the first ends far short of the others.
func (l *layout) text() string {
	var b []byte
	right := map[int]float64{} // where lines that begin at a place end at most
	for i := range l.lines {
		t := &l.lines[i]
		k := int(math.Round(t.x / 20))
		right[k] = max(right[k], t.endX)
	}
	pitch := l.pitch()
	for i := range l.lines {
		t := &l.lines[i]
		s := strings.TrimSpace(t.text.String())
		if s == "" {
			continue
		}
		switch {
		case len(b) == 0:
		case l.apart(i, pitch, right):
			b = append(b, "\n\n"...)
		case broken(b, s):
			b = b[:len(b)-1]
		default:
			b = append(b, ' ')
		}
		b = append(b, s...)
	}
	return string(b)
}

// broken reports whether a word is broken at the end of b and goes on in s.
func broken(b []byte, s string) bool {
	n := len(b)
	if n < 2 || b[n-1] != '-' {
		return false
	}
	before, _ := utf8.DecodeLastRune(b[:n-1])
	after, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(before) && unicode.IsLower(after)
}

// pitch is the usual distance of two lines, as a multiple of their size.
func (l *layout) pitch() float64 {
	count := map[int]int{}
	best := 12
	for i := 1; i < len(l.lines); i++ {
		p, t := &l.lines[i-1], &l.lines[i]
		if d := (p.y - t.y) / t.size; math.Abs(p.size-t.size) < 0.1*t.size && d > 0.8 && d < 3 {
			k := int(math.Round(d * 10))
			count[k]++
			if count[k] > count[best] || count[k] == count[best] && k < best {
				best = k
			}
		}
	}
	return float64(best) / 10
}

// apart reports whether line i begins a paragraph.
func (l *layout) apart(i int, pitch float64, right map[int]float64) bool {
	p, t := &l.lines[i-1], &l.lines[i]
	down := (p.y - t.y) / t.size
	switch {
	case math.Abs(p.size-t.size) > 0.12*t.size:
		return true
	case down < -0.5:
		// the next column: the paragraph goes on if its last line is full and the next begins in the middle of a sentence
		s := strings.TrimSpace(t.text.String())
		r, _ := utf8.DecodeRuneInString(s)
		return !unicode.IsLower(r)
	case math.Abs(down) < 0.5: // beside it: another cell
		return true
	case down > float64(pitch*1.25)+0.05:
		return true
	case t.x-p.x > 0.8*t.size && t.x-p.x < 5*t.size && i > 1 && math.Abs(l.lines[i-2].x-p.x) < 0.3*t.size: // an indent
		return true
	}
	// A line that ends far short of its column ends its paragraph, unless the next goes on in the middle of a sentence.
	full := right[int(math.Round(p.x/20))]
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(t.text.String()))
	return p.endX < p.x+float64((full-p.x)*0.7) && !unicode.IsLower(r)
}
