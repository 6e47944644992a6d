package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/when"
	"chancery/nlp"
)

// A list says once, before its first item, what holds for each: "Peru has no relations with the following states:", and names. Those words are read as a
// sentence about the first that is named, and what they say of it is told of all.

// lead is what stands over a list: a heading, a paragraph that ends with a colon, an item that has items of its own.
type lead struct {
	rank  int // the deeper, the higher; what follows at the same rank takes its place
	block *chancery.Block
	tried bool
	frame *frame // nil where it says nothing of its items
}

// The ranks of leads: headings by their level, a paragraph just below its heading, items below all.
const (
	paragraphRank = 1
	itemRank      = 1 << 10
)

// frame is what a lead says of one party, in whose place each item's stands.
type frame struct {
	claims []chancery.Claim
	of     chancery.Party
	dated  bool            // it holds only for items with a date
	lead   *chancery.Quote // the words that say so; nil where the item holds them itself
}

// item is an item of a list that is nothing but names, with at most a date and a place.
type item struct {
	parties []chancery.Party
	when    *when.Expression
	rest    []string // "Oslo", "embassy"
}

// over takes up the block that stands over the lists that follow; nil only ends what held until here.
func (p *passage) over(rank int, b *chancery.Block) {
	for len(p.leads) > 0 && p.leads[len(p.leads)-1].rank >= rank {
		p.leads = p.leads[:len(p.leads)-1]
	}
	if b != nil && b.Text != "" {
		p.leads = append(p.leads, lead{rank: rank, block: b})
	}
}

// item reads block i, an item of a list. It reports false where that is more than names, and must be read as prose.
func (p *passage) item(i int) bool {
	b := &p.doc.Blocks[i]
	rank := itemRank + b.Level
	p.over(rank, nil)
	if p.roster != nil {
		return p.rosterItem(i)
	}
	if n := len(p.leads); n > 0 {
		over := p.leads[n-1].block
		if m := visits.FindStringSubmatch(strings.TrimSpace(over.Text)); m != nil {
			if from, to := p.partner(m[1]), p.partner(m[2]); from != nil && to != nil && p.visit(b, over, *from, *to) {
				return true
			}
		}
	}
	if it, ok := p.bareItem(b.Text); ok && p.under(b, &it) {
		return true
	}
	if i+1 < len(p.doc.Blocks) && p.doc.Blocks[i+1].Kind == chancery.Item && p.doc.Blocks[i+1].Level > b.Level {
		p.over(rank, b)
	}
	return false
}

// visits matches what stands over a list of visits: "High-level visits from Peru to Chile".
var visits = regexp.MustCompile(`(?i)^(?:list of )?(?:high[- ]level |state |official |presidential |ministerial |royal |and )*visits (?:from|by|of) (?:the )?(.+?) to (?:the )?(.+?):?$`)

// visit reads an item of a list of visits, "Foreign Minister Luis Paz (2014, 2016)", below the words over: one for each date.
func (p *passage) visit(b, over *chancery.Block, from, to chancery.Party) bool {
	dates := p.order.Find(b.Text)
	if len(b.Text) > longestItem || len(dates) == 0 {
		return false
	}
	who := strings.TrimRight(b.Text[:dates[0].Span.Start], " (,–—-:")
	if who == "" || len(strings.Fields(who)) > 12 || verbal.MatchString(who) {
		return false
	}
	from.Mention, from.Person = who, p.personIn(who)
	told := false
	lead := p.quoteWhole(over)
	var a when.Anchor
	for i := range dates {
		e := &dates[i]
		w := explicit(e, a)
		if w == nil || !dating(e) {
			continue
		}
		a = a.Next(*e, *w)
		c := p.stated("visit", "table.list")
		c.Agents, c.Patients, c.When, c.Lead = []chancery.Party{from}, []chancery.Party{to}, w, &lead
		p.restOn(b, &c)
		p.add(c)
		told = true
	}
	return told
}

