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
	compounds
	verbs map[string]bool // lemmas of the verbs that rules and governors know, without their particles
	sure  *Confidence     // nil for the rules' own weights
}

// New returns an extractor. Without sure, claims have the confidence that their rules give. It fails where a rule names a kind that the vocabulary does not have.
func New(g *party.Gazetteer, p *nlp.Pipeline, rules *rule.Set, kinds *vocab.Kinds, sure *Confidence) (*Extractor, error) {
	for _, r := range rules.Rules {
		if _, ok := kinds.Get(r.Kind); !ok {
			return nil, &chancery.Error{Code: chancery.CodeInput, Where: r.File, Message: "rule " + r.Name + " reads the kind " + r.Kind + ", which data/kinds.tsv does not have", Hint: "chancery kinds lists them"}
		}
	}
	return &Extractor{gaz: g, nlp: p, rules: rules, kinds: kinds, gate: newGate(rules), compounds: newCompounds(rules), verbs: verbsOf(rules), sure: sure}, nil
}

// verbsOf returns the lemmas of the verbs that rules and governors know.
func verbsOf(rules *rule.Set) map[string]bool {
	out := map[string]bool{}
	add := func(ts []rule.Trigger) {
		for _, t := range ts {
			if t.POS == rule.Verb {
				out[t.Lemma] = true
			}
		}
	}
	for _, r := range rules.Rules {
		add(r.Triggers)
	}
	for _, g := range rules.Governors {
		add(g.Triggers)
	}
	return out
}

// Stats counts what was read and what was not.
type Stats struct {
	Sentences int // in the story
	Parsed    int // that were worth parsing
	Furniture int // blocks left out
	TooLong   int // sentences left out
	Claims    int
}

// Read returns the claims of doc, in the order of the text: those that are sure enough ([Floor]) and belong to the relations of states.
func (x *Extractor) Read(doc *chancery.Document) ([]chancery.Claim, Stats) {
	p := x.readUnsure(doc)
	claims := make([]chancery.Claim, 0, len(p.claims))
	for i := range p.claims {
		if (x.sure == nil || p.claims[i].Confidence >= Floor) && p.concerns(i) {
			claims = append(claims, p.claims[i])
		}
	}
	p.stats.Claims = len(claims)
	return claims, p.stats
}

// readUnsure reads doc; of its claims some may be too unsure to be told, or belong to something else.
func (x *Extractor) readUnsure(doc *chancery.Document) *passage {
	p := x.newPassage(doc)
	p.readAll()
	if x.sure != nil {
		for i, seen := range p.seenOf() {
			p.claims[i].Confidence = x.sure.Of(&p.claims[i], seen...)
		}
	}
	return p
}

// Examine is Read, and returns of each claim the evidence of its reading, for [Confidence.Of].
func (x *Extractor) Examine(doc *chancery.Document) ([]chancery.Claim, [][]Feature) {
	p := x.newPassage(doc)
	p.readAll()
	return p.claims, p.seenOf()
}

// readAll reads the document from top to bottom.
func (p *passage) readAll() {
	for i := range p.doc.Blocks {
		p.lookAhead(i)
		p.block(i)
	}
	p.settle()
}

