package cli

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"chancery"
	"chancery/data"
	"chancery/internal/edtf"
	"chancery/internal/ledger"
	"chancery/internal/resolve/party"
	"chancery/internal/store"
	"chancery/internal/vocab"
)

// book is the ledger of a database, with what the answers need around it: names, kinds, documents.
type book struct {
	ledger *ledger.Ledger
	gaz    *party.Gazetteer
	kinds  *vocab.Kinds
	infos  []store.Info
	ids    []string         // of the parties that claims name
	claims []chancery.Claim // as the ledger takes them: dated, amended, without those rejected; in the order of listings
	byID   map[string]*chancery.Claim
}

// openBook builds the ledger of the whole database as known at a time; "" means now.
func (a *app) openBook(ctx context.Context, known string) (*book, error) {
	return a.scopedBook(ctx, known, nil)
}

// scopedBook builds the ledger of as much of the database as an answer needs. scope, where it is not nil, is asked once names
// can be looked up, and may choose claims by party, kind and document: what the ledger says of a pair follows from the claims
// that name both, and what a claim says from itself and its document's date.
func (a *app) scopedBook(ctx context.Context, known string, scope func(*book) (store.Filter, error)) (*book, error) {
	at, err := knownTime(known)
	if err != nil {
		return nil, err
	}
	v, err := a.view(ctx, at)
	if err != nil {
		return nil, err
	}
	defer v.Close()
	b, err := a.newBook(ctx, v)
	if err != nil {
		return nil, err
	}
	var f store.Filter
	if scope != nil {
		if f, err = scope(b); err != nil {
			return nil, err
		}
	}
	return b, a.fillBook(ctx, v, b, f, at)
}

// buildBook builds the whole ledger of a view of the present.
func (a *app) buildBook(ctx context.Context, v store.View) (*book, error) {
	b, err := a.newBook(ctx, v)
	if err != nil {
		return nil, err
	}
	return b, a.fillBook(ctx, v, b, store.Filter{}, zeroTime)
}

// newBook makes a book in which names can be looked up, without claims.
func (a *app) newBook(ctx context.Context, v store.View) (*book, error) {
	gaz, err := a.gaz()
	if err != nil {
		return nil, err
	}
	kinds, err := a.kinds()
	if err != nil {
		return nil, err
	}
	b := &book{gaz: gaz, kinds: kinds}
	if b.infos, err = v.Documents(ctx); err != nil {
		return nil, err
	}
	b.ids, err = v.Parties(ctx)
	return b, err
}

// fillBook loads the claims that f takes and builds the ledger of them.
func (a *app) fillBook(ctx context.Context, v store.View, b *book, f store.Filter, known time.Time) error {
	var in ledger.Input
	var err error
	if in.Decisions, err = v.Decisions(ctx); err != nil {
		return err
	}
	// An amended claim may belong where its text does not say.
	if slices.ContainsFunc(in.Decisions, func(d chancery.Decision) bool { return d.Action == "amend" }) {
		f = store.Filter{}
	}
	for i := range b.infos {
		in.Documents = append(in.Documents, ledgerDoc(&b.infos[i]))
	}
	if !f.Empty() {
		if err := a.inferredDates(ctx, v, b, in.Documents, known); err != nil {
			return err
		}
	}
	for c, err := range v.Claims(ctx, f) {
		if err != nil {
			return err
		}
		in.Claims = append(in.Claims, c)
	}
	b.ledger = ledger.Build(in, b.gaz, b.kinds)
	b.claims = b.ledger.Claims()
	slices.SortStableFunc(b.claims, func(x, y chancery.Claim) int { return store.Order(&x, &y) })
	b.byID = mapClaims(b.claims)
	return nil
}

// inferredDates fills in what the whole ledger infers of documents without a date: the one thing in which an answer about a pair rests on
// claims about others. It is kept in the database until that changes.
func (a *app) inferredDates(ctx context.Context, v store.View, b *book, docs []ledger.Doc, known time.Time) error {
	undated := func(d *ledger.Doc, i int) bool { return d.Date == "" && b.infos[i].Claims > 0 }
	any := false
	for i := range docs {
		any = any || undated(&docs[i], i)
	}
	if !any {
		return nil
	}
	key := "document dates " + version
	dates := map[string]string{}
	cached, ok, err := a.db.Cached(ctx, key)
	if err != nil {
		return err
	}
	if !ok || !known.IsZero() || json.Unmarshal(cached, &dates) != nil {
		whole := &book{gaz: b.gaz, kinds: b.kinds, infos: b.infos}
		if err := a.fillBook(ctx, v, whole, store.Filter{}, known); err != nil {
			return err
		}
		for _, d := range whole.ledger.Datings() {
			if d.Kind == chancery.DateInferred {
				dates[d.Document] = d.EDTF
			}
		}
		if known.IsZero() {
			b, err := json.Marshal(dates)
			if err != nil {
				return err
			}
			// A busy database keeps the answer from nobody.
			if err := a.db.Cache(ctx, key, v.Generation(), b); err != nil && chancery.CodeOf(err) != chancery.CodeBusy {
				return err
			}
		}
	}
	for i := range docs {
		if undated(&docs[i], i) {
			docs[i].Date, docs[i].Kind = dates[docs[i].ID], chancery.DateInferred
		}
	}
	return nil
}

