package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"runtime/debug"
	"time"

	"chancery"
	"chancery/internal/server"
	"chancery/internal/source"
	"chancery/internal/store"

	"github.com/spf13/cobra"
)

// A large ledger stays in memory for as long as the server runs, and what lies beside it should be little against it: of as many claims, garbage is
// collected more often than Go's default. Of a small one that would cost a third more processor time and save nothing.
const (
	large   = 100_000
	largeGC = 40
)

// grace is how long answers under way may take when the server is told to stop.
const grace = 10 * time.Second

func (a *app) serveCommand() *cobra.Command {
	o := serveOptions{addr: "127.0.0.1:8080", log: "text"}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the pages and the API",
		Long: `Serves the pages and the API (docs/api.md) from one process; everything it needs is in the program, and nothing is asked of another
host. Stop it with Ctrl-C.

On a loopback address, the default, everyone on this machine may read and write. On any other address nothing is answered without a
token, which "chancery token create" makes. Put a proxy that speaks TLS in front of a server that others reach: who comes through it needs a
token too. docs/running.md has the rest: proxies, services, backups, upgrades.

The ledger is kept in memory and follows what other commands write into the same database.`,
		Example: `  chancery serve
  chancery serve --db gulf.db --addr 127.0.0.1:9000
  chancery serve --tokens --host ledger.example.org --log json     # behind a proxy on this machine
  chancery serve --addr 0.0.0.0:8080 --host ledger.example.org`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), o) },
	}
	fs := cmd.Flags()
	fs.StringVar(&o.addr, "addr", o.addr, "the address, HOST:PORT")
	fs.StringSliceVar(&o.hosts, "host", nil, "a name under which the server is asked, beside that of --addr and loopback")
	fs.StringSliceVar(&o.origins, "cors", nil, "an origin (https://example.org) whose scripts may use the API with a token, on loopback too; none by default")
	fs.BoolVar(&o.tokens, "tokens", false, "ask everyone for a token, on loopback too")
	fs.BoolVar(&o.readOnly, "read-only", false, "take no documents and no decisions")
	fs.BoolVar(&o.create, "create", false, "make the database where there is none")
	fs.BoolVar(&o.hooks, "webhooks", false, "let addresses be told of changes (docs/api.md); without it nothing is ever sent to another host")
	fs.BoolVar(&o.privateHooks, "private-hooks", false, "webhooks, also to private and loopback addresses")
	fs.Var(&choice{&o.log, []string{"text", "json", "none"}}, "log", "a line for each request, to standard error: text, json, none")
	fs.Float64Var(&o.limits.Rate, "rate", 200, "requests a second that one address may ask")
	return cmd
}

type serveOptions struct {
	addr, log           string
	create              bool
	hosts, origins      []string
	tokens, readOnly    bool
	hooks, privateHooks bool
	limits              server.Limits
}

func (a *app) serve(ctx context.Context, o serveOptions) error {
	st, err := a.open(ctx, o.create)
	if chancery.CodeOf(err) == chancery.CodeNotFound {
		return &chancery.Error{Code: chancery.CodeNotFound, Where: a.dbPath, Message: "there is no database here",
			Hint: "name another with --db or CHANCERY_DB; --create serves a new one, into which documents can be put from the pages"}
	}
	if err != nil {
		return err
	}
	q, err := a.query(ctx)
	if err != nil {
		return err
	}
	l, loopback, err := server.Listen(ctx, o.addr)
	if err != nil {
		return err
	}
	defer l.Close()
	hosts := o.hosts
	if h, _, err := net.SplitHostPort(o.addr); err == nil && h != "" {
		hosts = append(hosts, h)
	}
	opts := server.Options{Query: q, Open: loopback && !o.tokens, User: userName(), Hosts: hosts, Origins: o.origins, Limits: o.limits, Version: version,
		Hooks: o.hooks || o.privateHooks, PrivateHooks: o.privateHooks, ReadOnly: o.readOnly, Log: a.logger(o.log), Now: a.now}
	if !o.readOnly {
		opts.Reader = &uploads{a, st}
	}
	if os.Getenv("GOGC") == "" {
		before := debug.SetGCPercent(largeGC)
		opts.Ready = func(claims int) {
			if claims < large {
				debug.SetGCPercent(before)
			} else {
				debug.FreeOSMemory() // of the loading
			}
		}
	}
	s, err := server.New(opts)
	if err != nil {
		return err
	}
	if !opts.Open || len(o.hosts) > 0 {
		if err := a.warnTokens(ctx, st); err != nil {
			return err
		}
	}
	fmt.Fprintf(a.out, "Serving %s on http://%s/ (API: /api)\n", a.dbPath, l.Addr())
	if err := a.out.flush(); err != nil {
		return err
	}
	a.serving.Store(true)
	return s.Run(ctx, l, grace)
}

