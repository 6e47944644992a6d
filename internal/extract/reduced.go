package extract

import (
	"slices"
	"strings"

	"chancery/internal/resolve/party"
	"chancery/internal/rule"
	"chancery/nlp"
)

// Participles, relative clauses, adjuncts and dates that a tree hangs on another word than the one they tell of.

// repairReduced makes a participle of the verb with a "by" and no auxiliary that a tree takes for the verb of the sentence, where the real one follows: "the accord
// [concluded] by Peru and Chad provided for a zone".
func repairReduced(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		if !strings.HasPrefix(toks[v].XPOS, "VB") || toks[v].Rel == "acl" || strings.HasPrefix(toks[v].Rel, "aux") {
			continue
		}
		n, a, w := -1, -1, -1
		plain := true
		for c := range toks {
			if toks[c].Head != v {
				continue
			}
			switch rel := toks[c].Rel; {
			case rel == "nsubj" && c < v && toks[c].UPOS == "NOUN":
				n = c
			case strings.HasPrefix(rel, "nsubj"), strings.HasPrefix(rel, "aux"), rel == "obj", rel == "mark":
				plain = false
			case rel == "obl:agent" && c > v:
				a = c
			case (rel == "conj" || rel == "parataxis" || rel == "ccomp") && a > 0 && c > a && w < 0 && finitePast(&toks[c]):
				w = c
			}
		}
		if !plain || n < 0 || a < 0 || w < 0 || commaBetween(toks, v, w) {
			continue
		}
		for c := range toks { // "by Peru [and Chad] provided"
			switch {
			case toks[c].Head != w || c > w:
			case toks[c].Rel == "nsubj" && c > a:
				toks[c].Head, toks[c].Rel = a, "conj"
				for k := range toks {
					if toks[k].Head == w && toks[k].Rel == "cc" && k < c {
						toks[k].Head = c
					}
				}
			}
		}
		toks[w].Head, toks[w].Rel = toks[v].Head, toks[v].Rel
		toks[v].Head, toks[v].Rel = n, "acl"
		toks[v].XPOS = "VBN"
		toks[n].Head, toks[n].Rel = w, "nsubj"
	}
}

// finitePast reports whether t is a finite verb.
func finitePast(t *nlp.Token) bool {
	return t.XPOS == "VBD" || t.XPOS == "VBZ" || t.XPOS == "VBP"
}

// commaBetween reports whether a comma or a semicolon stands between the tokens a and b.
func commaBetween(toks []nlp.Token, a, b int) bool {
	for t := a + 1; t < b; t++ {
		if f := toks[t].Form; f == "," || f == ";" || f == ":" {
			return true
		}
	}
	return false
}

// repairOfKind hangs a participle or a relative clause on the treaty, where a tree hangs it on the bare noun that tells what it is about: "the treaty of friendship
// that Peru [concluded]", "a treaty of commerce [signed] in 1938".
func repairOfKind(s *nlp.Sentence, treaties *rule.Class) {
	toks := s.Tokens
	for c := range toks {
		k := toks[c].Head
		if !strings.HasPrefix(toks[c].Rel, "acl") || k < 1 || k > c || toks[k].UPOS != "NOUN" || toks[k].Rel != "nmod" && toks[k].Rel != "conj" {
			continue
		}
		top := k
		for toks[top].Rel == "conj" && toks[top].Head >= 0 && toks[top].Head < top {
			top = toks[top].Head
		}
		up := toks[top].Head
		if up < 0 || up > top || toks[top].Rel != "nmod" || !treaties.Words[strings.ToLower(toks[up].Lemma)] {
			continue
		}
		bare, of := true, false
		for t := range toks {
			if toks[t].Head == k || toks[t].Head == top {
				bare = bare && !strings.HasPrefix(toks[t].Rel, "det") && toks[t].Rel != "nmod:poss" && toks[t].Rel != "nummod"
				of = of || toks[t].Head == top && toks[t].Rel == "case" && toks[t].Form == "of"
			}
		}
		if bare && of {
			toks[c].Head = up
		}
	}
}

