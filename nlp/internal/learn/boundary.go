package learn

import (
	"math"
	"math/rand"

	"chancery/nlp/conllu"
	"chancery/nlp/internal/token"
)

// Boundaries learns the weights of sentence ends from running text: a logistic model, trained by
// stochastic gradient descent and averaged over the last half.
func Boundaries(sources [][]*conllu.Sentence, seed int64) []byte {
	type example struct {
		features []uint32
		end      bool
	}
	var all []example
	for _, source := range sources {
		text := conllu.RawText(source)
		ends := sentenceEnds(source, text)
		token.Examples(text, func(at int) bool { return ends[at] }, func(f []uint32, end bool) {
			all = append(all, example{append([]uint32(nil), f...), end})
		})
	}
	const size = 1 << token.BoundaryBits
	const epochs, rate, decay = 10, 0.1, 2e-6
	w, sum := make([]float64, size), make([]float64, size)
	r := rand.New(rand.NewSource(seed))
	step := 0
	for epoch := range epochs {
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, e := range all {
			score := 0.0
			for _, f := range e.features {
				score += w[f]
			}
			g := -1 / (1 + math.Exp(-score))
			if e.end {
				g++
			}
			step++
			eta := rate / (1 + 4*float64(step)/float64(epochs*len(all)))
			for _, f := range e.features {
				w[f] += eta * (g - decay*w[f])
			}
		}
		if epoch >= epochs/2 {
			for i, v := range w {
				sum[i] += v
			}
		}
	}
	out := make([]byte, size)
	for i, v := range sum {
		v = math.Round(v / (epochs - epochs/2) * token.WeightScale)
		out[i] = byte(int8(math.Max(-127, math.Min(127, v))))
	}
	return out
}

// sentenceEnds returns the offsets in the running text at which sentences end.
func sentenceEnds(sentences []*conllu.Sentence, text string) map[int]bool {
	ends := map[int]bool{}
	at := 0
	skip := func() {
		for at < len(text) && (text[at] == ' ' || text[at] == '\n') {
			at++
		}
	}
	for _, s := range sentences {
		for _, t := range s.Tokens {
			skip()
			at += len(t.Form)
		}
		ends[at] = true
	}
	return ends
}
