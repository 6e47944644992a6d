package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"chancery/nlp/internal/drill"
	"chancery/nlp/internal/learn"
)

// tiny is a recipe with all that the shipped one has, in a few seconds.
var tiny = recipe{
	base: learn.Options{Dim: 16, Layers: 2, Arc: 16, Label: 16, Buckets: 256, BatchSize: 20, Drop: 0.1, TagWeight: 0.5, MinCount: 2},
	teachers: []teacher{
		{16, []stage{{seed: 1, epochs: 4, rate: 0.03, dropout: 0.1}}},
		{24, []stage{{seed: 2, epochs: 2, rate: 0.03, dropout: 0.2}, {seed: 3, epochs: 1, rate: 0.005, dropout: 0.1}}},
	},
	student: stage{seed: 4, epochs: 1, rate: 0.005, dropout: 0.1, drills: 20, annotated: true},
	finals: []stage{
		{seed: 5, epochs: 1, rate: 0.005, dropout: 0.1, tags: 1, drills: 20},
		{seed: 6, epochs: 1, rate: 0.005, dropout: 0.1, drills: 40},
	},
}

// Two whole runs from empty folders give the same model and the same sentence boundaries, byte for byte, on one processor and on several;
// another seed gives another model.
func TestRunIsDeterministic(t *testing.T) {
	data := t.TempDir()
	for seed, name := range []string{"ewt/train", "gum/train_free", "ewt/dev", "gum/dev"} {
		var b bytes.Buffer
		if err := drill.Write(&b, uint64(seed+10), 60); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(data, name+".conllu.gz"), b.Bytes())
	}
	text := "The ministers of both countries met in the capital and spoke about the old border.\n" +
		"In May they agreed that their envoys would return before the end of the year.\n"
	write(t, filepath.Join(data, "notes.txt"), []byte(text))

	model, boundaries := runOnce(t, data, tiny)
	old := runtime.GOMAXPROCS(1)
	again, boundariesAgain := runOnce(t, data, tiny)
	runtime.GOMAXPROCS(old)
	if !bytes.Equal(model, again) {
		t.Error("a second run gives another model")
	}
	if !bytes.Equal(boundaries, boundariesAgain) {
		t.Error("a second run gives other sentence boundaries")
	}
	other := tiny
	other.student.seed++
	if m, _ := runOnce(t, data, other); bytes.Equal(model, m) {
		t.Error("another seed gives the same model")
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// runOnce returns what a run from an empty folder writes.
func runOnce(t *testing.T, data string, r recipe) (model, boundaries []byte) {
	t.Helper()
	work := t.TempDir()
	out, ends := filepath.Join(work, "english.model"), filepath.Join(work, "boundary.bin")
	tr := trainer{recipe: r, ud: data, work: work}
	if err := tr.run(filepath.Join(data, "*.txt"), out, ends); err != nil {
		t.Fatal(err)
	}
	model, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if boundaries, err = os.ReadFile(ends); err != nil {
		t.Fatal(err)
	}
	return model, boundaries
}
