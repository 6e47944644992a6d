package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"chancery"
	"chancery/internal/source"
	"chancery/internal/store"

	"github.com/spf13/cobra"
)

func (a *app) ingestCommand() *cobra.Command {
	var o ingestOptions
	cmd := &cobra.Command{
		Use:   "ingest PATH...",
		Short: "Read documents in",
		Long: `Reads documents, keeps each whole, and reads the claims in it. A PATH is a file, a folder, a
pattern ("news/*.txt") or - for standard input. The format is recognised by content.

A document is kept once for its bytes: to ingest it again changes nothing. Where the same bytes come with other metadata, the
better are kept, whichever came first: those with a date before those without, then the earlier date. A file that was edited is another document, and the
earlier one still speaks: "chancery forget --older NAME" takes it out. What cannot be
read is reported and does not keep the rest from being read; the exit status is then 1.
A document whose claims were printed or counted is on the disk, whatever happens then; after an
interruption run the same command again.

"Not read" is what you asked for and did not get: a file that is damaged, empty, too large, gone, or of a format that is not read.
"Left out" is what is not for this ledger, by rule, and leaves the exit status 0, though nothing may have been read: documents in other languages than
English, pages of an export about other things, and, in a folder or an archive, files that hold no text. "Passed over" is a part of a document that was
read, such as a date that is none.`,
		Example: `  chancery ingest articles/
  chancery ingest --db gulf.db 'news/2023-*.html' notes.txt
  curl -s https://example.org/page | chancery ingest -
  chancery ingest --title '^Foreign relations of' pages-articles.xml.bz2
  chancery ingest --progress json dump.xml.bz2 2> progress.jsonl`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.ingest(cmd.Context(), args, o) },
	}
	o.progress = "auto"
	cmd.Flags().Var(&choice{&o.progress, []string{"auto", "none", "json"}}, "progress", "auto (a bar on a terminal), none, json (a line each second, to standard error)")
	cmd.Flags().Int64Var(&o.maxDocument, "max-document", source.DefaultMaxDocument>>20, "the largest document that is read, in MiB")
	cmd.Flags().StringVar(&o.title, "title", "", `of a MediaWiki export, the pages whose title this regular expression finds`)
	cmd.Flags().StringVar(&o.category, "category", "", `of a MediaWiki export, the pages in a category that this regular expression finds`)
	cmd.Flags().BoolVar(&o.allPages, "all-pages", false, "of a MediaWiki export, all articles (default: those about relations between states, by title)")
	cmd.Flags().BoolVar(&o.allLanguages, "all-languages", false, "documents in other languages than English too; the rules read English")
	formatFlag(cmd, &o.format, formatText, formatJSON)
	return cmd
}

type ingestOptions struct {
	progress               string
	maxDocument            int64
	title, category        string // regular expressions
	allPages, allLanguages bool
	format                 format
}

// source returns the options of the readers.
func (o *ingestOptions) source(a *app) (s source.Options, err error) {
	s = source.Options{MaxDocument: o.maxDocument << 20, AllPages: o.allPages, AllLanguages: o.allLanguages, Stdin: a.in, PDF: a.pdf, Database: a.dbPath}
	if o.allPages && o.title+o.category != "" {
		return s, usagef("", "--all-pages goes without --title and --category")
	}
	for _, f := range []struct {
		flag, text string
		to         **regexp.Regexp
	}{{"--title", o.title, &s.Title}, {"--category", o.category, &s.Category}} {
		if f.text == "" {
			continue
		}
		if *f.to, err = regexp.Compile(f.text); err != nil {
			return s, usagef("see the syntax of Go's regular expressions: (?i)relations, ^Foreign", "%s: %v", f.flag, err)
		}
	}
	return s, nil
}

// summary is what an ingest says at its end.
type summary struct {
	Files     int       `json:"files"`
	Documents int       `json:"documents"` // read
	Added     int       `json:"added"`
	Known     int       `json:"known"` // there already
	Named     int       `json:"named"` // there already, under another name
	Reread    int       `json:"reread"`
	Differs   int       `json:"differs"` // there already, with another title, publisher, address or date
	Claims    int       `json:"claims"`  // in documents that were added or read again
	Silent    int       `json:"silent"`  // of these documents, those without a claim
	Sentences int       `json:"sentences"`
	LeftOut   []leftOut `json:"left_out,omitempty"`
	Passed    []leftOut `json:"passed_over,omitempty"` // parts of documents that were read
	Failed    int       `json:"failed"`
	Failures  []failure `json:"failures,omitempty"`
	Bytes     int64     `json:"bytes"`
	Seconds   float64   `json:"seconds"`
}

