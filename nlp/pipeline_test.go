package nlp

import (
	"fmt"
	"os"
	"testing"
)

func TestSmoke(t *testing.T) {
	f, err := os.Open("../data/models/english.model")
	if err != nil {
		t.Fatal(err)
	}
	p, err := Load(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range p.Split("Albanian Prime Minister Edi Rama announced on Wednesday that his government was cutting diplomatic relations with Iran. The embassy was closed by the ministry, and its staff didn't return.") {
		p.Parse(&s)
		for i, t := range s.Tokens {
			fmt.Println(i, t.Form, t.Lemma, t.UPOS, t.XPOS, t.Head, t.Rel)
		}
	}
}
