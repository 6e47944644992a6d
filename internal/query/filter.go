package query

import (
	"context"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/ledger"
	"chancery/internal/store"
)

// Filter restricts a listing, in the words of the one who asks. Its fields are joined with "and"; the values of a field are
// alternatives, but for Parties: each of them takes part. The zero Filter takes everything.
type Filter struct {
	Kinds      []string // kinds, or groups of kinds
	Parties    []string // by code, name or alias, in any role
	Pairs      []string // two states each, "ALB,IRN"
	Documents  []string // by name or id
	Modalities []string
	From, To   string // EDTF: what can have been on or after, on or before; drops what has no date
	Known      string // as the ledger knew it then: a day or RFC 3339; "" for now
}

// Selection is a Filter resolved against a book: what passes it.
type Selection struct {
	b          *Book
	kinds      []string
	parties    []string    // keys
	pairs      [][2]string // keys
	documents  []string    // ids
	modalities []string
	dated      bool
	since      string    // From, as the ledger takes it
	until      string    // To
	from, to   edtf.Day  // the days that can pass
	unknown    []unknown // names that the gazetteer does not know, in the order in which they were asked for
}

// unknown is a name that the gazetteer does not know: the key under which claims may know it, and the error where they do not.
type unknown struct {
	key string
	err error
}

// partyKey looks a party up by code, name or alias. What the gazetteer does not know may be the name of
// one that claims name, such as a person: missing tells once they are loaded.
func (f *Selection) partyKey(query string) (string, error) {
	e, err := f.b.Gaz.Lookup(strings.TrimSpace(query))
	if err == nil {
		return f.b.IDKey(e.ID), nil
	}
	if chancery.CodeOf(err) != chancery.CodeNotFound {
		return "", err
	}
	key := "~" + strings.ToLower(oneLine(query))
	f.unknown = append(f.unknown, unknown{key, err})
	return key, nil
}

// Select opens the ledger of what a filter needs and resolves the filter. claims says that claims alone are wanted, not what follows
// from them.
func (s *Service) Select(ctx context.Context, f Filter, claims bool) (*Book, *Selection, error) {
	known, err := Known("known", f.Known)
	if err != nil {
		return nil, nil, err
	}
	var out *Selection
	b, err := s.Book(ctx, known, func(b *Book) (store.Filter, error) {
		var err error
		if out, err = b.Select(f); err != nil {
			return store.Filter{}, err
		}
		return out.scope(claims), nil
	})
	if err != nil {
		return nil, nil, err
	}
	out.b = b
	return b, out, out.missing()
}

// scope chooses the claims to load.
func (f *Selection) scope(claims bool) store.Filter {
	var s store.Filter
	switch {
	case len(f.pairs) == 1 && named(f.pairs[0][0]) && named(f.pairs[0][1]):
		s = f.b.pairScope(f.pairs[0][0], f.pairs[0][1])
	case len(f.pairs) > 0: // any of them: no one condition for all
	case !slices.ContainsFunc(f.parties, func(k string) bool { return !named(k) }):
		for _, k := range f.parties {
			s.Parties = append(s.Parties, f.b.membersOf(k))
		}
	}
	if claims {
		// who says something is no party of the claim in the index
		s.Parties = nil
		if len(f.pairs) == 1 && named(f.pairs[0][0]) && named(f.pairs[0][1]) {
			s = f.b.pairScope(f.pairs[0][0], f.pairs[0][1])
		}
		s.Kinds = f.kinds
		s.Documents = f.documents
	}
	return s
}

// missing is an error where a name that the gazetteer does not know, the first of several, is no party's of a claim either.
func (f *Selection) missing() error {
	for _, u := range f.unknown {
		if !f.b.namesParty(u.key) {
			return u.err
		}
	}
	return nil
}

// Resolve is Select of a book that holds what the filter needs: a name that nobody bears is an error.
func (b *Book) Resolve(f Filter) (*Selection, error) {
	sel, err := b.Select(f)
	if err != nil {
		return nil, err
	}
	return sel, sel.missing()
}

