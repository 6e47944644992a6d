// Package nlp reads English: sentences, words, parts of speech, lemmas and
// dependency trees after Universal Dependencies (v2), in pure Go.
//
// A Pipeline is made of a model file by Load or New. Its Split cuts text into
// sentences and words with byte offsets; its Parse tags, lemmatises and parses a
// sentence. Split also stands alone, without a model.
//
//	p, err := nlp.Load(file)
//	for _, s := range p.Split(text) {
//		p.Parse(&s)
//		for _, t := range s.Tokens { ... }
//	}
//
// The package promises that any bytes can be analysed, in time linear in
// their number; that offsets are valid, ordered and do not overlap; that every parsed
// sentence is a tree with one root; and that the same text and model give the same result on every machine, with
// any kernels (AVX-512, AVX2, NEON, portable Go) and from any number of goroutines. There is no global state.
//
// It does not know languages other than English, names of persons and places as such, or what a text is
// about. Words are syntactic words: "don't" is "do" and "n't", "ministry's" is "ministry" and "'s". A
// treebank's multiword tokens are not marked.
//
// README.md has the scores, and data/models/README.md tells what the model was trained on.
package nlp

// Token is a word of a sentence (a syntactic word of Universal Dependencies).
type Token struct {
	Start, End int    // bytes in the text that was analysed
	Form       string // text[Start:End]
	Lemma      string // of a name, the name itself
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
