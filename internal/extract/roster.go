package extract

import (
	"regexp"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/when"
)

// A page that lists the diplomatic missions of a state, or those in it, says in its title whose or where they are, in its headings which ones a section lists, and in
// rows or items no more than the other state, a town and the type. One that lists the envoys of a state says there whose and to whom, and then names and dates.

// roster is such a page.
type roster struct {
	state chancery.Party
	in    bool            // it lists the missions in the state, not those of it
	envoy bool            // it lists envoys
	to    *chancery.Party // to whom they are sent, nil where a column tells
	host  *chancery.Party // that the last item names, for the items below it
	named *chancery.Block // that item
	about []section       // the headings over what is being read
}

// section is what a heading of a roster says of the missions below it.
type section struct {
	level int
	kind  string // maintain-mission, accredit, close-mission, open-mission; "" where it lists something else
	typ   string // "embassy", "" where it names none
	city  string
	lead  *chancery.Quote // the heading that says so
}

var (
	envoyTitle    = regexp.MustCompile(`(?i)^(?:list of )?(?:the )?(?:ambassadors?|high commissioners?|ministers?|envoys?|heads of mission)(?: and [a-z -]+)? (?:of|from) (?:the )?(.+?)(?: to (?:the )?(.+?))?(?: \(.*\))?$`)
	nameHead      = regexp.MustCompile(`(?i)\b(name|ambassador|high commissioner|representative|envoy|minister|diplomat|holder|head of mission)\b`)
	credentialled = regexp.MustCompile(`(?i)credential|credence|accredited|presented`)
	appointedWhen = regexp.MustCompile(`(?i)appoint|\b(?:start|from|since|began|took office|assumed|term|years?|tenure|date)\b`)
	rosterTitle   = regexp.MustCompile(`(?i)^(?:list of )?diplomatic missions (of|in|to) (?:the )?(.+?)(?: \(.*\))?$`)
	closedHead    = regexp.MustCompile(`(?i)\b(closed|former|defunct|past|historical)\b`)
	plannedHead   = regexp.MustCompile(`(?i)\b(to open|to be opened|planned|future|proposed)\b`)
	accreditHead  = regexp.MustCompile(`(?i)\b(non-?resident|accredited)\b`)
	otherHead     = regexp.MustCompile(`(?i)^(see also|references|notes|external links|gallery|sources|bibliography|footnotes|further reading)$|multilateral|international organi[sz]ation|honorary`)
	townHead      = regexp.MustCompile(`(?i)\b(city|cities|town|location|seat)\b`)
	missionHead   = regexp.MustCompile(`(?i)\b(missions?|type)\b`)
	accreditedFor = regexp.MustCompile(`(?i)accredit`)
	closedWhen    = regexp.MustCompile(`(?i)\b(closed|closure|until)\b`)
)

// newRoster returns the roster that the title names, nil for any other page.
func (p *passage) newRoster() *roster {
	title := strings.TrimSpace(p.doc.Title)
	if m := envoyTitle.FindStringSubmatch(title); m != nil {
		from, to := p.partner(m[1]), p.partner(m[2])
		if from == nil || from.Type != chancery.State || m[2] != "" && (to == nil || to.Type != chancery.State) {
			return nil
		}
		from.Mention = ""
		if to != nil {
			to.Mention = ""
		}
		return &roster{state: *from, envoy: true, to: to}
	}
	m := rosterTitle.FindStringSubmatch(title)
	if m == nil {
		return nil
	}
	q := p.partner(m[2])
	if q == nil || q.Type != chancery.State {
		return nil
	}
	q.Mention = ""
	return &roster{state: *q, in: !strings.EqualFold(m[1], "of")}
}

// heading takes up what a heading says of the missions below it.
func (r *roster) heading(p *passage, b *chancery.Block) {
	r.host = nil
	for len(r.about) > 0 && r.about[len(r.about)-1].level >= b.Level {
		r.about = r.about[:len(r.about)-1]
	}
	s := r.section()
	over := s
	s.level, over.level = b.Level, b.Level
	switch {
	case b.Level <= 1:
		return
	case otherHead.MatchString(b.Text):
		s.kind = ""
	case closedHead.MatchString(b.Text):
		s.kind = "close-mission"
	case plannedHead.MatchString(b.Text):
		s.kind = "open-mission"
	case accreditHead.MatchString(b.Text):
		s.kind = "accredit"
	}
	if t := p.missionType(b.Text); t != "" {
		s.typ = t
	}
	if r.in {
		words := strings.Fields(b.Text)
		if city, _ := p.cityOf(words[max(0, len(words)-1):]); city != "" {
			s.city = city
		}
	}
	if s != over {
		lead := p.quoteWhole(b)
		s.lead = &lead
	}
	r.about = append(r.about, s)
}

// section returns what the headings say, of what stands below none that missions exist.
func (r *roster) section() section {
	if len(r.about) == 0 {
		return section{kind: "maintain-mission"}
	}
	return r.about[len(r.about)-1]
}

