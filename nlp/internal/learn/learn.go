// Package learn trains the network of package net and the lemmatiser on
// treebanks. Training is deterministic: the same data, options and seed give the
// same weights, whatever the number of processors, on machines of one architecture.
package learn

import (
	"cmp"
	"math/rand"
	"slices"

	"chancery/nlp/conllu"
	"chancery/nlp/internal/kernel"
	"chancery/nlp/internal/net"
)

// Options are the settings of a training run.
type Options struct {
	Dim, Hidden, Layers, Arc, Label, Buckets int

	Epochs    int
	BatchSize int     // words a step
	Rate      float64 // the highest learning rate of Adam
	Dropout   float32 // of embeddings and layers
	Drop      float32 // of single features of a word
	TagWeight float32 // of the losses of the two tag sets, beside those of arcs and labels
	MinCount  int     // a word seen less often has no row of its own
	Source    int     // the treebank in whose manner the network is to annotate
	Seed      int64
	Init      *net.Weights // where to start from, with the same sizes; nil for random weights
	Path      *kernel.Path // kernels to use; nil for the fastest. They give the same weights.
}

// Defaults are the settings from which nlp/train starts.
var Defaults = Options{
	Dim: 128, Hidden: 192, Layers: 2, Arc: 96, Label: 128, Buckets: 1 << 16,
	Epochs: 16, BatchSize: 1000, Rate: 0.003, Dropout: 0.12, Drop: 0.1, TagWeight: 0.5, MinCount: 2, Seed: 1,
}

// example is a sentence as numbers, the root at 0.
type example struct {
	source int
	words  []*features
	heads  []int
	goal   []net.Guess // of each word
}

// Source is a treebank. Where there are guesses of the words of a sentence, they are learned instead of its annotation; Guesses
// is nil or as long as Sentences.
type Source struct {
	Sentences []*conllu.Sentence
	Guesses   [][]net.Guess
}

func (e *example) len() int { return len(e.words) }

// features are the rows that make up a word's embedding.
type features struct {
	word, count  int // row of the word, 0 for unknown, and how often it was seen
	affix, grams []int32
}