// passage is the state of reading one document from top to bottom.
type passage struct {
	x       *Extractor
	doc     *chancery.Document
	ahead   ahead
	disc    *party.Discourse
	anchor  when.Anchor
	order   when.Order // of the day and the month in its dates of numbers alone
	news    bool       // told on a day: undated acts are of about that day
	article bool       // looks back: its "this week" is nobody knows when
	dated   bool       // the document has a date of its own
	printed edtf.Date  // that date; anchor.Document is the day of the dateline where that has one
	// told is the date of the last dated claim, toldBlock the block it stands in: what follows there without a date is of that time.
	memory    memory
	told      edtf.Date
	toldBlock *chancery.Block
	from      int              // how many claims there were before this sentence
	toldAt    int              // the number of its sentence
	toldOf    []chancery.Party // the parties of what that tells
	claims    []chancery.Claim
	evidence  [][]Feature    // of the claims, in their order
	at        []int          // of each claim, the number of the sentence in which it was read
	played    []played       // which words of sport stand in which sentence
	named     []named        // who was named in which sentence
	seen      map[string]int // claim id -> index in claims
	stats     Stats
	base      []chancery.Party   // what the page is about: a pair, or one state
	sole      bool               // the document is one sentence
	home      *chancery.Party    // the country that the heading names
	folk      *chancery.Party    // the people that it names
	opened    bool               // the first paragraph has been read
	single    bool               // the title names one state, the first of base
	theme     []theme            // the acts that the heading names
	pair      []chancery.Party   // what the passage is about
	inRow     bool               // what is read stands in a row of a table
	rowFrom   int                // the claims before that
	partnered bool               // the second of the pair is the one state that a sentence names on a page about one
	beside    *chancery.Party    // the one state that the last sentence but for the page's own named, on a page about one
	besideAt  int                // its block
	posted    *posted            // the envoy last told of
	talked    bool               // the pair is that which the sentences before tell of
	mission   []chancery.Party   // whose mission, and where, the page is about
	between   []chancery.Party   // the two states that the last claim between two is about
	betweenAt int                // the block that told of them
	alone     bool               // that block had named no other state and no organisation when it was left
	entry     entry              // of a chronology
	chronicle bool               // whose entries begin with a bare year
	log       bool               // whose entries begin with an hour
	month     edtf.Date          // whose days the entries bear by their numbers alone
	level     int                // of the last heading that is no date
	depth     int                // of the last heading
	leads     []lead             // what stands over the list that is read
	framed    bool               // the text is made of what stands over a list, and is read as a sentence alone
	roster    *roster            // of missions, where the page is one
	heads     heads              // of the table row that was read last
	done      map[string]doneAct // the last act of each kind, for those that undo it
	lead      chancery.Span      // what leads the paragraph that is read and is no part of its first sentence: a date, a name before a colon
	voice     voice              // who "we" are
	lastBody  bodyAct            // the last organisation that a state joined, left or was told to be of
}

