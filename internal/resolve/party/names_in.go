package party

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery"
	"chancery/internal/edtf"
	"chancery/nlp"
)

// maxTokens bounds the sentences that are read; a longer one is a table or a list that lost its breaks.
const maxTokens = 2000

// piece is a piece of the sentence's text (see names.go) and the token it lies in.
type piece struct {
	text         string // folded
	tok          int
	opens, ends  bool // a name may begin, end here
	innerDash    bool // begins behind a dash inside its token
	followedDash bool // ends before a dash inside its token
}

// found is a name of the index in the sentence.
type found struct {
	from, to    int // pieces
	first, last int // tokens [first, last)
	ref         *nameRef
	name        string
	cand        candidate // the one chosen
	chosen      bool
	candidates  []int32 // entries, where none was chosen
	mention     int     // index in pass.out at the time it was added, -1
}

// pass is the reading of one sentence.
type pass struct {
	d      *Discourse
	g      *Gazetteer
	s      *nlp.Sentence
	toks   []nlp.Token
	text   string // of the block
	sent   string // of the sentence
	on     edtf.Date
	parsed bool
	low    []string // the tokens in lower case
	pieces []piece
	starts []int // token -> its first piece
	names  []found
	cover  []int  // token -> index in names, -1
	taken  []bool // token -> is part of a person, organ or office already
	out    []Mention
	list   []antecedent // of before
}

func lower(s string) string { return strings.ToLower(s) }

func newPass(d *Discourse, s *nlp.Sentence, text string, on edtf.Date) *pass {
	if s == nil || len(s.Tokens) == 0 || len(s.Tokens) > maxTokens {
		return nil
	}
	for t := range s.Tokens {
		if h := s.Tokens[t].Head; h < -1 || h >= len(s.Tokens) { // no tree: read by words alone
			c := *s
			c.Tokens = append([]nlp.Token(nil), s.Tokens...)
			for k := range c.Tokens {
				c.Tokens[k].Head, c.Tokens[k].UPOS = -1, ""
			}
			s = &c
			break
		}
	}
	r := &pass{d: d, g: d.g, s: s, toks: s.Tokens, text: text, on: on}
	lo, hi := s.Tokens[0].Start, s.Tokens[len(s.Tokens)-1].End
	if 0 <= lo && lo <= hi && hi <= len(text) {
		r.sent = text[lo:hi]
	}
	r.low = make([]string, len(r.toks))
	r.cover = make([]int, len(r.toks))
	r.taken = make([]bool, len(r.toks))
	r.starts = make([]int, len(r.toks)+1)
	r.pieces = make([]piece, 0, len(r.toks)+len(r.toks)/4)
	for t := range r.toks {
		tok := &r.toks[t]
		r.low[t] = lower(tok.Form)
		r.cover[t] = -1
		r.starts[t] = len(r.pieces)
		if tok.UPOS != "" && tok.UPOS != "X" {
			r.parsed = true
		}
		for i := 0; i < len(tok.Form); {
			from, to := nextPiece(tok.Form, i)
			if from == to {
				break
			}
			r.pieces = append(r.pieces, piece{text: fold(tok.Form[from:to]), tok: t})
			i = to
		}
		p := r.pieces[r.starts[t]:]
		for k := range p {
			dashBefore := k > 0 && (p[k-1].text == "-" || p[k-1].text == "/" || p[k-1].text == "\"" || p[k-1].text == "(")
			dashAfter := k+1 < len(p) && (p[k+1].text == "-" || p[k+1].text == "/" || p[k+1].text == "'" || p[k+1].text == "\"" || p[k+1].text == ")")
			p[k].opens = k == 0 || dashBefore
			p[k].ends = k == len(p)-1 || dashAfter
			p[k].innerDash = dashBefore
			p[k].followedDash = k+1 < len(p) && p[k+1].text == "-"
		}
	}
	r.starts[len(r.toks)] = len(r.pieces)
	return r
}

