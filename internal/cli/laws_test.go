package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"chancery"
	"chancery/internal/query"
	"chancery/internal/store"

	"github.com/google/go-cmp/cmp"
)

// reading is one engine for all tests: loading it is what costs.
var reading = sync.OnceValues(func() (*engine, error) { return newApp(nil, io.Discard, io.Discard).newEngine() })

// run runs a command on a database with the shared engine and returns what it prints.
func run(t testing.TB, db string, args ...string) string {
	t.Helper()
	out, errs, status := tryRun(t, db, args...)
	if status != 0 {
		t.Fatalf("chancery %s: exit status %d: %s%s", strings.Join(args, " "), status, out, errs)
	}
	return out
}

func tryRun(t testing.TB, db string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	a := newApp(strings.NewReader(""), &out, &errs)
	a.engine = reading
	status = a.run(context.Background(), append([]string{"--db", db}, args...))
	return out.String(), errs.String(), status
}

// everythingOf prints all that the program knows of a database.
func everythingOf(t testing.TB, db string) string {
	var b strings.Builder
	for _, list := range []string{"claims", "events", "periods", "discrepancies", "gaps"} {
		fmt.Fprintf(&b, "%s\n%s", list, run(t, db, list, "--format", "jsonl"))
	}
	return b.String()
}

func write(t testing.TB, dir, name, text string) string {
	t.Helper()
	p := filepath.Join(dir, name)
	if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return p
}

// four documents that lean on each other: one has no date of its own, two disagree.
func four(t testing.TB) []string {
	dir := t.TempDir()
	return []string{
		write(t, dir, "a.txt", "Mexico and Norway established diplomatic relations on 4 April 1906. On 3 May 1931 Mexico broke off diplomatic relations with Norway. Norway denied that it had spied on Mexico.\n"),
		write(t, dir, "b.txt", "Mexican diplomats leave Oslo\n\nOSLO (Wire) — The last staff of the Mexican Embassy in Oslo left the building Monday, a day after Mexico broke off diplomatic relations with Norway. On April 30, Norway expelled a Mexican diplomat.\n"),
		write(t, dir, "c.txt", "On 4 May 1931 Mexico broke off diplomatic relations with Norway. Sweden represents the interests of Norway in Mexico.\n"),
		write(t, dir, "d.txt", "Date: 1960-02-01\n\nMexico has an embassy in Oslo. Norway expelled a Mexican diplomat on 30 April 1931.\n"),
	}
}

// seeds are the documents on which the developers measure; the tests that want them are skipped where they are not.
func seeds(t testing.TB) []string {
	files, _ := filepath.Glob("../../../shared/seeds/*.txt")
	if len(files) != 4 {
		t.Skip("../shared/seeds is not here")
	}
	return files
}

