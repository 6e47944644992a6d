package extract

import (
	"slices"
	"strings"

	"chancery/internal/resolve/party"
	"chancery/internal/rule"
	"chancery/nlp"
)

// Subjects and objects that a tree has hung elsewhere.

// repairObjects gives a verb the noun behind it that a tree has coordinated with it though nothing joins the two: "settled the dispute and signed [pacts]".
func repairObjects(s *nlp.Sentence) {
	toks := s.Tokens
	for n := 1; n < len(toks); n++ {
		if toks[n].Rel != "conj" || toks[n].UPOS != "NOUN" || toks[n].Head < 0 || toks[n].Head >= n {
			continue
		}
		first, ok := n, true // the first word of the noun phrase
		for c := 0; c < n; c++ {
			if toks[c].Head == n {
				ok = ok && toks[c].Rel != "cc" && toks[c].Rel != "punct" && toks[c].Rel != "case"
				first = min(first, c)
			}
		}
		v := first - 1
		if v >= 0 && toks[v].UPOS == "VERB" && toks[v].Rel == "conj" && toks[v].Head >= 0 && toks[toks[v].Head].UPOS != "VERB" { // "took a step further and [severed] ties", a tree has "further and severed", "a step and ties"
			if g := toks[toks[v].Head].Head; g >= 0 && toks[g].XPOS == "VBD" && (toks[n].Head == toks[v].Head || toks[toks[n].Head].Head == g) {
				toks[v].Head = g
			}
		}
		if v < 0 || toks[v].UPOS != "VERB" || toks[v].Rel != "conj" || toks[v].XPOS != "VBD" && toks[v].XPOS != "VBZ" && toks[v].XPOS != "VBP" && !(toks[v].XPOS == "VBN" && toks[v].Head >= 0 && toks[toks[v].Head].XPOS == "VBD") {
			continue
		}
		for c := range toks {
			ok = ok && !(toks[c].Head == v && c != n && (strings.HasPrefix(toks[c].Rel, "obj") || toks[c].Rel == "ccomp" || toks[c].Rel == "xcomp" || strings.HasSuffix(toks[c].Rel, ":pass")))
		}
		if ok {
			toks[n].Head, toks[n].Rel = v, "obj"
			if toks[v].XPOS == "VBN" {
				toks[v].XPOS = "VBD"
			}
		}
	}
}

// repairDatedObjects coordinates with the object of a verb the name behind a comma that a tree makes a second object of it: "recognised Chad in May, [Mali] in June".
func repairDatedObjects(s *nlp.Sentence) {
	toks := s.Tokens
	for b := 2; b < len(toks); b++ {
		if v := toks[b].Head; toks[b].Rel == "obj" && toks[b].UPOS == "PROPN" && v >= 0 && v < b && toks[b-1].Form == "," {
			for a := v + 1; a < b-1; a++ {
				if toks[a].Head == v && toks[a].Rel == "obj" && toks[a].UPOS == "PROPN" {
					toks[b].Head, toks[b].Rel = a, "conj"
					break
				}
			}
		}
	}
}

// repairTitledObject makes one of a title and the name behind it that a tree has as two objects of one verb: "ordered the Omani ambassador [Ali Musa] to leave".
func repairTitledObject(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for i := range mentions {
		m := &mentions[i]
		if m.Form != party.PersonName {
			continue
		}
		for n := m.First + 1; n < m.Last; n++ {
			t := n - 1
			if toks[n].UPOS == "PROPN" && toks[n].Rel == "obj" && toks[t].UPOS == "NOUN" && toks[t].Head == toks[n].Head && (toks[t].Rel == "obj" || toks[t].Rel == "iobj") {
				toks[n].Head, toks[n].Rel = t, "appos"
				toks[t].Rel = "obj"
				m.Head = t
			}
		}
	}
}

