package extract

import (
	"strings"

	"chancery/internal/rule"
	"chancery/nlp"
)

// gate is the cheap first look: it tells which sentences can hold a claim at all, so that the others are not parsed.
// It may let through too much, never too little.
type gate struct {
	stems map[string]bool
}

// stemLen is how many letters of a word the gate looks at; irregular forms are listed.
const stemLen = 4

var irregular = map[string][]string{
	"break": {"broke", "broken"}, "cut": {"cut"}, "meet": {"met"}, "hold": {"held"}, "tell": {"told"}, "say": {"said", "says"}, "send": {"sent"}, "give": {"gave", "given"},
	"take": {"took", "taken"}, "make": {"made"}, "withdraw": {"withdrew"}, "throw": {"threw", "thrown"}, "fight": {"fought"}, "shoot": {"shot"}, "leave": {"left"},
	"lead": {"led"}, "seek": {"sought"}, "find": {"found"}, "begin": {"began", "begun"}, "become": {"became"}, "go": {"went", "gone"}, "fall": {"fell"}, "fly": {"flew", "flown"},
	"buy": {"bought"}, "sell": {"sold"}, "be": {"is", "was", "were", "are"}, "have": {"has", "had"}, "strike": {"struck"}, "win": {"won"}, "bring": {"brought"}, "call": {"call"},
	"come": {"came"}, "do": {"did", "done"}, "draw": {"drew", "drawn"}, "freeze": {"froze", "frozen"}, "get": {"got"}, "keep": {"kept"}, "lose": {"lost"}, "pay": {"paid"}, "put": {"put"}, "rise": {"rose", "risen"},
	"shut": {"shut"}, "speak": {"spoke", "spoken"}, "stand": {"stood"}, "write": {"wrote", "written"}, "bind": {"bound"}, "lift": {"lift"}, "hit": {"hit"}, "see": {"saw", "seen"}, "lie": {"lay", "lying"}, "grow": {"grew", "grown"}, "run": {"ran"}, "sink": {"sank", "sunk"}, "steal": {"stole", "stolen"}, "swear": {"swore", "sworn"}, "wage": {"wage"}, "deal": {"dealt"}, "choose": {"chose", "chosen"}, "forbid": {"forbade"}, "hang": {"hung", "hanged"}, "slay": {"slew"}, "spend": {"spent"}, "show": {"shown"}, "think": {"thought"}, "tear": {"tore", "torn"}, "shake": {"shook"}, "sit": {"sat"}, "flee": {"fled"}, "rend": {"rent"}, "teach": {"taught"}, "overthrow": {"overthrew"},
	"arise": {"arose"}, "bear": {"bore", "borne"}, "blow": {"blew", "blown"}, "catch": {"caught"}, "drive": {"drove"}, "lend": {"lent"}, "stick": {"stuck"}, "sweep": {"swept"}, "uphold": {"upheld"}, "tie": {"tying"}, "weave": {"wove", "woven"}, "forsake": {"forsook"}, "mistake": {"mistook"}, "eat": {"ate"}, "hide": {"hid"}, "feed": {"fed"},
}

func stem(w string) string {
	if len(w) > stemLen {
		return w[:stemLen]
	}
	return w
}

// echoWords are the verbs that repeat what was told before: "did so", "followed suit", "answered in kind".
var echoWords = []string{"do", "follow", "answer", "respond", "reply", "retaliate", "react", "reciprocate"}

func newGate(rules *rule.Set) gate {
	g := gate{stems: map[string]bool{}}
	for _, l := range append(rules.Triggers(), echoWords...) {
		g.stems[stem(l)] = true
		if len(l) <= stemLen && strings.HasSuffix(l, "y") || strings.HasSuffix(l, "e") && len(l) <= stemLen { // deny -> denied, vie -> vying
			g.stems[strings.TrimSuffix(strings.TrimSuffix(l, "y"), "e")] = true
		}
		for _, f := range irregular[l] {
			g.stems[stem(f)] = true
		}
	}
	return g
}

// worth reports whether the sentence, tokenised only, has a word that could trigger a rule.
func (g gate) worth(text string, s *nlp.Sentence) bool {
	upper := false
	hit := false
	for i := range s.Tokens {
		f := s.Tokens[i].Form
		if f == "" {
			f = text[s.Tokens[i].Start:s.Tokens[i].End]
		}
		if c := f[0]; c >= 'A' && c <= 'Z' || c >= 0x80 || strings.EqualFold(f, "they") || strings.EqualFold(f, "it") || strings.EqualFold(f, "both") {
			upper = true
		}
		if !hit {
			l := strings.ToLower(f)
			hit = g.stems[stem(l)] || len(l) >= 3 && len(l) <= stemLen && (g.stems[l[:len(l)-1]] || g.stems[l[:2]])
			if !hit && len(l) > 3 && len(l) <= 6 { // deny: denied, denies
				hit = g.stems[l[:3]]
			}
		}
	}
	return hit && upper
}
