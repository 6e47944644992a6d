package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"iter"
	"maps"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/store"
)

// note records, in a transaction that changes a document, that what was derived of it is stale. It is called before the generation grows.
func noteChanged(ctx context.Context, tx *sql.Tx, sha string) error {
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO changed (sha256, generation) SELECT ?, generation + 1 FROM state`, sha)
	return err
}

// noteDecided is noteChanged of the documents of claims.
func noteDecided(ctx context.Context, tx *sql.Tx, claims ...string) error {
	for _, id := range claims {
		if id == "" {
			continue
		}
		if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO changed (sha256, generation)
			SELECT d.sha256, (SELECT generation + 1 FROM state) FROM claims c JOIN documents d ON d.id = c.document WHERE c.claim = ?`, id); err != nil {
			return err
		}
	}
	return nil
}

// Derive implements store.Ledger. On read-only ground and on a full disk nothing is kept: whoever asks can do without.
func (db *DB) Derive(ctx context.Context, d store.Derivation) (kept bool, err error) {
	if db.readonly {
		return false, nil
	}
	db.add.Lock()
	defer db.add.Unlock()
	if kept, err = db.derive(ctx, d); full(err) {
		return false, nil
	}
	return kept, db.wrap(err)
}

func (db *DB) derive(ctx context.Context, d store.Derivation) (bool, error) {
	tx, err := db.writer(ctx)
	if err != nil {
		return false, err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, undoInFile); err != nil {
		return false, err
	}
	var kept store.Derived
	var now int64
	if err := tx.QueryRowContext(ctx, `SELECT version, derived.generation, state.generation FROM derived, state`).Scan(&kept.Version, &kept.Generation, &now); err != nil {
		return false, err
	}
	if now < d.Generation || d.From != 0 && (kept.Generation != d.From || kept.Version != d.Version) || d.From == 0 && kept.Version == d.Version && kept.Generation >= d.Generation {
		return false, nil
	}
	w := &deriving{statements: in(ctx, tx), pairs: map[store.Pair]int64{}, documents: map[string]int64{}}
	if err := w.apply(d); err != nil {
		return false, err
	}
	return true, tx.Commit()
}

// deriving is one transaction of Derive.
type deriving struct {
	statements
	pairs     map[store.Pair]int64
	documents map[string]int64 // of a rebuild, by id
}

func (w *deriving) exec(query string, args ...any) error {
	_, err := w.statements.exec(query, args...)
	return err
}

func (w *deriving) id(query string, args ...any) (id int64, err error) {
	err = w.row(query, args, &id)
	return id, err
}

func (w *deriving) apply(d store.Derivation) error {
	if d.From == 0 {
		return w.anew(d)
	}
	for _, sha := range d.Gone {
		if err := w.clear(sha); err != nil {
			return err
		}
		if err := w.exec(`DELETE FROM derived_documents WHERE sha256 = ?`, sha); err != nil {
			return err
		}
	}
	return w.enter(d)
}

// pairsByDocument is the index that a rebuild makes anew, which takes a third of the time that keeping it up takes.
const pairsByDocument = `CREATE INDEX derived_claims_document ON derived_claims (document, pair)`

// anew puts a derivation in place of all that is kept.
func (w *deriving) anew(d store.Derivation) error {
	for _, query := range []string{`DELETE FROM derived_claims`, `DELETE FROM derived_pairs`, `DELETE FROM derived_documents`, `DELETE FROM derived_bands`, `DROP INDEX derived_claims_document`} {
		if err := w.exec(query); err != nil {
			return err
		}
	}
	if err := w.enter(d); err != nil {
		return err
	}
	return w.exec(pairsByDocument)
}

// enter writes what comes.
func (w *deriving) enter(d store.Derivation) error {
	if d.Documents != nil {
		for doc, err := range d.Documents {
			if err != nil {
				return err
			}
			if err := w.document(&doc, d.From == 0); err != nil {
				return err
			}
		}
	}
	if d.Pairs != nil {
		if err := w.pairValues(d.Pairs); err != nil {
			return err
		}
	}
	if err := w.bands(&d); err != nil {
		return err
	}
	if err := w.exec(`UPDATE derived SET version = ?, generation = ?`, d.Version, d.Generation); err != nil {
		return err
	}
	return w.exec(`DELETE FROM changed WHERE generation <= ?`, d.Generation)
}

