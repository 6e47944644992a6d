package token

import (
	_ "embed"
	"strings"
)

// Weights of a logistic model of sentence ends, learned from the treebanks by nlp/train: one signed byte
// for each hash of a feature, in sixteenths. Behind them stands the set of common words.
//
//go:embed boundary.bin
var boundaryWeights string

// BoundaryBits is the size of the table of weights, as a power of two.
const BoundaryBits = 20

// WeightScale is the value of a weight of 1 in the table.
const WeightScale = 16

// CommonBits is the size, as a power of two, of the set of words that are common in lower case. It has a bit for each of three hashes of a word and what kind of word it is.
const CommonBits = 18

// CommonPlaces returns the bits in the set of a word that is a function word (an article, a pronoun, a preposition, ...) or another.
func CommonPlaces(form string, function bool) [3]uint32 { return places(wordHash(form), function) }

func places(h uint32, function bool) [3]uint32 {
	if function {
		h ^= 0x5bd1e995
	}
	h ^= h >> 15
	return [3]uint32{h * 0x85ebca6b >> (32 - CommonBits), h * 0xc2b2ae35 >> (32 - CommonBits), h * 0x9e3779b1 >> (32 - CommonBits)}
}

// isCommon reports whether a word is common in lower case.
func (z *splitter) isCommon(h uint32, function bool) bool {
	if len(z.common) != 1<<CommonBits/8 {
		return false
	}
	for _, p := range places(h, function) {
		if z.common[p>>3]>>(p&7)&1 == 0 {
			return false
		}
	}
	return true
}

// look is what the model sees of a token.
type look struct {
	kind
	word uint32 // hash of the form in lower case, digits as 0
	stop uint8  // tokens from here to the next mark that may end a sentence, up to 40; 40 where the paragraph has none
	rest uint8  // tokens from here to the end of the paragraph, up to 40
}

const farAway = 40

// look computes what the model sees of each token.
func (z *splitter) look() {
	z.looks = make([]look, len(z.tokens))
	stop, rest := farAway, 0
	for i := len(z.tokens) - 1; i >= 0; i-- {
		form := z.form(i)
		l := look{kind: kindOf(form), word: wordHash(form)}
		if l.kind == kindNoon && form[len(form)-1] == 'M' && (i == 0 || !digit(z.form(i - 1)[0]) || len(z.form(i-1)) == len("1999")) { // "PM Tamm", no time of the day
			l.kind = kindCapital
		}
		switch l.kind {
		case '"':
			l.kind = z.quoteKind(i)
		case kindCapital:
			switch {
			case z.isCommon(l.word, true):
				l.kind = kindOpener
			case z.isCommon(l.word, false):
				l.kind = kindNoun
			}
		}
		if i+1 < len(z.tokens) && z.gaps[i+1] == paragraph {
			stop, rest = farAway, 0
		}
		stop, rest = min(stop+1, farAway), min(rest+1, farAway)
		if stops(l.kind) {
			stop = 0
		}
		l.stop, l.rest = uint8(stop), uint8(rest)
		z.looks[i] = l
	}
}

// quoteKind tells whether the straight quote at token i opens or closes, by the white space around it.
func (z *splitter) quoteKind(i int) kind {
	before := i == 0 || z.gaps[i] != glued || strings.Contains("([{-", z.form(i-1))
	after := i+1 == len(z.tokens) || z.gaps[i+1] != glued
	switch {
	case before && !after:
		return kindOpen
	case after && !before:
		return kindClose
	}
	return '"'
}

