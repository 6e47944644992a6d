package nlp

import (
	"encoding/binary"
	"slices"
	"sync/atomic"

	"chancery/nlp/internal/net"
)

// Texts repeat each other: a story on many sites, the same remark in many rows of a table. What the network says of a sentence depends on its
// words alone, in which one digit is as good as another, so that the last ones are kept.

const (
	knownSlots = 1 << 14
	maxKnown   = 64      // tokens of a piece that is kept
	maxLetters = 1 << 10 // bytes of their forms
)

// known is what the network has said of a piece.
type known struct {
	key   string
	words []net.Word
}

// memory holds the pieces that were parsed last, each where the hash of its key says.
type memory [knownSlots]atomic.Pointer[known]

// appendKey appends the key of a piece, the same for pieces of which the network says the same: the length of each form, and the form. It is empty for
// a piece that is too long to be kept.
func appendKey(key []byte, forms []string) []byte {
	first := len(key)
	if len(forms) > maxKnown {
		return key
	}
	for _, f := range forms {
		if len(key)-first+len(f) > maxLetters {
			return key[:first]
		}
		key = binary.LittleEndian.AppendUint16(key, uint16(len(f)))
		key = net.AppendAlike(key, f)
	}
	return key
}

// slot returns the place of a piece.
func slot[T string | []byte](m *memory, key T) *atomic.Pointer[known] {
	h := uint64(14695981039346656037)
	for i := 0; i+1 < len(key); i += 2 {
		h = (h ^ uint64(key[i]) ^ uint64(key[i+1])<<8) * 1099511628211
	}
	h ^= h >> 32
	return &m[(h^h>>16)%knownSlots]
}

// find returns what was said of a piece, nil where that is not known.
func (m *memory) find(key []byte) []net.Word {
	if k := slot(m, key).Load(); k != nil && k.key == string(key) {
		return k.words
	}
	return nil
}

// keep keeps what is said of a piece.
func (m *memory) keep(key string, words []net.Word) {
	slot(m, key).Store(&known{key, slices.Clone(words)})
}
