package party

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery"
)

// word is a title or organ noun in the sentence.
type word struct {
	first, last int // tokens [first, last)
	cand        candidate
	plural      bool
}

// wordAt returns the longest title or organ noun of the given kind that begins at token t.
func (r *pass) wordAt(t int, kind candidateKind) (word, bool) {
	if t >= len(r.toks) || r.cover[t] >= 0 {
		return word{}, false
	}
	i := r.starts[t]
	if i >= len(r.pieces) || i == r.starts[t+1] {
		return word{}, false
	}
	first := lower(r.pieces[i].text)
	for _, key := range [2]string{first, singular(first)} {
	next:
		for _, ref := range r.g.words.starting(key) {
			n := &r.g.words.refs[ref]
			var c candidate
			ok := false
			for _, d := range n.cands {
				if d.kind == kind {
					c, ok = d, true
				}
			}
			if !ok || i+len(n.pieces) > len(r.pieces) {
				continue
			}
			plural := false
			for k, p := range n.pieces {
				w := lower(r.pieces[i+k].text)
				if w == p {
					continue
				}
				if singular(w) == p && (k == len(n.pieces)-1 || k == 0) {
					plural = true
					continue
				}
				continue next
			}
			last := i + len(n.pieces) - 1
			if !r.pieces[last].ends {
				continue
			}
			w := word{first: t, last: r.pieces[last].tok + 1, cand: c, plural: plural}
			if w.last-w.first == 1 && (r.low[t] == "charge" || r.low[t] == "charges") {
				continue
			}
			for u := w.first; u < w.last; u++ {
				if r.cover[u] >= 0 {
					continue next
				}
			}
			return w, true
		}
		if key == first && singular(first) == first {
			break
		}
	}
	return word{}, false
}

// singular returns a plural noun's singular, as far as spelling tells.
func singular(w string) string {
	switch {
	case w == "men":
		return "man"
	case strings.HasSuffix(w, "spokesmen"):
		return "spokesman"
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses") || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is") && len(w) > 3:
		return w[:len(w)-1]
	}
	return w
}

func (r *pass) isTitle(t int) bool {
	_, ok := r.wordAt(t, isOffice)
	if ok {
		return true
	}
	if t > 0 { // the last word of a longer title: "Prime Minister"
		for k := t - 1; k >= 0 && k >= t-4; k-- {
			if w, ok := r.wordAt(k, isOffice); ok && w.last == t+1 {
				return true
			}
		}
	}
	return strings.HasSuffix(r.toks[t].Form, ".") && len(r.toks[t].Form) <= 5 && r.low[t] != "u.s."
}

func (r *pass) organNoun(t int) bool {
	_, ok := r.wordAt(t, isOrgan)
	return ok
}

// modifiers may stand between the party and the noun that it owns: "the former Albanian prime minister", "Iranian state media".
func (r *pass) modifier(t int) bool {
	if r.cover[t] >= 0 || r.isPunct(t) {
		return false
	}
	switch r.low[t] {
	case "former", "then", "ex", "late", "acting", "interim", "new", "newly", "current", "incumbent", "outgoing", "elected", "deputy", "first", "second", "senior", "high", "top",
		"ranking", "state", "special", "joint", "central", "federal", "national", "provisional", "transitional", "communist", "socialist", "military", "royal", "imperial", "chief",
		"powerful", "longtime", "long-time", "own", "then-", "ruling", "revolutionary", "armed", "naval", "occupation", "occupying":
		return true
	case "the", "a", "an", "of", "and", "or", "in", "to", "with", "by", "for", "from", "that", "which", "who":
		return false
	}
	switch r.toks[t].UPOS {
	case "ADJ", "NUM":
		return true
	case "NOUN":
		return r.toks[t].Rel == "compound"
	case "VERB":
		return r.toks[t].Rel == "amod"
	}
	return false
}

func (r *pass) isPunct(t int) bool {
	c, _ := utf8.DecodeRuneInString(r.toks[t].Form)
	return !unicode.IsLetter(c) && !unicode.IsDigit(c) && r.low[t] != "'s" && r.low[t] != "’s" && r.toks[t].Form != "-"
}

func (r *pass) possessive(t int) bool {
	f := r.low[t]
	return f == "'s" || f == "’s" || f == "'" || f == "’"
}

