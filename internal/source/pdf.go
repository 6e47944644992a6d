package source

import (
	"bufio"
	"fmt"

	"chancery/internal/source/pdf"
)

// readPDF reads a PDF file: the file is a document, each block has its page.
func readPDF(w *walker, it item, r *bufio.Reader) {
	if len(w.opts.PDF) == 0 {
		w.fail(it.where, "convert it to text first, for instance with pdftotext", "is a PDF file, which is not read here")
		return
	}
	b, ok := w.whole(it, r)
	if !ok {
		return
	}
	d, bad, err := pdf.Read(w.ctx, w.opts.PDF, it.name, b)
	if err != nil {
		if w.ctx.Err() == nil {
			w.fail(it.where, "", "%s", err)
		}
		return
	}
	for _, p := range bad {
		where := it.where
		if p.Page > 0 {
			where = fmt.Sprintf("%s:page %d", it.where, p.Page)
		}
		if p.Scan {
			w.pass("page that is a picture without text, perhaps a scan", where)
			continue
		}
		hint := ""
		if d != nil {
			hint = "the other pages have been read"
		}
		w.fail(where, hint, "%s", p.Message)
	}
	switch {
	case d != nil:
		if err := it.all.add(max(len(d.Original)-len(b), 0)); err != nil { // its streams are compressed
			w.failRead(it.where, err)
			return
		}
		w.yield(d)
	case len(bad) == 0:
		w.fail(it.where, "have its pictures turned into text by an OCR program first", "no page of the file holds text; it may be a scan")
	}
}
