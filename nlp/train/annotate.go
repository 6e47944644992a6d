package main

import (
	"errors"
	"log"
	"path/filepath"
	"slices"
	"strings"

	"chancery/nlp/conllu"
	"chancery/nlp/internal/net"
)

// silver is annotated text, with what is likely of each word.
type silver struct {
	sentences []*conllu.Sentence
	guesses   [][]net.Guess
}

// annotate has the networks, together, parse the prose of the texts.
func annotate(nets []*net.Net, patterns string) (silver, error) {
	var out silver
	var paths []string
	for _, p := range strings.Split(patterns, ",") {
		found, err := filepath.Glob(p)
		if err != nil {
			return out, err
		}
		slices.Sort(found)
		paths = append(paths, found...)
	}
	sentences, err := prose(paths)
	if err != nil {
		return out, err
	}
	e, ok := net.NewEnsemble(nets...)
	if !ok {
		return out, errors.New("the teachers have different tags")
	}
	words := 0
	first := nets[0]
	for _, s := range sentences {
		annotation := e.Parse(func(i int) string { return s.Tokens[i].Form }, len(s.Tokens))
		c := &conllu.Sentence{}
		for i, w := range annotation {
			c.Words = append(c.Words, conllu.Word{Form: s.Tokens[i].Form, UPOS: first.UPOS[w.UPOS], XPOS: first.XPOS[w.XPOS], Head: int(w.Head) + 1, Rel: first.Rels[w.Rel]})
		}
		words += len(c.Words)
		out.sentences = append(out.sentences, c)
		out.guesses = append(out.guesses, slices.Clone(e.Guesses))
	}
	log.Printf("annotated %d words in %d sentences", words, len(sentences))
	return out, nil
}