// pairValues writes pairs, with their claims where they come with them.
func (w *deriving) pairValues(pairs iter.Seq2[store.PairValue, error]) error {
	last, err := w.id(`SELECT coalesce(max(id), 0) FROM derived_pairs`)
	if err != nil {
		return err
	}
	fresh := last == 0 // no pair is there, so that each gets the next number
	values := w.many(`INSERT OR REPLACE INTO derived_pairs (id, a, b, value) VALUES `, 4)
	claims := w.many(`INSERT OR IGNORE INTO derived_claims (pair, document, claim) VALUES `, 3)
	for p, err := range pairs {
		if err != nil {
			return err
		}
		var value []byte // of none NULL
		if p.Value != "" {
			value = []byte(p.Value)
		}
		var id int64
		if fresh {
			last++
			id, err = last, values.add(last, p.A, p.B, value)
		} else {
			id, err = w.id(`INSERT INTO derived_pairs (a, b, value) VALUES (?, ?, ?) ON CONFLICT (a, b) DO UPDATE SET value = excluded.value RETURNING id`, p.A, p.B, value)
		}
		if err != nil {
			return err
		}
		for _, c := range p.Claims {
			if err := claims.add(id, w.documents[c.Document], c.Number); err != nil {
				return err
			}
		}
	}
	return errors.Join(values.flush(), claims.flush())
}

func (w *deriving) clear(sha string) error {
	return w.exec(`DELETE FROM derived_claims WHERE document = (SELECT id FROM derived_documents WHERE sha256 = ?)`, sha)
}

// document writes a document; anew says that nothing is kept of it yet.
func (w *deriving) document(d *store.DerivedDocument, anew bool) error {
	id, err := w.id(`INSERT INTO derived_documents (sha256, undated, date, copy_of) VALUES (?, ?, ?, ?)
		ON CONFLICT (sha256) DO UPDATE SET undated = excluded.undated, date = excluded.date, copy_of = excluded.copy_of RETURNING id`, d.ID, d.Undated, d.Date, d.CopyOf)
	if err != nil || d.Claims == nil && !anew {
		return err
	}
	if err := w.exec(`UPDATE derived_documents SET sketch = ? WHERE id = ?`, encodeSketch(d.Sketch), id); err != nil {
		return err
	}
	if anew {
		w.documents[d.ID] = id
	} else if err := w.clear(d.ID); err != nil {
		return err
	}
	if len(d.Claims) == 0 {
		return nil
	}
	rows, err := w.claims(d.ID)
	if err != nil {
		return err
	}
	values := w.many(`INSERT OR IGNORE INTO derived_claims (pair, document, claim) VALUES `, 3)
	for claim, pairs := range d.Claims {
		row, ok := rows[claim]
		if !ok { // its document has changed meanwhile, and is noted as changed
			continue
		}
		for _, p := range pairs {
			pair, ok := w.pairs[p]
			if !ok {
				if pair, err = w.id(`INSERT INTO derived_pairs (a, b) VALUES (?, ?) ON CONFLICT (a, b) DO UPDATE SET a = a RETURNING id`, p.A, p.B); err != nil {
					return err
				}
				w.pairs[p] = pair
			}
			if err := values.add(pair, id, row); err != nil {
				return err
			}
		}
	}
	return values.flush()
}

// bands takes bands out and enters others.
func (w *deriving) bands(d *store.Derivation) error {
	for _, b := range d.Unbanded {
		id, err := hex.DecodeString(b.ID)
		if err != nil {
			return err
		}
		if err := w.exec(`DELETE FROM derived_bands WHERE key = ? AND sha256 = ?`, int64(b.Key), id); err != nil {
			return err
		}
	}
	if d.Bands == nil {
		return nil
	}
	values := w.many(`INSERT OR IGNORE INTO derived_bands (key, sha256) VALUES `, 2)
	for b := range d.Bands {
		id, err := hex.DecodeString(b.ID)
		if err != nil {
			return err
		}
		if err := values.add(int64(b.Key), id); err != nil {
			return err
		}
	}
	return values.flush()
}

