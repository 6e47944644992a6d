package server

import (
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"chancery"
	"chancery/internal/query"
	"chancery/internal/server/api"
	"chancery/internal/source/address"
	"chancery/internal/store"
)

// Hook is an address that is told of changes, and what is secret about it.
type Hook struct {
	api.Hook
	Secret string `json:"secret"` // base64: the key of the signature
}

// delivery is one message to a hook, with the body that is signed.
type delivery struct {
	api.Delivery
	Number int64     `json:"number"` // in the order in which they were queued, which the time does not tell within a millisecond
	Body   []byte    `json:"body"`
	Next   time.Time `json:"next,omitzero"` // of the next attempt; zero where there is none
}

// message is the body of a delivery.
type message struct {
	Type string      `json:"type"` // ledger.changed, or ping
	At   time.Time   `json:"timestamp"`
	Data messageData `json:"data"`
}

type messageData struct {
	Generation int64    `json:"generation"`
	Changes    []Change `json:"changes"`
}

// backOff is how long after each failed attempt the next one is made; when it ends the message is given up.
var backOff = []time.Duration{5 * time.Second, time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour}

const (
	deadAfter      = 72 * time.Hour // of failures alone: the hook is given up
	keptDeliveries = 100            // of each hook, beside those that wait
	waitingBytes   = 8 << 20        // of the messages that wait for one hook; beyond, the oldest is given up
	hookTime       = 10 * time.Second
	maxHooks       = 100
	maxChanges     = 500 // in one message
)

// hooks sends messages to the addresses that were configured, tries again, keeps a log, and gives up who never answers.
type hooks struct {
	desk    Desk
	now     func() time.Time
	version string
	client  *http.Client
	private bool // private and loopback addresses may be told
	warn    func(msg string, args ...any)

	mu      sync.Mutex
	all     map[string]*addressee
	made    int64 // the number of the last message
	wake    chan struct{}
	tries   int64
	fails   int64
	givenUp int64
}

// addressee is a hook and its deliveries, the newest last. One goes with the other.
type addressee struct {
	Hook
	sent []*delivery
}