// membersOf returns the ids under which claims name a party: those of its line.
func (b *book) membersOf(key string) []string {
	var out []string
	for _, id := range b.ids {
		if b.idKey(id) == key {
			out = append(out, id)
		}
	}
	return out
}

// pairScope takes the claims that name both of two parties, given by their ids.
func (b *book) pairScope(x, y string) store.Filter {
	return store.Filter{Parties: [][]string{b.membersOf(b.idKey(x)), b.membersOf(b.idKey(y))}}
}

// pairBook looks two states up and builds the ledger of what names both.
func (a *app) pairBook(ctx context.Context, x, y, known string) (b *book, idX, idY string, err error) {
	b, err = a.scopedBook(ctx, known, func(b *book) (f store.Filter, err error) {
		if idX, idY, err = b.pair(x, y); err == nil {
			f = b.pairScope(idX, idY)
		}
		return f, err
	})
	return b, idX, idY, err
}

// ledgerDoc is what the ledger needs to know of a document.
func ledgerDoc(i *store.Info) ledger.Doc {
	d := i.Document()
	date, kind := d.Date()
	return ledger.Doc{
		ID: i.ID, Name: i.Name(), Title: i.Title, Source: i.Source, Date: date, Kind: kind,
		Latest: i.Latest, Fingerprint: i.Sketch, Recorded: i.Recorded.Format(time.RFC3339),
	}
}

// loadGaz reads the gazetteer.
func loadGaz() (*party.Gazetteer, error) { return party.Load(data.FS) }

// kindsOf returns the kinds that a name stands for: itself, or those of a group.
func (b *book) kindsOf(name string) ([]string, error) {
	if _, ok := b.kinds.Get(name); ok {
		return []string{name}, nil
	}
	var out, near []string
	for _, k := range b.kinds.All() {
		if k.Group == name {
			out = append(out, k.Name)
		}
		if strings.Contains(k.Name, name) || strings.Contains(name, k.Name) {
			near = append(near, k.Name)
		}
	}
	if out == nil {
		hint := "the kinds are in data/kinds.tsv; groups: standing, mission, contact, agreement, state, word, measure, force, figure"
		if near != nil {
			hint = "did you mean " + strings.Join(near, ", ") + "?"
		}
		return nil, usagef(hint, "no kind and no group of kinds %q", name)
	}
	return out, nil
}

// group returns the group of a kind.
func (b *book) group(kind string) string {
	k, _ := b.kinds.Get(kind)
	return k.Group
}

// idKey is the key of a party's id: of a state its line, so that Serbia and Yugoslavia are one.
func (b *book) idKey(id string) string {
	if line := b.gaz.Line(id); line != "" {
		return line
	}
	return id
}

// key is the key under which a party is looked for: its id's, or its name in lower case where it has none.
func (b *book) key(p *chancery.Party) string {
	if p.ID != "" {
		return b.idKey(p.ID)
	}
	return "~" + strings.ToLower(oneLine(p.Name))
}

// claimKeys returns the keys of all whom a claim names, those who say it too.
func (b *book) claimKeys(c *chancery.Claim) []string {
	out := b.actors(c)
	for i := range c.Attribution {
		out = append(out, b.key(&c.Attribution[i]))
	}
	return out
}

// actors returns the keys of the parties of a claim.
func (b *book) actors(c *chancery.Claim) []string {
	var out []string
	for i := range c.Agents {
		out = append(out, b.key(&c.Agents[i]))
	}
	for i := range c.Patients {
		out = append(out, b.key(&c.Patients[i]))
	}
	for i := range c.Others {
		out = append(out, b.key(&c.Others[i].Party))
	}
	return out
}

// state looks up one of the two states of a question. The id is that of its line.
func (b *book) state(query string) (id string, err error) {
	e, err := b.gaz.Lookup(query)
	if err != nil {
		return "", err
	}
	return e.ID, nil
}

// pair looks up both states of a question.
func (b *book) pair(x, y string) (string, string, error) {
	ia, err := b.state(x)
	if err != nil {
		return "", "", err
	}
	ib, err := b.state(y)
	if err != nil {
		return "", "", err
	}
	return ia, ib, nil
}

// nameAt returns a party's name on a date, or its id where it has none.
func (b *book) nameAt(id string, on edtf.Date) string {
	if name := b.gaz.NameAt(id, on); name != "" {
		return name
	}
	return strings.TrimPrefix(id, "~")
}

// name returns a party's present name.
func (b *book) name(id string) string { return b.nameAt(id, edtf.Date{}) }

// documentIDs returns the ids of the documents that a name or an id stands for.
func (b *book) documentIDs(ref string) ([]string, error) {
	var out []string
	for i := range b.infos {
		d := &b.infos[i]
		if slices.Contains(d.Names, ref) || d.ID == ref || len(ref) >= 6 && strings.HasPrefix(d.ID, strings.ToLower(ref)) {
			out = append(out, d.ID)
		}
	}
	if out == nil {
		return nil, &chancery.Error{Code: chancery.CodeNotFound, Where: ref, Message: "no such document", Hint: "chancery documents lists them"}
	}
	return out, nil
}

// documentName returns the name of a document by its id.
func (b *book) documentName(id string) string {
	for i := range b.infos {
		if b.infos[i].ID == id {
			return b.infos[i].Name()
		}
	}
	return id
}
