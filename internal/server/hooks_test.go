package server

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chancery"
	"chancery/internal/ledger"
	"chancery/internal/server/api"
)

// clock is a time that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.at }

func (c *clock) add(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.at = c.at.Add(d) }

// receiver is the other end of a hook.
type receiver struct {
	mu     sync.Mutex
	status int
	got    []*http.Request
	bodies []string
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	b, _ := io.ReadAll(req.Body)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.got, r.bodies = append(r.got, req), append(r.bodies, string(b))
	w.WriteHeader(r.status)
}

// hooked is a server with a hook to a receiver, in which nothing is sent but by send.
func hooked(t *testing.T, a, b string) (*site, *receiver, *clock, api.NewHook) {
	at := &clock{at: time.Now()}
	s := newSite(t, func(o *Options) { o.Hooks, o.PrivateHooks, o.Now = true, true, at.now })
	r := &receiver{status: 200}
	end := httptest.NewServer(r)
	t.Cleanup(end.Close)
	body, _ := json.Marshal(api.HookIn{URL: end.URL + "/hook", A: a, B: b})
	return s, r, at, decode[api.NewHook](t, s.post("/api/v1/webhooks", string(body)), 201)
}

// until waits for what other goroutines do.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 1000 {
		if ok() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s: waited in vain", what)
}

func (r *receiver) count() int { r.mu.Lock(); defer r.mu.Unlock(); return len(r.got) }

func TestHookIsSigned(t *testing.T) {
	s, r, _, hook := hooked(t, "Albania", "")
	s.ask(http.MethodPost, "/api/v1/documents", strings.NewReader("FRA severed relations with DEU on 1870.\n"), "Content-Type", "application/octet-stream")
	s.ask(http.MethodPost, "/api/v1/documents", strings.NewReader("ALB restored relations with IRN on 2022-12-01.\n"), "Content-Type", "application/octet-stream")
	until(t, "a message", func() bool { return r.count() == 1 })
	req, body := r.got[0], r.bodies[0]
	var m message
	if err := json.Unmarshal([]byte(body), &m); err != nil || m.Type != "ledger.changed" || len(m.Data.Changes) == 0 || strings.Contains(body, "FRA") {
		t.Errorf("%v: %s", err, body)
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(hook.Secret, "whsec_"))
	if err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(req.Header.Get("Webhook-Id") + "." + req.Header.Get("Webhook-Timestamp") + "." + body))
	if want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)); req.Header.Get("Webhook-Signature") != want {
		t.Errorf("signature %q, want %q", req.Header.Get("Webhook-Signature"), want)
	}
	if strings.Contains(s.get("/api/v1/webhooks").Body.String(), strings.TrimPrefix(hook.Secret, "whsec_")) {
		t.Error("the secret is listed")
	}
}

func TestHookTriesAgain(t *testing.T) {
	s, r, at, hook := hooked(t, "", "")
	r.status = 503
	log := func() api.Delivery {
		return decode[api.List[api.Delivery]](t, s.get("/api/v1/webhooks/"+hook.ID+"/deliveries"), 200).Items[0]
	}
	state := func() string { return decode[api.List[api.Hook]](t, s.get("/api/v1/webhooks"), 200).Items[0].State }
	s.post("/api/v1/webhooks/"+hook.ID+"/ping", "")
	until(t, "the first attempt", func() bool { return log().Attempts == 1 })
	if d := log(); d.State != api.Waiting || d.Status != 503 || d.Problem == "" || state() != api.HookFailing {
		t.Errorf("%+v, the hook is %s", d, state())
	}
	for i, wait := range backOff[:3] {
		at.add(wait)
		until(t, "another attempt", func() bool { return log().Attempts == i+2 })
	}
	ids := map[string]bool{}
	for _, req := range r.got {
		ids[req.Header.Get("Webhook-Id")] = true
	}
	if len(ids) != 1 {
		t.Errorf("the message has %d ids", len(ids))
	}
	// What waits is sent after a restart too, and a hook that works again is well.
	s.Stop()
	r.mu.Lock()
	r.status = 204
	r.mu.Unlock()
	s = newSiteOver(t, s)
	at.add(time.Hour)
	until(t, "the attempt that is taken", func() bool { return log().State == api.Taken })
	if state() != api.HookWorks {
		t.Errorf("the hook is %s", state())
	}
}