// owner is a party that owns a noun, with the tokens that say so.
type owner struct {
	party       chancery.Party
	first, last int
	pronoun     int // a possessive pronoun that stands for it, -1
}

// ownerBefore returns who owns the noun that begins at token t by what stands before it: "Iranian", "Iran's", "U.S.".
func (r *pass) ownerBefore(t int) (owner, bool) {
	first := t
	for k := t - 1; k >= 0 && k >= t-6; k-- {
		if r.possessive(k) && k > 0 {
			if n := r.cover[k-1]; n >= 0 {
				if p, ok := r.partyOf(&r.names[n]); ok {
					return owner{p, r.names[n].first, t, -1}, true
				}
				return owner{}, false
			}
			return owner{}, false
		}
		if n := r.cover[k]; n >= 0 {
			f := &r.names[n]
			p, ok := r.partyOf(f)
			if !ok {
				return owner{}, false
			}
			if strings.HasSuffix(f.name, "'s") || f.cand.form == Adjective || f.cand.form == Name || f.cand.form == Demonym || f.cand.form == Metonym || f.cand.form == Capital || f.cand.form == Organ {
				return owner{p, f.first, t, -1}, true
			}
			return owner{}, false
		}
		if isPossessivePronoun(r.low[k]) {
			return owner{first: k, last: t, pronoun: k}, true
		}
		if !r.modifier(k) {
			break
		}
		first = k
	}
	_ = first
	return owner{}, false
}

func isPossessivePronoun(w string) bool {
	return w == "its" || w == "their" || w == "his" || w == "her"
}

// ownerAfter returns who owns the noun that ends before token t by "of X" behind it; in lets "in X" count too.
func (r *pass) ownerAfter(t int, in bool) (owner, bool) {
	if t+1 >= len(r.toks) {
		return owner{}, false
	}
	if w := r.low[t]; w != "of" && !(in && w == "in") {
		return owner{}, false
	}
	k := t + 1
	for k < len(r.toks) && (r.low[k] == "the" || r.low[k] == "former" || r.low[k] == "then" || r.low[k] == "new" || r.low[k] == "communist") && r.cover[k] < 0 {
		k++
	}
	if k >= len(r.toks) || r.cover[k] < 0 {
		return owner{}, false
	}
	f := &r.names[r.cover[k]]
	p, ok := r.partyOf(f)
	if !ok || f.first != k {
		return owner{}, false
	}
	if h := r.head(f.first, f.last); r.parsed && f.cand.form == Name && relation(r.toks[h].Rel) == "compound" && r.toks[h].Head >= f.last { // "the captain of the U.S. ship"
		return owner{}, false
	}
	if r.low[t] == "in" && f.cand.form != Name {
		return owner{}, false
	}
	end := f.last
	if f.cand.form == Adjective || f.cand.form == Demonym { // "the staff of the Iranian embassy"
		e := end
		for e < len(r.toks) && r.modifier(e) {
			e++
		}
		w, ok := r.wordAt(e, isOrgan)
		if !ok {
			return owner{}, false
		}
		end = w.last
	}
	if end < len(r.toks) && r.possessive(end) {
		return owner{}, false
	}
	return owner{p, t, end, -1}, true
}

// partyOf returns the party that a name of the index stands for, where it is one that can own something.
func (r *pass) partyOf(f *found) (chancery.Party, bool) {
	if !f.chosen {
		return chancery.Party{}, false
	}
	switch f.cand.kind {
	case isParty:
		return r.g.entries[f.cand.ref].party(r.on), true
	case isOrgan:
		if o := &r.g.organs[f.cand.ref]; o.state >= 0 {
			return r.g.entries[o.state].party(r.on), true
		}
	}
	return chancery.Party{}, false
}

