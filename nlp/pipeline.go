package nlp

import (
	"fmt"
	"io"
	"io/fs"
	"sync"

	"chancery/nlp/internal/net"
	"chancery/nlp/internal/token"
)

// Pipeline splits, tags, lemmatises and parses English. It is safe for concurrent use.
type Pipeline struct {
	net     *net.Net
	lemmas  *net.Lemmas
	batches sync.Pool // of *batch
	memory  *memory   // nil for none
}

// Load reads a model file. An error says what is wrong with the file.
func Load(r io.Reader) (*Pipeline, error) {
	data, err := readAll(r)
	if err != nil {
		return nil, fmt.Errorf("nlp: reading the model: %w", err)
	}
	return New(data)
}

// New makes a pipeline of the bytes of a model file. It keeps data, which must
// not change afterwards, and copies little of it.
func New(data []byte) (*Pipeline, error) {
	b, err := net.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("nlp: %w", err)
	}
	n, err := net.New(b)
	if err != nil {
		return nil, fmt.Errorf("nlp: %w", err)
	}
	l, err := net.NewLemmas(b)
	if err != nil {
		return nil, fmt.Errorf("nlp: %w", err)
	}
	p := &Pipeline{net: n, lemmas: l, memory: new(memory)}
	p.batches.New = func() any { return new(batch) }
	return p, nil
}

// readAll reads r to its end, into one buffer of the right size where r tells it.
func readAll(r io.Reader) ([]byte, error) {
	size := 0
	switch s := r.(type) {
	case interface{ Len() int }:
		size = s.Len()
	case interface{ Size() int64 }:
		size = int(s.Size())
	case interface{ Stat() (fs.FileInfo, error) }:
		if i, err := s.Stat(); err == nil && i.Mode().IsRegular() {
			size = int(i.Size())
		}
	}
	buf := make([]byte, 0, size+1)
	for {
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err == io.EOF {
			return buf, nil
		}
		if err != nil {
			return nil, err
		}
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
	}
}

// Split cuts text into sentences and tokens, as the package's function Split does.
func (p *Pipeline) Split(text string) []Sentence { return Split(text) }

// Split cuts text into sentences and tokens after the manner of Universal Dependencies. Of each
// token it sets Start, End and Form. It needs no model and takes any bytes; time is
// linear in len(text). Two line ends with nothing but white space between them always end a sentence.
func Split(text string) []Sentence {
	cut := token.Split(text)
	out := make([]Sentence, 0, len(cut))
	for _, spans := range cut {
		tokens := make([]Token, len(spans))
		for i, s := range spans {
			tokens[i] = Token{Start: s.Start, End: s.End, Form: text[s.Start:s.End], Head: -1}
		}
		out = append(out, Sentence{Start: spans[0].Start, End: spans[len(spans)-1].End, Tokens: tokens})
	}
	return out
}

// Parse fills in the tags, the lemma, the head and the relation of each token of s from the forms of
// the tokens. The heads form a tree with one root. A sentence of more than
// 160 tokens is parsed in pieces, cut at punctuation, whose roots hang on the first piece's root
// as parataxis.
func (p *Pipeline) Parse(s *Sentence) {
	b := p.batches.Get().(*batch)
	b.add(p, s, nil)
	b.parse(p)
	p.batches.Put(b)
}

// ParseAll does for each of the sentences what Parse does, with the same result: faster than one by one, because it takes several at once through the
// network.
func (p *Pipeline) ParseAll(sentences []*Sentence) { p.ParseAllAs(sentences, nil) }

// ParseAllAs does what ParseAll does, but reads as(form) for each form: sentences that differ only in words which as makes the same get the same tags and the
// same tree, and what is remembered of one is said again of the others. A name of a kind of which one is as good as another makes few trees worse.
// Lemmas are those of the forms themselves. Without as it is ParseAll.
func (p *Pipeline) ParseAllAs(sentences []*Sentence, as func(form string) string) {
	b := p.batches.Get().(*batch)
	for _, s := range sentences {
		b.add(p, s, as)
	}
	b.parse(p)
	p.batches.Put(b)
}

// batchRows is how many rows of the network's matrices a batch fills before it is parsed: enough that weights are seldom read, and few enough that what is made of
// them stays in the cache of a core.
const batchRows = 96

// batch is what goes through the network at once.
type batch struct {
	pieces  []piece
	lens    []int
	forms   []string
	key     []byte
	scratch net.Scratch
}

// piece is a run of tokens that are parsed together: a sentence, or what is as long as the network takes.
type piece struct {
	s        *Sentence
	from, to int
	key      string // under which it is remembered, "" where it is not
}

