package extract_test

import (
	"strings"
	"testing"

	"chancery/internal/extract"
)

// TestChains holds that a long sentence of clauses behind semicolons is read clause by clause: each claim has its own clause for a quote, which stands where it says, and no date of another.
func TestChains(t *testing.T) {
	const text = "The joint commission of Chad and Libya was set up in 2002 and has met only twice since then to mark the boundary in the northern desert; Libya accuses Chad of harbouring rebels in the mountains along the frontier; Niger closed its border with Libya in May 2014 after a raid on a convoy of lorries near the wells; Mali (which has no such frontier; nor wants one) supports Niger"
	x := extractor(t)
	claims, _ := x.Read(extract.Sentence(text, "", ""))
	got := map[string]string{}
	for _, c := range claims {
		if text[c.Quote.Start:c.Quote.End] != c.Quote.Exact || strings.HasSuffix(c.Quote.Exact, ";") {
			t.Errorf("%s: the quote %q does not stand at its place", c.Kind, c.Quote.Exact)
		}
		got[c.Kind] = c.Quote.Exact
		if c.When != nil && c.Kind == "accuse" {
			t.Errorf("accuse: dated %s", c.When.EDTF)
		}
	}
	for kind, begins := range map[string]string{"accuse": "Libya accuses", "close-border": "Niger closed", "support": "Mali (which"} {
		if !strings.HasPrefix(got[kind], begins) {
			t.Errorf("%s: quote %q, want one that begins with %q", kind, got[kind], begins)
		}
	}
}
