// Package office reads the documents of word processors: Office Open XML (.docx) and OpenDocument (.odt).
//
// Both are zip archives of XML. Read are the paragraphs, headings, lists, tables and captions of the text itself, in their order, with the notes behind
// the paragraph that they belong to; of tracked changes what was put in and not what was struck out. Not read are comments, hidden
// text, codes of fields, what stands at the head and the foot of the pages, tables of contents, pictures and formulas. Pages are not known: a program that
// shows the file makes them. The Original is the text as package pieces writes it.
//
// Memory and time are bounded by the size of the parts that the caller lets in; elements may be no more than 256 deep, and entities are not expanded.
package office

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"golang.org/x/text/encoding/htmlindex"

	"chancery"
	"chancery/internal/source/pieces"
	"chancery/internal/source/stamp"
)

// Reader is the version of this reader.
const Reader = "office/1"

const (
	maxDeep    = 256
	maxColumns = 200 // of a table
	maxCells   = 1 << 20
	maxAgain   = 4 << 20 // bytes of the text of cells that go on into rows below
)

// A File is an archive with its parts.
type File struct {
	// Open opens a part, which is nil where there is none by that name.
	Open func(name string) (io.ReadCloser, error)
	// Limit is how large a part may be, unpacked.
	Limit int64
}

// Parts makes a File of an archive. What is read of a part goes through watch.
func Parts(z *zip.Reader, limit int64, watch func(io.Reader) io.Reader) *File {
	byName := map[string]*zip.File{}
	for _, f := range z.File {
		if name := path.Clean("/" + strings.ReplaceAll(f.Name, "\\", "/"))[1:]; byName[name] == nil {
			byName[name] = f
		}
	}
	return &File{Limit: limit, Open: func(name string) (io.ReadCloser, error) {
		f := byName[name]
		if f == nil {
			return nil, nil
		}
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		return struct {
			io.Reader
			io.Closer
		}{watch(r), r}, nil
	}}
}

// A PartError says what is wrong with a part.
type PartError struct {
	Part string
	Line int
	Err  error
}

func (e *PartError) Error() string { return e.Err.Error() }

func (e *PartError) Unwrap() error { return e.Err }

// ErrLarge says that a part is larger than the limit.
var ErrLarge = errors.New("is larger than one document may be")

// ErrEncrypted says that a file cannot be read without its password.
var ErrEncrypted = errors.New("is encrypted with a password")

// errDone ends the reading of a part.
var errDone = errors.New("done")

// a handler takes what stands in a part.
type handler interface {
	start(e xml.StartElement)
	end(name string)
	text(s string)
}

// read hands a part to h. It reports whether the part is there.
func (f *File) read(name string, h handler) (bool, error) {
	r, err := f.Open(name)
	if r == nil || err != nil {
		if err != nil {
			err = &PartError{Part: name, Err: err}
		}
		return r != nil, err
	}
	defer r.Close()
	limited := &io.LimitedReader{R: r, N: f.Limit + 1}
	d := xml.NewDecoder(limited)
	d.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		e, err := htmlindex.Get(charset)
		if err != nil {
			return nil, err
		}
		return e.NewDecoder().Reader(in), nil
	}
	fail := func(err error) error {
		line, _ := d.InputPos()
		return &PartError{name, line, err}
	}
	deep := 0
	for {
		t, err := d.RawToken()
		if limited.N <= 0 {
			return true, fail(ErrLarge)
		}
		if err == io.EOF && deep == 0 {
			return true, nil
		}
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return true, fail(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if deep++; deep > maxDeep {
				return true, fail(fmt.Errorf("elements are more than %d deep", maxDeep))
			}
			h.start(t)
		case xml.EndElement:
			if deep--; deep < 0 {
				return true, fail(errors.New("an element ends that does not begin"))
			}
			h.end(t.Name.Local)
		case xml.CharData:
			h.text(string(t))
		}
	}
}

// attr returns an attribute by its name without the prefix.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// A writer collects pieces. Paragraphs may stand inside each other, as in text boxes and notes, and in the cells of tables.
type writer struct {
	out   []pieces.Piece
	paras []*para
	table []*table // open, inside each other; only the outermost has rows of its own
	notes []pieces.Piece
	cells int // of all tables
	again int // bytes of cells that go on into rows below, where their text stands again
	inner int // notes that are open: what they hold stands behind the paragraph
}

// A para is a paragraph that is open.
type para struct {
	kind  pieces.Kind
	level int
	text  strings.Builder
	bold  bool // all of its text is
	some  bool // it has text
	skip  bool
}

// A table is a table that is open.
type table struct {
	cells   [][]string
	bold    []bool
	head    []bool // rows that the file marks as headings
	row     []string
	above   []string // the cells of the last row
	rowBold bool
	rowHead bool
	cell    strings.Builder
	in      bool // a cell is open
}

func (w *writer) open(kind pieces.Kind, level int) *para {
	p := &para{kind: kind, level: level, bold: true}
	w.paras = append(w.paras, p)
	return p
}

// now is the innermost paragraph that is open, or nil.
func (w *writer) now() *para {
	if len(w.paras) == 0 {
		return nil
	}
	return w.paras[len(w.paras)-1]
}

func (w *writer) add(s string, bold bool) {
	p := w.now()
	if p == nil || s == "" {
		return
	}
	if strings.TrimSpace(s) != "" {
		p.some = true
		p.bold = p.bold && bold
	}
	p.text.WriteString(s)
}

