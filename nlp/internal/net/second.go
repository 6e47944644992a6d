package net

import (
	"encoding/binary"
	"errors"
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// A second tagger is asked where the network is not sure of a UPOS: a linear model of the forms around a word and of its place in
// the tree, which errs in other places than the network does.

// SecondBlock is the name of the second tagger's block: a row for each hash of a feature, with a signed byte for each UPOS, in steps of 1/SecondSteps.
const SecondBlock = "TAG2"

// SecondSteps is the value of a weight of 1 in the block.
const SecondSteps = 32

// looks are what the second tagger sees of the forms of a sequence.
type looks struct {
	text []byte // the forms in lower case, digits as 0
	all  []look
}

type look struct {
	at, end int // in text
	word    uint32
	cased   uint32
}

// How a form is written.
const (
	casedLower = iota
	casedUpper
	casedFirst = 2 // added at the first word
	casedAll   = 4 // added where all is in capitals
	casedDigit = 8
	casedOther = 9
	casedNone  = 10 // beyond the sequence
)

// take looks at the forms of a sequence.
func (l *looks) take(forms func(i int) string, count int) {
	l.text, l.all = l.text[:0], l.all[:0]
	for i := range count {
		form := forms(i)
		c := look{at: len(l.text)}
		capitals, letters := 0, 0
		for k, r := range form {
			lower := r
			switch {
			case unicode.IsDigit(r):
				lower = '0'
			case unicode.IsUpper(r):
				capitals++
				lower = unicode.ToLower(r)
			}
			if k == 0 {
				switch {
				case unicode.IsUpper(r):
					c.cased = casedUpper
				case unicode.IsDigit(r):
					c.cased = casedDigit
				case !unicode.IsLower(r):
					c.cased = casedOther
				}
			}
			letters++
			l.text = utf8.AppendRune(l.text, lower)
		}
		if c.cased == casedUpper {
			if i == 0 {
				c.cased += casedFirst
			}
			if letters > 1 && capitals == letters {
				c.cased += casedAll
			}
		}
		c.end = len(l.text)
		c.word = part(l.text[c.at:c.end])
		l.all = append(l.all, c)
	}
}

// part is a hash of letters.
func part(text []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range text {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

var (
	nothing = look{cased: casedNone}
	top     = look{cased: casedNone, word: 1}
)

func (l *looks) at(i int) *look {
	if i < 0 || i >= len(l.all) {
		return &nothing
	}
	return &l.all[i]
}

// suffix is a hash of the last n bytes.
func (l *looks) suffix(c *look, n int) uint32 { return part(l.text[max(c.at, c.end-n):c.end]) }

// prefix is a hash of the first n bytes.
func (l *looks) prefix(c *look, n int) uint32 { return part(l.text[c.at:min(c.at+n, c.end)]) }

// SecondFeatures gives the features of each word of a sequence with its tree in turn, hashes of 32 bits. They are valid during the call.
func SecondFeatures(forms func(i int) string, words []Word, f func(i int, features []uint32)) {
	var l looks
	var out []uint32
	l.take(forms, len(words))
	for i := range words {
		out = l.features(out[:0], words, i)
		f(i, out)
	}
}

// features appends the features of word i.
func (l *looks) features(out []uint32, words []Word, i int) []uint32 {
	p2, p1, w, n1, n2 := l.at(i-2), l.at(i-1), l.at(i), l.at(i+1), l.at(i+2)
	number := uint32(0)
	add := func(a, b uint32) {
		number++
		h := (number*0x9E3779B9 ^ a) * 0x85ebca6b
		h ^= h >> 13
		h = (h ^ b) * 0xc2b2ae35
		h ^= h >> 15
		h *= 0x2c1b3c6d
		out = append(out, h^h>>12)
	}
	add(0, 0)
	add(w.word, 0)
	add(w.word, w.cased)
	add(w.cased, 0)
	last := l.suffix(w, 3)
	for n := 1; n <= 4; n++ {
		add(l.suffix(w, n), uint32(n))
	}
	add(last, w.cased)
	add(l.prefix(w, 3), w.cased)
	add(p1.word, 0)
	add(n1.word, 0)
	add(p2.word, 0)
	add(n2.word, 0)
	add(p1.word, w.word)
	add(w.word, n1.word)
	add(p1.word, n1.word)
	add(p2.word, p1.word)
	add(n1.word, n2.word)
	around := p1.cased<<8 | w.cased<<4 | n1.cased
	add(around, 0)
	add(around, p2.cased<<4|n2.cased)
	add(l.suffix(p1, 3), w.cased)
	add(l.suffix(n1, 3), w.cased)
	add(l.suffix(p1, 2), last)
	add(l.suffix(n1, 2), last)

	rel, head, way := uint32(words[i].Rel), &top, uint32(0)
	if h := int(words[i].Head); h >= 0 {
		head, way = l.at(h), 1
		if h > i {
			way = 2
		}
		if h == i+1 || h == i-1 {
			way += 2
		}
	}
	add(rel, w.cased)
	add(rel, w.word)
	add(rel<<4|w.cased, last)
	add(rel, head.word)
	add(rel, head.cased<<8|w.cased<<4|way)
	add(w.word, head.word)
	add(rel, w.cased<<4|way)
	add(rel, p1.word)
	add(rel, n1.word)
	children := uint32(0)
	suffix := l.suffix(w, 2)
	for k := range words {
		if int(words[k].Head) == i {
			children++
			if children <= maxChildren {
				add(uint32(words[k].Rel), w.cased)
				add(uint32(words[k].Rel), suffix)
				number -= 2
			}
		}
	}
	number += 2
	add(min(children, 4), rel)
	return out
}

// maxChildren is how many dependents of a word the second tagger sees.
const maxChildren = 16

// secondTagger is the model of a file.
type secondTagger struct {
	weights []byte
	shift   int // of a hash, to the number of a row
}

// newSecond reads the block; nil where there is none.
func newSecond(block []byte, tags int) (*secondTagger, error) {
	if block == nil {
		return nil, nil
	}
	rows := len(block) / tags
	if len(block) != rows*tags || bits.OnesCount(uint(rows)) != 1 || rows > 1<<24 {
		return nil, errors.New("model file: the second tagger has the wrong size")
	}
	return &secondTagger{block, 32 - bits.Len(uint(rows)-1)}, nil
}

// scores sets sums to the scores of each UPOS, in steps.
func (s *secondTagger) scores(sums []int32, features []uint32) {
	clear(sums)
	first := 0
	if len(sums) >= 16 && len(features) <= maxSummed {
		first = 16
		s.sum16(sums, features)
	}
	for _, f := range features {
		row := s.row(f, len(sums))
		for u := first; u < len(row); u++ {
			sums[u] += int32(int8(row[u]))
		}
	}
}

func (s *secondTagger) row(feature uint32, tags int) []byte {
	return s.weights[int(feature>>s.shift)*tags:][:tags]
}

// maxSummed is how many bytes 16 bits can sum up.
const maxSummed = 257

// sum16 sets the first 16 sums: four words of 64 bits hold them in 16 bits each, with 128 added to each weight.
func (s *secondTagger) sum16(sums []int32, features []uint32) {
	const plus, even = 0x8080808080808080, 0x00ff00ff00ff00ff
	var words [4]uint64 // tags 0, 2, 4, 6; 1, 3, 5, 7; 8, 10 ...; 9, 11 ...
	for _, f := range features {
		row := s.row(f, len(sums))
		a, b := binary.LittleEndian.Uint64(row)^plus, binary.LittleEndian.Uint64(row[8:])^plus
		words[0] += a & even
		words[1] += a >> 8 & even
		words[2] += b & even
		words[3] += b >> 8 & even
	}
	for u := range 16 {
		sums[u] = int32(words[u/8*2+u%2]>>(u%8/2*16)&0xffff) - 128*int32(len(features))
	}
}
