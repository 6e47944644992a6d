package warc

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func record(kind, contentType, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: <https://n.example/%s>\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, kind, contentType, len(block), block)
}

func TestRead(t *testing.T) {
	good := record("resource", "text/plain", "Chad left.")
	tests := []struct {
		name, in string
		want     []string
	}{
		{"records", record("warcinfo", "x", "a: b") + good, []string{"warcinfo https://n.example/warcinfo none", "resource https://n.example/resource Chad left."}},
		{"line feeds alone", strings.ReplaceAll(good, "\r\n", "\n"), []string{"resource https://n.example/resource Chad left."}},
		{"no record at first", "junk\r\nmore\r\n" + good, []string{"at 0: no record begins here", "resource https://n.example/resource Chad left."}},
		{"no length", strings.Replace(good, "Content-Length", "X-Length", 1) + good, []string{"at 0: the record has no length", "resource https://n.example/resource Chad left."}},
		{"a length below nothing", strings.Replace(good, "Content-Length: 10", "Content-Length: -1", 1) + good, []string{`at 0: the record has no length that can be read: "-1"`, "resource https://n.example/resource Chad left."}},
		{"a huge length", strings.Replace(good, "Content-Length: 10", "Content-Length: 99999999999", 1), []string{"at 0: the record of https://n.example/resource is longer than 1000 bytes, the limit for one document", "at 0: the archive ends in a record"}},
		{"an endless header", "WARC/1.0\r\n" + strings.Repeat("a: b\r\n", 20000) + "\r\n" + good, []string{"at 0: the header of the record is too long", "resource https://n.example/resource Chad left."}},
		{"cut in the header", good[:30], []string{"at 0: the archive ends in the header of a record"}},
		{"cut in the block", good[:len(good)-8], []string{"at 0: the archive ends in the record of https://n.example/resource"}},
		{"nothing", "\r\n\r\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			err := Read(strings.NewReader(tt.in), 1000, Handler{
				Record: func(r Record) error {
					block := "none"
					if r.Block != nil {
						block = string(r.Block)
					}
					got = append(got, r.Type+" "+r.URI+" "+block)
					return nil
				},
				Fail: func(at int64, msg string) { got = append(got, fmt.Sprintf("at %d: %s", at, msg)) },
			})
			if err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestPayload(t *testing.T) {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write([]byte(strings.Repeat("Chad left the union. ", 20)))
	w.Close()
	half := z.String()[:z.Len()-12]
	z.Reset()
	y := zlib.NewWriter(&z)
	y.Write([]byte("hello"))
	y.Close()
	tests := []struct{ name, block, want, said string }{
		{"plain", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello", "hello text/html", ""},
		{"in chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", "hello ", ""},
		{"chunks taken apart already", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello there", "hello there ", ""},
		{"chunks that break off", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\nff\r\nlo", "hello ", "its chunks break off behind 5 bytes"},
		{"chunks that are wrong", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\nno chunk", "hel ", "its chunks break off behind 3 bytes"},
		{"too great a length", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello", "hello ", "it breaks off behind 5 of 500 bytes"},
		{"too small a length", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhello", "hello ", "5 bytes where its HTTP header says 2"},
		{"no length", "HTTP/1.1 200 OK\r\n\r\nhello", "hello ", ""},
		{"an encoding undone already", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Encoding: br\r\n\r\nhello", "hello ", ""},
		{"gzip that breaks off", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + half, strings.Repeat("Chad left the union. ", 20) + " ", "its compression breaks off behind 420 bytes of text"},
		{"deflate with the head of zlib", "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n" + z.String(), "hello ", ""},
		{"deflate undone already", "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\nhello", "hello ", ""},
	}
	for _, tt := range tests {
		p, err := Payload(Record{Type: "response", ContentType: "application/http", Block: []byte(tt.block)}, 1000)
		if err != nil || string(p.Body)+" "+p.ContentType != tt.want || p.Broken+p.Odd != tt.said {
			t.Errorf("%s: %+v %v", tt.name, p, err)
		}
	}
	if _, err := Payload(Record{Type: "response", Block: []byte("HTTP/1.1 302 Found\r\n\r\n")}, 10); !errors.Is(err, ErrStatus) {
		t.Error(err)
	}
	if _, err := Payload(Record{Type: "response", Block: []byte("HTTP/1.1 200 OK\r\n\r\n" + strings.Repeat("a", 50))}, 10); err == nil {
		t.Error("no limit")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(record("response", "application/http", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b"))
	f.Add("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 3\r\n\r\nabc\r\n\r\nWARC/1.0\r\n")
	f.Fuzz(func(t *testing.T, s string) {
		_ = Read(strings.NewReader(s), 1<<16, Handler{
			Record: func(r Record) error {
				if len(r.Block) > 1<<16 {
					t.Fatalf("block of %d bytes", len(r.Block))
				}
				_, _ = Payload(r, 1<<16)
				return nil
			},
			Fail: func(int64, string) {},
		})
	})
}
