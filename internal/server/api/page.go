package api

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

//go:embed page.html
var pageFile embed.FS

var pageTemplate = template.Must(template.ParseFS(pageFile, "page.html"))

// pageGroup is the operations of one tag.
type pageGroup struct {
	Name       string
	Operations []pageOperation
}

type pageOperation struct {
	ID, Method, Path, Summary, Description, Curl string
	Parameters                                   []pageParameter
	Body, Answer                                 string // names of schemas
	Types                                        []string
	Errors                                       []string
}

type pageParameter struct{ Name, In, Type, Description string }

// page explains the API to people: the OpenAPI document, written out.
func (a *API) page(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", cacheControl)
	groups := a.groups(a.back.Base(r) + Prefix)
	a.atHand(r.Context(), groups)
	err := pageTemplate.Execute(w, map[string]any{"Info": a.huma.OpenAPI().Info, "Groups": groups, "Schemas": a.schemas()})
	_ = err // the reader has gone away: nobody to tell
}

// The ids that examples name.
const (
	exampleDocument = "3f9c2a"
	exampleClaim    = "c17c5d577c729479"
)

// atHand puts a document and a claim that there are into the examples that read, so that they answer where they are tried. An example that writes keeps
// an id that nobody has.
func (a *API) atHand(ctx context.Context, groups []pageGroup) {
	ctx, done := context.WithTimeout(ctx, 100*time.Millisecond) // a ledger that is still being laid out is not waited for
	defer done()
	b, err := a.back.Book(ctx)
	if err != nil || len(b.Claims) == 0 {
		return
	}
	c := b.ByID[exampleClaim]
	if c == nil {
		c = b.Claims[0]
	}
	swap := strings.NewReplacer(exampleDocument, c.DocumentID[:12], exampleClaim, c.ID)
	for _, g := range groups {
		for i := range g.Operations {
			if op := &g.Operations[i]; op.Method == http.MethodGet {
				op.Curl = swap.Replace(op.Curl)
			}
		}
	}
}

func (a *API) groups(base string) []pageGroup {
	doc := a.huma.OpenAPI()
	byTag := map[string][]pageOperation{}
	for path, item := range doc.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Delete} {
			if op != nil {
				byTag[op.Tags[0]] = append(byTag[op.Tags[0]], pageOf(path, op, base))
			}
		}
	}
	var out []pageGroup
	for _, tag := range []string{"Pairs", "Parties", "Ledger", "Documents", "Changes", "Decisions", "Webhooks"} {
		ops := byTag[tag]
		slices.SortFunc(ops, func(a, b pageOperation) int {
			return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
		})
		if ops != nil {
			out = append(out, pageGroup{tag, ops})
		}
	}
	return out
}

func pageOf(path string, op *huma.Operation, base string) pageOperation {
	p := pageOperation{ID: op.OperationID, Method: op.Method, Path: path, Summary: op.Summary, Description: op.Description, Curl: curl(op, base)}
	for _, x := range op.Parameters {
		if x.In == "header" {
			continue
		}
		t := typeName(x.Schema)
		if x.Required {
			t += ", required"
		}
		p.Parameters = append(p.Parameters, pageParameter{x.Name, x.In, t, x.Description})
	}
	if op.RequestBody != nil {
		for kind, m := range op.RequestBody.Content {
			p.Body = kind
			if m.Schema != nil && m.Schema.Ref != "" {
				p.Body = refName(m.Schema.Ref)
			}
		}
	}
	for status, x := range op.Responses {
		if status[0] != '2' {
			if status != "default" {
				p.Errors = append(p.Errors, status)
			}
			continue
		}
		for kind, m := range x.Content {
			p.Types = append(p.Types, kind)
			if m.Schema != nil && m.Schema.Ref != "" && kind != jsonLines {
				p.Answer = refName(m.Schema.Ref)
			}
		}
	}
	slices.Sort(p.Types)
	slices.Sort(p.Errors)
	return p
}

// curl is the example of an operation as a command.
func curl(op *huma.Operation, base string) string {
	flags, _ := op.Extensions["x-curl"].(string)
	path, _ := op.Extensions["x-example"].(string)
	if flags != "" {
		flags += " "
	}
	return "curl " + flags + "'" + base + path + "'"
}

func refName(ref string) string { return ref[strings.LastIndexByte(ref, '/')+1:] }

func typeName(s *huma.Schema) string {
	switch {
	case s == nil:
		return ""
	case s.Ref != "":
		return refName(s.Ref)
	case s.Type == "array":
		return "list of " + typeName(s.Items)
	case len(s.Enum) > 0:
		var vs []string
		for _, v := range s.Enum {
			vs = append(vs, fmt.Sprint(v))
		}
		return strings.Join(vs, " | ")
	}
	return s.Type
}

type pageSchema struct {
	Name, Description string
	Fields            []pageParameter
}

// schemas lists the objects of the API by name.
func (a *API) schemas() []pageSchema {
	var out []pageSchema
	for name, s := range a.huma.OpenAPI().Components.Schemas.Map() {
		p := pageSchema{Name: name, Description: s.Description}
		for field, f := range s.Properties {
			t := typeName(f)
			if slices.Contains(s.Required, field) {
				t += ", always there"
			}
			p.Fields = append(p.Fields, pageParameter{Name: field, Type: t, Description: f.Description})
		}
		slices.SortFunc(p.Fields, func(a, b pageParameter) int { return strings.Compare(a.Name, b.Name) })
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b pageSchema) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// JSON returns the OpenAPI document.
func (a *API) JSON() ([]byte, error) { return json.MarshalIndent(a.huma.OpenAPI(), "", "  ") }