// close ends the innermost paragraph.
func (w *writer) close() {
	p := w.now()
	if p == nil {
		return
	}
	w.paras = w.paras[:len(w.paras)-1]
	t := strings.Join(strings.Fields(strings.ToValidUTF8(p.text.String(), "\uFFFD")), " ")
	if t == "" || p.skip {
		w.flush()
		return
	}
	switch {
	case w.inner > 0:
		n := &w.notes[len(w.notes)-1]
		n.Text = strings.TrimSpace(n.Text + " " + t)
		return
	case len(w.table) > 0:
		tab := w.table[0]
		if tab.cell.Len() > 0 {
			tab.cell.WriteByte(' ')
		}
		tab.cell.WriteString(t)
		tab.rowBold = tab.rowBold && p.bold
		return
	}
	x := pieces.Piece{Kind: p.kind, Level: p.level, Text: t}
	if p.kind == pieces.Paragraph && p.bold && p.some && len(strings.Fields(t)) <= 14 && !strings.HasSuffix(t, ".") && !strings.HasSuffix(t, ",") {
		x.Kind, x.Level = pieces.Heading, 3 // set as one by hand
	}
	w.out = append(w.out, x)
	w.flush()
}

// flush writes the notes of what has been written.
func (w *writer) flush() {
	if len(w.paras) > 0 || len(w.table) > 0 || w.inner > 0 {
		return
	}
	for _, n := range w.notes {
		if n.Text != "" {
			w.out = append(w.out, n)
		}
	}
	w.notes = nil
}

func (w *writer) note(text string) {
	w.notes = append(w.notes, pieces.Piece{Kind: pieces.Note, Text: strings.Join(strings.Fields(text), " ")})
}

func (w *writer) openTable() { w.table = append(w.table, &table{rowBold: true}) }

func (w *writer) openRow() {
	if len(w.table) == 1 {
		t := w.table[0]
		t.row, t.rowBold, t.rowHead = nil, true, false
	}
}

func (w *writer) openCell() {
	if len(w.table) == 1 {
		w.table[0].cell.Reset()
		w.table[0].in = true
	}
}

// closeCell ends a cell that spans so many columns; one that goes on from the row above has its text.
func (w *writer) closeCell(span int, again bool) {
	if len(w.table) != 1 || !w.table[0].in {
		return
	}
	t := w.table[0]
	t.in = false
	s := t.cell.String()
	if again && s == "" && len(t.row) < len(t.above) {
		s = t.above[len(t.row)]
		if w.again += len(s); w.again > maxAgain {
			s = ""
		}
	}
	for k := range max(span, 1) {
		if len(t.row) >= maxColumns {
			break
		}
		if k > 0 {
			s = ""
		}
		t.row = append(t.row, s)
	}
}

func (w *writer) closeRow() {
	if len(w.table) != 1 || len(w.table[0].row) == 0 {
		return
	}
	t := w.table[0]
	t.above = t.row
	if w.cells += len(t.row); w.cells > maxCells { // cells that go on into rows below are repeated there
		return
	}
	if strings.Join(t.row, "") == "" {
		return
	}
	t.cells, t.bold, t.head = append(t.cells, t.row), append(t.bold, t.rowBold), append(t.head, t.rowHead)
}

func (w *writer) closeTable() {
	n := len(w.table)
	if n == 0 {
		return
	}
	t := w.table[n-1]
	w.table = w.table[:n-1]
	if n > 1 || len(t.cells) == 0 {
		return
	}
	if len(t.cells[0]) == 1 { // a frame around text
		for _, c := range t.cells {
			w.out = append(w.out, pieces.Piece{Text: strings.Join(c, " ")})
		}
		w.flush()
		return
	}
	if !t.head[0] {
		t.head[0] = pieces.Headed(t.cells, t.bold)
	}
	for i, c := range t.cells {
		x := pieces.Piece{Kind: pieces.Row, Cells: c}
		if t.head[i] {
			x.Kind = pieces.Head
		}
		w.out = append(w.out, x)
	}
	w.flush()
}

// document makes the document, with what the file says of itself.
func (w *writer) document(name, format string, m meta) *chancery.Document {
	for len(w.paras) > 0 {
		w.close()
	}
	for len(w.table) > 0 {
		w.closeRow()
		w.closeTable()
	}
	w.inner = 0
	w.flush()
	d := pieces.Document(name, format, Reader, w.out)
	if d == nil {
		return nil
	}
	if m.title != "" {
		d.Title = m.title
	}
	// The days on which the file was made and changed are not the day of what it holds: they are kept as ones that are never taken.
	for _, s := range []string{m.changed, m.made} {
		if ds := stamp.Find(s); len(ds) > 0 {
			d.Dates = append(d.Dates, chancery.DateCandidate{EDTF: ds[0].EDTF, Kind: chancery.DateMasthead, Text: s})
		}
	}
	return d
}

// meta is what a file says of itself.
type meta struct {
	title, made, changed string
	at                   string
}

func (m *meta) start(e xml.StartElement) { m.at = e.Name.Local }

func (m *meta) end(string) { m.at = "" }

func (m *meta) text(s string) {
	s = strings.TrimSpace(s)
	switch m.at {
	case "title":
		m.title += s
	case "created", "creation-date":
		m.made += s
	case "modified", "date":
		m.changed += s
	}
}
