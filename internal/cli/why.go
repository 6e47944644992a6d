package cli

import (
	"fmt"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/ledger"

	"github.com/spf13/cobra"
)

func (a *app) whyCommand() *cobra.Command {
	var on, known string
	var out format
	cmd := &cobra.Command{
		Use:   "why A B",
		Short: "How the ledger comes to what it says of two states on a date",
		Long: `Prints the derivation of what "status" says: the period that holds, the rule of the ledger behind it, every claim for
it and against it with its quote, and the claims of the pair that change no standing.`,
		Example: `  chancery why Albania Iran --on 2023-01-01`,
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			date, err := a.onDate("--on", on)
			if err != nil {
				return err
			}
			b, err := a.openBook(cmd.Context(), known)
			if err != nil {
				return err
			}
			x, y, err := b.pair(args[0], args[1])
			if err != nil {
				return err
			}
			w, err := b.why(x, y, date)
			if err != nil {
				return err
			}
			if out != formatText {
				return a.object(out, w)
			}
			a.printWhy(b, w, x, y, date, on == "")
			return nil
		},
	}
	cmd.Flags().StringVar(&on, "on", "", "the date asked about, EDTF (default: today)")
	cmd.Flags().StringVar(&known, "known", "", "as the ledger knew it at the end of this day")
	formatFlag(cmd, &out, formatText, formatJSON, formatJSONL)
	return cmd
}

// derivation is how a status came about.
type derivation struct {
	Status  chancery.Status   `json:"status"`
	Periods []chancery.Period `json:"periods"` // all of the standing of the pair
	For     []chancery.Claim  `json:"for"`
	Against []chancery.Claim  `json:"against"`
	Aside   []chancery.Claim  `json:"aside"` // claims that would change a standing if they were asserted, and are not
}

func (b *book) why(x, y string, on edtf.Date) (*derivation, error) {
	s, err := b.ledger.Status(x, y, on.String())
	if err != nil {
		return nil, err
	}
	w := &derivation{Status: s, Periods: []chancery.Period{}, For: []chancery.Claim{}, Against: []chancery.Claim{}, Aside: []chancery.Claim{}}
	for _, id := range s.Claims {
		if c := b.byID[id]; c != nil {
			w.For = append(w.For, *c)
		}
	}
	for _, id := range s.Against {
		if c := b.byID[id]; c != nil {
			w.Against = append(w.Against, *c)
		}
	}
	for _, p := range b.ledger.Periods(ledger.Filter{A: x, B: y, Types: []string{"standing"}}) {
		w.Periods = append(w.Periods, p)
	}
	f := &filter{b: b, pairs: [][2]string{{b.idKey(x), b.idKey(y)}}}
	for i := range b.claims {
		c := &b.claims[i]
		if !c.Modality.Actual() && b.group(c.Kind) == "standing" && f.claim(c) {
			w.Aside = append(w.Aside, *c)
		}
	}
	return w, nil
}

func (a *app) printWhy(b *book, w *derivation, x, y string, on edtf.Date, today bool) {
	name := func(id string) string { return b.nameAt(id, on) }
	for _, l := range fill(a.sayStatus(&w.Status, name(x), name(y), on, today, name), a.width) {
		fmt.Fprintln(a.out, l)
	}
	fmt.Fprintln(a.out)
	if w.Status.Why != "" {
		fmt.Fprintln(a.out, a.style.bold("The rule"))
		for _, l := range fill(capital(w.Status.Why), a.width-2) {
			fmt.Fprintf(a.out, "  %s\n", l)
		}
		fmt.Fprintln(a.out)
	}
	if len(w.Periods) > 0 {
		fmt.Fprintln(a.out, a.style.bold("The periods of the pair"))
		for i := range w.Periods {
			p := &w.Periods[i]
			mark := " "
			if p.Standing == w.Status.Standing && p.From == w.Status.From {
				mark = a.style.green("▸")
			}
			text := pad(a.standingStyle(p.Standing)(string(p.Standing)), 13) + tersePeriod(p.From, p.To) + a.style.dim(" · "+string(p.Evidence))
			if p.Why != "" {
				text += a.style.dim(" · " + p.Why)
			}
			for k, l := range fill(text, a.width-4) {
				fmt.Fprintf(a.out, "%s %s%s\n", pick(k == 0, mark, " "), pick(k == 0, "", strings.Repeat(" ", 13)), l)
			}
		}
		fmt.Fprintln(a.out)
	}
	group := func(head string, cs []chancery.Claim) {
		if len(cs) == 0 {
			return
		}
		fmt.Fprintln(a.out, a.style.bold(head))
		for i := range cs {
			a.printClaim(&cs[i])
		}
	}
	group("For it", w.For)
	group("Against it", w.Against)
	group("Set aside: not asserted", w.Aside)
}
