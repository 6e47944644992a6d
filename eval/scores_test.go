package eval_test

import (
	"context"
	"flag"
	"os"
	"path"
	"strings"
	"testing"

	"chancery/eval/run"
)

var update = flag.Bool("update", false, "write scores.txt anew, as far as the corpora are here")

// sets are the folders whose figures are committed, the project's own first. Those of developers are skipped where they are absent.
var sets = []string{
	"../examples",
	"../examples/fresh/a",
	"../examples/fresh/b",
	"../examples/offtopic/a",
	"../examples/offtopic/b",
	"../../shared/seeds",
	"../../shared/corpora/rdcr",
	"../../shared/corpora/foreign-relations",
	"../../shared/corpora/plover-train",
	"../../shared/corpora/ud",
}

const scoresHead = `What is read against what should be: go test ./eval compares, go test ./eval -update writes.
The gold of the examples is complete, so that they have a precision; the other corpora are the developers'.
Nothing is tuned on fresh/b (examples/fresh/README.md) and offtopic/b (examples/offtopic/README.md).
`

// TestScores holds the committed figures: no change to what is read goes unseen.
func TestScores(t *testing.T) {
	const file = "scores.txt"
	b, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatal(err)
	}
	committed := sections(string(b))
	var out strings.Builder
	out.WriteString(scoresHead)
	for _, dir := range sets {
		name := section(dir)
		now := committed[name]
		t.Run(name, func(t *testing.T) {
			if _, err := os.Stat(dir); err != nil {
				t.Skip("this corpus is not here")
			}
			if testing.Short() && !strings.HasPrefix(dir, sets[0]) {
				t.Skip("takes long")
			}
			now = scores(t, dir)
			if committed[name] != now && !*update {
				t.Errorf("the scores have changed; look whether for the better, then go test ./eval -update (- committed, + now)\n%s", changed(committed[name], now))
			}
		})
		if now != "" {
			out.WriteString("\n== " + name + " ==\n" + now)
		}
	}
	if *update && !t.Failed() {
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func scores(t *testing.T, dir string) string {
	reports, err := run.Scores(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, r := range reports {
		if err := r.Write(&b, false); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// changed gives the lines of one text that the other has not.
func changed(a, b string) string {
	var out strings.Builder
	has := func(s string) map[string]bool {
		m := map[string]bool{}
		for _, l := range strings.Split(s, "\n") {
			m[l] = true
		}
		return m
	}
	inA, inB := has(a), has(b)
	for _, l := range strings.Split(a, "\n") {
		if !inB[l] {
			out.WriteString("- " + l + "\n")
		}
	}
	for _, l := range strings.Split(b, "\n") {
		if !inA[l] {
			out.WriteString("+ " + l + "\n")
		}
	}
	return out.String()
}

// section is the name of a set in the file: that of its folder, with the folder above it for the parts of fresh.
func section(dir string) string {
	if up := path.Base(path.Dir(dir)); up == "fresh" || up == "offtopic" {
		return up + "/" + path.Base(dir)
	}
	return path.Base(dir)
}

// sections splits the file at its "== name ==" lines.
func sections(s string) map[string]string {
	out := map[string]string{}
	for _, part := range strings.Split(s, "\n== ")[1:] {
		name, body, _ := strings.Cut(part, " ==\n")
		out[name] = strings.TrimRight(body, "\n") + "\n"
	}
	return out
}
