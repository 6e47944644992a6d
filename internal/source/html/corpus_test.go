package html

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"sort"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/markusmobius/go-trafilatura"

	"chancery"
	"chancery/internal/source/decode"
	"chancery/internal/source/sourcetest"
	"chancery/internal/source/stamp"
)

const corpus = "../../../../shared/corpora/html/"

type truth struct{ URL, ArticleBody string }

// grams counts the runs of four words of a text, as the article extraction benchmark does.
func grams(s string) (map[string]int, int) {
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' })
	out := map[string]int{}
	n := 0
	for i := 0; i < len(words); i++ {
		out[strings.Join(words[i:min(i+4, len(words))], " ")]++
		n++
		if i+4 >= len(words) {
			break
		}
	}
	return out, n
}

type score struct{ precision, recall, wrong float64 }

func (s *score) add(got, want string) (p, r float64) {
	g, ng := grams(got)
	w, nw := grams(want)
	tp := 0
	for k, n := range g {
		tp += min(n, w[k])
	}
	p, r = 1, 1
	if ng > 0 {
		p = float64(tp) / float64(ng)
	}
	if nw > 0 {
		r = float64(tp) / float64(nw)
	}
	s.precision += p
	s.recall += r
	s.wrong += float64(ng - tp)
	return p, r
}

func (s score) String(n int) string {
	p, r := s.precision/float64(n), s.recall/float64(n)
	return fmt.Sprintf("precision %.3f recall %.3f F1 %.4f, words of furniture %.0f", p, r, 2*p*r/(p+r), s.wrong)
}

func (s score) f1(n int) float64 {
	p, r := s.precision/float64(n), s.recall/float64(n)
	return 2 * p * r / (p + r)
}

// TestStoriesOfRealPages measures the text of the story against the developers' pages, beside go-trafilatura.
func TestStoriesOfRealPages(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 85 pages")
	}
	raw, err := os.ReadFile(corpus + "ground-truth.json")
	if err != nil {
		t.Skip("no pages at hand")
	}
	var gold map[string]truth
	if err := json.Unmarshal(raw, &gold); err != nil {
		t.Fatal(err)
	}
	var names []string
	for k := range gold {
		names = append(names, k)
	}
	sort.Strings(names)
	var ours, theirs score
	var ourTime, theirTime time.Duration
	for _, name := range names {
		page := unpack(t, corpus+"pages/"+name+".html.gz")
		start := time.Now()
		d := Read(name, page, gold[name].URL)
		ourTime += time.Since(start)
		if err := sourcetest.Check(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var b strings.Builder
		for _, blk := range d.Blocks {
			if blk.Furniture == "" && blk.Level != 1 || blk.Furniture == "dateline" {
				b.WriteString(blk.Text + "\n")
			}
		}
		p, r := ours.add(b.String(), gold[name].ArticleBody)
		if os.Getenv("COMPARE") == "" {
			continue
		}
		start = time.Now()
		res, err := trafilatura.Extract(strings.NewReader(page), trafilatura.Options{EnableFallback: true, ExcludeComments: true})
		theirTime += time.Since(start)
		text := ""
		if err == nil && res != nil {
			text = res.ContentText
		}
		tp, tr := theirs.add(text, gold[name].ArticleBody)
		t.Logf("%.8s ours %.2f %.2f  theirs %.2f %.2f  %s %q", name, p, r, tp, tr, gold[name].URL, d.Title)
	}
	t.Logf("chancery:       %s, %v", ours.String(len(names)), ourTime)
	if os.Getenv("COMPARE") != "" {
		t.Logf("go-trafilatura: %s, %v", theirs.String(len(names)), theirTime)
		if ours.f1(len(names)) < theirs.f1(len(names)) || ours.wrong >= theirs.wrong {
			t.Errorf("no better than go-trafilatura: F1 %.4f and %.4f, words of furniture %.0f and %.0f", ours.f1(len(names)), theirs.f1(len(names)), ours.wrong, theirs.wrong)
		}
	}
	if f := ours.f1(len(names)); f < 0.9 {
		t.Errorf("F1 %.3f", f)
	}
}

// published finds the day of publication that a page declares: in JSON-LD or a meta element, by no more than their spelling.
var published = regexp.MustCompile(`(?i)"datePublished"\s*:\s*"(\d{4}-\d{2}-\d{2})` +
	`|<meta[^>]+(?:article:published_time|datePublished|publish[_-]?date|parsely-pub-date|dc\.date[a-z.]*)["'][^>]*content=["'](\d{4}-\d{2}-\d{2})` +
	`|<meta[^>]+content=["'](\d{4}-\d{2}-\d{2})[^>]*(?:article:published_time|datePublished|parsely-pub-date)["']`)

// TestDatesOfRealPages measures the day of publication against what pages declare, or the day before where a byline or the address
// gives that one: stamps are mostly in UTC.
func TestDatesOfRealPages(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 85 pages")
	}
	raw, err := os.ReadFile(corpus + "ground-truth.json")
	if err != nil {
		t.Skip("no pages at hand")
	}
	var gold map[string]truth
	if err := json.Unmarshal(raw, &gold); err != nil {
		t.Fatal(err)
	}
	declared, right, dated, theirs := 0, 0, 0, 0
	for name := range gold {
		page := unpack(t, corpus+"pages/"+name+".html.gz")
		d := Read(name, page, gold[name].URL)
		got, kind := d.Date()
		if got != "" {
			dated++
		}
		m := published.FindStringSubmatch(page)
		if m == nil {
			t.Logf("%.8s declares none: %s (%s), %s", name, got, kind, gold[name].URL)
			continue
		}
		declared++
		want := m[1] + m[2] + m[3]
		if want < "1990" {
			declared--
			continue
		}
		// A stamp in UTC may be of the day after the one that the page shows to its readers.
		if got == want || got == stamp.DayBefore(want) && kind != chancery.DateMetadata {
			right++
		} else {
			t.Logf("%.8s is dated %s (%s), want %s: %s", name, got, kind, want, gold[name].URL)
		}
		if os.Getenv("COMPARE") != "" {
			if res, err := trafilatura.Extract(strings.NewReader(page), trafilatura.Options{EnableFallback: true}); err == nil && res != nil && res.Metadata.Date.Format(time.DateOnly) == want {
				theirs++
			}
		}
	}
	t.Logf("%d of %d pages declare a day, %d of these are right; %d are dated in all; go-trafilatura has %d right (with COMPARE)", declared, len(gold), right, dated, theirs)
	if declared < 40 || right*10 < declared*9 {
		t.Errorf("%d of %d days are right", right, declared)
	}
}

func unpack(t *testing.T, path string) string {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	s, _, err := decode.Declared(b, "text/html")
	if err != nil {
		t.Fatal(err)
	}
	return s
}