// repairUnder hangs the treaty by or under which something is done on the verb, where a tree hangs it on the verb's object: "ceded the strip [under the treaty of 1938]".
func repairUnder(s *nlp.Sentence, treaties *rule.Class) {
	toks := s.Tokens
	for t := range toks {
		n := toks[t].Head
		if toks[t].Rel != "nmod" || n < 0 || n > t || !treaties.Words[strings.ToLower(toks[t].Lemma)] {
			continue
		}
		led := false
		for c := range toks {
			led = led || toks[c].Head == t && toks[c].Rel == "case" && (toks[c].Form == "by" || toks[c].Form == "under")
		}
		v := toks[n].Head
		if led && v >= 0 && v < n && (toks[n].Rel == "obj" || toks[n].Rel == "obl") && strings.HasPrefix(toks[v].XPOS, "VB") {
			toks[t].Head, toks[t].Rel = v, "obl"
		}
	}
}

// repairOfDate hangs the "of" of a date on the noun that tells what was done, where a tree hangs it on the name before: "the embargo on Chad [of 1964]".
func repairOfDate(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		t := d[0]
		for t < d[1] && toks[t].Head >= d[0] && toks[t].Head < d[1] {
			t++
		}
		if t >= d[1] {
			continue
		}
		n := toks[t].Head
		if n < 1 || n >= d[0] || toks[n].UPOS != "PROPN" || !capital(toks[n].Form) || toks[n].Rel != "nmod" {
			continue
		}
		of, the := false, false
		for c := range toks {
			of = of || toks[c].Head == t && toks[c].Rel == "case" && toks[c].Form == "of"
			the = the || toks[c].Head == n && toks[c].Rel == "det" && c == n-1
		}
		if up := toks[n].Head; of && !the && up >= 0 && up < n && toks[up].UPOS == "NOUN" {
			toks[t].Head, toks[t].Rel = up, "nmod"
		}
	}
}

// happening are verbs by which a deed comes about.
var happening = map[string]bool{"come": true, "occur": true, "happen": true, "follow": true, "ensue": true}

// happens reports whether the verb v says that something came about: "took place", "occurred".
func happens(toks []nlp.Token, v int) bool {
	l := strings.ToLower(toks[v].Lemma)
	if l != "take" {
		return happening[l]
	}
	for c := range toks {
		if toks[c].Head == v && toks[c].Rel == "obj" && strings.EqualFold(toks[c].Form, "place") {
			return true
		}
	}
	return false
}

// repairHappening hangs a relative clause that says when something came about on the deed, where a tree hangs it on a name behind that: "the entry of Chad into the
// League, which [took] place in 1922".
func repairHappening(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		n := toks[v].Head
		if toks[v].Rel != "acl:relcl" || n < 0 || toks[n].UPOS != "PROPN" || !capital(toks[n].Form) || !happens(toks, v) {
			continue
		}
		for n >= 0 && toks[n].UPOS == "PROPN" && (toks[n].Rel == "nmod" || toks[n].Rel == "flat" || toks[n].Rel == "obl") && toks[n].Head >= 0 && toks[n].Head < n {
			n = toks[n].Head
		}
		if toks[n].UPOS == "NOUN" && n < v {
			toks[v].Head = n
		}
	}
}

// cameAbout returns the verb of the relative clause that says that the deed t came about, -1 for none: "its entry, which [took] place in 1922".
func (g *graph) cameAbout(t int) int {
	if g.toks[t].UPOS != "NOUN" {
		return -1
	}
	for _, v := range g.children(t, "acl") {
		denied := slices.ContainsFunc(g.children(v, "advmod"), func(c int) bool { return negations[g.low[c]] })
		if v > t && g.finite(v) == "VBD" && happens(g.toks, v) && !denied && !g.hasModal(v) {
			return v
		}
	}
	return -1
}

// dayItCame returns the date of the clause that says that the deed t came about, nil for none.
func (g *graph) dayItCame(t int, times []timed) *timed {
	v := g.cameAbout(t)
	if v < 0 {
		return nil
	}
	for i := range times {
		if e := &times[i]; dating(&e.Expression) && g.head(e.head) == v {
			return e
		}
	}
	return nil
}

