package web

import (
	"cmp"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"

	"chancery"
	"chancery/data"
	"chancery/internal/edtf"
	"chancery/internal/ledger"
)

// timeline is the picture of a pair: lanes under one axis.
type timeline struct {
	Lo, Hi int // day numbers of the axis, for the script that zooms
	Ticks  []tick
	Today  string // where the day of the question lies
	Lanes  []lane
	Height int
	Foot   int
	Years  []balance
	Max    float64
}

// lane is a row of the timeline.
type lane struct {
	Name  string
	Class string
	Y, H  int
	Bars  []bar
	Marks []mark
}

const (
	laneHead = 17
	barHigh  = 20
	rowHigh  = 15
	laneFoot = 8
	axisHigh = 20
)

// groups are the lanes of events, in order: the groups of data/kinds.tsv.
var groups = []string{"standing", "mission", "contact", "agreement", "measure", "word", "force", "state", "group"}

// timeline lays a dossier out.
func (r *request) timeline(a, b string, d *ledger.Dossier, on edtf.Date, chosen string) *timeline {
	var dates []string
	for i := range d.Periods {
		dates = append(dates, d.Periods[i].From, d.Periods[i].To)
	}
	for i := range d.Events {
		dates = append(dates, d.Events[i].When)
	}
	if len(dates) == 0 {
		return nil
	}
	_, day := on.Bounds()
	_, now := r.today.Bounds()
	x := newAxis(dates, max(day, now))
	tl := &timeline{Lo: int(x.lo), Hi: int(x.hi), Ticks: x.ticks(9), Today: x.at(day)}
	y := axisHigh
	add := func(l lane, rows int) {
		l.Y, l.H = y, laneHead+rows
		y += l.H + laneFoot
		tl.Lanes = append(tl.Lanes, l)
	}
	name := func(id string) string { return r.book.Name(id) }
	tracks := []struct {
		title, class string
		take         func(*chancery.Period) bool
	}{
		{r.text.say("lane.standing"), "", func(p *chancery.Period) bool { return p.Track == "standing" && p.Standing != chancery.Unknown }},
		{r.text.say("lane.recognition", "a", name(a), "b", name(b)), "", func(p *chancery.Period) bool { return p.Track == "recognition" && r.same(p.A, a) }},
		{r.text.say("lane.recognition", "a", name(b), "b", name(a)), "", func(p *chancery.Period) bool { return p.Track == "recognition" && r.same(p.A, b) }},
		{r.text.say("lane.representation", "a", name(a), "b", name(b)), "rep", func(p *chancery.Period) bool { return r.represents(p, a) }},
		{r.text.say("lane.representation", "a", name(b), "b", name(a)), "rep", func(p *chancery.Period) bool { return r.represents(p, b) }},
	}
	for _, tr := range tracks {
		l := lane{Name: tr.title, Class: "periods"}
		for i := range d.Periods {
			p := &d.Periods[i]
			if !tr.take(p) {
				continue
			}
			bar := x.newBar(p, now)
			bar.Text = r.text.say("standing." + string(p.Standing))
			bar.Class = string(p.Standing) + " " + string(p.Evidence)
			if p.Representation != nil {
				bar.Text = r.text.rep(p.Representation)
				if p.Representation.City != "" {
					bar.Text += ", " + p.Representation.City
				}
				if p.Representation.By != "" {
					bar.Text += ": " + name(p.Representation.By)
				}
				bar.Class = "rep r-" + p.Representation.Type + " " + string(p.Evidence)
			}
			bar.Label = tr.title + ": " + bar.Text + ", " + r.text.span(p.From, p.To) + ", " + r.text.say("evidence."+string(p.Evidence))
			bar.Chosen = p.ID == chosen
			bar.Room, bar.Wide = bar.fits(0.95), bar.fits(2.1)
			l.Bars = append(l.Bars, bar)
		}
		if l.Bars != nil {
			add(l, barHigh)
		}
	}
	for _, g := range groups {
		l := lane{Name: r.text.say("group." + g), Class: "events"}
		for i := range d.Events {
			e := &d.Events[i]
			if r.book.Group(e.Kind) != g {
				continue
			}
			if m, ok := x.placeMark(e.When); ok {
				r.sign(&m, e, a, b)
				m.Chosen = e.ID == chosen
				l.Marks = append(l.Marks, m)
			}
		}
		if l.Marks != nil {
			slices.SortStableFunc(l.Marks, func(p, q mark) int { return cmp.Compare(p.lo, q.lo) })
			add(l, rowHigh*stack(l.Marks, 4))
		}
	}
	if tl.Years, tl.Max = r.balance(x, d.Events); len(tl.Years) > 0 {
		tl.Foot = y
		y += 96
	}
	tl.Height = y
	return tl
}