// readNames finds the names of the gazetteer, the longest first, and says what each stands for.
func (r *pass) readNames() {
	for i := 0; i < len(r.pieces); {
		f, ok := r.longest(i)
		if !ok {
			i++
			continue
		}
		i = f.to
		f.mention = -1
		if f.ref.cands[0].kind == isPhrase && len(f.ref.cands) == 1 || r.inLongerName(&f) {
			for t := f.first; t < f.last; t++ { // covered, and nobody
				if r.cover[t] < 0 {
					r.cover[t] = len(r.names)
				}
			}
			r.names = append(r.names, f)
			continue
		}
		r.choose(&f)
		if !f.chosen && len(f.candidates) == 0 {
			continue
		}
		n := len(r.names)
		for t := f.first; t < f.last; t++ {
			r.cover[t] = n
		}
		r.names = append(r.names, f)
	}
	r.joined()
	r.halves()
	order := make([]int, len(r.names))
	for n := range order {
		order[n] = n
	}
	sort.SliceStable(order, func(i, j int) bool { return r.names[order[i]].from < r.names[order[j]].from })
	for _, n := range order {
		r.mentionName(&r.names[n])
	}
}

// longest returns the longest name that begins at piece i.
func (r *pass) longest(i int) (found, bool) {
	if !r.pieces[i].opens {
		return found{}, false
	}
	first := r.pieces[i].text
	list := r.g.names.starting(first)
	caps := false
	if len(list) == 0 && len(first) >= 4 && first == strings.ToUpper(first) { // "TIRANA"
		first = capital(first)
		list = r.g.names.starting(first)
		caps = true
	}
next:
	for _, ref := range list {
		n := &r.g.names.refs[ref]
		if i+len(n.pieces) > len(r.pieces) {
			continue
		}
		for k := 1; k < len(n.pieces); k++ {
			p := r.pieces[i+k].text
			if p != n.pieces[k] && !(caps && p == strings.ToUpper(p) && capital(p) == n.pieces[k]) {
				continue next
			}
		}
		last := i + len(n.pieces) - 1
		if !r.pieces[last].ends {
			continue
		}
		f := found{from: i, to: last + 1, first: r.pieces[i].tok, last: r.pieces[last].tok + 1, ref: n}
		f.name = strings.Join(n.pieces, " ")
		if len(n.pieces) > 1 {
			f.name = r.surface(f.first, f.last)
		}
		return f, true
	}
	return found{}, false
}

// capital returns "TIRANA" as "Tirana".
func capital(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n] + strings.ToLower(s[n:])
}

// surface returns the words of the tokens [first, last) as the text has them.
func (r *pass) surface(first, last int) string {
	if first >= last || first < 0 || last > len(r.toks) {
		return ""
	}
	lo, hi := r.toks[first].Start, r.toks[last-1].End
	if lo < 0 || hi > len(r.text) || lo > hi {
		return ""
	}
	return r.text[lo:hi]
}

// inLongerName reports whether words beside f make it part of a name that is no party: "the Korean War", "the Treaty of Paris".
func (r *pass) inLongerName(f *found) bool {
	if f.to < len(r.pieces) {
	after:
		for _, p := range r.g.after[r.pieces[f.to].text] {
			for k, w := range p {
				if f.to+k >= len(r.pieces) || r.pieces[f.to+k].text != w {
					continue after
				}
			}
			return true
		}
		// "the Iran-Iraq War": the name before the dash too
		if r.pieces[f.to].text == "-" && f.to+1 < len(r.pieces) {
			if g, ok := r.longest2(f.to + 1); ok && g.to < len(r.pieces) {
				for _, p := range r.g.after[r.pieces[g.to].text] {
					if len(p) == 1 && (p[0] == "War" || p[0] == "Wars" || p[0] == "Treaty" || p[0] == "Agreement" || p[0] == "Convention" || p[0] == "Pact") {
						return true
					}
				}
			}
		}
	}
	i := f.from - 1
	if i >= 0 && (r.pieces[i].text == "the" || r.pieces[i].text == "The") {
		i--
	}
	if i >= 0 {
	before:
		for _, p := range r.g.before[r.pieces[i].text] {
			for k := range p {
				j := i - (len(p) - 1) + k
				if j < 0 || r.pieces[j].text != p[k] {
					continue before
				}
			}
			return true
		}
	}
	return false
}

