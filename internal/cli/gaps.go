package cli

import (
	"fmt"
	"strings"

	"chancery"

	"github.com/spf13/cobra"
)

func (a *app) gapsCommand() *cobra.Command {
	var f filterFlags
	var out format
	cmd := &cobra.Command{
		Use:   "gaps",
		Short: "List what must have happened and nobody wrote down",
		Long: `Lists gaps: transitions that follow from what was written but were not written themselves. Relations that
were broken in 1999 and stand today were restored in between.`,
		Example: `  chancery gaps
  chancery gaps --pair ALB,SRB --format json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, fl, err := a.selected(cmd.Context(), &f.Filter, false)
			if err != nil {
				return err
			}
			return a.gapListing(b).emit(a, out, each(fl.Gaps()))
		},
	}
	f.register(a, cmd, byParty)
	formatFlag(cmd, &out, allFormats...)
	return cmd
}

func (a *app) gapListing(b *book) *listing[chancery.Gap] {
	return &listing[chancery.Gap]{
		header: []string{"id", "type", "a", "b", "after", "before", "claims", "note"},
		row: func(g chancery.Gap) []string {
			return []string{g.ID, g.Type, g.A, g.B, g.After, g.Before, strings.Join(g.Claims, " "), g.Note}
		},
		text: func(g chancery.Gap) {
			text := a.style.bold(b.Name(g.A)+", "+b.Name(g.B)) + " · " + a.style.yellow(sayGap(&g))
			if g.Note != "" {
				text += ": " + plain(g.Note)
			}
			text += " " + a.style.dim(g.ID)
			for i, l := range fill(text, a.width-2) {
				if i > 0 {
					l = "  " + l
				}
				fmt.Fprintln(a.out, l)
			}
		},
		none:  "No gaps.",
		count: "gap",
	}
}