// repairFrontedList gives a verb without a subject the names behind the comma that ends what stands before its clause, where a tree takes them for more of what that
// names: "through the good offices of Peru, [Oman] and [Tonga] settled".
func repairFrontedList(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		if !finitePast(&toks[v]) || toks[v].UPOS != "VERB" {
			continue
		}
		front, subject := -1, false
		for c := range toks {
			if toks[c].Head != v {
				continue
			}
			subject = subject || strings.HasPrefix(toks[c].Rel, "nsubj") || strings.HasPrefix(toks[c].Rel, "csubj") || toks[c].Rel == "expl"
			if c < v && (toks[c].Rel == "obl" || toks[c].Rel == "advcl") {
				front = c
			}
		}
		if subject || front < 0 {
			continue
		}
		first := -1
		for c := front; c < v; c++ {
			if h := toks[c].Head; toks[c].Rel == "conj" && toks[c].UPOS == "PROPN" && h >= front && h < c && toks[h].UPOS == "PROPN" {
				k := c
				for k > h+1 && toks[k-1].Head == c && toks[k-1].UPOS != "PUNCT" { // "the United States"
					k--
				}
				if toks[k-1].Form == "," {
					first = c
					break
				}
			}
		}
		if first < 0 {
			continue
		}
		n := toks[first].Head
		last := first
		for c := first + 1; c < v; c++ {
			if toks[c].Rel == "conj" && (toks[c].Head == n || toks[c].Head == first) {
				toks[c].Head, last = first, c
			}
		}
		if last == first && v > first+1 { // "in Peru, Chad, the largest of them, settled" is another thing
			continue
		}
		toks[first].Head, toks[first].Rel = v, "nsubj"
	}
}

// repairDoingSo hangs a "doing so" on the verb that it repeats, where a tree hangs it on that one's object: "acknowledged its independence, [doing] so on 23 May".
func repairDoingSo(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 1; v+1 < len(toks); v++ {
		n := toks[v].Head
		if !strings.EqualFold(toks[v].Form, "doing") || !strings.EqualFold(toks[v+1].Form, "so") || n < 0 || n > v || toks[n].UPOS != "NOUN" && toks[n].UPOS != "PROPN" {
			continue
		}
		for h := n; h >= 0 && h < v; h = toks[h].Head {
			if toks[h].UPOS == "VERB" {
				toks[v].Head, toks[v].Rel = h, "advcl"
				break
			}
		}
	}
}

// repairPredicateNoun makes a participle of the verb behind a comma that a tree takes for the verb of a clause whose predicate is the noun before: "the first minister to Chad
// was Salas, [appointed] in 1964".
func repairPredicateNoun(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		if toks[v].XPOS != "VBN" && toks[v].XPOS != "VBD" || toks[v].UPOS != "VERB" {
			continue
		}
		n, comma, plain := -1, false, true
		for c := range toks {
			if toks[c].Head != v || c > v {
				continue
			}
			switch rel := toks[c].Rel; {
			case strings.HasPrefix(rel, "nsubj") && n < 0:
				n = c
			case rel == "punct" && toks[c].Form == "," && c == v-1:
				comma = true
			case strings.HasPrefix(rel, "aux"), strings.HasPrefix(rel, "nsubj"):
				plain = false
			}
		}
		cop, subject, object := false, false, false
		for c := range toks {
			cop = cop || toks[c].Head == n && toks[c].Rel == "cop"
			subject = subject || toks[c].Head == n && strings.HasPrefix(toks[c].Rel, "nsubj")
			object = object || toks[c].Head == v && toks[c].Rel == "obj"
		}
		if n < 0 || !comma || !plain || !cop || !subject || object {
			continue
		}
		toks[n].Head, toks[n].Rel = toks[v].Head, toks[v].Rel
		toks[v].Head, toks[v].Rel, toks[v].XPOS = n, "acl", "VBN"
		for c := range toks {
			if toks[c].Head == v && toks[c].Rel == "punct" && c > v {
				toks[c].Head = n
			}
		}
	}
}

// subordinate are prepositions that begin clauses too.
var subordinate = map[string]bool{"after": true, "before": true, "since": true, "until": true, "once": true}