// nameRun returns the end of the person's name that begins at token t, t where there is none.
func (r *pass) nameRun(t int) int {
	const maxName = 7
	i := t
	end := t
	if i < len(r.toks) && (titleTails[r.low[i]] || r.organHead(i) || r.cover[i] < 0 && (r.organNoun(i) || r.wordIsTitleOnly(i))) {
		return t
	}
	for i < len(r.toks) && i < t+maxName {
		if n := r.cover[i]; n >= 0 {
			f := &r.names[n]
			if f.chosen && f.cand.kind == isPerson && f.first == i {
				i = f.last
				end = i
				continue
			}
			if f.chosen && (f.cand.form != Capital || i == t) || !f.chosen && len(f.candidates) > 0 || f.ref != nil && f.ref.cands[0].kind == isPhrase {
				break
			}
		}
		tok := &r.toks[i]
		c, size := utf8.DecodeRuneInString(tok.Form)
		switch {
		case unicode.IsUpper(c) && !r.weekdayOrMonth(i) && (i > t || r.nameWord(i)):
			if i > t && r.parsed && tok.UPOS != "PROPN" && tok.UPOS != "X" && len(tok.Form) > size && tok.UPOS != "NOUN" && tok.UPOS != "ADJ" {
				return end
			}
			if i > t && (r.organNoun(i) || r.wordIsTitleOnly(i)) {
				return end
			}
			i++
			end = i
		case i > t && particles[r.low[i]] && i+1 < len(r.toks) && startsUpper(r.toks[i+1].Form):
			i++
		case i > t && particles[r.low[i]] && i+2 < len(r.toks) && isDash(r.toks[i+1].Form) && startsUpper(r.toks[i+2].Form):
			i += 3
			end = i
		case i > t && strings.HasPrefix(r.low[i], "al-") && len(r.low[i]) > 3 || strings.HasPrefix(r.low[i], "el-") && len(r.low[i]) > 3:
			i++
			end = i
		case i > t && isDash(tok.Form) && tok.Form != "–" && tok.Form != "—" && i+1 < len(r.toks) && r.touching(i-1, i) && r.touching(i, i+1):
			i++
			if r.parsed || true {
				if i < len(r.toks) && wordStart(r.toks[i].Form) {
					i++
					end = i
				}
			}
		case i == t && particles[r.low[i]] && i+1 < len(r.toks) && startsUpper(r.toks[i+1].Form) && r.cover[i+1] < 0:
			i++
		default:
			return end
		}
	}
	return end
}

// notPersons are words of proper names that are not persons': "General Systems Research", "Prince Street".
var notPersons = map[string]bool{
	"research": true, "systems": true, "series": true, "mosque": true, "church": true, "creek": true, "blvd": true, "street": true, "avenue": true, "memorial": true, "hall": true, "station": true, "hotel": true,
	"airport": true, "university": true, "college": true, "school": true, "hospital": true, "museum": true, "palace": true, "house": true, "island": true, "islands": true, "river": true, "county": true, "park": true,
	"office": true, "department": true, "ministry": true, "chair": true, "award": true, "prize": true, "act": true, "treaty": true, "conference": true, "center": true, "centre": true, "academy": true,
	"services": true, "electric": true, "motors": true, "mills": true, "assembly": true, "staff": true, "strike": true, "election": true, "session": true, "speaker": true, "justice": true, "zone": true,
}

// titleTails stand behind a title and belong to it.
var titleTails = map[string]bool{
	"extraordinary": true, "plenipotentiary": true, "resident": true, "designate": true, "emeritus": true, "regent": true, "general": true, "ad": true, "consulate": true, "secretary": true, "minister": true,
}

func isDash(s string) bool { return s == "-" || s == "‐" || s == "‑" || s == "–" || s == "—" }

func startsUpper(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(c)
}

func wordStart(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(c)
}

// touching reports whether no space stands between tokens a and b.
func (r *pass) touching(a, b int) bool { return r.toks[a].End == r.toks[b].Start }

func (r *pass) wordIsTitleOnly(t int) bool {
	w, ok := r.wordAt(t, isOffice)
	return ok && (w.last-w.first > 1 || r.g.offices[w.cand.ref].class != "title" && r.low[t] != "king" && r.low[t] != "general")
}

func (r *pass) weekdayOrMonth(t int) bool {
	switch r.low[t] {
	case "january", "february", "april", "june", "july", "august", "september", "october", "november", "december",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "i":
		return true
	case "march", "may":
		return t+1 < len(r.toks) && len(r.toks[t+1].Form) > 0 && unicode.IsDigit(rune(r.toks[t+1].Form[0])) || t > 0 && unicode.IsDigit(rune(r.toks[t-1].Form[0]))
	}
	return false
}

