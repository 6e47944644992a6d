package kernel

// Every arm64 machine that Go runs on has NEON.
var paths = []Path{Portable, NEON}

func (m *Matrix) mulFast(_ Path, dst []float32, ldd int, a []uint8, lda, rows int) {
	m.mulPanels(dst, ldd, a, lda, rows)
}

func gemmFast(_ Path, c []float32, ldc int, a []float32, lda int, b []float32, ldb int, m, k, n int) {
	gemmRows(c, ldc, a, lda, b, ldb, 0, m, k, 0, n)
}

func maxIndex8(x *float32, n int) int { panic("kernel: no such path") }

func bestSplits8(best *float32, split *int32, a, b *float32, n, splits int, low float32) {
	panic("kernel: no such path")
}
