package eval_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chancery"
	"chancery/data"
	"chancery/eval"
	"chancery/internal/edtf"
	"chancery/internal/vocab"
)

// TestExamplesGold holds that the gold of the examples is well formed: documents, kinds, modalities, dates, levels, quotes.
func TestExamplesGold(t *testing.T) {
	kinds, err := vocab.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"../examples", "../examples/fresh/a", "../examples/fresh/b"} {
		t.Run(section(dir), func(t *testing.T) { wellFormed(t, dir, kinds) })
	}
}

func wellFormed(t *testing.T, dir string, kinds *vocab.Kinds) {
	gold, err := eval.Load[eval.Gold](dir + "/gold.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	files, err := filepath.Glob(dir + "/corpus/*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(f)] = string(b)
	}
	ids, told := map[string]bool{}, map[string]bool{}
	for _, g := range gold {
		bad := func(what string) { t.Errorf("%s: %s", g.ID, what) }
		if ids[g.ID] {
			bad("the id stands twice")
		}
		ids[g.ID], told[g.Doc] = true, true
		if !strings.Contains(texts[g.Doc], g.Quote) || g.Quote == "" {
			bad("the quote is not in the document")
		}
		for _, k := range strings.Split(g.Kind, "|") {
			if _, ok := kinds.Get(k); !ok {
				bad("no such kind: " + k)
			}
		}
		for _, m := range strings.Split(g.Modality, "|") {
			if !slices.Contains(chancery.Modalities, chancery.Modality(m)) {
				bad("no such modality: " + m)
			}
		}
		if !slices.Contains([]string{eval.Core, eval.Extended, eval.Optional}, g.Level) {
			bad("no such level: " + g.Level)
		}
		whens := g.Accept
		if g.When != nil {
			whens = append(whens, *g.When)
		}
		for _, w := range whens {
			if d, err := edtf.Parse(w); err != nil || d.IsUnknown() {
				bad("no date: " + w)
			}
		}
	}
	for name := range texts {
		if !told[name] {
			t.Errorf("%s has no gold", name)
		}
	}
	if dir != "../examples" {
		return // the others have no dates
	}
	dates, err := eval.Load[eval.DateGold](dir + "/dates.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dates {
		if texts[d.Doc] == "" {
			t.Errorf("dates.jsonl: no document %s", d.Doc)
		}
	}
}

func TestOpen(t *testing.T) {
	for _, dir := range []string{"../examples", "../examples/corpus"} {
		s, err := eval.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if files, err := s.Documents(t.TempDir()); err != nil || len(files) < 30 {
			t.Errorf("%s: %d documents, %v", dir, len(files), err)
		}
	}
	if _, err := eval.Open(t.TempDir()); chancery.CodeOf(err) != chancery.CodeInput || chancery.HintOf(err) == "" {
		t.Errorf("an empty folder gives %v", err)
	}
	if _, err := eval.Open("nowhere"); chancery.CodeOf(err) != chancery.CodeNotFound {
		t.Errorf("no folder gives %v", err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "gold.jsonl"), []byte("{\"id\":\"1\"}\nnonsense\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := eval.Open(dir); err == nil || !strings.Contains(err.Error(), "gold.jsonl:2") {
		t.Errorf("a bad line gives %v", err)
	}
}
