package extract

import (
	"regexp"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/party"
	"chancery/internal/resolve/quantity"
	"chancery/internal/resolve/when"
)

// The fields of a page about two states, "Established: 1 April 1963", "Peruvian embassy: Seoul", as boxes and country profiles have them.

var (
	fieldLine  = regexp.MustCompile(`^[*• ]*(\p{Lu}[\p{L}\p{M}’'() 0-9–/-]{2,70}?) ?: +(\S.*)$`)
	beganField = regexp.MustCompile(`(?i)^(?:established|(?:date of )?(?:the )?establishment|(?:(?:date of )?(?:the )?(?:establishment|start|beginning) of )?(?:formal |official |full )?(?:diplomatic |bilateral )?(?:relations|ties))(?: (?:were )?(?:first )?(?:established|began|begun|started))?(?: (?:since|on|in|date))?$`)
	sinceWords = regexp.MustCompile(`(?i)^(?:established |since |from |on |in |as of )+`)
	noMore     = regexp.MustCompile(`^[.;)]?$|^\([^()]*\)\.?$|^,? at (?:the )?(?:ambassador|embassy|legation|charg)`)
	tradeField = regexp.MustCompile(`(?i)^(?:total |two-way |bilateral |annual |mutual )*trade(?: turnover| volume| total| in goods| in goods and services)?(?: ?\((\d{4})\)| in (\d{4})| (\d{4}))?$`)
	signField  = regexp.MustCompile(`(?i)\b(?:treaty|agreement|convention|accord|protocol|memorandum|pact)\b`)
	signedOn   = regexp.MustCompile(`^(?i:signed|concluded|initialled|ratified)(?: (?:on|in|at))?(?: \p{Lu}[\p{L}’'-]+){0,3},?(?: (?:on|in))? `)
	visitField = regexp.MustCompile(`(?i)^(?:official |state |high[- ]level |recent |bilateral |main |presidential |ministerial )*visits$`)
	visitPart  = regexp.MustCompile(`^(.{3,80}?) to (\p{Lu}[^(;]{1,40}?) \(([^()]{4,30})\)\.?$`)
	nothing    = regexp.MustCompile(`(?i)^(?:none|no\b|nil|n/a|closed|vacant|suspended|not\b|-|–|—)`)
)

// field reads block i as a field of a page about two states. It reports whether it told something.
func (p *passage) field(i int) bool {
	if len(p.pair) != 2 || p.pair[0].Type != chancery.State || p.pair[1].Type != chancery.State || len(p.base) != 2 || p.single {
		return false
	}
	const longest = 240
	b := &p.doc.Blocks[i]
	text := strings.TrimSpace(b.Text)
	var key, value string
	switch {
	case len(text) > longest:
		return false
	case b.Kind == chancery.Row && len(b.Cells) == 1:
		key, value = b.Cells[0].Header, text
	case b.Kind == chancery.Row:
		if len(b.Cells) != 2 || b.Cells[0].Header != "" || b.Cells[1].Header != "" {
			return false
		}
		key, value = strings.TrimRight(strings.TrimSpace(cell(b, 0)), ":"), strings.TrimSpace(cell(b, 1))
	default:
		m := fieldLine.FindStringSubmatch(text)
		if m == nil {
			return false
		}
		key, value = m[1], strings.TrimSpace(m[2])
	}
	if key == "" || value == "" || nothing.MatchString(value) {
		return false
	}
	switch {
	case beganField.MatchString(key):
		return p.fieldBegan(b, value)
	case visitField.MatchString(key):
		return p.fieldVisits(b, value)
	case tradeField.MatchString(key):
		return p.fieldTrade(b, tradeField.FindStringSubmatch(key)[1:], value)
	case signField.MatchString(key) && signedOn.MatchString(value):
		return p.fieldSigned(b, key, value)
	case p.missionType(key) != "":
		return p.fieldMission(b, key, value)
	}
	return false
}

// fieldClaim adds a claim of the kind that a field tells.
func (p *passage) fieldClaim(b *chancery.Block, c chancery.Claim) bool {
	c.Confidence = 0.9
	p.restOn(b, &c)
	p.add(c)
	return true
}

// bothOf returns the two that the page is about, in the order of their ids.
func (p *passage) bothOf() []chancery.Party {
	ps := bare(p.pair)
	if ps[0].ID > ps[1].ID {
		ps[0], ps[1] = ps[1], ps[0]
	}
	return ps
}

// fieldBegan reads the date on which relations began.
func (p *passage) fieldBegan(b *chancery.Block, value string) bool {
	value = value[len(sinceWords.FindString(value)):]
	found := p.order.Find(value)
	if len(found) == 0 || found[0].Span.Start != 0 || found[0].Ref != when.Absolute || !noMore.MatchString(strings.TrimSpace(value[found[0].Span.End:])) {
		return false
	}
	c := p.stated("establish-relations", "table.relations")
	if c.When = explicit(&found[0], when.Anchor{}); c.When == nil {
		return false
	}
	c.Agents = p.bothOf()
	return p.fieldClaim(b, c)
}

