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

// WordHash returns the hash under which a known word is kept.
func WordHash(form string) uint64 {
	var f Features
	f.Extract(form)
	return f.Word
}

// WordRow returns the row of the i-th known word.
func (w *Weights) WordRow(i int) int { return SourceRow + w.Sources + i }

// BucketRow returns the row that the feature with the given hash shares.
func (w *Weights) BucketRow(hash uint64) int {
	return SourceRow + w.Sources + len(w.Words) + int(hash%uint64(w.Buckets))
}

// Rows returns the number of rows of the embedding table.
func (w *Weights) Rows() int { return SourceRow + w.Sources + len(w.Words) + w.Buckets }

// Blocks quantises the weights: embeddings to 8 bits with a scale a row, matrices to 16 bits
// with a scale a column. It returns the names in file order.
func (w *Weights) Blocks() ([]string, Blocks) {
	if !sort.SliceIsSorted(w.Words, func(i, j int) bool { return w.Words[i] < w.Words[j] }) {
		panic("net: words are not sorted")
	}
	b := Blocks{}
	var names []string
	put := func(name string, data []byte) {
		names = append(names, name)
		b[name] = data
	}
	w.Bins = DistBins
	var conf []byte
	for _, f := range w.fields() {
		conf = binary.LittleEndian.AppendUint32(conf, uint32(*f))
	}
	put("CONF", conf)
	put("XPOS", []byte(strings.Join(w.XPOS, "\n")))
	put("UPOS", []byte(strings.Join(w.UPOS, "\n")))
	put("RELS", []byte(strings.Join(w.Rels, "\n")))
	var words []byte
	for _, h := range w.Words {
		words = binary.LittleEndian.AppendUint64(words, h)
	}
	put("WORD", words)
	q, s := quantiseRows(w.Embed, w.Dim)
	put("EMBQ", q)
	put("EMBS", floatBytes(s))
	in, H := w.Dim, w.Hidden
	for l, m := range w.Layers {
		g := w.Gates[l]
		bias := make([]float32, 8*H)
		for d := 0; d < 2; d++ {
			copy(bias[d*4*H+H:d*4*H+2*H], g[(4+d)*H:(5+d)*H])
			copy(bias[d*4*H+2*H:d*4*H+3*H], g[(6+d)*H:(7+d)*H])
		}
		put(fmt.Sprintf("LYR%d", l), matrixBytes(kernel.Pack(m, in, 8*H, bias)))
		put(fmt.Sprintf("GAT%d", l), floatBytes(g[:4*H]))
		in = 2 * H
	}
	withBias := func(m []float32, in int) []byte {
		n := len(m) / (in + 1)
		return matrixBytes(kernel.Pack(m[:in*n], in, n, m[in*n:]))
	}
	put("HEAD", withBias(w.Heads, in))
	put("ARCS", withBias(w.ArcW, w.Arc))
	put("LABL", withBias(w.LabelW, w.Label))
	put("DIST", floatBytes(w.Dist))
	return names, b
}

// WeightsOf takes the weights back out of a model file, as exactly as quantising has left them.
func WeightsOf(b Blocks) (*Weights, error) {
	n, err := New(b)
	if err != nil {
		return nil, err
	}
	w := &Weights{Config: n.Config, XPOS: n.XPOS, UPOS: n.UPOS, Rels: n.Rels, Dist: n.dist}
	for i := range n.nWords {
		w.Words = append(w.Words, uint64At(n.words, i))
	}
	w.Embed = make([]float32, w.Rows()*w.Dim)
	for r := range w.Rows() {
		n.addRow(w.Embed[r*w.Dim:(r+1)*w.Dim], r, 1)
	}
	H := w.Hidden
	for _, ly := range n.layers {
		m := ly.w.Unpack(8 * H)
		k := len(m)/(8*H) - 1
		bias := m[k*8*H:]
		gates := append(ly.gates[:4*H:4*H], make([]float32, 4*H)...)
		for d := range 2 {
			copy(gates[(4+d)*H:(5+d)*H], bias[d*4*H+H:])
			copy(gates[(6+d)*H:(7+d)*H], bias[d*4*H+2*H:])
		}
		w.Layers, w.Gates = append(w.Layers, m[:k*8*H]), append(w.Gates, gates)
	}
	w.Heads = n.heads.Unpack(n.heads.N)
	w.ArcW = n.arc.Unpack(w.Arc)
	w.LabelW = n.label.Unpack(n.label.N)
	return w, nil
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