func (r *pass) longest2(i int) (found, bool) {
	if i >= len(r.pieces) {
		return found{}, false
	}
	p := r.pieces[i]
	if !p.opens {
		r.pieces[i].opens = true
		defer func() { r.pieces[i].opens = false }()
	}
	return r.longest(i)
}

// choose says which candidate f stands for, by the words around it, the date and what the document is about.
func (r *pass) choose(f *found) {
	cands := f.ref.cands
	if f.first == 0 || r.low[f.first-1] != "the" {
		var open []candidate
		for k, c := range cands {
			if c.the && open == nil {
				open = append(make([]candidate, 0, len(cands)), cands[:k]...)
			} else if !c.the && open != nil {
				open = append(open, c)
			}
		}
		if open != nil {
			if cands = open; len(cands) == 0 {
				return
			}
		}
	}
	if r.negated(f) || r.notAName(f) {
		return
	}
	if r.partOfPerson(f) {
		r.d.others[f.name] = true
		return
	}
	if r.d.others[f.name] && len(f.ref.pieces) == 1 { // "Paris" in a story about Mica Paris
		return
	}
	if len(f.ref.pieces) == 1 || r.g.ambiguous[f.name] != nil {
		if rs := r.g.ambiguous[f.name]; rs != nil {
			if done := r.chooseReading(f, rs); done {
				return
			}
		}
	}
	r.chooseByTime(f, cands, false)
}

// chooseReading applies the readings of an ambiguous name; false leaves the choice to time and context.
func (r *pass) chooseReading(f *found, rs []reading) bool {
	for _, rd := range rs {
		if len(rd.cues) > 0 && !r.cued(rd.cues) {
			continue
		}
		if len(rd.cues) == 0 { // the default: what the document is about goes before it
			if c, ok := r.fromContext(f.ref.cands, true); ok {
				f.cand, f.chosen = c, true
				return true
			}
		}
		switch rd.entry {
		case noParty:
			return true
		case unresolved:
			r.chooseByTime(f, f.ref.cands, true)
			return true
		}
		if len(rd.cues) == 0 {
			return false
		}
		for _, c := range f.ref.cands {
			if c.kind == isParty && c.ref == rd.entry {
				f.cand, f.chosen = c, true
				return true
			}
		}
	}
	return false
}

// cued reports whether one of the cues stands in the sentence or the title.
func (r *pass) cued(cues []string) bool {
	for _, c := range cues {
		if containsWord(r.sent, c) || containsWord(r.d.title, c) {
			return true
		}
	}
	return false
}

// containsWord reports whether w stands in s as whole words.
func containsWord(s, w string) bool {
	for from := 0; ; {
		i := strings.Index(s[from:], w)
		if i < 0 {
			return false
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+len(w):])
		if (i == 0 || !unicode.IsLetter(before)) && (i+len(w) == len(s) || !unicode.IsLetter(after)) {
			return true
		}
		from = i + 1
	}
}

// fromContext returns the one candidate that the document's title names or, unless title is set, that it has mentioned.
func (r *pass) fromContext(cands []candidate, title bool) (candidate, bool) {
	pick := func(ok func(i int32) bool) (candidate, bool) {
		var hit candidate
		n := 0
		for _, c := range cands {
			if c.kind == isParty && ok(c.ref) {
				if n > 0 && hit.ref == c.ref {
					continue
				}
				hit = c
				n++
			}
		}
		return hit, n == 1
	}
	if c, ok := pick(func(i int32) bool { return r.d.about(i) }); ok || title {
		return c, ok
	}
	return pick(func(i int32) bool { return r.d.seen[i] > 0 })
}

// about reports whether the title or the last heading names entry i.
func (d *Discourse) about(i int32) bool {
	id := d.g.entries[i].ID
	for _, p := range d.subject {
		if p.ID == id {
			return true
		}
	}
	for _, p := range d.section {
		if p.ID == id {
			return true
		}
	}
	return false
}

