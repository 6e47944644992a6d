package party

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancery"
	"chancery/internal/edtf"
	"chancery/nlp"
)

// words that the rules look at, so that random sentences reach them.
var vocabulary = strings.Fields(`the The a of in to and , . – - ' 's ( ) " he she it its his their they both two three countries nations sides the former latter country Republic group foundation
	Albania Iran Iranian Tirana Korea Korean Congo Georgia North South US U.S. NATO MEK President president prime minister Prime Minister ambassador chargé d'affaires police government embassy staff
	Rama Edi Kim Il Sung Sung Jong-il al- al Khamenei Tito 's Party Labour Council Sino-Soviet Iran–Iraq War Treaty Paris relations between each other there that which said says King Zog Jr. II credentials
	Albanians Serbs Soviets Chinese minority was is were VERY É ʼ 中 🙂`)

var tags = []string{"NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADP", "PRON", "DET", "PUNCT", "", "X", "NUM"}
var rels = []string{"nsubj", "obj", "obl", "nmod", "nmod:poss", "compound", "amod", "conj", "cc", "flat", "appos", "case", "det", "root", "nsubj:pass", "expl", "", "acl:relcl"}

// sentences draws a sentence whose tree is arbitrary: heads may form circles or point outside.
func sentences(t *rapid.T) (nlp.Sentence, string) {
	var s nlp.Sentence
	var b strings.Builder
	n := rapid.IntRange(0, 25).Draw(t, "n")
	for i := 0; i < n; i++ {
		w := rapid.SampledFrom(vocabulary).Draw(t, "word")
		if rapid.IntRange(0, 9).Draw(t, "odd") == 0 {
			w = rapid.String().Draw(t, "any")
		}
		start := b.Len()
		b.WriteString(w)
		s.Tokens = append(s.Tokens, nlp.Token{
			Start: start, End: b.Len(), Form: w, Lemma: strings.ToLower(w), UPOS: rapid.SampledFrom(tags).Draw(t, "upos"), XPOS: "NNS",
			Head: rapid.IntRange(-1, n-1).Draw(t, "head"), Rel: rapid.SampledFrom(rels).Draw(t, "rel"),
		})
		if rapid.Bool().Draw(t, "space") {
			b.WriteByte(' ')
		}
	}
	s.End = b.Len()
	return s, b.String()
}

func TestAnyTokens(t *testing.T) {
	g := load(t)
	rapid.Check(t, func(t *rapid.T) {
		title := rapid.SampledFrom([]string{"", "Albania–Iran relations", "Foreign relations of North Korea", "Kosovo"}).Draw(t, "title")
		on := edtf.MustParse(rapid.SampledFrom([]string{"..", "1905", "1950", "1991-12", "1918/2006", "2022-09-07"}).Draw(t, "on"))
		a, b := g.NewDiscourse(&chancery.Document{Title: title}), g.NewDiscourse(&chancery.Document{Title: title})
		for k := 0; k < 3; k++ {
			if rapid.IntRange(0, 5).Draw(t, "heading") == 0 {
				h := rapid.String().Draw(t, "h")
				a.Heading(h)
				b.Heading(h)
			}
			s, text := sentences(t)
			ms := a.Sentence(k, &s, text, on)
			if diff := cmp.Diff(ms, b.Sentence(k, &s, text, on)); diff != "" {
				t.Fatalf("read twice, two results: %s", diff)
			}
			for i := range ms {
				m := &ms[i]
				if m.First < 0 || m.First >= m.Last || m.Last > len(s.Tokens) || !m.Contains(m.Head) {
					t.Fatalf("mention %+v of %d tokens", m, len(s.Tokens))
				}
				for _, p := range m.Parties {
					if p.Name == "" || p.Type == "" || p.ID != "" && g.Line(p.ID) == "" {
						t.Fatalf("mention of %+v", p)
					}
				}
			}
			for i := range s.Tokens {
				At(ms, i)
				Owner(ms, &s, i)
			}
		}
	})
}

func TestTokensOutsideTheText(t *testing.T) {
	g := load(t)
	d := g.NewDiscourse(nil)
	s := &nlp.Sentence{Tokens: []nlp.Token{{Start: 90, End: 97, Form: "Albania", Head: 40, Rel: "nsubj", UPOS: "PROPN"}, {Start: -3, End: 200, Form: "left", Head: -1}}}
	d.Sentence(0, s, "short", edtf.Date{})
	d.Sentence(0, nil, "", edtf.Date{})
	d.Sentence(0, &nlp.Sentence{}, "", edtf.Date{})
}

// A sentence that has not been parsed is read by its words.
func TestUnparsed(t *testing.T) {
	g := load(t)
	d := g.NewDiscourse(nil)
	const text = "Albanian Prime Minister Arben Kola visited Serbia and met police in Tirana."
	s := nlp.Split(text)[0]
	var got []string
	for _, m := range d.Sentence(0, &s, text, edtf.Date{}) {
		got = append(got, show(text, &s, &m))
	}
	want := []string{"Albanian Prime Minister Arben Kola=ALB<Arben Kola>", "Albanian=ALB", "Serbia=SRB", "police in Tirana=ALB{}", "Tirana=@ALB"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzLookup(f *testing.F) {
	g := load(f)
	for _, s := range []string{"ALB", "Côte d’Ivoire", "", "\xff\x00", "Korea, South", strings.Repeat("a", 500)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if _, err := g.Lookup(s); err != nil && chancery.HintOf(err) == "" {
			t.Errorf("no hint for %q", s)
		}
		g.NewDiscourse(&chancery.Document{Title: s}).Heading(s)
	})
}

func TestLoadErrors(t *testing.T) {
	for _, s := range []string{"1990", "20x0/..", "1999/1980", "-5/.."} {
		if _, err := parseSpan(s); err == nil {
			t.Errorf("%q was read as a period", s)
		}
	}
}

func BenchmarkSentence(b *testing.B) {
	g, p := load(b), parser(b)
	const text = "Albanian Prime Minister Arben Kola announced on 7 September that Albania would cut diplomatic relations with Iran after the two countries had expelled each other's ambassadors, and he thanked NATO for its help."
	s := nlp.Split(text)[0]
	p.Parse(&s)
	d := g.NewDiscourse(nil)
	d.Sentence(0, &s, text, edtf.Date{})
	for b.Loop() {
		d.Sentence(0, &s, text, edtf.Date{})
	}
}

// A gazetteer that nobody has asked yet may be asked by many at once.
func TestConcurrentUse(t *testing.T) {
	g := load(t)
	const text = "The Albanian police and President Wilson met envoys of Iran in Tirana."
	s := nlp.Split(text)[0]
	results := make(chan string, 8)
	for range cap(results) {
		go func() {
			e, err := g.Lookup("Persia")
			d := g.NewDiscourse(&chancery.Document{Title: "Albania–Iran relations"})
			out := e.ID
			if err != nil {
				out = err.Error()
			}
			for _, m := range d.Sentence(0, &s, text, edtf.Date{}) {
				out += " " + show(text, &s, &m)
			}
			results <- out
		}()
	}
	first := <-results
	for range cap(results) - 1 {
		if diff := cmp.Diff(first, <-results); diff != "" {
			t.Error(diff)
		}
	}
}
