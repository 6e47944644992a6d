package query

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"chancery"
	"chancery/internal/ledger"
	"chancery/internal/store"
)

// decidedAt is RFC 3339 with a fixed fraction: of two decisions on one claim the later holds, and a person's second may see two.
const decidedAt = "2006-01-02T15:04:05.000000Z07:00"

// actions are what a decision may say of a claim; merge and split name a second one, undo takes the earlier ones back.
var actions = []string{"accept", "reject", "amend", "undo", "merge", "split"}

// Verdict is a decision to be made: what to say of which claims, and who says it why.
type Verdict struct {
	Action string   // accept reject amend undo merge split
	Claims []string // ids; of merge and split, two
	By     string
	Why    string
	Amend  Amendment // of amend
}

// Decide makes decisions and keeps them all, or none. now is the time that they bear. It returns them, and how many were new.
func (s *Service) Decide(ctx context.Context, w Verdict, now time.Time) ([]chancery.Decision, int, error) {
	switch two := w.Action == "merge" || w.Action == "split"; {
	case !slices.Contains(actions, w.Action):
		return nil, 0, usagef("the actions are accept, reject, amend, undo, merge, split", "no action %q", w.Action)
	case w.By == "":
		return nil, 0, usagef("say who decides", "a decision needs to say whose it is")
	case len(w.Claims) == 0:
		return nil, 0, usagef("name a claim by its id", "no claim is named")
	case two && len(w.Claims) != 2:
		return nil, 0, usagef("name two claims", "%s takes two claims", w.Action)
	case two && w.Claims[0] == w.Claims[1]:
		return nil, 0, usagef("name two claims", "%s is one claim", w.Claims[0])
	case w.Action == "amend" && w.Amend.empty():
		return nil, 0, usagef("name a kind, a date, a modality, agents or patients", "the amendment changes nothing")
	}
	v, err := s.store.View(ctx, time.Time{})
	if err != nil {
		return nil, 0, err
	}
	defer v.Close()
	found := map[string]chancery.Claim{}
	for c, err := range v.Claims(ctx, store.Filter{IDs: w.Claims}) {
		if err != nil {
			return nil, 0, err
		}
		found[c.ID] = c
	}
	var ds []chancery.Decision
	for i, id := range w.Claims {
		c, ok := found[id]
		if !ok {
			return nil, 0, notFound("claim", id, wholeID)
		}
		d := chancery.Decision{Claim: id, Action: w.Action, By: w.By, Why: w.Why, At: now.UTC().Format(decidedAt)}
		switch w.Action {
		case "merge", "split":
			if i == 1 {
				continue
			}
			d.With = w.Claims[1]
		case "amend":
			n, err := s.amend(w.Amend, c)
			if err != nil {
				return nil, 0, err
			}
			n.Document = ""
			d.Amend = &n
		}
		if err := identify(&d); err != nil {
			return nil, 0, err
		}
		ds = append(ds, d)
	}
	if w.Action == "merge" || w.Action == "split" {
		if err := s.together(ctx, v, w.Action, found[w.Claims[0]], found[w.Claims[1]]); err != nil {
			return nil, 0, err
		}
	}
	n, err := s.store.Decide(ctx, ds...)
	return ds, n, err
}

// together refuses to merge or split two claims that can never tell of one occurrence, as they stand in v.
func (s *Service) together(ctx context.Context, v store.View, action string, a, b chancery.Claim) error {
	decided, err := v.Decisions(ctx)
	if err != nil {
		return err
	}
	why := ledger.Apart(&a, &b, decided, s.gaz, s.kinds)
	switch {
	case why == "":
		return nil
	case action == "merge":
		return usagef("claims of one kind, pair, direction and modality can be merged; amend first what was read wrongly", "%s and %s cannot be merged: %s", a.ID, b.ID, why)
	}
	return usagef("only claims that can be one occurrence need to be split", "%s and %s are two occurrences as it is: %s", a.ID, b.ID, why)
}

// Amendment says what a claim should have been; what is empty stays, and so do its id, its document and its words there.
type Amendment struct {
	Claim                json.RawMessage // a claim, of which each field that it names is taken whole; the rest is said of it
	Kind, When, Modality string
	Agents, Patients     []string // by code, name or alias; they replace all
	Swap                 bool     // agents and patients change places, last of all
}

// empty reports whether a says nothing.
func (a *Amendment) empty() bool {
	return len(a.Claim) == 0 && a.Kind == "" && a.When == "" && a.Modality == "" && len(a.Agents)+len(a.Patients) == 0 && !a.Swap
}

