package wiki

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancery"
	"chancery/internal/source/sourcetest"
)

func parse(t *testing.T, wikitext string) *chancery.Document {
	t.Helper()
	d := Parse(Page{Title: "Test", Text: wikitext})
	if err := sourcetest.Check(d); err != nil {
		t.Error(err)
	}
	return d
}

// outline writes the blocks down for comparing.
func outline(d *chancery.Document) []string {
	var out []string
	for _, b := range d.Blocks {
		s := b.Kind.String()
		if b.Level > 0 {
			s += fmt.Sprint(b.Level)
		}
		if b.Furniture != "" {
			s += " (" + b.Furniture + ")"
		}
		out = append(out, s+": "+b.Text)
	}
	return out
}

func TestInline(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"links", "[[Oman]] and [[Georgia (country)|Georgia]]n envoys met [[Georgia (country)|]] in [[Muscat#History|Muscat]].", "Oman and Georgian envoys met Georgia in Muscat."},
		{"a link to a section", "see [[Oman#Foreign relations]]", "see Oman"},
		{"a link with underscores and entities", "[[Trinidad_&amp;_Tobago]]", "Trinidad & Tobago"},
		{"categories, files and other languages", "A[[Category:X]][[File:a.png|thumb|[[B]] c]][[fr:Oman]] b[[:Category:Y]]", "A bCategory:Y"},
		{"bold and italic", "'''Oman''' ''and'' '''''Chad''''' o'clock ''''x''''", "Oman and Chad o'clock 'x'"},
		{"external links", "[https://a.example/b the ministry] said [https://a.example] so, https://c.example/d", "the ministry said so, https://c.example/d"},
		{"comments", "On <!-- not\n{{this}} -->12 May", "On 12 May"},
		{"nowiki", "<nowiki>[[not a link]] &amp; ''so''</nowiki>", "[[not a link]] & ''so''"},
		{"entities", "1961&ndash;1965&nbsp;AD &lt;b&gt; R&D; &unknown; &#8364;5", "1961–1965 AD <b> R&D; &unknown; €5"},
		{"tags", "H<sub>2</sub>O <span style=\"color:red\">red</span> a<br/>b a < b", "H2O red a\nb a < b"},
		{"flags", "{{flag|Chad}}, {{flagicon|Mali}} [[Mali]], {{flag|UK}}, {{flag|Iran|1964}}, {{flagcountry|Burma|name=Myanmar}}, {{NOR}}", "Chad, Mali, United Kingdom, Iran, Myanmar, Norway"},
		{"a flag alone", "{{flagicon|TUR}}", "Turkey"},
		{"a module", "{{#invoke:flag||Peru}} on {{#invoke:dts|main|9 July 1964}}", "Peru on 9 July 1964"},
		{"dates", "{{dts|1964|4|12}}; {{dts|format=dmy|1991|12|25}}; {{dts|12 April 1964}}; {{dts|1964|April}}; {{dts|1964}}; {{start date|1999|1}}; {{Date table sorting|3 May 1970}}", "12 April 1964; 25 December 1991; 12 April 1964; April 1964; 1964; January 1999; 3 May 1970"},
		{"ranges", "{{daterange|1992|2006}}, {{daterange|1992|}}, {{circa|1850}}, {{as of|2020|5}}", "1992–2006, 1992, c. 1850, As of May 2020"},
		{"dressing", "{{nowrap|[[Chad]] {{small|(resident)}}}} {{lang|fr|chargé d'affaires}} {{convert|5|km|mi}} {{US$|5 million}}", "Chad (resident) chargé d'affaires 5 km US$5 million"},
		{"sort keys", "{{sort|a|Bénin}} {{sortname|Ana|Torres}} {{hs|x}}{{sort dash}}", "Bénin Ana Torres –"},
		{"unknown templates show nothing", "The envoy{{citation needed|date=May 2020}} left{{foo|bar}}.", "The envoy left."},
		{"lists", "{{ubl|Chad|Mali}}", "Chad\nMali"},
		{"an unclosed template", "Relations with {{flag|Chad were opened.", "Relations with flag|Chad were opened."},
		{"an unclosed link", "Relations with [[Chad were opened.", "Relations with Chad were opened."},
		{"an unclosed reference", "Opened in 1964.<ref>Some book", "Opened in 1964."},
		{"stray ends", "a }} b ]] c", "a b c"},
		{"switches", "__NOTOC__Chad", "Chad"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := parse(t, tt.in)
			var got []string
			for _, b := range d.Blocks {
				got = append(got, b.Text)
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, "¶")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBlocks(t *testing.T) {
	d := parse(t, `{{Short description|x}}
{{Infobox bilateral relations|A–B|mission1=[[Embassy of A, B-City]]|map=x.png}}
'''A''' has had relations with '''B'''
since {{dts|1964|4|12}}.

== History ==
{{Main|History of A|History of B}}
[[File:a.png|thumb|The two presidents in [[Lima]] in 1971]]
* First
** Deeper
: Indented
=== Later === <!-- x -->
; Term
{|
| loose
|}
== See also ==
* [[Relations of C]]
== References ==
{{reflist}}
`)
	want := []string{
		"row: Embassy of A, B-City",
		"paragraph: A has had relations with B since 12 April 1964.",
		"heading2: History",
		"paragraph (hatnote): History of A\nHistory of B",
		"caption: The two presidents in Lima in 1971",
		"item1: First", "item2: Deeper", "paragraph: Indented",
		"heading3: Later", "item1: Term",
		"row: loose",
		"heading2 (see-also): See also", "item1 (see-also): Relations of C",
		"heading2 (references): References",
	}
	if diff := cmp.Diff(want, outline(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if b := d.Blocks[9]; d.Blocks[b.Section].Text != "Later" || d.Blocks[d.Blocks[b.Section].Section].Text != "History" {
		t.Errorf("sections: %+v", b)
	}
}

func TestAPageOfNotes(t *testing.T) {
	d := parse(t, "== Notes ==\nOman closed its embassy in Kenya.\n== Notes ==\n* A book\n")
	want := []string{"heading2: Notes", "paragraph: Oman closed its embassy in Kenya.", "heading2 (notes): Notes", "item1 (notes): A book"}
	if diff := cmp.Diff(want, outline(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestQuotesLeadIntoTheWikitext(t *testing.T) {
	src := "[[Chad]] and '''Mali''' opened [[embassy|embassies]] on {{dts|1964|4|12}}.<ref>x</ref> Later."
	d := parse(t, src)
	b := &d.Blocks[0]
	for text, want := range map[string]string{
		"Mali":                  "Mali",
		"embassies on 12 April": "embassies]] on {{dts|1964|4|12}}",
		"12 April 1964":         "{{dts|1964|4|12}}",
		"1964. Later":           "{{dts|1964|4|12}}.<ref>x</ref> Later",
	} {
		i := strings.Index(b.Text, text)
		if i < 0 {
			t.Fatalf("%q not in %q", text, b.Text)
		}
		s := b.Original(chancery.Span{Start: i, End: i + len(text)})
		if got := src[s.Start:s.End]; got != want {
			t.Errorf("%q stands at %q, want %q", text, got, want)
		}
	}
}

// cells writes rows down as "heading=text" by cell.
func cells(d *chancery.Document) (out []string) {
	for _, b := range d.Blocks {
		if b.Kind == chancery.Caption {
			out = append(out, "caption: "+b.Text)
		}
		if b.Kind != chancery.Row || b.Furniture != "" {
			continue
		}
		var s []string
		for _, c := range b.Cells {
			s = append(s, c.Header+"="+b.Text[c.Span.Start:c.Span.End])
		}
		out = append(out, strings.Join(s, "; "))
	}
	return out
}

func TestTables(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"the usual", `{| class="wikitable sortable"
|+ Missions
! # !! Country !! style="width:10%" | Since
|-
| 1 || {{flag|Chad}} || {{dts|1964|4|12}}<ref>x</ref>
|- valign="top"
| 2
|style="x"| [[Mali]]
|
* Mali has an embassy.
* It is new.
|}`, []string{"caption: Missions", "#=1; Country=Chad; Since=12 April 1964", "#=2; Country=Mali; Since=Mali has an embassy.\nIt is new."}},
		{"cells over rows and columns", `{|
! rowspan=2 | State !! colspan="2" | Relations
|-
! From !! To
|-
| rowspan="2" | Chad || 1962 || 1972
|-
| 1988 || 1990
|-
| Mali || colspan=2 | never
|}`, []string{"State=Chad; Relations / From=1962; Relations / To=1972", "State=Chad; Relations / From=1988; Relations / To=1990", "State=Mali; Relations / From / Relations / To=never"}},
		{"a date for several states", `{|
! State !! Date
|-
| Chad || rowspan=2 | 1964
|-
| Mali
|}`, []string{"State=Chad; Date=1964", "State=Mali; Date=1964"}},
		{"headings of rows", `{|
! State !! City
|-
! scope="row" | Chad
| N'Djamena
|}`, []string{"State=Chad; City=N'Djamena"}},
		{"groups", `{|
! State !! City
|-
! colspan=2 | Africa
|-
| Chad || N'Djamena
|}`, []string{"caption: Africa", "State=Chad; City=N'Djamena"}},
		{"headings in bold", `{|
| '''State''' || '''City'''
|-
| Chad || N'Djamena
|}`, []string{"State=Chad; City=N'Djamena"}},
		{"a picture over the headings", "{|\n! colspan=2 | [[File:x.svg|frameless]]\n|-\n! State\n! City\n|-\n|Chad||N'Djamena\n|}", []string{"State=Chad; City=N'Djamena"}},
		{"a table in a cell", "{|\n! State !! Cities\n|-\n| Chad || \n{|\n| Sarh || Abéché\n|}\n|}", []string{"State=Chad; Cities=Sarh Abéché"}},
		{"no end", "{|\n! State !! City\n|-\n| Chad || N'Djamena\n== Next ==\nText.", []string{"State=Chad; City=N'Djamena"}},
		{"an unclosed link in a cell", "{|\n! State !! City\n|-\n| [[Chad || N'Djamena\n|-\n| Mali || Bamako\n|}", []string{"State=Chad; City=N'Djamena", "State=Mali; City=Bamako"}},
		{"a template ended by |}}", "{{x|\n|}}\n{|\n| a || b\n|}", []string{"=a; =b"}},
		{"in HTML", `<table class="wikitable">
<caption>Missions</caption>
<tr><th>State</th><th scope="col">City</th></tr>
<tr><th scope="row">{{flag|Chad}}</th><td rowspan="2">[[N'Djamena]]</td></tr>
<tr><td>Mali</td>
</tr></TABLE>
Text.`, []string{"caption: Missions", "State=Chad; City=N'Djamena", "State=Mali; City=N'Djamena"}},
		{"in HTML, one in another, and no end", "<table>\n<tr><th>State<th>Cities\n<tr><td>Chad<td><table><tr><td>Sarh</table>\n== Next ==\nText.", []string{"State=Chad; Cities=Sarh"}},
		{"a huge span", "{|\n| rowspan=99999999 colspan=99999999 | a\n|}", []string{"=a"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, cells(parse(t, tt.in))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestASpannedCellLeadsBack(t *testing.T) {
	src := "{|\n! State !! Date\n|-\n| Chad || rowspan=2 | 1964\n|-\n| Mali\n|}"
	d := parse(t, src)
	b := &d.Blocks[2]
	c := b.Cells[1]
	if s := b.Original(c.Span); src[s.Start:s.End] != "1964" {
		t.Errorf("the date stands at %q", src[s.Start:s.End])
	}
	if s := b.Original(chancery.Span{Start: 0, End: len(b.Text)}); src[s.Start:s.End] != "| 1964\n|-\n| Mali" {
		t.Errorf("the row stands at %q", src[s.Start:s.End])
	}
}

func TestReferences(t *testing.T) {
	d := parse(t, `Opened in 1964.<ref name="a">{{cite web|url=https://m.example/1|title=The ''list''|publisher=[[Ministry]]|date=3 May 2010|access-date=1 June 2020}}</ref> Closed in 1970.<ref name=b/><ref>[https://n.example/2 A page]</ref> Again.<ref name="a" />
{{reflist|refs=
<ref name="b">{{#invoke:cite|news|newspaper=The Gazette|title=Closed|date=May 1970}}</ref>
}}
== References ==
* {{cite book|title=A book|year=1999}}
Bare.<ref>https://o.example/3</ref><ref>A letter of 1964, no address.</ref>`)
	want := []chancery.Reference{
		{URL: "https://m.example/1", Title: "The list", Publisher: "Ministry", Date: "2010-05-03"},
		{Title: "Closed", Publisher: "The Gazette", Date: "1970-05"},
		{URL: "https://n.example/2", Title: "A page"},
		{URL: "https://o.example/3"},
		{Title: "A letter of 1964, no address."},
	}
	var got []chancery.Reference
	for _, r := range d.Refs {
		if r.Title != "A book" {
			got = append(got, r)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	b := d.Blocks[0]
	var at []string
	for _, r := range b.Refs {
		at = append(at, fmt.Sprintf("%q %s", b.Text[:r.At][max(0, r.At-5):], d.Refs[r.Ref].Title))
	}
	if diff := cmp.Diff([]string{`"1964." The list`, `"1970." Closed`, `"1970." A page`, `"gain." The list`}, at); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func export(pages ...string) string {
	return `<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
<siteinfo><sitename>Testpedia</sitename><dbname>enwiki</dbname><base>https://t.example/wiki/Main_Page</base></siteinfo>` + strings.Join(pages, "\n") + `</mediawiki>`
}

func xmlPage(title, ns, text string) string {
	return fmt.Sprintf("<page><title>%s</title><ns>%s</ns><id>1</id><revision><id>2</id><timestamp>2020-05-03T10:00:00Z</timestamp><model>wikitext</model><text bytes=\"5\" xml:space=\"preserve\">%s</text></revision></page>", title, ns, text)
}

func TestExport(t *testing.T) {
	two := strings.Replace(xmlPage("Chad–Mali relations", "0", "new"), "<revision>", "<revision><text>old</text></revision><revision>", 1)
	dated := func(stamps ...string) string { // each with its timestamp as its text
		var revisions strings.Builder
		for _, s := range stamps {
			fmt.Fprintf(&revisions, "<revision><timestamp>%s</timestamp><text>%s</text></revision>", s, s)
		}
		return export("<page><title>A</title>" + revisions.String() + "</page>")
	}
	tests := []struct {
		name, in string
		filter   Filter
		want     []string
		err      error
	}{
		{"pages", export(xmlPage("A &amp; B", "0", "x &lt;ref&gt; &amp;nbsp; &#233;"), xmlPage("C", "0", "y")), Filter{}, []string{"A & B=x <ref> &nbsp; é", "C=y"}, nil},
		{"only the last revision", export(two), Filter{}, []string{"Chad–Mali relations=new"}, nil},
		{"the latest revision comes first", dated("2020-05-03T10:00:00Z", "2019-05-03T10:00:00Z", "2020-05-03T09:00:00Z"), Filter{}, []string{"A=2020-05-03T10:00:00Z"}, nil},
		{"the latest revision in the middle", dated("2019-05-03T10:00:00Z", "2020-05-03T10:00:00+01:00", "2020-05-03T08:00:00Z"), Filter{}, []string{"A=2020-05-03T10:00:00+01:00"}, nil},
		{"a timestamp that cannot be read", dated("2019-05-03T10:00:00Z", "yesterday"), Filter{}, []string{"passed A: yesterday", "A=2019-05-03T10:00:00Z"}, nil},
		{"timestamps that cannot be read", dated("2019-99-03", "yesterday"), Filter{}, []string{"passed A: 2019-99-03", "A=yesterday"}, nil},
		{"the latest revision has no text", export("<page><title>A</title><revision><timestamp>2020-05-03T10:00:00Z</timestamp><text deleted=\"deleted\"/></revision><revision><timestamp>2019-05-03T10:00:00Z</timestamp><text>x</text></revision></page>"), Filter{}, []string{LeftEmpty}, nil},
		{"namespaces, redirects, empty pages", export(xmlPage("Talk:A", "1", "x"), xmlPage("B", "0", "#REDIRECT [[C]]"), strings.Replace(xmlPage("D", "0", "x"), "<ns>", `<redirect title="E"/><ns>`, 1), xmlPage("F", "0", "")), Filter{},
			[]string{LeftNamespace, LeftRedirect, LeftRedirect, LeftEmpty}, nil},
		{"by title", export(xmlPage("Foreign relations of Chad", "0", "x"), xmlPage("Chad", "0", "x"), xmlPage("Chad–Mali relations", "0", "x")), Filter{Title: Relations},
			[]string{"Foreign relations of Chad=x", LeftTitle, "Chad–Mali relations=x"}, nil},
		{"by category", export(xmlPage("A", "0", "x [[Category:Bilateral relations of Chad|A]]"), xmlPage("B", "0", "x")), Filter{Category: regexp.MustCompile("^Bilateral")},
			[]string{"A=x [[Category:Bilateral relations of Chad|A]]", LeftCategory}, nil},
		{"too long", export(xmlPage("A", "0", strings.Repeat("x", 50)), xmlPage("B", "0", "y")), Filter{MaxPage: 20}, []string{"failed A: the page is longer than 20 bytes, the limit for one document", "B=y"}, nil},
		{"not UTF-8", export(xmlPage("A", "0", "x\xff"), xmlPage("B", "0", "y")), Filter{}, []string{"failed A: the page is not valid UTF-8", "B=y"}, nil},
		{"cut off", export(xmlPage("A", "0", "x"), xmlPage("B", "0", "y"))[:550], Filter{}, []string{"A=x"}, io.ErrUnexpectedEOF},
		{"a page in a page", export("<page><title>A</title>", xmlPage("B", "0", "y")), Filter{}, []string{"failed A: the page does not end before the next begins", "B=y"}, nil},
		{"comments and declarations", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><!-- <page> -->" + export("<!----><!-- > -->"+xmlPage("A", "0", "x &a;")), Filter{}, []string{"A=x &a;"}, nil},
		{"no page", "<mediawiki></mediawiki>", Filter{}, nil, io.ErrUnexpectedEOF},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			err := Export(strings.NewReader(tt.in), tt.filter, Handler{
				Page: func(p Page) error { got = append(got, p.Title+"="+p.Text); return nil },
				Left: func(r string) { got = append(got, r) },
				Fail: func(title, msg string) { got = append(got, "failed "+title+": "+msg) },
				Pass: func(title, timestamp string) { got = append(got, "passed "+title+": "+timestamp) },
			})
			if !errors.Is(err, tt.err) {
				t.Errorf("error %v, want %v", err, tt.err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSite(t *testing.T) {
	var d *chancery.Document
	err := Export(strings.NewReader(export(xmlPage("Chad–Mali relations", "0", "x"))), Filter{}, Handler{Page: func(p Page) error { d = Parse(p); return nil }})
	if err != nil {
		t.Fatal(err)
	}
	got := []string{d.Name, d.Title, d.Source, d.URL, d.Language, d.Dates[0].EDTF, string(d.Dates[0].Kind)}
	want := []string{"Chad–Mali relations", "Chad–Mali relations", "Testpedia", "https://t.example/wiki/Chad–Mali_relations", "en", "2020-05-03", "metadata"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// pieces are what generated pages are put together from.
var pieces = []string{
	"{{", "}}", "{{{", "}}}", "[[", "]]", "{|", "|}", "|}}", "|-", "| a || b", "! a !! b", "|+ c", "|", "!", "||", "<ref>", "</ref>", "<ref name=a/>", "<ref name=a>{{cite web|url=https://a.example|title=b}}</ref>", "<!--", "-->", "<nowiki>", "</nowiki>",
	"'''", "''", "== h ==", "=", "* i", "# j", ": k", "flag|Chad", "dts|1964|4|12", "ubl|a|b", "main|x", "infobox relations|a=b", "File:a.png|thumb|some caption here", "Category:x", "text with words", "é", "&nbsp;", "&amp;", "&#x41;", "&", "<br>", "<div", ">", "[http://a.example b]", "[", "]",
	"{", "}", "\u00a0", "rowspan=3 | c", "colspan=2 | d", "=", "name=", "\n", "\n\n", "__TOC__", "{{pb}}", "{{flagicon|Chad}}", "<pre> a\nb </pre>", "----", "\u200b",
}

func TestParseKeepsTheContract(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for _, p := range rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "pieces") {
			b.WriteString(p)
			if rapid.IntRange(0, 2).Draw(t, "newline") == 0 {
				b.WriteByte('\n')
			}
		}
		d := Parse(Page{Title: "x", Text: b.String()})
		if err := sourcetest.Check(d); err != nil {
			t.Fatalf("%v\n%q", err, b.String())
		}
		if diff := cmp.Diff(d, Parse(Page{Title: "x", Text: b.String()})); diff != "" {
			t.Fatalf("two readings differ: %s", diff)
		}
	})
}

// TestParseIsBounded holds that deep and repeated openings cost little.
func TestParseIsBounded(t *testing.T) {
	for _, p := range []string{"{{", "[[", "{|\n|", "<ref>", "{{a|", "[[a|", "<!--", "<nowiki>", "''", "|-\n|", "{{{", "<div a=\"", "[http://a ", "&", "* ", "{{ubl|{{flag|", "\n<table>", "<tr><td>"} {
		Parse(Page{Title: "x", Text: strings.Repeat(p, 10000)})
		Parse(Page{Title: "x", Text: "{|\n" + strings.Repeat("|rowspan=500 colspan=500|"+p+"\n|-\n", 400)})
	}
	for _, pair := range [][2]string{{"{{a|", "}}"}, {"[[a|", "]]"}, {"{|\n|\n", "\n|}\n"}, {"<ref>", "</ref>"}, {"{{ubl|", "}}"}, {"{{nowrap|", "}}"}, {"{{dts|", "}}"}, {"{{dts|1|", "}}"}, {"{{frac|", "|{{frac|a}}}}"}, {"{{flag|", "}}"}, {"\n<table><tr><td>", "</td></tr></table>"}} {
		Parse(Page{Title: "x", Text: strings.Repeat(pair[0], 5000) + "x" + strings.Repeat(pair[1], 5000)})
	}
}

func FuzzParse(f *testing.F) {
	for _, p := range pieces {
		f.Add(p + " " + p)
	}
	f.Add("{|\n! a !! b\n|-\n| rowspan=2 | {{flag|Chad}} || {{dts|1964|4|12}}<ref>x</ref>\n|-\n| c\n|}\n== See also ==\n* [[x]]")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		if err := sourcetest.Check(Parse(Page{Title: "x", Text: s})); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzExport(f *testing.F) {
	f.Add(export(xmlPage("A", "0", "x &lt;")))
	f.Add("<page><title>A<text>x<!-- -->")
	f.Fuzz(func(t *testing.T, s string) {
		_ = Export(strings.NewReader(s), Filter{MaxPage: 1 << 10}, Handler{
			Page: func(p Page) error {
				if len(p.Text) > 1<<11 {
					t.Fatalf("page of %d bytes", len(p.Text))
				}
				return nil
			},
			Left: func(string) {}, Fail: func(string, string) {},
		})
	})
}
