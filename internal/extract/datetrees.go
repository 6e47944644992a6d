package extract

import (
	"slices"
	"strings"

	"chancery/internal/resolve/party"
	"chancery/nlp"
)

// Dates, and clauses that say when, that a tree hangs on another word than they belong to.

// topOf returns the token of the date d that hangs outside it, -1 for none.
func topOf(toks []nlp.Token, d [2]int) int {
	for t := d[0]; t <= d[1]; t++ {
		if h := toks[t].Head; h < d[0] || h > d[1] {
			return t
		}
	}
	return -1
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

// repairOwnedOnDate gives the noun behind a date the owner whom a tree has given to the date: "Chad's May 2, 1990, [raid] on Mali".
func repairOwnedOnDate(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		n := d[1] + 1
		if n < len(toks) && toks[n].Form == "," {
			n++
		}
		if d[0] < 2 || n >= len(toks) || toks[n].UPOS != "NOUN" || toks[d[0]-1].Rel != "case" || toks[d[0]-1].UPOS != "PART" {
			continue
		}
		o, t := toks[d[0]-1].Head, topOf(toks, d)
		if o < 0 || o >= d[0] || t < 0 || toks[o].Rel != "nmod:poss" || toks[o].Head < d[0] || toks[o].Head > d[1] {
			continue
		}
		toks[o].Head = n
		if h := toks[n].Head; h >= d[0] && h <= d[1] {
			toks[n].Head = toks[t].Head
		}
		if toks[t].Head != n {
			for c := range toks { // "After", which a tree has before the date
				if c < o && toks[c].Head >= d[0] && toks[c].Head <= d[1] && toks[c].Rel == "case" {
					toks[c].Head = n
					toks[n].Rel = toks[t].Rel
				}
			}
			toks[t].Head, toks[t].Rel = n, "nmod:unmarked"
		}
	}
}

// repairCleft hangs a date that is set before its clause under the verb of that: "It was not until [1881] that Peru recognised it".
func repairCleft(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		n := topOf(toks, d)
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

// repairItWas makes a relative clause of what says of somebody that it was he who did it, where a tree has it as another clause: "It was Chad that [severed] relations".
func repairItWas(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		n := toks[v].Head
		if toks[v].Rel != "advcl:relcl" || n < 0 || n > v || toks[n].UPOS != "PROPN" && toks[n].UPOS != "NOUN" {
			continue
		}
		it, who := false, false
		for c := 0; c < v; c++ {
			it = it || toks[c].Head == n && c < n && strings.EqualFold(toks[c].Form, "it")
			who = who || toks[c].Head == v && c > n && strings.HasPrefix(toks[c].Rel, "nsubj") && (toks[c].Lemma == "that" || toks[c].Lemma == "who" || toks[c].Lemma == "which")
		}
		if it && who {
			toks[v].Rel = "acl:relcl"
		}
	}
}

// repairDeedDates hangs a date on the deed that somebody is said to answer for, where a tree hangs it on the saying, and nothing but what belongs to the deed stands between:
// "accused it of an attack on the embassy [on 3 May 2019]". A weekday may be of either and stays.
func repairDeedDates(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		t := topOf(toks, d)
		if t < 0 || toks[t].Rel != "obl" || toks[t].Head < 0 || toks[t].Head > d[0] || !answersFor[toks[toks[t].Head].Lemma] || toks[toks[t].Head].Lemma == "sue" || !slices.ContainsFunc(toks[d[0]:d[1]+1], func(x nlp.Token) bool { return strings.ContainsAny(x.Form, "0123456789") }) {
			continue
		}
		v, n := toks[t].Head, -1
		for c := v + 1; c < d[0]; c++ {
			if toks[c].Head == v && toks[c].UPOS == "NOUN" && toks[c].Rel == "obl" && caseIn(toks, c, "of", "for", "over") {
				n = c
			}
		}
		if n < 0 {
			continue
		}
		within := true
		for c := n + 1; c < d[0]; c++ {
			within = within && toks[c].UPOS != "PUNCT" && toks[c].UPOS != "VERB" && (under(toks, c, n) || under(toks, c, t))
		}
		if within {
			toks[t].Head, toks[t].Rel = n, "nmod"
		}
	}
}

