package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chancery"

	"github.com/spf13/cobra"
)

// discrepancyTypes are the types of discrepancies; docs/ledger.md tells what each means.
var discrepancyTypes = []string{"year", "month", "day", "one-day", "swapped", "kind", "party", "quantity", "status", "arithmetic", "anachronism", "impossible", "beginning"}

func (a *app) discrepanciesCommand() *cobra.Command {
	var f filterFlags
	var types []string
	var out format
	cmd := &cobra.Command{
		Use:   "discrepancies",
		Short: "List where the sources disagree",
		Long: `Lists discrepancies: points on which sources disagree, those that matter most first, each side with
the claims that take it. Nothing is decided; decide does that.`,
		Example: `  chancery discrepancies
  chancery discrepancies --type year,status
  chancery discrepancies --party ALB --kind relocate,shelter --format jsonl`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, fl, err := a.selected(cmd.Context(), &f.Filter, false)
			if err != nil {
				return err
			}
			for _, t := range types {
				if !slices.Contains(discrepancyTypes, t) {
					return usagef("the types are "+strings.Join(discrepancyTypes, ", "), "no type of discrepancy %q", t)
				}
			}
			ds := fl.Discrepancies()
			if types != nil {
				ds = slices.DeleteFunc(ds, func(d chancery.Discrepancy) bool { return !slices.Contains(types, d.Type) })
			}
			return a.discrepancyListing(b).emit(a, out, each(ds))
		},
	}
	cmd.Flags().StringSliceVar(&types, "type", nil, strings.Join(discrepancyTypes, ", "))
	must(cmd.RegisterFlagCompletionFunc("type", cobra.FixedCompletions(discrepancyTypes, cobra.ShellCompDirectiveNoFileComp)))
	f.register(a, cmd, byKind|byParty)
	formatFlag(cmd, &out, allFormats...)
	return cmd
}

func (a *app) discrepancyListing(b *book) *listing[chancery.Discrepancy] {
	return &listing[chancery.Discrepancy]{
		header: []string{"id", "type", "a", "b", "kind", "value", "claims", "severity", "note"},
		row: func(d chancery.Discrepancy) []string {
			var claims []string
			for _, s := range d.Sides {
				claims = append(claims, strings.Join(s.Claims, " "))
			}
			return []string{d.ID, d.Type, d.A, d.B, d.Kind, strings.Join(d.Values, " | "), strings.Join(claims, " | "), strconv.FormatFloat(d.Severity, 'f', 2, 64), d.Note}
		},
		text: func(d chancery.Discrepancy) {
			who := b.Name(d.A)
			if d.B != "" {
				who += ", " + b.Name(d.B)
			}
			fmt.Fprintf(a.out, "%s · %s: %s %s\n", a.style.bold(who), sayKind(d.Kind), a.style.yellow(strings.Join(d.Values, " or ")), a.style.dim("("+strings.ReplaceAll(d.Type, "-", " ")+") "+d.ID))
			for _, s := range d.Sides {
				a.printSide(b, &s)
			}
			fmt.Fprintln(a.out)
		},
		none:  "No discrepancies.",
		count: "discrepancy",
	}
}

func (a *app) printSide(b *book, s *chancery.Side) {
	fmt.Fprintf(a.out, "  %s\n", a.style.cyan(s.Value))
	for i, id := range s.Claims {
		c := b.ByID[id]
		if c == nil {
			continue
		}
		if i == 3 {
			fmt.Fprintf(a.out, "    %s\n", a.style.dim(fmt.Sprintf("and %s more", plural(len(s.Claims)-i, "claim"))))
			break
		}
		for _, l := range paint(fill("“"+evidenceText(c, 2*a.width)+"” "+plain(c.Document), a.width-4), a.style.dim) {
			fmt.Fprintf(a.out, "    %s\n", l)
		}
	}
}