// repairAfter makes the subject that it is of a noun between such a word and a finite verb without one, where a tree hangs the noun under the word: "after
// [Chad] broke its ties, Libya protested", "after [relations] between Chad and Libya improved".
func repairAfter(s *nlp.Sentence) {
	toks := s.Tokens
	for w := 0; w+2 < len(toks); w++ {
		if !subordinate[toks[w].Lemma] || toks[w].Rel != "case" && toks[w].Rel != "mark" {
			continue
		}
		n := toks[w].Head
		if n < w {
			continue
		}
		if toks[w].Rel == "mark" { // the verb has the word, and the noun between them hangs elsewhere
			n = looseNoun(toks, w, n)
			if n < 0 {
				continue
			}
		}
		if toks[n].Rel != "obl" && toks[n].Rel != "nmod" || toks[n].UPOS != "PROPN" && toks[n].UPOS != "NOUN" {
			continue
		}
		v := behindPhrase(toks, n)
		if v < 0 || hasRel(toks, v, "nsubj", "nsubj:pass", "csubj") || marks(toks, v, v) && toks[w].Rel == "case" {
			continue
		}
		h := toks[n].Head
		switch r := toks[v].Rel; {
		case r == "advcl" && toks[w].Rel == "mark", r == "advcl" && h == v:
		case (r == "conj" || r == "parataxis" || r == "advcl" || r == "ccomp") && toks[v].Head == h && h < w, r == "acl" && toks[v].Head == n && h >= 0 && h < w:
			toks[v].Head, toks[v].Rel = h, "advcl"
		default:
			continue
		}
		toks[n].Head, toks[n].Rel = v, "nsubj"
		if hasRel(toks, v, "aux:pass") {
			toks[n].Rel = "nsubj:pass"
		}
		toks[w].Head, toks[w].Rel = v, "mark"
	}
}

// looseNoun returns the noun between a word that opens a clause and the clause's verb that hangs on neither, -1 where there is none or are several.
func looseNoun(toks []nlp.Token, w, v int) int {
	out := -1
	for n := w + 1; n < v; n++ {
		if h := toks[n].Head; h >= 0 && h < w {
			if out >= 0 {
				return -1
			}
			out = n
		}
	}
	return out
}

// behindPhrase returns the finite verb right behind the phrase of the noun n, or the predicate whose copula stands there; -1 for none.
func behindPhrase(toks []nlp.Token, n int) int {
	finite := false
	for t := n + 1; t < len(toks); t++ {
		x := toks[t].XPOS
		past := x == "VBD" || x == "VBZ" || x == "VBP"
		switch {
		case toks[t].UPOS == "VERB" && (past && toks[t].Rel != "acl:relcl" || x == "VBN" && finite) && (!under(toks, t, n) || toks[t].Head == n):
			return t
		case finite && (toks[t].UPOS == "ADJ" || toks[t].UPOS == "NOUN") && hasRel(toks, t, "cop"):
			return t
		case toks[t].UPOS == "AUX":
			finite = finite || past || x == "MD"
		case toks[t].UPOS == "ADV", toks[t].UPOS == "PART" && finite, finite && toks[t].UPOS == "ADP", finite && toks[t].UPOS == "DET":
		case finite || !under(toks, t, n) || toks[t].UPOS == "VERB":
			return -1
		}
	}
	return -1
}

// repairBehindAside makes the verb of the sentence of the word behind an aside, where a tree takes it for a participle and the name before the aside for the whole: "Chad,
// in response, [released] Libyan funds." A headline, which has no full stop, may be no more than a name.
func repairBehindAside(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	last := len(toks) - 1
	if last < 0 || toks[last].Form != "." {
		return
	}
	for i := range mentions {
		m := &mentions[i]
		if m.First > 1 || m.First == 1 && toks[0].UPOS != "DET" || m.Last >= last || toks[m.Last].Form != "," || toks[m.Head].Head >= 0 || hasRel(toks, m.Head, "cop", "nsubj", "nsubj:pass") {
			continue
		}
		for v := m.Last + 3; v < last; v++ {
			w := v - 1
			if toks[w].UPOS == "ADV" {
				w--
			}
			n := toks[v].Head
			if toks[w].Form != "," || w == m.Last || toks[v].UPOS != "VERB" || toks[v].XPOS != "VBN" && toks[v].XPOS != "VBD" || n < 0 || hasRel(toks, v, "nsubj", "nsubj:pass", "obl:agent", "cc") || hasRel(toks, n, "cc") && n > v {
				continue
			}
			object := toks[v].Rel == "amod" && n > v
			if !object && (toks[v].Rel != "acl" && toks[v].Rel != "conj" && toks[v].Rel != "parataxis" && toks[v].Rel != "advcl" || n > v) {
				continue
			}
			toks[v].Head, toks[v].Rel, toks[v].XPOS = -1, "root", "VBD"
			toks[m.Head].Head, toks[m.Head].Rel = v, "nsubj"
			if object {
				toks[n].Head, toks[n].Rel = v, "obj"
			}
			for c := v + 1; c < len(toks); c++ { // what hung on the name or in the aside
				if h := toks[c].Head; h >= 0 && h < v && c != n {
					toks[c].Head = v
				}
			}
			return
		}
	}
}

