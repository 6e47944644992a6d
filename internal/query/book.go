package query

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/ledger"
	"chancery/internal/resolve/party"
	"chancery/internal/store"
	"chancery/internal/vocab"
)

// Book is the ledger of a store, or of as much of it as an answer needs, with what answers need around it: names, kinds, documents.
// It is immutable and safe for concurrent use.
type Book struct {
	Ledger     *ledger.Ledger
	Gaz        *party.Gazetteer
	Kinds      *vocab.Kinds
	Infos      []store.Info
	Claims     []*chancery.Claim // as the ledger takes them: dated, amended, without those rejected; in the order of listings
	ByID       map[string]*chancery.Claim
	Generation int64
	Partial    bool // it says what stood between the pairs that it has, and knows of no document and no claim

	ids       []string            // of the parties that claims name
	decisions []chancery.Decision // by time

	parts  []part         // of Claims, by document
	partOf map[string]int // by id of the document

	named sync.Once
	names map[string]string // of documents, by id; once asked for
}

// Scope chooses the claims that an answer rests on; b is a book in which names can be looked up and which has no claims yet.
type Scope func(b *Book) (store.Filter, error)

// Book builds the ledger as known at a time (Known); the zero time means now. scope, where it is not nil, may choose claims by party,
// kind and document: what the ledger says of a pair follows from the claims that name both, and what a claim says from itself and its
// document's date.
func (s *Service) Book(ctx context.Context, known time.Time, scope Scope) (*Book, error) {
	v, err := s.store.View(ctx, known)
	if err != nil {
		return nil, err
	}
	b, err := s.book(ctx, v, scope, known.IsZero())
	v.Close()
	if !errors.Is(err, errStale) {
		return b, err
	}
	v, ok, err := s.keeper.Open(ctx) // no view is open while it derives, for that takes one too
	if err == nil && !ok {           // nothing can be kept
		v, err = s.store.View(ctx, known)
	}
	if err != nil {
		return nil, err
	}
	defer v.Close()
	return s.book(ctx, v, scope, ok)
}

// BookOf is the book of all that a view holds.
func (s *Service) BookOf(ctx context.Context, v store.View) (*Book, error) {
	return s.book(ctx, v, nil, false)
}

// book builds the ledger of what scope chooses. With kept, what is inferred of documents is taken from what the store keeps of the present, or the error is errStale; else
// it is inferred anew where it is needed.
func (s *Service) book(ctx context.Context, v store.View, scope Scope, kept bool) (b *Book, err error) {
	b = &Book{Gaz: s.gaz, Kinds: s.kinds, Generation: v.Generation()}
	if b.Infos, err = v.Documents(ctx); err != nil {
		return nil, err
	}
	if b.ids, err = v.Parties(ctx); err != nil {
		return nil, err
	}
	var f store.Filter
	if scope != nil {
		if f, err = scope(b); err != nil {
			return nil, err
		}
	}
	if err := s.fill(ctx, v, b, f, kept); err != nil {
		return nil, err
	}
	return b, nil
}

// PairScope takes the claims that name both of two parties.
func PairScope(x, y string) Scope {
	return func(b *Book) (store.Filter, error) {
		idX, idY, err := b.Pair(x, y)
		if err != nil {
			return store.Filter{}, err
		}
		return b.pairScope(idX, idY), nil
	}
}

// PairBook looks two parties up and builds the ledger of what names both.
func (s *Service) PairBook(ctx context.Context, x, y string, known time.Time) (b *Book, idX, idY string, err error) {
	if idX, idY, err = s.Pair(x, y); err != nil {
		return nil, "", "", err
	}
	if known.IsZero() {
		if kept, ok, err := s.keptPair(ctx, idX, idY); ok || err != nil {
			return kept, idX, idY, err
		}
	}
	b, err = s.Book(ctx, known, PairScope(x, y))
	return b, idX, idY, err
}