// personIn returns the name of the person in words like "Foreign Minister Luis Paz", "" where there is none.
func (p *passage) personIn(text string) string {
	scout := p.x.gaz.NewDiscourse(nil)
	for _, s := range p.x.nlp.Split(text) {
		p.x.nlp.Parse(&s)
		for _, m := range scout.Sentence(0, &s, text, edtf.Date{}) {
			for _, q := range m.Parties {
				if q.Person != "" {
					return q.Person
				}
			}
		}
	}
	return ""
}

// under makes the claims of an item by what stands over it, and reports whether that says something of it.
func (p *passage) under(b *chancery.Block, it *item) bool {
	for k := len(p.leads) - 1; k >= 0; k-- {
		l := &p.leads[k]
		if q := &it.parties[0]; !l.tried && q.ID != "" && !sameID(p.base, *q) { // who the page is about cannot stand for the others
			l.tried, l.frame = true, p.frameOf(l.block.Text, q)
			if l.frame != nil {
				lead := p.quote(l.block, lastSentence(l.block.Text))
				l.frame.lead = &lead
			}
		}
		if f := l.frame; f != nil && (it.when != nil || !f.dated) {
			p.tell(b, f, it)
			return true
		}
		if l.rank%2 == paragraphRank && l.rank < itemRank { // what introduces a list is about it, if anything is
			return false
		}
	}
	return false
}

// listing reads a paragraph that is nothing but names, or a name and a date, as what stands over it says.
func (p *passage) listing(b *chancery.Block) bool {
	if p.framed {
		return false
	}
	if m := labelled.FindStringSubmatch(strings.TrimSpace(b.Text)); m != nil && !group.MatchString(m[0]) {
		ps := p.names(m[2])
		if len(ps) < 2 || len(p.x.nlp.Split(m[1])) != 1 {
			return false
		}
		f := p.frameOf(m[1], &ps[0])
		if f != nil && !f.dated {
			p.tell(b, f, &item{parties: ps})
		}
		return f != nil
	}
	if len(p.leads) == 0 {
		return false
	}
	it, ok := p.bareItem(b.Text)
	return ok && (len(it.parties) > 1 || it.when != nil) && p.under(b, &it)
}

// tell makes the claims of an item.
func (p *passage) tell(b *chancery.Block, f *frame, it *item) {
	for _, t := range f.claims {
		for _, q := range it.parties {
			if q.Type != f.of.Type {
				continue
			}
			c := t
			k, _ := p.x.kinds.Get(c.Kind)
			c.Agents, c.Patients = inPlace(t.Agents, f.of.ID, q, k.Symmetric), inPlace(t.Patients, f.of.ID, q, false)
			if k.Symmetric && len(c.Agents) == 2 && c.Agents[0].ID > c.Agents[1].ID {
				c.Agents[0], c.Agents[1] = c.Agents[1], c.Agents[0]
			}
			if it.when != nil && !p.itemDate(&c, it.when) {
				continue
			}
			if c.Kind == "expel-diplomats" && c.Quantity == nil && len(it.rest) > 0 { // "Ukraine: 13"
				if n, err := strconv.Atoi(it.rest[0]); err == nil {
					c.Quantity = &chancery.Quantity{Value: float64(n), Unit: "diplomats", Text: it.rest[0]}
				}
			}
			if k.Group == "mission" && roleOf(&c, "city") == nil {
				city, _ := p.cityOf(it.rest)
				if c.Kind != "accredit" && city == "" && len(it.rest) > 0 && p.missionType(it.rest[0]) == "" && it.rest[0] != strings.ToLower(it.rest[0]) {
					city = it.rest[0] // a town of the state, though it may be of others too
				}
				if city != "" {
					c.Others = append(slices.Clone(c.Others), cityRole(city))
				}
			}
			c.Document, c.DocumentID, c.Rule, c.Confidence, c.Lead = p.doc.Name, p.doc.SHA256, "table.list", t.Confidence, f.lead
			p.restOn(b, &c)
			p.add(c)
		}
	}
}

