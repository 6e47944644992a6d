// Package server serves a store over HTTP: the API (api/), the pages (web/), feeds of change, and what an operator needs beside them.
//
// It promises that nothing it sends names a path of the disk or a stack, that it asks nothing of another host unless a webhook was
// configured, and that every answer is of one instant of the store. On a loopback address everyone on the machine may read and write; on any
// other address, and through a proxy, nothing is answered without a token. docs/api.md describes what is served.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"chancery"
	"chancery/internal/query"
	"chancery/internal/server/api"
	"chancery/internal/server/web"
)

// Options say what to serve and how.
type Options struct {
	Query   *query.Service
	Reader  Reader   // reads documents that come in; nil where none are taken
	Open    bool     // everyone who can connect may read and write, but for those who come through a proxy or under a name of Hosts: on loopback alone
	User    string   // whose the decisions are that everyone who can connect makes
	Hosts   []string // names and addresses under which the server may be asked, without ports; loopback is always among them
	Origins []string // origins whose scripts may use the API (CORS); none where empty
	Limits  Limits
	// ReadOnly keeps everyone from writing. Hooks lets addresses be told of changes; PrivateHooks, also private and loopback ones.
	ReadOnly, Hooks, PrivateHooks bool
	Version                       string
	Log                           *slog.Logger
	Now                           func() time.Time
	Ready                         func(claims int) // where set, is told once that the whole ledger is there
}

// Limits bound what one request, one client and all together may take. What is zero gets the default.
type Limits struct {
	Body     int64         // bytes of a request, 64 KiB; an upload has Upload
	Upload   int64         // bytes of an upload, 64 MiB
	Time     time.Duration // of one answer, 30 s; to an upload, from when it has come in
	Reading  time.Duration // of one file that came in, 30 min
	Grace    time.Duration // for which an upload may come in as slowly as it will, 30 s
	Pace     int64         // bytes a second that it must bring after that, on the mean, 4 KiB
	Rate     float64       // requests a second of one client address, 200
	Burst    int           // requests at once of one client address, 1000
	Requests int           // answered at the same time, 512
}

func (l Limits) orDefaults() Limits {
	set := func(v *int64, d int64) {
		if *v <= 0 {
			*v = d
		}
	}
	set(&l.Body, 64<<10)
	set(&l.Upload, 64<<20)
	set(&l.Pace, 4<<10)
	if l.Grace <= 0 {
		l.Grace = 30 * time.Second
	}
	if l.Time <= 0 {
		l.Time = 30 * time.Second
	}
	if l.Reading <= 0 {
		l.Reading = 30 * time.Minute
	}
	if l.Rate <= 0 {
		l.Rate = 200
	}
	if l.Burst <= 0 {
		l.Burst = 1000
	}
	if l.Requests <= 0 {
		l.Requests = 512
	}
	return l
}

// Server answers requests over one store. It is safe for concurrent use.
type Server struct {
	o        Options
	resident *query.Resident
	mux      *http.ServeMux
	handler  http.Handler
	metrics  *metrics
	sessions *sessions
	tokens   *tokenBook
	shelf    *shelf
	jobs     *jobs
	api      *api.API
	changes  *changeLog
	hooks    *hooks // nil where there are none

	ready      chan struct{}   // closed when the whole ledger is there
	background context.Context // of what goes on beside the requests; stop ends it
	stop       context.CancelFunc
	beside     sync.WaitGroup
}

// New makes a server.
func New(o Options) (*Server, error) {
	if o.Query == nil || o.Log == nil || o.Now == nil {
		return nil, errors.New("server: Query, Log and Now must be set")
	}
	o.Limits = o.Limits.orDefaults()
	o.Hosts = slices.Clone(o.Hosts)
	for i, h := range o.Hosts {
		o.Hosts[i] = hostName(h)
	}
	s := &Server{o: o, resident: query.NewResident(o.Query), mux: http.NewServeMux(), metrics: newMetrics(), shelf: newShelf(), ready: make(chan struct{})}
	s.background, s.stop = context.WithCancel(context.Background())
	s.jobs = newJobs(s)
	desk := Desk{o.Query.Store()}
	s.changes = &changeLog{desk: desk, version: o.Version, log: o.Log}
	s.metrics.add(s.changes.metrics)
	var hooked api.Hooks
	if o.Hooks {
		s.hooks = newHooks(desk, o.Version, o.PrivateHooks, o.Now, o.Log.Warn)
		s.metrics.add(s.hooks.metrics)
		hooked = hookOperations{s.hooks}
		s.mux.HandleFunc("GET /webhooks", s.hooksPage)
	}
	s.resident.Changed = s.follow
	var err error
	if s.sessions, err = newSessions(o.Now); err != nil {
		return nil, err
	}
	s.tokens = &tokenBook{desk: Desk{o.Query.Store()}, now: o.Now}
	s.mux.HandleFunc("GET /healthz", s.health)
	s.mux.HandleFunc("GET /metrics", s.metricsPage)
	s.mux.HandleFunc("GET /login", s.loginPage)
	s.mux.HandleFunc("POST /login", s.login)
	s.mux.HandleFunc("POST /logout", s.logout)
	if o.Reader != nil {
		s.mux.HandleFunc("POST /add", s.add)
		s.mux.HandleFunc("GET /add/jobs/{id}", s.job)
	}
	s.api = api.New(s.mux, operations{s}, hooked, o.Version, o.ReadOnly || o.Reader == nil)
	s.mux.HandleFunc("GET /feeds/", s.feedPage)
	site, err := web.New(pages{s})
	if err != nil {
		return nil, err
	}
	s.mux.Handle("/", site)
	s.handler = s.wrap(s.mux)
	return s, nil
}

