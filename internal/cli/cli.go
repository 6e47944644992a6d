// Package cli is the command line of Chancery: one file a command, and the only place where the
// parts are wired together.
//
// It promises the contract that scripts rely on: the names of commands and flags, the JSON of every listing, and the
// exit status (0 done, 1 failed, 2 wrong usage). An error says what was wrong, where, and what to do. Colour, progress and
// line wrapping appear on a terminal only, so what a pipe gets is the same everywhere.
//
// This package and no other reads the clock: for the default of --on, the time of recording and of a decision, and how
// long a run took. Data and models are loaded when a command first needs them.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"chancery"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// version is set by the linker; see Makefile.
var version = "dev"

// Main runs the command line and returns the exit status.
func Main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	a := newApp(os.Stdin, os.Stdout, os.Stderr)
	a.pdf = pdfCommand()
	ended := make(chan struct{})
	defer close(ended)
	go func() {
		<-ctx.Done()
		stop() // a second signal ends the process at once
		a.endLate(ended)
	}()
	return a.run(ctx, args)
}

// patience is how long a command that was told to stop may take to do so; serve lets the answers under way finish on its own terms.
const patience = 3 * time.Second

// endLate ends the process where its command does not end soon after it was told to: a read from a pipe that nobody writes to, or the
// opening of one, cannot be called off. What is kept is whole at every instant.
func (a *app) endLate(ended <-chan struct{}) {
	wait := patience
	if a.serving.Load() {
		wait += grace
	}
	select {
	case <-ended:
	case <-time.After(wait):
		a.report(context.Canceled)
		os.Exit(1)
	}
}

// Run runs the command line with the given streams and returns the exit status.
func Run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return newApp(stdin, stdout, stderr).run(ctx, args)
}

// run runs a command, closes the database and returns the exit status.
func (a *app) run(ctx context.Context, args []string) int {
	defer a.close()
	root := a.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if flushErr := a.out.flush(); err == nil {
		err = flushErr
	}
	if err == nil || errors.Is(err, syscall.EPIPE) { // whoever read has seen enough
		return 0
	}
	if !errors.Is(err, errReported) {
		a.report(err)
	}
	if chancery.CodeOf(err) == chancery.CodeUsage {
		return 2
	}
	return 1
}

// errReported ends a command that has said on its own what went wrong.
var errReported = errors.New("failed")

// report prints an error for a person.
func (a *app) report(err error) {
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(a.err, "chancery: interrupted")
		if a.resumes {
			fmt.Fprintf(a.err, "  %s\n", a.errStyle.dim("what was kept before is kept; the same command goes on from there"))
		}
		return
	}
	fmt.Fprintf(a.err, "%s %s\n", a.errStyle.red("chancery:"), err)
	if hint := chancery.HintOf(err); hint != "" {
		fmt.Fprintf(a.err, "  %s\n", a.errStyle.dim(hint))
	}
	if chancery.CodeOf(err) == chancery.CodeInternal {
		fmt.Fprintf(a.err, "  %s\n", a.errStyle.dim("this may be a bug; chancery version, the command and this message help to find it"))
	}
}

