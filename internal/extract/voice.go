package extract

import (
	"regexp"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/party"
)

// Who "we" are: whoever is quoted, else who speaks in the paragraph, else whose words the text is.

// voice is who speaks.
type voice struct {
	text  *chancery.Party // whose words the whole text is: a letter, a statement, an interview
	block *chancery.Party // who speaks in this paragraph, by the name before its colon
	other bool            // somebody else does, of whom nothing is known: whoever asks the questions
}

// firstPerson are the pronouns of who speaks for a state.
var firstPerson = map[string]bool{"we": true, "us": true, "our": true, "ours": true}

// ofNation are nouns for a state, said by those who are of it.
var ofNation = map[string]bool{"country": true, "nation": true, "government": true, "delegation": true, "people": true, "homeland": true}

// we returns the state for which the first person at t speaks.
func (r *reading) we(t int) []chancery.Party {
	if ps := r.quoted(t); ps != nil {
		return ps
	}
	v := &r.p.voice
	q := v.block
	if q == nil && !v.other {
		q = v.text
	}
	if q == nil || r.inQuotes(t) {
		return nil
	}
	if h := r.head(t); h >= 0 {
		st := r.stance(h, false, false, nil)
		for _, s := range st.speakers {
			if s != t && r.toks[s].UPOS != "PRON" { // somebody says so
				return nil
			}
		}
	}
	return []chancery.Party{*q}
}

// inQuotes reports whether the token t stands between quotation marks.
func (r *reading) inQuotes(t int) bool {
	open := false
	for i := range t {
		switch r.toks[i].Form {
		case "“", "``":
			open = true
		case "”", "''":
			open = false
		case "\"":
			open = !open
		}
	}
	return open
}

// voiced matches the head of a title that says whose words a text is, up to the preposition before him: "Letter dated 3 May from [the minister of Peru]".
var voiced = regexp.MustCompile(`(?i)^(?:[^:]{0,40}: )?(?:(?:the|an?|full|text of(?: an?| the)?|transcript of(?: an?| the)?|joint|press|official|exclusive|opening|open|televised|new year's) )*(?:` +
	`(?:letter|note|note verbale|message|communication|telegram|cable)(?: dated [^,]{3,30}?)?,? (?:from|of|by)|` +
	`(?:identical )?letters dated [^,]{3,30}? from|` +
	`(?:statement|speech|address|remarks|declaration|communiqué|reply|testimony|reminiscences|memoirs?|recollections|diary|diaries)(?: (?:issued|made|delivered|given))? (?:by|of|from)|` +
	`(?:interview|conversation|q ?& ?a|questions and answers|an hour|talk|talking) with|` +
	`(?:from|out of) the (?:memoirs|diary|diaries|letters|recollections) of) `)

// namedAlone are words behind the name of a state that speaks, which is then no owner of what follows.
var namedAlone = map[string]bool{"to": true, "on": true, "at": true, "in": true, "about": true, "concerning": true, "regarding": true, "addressed": true, ",": true, ".": true, ":": true, "(": true, "-": true, "–": true, "before": true, "after": true, "for": true}

// titleVoice returns the state whose words the text is, by its title; nil for any other.
func (p *passage) titleVoice() *chancery.Party {
	title := p.doc.Title
	loc := voiced.FindStringIndex(title)
	if loc == nil {
		return nil
	}
	rest := title[loc[1]:]
	scout := p.x.gaz.NewDiscourse(nil)
	for _, s := range p.x.nlp.Split(rest) {
		for _, m := range scout.Sentence(0, &s, rest, edtf.Date{}) {
			const near = 2 // words before the name: "the then"
			if m.First > near || m.Place || len(m.Parties) != 1 || m.Parties[0].Type != chancery.State {
				continue
			}
			if m.Form == party.Name && m.Last < len(s.Tokens) && !namedAlone[s.Tokens[m.Last].Form] {
				return nil // "an interview with US activist Ali Musa"
			}
			switch m.Form {
			case party.Office, party.Organ, party.PersonName, party.Name:
				q := bare(m.Parties)[0]
				return &q
			}
		}
		break
	}
	return nil
}

