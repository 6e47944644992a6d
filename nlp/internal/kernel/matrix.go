package kernel

import (
	"errors"
	"math"
)

// Matrix is a quantised K×N weight matrix with a bias, in the layout that the
// kernels read: panels of 16 columns; in a panel, for each four rows, the four
// weights of each column side by side. K is padded to a multiple of 4 and N to a
// multiple of 32 with zeros.
//
// Each column has its own scale. No sum of its products with activations can leave an int32, and no sum of the two products
// of neighbouring rows, an even one and the next, an int16: AVX2 adds up these first.
type Matrix struct {
	K, N  int       // padded
	Steps float32   // of an activation, that make 1
	Scale []float32 // of each column, with 1/Steps already in it
	Bias  []float32
	Data  []int8
	start []int32 // of each column, what takes zeroAct out of the sum
}

const (
	panel  = 16
	quad   = 4
	nBlock = 32
)

func roundUp(n, m int) int { return (n + m - 1) / m * m }

// Pack quantises the k×n row-major matrix w and its bias (nil for none), for activations of which the given number
// of steps make 1.
func Pack(w []float32, k, n int, bias []float32, steps float32) *Matrix {
	m := &Matrix{K: roundUp(k, quad), N: roundUp(n, nBlock), Steps: steps}
	m.Scale, m.Bias = make([]float32, m.N), make([]float32, m.N)
	m.Data = make([]int8, m.K*m.N)
	copy(m.Bias, bias)
	for j := 0; j < n; j++ {
		var top float64 // of the weights, and of the sums of two neighbours
		for i := 0; i < k; i++ {
			v := float64(w[i*n+j])
			top = math.Max(top, math.Abs(v))
			if i%2 == 1 {
				top = math.Max(top, math.Abs(v+float64(w[(i-1)*n+j])))
			}
		}
		if top == 0 {
			continue
		}
		step := top / 127 // rounding can make a sum of two 128
		for i := 0; i < k; i++ {
			m.Data[m.index(i, j)] = int8(math.RoundToEven(float64(w[i*n+j]) / step))
		}
		m.Scale[j] = float32(step / float64(steps))
	}
	m.prepare()
	return m
}

// prepare computes where the sums start.
func (m *Matrix) prepare() {
	m.start = make([]int32, m.N)
	for j := range m.start {
		for i := range m.K {
			m.start[j] -= zeroAct * int32(m.Data[m.index(i, j)])
		}
	}
}

func (m *Matrix) index(i, j int) int {
	return (j/panel)*panel*m.K + i/quad*quad*panel + (j%panel)*quad + i%quad
}

// maxK is a number of rows with which no sum leaves an int32.
const maxK = 1 << 16

// Check makes a matrix ready whose parts were read from a file. An error says that they do not fit each other, or that a sum could overflow.
func (m *Matrix) Check() error {
	if m.K <= 0 || m.N <= 0 || m.K%quad != 0 || m.K > maxK || m.N%nBlock != 0 || !(m.Steps > 0) ||
		len(m.Data) != m.K*m.N || len(m.Scale) != m.N || len(m.Bias) != m.N {
		return errors.New("matrix: sizes do not fit each other")
	}
	for i := 0; i < len(m.Data); i += 2 {
		// 255·s has to lie between -32768 and 32767
		if s := int(m.Data[i]) + int(m.Data[i+1]); s > 128 || s < -128 {
			return errors.New("matrix: two weights whose products can overflow")
		}
	}
	m.prepare()
	return nil
}

// Mul sets dst[r*ldd+j] to Σ (a[r*lda+i]-zeroAct)·w[i][j], scaled, + bias[j] for the given number of
// rows and all N columns. The rows of a and dst beyond rows, up to the next multiple of RowBlock,
// are read and written too. lda is at least K, ldd at least N.
func (m *Matrix) Mul(p Path, dst []float32, ldd int, a []uint8, lda, rows int) {
	if rows == 0 {
		return
	}
	rows = RoundRows(rows)
	_ = dst[(rows-1)*ldd+m.N-1]
	_ = a[(rows-1)*lda+m.K-1]
	_ = m.Data[m.K*m.N-1]
	if p != Portable {
		m.mulFast(p, dst, ldd, a, lda, rows)
		return
	}
	m.mulPortable(dst, ldd, a, lda, rows)
}