func TestDeadHook(t *testing.T) {
	s, r, at, hook := hooked(t, "", "")
	r.status = 500
	s.post("/api/v1/webhooks/"+hook.ID+"/ping", "")
	state := func() string { return decode[api.List[api.Hook]](t, s.get("/api/v1/webhooks"), 200).Items[0].State }
	for range len(backOff) + 2 {
		n := r.count()
		at.add(20 * time.Hour)
		until(t, "an attempt or the end", func() bool { return r.count() > n || state() == api.HookDead })
		if state() == api.HookDead {
			break
		}
	}
	until(t, "the alarm", func() bool { return strings.Contains(s.get("/metrics").Body.String(), "chancery_webhooks_dead 1\n") })
	if page := s.get("/webhooks").Body.String(); !strings.Contains(page, `role="alert"`) || !strings.Contains(page, "answered 500") {
		t.Errorf("the page does not show the dead one: %s", page)
	}
	n := r.count()
	s.ask(http.MethodPost, "/api/v1/documents", strings.NewReader("ALB restored relations with IRN on 2022-12-01.\n"), "Content-Type", "application/octet-stream")
	at.add(48 * time.Hour)
	time.Sleep(50 * time.Millisecond)
	if r.count() != n {
		t.Error("a dead hook is told")
	}
	r.mu.Lock()
	r.status = 200
	r.mu.Unlock()
	s.post("/api/v1/webhooks/"+hook.ID+"/ping", "")
	until(t, "life after a ping", func() bool { return state() == api.HookWorks })
}

// A hook may be removed between the moment in which it is told or pinged and the one in which the message is queued.
func TestHookRemoved(t *testing.T) {
	s, _, _, hook := hooked(t, "", "")
	s.post("/api/v1/webhooks/"+hook.ID+"/ping", "")
	if w := s.ask(http.MethodDelete, "/api/v1/webhooks/"+hook.ID, nil); w.Code != 204 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if err := s.hooks.queue(t.Context(), hook.ID, message{Type: "ping"}); chancery.CodeOf(err) != chancery.CodeNotFound {
		t.Errorf("a message for a hook that was removed: %v", err)
	}
	if due := s.hooks.due(); len(due) > 0 {
		t.Errorf("%+v is due", due[0])
	}
	// What an earlier version left behind goes.
	if err := (Desk{s.st}).put(t.Context(), deliverySpace, hook.ID+" msg_x", delivery{Delivery: api.Delivery{ID: "msg_x", Hook: hook.ID, State: api.Waiting}}); err != nil {
		t.Fatal(err)
	}
	s.Stop()
	newSiteOver(t, s)
	if notes, err := s.st.Notes(t.Context(), deliverySpace); err != nil || len(notes) > 0 {
		t.Errorf("%d deliveries are left: %v", len(notes), err)
	}
}

