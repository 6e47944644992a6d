package extract

import (
	"strings"

	"chancery/internal/resolve/party"
	"chancery/nlp"
)

// companions are words between commas behind a name that put another beside it: "Chad, [together with] Mali and Niger, protested".
var companions = [][]string{
	{"together", "with"}, {"along", "with"}, {"as", "well", "as"}, {"alongside"}, {"joined", "by"}, {"backed", "up", "by"}, {"accompanied", "by"}, {"jointly", "with"}, {"in", "concert", "with"}, {"in", "common", "with"}, {"in", "tandem", "with"},
}

// repairCompanions coordinates a name with those that stand between commas before its verb, below words that put them beside it, and those that "not only" and "but also" join.
func repairCompanions(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for i := range mentions {
		a := &mentions[i]
		if len(a.Parties) == 0 || a.Last >= len(toks) {
			continue
		}
		if toks[a.Last].Form == "," {
			t := a.Last + 1 + companionAt(toks, a.Last+1)
			if t == a.Last+1 {
				continue
			}
			if b, end := listAt(toks, mentions, t); b != nil && end < len(toks) && toks[end].Form == "," && end+1 < len(toks) && finiteBehind(toks, end+1) >= 0 {
				beside(toks, a.Head, b.Head, a.Last+1, t)
			}
			continue
		}
		if !strings.EqualFold(toks[a.Last].Form, "but") || a.First < 2 {
			continue
		}
		from := a.First
		if strings.EqualFold(toks[from-1].Form, "the") {
			from--
		}
		t := a.Last + 1
		if t < len(toks) && toks[t].Form == "also" {
			t++
		}
		if from < 2 || !strings.EqualFold(toks[from-2].Form, "not") || toks[from-1].Form != "only" {
			continue
		}
		if b, _ := listAt(toks, mentions, t); b != nil {
			beside(toks, a.Head, b.Head, a.Last, t)
			for k := from - 2; k < from; k++ {
				toks[k].Head, toks[k].Rel = a.Head, "cc:preconj"
			}
		}
	}
}

// companionAt returns how many tokens at t put another beside a name, 0 for none.
func companionAt(toks []nlp.Token, t int) int {
next:
	for _, words := range companions {
		for k, w := range words {
			if t+k >= len(toks) || !strings.EqualFold(toks[t+k].Form, w) {
				continue next
			}
		}
		return len(words)
	}
	return 0
}

// listAt returns the first of the names at token t, behind an article at most, and the token behind the last of their list; none where no name of a party stands there.
func listAt(toks []nlp.Token, mentions []party.Mention, t int) (first *party.Mention, end int) {
	for k := range mentions {
		m := &mentions[k]
		switch {
		case len(m.Parties) == 0 || m.First < t:
		case first == nil:
			if m.First > t+1 || m.First == t+1 && !strings.EqualFold(toks[t].Form, "the") {
				return nil, 0
			}
			first, end = m, m.Last
		default:
			joint := end
			for joint < m.First && separator(toks[joint].Form) {
				joint++
			}
			if joint < m.First || joint == end {
				return first, end
			}
			end = m.Last
		}
	}
	return first, end
}

// beside makes b a conjunct of a, with the words from first to last between them, and gives a the place of b where that had it, or was the subject of what hangs on a.
func beside(toks []nlp.Token, a, b, first, last int) {
	v, rel := toks[b].Head, toks[b].Rel
	switch {
	case under(toks, a, b):
		toks[a].Head, toks[a].Rel = v, rel
	case v >= 0 && v != a && strings.HasPrefix(rel, "nsubj") && under(toks, v, a):
		toks[v].Head, toks[v].Rel = toks[a].Head, toks[a].Rel
		toks[a].Head, toks[a].Rel = v, rel
	}
	toks[b].Head, toks[b].Rel = a, "conj"
	for t := first; t < last; t++ {
		toks[t].Head, toks[t].Rel = b, "cc"
	}
	breakLoops(toks, a)
}

// repairAmong hangs on the states that are meant without a name those who are named behind the clause in which they act: "Many states recognised Kosovo, [among them]
// Peru and Mali", "Many states have recognised Kosovo, [including] Peru".
func repairAmong(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for c := 2; c+1 < len(toks); c++ {
		t := c + 1
		switch f := strings.ToLower(toks[c].Form); {
		case toks[c-1].Form != ",":
			continue
		case f == "including":
		case f == "among" && (toks[t].Form == "them" || toks[t].Form == "these" || toks[t].Form == "others"):
			for t++; t < len(toks) && (toks[t].Form == "," || toks[t].Form == "are" || toks[t].Form == "were"); t++ {
			}
		default:
			continue
		}
		first, end := listAt(toks, mentions, t)
		if first == nil || end < len(toks) && toks[end].UPOS != "PUNCT" {
			continue
		}
		n := -1
		for k := c - 2; k >= 0 && toks[k].Form != ","; k-- {
			if toks[k].XPOS == "NNS" && bodies[toks[k].Lemma] {
				n = k
				break
			}
		}
		if n < 0 || toks[first.Head].Head == n {
			continue
		}
		h := first.Head
		toks[h].Head, toks[h].Rel = n, "nmod"
		for k := c; k < first.First; k++ {
			if toks[k].UPOS != "DET" {
				toks[k].Head, toks[k].Rel = h, "dep"
			}
		}
		toks[c].Rel, toks[c].UPOS = "case", "ADP"
		breakLoops(toks, h)
	}
}
