package extract

import (
	"slices"
	"strings"

	"chancery"
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

// doneToPeople are those of them of which that holds of people, too, who do the others: "Libyan envoy [summoned]", but "The minister signed".
var doneToPeople = map[string]bool{"expel": true, "suspend": true, "summon": true, "deport": true, "oust": true, "arrest": true, "detain": true, "release": true, "free": true, "abduct": true, "kidnap": true, "recall": true, "accredit": true, "appoint": true,
	"exclude": true, "assassinate": true, "execute": true, "extradite": true, "evacuate": true, "declare": true}

// inert are nouns for what does nothing itself.
var inert = map[string]bool{"relation": true, "tie": true, "link": true, "contact": true, "treaty": true, "agreement": true, "pact": true, "accord": true, "protocol": true, "convention": true, "memorandum": true, "declaration": true, "communique": true, "communiqué": true,
	"document": true, "contract": true, "deal": true, "embassy": true, "legation": true, "consulate": true, "mission": true, "office": true, "commission": true, "sanction": true, "embargo": true, "ban": true, "blockade": true, "restriction": true, "border": true, "frontier": true,
	"crossing": true, "airspace": true, "visit": true, "talk": true, "summit": true, "meeting": true, "recognition": true, "independence": true, "republic": true, "sovereignty": true, "trade": true, "aid": true, "visa": true, "ceasefire": true, "cease-fire": true,
	"armistice": true, "truce": true, "peace": true, "constitution": true, "town": true, "city": true, "village": true, "port": true, "airport": true, "capital": true, "base": true, "convoy": true, "island": true, "province": true, "asset": true, "fund": true, "account": true,
	"membership": true, "status": true, "level": true, "law": true, "emergency": true, "curfew": true, "credit": true, "loan": true, "letter": true, "note": true, "instrument": true}

// doneToStates are those of them of which that holds of a state, too: "Cuba [suspended] from the OAS".
var doneToStates = map[string]bool{"expel": true, "suspend": true, "oust": true, "exclude": true, "admit": true}

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
			if obj < 0 || toks[obj].Form != "persona" {
				obj = c
			}
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
		if !doneToStates[toks[v].Lemma] || behind != "from" && behind != "by" && behind != "to" {
			return
		}
		if behind == "to" && !slices.ContainsFunc(mentions, func(m party.Mention) bool { // "Chad admitted to shelling it"
			return m.First > v && m.First <= v+3 && len(m.Parties) == 1 && m.Parties[0].Type == chancery.Organisation && toks[m.Head].Head == v
		}) {
			return
		}
	} else if !inert[toks[subject].Lemma] && !doneToPeople[toks[v].Lemma] {
		return
	}
	toks[subject].Rel, toks[v].XPOS = "nsubj:pass", "VBN"
	for c := v + 1; c < len(toks); c++ {
		if toks[c].Head == v && toks[c].Rel == "nmod" || obj >= 0 && toks[c].Head == obj && toks[c].Rel == "nmod" {
			toks[c].Head, toks[c].Rel = v, "obl"
		}
	}
	if obj >= 0 {
		toks[obj].Rel = "xcomp"
		for c := obj + 1; c < len(toks) && c <= obj+2; c++ { // "persona non grata"
			if toks[c].Head == v && toks[c].Rel == "xcomp" {
				toks[obj].Head, toks[obj].Rel = c, "compound"
				for n := c + 1; n < len(toks); n++ {
					if toks[n].Head == c && toks[n].Rel == "nmod" {
						toks[n].Head, toks[n].Rel = v, "obl"
					}
				}
			}
		}
	}
}

// headActs are nouns of acts that look like infinitives at the head of an entry.
var headActs = map[string]bool{"visit": true, "return": true, "recall": true, "appeal": true, "call": true, "release": true, "request": true, "offer": true, "protest": true, "attack": true, "raid": true, "transfer": true, "exchange": true, "report": true, "march": true, "purchase": true, "delay": true}

// repairHeadAct makes a noun of an act of the first word before a preposition where a tree takes it for an imperative: "[Visit] to Bamako by the minister of Algeria".
func repairHeadAct(s *nlp.Sentence) {
	toks := s.Tokens
	if len(toks) < 3 || toks[0].UPOS != "VERB" || toks[0].Head >= 0 || toks[0].XPOS != "VB" && toks[0].XPOS != "VBP" || !headActs[strings.ToLower(toks[0].Form)] || !capital(toks[0].Form) {
		return
	}
	switch toks[1].Form {
	case "of", "to", "by", "from", "between", "against":
	default:
		return
	}
	for c := range toks {
		if rel := toks[c].Rel; toks[c].Head == 0 && (rel == "obj" || rel == "nsubj" || rel == "conj" || rel == "xcomp" || rel == "ccomp") {
			return
		}
	}
	toks[0].UPOS, toks[0].XPOS, toks[0].Lemma = "NOUN", "NN", strings.ToLower(toks[0].Form)
	for c := range toks {
		if toks[c].Head == 0 && toks[c].Rel == "obl" {
			toks[c].Rel = "nmod"
		}
	}
}

// repairInitials makes a noun of a government's initials that a tree takes for an auxiliary: "The [GOT] had rejected it".
func repairInitials(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for i := range mentions {
		m := &mentions[i]
		t := m.First
		if m.Form != party.Organ || m.Last != t+1 || toks[t].UPOS != "AUX" || toks[t].Form != strings.ToUpper(toks[t].Form) {
			continue
		}
		v := toks[t].Head
		toks[t].UPOS, toks[t].XPOS, toks[t].Lemma, toks[t].Rel = "PROPN", "NNP", toks[t].Form, "nsubj"
		if t > 0 && toks[t-1].UPOS == "DET" && toks[t-1].Head == v {
			toks[t-1].Head, toks[t-1].Rel = t, "det"
		}
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
