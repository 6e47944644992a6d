package extract

import (
	"iter"
	"strings"

	"chancery"
	"chancery/nlp"
)

// aheadTokens is how many tokens are parsed before they are read. The weights of the network take most of a core's cache, and so do the rules, the
// gazetteer and the code that reads by them: where they do not take turns at every sentence, each finds its own there. More gains nothing, and takes memory.
const aheadTokens = 5000

// place is where in a document a text begins: at an offset of a block's text.
type place struct{ block, off int }

// cut is a text in sentences, of which those worth it are parsed.
type cut struct {
	text  string
	all   []nlp.Sentence
	worth []*nlp.Sentence // of all, in their order
}

// ahead has the texts that are parsed and not yet read.
type ahead struct {
	texts map[place]cut
	to    int // the first block whose texts are not there yet
}

// cut cuts text into sentences, and tells those that are worth parsing.
func (x *Extractor) cut(text string) cut {
	c := cut{text: text, all: x.nlp.Split(text)}
	c.worth = make([]*nlp.Sentence, 0, len(c.all))
	for k := range c.all {
		s := &c.all[k]
		expand(s)
		x.compounds.join(s)
		if len(s.Tokens) <= maxSentence && x.gate.worth(text, s) {
			c.worth = append(c.worth, s)
		}
	}
	return c
}

// parse parses sentences of a row, or of running text.
func (x *Extractor) parse(row bool, ss []*nlp.Sentence) {
	if row {
		x.nlp.ParseAllAs(ss, x.standIn)
	} else {
		x.nlp.ParseAllAs(ss, plain)
	}
}

// parsed returns the text at a place in parsed sentences, which are the caller's to change.
func (p *passage) parsed(at place, text string) cut {
	c, ok := p.ahead.texts[at]
	if delete(p.ahead.texts, at); !ok || c.text != text {
		c = p.x.cut(text)
		row := p.doc.Blocks[at.block].Kind == chancery.Row
		p.x.parse(row, c.worth)
		p.x.parse(row, c.apart())
	}
	return c
}

// lookAhead parses what is going to be read of the blocks from i on, unless that is done. What is read in another way is parsed in vain.
func (p *passage) lookAhead(i int) {
	if i < p.ahead.to {
		return
	}
	p.ahead.texts = map[place]cut{}
	var rows, prose []*nlp.Sentence
	for n := 0; i < len(p.doc.Blocks) && n < aheadTokens; i++ {
		for off, text := range p.texts(&p.doc.Blocks[i]) {
			c := p.x.cut(text)
			p.ahead.texts[place{i, off}] = c
			if p.doc.Blocks[i].Kind == chancery.Row {
				rows = append(rows, c.worth...)
			} else {
				prose = append(prose, c.worth...)
			}
			for _, s := range c.worth {
				n += len(s.Tokens)
			}
		}
	}
	p.ahead.to = i
	p.x.parse(true, rows)
	p.x.parse(false, prose)
	rows, prose = rows[:0], prose[:0]
	for at, c := range p.ahead.texts {
		if p.doc.Blocks[at.block].Kind == chancery.Row {
			rows = append(rows, c.apart()...)
		} else {
			prose = append(prose, c.apart()...)
		}
		p.ahead.texts[at] = c
	}
	p.x.parse(true, rows)
	p.x.parse(false, prose)
}

// texts yields what is likely to be read of b as running text, each text with its offset.
func (p *passage) texts(b *chancery.Block) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		switch {
		case b.Furniture != "":
		case b.Kind == chancery.Item || b.Kind == chancery.Paragraph:
			off := p.labelEnd(b.Text)
			if n := p.hourEnd(b.Text); n > 0 {
				off = n
			} else if _, n := p.dayEntry(b.Text); n > 0 {
				off = n
			} else if e, rest := leadDate(p.order, b.Text); e != nil && rest != "" {
				off = len(b.Text) - len(rest)
			}
			yield(off, b.Text[off:])
		case b.Kind == chancery.Row && p.roster == nil:
			for k := range b.Cells {
				for off, line := range lines(b, k) {
					if !yield(off, line) {
						return
					}
				}
			}
		}
	}
}

// lines yields the lines of cell k of a row that are long enough to tell something, each with its offset.
func lines(b *chancery.Block, k int) iter.Seq2[int, string] {
	const short = 12
	return func(yield func(int, string) bool) {
		off := b.Cells[k].Span.Start
		for line := range strings.SplitAfterSeq(cell(b, k), "\n") {
			if len(strings.TrimSpace(line)) > short && !yield(off, line) {
				return
			}
			off += len(line)
		}
	}
}
