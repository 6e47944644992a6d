package cli

import (
	"slices"
	"strconv"
	"strings"

	"chancery/internal/query"

	"github.com/spf13/cobra"
)

func (a *app) documentsCommand() *cobra.Command {
	var f filterFlags
	var out format
	var undated, silent bool
	cmd := &cobra.Command{
		Use:   "documents",
		Short: "List the documents, with their dates and how those were got",
		Long: `Lists documents. A date comes from the format's own metadata, a dateline, a byline or the URL; where none gives one,
from other documents that date the same events: then it is "inferred" and gives its reasons. A date in
a site's masthead is the day of the crawl and never the document's.`,
		Example: `  chancery documents
  chancery documents --undated
  chancery documents --silent
  chancery documents --format jsonl | jq 'select(.date.basis == "inferred")'`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			q, err := a.query(cmd.Context())
			if err != nil {
				return err
			}
			ds, err := q.Documents(cmd.Context(), f.Filter, undated)
			if err != nil {
				return err
			}
			if silent {
				ds = slices.DeleteFunc(ds, func(d query.Document) bool { return d.Claims > 0 })
			}
			return a.documentListing().emit(a, out, each(ds))
		},
	}
	f.register(a, cmd, byDocument|byDate)
	cmd.Flags().BoolVar(&undated, "undated", false, "those without a date alone")
	cmd.Flags().BoolVar(&silent, "silent", false, "those in which no claim was read alone")
	formatFlag(cmd, &out, allFormats...)
	return cmd
}

func (a *app) documentListing() *listing[query.Document] {
	date := func(d *query.Document) (edtf, basis string) {
		if d.Date == nil {
			return "", ""
		}
		return d.Date.EDTF, string(d.Date.Basis)
	}
	return &listing[query.Document]{
		header: []string{"document", "title", "source", "url", "date", "basis", "sha256", "bytes", "claims", "recorded", "copy_of"},
		row: func(d query.Document) []string {
			when, basis := date(&d)
			copyOf := ""
			if d.CopyOf != nil {
				copyOf = d.CopyOf.Document
			}
			return []string{d.Document, d.Title, d.Source, d.URL, when, basis, d.SHA256, strconv.Itoa(d.Bytes), strconv.Itoa(d.Claims), d.Recorded, copyOf}
		},
		text: func(d query.Document) {
			when, basis := date(&d)
			if when == "" {
				when = "–"
			}
			title := d.Title
			if d.Source != "" {
				title += " (" + d.Source + ")"
			}
			const margin, column = 13, 10
			lines := []string{pad(a.style.dim(basis), column) + plain(clip(d.Document, max(a.width-margin-column, 20)))}
			add := func(ls ...string) {
				for _, l := range ls {
					lines = append(lines, strings.Repeat(" ", column)+l)
				}
			}
			if title != "" {
				add(plain(clip(title, max(a.width-margin-column, 20))))
			}
			add(a.style.dim(d.SHA256[:12] + "  " + sayBytes(int64(d.Bytes)) + ", " + plural(d.Claims, "claim")))
			if d.CopyOf != nil {
				add(a.style.dim(clip("copy of "+plain(d.CopyOf.Document), max(a.width-margin-column, 20))))
			}
			if d.Date != nil {
				for _, r := range d.Date.Doubts {
					add(paint(fill("not "+plain(r), a.width-margin-column), a.style.dim)...)
				}
				for _, r := range d.Date.Reasons {
					add(paint(fill("because "+plain(r), a.width-margin-column), a.style.dim)...)
				}
			}
			a.beside("", when, margin, lines)
		},
		none:  "No documents.",
		count: "document",
	}
}