// repairBeyondAgent hangs what an act is aimed at on the verb, where a tree hangs it on the name of the one who does it: "sanctions imposed by Oman [on Chad]".
func repairBeyondAgent(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for i := range mentions {
		n := mentions[i].Head
		if mentions[i].Form != party.Name || toks[n].Rel != "nmod" {
			continue
		}
		h := toks[n].Head
		if h < 0 || h > n || toks[h].UPOS != "PROPN" || toks[h].Rel != "obl:agent" || toks[h].Head < 0 {
			continue
		}
		for c := h + 1; c < n; c++ {
			if f := strings.ToLower(toks[c].Form); toks[c].Head == n && toks[c].Rel == "case" && (f == "on" || f == "against" || f == "upon" || f == "from") {
				toks[n].Head, toks[n].Rel = toks[h].Head, "obl"
				break
			}
		}
	}
}

// repairBeyondApposition hangs a phrase behind a name that stands between commas on the verb, where a tree hangs it on the name: "recalled its envoy, Ali Musa,
// [from Lima]".
func repairBeyondApposition(s *nlp.Sentence) {
	toks := s.Tokens
	for c := 2; c+1 < len(toks); c++ {
		n := toks[c].Head
		if toks[c].Rel != "case" || toks[c-1].Form != "," || n <= c || toks[n].Rel != "nmod" {
			continue
		}
		h := toks[n].Head
		if h < 0 || h >= c || toks[h].Rel != "appos" || toks[h].UPOS != "PROPN" || toks[h].Head < 0 {
			continue
		}
		if v := toks[toks[h].Head].Head; v >= 0 && v < h && toks[v].UPOS == "VERB" && toks[toks[h].Head].Rel == "obj" {
			toks[n].Head, toks[n].Rel = v, "obl"
		}
	}
}

// repairTwice hangs a title on the name behind it, where a tree has both as subjects of one verb: "[High commissioner] Ali Musa was expelled".
func repairTwice(s *nlp.Sentence) {
	toks := s.Tokens
	for n := 0; n+1 < len(toks); n++ {
		name := &toks[n+1]
		if !strings.HasPrefix(toks[n].Rel, "nsubj") || toks[n].UPOS != "NOUN" || name.UPOS != "PROPN" || name.Head != toks[n].Head || name.Rel != toks[n].Rel || toks[n].Head <= n {
			continue
		}
		toks[n].Head, toks[n].Rel = n+1, "nmod:desc"
		for c := 0; c < n; c++ {
			if toks[c].Head == n {
				toks[c].Head = n + 1
			}
		}
	}
}

// repairSpeaker gives the verb of what is said its subject, where a tree has it, beside the one who says so, as a second subject of the word of saying: "[Peru]
// on Friday cut ties with Chad, its government said".
func repairSpeaker(s *nlp.Sentence) {
	toks := s.Tokens
	for w := range toks {
		v := toks[w].Head
		if toks[w].Rel != "ccomp" || v < w || toks[w].UPOS != "VERB" || toks[w].XPOS == "VB" || toks[w].XPOS == "VBG" {
			continue
		}
		subject, speaker, rel, own := -1, false, "nsubj", false
		for c := range toks {
			switch {
			case toks[c].Head == w && strings.HasPrefix(toks[c].Rel, "nsubj"):
				own = true
			case toks[c].Head == w && toks[c].Rel == "aux:pass":
				rel = "nsubj:pass"
			case toks[c].Head == v && strings.HasPrefix(toks[c].Rel, "nsubj") && c < w:
				subject = c
			case toks[c].Head == v && strings.HasPrefix(toks[c].Rel, "nsubj"):
				speaker = true
			}
		}
		if subject >= 0 && speaker && !own {
			toks[subject].Head, toks[subject].Rel = w, rel
		}
	}
}

// appointing are verbs that say as what somebody is sent.
var appointing = map[string]bool{"appoint": true, "name": true, "nominate": true, "designate": true, "send": true, "accredit": true, "commission": true, "dispatch": true, "choose": true}

// repairAppointed hangs what somebody is appointed as under the verb that says so, where a tree hangs it in the clause on him: "appointed Musa, who knew Lima
// well, [as its envoy]".
func repairAppointed(s *nlp.Sentence) {
	toks := s.Tokens
	for n := range toks {
		w := toks[n].Head
		if toks[n].Rel != "obl" || toks[n].UPOS != "NOUN" || w < 0 || w > n || toks[w].Rel != "acl:relcl" {
			continue
		}
		as := false
		for c := w; c < n; c++ {
			as = as || toks[c].Head == n && strings.EqualFold(toks[c].Form, "as") && c > 0 && toks[c-1].Form == ","
		}
		o := toks[w].Head
		if !as || o < 0 || toks[o].Rel != "obj" || toks[o].Head < 0 || !appointing[toks[toks[o].Head].Lemma] {
			continue
		}
		toks[n].Head = toks[o].Head
	}
}