// warnTokens says that nobody will be answered where there is no token.
func (a *app) warnTokens(ctx context.Context, st store.Store) error {
	ts, err := server.Desk{Store: st}.Tokens(ctx)
	if err != nil {
		return err
	}
	for _, t := range ts {
		if t.Revoked.IsZero() {
			return nil
		}
	}
	fmt.Fprintln(a.err, "chancery: a token is needed here, and there is none yet: chancery token create NAME makes one")
	return nil
}

func (a *app) logger(kind string) *slog.Logger {
	switch kind {
	case "json":
		return slog.New(slog.NewJSONHandler(a.err, nil))
	case "none":
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(a.err, nil))
}

// userName is whose the decisions are that are made without a token.
func userName() string {
	for _, key := range []string{"CHANCERY_USER", "USER"} {
		if v := os.Getenv(key); v != "" {
			return v
		}
	}
	return "local"
}

// uploads reads documents that come in through the server, as ingest does.
type uploads struct {
	a  *app
	st store.Store
}

// hinted is what to do, as the end of a sentence.
func hinted(hint string) string {
	if hint == "" {
		return ""
	}
	return "; " + hint
}

// Read implements server.Reader. Documents are those that are kept; why others are not is among the failures.
func (u *uploads) Read(ctx context.Context, name string, r io.Reader, seen func(title string)) (out server.Intake, err error) {
	defer func() { // a bug that a document sets off costs that document alone
		if p := recover(); p != nil {
			err = &chancery.Error{Code: chancery.CodeInternal, Where: name, Message: fmt.Sprintf("reading it failed: %v\n%s", p, debug.Stack())}
		}
	}()
	in := newIntake(u.a, u.st, u.a.newProgress("none", 0), u.a.now())
	type arrival struct{ id, name string }
	kept := map[arrival]server.IntakeDocument{}
	in.kept = func(d *chancery.Document, o store.Outcome, claims int) {
		kept[arrival{d.SHA256, d.Name}] = server.IntakeDocument{SHA256: d.SHA256, Document: d.Name, Title: d.Title, Outcome: o.String(), Claims: claims}
	}
	var came []arrival
	report, err := in.run(ctx, func(ctx context.Context, each func(chancery.Document) error) (source.Report, error) {
		return source.Walk(ctx, []string{"-"}, source.Options{Stdin: r, StdinName: name, PDF: u.a.pdf}, func(d chancery.Document) error {
			came = append(came, arrival{d.SHA256, d.Name})
			if seen != nil {
				seen(cmp.Or(d.Title, d.Name))
			}
			return each(d)
		})
	})
	for _, c := range came {
		if d, ok := kept[c]; ok {
			out.Documents = append(out.Documents, d)
		}
	}
	if err != nil {
		return out, err
	}
	out.Claims = in.sum.Claims
	for _, l := range report.LeftOut {
		out.LeftOut = append(out.LeftOut, l.Reason)
	}
	for _, e := range report.Failed { // what lies under an error may name a file of this machine
		out.Failures = append(out.Failures, (&chancery.Error{Where: e.Where, Message: e.Message}).Error()+hinted(e.Hint))
	}
	for _, f := range in.sum.Failures {
		out.Failures = append(out.Failures, (&chancery.Error{Where: f.Where, Message: f.Message}).Error()+hinted(f.Hint))
	}
	return out, nil
}