// label matches what stands before the colon at the head of a paragraph: who speaks, or whom it is about.
var label = regexp.MustCompile(`^[\[(*]{0,2}((?:The )?\p{Lu}[\p{L}\p{M}.'’&-]*(?:[ /-](?:of |the |and |de |van |von |al-|bin )*\p{Lu}[\p{L}\p{M}.'’-]*){0,5})[\])*]{0,2}:[\])*]{0,2} +`)

// askLabels are the labels of who asks, answerLabels those of who is asked.
var (
	askLabels    = map[string]bool{"q": true, "question": true, "interviewer": true, "journalist": true, "reporter": true, "host": true, "correspondent": true, "moderator": true}
	answerLabels = map[string]bool{"a": true, "answer": true, "r": true, "reply": true}
)

// labelEnd returns how many bytes of text the name before a colon takes that stands at its head, 0 where none does.
func (p *passage) labelEnd(text string) int {
	m := label.FindStringSubmatchIndex(text)
	if m == nil {
		return 0
	}
	l := text[m[2]:m[3]]
	if low := strings.ToLower(l); askLabels[low] || answerLabels[low] {
		return m[1]
	}
	if q := p.labelState(l); q != nil && !p.verbAhead(text[m[1]:]) {
		return m[1]
	}
	return 0
}

// labelState returns the state that a label is the name of.
func (p *passage) labelState(l string) *chancery.Party {
	if strings.ToUpper(l) == l && len(l) > 4 {
		l = titleCase(l)
	}
	q := p.partner(l)
	if q == nil || q.Type != chancery.State {
		return nil
	}
	return q
}

// titleCase gives each word of s one capital.
func titleCase(s string) string {
	words := strings.Fields(strings.ToLower(s))
	for i, w := range words {
		if w != "of" && w != "the" && w != "and" {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, " ")
}

// verbAhead reports whether text begins with a verb in small letters, whose subject the label before it then is: "Peru: pulling out its troops".
func (p *passage) verbAhead(text string) bool {
	w, _, _ := strings.Cut(text, " ")
	for _, end := range []string{"ing", "ed", "s", "es"} {
		stem, ok := strings.CutSuffix(w, end)
		if ok && (p.x.verbs[stem] || p.x.verbs[stem+"e"] || len(stem) > 2 && stem[len(stem)-1] == stem[len(stem)-2] && p.x.verbs[stem[:len(stem)-1]]) {
			return true
		}
	}
	return p.x.verbs[w]
}

// labelled keeps whom the label at the head of a paragraph names, and returns how many bytes it takes.
func (p *passage) labelled(text string) int {
	p.voice.block, p.voice.other = nil, false
	p.disc.Label("")
	m := label.FindStringSubmatchIndex(text)
	if m == nil {
		return 0
	}
	l := text[m[2]:m[3]]
	switch low := strings.ToLower(l); {
	case askLabels[low]:
		p.voice.other = true
		return m[1]
	case answerLabels[low]:
		return m[1]
	}
	if q := p.labelState(l); q != nil {
		p.disc.Label(q.ID)
		if !p.verbAhead(text[m[1]:]) {
			return m[1]
		}
	}
	return 0
}

// speaks keeps who speaks in a paragraph that begins with a name and a colon: "[Ali Musa]: We shall close the border".
func (r *reading) speaks() {
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.First > 1 || m.Last >= len(r.toks) || r.toks[m.Last].Form != ":" || r.toks[0].Start != 0 {
			continue
		}
		r.p.voice.other = true
		if (m.Form == party.PersonName || m.Form == party.Office) && len(m.Parties) == 1 && m.Parties[0].Type == chancery.State {
			q := bare(m.Parties)[0]
			r.p.voice.block = &q
		}
		return
	}
}