// repairDrawn gives a verb without a subject the name before it that a tree has drawn into what stands at the front: "At the start of the century [Haiti]
// became independent", "By the Treaty of Tacna [Peru] ceded it".
func repairDrawn(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for _, m := range mentions {
		n := m.Head
		if m.Form != party.Name && m.Form != party.Capital || n < 1 || n >= len(toks) || toks[n].UPOS != "PROPN" || toks[n].Rel != "nmod" && toks[n].Rel != "appos" && toks[n].Rel != "compound" && toks[n].Rel != "flat" {
			continue
		}
		if before := toks[m.First-min(m.First, 1)]; m.First == 0 || before.UPOS == "ADP" || before.UPOS == "PART" || before.UPOS == "CCONJ" || before.Form == "(" {
			continue
		}
		v, rel := m.Last, "nsubj"
		for v < len(toks) && (toks[v].UPOS == "AUX" || toks[v].UPOS == "ADV" || toks[v].UPOS == "PART") {
			if toks[v].Rel == "aux:pass" {
				rel = "nsubj:pass"
			}
			v++
		}
		if v >= len(toks) || toks[v].UPOS != "VERB" || v == m.Last && toks[v].XPOS != "VBD" && toks[v].XPOS != "VBZ" && toks[v].XPOS != "VBP" {
			continue
		}
		front := n // what hangs on the verb and holds the name
		for d := 0; d < maxDepth && front >= 0 && toks[front].Head != v; d++ {
			front = toks[front].Head
		}
		if front < 0 || front == n || front > n || toks[front].Rel != "obl" && toks[front].Rel != "advcl" {
			continue
		}
		ok := true
		for c := range toks {
			ok = ok && !(toks[c].Head == v && (strings.HasPrefix(toks[c].Rel, "nsubj") || strings.HasPrefix(toks[c].Rel, "csubj"))) && !(toks[c].Head == n && (toks[c].Rel == "case" || toks[c].Rel == "conj"))
		}
		if ok {
			toks[n].Head, toks[n].Rel = v, rel
		}
	}
}

// repairTwoSubjects parts two clauses of which a tree has made one with two subjects, the verb of the first an adjective of the second: "Chad, too, [severed]
// relations with Peru, and [Niger] condemned the raid".
func repairTwoSubjects(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		n := toks[v].Head
		if toks[v].Rel != "amod" || n <= v || !strings.HasPrefix(toks[v].XPOS, "VB") || toks[v].XPOS == "VBG" || toks[n].Rel != "nsubj" {
			continue
		}
		h, first, second := toks[n].Head, -1, -1
		for c := range toks {
			switch {
			case toks[c].Head == h && toks[c].Rel == "nsubj" && c < v:
				first = c
			case toks[c].Rel == "conj" && c > n && c < h && (under(toks, c, n) || first >= 0 && toks[c].Head == first):
				second = c
			}
		}
		if h < n || first < 0 || second < 0 {
			continue
		}
		toks[v].Head, toks[v].Rel, toks[v].UPOS, toks[v].XPOS = toks[h].Head, toks[h].Rel, "VERB", "VBD"
		toks[h].Head, toks[h].Rel = v, "conj"
		toks[first].Head = v
		toks[n].Head, toks[n].Rel = v, "obj"
		toks[second].Head, toks[second].Rel = h, "nsubj"
		for c := v + 1; c < n; c++ {
			if toks[c].Head == v && toks[c].Rel != "punct" {
				toks[c].Head = n
			}
		}
		return
	}
}

