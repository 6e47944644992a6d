package source

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"
	"time"

	"chancery"
	"chancery/internal/source/sourcetest"
)

// forEver gives head, and then what follows without end.
type forEver struct {
	head, tail string
	at         int
}

func (e *forEver) Read(p []byte) (int, error) {
	if e.head != "" {
		n := copy(p, e.head)
		e.head = e.head[n:]
		return n, nil
	}
	n := 0
	for n < len(p) {
		m := copy(p[n:], e.tail[e.at:])
		n += m
		e.at = (e.at + m) % len(e.tail)
	}
	return n, nil
}

// zipLie is a zip archive whose directory says that its member has another size than it has.
func zipLie(size uint32) string {
	b := []byte(archive("zip", "a.txt", strings.Repeat("Chad recognised Mali. ", 1000)))
	at := bytes.Index(b, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(b[at+24:], size)
	return string(b)
}

// zipStored is a zip archive of one stored member of that name.
func zipStored(name, content string) string {
	var b bytes.Buffer
	head := func(sig uint32, central bool) {
		binary.Write(&b, binary.LittleEndian, sig)
		if central {
			binary.Write(&b, binary.LittleEndian, uint16(20))
		}
		binary.Write(&b, binary.LittleEndian, []uint16{20, 0, 0, 0, 0})
		binary.Write(&b, binary.LittleEndian, []uint32{crc32.ChecksumIEEE([]byte(content)), uint32(len(content)), uint32(len(content))})
		binary.Write(&b, binary.LittleEndian, []uint16{uint16(len(name)), 0})
		if central {
			binary.Write(&b, binary.LittleEndian, []uint16{0, 0, 0})
			binary.Write(&b, binary.LittleEndian, []uint32{0, 0})
		}
		b.WriteString(name)
	}
	head(0x04034b50, false)
	b.WriteString(content)
	at := b.Len()
	head(0x02014b50, true)
	size := b.Len() - at
	binary.Write(&b, binary.LittleEndian, uint32(0x06054b50))
	binary.Write(&b, binary.LittleEndian, []uint16{0, 0, 1, 1})
	binary.Write(&b, binary.LittleEndian, []uint32{uint32(size), uint32(at)})
	binary.Write(&b, binary.LittleEndian, uint16(0))
	return b.String()
}

// tarHeader is the header of a tar member that claims that size.
func tarHeader(name string, size int64) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	w.WriteHeader(&tar.Header{Name: name, Typeflag: tar.TypeReg, Size: size, Mode: 0o644})
	return b.String()
}

