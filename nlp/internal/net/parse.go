package net

import "chancery/nlp/internal/kernel"

// Word is what the network says of one token: indices into XPOS, UPOS and Rels, and
// the index of the head, -1 for the root.
type Word struct {
	XPOS, UPOS, Rel uint8
	Head            int16
}

// Scratch is the working memory of Parse. The zero value is ready; one is
// used by one goroutine at a time.
type Scratch struct {
	feat     Features
	x, h     []uint8
	u, state []float32
	rows     [][]float32 // the products of the layer at work, by row
	missing  []missing
	all      []float32 // the columns of all heads, of all sequences
	head     []float32 // those of the sequence at work
	small    []uint8
	query    []float32
	keys     []float32
	score    []float32
	labels   []float32
	rivals   []arc
	chart    eisner
	heads    []int
	seen     []int
	one      [1]int
	looks    looks
	features []uint32
	second   []int32 // the second tagger's score of each UPOS
	Words    []Word
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}

// Parse annotates a sequence of at most MaxTokens word forms. The result is sc.Words, valid until
// the next call with sc.
func (n *Net) Parse(sc *Scratch, forms func(i int) string, count int) []Word {
	sc.one[0] = count
	return n.ParseAll(sc, sc.one[:], forms)
}

// ParseAll annotates several sequences at once, each as Parse does: forms gives the words of one after those of the other. The large matrices are
// read once for all of them; what is said of a word does not depend on the other sequences.
func (n *Net) ParseAll(sc *Scratch, lens []int, forms func(i int) string) []Word {
	words := 0
	for _, l := range lens {
		words += l
	}
	all := grow(sc.Words, words)
	n.encode(sc, lens, forms)
	row, word := 0, 0
	for _, l := range lens {
		if sc.head, sc.Words = sc.all[row*n.heads.N:], all[word:word+l]; l > 0 {
			n.decode(sc, l+1)
			n.agree(sc, func(i int) string { return forms(word + i) })
		}
		row, word = row+l+1, word+l
	}
	sc.Words = all
	return all
}

// decode annotates the sequence at work, of T rows with the root in front.
func (n *Net) decode(sc *Scratch, T int) {
	R := kernel.RoundRows(T)
	n.tag(sc, T)
	n.scoreArcs(sc, T, R)
	n.favourLabels(sc, T)
	sc.seen = grow(sc.seen, T)
	if !isTree(sc.heads, sc.seen) {
		sc.chart.decode(n.Path, sc.score, scoreStride(T), sc.heads)
	}
	n.scoreLabels(sc, T, R)
}

// encode runs the recurrent layers and leaves the columns of all heads in sc.all: of each sequence a row for the root, then
// one for each word.
func (n *Net) encode(sc *Scratch, lens []int, forms func(i int) string) {
	H := n.Hidden
	rows := n.firstProducts(sc, lens, forms)
	R := kernel.RoundRows(rows)
	sc.state = grow(sc.state, H)
	sc.h = grow(sc.h, R*2*H)
	for l := range n.layers {
		ly := &n.layers[l]
		if l > 0 {
			sc.u = grow(sc.u, R*8*H)
			ly.w.Mul(n.Path, sc.u, 8*H, sc.h, 2*H, rows)
			for r := range sc.rows {
				sc.rows[r] = sc.u[r*8*H : (r+1)*8*H]
			}
		}
		next := n.heads
		if l+1 < len(n.layers) {
			next = n.layers[l+1].w
		}
		for d := 0; d < 2; d++ {
			vf, vr := ly.gates[d*H:(d+1)*H], ly.gates[(2+d)*H:(3+d)*H]
			row := 0
			for _, l := range lens {
				kernel.SRU(n.Path, sc.rows[row:row+l+1], d*4*H, H, vf, vr, sc.state, sc.h[row*2*H+d*H:], 2*H, next.Steps, d == 1)
				row += l + 1
			}
		}
		clear(sc.h[rows*2*H:])
	}
	sc.all = grow(sc.all, R*n.heads.N)
	n.heads.Mul(n.Path, sc.all, n.heads.N, sc.h, 2*H, rows)
}

func (n *Net) tag(sc *Scratch, T int) {
	x := 2*n.Arc + 2*n.Label
	u := x + len(n.XPOS)
	for i := 1; i < T; i++ {
		row := sc.head[i*n.heads.N:]
		sc.Words[i-1].XPOS = uint8(kernel.MaxIndex(n.Path, row[x:u]))
		sc.Words[i-1].UPOS = uint8(kernel.MaxIndex(n.Path, row[u:u+len(n.UPOS)]))
	}
}

