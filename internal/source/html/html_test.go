package html

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancery"
	"chancery/internal/source/sourcetest"
)

func page(t *testing.T, name string) *chancery.Document {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	d := Read(name, string(raw), "")
	if err := sourcetest.Check(d); err != nil {
		t.Error(err)
	}
	return d
}

func story(d *chancery.Document) (out []string) {
	for _, b := range d.Blocks {
		if b.Furniture == "" {
			out = append(out, b.Kind.String()+": "+b.Text)
		}
	}
	return out
}

func TestPages(t *testing.T) {
	tests := []struct {
		name  string
		story []string
		about []string // title, source, address, language, dates
	}{
		{"wire.html", []string{
			"heading: Mexico breaks off relations with Ecuador after embassy raid",
			"paragraph: Mexico’s president said on Saturday that his country was breaking off diplomatic relations with Ecuador after police had forced their way into the Mexican embassy.",
			"paragraph: Officers arrested a former vice president who had been living in the building since December. He had been granted asylum hours before.",
			"paragraph: Nicaragua joined in and broke off its own relations with Ecuador on the same day, its government said in a statement.",
			"heading: A rare breach",
			"paragraph: Embassies may not be entered without consent, a rule that nearly every state has signed.\nIt has seldom been broken so openly.",
			"row: Mexico | severed relations", "row: Brazil | condemned the raid",
			"paragraph: Ecuador said that it would not hand the man over.",
		}, []string{"Mexico breaks off relations with Ecuador after embassy raid", "Associated Press", "https://tribune.example/2024/04/06/mexico-ecuador", "en", "2024-04-06 metadata, 2024-04-06 byline, 2024-04-06 url, 2024-05-03 masthead"}},
		{"bare.html", []string{
			"heading: Communique on the opening of relations",
			"paragraph: The Republic of Palau and the Kingdom of Thailand have agreed to open diplomatic relations at the level of ambassadors as of today.",
			"paragraph: The two governments act in keeping with the Vienna Convention on Diplomatic Relations and with the Charter of the United Nations.",
			"paragraph: They have agreed that the ambassador of Thailand in Manila will be accredited to Palau, where there is no room yet for an embassy.",
		}, []string{"Communique on the opening of relations", "", "", "", "1999-03-12 byline"}},
		{"divs.html", []string{
			"heading: Togo closes mission in Tripoli",
			"paragraph: The government of Togo has closed its embassy in Tripoli and withdrawn all staff, a spokeswoman said in Lomé on Monday.",
			"paragraph: The embassy had been under fire for a week, and two of its cars were lost. Staff left by road for Tunisia.",
			"paragraph: Relations with Libya continue, she said, and will be looked after from Tunis until the embassy can be opened again.",
		}, []string{"Togo closes mission in Tripoli", "Coast News", "", "en", "2014-07-28 metadata"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := page(t, tt.name)
			if diff := cmp.Diff(tt.story, story(d)); diff != "" {
				t.Errorf("story (-want +got):\n%s", diff)
			}
			var dates []string
			for _, c := range d.Dates {
				dates = append(dates, c.EDTF+" "+string(c.Kind))
			}
			if diff := cmp.Diff(tt.about, []string{d.Title, d.Source, d.URL, d.Language, strings.Join(dates, ", ")}); diff != "" {
				t.Errorf("about (-want +got):\n%s", diff)
			}
		})
	}
}

