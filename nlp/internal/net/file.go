package net

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"maps"
	"math"
	"slices"
	"strings"

	"chancery/nlp/internal/kernel"
)

// A model file is a magic line, the CRC-32C of the rest, a format version, and then
// blocks: a name of four letters, a length of four bytes, and the bytes, padded so that the
// next block starts at a multiple of eight. Numbers are little-endian.
const (
	magic   = "UDMODEL\n"
	version = 2
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Blocks are the parts of a model file, by name.
type Blocks map[string][]byte

// AgreementBlock is the name of the table of what speaks for a UPOS beside an XPOS or a relation: a row each UPOS, with
// the XPOS and then the relations as columns, to be added to the scores of tags.
const AgreementBlock = "AGRE"

// AgreementBytes returns the block of a table.
func AgreementBytes(table []float32) []byte { return floatBytes(table) }

// Encode writes blocks as a file, in the order of their names.
func Encode(b Blocks) []byte {
	out := append([]byte(magic), 0, 0, 0, 0)
	out = binary.LittleEndian.AppendUint32(out, version)
	for _, name := range slices.Sorted(maps.Keys(b)) {
		out = append(out, name...)
		out = binary.LittleEndian.AppendUint32(out, uint32(len(b[name])))
		out = append(out, b[name]...)
		for len(out)%8 != 0 {
			out = append(out, 0)
		}
	}
	binary.LittleEndian.PutUint32(out[8:], crc32.Checksum(out[12:], castagnoli))
	return out
}

// Decode reads the blocks of a file; they alias data.
func Decode(data []byte) (Blocks, error) {
	if len(data) < 16 || string(data[:8]) != magic {
		return nil, errors.New("not a model file")
	}
	if binary.LittleEndian.Uint32(data[8:]) != crc32.Checksum(data[12:], castagnoli) {
		return nil, errors.New("model file is damaged: checksum differs")
	}
	if v := binary.LittleEndian.Uint32(data[12:]); v != version {
		return nil, fmt.Errorf("model file has format %d, this program reads %d", v, version)
	}
	b := Blocks{}
	for at := 16; at < len(data); {
		if len(data)-at < 8 {
			return nil, errors.New("model file ends within a block")
		}
		name, n := string(data[at:at+4]), int(binary.LittleEndian.Uint32(data[at+4:]))
		at += 8
		if n > len(data)-at {
			return nil, errors.New("model file ends within block " + name)
		}
		b[name] = data[at : at+n : at+n]
		at = (at + n + 7) &^ 7
	}
	return b, nil
}

func float32At(b []byte, i int) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
}

func uint64At(b []byte, i int) uint64 { return binary.LittleEndian.Uint64(b[8*i:]) }

func floatBytes(x []float32) []byte {
	b := make([]byte, 0, 4*len(x))
	for _, v := range x {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}

func bytesFloat(b []byte) []float32 {
	x := make([]float32, len(b)/4)
	for i := range x {
		x[i] = float32At(b, i)
	}
	return x
}

func matrixBytes(m *kernel.Matrix) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(m.K))
	b = binary.LittleEndian.AppendUint32(b, uint32(m.N))
	b = append(b, floatBytes([]float32{m.Steps})...)
	b = append(append(b, floatBytes(m.Scale)...), floatBytes(m.Bias)...)
	for _, v := range m.Data {
		b = append(b, byte(v))
	}
	return b
}

func bytesMatrix(b []byte) (*kernel.Matrix, error) {
	if len(b) < 12 {
		return nil, errors.New("matrix is missing")
	}
	m := &kernel.Matrix{K: int(binary.LittleEndian.Uint32(b)), N: int(binary.LittleEndian.Uint32(b[4:]))}
	if m.K > 1<<16 || m.N > 1<<16 || len(b) != 12+8*m.N+m.K*m.N {
		return nil, errors.New("matrix has the wrong size")
	}
	m.Steps = float32At(b, 2)
	b = b[12:]
	m.Scale, m.Bias = bytesFloat(b[:4*m.N]), bytesFloat(b[4*m.N:8*m.N])
	b = b[8*m.N:]
	m.Data = make([]int8, len(b))
	for i, v := range b {
		m.Data[i] = int8(v)
	}
	return m, m.Check()
}

// configFields lists the numbers of a Config in the order of the file.
func (c *Config) fields() []*int {
	return []*int{&c.Dim, &c.Hidden, &c.Layers, &c.Arc, &c.Label, &c.Buckets, &c.Sources, &c.Source, &c.Bins}
}

