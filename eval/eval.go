// Package eval measures what Chancery reads against what it should have read.
//
// A [Set] is a folder with documents and their gold: the project's own examples, or one of the corpora that developers hold
// (seeds, rdcr, foreign-relations, plover, treebanks). [Open] recognises it, [Set.Documents] gives the files to read in,
// and [Set.Score] compares a [System] that has read them with the gold and returns [Report]s. Each scorer can be called
// on its own as well.
//
// The package promises that a figure is a function of the claims and the gold alone, and that the order of neither
// matters. It reads no text itself and wires nothing together: package run does that for the tests and the tools below,
// and the command line for people. scores.txt holds the committed figures; see scores_test.go.
package eval

import (
	"fmt"
	"io"
	"strings"

	"chancery"
)

// System is what is scored: a run over the documents of a set.
type System interface {
	Claims() ([]chancery.Claim, error)
	Status(a, b, on string) (chancery.Status, error)
	Discrepancies() ([]chancery.Discrepancy, error)
	Documents() ([]DocumentDate, error)
	Sentences() (int, error) // of the stories read
}

// DocumentDate is what a run says of a document's date.
type DocumentDate struct {
	Document string
	EDTF     string // "" where unknown
	Basis    string
}

// Report is the outcome of one scorer.
type Report struct {
	Name    string   `json:"name"`
	Figures []Figure `json:"figures"`
	Kinds   []Kind   `json:"kinds,omitempty"`
	Misses  []Miss   `json:"misses,omitempty"`
}

// Figure is a ratio: Num of Den. Value is given where it is not the ratio (F1, a rate per thousand).
type Figure struct {
	Name  string  `json:"name"`
	Num   int     `json:"num"`
	Den   int     `json:"den"`
	Value float64 `json:"value"`
}

// Kind counts the claims of one kind: of Gold, Found were found; of Read, Right are right.
type Kind struct {
	Kind  string `json:"kind"`
	Gold  int    `json:"gold"`
	Found int    `json:"found"`
	Read  int    `json:"read"`
	Right int    `json:"right"`
}

// Miss is one thing that was not read, or was read and is wrong.
type Miss struct {
	What     string `json:"what"` // "missed", "date or modality", "wrong"
	ID       string `json:"id,omitempty"`
	Document string `json:"document,omitempty"`
	Says     string `json:"says"` // kind, parties, date
	Quote    string `json:"quote,omitempty"`
	Read     string `json:"read,omitempty"` // what was read instead
}

func (r *Report) ratio(name string, num, den int) {
	r.Figures = append(r.Figures, Figure{Name: name, Num: num, Den: den, Value: div(num, den)})
}

func (r *Report) value(name string, v float64) {
	r.Figures = append(r.Figures, Figure{Name: name, Value: v})
}

// Figure returns the report's figure of that name.
func (r *Report) Figure(name string) (Figure, bool) {
	for _, f := range r.Figures {
		if f.Name == name {
			return f, true
		}
	}
	return Figure{}, false
}

// Write writes the report for people; misses too where all is set. The text is stable, so that it can be committed and compared.
func (r *Report) Write(w io.Writer, all bool) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", r.Name)
	for _, f := range r.Figures {
		if f.Den > 0 || f.Num > 0 {
			fmt.Fprintf(&b, "  %-52s %6d/%-6d %.3f\n", f.Name, f.Num, f.Den, f.Value)
		} else {
			fmt.Fprintf(&b, "  %-52s %13s %.3f\n", f.Name, "", f.Value)
		}
	}
	if len(r.Kinds) > 0 {
		fmt.Fprintf(&b, "  %-24s %6s %6s %6s %6s %7s %7s\n", "kind", "gold", "found", "read", "right", "R", "P")
		for _, k := range r.Kinds {
			fmt.Fprintf(&b, "  %-24s %6d %6d %6d %6d %7s %7s\n", k.Kind, k.Gold, k.Found, k.Read, k.Right, share(k.Found, k.Gold), share(k.Right, k.Read))
		}
	}
	if all {
		for _, m := range r.Misses {
			fmt.Fprintf(&b, "%s\n", m)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (m Miss) String() string {
	parts := []string{strings.ToUpper(m.What)}
	for _, s := range []string{m.ID, m.Document, m.Says} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	s := strings.Join(parts, " ")
	if m.Quote != "" {
		s += " | " + clip(m.Quote, 160)
	}
	if m.Read != "" {
		s += " | read: " + m.Read
	}
	return s
}

func share(n, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", div(n, of))
}

func clip(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

func div(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// f1 is the harmonic mean of precision and recall.
func f1(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}
