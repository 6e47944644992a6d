// Package extract reads claims out of documents: sentences by the rules of data/rules, table rows and lists by
// their shape. Voice, coordination, relative clauses, nominalisation, control, negation, modality and attribution are
// handled here, once, for every rule (graph.go, stance.go); a rule names words and roles only.
//
// Read is a pure function of the document and of the data: it looks at no other document, no clock and no network.
package extract

import (
	"slices"
	"strings"
	"sync"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/party"
	"chancery/internal/resolve/quantity"
	"chancery/internal/resolve/when"
	"chancery/internal/rule"
	"chancery/internal/vocab"
	"chancery/nlp"
)

// Version names the way of reading; it is stored with each claim's document, so that old readings are known for what they are.
const Version = "extract/1"

// maxSentence is the longest sentence that is read, in tokens; longer ones are no language.
const maxSentence = 400

// Extractor reads documents. It is immutable and safe for concurrent use.
type Extractor struct {
	gaz   *party.Gazetteer
	nlp   *nlp.Pipeline
	rules *rule.Set
	kinds *vocab.Kinds
	gate  gate
	sure  *Confidence // nil for the rules' own weights
}

// New returns an extractor. Without sure, claims have the confidence that their rules give. It fails where a rule names a kind that the vocabulary does not have.
func New(g *party.Gazetteer, p *nlp.Pipeline, rules *rule.Set, kinds *vocab.Kinds, sure *Confidence) (*Extractor, error) {
	for _, r := range rules.Rules {
		if _, ok := kinds.Get(r.Kind); !ok {
			return nil, &chancery.Error{Code: chancery.CodeInput, Where: r.File, Message: "rule " + r.Name + " reads the kind " + r.Kind + ", which data/kinds.tsv does not have"}
		}
	}
	return &Extractor{gaz: g, nlp: p, rules: rules, kinds: kinds, gate: newGate(rules), sure: sure}, nil
}

// Stats counts what was read and what was not.
type Stats struct {
	Sentences int // in the story
	Parsed    int // that were worth parsing
	Furniture int // blocks left out
	TooLong   int // sentences left out
	Claims    int
}

// Read returns the claims of doc, in the order of the text.
func (x *Extractor) Read(doc *chancery.Document) ([]chancery.Claim, Stats) {
	p := x.newPassage(doc)
	for i := range doc.Blocks {
		p.block(i)
	}
	p.settle()
	if x.sure != nil {
		for i := range p.claims {
			p.claims[i].Confidence = x.sure.Of(&p.claims[i])
		}
	}
	p.stats.Claims = len(p.claims)
	return p.claims, p.stats
}

// passage is the state of reading one document from top to bottom.
type passage struct {
	x       *Extractor
	doc     *chancery.Document
	disc    *party.Discourse
	anchor  when.Anchor
	news    bool // told on a day: undated acts are of about that day
	article bool // looks back: its "this week" is nobody knows when
	dated   bool // the document has a date of its own
	// told is the date of the last dated claim, toldBlock the block it stands in: what follows there without a date is of that time.
	memory    memory
	told      edtf.Date
	toldBlock *chancery.Block
	toldAt    int // the number of its sentence
	claims    []chancery.Claim
	seen      map[string]int // claim id -> index in claims
	stats     Stats
	base      []chancery.Party   // what the page is about: a pair, or one state
	home      *chancery.Party    // the country that the heading names
	folk      *chancery.Party    // the people that it names
	opened    bool               // the first paragraph has been read
	single    bool               // the title names one state, the first of base
	theme     []theme            // the acts that the heading names
	pair      []chancery.Party   // what the passage is about
	mission   []chancery.Party   // whose mission, and where, the page is about
	between   []chancery.Party   // the two states that the last claim between two is about
	heads     heads              // of the table row that was read last
	done      map[string]doneAct // the last act of each kind, for those that undo it
}