func newHooks(desk Desk, version string, private bool, now func() time.Time, warn func(string, ...any)) *hooks {
	h := &hooks{desk: desk, now: now, version: version, private: private, warn: warn, all: map[string]*addressee{}, wake: make(chan struct{}, 1)}
	d := &net.Dialer{Timeout: hookTime, Control: func(_, at string, _ syscall.RawConn) error { return h.permit(at) }}
	h.client = &http.Client{Timeout: hookTime, Transport: &http.Transport{DialContext: d.DialContext, TLSHandshakeTimeout: hookTime, MaxIdleConns: 10, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return h
}

// permit refuses an address inside, where a hook could reach what its maker cannot. It is asked after names were resolved.
func (h *hooks) permit(at string) error {
	a, err := netip.ParseAddrPort(at)
	if err != nil {
		return err
	}
	if !h.private && !address.Public(a.Addr()) {
		return errors.New("a private or loopback address; the server must be started with --private-hooks to tell it")
	}
	return nil
}

// load reads what is configured and what was sent. What was sent to a hook that there no longer is goes.
func (h *hooks) load(ctx context.Context) error {
	list, err := all[Hook](ctx, h.desk, hookSpace)
	if err != nil {
		return err
	}
	sent, err := all[delivery](ctx, h.desk, deliverySpace)
	if err != nil {
		return err
	}
	slices.SortStableFunc(sent, func(a, b delivery) int { return cmp.Or(cmp.Compare(a.Number, b.Number), a.Created.Compare(b.Created)) }) // earlier versions gave no numbers
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, hook := range list {
		h.all[hook.ID] = &addressee{Hook: hook}
	}
	var gone []store.Note
	for i := range sent {
		h.made = max(h.made, sent[i].Number)
		if hook := h.all[sent[i].Hook]; hook != nil {
			hook.sent = append(hook.sent, &sent[i])
		} else {
			gone = append(gone, store.Note{Space: deliverySpace, Key: sent[i].key()})
		}
	}
	if err := h.desk.Store.SetNotes(ctx, gone...); err != nil {
		h.warn("what was sent to webhooks that were removed is still kept", "error", err)
	}
	return nil
}

// add configures a hook and returns it with its secret, which is not shown again.
func (h *hooks) add(ctx context.Context, address, a, b string) (Hook, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.Fragment != "" {
		return Hook{}, &chancery.Error{Code: chancery.CodeUsage, Where: "url", Message: "is no address that can be told", Hint: "write https://host/path, without a name and a password"}
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil {
		if err := h.permit(netip.AddrPortFrom(ip, 443).String()); err != nil {
			return Hook{}, &chancery.Error{Code: chancery.CodeUsage, Where: "url", Message: err.Error()}
		}
	} else if loopbackHost(hostName(u.Hostname())) && !h.private {
		return Hook{}, &chancery.Error{Code: chancery.CodeUsage, Where: "url", Message: "a loopback address; the server must be started with --private-hooks to tell it"}
	}
	key := make([]byte, 32)
	rand.Read(key) // never fails
	hook := Hook{Hook: api.Hook{ID: "h" + strings.ToLower(rand.Text()[:10]), URL: u.String(), A: a, B: b, Created: h.now().UTC().Truncate(time.Second), State: api.HookNew},
		Secret: base64.StdEncoding.EncodeToString(key)}
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.all) >= maxHooks {
		return Hook{}, &chancery.Error{Code: chancery.CodeUsage, Message: fmt.Sprintf("there are %d webhooks already", maxHooks), Hint: "remove one"}
	}
	if err := h.desk.put(ctx, hookSpace, hook.ID, hook); err != nil {
		return Hook{}, err
	}
	h.all[hook.ID] = &addressee{Hook: hook}
	return hook, nil
}

func noHook(id string) error {
	return &chancery.Error{Code: chancery.CodeNotFound, Where: id, Message: "no such webhook", Hint: "list-webhooks gives ids"}
}

func (h *hooks) remove(ctx context.Context, id string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	hook := h.all[id]
	if hook == nil {
		return noHook(id)
	}
	notes := []store.Note{{Space: hookSpace, Key: id}}
	for _, d := range hook.sent {
		notes = append(notes, store.Note{Space: deliverySpace, Key: d.key()})
	}
	if err := h.desk.Store.SetNotes(ctx, notes...); err != nil {
		return err
	}
	delete(h.all, id)
	return nil
}

func (h *hooks) list() []api.Hook {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := []api.Hook{}
	for _, k := range h.all {
		out = append(out, k.Hook.Hook)
	}
	slices.SortFunc(out, func(a, b api.Hook) int { return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID)) })
	return out
}

// deliveries returns the messages to a hook, the newest first.
func (h *hooks) deliveries(id string) ([]api.Delivery, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	hook := h.all[id]
	if hook == nil {
		return nil, noHook(id)
	}
	out := []api.Delivery{}
	for _, d := range slices.Backward(hook.sent) {
		out = append(out, d.Delivery)
	}
	return out, nil
}

// ping sends a message that tells of nothing, so that the one at the other end can be tried; a dead hook lives again.
func (h *hooks) ping(ctx context.Context, id string) error {
	h.mu.Lock()
	if hook := h.all[id]; hook != nil && hook.State == api.HookDead {
		hook.State, hook.Failing = api.HookNew, time.Time{}
	}
	h.mu.Unlock()
	return h.queue(ctx, id, message{Type: "ping", At: h.now().UTC(), Data: messageData{Changes: []Change{}}})
}

// tell queues a message about changes for every hook that wants them.
func (h *hooks) tell(ctx context.Context, b *query.Book, cs []Change) {
	for _, hook := range h.list() {
		if hook.State == api.HookDead {
			continue
		}
		var mine []Change
		for i := range cs {
			if cs[i].concerns(b, hook.A, hook.B) {
				mine = append(mine, cs[i])
			}
		}
		for part := range slices.Chunk(mine, maxChanges) {
			err := h.queue(ctx, hook.ID, message{"ledger.changed", h.now().UTC(), messageData{b.Generation, part}})
			if err != nil && chancery.CodeOf(err) != chancery.CodeNotFound { // removed since
				h.warn("a message to a webhook was lost", "hook", hook.ID, "error", err)
			}
		}
	}
}

func (d *delivery) key() string { return d.Hook + " " + d.ID }

