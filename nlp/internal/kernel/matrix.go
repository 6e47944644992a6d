package kernel

import (
	"errors"
	"math"
)

// Matrix is a quantised K×N weight matrix with a bias, in the layout that the
// kernels read: panels of 16 columns; in a panel, for each pair of rows, the two
// weights of each column side by side. K is padded to an even number and N to a
// multiple of 32 with zeros.
//
// Each column has its own scale, chosen so that no sum of products with int16
// activations can leave an int32.
type Matrix struct {
	K, N  int       // padded
	Scale []float32 // of each column, with 1/ActScale already in it
	Bias  []float32
	Data  []int16
}

const (
	panel  = 16
	nBlock = 32
)

func roundUp(n, m int) int { return (n + m - 1) / m * m }

// Pack quantises the k×n row-major matrix w and its bias (nil for none).
func Pack(w []float32, k, n int, bias []float32) *Matrix {
	m := &Matrix{K: roundUp(k, 2), N: roundUp(n, nBlock)}
	m.Scale, m.Bias = make([]float32, m.N), make([]float32, m.N)
	m.Data = make([]int16, m.K*m.N)
	copy(m.Bias, bias)
	for j := 0; j < n; j++ {
		var sum, top float64
		for i := 0; i < k; i++ {
			a := math.Abs(float64(w[i*n+j]))
			sum += a
			top = math.Max(top, a)
		}
		if top == 0 {
			continue
		}
		// Σ|q|·32767 < 2³¹ needs Σ|q| ≤ 65536; k/2 is what rounding can add.
		step := math.Max(top/32767, sum/float64(65536-k))
		for i := 0; i < k; i++ {
			m.Data[m.index(i, j)] = int16(math.RoundToEven(float64(w[i*n+j]) / step))
		}
		m.Scale[j] = float32(step / ActScale)
	}
	return m
}

func (m *Matrix) index(i, j int) int {
	return (j/panel)*panel*m.K + (i/2)*2*panel + (j%panel)*2 + i%2
}

// Check reports whether the parts of m fit each other and no sum can overflow.
func (m *Matrix) Check() error {
	if m.K <= 0 || m.N <= 0 || m.K%2 != 0 || m.N%nBlock != 0 ||
		len(m.Data) != m.K*m.N || len(m.Scale) != m.N || len(m.Bias) != m.N {
		return errors.New("matrix: sizes do not fit each other")
	}
	return nil
}

// Mul sets dst[r*ldd+j] to Σ a[r*lda+i]·w[i][j] + bias[j] for the given number of
// rows and all N columns. The rows of a and dst beyond rows, up to the next multiple of RowBlock,
// are read and written too. lda is at least K, ldd at least N.
func (m *Matrix) Mul(p Path, dst []float32, ldd int, a []int16, lda, rows int) {
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
// A sum of such products holds two sums: the lower fits an int32 (Pack sees to it), so the upper can be told from it.
func (m *Matrix) mulPortable(dst []float32, ldd int, a []int16, lda, rows int) {
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
func pairRows(x []int64, a []int16, lda int) {
	k := len(x) / 2
	a0, a1, a2, a3 := a[:k], a[lda:lda+k], a[2*lda:2*lda+k], a[3*lda:3*lda+k]
	for i := range a0 {
		x[2*i] = int64(a0[i]) + int64(a1[i])<<32
		x[2*i+1] = int64(a2[i]) + int64(a3[i])<<32
	}
}

// mulColumns computes columns j to j+3 of the RowBlock rows in x.
func (m *Matrix) mulColumns(dst []float32, ldd int, x []int64, j int) {
	w := m.Data[j/panel*panel*m.K+j%panel*2:]
	var a0, a2, b0, b2, c0, c2, d0, d2 int64 // of each column, rows 0 and 1, rows 2 and 3
	for i := 0; i+4 <= len(x); i += 4 {
		p, q := (*[4]int64)(x[i:]), (*[8]int16)(w[i/2*panel:])
		even, odd := int64(q[0]), int64(q[1])
		a0 += p[0] * even
		a0 += p[2] * odd
		a2 += p[1] * even
		a2 += p[3] * odd
		even, odd = int64(q[2]), int64(q[3])
		b0 += p[0] * even
		b0 += p[2] * odd
		b2 += p[1] * even
		b2 += p[3] * odd
		even, odd = int64(q[4]), int64(q[5])
		c0 += p[0] * even
		c0 += p[2] * odd
		c2 += p[1] * even
		c2 += p[3] * odd
		even, odd = int64(q[6]), int64(q[7])
		d0 += p[0] * even
		d0 += p[2] * odd
		d2 += p[1] * even
		d2 += p[3] * odd
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

// Quantise rounds src to fixed point, half to even, saturating.
func Quantise(dst []int16, src []float32) {
	dst = dst[:len(src)]
	for i, v := range src {
		dst[i] = quantise(v)
	}
}

func quantise(v float32) int16 {
	v = float32(v * ActScale)
	if !(v < maxAct) { // no number counts as too large, as it does for the vector instructions
		v = maxAct
	}
	if v < -maxAct {
		v = -maxAct
	}
	const magic = 3 << 22 // adding it rounds to an integer, half to even
	return int16(float32(v+magic) - magic)
}
