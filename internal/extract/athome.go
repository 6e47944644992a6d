package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/vocab"
)

// Who is known by a name alone, and can only be of the state that the page is about.

// atHome gives the one of c whose state nothing tells the state that the page is about, where the other is of another and the sentence names no third: "Prime
// Minister Abou signed a treaty with his Peruvian counterpart", on the page of Chad. In what is done by both it may be a body, in what one does to the other it is a
// person.
func (p *passage) atHome(c *chancery.Claim, k vocab.Kind, r *reading) {
	if !p.single || p.base[0].Type != chancery.State {
		return
	}
	pair := []*chancery.Party{}
	for _, side := range [][]chancery.Party{c.Agents, c.Patients} {
		for i := range side {
			pair = append(pair, &side[i])
		}
	}
	if len(pair) != 2 {
		return
	}
	bare, known := pair[0], pair[1]
	if bare.ID != "" {
		bare, known = known, bare
	}
	if bare.ID != "" || known.ID == "" || known.Type != chancery.State || p.ofLine(*known, p.base[0]) || !p.ofOffice(bare, known, k.Symmetric) {
		return
	}
	if slices.ContainsFunc(r.statesBut(*known), func(q chancery.Party) bool { return !p.ofLine(q, p.base[0]) }) {
		return
	}
	q := p.base[0]
	q.Mention = bare.Mention
	if bare.Type == chancery.Person {
		q.Person = bare.Person
	} else {
		q.Organ = bare.Name
	}
	*bare = q
	if k.Symmetric {
		slices.SortStableFunc(c.Agents, func(a, b chancery.Party) int { return strings.Compare(a.ID, b.ID) })
	}
}

// ofLine reports whether two states are of one line.
func (p *passage) ofLine(a, b chancery.Party) bool {
	return p.x.gaz.Line(a.ID) == p.x.gaz.Line(b.ID)
}

// ofOffice reports whether q acts for some state that is not told: a person; together with another also somebody's counterpart and a body by its name.
func (p *passage) ofOffice(q, other *chancery.Party, together bool) bool {
	if q.Type == chancery.Person || !together {
		return q.Type == chancery.Person
	}
	if strings.HasSuffix(q.Name, " counterpart") {
		return true
	}
	if q.Type != chancery.Organisation || strings.Contains(q.Name, " of ") {
		return false
	}
	body := strings.ToLower(lastWord(q.Name))
	return bodyNames[body] || strings.HasSuffix(other.Organ, "counterpart")
}

// bodyNames are the last words of the names of bodies of a state.
var bodyNames = map[string]bool{"agency": true, "council": true, "ministry": true, "parliament": true, "assembly": true, "senate": true, "government": true, "army": true, "navy": true, "police": true, "authority": true}
