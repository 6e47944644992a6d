package query

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"chancery"
	"chancery/internal/store"
)

// Carried says what became of the decisions on an earlier version of a document.
type Carried struct {
	Over int // decisions that hold for the later version too, from now on
	Left int // decisions on claims that the later version does not make in the same words
}

// Carry lets the decisions on the claims of earlier versions of a document hold for a later one: where it makes the same claim in the same words, the decision is made on
// that as well, by whom and when it was made, and says of which claim it was. Both must be in the store. To carry twice changes nothing.
func (s *Service) Carry(ctx context.Context, earlier []string, later string) (Carried, error) {
	var out Carried
	v, err := s.store.View(ctx, time.Time{})
	if err != nil {
		return out, err
	}
	defer v.Close()
	all, err := v.Decisions(ctx)
	if err != nil || len(all) == 0 {
		return out, err
	}
	now := map[string][]chancery.Claim{} // of the later version, by what they say, in the order of its text
	for c, err := range v.Claims(ctx, store.Filter{Documents: []string{later}}) {
		if err != nil {
			return out, err
		}
		now[says(&c)] = append(now[says(&c)], c)
	}
	was, is := map[string]bool{}, map[string]*chancery.Claim{} // by the id of an earlier claim
	for _, id := range earlier {
		nth := map[string]int{}
		for c, err := range v.Claims(ctx, store.Filter{Documents: []string{id}}) {
			if err != nil {
				return out, err
			}
			k := says(&c)
			was[c.ID] = true
			if n := nth[k]; n < len(now[k]) {
				is[c.ID] = &now[k][n]
			}
			nth[k]++
		}
	}
	var ds []chancery.Decision
	for _, d := range all {
		if !was[d.Claim] && !was[d.With] {
			continue
		}
		n, ok, err := carry(d, was, is)
		if err != nil {
			return out, err
		}
		if !ok {
			out.Left++
			continue
		}
		out.Over++
		ds = append(ds, n)
	}
	_, err = s.store.Decide(ctx, ds...)
	return out, err
}

// carry is d of the later claims; false where one of those that it bears on is no more.
func carry(d chancery.Decision, was map[string]bool, is map[string]*chancery.Claim) (chancery.Decision, bool, error) {
	of := d.Claim
	for _, id := range []*string{&d.Claim, &d.With} {
		if c, ok := is[*id]; ok {
			*id = c.ID
			if id == &d.Claim && d.Amend != nil {
				a := *d.Amend
				a.ID, a.DocumentID, a.Quote, a.Lead = c.ID, c.DocumentID, c.Quote, c.Lead
				d.Amend = &a
			}
		} else if was[*id] {
			return d, false, nil
		}
	}
	note := "said of " + of + " in an earlier version"
	if d.Why != "" {
		note = d.Why + " (" + note + ")"
	}
	d.Why = note
	return d, true, identify(&d)
}

// says is what a claim says in which words, apart from where.
func says(c *chancery.Claim) string {
	named := func(ps []chancery.Party) (out []string) {
		for _, p := range ps {
			out = append(out, p.ID+" "+p.Name)
		}
		slices.Sort(out)
		return out
	}
	b, err := json.Marshal([]any{c.Kind, c.Modality, named(c.Agents), named(c.Patients), c.When, c.Quote.Words()})
	if err != nil { // strings and numbers alone
		panic(err)
	}
	return string(b)
}
