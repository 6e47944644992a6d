package learn

import (
	"math"
	"math/rand"
	"unicode"
	"unicode/utf8"

	"chancery/nlp/conllu"
	"chancery/nlp/internal/token"
)

// boundaryExample is a place where a sentence may end.
type boundaryExample struct {
	features []uint32
	end      bool
}

// Boundaries learns the table of sentence ends from running text: the weights of a logistic model, trained by
// stochastic gradient descent with some features of each example left out, the mean of several runs; and
// behind them the set of common words.
func Boundaries(sources [][]*conllu.Sentence, seed int64) []byte {
	common := commonWords(sources)
	var all []boundaryExample
	for _, source := range sources {
		text := conllu.RawText(source)
		ends := sentenceEnds(source, text)
		token.Examples(text, string(common), func(at int) bool { return ends[at] }, func(f []uint32, end bool) {
			all = append(all, boundaryExample{append([]uint32(nil), f...), end})
		})
	}
	out := make([]byte, 1<<token.BoundaryBits)
	const runs = 5
	mean := make([]float64, len(out))
	for run := range int64(runs) {
		for i, v := range logistic(all, seed+run) {
			mean[i] += v / runs
		}
	}
	for i, v := range mean {
		out[i] = byte(int8(math.Max(-127, math.Min(127, math.Round(v*token.WeightScale)))))
	}
	return append(out, common...)
}

// logistic returns the weights of a logistic model of the examples, the mean of the last half of a run. It
// changes the order of the examples.
func logistic(all []boundaryExample, seed int64) []float64 {
	const epochs, rate, drop = 20, 0.1, 0.25
	w, sum := make([]float64, 1<<token.BoundaryBits), make([]float64, 1<<token.BoundaryBits)
	r := rand.New(rand.NewSource(seed))
	var kept []uint32
	step := 0
	for epoch := range epochs {
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, e := range all {
			score := 0.0
			kept = kept[:0]
			for _, f := range e.features {
				if r.Float64() >= drop {
					kept = append(kept, f)
					score += w[f] / (1 - drop)
				}
			}
			g := -1 / (1 + math.Exp(-score))
			if e.end {
				g++
			}
			step++
			eta := rate / (1 + 4*float64(step)/float64(epochs*len(all)))
			for _, f := range kept {
				w[f] += eta * g
			}
		}
		if epoch >= epochs/2 {
			for i, v := range w {
				sum[i] += v / (epochs - epochs/2)
			}
		}
	}
	return sum
}

// commonWords returns the set of the words that the treebanks have in lower case at least twice.
func commonWords(sources [][]*conllu.Sentence) []byte {
	type counts struct{ all, function int }
	count := map[string]counts{}
	for _, source := range sources {
		for _, s := range source {
			for _, w := range s.Words {
				if r, _ := utf8.DecodeRuneInString(w.Form); !unicode.IsLower(r) {
					continue
				}
				c := count[w.Form]
				c.all++
				switch w.UPOS {
				case "DET", "PRON", "ADP", "SCONJ", "CCONJ", "AUX", "ADV", "INTJ", "PART":
					c.function++
				}
				count[w.Form] = c
			}
		}
	}
	out := make([]byte, 1<<token.CommonBits/8)
	for w, n := range count {
		if n.all < 2 {
			continue
		}
		for _, p := range token.CommonPlaces(w, 2*n.function > n.all) {
			out[p>>3] |= 1 << (p & 7)
		}
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
