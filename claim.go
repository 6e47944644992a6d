package chancery

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// PartyType says what a party is.
type PartyType string

// The types of party, and of what else a claim may name.
const (
	State        PartyType = "state"
	Organisation PartyType = "organisation" // international organisation, agency, firm, armed group, movement
	Person       PartyType = "person"
	People       PartyType = "people" // a people or minority as such: "Albanians", "Serbs"
	Place        PartyType = "place"
	Thing        PartyType = "thing" // a treaty, an event, a topic
)

// Party is one who acts or is acted on in a claim. A person, office, ministry or army that acts for
// its state is that state: ID is the state's, Organ and Person keep who did it.
type Party struct {
	ID      string    `json:"id"`   // state code, organisation id of data/parties, or "" where it has none
	Name    string    `json:"name"` // the name used for it at that time
	Type    PartyType `json:"type"`
	Mention string    `json:"mention"` // the words of the text, "" where the party was understood
	Organ   string    `json:"organ,omitempty"`
	Person  string    `json:"person,omitempty"`
}

// Role is a party, place or thing that a claim names beside agents and patients.
type Role struct {
	Role string `json:"role"` // city, type, third, topic, instrument, person, rank, deadline, ...
	Party
}

// Basis says how the date of a claim was got.
type Basis string

// The bases of a date.
const (
	BasisExplicit Basis = "explicit" // a date in the clause
	BasisSection  Basis = "section"  // the heading it stands under
	BasisContext  Basis = "context"  // an earlier sentence of the same passage
	BasisDocument Basis = "document" // relative to the document's date
	BasisInferred Basis = "inferred" // through a document date that the ledger inferred
)

// When is the time of a claim.
type When struct {
	EDTF  string `json:"edtf,omitempty"` // "" where unknown
	Text  string `json:"text,omitempty"` // the words that gave it
	Basis Basis  `json:"basis,omitempty"`
	// Relative is the time as a function of the document's date, where the text gives it so; see
	// internal/edtf.Anchor for the forms ("weekday=4", "monthday=07-15", "days=-1"). Kept so that the ledger can
	// date a claim when the document's date becomes known.
	Relative string `json:"relative,omitempty"`
	// Impossible is the day that the text gives where no calendar has it ("1995-02-30"); EDTF is then the month.
	Impossible string `json:"impossible,omitempty"`
}

// Modality says how a claim stands to the facts.
type Modality string

// The modalities. Only Asserted and Announced may move the standing of a pair.
const (
	Asserted     Modality = "asserted"
	Announced    Modality = "announced" // by the one who performs it: counts as done that day
	Planned      Modality = "planned"
	Considered   Modality = "considered"
	Threatened   Modality = "threatened"
	Demanded     Modality = "demanded"
	Alleged      Modality = "alleged"
	Denied       Modality = "denied"
	Negated      Modality = "negated"
	Hypothetical Modality = "hypothetical"
	Uncertain    Modality = "uncertain"
)

// Modalities lists every modality.
var Modalities = []Modality{Asserted, Announced, Planned, Considered, Threatened, Demanded, Alleged, Denied, Negated, Hypothetical, Uncertain}

// Actual reports whether a claim of this modality says that the thing is so.
func (m Modality) Actual() bool { return m == Asserted || m == Announced }

// Quantity is a number with its unit, as the text gives it.
type Quantity struct {
	Value  float64 `json:"value"`
	Unit   string  `json:"unit,omitempty"`   // ISO 4217 code, "percent", "person", or a plural noun of the text
	Approx string  `json:"approx,omitempty"` // "about", "over", "under", "up to"; "" for exact
	Text   string  `json:"text,omitempty"`
}

// Claim is one thing that one document says: what, who, whom, when, and in which words.
type Claim struct {
	ID          string      `json:"id"`
	Document    string      `json:"document"` // the document's name
	DocumentID  string      `json:"document_id,omitempty"`
	Kind        string      `json:"kind"` // of data/kinds.tsv
	Agents      []Party     `json:"agents,omitempty"`
	Patients    []Party     `json:"patients,omitempty"`
	Others      []Role      `json:"others,omitempty"`
	When        *When       `json:"when,omitempty"`
	Modality    Modality    `json:"modality"`
	Attribution []Party     `json:"attribution,omitempty"` // who says so inside the text, the outermost speaker first
	Quantity    *Quantity   `json:"quantity,omitempty"`
	Quote       Quote       `json:"quote"`
	Lead        *Quote      `json:"lead,omitempty"`  // of an item of a list: what stands over the list and says what holds for each
	Cites       []Reference `json:"cites,omitempty"` // the sources that the document gives for it
	Rule        string      `json:"rule"`
	Confidence  float64     `json:"confidence"`
}

// Other returns the claim's first role of that name.
func (c *Claim) Other(role string) (Role, bool) {
	for _, r := range c.Others {
		if r.Role == role {
			return r, true
		}
	}
	return Role{}, false
}

// Words returns the words that c rests on as a person reads them: the quote, and before it what stands over the list of which that is an item.
func (c *Claim) Words() string {
	if c.Lead == nil {
		return c.Quote.Words()
	}
	return c.Lead.Words() + Ellipsis + c.Quote.Words()
}

// Ellipsis stands between what a claim quotes of two places.
const Ellipsis = " … "

// Verify reports whether what c quotes stands in original exactly where it says, as Quote.Verify does.
func (c *Claim) Verify(original string) error {
	if c.Lead != nil {
		if err := c.Lead.Verify(original); err != nil {
			return err
		}
	}
	return c.Quote.Verify(original)
}

// Identify returns the id of c: a hash of what it says and where, not of
// which rule read it, how sure that was, or under which name the document came.
func (c *Claim) Identify() string {
	b := make([]byte, 0, 512)
	w := func(s ...string) { // as %q prints a list
		for i, v := range s {
			b = append(b, "[ "[min(i, 1)])
			if plain(v) {
				b = append(append(append(b, '"'), v...), '"')
			} else {
				b = strconv.AppendQuote(b, v)
			}
		}
		b = append(b, "]\n"...)
	}
	w(c.DocumentID, c.Kind, string(c.Modality))
	for _, p := range c.Agents {
		w("a", p.ID, p.Name)
	}
	for _, p := range c.Patients {
		w("p", p.ID, p.Name)
	}
	if c.When != nil {
		w("t", c.When.EDTF, c.When.Relative)
	}
	for _, r := range c.Others {
		w("r", r.Role, r.ID, r.Name)
	}
	if c.Quantity != nil {
		w("q", fmt.Sprint(c.Quantity.Value), c.Quantity.Unit)
	}
	w(strconv.Itoa(c.Quote.Start), strconv.Itoa(c.Quote.End))
	h := sha256.Sum256(b)
	return "c" + hex.EncodeToString(h[:8])[:15]
}

// plain reports whether s is quoted as it stands.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// Names returns the names of ps, joined for people to read.
func Names(ps []Party) string {
	var s []string
	for _, p := range ps {
		s = append(s, p.Name)
	}
	return strings.Join(s, ", ")
}
