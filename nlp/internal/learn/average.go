package learn

import "chancery/nlp/internal/net"

// Average returns the weighted mean of two networks of the same sizes, words and sources: share of b, the rest of a. The
// mean of a network and the one that its training started from is often steadier than either (Wortsman et al., 2022). It
// reports false where the two do not fit each other.
func Average(a, b *net.Weights, share float32) (*net.Weights, bool) {
	if a.Config != b.Config || len(a.Words) != len(b.Words) || len(a.Embed) != len(b.Embed) {
		return nil, false
	}
	for i, h := range a.Words {
		if b.Words[i] != h {
			return nil, false
		}
	}
	mean := func(x, y []float32) []float32 {
		m := make([]float32, len(y))
		for i := range y {
			m[i] = (1-share)*x[i] + share*y[i]
		}
		return m
	}
	each := func(x, y [][]float32) (m [][]float32) {
		for i := range y {
			m = append(m, mean(x[i], y[i]))
		}
		return m
	}
	out := *b
	out.Embed = mean(a.Embed, b.Embed)
	out.Layers, out.Gates = each(a.Layers, b.Layers), each(a.Gates, b.Gates)
	out.Heads, out.ArcW, out.LabelW, out.Dist = mean(a.Heads, b.Heads), mean(a.ArcW, b.ArcW), mean(a.LabelW, b.LabelW), mean(a.Dist, b.Dist)
	return &out, true
}
