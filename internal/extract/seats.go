package extract

import (
	"strings"

	"chancery/internal/resolve/party"
	"chancery/internal/rule"
	"chancery/nlp"
)

// Missions and the places that they stand in.

// repairSeats makes a mission the head of the place that it is called by.
func repairSeats(s *nlp.Sentence, missions *rule.Class) {
	toks := s.Tokens
	for m := range toks {
		c := m + 1
		if c >= len(toks) || toks[c].UPOS != "PROPN" || !capital(toks[m].Form) || !missions.Words[strings.ToLower(toks[m].Form)] {
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

// repairSeatsBefore takes the capital before a mission for the place where it stands, unless that is told behind it: "its Baghdad embassy".
func repairSeatsBefore(s *nlp.Sentence, mentions []party.Mention, missions *rule.Class) {
	toks := s.Tokens
	for _, m := range mentions {
		n := toks[m.Head].Head
		if m.Form != party.Capital && m.Form != party.City || n < m.Last || toks[m.Head].Rel != "compound" {
			continue
		}
		what := strings.ToLower(toks[n].Lemma)
		if !missions.Words[what] && !(what == "commission" && strings.EqualFold(toks[n-1].Form, "high")) { // not "the Taipei Trade Office"
			continue
		}
		elsewhere := false // "the Pretoria embassy in Berne"
		for _, o := range mentions {
			elsewhere = elsewhere || o.Head > n && toks[o.Head].Head == n && !caseIn(toks, o.Head, "of")
		}
		if !elsewhere {
			toks[m.Head].Rel = seat
		}
	}
}

// repairPosts hangs the place behind each of several missions under it, and makes a noun again of a plural among them that was taken for a verb: "an embassy in Lima
// and [consulates] in Cusco and Arequipa".
func repairPosts(s *nlp.Sentence, missions *rule.Class) {
	toks := s.Tokens
	for w := 1; w+2 < len(toks); w++ {
		in := &toks[w+1]
		if in.Rel != "case" || in.Form != "in" && in.Form != "at" || in.Head <= w+1 || !missionNoun(&toks[w], missions) {
			continue
		}
		x, before := in.Head, w-1 // the place, the mission before
		for before >= 0 && !missionNoun(&toks[before], missions) {
			before--
		}
		if before < 0 {
			continue
		}
		if toks[w].UPOS == "VERB" && (toks[w-1].UPOS == "CCONJ" || toks[w-1].Form == ",") {
			toks[w].UPOS, toks[w].XPOS, toks[w].Rel, toks[w].Head = "NOUN", "NNS", "conj", before
			toks[w].Lemma = strings.TrimSuffix(strings.ToLower(toks[w].Form), "s")
		}
		if h := toks[x].Head; h >= before && h < w || h == w {
			toks[x].Head, toks[x].Rel = w, "nmod"
		}
	}
}

// missionNoun reports whether t is a word for a mission or its plural.
func missionNoun(t *nlp.Token, missions *rule.Class) bool {
	w := strings.ToLower(t.Form)
	if head, ok := strings.CutSuffix(w, "ies"); ok && missions.Words[head+"y"] {
		return true
	}
	return missions.Words[w] || missions.Words[strings.TrimSuffix(w, "s")] || missions.Words[strings.ToLower(t.Lemma)]
}

// repairMissionList coordinates a mission with the one before it, where a tree has it in the list of that one's places: "embassies in Lima and Oslo and [consulates] in
// Cusco".
func repairMissionList(s *nlp.Sentence, missions *rule.Class) {
	toks := s.Tokens
	mission := func(t int) bool {
		w := strings.ToLower(toks[t].Lemma)
		return toks[t].UPOS == "NOUN" && (missions.Words[w] || w == "commission" && t > 0 && strings.EqualFold(toks[t-1].Form, "high"))
	}
	for t := range toks {
		h := toks[t].Head
		if toks[t].Rel != "conj" || h < 0 || h > t || toks[h].UPOS != "PROPN" || !mission(t) {
			continue
		}
		for n := 0; n < 4 && h >= 0 && toks[h].UPOS == "PROPN" && toks[h].Rel == "conj"; n++ {
			h = toks[h].Head
		}
		if h >= 0 && toks[h].UPOS == "PROPN" && toks[h].Rel == "nmod" && caseIn(toks, h, "in", "at") && toks[h].Head >= 0 && toks[h].Head < h && mission(toks[h].Head) {
			toks[t].Head = toks[h].Head
		}
	}
}
