package nlp

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancery/nlp/internal/kernel"
	"chancery/nlp/internal/net"
)

const modelFile = "../data/models/english.model"

var modelBytes = sync.OnceValues(func() ([]byte, error) { return os.ReadFile(modelFile) })

func pipeline(t testing.TB) *Pipeline {
	t.Helper()
	data, err := modelBytes()
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const story = `The foreign ministry of Ruritania said on Monday that it would recall its ambassador. ` +
	`Relations between the two neighbours, which had been restored in 1974, were broken off again; ` +
	`an envoy was expelled by the government and didn't return. Syldavian President Anna Kirk, a former judge, ` +
	`denied the report. "We regret it," she told reporters in the capital. Trade fell by 12.5% to $338 million.`

func parsed(p *Pipeline, text string) []Sentence {
	out := p.Split(text)
	for i := range out {
		p.Parse(&out[i])
	}
	return out
}

// checkTree holds what Parse promises of any sentence.
func checkTree(t interface{ Fatalf(string, ...any) }, s *Sentence) {
	root := -1
	for i, w := range s.Tokens {
		switch {
		case w.Head == -1 && root < 0 && w.Rel == "root":
			root = i
		case w.Head < 0 || w.Head >= len(s.Tokens) || w.Head == i || w.Rel == "root":
			t.Fatalf("token %d: head %d, relation %q", i, w.Head, w.Rel)
		}
		if w.UPOS == "" || w.XPOS == "" || w.Rel == "" || w.Lemma == "" {
			t.Fatalf("token %d is not annotated: %+v", i, w)
		}
	}
	if root < 0 {
		t.Fatalf("no root")
	}
	for i := range s.Tokens {
		steps := 0
		for j := i; j >= 0; j = s.Tokens[j].Head {
			if steps++; steps > len(s.Tokens) {
				t.Fatalf("token %d is in a cycle", i)
			}
		}
	}
}

func TestParse(t *testing.T) {
	p := pipeline(t)
	s := parsed(p, "The ministry expelled two diplomats.")[0]
	type row struct {
		Form, Lemma, UPOS, XPOS string
		Head                    int
		Rel                     string
	}
	var got []row
	for _, w := range s.Tokens {
		got = append(got, row{w.Form, w.Lemma, w.UPOS, w.XPOS, w.Head, w.Rel})
	}
	want := []row{
		{"The", "the", "DET", "DT", 1, "det"},
		{"ministry", "ministry", "NOUN", "NN", 2, "nsubj"},
		{"expelled", "expel", "VERB", "VBD", -1, "root"},
		{"two", "two", "NUM", "CD", 4, "nummod"},
		{"diplomats", "diplomat", "NOUN", "NNS", 2, "obj"},
		{".", ".", "PUNCT", ".", 2, "punct"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// The same text gives the same trees on every path of the kernels.
func TestParsePathsAgree(t *testing.T) {
	fast, slow := pipeline(t), pipeline(t)
	fast.memory, slow.net.Path = nil, kernel.Portable
	want := parsed(slow, story)
	for _, path := range kernel.Paths()[1:] {
		fast.net.Path = path
		if d := cmp.Diff(want, parsed(fast, story)); d != "" {
			t.Errorf("%v: %s", path, d)
		}
	}
}

// What comes out does not depend on what was parsed before or beside a sentence.
func TestParseAll(t *testing.T) {
	p := pipeline(t)
	p.memory = nil
	text := story + strings.Repeat(" It has 3 ministers, and 17 of them left in 1948,", 40) + ". It has 5 ministers. It has 7 ministers."
	want := parsed(p, text)
	for _, p := range []*Pipeline{p, pipeline(t)} {
		for range 3 {
			got := p.Split(text)
			var all []*Sentence
			for i := range got {
				all = append(all, &got[i])
			}
			p.ParseAll(all)
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(want, parsed(p, text)); d != "" {
				t.Error(d)
			}
		}
	}
}

// Sentences that differ in words that are read as one have the tags and the tree of the sentence that is read, and their own lemmas.
func TestParseAllAs(t *testing.T) {
	p := pipeline(t)
	as := func(form string) string {
		if form == "Syldavia" || form == "Borduria" {
			return "France"
		}
		return form
	}
	want := parsed(p, "France has an embassy in France.")[0]
	for _, text := range []string{"Syldavia has an embassy in Borduria.", "Borduria has an embassy in France.", "France has an embassy in Syldavia."} {
		s := &p.Split(text)[0]
		p.ParseAllAs([]*Sentence{s}, as)
		for i, got := range s.Tokens {
			w := want.Tokens[i]
			if got.UPOS != w.UPOS || got.XPOS != w.XPOS || got.Head != w.Head || got.Rel != w.Rel {
				t.Errorf("%s: %+v, want %+v", text, got, w)
			}
			if got.UPOS == "PROPN" && got.Lemma != got.Form {
				t.Errorf("%s: the lemma of %s is %s", text, got.Form, got.Lemma)
			}
		}
	}
}

// What dashes set off gets the tree that it would have between commas, and the dashes keep their tag.
func TestParseDashes(t *testing.T) {
	p := pipeline(t)
	want := parsed(p, "Syldavia, once a friend of both, broke off relations with Borduria.")[0]
	for _, text := range []string{"Syldavia – once a friend of both – broke off relations with Borduria.", "Syldavia — once a friend of both — broke off relations with Borduria.", "Syldavia—once a friend of both—broke off relations with Borduria.", "Syldavia -- once a friend of both -- broke off relations with Borduria."} {
		for i, got := range parsed(p, text)[0].Tokens {
			w := want.Tokens[i]
			if got.Head != w.Head || got.Rel != w.Rel || w.Form != "," && got.XPOS != w.XPOS || w.Form == "," && got.XPOS != ":" {
				t.Errorf("%s: %+v, want %+v", text, got, w)
			}
		}
	}
	for _, text := range []string{"The Syldavia–Borduria border was closed.", "It lasted from 1914 – 1918."} {
		for i, tok := range p.Split(text)[0].Tokens {
			if d := asDash(p.Split(text)[0].Tokens, i); d != "" {
				t.Errorf("%s: %q is read as %q", text, tok.Form, d)
			}
		}
	}
}

func TestParseIsSafeForConcurrentUse(t *testing.T) {
	p := pipeline(t)
	want := parsed(p, story)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 5 {
				if d := cmp.Diff(want, parsed(p, story)); d != "" {
					t.Error(d)
				}
			}
		})
	}
	wg.Wait()
}

func TestParseAnyTokens(t *testing.T) {
	p := pipeline(t)
	one := &Sentence{Tokens: []Token{{Form: "x"}}}
	p.Parse(one)
	checkTree(t, one)
	p.Parse(&Sentence{Tokens: []Token{{}, {Form: "—"}, {}}}) // a dash is read by what stands before it
	rapid.Check(t, func(t *rapid.T) {
		forms := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"the", ",", "and", "of", "said", "—", "\xff", ""})), 1, 40).Draw(t, "forms")
		s := Sentence{}
		for _, f := range forms {
			s.Tokens = append(s.Tokens, Token{Form: f})
		}
		p.Parse(&s)
		for i := range s.Tokens {
			if s.Tokens[i].Form == "" {
				s.Tokens[i].Lemma = "empty"
			}
		}
		checkTree(t, &s)
	})
	p.Parse(&Sentence{})
	for _, upos := range []string{"VERB", "NOUN", "X"} { // capitals without small letters
		if got := p.lemmas.Lemma("𝐀𝐁", upos, "FW"); got != "𝐀𝐁" {
			t.Errorf("lemma of 𝐀𝐁 as %s: %q", upos, got)
		}
	}
}

