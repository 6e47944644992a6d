package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/ledger"
	"chancery/internal/query"
)

// named is a party with the name it has on a page.
type named struct{ ID, Name string }

// pairPage is the dossier of two states.
type pairPage struct {
	A, B          named
	On            string
	Today         bool
	Status        chancery.Status
	Answer        string
	Reps          []string
	Maybe         []string // standings that may have begun already
	Members       []string
	Time          *timeline
	Annals        []year
	Figures       []figure
	Discrepancies []discrepancy
	Gaps          []gap
	Sources       []source
	Lately        []act
	Changes       []Change // of the ledger, the newest first
	Evidence      *evidence
	Empty         bool
	Brief         bool   // the answer, the timeline, the last acts, what is disputed or missing, and the evidence: a page or two of paper
	Told          int    // documents that the standing rests on
	Words         string // what to search the documents for where nothing is known
}

// feed is the address and the title of the page's feed of changes.
func (p *pairPage) feed() (string, string) {
	return "/feeds/pair/" + url.PathEscape(p.A.ID) + "/" + url.PathEscape(p.B.ID) + ".atom", p.A.Name + " – " + p.B.Name
}

// year is a heading of the annals and what happened under it.
type year struct {
	Name string
	Acts []act
}

// act is an event as the annals tell it.
type act struct {
	ID, Kind, Who, When, Short string
	Actual                     bool
	Modality                   chancery.Modality
	Quantity                   string
	Sources                    int
	Dates                      []string // where several were given
	Quote                      string
	Refs                       []int
	Chosen                     bool
}

// source is a document with the number under which the page cites it.
type source struct {
	N               int
	ID, Title, Name string
	Date            string
	URL             string // where it was published, "" where that is not known
}

// citing numbers documents in the order in which they are first cited.
type citing struct {
	r    *request
	ids  []string
	seen map[string]int
}

