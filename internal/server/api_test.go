package server

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"chancery"
	"chancery/internal/ledger"
	"chancery/internal/query"
	"chancery/internal/server/api"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// openAPI is the served document, as a test reads it.
type openAPI struct {
	t        *testing.T
	doc      map[string]any
	compiler *jsonschema.Compiler
	schemas  map[string]*jsonschema.Schema
}

func servedAPI(t *testing.T, s *site) *openAPI {
	w := s.get("/api/openapi.json")
	doc, err := jsonschema.UnmarshalJSON(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	o := &openAPI{t: t, doc: doc.(map[string]any), compiler: jsonschema.NewCompiler(), schemas: map[string]*jsonschema.Schema{}}
	o.compiler.DefaultDraft(jsonschema.Draft2020)
	o.compiler.AssertFormat()
	if err := o.compiler.AddResource("http://localhost/openapi.json", doc); err != nil {
		t.Fatal(err)
	}
	return o
}

// operations returns every operation by its id, with its method and path.
func (o *openAPI) operations() map[string][2]string {
	out := map[string][2]string{}
	for path, item := range o.doc["paths"].(map[string]any) {
		for method, op := range item.(map[string]any) {
			out[op.(map[string]any)["operationId"].(string)] = [2]string{strings.ToUpper(method), path}
		}
	}
	return out
}

// check holds an answer against what the document says of the operation.
func (o *openAPI) check(op [2]string, w *httptest.ResponseRecorder) {
	o.t.Helper()
	responses := o.doc["paths"].(map[string]any)[op[1]].(map[string]any)[strings.ToLower(op[0])].(map[string]any)["responses"].(map[string]any)
	status := fmt.Sprint(w.Code)
	described, ok := responses[status].(map[string]any)
	if !ok {
		o.t.Errorf("%v: %s is not described: %s", op, status, w.Body)
		return
	}
	content, _ := described["content"].(map[string]any)
	if len(content) == 0 {
		if w.Body.Len() > 0 {
			o.t.Errorf("%v: %s has a body", op, status)
		}
		return
	}
	kind := w.Header().Get("Content-Type")
	if _, ok := content[kind]; !ok {
		kind, _, _ = strings.Cut(kind, ";")
	}
	if _, ok := content[kind]; !ok {
		o.t.Errorf("%v: %s as %q is not described", op, status, w.Header().Get("Content-Type"))
		return
	}
	at := "http://localhost/openapi.json#/paths/" + pointer(op[1]) + "/" + strings.ToLower(op[0]) + "/responses/" + status + "/content/" + pointer(kind) + "/schema"
	schema := o.schemas[at]
	if schema == nil {
		var err error
		if schema, err = o.compiler.Compile(at); err != nil {
			o.t.Fatalf("%v: %v", op, err)
		}
		o.schemas[at] = schema
	}
	lines := [][]byte{w.Body.Bytes()}
	switch {
	case kind == "application/jsonl" && w.Body.Len() == 0: // an empty list
		return
	case kind == "application/jsonl":
		lines = bytes.Split(bytes.TrimSuffix(w.Body.Bytes(), []byte("\n")), []byte("\n"))
	case strings.HasPrefix(kind, "text/"):
		return
	}
	for _, l := range lines {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(l))
		if err != nil {
			o.t.Errorf("%v: %v: %s", op, err, l)
			continue
		}
		if err := schema.Validate(v); err != nil {
			o.t.Errorf("%v: %v\n%s", op, err, clipped(l))
		}
	}
}

func pointer(s string) string {
	return url.PathEscape(strings.NewReplacer("~", "~0", "/", "~1").Replace(s))
}

func clipped(b []byte) []byte { return b[:min(len(b), 800)] }

// example is a request to an operation and the status that it gets.
type example struct {
	target string
	body   string
	status int
}