func scoreStride(T int) int { return (T + 15) &^ 15 }

// scoreArcs sets sc.score[i*stride+j] to the score of j as the head of i.
func (n *Net) scoreArcs(sc *Scratch, T, R int) {
	A, N := n.Arc, n.heads.N
	sc.small = grow(sc.small, R*A)
	ld := scoreStride(T)
	sc.keys = grow(sc.keys, A*ld)
	clear(sc.keys)
	for i := 0; i < T; i++ {
		row := sc.head[i*N : i*N+2*A]
		kernel.Leaky(n.Path, sc.small[i*A:(i+1)*A], row[:A], nil, n.arc.Steps)
		for k, v := range row[A:] {
			sc.keys[k*ld+i] = kernel.LeakyFloat(v)
		}
	}
	clear(sc.small[T*A:])
	sc.query = grow(sc.query, R*n.arc.N)
	n.arc.Mul(n.Path, sc.query, n.arc.N, sc.small, A, T)
	sc.score = grow(sc.score, T*ld)
	clear(sc.score)
	kernel.Gemm(n.Path, sc.score, ld, sc.query, n.arc.N, sc.keys, ld, T, A, ld)
	for i := 1; i < T; i++ {
		row := sc.score[i*ld : i*ld+T]
		row[0] += n.dist[RootBin]
		kernel.Axpy(n.Path, row[1:], 1, n.far[MaxTokens+1-i:][:T-1])
		row[i] = impossible
	}
}

const impossible = -1e9

// arc is a word and a head that it may have.
type arc struct{ word, head int }

// Heads compete where their scores are closer than rivalMargin, and no more than maxRivals of them: then labelWeight times the
// probability of the likeliest label is added to the score of each. Margin and weight were chosen on the dev parts of the treebanks.
const (
	rivalMargin = 2
	maxRivals   = 6
	labelWeight = 3
)

// favourLabels adds to the scores of arcs how sure their labels are, where heads compete for a word: under a wrong head
// no label fits well. It leaves the best head of each word in sc.heads.
func (n *Net) favourLabels(sc *Scratch, T int) {
	ld := scoreStride(T)
	rivals := sc.rivals[:0]
	sc.heads = grow(sc.heads, T)
	n.bestHeads(sc.score, ld, sc.heads)
	for i := 1; i < T; i++ {
		row := sc.score[i*ld : i*ld+T]
		low, from := row[sc.heads[i]]-rivalMargin, len(rivals)
		for j, v := range row {
			if v > low {
				rivals = append(rivals, arc{i, j})
			}
		}
		if k := len(rivals) - from; k == 1 || k > maxRivals {
			rivals = rivals[:from]
		}
	}
	sc.rivals = rivals
	n.labelArcs(sc, rivals)
	for k, a := range rivals {
		row := sc.labels[k*n.label.N:][:len(n.Rels)]
		if a.head > 0 {
			row[n.rootLabel] = impossible
		}
		best := kernel.MaxIndex(n.Path, row)
		label := best
		if a.head == 0 {
			label = n.rootLabel
		}
		scores := sc.score[a.word*ld:][:T]
		scores[a.head] += float32(labelWeight * probability(row, best, label))
		if k+1 == len(rivals) || rivals[k+1].word != a.word {
			sc.heads[a.word] = kernel.MaxIndex(n.Path, scores)
		}
	}
}

// bestHeads sets heads to the best head of each token, that of the root itself, token 0, to -1.
func (n *Net) bestHeads(score []float32, ld int, heads []int) {
	heads[0] = -1
	for i := 1; i < len(heads); i++ {
		heads[i] = kernel.MaxIndex(n.Path, score[i*ld:][:len(heads)])
	}
}

// probability returns the share of label k in the softmax of scores, the greatest of which is at best.
func probability(scores []float32, best, k int) float32 {
	top := scores[best]
	var sum float32
	for _, v := range scores {
		sum += power(v - top)
	}
	return power(scores[k]-top) / sum
}

// power is e to the x, for x up to 0 and to within a few hundredths, the same on every machine.
func power(x float32) float32 {
	if x < -8 {
		return 0
	}
	y := 1 + float32(x/256)
	for range 8 {
		y = float32(y * y)
	}
	return y
}