// A long sentence is one tree, and costs time in proportion to its length.
func TestParseLongSentence(t *testing.T) {
	p := pipeline(t)
	long := func(n int) *Sentence {
		s := &Sentence{}
		for i := range n {
			s.Tokens = append(s.Tokens, Token{Form: strings.Fields("the envoys of many states , who met in May ,")[i%11]})
		}
		return s
	}
	for _, n := range []int{net.MaxTokens - 1, net.MaxTokens, net.MaxTokens + 1, 1000} {
		s := long(n)
		p.Parse(s)
		checkTree(t, s)
	}
	took := func(n int) time.Duration {
		best := time.Hour
		for range 3 {
			s := long(n)
			start := time.Now()
			p.Parse(s)
			best = min(best, time.Since(start))
		}
		return best
	}
	if short, tall := took(500), took(4000); tall > 40*short {
		t.Errorf("500 tokens took %v, 4000 took %v", short, tall)
	}
}

func TestParseDoesNotAllocate(t *testing.T) {
	p := pipeline(t)
	sentences := parsed(p, story)
	if n := testing.AllocsPerRun(20, func() {
		for i := range sentences {
			p.Parse(&sentences[i])
		}
	}); n >= 1 {
		t.Errorf("%v allocations", n)
	}
}

func TestLoad(t *testing.T) {
	data, err := modelBytes()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []io.Reader{bytes.NewReader(data), iotest.OneByteReader(bytes.NewReader(data[:0:0])), io.MultiReader(bytes.NewReader(data))} {
		p, err := Load(r)
		if (err == nil) != (p != nil) {
			t.Fatalf("Load: %v, %v", p, err)
		}
	}
	flipped := bytes.Clone(data)
	flipped[len(data)/2] ^= 1
	for name, bad := range map[string][]byte{"empty": nil, "text": []byte("not a model, but long enough to be looked at"), "cut": data[:len(data)-9], "flipped": flipped} {
		if _, err := Load(bytes.NewReader(bad)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	broken := errors.New("broken")
	if _, err := Load(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("error of the reader is lost: %v", err)
	}
}

func BenchmarkNew(b *testing.B) {
	data, err := modelBytes()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := New(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for _, path := range kernel.Paths() {
		b.Run(path.String(), func(b *testing.B) {
			p := pipeline(b)
			p.net.Path, p.memory = path, nil // it would know them all
			sentences := parsed(p, story)
			words := 0
			for i := range sentences {
				words += len(sentences[i].Tokens)
			}
			b.ReportAllocs()
			for b.Loop() {
				for i := range sentences {
					p.Parse(&sentences[i])
				}
			}
			b.ReportMetric(float64(b.N)*float64(words)/b.Elapsed().Seconds(), "words/s")
		})
	}
}
