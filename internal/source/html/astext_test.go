package html

import (
	"encoding/json"
	"os"
	"sort"
	"strings"
	"testing"

	"chancery"
	"chancery/internal/source/sourcetest"
	"chancery/internal/source/text"
)

// asText writes a page down as programs do that save pages as text: every block on lines of its own, list items with
// bullets, paragraphs and headings between blank lines.
func asText(page string) string {
	b := &blocker{t: parse(page), doc: &chancery.Document{Original: page}}
	b.body()
	var out strings.Builder
	for i := range b.out {
		p := &b.out[i]
		tag := b.t.nodes[p.node].tag
		switch {
		case p.Kind == chancery.Item:
			out.WriteString(strings.Repeat("  ", p.Level) + "• " + strings.ReplaceAll(p.Text, "\n", " ") + "\n")
		case tag == "p" || p.Kind == chancery.Heading || tag == "blockquote":
			out.WriteString("\n" + p.Text + "\n\n")
		default:
			out.WriteString(p.Text + "\n")
		}
	}
	return strings.ReplaceAll(out.String(), "\n\n\n", "\n\n")
}

// TestStoriesOfRealPagesAsText measures package text on the developers' pages, saved as text.
func TestStoriesOfRealPagesAsText(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 85 pages")
	}
	raw, err := os.ReadFile(corpus + "ground-truth.json")
	if err != nil {
		t.Skip("no pages at hand")
	}
	var gold map[string]truth
	if err := json.Unmarshal(raw, &gold); err != nil {
		t.Fatal(err)
	}
	var names []string
	for k := range gold {
		names = append(names, k)
	}
	sort.Strings(names)
	var s score
	n, titled := 0, 0
	for _, name := range names {
		page := asText(unpack(t, corpus+"pages/"+name+".html.gz"))
		d := text.Read(name, page)
		if err := sourcetest.Check(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var b strings.Builder
		for i, blk := range d.Blocks {
			if blk.Furniture == "" && !(blk.Kind == chancery.Heading && blk.Level == 1) || blk.Furniture == "dateline" {
				b.WriteString(blk.Text + "\n")
			}
			if os.Getenv("SHOW") != "" && strings.HasPrefix(name, os.Getenv("SHOW")) {
				in := strings.Contains(letters(gold[name].ArticleBody), letters(blk.Text)) && len(blk.Text) > 25
				t.Logf("%d %v [%s] %v/%d %.90q", i, in, blk.Furniture, blk.Kind, blk.Level, blk.Text)
			}
		}
		n++
		h := Read(name, unpack(t, corpus+"pages/"+name+".html.gz"), "")
		if fold(h.Title) == fold(d.Title) {
			titled++
		} else {
			t.Logf("%.8s title %q, as HTML %q", name, d.Title, h.Title)
		}
		p, r := s.add(b.String(), gold[name].ArticleBody)
		if p < 0.9 || r < 0.9 {
			t.Logf("%.8s precision %.2f recall %.2f %q %.80s", name, p, r, d.Title, gold[name].URL)
		}
	}
	t.Logf("as text: %s, %d of %d titles", s.String(n), titled, n)
	if f := s.f1(n); f < 0.87 {
		t.Errorf("F1 %.3f", f)
	}
}