// repairFollowedDate hangs a date on who followed, where a tree hangs it on what was followed, and that has one before: "declared independence in 1991, followed by Chad [in 1992]".
func repairFollowedDate(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		t := topOf(toks, d)
		if t < 0 || toks[t].Rel != "obl" || toks[t].Head < 0 || toks[t].Head > d[0] {
			continue
		}
		for v := toks[t].Head + 1; v+1 < d[0]; v++ {
			if toks[v].Lemma == "follow" && toks[v].XPOS == "VBN" && strings.EqualFold(toks[v+1].Form, "by") && !commaBetween(toks, v, d[0]) {
				toks[t].Head = v
				break
			}
		}
	}
}

// repairBeforeThat hangs what stands before the "that" of a clause on the verb above, and what stands behind it on the verb of the clause: "said [on Wednesday] that
// [on Tuesday] it had left".
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
		for c := m + 1; h >= 0 && h < m && c < v; c++ {
			if toks[c].Head == h && (toks[c].Rel == "obl" || toks[c].Rel == "obl:unmarked") {
				toks[c].Head = v
			}
		}
	}
}

// repairDates hangs a date at the end of coordinated verbs on the last of them, where the first has a date of its own before it: "recognised it in
// 2016 and withdrew the recognition [on 27 October 2017]"; a date behind what is said in the present on what is said; and a date right before a participle on the verb that this goes with.
func repairDates(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		n := topOf(toks, d)
		if n >= 0 && toks[n].Rel == "nsubj" && temporalNouns[strings.ToLower(toks[n].Lemma)] && toks[n].Head == d[1]+1 { // "and the following month [broke] relations"
			if v := toks[n].Head; toks[v].Rel == "conj" && toks[v].Head < n && !bringing[toks[v].Lemma] {
				toks[n].Rel = "obl"
			}
			continue
		}
		if n >= 0 && toks[n].Rel == "obl" && toks[n].Head == d[1]+1 {
			h := toks[n].Head // "closed it [in 1999] citing debts"
			if p := before(toks, d[0]); toks[h].XPOS == "VBG" && toks[h].Rel == "advcl" && toks[h].Head >= 0 && toks[h].Head < d[0] && p >= 0 && toks[p].UPOS != "PUNCT" && toks[p].UPOS != "CCONJ" && toks[p].UPOS != "SCONJ" {
				toks[n].Head = toks[h].Head
			}
			continue
		}
		if n < 0 || toks[n].Rel != "obl" && toks[n].Rel != "advmod" || toks[n].Head < 0 || toks[n].Head > n {
			continue
		}
		if p := before(toks, d[0]); p > toks[n].Head && toks[p].XPOS == "VBN" && toks[p].Rel == "acl" { // "restored ties [severed in 1990]"
			toks[n].Head = p
			continue
		}
		if toks[n].Rel != "obl" {
			continue
		}
		v, w := toks[n].Head, -1
		if x := toks[v].XPOS; x == "VBP" || x == "VBZ" {
			if c := pastContent(toks, v, d[0]); c >= 0 {
				toks[n].Head = c
				continue
			}
		}
		for c := v + 1; c < n; c++ {
			if toks[c].Head == v && toks[c].Rel == "conj" && strings.HasPrefix(toks[c].XPOS, "VB") {
				w = c
			}
		}
		for _, e := range dates {
			if m := topOf(toks, e); w >= 0 && m >= 0 && m < w && toks[m].Head == v {
				toks[n].Head = w
				break
			}
		}
	}
}

// bringing are verbs of which a stretch of time may be the subject.
var bringing = map[string]bool{"see": true, "bring": true, "mark": true, "witness": true, "pass": true, "be": true, "begin": true, "end": true, "follow": true}

