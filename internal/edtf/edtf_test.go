package edtf

import (
	"sort"
	"strings"
	"testing"
	"time"

	"chancery"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want, first, last string }{
		{"2022-09-07", "2022-09-07", "2022-09-07", "2022-09-07"},
		{"2022-09-07T10:15:00Z", "2022-09-07", "2022-09-07", "2022-09-07"},
		{"2012-02", "2012-02", "2012-02-01", "2012-02-29"},
		{"1900-02", "1900-02", "1900-02-01", "1900-02-28"},
		{"2022", "2022", "2022-01-01", "2022-12-31"},
		{"2022-XX-XX", "2022", "2022-01-01", "2022-12-31"},
		{"2022-05-XX", "2022-05", "2022-05-01", "2022-05-31"},
		{"197X", "197X", "1970-01-01", "1979-12-31"},
		{"18XX", "18XX", "1800-01-01", "1899-12-31"},
		{"2022-21", "2022-21", "2022-03-01", "2022-05-31"},
		{"2022-24", "2022-24", "2022-12-01", "2023-02-28"},
		{"2013-36", "2013-36", "2013-10-01", "2013-12-31"},
		{"2013-39", "2013-39", "2013-09-01", "2013-12-31"},
		{"2013-41", "2013-41", "2013-07-01", "2013-12-31"},
		{"-0043-03-15", "-0043-03-15", "-0043-03-15", "-0043-03-15"},
		{"0000", "0000", "0000-01-01", "0000-12-31"},
		{"1999~", "1999~", "1999-01-01", "1999-12-31"},
		{"2004-06~-11", "2004-06-11~", "2004-06-11", "2004-06-11"},
		{"2014?~", "2014%", "2014-01-01", "2014-12-31"},
		{"1956-06-29/1956-07-01", "1956-06-29/1956-07-01", "1956-06-29", "1956-07-01"},
		{"1999~/2001-02?", "1999~/2001-02?", "1999-01-01", "2001-02-28"},
		{"2008/..", "2008/..", "2008-01-01", ".."},
		{"../1990", "../1990", "..", "1990-12-31"},
		{"2008/", "2008/", "2008-01-01", ".."},
		{"/1990", "/1990", "..", "1990-12-31"},
		{"../..", "../..", "..", ".."},
		{"[1980-03-04,1980-04-03]", "[1980-03-04,1980-04-03]", "1980-03-04", "1980-04-03"},
		{"[1980-04-03, 1980-03-04]", "[1980-03-04,1980-04-03]", "1980-03-04", "1980-04-03"},
		{"[1979~,1981]", "[1979~,1981]", "1979-01-01", "1981-12-31"},
		{"..", "..", "..", ".."},
		{"XXXX", "..", "..", ".."},
	} {
		d, err := Parse(c.in)
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		first, last := d.Bounds()
		if d.String() != c.want || first.String() != c.first || last.String() != c.last {
			t.Errorf("%s: got %s, %s to %s; want %s, %s to %s", c.in, d, first, last, c.want, c.first, c.last)
		}
	}
	for _, s := range []string{"", "22", "2022-13", "2022-20", "2022-42", "2022-02-30", "2022-21-05", "1900-02-29", "-0000",
		"197X-05", "20220907", "1990/1980", "/", "a/b", "2022-09-07x", "1/2/3", "2022/..2", "[1980,1980-03]", "[1980]", "[1980,1981,1982]", "[1980,1981", "[1980..1982]", "[1980/1981,1983]", "[..,1983]", "[1980,1981]/1990", "-19XX", "19X0", strings.Repeat("9", 1000)} {
		if d, err := Parse(s); err == nil {
			t.Errorf("%q read as %s", s, d)
		} else if chancery.CodeOf(err) != chancery.CodeInput || chancery.HintOf(err) == "" {
			t.Errorf("%q: error without code or hint: %v", s, err)
		}
	}
}

