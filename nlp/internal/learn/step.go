package learn

import (
	"chancery/nlp/internal/kernel"
	"chancery/nlp/internal/net"
)

// sourceRate is how often the row of the treebank is added to the words of a sentence.
const sourceRate = 0.7

// Loss sums losses and right answers over words.
type Loss struct {
	Words                              int
	XPOS, UPOS, Arc, Label             float64
	XPOSHit, UPOSHit, ArcHit, LabelHit int
}

func (l *Loss) add(o Loss) {
	l.Words += o.Words
	l.XPOS, l.UPOS, l.Arc, l.Label = l.XPOS+o.XPOS, l.UPOS+o.UPOS, l.Arc+o.Arc, l.Label+o.Label
	l.XPOSHit, l.UPOSHit, l.ArcHit, l.LabelHit = l.XPOSHit+o.XPOSHit, l.UPOSHit+o.UPOSHit, l.ArcHit+o.ArcHit, l.LabelHit+o.LabelHit
}

// worker computes the gradients of a part of a batch.
type worker struct {
	arena
	n      *network
	dense  []float32
	sparse sparse
	rng    random
	loss   Loss
	refs   []ref
	refAt  []int
	state  []float32
	zero   []float32
}

// ref is a row that went into an embedding, with its weight.
type ref struct {
	row    int32
	weight float32
}

func newWorker(n *network, seed int64) *worker {
	return &worker{n: n, dense: make([]float32, n.nDense), rng: newRandom(seed), state: make([]float32, n.Hidden), zero: make([]float32, n.Hidden),
		sparse: sparse{dim: n.Dim, slot: make([]int32, n.weights.Rows())}}
}

func (w *worker) grad(p *param) []float32 { return w.dense[p.at : p.at+len(p.w)] }

// layerState is what backward needs of a layer.
type layerState struct {
	in    []float32
	u     []float32
	dirs  [2][]recurrent // by direction and sentence
	out   []float32
	masks []float32 // of each sentence
}

// run adds the gradients of the examples to the worker's.
func (w *worker) run(batch []*example) {
	w.at = 0
	n := w.n
	off := make([]int, len(batch)+1)
	for i, e := range batch {
		off[i+1] = off[i] + e.len()
	}
	T := off[len(batch)]
	x, xMask := w.embedWords(batch, T)
	states := make([]layerState, n.Layers)
	in := x
	for l := range states {
		states[l] = w.layerForward(l, in, batch, off, T)
		in = states[l].out
	}
	width := 2 * n.Hidden
	dTop := w.alloc(T * width)
	heads := w.linear(n.heads, in, width, T)
	dHeads := w.alloc(T * n.heads.cols)
	w.tags(batch, off, heads, dHeads)
	w.arcsAndLabels(batch, off, T, heads, dHeads)
	w.linearBack(n.heads, in, width, dHeads, dTop, width, T)
	d := dTop
	for l := n.Layers - 1; l >= 0; l-- {
		d = w.layerBack(l, &states[l], d, batch, off, T)
	}
	multiply(d, xMask)
	for t := range T {
		g := d[t*n.Dim : (t+1)*n.Dim]
		for _, r := range w.refs[w.refAt[t]:w.refAt[t+1]] {
			kernel.Axpy(n.path, w.sparse.row(r.row), r.weight, g)
		}
	}
}

// embedWords sums the rows of each word, some of them dropped.
func (w *worker) embedWords(batch []*example, T int) (x, mask []float32) {
	n := w.n
	w.refs, w.refAt = w.refs[:0], append(w.refAt[:0], 0)
	for _, e := range batch {
		source := w.rng.below(sourceRate)
		for i, f := range e.words {
			if i == 0 {
				w.refs = append(w.refs, ref{net.RootRow, 1})
			} else {
				if !w.rng.below(n.Drop) {
					row := f.word
					if row > 0 && w.rng.below(0.6/(0.6+float32(f.count))) {
						row = 0
					}
					w.refs = append(w.refs, ref{int32(row), 1})
				}
				for _, r := range f.affix {
					if !w.rng.below(n.Drop) {
						w.refs = append(w.refs, ref{r, 1})
					}
				}
				if !w.rng.below(n.Drop) {
					s := float32(net.GramWeight) / float32(len(f.grams))
					for _, r := range f.grams {
						w.refs = append(w.refs, ref{r, s})
					}
				}
			}
			if source {
				w.refs = append(w.refs, ref{int32(net.SourceRow + e.source), 1})
			}
			w.refAt = append(w.refAt, len(w.refs))
		}
	}
	x = w.alloc(T * n.Dim)
	for t := range T {
		sum := x[t*n.Dim : (t+1)*n.Dim]
		for _, r := range w.refs[w.refAt[t]:w.refAt[t+1]] {
			kernel.Axpy(n.path, sum, r.weight, n.embed[int(r.row)*n.Dim:int(r.row+1)*n.Dim])
		}
	}
	mask = w.alloc(T * n.Dim)
	w.rng.mask(mask, n.Dropout)
	multiply(x, mask)
	return x, mask
}

