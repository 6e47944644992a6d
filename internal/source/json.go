package source

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"chancery"
	"chancery/internal/source/feed"
	"chancery/internal/source/html"
	"chancery/internal/source/stamp"
)

// A record is a document in JSON: {"title","text","date","url","source"}, with the names that other programs use as well.
type record struct {
	ID, Name, Document             string
	Title, Headline                string
	Text, Content, Body            string
	HTML                           string
	Date, Published, DatePublished string
	URL, Link                      string
	Source, Publisher, Site        string
	Language, Lang                 string
}

// UnmarshalJSON takes the fields that are strings and passes over all else.
func (r *record) UnmarshalJSON(b []byte) error {
	var m map[string]json.RawMessage
	if err := json.Unmarshal(b, &m); err != nil {
		return err
	}
	for key, to := range map[string]*string{
		"id": &r.ID, "name": &r.Name, "document": &r.Document, "title": &r.Title, "headline": &r.Headline, "text": &r.Text, "content": &r.Content, "body": &r.Body, "html": &r.HTML,
		"date": &r.Date, "published": &r.Published, "date_published": &r.DatePublished, "url": &r.URL, "link": &r.Link, "source": &r.Source, "publisher": &r.Publisher, "site": &r.Site,
		"language": &r.Language, "lang": &r.Lang,
	} {
		if raw, ok := m[key]; ok {
			_ = json.Unmarshal(raw, to)
		}
	}
	return nil
}

func first(values ...string) string {
	for _, v := range values {
		if s := strings.TrimSpace(v); s != "" {
			return s
		}
	}
	return ""
}

// readJSON reads documents in JSON: one object a line, an array of objects, one object, or a JSON Feed.
func readJSON(w *walker, it item, r *bufio.Reader) {
	head, _ := r.Peek(peekSize)
	if start := bytes.TrimLeft(head, " \t\r\n\ufeff"); len(start) > 0 && start[0] == '{' {
		line, _, _ := bytes.Cut(start, []byte("\n"))
		if len(line) == len(start) && len(head) == peekSize || json.Valid(bytes.TrimSpace(line)) || !bytes.Contains(start, []byte("\n")) {
			w.jsonLines(it, r)
			return
		}
	}
	b, ok := w.whole(it, r)
	if !ok {
		return
	}
	b = bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")))
	if w.jsonFeed(it, b) {
		return
	}
	if len(b) > 0 && b[0] == '[' {
		var all []json.RawMessage
		if err := json.Unmarshal(b, &all); err != nil {
			w.failJSON(it.where, err)
			return
		}
		for i, raw := range all {
			if w.stop() {
				return
			}
			w.record(it, fmt.Sprintf("%s[%d]", it.where, i), fmt.Sprintf("%s#%d", it.name, i+1), raw)
		}
		return
	}
	if json.Valid(b) {
		w.record(it, it.where, it.name, b)
		return
	}
	w.jsonLines(it, bufio.NewReaderSize(bytes.NewReader(b), peekSize))
}

// maxLine is how many documents of the largest size a line may be as long as, before the rest of the file is given up.
const maxLine = 64

// jsonLines reads one object a line; a line that is none is an error of its own.
func (w *walker) jsonLines(it item, r *bufio.Reader) {
	var line []byte
	for n := 1; ; n++ {
		if w.stop() {
			return
		}
		line = line[:0]
		long := false
		var err error
		for passed := int64(0); ; {
			var part []byte
			part, err = r.ReadSlice('\n')
			if passed += int64(len(part)); passed > maxLine*w.opts.MaxDocument {
				w.fail(fmt.Sprintf("%s:%d", it.where, n), "give one JSON object a line", "the line does not end")
				return
			}
			if int64(len(line)+len(part)) > w.opts.MaxDocument {
				long = true
			} else {
				line = append(line, part...)
			}
			if err != bufio.ErrBufferFull {
				break
			}
		}
		if err != nil && err != io.EOF {
			if w.ctx.Err() == nil {
				w.failRead(it.where, err)
			}
			return
		}
		where := fmt.Sprintf("%s:%d", it.where, n)
		b := bytes.TrimSpace(line)
		if n == 1 {
			b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
		}
		switch {
		case long:
			w.fail(where, tooLarge, "the line is longer than %s, the limit for one document", size(w.opts.MaxDocument))
		case len(b) > 0:
			if !w.jsonFeed(it, b) {
				w.record(it, where, fmt.Sprintf("%s#%d", it.name, n), b)
			}
		}
		if err == io.EOF {
			return
		}
	}
}