// TestHostile reads what was made to fill the memory, to take for ever, or to lead astray. Each ends by itself, in the
// bounds of one document; failed is how the first error begins, "" where the bytes are read as far as they go.
func TestHostile(t *testing.T) {
	const mega = 1 << 20
	laughs := `<!DOCTYPE x [<!ENTITY a "Chad left Mali. "><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>`
	relations := "<page><title>Chad–Mali relations</title><ns>0</ns><revision><text>"
	tests := []struct {
		name   string
		in     io.Reader
		failed string
		size   int // what all documents together may have at most, in bytes; 0 for none at all
	}{
		// Endless streams.
		{"endless text", &forEver{"", "Chad left Mali. ", 0}, "-: is larger than 1 MiB", 0},
		{"endless lines", &forEver{"", "Chad\n", 0}, "-: is larger than 1 MiB", 0},
		{"endless page", &forEver{"<!doctype html><p>", "<p>Chad left Mali.", 0}, "-: is larger than 1 MiB", 0},
		{"endless line of JSON", &forEver{`{"text":"`, "Chad left Mali. ", 0}, "-:1: the line does not end", 0},
		{"endless feed", &forEver{"<rss><channel><item><description>", "Chad left Mali. ", 0}, "-: the feed cannot be read further", mega},
		{"endless page of a dump", io.LimitReader(&forEver{"<mediawiki>" + relations, "Chad left Mali. ", 0}, 64*mega), "-", 0},
		{"endless title of a dump", io.LimitReader(&forEver{"<mediawiki><page><title>", "Chad left Mali. ", 0}, 64*mega), "-", 0},
		{"endless record", io.LimitReader(&forEver{"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 1000000000000\r\n\r\n", "Chad left Mali. ", 0}, 64*mega), "-:byte 0", 0},
		{"endless header of a record", io.LimitReader(&forEver{"WARC/1.1\r\nX: ", "Chad left Mali. ", 0}, 64*mega), "-", 0},
		{"endless member", io.LimitReader(&forEver{tarHeader("a", 1<<40), "Chad left Mali. ", 0}, 64*mega), "-!a: is larger than 1 MiB", 0},
		// Bombs.
		{"gzip bomb", strings.NewReader(gz(strings.Repeat("\n", 64*mega))), "-: is larger than 1 MiB", 0},
		{"zstd bomb", strings.NewReader(zst(strings.Repeat("\n", 64*mega))), "-: is larger than 1 MiB", 0},
		{"gzip bomb in gzip", strings.NewReader(gz(gz(strings.Repeat("\n", 64*mega)))), "-: is larger than 1 MiB", 0},
		{"zip bomb", strings.NewReader(archive("zip", "a", strings.Repeat(" ", 64*mega))), "-!a: is larger than 1 MiB", 0},
		{"zip of many", strings.NewReader(archive("zip", "a", strings.Repeat(" ", mega), "b", strings.Repeat(" ", mega), "c", strings.Repeat(" ", mega), "d", strings.Repeat(" ", mega), "e", strings.Repeat(" ", mega))), "-!a: there is nothing but white space in it", 0},
		{"gzip bomb in a record", strings.NewReader(warcRecord("response", "https://n.example/b", "application/http; msgtype=response", httpResponse("200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", gz(strings.Repeat("<p>", 32*mega))))), "-!https://n.example/b", 0},
		// Entities that expand.
		{"entities in a dump", strings.NewReader(`<?xml version="1.0"?>` + laughs + "<mediawiki>" + relations + "&d;&d;&d; Chad left Mali.</text></revision></page></mediawiki>"), "", 4096},
		{"entities in a feed", strings.NewReader(`<?xml version="1.0"?>` + laughs + "<rss><channel><item><description>&d;&d;&d; Chad left Mali.</description></item></channel></rss>"), "", 4096},
		{"entities in a page", strings.NewReader("<!doctype html>" + laughs + "<p>&d;&d;&d; Chad left Mali, and nobody knows why it did."), "", 4096},
		// Nesting.
		{"nested elements", strings.NewReader("<!doctype html><body>" + strings.Repeat("<div>", 100_000) + "<p>Chad left Mali in May, and nobody knows why."), "", mega},
		{"nested tables", strings.NewReader("<!doctype html><body>" + strings.Repeat("<table><tr><td>", 30_000) + "Chad left Mali in May, and nobody knows why."), "", mega},
		{"nested inline elements", strings.NewReader("<!doctype html><body><p>" + strings.Repeat("<b><i>", 50_000) + "Chad left Mali in May, and nobody knows why."), "", mega},
		{"nested feed", strings.NewReader("<rss><channel>" + strings.Repeat("<a>", 100_000)), "-: the feed", 0},
		{"nested JSON", strings.NewReader(`{"text":"Chad left Mali.","x":` + strings.Repeat("[", 300_000)), "-", 0},
		{"nested templates", strings.NewReader("<mediawiki>" + relations + strings.Repeat("{{a|", 50_000) + "Chad left Mali.</text></revision></page></mediawiki>"), "", mega},
		{"nested links", strings.NewReader("<mediawiki>" + relations + strings.Repeat("[[File:a|", 50_000) + "Chad left Mali.</text></revision></page></mediawiki>"), "", mega},
		{"nested wiki tables", strings.NewReader("<mediawiki>" + relations + strings.Repeat("{|\n|-\n|\n", 50_000) + "Chad left Mali.</text></revision></page></mediawiki>"), "", mega},
		// Attributes of a megabyte.
		{"long attribute of a page", strings.NewReader(`<!doctype html><body><p class="` + strings.Repeat("x ", mega/3) + `">Chad left Mali in May, and nobody knows why.`), "", mega},
		{"many attributes of a page", strings.NewReader("<!doctype html><body><p " + strings.Repeat("a=b ", mega/5) + ">Chad left Mali in May, and nobody knows why."), "", mega},
		{"long attribute of a dump", strings.NewReader(`<mediawiki x="` + strings.Repeat("x", 3*mega) + `">` + relations + "Chad left Mali.</text></revision></page></mediawiki>"), "-: reading broke off: longer than its bound", 0},
		{"long attribute of a feed", strings.NewReader(`<rss x="` + strings.Repeat("x", mega/2) + `"><channel><item><description>Chad left Mali.</description></item></channel></rss>`), "", 4096},
		// Lengths that lie.
		{"zip that says less", strings.NewReader(zipLie(10)), "-!a.txt", mega},
		{"zip that says more", strings.NewReader(zipLie(1 << 31)), "-!a.txt", mega},
		{"tar that says more", strings.NewReader(tarHeader("a", 1<<50) + "Chad left Mali."), "-!a", 0},
		{"negative length", strings.NewReader(strings.Replace(warcRecord("response", "https://n.example/", "application/http", "x"), "Content-Length: ", "Content-Length: -", 1)), "-:byte 0", 0},
		// Names that lead out of an archive.
		{"traversal in zip", strings.NewReader(zipStored("../../../etc/passwd", "Chad left Mali.")), "", 4096},
		{"absolute name in zip", strings.NewReader(zipStored("/etc/passwd", "Chad left Mali.")), "", 4096},
		{"traversal with backslashes", strings.NewReader(zipStored(`..\..\windows\system.ini`, "Chad left Mali.")), "", 4096},
		{"traversal in tar", strings.NewReader(archive("tar", "../../etc/passwd", "Chad left Mali.")), "", 4096},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			total := 0
			report, err := Walk(ctx, []string{"-"}, Options{Stdin: test.in, MaxDocument: mega, ratioFloor: 8 * mega}, func(d chancery.Document) error {
				if err := sourcetest.Check(&d); err != nil {
					t.Error(err)
				}
				if strings.ContainsAny(d.Name, `/\`) && !strings.HasPrefix(d.Name, "https://") {
					t.Errorf("the name %q leads somewhere", d.Name)
				}
				total += len(d.Original)
				return nil
			})
			if err != nil {
				t.Fatalf("did not end by itself: %v", err)
			}
			var failed []string
			for _, e := range report.Failed {
				failed = append(failed, e.Error())
			}
			if total > test.size || test.failed == "" && total == 0 && test.size > 0 {
				t.Errorf("documents of %d bytes, at most %d were looked for; failed: %q", total, test.size, failed)
			}
			if test.failed != "" && (len(failed) == 0 || !strings.HasPrefix(failed[0], test.failed)) {
				t.Errorf("failed %q, want %q", failed, test.failed)
			}
			t.Log(total, fmt.Sprintf("%.200q", failed))
		})
	}
}
