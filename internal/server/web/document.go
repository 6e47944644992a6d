package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/query"
	"chancery/internal/store"
)

// documentPage is a document as it was read, with every claim where it stands.
type documentPage struct {
	*query.Document
	Blocks   []block
	Left     int // claims that decisions left out
	Accepted int
	On       string // the claim that was asked for
	Reasons  []reason
	Link     string // where it was published, if that is an address a browser may open
}

// reason is why the ledger gives a document the date it has: a claim of it, and those of others that date the same act.
type reason struct {
	Note, Date string
	Claim      *chancery.Claim
	By         []*chancery.Claim
}

type block struct {
	query.Block
	Runs   []textRun
	Margin []note
}

// textRun is a stretch of text and the claims that rest on it.
type textRun struct {
	Text   string
	Claims string // ids, for the script
	First  string // the claim whose first words these are: its anchor
	On     bool
}

// note is a claim in the margin.
type note struct {
	*chancery.Claim
	Verdict *chancery.Decision
	On      bool
	Pair    string // address of the pair it tells of
}

func (s *Site) document(r *request) error {
	ref := r.PathValue("id")
	ids, err := r.book.DocumentIDs(ref)
	if err != nil {
		return err
	}
	if len(ids) > 1 {
		return &chancery.Error{Code: chancery.CodeUsage, Where: ref, Message: r.text.say("error.several"), Hint: strings.Join(ids, ", ")}
	}
	if ref != ids[0] {
		http.Redirect(r.w, r.Request, r.to("/document/"+ids[0], r.URL.RawQuery), http.StatusSeeOther)
		return nil
	}
	docs, err := s.back.Documents(r.Context(), ids[0])
	if err != nil {
		return err
	}
	d := docs[ids[0]]
	if d == nil {
		return store.NoDocument(ref)
	}
	p := &documentPage{On: r.URL.Query().Get("claim")}
	for i := range r.book.Infos {
		if r.book.Infos[i].ID == d.SHA256 {
			x := r.book.Document(i)
			p.Document = &x
		}
	}
	if u, err := url.Parse(p.URL); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		p.Link = p.URL
	}
	dating, _ := r.book.Ledger.Dating(d.SHA256)
	for _, why := range dating.Reasons {
		x := reason{Note: why.Note, Date: why.Date, Claim: r.book.ByID[why.Claim]}
		for _, id := range why.By {
			if c := r.book.ByID[id]; c != nil {
				x.By = append(x.By, c)
			}
		}
		p.Reasons = append(p.Reasons, x)
	}
	verdicts := r.verdicts()
	var claims []*chancery.Claim
	var quotes []chancery.Quote
	for _, c := range r.book.ClaimsOf(d.SHA256) {
		claims = append(claims, c)
		quotes = append(quotes, c.Quote)
		if verdicts[c.ID].Action == "accept" {
			p.Accepted++
		}
	}
	p.Left = p.Document.Claims - len(claims)
	placed := make([]bool, len(claims))
	anchored := make([]bool, len(claims))
	for i := range d.Blocks {
		b := &d.Blocks[i]
		out := block{Block: query.Block{Kind: b.Kind.String(), Level: b.Level, Text: b.Text, Furniture: b.Furniture}}
		for _, run := range quoted(b, quotes) {
			t := textRun{Text: run.text}
			var ids []string
			for _, k := range run.claims {
				ids = append(ids, claims[k].ID)
				t.On = t.On || claims[k].ID == p.On
				if !anchored[k] && t.First == "" {
					t.First, anchored[k] = claims[k].ID, true
				}
				if !placed[k] {
					placed[k] = true
					out.Margin = append(out.Margin, r.note(claims[k], verdicts, p.On))
				}
			}
			t.Claims = strings.Join(ids, " ")
			out.Runs = append(out.Runs, t)
		}
		p.Blocks = append(p.Blocks, out)
	}
	title := p.Title
	if title == "" {
		title = p.Document.Document
	}
	return r.show("document", title, "documents", p)
}

func (r *request) note(c *chancery.Claim, verdicts map[string]chancery.Decision, on string) note {
	n := note{Claim: c, On: c.ID == on}
	if v, ok := verdicts[c.ID]; ok {
		n.Verdict = &v
	}
	n.Pair = r.pairOf(c)
	return n
}

// pairOf is the address of the pair that a claim tells of; "" where it is of one state alone.
func (r *request) pairOf(c *chancery.Claim) string {
	var ids []string
	for _, p := range append(slices.Clone(c.Agents), c.Patients...) {
		if r.isState(p.ID) && !slices.ContainsFunc(ids, func(id string) bool { return r.same(id, p.ID) }) {
			ids = append(ids, p.ID)
		}
	}
	if len(ids) < 2 {
		return ""
	}
	return "/pair/" + url.PathEscape(ids[0]) + "/" + url.PathEscape(ids[1])
}

// claim leads to a claim where it stands in its document.
func (s *Site) claim(r *request) error {
	id := r.PathValue("id")
	c := r.book.ByID[id]
	if c == nil {
		raw, err := s.back.Claims(r.Context(), id)
		if err != nil {
			return err
		}
		x, ok := raw[id]
		if !ok {
			return &chancery.Error{Code: chancery.CodeNotFound, Where: id, Message: "no such claim"}
		}
		c = &x
	}
	http.Redirect(r.w, r.Request, r.to("/document/"+c.DocumentID, "claim="+url.QueryEscape(id))+"#"+url.PathEscape(id), http.StatusSeeOther)
	return nil
}

func (s *Site) documents(r *request) error {
	var out []query.Document
	for i := range r.book.Infos {
		out = append(out, r.book.Document(i))
	}
	by := r.URL.Query().Get("sort")
	slices.SortStableFunc(out, func(a, b query.Document) int {
		switch by {
		case "date":
			return -strings.Compare(dateOf(&a), dateOf(&b))
		case "claims":
			return b.Claims - a.Claims
		case "added":
			return -strings.Compare(a.Recorded, b.Recorded)
		}
		return 0
	})
	list, at := pageOf(out, r, 200)
	return r.show("documents", r.text.say("documents.title"), "documents", map[string]any{"List": list, "At": at, "Sort": by})
}

func dateOf(d *query.Document) string {
	if d.Date == nil {
		return ""
	}
	return d.Date.EDTF
}
