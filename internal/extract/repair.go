package extract

import (
	"strings"
	"unicode"

	"chancery/internal/resolve/party"
	"chancery/internal/rule"
	"chancery/nlp"
)

// A parser trained on general English errs where diplomacy is terse: on runs of names, on a verb behind a name without an
// article, on missions called by their seat. What the names in a sentence tell mends that.

// seat is the relation of a place to the mission named by it: "Embassy Manama", "Legation Tirana".
const seat = "nmod:seat"

// repair mends what no reader of English would build, given who is mentioned. It changes s.
func repair(s *nlp.Sentence, mentions []party.Mention, dates [][2]int, missions *rule.Class) {
	for _, run := range runs(s, mentions) {
		repairRun(s, run)
	}
	repairTitled(s)
	repairHolders(s, mentions)
	repairNames(s, mentions)
	repairVerbs(s, mentions)
	repairModified(s)
	repairRaised(s)
	repairNamed(s)
	repairWanted(s)
	repairSecond(s)
	repairFronted(s, dates)
	repairCleft(s, dates)
	repairBeforeThat(s)
	repairAbsolute(s)
	repairDates(s, dates)
	repairThose(s)
	repairPossessors(s)
	repairCases(s)
	repairFinite(s)
	repairTense(s)
	repairAgents(s)
	repairUntil(s)
	repairBeing(s)
	repairClauses(s)
	repairWhatIsNow(s)
	repairWhen(s)
	repairReceivers(s)
	repairBoth(s)
	repairPredicates(s, mentions)
	repairLatin(s)
	repairTwice(s)
	repairSpeaker(s)
	repairObjects(s)
	repairSegments(s, dates)
	repairUntilDates(s, dates)
	repairAppointed(s)
	repairDrawn(s, mentions)
	repairVisiting(s)
	repairVoice(s)
	repairSeries(s)
	repairTwoClauses(s)
	if missions != nil {
		repairSeats(s, missions)
	}
}

// repairTitled hangs a preposition on the name behind a title, where a tree hangs it on the title: "the arrest [of] President Salinas".
func repairTitled(s *nlp.Sentence) {
	toks := s.Tokens
	for i := range toks {
		h, title := toks[i].Head, false
		for h > i && toks[h].Head > h && (toks[h].Rel == "nmod:desc" || toks[h].Rel == "compound") {
			title = title || toks[h].Rel == "nmod:desc"
			h = toks[h].Head
		}
		if title && toks[i].Rel == "case" {
			toks[i].Head = h
		}
	}
}

// repairHolders coordinates one who holds an office with the one before, where a tree coordinates him with that one's state: "Presidents Ana Rey of Peru and
// [Juan Sol] of Chile".
func repairHolders(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for i := range mentions {
		b := &mentions[i]
		h := toks[b.Head].Head
		if b.Form != party.PersonName || toks[b.Head].Rel != "conj" || h < 0 || toks[h].Rel != "nmod" {
			continue
		}
		for k := range mentions {
			if a := &mentions[k]; a.Form == party.PersonName && a.Last <= b.First && a.Contains(h) && a.Head != h {
				toks[b.Head].Head = a.Head
				break
			}
		}
	}
}

// repairNames makes a noun again of a name that was taken for a verb, and the subject of the verb behind it: "[Belize] has an embassy".
func repairNames(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for _, m := range mentions {
		n := m.Head
		if m.Form != party.Name && m.Form != party.Capital || n < 0 || n >= len(toks) || toks[n].UPOS != "VERB" {
			continue
		}
		toks[n].UPOS, toks[n].XPOS, toks[n].Lemma = "PROPN", "NNP", toks[n].Form
		v := m.Last
		for v < len(toks) && (toks[v].UPOS == "ADV" || toks[v].UPOS == "AUX") {
			v++
		}
		if v >= len(toks) || toks[v].Head != n || !strings.HasPrefix(toks[v].XPOS, "VB") {
			continue
		}
		toks[v].Head, toks[v].Rel = toks[n].Head, toks[n].Rel
		for c := range toks {
			if toks[c].Head == n && c > v {
				toks[c].Head = v
			}
		}
		toks[n].Head, toks[n].Rel = v, "nsubj"
	}
}

