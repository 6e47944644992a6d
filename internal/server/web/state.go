package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/ledger"
)

// statePage is everything of one state.
type statePage struct {
	State    named
	Years    string
	Lineage  []step
	Members  []named
	On       string
	Today    bool
	Pairs    []pairRow
	Sort     string
	Desc     bool
	Columns  []column
	Missions []missionRow
	Foreign  []missionRow
	Wikidata string
	Dated    string // what the address of a page for the same date ends in
}

func (p *statePage) feed() (string, string) {
	return "/feeds/state/" + url.PathEscape(p.State.ID) + ".atom", p.State.Name
}

type step struct {
	From, To named
	Kind     string
	Date     string
	Source   string // the act or treaty by which it happened, or the list of states that has it
}

type column struct {
	Key, Name, Href, Sort string // Sort: ascending descending none
	Number                bool
}

type pairRow struct {
	named
	Standing      chancery.Standing
	Evidence      chancery.Evidence
	Since         string
	Sent, Got     string
	Events        int
	Last          string
	Discrepancies int
	Gaps          int
}

type missionRow struct {
	Other    named
	Type     string
	City     string
	By       string
	Level    string
	Since    string
	Evidence chancery.Evidence
}

func (s *Site) state(r *request) error {
	id, _, err := r.lookup(r.PathValue("state"))
	if err != nil {
		return err
	}
	on, today, err := r.on()
	if err != nil {
		return err
	}
	line := r.book.IDKey(id)
	e, _ := r.book.Gaz.Entry(id)
	p := &statePage{State: named{id, r.name(id, on)}, On: on.String(), Today: today, Wikidata: e.Wikidata, Dated: r.dated(on, today)}
	p.Years = r.lives(id)
	for _, m := range r.book.Gaz.Members(line) {
		if m != id {
			p.Members = append(p.Members, named{m, r.book.Name(m)})
		}
	}
	p.Lineage = r.lineage(id)
	all, err := r.neighbours(id, on)
	if err != nil {
		return err
	}
	rows := map[string]*pairRow{}
	row := func(k string) *pairRow {
		if rows[k] == nil {
			rows[k] = &pairRow{named: named{k, r.nameOn(k, on)}, Standing: chancery.Unknown}
		}
		return rows[k]
	}
	for k, st := range all {
		x := row(k)
		x.Standing, x.Evidence, x.Since = st.Standing, st.Evidence, st.From
		for i := range st.Representation {
			rep := &st.Representation[i]
			if rep.Type == "unknown" {
				continue
			}
			m := missionRow{Other: x.named, Type: r.text.rep(rep), City: rep.City, Level: rep.Level, Since: rep.From, Evidence: rep.Evidence}
			if rep.By != "" {
				m.By = r.name(rep.By, on)
			}
			if r.same(rep.Sender, id) {
				x.Sent = m.Type
				if rep.Type != "none" {
					p.Missions = append(p.Missions, m)
				}
			} else {
				x.Got = m.Type
				if rep.Type != "none" {
					p.Foreign = append(p.Foreign, m)
				}
			}
		}
	}
	f := ledger.Filter{A: line}
	for _, v := range r.book.Ledger.Events(f) {
		for _, k := range r.partners(append(slices.Clone(v.Agents), v.Patients...), line) {
			x := row(k)
			x.Events++
			if _, hi, ok := bounds(v.When); ok && hi != edtf.MaxDay && v.Modality.Actual() && (x.Last == "" || edtf.Compare(parsed(v.When), parsed(x.Last)) > 0) {
				x.Last = v.When
			}
		}
	}
	for _, v := range r.book.Ledger.Discrepancies(f) {
		if k, ok := r.partner(v.A, v.B, line); ok {
			row(k).Discrepancies++
		}
	}
	for _, v := range r.book.Ledger.Gaps(f) {
		if k, ok := r.partner(v.A, v.B, line); ok {
			row(k).Gaps++
		}
	}
	for _, x := range rows {
		p.Pairs = append(p.Pairs, *x)
	}
	p.order(r)
	byName := func(a, b missionRow) int { return strings.Compare(a.Other.Name, b.Other.Name) }
	slices.SortFunc(p.Missions, byName)
	slices.SortFunc(p.Foreign, byName)
	return r.show("state", p.State.Name, "states", p)
}

