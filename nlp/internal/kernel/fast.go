//go:build amd64 || arm64

package kernel

//go:noescape
func mul4x16(dst *float32, ldd int, a *uint8, lda int, w *int8, quads int, start *int32, scale, bias *float32)

//go:noescape
func sruStep(u *float32, h int, vf, vr, c *float32, out *uint8, steps float32)

//go:noescape
func gemm4x16(c *float32, ldc int, a *float32, lda int, b *float32, ldb int, k int)

//go:noescape
func gemm1x16(c *float32, a *float32, b *float32, ldb int, k int)

//go:noescape
func leaky8(dst *uint8, a, b *float32, n int, steps float32)

//go:noescape
func addInt8(sum *float32, s float32, q *byte, n int)

//go:noescape
func axpy8(y *float32, s float32, x *float32, n int)

//go:noescape
func sruForward(out, f, r, c, u, vf, vr, bf, br, prev *float32, h int)

//go:noescape
func sruBackward(du, grad, carry, f, r, c, u, vf, vr, prev, gvf, gvr, gbf, gbr *float32, h int)

//go:noescape
func adamStep(w, m1, m2, grad *float32, n int, c *[8]float32)

// mulPanels is Mul, a panel of columns and four rows at a time.
func (m *Matrix) mulPanels(dst []float32, ldd int, a []uint8, lda, rows int) {
	for j := 0; j < m.N; j += panel {
		w, i, s, b := &m.Data[j*m.K], &m.start[j], &m.Scale[j], &m.Bias[j]
		for r := 0; r < rows; r += 4 {
			mul4x16(&dst[r*ldd+j], ldd, &a[r*lda], lda, w, m.K/quad, i, s, b)
		}
	}
}

// gemmRows is Gemm for the rows from i0 to m and the columns from j0 to n.
func gemmRows(c []float32, ldc int, a []float32, lda int, b []float32, ldb int, i0, m, k, j0, n int) {
	for j := j0; j < n; j += 16 {
		i := i0
		for ; i+4 <= m; i += 4 {
			gemm4x16(&c[i*ldc+j], ldc, &a[i*lda], lda, &b[j], ldb, k)
		}
		for ; i < m; i++ {
			gemm1x16(&c[i*ldc+j], &a[i*lda], &b[j], ldb, k)
		}
	}
}

func axpyFast(y []float32, s float32, x []float32) { axpy8(&y[0], s, &x[0], len(y)) }
