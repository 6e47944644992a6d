package extract

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

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
	if n := p.hourEnd(text); n > 0 { // of the day of the log
		p.entry = entry{block: -1}
		if p.dated {
			p.entry = entry{block: i, date: p.anchor.Document}
		}
		return n
	}
	if d, n := p.dayEntry(text); n > 0 {
		p.entry = entry{block: i, date: d}
		p.anchor.Narrative = d
		return n
	}
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

// hourEntry matches the hour at the head of an entry of a log: "0930: ...", "1115Z - ...".
var hourEntry = regexp.MustCompile(`^(?:[01]\d|2[0-4])[0-5]\d(?:Z| ?(?:h|hrs|hours|GMT|UTC|local))?\.?(?::| [–—-])\s+`)

// keepsHours reports whether the document is a log: three paragraphs at least that begin with an hour, some with one that is no year, in the order of the hours.
func keepsHours(doc *chancery.Document) bool {
	const enough = 3
	n, last, early := 0, "", false
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Furniture != "" || b.Kind != chancery.Paragraph && b.Kind != chancery.Item || !hourEntry.MatchString(b.Text) {
			continue
		}
		if h := b.Text[:4]; h >= last {
			n, last, early = n+1, h, early || h < "1000"
		}
	}
	return n >= enough && early
}

// hourEnd returns how many bytes the hour takes that leads an entry of a log, 0 where none does.
func (p *passage) hourEnd(text string) int {
	if !p.log {
		return 0
	}
	return len(hourEntry.FindString(text))
}

// dayLead matches the day at the head of an entry below a month: "9 - Greece recalls its ambassador". Its group: the day.
var dayLead = regexp.MustCompile(`^([12]?\d|3[01])(?: [–—-]|:) +\p{Lu}`)

// daysOf returns the month of which the entries of the document bear the days, if its title names one and three paragraphs at least begin with days of it in their order.
func daysOf(order when.Order, doc *chancery.Document) (month edtf.Date, ok bool) {
	const enough = 3
	found := order.Find(doc.Title)
	if len(found) != 1 || found[0].Ref != when.Absolute {
		return month, false
	}
	ws := found[0].Resolve(when.Anchor{})
	if len(ws) != 1 {
		return month, false
	}
	month, err := edtf.Parse(ws[0].EDTF)
	if err != nil || month.Precision() != edtf.MonthPrecision {
		return month, false
	}
	n, last := 0, 0
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Furniture != "" || b.Kind != chancery.Paragraph && b.Kind != chancery.Item {
			continue
		}
		if m := dayLead.FindStringSubmatch(b.Text); m != nil {
			if d, _ := strconv.Atoi(m[1]); d >= last && d > 0 {
				n, last = n+1, d
			}
		}
	}
	return month, n >= enough
}

// dayEntry returns the day of the entry that text is, by its number alone, and how many bytes that takes; 0 where it is none.
func (p *passage) dayEntry(text string) (d edtf.Date, n int) {
	if p.month == (edtf.Date{}) {
		return d, 0
	}
	m := dayLead.FindStringSubmatchIndex(text)
	if m == nil {
		return d, 0
	}
	day := text[m[2]:m[3]]
	if len(day) < 2 {
		day = "0" + day
	}
	d, err := edtf.Parse(p.month.String() + "-" + day)
	if err != nil {
		return d, 0
	}
	_, size := utf8.DecodeLastRuneInString(text[:m[1]])
	return d, m[1] - size
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

// yearFirst matches a year with its month, or its month and its day, in brackets.
var yearFirst = regexp.MustCompile(`^(1[5-9]\d\d|20\d\d) ?\((\p{Lu}\p{Ll}{2,8})\.?(?: (\d{1,2}))?\) ?(?:[–—:-]|\.)`)

// leadDate returns the date that text begins with, set off by a colon, a dash, a full stop or nothing else, and what follows it.
func leadDate(order when.Order, text string) (*when.Expression, string) {
	const longest = 60 // bytes that a date with its mark can take
	head := text
	if len(head) > longest {
		head = strings.ToValidUTF8(head[:longest], "")
	}
	if m := yearFirst.FindStringSubmatch(head); m != nil { // "2001 (December) - "
		if es := order.Find(strings.TrimSpace(m[3] + " " + m[2] + " " + m[1])); len(es) == 1 && es[0].Ref == when.Absolute && es[0].Relation == when.In {
			return &es[0], strings.TrimLeft(text[len(m[0]):], " \t\u00a0")
		}
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
	if !dating(e) || e.Ref != when.Absolute && e.Ref != when.Partial || e.Named || e.Relation != when.In && (e.Relation != when.Between || e.Ref != when.Absolute) || strings.Trim(head[:e.Span.Start], "([*• \u00a0") != "" {
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
