package party

import (
	"strconv"
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
		"Republic of Congo": "COG", "China, Republic of": "TWN", "Georgia (country)": "GEO", "Republic of China": "TWN", "Korea, South": "KOR", "Russia": "RUS", "Colombia": "COL",
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

// TestOrigin: the state out of which another came after a date.
func TestOrigin(t *testing.T) {
	g := load(t)
	for _, c := range [][3]string{{"SVK", "1980", "CSK"}, {"SVK", "2000", ""}, {"UKR", "1980", "SUN"}, {"UKR", "1991-06", ""}, {"HRV", "1970", "YUG"}, {"BGD", "1965", "PAK"}, {"SSD", "2008", "SDN"}, {"SSD", "2011-03", "SDN"}, {"SSD", "2011-08", ""},
		{"EST", "1930", ""}, {"EST", "1980", "SUN"}, {"CZE", "1980", ""}, {"RUS", "1980", ""}, {"SRB", "1980", ""}, {"TCD", "1950", ""}, {"UKR", "..", ""}, {"SAU", "1850", ""}, {"nato", "1940", ""}} {
		got, ok := g.Origin(c[0], edtf.MustParse(c[1]))
		if got.Predecessor != c[2] || ok != (c[2] != "") {
			t.Errorf("Origin(%s, %s) = %q, %v, want %q", c[0], c[1], got.Predecessor, ok, c[2])
		}
	}
}

// TestUnion: the state of which another was part on a date.
func TestUnion(t *testing.T) {
	g := load(t)
	for _, c := range [][3]string{{"SYR", "1960-08-01", "XUA"}, {"SYR", "1965", ""}, {"SYR", "1950", ""}, {"EGY", "1960", ""}, {"DDR", "1995", "DEU"}, {"DDR", "1980", ""}, {"YMD", "2000", "YEM"}, {"ALB", "1960", ""}, {"nato", "1960", ""},
		// of the years in which it began and ended the days tell
		{"SYR", "1961-01", "XUA"}, {"SYR", "1961-10", ""}, {"SYR", "1958-06", "XUA"}, {"SYR", "1958-01", ""}, {"DDR", "1990-11-01", "DEU"}, {"DDR", "1990-10-01", ""}, {"XZN", "1964-02", ""}, {"XZN", "1964-06", "TZA"}, {"VAT", "1870", ""}} {
		got, ok := g.Union(c[0], edtf.MustParse(c[1]))
		if got.Successor != c[2] || ok != (c[2] != "") {
			t.Errorf("Union(%s, %s) = %q, %v, want %q", c[0], c[1], got.Successor, ok, c[2])
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
	// every number of the two systems of states since 1816
	for _, f := range strings.Fields(`2 20 31 40 41 42 51 52 53 54 55 56 57 58 60 70 80 89 90 91 92 93 94 95 99 100 101 110 115 130 135 140 145 150 155 160 165 200 205 210 211 212 220 221 223 225 230 232 235
		240 245 255 260 265 267 269 271 273 275 280 290 300 305 310 315 316 317 325 327 329 331 332 335 337 338 339 340 341 343 344 345 346 347 349 350 352 355 359 360 365 366 367 368 369 370 371 372 373 375
		380 385 390 395 396 397 402 403 404 411 420 432 433 434 435 436 437 438 439 450 451 452 461 471 475 481 482 483 484 490 500 501 510 511 516 517 520 522 530 531 540 541 551 552 553 560 563 564 565 570
		571 572 580 581 590 591 600 615 616 620 625 626 630 640 645 651 652 660 663 666 670 678 679 680 690 692 694 696 698 700 701 702 703 704 705 710 711 712 713 730 731 732 740 750 760 770 771 775 780 781
		790 800 811 812 815 816 817 820 830 835 840 850 860 900 910 920 935 940 946 947 950 955 970 971 972 973 983 986 987 990`) {
		n, err := strconv.Atoi(f)
		if err != nil {
			t.Fatal(err)
		}
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

// TestLineageSources holds that no step of lineage goes without a source, and that a file that lacks one is not read.
func TestLineageSources(t *testing.T) {
	g := load(t)
	for _, e := range g.lineage {
		if e.Source == "" {
			t.Errorf("%s to %s has no source", e.Predecessor, e.Successor)
		}
	}
	if err := g.addLineage([]string{"SUN", "RUS", "continues", "1991-12-26", "RUS", " "}); err == nil || !strings.Contains(err.Error(), "no source") {
		t.Errorf("a step without a source: %v", err)
	}
	course := func(line string) (out []string) {
		for _, e := range g.Course(line) {
			out = append(out, e.Predecessor+" "+e.Kind+" "+e.Successor)
		}
		return out
	}
	for line, want := range map[string]string{
		"SRB": "SRB succeeds YUG; YUG continues SCG; SCG continues SRB", "DDR": "DDR united DEU", "HRV": "YUG divided HRV", "TWN": "CHN contested TWN", "MEX": "",
	} {
		if got := strings.Join(course(line), "; "); got != want {
			t.Errorf("the course of %s: %s, want %s", line, got, want)
		}
	}
}

func TestCountry(t *testing.T) {
	g := load(t)
	for word, want := range map[string]bool{"Albania": true, "Tirana": true, "Sarajevo": true, "Albanian": false, "Albanians": false, "NATO": false, "Embassy": false, "": false} {
		if got := g.Country(word); got != want {
			t.Errorf("%q: %v", word, got)
		}
	}
}
