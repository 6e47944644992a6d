package cli

import (
	"fmt"
	"strings"

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

// twoStates holds a command to two arguments. Where the words can only be two names that lack their quotes, the error says how they are written.
func (a *app) twoStates(cmd *cobra.Command, args []string) error {
	err := cobra.ExactArgs(2)(cmd, args)
	if err == nil {
		return nil
	}
	gaz, gazErr := a.gaz()
	if gazErr != nil {
		return err
	}
	words := strings.FieldsFunc(strings.Join(args, " "), func(r rune) bool { return r == ' ' || r == ',' })
	var ways []string
	for i := 1; i < len(words) && len(words) <= 16; i++ {
		x := strings.Join(words[:i], " ")
		y := strings.TrimPrefix(strings.Join(words[i:], " "), "and ")
		if _, ok := gaz.Named(x); !ok {
			continue
		}
		if _, ok := gaz.Named(y); ok {
			ways = append(ways, fmt.Sprintf("%s %s %s", cmd.CommandPath(), quoted(x), quoted(y)))
		}
	}
	if len(ways) != 1 {
		return err
	}
	return usagef(ways[0], "%v", err)
}

// quoted puts a name of several words into quotes, as a shell wants it.
func quoted(name string) string {
	if strings.Contains(name, " ") {
		return `"` + name + `"`
	}
	return name
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
