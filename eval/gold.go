package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"chancery"
)

// Gold is a claim that a document makes. examples/README.md describes the fields.
type Gold struct {
	ID         string   `json:"id"`
	Doc        string   `json:"doc"`  // the document's name, or the part of it before an underscore
	Kind       string   `json:"kind"` // alternatives are joined with "|"
	Agent      []string `json:"agent"`
	Patient    []string `json:"patient"`
	When       *string  `json:"when"`
	Accept     []string `json:"accept"`
	AnyWhen    bool     `json:"any_when"`
	Modality   string   `json:"modality"` // alternatives are joined with "|"
	Level      string   `json:"level"`    // core, extended, optional
	Quote      string   `json:"quote"`
	Symmetric  bool     `json:"symmetric"`
	Understood bool     `json:"understood"`

	complete bool // of a gold that is complete
}

// The levels of gold: what must be found, what should be, and what may be.
const (
	Core     = "core"
	Extended = "extended"
	Optional = "optional"
)

// StatusGold is what stood between two states on a date. Standing may give alternatives with "|", From every date that is right.
type StatusGold struct {
	A, B, On, Standing string
	From               []string
	Representation     []RepresentationGold
}

// RepresentationGold is how a sender was represented. Or lists further types that are right.
type RepresentationGold struct {
	Sender, Receiver, Type, By string
	Or                         []string
}

// DateGold is the date of a document.
type DateGold struct{ Doc, Date, Basis string }

// DiscrepancyGold is a point on which documents disagree, with at least these values.
type DiscrepancyGold struct {
	A, B, Kind string
	Values     []string
}

// HeadingGold is an event that a heading of rdcr tells.
type HeadingGold struct {
	Country    string  `json:"country"`
	Slug       string  `json:"slug"`
	Event      string  `json:"event"`
	Confidence string  `json:"confidence"`
	Quote      string  `json:"quote"`
	Date       *string `json:"date"`
	Others     []any   `json:"other_dates_in_sentence"` // strings, and what else the script wrote
}

// DyadGold is a row of a table of a page on a state's foreign relations.
type DyadGold struct {
	Page      string  `json:"page"`
	Country   string  `json:"country"`
	Partner   string  `json:"partner"` // as the row writes it
	B         string  `json:"b"`       // the same, in the form of the names of states
	Table     string  `json:"table"`
	Event     string  `json:"event"`
	Precision string  `json:"precision"`
	Date      *string `json:"date"`
	RowText   string  `json:"row_text"`
}

// ConflictGold is a pair for which pages or tables give different days of establishment.
type ConflictGold struct {
	Pair   []string `json:"pair"` // two names
	Claims []struct {
		Page string `json:"page"`
		Date string `json:"date"`
	} `json:"claims"`
}

// MissionGold is a mission that such a page names: resident, or accredited from elsewhere.
type MissionGold struct{ Page, Country, Partner, Sender, Kind, Mission, Where, Quote string }

// SentenceGold is a sentence with the PLOVER roots of the events between its marked parties.
type SentenceGold struct {
	ID, Text string
	Events   []struct{ Source, Target, Code string }
}

// maxLine bounds a line of gold or of claims, in bytes.
const maxLine = 16 << 20

// Load reads a file of JSON Lines.
func Load[T any](file string) ([]T, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, &chancery.Error{Code: chancery.CodeNotFound, Where: file, Message: "cannot be opened", Err: err}
	}
	defer f.Close()
	return Read[T](f, file)
}

// Read reads JSON Lines; name is what errors call the source. An empty line is nothing.
func Read[T any](r io.Reader, name string) ([]T, error) {
	var out []T
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 64<<10), maxLine)
	for n := 1; sc.Scan(); n++ {
		line := bytes.TrimSpace(sc.Bytes())
		if len(line) == 0 {
			continue
		}
		var v T
		if err := json.Unmarshal(line, &v); err != nil {
			return nil, &chancery.Error{Code: chancery.CodeInput, Where: fmt.Sprintf("%s:%d", name, n), Message: "is no line of this kind of gold", Hint: "one JSON object a line", Err: err}
		}
		out = append(out, v)
	}
	if err := sc.Err(); err != nil {
		return nil, &chancery.Error{Code: chancery.CodeInput, Where: name, Message: "cannot be read", Err: err}
	}
	return out, nil
}
