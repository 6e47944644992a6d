package cli

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chancery"
	"chancery/internal/query"
)

// qualifiers are the properties of Wikidata that date a diplomatic relation (P530), by the kind of claim that gives the date.
var qualifiers = map[string]string{"establish-relations": "P580", "sever-relations": "P582"}

// wikidataOnly chooses the kinds of claim that become statements, and refuses others.
func wikidataOnly(what string, f *filterFlags) error {
	const hint = "chancery export quickstatements --kind establish-relations"
	if what != "claims" {
		return usagef(hint, "quickstatements are made of claims, not of %s", what)
	}
	for _, k := range f.Kinds {
		if qualifiers[k] == "" {
			return usagef(hint, "no statements are made of %q: the kinds are establish-relations and sever-relations", k)
		}
	}
	if len(f.Kinds) == 0 {
		f.Kinds = []string{"establish-relations"}
	}
	return nil
}

// A statement is what one claim gives: a relation between two items from or to a date, with one reference each.
type statement struct {
	items    [2]string
	property string // that the date qualifies
	date     string // EDTF
	sources  [][]string
}

// quickstatements prints claims as commands of QuickStatements (version 1): a statement P530 of each of two states about the other, with its date and one
// source. Claims that cannot be that are counted on standard error.
func (a *app) quickstatements(b *book, f *query.Selection) error {
	statements, left := statementsOf(b, f)
	lines := statementLines(statements, left)
	for _, l := range lines {
		fmt.Fprintln(a.out, l)
	}
	for _, why := range slices.Sorted(maps.Keys(left)) {
		fmt.Fprintf(a.err, "%s\n", a.errStyle.dim("left out: "+plural(left[why], "claim")+" "+why))
	}
	for _, d := range f.Discrepancies() {
		if qualifiers[d.Kind] != "" {
			fmt.Fprintf(a.err, "%s\n", a.errStyle.dim(fmt.Sprintf("the sources disagree: %s and %s, %s: %s", b.Name(d.A), b.Name(d.B), sayKind(d.Kind), strings.Join(d.Values, " or "))))
		}
	}
	return nil
}

// statementsOf makes statements of the claims that pass, and counts those that it leaves out by the reason.
func statementsOf(b *book, f *query.Selection) (out []statement, left map[string]int) {
	documents := map[string]query.Document{}
	for i := range b.Infos {
		d := b.Document(i)
		documents[d.SHA256] = d
	}
	left = map[string]int{}
	for _, c := range f.Claims() {
		if c.Modality != chancery.Asserted {
			continue
		}
		date, pairs, sources := dateOf(c), wikidataPairs(b, c), wikidataSources(c, documents[c.DocumentID])
		switch {
		case wikidataTime(date) == "":
			left["without a date of a year, a month or a day"]++
		case sources == nil:
			left["without the address of a source"]++
		case pairs == nil:
			left["of parties without an item"]++
		default:
			for _, p := range pairs {
				out = append(out, statement{p, qualifiers[c.Kind], date, sources})
			}
		}
	}
	return out, left
}

// statementLines writes statements in both directions, each line once. A date that another of the same two gives more closely is left out.
func statementLines(statements []statement, left map[string]int) (lines []string) {
	about := func(s statement) [3]string {
		return [3]string{min(s.items[0], s.items[1]), max(s.items[0], s.items[1]), s.property}
	}
	dates := map[[3]string][]string{}
	for _, s := range statements {
		dates[about(s)] = append(dates[about(s)], s.date)
	}
	for _, s := range statements {
		if slices.ContainsFunc(dates[about(s)], func(date string) bool { return date != s.date && strings.HasPrefix(date, s.date) }) {
			left["whose date another gives more closely"]++
			continue
		}
		for _, source := range s.sources {
			rest := strings.Join(append([]string{s.property, wikidataTime(s.date)}, source...), "\t")
			lines = append(lines, s.items[0]+"\tP530\t"+s.items[1]+"\t"+rest, s.items[1]+"\tP530\t"+s.items[0]+"\t"+rest)
		}
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// wikidataPairs are the items of the states that c is about, two and two: of the first with each of the others, where there are several. nil where one has no item.
func wikidataPairs(b *book, c *chancery.Claim) [][2]string {
	parties := append(slices.Clone(c.Agents), c.Patients...)
	if len(parties) < 2 {
		return nil
	}
	var items []string
	for _, p := range parties {
		e, ok := b.Gaz.Entry(p.ID)
		if !ok || e.Wikidata == "" {
			return nil
		}
		items = append(items, e.Wikidata)
	}
	var out [][2]string
	for _, item := range items[1:] {
		out = append(out, [2]string{items[0], item})
	}
	return out
}

// longestText is how many characters a text of Wikidata may have.
const longestText = 1500

var wikidataDate = regexp.MustCompile(`^\d{4}(-\d{2}){0,2}$`)

// wikidataTime writes a year, a month or a day of EDTF as QuickStatements has it, with the precision (9, 10, 11); "" for any other date.
func wikidataTime(date string) string {
	if !wikidataDate.MatchString(date) {
		return ""
	}
	fields := append(strings.Split(date, "-"), "00", "00")
	return fmt.Sprintf("+%s-%s-%sT00:00:00Z/%d", fields[0], fields[1], fields[2], 9+strings.Count(date, "-"))
}

// wikidataSources are the references for c, each the cells of one: the addresses that its sentence or row cites; where it cites none, the address of the
// document with the quote and the document's date. The page of a wiki is no source.
func wikidataSources(c *chancery.Claim, d query.Document) (out [][]string) {
	for _, r := range c.Cites {
		if r.URL != "" {
			out = append(out, []string{"S854", `"` + r.URL + `"`})
		}
	}
	if len(c.Cites) > 0 || d.URL == "" || d.Format == "wiki" {
		return out
	}
	cells := []string{"S854", `"` + d.URL + `"`}
	if quote := plain(c.Words()); utf8.RuneCountInString(quote) <= longestText {
		cells = append(cells, "S1683", cmp.Or(d.Language, "en")+`:"`+quote+`"`)
	}
	if d.Date != nil && d.Date.Basis != chancery.DateInferred && wikidataTime(d.Date.EDTF) != "" {
		cells = append(cells, "S577", wikidataTime(d.Date.EDTF))
	}
	return [][]string{cells}
}
