package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"chancery"
	"chancery/data"
	"chancery/internal/extract"
	"chancery/internal/rule"

	"github.com/spf13/cobra"
)

func (a *app) rulesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "Test and explain the rules that read claims",
		Long: `Rules read claims out of sentences. Each carries sentences that it must read and sentences that it must not;
"rules test" holds it to them, and "rules explain" tells what the rules make of a sentence and why.
docs/rules.md teaches the language.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.rulesTestCommand(), a.rulesExplainCommand(), a.rulesListCommand())
	return cmd
}

// loadRules reads the embedded rules, with files beside or instead of them: a file of the same base name takes the place
// of an embedded one.
func loadRules(files []string) (*rule.Set, error) {
	if len(files) == 0 {
		return rule.Load(data.FS, "rules")
	}
	texts, err := rule.Files(data.FS, "rules")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, &chancery.Error{Code: chancery.CodeInput, Where: f, Message: "cannot be read", Err: err}
		}
		delete(texts, "rules/"+filepath.Base(f))
		texts[f] = string(b)
	}
	return rule.Parse(texts)
}

// findRule returns an embedded rule by name.
func findRule(name string) *rule.Rule {
	set, err := loadRules(nil)
	if err != nil {
		return nil
	}
	for _, r := range set.Rules {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// reader makes an extractor with the given rule files.
func (a *app) reader(files []string) (*extract.Extractor, *rule.Set, error) {
	e, err := a.engine()
	if err != nil {
		return nil, nil, err
	}
	if len(files) == 0 {
		return e.extractor, e.rules, nil
	}
	set, err := loadRules(files)
	if err != nil {
		return nil, nil, err
	}
	gaz, err := a.gaz()
	if err != nil {
		return nil, nil, err
	}
	kinds, err := a.kinds()
	if err != nil {
		return nil, nil, err
	}
	x, err := extract.New(gaz, e.nlp, set, kinds, nil)
	return x, set, err
}

func (a *app) rulesTestCommand() *cobra.Command {
	var only string
	cmd := &cobra.Command{
		Use:   "test [FILE...]",
		Short: "Hold every rule to its examples",
		Long: `Reads the examples of every rule and says which come out wrong. A FILE is a file of rules that is tested beside
the ones built in; one with the base name of a built-in file takes its place. The exit status is 1 if an example fails.`,
		Example: `  chancery rules test
  chancery rules test --rule sever-verb my.rules`,
		RunE: func(cmd *cobra.Command, args []string) error {
			x, _, err := a.reader(args)
			if err != nil {
				return err
			}
			fails, total := x.Test()
			shown := 0
			for _, f := range fails {
				if only != "" && f.Rule != only {
					continue
				}
				shown++
				must := "must read"
				if f.Example.Not {
					must = "must not read"
				}
				fmt.Fprintf(a.out, "%s %s %s: %s\n", a.style.red("FAIL"), f.Where, a.style.bold(f.Rule), f.Why)
				for _, l := range fill(must+" “"+f.Example.Text+"”", a.width-5) {
					fmt.Fprintf(a.out, "     %s\n", l)
				}
				for i := range f.Got {
					fmt.Fprintf(a.out, "     %s\n", a.style.dim("got "+sayKind(f.Got[i].Kind)+"  "+arrow(f.Got[i].Agents, f.Got[i].Patients)+"  "+dateOf(&f.Got[i])+"  "+string(f.Got[i].Modality)))
				}
			}
			fmt.Fprintf(a.out, "%d of %d examples as they should be.\n", total-len(fails), total)
			if shown > 0 {
				return errReported
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&only, "rule", "", "this rule's examples alone")
	return cmd
}

func (a *app) rulesExplainCommand() *cobra.Command {
	var title, date string
	var files []string
	var out format
	cmd := &cobra.Command{
		Use:   "explain SENTENCE",
		Short: "Tell what the rules make of a sentence, and why",
		Long: `Reads one sentence and tells which rules matched, which came near and what they lacked, and the claims that come
