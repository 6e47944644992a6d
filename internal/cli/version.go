package cli

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
)

func (a *app) versionCommand() *cobra.Command {
	var full bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Long:  `Prints the version of the program; with --full also those of the rules and the model, which are stored with each document.`,
		Example: `  chancery version
  chancery version --full`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			fmt.Fprintf(a.out, "chancery %s (%s, %s/%s)\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			if !full {
				return nil
			}
			e, err := a.engine()
			if err != nil {
				return err
			}
			fmt.Fprintf(a.out, "rules %s: %s\nmodel %s\n", e.versions.Rules, plural(len(e.rules.Rules), "rule"), e.versions.Model)
			return nil
		},
	}
	cmd.Flags().BoolVar(&full, "full", false, "also the versions of rules and model")
	return cmd
}
