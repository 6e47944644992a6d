package chancery

import (
	"cmp"
	"time"
)

// Standing is what stands between two states in law. docs/ledger.md defines each.
type Standing string

// The standings of a pair.
const (
	Unknown      Standing = "unknown"
	Unrecognised Standing = "unrecognised"
	Recognised   Standing = "recognised"
	Relations    Standing = "relations"
	Suspended    Standing = "suspended"
	Severed      Standing = "severed"
	Lapsed       Standing = "lapsed"
	NoRelations  Standing = "none" // no relations, and no source says how that came about
)

// Evidence says how a period is known.
type Evidence string

// The kinds of evidence.
const (
	Documented Evidence = "documented"
	Inferred   Evidence = "inferred" // nobody wrote it down; it follows from what was written
	Contested  Evidence = "contested"
)

// Representation is how a sender is represented in a receiver. docs/ledger.md defines each type.
type Representation struct {
	Sender   string   `json:"sender"`
	Receiver string   `json:"receiver"`
	Type     string   `json:"type"`              // resident non-resident interests-section protecting-power withdrawn none unknown
	Mission  string   `json:"mission,omitempty"` // embassy, legation, high commission, consulate, ...
	Level    string   `json:"level,omitempty"`   // ambassador, minister, chargé d'affaires
	City     string   `json:"city,omitempty"`
	By       string   `json:"by,omitempty"` // the protecting power
	Evidence Evidence `json:"evidence"`
	From     string   `json:"from,omitempty"`
	To       string   `json:"to,omitempty"`
	Claims   []string `json:"claims,omitempty"`
	Against  []string `json:"against,omitempty"`
}

// Period is an interval over which one standing, or one representation, held.
// From and To are EDTF: a date, an interval that bounds it, ".." for open (still so, or
// no start known).
type Period struct {
	ID             string          `json:"id"`
	A              string          `json:"a"`
	B              string          `json:"b"`
	Track          string          `json:"track"` // "standing", "representation", or "recognition": of B by A
	Standing       Standing        `json:"standing,omitempty"`
	Representation *Representation `json:"representation,omitempty"`
	From           string          `json:"from"`
	To             string          `json:"to"`
	Evidence       Evidence        `json:"evidence"`
	Members        []string        `json:"members,omitempty"` // the states that acted, where they differ from A and B: YUG for SRB
	Claims         []string        `json:"claims,omitempty"`
	Against        []string        `json:"against,omitempty"`
	Why            string          `json:"why,omitempty"` // the rule of the ledger, in a sentence
}

// Status is the answer to what stood between A and B on a date.
type Status struct {
	A              string           `json:"a"`
	B              string           `json:"b"`
	On             string           `json:"on"`
	Known          string           `json:"known,omitempty"`
	Standing       Standing         `json:"standing"`
	From           string           `json:"from,omitempty"`
	To             string           `json:"to,omitempty"`
	Evidence       Evidence         `json:"evidence"`
	Or             []Standing       `json:"or,omitempty"` // what may have stood instead: the day lies within the bounds of a change
	Members        []string         `json:"members,omitempty"`
	Representation []Representation `json:"representation,omitempty"`
	Why            string           `json:"why,omitempty"` // the rule of the ledger, in a sentence
	Claims         []string         `json:"claims"`
	Against        []string         `json:"against"`
	PartOf         []Part           `json:"part_of,omitempty"` // which of the two was no state of its own on the day
}

// Part says that a state was no state of its own: part of a union since some day, or one that came out of another later, until when it is not listed.
type Part struct {
	Party string `json:"party"`
	Of    string `json:"of"`
	Since string `json:"since,omitempty"` // EDTF
	Until string `json:"until,omitempty"` // EDTF; of one that came out of Of
}

// Event is one occurrence, and the claims that tell of it.
type Event struct {
	ID       string     `json:"id"`
	Kind     string     `json:"kind"`
	Agents   []Party    `json:"agents,omitempty"`
	Patients []Party    `json:"patients,omitempty"`
	When     string     `json:"when,omitempty"`  // the EDTF that most independent sources give, the most precise first
	Dates    []string   `json:"dates,omitempty"` // every EDTF given, sorted
	Modality Modality   `json:"modality"`
	Sources  int        `json:"sources"` // independent ones
	Claims   []string   `json:"claims"`
	Differs  []string   `json:"differs,omitempty"` // attributes on which the claims differ: "when", "quantity", ...
	Quantity []Quantity `json:"quantity,omitempty"`
}

// Side is one side of a discrepancy.
type Side struct {
	Value  string   `json:"value"`
	Claims []string `json:"claims"`
}

// Discrepancy is a point on which sources disagree.
type Discrepancy struct {
	ID       string   `json:"id"`
	Type     string   `json:"type"` // year month day one-day swapped kind party quantity status arithmetic ...
	A        string   `json:"a"`
	B        string   `json:"b,omitempty"`
	Kind     string   `json:"kind"`
	Values   []string `json:"values"`
	Sides    []Side   `json:"sides"`
	Severity float64  `json:"severity"` // 0 to 1
	Note     string   `json:"note,omitempty"`
}

// Gap is something that must have happened and that nobody wrote down.
type Gap struct {
	ID     string   `json:"id"`
	Type   string   `json:"type"` // restoration start end mission ...
	A      string   `json:"a"`
	B      string   `json:"b"`
	After  string   `json:"after,omitempty"`  // EDTF
	Before string   `json:"before,omitempty"` // EDTF
	Claims []string `json:"claims"`
	Note   string   `json:"note,omitempty"`

	Severity float64 `json:"severity"` // from 0 to 1: how much it matters
}

// Decision is a person's word on a claim, or on whether two claims tell of one occurrence.
type Decision struct {
	ID     string `json:"id"`
	Claim  string `json:"claim"`
	Action string `json:"action"` // accept reject amend; undo: as if none had been made on the claim; merge split: Claim and With tell of one occurrence, of two
	Amend  *Claim `json:"amend,omitempty"`
	With   string `json:"with,omitempty"` // of merge and split: the id of the other claim
	By     string `json:"by"`
	At     string `json:"at"` // RFC 3339, of any offset
	Why    string `json:"why,omitempty"`
}

// Compare orders decisions by the instant at which they were made, then by id: of two on one claim the later holds.
func (d *Decision) Compare(e *Decision) int {
	at := func(s string) time.Time {
		t, _ := time.Parse(time.RFC3339, s) // what is no time comes before all
		return t
	}
	return cmp.Or(at(d.At).Compare(at(e.At)), cmp.Compare(d.ID, e.ID))
}