// queue has a message sent to a hook, after those that wait already.
func (h *hooks) queue(ctx context.Context, id string, m message) error {
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	d := &delivery{Delivery: api.Delivery{ID: "msg_" + strings.ToLower(rand.Text()[:20]), Hook: id, Type: m.Type, Created: m.At.Truncate(time.Millisecond), State: api.Waiting}, Body: body, Next: m.At}
	h.mu.Lock()
	defer h.mu.Unlock()
	hook := h.all[id]
	if hook == nil {
		return noHook(id)
	}
	h.made++
	d.Number = h.made
	notes, err := h.notesOf(d)
	if err != nil {
		return err
	}
	hook.sent = append(hook.sent, d)
	more, err := h.bound(hook)
	if err != nil {
		return err
	}
	notes = append(notes, more...)
	if err := h.desk.Store.SetNotes(ctx, notes...); err != nil {
		h.warn("a message to a webhook is not kept over a restart", "hook", id, "error", err)
	}
	select {
	case h.wake <- struct{}{}:
	default:
	}
	return nil
}

// bound gives up the oldest messages of a hook for which too much waits, and takes the oldest that no longer wait out of its log. It returns the notes of both.
func (h *hooks) bound(hook *addressee) (notes []store.Note, err error) {
	size, settled := 0, 0
	for _, d := range slices.Backward(hook.sent) {
		if d.State != api.Waiting {
			continue
		}
		if size += len(d.Body); size > waitingBytes {
			h.giveUp(d, "too much waited for this address")
			more, err := h.notesOf(d)
			if err != nil {
				return nil, err
			}
			notes = append(notes, more...)
		}
	}
	for _, d := range hook.sent {
		if d.State != api.Waiting {
			settled++
		}
	}
	hook.sent = slices.DeleteFunc(hook.sent, func(d *delivery) bool {
		if d.State == api.Waiting || settled <= keptDeliveries {
			return false
		}
		settled--
		notes = append(notes, store.Note{Space: deliverySpace, Key: d.key()})
		return true
	})
	return notes, nil
}

// giveUp ends a message that was not taken.
func (h *hooks) giveUp(d *delivery, why string) {
	d.State, d.Next, d.Problem = api.GivenUp, time.Time{}, why
	h.givenUp++
	h.warn("a message to a webhook was given up", "hook", d.Hook, "message", d.ID, "made", d.Created, "attempts", d.Attempts, "problem", why)
}

func (h *hooks) notesOf(d *delivery) ([]store.Note, error) {
	b, err := json.Marshal(d)
	return []store.Note{{Space: deliverySpace, Key: d.key(), Value: b}}, err
}

// run sends what is due until ctx ends.
func (h *hooks) run(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.wake:
		case <-tick.C:
		}
		var sending sync.WaitGroup
		for _, d := range h.due() {
			sending.Go(func() { h.attempt(ctx, d) })
		}
		sending.Wait()
	}
}

// due returns the next message of each hook that waits for it: one at a time, in order.
func (h *hooks) due() []*delivery {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.now()
	var out []*delivery
	for _, hook := range h.all {
		if hook.State == api.HookDead {
			continue
		}
		if i := slices.IndexFunc(hook.sent, func(d *delivery) bool { return d.State == api.Waiting }); i >= 0 && !hook.sent[i].Next.After(now) {
			out = append(out, hook.sent[i])
		}
	}
	return out
}

