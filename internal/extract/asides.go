package extract

import (
	"slices"
	"strings"
	"unicode"

	"chancery/internal/resolve/party"
	"chancery/nlp"
)

// What is said of a name beside it: "neighbouring Chad", "its neighbour Chad", "what was then Chad", "Chad, a small country,".

// repairBeyondAside hangs what follows an aside between commas behind a name on the word that the name is at, where a tree draws it into the aside:
// "asked Oman, which has a long coast, [for help]", "the recognition of Oman, a small country, [by Chad]".
func repairBeyondAside(s *nlp.Sentence) {
	toks := s.Tokens
	for a := 2; a < len(toks); a++ {
		n := toks[a].Head
		switch toks[a].Rel {
		case "acl:relcl", "advcl:relcl", "appos":
		default:
			continue
		}
		if n >= 0 && toks[n].UPOS == "VERB" { // "asked Oman, which has": hung on the verb
			for c := n + 1; c < a; c++ {
				if toks[c].Head == n && (toks[c].Rel == "obj" || toks[c].Rel == "iobj" || toks[c].Rel == "obl") && toks[c].UPOS == "PROPN" {
					n = c
				}
			}
		}
		if n < 1 || n >= a || toks[n].UPOS != "PROPN" || n+1 >= len(toks) || toks[n+1].Form != "," {
			continue
		}
		up := toks[n].Head
		if up < 0 || up > n {
			continue
		}
		switch toks[n].Rel {
		case "obj", "iobj", "obl", "nmod":
		default:
			continue
		}
		end := -1 // the comma that ends the aside, the only one
		for k := n + 2; k < len(toks); k++ {
			if toks[k].Form == "," {
				if end >= 0 {
					end = -1
					break
				}
				end = k
			}
		}
		if end < a || end+1 >= len(toks) {
			continue
		}
		for c := end + 1; c < len(toks); c++ {
			h, rel := toks[c].Head, toks[c].Rel
			if h <= n || h > end {
				continue
			}
			switch rel {
			case "obl", "nmod", "obl:agent", "obl:unmarked":
				rel = "obl"
				if toks[up].UPOS == "NOUN" {
					rel = "nmod"
				}
			case "advcl", "xcomp":
				if !marked(toks, c, "to") {
					continue
				}
			default:
				continue
			}
			if first := leftmost(toks, c); first != end+1 && first != end {
				continue
			}
			toks[c].Head, toks[c].Rel = up, rel
			break
		}
	}
}

// leftmost returns the first token below t, or t.
func leftmost(toks []nlp.Token, t int) int {
	for k := range t {
		if under(toks, k, t) {
			return k
		}
	}
	return t
}

// repairMadeInAside hangs a participle right behind a noun on that noun, where a tree hangs it on the verb behind the comma that ends the aside in which both stand: "Peru, bound
// by an alliance [concluded] in 1873, was drawn in".
func repairMadeInAside(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 3; v < len(toks); v++ {
		h, n := toks[v].Head, v-1
		if toks[v].Rel != "advcl" || toks[v].XPOS != "VBN" && toks[v].XPOS != "VBD" || h < v || toks[n].UPOS != "NOUN" || toks[n].Head < 0 || toks[n].Head > n || hasRel(toks, v, "nsubj", "obj", "mark", "aux", "aux:pass") || !commaBetween(toks, v, h) {
			continue
		}
		if toks[n].Rel == "compound" || strings.HasPrefix(toks[n].Rel, "nsubj") {
			continue
		}
		toks[v].Head, toks[v].Rel = n, "acl"
	}
}

