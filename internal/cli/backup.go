package cli

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the database, while it is in use",
		Long: `Copies the database as it is at this instant into FILE, which must not be there yet, while servers and other commands go on reading and writing. The copy appears
when it is whole and has been checked. It holds everything: documents, claims, decisions, hashes of tokens, the secrets of webhooks; it is readable to its owner alone.

A process that is killed leaves a folder .chancery-copy-NUMBER beside FILE; the next copy into that folder after a day removes it.

A copy by "cp" misses what still lies in the log beside the database (FILE-wal), and may be torn.

To restore, stop what uses the database, move it away together with its -wal and -shm files, and put the copy in its place.`,
		Example: `  chancery backup "copies/chancery-$(date +%F).db"
  chancery status Albania Iran --db copies/chancery-2024-06-30.db`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := a.openToRead(cmd.Context()); err != nil {
				return err
			}
			if err := a.db.CopyTo(cmd.Context(), args[0]); err != nil {
				return err
			}
			info, err := os.Stat(args[0])
			if err != nil {
				return err
			}
			fmt.Fprintf(a.out, "%s: %s, copied to %s\n", a.dbPath, sayBytes(info.Size()), args[0])
			return nil
		},
	}
}
