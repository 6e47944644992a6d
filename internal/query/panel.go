package query

import (
	"cmp"
	"fmt"
	"iter"
	"slices"

	"chancery"
	"chancery/internal/edtf"
)

// PanelRow is what stood between two states at the end of a year, with the sources that it rests on.
type PanelRow struct {
	Year int `json:"year"`
	chancery.Status
	COW     [2]int   `json:"cow"`     // numbers of the two in the list of states of the Correlates of War, of the member of the line that was there then, at the end of the year; 0 for none
	GW      [2]int   `json:"gw"`      // the same in the list of Gleditsch and Ward
	Sources []string `json:"sources"` // the documents, by address where they have one, by name otherwise; sorted
}

// Panel gives a row for each year from one to another, both within it, and each pair that passes and of whose standing or representation anything is
// known, or that is asked for by name: pair after pair, by their ids, in the order of years. A year of which nothing is known is there as well, one in which either
// was no state is not.
func (f *Selection) Panel(from, to int) iter.Seq2[PanelRow, error] {
	var pairs [][2]string
	for _, p := range f.Periods("") {
		pairs = append(pairs, [2]string{min(p.A, p.B), max(p.A, p.B)})
	}
	for _, p := range f.pairs {
		if named(p[0]) && named(p[1]) && p[0] != p[1] && f.party(p[:]) {
			pairs = append(pairs, [2]string{min(p[0], p[1]), max(p[0], p[1])})
		}
	}
	slices.SortFunc(pairs, func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	pairs = slices.Compact(pairs)
	addresses := map[string]string{}
	for i := range f.b.Infos {
		addresses[f.b.Infos[i].ID] = cmp.Or(f.b.Infos[i].URL, f.b.Infos[i].Name())
	}
	return func(yield func(PanelRow, error) bool) {
		for _, p := range pairs {
			for year := from; year <= to; year++ {
				on, err := edtf.Parse(fmt.Sprintf("%04d-12-31", year))
				row := PanelRow{Year: year}
				if err == nil {
					if !f.b.there(p[0], on) || !f.b.there(p[1], on) {
						continue
					}
					row.Status, err = f.b.Status(Question{A: p[0], B: p[1], On: on})
				}
				for i, id := range p {
					row.COW[i], row.GW[i] = f.b.numbers(id, year, on)
				}
				if row.Standing == chancery.Unknown && row.Evidence == chancery.Inferred {
					row.Evidence = "" // that nothing is known was not inferred from anything
				}
				row.Sources = f.b.sources(&row.Status, addresses)
				if !yield(row, err) || err != nil {
					return
				}
			}
		}
	}
}

// there reports whether a party, if it is a state, or another of its line was a state on a day.
func (b *Book) there(id string, on edtf.Date) bool {
	e, ok := b.Gaz.Entry(id)
	return !ok || e.Type != chancery.State || slices.ContainsFunc(b.Gaz.Members(e.Line), func(m string) bool { return b.Gaz.Exists(m, on) })
}

// numbers returns the numbers of a state in the lists of the Correlates of War and of Gleditsch and Ward at the end of a year.
func (b *Book) numbers(id string, year int, on edtf.Date) (cow, gw int) {
	e, _ := b.Gaz.Entry(id)
	if then, ok := b.Gaz.Entry(b.Gaz.At(e.Line, on)); ok {
		e = then
	}
	return e.NumbersAt(year)
}

// sources names the documents of the claims that a status rests on.
func (b *Book) sources(s *chancery.Status, addresses map[string]string) []string {
	out := []string{}
	add := func(ids []string) {
		for _, id := range ids {
			if c := b.ByID[id]; c != nil {
				out = append(out, cmp.Or(addresses[c.DocumentID], c.Document))
			}
		}
	}
	add(s.Claims)
	for i := range s.Representation {
		add(s.Representation[i].Claims)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