// repairNeighbouring makes an adjective of "neighbouring" before a name where a tree has a verb: "a group in neighbouring [Lebanon]", "visited neighbouring [Lebanon]".
func repairNeighbouring(s *nlp.Sentence) {
	toks := s.Tokens
	for i := 1; i+1 < len(toks); i++ {
		n := i + 1
		if f := toks[i].Form; !strings.HasPrefix(toks[i].XPOS, "VB") || !strings.EqualFold(f, "neighbouring") && !strings.EqualFold(f, "neighboring") || toks[n].UPOS != "PROPN" || toks[n].Head != i && toks[n].Head != toks[i].Head {
			continue
		}
		h := toks[i].Head
		below := (toks[i-1].UPOS == "SCONJ" || toks[i-1].UPOS == "ADP") && (toks[i-1].Head == i || toks[i-1].Head == n)
		if !below && (h < 0 || h > i || toks[h].UPOS != "VERB") {
			continue
		}
		for c := range toks {
			if toks[c].Head == i && c != n {
				if toks[c].Head = n; !below && c > n {
					toks[c].Head = h
				}
			}
		}
		toks[n].Head, toks[n].Rel = h, "obj"
		if below {
			toks[i-1].Head, toks[i-1].Rel, toks[i-1].UPOS = n, "case", "ADP"
			if toks[n].Rel = "obl"; toks[i-1].Form == "by" && h >= 0 && toks[h].XPOS == "VBN" {
				toks[n].Rel = "obl:agent"
			}
			if h >= 0 && !strings.HasPrefix(toks[h].XPOS, "VB") {
				toks[n].Rel = "nmod"
			}
		}
		toks[i].Head, toks[i].Rel, toks[i].UPOS = n, "amod", "ADJ"
	}
}

// repairKin hangs a name on the noun right before it that tells what it is to somebody, where a tree hangs both on the same word: "an envoy to its neighbour [Chad]".
func repairKin(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for i := range mentions {
		m := &mentions[i]
		k := m.First - 1
		if m.Form != party.Name || k < 1 || !kin[toks[k].Lemma] || toks[k].UPOS != "NOUN" || toks[k].XPOS != "NN" || toks[k].Head != toks[m.Head].Head || toks[k].Head < 0 {
			continue
		}
		switch toks[m.Head].Rel {
		case "obl", "nmod", "obj", "iobj", "obl:unmarked", "nmod:unmarked", "appos", "xcomp":
		default:
			continue
		}
		toks[m.Head].Head, toks[m.Head].Rel = k, "appos"
	}
}

// kin are nouns for what one state is to another.
var kin = map[string]bool{"neighbour": true, "neighbor": true, "ally": true, "partner": true, "rival": true, "archrival": true, "enemy": true, "foe": true, "adversary": true, "backer": true, "patron": true, "protector": true, "friend": true, "colony": true, "protectorate": true, "dependency": true, "satellite": true}

// repairWhatIsNow puts a name in the place of the "what" that leads to it: "a post in what is now [Samoa]", "a visit to what was then [Zaire]", "in what became [Namibia]".
func repairWhatIsNow(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for w := 0; w+2 < len(toks); w++ {
		if toks[w].Lemma != "what" {
			continue
		}
		k := w + 1
		if toks[k].Form == "today" || toks[k].Form == "now" || toks[k].Form == "then" {
			k++
		}
		be := k
		for k < len(toks) && (toks[k].UPOS == "AUX" || toks[k].Lemma == "become" || toks[k].Lemma == "be") {
			k++
		}
		if k == be {
			continue
		}
		for k < len(toks) && (toks[k].UPOS == "ADV" || toks[k].Form == "today" || toks[k].Form == "the" || toks[k].Form == "called" || toks[k].Form == "known" || toks[k].Form == "as") {
			k++
		}
		n := -1
		for i := range mentions {
			if mentions[i].First == k && mentions[i].Form == party.Name {
				n = mentions[i].Head
			}
		}
		if n < 0 && (k >= len(toks) || toks[k].UPOS != "PROPN") {
			continue
		}
		if n < 0 {
			n = k
			for h := toks[n].Head; h > n && h < n+5 && toks[h].UPOS == "PROPN"; h = toks[n].Head {
				n = h
			}
		}
		for h := toks[n].Head; h > n && h < n+5 && toks[n].Rel == "compound"; h = toks[n].Head { // "what is known as the [Peruvian] Trade Office"
			n = h
		}
		inside := func(t int) bool { return t >= w && t <= n }
		top := w
		for d := 0; d < maxDepth && inside(toks[top].Head); d++ {
			top = toks[top].Head
		}
		up, rel := toks[top].Head, toks[top].Rel
		if inside(up) {
			continue
		}
		for c := range toks {
			switch h := toks[c].Head; {
			case c == n:
			case inside(c) && c < k:
				toks[c].Head, toks[c].Rel = n, "dep"
			case !inside(c) && inside(h) && h < k:
				toks[c].Head = n
			}
		}
		toks[n].Head, toks[n].Rel = up, rel
		toks[w].Rel = "det"
		breakLoops(toks, n)
	}
}