// whole reports whether the piece is a sentence.
func (c piece) whole() bool { return c.to-c.from == len(c.s.Tokens) }

// add takes up a sentence, to be read as the words that as gives; where there is no room left, what was taken up before is parsed.
func (b *batch) add(p *Pipeline, s *Sentence, as func(form string) string) {
	for from := 0; from < len(s.Tokens); {
		c := piece{s: s, from: from, to: from + pieceLen(s.Tokens[from:])}
		from = c.to
		if len(b.forms)+len(b.pieces)+c.to-c.from+1 > batchRows {
			b.parse(p)
		}
		first := len(b.forms)
		for i := c.from; i < c.to; i++ {
			form := s.Tokens[i].Form
			if d := asDash(s.Tokens, i); d != "" {
				form = d
			} else if as != nil {
				form = as(form)
			}
			b.forms = append(b.forms, form)
		}
		if p.memory != nil && c.whole() {
			b.key = appendKey(b.key[:0], b.forms[first:])
			if words := p.memory.find(b.key); words != nil {
				b.forms = b.forms[:first]
				p.annotate(c, words)
				return
			}
			c.key = string(b.key)
		}
		b.pieces, b.lens = append(b.pieces, c), append(b.lens, c.to-c.from)
	}
}

// asDash returns what the network reads for a dash, "" for what is none. The treebanks have few dashes, and few asides between two of them right behind a subject:
// those are read as commas. A dash alone is read as a colon, but behind a number, where it is a mark of lists.
func asDash(toks []Token, i int) string {
	if !dash(toks, i) {
		return ""
	}
	const shortest = 2 // words of an aside; "Syldavia—Borduria—Ruritania" has none
	for j := range toks {
		if (j > i+shortest || j < i-shortest) && toks[j].Form == toks[i].Form && dash(toks, j) {
			return ","
		}
	}
	if i > 0 && toks[i-1].Form != "" && toks[i-1].Form[0] >= '0' && toks[i-1].Form[0] <= '9' {
		return ""
	}
	return ":"
}

// dash reports whether the token is a dash between words, not one of a range or of two names.
func dash(toks []Token, i int) bool {
	switch toks[i].Form {
	case "—", "--":
		return true
	case "–":
		return i > 0 && i+1 < len(toks) && toks[i-1].End < toks[i].Start && toks[i].End < toks[i+1].Start
	}
	return false
}

// parse annotates what was taken up, and forgets it.
func (b *batch) parse(p *Pipeline) {
	words := p.net.ParseAll(&b.scratch, b.lens, func(i int) string { return b.forms[i] })
	for _, c := range b.pieces {
		n := c.to - c.from
		if c.key != "" {
			p.memory.keep(c.key, words[:n])
		}
		p.annotate(c, words[:n])
		words = words[n:]
	}
	clear(b.pieces)
	clear(b.forms) // they would keep the text
	b.pieces, b.lens, b.forms = b.pieces[:0], b.lens[:0], b.forms[:0]
}

// annotate gives the tokens of a piece what the network says of them.
func (p *Pipeline) annotate(c piece, words []net.Word) {
	root := -1
	for i, w := range words {
		t := &c.s.Tokens[c.from+i]
		t.XPOS, t.UPOS, t.Rel = p.net.XPOS[w.XPOS], p.net.UPOS[w.UPOS], p.net.Rels[w.Rel]
		if dash(c.s.Tokens, c.from+i) {
			t.XPOS = ":"
		}
		t.Lemma = p.lemmas.Lemma(t.Form, t.UPOS, t.XPOS)
		if w.Head < 0 {
			t.Head, root = -1, c.from+i
		} else {
			t.Head = c.from + int(w.Head)
		}
	}
	if c.from == 0 {
		return
	}
	for first := range c.s.Tokens[:c.from] {
		if c.s.Tokens[first].Head < 0 {
			c.s.Tokens[root].Head, c.s.Tokens[root].Rel = first, "parataxis"
			return
		}
	}
}

// pieceLen returns how many of the tokens to parse at once.
func pieceLen(tokens []Token) int {
	if len(tokens) <= net.MaxTokens {
		return len(tokens)
	}
	for i := net.MaxTokens - 1; i > net.MaxTokens/2; i-- {
		switch tokens[i].Form {
		case ";", ",", ".", ":", "!", "?", "|", "•", "–", "—":
			return i + 1
		}
	}
	return net.MaxTokens
}

// Kernels names the set of vector instructions in use: "avx512", "avx2", "neon" or "portable". All give the
// same result.
func (p *Pipeline) Kernels() string { return p.net.Path.String() }
