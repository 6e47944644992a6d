package feed

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery/internal/source/sourcetest"
)

func TestXML(t *testing.T) {
	tests := []struct {
		name, in string
		want     []Entry
		fails    bool
	}{
		{"RSS 2.0", `<rss><channel><title>S</title><item><title>A</title><link>https://n.example/a</link><guid isPermaLink="false">7</guid><pubDate>x</pubDate><description>short</description><content:encoded><![CDATA[<p>The long text.</p>]]></content:encoded></item></channel></rss>`,
			[]Entry{{ID: "7", Title: "A", URL: "https://n.example/a", Source: "S", Published: "x", Content: "<p>The long text.</p>"}}, false},
		{"RSS 1.0", `<rdf:RDF xmlns:rdf="x" xmlns:dc="y"><channel><title>S</title></channel><item><title>A</title><dc:date>2001-02-03</dc:date><description>B</description></item></rdf:RDF>`,
			[]Entry{{Title: "A", Source: "S", Published: "2001-02-03", Content: "B"}}, false},
		{"relative links", `<rss><channel><item><link>/a</link><guid>7</guid></item><item><link>b</link><guid>https://n.example/b</guid></item><item><guid>https://n.example/c?7</guid><link>https://n.example/c</link></item></channel></rss>`,
			[]Entry{{ID: "7", URL: "/a"}, {ID: "https://n.example/b", URL: "https://n.example/b"}, {ID: "https://n.example/c?7", URL: "https://n.example/c?7"}}, false},
		{"entities that nobody declared", `<rss><channel><item><title>A &nbsp;&eacute; &foo; &amp;</title><description>B</description></item></channel></rss>`,
			[]Entry{{Title: "A \u00a0é &foo; &", Content: "B"}}, false},
		{"a bomb of entities is not expanded", `<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><item><description>&b;</description></item></channel></rss>`,
			[]Entry{{Content: "&b;"}}, false},
		{"not closed", `<rss><channel><item><title>A</title></item><item><title>B</title>`, []Entry{{Title: "A"}}, true},
		{"nested too deeply", `<rss><item><title>A</title></item><item>` + strings.Repeat("<a>", 200), []Entry{{Title: "A"}}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := XML(strings.NewReader(tt.in))
			if diff := cmp.Diff(tt.want, got); diff != "" || tt.fails != (err != nil) {
				t.Errorf("error %v (-want +got):\n%s", err, diff)
			}
		})
	}
}

// TestRelativeAddress: of a document, an address that leads nowhere by itself is none.
func TestRelativeAddress(t *testing.T) {
	for address, want := range map[string]string{"https://n.example/a": "https://n.example/a", "/a": "", "": ""} {
		if d := (Entry{URL: address, Content: "Chad left."}).Document("x"); d.URL != want {
			t.Errorf("%q gave %q", address, d.URL)
		}
	}
}

func TestADateThatCannotBeReadIsNone(t *testing.T) {
	for _, date := range []string{"", "yesterday", "13/13/2020", "03/04/2020", "Thu, 99 Sep 2022"} {
		d := Entry{Published: date, Content: "Chad left."}.Document("x")
		if len(d.Dates) != 0 {
			t.Errorf("%q gave %v", date, d.Dates)
		}
	}
}

func FuzzXML(f *testing.F) {
	f.Add(`<rss><channel><title>S</title><item><description>&lt;p&gt;a</description></item></channel></rss>`)
	f.Add(`<feed><entry><content type="xhtml"><div>a</div></content><link href="x"/></entry></feed>`)
	f.Fuzz(func(t *testing.T, s string) {
		entries, _ := XML(strings.NewReader(s))
		more, _, _ := JSON([]byte(s))
		for _, e := range append(entries, more...) {
			if d := e.Document("x"); d != nil {
				if err := sourcetest.Check(d); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}