// fits reports whether a bar has room for its text, where a letter takes so many hundredths of the axis.
func (b *bar) fits(letter float64) bool {
	e := b.Sure
	if e == nil && len(b.Maybe) == 1 {
		e = &b.Maybe[0]
	}
	if e == nil {
		return false
	}
	w, err := strconv.ParseFloat(strings.TrimSuffix(e.W, "%"), 64)
	return err == nil && w > letter*float64(len(b.Text))
}

func (r *request) same(a, b string) bool { return r.book.IDKey(a) == r.book.IDKey(b) }

func (r *request) represents(p *chancery.Period, sender string) bool {
	return p.Representation != nil && p.Representation.Type != "unknown" && r.same(p.Representation.Sender, sender)
}

// sign says how an event looks: its shape tells who acts, its colour whether it helps or hurts, and a hollow one did not happen.
func (r *request) sign(m *mark, e *chancery.Event, a, b string) {
	m.ID = e.ID
	m.Class = "even"
	if s, ok := r.score(e.Kind); ok && s > 0 {
		m.Class = "warm"
	} else if ok && s < 0 {
		m.Class = "cold"
	}
	m.Label = r.text.kind(e.Kind)
	if !e.Modality.Actual() {
		m.Class += " hollow"
		m.Label += " (" + r.text.say("modality."+string(e.Modality)) + ")"
	}
	m.Label += ", " + who(e.Agents, e.Patients) + ", " + r.text.date(e.When)
	m.Shape = "both"
	acts := func(ps []chancery.Party, id string) bool {
		return slices.ContainsFunc(ps, func(p chancery.Party) bool { return p.ID != "" && r.same(p.ID, id) })
	}
	switch byA, byB := acts(e.Agents, a), acts(e.Agents, b); {
	case byA && !byB:
		m.Shape = "up"
	case byB && !byA:
		m.Shape = "down"
	}
}

// Sign is the path of a mark's shape, around the origin.
func (m mark) Sign() string {
	switch m.Shape {
	case "up":
		return "M0 -5.5L5 4H-5z"
	case "down":
		return "M0 5.5L5 -4H-5z"
	}
	return "M-4.5 0A4.5 4.5 0 1 0 4.5 0A4.5 4.5 0 1 0 -4.5 0z"
}

// loadScores reads the Goldstein scores of data/goldstein.tsv, by CAMEO code.
func loadScores() (map[string]float64, error) {
	b, err := fs.ReadFile(data.FS, "goldstein.tsv")
	if err != nil {
		return nil, err
	}
	out := map[string]float64{}
	for i, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if i == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) != 3 {
			return nil, fmt.Errorf("goldstein.tsv:%d: %d columns where 3 are wanted", i+1, len(c))
		}
		if c[2] == "" {
			continue
		}
		if out[c[0]], err = strconv.ParseFloat(c[2], 64); err != nil {
			return nil, fmt.Errorf("goldstein.tsv:%d: %w", i+1, err)
		}
	}
	return out, nil
}

// score is the Goldstein score of a kind's CAMEO code, or of the code above it where the scale leaves that one out; false where the kind has no code.
func (r *request) score(kind string) (float64, bool) {
	k, ok := r.book.Kinds.Get(kind)
	if !ok || k.CAMEO == "" {
		return 0, false
	}
	for code := k.CAMEO; len(code) >= 2; code = code[:len(code)-1] {
		if s, ok := r.site.scores[code]; ok {
			return s, true
		}
	}
	return 0, false
}

// balance is cooperation and conflict in a year.
type balance struct {
	Year       int
	At         extent
	Co, Conf   float64
	CoH, ConfH string // heights of the bars
	CoY        string
	Label      string
	CoN, ConfN int
}

