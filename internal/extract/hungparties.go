package extract

import (
	"strings"

	"chancery"
	"chancery/internal/resolve/party"
	"chancery/nlp"
)

// Parties that a tree has hung on a word beside their own: on a year, on the noun that two own, on what somebody objects to.

// repairHungParties gives parties back to the words that they belong to.
func repairHungParties(s *nlp.Sentence, mentions []party.Mention) {
	heads := map[int]bool{} // of states and organisations by name
	for i := range mentions {
		m := &mentions[i]
		if m.Form != party.Pronoun && len(m.Parties) > 0 && (m.Parties[0].Type == chancery.State || m.Parties[0].Type == chancery.Organisation) {
			heads[m.Head] = true
		}
	}
	repairWorldWar(s)
	repairBehindYears(s, heads)
	repairJointOwners(s, heads)
	repairAsTheyDid(s, heads)
	repairGerundOfParty(s, heads)
	repairDashedNoun(s)
	repairOfResolution(s)
	repairByBacked(s)
}

// repairWorldWar makes part of its name of the "I" of a world war that a tree makes a subject: "after World War [I] was annexed".
func repairWorldWar(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 2; t < len(toks); t++ {
		if f := toks[t].Form; (f == "I" || f == "II") && toks[t-1].Form == "War" && toks[t-2].Form == "World" && strings.HasPrefix(toks[t].Rel, "nsubj") {
			toks[t].Head, toks[t].Rel, toks[t].UPOS, toks[t].XPOS = t-1, "flat", "PROPN", "NNP"
		}
	}
}

// repairByBacked hangs a participle on the noun behind it, where a tree has the subject do it: "left under pressure by widely [supported] rebels".
func repairByBacked(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 1; v+1 < len(toks); v++ {
		if x := toks[v].XPOS; x != "VBN" && x != "VBD" || toks[v].Rel != "advcl" || toks[v].Head < 0 {
			continue
		}
		by, o := -1, -1
		for c := range toks {
			if toks[c].Head == v && c > v && toks[c].Rel == "obj" && toks[c].UPOS == "NOUN" && o < 0 {
				o = c
			}
		}
		for c := range v {
			if strings.EqualFold(toks[c].Form, "by") && (toks[c].Rel == "mark" || toks[c].Rel == "case") && (toks[c].Head == v || o >= 0 && toks[c].Head == o) {
				by = c
			}
		}
		if by < 0 || o < 0 || v-by > 3 {
			continue
		}
		for c := v + 1; c < o && by >= 0; c++ { // only what qualifies the noun stands between
			if toks[c].Head != o {
				by = -1
			}
		}
		if by < 0 {
			continue
		}
		toks[o].Head, toks[o].Rel = toks[v].Head, "obl:agent"
		toks[v].Head, toks[v].Rel = o, "amod"
		toks[by].Head, toks[by].Rel = o, "case"
	}
}

// repairBehindYears makes subjects of the names that a tree coordinates with the years before them: "in treaties of 1772 and 1795, [Russia] and Austria divided it".
func repairBehindYears(s *nlp.Sentence, heads map[int]bool) {
	toks := s.Tokens
	for t := range toks {
		if !heads[t] || toks[t].Rel != "conj" || toks[t].UPOS != "PROPN" {
			continue
		}
		h := toks[t].Head
		if h < 0 || h >= t || toks[h].UPOS != "NUM" {
			continue
		}
		for v := t + 1; v < len(toks); v++ {
			if toks[v].UPOS != "VERB" {
				continue
			}
			if x := toks[v].XPOS; x != "VBD" && x != "VBZ" && x != "VBP" || toks[v].Rel == "acl:relcl" || !below(toks, h, v) && !below(toks, h, toks[v].Head) {
				break
			}
			if d := lastOfList(toks, t, v, heads); d >= 0 { // the last of them is the subject
				toks[d].Head, toks[d].Rel = t, "conj"
			} else if subjectOf(toks, v) {
				break
			}
			toks[t].Head, toks[t].Rel = v, "nsubj"
			if n := toks[v].Head; n >= 0 && n < t && toks[v].Rel == "conj" && toks[n].UPOS == "NOUN" && toks[n].Rel == "conj" && toks[n].Head >= 0 && toks[toks[n].Head].UPOS == "VERB" { // "weakened it, and in a series of treaties"
				toks[v].Head, toks[n].Head, toks[n].Rel = toks[n].Head, v, "obl"
			}
			break
		}
	}
}