// examples are requests to every operation, right ones and wrong ones. IDs are filled in.
func examples(s *site) map[string][]example {
	s.t.Helper()
	ids := decode[api.List[chancery.Claim]](s.t, s.get("/api/v1/claims?pair=ALB,IRN"), 200).Items
	claim, doc := ids[0].ID, ids[0].DocumentID
	d := decode[api.Decided](s.t, s.post("/api/v1/decisions", fmt.Sprintf(`{"action":"accept","claims":[%q],"why":"so it is"}`, ids[1].ID)), 201).Decisions[0].ID
	hook := decode[api.NewHook](s.t, s.post("/api/v1/webhooks", `{"url":"http://127.0.0.1:9/hook"}`), 201).ID
	gone := decode[api.NewHook](s.t, s.post("/api/v1/webhooks", `{"url":"http://127.0.0.1:9/gone"}`), 201).ID
	const v = "/api/v1"
	long := strings.Repeat("x", 3000)
	paged := func(path string, more ...example) []example {
		sep := "?"
		if strings.Contains(path, "?") {
			sep = "&"
		}
		return append([]example{{path, "", 200}, {path + sep + "limit=1", "", 200}, {path + sep + "format=jsonl", "", 200}, {path + sep + "limit=0", "", 422}, {path + sep + "limit=x", "", 422},
			{path + sep + "limit=100000", "", 422}, {path + sep + "cursor=%21", "", 400}, {path + sep + "cursor=%%%", "", 400}, {path + sep + "format=xml", "", 422}, {path + sep + "bogus=1", "", 422}}, more...)
	}
	filtered := func(path string) []example {
		return paged(path, example{path + "?party=ALB&party=Iran", "", 200}, example{path + "?pair=ALB,IRN&pair=USA,CUB", "", 200}, example{path + "?known=2024-01-15", "", 200},
			example{path + "?party=Nowhereland", "", 404}, example{path + "?pair=ALB", "", 400}, example{path + "?known=yesterday", "", 400})
	}
	listed := func(path string) []example {
		return append(filtered(path), example{path + "?kind=standing&modality=asserted&document=breaks.txt&from=1900&to=2030", "", 200}, example{path + "?kind=bogus", "", 400}, example{path + "?modality=wished", "", 400},
			example{path + "?document=nothing", "", 404}, example{path + "?from=soon", "", 400}, example{path + "?to=XXXX", "", 400})
	}
	pair := func(path string) []example {
		return []example{{v + "/pairs/ALB/Iran" + path, "", 200}, {v + "/pairs/ALB/IRN" + path + "?on=2023&known=2024-01-15", "", 200}, {v + "/pairs/FRA/DEU" + path + "?on=1950", "", 200},
			{v + "/pairs/ALB/Nowhereland" + path, "", 404}, {v + "/pairs/ALB/ALB" + path, "", 400}, {v + "/pairs/ALB/IRN" + path + "?on=soon", "", 400}, {v + "/pairs/ALB/IRN" + path + "?known=x", "", 400},
			{v + "/pairs/ALB/" + long + path, "", 422}}
	}
	return map[string][]example{
		"list-parties":       paged(v+"/parties", example{v + "/parties?type=organisation&named=true", "", 200}, example{v + "/parties?type=planet", "", 422}, example{v + "/parties?named=perhaps", "", 422}),
		"get-party":          {{v + "/parties/Serbia", "", 200}, {v + "/parties/SUN", "", 200}, {v + "/parties/Nowhereland", "", 404}, {v + "/parties/" + long, "", 422}},
		"list-pairs":         paged(v+"/pairs", example{v + "/pairs?party=ALB&on=2023-01-01&standing=severed", "", 200}, example{v + "/pairs?known=2024-01-15", "", 200}, example{v + "/pairs?on=soon", "", 400}, example{v + "/pairs?party=Nowhereland", "", 404}, example{v + "/pairs?standing=warm", "", 422}),
		"get-status":         pair("/status"),
		"get-dossier":        pair("/dossier"),
		"get-derivation":     pair("/why"),
		"list-kinds":         paged(v + "/kinds"),
		"list-claims":        listed(v + "/claims"),
		"get-claim":          {{v + "/claims/" + claim, "", 200}, {v + "/claims/c0", "", 404}, {v + "/claims/" + long, "", 422}},
		"list-events":        listed(v + "/events"),
		"list-periods":       append(filtered(v+"/periods"), example{v + "/periods?track=standing&from=2000&to=2001", "", 200}, example{v + "/periods?track=race", "", 422}),
		"list-discrepancies": append(filtered(v+"/discrepancies"), example{v + "/discrepancies?kind=standing", "", 200}, example{v + "/discrepancies?kind=bogus", "", 400}),
		"list-gaps":          filtered(v + "/gaps"),
		"list-documents":     paged(v+"/documents", example{v + "/documents?undated=true", "", 200}, example{v + "/documents?from=2023&to=2023", "", 200}, example{v + "/documents?known=2024-01-15", "", 200}, example{v + "/documents?from=soon", "", 400}),
		"get-document":       {{v + "/documents/" + doc, "", 200}, {v + "/documents/cuba.txt", "", 200}, {v + "/documents/" + doc[:8], "", 200}, {v + "/documents/nothing", "", 404}, {v + "/documents/" + long, "", 422}},
		"get-text":           {{v + "/documents/" + doc + "/text", "", 200}, {v + "/documents/nothing/text", "", 404}},
		"get-annotations":    {{v + "/documents/" + doc + "/annotations", "", 200}, {v + "/documents/nothing/annotations", "", 404}},
		"search": {{v + "/search?q=embassy", "", 200}, {v + "/search?q=relat*&party=ALB&kind=standing&from=1900&to=2030&document=breaks.txt&limit=1", "", 200}, {v + "/search?q=alert", "", 200}, {v + "/search?q=%22%29%20NEAR%28", "", 200},
			{v + "/search", "", 422}, {v + "/search?q=", "", 422}, {v + "/search?q=-", "", 400}, {v + "/search?q=x&limit=101", "", 422}, {v + "/search?q=x&cursor=%21", "", 400}, {v + "/search?q=x&party=Nowhereland", "", 404}, {v + "/search?q=" + long, "", 422}},
		"list-changes": {{v + "/changes?since=2024-02-01", "", 200}, {v + "/changes?since=2023-01-01&party=ALB&format=jsonl", "", 200}, {v + "/changes?since=2023-01-01&known=2024-02-01&pair=USA,CUB&limit=2", "", 200},
			{v + "/changes", "", 422}, {v + "/changes?since=soon", "", 400}, {v + "/changes?since=2024&party=Nowhereland", "", 404}},
		"list-decisions": paged(v+"/decisions", example{v + "/decisions?claim=" + claim, "", 200}),
		"create-decision": {{v + "/decisions", fmt.Sprintf(`{"action":"amend","claims":[%q],"amend":{"when":"2022-09-06","kind":"suspend-relations","modality":"announced","agents":["Albania"],"patients":["Iran"]}}`, claim), 201},
			{v + "/decisions", fmt.Sprintf(`{"action":"merge","claims":[%q,%q]}`, claim, ids[1].ID), 400}, // of another kind
			{v + "/decisions", fmt.Sprintf(`{"action":"amend","claims":[%q],"amend":{"kind":"suspend-relations","modality":"asserted","agents":["Albania"],"patients":["Iran"]}}`, ids[1].ID), 201},
			{v + "/decisions", fmt.Sprintf(`{"action":"merge","claims":[%q,%q]}`, claim, ids[1].ID), 201},
			{v + "/decisions", `{"action":"accept","claims":["c0"]}`, 404}, {v + "/decisions", `{"action":"wish","claims":["c0"]}`, 422}, {v + "/decisions", `{"action":"accept"}`, 422}, {v + "/decisions", `{"action":"accept","claims":[]}`, 422},
			{v + "/decisions", `{"action":"amend","claims":["` + claim + `"]}`, 400}, {v + "/decisions", `{"action":"amend","claims":["` + claim + `"],"amend":{"when":"soon"}}`, 400}, {v + "/decisions", `{"action":"amend","claims":["` + claim + `"],"amend":{"agents":["Nowhereland"]}}`, 404},
			{v + "/decisions", `{"action":"merge","claims":["` + claim + `"]}`, 400}, {v + "/decisions", `{"action":"accept","claims":["c0"],"more":1}`, 422}, {v + "/decisions", `{`, 400}, {v + "/decisions", ``, 400}},
		"undo-decision":   {{v + "/decisions/" + d + "/undo", "", 201}, {v + "/decisions/d0/undo", "", 404}},
		"read-document":   {{v + "/documents?name=new.txt", "FRA established relations with DEU on 1951.\n", 200}, {v + "/documents", "FRA established relations with DEU on 1951.\n", 200}, {v + "/documents?name=..%2F..%2Fetc%2Fpasswd", "Nothing much.\n", 200}, {v + "/documents", "%PDF damaged", 422}, {v + "/documents", "", 400}, {v + "/documents?name=" + long, "x", 422}},
		"list-webhooks":   paged(v + "/webhooks"),
		"create-webhook":  {{v + "/webhooks", `{"url":"http://127.0.0.1:9/","a":"Iran","b":"ALB"}`, 201}, {v + "/webhooks", `{"url":"ftp://example.org/"}`, 400}, {v + "/webhooks", `{"url":"http://u:p@example.org/"}`, 400}, {v + "/webhooks", `{"url":"https://example.org/","a":"Nowhereland"}`, 404}, {v + "/webhooks", `{"url":"nothing at all"}`, 400}, {v + "/webhooks", `{}`, 422}},
		"ping-webhook":    {{v + "/webhooks/" + hook + "/ping", "", 202}, {v + "/webhooks/h0/ping", "", 404}},
		"list-deliveries": paged(v+"/webhooks/"+hook+"/deliveries", example{v + "/webhooks/h0/deliveries", "", 404}),
		"remove-webhook":  {{v + "/webhooks/" + gone, "", 204}, {v + "/webhooks/" + gone, "", 404}},
	}
}

