package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"chancery"
	"chancery/internal/source/feed"
)

// Fetched is a page as a server sent it.
type Fetched struct {
	Name        string // the document's name
	URL         string // where it was found, after redirects
	ContentType string
	Body        []byte
}

// Page reads one fetched page, of whatever format it is, as Walk reads a file. amend, where set, may add to a document
// before it is handed on.
func Page(ctx context.Context, f Fetched, opts Options, amend func(*chancery.Document), fn func(chancery.Document) error) (Report, error) {
	w := newWalker(ctx, opts, func(d chancery.Document) error {
		if d.URL == "" {
			d.URL = f.URL
		}
		if amend != nil {
			amend(&d)
		}
		return fn(d)
	})
	it := item{name: f.Name, where: f.URL, explicit: true}
	switch {
	case len(bytes.TrimSpace(f.Body)) == 0:
		w.fail(f.URL, "", "the page is empty")
	case isHTML(bytes.TrimSpace(f.Body)):
		w.page(it, f.Body, f.ContentType, f.URL, nil)
	default:
		w.stream(it, io.Reader(bytes.NewReader(f.Body)))
	}
	return w.end()
}

// end closes a walk.
func (w *walker) end() (Report, error) {
	w.stop()
	w.report.LeftOut, w.report.Passed = listed(w.left), listed(w.passed)
	return w.report, w.abort
}

// Entries reads a feed of any of the formats, or says why it is none. With an error it returns the entries that stand
// before the place where it breaks off.
func Entries(body []byte) ([]feed.Entry, error) {
	start := bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")), " \t\r\n")
	if es, ok, err := feed.JSON(start); ok {
		if err != nil {
			err = fmt.Errorf("cannot be read: %w", err)
		}
		return es, err
	}
	if !isFeed(start) {
		return nil, errors.New("is neither RSS nor Atom nor JSON Feed")
	}
	es, err := feed.XML(bytes.NewReader(body))
	if err != nil {
		err = fmt.Errorf("cannot be read further: %w", err)
	}
	return es, err
}

// Hand hands on one document that was read elsewhere, unless the options leave it out.
func Hand(d chancery.Document, opts Options, fn func(chancery.Document) error) (Report, error) {
	w := newWalker(context.Background(), opts, fn)
	w.yield(&d)
	return w.end()
}