// repairHyphened makes a modifier of what a hyphen joins before a name, however a tree hangs it up: "sued war-torn [Chad]", "aid to war-torn [Chad]",
// "invaded US-backed [Chad]".
func repairHyphened(s *nlp.Sentence) {
	toks := s.Tokens
	for h := 1; h+2 < len(toks); h++ {
		a, b, n := h-1, h+1, h+2
		if toks[h].Form != "-" || toks[h].Start != toks[a].End || toks[b].Start != toks[h].End || toks[n].UPOS != "PROPN" ||
			!unicode.IsLower(rune(toks[b].Form[0])) || toks[b].UPOS == "NOUN" {
			continue
		}
		for n+1 < len(toks) && toks[n+1].UPOS == "PROPN" && toks[n].Head == n+1 {
			n++ // the head of the name
		}
		outside := func(i int) bool { return toks[i].Head < a || toks[i].Head > n }
		switch {
		case outside(b) && toks[b].Rel != "amod":
			toks[n].Head, toks[n].Rel = toks[b].Head, toks[b].Rel
		case outside(a) && !outside(n):
			toks[n].Head, toks[n].Rel = toks[a].Head, toks[a].Rel
		case !outside(n):
			continue
		}
		up := toks[n].Head
		for c := range toks {
			switch at := toks[c].Head; {
			case at != a && at != b || c >= a && c <= n:
			case c > n && up >= 0 && toks[up].UPOS == "VERB" && (strings.HasPrefix(toks[c].Rel, "obl") || strings.HasPrefix(toks[c].Rel, "adv") || toks[c].Rel == "punct"):
				toks[c].Head = up
			default:
				toks[c].Head = n
			}
		}
		toks[b].Head, toks[b].Rel, toks[b].UPOS = n, "amod", "ADJ"
		toks[a].Head, toks[a].Rel = b, "compound"
		toks[h].Head, toks[h].Rel = b, "punct"
	}
}

// repairGiven makes who is given a sum of the name between the verb and the sum, where a tree draws the name into the sum: "gave [Ivory Coast] 5.1 million dollars".
func repairGiven(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for i := range mentions {
		m := &mentions[i]
		if m.Form != party.Name || len(m.Parties) == 0 || m.Last+1 >= len(toks) || toks[m.Last].UPOS != "NUM" && toks[m.Last].UPOS != "SYM" {
			continue
		}
		v := m.First - 1
		if v > 0 && toks[v].UPOS == "DET" {
			v--
		}
		if v < 0 || toks[v].UPOS != "VERB" || !handing[toks[v].Lemma] {
			continue
		}
		n := toks[m.Head].Head
		for k := 0; k < 4 && n > m.Head && toks[n].Head > n; k++ {
			n = toks[n].Head
		}
		if n <= m.Head || toks[n].Head != v || toks[n].Rel != "obj" {
			continue
		}
		for c := range toks {
			if h := toks[c].Head; c >= m.Last && h >= m.First && h < m.Last {
				toks[c].Head = n
			}
		}
		toks[m.Head].Head, toks[m.Head].Rel = v, "iobj"
		if toks[v+1].UPOS == "DET" {
			toks[v+1].Head = m.Head
		}
	}
}

// handing are verbs by which somebody is given something.
var handing = map[string]bool{"give": true, "pay": true, "lend": true, "loan": true, "grant": true, "offer": true, "send": true, "owe": true, "pledge": true, "promise": true, "hand": true, "award": true, "allot": true, "allocate": true, "cost": true, "sell": true, "ship": true}

