package kernel

// Leaky sets dst to the quantised rectified sum of a and b, of which steps make 1: what is below zero counts a tenth. b is nil for zeros.
func Leaky(p Path, dst []uint8, a, b []float32, steps float32) {
	dst = dst[:len(a)]
	if b == nil {
		b = zeros[:len(a)]
	}
	b = b[:len(a)]
	n := 0
	if p != Portable && len(a) >= 8 {
		n = len(a) &^ 7
		leaky8(&dst[0], &a[0], &b[0], n, steps)
	}
	for i := n; i < len(a); i++ {
		v := a[i] + b[i]
		dst[i] = quantise(max(v, float32(leak*v)), steps)
	}
}

// leak is what a negative value keeps of itself.
const leak = 0.1

// MaxLeaky is the longest vector that Leaky takes without b.
const MaxLeaky = 1 << 12

var zeros [MaxLeaky]float32

// LeakyFloat is the rectifier of Leaky for one value.
func LeakyFloat(v float32) float32 { return max(v, float32(leak*v)) }

// AddInt8 adds s times the signed bytes q to sum.
func AddInt8(p Path, sum []float32, s float32, q []byte) {
	q = q[:len(sum)]
	n := 0
	if p != Portable && len(sum) >= 8 {
		n = len(sum) &^ 7
		addInt8(&sum[0], s, &q[0], n)
	}
	for i := n; i < len(sum); i++ {
		sum[i] += float32(s * float32(int8(q[i])))
	}
}

// MaxIndex returns the place of the first of the greatest values of x; of values that are no numbers only the first counts, as the greatest. x is not empty.
func MaxIndex(p Path, x []float32) int {
	best, n := 0, 0
	if (p == AVX2 || p == AVX512) && len(x) >= 16 && x[0] == x[0] {
		n = len(x) &^ 7
		best = maxIndex8(&x[0], n)
	}
	top := x[best]
	for i, v := range x[n:] {
		if v > top {
			best, top = n+i, v
		}
	}
	return best
}