// TestAPI asks every operation, rightly and wrongly: each answer has the status it should, and validates against the served document.
func TestAPI(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Hooks, o.PrivateHooks = true, true })
	doc := servedAPI(t, s)
	cases := examples(s)
	for id, op := range doc.operations() {
		if len(cases[id]) == 0 {
			t.Errorf("%s %s (%s) is not asked by this test", op[0], op[1], id)
		}
		for _, c := range cases[id] {
			var w *httptest.ResponseRecorder
			switch {
			case op[0] == http.MethodGet:
				w = s.get(c.target)
			case id == "read-document":
				w = s.ask(op[0], c.target, strings.NewReader(c.body), "Content-Type", "application/octet-stream")
			default:
				w = s.ask(op[0], c.target, strings.NewReader(c.body), "Content-Type", "application/json")
			}
			if w.Code != c.status {
				t.Errorf("%s %.200s %s: %d, want %d: %s", op[0], c.target, c.body, w.Code, c.status, clipped(w.Body.Bytes()))
				continue
			}
			doc.check(op, w)
			if c.status >= 400 {
				var p struct{ Detail, Hint string }
				if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || p.Detail == "" || p.Hint == "" {
					t.Errorf("%s %.200s %s: says not what was wrong, or not what to do: %s", op[0], c.target, c.body, clipped(w.Body.Bytes()))
				}
			}
			if op[0] != http.MethodGet || c.status != 200 || id == "list-webhooks" || id == "list-deliveries" {
				continue
			}
			tag := w.Header().Get("ETag")
			if tag == "" {
				t.Errorf("%s has no ETag", c.target)
			}
			if again := s.get(c.target, "If-None-Match", tag); again.Code != 304 || again.Body.Len() > 0 {
				t.Errorf("%s with its tag: %d %s", c.target, again.Code, again.Body)
			}
		}
	}
	for id := range cases {
		if _, ok := doc.operations()[id]; !ok {
			t.Errorf("there is no operation %s", id)
		}
	}
}

