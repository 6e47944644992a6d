package kernel

import "golang.org/x/sys/cpu"

var paths = detect()

func detect() []Path {
	found := []Path{Portable}
	if cpu.X86.HasAVX2 {
		found = append(found, AVX2)
		if cpu.X86.HasAVX512F && cpu.X86.HasAVX512VNNI && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VL {
			found = append(found, AVX512)
		}
	}
	return found
}

//go:noescape
func mul8x32(dst *float32, ldd int, a *uint8, lda int, w *int8, quads int, start *int32, scale, bias *float32)

//go:noescape
func mul4x32(dst *float32, ldd int, a *uint8, lda int, w *int8, quads int, start *int32, scale, bias *float32)

//go:noescape
func maxIndex8(x *float32, n int) int

//go:noescape
func bestSplits8(best *float32, split *int32, a, b *float32, n, splits int, low float32)

//go:noescape
func gemm8x32(c *float32, ldc int, a *float32, lda int, b *float32, ldb int, k int)

func (m *Matrix) mulFast(p Path, dst []float32, ldd int, a []uint8, lda, rows int) {
	if p != AVX512 {
		m.mulPanels(dst, ldd, a, lda, rows)
		return
	}
	for j := 0; j < m.N; j += 32 {
		w, i, s, b := &m.Data[j*m.K], &m.start[j], &m.Scale[j], &m.Bias[j]
		r := 0
		for ; r+8 <= rows; r += 8 {
			mul8x32(&dst[r*ldd+j], ldd, &a[r*lda], lda, w, m.K/quad, i, s, b)
		}
		if r < rows {
			mul4x32(&dst[r*ldd+j], ldd, &a[r*lda], lda, w, m.K/quad, i, s, b)
		}
	}
}

func gemmFast(p Path, c []float32, ldc int, a []float32, lda int, b []float32, ldb int, m, k, n int) {
	j := 0
	if p == AVX512 && m >= 8 {
		for ; j+32 <= n; j += 32 {
			i := 0
			for ; i+8 <= m; i += 8 {
				gemm8x32(&c[i*ldc+j], ldc, &a[i*lda], lda, &b[j], ldb, k)
			}
			gemmRows(c, ldc, a, lda, b, ldb, i, m, k, j, j+32)
		}
	}
	gemmRows(c, ldc, a, lda, b, ldb, 0, m, k, j, n)
}
