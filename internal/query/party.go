package query

import (
	"context"
	"time"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/party"
)

// Party is a party of the gazetteer.
type Party struct {
	ID       string             `json:"id"`
	Name     string             `json:"name"`
	Type     chancery.PartyType `json:"type"`
	Line     string             `json:"line,omitempty"`    // the id under which its line of states is asked
	Members  []string           `json:"members,omitempty"` // the states of its line
	Years    []Years            `json:"years,omitempty"`   // when it existed
	Wikidata string             `json:"wikidata,omitempty"`
	COW      int                `json:"cow,omitempty"` // Correlates of War number
	GW       int                `json:"gw,omitempty"`  // Gleditsch-Ward number
	Lineage  []Lineage          `json:"lineage,omitempty"`
	Named    bool               `json:"named"` // whether a claim names it
}

// Years are the years over which a party existed, both included; 0 is open.
type Years struct {
	From int `json:"from,omitempty"`
	To   int `json:"to,omitempty"`
}

// Lineage is a step in the line of states to which a party belongs.
type Lineage struct {
	Predecessor string `json:"predecessor"`
	Successor   string `json:"successor"`
	Kind        string `json:"kind"` // continues succeeds divided united partial contested
	Date        string `json:"date,omitempty"`
}

// Pair is a pair of which the ledger knows something.
type Pair struct {
	A string `json:"a"`
	B string `json:"b"`
}

// Parties lists the states of the gazetteer and the other parties that claims name.
func (s *Service) Parties(ctx context.Context) ([]Party, error) {
	v, err := s.store.View(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	defer v.Close()
	ids, err := v.Parties(ctx)
	if err != nil {
		return nil, err
	}
	named := make(map[string]bool, len(ids))
	for _, id := range ids {
		named[id] = true
	}
	var out []Party
	for _, e := range s.gaz.States() {
		p := s.party(&e)
		p.Named = named[e.ID]
		delete(named, e.ID)
		out = append(out, p)
	}
	for _, id := range ids {
		if e, ok := s.gaz.Entry(id); ok && named[id] {
			p := s.party(&e)
			p.Named = true
			out = append(out, p)
		}
	}
	return out, nil
}

// Party looks a party up by code, name or alias, with the line of states it belongs to.
func (s *Service) Party(ctx context.Context, query string) (Party, error) {
	e, err := s.gaz.Lookup(query)
	if err != nil {
		return Party{}, err
	}
	p := s.party(&e)
	for _, l := range s.gaz.Lineage(e.ID) {
		p.Lineage = append(p.Lineage, Lineage{l.Predecessor, l.Successor, l.Kind, l.Date})
	}
	v, err := s.store.View(ctx, time.Time{})
	if err != nil {
		return Party{}, err
	}
	defer v.Close()
	ids, err := v.Parties(ctx)
	if err != nil {
		return Party{}, err
	}
	for _, id := range ids {
		p.Named = p.Named || id == e.ID
	}
	return p, nil
}

func (s *Service) party(e *party.Entry) Party {
	p := Party{ID: e.ID, Name: e.Name, Type: e.Type, Line: e.Line, Wikidata: e.Wikidata, COW: e.COW, GW: e.GW}
	if e.Line != "" {
		p.Members = s.gaz.Members(e.Line)
	}
	for _, y := range e.Years {
		out := Years{y.From, y.To}
		if y.To == edtf.MaxYear {
			out.To = 0
		}
		if y.From == edtf.MinYear {
			out.From = 0
		}
		p.Years = append(p.Years, out)
	}
	return p
}
