package cli

import (
	"chancery/internal/query"

	"github.com/spf13/cobra"
)

func (a *app) dyadCommand() *cobra.Command {
	var on, known string
	var out format
	cmd := &cobra.Command{
		Use:        "dyad A B",
		SuggestFor: []string{"dossier", "pair"},
		Short:      "The dossier of two states",
		Long: `Prints all that the ledger has on two states: what stands today, standing and representation over time, what
happened year by year, figures, where the sources disagree, and what nobody wrote down. Numbers in
brackets name the documents listed at the end.

Bars: ━ documented, ┅ inferred, ╍ contested, · within the bounds of an uncertain date, ◂ no start known, ▸ still so.

Dates: 1971 – 2022-09-07 is from the one to the other. [1999-12-28, 2000] is one date that nobody gives, and that lies between
these two; [1945-04-28, 1948-07-01] – 1950-11 began between the two in brackets.`,
		Example: `  chancery dyad Albania Iran
  chancery dyad ALB SRB --on 1999-12-31
  chancery dyad USA CUB --format json`,
		Args:              a.twoStates,
		ValidArgsFunction: a.completeTwo,
		RunE: func(cmd *cobra.Command, args []string) error {
			date, err := a.onDate("--on", on)
			if err != nil {
				return err
			}
			q, err := a.query(cmd.Context())
			if err != nil {
				return err
			}
			d, err := q.Dossier(cmd.Context(), query.Question{A: args[0], B: args[1], On: date, Known: known})
			if err != nil {
				return err
			}
			if out != formatText {
				return a.object(out, d)
			}
			a.printDossier(d, on == "")
			return nil
		},
	}
	cmd.Flags().StringVar(&on, "on", "", "the date of the first paragraph, EDTF (default: today)")
	cmd.Flags().StringVar(&known, "known", "", "as the ledger knew it at the end of this day")
	formatFlag(cmd, &out, formatText, formatJSON, formatJSONL)
	return cmd
}