// fill loads the claims that f takes and builds the ledger of them; kept is as for book.
func (s *Service) fill(ctx context.Context, v store.View, b *Book, f store.Filter, kept bool) error {
	var in ledger.Input
	var err error
	if in.Decisions, err = v.Decisions(ctx); err != nil {
		return err
	}
	// An amended claim may belong where its text does not say.
	if slices.ContainsFunc(in.Decisions, func(d chancery.Decision) bool { return d.Action == "amend" }) {
		f = store.Filter{}
	}
	for i := range b.Infos {
		in.Documents = append(in.Documents, ledgerDoc(&b.Infos[i]))
	}
	if !f.Empty() {
		if err := s.inferredDates(ctx, v, b, in.Documents, kept); err != nil {
			return err
		}
	}
	if f.Empty() {
		n := 0
		for i := range b.Infos {
			n += b.Infos[i].Claims
		}
		in.Claims = make([]chancery.Claim, 0, n)
	}
	for c, err := range v.Claims(ctx, f) {
		if err != nil {
			return err
		}
		in.Claims = append(in.Claims, c)
	}
	b.setLedger(ledger.Build(in, b.Gaz, b.Kinds), nil)
	b.decisions = in.Decisions
	return nil
}

// setLedger lists the claims of a ledger. What it shares with that of an older book is taken from there.
func (b *Book) setLedger(l *ledger.Ledger, old *Book) {
	b.Ledger, b.parts, b.partOf = l, make([]part, 0, len(b.Infos)), make(map[string]int, len(b.Infos))
	n := 0
	for i := range b.Infos {
		n += b.Infos[i].Claims
	}
	b.Claims = make([]*chancery.Claim, 0, n)
	if old != nil {
		b.ByID = maps.Clone(old.ByID)
		for i := range old.parts {
			if !l.Shares(old.Ledger, old.parts[i].document) {
				for _, c := range old.claimsOf(&old.parts[i]) {
					delete(b.ByID, c.ID)
				}
			}
		}
	} else {
		b.ByID = make(map[string]*chancery.Claim, n)
	}
	for i := range b.Infos { // by name, then id: the order of listings
		p := part{document: b.Infos[i].ID, from: len(b.Claims)}
		if old != nil && l.Shares(old.Ledger, p.document) {
			k, ok := old.partOf[p.document]
			if !ok {
				continue
			}
			p.digest = old.parts[k].digest
			b.Claims = append(b.Claims, old.claimsOf(&old.parts[k])...)
		} else {
			p.digest = &digest{}
			for _, c := range l.DocumentClaims(p.document) {
				b.Claims = append(b.Claims, c)
				b.ByID[c.ID] = c
			}
		}
		if p.to = len(b.Claims); p.to > p.from {
			b.partOf[p.document] = len(b.parts)
			b.parts = append(b.parts, p)
		}
	}
}

// inferredDates fills in what the whole ledger infers of documents without a date: the one thing in which an answer about a pair rests on
// claims about others. Of the present it is kept in the store.
func (s *Service) inferredDates(ctx context.Context, v store.View, b *Book, docs []ledger.Doc, kept bool) error {
	var undated []int
	var ids []string
	for i := range docs {
		if docs[i].Undated() && b.Infos[i].Claims > 0 {
			undated = append(undated, i)
			ids = append(ids, docs[i].ID)
		}
	}
	if ids == nil {
		return nil
	}
	dates := map[string]string{}
	if kept {
		var err error
		if dates, err = s.keptDates(ctx, v, ids); err != nil {
			return err
		}
	} else {
		whole := &Book{Gaz: b.Gaz, Kinds: b.Kinds, Infos: b.Infos}
		if err := s.fill(ctx, v, whole, store.Filter{}, false); err != nil {
			return err
		}
		for _, d := range whole.Ledger.Datings() {
			if d.Kind == chancery.DateInferred {
				dates[d.Document] = d.EDTF
			}
		}
	}
	for _, i := range undated {
		docs[i].Date, docs[i].Kind = dates[docs[i].ID], chancery.DateInferred
	}
	return nil
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

// membersOf returns the ids under which claims name a party: those of its line.
func (b *Book) membersOf(key string) []string {
	var out []string
	for _, id := range b.ids {
		if b.IDKey(id) == key {
			out = append(out, id)
		}
	}
	return out
}

// pairScope takes the claims that name both of two parties, given by their ids.
func (b *Book) pairScope(x, y string) store.Filter {
	return store.Filter{Parties: [][]string{b.membersOf(b.IDKey(x)), b.membersOf(b.IDKey(y))}}
}

// KindsOf returns the kinds that a name stands for: itself, or those of a group.
func (b *Book) KindsOf(name string) ([]string, error) {
	if _, ok := b.Kinds.Get(name); ok {
		return []string{name}, nil
	}
	var out []string
	for _, k := range b.Kinds.All() {
		if k.Group == name {
			out = append(out, k.Name)
		}
	}
	if out == nil {
		return nil, usagef(nearKinds(b.Kinds, name, "; groups: "+strings.Join(b.Kinds.Groups(), ", ")), "no kind and no group of kinds %q", name)
	}
	return out, nil
}

// nearKinds is what to do where there is no kind of a name: the kinds that share a word with it, and where all of them stand; rest is told where none does.
func nearKinds(kinds *vocab.Kinds, name, rest string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r == '-' || r == '_' || r == ' ' })
	var near []string
	for _, k := range kinds.All() {
		if len(near) < 8 && slices.ContainsFunc(words, func(w string) bool { // "visits", "diplomatic-relation", "expulsion"
			return len(w) >= 4 && strings.Contains("-"+k.Name, "-"+w[:max(4, len(w)-3)])
		}) {
			near = append(near, k.Name)
		}
	}
	if near == nil {
		return "chancery kinds lists them" + rest
	}
	return "did you mean " + strings.Join(near, ", ") + "? chancery kinds lists all"
}

