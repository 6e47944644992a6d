package source

import (
	"archive/zip"
	"errors"
	"fmt"

	"chancery"
	"chancery/internal/source/office"
)

// readOffice reads a document of a word processor: the file is a document.
func readOffice(w *walker, it item, z *zip.Reader, read func(string, *office.File) (*chancery.Document, error)) {
	d, err := read(it.name, office.Parts(z, w.opts.MaxDocument, it.all.output))
	var bomb *chancery.Error
	var part *office.PartError
	switch {
	case err == nil || w.ctx.Err() != nil:
	case errors.As(err, &bomb):
		w.failure(bomb)
		return
	case errors.Is(err, office.ErrEncrypted):
		w.fail(it.where, "save it without a password", "%s", err)
	case errors.Is(err, office.ErrLarge):
		w.fail(it.where, tooLarge, "the text in it is larger than %s, the limit for one document", size(w.opts.MaxDocument))
		return
	case errors.As(err, &part):
		where := it.where + "!" + part.Part
		if part.Line > 0 {
			where = fmt.Sprintf("%s:%d", where, part.Line)
		}
		hint := "save it again"
		if d != nil {
			hint = "what can be read has been read; save it again"
		}
		w.fail(where, hint, "is damaged: %s", part)
	default:
		w.fail(it.where, "", "%s", err)
	}
	switch {
	case d != nil:
		w.yield(d)
	case err == nil:
		w.fail(it.where, "", "there is no text in it")
	}
}