// ServeHTTP answers one request, through everything that guards the server.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// pollEvery is how often the server looks whether another process has changed the store.
const pollEvery = 200 * time.Millisecond

// Run serves on l until ctx ends, then lets the answers under way finish, for at most grace. It answers at once: what it can from what the store has kept of the
// ledger, and the rest when the whole is there.
func (s *Server) Run(ctx context.Context, l net.Listener, grace time.Duration) error {
	h := &http.Server{
		Handler: s, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 2 * time.Minute, WriteTimeout: s.o.Limits.Time + sending, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 32 << 10, ErrorLog: slog.NewLogLogger(s.o.Log.Handler(), slog.LevelDebug),
	}
	failed := make(chan error, 2)
	go func() { failed <- h.Serve(l) }()
	starting, giveUp := context.WithCancel(ctx)
	var start sync.WaitGroup
	start.Go(func() {
		if err := s.Start(starting); err != nil && starting.Err() == nil {
			failed <- err
		}
	})
	var err error
	select {
	case err = <-failed:
		err = errors.Join(err, h.Close())
	case <-ctx.Done():
		end, stop := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer stop()
		if err = h.Shutdown(end); errors.Is(err, context.DeadlineExceeded) {
			err = h.Close()
		}
	}
	giveUp()
	start.Wait()
	s.Stop()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}

// Start derives the whole ledger and begins what goes on beside the requests. Run calls it.
func (s *Server) Start(ctx context.Context) error {
	b, err := s.resident.Refresh(ctx)
	if err != nil {
		return err
	}
	if err := s.changes.open(ctx, s.o.Query, b); err != nil {
		return err
	}
	b.Ledger.Derive() // so that the first who asks for the world does not wait; later ledgers share what it derives
	b.Digest()
	if s.hooks != nil {
		if err := s.hooks.load(ctx); err != nil {
			return err
		}
		s.beside.Go(func() { s.hooks.run(s.background) })
	}
	close(s.ready)
	s.beside.Go(func() { b.Ledger.EventList(query.Everything) }) // so that the first who lists all events does not wait either
	if s.o.Ready != nil {
		s.o.Ready(len(b.Claims))
	}
	s.beside.Go(func() { s.watch(s.background) })
	return nil
}

// whole returns the newest book of everything. It waits until the first is there, and is CodeBusy where that takes too long.
func (s *Server) whole(ctx context.Context) (*query.Book, error) {
	select {
	case <-s.ready:
		return s.resident.Current(ctx)
	default:
	}
	wait, done := context.WithTimeout(ctx, patience)
	defer done()
	select {
	case <-s.ready:
		return s.resident.Current(ctx)
	case <-wait.Done():
		return nil, &chancery.Error{Code: chancery.CodeBusy, Message: "the ledger is still being laid out", Hint: "the world and each pair of states can be seen already; ask for the rest in a moment"}
	}
}

// patience is for how long a request waits for the whole ledger.
const patience = 10 * time.Second

// early is a book out of what the store has kept, for as long as the whole one is not there: see query.Service.Early. ok is false where the whole one should be taken.
func (s *Server) early(ctx context.Context, x, y string) (b *query.Book, ok bool, err error) {
	select {
	case <-s.ready:
		return nil, false, nil
	default:
		return s.o.Query.Early(ctx, x, y)
	}
}

// past is the whole ledger as it was known at a time.
func (s *Server) past(ctx context.Context, known time.Time) (*query.Book, error) {
	if _, err := s.whole(ctx); err != nil {
		return nil, err
	}
	return s.resident.Past(ctx, known)
}

// refresh brings the book up to date after a write.
func (s *Server) refresh(ctx context.Context) error {
	select {
	case <-s.ready: // a change is logged when the log is open
	case <-ctx.Done():
		return ctx.Err()
	}
	_, err := s.resident.Refresh(ctx)
	return err
}

// Stop ends what Start began, and waits for it.
func (s *Server) Stop() {
	s.stop()
	s.jobs.run.Wait()
	s.beside.Wait()
}

// watch keeps the ledger up to date with what other processes write, and keeps the log of changes.
func (s *Server) watch(ctx context.Context) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for end := false; !end; {
		select {
		case <-ctx.Done():
			end = true
		case <-tick.C:
			if _, err := s.resident.Refresh(ctx); err != nil && ctx.Err() == nil {
				s.o.Log.Warn("the ledger could not be brought up to date", "error", err)
			}
		}
		s.changes.keep(context.WithoutCancel(ctx), s.o.Now(), end)
	}
}

// Listen opens addr and reports whether it is a loopback address, which alone is open to everyone who can connect.
func Listen(ctx context.Context, addr string) (_ net.Listener, loopback bool, err error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, false, &chancery.Error{Code: chancery.CodeUsage, Where: addr, Message: "cannot be listened on", Err: errors.Unwrap(err), Hint: "name another address with --addr, such as 127.0.0.1:8081"}
	}
	a, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		return nil, false, errors.Join(fmt.Errorf("%s: not a TCP address", addr), l.Close())
	}
	return l, a.IP.IsLoopback(), nil
}

// loopbackHost reports whether host, without a port and brackets, names this machine itself.
func loopbackHost(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
