package server

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"chancery/data"
	"chancery/internal/edtf"
	"chancery/internal/ledger"
	"chancery/internal/query"
	"chancery/internal/store"
	"chancery/internal/vocab"

	"github.com/google/go-cmp/cmp"
)

// within bounds the time of the answers from now on.
func (s *site) within(d time.Duration) {
	s.o.Limits.Time = d
	s.handler = s.wrap(s.mux)
}

// masked is a page without what is of one answer alone.
var masked = regexp.MustCompile(`csrf=[^"]*|"csrf" value="[^"]*"|data-csrf="[^"]*"`)

// learned is what a pair's page tells of the log of changes, which opens with the ledger.
var learned = regexp.MustCompile(`<section><h2>What the ledger learned lately</h2>.*</section>\n`)

// TestEarly asks a server before its ledger is there: the world and the pairs are the same as later but for the log of changes, the rest is told to wait.
func TestEarly(t *testing.T) {
	s := unstarted(t, nil)
	s.within(100 * time.Millisecond) // what waits for the ledger waits in vain
	const nothing = "/pair/CHE/PER"
	targets := []string{"/", "/?state=IRN&on=2023", "/?state=ALB&part=worldlist", "/world/ALB", "/pair/ALB/IRN", "/pair/IRN/ALB?on=2000", nothing, "/api/v1/pairs/ALB/IRN/status?on=2023-01-01",
		"/api/v1/pairs/USA/CUB/dossier", "/api/v1/pairs/ALB/IRN/why"}
	if w := s.get("/"); w.Code != http.StatusServiceUnavailable {
		t.Errorf("nothing is kept, and yet the world answers %d", w.Code)
	}
	if err := s.o.Query.Keep(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.within(time.Minute)
	before := map[string]string{}
	for _, target := range targets {
		w := s.get(target)
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d before the ledger is there: %s", target, w.Code, w.Body)
		}
		before[target] = masked.ReplaceAllString(w.Body.String(), "")
	}
	s.within(100 * time.Millisecond)
	for _, target := range []string{"/states", "/documents", "/pair/ALB/IRN?known=2024-02-01", "/api/v1/claims", "/feeds/all.atom"} {
		w := s.get(target)
		if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "laid out") {
			t.Errorf("%s: %d before the ledger is there: %s", target, w.Code, w.Body)
		}
		if w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "can be seen already") {
			t.Errorf("%s does not say when to ask again, or what can be seen: %v %s", target, w.Header(), w.Body)
		}
	}
	s.within(time.Minute)
	if w := s.get("/?state=nowhere"); w.Code != http.StatusNotFound {
		t.Errorf("a state that there is not: %d", w.Code)
	}
	if w := s.get("/metrics"); !strings.Contains(w.Body.String(), "chancery_ready 0") {
		t.Error("the metrics do not say that the ledger is not there yet")
	}
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	for _, target := range targets {
		if d := cmp.Diff(learned.ReplaceAllString(masked.ReplaceAllString(s.get(target).Body.String(), ""), "\n"), before[target]); d != "" {
			t.Errorf("%s is not what it is when the ledger is there (-later +early):\n%s", target, d)
		}
	}
}

// TestEarlyForMany asks for the world before the ledger is there, more at a time than the store has readers.
func TestEarlyForMany(t *testing.T) {
	s := unstarted(t, func(o *Options) { o.Limits.Time = 5 * time.Second })
	if err := s.o.Query.Keep(t.Context()); err != nil {
		t.Fatal(err)
	}
	var asking sync.WaitGroup
	for range 12 {
		asking.Go(func() {
			for range 5 {
				if w := s.get("/"); w.Code != http.StatusOK {
					t.Errorf("%d: %s", w.Code, w.Body)
					return
				}
			}
		})
	}
	asking.Wait()
}

