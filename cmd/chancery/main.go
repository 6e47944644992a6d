// Chancery keeps a ledger of the relations between states, out of what was written about them.
package main

import (
	"os"

	"chancery/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:])) }
