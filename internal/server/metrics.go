package server

import (
	"fmt"
	"io"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// bounds are the upper bounds of the buckets of the time that answers took, in seconds.
var bounds = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}

// metrics counts what the server does, for Prometheus.
type metrics struct {
	inFlight atomic.Int64
	panics   atomic.Int64

	mu     sync.Mutex
	counts map[countKey]int64
	times  map[string]*histogram // by route
	more   []func(w io.Writer)   // what others count
}

type countKey struct{ route, method, status string }

type histogram struct {
	buckets []int64 // each with those below it
	sum     float64
	n       int64
}

func newMetrics() *metrics {
	return &metrics{counts: map[countKey]int64{}, times: map[string]*histogram{}}
}

func (m *metrics) observe(route, method string, status int, took time.Duration) {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodDelete, http.MethodOptions, http.MethodPut, http.MethodPatch:
	default:
		method = "other"
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.counts[countKey{route, method, strconv.Itoa(status)}]++
	h := m.times[route]
	if h == nil {
		h = &histogram{buckets: make([]int64, len(bounds))}
		m.times[route] = h
	}
	s := took.Seconds()
	h.sum += s
	h.n++
	for i, b := range bounds {
		if s <= b {
			h.buckets[i]++
		}
	}
}

// add lets f write further metrics.
func (m *metrics) add(f func(w io.Writer)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.more = append(m.more, f)
}

// write writes everything in the text format of Prometheus.
func (m *metrics) write(w io.Writer) {
	fmt.Fprintf(w, "# HELP chancery_requests_in_flight Requests being answered.\n# TYPE chancery_requests_in_flight gauge\nchancery_requests_in_flight %d\n", m.inFlight.Load())
	fmt.Fprintf(w, "# HELP chancery_panics_total Bugs met while answering.\n# TYPE chancery_panics_total counter\nchancery_panics_total %d\n", m.panics.Load())
	m.mu.Lock()
	defer m.mu.Unlock()
	keys := make([]countKey, 0, len(m.counts))
	for k := range m.counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b countKey) int {
		return slices.Compare([]string{a.route, a.method, a.status}, []string{b.route, b.method, b.status})
	})
	fmt.Fprint(w, "# HELP chancery_requests_total Requests answered.\n# TYPE chancery_requests_total counter\n")
	for _, k := range keys {
		fmt.Fprintf(w, "chancery_requests_total{route=%q,method=%q,status=%q} %d\n", k.route, k.method, k.status, m.counts[k])
	}
	routes := make([]string, 0, len(m.times))
	for r := range m.times {
		routes = append(routes, r)
	}
	slices.Sort(routes)
	fmt.Fprint(w, "# HELP chancery_request_seconds Time that answers took.\n# TYPE chancery_request_seconds histogram\n")
	for _, r := range routes {
		h := m.times[r]
		for i, b := range bounds {
			fmt.Fprintf(w, "chancery_request_seconds_bucket{route=%q,le=%q} %d\n", r, strconv.FormatFloat(b, 'g', -1, 64), h.buckets[i])
		}
		fmt.Fprintf(w, "chancery_request_seconds_bucket{route=%q,le=\"+Inf\"} %d\nchancery_request_seconds_sum{route=%q} %g\nchancery_request_seconds_count{route=%q} %d\n", r, h.n, r, h.sum, r, h.n)
	}
	for _, f := range m.more {
		f(w)
	}
}

func gauge(w io.Writer, name, help string, v any) {
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s gauge\n%s %v\n", name, help, name, name, v)
}

func (s *Server) metricsPage(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	select {
	case <-s.ready:
		gauge(w, "chancery_ready", "Whether the whole ledger is there.", 1)
	default:
		gauge(w, "chancery_ready", "Whether the whole ledger is there.", 0)
	}
	if b := s.resident.Newest(); b != nil {
		gauge(w, "chancery_generation", "Changes of the store so far.", b.Generation)
		gauge(w, "chancery_documents", "Documents kept.", len(b.Infos))
		gauge(w, "chancery_claims", "Claims that count.", len(b.Claims))
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	gauge(w, "go_goroutines", "Goroutines.", runtime.NumGoroutine())
	gauge(w, "go_memstats_heap_alloc_bytes", "Bytes of the heap in use.", m.HeapAlloc)
	gauge(w, "go_memstats_sys_bytes", "Bytes taken from the system.", m.Sys)
	s.metrics.write(w)
}

// health says whether the store can be asked.
func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if _, err := s.o.Query.Generation(r.Context()); err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, "ok")
}
