package wiki

import (
	"bufio"
	"compress/bzip2"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"chancery"
	"chancery/internal/source/sourcetest"
)

const corpus = "../../../../shared/corpora/foreign-relations/"

// relationsPages reads the developers' dump, where it is at hand.
func relationsPages(t testing.TB) map[string]*chancery.Document {
	f, err := os.Open(corpus + "pages-articles.xml.bz2")
	if err != nil {
		t.Skip("no dump at hand")
	}
	defer f.Close()
	docs := map[string]*chancery.Document{}
	err = Export(bzip2.NewReader(bufio.NewReader(f)), Filter{Title: Relations}, Handler{
		Page: func(p Page) error { docs[p.Title] = Parse(p); return nil },
		Left: func(reason string) { t.Errorf("left out: %s", reason) },
		Fail: func(title, msg string) { t.Errorf("%s: %s", title, msg) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

// TestRowsOfRealTables compares the rows with what a script of regular expressions read out of the same
// tables: the partner must stand in one cell and the date, as written, in another.
func TestRowsOfRealTables(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 78 pages")
	}
	docs := relationsPages(t)
	for title, d := range docs {
		if err := sourcetest.Check(d); err != nil {
			t.Errorf("%s: %v", title, err)
		}
	}
	f, err := os.Open(corpus + "dyads_2025.jsonl")
	if err != nil {
		t.Skip("no rows at hand")
	}
	defer f.Close()
	rows := map[string]map[string][]row{}
	for title, d := range docs {
		rows[title] = squeezed(d)
	}
	total, found, headed := 0, 0, 0
	missed := map[string]int{}
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		var want struct{ Page, Partner, Raw string }
		if err := json.Unmarshal(sc.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		total++
		switch matchRow(rows[want.Page], want.Partner, want.Raw) {
		case 2:
			headed++
			found++
		case 1:
			found++
		default:
			if missed[want.Page]++; missed[want.Page] < 4 {
				t.Logf("%s: no row %q %q", want.Page, want.Partner, want.Raw)
			}
		}
	}
	t.Logf("%d of %d rows have partner and date in cells (%.4f), %d under headings", found, total, float64(found)/float64(total), headed)
	if float64(found) < 0.98*float64(total) {
		t.Errorf("partner and date of %d rows only, of %d", found, total)
	}
}

// A row is the squeezed texts of a row's cells, and which of them stand under a heading.
type row struct {
	cells  []string
	headed []bool
}

// squeezed returns the rows of a page by the text of each of their shorter cells.
func squeezed(d *chancery.Document) map[string][]row {
	out := map[string][]row{}
	for _, b := range d.Blocks {
		if b.Kind != chancery.Row {
			continue
		}
		var r row
		for _, c := range b.Cells {
			r.cells = append(r.cells, squeeze(b.Text[c.Span.Start:c.Span.End]))
			r.headed = append(r.headed, c.Header != "")
		}
		for _, c := range r.cells {
			if len(c) < 60 {
				out[c] = append(out[c], r)
			}
		}
	}
	return out
}

// matchRow returns 2 where both cells have headings, 1 where they are there, 0 where not.
func matchRow(rows map[string][]row, partner, raw string) int {
	raw, partner = asShown(raw), squeeze(partner)
	best := 0
	for _, r := range rows[partner] {
		who, when := -1, -1
		for k, cell := range r.cells {
			if who < 0 && cell == partner {
				who = k
			} else if when < 0 && (raw == "" || strings.HasPrefix(cell, raw) || len(raw) > 3 && strings.Contains(cell, raw)) {
				when = k
			}
		}
		if who >= 0 && (when >= 0 || raw == "") {
			best = max(best, 1)
			if r.headed[who] && (when < 0 || r.headed[when]) {
				return 2
			}
		}
	}
	return best
}

var (
	dtsArgs   = regexp.MustCompile(`^(\d{4}) (\d{1,2}) (\d{1,2})$`)
	cellAttrs = regexp.MustCompile(`^[a-z]+=[^|]*\|`)
)

// asShown turns a raw cell of the script, which kept bits of markup, into what the page shows.
func asShown(raw string) string {
	raw = strings.TrimSpace(cellAttrs.ReplaceAllString(strings.TrimSpace(raw), ""))
	if m := dtsArgs.FindStringSubmatch(raw); m != nil {
		return squeeze(strings.TrimLeft(m[3], "0") + monthName(m[2]) + m[1])
	}
	s := squeeze(strings.TrimSuffix(raw, "|}"))
	return s[:min(len(s), 40)]
}

// squeeze keeps the letters and digits.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
