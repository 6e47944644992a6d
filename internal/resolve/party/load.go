package party

import (
	"cmp"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"chancery"
	"chancery/internal/edtf"
)

// Gazetteer holds the parties of data/parties.
type Gazetteer struct {
	entries    []Entry
	byID       map[string]int32
	people     []leader
	surnames   surnameIndex
	lineage    []Event
	names      nameIndex // exact names
	words      nameIndex // organ nouns and titles, in lower case
	organs     []organ
	offices    []office
	ambiguous  map[string][]reading // a name -> its readings, the first that holds is taken
	before     map[string][]pattern // names that are none: first word before the party's name
	after      map[string][]pattern
	combining  map[string]int32           // "sino" -> China
	regions    map[string]map[string]bool // "central american" -> the states there
	regionWord map[string]bool            // the words of regions
	stateless  map[string]place           // words for those of a country who do not act for its state
	keys       keyIndex
}

// leader is a person who needs no office to be known.
type leader struct {
	name  string
	party int32
	span  Span
	sex   byte // 'm', 'f'
}

// organ is a noun that acts for the state that owns it.
type organ struct {
	noun  string
	class string // government ministry force parliament court mission person agency party
	state int32  // of an organ with a name of its own; -1
	usual int32  // whose it is where the text names no owner and capitals make it a name; -1
}

// office is a title of persons.
type office struct {
	title string
	class string // head monarch minister envoy party igo legislator official military title spokes private opposition
	state int32  // of a title that only one state has; -1
}

// reading is one way to read an ambiguous name.
type reading struct {
	entry int32 // -1: no party, -2: unresolved
	cues  []string
}

const (
	noParty    int32 = -1
	unresolved int32 = -2
)

// Load reads the gazetteer from the folder parties of fsys (or from its root, where that has states.tsv).
func Load(fsys fs.FS) (g *Gazetteer, err error) {
	defer chancery.Wrap(&err, "parties")
	if _, e := fs.Stat(fsys, "states.tsv"); e != nil {
		if fsys, err = fs.Sub(fsys, "parties"); err != nil {
			return nil, err
		}
	}
	g = &Gazetteer{
		byID:      make(map[string]int32, 700),
		ambiguous: make(map[string][]reading, 200), before: map[string][]pattern{}, after: map[string][]pattern{},
		combining: map[string]int32{}, regions: map[string]map[string]bool{}, regionWord: map[string]bool{},
		stateless: map[string]place{},
	}
	for _, t := range []struct {
		file    string
		columns int
		row     func([]string) error
	}{
		{"states.tsv", 12, g.addState},
		{"organisations.tsv", 6, g.addOrganisation},
		{"lineage.tsv", 6, g.addLineage},
		{"organs.tsv", 4, g.addOrgan},
		{"offices.tsv", 3, g.addOffice},
		{"leaders.tsv", 6, g.addLeader},
		{"ambiguous.tsv", 3, g.addReading},
		{"phrases.tsv", 1, g.addPhrase},
		{"combining.tsv", 2, g.addCombining},
		{"regions.tsv", 2, g.addRegion},
		{"cities.tsv", 2, g.addCities},
		{"apart.tsv", 3, g.addApart},
	} {
		if err := table(fsys, t.file, t.columns, t.row); err != nil {
			return nil, err
		}
	}
	for i := range g.entries {
		if g.entries[i].Line == "" {
			g.entries[i].Line = g.entries[i].ID
		}
	}
	return g, nil
}

// table calls row with the cells of each line of file but the first.
func table(fsys fs.FS, file string, columns int, row func([]string) error) error {
	b, err := fs.ReadFile(fsys, file)
	if err != nil {
		return &chancery.Error{Code: chancery.CodeInput, Where: file, Message: "cannot be read", Err: err}
	}
	text := string(b)
	cells := make([]string, columns)
	for n := 1; text != ""; n++ {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		if n == 1 || line == "" {
			continue
		}
		if got := strings.Count(line, "\t") + 1; got != columns {
			return &chancery.Error{Code: chancery.CodeInput, Where: fmt.Sprintf("%s:%d", file, n), Message: fmt.Sprintf("%d cells where %d belong", got, columns)}
		}
		for i := range cells {
			cells[i], line, _ = strings.Cut(line, "\t")
		}
		if err := row(cells); err != nil {
			return &chancery.Error{Code: chancery.CodeInput, Where: fmt.Sprintf("%s:%d", file, n), Err: err}
		}
	}
	return nil
}

// each calls f with each item of a cell, its period and whether it is marked as never to be taken without context.
func each(cell string, f func(name string, span Span, weak bool)) error {
	for cell != "" {
		var item string
		item, cell, _ = strings.Cut(cell, ";")
		weak := strings.HasPrefix(item, "?")
		item = strings.TrimPrefix(item, "?")
		span := everything
		if i := strings.IndexByte(item, '['); i >= 0 {
			var err error
			if span, err = parseSpan(strings.TrimSuffix(item[i+1:], "]")); err != nil {
				return err
			}
			item = item[:i]
		}
		if item != "" {
			f(item, span, weak)
		}
	}
	return nil
}