// amend returns c amended. What is new in it is held against the vocabulary, whoever says it.
func (s *Service) amend(a Amendment, c chancery.Claim) (chancery.Claim, error) {
	kind, modality, when := c.Kind, c.Modality, DateOf(&c)
	if len(a.Claim) > 0 {
		if err := s.restate(&c, a.Claim); err != nil {
			return c, err
		}
	}
	c.Kind = cmp.Or(a.Kind, c.Kind)
	if _, ok := s.kinds.Get(c.Kind); !ok && c.Kind != kind {
		return c, usagef(nearKinds(s.kinds, c.Kind, ""), "no kind %q", c.Kind)
	}
	c.Modality = cmp.Or(chancery.Modality(a.Modality), c.Modality)
	if !slices.Contains(chancery.Modalities, c.Modality) && c.Modality != modality {
		return c, usagef(modalities, "no modality %q", c.Modality)
	}
	if a.When != "" {
		c.When = &chancery.When{EDTF: a.When, Basis: chancery.BasisExplicit}
	}
	if on := DateOf(&c); on != "" && on != when {
		d, err := Date("when", on)
		if err != nil {
			return c, err
		}
		c.When.EDTF = d.String()
	}
	for _, r := range []struct {
		names []string
		to    *[]chancery.Party
	}{{a.Agents, &c.Agents}, {a.Patients, &c.Patients}} {
		if len(r.names) == 0 {
			continue
		}
		*r.to = nil
		for _, n := range r.names {
			e, err := s.gaz.Lookup(n)
			if err != nil {
				return c, err
			}
			*r.to = append(*r.to, s.gaz.Party(e.ID, parseOr(DateOf(&c))))
		}
	}
	if a.Swap {
		c.Agents, c.Patients = c.Patients, c.Agents
	}
	return c, nil
}

// restate takes over into c what said, a claim in JSON, has to say. What c is known by and rests on, which is its id, document, quote and lead, is not for that to say.
func (s *Service) restate(c *chancery.Claim, said json.RawMessage) error {
	var n chancery.Claim
	var fields map[string]json.RawMessage
	if err := cmp.Or(json.Unmarshal(said, &n), json.Unmarshal(said, &fields)); err != nil {
		return &chancery.Error{Code: chancery.CodeUsage, Message: "the amendment is not a claim in JSON", Err: err}
	}
	known := map[string]bool{} // what was read stays, whether it is in the gazetteer or not
	for p := range parties(c) {
		known[p.ID] = true
	}
	for field := range fields {
		switch strings.ToLower(field) {
		case "kind":
			c.Kind = n.Kind
		case "agents":
			c.Agents = n.Agents
		case "patients":
			c.Patients = n.Patients
		case "others":
			c.Others = n.Others
		case "when":
			if c.When = n.When; c.When != nil && c.When.EDTF != "" {
				c.When.Basis = cmp.Or(c.When.Basis, chancery.BasisExplicit)
			}
		case "modality":
			c.Modality = n.Modality
		case "attribution":
			c.Attribution = n.Attribution
		case "quantity":
			c.Quantity = n.Quantity
		case "cites":
			c.Cites = n.Cites
		case "rule":
			c.Rule = n.Rule
		case "confidence":
			c.Confidence = n.Confidence
		}
	}
	on := parseOr(DateOf(c))
	for p := range parties(c) {
		if p.ID == "" || known[p.ID] && p.Name != "" {
			continue
		}
		e, err := s.gaz.Lookup(p.ID)
		if err != nil {
			return err
		}
		of := s.gaz.Party(e.ID, on)
		p.ID, p.Name, p.Type = of.ID, cmp.Or(p.Name, of.Name), cmp.Or(p.Type, of.Type)
	}
	return nil
}

// parties yields whom c names, in whatever role.
func parties(c *chancery.Claim) iter.Seq[*chancery.Party] {
	return func(yield func(*chancery.Party) bool) {
		for _, ps := range [][]chancery.Party{c.Agents, c.Patients, c.Attribution} {
			for i := range ps {
				if !yield(&ps[i]) {
					return
				}
			}
		}
		for i := range c.Others {
			if !yield(&c.Others[i].Party) {
				return
			}
		}
	}
}

// identify gives d an id: a hash of what it says.
func identify(d *chancery.Decision) error {
	d.ID = ""
	b, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("a decision: %w", err)
	}
	h := sha256.Sum256(b)
	d.ID = "d" + hex.EncodeToString(h[:])[:15]
	return nil
}

// Decision is a decision, and why it no longer bears on anything where it does not.
type Decision struct {
	chancery.Decision
	Idle string `json:"idle,omitempty"`
}

// Decisions lists the decisions, by time, as far as they were made at Known.
func (s *Service) Decisions(ctx context.Context, known string) ([]Decision, error) {
	at, err := Known("known", known)
	if err != nil {
		return nil, err
	}
	v, err := s.store.View(ctx, at)
	if err != nil {
		return nil, err
	}
	defer v.Close()
	b, err := s.BookOf(ctx, v)
	if err != nil {
		return nil, err
	}
	return b.DecisionsInContext(), nil
}

// DecisionsInContext returns the decisions that b takes in, by time, each with why it changes nothing where it does not.
func (b *Book) DecisionsInContext() []Decision {
	idle := map[string]string{}
	for _, i := range b.Ledger.Idle() {
		idle[i.Decision.ID] = i.Why
	}
	out := make([]Decision, len(b.decisions))
	for i, d := range b.decisions {
		out[i] = Decision{d, idle[d.ID]}
	}
	return out
}