// mulPortable is Mul by products of 64 bits, each of one weight with two activations, of which one is in the upper half.
// A sum of such products holds two sums: the lower fits an int32 (Check sees to it), so the upper can be told from it.
func (m *Matrix) mulPortable(dst []float32, ldd int, a []uint8, lda, rows int) {
	var room [2 * 512]int64 // more than any matrix of our models needs
	x := room[:]
	if len(x) < 2*m.K {
		x = make([]int64, 2*m.K)
	}
	x = x[:2*m.K]
	for r := 0; r < rows; r += RowBlock {
		pairRows(x, a[r*lda:], lda)
		for j := 0; j < m.N; j += 4 {
			m.mulColumns(dst[r*ldd+j:], ldd, x, j)
		}
	}
}

// pairRows sets x to RowBlock rows of a, two in one int64.
func pairRows(x []int64, a []uint8, lda int) {
	k := len(x) / 2
	a0, a1, a2, a3 := a[:k], a[lda:lda+k], a[2*lda:2*lda+k], a[3*lda:3*lda+k]
	for i := range a0 {
		x[2*i] = int64(a0[i]) - zeroAct + (int64(a1[i])-zeroAct)<<32
		x[2*i+1] = int64(a2[i]) - zeroAct + (int64(a3[i])-zeroAct)<<32
	}
}

// mulColumns computes columns j to j+3 of the RowBlock rows in x.
func (m *Matrix) mulColumns(dst []float32, ldd int, x []int64, j int) {
	w := m.Data[j/panel*panel*m.K+j%panel*quad:]
	var a0, a2, b0, b2, c0, c2, d0, d2 int64 // of each column, rows 0 and 1, rows 2 and 3
	for i := 0; i+2*quad <= len(x); i += 2 * quad {
		p, q := (*[2 * quad]int64)(x[i:]), (*[4 * quad]int8)(w[i/2*panel:])
		w0, w1, w2, w3 := int64(q[0]), int64(q[1]), int64(q[2]), int64(q[3])
		a0 += p[0] * w0
		a0 += p[2] * w1
		a0 += p[4] * w2
		a0 += p[6] * w3
		a2 += p[1] * w0
		a2 += p[3] * w1
		a2 += p[5] * w2
		a2 += p[7] * w3
		w0, w1, w2, w3 = int64(q[4]), int64(q[5]), int64(q[6]), int64(q[7])
		b0 += p[0] * w0
		b0 += p[2] * w1
		b0 += p[4] * w2
		b0 += p[6] * w3
		b2 += p[1] * w0
		b2 += p[3] * w1
		b2 += p[5] * w2
		b2 += p[7] * w3
		w0, w1, w2, w3 = int64(q[8]), int64(q[9]), int64(q[10]), int64(q[11])
		c0 += p[0] * w0
		c0 += p[2] * w1
		c0 += p[4] * w2
		c0 += p[6] * w3
		c2 += p[1] * w0
		c2 += p[3] * w1
		c2 += p[5] * w2
		c2 += p[7] * w3
		w0, w1, w2, w3 = int64(q[12]), int64(q[13]), int64(q[14]), int64(q[15])
		d0 += p[0] * w0
		d0 += p[2] * w1
		d0 += p[4] * w2
		d0 += p[6] * w3
		d2 += p[1] * w0
		d2 += p[3] * w1
		d2 += p[5] * w2
		d2 += p[7] * w3
	}
	for c, s := range [4][2]int64{{a0, a2}, {b0, b2}, {c0, c2}, {d0, d2}} {
		scale, bias := m.Scale[j+c], m.Bias[j+c]
		for r, v := range s {
			low := int32(v)
			high := int32((v - int64(low)) >> 32)
			dst[2*r*ldd+c] = float32(float32(low)*scale) + bias
			dst[(2*r+1)*ldd+c] = float32(float32(high)*scale) + bias
		}
	}
}

// Quantise makes activations of src, of which steps make 1: rounded half to even, saturating.
func Quantise(dst []uint8, src []float32, steps float32) {
	dst = dst[:len(src)]
	for i, v := range src {
		dst[i] = quantise(v, steps)
	}
}

func quantise(v, steps float32) uint8 {
	v = float32(v * steps)
	if !(v < maxAct) { // no number counts as too large, as it does for the vector instructions
		v = maxAct
	}
	if v < -maxAct {
		v = -maxAct
	}
	const magic = 3 << 22 // adding it rounds to an integer, half to even
	return uint8(int(float32(v+magic)-magic) + zeroAct)
}