// fieldTrade reads the sum of the trade between the two.
func (p *passage) fieldTrade(b *chancery.Block, years []string, value string) bool {
	qs := quantity.Find(value)
	if len(qs) == 0 || qs[0].Span.Start > len("about US$") || qs[0].Unit == "" || qs[0].Unit == "%" {
		return false
	}
	q := qs[0]
	c := p.stated("trade-total", "table.trade")
	c.Agents = p.bothOf()
	c.Quantity = &chancery.Quantity{Value: q.Value, Unit: q.Unit, Approx: q.Approx, Text: q.Text}
	for _, e := range p.order.Find(value) {
		if e.Span.Start >= q.Span.End && dating(&e) && e.Ref == when.Absolute && c.When == nil {
			c.When = explicit(&e, when.Anchor{})
		}
	}
	for _, y := range years {
		if d, err := edtf.Parse(y); y != "" && err == nil && c.When == nil {
			c.When = &chancery.When{EDTF: d.String(), Basis: chancery.BasisExplicit, Text: y}
		}
	}
	return p.fieldClaim(b, c)
}

// fieldSigned reads when a treaty was signed.
func (p *passage) fieldSigned(b *chancery.Block, key, value string) bool {
	found := p.order.Find(value)
	if len(found) == 0 || strings.TrimSpace(signedOn.ReplaceAllString(value[:found[0].Span.Start], "")) != "" || found[0].Ref != when.Absolute || !dating(&found[0]) {
		return false
	}
	c := p.stated("sign-agreement", "table.signed")
	if c.When = explicit(&found[0], when.Anchor{}); c.When == nil {
		return false
	}
	c.Agents = p.bothOf()
	c.Others = []chancery.Role{{Role: "instrument", Party: chancery.Party{Name: key, Type: chancery.Thing, Mention: key}}}
	return p.fieldClaim(b, c)
}

// fieldOwner returns the one of the two whose mission key names, and the other: "Peruvian embassy", "Embassy of Peru in Chad".
func (p *passage) fieldOwner(key string) (own, other *chancery.Party) {
	scout := p.x.gaz.NewDiscourse(nil)
	for _, s := range p.x.nlp.Split(key) {
		for _, m := range scout.Sentence(0, &s, key, edtf.Date{}) {
			if m.Place || len(m.Parties) != 1 || m.Form != party.Adjective && m.Form != party.Name {
				continue
			}
			for k := range p.pair {
				if p.x.gaz.Line(p.pair[k].ID) == p.x.gaz.Line(m.Parties[0].ID) && own == nil {
					own, other = &p.pair[k], &p.pair[1-k]
				}
			}
		}
	}
	return own, other
}

// fieldMission reads where one of the two has its mission to the other.
func (p *passage) fieldMission(b *chancery.Block, key, value string) bool {
	own, other := p.fieldOwner(key)
	if own == nil {
		return false
	}
	seat, _, _ := strings.Cut(value, ",")
	seat, _, _ = strings.Cut(seat, ";")
	seat, _, _ = strings.Cut(seat, "(")
	seat = strings.Trim(seat, " .")
	words := strings.Fields(seat)
	if len(words) == 0 || len(words) > 3 || !capital(words[0]) {
		return false
	}
	city, at := p.cityOf([]string{seat})
	if at == nil {
		return false
	}
	c := p.stated("maintain-mission", "table.mission")
	c.Agents, c.Patients, c.Others = bare([]chancery.Party{*own}), bare([]chancery.Party{*other}), []chancery.Role{typeRole(p.missionType(key)), cityRole(city)}
	switch p.x.gaz.Line(at.ID) {
	case p.x.gaz.Line(other.ID):
	case p.x.gaz.Line(own.ID):
		return false
	default: // of a third state
		c.Kind, c.Others = "accredit", nil
		p.seat(&c, city)
	}
	return p.fieldClaim(b, c)
}

// fieldVisits reads a list of visits: "President Ali Musa to Lima (May 2012); ...".
func (p *passage) fieldVisits(b *chancery.Block, value string) bool {
	told := false
	for _, part := range strings.Split(value, ";") {
		m := visitPart.FindStringSubmatch(strings.TrimSpace(part))
		if m == nil {
			continue
		}
		found := p.order.Find(m[3])
		if len(found) != 1 || found[0].Ref != when.Absolute || found[0].Span.Len() != len(m[3]) {
			continue
		}
		to := p.partner(m[2])
		if to == nil || to.Type != chancery.State {
			_, to = p.cityOf([]string{m[2]})
		}
		if to == nil {
			continue
		}
		for k := range p.pair {
			if p.x.gaz.Line(p.pair[k].ID) != p.x.gaz.Line(to.ID) {
				continue
			}
			from := bare([]chancery.Party{p.pair[1-k]})[0]
			from.Mention, from.Person = m[1], p.personIn(m[1])
			c := p.stated("visit", "table.list")
			c.Agents, c.Patients, c.When = []chancery.Party{from}, bare([]chancery.Party{p.pair[k]}), explicit(&found[0], when.Anchor{})
			if c.When != nil {
				told = p.fieldClaim(b, c)
			}
		}
	}
	return told
}
