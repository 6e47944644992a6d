package query

import (
	"context"
	"slices"
	"strings"
	"time"

	"chancery"
	"chancery/internal/ledger"
	"chancery/internal/store"
)

// Document is a document without its text.
type Document struct {
	Document string        `json:"document"`        // the name it is shown under
	Names    []string      `json:"names,omitempty"` // where there are several
	Title    string        `json:"title,omitempty"`
	Source   string        `json:"source,omitempty"`
	URL      string        `json:"url,omitempty"`
	Language string        `json:"language,omitempty"`
	Format   string        `json:"format,omitempty"`
	Date     *DocumentDate `json:"date,omitempty"`
	CopyOf   *CopyOf       `json:"copy_of,omitempty"` // it tells the story of another in nearly the same words: both are one witness
	SHA256   string        `json:"sha256"`            // of its text: its id
	Bytes    int           `json:"bytes"`
	Claims   int           `json:"claims"`
	Recorded string        `json:"recorded"` // RFC 3339
}

// CopyOf names the document that another is a copy of.
type CopyOf struct {
	Document string `json:"document"`
	SHA256   string `json:"sha256"`
}

// DocumentDate is a document's date, how it was got, and why.
type DocumentDate struct {
	EDTF    string            `json:"edtf,omitempty"`
	Basis   chancery.DateKind `json:"basis,omitempty"`
	Reasons []string          `json:"reasons,omitempty"`
	Doubts  []string          `json:"doubts,omitempty"` // candidates that were not taken
}

// Text is a document with its text as it was read, and what was read in it.
type Text struct {
	Document
	Blocks []Block           `json:"blocks"`
	Read   []*chancery.Claim `json:"read"` // by place

	Whole *chancery.Document `json:"-"`
}

// Block is a block of a document as a person reads it.
type Block struct {
	Kind      string        `json:"kind"` // paragraph heading item row caption
	Level     int           `json:"level,omitempty"`
	Text      string        `json:"text"`
	Span      chancery.Span `json:"span"`                // in the document's original
	Furniture string        `json:"furniture,omitempty"` // why it is not part of the story: menu, teaser ...
}

// Documents lists the documents that f takes by Documents, From and To; undated takes those without a date alone.
func (s *Service) Documents(ctx context.Context, f Filter, undated bool) ([]Document, error) {
	known, err := Known("known", f.Known)
	if err != nil {
		return nil, err
	}
	if known.IsZero() {
		if b, ok, err := s.keptDocuments(ctx); err != nil {
			return nil, err
		} else if ok {
			return b.Documents(f, undated)
		}
	}
	b, err := s.Book(ctx, known, nil)
	if err != nil {
		return nil, err
	}
	return b.Documents(f, undated)
}

// Documents is Service.Documents of a book of the whole store.
func (b *Book) Documents(f Filter, undated bool) ([]Document, error) {
	sel, err := b.Select(f)
	if err != nil {
		return nil, err
	}
	out := []Document{}
	for i := range b.Infos {
		d := b.Document(i)
		if (len(sel.documents) == 0 || slices.Contains(sel.documents, d.SHA256)) && (!undated || d.Date == nil || d.Date.EDTF == "") &&
			(f.From == "" && f.To == "" || d.Date != nil && sel.Date(d.Date.EDTF)) {
			out = append(out, d)
		}
	}
	return out, nil
}

// Document returns the record of b.Infos[i], with the date that the ledger gives it.
func (b *Book) Document(i int) Document {
	in := &b.Infos[i]
	d := Document{
		Document: in.Name(), Title: in.Title, Source: in.Source, URL: in.URL, Language: in.Language, Format: in.Format,
		SHA256: in.ID, Bytes: in.Bytes, Claims: in.Claims, Recorded: in.Recorded.Format(time.RFC3339),
	}
	if len(in.Names) > 1 {
		d.Names = in.Names
	}
	d.CopyOf = b.copyOf(in.ID)
	dating, ok := b.Ledger.Dating(in.ID)
	if !ok {
		return d
	}
	date := DocumentDate{EDTF: dating.EDTF, Basis: dating.Kind}
	for _, r := range dating.Reasons {
		date.Reasons = append(date.Reasons, sayReason(&r))
	}
	doc := in.Document()
	own, kind := doc.Date()
	for _, c := range in.Dates {
		if c.EDTF != "" && c.EDTF != dating.EDTF {
			why := string(c.Kind)
			if c.Kind == chancery.DateMasthead {
				why = "masthead: the day on which the page was saved"
			} else if own != "" && c.EDTF != own && c.Kind == kind {
				why += " as well"
			} else if own != "" && c.EDTF != own {
				why += ": less trusted"
			}
			date.Doubts = append(date.Doubts, c.EDTF+" ("+why+")")
		}
	}
	if date.EDTF != "" || date.Reasons != nil || date.Doubts != nil {
		d.Date = &date
	}
	return d
}

// sayReason writes why a date was inferred.
func sayReason(r *ledger.Reason) string {
	s := r.Note
	if r.Date != "" {
		s += " (" + r.Date + ")"
	}
	if r.Claim != "" {
		s += " " + r.Claim
	}
	if len(r.By) > 0 {
		s += ", dated by " + strings.Join(r.By, " ")
	}
	return s
}

// Text returns a document with its text and claims, as the ledger takes these. ref is an id, a prefix of one of at least six digits, or a name.
func (s *Service) Text(ctx context.Context, ref string) (*Text, error) {
	v, err := s.store.View(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	defer v.Close()
	return s.TextOf(ctx, v, ref)
}

// TextOf is Text of a view of the present that the caller has opened.
func (s *Service) TextOf(ctx context.Context, v store.View, ref string) (*Text, error) {
	whole, info, err := v.Document(ctx, ref)
	if err != nil {
		return nil, err
	}
	b, err := s.BookOf(ctx, v)
	if err != nil {
		return nil, err
	}
	return b.Text(whole, info.ID)
}

// Text joins a document with what b knows of it. CodeNotFound where b does not hold it.
func (b *Book) Text(whole *chancery.Document, id string) (*Text, error) {
	i := slices.IndexFunc(b.Infos, func(x store.Info) bool { return x.ID == id })
	if i < 0 {
		return nil, store.NoDocument(id)
	}
	t := &Text{Document: b.Document(i), Whole: whole, Blocks: []Block{}, Read: []*chancery.Claim{}}
	for _, x := range whole.Blocks {
		t.Blocks = append(t.Blocks, Block{x.Kind.String(), x.Level, x.Text, x.Span, x.Furniture})
	}
	t.Read = append(t.Read, b.ClaimsOf(id)...)
	return t, nil
}

// BlockOf finds the block in which a quote stands, and where in its text; an empty span where the words stand in the block's original
// otherwise than in its text.
func BlockOf(d *chancery.Document, q chancery.Quote) (*chancery.Block, chancery.Span) {
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Span.Start > q.Start || q.End > b.Span.End {
			continue
		}
		if b.Map == nil {
			return b, chancery.Span{Start: q.Start - b.Span.Start, End: q.End - b.Span.Start}
		}
		words := q.Text
		if words == "" {
			words = q.Exact
		}
		for at := 0; at <= len(b.Text); {
			k := strings.Index(b.Text[at:], words)
			if k < 0 {
				break
			}
			s := chancery.Span{Start: at + k, End: at + k + len(words)}
			if o := b.Original(s); o.Start == q.Start && o.End == q.End {
				return b, s
			}
			at += k + 1
		}
		return b, chancery.Span{}
	}
	return nil, chancery.Span{}
}
