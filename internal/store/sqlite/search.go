package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"chancery"
	"chancery/internal/store"

	"github.com/pressly/goose/v3"
)

// titleBlock stands for a document's title where the number of a block is asked.
const titleBlock = -1

// tokenizer is how words are told apart and made alike, in the index and where they are marked: folded, without accents, by their stem.
const tokenizer = "porter unicode61 remove_diacritics 2"

// indexing puts the stories of documents into the full text. The words are written last, by write: at each statement of many rows, and there are many in a
// transaction, the full text puts to the file what it has gathered.
type indexing struct {
	s     *statements
	last  int64 // row of passages
	words []words
}

// words are those of a passage.
type words struct {
	row  int64
	text string
}

// add takes up the story of a document, in place of what stood there of it.
func (x *indexing) add(row int64, d *chancery.Document) error {
	if _, err := x.s.exec(`DELETE FROM passages WHERE document = ?`, row); err != nil {
		return err
	}
	if x.last == 0 {
		if err := x.s.row(`SELECT coalesce(max(id), 0) FROM passages`, nil, &x.last); err != nil {
			return err
		}
	}
	passages := x.s.many(`INSERT INTO passages (id, document, block, start, "end") VALUES `, 5)
	add := func(block int, at chancery.Span, text string) error {
		x.last++
		x.words = append(x.words, words{x.last, text})
		return passages.add(x.last, row, block, at.Start, at.End)
	}
	if d.Title != "" {
		if err := add(titleBlock, chancery.Span{End: len(d.Original)}, d.Title); err != nil {
			return err
		}
	}
	for i := range d.Blocks {
		if b := &d.Blocks[i]; b.Furniture == "" && b.Text != "" {
			if err := add(i, b.Span, b.Text); err != nil {
				return err
			}
		}
	}
	return passages.flush()
}

// write writes the words of what was taken up, a row with each statement.
func (x *indexing) write() error {
	for _, w := range x.words {
		if _, err := x.s.exec(`INSERT INTO words (rowid, text) VALUES (?, ?)`, w.row, w.text); err != nil {
			return err
		}
	}
	x.words = nil
	return nil
}

