package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"chancery"
	"chancery/internal/query"

	"github.com/spf13/cobra"
)

func (a *app) decideCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "decide",
		Short: "Accept, reject or amend claims, merge or split what they tell of",
		Long: `A decision is a person's word on a claim. It is appended to a log, with who, when and why, and survives
a second ingest and new rules. Of several on one claim the last holds. Of a document that was edited and read
again, "forget --older" lets the decisions on what it still says hold for the new version.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.decideTwo("merge", "Say that two claims tell of one occurrence"), a.decideTwo("split", "Say that two claims tell of two occurrences"))
	cmd.AddCommand(a.decideOne("accept", "Say that a claim was read rightly", ""), a.decideOne("reject", "Say that a claim was read wrongly: it is left out", "the text speaks of another embassy"),
		a.decideOne("undo", "Take back what was decided on a claim before", "the second page says the same"), a.amendCommand(), a.decisionsCommand(), a.importCommand())
	return cmd
}

// decisionFlags are who decides and why.
type decisionFlags struct{ by, why string }

func (f *decisionFlags) register(cmd *cobra.Command) {
	by := os.Getenv("CHANCERY_USER")
	if by == "" {
		by = os.Getenv("USER")
	}
	cmd.Flags().StringVar(&f.by, "by", by, "who decides (default: CHANCERY_USER, else USER)")
	cmd.Flags().StringVar(&f.why, "why", "", "the reason")
}

// decideOne is the command of an action on claims; why is the reason in its example.
func (a *app) decideOne(action, short, why string) *cobra.Command {
	var f decisionFlags
	example := "  chancery decide " + action + " c93f01ab27de0452"
	if why != "" {
		example += fmt.Sprintf(" --why %q", why)
	}
	cmd := &cobra.Command{
		Use:     action + " CLAIM...",
		Short:   short,
		Example: example,
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.decide(cmd.Context(), f, query.Verdict{Action: action, Claims: args})
		},
	}
	f.register(cmd)
	return cmd
}

// decideTwo makes a decision on which claims tell of one occurrence.
func (a *app) decideTwo(action, short string) *cobra.Command {
	var f decisionFlags
	cmd := &cobra.Command{
		Use:     action + " CLAIM CLAIM",
		Short:   short,
		Example: "  chancery decide " + action + " c93f01ab27de0452 c11b47da2cc005c3",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.decide(cmd.Context(), f, query.Verdict{Action: action, Claims: args})
		},
	}
	f.register(cmd)
	return cmd
}

func (a *app) amendCommand() *cobra.Command {
	var f decisionFlags
	var amend query.Amendment
	var file string
	cmd := &cobra.Command{
		Use:   "amend CLAIM",
		Short: "Say what a claim should have been",
		Long: `Amends a claim: the flags replace its kind, date, modality or parties; --claim takes a claim as JSON from a
file, such as one that "claims --format jsonl" prints: each field that it names is taken whole, and names of parties that it
leaves out follow from their ids. The document and the words that the claim rests on stay as they are.`,
		Example: `  chancery decide amend c93f01ab27de0452 --when 1971-06-05
  chancery decide amend c93f01ab27de0452 --kind suspend-relations --agent Albania --patient Iran`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if file != "" {
				b, err := os.ReadFile(file)
				if err == nil {
					err = json.Unmarshal(b, new(chancery.Claim))
				}
				if err != nil {
					return &chancery.Error{Code: chancery.CodeInput, Where: file, Message: "is not a claim in JSON", Err: err}
				}
				amend.Claim = b
			}
			return a.decide(cmd.Context(), f, query.Verdict{Action: "amend", Claims: args, Amend: amend})
		},
	}
	f.register(cmd)
	fs := cmd.Flags()
	fs.StringVar(&amend.Kind, "kind", "", "the kind")
	fs.StringVar(&amend.When, "when", "", "the date (EDTF)")
	fs.StringVar(&amend.Modality, "modality", "", "the modality")
	fs.StringArrayVar(&amend.Agents, "agent", nil, "an agent, by code or name; replaces all")
	fs.StringArrayVar(&amend.Patients, "patient", nil, "a patient, by code or name; replaces all")
	fs.StringVar(&file, "claim", "", "a file with a claim as JSON")
	must(cmd.RegisterFlagCompletionFunc("kind", a.completeKinds))
	return cmd
}

// decide makes decisions and keeps them all, or none.
func (a *app) decide(ctx context.Context, f decisionFlags, w query.Verdict) error {
	if f.by == "" {
		return usagef("give --by NAME, or set CHANCERY_USER", "a decision needs to say whose it is")
	}
	q, err := a.query(ctx)
	if err != nil {
		return err
	}
	w.By, w.Why = f.by, f.why
	_, n, err := q.Decide(ctx, w, a.now())
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s kept.\n", plural(n, "decision"))
	return nil
}

func (a *app) decisionsCommand() *cobra.Command {
	var out format
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the decisions; those that no longer bear on anything say so",
		Example: `  chancery decide list --format jsonl > decisions.jsonl`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			q, err := a.query(cmd.Context())
			if err != nil {
				return err
			}
			all, err := q.Decisions(cmd.Context(), "")
			if err != nil {
				return err
			}
			idle := map[string]string{}
			var ds []chancery.Decision
			for _, d := range all {
				idle[d.ID] = d.Idle
				ds = append(ds, d.Decision)
			}
			l := listing[chancery.Decision]{
				header: []string{"id", "claim", "action", "by", "at", "why"},
				row: func(d chancery.Decision) []string {
					return []string{d.ID, d.Claim, d.Action, d.By, d.At, d.Why}
				},
				text: func(d chancery.Decision) {
					s := d.Claim + " " + sayDecision(&d)
					if why := idle[d.ID]; why != "" {
						s += a.style.yellow(" (changes nothing: " + why + ")")
					}
					for i, line := range fill(s, a.width-2) {
						fmt.Fprintf(a.out, "%s%s\n", pick(i == 0, "", "  "), line)
					}
				},
				none: "No decisions.", count: "decision",
			}
			return l.emit(a, out, each(ds))
		},
	}
	formatFlag(cmd, &out, allFormats...)
	return cmd
}

func (a *app) importCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "import FILE",
		Short:   "Take in decisions that \"decide list --format jsonl\" wrote",
		Example: `  chancery decide import decisions.jsonl`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var r io.Reader = a.in
			if args[0] != "-" {
				f, err := os.Open(args[0])
				if err != nil {
					return &chancery.Error{Code: chancery.CodeInput, Where: args[0], Message: "cannot be opened", Err: err}
				}
				defer f.Close()
				r = f
			}
			var ds []chancery.Decision
			lines := bufio.NewScanner(r)
			lines.Buffer(nil, 4<<20)
			for n := 1; lines.Scan(); n++ {
				if len(lines.Bytes()) == 0 {
					continue
				}
				var d chancery.Decision
				if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
					return &chancery.Error{Code: chancery.CodeInput, Where: fmt.Sprintf("%s:%d", args[0], n), Message: "is not a decision in JSON", Err: err}
				}
				ds = append(ds, d)
			}
			if err := lines.Err(); err != nil {
				return &chancery.Error{Code: chancery.CodeInput, Where: args[0], Message: "cannot be read", Err: err}
			}
			st, err := a.open(cmd.Context(), false)
			if err != nil {
				return err
			}
			n, err := st.Decide(cmd.Context(), ds...)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.out, "%s read, %d of them new.\n", plural(len(ds), "decision"), n)
			return nil
		},
	}
}
