package party

import (
	"sort"
	"strings"
	"sync"

	"chancery"
	"chancery/internal/edtf"
)

// Lookup returns the party that query names: an id, a name, an alias, an adjective, in any case and with or without
// diacritics. An unknown query is an error with code notfound whose hint names the nearest ones; a query with
// several meanings ("Korea") is one with code usage whose hint names them.
func (g *Gazetteer) Lookup(query string) (Entry, error) {
	found := g.named(query)
	if len(found) == 1 {
		return g.entries[found[0]], nil
	}
	if len(found) > 1 {
		var names []string
		for _, i := range found {
			names = append(names, g.entries[i].Name+" ("+g.entries[i].ID+")")
		}
		return Entry{}, &chancery.Error{Code: chancery.CodeUsage, Where: query, Message: "names several parties", Hint: "say which: " + strings.Join(names, ", ")}
	}
	e := &chancery.Error{Code: chancery.CodeNotFound, Where: query, Message: "no such party"}
	if near := g.near(strings.TrimSpace(query)); len(near) > 0 {
		e.Hint = "did you mean " + strings.Join(near, ", ") + "?"
	} else {
		e.Hint = "give an ISO 3166-1 alpha-3 code, a name or an alias"
	}
	return Entry{}, e
}

// Named returns the party that query names, as Lookup does, without the search for near names where there is none. It is for words of
// a text, most of which name nobody.
func (g *Gazetteer) Named(query string) (Entry, bool) {
	if found := g.named(query); len(found) == 1 {
		return g.entries[found[0]], true
	}
	return Entry{}, false
}

// named returns what query may name.
func (g *Gazetteer) named(query string) []int32 {
	q := strings.TrimSpace(query)
	if i, ok := g.byID[q]; ok {
		return []int32{i}
	}
	for _, v := range variants(q) {
		if found := g.prefer(v, g.keys.find(v)); len(found) > 0 {
			return found
		}
	}
	return nil
}

// surnameIndex finds leaders by surname, for "President Wilson". It is built when it is first asked.
type surnameIndex struct {
	once sync.Once
	m    map[string][]int32
}

// surnamed returns the leaders of that surname, in the order of the table.
func (g *Gazetteer) surnamed(name string) []int32 {
	g.surnames.once.Do(func() {
		g.surnames.m = make(map[string][]int32, len(g.people))
		for i, p := range g.people {
			for _, k := range nameKeys(p.name, g.entries[p.party].ID)[1:] {
				g.surnames.m[k] = append(g.surnames.m[k], int32(i))
			}
		}
	})
	return g.surnames.m[fold(name)]
}

// variants returns the spellings of a query that are tried: as it is, without what stands in brackets, and "China, Republic of" turned round.
func variants(q string) []string {
	out := []string{q}
	if i := strings.IndexByte(q, '('); i > 0 {
		out = append(out, strings.TrimSpace(q[:i]))
	}
	if a, b, ok := strings.Cut(q, ", "); ok && !strings.Contains(b, ", ") {
		out = append(out, b+" "+a)
	}
	return out
}

// keyIndex finds entries by what a person may type. It is built when it is first asked.
type keyIndex struct {
	once    sync.Once
	pending []pendingKey
	keys    map[string][]int32
	past    map[string][]int32 // by names that are no longer used for them
}

type pendingKey struct {
	name  string
	entry int32
	past  bool
}

func (x *keyIndex) add(name string, entry int32, past bool) {
	x.pending = append(x.pending, pendingKey{name, entry, past})
}

func (x *keyIndex) build() {
	x.keys, x.past = make(map[string][]int32, len(x.pending)), map[string][]int32{}
	for _, p := range x.pending {
		m := x.keys
		if p.past {
			m = x.past
		}
		k := lookupKey(p.name)
		if l := m[k]; len(l) == 0 || l[len(l)-1] != p.entry {
			m[k] = append(l, p.entry)
		}
	}
	x.pending = nil
}

// find returns the entries that have the name now, or else had it.
func (x *keyIndex) find(name string) []int32 {
	x.once.Do(x.build)
	k := lookupKey(name)
	if l := x.keys[k]; len(l) > 0 {
		return l
	}
	return x.past[k]
}

// each calls f with every key.
func (x *keyIndex) each(f func(key string, entries []int32)) {
	x.once.Do(x.build)
	for k, l := range x.keys {
		f(k, l)
	}
	for k, l := range x.past {
		f(k, l)
	}
}

// prefer narrows what a query may name: an id over a name, a present party over a former one of the same line, a
// state over an organisation or territory.
func (g *Gazetteer) prefer(q string, found []int32) []int32 {
	if len(found) < 2 {
		return found
	}
	uniq := make([]int32, 0, len(found))
	for _, i := range found {
		dup := false
		for _, u := range uniq {
			dup = dup || u == i
		}
		if !dup {
			uniq = append(uniq, i)
		}
	}
	keep := func(ok func(*Entry) bool) {
		var out []int32
		for _, i := range uniq {
			if ok(&g.entries[i]) {
				out = append(out, i)
			}
		}
		if len(out) > 0 {
			uniq = out
		}
	}
	keep(func(e *Entry) bool { return strings.EqualFold(e.ID, q) })
	keep(func(e *Entry) bool { return strings.EqualFold(e.Name, q) && e.Status != Former })
	keep(func(e *Entry) bool { return e.Type == chancery.State })
	keep(func(e *Entry) bool { return e.Status == Present || e.Status == Partial })
	return uniq
}

