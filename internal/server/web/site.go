package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/query"
)

//go:embed dist
var dist embed.FS

//go:embed templates/*.html
var templates embed.FS

// Site serves the pages. It is safe for concurrent use.
type Site struct {
	back   Backend
	mux    *http.ServeMux
	texts  map[string]*catalogue
	pages  map[string]map[string]*template.Template // by language and file
	assets map[string]asset
	atlas  *atlas
	scores map[string]float64         // Goldstein, by CAMEO code
	counts lagging[map[string]int]    // of pairs, by line of states
	order  lagging[[]*chancery.Claim] // for review
}

// asset is a built file and the address under which it never changes.
type asset struct {
	body, zipped []byte
	hash, kind   string
}

// New makes the pages over a backend. An error means that the program was built wrongly.
func New(back Backend) (*Site, error) {
	s := &Site{back: back, mux: http.NewServeMux(), assets: map[string]asset{}, pages: map[string]map[string]*template.Template{}}
	var err error
	if s.texts, err = loadCatalogues(catalogues); err != nil {
		return nil, err
	}
	if s.atlas, err = loadAtlas(); err != nil {
		return nil, err
	}
	if s.scores, err = loadScores(); err != nil {
		return nil, err
	}
	if err := s.loadAssets(); err != nil {
		return nil, err
	}
	if err := s.loadPages(); err != nil {
		return nil, err
	}
	for pattern, h := range map[string]func(*request) error{
		"GET /matrix":        s.matrix,
		"GET /pair":          s.findPair,
		"GET /states":        s.states,
		"GET /state/{state}": s.state,
		"GET /document/{id}": s.document,
		"GET /documents":     s.documents,
		"GET /claim/{id}":    s.claim,
		"GET /discrepancies": s.discrepancies,
		"GET /gaps":          s.gaps,
	} {
		s.mux.HandleFunc(pattern, s.page(h, ask{known: true}))
	}
	for pattern, h := range map[string]func(*request) error{
		"GET /review":       s.review,
		"POST /review":      s.decide,
		"GET /search":       s.search,
		"GET /add":          s.add,
		"GET /parties.json": s.parties,
	} {
		s.mux.HandleFunc(pattern, s.page(h, ask{}))
	}
	s.mux.HandleFunc("GET /{$}", s.page(s.world, ask{true, func(r *http.Request) (string, string) { return strings.TrimSpace(r.URL.Query().Get("state")), "" }}))
	s.mux.HandleFunc("GET /world/{state}", s.page(s.worldYears, ask{true, func(r *http.Request) (string, string) { return r.PathValue("state"), "" }}))
	s.mux.HandleFunc("GET /pair/{a}/{b}", s.page(s.pair, ask{true, func(r *http.Request) (string, string) { return r.PathValue("a"), r.PathValue("b") }}))
	s.mux.HandleFunc("GET /assets/{file}", s.asset)
	s.mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, s.href("mark.svg"), http.StatusFound)
	})
	s.mux.HandleFunc("/", s.page(func(r *request) error {
		return &chancery.Error{Code: chancery.CodeNotFound, Where: r.URL.Path, Message: "no such page"}
	}, ask{}))
	return s, nil
}

func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

func (s *Site) loadAssets() error {
	files, err := fs.ReadDir(dist, "dist")
	if err != nil {
		return err
	}
	for _, f := range files {
		b, err := dist.ReadFile("dist/" + f.Name())
		if err != nil {
			return err
		}
		h := sha256.Sum256(b)
		s.assets[f.Name()] = asset{b, zip(b), hex.EncodeToString(h[:5]), mime.TypeByExtension(path.Ext(f.Name()))}
	}
	for _, need := range []string{"app.js", "app.css", "mark.svg"} {
		if _, ok := s.assets[need]; !ok {
			return fmt.Errorf("internal/server/web/dist has no %s: make web builds it", need)
		}
	}
	return nil
}

// href is the address of an asset; it changes with what it holds.
func (s *Site) href(name string) string { return "/assets/" + name + "?" + s.assets[name].hash }