// fillSearch is the migration that indexes the documents that an older version kept.
var fillSearch = goose.NewGoMigration(4, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
	var rows []int64
	found, err := tx.QueryContext(ctx, `SELECT id FROM documents ORDER BY id`)
	if err != nil {
		return err
	}
	for found.Next() {
		var id int64
		if err := found.Scan(&id); err != nil {
			return errors.Join(err, found.Close())
		}
		rows = append(rows, id)
	}
	if err := errors.Join(found.Err(), found.Close()); err != nil {
		return err
	}
	st := in(ctx, tx)
	full := indexing{s: &st}
	for _, row := range rows {
		var d chancery.Document
		var body, blocks, refs []byte
		if err := tx.QueryRowContext(ctx, `SELECT sha256, title, body, blocks, refs FROM documents WHERE id = ?`, row).Scan(&d.SHA256, &d.Title, &body, &blocks, &refs); err != nil {
			return err
		}
		if err := unpack(&d, body, blocks, refs); err != nil {
			return fmt.Errorf("document %s: %w", d.SHA256, err)
		}
		if err := errors.Join(full.add(row, &d), full.write()); err != nil {
			return err
		}
	}
	return nil
}}, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM passages`)
	return err
}})

// Search implements store.View. To rank a passage costs thirty times what it takes to find it, so what is not to be compared is not ranked.
func (v *view) Search(ctx context.Context, s store.Search) iter.Seq2[store.Passage, error] {
	return func(yield func(store.Passage, error) bool) {
		found, err := v.found(ctx, s)
		if err != nil {
			yield(store.Passage{}, v.db.wrap(err))
			return
		}
		slices.SortFunc(found, func(a, b store.Passage) int {
			return cmp.Or(cmp.Compare(b.Rank, a.Rank), strings.Compare(a.Document, b.Document), a.Block-b.Block)
		})
		for _, p := range found {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// found returns what a search finds, in no order.
func (v *view) found(ctx context.Context, s store.Search) (out []store.Passage, err error) {
	q, err := parseSearch(s.Words)
	if err != nil {
		return nil, err
	}
	where, args := "", []any{q.match(), v.known}
	if s.Documents != nil {
		ids, err := json.Marshal(s.Documents)
		if err != nil {
			return nil, err
		}
		where, args = " AND d.sha256 IN (SELECT value FROM json_each(?))", append(args, string(ids))
	}
	most := s.Most
	if most <= 0 {
		most = -1
	}
	rows, err := v.tx.QueryContext(ctx, `SELECT d.sha256, p.block, p.start, p."end", bm25(words) FROM words JOIN passages p ON p.id = words.rowid JOIN documents d ON d.id = p.document
		WHERE words MATCH ? AND d.recorded <= ?`+where+` ORDER BY words.rowid DESC LIMIT ?`, append(args, most)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var p store.Passage
		if err := rows.Scan(&p.Document, &p.Block, &p.Span.Start, &p.Span.End, &p.Rank); err != nil {
			return nil, err
		}
		p.Rank = -p.Rank
		out = append(out, p)
	}
	return out, rows.Err()
}

// marking is a full text in memory, in which words are marked as the index tells them.
var marking = sync.OnceValues(func() (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file::memory:?_pragma=trusted_schema(0)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	_, err = db.Exec(`CREATE VIRTUAL TABLE marked USING fts5 (text, tokenize = '` + tokenizer + `')`)
	return db, err
})

// The marks around a word; what a text holds of them itself is blanked first, so that offsets stay.
const (
	markOn  = "\x01"
	markOff = "\x02"
)

// Marks implements store.Store.
func (db *DB) Marks(ctx context.Context, words string, texts []string) (_ [][]chancery.Span, err error) {
	defer func() { err = db.wrap(err) }()
	q, err := parseSearch(words)
	if err != nil {
		return nil, err
	}
	out := make([][]chancery.Span, len(texts))
	if len(texts) == 0 {
		return out, nil
	}
	memory, err := marking()
	if err != nil {
		return nil, err
	}
	tx, err := memory.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }() // it is never kept
	for i, t := range texts {
		if _, err := tx.ExecContext(ctx, `INSERT INTO marked (rowid, text) VALUES (?, ?)`, i+1, strings.NewReplacer(markOn, " ", markOff, " ").Replace(t)); err != nil {
			return nil, err
		}
	}
	rows, err := tx.QueryContext(ctx, `SELECT rowid, highlight(marked, 0, ?, ?) FROM marked WHERE marked MATCH ?`, markOn, markOff, q.any())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var i int
		var text string
		if err := rows.Scan(&i, &text); err != nil {
			return nil, err
		}
		out[i-1] = spansOf(text)
	}
	return out, rows.Err()
}

// spansOf returns where marks stand, as offsets of the text without them.
func spansOf(marked string) []chancery.Span {
	var out []chancery.Span
	at, start := 0, 0
	for _, c := range []byte(marked) {
		switch string(c) {
		case markOn:
			start = at
		case markOff:
			out = append(out, chancery.Span{Start: start, End: at})
		default:
			at++
		}
	}
	return out
}

// maxTerms bounds what one search may ask for.
const maxTerms = 24

// search is a question to the full text: every group must be met by one of its terms, none of not.
type search struct {
	groups [][]string
	not    []string
}

// otherSpelling finds a word that is written with s in Britain and with z in America, as a term: "recognise", "normalization", "recogniz*".
var otherSpelling = regexp.MustCompile(`^("\pL{3,}i)([sz])((?:e|es|ed|er|ers|ing|ation|ations)?"(?: \*)?)$`)

// parseSearch reads words (all of them), "phrases", beginnings* , this OR that, and -what must not stand there.
func parseSearch(s string) (*search, error) {
	var q search
	or, n := false, 0
	for rest := strings.TrimSpace(s); rest != ""; rest = strings.TrimSpace(rest) {
		not := false
		if r, ok := strings.CutPrefix(rest, "-"); ok && r != "" && !unicode.IsSpace(rune(r[0])) {
			not, rest = true, r
		}
		var term string
		if rest[0] == '"' {
			end := strings.IndexByte(rest[1:], '"')
			if end < 0 {
				end = len(rest) - 1
			}
			term = rest[1 : 1+end]
			rest = rest[min(len(rest), end+2):]
		} else {
			end := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || r == '"' })
			if end < 0 {
				end = len(rest)
			}
			term, rest = rest[:end], rest[end:]
			if term == "OR" && !not {
				or = len(q.groups) > 0
				continue
			}
		}
		star := strings.HasSuffix(term, "*")
		if !strings.ContainsFunc(term, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
			continue
		}
		term = `"` + strings.ReplaceAll(strings.TrimRight(strings.ReplaceAll(term, "\x00", " "), "*"), `"`, `""`) + `"`
		if star {
			term += " *"
		}
		terms := []string{term}
		if other := otherSpelling.FindStringSubmatch(term); other != nil {
			terms = append(terms, other[1]+map[string]string{"s": "z", "z": "s"}[other[2]]+other[3])
		}
		switch {
		case not:
			q.not = append(q.not, terms...)
		case or:
			last := &q.groups[len(q.groups)-1]
			*last = append(*last, terms...)
		default:
			q.groups = append(q.groups, terms)
		}
		or = false
		if n++; n > maxTerms {
			return nil, &chancery.Error{Code: chancery.CodeUsage, Message: fmt.Sprintf("a search takes at most %d words", maxTerms)}
		}
	}
	if len(q.groups) == 0 {
		return nil, &chancery.Error{Code: chancery.CodeUsage, Message: "nothing to search for", Hint: `write words, a "phrase", a begin*, this OR that, -without`}
	}
	return &q, nil
}

// match is q in the language of FTS5.
func (q *search) match() string {
	var all []string
	for _, g := range q.groups {
		all = append(all, "("+strings.Join(g, " OR ")+")")
	}
	s := strings.Join(all, " AND ")
	if len(q.not) > 0 {
		s = "(" + s + ") NOT (" + strings.Join(q.not, " OR ") + ")"
	}
	return s
}

// any is what of q is to be marked wherever it stands.
func (q *search) any() string { return strings.Join(slices.Concat(q.groups...), " OR ") }
