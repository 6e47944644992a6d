// Package source reads documents out of bytes of any format that Chancery knows, and yields them one
// at a time.
//
// [Walk] takes files, folders, glob patterns and "-" for standard input. It tells a format by content, never by
// name; it looks into compressed files and archives. Memory is bounded by the largest document let in
// ([Options.MaxDocument]), not by the size of a file. What cannot be read is an error of its own, with the place
// where it was met, and does not stop the rest; what is left out on purpose is counted with its reason.
// Nothing depends on the order of a directory or on the clock: the same paths give the same documents in the same order.
//
// The readers below it keep one contract, which package sourcetest states and tests.
package source

import (
	"context"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/source/language"
	"chancery/internal/source/wiki"
)

// DefaultMaxDocument is the largest document that is read unless Options say otherwise, in bytes.
const DefaultMaxDocument = 32 << 20

// MaxFailures is how many failures a Report keeps one by one; more are only counted.
const MaxFailures = 1000

// Options say how to read. The zero value is ready to use.
type Options struct {
	// MaxDocument bounds one document, in bytes before and after decoding. 0 means DefaultMaxDocument.
	MaxDocument int64
	// Title and Category say which pages of a MediaWiki export are read. Both nil means the pages about relations
	// between states, wiki.Relations; AllPages means all.
	Title    *regexp.Regexp
	Category *regexp.Regexp
	AllPages bool
	// AllLanguages lets documents in other languages than English through. What is not English is left out otherwise, and counted;
	// a document whose language cannot be told is let through.
	AllLanguages bool
	// PDF is the command that runs pdf.Serve, in whose process PDF files are read. Without one they are reported as not read.
	PDF []string
	// Stdin is read for the path "-".
	Stdin io.Reader
	// StdinName is the name of what Stdin gives, for documents and failures; "stdin" and "-" where it is "".
	StdinName string
	// Database is the file into which the documents go; in a folder that is read, it and what lies beside it of its own are passed over.
	Database string
	// OnFailure, where set, is told of each failure as it happens.
	OnFailure func(*chancery.Error)
	// OnPipe, where set, is told of a named pipe before it is opened, which may wait for as long as nobody writes into it.
	OnPipe func(path string)
	// OnProgress, where set, is told now and then how many bytes of the inputs have been read.
	OnProgress func(Progress)

	ratioFloor int64 // tests lower them
	members    int
	parseWiki  func(wiki.Page) *chancery.Document // tests have it fail
}

// Progress says how far a walk has come.
type Progress struct {
	Path  string // the file being read
	Bytes int64  // read from it so far, as stored
	Size  int64  // of the file, 0 where unknown
}

// Report says what a walk read, what it left out and why, and what it could not read.
type Report struct {
	Files     int // opened, without the members of archives
	Documents int // yielded
	Bytes     int64
	LeftOut   []LeftOut
	Passed    []LeftOut         // parts of documents that were read: what of them could not be read, and was passed over
	Failures  int               // all of them
	Failed    []*chancery.Error // the first MaxFailures
}

// LeftOut counts what was left out for one reason.
type LeftOut struct {
	Reason string // "redirect", "not about relations", "binary file in a folder", ...
	Count  int
	Names  []string // of the first few, by path or by the document's name; none where they have none
}

// walker carries one walk.
type walker struct {
	ctx    context.Context
	opts   Options
	fn     func(chancery.Document) error
	report Report
	left   map[string]LeftOut
	passed map[string]LeftOut
	seen   map[string]bool
	item   item  // what is being read
	before int   // documents that were read before it
	met    int   // documents that were found, whether they were left out or not
	abort  error // from fn or the context: ends the walk
}

// Walk reads every document under paths and hands it to fn, in the order of paths and, in folders, of names.
// It returns an error only where fn returned one or the context ended; all else is in the Report.
func Walk(ctx context.Context, paths []string, opts Options, fn func(chancery.Document) error) (Report, error) {
	w := newWalker(ctx, opts, fn)
	for _, p := range paths {
		if w.stop() {
			break
		}
		w.path(p)
	}
	return w.end()
}

func newWalker(ctx context.Context, opts Options, fn func(chancery.Document) error) *walker {
	if opts.MaxDocument <= 0 {
		opts.MaxDocument = DefaultMaxDocument
	}
	if opts.ratioFloor == 0 {
		opts.ratioFloor = ratioFloor
	}
	if opts.members == 0 {
		opts.members = maxMembers
	}
	if opts.parseWiki == nil {
		opts.parseWiki = wiki.Parse
	}
	return &walker{ctx: ctx, opts: opts, fn: fn, left: map[string]LeftOut{}, seen: map[string]bool{}}
}

func (w *walker) stop() bool {
	if w.abort == nil {
		w.abort = w.ctx.Err()
	}
	return w.abort != nil
}

func (w *walker) yield(d *chancery.Document) {
	if w.stop() {
		return
	}
	w.met++
	if code := language.Detect(prose(d)); code != "" {
		d.Language = code
	}
	if d.Language != "" && d.Language != "en" && !w.opts.AllLanguages {
		w.leave("document that is not in English", w.place(d))
		return
	}
	w.report.Documents++
	w.report.Bytes += int64(len(d.Original))
	if err := w.fn(*d); err != nil {
		w.abort = err
	}
}

// prose returns the beginning of a document's story, enough to tell its language by.
func prose(d *chancery.Document) string {
	const enough = 8 << 10
	var b strings.Builder
	for i := range d.Blocks {
		if blk := &d.Blocks[i]; blk.Furniture == "" && blk.Kind != chancery.Row {
			b.WriteString(blk.Text)
			b.WriteByte(' ')
		}
		if b.Len() > enough {
			break
		}
	}
	return b.String()
}

// maxLeftNamed is how many of those left out for one reason are named.
const maxLeftNamed = 5

// leave counts what is left out, and remembers the first names for each reason, where there is one.
func (w *walker) leave(reason string, name ...string) { count(w.left, reason, name) }

// pass counts a part of a document that is passed over.
func (w *walker) pass(reason, name string) {
	if w.passed == nil {
		w.passed = map[string]LeftOut{}
	}
	count(w.passed, reason, []string{name})
}

// passDate passes over a date that cannot be read.
func (w *walker) passDate(where, date string) {
	w.pass("date that cannot be read", where+" “"+date+"”")
}

func count(all map[string]LeftOut, reason string, name []string) {
	l := all[reason]
	l.Reason = reason
	l.Count++
	if len(l.Names) < maxLeftNamed {
		l.Names = append(l.Names, name...)
	}
	all[reason] = l
}

// listed returns what was counted, by reason.
func listed(all map[string]LeftOut) []LeftOut {
	var out []LeftOut
	for _, reason := range slices.Sorted(maps.Keys(all)) {
		out = append(out, all[reason])
	}
	return out
}

// place is where a document is: the path of the file that is being read where it is named after that, else its name.
func (w *walker) place(d *chancery.Document) string {
	if part, ok := strings.CutPrefix(d.Name, w.item.name); ok && (part == "" || part[0] == '#') {
		return w.item.where + part
	}
	return d.Name
}

func (w *walker) fail(where, hint, format string, args ...any) {
	w.failure(&chancery.Error{Code: chancery.CodeInput, Where: where, Message: fmt.Sprintf(format, args...), Hint: hint})
}

func (w *walker) failure(e *chancery.Error) {
	w.report.Failures++
	if len(w.report.Failed) < MaxFailures {
		w.report.Failed = append(w.report.Failed, e)
	}
	if w.opts.OnFailure != nil {
		w.opts.OnFailure(e)
	}
}
