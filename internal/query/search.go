package query

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"chancery"
	"chancery/internal/store"
)

// Search is a question to the full text: words, and what the passages must hold beside them.
type Search struct {
	Words  string // words (all of them), "phrases", begin*, this OR that, -without
	Filter Filter // of the claims that must stand in the passage; Documents, of the passage itself
	Cursor string
	Limit  int
}

// Found is a page of hits, the fittest first.
type Found struct {
	Hits  []Hit  `json:"items"`
	Total int    `json:"total"`          // passages found; where More is set, those compared
	More  bool   `json:"more,omitempty"` // the words stand in more passages than are compared: those that came in last were
	Next  string `json:"next,omitempty"`
}

// Hit is a passage in which the words stand.
type Hit struct {
	DocumentID string            `json:"document_id"`
	Document   string            `json:"document"` // its name
	Title      string            `json:"title,omitempty"`
	Date       string            `json:"date,omitempty"` // of the document
	Block      int               `json:"block"`          // -1: the title
	Span       chancery.Span     `json:"span"`           // of the block in the document
	Snippet    []Piece           `json:"snippet"`
	Claims     []*chancery.Claim `json:"claims,omitempty"` // that stand in the passage and pass the filter
}

// Piece is a stretch of text, marked where it is what was searched for.
type Piece struct {
	Text string `json:"text"`
	Mark bool   `json:"mark,omitempty"`
}

const (
	maxPassages  = 20000 // how many are compared
	snippetBytes = 280
	hitClaims    = 5
	defaultHits  = 20
	maxHits      = 100
)

// Search answers s by the full text of the store and the claims of b, a book of the whole store.
func (sv *Service) Search(ctx context.Context, b *Book, s Search) (*Found, error) {
	if s.Limit <= 0 {
		s.Limit = defaultHits
	}
	s.Limit = min(s.Limit, maxHits)
	sel, err := b.Resolve(s.Filter)
	if err != nil {
		return nil, err
	}
	f := &s.Filter
	byClaim := len(f.Kinds)+len(f.Parties)+len(f.Pairs)+len(f.Modalities) > 0 || f.From != "" || f.To != ""
	v, err := sv.store.View(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	defer v.Close()
	ask := store.Search{Words: s.Words, Documents: sel.documents, Most: maxPassages + 1}
	if byClaim {
		ask.Documents = documentsOf(sel.Claims())
	}
	infos := make(map[string]int, len(b.Infos))
	for i := range b.Infos {
		infos[b.Infos[i].ID] = i
	}
	out := &Found{}
	var found []store.Passage
	compared := 0
	for p, err := range v.Search(ctx, ask) {
		if err != nil {
			return nil, err
		}
		if compared++; compared > maxPassages {
			out.More = true
			break
		}
		if _, ok := infos[p.Document]; ok && (!byClaim || len(b.within(&p, sel)) > 0) {
			found = append(found, p)
		}
	}
	out.Total = len(found)
	page, next, err := Page(found, func(p *store.Passage) string { return p.Document + " " + strconv.Itoa(p.Block) }, s.Cursor, s.Limit)
	if err != nil {
		return nil, err
	}
	out.Hits, out.Next = make([]Hit, len(page)), next
	for i, p := range page {
		d := b.Document(infos[p.Document])
		claims := b.within(&p, sel)
		h := Hit{DocumentID: d.SHA256, Document: d.Document, Title: d.Title, Block: p.Block, Span: p.Span, Claims: claims[:min(len(claims), hitClaims)]}
		if d.Date != nil {
			h.Date = d.Date.EDTF
		}
		out.Hits[i] = h
	}
	return out, sv.snippets(ctx, v, s.Words, out.Hits)
}

// documentsOf returns the ids of the documents that claims stand in, which are listed by document.
func documentsOf(claims []*chancery.Claim) []string {
	out := []string{}
	for _, c := range claims {
		if len(out) == 0 || out[len(out)-1] != c.DocumentID {
			out = append(out, c.DocumentID)
		}
	}
	return out
}

// within returns the claims that stand in a passage and pass. In a title stands none: the document may tell of much else.
func (b *Book) within(p *store.Passage, sel *Selection) []*chancery.Claim {
	if p.Block < 0 {
		return nil
	}
	span, claims := p.Span, b.ClaimsOf(p.Document)
	from, _ := slices.BinarySearchFunc(claims, span.Start, func(c *chancery.Claim, at int) int { return c.Quote.Start - at })
	var out []*chancery.Claim
	for i := from; i < len(claims) && claims[i].Quote.Start < span.End; i++ {
		if claims[i].Quote.End <= span.End && sel.claim(claims[i]) {
			out = append(out, claims[i])
		}
	}
	return out
}

// ClaimsOf returns the claims of a document, by place. They are not to be changed.
func (b *Book) ClaimsOf(document string) []*chancery.Claim {
	i, ok := b.partOf[document]
	if !ok {
		return nil
	}
	return b.claimsOf(&b.parts[i])
}

func (b *Book) claimsOf(p *part) []*chancery.Claim { return b.Claims[p.from:p.to:p.to] }

// snippets fills in the words around what was found.
func (sv *Service) snippets(ctx context.Context, v store.View, words string, hits []Hit) error {
	texts := make([]string, len(hits))
	docs := map[string]*chancery.Document{}
	for i := range hits {
		h := &hits[i]
		if h.Block < 0 {
			texts[i] = h.Title
			continue
		}
		d := docs[h.DocumentID]
		if d == nil {
			var err error
			if d, _, err = v.Document(ctx, h.DocumentID); err != nil {
				return err
			}
			docs[h.DocumentID] = d
		}
		if h.Block < len(d.Blocks) {
			texts[i] = d.Blocks[h.Block].Text
		}
	}
	marks, err := sv.store.Marks(ctx, words, texts)
	if err != nil {
		return err
	}
	for i := range hits {
		hits[i].Snippet = snippet(texts[i], marks[i])
	}
	return nil
}

// snippet cuts the text around the first mark, at blanks.
func snippet(text string, marks []chancery.Span) []Piece {
	from, to := 0, len(text)
	if to > snippetBytes {
		if len(marks) > 0 && marks[0].Start > snippetBytes/3 {
			from = marks[0].Start - snippetBytes/3
			if k := strings.IndexByte(text[from:marks[0].Start], ' '); k >= 0 {
				from += k + 1
			}
		}
		to = min(len(text), from+snippetBytes)
		if to < len(text) {
			if k := strings.LastIndexByte(text[from:to], ' '); k > snippetBytes/2 {
				to = from + k
			}
		}
		for from > 0 && from < len(text) && !utf8.RuneStart(text[from]) {
			from--
		}
		for to < len(text) && !utf8.RuneStart(text[to]) {
			to++
		}
	}
	var out []Piece
	add := func(s string, mark bool) {
		if s != "" {
			out = append(out, Piece{s, mark})
		}
	}
	if from > 0 {
		add("… ", false)
	}
	at := from
	for _, m := range marks {
		if m.Start < at || m.End > to {
			continue
		}
		add(text[at:m.Start], false)
		add(text[m.Start:m.End], true)
		at = m.End
	}
	add(text[at:to], false)
	if to < len(text) {
		add(" …", false)
	}
	return out
}
