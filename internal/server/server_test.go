package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"chancery"
	"chancery/data"
	"chancery/internal/query"
	"chancery/internal/resolve/party"
	"chancery/internal/server/api"
	"chancery/internal/store"
	"chancery/internal/store/sqlite"
	"chancery/internal/vocab"
)

// hostile is what a document may bring in its text, its title or its address.
const hostile = `<script>alert(1)</script><img src=x onerror="alert(2)">"'</title></textarea>`

var gazetteer = sync.OnceValues(func() (*party.Gazetteer, error) { return party.Load(data.FS) })

// told is a sentence that the tests' reader understands: "ALB severed relations with IRN on 2022-09-07."
var told = regexp.MustCompile(`([A-Z]{3}) (severed|established|restored) relations with ([A-Z]{3}) on ([0-9-]+)\.`)

var toldKinds = map[string]string{"severed": "sever-relations", "established": "establish-relations", "restored": "restore-relations"}

// readingOf reads a text of such sentences, one paragraph a line.
func readingOf(t testing.TB, name, title, url, text string, recorded time.Time) store.Reading {
	d := &chancery.Document{Name: name, Title: title, URL: url, Source: "The Gazette", Language: "en", Format: "text", Reader: "text/1", Original: text, SHA256: chancery.Hash(text),
		Dates: []chancery.DateCandidate{{EDTF: "2023-02-01", Kind: chancery.DateByline, Text: "1 February 2023"}}}
	r := store.Reading{Document: d, Rules: "rules/1", Model: "model/1", Recorded: recorded}
	g, err := gazetteer()
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for line := range strings.Lines(text) {
		d.Blocks = append(d.Blocks, chancery.Block{Kind: chancery.Paragraph, Text: strings.TrimSuffix(line, "\n"), Span: chancery.Span{Start: at, End: at + len(strings.TrimSuffix(line, "\n"))}, Section: -1})
		for _, m := range told.FindAllStringSubmatchIndex(line, -1) {
			s := func(i int) string { return line[m[2*i]:m[2*i+1]] }
			of := func(id string) chancery.Party {
				e, _ := g.Entry(id)
				return chancery.Party{ID: id, Name: e.Name, Type: chancery.State, Mention: id}
			}
			c := chancery.Claim{Document: name, DocumentID: d.SHA256, Kind: toldKinds[s(2)], Modality: chancery.Asserted, Rule: "told", Confidence: 0.9,
				When: &chancery.When{EDTF: s(4), Text: s(4), Basis: chancery.BasisExplicit}, Quote: d.Quote(chancery.Span{Start: at + m[0], End: at + m[1]})}
			if c.Kind == "sever-relations" {
				c.Agents, c.Patients = []chancery.Party{of(s(1))}, []chancery.Party{of(s(3))}
			} else {
				c.Agents = []chancery.Party{of(s(1)), of(s(3))}
			}
			c.ID = c.Identify()
			r.Claims = append(r.Claims, c)
		}
		at += len(line)
	}
	return r
}

// testReader reads what comes in as readingOf does.
type testReader struct {
	t   testing.TB
	st  store.Store
	now func() time.Time
}

func (r testReader) Read(ctx context.Context, name string, in io.Reader, seen func(string)) (Intake, error) {
	b, err := io.ReadAll(in)
	if err != nil {
		return Intake{}, err
	}
	switch {
	case bytes.HasPrefix(b, []byte("panic")):
		panic("/secret/path went wrong")
	case bytes.HasPrefix(b, []byte("%PDF")):
		return Intake{Failures: []string{"is damaged"}}, nil
	}
	if seen != nil {
		seen("Of " + name)
	}
	rd := readingOf(r.t, name, "", "", strings.ToValidUTF8(string(b), "?"), r.now())
	out, err := r.st.Add(ctx, rd)
	if err != nil {
		return Intake{}, err
	}
	return Intake{Documents: []IntakeDocument{{SHA256: rd.Document.SHA256, Document: name, Outcome: out[0].String(), Claims: len(rd.Claims)}}, Claims: len(rd.Claims)}, nil
}

