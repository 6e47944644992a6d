package table

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery"
)

// cell makes a cell whose text stands at an offset of the original.
func cell(text string, from int, set func(*Cell)) *Cell {
	c := &Cell{Text: text, From: from, RowSpan: 1, ColSpan: 1, Map: chancery.Map{{Original: from, Len: len(text), OriginalLen: len(text)}}}
	if set != nil {
		set(c)
	}
	return c
}

func texts(blocks []chancery.Block) (out []string) {
	for _, b := range blocks {
		s := b.Kind.String() + ": "
		for i, c := range b.Cells {
			if i > 0 {
				s += "; "
			}
			s += c.Header + "=" + b.Text[c.Span.Start:c.Span.End]
		}
		out = append(out, s)
	}
	return out
}

func TestBlocks(t *testing.T) {
	header := func(c *Cell) { c.Header = true }
	over2 := func(c *Cell) { c.RowSpan = 2 }
	rows := [][]*Cell{
		{cell("State", 1, header), cell("City", 11, header)},
		{cell("Chad", 21, over2), cell("Sarh", 31, nil)},
		{cell("Abéché", 41, nil)},
		{cell("Mali", 51, nil), cell("Bamako", 61, nil), cell("more", 71, nil)},
	}
	want := []string{"row: =State; =City", "row: State=Chad; City=Sarh", "row: State=Chad; City=Abéché", "row: State=Mali; City=Bamako; =more"}
	if diff := cmp.Diff(want, texts(Blocks(rows, "", 100))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSpannedCellsAreRepeatedWithinTheBudget(t *testing.T) {
	rows := [][]*Cell{{cell(strings.Repeat("x", 100), 1, func(c *Cell) { c.RowSpan = 400 }), cell("a", 201, nil)}}
	for i := range 300 {
		rows = append(rows, []*Cell{cell("b", 300+10*i, nil)})
	}
	total := 0
	for _, b := range Blocks(rows, "", 1000) {
		total += len(b.Text)
	}
	if total > 100+1000+301*5 {
		t.Errorf("%d bytes of text", total)
	}
}
