package source

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"chancery"
	"chancery/internal/source/wiki"
)

// maxPage bounds the wikitext of a page, in bytes: twice what MediaWiki lets anyone save.
const maxPage = 4 << 20

// readWiki reads a MediaWiki export. Pages are parsed in parallel and yielded in the order of the file; a bounded
// number is held at a time.
func readWiki(w *walker, it item, r *bufio.Reader) {
	f := wiki.Filter{Title: w.opts.Title, Category: w.opts.Category, MaxPage: min(w.opts.MaxDocument, maxPage)}
	byDefault := false
	switch {
	case w.opts.AllPages:
		f.Title, f.Category = nil, nil
	case f.Title == nil && f.Category == nil:
		f.Title, byDefault = wiki.Relations, true
	}
	workers := runtime.GOMAXPROCS(0)
	type parsed struct {
		doc *chancery.Document
		err *chancery.Error
	}
	type job struct {
		page wiki.Page
		done chan parsed
	}
	jobs := make(chan job, workers)
	order := make(chan job, 2*workers)
	stop := make(chan struct{})
	var group sync.WaitGroup
	parse := func(p wiki.Page) (out parsed) {
		defer func() { // a bug in another goroutine would end the program
			if bug := recover(); bug != nil {
				out.err = failedBy(bug, it.where+"!"+p.Title)
			}
		}()
		return parsed{doc: w.opts.parseWiki(p)}
	}
	for range workers {
		group.Go(func() {
			for j := range jobs {
				j.done <- parse(j.page)
			}
		})
	}
	// The export is read in a goroutine of its own; what it reports passes through the order of pages, so that reports
	// are the same in every run.
	type note struct{ title, message, reason, timestamp string }
	var mu sync.Mutex
	var notes []note
	result := make(chan error, 1)
	go func() {
		defer close(order)
		defer close(jobs)
		defer func() {
			if bug := recover(); bug != nil {
				result <- failedBy(bug, it.where)
			}
		}()
		result <- wiki.Export(r, f, wiki.Handler{
			Page: func(p wiki.Page) error {
				j := job{p, make(chan parsed, 1)}
				select {
				case order <- j:
				case <-stop:
					return errStopped
				}
				jobs <- j
				return nil
			},
			Left: func(reason string) { mu.Lock(); notes = append(notes, note{reason: reason}); mu.Unlock() },
			Fail: func(title, message string) {
				mu.Lock()
				notes = append(notes, note{title: title, message: message})
				mu.Unlock()
			},
			Pass: func(title, timestamp string) {
				mu.Lock()
				notes = append(notes, note{title: title, timestamp: timestamp})
				mu.Unlock()
			},
		})
	}()
	pages, others := 0, 0
	settle := func() {
		mu.Lock()
		got := notes
		notes = nil
		mu.Unlock()
		for _, n := range got {
			if n.reason != "" {
				if n.reason == wiki.LeftTitle {
					others++
				}
				w.leave(n.reason)
				continue
			}
			if n.timestamp != "" {
				w.passDate(it.where+"!"+n.title, n.timestamp)
				continue
			}
			w.fail(it.where+"!"+n.title, "", "%s", n.message)
		}
	}
	func() {
		defer func() { // whatever comes of a page, nobody is left behind
			close(stop)
			for range order {
			}
			group.Wait()
		}()
		for j := range order {
			p := <-j.done
			settle()
			if w.stop() {
				return
			}
			if p.err != nil {
				w.failure(p.err)
				continue
			}
			pages++
			w.yield(p.doc)
			if w.stop() {
				return
			}
		}
	}()
	err := <-result
	settle()
	if err != nil && !errors.Is(err, errStopped) && w.ctx.Err() == nil && w.abort == nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			w.failure(&chancery.Error{Code: chancery.CodeInput, Where: it.where, Message: "the export breaks off in the middle", Hint: w.stands("download the file again"), Err: err})
			return
		}
		w.failRead(it.where, err)
		return
	}
	if byDefault && err == nil && pages == 0 && others > 0 {
		w.fail(it.where, "choose pages by title or by category, or take all", "none of the %d articles in the export is about the relations between states, by their titles", others)
	}
}

// failedBy is the error that a bug makes of what set it off.
func failedBy(bug any, where string) *chancery.Error {
	return &chancery.Error{Code: chancery.CodeInternal, Where: where, Message: fmt.Sprintf("reading it failed: %v", bug), Hint: "this is a bug; the document that sets it off helps to find it"}
}

var errStopped = errors.New("stopped")