// parseNumbers reads "255;260[1955/1989]": the number of a state in a list, and those that it had at the ends of other years.
func parseNumbers(cell string) (number int, then []numbered, err error) {
	err2 := each(cell, func(item string, span Span, _ bool) {
		n, e := strconv.Atoi(item)
		switch {
		case e != nil:
			err = e
		case span == everything:
			number = n
		default:
			then = append(then, numbered{n, span})
		}
	})
	return number, then, cmp.Or(err, err2)
}

// parseSpan reads "1918/2003", "../1935", "1991/..".
func parseSpan(s string) (Span, error) {
	a, b, ok := strings.Cut(s, "/")
	if !ok {
		return Span{}, fmt.Errorf("%q is no period", s)
	}
	span := everything
	for _, end := range []struct {
		text string
		year *int
	}{{a, &span.From}, {b, &span.To}} {
		if end.text == ".." {
			continue
		}
		y, err := strconv.Atoi(end.text)
		if err != nil || y < 0 || y > edtf.MaxYear {
			return Span{}, fmt.Errorf("%q is no year", end.text)
		}
		*end.year = y
	}
	if span.To < span.From {
		return Span{}, fmt.Errorf("%q ends before it begins", s)
	}
	return span, nil
}

func parseStatus(s string) (Status, error) {
	for i, n := range statusNames {
		if n == s {
			return Status(i), nil
		}
	}
	return 0, fmt.Errorf("unknown class %q", s)
}

func (g *Gazetteer) add(e Entry) (int32, error) {
	if _, dup := g.byID[e.ID]; dup || e.ID == "" {
		return 0, fmt.Errorf("id %q is empty or there already", e.ID)
	}
	i := int32(len(g.entries))
	g.byID[e.ID] = i
	g.entries = append(g.entries, e)
	g.keys.add(e.ID, i, false)
	return i, nil
}

