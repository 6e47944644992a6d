package cli

import (
	"strconv"
	"strings"

	"chancery"
	"chancery/internal/query"

	"github.com/spf13/cobra"
)

func (a *app) claimsCommand() *cobra.Command {
	var f filterFlags
	var out format
	cmd := &cobra.Command{
		Use:   "claims",
		Short: "List what the documents say, each with its quote",
		Long: `Lists claims: one thing that one document says, with the exact words. Claims that a decision has
rejected are left out; amended ones are shown as amended. A date that the ledger found through
the document's date is marked with basis "document" or "inferred".

Filters are joined with "and"; a filter given twice takes either value (--party: both).`,
		Example: `  chancery claims --party Albania --kind sever-relations
  chancery claims --pair ALB,IRN --from 2018 --format jsonl
  chancery claims --kind standing,mission --modality denied,threatened
  chancery claims --document 3f9c2a --format csv > claims.csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, fl, err := a.selected(cmd.Context(), &f.Filter, true)
			if err != nil {
				return err
			}
			l := a.claimListing()
			if any := fl.AnyDate(); any != nil && out == formatText {
				l.note = undatedNote(countIf(any.Claims(), func(c *chancery.Claim) bool { return query.DateOf(c) == "" }), "claim")
			}
			return l.emit(a, out, deref(fl.Claims()))
		},
	}
	f.register(a, cmd, byKind|byParty|byDocument|byModality|byDate)
	formatFlag(cmd, &out, allFormats...)
	return cmd
}

func (a *app) claimListing() *listing[chancery.Claim] {
	return &listing[chancery.Claim]{
		header: []string{"id", "document", "kind", "agents", "agent_ids", "patients", "patient_ids", "others", "when", "when_text", "basis", "modality", "attribution", "quantity", "unit", "quote", "start", "end", "rule", "confidence", "text", "cites", "lead"},
		row:    claimRow,
		text:   func(c chancery.Claim) { a.printClaim(&c) },
		none:   "No claims.",
		count:  "claim",
	}
}

// countIf counts those of vs of which f holds.
func countIf[T any](vs []T, f func(T) bool) (n int) {
	for _, v := range vs {
		if f(v) {
			n++
		}
	}
	return n
}

// deref turns pointers into what emit takes.
func deref[T any](vs []*T) func(yield func(T, error) bool) {
	return func(yield func(T, error) bool) {
		for _, v := range vs {
			if !yield(*v, nil) {
				return
			}
		}
	}
}

func claimRow(c chancery.Claim) []string {
	w := chancery.When{}
	if c.When != nil {
		w = *c.When
	}
	value, unit := "", ""
	if c.Quantity != nil {
		value, unit = strconv.FormatFloat(c.Quantity.Value, 'f', -1, 64), c.Quantity.Unit
	}
	lead := ""
	if c.Lead != nil {
		lead = quoteText(c.Lead)
	}
	return []string{c.ID, c.Document, c.Kind, chancery.Names(c.Agents), partyIDs(c.Agents), chancery.Names(c.Patients), partyIDs(c.Patients), sayOthers(c.Others),
		w.EDTF, w.Text, string(w.Basis), string(c.Modality), chancery.Names(c.Attribution), value, unit,
		c.Quote.Exact, strconv.Itoa(c.Quote.Start), strconv.Itoa(c.Quote.End), c.Rule, strconv.FormatFloat(c.Confidence, 'g', 3, 64), quoteText(&c.Quote), sayCites(c.Cites), lead}
}

// sayCites names the sources that a document gives for a claim: by address where there is one.
func sayCites(cites []chancery.Reference) string {
	var out []string
	for _, r := range cites {
		switch {
		case r.URL != "":
			out = append(out, r.URL)
		case r.Title != "":
			out = append(out, r.Title)
		}
	}
	return strings.Join(out, " | ")
}

func partyIDs(ps []chancery.Party) string {
	var ids []string
	for _, p := range ps {
		ids = append(ids, p.ID)
	}
	return strings.Join(ids, " ")
}

// printClaim prints a claim on two or three lines: when, what, who; the quote; where from.
func (a *app) printClaim(c *chancery.Claim) {
	const margin = 13
	w := dateOf(c)
	if w == "" {
		w = "–"
	}
	what := a.style.bold(sayKind(c.Kind)) + " · " + arrow(c.Agents, c.Patients)
	if s := sayQuantity(c.Quantity); s != "" {
		what += " · " + s
	}
	if s := sayOthers(c.Others); s != "" {
		what += " · " + s
	}
	if s := sayStance(c.Modality, c.Attribution); s != "" {
		what += " · " + a.style.italic(s)
	}
	lines := append(fill(what, a.width-margin), paint(fill("“"+evidenceText(c, 4*a.width)+"”", a.width-margin), a.style.dim)...)
	a.beside("", w, margin, append(lines, a.style.dim(clip(c.ID+"  "+plain(c.Document), a.width-margin)), ""))
}
