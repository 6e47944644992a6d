package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"chancery"
)

// The same bytes may come more than once: in two folders, as a record with a date and as a note without one, from two feeds. That is one
// document, and each coming is an arrival: the name and the metadata it came with. One arrival's reading is kept, the
// first by Arrivals' order, so that neither the text of a claim nor its date depends on which came last.

// arrival is a name and metadata under which a document came in.
type arrival struct {
	name, title, source, url, language, format string
	dates                                      []chancery.DateCandidate
	refs                                       []chancery.Reference
	key                                        string // all of it, in JSON
}

// fields are where the elements of a key go.
func (a *arrival) fields() []any {
	return []any{&a.name, &a.title, &a.source, &a.url, &a.language, &a.format, &a.dates, &a.refs}
}

func arrivalOf(d *chancery.Document) *arrival {
	a := &arrival{name: d.Name, title: d.Title, source: d.Source, url: d.URL, language: d.Language, format: d.Format, dates: d.Dates, refs: d.Refs}
	b, err := json.Marshal(a.fields())
	if err != nil { // strings and integers alone
		panic(err)
	}
	a.key = string(b)
	return a
}

// date returns the arrival's own date, as Document.Date does.
func (a *arrival) date() (string, chancery.DateKind) {
	d := chancery.Document{Dates: a.dates}
	return d.Date()
}

// trust is the order of chancery.DateKind; no date comes last.
var trust = []chancery.DateKind{chancery.DateMetadata, chancery.DateDateline, chancery.DateByline, chancery.DateURL}

// compare orders arrivals, that first whose reading is kept: one with a date before one without; then by how far the date
// is trusted; the finer of two dates of which one holds the other, else the earlier; one with an address, with a publisher, with a title; by name.
func (a *arrival) compare(b *arrival) int {
	rank := func(a *arrival) (int, string) {
		date, kind := a.date()
		i := slices.Index(trust, kind)
		if i < 0 {
			i = len(trust)
		}
		return i, date + "\xff" // behind all that can follow a date: 1961-05-06 comes before 1961
	}
	trustA, dateA := rank(a)
	trustB, dateB := rank(b)
	lacks := func(s string) int {
		if s == "" {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(trustA, trustB), strings.Compare(dateA, dateB), lacks(a.url)-lacks(b.url), lacks(a.source)-lacks(b.source), lacks(a.title)-lacks(b.title),
		strings.Compare(a.name, b.name), strings.Compare(a.key, b.key))
}

// differs reports whether a and b tell otherwise of the document than by name.
func (a *arrival) differs(b *arrival) bool {
	dateA, _ := a.date()
	dateB, _ := b.date()
	return a.title != b.title || a.source != b.source || a.url != b.url || dateA != dateB
}

// Arrivals are the names and metadata under which the same bytes came in, each once. The first is the one whose reading is kept, the
// others follow in the same order. No more than MaxArrivals are remembered, the first of them.
type Arrivals []*arrival

// MaxArrivals bounds what is remembered of a text that comes again and again.
const MaxArrivals = 16

// Arrived returns the only arrival of a document that is new.
func Arrived(d *chancery.Document) Arrivals { return Arrivals{arrivalOf(d)} }

// MarshalText writes as, to be kept with the document. One alone is written without its list, as it was before there were several.
func (as Arrivals) MarshalText() ([]byte, error) {
	if len(as) == 1 {
		return []byte(as[0].key), nil
	}
	keys := make([]json.RawMessage, len(as))
	for i, a := range as {
		keys[i] = json.RawMessage(a.key)
	}
	return json.Marshal(keys)
}

// UnmarshalText reads what MarshalText wrote.
func (as *Arrivals) UnmarshalText(b []byte) error {
	keys := []json.RawMessage{b}
	if strings.HasPrefix(string(b), "[[") {
		if err := json.Unmarshal(b, &keys); err != nil {
			return fmt.Errorf("the arrivals of a document: %w", err)
		}
	}
	*as = make(Arrivals, len(keys))
	for i, k := range keys {
		a := &arrival{key: string(k)}
		fields := a.fields()
		if err := json.Unmarshal(k, &fields); err != nil {
			return fmt.Errorf("an arrival of a document: %w", err)
		}
		(*as)[i] = a
	}
	return nil
}

// Name returns the name under which the document is shown: that of the reading that is kept.
func (as Arrivals) Name() string { return as[0].name }

// Own gives d the name and the metadata of the reading that is kept, as that came in.
func (as Arrivals) Own(d *chancery.Document) {
	a := as[0]
	d.Name, d.Title, d.Source, d.URL, d.Language, d.Format, d.Dates = a.name, a.title, a.source, a.url, a.language, a.format, a.dates
}

// Told returns what all arrivals together tell of the document: its publisher and its address, by the first that names one, and
// the dates, those of the first before what the others add.
func (as Arrivals) Told() (source, url string, dates []chancery.DateCandidate) {
	for _, a := range as {
		source, url = cmp.Or(source, a.source), cmp.Or(url, a.url)
	}
	dates = as[0].dates
	for _, a := range as[1:] {
		for _, c := range a.dates {
			same := func(o chancery.DateCandidate) bool { return o.EDTF == c.EDTF && o.Kind == c.Kind }
			if !slices.ContainsFunc(dates, same) {
				dates = append(slices.Clip(dates), c)
			}
		}
	}
	return source, url, dates
}

// Arrival is what comes of a reading that is added to a document that is kept.
type Arrival struct {
	Outcome  Outcome
	All      Arrivals // with this one
	Replaces bool     // the reading takes the place of the one that is kept
	Changes  bool     // something that is kept changes
}

// Add returns what comes of d, read by the versions of v.
func (k *Kept) Add(d *chancery.Document, v Version) Arrival {
	a, old := arrivalOf(d), k.Arrivals[0]
	out := Arrival{Outcome: Known}
	fresh := !slices.Contains(k.Names, d.Name)
	switch {
	case a.differs(old):
		out.Outcome = Differs
	case fresh:
		out.Outcome = Named
	}
	others := slices.DeleteFunc(slices.Clone(k.Arrivals[1:]), func(o *arrival) bool { return o.key == a.key })
	if a.key == old.key || a.name == old.name && a.format == old.format && v.Reader != k.Reader { // the same file, which is what its newer reader says
		if out.Replaces = v != k.Version; out.Replaces {
			out.Outcome = Reread
		}
		out.All = slices.Concat(Arrivals{a}, others)
	} else if out.Replaces = a.compare(old) < 0; out.Replaces {
		out.All = slices.Concat(Arrivals{a}, sorted(append(others, old)))
	} else {
		out.All = slices.Concat(Arrivals{old}, sorted(append(others, a)))
	}
	out.All = out.All[:min(len(out.All), MaxArrivals)]
	same := func(x, y *arrival) bool { return x.key == y.key }
	out.Changes = fresh || out.Replaces || !slices.EqualFunc(out.All, k.Arrivals, same)
	return out
}

func sorted(as []*arrival) []*arrival {
	slices.SortFunc(as, (*arrival).compare)
	return as
}