// lastOfList returns the subject of v that ends the list of names which t begins, -1 for none.
func lastOfList(toks []nlp.Token, t, v int, heads map[int]bool) int {
	for d := t + 1; d < v; d++ {
		if toks[d].Head == v && toks[d].Rel == "nsubj" && heads[d] {
			k := leftmost(toks, d) - 1
			for c := leftmost(toks, d); c < d; c++ { // an "and" that hangs on it
				if strings.EqualFold(toks[c].Form, "and") {
					k = c
				}
			}
			if k > t && strings.EqualFold(toks[k].Form, "and") && listBetween(toks, t, k) {
				return d
			}
		}
	}
	return -1
}

// below reports whether t hangs below the word top.
func below(toks []nlp.Token, t, top int) bool {
	for n := 0; t >= 0 && n < maxDepth; t, n = toks[t].Head, n+1 {
		if t == top {
			return true
		}
	}
	return false
}

// repairJointOwners coordinates two parties before a noun in the plural where a tree has each of them on the noun: "the [U.S.] and [Peruvian] governments".
func repairJointOwners(s *nlp.Sentence, heads map[int]bool) {
	toks := s.Tokens
	for n := 3; n < len(toks); n++ {
		if x := toks[n].XPOS; x != "NNS" && x != "NNPS" {
			continue
		}
		a, and, b := n-3, n-2, n-1
		if strings.ToLower(toks[and].Form) != "and" || !heads[a] || !heads[b] || toks[b].Head != n || toks[a].Head != n && !(toks[a].Rel == "nsubj" && toks[a].Head == toks[n].Head && toks[n].Rel == "nsubj") {
			continue
		}
		if r := toks[a].Rel; r != "compound" && r != "amod" && r != "nsubj" {
			continue
		}
		toks[a].Head, toks[a].Rel = n, "compound"
		toks[b].Head, toks[b].Rel = a, "conj"
		toks[and].Head = b
		if toks[n].XPOS == "NNPS" { // "Governments"
			toks[n].UPOS, toks[n].XPOS, toks[n].Lemma = "NOUN", "NNS", strings.TrimSuffix(strings.ToLower(toks[n].Form), "s")
		}
	}
}

// clausal are words that open a clause as well as a phrase.
var clausal = map[string]bool{"as": true, "after": true, "before": true, "since": true, "until": true}

// repairAsTheyDid makes one subject of names that a tree parts at the last "and": "pressure grew, as [Chad], Mali, and Niger closed the border" is no "as Chad, Mali".
func repairAsTheyDid(s *nlp.Sentence, heads map[int]bool) {
	toks := s.Tokens
	for c := range toks {
		a := toks[c].Head
		if toks[c].Rel != "case" || !clausal[strings.ToLower(toks[c].Form)] || a <= c || !heads[a] || toks[a].Rel != "obl" {
			continue
		}
		for v := a + 2; v < len(toks); v++ {
			if toks[v].Rel != "conj" || toks[v].UPOS != "VERB" || toks[v].Head != toks[a].Head {
				continue
			}
			for d := a + 1; d < v; d++ {
				if toks[d].Head != v || toks[d].Rel != "nsubj" || !heads[d] {
					continue
				}
				k := leftmost(toks, d) - 1
				if k <= a || strings.ToLower(toks[k].Form) != "and" || !listBetween(toks, a, k) {
					continue
				}
				toks[c].Head, toks[c].Rel = v, "mark"
				toks[v].Rel = "advcl"
				toks[a].Head, toks[a].Rel = v, "nsubj"
				toks[d].Head, toks[d].Rel = a, "conj"
				toks[k].Head = d
			}
			break
		}
	}
}

// listBetween reports whether from the name a to the "and" at k there is only a list of names.
func listBetween(toks []nlp.Token, a, k int) bool {
	for t := a + 1; t < k; t++ {
		if u := toks[t].UPOS; u != "PROPN" && u != "DET" && u != "ADJ" && toks[t].Form != "," {
			return false
		}
	}
	return true
}

// ofOthers are words whose "to", "of" or "about" leads to what another does or may do.
var ofOthers = map[string]bool{"object": true, "objection": true, "opposition": true, "opposed": true, "averse": true, "resistance": true, "prospect": true, "possibility": true, "likelihood": true, "chance": true,
	"risk": true, "danger": true, "fear": true, "concern": true, "worry": true, "idea": true, "notion": true, "talk": true, "threat": true, "favour": true, "favor": true, "event": true, "case": true, "veto": true, "consent": true}

