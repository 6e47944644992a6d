package cli

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"chancery"
	"chancery/internal/store"

	"github.com/spf13/cobra"
)

// decidedAt is RFC 3339 with a fixed fraction: of two decisions on one claim the later holds, and a person's second may see two.
const decidedAt = "2006-01-02T15:04:05.000000Z07:00"

func (a *app) decideCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "decide",
		Short: "Accept, reject or amend claims, merge or split what they tell of",
		Long: `A decision is a person's word on a claim. It is appended to a log, with who, when and why, and survives
a second ingest and new rules. Of several on one claim the last holds.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.decideTwo("merge", "Say that two claims tell of one occurrence"), a.decideTwo("split", "Say that two claims tell of two occurrences"))
	cmd.AddCommand(a.decideOne("accept", "Say that a claim was read rightly"), a.decideOne("reject", "Say that a claim was read wrongly: it is left out"), a.amendCommand(), a.decisionsCommand(), a.importCommand())
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

func (a *app) decideOne(action, short string) *cobra.Command {
	var f decisionFlags
	cmd := &cobra.Command{
		Use:     action + " CLAIM...",
		Short:   short,
		Example: "  chancery decide " + action + " c93f01ab27de045 --why \"the text speaks of another embassy\"",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.decide(cmd, args, f, func(c *chancery.Claim) (chancery.Decision, error) {
				return chancery.Decision{Action: action}, nil
			})
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
		Example: "  chancery decide " + action + " c93f01ab27de045 c11b47da2cc005c",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if args[0] == args[1] {
				return usagef("name two claims", "%s is one claim", args[0])
			}
			return a.decide(cmd, args, f, func(c *chancery.Claim) (chancery.Decision, error) {
				if c.ID == args[1] {
					return chancery.Decision{}, errNoDecision
				}
				return chancery.Decision{Action: action, With: args[1]}, nil
			})
		},
	}
	f.register(cmd)
	return cmd
}

// errNoDecision passes a claim over that is there to be looked up alone.
var errNoDecision = errors.New("no decision")

func (a *app) amendCommand() *cobra.Command {
	var f decisionFlags
	var kind, date, modality, file string
	var agents, patients []string
	cmd := &cobra.Command{
		Use:   "amend CLAIM",
		Short: "Say what a claim should have been",
		Long: `Amends a claim: the flags replace its kind, date, modality or parties; --claim takes the whole claim as JSON from a