// readPersons finds offices and the persons who hold them, and persons known from before.
func (r *pass) readPersons() {
	for t := 0; t < len(r.toks); t++ {
		if r.taken[t] {
			continue
		}
		if w, ok := r.wordAt(t, isOffice); ok {
			if u := r.toks[w.last-1].UPOS; r.parsed && w.last-w.first == 1 && (u == "ADJ" || u == "VERB" || u == "ADV" || u == "AUX") && !startsUpper(r.toks[w.last-1].Form) && (w.last >= len(r.toks) || !startsUpper(r.toks[w.last].Form)) {
				continue // "a general meeting", "to minister"
			}
			if r.office(w) {
				t = w.last - 1
			}
		}
	}
	for t := 0; t < len(r.toks); t++ {
		if !r.taken[t] {
			r.barePerson(t)
		}
	}
}

// office reads the title w with its owner and its holder.
func (r *pass) office(w word) bool {
	o := &r.g.offices[w.cand.ref]
	first, last := w.first, w.last
	own, owned := r.ownerBefore(w.first)
	if owned {
		first = own.first
		if own.pronoun >= 0 {
			own.party, owned = r.pronounOwner(own.pronoun)
		}
	}
	if after, ok := r.ownerAfter(w.last, false); ok {
		last = after.last
		if !owned {
			own, owned = after, true
		}
	} else if o.class == "envoy" && w.last < len(r.toks) && (r.low[w.last] == "to" || r.low[w.last] == "in") {
		// "the ambassador to Albania": whom he is sent to owns nothing
		last = w.last
	} else if end, p, ok := r.throughOrgan(w.last); ok { // "First Secretary of the Party of Labour of Albania"
		last = end
		if !owned {
			own, owned = owner{party: p, pronoun: -1}, true
		}
	}
	at := last
	if at < len(r.toks) && r.toks[at].Form == "(" { // "(head of state)"
		for k := at + 1; k < len(r.toks) && k < at+8; k++ {
			if r.toks[k].Form == ")" {
				at = k + 1
				break
			}
		}
	}
	if o.class == "envoy" && at == w.last { // "the U.S. minister to Persia Samuel Benjamin", "the consul in Aden, William Brown,"
		if end, ok := r.postAt(at); ok && (r.nameRun(end) > end || end < len(r.toks) && r.toks[end].Form == "," && r.nameRun(end+1) > end+1 && !r.coveredName(end+1)) {
			at = end
			if !owned {
				own, owned = r.sender(w.last)
			}
		}
	}
	at = r.skipTitles(at)
	if !owned && o.state >= 0 {
		own, owned = owner{party: r.g.entries[o.state].party(r.on), pronoun: -1}, true
	}
	p := person{party: own.party, sex: sexOf(o.title)}
	// behind the office: "Prime Minister Edi Rama", "the prime minister, Edi Rama,"
	if end := r.nameRun(at); end > at && !w.plural {
		return r.holder(o, p, owned, first, at, end, end)
	}
	if owned && at < len(r.toks) && r.toks[at].Form == "," && !w.plural {
		if end := r.nameRun(at + 1); end > at+1 && (end-at > 2 || r.known(at+1, end)) && (end == len(r.toks) || r.isPunct(end) || r.isVerb(end)) && !r.listed(at+1, end) {
			return r.holder(o, p, owned, first, at+1, end, end)
		}
	}
	// before the office: "Edi Rama, the prime minister of Albania"
	if k := first - 1; owned && k >= 1 {
		if r.low[k] == "the" || r.low[k] == "then" || r.low[k] == "a" {
			k--
		}
		if k >= 1 && r.toks[k].Form == "," && !w.plural {
			begin := r.runBefore(k)
			if begin < k && (k-begin >= 2 || r.known(begin, k)) && o.class != "private" {
				return r.holder(o, p, owned, begin, begin, k, last)
			}
		}
	}
	if o.class == "private" || o.class == "title" || o.class == "opposition" {
		return false
	}
	return r.bareOffice(o, w, own, owned, first, last)
}

// skipTitles passes the lesser titles before a name: "Ambassador Dr. John Chang", "President General Park".
func (r *pass) skipTitles(at int) int {
	for k := at; k < len(r.toks) && k < at+6; {
		w, ok := r.wordAt(k, isOffice)
		if !ok || !startsUpper(r.toks[k].Form) {
			return k
		}
		if c := r.g.offices[w.cand.ref].class; c != "title" && c != "military" {
			return at
		}
		k = w.last
		at = k
	}
	return at
}

