package eval_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"chancery/eval/run"

	"github.com/google/go-cmp/cmp"
)

// listings are what must not depend on the order in which documents came.
var listings = []string{"claims", "events", "periods", "discrepancies", "gaps", "documents"}

// recorded is when a document was taken in, which differs between two runs.
var recorded = regexp.MustCompile(`,"recorded":"[^"]*"`)

func printed(t *testing.T, batches ...[]string) map[string][]string {
	t.Helper()
	s, err := run.New(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, b := range batches {
		if err := s.Ingest(b...); err != nil {
			t.Fatal(err)
		}
	}
	out := map[string][]string{}
	for _, l := range listings {
		b, err := s.Listing(l)
		if err != nil {
			t.Fatal(err)
		}
		out[l] = strings.Split(recorded.ReplaceAllString(string(b), ""), "\n")
	}
	return out
}

// orders gives every order of files.
func orders(files []string) [][]string {
	if len(files) <= 1 {
		return [][]string{files}
	}
	var out [][]string
	for i, f := range files {
		rest := append(append([]string(nil), files[:i]...), files[i+1:]...)
		for _, o := range orders(rest) {
			out = append(out, append([]string{f}, o...))
		}
	}
	return out
}

func singly(files []string) [][]string {
	var out [][]string
	for _, f := range files {
		out = append(out, []string{f})
	}
	return out
}

// TestExamplesOrder holds that claims and ledger are the same to the byte for any order, any batching, once or twice.
func TestExamplesOrder(t *testing.T) {
	var files []string
	for _, n := range []string{"iranian-embassy-empties-thursday", "albania-breaks-with-iran-2022-09-07", "albania-iran-relations"} {
		files = append(files, filepath.Join("../examples/corpus", n+".txt"))
	}
	want := printed(t, files)
	for _, o := range orders(files) {
		if d := cmp.Diff(want, printed(t, singly(o)...)); d != "" {
			t.Fatalf("order %v (-in one batch +one by one)\n%s", o, d)
		}
	}
	if d := cmp.Diff(want, printed(t, files, files)); d != "" {
		t.Fatalf("a second ingest of the same bytes changes something (-once +twice)\n%s", d)
	}
}

// TestSeedsOrder does the same for the 24 orders of the developers' seeds.
func TestSeedsOrder(t *testing.T) {
	files, _ := filepath.Glob("../../shared/seeds/*.txt")
	if _, err := os.Stat("../../shared/seeds"); err != nil || testing.Short() {
		t.Skip("this corpus is not here, or takes too long")
	}
	want := printed(t, files)
	for _, o := range orders(files) {
		if d := cmp.Diff(want, printed(t, singly(o)...)); d != "" {
			t.Fatalf("order %v (-in one batch +one by one)\n%s", o, d)
		}
	}
}
