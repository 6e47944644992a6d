// Package store says how documents, claims and decisions are kept. The package
// holds the contract alone; sqlite keeps them in one file, and storetest is the
// suite that every implementation must pass.
//
// What is kept is what people wrote and what was read there: each document whole,
// the claims read from it, and the decisions on claims. What follows from them (events,
// periods, discrepancies, gaps) belongs to internal/ledger and is kept, if at all, as a cache that
// may be dropped at any time.
//
// A store promises:
//
//   - A reading (one document and its claims) is kept whole or not at all, at a kill of
//     the process or a loss of power at any point. When Add has returned without an error, what it was given is durable.
//   - What is kept is a function of the set of readings that were added, not of their order,
//     their batches, or how often each was added. Recorded times are the one exception.
//   - A View is one instant: nothing that is added while it is open shows in it.
//   - A document that is kept never changes. A new name for the same bytes is a further name of the same document. Where they
//     come with other metadata, the better are kept whichever came first (Arrivals), and what the others add beside them; the
//     name shown is the one that the kept ones came under.
//
// It does not read the clock, does not interpret claims, and never repairs a quote.
package store

import (
	"context"
	"iter"
	"slices"
	"strings"
	"time"

	"chancery"
)

// Reading is one document and what was read in it.
type Reading struct {
	Document *chancery.Document
	Claims   []chancery.Claim
	Sketch   []uint32  // of the story, by which a reprint is told (internal/ledger.Fingerprint); nil for none
	Latest   string    // EDTF of the latest past date that the text mentions, "" for none
	Rules    string    // version of the rule set that read it
	Model    string    // version of the model that parsed it
	Recorded time.Time // when it came in; to the second, in UTC
}

// Outcome says what adding a reading changed.
type Outcome uint8

// The outcomes.
const (
	Added   Outcome = iota // a new document
	Known                  // nothing changed
	Named                  // bytes that were known, under a further name
	Reread                 // bytes that were known, read by another version
	Differs                // bytes that were known, with another title, publisher, address or date than the kept ones
)

func (o Outcome) String() string {
	return [...]string{"added", "known", "named", "reread", "differs"}[o]
}

// NoDocument is the error of a document that is not kept.
func NoDocument(ref string) error {
	return &chancery.Error{Code: chancery.CodeNotFound, Where: ref, Message: "no such document", Hint: "the list of documents has their names and ids"}
}

// Info is what is known of a document beside its text.
type Info struct {
	ID                                   string   // hex SHA-256 of the text, chancery.Document.SHA256
	Names                                []string // every name it came in under: that of the reading that is kept, which is the one shown, then the others, sorted
	Title, Source, URL, Language, Format string
	Reader, Rules, Model                 string // versions
	Dates                                []chancery.DateCandidate
	Sketch                               []uint32
	Latest                               string
	Bytes                                int
	Recorded                             time.Time // when these bytes first came in
	Claims                               int       // how many were read in it
}

// Name returns the name under which the document is shown.
func (i *Info) Name() string { return i.Names[0] }

// Document returns i as a document without text, blocks and references; its Date method answers.
func (i *Info) Document() chancery.Document {
	return chancery.Document{
		Name: i.Name(), Title: i.Title, Source: i.Source, URL: i.URL, Language: i.Language,
		Format: i.Format, Reader: i.Reader, SHA256: i.ID, Dates: i.Dates,
	}
}

// Version is the versions that read a document.
type Version struct{ Reader, Rules, Model string }

// Kept says under which names and with which metadata a document is kept, and what read it.
type Kept struct {
	Names []string // sorted
	Version
	Arrivals Arrivals
}

// Filter restricts claims. The zero value takes all.
type Filter struct {
	Kinds      []string
	Modalities []chancery.Modality
	Documents  []string   // IDs
	Parties    [][]string // for each element, at least one of its ids is a party of the claim: agent, patient or other role
	IDs        []string   // these claims alone
}

// Match reports whether f takes c, a claim of the document of that id.
func (f *Filter) Match(c *chancery.Claim) bool {
	if len(f.Kinds) > 0 && !slices.Contains(f.Kinds, c.Kind) ||
		len(f.Modalities) > 0 && !slices.Contains(f.Modalities, c.Modality) ||
		len(f.Documents) > 0 && !slices.Contains(f.Documents, c.DocumentID) ||
		len(f.IDs) > 0 && !slices.Contains(f.IDs, c.ID) {
		return false
	}
	if len(f.Parties) == 0 {
		return true
	}
	ids := PartyIDs(c)
	for _, any := range f.Parties {
		if !slices.ContainsFunc(any, func(id string) bool { return slices.Contains(ids, id) }) {
			return false
		}
	}
	return true
}

// Empty reports whether f takes every claim.
func (f *Filter) Empty() bool {
	return len(f.Kinds) == 0 && len(f.Modalities) == 0 && len(f.Documents) == 0 && len(f.Parties) == 0 && len(f.IDs) == 0
}