// TestPagesOfEntries holds that a page which is a list or a table, with little text around it, has that for its story.
func TestPagesOfEntries(t *testing.T) {
	states := strings.Fields("Algeria Bolivia Chad Denmark Ecuador Fiji Ghana Haiti Iceland Japan")
	list := func(form string) (s string) {
		for i, n := range states {
			s += fmt.Sprintf(form, n, i+1)
		}
		return s
	}
	page := func(body string) string {
		return `<!DOCTYPE html><html lang="en"><head><title>Foreign relations of Peru</title></head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/visas">Visas</a></li></ul></nav>
<div class="content"><h1>Foreign relations of Peru</h1>` + body + `</div><footer><p>© The Ministry. All rights reserved.</p></footer></body></html>`
	}
	for _, c := range []struct{ name, body, first string }{
		{"a list", "<p>Peru established relations with the following countries:</p><ul>" + list("<li>%s (%d March 1962)</li>") + "</ul>", "paragraph: Peru established relations with the following countries:"},
		{"a table", "<table><tr><th>Country</th><th>Date</th></tr>" + list("<tr><td>%s</td><td>%d March 1962</td></tr>") + "</table>", "row: Algeria | 1 March 1962"},
		{"lines", "<h2>Dates of establishment</h2>" + list("<p>%s, %d March 1962</p>"), "heading: Dates of establishment"},
	} {
		d := Read("page.html", page(c.body), "")
		got := story(d)
		if len(got) < len(states)+1 || got[0] != "heading: Foreign relations of Peru" || got[1] != c.first || strings.Contains(strings.Join(got, "\n"), "Visas") || strings.Contains(strings.Join(got, "\n"), "reserved") {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

func TestTheDayOfThePlace(t *testing.T) {
	for stamp, want := range map[string]string{
		"2020-03-05T02:10:00Z":      "2020-03-04 url",
		"2020-03-05T02:10:00+00:00": "2020-03-04 url",
		"2020-03-05T02:10:00-05:00": "2020-03-05 metadata",
		"2020-03-05":                "2020-03-05 metadata",
		"2020-03-07T02:10:00Z":      "2020-03-07 metadata",
	} {
		d := Read("x", `<html><head><meta property="article:published_time" content="`+stamp+`"></head><body><h1>Envoys leave for home</h1><p>The envoys of the two states have left for home in the evening.</p></body></html>`, "https://n.example/2020/03/04/envoys")
		date, kind := d.Date()
		if got := date + " " + string(kind); got != want {
			t.Errorf("%s: %s, want %s", stamp, got, want)
		}
	}
}

// TestOddDates: the ways in which pages write their dates for machines.
func TestOddDates(t *testing.T) {
	for head, want := range map[string]string{
		`<meta name="parsely-pub-date" content="20130504">`:                                                                                        "2013-05-04",
		`<meta name="pubdate" content="1367625600">`:                                                                                               "2013-05-04",
		`<meta name="timestamp" content="1367625600000">`:                                                                                          "2013-05-04",
		`<meta property="article:published_time" content="1970-01-01T00:00:00Z">`:                                                                  "",
		`<meta property="article:published_time" content="0000-00-00">`:                                                                            "",
		`<meta name="date" content="05/04/2013">`:                                                                                                  "",
		`<meta name="date" content="Saturday, May 4, 2013 - 10:00 PM EDT">`:                                                                        "2013-05-04",
		`<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2013-05-04",}</script>`:                                        "2013-05-04",
		`<script type="application/ld+json">{"@type":"https://schema.org/NewsArticle","datePublished":"2013-05-04"}</script>`:                      "2013-05-04",
		`<script type="application/ld+json">{"@type":"Product","datePublished":"2013-05-04"}</script>`:                                             "",
		`</head><body><time class="entry-date published" datetime="2013-05-04T09:00:00+00:00">2 hours ago</time>`:                                  "2013-05-04",
		`</head><body><time class="updated" datetime="2013-05-04T09:00:00+00:00">2 hours ago</time>`:                                               "",
		`<meta property="article:modified_time" content="2020-01-01"><meta property="article:published_time" content="2013-05-04T23:00:00+09:00">`: "2013-05-04",
	} {
		d := Read("x", `<html><head>`+head+`</head><body><article><h1>Envoys leave for home</h1><p>The envoys of the two states have left for home in the evening.</p></article></body></html>`, "")
		if date, _ := d.Date(); date != want {
			t.Errorf("%s: %q, want %q", head, date, want)
		}
	}
}

func TestEncyclopediaPages(t *testing.T) {
	d := Read("x", `<html><head><title>Chad–Mali relations - Testpedia</title></head><body><div id="content"><h1>Chad–Mali relations</h1><div class="hatnote">For the border, see another page.</div>
<table class="infobox"><tr><th>Chad</th><td>Mali</td></tr><tr><th>Embassy</th><td>none</td></tr></table>
<p>Chad and Mali opened relations in 1962<sup class="reference"><a href="#cite_note-1">[1]</a></sup> and have kept them since.</p>
<h2>History<span class="mw-editsection">[edit]</span></h2><p>An embassy was opened in Bamako in the year after, and closed again in 1975.</p>
<h2>See also</h2><ul><li><a href="x">Foreign relations of Chad</a></li></ul><h2>References</h2><ol class="references"><li>A book about the two states in the year of 1962.</li></ol></div></body></html>`, "")
	if err := sourcetest.Check(d); err != nil {
		t.Error(err)
	}
	want := []string{"heading: Chad–Mali relations", "paragraph: Chad and Mali opened relations in 1962 and have kept them since.", "heading: History", "paragraph: An embassy was opened in Bamako in the year after, and closed again in 1975."}
	if diff := cmp.Diff(want, story(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAPageOfNotes(t *testing.T) {
	d := Read("x", `<html><body><h2>Notes</h2><p>Oman closed its embassy in Kenya on 4 May 1988, after a quarrel of some years.</p><h2>Notes</h2><ul><li>A book about the two states.</li></ul></body></html>`, "")
	if diff := cmp.Diff([]string{"heading: Notes", "paragraph: Oman closed its embassy in Kenya on 4 May 1988, after a quarrel of some years."}, story(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCellsHaveTheirHeadings(t *testing.T) {
	d := page(t, "wire.html")
	var got []string
	for _, b := range d.Blocks {
		for _, c := range b.Cells {
			if b.Furniture == "" {
				got = append(got, c.Header+"="+b.Text[c.Span.Start:c.Span.End])
			}
		}
	}
	if diff := cmp.Diff([]string{"State=Mexico", "Step=severed relations", "State=Brazil", "Step=condemned the raid"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestQuotesLeadIntoThePage(t *testing.T) {
	d := page(t, "wire.html")
	for text, want := range map[string]string{
		"Mexico’s president":          "Mexico&#8217;s president",
		"was breaking off diplomatic": "was <b>breaking off</b> diplomatic",
		"asylum hours before.":        "asylum <a href=\"/x\">hours before</a>.",
		"has signed.\nIt has seldom":  "has signed.<br>It has seldom",
		"Mexico | severed":            "Mexico</td><td>severed",
		"not hand the man over.":      "not hand the man over.",
	} {
		found := false
		for i := range d.Blocks {
			b := &d.Blocks[i]
			if k := strings.Index(b.Text, text); k >= 0 && b.Furniture == "" {
				found = true
				s := b.Original(chancery.Span{Start: k, End: k + len(text)})
				if got := d.Original[s.Start:s.End]; got != want {
					t.Errorf("%q stands at %q, want %q", text, got, want)
				}
			}
		}
		if !found {
			t.Errorf("%q is not in the story", text)
		}
	}
}

// pieces are what generated pages are put together from.
var pieces = []string{
	"<p>", "</p>", "<div>", "</div>", "<div class=\"related\">", "<table>", "<tr>", "<td>", "<td rowspan=3 colspan=2>", "<th>", "</table>", "</td>", "<ul>", "<li>", "</ul>", "<h1>", "</h1>", "<h2>", "<a href=x>", "</a>", "<b>", "</b>", "<br>", "<br><br>",
	"<script>", "</script>", "<style>", "</style>", "<!--", "-->", "<title>", "</title>", "<nav>", "</nav>", "<pre> a\n b", "</pre>", "<time datetime=2020-01-02>", "&amp;", "&nbsp;", "&#8217;", "&notit;", "&", "é", "\u00a0", "\u200b", "<", ">", "<x", "\"",
	"The two governments have opened embassies in the capitals of each other in May.", "OSLO (AP) — The minister left for home in the evening of the same day.", "word", "Share", "By A. Writer", "2 May 2001", "<svg>", "<select><option>a", "<textarea>", "\r\n", "\x00", "<article>", "<body>", "<html>", "<head>", "<meta property=og:title content=x>",
	"<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"x\"}</script>", "<figure><figcaption>", "</figure>", "<template>", "<math>", "<![CDATA[", "</", "<input>", "<frameset>",
}

func TestReadKeepsTheContract(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "pieces"), "")
		d := Read("x", s, "")
		if err := sourcetest.Check(d); err != nil {
			t.Fatalf("%v\n%q", err, s)
		}
		if diff := cmp.Diff(d, Read("x", s, "")); diff != "" {
			t.Fatalf("two readings differ: %s", diff)
		}
	})
}

// TestReadIsBounded holds that deep and repeated markup costs little.
func TestReadIsBounded(t *testing.T) {
	for _, p := range pieces {
		Read("x", strings.Repeat(p, 600), "")
		Read("x", strings.Repeat("<table><tr><td>"+p, 150), "")
	}
	Read("x", "<p class=\""+strings.Repeat("a", 1<<20)+"\">x", "")
	Read("x", "<table>"+strings.Repeat(fmt.Sprintf("<tr><td rowspan=99999 colspan=99999>%s</td><td>x</td></tr>", strings.Repeat("y", 50)), 200)+"</table>", "")
}

func TestNodesAreBounded(t *testing.T) {
	if n := len(parseUpTo(strings.Repeat("<b>x", 1000), 500).nodes); n != 500 {
		t.Errorf("%d nodes", n)
	}
}

func FuzzRead(f *testing.F) {
	for _, p := range pieces {
		f.Add(p + p)
	}
	for _, n := range []string{"wire.html", "bare.html", "divs.html"} {
		raw, err := os.ReadFile("testdata/" + n)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(raw))
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		if err := sourcetest.Check(Read("x", s, "https://a.example/2020/01/02/x")); err != nil {
			t.Fatal(err)
		}
	})
}