func TestWithinOverlap(t *testing.T) {
	for _, c := range []struct {
		a, b            string
		within, overlap bool
	}{
		{"2022-09-07", "2022", true, true},
		{"2022", "2022-09-07", false, true},
		{"1975", "197X", true, true},
		{"1990", "1980/1989", false, false},
		{"2023-01-15", "2022-24", true, true},
		{"2010", "2008/..", true, true},
		{"2007", "2008/..", false, false},
		{"..", "2008", false, true},
		{"2008", "..", false, true},
		{"[1980-03-04,1980-04-03]", "1980", true, true},
		{"[1980-03-04,1980-04-03]", "1980-03", false, true},
		{"1980-04-03", "[1980-03-04,1980-04-03]", true, true},
		{"1980-03-20", "[1980-03-04,1980-04-03]", false, false},
		{"1980-03-20/1980-05", "[1980-03-04,1980-04-03]", false, true},
		{"[1980-03-01,1980-03-30]", "[1980-03-04,1980-04-03]", false, false},
		{"[1980-03-04,1980-04-03]", "..", false, true},
	} {
		a, b := MustParse(c.a), MustParse(c.b)
		if Within(a, b) != c.within || Overlap(a, b) != c.overlap {
			t.Errorf("%s in %s: within %v, overlap %v", a, b, Within(a, b), Overlap(a, b))
		}
	}
}

// TestOneOf holds what begins or ends at one of two dates to the finest that both have in common.
func TestOneOf(t *testing.T) {
	for _, c := range []struct{ in, since, until string }{
		{"[1980-03-04,1980-04-03]", "1980/..", "../1980"},
		{"[1980-03-04~,1980-04-03~]", "1980~/..", "../1980~"},
		{"[1980-03-04,1980-03-05]", "1980-03/..", "../1980-03"},
		{"[1979,1981-02]", "1979/..", "../1981-02"},
		{"[1981,1983]", "1981/..", "../1983"},
	} {
		d := MustParse(c.in)
		if since, until := Since(d), Until(d); since.String() != c.since || until.String() != c.until || d.Precision() != ChoicePrecision {
			t.Errorf("%s: %s, %s, %s", c.in, since, until, d.Precision())
		}
		a, b, ok := d.Choice()
		if again, same := OneOf(b, a); !ok || !same || again != d {
			t.Errorf("%s: %s, %s", c.in, a, b)
		}
	}
	if d, ok := OneOf(MustParse("1980-03-03"), MustParse("1980-03-03")); ok {
		t.Errorf("a choice of one: %s", d)
	}
}

func TestAsked(t *testing.T) {
	for in, want := range map[string]string{"1980-03-04": "1980-03-04", "1980~": "1980~", "1979/1980-02": "1980-02", "1979/..": "1979", "../1980": "1980", "[1980-03-04,1980-04-03]": "1980-04-03", "[1980-03-04,1980-03-05]": "1980-03-05"} {
		if got := MustParse(in).Asked(); got != MustParse(want) {
			t.Errorf("%s: %s", in, got)
		}
	}
}

func TestCompare(t *testing.T) {
	want := strings.Fields("../1990 18XX 1948 1948-11 1948-11-28 1999/2001 1999 1999-06 2008/.. 2008 ..")
	var ds []Date
	for i := range want {
		ds = append(ds, MustParse(want[(i*7)%len(want)]))
	}
	sort.Slice(ds, func(i, j int) bool { return Compare(ds[i], ds[j]) < 0 })
	for i, d := range ds {
		if d.String() != want[i] {
			t.Fatalf("order %v, want %v", ds, want)
		}
	}
}