// itemDate dates c by the date that an item bears: of an act the day it was done, of what lasts the day since which.
func (p *passage) itemDate(c *chancery.Claim, e *when.Expression) bool {
	var a when.Anchor
	if c.When != nil {
		if d, err := edtf.Parse(c.When.EDTF); err == nil {
			a.Narrative = d.Plain()
		}
	}
	w := explicit(e, a)
	if w == nil {
		return false
	}
	switch c.Kind {
	case "maintain-relations":
		c.Kind = "establish-relations"
	case "maintain-mission", "accredit", "member-of":
		if !strings.Contains(w.EDTF, "/") {
			w.EDTF += "/.."
		}
	}
	c.When = w
	return true
}

// inPlace returns ps with q in the place of the party with the id of; unless that is one of two sides, whoever stands beside it is told of by itself.
func inPlace(ps []chancery.Party, of string, q chancery.Party, sides bool) (out []chancery.Party) {
	for _, x := range ps {
		if x.ID == of && !sides {
			return []chancery.Party{q}
		}
		if x.ID == of {
			x = q
		}
		out = append(out, x)
	}
	return out
}

// roleOf returns the first of c's other parties in a role, nil where there is none.
func roleOf(c *chancery.Claim, role string) *chancery.Role {
	for i := range c.Others {
		if c.Others[i].Role == role {
			return &c.Others[i]
		}
	}
	return nil
}

func cityRole(city string) chancery.Role {
	return chancery.Role{Role: "city", Party: chancery.Party{Name: city, Type: chancery.Place, Mention: city}}
}

// cityOf returns the first of parts that is a town, and the state it lies in.
func (p *passage) cityOf(parts []string) (string, *chancery.Party) {
	for _, s := range parts {
		text := "in " + s
		scout := p.x.gaz.NewDiscourse(nil)
		for _, sent := range p.x.nlp.Split(text) {
			for _, m := range scout.Sentence(0, &sent, text, edtf.Date{}) {
				if m.City != "" && len(m.City) == len(s) && len(m.Parties) == 1 {
					return s, &m.Parties[0]
				}
			}
		}
	}
	return "", nil
}

const (
	longestItem = 120 // bytes
	longestRest = 4   // words of what an item says beside a name
)

// bareItem returns what an item that is nothing but names, a date and a place says.
func (p *passage) bareItem(text string) (it item, ok bool) {
	text = strings.TrimSpace(text)
	if ps := p.names(text); len(ps) > 1 {
		return item{parties: ps}, true
	}
	if text == "" || len(text) > longestItem {
		return it, false
	}
	for _, e := range p.order.Find(text) {
		if !dating(&e) || e.Ref != when.Absolute && e.Ref != when.Partial || it.when != nil {
			return it, false
		}
		it.when = &e
	}
	if e := it.when; e != nil {
		before := strings.TrimRight(text[:e.Span.Start], " ")
		for _, w := range []string{"since", "from", "on", "in"} {
			before = strings.TrimSuffix(strings.TrimSuffix(before, " "+w), "("+w)
		}
		text = before + " ; " + text[e.Span.End:]
	}
	for _, s := range itemCut.Split(text, -1) {
		s = strings.TrimSpace(s)
		q := p.partner(s)
		switch {
		case s == "":
		case q != nil && len(it.parties) == 0 && len(it.rest) == 0:
			it.parties = []chancery.Party{*q}
		case len(it.rest) == 2, len(strings.Fields(s)) > longestRest && len(it.parties) == 0, otherwise(s) && p.missionType(s) == "":
			return it, false
		default:
			it.rest = append(it.rest, s)
		}
	}
	return it, len(it.parties) == 1
}

