// Package measure scores a pipeline against treebanks.
package measure

import (
	"fmt"
	"os"

	"chancery/nlp"
	"chancery/nlp/conllu"
)

// Read reads the sentences of a CoNLL-U file, compressed or not.
func Read(path string) ([]*conllu.Sentence, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s, err := conllu.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

// Annotate parses the words of a sentence and returns it with the pipeline's annotation.
func Annotate(p *nlp.Pipeline, s *conllu.Sentence) *conllu.Sentence {
	var in nlp.Sentence
	for _, w := range s.Words {
		in.Tokens = append(in.Tokens, nlp.Token{Form: w.Form})
	}
	p.Parse(&in)
	out := *s
	out.Words = make([]conllu.Word, len(s.Words))
	for i, t := range in.Tokens {
		out.Words[i] = conllu.Word{Form: t.Form, Lemma: t.Lemma, UPOS: t.UPOS, XPOS: t.XPOS, Head: t.Head + 1, Rel: t.Rel, Misc: s.Words[i].Misc}
	}
	return &out
}

// Gold scores tags, lemmas and trees on the treebank's own words.
func Gold(p *nlp.Pipeline, gold []*conllu.Sentence) (conllu.Score, error) {
	var score conllu.Score
	for _, s := range gold {
		if err := score.Add(s, Annotate(p, s)); err != nil {
			return score, err
		}
	}
	return score, nil
}

// Raw scores sentence and word boundaries on the running text of the treebank.
func Raw(gold []*conllu.Sentence) (sentences, words conllu.F1) {
	return conllu.CompareSegments(conllu.Segments(gold), Cut(conllu.RawText(gold)))
}

// Cut returns how nlp.Split cuts text, in characters without white space.
func Cut(text string) conllu.Segmentation {
	var out conllu.Segmentation
	at := 0
	for _, s := range nlp.Split(text) {
		var words [][2]int
		for _, t := range s.Tokens {
			n := conllu.Letters(t.Form)
			words = append(words, [2]int{at, at + n})
			at += n
		}
		out = append(out, words)
	}
	return out
}
