package learn

import (
	"math"
	"math/rand"

	"chancery/nlp/conllu"
	"chancery/nlp/internal/net"
)

// How the second tagger is trained. SecondBits is the size of its table, as a power of two; the others were chosen on the dev parts of the treebanks.
const (
	secondBits   = 17
	secondEpochs = 8
	secondRate   = 0.1
	secondDrop   = 0.2
)

// Second returns the block of the second tagger of a network with the given tags and relations: a logistic model of the UPOS of each word of
// the sentences, by their own trees, trained by stochastic gradient descent with some features of each word left out; the mean of the last half of the passes.
func Second(sentences []*conllu.Sentence, uposNames, relNames []string, seed int64) []byte {
	upos, rels := index(uposNames), index(relNames)
	t := &secondTrainer{tags: len(uposNames), random: rand.New(rand.NewSource(seed)), p: make([]float32, len(uposNames))}
	t.weights = make([]float32, t.tags<<secondBits)
	sum := make([]float32, len(t.weights))
	for epoch := range secondEpochs {
		t.rate = secondRate / (1 + 4*float32(epoch)/secondEpochs)
		for _, k := range t.random.Perm(len(sentences)) {
			t.sentence(sentences[k], upos, rels)
		}
		if epoch >= secondEpochs/2 {
			for i, w := range t.weights {
				sum[i] += w
			}
		}
	}
	block := make([]byte, len(sum))
	for i, v := range sum {
		v *= net.SecondSteps / float32(secondEpochs-secondEpochs/2)
		block[i] = byte(int8(math.Max(-127, math.Min(127, math.RoundToEven(float64(v))))))
	}
	return block
}

// secondTrainer trains the second tagger.
type secondTrainer struct {
	tags    int
	weights []float32 // a row for each hash of a feature
	rate    float32
	random  *rand.Rand
	p       []float32
	rows    []int
	goal    [1]net.Share
}

// sentence takes a step for each word of a sentence.
func (t *secondTrainer) sentence(s *conllu.Sentence, upos, rels map[string]int) {
	words := make([]net.Word, len(s.Words))
	for i, w := range s.Words {
		words[i] = net.Word{Rel: uint8(rels[w.Rel]), Head: int16(w.Head - 1)}
	}
	net.SecondFeatures(func(i int) string { return s.Words[i].Form }, words, func(i int, features []uint32) {
		t.learn(features, upos[s.Words[i].UPOS])
	})
}

// learn takes a step for a word with the given features and tag.
func (t *secondTrainer) learn(features []uint32, tag int) {
	clear(t.p)
	t.rows = t.rows[:0]
	for _, f := range features {
		if t.random.Float32() < secondDrop {
			continue
		}
		at := int(f>>(32-secondBits)) * t.tags
		t.rows = append(t.rows, at)
		for u, w := range t.weights[at : at+t.tags] {
			t.p[u] += w / (1 - secondDrop)
		}
	}
	t.goal[0] = net.Share{Index: uint16(tag), P: 1}
	softmax(t.p, t.tags, t.goal[:])
	for _, at := range t.rows {
		row := t.weights[at : at+t.tags]
		for u, g := range t.p {
			row[u] -= t.rate * g
		}
	}
}
