package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"chancery"
	"chancery/eval"
	"chancery/internal/query"
	"chancery/internal/source"

	"github.com/spf13/cobra"
)

func (a *app) evalCommand() *cobra.Command {
	var misses bool
	var out format
	cmd := &cobra.Command{
		Use:   "eval FOLDER...",
		Short: "Score what is read against what should be",
		Long: `Reads the documents of a folder into a database of its own, which is thrown away, and holds the claims and the ledger
against the gold that the folder has (gold.jsonl, status.jsonl, dates.jsonl, discrepancies.jsonl; examples/README.md
describes them). With --misses it lists what was missed and what is wrong.`,
		Example: `  chancery eval examples
  chancery eval examples --misses`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, dir := range args {
				if err := a.eval(cmd.Context(), dir, misses, out); err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&misses, "misses", false, "list what was missed and what is wrong")
	formatFlag(cmd, &out, formatText, formatJSON, formatJSONL)
	return cmd
}

func (a *app) eval(ctx context.Context, dir string, misses bool, out format) error {
	set, err := eval.Open(dir)
	if err != nil {
		return err
	}
	tmp, err := os.MkdirTemp("", "chancery-eval-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	files, err := set.Documents(tmp)
	if err != nil {
		return err
	}
	var ignored bytes.Buffer
	inner := newApp(a.in, &ignored, a.err)
	defer inner.close()
	inner.dbPath, inner.kinds, inner.gaz, inner.engine, inner.now = filepath.Join(tmp, "eval.db"), a.kinds, a.gaz, a.engine, a.now
	st, err := inner.open(ctx, true)
	if err != nil {
		return err
	}
	in := newIntake(inner, st, inner.newProgress("none", 0), a.now())
	report, err := in.run(ctx, func(ctx context.Context, each func(chancery.Document) error) (source.Report, error) {
		return source.Walk(ctx, files, source.Options{}, each)
	})
	if err != nil {
		return err
	}
	for _, e := range report.Failed {
		a.report(e)
	}
	q, err := inner.query(ctx)
	if err != nil {
		return err
	}
	b, err := q.Book(ctx, zeroTime, nil)
	if err != nil {
		return err
	}
	kinds, err := a.kinds()
	if err != nil {
		return err
	}
	reports, err := set.Score(&scored{b, in.sum.Sentences}, kinds)
	if err != nil {
		return err
	}
	for i, r := range reports {
		if !misses && out != formatText {
			r.Misses = nil
		}
		switch {
		case out != formatText:
			err = a.object(out, r)
		default:
			if i > 0 {
				fmt.Fprintln(a.out)
			}
			err = r.Write(a.out, misses)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// scored is a book as a scorer asks it.
type scored struct {
	book      *book
	sentences int
}

var _ eval.System = (*scored)(nil)

func (s *scored) Claims() ([]chancery.Claim, error) {
	out := make([]chancery.Claim, len(s.book.Claims))
	for i, c := range s.book.Claims {
		out[i] = *c
	}
	return out, nil
}

func (s *scored) Status(x, y, on string) (chancery.Status, error) {
	x, y, err := s.book.Pair(x, y)
	if err != nil {
		return chancery.Status{}, err
	}
	return s.book.Ledger.Status(x, y, on)
}

func (s *scored) Discrepancies() ([]chancery.Discrepancy, error) {
	return s.book.Ledger.Discrepancies(query.Everything), nil
}

func (s *scored) Documents() ([]eval.DocumentDate, error) {
	var out []eval.DocumentDate
	for i := range s.book.Infos {
		d := eval.DocumentDate{Document: s.book.Infos[i].Name()}
		if dating, ok := s.book.Ledger.Dating(s.book.Infos[i].ID); ok {
			d.EDTF, d.Basis = dating.EDTF, string(dating.Kind)
		}
		out = append(out, d)
	}
	return out, nil
}

func (s *scored) Sentences() (int, error) { return s.sentences, nil }
