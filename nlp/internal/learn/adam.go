package learn

import (
	"math"
	"sync"

	"chancery/nlp/internal/kernel"
)

// shards is the number of parts of a batch. Their gradients are added in order, so that
// the result does not depend on how many run at once.
const shards = 2

const (
	beta1, beta2 = 0.9, 0.98
	epsilon      = 1e-8
	warmup       = 300 // steps
	clip         = 5.0 // norm of the dense gradient
	lossScale    = 20  // of the mean loss
)

// update takes one step on a batch.
func (n *network) update(workers *[shards]*worker, batch []*example, size, steps int) {
	for _, p := range n.params {
		if p.t != nil || p.rows > 8 {
			rows := p.rows
			if p == n.heads || p == n.arc || p == n.label {
				rows-- // the bias
			}
			if p.t == nil {
				p.t = make([]float32, rows*p.cols)
			}
			transpose(p.t, p.w, rows, p.cols, p.cols)
		}
	}
	var parts [shards][]*example
	var load [shards]int
	for _, e := range batch {
		k := 0
		for q := range load {
			if load[q] < load[k] {
				k = q
			}
		}
		parts[k] = append(parts[k], e)
		load[k] += e.len()
	}
	var wg sync.WaitGroup
	for k, w := range workers {
		if len(parts[k]) == 0 {
			continue
		}
		wg.Go(func() { w.run(parts[k]) })
	}
	wg.Wait()

	n.step++
	done := math.Min(1, float64(n.step)/float64(steps))
	rate := n.Rate * math.Min(1, float64(n.step)/warmup) * math.Max(0.01, 0.5*(1+math.Cos(math.Pi*done)))
	scale := float32(lossScale) / float32(size)

	first := workers[0]
	for _, w := range workers[1:] {
		add(first.dense, w.dense)
		clear(w.dense)
	}
	var norm float64
	for _, x := range first.dense {
		norm += float64(x) * float64(x)
	}
	if norm = math.Sqrt(norm) * float64(scale); norm > clip {
		scale *= float32(clip / norm)
	}
	a := kernel.Adam{Beta1: beta1, Beta2: beta2, Epsilon: epsilon, Scale: scale,
		Rate:     float32(rate) / float32(1-math.Pow(beta1, float64(n.step))),
		Correct2: 1 / float32(1-math.Pow(beta2, float64(n.step)))}
	for _, p := range n.params {
		a.Step(n.path, p.w, p.m1, p.m2, first.dense[p.at:p.at+len(p.w)])
	}
	clear(first.dense)
	for _, w := range workers[1:] {
		for i, row := range w.sparse.rows {
			add(first.sparse.row(row), w.sparse.grad[i*n.Dim:(i+1)*n.Dim])
		}
		w.sparse.reset()
	}
	for i, row := range first.sparse.rows {
		at := int(row) * n.Dim
		a.Step(n.path, n.embed[at:at+n.Dim], n.m1[at:at+n.Dim], n.m2[at:at+n.Dim], first.sparse.grad[i*n.Dim:(i+1)*n.Dim])
	}
	first.sparse.reset()
}

// sparse collects gradients of single rows.
type sparse struct {
	dim  int
	slot []int32 // of each row: 1 + its place in rows, 0 for none
	rows []int32
	grad []float32
}

func (s *sparse) row(r int32) []float32 {
	k := s.slot[r]
	if k == 0 {
		s.rows = append(s.rows, r)
		k = int32(len(s.rows))
		s.slot[r] = k
		need := len(s.rows) * s.dim
		if need > len(s.grad) {
			s.grad = append(s.grad, make([]float32, max(need-len(s.grad), len(s.grad)))...)
		}
		clear(s.grad[need-s.dim : need])
	}
	return s.grad[(int(k)-1)*s.dim : int(k)*s.dim]
}

func (s *sparse) reset() {
	for _, r := range s.rows {
		s.slot[r] = 0
	}
	s.rows = s.rows[:0]
}
