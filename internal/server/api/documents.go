package api

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"chancery"
	"chancery/internal/query"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// AnnotationPage is the claims of a document as W3C Web Annotations.
type AnnotationPage struct {
	Context string       `json:"@context" enum:"http://www.w3.org/ns/anno.jsonld"`
	ID      string       `json:"id" format:"uri-reference"`
	Type    string       `json:"type" enum:"AnnotationPage"`
	Items   []Annotation `json:"items"`
}

// Annotation is one claim, bound to its words.
type Annotation struct {
	ID         string           `json:"id" doc:"urn:chancery:claim: and the claim's id." format:"uri"`
	Type       string           `json:"type" enum:"Annotation"`
	Motivation string           `json:"motivation" enum:"classifying"`
	Body       []AnnotationBody `json:"body"`
	Target     AnnotationTarget `json:"target"`
}

// AnnotationBody is what is said of the words: the kind of the claim (classifying), and the claim in words (describing).
type AnnotationBody struct {
	Type    string `json:"type" enum:"TextualBody"`
	Purpose string `json:"purpose" enum:"classifying,describing"`
	Value   string `json:"value"`
}

// AnnotationTarget is where the words stand.
type AnnotationTarget struct {
	Source   string     `json:"source" doc:"The text of the document." format:"uri-reference"`
	Selector []Selector `json:"selector"`
}

// Selector finds the words: by what they are and what stands around them, and by their place.
type Selector struct {
	Type   string `json:"type" enum:"TextQuoteSelector,TextPositionSelector"`
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
	Start  *int   `json:"start,omitempty" doc:"In Unicode code points from the beginning of the text, as the W3C model has it; not in bytes."`
	End    *int   `json:"end,omitempty" doc:"In code points."`
}

// annotate writes the claims of a document as annotations.
func annotate(t *query.Text) AnnotationPage {
	base := Prefix + "/documents/" + url.PathEscape(t.SHA256)
	out := AnnotationPage{Context: "http://www.w3.org/ns/anno.jsonld", ID: base + "/annotations", Type: "AnnotationPage", Items: []Annotation{}}
	at := codePoints(t.Whole.Original, t.Read)
	for i := range t.Read {
		c := t.Read[i]
		start, end := at[c.Quote.Start], at[c.Quote.End]
		out.Items = append(out.Items, Annotation{
			ID: "urn:chancery:claim:" + c.ID, Type: "Annotation", Motivation: "classifying",
			Body: []AnnotationBody{{"TextualBody", "classifying", c.Kind}, {"TextualBody", "describing", describe(c)}},
			Target: AnnotationTarget{base + "/text", []Selector{
				{Type: "TextQuoteSelector", Exact: c.Quote.Exact, Prefix: c.Quote.Prefix, Suffix: c.Quote.Suffix},
				{Type: "TextPositionSelector", Start: &start, End: &end},
			}},
		})
	}
	return out
}

// codePoints maps the byte offsets at which quotes begin and end to offsets in code points.
func codePoints(text string, claims []*chancery.Claim) map[int]int {
	var offsets []int
	for i := range claims {
		offsets = append(offsets, claims[i].Quote.Start, claims[i].Quote.End)
	}
	slices.Sort(offsets)
	out := make(map[int]int, len(offsets))
	bytes, points := 0, 0
	for _, o := range offsets {
		points += utf8.RuneCountInString(text[bytes:o])
		bytes = o
		out[o] = points
	}
	return out
}

// describe writes a claim as a line: "sever relations: Albania → Iran, 2022-09-07 (announced)".
func describe(c *chancery.Claim) string {
	s := strings.ReplaceAll(c.Kind, "-", " ") + ": " + chancery.Names(c.Agents)
	if len(c.Patients) > 0 {
		s += " → " + chancery.Names(c.Patients)
	}
	if d := query.DateOf(c); d != "" {
		s += ", " + d
	}
	return s + " (" + string(c.Modality) + ")"
}