// attempt sends a message once, and notes what came of it.
func (h *hooks) attempt(ctx context.Context, d *delivery) {
	h.mu.Lock()
	hook := h.all[d.Hook]
	if hook == nil {
		h.mu.Unlock()
		return
	}
	to, secret := hook.URL, hook.Secret
	h.mu.Unlock()
	status, err := h.send(ctx, to, secret, d)
	if ctx.Err() != nil {
		return // the server stops; it is sent again when it starts
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.all[d.Hook] == nil {
		return
	}
	now := h.now().UTC().Truncate(time.Second)
	h.tries++
	d.Attempts++
	d.Status, d.Tried = status, now
	if err == nil { // also where it was given up while it was under way
		d.State, d.Next, d.Problem = api.Taken, time.Time{}, ""
		hook.State, hook.Failing = api.HookWorks, time.Time{}
	} else {
		h.fails++
		if hook.Failing.IsZero() {
			hook.Failing = now
		}
		hook.State = api.HookFailing
		switch {
		case d.State != api.Waiting:
		case d.Attempts > len(backOff):
			h.giveUp(d, err.Error())
		default:
			d.Problem, d.Next = err.Error(), now.Add(backOff[d.Attempts-1])
		}
		if status == http.StatusGone || now.Sub(hook.Failing) >= deadAfter {
			hook.State = api.HookDead
			h.warn("a webhook is dead: it is told nothing more until it is pinged", "hook", hook.ID, "url", hook.URL, "failing_since", hook.Failing)
		}
	}
	if err := h.keep(ctx, hook, d); err != nil {
		h.warn("what came of a message to a webhook is not kept", "hook", hook.ID, "error", err)
	}
}

// keep keeps what came of an attempt, where the message is still in the log of its hook.
func (h *hooks) keep(ctx context.Context, hook *addressee, d *delivery) error {
	b, err := json.Marshal(hook.Hook)
	if err != nil {
		return err
	}
	notes := []store.Note{{Space: hookSpace, Key: hook.ID, Value: b}}
	if slices.Contains(hook.sent, d) {
		of, err := h.notesOf(d)
		if err != nil {
			return err
		}
		notes = append(notes, of...)
	}
	gone, err := h.bound(hook)
	if err != nil {
		return err
	}
	return h.desk.Store.SetNotes(ctx, append(notes, gone...)...)
}

// send makes one attempt, signed as Standard Webhooks has it: HMAC-SHA256 over the id, the time and the body.
func (h *hooks) send(ctx context.Context, to, secret string, d *delivery) (status int, err error) {
	key, err := base64.StdEncoding.DecodeString(secret)
	if err != nil {
		return 0, errors.New("the secret is damaged")
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(d.Body))
	if err != nil {
		return 0, errors.New("the address cannot be asked")
	}
	at := strconv.FormatInt(h.now().Unix(), 10)
	m := hmac.New(sha256.New, key)
	fmt.Fprintf(m, "%s.%s.%s", d.ID, at, d.Body)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "Chancery/"+h.version)
	req.Header.Set("Webhook-Id", d.ID)
	req.Header.Set("Webhook-Timestamp", at)
	req.Header.Set("Webhook-Signature", "v1,"+base64.StdEncoding.EncodeToString(m.Sum(nil)))
	res, err := h.client.Do(req)
	if err != nil {
		var wrapped *url.Error
		if errors.As(err, &wrapped) {
			err = wrapped.Err
		}
		return 0, err
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10)) // what it says does not matter
	_ = res.Body.Close()
	if res.StatusCode/100 != 2 {
		return res.StatusCode, fmt.Errorf("answered %d", res.StatusCode)
	}
	return res.StatusCode, nil
}

// metrics writes what the hooks count, with the alarm for a dead one.
func (h *hooks) metrics(w io.Writer) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var waiting, failing, dead int
	for _, k := range h.all {
		for _, d := range k.sent {
			if d.State == api.Waiting {
				waiting++
			}
		}
		switch k.State {
		case api.HookFailing:
			failing++
		case api.HookDead:
			dead++
		}
	}
	gauge(w, "chancery_webhooks", "Webhooks configured.", len(h.all))
	gauge(w, "chancery_webhooks_failing", "Webhooks of which the last delivery failed.", failing)
	gauge(w, "chancery_webhooks_dead", "Webhooks that were given up; an alarm belongs on this.", dead)
	gauge(w, "chancery_webhook_deliveries_waiting", "Messages to webhooks that were not taken yet.", waiting)
	fmt.Fprintf(w, "# HELP chancery_webhook_attempts_total Attempts to deliver.\n# TYPE chancery_webhook_attempts_total counter\nchancery_webhook_attempts_total %d\n", h.tries)
	fmt.Fprintf(w, "# HELP chancery_webhook_failures_total Attempts that failed.\n# TYPE chancery_webhook_failures_total counter\nchancery_webhook_failures_total %d\n", h.fails)
	fmt.Fprintf(w, "# HELP chancery_webhook_given_up_total Messages that were given up.\n# TYPE chancery_webhook_given_up_total counter\nchancery_webhook_given_up_total %d\n", h.givenUp)
}
