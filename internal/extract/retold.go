package extract

import "strings"

// Pronouns for a thing that the sentence has told of, whose words say whose it is: "imposed sanctions on Chad in 1990 and lifted [them] in 1995".

// dealing are verbs for what is done with a treaty, a measure, a border, a piece of land, an envoy or troops, and hardly with a state.
var dealing = map[string]bool{"denounce": true, "abrogate": true, "terminate": true, "renew": true, "cancel": true, "annul": true, "repudiate": true, "revoke": true, "end": true, "suspend": true, "ratify": true, "sign": true,
	"extend": true, "renounce": true, "lift": true, "ease": true, "relax": true, "remove": true, "drop": true, "reimpose": true, "open": true, "reopen": true, "close": true, "shut": true, "seal": true, "return": true, "give": true,
	"hand": true, "cede": true, "restore": true, "recall": true, "withdraw": true, "pull": true, "resume": true, "halt": true, "regain": true, "recover": true, "retake": true, "evacuate": true, "surrender": true, "lose": true, "sell": true}

// dealt are classes of the things that such pronouns stand for.
var dealt = []string{"@treaty", "@sanction", "@strip", "@envoy", "@military", "@aid"}

// frontiers are nouns for borders.
var frontiers = map[string]bool{"border": true, "frontier": true, "crossing": true, "airspace": true}

// retell gives a pronoun the lemma of the thing that it stands for, and makes the paths that lead on from the pronoun lead on from the thing: the object, or the subject of
// the passive, of the verb that its own verb is coordinated with.
func (r *reading) retell() {
	for t := range r.toks {
		h := r.head(t)
		plural := r.form[t] == "them" || r.form[t] == "they"
		if !plural && r.form[t] != "it" && r.form[t] != "him" || h < 0 || !r.verb(h) || !dealing[r.low[h]] || !r.is(t, "obj", "nsubj:pass") {
			continue
		}
		n := r.thingBefore(h, plural)
		if n < 0 {
			continue
		}
		r.low[t], r.at[t] = r.low[n], -1
		if r.retold == nil {
			r.retold = map[int]int{}
		}
		r.retold[t] = n
	}
}

// thingBefore returns the thing that the verb with which h is coordinated, or on which its clause hangs, is done to; -1 for none.
func (r *reading) thingBefore(h int, plural bool) int {
	for v, depth := r.head(h), 0; v >= 0 && v < h && depth < 3 && r.verb(v); v, depth = r.head(v), depth+1 {
		for _, n := range r.children(v, "obj", "nsubj:pass") {
			if n < h && r.toks[n].UPOS == "NOUN" && strings.HasSuffix(r.toks[n].XPOS, "S") == plural && r.dealtWith(n) {
				return n
			}
		}
	}
	return -1
}

// dealtWith reports whether the noun n is a thing of the classes that verbs of dealing take.
func (r *reading) dealtWith(n int) bool {
	if frontiers[r.low[n]] {
		return true
	}
	for _, name := range dealt {
		if c := r.rules.Classes[name]; c != nil && r.in(n, c) {
			return true
		}
	}
	return false
}

// onward are the steps that lead from a pronoun on to what hangs on the thing that it stands for.
func onward(slot string) bool {
	switch slot {
	case "self", "head", "conj", "case", "mark", "aux", "acl", "appos", "neg", "passive", "active", "det", "num":
		return false
	}
	return true
}
