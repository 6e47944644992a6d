package server

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html/template"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// tokenPrefix tells a token of Chancery from others, so that one that leaked can be found by searching.
const tokenPrefix = "chancery_"

// NewToken makes a token of 256 random bits; secret is shown once and not kept.
func NewToken(name string, write bool, now time.Time) (t Token, secret string) {
	b := make([]byte, 32)
	rand.Read(b) // never fails
	secret = tokenPrefix + base64.RawURLEncoding.EncodeToString(b)
	return Token{ID: "t" + strings.ToLower(rand.Text()[:8]), Name: name, Hash: hashToken(secret), Read: true, Write: write, Created: now}, secret
}

func hashToken(secret string) string {
	h := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(h[:])
}

// caller is one who asks.
type caller struct {
	name        string
	read, write bool
	session     string // id of the browser session, "" for a bearer of a token
	csrf        string // what a form of the session must bring back
}

type callerKey struct{}

func callerOf(r *http.Request) caller {
	c, _ := r.Context().Value(callerKey{}).(caller)
	return c
}

// tokenBook knows the tokens. What another process changes shows after tokenAge.
type tokenBook struct {
	desk Desk
	now  func() time.Time

	mu   sync.Mutex
	list []Token
	read time.Time
}

const tokenAge = 2 * time.Second

// all returns the valid tokens.
func (b *tokenBook) all(ctx context.Context) ([]Token, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if now := b.now(); b.read.IsZero() || now.Sub(b.read) > tokenAge {
		list, err := b.desk.Tokens(ctx)
		if err != nil {
			return nil, err
		}
		b.list = b.list[:0:0]
		for _, t := range list {
			if t.Revoked.IsZero() {
				b.list = append(b.list, t)
			}
		}
		b.read = now
	}
	return b.list, nil
}

// find returns the token whose secret it is. The time that it takes does not tell which one was nearly right.
func (b *tokenBook) find(ctx context.Context, secret string) (Token, bool, error) {
	list, err := b.all(ctx)
	if err != nil {
		return Token{}, false, err
	}
	hash := []byte(hashToken(secret))
	var found Token
	ok := false
	for _, t := range list {
		if subtle.ConstantTimeCompare([]byte(t.Hash), hash) == 1 {
			found, ok = t, true
		}
	}
	return found, ok, nil
}

func (b *tokenBook) byID(ctx context.Context, id string) (Token, bool, error) {
	list, err := b.all(ctx)
	for _, t := range list {
		if t.ID == id {
			return t, true, nil
		}
	}
	return Token{}, false, err
}

// sessions makes and checks the cookies of browsers: an id, the token that it was opened with and its end, signed. The key lives as long as
// the process, so after a restart one logs in again.
type sessions struct {
	key   []byte
	now   func() time.Time
	wrong *rates // of logins, by client
}

const (
	sessionCookie = "chancery_session"
	sessionAge    = 12 * time.Hour
)

func newSessions(now func() time.Time) (*sessions, error) {
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	return &sessions{key: key, now: now, wrong: newRates(0.1, 10, now)}, nil
}

func (s *sessions) sign(purpose, text string) string {
	m := hmac.New(sha256.New, s.key)
	m.Write([]byte(purpose + "\x00" + text))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// open sets the cookie of a new session; token is "" where everyone may ask.
func (s *sessions) open(w http.ResponseWriter, r *http.Request, token string) string {
	id := rand.Text()
	body := id + "." + token + "." + strconv.FormatInt(s.now().Add(sessionAge).Unix(), 10)
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Value: body + "." + s.sign("session", body), Path: "/", HttpOnly: true, Secure: encrypted(r),
		SameSite: http.SameSiteLaxMode, MaxAge: int(sessionAge.Seconds())})
	return id
}

func (s *sessions) close(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: -1})
}

// of returns the session of a request and the token that it was opened with.
func (s *sessions) of(r *http.Request) (id, token string, ok bool) {
	c, err := r.Cookie(sessionCookie)
	if err != nil {
		return "", "", false
	}
	i := strings.LastIndexByte(c.Value, '.')
	if i < 0 || !hmac.Equal([]byte(c.Value[i+1:]), []byte(s.sign("session", c.Value[:i]))) {
		return "", "", false
	}
	parts := strings.Split(c.Value[:i], ".")
	if len(parts) != 3 {
		return "", "", false
	}
	end, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil || s.now().Unix() > end {
		return "", "", false
	}
	return parts[0], parts[1], true
}

// csrf makes a token that a form of the session must bring back. It is masked, another one each time, so that how well a page
// compresses tells nothing of it.
func (s *sessions) csrf(id string) string {
	token := []byte(s.sign("csrf", id))
	out := make([]byte, 2*len(token))
	rand.Read(out[:len(token)]) // never fails
	subtle.XORBytes(out[len(token):], out[:len(token)], token)
	return base64.RawURLEncoding.EncodeToString(out)
}

// csrfOK reports whether got was made by csrf for the session.
func (s *sessions) csrfOK(id, got string) bool {
	want := []byte(s.sign("csrf", id))
	b, err := base64.RawURLEncoding.DecodeString(got)
	if err != nil || len(b) != 2*len(want) {
		return false
	}
	token := make([]byte, len(want))
	subtle.XORBytes(token, b[:len(want)], b[len(want):])
	return hmac.Equal(token, want)
}

// public reports whether a request needs no token.
func public(r *http.Request) bool {
	switch p := r.URL.Path; {
	case p == "/healthz", p == "/login", p == "/logout", p == "/favicon.ico":
		return true
	default:
		return strings.HasPrefix(p, "/assets/")
	}
}