// site is a server under test.
type site struct {
	*Server
	t   testing.TB
	st  *sqlite.DB
	log *bytes.Buffer
}

// logBuffer is written to by many.
type logBuffer struct {
	mu sync.Mutex
	w  *bytes.Buffer
}

func (l *logBuffer) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

// newSite serves a store of a few documents. change may alter the options.
func newSite(t testing.TB, change func(*Options)) *site {
	t.Helper()
	s := unstarted(t, change)
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s
}

// unstarted is newSite before its ledger is there.
func unstarted(t testing.TB, change func(*Options)) *site {
	t.Helper()
	st, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "secret-path.db"), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	first, second := time.Date(2024, 1, 1, 9, 0, 0, 0, time.UTC), time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)
	rs := []store.Reading{
		readingOf(t, "breaks.txt", "Albania breaks with Iran", "https://example.org/breaks", "ALB severed relations with IRN on 2022-09-07. The embassy — “Tehran’s own” — was closed.\nARE established relations with ALB on 1971.\n", first),
		readingOf(t, "cuba.txt", "The two", "", "USA severed relations with CUB on 1961-01-03.\nUSA restored relations with CUB on 2015-07-20.\n", first),
		readingOf(t, "other.txt", "Another date", "", "ALB severed relations with IRN on 2022-09-08.\n", second),
		readingOf(t, hostile, hostile, "javascript:alert(3)//"+hostile, hostile+" ALB severed relations with IRN on 2022-09-07. "+hostile+"\n", second),
	}
	if _, err := st.Add(t.Context(), rs...); err != nil {
		t.Fatal(err)
	}
	g, err := gazetteer()
	if err != nil {
		t.Fatal(err)
	}
	kinds, err := vocab.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now
	s := &site{t: t, st: st, log: &bytes.Buffer{}}
	o := Options{Query: query.New(st, g, kinds, "test"), Open: true, User: "E. Reader", Version: "test", Now: now, Reader: testReader{t, st, now},
		Log: slog.New(slog.NewTextHandler(&logBuffer{w: s.log}, nil)), Limits: Limits{Rate: 1e6, Burst: 1e6}}
	if change != nil {
		change(&o)
	}
	if s.Server, err = New(o); err != nil {
		t.Fatal(err)
	}
	return s
}

// ask sends a request. Headers are pairs.
func (s *site) ask(method, target string, body io.Reader, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest(method, target, body)
	r.Host = "localhost"
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
			continue
		}
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func (s *site) get(target string, headers ...string) *httptest.ResponseRecorder {
	return s.ask(http.MethodGet, target, nil, headers...)
}

func (s *site) post(target, body string, headers ...string) *httptest.ResponseRecorder {
	return s.ask(http.MethodPost, target, strings.NewReader(body), append([]string{"Content-Type", "application/json"}, headers...)...)
}

// decode reads a JSON answer.
func decode[T any](t testing.TB, w *httptest.ResponseRecorder, status int) T {
	t.Helper()
	var v T
	if w.Code != status {
		t.Fatalf("%d, want %d: %s", w.Code, status, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatalf("%v: %s", err, w.Body)
	}
	return v
}

func TestHosts(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Hosts = []string{"ledger.example.org", "Big.Example.org.", "[2001:DB8::1]"} })
	for host, want := range map[string]int{"localhost": 200, "localhost:8080": 200, "127.0.0.1:1": 200, "[::1]:80": 200, "ledger.example.org": 200, "LEDGER.example.org.:80": 200, "[::1]": 200,
		"big.example.org": 200, "BIG.example.org:80": 200, "[2001:db8::1]:80": 200, "[2001:db8::1]": 200,
		"evil.example": 421, "127.0.0.1.evil.example": 421, "": 421, "localhost.evil.example": 421} {
		if got := s.get("/healthz", "Host", host); got.Code != want {
			t.Errorf("%q: %d, want %d", host, got.Code, want)
		}
	}
}