var (
	itemCut  = regexp.MustCompile(`[(),;:|–—]| - `)
	nameCut  = regexp.MustCompile(`[,;•·]`)
	group    = regexp.MustCompile(`^(?:[^:,; ]+ ){0,3}[^:,; ]+: `) // "Africa: Angola, Chad, Mali"
	labelled = regexp.MustCompile(`^([^:]{8,200}): (.+)$`)         // "Countries that recognise Kosovo: Albania, Chad and Peru."
	remark   = regexp.MustCompile(`\([^)]*\)`)
	acronym  = regexp.MustCompile(`^[A-Z][A-Z0-9-]+$`)
	verbal   = regexp.MustCompile(`\b(?:is|are|was|were|has|have|had|which|that|who)\b`)
	// of whom something else holds than of the others on the list: "(observer)", "suspended since 2012"
	exception = regexp.MustCompile(`(?i)\b(?:observer|partner|associate|candidate|applicant|signatory|guest|dialogue|non-?member|correspondent|former|not|suspended|withdrew|withdrawn)\b`)
)

// otherwise reports whether a remark says that of whom it stands beside something else holds.
func otherwise(remark string) bool {
	return exception.MatchString(remark) || remark == strings.ToLower(remark) && strings.ContainsAny(remark, "abcdefghijklmnopqrstuvwxyz")
}

// longestNames is how many bytes a list in one line can take.
const longestNames = 4096

// names returns who is named one after another in a text that is nothing but names: "Angola, Chad and Mali". Of whom a remark says that it is otherwise with
// him, "Chad (observer)", he is left out; a third of the names may be unknown.
func (p *passage) names(text string) (out []chancery.Party) {
	if len(text) > longestNames || !nameCut.MatchString(text) {
		return nil
	}
	unknown := 0
	add := func(s string) bool {
		said := otherwise(strings.Join(remark.FindAllString(s, -1), " "))
		s = strings.TrimPrefix(strings.TrimSpace(remark.ReplaceAllString(s, " ")), "the ")
		q := p.partner(s)
		if q == nil && acronym.MatchString(s) {
			if e, ok := p.x.gaz.Named(s); ok {
				q = &chancery.Party{ID: e.ID, Name: e.Name, Type: e.Type, Mention: s}
			}
		}
		if q != nil && !said {
			out = append(out, *q)
		}
		return q != nil
	}
	for _, s := range nameCut.Split(group.ReplaceAllString(text, ""), -1) {
		s = strings.TrimPrefix(strings.Trim(s, " .\u00a0"), "and ")
		if s == "" || add(s) {
			continue
		}
		if a, b, ok := strings.Cut(s, " and "); ok && add(a) {
			add(b) // no name in "the UN and some of its agencies"
			continue
		}
		if unknown++; verbal.MatchString(s) || unknown > 3 && unknown > len(out) {
			return nil
		}
	}
	if unknown*2 > len(out) {
		return nil
	}
	return out
}

const (
	severals = `(?:countries|states|nations|governments|powers|republics|territories|entities|organi[sz]ations|bodies|institutions|agencies|conferences|groupings|neighbou?rs|partners)`
	plurals  = severals + `(?:,? and ` + severals + `)?`
)

var (
	// "the following eleven states", "these countries"
	following = regexp.MustCompile(`(?i)\b(?:(?:the )?following|these)(?: [a-z0-9-]+){0,3}? ` + plurals + `\b|\bthe following\b`)
	// "with 12 states:", at the end
	counted = regexp.MustCompile(`(?i)\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many|some|various)(?: [a-z-]+){0,3}? ` + plurals + `$`)
	// "Countries with which Peru has no relations", "States that recognise Peru"
	thoseWith = regexp.MustCompile(`(?i)^(?:list of )?(?:the )?(?:` + plurals + `) (with|in|to|by|from|of|against|for) (?:which|whom) (.+)$`)
	thoseThat = regexp.MustCompile(`(?i)^(?:list of )?(?:the )?(?:` + plurals + `) (?:which|that|who) (.+)$`)
	thoseLess = regexp.MustCompile(`(?i)^(?:list of )?(?:the )?(?:` + plurals + `) (with|without) (?:official |formal |any )*diplomatic relations$`)
	// "Dates of establishment of diplomatic relations": of those below that bear a date
	begun = regexp.MustCompile(`(?i)^(?:list of )?(?:the )?(?:dates? of (?:the )?)?(?:establishment of )?(?:formal |official )?(?:(?:diplomatic|bilateral) )?relations(?: by (?:date|year|country)| (?:of|with) .+)?$`)
	// "Participation in international organisations"
	belongs = regexp.MustCompile(`(?i)^(?:international organi[sz]ations? (?:participation|membership)s?|(?:participation|membership|member)s? (?:in|of) (?:the )?(?:international |regional |multilateral |other )*organi[sz]ations?)$`)
	// what a sentence that the list completes ends with
	openEnd = regexp.MustCompile(`(?i)\b(?:with|in|to|by|from|of|against|are|include|including)$`)
	plural  = regexp.MustCompile(`^ (have|are|were|do|maintain) `)
)

