package nlp

import (
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

// slot returns the place of a piece, nil where it is too long to be kept.
func (m *memory) slot(tokens []Token) *atomic.Pointer[known] {
	if len(tokens) > maxKnown {
		return nil
	}
	h, letters := uint64(0), 0
	for i := range tokens {
		h = (h ^ net.FormHash(tokens[i].Form)) * 1099511628211
		letters += len(tokens[i].Form)
	}
	if letters > maxLetters {
		return nil
	}
	return &m[(h^h>>32)%knownSlots]
}

// find returns what was said of a piece, nil where that is not known.
func (m *memory) find(tokens []Token) []net.Word {
	slot := m.slot(tokens)
	if slot == nil {
		return nil
	}
	k := slot.Load()
	if k == nil || len(k.forms) != len(tokens) {
		return nil
	}
	for i, f := range k.forms {
		if !net.Alike(f, tokens[i].Form) {
			return nil
		}
	}
	return k.words
}

// keep keeps what is said of a piece.
func (m *memory) keep(tokens []Token, words []net.Word) {
	slot := m.slot(tokens)
	if slot == nil {
		return
	}
	var all strings.Builder
	for i := range tokens {
		all.WriteString(tokens[i].Form)
	}
	k := &known{forms: make([]string, len(tokens)), words: append([]net.Word(nil), words...)}
	rest := all.String()
	for i := range tokens {
		n := len(tokens[i].Form)
		k.forms[i], rest = rest[:n], rest[n:]
	}
	slot.Store(k)
}