// Who comes to a loopback address through a proxy may sit anywhere.
func TestProxy(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Hosts = []string{"ledger.example.org"} })
	tok, secret := NewToken("R. Reader", false, time.Now())
	if err := (Desk{s.st}).AddToken(t.Context(), tok); err != nil {
		t.Fatal(err)
	}
	for name, headers := range map[string][]string{
		"a name of ours":    {"Host", "ledger.example.org"},
		"X-Forwarded-For":   {"X-Forwarded-For", "203.0.113.7"},
		"X-Real-IP":         {"X-Real-IP", "203.0.113.7"},
		"Forwarded":         {"Forwarded", "for=203.0.113.7"},
		"X-Forwarded-Proto": {"X-Forwarded-Proto", "https"},
		"Via":               {"Via", "1.1 proxy"},
	} {
		if w := s.get("/api/v1/claims", headers...); w.Code != 401 {
			t.Errorf("%s: %d, want 401", name, w.Code)
		}
		if w := s.post("/api/v1/decisions", `{"action":"accept","claims":["c"]}`, headers...); w.Code != 401 {
			t.Errorf("%s: writing: %d, want 401", name, w.Code)
		}
		if w := s.get("/pair/ALB/IRN", append(headers, "Accept", "text/html")...); w.Code != 303 {
			t.Errorf("%s: a page: %d, want 303", name, w.Code)
		}
		if w := s.get("/api/v1/claims", append(headers, "Authorization", "Bearer "+secret)...); w.Code != 200 {
			t.Errorf("%s: with a token: %d", name, w.Code)
		}
	}
	open := s.get("/pair/ALB/IRN", "Accept", "text/html").Result().Cookies()[0]
	if w := s.get("/api/v1/claims", "Host", "ledger.example.org", "Cookie", open.Name+"="+open.Value); w.Code != 401 {
		t.Errorf("with the session of one on this machine: %d, want 401", w.Code)
	}
	login := s.ask(http.MethodPost, "/login", strings.NewReader("token="+secret), "Content-Type", "application/x-www-form-urlencoded", "Host", "ledger.example.org", "X-Forwarded-Proto", "https")
	if c := login.Result().Cookies(); len(c) != 1 || c[0].Secure { // httptest's address is not loopback
		t.Errorf("a header of another host made the cookie secure: %v", c)
	}
}

func TestClientOf(t *testing.T) {
	for _, c := range []struct{ peer, forwarded, want string }{
		{"127.0.0.1:5000", "", "127.0.0.1"},
		{"127.0.0.1:5000", "203.0.113.7", "203.0.113.7"},
		{"[::1]:5000", "10.0.0.1, 203.0.113.7", "203.0.113.7"},
		{"127.0.0.1:5000", "nonsense", "127.0.0.1"},
		{"198.51.100.1:5000", "203.0.113.7", "198.51.100.1"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.peer
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		r.Header.Set("X-Forwarded-Proto", "https")
		if got := clientOf(r); got != c.want {
			t.Errorf("%s, forwarded for %q: %s, want %s", c.peer, c.forwarded, got, c.want)
		}
		if got, want := encrypted(r), c.peer != "198.51.100.1:5000"; got != want {
			t.Errorf("%s: encrypted is %v", c.peer, got)
		}
	}
}

func TestTokens(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Open = false })
	desk := Desk{s.st}
	reader, readSecret := NewToken("R. Reader", false, time.Now())
	writer, writeSecret := NewToken("W. Writer", true, time.Now())
	for _, tok := range []Token{reader, writer} {
		if err := desk.AddToken(t.Context(), tok); err != nil {
			t.Fatal(err)
		}
	}
	claim := decode[api.List[chancery.Claim]](t, s.get("/api/v1/claims?pair=ALB,IRN", "Authorization", "Bearer "+readSecret), 200).Items[0].ID
	verdict := fmt.Sprintf(`{"action":"accept","claims":[%q]}`, claim)
	for name, c := range map[string]struct {
		w    *httptest.ResponseRecorder
		want int
	}{
		"no token":            {s.get("/api/v1/claims"), 401},
		"no token, a page":    {s.get("/pair/ALB/IRN", "Accept", "text/html"), 303},
		"a wrong token":       {s.get("/api/v1/claims", "Authorization", "Bearer "+readSecret+"x"), 401},
		"another scheme":      {s.get("/api/v1/claims", "Authorization", "Basic "+readSecret), 401},
		"health":              {s.get("/healthz"), 200},
		"metrics":             {s.get("/metrics"), 401},
		"a feed":              {s.get("/feeds/all.atom"), 401},
		"reading":             {s.get("/metrics", "Authorization", "Bearer "+readSecret), 200},
		"writing as reader":   {s.post("/api/v1/decisions", verdict, "Authorization", "Bearer "+readSecret), 403},
		"writing without":     {s.post("/api/v1/decisions", verdict), 401},
		"writing as writer":   {s.post("/api/v1/decisions", verdict, "Authorization", "Bearer "+writeSecret), 201},
		"writing from a page": {s.post("/api/v1/decisions", verdict, "Authorization", "Bearer "+writeSecret, "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"), 403},
	} {
		if c.w.Code != c.want {
			t.Errorf("%s: %d, want %d: %s", name, c.w.Code, c.want, c.w.Body)
		}
	}
	if ds := decode[api.List[query.Decision]](t, s.get("/api/v1/decisions", "Authorization", "Bearer "+readSecret), 200); len(ds.Items) != 1 || ds.Items[0].By != "W. Writer" {
		t.Errorf("decisions: %+v", ds)
	}
	if _, err := desk.RevokeToken(t.Context(), "R. Reader", time.Now()); err != nil {
		t.Fatal(err)
	}
	s.tokens.read = time.Time{} // as after tokenAge
	if w := s.get("/api/v1/claims", "Authorization", "Bearer "+readSecret); w.Code != 401 {
		t.Errorf("a revoked token: %d", w.Code)
	}
	notes, err := s.st.Notes(t.Context(), tokenSpace)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range notes {
		if bytes.Contains(n.Value, []byte(writeSecret[len(tokenPrefix):])) {
			t.Error("a token is kept in plain")
		}
	}
}