func (x *Extractor) newPassage(doc *chancery.Document) *passage {
	p := &passage{x: x, doc: doc, disc: x.gaz.NewDiscourse(doc), seen: map[string]int{}}
	if d, _ := doc.Date(); d != "" {
		if e, err := edtf.Parse(d); err == nil {
			p.anchor.Document = e
			p.dated = true
		}
	}
	p.base = p.disc.Subject()
	if len(p.base) == 1 {
		p.single = true
		if q := p.partnerOf(p.base[0]); q != nil {
			p.base = append(p.base, *q)
		}
	}
	// A page that is about states or a pair looks back, whatever it says of yesterday.
	article := len(p.base) > 0 || strings.Contains(doc.Format, "wiki")
	p.article = article
	p.news = !article && dateline(doc)
	for i := range doc.Blocks {
		if b := &doc.Blocks[i]; !article && !p.news && b.Furniture == "" && b.Kind == chancery.Paragraph {
			p.news = when.Report(when.Find(b.Text))
		}
	}
	p.anchor.Report = p.news
	if len(p.base) == 0 {
		p.base = p.titlePair()
		p.disc.Story(p.base)
	}
	p.pair = p.base
	p.mission = p.pageMission()
	return p
}

func (p *passage) block(i int) {
	b := &p.doc.Blocks[i]
	if b.Furniture == "dateline" {
		p.athome(i, b.Text)
	}
	if b.Furniture != "" {
		p.stats.Furniture++
		return
	}
	switch b.Kind {
	case chancery.Heading:
		p.heading(i, b)
		return
	case chancery.Row:
		p.row(i)
		return
	case chancery.Caption:
		return
	}
	cut := 0
	if p.news && !p.opened {
		p.opened = true
		if cut = datelineEnd(b.Text); cut > 0 {
			p.athome(i, b.Text[:cut])
		}
	}
	p.prose(i, b.Text[cut:], cut)
}

// athome tells the discourse who is at home where the report comes from: the dateline of block i.
func (p *passage) athome(i int, dateline string) {
	for _, s := range p.x.nlp.Split(dateline) {
		p.disc.Sentence(i, &s, dateline, p.anchor.Document)
	}
}

// heading sets the date that a section gives to what it holds.
func (p *passage) heading(i int, b *chancery.Block) {
	p.settle()
	p.anchor.Section = edtf.Date{}
	p.anchor.Narrative = edtf.Date{}
	p.pair = p.base
	if s := p.subject(); s != nil && b.Level > 1 {
		if q := p.partner(b.Text); q != nil && q.ID != s.ID {
			p.pair = []chancery.Party{*s, *q}
		}
	}
	p.disc.Heading(b.Text)
	p.home, p.folk = nil, nil
	scout := p.x.gaz.NewDiscourse(nil)
	for _, s := range p.x.nlp.Split(b.Text) {
		for _, m := range scout.Sentence(0, &s, b.Text, edtf.Date{}) {
			for _, q := range m.Parties {
				if q.Type == chancery.People && p.folk == nil {
					f := q
					f.Mention = ""
					p.folk = &f
				}
				if q.Type == chancery.State && (m.Form == party.Name || m.Place) && p.home == nil {
					h := q
					h.Mention = ""
					p.home = &h
				}
			}
		}
	}
	if p.single && len(p.base) == 1 && p.home != nil && p.home.ID != p.base[0].ID {
		p.memory = memory{} // a section on another partner
	}
	if w := headingDate(b.Text); w != "" {
		if e, err := edtf.Parse(w); err == nil {
			p.anchor.Section = e
		}
	}
	p.theme = p.themes(i, b)
}