// claims returns the rows of the claims of a document, by id.
func (w *deriving) claims(sha string) (map[string]int64, error) {
	st, err := w.prepared(`SELECT c.claim, c.id FROM documents d JOIN claims c ON c.document = d.id WHERE d.sha256 = ?`)
	if err != nil {
		return nil, err
	}
	rows, err := st.QueryContext(w.ctx, sha)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]int64{}
	for rows.Next() {
		var claim string
		var row int64
		if err := rows.Scan(&claim, &row); err != nil {
			return nil, err
		}
		out[claim] = row
	}
	return out, rows.Err()
}

// Derived implements store.LedgerView.
func (v *view) Derived(ctx context.Context) (d store.Derived, err error) {
	err = v.tx.QueryRowContext(ctx, `SELECT version, generation FROM derived`).Scan(&d.Version, &d.Generation)
	return d, v.db.wrap(err)
}

// each runs a query for every value, in one statement, and hands its rows to scan.
func (v *view) each(ctx context.Context, query string, args [][]any, scan func(rows *sql.Rows) error) (err error) {
	defer func() { err = v.db.wrap(err) }()
	st, err := v.tx.PrepareContext(ctx, query)
	if err != nil {
		return err
	}
	defer st.Close()
	for _, a := range args {
		rows, err := st.QueryContext(ctx, a...)
		if err != nil {
			return err
		}
		for rows.Next() {
			if err := scan(rows); err != nil {
				rows.Close()
				return err
			}
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return err
		}
	}
	return nil
}

func oneEach(ids []string) [][]any {
	out := make([][]any, len(ids))
	for i, id := range ids {
		out[i] = []any{id}
	}
	return out
}

// someEach parts ids into lists, each an argument of a query that takes many at once, by json_each: a query costs more than a row.
func someEach[T string | int64](ids []T) [][]any {
	var out [][]any
	for some := range slices.Chunk(ids, 500) {
		j, err := json.Marshal(some)
		if err != nil { // of strings and numbers: never
			panic(err)
		}
		out = append(out, []any{string(j)})
	}
	return out
}

func pairEach(ps []store.Pair) [][]any {
	out := make([][]any, len(ps))
	for i, p := range ps {
		out[i] = []any{p.A, p.B}
	}
	return out
}

// Changed implements store.LedgerView.
func (v *view) Changed(ctx context.Context, since int64) ([]string, error) {
	return v.ids(ctx, `SELECT sha256 FROM changed WHERE generation > ?`, [][]any{{since}})
}