// session logs in and returns the cookie and a token for forms.
func (s *site) session(secret string) (cookie string) {
	s.t.Helper()
	w := s.ask(http.MethodPost, "/login", strings.NewReader("next=/gaps&token="+secret), "Content-Type", "application/x-www-form-urlencoded", "Origin", "http://localhost", "Sec-Fetch-Site", "same-origin")
	if w.Code != 303 || w.Header().Get("Location") != "/gaps" {
		s.t.Fatalf("login: %d to %q: %s", w.Code, w.Header().Get("Location"), w.Body)
	}
	c := w.Result().Cookies()[0]
	if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" {
		s.t.Errorf("cookie %+v", c)
	}
	return c.Name + "=" + c.Value
}

var csrfIn = regexp.MustCompile(`data-csrf="([^"]+)"`)

func TestSessions(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Open = false })
	tok, secret := NewToken("W. Writer", true, time.Now())
	if err := (Desk{s.st}).AddToken(t.Context(), tok); err != nil {
		t.Fatal(err)
	}
	cookie := s.session(secret)
	page := s.get("/gaps", "Cookie", cookie, "Accept", "text/html")
	m := csrfIn.FindStringSubmatch(page.Body.String())
	if page.Code != 200 || m == nil {
		t.Fatalf("%d, no token for forms", page.Code)
	}
	claim := decode[api.List[chancery.Claim]](t, s.get("/api/v1/claims?pair=ALB,IRN", "Cookie", cookie), 200).Items[0].ID
	verdict := fmt.Sprintf(`{"action":"accept","claims":[%q]}`, claim)
	for name, c := range map[string]struct {
		headers []string
		want    int
	}{
		"without the token":          {[]string{"Cookie", cookie}, 403},
		"with a wrong one":           {[]string{"Cookie", cookie, "X-CSRF-Token", m[1][2:]}, 403},
		"with another session's":     {[]string{"Cookie", s.session(secret), "X-CSRF-Token", m[1]}, 403},
		"with the token":             {[]string{"Cookie", cookie, "X-CSRF-Token", m[1]}, 201},
		"with a cookie altered":      {[]string{"Cookie", cookie + "x", "X-CSRF-Token", m[1]}, 401},
		"from another site":          {[]string{"Cookie", cookie, "X-CSRF-Token", m[1], "Sec-Fetch-Site", "cross-site"}, 403},
		"from another site's origin": {[]string{"Cookie", cookie, "X-CSRF-Token", m[1], "Origin", "http://evil.example"}, 403},
	} {
		if w := s.post("/api/v1/decisions", verdict, c.headers...); w.Code != c.want {
			t.Errorf("%s: %d, want %d: %s", name, w.Code, c.want, w.Body)
		}
	}
	for _, next := range []string{"//evil.example", "https://evil.example", `/\evil.example`, "/\\/evil.example", "javascript:alert(1)"} {
		if got := localPath(next); !strings.HasPrefix(got, "/") || strings.HasPrefix(got, "//") || strings.Contains(got, "evil") && !strings.HasPrefix(got, "/") {
			t.Errorf("login leads from %q to %q", next, got)
		}
	}
	for range 30 {
		s.ask(http.MethodPost, "/login", strings.NewReader("token=wrong"), "Content-Type", "application/x-www-form-urlencoded")
	}
	if w := s.ask(http.MethodPost, "/login", strings.NewReader("token=wrong"), "Content-Type", "application/x-www-form-urlencoded"); w.Code != 429 {
		t.Errorf("guessing: %d", w.Code)
	}
}

