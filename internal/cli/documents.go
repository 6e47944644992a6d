package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"chancery"
	"chancery/internal/ledger"

	"github.com/spf13/cobra"
)

// documentLine is a document in JSON.
type documentLine struct {
	Document string        `json:"document"`
	Names    []string      `json:"names,omitempty"` // where there are several
	Title    string        `json:"title,omitempty"`
	Source   string        `json:"source,omitempty"`
	URL      string        `json:"url,omitempty"`
	Language string        `json:"language,omitempty"`
	Format   string        `json:"format,omitempty"`
	Date     *documentDate `json:"date,omitempty"`
	SHA256   string        `json:"sha256"`
	Bytes    int           `json:"bytes"`
	Claims   int           `json:"claims"`
	Recorded string        `json:"recorded"`
}

// documentDate is a document's date, how it was got, and why.
type documentDate struct {
	EDTF    string            `json:"edtf,omitempty"`
	Basis   chancery.DateKind `json:"basis,omitempty"`
	Reasons []string          `json:"reasons,omitempty"`
	Doubts  []string          `json:"doubts,omitempty"` // candidates that were not taken
}

func (a *app) documentsCommand() *cobra.Command {
	var f filterFlags
	var out format
	var undated bool
	cmd := &cobra.Command{
		Use:   "documents",
		Short: "List the documents, with their dates and how those were got",
		Long: `Lists documents. A date comes from the format's own metadata, a dateline, a byline or the URL; where none gives one,
from other documents that date the same events: then it is "inferred" and gives its reasons. A date in
a site's masthead is the day of the crawl and never the document's.`,
		Example: `  chancery documents
  chancery documents --undated
  chancery documents --format jsonl | jq 'select(.date.basis == "inferred")'`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, err := a.openBook(cmd.Context(), f.known)
			if err != nil {
				return err
			}
			fl, err := f.resolve(b)
			if err != nil {
				return err
			}
			var ds []documentLine
			for i := range b.infos {
				d := b.documentLine(i)
				if (len(fl.documents) == 0 || slices.Contains(fl.documents, d.SHA256)) && (!undated || d.Date == nil || d.Date.EDTF == "") &&
					(f.from == "" && f.to == "" || d.Date != nil && fl.date(d.Date.EDTF)) {
					ds = append(ds, d)
				}
			}
			return a.documentListing().emit(a, out, each(ds))
		},
	}
	f.register(a, cmd, byDocument|byDate)
	cmd.Flags().BoolVar(&undated, "undated", false, "those without a date alone")
	formatFlag(cmd, &out, allFormats...)
	return cmd
}

func (b *book) documentLine(i int) documentLine {
	in := &b.infos[i]
	d := documentLine{
		Document: in.Name(), Title: in.Title, Source: in.Source, URL: in.URL, Language: in.Language, Format: in.Format,
		SHA256: in.ID, Bytes: in.Bytes, Claims: in.Claims, Recorded: in.Recorded.Format(time.RFC3339),
	}
	if len(in.Names) > 1 {
		d.Names = in.Names
	}
	dating, ok := b.ledger.Dating(in.ID)
	if !ok {
		return d
	}
	date := documentDate{EDTF: dating.EDTF, Basis: dating.Kind}
	for _, r := range dating.Reasons {
		date.Reasons = append(date.Reasons, sayReason(&r))
	}
	doc := in.Document()
	own, _ := doc.Date()
	for _, c := range in.Dates {
		if c.EDTF != "" && c.EDTF != dating.EDTF {
			why := string(c.Kind)
			if c.Kind == chancery.DateMasthead {
				why = "masthead: the day on which the page was saved"
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

func (a *app) documentListing() *listing[documentLine] {
	date := func(d *documentLine) (edtf, basis string) {
		if d.Date == nil {
			return "", ""
		}
		return d.Date.EDTF, string(d.Date.Basis)
	}
	return &listing[documentLine]{
		header: []string{"document", "title", "source", "url", "date", "basis", "sha256", "bytes", "claims", "recorded"},
		row: func(d documentLine) []string {
			when, basis := date(&d)
			return []string{d.Document, d.Title, d.Source, d.URL, when, basis, d.SHA256, strconv.Itoa(d.Bytes), strconv.Itoa(d.Claims), d.Recorded}
		},
		text: func(d documentLine) {
			when, basis := date(&d)
			if when == "" {
				when = "–"
			}
			title := d.Title
			if d.Source != "" {
				title += " (" + d.Source + ")"
			}
			fmt.Fprintf(a.out, "%s%s%s\n", pad(a.style.cyan(clip(when, 11)), 13), pad(a.style.dim(basis), 10), plain(clip(d.Document, max(a.width-23, 20))))
			if title != "" {
				fmt.Fprintf(a.out, "%23s%s\n", "", plain(clip(title, max(a.width-23, 20))))
			}
			fmt.Fprintf(a.out, "%23s%s\n", "", a.style.dim(d.SHA256[:12]+"  "+sayBytes(int64(d.Bytes))+", "+plural(d.Claims, "claim")))
			if d.Date != nil {
				for _, r := range d.Date.Reasons {
					for _, l := range paint(fill("because "+plain(r), a.width-23), a.style.dim) {
						fmt.Fprintf(a.out, "%23s%s\n", "", l)
					}
				}
			}
		},
		none:  "No documents.",
		count: "document",
	}
}
