package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/ledger"
	"chancery/internal/query"
)

// reviewPage is one claim of a queue, with its evidence.
type reviewPage struct {
	Claim      *chancery.Claim
	Witness    witness
	Alike      int // claims that would be accepted with it
	Left       int // of the queue
	Total      int
	Next, Prev string
	Effect     string // what the ledger says of the pair now
	EffectAt   string // and when
	Pair       string
	Queue      queue
	Kinds      []string
	Modalities []chancery.Modality
	Done       *done
	User       string
	CSRF       string
	Back       string
}

// queue says which claims are gone through.
type queue struct {
	Kind, State, Order string
	Decided            bool
}

func (q queue) query() url.Values {
	v := url.Values{}
	for k, s := range map[string]string{"kind": q.Kind, "state": q.State, "order": q.Order} {
		if s != "" {
			v.Set(k, s)
		}
	}
	if q.Decided {
		v.Set("decided", "1")
	}
	return v
}

// Href is the address of the queue at a claim.
func (q queue) Href(claim string) string {
	v := q.query()
	if claim != "" {
		v.Set("claim", claim)
	}
	return "/review?" + v.Encode()
}

// done is the last verdict, to be told and to be undone.
type done struct {
	Action string
	Claims []string
	N      int
	First  *chancery.Claim
}

func (s *Site) review(r *request) error {
	v := r.URL.Query()
	p := &reviewPage{User: s.back.User(r.Request), CSRF: s.back.CSRF(r.Request), Modalities: chancery.Modalities}
	p.Queue = queue{Kind: v.Get("kind"), State: strings.TrimSpace(v.Get("state")), Order: v.Get("order"), Decided: v.Get("decided") != ""}
	if p.Queue.State != "" {
		var err error
		if _, p.Queue.State, err = r.lookup(p.Queue.State); err != nil {
			return err
		}
	}
	verdicts := r.verdicts()
	list, err := r.queued(p.Queue, verdicts)
	if err != nil {
		return err
	}
	p.Total = len(list)
	for _, k := range r.book.Kinds.All() {
		p.Kinds = append(p.Kinds, k.Name)
	}
	if ids := v["done"]; len(ids) > 0 {
		p.Done = &done{Action: v.Get("action"), Claims: ids, N: len(ids)}
		if c, err := r.anyClaim(ids[0]); err == nil {
			p.Done.First = c
		}
	}
	want := v.Get("claim")
	at := 0
	if want != "" {
		if at = slices.IndexFunc(list, func(c *chancery.Claim) bool { return c.ID == want }); at < 0 {
			c, err := r.anyClaim(want)
			if err != nil {
				return err
			}
			list, at = append([]*chancery.Claim{c}, list...), 0
		}
	}
	if at < len(list) {
		if err := r.present(p, list, at); err != nil {
			return err
		}
	}
	return r.show("review", r.text.say("review.title"), "review", p)
}

// present fills the page with one claim of the queue.
func (r *request) present(p *reviewPage, list []*chancery.Claim, at int) error {
	p.Claim = list[at]
	if c := r.book.ByID[p.Claim.ID]; c != nil { // the list may be of the book before
		p.Claim = c
	}
	p.Left = len(list) - at - 1
	if at+1 < len(list) {
		p.Next = p.Queue.Href(list[at+1].ID)
	}
	if at > 0 {
		p.Prev = p.Queue.Href(list[at-1].ID)
	}
	ws, err := r.witnessesOf([]*chancery.Claim{p.Claim}, []string{p.Claim.DocumentID})
	if err != nil {
		return err
	}
	p.Witness = ws[0]
	p.Alike = len(r.alike(p.Claim))
	p.Back = p.Next
	p.Pair = r.pairOf(p.Claim)
	if ids := strings.Split(strings.TrimPrefix(p.Pair, "/pair/"), "/"); len(ids) == 2 {
		on := r.today
		if d := parsed(query.DateOf(p.Claim)); !d.IsUnknown() {
			on = d.Asked()
		}
		st, err := r.book.Ledger.Status(ids[0], ids[1], r.today.String())
		if err != nil {
			return err
		}
		p.Effect = r.text.sentence(&st, r.text.the(r.book.Name(ids[0])), r.text.the(r.book.Name(ids[1])), r.today, true)
		if lo, _, ok := bounds(on.String()); ok && lo > 0 && on != r.today {
			st, err := r.book.Ledger.Status(ids[0], ids[1], on.String())
			if err != nil {
				return err
			}
			p.EffectAt = r.text.sentence(&st, r.text.the(r.name(ids[0], on)), r.text.the(r.name(ids[1], on)), on, false)
		}
	}
	return nil
}

// queued are the claims to go through.
func (r *request) queued(q queue, verdicts map[string]chancery.Decision) ([]*chancery.Claim, error) {
	f := query.Filter{}
	if q.State != "" {
		f.Parties = []string{q.State}
	}
	if q.Kind != "" {
		f.Kinds = []string{q.Kind}
	}
	sel, err := r.book.Resolve(f)
	if err != nil {
		return nil, err
	}
	var list []*chancery.Claim
	switch {
	case q.Order == "document": // as the book lists them
		list = sel.Claims()
	case q.Kind == "" && q.State == "":
		list = r.site.order.get(r.book, reviewOrder)
	default:
		list = inOrder(r.book, sel.Claims())
	}
	if q.Decided || len(verdicts) == 0 {
		return list, nil
	}
	out := make([]*chancery.Claim, 0, len(list))
	for _, c := range list {
		if _, decided := verdicts[c.ID]; !decided {
			out = append(out, c)
		}
	}
	return out, nil
}