func (w *worker) layerForward(l int, in []float32, batch []*example, off []int, T int) layerState {
	n, p := w.n, w.n.layers[l]
	H := n.Hidden
	width := 2 * H
	s := layerState{in: in, u: w.alloc(T * p.cols), out: w.alloc(T * width), masks: w.alloc(len(batch) * width)}
	kernel.Gemm(n.path, s.u, p.cols, in, p.rows, p.w, p.cols, T, p.rows, p.cols)
	f, r, c := w.alloc(T*width), w.alloc(T*width), w.alloc(T*width)
	v := n.gates[l].w
	for d := range 2 {
		s.dirs[d] = make([]recurrent, len(batch))
		for k, e := range batch {
			at := d*T*H + off[k]*H
			s.dirs[d][k] = recurrent{u: s.u[off[k]*p.cols+d*4*H:], stride: p.cols, h: H, n: e.len(), f: f[at:], r: r[at:], c: c[at:],
				out: s.out[off[k]*width+d*H:], outStride: width, back: d == 1}
			s.dirs[d][k].forward(n.path, v[d*H:], v[(2+d)*H:], v[(4+d)*H:], v[(6+d)*H:], w.zero)
		}
	}
	w.rng.mask(s.masks, n.Dropout)
	for k, e := range batch {
		for i := range e.len() {
			multiply(s.out[(off[k]+i)*width:(off[k]+i+1)*width], s.masks[k*width:])
		}
	}
	return s
}

// layerBack returns the gradient of the layer's input; it changes d, that of its output.
func (w *worker) layerBack(l int, s *layerState, d []float32, batch []*example, off []int, T int) []float32 {
	n, p := w.n, w.n.layers[l]
	H := n.Hidden
	width := 2 * H
	du := w.alloc(T * p.cols)
	v, g := n.gates[l].w, w.grad(n.gates[l])
	for k, e := range batch {
		for i := range e.len() {
			multiply(d[(off[k]+i)*width:(off[k]+i+1)*width], s.masks[k*width:])
		}
		for q := range 2 {
			s.dirs[q][k].backward(n.path, du[off[k]*p.cols+q*4*H:], d[off[k]*width+q*H:], v[q*H:], v[(2+q)*H:],
				g[q*H:], g[(2+q)*H:], g[(4+q)*H:], g[(6+q)*H:], w.state, w.zero)
		}
	}
	xt := w.alloc(p.rows * T)
	transpose(xt, s.in, T, p.rows, p.rows)
	kernel.Gemm(n.path, w.grad(p), p.cols, xt, T, du, p.cols, p.rows, T, p.cols)
	dIn := w.alloc(T * p.rows)
	kernel.Gemm(n.path, dIn, p.rows, du, p.cols, p.t, p.rows, T, p.cols, p.rows)
	return dIn
}

// tags sets the gradients of the columns of the two tag sets.
func (w *worker) tags(batch []*example, off []int, heads, dHeads []float32) {
	n := w.n
	x := 2*n.Arc + 2*n.Label
	u := x + len(n.weights.XPOS)
	end := u + len(n.weights.UPOS)
	hit := func(count *int, ok bool) {
		if ok {
			*count++
		}
	}
	for k, e := range batch {
		for i := 1; i < e.len(); i++ {
			at := (off[k] + i) * n.heads.cols
			row := dHeads[at+x : at+end]
			copy(row, heads[at+x:at+end])
			l, ok := softmax(row[:u-x], u-x, e.goal[i].XPOS)
			w.loss.XPOS += l
			hit(&w.loss.XPOSHit, ok)
			l, ok = softmax(row[u-x:], end-u, e.goal[i].UPOS)
			w.loss.UPOS += l
			hit(&w.loss.UPOSHit, ok)
			for j := range row {
				row[j] *= n.TagWeight
			}
			w.loss.Words++
		}
	}
}

