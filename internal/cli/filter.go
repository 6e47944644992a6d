package cli

import (
	"context"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/ledger"
	"chancery/internal/store"

	"github.com/spf13/cobra"
)

// filterFlags are the filters of a listing as the command line gives them.
type filterFlags struct {
	kinds, parties, pairs, documents, modalities []string
	from, to, known                              string
}

// The filters that a listing may have.
const (
	byKind = 1 << iota
	byParty
	byDocument
	byModality
	byDate
)

func (f *filterFlags) register(a *app, cmd *cobra.Command, which int) {
	fs := cmd.Flags()
	if which&byKind != 0 {
		fs.StringSliceVar(&f.kinds, "kind", nil, "kinds (sever-relations), or groups of kinds (standing, mission, force ...)")
		must(cmd.RegisterFlagCompletionFunc("kind", a.completeKinds))
	}
	if which&byParty != 0 {
		fs.StringArrayVar(&f.parties, "party", nil, "a party in any role; given twice, both")
		must(cmd.RegisterFlagCompletionFunc("party", a.completeParties))
		fs.StringArrayVar(&f.pairs, "pair", nil, "two states, A,B; given twice, either pair")
	}
	if which&byDocument != 0 {
		fs.StringArrayVar(&f.documents, "document", nil, "a document, by name or id")
	}
	if which&byModality != 0 {
		fs.StringSliceVar(&f.modalities, "modality", nil, "asserted, announced, planned, threatened, denied ...")
		var names []string
		for _, m := range chancery.Modalities {
			names = append(names, string(m))
		}
		must(cmd.RegisterFlagCompletionFunc("modality", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp)))
	}
	if which&byDate != 0 {
		fs.StringVar(&f.from, "from", "", "what can have been on or after this date (EDTF); drops what has no date")
		fs.StringVar(&f.to, "to", "", "what can have been on or before this date (EDTF); drops what has no date")
	}
	fs.StringVar(&f.known, "known", "", "as the ledger knew it at the end of this day")
}

