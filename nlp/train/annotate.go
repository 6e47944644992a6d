package main

import (
	"bytes"
	"errors"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chancery/nlp/conllu"
	"chancery/nlp/internal/net"
)

// annotate has the models, together, parse the prose of the texts, and returns it as CoNLL-U.
func annotate(models []string, patterns string) ([]byte, error) {
	var paths []string
	for _, p := range strings.Split(patterns, ",") {
		found, err := filepath.Glob(p)
		if err != nil {
			return nil, err
		}
		slices.Sort(found)
		paths = append(paths, found...)
	}
	sentences, err := prose(paths)
	if err != nil {
		return nil, err
	}
	var nets []*net.Net
	for _, m := range models {
		data, err := os.ReadFile(m)
		if err != nil {
			return nil, err
		}
		b, err := net.Decode(data)
		if err != nil {
			return nil, err
		}
		n, err := net.New(b)
		if err != nil {
			return nil, err
		}
		nets = append(nets, n)
	}
	e, ok := net.NewEnsemble(nets...)
	if !ok {
		return nil, errors.New("the teachers have different tags")
	}
	var out bytes.Buffer
	words, dropped := 0, 0
	first := nets[0]
	for _, s := range sentences {
		annotation := e.Parse(func(i int) string { return s.Tokens[i].Form }, len(s.Tokens))
		if e.Confidence < minConfidence {
			dropped++
			continue
		}
		var c conllu.Sentence
		for i, w := range annotation {
			c.Words = append(c.Words, conllu.Word{Form: s.Tokens[i].Form, UPOS: first.UPOS[w.UPOS], XPOS: first.XPOS[w.XPOS], Head: int(w.Head) + 1, Rel: first.Rels[w.Rel]})
		}
		words += len(c.Words)
		if err := conllu.Write(&out, &c); err != nil {
			return nil, err
		}
	}
	log.Printf("annotated %d words in %d sentences; left out %d in doubt", words, len(sentences)-dropped, dropped)
	return out.Bytes(), nil
}

// minConfidence is the mean probability of heads below which a sentence is left out.
const minConfidence = 0.6
