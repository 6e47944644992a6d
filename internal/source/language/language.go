// Package language tells the language of a text by its script and its most frequent words.
//
// It knows the languages in which much is written about the relations between states. It says nothing where it is not
// sure: of short texts, lists of names and tables.
package language

import (
	_ "embed"
	"strings"
	"unicode"
)

//go:embed words.tsv
var wordsTSV string

// frequent gives, for a word, the languages in which it is among the most frequent ones, as a bit set over codes.
var frequent, codes = func() (map[string]uint32, []string) {
	m := map[string]uint32{}
	var codes []string
	for _, l := range strings.Split(wordsTSV, "\n") {
		code, words, ok := strings.Cut(l, "\t")
		if !ok || strings.HasPrefix(l, "#") {
			continue
		}
		for _, w := range strings.Fields(words) {
			m[w] |= 1 << len(codes)
		}
		codes = append(codes, code)
	}
	return m, codes
}()

// scripts that one language or few use. The code is the language most written in it, where that is all that matters: not English.
var scripts = []struct {
	code  string
	table *unicode.RangeTable
}{
	{"ru", unicode.Cyrillic}, {"ar", unicode.Arabic}, {"zh", unicode.Han}, {"ja", unicode.Hiragana}, {"ja", unicode.Katakana}, {"ko", unicode.Hangul}, {"el", unicode.Greek},
	{"he", unicode.Hebrew}, {"hi", unicode.Devanagari}, {"th", unicode.Thai}, {"ka", unicode.Georgian}, {"hy", unicode.Armenian}, {"bn", unicode.Bengali}, {"ta", unicode.Tamil}, {"am", unicode.Ethiopic},
}

const (
	fewest  = 20 // words below which nothing is said
	most    = 4000
	share   = 8 // percent of the words that must be frequent ones
	leading = 2 // times as many as in English
)

// Detect returns the ISO 639-1 code of a text's language, or "".
func Detect(text string) string {
	words, letters := 0, 0
	hits := make([]int, len(codes))
	script := make([]int, len(scripts))
	for i := 0; i < len(text) && words < most; {
		j := i
		for j < len(text) && text[j] > ' ' {
			j++
		}
		w := text[i:j]
		i = j + 1
		if w == "" {
			continue
		}
		for _, r := range w {
			if !unicode.IsLetter(r) {
				continue
			}
			letters++
			if r < 0x370 {
				continue
			}
			for k := range scripts {
				if unicode.Is(scripts[k].table, r) {
					script[k]++
					break
				}
			}
		}
		if w = strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })); w == "" {
			continue
		}
		words++
		for k, set := 0, frequent[w]; set != 0; k, set = k+1, set>>1 {
			if set&1 != 0 {
				hits[k]++
			}
		}
	}
	for k, n := range script {
		if letters >= fewest && n*2 > letters {
			return scripts[k].code
		}
	}
	if words < fewest {
		return ""
	}
	best := 0
	for k := range hits {
		if hits[k] > hits[best] {
			best = k
		}
	}
	english := hits[0]
	switch {
	case hits[best]*100 < share*words:
		return ""
	case best != 0 && hits[best] < leading*english:
		return ""
	}
	return codes[best]
}