func TestReadOnly(t *testing.T) {
	s := newSite(t, func(o *Options) { o.ReadOnly, o.Reader = true, nil })
	for _, target := range []string{"/api/v1/decisions", "/api/v1/documents", "/add", "/review"} {
		if w := s.post(target, `{}`); w.Code < 400 || w.Code >= 500 {
			t.Errorf("POST %s: %d", target, w.Code)
		}
	}
}

func TestLimits(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Limits = Limits{Rate: 1, Burst: 3, Body: 100, Upload: 1000} })
	big := strings.Repeat("x", 200)
	if w := s.post("/api/v1/decisions", `{"action":"accept","claims":["`+big+`"]}`); w.Code != 413 {
		t.Errorf("a large body: %d %s", w.Code, w.Body)
	}
	if w := s.ask(http.MethodPost, "/api/v1/decisions", io.MultiReader(strings.NewReader(`{"why":"`), strings.NewReader(big)), "Content-Type", "application/json"); w.Code != 413 {
		t.Errorf("a large body of no length: %d %s", w.Code, w.Body)
	}
	if w := s.get("/healthz"); w.Code != 200 {
		t.Errorf("the third: %d", w.Code)
	}
	w := s.get("/healthz")
	if w.Code != 429 || w.Header().Get("Retry-After") == "" {
		t.Errorf("the fourth: %d, Retry-After %q", w.Code, w.Header().Get("Retry-After"))
	}
}

func TestCORS(t *testing.T) {
	s := newSite(t, nil)
	if w := s.get("/api/v1/gaps", "Origin", "https://app.example"); w.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Error("another origin may read by default")
	}
	s = newSite(t, func(o *Options) { o.Origins = []string{"https://app.example", "http://localhost"} })
	tok, secret := NewToken("A. Script", true, time.Now())
	if err := (Desk{s.st}).AddToken(t.Context(), tok); err != nil {
		t.Fatal(err)
	}
	script := []string{"Origin", "https://app.example", "Sec-Fetch-Site", "cross-site"}
	bearer := append([]string{"Authorization", "Bearer " + secret}, script...)
	if w := s.get("/api/v1/gaps", bearer...); w.Code != 200 || w.Header().Get("Access-Control-Allow-Origin") != "https://app.example" || w.Header().Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("%d, headers %v", w.Code, w.Header())
	}
	// On loopback too the script of another site needs a token, and the API is all that it may use.
	page := s.get("/review", "Accept", "text/html").Result().Cookies()[0]
	claim := decode[api.List[chancery.Claim]](t, s.get("/api/v1/claims?pair=ALB,IRN"), 200).Items[0].ID
	verdict := fmt.Sprintf(`{"action":"accept","claims":[%q]}`, claim)
	for name, c := range map[string]struct {
		w    *httptest.ResponseRecorder
		want int
	}{
		"reading without a token":  {s.get("/api/v1/gaps", script...), 401},
		"reading with a cookie":    {s.get("/api/v1/gaps", append(script, "Cookie", page.Name+"="+page.Value)...), 401},
		"writing without a token":  {s.post("/api/v1/decisions", verdict, script...), 401},
		"writing with a token":     {s.post("/api/v1/decisions", verdict, bearer...), 201},
		"beyond the API":           {s.post("/review", "action=reject&claim="+claim, bearer...), 403},
		"beyond it, without":       {s.post("/review", "action=reject&claim="+claim, script...), 403},
		"our own page, so written": {s.post("/api/v1/decisions", verdict, "Origin", "http://localhost", "Sec-Fetch-Site", "same-origin"), 201},
	} {
		if c.w.Code != c.want {
			t.Errorf("%s: %d, want %d: %s", name, c.w.Code, c.want, c.w.Body)
		}
	}
	if w := s.get("/api/v1/gaps", "Origin", "https://evil.example"); w.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Error("an origin that is not named may read")
	}
	if w := s.ask(http.MethodOptions, "/api/v1/gaps", nil, "Origin", "https://app.example", "Access-Control-Request-Method", "GET"); w.Code != 204 {
		t.Errorf("preflight: %d", w.Code)
	}
}

