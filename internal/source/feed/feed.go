// Package feed reads feeds: RSS 0.9 to 2.0, Atom and JSON Feed. An entry with text is a document.
//
// It reads what feeds in the wild hold: undeclared entities, HTML escaped or not, dates in the forms of RFC 822 and RFC 3339.
// A date that cannot be read is no date. Entities that a feed declares are not expanded. It fetches nothing.
package feed

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"

	"chancery"
	"chancery/internal/source/html"
	"chancery/internal/source/stamp"
	"chancery/internal/source/text"
)

// Reader is the version of this reader.
const Reader = "feed/2"

// An Entry is one entry of a feed.
type Entry struct {
	ID, Title, URL, Source, Language string // URL may be relative to the address of the feed
	Published, Updated               string // as the feed writes them
	Content                          string // HTML or text, the longest that the entry has
	Fault                            string `json:",omitempty"` // why it cannot be read; it has no more than an ID then, by its bytes
}

// FaultHint is what to do about an entry with a fault.
const FaultHint = `items of a JSON Feed are objects in which "url", "title", "content_html" and "content_text" are text`

const (
	maxEntries = 100_000
	maxDepth   = 100
)

// Document returns the entry as a document of that name, or nil where it has no text. Original is the entry's content.
func (e Entry) Document(name string) *chancery.Document {
	content := strings.ToValidUTF8(strings.TrimSpace(e.Content), "\uFFFD")
	if content == "" {
		return nil
	}
	var d *chancery.Document
	if strings.Contains(content, "<") || strings.Contains(content, "&") {
		d = html.Read(name, content, "")
		if len(d.Blocks) > 0 && furnitureOnly(d) {
			for i := range d.Blocks { // the feed's own text has no menus around it
				if d.Blocks[i].Kind == chancery.Paragraph {
					d.Blocks[i].Furniture = ""
				}
			}
		}
	} else {
		d = text.Read(name, content)
	}
	if len(d.Blocks) == 0 {
		return nil
	}
	d.Format, d.Reader = "feed", Reader
	d.Title, d.Source, d.Language = e.Title, e.Source, e.Language
	if whole(e.URL) {
		d.URL = e.URL
	}
	var dates []chancery.DateCandidate
	for _, s := range []string{e.Published, e.Updated} {
		if ds := stamp.Find(s); len(ds) > 0 && len(dates) == 0 {
			dates = append(dates, chancery.DateCandidate{EDTF: ds[0].EDTF, Kind: chancery.DateMetadata, Text: s})
		}
	}
	d.Dates = append(dates, d.Dates...)
	return d
}

func furnitureOnly(d *chancery.Document) bool {
	for _, b := range d.Blocks {
		if b.Furniture == "" {
			return false
		}
	}
	return true
}

// XML reads an RSS or Atom feed. With an error it returns the entries that it read whole before: half an entry may lack its address or its date.
func XML(r io.Reader) ([]Entry, error) {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = charset.NewReaderLabel
	var out []Entry
	var site, language string
	var e *Entry
	var path []string
	var content strings.Builder
	broken := func(err error) ([]Entry, error) {
		if e != nil {
			out = out[:len(out)-1]
		}
		return out, err
	}
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return broken(err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			name := strings.ToLower(t.Name.Local)
			if len(path) >= maxDepth {
				return broken(&xml.SyntaxError{Msg: "elements nested too deeply", Line: line(d)})
			}
			path = append(path, name)
			content.Reset()
			switch {
			case name == "item" || name == "entry":
				if len(out) >= maxEntries {
					return out, nil
				}
				out = append(out, Entry{Source: site, Language: language})
				e = &out[len(out)-1]
			case name == "link" && e != nil:
				rel, href := attr(t, "rel"), attr(t, "href")
				if href != "" && (e.URL == "" || rel == "alternate") && rel != "self" && rel != "enclosure" && rel != "replies" {
					e.URL = href
				}
			case name == "feed" || name == "rss":
				if l := attr(t, "lang"); len(l) >= 2 {
					language = strings.ToLower(l[:2])
				}
			case name == "content" && attr(t, "type") == "xhtml" && e != nil, name == "summary" && attr(t, "type") == "xhtml" && e != nil:
				var inner struct {
					XML string `xml:",innerxml"`
				}
				if err := d.DecodeElement(&inner, &t); err != nil {
					return broken(err)
				}
				path = path[:len(path)-1]
				e.take(inner.XML)
			}
		case xml.CharData:
			content.Write(t)
		case xml.EndElement:
			name := strings.ToLower(t.Name.Local)
			if len(path) > 0 {
				path = path[:len(path)-1]
			}
			s := strings.TrimSpace(content.String())
			content.Reset()
			switch {
			case name == "item" || name == "entry":
				e = nil
			case e == nil && name == "title" && site == "":
				site = s
			case e == nil && name == "language" && len(s) >= 2:
				language = strings.ToLower(s[:2])
			case e == nil || s == "":
			default:
				e.field(name, s)
			}
		}
	}
}