// prose reads text, which begins at offset off of block i's text.
func (p *passage) prose(i int, text string, off int) {
	b := &p.doc.Blocks[i]
	all := p.x.nlp.Split(text)
	worth := make([]*nlp.Sentence, 0, len(all))
	for k := range all {
		if s := &all[k]; len(s.Tokens) <= maxSentence && p.x.gate.worth(text, s) {
			worth = append(worth, s)
		}
	}
	p.x.nlp.ParseAll(worth)
	for k := range all {
		s := &all[k]
		p.stats.Sentences++
		if len(s.Tokens) > maxSentence {
			p.stats.TooLong++
			continue
		}
		if len(worth) == 0 || worth[0] != s {
			continue
		}
		worth = worth[1:]
		p.stats.Parsed++
		r := p.read(i, text, s)
		p.harvest(i, b, r, off)
	}
}

// read annotates one parsed sentence.
func (p *passage) read(block int, text string, s *nlp.Sentence) *reading {
	r := &reading{p: p, text: text, block: block}
	found := when.Find(text[s.Start:s.End])
	on := p.on(found, s)
	r.mentions = p.disc.Sentence(block, s, text, on)
	p.officials(s, r.mentions)
	var dates [][2]int
	for _, e := range found {
		if d, ok := tokensOf(s, chancery.Span{Start: e.Span.Start + s.Start, End: e.Span.End + s.Start}); ok {
			dates = append(dates, d)
		}
	}
	repair(s, r.mentions, dates, p.x.rules.Classes["@mission-strict"])
	r.mentions = p.x.parties(s, r.mentions)
	r.at = make([]int, len(s.Tokens))
	for t := range r.at {
		r.at[t] = -1
	}
	for m := range r.mentions { // the wider come first: a narrower one inside keeps its own words, but not the head
		q := &r.mentions[m]
		for t := q.First; t < q.Last && t < len(r.at); t++ {
			if r.at[t] < 0 || r.mentions[r.at[t]].Head != t {
				r.at[t] = m
			}
		}
	}
	r.graph = newGraph(s, p.x.rules, func(t int) bool { return r.at[t] >= 0 })
	r.proforms()
	r.times = r.graph.times(found)
	a := p.anchor
	for i := range r.times { // what is told first dates what follows it, within the sentence too
		t := &r.times[i]
		t.whens = t.Resolve(a)
		for _, w := range t.whens {
			if !r.nested(t) {
				a = a.Next(t.Expression, w)
			}
		}
	}
	r.withYear()
	r.offsets()
	r.amounts = sync.OnceValue(func() []quantity.Quantity {
		out := quantity.Find(text[s.Start:s.End])
		for i := range out {
			out[i].Span.Start += s.Start
			out[i].Span.End += s.Start
		}
		return out
	})
	return r
}

// parties returns the mentions without those of unknown organisations that are only a word for a mission in capitals: "a High Commission".
func (x *Extractor) parties(s *nlp.Sentence, ms []party.Mention) (out []party.Mention) {
	c := x.rules.Classes["@mission-strict"]
	for _, m := range ms {
		if c != nil && len(m.Parties) == 1 && m.Parties[0].ID == "" && m.Parties[0].Type == chancery.Organisation && m.Head < len(s.Tokens) {
			if name := strings.ToLower(m.Parties[0].Name); c.Has(name) || missionName(c, name) {
				continue
			}
		}
		out = append(out, m)
	}
	return out
}

// missionName reports whether name, in lower case, is that of a mission by its owner: "high commission of the republic of Rwanda".
func missionName(c *rule.Class, name string) bool {
	head, _, ok := strings.Cut(name, " of ")
	return ok && c.Has(strings.TrimPrefix(head, "the "))
}

// tokensOf returns the first and the last token that span touches.
func tokensOf(s *nlp.Sentence, span chancery.Span) (ts [2]int, ok bool) {
	for i := range s.Tokens {
		if s.Tokens[i].Start < span.End && span.Start < s.Tokens[i].End {
			if !ok {
				ts[0] = i
			}
			ts[1], ok = i, true
		}
	}
	return ts, ok
}

