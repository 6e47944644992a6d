//go:build !amd64 && !arm64

package kernel

var paths = []Path{Portable}

func (m *Matrix) mulFast(Path, []float32, int, []uint8, int, int) { panic("kernel: no such path") }

func sruStep(u *float32, h int, vf, vr, c *float32, out *uint8, steps float32) {
	panic("kernel: no such path")
}

func gemmFast(Path, []float32, int, []float32, int, []float32, int, int, int, int) {
	panic("kernel: no such path")
}

func axpyFast([]float32, float32, []float32) { panic("kernel: no such path") }

func sruForward(out, f, r, c, u, vf, vr, bf, br, prev *float32, h int) { panic("kernel: no such path") }

func sruBackward(du, g, carry, f, r, c, u, vf, vr, prev, gvf, gvr, gbf, gbr *float32, h int) {
	panic("kernel: no such path")
}

func adamStep(w, m1, m2, g *float32, n int, c *[8]float32) { panic("kernel: no such path") }

func leaky8(dst *uint8, a, b *float32, n int, steps float32) { panic("kernel: no such path") }

func addInt8(sum *float32, s float32, q *byte, n int) { panic("kernel: no such path") }

func maxIndex8(x *float32, n int) int { panic("kernel: no such path") }

func bestSplits8(best *float32, split *int32, a, b *float32, n, splits int, low float32) {
	panic("kernel: no such path")
}
