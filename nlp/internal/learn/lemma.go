package learn

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"chancery/nlp/conllu"
	"chancery/nlp/internal/net"
)

// lemmaWord is a form with its tags.
type lemmaWord struct{ form, upos, xpos string }

// Lemmas learns a lemmatiser: rules for suffixes where most words agree, then exceptions for the words
// that the rules get wrong. Names get exceptions only, and only where they are seen twice. Beside
// the words of the treebank it learns from the regular forms of their lemmas, from irregular verbs, and
// from the regular forms of the words that annotated text has as base forms.
func Lemmas(sentences, annotated []*conllu.Sentence) net.Blocks {
	seen := map[lemmaWord]map[string]int{}
	for _, s := range sentences {
		for _, w := range s.Words {
			if w.Lemma == "" || w.Lemma == "_" && w.Form != "_" {
				continue
			}
			k := lemmaWord{w.Form, w.UPOS, w.XPOS}
			if seen[k] == nil {
				seen[k] = map[string]int{}
			}
			seen[k][w.Lemma]++
		}
	}
	addForms(seen, annotated)
	var keys []lemmaWord
	for k := range seen {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b lemmaWord) int {
		return cmp.Or(cmp.Compare(a.form, b.form), cmp.Compare(a.upos, b.upos), cmp.Compare(a.xpos, b.xpos))
	})

	rules := map[uint64]map[net.Edit]int{}
	suffix := map[uint64]lemmaWord{} // the suffix in form, to find the shorter one
	for _, k := range keys {
		if k.upos == "PROPN" {
			continue
		}
		lower, shape := strings.ToLower(k.form), net.LemmaShape(k.form)
		e := editOf(k.form, most(seen[k]))
		for n, at := 0, len(lower); n <= net.MaxSuffix; n++ {
			h := net.LemmaKey(false, shape, k.upos, k.xpos, lower[at:])
			if rules[h] == nil {
				rules[h] = map[net.Edit]int{}
				suffix[h] = lemmaWord{string(rune('0'+shape)) + lower[at:], k.upos, k.xpos}
			}
			rules[h][e] += min(3, total(seen[k])) // types more than tokens
			if at == 0 {
				break
			}
			_, size := utf8.DecodeLastRuneInString(lower[:at])
			at -= size
		}
	}
	table := map[uint64]net.Edit{}
	var hashes []uint64
	for h := range rules {
		hashes = append(hashes, h)
	}
	slices.SortFunc(hashes, func(a, b uint64) int {
		return cmp.Or(cmp.Compare(len(suffix[a].form), len(suffix[b].form)), cmp.Compare(a, b))
	})
	for _, h := range hashes {
		e, n := mostEdit(rules[h])
		sum := 0
		for _, c := range rules[h] {
			sum += c
		}
		w := suffix[h]
		text := w.form[1:]
		if text != "" && (sum < 3 || n*3 < sum*2) {
			continue // too rare, or the words disagree
		}
		if text != "" && lookup(table, w) == e {
			continue // a shorter suffix says so already
		}
		table[h] = e
	}
	l := build(table)
	for _, k := range keys {
		lemma := most(seen[k])
		if k.upos == "PROPN" && (total(seen[k]) < 2 || lemma == k.form) {
			continue
		}
		if l.Lemma(k.form, k.upos, k.xpos) != lemma {
			table[net.LemmaKey(true, 0, k.upos, k.xpos, k.form)] = editOf(k.form, lemma)
		}
	}
	return blocks(table)
}

// paradigm is a form of a verb or a noun with its lemma.
type paradigm struct{ form, upos, xpos, lemma string }

// addForms adds forms that the treebanks do not have. Of two lemmas with one form the first counts: of verbs seen or listed, then of
// other words that may be verbs ("a boycott", "free").
func addForms(seen map[lemmaWord]map[string]int, annotated []*conllu.Sentence) {
	verbs, nouns, others := bases(seen, annotated)
	var all []paradigm
	put := func(lemma, upos string, fs []form) {
		for _, f := range fs {
			all = append(all, paradigm{f.text, upos, f.xpos, lemma})
		}
	}
	listed := regular()
	for _, v := range irregular() {
		delete(verbs, v[0])
		delete(others, v[0])
		put(v[0], "VERB", slices.DeleteFunc(inflect(v[0], true), func(f form) bool { return f.xpos == "VBD" || f.xpos == "VBN" }))
		for _, tag := range []string{"VBD", "VBN"} { // a tagger takes one for the other
			for _, f := range v[1:] {
				k := lemmaWord{f, "VERB", tag}
				if seen[k] == nil {
					seen[k] = map[string]int{}
				}
				seen[k][v[0]] += 2 // more than a slip of the treebank
			}
		}
	}
	for _, v := range slices.Sorted(maps.Keys(listed)) {
		delete(verbs, v)
		put(v, "VERB", forms(v, true, listed[v]))
	}
	for _, v := range slices.Sorted(maps.Keys(verbs)) {
		put(v, "VERB", inflect(v, true))
	}
	for _, v := range slices.Sorted(maps.Keys(others)) {
		put(v, "VERB", inflect(v, true))
	}
	for _, n := range slices.Sorted(maps.Keys(nouns)) {
		put(n, "NOUN", inflect(n, false))
	}
	for _, p := range all {
		k := lemmaWord{p.form, p.upos, p.xpos}
		if seen[k] == nil {
			seen[k] = map[string]int{p.lemma: 1}
		}
	}
}

