package server

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"chancery/internal/ledger"
	"chancery/internal/query"

	"github.com/google/go-cmp/cmp"
)

// masked is a page without what is of one answer alone.
var masked = regexp.MustCompile(`csrf=[^"]*|"csrf" value="[^"]*"|data-csrf="[^"]*"`)

// learned is what a pair's page tells of the log of changes, which opens with the ledger.
var learned = regexp.MustCompile(`<section><h2>What the ledger learned lately</h2>.*</section>\n`)

// TestEarly asks a server before its ledger is there: the world and the pairs are the same as later but for the log of changes, the rest is told to wait.
func TestEarly(t *testing.T) {
	s := unstarted(t, func(o *Options) { o.Limits.Time = 100 * time.Millisecond })
	const nothing = "/pair/CHE/PER"
	targets := []string{"/", "/?state=IRN&on=2023", "/?state=ALB&part=worldlist", "/world/ALB", "/pair/ALB/IRN", "/pair/IRN/ALB?on=2000", nothing, "/api/v1/pairs/ALB/IRN/status?on=2023-01-01",
		"/api/v1/pairs/USA/CUB/dossier", "/api/v1/pairs/ALB/IRN/why"}
	if w := s.get("/"); w.Code != http.StatusServiceUnavailable {
		t.Errorf("nothing is kept, and yet the world answers %d", w.Code)
	}
	if err := s.o.Query.Keep(t.Context()); err != nil {
		t.Fatal(err)
	}
	before := map[string]string{}
	for _, target := range targets {
		w := s.get(target)
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d before the ledger is there: %s", target, w.Code, w.Body)
		}
		before[target] = masked.ReplaceAllString(w.Body.String(), "")
	}
	for _, target := range []string{"/states", "/documents", "/pair/ALB/IRN?known=2024-02-01", "/api/v1/claims", "/feeds/all.atom"} {
		w := s.get(target)
		if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "laid out") {
			t.Errorf("%s: %d before the ledger is there: %s", target, w.Code, w.Body)
		}
		if w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "can be seen already") {
			t.Errorf("%s does not say when to ask again, or what can be seen: %v %s", target, w.Header(), w.Body)
		}
	}
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
