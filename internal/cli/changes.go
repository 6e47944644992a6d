package cli

import (
	"fmt"
	"strings"

	"chancery/internal/ledger"

	"github.com/spf13/cobra"
)

func (a *app) changesCommand() *cobra.Command {
	var f filterFlags
	var since string
	var out format
	cmd := &cobra.Command{
		Use:   "changes --since DAY",
		Short: "What the documents and decisions since a day did to the ledger",
		Long: `Compares the ledger as it was known at the end of a day with the ledger as it is known now (or at --known): standings and
representations that are new or gone, events, discrepancies opened and closed, gaps opened and
closed, dates of documents. Days are those on which documents were read in and decisions made.`,
		Example: `  chancery changes --since 2024-06-30
  chancery changes --since 2024-06-30 --pair ALB,IRN --format jsonl`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if since == "" {
				return usagef("chancery changes --since 2024-06-30", "--since is missing")
			}
			q, err := a.query(cmd.Context())
			if err != nil {
				return err
			}
			cs, b, err := q.Changes(cmd.Context(), since, f.Filter)
			if err != nil {
				return err
			}
			l := listing[ledger.Change]{
				header: []string{"what", "type", "a", "b", "id", "text", "claims"},
				row: func(c ledger.Change) []string {
					return []string{c.What, c.Type, c.A, c.B, c.ID, c.Text, strings.Join(c.Claims, " ")}
				},
				text: func(c ledger.Change) {
					sign := a.style.green("+")
					if c.What == "gone" {
						sign = a.style.red("−")
					}
					who := b.Name(c.A)
					if c.B != "" {
						who += ", " + b.Name(c.B)
					}
					if c.Type == "date" {
						who = b.DocumentName(c.ID)
					}
					for i, s := range fill(a.style.bold(plain(who))+" · "+c.Type+": "+plain(c.Text), a.width-2) {
						fmt.Fprintf(a.out, "%s %s\n", pick(i == 0, sign, " "), s)
					}
				},
				none: "Nothing has changed.", count: "change",
			}
			return l.emit(a, out, each(cs))
		},
	}
	cmd.Flags().StringVar(&since, "since", "", "a day (EDTF)")
	f.register(a, cmd, byParty)
	formatFlag(cmd, &out, allFormats...)
	return cmd
}
