package party

import "fmt"

// place is where a word stands that parts those of a country from its state.
type place uint8

const (
	between place = 1 << iota // the country and the noun of an organ or office: "the Venezuelan opposition leader"
	behind                    // the country, as who is meant: "the leader of Chad's opposition"
	closing                   // a name, as its last word: "Britain's Labour Party"
)

var places = map[string]place{"between": between, "behind": behind, "closing": closing}

// addApart reads a word for those who act for no state. Its classes are for the rules, which read the same table, so that neither has a word that the other
// was not asked about: what a word is not for is said with a dash, and an empty cell is an error.
func (g *Gazetteer) addApart(c []string) error {
	if c[0] == "" || c[1] == "" || c[2] == "" {
		return fmt.Errorf("an empty cell: write - where %q is of no class or parts nobody by its place", c[0])
	}
	var at place
	var wrong string
	err := each(c[2], func(name string, _ Span, _ bool) {
		if at |= places[name]; places[name] == 0 && name != "-" {
			wrong = name
		}
	})
	if err == nil && wrong != "" {
		err = fmt.Errorf("%q is no place", wrong)
	}
	g.stateless[c[0]] = at
	return err
}

// apart reports whether w, or what it is the plural of, is a word for those who act for no state, where it stands at that place.
func (g *Gazetteer) apart(w string, at place) bool {
	return g.stateless[w]&at != 0 || g.stateless[singular(w)]&at != 0
}
