package web

import (
	"cmp"
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"chancery"
	"chancery/internal/ledger"
)

// pages says where in a long list a page is.
type pages struct {
	Total, From, To int
	Prev, Next      string
}

// pageOf cuts a list at page=, size rows a page.
func pageOf[T any](list []T, r *request, size int) ([]T, pages) {
	n, err := strconv.Atoi(r.URL.Query().Get("page"))
	last := max(0, (len(list)-1)/size)
	if err != nil || n < 1 {
		n = 1
	}
	n = min(n-1, last)
	p := pages{Total: len(list), From: n*size + 1, To: min(len(list), (n+1)*size)}
	link := func(k int) string {
		q := r.URL.Query()
		q.Set("page", strconv.Itoa(k+1))
		return "?" + q.Encode()
	}
	if n > 0 {
		p.Prev = link(n - 1)
	}
	if n < last {
		p.Next = link(n + 1)
	}
	return list[min(len(list), n*size):p.To], p
}

// discrepancy is a point on which documents disagree, as a page shows it.
type discrepancy struct {
	*chancery.Discrepancy
	A, B     named
	Sides    []side
	Width    string // of the bar of severity
	Evidence string // address
}

type side struct {
	Value  string
	Claims []told
	More   int
}

// told is a claim and the title of its document, or its name.
type told struct {
	*chancery.Claim
	Title string
}

// titleOf is the title of a claim's document, or its name. The book lists documents by name.
func (r *request) titleOf(c *chancery.Claim) string {
	for i := sort.Search(len(r.book.Infos), func(i int) bool { return r.book.Infos[i].Name() >= c.Document }); i < len(r.book.Infos) && r.book.Infos[i].Name() == c.Document; i++ {
		if in := &r.book.Infos[i]; in.ID == c.DocumentID && in.Title != "" {
			return in.Title
		}
	}
	return c.Document
}

func (r *request) discrepanciesOf(list []chancery.Discrepancy) (out []discrepancy) {
	for i := range list {
		x := &list[i]
		d := discrepancy{Discrepancy: x, A: named{x.A, r.book.Name(x.A)}, B: named{x.B, r.book.Name(x.B)}}
		d.Width = strconv.FormatFloat(x.Severity*100, 'f', 0, 64) + "%"
		if x.B != "" {
			d.Evidence = "/pair/" + url.PathEscape(x.A) + "/" + url.PathEscape(x.B) + "?at=" + x.ID + "#evidence"
		}
		for _, s := range x.Sides {
			v := r.value(s.Value)
			one := side{Value: v}
			for _, id := range s.Claims {
				if c := r.book.ByID[id]; c != nil {
					if len(one.Claims) == 3 {
						one.More++
						continue
					}
					one.Claims = append(one.Claims, told{c, r.titleOf(c)})
				}
			}
			d.Sides = append(d.Sides, one)
		}
		out = append(out, d)
	}
	return out
}

// value writes what one side of a discrepancy says: a date, a standing, a state, or an act with its date.
func (r *request) value(v string) string {
	act, when, dated := strings.Cut(v, " ")
	switch _, known := r.book.Kinds.Get(act); {
	case known && dated:
		return upper(r.text.kind(act)) + ", " + r.text.date(when)
	case known:
		return upper(r.text.kind(act))
	case parsed(v).String() == v:
		return r.text.date(v)
	case v != "" && r.text.has("standing."+v):
		return r.text.say("standing." + v)
	case r.isState(v):
		return r.book.Name(v)
	}
	return v
}

// gap is something that must have happened, as a page shows it.
type gap struct {
	*chancery.Gap
	A, B     named
	Bounds   string
	Evidence string
}

func (r *request) gapsOf(list []chancery.Gap) (out []gap) {
	for i := range list {
		x := &list[i]
		g := gap{Gap: x, A: named{x.A, r.book.Name(x.A)}, B: named{x.B, r.book.Name(x.B)}}
		switch {
		case !open(x.After) && !open(x.Before):
			g.Bounds = r.text.say("gap.between", "after", r.text.date(x.After), "before", r.text.date(x.Before))
		case !open(x.After):
			g.Bounds = r.text.say("date.after", "date", r.text.date(x.After))
		case !open(x.Before):
			g.Bounds = r.text.say("date.before", "date", r.text.date(x.Before))
		}
		g.Evidence = "/pair/" + url.PathEscape(x.A) + "/" + url.PathEscape(x.B) + "?at=" + x.ID + "#evidence"
		out = append(out, g)
	}
	return out
}

// listFilter reads state= and type= of a list, and what the form shows.
func (r *request) listFilter() (f ledger.Filter, state string, err error) {
	state = strings.TrimSpace(r.URL.Query().Get("state"))
	if state != "" {
		if f.A, state, err = r.lookup(state); err != nil {
			return f, state, err
		}
	}
	if t := r.URL.Query().Get("type"); t != "" {
		f.Types = []string{t}
	}
	return f, state, nil
}

