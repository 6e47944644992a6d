package extract

import (
	"slices"
	"strings"

	"chancery/internal/resolve/party"
	"chancery/nlp"
)

// Dates that stand beside another verb than their own: before an infinitive, a participle or the next clause, in a letter, under a picture.

// repairNextClause hangs a date between "and" and a clause with a subject of its own under the verb of that, where a tree hangs it on the verb before: "recognised Oman and
// [on 3 May 1971] the two established relations".
func repairNextClause(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		top := topOf(toks, d)
		if top < 0 || toks[top].Head < 0 || toks[top].Head > d[0] {
			continue
		}
		v := toks[top].Head
		switch toks[top].Rel {
		case "obl", "obl:unmarked":
		case "conj": // of another date: "on 3 May 1971 and [in June 1973], he closed"
			if toks[v].Rel != "obl" || toks[v].Head < 0 || d[1]+2 >= len(toks) || toks[d[1]+1].Form != "," || toks[d[1]+2].UPOS == "CCONJ" || toks[d[1]+2].UPOS == "ADP" || !slices.ContainsFunc(dates, func(e [2]int) bool { return e[0] <= v && v <= e[1] }) {
				continue
			}
			v = toks[v].Head
		default:
			continue
		}
		p := d[0] - 1
		if p > 0 && toks[p].UPOS == "ADP" {
			p--
		}
		if p < 0 || toks[p].UPOS != "CCONJ" {
			continue
		}
		for c := d[1] + 1; c < len(toks); c++ {
			if w := toks[c].Head; w > c && strings.HasPrefix(toks[c].Rel, "nsubj") && toks[w].Rel == "conj" && toks[w].Head == v && strings.HasPrefix(toks[w].XPOS, "VB") {
				if toks[top].Head = w; toks[top].Rel == "conj" {
					toks[top].Rel = "obl"
				}
				if toks[p].Head == top {
					toks[p].Head = w
				}
				break
			}
		}
	}
}

// repairBeforeTo hangs a date that stands before the "to" of an infinitive on the verb above: "called the minister [on Monday] to congratulate him".
func repairBeforeTo(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		top := topOf(toks, d)
		if top < 0 || !strings.HasPrefix(toks[top].Rel, "obl") || toks[top].Head <= d[1] || d[1]+1 >= len(toks) {
			continue
		}
		v, to := toks[top].Head, d[1]+1
		if h := toks[v].Head; h >= 0 && h < d[0] && toks[v].Rel == "advcl" && toks[v].XPOS == "VB" && toks[to].Head == v && strings.EqualFold(toks[to].Form, "to") {
			toks[top].Head = h
		}
	}
}

// repairBeforeParticiple hangs a date at the head of a sentence, set off from a participle by a comma, on the verb that this goes with: "[In 1999], faced with the
// threat of war, Peru broke relations", "Peru joined the bank [in 1982], coinciding with its reform".
func repairBeforeParticiple(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		top := topOf(toks, d)
		if top >= 0 && d[1]+2 < len(toks) && toks[d[1]+1].Form == "," && strings.HasPrefix(toks[top].Rel, "obl") {
			if w := toks[top].Head; w == d[1]+2 && toks[w].XPOS == "VBG" && toks[w].Rel == "advcl" && toks[w].Head >= 0 && toks[w].Head < d[0] {
				toks[top].Head = toks[w].Head
				continue
			}
		}
		if top < 0 || d[0] > 1 || d[1]+2 >= len(toks) || toks[d[1]+1].Form != "," || !strings.HasPrefix(toks[top].Rel, "obl") {
			continue
		}
		w := toks[top].Head
		if w == d[1]+2 && (toks[w].XPOS == "VBN" || toks[w].XPOS == "VBG" || toks[w].XPOS == "VBD" && !subjectOf(toks, w)) && toks[w].Rel == "advcl" && toks[w].Head > w {
			toks[top].Head = toks[w].Head
		}
	}
}