// arcsAndLabels sets the gradients of the columns of arcs and labels. It changes heads.
func (w *worker) arcsAndLabels(batch []*example, off []int, T int, heads, dHeads []float32) {
	n := w.n
	A, L, C := n.Arc, n.Label, n.heads.cols
	mask := w.alloc(T * 2 * A)
	w.rng.mask(mask, n.Dropout)
	for t := range T {
		row := heads[t*C : t*C+2*A]
		leaky(row)
		multiply(row, mask[t*2*A:])
	}
	query := w.linear(n.arc, heads, C, T)
	dQuery := w.alloc(T * A)
	gDist := w.grad(n.dist)
	z, rows := w.alloc(T*L), 0
	for k, e := range batch {
		o := off[k]
		w.arcs(e, query[o*A:], heads[o*C:], dQuery[o*A:], dHeads[o*C:], gDist)
		for i := 1; i < e.len(); i++ {
			row := z[rows*L : (rows+1)*L]
			copy(row, heads[(o+i)*C+2*A:])
			add(row, heads[(o+e.heads[i])*C+2*A+L:])
			rows++
		}
	}
	w.linearBack(n.arc, heads, C, dQuery, dHeads, C, T)
	for t := range T {
		multiply(dHeads[t*C:t*C+2*A], mask[t*2*A:])
		leakyBack(heads[t*C:t*C+2*A], dHeads[t*C:t*C+2*A])
	}

	z = z[:rows*L]
	leaky(z)
	zMask := w.alloc(rows * L)
	w.rng.mask(zMask, n.Dropout)
	multiply(z, zMask)
	scores := w.linear(n.label, z, L, rows)
	r := 0
	for _, e := range batch {
		for i := 1; i < e.len(); i++ {
			l, ok := softmax(scores[r*n.label.cols:(r+1)*n.label.cols], len(n.weights.Rels), e.goal[i].Rel)
			w.loss.Label += l
			if ok {
				w.loss.LabelHit++
			}
			r++
		}
	}
	dz := w.alloc(rows * L)
	w.linearBack(n.label, z, L, scores, dz, L, rows)
	multiply(dz, zMask)
	leakyBack(z, dz)
	r = 0
	for k, e := range batch {
		for i := 1; i < e.len(); i++ {
			g := dz[r*L : (r+1)*L]
			dep, head := (off[k]+i)*C+2*A, (off[k]+e.heads[i])*C+2*A+L
			add(dHeads[dep:dep+L], g)
			add(dHeads[head:head+L], g)
			r++
		}
	}
}

// arcs takes the loss of the heads of one sentence to the gradients of its queries and keys.
func (w *worker) arcs(e *example, query, heads, dQuery, dHeads, gDist []float32) {
	n := w.n
	A, C, N := n.Arc, n.heads.cols, e.len()
	ld := roundUp(N, 16)
	keys := w.alloc(A * ld)
	for i := range N {
		for j, v := range heads[i*C+A : i*C+2*A] {
			keys[j*ld+i] = v
		}
	}
	score := w.alloc(N * ld)
	kernel.Gemm(n.path, score, ld, query, A, keys, ld, N, A, ld)
	clear(score[:ld])
	for i := 1; i < N; i++ {
		row := score[i*ld : (i+1)*ld]
		row[0] += n.dist.w[net.RootBin]
		for j := 1; j < N; j++ {
			row[j] += n.dist.w[net.DistBin(i, j)]
		}
		row[i] = -1e9
		l, ok := softmax(row, N, e.goal[i].Head)
		w.loss.Arc += l
		if ok {
			w.loss.ArcHit++
		}
		gDist[net.RootBin] += row[0]
		for j := 1; j < N; j++ {
			gDist[net.DistBin(i, j)] += row[j]
		}
	}
	kernel.Gemm(n.path, dQuery, A, score, ld, heads[A:], C, N, N, A)
	t := w.alloc(ld * N)
	transpose(t, score, N, ld, ld)
	kernel.Gemm(n.path, dHeads[A:], C, t, N, query, A, N, N, A)
}
