package api

import (
	"context"
	"reflect"
	"slices"

	"chancery"
	"chancery/internal/ledger"
	"chancery/internal/query"

	"github.com/danielgtaylor/huma/v2"
)

func typeOf[T any]() reflect.Type { return reflect.TypeFor[T]() }

// One is an answer with one thing.
type One[T any] struct {
	Tagged
	Body T
}

// one registers an operation that gives one thing; asked is what the answer depends on beside the path.
func one[I, T any](a *API, op huma.Operation, cond func(*I) *Conditional, find func(context.Context, *I) (b *query.Book, asked any, out T, err error)) {
	huma.Register(a.huma, op, func(ctx context.Context, in *I) (*One[T], error) {
		b, asked, out, err := find(ctx, in)
		if err != nil {
			return nil, a.fail(err)
		}
		tag := a.tag(b, op.Path, asked)
		if cond(in).fresh(tag) {
			return nil, &notModified{tag}
		}
		return &One[T]{Tagged{tag, cacheControl}, out}, nil
	})
	a.notModified(op.Path)
}

// PairIn names a pair, a date, and as known when.
type PairIn struct {
	A  string `path:"a" doc:"A party, by code, name or alias." example:"ALB" maxLength:"200"`
	B  string `path:"b" doc:"The other." example:"IRN" maxLength:"200"`
	On string `query:"on" doc:"The date asked about (EDTF), today by default; of one of less than a day its end." example:"2023-01-01" maxLength:"64"`
	Known
	Conditional
}

// asked resolves what a question about a pair asks, and loads what it needs.
func (a *API) pairBook(ctx context.Context, in *PairIn) (*query.Book, query.Question, error) {
	on, err := a.on(in.On)
	if err != nil {
		return nil, query.Question{}, err
	}
	q := query.Question{A: in.A, B: in.B, On: on, Known: in.Known.Known}
	x, y, err := a.back.Query().Pair(q.A, q.B)
	if err != nil {
		return nil, q, err
	}
	if q.Known == "" {
		b, err := a.back.Pair(ctx, x, y)
		return b, q, err
	}
	b, err := a.bookAt(ctx, q.Known)
	return b, q, err
}

