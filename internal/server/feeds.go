package server

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"chancery"
	"chancery/internal/query"
	"chancery/internal/store"
)

// feedLength is how many changes a feed holds.
const feedLength = 200

// atomFeed is a feed as RFC 4287 has it.
type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Language string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Updated  string      `xml:"updated"`
	Author   atomAuthor  `xml:"author"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID       string         `xml:"id"`
	Title    string         `xml:"title"`
	Updated  string         `xml:"updated"`
	Links    []atomLink     `xml:"link"`
	Category []atomCategory `xml:"category"`
	Content  atomText       `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// feedPage answers GET /feeds/...: all.atom, state/X.atom, pair/A/B.atom.
func (s *Server) feedPage(w http.ResponseWriter, r *http.Request) {
	b, err := s.whole(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	path, ok := strings.CutSuffix(strings.TrimPrefix(r.URL.Path, "/feeds/"), ".atom")
	parts := strings.Split(path, "/")
	var names []string
	switch {
	case ok && len(parts) == 1 && parts[0] == "all":
	case ok && len(parts) == 2 && parts[0] == "state", ok && len(parts) == 3 && parts[0] == "pair":
		names = parts[1:]
	default:
		s.fail(w, r, &chancery.Error{Code: chancery.CodeNotFound, Where: r.URL.Path, Message: "no such feed", Hint: "/feeds/all.atom, /feeds/state/ALB.atom, /feeds/pair/ALB/IRN.atom"})
		return
	}
	var keys [2]string
	for i, n := range names {
		e, err := b.Gaz.Lookup(n)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		keys[i] = b.IDKey(e.ID)
	}
	if keys[0] != "" && keys[0] == keys[1] {
		s.fail(w, r, &chancery.Error{Code: chancery.CodeUsage, Where: path, Message: "names one line of states twice"})
		return
	}
	cs := s.changes.last(feedLength, func(c *Change) bool { return c.concerns(b, keys[0], keys[1]) })
	tag := fmt.Sprintf(`W/"%s-%d"`, s.o.Version, len(cs))
	if len(cs) > 0 {
		tag = fmt.Sprintf(`W/"%s-%d"`, s.o.Version, cs[0].Seq)
	}
	h := w.Header()
	h.Set("ETag", tag)
	h.Set("Cache-Control", "private, no-cache")
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	out, err := xml.MarshalIndent(feedOf(b, keys, cs, recordedLast(b, s.o.Now()), baseOf(r), r.URL.EscapedPath()), "", " ")
	if err != nil {
		s.fail(w, r, err)
		return
	}
	h.Set("Content-Type", "application/atom+xml; charset=utf-8")
	_, _ = w.Write(append([]byte(xml.Header), out...)) // the reader has gone away: nobody to tell
}

// baseOf is the address of the server as the one who asks has it.
func baseOf(r *http.Request) string {
	if encrypted(r) {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// feedOf writes changes as a feed, one without any as of unchanged. Ids do not depend on the address of the server.
func feedOf(b *query.Book, keys [2]string, cs []Change, unchanged time.Time, base, self string) *atomFeed {
	f := &atomFeed{Language: "en", ID: "urn:chancery:feed:all", Title: "Chancery: what became different", Author: atomAuthor{"Chancery"}, Updated: unchanged.UTC().Format(time.RFC3339),
		Links: []atomLink{{"self", "application/atom+xml", base + self}, {"alternate", "text/html", base + "/"}}}
	switch {
	case keys[1] != "":
		f.ID = "urn:chancery:feed:pair:" + urn(keys[0]) + ":" + urn(keys[1])
		f.Title = "Chancery: " + b.Name(keys[0]) + " and " + b.Name(keys[1])
		f.Links[1].Href = base + "/pair/" + url.PathEscape(keys[0]) + "/" + url.PathEscape(keys[1])
	case keys[0] != "":
		f.ID, f.Title = "urn:chancery:feed:state:"+urn(keys[0]), "Chancery: "+b.Name(keys[0])
		f.Links[1].Href = base + "/state/" + url.PathEscape(keys[0])
	}
	if len(cs) > 0 {
		f.Updated = cs[0].At.UTC().Format(time.RFC3339)
	}
	for i := range cs {
		f.Entries = append(f.Entries, entryOf(b, &cs[i], base))
	}
	return f
}

// recordedLast is when the last document came in, since when nothing has become different; now where there is none.
func recordedLast(b *query.Book, now time.Time) time.Time {
	if len(b.Infos) == 0 {
		return now.UTC()
	}
	return slices.MaxFunc(b.Infos, func(x, y store.Info) int { return x.Recorded.Compare(y.Recorded) }).Recorded.UTC()
}

func entryOf(b *query.Book, c *Change, base string) atomEntry {
	e := atomEntry{ID: fmt.Sprintf("urn:chancery:change:%d:%s:%s:%s:%s:%s", c.At.Unix(), c.What, c.Type, urn(c.A), urn(c.B), urn(c.ID)), Updated: c.At.UTC().Format(time.RFC3339),
		Category: []atomCategory{{c.Type}, {c.What}}}
	who, link := b.Name(c.A), base+"/"
	switch {
	case c.Type == "date":
		who, link = b.DocumentName(c.ID), base+"/document/"+url.PathEscape(c.ID)
	case c.B != "":
		who += ", " + b.Name(c.B)
		link = base + "/pair/" + url.PathEscape(b.IDKey(c.A)) + "/" + url.PathEscape(b.IDKey(c.B))
	case c.A != "":
		link = base + "/state/" + url.PathEscape(b.IDKey(c.A))
	}
	told := c.inWords(b)
	e.Title = legible(who + ": " + told)
	e.Links = []atomLink{{"alternate", "text/html", link}}
	var text bytes.Buffer
	fmt.Fprintf(&text, "%s: %s\n", who, told)
	for i, id := range c.Claims {
		if claim := b.ByID[id]; claim != nil && i < 5 {
			fmt.Fprintf(&text, "\n“%s” %s\n%s/claim/%s\n", claim.Words(), claim.Document, base, url.PathEscape(id))
		}
	}
	e.Content = atomText{"text", legible(text.String())}
	return e
}

// untold is what each type of gap misses.
var untold = map[string]string{
	"restoration": "of the restoration of relations", "end": "of the end of relations", "withdrawal": "of the withdrawal of recognition", "recognition": "of the recognition",
	"mission": "when the mission opened again, closed or moved", "start": "when relations began", "mission-start": "when the mission began",
}

// inWords writes what became different for people: "severed since 2022-09-07 (documented)". The text of a change is a line of fixed form.
func (c *Change) inWords(b *query.Book) string {
	if c.What == "gone" {
		return "no longer: " + c.line(b)
	}
	return c.line(b)
}

func (c *Change) line(b *query.Book) string {
	text, how := cutLast(c.Text, ", ")
	switch c.Type {
	case "standing", "recognition", "representation":
		text, to := cutLast(text, " to ")
		what, from := cutLast(text, " ")
		switch {
		case c.Type == "recognition":
			what = "recognition: " + what
		case c.Type == "representation" && what == "none":
			what = b.Name(c.A) + " in " + b.Name(c.B) + ": no mission"
		case c.Type == "representation":
			what = b.Name(c.A) + " in " + b.Name(c.B) + ": " + what
		}
		return what + during(from, to) + " (" + how + ")"
	case "event":
		kind, when, _ := strings.Cut(text, " ")
		kind = strings.ReplaceAll(kind, "-", " ")
		if when != "" && when != ".." {
			kind += ", " + when
		}
		if how != string(chancery.Asserted) {
			kind += " (" + how + ")"
		}
		return kind
	case "gap":
		typ, bounds, _ := strings.Cut(c.Text, " ")
		what, ok := untold[typ]
		if !ok {
			what = "of a " + strings.ReplaceAll(typ, "-", " ")
		}
		if bounds = strings.NewReplacer(" after ..", "", " before ..", "").Replace(" " + bounds); bounds != "" {
			what += ","
		}
		return "nobody wrote " + what + bounds
	case "discrepancy":
		return "documents disagree: " + c.Text
	case "date":
		return "dated " + c.Text
	}
	return c.Text
}

// cutLast cuts a text at the last sep; where there is none, all of it comes before.
func cutLast(s, sep string) (before, after string) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):]
	}
	return s, ""
}

// during says from when to when; an end that nothing tells is left out.
func during(from, to string) string {
	bound := func(s string) string {
		if day, ok := strings.CutPrefix(s, "../"); ok {
			return "before " + day
		}
		if day, ok := strings.CutSuffix(s, "/.."); ok {
			return "after " + day
		}
		if a, b, ok := strings.Cut(s, "/"); ok {
			return "some day between " + a + " and " + b
		}
		return s
	}
	open := func(s string) bool { return s == "" || s == ".." }
	switch {
	case open(from) && open(to):
		return ""
	case open(to):
		return " since " + bound(from)
	case open(from):
		return " until " + bound(to)
	}
	return " from " + bound(from) + " to " + bound(to)
}

// urn writes a part of a name so that nothing in it parts it.
func urn(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

// legible leaves out what XML cannot carry.
func legible(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF || r >= 0xD800 && r <= 0xDFFF {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, " "))
}