// TestPastOfPresent holds the past that is made out of the present against the one that is built from the store.
func TestPastOfPresent(t *testing.T) {
	s := newSite(t, nil)
	for _, day := range []string{"2023-12-31", "2024-01-01", "2024-02-29", "2024-03-01", "2030"} {
		known, err := query.Known("known", day)
		if err != nil {
			t.Fatal(err)
		}
		built, err := s.o.Query.Book(t.Context(), known, nil)
		if err != nil {
			t.Fatal(err)
		}
		made, err := s.resident.Past(t.Context(), known)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(built.Claims, made.Claims); d != "" {
			t.Errorf("claims as known on %s (-built +made):\n%s", day, d)
		}
		if d := cmp.Diff(built.Infos, made.Infos); d != "" {
			t.Errorf("documents as known on %s (-built +made):\n%s", day, d)
		}
		if d := ledger.Changes(built.Ledger, made.Ledger); len(d) > 0 {
			t.Errorf("the ledger as known on %s differs: %v", day, d)
		}
	}
}

// TestKnownPages asks for pages as they were known on a day: they say so, and lead to others as of the same day.
func TestKnownPages(t *testing.T) {
	s := newSite(t, nil)
	body := func(target string) string {
		w := s.get(target)
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", target, w.Code)
		}
		return w.Body.String()
	}
	link := regexp.MustCompile(` href="([^"]*)"`)
	for _, target := range []string{"/?", "/?state=IRN&on=2023&", "/matrix?", "/states?", "/state/ALB?", "/pair/ALB/IRN?on=2023&", "/documents?", "/discrepancies?", "/gaps?"} {
		page := body(target + "known=2024-02-01")
		if !strings.Contains(page, "1 February 2024") {
			t.Errorf("%s does not say as of when it is", target)
		}
		for _, m := range link.FindAllStringSubmatch(page, -1) {
			for _, path := range []string{"/pair/", "/state/", "/document/", "/matrix", "/states", "/documents", "/discrepancies", "/gaps", "/?", "?"} {
				if strings.HasPrefix(m[1], path) && !strings.Contains(m[1], "known=2024-02-01") && m[1] != strings.TrimRight(target, "?&") && !strings.Contains(page, `<a href="`+m[1]+`">Show what is known now`) {
					t.Errorf("%s leads to %s, as of now", target, m[1])
				}
			}
		}
	}
	if d := body("/discrepancies?known=2024-02-01"); strings.Contains(d, "8 September 2022") {
		t.Error("a discrepancy was known before the document that made it")
	}
	if d := body("/discrepancies"); !strings.Contains(d, "8 September 2022") {
		t.Error("the discrepancy is not shown now")
	}
	if d := body("/?known=2020"); strings.Contains(d, "type=\"file\"") {
		t.Error("before anything was known the page to add documents is shown")
	}
	if w := s.get("/pair/ALB/IRN?known=yesterday", "Accept", "text/html"); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "yesterday") {
		t.Errorf("a day that is none: %d", w.Code)
	}
	if d := body("/pair/ALB/IRN?known=2999"); strings.Contains(d, "asof") {
		t.Error("a day to come is not shown as now")
	}
	if d := body("/pair/ALB/IRN?on=2023"); !regexp.MustCompile(`href="\?at=\w+&amp;on=2023#evidence"`).MatchString(d) {
		t.Error("the date is lost on the way to the evidence")
	}
}

// oneReader is a store that has one connection to read by, for one goroutine: whoever holds a View and asks for more would wait for itself.
type oneReader struct {
	store.Store
	held *bool
}

var errHeld = errors.New("the store is read while a View is held")

func (s oneReader) View(ctx context.Context, known time.Time) (store.View, error) {
	if *s.held {
		return nil, errHeld
	}
	v, err := s.Store.View(ctx, known)
	*s.held = err == nil
	return heldView{v, s.held}, err
}

func (s oneReader) Kept(ctx context.Context, ids ...string) (map[string]store.Kept, error) {
	if *s.held {
		return nil, errHeld
	}
	return s.Store.Kept(ctx, ids...)
}

func (s oneReader) Note(ctx context.Context, space, key string) ([]byte, bool, error) {
	if *s.held {
		return nil, false, errHeld
	}
	return s.Store.Note(ctx, space, key)
}

func (s oneReader) Notes(ctx context.Context, space string) ([]store.Note, error) {
	if *s.held {
		return nil, errHeld
	}
	return s.Store.Notes(ctx, space)
}

