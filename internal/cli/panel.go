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
	var codebook bool
	cmd := &cobra.Command{
		Use:        "panel --from YEAR",
		SuggestFor: []string{"world", "matrix", "states", "map"},
		Short:      "List what stood between pairs at the end of each year",
		Long: `Lists pairs of states by year, a row each: the standing at the end of the year, since when and until when, how that is
known, how each was represented in the other, and the sources. A pair is there of whose standing or representation anything is known, or that --pair names, with every
year in which both were states; a year of which nothing is known has the standing "unknown".

States have their ids, names, and numbers in the lists of the Correlates of War and of Gleditsch and Ward ("a_cow", "a_gw"). "or" names what may have stood instead, where a change has uncertain bounds; "members" the states that acted where they are others of the line
(YUG for SRB). "sources" has the addresses of the documents, else their names, separated by " | ". --codebook prints what each column means.`,
		Example: `  chancery panel --from 1990 --to 2020 --format csv > panel.csv
  chancery panel --from 1945 --party ALB --format csv
  chancery panel --from 2000 --pair ALB,IRN
  chancery panel --codebook --format csv > codebook.csv

  # in R:
  panel <- read.csv("panel.csv", na.strings = "unknown")`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if codebook {
				return a.codebookListing().emit(a, out, each(panelColumns))
			}
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
	cmd.Flags().BoolVar(&codebook, "codebook", false, "print what each column of CSV holds, and nothing of the ledger")
	f.register(a, cmd, byParty)
	formatFlag(cmd, &out, allFormats...)
	return cmd
}

// column is a column of a table and what it holds.
type column struct {
	Column  string `json:"column"`
	Type    string `json:"type"`
	Meaning string `json:"meaning"`
}

// panelColumns are the columns of the panel, in their order.
var panelColumns = []column{
	{"a", "id", "the one state: ISO 3166-1 alpha-3, or a code of Chancery; the ids of a pair are in the order of the alphabet"},
	{"b", "id", "the other state"},
	{"year", "integer", "the row says what stood at the end of 31 December"},
	{"a_name", "text", "the present or last name of a"},
	{"b_name", "text", "the present or last name of b"},
	{"a_cow", "integer", "the Correlates of War number of the state that a was at the end of the year (260 for West Germany, 255 for Germany); empty where it has none"},
	{"b_cow", "integer", "the same of b"},
	{"a_gw", "integer", "the Gleditsch-Ward number of the state that a was at the end of the year; empty where it has none"},
	{"b_gw", "integer", "the same of b"},
	{"standing", "unknown, unrecognised, recognised, none, relations, suspended, severed, lapsed", "what stood; unknown: no document tells, which is neither none nor relations"},
	{"or", "standings, separated by blanks", "what may have stood instead, where the day of a change is not known closely enough; empty: nothing else"},
	{"from", "EDTF", "since when; an interval bounds the day, .. is open, empty: unknown"},
	{"to", "EDTF", "until when; .. is open: no document tells of an end, and it is taken to last"},
	{"evidence", "documented, inferred, contested", "documented: a document tells of its beginning; inferred: it follows from what is told of another time; contested: documents give different dates of its beginning or end; empty: nothing is known"},
	{"a_in_b", "unknown, resident, non-resident, interests-section, protecting-power, withdrawn, none", "how a was represented in b"},
	{"b_in_a", "as a_in_b", "how b was represented in a"},
	{"members", "ids, separated by blanks", "the states that acted where they are earlier or later ones of the line (YUG for SRB); empty: a and b themselves"},
	{"claims", "integer", "how many claims the standing rests on"},
	{"against", "integer", "how many claims contradict it"},
	{"sources", "text, separated by \" | \"", "the documents of the claims for the standing and the representation: by address where they have one, else by name"},
}

func (a *app) codebookListing() *listing[column] {
	return &listing[column]{
		header: []string{"column", "type", "meaning"},
		row:    func(c column) []string { return []string{c.Column, c.Type, c.Meaning} },
		text: func(c column) {
			for i, l := range fill(c.Meaning+" ("+c.Type+")", a.width-12) {
				fmt.Fprintf(a.out, "%s%s\n", pad(pick(i == 0, c.Column, ""), 12), l)
			}
		},
	}
}

func (a *app) panelListing(b *book) *listing[query.PanelRow] {
	var header []string
	for _, c := range panelColumns {
		header = append(header, c.Column)
	}
	return &listing[query.PanelRow]{
		header: header,
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
