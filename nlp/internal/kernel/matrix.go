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

// Unpack returns the first n columns of the weights in floating point, row-major, with the bias as a last row.
func (m *Matrix) Unpack(n int) []float32 {
	w := make([]float32, (m.K+1)*n)
	for j := range n {
		for i := range m.K {
			w[i*n+j] = float32(m.Data[m.index(i, j)]) * m.Scale[j] * ActScale
		}
		w[m.K*n+j] = m.Bias[j]
	}
	return w
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
	for j0 := 0; j0 < m.N; j0 += panel {
		w := m.Data[j0*m.K : (j0+panel)*m.K]
		for r := 0; r < rows; r++ {
			var acc [panel]int32
			x := a[r*lda : r*lda+m.K]
			for i := 0; i+1 < len(x); i += 2 {
				x0, x1 := int32(x[i]), int32(x[i+1])
				row := (*[2 * panel]int16)(w[i*panel:])
				for j := range acc {
					acc[j] += x0*int32(row[2*j]) + x1*int32(row[2*j+1])
				}
			}
			d := dst[r*ldd+j0 : r*ldd+j0+panel]
			for j := range d {
				d[j] = float32(float32(acc[j])*m.Scale[j0+j]) + m.Bias[j0+j]
			}
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
	if v > maxAct {
		v = maxAct
	}
	if !(v > -maxAct) {
		v = -maxAct
	}
	const magic = 3 << 22 // adding it rounds to an integer, half to even
	return int16(float32(v+magic) - magic)
}