// repairAcross hangs a date, with the noun that it goes with, on the verb that stands between it and the clause on the subject into which a tree draws it: "Planes supported
// by Peru struck the town for a second day [Friday]".
func repairAcross(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		a := topOf(toks, d)
		for n := 0; a >= 0 && n < 3; n++ {
			h := toks[a].Head
			if h < 0 || h > a {
				break
			}
			v := h
			for k := 0; v >= 0 && v <= h && k < maxDepth; k++ {
				v = toks[v].Head
			}
			if v > h && v < a && strings.HasPrefix(toks[v].XPOS, "VB") && strings.HasPrefix(toks[a].Rel, "obl") {
				toks[a].Head = v
				break
			}
			a = h
		}
	}
}

// repairBehindSubject hangs a date that stands between a subject and its verb on the verb, where a tree draws it over the subject into what opens the sentence:
// "Angered by the raid, Chad [on Monday] severed relations".
func repairBehindSubject(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		top := topOf(toks, d)
		if top < 0 || toks[top].Head < 0 {
			continue
		}
		for n := toks[top].Head + 1; n < d[0]; n++ {
			v := toks[n].Head
			if v <= d[1] || !strings.HasPrefix(toks[n].Rel, "nsubj") || !strings.HasPrefix(toks[v].XPOS, "VB") {
				continue
			}
			near := true
			for c := d[1] + 1; c < v; c++ {
				near = near && toks[c].Head == v && toks[c].UPOS != "PUNCT"
			}
			if near {
				toks[top].Head, toks[top].Rel = v, "obl"
				break
			}
		}
	}
}

// subjectOf reports whether the verb v has a subject.
func subjectOf(toks []nlp.Token, v int) bool {
	for c := range toks {
		if toks[c].Head == v && strings.HasPrefix(toks[c].Rel, "nsubj") {
			return true
		}
	}
	return false
}

// repairBeforeComma hangs a date under the verb before it where a tree draws it over a comma into a clause on a noun: "joined the council as an observer [in 1992],
// established for others".
func repairBeforeComma(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		top := topOf(toks, d)
		if top < 0 || d[1]+1 >= len(toks) || toks[d[1]+1].Form != "," || toks[top].Rel != "obl" && toks[top].Rel != "nmod" || d[0] < 2 || toks[d[0]-1].UPOS != "ADP" || toks[d[0]-2].Form == "," {
			continue
		}
		w := toks[top].Head
		if w <= d[1] || toks[w].Rel != "acl" || toks[w].Head < 0 || toks[w].Head > d[0] {
			continue
		}
		for v := toks[w].Head; v >= 0; v = toks[v].Head {
			if toks[v].UPOS == "VERB" {
				toks[top].Head, toks[top].Rel = v, "obl"
				break
			}
		}
	}
}

// repairDatedLetter hangs the date of the letter by which something is done under the verb: "recognised Chad in a letter dated [3 May 1960]".
func repairDatedLetter(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		top := topOf(toks, d)
		if top < 0 || toks[top].Head < 0 {
			continue
		}
		w := toks[top].Head
		m := toks[w].Head
		if m >= 0 && m < w && toks[m].Rel == "nmod" && marked(toks, m, "of") && toks[m].Head >= 0 && letters[toks[m].Lemma] { // "in an exchange of letters"
			m = toks[m].Head
			if toks[m].Lemma != "exchange" {
				continue
			}
		} else if m >= 0 && !letters[toks[m].Lemma] {
			continue
		}
		if !strings.EqualFold(toks[w].Form, "dated") || m < 0 || m > w || toks[m].Rel != "obl" && toks[m].Rel != "nmod" || !marked(toks, m, "in", "by", "with", "through") {
			continue
		}
		v := toks[m].Head
		for n := 0; v >= 0 && toks[v].UPOS != "VERB" && n < maxDepth; n++ {
			v = toks[v].Head
		}
		if v >= 0 {
			toks[top].Head, toks[top].Rel = v, "obl"
		}
	}
}

// letters are papers by which one does what they say.
var letters = map[string]bool{"letter": true, "telegram": true, "note": true, "message": true, "cable": true, "dispatch": true, "despatch": true, "proclamation": true, "statement": true, "instruction": true}