// Select checks a filter and looks its names up.
func (b *Book) Select(f Filter) (*Selection, error) {
	out := &Selection{b: b, modalities: f.Modalities, from: edtf.MinDay, to: edtf.MaxDay}
	for _, k := range f.Kinds {
		ks, err := b.KindsOf(k)
		if err != nil {
			return nil, err
		}
		out.kinds = append(out.kinds, ks...)
	}
	for _, m := range f.Modalities {
		if !slices.Contains(chancery.Modalities, chancery.Modality(m)) {
			return nil, usagef(modalities, "no modality %q", m)
		}
	}
	for _, p := range f.Parties {
		k, err := out.partyKey(p)
		if err != nil {
			return nil, err
		}
		out.parties = append(out.parties, k)
	}
	for _, p := range f.Pairs {
		x, y, ok := strings.Cut(p, ",")
		if !ok || strings.Contains(y, ",") {
			return nil, usagef("write ALB,IRN", "pair %q does not name two states", p)
		}
		kx, err := out.partyKey(x)
		if err != nil {
			return nil, err
		}
		ky, err := out.partyKey(y)
		if err != nil {
			return nil, err
		}
		out.pairs = append(out.pairs, [2]string{kx, ky})
	}
	for _, d := range f.Documents {
		ids, err := b.DocumentIDs(d)
		if err != nil {
			return nil, err
		}
		out.documents = append(out.documents, ids...)
	}
	if f.From != "" {
		d, err := Date("from", f.From)
		if err != nil {
			return nil, err
		}
		out.dated, out.since = true, d.String()
		out.from, _ = d.Bounds()
	}
	if f.To != "" {
		d, err := Date("to", f.To)
		if err != nil {
			return nil, err
		}
		out.dated, out.until = true, d.String()
		_, out.to = d.Bounds()
	}
	if f.From != "" && f.To != "" && out.from > out.to {
		return nil, usagef("the earlier date goes first", "from %q is after to %q", f.From, f.To)
	}
	return out, nil
}

func (f *Selection) kind(k string) bool { return len(f.kinds) == 0 || slices.Contains(f.kinds, k) }

// keys reports whether parties with these keys pass.
func (f *Selection) keys(keys []string) bool { return f.party(keys) && f.pair(keys) }

func (f *Selection) party(keys []string) bool {
	for _, p := range f.parties {
		if !slices.Contains(keys, p) {
			return false
		}
	}
	return true
}

func (f *Selection) pair(keys []string) bool {
	return len(f.pairs) == 0 || slices.ContainsFunc(f.pairs, func(p [2]string) bool {
		return slices.Contains(keys, p[0]) && slices.Contains(keys, p[1])
	})
}

// IDs reports whether parties with these ids pass.
func (f *Selection) IDs(ids ...string) bool {
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = f.b.IDKey(id)
	}
	return f.keys(keys)
}

// Date reports whether a date can lie within From and To.
func (f *Selection) Date(s string) bool {
	if !f.dated {
		return true
	}
	d := parseOr(s)
	return !d.IsUnknown() && f.days(d.Bounds())
}

// days reports whether what lies between two days can lie within From and To; the last before the first is no date.
func (f *Selection) days(first, last edtf.Day) bool {
	return !f.dated || first <= last && last >= f.from && first <= f.to
}

func (f *Selection) claim(c *chancery.Claim) bool {
	return f.kind(c.Kind) && f.modality(c.Modality) && (len(f.documents) == 0 || slices.Contains(f.documents, c.DocumentID)) && f.Date(DateOf(c)) && f.named(c)
}

func (f *Selection) modality(m chancery.Modality) bool {
	return len(f.modalities) == 0 || slices.Contains(f.modalities, string(m))
}

// named reports whether a claim names the parties, or those of a pair, that are asked for.
func (f *Selection) named(c *chancery.Claim) bool {
	return (len(f.parties) == 0 || f.party(f.b.claimKeys(c))) && (len(f.pairs) == 0 || f.pair(f.b.actors(c)))
}