// balance sums the Goldstein scores of what happened, by year: what was only threatened, denied or planned, and what is not dated to
// a year, is left out.
func (r *request) balance(x axis, events []chancery.Event) ([]balance, float64) {
	years := map[int]*balance{}
	for i := range events {
		e := &events[i]
		s, ok := r.score(e.Kind)
		if !ok || s == 0 || !e.Modality.Actual() {
			continue
		}
		first, last, ok := parsed(e.When).Years()
		if !ok || first != last {
			continue
		}
		b := years[first]
		if b == nil {
			b = &balance{Year: first}
			years[first] = b
		}
		if s > 0 {
			b.Co += s
			b.CoN++
		} else {
			b.Conf -= s
			b.ConfN++
		}
	}
	top := 0.0
	for _, b := range years {
		top = math.Max(top, math.Max(b.Co, b.Conf))
	}
	const half = 38.0
	var out []balance
	for _, b := range years {
		b.At = x.extent(edtf.DayOf(b.Year, 1, 1), edtf.DayOf(b.Year, 12, 31))
		f := func(v float64) string { return strconv.FormatFloat(v/top*half, 'f', 1, 64) }
		b.CoH, b.ConfH, b.CoY = f(b.Co), f(b.Conf), strconv.FormatFloat(half-b.Co/top*half, 'f', 1, 64)
		b.Label = r.text.say("balance.year", "year", b.Year, "co", strconv.FormatFloat(b.Co, 'f', 1, 64), "conf", strconv.FormatFloat(b.Conf, 'f', 1, 64))
		out = append(out, *b)
	}
	slices.SortFunc(out, func(p, q balance) int { return p.Year - q.Year })
	return out, top
}

// figure is a series of numbers of one kind, direction and unit, as a small chart.
type figure struct {
	Name, Who, Unit string
	Dots            []dot
	Lines           []line
	Ticks           []tick
	Chart           bool // there are dated numbers to compare
}

type dot struct {
	ID, Label, Value, When string
	At                     extent
	Y                      string
	Refs                   []int
	Hollow                 bool
}

type line struct{ X1, Y1, X2, Y2 string }

// figures draws the numbers that are told of a pair.
func (r *request) figures(events []chancery.Event, cites *citing) []figure {
	type key struct{ kind, who, unit string }
	by := map[key][]*chancery.Event{}
	var order []key
	for i := range events {
		e := &events[i]
		for _, q := range e.Quantity[:min(1, len(e.Quantity))] {
			k := key{e.Kind, who(e.Agents, e.Patients), q.Unit}
			if by[k] == nil {
				order = append(order, k)
			}
			by[k] = append(by[k], e)
		}
	}
	var out []figure
	for _, k := range order {
		list := by[k]
		f := figure{Name: upper(r.text.kind(k.kind)), Who: k.who, Unit: k.unit}
		var dates []string
		top := 0.0
		for _, e := range list {
			dates = append(dates, e.When)
			top = math.Max(top, e.Quantity[0].Value)
		}
		lo := edtf.MaxDay
		for _, s := range dates {
			if a, _, ok := bounds(s); ok && a != edtf.MinDay {
				lo = min(lo, a)
			}
		}
		if lo == edtf.MaxDay {
			_, lo = r.today.Bounds()
		}
		x := newAxis(dates, lo)
		f.Ticks = x.ticks(5)
		const high = 56.0
		var before *dot
		for _, e := range list {
			q := &e.Quantity[0]
			lo, hi, ok := bounds(e.When)
			d := dot{ID: e.ID, Value: r.text.quantity(q), When: r.text.date(e.When), Refs: cites.refs(e.Claims), Hollow: !e.Modality.Actual()}
			d.Label = f.Name + ": " + d.Value + ", " + d.When
			if ok {
				d.At = x.extent(lo, hi)
				d.Y = strconv.FormatFloat(high-q.Value/math.Max(top, 1e-9)*(high-12), 'f', 1, 64)
				if before != nil {
					f.Lines = append(f.Lines, line{before.At.X, before.Y, d.At.X, d.Y})
				}
				f.Chart = f.Chart || before != nil
				before = &d
			}
			f.Dots = append(f.Dots, d)
		}
		out = append(out, f)
	}
	return out
}