// RootBin is the place of the root in the table of distances.
const RootBin = 63

// DistBin returns the place in the table of distances of an arc from head j to i.
func DistBin(i, j int) int {
	d := j - i
	if d > 15 {
		d = min(15+(d-15)/5, 30)
	} else if d < -15 {
		d = max(-15+(d+15)/5, -30)
	}
	return d + 31
}

// labelArcs leaves the scores of the labels of arcs in sc.labels.
func (n *Net) labelArcs(sc *Scratch, arcs []arc) {
	L, N, R := n.Label, n.heads.N, kernel.RoundRows(len(arcs))
	sc.small = grow(sc.small, R*L)
	clear(sc.small[len(arcs)*L:])
	for k, a := range arcs {
		word := sc.head[a.word*N+2*n.Arc:][:L]
		head := sc.head[a.head*N+2*n.Arc+L:][:L]
		kernel.Leaky(n.Path, sc.small[k*L:(k+1)*L], word, head, n.label.Steps)
	}
	sc.labels = grow(sc.labels, R*n.label.N)
	n.label.Mul(n.Path, sc.labels, n.label.N, sc.small, L, len(arcs))
}

func (n *Net) scoreLabels(sc *Scratch, T, R int) {
	arcs := sc.rivals[:0]
	for i := 1; i < T; i++ {
		arcs = append(arcs, arc{i, sc.heads[i]})
	}
	sc.rivals = arcs
	n.labelArcs(sc, arcs)
	for i := 1; i < T; i++ {
		w := &sc.Words[i-1]
		w.Head = int16(sc.heads[i] - 1)
		if w.Head < 0 {
			w.Rel = uint8(n.rootLabel)
			continue
		}
		row := sc.labels[(i-1)*n.label.N:][:len(n.Rels)]
		row[n.rootLabel] = impossible
		w.Rel = uint8(kernel.MaxIndex(n.Path, row))
	}
}

// The network's score of a tag that is chosen is at most tagMargin below its best. The second tagger counts secondWeight beside the network, as was chosen on the
// dev parts of the treebanks and by the examples of the rules.
const (
	tagMargin    = 4
	secondWeight = 0.5
)

// agree chooses the two tags of each word of the sequence at work together, by their scores, by how well they go with each other and with the
// relation, and by what the second tagger says. It changes only tags whose scores are close to the best.
func (n *Net) agree(sc *Scratch, forms func(i int) string) {
	if n.agreement == nil {
		return
	}
	x := 2*n.Arc + 2*n.Label
	X, U := len(n.XPOS), len(n.UPOS)
	sc.looks.all = sc.looks.all[:0]
	sc.second = grow(sc.second, U)
	for i := range sc.Words {
		w := &sc.Words[i]
		xs := sc.head[(i+1)*n.heads.N+x:][:X]
		us := sc.head[(i+1)*n.heads.N+x+X:][:U]
		lowX, lowU := xs[w.XPOS]-tagMargin, us[w.UPOS]-tagMargin
		n.askSecond(sc, i, forms, several(us, lowU))
		best := float32(impossible)
		for u, su := range us {
			if su < lowU {
				continue
			}
			row := n.agreement[u*(X+len(n.Rels)):][:X+len(n.Rels)]
			su += row[X+int(w.Rel)]
			su += float32(sc.second[u]) * (secondWeight / float32(SecondSteps))
			for t, sx := range xs {
				if sx < lowX {
					continue
				}
				if s := su + sx + row[t]; s > best {
					best, w.XPOS, w.UPOS = s, uint8(t), uint8(u)
				}
			}
		}
	}
}

// askSecond sets sc.second to what the second tagger says of word i, or to nothing where it is not asked.
func (n *Net) askSecond(sc *Scratch, i int, forms func(i int) string, ask bool) {
	if n.second == nil || !ask {
		clear(sc.second)
		return
	}
	if len(sc.looks.all) == 0 {
		sc.looks.take(forms, len(sc.Words))
	}
	sc.features = sc.looks.features(sc.features[:0], sc.Words, i)
	n.second.scores(sc.second, sc.features)
}

// several reports whether more than one score reaches low.
func several(scores []float32, low float32) bool {
	n := 0
	for _, s := range scores {
		if s >= low {
			n++
		}
	}
	return n > 1
}
