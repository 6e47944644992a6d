package party

import (
	"slices"
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
	low          string // in lower case
	tok          int
	opens, ends  bool // a name may begin, end here
	innerDash    bool // begins behind a dash inside its token
	followedDash bool // ends before a dash inside its token
	looked       bool // words is there
	words        [2][]int32
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
	r.pieces = d.pieces[:0]
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
			p := piece{text: fold(tok.Form[from:to]), tok: t}
			if p.low = r.low[t]; p.text != tok.Form {
				p.low = lower(p.text)
			}
			r.pieces = append(r.pieces, p)
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
	d.pieces = r.pieces
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
		if f.chosen && f.cand.kind == isParty {
			r.d.called[f.name] = true
		}
		n := len(r.names)
		for t := f.first; t < f.last; t++ {
			r.cover[t] = n
		}
		r.names = append(r.names, f)
	}
	r.namesakes()
	r.joined()
	r.halves()
	order := make([]int, len(r.names))
	for n := range order {
		order[n] = n
	}
	slices.SortStableFunc(order, func(i, j int) int { return r.names[i].from - r.names[j].from })
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
	if len(list) == 0 && len(first) >= 4 && shouted(first) { // "TIRANA"
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
			if p != n.pieces[k] && !(caps && shouted(p) && capital(p) == n.pieces[k]) {
				continue next
			}
		}
		last := i + len(n.pieces) - 1
		if !r.pieces[last].ends {
			continue
		}
		if r.apartThen(n) {
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

// apartThen reports whether n is the name of a union of two states that did not exist at the time that the sentence tells of, when its words name the two:
// "Serbia and Montenegro became independent in 1878". A name that one of the two had for a time counts for that time alone: "Sweden and Norway" are two
// where no date says otherwise.
func (r *pass) apartThen(n *nameRef) bool {
	and := slices.Index(n.pieces, "and")
	if and < 1 {
		return false
	}
	_, _, dated := years(r.on)
	for _, c := range n.cands {
		if c.kind != isParty || dated && c.span.matches(r.on) && r.g.entries[c.ref].Exists(r.on) || !dated && c.span.To == edtf.MaxYear {
			return false
		}
	}
	return r.g.names.has(n.pieces[:and]) && r.g.names.has(n.pieces[and+1:])
}

// capital returns "TIRANA" as "Tirana".
func capital(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n] + strings.ToLower(s[n:])
}

// shouted reports whether s has no small letters.
func shouted(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; 'a' <= c && c <= 'z' {
			return false
		} else if c >= utf8.RuneSelf {
			return s == strings.ToUpper(s)
		}
	}
	return true
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
			if len(p) == 1 && compacts[p[0]] && r.behindCombining(f) { // "the Anglo-Russian Convention" is of both
				continue
			}
			return true
		}
		// "the Iran-Iraq War": the name before the dash too
		if r.pieces[f.to].text == "-" && f.to+1 < len(r.pieces) {
			if g, ok := r.longestInside(f.to + 1); ok && g.to < len(r.pieces) {
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

// compacts are the last words of the names of what those who are named in it have concluded or held.
var compacts = map[string]bool{"Treaty": true, "Agreement": true, "Agreements": true, "Convention": true, "Pact": true, "Accord": true, "Accords": true, "Protocol": true, "Declaration": true, "Dialogue": true, "Memorandum": true, "Alliance": true}

// behindCombining reports whether f is the second part of a compound adjective: "Anglo-Russian".
func (r *pass) behindCombining(f *found) bool {
	if f.from < 2 || r.pieces[f.from-1].text != "-" {
		return false
	}
	_, ok := r.g.combining[r.pieces[f.from-2].low]
	return ok
}

func (r *pass) longestInside(i int) (found, bool) {
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

// joined reads compound adjectives: "Sino-Soviet", whose first part is no name by itself.
func (r *pass) joined() {
	for i := 0; i+2 < len(r.pieces); i++ {
		if r.pieces[i+1].text != "-" || !r.pieces[i].opens {
			continue
		}
		e, ok := r.g.combining[r.pieces[i].low]
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

// namesakes takes a capital behind whose name another state is told for a town of that state: "in Tripoli, Lebanon,", "Georgetown (Malaysia)".
func (r *pass) namesakes() {
	for n := 0; n+1 < len(r.names); n++ {
		f, in := &r.names[n], &r.names[n+1]
		if !f.chosen || !in.chosen || f.cand.kind != isParty || in.cand.kind != isParty || f.cand.form != Capital || in.cand.form != Name || in.first != f.last+1 || !r.parsed {
			continue
		}
		if open := r.low[f.last]; open != "," && open != "(" || r.g.entries[in.cand.ref].Type != chancery.State || r.g.Line(r.g.entries[in.cand.ref].ID) == r.g.Line(r.g.entries[f.cand.ref].ID) {
			continue
		}
		town, state := r.head(f.first, f.last), r.head(in.first, in.last)
		if rel := relation(r.toks[state].Rel); r.toks[state].Head != town || rel == "conj" || in.last < len(r.low) && !r.isPunct(in.last) && r.toks[in.last].UPOS != "ADP" { // "from Tripoli, Egypt and Sudan"
			continue
		}
		if n+2 < len(r.names) && r.names[n+2].first <= in.last+2 && in.last < len(r.low) && r.low[in.last] == "," { // a list
			continue
		}
		f.cand.form, f.cand.ref = City, in.cand.ref
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
		if f.cand.form == City {
			m.City, m.Place = surface, true
			p = r.g.On(p, r.on)
			p.Mention = surface
		}
		if f.cand.form == Demonym {
			r.people(&m, &p)
		} else if f.cand.form == Adjective && (r.plainPlural(f) || r.oneOfThem(f)) {
			m.Form = Demonym
			r.people(&m, &p)
		}
		m.Parties = []chancery.Party{p}
		r.d.count(f.cand.ref)
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
