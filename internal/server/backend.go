package server

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"chancery"
	"chancery/internal/query"
	"chancery/internal/server/web"
	"chancery/internal/store"
)

// pages is the server as the pages see it.
type pages struct{ *Server }

var _ web.Backend = pages{}

// Book implements web.Backend.
func (p pages) Book(ctx context.Context) (*query.Book, error) { return p.whole(ctx) }

// Early implements web.Backend.
func (p pages) Early(ctx context.Context, a, b string) (*query.Book, bool, error) {
	return p.early(ctx, a, b)
}

// Past implements web.Backend.
func (p pages) Past(ctx context.Context, known time.Time) (*query.Book, error) {
	return p.past(ctx, known)
}

// Documents implements web.Backend. A document never changes, so those that were asked for last are kept.
func (p pages) Documents(ctx context.Context, ids ...string) (map[string]*chancery.Document, error) {
	out := make(map[string]*chancery.Document, len(ids))
	var missing []string
	for _, id := range ids {
		if d := p.shelf.get(id); d != nil {
			out[id] = d
		} else {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return out, nil
	}
	v, err := p.o.Query.Store().View(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	defer v.Close()
	for _, id := range missing {
		d, _, err := v.Document(ctx, id)
		if chancery.CodeOf(err) == chancery.CodeNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		p.shelf.put(d)
		out[id] = d
	}
	return out, nil
}

// Claims implements web.Backend.
func (p pages) Claims(ctx context.Context, ids ...string) (map[string]chancery.Claim, error) {
	out := make(map[string]chancery.Claim, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	v, err := p.o.Query.Store().View(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	defer v.Close()
	for c, err := range v.Claims(ctx, store.Filter{IDs: ids}) {
		if err != nil {
			return nil, err
		}
		out[c.ID] = c
	}
	return out, nil
}

// Decide implements web.Backend.
func (p pages) Decide(ctx context.Context, v query.Verdict) error {
	_, _, err := p.decide(ctx, v)
	return err
}

// decide keeps a verdict and returns when the ledger shows it.
func (s *Server) decide(ctx context.Context, v query.Verdict) ([]chancery.Decision, int, error) {
	ds, n, err := s.o.Query.Decide(ctx, v, s.o.Now())
	if err == nil && n > 0 {
		err = s.refresh(ctx)
	}
	return ds, n, err
}

// Search implements web.Backend.
func (p pages) Search(ctx context.Context, q web.Search) (web.Found, error) {
	b, err := p.whole(ctx)
	if err != nil {
		return web.Found{}, err
	}
	s := query.Search{Words: q.Words, Cursor: q.Cursor, Filter: query.Filter{From: q.From, To: q.To}}
	if q.Party != "" {
		s.Filter.Parties = []string{q.Party}
	}
	if q.Kind != "" {
		s.Filter.Kinds = []string{q.Kind}
	}
	found, err := p.o.Query.Search(ctx, b, s)
	if err != nil {
		return web.Found{}, err
	}
	out := web.Found{Total: found.Total, More: found.More, Next: found.Next}
	told := map[string]bool{} // a title often stands at the head of the text once more
	for _, h := range found.Hits {
		key := h.DocumentID
		for _, x := range h.Snippet {
			key += x.Text
		}
		if told[key] {
			continue
		}
		told[key] = true
		w := web.Hit{DocumentID: h.DocumentID, Document: h.Document, Title: h.Title, Date: h.Date, Block: h.Block}
		for _, x := range h.Snippet {
			w.Snippet = append(w.Snippet, web.Piece{Text: x.Text, Mark: x.Mark})
		}
		if len(h.Claims) > 0 {
			c := h.Claims[0]
			w.Claim, w.Kind, w.Modality, w.Who = c.ID, c.Kind, c.Modality, chancery.Names(c.Agents)
			if len(c.Patients) > 0 {
				w.Who = strings.TrimSpace(w.Who + " → " + chancery.Names(c.Patients))
			}
		}
		out.Hits = append(out.Hits, w)
	}
	return out, nil
}

// Changes implements web.Backend.
func (p pages) Changes(b *query.Book, x, y string, n int) []web.Change {
	var out []web.Change
	for _, c := range p.changes.last(n, func(c *Change) bool { return c.concerns(b, x, y) }) {
		w := web.Change{On: c.At.UTC().Format(time.DateOnly), Text: c.inWords(b)}
		if c.What == "new" && c.Type != "date" {
			w.At = c.ID
		}
		out = append(out, w)
	}
	return out
}

// Status implements web.Backend.
func (p pages) Status(r *http.Request, err error) (status int, message, hint string) {
	return p.status(err, "path", r.URL.Path)
}

// Now implements web.Backend.
func (p pages) Now() time.Time { return p.o.Now() }

// User implements web.Backend.
func (p pages) User(r *http.Request) string {
	if c := callerOf(r); c.write {
		return c.name
	}
	return ""
}

// CSRF implements web.Backend.
func (p pages) CSRF(r *http.Request) string { return callerOf(r).csrf }

// shelf keeps the documents that were asked for last, up to a number of bytes.
type shelf struct {
	mu    sync.Mutex
	docs  map[string]*shelved
	bytes int
	clock int64 // counts what was asked for
}

type shelved struct {
	doc  *chancery.Document
	size int
	used int64
}

const shelfBytes = 64 << 20

func newShelf() *shelf { return &shelf{docs: map[string]*shelved{}} }

func (s *shelf) get(id string) *chancery.Document {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.docs[id]
	if d == nil {
		return nil
	}
	s.clock++
	d.used = s.clock
	return d.doc
}

func (s *shelf) put(doc *chancery.Document) {
	s.mu.Lock()
	defer s.mu.Unlock()
	size := 3*len(doc.Original) + 200*len(doc.Blocks)
	if s.docs[doc.SHA256] != nil || size > shelfBytes/4 {
		return
	}
	s.clock++
	s.docs[doc.SHA256] = &shelved{doc, size, s.clock}
	for s.bytes += size; s.bytes > shelfBytes; {
		var oldest string
		for id, d := range s.docs {
			if oldest == "" || d.used < s.docs[oldest].used {
				oldest = id
			}
		}
		s.bytes -= s.docs[oldest].size
		delete(s.docs, oldest)
	}
}

// Now implements api.Backend.
func (o operations) Now() time.Time { return o.o.Now() }
