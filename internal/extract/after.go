package extract

import "chancery/nlp"

// subordinate are prepositions that begin clauses too.
var subordinate = map[string]bool{"after": true, "before": true, "since": true, "until": true, "once": true}

// repairAfter makes the subject that it is of a name between such a word and a finite verb without one, where a tree hangs the name under the word: "after
// [Chad] broke its ties, Libya protested".
func repairAfter(s *nlp.Sentence) {
	toks := s.Tokens
	for w := 0; w+2 < len(toks); w++ {
		n := toks[w].Head
		if !subordinate[toks[w].Lemma] || toks[w].Rel != "case" || n < w || toks[n].Rel != "obl" || toks[n].UPOS != "PROPN" && toks[n].UPOS != "NOUN" {
			continue
		}
		v := toks[n].Head
		if v < n || toks[v].Rel != "advcl" || toks[v].XPOS != "VBD" && toks[v].XPOS != "VBZ" && toks[v].XPOS != "VBP" {
			continue
		}
		free := true
		for c := range toks {
			switch {
			case toks[c].Head == v && (toks[c].Rel == "nsubj" || toks[c].Rel == "nsubj:pass" || toks[c].Rel == "mark"):
				free = false
			case c > n && c < v && toks[c].UPOS == "PUNCT":
				free = false
			}
		}
		if free {
			toks[n].Rel = "nsubj"
			toks[w].Head, toks[w].Rel = v, "mark"
		}
	}
}
