package text

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancery"
	"chancery/internal/source/sourcetest"
)

// TestPages reads pages saved as text, each with a layout of its own. In the files, a line's first two characters say
// what it is: "! " the headline, "> " the story, "~ " a dateline that opens the next line, "  " anything else.
func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			var page, want []string
			expect := map[string]string{}
			open := ""
			for _, l := range strings.Split(strings.TrimRight(string(raw), "\n"), "\n") {
				if k, v, ok := strings.Cut(strings.TrimPrefix(l, "# "), ": "); ok && strings.HasPrefix(l, "# ") {
					expect[k] = v
					continue
				}
				if strings.HasPrefix(l, "# ") {
					continue
				}
				mark, rest := "  ", l
				if len(l) >= 2 {
					mark, rest = l[:2], l[2:]
				}
				if mark == "~ " {
					open = rest
					continue
				}
				page = append(page, open+rest)
				open = ""
				if mark == "> " || mark == "! " {
					want = append(want, strings.TrimLeft(rest, "#- "))
				}
			}
			d := Read(filepath.Base(f), strings.Join(page, "\n"))
			if err := sourcetest.Check(d); err != nil {
				t.Fatal(err)
			}
			var got, dates []string
			for _, b := range d.Blocks {
				if b.Furniture == "" {
					got = append(got, b.Text)
				}
			}
			for _, c := range d.Dates {
				dates = append(dates, fmt.Sprintf("%s %s", c.EDTF, c.Kind))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("story (-want +got):\n%s", diff)
			}
			if d.Title != expect["title"] {
				t.Errorf("title %q, want %q", d.Title, expect["title"])
			}
			if d.Source != expect["source"] {
				t.Errorf("source %q, want %q", d.Source, expect["source"])
			}
			if g := strings.Join(dates, ", "); g != expect["dates"] {
				t.Errorf("dates %q, want %q", g, expect["dates"])
			}
		})
	}
}

// TestPagesInOtherSettings reads the pages with other line ends, bullets, indents and blank lines: the story must not change.
func TestPagesInOtherSettings(t *testing.T) {
	settings := map[string]func(string) string{
		"carriage returns": func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"blanks at ends":   func(s string) string { return strings.ReplaceAll(s, "\n", "  \n") },
		"indented":         func(s string) string { return "  " + strings.ReplaceAll(s, "\n", "\n  ") },
		"other bullets":    func(s string) string { return strings.NewReplacer("• ", "* ", "  - ", "  • ").Replace(s) },
		"wider gaps":       func(s string) string { return strings.ReplaceAll(s, "\n\n", "\n\n\n\n") },
		"a blank at first": func(s string) string { return "\n\n" + s + "\n\n" },
	}
	files, _ := filepath.Glob("testdata/pages/*.txt")
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var page []string
		for _, l := range strings.Split(strings.TrimRight(string(raw), "\n"), "\n") {
			if strings.HasPrefix(l, "# ") || strings.HasPrefix(l, "~ ") {
				continue
			}
			page = append(page, l[min(2, len(l)):])
		}
		plain := strings.Join(page, "\n")
		want := storyOf(Read("x", plain))
		for name, set := range settings {
			d := Read("x", set(plain))
			if err := sourcetest.Check(d); err != nil {
				t.Errorf("%s, %s: %v", f, name, err)
			}
			if diff := cmp.Diff(want, storyOf(d)); diff != "" {
				t.Errorf("%s, %s (-plain +so):\n%s", f, name, diff)
			}
		}
	}
}

func storyOf(d *chancery.Document) (out []string) {
	for _, b := range d.Blocks {
		if b.Furniture == "" {
			out = append(out, b.Text)
		}
	}
	return out
}

// outline writes the blocks of a document down for comparing: kind, level, furniture, section and text.
func outline(d *chancery.Document) []string {
	var out []string
	for i, b := range d.Blocks {
		f := ""
		if b.Furniture != "" {
			f = " (" + b.Furniture + ")"
		}
		out = append(out, fmt.Sprintf("%d %v %d <%d%s %s", i, b.Kind, b.Level, b.Section, f, b.Text))
	}
	return out
}

