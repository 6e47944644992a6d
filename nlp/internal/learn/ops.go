package learn

import (
	"math"

	"chancery/nlp/internal/net"

	"chancery/nlp/internal/kernel"
)

func sqrt(x float64) float64 { return math.Sqrt(x) }

func roundUp(n, m int) int { return (n + m - 1) / m * m }

// random is a small generator for dropout (xorshift64*).
type random struct{ s uint64 }

func newRandom(seed int64) random {
	return random{uint64(seed)*0x9E3779B97F4A7C15 | 1}
}

func (r *random) next() uint64 {
	r.s ^= r.s >> 12
	r.s ^= r.s << 25
	r.s ^= r.s >> 27
	return r.s * 2685821657736338717
}

// below reports true with probability p.
func (r *random) below(p float32) bool { return float32(r.next()>>40)/(1<<24) < p }

// mask fills m with 0, with probability p, or 1/(1-p).
func (r *random) mask(m []float32, p float32) {
	keep := 1 / (1 - p)
	cut := uint32(float64(p) * (1 << 16))
	var bits uint64
	for i := range m {
		if i%4 == 0 {
			bits = r.next()
		}
		m[i] = keep
		if uint32(bits&0xffff) < cut {
			m[i] = 0
		}
		bits >>= 16
	}
}

func multiply(x, y []float32) {
	y = y[:len(x)]
	for i := range x {
		x[i] *= y[i]
	}
}

func add(y, x []float32) {
	x = x[:len(y)]
	for i := range y {
		y[i] += x[i]
	}
}

func transpose(dst, src []float32, rows, cols, stride int) {
	const tile = 16
	for i0 := 0; i0 < rows; i0 += tile {
		i1 := min(i0+tile, rows)
		for j0 := 0; j0 < cols; j0 += tile {
			j1 := min(j0+tile, cols)
			for i := i0; i < i1; i++ {
				for j := j0; j < j1; j++ {
					dst[j*rows+i] = src[i*stride+j]
				}
			}
		}
	}
}

func leaky(x []float32) {
	for i, v := range x {
		if v < 0 {
			x[i] = 0.1 * v
		}
	}
}

// leakyBack takes the gradient through leaky, whose output was y.
func leakyBack(y, dy []float32) {
	for i, v := range y {
		if v < 0 {
			dy[i] *= 0.1
		}
	}
}

// softmax replaces the first k values of row by the gradient of the cross-entropy and returns the
// loss. The rest becomes 0.
func softmax(row []float32, k int, goal []net.Share) (loss float64, right bool) {
	top, best := row[0], 0
	for i, v := range row[:k] {
		if v > top {
			top, best = v, i
		}
	}
	var sum float32
	for i, v := range row[:k] {
		e := exp(v - top)
		row[i] = e
		sum += e
	}
	inv := 1 / sum
	for i := range row[:k] {
		row[i] *= inv
	}
	clear(row[k:])
	likely := goal[0]
	for _, g := range goal {
		loss -= float64(g.P) * math.Log(math.Max(float64(row[g.Index]), 1e-9))
		if g.P > likely.P {
			likely = g
		}
	}
	for _, g := range goal {
		row[g.Index] -= g.P
	}
	return loss, best == int(likely.Index)
}

// exp is e to the power of x ≤ 0, to about six digits.
func exp(x float32) float32 {
	if x < -80 {
		return 0
	}
	t := x * 1.442695
	n := math.Floor(float64(t))
	f := t - float32(n)
	// 2^f on [0,1), a minimax polynomial
	p := 1 + f*(0.6931472+f*(0.2402265+f*(0.05550411+f*(0.009618129+f*(0.001333356+f*0.0001546)))))
	return math.Float32frombits(uint32(int32(math.Float32bits(p)) + int32(n)<<23))
}

// arena hands out zeroed slices that live until the next reset.
type arena struct {
	buf []float32
	at  int
}

func (a *arena) alloc(n int) []float32 {
	if a.at+n > len(a.buf) {
		a.buf = make([]float32, max(n, 2*len(a.buf), 1<<22))
		a.at = 0
	}
	x := a.buf[a.at : a.at+n : a.at+n]
	a.at += n
	clear(x)
	return x
}

// linear returns x·p + bias, the bias being p's last row.
func (w *worker) linear(p *param, x []float32, stride, rows int) []float32 {
	in := p.rows - 1
	y := w.alloc(rows * p.cols)
	for t := range rows {
		copy(y[t*p.cols:(t+1)*p.cols], p.w[in*p.cols:])
	}
	kernel.Gemm(w.n.path, y, p.cols, x, stride, p.w, p.cols, rows, in, p.cols)
	return y
}

// linearBack adds the gradients of linear to p's and, unless dx is nil, to dx.
func (w *worker) linearBack(p *param, x []float32, stride int, dy, dx []float32, dxStride, rows int) {
	in := p.rows - 1
	g := w.grad(p)
	xt := w.alloc(in * rows)
	transpose(xt, x, rows, in, stride)
	kernel.Gemm(w.n.path, g, p.cols, xt, rows, dy, p.cols, in, rows, p.cols)
	bias := g[in*p.cols:]
	for t := range rows {
		add(bias, dy[t*p.cols:(t+1)*p.cols])
	}
	if dx != nil {
		kernel.Gemm(w.n.path, dx, dxStride, dy, p.cols, p.t, in, rows, p.cols, in)
	}
}
