package nlp_test

import (
	"fmt"
	"log"
	"os"

	"chancery/nlp"
)

// Cut a text into sentences and words: no model is needed.
func ExampleSplit() {
	text := "The U.S. envoy didn't stay. He left on Sept. 8."
	for _, s := range nlp.Split(text) {
		for _, t := range s.Tokens {
			fmt.Printf("%s|", t.Form)
		}
		fmt.Println()
	}
	// Output:
	// The|U.S.|envoy|did|n't|stay|.|
	// He|left|on|Sept.|8|.|
}

// Read a model once, then parse as many sentences as you like, from any goroutine.
func ExampleLoad() {
	f, err := os.Open("../data/models/english.model")
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	p, err := nlp.Load(f)
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range p.Split("The treaty was signed by the ministers.") {
		p.Parse(&s)
		for _, t := range s.Tokens {
			head := "ROOT"
			if t.Head >= 0 {
				head = s.Tokens[t.Head].Form
			}
			fmt.Println(t.Form, t.Lemma, t.UPOS, t.Rel, head)
		}
	}
	// Output:
	// The the DET det treaty
	// treaty treaty NOUN nsubj:pass signed
	// was be AUX aux:pass signed
	// signed sign VERB root ROOT
	// by by ADP case ministers
	// the the DET det ministers
	// ministers minister NOUN obl:agent signed
	// . . PUNCT punct signed
}