// completeParties offers the codes of states with their names.
func (a *app) completeParties(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	gaz, err := a.gaz()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var out []string
	for _, e := range gaz.States() {
		out = append(out, e.ID+"\t"+e.Name)
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// completeTwo offers states for the first two arguments.
func (a *app) completeTwo(cmd *cobra.Command, args []string, start string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 1 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.completeParties(cmd, args, start)
}

func (a *app) completeKinds(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	kinds, err := a.kinds()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var out []string
	for _, k := range kinds.All() {
		out = append(out, k.Name+"\t"+k.Definition)
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// filter is filterFlags resolved against a book.
type filter struct {
	b          *book
	kinds      []string
	parties    []string    // keys
	pairs      [][2]string // keys
	documents  []string    // ids
	modalities []string
	from, to   edtf.Date
	unknown    map[string]error // keys of names that the gazetteer does not know
}

// partyKey looks a party up by code, name or alias. What the gazetteer does not know may be the name of
// one that claims name, such as a person: missing tells once they are loaded.
func (f *filter) partyKey(query string) (string, error) {
	e, err := f.b.gaz.Lookup(strings.TrimSpace(query))
	if err == nil {
		return f.b.idKey(e.ID), nil
	}
	if chancery.CodeOf(err) != chancery.CodeNotFound {
		return "", err
	}
	key := "~" + strings.ToLower(oneLine(query))
	f.unknown[key] = err
	return key, nil
}

// book opens the ledger of what the filters need and resolves them. claims says that claims alone are wanted, not what follows from them.
func (f *filterFlags) book(ctx context.Context, a *app, claims bool) (*book, *filter, error) {
	var out *filter
	b, err := a.scopedBook(ctx, f.known, func(b *book) (store.Filter, error) {
		var err error
		if out, err = f.resolve(b); err != nil {
			return store.Filter{}, err
		}
		return out.scope(claims), nil
	})
	if err != nil {
		return nil, nil, err
	}
	return b, out, out.missing()
}

// scope chooses the claims to load.
func (f *filter) scope(claims bool) store.Filter {
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

// missing is an error where a name that the gazetteer does not know is no party's of a claim either.
func (f *filter) missing() error {
	for key, err := range f.unknown {
		if !slices.ContainsFunc(f.b.claims, func(c chancery.Claim) bool { return slices.Contains(f.b.claimKeys(&c), key) }) {
			return err
		}
	}
	return nil
}

// resolve checks the flags and looks their names up.
func (f *filterFlags) resolve(b *book) (*filter, error) {
	out := &filter{b: b, modalities: f.modalities, unknown: map[string]error{}}
	for _, k := range f.kinds {
		ks, err := b.kindsOf(k)
		if err != nil {
			return nil, err
		}
		out.kinds = append(out.kinds, ks...)
	}
	for _, m := range f.modalities {
		if !slices.Contains(chancery.Modalities, chancery.Modality(m)) {
			return nil, usagef("the modalities are asserted, announced, planned, considered, threatened, demanded, alleged, denied, negated, hypothetical, uncertain", "no modality %q", m)
		}
	}
	for _, p := range f.parties {
		k, err := out.partyKey(p)
		if err != nil {
			return nil, err
		}
		out.parties = append(out.parties, k)
	}
	for _, p := range f.pairs {
		x, y, ok := strings.Cut(p, ",")
		if !ok {
			return nil, usagef("write --pair ALB,IRN", "--pair %q does not name two states", p)
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
	for _, d := range f.documents {
		ids, err := b.documentIDs(d)
		if err != nil {
			return nil, err
		}
		out.documents = append(out.documents, ids...)
	}
	for _, t := range []struct {
		flag, value string
		to          *edtf.Date
	}{{"--from", f.from, &out.from}, {"--to", f.to, &out.to}} {
		if t.value == "" {
			continue
		}
		d, err := edtf.Parse(t.value)
		if err != nil || d.IsUnknown() {
			return nil, usagef("write 2022-09-07, 2022-09 or 2022", "%s %q is not a date", t.flag, t.value)
		}
		*t.to = d
	}
	return out, nil
}

func (f *filter) kind(k string) bool { return len(f.kinds) == 0 || slices.Contains(f.kinds, k) }

// keys reports whether parties with these keys pass.
func (f *filter) keys(keys []string) bool { return f.party(keys) && f.pair(keys) }

func (f *filter) party(keys []string) bool {
	for _, p := range f.parties {
		if !slices.Contains(keys, p) {
			return false
		}
	}
	return true
}

func (f *filter) pair(keys []string) bool {
	return len(f.pairs) == 0 || slices.ContainsFunc(f.pairs, func(p [2]string) bool {
		return slices.Contains(keys, p[0]) && slices.Contains(keys, p[1])
	})
}

// ids is keys for ids of the ledger.
func (f *filter) ids(ids ...string) bool {
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = f.b.idKey(id)
	}
	return f.keys(keys)
}

// date reports whether a date can lie within --from and --to.
func (f *filter) date(s string) bool {
	if f.from.IsUnknown() && f.to.IsUnknown() {
		return true
	}
	d := parseOr(s)
	if d.IsUnknown() {
		return false
	}
	return f.bounds(d.Bounds())
}

func (f *filter) bounds(first, last edtf.Day) bool {
	if !f.from.IsUnknown() {
		if from, _ := f.from.Bounds(); last < from {
			return false
		}
	}
	if !f.to.IsUnknown() {
		if _, to := f.to.Bounds(); first > to {
			return false
		}
	}
	return true
}

func (f *filter) claim(c *chancery.Claim) bool {
	return f.kind(c.Kind) && (len(f.modalities) == 0 || slices.Contains(f.modalities, string(c.Modality))) &&
		(len(f.documents) == 0 || slices.Contains(f.documents, c.DocumentID)) &&
		f.date(dateOf(c)) && (len(f.parties) == 0 || f.party(f.b.claimKeys(c))) && (len(f.pairs) == 0 || f.pair(f.b.actors(c)))
}

func (f *filter) event(e *chancery.Event) bool {
	if !f.kind(e.Kind) || len(f.modalities) > 0 && !slices.Contains(f.modalities, string(e.Modality)) || !f.date(e.When) {
		return false
	}
	if len(f.documents) > 0 && !slices.ContainsFunc(e.Claims, func(id string) bool {
		c := f.b.byID[id]
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
func (f *filter) scopes() []ledger.Filter {
	var out []ledger.Filter
	for _, p := range f.pairs {
		if !named(p[0]) || !named(p[1]) {
			return []ledger.Filter{everything}
		}
		out = append(out, ledger.Filter{A: p[0], B: p[1]})
	}
	if out == nil && len(f.parties) > 0 && named(f.parties[0]) {
		out = append(out, ledger.Filter{A: f.parties[0]})
	}
	if out == nil {
		out = append(out, everything)
	}
	for i := range out {
		if !f.from.IsUnknown() {
			out[i].From = f.from.String()
		}
		if !f.to.IsUnknown() {
			out[i].To = f.to.String()
		}
	}
	return out
}

// everything is the filter of the ledger that keeps nothing back.
var everything = ledger.Filter{}

// named reports whether a key is the id of a party, and not the words for one without an id.
func named(key string) bool { return !strings.HasPrefix(key, "~") }

// gather asks the ledger for each scope and keeps what passes, each once.
func gather[T any](f *filter, ask func(ledger.Filter) []T, id func(*T) string, pass func(*T) bool) []T {
	var out []T
	seen := map[string]bool{}
	for _, s := range f.scopes() {
		for _, v := range ask(s) {
			if !seen[id(&v)] && pass(&v) {
				seen[id(&v)] = true
				out = append(out, v)
			}
		}
	}
	return out
}

func (f *filter) claims() []chancery.Claim {
	var out []chancery.Claim
	for i := range f.b.claims {
		if f.claim(&f.b.claims[i]) {
			out = append(out, f.b.claims[i])
		}
	}
	return out
}

func (f *filter) events() []chancery.Event {
	return gather(f, f.b.ledger.Events, func(e *chancery.Event) string { return e.ID }, f.event)
}

func (f *filter) periods(track string) []chancery.Period {
	return gather(f, f.b.ledger.Periods, func(p *chancery.Period) string { return p.ID }, func(p *chancery.Period) bool {
		return (track == "" || p.Track == track) && f.ids(p.A, p.B)
	})
}

func (f *filter) discrepancies() []chancery.Discrepancy {
	return gather(f, f.b.ledger.Discrepancies, func(d *chancery.Discrepancy) string { return d.ID }, func(d *chancery.Discrepancy) bool {
		return f.kind(d.Kind) && f.ids(d.A, d.B)
	})
}

func (f *filter) gaps() []chancery.Gap {
	return gather(f, f.b.ledger.Gaps, func(g *chancery.Gap) string { return g.ID }, func(g *chancery.Gap) bool { return f.ids(g.A, g.B) })
}