// nearLimit is how many near names a hint gives.
const nearLimit = 3

// near returns names that are like q, the nearest first.
func (g *Gazetteer) near(q string) []string {
	k := lookupKey(q)
	if k == "" || len(k) > 64 {
		return nil
	}
	type hit struct {
		distance int
		name     string
	}
	best := map[string]int{}
	limit := 1 + len(k)/4
	g.keys.each(func(key string, l []int32) {
		d := distance(k, key, limit)
		if len(k) >= 3 && strings.HasPrefix(key, k) { // "ALG", as many a list calls Algeria
			d = min(d, 1)
			if len(k) == 3 {
				d = 0
			}
		}
		if d > limit {
			return
		}
		for _, i := range l {
			n := g.entries[i].Name + " (" + g.entries[i].ID + ")"
			if o, ok := best[n]; !ok || d < o {
				best[n] = d
			}
		}
	})
	hits := make([]hit, 0, len(best))
	for n, d := range best {
		hits = append(hits, hit{d, n})
	}
	sort.Slice(hits, func(i, j int) bool {
		if hits[i].distance != hits[j].distance {
			return hits[i].distance < hits[j].distance
		}
		return hits[i].name < hits[j].name
	})
	var out []string
	for i := 0; i < len(hits) && i < nearLimit; i++ {
		out = append(out, hits[i].name)
	}
	return out
}

// distance returns the Levenshtein distance of a and b, or more than limit where it is more than limit.
func distance(a, b string, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diag := row[0]
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := diag
			if a[i-1] != b[j-1] {
				cost++
			}
			diag = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
	}
	return row[len(b)]
}

// Entry returns the party with that id.
func (g *Gazetteer) Entry(id string) (Entry, bool) {
	i, ok := g.byID[id]
	if !ok {
		return Entry{}, false
	}
	return g.entries[i], true
}

// Line returns the id under which the lineage of id is asked: SUN -> RUS, YUG -> SRB, ALB -> ALB; "" for an unknown id.
func (g *Gazetteer) Line(id string) string {
	if i, ok := g.byID[id]; ok {
		return g.entries[i].Line
	}
	return ""
}

// Members returns the ids of the states of a line, in the order in which they began: SRB, YUG, SCG for SRB.
func (g *Gazetteer) Members(line string) []string {
	var out []int32
	for i := range g.entries {
		if g.entries[i].Line == line && g.entries[i].Type == chancery.State {
			out = append(out, int32(i))
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return g.entries[out[i]].Years[0].From < g.entries[out[j]].Years[0].From })
	ids := make([]string, len(out))
	for i, m := range out {
		ids[i] = g.entries[m].ID
	}
	return ids
}

// NameAt returns the name that id had at the date: "Burma" for MMR in 1960. For an unknown date, and
// where the period has no name of its own, it is the short name; "" for an unknown id.
func (g *Gazetteer) NameAt(id string, on edtf.Date) string {
	if i, ok := g.byID[id]; ok {
		return g.entries[i].nameAt(on)
	}
	return ""
}

// Exists reports whether id existed at some time of the date; for an unknown date, whether it exists now.
func (g *Gazetteer) Exists(id string, on edtf.Date) bool {
	i, ok := g.byID[id]
	return ok && g.entries[i].Exists(on)
}

// At returns the member of a line that existed at the date; "" where none did, or several.
func (g *Gazetteer) At(line string, on edtf.Date) string {
	found := ""
	for _, id := range g.Members(line) {
		if g.Exists(id, on) {
			if found != "" && found != id {
				there, ok := g.follows(found, id, on)
				back, ok2 := g.follows(id, found, on)
				if ok2 && back || ok && !there {
					continue
				}
				if ok || ok2 {
					found = id
					continue
				}
				return ""
			}
			found = id
		}
	}
	return found
}

// On returns p as at the date: where its state did not exist then, the member of its line that did. A party without an id,
// and one whose line had no state then, is returned as it is.
func (g *Gazetteer) On(p chancery.Party, on edtf.Date) chancery.Party {
	i, ok := g.byID[p.ID]
	if !ok || g.entries[i].Type != chancery.State {
		return p
	}
	e := &g.entries[i]
	if _, _, dated := years(on); dated && !e.Exists(on) {
		if id := g.At(e.Line, on); id != "" {
			e = &g.entries[g.byID[id]]
		}
	}
	p.ID, p.Name = e.ID, e.nameAt(on)
	return p
}