func safe(r *http.Request) bool {
	return r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodOptions
}

// authenticate finds out who asks and whether they may.
func (s *Server) authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, bearer, err := s.identify(w, r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		switch {
		case public(r):
		case bearer && !c.read, !c.read:
			if !bearer && safe(r) && strings.Contains(r.Header.Get("Accept"), "text/html") {
				http.Redirect(w, r, "/login?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
				return
			}
			w.Header().Set("WWW-Authenticate", `Bearer realm="chancery"`)
			detail := "a token is needed"
			if bearer {
				detail = "this token is none of ours, or was revoked"
			}
			problem(w, r, http.StatusUnauthorized, detail, "send Authorization: Bearer TOKEN; chancery token create makes one")
			return
		case !safe(r) && !c.write:
			problem(w, r, http.StatusForbidden, "you may read here, not write", "chancery token create --write makes a token that may; a server started with --read-only takes nothing")
			return
		}
		if !safe(r) && !bearer && c.session != "" && r.URL.Path != "/login" && !s.csrfOK(r, c) {
			problem(w, r, http.StatusForbidden, "the form has expired", "load the page again; a script sends X-CSRF-Token")
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, c)))
	})
}

// identify tells the caller by the token or the session; bearer says that a token was sent, right or wrong.
func (s *Server) identify(w http.ResponseWriter, r *http.Request) (c caller, bearer bool, err error) {
	if auth := r.Header.Get("Authorization"); auth != "" {
		secret, ok := strings.CutPrefix(auth, "Bearer ")
		if ok {
			var t Token
			if t, ok, err = s.tokens.find(r.Context(), strings.TrimSpace(secret)); ok {
				c = caller{name: t.Name, read: t.Read, write: t.Write && !s.o.ReadOnly}
			}
		}
		return c, true, err
	}
	if s.foreign(r) { // neither a cookie nor the machine that it runs on speaks for a script of another site
		return c, false, nil
	}
	id, token, ok := s.sessions.of(r)
	if s.o.Open && !fronted(r) {
		if !ok && safe(r) && !public(r) && strings.Contains(r.Header.Get("Accept"), "text/html") {
			id = s.sessions.open(w, r, "")
		}
		c = caller{name: s.o.User, read: true, write: !s.o.ReadOnly, session: id}
	} else if ok && token != "" {
		t, valid, err := s.tokens.byID(r.Context(), token)
		if err != nil || !valid {
			return c, false, err
		}
		c = caller{name: t.Name, read: t.Read, write: t.Write && !s.o.ReadOnly, session: id}
	}
	if c.session != "" {
		c.csrf = s.sessions.csrf(c.session)
	}
	return c, false, nil
}

// csrfOK reports whether a form or a script of ours sent r.
func (s *Server) csrfOK(r *http.Request, c caller) bool {
	got := r.Header.Get("X-CSRF-Token")
	if got == "" {
		switch kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind {
		case "application/x-www-form-urlencoded":
			got = r.PostFormValue("csrf")
		case "multipart/form-data": // in the address, so that the guard need not read an upload
			got = r.URL.Query().Get("csrf")
		}
	}
	return s.sessions.csrfOK(c.session, got)
}

var loginPage = template.Must(template.New("login").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Chancery: log in</title>
<link rel="stylesheet" href="/assets/app.css"></head><body><main class="login"><h1>Chancery</h1>
{{if .Problem}}<p role="alert">{{.Problem}}</p>{{end}}
<form method="post" action="/login"><input type="hidden" name="next" value="{{.Next}}">
<p><label for="token">Token</label><input id="token" name="token" type="password" autocomplete="current-password" required></p>
<p><button class="primary">Log in</button></p></form>
<p>One who runs this server makes a token with <code>chancery token create</code>.</p></main></body></html>
`))

func (s *Server) loginPage(w http.ResponseWriter, r *http.Request) {
	s.showLogin(w, http.StatusOK, "", r.URL.Query().Get("next"))
}

func (s *Server) showLogin(w http.ResponseWriter, status int, problem, next string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = loginPage.Execute(w, map[string]string{"Problem": problem, "Next": next}) // the reader has gone away: nobody to tell
}

func (s *Server) login(w http.ResponseWriter, r *http.Request) {
	next := r.PostFormValue("next")
	if wait := s.sessions.wrong.take(clientOf(r)); wait > 0 {
		w.Header().Set("Retry-After", fmt.Sprint(int(wait.Seconds())+1))
		s.showLogin(w, http.StatusTooManyRequests, "Too many attempts: wait a little.", next)
		return
	}
	t, ok, err := s.tokens.find(r.Context(), strings.TrimSpace(r.PostFormValue("token")))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if !ok {
		s.showLogin(w, http.StatusForbidden, "This is no valid token.", next)
		return
	}
	s.sessions.open(w, r, t.ID)
	http.Redirect(w, r, localPath(next), http.StatusSeeOther)
}

func (s *Server) logout(w http.ResponseWriter, r *http.Request) {
	s.sessions.close(w)
	http.Redirect(w, r, "/login", http.StatusSeeOther)
}

// localPath is where a login leads: a page of ours, never another host's.
func localPath(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.ContainsAny(next, "\\\r\n") {
		return "/"
	}
	return u.RequestURI()
}

// fail sends an error, and logs what the one who asked may not see.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	status, detail, hint := s.status(err, "path", r.URL.Path)
	problem(w, r, status, detail, hint)
}
