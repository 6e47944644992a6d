package party

import (
	"strings"
	"testing"

	"chancery"
	"chancery/data"
	"chancery/internal/edtf"
)

func load(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestLookup(t *testing.T) {
	g := load(t)
	for query, want := range map[string]string{
		"ALB": "ALB", "Albania": "ALB", "albania": "ALB", "DPRK": "PRK", "North Korea": "PRK", "Burma": "MMR", "Persia": "IRN", "Zaire": "COD", "Upper Volta": "BFA",
		"cote d'ivoire": "CIV", "Côte d’Ivoire": "CIV", "U.S.": "USA", "us": "USA", "The Gambia": "GMB", "Bosnia & Herzegovina": "BIH", "Soviet Union": "SUN", "USSR": "SUN",
		"Ottoman Empire": "XOT", "Turkey": "TUR", "Vietnam": "VNM", "Serbia": "SRB", "Yugoslavia": "YUG", "Ceylon": "LKA", "Siam": "THA", "Dahomey": "BEN", "NATO": "nato", "EU": "eu",
		"Wurttemberg": "XWU", "Czechia": "CZE", "Swaziland": "SWZ", "Vatican": "VAT", "ROC": "TWN", "Macedonia": "MKD", "Hesse": "XHE", "mek": "mek",
	} {
		e, err := g.Lookup(query)
		if err != nil || e.ID != want {
			t.Errorf("Lookup(%q) = %q, %v; want %q", query, e.ID, err, want)
		}
	}
}

func TestLookupErrors(t *testing.T) {
	g := load(t)
	for query, want := range map[string]struct {
		code chancery.Code
		hint string
	}{
		"Albanai":  {chancery.CodeNotFound, "Albania (ALB)"},
		"Yugoslva": {chancery.CodeNotFound, "Yugoslavia (YUG)"},
		"Korea":    {chancery.CodeUsage, "South Korea (KOR)"},
		"Congo":    {chancery.CodeUsage, "Democratic Republic of the Congo (COD)"},
		"":         {chancery.CodeNotFound, "ISO 3166"},
		"zzqqxx":   {chancery.CodeNotFound, "ISO 3166"},
	} {
		_, err := g.Lookup(query)
		if chancery.CodeOf(err) != want.code || !strings.Contains(chancery.HintOf(err), want.hint) {
			t.Errorf("Lookup(%q): %v, hint %q; want code %s, hint with %q", query, err, chancery.HintOf(err), want.code, want.hint)
		}
	}
}

func TestLine(t *testing.T) {
	g := load(t)
	for id, want := range map[string]string{
		"SUN": "RUS", "YUG": "SRB", "SCG": "SRB", "SRB": "SRB", "CSK": "CZE", "XPR": "DEU", "XND": "DEU", "XOT": "TUR", "XSD": "ITA", "XUA": "EGY", "XAH": "AUT", "ALB": "ALB",
		"VDR": "VNM", "DDR": "DDR", "XVS": "XVS", "YMD": "YMD", "nato": "nato", "???": "",
	} {
		if got := g.Line(id); got != want {
			t.Errorf("Line(%s) = %q, want %q", id, got, want)
		}
	}
	if got := strings.Join(g.Members("SRB"), " "); got != "SRB YUG SCG" {
		t.Errorf("Members(SRB) = %s", got)
	}
	for _, e := range g.States() {
		if g.Line(e.Line) != e.Line {
			t.Errorf("%s: the line %s is not a line of its own", e.ID, e.Line)
		}
	}
}

func TestNameAtAndExists(t *testing.T) {
	g := load(t)
	for _, c := range []struct {
		id, on, name string
		exists       bool
	}{
		{"MMR", "1960", "Burma", true}, {"MMR", "2020-01-05", "Myanmar", true}, {"IRN", "1920", "Persia", true}, {"YUG", "1995", "Yugoslavia", true}, {"YUG", "1950", "Yugoslavia", true}, {"YUG", "1922", "Kingdom of Serbs, Croats and Slovenes", true},
		{"YUG", "2010", "Yugoslavia", false}, {"SRB", "1914", "Serbia", true}, {"SRB", "1950", "Serbia", false}, {"SUN", "..", "Soviet Union", false}, {"ALB", "..", "Albania", true},
		{"BFA", "1970-03", "Upper Volta", true}, {"DDR", "1949/1955", "East Germany", true}, {"EGY", "1960", "Egypt", true}, {"LTU", "1970", "Lithuania", false}, {"???", "1970", "", false},
	} {
		on := edtf.MustParse(c.on)
		if got := g.NameAt(c.id, on); got != c.name {
			t.Errorf("NameAt(%s, %s) = %q, want %q", c.id, c.on, got, c.name)
		}
		if got := g.Exists(c.id, on); got != c.exists {
			t.Errorf("Exists(%s, %s) = %v", c.id, c.on, got)
		}
	}
	for _, c := range [][3]string{{"SRB", "1950", "YUG"}, {"SRB", "2004", "SCG"}, {"SRB", "2020", "SRB"}, {"RUS", "1991-12-30", "RUS"}, {"RUS", "1991-05", "SUN"}, {"TUR", "1850", "XOT"}, {"TUR", "1950", "TUR"}} {
		if got := g.At(c[0], edtf.MustParse(c[1])); got != c[2] {
			t.Errorf("At(%s, %s) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestOn(t *testing.T) {
	g := load(t)
	for _, c := range [][3]string{{"SRB", "1950", "YUG"}, {"TUR", "1831", "XOT"}, {"ALB", "1950", "ALB"}, {"SRB", "..", "SRB"}, {"LTU", "1970", "LTU"}, {"", "1970", ""}, {"nato", "1930", "nato"}} {
		if got := g.On(chancery.Party{ID: c[0]}, edtf.MustParse(c[1])).ID; got != c[2] {
			t.Errorf("On(%s, %s) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestSystems(t *testing.T) {
	g := load(t)
	cow, gw, present := map[int][]string{}, map[int][]string{}, 0
	for _, e := range g.States() {
		if e.COW != 0 {
			cow[e.COW] = append(cow[e.COW], e.ID)
		}
		if e.GW != 0 {
			gw[e.GW] = append(gw[e.GW], e.ID)
		}
		if e.Status == Present {
			present++
		}
	}
	for n, ids := range cow {
		for _, id := range ids {
			if g.Line(id) != g.Line(ids[0]) {
				t.Errorf("COW %d is both %s and %s", n, ids[0], id)
			}
		}
	}
	for _, n := range []int{2, 245, 255, 265, 267, 269, 271, 273, 275, 280, 300, 315, 325, 327, 329, 332, 335, 337, 345, 347, 365, 511, 626, 640, 651, 678, 679, 680, 713, 730, 731, 732, 816, 817, 860, 990} {
		if len(cow[n]) == 0 && len(gw[n]) == 0 {
			t.Errorf("no state has the number %d", n)
		}
	}
	if present < 194 {
		t.Errorf("%d present states, at least the members and observers of the UN belong there", present)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(data.FS); err != nil {
			b.Fatal(err)
		}
	}
}