// on returns the time that a sentence tells of: its first date, else today where it is told in the present, else the one that the passage has
// come to.
func (p *passage) on(times []when.Expression, s *nlp.Sentence) edtf.Date {
	for i := range times {
		e := &times[i]
		if !dating(e) {
			continue
		}
		if ws := e.Resolve(p.anchor); len(ws) == 1 && ws[0].EDTF != "" {
			until := strings.TrimPrefix(ws[0].EDTF, "../") // of a time without a beginning, who was there at its end
			if d, err := edtf.Parse(until); err == nil {
				return d
			}
		}
	}
	if now(s) {
		return p.anchor.Document
	}
	if p.anchor.Narrative != (edtf.Date{}) {
		return p.anchor.Narrative
	}
	return p.anchor.Section
}

// now reports whether the main clause of s is told in the simple present, "has an embassy", not "has closed its embassy", or of what goes on: "has recognised
// it ever since".
func now(s *nlp.Sentence) bool {
	for v := range s.Tokens {
		if s.Tokens[v].Head >= 0 {
			continue
		}
		finite := s.Tokens[v].XPOS
		for c := range s.Tokens {
			if t := &s.Tokens[c]; t.Head == v && (t.Rel == "cop" || strings.HasPrefix(t.Rel, "aux")) && strings.HasPrefix(t.XPOS, "VB") {
				if strings.EqualFold(t.Lemma, "have") {
					return everSince(s, v)
				}
				finite = t.XPOS
				break
			}
		}
		return finite == "VBZ" || finite == "VBP"
	}
	return false
}

// everSince reports whether "since" stands below the verb v as an adverb.
func everSince(s *nlp.Sentence, v int) bool {
	for i := range s.Tokens {
		if t := &s.Tokens[i]; t.Head == v && t.Rel == "advmod" && strings.EqualFold(t.Form, "since") {
			return true
		}
	}
	return false
}

// harvest makes claims of what matches in a sentence.
func (p *passage) harvest(i int, b *chancery.Block, r *reading, off int) {
	before, beforeBlock := p.memory.last, p.memory.block
	ms := r.matches(nil)
	acts := map[int]act{} // of this sentence, by their trigger
	var all []*match
	for _, m := range r.distribute(ms) {
		all = append(all, r.furtherPairs(m)...)
	}
	for _, m := range verdictsLast(all) {
		if m.rule.Fact && !p.observed(r, m, ms) {
			continue
		}
		for _, c := range p.claim(b, r, m, off) {
			if w := c.When; w != nil && w.EDTF != "" && (w.Basis == chancery.BasisExplicit || w.Basis == chancery.BasisContext) {
				if d, err := edtf.Parse(w.EDTF); err == nil && brief(d) && !r.before(m.tok) {
					p.told, p.toldBlock, p.toldAt = d, b, p.stats.Sentences
				}
			}
			p.add(c)
			p.note(&c)
			if !m.lone { // what was understood is not built upon
				p.keepDone(&c, i)
			}
			k, _ := p.x.kinds.Get(c.Kind)
			if k.Group == "standing" || k.Group == "mission" {
				acts[m.tok] = r.actOf(m, &c)
			}
			if r.main(m.tok) {
				p.memory.remember(r.actOf(m, &c), k.Group, i)
			}
		}
	}
	if beforeBlock != i {
		before = act{}
	}
	for _, c := range p.echoes(b, before, acts, r, off) {
		p.add(c)
	}
	if w := r.lastThing(len(r.toks)); w != "" {
		p.memory.thing = w
	}
	p.narrate(r)
}

// brief reports whether d is a time at which a passage can be said to have come: not one without an end, not an era.
func brief(d edtf.Date) bool {
	first, last, ok := d.Years()
	return ok && last-first <= 1
}