// chooseByTime takes the candidate whose time it is. With open set, a candidate that is marked as never to be taken
// without context competes with the others.
func (r *pass) chooseByTime(f *found, cands []candidate, open bool) {
	_, _, dated := years(r.on)
	fits := func(c candidate) bool {
		if !c.span.matches(r.on) {
			return false
		}
		return c.kind != isParty || r.g.entries[c.ref].Exists(r.on)
	}
	var pool []candidate
	for _, c := range cands {
		if c.kind == isPhrase {
			continue
		}
		if dated && fits(c) || !dated && (open || !c.weak) {
			pool = append(pool, c)
		}
	}
	if len(pool) == 0 {
		for _, c := range cands {
			if c.kind != isPhrase && !c.weak {
				pool = append(pool, c)
			}
		}
	}
	if len(pool) == 0 {
		pool = cands
	}
	if !dated && len(pool) > 1 { // what is over goes behind what is not, unless the page is about it
		if c, ok := r.fromContext(pool, true); ok {
			f.cand, f.chosen = c, true
			return
		}
		var now []candidate
		for _, c := range pool {
			if c.kind != isParty || c.span.To == edtf.MaxYear && r.g.entries[c.ref].Exists(r.on) {
				now = append(now, c)
			}
		}
		if len(now) > 0 {
			pool = now
		}
	}
	if len(pool) == 1 && !pool[0].weak {
		f.cand, f.chosen = pool[0], true
		return
	}
	// organs and persons with a name of their own go after parties
	if c, ok := r.oneLine(pool); ok {
		f.cand, f.chosen = c, true
		return
	}
	if c, ok := r.fromContext(pool, false); ok {
		f.cand, f.chosen = c, true
		return
	}
	for _, c := range pool {
		if c.kind == isParty {
			dup := false
			for _, i := range f.candidates {
				dup = dup || i == c.ref
			}
			if !dup {
				f.candidates = append(f.candidates, c.ref)
			}
		}
	}
}

// oneLine chooses between candidates of one party or one line of states; it fails where there are several.
func (r *pass) oneLine(pool []candidate) (candidate, bool) {
	best := -1
	for k, c := range pool {
		if c.kind != isParty {
			continue
		}
		if best < 0 {
			best = k
			continue
		}
		a, b := &r.g.entries[pool[best].ref], &r.g.entries[c.ref]
		if a == b {
			if c.form < pool[best].form && !(r.adjectival(c.form)) {
				best = k
			}
			continue
		}
		if a.Line != b.Line {
			return candidate{}, false
		}
		if _, _, dated := years(r.on); dated {
			back, ever := r.g.follows(b.ID, a.ID, r.on)
			if ever && back {
				continue
			}
			if there, ok := r.g.follows(a.ID, b.ID, r.on); ok && there || !ok && ever {
				best = k
			}
		} else if b.Status == Present || b.Status == Partial && a.Status == Former {
			best = k
		}
	}
	if best < 0 {
		if len(pool) > 0 && pool[0].kind != isPhrase {
			return pool[0], len(pool) == 1
		}
		return candidate{}, false
	}
	if pool[best].weak {
		return candidate{}, false
	}
	return pool[best], true
}

func (r *pass) adjectival(f Form) bool { return f == Adjective || f == Demonym }

// prefixes that turn an adjective away from the party that it names.
var awayPrefixes = map[string]bool{"anti": true, "non": true, "post": true, "pre": true, "ex": true, "un": true, "pro": true, "trans": true, "sub": true}

// negated reports whether f is the second part of "anti-Iranian", "post-Soviet".
func (r *pass) negated(f *found) bool {
	return f.from >= 2 && r.pieces[f.from-1].text == "-" && awayPrefixes[lower(r.pieces[f.from-2].text)]
}

// notAName reports whether the words of f are no name here: the pronoun "US" of a headline, the verb "Polish".
func (r *pass) notAName(f *found) bool {
	if f.last-f.first != 1 {
		return false
	}
	t := &r.toks[f.first]
	switch {
	case t.Form == "US":
		if r.parsed && t.UPOS == "PRON" {
			return true
		}
		if f.first > 0 {
			switch r.low[f.first-1] {
			case "follow", "about", "contact", "join", "tell", "let", "help":
				return true
			}
		}
		return r.shouting()
	case r.parsed && (t.UPOS == "VERB" || t.UPOS == "AUX") && r.g.ambiguousOrPlain(f):
		return true
	case r.pieces[f.to-1].followedDash && f.to+1 < len(r.pieces) && r.pieces[f.to+1].tok == f.first:
		// "US-backed", "Iran-based" as one token: what follows is not theirs
		w := r.pieces[f.to+1].text
		return w == lower(w) && len(w) > 2
	}
	return false
}

