package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"chancery"
	"chancery/internal/store"
)

// prepared is a reading ready to be written: all that can be done before the lock is taken.
type prepared struct {
	doc                *chancery.Document
	version            store.Version
	recorded           int64
	body, blocks, refs []byte
	sketch             []byte
	latest             string
	claims             []chancery.Claim
	bodies             [][]byte // of claims
}

func prepare(r store.Reading) (*prepared, error) {
	d := r.Document
	if d.Name == "" {
		return nil, &chancery.Error{Code: chancery.CodeUsage, Message: "a document without a name cannot be kept"}
	}
	if !utf8.ValidString(d.Original) {
		return nil, &chancery.Error{Code: chancery.CodeUsage, Where: d.Name, Message: "the text is not UTF-8"}
	}
	if chancery.Hash(d.Original) != d.SHA256 {
		return nil, &chancery.Error{Code: chancery.CodeUsage, Where: d.Name, Message: "the document's hash is not that of its text"}
	}
	p := &prepared{doc: d, version: store.Version{Reader: d.Reader, Rules: r.Rules, Model: r.Model}, recorded: r.Recorded.Unix(), body: compress([]byte(d.Original)),
		latest: r.Latest, sketch: encodeSketch(r.Sketch)}
	best := make(map[string]int, len(r.Claims))
	for i := range r.Claims {
		c := &r.Claims[i]
		if c.ID == "" || c.DocumentID != d.SHA256 {
			return nil, &chancery.Error{Code: chancery.CodeUsage, Where: d.Name, Message: fmt.Sprintf("claim %q is not of this document", c.ID)}
		}
		if err := c.Verify(d.Original); err != nil {
			return nil, fmt.Errorf("%s: claim %s: %w", d.Name, c.ID, err)
		}
		if j, ok := best[c.ID]; !ok || better(c, &r.Claims[j]) {
			best[c.ID] = i
		}
	}
	for i := range r.Claims {
		if best[r.Claims[i].ID] == i {
			c := r.Claims[i]
			c.Document = ""
			p.claims = append(p.claims, c)
		}
	}
	slices.SortFunc(p.claims, func(a, b chancery.Claim) int { return store.Order(&a, &b) })
	for i := range p.claims {
		b, err := json.Marshal(&p.claims[i])
		if err != nil {
			return nil, fmt.Errorf("%s: claim %s: %w", d.Name, p.claims[i].ID, err)
		}
		p.bodies = append(p.bodies, b)
	}
	var err1 error
	p.blocks, err1 = encodeBlocks(d)
	refs, err2 := json.Marshal(d.Refs)
	p.refs = compress(refs)
	return p, errors.Join(err1, err2)
}

