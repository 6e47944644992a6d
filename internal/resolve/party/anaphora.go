package party

import (
	"slices"
	"strings"

	"chancery"
)

// readAnaphors finds pronouns and descriptions, says whom they mean, and remembers the sentence's mentions.
func (r *pass) readAnaphors() {
	for t := 0; t < len(r.toks); t++ {
		if r.cover[t] >= 0 && r.names[r.cover[t]].chosen || r.taken[t] {
			continue
		}
		w := r.low[t]
		switch w {
		case "he", "him", "himself", "she", "herself":
			r.pronoun(t, r.personMeant(t, w))
		case "his", "her":
			owner := r.personMeant(t, w)
			r.pronoun(t, owner)
			r.neighbour(t, owner)
		case "it", "itself":
			r.pronoun(t, r.itMeant(t))
		case "its":
			owner := r.ownMeant(t, false)
			r.pronoun(t, owner)
			r.neighbour(t, owner)
		case "they", "them", "themselves":
			r.pronoun(t, r.theyMeant(t))
		case "their":
			owner := r.ownMeant(t, true)
			r.pronoun(t, owner)
			r.neighbour(t, owner)
		case "there":
			r.there(t)
		case "both":
			r.both(t)
		case "each":
			r.each(t)
		case "two", "three", "four":
			r.counted(t)
		case "former", "latter":
			r.formerLatter(t)
		case "other":
			r.eachOther(t)
		case "the", "this", "that":
			if w == "the" && t+1 < len(r.toks) && r.low[t+1] == "sides" && (t+2 >= len(r.toks) || r.low[t+2] != "of") {
				r.group(t, t+2, t+1, 2)
				continue
			}
			if w == "the" && (r.wholeOf(t) || r.uncounted(t)) {
				continue
			}
			r.description(t)
		}
	}
	r.sort()
	r.ownNamed()
	r.pairs()
	for t := range r.toks {
		if r.stranger(t) {
			r.d.recent = append(r.d.recent, r.strangerAt(t))
		}
		for i := range r.out {
			m := &r.out[i]
			if m.Head != t || len(m.Parties) == 0 || m.Form == City {
				continue
			}
			a := r.antecedent(m)
			if a.subject && r.parsed && relation(r.toks[t].Rel) == "nsubj" && len(m.Parties) == 1 {
				if ps := r.coordinated(t, len(r.toks)); len(ps) > 1 {
					group := a
					group.parties, group.form, group.plural = ps, Group, true
					a.topic = false
					r.d.recent = append(r.d.recent, a)
					a = group
				}
			}
			r.d.recent = append(r.d.recent, a)
		}
	}
	if n := len(r.d.recent); n > memory {
		r.d.recent = append(r.d.recent[:0], r.d.recent[n-memory:]...)
	}
}

// stranger reports whether token t is the head of a proper name that is no mention and may be a person: the subject or object of a verb.
func (r *pass) stranger(t int) bool {
	tok := &r.toks[t]
	if !r.parsed { // a run of two words or more with capitals
		return t > 0 && r.cover[t] < 0 && r.cover[t-1] < 0 && !r.taken[t] && !r.taken[t-1] && startsUpper(tok.Form) && startsUpper(r.toks[t-1].Form) && !r.weekdayOrMonth(t) && !notPersons[r.low[t]] && !orgHeads[r.low[t]]
	}
	if tok.UPOS != "PROPN" || r.weekdayOrMonth(t) {
		return false
	}
	switch relation(tok.Rel) {
	case "nsubj", "obj", "iobj":
	default:
		return false
	}
	for i := range r.out {
		if r.out[i].Contains(t) {
			return false
		}
	}
	return true
}

func (r *pass) strangerAt(t int) antecedent {
	return antecedent{stranger: true, parties: []chancery.Party{{}}, sentence: r.d.sentence, tok: t, subject: relation(r.toks[t].Rel) == "nsubj", head: r.toks[t].Head, rel: relation(r.toks[t].Rel)}
}

func (r *pass) antecedent(m *Mention) antecedent {
	a := antecedent{parties: m.Parties, form: m.Form, class: m.Class, place: m.Place, sentence: r.d.sentence, tok: m.Head, subject: r.isSubject(m)}
	a.plural = len(m.Parties) > 1 || m.Form == Demonym
	t := &r.toks[m.Head]
	if m.Form == Organ || m.Form == Office {
		a.plural = a.plural || t.XPOS == "NNS" || r.low[m.Head] == "police" || r.low[m.Head] == "staff" || r.low[m.Head] == "personnel"
	}
	if i, ok := r.g.byID[m.Parties[0].ID]; ok {
		a.status = r.g.entries[i].Status
	}
	if n := m.Parties[0].Person; n != "" {
		if i, ok := r.recall(n); ok {
			a.sex = r.d.persons[i].sex
		}
	}
	a.head, a.rel = t.Head, relation(t.Rel)
	a.topic = a.subject && relation(t.Rel) == "nsubj" && r.rootSubject(m.Head)
	return a
}

