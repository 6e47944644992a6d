package chancery

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// BlockKind says what a block of a document is.
type BlockKind uint8

// The kinds of block.
const (
	Paragraph BlockKind = iota
	Heading             // Level gives its depth, 1 for a title
	Item                // one item of a list; Level gives its depth
	Row                 // one row of a table; Cells gives its cells
	Caption             // the words under a picture or over a table
)

var blockNames = [...]string{"paragraph", "heading", "item", "row", "caption"}

func (k BlockKind) String() string {
	if int(k) < len(blockNames) {
		return blockNames[k]
	}
	return "block"
}

// Document is one text as it was published, and how it was read into blocks.
// Original is the text decoded to UTF-8 and otherwise untouched; every span of
// a claim points into it. A document never changes after it has been read.
type Document struct {
	Name     string // the name it came in under: a file's base name, or the title of a page of a dump
	Title    string
	Source   string // who published it, where the format says so
	URL      string
	Language string // ISO 639-1, "" where unknown
	Format   string // the reader that read it: "text", "wiki", "html", ...
	Reader   string // the version of that reader
	SHA256   string // hex, of Original
	Original string
	Blocks   []Block
	Dates    []DateCandidate // in order of trust, the most trusted first
	Refs     []Reference     // the sources that the document itself cites
}

// Block is one paragraph, heading, list item or table row.
type Block struct {
	Kind      BlockKind
	Level     int
	Text      string // what a person reads, markup gone
	Span      Span   // where it stands in Document.Original
	Map       Map    // from offsets in Text to offsets in Original; nil where Text is Original[Span.Start:Span.End]
	Section   int    // index in Document.Blocks of the heading it stands under, -1 for none
	Furniture string // "" for the story; else why it is not part of it: "menu", "teaser", "share", "footer", "infobox", ...
	Cells     []Cell // of a Row, in order of columns
	Refs      []BlockRef
	Page      int    // of a paged format, on which it begins, from 1; 0 elsewhere
	Turns     []Turn // where further pages begin in Text
}

// A Turn says that a page begins at an offset of a block's text.
type Turn struct{ At, Page int }

// PageAt returns the page on which the byte at off of the block's text stands.
func (b *Block) PageAt(off int) int {
	page := b.Page
	for _, t := range b.Turns {
		if t.At <= off {
			page = t.Page
		}
	}
	return page
}

// Cell is one cell of a table row.
type Cell struct {
	Header string // the heading of its column, as read; joined with " / " where there are several
	Span   Span   // in Block.Text
}

// BlockRef says that a cited source stands at an offset of a block.
type BlockRef struct {
	At  int // byte offset in Block.Text: the reference follows the text before it
	Ref int // index in Document.Refs
}

