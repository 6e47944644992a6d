package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word, a number or a mark.
type token struct {
	start, end int
	low        string
	value      float64
	word       bool
	digit      bool
	grouped    bool // 2,500
	fraction   bool // 2.5
	suffix     bool // 21st, 1970s
	yearLike   bool // four digits from 1500 to 2099
	capital    bool
	gap        bool // white space before it
	thin       bool // one space or less before it
	para       bool // a blank line before it, or the first
	sentence   bool // may begin a sentence
}

func tokenize(text string) []token {
	ts := make([]token, 0, len(text)/4+8)
	spaces, newlines, start := 1, 2, true
	for i := 0; i < len(text); {
		c := text[i]
		r, size := utf8.DecodeRuneInString(text[i:])
		if c == ' ' || c == '\t' || c == '\n' || c == '\r' || r == 0xA0 || r == 0x2009 || r == 0x202F || r == 0x200B || r == 0xFEFF {
			spaces++
			if c == '\n' {
				newlines++
				spaces++
			}
			i += size
			continue
		}
		t := token{start: i, gap: spaces > 0, thin: spaces <= 1, para: newlines > 1, sentence: start || newlines > 0}
		isDigit := func(k int) bool { return k < len(text) && text[k] >= '0' && text[k] <= '9' }
		switch {
		case (c == 'h' || c == 'w') && (strings.HasPrefix(text[i:], "http://") || strings.HasPrefix(text[i:], "https://") || strings.HasPrefix(text[i:], "www.")):
			for i < len(text) && text[i] > ' ' {
				i++
			}
			t.low = "://"
		case isDigit(i):
			t.digit = true
			for isDigit(i) {
				i++
			}
			for i-t.start <= 3 || t.grouped {
				if i >= len(text) || text[i] != ',' || !isDigit(i+1) || !isDigit(i+2) || !isDigit(i+3) || isDigit(i+4) {
					break
				}
				t.grouped = true
				i += 4
			}
			if i+1 < len(text) && text[i] == '.' && isDigit(i+1) {
				j := i + 1
				for isDigit(j) {
					j++
				}
				if !(j+1 < len(text) && text[j] == '.' && isDigit(j+1)) {
					i, t.fraction = j, true
				}
			}
			if i-t.start > 24 {
				t.suffix = true // a serial number
			} else {
				t.value = parseNumber(text[t.start:i])
			}
			t.yearLike = !t.grouped && !t.fraction && i-t.start == 4 && t.value >= 1500 && t.value < 2100
			for _, s := range [...]string{"st", "nd", "rd", "th", "s"} {
				if strings.HasPrefix(text[i:], s) {
					if r, _ := utf8.DecodeRuneInString(text[i+len(s):]); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
						t.suffix = true
						i += len(s)
						break
					}
				}
			}
			t.low = text[t.start:i]
		case unicode.IsLetter(r):
			t.word, t.capital = true, unicode.IsUpper(r)
			for i < len(text) {
				r, size := utf8.DecodeRuneInString(text[i:])
				if unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) || r == '²' || r == '³' {
					i += size
					continue
				}
				// U.S, p.m
				if r == '.' && i+1 < len(text) && i-t.start <= 3 {
					if n, sz := utf8.DecodeRuneInString(text[i+1:]); unicode.IsLetter(n) && (i == t.start+1 || strings.Contains(text[t.start:i], ".")) {
						i += 1 + sz
						continue
					}
				}
				break
			}
			t.low = strings.ToLower(text[t.start:i])
		default:
			i += size
			switch r {
			case '–', '—', '‐', '‑', '‒', '−':
				t.low = "-"
			case '’', '‘':
				t.low = "'"
			default:
				t.low = text[t.start:i]
			}
		}
		t.end = i
		start = t.low == "." || t.low == "?" || t.low == "!" || start && (t.low == "\"" || t.low == "“" || t.low == "(" || t.low == "•")
		ts = append(ts, t)
		spaces, newlines = 0, 0
	}
	return ts
}
