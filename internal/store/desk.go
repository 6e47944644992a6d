package store

import (
	"context"
	"time"
)

// Token lets one who bears it ask a server. The token itself is not kept, only its hash.
type Token struct {
	ID      string
	Name    string // whose it is: decisions made with it are this name's
	Hash    string // hex SHA-256 of the token
	Read    bool
	Write   bool
	Created time.Time
	Revoked time.Time // zero: valid
}

// Hook is an address that is told of changes.
type Hook struct {
	ID      string
	URL     string
	A, B    string // the parties whose changes it wants: none, one, or a pair
	Secret  string // base64, of the signature
	Created time.Time
	Failing time.Time // since when every delivery has failed; zero where the last one did not
	Dead    time.Time // when it was given up; zero while it lives
}

// Delivery is one message to a hook.
type Delivery struct {
	ID       string // of the message, the same in every attempt
	Hook     string
	Created  time.Time
	Body     []byte
	Attempts int
	Next     time.Time // of the next attempt; zero where there is none
	Done     time.Time // when it was taken; zero where it was not
	Status   int       // HTTP, of the last attempt; 0 where none came
	Problem  string    // what went wrong last
}

// Change is one line of the log of changes to the ledger.
type Change struct {
	Seq    int64     `json:"seq"`
	At     time.Time `json:"at"`   // when what caused it was recorded
	What   string    `json:"what"` // new gone
	Type   string    `json:"type"` // standing representation recognition discrepancy gap event date
	A      string    `json:"a,omitempty"`
	B      string    `json:"b,omitempty"`
	ID     string    `json:"id"` // of the period, discrepancy, gap, event; of a date, of the document
	Text   string    `json:"text"`
	Claims []string  `json:"claims,omitempty"`
}

// ChangeFilter selects from the log: of one party, of a pair, or all.
type ChangeFilter struct {
	A, B   []string // ids, any of them; B is asked only with A
	Before int64    // sequence numbers below it; 0 for all
	Limit  int
}

// Desk keeps what a server needs beside the ledger. None of it counts as a change of the store. Methods may be called at the same time.
type Desk interface {
	AddToken(ctx context.Context, t Token) error
	// Tokens returns every token by time, those that were revoked too.
	Tokens(ctx context.Context) ([]Token, error)
	// RevokeToken ends a token, told by id or name; CodeNotFound where no valid one is called that.
	RevokeToken(ctx context.Context, ref string, at time.Time) error

	AddHook(ctx context.Context, h Hook) error
	Hooks(ctx context.Context) ([]Hook, error)
	// SetHook keeps Failing and Dead of the hook of h.ID.
	SetHook(ctx context.Context, h Hook) error
	RemoveHook(ctx context.Context, id string) error

	// AddDeliveries puts messages into the queue.
	AddDeliveries(ctx context.Context, ds ...Delivery) error
	// Due returns at most limit messages whose next attempt is due at now, the oldest first.
	Due(ctx context.Context, now time.Time, limit int) ([]Delivery, error)
	SetDelivery(ctx context.Context, d Delivery) error
	// Deliveries returns the last messages to a hook, the newest first.
	Deliveries(ctx context.Context, hook string, limit int) ([]Delivery, error)

	// LogChanges appends to the log, which then stands for the ledger as known at upTo; it keeps the last keep lines.
	LogChanges(ctx context.Context, upTo time.Time, cs []Change, keep int) error
	// LoggedUpTo returns the time of the last LogChanges, zero where there was none.
	LoggedUpTo(ctx context.Context) (time.Time, error)
	// Logged returns lines of the log, the newest first.
	Logged(ctx context.Context, f ChangeFilter) ([]Change, error)
}
