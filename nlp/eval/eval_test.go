package main

import (
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery/nlp"
	"chancery/nlp/internal/measure"
)

var update = flag.Bool("update", false, "write the scores of the test parts to scores.txt")

// The scores of the shipped model are committed, so that every change to them shows in review.
//
//	go test ./nlp/eval -update
func TestScores(t *testing.T) {
	const ud, golden = "../../../shared/corpora/ud", "scores.txt"
	if _, err := os.Stat(ud); err != nil {
		t.Skip("the treebanks are not here")
	}
	if testing.Short() && !*update {
		t.Skip("parses ninety thousand words")
	}
	data, err := os.ReadFile("../../data/models/english.model")
	if err != nil {
		t.Fatal(err)
	}
	p, err := nlp.New(data)
	if err != nil {
		t.Fatal(err)
	}
	got, err := measure.Report(p, ud, "test", false)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("scores differ; if that is meant, run go test ./nlp/eval -update\n%s", d)
	}
}
