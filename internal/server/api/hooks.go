package api

import (
	"context"
	"net/http"
	"time"

	"chancery/internal/query"
)

// The states of a webhook.
const (
	HookNew     = "new"
	HookWorks   = "works"
	HookFailing = "failing"
	HookDead    = "dead"
)

// The states of a delivery.
const (
	Waiting = "waiting"
	Taken   = "taken"
	GivenUp = "given-up"
)

// Hook is an address that is told of changes.
type Hook struct {
	ID      string    `json:"id"`
	URL     string    `json:"url"`
	A       string    `json:"a,omitempty" doc:"Changes that concern this party alone."`
	B       string    `json:"b,omitempty" doc:"And this one."`
	Created time.Time `json:"created"`
	State   string    `json:"state" enum:"new,works,failing,dead" doc:"A dead one has failed for three days, or answered 410: it is told nothing more until it is pinged."`
	Failing time.Time `json:"failing,omitzero" doc:"Since when every delivery has failed."`
}

// NewHook is a hook with its secret.
type NewHook struct {
	Hook
	Secret string `json:"secret" doc:"The key of the signature, shown this once; whsec_ and base64, as Standard Webhooks has it."`
}

// Delivery is one message to a hook.
type Delivery struct {
	ID       string    `json:"id" doc:"The header Webhook-Id, the same in every attempt."`
	Hook     string    `json:"hook"`
	Type     string    `json:"type" enum:"ledger.changed,ping"`
	Created  time.Time `json:"created"`
	State    string    `json:"state" enum:"waiting,taken,given-up"`
	Attempts int       `json:"attempts"`
	Tried    time.Time `json:"tried,omitzero" doc:"The last attempt."`
	Status   int       `json:"status,omitempty" doc:"HTTP, of the last attempt."`
	Problem  string    `json:"problem,omitempty"`
}

// Hooks is the webhooks of a server.
type Hooks interface {
	List() []Hook
	Add(ctx context.Context, url, a, b string) (Hook, string, error)
	Remove(ctx context.Context, id string) error
	Ping(ctx context.Context, id string) error
	Deliveries(id string) ([]Delivery, error)
}

// HookIn is a hook to be made.
type HookIn struct {
	URL string `json:"url" format:"uri" maxLength:"2000" example:"https://example.org/chancery"`
	A   string `json:"a,omitempty" maxLength:"200" doc:"A party, by code, name or alias: changes that concern it alone."`
	B   string `json:"b,omitempty" maxLength:"200" doc:"Another: changes between the two alone."`
}

// webhooks registers what configures hooks.
func (a *API) webhooks(hooks Hooks) {
	type listIn struct{ Paging }
	hook := "/webhooks/{id}"
	o := op("list-webhooks", "/webhooks", "Webhooks", "The webhooks, and how they do", "A message is a POST with the changes as JSON and the headers Webhook-Id, Webhook-Timestamp and Webhook-Signature (Standard Webhooks: HMAC-SHA256 over id.timestamp.body). "+
		"What is not answered with 2xx is tried again for two days.", "/webhooks")
	list(a, o, func(in *listIn) *Paging { return &in.Paging }, func(h *Hook) string { return h.ID }, func(ctx context.Context, _ *listIn) (*query.Book, any, []Hook, error) {
		b, err := a.back.Book(ctx)
		return b, a.back.Now(), hooks.List(), err
	})
	type addIn struct{ Body HookIn }
	type addOut struct{ Body NewHook }
	o = op("create-webhook", "/webhooks", "Webhooks", "Have an address told of changes", "Of everything, of one party, or of a pair. Private and loopback addresses are refused, unless the server was started with --private-hooks.", "/webhooks")
	o.Method, o.DefaultStatus = http.MethodPost, http.StatusCreated
	o.Errors = append(o.Errors, 403, 507)
	o.Extensions["x-curl"] = `-H 'Content-Type: application/json' -d '{"url":"https://example.org/chancery","a":"ALB"}'`
	register(a, o, func(ctx context.Context, in *addIn) (*addOut, error) {
		b, err := a.back.Book(ctx)
		if err != nil {
			return nil, err
		}
		keys := [2]string{}
		for i, name := range []string{in.Body.A, in.Body.B} {
			if name == "" {
				continue
			}
			e, err := b.Gaz.Lookup(name)
			if err != nil {
				return nil, err
			}
			keys[i] = b.IDKey(e.ID)
		}
		if keys[0] == "" {
			keys[0], keys[1] = keys[1], ""
		}
		h, secret, err := hooks.Add(ctx, in.Body.URL, keys[0], keys[1])
		if err != nil {
			return nil, err
		}
		return &addOut{NewHook{h, secret}}, nil
	})
	type hookIn struct {
		ID string `path:"id" maxLength:"64"`
	}
	type nothing struct{}
	o = op("remove-webhook", hook, "Webhooks", "Tell an address no more", "Its log goes with it.", "/webhooks/h0123456789")
	o.Method, o.DefaultStatus = http.MethodDelete, http.StatusNoContent
	o.Errors = append(o.Errors, 403, 507)
	o.Extensions["x-curl"] = "-X DELETE"
	register(a, o, func(ctx context.Context, in *hookIn) (*nothing, error) { return nil, hooks.Remove(ctx, in.ID) })
	o = op("ping-webhook", hook+"/ping", "Webhooks", "Send a message that tells of nothing", "To try the other end; a dead webhook lives again.", "/webhooks/h0123456789/ping")
	o.Method, o.DefaultStatus = http.MethodPost, http.StatusAccepted
	o.Errors = append(o.Errors, 403, 507)
	o.Extensions["x-curl"] = "-X POST"
	register(a, o, func(ctx context.Context, in *hookIn) (*nothing, error) { return nil, hooks.Ping(ctx, in.ID) })
	type logIn struct {
		ID string `path:"id" maxLength:"64"`
		Paging
	}
	list(a, op("list-deliveries", hook+"/deliveries", "Webhooks", "What a webhook was sent", "The last hundred messages and all that wait, the newest first, with what came of each.", "/webhooks/h0123456789/deliveries"),
		func(in *logIn) *Paging { return &in.Paging }, func(d *Delivery) string { return d.ID },
		func(ctx context.Context, in *logIn) (*query.Book, any, []Delivery, error) {
			b, err := a.back.Book(ctx)
			if err != nil {
				return nil, nil, nil, err
			}
			ds, err := hooks.Deliveries(in.ID)
			return b, a.back.Now(), ds, err
		})
}
