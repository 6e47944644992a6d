package cli

import (
	"fmt"
	"strings"

	"chancery"

	"github.com/spf13/cobra"
)

func (a *app) periodsCommand() *cobra.Command {
	var f filterFlags
	var out format
	var track string
	cmd := &cobra.Command{
		Use:        "periods",
		SuggestFor: []string{"state", "states"},
		Short:      "List what stood between pairs over time",
		Long: `Lists the periods of pairs: of standing (recognition and diplomatic relations) and of representation (missions, in
each direction), with their bounds and how they are known. An end written as a range lies within it; ".." is open.`,
		Example: `  chancery periods --pair ALB,IRN
  chancery periods --track representation --party TUR --format csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, fl, err := a.selected(cmd.Context(), &f.Filter, false)
			if err != nil {
				return err
			}
			return a.periodListing(b).emit(a, out, each(fl.Periods(track)))
		},
	}
	cmd.Flags().Var(&choice{&track, []string{"standing", "representation"}}, "track", "standing or representation (default: both)")
	f.register(a, cmd, byParty|byDate)
	formatFlag(cmd, &out, allFormats...)
	return cmd
}

func (a *app) periodListing(b *book) *listing[chancery.Period] {
	what := func(p *chancery.Period) string {
		if p.Representation != nil {
			return p.Representation.Type
		}
		return string(p.Standing)
	}
	return &listing[chancery.Period]{
		header: []string{"id", "a", "b", "track", "standing", "sender", "receiver", "type", "city", "by", "from", "to", "evidence", "claims", "against"},
		row: func(p chancery.Period) []string {
			r := chancery.Representation{}
			if p.Representation != nil {
				r = *p.Representation
			}
			return []string{p.ID, p.A, p.B, p.Track, string(p.Standing), r.Sender, r.Receiver, r.Type, r.City, r.By, p.From, p.To, string(p.Evidence), strings.Join(p.Claims, " "), strings.Join(p.Against, " ")}
		},
		text: func(p chancery.Period) {
			paint := a.style.blue
			who := b.Name(p.A) + ", " + b.Name(p.B)
			if p.Representation != nil {
				who = b.Name(p.Representation.Sender) + " → " + b.Name(p.Representation.Receiver)
			} else {
				paint = a.standingStyle(p.Standing)
			}
			text := pad(clip(who, 30), 31) + pad(paint(what(&p)), 19) + tersePeriod(p.From, p.To)
			if p.Evidence != chancery.Documented {
				text += a.style.dim(" · " + string(p.Evidence))
			}
			fmt.Fprintln(a.out, text)
		},
		none:  "No periods.",
		count: "period",
	}
}