// What was queued within one millisecond is sent in that order after a restart too.
func TestHookOrder(t *testing.T) {
	s, _, at, hook := hooked(t, "", "")
	s.Stop()
	order := func() (ids []string) {
		t.Helper()
		ds, err := s.hooks.deliveries(hook.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range ds {
			ids = append(ids, d.ID)
		}
		return ids
	}
	var want []string
	for range 2 {
		for range 10 {
			if err := s.hooks.queue(t.Context(), hook.ID, message{Type: "ping", At: at.now()}); err != nil {
				t.Fatal(err)
			}
		}
		want = order()
		s = newSiteOver(t, s)
		s.Stop()
		if got := order(); !slices.Equal(got, want) {
			t.Errorf("after a restart %q, before it %q", got, want)
		}
		at.add(-time.Hour) // a clock that is set back changes nothing
	}
	if len(want) != 20 {
		t.Errorf("%d messages", len(want))
	}
}

// What waits is not dropped for what comes, up to a number of bytes; what is beyond is given up, and everyone can see it.
func TestHookWaits(t *testing.T) {
	s, r, _, hook := hooked(t, "", "")
	s.Stop() // nothing is sent but by attempt
	states := func() map[string]int {
		n := map[string]int{}
		ds, err := s.hooks.deliveries(hook.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range ds {
			n[d.State]++
		}
		return n
	}
	queue := func(text string) {
		t.Helper()
		m := message{"ledger.changed", s.o.Now(), messageData{Changes: []Change{{Change: ledger.Change{Text: text}}}}}
		if err := s.hooks.queue(t.Context(), hook.ID, m); err != nil {
			t.Fatal(err)
		}
	}
	for range keptDeliveries + 20 {
		queue("")
	}
	if n := states(); n[api.Waiting] != keptDeliveries+20 {
		t.Fatalf("more than the log holds wait: %v", n)
	}
	first := s.hooks.due()[0]
	for range keptDeliveries + 10 {
		s.hooks.attempt(t.Context(), s.hooks.due()[0])
	}
	if n := states(); n[api.Waiting] != 10 || n[api.Taken] != keptDeliveries {
		t.Errorf("after they were sent: %v", n)
	}
	// One is given up while it is under way, and then taken after all.
	d := s.hooks.due()[0]
	large := strings.Repeat("x", waitingBytes/2)
	queue(large)
	queue(large)
	if n := states(); d.State != api.GivenUp || n[api.Waiting] != 1 || n[api.GivenUp] != 11 || d.Problem == "" {
		t.Errorf("where too much waits: %v, the first %s", n, d.State)
	}
	if log := s.log.String(); !strings.Contains(log, "was given up") || !strings.Contains(s.get("/metrics").Body.String(), "chancery_webhook_given_up_total 11\n") {
		t.Errorf("nobody is told: %s", log)
	}
	s.hooks.attempt(t.Context(), d)
	if d.State != api.Taken {
		t.Errorf("what was taken is %s", d.State)
	}
	r.mu.Lock()
	r.status = 500
	r.mu.Unlock()
	s.hooks.attempt(t.Context(), first) // which the log no longer holds
	notes, err := s.st.Notes(t.Context(), deliverySpace)
	if err != nil {
		t.Fatal(err)
	}
	n := states()
	if len(notes) != n[api.Waiting]+n[api.Taken]+n[api.GivenUp] || first.State != api.Taken {
		t.Errorf("%d are kept of %v", len(notes), n)
	}
}

func TestHooksStayOutside(t *testing.T) {
	s := newSite(t, func(o *Options) { o.Hooks = true })
	for _, u := range []string{"http://127.0.0.1/", "http://localhost:9/", "http://[::1]/", "http://10.0.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest", "http://0.0.0.0/", "http://100.64.1.1/", "http://[fd00::1]/", "http://[::ffff:127.0.0.1]/",
		"http://LOCALHOST./", "http://192.0.2.1/", "http://[fec0::1]/", "http://[64:ff9b:1::a00:1]/", "http://[::10.0.0.1]/", "http://[64:ff9b::7f00:1%25lo]/"} {
		if w := s.post("/api/v1/webhooks", `{"url":"`+u+`"}`); w.Code != 400 {
			t.Errorf("%s: %d %s", u, w.Code, w.Body)
		}
	}
	// A name may lead inside when it is resolved: the connection is refused then.
	for _, a := range []string{"127.0.0.1:80", "10.1.2.3:80", "[::1]:80", "[fe80::1]:80", "224.0.0.1:80", "[64:ff9b::7f00:1]:80", "[64:ff9b::7f00:1%lo]:80", "[2002:7f00:1::%lo]:80", "not an address"} {
		if s.hooks.permit(a) == nil {
			t.Errorf("%s may be told", a)
		}
	}
	if err := s.hooks.permit("93.184.215.14:443"); err != nil {
		t.Error(err)
	}
	off := newSite(t, nil)
	if w := off.post("/api/v1/webhooks", `{"url":"https://example.org/"}`); w.Code != 404 {
		t.Errorf("where hooks are off: %d", w.Code)
	}
}
