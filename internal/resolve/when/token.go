package when

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word, a number or a mark of the text.
type token struct {
	start, end int
	low        string // lower case; of a mark, the mark, with every dash as "-" and every apostrophe as "'"
	lexeme            // what the word list knows of it; cls is cNum for a number
	val        int    // of a number without a fraction
	digits     uint8  // of a number, its digits; 0 where it has a fraction, a separator or too many digits
	capital    bool   // the first letter is one
	allCaps    bool   // every letter is one, and there are several
	gap        bool   // white space stands before it
	para       bool   // a blank line stands before it, or it is the first
	sentence   bool   // it may begin a sentence
	ord        bool   // 21st
	plural     bool   // 1970s
	frac       bool   // 2.5
	sep        bool   // 2,500
}

// tokenize adds the tokens of text to ts.
func tokenize(ts []token, text string) []token {
	ts = slices.Grow(ts, len(text)/5+8)
	gap, newlines, start := true, 2, true
	for i := 0; i < len(text); {
		c := text[i]
		if c == ' ' || c == '\t' || c == '\r' || c == '\n' {
			gap = true
			if c == '\n' {
				newlines++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == 0xA0 || r == 0x2009 || r == 0x202F || r == 0xFEFF || r == 0x200B {
			gap = true
			i += size
			continue
		}
		t := token{start: i, gap: gap, para: newlines > 1, sentence: start || newlines > 0}
		switch {
		case (c == 'h' || c == 'w') && (strings.HasPrefix(text[i:], "http://") || strings.HasPrefix(text[i:], "https://") || strings.HasPrefix(text[i:], "www.")):
			for i < len(text) && text[i] > ' ' {
				i++
			}
			t.low = "://"
		case c >= '0' && c <= '9':
			i = t.number(text, i)
		case unicode.IsLetter(r):
			i = t.word(text, i)
		default:
			i += size
			t.low = mark(text[t.start:i], r)
		}
		t.end = i
		start = t.low == "." || t.low == "?" || t.low == "!" || start && (t.low == "\"" || t.low == "(" || t.low == "*" || t.low == "'")
		ts = append(ts, t)
		gap, newlines = false, 0
	}
	return ts
}

func mark(s string, r rune) string {
	switch r {
	case '–', '—', '‐', '‑', '‒', '−', '-':
		return "-"
	case '’', '‘', '\'', '`', '´':
		return "'"
	case '“', '”', '"', '«', '»':
		return "\""
	}
	return s
}

func (t *token) number(text string, i int) int {
	t.cls = cNum
	val, digits := 0, 0
	isDigit := func(k int) bool { return k >= 0 && k < len(text) && text[k] >= '0' && text[k] <= '9' }
	for ; isDigit(i); i++ {
		if digits < 12 {
			val = val*10 + int(text[i]-'0')
		}
		digits++
	}
	// Groups of three: 2,500.
	for i+3 < len(text) && text[i] == ',' && isDigit(i+1) && isDigit(i+2) && isDigit(i+3) && !isDigit(i+4) && (digits <= 3 || t.sep) {
		if digits < 12 {
			val = val*1000 + int(text[i+1]-'0')*100 + int(text[i+2]-'0')*10 + int(text[i+3]-'0')
		}
		digits += 3
		t.sep = true
		i += 4
	}
	if i < len(text) && text[i] == '.' && isDigit(i+1) {
		j := i + 1
		for isDigit(j) {
			j++
		}
		// 7.9.2022 is three numbers.
		dotted := j < len(text) && text[j] == '.' && isDigit(j+1) || t.start > 1 && text[t.start-1] == '.' && isDigit(t.start-2)
		if !dotted {
			i, t.frac = j, true
		}
	}
	if digits < 12 {
		t.val = val
		if !t.frac && !t.sep {
			t.digits = uint8(digits)
		}
	}
	rest := text[i:min(i+4, len(text))]
	ends := func(n int) bool {
		r, _ := utf8.DecodeRuneInString(rest[n:])
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}
	if len(rest) >= 2 && ends(2) {
		switch strings.ToLower(rest[:2]) {
		case "st", "nd", "rd", "th":
			if t.digits > 0 {
				t.ord = true
				i += 2
			}
		}
	}
	if t.digits == 2 || t.digits == 4 {
		if len(rest) >= 1 && rest[0] == 's' && ends(1) {
			t.plural = true
			i++
		}
	}
	t.low = text[t.start:i]
	return i
}

func (t *token) word(text string, i int) int {
	r, size := utf8.DecodeRuneInString(text[i:])
	t.capital = unicode.IsUpper(r)
	// Initials and abbreviations with points inside: U.S., a.m.
	if i+1 < len(text) && text[i+size:] != "" && text[i+size] == '.' {
		j, n := i, 0
		for j < len(text) {
			r, sz := utf8.DecodeRuneInString(text[j:])
			if !unicode.IsLetter(r) || j+sz >= len(text) || text[j+sz] != '.' {
				break
			}
			j += sz + 1
			n++
		}
		if n > 1 {
			// "p.m" without its last point
			if r, sz := utf8.DecodeRuneInString(text[j:]); unicode.IsLetter(r) {
				if r2, _ := utf8.DecodeRuneInString(text[j+sz:]); !unicode.IsLetter(r2) {
					j += sz
				}
			}
			t.low = strings.ToLower(text[i:j])
			t.lexeme = words[t.low]
			return j
		}
		if n == 1 && (strings.HasPrefix(text[j:], "m") || strings.HasPrefix(text[j:], "M")) { // a.m
			if r2, _ := utf8.DecodeRuneInString(text[j+1:]); !unicode.IsLetter(r2) && (text[i]|0x20 == 'a' || text[i]|0x20 == 'p') {
				t.low = strings.ToLower(text[i : j+1])
				t.lexeme = words[t.low]
				return j + 1
			}
		}
	}
	j, upper, letters := i, 0, 0
	for j < len(text) {
		if c := text[j]; 'a' <= c|0x20 && c|0x20 <= 'z' {
			letters++
			if c < 'a' {
				upper++
			}
			j++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[j:])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			// o'clock
			if (r == '\'' || r == '’') && j == i+1 && (text[i] == 'o' || text[i] == 'O') {
				if r2, _ := utf8.DecodeRuneInString(text[j+size:]); unicode.IsLetter(r2) {
					j += size
					continue
				}
			}
			break
		}
		letters++
		if unicode.IsUpper(r) {
			upper++
		}
		j += size
	}
	t.allCaps = letters > 1 && upper == letters
	t.low = text[i:j]
	if upper > 0 {
		t.low = strings.ToLower(t.low)
	}
	if letters <= 14 {
		t.lexeme = words[t.low]
	}
	return j
}
