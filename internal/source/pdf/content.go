package pdf

import (
	"bytes"
	"errors"
	"io"
	"strconv"

	"github.com/ledongthuc/pdf"
)

const (
	maxStream   = 256 << 20 // bytes of the content of one page, unpacked
	maxOperands = 4096      // of one operator
	maxNested   = 32        // arrays and dictionaries inside each other
)

// An operand is one argument of an operator of a content stream.
type operand struct {
	kind operandKind
	num  float64
	str  string    // of a string, a name
	list []operand // of an array; of a dictionary keys and values
}

type operandKind uint8

const (
	aNumber operandKind = iota
	aString
	aName
	anArray
)

// content returns the bytes of a content stream, or of several that are to be taken as one. What is damaged ends it: what stands before
// is returned with the error.
func (d *decoder) content(v pdf.Value) (b []byte, err error) {
	add := func(v pdf.Value) {
		if v.Kind() != pdf.Stream || err != nil {
			return
		}
		var part []byte
		part, err = io.ReadAll(io.LimitReader(d.reader(v), int64(maxStream-len(b)+1)))
		b = append(append(b, part...), '\n')
		if len(b) > maxStream {
			panic("a content stream unpacks to more than any page needs")
		}
	}
	add(v)
	for i := range v.Len() {
		add(v.Index(i))
	}
	return b, err
}

// operators cuts a content stream into operators with their operands, and does each. The operands are good until do returns.
// The error is that the rest cannot be read.
func operators(b []byte, do func(op string, args []operand)) error {
	l := lexer{b: b}
	var args []operand
	for {
		o, op, ok := l.next(0)
		switch {
		case !ok:
			return nil
		case op == "BI":
			do(op, nil)
			if err := l.inlineImage(); err != nil {
				return err
			}
			args = args[:0]
		case op != "":
			do(op, args)
			args = args[:0]
		case len(args) < maxOperands:
			args = append(args, o)
		}
	}
}

// A lexer takes a content stream apart. What makes no sense is passed over.
type lexer struct {
	b []byte
	i int

	noPlain bool // no end of a picture that is beyond doubt is ahead
}

func isBlank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// next returns the next operand, or the next operator. At the end, and at the end of the array or dictionary it is in, ok is false.
func (l *lexer) next(depth int) (o operand, op string, ok bool) {
	for l.i < len(l.b) {
		c := l.b[l.i]
		switch {
		case isBlank(c), c == '{', c == '}', c == ')':
			l.i++
		case c == '%':
			for l.i < len(l.b) && l.b[l.i] != '\n' && l.b[l.i] != '\r' {
				l.i++
			}
		case c == '(':
			return operand{kind: aString, str: l.literal()}, "", true
		case c == '<' && l.i+1 < len(l.b) && l.b[l.i+1] == '<', c == '[':
			l.i++
			if c == '<' {
				l.i++
			}
			o.kind = anArray
			if depth >= maxNested {
				return o, "", true
			}
			for {
				x, word, ok := l.next(depth + 1)
				if !ok {
					return o, "", true
				}
				if word == "" && len(o.list) < 1<<16 {
					o.list = append(o.list, x)
				}
			}
		case c == ']', c == '>':
			l.i++
			if c == '>' && l.i < len(l.b) && l.b[l.i] == '>' {
				l.i++
			}
			if depth > 0 {
				return o, "", false
			}
		case c == '<':
			end := bytes.IndexByte(l.b[l.i:], '>')
			if end < 0 {
				end = len(l.b) - l.i - 1
			}
			s := unhex(l.b[l.i+1 : l.i+max(end, 1)])
			l.i += end + 1
			return operand{kind: aString, str: s}, "", true
		case c == '/':
			l.i++
			return operand{kind: aName, str: l.name()}, "", true
		default:
			from := l.i
			for l.i < len(l.b) && !isBlank(l.b[l.i]) && !isDelimiter(l.b[l.i]) {
				l.i++
			}
			word := l.b[from:l.i]
			if c == '+' || c == '-' || c == '.' || c >= '0' && c <= '9' {
				return operand{kind: aNumber, num: parseNumber(word)}, "", true
			}
			return o, string(word), true
		}
	}
	return o, "", false
}