// ambiguousOrPlain reports whether the name is also a word.
func (g *Gazetteer) ambiguousOrPlain(f *found) bool {
	switch f.name {
	case "Polish", "Chad", "Turkey", "Jordan", "Male", "March", "Begin", "Bush", "May", "Wade":
		return true
	}
	return g.ambiguous[f.name] != nil
}

// shouting reports whether the sentence is in capitals, so that "US" may be a pronoun.
func (r *pass) shouting() bool {
	up, all := 0, 0
	for t := range r.toks {
		f := r.toks[t].Form
		if len(f) < 2 || !unicode.IsLetter(rune(f[0])) {
			continue
		}
		all++
		if f == strings.ToUpper(f) {
			up++
		}
	}
	return all >= 2 && up*10 >= all*8
}

// partOfPerson reports whether f, a name that is also a surname or a given name, stands in the name of a person: "Michael Jordan", "Paris Hilton".
func (r *pass) partOfPerson(f *found) bool {
	if f.last-f.first != 1 && f.ref.cands[0].kind != isPerson {
		return false
	}
	risky := r.g.ambiguous[f.name] != nil
	for _, c := range f.ref.cands {
		risky = risky || c.form == Capital || c.kind == isPerson && len(f.ref.pieces) <= 2
	}
	if !risky {
		return false
	}
	if t := f.first - 1; t >= 0 && r.nameWord(t) && t > 0 && r.cover[t] < 0 {
		if !r.isTitle(t) && !directions[r.low[t]] && !r.organNoun(t) {
			return true
		}
	}
	if t := f.last; t < len(r.toks) && f.ref.cands[0].kind != isPerson && r.nameWord(t) && r.parsed && (relation(r.toks[t].Rel) == "flat" && r.toks[t].Head == f.first) && !r.organNoun(t) && !r.isTitle(t) {
		return true
	}
	return false
}

// directions and other words that stand before the name of a country or city without making it a person's.
var directions = map[string]bool{
	"north": true, "south": true, "east": true, "west": true, "northern": true, "southern": true, "eastern": true, "western": true, "central": true, "greater": true,
	"imperial": true, "communist": true, "soviet": true, "republican": true, "independent": true, "occupied": true, "democratic": true, "federal": true, "revolutionary": true,
	"hashemite": true, "modern": true, "ottoman": true, "pahlavi": true, "nazi": true, "embassy": true, "legation": true, "consulate": true, "kingdom": true,
	"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true, "september": true, "october": true, "november": true, "december": true,
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"in": true, "the": true, "when": true, "while": true, "although": true, "as": true, "if": true, "since": true, "after": true, "before": true, "but": true, "both": true, "under": true, "on": true,
}

// nameWord reports whether token t can be part of a proper name: a capital letter and, where tags are known, no common word.
func (r *pass) nameWord(t int) bool {
	tok := &r.toks[t]
	c, _ := utf8.DecodeRuneInString(tok.Form)
	if !unicode.IsUpper(c) {
		return false
	}
	if !r.parsed {
		return true
	}
	switch tok.UPOS {
	case "PROPN", "X":
		return true
	case "NOUN", "ADJ", "VERB", "ADV":
		return t > 0 && len(tok.Form) > 1
	}
	return false
}

// joined reads compound adjectives: "Sino-Soviet", whose first part is no name by itself.
func (r *pass) joined() {
	for i := 0; i+2 < len(r.pieces); i++ {
		if r.pieces[i+1].text != "-" || !r.pieces[i].opens {
			continue
		}
		e, ok := r.g.combining[lower(r.pieces[i].text)]
		if !ok || r.cover[r.pieces[i].tok] >= 0 && r.names[r.cover[r.pieces[i].tok]].from <= i && r.names[r.cover[r.pieces[i].tok]].to > i {
			continue
		}
		c, _ := utf8.DecodeRuneInString(r.pieces[i].text)
		n, _ := utf8.DecodeRuneInString(r.pieces[i+2].text)
		if !unicode.IsUpper(c) || !unicode.IsUpper(n) {
			continue
		}
		f := found{from: i, to: i + 1, first: r.pieces[i].tok, last: r.pieces[i].tok + 1, name: r.pieces[i].text, chosen: true,
			cand: candidate{kind: isParty, ref: e, form: Adjective, span: everything}, mention: -1}
		if r.cover[f.first] < 0 {
			r.cover[f.first] = len(r.names)
		}
		r.names = append(r.names, f)
	}
}