// TestPast asks as of a day before the second two documents came.
func TestPast(t *testing.T) {
	s := newSite(t, nil)
	for target, want := range map[string]int{"/claims?known=2024-01-15": 4, "/claims": 6, "/documents?known=2024-01-15": 2, "/documents": 4, "/pairs?known=2024-01-15&party=CUB": 1, "/claims?known=2023-12-31": 0,
		"/changes?since=2024-03-02": 0} {
		for range 2 { // anew, and as kept
			if got := decode[struct{ Total int }](t, s.get("/api/v1"+target), 200).Total; got != want {
				t.Errorf("%s: %d, want %d", target, got, want)
			}
		}
	}
	if got := decode[struct{ Total int }](t, s.get("/api/v1/changes?since=2024-02-01"), 200).Total; got == 0 {
		t.Error("nothing has changed since")
	}
}

// TestTagsChange holds that an answer's tag moves when the ledger does.
func TestTagsChange(t *testing.T) {
	s := newSite(t, nil)
	const target = "/api/v1/pairs/ALB/IRN/status?on=2023-01-01"
	before := s.get(target).Header().Get("ETag")
	if other := s.get(target + "&known=2024-01-15").Header().Get("ETag"); other == before {
		t.Error("another question has the same tag")
	}
	s.ask(http.MethodPost, "/api/v1/documents", strings.NewReader("ALB restored relations with IRN on 2022-12-01.\n"), "Content-Type", "application/octet-stream")
	w := s.get(target, "If-None-Match", before)
	if st := decode[chancery.Status](t, w, 200); st.Standing != chancery.Relations {
		t.Errorf("after the document came in: %+v", st)
	}
	if w.Header().Get("ETag") == before {
		t.Error("the tag is the old one")
	}
}

