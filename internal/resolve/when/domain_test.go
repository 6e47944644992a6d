package when

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestDomain measures Find on sentences and table rows about relations between states whose date is known: on how many one of the
// expressions is that date. Thirty-one rows give the day as "1977-Nov-15", of which the gold keeps the year alone.
func TestDomain(t *testing.T) {
	got := ""
	for _, file := range []string{"rdcr/gold.jsonl", "foreign-relations/dyads_2025.jsonl"} {
		f, err := os.Open(filepath.Join(corpora, file))
		if err != nil {
			t.Skip("no corpora: ", err)
		}
		defer f.Close()
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<20)
		n, found := 0, 0
		for sc.Scan() {
			var row struct {
				Date       string `json:"date"`
				Quote      string `json:"quote"`
				Row        string `json:"row_text"`
				Confidence string `json:"confidence"`
			}
			if err := json.Unmarshal(sc.Bytes(), &row); err != nil || row.Date == "" || row.Quote+row.Row == "" || row.Confidence == "low" {
				continue
			}
			n++
			hit := false
			for _, e := range Find(row.Quote + row.Row) {
				for _, w := range e.Point().Resolve(Anchor{}) {
					hit = hit || w.EDTF == row.Date || w.EDTF == row.Date+"~"
				}
			}
			if hit {
				found++
			}
		}
		got += fmt.Sprintf("%-36s %5d of %5d (%.4f)\n", file, found, n, float64(found)/float64(n))
	}
	golden(t, "testdata/domain.golden", got)
}
