// Package conllu reads, writes and scores the CoNLL-U format of Universal
// Dependencies (https://universaldependencies.org/format.html).
//
// Empty nodes and enhanced dependencies are skipped on reading. Nothing is
// validated beyond what the fields need: a tree may have cycles.
package conllu

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Word is a syntactic word.
type Word struct {
	Form, Lemma, UPOS, XPOS, Feats string
	Head                           int // 0 for the root, else the number of the head, from 1
	Rel                            string
	Misc                           string
}

// Token is a piece of the text: one word, or several that are written as one.
type Token struct {
	Form       string
	First, N   int  // index of its first word, and how many it has
	SpaceAfter bool // white space follows in the text
}

// Sentence is one sentence of a treebank.
type Sentence struct {
	ID, Doc, Text string
	NewDoc        bool // the first of a document
	NewPar        bool // the first of a paragraph
	Words         []Word
	Tokens        []Token
}

// Reader reads sentences one at a time.
type Reader struct {
	in   *bufio.Reader
	line int
	doc  string
}

// NewReader returns a reader of CoNLL-U; data compressed with gzip is recognised.
func NewReader(r io.Reader) *Reader {
	in := bufio.NewReaderSize(r, 1<<16)
	if head, _ := in.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		if z, err := gzip.NewReader(in); err == nil {
			in = bufio.NewReaderSize(z, 1<<16)
		}
	}
	return &Reader{in: in}
}

// Read returns the next sentence, or io.EOF after the last one.
func (r *Reader) Read() (*Sentence, error) {
	s := &Sentence{}
	for {
		line, err := r.in.ReadString('\n')
		if err != nil && err != io.EOF {
			return nil, err
		}
		if line == "" && err == io.EOF {
			if len(s.Words) == 0 {
				return nil, io.EOF
			}
			return s, nil
		}
		r.line++
		line = strings.TrimRight(line, "\r\n")
		switch {
		case line == "":
			if len(s.Words) > 0 {
				return s, nil
			}
		case line[0] == '#':
			r.comment(s, line)
		default:
			if err := r.word(s, line); err != nil {
				return nil, fmt.Errorf("line %d: %w", r.line, err)
			}
		}
	}
}

func (r *Reader) comment(s *Sentence, line string) {
	key, value, _ := strings.Cut(strings.TrimSpace(line[1:]), "=")
	value = strings.TrimSpace(value)
	switch key = strings.TrimSpace(key); {
	case strings.HasPrefix(key, "newdoc"):
		s.NewDoc, s.NewPar = true, true
		r.doc = value
	case strings.HasPrefix(key, "newpar"):
		s.NewPar = true
	case key == "sent_id":
		s.ID = value
	case key == "text":
		s.Text = value
	}
	s.Doc = r.doc
}

func (r *Reader) word(s *Sentence, line string) error {
	c := strings.Split(line, "\t")
	if len(c) != 10 {
		return fmt.Errorf("%d columns, want 10", len(c))
	}
	if c[1] == "" {
		return fmt.Errorf("the word %s has no form", c[0])
	}
	space := true
	for _, m := range strings.Split(c[9], "|") {
		if m == "SpaceAfter=No" {
			space = false
		}
	}
	if from, to, ok := strings.Cut(c[0], "-"); ok {
		a, err1 := strconv.Atoi(from)
		b, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil || a != len(s.Words)+1 || b < a {
			return fmt.Errorf("bad range %q", c[0])
		}
		s.Tokens = append(s.Tokens, Token{Form: c[1], First: a - 1, N: b - a + 1, SpaceAfter: space})
		return nil
	}
	if strings.Contains(c[0], ".") {
		return nil
	}
	id, err := strconv.Atoi(c[0])
	if err != nil || id != len(s.Words)+1 {
		return fmt.Errorf("word number %q, want %d", c[0], len(s.Words)+1)
	}
	head := 0
	if c[6] != "_" {
		if head, err = strconv.Atoi(c[6]); err != nil || head < 0 {
			return fmt.Errorf("bad head %q", c[6])
		}
	}
	if n := len(s.Tokens); n == 0 || len(s.Words) >= s.Tokens[n-1].First+s.Tokens[n-1].N {
		s.Tokens = append(s.Tokens, Token{Form: c[1], First: len(s.Words), N: 1, SpaceAfter: space})
	}
	s.Words = append(s.Words, Word{c[1], c[2], c[3], c[4], c[5], head, c[7], c[9]})
	return nil
}

// ReadAll reads every sentence of r.
func ReadAll(r io.Reader) ([]*Sentence, error) {
	var out []*Sentence
	for in := NewReader(r); ; {
		s, err := in.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out = append(out, s)
	}
}

// Write writes one sentence. Empty fields are written as "_".
func Write(w io.Writer, s *Sentence) error {
	var b bytes.Buffer
	if s.NewDoc {
		b.WriteString("# newdoc")
		if s.Doc != "" {
			b.WriteString(" id = " + s.Doc)
		}
		b.WriteByte('\n')
	} else if s.NewPar {
		b.WriteString("# newpar\n")
	}
	if s.ID != "" {
		b.WriteString("# sent_id = " + s.ID + "\n")
	}
	if s.Text != "" {
		b.WriteString("# text = " + s.Text + "\n")
	}
	field := func(x string) string {
		if x == "" {
			return "_"
		}
		return x
	}
	t := 0
	for i, word := range s.Words {
		misc := word.Misc
		for t < len(s.Tokens) && s.Tokens[t].First < i {
			t++
		}
		if t < len(s.Tokens) && s.Tokens[t].First == i {
			tok := s.Tokens[t]
			space := ""
			if !tok.SpaceAfter {
				space = "SpaceAfter=No"
			}
			if tok.N > 1 {
				fmt.Fprintf(&b, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", i+1, i+tok.N, tok.Form, field(space))
			} else if misc == "" {
				misc = space
			}
		}
		fmt.Fprintf(&b, "%d\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t_\t%s\n", i+1, field(word.Form), field(word.Lemma), field(word.UPOS),
			field(word.XPOS), field(word.Feats), word.Head, field(word.Rel), field(misc))
	}
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}
