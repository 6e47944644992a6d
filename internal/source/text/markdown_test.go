package text

import (
	"fmt"
	"strings"
	"testing"

	"chancery/internal/source/sourcetest"

	"github.com/google/go-cmp/cmp"
)

func TestMarkdown(t *testing.T) {
	const story = "Chad opened an embassy in Lima in 1951, said the minister."
	tests := []struct {
		name, in string
		want     []string
	}{
		{"tildes", "# Title\n\n~~~go\nPeru left the union in 1960.\n```\n~~~\n\n" + story, []string{"heading Title", "code ~~~go", "code Peru left the union in 1960.", "code ```", "code ~~~", story}},
		{"tildes that are rules", "A tale\n\n~~~\n" + story + "\n~~~\n", []string{"heading A tale", "rule ~~~", story, "rule ~~~"}},
		{"tildes without an end", "# Title\n\n~~~\n\n" + story, []string{"heading Title", "rule ~~~", story}},
		{"code that is set in", "# Title\n\n" + story + " See [there](https://n.example/a).\n\n    Peru left the union in 1960.\n\n      It did.\n\n" + story,
			[]string{"heading Title", story + " See there.", "code Peru left the union in 1960.", "code It did.", story}},
		{"an item that goes on", "# Title\n\n- [Chad](https://n.example/a) left.\n\n    Peru left the union in 1960.\n", []string{"heading Title", "item Chad left.", "Peru left the union in 1960."}},
		{"text that is set in", "    " + story + "\n\n    " + story + "\n", []string{story, story}},
		{"comments", "# Title\n\n<!-- Peru left. -->\n" + story + " <!-- Peru left the union. --> It was **glad**.\n\n<!--\nPeru left the union in 1960.\n\nIt did.\n-->\n" + story,
			[]string{"heading Title", "comment <!-- Peru left. -->", story + "  It was glad.", "comment <!--", "comment Peru left the union in 1960.", "comment It did.", "comment -->", story}},
		{"a comment without an end", "# Title\n\n<!-- a\n\n" + story, []string{"heading Title", "<!-- a", story}},
		{"links by name", "The [embassy of Chad][1] in [Lima][] and that of [Peru] [sic] were opened.\n\n[1]: https://n.example/a \"Title\"\n[lima]: <https://n.example/b>\n[Peru]: https://n.example/c\n",
			[]string{"The embassy of Chad in Lima and that of Peru [sic] were opened.", `references [1]: https://n.example/a "Title"`, "references [lima]: <https://n.example/b>", "references [Peru]: https://n.example/c"}},
		{"a table", "Country | Relations established\n--------|---:\nChad | 12 May 1951\n[Peru](https://n.example/p) | 1952\n\n" + story,
			[]string{"row header Country/Relations established", "rule --------|---:", "row Country=Chad/Relations established=12 May 1951", "row Country=Peru/Relations established=1952", story}},
		{"no table", "Chad | Peru\n\n" + story, []string{"heading Chad | Peru", story}},
		{"front matter", "---\ntitle: \"A tale: of Chad\"\ndate: 2019-03-04T10:00:00Z\nsource: The Courier\ntags: [a, b]\nlist:\n- Peru left the union in 1960.\n\"odd key\": 1\nx.y: 2\n---\n" + story,
			[]string{"metadata ---", `metadata title: "A tale: of Chad"`, "metadata date: 2019-03-04T10:00:00Z", "metadata source: The Courier", "metadata tags: [a, b]", "metadata list:", "metadata - Peru left the union in 1960.", `metadata "odd key": 1`, "metadata x.y: 2", "metadata ---", story}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := Read("a.md", tt.in)
			if err := sourcetest.Check(d); err != nil {
				t.Error(err)
			}
			var got []string
			for _, b := range d.Blocks {
				s := b.Text
				if len(b.Cells) > 0 {
					var cells []string
					for _, c := range b.Cells {
						v := b.Text[c.Span.Start:c.Span.End]
						if c.Header != "" {
							v = c.Header + "=" + v
						}
						cells = append(cells, v)
					}
					s = strings.Join(cells, "/")
				}
				if b.Furniture != "" {
					s = b.Furniture + " " + s
				}
				if k := b.Kind.String(); k != "paragraph" {
					s = k + " " + s
				}
				got = append(got, s)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if tt.name == "front matter" {
				if got := fmt.Sprint(d.Title, d.Source, d.Dates); got != "A tale: of ChadThe Courier[{2019-03-04 metadata 2019-03-04 35-45}]" {
					t.Errorf("head %s", got)
				}
			}
		})
	}
}
