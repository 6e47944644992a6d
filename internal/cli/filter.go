package cli

import (
	"chancery"
	"chancery/internal/query"

	"github.com/spf13/cobra"
)

// filterFlags are the filters of a listing as the command line gives them.
type filterFlags struct{ query.Filter }

// The filters that a listing may have.
const (
	byKind = 1 << iota
	byParty
	byDocument
	byModality
	byDate
)

func (f *filterFlags) register(a *app, cmd *cobra.Command, which int) {
	fs := cmd.Flags()
	if which&byKind != 0 {
		fs.StringSliceVar(&f.Kinds, "kind", nil, "kinds (sever-relations), or groups of kinds (standing, mission, force ...)")
		must(cmd.RegisterFlagCompletionFunc("kind", a.completeKinds))
	}
	if which&byParty != 0 {
		fs.StringArrayVar(&f.Parties, "party", nil, "a party in any role; given twice, both")
		must(cmd.RegisterFlagCompletionFunc("party", a.completeParties))
		fs.StringArrayVar(&f.Pairs, "pair", nil, "two states, A,B; given twice, either pair")
	}
	if which&byDocument != 0 {
		fs.StringArrayVar(&f.Documents, "document", nil, "a document, by name or id")
	}
	if which&byModality != 0 {
		fs.StringSliceVar(&f.Modalities, "modality", nil, "asserted, announced, planned, threatened, denied ...")
		var names []string
		for _, m := range chancery.Modalities {
			names = append(names, string(m))
		}
		must(cmd.RegisterFlagCompletionFunc("modality", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp)))
	}
	if which&byDate != 0 {
		fs.StringVar(&f.From, "from", "", "what can have been on or after this date (EDTF); drops what has no date")
		fs.StringVar(&f.To, "to", "", "what can have been on or before this date (EDTF); drops what has no date")
	}
	fs.StringVar(&f.Known, "known", "", "as the ledger knew it at the end of this day")
}

// completeParties offers the codes of states with their names.
func (a *app) completeParties(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	gaz, err := a.gaz()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var out []string
	for _, e := range gaz.States() {
		out = append(out, e.ID+"\t"+e.Name)
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// completeTwo offers states for the first two arguments.
func (a *app) completeTwo(cmd *cobra.Command, args []string, start string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 1 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.completeParties(cmd, args, start)
}

func (a *app) completeKinds(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	kinds, err := a.kinds()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var out []string
	for _, k := range kinds.All() {
		out = append(out, k.Name+"\t"+k.Definition)
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