func TestAnchor(t *testing.T) {
	// 8 September 2022 was a Thursday.
	for _, c := range []struct{ rel, doc, want string }{
		{"now", "2022-09-08", "2022-09-08"},
		{"now", "2022", "2022"},
		{"days=-1", "2022-09-08", "2022-09-07"},
		{"days=-21~", "2022-09-08", "2022-08-18~"},
		{"days=-1", "2022-09", ""},
		{"days=-1", "2024-03-01", "2024-02-29"},
		{"weeks=-1", "2022-09-08", "2022-08-29/2022-09-04"},
		{"anniversaries=-6", "2022-09-08", "2016-09-08"},
		{"anniversaries=1", "2024-02-29", "2025-02-28"},
		{"weekends=0", "2022-09-08", "2022-09-10/2022-09-11"},
		{"months=-1", "2022-01-08", "2021-12"},
		{"months=-9/now", "2022-09-08", "2021-12/2022-09-08"},
		{"months=-1", "2022", ""},
		{"years=-1", "2022-01-08", "2021"},
		{"years=-1", "2022", "2021"},
		{"decades=-1", "2022-09-08", "201X"},
		{"centuries=-1", "2022-09-08", "19XX"},
		{"quarters=-1", "2022-01-08", "2021-36"},
		{"weekday=4", "2022-09-08", "2022-09-08"},
		{"weekday=3", "2022-09-08", "2022-09-07"},
		{"weekday=5", "2022-09-08", "2022-09-02"},
		{"weekday=4,before", "2022-09-08", "2022-09-01"},
		{"weekday=4,after", "2022-09-08", "2022-09-15"},
		{"weekday=4,from", "2022-09-08", "2022-09-08"},
		{"weekday=2,after", "2022-09-08", "2022-09-13"},
		{"weekday=4", "2022-09", ""},
		{"weekend=", "2022-09-08", "2022-09-03/2022-09-04"},
		{"weekend=", "2022-09-10", "2022-09-10/2022-09-11"},
		{"weekend=,from", "2022-09-08", "2022-09-10/2022-09-11"},
		{"weekend=,before", "2022-09-11", "2022-09-03/2022-09-04"},
		{"monthday=07-15", "2022-09-08", "2022-07-15"},
		{"monthday=10-15", "2022-09-08", "2021-10-15"},
		{"monthday=10-15,from", "2022-09-08", "2022-10-15"},
		{"monthday=10-15,nearest", "2022-09-08", "2022-10-15"},
		{"monthday=01-15,nearest", "2022-07-10", "2022-01-15"},
		{"month=09,nearest", "2022-09-08", "2022-09"},
		{"season=22,nearest", "2000-01-01", "1999-22"},
		{"monthday=02-29", "2022-09-08", "2020-02-29"},
		{"monthday=02-29,after", "1897-01-01", "1904-02-29"},
		{"monthday=07-15", "2022-10", "2022-07-15"},
		{"month=07", "2022-09-08", "2022-07"},
		{"month=09", "2022-09-08", "2022-09"},
		{"month=09,before", "2022-09-08", "2021-09"},
		{"month=07", "2022", ""},
		{"day=15", "2022-03-08", "2022-02-15"},
		{"day=31", "2022-03-08", "2022-01-31"},
		{"season=22", "2022-05-01", "2021-22"},
		{"season=24", "2022-05-01", "2021-24"},
		{"quarter=4", "2022-09-08", "2021-36"},
		{"half=2,after", "2022-09-08", "2023-41"},
		{"years=-1;month=06", "2022-09-08", "2021-06"},
		{"years=-1;part=late", "2022-09-08", "2021-09/2021-12"},
		{"years=0;monthday=02-29", "2022-09-08", ""},
		{"weeks=-1;weekday=2", "2022-09-08", "2022-08-30"},
		{"months=-1;day=15", "2022-09-08", "2022-08-15"},
		{"monthday=08-20,from/monthday=10-11,from", "2022-09-08", "2022-08-20/2022-10-11"},
		{"monthday=10-11,from/monthday=11-20,from", "2022-09-08", "2022-10-11/2022-11-20"},
		{"now/monthday=11-17", "2022-09-08", "2022-09-08/2022-11-17"},
		{"now/monthday=01-17,nearest", "2022-05-08", "2022-05-08/2023-01-17"},
		{"month=05/month=10", "2022-09-08", "2022-05/2022-10"},
		{"month=10/month=05", "2022-09-08", "2021-10/2022-05"},
		{"weekday=1/..", "2022-09-08", "2022-09-05/.."},
		{"../years=-1", "2022-09-08", "../2021"},
		{"easter=0", "2022-09-08", "2022-04-17"},
		{"easter=-2,after", "2022-09-08", "2023-04-07"},
		{"nth=11-4-4", "2022-09-08", "2021-11-25"},
		{"nth=05-5-1", "2022-09-08", "2022-05-30"},
		{"weekday=9", "2022-09-08", ""},
		{"weekday=4,soon", "2022-09-08", ""},
		{"days=99999999999999999999", "2022-09-08", ""},
		{"", "2022-09-08", ""},
		{"part=late", "2022-09-08", ""},
		{"days=-1", "..", ""},
		{"days=-1", "2008/..", ""},
	} {
		d, ok := Anchor(c.rel, MustParse(c.doc))
		got := d.String()
		if !ok {
			got = ""
		}
		if got != c.want {
			t.Errorf("%s on %s: got %q, want %q", c.rel, c.doc, got, c.want)
		}
	}
}