// repairFronted gives a verb without a subject the noun that a tree has drawn into the date before it: "In the 1970s [relations]
// deteriorated". dates are the tokens of the dates, first and last.
func repairFronted(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		drawnIn(toks, d)
		n := toks[d[1]].Head
		if n <= d[1] || toks[n].Rel != "obl" || toks[n].Head <= n {
			continue
		}
		v := toks[n].Head
		ok := strings.HasPrefix(toks[v].XPOS, "VB")
		for c := range toks {
			if toks[c].Head == v && strings.HasPrefix(toks[c].Rel, "nsubj") {
				ok = false
			}
		}
		if !ok {
			continue
		}
		toks[n].Rel = "nsubj"
		for c := range toks {
			if toks[c].Head == n && c < d[1] {
				toks[c].Head = d[1]
			}
		}
		toks[d[1]].Head, toks[d[1]].Rel = v, "obl"
	}
}

// repairCleft hangs a date that is set before its clause under the verb of that: "It was not until [1881] that Peru recognised it".
func repairCleft(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		n := -1
		for t := d[0]; t <= d[1]; t++ {
			if h := toks[t].Head; h < d[0] || h > d[1] {
				n = t
			}
		}
		it, cop := false, false
		for c := 0; n >= 0 && c < n; c++ {
			it = it || toks[c].Head == n && strings.EqualFold(toks[c].Form, "it")
			cop = cop || toks[c].Head == n && toks[c].Rel == "cop"
		}
		if !it || !cop {
			continue
		}
		for v := d[1] + 1; v < len(toks); v++ {
			that := -1
			for c := d[1] + 1; c < v; c++ {
				if toks[c].Head == v && strings.EqualFold(toks[c].Form, "that") {
					that = c
				}
			}
			if that >= 0 && strings.HasPrefix(toks[v].XPOS, "VB") {
				toks[v].Head, toks[v].Rel = toks[n].Head, toks[n].Rel
				toks[n].Head, toks[n].Rel = v, "obl"
				toks[that].Rel = "mark"
				break
			}
		}
	}
}

// repairBeforeThat hangs what stands before the "that" of a clause on the verb above: "said [on Wednesday] that there was none".
func repairBeforeThat(s *nlp.Sentence) {
	toks := s.Tokens
	for m := range toks {
		v := toks[m].Head
		if toks[m].Rel != "mark" || !strings.EqualFold(toks[m].Form, "that") || v < m || toks[v].Rel != "ccomp" {
			continue
		}
		h := toks[v].Head
		for c := h + 1; h >= 0 && c < m; c++ {
			if toks[c].Head == v && (toks[c].Rel == "obl" || toks[c].Rel == "obl:unmarked" || toks[c].Rel == "advmod") {
				toks[c].Head = h
			}
		}
	}
}

// repairDates hangs a date at the end of coordinated verbs on the last of them, where the first has a date of its own before it: "recognised it in
// 2016 and withdrew the recognition [on 27 October 2017]".
func repairDates(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	top := func(d [2]int) int { // the token of d that hangs outside it
		for t := d[0]; t <= d[1]; t++ {
			if h := toks[t].Head; h < d[0] || h > d[1] {
				return t
			}
		}
		return -1
	}
	for _, d := range dates {
		n := top(d)
		if n < 0 || toks[n].Rel != "obl" || toks[n].Head < 0 || toks[n].Head > n {
			continue
		}
		v, w := toks[n].Head, -1
		for c := v + 1; c < n; c++ {
			if toks[c].Head == v && toks[c].Rel == "conj" && strings.HasPrefix(toks[c].XPOS, "VB") {
				w = c
			}
		}
		for _, e := range dates {
			if m := top(e); w >= 0 && m >= 0 && m < w && toks[m].Head == v {
				toks[n].Head = w
				break
			}
		}
		if x := toks[v].XPOS; toks[n].Head == v && (x == "VBZ" || x == "VBP") {
			if w := lastClause(toks, v, n); w >= 0 {
				toks[n].Head = w
			}
		}
	}
}

