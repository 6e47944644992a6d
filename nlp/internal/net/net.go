// Package net is the network behind the tagger and the parser: hashed features
// of each word, a stack of bidirectional simple recurrent units, a layer of heads
// for the two tag sets, and a biaffine scorer of arcs with a scorer of labels (Dozat and
// Manning, 2017; Lei et al., 2018).
//
// The package reads and writes model files, computes scores and decodes trees. It
// promises the same output for the same input on every machine and from any
// number of goroutines. It knows nothing of texts, documents or lemmas, and
// does not train; that is nlp/train.
package net

import (
	"strings"
	"sync/atomic"

	"chancery/nlp/internal/kernel"
)

// MaxTokens is the longest sequence that Parse takes: its time and memory are
// quadratic in the length.
const MaxTokens = 160

// Config holds the sizes of a network.
type Config struct {
	Dim     int // of the embeddings
	Hidden  int // of a recurrent layer, in one direction
	Layers  int
	Arc     int // of the space in which arcs are scored
	Label   int // of the space in which labels are scored
	Buckets int // rows that hashed features share
	Sources int // treebanks, each with a row of its own
	Source  int // the treebank in whose manner the network annotates
	Bins    int // always DistBins
}

// The rows of the embedding table: the unknown word, the root, one row a treebank, the
// words in the order of their hashes, the buckets.
const (
	UnknownRow = 0
	RootRow    = 1
	SourceRow  = 2
)

// DistBins is the size of the table of distances.
const DistBins = 64

// Net is a network ready to use. It is safe for concurrent use.
type Net struct {
	Config
	XPOS, UPOS, Rels []string
	// Path says which kernels to run; they all give the same result.
	Path kernel.Path

	words     []byte // sorted hashes, 8 bytes each
	nWords    int
	embed     []byte // int8, Dim a row
	embScale  []byte // float32 a row
	layers    []layer
	heads     *kernel.Matrix // columns: arc dependent, arc head, label dependent, label head, XPOS, UPOS
	arc       *kernel.Matrix
	label     *kernel.Matrix
	dist      []float32
	far       []float32     // dist for each distance from a word to its head, from -MaxTokens on
	root      []float32     // the first layer's product of the root
	rootLabel int           // index in Rels of "root"
	agreement []float32     // of each UPOS with each XPOS, then with each relation; nil in a file without it
	second    *secondTagger // nil in a file without it

	cache    [cacheSize]atomic.Pointer[cachedVector]
	products [productSlots]atomic.Pointer[product]
}

type layer struct {
	w     *kernel.Matrix
	gates []float32 // vf forward, vf backward, vr forward, vr backward
}

const (
	cacheSize = 1 << 15
	maxCached = 64 // bytes of a form; bounds the memory
)

// cachedVector is the vector of one word form.
type cachedVector struct {
	form string
	vec  []uint8
}

// vector returns the quantised embedding of form, whose hash is h, and whether it was in the cache. What the cache holds never
// changes a result: a vector depends on the form alone, in which one digit is as good as another.
func (n *Net) vector(form string, h uint64, f *Features) (vec []uint8, cached bool) {
	slot := &n.cache[h%cacheSize]
	if c := slot.Load(); c != nil && Alike(c.form, form) {
		return c.vec, true
	}
	f.Extract(form)
	sum := make([]float32, n.Dim)
	row := UnknownRow
	if w := n.lookup(f.Word); w >= 0 {
		row = SourceRow + n.Sources + w
	}
	n.addRow(sum, row, 1)
	base := SourceRow + n.Sources + n.nWords
	for _, h := range f.Affix {
		n.addRow(sum, base+int(h%uint64(n.Buckets)), 1)
	}
	s := float32(GramWeight) / float32(len(f.Grams))
	for _, h := range f.Grams {
		n.addRow(sum, base+int(h%uint64(n.Buckets)), s)
	}
	n.addRow(sum, SourceRow+n.Source, 1)
	c := &cachedVector{form: strings.Clone(form), vec: make([]uint8, n.Dim)}
	kernel.Quantise(c.vec, sum, n.layers[0].w.Steps)
	if len(form) <= maxCached {
		slot.Store(c)
	}
	return c.vec, false
}

func (n *Net) addRow(sum []float32, row int, weight float32) {
	s := float32(weight * float32At(n.embScale, row))
	kernel.AddInt8(n.Path, sum, s, n.embed[row*n.Dim:(row+1)*n.Dim])
}

// lookup returns the place of a word's hash among the known words, or -1.
func (n *Net) lookup(h uint64) int {
	lo, hi := 0, n.nWords
	for lo < hi {
		m := (lo + hi) / 2
		if uint64At(n.words, m) < h {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < n.nWords && uint64At(n.words, lo) == h {
		return lo
	}
	return -1
}
