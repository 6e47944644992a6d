package cli

import (
	"fmt"

	"chancery/internal/ledger"
	"chancery/internal/query"

	"github.com/spf13/cobra"
)

func (a *app) whyCommand() *cobra.Command {
	var on, known string
	var out format
	cmd := &cobra.Command{
		Use:   "why A B",
		Short: "How the ledger comes to what it says of two states on a date",
		Long: `Prints the derivation of what "status" says: every fact in the order in which the ledger laid it out, what it
did to the standing and by which rule, the claims behind it with their quotes, and what was considered and
set aside. docs/ledger.md states the rules.`,
		Example: `  chancery why Albania Iran --on 2023-01-01
  chancery why USA CUB --on 1975 --format json`,
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
			d, b, err := q.Why(cmd.Context(), query.Question{A: args[0], B: args[1], On: date, Known: known})
			if err != nil {
				return err
			}
			if out != formatText {
				return a.object(out, d)
			}
			name := func(id string) string { return b.NameAt(id, date) }
			for _, l := range fill(a.sayStatus(&d.Status, name(d.Status.A), name(d.Status.B), date, on == "", name), a.width) {
				fmt.Fprintln(a.out, l)
			}
			a.printSteps(b, "How it was derived", d.Steps)
			a.printSteps(b, "Set aside", d.Aside)
			a.printLineage(b, d.Lineage)
			return nil
		},
	}
	cmd.Flags().StringVar(&on, "on", "", "the date asked about, EDTF (default: today)")
	cmd.Flags().StringVar(&known, "known", "", "as the ledger knew it at the end of this day")
	formatFlag(cmd, &out, formatText, formatJSON, formatJSONL)
	return cmd
}

// printLineage prints the steps of the lines of two states, each with what it rests on.
func (a *app) printLineage(b *book, steps []query.Lineage) {
	if len(steps) == 0 {
		return
	}
	fmt.Fprintf(a.out, "\n%s\n", a.style.bold("Lineage"))
	for _, s := range steps {
		const margin = 17
		text := b.Name(s.Predecessor) + " → " + b.Name(s.Successor) + " · " + s.Kind + ": " + s.Source
		for k, l := range fill(text, a.width-margin) {
			lead := ""
			if k == 0 {
				lead = "    " + a.style.cyan(s.Date)
			}
			fmt.Fprintf(a.out, "%s%s\n", pad(lead, margin), l)
		}
	}
}

// printSteps prints the facts of a derivation, each with its quotes. A ▸ marks the one with which began what holds.
func (a *app) printSteps(b *book, head string, steps []ledger.Step) {
	if len(steps) == 0 {
		return
	}
	fmt.Fprintf(a.out, "\n%s\n", a.style.bold(head))
	track := ""
	for i := range steps {
		s := &steps[i]
		t := s.Track
		if s.Sender != "" {
			t += " of " + b.Name(s.Sender)
		}
		if t != track {
			track = t
			fmt.Fprintf(a.out, "  %s\n", a.style.dim(t))
		}
		w := s.When
		if w == "" {
			w = "–"
		}
		text := a.style.bold(sayKind(s.What)) + " · " + s.Verdict
		if s.Rule != "" {
			text += ": " + plain(s.Rule)
		}
		const margin = 17
		lines := fill(text, a.width-margin)
		quote := func(ids []string, lead string) {
			for _, id := range ids {
				c := b.ByID[id]
				if c == nil {
					continue
				}
				lines = append(lines, paint(fill(lead+"“"+evidenceText(c, 2*a.width)+"” "+id+" "+plain(c.Document), a.width-margin), a.style.dim)...)
			}
		}
		quote(s.Claims, "")
		quote(s.Against, "against it: ")
		a.beside("  "+pick(s.Holds, a.style.green("▸"), " ")+" ", w, margin, lines)
	}
}
