package web

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"chancery"
	"chancery/internal/edtf"
)

//go:embed map.json
var mapFile []byte

// atlas is the map of the world through the years; web/map makes it. A year stands for its last day; From is 0 where the outline is older than the
// map, To is the first year in which it is no longer drawn, 0 for none.
type atlas struct {
	Width, Height int
	Sphere, Land  string
	Shapes        []shape
	Cuts          []shape // drawn over the territory they were part of, and cut at its outline
	Points        []shape // for what is too small
	Disputes      []shape
}

type shape struct {
	Party    string
	From, To int
	D        string
	X, Y     int
	Clip     string // outline of the territory that it is cut at
	Note     string // of a dispute
	ID       string
}

func (s *shape) drawn(year int) bool { return s.From <= year && (s.To == 0 || year < s.To) }

func loadAtlas() (*atlas, error) {
	a := &atlas{}
	if err := json.Unmarshal(mapFile, a); err != nil {
		return nil, fmt.Errorf("map.json: %w", err)
	}
	return a, nil
}

// worldPage is the map, and the same as a list.
type worldPage struct {
	The         string // the state's name as a sentence wants it
	Empty       bool
	State       named
	Asked       bool // the state was chosen by the reader
	On          string
	Year        int
	Today       bool
	First, Last int // of the slider
	Map         *worldMap
	List        []group
	Known       int
	Legend      []string
	Dated       string // what the address of a page for the same date ends in
}

// group is the states of one standing.
type group struct {
	Standing string
	Title    string
	States   []neighbour
}

// neighbour is a state as seen from the chosen one.
type neighbour struct {
	named
	Years    string // of one that does not exist on the date
	Evidence chancery.Evidence
	Since    string
}

type worldMap struct {
	*atlas
	Areas, Cutouts, Marks []area
	Hatched               []area
}

// area is a state on the map.
type area struct {
	*shape
	Name  string
	Line  string
	Class string
	Label string
	Off   bool
}

// standings are those that a legend names, in order.
var standings = []string{"relations", "recognised", "suspended", "severed", "lapsed", "unrecognised", "none", "unknown"}

func (s *Site) world(r *request) error {
	if len(r.book.Infos) == 0 && !r.book.Partial && r.known == "" {
		return s.add(r)
	}
	on, today, err := r.on()
	if err != nil {
		return err
	}
	p := &worldPage{On: on.String(), Today: today, Legend: standings, Dated: r.dated(on, today)}
	if q := strings.TrimSpace(r.URL.Query().Get("state")); q != "" {
		if p.State.ID, _, err = r.lookup(q); err != nil {
			return err
		}
		p.Asked = true
	} else {
		p.State.ID = r.mostTold()
	}
	if p.State.ID == "" {
		return s.states(r)
	}
	p.State.Name = r.nameOn(r.book.IDKey(p.State.ID), on)
	p.The = r.text.the(p.State.Name)
	all, err := r.neighbours(p.State.ID, on)
	if err != nil {
		return err
	}
	_, day := on.Bounds()
	p.Year, _, _ = day.Civil()
	year := p.Year
	if _, m, d := day.Civil(); m != 12 || d != 31 {
		if !today {
			year-- // what changed within the year is drawn from its end on
		}
	}
	p.First, p.Last = r.years(p.State.ID)
	p.List, p.Known = r.grouped(all, p.State.ID, on)
	if r.URL.Query().Get("part") != "worldlist" {
		p.Map = r.draw(all, p.State.ID, on, year)
	}
	return r.show("world", r.text.say("world.title", "state", r.text.the(p.State.Name)), "world", p)
}

func (r *request) isState(id string) bool {
	e, ok := r.book.Gaz.Entry(id)
	return ok && e.Type == chancery.State
}

// neighbours are what stands between a state and every other of which the ledger knows anything, by line.
func (r *request) neighbours(id string, on edtf.Date) (map[string]chancery.Status, error) {
	line := r.book.IDKey(id)
	out := map[string]chancery.Status{}
	for _, other := range r.others(line) {
		st, err := r.book.Ledger.Status(line, other, on.String())
		if err != nil {
			return nil, err
		}
		out[other] = st
	}
	return out, nil
}

// others are the lines of states with which a line has a standing or a representation.
func (r *request) others(line string) []string {
	var out []string
	for _, p := range r.book.Ledger.Told(line) {
		other := p.A
		if p.A == line {
			other = p.B
		}
		if r.isState(other) {
			out = append(out, other)
		}
	}
	slices.Sort(out)
	return out
}

// years are the first and the last of which the ledger tells something of a state.
func (r *request) years(id string) (first, last int) {
	_, now := r.today.Bounds()
	last, _, _ = now.Civil()
	first = last - 50
	if day, ok := r.book.Ledger.Since(r.book.IDKey(id)); ok {
		y, _, _ := day.Civil()
		first = min(first, y)
	}
	return max(first-2, 1800), last
}

func (r *request) grouped(all map[string]chancery.Status, id string, on edtf.Date) (out []group, known int) {
	by := map[string][]neighbour{}
	for line, st := range all {
		if st.Standing == chancery.Unknown {
			continue
		}
		n := neighbour{named: named{line, r.nameOn(line, on)}, Evidence: st.Evidence, Since: st.From}
		if !r.exists(line, on) {
			n.Years = r.lives(line)
		}
		by[string(st.Standing)] = append(by[string(st.Standing)], n)
	}
	for _, s := range standings {
		list := by[s]
		if list == nil || s == "unknown" {
			continue
		}
		slices.SortFunc(list, func(a, b neighbour) int { return strings.Compare(a.Name, b.Name) })
		known += len(list)
		out = append(out, group{s, r.text.say("standing." + s), list})
	}
	return out, known
}

