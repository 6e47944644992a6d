package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"

	"chancery"
	"chancery/internal/source/stamp"
	"chancery/internal/source/warc"
)

// readWARC reads a web archive: each page is a document, named by its address.
func readWARC(w *walker, it item, r *bufio.Reader) {
	err := warc.Read(r, w.opts.MaxDocument, w.warcHandler(it))
	if err != nil && err != errStopped && w.ctx.Err() == nil {
		w.failRead(it.where, err)
	}
}

func (w *walker) warcHandler(it item) warc.Handler {
	return warc.Handler{
		Record: func(rec warc.Record) error {
			w.warcRecord(it, rec)
			if w.ended(it) {
				return errStopped
			}
			return nil
		},
		Fail: func(offset int64, message string) {
			w.fail(fmt.Sprintf("%s:byte %d", it.where, offset), "the other records have been read", "%s", message)
		},
	}
}

func (w *walker) warcRecord(it item, rec warc.Record) {
	if rec.Block == nil {
		w.leave("WARC record without a page")
		return
	}
	content, err := warc.Payload(rec, w.opts.MaxDocument)
	body, contentType := content.Body, content.ContentType
	if errors.Is(err, warc.ErrStatus) {
		w.leave(warc.ErrStatus.Error())
		return
	}
	where := it.where + "!" + rec.URI
	if err != nil {
		w.fail(where, "", "%s", err)
		return
	}
	if err := it.all.add(max(len(body)-len(rec.Block), 0)); err != nil { // bodies may be compressed
		w.failRead(where, err)
		return
	}
	before := w.found()
	defer func() { // of what is no page it does not matter
		switch at := fmt.Sprintf("%s (byte %d)", where, rec.Offset); {
		case w.found() == before:
		case content.Broken != "":
			w.fail(at, "what stands before has been read; fetch the page again", "the page is not whole: %s", content.Broken)
		case content.Odd != "":
			w.pass("length in the HTTP header of a page that is not so: all of the page has been read", at+": "+content.Odd)
		}
	}()
	kind := strings.ToLower(contentType)
	page := item{name: rec.URI, where: where}
	if page.name == "" {
		page.name = fmt.Sprintf("%s@%d", it.name, rec.Offset)
	}
	crawled := func(d *chancery.Document) {
		if d.URL == "" {
			d.URL = rec.URI
		}
		if ds := stamp.Find(rec.Date); len(ds) > 0 { // the day of the crawl is a masthead's at best
			d.Dates = append(d.Dates, chancery.DateCandidate{EDTF: ds[0].EDTF, Kind: chancery.DateMasthead, Text: rec.Date})
		}
	}
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		w.leave("empty page")
	case strings.Contains(kind, "html") || kind == "" && isHTML(bytes.TrimSpace(body)):
		w.page(page, body, contentType, rec.URI, crawled)
	case strings.HasPrefix(kind, "text/plain"):
		s, ok := w.decoded(page, body, contentType)
		if !ok {
			return
		}
		if d := w.readPlain(page.name, where, s); d != nil {
			crawled(d)
			w.yield(d)
		}
	default:
		w.leave("archived file that is no page")
	}
}

// readWARCGzip reads an archive each of whose records is a gzip member: a damaged member is passed over.
func readWARCGzip(w *walker, it item, r *bufio.Reader) {
	h := w.warcHandler(it)
	n := 1
	h.Fail = func(offset int64, message string) {
		w.fail(fmt.Sprintf("%s:member %d:byte %d", it.where, n, offset), "the other records have been read", "%s", message)
	}
	in := bufio.NewReaderSize(r, peekSize)
	z := new(gzip.Reader)
	for ; !w.stop(); n++ {
		if _, err := in.Peek(1); err == io.EOF {
			return
		}
		err := z.Reset(in)
		if err == nil {
			z.Multistream(false)
			err = warc.Read(it.all.output(z), w.opts.MaxDocument, h)
			if err == errStopped {
				return
			}
			if err == nil {
				_, err = io.Copy(io.Discard, it.all.output(z)) // to the end of the member
			}
		}
		var bomb *chancery.Error
		switch {
		case err == nil:
			continue
		case w.ctx.Err() != nil:
			return
		case errors.As(err, &bomb):
			w.failure(bomb)
			return
		}
		w.fail(fmt.Sprintf("%s:member %d", it.where, n), "the other records have been read", "a compressed record is damaged: %s", err)
		if !nextMember(in) {
			return
		}
	}
}

// nextMember reads on to what looks like the beginning of a gzip member.
func nextMember(r *bufio.Reader) bool {
	for {
		head, err := r.Peek(4)
		if len(head) < 4 {
			return false
		}
		if head[0] == 0x1f && head[1] == 0x8b && head[2] == 8 && head[3]&0xe0 == 0 {
			return true
		}
		if err != nil {
			return false
		}
		skip := 1
		if i := bytes.IndexByte(head[1:], 0x1f); i >= 0 {
			skip = i + 1
		} else {
			skip = len(head)
		}
		if _, err := r.Discard(skip); err != nil {
			return false
		}
	}
}