// states registers what is asked of parties and pairs.
func (a *API) states() {
	type partiesIn struct {
		Type  string `query:"type" doc:"state or organisation." enum:"state,organisation,people,person"`
		Named bool   `query:"named" doc:"Those that a claim names alone."`
		Paging
	}
	list(a, op("list-parties", "/parties", "Parties", "States and other parties", "The states of the gazetteer, and the other parties that claims name.", "/parties?type=state&named=true"),
		func(in *partiesIn) *Paging { return &in.Paging }, func(p *query.Party) string { return p.ID },
		func(ctx context.Context, in *partiesIn) (*query.Book, any, []query.Party, error) {
			b, err := a.back.Book(ctx)
			if err != nil {
				return nil, nil, nil, err
			}
			var out []query.Party
			for _, p := range b.Parties() {
				if (in.Type == "" || string(p.Type) == in.Type) && (!in.Named || p.Named) {
					out = append(out, p)
				}
			}
			return b, []any{in.Type, in.Named}, out, nil
		})
	type partyIn struct {
		Party string `path:"party" doc:"By code, name or alias." example:"ALB" maxLength:"200"`
		Conditional
	}
	one(a, op("get-party", "/parties/{party}", "Parties", "One party", "With its line of predecessors and successors.", "/parties/Serbia"),
		func(in *partyIn) *Conditional { return &in.Conditional },
		func(ctx context.Context, in *partyIn) (*query.Book, any, query.Party, error) {
			b, err := a.back.Book(ctx)
			if err != nil {
				return nil, nil, query.Party{}, err
			}
			p, err := b.Party(in.Party)
			return b, in.Party, p, err
		})
	type pairsIn struct {
		Party    string `query:"party" doc:"A party of every pair." maxLength:"200"`
		On       string `query:"on" doc:"The date asked about (EDTF), today by default." maxLength:"64"`
		Standing string `query:"standing" doc:"Pairs of that standing alone." enum:"unknown,unrecognised,recognised,relations,suspended,severed,lapsed,none"`
		Known
		Paging
	}
	list(a, op("list-pairs", "/pairs", "Pairs", "The world on a date", "What stood between every two parties of which the ledger knows anything, or between one and every other.", "/pairs?party=ALB&on=2023-01-01"),
		func(in *pairsIn) *Paging { return &in.Paging }, func(s *chancery.Status) string { return s.A + " " + s.B },
		func(ctx context.Context, in *pairsIn) (*query.Book, any, []chancery.Status, error) {
			on, err := a.on(in.On)
			if err != nil {
				return nil, nil, nil, err
			}
			b, err := a.bookAt(ctx, in.Known.Known)
			if err != nil {
				return nil, nil, nil, err
			}
			out, err := b.World(in.Party, on)
			out = slices.DeleteFunc(out, func(s chancery.Status) bool { return in.Standing != "" && string(s.Standing) != in.Standing })
			for i := range out {
				out[i].Known = in.Known.Known
			}
			return b, []any{in.Party, on, in.Standing, in.Known}, out, err
		})
	cond := func(in *PairIn) *Conditional { return &in.Conditional }
	one(a, op("get-status", "/pairs/{a}/{b}/status", "Pairs", "What stood between two states on a date", "Recognition and diplomatic relations, since when, how each was represented in the other, and the claims that say so.", "/pairs/ALB/IRN/status?on=2023-01-01"),
		cond, func(ctx context.Context, in *PairIn) (*query.Book, any, chancery.Status, error) {
			b, q, err := a.pairBook(ctx, in)
			if err != nil {
				return nil, nil, chancery.Status{}, err
			}
			s, err := b.Status(q)
			return b, []any{q.A, q.B, q.On, q.Known}, s, err
		})
	one(a, op("get-dossier", "/pairs/{a}/{b}/dossier", "Pairs", "The dossier of two states", "Everything that the ledger holds of a pair: periods, events, figures, discrepancies, gaps, claims.", "/pairs/ALB/IRN/dossier"),
		cond, func(ctx context.Context, in *PairIn) (*query.Book, any, query.Dossier, error) {
			b, q, err := a.pairBook(ctx, in)
			if err != nil {
				return nil, nil, query.Dossier{}, err
			}
			d, err := b.Dossier(q)
			if err != nil {
				return nil, nil, query.Dossier{}, err
			}
			return b, []any{q.A, q.B, q.On, q.Known}, *d, nil
		})
	one(a, op("get-derivation", "/pairs/{a}/{b}/why", "Pairs", "How the ledger comes to a status", "Every fact in the order in which it was laid out, what it did, by which rule, and what was set aside.", "/pairs/ALB/IRN/why?on=2023-01-01"),
		cond, func(ctx context.Context, in *PairIn) (*query.Book, any, query.Derivation, error) {
			b, q, err := a.pairBook(ctx, in)
			if err != nil {
				return nil, nil, query.Derivation{}, err
			}
			d, err := b.Why(q)
			return b, []any{q.A, q.B, q.On, q.Known}, d, err
		})
}

// Kind is a kind of claim.
type Kind struct {
	Name       string `json:"name"`
	Group      string `json:"group"`
	Definition string `json:"definition"`
}

