package kernel

// Gemm adds the product of the m×k matrix a and the k×n matrix b to c, all row-major
// with the given strides. n is a multiple of 16.
func Gemm(p Path, c []float32, ldc int, a []float32, lda int, b []float32, ldb int, m, k, n int) {
	if m == 0 || k == 0 || n == 0 {
		return
	}
	_ = c[(m-1)*ldc+n-1]
	_ = a[(m-1)*lda+k-1]
	_ = b[(k-1)*ldb+n-1]
	if p != Portable {
		gemmFast(p, c, ldc, a, lda, b, ldb, m, k, n)
		return
	}
	for i := 0; i < m; i++ {
		row := c[i*ldc : i*ldc+n]
		for q, x := range a[i*lda : i*lda+k] {
			y := b[q*ldb : q*ldb+n]
			for j := range row {
				row[j] += float32(x * y[j])
			}
		}
	}
}

// Axpy adds s·x to y.
func Axpy(p Path, y []float32, s float32, x []float32) {
	x = x[:len(y)]
	n := 0
	if p != Portable && len(y) >= 8 {
		n = len(y) &^ 7
		axpyFast(y[:n], s, x[:n])
	}
	for i := n; i < len(y); i++ {
		y[i] += float32(s * x[i])
	}
}
