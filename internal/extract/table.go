package extract

import (
	"regexp"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/when"
)

// column is what a column of a table of relations tells.
type column uint8

const (
	colOther column = iota
	colParty
	colRelations   // when relations began
	colRecognition // when one recognised the other
	colNotes
	colSevered
)

var (
	partyHeads = words("country", "countries", "state", "states", "nation", "partner", "entity", "entities", "territory", "member", "name", "party", "government")
	notesHeads = words("note", "notes", "comment", "comments", "remark", "remarks", "details", "description", "history", "overview", "ref")
	beganHeads = regexp.MustCompile(`(?i)relations|established|establishment|\bbegan\b|^(?:start )?dates?$|^since$|^start$`)
	// a date without a word of what began: relations, unless another column tells of something else
	bareHeads = regexp.MustCompile(`(?i)^(?:start )?(?:dates?|since|start)$`)
	plainHead = regexp.MustCompile(`(?i)^(?:|#|№|no\.?|nr\.?|number|region|continent|status|flag|order|refs?\.?|references?|sources?|citations?)$`)
	// sections whose tables date other things
	otherTables   = regexp.MustCompile(`(?i)\b(?:visits?|visitors?|treat(?:y|ies)|agreements?|accords?|ambassadors?|envoys?|summits?|meetings?|members?|membership|missions?|embass(?:y|ies)|consulates?|conflicts?|wars?|visas?)\b`)
	relationHeads = regexp.MustCompile(`(?i)relations`)
	recognHeads   = regexp.MustCompile(`(?i)recogni[szt]`)
	resumedHeads  = regexp.MustCompile(`(?i)resum|restor|re-?establish|renew`)
	// in the notes of a row: that there had been relations before
	hadEnded   = regexp.MustCompile(`(?i)\b(?:relations|ties)\b[^.;]*\b(?:suspended|severed|broken|cut|interrupted|lapsed|restored|resumed|renewed|re-?established)\b|\b(?:suspended|severed|broke|broken|cut|interrupted|restored|resumed|renewed|re-?established)\b[^.;]*\b(?:relations|ties)\b`)
	endedHeads = regexp.MustCompile(`(?i)severed|broken|ended|suspended|cut\b|withdr[ae]w|terminat`)
	// after a date in a date cell: "12 May 1970 (suspended 1982)"
	suspendedMark = regexp.MustCompile(`(?i)\b(suspended|severed|broken|broke off|cut|interrupted|lapsed|withdrawn|withdrew|revoked|restor(?:ed|ing)|resum(?:ed|ing)|re-?establish(?:ed|ing))\b`)
)

func words(ws ...string) map[string]bool {
	m := map[string]bool{}
	for _, w := range ws {
		m[w] = true
	}
	return m
}

func headed(h string, set map[string]bool) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(h), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if set[w] {
			return true
		}
	}
	return false
}

// heads are the headers of a row, and what they say that its cells tell.
type heads struct {
	headers []string
	columns []column
	whom    []*chancery.Party // whom a header names as recognised, nil where it names none: the state of the page
}

// columns says what each cell of a row tells. The rows of a table have the same headers, which are looked at once.
func (p *passage) columns(b *chancery.Block) []column {
	h := &p.heads
	if !slices.EqualFunc(h.headers, b.Cells, func(s string, c chancery.Cell) bool { return s == c.Header }) {
		h.headers = h.headers[:0]
		for _, c := range b.Cells {
			h.headers = append(h.headers, c.Header)
		}
		h.columns = columns(b)
		bare := colRelations // what a column of dates tells whose header does not say of what
		switch {
		case h.elsewhere(p.aboutElse()):
			bare = colOther
		case p.aboutRecognition():
			bare = colRecognition
		}
		h.whom = make([]*chancery.Party, len(h.columns))
		for i, c := range h.columns {
			switch {
			case c == colRelations && bareHeads.MatchString(strings.TrimSpace(h.headers[i])):
				h.columns[i] = bare
			case c == colRecognition:
				h.whom[i] = p.recognised(h.headers[i])
			}
		}
	}
	return h.columns
}

// elsewhere reports whether a column headed by "date" alone dates something else than relations: the section says so, or another column tells of something that is no
// partner and no remark.
func (h *heads) elsewhere(other bool) bool {
	for i, c := range h.columns {
		other = other || c == colOther && !plainHead.MatchString(strings.Trim(h.headers[i], " |*†‡'"))
	}
	return other
}

