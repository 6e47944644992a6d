package query

import (
	"slices"

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
	Source      string `json:"source"` // the act or treaty by which it happened, or the list of states that has it
}

func lineage(es []party.Event) []Lineage {
	var out []Lineage
	for _, e := range es {
		out = append(out, Lineage(e))
	}
	return out
}

// Parties lists the states of the gazetteer and the other parties that claims name.
func (b *Book) Parties() []Party {
	named := make(map[string]bool, len(b.ids))
	for _, id := range b.ids {
		named[id] = true
	}
	var out []Party
	add := func(e *party.Entry) {
		p := b.party(e)
		p.Named = named[e.ID]
		out = append(out, p)
	}
	for _, e := range b.Gaz.States() {
		add(&e)
	}
	for _, id := range b.ids {
		if e, ok := b.Gaz.Entry(id); ok && e.Type != chancery.State {
			add(&e)
		}
	}
	return out
}

// Party looks a party up by code, name or alias, with the line of states it belongs to.
func (b *Book) Party(query string) (Party, error) {
	e, err := b.Gaz.Lookup(query)
	if err != nil {
		return Party{}, err
	}
	p := b.party(&e)
	p.Lineage = lineage(b.Gaz.Lineage(e.ID))
	_, p.Named = slices.BinarySearch(b.ids, e.ID)
	return p, nil
}

func (b *Book) party(e *party.Entry) Party {
	p := Party{ID: e.ID, Name: e.Name, Type: e.Type, Line: e.Line, Wikidata: e.Wikidata, COW: e.COW, GW: e.GW}
	if e.Line != "" {
		p.Members = b.Gaz.Members(e.Line)
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