// Reference is a source that a document cites.
type Reference struct {
	URL       string `json:"url,omitempty"`
	Title     string `json:"title,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Date      string `json:"date,omitempty"` // EDTF
}

// Segment says that the text from offset Text on stands in the original from
// offset Original on, byte for byte, up to the next segment. A byte of text that
// markup stands for (an entity, a template) maps to the start of that markup.
type Segment struct {
	Text, Original int
	Len            int // bytes that run in parallel; the next Text offset may be beyond it
	OriginalLen    int // bytes of the original that this segment covers (= Len where copied byte for byte)
}

// Map takes offsets in a block's text to offsets in the original. Segments are
// sorted, cover the whole text and do not overlap.
type Map []Segment

// Original returns where s, a span of the block's text, stands in the original: from the first
// byte that it reads there to the last one, with any markup between.
func (b *Block) Original(s Span) Span {
	if b.Map == nil {
		return Span{b.Span.Start + s.Start, b.Span.Start + s.End}
	}
	start := b.Map.at(s.Start, false)
	if s.End <= s.Start {
		return Span{start, start}
	}
	t := Span{start, b.Map.at(s.End-1, true)}
	if b.Kind == Row { // a cell that spans rows stands before the row, wherever its column is
		for _, g := range b.Map {
			if g.Text > s.Start && g.Text < s.End {
				t.Start = min(t.Start, g.Original)
			}
			if g.Text+g.Len > s.Start && g.Text+g.Len < s.End {
				t.End = max(t.End, g.Original+g.OriginalLen)
			}
		}
	}
	return t
}

// at maps the byte at off; with end it returns the offset just behind what that byte stands for.
func (m Map) at(off int, end bool) int {
	i := sort.Search(len(m), func(i int) bool { return m[i].Text > off }) - 1
	if i < 0 {
		i = 0
	}
	s := m[i]
	d := off - s.Text
	if s.OriginalLen == s.Len { // byte for byte
		if end {
			return s.Original + d + 1
		}
		return s.Original + d
	}
	if end {
		return s.Original + s.OriginalLen
	}
	return s.Original
}

// DateKind says where a candidate for a document's date was found.
type DateKind string

// The kinds of date candidates, in the order in which they are trusted.
const (
	DateMetadata DateKind = "metadata" // the format's own
	DateDateline DateKind = "dateline"
	DateByline   DateKind = "byline"
	DateURL      DateKind = "url"
	DateMasthead DateKind = "masthead" // the day of the crawl, not of the story: never taken as the document's date
	DateInferred DateKind = "inferred" // from the ledger
)

// DateCandidate is a date that may be the document's.
type DateCandidate struct {
	EDTF string
	Kind DateKind
	Text string
	Span Span // in Original; empty where the date is outside the text
}

// Date returns the document's own date, or "" where nothing trustworthy gives one.
func (d *Document) Date() (edtf string, kind DateKind) {
	for _, c := range d.Dates {
		if c.Kind != DateMasthead && c.EDTF != "" {
			return c.EDTF, c.Kind
		}
	}
	return "", ""
}

// Hash returns the hex SHA-256 of text, the key of a document.
func Hash(text string) string {
	h := sha256.Sum256([]byte(text))
	return hex.EncodeToString(h[:])
}

// Quote is an exact piece of a document with what stands around it
// (W3C Web Annotation: a TextQuoteSelector and a TextPositionSelector in one).
type Quote struct {
	Exact  string `json:"exact"`          // Original[Start:End]
	Text   string `json:"text,omitempty"` // the same as a person reads it, where markup makes that differ
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
}

// Words returns the quote as a person reads it, on one line.
func (q Quote) Words() string {
	s := q.Text
	if s == "" {
		s = q.Exact
	}
	return strings.Join(strings.Fields(s), " ")
}

// contextLen is how much of the text around a quote is kept with it, in bytes.
const contextLen = 32

// Quote returns the quote of s, a span of the original.
func (d *Document) Quote(s Span) Quote {
	from, to := s.Start-contextLen, s.End+contextLen
	if from < 0 {
		from = 0
	}
	if to > len(d.Original) {
		to = len(d.Original)
	}
	for from < s.Start && !utf8.RuneStart(d.Original[from]) {
		from++
	}
	for to > s.End && to < len(d.Original) && !utf8.RuneStart(d.Original[to]) {
		to--
	}
	return Quote{
		Exact:  strings.Clone(d.Original[s.Start:s.End]),
		Prefix: strings.Clone(d.Original[from:s.Start]),
		Suffix: strings.Clone(d.Original[s.End:to]),
		Start:  s.Start, End: s.End,
	}
}

// Verify reports whether q stands in original exactly where it says, with the
// context it says. It never looks for a quote elsewhere.
func (q Quote) Verify(original string) error {
	if q.Start < 0 || q.End < q.Start || q.End > len(original) {
		return &Error{Code: CodeAnchor, Message: fmt.Sprintf("quote at %d-%d lies outside a document of %d bytes", q.Start, q.End, len(original))}
	}
	if original[q.Start:q.End] != q.Exact {
		return &Error{Code: CodeAnchor, Message: fmt.Sprintf("the text at %d-%d is not the quote", q.Start, q.End)}
	}
	if !strings.HasSuffix(original[:q.Start], q.Prefix) || !strings.HasPrefix(original[q.End:], q.Suffix) {
		return &Error{Code: CodeAnchor, Message: fmt.Sprintf("the text around %d-%d is not the quote's", q.Start, q.End)}
	}
	return nil
}