// repairFirstSubject gives a verb without a subject the first of two that a tree has given to the verb of the clause behind: "The [border] reopened in 1995, and Chad
// protested".
func repairFirstSubject(s *nlp.Sentence) {
	toks := s.Tokens
	for c := range toks {
		v := toks[c].Head
		if v < 0 || toks[c].Rel != "nsubj" || toks[v].Rel != "conj" {
			continue
		}
		u, second := toks[v].Head, false
		if u < c || u > v || !finiteForm(toks[u]) {
			continue
		}
		for d := u + 1; d < v; d++ {
			second = second || toks[d].Head == v && strings.HasPrefix(toks[d].Rel, "nsubj")
		}
		if second && !hasRel(toks, u, "nsubj", "nsubj:pass", "csubj") {
			toks[c].Head = u
			if hasRel(toks, u, "aux:pass") {
				toks[c].Rel = "nsubj:pass"
			}
		}
	}
}

// repairFrontedName gives a verb without a subject the name right before it, where a tree takes that for an apposition in the phrase that opens the sentence: "Following the
// murder of the envoy, [Chad] called for an inquiry".
func repairFrontedName(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for i := range mentions {
		m := &mentions[i]
		n, v := m.Head, m.Last
		if m.Form != party.Name && m.Form != party.Capital || m.First < 3 || toks[m.First-1].Form != "," || n < 0 || n >= len(toks) || toks[n].Rel != "appos" || toks[n].Head >= m.First {
			continue
		}
		for v < len(toks) && toks[v].UPOS == "ADV" {
			v++
		}
		if v >= len(toks) || toks[v].XPOS != "VBD" || toks[v].Rel != "root" || hasRel(toks, v, "nsubj", "nsubj:pass", "csubj", "expl") {
			continue
		}
		top := toks[n].Head
		for k := 0; k < maxDepth && toks[top].Head >= 0 && toks[top].Head != v; k++ {
			top = toks[top].Head
		}
		if toks[top].Head == v && top < n && toks[0].Head == top && toks[0].Rel == "case" {
			toks[n].Head, toks[n].Rel = v, "nsubj"
		}
	}
}

// repairVisiting makes an adjective of "visiting" before somebody: "talks with [visiting] Chadian minister Ali".
func repairVisiting(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 1; v+1 < len(toks); v++ {
		if !strings.EqualFold(toks[v].Form, "visiting") || toks[v].UPOS != "VERB" || toks[v-1].UPOS != "ADP" && toks[v-1].UPOS != "SCONJ" && toks[v-1].UPOS != "DET" && !strings.HasPrefix(toks[v-1].XPOS, "VB") || toks[v+1].UPOS == "DET" {
			continue
		}
		n := -1
		for c := v + 1; c < len(toks); c++ {
			if toks[c].Head == v && toks[c].Rel == "obj" {
				n = c
				break
			}
		}
		titled := false // somebody with a title or an office, not a place
		for c := v + 1; c < n; c++ {
			titled = titled || toks[c].Rel == "nmod:desc" || toks[c].Rel == "amod"
		}
		if n < 0 || !titled && toks[n].UPOS != "NOUN" {
			continue
		}
		h, rel := toks[v].Head, "obl"
		if strings.HasPrefix(toks[v-1].XPOS, "VB") {
			rel = "obj"
		}
		if h < 0 || h == n {
			continue
		}
		toks[n].Head, toks[n].Rel = h, rel
		for c := range toks {
			if toks[c].Head != v {
				continue
			}
			toks[c].Head = n
			if c < v && toks[c].Rel == "mark" {
				toks[c].Rel = "case"
			}
			if c > n {
				toks[c].Head = h
			}
		}
		toks[v].Head, toks[v].Rel, toks[v].UPOS, toks[v].XPOS, toks[v].Lemma = n, "amod", "ADJ", "JJ", "visiting"
	}
}

// repairMembers hangs a clause on the member of an organisation, where a tree hangs it on the organisation: "the only member of the United Nations [that has]
// no relations with either".
func repairMembers(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		n := toks[v].Head
		if toks[v].Rel != "acl:relcl" && toks[v].Rel != "acl" || n < 0 || n > v || toks[n].Rel != "nmod" || toks[n].UPOS != "PROPN" && toks[n].UPOS != "NOUN" || !capital(toks[n].Form) || toks[n+1].Form == "," {
			continue
		}
		m := toks[n].Head
		if m < 0 || m > n || toks[m].Lemma != "member" && (toks[m].Lemma != "state" && toks[m].Lemma != "country" || m == 0 || toks[m-1].Lemma != "member") {
			continue
		}
		for c := m; c < n; c++ {
			if toks[c].Head == n && toks[c].Rel == "case" && toks[c].Lemma == "of" {
				toks[v].Head = m
			}
		}
	}
}