// observed reports whether what m presupposes is worth a claim: not beside an act that tells of the same, and, in a story told in
// the past, only at a date of its own. "The staff of the embassy were ordered to leave" says nothing of an embassy today.
func (p *passage) observed(r *reading, m *match, ms []*match) bool {
	for _, n := range ms {
		if k, _ := p.x.kinds.Get(n.rule.Kind); n != m && !n.rule.Fact && (k.Group == "standing" || k.Group == "mission") && !m.elsewhere(n) {
			return false
		}
	}
	if best, _ := r.dates(m.tok, &m.stance, r.times, true); len(best) > 0 {
		return true
	}
	for t := range r.toks {
		if r.head(t) < 0 {
			if r.toks[t].XPOS == "VBD" {
				return false
			}
			for _, c := range r.kids[t] {
				if r.is(c, "aux", "cop") && r.toks[c].XPOS == "VBD" {
					return false
				}
			}
		}
	}
	return true
}

// elsewhere reports whether m tells of a party on both sides that n does not tell of: an embassy from which another is represented.
func (m *match) elsewhere(n *match) bool {
	var ids []string
	for _, f := range n.roles {
		if f.role.Name == "agent" || f.role.Name == "agents" || f.role.Name == "patient" || f.role.Name == "patients" {
			for _, q := range f.parties {
				ids = append(ids, q.ID)
			}
		}
	}
	both := 0
	for _, f := range m.roles {
		for _, q := range f.parties {
			for _, id := range ids {
				if q.ID != "" && q.ID == id {
					both++
				}
			}
		}
	}
	return both < 2 && len(ids) > 1
}

// narrate remembers the last date told, for "that month" and for what follows without a date.
func (p *passage) narrate(r *reading) {
	for i := range r.times {
		for _, w := range r.times[i].whens {
			if !r.nested(&r.times[i]) {
				p.anchor = p.anchor.Next(r.times[i].Expression, w)
			}
		}
	}
}

func (p *passage) add(c chancery.Claim) {
	if i, ok := p.seen[c.ID]; ok {
		if c.Confidence > p.claims[i].Confidence {
			p.claims[i] = c
		}
		return
	}
	for i := len(p.claims) - 1; i >= 0 && p.claims[i].Quote.Start == c.Quote.Start && p.claims[i].Quote.End == c.Quote.End; i-- {
		switch d := &p.claims[i]; {
		case !alike(d, &c):
		case refines(d.When, c.When):
			return
		case refines(c.When, d.When):
			delete(p.seen, d.ID)
			p.claims[i] = c
			p.seen[c.ID] = i
			return
		}
	}
	p.seen[c.ID] = len(p.claims)
	p.claims = append(p.claims, c)
}

// alike reports whether two claims differ in their times alone.
func alike(a, b *chancery.Claim) bool {
	same := func(x, y []chancery.Party) bool {
		return slices.EqualFunc(x, y, func(p, q chancery.Party) bool { return p.ID == q.ID && (p.ID != "" || p.Name == q.Name) })
	}
	return a.Kind == b.Kind && a.Modality == b.Modality && same(a.Agents, b.Agents) && same(a.Patients, b.Patients)
}

// refines reports whether a is a day or month within the year or month b: one sentence that tells of an act on a day and names its year tells of one act.
func refines(a, b *chancery.When) bool {
	if a == nil || b == nil {
		return false
	}
	d, err1 := edtf.Parse(a.EDTF)
	e, err2 := edtf.Parse(b.EDTF)
	if err1 != nil || err2 != nil {
		return false
	}
	coarse := e.Precision() == edtf.YearPrecision || e.Precision() == edtf.MonthPrecision
	fine := d.Precision() == edtf.DayPrecision || d.Precision() == edtf.MonthPrecision
	return fine && coarse && a.EDTF != b.EDTF && edtf.Within(d, e)
}