// order sorts the pairs as sort= says: a column, with - before it from the end.
func (p *statePage) order(r *request) {
	by := r.URL.Query().Get("sort")
	p.Sort, p.Desc = strings.TrimPrefix(by, "-"), strings.HasPrefix(by, "-")
	rank := map[chancery.Standing]int{}
	for i, s := range standings {
		rank[chancery.Standing(s)] = i
	}
	sorts := map[string]func(a, b *pairRow) int{
		"name":          func(a, b *pairRow) int { return 0 },
		"standing":      func(a, b *pairRow) int { return rank[a.Standing] - rank[b.Standing] },
		"since":         func(a, b *pairRow) int { return edtf.Compare(parsed(a.Since), parsed(b.Since)) },
		"sent":          func(a, b *pairRow) int { return strings.Compare(a.Sent, b.Sent) },
		"got":           func(a, b *pairRow) int { return strings.Compare(a.Got, b.Got) },
		"events":        func(a, b *pairRow) int { return a.Events - b.Events },
		"last":          func(a, b *pairRow) int { return edtf.Compare(parsed(a.Last), parsed(b.Last)) },
		"discrepancies": func(a, b *pairRow) int { return a.Discrepancies - b.Discrepancies },
		"gaps":          func(a, b *pairRow) int { return a.Gaps - b.Gaps },
	}
	if sorts[p.Sort] == nil {
		p.Sort = "name"
	}
	slices.SortFunc(p.Pairs, func(a, b pairRow) int {
		c := sorts[p.Sort](&a, &b)
		if p.Sort == "name" {
			c = strings.Compare(a.Name, b.Name)
		}
		if p.Desc {
			c = -c
		}
		return cmp.Or(c, strings.Compare(a.Name, b.Name))
	})
	for _, k := range []string{"name", "standing", "since", "sent", "got", "events", "last", "discrepancies", "gaps"} {
		c := column{Key: k, Name: r.text.say("state.column."+k, "state", p.State.Name), Sort: "none", Number: k == "events" || k == "discrepancies" || k == "gaps"}
		next := k
		if c.Number || k == "last" {
			next = "-" + k
		}
		if k == p.Sort {
			c.Sort = "ascending"
			next = "-" + k
			if p.Desc {
				c.Sort, next = "descending", k
			}
		}
		q := r.URL.Query()
		q.Set("sort", next)
		c.Href = "?" + q.Encode()
		p.Columns = append(p.Columns, c)
	}
}

// partners are the lines of states among parties, without one.
func (r *request) partners(ps []chancery.Party, line string) (out []string) {
	for _, x := range ps {
		if k := r.book.IDKey(x.ID); x.ID != "" && k != line && r.isState(k) && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

func (r *request) partner(a, b, line string) (string, bool) {
	k := r.book.IDKey(a)
	if k == line {
		k = r.book.IDKey(b)
	}
	return k, b != "" && r.isState(k)
}

// lives writes the years in which a state existed.
func (r *request) lives(id string) string {
	e, ok := r.book.Gaz.Entry(id)
	if !ok {
		return ""
	}
	var out []string
	for _, y := range e.Years {
		from, to := "", ""
		if y.From > edtf.MinYear {
			from = itoa(y.From)
		}
		if y.To < edtf.MaxYear {
			to = itoa(y.To)
		}
		out = append(out, from+"–"+to)
	}
	return strings.Join(out, ", ")
}

// lineage tells the steps that led to a state and away from it, those of its predecessors too.
func (r *request) lineage(id string) (out []step) {
	seen := map[step]bool{}
	line := r.book.IDKey(id)
	for _, m := range append([]string{id}, r.book.Gaz.Members(line)...) {
		for _, v := range r.book.Gaz.Lineage(m) {
			x := step{named{v.Predecessor, r.book.Name(v.Predecessor)}, named{v.Successor, r.book.Name(v.Successor)}, v.Kind, v.Date, v.Source}
			if !seen[x] {
				seen[x] = true
				out = append(out, x)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b step) int { return edtf.Compare(parsed(a.Date), parsed(b.Date)) })
	return out
}

// stateRow is a state in the list of all.
type stateRow struct {
	named
	Years string
	Pairs int
}

func (s *Site) states(r *request) error {
	count := r.counts()
	var known, rest []stateRow
	for _, e := range r.book.Gaz.States() {
		x := stateRow{named{e.ID, e.Name}, r.lives(e.ID), count[e.ID]}
		if x.Pairs > 0 {
			known = append(known, x)
		} else {
			rest = append(rest, x)
		}
	}
	byName := func(a, b stateRow) int { return strings.Compare(a.Name, b.Name) }
	slices.SortFunc(known, byName)
	slices.SortFunc(rest, byName)
	return r.show("states", r.text.say("states.title"), "states", map[string]any{"Known": known, "Rest": rest})
}
