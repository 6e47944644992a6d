package cli

import (
	"fmt"
	"strconv"
	"strings"

	"chancery"
	"chancery/internal/query"

	"github.com/spf13/cobra"
)

func (a *app) panelCommand() *cobra.Command {
	var f filterFlags
	var out format
	var from, to int
	cmd := &cobra.Command{
		Use:   "panel --from YEAR",
		Short: "List what stood between pairs at the end of each year",
		Long: `Lists pairs of states by year, a row each: the standing at the end of the year, since when and until when, how that is
known, how each was represented in the other, and the sources. A pair is there of whose standing or representation anything is known, with every
year in which both were states; a year of which nothing is known has the standing "unknown".

States have their ids, names, and numbers in the lists of the Correlates of War and of Gleditsch and Ward ("a_cow", "a_gw"). "or" names what may have stood instead, where a change has uncertain bounds; "members" the states that acted where they are others of the line
(YUG for SRB). "sources" has the addresses of the documents, else their names, separated by " | ".`,
		Example: `  chancery panel --from 1990 --to 2020 --format csv > panel.csv
  chancery panel --from 1945 --party ALB --format csv
  chancery panel --from 2000 --pair ALB,IRN

  # in R:
  panel <- read.csv("panel.csv", na.strings = "unknown")`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("from") {
				return usagef("chancery panel --from 1990 --to 2020", "--from is missing")
			}
			if !cmd.Flags().Changed("to") {
				to = a.now().Year()
			}
			if from < 1 || to > 9999 || from > to {
				return usagef("the earlier year goes first, and both have four digits at most", "there are no years from %d to %d", from, to)
			}
			b, fl, err := a.selected(cmd.Context(), &f.Filter, false)
			if err != nil {
				return err
			}
			return a.panelListing(b).emit(a, out, fl.Panel(from, to))
		},
	}
	cmd.Flags().IntVar(&from, "from", 0, "the first year")
	cmd.Flags().IntVar(&to, "to", 0, "the last year (default: this year)")
	f.register(a, cmd, byParty)
	formatFlag(cmd, &out, allFormats...)
	return cmd
}

func (a *app) panelListing(b *book) *listing[query.PanelRow] {
	return &listing[query.PanelRow]{
		header: []string{"a", "b", "year", "a_name", "b_name", "a_cow", "b_cow", "a_gw", "b_gw", "standing", "or", "from", "to", "evidence", "a_in_b", "b_in_a", "members", "claims", "against", "sources"},
		row: func(r query.PanelRow) []string {
			var or []string
			for _, s := range r.Or {
				or = append(or, string(s))
			}
			return []string{r.A, r.B, strconv.Itoa(r.Year), b.Name(r.A), b.Name(r.B), numbered(r.COW[0]), numbered(r.COW[1]), numbered(r.GW[0]), numbered(r.GW[1]), string(r.Standing), strings.Join(or, " "), r.From, r.To, string(r.Evidence),
				representedIn(&r.Status, r.A), representedIn(&r.Status, r.B), strings.Join(r.Members, " "), strconv.Itoa(len(r.Claims)), strconv.Itoa(len(r.Against)), strings.Join(r.Sources, " | ")}
		},
		text: func(r query.PanelRow) {
			line := pad(clip(b.Name(r.A)+", "+b.Name(r.B), 38), 39) + fmt.Sprintf("%4d  ", r.Year) + pad(a.standingStyle(r.Standing)(string(r.Standing)), 14)
			if r.Evidence != chancery.Documented && r.Standing != chancery.Unknown {
				line += a.style.dim(string(r.Evidence))
			}
			fmt.Fprintln(a.out, strings.TrimRight(line, " "))
		},
		none:  "No pairs.",
		count: "row",
	}
}

// numbered writes a number of a list of states, "" for none.
func numbered(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// representedIn is the type of the sender's representation in the other, "" where nothing is known of it.
func representedIn(s *chancery.Status, sender string) string {
	for i := range s.Representation {
		if r := &s.Representation[i]; r.Sender == sender {
			return r.Type
		}
	}
	return ""
}
