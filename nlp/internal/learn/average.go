package learn

import (
	"slices"

	"chancery/nlp/internal/net"
)

// Mean returns the mean of networks of the same sizes and words. The mean of networks whose
// training started from the same one is steadier than any of them (Wortsman et al., 2022). It reports
// false where they do not fit each other.
func Mean(all []*net.Weights) (*net.Weights, bool) {
	out := *all[0]
	for _, w := range all {
		if w.Config != out.Config || !slices.Equal(w.Words, out.Words) || len(w.Embed) != len(out.Embed) {
			return nil, false
		}
	}
	mean := func(part func(*net.Weights) []float32) []float32 {
		m := make([]float32, len(part(all[0])))
		for _, w := range all {
			for i, v := range part(w) {
				m[i] += v / float32(len(all))
			}
		}
		return m
	}
	out.Layers, out.Gates = nil, nil
	for l := range all[0].Layers {
		out.Layers = append(out.Layers, mean(func(w *net.Weights) []float32 { return w.Layers[l] }))
		out.Gates = append(out.Gates, mean(func(w *net.Weights) []float32 { return w.Gates[l] }))
	}
	out.Embed = mean(func(w *net.Weights) []float32 { return w.Embed })
	out.Heads = mean(func(w *net.Weights) []float32 { return w.Heads })
	out.ArcW = mean(func(w *net.Weights) []float32 { return w.ArcW })
	out.LabelW = mean(func(w *net.Weights) []float32 { return w.LabelW })
	out.Dist = mean(func(w *net.Weights) []float32 { return w.Dist })
	return &out, true
}
