package ledger

import (
	"testing"

	"chancery/data"
	"chancery/internal/edtf"
	"chancery/internal/vocab"
)

// fakeLines is a small lineage: Serbia with Yugoslavia, Russia with the Soviet Union, East Germany that ended, and states
// that have no line but themselves.
type fakeLines struct{}

var fakeStates = map[string]struct {
	line  string
	years [][2]int
}{
	"SRB": {"SRB", [][2]int{{1878, 1918}, {2006, 9999}}}, "YUG": {"SRB", [][2]int{{1918, 2003}}}, "SCG": {"SRB", [][2]int{{2003, 2006}}},
	"RUS": {"RUS", [][2]int{{1547, 1922}, {1991, 9999}}}, "SUN": {"RUS", [][2]int{{1922, 1991}}},
	"DDR": {"DDR", [][2]int{{1949, 1990}}}, "DEU": {"DEU", [][2]int{{1871, 9999}}}, "EST": {"EST", [][2]int{{1918, 1940}, {1991, 9999}}},
	"ALB": {"ALB", [][2]int{{1912, 9999}}}, "IRN": {"IRN", [][2]int{{1500, 9999}}}, "PRK": {"PRK", [][2]int{{1948, 9999}}}, "USA": {"USA", [][2]int{{1776, 9999}}},
	"TUR": {"TUR", [][2]int{{1923, 9999}}}, "MAR": {"MAR", [][2]int{{1956, 9999}}}, "BGR": {"BGR", [][2]int{{1878, 9999}}}, "XKX": {"XKX", [][2]int{{2008, 9999}}},
	"CHE": {"CHE", [][2]int{{1648, 9999}}}, "CUB": {"CUB", [][2]int{{1902, 9999}}}, "TWN": {"TWN", [][2]int{{1949, 9999}}},
}

func (fakeLines) Line(id string) string { return fakeStates[id].line }
func (fakeLines) Members(line string) []string {
	var out []string
	for _, id := range sortedKeys(fakeStates) {
		if fakeStates[id].line == line {
			out = append(out, id)
		}
	}
	return out
}
func (fakeLines) NameAt(id string, _ edtf.Date) string { return id }
func (fakeLines) Exists(id string, on edtf.Date) bool {
	a, b, ok := on.Years()
	for _, y := range fakeStates[id].years {
		if !ok && y[1] == 9999 || ok && y[0] <= b && a <= y[1] {
			return true
		}
	}
	return false
}

func kinds(t testing.TB) *vocab.Kinds {
	t.Helper()
	k, err := vocab.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	return k
}