// documents registers what is asked of documents.
func (a *API) documents() {
	type documentsIn struct {
		Undated bool `query:"undated" doc:"Those without a date alone."`
		Span
		Known
		Paging
	}
	list(a, op("list-documents", "/documents", "Documents", "The documents, with their dates and how those were got", "By name.", "/documents?undated=true"),
		func(in *documentsIn) *Paging { return &in.Paging }, func(d *query.Document) string { return d.SHA256 },
		func(ctx context.Context, in *documentsIn) (*query.Book, any, []query.Document, error) {
			b, err := a.bookAt(ctx, in.Known.Known)
			if err != nil {
				return nil, nil, nil, err
			}
			out, err := b.Documents(query.Filter{From: in.From, To: in.To}, in.Undated)
			return b, []any{in.Undated, in.Span, in.Known}, out, err
		})
	type documentIn struct {
		ID string `path:"id" doc:"The document's id (SHA-256), the beginning of it, or its name." example:"3f9c2a" maxLength:"500"`
		Conditional
	}
	cond := func(in *documentIn) *Conditional { return &in.Conditional }
	text := func(ctx context.Context, in *documentIn) (*query.Book, *query.Text, error) {
		b, err := a.back.Book(ctx)
		if err != nil {
			return nil, nil, err
		}
		t, err := a.back.Text(ctx, in.ID)
		return b, t, err
	}
	one(a, op("get-document", "/documents/{id}", "Documents", "One document as it was read", "Its blocks as a person reads them, and the claims that were read in it.", "/documents/"+exampleDocument),
		cond, func(ctx context.Context, in *documentIn) (*query.Book, any, query.Text, error) {
			b, t, err := text(ctx, in)
			if err != nil {
				return nil, nil, query.Text{}, err
			}
			return b, t.SHA256, *t, nil
		})
	annotations := op("get-annotations", "/documents/{id}/annotations", "Documents", "The claims of a document as W3C Web Annotations",
		"A TextQuoteSelector and a TextPositionSelector bind each claim to its words in the document's text. Positions are in Unicode code points.", "/documents/"+exampleDocument+"/annotations")
	one(a, annotations, cond, func(ctx context.Context, in *documentIn) (*query.Book, any, AnnotationPage, error) {
		b, t, err := text(ctx, in)
		if err != nil {
			return nil, nil, AnnotationPage{}, err
		}
		return b, t.SHA256, annotate(t), nil
	})

	plain := op("get-text", "/documents/{id}/text", "Documents", "The text of a document as it is kept", "UTF-8, markup and all; every span points into it.", "/documents/"+exampleDocument+"/text")
	plain.Responses = map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{"text/plain": {Schema: &huma.Schema{Type: "string"}}},
		Headers: map[string]*huma.Param{"ETag": {Schema: &huma.Schema{Type: "string"}}}}}
	register(a, plain, func(ctx context.Context, in *documentIn) (*plainText, error) {
		_, t, err := text(ctx, in)
		if err != nil {
			return nil, err
		}
		tag := `W/"` + t.SHA256[:24] + `"`
		if in.fresh(tag) {
			return nil, &notModified{tag}
		}
		return &plainText{Tagged: Tagged{tag, cacheControl}, Type: "text/plain; charset=utf-8", Disposition: "inline", Body: []byte(t.Whole.Original)}, nil
	})
	a.notModified(plain.Path)
}

const annotationType = `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`

// ContentType implements huma.ContentTypeFilter.
func (AnnotationPage) ContentType(string) string { return annotationType }

