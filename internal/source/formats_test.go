package source

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery"
	"chancery/internal/source/sourcetest"
)

// about writes down what a walk yields: name, title, source, address, date, text of the story.
func about(t *testing.T, opts Options, paths ...string) (docs, failed, left []string) {
	t.Helper()
	rep, err := Walk(context.Background(), paths, opts, func(d chancery.Document) error {
		if err := sourcetest.Check(&d); err != nil {
			t.Errorf("%s: %v", d.Name, err)
		}
		date, kind := d.Date()
		var story []string
		for _, b := range d.Blocks {
			if b.Furniture == "" {
				story = append(story, b.Text)
			}
		}
		docs = append(docs, strings.Join([]string{d.Name, d.Title, d.Source, d.URL, strings.TrimSpace(date + " " + string(kind)), strings.Join(story, " ¶ ")}, "; "))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range rep.Failed {
		failed = append(failed, e.Error())
	}
	for _, l := range rep.LeftOut {
		left = append(left, fmt.Sprintf("%d %s", l.Count, l.Reason))
	}
	return docs, failed, left
}

const page = `<!doctype html><html><head><title>Chad and Mali</title></head><body><nav><a href=x>Home</a></nav><h1>Chad and Mali</h1><p>Chad has recognised Mali and will open an embassy in Bamako.</p><p>The two states have a long border with Niger in between.</p></body></html>`

func httpResponse(status, headers, body string) string {
	return "HTTP/1.1 " + status + "\r\n" + headers + fmt.Sprintf("Content-Length: %d\r\n\r\n", len(body)) + body
}

func warcRecord(kind, uri, contentType, block string) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2021-05-06T07:08:09Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, uri, contentType, len(block), block)
}

// savedPage is page as a browser saves it in one file.
var savedPage = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://n.example/a\r\nSubject: Chad and Mali\r\nDate: Mon, 4 Mar 2019 10:00:00 -0000\r\nMIME-Version: 1.0\r\n" +
	"Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----b\"\r\n\r\n------b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n" +
	"Content-Location: https://n.example/a\r\n\r\n" + strings.NewReplacer("=", "=3D", "recognised Mali", "recog=\r\nnised Mali").Replace(page) + "\r\n\r\n------b\r\nContent-Type: text/css\r\n\r\n" +
	strings.Repeat("p { color: red }\r\n", 20) + "------b--\r\n"