// lists registers the listings.
func (a *API) lists() {
	type kindsIn struct{ Paging }
	list(a, op("list-kinds", "/kinds", "Ledger", "The kinds of claim", "The vocabulary, with the group of each kind.", "/kinds"),
		func(in *kindsIn) *Paging { return &in.Paging }, func(k *Kind) string { return k.Name },
		func(ctx context.Context, in *kindsIn) (*query.Book, any, []Kind, error) {
			b, err := a.back.Book(ctx)
			if err != nil {
				return nil, nil, nil, err
			}
			var out []Kind
			for _, k := range b.Kinds.All() {
				out = append(out, Kind{k.Name, k.Group, k.Definition})
			}
			return b, nil, out, nil
		})
	type claimsIn struct {
		EventFilters
		Paging
	}
	list(a, op("list-claims", "/claims", "Ledger", "What the documents say", "Claims with their exact quotes, decisions applied, in the order of documents and places.", "/claims?party=ALB&kind=sever-relations&format=jsonl"),
		func(in *claimsIn) *Paging { return &in.Paging }, func(c **chancery.Claim) string { return (*c).ID },
		func(ctx context.Context, in *claimsIn) (*query.Book, any, []*chancery.Claim, error) {
			b, sel, err := a.selected(ctx, in.filter())
			if err != nil {
				return nil, nil, nil, err
			}
			return b, in.EventFilters, sel.Claims(), nil
		})
	type claimIn struct {
		ID string `path:"id" doc:"The claim's id." maxLength:"64"`
		Conditional
	}
	one(a, op("get-claim", "/claims/{id}", "Ledger", "One claim in its paragraph", "With its section, the decisions on it and the events that it tells of.", "/claims/"+exampleClaim),
		func(in *claimIn) *Conditional { return &in.Conditional },
		func(ctx context.Context, in *claimIn) (*query.Book, any, query.Claim, error) {
			b, err := a.back.Book(ctx)
			if err != nil {
				return nil, nil, query.Claim{}, err
			}
			c, err := a.back.Query().ClaimIn(ctx, b, in.ID)
			if err != nil {
				return nil, nil, query.Claim{}, err
			}
			return b, in.ID, *c, nil
		})
	list(a, op("list-events", "/events", "Ledger", "What happened", "The claims of one occurrence brought together, with the date that most independent sources give and every other.", "/events?pair=ALB,IRN&from=2018"),
		func(in *claimsIn) *Paging { return &in.Paging }, func(e **chancery.Event) string { return (*e).ID },
		func(ctx context.Context, in *claimsIn) (*query.Book, any, []*chancery.Event, error) {
			b, sel, err := a.selected(ctx, in.filter())
			if err != nil {
				return nil, nil, nil, err
			}
			return b, in.EventFilters, sel.Events(), nil
		})
	type periodsIn struct {
		Track string `query:"track" doc:"standing, representation, or recognition." enum:"standing,representation,recognition"`
		Span
		Filters
		Paging
	}
	list(a, op("list-periods", "/periods", "Ledger", "What stood between pairs over time", "Periods of standing and of representation, with their bounds and how they are known.", "/periods?pair=ALB,IRN"),
		func(in *periodsIn) *Paging { return &in.Paging }, func(p *chancery.Period) string { return p.ID },
		func(ctx context.Context, in *periodsIn) (*query.Book, any, []chancery.Period, error) {
			f := in.filter()
			f.From, f.To = in.From, in.To
			b, sel, err := a.selected(ctx, f)
			if err != nil {
				return nil, nil, nil, err
			}
			return b, []any{in.Track, in.Span, in.Filters}, sel.Periods(in.Track), nil
		})
	type discrepanciesIn struct {
		Kind []string `query:"kind,explode" doc:"A kind or a group of kinds." maxItems:"64"`
		Filters
		Paging
	}
	list(a, op("list-discrepancies", "/discrepancies", "Ledger", "Where the sources disagree", "The gravest first, each side with the claims that take it.", "/discrepancies?party=ALB"),
		func(in *discrepanciesIn) *Paging { return &in.Paging }, func(d *chancery.Discrepancy) string { return d.ID },
		func(ctx context.Context, in *discrepanciesIn) (*query.Book, any, []chancery.Discrepancy, error) {
			f := in.filter()
			f.Kinds = in.Kind
			b, sel, err := a.selected(ctx, f)
			if err != nil {
				return nil, nil, nil, err
			}
			return b, []any{in.Kind, in.Filters}, sel.Discrepancies(), nil
		})
	type gapsIn struct {
		Filters
		Paging
	}
	list(a, op("list-gaps", "/gaps", "Ledger", "What nobody wrote down", "Transitions that follow from what was written but were not written themselves.", "/gaps"),
		func(in *gapsIn) *Paging { return &in.Paging }, func(g *chancery.Gap) string { return g.ID },
		func(ctx context.Context, in *gapsIn) (*query.Book, any, []chancery.Gap, error) {
			b, sel, err := a.selected(ctx, in.filter())
			if err != nil {
				return nil, nil, nil, err
			}
			return b, in.Filters, sel.Gaps(), nil
		})
	type changesIn struct {
		Since string `query:"since" required:"true" doc:"A day (EDTF) or a time (RFC 3339): what the ledger is compared with is what it was at its end." example:"2024-06-30" maxLength:"64"`
		Filters
		Paging
	}
	list(a, op("list-changes", "/changes", "Changes", "What became different", "Compares the ledger with what it was at a time: standings, representations, events, discrepancies, gaps, dates of documents that are new or gone.", "/changes?since=2024-06-30&party=ALB"),
		func(in *changesIn) *Paging { return &in.Paging }, func(c *ledger.Change) string { return c.What + c.Type + c.ID + c.Text },
		func(ctx context.Context, in *changesIn) (*query.Book, any, []ledger.Change, error) {
			since, err := query.Known("since", in.Since)
			if err != nil {
				return nil, nil, nil, err
			}
			b, err := a.bookAt(ctx, in.Known.Known)
			if err != nil {
				return nil, nil, nil, err
			}
			before, err := a.back.Past(ctx, since)
			if err != nil {
				return nil, nil, nil, err
			}
			out, err := b.Changes(before, in.filter())
			return b, []any{in.Since, in.Filters}, out, err
		})
	type searchIn struct {
		Words    string   `query:"q" required:"true" doc:"Words (all of them), \"phrases\", beginnings*, this OR that, -without." example:"embassy \"closed its\"" minLength:"1" maxLength:"500"`
		Kind     []string `query:"kind,explode" doc:"A claim of this kind, or group of kinds, stands in the passage." maxItems:"64"`
		Party    []string `query:"party,explode" doc:"A claim that names this party stands in the passage." maxItems:"8"`
		Document []string `query:"document,explode" doc:"In this document, by id or name." maxItems:"64"`
		Span
		Cursor string `query:"cursor" maxLength:"2000"`
		Limit  int    `query:"limit" default:"20" minimum:"1" maximum:"100"`
		Conditional
	}
	one(a, op("search", "/search", "Documents", "Search the documents", "Passages in which words stand, the fittest first (BM25), with what is searched for marked and the claims that stand in each. Where the words stand in more than 20 000 passages that pass, those that came in last are compared, and more is true.", "/search?q=embassy+clos*&party=IRN"),
		func(in *searchIn) *Conditional { return &in.Conditional },
		func(ctx context.Context, in *searchIn) (*query.Book, any, query.Found, error) {
			b, err := a.back.Book(ctx)
			if err != nil {
				return nil, nil, query.Found{}, err
			}
			f, err := a.back.Query().Search(ctx, b, query.Search{Words: in.Words, Cursor: in.Cursor, Limit: in.Limit,
				Filter: query.Filter{Kinds: in.Kind, Parties: in.Party, Documents: in.Document, From: in.From, To: in.To}})
			if err != nil {
				return nil, nil, query.Found{}, err
			}
			return b, []any{in.Words, in.Kind, in.Party, in.Document, in.Span, in.Cursor, in.Limit}, *f, nil
		})
	type decisionsIn struct {
		Claim string `query:"claim" doc:"On this claim alone." maxLength:"64"`
		Paging
	}
	list(a, op("list-decisions", "/decisions", "Decisions", "What people decided", "By time; idle says why a decision no longer bears on anything.", "/decisions"),
		func(in *decisionsIn) *Paging { return &in.Paging }, func(d *query.Decision) string { return d.ID },
		func(ctx context.Context, in *decisionsIn) (*query.Book, any, []query.Decision, error) {
			b, err := a.back.Book(ctx)
			if err != nil {
				return nil, nil, nil, err
			}
			out := slices.DeleteFunc(b.DecisionsInContext(), func(d query.Decision) bool { return in.Claim != "" && d.Claim != in.Claim && d.With != in.Claim })
			return b, in.Claim, out, nil
		})
}