// repairCaption hangs the date at the end of a caption under its verb, told in the present: "Peruvian police detain a man in Lima, Peru, [May 3, 2016]."
func repairCaption(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	if len(dates) != 1 {
		return
	}
	d := dates[0]
	end := len(toks) - 1
	for end > d[1] && toks[end].UPOS == "PUNCT" {
		end--
	}
	n := topOf(toks, d)
	if n < 0 || end != d[1] || d[0] < 1 || toks[d[0]-1].Form != "," && toks[d[0]-1].UPOS != "PROPN" || len(toks[d[1]].Form) != 4 || toks[d[1]].UPOS != "NUM" {
		return
	}
	for v := range toks[:d[0]] {
		t := &toks[v]
		if x := t.XPOS; (x == "VBP" || x == "VBZ") && t.UPOS == "VERB" && t.Rel != "acl:relcl" && t.Rel != "ccomp" && t.Rel != "advcl" {
			toks[n].Head, toks[n].Rel = v, "obl:unmarked"
			return
		}
	}
}

// repairByAfterDate hangs those by whom something is done on its verb, where a tree draws them into the date before: "were presented on 15 May of that year [by] Chinese and
// Kenyan [envoys]".
func repairByAfterDate(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		top := topOf(toks, d)
		if top < 0 || toks[top].Head < 0 || !hasRel(toks, toks[top].Head, "aux:pass") || hasRel(toks, toks[top].Head, "obl:agent") {
			continue
		}
		v := toks[top].Head
		for b := d[1] + 1; b < len(toks) && b <= d[1]+3; b++ {
			n := toks[b].Head
			if toks[b].Form != "by" || toks[b].Rel != "case" || n < b || toks[n].Rel != "nmod" || !under(toks, n, top) {
				continue
			}
			last := n // of adjectives, the noun that they stand before
			for c := n + 1; c < len(toks) && toks[n].UPOS == "ADJ"; c++ {
				if toks[c].Head == n && toks[c].Rel == "conj" && toks[c].UPOS == "NOUN" {
					last = c
				}
			}
			toks[last].Head, toks[last].Rel = v, "obl:agent"
			if last != n {
				toks[n].Head, toks[n].Rel = last, "amod"
				toks[b].Head = last
			}
			break
		}
	}
}

// repairSinceAside hangs a time since or until which something is so on the noun of the aside that it ends, where a tree hangs it on the verb behind: "the union, the ruling
// power [since 1946], ceased to exist".
func repairSinceAside(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		top := topOf(toks, d)
		p := d[0] - 1
		if top < 0 || p < 2 || toks[top].Rel != "obl" || toks[top].Head < d[1] || d[1]+1 >= len(toks) || toks[d[1]+1].Form != "," || !marked(toks, top, "since", "until") {
			continue
		}
		if toks[p].Head == top && toks[p].Rel == "case" {
			p--
		}
		for a, n := p, 0; a >= 0 && n < maxDepth; a, n = toks[a].Head, n+1 {
			if toks[a].Rel == "appos" && toks[a].Head >= 0 && toks[a].Head < a && under(toks, p, a) {
				toks[top].Head, toks[top].Rel = a, "nmod"
				break
			}
		}
	}
}

// repairSubjectAtDate gives the second of two clauses the subject that a tree coordinates with what stands in the first, which ends with a date: "left on Monday and [Chad] closed its embassy".
func repairSubjectAtDate(s *nlp.Sentence, dates [][2]int, mentions []party.Mention) {
	toks := s.Tokens
	for _, d := range dates {
		and := d[1] + 1
		if and >= len(toks) || toks[and].Rel != "cc" {
			continue
		}
		for i := range mentions {
			m := &mentions[i]
			if h := m.Head; m.First != and+1 || toks[h].Rel != "conj" || toks[h].Head > d[1] {
				continue
			}
			v := m.Last
			for v < len(toks) && v < m.Last+2 && (toks[v].UPOS == "ADV" || toks[v].UPOS == "AUX") {
				v++
			}
			if v < len(toks) && toks[v].UPOS == "VERB" && toks[v].Rel == "conj" && toks[v].Head < d[0] && !hasSubject(toks, v) && !hasRel(toks, v, "nsubj:pass") {
				toks[m.Head].Head, toks[m.Head].Rel = v, "nsubj"
				toks[and].Head = v
			}
		}
	}
}
