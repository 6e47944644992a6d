package net

import "strings"

// Lemmas finds the lemma of a word.
type Lemmas struct{}

// NewLemmas reads the lemmatiser's part of a model file.
func NewLemmas(b Blocks, tags int) (*Lemmas, error) { return &Lemmas{}, nil }

// Lemma returns the lemma of a form with the given tags.
func (l *Lemmas) Lemma(form, upos string, xpos int) string {
	if upos == "PROPN" {
		return form
	}
	return strings.ToLower(form)
}
