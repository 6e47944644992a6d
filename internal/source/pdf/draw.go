package pdf

import (
	"cmp"
	"math"

	"github.com/ledongthuc/pdf"
)

const (
	maxForms  = 12         // forms inside each other
	maxWork   = 50_000_000 // operators and characters of a file
	maxStates = 10_000     // saved one above the other
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
}

// draw interprets a content stream and hands the text to lay.
func (d *decoder) draw(contents, resources pdf.Value, ctm matrix, lay *layout, depth int) {
	if contents.Kind() != pdf.Stream && contents.Kind() != pdf.Array {
		return
	}
	b, err := d.content(contents)
	s := state{ctm: ctm, scale: 1}
	var saved []state
	tm, tlm := ident, ident
	var marks []bool // the marked contents that are open: whether each is furniture of the page
	fonts := map[string]*font{}
	var path []rule // what is drawn of a path so far
	var pen [2]float64
	move := func(x, y float64) {
		tlm = matrix{1, 0, 0, 1, x, y}.mul(tlm)
		tm = tlm
	}
	show := func(str string) { d.show(&s, &tm, str, lay) }
	broken := operators(b, func(op string, args []operand) {
		if d.work++; d.work > maxWork {
			panic("more is drawn than any document needs")
		}
		num := func(i int) float64 {
			if i >= len(args) {
				return 0
			}
			return args[i].num
		}
		six := func() matrix { return matrix{num(0), num(1), num(2), num(3), num(4), num(5)} }
		point := func(x, y float64) [2]float64 {
			return [2]float64{dot(x, s.ctm[0], y, s.ctm[2]) + s.ctm[4], dot(x, s.ctm[1], y, s.ctm[3]) + s.ctm[5]}
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
			s.ctm = six().mul(s.ctm)
		case "BT":
			tm, tlm = ident, ident
		case "Tf":
			if len(args) == 2 {
				f, ok := fonts[args[0].str]
				if !ok {
					f = d.font(resources.Key("Font").Key(args[0].str))
					fonts[args[0].str] = f
				}
				s.font, s.size = f, num(1)
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
		case "Td":
			move(num(0), num(1))
		case "TD":
			s.leading = -num(1)
			move(num(0), num(1))
		case "Tm":
			tlm = six()
			tm = tlm
		case "T*":
			move(0, -s.leading)
		case "'":
			move(0, -s.leading)
			if len(args) > 0 {
				show(args[0].str)
			}
		case "\"":
			if len(args) > 2 {
				s.word, s.char = num(0), num(1)
				move(0, -s.leading)
				show(args[2].str)
			}
		case "Tj":
			if len(args) > 0 {
				show(args[0].str)
			}
		case "TJ":
			if len(args) == 0 {
				return
			}
			for _, x := range args[0].list {
				if x.kind == aString {
					show(x.str)
				} else {
					tm = matrix{1, 0, 0, 1, -x.num / 1000 * s.size * s.scale, 0}.mul(tm)
				}
			}
		case "BMC", "BDC":
			if len(marks) < maxStates {
				marks = append(marks, furnished(args))
				if marks[len(marks)-1] {
					lay.artifacts++
				}
			}
		case "EMC":
			if n := len(marks); n > 0 {
				if marks[n-1] {
					lay.artifacts--
				}
				marks = marks[:n-1]
			}
		case "m":
			pen = point(num(0), num(1))
		case "l":
			to := point(num(0), num(1))
			path = append(path, rule{pen[0], pen[1], to[0], to[1], false})
			pen = to
		case "re":
			a, c := point(num(0), num(1)), point(num(0)+num(2), num(1)+num(3))
			path = append(path, rule{a[0], a[1], c[0], c[1], true})
		case "S", "s", "f", "F", "f*", "B", "B*", "b", "b*":
			lay.rule(path, op != "f" && op != "F" && op != "f*")
			path = path[:0]
		case "n":
			path = path[:0]
		case "BI":
			lay.pictures++
		case "Do":
			if len(args) == 0 || depth >= maxForms {
				return
			}
			form := resources.Key("XObject").Key(args[0].str)
			if form.Key("Subtype").Name() != "Form" {
				lay.pictures++
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
		if len(path) > maxStates {
			path = path[:0]
		}
	})
	for _, m := range marks {
		if m {
			lay.artifacts--
		}
	}
	if err = cmp.Or(err, broken); err != nil && lay.fault == nil {
		lay.fault = err
	}
}

// furnished reports whether marked content is what is set around the text of each page, as programs say that write tagged files.
func furnished(args []operand) bool {
	if len(args) < 2 || args[0].str != "Artifact" {
		return false
	}
	for _, x := range args[1].list {
		if x.str == "Pagination" {
			return true
		}
	}
	return false
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
		ink := matrix{1, 0, 0, 1, float64(width/1000*s.size) * s.scale, s.rise}.mul(*tm).mul(s.ctm) // where it ends, without the space set behind it
		*tm = matrix{1, 0, 0, 1, advance * s.scale, 0}.mul(*tm)
		lay.glyph(text, at, ink[4], ink[5], f.bold)
	}
}