// repairUntil makes a clause of what a tree has taken for a noun with a verb coordinated to it: "did not do so [until the envoy, John Kirk, was received]".
func repairUntil(s *nlp.Sentence) {
	toks := s.Tokens
	for u := range toks {
		n := toks[u].Head
		if toks[u].Rel != "case" || n < u || !strings.EqualFold(toks[u].Form, "until") && !strings.EqualFold(toks[u].Form, "till") {
			continue
		}
		if w := besideVerb(toks, n); w >= 0 {
			toks[u].Head, toks[u].Rel, toks[w].Rel = w, "mark", "advcl"
			continue
		}
		if toks[n].Rel != "obl" {
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

// besideVerb returns the verb whose subject the noun n is in, where a tree sets that verb beside the clause before it; -1 for none.
func besideVerb(toks []nlp.Token, n int) int {
	for k := 0; n >= 0 && k < maxDepth && !strings.HasPrefix(toks[n].Rel, "nsubj"); k++ {
		if r := toks[n].Rel; r != "compound" && r != "flat" && r != "nmod:desc" && r != "amod" {
			return -1
		}
		n = toks[n].Head
	}
	if n < 0 {
		return -1
	}
	if w := toks[n].Head; w > n && toks[w].Rel == "parataxis" && toks[w].Head >= 0 && toks[w].Head < n && toks[w].UPOS == "VERB" {
		return w
	}
	return -1
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

// repairSegments hangs a date at the head of a part of the sentence, behind a colon or a semicolon, under the verb of that part: "met twice: [in 1997], the king
// came; [in 2009], the queen did".
func repairSegments(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		p := d[0] - 1
		if p > 0 && toks[p].UPOS == "ADP" {
			p--
		}
		if p < 1 || toks[p].Form != ":" && toks[p].Form != ";" || d[1]+1 >= len(toks) || toks[p].Form == ":" && toks[d[1]+1].Form != "," {
			continue
		}
		top := topOf(toks, d)
		for w := d[1] + 1; top >= 0 && w < len(toks) && toks[w].Form != ";"; w++ {
			if toks[w].UPOS != "VERB" || toks[w].XPOS != "VBD" && toks[w].XPOS != "VBN" {
				continue
			}
			own := false
			for c := d[1]; c < w; c++ {
				own = own || toks[c].Head == w && strings.HasPrefix(toks[c].Rel, "nsubj")
			}
			if own && !under(toks, w, top) {
				toks[top].Head, toks[top].Rel = w, "obl"
				break
			}
		}
	}
}

// repairClauseDates hangs a date that ends a clause under the verb of that, where a tree hangs it on the verb above: "had none until Peru opened ties [in 1972]",
// "has no ties with it, although a fair was held there [in 2011]".
func repairClauseDates(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		top := topOf(toks, d)
		if top < 0 || toks[top].Rel != "obl" || toks[top].Head < 0 || toks[top].Head > top {
			continue
		}
		v := toks[top].Head
		p := d[0] - 1
		if p > 0 && toks[p].UPOS == "ADP" && toks[p].Head == top {
			p--
		}
		if o := deedBehind(toks, dates, d, v, p); o >= 0 { // "condemned on Monday the attack by Sudan [on 3 April]", "blamed Chad for shelling the town [on 3 April]"
			toks[top].Head = o
			if toks[o].UPOS == "NOUN" {
				toks[top].Rel = "nmod"
			}
			continue
		}
		if o := overDeed(toks, v, p); o >= 0 { // "said it was cutting ties with it over a raid [in July]"
			toks[top].Head, toks[top].Rel = o, "nmod"
			continue
		}
		if w := saidBefore(toks, v, p); w >= 0 { // "said that Chad had severed relations with it [in 1990]"
			toks[top].Head = w
			continue
		}
		if p > v && (toks[p].XPOS == "VBN" || toks[p].XPOS == "VBD") && toks[p].Rel == "acl" && under(toks, p, v) && toks[v].Lemma != "order" { // "restored the relations severed [in 2020]"
			toks[top].Head = p
			continue
		}
		if w := relativeBehind(toks, v, d[0], p); w >= 0 && fronted(toks, dates, v) { // "In 1999 they restored the ties that were cut after the raid [in 1975]"
			toks[top].Head = w
			continue
		}
		if w := lastParticiple(toks, v, d[0]); w >= 0 && datedBefore(toks, dates, v, w) { // "broke with it in 1990, having recalled its envoy [in 1988]"
			toks[top].Head = w
			continue
		}
		if w := lastClause(toks, v, top, true); w >= 0 && marked(toks, w, "after") && datedBefore(toks, dates, v, w) { // "closed on 5 May, after Oman took the town [in June 1940]"
			for c := w + 1; c < top; c++ { // of "occupied and annexed it in August" the last
				if toks[c].Head == w && toks[c].Rel == "conj" && strings.HasPrefix(toks[c].XPOS, "VB") {
					toks[top].Head = c
				}
			}
			if toks[top].Head == v {
				toks[top].Head = w
			}
			continue
		}
		if w := lastClause(toks, v, top, false); w >= 0 && marked(toks, w, "after", "because") && d[1] > d[0] && !closeBehind(toks, v, w) && toks[v].XPOS == "VBD" && !datedBefore(toks, dates, v, w) && ofDay(toks, d) { // "recalled its envoy after Oman seized a ship [on 3 May]"
			toks[top].Head = w
			continue
		}
		if w := lastClause(toks, v, top, false); w >= 0 && (toks[v].XPOS == "VBZ" || toks[v].XPOS == "VBP" || presentPerfect(toks, v) || marked(toks, w, "until", "till", "since") || marked(toks, w, "before") && toks[w].XPOS == "VBD" && !datedBefore(toks, dates, v, w)) {
			toks[top].Head = w
		}
	}
}

// overDeed returns the noun of a deed, told for the first time, over which something below the verb v is done and which ends with the token p, -1 for none.
func overDeed(toks []nlp.Token, v, p int) int {
	for o := v + 1; o <= p; o++ {
		if toks[o].UPOS == "NOUN" && toks[o].Rel == "obl" && under(toks, o, v) && under(toks, p, o) && marked(toks, o, "over") && marked(toks, o, "a", "an") && !temporalNouns[toks[o].Lemma] {
			return o
		}
	}
	return -1
}

// saidBefore returns the verb of the clause under v that tells what is said and ends with the token p, -1 for none.
func saidBefore(toks []nlp.Token, v, p int) int {
	for w := v + 1; w <= p; w++ {
		if toks[w].Head == v && toks[w].Rel == "ccomp" && (strings.HasPrefix(toks[w].XPOS, "VB") || hasCopula(toks, w)) && (marked(toks, w, "that", "whether", "why", "how") || speaking[toks[v].Lemma] && hasSubject(toks, w)) && under(toks, p, w) {
			return w
		}
	}
	return -1
}

// hasCopula reports whether a form of "be" makes a clause of the word t.
func hasCopula(toks []nlp.Token, t int) bool {
	for c := range toks[:t] {
		if toks[c].Head == t && toks[c].Rel == "cop" {
			return true
		}
	}
	return false
}

// deedBehind returns what a day d that a tree hangs on the verb v is the day of, where p is the token before it: the deed for which somebody is judged, or the noun
// that v is about, where v has a day of its own. -1 for neither.
func deedBehind(toks []nlp.Token, dates [][2]int, d [2]int, v, p int) int {
	if !isDay(toks, d) || p <= v {
		return -1
	}
	for w := p; w > v; w-- {
		h := toks[w].Head
		if toks[w].XPOS == "VBG" && toks[w].Rel == "advcl" && h >= v && h < w && under(toks, p, w) && under(toks, w, v) && (marked(toks, w, "for") && (judging[toks[h].Lemma] || avenging[toks[h].Lemma] || objectControl[toks[h].Lemma]) || marked(toks, w, "of") && objectControl[toks[h].Lemma]) {
			return w
		}
	}
	for o := v + 1; o <= p; o++ {
		if toks[o].Head != v || toks[o].UPOS != "NOUN" || toks[o].Rel != "obj" && toks[o].Rel != "obl" || !under(toks, p, o) {
			continue
		}
		for _, e := range dates {
			if t := topOf(toks, e); t >= 0 && e[1] < o && toks[t].Head == v && isDay(toks, e) {
				return o
			}
		}
	}
	return -1
}

// isDay reports whether the date d is a day: of a month, of the week, or as seen from today.
func isDay(toks []nlp.Token, d [2]int) bool {
	return ofDay(toks, d) || d[0] == d[1] && daywords[strings.ToLower(toks[d[0]].Form)]
}

// daywords are names of days of one word.
var daywords = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true, "today": true, "yesterday": true, "tomorrow": true}

// closeBehind reports whether what the verb v tells followed the clause of w at once: "recognised it [soon after] it became free".
func closeBehind(toks []nlp.Token, v, w int) bool {
	for c := v + 1; c < w; c++ {
		switch strings.ToLower(toks[c].Form) {
		case "soon", "shortly", "immediately", "right", "just", "days", "hours", "day":
			return true
		}
	}
	return false
}

// ofDay reports whether the date d names a day of a month.
func ofDay(toks []nlp.Token, d [2]int) bool {
	for t := d[0]; t <= d[1]; t++ {
		if n := len(strings.TrimRight(toks[t].Form, "stndrh")); toks[t].Form[0] >= '0' && toks[t].Form[0] <= '9' && n <= 2 {
			return true
		}
	}
	return false
}

// relativeBehind returns the verb of the relative clause below the verb v whose last word is the token p, right before a date, or -1.
func relativeBehind(toks []nlp.Token, v, date, p int) int {
	if p <= v || p >= date || toks[p].UPOS == "PUNCT" {
		return -1
	}
	for w, n := p, 0; w > v && n < maxDepth; w, n = toks[w].Head, n+1 {
		if toks[w].Rel == "acl:relcl" {
			return w
		}
	}
	return -1
}

// fronted reports whether a date stands at the head of the sentence, before the verb v, on which it hangs.
func fronted(toks []nlp.Token, dates [][2]int, v int) bool {
	for _, d := range dates {
		if top := topOf(toks, d); top >= 0 && d[1] < v && d[0] <= 1 && toks[top].Head == v {
			return true
		}
	}
	return false
}

// datedBefore reports whether the verb v has a date before token w.
func datedBefore(toks []nlp.Token, dates [][2]int, v, w int) bool {
	for _, d := range dates {
		if top := topOf(toks, d); top >= 0 && top < w && toks[top].Head == v && toks[top].Rel == "obl" {
			return true
		}
	}
	return false
}

// lastParticiple returns the participle that stands for a clause below the verb v and goes on to token n without a comma, -1 for none: "after recalling it", "having
// recalled it".
func lastParticiple(toks []nlp.Token, v, n int) int {
	for w := n - 1; w > v; w-- {
		switch t := &toks[w]; {
		case t.UPOS == "PUNCT":
			return -1
		case t.Head == v && t.Rel == "advcl":
			if t.XPOS == "VBG" || t.XPOS == "VBN" && marked(toks, w, "having") {
				return w
			}
			return -1
		}
	}
	return -1
}

// lastClause returns the verb of an adverbial clause below the verb v, told in the past and with a subject of its own, that goes on to token n; -1 for none, or
// where a comma stands between and may not.
func lastClause(toks []nlp.Token, v, n int, comma bool) int {
	for w := n - 1; w > v; w-- {
		switch t := &toks[w]; {
		case t.Form == "," && !comma:
			return -1
		case t.Head == v && t.Rel == "advcl" && (t.XPOS == "VBD" || t.XPOS == "VBN"):
			for c := v + 1; c < w; c++ {
				if toks[c].Head == w && strings.HasPrefix(toks[c].Rel, "nsubj") {
					return w
				}
			}
			return -1
		}
	}
	return -1
}

// presentPerfect reports whether the verb v is told in the present perfect, which takes no day of the past: "has looked after".
func presentPerfect(toks []nlp.Token, v int) bool {
	for c := range toks[:v] {
		if x := toks[c].XPOS; toks[c].Head == v && toks[c].Rel == "aux" && toks[c].Lemma == "have" && (x == "VBZ" || x == "VBP") {
			return true
		}
	}
	return false
}

// repairDatedItem coordinates what stands behind an "and" and a date with what stands before that below the same preposition, or is the object: "in 1969 with Chile and
// in 1970 [with Bolivia]", "an embassy in Lima and in 1970 [a consulate] in Cuzco".
func repairDatedItem(s *nlp.Sentence, dates [][2]int, mentions []party.Mention) {
	toks := s.Tokens
	for k, d := range dates {
		p := d[0] - 1
		for p > 0 && (toks[p].UPOS == "ADP" || toks[p].Form == "," || toks[p].Form == "then") {
			p--
		}
		if k == 0 || p < 3 || toks[p].UPOS != "CCONJ" || toks[p].Form != "and" {
			continue
		}
		q := d[1] + 1
		if q < len(toks) && toks[q].Form == "," {
			q++
		}
		if q+1 >= len(toks) {
			continue
		}
		n, before := -1, -1
		if toks[q].UPOS == "ADP" {
			for i := range mentions {
				if m := &mentions[i]; len(m.Parties) > 0 && m.Form != party.Adjective && (m.First == q+1 || m.First == q+2 && toks[q+1].UPOS == "DET") {
					n = m.Head
					break
				}
			}
			for i := range mentions {
				if m := &mentions[i]; n >= 0 && m.Last <= p && len(m.Parties) > 0 && m.Form != party.Adjective && toks[m.Head].Rel != "conj" && marked(toks, m.Head, toks[q].Form) {
					before = m.Head
				}
			}
		} else if toks[q].UPOS == "DET" && toks[q].Form != "the" {
			n = q
			for i := 0; i < 6 && toks[n].Head > n; i++ {
				n = toks[n].Head
			}
			for c := range p {
				if toks[c].Rel == "obj" && toks[c].UPOS == "NOUN" {
					before = c
				}
			}
			if toks[n].UPOS != "NOUN" || before >= 0 && under(toks, before, n) || finiteBehind(toks, n+1) >= 0 {
				n = -1
			}
		}
		top := topOf(toks, d)
		if n < 0 || before < 0 || top < 0 || under(toks, before, n) {
			continue
		}
		toks[n].Head, toks[n].Rel = before, "conj"
		toks[top].Head, toks[top].Rel = n, "nmod"
		toks[p].Head = n
		breakLoops(toks, n)
	}
}