// types are the values that a list can be narrowed to.
func types[T any](list []T, of func(*T) string) (out []string) {
	for i := range list {
		out = append(out, of(&list[i]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (s *Site) discrepancies(r *request) error {
	f, state, err := r.listFilter()
	if err != nil {
		return err
	}
	of := func(d *chancery.Discrepancy) string { return d.Type }
	all := r.book.Ledger.Discrepancies(ledger.Filter{A: f.A})
	known := types(all, of)
	if f.Types != nil {
		all = slices.DeleteFunc(all, func(d chancery.Discrepancy) bool { return d.Type != f.Types[0] })
	}
	slices.SortStableFunc(all, func(a, b chancery.Discrepancy) int { return cmp.Compare(b.Severity, a.Severity) })
	list, at := pageOf(all, r, 50)
	return r.show("discrepancies", r.text.say("discrepancies.title"), "discrepancies", map[string]any{
		"List": r.discrepanciesOf(list), "At": at, "Types": known, "Type": r.URL.Query().Get("type"), "State": state,
	})
}

func (s *Site) gaps(r *request) error {
	f, state, err := r.listFilter()
	if err != nil {
		return err
	}
	all := r.book.Ledger.Gaps(ledger.Filter{A: f.A})
	known := types(all, func(g *chancery.Gap) string { return g.Type })
	if f.Types != nil {
		all = slices.DeleteFunc(all, func(g chancery.Gap) bool { return g.Type != f.Types[0] })
	}
	list, at := pageOf(all, r, 100)
	return r.show("gaps", r.text.say("gaps.title"), "gaps", map[string]any{
		"List": r.gapsOf(list), "At": at, "Types": known, "Type": r.URL.Query().Get("type"), "State": state,
	})
}

func (s *Site) search(r *request) error {
	q := r.URL.Query()
	ask := Search{Words: strings.TrimSpace(q.Get("q")), Kind: q.Get("kind"), From: q.Get("from"), To: q.Get("to"), Cursor: q.Get("cursor")}
	party := strings.TrimSpace(q.Get("party"))
	if party != "" {
		id, _, err := r.lookup(party)
		if err != nil {
			return err
		}
		ask.Party = id
	}
	data := map[string]any{"Ask": ask, "Party": party, "Kinds": r.book.Kinds.All(), "Asked": ask.Words != "" || ask.Party != "" || ask.Kind != ""}
	switch named := r.statesIn(ask.Words); len(named) { // they have pages of their own
	case 1:
		data["State"] = named[0]
	case 2:
		data["Pair"] = named
	}
	if ask.Words != "" {
		found, err := s.back.Search(r.Context(), ask)
		if err != nil {
			return err
		}
		data["Found"] = found
		if any := anyOf(ask.Words); found.Total == 0 && any != "" {
			q.Set("q", any)
			data["Any"] = "?" + q.Encode()
		}
		if found.Next != "" {
			q.Set("cursor", found.Next)
			data["Next"] = "?" + q.Encode()
		}
	}
	return r.show("search", r.text.say("search.title"), "search", data)
}

// anyOf is the search for any of the words of a search for all of them; "" for one that is no such list of words.
func anyOf(s string) string {
	words := strings.FieldsFunc(s, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsNumber(c) && c != '\'' })
	if len(words) < 2 || len(words) > maxWords/2 || strings.ContainsAny(s, `"*`) || slices.Contains(words, "OR") || strings.Contains(" "+s, " -") {
		return ""
	}
	return strings.Join(words, " OR ")
}

// statesIn are the states that words name, each line once: "Albania Iran", "ALB–IRN", "when did Iran and Albania break". Of short words only codes count: "and", "us" and
// "per" name nobody here.
func (r *request) statesIn(s string) (out []named) {
	words := strings.FieldsFunc(s, func(c rune) bool { return !unicode.IsLetter(c) && c != '\'' && c != '-' && c != '.' })
	words = words[:min(len(words), maxWords)]
	for i := 0; i < len(words); {
		next := i + 1
		for to := min(i+longestName, len(words)); to > i; to-- {
			name := strings.Join(words[i:to], " ")
			if len(name) < 4 && name != strings.ToUpper(name) {
				continue
			}
			if e, ok := r.book.Gaz.Named(name); ok && r.isState(e.ID) {
				if !slices.ContainsFunc(out, func(n named) bool { return r.same(n.ID, e.ID) }) {
					out = append(out, named{e.ID, e.Name})
				}
				next = to
				break
			}
		}
		i = next
	}
	return out
}

const (
	maxWords    = 32 // of a search in which states are looked for
	longestName = 6  // words of a state's name
)

func (s *Site) add(r *request) error {
	claims := len(r.book.Claims)
	return r.show("add", r.text.say("add.title"), "add", map[string]any{"First": len(r.book.Infos) == 0, "Claims": claims, "Documents": len(r.book.Infos), "Job": r.URL.Query().Get("job"), "CSRF": s.back.CSRF(r.Request), "User": s.back.User(r.Request)})
}