func line(d *xml.Decoder) int { n, _ := d.InputPos(); return n }

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if strings.EqualFold(a.Name.Local, name) {
			return a.Value
		}
	}
	return ""
}

// field takes one element of an entry.
func (e *Entry) field(name, s string) {
	set := func(p *string) {
		if *p == "" {
			*p = s
		}
	}
	switch name {
	case "title":
		set(&e.Title)
	case "link":
		if e.URL == "" || whole(s) && !whole(e.URL) {
			e.URL = s
		}
	case "guid", "id":
		set(&e.ID)
		if whole(s) && !whole(e.URL) {
			e.URL = s
		}
	case "pubdate", "published", "issued", "date", "created":
		set(&e.Published)
	case "updated", "modified":
		set(&e.Updated)
	case "description", "summary", "encoded", "content":
		e.take(s)
	}
}

// whole reports whether an address says where it is by itself.
func whole(address string) bool {
	return strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://")
}

// take keeps the longer content: many entries have a summary as well as the text.
func (e *Entry) take(s string) {
	if len(s) > len(e.Content) {
		e.Content = s
	}
}

// JSON reads a JSON Feed, and reports whether b is one. An item that cannot be read is an entry with nothing but its Fault; the error is of the
// feed as a whole.
func JSON(b []byte) (entries []Entry, is bool, err error) {
	const mark = "jsonfeed.org/version"
	if len(b) == 0 || b[0] != '{' || !strings.Contains(string(b[:min(len(b), 4096)]), mark) {
		return nil, false, nil
	}
	var f map[string]json.RawMessage
	if json.Unmarshal(b, &f) != nil || !strings.Contains(str(f["version"]), mark) {
		return nil, false, nil
	}
	var items []json.RawMessage
	if raw := f["items"]; raw != nil && json.Unmarshal(raw, &items) != nil {
		return nil, true, errors.New(`its "items" are no list`)
	}
	for _, raw := range items {
		entries = append(entries, jsonItem(raw, str(f["title"]), str(f["language"])))
	}
	return entries, true, nil
}

// str returns a value that is text, or "".
func str(raw json.RawMessage) (s string) {
	_ = json.Unmarshal(raw, &s)
	return s
}

func jsonItem(raw json.RawMessage, site, language string) Entry {
	var i struct {
		ID            any
		URL           string `json:"url"`
		Title         string `json:"title"`
		ContentHTML   string `json:"content_html"`
		ContentText   string `json:"content_text"`
		Summary       string `json:"summary"`
		DatePublished string `json:"date_published"`
		DateModified  string `json:"date_modified"`
		Language      string `json:"language"`
	}
	if err := json.Unmarshal(raw, &i); err != nil || raw[0] != '{' {
		fault := "the item is no object"
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) && wrong.Field != "" {
			fault = fmt.Sprintf("the %q of the item is not text", wrong.Field)
		}
		return Entry{ID: chancery.Hash(string(raw))[:16], Fault: fault}
	}
	e := Entry{Title: i.Title, URL: i.URL, Source: site, Published: i.DatePublished, Updated: i.DateModified}
	if l := i.Language + language; len(l) >= 2 {
		e.Language = strings.ToLower(l[:2])
	}
	e.ID, _ = i.ID.(string)
	for _, s := range []string{i.ContentHTML, i.ContentText, i.Summary} {
		if e.Content == "" {
			e.Content = s
		}
	}
	return e
}
