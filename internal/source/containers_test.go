package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"go.uber.org/goleak"

	"chancery"
	"chancery/internal/source/wiki"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func gz(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func zst(s string) string {
	w, _ := zstd.NewWriter(nil)
	return string(w.EncodeAll([]byte(s), nil))
}

func bz2(t *testing.T) string {
	b, err := base64.StdEncoding.DecodeString(bzip2Text)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// archive makes a zip or a tar of names and contents in turn.
func archive(kind string, files ...string) string {
	var b bytes.Buffer
	if kind == "zip" {
		w := zip.NewWriter(&b)
		for i := 0; i < len(files); i += 2 {
			f, _ := w.Create(files[i])
			f.Write([]byte(files[i+1]))
		}
		w.Close()
		return b.String()
	}
	w := tar.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w.WriteHeader(&tar.Header{Name: files[i], Typeflag: tar.TypeReg, Size: int64(len(files[i+1])), Mode: 0o644})
		w.Write([]byte(files[i+1]))
	}
	w.Close()
	return b.String()
}

const wikiExport = `<mediawiki xml:lang="en"><siteinfo><sitename>T</sitename></siteinfo>
<page><title>Chad–Mali relations</title><ns>0</ns><revision><text>Chad recognised [[Mali]].</text></revision></page>
<page><title>Chad</title><ns>0</ns><revision><text>Chad is a state.</text></revision></page>
<page><title>Foreign relations of Mali</title><ns>0</ns><revision><text>Mali recognised [[Chad]].</text></revision></page>
</mediawiki>`

func TestContainers(t *testing.T) {
	const text = "Chad recognised Mali."
	const german = "Die beiden Regierungen haben in einer Erklärung bekannt gegeben, dass sie nach elf Jahren wieder Botschafter austauschen werden und die Missionen noch in diesem Jahr eröffnet werden."
	nested := text
	for range 6 {
		nested = gz(nested)
	}
	tests := []struct {
		name, file, content string
		names, failed, left []string
	}{
		{"gzip", "a.txt.gz", gz(text), []string{"a.txt"}, nil, nil},
		{"gzip of many members", "a.gz", gz("Chad recognised ") + gz("Mali."), []string{"a"}, nil, nil},
		{"gzip with something behind it", "a.txt.gz", gz("Chad recognised ") + gz("Mali.") + "\x00garbage", []string{"a.txt"}, nil, []string{"1 passed over: bytes behind the end of a gzip file"}},
		{"gzip with half a member behind it", "a.gz", gz(text) + gz(text)[:12], nil, []string{"a.gz: the file ends in the middle: unexpected EOF"}, nil},
		{"zstd", "a.txt.zst", zst(text), []string{"a.txt"}, nil, nil},
		{"bzip2", "a.txt.bz2", bz2(t), []string{"a.txt"}, nil, nil},
		{"zip", "a.zip", archive("zip", "b/c.txt", text, "__MACOSX/b", "x", "d.gz", gz(text), "e.png", "\x89PNG"), []string{"c.txt", "d"}, nil, []string{"1 hidden file or folder", "1 picture in a folder or archive"}},
		{"tar", "a.tar", archive("tar", "b/c.txt", text, "../../etc/passwd", text, ".hidden", text), []string{"c.txt", "passwd"}, nil, []string{"1 hidden file or folder"}},
		{"tar in gzip", "a.tar.gz", gz(archive("tar", "c.txt", text)), []string{"c.txt"}, nil, nil},
		{"wiki", "w.xml", wikiExport, []string{"Chad–Mali relations", "Foreign relations of Mali"}, nil, []string{"1 page left out by its title"}},
		{"wiki in gzip, whatever its name", "w", gz(wikiExport), []string{"Chad–Mali relations", "Foreign relations of Mali"}, nil, []string{"1 page left out by its title"}},
		{"wiki about other things", "w.xml", strings.ReplaceAll(wikiExport, "elations", "ivers"), nil, []string{"w.xml: none of the 3 articles in the export is about the relations between states, by their titles"}, []string{"3 page left out by its title"}},
		{"wiki cut off", "w.xml", wikiExport[:300], []string{"Chad–Mali relations"}, []string{"w.xml: the export breaks off in the middle: unexpected EOF"}, []string{"1 page left out by its title"}},
		{"gzip cut off", "a.gz", gz(strings.Repeat(text, 100))[:40], nil, []string{"a.gz: the file ends in the middle: unexpected EOF"}, nil},
		{"bzip2 damaged", "a.bz2", bz2(t)[:30] + "xxxxxxxx" + bz2(t)[38:], nil, []string{"a.bz2"}, nil},
		{"nested too deeply", "a.gz", nested, nil, []string{"a.gz: holds archives inside archives, more than 4 deep"}, nil},
		{"zip of nothing", "a.zip", archive("zip"), nil, []string{"a.zip: the archive holds no files"}, nil},
		{"zip of pictures", "a.zip", archive("zip", ".b", "x", "e.png", "\x89PNG"), nil, []string{"a.zip: none of the 1 files in this archive is a document"}, []string{"1 hidden file or folder", "1 picture in a folder or archive"}},
		{"tar of pictures", "a.tar.gz", gz(archive("tar", "e.png", "\x89PNG")), nil, []string{"a.tar.gz: none of the 1 files in this archive is a document"}, []string{"1 picture in a folder or archive"}},
		{"a zip of nothing in a zip", "a.zip", archive("zip", "b.zip", archive("zip"), "c", text), []string{"c"}, nil, []string{"1 archive without documents in a folder or archive"}},
		{"zip of what is left out", "a.zip", archive("zip", "de.txt", german), nil, nil, []string{"1 document that is not in English"}},
		{"a member that is empty", "a.zip", archive("zip", "b", "", "c", text), []string{"c"}, []string{"a.zip!b: the file is empty"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree(t, map[string]string{tt.file: tt.content})
			names, failed, left := read(t, Options{}, tt.file)
			for i := range failed {
				if i < len(tt.failed) && strings.HasPrefix(failed[i], tt.failed[i]+":") {
					failed[i] = tt.failed[i] // the rest is the library's
				}
			}
			if diff := cmp.Diff([][]string{tt.names, tt.failed, tt.left}, [][]string{names, failed, left}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWalkStopsInADump(t *testing.T) {
	var b strings.Builder
	b.WriteString("<mediawiki>")
	for i := range 500 {
		fmt.Fprintf(&b, "<page><title>Foreign relations of %d</title><ns>0</ns><text>Some text.</text></page>", i)
	}
	tree(t, map[string]string{"w.xml.gz": gz(b.String())})
	stop := fmt.Errorf("full")
	n := 0
	if _, err := Walk(context.Background(), []string{"w.xml.gz"}, Options{}, func(chancery.Document) error {
		if n++; n == 20 {
			return stop
		}
		return nil
	}); err != stop || n != 20 {
		t.Errorf("%v after %d", err, n)
	}
}

// TestBugInADump: a page that sets off a bug is a failure, and the others are read.
func TestBugInADump(t *testing.T) {
	tree(t, map[string]string{"w.xml": wikiExport})
	var names []string
	rep, err := Walk(t.Context(), []string{"w.xml"}, Options{parseWiki: func(p wiki.Page) *chancery.Document {
		if strings.HasPrefix(p.Title, "Chad") {
			panic("no such luck")
		}
		return wiki.Parse(p)
	}}, func(d chancery.Document) error {
		names = append(names, d.Name)
		return nil
	})
	if err != nil || len(names) != 1 || rep.Failures != 1 || rep.Failed[0].Code != chancery.CodeInternal || rep.Failed[0].Error() != "w.xml!Chad–Mali relations: reading it failed: no such luck" {
		t.Errorf("read %q, failed %v, %v", names, rep.Failed, err)
	}
	func() { // one of who takes the documents; TestMain looks for goroutines that are left
		defer func() { recover() }()
		Walk(t.Context(), []string{"w.xml"}, Options{}, func(chancery.Document) error { panic("not this one") })
	}()
}

// TestBombs: what a file unfolds into is counted through all the containers inside it, and reported once.
func TestBombs(t *testing.T) {
	const kilo, floor = 1 << 10, 384 << 10
	text := strings.Repeat("Chad recognised Mali. ", 128*kilo/22)
	many := func(kind, ext, content string) string {
		var files []string
		for i := range 8 {
			files = append(files, fmt.Sprint("a", i, ext), content)
		}
		return archive(kind, files...)
	}
	zips := text
	for range 3 {
		zips = many("zip", ".txt", zips)
	}
	warcs := strings.Repeat(warcRecord("response", "https://n.example/b", "application/http; msgtype=response", httpResponse("200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", gz(strings.Repeat("<p>", 128*kilo)))), 8)
	tests := []struct{ name, content, failed string }{
		{"gzip", gz("<mediawiki><page><title>A</title><text>" + strings.Repeat(" ", 512*kilo)), "unfolds into more than 200 times its size"},
		{"zip of zips", zips, "unfolds into more than 200 times its size"},
		{"tars in gzip in zip", many("zip", ".tar.gz", gz(many("tar", ".txt", text))), "unfolds into more than 200 times its size"},
		{"gzip of tars of gzip", gz(many("tar", ".gz", gz(text))), "unfolds into more than 200 times its size"},
		{"compressed bodies of records", gz(warcs), "unfolds into more than 200 times its size"},
		{"holes in gzip", gz(sparse(text, 1024*kilo)), "unfolds into more than 200 times its size"},
		{"many members", many("zip", ".zip", many("zip", ".txt", "Chad left Mali.")), "holds more than 50 files"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree(t, map[string]string{"bomb": tt.content, "other.zip": archive("zip", "a.txt", text, "b.txt", text)})
			total := 0
			rep, err := Walk(t.Context(), []string{"bomb", "other.zip"}, Options{AllPages: true, ratioFloor: floor, members: 50}, func(d chancery.Document) error {
				total += len(d.Original)
				return nil
			})
			if err != nil || rep.Failures != 1 || rep.Failed[0].Error() != "bomb: "+tt.failed {
				t.Errorf("failed %v, %v", rep.Failed, err)
			}
			if total < 2*len(text) || total > 2*len(text)+max(floor, maxRatio*len(tt.content)) {
				t.Errorf("%d KiB came out of a file of %d and another", total/kilo, len(tt.content)/kilo)
			}
		})
	}
}

// sparse is a tar archive with a file of that size, of which all behind a text is a hole.
func sparse(text string, size int) string {
	var b bytes.Buffer
	t := tar.NewWriter(&b)
	err := t.WriteHeader(&tar.Header{Name: "a.txt", Typeflag: tar.TypeReg, Size: int64(len(text)), Format: tar.FormatPAX, PAXRecords: map[string]string{
		"GNU_sparse.map": fmt.Sprint("0,", len(text)), "GNU_sparse.name": "a.txt", "GNU_sparse.numblocks": "1", "GNU_sparse.size": fmt.Sprint(size)}})
	if err == nil {
		_, err = io.WriteString(t, text)
	}
	if err := errors.Join(err, t.Close()); err != nil {
		panic(err)
	}
	return strings.ReplaceAll(b.String(), "GNU_", "GNU.") // the writer makes none
}

// TestNoBomb: what a file unfolds into is counted once, however many containers it comes through.
func TestNoBomb(t *testing.T) {
	const files, kilo = 8, 1 << 10
	var members []string
	for i := range files {
		sum := sha512.Sum512([]byte{byte(i)})
		text := fmt.Sprintf("%x%x%x%x", sum, sha512.Sum384(sum[:]), sha512.Sum512(sum[:]), sha512.Sum512(sum[1:])) + strings.Repeat("Chad recognised Mali. ", 128*kilo/22)
		members = append(members, fmt.Sprint("a", i, ".txt"), text)
	}
	plain := archive("tar", members...)
	packed := gz(plain)
	if ratio := len(plain) / len(packed); ratio < maxRatio/2 || ratio > maxRatio {
		t.Fatalf("the archive is %d times as large as the file", ratio)
	}
	tree(t, map[string]string{"a.tar.gz": packed})
	n := 0
	rep, err := Walk(t.Context(), []string{"a.tar.gz"}, Options{AllPages: true, ratioFloor: 128 * kilo}, func(chancery.Document) error { n++; return nil })
	if err != nil || rep.Failures != 0 || n != files {
		t.Errorf("%d files, failed %v, %v", n, rep.Failed, err)
	}
}

// bzip2Text is a text compressed by bzip2, in base64.
const bzip2Text = "QlpoOTFBWSZTWSM5vJ4AAAJVgAAQQAEIAi7lmAAgADFDTTAARA00MjeqWZHvh24m5CJMhHvi7kinChIEZzeTwA=="