// follows reports whether b has followed a by the date, and whether it ever did.
func (g *Gazetteer) follows(a, b string, on edtf.Date) (yes, ever bool) {
	day, err := edtf.Parse(g.boundary(a, b))
	if err != nil {
		return false, false
	}
	begin, _ := day.Bounds()
	if first, last := on.Bounds(); first < begin && begin <= last { // in a decade, where most of it lies
		return begin-first <= last-begin, true
	}
	return edtf.Compare(on, day) >= 0, true
}

// boundary returns the day on which b followed a, "" where it did not.
func (g *Gazetteer) boundary(a, b string) string {
	for _, e := range g.lineage {
		if e.Predecessor == a && e.Successor == b && (e.Kind == "continues" || e.Kind == "succeeds") {
			return e.Date
		}
	}
	return ""
}

// goesOn reports whether a state was followed by another of its line: the Papal States, whose land Italy took, by the Holy See.
func (g *Gazetteer) goesOn(id string) bool {
	for _, e := range g.lineage {
		if e.Predecessor == id && (e.Kind == "continues" || e.Kind == "succeeds") {
			return true
		}
	}
	return false
}

// Lineage returns the steps of lineage in which id takes part.
func (g *Gazetteer) Lineage(id string) []Event {
	var out []Event
	for _, e := range g.lineage {
		if e.Predecessor == id || e.Successor == id {
			out = append(out, e)
		}
	}
	return out
}

// Union returns the step by which a state became part of another that is there on the date: Syria in the United Arab Republic in 1960. Of the years in which that
// began and ended, in which the state was there too, the days of the steps tell.
func (g *Gazetteer) Union(id string, on edtf.Date) (step Event, ok bool) {
	line := g.Line(id)
	if line == "" || on.IsUnknown() {
		return step, false
	}
	_, now := on.Asked().Bounds()
	var at edtf.Day
	told := false // by a step in the year of the date
	for _, e := range g.lineage {
		from := e.Kind == "united" && g.Line(e.Predecessor) == line && g.Line(e.Successor) != line && !g.goesOn(e.Predecessor)
		to := e.Kind == "divided" && g.Line(e.Successor) == line && g.Line(e.Predecessor) != line
		day, err := edtf.Parse(e.Date)
		if err != nil || !from && !to {
			continue
		}
		first, last := day.Bounds()
		told = told || sameYear(day, on)
		if from && last <= now && (!ok || last > at) {
			step, at, ok = e, last, true
		}
		if to && first <= now && first > at {
			step, ok = Event{}, false
		}
	}
	if ok && (!g.Exists(step.Successor, on) || !told && (g.At(line, on) != "" || g.Exists(id, on))) {
		return Event{}, false
	}
	return step, ok
}

// Origin returns the step by which a state came, after the date, out of another that is there on it: Slovakia in 1980 out of Czechoslovakia, in 1993.
func (g *Gazetteer) Origin(id string, on edtf.Date) (step Event, ok bool) {
	line := g.Line(id)
	if line == "" || on.IsUnknown() {
		return step, false
	}
	_, now := on.Asked().Bounds()
	var at edtf.Day
	there := g.At(line, on) != "" || g.Exists(id, on)
	for _, e := range g.lineage {
		day, err := edtf.Parse(e.Date)
		if err != nil || e.Kind != "divided" || g.Line(e.Successor) != line || g.Line(e.Predecessor) == line || !g.Exists(e.Predecessor, on) {
			continue
		}
		if e.Successor != id && (g.At(line, day) != e.Successor || g.merged(e.Successor)) { // of one of several of its line alone: the Hejaz
			continue
		}
		if first, _ := day.Bounds(); first > now && (!ok || first < at) && (!there || sameYear(day, on)) {
			step, at, ok = e, first, true
		}
	}
	return step, ok
}

// merged reports whether a state became part of another of its own line.
func (g *Gazetteer) merged(id string) bool {
	for _, e := range g.lineage {
		if e.Predecessor == id && e.Kind == "united" && g.Line(e.Successor) == g.Line(id) {
			return true
		}
	}
	return false
}

// sameYear reports whether a year is touched by both dates.
func sameYear(a, b edtf.Date) bool {
	first, last, ok := years(a)
	from, to, ok2 := years(b)
	return ok && ok2 && first <= to && from <= last
}

// Course returns the steps that lead through the line of a state: how its first member came out of another state, how each member followed the last, and
// in what state the line ended. What the members took in or lost is left out.
func (g *Gazetteer) Course(line string) []Event {
	var out []Event
	for _, e := range g.lineage {
		from, to := g.Line(e.Predecessor) == line, g.Line(e.Successor) == line
		switch {
		case from && to, from && e.Kind == "united", to && (e.Kind == "divided" || e.Kind == "contested"):
			out = append(out, e)
		}
	}
	return out
}

// States returns every state, present, partial and former, by id.
func (g *Gazetteer) States() []Entry {
	var out []Entry
	for _, e := range g.entries {
		if e.Type == chancery.State {
			out = append(out, e)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out
}

// Party returns id as a party of a claim, named as at the date; the zero Party for an unknown id.
func (g *Gazetteer) Party(id string, on edtf.Date) chancery.Party {
	if i, ok := g.byID[id]; ok {
		return g.entries[i].party(on)
	}
	return chancery.Party{}
}
