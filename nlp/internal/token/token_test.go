package token

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// show writes sentences as lines, words with a space between.
func show(text string) string {
	var lines []string
	for _, s := range Split(text) {
		var w []string
		for _, t := range s {
			w = append(w, text[t.Start:t.End])
		}
		lines = append(lines, strings.Join(w, " "))
	}
	return strings.Join(lines, "\n")
}

func TestSplit(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"contractions", "They don't, can't and won't; it's I'm we've.", "They do n't , ca n't and wo n't ; it 's I 'm we 've ."},
		{"curly", "It’s the ministry’s note.", "It ’s the ministry ’s note ."},
		{"cannot", "They cannot go. Cannot?", "They can not go .\nCan not ?"},
		{"plural possessive", "the two countries' envoys", "the two countries ' envoys"},
		{"hyphens", "a well-known co-founder of a state-run e-mail service", "a well - known co-founder of a state - run e-mail service"},
		{"given name", "He met Ban Ki-moon and a US-led team.", "He met Ban Ki-moon and a US - led team ."},
		{"abbreviations", "The U.S. envoy met Gen. Omar Diop at 5 p.m. on Sept. 8.", "The U.S. envoy met Gen. Omar Diop at 5 p.m. on Sept. 8 ."},
		{"initials", "J. F. Kent wrote it. He left.", "J. F. Kent wrote it .\nHe left ."},
		{"money", "It cost $338 million, or €4.5bn, US$20.", "It cost $ 338 million , or € 4.5 bn , US$ 20 ."},
		{"percent", "Growth was 0.93% (2.4 %).", "Growth was 0.93 % ( 2.4 % ) ."},
		{"numbers", "Some 3,000 left at 10:30, 5km off.", "Some 3,000 left at 10:30 , 5 km off ."},
		{"range", "From 1914–1918 and 1939-1945.", "From 1914 – 1918 and 1939 - 1945 ."},
		{"date", "Signed 2011-05-06.", "Signed 2011-05-06 ."},
		{"quotation", `He said: "We regret it." She did not.`, "He said : \" We regret it . \"\nShe did not ."},
		{"curly quotation", "“We left,” he said.", "“ We left , ” he said ."},
		{"ellipsis", "Well... maybe. Yes…", "Well ... maybe .\nYes …"},
		{"url", "See https://example.org/a-b, or write to x.y@example.org.", "See https://example.org/a-b , or write to x.y@example.org ."},
		{"slash", "and/or on 9/11", "and / or on 9/11"},
		{"paragraphs", "A heading\n\nThe text begins here.", "A heading\nThe text begins here ."},
		{"blank line with spaces", "A heading\n \t\nThe text", "A heading\nThe text"},
		{"bullets", "They ask for:\n- peace\n- trade", "They ask for :\n- peace\n- trade"},
		{"note", "It fell.[12] Then it rose.", "It fell . [ 12 ]\nThen it rose ."},
		{"brackets", "(see below) [sic]", "( see below ) [ sic ]"},
		{"number sign", "the No. 2 man said no. He left.", "the No. 2 man said no .\nHe left ."},
		{"decade", "in the '90s and the 1970s", "in the '90s and the 1970s"},
		{"no mark, no end", "On 7 May 2012 Syldavia severed relations. In 1961 Borduria and Syldavia; In May NATO", "On 7 May 2012 Syldavia severed relations .\nIn 1961 Borduria and Syldavia ; In May NATO"},
		{"notes and brackets", "It fell. [12] Then (as said in 1920.) it rose. Kim vs. Lee.", "It fell . [ 12 ]\nThen ( as said in 1920 . ) it rose .\nKim vs. Lee ."},
		{"initials in names", "William P. Rogers met George W. Bush. U.S. troops left. H.W. Kent and Frank L. Stein stayed.",
			"William P. Rogers met George W. Bush .\nU.S. troops left .\nH.W. Kent and Frank L. Stein stayed ."},
		{"abbreviated states", "The U.S. Department of State and the U.S. Minister left. He came from the U.S. They did not.",
			"The U.S. Department of State and the U.S. Minister left .\nHe came from the U.S.\nThey did not ."},
		{"ranks behind an abbreviation", "He met U.S. Vice President Ana Rey. He came from the U.S. Under him they left.",
			"He met U.S. Vice President Ana Rey .\nHe came from the U.S.\nUnder him they left ."},
		{"no space between", "It left the union.The others stayed, as far as is known.", "It left the union .\nThe others stayed , as far as is known ."},
		{"names and years", "Until 2012 Canada and, after President Nicolas Sarkozy, France had one", "Until 2012 Canada and , after President Nicolas Sarkozy , France had one"},
		{"cells", "12 May 2001 See Borduria-Syldavia relations", "12 May 2001 See Borduria - Syldavia relations"},
		{"item", "– Signed: 29 May 1996", "– Signed : 29 May 1996"},
		{"head of a letter", "Anna Kirk 08/16/2000 12:05 PM I will call you tomorrow.", "Anna Kirk\n08/16/2000 12:05 PM\nI will call you tomorrow ."},
		{"no capitals", "thank you so much!!! see you there :)", "thank you so much !!!\nsee you there :)"},
		{"nothing", " \n\t ", ""},
		{"invalid bytes", "a\xff b\x80.", "a \xff b \x80 ."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, show(c.text)); d != "" {
				t.Error(d)
			}
		})
	}
}