// Group returns the group of a kind.
func (b *Book) Group(kind string) string {
	k, _ := b.Kinds.Get(kind)
	return k.Group
}

// IDKey is the key of a party's id: of a state its line, so that Serbia and Yugoslavia are one.
func (b *Book) IDKey(id string) string {
	if line := b.Gaz.Line(id); line != "" {
		return line
	}
	return id
}

// key is the key under which a party is looked for: its id's, or its name in lower case where it has none.
func (b *Book) key(p *chancery.Party) string {
	if p.ID != "" {
		return b.IDKey(p.ID)
	}
	return "~" + strings.ToLower(oneLine(p.Name))
}

// claimKeys returns the keys of all whom a claim names, those who say it too.
func (b *Book) claimKeys(c *chancery.Claim) (out []string) {
	add := func(k string) { out = append(out, k) }
	b.eachActor(c, add)
	b.eachSpeaker(c, add)
	return out
}

// eachSpeaker calls f with the keys of those who say a claim.
func (b *Book) eachSpeaker(c *chancery.Claim, f func(string)) {
	for i := range c.Attribution {
		f(b.key(&c.Attribution[i]))
	}
}

// actors returns the keys of the parties of a claim.
func (b *Book) actors(c *chancery.Claim) (out []string) {
	b.eachActor(c, func(k string) { out = append(out, k) })
	return out
}

// eachActor calls f with the keys of actors.
func (b *Book) eachActor(c *chancery.Claim, f func(string)) {
	for i := range c.Agents {
		f(b.key(&c.Agents[i]))
	}
	for i := range c.Patients {
		f(b.key(&c.Patients[i]))
	}
	for i := range c.Others {
		f(b.key(&c.Others[i].Party))
	}
}

// Pair looks up both parties of a question by code, name or alias.
func (b *Book) Pair(x, y string) (idX, idY string, err error) {
	ex, err := b.Gaz.Lookup(x)
	if err != nil {
		return "", "", err
	}
	ey, err := b.Gaz.Lookup(y)
	if err != nil {
		return "", "", err
	}
	return ex.ID, ey.ID, nil
}

// NameAt returns a party's name on a date, or its id where it has none. A state that was not there then goes by the name of the member of its line that was:
// Serbia in 1930 is Yugoslavia, the Soviet Union in 2000 Russia.
func (b *Book) NameAt(id string, on edtf.Date) string {
	if line := b.Gaz.Line(id); line != "" && !on.IsUnknown() && !b.Gaz.Exists(id, on) {
		if then := b.Gaz.At(line, on); then != "" {
			id = then
		}
	}
	if name := b.Gaz.NameAt(id, on); name != "" {
		return name
	}
	return strings.TrimPrefix(id, "~")
}

// Name returns a party's present name.
func (b *Book) Name(id string) string { return b.NameAt(id, edtf.Date{}) }

// DocumentIDs returns the ids of the documents that a name or an id stands for.
func (b *Book) DocumentIDs(ref string) ([]string, error) {
	var out []string
	for i := range b.Infos {
		d := &b.Infos[i]
		if slices.Contains(d.Names, ref) || d.ID == ref || len(ref) >= 6 && strings.HasPrefix(d.ID, strings.ToLower(ref)) {
			out = append(out, d.ID)
		}
	}
	if out == nil {
		return nil, store.NoDocument(ref)
	}
	return out, nil
}

// DocumentName returns the name of a document by its id.
func (b *Book) DocumentName(id string) string {
	for i := range b.Infos {
		if b.Infos[i].ID == id {
			return b.Infos[i].Name()
		}
	}
	return id
}
