package net

import (
	"math"

	"chancery/nlp/internal/kernel"
)

// Ensemble parses with several networks of the same tags: it adds up the logarithms of their
// probabilities. It serves to annotate text for training; it is slow, and not safe for
// concurrent use.
type Ensemble struct {
	nets    []*Net
	scratch []Scratch
	// Guesses are, after Parse, what the networks think likely of each word.
	Guesses []Guess
}

// A Guess is what is likely of a word, with probabilities that add up to 1: indices into XPOS and UPOS, of the
// head (0 for the root, 1 for the first word) and, given the head that Parse chose, into Rels.
type Guess struct{ XPOS, UPOS, Head, Rel []Share }

// Share is an index and its probability.
type Share struct {
	Index uint16
	P     float32
}

// minShare is the probability below which a guess leaves an index out.
const minShare = 0.01

// shares returns the indices that k sums of logarithms of probabilities make likely.
func shares(sums []float32, k int) []Share {
	var out []Share
	top := sums[kernel.MaxIndex(kernel.Portable, sums)]
	var total float32
	for i, v := range sums {
		if p := float32(math.Exp(float64(v-top) / float64(k))); p > minShare {
			out = append(out, Share{uint16(i), p})
			total += p
		}
	}
	for i := range out {
		out[i].P /= total
	}
	return out
}

// NewEnsemble returns an ensemble of networks, or false where their tags or sizes differ.
func NewEnsemble(nets ...*Net) (*Ensemble, bool) {
	same := func(a, b []string) bool {
		if len(a) != len(b) {
			return false
		}
		for i := range a {
			if a[i] != b[i] {
				return false
			}
		}
		return true
	}
	for _, n := range nets {
		f := nets[0]
		if !same(n.XPOS, f.XPOS) || !same(n.UPOS, f.UPOS) || !same(n.Rels, f.Rels) || n.Arc != f.Arc || n.Label != f.Label || n.heads.N != f.heads.N {
			return nil, false
		}
	}
	return &Ensemble{nets: nets, scratch: make([]Scratch, len(nets))}, len(nets) > 0
}

// Parse annotates a sequence of at most MaxTokens word forms, as Net.Parse does.
func (e *Ensemble) Parse(forms func(i int) string, count int) []Word {
	first, n := &e.scratch[0], e.nets[0]
	T := count + 1
	R := kernel.RoundRows(T)
	ld := scoreStride(T)
	x := 2*n.Arc + 2*n.Label
	u := x + len(n.XPOS)
	for k, m := range e.nets {
		sc := &e.scratch[k]
		sc.Words = grow(sc.Words, count)
		m.encode(sc, []int{count}, forms)
		sc.head = sc.all
		m.scoreArcs(sc, T, R)
		for i := 1; i < T; i++ {
			row := sc.head[i*n.heads.N:]
			logSoftmax(row[x:u])
			logSoftmax(row[u : u+len(n.UPOS)])
			logSoftmax(sc.score[i*ld : i*ld+T])
			if k > 0 {
				add(first.head[i*n.heads.N+x:][:u-x+len(n.UPOS)], row[x:])
				add(first.score[i*ld:][:T], sc.score[i*ld:])
			}
		}
	}
	n.tag(first, T)
	first.heads, first.seen = grow(first.heads, T), grow(first.seen, T)
	n.bestHeads(first.score, ld, first.heads)
	if !isTree(first.heads, first.seen) {
		first.chart.decode(n.Path, first.score, ld, first.heads)
	}
	for k, m := range e.nets {
		sc := &e.scratch[k]
		sc.heads = append(sc.heads[:0], first.heads...)
		m.scoreLabels(sc, T, R)
		for i := range count {
			row := sc.labels[i*n.label.N:][:len(n.Rels)]
			logSoftmax(row)
			if k > 0 {
				add(first.labels[i*n.label.N:][:len(n.Rels)], row)
			}
		}
	}
	e.Guesses = e.Guesses[:0]
	for i := 1; i < T; i++ {
		row := first.head[i*n.heads.N:]
		e.Guesses = append(e.Guesses, Guess{
			XPOS: shares(row[x:u], len(e.nets)),
			UPOS: shares(row[u:u+len(n.UPOS)], len(e.nets)),
			Head: shares(first.score[i*ld:i*ld+T], len(e.nets)),
			Rel:  shares(first.labels[(i-1)*n.label.N:][:len(n.Rels)], len(e.nets)),
		})
	}
	for i := range first.Words {
		if first.Words[i].Head >= 0 {
			first.Words[i].Rel = uint8(kernel.MaxIndex(kernel.Portable, first.labels[i*n.label.N:][:len(n.Rels)]))
		}
	}
	return first.Words
}

func add(y, x []float32) {
	for i := range y {
		y[i] += x[i]
	}
}

func logSoftmax(x []float32) {
	top := x[kernel.MaxIndex(kernel.Portable, x)]
	var sum float64
	for _, v := range x {
		sum += math.Exp(float64(v - top))
	}
	l := top + float32(math.Log(sum))
	for i := range x {
		x[i] -= l
	}
}