// isSubject reports whether m is the subject of a clause, or one of several.
func (r *pass) isSubject(m *Mention) bool {
	if !r.parsed {
		return m.First == 0 || m.First == 1 && r.low[0] == "the"
	}
	h := m.Head
	for steps := 0; steps < 8; steps++ {
		t := &r.toks[h]
		switch relation(t.Rel) {
		case "nsubj", "csubj":
			return true
		case "conj", "appos", "flat":
			if t.Head < 0 || t.Head >= len(r.toks) {
				return false
			}
			h = t.Head
		default:
			return false
		}
	}
	return false
}

// rootSubject reports whether the subject at token h is the one of the sentence's main clause.
func (r *pass) rootSubject(h int) bool {
	if !r.parsed {
		return true
	}
	for steps := 0; steps < 8 && h >= 0; steps++ {
		t := &r.toks[h]
		if relation(t.Rel) == "nsubj" {
			return t.Head >= 0 && r.mainClause(t.Head)
		}
		h = t.Head
	}
	return false
}

// mainClause reports whether the predicate at token v is the root or stands beside it: "delayed their consent; Finland [became] a member".
func (r *pass) mainClause(v int) bool {
	for steps := 0; steps < 8 && v >= 0; steps++ {
		t := &r.toks[v]
		if t.Head < 0 {
			return true
		}
		if rel := relation(t.Rel); rel != "conj" && rel != "parataxis" {
			return false
		}
		v = t.Head
	}
	return false
}

// before returns what may be meant by an anaphor at tok, the nearest first; towns, which are places alone, are not. The list holds until the next call.
func (r *pass) before(tok int) []antecedent {
	r.d.list = slices.DeleteFunc(r.placesBefore(tok), func(a antecedent) bool { return a.form == City })
	return r.d.list
}

// placesBefore is before with the towns.
func (r *pass) placesBefore(tok int) []antecedent {
	out := r.d.list[:0]
	for k := len(r.out) - 1; k >= 0; k-- {
		m := &r.out[k]
		if m.Last <= tok && len(m.Parties) > 0 {
			out = append(out, r.antecedent(m))
		}
	}
	for t := 0; t < tok && t < len(r.toks); t++ {
		if r.stranger(t) {
			out = append(out, r.strangerAt(t))
		}
	}
	for i := 1; i < len(out); i++ { // by position; few and nearly sorted
		for j := i; j > 0 && out[j].tok > out[j-1].tok; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	for k := len(r.d.recent) - 1; k >= 0; k-- {
		out = append(out, r.d.recent[k])
	}
	r.d.list = out
	return out
}

// sameSentence returns those of list, the nearest first, that stand in this sentence and are ok.
func (r *pass) sameSentence(list []antecedent, ok func(*antecedent) bool) (out []*antecedent) {
	for i := range list {
		if list[i].sentence != r.d.sentence {
			break
		}
		if ok(&list[i]) {
			out = append(out, &list[i])
		}
	}
	return out
}

// sentenceBefore returns the antecedents of list, the nearest first, that stand in the sentence before this one.
func (r *pass) sentenceBefore(list []antecedent) []antecedent {
	from := 0
	for from < len(list) && list[from].sentence == r.d.sentence {
		from++
	}
	to := from
	for to < len(list) && list[to].sentence == r.d.sentence-1 {
		to++
	}
	return list[from:to]
}

// otherSubject reports whether the subject of the sentence's root is a noun that is no mention.
func (r *pass) otherSubject() bool {
	r.d.bearer = nil
	if !r.parsed {
		return false
	}
	for c := range r.toks {
		if !strings.HasPrefix(r.toks[c].Rel, "nsubj") {
			continue
		}
		h := r.toks[c].Head
		if h < 0 || r.toks[h].Head >= 0 {
			continue
		}
		if m, ok := At(r.out, c); ok && m.Head == c && len(m.Parties) > 0 {
			return false
		}
		if bearings[r.toks[c].Lemma] {
			r.d.bearer = r.bearerOf(c)
		}
		return r.toks[c].UPOS != "PRON" || r.low[c] == "it" || r.low[c] == "this" || r.low[c] == "that"
	}
	return false
}

// bearings are nouns for how somebody stands to others.
var bearings = map[string]bool{"attitude": true, "policy": true, "position": true, "stance": true, "diplomacy": true, "line": true, "approach": true, "conduct": true}

// bearerOf returns the state whose the noun c is, if it is one's: "[Lusaka]'s attitude has changed".
func (r *pass) bearerOf(c int) []chancery.Party {
	for i := range r.out {
		m := &r.out[i]
		if h := m.Head; h < c && r.toks[h].Head == c && (r.toks[h].Rel == "nmod:poss" || relation(r.toks[h].Rel) == "amod") && len(m.Parties) == 1 && m.Parties[0].Type == chancery.State {
			return m.Parties
		}
	}
	return nil
}