// PartyIDs returns the ids of the parties that c names in any role, sorted, each once.
func PartyIDs(c *chancery.Claim) []string {
	var ids []string
	add := func(id string) {
		if id != "" {
			ids = append(ids, id)
		}
	}
	for _, p := range c.Agents {
		add(p.ID)
	}
	for _, p := range c.Patients {
		add(p.ID)
	}
	for _, p := range c.Others {
		add(p.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Order compares claims in the order in which they are listed: by document name, document, place in the
// document, id. It does not depend on the order in which documents came in.
func Order(a, b *chancery.Claim) int {
	if c := strings.Compare(a.Document, b.Document); c != 0 {
		return c
	}
	if c := strings.Compare(a.DocumentID, b.DocumentID); c != 0 {
		return c
	}
	if a.Quote.Start != b.Quote.Start {
		return a.Quote.Start - b.Quote.Start
	}
	if a.Quote.End != b.Quote.End {
		return a.Quote.End - b.Quote.End
	}
	return strings.Compare(a.ID, b.ID)
}

// Store keeps documents, claims and decisions. All methods may be called at the
// same time. Errors are *chancery.Error with CodeStore, CodeBusy (another process holds the database for
// longer than the store waits), CodeFull (the disk), CodeNotFound or CodeUsage.
type Store interface {
	// Add keeps readings, all of them or, on an error, none. A document's SHA256 must be
	// the hash of its Original, each claim must carry the document's id and its quote must stand in it: else the
	// error is CodeAnchor or CodeUsage. Of claims with one id the one with the highest confidence is kept.
	Add(ctx context.Context, rs ...Reading) ([]Outcome, error)

	// Kept returns which of the documents of these ids are kept.
	Kept(ctx context.Context, ids ...string) (map[string]Kept, error)

	// Remove takes a document and its claims out. Decisions on them stay. CodeNotFound where there is none.
	Remove(ctx context.Context, id string) error

	// Decide appends decisions, all or none. Each must have an id and a time (RFC 3339, of any offset); one that is kept already is passed over.
	// Returns how many were new.
	Decide(ctx context.Context, ds ...chancery.Decision) (int, error)

	// View opens the store as it is at this instant, restricted to documents recorded and decisions made at or
	// before known. A zero known means all. The caller must Close it. Few may be open at a time, and the next one waits: whoever holds a View
	// opens no other, and reads nothing but through it, or those who wait for each other could do so for ever.
	View(ctx context.Context, known time.Time) (View, error)

	// Cache keeps a value that was derived from the View of that generation, in place of
	// an earlier one under the same key. It is dropped without an error where the store has changed since.
	Cache(ctx context.Context, key string, generation int64, value []byte) error

	// Note returns what is noted under a key of a space: what a command remembers between its runs. Nothing of the
	// ledger follows from notes; no View shows them, and they do not change the generation.
	Note(ctx context.Context, space, key string) (value []byte, ok bool, err error)
	// Notes returns all notes of a space, by key.
	Notes(ctx context.Context, space string) ([]Note, error)
	// SetNotes keeps notes, each in place of an earlier one, all of them or, on an error, none. An empty value takes
	// a note away.
	SetNotes(ctx context.Context, notes ...Note) error

	// Marks returns where the words of a search stand in texts, in order, none overlapping.
	Marks(ctx context.Context, words string, texts []string) ([][]chancery.Span, error)

	Ledger

	Close() error
}

// Note is a value that a command remembers.
type Note struct {
	Space, Key string
	Value      []byte
}

// Search is a question to the full text.
type Search struct {
	Words     string   // words (all must stand there), "phrases", beginnings*, this OR that, -without; case, accents and endings do not matter
	Documents []string // ids of those to look in; nil: all
	Most      int      // where more passages are found, only so many are compared, those that came in last; 0: no bound
}

// Passage is a place that a search found.
type Passage struct {
	Document string        // id
	Block    int           // index in the document's blocks, -1 for its title
	Span     chancery.Span // of the block; of a title, the whole document
	Rank     float64       // by BM25: the greater, the better
}

// View reads a store as it was at one instant. It serves one goroutine.
type View interface {
	// Generation grows with every change of the store.
	Generation() int64
	// Documents returns every document, by name, then id.
	Documents(ctx context.Context) ([]Info, error)
	// Document returns one document whole, with the metadata of the reading that is kept alone, so that it can be read again; Info has
	// what other arrivals add. ref is its id, a prefix of it of at least 6 digits, or a
	// name. CodeNotFound where there is none, CodeUsage where there are several.
	Document(ctx context.Context, ref string) (*chancery.Document, Info, error)
	// Claims yields the claims that f takes, in Order. The document is named by the reading that is kept.
	Claims(ctx context.Context, f Filter) iter.Seq2[chancery.Claim, error]
	// Parties returns the ids of parties that claims name in any role, sorted.
	Parties(ctx context.Context) ([]string, error)
	// Cached returns what Cache kept under key, if nothing has been added, removed or decided between the View that it was derived from and this one.
	Cached(ctx context.Context, key string) ([]byte, bool, error)
	// Search yields the passages that s asks for, the fittest first. CodeUsage where its words hold nothing to search for.
	Search(ctx context.Context, s Search) iter.Seq2[Passage, error]
	// Decisions returns every decision by the instant at which it was made, then id.
	Decisions(ctx context.Context) ([]chancery.Decision, error)
	LedgerView
	Close() error
}