// repairResult makes a participle of the word behind a comma that a tree draws into the noun behind it: "shelled the town, [raising] hopes".
func repairResult(s *nlp.Sentence) {
	toks := s.Tokens
	for p := 2; p+1 < len(toks); p++ {
		n := toks[p].Head
		if toks[p-1].Form != "," || n != p+1 || toks[p].Rel != "compound" && toks[p].Rel != "amod" || !strings.HasSuffix(toks[p].Form, "ing") || toks[n].UPOS != "NOUN" || toks[n].Head < 0 || toks[n].Head > p {
			continue
		}
		switch toks[n].Rel {
		case "obj", "conj", "appos", "obl", "dep", "nmod":
		default:
			continue
		}
		v := toks[n].Head
		v = verbAbove(toks, v)
		if v < 0 || v > p || listGoesOn(toks, n) {
			continue
		}
		toks[p].Head, toks[p].Rel, toks[p].UPOS, toks[p].XPOS = v, "advcl", "VERB", "VBG"
		toks[n].Head, toks[n].Rel = p, "obj"
	}
}

// listGoesOn reports whether a conjunction stands behind the noun n, or one hangs on it: then it may be the last but one of a list.
func listGoesOn(toks []nlp.Token, n int) bool {
	return hasRel(toks, n, "cc", "conj") || n+1 < len(toks) && (toks[n+1].UPOS == "CCONJ" || toks[n+1].Form == ",")
}

// repairFollowing hangs what stands under "following" on the verb, and leaves what stands before that where it belongs, where a tree draws both into one: "licences for
// [Chad] following [weeks] of debate".
func repairFollowing(s *nlp.Sentence) {
	toks := s.Tokens
	for f := 2; f+1 < len(toks); f++ {
		n := toks[f].Head
		if !strings.EqualFold(toks[f].Form, "following") || n <= f || toks[f].Rel != "case" && toks[f].Rel != "amod" || toks[n].Head < 0 || toks[n].Head > f {
			continue
		}
		if t := toks[f-1]; t.UPOS == "DET" || t.UPOS == "ADP" || t.UPOS == "PUNCT" || t.UPOS == "NUM" || t.Rel == "nmod:poss" {
			continue
		}
		h, rel := toks[n].Head, toks[n].Rel
		v := h
		v = verbAbove(toks, v)
		if v < 0 || v > f {
			continue
		}
		before := -1 // the head of what stands before
		for c := f - 1; c > h; c-- {
			if (toks[c].UPOS == "PROPN" || toks[c].UPOS == "NOUN" || toks[c].UPOS == "ADJ") && (toks[c].Head == n || toks[c].Head == f) {
				before = c
				break
			}
		}
		if before < 0 && toks[f].Rel == "case" && rel == "obl" {
			continue // as it should be
		}
		toks[f].Rel, toks[f].Head = "case", n
		for c := h + 1; c < f; c++ {
			if c != before && (toks[c].Head == n || toks[c].Head == f) {
				if toks[c].Head = v; before >= 0 {
					toks[c].Head = before
				}
			}
		}
		if before >= 0 {
			toks[before].Head, toks[before].Rel = h, rel
			if !hasRel(toks, before, "case") {
				toks[before].Rel = "obj"
			}
		}
		toks[n].Head, toks[n].Rel = v, "obl"
	}
}

// headOf reports whether token t is the head of someone who is mentioned.
func headOf(mentions []party.Mention, t int) bool {
	return slices.ContainsFunc(mentions, func(m party.Mention) bool { return m.Head == t && len(m.Parties) > 0 })
}

