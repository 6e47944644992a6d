package source

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"runtime"
	"strings"
	"sync/atomic"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"chancery"
	"chancery/internal/source/bunzip"
)

// Bounds on what a file may unfold into, with all containers inside it.
const (
	maxNesting   = 4         // containers inside each other
	maxMembers   = 1_000_000 // of archives
	maxRatio     = 200       // bytes out for a byte in: beyond, only a bomb
	ratioFloor   = 256 << 20 // bytes below which the ratio is not looked at
	maxZipMemory = 64 << 20  // an archive on standard input is held in memory up to this
	maxZstd      = 128 << 20 // window of zstd
)

// enter returns the item inside a container, or false where containers are nested too deeply.
func (w *walker) enter(it item, suffixes ...string) (item, bool) {
	if it.depth >= maxNesting {
		w.fail(it.where, "unpack it first", "holds archives inside archives, more than %d deep", maxNesting)
		return it, false
	}
	it.depth++
	it.file = nil
	for _, s := range suffixes {
		if n := len(it.name) - len(s); n > 0 && strings.EqualFold(it.name[n:], s) {
			it.name = it.name[:n]
			break
		}
	}
	return it, true
}

func readGzip(w *walker, it item, r *bufio.Reader) {
	it, ok := w.enter(it, ".gz", ".gzip")
	if !ok {
		return
	}
	if isWARCGzip(r) {
		readWARCGzip(w, it, r)
		return
	}
	z, err := gzip.NewReader(r)
	if err != nil {
		w.failRead(it.where, err)
		return
	}
	defer z.Close()
	m := &gzipMembers{z: z, r: r}
	w.stream(it, it.all.output(m))
	if m.more.Load() {
		w.pass("bytes behind the end of a gzip file", it.where)
	}
}

// gzipMembers reads the members of a gzip file one after another, and ends where what follows a whole one is no other: as gzip itself does.
type gzipMembers struct {
	z    *gzip.Reader
	r    *bufio.Reader
	more atomic.Bool // something else follows; atomic, as some formats are read in another goroutine
}

func (m *gzipMembers) Read(p []byte) (int, error) {
	for {
		m.z.Multistream(false)
		n, err := m.z.Read(p)
		if err != io.EOF {
			return n, err
		}
		if n > 0 {
			return n, nil
		}
		head, err := m.r.Peek(2)
		switch {
		case len(head) == 2 && head[0] == 0x1f && head[1] == 0x8b:
		case err != nil && err != io.EOF:
			return 0, err
		default:
			m.more.Store(len(head) > 0)
			return 0, io.EOF
		}
		if err := m.z.Reset(m.r); err != nil {
			return 0, err
		}
	}
}

// isWARCGzip reports whether what r will give is a compressed web archive.
func isWARCGzip(r *bufio.Reader) bool {
	head, _ := r.Peek(peekSize)
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return false
	}
	start := make([]byte, 5)
	_, err = io.ReadFull(z, start)
	return err == nil && string(start) == "WARC/"
}

func readZstd(w *walker, it item, r *bufio.Reader) {
	it, ok := w.enter(it, ".zst", ".zstd")
	if !ok {
		return
	}
	z, err := zstd.NewReader(r, zstd.WithDecoderMaxWindow(maxZstd), zstd.WithDecoderConcurrency(2))
	if err != nil {
		w.failRead(it.where, err)
		return
	}
	defer z.Close()
	w.stream(it, it.all.output(z))
}

// readBzip2 decompresses in parallel: the blocks of a bzip2 file are independent, whether it has one stream or many.
func readBzip2(w *walker, it item, r *bufio.Reader) {
	it, ok := w.enter(it, ".bz2")
	if !ok {
		return
	}
	if runtime.GOMAXPROCS(0) < 2 {
		w.stream(it, it.all.output(bzip2.NewReader(r)))
		return
	}
	z := bunzip.NewReader(w.ctx, r, runtime.GOMAXPROCS(0))
	defer z.Close()
	w.stream(it, it.all.output(z))
}

// unfolding watches what comes out of a file, and of all containers inside it, for what goes in. To count each container alone would let every level
// multiply what the one above may do.
type unfolding struct {
	in, out atomic.Int64 // read ahead in other goroutines
	over    atomic.Bool  // too much has come out: nothing more does
	members int          // of archives
	floor   int64
	where   string
}

// input counts what goes in.
func (u *unfolding) input(r io.Reader) io.Reader {
	return readerFunc(func(p []byte) (int, error) {
		n, err := r.Read(p)
		u.in.Add(int64(n))
		return n, err
	})
}

// output stops when far more has come out than any text compresses to.
func (u *unfolding) output(r io.Reader) io.Reader {
	return readerFunc(func(p []byte) (int, error) {
		n, err := r.Read(p)
		if bomb := u.add(n); bomb != nil {
			return 0, bomb
		}
		return n, err
	})
}

// add counts what comes out. It returns an error once that is too much.
func (u *unfolding) add(n int) error {
	if out := u.out.Add(int64(n)); out > u.floor && out/maxRatio > u.in.Load() {
		u.over.Store(true)
	}
	if u.over.Load() {
		return &chancery.Error{Code: chancery.CodeInput, Where: u.where,
			Message: fmt.Sprintf("unfolds into more than %d times its size", maxRatio), Hint: "this is no archive of texts; unpack it by hand if you know what it is"}
	}
	return nil
}

// ended reports whether no more is to be read of what it is in.
func (w *walker) ended(it item) bool { return w.stop() || it.all.over.Load() }

// another counts a member of an archive, and reports whether it is still to be looked at.
func (w *walker) another(it item) bool {
	if it.all.members == w.opts.members {
		it.all.over.Store(true)
		w.fail(it.all.where, "unpack it first", "holds more than %d files", w.opts.members)
		return false
	}
	it.all.members++
	return true
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func readTar(w *walker, it item, r *bufio.Reader) {
	it, ok := w.enter(it)
	if !ok {
		return
	}
	found, seen := w.found(), 0
	packed := 0 // bytes that have come out of the archive, which where it is compressed were counted as they came out of that
	t := tar.NewReader(readerFunc(func(p []byte) (int, error) {
		n, err := r.Read(p)
		packed += n
		return n, err
	}))
	content := readerFunc(func(p []byte) (int, error) {
		before := packed
		n, err := t.Read(p)
		if bomb := it.all.add(n - (packed - before)); bomb != nil { // the holes of a sparse file, which take no room in the archive
			return 0, bomb
		}
		return n, err
	})
	for !w.ended(it) {
		h, err := t.Next()
		if err == io.EOF {
			w.unpacked(it, found, seen)
			return
		}
		if err != nil {
			w.failRead(it.where, err)
			return
		}
		if !w.another(it) {
			return
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		if hidden(h.Name) {
			w.leave("hidden file or folder")
			continue
		}
		seen++
		w.member(it, h.Name, content)
	}
}

func readZip(w *walker, it item, r *bufio.Reader) {
	file := it.file
	it, ok := w.enter(it)
	if !ok {
		return
	}
	var at io.ReaderAt
	size := it.size
	if file != nil {
		at = file
		it.all.in.Store(size)
	} else {
		b, err := io.ReadAll(io.LimitReader(r, maxZipMemory+1))
		if err != nil {
			w.failRead(it.where, err)
			return
		}
		if len(b) > maxZipMemory {
			w.fail(it.where, "save it to a file first", "a zip archive inside another or on standard input may have %d MiB at most", maxZipMemory>>20)
			return
		}
		at, size = bytes.NewReader(b), int64(len(b))
	}
	z, err := zip.NewReader(at, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		w.failRead(it.where, err)
		return
	}
	if f := zipped(z); f != nil && f.read != nil {
		f.read(w, it, r)
		return
	} else if f != nil {
		w.refuse(it, *f)
		return
	}
	wacz := isWACZ(z)
	before, seen := w.found(), 0
	for _, f := range z.File {
		if wacz && !strings.HasPrefix(f.Name, "archive/") {
			continue // indexes and lists of what the archive holds
		}
		if w.ended(it) || !w.another(it) {
			return
		}
		if f.Mode()&os.ModeType != 0 || strings.HasSuffix(f.Name, "/") {
			continue
		}
		if hidden(f.Name) {
			w.leave("hidden file or folder")
			continue
		}
		seen++
		m, err := f.Open()
		if err != nil {
			w.failRead(it.where+"!"+f.Name, err)
			continue
		}
		w.member(it, f.Name, it.all.output(m))
		m.Close()
	}
	w.unpacked(it, before, seen)
}

// unpacked ends an archive of so many files: one in which nothing is a document is not read, or left out where it lies in a folder or an archive.
func (w *walker) unpacked(it item, before, files int) {
	switch {
	case w.ended(it) || w.found() > before:
	case it.explicit:
		w.barren(it.where, "archive", files)
	default:
		w.leave("archive without documents in a folder or archive", it.where)
	}
}

// isWACZ reports whether a zip archive is a packaged web archive.
func isWACZ(z *zip.Reader) bool {
	described, archived := false, false
	for _, f := range z.File {
		described = described || f.Name == "datapackage.json"
		archived = archived || strings.HasPrefix(f.Name, "archive/") && strings.Contains(f.Name, ".warc")
	}
	return described && archived
}

func (w *walker) member(it item, name string, r io.Reader) {
	name = strings.ToValidUTF8(name, "\uFFFD")
	w.stream(item{name: path.Base(strings.ReplaceAll(name, "\\", "/")), where: it.where + "!" + name, depth: it.depth, all: it.all}, r)
}

// hidden reports whether a member of an archive is one that file managers and archivers leave there.
func hidden(name string) bool {
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == '/' || r == '\\' }) {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." || part == "__MACOSX" {
			return true
		}
	}
	return false
}