// ids collects the strings of queries, sorted, each once.
func (v *view) ids(ctx context.Context, query string, args [][]any) ([]string, error) {
	var out []string
	err := v.each(ctx, query, args, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	slices.Sort(out)
	return slices.Compact(out), err
}

// DerivedDocuments implements store.LedgerView.
func (v *view) DerivedDocuments(ctx context.Context, ids ...string) (map[string]store.DerivedDocument, error) {
	out := make(map[string]store.DerivedDocument, len(ids))
	err := v.each(ctx, `SELECT sha256, undated, date, copy_of, sketch FROM derived_documents WHERE sha256 IN (SELECT value FROM json_each(?))`, someEach(ids), func(rows *sql.Rows) error {
		var d store.DerivedDocument
		var sketch []byte
		err := rows.Scan(&d.ID, &d.Undated, &d.Date, &d.CopyOf, &sketch)
		d.Sketch = decodeSketch(sketch)
		out[d.ID] = d
		return err
	})
	return out, err
}

// Band implements store.LedgerView.
func (v *view) Band(ctx context.Context, key uint64, n int) ([]string, error) {
	return v.ids(ctx, `SELECT lower(hex(sha256)) FROM derived_bands WHERE key = ? ORDER BY sha256 LIMIT ?`, [][]any{{int64(key), n}})
}

// CopiesOf implements store.LedgerView.
func (v *view) CopiesOf(ctx context.Context, id string) ([]string, error) {
	return v.ids(ctx, `SELECT sha256 FROM derived_documents WHERE copy_of = ? AND copy_of <> ''`, [][]any{{id}})
}

func (v *view) somePairs(ctx context.Context, query string, args [][]any) ([]store.Pair, error) {
	found := map[store.Pair]bool{}
	var out []store.Pair
	err := v.each(ctx, query, args, func(rows *sql.Rows) error {
		var p store.Pair
		err := rows.Scan(&p.A, &p.B)
		if !found[p] {
			found[p] = true
			out = append(out, p)
		}
		return err
	})
	return out, err
}

// PairsOf implements store.LedgerView.
func (v *view) PairsOf(ctx context.Context, ids ...string) ([]store.Pair, error) {
	return v.somePairs(ctx, `SELECT DISTINCT p.a, p.b FROM derived_documents d JOIN derived_claims c ON c.document = d.id JOIN derived_pairs p ON p.id = c.pair WHERE d.sha256 = ?`, oneEach(ids))
}

// PairsWith implements store.LedgerView.
func (v *view) PairsWith(ctx context.Context, actor string) ([]store.Pair, error) {
	return v.somePairs(ctx, `SELECT a, b FROM derived_pairs WHERE a = ? UNION SELECT a, b FROM derived_pairs WHERE b = ?`, [][]any{{actor, actor}})
}

// UndatedIn implements store.LedgerView.
func (v *view) UndatedIn(ctx context.Context, ps ...store.Pair) ([]string, error) {
	return v.ids(ctx, `SELECT DISTINCT d.sha256 FROM derived_pairs p JOIN derived_claims c ON c.pair = p.id JOIN derived_documents d ON d.id = c.document WHERE p.a = ? AND p.b = ? AND d.undated`, pairEach(ps))
}

// findStale finds the documents of which what is kept is no longer so.
func (v *view) findStale(ctx context.Context) error {
	if v.stale != nil {
		return nil
	}
	v.stale = map[int64]bool{}
	return v.each(ctx, `SELECT d.id FROM changed c JOIN derived_documents d ON d.sha256 = c.sha256`, [][]any{nil}, func(rows *sql.Rows) error {
		var row int64
		err := rows.Scan(&row)
		v.stale[row] = true
		return err
	})
}

// PairClaims implements store.LedgerView.
func (v *view) PairClaims(ctx context.Context, ps ...store.Pair) iter.Seq2[chancery.Claim, error] {
	return func(yield func(chancery.Claim, error) bool) {
		seen := make(map[int64]bool)
		var raw []rawClaim
		err := v.findStale(ctx)
		if err != nil {
			yield(chancery.Claim{}, err)
			return
		}
		err = v.each(ctx, `SELECT c.id, c.document, x.document, c.body FROM derived_pairs p JOIN derived_claims x ON x.pair = p.id JOIN claims c ON c.id = x.claim
			WHERE p.a = ? AND p.b = ?`, pairEach(ps), func(rows *sql.Rows) error {
			var id, of int64
			var r rawClaim
			err := rows.Scan(&id, &r.document, &of, &r.body)
			if !seen[id] && !v.stale[of] {
				seen[id] = true
				raw = append(raw, r)
			}
			return err
		})
		claims, err2 := v.named(ctx, raw)
		if err := errors.Join(err, err2); err != nil {
			yield(chancery.Claim{}, v.db.wrap(err))
			return
		}
		for _, c := range claims {
			if !yield(c, nil) {
				return
			}
		}
	}
}

// Infos implements store.LedgerView.
func (v *view) Infos(ctx context.Context, ids ...string) (map[string]store.Info, error) {
	infos, _, err := v.infos(ctx, ids...)
	return infos, err
}

// infos returns what is known of documents, and their rows, by id.
func (v *view) infos(ctx context.Context, ids ...string) (map[string]store.Info, map[string]int64, error) {
	out := make(map[string]store.Info, len(ids))
	rows, at := map[string]int64{}, map[int64]string{}
	err := v.each(ctx, `SELECT `+infoColumns+` FROM documents WHERE sha256 IN (SELECT value FROM json_each(?))`, someEach(ids), func(rs *sql.Rows) error {
		e, err := scanInfo(rs)
		out[e.info.ID], rows[e.info.ID], at[e.row] = e.info, e.row, e.info.ID
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	err = v.nameRows(ctx, slices.Sorted(maps.Keys(at)))
	for row, id := range at {
		i := out[id]
		i.Names = v.names[row]
		out[id] = i
	}
	return out, rows, err
}

// EachInfo implements store.LedgerView.
func (v *view) EachInfo(ctx context.Context) iter.Seq2[store.Info, error] {
	return func(yield func(store.Info, error) bool) {
		err := v.eachEntry(ctx, func(e entry) error {
			if !yield(e.info, nil) {
				return errStop
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(store.Info{}, v.db.wrap(err))
		}
	}
}

// errStop ends a walk over rows early.
var errStop = errors.New("stop")

// StoredClaims implements store.LedgerView.
func (v *view) StoredClaims(ctx context.Context, documents ...string) iter.Seq2[store.StoredClaim, error] {
	if len(documents) == 0 { // the claims of a document are numbered in a row
		return v.stored(ctx, `SELECT id, document, body FROM claims ORDER BY id`, [][]any{nil})
	}
	return v.stored(ctx, `SELECT c.id, c.document, c.body FROM documents d JOIN claims c ON c.document = d.id WHERE d.sha256 = ? ORDER BY c.id`, oneEach(documents))
}

// NumberedClaims implements store.LedgerView.
func (v *view) NumberedClaims(ctx context.Context, numbers ...int64) iter.Seq2[store.StoredClaim, error] {
	const together = 64 // with one statement
	return func(yield func(store.StoredClaim, error) bool) {
		for chunk := range slices.Chunk(numbers, together) {
			args := make([]any, len(chunk))
			for i, n := range chunk {
				args[i] = n
			}
			for c, err := range v.stored(ctx, `SELECT id, document, body FROM claims WHERE id IN `+placeholders(1, len(chunk)), [][]any{args}) {
				if !yield(c, err) {
					return
				}
			}
		}
	}
}

func (v *view) stored(ctx context.Context, query string, args [][]any) iter.Seq2[store.StoredClaim, error] {
	return func(yield func(store.StoredClaim, error) bool) {
		err := v.each(ctx, query, args, func(rows *sql.Rows) error {
			var number, document int64
			var body []byte
			if err := rows.Scan(&number, &document, &body); err != nil {
				return err
			}
			if !yield(store.NewStoredClaim(number, document, body), nil) {
				return errStop
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(store.StoredClaim{}, err)
		}
	}
}

// Told implements store.LedgerView.
func (v *view) Told(ctx context.Context) (map[string]int, error) {
	out := map[string]int{}
	err := v.each(ctx, `SELECT a, b FROM derived_pairs WHERE value IS NOT NULL`, [][]any{nil}, func(rows *sql.Rows) error {
		var a, b string
		err := rows.Scan(&a, &b)
		out[a]++
		out[b]++
		return err
	})
	return out, err
}

// PairValues implements store.LedgerView.
func (v *view) PairValues(ctx context.Context, ps ...store.Pair) iter.Seq2[store.PairValue, error] {
	atOnce := 0 // how much room is made for values
	query, args := `SELECT a, b, value FROM derived_pairs WHERE a = ? AND b = ? AND value IS NOT NULL`, pairEach(ps)
	if len(ps) == 0 {
		query, args, atOnce = `SELECT a, b, value FROM derived_pairs WHERE value IS NOT NULL`, [][]any{nil}, 64<<10
	}
	return func(yield func(store.PairValue, error) bool) {
		var p store.PairValue
		var value sql.RawBytes
		var room strings.Builder // of values, so that not each is one more thing for the collection of garbage
		into := []any{&p.A, &p.B, &value}
		err := v.each(ctx, query, args, func(rows *sql.Rows) error {
			if err := rows.Scan(into...); err != nil {
				return err
			}
			if room.Cap()-room.Len() < len(value) {
				room = strings.Builder{}
				room.Grow(max(len(value), atOnce))
			}
			from := room.Len()
			room.Write(value)
			p.Value = room.String()[from:]
			if !yield(p, nil) {
				return errStop
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(store.PairValue{}, err)
		}
	}
}
