package conllu

import (
	"fmt"
	"strings"
	"unicode"
)

// Score counts how far predicted annotation agrees with gold, over words that are the same in
// both. Punctuation counts. As in the CoNLL 2018 shared task, LAS compares relations
// without subtypes; LASFull compares them whole.
type Score struct {
	Sentences, Words                     int
	UPOS, XPOS, Lemma, UAS, LAS, LASFull int
	Rels                                 map[string]*F1 // by relation without subtype: head and relation right
}

// F1 counts items in gold, in the prediction, and in both.
type F1 struct{ Gold, Predicted, Both int }

// Value returns the harmonic mean of precision and recall, 0 where nothing is.
func (f F1) Value() float64 {
	if f.Gold+f.Predicted == 0 {
		return 0
	}
	return 2 * float64(f.Both) / float64(f.Gold+f.Predicted)
}

// Universal returns a relation without its subtype.
func Universal(rel string) string {
	r, _, _ := strings.Cut(rel, ":")
	return r
}

// Add scores one sentence. The sentences have the same number of words.
func (s *Score) Add(gold, predicted *Sentence) error {
	if len(gold.Words) != len(predicted.Words) {
		return fmt.Errorf("sentence %s: %d words, want %d", gold.ID, len(predicted.Words), len(gold.Words))
	}
	if s.Rels == nil {
		s.Rels = map[string]*F1{}
	}
	rel := func(r string) *F1 {
		f := s.Rels[r]
		if f == nil {
			f = &F1{}
			s.Rels[r] = f
		}
		return f
	}
	count := func(n *int, ok bool) {
		if ok {
			*n++
		}
	}
	s.Sentences++
	for i, g := range gold.Words {
		p := predicted.Words[i]
		s.Words++
		count(&s.UPOS, g.UPOS == p.UPOS)
		count(&s.XPOS, g.XPOS == p.XPOS)
		count(&s.Lemma, g.Lemma == p.Lemma)
		head := g.Head == p.Head
		count(&s.UAS, head)
		count(&s.LASFull, head && g.Rel == p.Rel)
		gu, pu := Universal(g.Rel), Universal(p.Rel)
		rel(gu).Gold++
		rel(pu).Predicted++
		if head && gu == pu {
			s.LAS++
			rel(gu).Both++
		}
	}
	return nil
}

// Share returns n as a fraction of the words scored.
func (s *Score) Share(n int) float64 {
	if s.Words == 0 {
		return 0
	}
	return float64(n) / float64(s.Words)
}

func (s *Score) String() string {
	p := func(n int) float64 { return 100 * s.Share(n) }
	return fmt.Sprintf("words %d UPOS %.2f XPOS %.2f lemma %.2f UAS %.2f LAS %.2f with subtypes %.2f",
		s.Words, p(s.UPOS), p(s.XPOS), p(s.Lemma), p(s.UAS), p(s.LAS), p(s.LASFull))
}

// RawText rebuilds the running text of sentences: a blank line before each paragraph, and a
// space or a line's end where the treebank says that there is white space.
func RawText(sentences []*Sentence) string {
	var b strings.Builder
	space := false
	for _, s := range sentences {
		if s.NewPar && b.Len() > 0 {
			b.WriteString("\n\n")
			space = false
		}
		for _, t := range s.Tokens {
			if space {
				b.WriteByte(' ')
			}
			b.WriteString(t.Form)
			space = t.SpaceAfter
		}
	}
	return b.String()
}

// Segmentation is how a text is cut: each sentence as a list of words, each word as a half-open
// range of characters, white space not counted, so that two cuts of one text can be compared.
type Segmentation [][][2]int

// Segments returns how the treebank cuts its text. Words that together are not spelled like
// their token count as one word.
func Segments(sentences []*Sentence) Segmentation {
	var out Segmentation
	at := 0
	for _, s := range sentences {
		var words [][2]int
		for _, t := range s.Tokens {
			total := Letters(t.Form)
			n := 0
			for _, w := range s.Words[t.First : t.First+t.N] {
				n += Letters(w.Form)
			}
			if n != total {
				words = append(words, [2]int{at, at + total})
				at += total
				continue
			}
			for _, w := range s.Words[t.First : t.First+t.N] {
				words = append(words, [2]int{at, at + Letters(w.Form)})
				at += Letters(w.Form)
			}
		}
		out = append(out, words)
	}
	return out
}

// Letters counts the characters of s that are not white space.
func Letters(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// CompareSegments counts the sentences and the words that two cuts have in common.
func CompareSegments(gold, predicted Segmentation) (sentences, words F1) {
	type set map[[2]int]bool
	collect := func(x Segmentation) (set, set) {
		s, w := set{}, set{}
		for _, ws := range x {
			if len(ws) == 0 {
				continue
			}
			s[[2]int{ws[0][0], ws[len(ws)-1][1]}] = true
			for _, word := range ws {
				w[word] = true
			}
		}
		return s, w
	}
	count := func(g, p set) F1 {
		f := F1{Gold: len(g), Predicted: len(p)}
		for k := range p {
			if g[k] {
				f.Both++
			}
		}
		return f
	}
	gs, gw := collect(gold)
	ps, pw := collect(predicted)
	return count(gs, ps), count(gw, pw)
}