type heldView struct {
	store.View
	held *bool
}

func (v heldView) Close() error {
	*v.held = false
	return v.View.Close()
}

// TestOneReader asks everything of a store that many share few connections to, while what is kept of its ledger is stale.
func TestOneReader(t *testing.T) {
	s := unstarted(t, nil)
	kinds, err := vocab.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	q := query.New(oneReader{s.st, new(bool)}, s.o.Query.Gazetteer(), kinds, "test")
	r := query.NewResident(q)
	r.Changed = func(_, _ *query.Book) {
		if _, err := q.Generation(t.Context()); err != nil {
			t.Errorf("when the ledger has changed: %v", err)
		}
	}
	pair, on := query.Question{A: "ALB", B: "IRN", On: edtf.MustParse("2023")}, edtf.MustParse("2023")
	day := time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC)
	ask := []struct {
		what string
		of   func(ctx context.Context) error
	}{
		{"a listing of one kind", func(ctx context.Context) error {
			_, sel, err := q.Select(ctx, query.Filter{Kinds: []string{"sever-relations"}}, true)
			if err == nil && len(sel.Claims()) < 4 {
				t.Errorf("%d claims", len(sel.Claims()))
			}
			return err
		}},
		{"the same as it was known", func(ctx context.Context) error {
			_, _, err := q.Select(ctx, query.Filter{Kinds: []string{"sever-relations"}, Known: "2024-02"}, true)
			return err
		}},
		{"keep", func(ctx context.Context) error { return q.Keep(ctx) }},
		{"the world before the ledger is there", func(ctx context.Context) error {
			_, ok, err := q.Early(ctx, "", "")
			if !ok {
				t.Error("nothing is kept")
			}
			return err
		}},
		{"a state before the ledger is there", func(ctx context.Context) error { _, _, err := q.Early(ctx, "ALB", ""); return err }},
		{"a pair before the ledger is there", func(ctx context.Context) error { _, _, err := q.Early(ctx, "ALB", "IRN"); return err }},
		{"the world", func(ctx context.Context) error { _, err := q.World(ctx, "", on); return err }},
		{"a status", func(ctx context.Context) error { _, _, err := q.Status(ctx, pair); return err }},
		{"documents", func(ctx context.Context) error { _, err := q.Documents(ctx, query.Filter{}, false); return err }},
		{"a document", func(ctx context.Context) error { _, err := q.Text(ctx, "cuba.txt"); return err }},
		{"a search", func(ctx context.Context) error {
			b, err := r.Refresh(ctx)
			if err == nil {
				_, err = q.Search(ctx, b, query.Search{Words: "embassy"})
			}
			return err
		}},
		{"a decision", func(ctx context.Context) error {
			b, err := r.Current(ctx)
			if err == nil {
				_, _, err = q.Decide(ctx, query.Verdict{Action: "accept", Claims: []string{b.Claims[0].ID}, By: "E. Reader"}, day)
			}
			return err
		}},
		{"a claim", func(ctx context.Context) error {
			b, err := r.Refresh(ctx)
			if err == nil {
				_, err = q.Claim(ctx, b.Claims[0].ID)
			}
			return err
		}},
		{"decisions", func(ctx context.Context) error { _, err := q.Decisions(ctx, ""); return err }},
		{"the past", func(ctx context.Context) error { _, err := r.Past(ctx, day); return err }},
		{"changes", func(ctx context.Context) error { _, _, err := q.Changes(ctx, "2024-02-01", query.Filter{}); return err }},
	}
	for _, a := range ask {
		// each comes upon what is kept of an older generation, with a document that has no date of its own
		rd := readingOf(t, a.what+".txt", a.what, "", "ALB severed relations with IRN on 2022-09-07.\nNews of "+a.what+".\n", day)
		rd.Document.Dates = nil
		if _, err := s.st.Add(t.Context(), rd); err != nil {
			t.Fatal(err)
		}
		if err := a.of(t.Context()); err != nil {
			t.Errorf("%s: %v", a.what, err)
		}
	}
}
