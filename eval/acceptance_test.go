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

// stories are the saved pages, each with the words with which its story begins and ends.
var stories = map[string][2]string{
	"iranian-embassy-empties-thursday.txt":       {"TIRANA, Albania", "after 2018 and 2020."},
	"north-korea-leaves-kuala-lumpur-sunday.txt": {"KUALA LUMPUR, Malaysia", "has denied the charge."},
	"gulf-states-follow-riyadh-monday.txt":       {"MANAMA, Bahrain", "broken off relations with Iran."},
	"albania-breaks-with-iran-reprint.txt":       {"TIRANA, Albania", "Mujahedeen-e-Khalq."},
	"001_da5f2ed47872f7b7.txt":                   {"TIRANA, Albania", "national security.”"},
}

// TestStories holds that nothing is read outside of the story of a saved page: menus, teasers and footers claim nothing.
func TestStories(t *testing.T) {
	for _, dir := range []string{"../examples/corpus", "../../shared/seeds"} {
		var files []string
		for name := range stories {
			if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
				files = append(files, filepath.Join(dir, name))
			}
		}
		if len(files) == 0 {
			continue // the developers' corpora are not here
		}
		sys, err := run.Ingest(context.Background(), files...)
		if err != nil {
			t.Fatal(err)
		}
		defer sys.Close()
		claims, err := sys.Claims()
		if err != nil {
			t.Fatal(err)
		}
		if len(claims) < 3*len(files) {
			t.Errorf("%d claims in %d stories: hardly anything was read", len(claims), len(files))
		}
		for _, c := range claims {
			b, err := os.ReadFile(filepath.Join(dir, c.Document))
			if err != nil {
				t.Fatal(err)
			}
			text, s := string(b), stories[c.Document]
			if c.Quote.Start < strings.Index(text, s[0]) || c.Quote.End > strings.LastIndex(text, s[1])+len(s[1]) {
				t.Errorf("%s: %s was read outside of the story: %q", c.Document, c.Kind, c.Quote.Exact)
			}
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
