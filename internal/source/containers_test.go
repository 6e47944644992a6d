package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"go.uber.org/goleak"

	"chancery"
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

func TestBombs(t *testing.T) {
	tree(t, map[string]string{"bomb.xml.gz": gz("<mediawiki><page><title>A</title><text>" + strings.Repeat(" ", 4<<20))})
	_, failed, _ := read(t, Options{AllPages: true, ratioFloor: 1 << 20}, "bomb.xml.gz")
	if len(failed) != 1 || failed[0] != "bomb.xml.gz: unfolds into more than 200 times its size" {
		t.Error(failed)
	}
}

// bzip2Text is a text compressed by bzip2, in base64.
const bzip2Text = "QlpoOTFBWSZTWSM5vJ4AAAJVgAAQQAEIAi7lmAAgADFDTTAARA00MjeqWZHvh24m5CJMhHvi7kinChIEZzeTwA=="
