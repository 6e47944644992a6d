package api

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"

	"chancery/internal/query"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/negotiation"
)

// List is a page of a listing.
type List[T any] struct {
	Items []T    `json:"items"`
	Total int    `json:"total" doc:"How many there are on all pages."`
	Next  string `json:"next,omitempty" doc:"The cursor of the next page; none at the end."`

	lines []T // all of them, where lines are asked for
}

// each calls f with every item of the whole list, for JSON Lines.
func (l List[T]) each(f func(any) error) error {
	for i := range l.lines {
		if err := f(&l.lines[i]); err != nil {
			return err
		}
	}
	return nil
}

type liner interface{ each(func(any) error) error }

// The forms of an answer. negotiated chooses one, before anything else looks at the request.
const (
	asJSON    = "application/json"
	jsonLines = "application/jsonl"
)

// linesFormat writes a list as JSON Lines, an item at a time, and everything else as one line.
var linesFormat = huma.Format{
	Marshal: func(w io.Writer, v any) error {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		if l, ok := v.(liner); ok {
			return l.each(enc.Encode)
		}
		return enc.Encode(v)
	},
	Unmarshal: json.Unmarshal,
}

// Paging says which part of a list is wanted, and in what form.
type Paging struct {
	Cursor string `query:"cursor" doc:"From the field next of the page before." maxLength:"2000"`
	Limit  int    `query:"limit" doc:"Items on a page." default:"100" minimum:"1" maximum:"1000"`
	Format string `query:"format" doc:"jsonl gives the whole list as JSON Lines, an item a line, without pages; so does Accept: application/jsonl, where format is not given." enum:"json,jsonl" default:"json"`
	Accept string `header:"Accept" hidden:"true"`
	Conditional
}

func (p *Paging) wantsLines() bool {
	return p.Accept == jsonLines
}

// Listed is an answer with a list.
type Listed[T any] struct {
	Tagged
	Link string `header:"Link" doc:"rel=next: the next page."`
	Body List[T]
}

// Known is the time as of which the ledger is asked.
type Known struct {
	Known string `query:"known" doc:"As the ledger knew it at the end of that day, or at that time (RFC 3339); now by default." example:"2024-06-30" maxLength:"64"`
}

// Filters restrict a listing.
type Filters struct {
	Party []string `query:"party,explode" doc:"A party in any role, by code, name or alias; given twice, both." example:"ALB" maxItems:"8"`
	Pair  []string `query:"pair,explode" doc:"Two parties, A,B; given twice, either pair." example:"ALB,IRN" maxItems:"32"`
	Known
}

// EventFilters restrict a listing of claims or events.
type EventFilters struct {
	Kind     []string `query:"kind,explode" doc:"A kind (sever-relations) or a group of kinds (standing, mission, force ...)." maxItems:"64"`
	Modality []string `query:"modality,explode" doc:"asserted, announced, planned, considered, threatened, demanded, alleged, denied, negated, hypothetical, uncertain." maxItems:"11"`
	Document []string `query:"document,explode" doc:"A document, by id or name." maxItems:"64"`
	Span
	Filters
}

// Span restricts to a time.
type Span struct {
	From string `query:"from" doc:"What can have been on or after this date (EDTF)." maxLength:"64"`
	To   string `query:"to" doc:"What can have been on or before this date (EDTF)." maxLength:"64"`
}

func (f *EventFilters) filter() query.Filter {
	out := f.Filters.filter()
	out.Kinds, out.Modalities, out.Documents, out.From, out.To = f.Kind, f.Modality, f.Document, f.From, f.To
	return out
}

func (f *Filters) filter() query.Filter {
	return query.Filter{Parties: f.Party, Pairs: f.Pair, Known: f.Known.Known}
}

// selected resolves a filter against the ledger as it is known at the time that the filter names.
func (a *API) selected(ctx context.Context, f query.Filter) (*query.Book, *query.Selection, error) {
	b, err := a.bookAt(ctx, f.Known)
	if err != nil {
		return nil, nil, err
	}
	sel, err := b.Resolve(f)
	return b, sel, err
}

// page makes the answer out of a whole list.
func page[T any](a *API, p *Paging, b *query.Book, path string, asked any, items []T, id func(*T) string) (*Listed[T], error) {
	tag := a.tag(b, path, asked, p.Cursor, p.Limit, p.wantsLines())
	if p.fresh(tag) {
		return nil, &notModified{tag}
	}
	out := &Listed[T]{Tagged: Tagged{tag, cacheControl}}
	if p.wantsLines() {
		out.Body = List[T]{lines: items, Total: len(items)}
		return out, nil
	}
	part, next, err := query.Page(items, id, p.Cursor, p.Limit)
	if err != nil {
		return nil, err
	}
	if part == nil {
		part = []T{}
	}
	out.Body = List[T]{Items: part, Total: len(items), Next: next}
	return out, nil
}

// list registers an operation that gives a list, which find finds; asked is what the answer depends on beside the path and the page.
func list[I, T any](a *API, op huma.Operation, paging func(*I) *Paging, id func(*T) string, find func(context.Context, *I) (b *query.Book, asked any, items []T, err error)) {
	item := a.huma.OpenAPI().Components.Schemas.Schema(typeOf[T](), true, "")
	huma.Register(a.huma, op, func(ctx context.Context, in *I) (*Listed[T], error) {
		b, asked, items, err := find(ctx, in)
		if err != nil {
			return nil, a.fail(err)
		}
		out, err := page(a, paging(in), b, op.Path, asked, items, id)
		if err != nil {
			return nil, a.fail(err)
		}
		if out.Body.Next != "" {
			out.Link = nextLink(ctx, out.Body.Next)
		}
		return out, nil
	})
	ok := a.huma.OpenAPI().Paths[op.Path].Get.Responses["200"]
	ok.Content[jsonLines] = &huma.MediaType{Schema: item}
	a.notModified(op.Path)
}

// notModified says that an operation may answer 304.
func (a *API) notModified(path string) {
	a.huma.OpenAPI().Paths[path].Get.Responses["304"] = &huma.Response{Description: "Not Modified: the answer that is at hand still holds."}
}

type requestKey struct{}

// negotiated lets what answers see the address it was asked at and, as the whole of Accept, the one form that is wanted: what is listed and how it is written
// follow from the same word.
func negotiated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = r.Clone(context.WithValue(r.Context(), requestKey{}, r.URL))
		r.Header.Set("Accept", form(r))
		next.ServeHTTP(w, r)
	})
}

// form is how an answer is wanted: as the parameter says, or else as the header prefers.
func form(r *http.Request) string {
	switch r.URL.Query().Get("format") {
	case "jsonl":
		return jsonLines
	case "json":
		return asJSON
	}
	accept := strings.ToLower(strings.Join(r.Header.Values("Accept"), ","))
	return cmp.Or(negotiation.SelectQValue(accept, []string{asJSON, jsonLines}), asJSON)
}

func nextLink(ctx context.Context, cursor string) string {
	u, ok := ctx.Value(requestKey{}).(*url.URL)
	if !ok {
		return ""
	}
	q := u.Query()
	q.Set("cursor", cursor)
	return "<" + u.EscapedPath() + "?" + q.Encode() + `>; rel="next"`
}