// repairBesideName hangs what is coordinated with a word inside a name on the name: "the Court of Human Rights, [the OSCE] and the United Nations", and whoever
// is coordinated with a word inside what another is called on the other: "the Libyan leader Ali Musa and Bulgarian President [Petar Ivanov]".
func repairBesideName(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for i := range mentions {
		m := &mentions[i]
		if m.Form != party.Name && m.Form != party.PersonName && m.Form != party.Office || m.Last-m.First < 2 {
			continue
		}
		for c := m.Last; c < len(toks); c++ {
			if h := toks[c].Head; toks[c].Rel == "conj" && h >= m.First && h < m.Last && h != m.Head && (m.Form == party.Name || headOf(mentions, c) && !strings.HasPrefix(toks[h].Rel, "nsubj")) {
				toks[c].Head = m.Head
			}
		}
	}
}

// repairSetOff hangs on its noun a participle between commas that a tree makes the verb of the sentence, with the verb below it: "The treaty, [concluded] in Lima,
// opened ports"; and on the verb one that opens the sentence: "[Concluded] in Lima, the treaty opened ports".
func repairSetOff(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		if toks[v].UPOS != "VERB" || toks[v].XPOS != "VBN" && toks[v].XPOS != "VBD" || hasRel(toks, v, "obj", "aux", "aux:pass", "cop", "mark") || v > 0 && toks[v-1].Form != "," {
			continue
		}
		n := -1 // the subject, right before the comma
		for c := range toks {
			if toks[c].Head == v && strings.HasPrefix(toks[c].Rel, "nsubj") {
				n = c
			}
		}
		if v == 0 && n >= 0 || v > 0 && (n < 0 || n != v-2 || toks[n].UPOS != "NOUN" && toks[n].UPOS != "PROPN") {
			continue
		}
		for w := v + 2; w < len(toks); w++ {
			if toks[w].Head != v || toks[w].UPOS != "VERB" || toks[w].XPOS != "VBD" && toks[w].XPOS != "VBZ" && toks[w].XPOS != "VBP" || hasRel(toks, w, "cc", "mark") {
				continue
			}
			switch toks[w].Rel {
			case "ccomp", "parataxis", "conj", "advcl", "dep":
			default:
				continue
			}
			first, own := w, false
			for c := v + 1; c < w; c++ {
				if toks[c].Head == w && toks[c].Form != "," {
					own = own || strings.HasPrefix(toks[c].Rel, "nsubj")
					for first > c {
						first--
					}
				}
			}
			for first > v && toks[first-1].Form != "," && own {
				first-- // the words of the subject
			}
			if own != (v == 0) || first <= v || toks[first-1].Form != "," {
				continue
			}
			toks[w].Head, toks[w].Rel = toks[v].Head, toks[v].Rel
			if v == 0 {
				toks[v].Head, toks[v].Rel = w, "advcl"
			} else {
				toks[n].Head = w
				toks[v].Head, toks[v].Rel = n, "acl"
			}
			toks[v].XPOS = "VBN"
			for c := range toks {
				if toks[c].Head == v && (toks[c].Rel == "punct" && (c > w || c == first-1) || c > w) {
					toks[c].Head = w
				}
			}
			break
		}
	}
}

// repairGoal gives a verb behind "is to" the subject whose goal it is: "[Peru]'s goal is to restore relations".
func repairGoal(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for n := range toks {
		v := toks[n].Head
		if v < n || !strings.HasPrefix(toks[n].Rel, "nsubj") || !goals[toks[n].Lemma] || toks[v].XPOS != "VB" || !hasRel(toks, v, "cop", "aux") || !marks(toks, v, v) {
			continue
		}
		for c := range toks {
			if _, ok := party.At(mentions, c); ok && toks[c].Head == n && (toks[c].Rel == "nmod:poss" || toks[c].Rel == "nmod" && c > n && caseIn(toks, c, "of")) {
				toks[c].Head, toks[c].Rel = v, "nsubj"
				toks[n].Rel = "dep"
				break
			}
		}
	}
}

// goals are nouns for what somebody wants to do.
var goals = map[string]bool{"goal": true, "aim": true, "ambition": true, "objective": true, "intention": true, "plan": true, "wish": true, "desire": true, "aspiration": true, "hope": true, "intent": true, "purpose": true}