func (f *Selection) event(e *chancery.Event) bool {
	if !f.kind(e.Kind) || len(f.modalities) > 0 && !slices.Contains(f.modalities, string(e.Modality)) || !f.Date(e.When) {
		return false
	}
	if len(f.documents) > 0 && !slices.ContainsFunc(e.Claims, func(id string) bool {
		c := f.b.ByID[id]
		return c != nil && slices.Contains(f.documents, c.DocumentID)
	}) {
		return false
	}
	var keys []string
	for i := range e.Agents {
		keys = append(keys, f.b.key(&e.Agents[i]))
	}
	for i := range e.Patients {
		keys = append(keys, f.b.key(&e.Patients[i]))
	}
	return f.keys(keys)
}

// scopes returns what to ask the ledger for: the pairs, the party, or everything. What they give is still to be
// filtered.
func (f *Selection) scopes() []ledger.Filter {
	var out []ledger.Filter
	for _, p := range f.pairs {
		if !named(p[0]) || !named(p[1]) {
			return []ledger.Filter{Everything}
		}
		out = append(out, ledger.Filter{A: p[0], B: p[1]})
	}
	if out == nil && len(f.parties) > 0 && named(f.parties[0]) {
		out = append(out, ledger.Filter{A: f.parties[0]})
	}
	if out == nil {
		out = append(out, Everything)
	}
	for i := range out {
		out[i].From, out[i].To = f.since, f.until
	}
	return out
}

// Everything is the filter of the ledger that keeps nothing back.
var Everything = ledger.Filter{}

// named reports whether a key is the id of a party, and not the words for one without an id.
func named(key string) bool { return !strings.HasPrefix(key, "~") }

// gather asks the ledger for each scope and keeps what passes, each once.
func gather[T any](f *Selection, ask func(ledger.Filter) []T, id func(*T) string, pass func(*T) bool) []T {
	var out []T
	scopes, seen := f.scopes(), map[string]bool{}
	for _, s := range scopes {
		list := ask(s)
		for i := range list {
			v := &list[i]
			if !pass(v) || len(scopes) > 1 && seen[id(v)] {
				continue
			}
			if len(scopes) > 1 {
				seen[id(v)] = true
			}
			out = append(out, *v)
		}
	}
	return out
}

// AnyDate is the same selection without From and To; nil where it has neither.
func (f *Selection) AnyDate() *Selection {
	if !f.dated {
		return nil
	}
	g := *f
	g.dated, g.since, g.until = false, "", ""
	return &g
}

// all reports whether everything passes.
func (f *Selection) all() bool {
	return len(f.kinds)+len(f.parties)+len(f.pairs)+len(f.documents)+len(f.modalities) == 0 && !f.dated
}

// Events returns the events that pass, by time. They are not to be changed.
func (f *Selection) Events() []*chancery.Event {
	if f.all() {
		return f.b.Ledger.EventList(Everything)
	}
	return gather(f, f.b.Ledger.EventList, func(e **chancery.Event) string { return (*e).ID }, func(e **chancery.Event) bool { return f.event(*e) })
}

// Periods returns the periods that pass, of one track or, where track is "", of all.
func (f *Selection) Periods(track string) []chancery.Period {
	return gather(f, f.b.Ledger.Periods, func(p *chancery.Period) string { return p.ID }, func(p *chancery.Period) bool {
		return (track == "" || p.Track == track) && f.IDs(p.A, p.B)
	})
}

// Discrepancies returns the discrepancies that pass, the gravest first.
func (f *Selection) Discrepancies() []chancery.Discrepancy {
	return gather(f, f.b.Ledger.Discrepancies, func(d *chancery.Discrepancy) string { return d.ID }, func(d *chancery.Discrepancy) bool {
		return f.kind(d.Kind) && f.IDs(d.A, d.B)
	})
}

// Gaps returns the gaps that pass.
func (f *Selection) Gaps() []chancery.Gap {
	return gather(f, f.b.Ledger.Gaps, func(g *chancery.Gap) string { return g.ID }, func(g *chancery.Gap) bool { return f.IDs(g.A, g.B) })
}

const modalities = "the modalities are asserted, announced, planned, considered, threatened, demanded, alleged, denied, negated, hypothetical, uncertain"
