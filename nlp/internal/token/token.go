// Package token cuts English text into sentences and words in the manner of the
// Universal Dependencies treebanks EWT and GUM.
//
// Any bytes are accepted. Spans are half-open, in bytes, not empty, in order, and do not
// overlap; what lies between them is white space. Time is linear in the length
// of the text.
package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is a half-open range of bytes.
type Span struct{ Start, End int }

// Split returns the sentences of text, each as the spans of its tokens.
func Split(text string) [][]Span {
	var z splitter
	z.text = text
	z.run()
	return z.sentences
}

type splitter struct {
	text      string
	tokens    []Span // of the whole text, in order
	breaks    []int  // indices of tokens before which a paragraph starts
	sentences [][]Span
}

func (z *splitter) run() {
	at, newlines := 0, 0
	for at < len(z.text) {
		r, n := utf8.DecodeRuneInString(z.text[at:])
		if unicode.IsSpace(r) {
			if r == '\n' {
				newlines++
			}
			at += n
			continue
		}
		end := at
		for end < len(z.text) {
			r, n := utf8.DecodeRuneInString(z.text[end:])
			if unicode.IsSpace(r) {
				break
			}
			end += n
		}
		if newlines > 1 {
			z.breaks = append(z.breaks, len(z.tokens))
		}
		newlines = 0
		z.chunk(at, end)
		at = end
	}
	z.cut()
}

func (z *splitter) emit(from, to int) {
	if from < to {
		z.tokens = append(z.tokens, Span{from, to})
	}
}

// chunk cuts a run without white space.
func (z *splitter) chunk(from, to int) {
	for from < to {
		r, n := utf8.DecodeRuneInString(z.text[from:to])
		if !isPunct(r) || r == '\'' && to-from > 1 {
			break
		}
		z.emit(from, from+n)
		from += n
	}
	end := to
	for end > from {
		r, n := utf8.DecodeLastRuneInString(z.text[from:end])
		if !isPunct(r) {
			break
		}
		if r == '.' && (strings.Contains(z.text[from:end-1], ".") || abbreviations[strings.ToLower(z.text[from:end])]) {
			break
		}
		end -= n
	}
	z.word(from, end)
	for end < to {
		_, n := utf8.DecodeRuneInString(z.text[end:to])
		z.emit(end, end+n)
		end += n
	}
}

var suffixes = []string{"n't", "n’t", "'s", "’s", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m"}

func (z *splitter) word(from, to int) {
	w := z.text[from:to]
	for _, s := range suffixes {
		if len(w) > len(s) && strings.EqualFold(w[len(w)-len(s):], s) {
			z.emit(from, to-len(s))
			z.emit(to-len(s), to)
			return
		}
	}
	z.emit(from, to)
}

func isPunct(r rune) bool {
	return unicode.IsPunct(r) && r != '%' && r != '&' && r != '@' && r != '#' || r == '$'
}

var abbreviations = map[string]bool{}

func init() {
	for _, a := range strings.Fields("mr. mrs. ms. dr. prof. gen. sen. rep. gov. st. lt. col. sgt. capt. jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. no. vs. inc. ltd. co. corp. etc. jr. sr.") {
		abbreviations[a] = true
	}
}

// cut groups the tokens into sentences.
func (z *splitter) cut() {
	start := 0
	flush := func(end int) {
		if end > start {
			z.sentences = append(z.sentences, z.tokens[start:end:end])
			start = end
		}
	}
	for i := range z.tokens {
		if len(z.breaks) > 0 && z.breaks[0] == i {
			flush(i)
			z.breaks = z.breaks[1:]
		}
		if i == 0 || z.tokens[i-1].End == z.tokens[i].Start {
			continue
		}
		j := i - 1
		for j > start && strings.ContainsAny(z.text[z.tokens[j].Start:z.tokens[j].End], `"”)]'’`) {
			j--
		}
		switch z.text[z.tokens[j].Start:z.tokens[j].End] {
		case ".", "!", "?":
			r, _ := utf8.DecodeRuneInString(z.text[z.tokens[i].Start:])
			if !unicode.IsLower(r) {
				flush(i)
			}
		}
	}
	flush(len(z.tokens))
}