of it.`,
		Example: `  chancery rules explain "Ruritania broke off relations with Graustark on 3 May 1931."
  chancery rules explain --date 2022-09-08 "The last diplomats left Tirana on Thursday."`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			x, _, err := a.reader(files)
			if err != nil {
				return err
			}
			e := x.Explain(args[0], title, date)
			if out != formatText {
				return a.object(out, e)
			}
			if !e.Parsed {
				fmt.Fprintln(a.out, "Not read: no word in it triggers a rule, or no party is named.")
				return nil
			}
			section := func(head string, looks []extract.Look, paint func(string) string) {
				if len(looks) == 0 {
					return
				}
				fmt.Fprintln(a.out, a.style.bold(head))
				for _, l := range looks {
					text := l.Kind + " by " + l.Rule + " at “" + l.Word + "”"
					if l.Why != "" {
						text += ": " + l.Why
					}
					for i, s := range fill(text, a.width-4) {
						fmt.Fprintf(a.out, "  %s %s\n", pick(i == 0, paint("•"), " "), s)
					}
				}
			}
			section("Matched", e.Matched, a.style.green)
			section("Came near", e.Missed, a.style.yellow)
			if len(e.Matched)+len(e.Missed) == 0 {
				fmt.Fprintln(a.out, "No rule came near.")
			}
			fmt.Fprintln(a.out)
			if err := a.claimListing().emit(a, formatText, each(e.Claims)); err != nil || len(e.Unsure) == 0 {
				return err
			}
			fmt.Fprintf(a.out, "\n%s\n", a.style.bold(fmt.Sprintf("Too unsure to be told (confidence below %g)", extract.Floor)))
			for i := range e.Unsure {
				c := &e.Unsure[i]
				fmt.Fprintf(a.out, "  %.2f  %s  %s  %s\n", c.Confidence, sayKind(c.Kind), arrow(c.Agents, c.Patients), dateOf(c))
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&title, "title", "", "the title of the page on which it stands")
	cmd.Flags().StringVar(&date, "date", "", "the date of the document (EDTF)")
	cmd.Flags().StringArrayVar(&files, "rules", nil, "a file of rules beside those built in")
	formatFlag(cmd, &out, formatText, formatJSON, formatJSONL)
	return cmd
}

func (a *app) rulesListCommand() *cobra.Command {
	var out format
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the rules",
		Example: `  chancery rules list --format csv`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			set, err := loadRules(nil)
			if err != nil {
				return err
			}
			type line struct {
				Rule     string   `json:"rule"`
				Kind     string   `json:"kind"`
				At       string   `json:"at"`
				Triggers []string `json:"triggers"`
				Examples int      `json:"examples"`
			}
			var lines []line
			for _, r := range set.Rules {
				l := line{Rule: r.Name, Kind: r.Kind, At: fmt.Sprintf("%s:%d", r.File, r.Line), Examples: len(r.Examples)}
				for _, t := range r.Triggers {
					l.Triggers = append(l.Triggers, t.String())
				}
				lines = append(lines, l)
			}
			l := listing[line]{
				header: []string{"rule", "kind", "at", "triggers", "examples"},
				row: func(l line) []string {
					return []string{l.Rule, l.Kind, l.At, strings.Join(l.Triggers, ", "), fmt.Sprint(l.Examples)}
				},
				text: func(l line) {
					fmt.Fprintf(a.out, "%s%s%s\n", pad(clip(l.Rule, 30), 31), pad(a.style.cyan(clip(l.Kind, 24)), 25), a.style.dim(clip(strings.Join(l.Triggers, ", "), max(a.width-56, 20))))
				},
				none: "No rules.", count: "rule",
			}
			return l.emit(a, out, each(lines))
		},
	}
	formatFlag(cmd, &out, allFormats...)
	return cmd
}
