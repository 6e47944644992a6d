// Package mapped builds the text of a block out of pieces of the original and remembers where each
// piece came from, so that a span of the text leads back to the bytes that it stands for.
package mapped

import "chancery"

// A Builder collects the text of one block. Pieces must come in the order of the original
// and must not overlap there. The zero value is ready to use.
type Builder struct {
	text []byte
	m    chancery.Map
	// space is a run of white space not yet written: it becomes one blank if more text follows.
	space      chancery.Span
	hasSpace   bool
	isBreak    bool // the run is to become a newline
	copied     bool // the last segment is a copy
	OriginalAt int  // end of the last piece, in the original
}

// Len returns the number of bytes of text so far.
func (b *Builder) Len() int { return len(b.text) }

// Text returns the text so far, without white space at its end.
func (b *Builder) Text() string { return string(b.text) }

// Space says that white space stands at [from, to) of the original. Runs of it become one blank;
// at the beginning and the end of the block it is left out.
func (b *Builder) Space(from, to int) {
	if len(b.text) == 0 {
		return
	}
	if b.hasSpace {
		b.space.End = max(b.space.End, to)
		return
	}
	b.space, b.hasSpace = chancery.Span{Start: from, End: to}, true
}

// Break says that at [from, to) of the original a line ends that a reader sees end: it becomes a newline,
// once, and none at the beginning and the end of the block.
func (b *Builder) Break(from, to int) {
	b.Space(from, to)
	b.isBreak = b.hasSpace
}

func (b *Builder) flush() {
	if !b.hasSpace {
		return
	}
	c := byte(' ')
	if b.isBreak {
		c = '\n'
	}
	b.hasSpace, b.isBreak = false, false
	if b.space.Start < b.OriginalAt {
		b.space.Start = b.OriginalAt
	}
	if b.space.End <= b.space.Start {
		// White space inside what a template stands for has no bytes of its own.
		b.extend(c)
		return
	}
	b.put(string(rune(c)), b.space.Start, b.space.End)
}

// extend appends a byte that the last segment stands for as well.
func (b *Builder) extend(c byte) {
	b.copied = false
	last := &b.m[len(b.m)-1]
	if last.Len == last.OriginalLen && last.Len > 1 {
		last.Len--
		last.OriginalLen--
		b.m = append(b.m, chancery.Segment{Text: last.Text + last.Len, Original: last.Original + last.Len, Len: 1, OriginalLen: 1})
		last = &b.m[len(b.m)-1]
	}
	last.Len++
	b.text = append(b.text, c)
	if last.Len == last.OriginalLen {
		b.split()
	}
}

// split takes the last segment, which stands for other bytes of the same number, apart, so that it is
// not taken for a copy.
func (b *Builder) split() {
	last := &b.m[len(b.m)-1]
	if last.Len < 2 {
		return
	}
	n := last.OriginalLen
	last.OriginalLen, last.Len = n-1, 1
	b.m = append(b.m, chancery.Segment{Text: last.Text + 1, Original: last.Original + n - 1, Len: n - 1, OriginalLen: 1})
}

// Copy appends orig[from:to], byte for byte.
func (b *Builder) Copy(orig string, from, to int) {
	if to <= from {
		return
	}
	if b.hasSpace && !b.isBreak && b.space.End == from && b.space.Start == from-1 && b.space.Start >= b.OriginalAt && orig[from-1] == ' ' {
		b.hasSpace = false // a blank that stands for itself is part of the copy
		from--
	}
	b.flush()
	b.text = append(b.text, orig[from:to]...)
	if n := len(b.m); n > 0 {
		last := &b.m[n-1]
		if b.copied && last.Original+last.Len == from {
			last.Len += to - from
			last.OriginalLen = last.Len
			b.OriginalAt = to
			return
		}
	}
	b.m = append(b.m, chancery.Segment{Text: len(b.text) - (to - from), Original: from, Len: to - from, OriginalLen: to - from})
	b.OriginalAt, b.copied = to, true
}

// CopyWords appends orig[from:to] with its white space collapsed.
func (b *Builder) CopyWords(orig string, from, to int) {
	for i := from; i < to; {
		j := i
		for j < to && isSpace(orig[j]) {
			j++
		}
		if j > i {
			b.Space(i, j)
			i = j
			continue
		}
		for j < to && !isSpace(orig[j]) {
			j++
		}
		b.Copy(orig, i, j)
		i = j
	}
}

// Put appends text that [from, to) of the original stands for. An empty range is taken to be the
// byte before it.
func (b *Builder) Put(text string, from, to int) {
	if text == "" {
		return
	}
	b.flush()
	b.put(text, from, to)
}

func (b *Builder) put(text string, from, to int) {
	if from < b.OriginalAt {
		from = b.OriginalAt
	}
	if to <= from {
		if len(b.m) == 0 {
			return
		}
		for i := 0; i < len(text); i++ {
			b.extend(text[i])
		}
		return
	}
	b.m = append(b.m, chancery.Segment{Text: len(b.text), Original: from, Len: len(text), OriginalLen: to - from})
	b.text = append(b.text, text...)
	b.OriginalAt, b.copied = to, false
	if len(text) == to-from {
		b.split()
	}
}

// Block returns the text, its span in the original and the map between them; the map is nil where
// the text is the original's, byte for byte. An empty block has no text.
func (b *Builder) Block() (text string, span chancery.Span, m chancery.Map) {
	if len(b.m) == 0 {
		return "", chancery.Span{}, nil
	}
	first, last := b.m[0], b.m[len(b.m)-1]
	span = chancery.Span{Start: first.Original, End: last.Original + last.OriginalLen}
	if len(b.m) == 1 && first.Len == first.OriginalLen && first.Len > 1 {
		return string(b.text), span, nil
	}
	return string(b.text), span, b.m
}

// Whole returns the text and its map, which is there even where the text is the original's.
func (b *Builder) Whole() (text string, m chancery.Map) { return string(b.text), b.m }

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }
