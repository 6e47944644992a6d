package source

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"syscall"

	"chancery"
)

// path reads what one argument names.
func (w *walker) path(p string) {
	if p == "-" {
		if w.opts.Stdin == nil {
			w.fail("-", "", "there is no standard input to read")
			return
		}
		w.report.Files++
		it := item{name: "stdin", where: "-", explicit: true}
		if w.opts.StdinName != "" {
			it.name, it.where = w.opts.StdinName, w.opts.StdinName
		}
		w.stream(it, &counting{r: w.opts.Stdin, w: w, it: it})
		return
	}
	info, err := os.Stat(p)
	if errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(p, "*?[") {
		w.glob(p)
		return
	}
	switch {
	case err != nil:
		w.failOpen(p, err)
	case info.IsDir():
		w.folder(p)
	default:
		w.file(p, true)
	}
}

func (w *walker) glob(pattern string) {
	found, err := filepath.Glob(pattern)
	if err != nil {
		w.failure(&chancery.Error{Code: chancery.CodeUsage, Where: pattern, Message: "is not a pattern that can be read", Hint: "see the patterns of filepath.Match: * ? [a-z]", Err: err})
		return
	}
	if len(found) == 0 {
		w.fail(pattern, "quote the pattern if the shell should not expand it", "matches no file")
		return
	}
	sort.Strings(found)
	for _, p := range found {
		if w.stop() {
			return
		}
		if info, err := os.Stat(p); err == nil && info.IsDir() {
			w.folder(p)
		} else {
			w.file(p, true)
		}
	}
}

// folder reads the files below dir. Hidden files and folders are passed over, as are files that
// hold no text: a folder holds what it holds.
func (w *walker) folder(dir string) {
	before := w.found()
	seen := 0
	_ = filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if w.stop() {
			return fs.SkipAll
		}
		if err != nil {
			w.failOpen(p, err)
			return nil
		}
		if p != dir && strings.HasPrefix(e.Name(), ".") {
			w.leave("hidden file or folder", p)
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if e.IsDir() && besidePage(p) {
			w.leave("folder that a browser saved beside a page", p)
			return fs.SkipDir
		}
		if e.IsDir() {
			return nil
		}
		info, err := os.Stat(p)
		if err != nil {
			w.failOpen(p, err)
			return nil
		}
		if !info.Mode().IsRegular() {
			w.leave("not a regular file", p)
			return nil
		}
		if w.database(p) { // no document, and not for the reader to wonder at
			return nil
		}
		seen++
		w.file(p, false)
		return nil
	})
	if w.abort == nil && w.found() == before {
		w.barren(dir, "folder", seen)
	}
}

// found counts what came out of what was looked at: documents, and what could not be read.
func (w *walker) found() int { return w.met + w.report.Failures }

// barren reports a folder or an archive of so many files of which none is a document.
func (w *walker) barren(where, what string, files int) {
	const hint = "give one with text, HTML or MediaWiki files"
	if files == 0 {
		w.fail(where, hint, "the %s holds no files", what)
		return
	}
	w.fail(where, hint, "none of the %d files in this %s is a document", files, what)
}

// besidePage reports whether a folder holds the pictures, scripts and styles that a browser saved with a page: "Story_files" beside "Story.html".
func besidePage(dir string) bool {
	page, ok := strings.CutSuffix(dir, "_files")
	if !ok {
		return false
	}
	for _, ext := range []string{".html", ".htm", ".xhtml"} {
		if info, err := os.Stat(page + ext); err == nil && info.Mode().IsRegular() {
			return true
		}
	}
	return false
}

// database reports whether p is the database that is written to, or one of the files that SQLite keeps beside it.
func (w *walker) database(p string) bool {
	if w.opts.Database == "" {
		return false
	}
	own, err1 := filepath.Abs(w.opts.Database)
	abs, err2 := filepath.Abs(p)
	if err1 != nil || err2 != nil {
		return false
	}
	rest, ok := strings.CutPrefix(abs, own)
	return ok && (rest == "" || rest == "-wal" || rest == "-shm" || rest == "-journal")
}

func (w *walker) file(p string, explicit bool) {
	key := p
	if abs, err := filepath.Abs(p); err == nil {
		key = abs
	}
	if w.seen[key] {
		w.leave("the same file given twice", p)
		return
	}
	w.seen[key] = true
	if info, err := os.Stat(p); err == nil && info.Mode()&fs.ModeNamedPipe != 0 && w.opts.OnPipe != nil && !strings.HasPrefix(key, "/dev/") && !strings.HasPrefix(key, "/proc/") {
		w.opts.OnPipe(p) // of one that the shell has made for a command there is nothing to say: it writes
	}
	f, err := os.Open(p)
	if err != nil {
		w.failOpen(p, err)
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		w.failOpen(p, err)
		return
	}
	if info.IsDir() || info.Mode()&(fs.ModeDevice|fs.ModeSocket|fs.ModeIrregular) != 0 {
		w.fail(p, "", "is not a file that can be read")
		return
	}
	w.report.Files++
	it := item{name: filepath.Base(p), where: p, explicit: explicit}
	if info.Mode().IsRegular() {
		it.size = info.Size()
		if it.size == 0 {
			w.empty(it)
			return
		}
		it.file = f
	}
	w.stream(it, &counting{r: f, w: w, it: it})
}

func (w *walker) empty(it item) {
	if it.where == "-" {
		w.fail(it.where, "", "there is nothing on standard input")
		return
	}
	w.fail(it.where, "", "the file is empty")
}

func (w *walker) failOpen(p string, err error) {
	e := &chancery.Error{Code: chancery.CodeInput, Where: p, Err: err}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		e.Err = pe.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Message, e.Err = "there is no such file", nil
		e.Hint = "check the path; if it was there a moment ago, it has been moved or deleted"
	case errors.Is(err, fs.ErrPermission):
		e.Message, e.Err = "permission to read it is denied", nil
		e.Hint = "make it readable for the user who runs chancery"
	default:
		e.Message = "cannot be read"
	}
	w.failure(e)
}

// failRead reports an error met in the middle of a stream.
func (w *walker) failRead(where string, err error) {
	if w.ctx.Err() != nil { // the caller gave up, which is no fault of the file
		return
	}
	var e *chancery.Error
	if errors.As(err, &e) {
		w.failure(e)
		return
	}
	msg, hint := "reading broke off", w.stands("give the file again when it is whole")
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		msg = "the file ends in the middle"
	case errors.Is(err, syscall.ESTALE), errors.Is(err, fs.ErrNotExist):
		msg = "the file disappeared while it was read"
	}
	w.failure(&chancery.Error{Code: chancery.CodeInput, Where: where, Message: msg, Hint: hint, Err: err})
}

// stands says what to do about a file that breaks off, and that the documents before that place are read, where there are any.
func (w *walker) stands(do string) string {
	if w.report.Documents > w.before {
		return "what stands before has been read; " + do
	}
	return do
}

// counting tells how much of a file has been read.
type counting struct {
	r    io.Reader
	w    *walker
	it   item
	n    int64
	told int64
}

func (c *counting) Read(p []byte) (int, error) {
	if err := c.w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	c.n += int64(n)
	if c.w.opts.OnProgress != nil && (c.n-c.told >= 1<<20 || err != nil) {
		c.told = c.n
		c.w.opts.OnProgress(Progress{Path: c.it.where, Bytes: c.n, Size: c.it.size})
	}
	return n, err
}

// An item is one thing to read: a file, or a member of an archive.
type item struct {
	name     string // the document's name
	where    string // for errors: the path, with !member for members of archives
	explicit bool   // named by the caller, not found in a folder
	size     int64
	file     *os.File   // where the item is a regular file: archives need to seek
	depth    int        // archives and compressions around it
	all      *unfolding // of the file that it is, or is in; stream sets it
}

// peekSize is how much of a stream is looked at to tell its format.
const peekSize = 64 << 10

// stream tells the format of r and reads it.
func (w *walker) stream(it item, r io.Reader) {
	defer func(outer item, before int) { w.item, w.before = outer, before }(w.item, w.before)
	w.item, w.before = it, w.report.Documents
	if w.stop() {
		return
	}
	if it.all == nil {
		it.all = &unfolding{where: it.where, floor: w.opts.ratioFloor}
		r = it.all.input(r)
	}
	br := bufio.NewReaderSize(r, peekSize)
	head, err := br.Peek(peekSize)
	if len(head) == 0 {
		switch {
		case w.ctx.Err() != nil:
		case err == nil || err == io.EOF:
			w.empty(it)
		default:
			w.failRead(it.where, err)
		}
		return
	}
	f := sniff(head)
	if f.read == nil {
		w.refuse(it, f)
		return
	}
	f.read(w, it, br)
}

// refuse reports what is in a format that is not read; in a folder or an archive it is left out.
func (w *walker) refuse(it item, f format) {
	if !it.explicit {
		w.leave(f.name+" in a folder or archive", it.where)
		return
	}
	w.fail(it.where, f.hint, "%s", f.refusal)
}

// tooLarge is what to do about a document above the bound.
const tooLarge = "chancery ingest --max-document MIB raises the limit; or cut the file into documents"

// whole reads r to its end, within the bound for one document.
func (w *walker) whole(it item, r io.Reader) ([]byte, bool) {
	b, err := io.ReadAll(io.LimitReader(r, w.opts.MaxDocument+1))
	if int64(len(b)) > w.opts.MaxDocument {
		w.fail(it.where, tooLarge, "is larger than %s, the limit for one document", size(w.opts.MaxDocument))
		return nil, false
	}
	if err != nil {
		if w.ctx.Err() == nil {
			w.failRead(it.where, err)
		}
		return nil, false
	}
	return b, true
}

func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
