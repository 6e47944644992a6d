// Package vocab reads the vocabulary of claims, data/kinds.tsv: what kinds of claim
// there are, who takes which role in each, and what each does to the relation of a pair.
//
// It promises that every value it returns was read from the file and is complete: a row
// with an unknown effect, a missing column or a kind that stands twice is an error, not a
// guess. It does not say what an effect means for a standing over time; that is
// internal/ledger and docs/ledger.md.
package vocab

import (
	"bufio"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"chancery"
)

// File is the vocabulary's path in the data folder.
const File = "kinds.tsv"

// Effect says what a claim of a kind does to, or says about, the relation of its pair.
type Effect uint8

// The effects, as the seventh column of kinds.tsv spells them.
const (
	NoEffect            Effect = iota
	RecognitionBegins          // "recognition begins"
	RecognitionEnds            // "recognition ends"
	NotRecognised              // "observation: not recognised"
	RelationsBegin             // "relations begin"
	RelationsBeginAgain        // "relations begin again"
	RelationsEnd               // "relations end"
	RelationsSuspended         // "relations suspended"
	NoRelations                // "observation: no relations"
	HaveRelations              // "observation: relations"
	Warmer                     // "observation: warmer"
	Cooler                     // "observation: cooler"
	LevelFalls                 // "level falls"
	LevelRises                 // "level rises"
	LevelFallsIfHead           // "level falls if the head is expelled"
	MissionBegins              // "resident mission begins"
	MissionBeginsAgain         // "resident mission begins again"
	MissionEnds                // "resident mission ends"
	HaveMission                // "observation: resident mission"
	NonResident                // "observation: non-resident"
	Protecting                 // "protecting power"
	EnvoyPresent               // "level: envoy present"
	EnvoyWithdrawn             // "level: envoy withdrawn"
	StaffWithdrawn             // "staff withdrawn"
	Lineage                    // "lineage"
	StateBegins                // "state begins"
	StateEnds                  // "state ends"
	RegimeChanges              // "regime changes"
)

var effects = map[string]Effect{
	"":                                    NoEffect,
	"recognition begins":                  RecognitionBegins,
	"recognition ends":                    RecognitionEnds,
	"observation: not recognised":         NotRecognised,
	"relations begin":                     RelationsBegin,
	"relations begin again":               RelationsBeginAgain,
	"relations end":                       RelationsEnd,
	"relations suspended":                 RelationsSuspended,
	"observation: no relations":           NoRelations,
	"observation: relations":              HaveRelations,
	"observation: warmer":                 Warmer,
	"observation: cooler":                 Cooler,
	"level falls":                         LevelFalls,
	"level rises":                         LevelRises,
	"level falls if the head is expelled": LevelFallsIfHead,
	"resident mission begins":             MissionBegins,
	"resident mission begins again":       MissionBeginsAgain,
	"resident mission ends":               MissionEnds,
	"observation: resident mission":       HaveMission,
	"observation: non-resident":           NonResident,
	"protecting power":                    Protecting,
	"level: envoy present":                EnvoyPresent,
	"level: envoy withdrawn":              EnvoyWithdrawn,
	"staff withdrawn":                     StaffWithdrawn,
	"lineage":                             Lineage,
	"state begins":                        StateBegins,
	"state ends":                          StateEnds,
	"regime changes":                      RegimeChanges,
}

func (e Effect) String() string {
	for s, v := range effects {
		if v == e {
			return s
		}
	}
	return fmt.Sprintf("effect %d", uint8(e))
}

// Kind is one kind of claim.
type Kind struct {
	Name       string
	Group      string // standing mission contact agreement state word measure force figure
	Symmetric  bool   // all parties are agents, in any order
	Agent      string // who takes the agent's role, in words; "" where the kind has none
	Patient    string
	Others     []string // what else a claim of the kind may name, in words
	Effect     Effect
	PLOVER     string // root code, with its mode after a slash; "" where none fits
	CAMEO      string // root or base code
	Definition string
}

// Kinds is the vocabulary. It is immutable and safe for concurrent use.
type Kinds struct {
	list   []Kind
	byName map[string]int
}

// columns is the header of kinds.tsv.
var columns = []string{"kind", "group", "symmetric", "agent", "patient", "other roles", "effect on the relation of the pair", "plover", "cameo", "definition"}

// Load reads the vocabulary from the data folder fsys.
func Load(fsys fs.FS) (_ *Kinds, err error) {
	defer chancery.Wrap(&err, "vocabulary")
	f, err := fsys.Open(File)
	if err != nil {
		return nil, &chancery.Error{Code: chancery.CodeInput, Where: File, Message: "the vocabulary cannot be opened", Err: err}
	}
	defer f.Close()
	k := &Kinds{byName: map[string]int{}}
	bad := func(line int, format string, args ...any) error {
		return &chancery.Error{Code: chancery.CodeInput, Where: fmt.Sprintf("%s:%d", File, line), Message: fmt.Sprintf(format, args...),
			Hint: "the columns are, separated by tabs: " + strings.Join(columns, ", ")}
	}
	s := bufio.NewScanner(f)
	for line := 1; s.Scan(); line++ {
		if strings.TrimSpace(s.Text()) == "" {
			continue
		}
		c := strings.Split(s.Text(), "\t")
		if len(c) != len(columns) {
			return nil, bad(line, "%d columns where %d are wanted", len(c), len(columns))
		}
		for i := range c {
			c[i] = strings.TrimSpace(c[i])
		}
		if line == 1 {
			for i := range c {
				if c[i] != columns[i] {
					return nil, bad(line, "column %d is %q, not %q", i+1, c[i], columns[i])
				}
			}
			continue
		}
		effect, ok := effects[c[6]]
		if !ok {
			return nil, bad(line, "unknown effect %q", c[6])
		}
		if c[2] != "yes" && c[2] != "no" {
			return nil, bad(line, "symmetric is %q, not yes or no", c[2])
		}
		if _, twice := k.byName[c[0]]; twice || c[0] == "" {
			return nil, bad(line, "the kind %q stands twice or is empty", c[0])
		}
		k.byName[c[0]] = len(k.list)
		k.list = append(k.list, Kind{
			Name: c[0], Group: c[1], Symmetric: c[2] == "yes", Agent: c[3], Patient: c[4], Others: splitRoles(c[5]),
			Effect: effect, PLOVER: c[7], CAMEO: c[8], Definition: c[9],
		})
	}
	if err := s.Err(); err != nil {
		return nil, bad(len(k.list)+1, "%v", err)
	}
	if len(k.list) == 0 {
		return nil, bad(1, "no kinds")
	}
	return k, nil
}

func splitRoles(s string) []string {
	var roles []string
	for _, r := range strings.FieldsFunc(s, func(c rune) bool { return c == ';' }) {
		if r = strings.TrimSpace(r); r != "" {
			roles = append(roles, r)
		}
	}
	return roles
}

// Get returns the kind of that name.
func (k *Kinds) Get(name string) (Kind, bool) {
	i, ok := k.byName[name]
	if !ok {
		return Kind{}, false
	}
	return k.list[i], true
}

// All returns the kinds in the order of the file. The slice is the caller's.
func (k *Kinds) All() []Kind { return append([]Kind(nil), k.list...) }

// Groups returns the groups of kinds, each once, in the order of the file.
func (k *Kinds) Groups() []string {
	var out []string
	for _, x := range k.list {
		if !slices.Contains(out, x.Group) {
			out = append(out, x.Group)
		}
	}
	return out
}

// Len returns how many kinds there are.
func (k *Kinds) Len() int { return len(k.list) }
