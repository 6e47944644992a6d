package source

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"chancery"
	"chancery/internal/source/decode"
	"chancery/internal/source/html"
	"chancery/internal/source/stamp"
)

const (
	maxChapters = 10_000
	maxPackage  = 8 << 20 // bytes of the file that lists the parts of a book
)

// container is META-INF/container.xml of a book.
type container struct {
	Files []struct {
		Path string `xml:"full-path,attr"`
	} `xml:"rootfiles>rootfile"`
}

// book is the file that lists the parts of a book, and says what it is.
type book struct {
	Titles     []string `xml:"metadata>title"`
	Publishers []string `xml:"metadata>publisher"`
	Dates      []string `xml:"metadata>date"`
	Items      []struct {
		ID         string `xml:"id,attr"`
		Href       string `xml:"href,attr"`
		Type       string `xml:"media-type,attr"`
		Properties string `xml:"properties,attr"`
	} `xml:"manifest>item"`
	Spine []struct {
		ID string `xml:"idref,attr"`
	} `xml:"spine>itemref"`
}

// locked is META-INF/encryption.xml of a book.
type locked struct {
	Files []struct {
		URI string `xml:"URI,attr"`
	} `xml:"EncryptedData>CipherData>CipherReference"`
}

// readEPUB reads a book: each chapter is a document, in the order of the book.
func readEPUB(w *walker, it item, z *zip.Reader) {
	files := map[string]*zip.File{}
	for _, f := range z.File {
		files[f.Name] = f
	}
	read := func(name string, most int64) ([]byte, error) {
		f := files[name]
		if f == nil {
			return nil, fmt.Errorf("%s is missing", name)
		}
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		defer r.Close()
		b, err := io.ReadAll(io.LimitReader(it.all.output(r), most+1))
		if int64(len(b)) > most {
			return nil, fmt.Errorf("%s is larger than %s", name, size(most))
		}
		return b, err
	}
	list := func(name string, v any) error {
		b, err := read(name, maxPackage)
		if err == nil {
			err = xml.Unmarshal(b, v)
		}
		return err
	}
	var c container
	var b book
	err := list("META-INF/container.xml", &c)
	if err == nil && len(c.Files) == 0 {
		err = fmt.Errorf("META-INF/container.xml names no book")
	}
	if err == nil {
		err = list(c.Files[0].Path, &b)
	}
	if err != nil {
		w.fail(it.where, "unpack it and read the pages in it", "is no book that can be read: %s", err)
		return
	}
	var l locked
	_ = list("META-INF/encryption.xml", &l) // most have none
	secret := map[string]bool{}
	for _, f := range l.Files {
		secret[f.URI] = true
	}
	parts := map[string]int{}
	for i, x := range b.Items {
		parts[x.ID] = i
	}
	before, locked := w.found(), 0
	for n, s := range b.Spine {
		i, ok := parts[s.ID]
		if !ok || n >= maxChapters || !strings.Contains(b.Items[i].Type, "html") || strings.Contains(b.Items[i].Properties, "nav") {
			continue
		}
		if w.ended(it) || !w.another(it) {
			return
		}
		href, err := url.PathUnescape(b.Items[i].Href)
		if err != nil {
			href = b.Items[i].Href
		}
		name := path.Join(path.Dir(c.Files[0].Path), href)
		if secret[name] {
			locked++
			continue
		}
		page, err := read(name, w.opts.MaxDocument)
		if err != nil {
			w.failRead(it.where+"!"+name, err)
			continue
		}
		text, _, err := decode.Declared(page, "")
		if err != nil {
			w.fail(it.where+"!"+name, "convert it to UTF-8 first", "%s", err)
			continue
		}
		d := html.Read(fmt.Sprintf("%s#%d", it.name, n+1), text, "")
		if len(d.Blocks) == 0 {
			w.leave("page of a book without text", it.where+"!"+name)
			continue
		}
		b.amend(d)
		w.yield(d)
	}
	switch {
	case locked > 0:
		w.fail(it.where, "it can be read only by the program that it was sold for", "%d of its chapters are encrypted", locked)
	case w.found() == before:
		w.barren(it.where, "book", len(b.Spine))
	}
}

// amend gives a chapter what the book says of itself.
func (b *book) amend(d *chancery.Document) {
	first := func(all []string) string {
		for _, s := range all {
			if s = strings.Join(strings.Fields(s), " "); s != "" {
				return s
			}
		}
		return ""
	}
	if t := first(b.Titles); d.Title == "" {
		d.Title = t
	} else if t != "" && t != d.Title {
		d.Title = t + ": " + d.Title
	}
	if d.Source == "" {
		d.Source = first(b.Publishers)
	}
	day := first(b.Dates)
	edtf := stamp.Coarse(day)
	if ds := stamp.Find(day); len(ds) > 0 {
		edtf = ds[0].EDTF
	}
	if edtf != "" {
		d.Dates = append([]chancery.DateCandidate{{EDTF: edtf, Kind: chancery.DateMetadata, Text: day}}, d.Dates...)
	}
}
