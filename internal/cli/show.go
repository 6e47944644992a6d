package cli

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/query"
	"chancery/internal/rule"

	"github.com/spf13/cobra"
)

func (a *app) showCommand() *cobra.Command {
	var out format
	var whole bool
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "Show one claim, event, document, discrepancy, gap or period",
		Long: `Shows one thing by its id, or a document by its name. The id of a document may be cut short to its first digits; the others are given whole. A claim is shown with its quote in the paragraph it
stands in, the rule that read it, and the decisions on it. The quote is checked against the stored document: if it does
not stand where the claim says, that is an error.`,
		Example: `  chancery show c93f01ab27de0452
  chancery show albania-iran-relations.txt --text
  chancery show c93f01ab27de0452 --format json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.show(cmd.Context(), args[0], out, whole)
		},
	}
	cmd.Flags().BoolVar(&whole, "text", false, "of a document: its text as it is stored, alone")
	formatFlag(cmd, &out, formatText, formatJSON, formatJSONL)
	return cmd
}

func (a *app) show(ctx context.Context, id string, out format, whole bool) error {
	q, err := a.query(ctx)
	if err != nil {
		return err
	}
	v, err := q.Store().View(ctx, zeroTime)
	if err != nil {
		return err
	}
	defer v.Close()
	if whole {
		d, _, err := v.Document(ctx, id)
		if err != nil {
			return err
		}
		_, err = fmt.Fprint(a.out, d.Original)
		return err
	}
	b, err := q.BookOf(ctx, v)
	if err != nil {
		return err
	}
	c, err := q.ClaimOf(ctx, v, b, id)
	if err == nil {
		return a.showClaim(c, out)
	}
	if chancery.CodeOf(err) != chancery.CodeNotFound {
		return err
	}
	if e, ok := find(b.Ledger.Events(query.Everything), func(e *chancery.Event) bool { return e.ID == id }); ok {
		return a.showThing(b, out, e, func() { a.printEvent(e) }, e.Claims)
	}
	if d, ok := find(b.Ledger.Discrepancies(query.Everything), func(d *chancery.Discrepancy) bool { return d.ID == id }); ok {
		return a.showThing(b, out, d, func() { a.discrepancyListing(b).text(*d) }, nil)
	}
	if g, ok := find(b.Ledger.Gaps(query.Everything), func(g *chancery.Gap) bool { return g.ID == id }); ok {
		return a.showThing(b, out, g, func() { a.gapListing(b).text(*g) }, g.Claims)
	}
	if p, ok := find(b.Ledger.Periods(query.Everything), func(p *chancery.Period) bool { return p.ID == id }); ok {
		return a.showThing(b, out, p, func() {
			a.periodListing(b).text(*p)
			if p.Why != "" {
				for _, l := range fill(p.Why, a.width-2) {
					fmt.Fprintf(a.out, "  %s\n", l)
				}
			}
		}, p.Claims)
	}
	ids, err := b.DocumentIDs(id)
	if err != nil {
		return &chancery.Error{Code: chancery.CodeNotFound, Where: id, Message: "there is no claim, event, document, discrepancy, gap or period of this id or name", Hint: "the listings print ids: chancery claims, events, documents ...; only that of a document may be cut short"}
	}
	for _, id := range ids {
		t, err := q.TextOf(ctx, v, id)
		if err != nil {
			return err
		}
		if err := a.showDocument(t, out); err != nil {
			return err
		}
	}
	return nil
}

func find[T any](vs []T, ok func(*T) bool) (*T, bool) {
	if i := slices.IndexFunc(vs, func(v T) bool { return ok(&v) }); i >= 0 {
		return &vs[i], true
	}
	return nil, false
}

// showThing shows something that rests on claims, and then the claims.
func (a *app) showThing(b *book, out format, v any, text func(), claims []string) error {
	if out != formatText {
		return a.object(out, v)
	}
	text()
	a.printEvidence(b, "", claims, len(claims))
	return nil
}

// shownClaim is a claim with what stands around it, and the rule that read it.
type shownClaim struct {
	*query.Claim
	RuleAt   string   `json:"rule_at,omitempty"` // file:line
	RuleText []string `json:"rule_says,omitempty"`
}

func (a *app) showClaim(c *query.Claim, out format) error {
	s := shownClaim{Claim: c}
	if r := findRule(c.Rule); r != nil {
		s.RuleAt = fmt.Sprintf("%s:%d", r.File, r.Line)
		s.RuleText = describeRule(r)
	}
	if out != formatText {
		return a.object(out, s)
	}
	a.printShownClaim(&s)
	return nil
}

func (a *app) printShownClaim(s *shownClaim) {
	c, info := &s.Claim.Claim, &s.Info
	row := func(label, value string) {
		if value == "" {
			return
		}
		for i, l := range fill(plain(value), a.width-14) {
			if i > 0 {
				label = ""
			}
			fmt.Fprintf(a.out, "%s%s\n", pad(a.style.dim(label), 14), l)
		}
	}
	fmt.Fprintf(a.out, "%s  %s\n\n", a.style.bold(sayKind(c.Kind)), arrow(c.Agents, c.Patients))
	when := sayWhen(c.When)
	if read := s.AsRead; read != nil && dateOf(read) != dateOf(c) {
		when = cmp.Or(dateOf(c), "not known") + ", by a decision; read as " + sayWhen(read.When)
	}
	row("when", when)
	row("modality", sayStance(c.Modality, c.Attribution))
	if c.Modality == chancery.Asserted && len(c.Attribution) == 0 {
		row("modality", "asserted")
	}
	row("quantity", sayQuantity(c.Quantity))
	row("also", sayOthers(c.Others))
	for _, p := range slices.Concat(c.Agents, c.Patients) {
		if p.Mention != "" && p.Mention != p.Name {
			how := "“" + p.Mention + "” is " + p.Name
			if p.Organ != "" {
				how += " (" + p.Organ + ")"
			}
			if p.Person != "" {
				how += " (" + p.Person + ")"
			}
			row("party", how)
		}
	}
	title := ""
	if info.Title != "" && info.Title != c.Document {
		title = ", " + info.Title
	}
	row("document", c.Document+title)
	if c.Lead == nil || c.Lead.Words() != oneLine(s.Section) { // it stands over the item
		row("section", s.Section)
	}
	if s.Page > 0 {
		row("page", fmt.Sprint(s.Page))
	}
	row("place", fmt.Sprintf("bytes %d to %d of %s", c.Quote.Start, c.Quote.End, info.ID[:12]))
	for _, r := range c.Cites {
		row("cites", strings.Join(strings.Fields(r.Title+" "+r.Publisher+" "+r.Date+" "+r.URL), " "))
	}
	fmt.Fprintln(a.out)
	if c.Lead != nil {
		for _, l := range a.highlight(fill(openMark+quoteText(c.Lead)+closeMark+" …", a.width-4)) {
			fmt.Fprintf(a.out, "  │ %s\n", l)
		}
	}
	if s.Paragraph != "" {
		text := plain(s.Paragraph)
		var lines []string
		if span := s.Place; span != nil && len(text) == len(s.Paragraph) {
			lines = fill(text[:span.Start]+openMark+text[span.Start:span.End]+closeMark+text[span.End:], a.width-4)
		} else {
			lines = fill(text, a.width-4)
		}
		for _, l := range a.highlight(lines) {
			fmt.Fprintf(a.out, "  │ %s\n", l)
		}
	} else {
		for _, l := range fill(quoteText(&c.Quote), a.width-4) {
			fmt.Fprintf(a.out, "  │ %s\n", l)
		}
	}
	fmt.Fprintln(a.out)
	by := "rule " + c.Rule
	if s.RuleAt != "" { // of a table, or of a mechanism: in no file of rules
		by += " (" + s.RuleAt + ")"
	}
	row("read by", by)
	for _, l := range s.RuleText {
		row("", l)
	}
	row("versions", "reader "+info.Reader+"; "+info.Rules+"; "+info.Model)
	row("confidence", fmt.Sprintf("%.2f", c.Confidence))
	for _, e := range s.Events {
		row("event", e)
	}
	for _, d := range s.Decisions {
		row("decision", sayDecision(&d))
	}
}

func sayDecision(d *chancery.Decision) string {
	s := d.Action + pick(d.With != "", " with "+d.With, "") + " by " + d.By + " at " + d.At
	if d.Why != "" {
		s += ": " + d.Why
	}
	return s
}

// sayWhen writes a time with the words that gave it and how it was got.
func sayWhen(w *chancery.When) string {
	if w == nil {
		return "not said"
	}
	s := w.EDTF
	if s == "" {
		s = "not known"
		if w.Relative != "" {
			s += " until the document has a date (" + w.Relative + ")"
		}
	}
	if w.Text != "" {
		s += ", from “" + w.Text + "”"
	}
	switch w.Basis {
	case chancery.BasisExplicit:
		s += ", in the clause"
	case chancery.BasisSection:
		s += ", from the heading"
	case chancery.BasisContext:
		s += ", from an earlier sentence"
	case chancery.BasisDocument:
		s += ", by the document's date"
	case chancery.BasisInferred:
		s += ", by the document's date, which was inferred"
	}
	return s
}

// Marks that stand for the beginning and the end of a quote while lines are filled.
const (
	openMark  = "\x01"
	closeMark = "\x02"
)

// highlight paints what stands between the marks, line by line; without colour it is set in brackets.
func (a *app) highlight(lines []string) []string {
	on := false
	out := make([]string, len(lines))
	for i, l := range lines {
		var b strings.Builder
		if on && a.style.on {
			b.WriteString("\x1b[1;33m")
		}
		for _, r := range l {
			switch string(r) {
			case openMark:
				on = true
				b.WriteString(pick(a.style.on, "\x1b[1;33m", "["))
			case closeMark:
				on = false
				b.WriteString(pick(a.style.on, "\x1b[0m", "]"))
			default:
				b.WriteRune(r)
			}
		}
		if on && a.style.on {
			b.WriteString("\x1b[0m")
		}
		out[i] = b.String()
	}
	return out
}

func pick(ok bool, yes, no string) string {
	if ok {
		return yes
	}
	return no
}

// describeRule writes what a rule asks for.
func describeRule(r *rule.Rule) []string {
	var ts []string
	for _, t := range r.Triggers {
		if word := t.String(); !slices.Contains(ts, word) {
			ts = append(ts, word)
		}
	}
	out := []string{"looks for " + strings.Join(ts, ", ")}
	for i := range r.Needs {
		out = append(out, describeNeed(&r.Needs[i]))
	}
	for _, o := range r.Roles {
		var alts []string
		for _, alt := range o.Paths {
			var ps []string
			for _, p := range alt {
				ps = append(ps, p.String())
			}
			alts = append(alts, strings.Join(ps, " + "))
		}
		s := o.Name + " = " + strings.Join(alts, " | ")
		if o.Fixed != "" {
			s = o.Name + " = " + o.Fixed
		}
		if o.Optional {
			s += " (optional)"
		}
		out = append(out, s)
	}
	return out
}

// describeNeed writes a need as a rule has it: a class by its name, words by themselves.
func describeNeed(n *rule.Need) string {
	var paths, words []string
	for _, p := range n.Paths {
		paths = append(paths, p.String())
	}
	for _, c := range n.Classes {
		if c.Name != "" {
			words = append(words, c.Name)
			continue
		}
		words = append(words, slices.Sorted(maps.Keys(c.Words))...)
		for _, p := range c.Phrases {
			words = append(words, strings.Join(p, " "))
		}
	}
	s := "needs" + pick(n.Not, " no", "") + " " + strings.Join(paths, " or ")
	if len(words) > 0 {
		s += ": " + strings.Join(words, ", ")
	}
	if len(n.Types) > 0 {
		s += " (" + strings.Join(n.Types, " or ") + ")"
	}
	return s
}

func (a *app) showDocument(t *query.Text, out format) error {
	if out != formatText {
		return a.object(out, t)
	}
	d, cs := t.Whole, t.Read
	a.documentListing().text(t.Document)
	fmt.Fprintln(a.out)
	at := 0
	for k := range d.Blocks {
		x := &d.Blocks[k]
		text, paint := plain(x.Text), func(s string) string { return s }
		margin := ""
		switch {
		case x.Furniture != "":
			text, paint = clip(oneLine(text), a.width-len(x.Furniture)-5)+" ("+x.Furniture+")", a.style.dim
		case x.Kind == chancery.Heading:
			paint = a.style.bold
		case x.Kind == chancery.Item:
			margin = strings.Repeat("  ", max(x.Level-1, 0)) + "• "
		}
		for n, l := range fill(text, a.width-columns(margin)) {
			if n > 0 {
				margin = strings.Repeat(" ", columns(margin))
			}
			fmt.Fprintf(a.out, "%s%s\n", margin, paint(l))
		}
		for ; at < len(cs) && cs[at].Quote.Start < x.Span.End; at++ {
			c := cs[at]
			text := c.ID + "  " + dateOf(c) + "  " + sayKind(c.Kind) + "  " + arrow(c.Agents, c.Patients)
			if s := sayStance(c.Modality, c.Attribution); s != "" {
				text += " · " + s
			}
			for n, l := range fill(text, a.width-4) {
				fmt.Fprintf(a.out, "  %s %s\n", a.style.cyan(pick(n == 0, "▸", " ")), a.style.cyan(l))
			}
		}
		if x.Furniture == "" {
			fmt.Fprintln(a.out)
		}
	}
	return nil
}