// TestOrder holds the program to its second law: all 24 orders of four documents, at once, one by one and twice, give
// the same claims and the same ledger, byte for byte.
func TestOrder(t *testing.T) {
	for name, docs := range map[string]func(testing.TB) []string{"own": four, "seeds": seeds} {
		t.Run(name, func(t *testing.T) {
			files := docs(t)
			dir := t.TempDir()
			want := ""
			n := 0
			permute(files, func(order []string) {
				db := filepath.Join(dir, fmt.Sprintf("%d.db", n))
				switch n % 3 {
				case 0:
					run(t, db, append([]string{"ingest"}, order...)...)
				case 1:
					for _, f := range order {
						run(t, db, "ingest", f)
					}
				case 2:
					run(t, db, append([]string{"ingest"}, order[:3]...)...)
					run(t, db, append([]string{"ingest"}, order...)...)
				}
				got := everythingOf(t, db)
				if n == 0 {
					want = got
					if strings.Count(want, "\n") < 12 {
						t.Fatalf("hardly anything was read:\n%s", want)
					}
				}
				if got != want {
					t.Fatalf("order %v:\n%s", order, cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
				}
				n++
			})
		})
	}
}

// TestSameText holds the program to the second law where documents have the same text and other metadata, read by other readers: the
// first date of the best kind stands, whichever came last, and the other is kept beside it.
func TestSameText(t *testing.T) {
	dir := t.TempDir()
	const text = "Peru broke off relations with Chile on Tuesday."
	files := []string{
		write(t, dir, "a.jsonl", `{"title":"A","text":"`+text+`","date":"1971-05-06"}`),
		write(t, dir, "b.xml", `<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><title>Peru cuts ties</title><link>https://example.org/cut</link><description>`+text+`</description></item></channel></rss>`),
		write(t, dir, "c.jsonl", `{"title":"C","text":"`+text+`","date":"1961-05-06"}`),
		write(t, dir, "d.txt", text),
	}
	recorded := regexp.MustCompile(`,"recorded":"[^"]*"`)
	want := ""
	n := 0
	permute(files, func(order []string) {
		db := filepath.Join(dir, fmt.Sprintf("%d.db", n))
		said := ""
		if n%2 == 0 {
			said = run(t, db, append([]string{"ingest"}, order...)...)
		} else {
			for _, f := range order {
				said += run(t, db, "ingest", f)
			}
		}
		if !strings.Contains(said, "there already with another title, source or date") || strings.Contains(said, "read again") {
			t.Errorf("order %v: the summary says %s", order, said)
		}
		got := run(t, db, "claims", "--format", "jsonl") + recorded.ReplaceAllString(run(t, db, "documents", "--format", "jsonl"), "")
		if n++; want == "" {
			want = got
			for _, part := range []string{`"edtf":"1961-05-02"`, `"document":"c.jsonl#1","names":["c.jsonl#1","a.jsonl#1",`, `"title":"C"`, `"url":"https://example.org/cut"`, `"date":{"edtf":"1961-05-06","basis":"metadata","doubts":["1971-05-06 (`} {
				if !strings.Contains(got, part) {
					t.Errorf("%s is not in\n%s", part, got)
				}
			}
		}
		if got != want {
			t.Errorf("order %v:\n%s", order, cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
		}
	})
}

func permute(s []string, f func([]string)) {
	var rec func(int)
	rec = func(i int) {
		if i == len(s) {
			f(s)
			return
		}
		for j := i; j < len(s); j++ {
			s[i], s[j] = s[j], s[i]
			rec(i + 1)
			s[i], s[j] = s[j], s[i]
		}
	}
	rec(0)
}

// TestQuotes holds the program to its first law, over everything in the sample corpus: each claim's quote stands at its
// bytes in the stored document, and no claim comes out of furniture.
func TestQuotes(t *testing.T) {
	for name, files := range map[string][]string{"corpus": {"../../examples/corpus"}, "seeds": {"../../../shared/seeds/*.txt"}} {
		t.Run(name, func(t *testing.T) {
			if name == "seeds" {
				seeds(t)
			}
			db := filepath.Join(t.TempDir(), "x.db")
			run(t, db, append([]string{"ingest"}, files...)...)
			a := newApp(nil, io.Discard, io.Discard)
			a.dbPath = db
			defer a.close()
			q, err := a.query(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			v, err := q.Store().View(t.Context(), zeroTime)
			if err != nil {
				t.Fatal(err)
			}
			defer v.Close()
			n := 0
			for c, err := range v.Claims(t.Context(), store.Filter{}) {
				if err != nil {
					t.Fatal(err)
				}
				n++
				d, _, err := v.Document(t.Context(), c.DocumentID)
				if err != nil {
					t.Fatal(err)
				}
				if err := c.Quote.Verify(d.Original); err != nil {
					t.Errorf("claim %s: %v", c.ID, err)
				}
				b, span := query.BlockOf(d, c.Quote)
				if b == nil || span.Len() == 0 {
					t.Errorf("claim %s stands in no block: %q", c.ID, c.Quote.Exact)
				} else if b.Furniture != "" {
					t.Errorf("claim %s comes out of furniture (%s): %q", c.ID, b.Furniture, c.Quote.Exact)
				}
			}
			if n < 40 {
				t.Errorf("%d claims: hardly anything was read", n)
			}
		})
	}
}

// TestScopes holds answers that load a part of the database against those that load all of it.
func TestScopes(t *testing.T) {
	for name, docs := range map[string]func(testing.TB) []string{"own": four, "seeds": seeds, "corpus": func(testing.TB) []string { return []string{"../../examples/corpus"} }} {
		t.Run(name, func(t *testing.T) {
			db := filepath.Join(t.TempDir(), "x.db")
			run(t, db, append([]string{"ingest"}, docs(t)...)...)
			a := newApp(nil, io.Discard, io.Discard)
			a.dbPath = db
			defer a.close()
			q, err := a.query(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			whole, err := q.Book(t.Context(), zeroTime, nil)
			if err != nil {
				t.Fatal(err)
			}
			pairs := map[[2]string]bool{}
			for _, p := range whole.Ledger.Periods(query.Everything) {
				pairs[[2]string{p.A, p.B}] = true
			}
			if len(pairs) == 0 {
				t.Fatal("no pairs")
			}
			for p := range pairs {
				part, x, y, err := q.PairBook(t.Context(), p[0], p[1], zeroTime)
				if err != nil {
					t.Errorf("%v: %v", p, err)
					continue
				}
				for _, on := range []string{"1900", "1931-05-03", "1960", "1999-12-31", "2022-09-08", "2025"} {
					want, err1 := whole.Ledger.Status(x, y, on)
					got, err2 := part.Ledger.Status(x, y, on)
					if diff := cmp.Diff(want, got); diff != "" || err1 != nil || err2 != nil {
						t.Errorf("%v on %s: %v %v (-whole +part)\n%s", p, on, err1, err2, diff)
					}
				}
				want, _ := whole.Ledger.Dossier(x, y)
				got, _ := part.Ledger.Dossier(x, y)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%v (-whole +part)\n%s", p, diff)
				}
			}
			var all []string
			for i := range whole.Claims {
				if whole.Claims[i].Kind == "sever-relations" {
					all = append(all, whole.Claims[i].ID)
				}
			}
			got := strings.Count(run(t, db, "claims", "--kind", "sever-relations", "--format", "jsonl"), "\n")
			if got != len(all) {
				t.Errorf("--kind lists %d claims of %d", got, len(all))
			}
		})
	}
}

// TestSeeds asks the developers' four documents what they are known to say.
func TestSeeds(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	run(t, db, append([]string{"ingest"}, seeds(t)...)...)
	for _, test := range []struct{ a, b, on, standing, from string }{
		{"ALB", "IRN", "2023-01-01", "severed", "2022-09-07"}, {"Iran", "Albania", "2023-01-01", "severed", "2022-09-07"},
		{"ALB", "IRN", "2021-06-01", "relations", ""}, {"ALB", "DPRK", "1960-01-01", "relations", "1948-11-28"},
		{"ALB", "SRB", "1999-12-31", "severed", ""}, {"ALB", "Yugoslavia", "1999-12-31", "severed", ""}, {"ALB", "SRB", "2024-01-01", "relations", ""},
	} {
		var s chancery.Status
		if err := json.Unmarshal([]byte(run(t, db, "status", test.a, test.b, "--on", test.on, "--format", "json")), &s); err != nil {
			t.Fatal(err)
		}
		if string(s.Standing) != test.standing || test.from != "" && s.From != test.from {
			t.Errorf("%s %s on %s: %s from %s, want %s from %s", test.a, test.b, test.on, s.Standing, s.From, test.standing, test.from)
		}
		for _, r := range s.Representation {
			switch {
			case r.Sender == "ALB" && r.Receiver == "IRN" && test.on == "2023-01-01" && (r.Type != "protecting-power" || r.By != "TUR"),
				r.Sender == "PRK" && (r.Type != "non-resident" || r.City != "Sofia"):
				t.Errorf("%s %s on %s: %+v", test.a, test.b, test.on, r)
			}
		}
	}
	if out := run(t, db, "gaps", "--pair", "ALB,SRB", "--format", "jsonl"); !strings.Contains(out, `"type":"restoration"`) {
		t.Errorf("the restoration of 1999 to 2023 is no gap:\n%s", out)
	}
	if out := run(t, db, "discrepancies", "--format", "jsonl"); !strings.Contains(out, `"values":["2013","2014"]`) {
		t.Errorf("2013 and 2014 do not disagree:\n%s", out)
	}
	if out := run(t, db, "claims", "--format", "jsonl"); strings.Contains(out, "2025-07-23") {
		t.Error("something is dated by the masthead")
	}
	if out := run(t, db, "documents", "--format", "jsonl"); !strings.Contains(out, `"date":{"edtf":"2022-09-08","basis":"inferred"`) {
		t.Errorf("the story of the embassy is not dated:\n%s", out)
	}
}