func (c *citing) refs(claims []string) []int {
	var out []int
	for _, id := range claims {
		x := c.r.book.ByID[id]
		if x == nil {
			continue
		}
		n, ok := c.seen[x.DocumentID]
		if !ok {
			c.ids = append(c.ids, x.DocumentID)
			n = len(c.ids)
			c.seen[x.DocumentID] = n
		}
		out = append(out, n)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (c *citing) list() []source {
	var out []source
	for i, id := range c.ids {
		s := source{N: i + 1, ID: id}
		for k := range c.r.book.Infos {
			if in := &c.r.book.Infos[k]; in.ID == id {
				s.Title, s.Name = cmp.Or(in.Title, in.Name()), in.Name()
				s.URL = in.URL
			}
		}
		if d, ok := c.r.book.Ledger.Dating(id); ok {
			s.Date = d.EDTF
		}
		out = append(out, s)
	}
	return out
}

// findPair takes the form that names two states to their page.
func (s *Site) findPair(r *request) error {
	q := r.URL.Query()
	x, y := strings.TrimSpace(q.Get("a")), strings.TrimSpace(q.Get("b"))
	if y == "" || x == "" {
		id, _, err := r.lookup(x + y)
		if err != nil {
			return err
		}
		http.Redirect(r.w, r.Request, r.to("/state/"+url.PathEscape(id), ""), http.StatusSeeOther)
		return nil
	}
	a, b, err := r.book.Pair(x, y)
	if err != nil {
		return err
	}
	http.Redirect(r.w, r.Request, r.to("/pair/"+url.PathEscape(a)+"/"+url.PathEscape(b), ""), http.StatusSeeOther)
	return nil
}

func (s *Site) pair(r *request) error {
	a, b, err := r.book.Pair(r.PathValue("a"), r.PathValue("b"))
	if err != nil {
		return err
	}
	on, today, err := r.on()
	if err != nil {
		return err
	}
	st, err := r.book.Status(query.Question{A: a, B: b, On: on})
	if err != nil {
		return err
	}
	d, err := r.book.Ledger.Dossier(a, b)
	if err != nil {
		return err
	}
	name := func(id string) string { return r.name(id, on) }
	p := &pairPage{
		A: named{a, name(a)}, B: named{b, name(b)}, On: on.String(), Today: today, Status: st,
		Answer: r.text.sentence(&st, r.text.the(name(a)), r.text.the(name(b)), on, today),
		Words:  `"` + r.book.Name(a) + `" "` + r.book.Name(b) + `"`,
		Empty:  len(d.Periods)+len(d.Events)+len(d.Figures)+len(d.Claims) == 0,
	}
	if from, to, one := r.refuses(&d, on); st.Standing == chancery.Unrecognised && one {
		p.Answer = r.text.refusal(&st, r.text.the(name(from)), r.text.the(name(to)), on, today)
	}
	for i := range st.Representation {
		if rep := &st.Representation[i]; rep.Type != "unknown" {
			p.Reps = append(p.Reps, r.text.representation(rep, func(id string) string { return r.text.the(name(id)) }, today))
		}
	}
	for _, u := range st.PartOf {
		if u.Until != "" {
			p.Reps = append(p.Reps, upper(r.text.say("status.before", "a", r.text.the(name(u.Party)), "of", r.text.the(name(u.Of)), "until", r.text.date(u.Until)))+".")
			continue
		}
		p.Reps = append(p.Reps, upper(r.text.say("status.part", "a", r.text.the(name(u.Party)), "of", r.text.the(name(u.Of)), "since", r.text.date(u.Since)))+".")
	}
	for _, o := range st.Or {
		p.Maybe = append(p.Maybe, r.text.say("standing."+string(o)))
	}
	for _, m := range st.Members {
		if m != a && m != b {
			p.Members = append(p.Members, name(m))
		}
	}
	told := map[string]bool{}
	for _, id := range st.Claims {
		if c := r.book.ByID[id]; c != nil {
			told[c.DocumentID] = true
		}
	}
	p.Told = len(told)
	chosen := r.URL.Query().Get("at")
	if p.Evidence, err = r.chosen(chosen, &st, &d, name); err != nil {
		return err
	}
	if r.URL.Query().Get("part") != "evidence" {
		cites := &citing{r: r, seen: map[string]int{}}
		cites.refs(r.telling(st.Claims))
		if p.Brief = r.brief(); p.Brief {
			p.Evidence.quotesAlone()
			p.Lately = r.lately(d.Events, cites, chosen)
			stood := d
			stood.Events = nil
			p.Time = r.timeline(a, b, &stood, on, chosen)
		} else {
			p.Time = r.timeline(a, b, &d, on, chosen)
			p.Annals, p.Lately = r.annals(d.Events, cites, chosen)
			p.Figures = r.figures(d.Figures, cites)
		}
		p.Discrepancies = r.discrepanciesOf(d.Discrepancies)
		p.Gaps = r.gapsOf(d.Gaps)
		p.Sources = cites.list()
		if r.known == "" {
			p.Changes = r.site.back.Changes(r.book, r.book.IDKey(a), r.book.IDKey(b), 5)
		}
	}
	return r.show("pair", p.A.Name+" – "+p.B.Name, "pair", p)
}

// refuses names who does not recognise whom on a date; false where neither is known to refuse, or both are.
func (r *request) refuses(d *ledger.Dossier, on edtf.Date) (from, to string, one bool) {
	_, day := on.Bounds()
	n := 0
	for i := range d.Periods {
		p := &d.Periods[i]
		if p.Track != "recognition" || p.Standing != chancery.Unrecognised {
			continue
		}
		begin, _, _ := bounds(p.From)
		_, end, _ := bounds(p.To)
		if begin <= day && day <= end {
			from, to, n = d.A, d.B, n+1
			if r.same(p.A, d.B) {
				from, to = to, from
			}
		}
	}
	return from, to, n == 1
}

// chosen is the evidence of the period, event, claim, discrepancy or gap that was asked for; of what stands where none was.
func (r *request) chosen(id string, st *chancery.Status, d *ledger.Dossier, name func(string) string) (*evidence, error) {
	t := r.text
	e := &evidence{ID: id, Title: t.say("evidence.standing"), Sub: t.span(st.From, st.To), Why: st.Why, Evidence: st.Evidence}
	claims, against := r.telling(st.Claims), st.Against
	if st.Standing == chancery.Unknown {
		e.Sub, e.Evidence, e.Nothing = "", "", id == ""
	}
	found := id == ""
	for i := range d.Periods {
		if p := &d.Periods[i]; p.ID == id {
			found = true
			e.Title = upper(t.say("standing." + string(p.Standing)))
			if rep := p.Representation; rep != nil {
				e.Title = r.text.representation(rep, name, open(p.To))
			} else if p.Track == "recognition" {
				e.Title = t.say("lane.recognition", "a", name(p.A), "b", name(p.B)) + ": " + t.say("standing."+string(p.Standing))
			}
			e.Sub, e.Why, e.Evidence = t.span(p.From, p.To), p.Why, p.Evidence
			claims, against = r.telling(p.Claims), p.Against
		}
	}
	for _, list := range [][]chancery.Event{d.Events, d.Figures} {
		for i := range list {
			if v := &list[i]; v.ID == id {
				found = true
				*e = evidence{ID: id, Title: upper(t.kind(v.Kind)), Sub: who(v.Agents, v.Patients) + ", " + t.date(v.When)}
				claims, against = v.Claims, nil
			}
		}
	}
	for i := range d.Gaps {
		if g := &d.Gaps[i]; g.ID == id {
			found = true
			*e = evidence{ID: id, Title: upper(t.say("gap." + g.Type)), Sub: t.span(cmp.Or(g.After, ".."), cmp.Or(g.Before, "..")), Why: g.Note, Evidence: chancery.Inferred}
			claims, against = g.Claims, nil
		}
	}
	for i := range d.Discrepancies {
		if x := &d.Discrepancies[i]; x.ID == id {
			found = true
			*e = evidence{ID: id, Title: t.say("discrepancy.title", "kind", t.kind(x.Kind), "type", t.say("discrepancy."+x.Type)), Why: x.Note, Evidence: chancery.Contested}
			claims, against = nil, nil
			for _, side := range x.Sides {
				claims = append(claims, side.Claims...)
			}
		}
	}
	if c := r.book.ByID[id]; c != nil {
		found = true
		*e = evidence{ID: id, Title: upper(t.kind(c.Kind)), Sub: who(c.Agents, c.Patients)}
		claims, against = []string{id}, nil
	}
	if !found {
		return nil, &chancery.Error{Code: chancery.CodeNotFound, Where: id, Message: t.say("error.evidence"), Hint: t.say("error.evidence.hint")}
	}
	limit := shown
	if r.brief() {
		limit = shownInBrief
	}
	if r.URL.Query().Get("all") != "" {
		limit = 200
	}
	var err error
	if e.For, err = r.witnesses(claims, limit); err != nil {
		return nil, err
	}
	if e.Against, err = r.witnesses(against, limit); err != nil {
		return nil, err
	}
	if e.More = len(claims) + len(against) - len(e.For) - len(e.Against); e.More > 0 {
		q := r.URL.Query()
		q.Set("all", "1")
		q.Del("part")
		e.All = r.URL.Path + "?" + q.Encode() + "#evidence"
	}
	return e, nil
}

// annals tell events by years; lately are the last that are dated.
func (r *request) annals(events []chancery.Event, cites *citing, chosen string) (out []year, lately []act) {
	t := r.text
	for i := range events {
		e := &events[i]
		a := act{
			ID: e.ID, Kind: t.kind(e.Kind), Who: who(e.Agents, e.Patients), When: e.When, Short: t.shortDate(e.When), Modality: e.Modality, Actual: e.Modality.Actual(),
			Sources: e.Sources, Refs: cites.refs(e.Claims), Chosen: e.ID == chosen,
		}
		if len(e.Dates) > 1 {
			for _, d := range e.Dates {
				a.Dates = append(a.Dates, t.date(d))
			}
		}
		var qs []string
		for k := range e.Quantity {
			qs = append(qs, t.quantity(&e.Quantity[k]))
		}
		a.Quantity = strings.Join(slices.Compact(qs), ", ")
		for _, id := range e.Claims {
			if c := r.book.ByID[id]; c != nil && a.Quote == "" {
				a.Quote = inBrief(c, 220)
			}
		}
		name := t.year(e.When)
		if len(out) == 0 || out[len(out)-1].Name != name {
			out = append(out, year{Name: name})
		}
		y := &out[len(out)-1]
		y.Acts = append(y.Acts, a)
		if _, hi, ok := bounds(e.When); ok && hi != edtf.MaxDay && a.Actual {
			lately = append(lately, a)
		}
	}
	slices.SortStableFunc(lately, func(x, y act) int { return -edtf.Compare(parsed(x.When), parsed(y.When)) })
	return out, lately[:min(3, len(lately))]
}

// brief reports whether the page of a pair is asked for in brief, as it is printed on one sheet.
func (r *request) brief() bool { return r.URL.Query().Has("brief") }

// lately are the last acts of annals alone, and cite no documents but theirs.
func (r *request) lately(events []chancery.Event, cites *citing, chosen string) []act {
	_, last := r.annals(events, &citing{r: r, seen: map[string]int{}}, chosen)
	for i := range last {
		for k := range events {
			if events[k].ID == last[i].ID {
				last[i].Refs = cites.refs(events[k].Claims)
			}
		}
	}
	return last
}

func parsed(s string) edtf.Date {
	d, err := edtf.Parse(s)
	if err != nil {
		return edtf.Date{}
	}
	return d
}