func TestPages(t *testing.T) {
	s := newSite(t, nil)
	whole := decode[api.List[chancery.Claim]](t, s.get("/api/v1/claims"), 200)
	var got []string
	target := "/api/v1/claims?limit=2"
	for n := 0; target != "" && n < 10; n++ {
		w := s.get(target)
		page := decode[api.List[chancery.Claim]](t, w, 200)
		for _, c := range page.Items {
			got = append(got, c.ID)
		}
		target = ""
		if link := w.Header().Get("Link"); link != "" {
			target, _, _ = strings.Cut(strings.TrimPrefix(link, "<"), ">")
			if !strings.Contains(target, url.QueryEscape(page.Next)) {
				t.Errorf("link %q, next %q", link, page.Next)
			}
		}
		if n == 0 { // what comes in between neither repeats nor hides what was there
			s.ask(http.MethodPost, "/api/v1/documents?name=aaa.txt", strings.NewReader("FRA severed relations with DEU on 1870.\n"), "Content-Type", "application/octet-stream")
		}
	}
	var want []string
	for _, c := range whole.Items {
		want = append(want, c.ID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("pages give %v, want %v", got, want)
	}
	lines := strings.Split(strings.TrimSpace(s.get("/api/v1/claims", "Accept", "application/jsonl").Body.String()), "\n")
	if len(lines) != whole.Total+1 {
		t.Errorf("%d lines of JSON for %d claims", len(lines), whole.Total+1)
	}
}

// TestForms asks for a list in the ways in which a client may say what it takes: the answer is whole in the form that it names.
func TestForms(t *testing.T) {
	s := newSite(t, nil)
	const json, lines = "application/json", "application/jsonl"
	for accept, want := range map[string]string{
		"": json, "*/*": json, "text/html, */*": json, json: json, "text/plain": json, "jsonl": json, "json": json, ";": json, "a;,": json,
		lines: lines, "APPLICATION/JSONL": lines, lines + "; charset=utf-8": lines, "text/plain, " + lines: lines, lines + ", " + json: json, json + ", " + lines: json,
		json + ";q=0.5, " + lines: lines, lines + ";q=0.1, " + json: json, lines + ";q=0.9, " + json + ";q=0.2": lines, lines + ";q=0": json,
	} {
		for query, want := range map[string]string{"": want, "?format=jsonl": lines, "?format=json": json} {
			w := s.get("/api/v1/claims"+query, "Accept", accept)
			if got := w.Header().Get("Content-Type"); w.Code != http.StatusOK || got != want {
				t.Errorf("%q %q: %d %q, want %q", accept, query, w.Code, got, want)
				continue
			}
			n := strings.Count(w.Body.String(), "\n")
			if want == json {
				n = len(decode[api.List[chancery.Claim]](t, w, http.StatusOK).Items)
			}
			if n != 6 {
				t.Errorf("%q %q: %d claims", accept, query, n)
			}
		}
	}
}

// TestUnknownNames asks for several that there are not: the first of them is told, each time.
func TestUnknownNames(t *testing.T) {
	s := newSite(t, nil)
	for range 12 {
		for _, names := range [][2]string{{"Nowhereia", "Neverland"}, {"Neverland", "Nowhereia"}} {
			p := decode[api.Problem](t, s.get("/api/v1/claims?party="+names[0]+"&party="+names[1]), http.StatusNotFound)
			if body := fmt.Sprint(p); !strings.Contains(body, names[0]) || strings.Contains(body, names[1]) {
				t.Fatalf("asked for %v: %s", names, body)
			}
		}
	}
}

// TestAnnotations follows each selector back into the text as the W3C model has it: in code points.
func TestAnnotations(t *testing.T) {
	s := newSite(t, nil)
	doc := chancery.Hash("“É” — ALB severed relations with IRN on 2022-09-07.\n")
	s.ask(http.MethodPost, "/api/v1/documents?name=accents.txt", strings.NewReader("“É” — ALB severed relations with IRN on 2022-09-07.\n"), "Content-Type", "application/octet-stream")
	page := decode[api.AnnotationPage](t, s.get("/api/v1/documents/"+doc+"/annotations"), 200)
	text := []rune(s.get(page.Items[0].Target.Source).Body.String())
	for _, a := range page.Items {
		quote, place := a.Target.Selector[0], a.Target.Selector[1]
		if got := string(text[*place.Start:*place.End]); got != quote.Exact || !utf8.ValidString(got) {
			t.Errorf("at %d-%d stands %q, not %q", *place.Start, *place.End, got, quote.Exact)
		}
		if !strings.HasSuffix(string(text[:*place.Start]), quote.Prefix) || !strings.HasPrefix(string(text[*place.End:]), quote.Suffix) {
			t.Error("what stands around it is another thing")
		}
	}
}

// TestNoDocument: what is asked for stands in the error as it was asked for, and the hint is one for the API too.
func TestNoDocument(t *testing.T) {
	s := newSite(t, nil)
	for _, path := range []string{"/documents/zzzz", "/documents/zzzz/text", "/documents/zzzz/annotations"} {
		if p := decode[api.Problem](t, s.get("/api/v1"+path), 404); p.Detail != "zzzz: no such document" || p.Hint != "the list of documents has their names and ids" {
			t.Errorf("%s: %+v", path, p)
		}
	}
}

func TestSearch(t *testing.T) {
	s := newSite(t, nil)
	found := decode[query.Found](t, s.get("/api/v1/search?q=sever+tehran"), 200)
	if found.Total != 1 || len(found.Hits[0].Claims) != 1 || found.Hits[0].Document != "breaks.txt" {
		t.Fatalf("%+v", found)
	}
	marked := ""
	for _, p := range found.Hits[0].Snippet {
		if p.Mark {
			marked += p.Text + " "
		}
	}
	if marked != "severed Tehran " {
		t.Errorf("marked: %q", marked)
	}
	for target, want := range map[string]int{"q=severed&party=CUB": 1, "q=severed&party=FRA": 0, "q=relations&kind=restore-relations": 1, "q=relations&from=2000&party=USA": 1, "q=relations&to=1962": 1, "q=severed&document=cuba.txt": 1} {
		w := s.get("/api/v1/search?" + target)
		if target == "q=severed&party=FRA" && w.Code == 404 {
			continue
		}
		if got := decode[query.Found](t, w, 200); got.Total != want {
			t.Errorf("%s: %d, want %d", target, got.Total, want)
		}
	}
	title := decode[query.Found](t, s.get("/api/v1/search?q=breaks"), 200)
	if title.Total != 1 || title.Hits[0].Block != -1 || len(title.Hits[0].Claims) > 0 {
		t.Errorf("in a title stands no claim: %+v", title)
	}
	if body := s.get("/search?q=breaks").Body.String(); !strings.Contains(body, "<mark>breaks</mark>") || strings.Contains(body, "sever relations ·") || strings.Contains(body, "?claim=") {
		t.Errorf("a title is shown with a claim from elsewhere: %s", body)
	}
	if got := decode[query.Found](t, s.get("/api/v1/search?q=breaks&party=ALB"), 200); got.Total != 0 {
		t.Errorf("a claim was asked for, and a title came: %+v", got)
	}
	first := decode[query.Found](t, s.get("/api/v1/search?q=relations&limit=2"), 200)
	second := decode[query.Found](t, s.get("/api/v1/search?q=relations&limit=2&cursor="+first.Next), 200)
	if first.Total != second.Total || len(second.Hits) == 0 || fmt.Sprint(first.Hits[1].Span) == fmt.Sprint(second.Hits[0].Span) && first.Hits[1].Document == second.Hits[0].Document {
		t.Errorf("pages of a search: %+v, then %+v", first, second)
	}
}

// TestSearchForAny: where all words stand together nowhere, a question leads to the passages in which any of them stands, and a phrase does not.
func TestSearchForAny(t *testing.T) {
	s := newSite(t, nil)
	body := s.get("/search?q=" + url.QueryEscape("did a unicorn sever Tehran?")).Body.String()
	m := regexp.MustCompile(`<a href="(\?[^"]*)">passages in which any`).FindStringSubmatch(body)
	if m == nil {
		t.Fatal("nothing leads to any of the words")
	}
	if body = s.get("/search" + html.UnescapeString(m[1])).Body.String(); !strings.Contains(body, "<mark>Tehran</mark>") {
		t.Errorf("any of the words are not found: %s", m[1])
	}
	for _, words := range []string{`"sever a unicorn"`, "unicorn", "unicorn OR griffin", "unicorn -Tehran", "sever Tehran"} {
		if body = s.get("/search?q=" + url.QueryEscape(words)).Body.String(); strings.Contains(body, "passages in which any") {
			t.Errorf("%s leads to any of its words", words)
		}
	}
}

// TestFeeds follows a document from its coming in to the feeds, over a restart.
func TestFeeds(t *testing.T) {
	s := newSite(t, nil)
	read := func(s *site, target string) atomFeed {
		t.Helper()
		w := s.get(target)
		var f atomFeed
		if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil || w.Code != 200 || w.Header().Get("Content-Type") != "application/atom+xml; charset=utf-8" {
			t.Fatalf("%s: %d %v %s", target, w.Code, err, w.Body)
		}
		if f.ID == "" || f.Title == "" || f.Author.Name == "" || len(f.Links) == 0 {
			t.Errorf("%s lacks what Atom asks for: %+v", target, f)
		}
		ids := map[string]bool{}
		for i, e := range f.Entries {
			if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || e.ID == "" || ids[e.ID] || e.Title == "" || len(e.Links) == 0 {
				t.Errorf("%s: entry %+v", target, e)
			}
			if i > 0 && e.Updated > f.Entries[i-1].Updated {
				t.Errorf("%s: %s after %s", target, e.Updated, f.Entries[i-1].Updated)
			}
			ids[e.ID] = true
		}
		return f
	}
	if f := read(s, "/feeds/pair/ALB/IRN.atom"); len(f.Entries) == 0 || f.Entries[0].Updated != "2024-03-01T09:00:00Z" {
		t.Errorf("the log does not begin with what came last: %+v", f)
	}
	if none := read(s, "/feeds/pair/FRA/DEU.atom"); len(none.Entries) != 0 || none.Updated != "2024-03-01T09:00:00Z" {
		t.Errorf("a feed without entries: %+v", none)
	}
	s.ask(http.MethodPost, "/api/v1/documents?name=new.txt", strings.NewReader("ALB restored relations with IRN on 2022-12-01.\n"), "Content-Type", "application/octet-stream")
	pair := read(s, "/feeds/pair/Iran/ALB.atom")
	if !strings.Contains(fmt.Sprint(pair.Entries), "relations since 2022-12-01 (") {
		t.Errorf("the restoration is not in the feed of the pair: %+v", pair.Entries)
	}
	if other := read(s, "/feeds/state/CUB.atom"); strings.Contains(fmt.Sprint(other.Entries), "2022-12-01") {
		t.Error("it is in the feed of another state")
	}
	all := read(s, "/feeds/all.atom")
	s.Stop()
	again := newSiteOver(t, s)
	if diff := fmt.Sprint(read(again, "/feeds/all.atom")); diff != fmt.Sprint(all) {
		t.Errorf("after a restart:\n%s\nbefore:\n%v", diff, all)
	}
	for target, want := range map[string]int{"/feeds/": 404, "/feeds/none.atom": 404, "/feeds/pair/ALB.atom": 404, "/feeds/state/Nowhereland.atom": 404, "/feeds/pair/ALB/ALB.atom": 400, "/feeds/all": 404} {
		if w := s.get(target); w.Code != want {
			t.Errorf("%s: %d, want %d", target, w.Code, want)
		}
	}
}

// TestChangesInWords: an entry of a feed says for people what a line of the log says for programs.
func TestChangesInWords(t *testing.T) {
	b := &query.Book{Gaz: newSite(t, nil).resident.Newest().Gaz}
	for _, c := range []struct{ typ, text, want string }{
		{"standing", "severed 2022-09-07 to .., documented", "severed since 2022-09-07 (documented)"},
		{"standing", "relations ../1999-05-03 to 1999-05-03, inferred", "relations from before 1999-05-03 to 1999-05-03 (inferred)"},
		{"representation", "protecting-power Tehran by TUR 2022/2023 to .., documented", "Albania in Iran: protecting-power Tehran by TUR since some day between 2022 and 2023 (documented)"},
		{"recognition", "unrecognised .. to .., contested", "recognition: unrecognised (contested)"},
		{"event", "sever-relations 1999-05-03, asserted", "sever relations, 1999-05-03"}, {"event", "visit , planned", "visit (planned)"},
		{"gap", "mission-start after .. before 1999-05-03", "nobody wrote when the mission began, before 1999-05-03"}, {"gap", "restoration after 1990 before ..", "nobody wrote of the restoration of relations, after 1990"},
		{"date", "2022-09-08", "dated 2022-09-08"},
	} {
		if got := (&Change{Change: ledger.Change{Type: c.typ, Text: c.text, A: "ALB", B: "IRN"}}).inWords(b); got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

// newSiteOver serves the store of another site.
func newSiteOver(t *testing.T, old *site) *site {
	o := old.o
	s := &site{t: t, st: old.st, log: old.log}
	var err error
	if s.Server, err = New(o); err != nil {
		t.Fatal(err)
	}
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s
}

// TestResident holds the ledger that is kept up to date against one made anew, after every kind of change.
func TestResident(t *testing.T) {
	s := newSite(t, nil)
	check := func(what string) {
		t.Helper()
		if _, err := s.resident.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		fresh := newSiteOver(t, s)
		for _, target := range []string{"/api/v1/claims", "/api/v1/events", "/api/v1/periods", "/api/v1/discrepancies", "/api/v1/gaps", "/api/v1/documents", "/api/v1/decisions", "/api/v1/pairs?on=2023", "/api/v1/parties?named=true"} {
			a, b := s.get(target+"").Body.Bytes(), fresh.get(target).Body.Bytes()
			if !bytes.Equal(a, b) {
				t.Errorf("%s, %s:\n%s\nanew:\n%s", what, target, a, b)
			}
		}
	}
	check("at first")
	claims := decode[api.List[chancery.Claim]](t, s.get("/api/v1/claims?pair=ALB,IRN"), 200).Items
	now := time.Now()
	r := readingOf(t, "late.txt", "Late", "", "SRB established relations with ALB on 1914.\nALB severed relations with SRB on 1999-04.\n", now)
	if _, err := s.st.Add(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	check("a document came")
	s.post("/api/v1/decisions", fmt.Sprintf(`{"action":"reject","claims":[%q]}`, claims[0].ID))
	check("a claim was rejected")
	s.post("/api/v1/decisions", fmt.Sprintf(`{"action":"undo","claims":[%q]}`, claims[0].ID))
	check("that was undone")
	r.Document.Name, r.Rules = "a-name-before.txt", "rules/2"
	r.Claims = r.Claims[:1]
	r.Claims[0].Document = r.Document.Name
	if _, err := s.st.Add(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	check("it was read again under another name")
	if err := s.st.Remove(t.Context(), r.Document.SHA256); err != nil {
		t.Fatal(err)
	}
	check("it was taken out")
}

// FuzzRequests sends what nobody should: no answer is a server's fault.
func FuzzRequests(f *testing.F) {
	for _, seed := range [][3]string{{"GET", "/api/v1/claims?party=ALB&limit=1", ""}, {"GET", "/api/v1/pairs/ALB/IRN/status?on=2022&known=2024", ""}, {"GET", "/pair/ALB/IRN?on=197X", ""}, {"GET", "/search?q=%22a&party=x", ""},
		{"POST", "/api/v1/decisions", `{"action":"amend","claims":["c1"],"amend":{"when":"2022?"}}`}, {"POST", "/api/v1/documents?name=x", "ALB severed relations with IRN on 2022-09-07."}, {"GET", "/feeds/pair/a/b.atom", ""},
		{"GET", "/world/ALB?on=..", ""}, {"GET", "/document/%00", ""}, {"PUT", "/api//v1/../claims", ""}, {"POST", "/add", "x"}, {"POST", "/review", "csrf=x"}, {"DELETE", "/api/v1/webhooks/h1", ""}, {"GET", "/api/v1/changes?since=-9999", ""},
		{"GET", "/api/v1/periods?from=9999-12-31&to=0000", ""}, {"GET", "/matrix?on=2022-02-30", ""}, {"GET", "/api/v1/search?q=a+OR+-b*", ""}, {"GET", "/api/v1/claims?cursor=MTAwMDAwMDAwMDAwMDAwMDAwMDAwMCB4", ""}} {
		f.Add(seed[0], seed[1], seed[2])
	}
	s := newSite(f, func(o *Options) { o.Hooks = true })
	f.Fuzz(func(t *testing.T, method, target, body string) {
		if !strings.HasPrefix(target, "/") || strings.HasPrefix(body, "panic") {
			return
		}
		req, err := http.NewRequest(method, "http://localhost"+target, strings.NewReader(body))
		if err != nil {
			return
		}
		req.RequestURI, req.RemoteAddr = req.URL.RequestURI(), "127.0.0.1:1"
		for _, kind := range []string{"application/json", "application/x-www-form-urlencoded", "application/octet-stream", "multipart/form-data; boundary=x"} {
			req.Header.Set("Content-Type", kind)
			req.Body = http.NoBody
			if body != "" {
				req.Body = readCloser{strings.NewReader(body)}
			}
			w := httptest.NewRecorder()
			s.ServeHTTP(w, req)
			if w.Code >= 500 {
				t.Errorf("%s %q %q as %s: %d %s", method, target, body, kind, w.Code, w.Body)
			}
			if strings.HasPrefix(w.Header().Get("Content-Type"), "application/problem+json") {
				var p api.Problem
				if err := json.Unmarshal(w.Body.Bytes(), &p); method != http.MethodHead && (err != nil || p.Code != w.Code) {
					t.Errorf("%s %q: %v %s", method, target, err, w.Body)
				}
			}
		}
	})
}

type readCloser struct{ *strings.Reader }

func (readCloser) Close() error { return nil }
