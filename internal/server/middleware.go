package server

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"net/url"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"chancery"
	"chancery/internal/server/api"

	"github.com/klauspost/compress/gzhttp"
)

// policy is the content security policy of everything that is served, the pages too: no script, style or picture from anywhere but here, and none inline.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// wrap puts the guards around next, the outermost first: what is logged is what was sent, and nothing is done for one who may not ask.
func (s *Server) wrap(next http.Handler) http.Handler {
	next = s.patient(next)
	next = s.authenticate(next)
	next = s.ownPages(next)
	next = s.cors(next)
	next = s.limit(next)
	next = s.checkHost(next)
	next = headers(next)
	next = compressed(next)
	return s.record(next)
}

// compressed sends long texts compressed to those who take it so.
func compressed(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1400), gzhttp.CompressionLevel(4), gzhttp.ContentTypes([]string{"text/", "application/json", "application/jsonl",
		"application/ld+json", "application/atom+xml", "application/problem+json", "application/openapi", "image/svg+xml"}))
	if err != nil { // the options are constants
		panic(err)
	}
	return wrap(next)
}

// headers sets what every answer carries.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin") // without any, browsers say of a form of ours that it comes from nowhere
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()")
		next.ServeHTTP(w, r)
	})
}

// checkHost answers only to names that are ours: a page elsewhere whose name is made to lead here (DNS rebinding) gets nothing.
func (s *Server) checkHost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if host := hostOf(r); !loopbackHost(host) && !slices.Contains(s.o.Hosts, host) {
			problem(w, r, http.StatusMisdirectedRequest, "this server does not answer to that name", "start it with --host to add a name")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// ownPages refuses what pages of other sites would have done here; scripts of the configured origins may use the API, and nothing else.
func (s *Server) ownPages(next http.Handler) http.Handler {
	refuse := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		problem(w, r, http.StatusForbidden, "a page of another site may not ask for this", "")
	})
	pages, scripts := http.NewCrossOriginProtection(), http.NewCrossOriginProtection()
	pages.SetDenyHandler(refuse)
	scripts.SetDenyHandler(refuse)
	for _, o := range s.o.Origins {
		if err := scripts.AddTrustedOrigin(o); err != nil {
			s.o.Log.Warn("an origin is left out", "origin", o, "error", err)
		}
	}
	ours, theirs := pages.Handler(next), scripts.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.foreign(r) && ofAPI(r) {
			theirs.ServeHTTP(w, r)
		} else {
			ours.ServeHTTP(w, r)
		}
	})
}

// foreign reports whether a script of a configured origin asks, which is not a page of ours.
func (s *Server) foreign(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if !slices.Contains(s.o.Origins, origin) {
		return false
	}
	u, err := url.Parse(origin)
	return err != nil || u.Host != r.Host
}

