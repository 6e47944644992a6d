package extract

import (
	"strings"
	"unicode"

	"chancery/internal/resolve/party"
	"chancery/nlp"
)

// Lists of names, which a parser that does not know the names often takes apart.

// runs returns the heads of names that stand in a row: "Bahrain, Saudi Arabia and Egypt".
func runs(s *nlp.Sentence, mentions []party.Mention) (out [][]party.Mention) {
	var run []party.Mention
	last := -1 // the mention before
	flush := func() {
		if k := nextList(s, run); k > 0 {
			run = run[k:]
		}
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

// nextList returns where in the row of names a list begins that is the subject of a clause of its own: "delivered jets to Oman, and [Chad, Mali and Niger] protested".
// A list has its "and" before its last member; 0 where there is no second.
func nextList(s *nlp.Sentence, run []party.Mention) int {
	toks := s.Tokens
	n := len(run)
	if n < 3 || !and(toks, run[n-2].Last, run[n-1].First) || finiteBehind(toks, run[n-1].Last) < 0 {
		return 0
	}
	told := false // a clause before
	for t := range run[0].First {
		told = told || finiteForm(toks[t]) && toks[t].Rel != "acl" && toks[t].Rel != "acl:relcl"
	}
	for k := 1; k < n-1 && told; k++ {
		if a := run[k-1].Last; toks[a].Form == "," && and(toks, a, run[k].First) {
			return k
		}
	}
	return 0
}

// and reports whether a conjunction stands between two tokens.
func and(toks []nlp.Token, from, to int) bool {
	for t := from; t < to; t++ {
		if toks[t].Rel == "cc" || toks[t].UPOS == "CCONJ" {
			return true
		}
	}
	return false
}

// finiteForm reports whether t has the form of a finite verb, or of a participle that looks like one.
func finiteForm(t nlp.Token) bool {
	return t.UPOS == "VERB" && (t.XPOS == "VBD" || t.XPOS == "VBN" || t.XPOS == "VBP" || t.XPOS == "VBZ") || t.UPOS == "AUX" && t.XPOS != "VB" && t.XPOS != "VBG" && t.XPOS != "VBN"
}

// finiteBehind returns the finite verb that stands at token t, behind adverbs at most, -1 for none.
func finiteBehind(toks []nlp.Token, t int) int {
	for t < len(toks) && toks[t].UPOS == "ADV" {
		t++
	}
	if t < len(toks) && finiteForm(toks[t]) {
		return t
	}
	return -1
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
			behindClause(toks, from, v, inside)
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

// behindClause coordinates the verb v, whose subject is the list that begins at from behind a comma and an "and", with the verb of the clause before, where a tree hangs it
// on a member of the list.
func behindClause(toks []nlp.Token, from, v int, inside func(int) bool) {
	if from < 2 || toks[from-1].UPOS != "CCONJ" || toks[from-2].Form != "," {
		return
	}
	if h := toks[v].Head; h >= 0 && inside(h) {
		for k := 0; h >= 0 && (inside(h) || toks[h].UPOS != "VERB") && k < maxDepth; k++ {
			h = toks[h].Head
		}
		if h >= 0 && h < from {
			toks[v].Head, toks[v].Rel = h, "conj"
		}
	}
	if toks[v].Head >= 0 && toks[v].Head < from {
		toks[from-1].Head, toks[from-2].Head = v, v
		toks[from-1].Rel = "cc"
		if toks[v].XPOS == "VBN" {
			toks[v].XPOS = "VBD"
		}
	}
}

// isCase reports whether a preposition stands before the list.
func isCase(toks []nlp.Token, from, head int) bool {
	return from > 0 && (toks[from-1].UPOS == "ADP" || toks[from-1].UPOS == "DET" && from > 1 && toks[from-2].UPOS == "ADP")
}