// lastClause returns the verb of the clause below v that token n ends, told in the past, -1 where a comma stands between: "has no ties with it, although a fair
// was held there in 2011".
func lastClause(toks []nlp.Token, v, n int) int {
	for w := n - 1; w > v; w-- {
		switch t := &toks[w]; {
		case t.Form == ",":
			return -1
		case t.Head == v && t.Rel == "advcl" && (t.XPOS == "VBD" || t.XPOS == "VBN"):
			return w
		}
	}
	return -1
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

// repairUntil makes a clause of what a tree has taken for a noun with a verb coordinated to it: "did not do so [until the envoy, John Kirk, was received]".
func repairUntil(s *nlp.Sentence) {
	toks := s.Tokens
	for u := range toks {
		n := toks[u].Head
		if f := strings.ToLower(toks[u].Form); f != "until" && f != "till" || toks[u].Rel != "case" || n < u || toks[n].Rel != "obl" {
			continue
		}
		for w := n + 1; w < len(toks); w++ {
			if toks[w].Head != n && (toks[w].Head != toks[n].Head || joined(toks, n, w)) || toks[w].Rel != "conj" || !strings.HasPrefix(toks[w].XPOS, "VB") {
				continue
			}
			rel := ""
			for c := n; c < w; c++ {
				if toks[c].Head == w && strings.HasPrefix(toks[c].Rel, "nsubj") {
					rel = toks[c].Rel
					toks[c].Head, toks[c].Rel = n, "appos"
				}
				if toks[c].Head == w && toks[c].Rel == "aux:pass" {
					rel = "nsubj:pass"
				}
			}
			if rel == "" {
				break
			}
			toks[w].Head, toks[w].Rel = toks[n].Head, "advcl"
			toks[u].Head, toks[u].Rel = w, "mark"
			toks[n].Head, toks[n].Rel = w, rel
			break
		}
	}
}

// repairBeing makes a noun of the last word of "came into being", which hangs on the verb.
func repairBeing(s *nlp.Sentence) {
	toks := s.Tokens
	for i := 2; i < len(toks); i++ {
		v := i - 2
		if !strings.EqualFold(toks[i].Form, "being") || !strings.EqualFold(toks[i-1].Form, "into") {
			continue
		}
		for v > 0 && !strings.HasPrefix(toks[v].XPOS, "VB") {
			v--
		}
		if !strings.HasPrefix(toks[v].XPOS, "VB") {
			continue
		}
		for h := toks[v].Head; h >= 0; h = toks[h].Head {
			if h == i {
				toks[v].Head, toks[v].Rel = toks[i].Head, toks[i].Rel
				break
			}
		}
		for c := range toks {
			if toks[c].Head == i {
				toks[c].Head = v
			}
		}
		toks[i].UPOS, toks[i].XPOS, toks[i].Lemma, toks[i].Head, toks[i].Rel = "NOUN", "NN", "being", v, "obl"
		toks[i-1].Head, toks[i-1].Rel = i, "case"
	}
}

// repairClauses sets free what was hung into the clause before a semicolon and is a clause of its own: "never ratified it; it was
// not until 1921 that ...".
func repairClauses(s *nlp.Sentence) {
	toks := s.Tokens
	for i := range toks {
		t := &toks[i]
		h := t.Head
		if h < 0 || h > i || t.Rel != "obl" && t.Rel != "nmod" && t.Rel != "obj" {
			continue
		}
		cop := false
		for c := h + 1; c < i; c++ {
			cop = cop || toks[c].Head == i && toks[c].Rel == "cop"
		}
		for c := h + 1; cop && c < i; c++ {
			if toks[c].Form == ";" {
				t.Rel = "parataxis"
				break
			}
		}
	}
}

// repairBoth makes "both" behind a verb its object, where a tree sets it before what follows, and gives it the preposition before it: "recognised [both] on the
// same day", "ties [with] both on 3 May".
func repairBoth(s *nlp.Sentence) {
	toks := s.Tokens
	for b := 1; b < len(toks)-1; b++ {
		if v := &toks[b-1]; toks[b].Lemma == "both" && toks[b].Rel == "cc:preconj" && v.UPOS == "VERB" && v.XPOS != "VBN" && toks[b+1].UPOS == "ADP" {
			toks[b].Head, toks[b].Rel = b-1, "obj"
		}
		if p := &toks[b-1]; toks[b].Lemma == "both" && p.Rel == "case" && p.Head > b && toks[b+1].UPOS == "ADP" {
			p.Head = b
		}
	}
}

// repairWhatIsNow puts a name in the place of the "what" that leads to it: "a post in what is now [Samoa]", "in what became [Namibia]".
func repairWhatIsNow(s *nlp.Sentence) {
	toks := s.Tokens
	for w := range toks {
		if toks[w].Lemma != "what" || toks[w].Head < 0 {
			continue
		}
		for n := w + 2; n < len(toks) && n < w+8; n++ {
			be := toks[n].Head
			if toks[n].UPOS != "PROPN" || be != w && (be < w || be > n || toks[be].Head != w || toks[be].Lemma != "become") {
				continue
			}
			if be == w && toks[n].Rel != "acl:relcl" {
				continue
			}
			up, rel := toks[w].Head, toks[w].Rel
			for c := range toks {
				switch {
				case toks[c].Head == w && c != n && c != be:
					toks[c].Head = n
				case toks[c].Head == n && c > w && c < n && (toks[c].Rel == "cop" || toks[c].Rel == "advmod"):
					toks[c].Rel = "dep"
				}
			}
			if be != w {
				toks[be].Head, toks[be].Rel = n, "dep"
			}
			toks[n].Head, toks[n].Rel = up, rel
			toks[w].Head, toks[w].Rel = n, "det"
			break
		}
	}
}

// repairWhen hangs a clause with "when" on the verb before it, where a tree hangs it on a noun: "opened a post in the port of Apia [when he came on 3 May]".
func repairWhen(s *nlp.Sentence) {
	toks := s.Tokens
	for w := range toks {
		c := toks[w].Head
		if toks[w].UPOS != "ADV" && toks[w].UPOS != "SCONJ" || !strings.EqualFold(toks[w].Form, "when") || c < w || toks[c].Rel != "advcl" && toks[c].Rel != "acl:relcl" {
			continue
		}
		n := toks[c].Head
		if toks[c].Rel == "acl:relcl" && (n < 0 || toks[n].UPOS != "PROPN") { // "the day when"
			continue
		}
		if n < 0 || n > w || toks[n].UPOS != "PROPN" && toks[n].UPOS != "NOUN" || toks[n].Rel != "nmod" && toks[n].Rel != "obl" && toks[n].Rel != "obj" && toks[n].Rel != "flat" {
			continue
		}
		for v := toks[n].Head; v >= 0; v = toks[v].Head {
			if toks[v].UPOS == "VERB" {
				toks[c].Head, toks[c].Rel = v, "advcl"
				break
			}
		}
	}
}

// joined reports whether an "and" or its like that belongs to w stands between n and w.
func joined(toks []nlp.Token, n, w int) bool {
	for c := n; c < w; c++ {
		if toks[c].Rel == "cc" && toks[c].Head == w {
			return true
		}
	}
	return false
}

// repairFinite coordinates a finite verb with the finite one above, where a tree has coordinated it with an infinitive: "offered to resign and [accused] Peru".
func repairFinite(s *nlp.Sentence) {
	toks := s.Tokens
	for c := range toks {
		h := toks[c].Head
		if toks[c].Rel != "conj" || toks[c].XPOS != "VBD" && toks[c].XPOS != "VBZ" || h < 0 || h > c || toks[h].XPOS != "VB" || toks[h].Rel != "xcomp" {
			continue
		}
		up, own := toks[h].Head, false
		for k := range toks {
			own = own || toks[k].Head == c && strings.HasPrefix(toks[k].Rel, "nsubj")
		}
		if up >= 0 && !own && (toks[up].XPOS == "VBD" || toks[up].XPOS == "VBZ") {
			toks[c].Head = up
		}
	}
}

// repairTense coordinates a verb in the simple past, with a subject of its own, with the main verb, where a tree coordinates it with one in the pluperfect below
// that: "left a day after Peru had done so, and Chad [stayed]".
func repairTense(s *nlp.Sentence) {
	toks := s.Tokens
	for c := range toks {
		h := toks[c].Head
		if toks[c].Rel != "conj" || toks[c].XPOS != "VBD" || h < 0 || h > c || toks[h].Rel != "advcl" || toks[h].Head < 0 {
			continue
		}
		own, had, also := false, false, false
		for k := range toks {
			own = own || toks[k].Head == c && strings.HasPrefix(toks[k].Rel, "nsubj")
			had = had || toks[k].Head == h && toks[k].Rel == "aux" && strings.EqualFold(toks[k].Form, "had")
			also = also || toks[k].Head == c && toks[k].Rel == "aux"
		}
		if own && had && !also && toks[toks[h].Head].XPOS == "VBD" {
			toks[c].Head = toks[h].Head
		}
	}
}

// repairPossessors gives a noun in the genitive to the noun behind it, where a tree has both as subjects: "the diplomats' [expulsion]".
func repairPossessors(s *nlp.Sentence) {
	toks := s.Tokens
	for p := range toks {
		n := toks[p].Head
		if toks[p].UPOS != "PART" || toks[p].Rel != "case" || n != p-1 || n < 0 || !strings.HasPrefix(toks[n].Rel, "nsubj") {
			continue
		}
		for m := p + 1; m < len(toks) && m < p+4; m++ {
			if toks[m].Head == toks[n].Head && toks[m].Rel == toks[n].Rel && toks[m].UPOS == "NOUN" {
				toks[n].Head, toks[n].Rel = m, "nmod:poss"
				break
			}
		}
	}
}

// repairAgents hangs a "by" behind an object on that object, where the verb is active: "hosted a visit [by the emir]", "called for a withdrawal [by Peru]".
func repairAgents(s *nlp.Sentence) {
	toks := s.Tokens
	for a := range toks {
		v := toks[a].Head
		if toks[a].Rel != "obl:agent" || v < 0 || v > a || toks[v].XPOS == "VBN" {
			continue
		}
		active, noun := false, -1
		for c := range toks {
			switch {
			case toks[c].Head != v:
			case toks[c].Rel == "nsubj":
				active = true
			case toks[c].Rel == "nsubj:pass", toks[c].Rel == "aux:pass":
				active = false
				noun = len(toks)
			case c > v && c < a && (toks[c].Rel == "obj" || toks[c].Rel == "obl") && toks[c].UPOS == "NOUN":
				noun = max(noun, c)
			}
		}
		if active && noun > v && noun < a {
			toks[a].Head, toks[a].Rel = noun, "nmod"
		}
	}
}

// repairCases hangs a preposition on the noun where the tree hangs it on an adjective or a name before that noun: "[on] Chadian cotton", "[in] Port Louis".
func repairCases(s *nlp.Sentence) {
	toks := s.Tokens
	for t := range toks {
		a := toks[t].Head
		if toks[t].Rel != "case" || a <= t || toks[a].Rel != "amod" && toks[a].Rel != "compound" {
			continue
		}
		n := toks[a].Head
		if n < a || toks[n].UPOS != "NOUN" && toks[n].UPOS != "PROPN" {
			continue
		}
		ok := true
		for c := range toks { // "Minister of Foreign Affairs Kristiina Ojuland's visit"
			ok = ok && !(toks[c].Head == n && toks[c].Rel == "case")
		}
		if ok {
			toks[t].Head = n
		}
	}
}

// repairThose coordinates "those of" with the noun that it stands for, where the tree has taken a name between them: "the interests of Peru in
// Chile and [those] of Chile in Peru".
func repairThose(s *nlp.Sentence) {
	toks := s.Tokens
	for t := range toks {
		h := toks[t].Head
		if toks[t].Rel != "conj" || h < 0 || h > t || !strings.EqualFold(toks[t].Form, "those") || toks[h].UPOS != "PROPN" || t+1 >= len(toks) || toks[t+1].Form != "of" {
			continue
		}
		for n := h - 1; n >= 0; n-- {
			if toks[n].UPOS == "NOUN" && toks[n].XPOS == "NNS" {
				toks[t].Head = n
				break
			}
		}
	}
}

// drawnIn gives a verb without a subject the noun that a tree has coordinated with the date before it: "During the war, [Peru and its army]
// were supported by Chile".
func drawnIn(toks []nlp.Token, d [2]int) {
	for c := d[1] + 1; c < len(toks); c++ {
		h := toks[c].Head
		if toks[c].Rel != "conj" || h < d[0] || h > d[1] || toks[d[1]+1].Form != "," {
			continue
		}
		v := toks[h].Head
		if toks[h].Rel != "obl" || v <= c || !strings.HasPrefix(toks[v].XPOS, "VB") {
			return
		}
		rel := "nsubj"
		for k := range toks {
			if toks[k].Head == v && strings.HasPrefix(toks[k].Rel, "nsubj") {
				return
			}
			if toks[k].Head == v && toks[k].Rel == "aux:pass" {
				rel = "nsubj:pass"
			}
		}
		toks[c].Head, toks[c].Rel = v, rel
		for k := c + 1; k < v; k++ { // what else hung on the date belongs to the list
			if toks[k].Rel == "conj" && toks[k].Head == h {
				toks[k].Head = c
			}
		}
		return
	}
}

// repairAbsolute gives a verb the subject that a tree has left with the participle clause behind it: "Chile, being a republic, sided with Peru".
func repairAbsolute(s *nlp.Sentence) {
	toks := s.Tokens
	for a := range toks {
		v := toks[a].Head
		if toks[a].Rel != "advcl" || v <= a || !strings.HasPrefix(toks[v].XPOS, "VB") {
			continue
		}
		subject, gerund := -1, strings.HasPrefix(toks[a].XPOS, "VBG")
		for c := range toks {
			switch {
			case toks[c].Head == v && strings.HasPrefix(toks[c].Rel, "nsubj"):
				gerund = false
				subject = -2
			case toks[c].Head == a && toks[c].Rel == "nsubj" && subject == -1 && c+1 < a && toks[c+1].Form == ",":
				subject = c
			case toks[c].Head == a && (toks[c].Rel == "cop" || toks[c].Rel == "aux"):
				gerund = gerund || toks[c].XPOS == "VBG"
			}
		}
		if subject >= 0 && gerund {
			toks[subject].Head = v
		}
	}
}

// runs returns the heads of names that stand in a row: "Bahrain, Saudi Arabia and Egypt".
func runs(s *nlp.Sentence, mentions []party.Mention) (out [][]party.Mention) {
	var run []party.Mention
	last := -1 // the mention before
	flush := func() {
		if n := len(run); n > 1 && nextClause(s, run[n-2], run[n-1], run[0]) {
			run = run[:n-1]
		}
		if len(run) > 1 {
			if m, ok := strangerBefore(s, run[0]); ok {
				run = append([]party.Mention{m}, run...)
			}
		}
		if len(run) > 1 {
			out = append(out, run)
		}
		run = nil
	}
	for _, m := range mentions {
		if m.First <= last-1 {
			continue // inside the one before
		}
		if n := len(run); n > 0 && m.First < aside(s, run[n-1].Last) {
			continue // in brackets behind it: another name of it
		}
		named := m.Form == party.Name || m.Form == party.Capital || m.Form == party.Metonym
		if !named || len(m.Parties) == 0 {
			flush()
			last = m.Last
			continue
		}
		if n := len(run); n > 0 && !listed(s, aside(s, run[n-1].Last), m.First) {
			if between := strangers(s, aside(s, run[n-1].Last), m.First); len(between) > 0 && alikeIn(run, m) {
				run = append(run, between...)
			} else {
				flush()
			}
		}
		run = append(run, m)
		last = m.Last
	}
	flush()
	kept := out[:0]
	for _, r := range out { // "Tirana, Albania" is no list; one with an "and" before its last is
		for i := aside(s, r[len(r)-2].Last); i < r[len(r)-1].First; i++ {
			if f := strings.ToLower(s.Tokens[i].Form); f == "and" || f == "or" {
				kept = append(kept, r)
				break
			}
		}
	}
	return kept
}

// alikeIn reports whether m is of the sort of parties that run lists: organisations or states.
func alikeIn(run []party.Mention, m party.Mention) bool {
	return len(m.Parties) == 1 && len(run[0].Parties) == 1 && m.Parties[0].Type == run[0].Parties[0].Type && m.Form == run[0].Form
}

// strangers returns the names that nobody knows and that stand between the members of a list which ends at token a and goes on at b:
// "the G7, [Five Eyes], [the Joint Expeditionary Force] and NATO". None where other words stand there.
func strangers(s *nlp.Sentence, a, b int) (out []party.Mention) {
	const longest = 8
	toks := s.Tokens
	for i := a; i < b; {
		joint := i
		for i < b && separator(toks[i].Form) {
			i++
		}
		if i == joint || joint == a && toks[a].Form != "," || i == b && len(out) == 0 {
			return nil
		}
		if i == b {
			return out
		}
		first := i
		for i < b && !separator(toks[i].Form) || i < b && strings.EqualFold(toks[i].Form, "the") && i > first {
			f := toks[i].Form
			if f == "(" {
				break
			}
			if capital := unicode.IsUpper([]rune(f)[0]) || unicode.IsDigit([]rune(f)[0]); !capital && f != "of" && f != "the" && f != "for" && f != "on" && f != "-" && f != "–" || toks[i].UPOS == "VERB" && !capital {
				return nil
			}
			i++
		}
		end := i
		if i = aside(s, i); i-first > longest || i >= b {
			return nil
		}
		m := party.Mention{First: first, Last: end, Head: first, Form: party.Name}
		for t := first; t < end; t++ {
			if h := toks[t].Head; (h < first || h >= end) && toks[t].UPOS != "ADP" {
				m.Head = t
				break
			}
		}
		out = append(out, m)
	}
	return nil
}

// strangerBefore returns the name that nobody knows and that begins the list in which first stands second, if the tree says so: "of the [Atlantic Pact], NATO and".
func strangerBefore(s *nlp.Sentence, first party.Mention) (party.Mention, bool) {
	const longest = 8
	toks := s.Tokens
	end := first.First
	if end > 0 && strings.EqualFold(toks[end-1].Form, "the") {
		end--
	}
	if end < 2 || toks[end-1].Form != "," {
		return party.Mention{}, false
	}
	end--
	from := end
	for k := end - 1; k >= 0 && k >= end-longest; k-- {
		f := toks[k].Form
		capital := unicode.IsUpper([]rune(f)[0])
		if !capital && f != "of" && f != "the" && f != "-" && f != "–" || toks[k].UPOS == "ADP" && capital || toks[k].UPOS == "NUM" {
			break
		}
		if capital {
			from = k
		}
	}
	k := from - 1
	for k >= 0 && (toks[k].UPOS == "DET" || toks[k].UPOS == "ADP") {
		k--
	}
	if k < 0 || toks[k].UPOS == "PUNCT" { // "During the Civil War, Peru and Chile"
		return party.Mention{}, false
	}
	h := toks[first.Head].Head
	if h < from || h >= end || toks[first.Head].Rel != "appos" && toks[first.Head].Rel != "conj" {
		return party.Mention{}, false
	}
	return party.Mention{First: from, Last: end, Head: h, Form: party.Name}, true
}

// aside returns the token behind the brackets that begin at token t, if short ones do: "ESCAP (1947),".
func aside(s *nlp.Sentence, t int) int {
	const longest = 8
	if t >= len(s.Tokens) || s.Tokens[t].Form != "(" {
		return t
	}
	for i := t + 1; i < len(s.Tokens) && i <= t+longest; i++ {
		if s.Tokens[i].Form == ")" {
			return i + 1
		}
	}
	return t
}

// separator reports whether a word only joins a list.
func separator(form string) bool {
	switch strings.ToLower(form) {
	case ",", "and", "or", "the":
		return true
	}
	return false
}

// nextClause reports whether the last of a list, b behind a, begins a clause of its own: "looks after interests in Iran, and [Oman] represents".
// first begins the list; with it as the subject of the same verb, it is a list.
func nextClause(s *nlp.Sentence, a, b, first party.Mention) bool {
	toks := s.Tokens
	h := &toks[b.Head]
	return a.Last < len(toks) && toks[a.Last].Form == "," && strings.HasPrefix(h.Rel, "nsubj") && h.Head >= b.Last && strings.HasPrefix(toks[h.Head].XPOS, "VB") &&
		toks[h.Head].Rel != "root" && first.First > 0 && toks[first.Head].Rel != "nsubj"
}

// listed reports whether the tokens from a to b only join a list.
func listed(s *nlp.Sentence, a, b int) bool {
	if a >= b || b-a > 4 {
		return false
	}
	for i := a; i < b; i++ {
		if f := s.Tokens[i].Form; !separator(f) && (f != "of" || i == a || !separator(s.Tokens[i-1].Form)) { // "of the one, of the other and of a third"
			return false
		}
	}
	return true
}

// repairRun makes the first of a list its head and the others its conjuncts.
func repairRun(s *nlp.Sentence, run []party.Mention) {
	toks := s.Tokens
	from, to := run[0].First, run[len(run)-1].Last
	inside := func(t int) bool { return t >= from && t < to }
	head := run[0].Head
	outer, rel := -2, ""
	for _, m := range run {
		if h := toks[m.Head].Head; !inside(h) {
			if outer == -2 || toks[m.Head].Rel != "appos" && toks[m.Head].Rel != "conj" && outer < 0 {
				outer, rel = h, toks[m.Head].Rel
			}
		}
	}
	if outer == -2 {
		return
	}
	// A verb right behind a list without a preposition has the list as its subject.
	if v := to; v < len(toks) && (from == 0 || !isCase(toks, from, head)) {
		for v < len(toks) && toks[v].UPOS == "ADV" {
			v++
		}
		if v < len(toks) && (toks[v].XPOS == "VBD" || toks[v].XPOS == "VBN" || toks[v].XPOS == "VBP" || toks[v].XPOS == "VBZ") && toks[v].UPOS == "VERB" {
			if outer < 0 { // a name was the root
				for c := range toks {
					if inside(toks[c].Head) && !inside(c) && c != v {
						toks[c].Head = v
					}
				}
				toks[v].Head, toks[v].Rel = -1, "root"
				if toks[v].XPOS == "VBN" {
					toks[v].XPOS = "VBD"
				}
			}
			outer, rel = v, "nsubj"
		}
	}
	if outer >= 0 && inside(outer) {
		return
	}
	toks[head].Head, toks[head].Rel = outer, rel
	for _, m := range run[1:] {
		toks[m.Head].Head, toks[m.Head].Rel = head, "conj"
	}
	for c := range toks { // what hung on a member from outside and now would hang in a loop
		if !inside(c) && inside(toks[c].Head) && c == outer {
			toks[c].Head, toks[c].Rel = -1, "root"
		}
	}
	breakLoops(toks, head)
}

// isCase reports whether a preposition stands before the list.
func isCase(toks []nlp.Token, from, head int) bool {
	return from > 0 && (toks[from-1].UPOS == "ADP" || toks[from-1].UPOS == "DET" && from > 1 && toks[from-2].UPOS == "ADP")
}

// breakLoops makes a tree again where a change of heads has closed a circle through t.
func breakLoops(toks []nlp.Token, t int) {
	seen := map[int]bool{}
	for a := t; a >= 0; a = toks[a].Head {
		if seen[a] {
			root := -1
			for i := range toks {
				if toks[i].Head < 0 {
					root = i
				}
			}
			if root == t {
				root = -1
			}
			toks[t].Head = root
			return
		}
		seen[a] = true
	}
}

func capital(s string) bool { return s != "" && s[0] >= 'A' && s[0] <= 'Z' }

// repairSeats makes a mission the head of the place that it is called by.
func repairSeats(s *nlp.Sentence, missions *rule.Class) {
	toks := s.Tokens
	for m := range toks {
		c := m + 1
		if c >= len(toks) || !missions.Words[strings.ToLower(toks[m].Form)] || !capital(toks[m].Form) || toks[c].UPOS != "PROPN" {
			continue
		}
		head := c // the last word of the place's name
		for head+1 < len(toks) && toks[head+1].UPOS == "PROPN" && (toks[head].Head == head+1 || toks[head+1].Head == head || toks[head+1].Head == c) {
			head++
		}
		for k := c; k <= head; k++ {
			if toks[k].Head < m || toks[k].Head > head {
				head = k
				break
			}
		}
		if toks[m].Head == head {
			toks[m].Head, toks[m].Rel = toks[head].Head, toks[head].Rel
			toks[head].Head, toks[head].Rel = m, seat
			for k := range toks {
				if toks[k].Head == head && (k < m || k > head) {
					toks[k].Head = m
				}
			}
		} else if toks[head].Head == m || toks[head].Head == toks[m].Head && toks[head].Rel == toks[m].Rel {
			toks[head].Head, toks[head].Rel = m, seat
		}
	}
}

// repairVerbs raises a verb with a subject of its own that a tree hangs on its object as if it were an adjective: "Iran
// [severed] relations". The subject is a noun that hangs on either, or a name right before the verb.
func repairVerbs(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for v := range toks {
		n := toks[v].Head
		if toks[v].Rel != "amod" || n <= v || !strings.HasPrefix(toks[v].XPOS, "VB") {
			continue
		}
		subject := -1
		for c := range toks {
			if c < v && (toks[c].Head == v || toks[c].Head == n) && strings.HasPrefix(toks[c].Rel, "nsubj") {
				subject = c
			}
		}
		for _, m := range mentions {
			if subject < 0 && m.Last == v && (m.Form == party.Name || m.Form == party.Capital || m.Form == party.PersonName) && toks[m.Head].Head == n && toks[n].Rel == "root" {
				subject = m.Head
			}
		}
		adjective := false // "the protecting power": what stands before a participle that is one
		for c := range toks {
			adjective = adjective || toks[c].Head == n && (toks[c].Rel == "cop" || c < v && c > subject && (toks[c].Rel == "det" || toks[c].Rel == "case" || toks[c].Rel == "nmod:poss" || toks[c].Rel == "amod"))
		}
		if subject < 0 || adjective || finiteAbove(toks, n) {
			continue
		}
		toks[v].Head, toks[v].Rel = toks[n].Head, toks[n].Rel
		if toks[v].XPOS == "VBN" {
			toks[v].XPOS = "VBD"
		}
		toks[v].UPOS = "VERB"
		toks[n].Head, toks[n].Rel = v, "obj"
		toks[subject].Head, toks[subject].Rel = v, "nsubj"
		for c := range toks {
			if toks[c].Head == n && c != v && (toks[c].Rel == "punct" || c < v) {
				toks[c].Head = v
			}
		}
	}
}

// finiteAbove reports whether n is an argument of a verb already: then the participle before it may well be an adjective.
func finiteAbove(toks []nlp.Token, n int) bool {
	switch toks[n].Rel {
	case "obj", "obl", "nmod", "nsubj", "nsubj:pass", "iobj":
		return true
	}
	return false
}
