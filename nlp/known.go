package nlp

import (
	"slices"
	"strings"
	"sync/atomic"

	"chancery/nlp/internal/net"
)

// Texts repeat each other: a story on many sites, the same remark in many rows of a table. What the network says of a sentence depends on its
// words alone, in which one digit is as good as another, so that the last ones are kept.

const (
	knownSlots = 1 << 12
	maxKnown   = 64      // tokens of a piece that is kept
	maxLetters = 1 << 10 // bytes of their forms
)

// known is what the network has said of a piece.
type known struct {
	forms []string
	words []net.Word
}

// memory holds the pieces that were parsed last, each where its hash says.
type memory [knownSlots]atomic.Pointer[known]

// slot returns the place of a piece of the given forms, nil where it is too long to be kept.
func (m *memory) slot(forms []string) *atomic.Pointer[known] {
	if len(forms) > maxKnown {
		return nil
	}
	h, letters := uint64(0), 0
	for _, f := range forms {
		h = (h ^ net.FormHash(f)) * 1099511628211
		letters += len(f)
	}
	if letters > maxLetters {
		return nil
	}
	return &m[(h^h>>32)%knownSlots]
}

// find returns what was said of a piece, nil where that is not known.
func (m *memory) find(forms []string) []net.Word {
	slot := m.slot(forms)
	if slot == nil {
		return nil
	}
	k := slot.Load()
	if k == nil || !slices.EqualFunc(k.forms, forms, net.Alike) {
		return nil
	}
	return k.words
}

// keep keeps what is said of a piece.
func (m *memory) keep(forms []string, words []net.Word) {
	slot := m.slot(forms)
	if slot == nil {
		return
	}
	k := &known{forms: make([]string, len(forms)), words: slices.Clone(words)}
	rest := strings.Join(forms, "")
	for i, f := range forms {
		k.forms[i], rest = rest[:len(f)], rest[len(f):]
	}
	slot.Store(k)
}
