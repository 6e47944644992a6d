package main

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the table to frames.txt")

// The table for every fifth sentence is committed, so that every change to it shows in review.
//
//	go test ./eval/frames -update
func TestFrames(t *testing.T) {
	if testing.Short() && !*update {
		t.Skip("reads some twenty thousand sentences")
	}
	counts, err := all(5, "", false)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	write(&b, counts)
	if *update {
		if err := os.WriteFile("frames.txt", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile("frames.txt")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), b.String()); d != "" {
		t.Errorf("frames are read otherwise; if that is meant, run go test ./eval/frames -update\n%s", d)
	}
}
