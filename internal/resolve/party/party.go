// Package party knows the parties of diplomacy and finds them in sentences.
//
// A [Gazetteer] holds every state since 1816, with its names, adjectives, capitals and years,
// international organisations, armed groups, agencies and firms, the nouns that act for the state that owns
// them, the titles of offices, and well-known leaders. It is read from data/parties, is immutable, and is safe for
// concurrent use.
//
// A [Discourse] reads the sentences of one document in their order and says which parties they mention, by name,
// adjective, capital, organ, office, person, pronoun or description ("the two countries"). It remembers what came
// before. It belongs to one goroutine.
//
// Where two readings of a word are equally good the mention has no parties: nothing is guessed. The package knows
// nothing of acts and roles: that a party is mentioned does not say that it did anything.
package party

import (
	"chancery"
	"chancery/internal/edtf"
)

// Span is a run of years, both ends included.
type Span struct {
	From, To int // edtf.MinYear and edtf.MaxYear where open
}

// Contains reports whether the year lies within s.
func (s Span) Contains(year int) bool { return s.From <= year && year <= s.To }

// years returns the years that d touches; ok is false where it is unknown or open.
func years(d edtf.Date) (first, last int, ok bool) {
	if d.IsUnknown() {
		return 0, 0, false
	}
	return d.Years()
}

// matches reports how well s fits the date: false only where no year of it lies within s.
func (s Span) matches(d edtf.Date) bool {
	first, last, ok := years(d)
	return !ok || s.From <= last && first <= s.To
}

// apart returns how many years the year lies outside s, 0 within.
func (s Span) apart(year int) int { return max(0, s.From-year, year-s.To) }

// everything is the span of what has no period.
var everything = Span{edtf.MinYear, edtf.MaxYear}

// Status says what kind of entry a party is.
type Status uint8

// The statuses.
const (
	Present      Status = iota // a state of today, recognised by nearly all
	Partial                    // a state or self-declared state that few or some recognise
	Former                     // a state that has ended
	Territory                  // a dependent territory: a place with names of its own
	Intergov                   // an organisation of states
	NonGov                     // an international organisation that is not of states
	ArmedGroup                 // an armed group, movement or party outside a government
	Agency                     // an agency of a state
	Firm                       // a company
	statusLength = iota
)

var statusNames = [statusLength]string{"state", "partial", "former", "territory", "igo", "ngo", "group", "agency", "firm"}

func (s Status) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return "status"
}

// Entry is one party of the gazetteer.
type Entry struct {
	ID       string // ISO 3166-1 alpha-3, ISO 3166-3, or a code of data/parties for a state; lower case for an organisation
	Name     string // its short name: the present one, or the last
	Type     chancery.PartyType
	Status   Status
	Years    []Span // when it existed
	Line     string // the id under which its lineage is asked
	State    string // of an agency or group: the state it belongs to
	COW, GW  int    // Correlates of War and Gleditsch-Ward numbers, 0 for none; NumbersAt gives those of a year
	Wikidata string // "Q222", "" where not known

	names []dated // by period; the first is Name
	forms []dated // what sort of state its names say it is: "sultanate", "kingdom"

	cow, gw []numbered // numbers of other years
}

// numbered is a number in a list of states with the years at whose ends it was the number.
type numbered struct {
	number int
	span   Span
}

// NumbersAt returns the Correlates of War and Gleditsch-Ward numbers at the end of a year: that of West Germany is not that of Germany.
func (e *Entry) NumbersAt(year int) (cow, gw int) {
	cow, gw = e.COW, e.GW
	for _, n := range e.cow {
		if n.span.Contains(year) {
			cow = n.number
		}
	}
	for _, n := range e.gw {
		if n.span.Contains(year) {
			gw = n.number
		}
	}
	return cow, gw
}

// dated is a name with the years in which it was the name.
type dated struct {
	name string
	span Span
}

// Exists reports whether e existed at some time of the date; for an unknown date, whether it exists now.
func (e *Entry) Exists(on edtf.Date) bool {
	if on.IsUnknown() {
		return len(e.Years) > 0 && e.Years[len(e.Years)-1].To == edtf.MaxYear
	}
	for _, y := range e.Years {
		if y.matches(on) {
			return true
		}
	}
	return false
}

// apart returns how many years the year lies outside the time of e, 0 within.
func (e *Entry) apart(year int) int {
	off := edtf.MaxYear - edtf.MinYear
	for _, y := range e.Years {
		off = min(off, y.apart(year))
	}
	return off
}

// nameAt returns the name of e at the date.
func (e *Entry) nameAt(on edtf.Date) string {
	if _, _, ok := years(on); ok {
		for _, n := range e.names {
			if n.span != everything && n.span.matches(on) {
				return n.name
			}
		}
	}
	return e.Name
}

// party returns e as a party of a claim, named as at the date.
func (e *Entry) party(on edtf.Date) chancery.Party {
	return chancery.Party{ID: e.ID, Name: e.nameAt(on), Type: e.Type}
}

// Event is a step in the lineage of states.
type Event struct {
	Predecessor, Successor string
	Kind                   string // continues succeeds divided united partial contested
	Date                   string // EDTF
	Source                 string // the act or treaty by which it happened, or the list of states that has it
}
