package extract

import (
	"slices"
	"strings"

	"chancery/internal/resolve/party"
	"chancery/nlp"
)

// What notes, telegrams and chronologies leave out or cut short.

// shortened are words that are cut short, and what they stand for.
var shortened = map[string]string{
	"amb.": "ambassador", "amb": "ambassador", "ambs.": "ambassadors", "ambs": "ambassadors", "govt": "government", "govt.": "government", "gov't": "government", "gvt": "government", "gov't.": "government",
	"govts": "governments", "mtg": "meeting", "mtg.": "meeting", "mtgs": "meetings", "mfa": "ministry", "mofa": "ministry", "fonmin": "minister", "agmt": "agreement", "dipl.": "diplomatic", "w/": "with", "congen": "consulate", "emb.": "embassy",
	"del.": "delegation", "fornmin": "minister", "reps": "representatives", "commo": "communications", "milatt": "attaché", "ambassadress": "ambassador",
}

// expand puts whole words in the place of short ones, for the parser and the rules; their places in the text stay.
func expand(s *nlp.Sentence) {
	for i := range s.Tokens {
		t := &s.Tokens[i]
		if len(t.Form) > 12 || len(t.Form) < 2 {
			continue
		}
		if w, ok := shortened[strings.ToLower(t.Form)]; ok {
			if capital(t.Form) && w != "with" && t.Form != strings.ToUpper(t.Form) {
				w = strings.ToUpper(w[:1]) + w[1:]
			}
			t.Form = w
		}
	}
}

// doneTo are verbs without an object of which the subject is what they are done to, where it is no party: "Relations [severed]", "Libyan envoy [summoned]".
var doneTo = map[string]bool{"sever": true, "expel": true, "suspend": true, "summon": true, "deport": true, "oust": true, "abolish": true, "arrest": true, "detain": true, "release": true, "free": true, "abduct": true, "kidnap": true, "restore": true, "establish": true,
	"re-establish": true, "reestablish": true, "normalise": true, "normalize": true, "interrupt": true, "rupture": true, "sign": true, "conclude": true, "initial": true, "ratify": true, "denounce": true, "abrogate": true, "impose": true, "lift": true, "cancel": true,
	"postpone": true, "upgrade": true, "raise": true, "elevate": true, "downgrade": true, "recall": true, "recognise": true, "recognize": true, "accredit": true, "appoint": true, "exclude": true, "admit": true, "assassinate": true, "execute": true, "extradite": true,
	"proclaim": true, "declare": true, "announce": true, "freeze": true, "evacuate": true, "bomb": true, "shell": true, "invade": true, "annex": true, "occupy": true, "terminate": true, "exchange": true, "renew": true}

// doneToStates are those of them of which that holds of a state, too: "Cuba [suspended] from the OAS".
var doneToStates = map[string]bool{"expel": true, "suspend": true, "oust": true, "exclude": true, "admit": true, "invade": true, "annex": true, "occupy": true}

// repairTerse gives a participle at the head of a sentence without a verb in another form its passive back: "Cuba [suspended] from the OAS", "Relations between Chad and
// Peru [severed]", "Chadian envoy [declared] persona non grata".
func repairTerse(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	v, subject, obj := -1, -1, -1
	for i := range toks {
		if toks[i].Head < 0 {
			v = i
		}
	}
	if v < 1 || toks[v].XPOS != "VBN" && toks[v].XPOS != "VBD" || !doneTo[toks[v].Lemma] {
		return
	}
	for c := range toks {
		if x := toks[c].XPOS; toks[c].UPOS == "AUX" || x == "MD" || c != v && (x == "VBZ" || x == "VBP" || x == "VBD" && toks[c].Head == v) {
			return
		}
		if toks[c].Head != v {
			continue
		}
		switch toks[c].Rel {
		case "nsubj":
			subject = c
		case "obj", "ccomp", "xcomp":
			obj = c
		case "cc", "conj":
			return
		}
	}
	if subject < 0 || subject > v || toks[subject].UPOS == "PRON" {
		return
	}
	if obj >= 0 && (toks[v].Lemma != "declare" || toks[obj].Form != "persona") {
		return
	}
	if slices.ContainsFunc(mentions, func(m party.Mention) bool {
		return m.Head == subject && m.Form != party.Office && m.Form != party.PersonName && len(m.Parties) > 0
	}) || toks[subject].UPOS == "PROPN" {
		behind := ""
		if v+1 < len(toks) {
			behind = toks[v+1].Form
		}
		if !doneToStates[toks[v].Lemma] || behind != "from" && behind != "by" && behind != "to" && behind != "as" && behind != "." && v+1 < len(toks) {
			return
		}
	}
	toks[subject].Rel, toks[v].XPOS = "nsubj:pass", "VBN"
	for c := v + 1; c < len(toks); c++ {
		if toks[c].Head == v && toks[c].Rel == "nmod" || obj >= 0 && toks[c].Head == obj && toks[c].Rel == "nmod" {
			toks[c].Head, toks[c].Rel = v, "obl"
		}
	}
	if obj >= 0 {
		toks[obj].Rel = "xcomp"
	}
}

// repairToName makes an infinitive of the word between "to" and a name, where a tree takes it for a noun and the name for a part of it: "urged it to [sanction] Eritrea".
func repairToName(s *nlp.Sentence, mentions []party.Mention, verbs map[string]bool) {
	toks := s.Tokens
	for i := range mentions {
		m := &mentions[i]
		w := m.First - 1
		if w < 2 || len(m.Parties) == 0 || m.Form != party.Name || toks[w].UPOS != "NOUN" || toks[w].XPOS != "NN" || !verbs[toks[w].Form] || toks[w-1].Form != "to" || toks[w-1].Head != w || toks[w-1].Rel != "case" {
			continue
		}
		if h := toks[w].Head; toks[m.Head].Head != w || h < 0 || h > w || toks[h].UPOS != "VERB" {
			continue
		}
		toks[w].UPOS, toks[w].XPOS, toks[w].Lemma, toks[w].Rel = "VERB", "VB", toks[w].Form, "xcomp"
		toks[w-1].UPOS, toks[w-1].XPOS, toks[w-1].Rel = "PART", "TO", "mark"
		toks[m.Head].Rel = "obj"
		for c := m.Last; c < len(toks); c++ {
			if toks[c].Head == w && toks[c].Rel == "acl" {
				toks[c].Rel = "advcl"
			} else if toks[c].Head == w && toks[c].Rel == "nmod" {
				toks[c].Rel = "obl"
			} else if toks[c].Head == toks[w].Head && toks[c].Rel == "advcl" && m.Last < len(toks) && toks[m.Last].Head == c && toks[m.Last].Rel == "mark" && toks[m.Last].Form == "for" {
				toks[c].Head = w
			}
		}
	}
}