// repairBetween hangs a participle on the verb, where a tree hangs it on those between whom something is: "discussed ties between the two states,
// [calling] on Mali to yield".
func repairBetween(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		n := toks[v].Head
		if toks[v].Rel != "acl" || toks[v].XPOS != "VBG" || n < 0 || n > v || toks[n].Rel != "nmod" {
			continue
		}
		for c := range toks {
			if toks[c].Head == n && toks[c].Rel == "case" && toks[c].Lemma == "between" {
				for a, k := toks[n].Head, 0; a >= 0 && k < maxDepth; a, k = toks[a].Head, k+1 {
					if toks[a].UPOS == "VERB" {
						toks[v].Head, toks[v].Rel = a, "advcl"
						break
					}
				}
				break
			}
		}
	}
}

// swap makes the verb or noun n, which stands below v, the head of its clause, with v and all that stood below v below it.
func swap(toks []nlp.Token, v, n int) {
	toks[n].Head, toks[n].Rel = toks[v].Head, toks[v].Rel
	for c := range toks {
		if toks[c].Head == v {
			toks[c].Head = n
		}
	}
	toks[v].Head = n
}

// repairDashed gives a verb the subject right before it, behind an aside between dashes into which a tree draws that and what opens the sentence: "In 2019 – soon
// after the war – [Peru] recognised it".
func repairDashed(s *nlp.Sentence) {
	toks := s.Tokens
	dash := func(t int) bool { return toks[t].Form == "–" || toks[t].Form == "—" || toks[t].Form == "--" }
	for v := range toks {
		if toks[v].Rel != "root" || toks[v].UPOS != "VERB" || v < 5 {
			continue
		}
		first, last := -1, -1
		for k := 1; k < v; k++ {
			if dash(k) && first < 0 {
				first = k
			} else if dash(k) {
				last = k
			}
		}
		n := v - 1
		if last < 0 || toks[n].Rel != "appos" || toks[n].UPOS != "PROPN" && toks[n].UPOS != "NOUN" || n-last > 4 {
			continue
		}
		for k := last + 1; k < v; k++ {
			if strings.HasPrefix(toks[k].Rel, "nsubj") || toks[k].UPOS == "VERB" {
				n = -1
				break
			}
		}
		if n < 0 || slices.ContainsFunc(toks, func(t nlp.Token) bool { return t.Head == v && strings.HasPrefix(t.Rel, "nsubj") }) {
			continue
		}
		toks[n].Head, toks[n].Rel = v, "nsubj"
		for k := range first {
			if h := toks[k].Head; h > first && h < last {
				toks[k].Head = v
			}
		}
	}
}

// joinedParticiple reports whether a participle with an object of its own is coordinated with the "have" at v: both are said with it.
func joinedParticiple(toks []nlp.Token, v int) bool {
	for p := v + 2; p < len(toks); p++ {
		if toks[p].Head != v || toks[p].Rel != "conj" || toks[p].XPOS != "VBN" && toks[p].XPOS != "VBD" {
			continue
		}
		obj, own := false, false
		for c := range toks {
			obj = obj || toks[c].Head == p && toks[c].Rel == "obj"
			own = own || toks[c].Head == p && (strings.HasPrefix(toks[c].Rel, "nsubj") || strings.HasPrefix(toks[c].Rel, "aux"))
		}
		if obj && !own {
			return true
		}
	}
	return false
}

// repairSplit makes a verb of a participle that a tree takes for an adjective, where an adverb stands between it and its auxiliary, or another participle is
// coordinated with it: "have almost completely [severed] relations", "has [severed] relations and closed its border".
func repairSplit(s *nlp.Sentence) {
	toks := s.Tokens
	for t := range toks {
		n := toks[t].Head
		if toks[t].Rel != "amod" || toks[t].XPOS != "VBN" || n < t || toks[n].Rel != "obj" {
			continue
		}
		v := toks[n].Head
		if v < 0 || v > t-1 || toks[v].Lemma != "have" || toks[v].UPOS == "AUX" {
			continue
		}
		adverbs := v < t-1 || joinedParticiple(toks, v)
		for c := v + 1; c < t; c++ {
			adverbs = adverbs && (toks[c].UPOS == "ADV" || toks[c].UPOS == "CCONJ")
		}
		if !adverbs {
			continue
		}
		toks[t].Head = v
		swap(toks, v, t)
		toks[t].UPOS, toks[v].UPOS, toks[v].Rel = "VERB", "AUX", "aux"
	}
}

