package web

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"chancery"
	"chancery/internal/edtf"
)

// TestDates: a date is written as precise as it is, never more.
func TestDates(t *testing.T) {
	cs, err := loadCatalogues(catalogues)
	if err != nil {
		t.Fatal(err)
	}
	en := cs["en"]
	for in, want := range map[string]string{
		"2022": "2022", "2012-11": "November 2012", "2022-09-07": "7 September 2022", "197X": "the 1970s", "19XX": "the 1900s", "1999~": "about 1999", "2014?": "perhaps 2014",
		"1956-06-29/1956-07-01": "between 29 June 1956 and 1 July 1956", "2008/..": "after 2008", "../1961-10": "before October 1961", "[1980-03-04,1980-04-03]": "4 March 1980 or 3 April 1980", "..": "on an unknown date", "": "on an unknown date",
	} {
		if got := en.date(in); got != want {
			t.Errorf("date(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"2022": "", "2022-09": "Sep", "2022-09-07": "7 Sep", "2018-12-19~": "c. 19 Dec", "[1980-03-04,1980-04-03]": "4 March 1980 or 3 April 1980"} {
		if got := en.shortDate(in); got != want {
			t.Errorf("shortDate(%q) = %q, want %q", in, got, want)
		}
	}
	if got := en.say("pair.claims", "n", 1); got != "by one claim" {
		t.Errorf("one: %q", got)
	}
}

// TestArticles: an article goes with the name that a state has on the day asked about, not with the state.
func TestArticles(t *testing.T) {
	cs, err := loadCatalogues(catalogues)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"Soviet Union": "the Soviet Union", "United Arab Republic": "the United Arab Republic", "Holy See": "the Holy See", "Gambia": "the Gambia", "Democratic Republic of the Congo": "the Democratic Republic of the Congo",
		"Egypt": "Egypt", "Russia": "Russia", "Zaire": "Zaire", "Czechoslovakia": "Czechoslovakia", "Chad": "Chad"} {
		if got := cs["en"].the(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestBars: what is not known to the day is not drawn as if it were.
func TestBars(t *testing.T) {
	today := edtf.DayOf(2025, 1, 1)
	x := axis{lo: edtf.DayOf(1940, 1, 1), hi: edtf.DayOf(2030, 1, 1)}
	day := func(y, m, d int) int { return int(edtf.DayOf(y, m, d)) }
	for name, c := range map[string]struct {
		from, to string
		sure     [2]int // zero: of no day
		maybe    [][2]int
		open     bool
	}{
		"days":            {"1971-05-24", "2022-09-07", [2]int{day(1971, 5, 24), day(2022, 9, 7)}, nil, false},
		"a year":          {"2022", "..", [2]int{day(2022, 12, 31), int(today)}, [][2]int{{day(2022, 1, 1), day(2022, 12, 31)}}, true},
		"bounds":          {"1999/2023", "..", [2]int{day(2023, 12, 31), int(today)}, [][2]int{{day(1999, 1, 1), day(2023, 12, 31)}}, true},
		"begun by":        {"../1961-10", "1970-01-01", [2]int{day(1961, 10, 31), day(1970, 1, 1)}, [][2]int{{int(x.lo), day(1961, 10, 31)}}, false},
		"sure of no day":  {"1950", "1950", [2]int{}, [][2]int{{day(1950, 1, 1), day(1950, 12, 31)}}, false},
		"nothing is told": {"..", "..", [2]int{int(x.lo), int(today)}, nil, true},
	} {
		b := x.newBar(&chancery.Period{From: c.from, To: c.to}, today)
		var sure [2]int
		if b.Sure != nil {
			sure = [2]int{b.Sure.X0, b.Sure.X1}
		}
		if sure != c.sure || b.Open != c.open || len(b.Maybe) != len(c.maybe) {
			t.Errorf("%s: sure %v, open %v, maybe %v", name, sure, b.Open, b.Maybe)
			continue
		}
		for i, m := range b.Maybe {
			if [2]int{m.X0, m.X1} != c.maybe[i] {
				t.Errorf("%s: maybe %v, want %v", name, m, c.maybe[i])
			}
		}
	}
	if m, ok := x.placeMark("2022"); !ok || !m.Range {
		t.Error("a year is drawn as a day")
	}
	if _, ok := x.placeMark(".."); ok {
		t.Error("an unknown date is drawn")
	}
}

// TestChoose: a page comes in the first language asked for that there is.
func TestChoose(t *testing.T) {
	cs := map[string]*catalogue{"en": {lang: "en"}, "fr": {lang: "fr"}}
	for accept, want := range map[string]string{"": "en", "fr-CA,fr;q=0.9,en;q=0.8": "fr", "de, fr;q=0.5": "fr", "de": "en", "*": "en"} {
		if got := choose(cs, accept).lang; got != want {
			t.Errorf("choose(%q) = %s, want %s", accept, got, want)
		}
	}
}

// TestSecondLanguage adds a language by one file: it is chosen by the reader's browser, and what it lacks is English.
func TestSecondLanguage(t *testing.T) {
	english, err := fs.ReadFile(catalogues, "text/en.json")
	if err != nil {
		t.Fatal(err)
	}
	cs, err := loadCatalogues(fstest.MapFS{"text/en.json": {Data: english}, "text/fr.json": {Data: []byte(`{
		"nav.world": "Monde", "kind.sever-relations": "rompre les relations", "noun.embassy": "ambassade", "article.a": "une {noun}", "article.an": "une {noun}",
		"month.09": "septembre", "date.day": "le {day} {month} {year}", "date.about": "vers {date}", "rep.now.resident.city": "{sender} a {mission} à {city}",
		"status.now.relations": "état : {a} et {b}", "note.relations are broken off": "les relations sont rompues",
		"states.pairs": {"one": "une paire", "other": "{n} paires"}}`)}})
	if err != nil {
		t.Fatal(err)
	}
	c := choose(cs, "de-CH, fr-FR;q=0.9, en;q=0.5")
	rep := &chancery.Representation{Type: "resident", Sender: "A", Receiver: "B", Mission: "embassy", City: "Rome"}
	for got, want := range map[string]string{
		c.say("nav.world"): "Monde", c.say("nav.states"): "States", c.kind("sever-relations"): "rompre les relations", c.kind("visit"): "visit",
		c.date("2022-09-07~"): "vers le 7 septembre 2022", c.say("states.pairs", "n", 2): "2 paires", c.note("relations are broken off"): "les relations sont rompues", c.note("another"): "another",
		c.representation(rep, func(id string) string { return id }, true): "A a une ambassade à Rome.", c.lang: "fr",
		c.sentence(&chancery.Status{Standing: chancery.Relations}, "A", "B", edtf.Date{}, true): "État : A et B.",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