// halves reads "North and South Korea", "East and West Germany": the first part is short for a name of its own.
func (r *pass) halves() {
	for n := range r.names {
		f := r.names[n]
		if !f.chosen || f.last-f.first < 2 || f.first < 2 || r.low[f.first-1] != "and" && r.low[f.first-1] != "or" || r.cover[f.first-2] >= 0 || !directions[r.low[f.first-2]] {
			continue
		}
		first := r.pieces[r.starts[f.first-2]].text
		rest := r.pieces[f.from+1 : f.to]
	next:
		for _, ref := range r.g.names.starting(first) {
			name := &r.g.names.refs[ref]
			if len(name.pieces) != len(rest)+1 {
				continue
			}
			for k := range rest {
				if name.pieces[k+1] != rest[k].text {
					continue next
				}
			}
			h := found{from: r.starts[f.first-2], to: r.starts[f.first-1], first: f.first - 2, last: f.first - 1, ref: name, name: first, mention: -1}
			r.chooseByTime(&h, name.cands, false)
			if h.chosen {
				r.cover[h.first] = len(r.names)
				r.names = append(r.names, h)
			}
			break
		}
	}
}

// mentionName adds the mention of a name of the index, if it is of a party.
func (r *pass) mentionName(f *found) {
	if f.ref != nil && f.ref.cands[0].kind == isPhrase && !f.chosen {
		return
	}
	m := Mention{First: f.first, Last: f.last, Form: f.cand.form}
	surface := r.surface(f.first, f.last)
	if !f.chosen {
		if len(f.candidates) == 0 {
			return
		}
		for _, c := range f.ref.cands {
			m.Form = c.form
			break
		}
		for _, i := range f.candidates {
			m.Candidates = append(m.Candidates, r.g.entries[i].ID)
		}
		m.Head = r.head(m.First, m.Last)
		r.add(m)
		return
	}
	switch f.cand.kind {
	case isParty:
		e := &r.g.entries[f.cand.ref]
		p := e.party(r.on)
		p.Mention = surface
		if f.cand.form == Capital {
			m.City = surface
		}
		if f.cand.form == Demonym {
			r.people(&m, &p)
		} else if f.cand.form == Adjective && r.plainPlural(f) {
			m.Form = Demonym
			r.people(&m, &p)
		}
		m.Parties = []chancery.Party{p}
		if f.cand.form != Adjective || r.counted(f) {
			r.d.count(f.cand.ref)
		}
	case isOrgan:
		o := &r.g.organs[f.cand.ref]
		if o.state < 0 {
			return
		}
		p := r.g.entries[o.state].party(r.on)
		p.Mention, p.Organ = surface, surface
		m.Parties, m.Class = []chancery.Party{p}, o.class
		r.d.count(o.state)
	case isPerson:
		return // persons are read with their offices
	default:
		return
	}
	m.Head = r.head(m.First, m.Last)
	f.mention = len(r.out)
	r.addJoined(m)
}

// counted reports whether an adjective is enough to say that the document speaks of its state. It is.
func (r *pass) counted(*found) bool { return true }

// addJoined adds m; two parties in one token make one mention of both.
func (r *pass) addJoined(m Mention) {
	for i := range r.out {
		o := &r.out[i]
		if o.First == m.First && o.Last == m.Last && m.Last-m.First == 1 {
			o.Parties = append(o.Parties[:len(o.Parties):len(o.Parties)], m.Parties...)
			o.Form = Group
			return
		}
	}
	r.add(m)
}

func (r *pass) add(m Mention) { r.out = append(r.out, m) }

// head returns the token of [first, last) that hangs on one outside it.
func (r *pass) head(first, last int) int {
	if r.parsed {
		for t := first; t < last; t++ {
			if h := r.toks[t].Head; h < first || h >= last {
				return t
			}
		}
	}
	return last - 1
}
