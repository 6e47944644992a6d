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

// clock reports whether form is an hour: "5", "5:30".
func clock(form string) bool {
	return form != "" && form[0] >= '0' && form[0] <= '9' && (len(form) < 3 || strings.ContainsAny(form, ":."))
}

// wordAt returns the longest title or organ noun of the given kind that begins at token t.
func (r *pass) wordAt(t int, kind candidateKind) (word, bool) {
	if t >= len(r.toks) || r.cover[t] >= 0 {
		return word{}, false
	}
	if f := r.toks[t].Form; len(f) == 2 && kind == isOffice && (!shouted(f) || t > 0 && clock(r.toks[t-1].Form)) { // "PM Tamm", not "5 pm"
		return word{}, false
	}
	i := r.starts[t]
	if i >= len(r.pieces) || i == r.starts[t+1] {
		return word{}, false
	}
	for _, refs := range r.wordsFrom(i) {
	next:
		for _, ref := range refs {
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
				w := r.pieces[i+k].low
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
			if kind == isOffice && r.low[t] == "general" && t > 0 && r.low[t-1] == "consulate" {
				continue // a post, not an officer
			}
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
	}
	return word{}, false
}

// wordsFrom returns the titles and organ nouns of which piece i is the first word, and those of which its singular is. They are looked up once.
func (r *pass) wordsFrom(i int) [2][]int32 {
	p := &r.pieces[i]
	if !p.looked {
		p.looked = true
		p.words[0] = r.g.words.starting(p.low)
		if s := singular(p.low); s != p.low {
			p.words[1] = r.g.words.starting(s)
		}
	}
	return p.words
}

// singular returns a plural noun's singular, as far as spelling tells.
func singular(w string) string {
	switch {
	case w == "men" || w == "women":
		return w[:len(w)-2] + "an"
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
			if strings.HasSuffix(f.name, "'s") || f.cand.form == Adjective || f.cand.form == Name || f.cand.form == Demonym || f.cand.form == Metonym || f.cand.form == Capital || f.cand.form == Organ || f.cand.form == City && local[r.low[t]] {
				return owner{p, f.first, t, -1}, true
			}
			return owner{}, false
		}
		if r.g.apart(r.low[k], between) { // "the Venezuelan opposition leader"
			return owner{}, false
		}
		if isPossessivePronoun(r.low[k]) {
			return owner{first: k, last: t, pronoun: k}, true
		}
		if !r.modifier(k) {
			break
		}
	}
	return owner{}, false
}

// local are organs of a state that are called by the town where they sit: "an Istanbul court", "police in Lagos".
var local = map[string]bool{"police": true, "court": true, "courts": true, "prosecutor": true, "prosecutors": true, "tribunal": true}

// seatedIn are nouns for those who act for the state whose capital they are told to be in.
var seatedIn = map[string]bool{"ministry": true, "office": true, "officials": true, "government": true, "regime": true, "junta": true, "administration": true, "authorities": true, "leadership": true, "cabinet": true}

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
	for k < len(r.toks) && (r.low[k] == "the" || r.low[k] == "former" || r.low[k] == "then" || qualities[r.low[k]] || r.low[k] == "nearby") && r.cover[k] < 0 {
		k++
	}
	if k >= len(r.toks) || r.cover[k] < 0 {
		return owner{}, false
	}
	if next := r.backedBy(k); next > k && next < len(r.toks) && r.cover[next] >= 0 {
		k = next
	}
	f := &r.names[r.cover[k]]
	p, ok := r.partyOf(f)
	if !ok || f.first != k {
		return owner{}, false
	}
	if h := r.head(f.first, f.last); r.parsed && f.cand.form == Name && relation(r.toks[h].Rel) == "compound" && r.toks[h].Head >= f.last { // "the captain of the U.S. ship"
		return owner{}, false
	}
	if r.low[t] == "in" && f.cand.form != Name && !((f.cand.form == City || f.cand.form == Capital) && t > 0 && local[r.low[t-1]]) && !(f.cand.form == Capital && t > 0 && seatedIn[r.low[t-1]]) { // "the foreign ministry in Lima", "officials in Lima", "the regime in Lima"
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

// backedBy returns the token behind a participle that the name at token t is joined to by a hyphen, t where there is none: "the UN-backed | Libyan
// government".
func (r *pass) backedBy(t int) int {
	last := r.names[r.cover[t]].last
	if last+1 < len(r.toks) && r.toks[last].Form == "-" && r.touching(last-1, last) && r.touching(last, last+1) {
		return last + 2
	}
	return t
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

// ofOthers reports whether the name of a state that ends before token t only tells of which country those are who stand behind it: "the leader of [Chad]'s opposition".
func (r *pass) ofOthers(t int) bool {
	if t < len(r.toks) && r.possessive(t) {
		t++
	}
	for t < len(r.toks) && r.modifier(t) && !r.g.apart(r.low[t], behind) {
		t++
	}
	return t < len(r.toks) && r.g.apart(r.low[t], behind)
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
				return end, q, q.Type != chancery.State || !r.ofOthers(f.last)
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