// bases returns the base forms of the treebanks and the annotated text: verbs, nouns, and nouns and adjectives that may also be verbs.
func bases(seen map[lemmaWord]map[string]int, annotated []*conllu.Sentence) (verbs, nouns, others map[string]bool) {
	verbs, nouns, others = map[string]bool{}, map[string]bool{}, map[string]bool{}
	for k, lemmas := range seen {
		l := most(lemmas)
		switch {
		case k.upos == "VERB" && strings.HasPrefix(k.xpos, "VB"):
			verbs[l] = true
		case k.upos == "NOUN" && k.xpos == "NN" && k.form == l:
			nouns[l], others[l] = true, true
		case k.upos == "ADJ" && k.xpos == "JJ" && k.form == l:
			others[l] = true
		}
	}
	count := map[lemmaWord]int{}
	for _, s := range annotated {
		for _, w := range s.Words {
			count[lemmaWord{strings.ToLower(w.Form), w.UPOS, w.XPOS}]++
		}
	}
	for k, n := range count {
		switch {
		case k.upos == "VERB" && k.xpos == "VB" && n >= 2:
			verbs[k.form] = true
		case k.upos == "NOUN" && k.xpos == "NN" && n >= 3:
			others[k.form] = true
		}
	}
	maps.DeleteFunc(others, func(w string, _ bool) bool {
		return strings.HasSuffix(w, "th") || strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "ed") // to breathe, not to breath
	})
	return verbs, nouns, others
}

// lookup returns what the rules for the suffixes shorter than w's say.
func lookup(table map[uint64]net.Edit, w lemmaWord) net.Edit {
	shape, text := w.form[0]-'0', w.form[1:]
	for text != "" {
		_, n := utf8.DecodeRuneInString(text)
		text = text[n:]
		if e, ok := table[net.LemmaKey(false, shape, w.upos, w.xpos, text)]; ok {
			return e
		}
	}
	return net.Edit{Strip: -1}
}

func blocks(table map[uint64]net.Edit) net.Blocks {
	var keys []uint64
	for k := range table {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	edits := make([]net.Edit, len(keys))
	for i, k := range keys {
		edits[i] = table[k]
	}
	return net.LemmaBlocks(keys, edits)
}

func build(table map[uint64]net.Edit) *net.Lemmas {
	l, err := net.NewLemmas(blocks(table))
	if err != nil {
		panic(err)
	}
	return l
}

// editOf returns the edit from form to lemma that strips least.
func editOf(form, lemma string) net.Edit {
	keep, lower := diff(form, lemma), diff(strings.ToLower(form), lemma)
	if strings.ToLower(form) == form || strings.ToLower(lemma) == lemma || lower.Strip < keep.Strip {
		lower.Lower = true
		return lower
	}
	return keep
}

func diff(form, lemma string) net.Edit {
	i := 0
	for i < len(form) && i < len(lemma) && form[i] == lemma[i] {
		i++
	}
	for i > 0 && i < len(form) && !utf8.RuneStart(form[i]) || i > 0 && i < len(lemma) && !utf8.RuneStart(lemma[i]) {
		i--
	}
	return net.Edit{Strip: utf8.RuneCountInString(form[i:]), Append: lemma[i:]}
}

func total(m map[string]int) int {
	n := 0
	for _, c := range m {
		n += c
	}
	return n
}

func most(m map[string]int) string {
	best := ""
	for s, n := range m {
		if best == "" || n > m[best] || n == m[best] && s < best {
			best = s
		}
	}
	return best
}

func mostEdit(m map[net.Edit]int) (net.Edit, int) {
	var best net.Edit
	top := -1
	for e, n := range m {
		if n > top || n == top && e.String() < best.String() {
			best, top = e, n
		}
	}
	return best, top
}