func TestRead(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"wiki text", "= Ghana–Togo relations =\n\nInfobox\n- Filetype: svg\n\nGhana and Togo are neighbours.\nTheir border was closed in 1962.\n\n== Missions ==\n- Ghana has an embassy in Lomé.\n- Togo has an embassy in Accra.\n== See also ==\n- Foreign relations of Ghana\n", []string{
			"0 heading 1 <-1 Ghana–Togo relations",
			"1 paragraph 0 <0 (infobox) Infobox",
			"2 item 1 <0 (infobox) Filetype: svg",
			"3 paragraph 0 <0 Ghana and Togo are neighbours.",
			"4 paragraph 0 <0 Their border was closed in 1962.",
			"5 heading 2 <0 Missions",
			"6 item 1 <5 Ghana has an embassy in Lomé.",
			"7 item 1 <5 Togo has an embassy in Accra.",
			"8 heading 2 <0 (see-also) See also",
			"9 item 1 <8 (see-also) Foreign relations of Ghana",
		}},
		{"first line a title, empty section", "Laos\n\n\n## Summary\nRelations were opened in 1950.\n\n## Recognition\n\n### Recognition, 1950.\nThe United States recognised Laos.\n", []string{
			"0 heading 1 <-1 Laos",
			"1 heading 2 <0 Summary",
			"2 paragraph 0 <1 Relations were opened in 1950.",
			"3 heading 2 <0 Recognition",
			"4 heading 3 <3 Recognition, 1950.",
			"5 paragraph 0 <4 The United States recognised Laos.",
		}},
		{"hard-wrapped prose keeps its newlines", "The two governments agreed in May to exchange ambassadors\nagain, after eleven years in which neither had a mission in the\ncapital of the other and Switzerland had looked after the\ninterests of both.\n\nThe embassies were opened in June.\n", []string{
			"0 paragraph 0 <-1 The two governments agreed in May to exchange ambassadors\nagain, after eleven years in which neither had a mission in the\ncapital of the other and Switzerland had looked after the\ninterests of both.",
			"1 paragraph 0 <-1 The embassies were opened in June.",
		}},
		{"setext headings and numbered items", "Missions\n========\n1. An embassy in Quito.\n2. A consulate in Guayaquil.\n", []string{
			"0 heading 1 <-1 Missions", "1 paragraph 0 <0 (rule) ========", "2 item 1 <0 An embassy in Quito.", "3 item 1 <0 A consulate in Guayaquil.",
		}},
		{"a sentence that opens like a byline", "By 1990 Chad had recognised Peru.", []string{"0 paragraph 0 <-1 By 1990 Chad had recognised Peru."}},
		{"one sentence", "Chad broke off relations with Taiwan in 2006.", []string{"0 paragraph 0 <-1 Chad broke off relations with Taiwan in 2006."}},
		{"a table", "| State | Since |\n|---|---|\n| Chad | 1962 |\n", []string{
			"0 row 0 <-1 (header)  State | Since ", "1 paragraph 0 <-1 (rule) |---|---|", "2 row 0 <-1  Chad | 1962 ",
		}},
		{"the date over the title", "8 September 2022\n\nEnvoys leave\n\nThe envoys left in the evening.\n", []string{
			"0 paragraph 0 <-1 (byline) 8 September 2022", "1 heading 1 <-1 Envoys leave", "2 paragraph 0 <1 The envoys left in the evening.",
		}},
		{"a table set with bars", "State | Since\nChad | 3 May 1962\nMali | 1964\n", []string{
			"0 row 0 <-1 (header) State | Since", "1 row 0 <-1 Chad | 3 May 1962", "2 row 0 <-1 Mali | 1964",
		}},
		{"a table set with tabs", "State\tSince\nChad\t3 May 1962\nMali\t1964\n", []string{
			"0 row 0 <-1 (header) State\tSince", "1 row 0 <-1 Chad\t3 May 1962", "2 row 0 <-1 Mali\t1964",
		}},
		{"a note called Notes", "# Notes\n\nOman closed its embassy in Kenya on 4 May 1988.\n\n## References\n\n### Notes\n\n- A book.\n\n## After\n\nIt was opened again.\n", []string{
			"0 heading 1 <-1 Notes", "1 paragraph 0 <0 Oman closed its embassy in Kenya on 4 May 1988.",
			"2 heading 2 <0 (references) References", "3 heading 3 <2 (references) Notes", "4 item 1 <3 (references) A book.",
			"5 heading 2 <0 After", "6 paragraph 0 <5 It was opened again.",
		}},
		{"a section of notes below a title", "# Oman\n\n## Notes\n\nOman closed its embassy in Kenya on 4 May 1988.\n\n# Notes\n\n- A book.\n", []string{
			"0 heading 1 <-1 Oman", "1 heading 2 <0 Notes", "2 paragraph 0 <1 Oman closed its embassy in Kenya on 4 May 1988.",
			"3 heading 1 <-1 (notes) Notes", "4 item 1 <3 (notes) A book.",
		}},
		{"marks of Markdown", "# Chad\n\n**Chad** has [recognised](https://n.example/a_b) *Mali* with `code` and 2 * 3. ![pic](https://n.example/p.png) See a_b \\*x.\n", []string{
			"0 heading 1 <-1 Chad", "1 paragraph 0 <0 Chad has recognised Mali with code and 2 * 3.  See a_b *x.",
		}},
		{"addresses with brackets", "# Chad\n\nChad [left](https://n.example/Mali_(state)) the *union*. It [came](https://n.example/a_(b \"x (y)\") [back](https://n.example/a_(b_(c)) \"x (y)\") in [May](https://n.example/(a) (again).\n", []string{
			"0 heading 1 <-1 Chad", "1 paragraph 0 <0 Chad left the union. It came\") back in May (again).",
		}},
		{"quotations", "The note says:\n\n> Chad left the union in May and\n> came back in **June**.\n>\n> > - Mali followed.\n>Not one.\n\n3 > 2\n", []string{
			"0 heading 1 <-1 The note says:", "1 paragraph 0 <0 Chad left the union in May and", "2 paragraph 0 <0 came back in **June**.", "3 item 1 <0 Mali followed.", "4 paragraph 0 <0 >Not one.", "5 paragraph 0 <0 3 > 2",
		}},
		{"a quotation that is hard-wrapped", "> The two governments agreed in May to exchange ambassadors\n> again, after eleven years in which neither had a mission in\n> the capital of the other and Switzerland had looked after the\n> interests of both.\n", []string{
			"0 paragraph 0 <-1 The two governments agreed in May to exchange ambassadors\nagain, after eleven years in which neither had a mission in\nthe capital of the other and Switzerland had looked after the\ninterests of both.",
		}},
		{"code", "# Notes\n\nChad left:\n\n```text\nOman closed its embassy in Kenya on 4 May 1988.\n\n# Not a heading\n```\nMali left.\n\n```\nOman left.\n", []string{
			"0 heading 1 <-1 Notes", "1 paragraph 0 <0 Chad left:", "2 paragraph 0 <0 (code) ```text", "3 paragraph 0 <0 (code) Oman closed its embassy in Kenya on 4 May 1988.",
			"4 paragraph 0 <0 (code) # Not a heading", "5 paragraph 0 <0 (code) ```", "6 paragraph 0 <0 Mali left.", "7 paragraph 0 <0 ```", "8 paragraph 0 <0 Oman left.",
		}},
		{"stars without Markdown", "Note: *provisional* figures [1] of the ministry.\n", []string{"0 paragraph 0 <-1 Note: *provisional* figures [1] of the ministry."}},
		{"bare carriage returns", "Chad recognised Taiwan.\r\rIt changed its mind in 2006.", []string{
			"0 paragraph 0 <-1 Chad recognised Taiwan.", "1 paragraph 0 <-1 It changed its mind in 2006.",
		}},
		{"a clean wire story", "Mali expels ambassador\n\nBAMAKO, Jan 31 (AFP) — Mali has expelled the French ambassador.\n\nHe was given 72 hours.\n", []string{
			"0 heading 1 <-1 Mali expels ambassador",
			"1 paragraph 0 <0 (dateline) BAMAKO, Jan 31 (AFP) —",
			"2 paragraph 0 <0 Mali has expelled the French ambassador.",
			"3 paragraph 0 <0 He was given 72 hours.",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := Read("x.txt", tt.in)
			if err := sourcetest.Check(d); err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(tt.want, outline(d)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTableCells(t *testing.T) {
	d := Read("x", "| State | Since |\n|---|---|\n| Chad | 1962 |\n")
	b := d.Blocks[2]
	got := fmt.Sprintf("%s=%s %s=%s", b.Cells[0].Header, b.Text[b.Cells[0].Span.Start:b.Cells[0].Span.End], b.Cells[1].Header, b.Text[b.Cells[1].Span.Start:b.Cells[1].Span.End])
	if got != "State=Chad Since=1962" {
		t.Error(got)
	}
}

func TestMetadata(t *testing.T) {
	tests := []struct {
		name, in                  string
		title, source, url, dates string
		blocks                    int
	}{
		{"header lines", "Title: Talks in Oslo\nDate: 3 May 1999\nSource: The Mountain Courier\nURL: https://courier.example/1999/05/04/talks.html\n\nThe ministers met in Oslo.\n",
			"Talks in Oslo", "The Mountain Courier", "https://courier.example/1999/05/04/talks.html", "1999-05-03 metadata 3 May 1999, 1999-05-04 url https://courier.example/1999/05/04/talks.html", 5},
		{"front matter", "---\ntitle: \"Talks in Oslo\"\ndate: 1999-05-03T10:00:00Z\ntags:\n  - norway\n---\n\nThe ministers met in Oslo.\n",
			"Talks in Oslo", "", "", "1999-05-03 metadata 1999-05-03", 7},
		{"below the title", "Talks in Oslo\nURL: https://courier.example/1999/05/04/talks.html\nDate: 1999-05-03\n\nThe ministers met in Oslo.\n",
			"Talks in Oslo", "", "https://courier.example/1999/05/04/talks.html", "1999-05-03 metadata 1999-05-03, 1999-05-04 url https://courier.example/1999/05/04/talks.html", 4},
		{"below the title and a blank line, a byline under them", "Talks in Oslo\n\nSource: The Mountain Courier\nLink: https://courier.example/a\n4 May 1999\n\nThe ministers met in Oslo.\n",
			"Talks in Oslo", "The Mountain Courier", "https://courier.example/a", "1999-05-04 byline 4 May 1999", 5},
		{"a line with a colon below a title is none", "Talks in Oslo\n\nSource: a minister who was there\n\nThe ministers met in Oslo.\n", "Talks in Oslo", "", "", "", 3},
		{"a month is enough", "Date: 1999-05\n\nThe ministers met.", "", "", "", "1999-05 metadata 1999-05", 2},
		{"a date that can be read in two ways", "Date: 03/05/1999\n\nThe ministers met.", "", "", "", "", 2},
		{"a sentence with a colon is none", "Result: the ministers met in Oslo.\n\nThey will meet again.", "", "", "", "", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := Read("x.txt", tt.in)
			if err := sourcetest.Check(d); err != nil {
				t.Error(err)
			}
			var ds []string
			for _, c := range d.Dates {
				ds = append(ds, strings.TrimSpace(c.EDTF+" "+string(c.Kind)+" "+c.Text))
			}
			got := []string{d.Title, d.Source, d.URL, strings.Join(ds, ", "), fmt.Sprint(len(d.Blocks))}
			if diff := cmp.Diff([]string{tt.title, tt.source, tt.url, tt.dates, fmt.Sprint(tt.blocks)}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestDateOverTheTitle(t *testing.T) {
	if date, kind := Read("x", "8 September 2022\n\nEnvoys leave\n\nThe envoys left in the evening.\n").Date(); date != "2022-09-08" || kind != chancery.DateByline {
		t.Errorf("%q %q", date, kind)
	}
}

func TestDatelines(t *testing.T) {
	tests := []struct{ in, head, source, date string }{
		{"TIRANA, Albania (AP) — The staff left.", "TIRANA, Albania (AP) —", "Associated Press", ""},
		{"BEIJING, Aug 17 (Reuters) - The premier met him.", "BEIJING, Aug 17 (Reuters) -", "Reuters", " dateline Aug 17"},
		{"OSLO — Norway closed it.", "OSLO —", "", ""},
		{"NEW DELHI, Sept. 3, 2008 (PTI) -- India opened it.", "NEW DELHI, Sept. 3, 2008 (PTI) --", "Press Trust of India", "2008-09-03 dateline Sept. 3, 2008"},
		{"March 4, 2010 (ACCRA) — Ghana closed it.", "March 4, 2010 (ACCRA) —", "", "2010-03-04 dateline March 4, 2010"},
		{"Accra, March 4, 2010 (AFP) Ghana closed it.", "Accra, March 4, 2010 (AFP)", "Agence France-Presse", "2010-03-04 dateline March 4, 2010"},
		{"Hong Kong (CNN Business)A ship of the navy left.", "Hong Kong (CNN Business)", "CNN", ""},
		{"The treaty (signed in May) was kept.", "", "", ""},
		{"Iran (Persia) Has kept its embassy.", "", "", ""},
		{"NATO - an alliance - met there.", "", "", ""},
		{"The ministers — both of them — left.", "", "", ""},
	}
	for _, tt := range tests {
		d := Read("x", tt.in)
		head, date := "", ""
		if d.Blocks[0].Furniture == "dateline" {
			head = d.Blocks[0].Text
		}
		for _, c := range d.Dates {
			date = c.EDTF + " " + string(c.Kind) + " " + c.Text
		}
		if diff := cmp.Diff([]string{tt.head, tt.source, tt.date}, []string{head, d.Source, date}); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.in, diff)
		}
	}
}

// pieces are what generated texts are put together from.
var pieces = []string{
	"= Title =", "== Section ==", "# Heading", "## See also", "- item", "  • Menu", "* a\n* b", "Share", "©", "Infobox\n- Filetype: svg", "___", "---", "===", "| a | b |", "|---|---|", "||", "|",
	"By A. Writer", "7 May 2001", "OSLO (AP) — ", "The two governments opened embassies in the capitals of each other in May.", "Read more…", "Title: x", "Date: 2001-05-07",
	"Popular Posts", "You Might Also Like", "“quoted”", "\u2028", "\u00a0", "\t", "\r\n", "\r", "\f", "é", "\n\n", "\n", " ", ":", "1.", "(a) x", "[a](https://n.example/x)", "**b**", "![", "](http://", "_c_", "`", "\\*", "a\tb\nc\td\ne\t1", "Related", "A short headline without an end", "=", "=====", "# ", "-",
}

// TestReadKeepsTheContract holds the contract of readers on texts of any shape.
func TestReadKeepsTheContract(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for _, p := range rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "pieces") {
			b.WriteString(p)
			if rapid.Bool().Draw(t, "newline") {
				b.WriteByte('\n')
			}
		}
		d := Read("x", b.String())
		if err := sourcetest.Check(d); err != nil {
			t.Fatalf("%v\n%q", err, b.String())
		}
		again := Read("x", b.String())
		if diff := cmp.Diff(d, again); diff != "" {
			t.Fatalf("two readings differ: %s", diff)
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, p := range pieces {
		f.Add(p + "\n\n" + p)
	}
	f.Add("= A =\n\nThe staff left.\n\n== See also ==\n- B\n")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		if err := sourcetest.Check(Read("x", s)); err != nil {
			t.Fatal(err)
		}
	})
}

// TestRealTexts reads the developers' texts, where they are at hand.
func TestRealTexts(t *testing.T) {
	const shared = "../../../../shared/"
	files, _ := filepath.Glob(shared + "seeds/*.txt")
	more, _ := filepath.Glob(shared + "corpora/rdcr/text/*.txt")
	if len(files) == 0 {
		t.Skip("no texts at hand")
	}
	for _, f := range append(files, more...) {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		d := Read(filepath.Base(f), string(raw))
		if err := sourcetest.Check(d); err != nil {
			t.Errorf("%s: %v", f, err)
		}
		if d.Title == "" {
			t.Errorf("%s: no title", f)
		}
		if e, _ := d.Date(); e != "" {
			t.Errorf("%s: dated %s, but nothing in these texts dates them", f, e)
		}
	}
}
