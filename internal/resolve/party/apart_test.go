package party

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"chancery/data"
)

// TestApart holds that the table of those who act for no state says of each word both what it is for the rules and what for the gazetteer.
func TestApart(t *testing.T) {
	names, err := fs.Glob(data.FS, "parties/*.tsv")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, n := range names {
		b, err := fs.ReadFile(data.FS, n)
		if err != nil {
			t.Fatal(err)
		}
		files[n] = &fstest.MapFile{Data: b}
	}
	for row, want := range map[string]string{
		"monk\tcivilian\tbehind": "",
		"monk\tcivilian\t-":      "",
		"monk\tcivilian\t":       "an empty cell",
		"monk\t\tbehind":         "an empty cell",
		"monk\tcivilian\tabove":  `"above" is no place`,
	} {
		files["parties/apart.tsv"] = &fstest.MapFile{Data: []byte("word\tclass\tplace\n" + row + "\n")}
		_, err := Load(files)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v, want %q", row, err, want)
		}
	}
}

// TestApartIsRead holds that who leads those of a country that the table has as behind it does not speak for its state, be they one or many.
func TestApartIsRead(t *testing.T) {
	g, p := load(t), parser(t)
	for who, ours := range map[string]bool{"refugees": false, "women": false, "airline": false, "university": false, "workers": false, "rebels": false, "parliament": true} {
		got := strings.Join(read(g, p, "", "The leader of Chad's "+who+" accused Libya of fraud.", ""), "\n")
		if speaks := strings.Contains(got, "The leader of Chad") || strings.Contains(got, "leader of Chad"); speaks != ours {
			t.Errorf("%s:\n%s", who, got)
		}
	}
}