// plainText is the text of a document. That it is text and nothing else is said twice, for it comes from anywhere.
type plainText struct {
	Tagged
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

// DecisionIn is a decision to be made.
type DecisionIn struct {
	Action string   `json:"action" enum:"accept,reject,amend,undo,merge,split" doc:"merge and split take two claims; undo takes back what was decided on a claim."`
	Claims []string `json:"claims" minItems:"1" maxItems:"1000" doc:"Ids of claims. All are decided, or none."`
	Why    string   `json:"why,omitempty" maxLength:"2000"`
	Amend  *Amend   `json:"amend,omitempty" doc:"Of amend: what the claim should have been; what is left out stays."`
}

// Amend says what a claim should have been.
type Amend struct {
	Kind     string   `json:"kind,omitempty" maxLength:"100"`
	When     string   `json:"when,omitempty" doc:"EDTF." maxLength:"100"`
	Modality string   `json:"modality,omitempty" enum:"asserted,announced,planned,considered,threatened,demanded,alleged,denied,negated,hypothetical,uncertain"`
	Agents   []string `json:"agents,omitempty" doc:"By code, name or alias; they replace all." maxItems:"50"`
	Patients []string `json:"patients,omitempty" maxItems:"50"`
}

// Decided is what was decided.
type Decided struct {
	Decisions []chancery.Decision `json:"decisions"`
	New       int                 `json:"new" doc:"How many were not there already."`
}

// writes registers what changes the store.
func (a *API) writes() {
	type decideIn struct{ Body DecisionIn }
	type decideOut struct{ Body Decided }
	decide := op("create-decision", "/decisions", "Decisions", "Decide on claims", "A decision is appended to a log and survives new readings; of several on one claim the last holds. The answer comes when the ledger shows it.",
		"/decisions")
	decide.Extensions["x-curl"] = `-H 'Content-Type: application/json' -d '{"action":"reject","claims":["` + exampleClaim + `"],"why":"another embassy"}'`
	decide.Method, decide.DefaultStatus = http.MethodPost, http.StatusCreated
	decide.Errors = append(decide.Errors, 403, 507)
	register(a, decide, func(ctx context.Context, in *decideIn) (*decideOut, error) {
		v := query.Verdict{Action: in.Body.Action, Claims: in.Body.Claims, By: a.back.Caller(ctx), Why: in.Body.Why}
		if in.Body.Action == "amend" && in.Body.Amend != nil {
			v.Amend = query.Amendment{Kind: in.Body.Amend.Kind, When: in.Body.Amend.When, Modality: in.Body.Amend.Modality, Agents: in.Body.Amend.Agents, Patients: in.Body.Amend.Patients}
		}
		ds, n, err := a.back.Decide(ctx, v)
		if err != nil {
			return nil, err
		}
		return &decideOut{Decided{ds, n}}, nil
	})
	type undoIn struct {
		ID string `path:"id" doc:"The decision's id." maxLength:"64"`
	}
	undo := op("undo-decision", "/decisions/{id}/undo", "Decisions", "Take a decision back", "Appends an undo: the claim stands as it was read.", "/decisions/d0123456789abcde/undo")
	undo.Extensions["x-curl"] = "-X POST"
	undo.Method, undo.DefaultStatus = http.MethodPost, http.StatusCreated
	undo.Errors = append(undo.Errors, 403, 507)
	register(a, undo, func(ctx context.Context, in *undoIn) (*decideOut, error) {
		b, err := a.back.Book(ctx)
		if err != nil {
			return nil, err
		}
		all := b.Decisions()
		i := slices.IndexFunc(all, func(d chancery.Decision) bool { return d.ID == in.ID })
		if i < 0 {
			return nil, &chancery.Error{Code: chancery.CodeNotFound, Where: in.ID, Message: "no such decision", Hint: "list-decisions gives ids"}
		}
		v := query.Verdict{Action: "undo", Claims: []string{all[i].Claim}, By: a.back.Caller(ctx)}
		switch all[i].Action {
		case "merge":
			v.Action, v.Claims = "split", []string{all[i].Claim, all[i].With}
		case "split":
			v.Action, v.Claims = "merge", []string{all[i].Claim, all[i].With}
		}
		ds, n, err := a.back.Decide(ctx, v)
		if err != nil {
			return nil, err
		}
		return &decideOut{Decided{ds, n}}, nil
	})
	type readIn struct {
		Name    string `query:"name" doc:"The name under which it comes, such as the file's." maxLength:"200"`
		RawBody []byte `contentType:"application/octet-stream"`
	}
	type readOut struct{ Body Intake }
	read := op("read-document", "/documents", "Documents", "Read a document in", "In any format that ingest knows; told by its content. The answer comes when the ledger shows it. To send the same bytes again changes nothing.",
		"/documents?name=story.txt")
	read.Extensions["x-curl"] = "-H 'Content-Type: application/octet-stream' --data-binary @story.txt"
	read.Method, read.MaxBodyBytes, read.SkipValidateBody, read.BodyReadTimeout = http.MethodPost, -1, true, Arrival
	read.Errors = append(read.Errors, 403, 408, 413, 507)
	read.Middlewares = huma.Middlewares{func(ctx huma.Context, next func(huma.Context)) {
		done, err := a.back.Admit()
		if err != nil {
			status, detail, hint := a.back.Status(err)
			_, w := humago.Unwrap(ctx)
			problem(w, status, detail, hint)
			return
		}
		defer done()
		next(ctx)
	}}
	register(a, read, func(ctx context.Context, in *readIn) (*readOut, error) {
		if len(in.RawBody) == 0 {
			return nil, &chancery.Error{Code: chancery.CodeUsage, Message: "nothing came in", Hint: "send the bytes of a document as the body"}
		}
		got, err := a.back.Read(ctx, in.Name, bytes.NewReader(in.RawBody))
		if err != nil {
			return nil, err
		}
		if len(got.Documents) == 0 {
			why := append(slices.Clone(got.Failures), got.LeftOut...)
			if why == nil {
				why = []string{"there is no document in it"}
			}
			return nil, &chancery.Error{Code: chancery.CodeInput, Message: "nothing could be read: " + strings.Join(why, "; "),
				Hint: "send text in English, HTML, PDF, a .docx or .odt file, JSON, a feed, a web archive or an export of MediaWiki"}
		}
		return &readOut{got}, nil
	})
}

// register registers an operation whose errors are turned into problems.
func register[I, O any](a *API, op huma.Operation, do func(context.Context, *I) (*O, error)) {
	huma.Register(a.huma, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := do(ctx, in)
		return out, a.fail(err)
	})
}