// missionType returns the word for a mission in text, in lower case and the singular, "" where it has none.
func (p *passage) missionType(text string) string {
	c := p.x.rules.Classes["@mission-strict"]
	if c == nil {
		return ""
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" ,;()|/\n\u00a0", r) })
	for n := 3; n > 0; n-- {
		for i := 0; i+n <= len(words); i++ {
			run := append([]string(nil), words[i:i+n]...)
			for k, w := range run { // "embassies", "consulates-general", "high commissions"
				if head, ok := strings.CutSuffix(w, "ies"); ok {
					run[k] = head + "y"
				} else {
					run[k] = strings.TrimSuffix(strings.Replace(w, "s-general", "-general", 1), "s")
				}
			}
			for _, w := range []string{strings.Join(words[i:i+n], " "), strings.Join(run, " ")} {
				if c.Has(w) {
					return w
				}
			}
		}
	}
	return ""
}

// post makes the claim of one mission: what a row or an item says, and its section. lead is what stands over an item, nil for a row, which tells of both by itself.
func (p *passage) post(b *chancery.Block, lead *chancery.Quote, other chancery.Party, typ, city string, w *chancery.When) {
	s := p.roster.section()
	if typ == "" {
		typ = s.typ
	}
	if s.kind == "" || other.ID == p.roster.state.ID || other.Type != chancery.State || typ == "" && s.kind != "accredit" {
		return
	}
	c := p.stated(s.kind, "table.mission")
	c.When, c.Lead = w, lead
	switch s.kind {
	case "close-mission":
		if w == nil {
			return // when, the list does not say
		}
	case "open-mission":
		c.Modality = chancery.Planned
	}
	c.Agents, c.Patients = []chancery.Party{p.roster.state}, []chancery.Party{other}
	if p.roster.in {
		c.Agents, c.Patients = c.Patients, c.Agents
		if city == "" && s.kind != "accredit" {
			city = s.city
		}
	}
	if typ != "" {
		c.Others = append(c.Others, typeRole(typ))
	}
	p.seat(&c, city)
	p.restOn(b, &c)
	p.add(c)
}

func typeRole(typ string) chancery.Role {
	return chancery.Role{Role: "type", Party: chancery.Party{Name: typ, Type: chancery.Thing, Mention: typ}}
}

// seat adds the town in which a mission stands, and the state of a representation from elsewhere.
func (p *passage) seat(c *chancery.Claim, city string) {
	if city == "" {
		return
	}
	c.Others = append(c.Others, cityRole(city))
	if c.Kind != "accredit" {
		return
	}
	if _, q := p.cityOf([]string{city}); q != nil {
		c.Others = append(c.Others, chancery.Role{Role: "residence", Party: *q})
	}
}

// rosterItem reads an item of a roster: a state with its missions in the items below it, or a state alone below a heading that says the rest.
func (p *passage) rosterItem(i int) bool {
	b, r := &p.doc.Blocks[i], p.roster
	if r.envoy {
		return p.envoyItem(b)
	}
	below := i+1 < len(p.doc.Blocks) && p.doc.Blocks[i+1].Kind == chancery.Item && p.doc.Blocks[i+1].Level > b.Level
	if it, ok := p.bareItem(b.Text); ok && len(it.parties) == 1 && b.Level == 1 {
		r.host, r.named = &it.parties[0], b
		if !below {
			city, _ := p.cityOf(it.rest)
			var w *chancery.When
			if it.when != nil {
				w = explicit(it.when, when.Anchor{})
			}
			p.post(b, r.section().lead, *r.host, p.missionType(strings.Join(it.rest, " ")), city, w)
		}
		return true
	}
	if b.Level == 1 {
		r.host = nil
	}
	if r.host == nil || b.Level == 1 || len(b.Text) > longestItem {
		return false
	}
	typ := p.missionType(b.Text)
	if typ == "" {
		return false
	}
	town, _, _ := strings.Cut(b.Text, "(")
	lead := p.quoteWhole(r.named)
	p.post(b, &lead, *r.host, typ, strings.Trim(town, " –—-,"), nil)
	return true
}

// rosterRow reads a row of a roster. It reports false for a row of another table.
func (p *passage) rosterRow(b *chancery.Block) bool {
	if p.roster.envoy {
		return p.envoyRow(b)
	}
	var state *chancery.Party
	var town, typ string
	var w *chancery.When
	var also []chancery.Party
	for k := range b.Cells {
		h, text := b.Cells[k].Header, strings.TrimSpace(cell(b, k))
		switch {
		case h == "" || text == "":
		case accreditedFor.MatchString(h):
			for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == ',' || r == ';' }) {
				if q := p.partner(strings.TrimSpace(line)); q != nil && q.Type == chancery.State {
					also = append(also, *q)
				}
			}
		case closedWhen.MatchString(h):
			for _, e := range p.order.Find(text) {
				if w == nil && dating(&e) {
					w = explicit(&e, when.Anchor{})
				}
			}
		case townHead.MatchString(h):
			town, _, _ = strings.Cut(text, "\n")
		case missionHead.MatchString(h):
			typ = p.missionType(text)
		case state == nil && headed(h, partyHeads):
			state = p.partner(text)
		}
	}
	if state == nil || typ == "" && p.roster.section().typ == "" {
		return false
	}
	p.post(b, nil, *state, typ, town, w)
	if p.roster.section().kind != "maintain-mission" || p.roster.in {
		return true
	}
	for _, q := range also {
		if q.ID == state.ID || q.ID == p.roster.state.ID {
			continue
		}
		c := p.stated("accredit", "table.mission")
		c.Agents, c.Patients = []chancery.Party{p.roster.state}, []chancery.Party{q}
		if town != "" {
			c.Others = append(c.Others, cityRole(town))
		}
		c.Others = append(c.Others, chancery.Role{Role: "residence", Party: *state})
		p.restOn(b, &c)
		p.add(c)
	}
	return true
}

