package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentences groups the tokens.
func (z *splitter) sentences() [][]Span {
	if len(z.tokens) == 0 {
		return nil
	}
	z.look()
	var out [][]Span
	var s sofar
	s.add(z, 0)
	for i := 1; i < len(z.tokens); i++ {
		if z.ends(&s, i) {
			out = append(out, z.tokens[s.start:i:i])
			s = s.next(i)
		}
		s.add(z, i)
	}
	return append(out, z.tokens[s.start:len(z.tokens):len(z.tokens)])
}

// ends reports whether the sentence s ends before token i.
func (z *splitter) ends(s *sofar, i int) bool {
	switch z.gaps[i] {
	case paragraph:
		return true
	case newline:
		if z.lineEnds(s.start, i) {
			return true
		}
	}
	return z.candidate(s, i) && !never[strings.ToLower(z.form(i-1))] && z.likely(s, i)
}

// terminator returns the token that may end the sentence before token i, closing quotes,
// brackets and note numbers after it left out, or -1.
func (z *splitter) terminator(start, i int) int {
	for j, n := i-1, 0; j >= start && n < 8; j, n = j-1, n+1 {
		f := z.form(j)
		switch f {
		case "\"", "”", "''", "'", "’", ")", "]", "»", "}":
			continue
		}
		if allDigits(f) && j > start && z.form(j-1) == "[" || f == "[" && j+1 < i && allDigits(z.form(j+1)) {
			continue
		}
		switch f[len(f)-1] {
		case '.', '!', '?':
			return j
		}
		if f == "…" || smileys[f] {
			return j
		}
		return -1
	}
	return -1
}

// lineEnds reports whether the end of the line before token i ends a sentence: the next
// line is an item of a list, or this one is short and not broken off.
func (z *splitter) lineEnds(start, i int) bool {
	switch z.form(i) {
	case "-", "*", "•", "–", "·", "‣", "◦":
		return true
	}
	from, to := z.tokens[start].Start, z.tokens[i-1].End
	if nl := strings.LastIndexByte(z.text[from:to], '\n'); nl >= 0 {
		from += nl + 1
	}
	const short = 60
	last := z.form(i - 1)
	r, _ := utf8.DecodeRuneInString(z.form(i))
	return to-from < short && !unicode.IsLower(r) && last != "," && last != "and" && last != "the" && last != "of"
}
