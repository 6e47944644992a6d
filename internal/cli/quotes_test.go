package cli_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chancery"
	"chancery/internal/store"
	"chancery/internal/store/sqlite"

	"github.com/klauspost/compress/zstd"

	"time"
)

// told are sentences in which a claim is read, whatever stands around them.
var told = []string{
	"On 3 May 1931 Mexico broke off diplomatic relations with Norway.",
	"Canada and Chile established diplomatic relations on 12 June 1951.",
	"Peru opened an embassy in Oslo in 1957.",
	"On 9 March 1962 Chad expelled two diplomats of Mali.",
}

// filler are sentences that make offsets go astray where they are counted wrongly.
var filler = []string{
	"The café “Zum Löwen” — it’s naïve — cost 5 € & more.", "Nobody < somebody said so; 3 > 2, he wrote.", "Łódź, Đà Nẵng and Ağrı were named, and 東京 too.",
	"A smile 😀 was all that was left of the evening.", "The hall had 4\u00a0000\u00a0seats.", "It rained on the harbour for a week.",
}

// plainEscape escapes what text between tags must, and no more.
var plainEscape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// wrap lays a story out in a format, escaped as the format wants it. pdf stands apart: its fonts have no such letters.
var wrap = map[string]func(r *rand.Rand, ps []string) []byte{
	"txt": func(_ *rand.Rand, ps []string) []byte { return []byte(strings.Join(ps, "\n\n") + "\n") },
	"md": func(_ *rand.Rand, ps []string) []byte {
		return []byte("# A *story*\n\n" + strings.Join(ps, "\n\n**It** is [so](https://example.org).\n\n") + "\n")
	},
	"crlf": func(_ *rand.Rand, ps []string) []byte { return []byte("\ufeff" + strings.Join(ps, "\r\n\r\n")) },
	"utf16": func(_ *rand.Rand, ps []string) []byte {
		out := []byte{0xff, 0xfe}
		for _, r := range strings.ReplaceAll(strings.Join(ps, "\n\n"), "😀", "") {
			out = append(out, byte(r), byte(r>>8))
		}
		return out
	},
	"html": page,
	"latin": func(r *rand.Rand, ps []string) []byte { // entities for what the encoding has not
		var b bytes.Buffer
		for _, c := range string(page(r, ps)) {
			if c < 0x80 {
				b.WriteByte(byte(c))
			} else {
				fmt.Fprintf(&b, "&#x%x;", c)
			}
		}
		return bytes.Replace(b.Bytes(), []byte("<head>"), []byte(`<head><meta charset="iso-8859-1">`), 1)
	},
	"xml": func(_ *rand.Rand, ps []string) []byte {
		var wiki []string
		for i, p := range ps {
			p = plainEscape.Replace(p)
			p = strings.ReplaceAll(strings.ReplaceAll(p, "Norway", "[[Kingdom of Norway|Norway]]"), "Peru", "'''Peru'''")
			wiki = append(wiki, plainEscape.Replace(p+fmt.Sprintf(`<ref>{{cite web|url=https://example.org/%d|title=A & B}}</ref>`, i)))
		}
		return []byte("<mediawiki><page><title>Chad–Mali relations</title><ns>0</ns><revision><text>" + strings.Join(wiki, "\n\n{{flag|Chad}}\n\n") + "</text></revision></page></mediawiki>")
	},
	"rss": func(r *rand.Rand, ps []string) []byte {
		return []byte("<rss><channel><title>S</title><item><title>T</title><description>" + html.EscapeString("<p>"+strings.Join(escaped(r, ps), "</p><p>")+"</p>") + "</description></item></channel></rss>")
	},
	"atom": func(r *rand.Rand, ps []string) []byte {
		return []byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>` + strings.Join(escaped(r, ps), "</p><p>") + `</p></div></content></entry></feed>`)
	},
	"jsonfeed": func(r *rand.Rand, ps []string) []byte {
		return asJSON(map[string]any{"version": "https://jsonfeed.org/version/1.1", "items": []any{map[string]any{"id": "1", "content_html": "<p>" + strings.Join(escaped(r, ps), "</p>\n<p>") + "</p>"}}})
	},
	"jsonl": func(_ *rand.Rand, ps []string) []byte {
		return asJSON(map[string]any{"text": strings.Join(ps, "\n\n")})
	},
	"warc": func(r *rand.Rand, ps []string) []byte {
		body := page(r, ps)
		block := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
		return fmt.Appendf(nil, "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/%d\r\nWARC-Date: 2021-05-06T07:08:09Z\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", r.Int(), len(block), block)
	},
	"gz": func(_ *rand.Rand, ps []string) []byte {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write([]byte(strings.Join(ps, "\n\n")))
		w.Close()
		return b.Bytes()
	},
	"zst": func(_ *rand.Rand, ps []string) []byte {
		w, _ := zstd.NewWriter(nil)
		return w.EncodeAll([]byte(strings.Join(ps, "\n\n")), nil)
	},
	"zip": func(r *rand.Rand, ps []string) []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		f, _ := w.Create(fmt.Sprintf("in-zip-%d.html", r.Int()))
		f.Write(page(r, ps))
		w.Close()
		return b.Bytes()
	},
	"tar": func(r *rand.Rand, ps []string) []byte {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		s := strings.Join(ps, "\n\n")
		w.WriteHeader(&tar.Header{Name: fmt.Sprintf("in-tar-%d.txt", r.Int()), Typeflag: tar.TypeReg, Size: int64(len(s)), Mode: 0o644})
		w.Write([]byte(s))
		w.Close()
		return b.Bytes()
	},
	"pdf": func(_ *rand.Rand, ps []string) []byte {
		content := "BT /F 10 Tf 50 780 Td 12 TL\n"
		for _, p := range ps {
			ascii := strings.Map(func(c rune) rune {
				if c > 0x7e || strings.ContainsRune(`()\`, c) {
					return -1
				}
				return c
			}, p)
			for _, line := range fillLines(ascii, 70) {
				content += "(" + line + ") Tj T*\n"
			}
			content += "T*\n"
		}
		content += "ET"
		objects := []string{"<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Count 1 /Kids [3 0 R] /Resources <</Font <</F 4 0 R>>>>>>", "<</Type /Page /Parent 2 0 R /Contents 5 0 R>>",
			"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>", fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content)}
		var b bytes.Buffer
		b.WriteString("%PDF-1.4\n")
		table := "0000000000 65535 f \n"
		for i, o := range objects {
			table += fmt.Sprintf("%010d 00000 n \n", b.Len())
			fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
		}
		fmt.Fprintf(&b, "xref\n0 6\n%strailer\n<</Size 6 /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", table, b.Len())
		return b.Bytes()
	},
}

// fillLines breaks a text into lines of so many letters at most.
func fillLines(s string, width int) (out []string) {
	line := ""
	for _, w := range strings.Fields(s) {
		if line != "" && len(line)+1+len(w) > width {
			out, line = append(out, line), ""
		}
		line = strings.TrimSpace(line + " " + w)
	}
	return append(out, line)
}

func asJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// escaped escapes paragraphs for HTML, and sets some letters as entities and some words in elements.
func escaped(r *rand.Rand, ps []string) []string {
	out := make([]string, len(ps))
	for i, p := range ps {
		var b strings.Builder
		for _, w := range strings.SplitAfter(p, " ") {
			w = html.EscapeString(w)
			switch r.IntN(6) {
			case 0:
				w = "<b>" + w + "</b>"
			case 1:
				w = strings.ReplaceAll(w, "o", "&#111;")
			case 2:
				w = strings.ReplaceAll(w, " ", "\n\t ")
			}
			b.WriteString(w)
		}
		out[i] = b.String()
	}
	return out
}

func page(r *rand.Rand, ps []string) []byte {
	return []byte("<!doctype html><html><head><title>A story</title></head><body><h1>A story</h1><article><p>" + strings.Join(escaped(r, ps), "</p>\n<p>") + "</p></article></body></html>")
}

// TestEveryQuoteOfEveryFormat reads stories in every format and looks each claim up at its offsets in the document as it is kept.
func TestEveryQuoteOfEveryFormat(t *testing.T) {
	const stories = 6
	dir := t.TempDir()
	for format, lay := range wrap {
		for seed := range stories {
			r := rand.New(rand.NewPCG(uint64(seed), 7))
			var ps []string
			for range 3 {
				ps = append(ps, filler[r.IntN(len(filler))]+" "+told[r.IntN(len(told))]+" "+filler[r.IntN(len(filler))])
			}
			ps = append(ps, told[r.IntN(len(told))])
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d", format, seed)), lay(r, ps), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "x.db")
	if out, err := program(t, "ingest", "--db", path, "--all-languages", "--progress", "none", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	db, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	v, err := db.View(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	docs := map[string]*chancery.Document{}
	count := map[string]int{}
	for c, err := range v.Claims(t.Context(), store.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		d := docs[c.DocumentID]
		if d == nil {
			if d, _, err = v.Document(t.Context(), c.DocumentID); err != nil {
				t.Fatal(err)
			}
			docs[c.DocumentID] = d
		}
		if err := c.Quote.Verify(d.Original); err != nil {
			t.Errorf("%s (%s): %v", c.Document, d.Format, err)
		}
		read := c.Quote.Text
		if read == "" {
			read = c.Quote.Exact
		}
		found := false
		for _, s := range told {
			found = found || strings.Contains(strings.Join(strings.Fields(read), " "), strings.TrimSuffix(s, "."))
		}
		if !found {
			t.Errorf("%s (%s): the quote is %q", c.Document, d.Format, read)
		}
		count[d.Format]++
	}
	for _, format := range []string{"text", "html", "wiki", "feed", "pdf"} {
		if count[format] == 0 {
			t.Errorf("no claim in a document of the format %s", format)
		}
	}
	infos, err := v.Documents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names := 0 // the same text in several files is one document
	for _, i := range infos {
		if i.Claims > 0 {
			names += len(i.Names)
		}
	}
	t.Logf("claims by format: %v, in %d documents, of %d of %d files", count, len(docs), names, stories*len(wrap))
	if names < stories*(len(wrap)-1) { // the pages of dumps have one name
		t.Errorf("claims in %d of %d files", names, stories*len(wrap))
	}
}