// repairGerund makes a noun of a word in "-ing" that has an article and stands behind a preposition of time, where a tree has a clause: "after the museum [shooting]".
func repairGerund(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 2; v < len(toks); v++ {
		if toks[v].XPOS != "VBG" || toks[v].Rel != "advcl" {
			continue
		}
		first := v - 1
		for first > 0 && (toks[first].UPOS == "NOUN" || toks[first].UPOS == "ADJ" || toks[first].UPOS == "PROPN") {
			first--
		}
		if first < 1 || toks[first].Lemma != "the" && toks[first].Lemma != "a" || toks[first-1].Head != v || toks[first-1].Rel != "mark" || toks[v].Head < 0 {
			continue
		}
		switch toks[first-1].Form {
		case "with", "without", "With", "Without", "of", "from": // "with the government rejecting it"
			continue
		}
		toks[v].UPOS, toks[v].XPOS, toks[v].Rel, toks[v].Lemma = "NOUN", "NN", "obl", strings.ToLower(toks[v].Form)
		toks[first-1].UPOS, toks[first-1].Rel = "ADP", "case"
		for c := first; c < v; c++ {
			if toks[c].Head == v && strings.HasPrefix(toks[c].Rel, "nsubj") {
				toks[c].Rel = "compound"
			}
		}
	}
}

// repairNamedLast makes an apposition of the name behind the last of several who are the subject, where a tree has one more of them: "Ana Rey and her Chadian
// counterpart, [Ben Hill], condemned it".
func repairNamedLast(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for n := 4; n+2 < len(toks); n++ {
		p := n - 2
		if toks[n].Rel != "conj" || toks[n].UPOS != "PROPN" || toks[n-1].Form != "," || toks[p].XPOS != "NN" && toks[p].XPOS != "NNP" || toks[n].Head > p || toks[n].Head < 0 {
			continue
		}
		if toks[p].Rel != "conj" || toks[p].Head != toks[n].Head && toks[n].Head != p || headOf(mentions, n) {
			continue
		}
		end := n
		for end+1 < len(toks) && toks[end+1].UPOS == "PROPN" {
			end++
		}
		if end+1 >= len(toks) || toks[end+1].Form != "," || finiteBehind(toks, end+2) < 0 {
			continue
		}
		and := false
		for c := range p {
			and = and || toks[c].Rel == "cc" && toks[c].Head == p
		}
		if and {
			toks[n].Head, toks[n].Rel = p, "appos"
		}
	}
}

// repairFighting makes a clause of the participle between a noun and a name that a tree draws into one noun: "the army [fighting] Houthi rebels declared".
func repairFighting(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for i := range mentions {
		m := &mentions[i]
		v, last := m.First-1, m.Head
		if v >= 1 && toks[m.Head].Rel == "compound" && toks[m.Head].Head > m.Head && toks[m.Head].Head == toks[v].Head { // "fighting [Houthi] rebels"
			last = toks[m.Head].Head
		}
		if v < 1 || len(m.Parties) == 0 || m.Form == party.Adjective || toks[v].Rel != "compound" || battling[toks[v].Form] == "" || toks[v-1].UPOS != "NOUN" || toks[v-1].Rel != "compound" || toks[v].Head != last {
			continue
		}
		n, up, rel := v-1, toks[last].Head, toks[last].Rel
		for c := range n {
			if toks[c].Head == v || toks[c].Head == last {
				toks[c].Head = n
			}
		}
		toks[n].Head, toks[n].Rel = up, rel
		toks[v].Head, toks[v].Rel, toks[v].UPOS, toks[v].XPOS, toks[v].Lemma = n, "acl", "VERB", "VBG", battling[toks[v].Form]
		toks[last].Head, toks[last].Rel = v, "obj"
	}
}

// battling are participles, with their verbs, of what a force does to whoever is named behind.
var battling = map[string]string{"fighting": "fight", "battling": "battle", "opposing": "oppose", "attacking": "attack", "backing": "back", "supporting": "support", "besieging": "besiege", "occupying": "occupy", "invading": "invade", "combating": "combat", "defending": "defend", "bombing": "bomb", "confronting": "confront", "targeting": "target"}

// repairAnyWilling hangs an adjective with "to" on the noun right before it, where a tree hangs it on the clause around: "works with any country [willing] to help".
func repairAnyWilling(s *nlp.Sentence) {
	toks := s.Tokens
	for a := 3; a+2 < len(toks); a++ {
		n := a - 1
		switch {
		case toks[a].UPOS != "ADJ" || toks[a].Rel != "advcl" || toks[a+1].Form != "to" || toks[n].UPOS != "NOUN" || toks[n].Rel != "nmod" && toks[n].Rel != "obl" && toks[n].Rel != "obj":
		case marked(toks, n, "any", "every", "no", "all", "those", "anyone"):
			toks[a].Head, toks[a].Rel = n, "acl"
		}
	}
}

