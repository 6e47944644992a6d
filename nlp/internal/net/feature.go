package net

import (
	"unicode"
	"unicode/utf8"
)

// GramWeight is the weight of the mean of a word's n-grams beside its other features.
const GramWeight = 2

// maxRunes bounds what is read of a word: of a longer one, the first and
// the last maxRunes/2 runes.
const maxRunes = 48

// Features are the hashes that stand for a word. The zero value is ready for Extract.
type Features struct {
	Word  uint64   // of the word in lower case, digits as 0
	Affix []uint64 // of prefixes, suffixes and the shape
	Grams []uint64 // of the runs of 3 to 5 runes; never empty

	runes []rune
	text  []byte // "<word>" normalised
	at    []int  // offset in text of each rune, and the end
	shape []byte
}

// hash is FNV-1a with a final mix; kind keeps features of different kinds apart.
func hash[T string | []byte](kind byte, s T) uint64 {
	h := uint64(14695981039346656037) ^ uint64(kind)*0x9E3779B97F4A7C15
	for i := 0; i < len(s); i++ {
		h ^= uint64(s[i])
		h *= 1099511628211
	}
	h ^= h >> 29
	h *= 0xff51afd7ed558ccd
	h ^= h >> 32
	return h
}

// FormHash is a hash of a form, the same for forms that are Alike.
func FormHash(form string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(form); i++ {
		h = (h ^ uint64(sameDigit(form[i]))) * 1099511628211
	}
	h ^= h >> 29
	h *= 0xff51afd7ed558ccd
	return h ^ h>>32
}

// Alike reports whether two forms differ in their digits at most: then all their features are the same.
func Alike(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i < len(a); i++ {
		if sameDigit(a[i]) != sameDigit(b[i]) {
			return false
		}
	}
	return true
}

// AppendAlike appends a form with all digits made one: the same for forms that are Alike.
func AppendAlike(out []byte, form string) []byte {
	for i := 0; i < len(form); i++ {
		out = append(out, sameDigit(form[i]))
	}
	return out
}

// sameDigit makes all digits one.
func sameDigit(c byte) byte {
	if c-'0' < 10 {
		return '0'
	}
	return c
}

// The kinds of features.
const (
	kindWord = iota
	kindPrefix1
	kindPrefix3
	kindSuffix2
	kindSuffix3
	kindSuffix4
	kindShape
	kindGram
)

// Extract computes the features of a word form.
func (f *Features) Extract(form string) {
	f.runes, f.text, f.at, f.shape = f.runes[:0], append(f.text[:0], '<'), append(f.at[:0], 0, 1), f.shape[:0]
	f.Affix, f.Grams = f.Affix[:0], f.Grams[:0]
	for _, r := range form {
		if len(f.runes) == maxRunes {
			copy(f.runes[maxRunes/2:], f.runes[maxRunes/2+1:])
			f.runes = f.runes[:maxRunes-1]
		}
		f.runes = append(f.runes, r)
	}
	var last, last2 rune
	for _, r := range f.runes {
		k := r
		switch {
		case unicode.IsUpper(r):
			k = 'X'
		case unicode.IsLower(r):
			k = 'x'
		case unicode.IsDigit(r):
			k = '0'
		case unicode.IsLetter(r):
			k = 'l'
		}
		if k != last || k != last2 { // runs longer than two count as two
			f.shape = utf8.AppendRune(f.shape, k)
			last2, last = last, k
		}
		if unicode.IsDigit(r) {
			r = '0'
		} else {
			r = unicode.ToLower(r)
		}
		f.text = utf8.AppendRune(f.text, r)
		f.at = append(f.at, len(f.text))
	}
	f.text = append(f.text, '>')
	f.at = append(f.at, len(f.text))

	n := len(f.runes)
	word := f.text[1 : len(f.text)-1]
	f.Word = hash(kindWord, word)
	part := func(kind byte, from, to int) { // runes of the word, whole where it is too short
		if from < 0 || to > n {
			f.Affix = append(f.Affix, hash(kind, word))
			return
		}
		f.Affix = append(f.Affix, hash(kind, f.text[f.at[from+1]:f.at[to+1]]))
	}
	part(kindPrefix1, 0, 1)
	part(kindPrefix3, 0, 3)
	part(kindSuffix2, n-2, n)
	part(kindSuffix3, n-3, n)
	part(kindSuffix4, n-4, n)
	f.Affix = append(f.Affix, hash(kindShape, f.shape))
	for k := 3; k <= 5; k++ {
		for i := 0; i+k < len(f.at); i++ {
			f.Grams = append(f.Grams, hash(kindGram, f.text[f.at[i]:f.at[i+k]]))
		}
	}
	if len(f.Grams) == 0 {
		f.Grams = append(f.Grams, hash(kindGram, f.text))
	}
}
