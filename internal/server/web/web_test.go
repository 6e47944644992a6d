package web_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"chancery"
	"chancery/data"
	"chancery/internal/cli"
	"chancery/internal/ledger"
	"chancery/internal/query"
	"chancery/internal/resolve/party"
	"chancery/internal/server"
	"chancery/internal/server/web"
	"chancery/internal/store"
	"chancery/internal/store/sqlite"
	"chancery/internal/vocab"

	"github.com/google/go-cmp/cmp"
)

// backend is a store with nothing around it: one user, no sessions.
type backend struct {
	*query.Resident
	user  string
	clock time.Duration
}

func (b *backend) Book(ctx context.Context) (*query.Book, error) { return b.Refresh(ctx) }

func (b *backend) Documents(ctx context.Context, ids ...string) (map[string]*chancery.Document, error) {
	v, err := b.Store().View(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	defer v.Close()
	out := map[string]*chancery.Document{}
	for _, id := range ids {
		d, _, err := v.Document(ctx, id)
		if err != nil {
			return nil, err
		}
		out[id] = d
	}
	return out, nil
}

func (b *backend) Early(context.Context, string, string) (*query.Book, bool, error) {
	return nil, false, nil
}

func (b *backend) Claims(ctx context.Context, ids ...string) (map[string]chancery.Claim, error) {
	v, err := b.Store().View(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	defer v.Close()
	out := map[string]chancery.Claim{}
	for c, err := range v.Claims(ctx, store.Filter{IDs: ids}) {
		if err != nil {
			return nil, err
		}
		out[c.ID] = c
	}
	return out, nil
}

func (b *backend) Decide(ctx context.Context, v query.Verdict) error {
	b.clock += time.Second
	_, _, err := b.Service.Decide(ctx, v, b.Now().Add(b.clock))
	return err
}

func (b *backend) Changes(*query.Book, string, string, int) []web.Change {
	return []web.Change{{On: "2026-01-02", Text: "severed since 2022-09-07 (documented)"}}
}

func (b *backend) Search(context.Context, web.Search) (web.Found, error) {
	return web.Found{Total: 1, Hits: []web.Hit{{DocumentID: "x", Title: "A title", Snippet: []web.Piece{{Text: "words "}, {Text: "found", Mark: true}}}}}, nil
}

func (b *backend) Status(_ *http.Request, err error) (int, string, string) {
	return server.StatusOf(err)
}

// Now is a fixed day: what a page says depends on it.
func (b *backend) Now() time.Time            { return time.Date(2025, 11, 20, 12, 0, 0, 0, time.UTC) }
func (b *backend) User(*http.Request) string { return b.user }
func (b *backend) CSRF(*http.Request) string { return "token" }

// site reads documents into a new store and returns its pages.
func site(t *testing.T, paths ...string) (*web.Site, *backend) {
	t.Helper()
	db := filepath.Join(t.TempDir(), "test.db")
	if len(paths) > 0 {
		var out bytes.Buffer
		if code := cli.Run(t.Context(), append([]string{"ingest", "--db", db}, paths...), strings.NewReader(""), &out, &out); code != 0 {
			t.Fatalf("ingest: %s", out.String())
		}
	}
	st, err := sqlite.Open(t.Context(), db, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	gaz, err := party.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	kinds, err := vocab.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	b := &backend{Resident: query.NewResident(query.New(st, gaz, kinds, "test")), user: "E. Reader"}
	s, err := web.New(b)
	if err != nil {
		t.Fatal(err)
	}
	return s, b
}

func get(t *testing.T, h http.Handler, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

// TestDev serves the pages of the sample corpus while they are worked on: WEB_DEV=127.0.0.1:8099 go test -run TestDev -timeout 0
func TestDev(t *testing.T) {
	addr := os.Getenv("WEB_DEV")
	if addr == "" {
		t.Skip("WEB_DEV is not set")
	}
	s, _ := site(t, "../../../examples/corpus")
	t.Fatal(http.ListenAndServe(addr, s))
}

// sizes of what a reader loads first, compressed.
const firstPage = 200_000

// addresses are one of every page.
func addresses(t *testing.T, b *backend) []string {
	t.Helper()
	book, err := b.Refresh(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := []string{
		"/", "/?state=IRN&on=1980", "/?state=SUN&on=1960-06", "/?state=ALB&part=worldlist", "/matrix", "/matrix?on=1995&all=1", "/states", "/state/ALB", "/state/YUG?sort=-events&on=1950",
		"/pair/ALB/IRN", "/pair/IRN/ALB?on=2000", "/pair/SRB/ALB", "/pair/SRB/ALB?brief=1", "/pair/CHE/PER", "/documents", "/documents?sort=date", "/discrepancies", "/discrepancies?state=ALB", "/gaps", "/gaps?type=start",
		"/review", "/review?state=Albania&decided=1", "/search?q=Albania+Iran", "/search?q=embassy", "/add", "/nowhere",
	}
	for _, d := range book.Infos[:min(4, len(book.Infos))] {
		out = append(out, "/document/"+d.ID)
	}
	for _, p := range book.Ledger.Periods(ledger.Filter{A: "ALB", B: "IRN"}) {
		out = append(out, "/pair/ALB/IRN?at="+p.ID, "/pair/ALB/IRN?part=evidence&at="+p.ID)
	}
	return out
}

var (
	noText   = regexp.MustCompile(`\[(\w+\.)+[\w.-]*\]|ZgotmplZ|&lt;no value&gt;|<no value>`)
	inline   = regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+="|<script(?: type="module" src="/assets/app\.js\?\w+"| type="application/json" id="strings")?>|javascript:`)
	allowed  = regexp.MustCompile(`^<script type="(module" src|application/json)`)
	foreign  = regexp.MustCompile(`(?:src|href|action)="(?:https?:)?//`)
	elements = regexp.MustCompile(`\sid="([^"]*)"`)
)

// A hint that is a question ends as one.
func TestErrorPage(t *testing.T) {
	s, _ := site(t, "../../../examples/corpus")
	if code, body := get(t, s, "/state/Albanya"); code != 404 || !strings.Contains(body, "<p class=\"soft\">Did you mean Albania (ALB)?</p>") {
		t.Errorf("%d: %s", code, body)
	}
	if code, body := get(t, s, "/document/zzz"); code != 404 || !strings.Contains(body, "<q>zzz</q>: no such document.") || !strings.Contains(body, "The list of documents has their names and ids.") {
		t.Errorf("what the reader wrote stands otherwise, or the hint is none for a page: %d: %s", code, body)
	}
}

// TestSentences: what a page says of a pair, a range or nothing is said as people say it.
func TestSentences(t *testing.T) {
	dir := t.TempDir()
	var files []string
	for name, text := range map[string]string{
		"list.md": "# Foreign relations of Bhutan\nDate: 25 November 2020\n\n## Countries with which Bhutan has diplomatic relations\n\n* Denmark (1985)\n\nBhutan does not have diplomatic relations with the following states:\n\n- China\n- Russia\n",
		"gulf.md": "Saudi Arabia had no diplomatic relations with Qatar from 5 June 2017 to 5 January 2021.\n\nThe United States has had diplomatic relations with Chad since 1960.\n",
	} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	s, b := site(t, files...)
	book, err := b.Refresh(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	claim := func(a, b string) string {
		for _, c := range book.Claims {
			if ids := chancery.Names(c.Agents); strings.Contains(ids, a) && strings.Contains(ids, b) {
				return c.ID
			}
		}
		t.Fatalf("nothing is read of %s and %s", a, b)
		return ""
	}
	const lead = `<mark class="on">Bhutan does not have diplomatic relations with the following states:</mark></p><p class="passage"><mark class="on">Russia</mark>`
	for path, wants := range map[string][]string{
		"/pair/BTN/RUS": {"Bhutan and Russia have no diplomatic relations, since some day before 25 November 2020; nothing tells how that came about.", lead},
		"/pair/BTN/DNK": {"<q>Countries with which Bhutan has diplomatic relations … Denmark (1985)</q>"},
		"/review?claim=" + claim("Bhutan", "Russia"):      {lead},
		"/review?claim=" + claim("Bhutan", "Denmark"):     {`<mark class="on">Countries with which Bhutan has diplomatic relations</mark>`},
		"/review?claim=" + claim("Qatar", "Saudi Arabia"): {"<p class=\"small\">On 5 January 2021 "},
		"/review?claim=" + claim("Chad", "United States"): {"<p class=\"small\">At the end of 1960 Chad and the United States had diplomatic relations, "},
		"/pair/QAT/SAU?on=2017-06-05/2021-01-05":          {"On 5 January 2021 "},
		"/discrepancies":                                  {"There is no point on which documents disagree."},
		"/matrix":                                         {`<span class="cell relations" aria-hidden="true">R</span> relations`, `<span class="cell none" aria-hidden="true">–</span> no relations`, `<span class="cell relations inferred" aria-hidden="true">R</span> inferred`},
	} {
		_, body := get(t, s, path)
		body = html.UnescapeString(body)
		for _, want := range wants {
			if !strings.Contains(body, want) {
				t.Errorf("%s does not say %q:\n%s", path, want, body[strings.Index(body, "<main"):])
			}
		}
	}
}

// TestPages asks for every page: each is found, has all its texts, no script or style of its own, asks nothing of another host, and no id twice.
func TestPages(t *testing.T) {
	s, b := site(t, "../../../examples/corpus")
	for _, path := range addresses(t, b) {
		code, body := get(t, s, path)
		if want := map[bool]int{true: 404, false: 200}[path == "/nowhere"]; code != want {
			t.Errorf("%s: status %d, want %d", path, code, want)
		}
		if m := noText.FindString(body); m != "" {
			t.Errorf("%s: %s stands in place of a text", path, m)
		}
		for _, m := range inline.FindAllString(body, -1) {
			if !allowed.MatchString(m) {
				t.Errorf("%s: %s, which the policy forbids", path, m)
			}
		}
		for _, m := range foreign.FindAllString(body, -1) {
			if !strings.HasPrefix(path, "/document/") { // where a document was published is a link, which is followed only if it is clicked
				t.Errorf("%s: %s leaves the host", path, m)
			}
		}
		seen := map[string]bool{}
		for _, m := range elements.FindAllStringSubmatch(body, -1) {
			if seen[m[1]] {
				t.Errorf("%s: the id %s stands twice", path, m[1])
			}
			seen[m[1]] = true
		}
	}
}

// TestWeight holds the first page, with what it loads, to what the project promises.
func TestWeight(t *testing.T) {
	s, _ := site(t, "../../../examples/corpus")
	total := 0
	for _, path := range []string{"/", "/assets/app.js", "/assets/app.css", "/assets/mark.svg"} {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Header.Set("Accept-Encoding", "gzip, deflate")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		total += w.Body.Len()
		sent := w.Body.Len()
		if w.Header().Get("Content-Encoding") == "gzip" {
			z, err := gzip.NewReader(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			plain, err := io.ReadAll(z)
			if err != nil {
				t.Fatal(err)
			}
			if _, want := get(t, s, path); string(plain) != want {
				t.Errorf("%s: compressed it is another page", path)
			}
		}
		t.Logf("%s: %d bytes", path, sent)
	}
	if total > firstPage {
		t.Errorf("the first page weighs %d bytes compressed, more than %d", total, firstPage)
	}
}

// TestHostile reads documents that try to put a script into a page.
func TestHostile(t *testing.T) {
	dir := t.TempDir()
	evil := `<script>alert(1)</script><img src=x onerror=alert(2)>"><svg/onload=alert(3)>`
	text := "Title: " + evil + "\nDate: 2022-09-07\nURL: javascript:alert(4)\nSource: " + evil + "\n\n" +
		"Albania severed diplomatic relations with Iran on 7 September 2022. " + evil + "\n\nAlbania expelled two Iranian diplomats named " + evil + " in 2018.\n"
	file := filepath.Join(dir, `a"><script>alert(5)<`+"\u2044script>.txt")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s, b := site(t, file)
	book, err := b.Refresh(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(book.Claims) == 0 {
		t.Fatal("nothing was read")
	}
	for _, path := range append([]string{"/", "/documents", "/pair/ALB/IRN", "/review", "/document/" + book.Infos[0].ID, "/search?q=" + url.QueryEscape(evil), "/state/" + url.PathEscape(evil),
		"/pair/ALB/IRN?at=" + url.QueryEscape(evil), "/pair/ALB/IRN?on=" + url.QueryEscape(evil), "/review?state=" + url.QueryEscape(evil)}, addresses(t, b)...) {
		_, body := get(t, s, path)
		for _, bad := range []string{"<script>alert", "<img src=x", "<svg/onload", `href="javascript`} {
			if strings.Contains(body, bad) {
				t.Errorf("%s: %s reaches the page", path, bad)
			}
		}
	}
}

// TestStatesInASearch: the states that the words of a search name lead to their pages, and words that only look like codes do not.
func TestStatesInASearch(t *testing.T) {
	s, _ := site(t, "../../../examples/corpus")
	for words, want := range map[string]string{
		"Albania Iran": "/pair/ALB/IRN", "when did Iran and Albania break?": "/pair/IRN/ALB", "ALB–IRN": "/pair/ALB/IRN", "united states and iran": "/pair/USA/IRN",
		"Democratic Republic of the Congo, Saint Vincent and the Grenadines": "/pair/COD/VCT", "embassy Iran": "/state/IRN", "and per can us": "", "ties of Yugoslavia and Serbia": "/state/YUG",
		"Iran Albania Turkey": "",
	} {
		_, body := get(t, s, "/search?q="+url.QueryEscape(words))
		got := ""
		if m := regexp.MustCompile(`class="lede">[^<]*<a href="([^"]*)"`).FindStringSubmatch(body); m != nil {
			got = m[1]
		}
		if got != want {
			t.Errorf("%s: leads to %q, want %q", words, got, want)
		}
	}
}

// TestEvidence: the quote stands highlighted in its paragraph.
func TestEvidence(t *testing.T) {
	s, b := site(t, "../../../examples/corpus")
	book, err := b.Refresh(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	marks := regexp.MustCompile(`<mark[^>]*>([^<]*)</mark>`)
	for i, c := range book.Claims {
		if i%4 != 0 { // enough of them
			continue
		}
		_, body := get(t, s, "/review?claim="+c.ID)
		got := ""
		for _, m := range marks.FindAllStringSubmatch(body, -1) {
			got += html.UnescapeString(m[1])
		}
		want := c.Quote.Words()
		if c.Lead != nil {
			want = c.Lead.Words() + want
		}
		if strings.Join(strings.Fields(got), " ") != want {
			t.Errorf("claim %s: highlighted %q, want %q", c.ID, got, want)
		}
	}
}

// TestPairOnPaper: what is printed of a pair says of which day it is, and where its sources were published.
func TestPairOnPaper(t *testing.T) {
	dir := t.TempDir()
	var files []string
	for name, text := range map[string]string{
		"a.txt": "A look back\nURL: https://courier.example/a\n\nMalta and Yemen established diplomatic relations on 4 March 1966.\n",
		"b.txt": "Malta and Yemen exchanged ambassadors in 1967.\n",
		"c.txt": "Chile and Laos restored diplomatic relations.\n",
		"d.txt": "Laos recognised Benin on 4 May 1961. Laos and Benin signed an agreement on 5 May 1970.\n",
		"e.txt": "Laos recognised Benin on 6 May 1961.\n",
		"f.txt": "Laos recognised Benin on 6 May 1961, and thanked its minister.\n",
	} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	s, _ := site(t, files...)
	_, body := get(t, s, "/pair/MLT/YEM")
	for _, want := range []string{` · https://courier.example/a</span>`, `<p class="meta">On \d+ \w+ \d{4}: `} {
		if !regexp.MustCompile(strings.ReplaceAll(want, ".example", `\.example`)).MatchString(body) {
			t.Errorf("the page has no %s", want)
		}
	}
	if _, body = get(t, s, "/pair/MLT/YEM?on=1970-05-01"); regexp.MustCompile(`<p class="meta">On `).MatchString(body) {
		t.Error("a page that names its day in the answer names it again")
	}
	for _, path := range []string{"/pair/CHL/LAO", "/gaps"} {
		if _, body = get(t, s, path); !strings.Contains(body, "What is restored had ended") || regexp.MustCompile(`>: `).MatchString(body) {
			t.Errorf("%s: a gap without bounds is not told as a sentence", path)
		}
	}
	if _, body = get(t, s, "/pair/LAO/BEN?on=1961-05-10"); !strings.Contains(body, "against it") || strings.Contains(body, "do not contradict each other") {
		t.Error("a claim against is no contradiction")
	}
	_, whole := get(t, s, "/pair/MLT/YEM")
	_, brief := get(t, s, "/pair/MLT/YEM?brief=1&on=1970-05-01")
	if !strings.Contains(whole, `<dl class="annals">`) || strings.Contains(brief, `<dl class="annals">`) || !strings.Contains(brief, "4 March 1966") || !strings.Contains(brief, "/pair/MLT/YEM?on=1970-05-01") {
		t.Error("in brief a page has all that happened, or not the last of it, or does not lead back to its day")
	}
}

// TestReview: a verdict moves the standing, and an undo moves it back.
func TestReview(t *testing.T) {
	s, b := site(t, "../../../examples/corpus/algeria-morocco-relations.txt")
	standing := func() string {
		_, body := get(t, s, "/pair/DZA/MAR")
		m := regexp.MustCompile(`data-standing="(\w+)"`).FindStringSubmatch(body)
		if m == nil {
			t.Fatal("the page tells no standing")
		}
		return m[1]
	}
	before := standing()
	if before != "severed" {
		t.Fatalf("it begins as %s", before)
	}
	book, err := b.Refresh(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"csrf": {"token"}, "back": {"/review"}}
	for _, c := range book.Claims {
		if c.Kind == "sever-relations" {
			form.Add("claim", c.ID)
		}
	}
	post := func(action, user string) *httptest.ResponseRecorder {
		form.Set("action", action)
		b.user = user
		r := httptest.NewRequest(http.MethodPost, "/review", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
	if w := post("reject", ""); w.Code != http.StatusForbidden {
		t.Errorf("one who may not write gets %d", w.Code)
	}
	w := post("reject", "E. Reader")
	if w.Code != http.StatusSeeOther {
		t.Fatalf("reject: %d %s", w.Code, w.Body)
	}
	if after := standing(); after == before {
		t.Errorf("the break was rejected and the standing is still %s", after)
	}
	if _, body := get(t, s, w.Header().Get("Location")); !strings.Contains(body, "data-undo") {
		t.Error("the verdict cannot be undone from the next page")
	}
	post("undo", "E. Reader")
	if after := standing(); after != before {
		t.Errorf("after the undo it is %s, was %s", after, before)
	}
	form.Set("back", "https://elsewhere.example/review")
	if to := post("accept", "E. Reader").Header().Get("Location"); !strings.HasPrefix(to, "/review") {
		t.Errorf("the form leads to %s", to)
	}
}

// TestAmend amends a claim through the form of its page: what the form leaves as it came is not said, and what is said is held against the vocabulary.
func TestAmend(t *testing.T) {
	s, b := site(t, "../../../examples/corpus/algeria-morocco-relations.txt")
	now := func() map[string]*chancery.Claim {
		t.Helper()
		book, err := b.Refresh(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return book.ByID
	}
	id := ""
	for _, c := range now() {
		if c.Kind == "sever-relations" && c.When != nil && c.When.EDTF != "" && len(c.Agents) > 0 && len(c.Patients) > 0 {
			id = c.ID
		}
	}
	read := *now()[id]
	fields := regexp.MustCompile(`(?s)<option value="([a-z-]+)" selected>|name="(?:when|agents|patients)" size="\d+" value="([^"]*)"`)
	// amend sends the form as the page has it, but for what is said.
	amend := func(said url.Values) int {
		t.Helper()
		_, page := get(t, s, "/review?claim="+id)
		_, page, _ = strings.Cut(page, `<details class="amendment"`)
		m := fields.FindAllStringSubmatch(page, -1)
		if len(m) != 5 {
			t.Fatalf("the form has %q", m)
		}
		form := url.Values{"csrf": {"token"}, "back": {"/review"}, "action": {"amend"}, "claim": {id}, "kind": {m[0][1]}, "modality": {m[1][1]}, "when": {m[2][2]},
			"agents": {html.UnescapeString(m[3][2])}, "patients": {html.UnescapeString(m[4][2])}}
		for k, v := range said {
			form[k] = v
		}
		r := httptest.NewRequest(http.MethodPost, "/review", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w.Code
	}
	for name, said := range map[string]url.Values{
		"nothing": {}, "no kind": {"kind": {"no-such-kind"}}, "no modality": {"modality": {"certain"}}, "no date": {"when": {"soon"}}, "an unknown date": {"when": {"XXXX"}}, "all left empty": {"kind": {""}, "modality": {""}, "when": {""}, "agents": {" "}, "patients": {";"}},
	} {
		if code := amend(said); code != http.StatusBadRequest {
			t.Errorf("%s: %d", name, code)
		}
	}
	if d := cmp.Diff(read, *now()[id]); d != "" {
		t.Fatalf("a form that was refused amended:\n%s", d)
	}
	want := read
	step := func(said url.Values, change func(*chancery.Claim)) {
		t.Helper()
		if code := amend(said); code != http.StatusSeeOther {
			t.Errorf("%v: %d", said, code)
		}
		change(&want)
		if d := cmp.Diff(want, *now()[id]); d != "" {
			t.Errorf("%v (-want +got):\n%s", said, d)
		}
	}
	step(url.Values{"kind": {"suspend-relations"}}, func(c *chancery.Claim) { c.Kind = "suspend-relations" })
	step(url.Values{"when": {" 1999-05 "}}, func(c *chancery.Claim) { c.When = &chancery.When{EDTF: "1999-05", Basis: chancery.BasisExplicit} })
	step(url.Values{"kind": {read.Kind}}, func(c *chancery.Claim) { c.Kind = read.Kind })
	step(url.Values{"modality": {"denied"}, "swap": {"1"}}, func(c *chancery.Claim) {
		c.Modality = chancery.Denied
		c.Agents, c.Patients = c.Patients, c.Agents
	})
	step(url.Values{"modality": {"asserted"}}, func(c *chancery.Claim) { c.Modality = chancery.Asserted })
	for _, said := range []url.Values{{"agents": {"Atlantis"}}, {"patients": {"Chad; Atlantis"}}} {
		if code := amend(said); code != http.StatusNotFound {
			t.Errorf("%v: %d", said, code)
		}
	}
	state := func(id, name string) chancery.Party {
		return chancery.Party{ID: id, Name: name, Type: chancery.State}
	}
	step(url.Values{"agents": {"chad;  Peru ;"}}, func(c *chancery.Claim) {
		c.Agents = []chancery.Party{state("TCD", "Chad"), state("PER", "Peru")}
		c.Patients = []chancery.Party{state(c.Patients[0].ID, c.Patients[0].Name)} // who changed sides is told by name from now on
	})
	step(url.Values{"kind": {"suspend-relations"}}, func(c *chancery.Claim) { c.Kind = "suspend-relations" })
	step(url.Values{"agents": {chancery.Names(read.Agents)}, "patients": {"Mali"}}, func(c *chancery.Claim) {
		c.Agents, c.Patients = []chancery.Party{state(read.Agents[0].ID, read.Agents[0].Name)}, []chancery.Party{state("MLI", "Mali")}
	})
	step(url.Values{"kind": {read.Kind}}, func(c *chancery.Claim) { c.Kind, c.Agents = read.Kind, read.Agents }) // as it was read
	step(url.Values{"swap": {"1"}}, func(c *chancery.Claim) {
		c.Agents, c.Patients = c.Patients, []chancery.Party{state(c.Agents[0].ID, c.Agents[0].Name)}
	})
}

// TestBuilt holds dist/ against what it is built from and what was built; make web builds it.
func TestBuilt(t *testing.T) {
	const root = "../../../web/"
	files := []string{"package-lock.json", "vite.config.mjs"}
	for _, dir := range []string{"src", "public"} {
		entries, err := os.ReadDir(root + dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			files = append(files, dir+"/"+e.Name())
		}
	}
	digest := func(base string, files ...string) string {
		slices.Sort(files)
		h := sha256.New()
		for _, f := range files {
			b, err := os.ReadFile(base + f)
			if err != nil {
				t.Fatal(err)
			}
			h.Write([]byte(f + "\n"))
			h.Write(b)
		}
		return hex.EncodeToString(h.Sum(nil))
	}
	got, err := os.ReadFile("dist/sources")
	if err != nil {
		t.Fatal(err)
	}
	if want := digest(root, files...) + "\n" + digest("dist/", "app.css", "app.js") + "\n"; string(got) != want {
		t.Error("internal/server/web/dist is not what web/ builds: run make web and commit what it writes")
	}
}