// check holds what Split promises for any text.
func check(t interface{ Fatalf(string, ...any) }, text string) {
	at := 0
	for _, s := range Split(text) {
		if len(s) == 0 {
			t.Fatalf("empty sentence in %q", text)
		}
		for _, w := range s {
			if w.Start < at || w.End <= w.Start || w.End > len(text) {
				t.Fatalf("span %v after %d in %q", w, at, text)
			}
			blank(t, text, at, w.Start)
			if utf8.ValidString(text) && !utf8.ValidString(text[w.Start:w.End]) {
				t.Fatalf("span %v cuts a character of %q", w, text)
			}
			at = w.End
		}
	}
	blank(t, text, at, len(text))
}

func blank(t interface{ Fatalf(string, ...any) }, text string, from, to int) {
	for _, r := range text[from:to] {
		if !isSpace(r) {
			t.Fatalf("%q is in no token of %q", text[from:to], text)
		}
	}
}

func TestSplitCoversText(t *testing.T) {
	piece := rapid.SampledFrom([]string{"don't", "U.S.", "a-b", "...", "\n", "\n\n", " ", "'", "’s", "$5m", "www.x.org", "?!", ")", "[1]", "é", "\xff", "\u00a0", "No.", "3,5", "--", "“", "x/y", "Ki-moon", ":)"})
	rapid.Check(t, func(t *rapid.T) {
		check(t, strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), ""))
	})
}

func FuzzSplit(f *testing.F) {
	f.Add("The U.S. didn't sign. It's \"over\".\n\nA-b, c/d (e) 5km £3.5bn ... [1] 'tis")
	f.Add("\xff\xfe\x00é’s\u2028…“”")
	f.Fuzz(func(t *testing.T, text string) { check(t, text) })
}

// Ten times the text takes about ten times as long, whatever the text.
func TestSplitIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	for _, piece := range []string{"a", ".", "a.", "'", "a-", "n't", "[1", "a,", "1:", "(", "U.S. ", "x/", "$1", "“", "a…", "a\n", "\xff", "?!", "@", "a@", "-1"} {
		took := func(n int) time.Duration {
			text := strings.Repeat(piece, n)
			start := time.Now()
			Split(text)
			return time.Since(start)
		}
		small, large := time.Hour, time.Hour
		slow := func() bool { return large > 100*time.Millisecond && large > 50*small }
		for try := 0; try < 3 || slow() && try < 20; try++ { // another program may take the processor meanwhile
			small, large = min(small, took(4000)), min(large, took(40000))
		}
		if slow() {
			t.Errorf("%q: %v for 4000, %v for 40000", piece, small, large)
		}
	}
}

func BenchmarkSplit(b *testing.B) {
	text := strings.Repeat("The ministers of the two countries didn't meet in 1998, it said. ", 200)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Split(text)
	}
}
