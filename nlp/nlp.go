// Package nlp reads English: sentences, tokens, parts of speech, lemmas and a
// dependency tree after Universal Dependencies (v2). It knows nothing of diplomacy
// and imports nothing of Chancery.
package nlp

// Token is a word of a sentence (a syntactic word of Universal Dependencies).
type Token struct {
	Start, End int    // bytes in the text that was analysed
	Form       string // text[Start:End]
	Lemma      string
	UPOS       string // universal part of speech: NOUN, VERB, PROPN, ...
	XPOS       string // Penn Treebank tag: NN, VBD, ...
	Head       int    // index in Sentence.Tokens of the head, -1 for the root
	Rel        string // relation to the head, with subtype: nsubj, nsubj:pass, obl, nmod:poss, acl:relcl, ...
}

// Sentence is one sentence of a text.
type Sentence struct {
	Start, End int // bytes in the text that was analysed
	Tokens     []Token
}
