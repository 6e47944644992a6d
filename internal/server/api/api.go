// Package api is the HTTP API: operations over the ledger, described by an OpenAPI document that is generated from the code.
//
// Every answer is made from one book, so it is of one instant of the store; its ETag names that instant. Errors are problem details (RFC 9457).
// Long lists come in pages, or whole as JSON Lines.
package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"time"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/query"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// Backend is what the API needs of the server around it.
type Backend interface {
	// Book is the ledger of everything as it is now.
	Book(ctx context.Context) (*query.Book, error)
	// Pair is a ledger of at least what names two parties, given by their ids, as it is now.
	Pair(ctx context.Context, a, b string) (*query.Book, error)
	// Past is the ledger of everything as it was known at a time.
	Past(ctx context.Context, known time.Time) (*query.Book, error)
	// Query answers what Book does not hold: the past, texts, the full text.
	Query() *query.Service
	// Text returns a document with its text; ref is an id, a prefix of one, or a name.
	Text(ctx context.Context, ref string) (*query.Text, error)
	// Decide keeps a verdict.
	Decide(ctx context.Context, v query.Verdict) ([]chancery.Decision, int, error)
	// Admit is asked before the body of an upload is read into memory. done is to be called when the upload has been answered.
	Admit() (done func(), err error)
	// Read reads documents in, which have come in whole.
	Read(ctx context.Context, name string, r io.Reader) (Intake, error)
	// Caller names who asks.
	Caller(ctx context.Context) string
	// Status maps an error to what the one who asked may see of it, and logs the rest.
	Status(err error) (status int, detail, hint string)
	// Base is the address of the server as the one who asks has it, such as https://example.org.
	Base(r *http.Request) string
	Now() time.Time
}

// Intake is what was read in.
type Intake struct {
	Documents []IntakeDocument `json:"documents" nullable:"false" doc:"Those that are kept; failures says why others are not."`
	Claims    int              `json:"claims" doc:"In documents that are new or were read again."`
	LeftOut   []string         `json:"left_out,omitempty" doc:"Why something was not read."`
	Failures  []string         `json:"failures,omitempty"`
}

// IntakeDocument is one document that came in.
type IntakeDocument struct {
	SHA256   string `json:"sha256"`
	Document string `json:"document" doc:"The name it came in under."`
	Title    string `json:"title,omitempty"`
	Outcome  string `json:"outcome" enum:"added,known,named,reread,differs"`
	Claims   int    `json:"claims"`
}

// Prefix is the path under which every operation lies.
const Prefix = "/api/v1"

// Arrival is for how long an upload may come in.
const Arrival = 15 * time.Minute

// API is the operations over a backend.
type API struct {
	back    Backend
	huma    huma.API
	version string // of the program, in tags
}

// New registers every operation on mux, with the OpenAPI document and a page that explains it. Of a readOnly one the operations that write
// are left out, and where hooks is nil those on webhooks.
func New(mux *http.ServeMux, back Backend, hooks Hooks, version string, readOnly bool) *API {
	inner := http.NewServeMux()
	registry := huma.NewMapRegistry("#/components/schemas/", schemaName)
	cfg := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{Title: "Chancery", Version: "1", Description: "A ledger of the relations between states: what stood between any two on any date, who says so in which sentence, " +
				"where sources disagree and where they fall silent. Dates are EDTF (ISO 8601-2), states are named by code, name or alias, offsets are bytes unless said otherwise."},
			Components: &huma.Components{
				Schemas:         registry,
				SecuritySchemes: map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer", Description: "Of chancery token create. On loopback none is needed."}},
			},
			Security: []map[string][]string{{"token": {}}, {}},
			Servers:  []*huma.Server{{URL: "/"}},
		},
		OpenAPIPath:   "/api/openapi",
		Formats:       map[string]huma.Format{asJSON: huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat, jsonLines: linesFormat},
		DefaultFormat: asJSON, RejectUnknownQueryParameters: true,
	}
	a := &API{back: back, version: version}
	a.huma = humago.New(inner, cfg)
	a.states()
	a.lists()
	a.documents()
	if !readOnly {
		a.writes()
	}
	if hooks != nil {
		a.webhooks(hooks)
	}
	inner.HandleFunc("GET /api", a.page)
	inner.HandleFunc("GET /api/{$}", a.page)
	h := negotiated(strict(inner))
	mux.Handle("/api", h)
	mux.Handle("/api/", h)
	return a
}