// envoyRow reads a row of a list of envoys: a name, when he presented his credentials or was appointed, and to whom, where the title does not tell.
func (p *passage) envoyRow(b *chancery.Block) bool {
	to := p.roster.to
	var name, handed, appointed string
	for k := range b.Cells {
		h, text := b.Cells[k].Header, strings.TrimSpace(cell(b, k))
		switch {
		case text == "":
		case credentialled.MatchString(h):
			handed = text
		case appointedWhen.MatchString(h):
			if appointed == "" {
				appointed = text
			}
		case to == nil && headed(h, partyHeads) && p.partner(text) != nil:
			to = p.partner(text)
		case name == "" && nameHead.MatchString(h):
			name, _, _ = strings.Cut(text, "\n")
		}
	}
	for _, text := range []string{handed, appointed} {
		if w := p.firstDay(text); w != nil {
			return p.envoy(b, to, name, w)
		}
	}
	return false
}

// firstDay returns the first date of a cell; of a span its beginning.
func (p *passage) firstDay(text string) *chancery.When {
	for _, e := range p.order.Find(text) {
		if !dating(&e) {
			continue
		}
		w := explicit(&e, when.Anchor{})
		if w == nil {
			continue
		}
		if first, _, ok := strings.Cut(w.EDTF, "/"); ok {
			w.EDTF = first
		}
		if w.EDTF == ".." || w.EDTF == "" {
			return nil
		}
		return w
	}
	return nil
}

// envoyItem reads an item of a list of envoys: "1932–1936: Juan Garland", "Juan Garland (1932–1936)".
func (p *passage) envoyItem(b *chancery.Block) bool {
	if len(b.Text) > longestItem || p.roster.to == nil {
		return false
	}
	w := p.firstDay(b.Text)
	if w == nil {
		return false
	}
	name := ""
	for _, s := range itemCut.Split(b.Text, -1) {
		s = strings.TrimSpace(s)
		if n := len(strings.Fields(s)); name == "" && n >= 2 && n <= 5 && !strings.ContainsAny(s, "0123456789") && s[0] >= 'A' {
			name = s
		}
	}
	return p.envoy(b, p.roster.to, name, w)
}

// envoy makes the claim of one envoy, if the row or item has all that it takes.
func (p *passage) envoy(b *chancery.Block, to *chancery.Party, name string, w *chancery.When) bool {
	if to == nil || name == "" || to.Type != chancery.State || to.ID == p.roster.state.ID {
		return false
	}
	c := p.stated("appoint-envoy", "table.envoy")
	c.Agents, c.Patients, c.When = []chancery.Party{p.roster.state}, []chancery.Party{*to}, w
	c.Others = []chancery.Role{{Role: "person", Party: chancery.Party{Name: name, Type: chancery.Person, Mention: name, Person: name}}}
	if on, err := edtf.Parse(w.EDTF); err == nil {
		c.Agents[0] = p.x.gaz.On(c.Agents[0], on)
		if c.Patients[0].Mention == "" {
			c.Patients[0] = p.x.gaz.On(c.Patients[0], on)
		}
	}
	p.restOn(b, &c)
	p.add(c)
	return true
}

// missionField matches the fields of an infobox about the relations of two that hold their missions.
var missionField = regexp.MustCompile(`(?i)^mission ?[12]$`)

// infoboxRow reads such a field: "Embassy of Peru, Oslo".
func (p *passage) infoboxRow(b *chancery.Block) bool {
	if len(b.Cells) != 1 || !missionField.MatchString(b.Cells[0].Header) || len(p.pair) != 2 {
		return false
	}
	typ := p.missionType(b.Text)
	for i, q := range p.pair {
		owner, city, _ := strings.Cut(b.Text, ",")
		if !strings.HasSuffix(strings.ToLower(owner), " of "+strings.ToLower(q.Name)) && !strings.HasSuffix(strings.ToLower(owner), " of the "+strings.ToLower(q.Name)) || typ == "" {
			continue
		}
		c := p.stated("maintain-mission", "table.mission")
		c.Agents, c.Patients, c.Others = []chancery.Party{q}, []chancery.Party{p.pair[1-i]}, []chancery.Role{typeRole(typ)}
		if city = strings.TrimSpace(city); city != "" {
			c.Others = append(c.Others, cityRole(city))
		}
		p.restOn(b, &c)
		p.add(c)
		return true
	}
	return false
}
