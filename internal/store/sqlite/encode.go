package sqlite

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"sync"

	"chancery"

	"github.com/klauspost/compress/zstd"
)

// maxText bounds what a frame may unfold to, so that a damaged or hostile file cannot fill the memory.
const maxText = 1 << 30

var encoder = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(2), zstd.WithEncoderCRC(true))
	if err != nil { // the options are constants
		panic(err)
	}
	return e
})

var decoder = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(maxText))
	if err != nil {
		panic(err)
	}
	return d
})

func compress(b []byte) []byte { return encoder().EncodeAll(b, nil) }

func decompress(b []byte) ([]byte, error) { return decoder().DecodeAll(b, nil) }

// storedBlock is a block as it is kept. Text is left out where it is a piece of the original. The
// map's segments stand as one flat list of differences.
type storedBlock struct {
	Kind      uint8               `json:"k,omitempty"`
	Plain     bool                `json:"p,omitempty"` // the text is the original's
	Level     int                 `json:"l,omitempty"`
	Text      string              `json:"t,omitempty"`
	Span      [2]int              `json:"s"`
	Map       []int               `json:"m,omitempty"`
	Section   int                 `json:"h"`
	Furniture string              `json:"f,omitempty"`
	Cells     []storedCell        `json:"c,omitempty"`
	Refs      []chancery.BlockRef `json:"r,omitempty"`
	Page      int                 `json:"g,omitempty"`
	Turns     []chancery.Turn     `json:"u,omitempty"`
}

type storedCell struct {
	Header string `json:"h,omitempty"`
	Span   [2]int `json:"s"`
}

func encodeBlocks(d *chancery.Document) ([]byte, error) {
	out := make([]storedBlock, len(d.Blocks))
	for i, b := range d.Blocks {
		s := storedBlock{Kind: uint8(b.Kind), Level: b.Level, Span: [2]int{b.Span.Start, b.Span.End}, Section: b.Section, Furniture: b.Furniture, Refs: b.Refs, Page: b.Page, Turns: b.Turns}
		s.Plain = len(b.Map) == 0 && b.Span.Start >= 0 && b.Span.Start <= b.Span.End && b.Span.End <= len(d.Original) && d.Original[b.Span.Start:b.Span.End] == b.Text
		if !s.Plain {
			s.Text = b.Text
		}
		var last chancery.Segment
		for _, m := range b.Map {
			s.Map = append(s.Map, m.Text-last.Text, m.Original-last.Original, m.Len, m.OriginalLen)
			last = m
		}
		for _, c := range b.Cells {
			s.Cells = append(s.Cells, storedCell{c.Header, [2]int{c.Span.Start, c.Span.End}})
		}
		out[i] = s
	}
	j, err := json.Marshal(out)
	if err != nil {
		return nil, err
	}
	return compress(j), nil
}

func decodeBlocks(frame []byte, original string) ([]chancery.Block, error) {
	j, err := decompress(frame)
	if err != nil {
		return nil, err
	}
	var in []storedBlock
	if err := json.Unmarshal(j, &in); err != nil {
		return nil, err
	}
	if len(in) == 0 {
		return nil, nil
	}
	out := make([]chancery.Block, len(in))
	for i, s := range in {
		b := chancery.Block{Kind: chancery.BlockKind(s.Kind), Level: s.Level, Text: s.Text, Span: chancery.Span{Start: s.Span[0], End: s.Span[1]},
			Section: s.Section, Furniture: s.Furniture, Refs: s.Refs, Page: s.Page, Turns: s.Turns}
		if b.Span.Start < 0 || b.Span.End < b.Span.Start || b.Span.End > len(original) {
			return nil, fmt.Errorf("block %d at %v lies outside its document", i, b.Span)
		}
		if s.Plain {
			b.Text = original[b.Span.Start:b.Span.End]
		}
		var last chancery.Segment
		for k := 0; k+3 < len(s.Map); k += 4 {
			last = chancery.Segment{Text: last.Text + s.Map[k], Original: last.Original + s.Map[k+1], Len: s.Map[k+2], OriginalLen: s.Map[k+3]}
			b.Map = append(b.Map, last)
		}
		for _, c := range s.Cells {
			b.Cells = append(b.Cells, chancery.Cell{Header: c.Header, Span: chancery.Span{Start: c.Span[0], End: c.Span[1]}})
		}
		out[i] = b
	}
	return out, nil
}

// encodeSketch writes the numbers of a sketch, four bytes each.
func encodeSketch(sketch []uint32) []byte {
	out := make([]byte, 0, 4*len(sketch))
	for _, n := range sketch {
		out = binary.LittleEndian.AppendUint32(out, n)
	}
	return out
}

func decodeSketch(b []byte) []uint32 {
	var out []uint32
	for ; len(b) >= 4; b = b[4:] {
		out = append(out, binary.LittleEndian.Uint32(b))
	}
	return out
}
