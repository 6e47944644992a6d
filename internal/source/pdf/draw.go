package pdf

import (
	"io"
	"math"

	"github.com/ledongthuc/pdf"
)

const (
	maxForms  = 12         // forms inside each other
	maxWork   = 50_000_000 // operators and characters of a file
	maxStates = 10_000     // saved one above the other
	maxStream = 256 << 20  // bytes of one content stream, unpacked
)

// matrix is [a b c d e f] of an affine map.
type matrix [6]float64

var ident = matrix{1, 0, 0, 1, 0, 0}

// mul is m, then n.
func (m matrix) mul(n matrix) matrix {
	return matrix{
		dot(m[0], n[0], m[1], n[2]), dot(m[0], n[1], m[1], n[3]), dot(m[2], n[0], m[3], n[2]), dot(m[2], n[1], m[3], n[3]),
		dot(m[4], n[0], m[5], n[2]) + n[4], dot(m[4], n[1], m[5], n[3]) + n[5],
	}
}

// dot is ab + cd, with each product rounded: a fused operation, which some machines have, would read the text otherwise there.
func dot(a, b, c, d float64) float64 { return float64(a*b) + float64(c*d) }

// length is that of a vector; math.Hypot has other last bits on other machines.
func length(x, y float64) float64 { return math.Sqrt(dot(x, x, y, y)) }

// state is the part of the graphics state that places text.
type state struct {
	ctm               matrix
	font              *font
	size              float64
	char, word, scale float64
	leading, rise     float64
	mode              int
}

// draw interprets a content stream and hands the text to lay.
func (d *decoder) draw(contents, resources pdf.Value, ctm matrix, lay *layout, depth int) {
	if contents.Kind() != pdf.Stream && contents.Kind() != pdf.Array {
		return
	}
	if tooLong(contents) {
		panic("a content stream unpacks to more than any page needs")
	}
	s := state{ctm: ctm, scale: 1}
	var saved []state
	tm, tlm := ident, ident
	move := func(x, y float64) {
		tlm = matrix{1, 0, 0, 1, x, y}.mul(tlm)
		tm = tlm
	}
	show := func(str string) { d.show(&s, &tm, str, lay) }
	pdf.Interpret(contents, func(stk *pdf.Stack, op string) {
		if d.work++; d.work > maxWork {
			panic("more is drawn than any document needs")
		}
		args := make([]pdf.Value, stk.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stk.Pop()
		}
		num := func(i int) float64 {
			if i >= len(args) {
				return 0
			}
			return args[i].Float64()
		}
		switch op {
		case "q":
			if len(saved) < maxStates {
				saved = append(saved, s)
			}
		case "Q":
			if n := len(saved); n > 0 {
				s, saved = saved[n-1], saved[:n-1]
			}
		case "cm":
			s.ctm = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}.mul(s.ctm)
		case "BT":
			tm, tlm = ident, ident
		case "Tf":
			if len(args) == 2 {
				s.font, s.size = d.font(resources.Key("Font").Key(args[0].Name())), num(1)
			}
		case "Tc":
			s.char = num(0)
		case "Tw":
			s.word = num(0)
		case "Tz":
			s.scale = num(0) / 100
		case "TL":
			s.leading = num(0)
		case "Ts":
			s.rise = num(0)
		case "Tr":
			s.mode = int(num(0))
		case "Td":
			move(num(0), num(1))
		case "TD":
			s.leading = -num(1)
			move(num(0), num(1))
		case "Tm":
			tlm = matrix{num(0), num(1), num(2), num(3), num(4), num(5)}
			tm = tlm
		case "T*":
			move(0, -s.leading)
		case "'":
			move(0, -s.leading)
			if len(args) > 0 {
				show(args[0].RawString())
			}
		case "\"":
			if len(args) > 2 {
				s.word, s.char = num(0), num(1)
				move(0, -s.leading)
				show(args[2].RawString())
			}
		case "Tj":
			if len(args) > 0 {
				show(args[0].RawString())
			}
		case "TJ":
			if len(args) == 0 {
				return
			}
			for i := range args[0].Len() {
				if x := args[0].Index(i); x.Kind() == pdf.String {
					show(x.RawString())
				} else {
					tm = matrix{1, 0, 0, 1, -x.Float64() / 1000 * s.size * s.scale, 0}.mul(tm)
				}
			}
		case "Do":
			if len(args) == 0 || depth >= maxForms {
				return
			}
			form := resources.Key("XObject").Key(args[0].Name())
			if form.Key("Subtype").Name() != "Form" {
				return
			}
			m := ident
			if a := form.Key("Matrix"); a.Len() == 6 {
				for i := range m {
					m[i] = a.Index(i).Float64()
				}
			}
			inner := form.Key("Resources")
			if inner.IsNull() {
				inner = resources
			}
			d.draw(form, inner, m.mul(s.ctm), lay, depth+1)
		}
	})
}

// tooLong unpacks a stream to see whether it ends in time: the library has no bound.
func tooLong(contents pdf.Value) bool {
	n := int64(0)
	add := func(v pdf.Value) {
		if v.Kind() == pdf.Stream {
			m, _ := io.Copy(io.Discard, io.LimitReader(v.Reader(), maxStream+1))
			n += m
		}
	}
	add(contents)
	for i := range contents.Len() {
		add(contents.Index(i))
	}
	return n > maxStream
}

// show draws a string.
func (d *decoder) show(s *state, tm *matrix, str string, lay *layout) {
	f := s.font
	if f == nil {
		return
	}
	for len(str) > 0 {
		if d.work++; d.work > maxWork {
			panic("more is drawn than any document needs")
		}
		text, width, n := f.next(str)
		blank := n == 1 && str[0] == ' '
		str = str[n:]
		at := matrix{s.size * s.scale, 0, 0, s.size, 0, s.rise}.mul(*tm).mul(s.ctm)
		advance := float64(width/1000*s.size) + s.char
		if blank {
			advance += s.word
		}
		*tm = matrix{1, 0, 0, 1, advance * s.scale, 0}.mul(*tm)
		end := matrix{s.size * s.scale, 0, 0, s.size, 0, s.rise}.mul(*tm).mul(s.ctm)
		lay.glyph(text, at[4], at[5], end[4], end[5], length(at[2], at[3]))
	}
}
