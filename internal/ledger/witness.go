package ledger

import (
	"hash/fnv"
	"strings"
	"unicode"
)

// The measures of sameness: a sketch of 32 minima over shingles of five words, of which six in
// ten must agree for two stories to be one.
const (
	sketchSize = 32
	shingle    = 5
	sameSlots  = 19
)

// Fingerprint returns a MinHash sketch of a story, by which the ledger tells a reprint from an independent witness
// (Broder, On the resemblance and containment of documents, 1997). It is nil for a text of fewer than 20 words: too short to
// tell. Give it the story without menus and teasers.
func Fingerprint(text string) []uint32 {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) < 20 {
		return nil
	}
	sketch := make([]uint32, sketchSize)
	for i := range sketch {
		sketch[i] = ^uint32(0)
	}
	for i := 0; i+shingle <= len(words); i++ {
		h := fnv.New64a()
		for _, w := range words[i : i+shingle] {
			h.Write([]byte(w))
			h.Write([]byte{0})
		}
		x := h.Sum64()
		for j := range sketch {
			// The j-th permutation, by the finaliser of SplitMix64.
			z := x + uint64(j+1)*0x9e3779b97f4a7c15
			z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
			z = (z ^ z>>27) * 0x94d049bb133111eb
			if v := uint32((z ^ z>>31) >> 32); v < sketch[j] {
				sketch[j] = v
			}
		}
	}
	return sketch
}

func sameStory(a, b []uint32) bool {
	if len(a) != sketchSize || len(b) != sketchSize {
		return false
	}
	n := 0
	for i := range a {
		if a[i] == b[i] {
			n++
		}
	}
	return n >= sameSlots
}

// witnesses counts the independent sources of refs: reprints are one, and so are documents that cite one source for it.
func (x *deriver) witnesses(refs []ref) int {
	if len(refs) <= 1 {
		return len(refs)
	}
	parent := map[string]string{}
	root := func(s string) string {
		for {
			p, ok := parent[s]
			if !ok {
				parent[s] = s
				return s
			}
			if p == s {
				return s
			}
			s = p
		}
	}
	stories := map[string]bool{}
	for _, r := range refs {
		story := "\x00" + or(x.l.CopyOf(r.doc.ID), r.doc.ID)
		stories[story] = true
		for _, c := range r.Cites {
			if a, b := root(story), root(c.URL); c.URL != "" && a != b {
				parent[max(a, b)] = min(a, b)
			}
		}
	}
	roots := map[string]bool{}
	for s := range stories {
		roots[root(s)] = true
	}
	return len(roots)
}