func (s *Site) asset(w http.ResponseWriter, r *http.Request) {
	a, ok := s.assets[r.PathValue("file")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", a.kind)
	w.Header().Set("ETag", `"`+a.hash+`"`)
	w.Header().Set("Cache-Control", "no-cache")
	if r.URL.RawQuery == a.hash {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if r.Header.Get("If-None-Match") == `"`+a.hash+`"` {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	send(w, r, http.StatusOK, a.body, a.zipped)
}

// loadPages parses each page together with the layout and the parts.
func (s *Site) loadPages() error {
	files, err := fs.Glob(templates, "templates/*.html")
	if err != nil {
		return err
	}
	for _, f := range files {
		name := strings.TrimSuffix(path.Base(f), ".html")
		if name == "layout" || name == "parts" {
			continue
		}
		for lang, c := range s.texts {
			t, err := template.New("layout.html").Funcs(s.funcs(c)).ParseFS(templates, "templates/layout.html", "templates/parts.html", f)
			if err != nil {
				return err
			}
			if s.pages[lang] == nil {
				s.pages[lang] = map[string]*template.Template{}
			}
			s.pages[lang][name] = t
		}
	}
	return nil
}

// funcs are what templates may call, in the language of c.
func (s *Site) funcs(c *catalogue) template.FuncMap {
	return template.FuncMap{
		"t": c.say, "note": c.note, "date": c.date, "day": func(s string) string { return c.day(parsed(s)) }, "kind": c.kind, "span": c.span, "who": who, "quantity": c.quantity, "year": c.year, "short": c.shortDate,
		"asset": s.href, "n": grouped, "upper": upper, "several": several, "sentence": sentence,
		"pair": func(a, b string) string { return "/pair/" + url.PathEscape(a) + "/" + url.PathEscape(b) },
		"dict": dict,
		"add":  func(a, b int) int { return a + b },
		"mul":  func(a, b int) int { return a * b },
		"list": func(xs ...string) []string { return xs },
	}
}

// dict makes a map of names and values, to hand several to a part.
func dict(args ...any) map[string]any {
	m := map[string]any{}
	for i := 0; i+1 < len(args); i += 2 {
		m[fmt.Sprint(args[i])] = args[i+1]
	}
	return m
}

// request is one request on its way.
type request struct {
	*http.Request
	w     http.ResponseWriter
	site  *Site
	text  *catalogue
	book  *query.Book
	today edtf.Date
	known string // the day as of which the page shows what was known; "" for now
}

// frame is what the layout shows around a page.
type frame struct {
	Lang, Theme, Title, Here string
	Q                        string
	Known                    string // the day as of which the page shows what was known; "" for now
	CSRF, User               string
	Strings                  template.JS
	Feed, FeedTitle          string
	Data                     any
}

// page makes a handler of a page: it opens the book, and says an error in words.
func (s *Site) page(h func(*request) error, a ask) http.HandlerFunc {
	return func(w http.ResponseWriter, hr *http.Request) {
		w.Header().Add("Vary", "Accept-Language, Cookie")
		r := &request{Request: hr, w: w, site: s, text: choose(s.texts, hr.Header.Get("Accept-Language"))}
		now := s.back.Now().UTC()
		r.today, _ = edtf.Ymd(now.Year(), int(now.Month()), now.Day())
		err := r.open(a)
		if err == nil {
			err = h(r)
		}
		if err != nil {
			r.fail(err)
		}
	}
}

// fail says what went wrong: as little as helps, and nothing of the machine's.
func (r *request) fail(err error) {
	if errors.Is(err, errForbidden) {
		r.problem(http.StatusForbidden, "", r.text.say("error.forbidden"), "")
		return
	}
	status, message, hint := r.site.back.Status(r.Request, err)
	where := "" // what the reader wrote: it stands as it was written
	var e *chancery.Error
	if errors.As(err, &e) && e.Where != "" {
		if rest, ok := strings.CutPrefix(message, e.Where+": "); ok {
			where, message = e.Where, rest
		}
	}
	if status == http.StatusInternalServerError {
		message, hint = r.text.say("error.internal"), ""
	}
	r.problem(status, where, message, hint)
}

// problem writes the page of an error.
func (r *request) problem(status int, where, message, hint string) {
	data := map[string]any{"Status": status, "Where": where, "Message": message, "Hint": hint}
	if err := r.write(status, "error", r.text.say("error.title"), "", data); err != nil {
		r.site.back.Status(r.Request, err) // which logs it
	}
}

var errForbidden = errors.New("not allowed")

// show writes a page. here is the entry of the navigation that it stands under.
func (r *request) show(page, title, here string, data any) error {
	return r.write(http.StatusOK, page, title, here, data)
}

func (r *request) write(status int, page, title, here string, data any) error {
	t := r.site.pages[r.text.lang][page]
	var buf bytes.Buffer
	if part := r.URL.Query().Get("part"); part != "" && slices.Contains(parts, part) && t.Lookup(part) != nil {
		data = map[string]any{"Part": part, "Data": data, "CSRF": r.site.back.CSRF(r.Request), "User": r.site.back.User(r.Request)}
		if err := t.ExecuteTemplate(&buf, part, data); err != nil {
			return err
		}
	} else {
		f, err := r.frame(title, here, data)
		if err != nil {
			return err
		}
		if err := t.ExecuteTemplate(&buf, "layout.html", f); err != nil {
			return err
		}
	}
	r.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	r.w.Header().Set("Cache-Control", "private, no-cache")
	send(r.w, r.Request, status, r.carry(buf.Bytes()), nil)
	return nil
}

// parts are the pieces of pages that the script asks for by ?part=.
var parts = []string{"evidence", "worldlist"}

func (r *request) frame(title, here string, data any) (*frame, error) {
	b, err := json.Marshal(r.text.script())
	if err != nil {
		return nil, err
	}
	theme := ""
	if c, err := r.Cookie("theme"); err == nil && (c.Value == "dark" || c.Value == "light") {
		theme = c.Value
	}
	f := &frame{
		Lang: r.text.lang, Theme: theme, Title: title, Here: here, Q: r.URL.Query().Get("q"), Known: r.known,
		CSRF: r.site.back.CSRF(r.Request), User: r.site.back.User(r.Request), Strings: template.JS(b), Data: data, // our own texts, as JSON
		Feed: "/feeds/all.atom", FeedTitle: r.text.say("feed.all"),
	}
	if d, ok := data.(interface{ feed() (string, string) }); ok {
		f.Feed, f.FeedTitle = d.feed()
	}
	return f, nil
}

// json answers with a value that stays the same as long as the store does.
func (r *request) json(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	h := sha256.Sum256(b)
	tag := `"` + hex.EncodeToString(h[:8]) + `"`
	r.w.Header().Set("ETag", tag)
	r.w.Header().Set("Cache-Control", "private, no-cache")
	if r.Header.Get("If-None-Match") == tag {
		r.w.WriteHeader(http.StatusNotModified)
		return nil
	}
	r.w.Header().Set("Content-Type", "application/json")
	send(r.w, r.Request, http.StatusOK, b, nil)
	return nil
}

// on reads the date of the question: of on=, the day it is where there is none.
func (r *request) on() (d edtf.Date, today bool, err error) {
	s := strings.TrimSpace(r.URL.Query().Get("on"))
	if s == "" || s == r.today.String() {
		return r.today, true, nil
	}
	d, err = query.Date("on", s)
	return d, false, err
}

// lookup finds a state by code, name or alias.
func (r *request) lookup(s string) (id, name string, err error) {
	e, err := r.book.Gaz.Lookup(s)
	return e.ID, e.Name, err
}

// name is a party's name on a date, as it stood at its end: of a year, the name of its last day.
func (r *request) name(id string, on edtf.Date) string { return r.book.NameAt(id, end(on)) }

// end is the last day of a date: the one that a page shows of a year or a month.
func end(on edtf.Date) edtf.Date {
	if on.IsUnknown() {
		return on
	}
	if _, last := on.Bounds(); last != edtf.MaxDay {
		return edtf.OfDay(last)
	}
	return on
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