// parseNumber reads a number, or as much of it as is one: some programs write "--5" and "0.-3".
func parseNumber(b []byte) float64 {
	if f, err := strconv.ParseFloat(string(b), 64); err == nil && f > -1e9 && f < 1e9 {
		return f
	}
	b = bytes.TrimLeft(b, "+-")
	n := 0
	for n < len(b) && n < 15 && (b[n] >= '0' && b[n] <= '9' || b[n] == '.') {
		n++
	}
	f, _ := strconv.ParseFloat(string(b[:n]), 64)
	if f > 1e9 {
		return 0
	}
	return f
}

func (l *lexer) name() string {
	var out []byte
	for l.i < len(l.b) && !isBlank(l.b[l.i]) && !isDelimiter(l.b[l.i]) {
		if l.b[l.i] == '#' && l.i+2 < len(l.b) {
			if h := unhex(l.b[l.i+1 : l.i+3]); len(h) == 1 {
				out = append(out, h[0])
				l.i += 3
				continue
			}
		}
		out = append(out, l.b[l.i])
		l.i++
	}
	return string(out)
}

// literal reads a string in brackets.
func (l *lexer) literal() string {
	var out []byte
	depth := 0
	for ; l.i < len(l.b); l.i++ {
		c := l.b[l.i]
		switch c {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				l.i++
				return string(out)
			}
		case '\\':
			l.i++
			if l.i >= len(l.b) {
				return string(out)
			}
			switch c = l.b[l.i]; {
			case c >= '0' && c <= '7':
				n := 0
				for k := 0; k < 3 && l.i < len(l.b) && l.b[l.i] >= '0' && l.b[l.i] <= '7'; k++ {
					n = n<<3 | int(l.b[l.i]-'0')
					l.i++
				}
				l.i--
				c = byte(n)
			case c == '\r':
				if l.i+1 < len(l.b) && l.b[l.i+1] == '\n' {
					l.i++
				}
				continue
			case c == '\n':
				continue
			default:
				if k := bytes.IndexByte([]byte("nrtbf"), c); k >= 0 {
					c = "\n\r\t\b\f"[k]
				}
			}
		}
		out = append(out, c)
	}
	return string(out)
}

var errPicture = errors.New("a picture amid the text has no end; what follows it is not read")

// inlineImage passes over a picture in the content stream, whose bytes may look like anything. Its end is beyond doubt where a blank stands
// before it and text behind it; if there is none such, it is the first that is a word's end.
func (l *lexer) inlineImage() error {
	id := bytes.Index(l.b[l.i:], []byte("ID"))
	if id < 0 {
		l.i = len(l.b)
		return errPicture
	}
	l.i += id + 2
	first := -1
	for at := l.i; ; {
		n := bytes.Index(l.b[at:], []byte("EI"))
		if n < 0 {
			break
		}
		at += n + 2
		if at < len(l.b) && !isBlank(l.b[at]) && !isDelimiter(l.b[at]) {
			continue
		}
		if first < 0 {
			first = at
		}
		if l.noPlain { // not looked for again, from each of a million pictures
			break
		}
		if l.plainEnd(at) {
			l.i = at
			return nil
		}
	}
	l.noPlain = true
	if first < 0 {
		l.i = len(l.b)
		return errPicture
	}
	l.i = first
	return nil
}

// plainEnd reports whether the EI before at is an end beyond doubt.
func (l *lexer) plainEnd(at int) bool {
	if !isBlank(l.b[at-3]) || at < len(l.b) && !isBlank(l.b[at]) {
		return false
	}
	const ahead = 12 // what follows the picture is text
	for _, c := range l.b[at:min(at+ahead, len(l.b))] {
		if (!isBlank(c) || c == 0) && (c < ' ' || c >= 0x7f) {
			return false
		}
	}
	return true
}