// strict answers as a problem what the mux would answer in a text of its own, a path or a method that there is not, and a query of which parts
// cannot be read: what reads parameters passes over these.
func strict(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := url.ParseQuery(r.URL.RawQuery); err != nil {
			problem(w, http.StatusBadRequest, "the query cannot be read: "+err.Error(), "in a query % is written %25, ; is %3B")
			return
		}
		h, pattern := mux.Handler(r)
		if pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		s := &silent{header: w.Header()}
		h.ServeHTTP(s, r)
		switch s.status {
		case http.StatusMethodNotAllowed:
			problem(w, s.status, "this cannot be done here with "+r.Method, "/api lists the operations")
		case http.StatusNotFound:
			problem(w, s.status, "no such operation", "/api lists the operations")
		default: // a path that is written in another way
			w.WriteHeader(s.status)
		}
	})
}

// silent keeps the headers and the status of an answer and drops its body.
type silent struct {
	header http.Header
	status int
}

func (s *silent) Header() http.Header         { return s.header }
func (s *silent) WriteHeader(status int)      { s.status = status }
func (s *silent) Write(b []byte) (int, error) { return len(b), nil }

// OpenAPI returns the document that describes the API.
func (a *API) OpenAPI() *huma.OpenAPI { return a.huma.OpenAPI() }

// schemaName names the schema of a type: pages of a list by what is listed.
func schemaName(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	name := t.Name()
	if name == "" {
		return huma.DefaultSchemaNamer(t, hint)
	}
	if of, item, ok := strings.Cut(strings.TrimSuffix(name, "]"), "["); ok {
		dot := strings.LastIndexByte(item, '.')
		return qualified(strings.TrimPrefix(item[:dot], "*"), item[dot+1:]) + of
	}
	return qualified(t.PkgPath(), name)
}

// qualified tells types of one name apart.
func qualified(pkg, name string) string {
	switch {
	case strings.HasSuffix(pkg, "internal/query"):
		switch name {
		case "Claim", "Decision":
			return name + "InContext"
		case "Party":
			return "PartyEntry"
		case "Text":
			return "DocumentText"
		}
	case strings.HasSuffix(pkg, "internal/ledger") && name == "Dossier":
		return "LedgerDossier"
	}
	return name
}

// Problem is an error as RFC 9457 has it.
type Problem struct {
	Type   string              `json:"type" doc:"about:blank: the status says it all." example:"about:blank"`
	Title  string              `json:"title" example:"Not Found"`
	Code   int                 `json:"status" example:"404"`
	Detail string              `json:"detail" doc:"What was wrong."`
	Hint   string              `json:"hint,omitempty" doc:"What to do about it."`
	Errors []*huma.ErrorDetail `json:"errors,omitempty" doc:"Each thing that was wrong with the request."`
}

func (p *Problem) Error() string { return p.Detail }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Code }

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

func init() {
	huma.DefaultArrayNullable = false
	// huma makes the schema of errors from what these return.
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		if status == http.StatusInternalServerError && msg == "cannot read request body" { // huma's words for what the client did
			status, msg = http.StatusBadRequest, "the request ends before its body does"
			var large *http.MaxBytesError
			if errors.As(errors.Join(errs...), &large) {
				status, msg = http.StatusRequestEntityTooLarge, fmt.Sprintf("a request may have %d bytes here", large.Limit)
			}
			errs = nil
		}
		if status == http.StatusRequestTimeout {
			msg = "the upload came in too slowly"
		}
		p := &Problem{Type: "about:blank", Title: http.StatusText(status), Code: status, Detail: msg}
		for _, err := range errs {
			var d huma.ErrorDetailer
			if errors.As(err, &d) {
				e := *d.ErrorDetail()
				if s, ok := e.Value.(string); ok && len(s) > 200 {
					e.Value = s[:200]
				}
				p.Errors = append(p.Errors, &e)
			} else if err != nil && status < 500 {
				p.Errors = append(p.Errors, &huma.ErrorDetail{Message: err.Error()})
			}
		}
		return p
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
		err := huma.NewError(status, msg, errs...)
		if p, ok := err.(*Problem); ok && ctx != nil {
			p.Hint = hintOf(ctx.Operation(), p.Code)
		}
		return err
	}
}