func usagef(hint, format string, args ...any) error {
	return &chancery.Error{Code: chancery.CodeUsage, Message: fmt.Sprintf(format, args...), Hint: hint}
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "chancery",
		Short: "A ledger of the relations between states",
		Long: `Chancery reads what has been written about the relations between states and keeps a ledger of
them: for any two states and any date, what stood between them, since when, who says so in
which sentence, and where the sources disagree or fall silent.

Documents go in with "ingest". "status" and "dyad" answer for two states; the listings
(claims, events, periods, discrepancies, gaps, documents) give everything to people and to scripts.

States are named by code, name or alias: ALB, Albania, "North Korea", DPRK.
Dates are EDTF (ISO 8601-2): 2022, 2012-11, 1948-11-28.

Exit status: 0 done, 1 failed, 2 wrong usage.`,
		Example: `  chancery ingest articles/ news/*.html
  chancery status Albania Iran --on 2023-01-01
  chancery dyad ALB IRN
  chancery claims --party ALB --kind sever-relations --format jsonl`,
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			hint := "chancery --help lists the commands"
			if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
				hint = "did you mean: " + strings.Join(near, ", ")
			}
			return usagef(hint, "unknown command %q", args[0])
		},
	}
	root.SuggestionsMinimumDistance = 2
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetVersionTemplate("chancery {{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usagef(cmd.CommandPath()+" --help shows the flags", "%s", sayFlag(err))
	})
	pf := root.PersistentFlags()
	pf.StringVar(&a.dbPath, "db", "", "the database file (default: CHANCERY_DB, else chancery.db)")
	pf.StringVar(&a.colour, "color", "auto", "colour: auto, always, never (NO_COLOR is respected)")
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		if err := emptyDate(cmd); err != nil {
			return err
		}
		return a.setUp()
	}

	root.AddGroup(
		&cobra.Group{ID: "in", Title: "Reading in:"},
		&cobra.Group{ID: "ask", Title: "Asking:"},
		&cobra.Group{ID: "list", Title: "Listing:"},
		&cobra.Group{ID: "work", Title: "Looking closer, and correcting:"},
		&cobra.Group{ID: "serve", Title: "Serving and keeping:"},
	)
	add := func(group string, cmds ...*cobra.Command) {
		for _, c := range cmds {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	add("in", a.ingestCommand(), a.watchCommand(), a.rereadCommand(), a.forgetCommand())
	add("ask", a.statusCommand(), a.dyadCommand(), a.whyCommand())
	add("list", a.claimsCommand(), a.eventsCommand(), a.periodsCommand(), a.panelCommand(), a.discrepanciesCommand(), a.gapsCommand(), a.documentsCommand(), a.changesCommand(), a.kindsCommand(), a.exportCommand())
	add("work", a.showCommand(), a.analyseCommand(), a.decideCommand(), a.rulesCommand(), a.evalCommand())
	add("serve", a.serveCommand(), a.tokenCommand(), a.backupCommand())
	root.AddCommand(a.versionCommand(), a.readPDFCommand())
	root.SetHelpCommand(helpCommand())
	usageArgs(root)
	fillHelp(root, a.width)
	return root
}

// sayFlag says what is wrong with a flag. The parser's own words for a number or a switch that is none are those of Go's library.
func sayFlag(err error) string {
	var bad *pflag.InvalidValueError
	if !errors.As(err, &bad) {
		return err.Error()
	}
	what, ok := map[string]string{"int": "is no whole number", "int64": "is no whole number", "float64": "is no number", "bool": "is neither true nor false"}[bad.GetFlag().Value.Type()]
	switch {
	case !ok:
		return err.Error()
	case errors.Is(err, strconv.ErrRange):
		return fmt.Sprintf("--%s: %s is too large", bad.GetFlag().Name, bad.GetValue())
	}
	return fmt.Sprintf("--%s: %q %s", bad.GetFlag().Name, bad.GetValue(), what)
}

// emptyDate is an error where a flag of a date is given with nothing in it, as by a script whose variable is not set: that means no date, not today.
func emptyDate(cmd *cobra.Command) (err error) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		switch f.Name {
		case "on", "known", "since", "from", "to":
			if f.Value.String() == "" {
				err = usagef("write 2022-09-07, 2022-09 or 2022, or leave the flag out", "--%s is empty", f.Name)
			}
		}
	})
	return err
}

// helpCommand is "help COMMAND", which fails on what is no command.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Help about any command",
		RunE: func(cmd *cobra.Command, args []string) error {
			of, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return usagef("chancery --help lists the commands", "unknown command %q", strings.Join(args, " "))
			}
			return of.Help()
		},
	}
}

// fillHelp breaks the paragraphs of every command's description at the width of the terminal.
func fillHelp(c *cobra.Command, width int) {
	var out []string
	for _, p := range strings.Split(c.Long, "\n\n") {
		out = append(out, strings.Join(fill(p, width), "\n"))
	}
	c.Long = strings.Join(out, "\n\n")
	for _, sub := range c.Commands() {
		fillHelp(sub, width)
	}
}

// usageArgs makes wrong arguments an error of usage, for every command.
func usageArgs(c *cobra.Command) {
	if check := c.Args; check != nil {
		c.Args = func(cmd *cobra.Command, args []string) error {
			err := check(cmd, args)
			if err == nil || chancery.HintOf(err) != "" {
				return err
			}
			return usagef("usage: "+cmd.UseLine(), "%v", err)
		}
	}
	for _, sub := range c.Commands() {
		usageArgs(sub)
	}
}