func ofAPI(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/api/") }

// cors lets scripts of the configured origins use the API. Who they are only a token says: see identify.
func (s *Server) cors(next http.Handler) http.Handler {
	if len(s.o.Origins) == 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Origin")
		if s.foreign(r) && ofAPI(r) {
			h := w.Header()
			h.Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
			h.Set("Access-Control-Expose-Headers", "ETag, Link, Retry-After")
			h.Set("Cross-Origin-Resource-Policy", "cross-origin")
			if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
				h.Set("Access-Control-Allow-Methods", "GET, POST, DELETE")
				h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match, X-File-Name")
				h.Set("Access-Control-Max-Age", "600")
				w.WriteHeader(http.StatusNoContent)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// sending is for how long an answer may be on its way.
const sending = 30 * time.Second

// limit bounds the size, the time and the number of requests.
func (s *Server) limit(next http.Handler) http.Handler {
	slots := make(chan struct{}, s.o.Limits.Requests)
	rates := newRates(s.o.Limits.Rate, float64(s.o.Limits.Burst), s.o.Now)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if wait := rates.take(clientOf(r)); wait > 0 {
			w.Header().Set("Retry-After", fmt.Sprint(int(math.Ceil(wait.Seconds()))))
			problem(w, r, http.StatusTooManyRequests, "too many requests", "wait, then ask again; a listing can be taken whole with format=jsonl")
			return
		}
		select {
		case slots <- struct{}{}:
			defer func() { <-slots }()
		default:
			w.Header().Set("Retry-After", "1")
			problem(w, r, http.StatusServiceUnavailable, "the server is busy", "ask again in a second")
			return
		}
		bound := s.o.Limits.Body
		if takesUpload(r) {
			bound = s.o.Limits.Upload
		}
		if r.ContentLength > bound {
			problem(w, r, http.StatusRequestEntityTooLarge, fmt.Sprintf("a request may have %d bytes here", bound), "")
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, bound)
		if takesUpload(r) { // the time of its answer begins when it is there
			next.ServeHTTP(w, r)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), s.o.Limits.Time)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// patient lets an upload come in as fast as its line is, unless that is slower than any line (see paced). It is for those who may write: who is refused could hold the connection as long, for the server reads what is
// left of a body after the answer.
func (s *Server) patient(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if takesUpload(r) {
			arrived := time.Now().Add(api.Arrival)
			c := http.NewResponseController(w)
			if err := errors.Join(c.SetReadDeadline(arrived), c.SetWriteDeadline(arrived.Add(s.o.Limits.Time+sending))); err != nil {
				s.o.Log.Warn("an upload has no more time than a question", "error", err)
			} else {
				r.Body = &paced{ReadCloser: r.Body, w: w, c: c, limits: &s.o.Limits, arrived: arrived, now: time.Now}
			}
		}
		next.ServeHTTP(w, r)
	})
}

// takesUpload reports whether documents may come with r.
func takesUpload(r *http.Request) bool {
	return r.Method == http.MethodPost && (r.URL.Path == "/add" || r.URL.Path == "/api/v1/documents")
}

// record logs a request and counts it, and keeps a bug in one answer from ending the server.
func (s *Server) record(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := s.o.Now()
		rec := &recorder{ResponseWriter: w}
		id := strings.ToLower(rand.Text()[:12])
		rec.Header().Set("X-Request-ID", id)
		s.metrics.inFlight.Add(1)
		defer s.metrics.inFlight.Add(-1)
		defer func() {
			p := recover()
			if p == http.ErrAbortHandler {
				panic(p)
			}
			if p != nil {
				s.metrics.panics.Add(1)
				s.o.Log.Error("a request failed", "request", id, "path", r.URL.Path, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				if rec.status == 0 {
					problem(rec, r, http.StatusInternalServerError, "the server failed", "this is a bug; the log has it under request "+id)
				}
			}
			took := s.o.Now().Sub(start)
			status := rec.code()
			s.metrics.observe(routeOf(r), r.Method, status, took)
			level := slog.LevelInfo
			if status >= 500 {
				level = slog.LevelError
			}
			s.o.Log.LogAttrs(r.Context(), level, "request", slog.String("request", id), slog.String("method", r.Method), slog.String("path", r.URL.Path),
				slog.Int("status", status), slog.Int64("bytes", rec.bytes), slog.Duration("took", took), slog.String("client", clientOf(r)))
		}()
		next.ServeHTTP(rec, r)
	})
}

// routeOf names what a path leads to, for metrics: a bounded set, whatever paths are asked for.
func routeOf(r *http.Request) string {
	parts := strings.SplitN(strings.TrimPrefix(r.URL.Path, "/"), "/", 4)
	switch first := parts[0]; first {
	case "api":
		if len(parts) > 2 && slices.Contains(apiRoutes, parts[2]) {
			return "/api/v1/" + parts[2]
		}
		return "/api"
	case "":
		return "/"
	case "assets", "pair", "state", "states", "world", "matrix", "document", "documents", "claim", "discrepancies", "gaps", "review", "search", "add", "feeds", "healthz", "metrics", "login", "logout", "webhooks":
		return "/" + first
	}
	return "other"
}

var apiRoutes = []string{"parties", "pairs", "world", "status", "why", "dossier", "claims", "events", "periods", "discrepancies", "gaps", "documents", "search", "changes", "decisions", "webhooks", "kinds", "jobs"}

// retryAfter is after how many seconds one who is told to wait may ask again, where nothing else was said.
const retryAfter = "5"

