package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chancery"

	"github.com/spf13/cobra"
)

// gapTypes are the types of gaps, the gravest first.
var gapTypes = []string{"restoration", "end", "withdrawal", "recognition", "mission", "start", commonGap}

// commonGap is the type that nearly every mission has.
const commonGap = "mission-start"

func (a *app) gapsCommand() *cobra.Command {
	var f filterFlags
	var types []string
	var all bool
	var out format
	cmd := &cobra.Command{
		Use:   "gaps",
		Short: "List what must have happened and nobody wrote down",
		Long: `Lists gaps: transitions that follow from what was written but were not written themselves, those that matter most first. Relations that
were broken in 1999 and stand today were restored in between. Types, by weight: restoration, end, withdrawal, recognition, mission (one that
opened again, closed or moved), start (of relations), mission-start. The last, a mission that is there and of which nobody says since when,
is true of nearly all missions: it is listed for a --pair, with --all, or by --type.`,
		Example: `  chancery gaps
  chancery gaps --type restoration,end
  chancery gaps --pair ALB,SRB --format json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, fl, err := a.selected(cmd.Context(), &f.Filter, false)
			if err != nil {
				return err
			}
			for _, t := range types {
				if !slices.Contains(gapTypes, t) {
					return usagef("the types are "+strings.Join(gapTypes, ", "), "no type of gap %q", t)
				}
			}
			gaps, common := []chancery.Gap{}, 0
			for _, g := range fl.Gaps() {
				switch {
				case types != nil && !slices.Contains(types, g.Type):
				case types == nil && !all && len(f.Pairs) == 0 && g.Type == commonGap:
					common++
				default:
					gaps = append(gaps, g)
				}
			}
			if err := a.gapListing(b).emit(a, out, each(gaps)); err != nil {
				return err
			}
			if common > 0 {
				fmt.Fprintf(a.err, "chancery: %s of type %s not listed; --all lists them\n", plural(common, "gap"), commonGap)
			}
			return nil
		},
	}
	cmd.Flags().StringSliceVar(&types, "type", nil, strings.Join(gapTypes, ", "))
	must(cmd.RegisterFlagCompletionFunc("type", cobra.FixedCompletions(gapTypes, cobra.ShellCompDirectiveNoFileComp)))
	cmd.Flags().BoolVar(&all, "all", false, "also those of type "+commonGap)
	f.register(a, cmd, byParty)
	formatFlag(cmd, &out, allFormats...)
	return cmd
}

func (a *app) gapListing(b *book) *listing[chancery.Gap] {
	return &listing[chancery.Gap]{
		header: []string{"id", "type", "a", "b", "after", "before", "claims", "note", "severity"},
		row: func(g chancery.Gap) []string {
			return []string{g.ID, g.Type, g.A, g.B, g.After, g.Before, strings.Join(g.Claims, " "), g.Note, strconv.FormatFloat(g.Severity, 'f', 2, 64)}
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