// postAt reads "to Persia", "in Aden" behind an envoy's title.
func (r *pass) postAt(t int) (end int, ok bool) {
	if t+1 >= len(r.toks) {
		return 0, false
	}
	switch r.low[t] {
	case "to", "in", "at", "for":
	default:
		return 0, false
	}
	k := t + 1
	if r.low[k] == "the" {
		k++
	}
	if k >= len(r.toks) || r.cover[k] < 0 || r.names[r.cover[k]].first != k {
		return 0, false
	}
	return r.names[r.cover[k]].last, true
}

func (r *pass) coveredName(t int) bool {
	return t < len(r.toks) && r.cover[t] >= 0 && r.names[r.cover[t]].cand.kind != isPerson
}

// sender returns who sends the envoy whose title is followed, from token t on, by where he is: the other of the two that the page is about.
func (r *pass) sender(t int) (owner, bool) {
	end, ok := r.postAt(t)
	if !ok {
		return owner{}, false
	}
	p, ok := r.partyOf(&r.names[r.cover[end-1]])
	if !ok {
		return owner{}, false
	}
	return r.other(p)
}

// credentials returns who sends the envoy that presents credentials to someone in this sentence.
func (r *pass) credentials() (owner, bool) {
	for t := range r.toks {
		if r.low[t] != "credentials" {
			continue
		}
		to := false
		for k := t + 1; k < len(r.toks) && k < t+14; k++ {
			if n := r.cover[k]; to && n >= 0 {
				if p, ok := r.partyOf(&r.names[n]); ok {
					return r.other(p)
				}
			}
			to = to || r.low[k] == "to"
		}
	}
	return owner{}, false
}

// other returns the other of the two states that the page is about.
func (r *pass) other(p chancery.Party) (owner, bool) {
	pair := r.d.subject
	if len(pair) == 1 && pair[0].Type == chancery.State {
		if q, ok := r.partner(); ok {
			pair = []chancery.Party{pair[0], q}
		}
	}
	if len(pair) != 2 {
		return owner{}, false
	}
	for i := range pair {
		if r.g.Line(pair[i].ID) == r.g.Line(p.ID) {
			return owner{party: pair[1-i], pronoun: -1}, true
		}
	}
	return owner{}, false
}

// throughOrgan reads "of the Party of Labour of Albania", "of the Iranian parliament" behind an office.
func (r *pass) throughOrgan(t int) (end int, p chancery.Party, ok bool) {
	if t+1 >= len(r.toks) || r.low[t] != "of" {
		return 0, p, false
	}
	k := t + 1
	for steps := 0; k < len(r.toks) && steps < 12; steps++ {
		if n := r.cover[k]; n >= 0 {
			f := &r.names[n]
			if q, is := r.partyOf(f); is {
				end = f.last
				if f.cand.form == Adjective {
					for end < len(r.toks) && (r.modifier(end) || r.organNoun(end) || startsUpper(r.toks[end].Form) && r.cover[end] < 0 && r.organHead(end)) {
						end++
					}
				}
				return end, q, true
			}
			return 0, p, false
		}
		if r.low[k] == "the" || r.low[k] == "of" || r.low[k] == "and" || r.organNoun(k) || startsUpper(r.toks[k].Form) && !r.weekdayOrMonth(k) || r.modifier(k) || r.low[k] == "for" || r.low[k] == "'s" {
			k++
			continue
		}
		break
	}
	return 0, p, false
}

func (r *pass) isVerb(t int) bool {
	u := r.toks[t].UPOS
	return u == "VERB" || u == "AUX"
}

// listed reports whether what stands behind a comma is one more of a list and not an apposition.
func (r *pass) listed(first, end int) bool {
	return end < len(r.toks) && (r.low[end] == "and" || r.low[end] == "or")
}

// known reports whether the tokens are the name of a person already known.
func (r *pass) known(first, end int) bool {
	if n := r.cover[first]; n >= 0 && r.names[n].chosen && r.names[n].cand.kind == isPerson {
		return true
	}
	_, ok := r.recall(r.surface(first, end))
	return ok
}