// aboutElse reports whether the headings over a table, or the title of its page, are about something else than relations.
func (p *passage) aboutElse() bool {
	over := []string{p.doc.Title}
	for _, l := range p.leads {
		if l.rank%2 == 0 && l.rank < itemRank {
			over = append(over, l.block.Text)
		}
	}
	for _, t := range over {
		if otherTables.MatchString(t) && !relationHeads.MatchString(t) {
			return true
		}
	}
	return false
}

// aboutRecognition reports whether the heading over a table, or the title of its page, tells of recognition and not of relations.
func (p *passage) aboutRecognition() bool {
	over := p.doc.Title
	for _, l := range p.leads {
		if l.rank%2 == 0 && l.rank < itemRank && (recognHeads.MatchString(l.block.Text) || relationHeads.MatchString(l.block.Text)) {
			over = l.block.Text
		}
	}
	return recognHeads.MatchString(over) && !relationHeads.MatchString(over)
}

// recognised returns the state that a header names behind its word for recognition, nil where it names none: "Year recognised the Republic of Korea".
func (p *passage) recognised(header string) *chancery.Party {
	at := recognHeads.FindStringIndex(header)
	rest := header[at[1]:]
	for i, r := range rest {
		if r >= 'A' && r <= 'Z' {
			if e, ok := p.x.gaz.Named(rest[i:]); ok && e.Type == chancery.State {
				return &chancery.Party{ID: e.ID, Name: e.Name, Type: e.Type, Mention: rest[i:]}
			}
			return nil
		}
	}
	return nil
}

// columns says what each cell of a row tells, from the headers.
func columns(b *chancery.Block) []column {
	out := make([]column, len(b.Cells))
	party := false
	for i, c := range b.Cells {
		h := c.Header
		switch {
		case h == "":
		case endedHeads.MatchString(h) && !strings.Contains(strings.ToLower(h), "notes"):
			out[i] = colSevered
		case recognHeads.MatchString(h) && !relationHeads.MatchString(h) && !headed(h, partyHeads):
			out[i] = colRecognition
		case headed(h, notesHeads):
			out[i] = colNotes
		case otherTables.MatchString(h) && !relationHeads.MatchString(h): // "Embassy established"
		case beganHeads.MatchString(h) && !party && headed(h, partyHeads) && i == 0:
			out[i] = colParty
			party = true
		case beganHeads.MatchString(h):
			out[i] = colRelations
		case !party && headed(h, partyHeads):
			out[i] = colParty
			party = true
		}
	}
	return out
}

// cell returns the words of cell i of a row.
func cell(b *chancery.Block, i int) string { return b.Text[b.Cells[i].Span.Start:b.Cells[i].Span.End] }

// row reads one row of a table, one that is set in several columns side by side part by part.
func (p *passage) row(i int) {
	b := &p.doc.Blocks[i]
	if p.roster != nil && p.rosterRow(b) || p.infoboxRow(b) {
		return
	}
	n := period(b.Cells)
	for from := 0; from < len(b.Cells); from += n {
		p.rowPart(i, from, from+n)
	}
}

// period returns after how many cells the headers of a row repeat: all of them where they do not.
func period(cells []chancery.Cell) int {
	for n := 2; n <= len(cells)/2; n++ {
		again := len(cells)%n == 0 && cells[0].Header != "" && cells[0].Header != cells[1].Header
		for i := n; again && i < len(cells); i++ {
			again = cells[i].Header == cells[i-n].Header
		}
		if again {
			return n
		}
	}
	return max(1, len(cells))
}

