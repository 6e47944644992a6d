package cli

import (
	"io"
	"os"
	"path/filepath"

	"chancery"
	"chancery/internal/query"

	"github.com/spf13/cobra"
)

func (a *app) exportCommand() *cobra.Command {
	var f filterFlags
	var what, to string
	cmd := &cobra.Command{
		Use:   "export FORMAT",
		Short: "Write the ledger out: jsonl, csv, csv-raw, json, quickstatements",
		Long: `Writes claims, events, periods, discrepancies, gaps or documents to standard output or a file. A file is written whole
or not at all. It is what the listings print with --format, in one place.

csv is made for spreadsheets: a cell that one would take for a formula, since it begins with = + - @, a tab or a line's end and is no number, has an
apostrophe before it. csv-raw has every cell as it is, for programs that read it back.

quickstatements writes claims for Wikidata (QuickStatements, version 1): a statement "diplomatic relation" (P530) of each state about the other, with
its start (P580) or end (P582) as precise as the source gives it, and a reference: the address that the sentence or row cites, or else that of the
document, with the quote. Of the kinds it takes establish-relations, unless --kind names sever-relations. What is left out, and where the
sources disagree, is said on standard error.`,
		Example: `  chancery export jsonl > claims.jsonl
  chancery export csv --what periods --output periods.csv
  chancery export quickstatements --party Kosovo > statements.tsv`,
		Args:      cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
		ValidArgs: []string{"jsonl", "csv", "csv-raw", "json", "quickstatements"},
		RunE: func(cmd *cobra.Command, args []string) error {
			statements := args[0] == "quickstatements"
			if statements {
				if err := wikidataOnly(what, &f); err != nil {
					return err
				}
			}
			b, fl, err := a.selected(cmd.Context(), &f.Filter, what == "claims" && !statements)
			if err != nil {
				return err
			}
			write := func() error {
				if statements {
					return a.quickstatements(b, fl)
				}
				return a.export(b, fl, what, format(args[0]))
			}
			if to == "" {
				return write()
			}
			return a.toFile(to, write)
		},
	}
	what = "claims"
	cmd.Flags().Var(&choice{&what, []string{"claims", "events", "periods", "discrepancies", "gaps", "documents"}}, "what", "claims, events, periods, discrepancies, gaps, documents")
	cmd.Flags().StringVarP(&to, "output", "o", "", "a file (default: standard output)")
	f.register(a, cmd, byKind|byParty|byDocument|byModality|byDate)
	return cmd
}

func (a *app) export(b *book, f *query.Selection, what string, out format) error {
	switch what {
	case "events":
		return a.eventListing().emit(a, out, deref(f.Events()))
	case "periods":
		return a.periodListing(b).emit(a, out, each(f.Periods("")))
	case "discrepancies":
		return a.discrepancyListing(b).emit(a, out, each(f.Discrepancies()))
	case "gaps":
		return a.gapListing(b).emit(a, out, each(f.Gaps()))
	case "documents":
		var ds []query.Document
		for i := range b.Infos {
			ds = append(ds, b.Document(i))
		}
		return a.documentListing().emit(a, out, each(ds))
	}
	return a.claimListing().emit(a, out, deref(f.Claims()))
}

// toFile lets write print into a file, which appears when it is whole. What is no regular file (a pipe, a device) is written into.
func (a *app) toFile(name string, write func() error) (err error) {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return a.into(name, write)
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".export-*")
	if err != nil {
		return &chancery.Error{Code: chancery.CodeInput, Where: name, Message: "cannot be written", Err: err, Hint: "check that its folder exists and is writable"}
	}
	defer os.Remove(tmp.Name())
	err = a.printTo(tmp, name, write)
	if err == nil {
		err = tmp.Chmod(0o644)
	}
	if closeErr := tmp.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	return err
}

// into lets write print into what is there already.
func (a *app) into(name string, write func() error) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return &chancery.Error{Code: chancery.CodeInput, Where: name, Message: "cannot be written", Err: err, Hint: "name a file"}
	}
	err = a.printTo(f, name, write)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

// printTo lets write print to w, which name names.
func (a *app) printTo(w io.Writer, name string, write func() error) error {
	out := a.out
	a.out = newOutput(w, name)
	defer func() { a.out = out }()
	if err := write(); err != nil {
		return err
	}
	return a.out.flush()
}