// recorder remembers what was sent, and sees to it that whoever is told to wait learns for how long.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
		if h := r.Header(); status == http.StatusServiceUnavailable && h.Get("Retry-After") == "" {
			h.Set("Retry-After", retryAfter)
		}
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func (r *recorder) code() int {
	if r.status == 0 {
		return http.StatusOK
	}
	return r.status
}

// rates counts the requests of each client in a bucket that fills with time.
type rates struct {
	mu      sync.Mutex
	rate    float64 // a second
	burst   float64
	now     func() time.Time
	buckets map[string]*bucket
	swept   time.Time
}

type bucket struct {
	left float64
	at   time.Time
}

func newRates(rate, burst float64, now func() time.Time) *rates {
	return &rates{rate: rate, burst: burst, now: now, buckets: map[string]*bucket{}}
}

// take takes one request of a client; it returns how long to wait where there is none left.
func (r *rates) take(client string) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	if now.Sub(r.swept) > time.Minute { // full buckets say nothing
		for k, b := range r.buckets {
			if b.left+now.Sub(b.at).Seconds()*r.rate >= r.burst {
				delete(r.buckets, k)
			}
		}
		r.swept = now
	}
	b := r.buckets[client]
	if b == nil {
		b = &bucket{r.burst, now}
		r.buckets[client] = b
	}
	b.left = min(r.burst, b.left+now.Sub(b.at).Seconds()*r.rate)
	b.at = now
	if b.left < 1 {
		return time.Duration((1 - b.left) / r.rate * float64(time.Second))
	}
	b.left--
	return 0
}

// problem sends an error as RFC 9457 has it; to a browser that wants a page it is plain text.
func problem(w http.ResponseWriter, r *http.Request, status int, detail, hint string) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Del("ETag")
	if !strings.HasPrefix(r.URL.Path, "/api") && strings.Contains(r.Header.Get("Accept"), "text/html") {
		h.Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(status)
		fmt.Fprintf(w, "%d %s\n\n%s\n%s\n", status, http.StatusText(status), detail, hint)
		return
	}
	h.Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	body := map[string]any{"type": "about:blank", "title": http.StatusText(status), "status": status, "detail": detail}
	if hint != "" {
		body["hint"] = hint
	}
	_ = json.NewEncoder(w).Encode(body) // the reader has gone away: nobody to tell
}

// status is StatusOf; it logs what the one who asked may not see.
func (s *Server) status(err error, where ...any) (status int, detail, hint string) {
	status, detail, hint = StatusOf(err)
	if status >= 500 {
		s.o.Log.Error("an answer failed", append(where, "error", err)...)
	}
	return status, detail, hint
}

// StatusOf maps an error to the status and the words that the one who asked may see: of an error of the store or a bug, none that name a path.
func StatusOf(err error) (status int, detail, hint string) {
	var e *chancery.Error
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return http.StatusRequestEntityTooLarge, fmt.Sprintf("a request may have %d bytes here", large.Limit), ""
	case errors.Is(err, os.ErrDeadlineExceeded):
		return http.StatusRequestTimeout, "the upload came in too slowly", "send it over a faster line, or in parts"
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable, "the answer took too long", "narrow the question"
	case errors.Is(err, context.Canceled):
		return 499, "the request was given up", ""
	case chancery.CodeOf(err) == chancery.CodeFull, errors.Is(err, syscall.ENOSPC):
		return http.StatusInsufficientStorage, "the disk of the server is full", "free some space there, then send it again; what was kept before is kept, and is not done twice"
	}
	if errors.As(err, &e) {
		switch e.Code {
		case chancery.CodeUsage:
			return http.StatusBadRequest, e.Error(), chancery.HintOf(err)
		case chancery.CodeNotFound:
			return http.StatusNotFound, e.Error(), chancery.HintOf(err)
		case chancery.CodeInput:
			return http.StatusUnprocessableEntity, e.Error(), chancery.HintOf(err)
		case chancery.CodeBusy:
			if e.Where != "" { // the path of the database, and a hint for one who runs a command on it
				return http.StatusServiceUnavailable, e.Message, "ask again in a moment"
			}
			return http.StatusServiceUnavailable, e.Message, cmp.Or(e.Hint, "ask again in a moment")
		}
	}
	return http.StatusInternalServerError, "the server failed", "the log says why"
}
