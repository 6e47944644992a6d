package learn

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed irregular.txt
var irregularVerbs string

// regularVerbs are base forms; a plus sign says that the last consonant is doubled before -ed and -ing.
//
//go:embed regular.txt
var regularVerbs string

// regular returns the regular verbs of the list, and whether each doubles its last consonant.
func regular() map[string]answer {
	out := map[string]answer{}
	for _, w := range strings.Fields(regularVerbs) {
		v, plus := strings.CutSuffix(w, "+")
		double := doubles(v)
		if plus {
			double = yes
		} else if double == unsure {
			double = no
		}
		out[v] = double
	}
	return out
}

// irregular returns base, past tense and past participle of the irregular verbs.
func irregular() [][]string {
	var out [][]string
	for _, line := range strings.Split(strings.TrimSpace(irregularVerbs), "\n") {
		out = append(out, strings.Fields(line))
	}
	return out
}

// form is an inflected form with its Penn tag.
type form struct{ text, xpos string }

// inflect returns the regular forms of a lemma: of a verb, or of a noun.
func inflect(lemma string, verb bool) []form {
	if len(lemma) < 3 || strings.Trim(lemma, "abcdefghijklmnopqrstuvwxyz") != "" {
		return nil
	}
	return forms(lemma, verb, doubles(lemma))
}

// forms returns the regular forms of a lemma whose last consonant is doubled or not.
func forms(lemma string, verb bool, double answer) []form {
	last, before := lemma[len(lemma)-1], lemma[len(lemma)-2]
	consonantY := last == 'y' && !vowel(before)
	s := lemma + "s"
	switch {
	case consonantY:
		s = lemma[:len(lemma)-1] + "ies"
	case last == 's' || last == 'x' || last == 'z' || strings.HasSuffix(lemma, "ch") || strings.HasSuffix(lemma, "sh"):
		s = lemma + "es"
	case last == 'o' && !vowel(before) && verb:
		s = lemma + "es"
	}
	if !verb {
		return []form{{s, "NNS"}}
	}
	stem := lemma
	if double == unsure {
		return []form{{s, "VBZ"}}
	}
	switch {
	case strings.HasSuffix(lemma, "ic"): // panicked
		stem += "k"
	case double == yes:
		stem += string(last)
	}
	ed, ing := stem+"ed", stem+"ing"
	switch {
	case consonantY:
		ed = lemma[:len(lemma)-1] + "ied"
	case strings.HasSuffix(lemma, "ie"):
		ed, ing = lemma+"d", lemma[:len(lemma)-2]+"ying"
	case last == 'e':
		ed = lemma + "d"
		if before != 'e' && before != 'o' && before != 'y' {
			ing = lemma[:len(lemma)-1] + "ing"
		}
	}
	return []form{{s, "VBZ"}, {ed, "VBD"}, {ed, "VBN"}, {ing, "VBG"}}
}

type answer int

const (
	no answer = iota
	yes
	unsure
)

// doubles reports whether the last consonant is doubled before -ed and -ing. In words of more than one syllable that
// depends on the stress.
func doubles(lemma string) answer {
	n := len(lemma)
	last := lemma[n-1]
	if vowel(last) || last == 'w' || last == 'x' || last == 'y' || !vowel(lemma[n-2]) || vowel(lemma[n-3]) && lemma[n-3:n-1] != "ui" {
		return no
	}
	for i := range n - 2 {
		if vowel(lemma[i]) && !(i == n-3 && lemma[i] == 'u' && i > 0 && lemma[i-1] == 'q') {
			return doublesUnstressed(lemma)
		}
	}
	return yes
}

// doublesUnstressed is doubles for a word of more than one syllable, by its end.
func doublesUnstressed(lemma string) answer {
	ends := func(ends ...string) bool {
		return slices.ContainsFunc(ends, func(e string) bool { return strings.HasSuffix(lemma, e) })
	}
	switch {
	case ends("el", "al", "ol"): // expelled, signalled, patrolled; the other spelling follows the rules
		return yes
	case ends("limit", "vomit", "ffer", "uffer"):
		return no
	case ends("fer", "cur", "mit"): // referred, occurred, committed
		return yes
	case ends("er", "en", "on", "or", "ar", "it", "et", "op", "ip"):
		return no
	}
	return unsure
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