// recall returns the person of that name or surname, the latest where there are several.
func (r *pass) recall(name string) (int, bool) {
	l := r.d.surnames[fold(name)]
	if len(l) == 0 {
		return 0, false
	}
	return l[len(l)-1], true
}

// runBefore returns where the person's name that ends before token k begins, k where there is none.
func (r *pass) runBefore(k int) int {
	begin := k
	for i := k - 1; i >= 0 && i >= k-6; i-- {
		if n := r.cover[i]; n >= 0 {
			f := &r.names[n]
			if f.chosen && f.cand.kind == isPerson && f.last == i+1 {
				begin = f.first
				i = f.first
				continue
			}
			break
		}
		if r.nameWord(i) && !r.weekdayOrMonth(i) && !r.isTitle(i) && !r.organNoun(i) {
			begin = i
			continue
		}
		if particles[r.low[i]] && begin == i+1 {
			continue
		}
		break
	}
	if end := r.nameRun(begin); end != k {
		return k
	}
	return begin
}

func sexOf(title string) byte {
	switch {
	case strings.HasSuffix(title, "woman") || title == "queen" || title == "empress" || title == "princess" || title == "mrs." || title == "mrs" || title == "ms." || title == "lady" || title == "first lady":
		return 'f'
	case strings.HasSuffix(title, "man") && title != "spokesman" || title == "king" || title == "emperor" || title == "prince" || title == "shah" || title == "sultan" || title == "mr." || title == "mr" ||
		title == "sir" || title == "lord" || title == "ayatollah" || title == "pope" || title == "cardinal" || title == "emir" || title == "tsar" || title == "congressman":
		return 'm'
	}
	return 0
}

// holder adds the mention, over the tokens [first, last), of the person whose name is the tokens [at, end).
func (r *pass) holder(o *office, p person, owned bool, first, at, end, last int) bool {
	name := r.surface(at, end)
	if fromIndex, ok := r.leaderAt(at, end); ok {
		if fromIndex.sex != 0 {
			p.sex = fromIndex.sex
		}
		if !owned || fromIndex.party.ID == p.party.ID {
			p.party = fromIndex.party
			owned = true
		}
		if fromIndex.name != "" && strings.Contains(fold(fromIndex.name), fold(name)) {
			name = fromIndex.name
		}
	}
	if i, ok := r.recall(name); ok {
		q := &r.d.persons[i]
		if !owned || q.party.ID == p.party.ID || q.party.ID == "" {
			if !owned {
				p.party = q.party
				owned = q.party.ID != ""
			}
			name = q.name
			if p.sex == 0 {
				p.sex = q.sex
			}
		}
	}
	if l, only := r.titled(o, name, p.party.ID); l != nil {
		p.party, p.sex = r.g.entries[l.party].party(r.on), l.sex
		owned = true
		if only && !strings.Contains(name, " ") {
			name = l.name
		}
	}
	if !owned && (o.class == "envoy" || o.title == "minister") { // "Minister" alone may be one's own or another's
		if own, ok := r.credentials(); ok {
			p.party = own.party
		}
	}
	if !owned && o.title != "minister" && (o.class == "head" || o.class == "monarch" || o.class == "minister" || o.class == "party" || o.class == "legislator") {
		if q, ok := r.reign(first); ok { // "the Kingdom of Italy under King Victor Emmanuel"
			p.party = q
		} else if h, ok := r.g.byID[r.d.home]; ok && r.d.home != "" {
			p.party = r.g.entries[h].party(r.on)
		}
	}
	if o.class == "private" || o.class == "opposition" || len(name) < 3 {
		return false
	}
	for t := at; t < end; t++ {
		if notPersons[r.low[t]] || orgHeads[r.low[t]] {
			return false
		}
	}
	p.name = name
	i := r.d.remember(p)
	r.d.titles[o.title] = i
	r.person(i, first, last, o.class)
	return true
}

