package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"chancery"
	"chancery/internal/store"
)

// view is one read transaction: SQLite's snapshot is the instant.
type view struct {
	db         *DB
	tx         *sql.Tx
	known      int64 // seconds since 1970; documents and decisions up to it
	generation int64
	list       []entry            // documents in their order, once they were asked for
	decoders   []store.Decoder    // one for each processor
	stale      map[int64]bool     // rows of derived documents that changed since; nil before they were asked for
	names      map[int64][]string // of the documents by whose rows they were asked for
}

type entry struct {
	row  int64
	info store.Info
}

// View implements store.Store.
func (db *DB) View(ctx context.Context, known time.Time) (store.View, error) {
	tx, err := db.r.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, db.wrap(err)
	}
	v := &view{db: db, tx: tx, known: math.MaxInt64}
	if !known.IsZero() {
		v.known = known.Unix()
	}
	if err := tx.QueryRowContext(ctx, `SELECT generation FROM state`).Scan(&v.generation); err != nil {
		tx.Rollback()
		return nil, db.wrap(err)
	}
	return v, nil
}

func (v *view) Generation() int64 { return v.generation }

func (v *view) Close() error { return v.db.wrap(v.tx.Rollback()) }

// Documents implements store.View.
func (v *view) Documents(ctx context.Context) ([]store.Info, error) {
	es, err := v.entries(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]store.Info, len(es))
	for i := range es {
		out[i] = es[i].info
	}
	return out, nil
}

func (v *view) entries(ctx context.Context) (_ []entry, err error) {
	if v.list != nil {
		return v.list, nil
	}
	list := []entry{}
	err = v.eachEntry(ctx, func(e entry) error {
		list = append(list, e)
		return nil
	})
	if err != nil {
		return nil, v.db.wrap(err)
	}
	slices.SortFunc(list, inOrder)
	v.list = list
	return list, nil
}

// inOrder is the order of documents: by name, then id.
func inOrder(a, b entry) int {
	return cmp.Or(strings.Compare(a.info.Name(), b.info.Name()), strings.Compare(a.info.ID, b.info.ID))
}

// eachEntry goes through the documents by their rows, some at a time.
func (v *view) eachEntry(ctx context.Context, do func(entry) error) error {
	after := int64(math.MinInt64)
	for {
		var list []entry
		at := map[int64]int{}
		err := v.each(ctx, `SELECT `+infoColumns+` FROM documents WHERE id > ? AND recorded <= ? ORDER BY id LIMIT ?`, [][]any{{after, v.known, documentsAtOnce}}, func(rows *sql.Rows) error {
			e, err := scanInfo(rows)
			at[e.row] = len(list)
			list = append(list, e)
			return err
		})
		if err != nil || len(list) == 0 {
			return err
		}
		last := list[len(list)-1].row
		names, err := v.namesOf(ctx, slices.Sorted(maps.Keys(at)))
		if err != nil {
			return err
		}
		for _, e := range list {
			e.info.Names = names[e.row]
			if err := do(e); err != nil {
				return err
			}
		}
		after = last
	}
}

const infoColumns = `id, sha256, title, source, url, language, format, reader, rules, model, bytes, claims, recorded, dates, latest, sketch`

// scanInfo reads a row of infoColumns; the names are not in it.
func scanInfo(rows *sql.Rows) (e entry, err error) {
	var recorded int64
	var dates, sketch []byte
	i := &e.info
	if err := rows.Scan(&e.row, &i.ID, &i.Title, &i.Source, &i.URL, &i.Language, &i.Format, &i.Reader, &i.Rules, &i.Model, &i.Bytes, &i.Claims, &recorded, &dates, &i.Latest, &sketch); err != nil {
		return e, err
	}
	if err := json.Unmarshal(dates, &i.Dates); err != nil {
		return e, fmt.Errorf("the dates of document %s: %w", i.ID, err)
	}
	i.Sketch = decodeSketch(sketch)
	i.Recorded = time.Unix(recorded, 0).UTC()
	return e, nil
}