// rowPart reads the cells [from, to) of a row: the partner in one, dates in others, prose in the notes.
func (p *passage) rowPart(i, from, to int) {
	part := p.doc.Blocks[i]
	part.Cells = part.Cells[from:to]
	b := &part
	cols := p.columns(b)
	partner := p.rowPartner(b, cols)
	before := p.pair
	p.inRow, p.rowFrom = true, len(p.claims)
	defer func() { p.inRow = false }()
	if partner != nil {
		if s := p.subject(); s != nil && s.ID != partner.ID {
			p.pair = []chancery.Party{*s, *partner}
			for k, c := range cols {
				switch c {
				case colRelations:
					p.rowDate(b, k, p.begunOrResumed(b, cols, k), "table.relations")
				case colRecognition:
					if p.heads.whom[k] == nil {
						p.rowDate(b, k, "recognise", "table.recognition")
					} else if q := p.heads.whom[k]; q.ID != partner.ID {
						p.pair = []chancery.Party{*q, *partner}
						p.rowDate(b, k, "recognise", "table.recognition")
						p.pair = []chancery.Party{*s, *partner}
					}
				case colSevered:
					p.rowDate(b, k, "sever-relations", "table.severed")
				}
			}
		}
	}
	p.between, p.memory.body = nil, nil
	if partner != nil {
		p.disc.Heading(partner.Name)
		p.memory = memory{}
		p.between, p.betweenAt = bare(p.pair), i
	}
	if partner == nil {
		p.enterRow(i)
	}
	for k := range b.Cells {
		if cols[k] == colRelations || cols[k] == colRecognition || cols[k] == colParty {
			continue
		}
		p.cellProse(i, from+k)
	}
	p.pair = before
}

// cellProse reads the sentences of one cell, line by line: a line is a list item or a paragraph.
func (p *passage) cellProse(i, k int) {
	b := &p.doc.Blocks[i]
	p.anchor.Narrative = edtf.Date{}
	if d, ok := p.entered(i); ok && p.entry.block == i {
		p.anchor.Narrative = d.Plain()
	}
	timeless := 0
	for off, line := range lines(b, k) {
		before := p.anchor.Narrative
		p.toldBlock = nil
		p.prose(i, line, off)
		if timeless++; p.anchor.Narrative != before {
			timeless = 0
		}
		if timeless > 1 { // two lines without a time lead away from the year of those before
			p.anchor.Narrative = edtf.Date{}
		}
	}
	p.anchor.Narrative = edtf.Date{}
}

// subject returns the one state that the page is about, as in "Foreign relations of X".
func (p *passage) subject() *chancery.Party {
	if p.single {
		return &p.base[0]
	}
	return nil
}

// rowPartner returns the state that a row is about.
func (p *passage) rowPartner(b *chancery.Block, cols []column) *chancery.Party {
	for k, c := range cols {
		if c == colParty {
			return p.partner(cell(b, k))
		}
	}
	return nil
}

