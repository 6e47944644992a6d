package web

import (
	"bytes"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"chancery/internal/query"
)

// ask says how a page is asked for.
type ask struct {
	known bool                              // it can be shown as it was known on a day: known=
	early func(*http.Request) (a, b string) // whom it is about, where it can be written out of what is kept; nil where it cannot
}

// open opens the book that a page is written from: as of the day that known= names, or of now.
func (r *request) open(a ask) error {
	if known := strings.TrimSpace(r.URL.Query().Get("known")); a.known && known != "" {
		at, err := query.Known("known", known)
		if err != nil {
			return err
		}
		if at.Before(r.site.back.Now()) {
			r.known = known
			r.book, err = r.site.back.Past(r.Context(), at)
			return err
		}
	}
	if a.early != nil {
		x, y := a.early(r.Request)
		book, ok, err := r.site.back.Early(r.Context(), x, y)
		if ok || err != nil {
			r.book = book
			return err
		}
	}
	book, err := r.site.back.Book(r.Context())
	r.book = book
	return err
}

// to is the address of a page to which a request is sent on, as of the same day.
func (r *request) to(path, query string) string {
	q, _ := url.ParseQuery(query) // our own
	if r.known != "" {
		q.Set("known", r.known)
	}
	if len(q) > 0 {
		path += "?" + q.Encode()
	}
	return path
}

// asOfNow is the address of the page that is asked for, as of now.
func (r *request) asOfNow() string {
	q := r.URL.Query()
	q.Del("known")
	if len(q) == 0 {
		return r.URL.Path
	}
	return r.URL.Path + "?" + q.Encode()
}

// knowable finds the links of a page that lead to pages that can be shown as of a day.
var knowable = regexp.MustCompile(` href="((?:/(?:matrix|states|documents|discrepancies|gaps)?|/(?:pair|state|document|claim)/[^"?#]*)?)(\?[^"#]*)?(#[^"]*)?"`)

// nowLink is what the layout writes for the link that leads back to now.
const nowLink = ` href="#now"`

// carry lets the links of a page lead to what was known on the same day, and those to evidence beside it keep its date. The page is our own: a quotation mark
// in a document's words is escaped there.
func (r *request) carry(page []byte) []byte {
	q := r.URL.Query()
	on := strings.TrimSpace(q.Get("on"))
	if r.known == "" && on == "" {
		return page
	}
	page = knowable.ReplaceAllFunc(page, func(link []byte) []byte {
		m := knowable.FindSubmatch(link)
		path, query, at := string(m[1]), string(m[2]), string(m[3])
		if path == "" && query == "" { // a place on this page
			return link
		}
		add := func(name, value string) {
			if value == "" || strings.Contains(query, name+"=") {
				return
			}
			if len(query) > 1 {
				query += "&amp;"
			} else {
				query = "?"
			}
			query += name + "=" + url.QueryEscape(value)
		}
		if strings.HasPrefix(query, "?at=") && path == "" {
			add("on", on)
		}
		add("known", r.known)
		return []byte(` href="` + path + query + at + `"`)
	})
	return bytes.ReplaceAll(page, []byte(nowLink), []byte(` href="`+html.EscapeString(r.asOfNow())+`"`))
}
