package source

import (
	"bufio"
	"errors"
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
	type job struct {
		page wiki.Page
		done chan *chancery.Document
	}
	jobs := make(chan job, workers)
	order := make(chan job, 2*workers)
	stop := make(chan struct{})
	var group sync.WaitGroup
	for range workers {
		group.Add(1)
		go func() {
			defer group.Done()
			for j := range jobs {
				j.done <- wiki.Parse(j.page)
			}
		}()
	}
	// The export is read in a goroutine of its own; what it reports passes through the order of pages, so that reports
	// are the same in every run.
	type note struct{ title, message, reason string }
	var mu sync.Mutex
	var notes []note
	result := make(chan error, 1)
	go func() {
		defer close(order)
		defer close(jobs)
		result <- wiki.Export(r, f, wiki.Handler{
			Page: func(p wiki.Page) error {
				j := job{p, make(chan *chancery.Document, 1)}
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
			w.fail(it.where+"!"+n.title, "", "%s", n.message)
		}
	}
	for j := range order {
		d := <-j.done
		settle()
		if w.stop() {
			break
		}
		pages++
		w.yield(d)
		if w.stop() {
			break
		}
	}
	close(stop)
	for range order { // let the reader go
	}
	group.Wait()
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

var errStopped = errors.New("stopped")
