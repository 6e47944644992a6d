package cli

import (
	"chancery/internal/edtf"

	"github.com/spf13/cobra"
)

func (a *app) dyadCommand() *cobra.Command {
	var on, known string
	var out format
	cmd := &cobra.Command{
		Use:   "dyad A B",
		Short: "The dossier of two states",
		Long: `Prints all that the ledger has on two states: what stands today, standing and representation over time, what
happened year by year, figures, where the sources disagree, and what nobody wrote down. Numbers in
brackets name the documents listed at the end.

Bars: ━ documented, ┅ inferred, ╍ contested, · within the bounds of an uncertain date, ◂ no start known, ▸ still so.`,
		Example: `  chancery dyad Albania Iran
  chancery dyad ALB SRB --on 1999-12-31
  chancery dyad USA CUB --format json`,
		Args:              cobra.ExactArgs(2),
		ValidArgsFunction: a.completeTwo,
		RunE: func(cmd *cobra.Command, args []string) error {
			date, err := a.onDate("--on", on)
			if err != nil {
				return err
			}
			b, x, y, err := a.pairBook(cmd.Context(), args[0], args[1], known)
			if err != nil {
				return err
			}
			d, err := b.dossier(x, y, date)
			if err != nil {
				return err
			}
			d.Status.Known, d.today = known, on == ""
			if out != formatText {
				return a.object(out, d)
			}
			a.printDossier(d)
			return nil
		},
	}
	cmd.Flags().StringVar(&on, "on", "", "the date of the first paragraph, EDTF (default: today)")
	cmd.Flags().StringVar(&known, "known", "", "as the ledger knew it at the end of this day")
	formatFlag(cmd, &out, formatText, formatJSON, formatJSONL)
	return cmd
}

// dossier gathers what the ledger has on two states.
func (b *book) dossier(x, y string, on edtf.Date) (*dossier, error) {
	s, err := b.ledger.Status(x, y, on.String())
	if err != nil {
		return nil, err
	}
	d, err := b.ledger.Dossier(x, y)
	if err != nil {
		return nil, err
	}
	return &dossier{Dossier: d, NameA: b.nameAt(x, on), NameB: b.nameAt(y, on), Status: s, on: on, claims: b.byID, name: b.name, group: b.group}, nil
}
