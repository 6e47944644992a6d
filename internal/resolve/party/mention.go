package party

import (
	"chancery"
	"chancery/nlp"
)

// Form says by what kind of words a party is mentioned.
type Form uint8

// The forms of mention.
const (
	Name       Form = iota // "Albania", "NATO"
	Adjective              // "Iranian"
	Demonym                // "the Soviets", "Albanians"
	Capital                // "Tirana"
	Metonym                // "the Kremlin"
	Organ                  // "Albanian police"
	Office                 // "the Albanian prime minister"
	PersonName             // "Edi Rama", with or without the office
	Pronoun                // "it", "his"
	Definite               // "the country", "the group"
	Group                  // "the two countries"
	City                   // "Shanghai": a town that is no capital, always a place
)

var formNames = [...]string{"name", "adjective", "demonym", "capital", "metonym", "organ", "office", "person", "pronoun", "definite", "group", "city"}

func (f Form) String() string {
	if int(f) < len(formNames) {
		return formNames[f]
	}
	return "form"
}

// Mention is a run of tokens that stands for a party, or for several.
type Mention struct {
	First, Last int // tokens [First, Last)
	Head        int // the token that the rest hangs on
	// Parties are who is meant: more than one for a group, none where that cannot be told.
	Parties []chancery.Party
	Form    Form
	// Place is set where the words tell where something is and not who acts: "in Albania", "the embassy in Tirana".
	Place bool
	City  string // of a capital: its name as the text gives it
	Class string // of an organ or office: ministry, force, envoy, ...; see data/parties/organs.tsv and offices.tsv
	Of    string // of a people: the state whose people it is
	// Candidates are the ids between which the context does not choose, where Parties is empty.
	Candidates []string
}

// Contains reports whether the token is one of m's.
func (m *Mention) Contains(tok int) bool { return m.First <= tok && tok < m.Last }

// At returns the widest mention whose head is tok, else the narrowest that holds tok.
func At(ms []Mention, tok int) (Mention, bool) {
	best := -1
	for i := range ms {
		if ms[i].Head == tok && (best < 0 || ms[i].Last-ms[i].First > ms[best].Last-ms[best].First) {
			best = i
		}
	}
	if best < 0 {
		for i := range ms {
			if ms[i].Contains(tok) && (best < 0 || ms[i].Last-ms[i].First < ms[best].Last-ms[best].First) {
				best = i
			}
		}
	}
	if best < 0 {
		return Mention{}, false
	}
	return ms[best], true
}

// Owner returns the mention that owns the noun at tok: "Iranian embassy", "Iran's embassy", "the embassy of Iran",
// "its embassy". Where something stands ("the embassy in Tirana") does not own it.
func Owner(ms []Mention, s *nlp.Sentence, tok int) (Mention, bool) {
	if tok < 0 || tok >= len(s.Tokens) {
		return Mention{}, false
	}
	var of *Mention
	for i := range s.Tokens {
		t := &s.Tokens[i]
		if t.Head != tok || i == tok {
			continue
		}
		m, ok := At(ms, i)
		if !ok || m.Contains(tok) && m.Head == tok {
			if m, ok = narrow(ms, i); !ok || m.Contains(tok) {
				continue
			}
		}
		switch relation(t.Rel) {
		case "amod", "compound", "det", "nmod:poss":
			if !m.Place {
				return m, true
			}
		case "nmod":
			if t.Rel == "nmod:poss" {
				return m, true
			}
			if i < tok && !m.Place {
				return m, true
			}
			if c := caseOf(s, i); c == "of" && of == nil {
				of = &m
			}
		}
	}
	if of != nil {
		return *of, true
	}
	return Mention{}, false
}

// narrow returns the narrowest mention that holds tok.
func narrow(ms []Mention, tok int) (Mention, bool) {
	best := -1
	for i := range ms {
		if ms[i].Contains(tok) && (best < 0 || ms[i].Last-ms[i].First < ms[best].Last-ms[best].First) {
			best = i
		}
	}
	if best < 0 {
		return Mention{}, false
	}
	return ms[best], true
}

// relation returns a dependency relation without its subtype.
func relation(rel string) string {
	for i := 0; i < len(rel); i++ {
		if rel[i] == ':' {
			return rel[:i]
		}
	}
	return rel
}

// caseOf returns the preposition of the noun at tok, in lower case, "" for none.
func caseOf(s *nlp.Sentence, tok int) string {
	for i := tok - 1; i >= 0; i-- {
		t := &s.Tokens[i]
		if t.UPOS == "PUNCT" && t.Form != "\"" && t.Form != "-" || t.UPOS == "NUM" { // a preposition of an earlier phrase
			return ""
		}
		if t.Head == tok && relation(t.Rel) == "case" {
			return lower(t.Form)
		}
	}
	return ""
}
