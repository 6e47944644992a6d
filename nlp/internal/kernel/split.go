package kernel

// SplitRoom is how many values more than it needs the slices of BestSplits have.
const SplitRoom = 8

// BestSplits finds of each of count spans of a chart the best of its splits. The chart has a row of n values for each length of a span, so that of span i
// split k scores a[k·n+i] + b[i-k·(n-1)], where b is what lies in chart from at on. It sets best[i] to the greatest of the scores of the splits, and split[i] to the first k that has it; to
// low and 0 where none is above low. All slices have SplitRoom values more than are spoken of; best and split are written there too.
func BestSplits(p Path, best []float32, split []int32, a, chart []float32, at, n, splits, count int, low float32) {
	if splits == 0 || count == 0 {
		return
	}
	_ = best[count+SplitRoom-1]
	_ = split[count+SplitRoom-1]
	_ = a[(splits-1)*n+count+SplitRoom-1]
	_ = chart[at+count+SplitRoom-1]
	_ = chart[at-(splits-1)*(n-1)]
	if p == AVX2 || p == AVX512 {
		for i := 0; i < count; i += 8 {
			bestSplits8(&best[i], &split[i], &a[i], &chart[at+i], n, splits, low)
		}
		return
	}
	best, split = best[:count], split[:count]
	for i := range best {
		best[i], split[i] = low, 0
	}
	for k := range splits {
		x, y := a[k*n:][:count], chart[at-k*(n-1):][:count]
		for i, v := range x {
			if v += y[i]; v > best[i] {
				best[i], split[i] = v, int32(k)
			}
		}
	}
}