// repairPeoples hangs two adjectives of states on the noun behind them, where a tree has a name of the first: "between [Dutch and Chadian] firms".
func repairPeoples(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	adjective := map[int]bool{}
	for i := range mentions {
		if m := &mentions[i]; m.Form == party.Adjective && m.Last-m.First == 1 {
			adjective[m.Head] = true
		}
	}
	for t := range toks {
		a, n := toks[t].Head, t+1
		if toks[t].Rel != "conj" || a < 0 || a > t || !adjective[t] || !adjective[a] || n >= len(toks) || toks[n].UPOS != "NOUN" || toks[n].Head != toks[a].Head {
			continue
		}
		cased := false
		for c := range toks {
			cased = cased || toks[c].Head == n && toks[c].Rel == "case"
		}
		if cased {
			continue
		}
		toks[n].Rel = toks[a].Rel
		for c := range toks {
			if toks[c].Head == a && toks[c].Rel == "case" {
				toks[c].Head = n
			}
		}
		toks[a].Head, toks[a].Rel = n, "amod"
	}
}

// repairHad makes an auxiliary of a "had" that an aside parts from its verb, and that a tree takes for a slip of the tongue: "Peru had, in 1873, [signed]".
func repairHad(s *nlp.Sentence) {
	toks := s.Tokens
	for t := range toks {
		v := toks[t].Head
		if toks[t].Rel != "reparandum" || toks[t].Lemma != "have" || v < t || toks[v].XPOS != "VBN" && toks[v].XPOS != "VBD" {
			continue
		}
		toks[t].Rel, toks[t].UPOS = "aux", "AUX"
		for c := range toks {
			if toks[c].Head == t {
				toks[c].Head = v
			}
		}
	}
	for a := range toks {
		v := toks[a].Head
		if toks[a].Lemma != "have" || toks[a].Rel != "aux" || v < a || v-a > 6 || toks[v].XPOS != "VBN" && toks[v].XPOS != "VBD" || !subjectOf(toks, a) || subjectOf(toks, v) {
			continue
		}
		timed := false // "has for years aided it"
		for c := a + 1; c < v; c++ {
			timed = timed || (toks[c].Head == a || toks[c].Head == v) && toks[c].Rel == "obl"
			if toks[c].UPOS == "PUNCT" || toks[c].UPOS == "VERB" || toks[c].Head == a && toks[c].Rel == "obj" {
				timed = false
				break
			}
		}
		for c := range toks {
			if timed && toks[c].Head == a {
				toks[c].Head = v
			}
		}
	}
}

// auxiliary are verbs that take a participle behind them.
var auxiliary = map[string]bool{"be": true, "have": true, "get": true, "keep": true, "remain": true, "become": true}

// repairActing makes the subject of a verb of the -ing form right before it, where a tree makes the verb its complement: "[Fighting] broke out between".
func repairActing(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 1; v < len(toks); v++ {
		t := v - 1
		if toks[t].XPOS != "VBG" || toks[v].Head != t || toks[v].Rel != "xcomp" && toks[v].Rel != "ccomp" {
			continue
		}
		switch x := toks[v].XPOS; {
		case x == "VBD", x == "VBZ", x == "VBP":
		case x == "VBN" && toks[t].Head < 0 && !auxiliary[toks[t].Lemma]: // no finite verb besides
		default:
			continue
		}
		toks[v].Head, toks[v].Rel = toks[t].Head, toks[t].Rel
		toks[t].Head, toks[t].Rel, toks[t].UPOS, toks[t].XPOS, toks[t].Lemma = v, "nsubj", "NOUN", "NN", strings.ToLower(toks[t].Form)
		if toks[v].XPOS == "VBN" {
			toks[v].XPOS = "VBD"
		}
		for c := range toks {
			if c > v && toks[c].Head == t {
				toks[c].Head = v
			}
		}
	}
}

