package mapped

import (
	"testing"

	"pgregory.net/rapid"

	"chancery"
	"chancery/internal/source/sourcetest"
)

// TestBuilder puts pieces together at random and holds the contract of blocks.
func TestBuilder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		orig := rapid.StringMatching(`[a-d{}é \n]{1,60}`).Draw(t, "orig")
		var b Builder
		at := 0
		for at < len(orig) {
			n := rapid.IntRange(0, 5).Draw(t, "n")
			to := at
			for k := 0; k < n && to < len(orig); k++ {
				to++
				for to < len(orig) && orig[to]&0xc0 == 0x80 {
					to++
				}
			}
			switch rapid.IntRange(0, 4).Draw(t, "op") {
			case 0:
				b.Copy(orig, at, to)
			case 1:
				b.CopyWords(orig, at, to)
			case 2:
				b.Put(rapid.StringMatching(`[A-C]{0,4}`).Draw(t, "text"), at, to)
			case 3:
				b.Space(at, to)
			}
			if to == at {
				to++
				for to < len(orig) && orig[to]&0xc0 == 0x80 {
					to++
				}
			}
			at = to
		}
		text, span, m := b.Block()
		if text == "" {
			return
		}
		d := chancery.Document{Name: "x", Format: "x", Reader: "x", Original: orig, SHA256: chancery.Hash(orig),
			Blocks: []chancery.Block{{Text: text, Span: span, Map: m, Section: -1}}}
		if err := sourcetest.Check(&d); err != nil {
			t.Fatalf("%v\n%q -> %q %v", err, orig, text, m)
		}
	})
}