type leftOut struct {
	Reason string   `json:"reason"`
	Count  int      `json:"count"`
	Names  []string `json:"names,omitempty"` // of the first few
}

type failure struct {
	Where   string `json:"where"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

// maxFailuresShown is how many failures are printed one by one.
const maxFailuresShown = 50

func (s *summary) fail(err error) {
	s.Failed++
	if len(s.Failures) >= source.MaxFailures {
		return
	}
	f := failure{Message: err.Error(), Hint: chancery.HintOf(err)}
	var e *chancery.Error
	if errors.As(err, &e) && e.Where != "" {
		f.Where = e.Where
		f.Message = strings.TrimPrefix(f.Message, e.Where+": ")
	}
	s.Failures = append(s.Failures, f)
}

// outcome counts a document of so many claims.
func (s *summary) outcome(o store.Outcome, claims int) {
	switch o {
	case store.Added:
		s.Added++
	case store.Known:
		s.Known++
	case store.Named:
		s.Named++
	case store.Reread:
		s.Reread++
	case store.Differs:
		s.Differs++
	}
	if o == store.Added || o == store.Reread {
		s.Claims += claims
		if claims == 0 {
			s.Silent++
		}
	}
}

func (a *app) ingest(ctx context.Context, paths []string, o ingestOptions) error {
	if o.maxDocument < 1 || o.maxDocument > 900 {
		return usagef("", "--max-document %d is not between 1 and 900", o.maxDocument)
	}
	opts, err := o.source(a)
	if err != nil {
		return err
	}
	start := a.now()
	st, err := a.open(ctx, true)
	if err != nil {
		return err
	}
	a.resumes = true
	go a.engine() // it takes as long to load as the first document to come
	total := int64(0)
	if o.progress != "none" {
		total = sizeOf(paths)
	}
	p := a.newProgress(o.progress, total)
	in := newIntake(a, st, p, start)
	report, walkErr := in.run(ctx, func(ctx context.Context, each func(chancery.Document) error) (source.Report, error) {
		opts.OnProgress = p.read
		opts.OnPipe = func(path string) {
			fmt.Fprintf(a.err, "%s %s\n", a.errStyle.dim("chancery:"), a.errStyle.dim(plain(path)+" is a pipe: waiting for what is written into it; Ctrl-C ends that"))
		}
		return source.Walk(ctx, paths, opts, each)
	})
	if err := a.endIntake(ctx, in, report, o.format); walkErr == nil {
		walkErr = err
	}
	return walkErr
}

// endIntake prints the summary. It returns errReported where something was not read.
func (a *app) endIntake(ctx context.Context, in *intake, report source.Report, out format) error {
	s := in.finish(report)
	if out == formatJSON {
		if err := a.object(formatJSON, s); err != nil {
			return err
		}
	} else {
		a.printSummary(s)
	}
	if err := a.out.flush(); err != nil { // before what may take a while
		return err
	}
	if err := a.keepLedger(ctx); err != nil {
		return err
	}
	if s.Failed > 0 {
		return errReported
	}
	return nil
}

// keepLedger derives what the intake touched, so that the next question does not have to. Where others are writing or the run was
// interrupted it is left to that question.
func (a *app) keepLedger(ctx context.Context) error {
	if ctx.Err() != nil {
		return nil
	}
	q, err := a.query(ctx)
	if err == nil {
		err = q.Keep(ctx)
	}
	a.out.begin()
	if chancery.CodeOf(err) == chancery.CodeBusy || ctx.Err() != nil {
		return nil
	}
	return err
}

// finish completes the summary by what the walk reports.
func (in *intake) finish(report source.Report) *summary {
	s := in.sum
	s.Files, s.Documents, s.Bytes = report.Files, report.Documents, report.Bytes
	for _, l := range report.LeftOut {
		s.LeftOut = append(s.LeftOut, leftOut(l))
	}
	for _, l := range report.Passed {
		s.Passed = append(s.Passed, leftOut(l))
	}
	for _, e := range report.Failed {
		s.fail(e)
	}
	s.Failed += report.Failures - len(report.Failed)
	s.Seconds = in.a.now().Sub(in.recorded).Seconds()
	in.progress.done(&s)
	return &s
}

// intake is the way from documents to the store: one reader of sources, a worker for each processor, one writer,
// joined by bounded queues. Of the documents that wait the largest is read first, so that the workers end together.
// What is kept in the end does not depend on the order in which workers finish.
type intake struct {
	a        *app
	store    store.Store
	progress *progress
	recorded time.Time
	again    bool // read what is current too

	// kept is told of each document that is kept, one at a time; it may be nil.
	kept func(d *chancery.Document, o store.Outcome, claims int)

	mu  sync.Mutex
	sum summary
}

func newIntake(a *app, st store.Store, p *progress, recorded time.Time) *intake {
	return &intake{a: a, store: st, progress: p, recorded: recorded}
}

const (
	queueLength   = 16      // documents waiting for a worker
	queueBytes    = 8 << 20 // of their texts, beyond which no more are taken
	readingsQueue = 8       // readings waiting to be kept
	batchLength   = 64
	batchBytes    = 8 << 20
	batchWait     = 250 * time.Millisecond // for more to keep with the first of a batch: each transaction writes much of the indexes anew
	workersAtMost = 16
)

// run lets walk feed documents and returns when all are kept, or with the error that ended it.
func (in *intake) run(ctx context.Context, walk func(context.Context, func(chancery.Document) error) (source.Report, error)) (source.Report, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	found, docs := make(chan chancery.Document), make(chan chancery.Document)
	readings := make(chan store.Reading, readingsQueue)

	go largestFirst(found, docs)

	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), workersAtMost) {
		workers.Go(func() {
			for d := range docs {
				if err := in.work(ctx, d, readings); err != nil {
					cancel(err)
				}
			}
		})
	}
	writer := make(chan struct{})
	go func() {
		defer close(writer)
		if err := in.write(ctx, readings); err != nil {
			cancel(err)
			for range readings { // let the workers end
			}
		}
	}()
	report, err := func() (source.Report, error) {
		defer func() { // after a bug of a reader too: what came before it is kept, and nobody waits for ever
			close(found)
			workers.Wait()
			close(readings)
			<-writer
		}()
		return walk(ctx, func(d chancery.Document) error {
			select {
			case found <- d:
				return nil
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		})
	}()
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return report, err
}

// largestFirst hands on the documents that come, of those that wait the largest first, and closes to when all are handed on.
func largestFirst(from <-chan chancery.Document, to chan<- chancery.Document) {
	defer close(to)
	var waiting []chancery.Document
	bytes := 0
	for from != nil || len(waiting) > 0 {
		more, out, next := from, to, 0
		if len(waiting) == 0 {
			out = nil
		} else if len(waiting) >= queueLength || bytes >= queueBytes {
			more = nil
		}
		for i := range waiting {
			if len(waiting[i].Original) > len(waiting[next].Original) {
				next = i
			}
		}
		var first chancery.Document
		if out != nil {
			first = waiting[next]
		}
		select {
		case d, ok := <-more:
			if !ok {
				from = nil
				continue
			}
			waiting = append(waiting, d)
			bytes += len(d.Original)
		case out <- first:
			waiting = slices.Delete(waiting, next, next+1)
			bytes -= len(first.Original)
		}
	}
}

// work reads one document, unless the store has this reading of it.
func (in *intake) work(ctx context.Context, d chancery.Document, out chan<- store.Reading) error {
	if ctx.Err() != nil {
		return nil
	}
	e, err := in.a.engine()
	if err != nil {
		return err
	}
	kept, err := in.store.Kept(ctx, d.SHA256)
	if err != nil {
		return err
	}
	if k, ok := kept[d.SHA256]; ok && !in.again {
		if a := k.Add(&d, e.version(&d)); !a.Changes {
			in.outcome(&d, a.Outcome, 0)
			return nil
		}
	}
	r, sentences, err := e.read(&d, in.recorded)
	if err != nil {
		in.count(func(s *summary) { s.fail(err) })
		return nil
	}
	in.count(func(s *summary) { s.Sentences += sentences })
	select {
	case out <- r:
	case <-ctx.Done():
	}
	return nil
}

func (in *intake) count(f func(*summary)) {
	in.mu.Lock()
	defer in.mu.Unlock()
	f(&in.sum)
}

// outcome tells what became of a document that is kept, with so many claims that were read in it now.
func (in *intake) outcome(d *chancery.Document, o store.Outcome, claims int) {
	in.count(func(s *summary) {
		s.outcome(o, claims)
		if in.kept != nil {
			in.kept(d, o, claims)
		}
	})
	in.progress.document(claims)
}

// write keeps readings in batches: as many as come within a short time, within bounds.
func (in *intake) write(ctx context.Context, readings <-chan store.Reading) error {
	for r := range readings {
		batch, bytes := []store.Reading{r}, len(r.Document.Original)
		wait := time.After(batchWait)
	more:
		for len(batch) < batchLength && bytes < batchBytes {
			select {
			case r, ok := <-readings:
				if !ok {
					break more
				}
				batch = append(batch, r)
				bytes += len(r.Document.Original)
			case <-wait:
				break more
			}
		}
		if err := in.keep(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

func (in *intake) keep(ctx context.Context, batch []store.Reading) error {
	outs, err := in.store.Add(ctx, batch...)
	switch code := chancery.CodeOf(err); {
	case err == nil:
		for i, o := range outs {
			in.outcome(batch[i].Document, o, len(batch[i].Claims))
		}
		return nil
	case code == chancery.CodeAnchor || code == chancery.CodeUsage:
		// one of them is not fit to be kept: find it, keep the others
		if len(batch) == 1 {
			in.count(func(s *summary) { s.fail(err) })
			return nil
		}
		for _, r := range batch {
			if err := in.keep(ctx, []store.Reading{r}); err != nil {
				return err
			}
		}
		return nil
	}
	return err
}

// sizeOf adds up the files that paths name, for the progress bar; what cannot be seen counts nothing.
func sizeOf(paths []string) (n int64) {
	for _, p := range paths {
		found := []string{p}
		if _, err := os.Stat(p); err != nil {
			found, _ = filepath.Glob(p)
		}
		for _, f := range found {
			filepath.WalkDir(f, func(_ string, d fs.DirEntry, err error) error {
				if err == nil && d.Type().IsRegular() {
					if info, err := d.Info(); err == nil {
						n += info.Size()
					}
				}
				return nil
			})
		}
	}
	return n
}

func (a *app) printSummary(s *summary) {
	var parts []string
	add := func(n int, what string) {
		if n > 0 {
			parts = append(parts, number(n)+" "+what)
		}
	}
	add(s.Added, "new")
	add(s.Reread, "read again by a newer version")
	add(s.Named, "there already under another name")
	add(s.Differs, "there already with another title, source or date")
	add(s.Known, "there already")
	fmt.Fprintf(a.out, "%s, %s", plural(s.Documents, "document"), sayBytes(s.Bytes))
	if len(parts) > 0 {
		fmt.Fprintf(a.out, ": %s", strings.Join(parts, ", "))
	}
	fmt.Fprintf(a.out, ". %s", a.style.bold(plural(s.Claims, "claim")))
	if s.Sentences > 0 {
		fmt.Fprintf(a.out, " in %s", plural(s.Sentences, "sentence"))
	}
	fmt.Fprintf(a.out, ", %s.\n", saySeconds(s.Seconds))
	if s.Silent > 0 {
		fmt.Fprintf(a.out, "No claim: %s (chancery documents --silent)\n", plural(s.Silent, "document"))
	}
	list := func(what string, all []leftOut) {
		for _, l := range all {
			names := ""
			if len(l.Names) > 0 {
				names = ": " + plain(strings.Join(l.Names, ", "))
				if more := l.Count - len(l.Names); more > 0 {
					names += " and " + number(more) + " more"
				}
			}
			fmt.Fprintf(a.out, "%s: %s (%s)%s\n", what, number(l.Count), l.Reason, names)
		}
	}
	list("Left out", s.LeftOut)
	list("Passed over", s.Passed)
	if s.Failed > 0 {
		fmt.Fprintf(a.out, "%s\n", a.style.red("Not read: "+number(s.Failed)))
		for i, f := range s.Failures {
			if i == maxFailuresShown {
				fmt.Fprintf(a.out, "  and %s more\n", number(s.Failed-i))
				break
			}
			where := f.Where
			if where != "" {
				where += ": "
			}
			fmt.Fprintf(a.out, "  %s%s\n", where, f.Message)
			if f.Hint != "" {
				fmt.Fprintf(a.out, "    %s\n", a.style.dim(f.Hint))
			}
		}
	}
}

func sayBytes(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1000*1000:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	case n < 1000*1000*1000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.2f GB", float64(n)/1e9)
}

func saySeconds(s float64) string {
	if s < 60 {
		return fmt.Sprintf("%.1f s", s)
	}
	return time.Duration(s * float64(time.Second)).Round(time.Second).String()
}