// anyClaim is a claim as the ledger takes it, or as it was read where a decision left it out.
func (r *request) anyClaim(id string) (*chancery.Claim, error) {
	if c := r.book.ByID[id]; c != nil {
		return c, nil
	}
	raw, err := r.site.back.Claims(r.Context(), id)
	if err != nil {
		return nil, err
	}
	c, ok := raw[id]
	if !ok {
		return nil, &chancery.Error{Code: chancery.CodeNotFound, Where: id, Message: "no such claim"}
	}
	return &c, nil
}

// alike are the ids of a claim and of those that tell of the same event: what one reading of it settles.
func (r *request) alike(c *chancery.Claim) []string {
	ids := []string{c.ID}
	for _, e := range r.book.Ledger.Events(eventFilter(c)) {
		if slices.Contains(e.Claims, c.ID) {
			ids = append(ids, e.Claims...)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// decide takes a verdict from the form.
func (s *Site) decide(r *request) error {
	r.Body = http.MaxBytesReader(r.w, r.Body, 1<<16)
	if err := r.ParseForm(); err != nil {
		return &chancery.Error{Code: chancery.CodeUsage, Message: "the form cannot be read"}
	}
	user := s.back.User(r.Request)
	if user == "" {
		return errForbidden
	}
	f := r.PostForm
	v := query.Verdict{Action: f.Get("action"), Claims: f["claim"], By: user, Why: strings.TrimSpace(f.Get("why"))}
	if f.Get("alike") != "" && len(v.Claims) == 1 {
		c, err := r.anyClaim(v.Claims[0])
		if err != nil {
			return err
		}
		v.Claims = r.alike(c)
	}
	if v.Action == "amend" {
		var err error
		if v.Amend, err = r.amendment(f); err != nil {
			return err
		}
	}
	if err := s.back.Decide(r.Context(), v); err != nil {
		return err
	}
	to, err := url.Parse(f.Get("back"))
	if err != nil || to.Host != "" || to.Path != "/review" {
		to = &url.URL{Path: "/review"}
	}
	q := to.Query()
	q.Del("done")
	q.Set("action", v.Action)
	for _, id := range v.Claims {
		q.Add("done", id)
	}
	to.RawQuery = q.Encode()
	http.Redirect(r.w, r.Request, to.String(), http.StatusSeeOther)
	return nil
}

// amendment reads from the form what a claim should have been. The form comes with what the page shows of the claim, so a field says something only where it differs from
// that, or from what was read, of which an amendment is made.
func (r *request) amendment(f url.Values) (query.Amendment, error) {
	shown, err := r.anyClaim(f.Get("claim"))
	if err != nil {
		return query.Amendment{}, err
	}
	raw, err := r.site.back.Claims(r.Context(), shown.ID)
	if err != nil {
		return query.Amendment{}, err
	}
	read := raw[shown.ID]
	when := query.DateOf(&read)
	if shown.When != nil && shown.When.Basis == chancery.BasisInferred { // it follows from the document's date, whichever that is found to be
		when = shown.When.EDTF
	}
	said := func(field, read, shown string) string {
		if v := strings.TrimSpace(f.Get(field)); v != read || v != shown {
			return v
		}
		return ""
	}
	a := query.Amendment{Kind: said("kind", read.Kind, shown.Kind), Modality: said("modality", string(read.Modality), string(shown.Modality)),
		When: said("when", when, query.DateOf(shown))}
	agents, patients := sideOf(f.Get("agents"), shown.Agents), sideOf(f.Get("patients"), shown.Patients)
	if f.Get("swap") != "" {
		agents, patients = patients, agents
	}
	if a.Swap = agents == several(read.Patients) && patients == several(read.Agents) && agents != patients; a.Swap { // also who has no name that can be looked up
		return a, nil
	}
	if agents != several(read.Agents) || agents != several(shown.Agents) {
		a.Agents = namesIn(agents)
	}
	if patients != several(read.Patients) || patients != several(shown.Patients) {
		a.Patients = namesIn(patients)
	}
	return a, nil
}

// several writes who stands on one side of a claim into one field.
func several(ps []chancery.Party) string {
	var names []string
	for _, p := range ps {
		names = append(names, p.Name)
	}
	return strings.Join(names, "; ")
}

// namesIn are the names that stand in such a field.
func namesIn(field string) (out []string) {
	for _, s := range strings.Split(field, ";") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// sideOf is what a field says of a side, as several writes it: where it is left empty, what is shown.
func sideOf(field string, shown []chancery.Party) string {
	return cmp.Or(strings.Join(namesIn(field), "; "), several(shown))
}

// eventFilter takes the events of the parties and the kind of a claim.
func eventFilter(c *chancery.Claim) ledger.Filter {
	var f ledger.Filter
	for _, p := range append(slices.Clone(c.Agents), c.Patients...) {
		switch {
		case p.ID == "":
		case f.A == "":
			f.A = p.ID
		case f.B == "" && p.ID != f.A:
			f.B = p.ID
		}
	}
	return f
}