// titled returns the leader whom a title of government and a name not found in the index mean: "President Wilson",
// "President Gerald R. Ford". Where leaders of several states have the name, it is the one whose state owns the title,
// whom the date fits, or whose state the page is about. only is false where several of that state have the name.
func (r *pass) titled(o *office, name, owner string) (l *leader, only bool) {
	switch o.class {
	case "head", "minister", "monarch", "party":
	default:
		return nil, false
	}
	w := strings.Fields(fold(name))
	if len(w) == 0 || len(w) > 4 {
		return nil, false
	}
	if _, known := r.recall(name); known {
		return nil, false
	}
	var hits []*leader
	for _, i := range r.g.surnamed(w[len(w)-1]) {
		l := &r.g.people[i]
		first, _, _ := strings.Cut(fold(l.name), " ")
		if len(w) > 1 && first != w[0] || owner != "" && r.g.entries[l.party].ID != owner {
			continue
		}
		if from, to, ok := years(r.on); ok && (to < l.span.From-2 || from > l.span.To+2) {
			continue
		}
		hits = append(hits, l)
	}
	about := func(l *leader) bool {
		if r.d.about(l.party) {
			return true
		}
		if len(r.d.subject) == 1 {
			if p, ok := r.partner(); ok {
				return p.ID == r.g.entries[l.party].ID
			}
		}
		return false
	}
	var best *leader
	for _, l := range hits {
		switch {
		case best == nil || about(l) && !about(best):
			best = l
		case best.party != l.party && about(best) == about(l):
			return nil, false
		}
	}
	if best == nil || len(w) == 1 && owner == "" && r.d.home != "" && !about(best) && r.g.entries[best.party].ID != r.d.home && len(r.d.subject) == 1 {
		return nil, false
	}
	same := 0
	for _, l := range hits {
		if l.party == best.party {
			same++
		}
	}
	return best, same == 1
}

// reign returns the state named just before the office at token t: "X under King Y", "X and its president Y".
func (r *pass) reign(t int) (chancery.Party, bool) {
	for k := t - 1; k >= 0 && k >= t-4; k-- {
		if n := r.cover[k]; n >= 0 {
			return r.partyOf(&r.names[n])
		}
		switch r.low[k] {
		case "under", "and", "its", "by", "led", "ruled", "the", "'s", ",":
		default:
			return chancery.Party{}, false
		}
	}
	return chancery.Party{}, false
}

// leaderAt returns the leader whom the index knows by the tokens [at, end).
func (r *pass) leaderAt(at, end int) (person, bool) {
	for t := at; t < end; t++ {
		if n := r.cover[t]; n >= 0 && r.names[n].chosen && r.names[n].cand.kind == isPerson {
			f := &r.names[n]
			if f.first > at && f.last-f.first == 1 && f.first > at+1 { // a surname inside another's name
				continue
			}
			l := &r.g.people[f.cand.ref]
			return person{name: l.name, party: r.g.entries[l.party].party(r.on), sex: l.sex}, true
		}
	}
	return person{}, false
}

// person adds the mention of person i over the tokens [first, last).
func (r *pass) person(i, first, last int, class string) {
	q := &r.d.persons[i]
	p := q.party
	if p.ID == "" {
		p = chancery.Party{Type: chancery.Person, Name: q.name}
	} else if e, ok := r.g.byID[p.ID]; ok {
		p.Name = r.g.entries[e].nameAt(r.on)
		r.d.count(e)
	}
	p.Person = q.name
	p.Mention = r.surface(first, last)
	r.add(Mention{First: first, Last: last, Head: r.head(first, last), Form: PersonName, Class: class, Parties: []chancery.Party{p}})
	for t := first; t < last; t++ {
		r.taken[t] = true
	}
}

// bareOffice adds the mention of an office without a name: "the Albanian prime minister".
func (r *pass) bareOffice(o *office, w word, own owner, owned bool, first, last int) bool {
	m := Mention{First: first, Last: last, Form: Office, Class: o.class}
	if !owned {
		definite := w.first > 0 && (r.low[w.first-1] == "the" || r.low[w.first-1] == "this")
		if !definite || w.plural {
			return false
		}
		if i, ok := r.d.titles[o.title]; ok {
			r.person(i, first, last, o.class)
			return true
		}
		h, ok := r.g.byID[r.d.home]
		if !ok || o.class != "head" && o.class != "monarch" && o.class != "minister" {
			return false
		}
		own.party = r.g.entries[h].party(r.on)
	}
	if i, ok := r.g.byID[own.party.ID]; ok {
		r.d.count(i)
	}
	p := own.party
	p.Mention = r.surface(first, last)
	p.Organ = p.Mention
	if !w.plural && (o.class == "head" || o.class == "monarch") {
		if i, ok := r.d.titles[o.title]; ok && r.d.persons[i].party.ID == p.ID {
			p.Person = r.d.persons[i].name
		}
	}
	m.Parties = []chancery.Party{p}
	m.Head = r.head(w.first, w.last)
	r.add(m)
	for t := w.first; t < last; t++ {
		r.taken[t] = true
	}
	return true
}

