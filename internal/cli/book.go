package cli

import (
	"context"
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
	claims []chancery.Claim // as the ledger takes them: dated, amended, without those rejected; in the order of listings
	byID   map[string]*chancery.Claim
}

// openBook builds the ledger of the database as known at a time; zero means now.
func (a *app) openBook(ctx context.Context, known string) (*book, error) {
	at, err := knownTime(known)
	if err != nil {
		return nil, err
	}
	v, err := a.view(ctx, at)
	if err != nil {
		return nil, err
	}
	defer v.Close()
	return a.buildBook(ctx, v)
}

func (a *app) buildBook(ctx context.Context, v store.View) (*book, error) {
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
	var in ledger.Input
	for i := range b.infos {
		in.Documents = append(in.Documents, ledgerDoc(&b.infos[i]))
	}
	for c, err := range v.Claims(ctx, store.Filter{}) {
		if err != nil {
			return nil, err
		}
		in.Claims = append(in.Claims, c)
	}
	if in.Decisions, err = v.Decisions(ctx); err != nil {
		return nil, err
	}
	b.ledger = ledger.Build(in, gaz, kinds)
	b.claims = b.ledger.Claims()
	slices.SortStableFunc(b.claims, func(x, y chancery.Claim) int { return store.Order(&x, &y) })
	b.byID = mapClaims(b.claims)
	return b, nil
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

// claimKeys returns the keys of all parties of a claim.
func (b *book) claimKeys(c *chancery.Claim) []string {
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
	for i := range c.Attribution {
		out = append(out, b.key(&c.Attribution[i]))
	}
	return out
}

// partyKey looks a party up by code, name or alias, or by the name of one that the claims name and the
// gazetteer does not know, such as a person.
func (b *book) partyKey(query string) (string, error) {
	e, err := b.gaz.Lookup(strings.TrimSpace(query))
	if err == nil {
		return b.idKey(e.ID), nil
	}
	if chancery.CodeOf(err) != chancery.CodeNotFound {
		return "", err
	}
	key := "~" + strings.ToLower(oneLine(query))
	for i := range b.claims {
		if slices.Contains(b.claimKeys(&b.claims[i]), key) {
			return key, nil
		}
	}
	return "", err
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