file (as "show --format json" prints it). The quote stays as it is.`,
		Example: `  chancery decide amend c93f01ab27de045 --when 1971-06-05
  chancery decide amend c93f01ab27de045 --kind suspend-relations --agent Albania --patient Iran`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.decide(cmd, args, f, func(c *chancery.Claim) (chancery.Decision, error) {
				n := *c
				if file != "" {
					b, err := os.ReadFile(file)
					if err == nil {
						err = json.Unmarshal(b, &n)
					}
					if err != nil {
						return chancery.Decision{}, &chancery.Error{Code: chancery.CodeInput, Where: file, Message: "is not a claim in JSON", Err: err}
					}
				}
				if err := a.amend(&n, kind, date, modality, agents, patients); err != nil {
					return chancery.Decision{}, err
				}
				n.ID, n.Document, n.DocumentID, n.Quote = c.ID, "", c.DocumentID, c.Quote
				return chancery.Decision{Action: "amend", Amend: &n}, nil
			})
		},
	}
	f.register(cmd)
	fs := cmd.Flags()
	fs.StringVar(&kind, "kind", "", "the kind")
	fs.StringVar(&date, "when", "", "the date (EDTF)")
	fs.StringVar(&modality, "modality", "", "the modality")
	fs.StringArrayVar(&agents, "agent", nil, "an agent, by code or name; replaces all")
	fs.StringArrayVar(&patients, "patient", nil, "a patient, by code or name; replaces all")
	fs.StringVar(&file, "claim", "", "a file with the whole claim as JSON")
	must(cmd.RegisterFlagCompletionFunc("kind", a.completeKinds))
	return cmd
}

func (a *app) amend(c *chancery.Claim, kind, date, modality string, agents, patients []string) error {
	if kind != "" {
		kinds, err := a.kinds()
		if err != nil {
			return err
		}
		if _, ok := kinds.Get(kind); !ok {
			return usagef("chancery claims --kind with a wrong name lists near ones; all stand in data/kinds.tsv", "no kind %q", kind)
		}
		c.Kind = kind
	}
	if date != "" {
		d, err := a.onDate("--when", date)
		if err != nil {
			return err
		}
		c.When = &chancery.When{EDTF: d.String(), Basis: chancery.BasisExplicit}
	}
	if modality != "" {
		if !validModality(modality) {
			return usagef("", "no modality %q", modality)
		}
		c.Modality = chancery.Modality(modality)
	}
	for _, r := range []struct {
		names []string
		to    *[]chancery.Party
	}{{agents, &c.Agents}, {patients, &c.Patients}} {
		if len(r.names) == 0 {
			continue
		}
		gaz, err := a.gaz()
		if err != nil {
			return err
		}
		*r.to = nil
		for _, n := range r.names {
			e, err := gaz.Lookup(n)
			if err != nil {
				return err
			}
			*r.to = append(*r.to, gaz.Party(e.ID, parseOr(dateOf(c))))
		}
	}
	return nil
}

func validModality(s string) bool {
	for _, m := range chancery.Modalities {
		if string(m) == s {
			return true
		}
	}
	return false
}

// decide makes a decision on each claim and keeps them all, or none.
func (a *app) decide(cmd *cobra.Command, ids []string, f decisionFlags, make func(*chancery.Claim) (chancery.Decision, error)) error {
	if f.by == "" {
		return usagef("give --by NAME, or set CHANCERY_USER", "a decision needs to say whose it is")
	}
	ctx := cmd.Context()
	st, err := a.open(ctx, false)
	if err != nil {
		return err
	}
	v, err := st.View(ctx, zeroTime)
	if err != nil {
		return err
	}
	defer v.Close()
	found := map[string]*chancery.Claim{}
	for c, err := range v.Claims(ctx, store.Filter{IDs: ids}) {
		if err != nil {
			return err
		}
		found[c.ID] = &c
	}
	var ds []chancery.Decision
	for _, id := range ids {
		c := found[id]
		if c == nil {
			return &chancery.Error{Code: chancery.CodeNotFound, Where: id, Message: "no such claim", Hint: "chancery claims prints ids"}
		}
		d, err := make(c)
		if err == errNoDecision {
			continue
		}
		if err != nil {
			return err
		}
		d.Claim, d.By, d.At, d.Why = id, f.by, a.now().UTC().Format(decidedAt), f.why
		identifyDecision(&d)
		ds = append(ds, d)
	}
	n, err := st.Decide(ctx, ds...)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s kept.\n", plural(n, "decision"))
	return nil
}

// identifyDecision gives d an id: a hash of what it says.
func identifyDecision(d *chancery.Decision) {
	d.ID = ""
	b, err := json.Marshal(d)
	must(err) // strings and numbers alone
	h := sha256.Sum256(b)
	d.ID = "d" + hex.EncodeToString(h[:])[:15]
}

func (a *app) decisionsCommand() *cobra.Command {
	var out format
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the decisions; those that no longer bear on anything say so",
		Example: `  chancery decide list --format jsonl > decisions.jsonl`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			v, err := a.view(cmd.Context(), zeroTime)
			if err != nil {
				return err
			}
			defer v.Close()
			ds, err := v.Decisions(cmd.Context())
			if err != nil {
				return err
			}
			idle := map[string]string{}
			if out == formatText {
				b, err := a.buildBook(cmd.Context(), v)
				if err != nil {
					return err
				}
				for _, i := range b.ledger.Idle() {
					idle[i.Decision.ID] = i.Why
				}
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
