// Package token cuts English text into sentences and words in the manner of the
// Universal Dependencies treebanks EWT and GUM: contractions, possessives and
// hyphenated words are several words, abbreviations keep their full stop.
//
// Any bytes are accepted. Spans are half-open, in bytes, not empty, in order, and do not
// overlap; what lies between them is white space. Time is linear in the length
// of the text.
package token

import (
	"unicode"
	"unicode/utf8"
)

// Span is a half-open range of bytes.
type Span struct{ Start, End int }

// Split returns the sentences of text, each as the spans of its words.
func Split(text string) [][]Span {
	z := splitter{text: text}
	if hasWeights() {
		z.common = boundaryWeights[1<<BoundaryBits:]
	}
	z.words()
	return z.sentences()
}

// gap says what white space stands before a token.
type gap uint8

const (
	glued     gap = iota // none
	space                // within a line
	newline              // one line end
	paragraph            // a blank line
)

type splitter struct {
	text   string
	tokens []Span
	gaps   []gap // before each token
	looks  []look
	common string // the set of words that are common in lower case
}

// words cuts the text into tokens.
func (z *splitter) words() {
	z.tokens = make([]Span, 0, len(z.text)/5+1)
	z.gaps = make([]gap, 0, cap(z.tokens))
	before := glued
	for at := 0; at < len(z.text); {
		r, n := z.rune(at)
		if isSpace(r) {
			switch {
			case r != '\n' && r != '\u2029' && r != '\v' && r != '\f':
				before = max(before, space)
			case r == '\u2029' || before >= newline:
				before = paragraph
			default:
				before = newline
			}
			at += n
			continue
		}
		end := at
		for end < len(z.text) {
			r, n := z.rune(end)
			if isSpace(r) {
				break
			}
			end += n
		}
		first := len(z.tokens)
		z.chunk(at, end)
		z.gaps[first] = before
		before, at = glued, end
	}
}

func (z *splitter) rune(at int) (rune, int) {
	if c := z.text[at]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(z.text[at:])
}

func (z *splitter) emit(from, to int) {
	if from < to {
		z.tokens = append(z.tokens, Span{from, to})
		z.gaps = append(z.gaps, glued)
	}
}

func (z *splitter) form(i int) string { return z.text[z.tokens[i].Start:z.tokens[i].End] }

// isSpace also holds for the characters that only look empty.
func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}
