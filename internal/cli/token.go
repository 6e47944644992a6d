package cli

import (
	"fmt"
	"time"

	"chancery/internal/server"

	"github.com/spf13/cobra"
)

func (a *app) tokenCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "token",
		Short: "Make, list and revoke the tokens of the server",
		Long: `A token lets one who bears it ask a server on an address that is not loopback: to read, or with --write also to make decisions and to
send documents. It is shown once; the database keeps a hash of it. Decisions made with a token bear its name.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.tokenCreateCommand(), a.tokenListCommand(), a.tokenRevokeCommand())
	return cmd
}

func (a *app) tokenCreateCommand() *cobra.Command {
	var write bool
	cmd := &cobra.Command{
		Use:   "create NAME",
		Short: "Make a token and print it, this once",
		Example: `  chancery token create "M. Editor" --write
  TOKEN=$(chancery token create dashboard) && curl -H "Authorization: Bearer $TOKEN" http://ledger.example.org:8080/api/v1/parties`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if args[0] == "" || len(args[0]) > 100 {
				return usagef("decisions made with the token bear its name", "a token needs a name of at most 100 bytes")
			}
			st, err := a.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			t, secret := server.NewToken(args[0], write, a.now())
			if err := (server.Desk{Store: st}).AddToken(cmd.Context(), t); err != nil {
				return err
			}
			fmt.Fprintln(a.out, secret)
			fmt.Fprintf(a.err, "Token %s (%s) for %s. It is not shown again.\n", t.ID, t.Scopes(), plain(t.Name))
			return nil
		},
	}
	cmd.Flags().BoolVar(&write, "write", false, "let it write, not read alone")
	return cmd
}

// tokenRow is a token in a listing.
type tokenRow struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Scopes  string `json:"scopes"`
	Created string `json:"created"`
	Revoked string `json:"revoked,omitempty"`
}

func (a *app) tokenListCommand() *cobra.Command {
	var out format
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the tokens, without what is secret in them",
		Example: `  chancery token list
  chancery token list --format jsonl`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			st, err := a.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			ts, err := server.Desk{Store: st}.Tokens(cmd.Context())
			if err != nil {
				return err
			}
			var lines []tokenRow
			for _, t := range ts {
				l := tokenRow{ID: t.ID, Name: t.Name, Scopes: t.Scopes(), Created: t.Created.Format(time.RFC3339)}
				if !t.Revoked.IsZero() {
					l.Revoked = t.Revoked.Format(time.RFC3339)
				}
				lines = append(lines, l)
			}
			l := listing[tokenRow]{
				header: []string{"id", "name", "scopes", "created", "revoked"},
				row:    func(t tokenRow) []string { return []string{t.ID, t.Name, t.Scopes, t.Created, t.Revoked} },
				text: func(t tokenRow) {
					s := pad(t.ID, 11) + pad(t.Scopes, 12) + t.Created + "  " + plain(t.Name)
					if t.Revoked != "" {
						s = a.style.dim(s + " (revoked " + t.Revoked + ")")
					}
					fmt.Fprintln(a.out, s)
				},
				none: "No tokens.", count: "token",
			}
			return l.emit(a, out, each(lines))
		},
	}
	formatFlag(cmd, &out, allFormats...)
	return cmd
}

func (a *app) tokenRevokeCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "revoke ID|NAME",
		Short:   "End a token; a running server follows within seconds",
		Example: `  chancery token revoke tk3m2p9qa`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			st, err := a.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			t, err := server.Desk{Store: st}.RevokeToken(cmd.Context(), args[0], a.now())
			if err != nil {
				return err
			}
			fmt.Fprintf(a.out, "Token %s (%s) is revoked.\n", t.ID, plain(t.Name))
			return nil
		},
	}
}