// vocab numbers strings by frequency.
func vocab(count map[string]int) (names []string, number map[string]int) {
	for s := range count {
		names = append(names, s)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	return names, index(names)
}

func index(names []string) map[string]int {
	m := map[string]int{}
	for i, s := range names {
		m[s] = i
	}
	return m
}

// network is the state of a training run.
type network struct {
	Options
	weights  *net.Weights
	params   []*param // dense
	nDense   int
	layers   []*param
	gates    []*param
	heads    *param
	arc      *param
	label    *param
	dist     *param
	embed    []float32
	m1, m2   []float32 // Adam's moments of the embeddings
	step     int
	examples []*example
	path     kernel.Path
	rng      *rand.Rand
}

// param is a dense matrix with the moments of Adam.
type param struct {
	rows, cols int
	w, m1, m2  []float32
	at         int       // offset in the buffer of gradients
	t          []float32 // transposed, where backward needs it
}

// newNetwork sets up the vocabulary, the examples and random weights.
func newNetwork(o Options, sources []Source) *network {
	n := &network{Options: o, path: kernel.Best(), rng: rand.New(rand.NewSource(o.Seed))}
	if o.Path != nil {
		n.path = *o.Path
	}
	xpos, upos, rels := map[string]int{}, map[string]int{}, map[string]int{}
	count := map[uint64]int{}
	var f net.Features
	for _, source := range sources {
		for _, s := range source.Sentences {
			for _, w := range s.Words {
				xpos[w.XPOS]++
				upos[w.UPOS]++
				rels[w.Rel]++
				f.Extract(w.Form)
				count[f.Word]++
			}
		}
	}
	w := &net.Weights{Config: net.Config{Dim: o.Dim, Hidden: o.Hidden, Layers: o.Layers, Arc: o.Arc, Label: o.Label,
		Buckets: o.Buckets, Sources: len(sources), Source: o.Source}}
	n.weights = w
	var ix, iu, ir map[string]int
	if f := o.Init; f != nil {
		w.XPOS, ix = f.XPOS, index(f.XPOS)
		w.UPOS, iu = f.UPOS, index(f.UPOS)
		w.Rels, ir = f.Rels, index(f.Rels)
	} else {
		w.XPOS, ix = vocab(xpos)
		w.UPOS, iu = vocab(upos)
		w.Rels, ir = vocab(rels)
	}
	for h, c := range count {
		if c >= o.MinCount {
			w.Words = append(w.Words, h)
		}
	}
	if o.Init != nil {
		w.Words = append(w.Words, o.Init.Words...)
	}
	slices.Sort(w.Words)
	w.Words = slices.Compact(w.Words)
	n.initWeights()
	if o.Init != nil {
		n.start(o.Init)
	}

	cache := map[string]*features{}
	feature := func(form string) *features {
		x := cache[form]
		if x == nil {
			f.Extract(form)
			x = &features{}
			if i, ok := slices.BinarySearch(w.Words, f.Word); ok {
				x.word, x.count = w.WordRow(i), count[f.Word]
			}
			for _, h := range f.Affix {
				x.affix = append(x.affix, int32(w.BucketRow(h)))
			}
			for _, h := range f.Grams {
				x.grams = append(x.grams, int32(w.BucketRow(h)))
			}
			cache[form] = x
		}
		return x
	}
	for k, source := range sources {
		for i, s := range source.Sentences {
			e := newExample(s, k, feature, ix, iu, ir)
			if source.Guesses != nil && source.Guesses[i] != nil {
				e.goal = append(e.goal[:1], source.Guesses[i]...) // the heads stay: they say between which words a label is
			}
			n.examples = append(n.examples, e)
		}
	}
	return n
}

func newExample(s *conllu.Sentence, source int, feature func(string) *features, ix, iu, ir map[string]int) *example {
	e := &example{source: source, words: []*features{nil}, heads: []int{0}, goal: []net.Guess{{}}}
	sure := func(i int) []net.Share { return []net.Share{{Index: uint16(i), P: 1}} }
	for _, w := range s.Words {
		e.words = append(e.words, feature(w.Form))
		e.heads = append(e.heads, w.Head)
		e.goal = append(e.goal, net.Guess{XPOS: sure(ix[w.XPOS]), UPOS: sure(iu[w.UPOS]), Head: sure(w.Head), Rel: sure(ir[w.Rel])})
	}
	return e
}

func (n *network) initWeights() {
	w, H := n.weights, n.Hidden
	add := func(rows, cols int, scale float64) *param {
		p := &param{rows: rows, cols: cols, w: make([]float32, rows*cols), m1: make([]float32, rows*cols), m2: make([]float32, rows*cols), at: n.nDense}
		for i := range p.w {
			p.w[i] = float32((n.rng.Float64()*2 - 1) * scale)
		}
		n.nDense += rows * cols
		n.params = append(n.params, p)
		return p
	}
	in := n.Dim
	for range n.Layers {
		n.layers = append(n.layers, add(in, 8*H, sqrt(3/float64(in))))
		g := add(8, H, 0.1)
		for j := 0; j < 2*H; j++ {
			g.w[4*H+j] = 0.3 // remember at first
			g.w[6*H+j] = 0
		}
		n.gates = append(n.gates, g)
		in = 2 * H
	}
	cols := n.headColumns()
	n.heads = add(in+1, roundUp(cols, 32), sqrt(6/float64(in+n.Arc)))
	n.arc = add(n.Arc+1, n.Arc, sqrt(6/float64(2*n.Arc)))
	n.label = add(n.Label+1, roundUp(len(w.Rels), 32), sqrt(6/float64(2*n.Label)))
	n.dist = add(1, net.DistBins, 0.01)
	rows := w.Rows()
	n.embed, n.m1, n.m2 = make([]float32, rows*n.Dim), make([]float32, rows*n.Dim), make([]float32, rows*n.Dim)
	for i := range n.embed {
		n.embed[i] = (n.rng.Float32()*2 - 1) * 0.25
	}
}

// start takes over the weights of a trained network. Tags keep their numbers; a word that it
// does not know starts as the unknown word, a source that it does not know as the last one that it knows.
func (n *network) start(from *net.Weights) {
	w := n.weights
	row := func(to, at int) {
		copy(n.embed[to*n.Dim:(to+1)*n.Dim], from.Embed[at*n.Dim:(at+1)*n.Dim])
	}
	row(net.UnknownRow, net.UnknownRow)
	row(net.RootRow, net.RootRow)
	for s := range w.Sources {
		row(net.SourceRow+s, net.SourceRow+min(s, from.Sources-1))
	}
	for i, h := range w.Words {
		if j, ok := slices.BinarySearch(from.Words, h); ok {
			row(w.WordRow(i), from.WordRow(j))
		} else {
			row(w.WordRow(i), net.UnknownRow)
		}
	}
	for k := range n.Buckets {
		row(w.BucketRow(uint64(k)), from.BucketRow(uint64(k)))
	}
	fixed := w.WordRow(0) * n.Dim
	for i := range n.embed { // undo what export does
		if i < n.Dim || i >= fixed {
			n.embed[i] /= 1 - n.Drop
		}
	}
	for l := range n.layers {
		copy(n.layers[l].w, from.Layers[l])
		copy(n.gates[l].w, from.Gates[l])
	}
	copy(n.heads.w, from.Heads)
	copy(n.arc.w, from.ArcW)
	copy(n.label.w, from.LabelW)
	copy(n.dist.w, from.Dist)
}

// headColumns is the number of columns of the heads that are used.
func (n *network) headColumns() int {
	return 2*n.Arc + 2*n.Label + len(n.weights.XPOS) + len(n.weights.UPOS)
}

// export returns the weights as inference wants them: what dropout of features
// leaves on average is in the rows.
func (n *network) export() *net.Weights {
	w := *n.weights
	w.Embed = make([]float32, len(n.embed))
	fixed := w.WordRow(0) * n.Dim // root and sources are never dropped
	for i, v := range n.embed {
		if i < n.Dim || i >= fixed {
			v *= 1 - n.Drop
		}
		w.Embed[i] = v
	}
	w.Layers, w.Gates = nil, nil
	for l := range n.layers {
		w.Layers = append(w.Layers, n.layers[l].w)
		w.Gates = append(w.Gates, n.gates[l].w)
	}
	w.Heads, w.ArcW, w.LabelW, w.Dist = n.heads.w, n.arc.w, n.label.w, n.dist.w
	return &w
}

// Progress is told after each epoch how training went.
type Progress func(epoch int, loss Loss, w *net.Weights)

// Train trains a network on the given treebanks.
func Train(o Options, sources []Source, report Progress) *net.Weights {
	n := newNetwork(o, sources)
	total := 0
	for _, e := range n.examples {
		total += e.len()
	}
	steps := o.Epochs * total / o.BatchSize
	workers := [shards]*worker{}
	for i := range workers {
		workers[i] = newWorker(n, o.Seed*100+int64(i))
	}
	for epoch := range o.Epochs {
		n.rng.Shuffle(len(n.examples), func(i, j int) { n.examples[i], n.examples[j] = n.examples[j], n.examples[i] })
		for i := 0; i < len(n.examples); {
			j, size := i, 0
			for j < len(n.examples) && size < o.BatchSize {
				size += n.examples[j].len()
				j++
			}
			n.update(&workers, n.examples[i:j], size, steps)
			i = j
		}
		var loss Loss
		for _, w := range workers {
			loss.add(w.loss)
			w.loss = Loss{}
		}
		if report != nil {
			report(epoch, loss, n.export())
		}
	}
	return n.export()
}
