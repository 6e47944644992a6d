package extract

import (
	"regexp"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/when"
)

// entry is the date that an entry of a chronology bears: all that the entry tells without a time of its own was then.
type entry struct {
	block int // that it leads, -1 for every block up to the next heading
	date  edtf.Date
}

// enter keeps the date of an entry: the one that leads the text of block i ("10 March 2023: ...", "12 Dec – ...", "June. ..."), or the heading that is
// nothing but a date and stands over it. It returns how many bytes of the text the date takes with its mark: what follows is read as if it stood alone.
func (p *passage) enter(i int, text string) int {
	e, rest := leadDate(p.order, text)
	if e == nil || rest == "" {
		if p.entry.block >= 0 {
			p.entry = entry{block: -1}
		}
		return 0
	}
	a := p.anchor
	if a.Section != (edtf.Date{}) { // "9 October" under "2008", whatever the entry before told
		a.Narrative = edtf.Date{}
	}
	if ws := e.Resolve(a); len(ws) == 1 {
		if d, err := edtf.Parse(ws[0].EDTF); err == nil && brief(d) {
			p.entry = entry{block: i, date: d}
			p.anchor.Narrative = d.Whole().Plain()
			return len(text) - len(rest)
		}
	}
	return 0
}

// bareEntry matches an entry of a chronology whose year is set off by nothing: "1917 Oman captures the port". Its group: the year.
var bareEntry = regexp.MustCompile(`^(1[5-9]\d\d|20\d\d)[ \x{a0}]+\p{Lu}`)

// bareEntries reports whether the document has enough paragraphs that begin with a bare year to be a chronology of them, in the order of the years.
func bareEntries(doc *chancery.Document) bool {
	const enough = 3
	n, last := 0, ""
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Furniture != "" || b.Kind != chancery.Paragraph && b.Kind != chancery.Item {
			continue
		}
		if m := bareEntry.FindStringSubmatch(b.Text); m != nil && m[1] >= last {
			n, last = n+1, m[1]
		}
	}
	return n >= enough
}

// enterBare keeps the year of a bare entry, and returns how many bytes of its text that takes.
func (p *passage) enterBare(i int, text string) int {
	m := bareEntry.FindStringSubmatch(text)
	if m == nil || !p.chronicle {
		return 0
	}
	d, err := edtf.Parse(m[1])
	if err != nil {
		return 0
	}
	p.entry = entry{block: i, date: d}
	p.anchor.Narrative = d
	return len(text) - len(strings.TrimLeft(text[len(m[1]):], " \u00a0"))
}

// dateHead matches the head of the column in which a table of events dates them.
var dateHead = regexp.MustCompile(`(?i)^(?:dates?|years?|when|day|time)?$`)

// enterRow keeps the date of a row of a table of events, whose first cell is a date alone: "20 May 1902 | The United States recognises Cuba".
func (p *passage) enterRow(i int) {
	b := &p.doc.Blocks[i]
	if p.entry.block >= 0 {
		p.entry = entry{block: -1}
	}
	if len(b.Cells) < 2 || !dateHead.MatchString(strings.TrimSpace(b.Cells[0].Header)) {
		return
	}
	e, rest := leadDate(p.order, strings.TrimSpace(cell(b, 0)))
	if e == nil || rest != "" {
		return
	}
	if ws := e.Resolve(when.Anchor{Section: p.anchor.Section}); len(ws) == 1 {
		if d, err := edtf.Parse(ws[0].EDTF); err == nil && brief(d) {
			p.entry = entry{block: i, date: d}
		}
	}
}

// entered returns the date of the entry that block i is of.
func (p *passage) entered(i int) (edtf.Date, bool) {
	return p.entry.date, p.entry.date != (edtf.Date{}) && (p.entry.block == i || p.entry.block < 0)
}

// afterEntry reports whether e is a time from or until which something is, after that of the entry that the sentence stands in: what the entry tells was done before.
func (p *passage) afterEntry(r *reading, e *timed) bool {
	d, ok := p.entered(r.block)
	if !ok || p.entry.block != r.block || len(e.whens) != 1 || e.first == 0 || !bounding[r.form[e.first-1]] {
		return false
	}
	w := e.whens[0].EDTF
	w = strings.TrimSuffix(strings.TrimPrefix(w, "../"), "/..")
	t, err := edtf.Parse(w)
	return err == nil && edtf.Compare(d, t) < 0 && !edtf.Overlap(d, t)
}

// bounding are the prepositions of times from or until which something is.
var bounding = map[string]bool{"from": true, "since": true, "until": true, "till": true, "til": true, "through": true, "by": true}

// leadDate returns the date that text begins with, set off by a colon, a dash, a full stop or nothing else, and what follows it.
func leadDate(order when.Order, text string) (*when.Expression, string) {
	const longest = 60 // bytes that a date with its mark can take
	head := text
	if len(head) > longest {
		head = strings.ToValidUTF8(head[:longest], "")
	}
	es := order.Find(head)
	if len(es) == 0 || es[0].Span.Start > 0 {
		const in = "In "
		if alone := order.Find(in + head); len(alone) > 0 && alone[0].Span.Start == len(in) { // "May." by itself is a word like others
			alone[0].Span.Start -= len(in)
			alone[0].Span.End -= len(in)
			es = alone
		}
	}
	if len(es) == 0 {
		return nil, ""
	}
	e := &es[0]
	if !dating(e) || e.Ref != when.Absolute && e.Ref != when.Partial || e.Named || e.Relation != when.In || strings.Trim(head[:e.Span.Start], "([*• \u00a0") != "" {
		return nil, ""
	}
	rest := strings.TrimLeft(text[e.Span.End:], ")]* \u00a0")
	for _, mark := range []string{":", "–", "—", "-", ".", "|"} {
		if after, ok := strings.CutPrefix(rest, mark); ok && (after == "" || mark == ":" || strings.ContainsAny(after[:1], " \t\u00a0-") || rest != text[e.Span.End:]) {
			return e, strings.TrimLeft(after, "*- \t\u00a0")
		}
	}
	if rest == "" {
		return e, ""
	}
	return nil, ""
}

// dateAlone returns the date of a heading that is nothing else.
func dateAlone(order when.Order, text string) (edtf.Date, bool) {
	e, rest := leadDate(order, text)
	if e == nil || rest != "" {
		return edtf.Date{}, false
	}
	if ws := e.Resolve(when.Anchor{}); len(ws) == 1 {
		if d, err := edtf.Parse(ws[0].EDTF); err == nil && brief(d) {
			return d, true
		}
	}
	return edtf.Date{}, false
}

// ofEntry dates an act that m tells of by the entry of the chronology it stands in.
func (p *passage) ofEntry(r *reading, m *match, c *chancery.Claim) (chancery.When, bool) {
	d, ok := p.entered(r.block)
	if !ok || !c.Modality.Actual() || r.had(m.tok) || r.before(m.tok) || r.beforehand(m.tok) {
		return chancery.When{}, false
	}
	basis := chancery.BasisContext
	if p.entry.block < 0 {
		basis = chancery.BasisSection
	}
	return chancery.When{EDTF: d.String(), Basis: basis}, true
}