func TestPart(t *testing.T) {
	for _, c := range []struct{ in, part, want string }{
		{"1948", "late", "1948-09/1948-12"},
		{"1948", "start", "1948-01/1948-03"},
		{"1948~", "late", "1948-09~/1948-12~"},
		{"1999-03", "mid", "1999-03-11/1999-03-20"},
		{"1999-02", "end", "1999-02-22/1999-02-28"},
		{"198X", "early", "1980/1983"},
		{"19XX", "late", "1967/1999"},
		{"1999-03-01", "late", "1999-03-01"},
		{"1950-06-25/1953-07-27", "end", "1953-07-27"},
		{"1950-06-25/1953-07-27", "mid", "1950-06-25/1953-07-27"},
		{"../1953", "start", "../1953"},
	} {
		if d, ok := Part(MustParse(c.in), c.part); !ok || d.String() != c.want {
			t.Errorf("%s %s: %s", c.part, c.in, d)
		}
	}
	for _, p := range []string{"", "lat", "early mid", " "} {
		if _, ok := Part(Year(1948), p); ok {
			t.Errorf("%q taken for a part", p)
		}
	}
}

// genDate makes any date.
var genDate = rapid.Custom(func(t *rapid.T) Date {
	point := func() Date {
		y := rapid.IntRange(MinYear, MaxYear).Draw(t, "year")
		var d Date
		switch rapid.IntRange(0, 5).Draw(t, "precision") {
		case 0:
			d = OfDay(DayOf(y, rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day")))
		case 1:
			d, _ = Ymd(y, rapid.IntRange(1, 12).Draw(t, "month"), 0)
		case 2:
			d, _ = Ymd(y, rapid.IntRange(21, 41).Draw(t, "season"), 0)
		case 3:
			d = Year(y)
		case 4:
			d = Decade(max(y, -y))
		case 5:
			d = Century(max(y, -y))
		}
		if rapid.Bool().Draw(t, "approx") {
			d = d.Approx()
		}
		return d
	}
	a := point()
	switch rapid.IntRange(0, 7).Draw(t, "shape") {
	case 4:
		if d, ok := OneOf(a, point()); ok {
			return d
		}
	case 0:
		return Since(a)
	case 1:
		return Until(a)
	case 2:
		return Between(a, point())
	case 3:
		return Date{}
	}
	return a
})

func TestStringParseRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := genDate.Draw(t, "d")
		e, err := Parse(d.String())
		if err != nil || e != d {
			t.Fatalf("%s came back as %s, %v", d, e, err)
		}
		if first, last := d.Bounds(); last < first {
			t.Fatalf("%s ends before it begins", d)
		}
	})
}

func TestCompareIsAnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := genDate.Draw(t, "a"), genDate.Draw(t, "b"), genDate.Draw(t, "c")
		if Compare(a, b) != -Compare(b, a) || (Compare(a, b) == 0) != (a == b) {
			t.Fatalf("%s and %s", a, b)
		}
		if Compare(a, b) < 0 && Compare(b, c) < 0 && Compare(a, c) >= 0 {
			t.Fatalf("%s, %s, %s", a, b, c)
		}
	})
}

func TestWithinImpliesOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := genDate.Draw(t, "a"), genDate.Draw(t, "b"), genDate.Draw(t, "c")
		if Within(a, b) && !Overlap(a, b) || Overlap(a, b) != Overlap(b, a) {
			t.Fatalf("%s and %s", a, b)
		}
		if Within(a, b) && Within(b, c) && !Within(a, c) {
			t.Fatalf("%s, %s, %s", a, b, c)
		}
	})
}

func TestDayAgreesWithTime(t *testing.T) {
	epoch := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for n := -400000; n < 1200000; n += 97 {
		d := Day(n)
		tm := epoch.AddDate(0, 0, n)
		y, m, dd := d.Civil()
		if y != tm.Year() || m != int(tm.Month()) || dd != tm.Day() || DayOf(y, m, dd) != d || (d.Weekday()%7) != int(tm.Weekday()) {
			t.Fatalf("day %d: %d-%d-%d, weekday %d, want %s", n, y, m, dd, d.Weekday(), tm)
		}
		wy, w := d.Week()
		if ty, tw := tm.ISOWeek(); wy != ty || w != tw {
			t.Fatalf("day %d: week %d-%d, want %d-%d", n, wy, w, ty, tw)
		}
	}
}

// An anchored date depends on the document's date alone: a less precise one gives the same answer as every day of it, or none.
func TestAnchorIsSafeUnderImprecision(t *testing.T) {
	forms := []string{"days=-1", "weeks=-1", "months=-1", "years=-2", "decades=0", "weekday=3", "month=07", "monthday=07-15", "season=22,after", "years=-1;month=06"}
	rapid.Check(t, func(t *rapid.T) {
		y := rapid.IntRange(1600, 2100).Draw(t, "year")
		m := rapid.IntRange(0, 12).Draw(t, "month")
		doc, _ := Ymd(y, m, 0)
		form := rapid.SampledFrom(forms).Draw(t, "form")
		got, ok := Anchor(form, doc)
		first, last := doc.Bounds()
		day := Day(rapid.IntRange(int(first), int(last)).Draw(t, "day"))
		want, ok2 := Anchor(form, OfDay(day))
		if ok && (!ok2 || got != want) {
			t.Fatalf("%s on %s: %s, on %s: %s", form, doc, got, day, want)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2022-09-07", "197X", "1999~/2001", "../..", "-0043", "2022-24", "weekday=4"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s)
		if err != nil {
			return
		}
		e, err := Parse(d.String())
		if err != nil || d != e {
			t.Fatalf("%q is %s, which is %s, %v", s, d, e, err)
		}
	})
}

func FuzzAnchor(f *testing.F) {
	for _, s := range []string{"weekday=4", "monthday=02-29,after", "years=-1;part=late", "months=-9/now", "nth=11-4-4", "easter=-46", "weeks=-1;weekday=2/.."} {
		f.Add(s, "2022-09-08")
	}
	f.Fuzz(func(t *testing.T, rel, doc string) {
		d, err := Parse(doc)
		if err != nil {
			return
		}
		if a, ok := Anchor(rel, d); ok {
			if e, err := Parse(a.String()); err != nil || e != a {
				t.Fatalf("%q on %s is %s, which does not come back: %v", rel, d, a, err)
			}
		}
	})
}