func (x *Extractor) newPassage(doc *chancery.Document) *passage {
	p := &passage{x: x, doc: doc, disc: x.gaz.NewDiscourse(doc), seen: map[string]int{}}
	if d, _ := doc.Date(); d != "" {
		if e, err := edtf.Parse(d); err == nil {
			p.anchor.Document, p.printed = e, e
			p.dated = true
		}
	}
	for i := range doc.Blocks {
		if b := &doc.Blocks[i]; b.Furniture == "" {
			p.order = p.order.Learn(b.Text)
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
	if p.dated && ofItsDay(doc) {
		article = false
		p.news = true
	}
	p.article = article
	p.news = p.news || !article && p.dateline()
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
	if len(p.base) == 0 {
		p.base = p.listed()
		p.single = len(p.base) == 1
	}
	p.pair = p.base
	p.chronicle, p.log = bareEntries(doc), keepsHours(doc)
	if m, ok := daysOf(p.order, doc); ok {
		p.month = m
	}
	p.roster = p.newRoster()
	p.mission = p.pageMission()
	p.voice.text = p.titleVoice()
	return p
}

func (p *passage) block(i int) {
	b := &p.doc.Blocks[i]
	if b.Furniture == "dateline" {
		p.athome(i, b.Text)
		p.wired(b.Text)
	}
	if b.Furniture != "" {
		p.stats.Furniture++
		return
	}
	if b.Kind != chancery.Heading && p.field(i) {
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
	case chancery.Item:
		if p.item(i) {
			return
		}
	case chancery.Paragraph:
		if p.listing(b) {
			return
		}
		var lead *chancery.Block
		if t := strings.TrimSpace(b.Text); strings.HasSuffix(t, ":") || visits.MatchString(t) {
			lead = b
		}
		p.over(2*p.depth+paragraphRank, lead)
	}
	cut := 0
	if p.news && !p.opened {
		p.opened = true
		if cut = p.datelineEnd(b.Text); cut > 0 {
			p.athome(i, b.Text[:cut])
			p.wired(b.Text[:cut])
		}
	} else if p.news && b.Kind == chancery.Paragraph { // the next cable of a column
		if cut = cabled(b.Text); cut > 0 {
			p.wired(b.Text[:cut])
		}
	}
	p.lead.Start = cut
	cut += p.enter(i, b.Text[cut:])
	cut += p.labelled(b.Text[cut:])
	p.lead.End = cut
	cut += p.enterBare(i, b.Text[cut:])
	p.prose(i, b.Text[cut:], cut)
	p.lead = chancery.Span{}
}

// athome tells the discourse who is at home where the report comes from: the dateline of block i.
func (p *passage) athome(i int, dateline string) {
	if d := strings.TrimRight(dateline, " :\u00a0"); strings.HasSuffix(d, ")") { // "Quito, 8 March (ANI):": as with a dash
		dateline = d + " — "
	} else if m := cable.FindStringSubmatch(dateline); m != nil && m[2] != "" { // "Quito, March 8. "
		dateline = strings.ToUpper(m[1]) + " — "
	}
	for _, s := range p.x.nlp.Split(dateline) {
		p.disc.Sentence(i, &s, dateline, p.anchor.Document)
	}
}

// heading sets the date that a section gives to what it holds.
func (p *passage) heading(i int, b *chancery.Block) {
	p.settle()
	p.depth = b.Level
	p.over(2*b.Level, b)
	p.heads = heads{} // the same headers may date something else below another heading
	if p.roster != nil {
		p.roster.heading(p, b)
	}
	p.anchor.Section = edtf.Date{}
	p.anchor.Narrative = edtf.Date{}
	p.entry = entry{block: -1}
	if d, ok := dateAlone(p.order, b.Text); ok && b.Level > 1 {
		p.anchor.Section, p.entry.date = d, d
		if b.Level > p.level { // whom the heading above names, its entries are about
			return
		}
	}
	p.level = b.Level
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
		p.memory, p.between = memory{}, nil // a section on another partner
	}
	if w := p.headingDate(b.Text); w != "" {
		if e, err := edtf.Parse(w); err == nil {
			p.anchor.Section = e
		}
	}
	p.theme = p.themes(i, b)
}

// prose reads text, which begins at offset off of block i's text.
func (p *passage) prose(i int, text string, off int) {
	b := &p.doc.Blocks[i]
	c := p.parsed(place{i, off}, text)
	all, worth := c.all, c.worth
	p.sole = len(p.doc.Blocks) == 1 && len(all) == 1
	for k := range all {
		s := &all[k]
		p.stats.Sentences++
		p.plays(s)
		if len(s.Tokens) > maxSentence {
			p.stats.TooLong++
			continue
		}
		if len(worth) == 0 || worth[0] != s {
			continue
		}
		worth = worth[1:]
		p.stats.Parsed++
		p.x.compounds.name(s)
		r := p.read(i, text, s)
		if k+1 < len(all) {
			r.answer = answered(s, &all[k+1])
		}
		p.harvest(i, b, r, off)
	}
}

// read annotates one parsed sentence.
func (p *passage) read(block int, text string, s *nlp.Sentence) *reading {
	r := &reading{p: p, text: text, block: block}
	found := p.order.Find(text[s.Start:s.End])
	on := p.on(found, s)
	repairProper(s)
	repairSecondSubject(s)
	repairThanks(s)
	repairTargeted(s)
	repairDenies(s)
	repairClaims(s)
	repairFeeling(s)
	repairWanted(s)
	r.mentions = p.disc.Sentence(block, s, text, on)
	p.officials(block, s, r.mentions)
	var dates [][2]int
	for _, e := range found {
		if d, ok := tokensOf(s, chancery.Span{Start: e.Span.Start + s.Start, End: e.Span.End + s.Start}); ok {
			dates = append(dates, d)
		}
	}
	repair(s, r.mentions, dates, p.x.rules.Classes["@mission-strict"], p.x.rules.Classes["@treaty"], p.x.verbs)
	r.mentions = p.x.parties(s, r.mentions)
	r.at = make([]int, len(s.Tokens))
	for t := range r.at {
		r.at[t] = -1
	}
	for m := range r.mentions { // the wider come first: a narrower one inside keeps its own words, but not the head
		q := &r.mentions[m]
		for t := q.First; t < q.Last && t < len(r.at); t++ {
			if r.at[t] < 0 || r.mentions[r.at[t]].Head != t || q.Head == t && nobody(&r.mentions[r.at[t]]) && len(known(q.Parties)) > 0 {
				r.at[t] = m
			}
		}
	}
	r.graph = newGraph(s, p.x.rules, func(t int) bool { return r.at[t] >= 0 })
	r.speaks()
	r.proforms()
	r.retell()
	r.ofUnnamed()
	r.ofRecognised()
	r.envoys()
	r.times = r.graph.times(found)
	a, within := p.anchor, p.anchor
	for i := range r.times { // what is told first dates what follows it, within the sentence too
		t := &r.times[i]
		if t.whens = t.Resolve(a); t.Ref == when.Anaphoric && r.inside(t) {
			t.whens = t.Resolve(within)
		}
		for _, w := range t.whens {
			if within = within.Next(t.Expression, w); !r.nested(t) {
				a = a.Next(t.Expression, w)
			}
		}
	}
	r.reigns()
	r.ownYears()
	r.withYear()
	r.offsets()
	r.laterBy()
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

// nobody reports whether m is the name of a person of whom it is not known for whom he acts.
func nobody(m *party.Mention) bool {
	return m.Form == party.PersonName && len(known(m.Parties)) == 0
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
	today := now(s)
	for i := range times {
		e := &times[i]
		if !dating(e) || today && inRelative(s, e.Span) {
			continue
		}
		if ws := e.Resolve(p.anchor); len(ws) == 1 && ws[0].EDTF != "" {
			until := strings.TrimPrefix(ws[0].EDTF, "../") // of a time without a beginning, who was there at its end
			if d, err := edtf.Parse(until); err == nil {
				return d
			}
		}
	}
	if today {
		return p.anchor.Document
	}
	if p.anchor.Narrative != (edtf.Date{}) {
		return p.anchor.Narrative
	}
	if p.anchor.Section == (edtf.Date{}) && !p.article { // a story tells of its own time
		return p.anchor.Document
	}
	return p.anchor.Section
}

// inRelative reports whether the span, of the text of s, stands in a relative clause: "contests Chad's control of the land that was taken in 1945".
func inRelative(s *nlp.Sentence, span chancery.Span) bool {
	t, ok := tokensOf(s, chancery.Span{Start: span.Start + s.Start, End: span.End + s.Start})
	for a, n := t[0], 0; ok && a >= 0 && n < maxDepth; a, n = s.Tokens[a].Head, n+1 {
		if s.Tokens[a].Rel == "acl:relcl" {
			return true
		}
	}
	return false
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
					return t.XPOS != "VBD" || everSince(s, v)
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

// toldApart reports whether the sentence itself tells that the agent of c did an act of the kind to somebody else: "Chad trained rebels. Peru followed suit, and
// aided Mali" tells of no rebels whom Peru trained.
func (p *passage) toldApart(c *chancery.Claim) bool {
	return slices.ContainsFunc(p.claims[p.from:], func(d chancery.Claim) bool {
		return d.Kind == c.Kind && len(d.Patients) > 0 && len(c.Patients) > 0 && len(c.Agents) > 0 && sameAll(c.Agents, d.Agents) && !sameAll(c.Patients, d.Patients)
	})
}

// harvest makes claims of what matches in a sentence.
func (p *passage) harvest(i int, b *chancery.Block, r *reading, off int) {
	before, beforeBlock := p.memory.deed, p.memory.deedBlock
	p.naming(r)
	p.from = len(p.claims)
	defer func(pair []chancery.Party) { p.pair, p.partnered, p.talked = pair, false, false }(p.pair)
	q := r.partnerHere()
	if q != nil {
		p.beside, p.besideAt = q, i
		p.pair, p.partnered = []chancery.Party{p.base[0], *q}, true
	} else if ps := r.discussed(); ps != nil {
		p.pair, p.partnered, p.talked = ps, true, true
	}
	ms := r.matches(nil)
	acts := map[int]act{} // of this sentence, by their trigger
	told := map[int]chancery.Claim{}
	var all []*match
	for _, m := range r.distribute(ms) {
		all = append(all, r.furtherPairs(m)...)
	}
	for _, m := range verdictsLast(all) {
		if m.rule.Fact && !p.observed(r, m, ms) {
			continue
		}
		for _, c := range inTwo(p.claim(b, r, m, off)) {
			if d, ok := told[r.head(m.tok)]; ok && r.is(m.tok, "advcl", "xcomp") && r.marks(m.tok) == "to" && d.Modality.Actual() && c.Modality == chancery.Planned && sameAct(&d, &c) {
				continue // "met to discuss it" is one meeting
			}
			if w := c.When; w != nil && w.EDTF != "" && (w.Basis == chancery.BasisExplicit || w.Basis == chancery.BasisContext) {
				if d, err := edtf.Parse(w.EDTF); err == nil && brief(d) && !r.before(m.tok) && !r.remembered(m.tok) {
					if p.toldAt != p.stats.Sentences || p.toldBlock != b {
						p.toldOf = nil
					}
					p.told, p.toldBlock, p.toldAt = d.Whole(), b, p.stats.Sentences
					p.toldOf = append(append(p.toldOf, c.Agents...), c.Patients...)
				}
			}
			told[m.tok] = c
			p.add(c, r.evidence(m, &c)...)
			p.note(&c, i)
			p.keepBody(&c, i)
			if !m.lone { // what was understood is not built upon
				p.keepDone(&c, i)
			}
			k, _ := p.x.kinds.Get(c.Kind)
			if echoed[k.Group] {
				acts[m.tok] = r.actOf(m, &c)
			}
			if r.main(m.tok) || r.takenUp(m, all) {
				p.memory.remember(r.actOf(m, &c), k.Group, i)
			}
		}
	}
	if beforeBlock != i {
		before = act{}
	}
	for _, c := range p.echoes(b, before, acts, r, off) {
		if !p.toldApart(&c) {
			p.add(c)
		}
	}
	if w := r.lastThing(len(r.toks)); w != "" {
		p.memory.thing = w
	}
	r.post()
	p.alone = p.betweenAt == i && p.amongst(p.between, p.disc.Told())
	p.narrate(r)
}

// takenUp reports whether what m tells in a clause below the main one is taken up by a pronoun behind: "Chad, which had closed its embassy in 1990, reopened [it]".
func (r *reading) takenUp(m *match, all []*match) bool {
	for _, n := range all {
		if n.tok <= m.tok || !r.verb(n.tok) || !r.main(n.tok) {
			continue
		}
		for _, o := range r.children(n.tok, "obj", "nsubj:pass") {
			if f := r.form[o]; f == "it" || f == "them" || f == "these" || f == "they" {
				return true
			}
		}
	}
	return false
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
			if !r.nested(&r.times[i]) && !(p.article && w.Basis == chancery.BasisDocument) { // "today" of a page that is written on for years is no day of the story
				p.anchor = p.anchor.Next(r.times[i].Expression, w)
				p.leave(&r.times[i], w)
			}
		}
	}
}

// leave forgets the date last told where a sentence opens in another era, of which it tells no act: "Throughout the 1980s relations were cold." What
// follows is not of the day before.
func (p *passage) leave(e *timed, w chancery.When) {
	const opening = 3
	if d, err := edtf.Parse(w.EDTF); err == nil && e.first <= opening && e.Ref == when.Absolute && p.toldBlock != nil && p.toldAt != p.stats.Sentences && !brief(d) && !edtf.Overlap(d, p.told) {
		p.toldBlock = nil
	}
}