// New makes a network of the blocks of a model file. Large tables keep
// pointing into them.
func New(b Blocks) (*Net, error) {
	n := &Net{Path: kernel.Best()}
	conf := b["CONF"]
	fs := n.fields()
	if len(conf) != 4*len(fs) {
		return nil, errors.New("model file: no configuration")
	}
	for i, f := range fs {
		*f = int(binary.LittleEndian.Uint32(conf[4*i:]))
		if *f > 1<<24 {
			return nil, errors.New("model file: configuration out of range")
		}
	}
	if n.Dim <= 0 || n.Dim%4 != 0 || n.Hidden <= 0 || n.Hidden%8 != 0 || n.Layers <= 0 || n.Layers > 8 || n.Arc <= 0 || n.Arc%4 != 0 ||
		n.Label <= 0 || n.Label%4 != 0 || n.Buckets <= 0 || n.Source >= n.Sources || n.Bins != DistBins ||
		n.Arc > kernel.MaxLeaky {
		return nil, errors.New("model file: configuration makes no sense")
	}
	split := func(name string) []string { return strings.Split(string(b[name]), "\n") }
	if len(b["XPOS"]) == 0 || len(b["UPOS"]) == 0 {
		return nil, errors.New("model file: no tags")
	}
	n.XPOS, n.UPOS, n.Rels = split("XPOS"), split("UPOS"), split("RELS")
	if len(n.XPOS) > 255 || len(n.UPOS) > 255 || len(n.Rels) > 255 {
		return nil, errors.New("model file: too many tags")
	}
	n.rootLabel = -1
	for i, r := range n.Rels {
		if r == "root" {
			n.rootLabel = i
		}
	}
	if n.rootLabel < 0 || len(n.Rels) < 2 {
		return nil, errors.New("model file: no root relation")
	}
	n.words, n.embed, n.embScale = b["WORD"], b["EMBQ"], b["EMBS"]
	n.nWords = len(n.words) / 8
	rows := SourceRow + n.Sources + n.nWords + n.Buckets
	if len(n.words)%8 != 0 || len(n.embed) != rows*n.Dim || len(n.embScale) != 4*rows {
		return nil, errors.New("model file: embeddings have the wrong size")
	}
	n.dist = bytesFloat(b["DIST"])
	if len(n.dist) != DistBins {
		return nil, errors.New("model file: no table of distances")
	}
	for d := -MaxTokens; d <= MaxTokens; d++ {
		n.far = append(n.far, n.dist[DistBin(0, d)])
	}
	if a, ok := b[AgreementBlock]; ok {
		n.agreement = bytesFloat(a)
		if len(n.agreement) != len(n.UPOS)*(len(n.XPOS)+len(n.Rels)) {
			return nil, errors.New("model file: the agreement of tags has the wrong size")
		}
	}
	var err error
	if n.second, err = newSecond(b[SecondBlock], len(n.UPOS)); err != nil {
		return nil, err
	}
	matrix := func(name string, k, cols int) *kernel.Matrix {
		m, e := bytesMatrix(b[name])
		if e == nil && (m.K != k || m.N < cols) {
			e = errors.New("matrix has the wrong size")
		}
		if e != nil && err == nil {
			err = fmt.Errorf("model file: %s: %w", name, e)
		}
		return m
	}
	in := n.Dim
	for l := 0; l < n.Layers; l++ {
		ly := layer{matrix(fmt.Sprintf("LYR%d", l), in, 8*n.Hidden), bytesFloat(b[fmt.Sprintf("GAT%d", l)])}
		if len(ly.gates) != 4*n.Hidden {
			return nil, errors.New("model file: gates have the wrong size")
		}
		n.layers = append(n.layers, ly)
		in = 2 * n.Hidden
	}
	n.heads = matrix("HEAD", in, 2*n.Arc+2*n.Label+len(n.XPOS)+len(n.UPOS))
	n.arc = matrix("ARCS", n.Arc, n.Arc)
	n.label = matrix("LABL", n.Label, len(n.Rels))
	if err != nil {
		return nil, err
	}
	if n.layers[0].w.N != 8*n.Hidden {
		return nil, errors.New("model file: hidden size is not padded")
	}
	sum := make([]float32, n.Dim)
	n.addRow(sum, RootRow, 1)
	n.addRow(sum, SourceRow+n.Source, 1)
	root := make([]uint8, kernel.RowBlock*n.Dim)
	kernel.Quantise(root, sum, n.layers[0].w.Steps)
	n.root = make([]float32, kernel.RowBlock*8*n.Hidden)
	n.layers[0].w.Mul(n.Path, n.root, 8*n.Hidden, root, n.Dim, 1)
	return n, nil
}
