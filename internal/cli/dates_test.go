package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chancery/internal/cli"

	"golang.org/x/tools/txtar"
)

// datedDocument is what chancery documents says of the date of a document.
type datedDocument struct {
	Document string
	Date     *struct {
		EDTF, Basis     string
		Reasons, Doubts []string
	}
}

// TestDatesFromOthers holds the program to the dates of stories that bear none, or that of the day on which their page was saved:
// testdata/dates has an archive for each, with the day on its first line, the story, and documents that date what it tells.
// All are read together; without the others, no story has a date.
func TestDatesFromOthers(t *testing.T) {
	archives, err := filepath.Glob("../../testdata/dates/*.txtar")
	if err != nil || len(archives) < 12 {
		t.Fatalf("%d archives: %v", len(archives), err)
	}
	stories, all := t.TempDir(), t.TempDir()
	want, saved := map[string]string{}, map[string]bool{}
	for _, path := range archives {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		want[name+"-story.txt"] = strings.TrimSpace(string(a.Comment))
		for _, f := range a.Files {
			dirs := []string{all}
			if f.Name == "story.txt" {
				saved[name+"-story.txt"] = strings.HasPrefix(string(f.Data), "Thursday, March 6, 2025\n")
				dirs = append(dirs, stories)
			}
			for _, dir := range dirs {
				if err := os.WriteFile(filepath.Join(dir, name+"-"+f.Name), f.Data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	together, alone := dates(t, all), dates(t, stories)
	for name, day := range want {
		d := together[name]
		switch {
		case d.Date == nil || d.Date.EDTF == "":
			t.Errorf("%s is not dated: %+v", name, d.Date)
		case d.Date.EDTF != day || d.Date.Basis != "inferred":
			t.Errorf("%s is dated %s (%s), want %s: %q", name, d.Date.EDTF, d.Date.Basis, day, d.Date.Reasons)
		case len(d.Date.Reasons) < 2:
			t.Errorf("%s gives as reasons %q", name, d.Date.Reasons)
		}
		if saved[name] && (d.Date == nil || !strings.Contains(strings.Join(d.Date.Doubts, " "), "2025-03-06 (masthead")) {
			t.Errorf("%s does not say that it was saved on 2025-03-06: %+v", name, d.Date)
		}
		if d := alone[name].Date; d != nil && d.EDTF != "" {
			t.Errorf("%s is dated %s where nothing dates it", name, d.EDTF)
		}
	}
}

// dates reads a folder into a new database and returns what is said of the dates of its documents.
func dates(t *testing.T, dir string) map[string]datedDocument {
	t.Helper()
	db := filepath.Join(t.TempDir(), "x.db")
	run := func(args ...string) []byte {
		var out, errs bytes.Buffer
		if status := cli.Run(context.Background(), append(args, "--db", db), nil, &out, &errs); status != 0 {
			t.Fatalf("%s: %d: %s", args, status, errs.String())
		}
		return out.Bytes()
	}
	run("ingest", "--progress", "none", dir)
	found := map[string]datedDocument{}
	dec := json.NewDecoder(bytes.NewReader(run("documents", "--format", "jsonl")))
	for dec.More() {
		var d datedDocument
		if err := dec.Decode(&d); err != nil {
			t.Fatal(err)
		}
		found[d.Document] = d
	}
	return found
}