// barePerson reads a person without an office at token t: a leader of the index, one remembered, "Serbia's Aleksandar Vučić".
func (r *pass) barePerson(t int) {
	if n := r.cover[t]; n >= 0 {
		f := &r.names[n]
		if !f.chosen || f.cand.kind != isPerson || f.first != t {
			return
		}
		end := r.nameRun(t)
		if end < f.last {
			end = f.last
		}
		if end > f.last && f.last-f.first == 1 && !r.parsedFlat(f.last) {
			end = f.last
		}
		l := &r.g.people[f.cand.ref]
		if !r.timely(l) || f.last < len(r.toks) && roman(r.toks[f.last].Form) {
			return
		}
		if f.last-f.first == 1 { // a surname alone: someone of that name whom the text has named goes before
			if i, ok := r.recall(f.name); ok {
				r.person(i, t, end, "")
				return
			}
			if end > f.last {
				return
			}
		}
		i := r.d.remember(person{name: l.name, party: r.g.entries[l.party].party(r.on), sex: l.sex})
		r.person(i, t, end, "")
		return
	}
	if !startsUpper(r.toks[t].Form) && !strings.HasPrefix(r.low[t], "al-") || r.weekdayOrMonth(t) {
		return
	}
	if t > 0 && r.possessive(t-1) && t > 1 && r.cover[t-2] >= 0 {
		if p, ok := r.partyOf(&r.names[r.cover[t-2]]); ok {
			if end := r.nameRun(t); end-t >= 2 && r.speaks(t, end) && !r.institutional(t, end) {
				i := r.d.remember(person{name: r.surface(t, end), party: p})
				r.person(i, r.names[r.cover[t-2]].first, end, "")
			}
		}
	}
	end := r.nameRun(t)
	if end == t {
		end = t + 1 // the tagger may not know the name, the document does
	}
	for e := end; e > t; e-- {
		i, ok := r.recall(r.surface(t, e))
		if !ok {
			continue
		}
		if e < end && e-t == 1 && r.parsedFlat(e) { // "Rama Varma": someone else
			return
		}
		if t > 0 && r.nameWord(t-1) && r.cover[t-1] < 0 && !r.isTitle(t-1) && t-1 > 0 { // "Olsi Rama"
			return
		}
		r.person(i, t, e, "")
		return
	}
}

// roman reports whether w is a Roman number: "Elizabeth I" is another than "Queen Elizabeth".
func roman(w string) bool {
	return w != "" && strings.Trim(w, "IVX") == ""
}

// timely reports whether a leader's years are near the date of the sentence.
func (r *pass) timely(l *leader) bool {
	const slack = 25
	first, last, ok := years(r.on)
	return !ok || l.span.From-slack <= last && first <= l.span.To+slack
}

func (r *pass) parsedFlat(t int) bool {
	return t < len(r.toks) && (!r.parsed || relation(r.toks[t].Rel) == "flat" || r.toks[t].UPOS == "PROPN")
}

// speaks reports whether the tokens are the subject of a verb that takes a person.
func (r *pass) speaks(first, end int) bool {
	h := r.head(first, end)
	if !r.parsed || !strings.HasPrefix(r.toks[h].Rel, "nsubj") || r.toks[h].Head < 0 {
		return false
	}
	switch r.toks[r.toks[h].Head].Lemma {
	case "say", "tell", "remark", "add", "note", "state", "declare", "claim", "meet", "visit", "announce", "stress", "warn", "argue", "accuse", "call", "write", "describe", "insist", "deny", "reply", "respond", "travel", "speak", "thank", "criticize", "criticise", "condemn":
		return true
	}
	return false
}

// institutional reports whether a word of the tokens is one of institutions and not of persons.
func (r *pass) institutional(first, end int) bool {
	for t := first; t < end; t++ {
		if r.organHead(t) || r.organNoun(t) {
			return true
		}
	}
	return false
}
