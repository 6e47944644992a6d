package bunzip

import (
	"bytes"
	"compress/bzip2"
	"context"
	"encoding/base64"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// samples are files of bzip2 made by its own program: "hello\n", nothing, and two streams behind each other.
func samples(t testing.TB) map[string][]byte {
	hello, err := base64.StdEncoding.DecodeString("QlpoOTFBWSZTWcHAgOIAAAFBAAAQAkSgADDNAMNGKZcXckU4UJDBwIDi")
	if err != nil {
		t.Fatal(err)
	}
	empty := []byte("BZh9\x17\x72\x45\x38\x50\x90\x00\x00\x00\x00")
	out := map[string][]byte{
		"hello": hello, "empty": empty, "two": append(append([]byte{}, hello...), hello...), "three": append(append(append([]byte{}, hello...), empty...), hello...),
	}
	files, _ := filepath.Glob("testdata/*.bz2")
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(f)] = b
	}
	return out
}

func read(b []byte, workers int) ([]byte, error) {
	z := NewReader(context.Background(), bytes.NewReader(b), workers)
	defer z.Close()
	return io.ReadAll(z)
}

func TestAgrees(t *testing.T) {
	for name, b := range samples(t) {
		want, wantErr := io.ReadAll(bzip2.NewReader(bytes.NewReader(b)))
		for _, workers := range []int{1, 2, 5} {
			got, err := read(b, workers)
			if !bytes.Equal(got, want) || (err == nil) != (wantErr == nil) {
				t.Errorf("%s, %d workers: %d bytes, %v; want %d, %v", name, workers, len(got), err, len(want), wantErr)
			}
		}
	}
}

// TestDamaged cuts and spoils the samples everywhere: what is damaged is never taken for whole.
func TestDamaged(t *testing.T) {
	for name, b := range samples(t) {
		step := max(1, len(b)/20)
		whole, _ := read(b, 2)
		for i := 0; i < len(b); i += step {
			if got, err := read(b[:i], 2); err == nil && !(name == "two" || name == "three") {
				t.Errorf("%s cut at %d: %d bytes and no error", name, i, len(got))
			}
			bad := bytes.Clone(b)
			bad[i] ^= 0x10
			if got, err := read(bad, 2); err == nil && !bytes.Equal(got, whole) {
				t.Errorf("%s spoiled at %d: other bytes and no error", name, i)
			}
		}
	}
	for _, b := range [][]byte{nil, []byte("B"), []byte("BZh0123456"), []byte("not bzip2 at all"), append([]byte("BZh9"), make([]byte, 3<<20)...)} {
		if _, err := read(b, 2); err == nil {
			t.Errorf("%.10q: no error", b)
		}
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	r, w := io.Pipe()
	z := NewReader(ctx, r, 2)
	time.AfterFunc(10*time.Millisecond, cancel)
	if _, err := io.ReadAll(z); err == nil {
		t.Error("no error after a cancel")
	}
	w.Close()
	z.Close()
}

func FuzzRead(f *testing.F) {
	for _, b := range samples(f) {
		if len(b) < 10<<10 {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := read(b, 2)
		want, wantErr := io.ReadAll(io.LimitReader(bzip2.NewReader(bytes.NewReader(b)), 64<<20))
		if err == nil && (wantErr != nil || !bytes.Equal(got, want)) {
			t.Errorf("%d bytes and no error where compress/bzip2 gives %d and %v", len(got), len(want), wantErr)
		}
	})
}