// Document implements store.View.
func (v *view) Document(ctx context.Context, ref string) (_ *chancery.Document, _ store.Info, err error) {
	defer func() { err = v.db.wrap(err) }()
	found, err := v.find(ctx, ref)
	if err != nil {
		return nil, store.Info{}, err
	}
	switch {
	case len(found) == 0:
		return nil, store.Info{}, store.NoDocument(ref)
	case len(found) > 1:
		var ids []string
		for _, e := range found {
			ids = append(ids, e.info.ID[:12])
		}
		return nil, store.Info{}, &chancery.Error{Code: chancery.CodeUsage, Where: ref, Message: fmt.Sprintf("%d documents have this name", len(found)),
			Hint: "name one by its id: " + strings.Join(ids, ", ")}
	}
	e := found[0]
	var body, blocks, refs, arrivals []byte
	if err := v.tx.QueryRowContext(ctx, `SELECT body, blocks, refs, reading FROM documents WHERE id = ?`, e.row).Scan(&body, &blocks, &refs, &arrivals); err != nil {
		return nil, store.Info{}, err
	}
	var as store.Arrivals
	if err := as.UnmarshalText(arrivals); err != nil {
		return nil, store.Info{}, fmt.Errorf("document %s: %w", e.info.ID, err)
	}
	d := e.info.Document()
	as.Own(&d)
	if err := unpack(&d, body, blocks, refs); err != nil {
		return nil, store.Info{}, fmt.Errorf("document %s: %w", e.info.ID, err)
	}
	return &d, e.info, nil
}

// find returns the documents of which ref is the id; where there are none, those of which it is a name; where there are none, those whose id
// begins with it.
func (v *view) find(ctx context.Context, ref string) ([]entry, error) {
	begin := strings.ToLower(ref)
	for _, by := range []struct {
		where string
		args  []any
	}{
		{`sha256 = ?`, []any{ref}},
		{`id IN (SELECT document FROM names WHERE name = ?)`, []any{ref}},
		{`length(?) >= 6 AND sha256 >= ? AND sha256 < ?`, []any{ref, begin, begin + "g"}}, // g is behind every hexadecimal digit
	} {
		var ids []string
		err := v.each(ctx, `SELECT sha256 FROM documents WHERE `+by.where+` AND recorded <= ?`, [][]any{append(by.args, v.known)}, func(rows *sql.Rows) error {
			ids = append(ids, "")
			return rows.Scan(&ids[len(ids)-1])
		})
		if err != nil {
			return nil, err
		}
		if ids == nil {
			continue
		}
		infos, rows, err := v.infos(ctx, ids...)
		if err != nil {
			return nil, err
		}
		found := make([]entry, len(ids))
		for i, id := range ids {
			found[i] = entry{rows[id], infos[id]}
		}
		slices.SortFunc(found, inOrder)
		return found, nil
	}
	return nil, nil
}

// unpack fills in the text, the blocks and the references of d, and holds the text against its hash.
func unpack(d *chancery.Document, body, blocks, refs []byte) error {
	text, err := decompress(body)
	if err != nil {
		return err
	}
	d.Original = string(text)
	if chancery.Hash(d.Original) != d.SHA256 {
		return errors.New("the text is not the one that was kept: its hash differs")
	}
	if d.Blocks, err = decodeBlocks(blocks, d.Original); err != nil {
		return err
	}
	if refs, err = decompress(refs); err != nil {
		return err
	}
	return json.Unmarshal(refs, &d.Refs)
}