// hintOf is what to do about a request that an operation does not take.
func hintOf(op *huma.Operation, status int) string {
	switch {
	case op == nil || status >= 500:
		return ""
	case status == http.StatusRequestEntityTooLarge:
		return "send less at once"
	case status == http.StatusRequestTimeout:
		return "send it over a faster line, or in parts"
	case status == http.StatusNotAcceptable, status == http.StatusUnsupportedMediaType:
		return "/api says what " + op.OperationID + " takes and gives"
	}
	var takes []string
	for _, p := range op.Parameters {
		if p.In != "header" {
			takes = append(takes, p.Name)
		}
	}
	if op.RequestBody != nil {
		takes = append(takes, "a body")
	}
	return op.OperationID + " takes " + strings.Join(takes, ", ") + "; /api says what each may be"
}

func problem(w http.ResponseWriter, status int, detail, hint string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(&Problem{Type: "about:blank", Title: http.StatusText(status), Code: status, Detail: detail, Hint: hint}) // the reader has gone away
}

// fail turns an error into a problem.
func (a *API) fail(err error) error {
	var known huma.StatusError
	if err == nil {
		return nil
	}
	if errors.As(err, &known) {
		return err
	}
	status, detail, hint := a.back.Status(err)
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Code: status, Detail: detail, Hint: hint}
}

// Conditional is the header by which a client says which answer it has.
type Conditional struct {
	IfNoneMatch string `header:"If-None-Match" doc:"The ETag of an answer that is at hand: where it still holds, 304 comes back."`
}

// Tagged is the header that names the instant of an answer.
type Tagged struct {
	ETag         string `header:"ETag" doc:"Names the instant of the ledger, and the question."`
	CacheControl string `header:"Cache-Control"`
}

// tag makes the ETag of an answer out of the instant of the store and all that was asked. It is weak: an answer may be compressed or not.
func (a *API) tag(b *query.Book, asked ...any) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%d\n", a.version, b.Generation)
	for _, x := range asked {
		fmt.Fprintf(h, "%q\n", fmt.Sprint(x))
	}
	return `W/"` + hex.EncodeToString(h.Sum(nil)[:12]) + `"`
}

// fresh reports whether a client has the answer of that tag.
func (c *Conditional) fresh(tag string) bool {
	for _, t := range strings.Split(c.IfNoneMatch, ",") {
		if t = strings.TrimSpace(t); strings.TrimPrefix(t, "W/") == strings.TrimPrefix(tag, "W/") || t == "*" {
			return true
		}
	}
	return false
}

// notModified is a 304, which has no body but its tag.
type notModified struct{ tag string }

func (n *notModified) Error() string  { return "not modified" }
func (n *notModified) GetStatus() int { return http.StatusNotModified }

// GetHeaders implements huma.HeadersError.
func (n *notModified) GetHeaders() http.Header {
	return http.Header{"Etag": {n.tag}, "Cache-Control": {cacheControl}}
}

// cacheControl lets an answer be kept and asks that it be checked each time.
const cacheControl = "private, no-cache"

// bookAt is the ledger as known at a time; of now where known is "".
func (a *API) bookAt(ctx context.Context, known string) (*query.Book, error) {
	if known == "" {
		return a.back.Book(ctx)
	}
	at, err := query.Known("known", known)
	if err != nil {
		return nil, err
	}
	return a.back.Past(ctx, at)
}

// on reads the date of a question; "" is today.
func (a *API) on(s string) (edtf.Date, error) {
	if s == "" {
		s = a.back.Now().UTC().Format(time.DateOnly)
	}
	return query.Date("on", s)
}

// op describes an operation that reads.
func op(id, path, tag, summary, description, example string) huma.Operation {
	return huma.Operation{OperationID: id, Method: http.MethodGet, Path: Prefix + path, Tags: []string{tag}, Summary: summary, Description: description,
		Errors: []int{400, 401, 404, 422, 429, 503}, Extensions: map[string]any{"x-example": example}}
}
