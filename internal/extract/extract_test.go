package extract_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"chancery"
	"chancery/data"
	"chancery/internal/edtf"
	"chancery/internal/extract"
	"chancery/internal/resolve/party"
	"chancery/internal/rule"
	"chancery/internal/vocab"
	"chancery/nlp"
)

var load = sync.OnceValues(func() (*extract.Extractor, error) { return build(nil) })

// build makes an extractor of the data in the program. Claims are weighed by sure, unless it is nil.
func build(sure func(*rule.Set, *vocab.Kinds) *extract.Confidence) (*extract.Extractor, error) {
	g, err := party.Load(data.FS)
	if err != nil {
		return nil, err
	}
	b, err := data.FS.ReadFile("models/english.model")
	if err != nil {
		return nil, err
	}
	p, err := nlp.Load(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	rules, err := rule.Load(data.FS, "rules")
	if err != nil {
		return nil, err
	}
	kinds, err := vocab.Load(data.FS)
	if err != nil {
		return nil, err
	}
	if sure == nil {
		return extract.New(g, p, rules, kinds, nil)
	}
	return extract.New(g, p, rules, kinds, sure(rules, kinds))
}

// TestFloor reads one sentence with weights that make everything unsure, and with weights that make everything as likely right as wrong.
func TestFloor(t *testing.T) {
	for always, told := range map[int]bool{-20000: false, 0: true} {
		x, err := build(func(rules *rule.Set, kinds *vocab.Kinds) *extract.Confidence {
			return extract.NewConfidence(map[string]int{"always": always}, rules, kinds)
		})
		if err != nil {
			t.Fatal(err)
		}
		doc := extract.Sentence("Peru recognised Tonga on 3 May 1971.", "", "")
		claims, stats := x.Read(doc)
		if len(claims) > 0 != told || stats.Claims != len(claims) {
			t.Errorf("weight %d: %d claims told, %d counted", always, len(claims), stats.Claims)
		}
		if all, _ := x.Examine(doc); len(all) == 0 {
			t.Errorf("weight %d: nothing to examine", always)
		}
	}
}

func extractor(t testing.TB) *extract.Extractor {
	t.Helper()
	x, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestExamples reads the examples of every rule.
func TestExamples(t *testing.T) {
	fails, total := extractor(t).Test()
	for _, f := range fails {
		t.Errorf("%s: rule %s: %q: %s", f.Where, f.Rule, f.Example.Text, f.Why)
	}
	if total < 500 {
		t.Errorf("only %d examples", total)
	}
}

// claims reads text below title and prints its claims, one a line: kind agents > patients date modality.
func claims(t *testing.T, title, date, text string) string {
	t.Helper()
	cs, _ := extractor(t).Read(extract.Sentence(text, title, date))
	var out []string
	for _, c := range cs {
		out = append(out, line(&c))
	}
	return strings.Join(out, "\n")
}

// line prints a claim: kind agents > patients date modality.
func line(c *chancery.Claim) string {
	when := ""
	if c.When != nil {
		when = c.When.EDTF
	}
	return strings.Join([]string{c.Kind, ids(c.Agents) + ">" + ids(c.Patients), when, string(c.Modality)}, " ")
}

func ids(ps []chancery.Party) string {
	var s []string
	for _, p := range ps {
		s = append(s, p.ID)
	}
	return strings.Join(s, ",")
}

// TestMechanism holds what every rule relies on: voice, coordination, modality, attribution, memory.
func TestMechanism(t *testing.T) {
	for _, c := range []struct{ name, title, date, text, want string }{
		{"passive", "", "", "Four Iranian diplomats were expelled by Norway in 1999.", "expel-diplomats NOR>IRN 1999 asserted"},
		{"threat is no deed", "", "", "Bolivia threatened to break off diplomatic relations with Chile.", "sever-relations BOL>CHL  threatened"},
		{"denial", "", "", "Kenya denied that it had broken diplomatic relations with Uganda.", "sever-relations KEN>UGA  denied"},
		{"negation", "", "", "Ghana did not recognise Kosovo.", "refuse-recognition GHA>XKX  asserted"},
		{"announced by who does it", "", "", "Canada announced on 7 September 2012 that it would cut diplomatic relations with Iran.", "sever-relations CAN>IRN 2012-09-07 announced"},
		{"two dates, two claims", "", "", "In 2018 and 2020 Peru expelled Bolivian diplomats.", "expel-diplomats PER>BOL 2018 asserted\nexpel-diplomats PER>BOL 2020 asserted"},
		{"a list acts as one", "", "", "On 5 June 2017 Bahrain, Egypt and Saudi Arabia severed diplomatic relations with Qatar.", "sever-relations BHR,EGY,SAU>QAT 2017-06-05 asserted"},
		{"the page is about a pair", "Fiji–Nepal relations", "", "Diplomatic relations were established on 21 September 1986.", "establish-relations FJI,NPL> 1986-09-21 asserted"},
		{"they stand for relations", "Iraq–Peru relations", "", "Diplomatic relations were broken off in 1990. They were restored in 1995.", "sever-relations IRQ,PER> 1990 asserted\nrestore-relations IRQ,PER> 1995 asserted"},
		{"nobody is nobody", "", "", "No state severed relations with Russia.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := claims(t, c.title, c.date, c.text)
			for _, w := range strings.Split(c.want, "\n") {
				if w != "" && !strings.Contains("\n"+got+"\n", "\n"+w+"\n") {
					t.Errorf("%s\nread:\n%s\nwant among them:\n%s", c.text, got, w)
				}
			}
			if c.want == "" && strings.Contains(got, "asserted") {
				t.Errorf("%s\nread:\n%s", c.text, got)
			}
		})
	}
}

// TestQuotes holds law 1 over whatever is read.
func TestQuotes(t *testing.T) {
	doc := extract.Sentence("Peru opened an embassy in Hanoi in 1995. “Chile” broke off relations with Peru in 1880, said nobody.", "Peru–Vietnam relations", "")
	cs, _ := extractor(t).Read(doc)
	if len(cs) == 0 {
		t.Fatal("nothing read")
	}
	for _, c := range cs {
		if err := c.Quote.Verify(doc.Original); err != nil {
			t.Errorf("%s: %v", c.ID, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Albania broke off relations with Iran on 7 September 2022.", "Albania–Iran relations")
	f.Add("Bahrain, Egypt and Saudi Arabia and, of, said that they", "")
	f.Add("\xff\x00“ 1999 .", "= =")
	x := extractor(f)
	f.Fuzz(func(t *testing.T, text, title string) {
		if len(text) > 2000 || len(title) > 200 {
			return
		}
		doc := extract.Sentence(text, title, "")
		cs, _ := x.Read(doc)
		for _, c := range cs {
			if err := c.Quote.Verify(doc.Original); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// FuzzScraps reads sentences in disorder, glued together from scraps of the rules' examples: of three bytes two choose the example, the third where the scrap
// begins and how long it is. What no writer would write still has a tree, and must be read without harm.
func FuzzScraps(f *testing.F) {
	rules, err := rule.Load(data.FS, "rules")
	if err != nil {
		f.Fatal(err)
	}
	var sentences [][]string
	for _, r := range rules.Rules {
		for _, e := range r.Examples {
			sentences = append(sentences, strings.Fields(e.Text))
		}
	}
	f.Add([]byte("\x00\x01\x0f\x01\x07\x37"))
	f.Add([]byte("\x02\x01\x0a\x04\x90\xf3\x05\x17\x66\x00\x00\x88"))
	x := extractor(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 60 {
			return
		}
		var words []string
		for ; len(b) >= 3; b = b[3:] {
			s := sentences[(int(b[0])<<8|int(b[1]))%len(sentences)]
			from := int(b[2]>>4) % len(s)
			words = append(words, s[from:min(len(s), from+int(b[2]&15)+1)]...)
		}
		doc := extract.Sentence(strings.Join(words, " "), "", "")
		cs, _ := x.Read(doc)
		for _, c := range cs {
			if err := c.Quote.Verify(doc.Original); err != nil {
				t.Fatal(err)
			}
			if c.When != nil && c.When.EDTF != "" {
				if _, err := edtf.Parse(c.When.EDTF); err != nil {
					t.Fatalf("%q: %v", strings.Join(words, " "), err)
				}
			}
		}
	})
}