// repairToWarm makes a verb of an adjective between "to" and what it is done to: "met to [warm] relations".
func repairToWarm(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 1; t+1 < len(toks); t++ {
		n := t + 1
		if f := toks[t].Form; f != "warm" && f != "cool" && f != "better" && f != "smooth" && f != "steady" || toks[t].Head != n || toks[t].Rel != "amod" {
			continue
		}
		if to := &toks[t-1]; to.Form != "to" || to.Head != n || to.Rel != "case" || toks[n].Head < 0 || toks[n].Head > t || toks[toks[n].Head].UPOS != "VERB" || toks[n].Lemma != "relation" && toks[n].Lemma != "tie" {
			continue
		}
		toks[t].Head, toks[t].Rel, toks[t].UPOS, toks[t].XPOS = toks[n].Head, "advcl", "VERB", "VB"
		toks[t-1].Head, toks[t-1].Rel, toks[t-1].UPOS, toks[t-1].XPOS = t, "mark", "PART", "TO"
		toks[n].Head, toks[n].Rel = t, "obj"
	}
}

// repairAsFar takes what somebody goes as far as doing for what he does: "cut ties and went as far as [withdrawing] its recognition".
func repairAsFar(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 4; v < len(toks); v++ {
		g := toks[v].Head
		if toks[v].XPOS == "VBG" && toks[v].Rel == "advcl" && g >= 0 && g < v && toks[g].Lemma == "go" && toks[v-1].Form == "as" && toks[v-1].Head == v && toks[v-2].Form == "far" {
			toks[v].Rel = "xcomp"
		}
	}
}

// repairAndDoing gives a participle behind an "and" and a name that name as its subject, where a tree coordinates it with a name before: "over its refusal of Chad's offer
// and [Mali] supporting the motion".
func repairAndDoing(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	root := slices.IndexFunc(toks, func(t nlp.Token) bool { return t.Rel == "root" })
	for i := range mentions {
		m := &mentions[i]
		n, v := m.Head, m.Last
		if m.Form != party.Name && m.Form != party.Capital || n < 0 || m.First < 2 || v >= len(toks) || root < 0 || root >= m.First || toks[n].Rel != "conj" || toks[m.First-1].Form != "and" || toks[m.First-1].Head != n {
			continue
		}
		if toks[v].XPOS != "VBG" || toks[v].Rel != "advcl" || toks[v].Head < 0 || toks[v].Head > n || !hasRel(toks, v, "obj") || hasSubject(toks, v) || !under(toks, n, toks[v].Head) || toks[toks[n].Head].Rel == "nsubj" {
			continue
		}
		toks[n].Head, toks[n].Rel = v, "nsubj"
		toks[m.First-1].Head = v
		toks[v].Head = root
	}
}

// repairAndThus coordinates what somebody thus does with what the sentence says of him, where a tree has it in the clause of what he holds: "takes the view that the state is a
// puppet, and thus [prefers] to talk to Chad".
func repairAndThus(s *nlp.Sentence) {
	toks := s.Tokens
	root := slices.IndexFunc(toks, func(t nlp.Token) bool { return t.Rel == "root" })
	for v := 3; root >= 0 && v < len(toks); v++ {
		c := toks[v].Head
		if toks[v].Rel != "conj" || toks[v].XPOS != toks[root].XPOS || c <= root || !under(toks, c, root) || hasSubject(toks, v) || hasRel(toks, v, "aux") || !hasSubject(toks, root) {
			continue
		}
		if a := &toks[v-1]; a.Head != v || a.Form != "thus" && a.Form != "therefore" && a.Form != "hence" && a.Form != "consequently" || toks[v-2].UPOS != "CCONJ" || toks[v-3].Form != "," {
			continue
		}
		if toks[c].Rel == "acl" || toks[c].Rel == "ccomp" || toks[c].Rel == "acl:relcl" {
			toks[v].Head = root
		}
	}
}
