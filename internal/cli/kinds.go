package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// kindRow is a kind of claim as it is listed.
type kindRow struct {
	Name       string `json:"name"`
	Group      string `json:"group"`
	Symmetric  bool   `json:"symmetric"` // all parties are agents
	Agent      string `json:"agent,omitempty"`
	Patient    string `json:"patient,omitempty"`
	Others     string `json:"others,omitempty"` // further roles
	Definition string `json:"definition"`
}

func (a *app) kindsCommand() *cobra.Command {
	var group string
	var out format
	cmd := &cobra.Command{
		Use:   "kinds",
		Short: "List the kinds of claim, with what each means",
		Long: `Lists the kinds of claim by group, with what each means: the values of --kind, and what a rule may read. --format jsonl and csv also say who is
the agent and the patient of each, and its further roles.`,
		Example: `  chancery kinds
  chancery kinds --group mission
  chancery kinds --format csv > kinds.csv`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			kinds, err := a.kinds()
			if err != nil {
				return err
			}
			var rows []kindRow
			for _, g := range kinds.Groups() {
				for _, k := range kinds.All() {
					if k.Group == g && (group == "" || group == g) {
						rows = append(rows, kindRow{k.Name, k.Group, k.Symmetric, k.Agent, k.Patient, strings.Join(k.Others, "; "), k.Definition})
					}
				}
			}
			if rows == nil {
				return usagef("the groups are "+strings.Join(kinds.Groups(), ", "), "no group %q", group)
			}
			last := ""
			l := listing[kindRow]{
				header: []string{"kind", "group", "symmetric", "agent", "patient", "others", "definition"},
				row: func(k kindRow) []string {
					return []string{k.Name, k.Group, pick(k.Symmetric, "yes", "no"), k.Agent, k.Patient, k.Others, k.Definition}
				},
				text: func(k kindRow) {
					if k.Group != last {
						fmt.Fprintf(a.out, "%s%s\n", pick(last == "", "", "\n"), a.style.bold(k.Group))
						last = k.Group
					}
					for i, s := range fill(k.Definition, a.width-24) {
						fmt.Fprintf(a.out, "  %s%s\n", pad(pick(i == 0, k.Name, ""), 22), s)
					}
				},
				none: "No kinds.", count: "kind",
			}
			return l.emit(a, out, each(rows))
		},
	}
	cmd.Flags().StringVar(&group, "group", "", "the kinds of this group alone (standing, mission, force ...)")
	formatFlag(cmd, &out, allFormats...)
	return cmd
}