// wordHash is the hash of a form in lower case, digits as 0.
func wordHash(form string) uint32 {
	h := uint32(2166136261)
	for k := 0; k < len(form) && k < 24; k++ {
		c := form[k]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		} else if digit(c) {
			c = '0'
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// hasWeights is false while the table has yet to be learned.
func hasWeights() bool { return len(boundaryWeights) == 1<<BoundaryBits+1<<CommonBits/8 }

// stops reports whether a mark of this kind ends sentences.
func stops(k kind) bool {
	return k == '.' || k == '?' || k == '!' || k == kindBang || k == kindDots
}

// sofar is the state of a walk over the tokens: the sentence from start on, to the token that was added last.
type sofar struct {
	start int
	last  int    // where the sentence before began
	open  byte   // quotes and brackets that are open
	shape uint32 // hash of the kinds, runs of capitalised words as one; 0 when it is long
	size  int    // kinds in shape
	lower int    // words in lower case
}

const maxShape = 10

// next is the state where a sentence begins at token i.
func (s *sofar) next(i int) sofar { return sofar{start: i, last: s.start} }

// add takes the sentence one token further.
func (s *sofar) add(z *splitter, i int) {
	k := z.looks[i].kind
	if k == kindLower {
		s.lower++
	}
	switch k {
	case '"':
		s.open ^= 1
	case kindOpen:
		s.open |= 1
	case kindClose:
		s.open &^= 1
	case '(', '[':
		s.open |= 2
	case ')', ']':
		s.open &^= 2
	}
	if k == kindCapital && i > s.start && z.looks[i-1].kind == kindCapital {
		return
	}
	if s.size++; s.size > maxShape {
		s.shape = 0
		return
	}
	s.shape = (s.shape ^ uint32(k)) * 16777619
}

// candidate reports whether a sentence may end before token i, by the kinds of the tokens around.
func (z *splitter) candidate(s *sofar, i int) bool {
	p, n := z.looks[i-1].kind, z.looks[i].kind
	switch n {
	case ',', ';', ':', '.', '?', '!', ')', ']', kindClose, kindBang, kindDots:
		return false
	}
	switch z.gaps[i] {
	case paragraph:
		return false
	case glued:
		return stops(p) && (n == kindLower || n == kindCapital || n == kindOpener || n == kindNoun || n == kindCapitals || n == kindLetter || n == kindInteger)
	}
	switch p {
	case ')', ';', ',':
		if n == kindLower {
			return false
		}
	case '-', kindDash, kindOther:
		if s.start == i-1 && bullets[z.form(i-1)] {
			return false
		}
	case kindInitial, kindDotted: // a name goes on
		switch n {
		case kindCapital, kindNoun, kindLetter, kindInitial, kindDotted, kindTitle:
			return false
		case kindOpener:
			if ranks[z.form(i)] && i+1 < len(z.tokens) && startsCapital(z.form(i+1)) {
				return false
			}
		}
	case '(', '[', kindOpen:
		return false
	case kindLower:
		return n != kindLower && n != kindShort
	}
	return true
}

// ranks are words before titles that also open sentences: "the U.S. [Vice] President".
var ranks = words(`Vice Under`)

// startsCapital reports whether form begins with a capital of ASCII.
func startsCapital(form string) bool { return form != "" && form[0] >= 'A' && form[0] <= 'Z' }

// bullets stand before the items of lists.
var bullets = words(`- * • – — · ‣ ◦`)

// likely reports whether the model takes the place before token i for the end of the sentence s.
func (z *splitter) likely(s *sofar, i int) bool {
	if !hasWeights() {
		return false
	}
	var buf [maxFeatures]uint32
	sum := 0
	for _, f := range z.features(buf[:0], s, i) {
		sum += int(int8(boundaryWeights[f]))
	}
	return sum > 0
}

// Examples cuts text into tokens and calls f with the features of each place where a sentence may
// end, and whether one does: ends says so of the offset of the end of a token. Features are valid during the call.
func Examples(text, common string, ends func(offset int) bool, f func(features []uint32, end bool)) {
	z := splitter{text: text, common: common}
	z.words()
	if len(z.tokens) == 0 {
		return
	}
	z.look()
	var buf [maxFeatures]uint32
	var s sofar
	s.add(&z, 0)
	for i := 1; i < len(z.tokens); i++ {
		end := ends(z.tokens[i-1].End)
		if z.candidate(&s, i) {
			f(z.features(buf[:0], &s, i), end)
		}
		if end || z.gaps[i] == paragraph {
			s = s.next(i)
		}
		s.add(&z, i)
	}
}

// bucket is a length, coarsely.
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

const maxFeatures = 72

// features appends the hashed features of the place before token i, behind the sentence s.
func (z *splitter) features(out []uint32, s *sofar, i int) []uint32 {
	none := look{kind: kindNone}
	end := i + int(z.looks[i].rest) // of the paragraph
	at := func(k int) *look {
		if k < s.start || k >= end {
			return &none
		}
		return &z.looks[k]
	}
	p3, p2, p1, n1, n2, n3 := at(i-3), at(i-2), at(i-1), at(i), at(i+1), at(i+2)
	first := at(s.start)
	marked, ct := uint32(0), kindNone
	if t := z.terminator(s.start, i); t >= 0 {
		marked, ct = 1, z.looks[t].kind
	}
	length, rest, stop := bucket(i-s.start), bucket(int(n1.rest)), bucket(int(n1.stop))
	begins := byte(0)
	if s.start == 0 || z.gaps[s.start] == paragraph {
		begins = 1
	}
	around := uint32(p1.kind)<<8 | uint32(n1.kind)
	number := uint32(0)
	add := func(a, b uint32) {
		number++
		h := (number<<1 | marked) * 0x9E3779B9
		h = (h ^ a) * 0x85ebca6b
		h ^= h >> 13
		h = (h ^ b) * 0xc2b2ae35
		h ^= h >> 15
		h *= 0x2c1b3c6d
		h ^= h >> 12
		out = append(out, h&(1<<BoundaryBits-1))
	}
	pack := func(cs ...byte) (x uint32) {
		for _, c := range cs {
			x = x<<8 | uint32(c)
		}
		return x
	}
	add(0, 0)
	add(around, 0)
	add(around, uint32(p2.kind))
	add(around, uint32(n2.kind))
	add(around, pack(p2.kind, n2.kind))
	add(around, pack(p3.kind, p2.kind))
	add(around, pack(n2.kind, n3.kind))
	add(p1.word, uint32(n1.kind))
	add(n1.word, uint32(p1.kind))
	add(p1.word, n1.word)
	add(p2.word, p1.word)
	add(n1.word, n2.word)
	add(around, pack(length))
	add(around, pack(rest))
	add(around, pack(stop))
	add(pack(ct, n1.kind, s.open), 0)
	add(n1.word, pack(ct, p1.kind))
	add(first.word, around)
	add(p2.word, around)
	add(n2.word, around)
	add(p1.word, 0)
	add(n1.word, 0)
	add(pack(length, rest, p1.kind), 0)
	add(pack(length, stop, n1.kind, s.open), 0)
	add(s.shape, uint32(n1.kind))
	add(s.shape, pack(n1.kind, n2.kind, n3.kind))
	add(s.shape, pack(rest, begins))
	add(pack(length, begins), around)
	add(n1.word, pack(stop, length))
	add(p1.word, pack(length))
	add(first.word, pack(n1.kind, length))
	soon := byte(0)
	for k := i; k < min(i+6, end); k++ {
		if z.looks[k].kind == kindLower {
			soon++
		}
	}
	add(pack(bucket(s.lower), soon, p1.kind, n1.kind), 0)
	add(n1.word, pack(bucket(s.lower), soon))
	gap := func(k int) byte { // what stands before a token of the paragraph; the treebanks do not tell of the ends of lines
		if k <= s.start || k >= end {
			return byte(paragraph)
		}
		return byte(min(z.gaps[k], space))
	}
	add(around, pack(gap(i-1), gap(i+1)))
	add(around, pack(p2.kind, gap(i-1), gap(i-2)))
	add(around, pack(n2.kind, gap(i+1), gap(i+2)))
	add(p1.word, pack(gap(i-1), gap(i)))
	again := z.again(s, i, end)
	add(pack(again), around)
	add(pack(again), uint32(n1.kind))
	add(pack(again, length), uint32(p1.kind))
	before, after := p2.word^p3.word*31, n2.word^n3.word*31
	add(n1.word, after)
	add(p1.word, before)
	n4, n5 := at(i+3), at(i+4)
	next := pack(n1.kind, n2.kind, n3.kind)
	add(next, pack(n4.kind))
	add(next, pack(n4.kind, n5.kind, p1.kind))
	if marked == 0 { // the words alone must tell
		add(p2.word, n1.word)
		add(p1.word, n2.word)
		add(n2.word, n3.word)
		add(n2.word, 0)
		add(p2.word, 0)
		add(n1.word, first.word)
		add(n1.word, pack(length))
		add(n1.word, pack(length, rest))
		add(p1.word, pack(n1.kind, n2.kind))
		add(n1.word, pack(p1.kind, p2.kind))
	}
	return out
}

// again tells, a bit each, how the place before token i is like the beginning of the sentence s and the one before it: the items of a list begin
// and end alike.
func (z *splitter) again(s *sofar, i, end int) (bits byte) {
	set := func(bit byte, alike bool) {
		if alike {
			bits |= bit
		}
	}
	set(1, z.looks[i].word == z.looks[s.start].word)
	for k := range min(3, end-i) {
		set(2<<k, s.start+k < i && z.looks[i+k].kind == z.looks[s.start+k].kind)
	}
	if s.start > 0 && z.gaps[s.start] != paragraph {
		set(16, z.looks[i].word == z.looks[s.last].word)
		set(32, z.looks[i-1].word == z.looks[s.start-1].word)
		set(64, z.looks[i-1].kind == z.looks[s.start-1].kind)
	}
	return bits
}
