package cli

import (
	"fmt"
	"strings"

	"chancery"
	"chancery/internal/query"

	"github.com/spf13/cobra"
)

func (a *app) statusCommand() *cobra.Command {
	var on, known string
	var out format
	cmd := &cobra.Command{
		Use:        "status A B",
		SuggestFor: []string{"world"},
		Short:      "What stood between two states on a date",
		Long: `Says what stood between two states on a date: recognition and diplomatic relations, since when, how each was
represented in the other, and the words that say so.

States are asked by any name of their line: Serbia, asked about 1970, answers for Yugoslavia. A date of less than a
day (2022) is asked at its end.`,
		Example: `  chancery status Albania Iran
  chancery status ALB IRN --on 2023-01-01 --format json
  chancery status USA CUB --on 1975 --known 2024-06-30`,
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
			s, b, err := q.Status(cmd.Context(), query.Question{A: args[0], B: args[1], On: date, Known: known})
			if err != nil {
				return err
			}
			switch out {
			case formatJSON, formatJSONL:
				return a.object(out, s)
			case formatCSV, formatRaw:
				l := listing[chancery.Status]{
					header: []string{"a", "b", "on", "standing", "from", "to", "evidence", "claims", "against"},
					row: func(s chancery.Status) []string {
						return []string{s.A, s.B, s.On, string(s.Standing), s.From, s.To, string(s.Evidence), strings.Join(s.Claims, " "), strings.Join(s.Against, " ")}
					},
				}
				return l.emit(a, out, each([]chancery.Status{s}))
			}
			name := func(id string) string { return b.NameAt(id, date) }
			for _, l := range fill(a.sayStatus(&s, name(s.A), name(s.B), date, on == "", name), a.width) {
				fmt.Fprintln(a.out, l)
			}
			a.printEvidence(b, "", telling(&s, b.ByID), 4)
			a.printEvidence(b, "Against it:", s.Against, 5)
			var more []string
			for i := range s.Representation {
				for _, id := range s.Representation[i].Claims {
					if !contains(s.Claims, id) && !contains(more, id) {
						more = append(more, id)
					}
				}
			}
			a.printEvidence(b, "On representation:", more, 4)
			pair := s.A + "," + s.B
			fl, err := b.Resolve(query.Filter{Pairs: []string{pair}})
			if err != nil {
				return err
			}
			if s.Standing == chancery.Unknown {
				a.printSilence(len(fl.Claims()), pair)
			}
			if n := len(fl.Discrepancies()); n > 0 {
				fmt.Fprintf(a.out, "\n%s\n", a.style.dim("The sources disagree on "+plural(n, "point")+"; chancery discrepancies --pair "+pair))
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&on, "on", "", "the date asked about, EDTF (default: today)")
	cmd.Flags().StringVar(&known, "known", "", "as the ledger knew it at the end of this day")
	formatFlag(cmd, &out, allFormats...)
	return cmd
}

// printSilence says what the documents do tell of two states between which they tell of no standing.
func (a *app) printSilence(claims int, pair string) {
	text := "No claim names both."
	if claims > 0 {
		text = plural(claims, "claim") + " of the two: chancery claims --pair " + pair
	}
	fmt.Fprintf(a.out, "%s\n", a.style.dim(text))
}

func contains(ids []string, id string) bool {
	for _, x := range ids {
		if x == id {
			return true
		}
	}
	return false
}

// printEvidence prints the quotes of claims, at most n, and under each the ids and documents of the claims that rest on these words, at most n.
// It says how many claims it leaves out.
func (a *app) printEvidence(b *book, title string, ids []string, n int) {
	if len(ids) == 0 {
		return
	}
	fmt.Fprintln(a.out)
	if title != "" {
		fmt.Fprintln(a.out, a.style.bold(title))
	}
	var quotes []string
	said := map[string][]*chancery.Claim{}
	for _, id := range ids {
		if c := b.ByID[id]; c != nil {
			q := c.Words()
			if said[q] == nil {
				quotes = append(quotes, q)
			}
			said[q] = append(said[q], c)
		}
	}
	more := 0
	for i, q := range quotes {
		if i >= n {
			more += len(said[q])
			continue
		}
		for _, l := range fill("“"+evidenceText(said[q][0], 4*a.width)+"”", a.width-2) {
			fmt.Fprintf(a.out, "  %s\n", l)
		}
		for k, c := range said[q] {
			if k == n {
				more += len(said[q]) - n
				break
			}
			w := dateOf(c)
			if w != "" {
				w = "  " + w
			}
			fmt.Fprintf(a.out, "  %s\n", a.style.dim(clip(c.ID+w+"  "+plain(c.Document), a.width-2)))
		}
	}
	if more > 0 {
		fmt.Fprintf(a.out, "  %s\n", a.style.dim("and "+plural(more, "claim")+" more; chancery why shows them all"))
	}
}