// repairGerundOfParty hangs on the noun for it what a party is objected to, or feared, to do, where a tree has the subject do it: "lifted its objection to Libya [joining]".
func repairGerundOfParty(s *nlp.Sentence, heads map[int]bool) {
	toks := s.Tokens
	for v := 2; v < len(toks); v++ {
		n := v - 1
		if toks[v].XPOS != "VBG" || toks[v].Rel != "advcl" && toks[v].Rel != "acl" || !heads[n] || toks[n].Rel != "obl" && toks[n].Rel != "nmod" || toks[n].Head < 0 || toks[v].Head == n || !caseIn(toks, n, "to", "of", "about", "over") {
			continue
		}
		h := toks[n].Head
		if toks[h].UPOS == "VERB" && toks[h].Lemma != "object" { // hung on the verb: the noun right before the preposition
			if k := leftmost(toks, n) - 1; k > h && toks[k].UPOS == "NOUN" && toks[k].Head == h {
				h = k
			}
		}
		if ofOthers[toks[h].Lemma] && h < n {
			toks[v].Head, toks[v].Rel = h, "acl"
			if toks[h].UPOS == "VERB" {
				toks[v].Rel = "advcl"
			} else {
				toks[n].Head, toks[n].Rel = h, "nmod"
			}
		}
	}
}

// ofOther returns the party right before the gerund v that does it, by a word for what others may do: "the risk of [Libya] leaving", "objected to [Libya] joining",
// -1 for none.
func (g *graph) ofOther(v int) int {
	h, n := g.head(v), v-1
	if h >= 0 && n > h && g.toks[v].XPOS == "VBG" && ofOthers[g.low[h]] && g.head(n) == h && g.is(n, "obl", "nmod") && g.owner(n) {
		return n
	}
	return -1
}

// repairDashedNoun makes an aside of a noun behind a dash that a tree makes the subject of the verb before it: "was annexed in 1940 - an [act] that few accepted".
func repairDashedNoun(s *nlp.Sentence) {
	toks := s.Tokens
	for n := 2; n < len(toks); n++ {
		v := toks[n].Head
		if !strings.HasPrefix(toks[n].Rel, "nsubj") || toks[n].UPOS != "NOUN" || v < 0 || v > n || toks[v].UPOS != "VERB" {
			continue
		}
		k := leftmost(toks, n)
		if f := toks[k].Form; k > v && (f == "-" || f == "–" || f == "—" || f == "--") {
			toks[n].Rel = "parataxis"
		}
	}
}

// repairOfResolution hangs on a resolution what it does, where years in brackets stand between: "is subject to resolutions (of 1990) [imposing] sanctions".
func repairOfResolution(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 3; v < len(toks); v++ {
		if toks[v].XPOS != "VBG" || toks[v].Rel != "advcl" || toks[v-1].Form != ")" || toks[v].Head < 0 {
			continue
		}
		k := v - 2
		for k > 0 && toks[k].Form != "(" {
			k--
		}
		if n := k - 1; n > 0 && documents[strings.TrimSuffix(strings.ToLower(toks[n].Form), "s")] && toks[n].Head == toks[v].Head {
			toks[v].Head, toks[v].Rel = n, "acl"
		}
	}
}

// repairReceivers tells who is given something from what is given, where a tree has both as objects: "gave [the envoy] two days to leave".
func repairReceivers(s *nlp.Sentence) {
	toks := s.Tokens
	first := map[int]int{} // of each verb of giving: its first object
	for t := range toks {
		v := toks[t].Head
		if toks[t].Rel != "obj" || v < 0 || v > t || !giving[toks[v].Lemma] {
			continue
		}
		if f, ok := first[v]; ok && toks[f].Rel == "obj" {
			toks[f].Rel = "iobj"
		} else {
			first[v] = t
		}
	}
}

// repairSheltered tells who is given asylum and the like from that, where a tree draws his name into it: "granted [Ana Rey] asylum".
func repairSheltered(s *nlp.Sentence) {
	toks := s.Tokens
	for o := range toks {
		v := toks[o].Head
		if toks[o].Rel != "obj" || v < 0 || o < v+3 || !personal[toks[o].Lemma] || !giving[toks[v].Lemma] {
			continue
		}
		name := true
		for c := v + 1; c < o; c++ {
			name = name && toks[c].UPOS == "PROPN" && (toks[c].Head == o || toks[c].Head > v && toks[c].Head < o)
		}
		if !name {
			continue
		}
		toks[v+1].Head, toks[v+1].Rel = v, "iobj"
		for c := v + 2; c < o; c++ {
			toks[c].Head, toks[c].Rel = v+1, "flat"
		}
	}
}

// personal is what is given to persons.
var personal = map[string]bool{"asylum": true, "refuge": true, "shelter": true, "sanctuary": true, "citizenship": true, "amnesty": true, "clemency": true, "haven": true, "protection": true}