var singular = map[string]string{"have": "has", "are": "is", "were": "was", "do": "does", "maintain": "maintains"}

// sentenceOf makes a sentence about the party called name of what stands over a list; subject is whom the page is about. "" where the words leave no place for it.
func sentenceOf(text, name, subject string) string {
	if m := thoseWith.FindStringSubmatch(text); m != nil {
		return m[2] + " " + m[1] + " " + name + "."
	}
	if m := thoseThat.FindStringSubmatch(text); m != nil {
		return agree(name, " "+m[1]) + "."
	}
	if m := thoseLess.FindStringSubmatch(text); m != nil && subject != "" {
		if m[1] == "with" {
			return subject + " has diplomatic relations with " + name + "."
		}
		return subject + " has no diplomatic relations with " + name + "."
	}
	for _, re := range []*regexp.Regexp{following, counted} {
		if at := re.FindStringIndex(text); at != nil {
			if at[0] == 0 {
				return agree(name, text[at[1]:]) + "."
			}
			return text[:at[0]] + name + text[at[1]:] + "."
		}
	}
	if openEnd.MatchString(text) {
		return text + " " + name + "."
	}
	return ""
}

// agree puts a verb of the plural behind name into the singular.
func agree(name, rest string) string {
	if m := plural.FindStringSubmatch(rest); m != nil {
		rest = " " + singular[m[1]] + rest[len(m[1])+1:]
	}
	return name + rest
}

// lastSentence returns where the last sentence of what stands over a list stands in it: the one that may say something of the items.
func lastSentence(text string) chancery.Span {
	all := nlp.Split(text)
	if len(all) == 0 {
		return chancery.Span{}
	}
	last := &all[len(all)-1]
	return chancery.Span{Start: last.Start, End: last.End}
}

// frameOf reads what stands over a list as told of q, nil where it tells nothing of it.
func (p *passage) frameOf(text string, q *chancery.Party) *frame {
	last := lastSentence(text)
	if last.Len() == 0 {
		return nil
	}
	subject := ""
	if s := p.subject(); s != nil {
		subject = s.Name
	}
	words := strings.TrimRight(strings.TrimSpace(text[last.Start:]), ":. ")
	sentence, dated := sentenceOf(words, q.Name, subject), false
	if sentence == "" && subject != "" && begun.MatchString(words) {
		sentence, dated = subject+" established diplomatic relations with "+q.Name+".", true
	}
	if sentence == "" && subject != "" && q.Type == chancery.Organisation && belongs.MatchString(words) {
		sentence = subject + " is a member of " + q.Name + "."
	}
	if sentence == "" || q.ID == "" || sameID(p.base, *q) {
		return nil
	}
	date, _ := p.doc.Date()
	inner := p.x.newPassage(Sentence(sentence, p.doc.Title, date))
	inner.framed, inner.order = true, p.order
	inner.readAll()
	f := &frame{of: *q, dated: dated}
	for _, c := range inner.claims {
		if c.Kind == "establish-relations" && c.Modality == chancery.Negated && c.When == nil { // of all of them at the time of writing: "has no established relations with"
			c.Kind, c.Modality = "no-relations", chancery.Asserted
		}
		if sameID(c.Agents, *q) || sameID(c.Patients, *q) {
			f.claims = append(f.claims, c)
		}
	}
	if len(f.claims) == 0 {
		return nil
	}
	return f
}
