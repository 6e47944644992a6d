package vocab

import (
	"strings"
	"testing"
	"testing/fstest"

	"chancery"
	"chancery/data"
)

func TestLoad(t *testing.T) {
	k, err := Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	if k.Len() < 80 {
		t.Errorf("%d kinds", k.Len())
	}
	for _, c := range []struct {
		name      string
		symmetric bool
		effect    Effect
	}{
		{"sever-relations", false, RelationsEnd},
		{"declare-war", false, RelationsEnd},
		{"establish-relations", true, RelationsBegin},
		{"maintain-mission", false, HaveMission},
		{"visit", false, NoEffect},
		{"succeed", false, Lineage},
	} {
		got, ok := k.Get(c.name)
		if !ok || got.Symmetric != c.symmetric || got.Effect != c.effect {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	seen := map[Effect]bool{}
	for _, kind := range k.All() {
		seen[kind.Effect] = true
		if kind.Group == "" {
			t.Errorf("%s has no group", kind.Name)
		}
	}
	for s, e := range effects {
		if !seen[e] {
			t.Errorf("no kind has the effect %q", s)
		}
	}
	if _, ok := k.Get("no such kind"); ok {
		t.Error("found a kind that is not there")
	}
}

func TestLoadRefuses(t *testing.T) {
	head := strings.Join(columns, "\t") + "\n"
	row := "x\tstanding\tno\ta\tb\t\trelations end\t\t\td\n"
	for name, text := range map[string]string{
		"unknown effect": head + strings.Replace(row, "relations end", "relations wobble", 1),
		"short row":      head + "x\tstanding\n",
		"twice":          head + row + row,
		"other header":   strings.Replace(head, "kind", "sort", 1) + row,
		"symmetric":      head + strings.Replace(row, "\tno\t", "\tperhaps\t", 1),
		"empty":          "",
	} {
		_, err := Load(fstest.MapFS{File: {Data: []byte(text)}})
		if chancery.CodeOf(err) != chancery.CodeInput {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Load(fstest.MapFS{}); chancery.CodeOf(err) != chancery.CodeInput {
		t.Errorf("no file: %v", err)
	}
}
