package eval_test

import (
	"context"
	"flag"
	"os"
	"strings"
	"testing"

	"chancery/data"
	"chancery/eval"
	"chancery/eval/run"
	"chancery/internal/vocab"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write scores.txt anew, as far as the corpora are here")

// sets are the folders whose figures are committed, the project's own first. Those of developers are skipped where they are absent.
var sets = []string{
	"../examples",
	"../../shared/seeds",
	"../../shared/corpora/rdcr",
	"../../shared/corpora/foreign-relations",
	"../../shared/corpora/plover-train",
	"../../shared/corpora/ud",
}

const scoresHead = `What is read against what should be: go test ./eval compares, go test ./eval -update writes.
The gold of the examples is complete, so that they have a precision; the other corpora are the developers'.
`

// TestScores holds the committed figures: no change to what is read goes unseen.
func TestScores(t *testing.T) {
	const file = "scores.txt"
	b, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatal(err)
	}
	committed := sections(string(b))
	kinds, err := vocab.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	out.WriteString(scoresHead)
	for _, dir := range sets {
		name := dir[strings.LastIndex(dir, "/")+1:]
		now := committed[name]
		t.Run(name, func(t *testing.T) {
			if _, err := os.Stat(dir); err != nil {
				t.Skip("this corpus is not here")
			}
			if testing.Short() && dir != sets[0] {
				t.Skip("takes long")
			}
			now = scores(t, dir, kinds)
			if d := cmp.Diff(strings.Split(committed[name], "\n"), strings.Split(now, "\n")); d != "" && !*update {
				t.Errorf("the scores have changed; look whether for the better, then go test ./eval -update (-committed +now)\n%s", d)
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

func scores(t *testing.T, dir string, kinds *vocab.Kinds) string {
	set, err := eval.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	sys, err := run.Set(context.Background(), set)
	if err != nil {
		t.Fatal(err)
	}
	defer sys.Close()
	reports, err := set.Score(sys, kinds)
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

// sections splits the file at its "== name ==" lines.
func sections(s string) map[string]string {
	out := map[string]string{}
	for _, part := range strings.Split(s, "\n== ")[1:] {
		name, body, _ := strings.Cut(part, " ==\n")
		out[name] = strings.TrimRight(body, "\n") + "\n"
	}
	return out
}