func (g *Gazetteer) addState(c []string) error {
	e := Entry{ID: c[0], Type: chancery.State, Wikidata: c[11]}
	var err error
	if e.Status, err = parseStatus(c[1]); err != nil {
		return err
	}
	if e.Status == Territory {
		e.Type = chancery.Place
	}
	for _, p := range strings.Split(c[2], ";") {
		s, err := parseSpan(p)
		if err != nil {
			return err
		}
		e.Years = append(e.Years, s)
	}
	for _, n := range []struct {
		cell string
		to   *int
		then *[]numbered
	}{{c[9], &e.COW, &e.cow}, {c[10], &e.GW, &e.gw}} {
		if *n.to, *n.then, err = parseNumbers(n.cell); err != nil {
			return err
		}
	}
	if err := each(c[3], func(name string, span Span, _ bool) { e.names = append(e.names, dated{name, span}) }); err != nil {
		return err
	}
	if len(e.names) == 0 {
		return fmt.Errorf("%s has no name", e.ID)
	}
	e.Name = e.names[0].name
	for _, cell := range []string{c[3], c[4]} {
		err := each(cell, func(name string, span Span, _ bool) {
			for _, w := range strings.Fields(lower(name)) {
				if monarchies[w] {
					e.forms = append(e.forms, dated{w, span})
				}
			}
		})
		if err != nil {
			return err
		}
	}
	i, err := g.add(e)
	if err != nil {
		return err
	}
	for _, col := range []struct {
		cell string
		form Form
	}{{c[3], Name}, {c[4], Name}, {c[5], Adjective}, {c[6], Demonym}, {c[7], Capital}, {c[8], Metonym}} {
		err := each(col.cell, func(name string, span Span, weak bool) {
			g.names.add(name, candidate{kind: isParty, ref: i, form: col.form, span: span, weak: weak})
			if col.form == Name || col.form == Adjective {
				g.keys.add(name, i, span.To != edtf.MaxYear)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (g *Gazetteer) addOrganisation(c []string) error {
	e := Entry{ID: c[0], Name: c[2], Type: chancery.Organisation, State: c[5], names: []dated{{c[2], everything}}}
	var err error
	if e.Status, err = parseStatus(c[1]); err != nil {
		return err
	}
	if e.State != "" {
		if _, ok := g.byID[e.State]; !ok {
			return fmt.Errorf("unknown state %q", e.State)
		}
	}
	span, err := parseSpan(c[4])
	if err != nil {
		return err
	}
	e.Years = []Span{span}
	i, err := g.add(e)
	if err != nil {
		return err
	}
	return each(c[2]+";"+c[3], func(name string, span Span, weak bool) {
		g.names.add(name, candidate{kind: isParty, ref: i, form: Name, span: span, weak: weak})
		g.keys.add(name, i, false)
	})
}

func (g *Gazetteer) addLineage(c []string) error {
	for _, id := range c[:2] {
		if _, ok := g.byID[id]; !ok {
			return fmt.Errorf("unknown state %q", id)
		}
	}
	if _, err := edtf.Parse(c[3]); err != nil {
		return err
	}
	if strings.TrimSpace(c[5]) == "" {
		return fmt.Errorf("%s to %s has no source: name the act, the treaty or the list that it rests on", c[0], c[1])
	}
	g.lineage = append(g.lineage, Event{c[0], c[1], c[2], c[3], c[5]})
	if line := c[4]; line != "" {
		if _, ok := g.byID[line]; !ok {
			return fmt.Errorf("unknown line %q", line)
		}
		g.entries[g.byID[c[0]]].Line = line
	}
	return nil
}

func (g *Gazetteer) addOrgan(c []string) error {
	o := organ{noun: c[0], class: c[1], state: -1, usual: -1}
	if c[2] != "" {
		i, ok := g.byID[c[2]]
		if !ok {
			return fmt.Errorf("unknown state %q", c[2])
		}
		if c[3] == "usual" {
			o.usual = i
		} else {
			o.state = i
		}
	}
	ref := int32(len(g.organs))
	g.organs = append(g.organs, o)
	if c[3] == "proper" {
		g.names.add(c[0], candidate{kind: isOrgan, ref: ref, form: Organ, span: everything})
	} else {
		g.words.add(strings.ToLower(c[0]), candidate{kind: isOrgan, ref: ref, form: Organ, span: everything})
	}
	return nil
}

func (g *Gazetteer) addOffice(c []string) error {
	g.words.add(c[0], candidate{kind: isOffice, ref: int32(len(g.offices)), form: Office, span: everything})
	o := office{title: c[0], class: c[1], state: -1}
	if c[2] != "" {
		i, ok := g.byID[c[2]]
		if !ok {
			return fmt.Errorf("unknown state %q", c[2])
		}
		o.state = i
	}
	g.offices = append(g.offices, o)
	return nil
}

func (g *Gazetteer) addLeader(c []string) error {
	i, ok := g.byID[c[1]]
	if !ok {
		return fmt.Errorf("unknown party %q", c[1])
	}
	span, err := parseSpan(c[2])
	if err != nil {
		return err
	}
	if c[5] != "m" && c[5] != "f" {
		return fmt.Errorf("sex %q is neither m nor f", c[5])
	}
	ref := int32(len(g.people))
	g.people = append(g.people, leader{name: c[0], party: i, span: span, sex: c[5][0]})
	return each(c[0]+";"+c[3]+";"+c[4], func(name string, _ Span, _ bool) {
		g.names.add(name, candidate{kind: isPerson, ref: ref, form: PersonName, span: span})
		if bare := strings.ReplaceAll(name, ".", ""); bare != name { // "John F Kennedy"
			g.names.add(bare, candidate{kind: isPerson, ref: ref, form: PersonName, span: span})
		}
	})
}

func (g *Gazetteer) addReading(c []string) error {
	r := reading{}
	switch c[1] {
	case "-":
		r.entry = noParty
	case "?":
		r.entry = unresolved
	default:
		i, ok := g.byID[c[1]]
		if !ok {
			return fmt.Errorf("unknown party %q", c[1])
		}
		r.entry = i
	}
	if c[2] != "" {
		r.cues = strings.Split(c[2], ";")
	}
	g.ambiguous[c[0]] = append(g.ambiguous[c[0]], r)
	if f := fold(c[0]); f != c[0] { // a name of one word is looked up without its diacritics
		g.ambiguous[f] = append(g.ambiguous[f], r)
	}
	return nil
}

func (g *Gazetteer) addPhrase(c []string) error {
	head, tail, star := strings.Cut(c[0], "*")
	switch {
	case !star:
		g.names.add(c[0], candidate{kind: isPhrase, form: Name, span: everything})
	case head == "":
		addPattern(g.after, pieces(tail), 0)
	case tail == "":
		p := pieces(head)
		addPattern(g.before, p, len(p)-1)
	default:
		return fmt.Errorf("%q has a star in the middle", c[0])
	}
	return nil
}

func (g *Gazetteer) addCombining(c []string) error {
	i, ok := g.byID[c[1]]
	if !ok {
		return fmt.Errorf("unknown state %q", c[1])
	}
	g.combining[strings.ToLower(c[0])] = i
	return nil
}

func (g *Gazetteer) addCities(c []string) error {
	i, ok := g.byID[c[0]]
	if !ok {
		return fmt.Errorf("unknown state %q", c[0])
	}
	return each(c[1], func(name string, span Span, weak bool) {
		g.names.add(name, candidate{kind: isParty, ref: i, form: City, span: span, weak: weak})
	})
}

func (g *Gazetteer) addRegion(c []string) error {
	states := map[string]bool{}
	for _, id := range strings.Fields(c[1]) {
		if _, ok := g.byID[id]; !ok {
			return fmt.Errorf("unknown state %q", id)
		}
		states[id] = true
	}
	for _, w := range strings.Split(c[0], ";") {
		g.regions[lower(w)] = states
		for _, f := range strings.Fields(lower(w)) {
			g.regionWord[f] = true
		}
	}
	return nil
}
