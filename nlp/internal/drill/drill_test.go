package drill

import (
	"bytes"
	"testing"

	"chancery/nlp/conllu"
)

func TestWrite(t *testing.T) {
	var a, b, c bytes.Buffer
	for _, w := range []struct {
		to   *bytes.Buffer
		seed uint64
	}{{&a, 1}, {&b, 1}, {&c, 2}} {
		if err := Write(w.to, w.seed, 500); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same seed gives other sentences")
	}
	if bytes.Equal(a.Bytes(), c.Bytes()) {
		t.Error("another seed gives the same sentences")
	}
	all, err := conllu.ReadAll(&a)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 500 {
		t.Errorf("%d sentences, want 500", len(all))
	}
	for _, s := range all {
		roots := 0
		for i, w := range s.Words {
			if w.Head == 0 {
				roots++
			}
			if w.Head > len(s.Words) || w.Head == i+1 || (w.Head == 0) != (w.Rel == "root") || w.Form == "" || w.Lemma == "" || w.UPOS == "" || w.XPOS == "" || w.Rel == "" {
				t.Errorf("%s: word %d: %+v", s.Text, i+1, w)
			}
			steps := 0
			for j := i + 1; j != 0 && steps <= len(s.Words); steps++ {
				j = s.Words[j-1].Head
			}
			if steps > len(s.Words) {
				t.Errorf("%s: word %d is in a cycle", s.Text, i+1)
			}
		}
		if roots != 1 {
			t.Errorf("%s: %d roots", s.Text, roots)
		}
	}
}