// claim makes the claims of one match: usually one, several where the text gives several dates.
func (p *passage) claim(b *chancery.Block, r *reading, m *match, off int) []chancery.Claim {
	k, _ := p.x.kinds.Get(m.rule.Kind)
	c := chancery.Claim{
		Document: p.doc.Name, DocumentID: p.doc.SHA256, Kind: m.rule.Kind, Rule: m.rule.Name, Confidence: m.rule.Weight,
	}
	agentsOptional, patientsOptional := true, true
	for _, f := range m.roles {
		switch f.role.Name {
		case "agent", "agents":
			c.Agents = mergeParties(c.Agents, f.parties)
			agentsOptional = agentsOptional && f.role.Optional
		case "patient", "patients":
			c.Patients = mergeParties(c.Patients, f.parties)
			patientsOptional = patientsOptional && f.role.Optional
		case "quantity":
			if len(f.tokens) > 0 {
				if q := r.amount(f.tokens[0]); q != nil {
					c.Quantity = &chancery.Quantity{Value: q.Value, Unit: q.Unit, Approx: q.Approx, Text: q.Text}
				}
			}
		default:
			for _, o := range f.parties {
				c.Others = append(c.Others, chancery.Role{Role: f.role.Name, Party: o})
			}
		}
	}
	if k.Group == "mission" && m.rule.Lone && len(c.Agents) == 0 && p.eachOther(c.Patients) {
		c.Agents, m.crosswise = c.Patients, true
	}
	if m.rule.Mutual {
		if len(c.Agents) < 2 && m.rule.Lone {
			c.Agents = p.both(c.Agents, r, m)
		}
		if len(c.Agents) != 2 {
			return nil
		}
		c.Agents, c.Patients = c.Agents[:1], c.Agents[1:]
	} else if m.crosswise {
		c.Agents, c.Patients, c.Others = c.Agents[:1], c.Agents[1:], nil
	} else if !p.parties(&c, k, m, r, agentsOptional, patientsOptional) {
		return nil
	}
	if c.Kind == "dissolve-state" && p.standing(c.Agents) {
		return nil
	}
	if k.Effect == vocab.NonResident && r.seatedAt(m, c.Patients) { // "by an ambassador in Lima and a consulate in Oslo": who is in Oslo is not the ambassador
		c.Others = slices.DeleteFunc(c.Others, func(o chancery.Role) bool { return o.Role == "city" })
	}
	p.stance(&c, r, m)
	start, end := r.s.Start+off, r.s.End+off
	c.Quote = p.doc.Quote(b.Original(chancery.Span{Start: start, End: end}))
	if t := b.Text[start:end]; t != c.Quote.Exact {
		c.Quote.Text = t
	}
	c.Cites = p.cites(b, start, end)
	if m.rule.Dated && !r.ownDay(m.tok) {
		return nil
	}
	whens, sure := p.when(b, r, m, &c)
	if sure == 0 {
		return nil
	}
	c.Confidence *= sure
	if m.lone {
		c.Confidence *= 0.9
	}
	out := []chancery.Claim{c}
	sides := m.sides()
	if sides != nil && k.Symmetric && k.Group == "standing" {
		out = bilateral(c, sides)
	}
	if k.Symmetric && k.Group == "standing" { // a state and its predecessor have no relations
		out = slices.DeleteFunc(out, func(d chancery.Claim) bool {
			a := d.Agents
			return len(a) == 2 && a[0].ID != "" && p.x.gaz.Line(a[0].ID) == p.x.gaz.Line(a[1].ID)
		})
	}
	if len(whens) > 0 {
		all := out
		out = nil
		for _, c := range all {
			for i := range whens {
				d := c
				d.When = &whens[i]
				out = append(out, d)
			}
		}
	}
	for i := range out {
		p.ofThen(&out[i])
	}
	if m.rule.Mutual || m.crosswise {
		for _, d := range out {
			d.Agents, d.Patients = d.Patients, d.Agents
			d.Others = nil // a city is that of the first
			out = append(out, d)
		}
	}
	for i := range out {
		out[i].ID = out[i].Identify()
	}
	return out
}

