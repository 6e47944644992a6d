package when

import (
	"strings"

	"chancery/internal/edtf"
)

// Order is whether a text puts the day or the month first in dates of numbers alone, as far as its other dates tell: 14/03/1980 puts the
// day first. The zero Order knows nothing, and one that has seen both knows no more.
type Order uint8

const (
	dayFirst Order = 1 << iota
	monthFirst
)

// Learn returns o with what the dates of text tell.
func (o Order) Learn(text string) Order {
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			continue
		}
		a, b, end := numbers(text, i)
		if end == i { // no date: the next number
			for ; i < len(text) && text[i] >= '0' && text[i] <= '9'; i++ {
			}
			continue
		}
		if i = end; a > 12 && a <= 31 && b >= 1 && b <= 12 {
			o |= dayFirst
		} else if b > 12 && b <= 31 && a >= 1 && a <= 12 {
			o |= monthFirst
		}
	}
	return o
}

// numbers reads the first two numbers of a date that ends with its year, as scanner.numeric does; end is i where there is none at i.
func numbers(text string, i int) (a, b, end int) {
	if i > 0 && (strings.IndexByte("/-.,", text[i-1]) >= 0 || text[i-1]|0x20 >= 'a' && text[i-1]|0x20 <= 'z') {
		return 0, 0, i
	}
	a, n := leadingInt(text[i:])
	k := i + n
	if n > 2 || k == len(text) || text[k] != '/' && text[k] != '-' && text[k] != '.' {
		return 0, 0, i
	}
	mark := text[k]
	b, n = leadingInt(text[k+1:])
	if k += 1 + n; n == 0 || n > 2 || k == len(text) || text[k] != mark {
		return 0, 0, i
	}
	_, n = leadingInt(text[k+1:])
	if k += 1 + n; n != 4 && (n != 2 || mark != '/') || k+1 < len(text) && (text[k] == '/' || text[k] == '-') && text[k+1] >= '0' && text[k+1] <= '9' {
		return 0, 0, i
	}
	return a, b, k
}

func leadingInt(s string) (n, length int) {
	for length < len(s) && length < 5 && s[length] >= '0' && s[length] <= '9' {
		n = n*10 + int(s[length]-'0')
		length++
	}
	return n, length
}

// guess settles a date that can be read two ways for those who must have one: as the one nearer to doc on the past side, else the day first, which is how it was read.
func (e Expression) guess(doc edtf.Date) Expression {
	d, err := edtf.Parse(e.Value)
	if e.Ref != Absolute || err != nil {
		return e
	}
	a, b, ok := d.Choice()
	if !ok {
		return e
	}
	first, _ := leadingInt(e.Text)
	chosen := a
	if _, _, day := a.Fields(); day != first {
		chosen = b
	}
	if !doc.IsUnknown() {
		_, today := doc.Bounds()
		lo, _ := a.Bounds()
		hi, _ := b.Bounds()
		switch {
		case hi <= today:
			chosen = b
		case lo <= today:
			chosen = a
		}
	}
	e.Value = chosen.String()
	return e
}
