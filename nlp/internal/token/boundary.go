package token

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Weights of a logistic model of sentence ends, learned from the treebanks by nlp/train: one signed byte
// for each hash of a feature, in sixteenths.
//
//go:embed boundary.bin
var boundaryWeights string

// BoundaryBits is the size of the table of weights, as a power of two.
const BoundaryBits = 15

// WeightScale is the value of a weight of 1 in the table.
const WeightScale = 16

// likely reports whether the model takes the white space before token i, behind a mark that may end a
// sentence, for the end of the one that began with token start.
func (z *splitter) likely(start, i int) bool {
	if len(boundaryWeights) != 1<<BoundaryBits {
		return false
	}
	var buf [maxFeatures]uint32
	sum := 0
	for _, f := range z.features(buf[:0], start, i) {
		sum += int(int8(boundaryWeights[f]))
	}
	return sum > 0
}

// Examples cuts text into tokens and calls f with the features of each place where a sentence may
// end, and whether one does: ends says so of the offset of the end of a token. Features are valid during the call.
func Examples(text string, ends func(offset int) bool, f func(features []uint32, end bool)) {
	z := splitter{text: text}
	z.words()
	start := 0
	var buf [maxFeatures]uint32
	for i := 1; i < len(z.tokens); i++ {
		end := ends(z.tokens[i-1].End)
		if z.gaps[i] != glued && z.gaps[i] != paragraph && z.terminator(start, i) >= 0 {
			f(z.features(buf[:0], start, i), end)
		}
		if end || z.gaps[i] == paragraph {
			start = i
		}
	}
}

const maxFeatures = 24

// class is a coarse kind of token.
func class(form string) byte {
	r, n := utf8.DecodeRuneInString(form)
	switch {
	case unicode.IsLower(r):
		if form[len(form)-1] == '.' {
			return 'a' // an abbreviation
		}
		return 'x'
	case unicode.IsUpper(r):
		if form[len(form)-1] == '.' {
			l := strings.ToLower(form)
			switch {
			case titles[l] || numbered[l]:
				return 'T'
			case len(form) == 2:
				return 'I'
			}
			return 'A'
		}
		if n == len(form) {
			return 'L'
		}
		for _, r := range form[n:] {
			if unicode.IsLower(r) {
				return 'X'
			}
		}
		return 'C'
	case unicode.IsDigit(r):
		return '0'
	case unicode.IsLetter(r):
		return 'l'
	}
	switch form {
	case ".", "?", "!", ",", ";", ":", "-", "\"", "'", "(", ")", "[", "]":
		return form[0]
	case "“", "‘", "``", "«":
		return 'q'
	case "”", "’", "''", "»":
		return 'Q'
	case "–", "—", "--":
		return 'd'
	}
	switch {
	case smileys[form]:
		return 's'
	case strings.Trim(form, ".…") == "":
		return 'e'
	case strings.Trim(form, "!?") == "":
		return '!'
	}
	return 'o'
}

func bucket(n int) byte {
	switch {
	case n < 4:
		return byte(n)
	case n < 6:
		return 4
	case n < 10:
		return 5
	case n < 20:
		return 6
	case n < 40:
		return 7
	}
	return 8
}

// features appends the hashed features of the place before token i.
func (z *splitter) features(out []uint32, start, i int) []uint32 {
	at := func(k int) string {
		if k < start || k >= len(z.tokens) {
			return ""
		}
		return z.form(k)
	}
	p2, p1, n1, n2 := at(i-2), at(i-1), at(i), at(i+1)
	cls := func(s string) byte {
		if s == "" {
			return '#'
		}
		return class(s)
	}
	cp2, cp1, cn1, cn2 := cls(p2), cls(p1), cls(n1), cls(n2)
	term, ct := z.terminator(start, i), byte('#')
	if term >= 0 {
		ct = class(z.form(term))
	}
	length := bucket(i - start)
	rest := 0 // tokens to the end of the paragraph, up to 10
	for rest < 10 && i+rest < len(z.tokens) && (rest == 0 || z.gaps[i+rest] != paragraph) {
		rest++
	}
	open := byte(0) // quotes and brackets that are open, of the last tokens
	for k := max(start, i-60); k < i; k++ {
		switch z.form(k) {
		case "\"":
			open ^= 1
		case "“", "``":
			open |= 1
		case "”", "''":
			open &^= 1
		case "(", "[":
			open |= 2
		case ")", "]":
			open &^= 2
		}
	}
	seed := uint32(2166136261)
	mix := func(h uint32, s string) uint32 {
		if len(s) > 24 {
			s = s[:24]
		}
		for k := 0; k < len(s); k++ {
			c := s[k]
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			h = (h ^ uint32(c)) * 16777619
		}
		return (h ^ 0xff) * 16777619
	}
	add := func(kind byte, a, b string, cs ...byte) {
		h := (seed ^ uint32(kind)) * 16777619
		h = mix(mix(h, a), b)
		for _, c := range cs {
			h = (h ^ uint32(c)) * 16777619
		}
		h ^= h >> 15
		h *= 0x2c1b3c6d
		h ^= h >> 12
		out = append(out, h&(1<<BoundaryBits-1))
	}
	add(1, "", "")
	add(2, "", "", cp1, cn1)
	add(3, "", "", cp2, cp1, cn1)
	add(4, "", "", cp1, cn1, cn2)
	add(5, p1, "", cn1)
	add(6, "", n1, cp1)
	add(7, p1, n1)
	add(8, p2, p1)
	add(9, n1, n2)
	add(10, "", "", cp1, cn1, length)
	add(11, "", "", cp1, cn1, byte(rest))
	add(12, "", "", ct, cn1, open)
	add(13, "", n1, ct, cp1)
	add(14, at(start), "", cp1, cn1)
	add(15, p2, "", cp1, cn1)
	add(16, "", n2, cp1, cn1)
	add(17, p1, "")
	add(18, "", n1)
	add(19, "", "", length, byte(rest), cp1)
	return out
}
