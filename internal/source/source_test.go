package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery"
	"chancery/internal/source/sourcetest"
)

// read walks paths and returns the names of the documents, the failures, and what was left out or passed over.
func read(t *testing.T, opts Options, paths ...string) (names, failed, left []string) {
	t.Helper()
	rep, err := Walk(context.Background(), paths, opts, func(d chancery.Document) error {
		if err := sourcetest.Check(&d); err != nil {
			t.Errorf("%s: %v", d.Name, err)
		}
		names = append(names, d.Name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if rep.Documents != len(names) || rep.Failures != len(rep.Failed) {
		t.Errorf("report %+v does not fit %d documents", rep, len(names))
	}
	for _, e := range rep.Failed {
		if e.Code != chancery.CodeInput && e.Code != chancery.CodeUsage {
			t.Errorf("%v: code %q", e, e.Code)
		}
		failed = append(failed, e.Error())
	}
	for _, l := range rep.LeftOut {
		left = append(left, fmt.Sprintf("%d %s", l.Count, l.Reason))
	}
	for _, l := range rep.Passed {
		left = append(left, fmt.Sprintf("%d passed over: %s", l.Count, l.Reason))
	}
	return names, failed, left
}

// tree writes files under a new folder and moves there, so that paths in messages are short.
func tree(t *testing.T, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
}

func TestWalk(t *testing.T) {
	tree(t, map[string]string{
		"b.txt": "Ghana recognised Togo.", "a.txt": "Chad recognised Mali.", "deep/down/c": "Peru left.", "deep/pic": "\x89PNG\r\n\x00\x00", ".git/x": "x", "latin": "The charg\xe9 left.",
	})
	tests := []struct {
		name          string
		paths         []string
		names, failed []string
		left          []string
	}{
		{"files in the order given", []string{"b.txt", "a.txt"}, []string{"b.txt", "a.txt"}, nil, nil},
		{"a folder, by name", []string{"."}, []string{"a.txt", "b.txt", "c", "latin"}, nil, []string{"1 hidden file or folder", "1 picture in a folder or archive"}},
		{"a pattern", []string{"*.txt"}, []string{"a.txt", "b.txt"}, nil, nil},
		{"the same file twice", []string{"a.txt", "./a.txt"}, []string{"a.txt"}, nil, []string{"1 the same file given twice"}},
		{"a missing file does not stop the rest", []string{"no.txt", "a.txt"}, []string{"a.txt"}, []string{"no.txt: there is no such file"}, nil},
		{"a pattern for nothing", []string{"*.pdf"}, nil, []string{"*.pdf: matches no file"}, nil},
		{"standard input", []string{"-"}, []string{"stdin"}, nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			names, failed, left := read(t, Options{Stdin: strings.NewReader("Laos left.")}, tt.paths...)
			if diff := cmp.Diff([][]string{tt.names, tt.failed, tt.left}, [][]string{names, failed, left}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWalkBadInput(t *testing.T) {
	tests := []struct{ name, content, want string }{
		{"empty", "", "x: the file is empty"},
		{"blank", " \n\t\n", "x: there is nothing but white space in it"},
		{"binary", "a\x00\x01\x02\x00\x00\x03", "x: is not text: it holds binary data"},
		{"PDF", "%PDF-1.4\n", "x: is a PDF file, which is not read here"},
		{"invalid UTF-8", "Perú left Côte d’Ivoire \xff.", "x: is not valid UTF-8: byte 28 cannot be read"},
		{"too many lines", strings.Repeat("\n", 400_001), "x: has 400001 lines, more than the 400000 that one document may have"},
		{"too large", strings.Repeat("a", 2<<20), "x: is larger than 1 MiB, the limit for one document"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree(t, map[string]string{"x": tt.content, "y": "Laos left."})
			names, failed, _ := read(t, Options{MaxDocument: 1 << 20}, "x", "y")
			if diff := cmp.Diff([][]string{{"y"}, {tt.want}}, [][]string{names, failed}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWalkFolderWithoutDocuments(t *testing.T) {
	tree(t, map[string]string{"pics/a.png": "\x89PNG"})
	if err := os.Mkdir("nothing", 0o755); err != nil {
		t.Fatal(err)
	}
	_, failed, _ := read(t, Options{}, "nothing", "pics")
	want := []string{"nothing: the folder holds no files", "pics: none of the 1 files in this folder is a document"}
	if diff := cmp.Diff(want, failed); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWalkFileThatIsGone(t *testing.T) {
	tree(t, map[string]string{"a.txt": "Laos left."})
	if err := os.Symlink("gone.txt", "b.txt"); err != nil {
		t.Skip(err)
	}
	names, failed, _ := read(t, Options{}, ".")
	if diff := cmp.Diff([][]string{{"a.txt"}, {"b.txt: there is no such file"}}, [][]string{names, failed}); diff != "" {
		t.Error(diff)
	}
}

func TestWalkPermission(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	tree(t, map[string]string{"x": "a"})
	if err := os.Chmod("x", 0); err != nil {
		t.Fatal(err)
	}
	_, failed, _ := read(t, Options{}, "x")
	if diff := cmp.Diff([]string{"x: permission to read it is denied"}, failed); diff != "" {
		t.Error(diff)
	}
}

// broken gives some text and then an error.
type broken struct{ sent bool }

func (b *broken) Read(p []byte) (int, error) {
	if b.sent {
		return 0, io.ErrUnexpectedEOF
	}
	b.sent = true
	return copy(p, "Some text."), nil
}

func TestWalkBrokenStream(t *testing.T) {
	_, failed, _ := read(t, Options{Stdin: &broken{}}, "-")
	if len(failed) != 1 || !strings.HasPrefix(failed[0], "-: the file ends in the middle") {
		t.Error(failed)
	}
}

// endless never ends and never breaks a line.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestWalkBoundsAnEndlessLine(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, failed, _ := read(t, Options{Stdin: endless{}, MaxDocument: 1 << 20}, "-")
	runtime.ReadMemStats(&after)
	if len(failed) != 1 || failed[0] != "-: is larger than 1 MiB, the limit for one document" {
		t.Error(failed)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 16<<20 {
		t.Errorf("%d bytes allocated for a document of at most 1 MiB", grown)
	}
}

// TestWalkSaysWhatStands: that something before the break has been read is said where it is so.
func TestWalkSaysWhatStands(t *testing.T) {
	lines := `{"text":"Chad recognised Mali."}` + "\n" + `{"text":"` + strings.Repeat("Ghana recognised Togo, and Togo recognised Ghana. ", 40000) + `"}`
	packed := gz(lines)
	tree(t, map[string]string{"some.gz": packed[:len(packed)-40], "none.gz": gz(strings.Repeat("Chad recognised Mali.", 100))[:40], "none.zip": archive("zip", "a", "Chad recognised Mali.")[:60]})
	for file, want := range map[string]string{"some.gz": "what stands before has been read; give the file again when it is whole", "none.gz": "give the file again when it is whole", "none.zip": "give the file again when it is whole"} {
		rep, err := Walk(t.Context(), []string{file}, Options{}, func(chancery.Document) error { return nil })
		if err != nil || len(rep.Failed) != 1 || rep.Failed[0].Hint != want {
			t.Errorf("%s: %+v, %v", file, rep, err)
		}
	}
}

// TestWalkPassesOverDates: a date that cannot be read is said, and its document is read without it.
func TestWalkPassesOverDates(t *testing.T) {
	tree(t, map[string]string{"a.jsonl": `{"text":"Chad left.","date":"1962-05-06"}` + "\n" + `{"text":"Mali left.","date":"1962-99-99"}`,
		"b.xml": `<mediawiki><page><title>Chad–Mali relations</title><revision><timestamp>1962-99-99T10:00:00Z</timestamp><text>Chad left.</text></revision></page></mediawiki>`})
	var dates []int
	rep, err := Walk(t.Context(), []string{"a.jsonl", "b.xml"}, Options{}, func(d chancery.Document) error { dates = append(dates, len(d.Dates)); return nil })
	want := []LeftOut{{"date that cannot be read", 2, []string{"a.jsonl:2 “1962-99-99”", "b.xml!Chad–Mali relations “1962-99-99T10:00:00Z”"}}}
	if diff := cmp.Diff(want, rep.Passed); err != nil || diff != "" || rep.LeftOut != nil || rep.Failures > 0 || !slices.Equal(dates, []int{1, 0, 0}) {
		t.Errorf("%+v, %v, %v\n%s", rep, dates, err, diff)
	}
}

func TestWalkLeavesOutOtherLanguages(t *testing.T) {
	tree(t, map[string]string{
		"de.txt": "Die beiden Regierungen haben in einer Erklärung bekannt gegeben, dass sie nach elf Jahren wieder Botschafter austauschen werden und die Missionen noch in diesem Jahr eröffnet werden.",
		"en.txt": "The two governments agreed in May to exchange ambassadors again after eleven years in which neither had a mission in the capital of the other.",
	})
	names, _, left := read(t, Options{}, ".")
	if diff := cmp.Diff([][]string{{"en.txt"}, {"1 document that is not in English"}}, [][]string{names, left}); diff != "" {
		t.Error(diff)
	}
	if names, _, _ = read(t, Options{AllLanguages: true}, "."); len(names) != 2 {
		t.Error(names)
	}
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	rep, err := Walk(t.Context(), []string{folder}, Options{}, func(chancery.Document) error { return nil })
	if want := []string{filepath.Join(folder, "de.txt")}; err != nil || !slices.Equal(rep.LeftOut[0].Names, want) {
		t.Errorf("names %v, want %v: the path, as of all that is left out", rep.LeftOut, want)
	}
}

func TestWalkStops(t *testing.T) {
	tree(t, map[string]string{"a": "Laos left.", "b": "Peru left."})
	stop := errors.New("full")
	n := 0
	rep, err := Walk(context.Background(), []string{"a", "b"}, Options{}, func(chancery.Document) error { n++; return stop })
	if err != stop || n != 1 || rep.Documents != 1 {
		t.Errorf("%v after %d, %+v", err, n, rep)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Walk(ctx, []string{"a"}, Options{}, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
