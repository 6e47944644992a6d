package ledger

import (
	"hash/fnv"
	"sort"
	"strconv"
	"strings"
	"unicode"
)

// The measures of sameness: a sketch of 32 minima over shingles of five words, of which six in
// ten must agree for two stories to be one.
const (
	sketchSize = 32
	shingle    = 5
	sameSlots  = 19
	bandRows   = 2
	few        = 64 // so few documents are compared each with each, more by bands of their sketches
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

// witnessesOf numbers the independent witnesses among the documents of a pair: documents that tell one
// story in nearly the same words share a number.
func witnessesOf(refs []ref) map[*document]int {
	var docs []*document
	seen := map[*document]bool{}
	for _, r := range refs {
		if !seen[r.doc] {
			seen[r.doc] = true
			docs = append(docs, r.doc)
		}
	}
	sort.Slice(docs, func(i, j int) bool { return docs[i].ID < docs[j].ID })
	same := newGroups(len(docs))
	out := make(map[*document]int, len(docs))
	number := func() map[*document]int {
		for i, d := range docs {
			out[d] = same.root(i)
		}
		return out
	}
	// What is known to be a copy is one, whether or not what it is a copy of speaks of this pair.
	first := map[string]int{}
	for i, d := range docs {
		of := d.CopyOf
		if of == "" {
			of = d.ID
		}
		if j, ok := first[of]; ok {
			same.join(i, j)
		} else {
			first[of] = i
		}
	}
	if len(docs) < few {
		for i, d := range docs {
			for j := range i {
				if sameStory(d.Fingerprint, docs[j].Fingerprint) {
					same.join(i, j)
				}
			}
		}
		return number()
	}
	type band struct {
		at  int
		row [bandRows]uint32
	}
	bands := map[band][]int{}
	for i, d := range docs {
		if len(d.Fingerprint) != sketchSize {
			continue
		}
		for at := 0; at < sketchSize; at += bandRows {
			b := band{at, [bandRows]uint32(d.Fingerprint[at : at+bandRows])}
			for _, j := range bands[b] {
				if !same.one(i, j) && sameStory(d.Fingerprint, docs[j].Fingerprint) {
					same.join(i, j)
				}
			}
			bands[b] = append(bands[b], i)
		}
	}
	return number()
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
		story := strconv.Itoa(x.witness[r.doc])
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
