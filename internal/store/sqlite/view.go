package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
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
	list       []entry // documents in their order, once they were asked for
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
	defer func() { err = v.db.wrap(err) }()
	rows, err := v.tx.QueryContext(ctx, `SELECT `+infoColumns+` FROM documents WHERE recorded <= ? ORDER BY id`, v.known)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	list := []entry{}
	at := map[int64]int{}
	for rows.Next() {
		e, err := scanInfo(rows)
		if err != nil {
			return nil, err
		}
		at[e.row] = len(list)
		list = append(list, e)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	names, err := v.tx.QueryContext(ctx, `SELECT document, name FROM names ORDER BY document, name`)
	if err != nil {
		return nil, err
	}
	defer names.Close()
	for names.Next() {
		var row int64
		var name string
		if err := names.Scan(&row, &name); err != nil {
			return nil, err
		}
		if i, ok := at[row]; ok {
			list[i].info.Names = append(list[i].info.Names, name)
		}
	}
	if err := names.Err(); err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b entry) int {
		if c := strings.Compare(a.info.Name(), b.info.Name()); c != 0 {
			return c
		}
		return strings.Compare(a.info.ID, b.info.ID)
	})
	v.list = list
	return list, nil
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
	for ; len(sketch) >= 4; sketch = sketch[4:] {
		i.Sketch = append(i.Sketch, binary.LittleEndian.Uint32(sketch))
	}
	i.Recorded = time.Unix(recorded, 0).UTC()
	return e, nil
}

// Document implements store.View.
func (v *view) Document(ctx context.Context, ref string) (_ *chancery.Document, _ store.Info, err error) {
	defer func() { err = v.db.wrap(err) }()
	es, err := v.entries(ctx)
	if err != nil {
		return nil, store.Info{}, err
	}
	var found []entry
	for _, e := range es {
		if e.info.ID == ref || slices.Contains(e.info.Names, ref) {
			found = append(found, e)
		}
	}
	if found == nil && len(ref) >= 6 {
		for _, e := range es {
			if strings.HasPrefix(e.info.ID, strings.ToLower(ref)) {
				found = append(found, e)
			}
		}
	}
	switch {
	case len(found) == 0:
		return nil, store.Info{}, &chancery.Error{Code: chancery.CodeNotFound, Where: ref, Message: "no such document", Hint: "chancery documents lists them"}
	case len(found) > 1:
		var ids []string
		for _, e := range found {
			ids = append(ids, e.info.ID[:12])
		}
		return nil, store.Info{}, &chancery.Error{Code: chancery.CodeUsage, Where: ref, Message: fmt.Sprintf("%d documents have this name", len(found)),
			Hint: "name one by its id: " + strings.Join(ids, ", ")}
	}
	e := found[0]
	var body, blocks, refs []byte
	if err := v.tx.QueryRowContext(ctx, `SELECT body, blocks, refs FROM documents WHERE id = ?`, e.row).Scan(&body, &blocks, &refs); err != nil {
		return nil, store.Info{}, err
	}
	d := e.info.Document()
	if err := unpack(&d, body, blocks, refs); err != nil {
		return nil, store.Info{}, fmt.Errorf("document %s: %w", e.info.ID, err)
	}
	return &d, e.info, nil
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
		es, err := v.entries(ctx)
		if err != nil {
			yield(chancery.Claim{}, err)
			return
		}
		if f.Empty() {
			v.all(ctx, es, yield)
			return
		}
		claims, err := v.some(ctx, es, f)
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

// all goes document by document, so that memory holds the claims of one.
func (v *view) all(ctx context.Context, es []entry, yield func(chancery.Claim, error) bool) {
	st, err := v.tx.PrepareContext(ctx, `SELECT document, body FROM claims WHERE document = ? ORDER BY start, "end", claim`)
	if err != nil {
		yield(chancery.Claim{}, v.db.wrap(err))
		return
	}
	defer st.Close()
	for i := range es {
		if es[i].info.Claims == 0 {
			continue
		}
		rows, err := st.QueryContext(ctx, es[i].row)
		if err != nil {
			yield(chancery.Claim{}, v.db.wrap(err))
			return
		}
		claims, err := scanClaims(rows, map[int64]*store.Info{es[i].row: &es[i].info})
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

// some answers a filter with the help of the indexes, then sorts.
func (v *view) some(ctx context.Context, es []entry, f store.Filter) ([]chancery.Claim, error) {
	infos := make(map[int64]*store.Info, len(es))
	rowOf := make(map[string]int64, len(es))
	for i := range es {
		infos[es[i].row] = &es[i].info
		rowOf[es[i].info.ID] = es[i].row
	}
	var where []string
	var args []any
	in := func(column string, n int, arg func(i int) any) {
		if n == 0 {
			return
		}
		where = append(where, column+" IN "+placeholders(1, n))
		for i := range n {
			args = append(args, arg(i))
		}
	}
	in("kind", len(f.Kinds), func(i int) any { return f.Kinds[i] })
	in("modality", len(f.Modalities), func(i int) any { return string(f.Modalities[i]) })
	in("claim", len(f.IDs), func(i int) any { return f.IDs[i] })
	in("document", len(f.Documents), func(i int) any { return rowOf[f.Documents[i]] }) // 0, no row, where unknown
	for _, ids := range f.Parties {
		if len(ids) == 0 {
			return nil, nil
		}
		where = append(where, "id IN (SELECT claim FROM parties WHERE party IN "+placeholders(1, len(ids))+")")
		for _, id := range ids {
			args = append(args, id)
		}
	}
	if len(args) > 30000 {
		return nil, &chancery.Error{Code: chancery.CodeUsage, Message: "too many values in a filter"}
	}
	rows, err := v.tx.QueryContext(ctx, `SELECT document, body FROM claims WHERE `+strings.Join(where, " AND "), args...)
	if err != nil {
		return nil, err
	}
	claims, err := scanClaims(rows, infos)
	slices.SortFunc(claims, func(a, b chancery.Claim) int { return store.Order(&a, &b) })
	return claims, err
}

// scanClaims reads rows of document and body and closes them. Claims of documents that infos does not know are passed over.
func scanClaims(rows *sql.Rows, infos map[int64]*store.Info) ([]chancery.Claim, error) {
	defer rows.Close()
	var out []chancery.Claim
	var doc int64
	var body []byte
	for rows.Next() {
		if err := rows.Scan(&doc, &body); err != nil {
			return nil, err
		}
		info := infos[doc]
		if info == nil {
			continue
		}
		var c chancery.Claim
		if err := json.Unmarshal(body, &c); err != nil {
			return nil, fmt.Errorf("a claim of document %s: %w", info.ID, err)
		}
		c.Document = info.Name()
		out = append(out, c)
	}
	return out, errors.Join(rows.Err(), rows.Close())
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
	return out, rows.Err()
}