// repairRanked coordinates a noun with the same noun before it, where a tree coordinates it with the name between the two: "was the second state after Peru
// and the [first state] to recognise it".
func repairRanked(s *nlp.Sentence) {
	toks := s.Tokens
	for t := range toks {
		h := toks[t].Head
		if toks[t].Rel != "conj" || toks[t].UPOS != "NOUN" || h < 0 || h > t || toks[h].UPOS != "PROPN" || toks[h].Rel != "nmod" {
			continue
		}
		if n := toks[h].Head; n >= 0 && n < h && toks[n].UPOS == "NOUN" && toks[n].Lemma == toks[t].Lemma {
			toks[t].Head = n
		}
	}
}

// repairAgain coordinates what stands under a repeated "of", where a tree hangs each on the one before: "a member of the Union, [of the League] and of the Bloc".
func repairAgain(s *nlp.Sentence) {
	toks := s.Tokens
	of := func(t int) int {
		for c := range toks {
			if toks[c].Head == t && toks[c].Rel == "case" && toks[c].Lemma == "of" {
				return c
			}
		}
		return -1
	}
	for t := range toks {
		h := toks[t].Head
		if toks[t].Rel != "nmod" || h < 0 || h > t || toks[h].Rel != "nmod" && toks[h].Rel != "conj" || !capital(toks[t].Form) || !capital(toks[h].Form) {
			continue
		}
		if c := of(t); c > h+1 && of(h) >= 0 && (toks[c-1].Form == "," || toks[c-1].Lemma == "and") {
			toks[t].Rel = "conj"
		}
	}
}

// repairWho hangs a clause with "who" on the person named right before it, where a tree hangs it on the verb: "was brokered by the emir of Qatar, [who met both]".
func repairWho(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for w := 1; w < len(toks); w++ {
		v := toks[w].Head
		if !strings.EqualFold(toks[w].Form, "who") || v <= w || toks[v].Rel != "advcl:relcl" && toks[v].Rel != "acl:relcl" || toks[v].Head < 0 || toks[v].Head > w {
			continue
		}
		if h := toks[toks[v].Head].UPOS; h == "PROPN" || h == "NOUN" || h == "PRON" {
			continue
		}
		end := w
		if toks[w-1].Form == "," {
			end--
		}
		for _, m := range mentions {
			if m.Last == end && m.Head < end && toks[m.Head].Head != v {
				toks[v].Head, toks[v].Rel = m.Head, "acl:relcl"
				break
			}
		}
	}
}

// placedBefore reports whether a place is told before the noun m, under the same verb: "is represented [in Chad] by its envoy".
func placedBefore(toks []nlp.Token, m int) bool {
	for c := 1; c < m; c++ {
		if toks[c].Head == toks[m].Head && toks[c].Rel == "obl" && toks[c].UPOS == "PROPN" && strings.EqualFold(toks[c-1].Form, "in") {
			return true
		}
	}
	return false
}

// seatedEnvoy are envoys who are told by where they sit.
var seatedEnvoy = map[string]bool{"ambassador": true, "envoy": true, "minister": true, "consul": true, "commissioner": true}

// repairSeatsBehind hangs the place behind a mission, or an envoy, that stands under a preposition on the mission, where a tree hangs both on the verb: "is represented in Norway by
// its embassy [in Stockholm]".
func repairSeatsBehind(s *nlp.Sentence, missions *rule.Class) {
	toks := s.Tokens
	for m := 1; m+2 < len(toks); m++ {
		in, c := m+1, m+2
		if !strings.HasPrefix(toks[m].Rel, "obl") || toks[c].Head != toks[m].Head || toks[c].Rel != "obl" || toks[c].UPOS != "PROPN" || toks[in].Head != c {
			continue
		}
		if w := strings.ToLower(toks[m].Lemma); !missions.Words[w] && !(seatedEnvoy[w] && placedBefore(toks, m)) {
			continue
		}
		if f := strings.ToLower(toks[in].Form); f == "in" || f == "at" {
			toks[c].Head, toks[c].Rel = m, "nmod"
		}
	}
}