// TestHostileDocuments looks at every page and answer that shows a document full of markup: nothing of it is markup there.
func TestHostileDocuments(t *testing.T) {
	s := newSite(t, nil)
	id := chancery.Hash(hostile + " ALB severed relations with IRN on 2022-09-07. " + hostile + "\n")
	claim := ""
	for _, c := range decode[api.List[chancery.Claim]](t, s.get("/api/v1/claims"), 200).Items {
		if c.DocumentID == id {
			claim = c.ID
		}
	}
	if claim == "" {
		t.Fatal("the hostile document has no claim")
	}
	for _, target := range []string{"/", "/pair/ALB/IRN", "/state/ALB", "/document/" + id, "/documents", "/claim/" + claim, "/discrepancies", "/gaps", "/review", "/search?q=alert", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
		"/feeds/all.atom", "/feeds/pair/ALB/IRN.atom", "/api", "/login?next=%22%3E%3Cscript%3Ealert(1)", "/nothing/%3Cscript%3Ealert(1)", "/pair/%3Cscript%3Ealert(1)%3C/script%3E/IRN"} {
		w := s.get(target, "Accept", "text/html")
		body := w.Body.String()
		if strings.Contains(body, "<script>alert") || strings.Contains(body, "<img src=x") || strings.Contains(body, `href="javascript:`) {
			t.Errorf("%s lets markup through: %d", target, w.Code)
		}
		if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s has the policy %q", target, csp)
		}
	}
	w := s.get("/api/v1/documents/" + id + "/text")
	if ct := w.Header().Get("Content-Type"); ct != "text/plain; charset=utf-8" || w.Header().Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("the text is sent as %q", ct)
	}
}

// TestNothingLeaks makes things fail and looks for paths and stacks in what is sent.
func TestNothingLeaks(t *testing.T) {
	s := newSite(t, nil)
	answers := []*httptest.ResponseRecorder{s.ask(http.MethodPost, "/api/v1/documents", strings.NewReader("panic"), "Content-Type", "application/octet-stream")}
	if answers[0].Code != 500 {
		t.Errorf("a bug: %d", answers[0].Code)
	}
	if err := s.st.Close(); err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{"/healthz", "/api/v1/claims?known=2024-01-02", "/api/v1/search?q=embassy", "/search?q=embassy", "/document/" + strings.Repeat("0", 64)} {
		answers = append(answers, s.get(target, "Accept", "text/html"))
	}
	for _, w := range answers {
		for _, secret := range []string{"secret", ".db", ".go:", "goroutine", "runtime", "sql"} {
			if strings.Contains(w.Body.String(), secret) {
				t.Errorf("%q is in an answer: %s", secret, w.Body)
			}
		}
	}
	if !strings.Contains(s.log.String(), "secret") {
		t.Error("the log does not say what failed")
	}
}

