package server

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"chancery"
	"chancery/internal/store"
)

// Desk keeps what a server needs beside the ledger, as notes of the store: tokens, hooks and their deliveries, the log of
// changes and what the ledger said at its end.
type Desk struct{ Store store.Store }

// The spaces of the notes.
const (
	tokenSpace    = "serve token"
	hookSpace     = "serve hook"
	deliverySpace = "serve delivery"
	changeSpace   = "serve change"
	ledgerSpace   = "serve ledger" // what the ledger said when the log of changes was kept
	stateSpace    = "serve state"
)

// Token lets one who bears it ask a server. The token itself is not kept, only its hash.
type Token struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"` // whose it is: decisions made with it are this name's
	Hash    string    `json:"hash"` // hex SHA-256 of the token
	Read    bool      `json:"read"`
	Write   bool      `json:"write"`
	Created time.Time `json:"created"`
	Revoked time.Time `json:"revoked,omitzero"` // zero: valid
}

// Scopes names what the token lets one do.
func (t *Token) Scopes() string {
	var out []string
	if t.Read {
		out = append(out, "read")
	}
	if t.Write {
		out = append(out, "write")
	}
	return strings.Join(out, " ")
}

// AddToken keeps a token.
func (d Desk) AddToken(ctx context.Context, t Token) error { return d.put(ctx, tokenSpace, t.ID, t) }

// Tokens returns every token by time, those that were revoked too.
func (d Desk) Tokens(ctx context.Context) ([]Token, error) {
	out, err := all[Token](ctx, d, tokenSpace)
	slices.SortStableFunc(out, func(a, b Token) int { return a.Created.Compare(b.Created) })
	return out, err
}

// RevokeToken ends a token, told by id or name, and returns it. CodeNotFound where no valid one is called that, CodeUsage where several are.
func (d Desk) RevokeToken(ctx context.Context, ref string, now time.Time) (Token, error) {
	list, err := d.Tokens(ctx)
	if err != nil {
		return Token{}, err
	}
	var found []Token
	for _, t := range list {
		if t.Revoked.IsZero() && (t.ID == ref || t.Name == ref) {
			found = append(found, t)
		}
	}
	switch len(found) {
	case 0:
		return Token{}, &chancery.Error{Code: chancery.CodeNotFound, Where: ref, Message: "no valid token of this id or name", Hint: "chancery token list shows them"}
	case 1:
		found[0].Revoked = now
		return found[0], d.put(ctx, tokenSpace, found[0].ID, found[0])
	}
	return Token{}, &chancery.Error{Code: chancery.CodeUsage, Where: ref, Message: fmt.Sprintf("%d tokens have this name", len(found)), Hint: "name one by its id"}
}

// put keeps v under a key.
func (d Desk) put(ctx context.Context, space, key string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return d.Store.SetNotes(ctx, store.Note{Space: space, Key: key, Value: b})
}

// all returns what is kept in a space, by key.
func all[T any](ctx context.Context, d Desk, space string) ([]T, error) {
	notes, err := d.Store.Notes(ctx, space)
	if err != nil {
		return nil, err
	}
	out := make([]T, len(notes))
	for i, n := range notes {
		if err := json.Unmarshal(n.Value, &out[i]); err != nil {
			return nil, fmt.Errorf("note %s of %q: %w", n.Key, n.Space, err)
		}
	}
	return out, nil
}
