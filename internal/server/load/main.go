// Command load asks a server as many readers do while a writer sends documents, and says how long the answers took. scripts/load.sh
// starts a server over the sample corpus for it; docs/performance.md has figures.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"sync"
	"time"
)

// asked are what readers ask, in turn: pages and operations.
var asked = []string{
	"/api/v1/pairs/%s/%s/status?on=%d", "/pair/%s/%s?x=%[3]d", "/api/v1/pairs/%s/%s/dossier", "/api/v1/claims?pair=%s,%s&limit=50", "/state/%s",
	"/api/v1/events?pair=%s,%s&from=%d", "/?state=%s&on=%[3]d", "/api/v1/periods?pair=%s,%s", "/api/v1/search?q=embassy+%s+OR+%s", "/feeds/pair/%s/%s.atom", "/api/v1/discrepancies?party=%s&limit=20", "/api/v1/pairs?party=%s&on=%[3]d",
}

var states = []string{"ALB", "IRN", "USA", "CUB", "SRB", "GBR", "TUR", "RUS", "CHN", "FRA"}

var verbs = []string{"severed diplomatic relations with", "restored diplomatic relations with", "opened an embassy in", "recalled its ambassador from", "signed a trade agreement with", "expelled two diplomats of"}

var names = []string{"Albania", "Iran", "Cuba", "Serbia", "Turkey", "Chad", "Peru", "Kenya", "Laos", "Oman", "Norway", "Ghana", "Nepal", "Chile", "Togo"}

// sample is how long one answer took.
type sample struct {
	what string
	took time.Duration
}

func main() {
	base := flag.String("url", "http://127.0.0.1:8080", "the server")
	readers := flag.Int("readers", 200, "readers at the same time")
	last := flag.Duration("for", time.Minute, "how long")
	think := flag.Duration("think", time.Second, "mean time for which a reader looks at an answer before it asks again; 0 for none")
	limit := flag.Duration("limit", 150*time.Millisecond, "the 99th percentile that may not be passed")
	database := flag.String("fill", "", "ask nothing; make a database of this name, of generated claims")
	claims := flag.Int("claims", 1_000_000, "how many, with -fill")
	flag.Parse()
	if *database != "" {
		if err := fill(context.Background(), *database, *claims); err != nil {
			fmt.Fprintln(os.Stderr, "load:", err)
			os.Exit(1)
		}
		return
	}
	if err := run(*base, *readers, *last, *think, *limit); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run(base string, readers int, last, think, limit time.Duration) error {
	client := &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: readers + 1}}
	ctx, cancel := context.WithTimeout(context.Background(), last)
	defer cancel()
	var mu sync.Mutex
	var reads, writes []sample
	var problems []string
	note := func(to *[]sample, what string, took time.Duration, err error) {
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			problems = append(problems, what+": "+err.Error())
			return
		}
		*to = append(*to, sample{what, took})
	}
	var wg sync.WaitGroup
	for i := range readers {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(i), 1))
			pause(ctx, time.Duration(r.Float64()*float64(think)))
			for n := i; ctx.Err() == nil; n++ {
				what := asked[n%len(asked)]
				start := time.Now()
				err := get(client, base+address(what, r))
				note(&reads, what, time.Since(start), err)
				pause(ctx, time.Duration((0.5+r.Float64())*float64(think)))
			}
		})
	}
	wg.Go(func() {
		r := rand.New(rand.NewPCG(7, 7))
		for n := 0; ctx.Err() == nil; n++ {
			start := time.Now()
			err := post(client, base+fmt.Sprintf("/api/v1/documents?name=load-%d.txt", n), story(n, r))
			note(&writes, "write", time.Since(start), err)
		}
	})
	wg.Wait()
	report("reads", reads, last)
	for _, what := range asked {
		report("  "+what, slices.DeleteFunc(slices.Clone(reads), func(s sample) bool { return s.what != what }), last)
	}
	report("writes", writes, last)
	fmt.Printf("errors: %d\n", len(problems))
	for i, p := range problems {
		if i == 5 {
			break
		}
		fmt.Println("  " + p)
	}
	if p := percentile(reads, .99); len(problems) > 0 || p > limit {
		return fmt.Errorf("%d errors; 99th percentile %v, allowed %v", len(problems), p, limit)
	}
	return nil
}

func address(what string, r *rand.Rand) string {
	a := r.IntN(len(states))
	b := (a + 1 + r.IntN(len(states)-1)) % len(states)
	args := []any{states[a], states[b], 1950 + r.IntN(76)}
	s := fmt.Sprintf(what, args...)
	if i := bytes.Index([]byte(s), []byte("%!(EXTRA")); i >= 0 { // fewer are used
		s = s[:i]
	}
	return s
}

// story is a document that nobody has sent before.
func story(n int, r *rand.Rand) string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "Notes of day %d\n\n", n)
	for range 8 {
		x := r.IntN(len(names))
		y := (x + 1 + r.IntN(len(names)-1)) % len(names)
		fmt.Fprintf(&b, "%s %s %s on %d March %d.\n\n", names[x], verbs[r.IntN(len(verbs))], names[y], 1+r.IntN(28), 1950+r.IntN(70))
	}
	return b.String()
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

func get(client *http.Client, url string) error {
	res, err := client.Get(url)
	return answer(res, err)
}

func post(client *http.Client, url, body string) error {
	res, err := client.Post(url, "application/octet-stream", bytes.NewReader([]byte(body)))
	return answer(res, err)
}

func answer(res *http.Response, err error) error {
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", res.StatusCode)
	}
	return nil
}

func percentile(ss []sample, p float64) time.Duration {
	if len(ss) == 0 {
		return 0
	}
	ds := make([]time.Duration, len(ss))
	for i, s := range ss {
		ds[i] = s.took
	}
	slices.Sort(ds)
	return ds[min(len(ds)-1, int(p*float64(len(ds))))]
}

func report(what string, ss []sample, last time.Duration) {
	fmt.Printf("%-44s %6d (%.0f/s)  50%% %v  95%% %v  99%% %v  max %v\n", what, len(ss), float64(len(ss))/last.Seconds(), round(percentile(ss, .5)), round(percentile(ss, .95)), round(percentile(ss, .99)), round(percentile(ss, 1)))
}

func round(d time.Duration) time.Duration { return d.Round(100 * time.Microsecond) }