// eachOther reports whether ps are the two of whom the text is: "embassies were opened in Lima and Oslo", of each in the capital of the other.
func (p *passage) eachOther(ps []chancery.Party) bool {
	if len(ps) != 2 || p.single {
		return false
	}
	for _, pair := range [][]chancery.Party{p.pair, p.memory.relation} {
		if len(pair) == 2 && sameAll(ps, pair) {
			return true
		}
	}
	return false
}

// ofThen gives the parties of c that the sentence does not name the state that their line was at the time of the act: an envoy to "the government" of 1944
// is one to Yugoslavia, on a page about Serbia.
func (p *passage) ofThen(c *chancery.Claim) {
	if c.When == nil {
		return
	}
	on, err := edtf.Parse(c.When.EDTF)
	if err != nil || !brief(on) {
		return
	}
	for _, ps := range []*[]chancery.Party{&c.Agents, &c.Patients} {
		then := append([]chancery.Party(nil), *ps...)
		for i := range then {
			if then[i].Mention == "" && then[i].Type == chancery.State {
				then[i] = p.x.gaz.On(then[i], on)
			}
		}
		*ps = then
	}
}

// standing reports whether all of ps are states that have existed without a break to this day: none of them was dissolved, whatever became of its
// empire.
func (p *passage) standing(ps []chancery.Party) bool {
	for _, q := range ps {
		if e, ok := p.x.gaz.Entry(q.ID); !ok || len(e.Years) != 1 || !e.Exists(edtf.Date{}) {
			return false
		}
	}
	return len(ps) > 0
}

func (p *passage) stance(c *chancery.Claim, r *reading, m *match) {
	st := &m.stance
	c.Modality = st.modality
	for _, s := range st.speakers {
		c.Attribution = mergeParties(c.Attribution, p.speaker(r, s))
	}
	k, _ := p.x.kinds.Get(c.Kind)
	later := k.Symmetric && st.would                                                                                                                            // what two will do together is not done by saying so
	if st.performer != "" && !later && (st.modality.Actual() || st.modality == chancery.Planned || st.modality == chancery.Demanded && len(st.performed) > 0) { // who orders what his own state does, does it
		if len(st.performed) == 0 && len(c.Agents) > 0 { // "was announced"
			c.Modality = st.performer
		}
		for _, t := range st.performed {
			for _, q := range r.parties(t) {
				for _, a := range c.Agents {
					if q.ID != "" && q.ID == a.ID {
						c.Modality = st.performer
					}
				}
			}
		}
	}
	if m.rule.Modality != "" && (c.Modality == chancery.Asserted || c.Modality == chancery.Negated) {
		c.Modality = chancery.Modality(m.rule.Modality)
	}
}

// speaker returns who the token t is as one who says something.
func (p *passage) speaker(r *reading, t int) []chancery.Party {
	if ps := r.parties(t); len(ps) > 0 {
		return ps
	}
	if r.toks[t].UPOS == "PRON" || r.toks[t].UPOS == "DET" {
		return nil
	}
	if documents[r.low[t]] { // "a statement from the government of Chad said"
		for _, o := range union(r.subject(t), r.prep(t, "from")) {
			if ps := r.parties(o); len(ps) > 0 {
				return ps
			}
		}
	}
	q := r.named(t)
	return []chancery.Party{q}
}

// cites returns the sources that the document gives for a stretch of a block: those right behind it and within.
func (p *passage) cites(b *chancery.Block, start, end int) (out []chancery.Reference) {
	for _, ref := range b.Refs {
		if ref.At > start && ref.At <= end+2 && ref.Ref >= 0 && ref.Ref < len(p.doc.Refs) {
			out = append(out, p.doc.Refs[ref.Ref])
		}
	}
	return out
}
