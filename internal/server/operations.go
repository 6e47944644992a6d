package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"chancery"
	"chancery/internal/query"
	"chancery/internal/server/api"
)

// operations is the server as the API sees it.
type operations struct{ *Server }

var _ api.Backend = operations{}

// Book implements api.Backend.
func (o operations) Book(ctx context.Context) (*query.Book, error) { return o.whole(ctx) }

// Pair implements api.Backend.
func (o operations) Pair(ctx context.Context, a, b string) (*query.Book, error) {
	if early, ok, err := o.early(ctx, a, b); ok || err != nil {
		return early, err
	}
	return o.whole(ctx)
}

// Past implements api.Backend.
func (o operations) Past(ctx context.Context, known time.Time) (*query.Book, error) {
	return o.past(ctx, known)
}

// Query implements api.Backend.
func (o operations) Query() *query.Service { return o.o.Query }

// Text implements api.Backend.
func (o operations) Text(ctx context.Context, ref string) (*query.Text, error) {
	b, err := o.whole(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := b.DocumentIDs(ref)
	if err != nil {
		return nil, err
	}
	if len(ids) > 1 {
		return nil, &chancery.Error{Code: chancery.CodeUsage, Where: ref, Message: fmt.Sprintf("%d documents are called that", len(ids)), Hint: "name one by its id"}
	}
	docs, err := pages(o).Documents(ctx, ids[0])
	if err != nil {
		return nil, err
	}
	d := docs[ids[0]]
	if d == nil { // taken out since
		return nil, &chancery.Error{Code: chancery.CodeNotFound, Where: ref, Message: "no such document"}
	}
	return b.Text(d, ids[0])
}

// Decide implements api.Backend.
func (o operations) Decide(ctx context.Context, v query.Verdict) ([]chancery.Decision, int, error) {
	return o.decide(ctx, v)
}

// Admit implements api.Backend.
func (o operations) Admit() (done func(), err error) { return o.jobs.admit() }

// Read implements api.Backend.
func (o operations) Read(ctx context.Context, name string, r io.Reader) (api.Intake, error) {
	ctx, done := context.WithTimeout(ctx, o.o.Limits.Time)
	defer done()
	in, err := o.read(ctx, fileName(name), r, nil)
	if errors.Is(err, context.DeadlineExceeded) {
		err = &chancery.Error{Code: chancery.CodeBusy, Message: "reading it took too long", Hint: "what was read by then is kept: send it again, in smaller parts, or on the page /add, which takes its time"}
	}
	return in, err
}

// Caller implements api.Backend.
func (o operations) Caller(ctx context.Context) string {
	c, _ := ctx.Value(callerKey{}).(caller)
	return c.name
}

// Status implements api.Backend.
func (o operations) Status(err error) (status int, detail, hint string) {
	return o.status(err)
}

// Base implements api.Backend.
func (o operations) Base(r *http.Request) string { return baseOf(r) }

// hookOperations is the hooks as the API sees them.
type hookOperations struct{ *hooks }

var _ api.Hooks = hookOperations{}

// List implements api.Hooks.
func (h hookOperations) List() []api.Hook { return h.list() }

// Add implements api.Hooks.
func (h hookOperations) Add(ctx context.Context, url, a, b string) (api.Hook, string, error) {
	hook, err := h.add(ctx, url, a, b)
	return hook.Hook, "whsec_" + hook.Secret, err
}

// Remove implements api.Hooks.
func (h hookOperations) Remove(ctx context.Context, id string) error { return h.remove(ctx, id) }

// Ping implements api.Hooks.
func (h hookOperations) Ping(ctx context.Context, id string) error { return h.ping(ctx, id) }

// Deliveries implements api.Hooks.
func (h hookOperations) Deliveries(id string) ([]api.Delivery, error) { return h.deliveries(id) }
