package eval_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chancery/eval"
	"chancery/eval/run"
)

// TestExamplesQuotes holds that every claim's quote stands at its offsets in the file, and that no claim comes from the furniture of a page.
func TestExamplesQuotes(t *testing.T) {
	quotes(t, "../examples", map[string][2]string{
		"iranian-embassy-empties-thursday.txt":       {"TIRANA, Albania", "after 2018 and 2020."},
		"north-korea-leaves-kuala-lumpur-sunday.txt": {"KUALA LUMPUR, Malaysia", "has denied the charge."},
		"gulf-states-follow-riyadh-monday.txt":       {"MANAMA, Bahrain", "broken off relations with Iran."},
		"albania-breaks-with-iran-reprint.txt":       {"TIRANA, Albania", "Mujahedeen-e-Khalq."},
	})
}

// TestSeedsQuotes does the same for the developers' seeds.
func TestSeedsQuotes(t *testing.T) {
	quotes(t, "../../shared/seeds", map[string][2]string{"001_da5f2ed47872f7b7.txt": {"TIRANA, Albania", "national security.”"}})
}

// quotes checks every claim read from dir. Where stories names a document, claims must lie between its two strings; headlines may say something too.
func quotes(t *testing.T, dir string, stories map[string][2]string) {
	if _, err := os.Stat(dir); err != nil {
		t.Skip("this corpus is not here")
	}
	set, err := eval.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	files, err := set.Documents(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(f)] = string(b)
	}
	sys, err := run.Set(context.Background(), set)
	if err != nil {
		t.Fatal(err)
	}
	defer sys.Close()
	claims, err := sys.Claims()
	if err != nil {
		t.Fatal(err)
	}
	if len(claims) == 0 {
		t.Fatal("nothing was read")
	}
	for _, c := range claims {
		text, ok := texts[c.Document]
		if !ok {
			t.Errorf("%s: no document %q", c.ID, c.Document)
			continue
		}
		if err := c.Quote.Verify(text); err != nil {
			t.Errorf("%s in %s: %v", c.ID, c.Document, err)
		}
		if s, ok := stories[c.Document]; ok {
			from, to := strings.Index(text, s[0]), strings.LastIndex(text, s[1])
			if c.Quote.Start < from || c.Quote.End > to+len(s[1]) {
				t.Errorf("%s: %s was read outside of the story: %q", c.Document, c.Kind, c.Quote.Exact)
			}
		}
		if c.Kind == "" || c.Rule == "" || len(c.Agents)+len(c.Patients) == 0 {
			t.Errorf("%s in %s: no kind, rule or party: %+v", c.ID, c.Document, c)
		}
	}
}

// TestSeedsLedger holds what the ledger must say of the developers' seeds.
func TestSeedsLedger(t *testing.T) {
	const dir = "../../shared/seeds"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("this corpus is not here")
	}
	set, err := eval.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	sys, err := run.Set(context.Background(), set)
	if err != nil {
		t.Fatal(err)
	}
	defer sys.Close()
	r := eval.Statuses(sys, []eval.StatusGold{
		{A: "ALB", B: "IRN", On: "2023-01-01", Standing: "severed", From: []string{"2022-09-07"}, Representation: []eval.RepresentationGold{{Sender: "ALB", Receiver: "IRN", Type: "protecting-power", By: "TUR"}}},
		{A: "ALB", B: "IRN", On: "2021-06-01", Standing: "relations"},
		{A: "ALB", B: "PRK", On: "1960-01-01", Standing: "relations", From: []string{"1948-11-28"}},
		{A: "Albania", B: "North Korea", On: "2020-01-01", Standing: "relations", Representation: []eval.RepresentationGold{{Sender: "PRK", Receiver: "ALB", Type: "non-resident"}}},
		{A: "ALB", B: "SRB", On: "1999-12-31", Standing: "severed"},
		{A: "ALB", B: "YUG", On: "1999-12-31", Standing: "severed"},
		{A: "ALB", B: "SRB", On: "2024-01-01", Standing: "relations"},
	})
	for _, m := range r.Misses {
		t.Error(m)
	}
	claims, err := sys.Claims()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range claims {
		if c.When != nil && c.When.EDTF == "2025-07-23" {
			t.Errorf("the day of the crawl is no date of a claim: %s %q", c.Kind, c.Quote.Exact)
		}
	}
	docs, err := sys.Documents()
	if err != nil {
		t.Fatal(err)
	}
	d := eval.Dates(docs, []eval.DateGold{{Doc: "001_da5f2ed47872f7b7.txt", Date: "2022-09-08", Basis: "inferred"}})
	for _, m := range d.Misses {
		t.Error(m)
	}
	found, err := sys.Discrepancies()
	if err != nil {
		t.Fatal(err)
	}
	mek := false
	for _, x := range found {
		v := strings.Join(x.Values, " ")
		mek = mek || strings.Contains(v, "2013") && strings.Contains(v, "2014")
	}
	if !mek {
		t.Errorf("no discrepancy of 2013 and 2014 among %v", found)
	}
}