func TestFormats(t *testing.T) {
	const (
		httpType = "application/http; msgtype=response"
		story    = "Chad and Mali ¶ Chad has recognised Mali and will open an embassy in Bamako. ¶ The two states have a long border with Niger in between."
	)
	good := warcRecord("response", "https://n.example/2021/05/05/a", httpType, httpResponse("200 OK", "Content-Type: text/html\r\n", page))
	archived := "https://n.example/2021/05/05/a; Chad and Mali; ; https://n.example/2021/05/05/a; 2021-05-05 url; " + story
	zipped := warcRecord("response", "https://n.example/b", httpType, httpResponse("200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", gz(page)))
	others := warcRecord("warcinfo", "", "application/warc-fields", "software: x") + warcRecord("response", "https://n.example/c", httpType, httpResponse("404 Not Found", "", "x")) +
		warcRecord("response", "https://n.example/d.png", httpType, httpResponse("200 OK", "Content-Type: image/png\r\n", "\x89PNG"))
	damaged := gz(good)
	damaged = damaged[:40] + "\x00\x00\x00\x00" + damaged[44:]
	tests := []struct {
		name, file, content string
		docs, failed, left  []string
	}{
		{"a page", "a", page, []string{"a; Chad and Mali; ; ; ; " + story}, nil, nil},
		{"a page with a zero byte", "a", strings.Replace(page, "an embassy", "an\x00embassy", 1), []string{"a; Chad and Mali; ; ; ; " + story}, nil, nil},
		{"JSON Lines", "a.jsonl", `{"title":"T","text":"Chad left.","date":"3 May 1990","url":"https://n.example","source":"S","other":5}` + "\n\n" + `{"id":"x7","body":"Mali left."}` + "\nno\n" + `{"title":"only"}` + "\n", []string{
			"a.jsonl#1; T; S; https://n.example; 1990-05-03 metadata; Chad left.", "x7; ; ; ; ; Mali left.",
		}, []string{"a.jsonl:4: is not JSON: at byte 2: invalid character 'o' in literal null (expecting 'u')", "a.jsonl:5: the record has no text"}, nil},
		{"a JSON array", "a.json", "[\n{\"text\": \"Chad left.\",\n \"date\": \"1990-05\"},\n {\"html\": \"<p>Mali left the union in May.</p><p>It was not alone in this.</p>\"}]", []string{
			"a.json#1; ; ; ; 1990-05 metadata; Chad left.", "a.json#2; ; ; ; ; Mali left the union in May. ¶ It was not alone in this.",
		}, nil, nil},
		{"one object", "a.json", "{\n  \"text\": \"Chad left.\"\n}\n", []string{"a.json; ; ; ; ; Chad left."}, nil, nil},
		{"JSON Feed", "f.json", `{"version":"https://jsonfeed.org/version/1.1","title":"S","items":[{"id":"1","url":"https://n.example/1","title":"T","content_text":"Chad left.","date_published":"1990-05-03T01:02:03Z"}]}`, []string{"f.json#1; T; S; https://n.example/1; 1990-05-03 metadata; Chad left."}, nil, nil},
		{"JSON Feed with odd items", "f.json", `{"version":"https://jsonfeed.org/version/1.1","title":7,"items":[5,{"id":"1","url":5,"content_text":"Mali left."},null,{"id":2,"content_text":"Chad left."}]}`, []string{"f.json#4; ; ; ; ; Chad left."},
			[]string{"f.json#1: the item is no object", `f.json#2: the "url" of the item is not text`, "f.json#3: the item is no object"}, nil},
		{"JSON Feed without a list", "f.json", `{"version":"https://jsonfeed.org/version/1.1","items":{"id":"1"}}`, nil, []string{`f.json: the feed cannot be read: its "items" are no list`}, nil},
		{"RSS", "f", `<?xml version="1.0"?><!-- c --><rss version="2.0"><channel><title>S</title><language>en-us</language><item><title>T &amp; U</title><link>https://n.example/1</link><pubDate>Thu, 03 May 1990 10:00:00 GMT</pubDate><description>&lt;p&gt;Chad has left the union &amp;amp; will not come back.&lt;/p&gt;</description></item><item><title>none</title></item></channel></rss>`,
			[]string{"f#1; T & U; S; https://n.example/1; 1990-05-03 metadata; Chad has left the union & will not come back."}, nil, []string{"1 feed entry without text"}},
		{"Atom", "f", `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>S</title><entry><title>T</title><link rel="self" href="https://n.example/self"/><link href="https://n.example/1"/><updated>2001-02-03T00:00:00Z</updated><summary>Chad.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Chad has left the union in May.</p></div></content></entry></feed>`,
			[]string{"f#1; T; S; https://n.example/1; 2001-02-03 metadata; Chad has left the union in May."}, nil, nil},
		{"a feed cut off", "f", `<rss><channel><title>S</title><item><description>Chad left.</description></item><item><desc`, []string{"f#1; ; S; ; ; Chad left."}, []string{"f: the feed cannot be read further: XML syntax error on line 1: unexpected EOF"}, nil},
		{"WARC", "a.warc", others + good + zipped, []string{archived, "https://n.example/b; Chad and Mali; ; https://n.example/b; ; " + story}, nil,
			[]string{"1 WARC record without a page", "1 archived file that is no page", "1 response that is not 200"}},
		{"WARC, compressed by records", "a.warc.gz", gz(good) + gz(zipped), []string{archived, "https://n.example/b; Chad and Mali; ; https://n.example/b; ; " + story}, nil, nil},
		{"WARC, a record damaged", "a.warc.gz", gz(zipped) + damaged + gz(good), []string{"https://n.example/b; Chad and Mali; ; https://n.example/b; ; " + story, archived}, []string{"a.warc.gz:member 2: a compressed record is damaged"}, nil},
		{"WARC, compressed, a member that is no record", "a.warc.gz", gz(zipped) + gz("garbage\r\n\r\n") + gz(good), []string{"https://n.example/b; Chad and Mali; ; https://n.example/b; ; " + story, archived}, []string{"a.warc.gz:member 2:byte 0: no record begins here"}, nil},
		{"WARC, a record malformed", "a.warc", strings.Replace(zipped, "Content-Length", "Content-Size", 1) + good, []string{archived}, []string{"a.warc:byte 0: the record has no length"}, nil},
		{"WARC, a length that lies", "a.warc", good + strings.Replace(good, "Content-Length: ", "Content-Length: 9", 1), []string{archived}, []string{fmt.Sprintf("a.warc:byte %d: the archive ends in the record of https://n.example/2021/05/05/a", len(good))}, nil},
		{"WARC, lengths of HTTP that lie", "a.warc", warcRecord("response", "https://n.example/b", httpType, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50000\r\n\r\n"+page) + warcRecord("response", "https://n.example/b", httpType, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50\r\n\r\n"+page),
			[]string{"https://n.example/b; Chad and Mali; ; https://n.example/b; ; " + story, "https://n.example/b; Chad and Mali; ; https://n.example/b; ; " + story}, []string{"a.warc!https://n.example/b (byte 0): the page is not whole"}, nil},
		{"WACZ", "a.wacz", archive("zip", "datapackage.json", `{"profile":"data-package"}`, "pages/pages.jsonl", `{"format":"json-pages-1.0"}`, "archive/data.warc.gz", gz(good)), []string{archived}, nil, nil},
		{"a Word document", "a.docx", archive("zip", "[Content_Types].xml", "<x/>", "word/document.xml", "<w:p><w:r><w:t>Chad has left the union.</w:t></w:r></w:p>", "docProps/core.xml", "<a><dc:title>On Chad</dc:title></a>"), []string{"a.docx; On Chad; ; ; ; Chad has left the union."}, nil, nil},
		{"an OpenDocument text, damaged", "a.odt", archive("zip", "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<office:body><text:p>Chad has left the union.</text:p><text:p"), []string{"a.odt; ; ; ; ; Chad has left the union."}, []string{"a.odt!content.xml:1: is damaged"}, nil},
		{"a Word document without text", "a.docx", archive("zip", "word/document.xml", "<w:p/>"), nil, []string{"a.docx: there is no text in it"}, nil},
		{"a spreadsheet", "a.xlsx", archive("zip", "[Content_Types].xml", "<x/>", "xl/workbook.xml", "<x/>"), nil, []string{"a.xlsx: is a Microsoft Office file that is no text document, which is not read"}, nil},
		{"a book", "a.epub", archive("zip", "mimetype", "application/epub+zip", "META-INF/container.xml", `<container><rootfiles><rootfile full-path="OPS/b.opf"/></rootfiles></container>`,
			"OPS/b.opf", `<package xmlns:dc="d"><metadata><dc:title>Tales</dc:title><dc:publisher>House of Books</dc:publisher><dc:date>1999-05</dc:date></metadata><manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="c2" href="two%20.xhtml" media-type="application/xhtml+xml"/>`+
				`<item id="c1" href="one.xhtml" media-type="application/xhtml+xml"/><item id="c0" href="cover.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c0"/><itemref idref="n"/><itemref idref="c1"/><itemref idref="c2"/></spine></package>`,
			"OPS/two .xhtml", page, "OPS/one.xhtml", "<html><body><p>Mali has left the union, as its minister said.</p></body></html>", "OPS/cover.xhtml", "<html><body><img/></body></html>", "OPS/nav.xhtml", "<html><body>Chapters</body></html>"),
			[]string{"a.epub#3; Tales; House of Books; ; 1999-05 metadata; Mali has left the union, as its minister said.", "a.epub#4; Tales: Chad and Mali; House of Books; ; 1999-05 metadata; " + story}, nil, []string{"1 page of a book without text"}},
		{"a book, damaged", "a.epub", archive("zip", "mimetype", "application/epub+zip"), nil, []string{"a.epub: is no book that can be read"}, nil},
		{"a page saved in one file", "a.mhtml", savedPage, []string{"a.mhtml; Chad and Mali; ; https://n.example/a; ; " + story}, nil, nil},
		{"a page saved in one file, cut off", "a.mhtml", savedPage[:len(savedPage)-300], []string{"a.mhtml; Chad and Mali; ; https://n.example/a; ; " + story}, []string{"a.mhtml: the message breaks off in the middle"}, nil},
		{"a letter of two parts", "a.eml", "From: a@n.example\nTo: b@n.example\nSubject: =?UTF-8?Q?Chad_=26_Mali?=\nDate: Mon, 4 Mar 2019 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n" +
			"--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nQ2hhZCBoYXMgbGVmdCB0aGUgdW5pb24u\n--b\nContent-Type: text/html\n\n<p>Chad has left.</p>\n--b--\n",
			[]string{"a.eml; Chad & Mali; ; ; 2019-03-04 metadata; Chad has left the union."}, nil, nil},
		{"a message of pictures", "a.eml", "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--\n", nil, []string{"a.eml: holds no text and no page"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree(t, map[string]string{tt.file: tt.content})
			docs, failed, left := about(t, Options{}, tt.file)
			for i := range failed {
				if i < len(tt.failed) && strings.HasPrefix(failed[i], tt.failed[i]+":") {
					failed[i] = tt.failed[i] // the rest is the library's
				}
			}
			if diff := cmp.Diff([][]string{tt.docs, tt.failed, tt.left}, [][]string{docs, failed, left}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzWalk reads bytes of any kind: no format may panic or break the contract of documents.
func FuzzWalk(f *testing.F) {
	f.Add([]byte(page))
	f.Add([]byte(wikiExport))
	f.Add([]byte(gz(wikiExport)))
	f.Add([]byte(archive("zip", "a", "x")))
	f.Add([]byte(archive("tar", "a", "x")))
	f.Add([]byte(`{"text":"a"}`))
	f.Add([]byte(savedPage))
	f.Add([]byte("From a@n.example Mon Mar  4 10:00:00 2019\n" + answer + "\nFrom a@n.example Mon Mar  4 10:00:00 2019\n" + answer))
	f.Add([]byte("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\nContent-Transfer-Encoding: base64\n\nQ2hh\n--c--\n--b--\n"))
	f.Add([]byte(`<rss><item><description>a</description></item></rss>`))
	f.Add([]byte(warcRecord("response", "https://n.example", "application/http", httpResponse("200 OK", "Content-Type: text/html\r\n", page))))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, err := Walk(context.Background(), []string{"-"}, Options{Stdin: strings.NewReader(string(b)), MaxDocument: 1 << 20, AllPages: true, ratioFloor: 4 << 20}, func(d chancery.Document) error {
			return sourcetest.Check(&d)
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