var cellJunk = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]|[*†‡#]`)

// partner resolves the words of a table cell or heading to a state, or nil.
func (p *passage) partner(text string) *chancery.Party {
	for again := range 2 {
		if again > 0 {
			if !strings.ContainsAny(text, "([*†‡#") {
				break
			}
			text = cellJunk.ReplaceAllString(text, " ")
		}
		s := strings.TrimSpace(text)
		if s == "" || len(s) > 80 {
			continue
		}
		if e, ok := p.x.gaz.Named(s); ok && len(s) > 3 {
			return &chancery.Party{ID: e.ID, Name: e.Name, Type: e.Type, Mention: s}
		}
	}
	return nil
}

// begunOrResumed returns what cell k of a row dates, whose column is of relations: that they were restored, where the header allows for either ("begun or
// resumed") and a remark in the row tells that they had been broken off by then, else that they were established.
func (p *passage) begunOrResumed(b *chancery.Block, cols []column, k int) string {
	if !resumedHeads.MatchString(b.Cells[k].Header) {
		return "establish-relations"
	}
	var day edtf.Date
	for _, e := range p.order.Find(cell(b, k)) {
		if w := explicit(&e, when.Anchor{}); w != nil {
			day, _ = edtf.Parse(w.EDTF)
		}
	}
	for i := range cols {
		if cols[i] != colNotes {
			continue
		}
		notes := cell(b, i)
		for _, at := range hadEnded.FindAllStringIndex(notes, -1) {
			if p.datedBy(sentenceAt(notes, at[0]), day) {
				return "restore-relations"
			}
		}
	}
	return "establish-relations"
}

// datedBy reports whether text dates nothing, or something on day or before it.
func (p *passage) datedBy(text string, day edtf.Date) bool {
	dated := false
	for _, e := range p.order.Find(text) {
		w := explicit(&e, when.Anchor{})
		if w == nil {
			continue
		}
		d, err := edtf.Parse(w.EDTF)
		if err != nil {
			continue
		}
		dated = true
		first, _ := d.Bounds()
		if _, last := day.Bounds(); first <= last {
			return true
		}
	}
	return !dated
}

// sentenceAt returns the sentence, or the part of one up to a semicolon, in which byte i of text stands.
func sentenceAt(text string, i int) string {
	const stops = ".;\n"
	from, to := strings.LastIndexAny(text[:i], stops)+1, len(text)
	if n := strings.IndexAny(text[i:], stops); n >= 0 {
		to = i + n
	}
	return text[from:to]
}

// rowDate makes a claim of the date in cell k.
func (p *passage) rowDate(b *chancery.Block, k int, kind, rule string) {
	text := cell(b, k)
	found, cut := p.order.Find(text), len(text)
	if len(found) > 0 && kind != "sever-relations" { // a mark behind the last date dates nothing
		if at := suspendedMark.FindStringIndex(text[:found[len(found)-1].Span.Start+1]); at != nil {
			cut = at[0]
		}
	}
	for n, e := range found {
		if !dating(&e) {
			continue
		}
		w := explicit(&e, when.Anchor{})
		if w == nil {
			continue
		}
		k := kind
		if e.Span.Start >= cut {
			k = markKind(text[cut:e.Span.Start], kind)
			if k == "" {
				continue
			}
		} else if n > 0 && kind == "sever-relations" {
			continue
		}
		if d, err := edtf.Parse(w.EDTF); err == nil && kind == "establish-relations" && k != "sever-relations" && k != "suspend-relations" && d.Precision() == edtf.IntervalPrecision && d.From().Precision() == edtf.DayPrecision {
			w.EDTF = d.From().String() // "4 May 1980 – 23 July 2002": they began on the first day; of years it may be the doubt when
		}
		c := p.stated(k, rule)
		c.When = w
		if n > 0 && kind == "establish-relations" { // a later beginning, or another event altogether
			c.Confidence = 0.7
		}
		switch k {
		case "recognise", "withdraw-recognition":
			c.Agents, c.Patients = p.pair[1:], p.pair[:1]
		case "sever-relations", "suspend-relations", "lapse-relations": // by whom, no column tells
			c.Confidence = 0.7
			fallthrough
		default:
			c.Agents = append([]chancery.Party(nil), p.pair...)
			if c.Agents[0].ID > c.Agents[1].ID {
				c.Agents[0], c.Agents[1] = c.Agents[1], c.Agents[0]
			}
		}
		p.restOn(b, &c)
		for _, c := range fromTo(c) {
			p.add(c)
		}
	}
}

// stated returns a claim of a row or an item, which says it by its place.
func (p *passage) stated(kind, rule string) chancery.Claim {
	return chancery.Claim{Document: p.doc.Name, DocumentID: p.doc.SHA256, Kind: kind, Rule: rule, Confidence: 0.95, Modality: chancery.Asserted}
}

// explicit returns the time that e tells under a, nil where it tells none.
func explicit(e *when.Expression, a when.Anchor) *chancery.When {
	ws := e.Resolve(a)
	if len(ws) == 0 || ws[0].EDTF == "" {
		return nil
	}
	w := ws[0]
	w.Basis = chancery.BasisExplicit
	return &w
}

// restOn lets c quote the whole of block b, and cite what it cites.
func (p *passage) restOn(b *chancery.Block, c *chancery.Claim) {
	c.Quote = p.quoteWhole(b)
	c.Cites = p.cites(b, 0, len(b.Text))
	c.ID = c.Identify()
}

// quote returns the quote of s, a span of the text of block b.
func (p *passage) quote(b *chancery.Block, s chancery.Span) chancery.Quote {
	q := p.doc.Quote(b.Original(s))
	if t := b.Text[s.Start:s.End]; t != q.Exact {
		q.Text = t
	}
	return q
}

func (p *passage) quoteWhole(b *chancery.Block) chancery.Quote {
	return p.quote(b, chancery.Span{Start: 0, End: len(b.Text)})
}

// markKind returns the kind of the act that a mark in a date cell tells.
func markKind(mark, of string) string {
	switch m := strings.ToLower(mark); {
	case of == "recognise" && (strings.Contains(m, "withdr") || strings.Contains(m, "revok")):
		return "withdraw-recognition"
	case strings.Contains(m, "restor"), strings.Contains(m, "resum"), strings.Contains(m, "establish"):
		return "restore-relations"
	case strings.Contains(m, "suspend"), strings.Contains(m, "interrupt"):
		return "suspend-relations"
	case strings.Contains(m, "sever"), strings.Contains(m, "brok"), strings.Contains(m, "cut"):
		return "sever-relations"
	case strings.Contains(m, "laps"):
		return "lapse-relations"
	}
	return ""
}