// Claims implements store.View.
func (v *view) Claims(ctx context.Context, f store.Filter) iter.Seq2[chancery.Claim, error] {
	return func(yield func(chancery.Claim, error) bool) {
		if f.Empty() {
			es, err := v.entries(ctx)
			if err != nil {
				yield(chancery.Claim{}, err)
				return
			}
			v.all(ctx, es, yield)
			return
		}
		claims, err := v.some(ctx, f)
		if err != nil {
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

// documentsAtOnce is of how many documents memory holds the record or the claims when all are read.
const documentsAtOnce = 256

// all goes through the documents some at a time, so that memory holds the claims of few.
func (v *view) all(ctx context.Context, es []entry, yield func(chancery.Claim, error) bool) {
	for chunk := range slices.Chunk(es, documentsAtOnce) {
		var args [][]any
		names := make(map[int64]string, len(chunk))
		for i := range chunk {
			if chunk[i].info.Claims > 0 {
				args = append(args, []any{chunk[i].row})
				names[chunk[i].row] = chunk[i].info.Name()
			}
		}
		var raw []rawClaim
		err := v.each(ctx, `SELECT document, body FROM claims WHERE document = ? ORDER BY start, "end", claim`, args, func(rows *sql.Rows) error {
			var r rawClaim
			err := rows.Scan(&r.document, &r.body)
			raw = append(raw, r)
			return err
		})
		claims, err2 := v.decode(raw, names)
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

// rawClaim is a claim as it is stored.
type rawClaim struct {
	document int64
	body     []byte
}

// decode reads claims on all processors. names are those of their documents.
func (v *view) decode(raw []rawClaim, names map[int64]string) ([]chancery.Claim, error) {
	out := make([]chancery.Claim, len(raw))
	bad := make([]error, len(raw))
	if v.decoders == nil {
		v.decoders = make([]store.Decoder, runtime.GOMAXPROCS(0))
	}
	part := func(d *store.Decoder, from, to int) {
		for i := from; i < to; i++ {
			var err error
			if out[i], err = d.Claim(raw[i].body); err != nil {
				bad[i] = fmt.Errorf("a claim of document %s: %w", names[raw[i].document], err)
			}
			out[i].Document = names[raw[i].document]
		}
	}
	if n := len(v.decoders); n > 1 && len(raw) > 512 {
		var wg sync.WaitGroup
		for i := range n {
			wg.Go(func() { part(&v.decoders[i], i*len(raw)/n, (i+1)*len(raw)/n) })
		}
		wg.Wait()
	} else {
		part(&v.decoders[0], 0, len(raw))
	}
	return out, errors.Join(bad...)
}

// some answers a filter with the help of the indexes, then sorts.
func (v *view) some(ctx context.Context, f store.Filter) ([]chancery.Claim, error) {
	where := []string{"document IN (SELECT id FROM documents WHERE recorded <= ?)"}
	args := []any{v.known}
	if v.known == math.MaxInt64 {
		where, args = nil, nil
	}
	in := func(column string, n int, arg func(i int) any) {
		if n == 0 {
			return
		}
		where = append(where, strings.Replace(column, "?", placeholders(1, n), 1))
		for i := range n {
			args = append(args, arg(i))
		}
	}
	in("kind IN ?", len(f.Kinds), func(i int) any { return f.Kinds[i] })
	in("modality IN ?", len(f.Modalities), func(i int) any { return string(f.Modalities[i]) })
	in("claim IN ?", len(f.IDs), func(i int) any { return f.IDs[i] })
	in("document IN (SELECT id FROM documents WHERE sha256 IN ?)", len(f.Documents), func(i int) any { return f.Documents[i] })
	for _, ids := range f.Parties {
		if len(ids) == 0 {
			return nil, nil
		}
		in("id IN (SELECT claim FROM parties WHERE party IN ?)", len(ids), func(i int) any { return ids[i] })
	}
	if len(args) > 30000 {
		return nil, &chancery.Error{Code: chancery.CodeUsage, Message: "too many values in a filter"}
	}
	var raw []rawClaim
	err := v.each(ctx, `SELECT document, body FROM claims WHERE `+strings.Join(where, " AND "), [][]any{args}, func(rows *sql.Rows) error {
		var r rawClaim
		err := rows.Scan(&r.document, &r.body)
		raw = append(raw, r)
		return err
	})
	if err != nil {
		return nil, err
	}
	claims, err := v.named(ctx, raw)
	slices.SortFunc(claims, func(a, b chancery.Claim) int { return store.Order(&a, &b) })
	return claims, err
}

// named is decode of claims whose documents' names have to be looked up.
func (v *view) named(ctx context.Context, raw []rawClaim) ([]chancery.Claim, error) {
	names := map[int64]string{}
	for _, r := range raw {
		names[r.document] = ""
	}
	if err := v.nameRows(ctx, slices.Sorted(maps.Keys(names))); err != nil {
		return nil, err
	}
	for row := range names {
		names[row] = v.names[row][0]
	}
	return v.decode(raw, names)
}

// nameRows looks up the names, in order, of the documents in some rows, each once.
func (v *view) nameRows(ctx context.Context, rows []int64) error {
	if v.names == nil {
		v.names = map[int64][]string{}
	}
	names, err := v.namesOf(ctx, slices.DeleteFunc(rows, func(row int64) bool { return v.names[row] != nil }))
	maps.Copy(v.names, names)
	return err
}

// namesOf returns the names of the documents in some rows, that of the reading that is kept first, the others sorted.
func (v *view) namesOf(ctx context.Context, rows []int64) (map[int64][]string, error) {
	names := make(map[int64][]string, len(rows))
	err := v.each(ctx, `SELECT document, name FROM names WHERE document IN (SELECT value FROM json_each(?)) ORDER BY document, name`, someEach(rows), func(rs *sql.Rows) error {
		var row int64
		var name string
		err := rs.Scan(&row, &name)
		names[row] = append(names[row], name)
		return err
	})
	if err != nil {
		return nil, err
	}
	several := slices.DeleteFunc(rows, func(row int64) bool { return len(names[row]) < 2 })
	err = v.each(ctx, `SELECT id, reading FROM documents WHERE id IN (SELECT value FROM json_each(?))`, someEach(several), func(rs *sql.Rows) error {
		var row int64
		var arrivals []byte
		var as store.Arrivals
		if err := rs.Scan(&row, &arrivals); err != nil {
			return err
		}
		if err := as.UnmarshalText(arrivals); err != nil {
			return err
		}
		shown := as.Name()
		all := slices.DeleteFunc(names[row], func(n string) bool { return n == shown })
		names[row] = slices.Insert(all, 0, shown)
		return nil
	})
	return names, err
}

// Parties implements store.View. It leaps from one id to the next in the index.
func (v *view) Parties(ctx context.Context) (_ []string, err error) {
	defer func() { err = v.db.wrap(err) }()
	rows, err := v.tx.QueryContext(ctx, `WITH RECURSIVE ids (id) AS (
		SELECT min(party) FROM parties UNION ALL SELECT (SELECT min(party) FROM parties WHERE party > ids.id) FROM ids WHERE ids.id IS NOT NULL)
		SELECT id FROM ids WHERE id IS NOT NULL`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, rows.Err()
}

// Cached implements store.View.
func (v *view) Cached(ctx context.Context, key string) ([]byte, bool, error) {
	var value []byte
	err := v.tx.QueryRowContext(ctx, `SELECT value FROM cache WHERE key = ? AND generation = ?`, key, v.generation).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, v.db.wrap(err)
	}
	value, err = decompress(value)
	return value, err == nil, v.db.wrap(err)
}

// Decisions implements store.View.
func (v *view) Decisions(ctx context.Context) (_ []chancery.Decision, err error) {
	defer func() { err = v.db.wrap(err) }()
	rows, err := v.tx.QueryContext(ctx, `SELECT body FROM decisions WHERE at <= ? ORDER BY at, decision`, v.known)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []chancery.Decision
	for rows.Next() {
		var body []byte
		var d chancery.Decision
		if err := rows.Scan(&body); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(body, &d); err != nil {
			return nil, fmt.Errorf("a decision: %w", err)
		}
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b chancery.Decision) int { return a.Compare(&b) }) // within a second too
	return out, rows.Err()
}
