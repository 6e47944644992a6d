package net

import (
	"encoding/binary"
	"errors"
	"strconv"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// Lemmas finds lemmas by rules on suffixes, tags and capitals, and by exceptions to them. Both
// are learned; both say how to edit the form. It is safe for concurrent use.
type Lemmas struct {
	keys    []byte // sorted hashes, 8 bytes each
	n       int
	edits   []byte // of each key, 2 bytes: index in scripts
	scripts []Edit
	cache   [lemmaCache]atomic.Pointer[cachedLemma]
}

const lemmaCache = 1 << 14

type cachedLemma struct{ form, upos, xpos, lemma string }

// Edit turns a form into its lemma.
type Edit struct {
	Lower  bool   // take the form in lower case
	Strip  int    // runes to take off its end
	Append string // to put there
}

// String is the edit as the model file has it.
func (e Edit) String() string {
	s := strconv.Itoa(e.Strip) + " " + e.Append
	if e.Lower {
		return "l" + s
	}
	return "k" + s
}

// lowered is the edit with the form taken in lower case.
func (e Edit) lowered() Edit {
	e.Lower = true
	return e
}

func parseEdit(s string) (Edit, error) {
	a, b, ok := strings.Cut(s, " ")
	if !ok || a == "" || a[0] != 'l' && a[0] != 'k' {
		return Edit{}, errors.New("bad edit")
	}
	n, err := strconv.Atoi(a[1:])
	if err != nil || n < 0 {
		return Edit{}, errors.New("bad edit")
	}
	return Edit{a[0] == 'l', n, b}, nil
}

// Apply returns the edited form. An edit that would strip more than there is leaves the form.
func (e Edit) Apply(form string) string {
	out := form
	if e.Lower {
		out = strings.ToLower(form)
	}
	s := out
	for range e.Strip {
		if s == "" {
			return out
		}
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	if s+e.Append == "" {
		return out
	}
	return s + e.Append
}

// MaxSuffix is the longest suffix, in runes, that a rule looks at.
const MaxSuffix = 6

// LemmaKey is the key of an exception (whole) or of a rule for a suffix. Suffixes are in lower case.
func LemmaKey(whole bool, shape byte, upos, xpos, text string) uint64 {
	kind := byte(20)
	if whole {
		kind = 21
	}
	return hash(kind, text) ^ hash(22+shape, upos)*3 ^ hash(30, xpos)*5
}

// LemmaShape tells a form in lower case (0) from a capitalised one (1) and one in capitals (2).
func LemmaShape(form string) byte {
	r, n := utf8.DecodeRuneInString(form)
	if !unicode.IsUpper(r) {
		return 0
	}
	for _, r := range form[n:] {
		if unicode.IsLower(r) {
			return 1
		}
	}
	if n == len(form) {
		return 1
	}
	return 2
}

// NewLemmas reads the lemmatiser's part of a model file.
func NewLemmas(b Blocks) (*Lemmas, error) {
	l := &Lemmas{keys: b["LEMK"], edits: b["LEME"]}
	l.n = len(l.keys) / 8
	if len(l.keys) != 8*l.n || len(l.edits) != 2*l.n {
		return nil, errors.New("model file: lemmas have the wrong size")
	}
	if l.n == 0 {
		return l, nil
	}
	for _, s := range strings.Split(string(b["LEMS"]), "\n") {
		e, err := parseEdit(s)
		if err != nil {
			return nil, errors.New("model file: lemmas: " + err.Error())
		}
		l.scripts = append(l.scripts, e)
	}
	for i := range l.n {
		if int(binary.LittleEndian.Uint16(l.edits[2*i:])) >= len(l.scripts) {
			return nil, errors.New("model file: lemmas: no such edit")
		}
	}
	return l, nil
}

// LemmaBlocks writes a table of edits by key.
func LemmaBlocks(keys []uint64, edits []Edit) Blocks {
	b := Blocks{}
	index := map[Edit]int{}
	var scripts []string
	for i, k := range keys {
		at, ok := index[edits[i]]
		if !ok {
			at = len(scripts)
			index[edits[i]] = at
			scripts = append(scripts, edits[i].String())
		}
		b["LEMK"] = binary.LittleEndian.AppendUint64(b["LEMK"], k)
		b["LEME"] = binary.LittleEndian.AppendUint16(b["LEME"], uint16(at))
	}
	b["LEMS"] = []byte(strings.Join(scripts, "\n"))
	return b
}

func (l *Lemmas) find(key uint64) (Edit, bool) {
	lo, hi := 0, l.n
	for lo < hi {
		m := (lo + hi) / 2
		if uint64At(l.keys, m) < key {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < l.n && uint64At(l.keys, lo) == key {
		return l.scripts[binary.LittleEndian.Uint16(l.edits[2*lo:])], true
	}
	return Edit{}, false
}

// lemmaSlot returns the place of a lemma in the cache, the same in every process (FNV-1a).
func lemmaSlot(form, upos, xpos string) uint64 {
	h := uint64(14695981039346656037)
	for _, s := range [...]string{form, xpos, upos} {
		for i := range len(s) {
			h = (h ^ uint64(s[i])) * 1099511628211
		}
	}
	return (h ^ h>>32) % lemmaCache
}

// Lemma returns the lemma of a form with the given tags. The lemma of a name is the name.
func (l *Lemmas) Lemma(form, upos, xpos string) string {
	at := lemmaSlot(form, upos, xpos)
	first, second := &l.cache[at], &l.cache[at^1]
	last := first.Load()
	if last.is(form, upos, xpos) {
		return last.lemma
	}
	if c := second.Load(); c.is(form, upos, xpos) {
		return c.lemma
	}
	c := &cachedLemma{form: strings.Clone(form), upos: upos, xpos: xpos}
	c.lemma = l.edit(c.form, upos, xpos).Apply(c.form)
	if len(form) <= maxCached {
		first.Store(c)
		if last != nil { // two that fall on one place are both kept
			second.Store(last)
		}
	}
	return c.lemma
}

// is reports whether c is the lemma of the form with the tags.
func (c *cachedLemma) is(form, upos, xpos string) bool {
	return c != nil && c.form == form && c.xpos == xpos && c.upos == upos
}

func (l *Lemmas) edit(form, upos, xpos string) Edit {
	shape, lower := LemmaShape(form), strings.ToLower(form)
	capital := shape != 0 && lower != form // some capitals, as mathematical ones, have no small letter
	if e, ok := l.find(LemmaKey(true, 0, upos, xpos, form)); ok {
		return e
	}
	switch {
	case upos == "PROPN":
		return Edit{}
	case upos == "NOUN" && strings.HasSuffix(lower, "és"): // "attachés": too rare to be learned
		return Edit{Lower: true, Strip: 1}
	case upos == "NOUN" && lower == "attaches": // without the accent a form of the verb
		return Edit{Lower: true, Strip: 1}
	case capital && (upos == "VERB" || upos == "AUX"): // capitals say nothing of a verb
		return l.edit(lower, upos, xpos).lowered()
	}
	if shape != 0 {
		if e, ok := l.find(LemmaKey(true, 0, upos, xpos, lower)); ok {
			return e.lowered()
		}
	}
	at := len(lower)
	var ends [MaxSuffix + 1]int
	n := 0
	for ; n <= MaxSuffix; n++ {
		ends[n] = at
		if at == 0 {
			break
		}
		_, k := utf8.DecodeLastRuneInString(lower[:at])
		at -= k
	}
	for n = min(n, MaxSuffix); n >= 0; n-- {
		if e, ok := l.find(LemmaKey(false, shape, upos, xpos, lower[ends[n]:])); ok {
			return e
		}
	}
	if capital {
		return l.edit(lower, upos, xpos).lowered()
	}
	return Edit{Lower: true}
}