// TestOneMapping: an error is the same to a program and to a reader, and is logged where the operator looks.
func TestOneMapping(t *testing.T) {
	s := newSite(t, nil)
	s.within(time.Nanosecond)
	for _, target := range []string{"/api/v1/search?q=embassy", "/search?q=embassy"} {
		s.log.Reset()
		w := s.get(target)
		if w.Code != http.StatusServiceUnavailable || !strings.Contains(strings.ToLower(w.Body.String()), "the answer took too long") || w.Header().Get("Retry-After") == "" {
			t.Errorf("%s past its time: %d %v %s", target, w.Code, w.Header(), w.Body)
		}
		if !strings.Contains(s.log.String(), "an answer failed") {
			t.Errorf("%s: the log says nothing: %s", target, s.log)
		}
	}
	s = newSite(t, nil)
	for target, want := range map[string]int{"/": 200, "/nothing": 404, "/search?q=%22": 400, "/assets/app.css": 200, "/login": 200, "/api": 200} {
		h := s.get(target, "Accept", "text/html").Result()
		if h.StatusCode != want || len(h.Header["Content-Security-Policy"]) != 1 || len(h.Header["Referrer-Policy"]) != 1 || h.Header.Get("Referrer-Policy") != "same-origin" || h.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %d with %v", target, h.StatusCode, h.Header)
		}
	}
}

// fullReader has no room for what comes in.
type fullReader struct{}

func (fullReader) Read(context.Context, string, io.Reader, func(string)) (Intake, error) {
	return Intake{}, fmt.Errorf("keeping: %w", &chancery.Error{Code: chancery.CodeFull, Where: "/secret-path.db", Message: "the disk is full", Hint: "run the command again"})
}

// TestFullDisk: who sends something that there is no room for is told so, and no path.
func TestFullDisk(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Reader = fullReader{} })
	w := s.ask(http.MethodPost, "/api/v1/documents?name=a.txt", strings.NewReader("x"), "Content-Type", "application/octet-stream")
	if b := w.Body.String(); w.Code != http.StatusInsufficientStorage || !strings.Contains(b, "the disk of the server is full") || !strings.Contains(b, "free some space") || strings.Contains(b, "secret") {
		t.Errorf("%d %s", w.Code, b)
	}
	if status, _, hint := StatusOf(&os.PathError{Op: "write", Path: "/secret-path", Err: syscall.ENOSPC}); status != http.StatusInsufficientStorage || hint == "" {
		t.Errorf("a file that comes in: %d, %q", status, hint)
	}
}

// TestLinks: where a proxy on this machine speaks TLS, links lead there too.
func TestLinks(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Hosts = []string{"ledger.example.org"} })
	tok, secret := NewToken("R. Reader", false, time.Now())
	if err := (Desk{s.st}).AddToken(t.Context(), tok); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ peer, want string }{{"127.0.0.1:5000", "https://ledger.example.org/"}, {"198.51.100.1:5000", "http://ledger.example.org/"}} {
		for _, target := range []string{"/feeds/all.atom", "/api"} {
			r := httptest.NewRequest(http.MethodGet, target, nil)
			r.Host, r.RemoteAddr = "ledger.example.org", c.peer
			r.Header.Set("X-Forwarded-Proto", "https")
			r.Header.Set("Authorization", "Bearer "+secret)
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if other := strings.ReplaceAll(w.Body.String(), c.want, ""); w.Code != 200 || other == w.Body.String() || strings.Contains(other, "//ledger.example.org/") {
				t.Errorf("%s through %s does not lead to %s: %d", target, c.peer, c.want, w.Code)
			}
		}
	}
}

func TestStops(t *testing.T) {
	s := unstarted(t, nil)
	l, loopback, err := Listen(t.Context(), "127.0.0.1:0")
	if err != nil || !loopback {
		t.Fatal(err, loopback)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- s.Run(ctx, l, time.Second) }()
	res, err := http.Get("http://" + l.Addr().String() + "/healthz")
	if err != nil || res.StatusCode != 200 {
		t.Fatal(res, err)
	}
	_ = res.Body.Close()
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
