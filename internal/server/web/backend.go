// Package web serves the pages: the world on a date, a pair, a state, a document, and the lists to work through.
//
// Every page is HTML that the server writes, has its own address and reads without a script; the script (web/ in the root, built into dist/) then
// spares loading. What documents say is untrusted: it reaches a page through html/template alone. No page asks anything of another host, and none holds
// a script or a style of its own, so the content security policy allows neither.
package web

import (
	"context"
	"net/http"
	"time"

	"chancery"
	"chancery/internal/query"
)

// Backend is what the pages need of the server around them.
type Backend interface {
	// Book is the ledger of everything as it is now. It is asked for with every page, so a backend keeps it until the store changes.
	Book(ctx context.Context) (*query.Book, error)
	// Early is a book out of what is kept of the ledger, for as long as Book would have to wait: of two parties, by code, name or alias, of one (b is ""), or of
	// the state of which most is told. ok is false where Book should be asked.
	Early(ctx context.Context, a, b string) (_ *query.Book, ok bool, err error)
	// Past is the ledger of everything as it was known at a time.
	Past(ctx context.Context, known time.Time) (*query.Book, error)
	// Documents returns the documents of these ids, whole. What there is not is left out.
	Documents(ctx context.Context, ids ...string) (map[string]*chancery.Document, error)
	// Claims returns claims as they were read, also those that a decision left out.
	Claims(ctx context.Context, ids ...string) (map[string]chancery.Claim, error)
	// Decide keeps a verdict.
	Decide(ctx context.Context, v query.Verdict) error
	// Search finds words in documents and quotes.
	Search(ctx context.Context, q Search) (Found, error)
	// Changes are the last n changes of the ledger between two parties, given by the keys of their lines, the newest first.
	Changes(b *query.Book, x, y string, n int) []Change
	// Status maps an error to the status and the words that the one who asked may see of it, and logs the rest.
	Status(r *http.Request, err error) (status int, message, hint string)
	// Now is the time it is.
	Now() time.Time
	// User names who asks, for decisions; "" for one who may not write.
	User(r *http.Request) string
	// CSRF is the token that a form must bring back in the field csrf, or a script in the header X-CSRF-Token.
	CSRF(r *http.Request) string
}

// Change is one way in which the ledger became different.
type Change struct {
	On   string // the day on which what caused it was recorded
	Text string
	At   string // what there is now; "" for what is gone
}

// Search is a question to the full text.
type Search struct {
	Words, Party, Kind, From, To string
	Cursor                       string // where the last page ended; "" for the first
}

// Found is a page of the answer.
type Found struct {
	Hits  []Hit
	Total int
	More  bool   // the words stand in more places than Total: those that came in last were compared
	Next  string // the cursor of the next page; "" at the end
}

// Hit is a place that a search found.
type Hit struct {
	DocumentID, Document, Title, Date string
	Claim                             string // id, where it is a quote
	Kind                              string // of the claim
	Modality                          chancery.Modality
	Who                               string
	Block                             int // of the document; -1: its title
	Snippet                           []Piece
}

// Piece is a stretch of text, marked or not.
type Piece struct {
	Text string
	Mark bool
}
