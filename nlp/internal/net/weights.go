package net

import (
	"encoding/binary"
	"fmt"
	"math"
	"sort"
	"strings"

	"chancery/nlp/internal/kernel"
)

// Weights are a trained network in floating point, before it is quantised. Matrices
// are row-major, inputs by outputs.
type Weights struct {
	Config
	XPOS, UPOS, Rels []string
	Words            []uint64    // hashes of the known words, ascending
	Embed            []float32   // rows as the constants above say
	Layers           [][]float32 // in × 8·Hidden: for each direction candidate, forget, reset, highway
	Gates            [][]float32 // 8·Hidden: vf, vr, bf, br, each forward and backward
	Heads            []float32   // (2·Hidden+1) × columns, the last row the bias
	ArcW             []float32   // (Arc+1) × Arc
	LabelW           []float32   // (Label+1) × len(Rels)
	Dist             []float32
}

// WordRow returns the row of the i-th known word.
func (w *Weights) WordRow(i int) int { return SourceRow + w.Sources + i }

// BucketRow returns the row that the feature with the given hash shares.
func (w *Weights) BucketRow(hash uint64) int {
	return SourceRow + w.Sources + len(w.Words) + int(hash%uint64(w.Buckets))
}

// Rows returns the number of rows of the embedding table.
func (w *Weights) Rows() int { return SourceRow + w.Sources + len(w.Words) + w.Buckets }

// How many steps of the activations that go into the matrices make 1: what goes into the recurrent layers reaches from -2 to 2, into the heads from
// -4 to 4, into the scorer of arcs from -4.5 to 4.5, and into that of labels from -10.5 to 10.5. All but a few of ten thousand are smaller; those are cut off.
const (
	layerSteps = 64
	headSteps  = 32
	arcSteps   = 28
	labelSteps = 12
)

// Blocks quantises the weights to 8 bits: embeddings with a scale a row, matrices
// with a scale a column.
func (w *Weights) Blocks() Blocks {
	if !sort.SliceIsSorted(w.Words, func(i, j int) bool { return w.Words[i] < w.Words[j] }) {
		panic("net: words are not sorted")
	}
	b := Blocks{}
	w.Bins = DistBins
	var conf []byte
	for _, f := range w.fields() {
		conf = binary.LittleEndian.AppendUint32(conf, uint32(*f))
	}
	b["CONF"] = conf
	b["XPOS"] = []byte(strings.Join(w.XPOS, "\n"))
	b["UPOS"] = []byte(strings.Join(w.UPOS, "\n"))
	b["RELS"] = []byte(strings.Join(w.Rels, "\n"))
	var words []byte
	for _, h := range w.Words {
		words = binary.LittleEndian.AppendUint64(words, h)
	}
	b["WORD"] = words
	q, s := quantiseRows(w.Embed, w.Dim)
	b["EMBQ"] = q
	b["EMBS"] = floatBytes(s)
	in, H := w.Dim, w.Hidden
	for l, m := range w.Layers {
		g := w.Gates[l]
		bias := make([]float32, 8*H)
		for d := 0; d < 2; d++ {
			copy(bias[d*4*H+H:d*4*H+2*H], g[(4+d)*H:(5+d)*H])
			copy(bias[d*4*H+2*H:d*4*H+3*H], g[(6+d)*H:(7+d)*H])
		}
		b[fmt.Sprintf("LYR%d", l)] = matrixBytes(kernel.Pack(m, in, 8*H, bias, layerSteps))
		b[fmt.Sprintf("GAT%d", l)] = floatBytes(g[:4*H])
		in = 2 * H
	}
	withBias := func(m []float32, in int, steps float32) []byte {
		n := len(m) / (in + 1)
		return matrixBytes(kernel.Pack(m[:in*n], in, n, m[in*n:], steps))
	}
	b["HEAD"] = withBias(w.Heads, in, headSteps)
	b["ARCS"] = withBias(w.ArcW, w.Arc, arcSteps)
	b["LABL"] = withBias(w.LabelW, w.Label, labelSteps)
	b["DIST"] = floatBytes(w.Dist)
	return b
}

func quantiseRows(x []float32, dim int) ([]byte, []float32) {
	q, scales := make([]byte, len(x)), make([]float32, len(x)/dim)
	for r := range scales {
		row := x[r*dim : (r+1)*dim]
		var top float64
		for _, v := range row {
			top = math.Max(top, math.Abs(float64(v)))
		}
		if top == 0 {
			continue
		}
		scales[r] = float32(top / 127)
		for i, v := range row {
			q[r*dim+i] = byte(int8(math.RoundToEven(float64(v) * 127 / top)))
		}
	}
	return q, scales
}
