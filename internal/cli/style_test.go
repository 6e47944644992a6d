package cli

import (
	"strings"
	"testing"

	"chancery"
	"chancery/internal/edtf"

	"pgregory.net/rapid"
)

func TestSayDate(t *testing.T) {
	for in, want := range map[string]string{
		"2022-09-07": "7 September 2022", "2012-11": "November 2012", "1999": "1999", "197X": "the 1970s", "19XX": "the 1900s", "1999~": "about 1999",
		"2014?": "perhaps 2014", "2014%": "perhaps about 2014", "1999/2001": "between 1999 and 2001", "1999/..": "after 1999", "../2001-05": "before May 2001",
		"2022-21": "spring 2022", "2021-36": "fourth quarter of 2021", "[1980-03-04,1980-04-03]": "4 March 1980 or 3 April 1980", "": "an unknown date", "..": "an unknown date",
	} {
		if got := sayDate(in); got != want {
			t.Errorf("sayDate(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNumber(t *testing.T) {
	for in, want := range map[int]string{0: "0", 7: "7", 999: "999", 1000: "1 000", 26969: "26 969", 1234567: "1 234 567", -1000: "-1 000"} {
		if got := number(in); got != want {
			t.Errorf("number(%d) = %q, want %q", in, got, want)
		}
	}
}

func TestFill(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-zé“— ]{0,12}( |\n)?){0,12}`).Draw(t, "text")
		width := rapid.IntRange(5, 60).Draw(t, "width")
		lines := fill(text, width)
		if got, want := strings.Join(lines, " "), strings.Join(strings.Fields(text), " "); got != want {
			t.Fatalf("words were changed: %q, want %q", got, want)
		}
		for _, l := range lines {
			if columns(l) > width && strings.Contains(l, " ") {
				t.Fatalf("%q is wider than %d", l, width)
			}
		}
		if c := clip(text, width); columns(c) > width {
			t.Fatalf("clip(%q, %d) = %q", text, width, c)
		}
	})
}

// TestPlain: text of documents cannot steer the terminal.
func TestPlain(t *testing.T) {
	if got := plain("a\x1b[31mred\x07\u202eb\nc"); strings.ContainsAny(got, "\x1b\x07\u202e") || !strings.Contains(got, "\n") {
		t.Errorf("%q", got)
	}
}

func TestBar(t *testing.T) {
	ps := []chancery.Period{{From: "1906", To: "1931-05-03"}, {From: "1931-05-03", To: "1951"}, {From: "1951", To: ".."}}
	x, ok := newAxis(ps, edtf.MustParse("2000-06-01"), 40)
	if !ok {
		t.Fatal("no axis")
	}
	if got := x.ticks(); !strings.Contains(got, "1925") || columns(got) != 40 {
		t.Errorf("ticks %q", got)
	}
	for _, test := range []struct {
		from, to string
		e        chancery.Evidence
		has, not string
	}{
		{"1906", "1931-05-03", chancery.Documented, "━", "◂▸┅"}, {"..", "1931", chancery.Inferred, "◂┅", "▸━"}, {"1951", "..", chancery.Contested, "╍▸", "◂━"},
		{"1930/1960", "1970", chancery.Documented, "·━", "◂▸"}, {"1940/1960", "1945/1970", chancery.Documented, "·", "━◂▸"}, {"1950-01-01", "1950-01-01", chancery.Documented, "━", "·"},
	} {
		got := x.bar(test.from, test.to, test.e)
		if columns(got) != 40 || strings.ContainsAny(got, test.not) {
			t.Errorf("bar(%s, %s) = %q", test.from, test.to, got)
		}
		for _, r := range test.has {
			if !strings.ContainsRune(got, r) {
				t.Errorf("bar(%s, %s) = %q has no %c", test.from, test.to, got, r)
			}
		}
	}
	if _, ok := newAxis([]chancery.Period{{From: "..", To: ".."}}, edtf.MustParse("2000"), 40); ok {
		t.Error("an axis without a date")
	}
}

func FuzzBar(f *testing.F) {
	f.Add("1906", "1931-05-03", 40)
	f.Fuzz(func(t *testing.T, from, to string, width int) {
		if width < 10 || width > 200 {
			return
		}
		ps := []chancery.Period{{From: from, To: to}}
		if x, ok := newAxis(ps, edtf.MustParse("2000"), width); ok {
			if got := x.bar(from, to, chancery.Documented); columns(got) != width {
				t.Errorf("%q is not %d wide", got, width)
			}
			x.ticks()
		}
		sayDate(from)
		tersePeriod(from, to)
	})
}
