package store

import (
	"context"
	"fmt"
	"iter"

	"chancery"
)

// Pair names two actors of the ledger, under its keys. B is "" for what concerns one alone.
type Pair struct{ A, B string }

// Derived is what is kept of the ledger that follows from a store: for each pair what was derived of it, which claims are of
// which pair, and the dates that were inferred of documents. It is a cache: it may be dropped, and then everything is derived anew.
type Derived struct {
	Version    string // of what derived it; what another version derived is of no use
	Generation int64  // of the store from which it was derived; 0 where nothing is kept
}

// Derivation is a change of what is kept of the ledger.
type Derivation struct {
	Derived         // what is kept after the change; Generation is that of the View it was made from
	From      int64 // the generation that it goes on from; 0 puts it in place of all that is kept
	Documents iter.Seq2[DerivedDocument, error]
	Gone      []string                    // ids of documents that are no longer there
	Pairs     iter.Seq2[PairValue, error] // read after Documents
	Bands     iter.Seq[Band]              // that come; a rebuild gives them in order
	Unbanded  []Band                      // that go
}

// Band is a key under which a document is looked for among those that may tell the same story.
type Band struct {
	Key uint64
	ID  string
}

// DerivedDocument is what the ledger makes of a document.
type DerivedDocument struct {
	ID      string
	Undated bool              // it bears no date of its own
	Date    string            // EDTF, inferred; "" where none is
	CopyOf  string            // the id of the document that tells the same story and counts for both; "" for none
	Sketch  []uint32          // of its story, by which it was compared with others; kept with Claims, and in a rebuild
	Claims  map[string][]Pair // of which pairs each claim is; nil leaves what is kept of these and of the sketch, or, in a rebuild, these to the pairs
}

// StoredClaim is a claim that is still to be decoded, so that many can do so at once.
type StoredClaim struct {
	Number   int64 // names the claim as long as its document is not read anew
	Document int64 // the same for the claims of one document
	body     []byte
}

// NewStoredClaim is a claim of that JSON.
func NewStoredClaim(number, document int64, body []byte) StoredClaim {
	return StoredClaim{number, document, body}
}

// Claim decodes a claim. It does not name its document.
func (s *StoredClaim) Claim(d *Decoder) (chancery.Claim, error) {
	c, err := d.Claim(s.body)
	if err != nil {
		return c, fmt.Errorf("claim number %d: %w", s.Number, err)
	}
	return c, nil
}

// Ledger is the part of a Store that keeps what was derived.
type Ledger interface {
	// Derive applies a change, or drops it without an error where something else than From is kept, or where the store holds less
	// than Generation. It reports whether it was applied.
	Derive(ctx context.Context, d Derivation) (bool, error)
}

// LedgerView reads what is kept of the ledger, at the instant of a View. What is kept is of the View's
// present only where Derived().Generation is the View's: else it is as old as that generation.
type LedgerView interface {
	Derived(ctx context.Context) (Derived, error)
	// Changed returns the ids of the documents that came, went or changed after a generation that is not
	// older than what is kept, and of those with claims that were decided on. Sorted.
	Changed(ctx context.Context, since int64) ([]string, error)
	// DerivedDocuments returns what is kept of documents, without their Claims. Those of which nothing is kept are left out.
	DerivedDocuments(ctx context.Context, ids ...string) (map[string]DerivedDocument, error)
	// Band returns the ids of the documents under a key, sorted: the first n, all where n is below 0.
	Band(ctx context.Context, key uint64, n int) ([]string, error)
	// CopiesOf returns the ids of the documents that are copies of one, sorted.
	CopiesOf(ctx context.Context, id string) ([]string, error)
	// PairsOf returns the pairs of which claims of a document are, as kept, each once.
	PairsOf(ctx context.Context, ids ...string) ([]Pair, error)
	// PairsWith returns the pairs in which an actor is.
	PairsWith(ctx context.Context, actor string) ([]Pair, error)
	// UndatedIn returns the ids of the documents without a date of their own that have claims of these pairs.
	UndatedIn(ctx context.Context, ps ...Pair) ([]string, error)
	// PairClaims yields the claims of pairs, as kept, each once, in no order. The claims of documents that changed since are left out.
	PairClaims(ctx context.Context, ps ...Pair) iter.Seq2[chancery.Claim, error]
	// Infos returns what is known of documents, by id; those that are not there are left out.
	Infos(ctx context.Context, ids ...string) (map[string]Info, error)
	// EachInfo yields what is known of every document, some read at a time, in no order but always the same.
	EachInfo(ctx context.Context) iter.Seq2[Info, error]
	// StoredClaims yields the claims of documents, of all where none is named: those of one document one after another.
	StoredClaims(ctx context.Context, documents ...string) iter.Seq2[StoredClaim, error]
	// NumberedClaims yields claims by their numbers.
	NumberedClaims(ctx context.Context, numbers ...int64) iter.Seq2[StoredClaim, error]
	// Told returns of how many of the pairs that have a value each actor is.
	Told(ctx context.Context) (map[string]int, error)
	// PairValues yields the values of pairs that are kept, empty ones left out; of all pairs where none is named.
	PairValues(ctx context.Context, ps ...Pair) iter.Seq2[PairValue, error]
}

// PairValue is what is kept of a pair.
type PairValue struct {
	Pair
	Value  string         // "" where there is nothing to tell of it
	Claims []DerivedClaim // in a rebuild, the claims of the pair; else Derivation.Documents tell of them
}

// DerivedClaim is a claim of a pair.
type DerivedClaim struct {
	Document string // id
	Number   int64  // of its StoredClaim
}