// prepareAll prepares readings, several at a time. It returns the error of the first that is not fit to be kept.
func prepareAll(rs []store.Reading) ([]*prepared, error) {
	ps, errs := make([]*prepared, len(rs)), make([]error, len(rs))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(len(rs), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(rs)); i = next.Add(1) - 1 {
				ps[i], errs[i] = prepare(rs[i])
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return ps, nil
}

// better orders claims of one id, which say the same of the same words, by confidence and then by rule.
func better(a, b *chancery.Claim) bool {
	if a.Confidence != b.Confidence {
		return a.Confidence > b.Confidence
	}
	return a.Rule < b.Rule
}

// In Add, what SQLite notes down to undo a statement of many rows stays in memory; these are a few hundred pages. What sorts a large index does not.
const (
	undoInMemory = `PRAGMA temp_store = MEMORY`
	undoInFile   = `PRAGMA temp_store = DEFAULT`
)

// Add implements store.Store.
func (db *DB) Add(ctx context.Context, rs ...store.Reading) (_ []store.Outcome, err error) {
	ps, err := prepareAll(rs)
	if err != nil {
		return nil, err
	}
	db.add.Lock()
	defer db.add.Unlock()
	tx, err := db.writer(ctx)
	if err != nil {
		return nil, err
	}
	defer func() {
		err = db.wrap(err)
		tx.Rollback()
	}()
	if _, err := tx.ExecContext(ctx, undoInMemory); err != nil {
		return nil, err
	}
	w := &writing{statements: in(ctx, tx)}
	w.full.s = &w.statements
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM claims`).Scan(&w.lastClaim); err != nil {
		return nil, err
	}
	out := make([]store.Outcome, len(ps))
	changed := false
	for i, p := range ps {
		var changes bool
		if out[i], changes, err = w.put(p); err != nil {
			return nil, err
		}
		if changes {
			changed = true
			if err := noteChanged(ctx, tx, p.doc.SHA256); err != nil {
				return nil, err
			}
		}
	}
	if !changed {
		return out, nil
	}
	if err := errors.Join(db.changed(ctx, tx), w.full.write()); err != nil {
		return nil, err
	}
	return out, tx.Commit()
}

// writing is one transaction of Add.
type writing struct {
	statements
	full      indexing
	lastClaim int64
}

// put keeps p, or what is new in it, and reports whether anything changed.
func (w *writing) put(p *prepared) (_ store.Outcome, changes bool, err error) {
	var id int64
	var kept store.Kept
	var arrivals []byte
	d := p.doc
	err = w.row(`SELECT id, reading, reader, rules, model FROM documents WHERE sha256 = ?`, []any{d.SHA256}, &id, &arrivals, &kept.Reader, &kept.Rules, &kept.Model)
	if errors.Is(err, sql.ErrNoRows) {
		return store.Added, true, w.insert(p)
	}
	if err != nil {
		return 0, false, err
	}
	if err := kept.Arrivals.UnmarshalText(arrivals); err != nil {
		return 0, false, err
	}
	res, err := w.exec(`INSERT OR IGNORE INTO names (document, name) VALUES (?, ?)`, id, d.Name)
	if err != nil {
		return 0, false, err
	}
	if n, err := res.RowsAffected(); err != nil {
		return 0, false, err
	} else if n == 0 {
		kept.Names = []string{d.Name}
	}
	a := kept.Add(d, p.version)
	if !a.Changes {
		return a.Outcome, false, nil
	}
	source, url, dates, arrivals, err := told(a.All)
	if err != nil {
		return 0, false, err
	}
	if _, err := w.exec(`UPDATE documents SET source = ?, url = ?, dates = ?, reading = ? WHERE id = ?`, source, url, string(dates), string(arrivals), id); err != nil {
		return 0, false, err
	}
	if !a.Replaces {
		return a.Outcome, true, nil
	}
	if _, err := w.exec(`DELETE FROM claims WHERE document = ?`, id); err != nil {
		return 0, false, err
	}
	if _, err := w.exec(`UPDATE documents SET title = ?, language = ?, format = ?, reader = ?, rules = ?, model = ?, claims = ?, latest = ?, sketch = ?, refs = ?, blocks = ? WHERE id = ?`,
		d.Title, d.Language, d.Format, d.Reader, p.version.Rules, p.version.Model, len(p.claims), p.latest, p.sketch, p.refs, p.blocks, id); err != nil {
		return 0, false, err
	}
	if err := w.full.add(id, d); err != nil {
		return 0, false, err
	}
	return a.Outcome, true, w.insertClaims(id, p)
}

// told returns the columns that follow from all arrivals.
func told(as store.Arrivals) (source, url string, dates, arrivals []byte, err error) {
	source, url, of := as.Told()
	if dates, err = json.Marshal(of); err == nil {
		arrivals, err = as.MarshalText()
	}
	return source, url, dates, arrivals, err
}

func (w *writing) insert(p *prepared) error {
	d := p.doc
	source, url, dates, arrivals, err := told(store.Arrived(d))
	if err != nil {
		return err
	}
	res, err := w.exec(`INSERT INTO documents (sha256, title, source, url, language, format, reader, rules, model, reading, bytes, claims, recorded, dates, latest, sketch, refs, body, blocks)
		VALUES `+placeholders(1, 19),
		d.SHA256, d.Title, source, url, d.Language, d.Format, d.Reader, p.version.Rules, p.version.Model, string(arrivals),
		len(d.Original), len(p.claims), p.recorded, string(dates), p.latest, p.sketch, p.refs, p.body, p.blocks)
	if err != nil {
		return err
	}
	id, err := res.LastInsertId()
	if err != nil {
		return err
	}
	if _, err := w.exec(`INSERT INTO names (document, name) VALUES (?, ?)`, id, d.Name); err != nil {
		return err
	}
	if err := w.full.add(id, d); err != nil {
		return err
	}
	return w.insertClaims(id, p)
}

func (w *writing) insertClaims(doc int64, p *prepared) error {
	claims := w.many(`INSERT INTO claims (id, document, claim, kind, modality, start, "end", rule, confidence, body) VALUES `, 10)
	parties := w.many(`INSERT INTO parties (party, claim) VALUES `, 2)
	first := w.lastClaim + 1
	for i := range p.claims {
		c := &p.claims[i]
		w.lastClaim++
		if err := claims.add(w.lastClaim, doc, c.ID, c.Kind, string(c.Modality), c.Quote.Start, c.Quote.End, c.Rule, c.Confidence, string(p.bodies[i])); err != nil {
			return err
		}
	}
	if err := claims.flush(); err != nil {
		return err
	}
	for i := range p.claims {
		for _, id := range store.PartyIDs(&p.claims[i]) {
			if err := parties.add(id, first+int64(i)); err != nil {
				return err
			}
		}
	}
	return parties.flush()
}

// Kept implements store.Store.
func (db *DB) Kept(ctx context.Context, ids ...string) (_ map[string]store.Kept, err error) {
	defer func() { err = db.wrap(err) }()
	out := make(map[string]store.Kept, len(ids))
	for chunk := range slices.Chunk(ids, 500) {
		args := make([]any, len(chunk))
		for i, id := range chunk {
			args[i] = id
		}
		rows, err := db.r.QueryContext(ctx, `SELECT d.sha256, d.reader, d.rules, d.model, d.reading, n.name FROM documents d JOIN names n ON n.document = d.id
			WHERE d.sha256 IN `+placeholders(1, len(chunk))+` ORDER BY d.sha256, n.name`, args...)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			var id, name string
			var arrivals []byte
			var v store.Version
			err := rows.Scan(&id, &v.Reader, &v.Rules, &v.Model, &arrivals, &name)
			k, ok := out[id]
			if !ok && err == nil {
				k.Version = v
				err = k.Arrivals.UnmarshalText(arrivals)
			}
			if err != nil {
				rows.Close()
				return nil, err
			}
			k.Names = append(k.Names, name)
			out[id] = k
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Remove implements store.Store.
func (db *DB) Remove(ctx context.Context, id string) (err error) {
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	defer func() {
		err = db.wrap(err)
		tx.Rollback()
	}()
	res, err := tx.ExecContext(ctx, `DELETE FROM documents WHERE sha256 = ?`, id)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil {
		return err
	} else if n == 0 {
		return store.NoDocument(id)
	}
	if err := noteChanged(ctx, tx, id); err != nil {
		return err
	}
	if err := db.changed(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

// Decide implements store.Store.
func (db *DB) Decide(ctx context.Context, ds ...chancery.Decision) (_ int, err error) {
	type row struct {
		at   int64
		body []byte
	}
	rows := make([]row, len(ds))
	for i, d := range ds {
		at, err := time.Parse(time.RFC3339, d.At)
		if err != nil || d.ID == "" || d.Claim == "" {
			return 0, &chancery.Error{Code: chancery.CodeUsage, Where: "decision " + strconv.Quote(d.ID), Message: "needs an id, a claim and a time (RFC 3339)"}
		}
		body, err := json.Marshal(d)
		if err != nil {
			return 0, err
		}
		rows[i] = row{at.Unix(), body}
	}
	tx, err := db.writer(ctx)
	if err != nil {
		return 0, err
	}
	defer func() {
		err = db.wrap(err)
		tx.Rollback()
	}()
	fresh := 0
	for i, d := range ds {
		res, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO decisions (decision, claim, action, at, body) VALUES (?, ?, ?, ?, ?)`,
			d.ID, d.Claim, d.Action, rows[i].at, string(rows[i].body))
		if err != nil {
			return 0, err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return 0, err
		}
		fresh += int(n)
		if n > 0 {
			if err := noteDecided(ctx, tx, d.Claim, d.With); err != nil {
				return 0, err
			}
		}
	}
	if fresh == 0 {
		return 0, nil
	}
	if err := db.changed(ctx, tx); err != nil {
		return 0, err
	}
	return fresh, tx.Commit()
}

// Cache implements store.Store. On read-only ground and on a full disk nothing is kept.
func (db *DB) Cache(ctx context.Context, key string, generation int64, value []byte) error {
	if db.readonly {
		return nil
	}
	err := db.cache(ctx, key, generation, value)
	if full(err) {
		return nil
	}
	return db.wrap(err)
}

func (db *DB) cache(ctx context.Context, key string, generation int64, value []byte) error {
	frame := compress(value)
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `DELETE FROM cache WHERE generation < (SELECT generation FROM state)`); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO cache (key, generation, value) SELECT ?, generation, ? FROM state WHERE generation = ?`, key, frame, generation); err != nil {
		return err
	}
	return tx.Commit()
}