// nameOn is the name of a line on a date: that of its member then.
func (r *request) nameOn(line string, on edtf.Date) string {
	if m := r.book.Gaz.At(line, end(on)); m != "" {
		return r.name(m, on)
	}
	return r.name(line, on)
}

// exists reports whether a state of a line existed on a date.
func (r *request) exists(line string, on edtf.Date) bool {
	return slices.ContainsFunc(append(r.book.Gaz.Members(line), line), func(id string) bool { return r.book.Gaz.Exists(id, end(on)) })
}

// draw colours the map.
func (r *request) draw(all map[string]chancery.Status, id string, on edtf.Date, year int) *worldMap {
	m := &worldMap{atlas: r.site.atlas}
	mine := r.book.IDKey(id)
	paint := func(shapes []shape) (out []area) {
		for i := range shapes {
			s := &shapes[i]
			if s.Party == "" {
				out = append(out, area{shape: s, Label: s.Note, Off: !s.drawn(year)})
				continue
			}
			line := r.book.IDKey(s.Party)
			a := area{shape: s, Line: line, Off: !s.drawn(year), Class: "unknown"}
			when := on
			if a.Off { // the name it has when the slider comes to it
				when = edtf.Year(max(s.From, 1800))
			}
			a.Name = r.name(s.Party, when)
			st, ok := all[line]
			switch {
			case line == mine:
				a.Class = "self"
			case ok:
				a.Class = string(st.Standing)
				if st.Standing != chancery.Unknown && st.Evidence != chancery.Documented {
					a.Class += " " + string(st.Evidence)
				}
			}
			a.Label = a.Name
			if line != mine {
				a.Label += ": " + r.text.say("standing."+strings.Fields(a.Class)[0])
			}
			out = append(out, a)
		}
		return out
	}
	m.Areas, m.Cutouts, m.Marks, m.Hatched = paint(m.Shapes), paint(m.Cuts), paint(m.Points), paint(m.atlas.Disputes)
	return m
}

// worldYears answers what stood between a state and every other at the end of each year, in runs: {"first","last","runs":{line:[[year,standing,evidence],...]}}.
func (s *Site) worldYears(r *request) error {
	id, _, err := r.lookup(strings.TrimSuffix(r.PathValue("state"), ".json"))
	if err != nil {
		return err
	}
	first, last := r.years(id)
	line := r.book.IDKey(id)
	runs := map[string][][3]any{}
	for _, other := range r.others(line) {
		var was [2]string
		for y := first; y <= last; y++ {
			day := strconv.Itoa(y) + "-12-31"
			if y == last {
				day = r.today.String()
			}
			st, err := r.book.Ledger.Status(line, other, day)
			if err != nil {
				return err
			}
			is := [2]string{string(st.Standing), string(st.Evidence)}
			if st.Standing == chancery.Unknown {
				is[1] = ""
			}
			if is != was {
				runs[other] = append(runs[other], [3]any{y, is[0], is[1]})
				was = is
			}
		}
	}
	return r.json(map[string]any{"first": first, "last": last, "line": line, "runs": runs})
}

// matrixPage is what stood between each two of several states.
type matrixPage struct {
	On     string
	Today  bool
	States []named
	Rows   []matrixRow
	More   int
	Legend []string
}

type matrixRow struct {
	named
	Cells []cell
}

type cell struct {
	To, Class, Sign, Label string
}

const matrixSize = 40

func (s *Site) matrix(r *request) error {
	on, today, err := r.on()
	if err != nil {
		return err
	}
	count := r.counts()
	var ids []string
	for id := range count {
		if r.exists(id, on) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int { return cmp.Or(count[b]-count[a], strings.Compare(a, b)) })
	p := &matrixPage{On: on.String(), Today: today, Legend: standings}
	if len(ids) > matrixSize && r.URL.Query().Get("all") == "" {
		p.More = len(ids) - matrixSize
		ids = ids[:matrixSize]
	}
	for _, id := range ids {
		p.States = append(p.States, named{id, r.nameOn(id, on)})
	}
	slices.SortFunc(p.States, func(a, b named) int { return strings.Compare(a.Name, b.Name) })
	for _, a := range p.States {
		row := matrixRow{named: a}
		for _, b := range p.States {
			c := cell{}
			st, err := chancery.Status{}, error(nil)
			if a.ID != b.ID {
				if st, err = r.book.Ledger.Status(a.ID, b.ID, on.String()); err != nil {
					return err
				}
			}
			switch {
			case a.ID == b.ID:
				c.Sign = "·"
			case st.Standing != chancery.Unknown:
				c.To, c.Class = "/pair/"+url.PathEscape(a.ID)+"/"+url.PathEscape(b.ID)+r.dated(on, today), string(st.Standing)+" "+string(st.Evidence)
				c.Sign = r.text.say("standing.sign." + string(st.Standing))
				c.Label = a.Name + ", " + b.Name + ": " + r.text.say("standing."+string(st.Standing))
			}
			row.Cells = append(row.Cells, c)
		}
		p.Rows = append(p.Rows, row)
	}
	return r.show("matrix", r.text.say("matrix.title"), "matrix", p)
}

// dated is what the address of a page that takes a date ends in, for the same date.
func (r *request) dated(on edtf.Date, today bool) string {
	if today {
		return ""
	}
	return "?on=" + url.QueryEscape(on.String())
}

// parties answers the names that the field for a state completes: [id, name].
func (s *Site) parties(r *request) error {
	var out [][2]string
	for _, e := range r.book.Gaz.States() {
		out = append(out, [2]string{e.ID, e.Name})
	}
	slices.SortFunc(out, func(a, b [2]string) int { return strings.Compare(a[1], b[1]) })
	return r.json(out)
}