func (w *walker) failJSON(where string, err error) {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		w.fail(where, "give one JSON object a line, or an array of them", "is not JSON: at byte %d: %s", syntax.Offset, syntax.Error())
		return
	}
	w.fail(where, `give objects with "text", and "title", "date", "url" and "source" where known`, "is not a document: %s", err)
}

// record yields the document of one JSON object.
func (w *walker) record(it item, where, name string, b []byte) {
	var r record
	if err := json.Unmarshal(b, &r); err != nil {
		w.failJSON(where, err)
		return
	}
	name = first(r.Name, r.Document, r.ID, name)
	var d *chancery.Document
	plain := first(r.Text, r.Content, r.Body)
	switch {
	case plain != "" && isHTML([]byte(plain)):
		d = html.Read(name, valid(plain), "")
	case plain != "":
		if d = w.readPlain(name, where, valid(plain)); d == nil {
			return
		}
	case r.HTML != "":
		d = html.Read(name, valid(r.HTML), "")
	default:
		w.fail(where, `give objects with "text", and "title", "date", "url" and "source" where known`, "the record has no text")
		return
	}
	if len(d.Blocks) == 0 {
		w.fail(where, "", "the record holds nothing but white space")
		return
	}
	d.Title = first(r.Title, r.Headline, d.Title)
	d.Source = first(r.Source, r.Publisher, r.Site, d.Source)
	d.URL = first(r.URL, r.Link, d.URL)
	if l := first(r.Language, r.Lang); len(l) >= 2 {
		d.Language = strings.ToLower(l[:2])
	}
	if date := first(r.Date, r.Published, r.DatePublished); date != "" {
		if e := stamp.Coarse(date); e != "" {
			d.Dates = append([]chancery.DateCandidate{{EDTF: e, Kind: chancery.DateMetadata, Text: date}}, d.Dates...)
		} else {
			w.passDate(where, date)
		}
	}
	w.yield(d)
}

// valid makes sure of UTF-8, whatever the decoder let through.
func valid(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// isJSON reports whether a text is JSON that can hold documents.
func isJSON(start []byte) bool {
	if len(start) < 2 || start[0] != '{' && start[0] != '[' {
		return false
	}
	rest := bytes.TrimLeft(start[1:], " \t\r\n")
	if start[0] == '[' {
		if len(rest) == 0 || rest[0] != '{' {
			return false
		}
		rest = bytes.TrimLeft(rest[1:], " \t\r\n")
	}
	if len(rest) == 0 || rest[0] != '"' {
		return false
	}
	i := bytes.IndexByte(rest[1:], '"')
	return i >= 0 && bytes.HasPrefix(bytes.TrimLeft(rest[i+2:], " \t\r\n"), []byte(":"))
}

// readFeed reads an RSS or Atom feed: each entry is a document.
func readFeed(w *walker, it item, r *bufio.Reader) {
	docs, err := feed.XML(io.LimitReader(r, w.opts.MaxDocument))
	if err == nil || len(docs) > 0 {
		w.feed(it, docs)
	}
	if err != nil {
		w.fail(it.where, w.stands("give the file again when it is whole"), "the feed cannot be read further: %s", err)
	}
}

// jsonFeed reads b where it is a JSON Feed, and reports whether it is.
func (w *walker) jsonFeed(it item, b []byte) bool {
	entries, ok, err := feed.JSON(b)
	switch {
	case err != nil:
		w.fail(it.where, "", "the feed cannot be read: %s", err)
	case ok:
		w.feed(it, entries)
	}
	return ok
}

func (w *walker) feed(it item, entries []feed.Entry) {
	if len(entries) == 0 {
		w.fail(it.where, "", "the feed has no entries")
		return
	}
	for i, e := range entries {
		if w.stop() {
			return
		}
		if e.Fault != "" {
			w.fail(fmt.Sprintf("%s#%d", it.where, i+1), feed.FaultHint, "%s", e.Fault)
		} else if d := e.Document(fmt.Sprintf("%s#%d", it.name, i+1)); d != nil {
			w.yield(d)
		} else {
			w.leave("feed entry without text")
		}
	}
}
