package cli

import (
	"fmt"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/query"
)

// page prints a dossier for people.
type page struct {
	*app
	d       *query.Dossier
	today   bool     // the day of the question is the day it is
	sources []string // documents, in the order in which they are first named
}

// printDossier is the face of the program in a terminal.
func (a *app) printDossier(d *query.Dossier, today bool) {
	p := &page{app: a, d: d, today: today}
	p.title()
	p.standing()
	p.periods()
	p.events()
	p.figures()
	p.discrepancies()
	p.gaps()
	p.list()
}

func (p *page) line(format string, args ...any) {
	fmt.Fprintln(p.out, strings.TrimRight(fmt.Sprintf(format, args...), " "))
}

func (p *page) head(s string) {
	p.line("")
	p.line("%s", p.style.bold(strings.ToUpper(s)))
}

func (p *page) title() {
	title := p.d.NameA + " and " + p.d.NameB
	codes := p.d.A + " · " + p.d.B
	p.line("%s%s", pad(p.style.bold(title), max(p.width-columns(codes), columns(title)+1)), p.style.dim(codes))
	p.line("%s", p.style.dim(strings.Repeat("═", p.width)))
}

// source returns the number of a document in the list at the end.
func (p *page) source(document string) int {
	if i := slices.Index(p.sources, document); i >= 0 {
		return i + 1
	}
	p.sources = append(p.sources, document)
	return len(p.sources)
}

// cite names the documents of claims by their numbers: "[1] [3]".
func (p *page) cite(ids []string) string {
	var ns []int
	for _, id := range ids {
		if c := p.d.Book.ByID[id]; c != nil {
			ns = append(ns, p.source(c.Document))
		}
	}
	slices.Sort(ns)
	var out []string
	for _, n := range slices.Compact(ns) {
		out = append(out, fmt.Sprintf("[%d]", n))
	}
	return strings.Join(out, " ")
}

// quotes prints the quotes of claims, each words once, at most n of them.
func (p *page) quotes(ids []string, margin string, n int) {
	var seen []string
	for _, id := range ids {
		c := p.d.Book.ByID[id]
		if c == nil || slices.Contains(seen, c.Words()) {
			continue
		}
		if len(seen) == n {
			break
		}
		seen = append(seen, c.Words())
		ref := p.cite([]string{id})
		for _, l := range fill("“"+evidenceText(c, 2*p.width)+"” "+ref, p.width-len(margin)) {
			p.line("%s%s", margin, p.style.dim(l))
		}
	}
}

func (p *page) paragraph(text, margin string) {
	for _, l := range fill(text, p.width-len(margin)) {
		p.line("%s%s", margin, l)
	}
}

// standing says in sentences what stands on the day asked for.
func (p *page) standing() {
	s := &p.d.Status
	p.line("")
	p.paragraph(p.app.sayStatus(s, p.d.NameA, p.d.NameB, p.d.On, p.today, p.d.Book.Name), "")
	p.quotes(telling(s, p.d.Book.ByID), "  ", 2)
}

// periods draws what stood when, as bars under one axis.
func (p *page) periods() {
	const label, text, margin = 17, 29, 2
	x, ok := newAxis(p.d.Periods, p.d.On, p.width-margin-label-text-2)
	track := func(name string, show func(*chancery.Period) bool, what func(*chancery.Period) string) {
		var rows []chancery.Period
		for i := range p.d.Periods {
			if show(&p.d.Periods[i]) {
				rows = append(rows, p.d.Periods[i])
			}
		}
		if len(rows) == 0 {
			return
		}
		p.head(name)
		if ok {
			p.line("%s%s", strings.Repeat(" ", margin+label), p.style.dim(x.ticks()))
		}
		for i := range rows {
			r := &rows[i]
			paint := p.style.blue
			if r.Track == "standing" {
				paint = p.standingStyle(r.Standing)
			}
			bar := ""
			if ok {
				bar = paint(x.bar(r.From, r.To, r.Evidence)) + "  "
			}
			dates := tersePeriod(r.From, r.To)
			note := p.periodNote(r, what(r), label-1)
			if columns(dates) > text {
				dates, note = "", dates+" · "+note
			}
			p.line("  %s%s%s", paint(pad(clip(what(r), label-1), label)), bar, dates)
			if note != "" {
				for _, l := range fill(note, p.width-margin-label) {
					p.line("%s%s", strings.Repeat(" ", margin+label), p.style.dim(l))
				}
			}
		}
	}
	track("Standing", func(r *chancery.Period) bool { return r.Track == "standing" },
		func(r *chancery.Period) string { return string(r.Standing) })
	for _, dir := range [][2]string{{p.d.A, p.d.B}, {p.d.B, p.d.A}} {
		track(p.d.Book.Name(dir[0])+" in "+p.d.Book.Name(dir[1]),
			func(r *chancery.Period) bool {
				return r.Representation != nil && r.Representation.Sender == dir[0] && r.Representation.Type != "unknown"
			},
			func(r *chancery.Period) string { return terseRepresentation(r.Representation) })
	}
}

// periodNote says what the bar cannot: evidence, who acted, the city, the sources.
func (p *page) periodNote(r *chancery.Period, shown string, room int) string {
	var parts []string
	if r.Representation != nil {
		rep := r.Representation
		if rep.By != "" {
			parts = append(parts, "by "+p.d.Book.Name(rep.By))
		}
		if rep.City != "" {
			in := "in "
			if rep.Type == "non-resident" {
				in = "from "
			}
			parts = append(parts, in+rep.City)
		}
		if rep.Level != "" {
			parts = append(parts, rep.Level)
		}
	}
	if columns(shown) > room {
		parts = append([]string{shown}, parts...)
	}
	if r.Evidence != chancery.Documented {
		parts = append(parts, string(r.Evidence))
	}
	if r.Evidence == chancery.Inferred && r.Why != "" {
		parts = append(parts, r.Why)
	}
	if len(r.Members) > 0 {
		var names []string
		for _, m := range r.Members {
			names = append(names, p.d.Book.Name(m))
		}
		parts = append(parts, "through "+strings.Join(names, ", "))
	}
	if refs := p.cite(r.Claims); refs != "" {
		parts = append(parts, refs)
	}
	if refs := p.cite(r.Against); refs != "" {
		parts = append(parts, "against it "+refs)
	}
	return plain(strings.Join(parts, " · "))
}

func terseRepresentation(r *chancery.Representation) string {
	switch r.Type {
	case "resident":
		if r.Mission != "" {
			return r.Mission
		}
		return "resident mission"
	case "none":
		return "no mission"
	}
	return strings.ReplaceAll(r.Type, "-", " ")
}

// tersePeriod writes a period's dates as they are stored, short: "1971 – 2022-09-07".
func tersePeriod(from, to string) string {
	one := func(s string) string {
		if a, b, ok := edtf.CutChoice(s); ok {
			return a + " or " + b
		}
		if a, b, ok := strings.Cut(s, "/"); ok {
			switch {
			case open(a):
				return "before " + b
			case open(b):
				return "after " + a
			}
			return "[" + a + ", " + b + "]"
		}
		return s
	}
	switch {
	case open(from) && open(to):
		return "no dates known"
	case open(to) && strings.Contains(from, "/"):
		return one(from)
	case open(to):
		return "since " + one(from)
	case open(from):
		return "until " + one(to)
	}
	return one(from) + " – " + one(to)
}

// events tells what happened, by years. Undated events come last.
func (p *page) events() {
	if len(p.d.Events) == 0 {
		return
	}
	p.head("Events")
	year := "\x00"
	for i := range p.d.Events {
		e := &p.d.Events[i]
		if y := yearOf(e.When); y != year {
			year = y
			if y == "" {
				y = "Undated"
			}
			p.line("%s", p.style.bold(y))
		}
		p.event(e)
	}
}

// yearOf is the heading under which a date stands: its year, decade or the years between which it lies.
func yearOf(s string) string {
	d := parseOr(s)
	if d.IsUnknown() {
		return ""
	}
	switch d.Precision() {
	case edtf.DecadePrecision, edtf.CenturyPrecision:
		return strings.TrimPrefix(sayDate(strings.TrimRight(s, "?~%")), "the ")
	}
	first, last, ok := d.Years()
	switch {
	case !ok:
		return capital(sayDate(s))
	case first == last:
		return fmt.Sprint(first)
	}
	return fmt.Sprintf("%d–%d", first, last)
}

func (p *page) event(e *chancery.Event) {
	const date = 10
	label := sayKind(e.Kind)
	if e.Modality.Actual() {
		label = p.kindStyle(e.Kind)(label)
	} else {
		label = p.style.italic(label + " (" + string(e.Modality) + ")")
	}
	text := label + p.style.dim(" · ") + arrow(e.Agents, e.Patients)
	var tail []string
	if q := p.firstQuantity(e); q != "" {
		tail = append(tail, q)
	}
	if e.Sources > 1 {
		tail = append(tail, fmt.Sprintf("%d sources", e.Sources))
	}
	if parseOr(e.When).Precision() == edtf.ChoicePrecision {
		tail = append(tail, sayDate(e.When))
	}
	if len(e.Dates) > 1 {
		tail = append(tail, p.style.yellow("dates given: "+strings.Join(e.Dates, ", ")))
	}
	if len(tail) > 0 {
		text += p.style.dim(" · ") + strings.Join(tail, p.style.dim(" · "))
	}
	margin := strings.Repeat(" ", date+2)
	for i, l := range fill(text, p.width-date-2) {
		if i == 0 {
			p.line("  %s%s", pad(p.style.cyan(clip(shortDate(e.When), date-1)), date), l)
		} else {
			p.line("%s%s", margin, l)
		}
	}
	p.quotes(p.best(e.Claims), margin, 1)
	if others := p.cite(e.Claims); strings.Contains(others, " ") {
		p.line("%s%s", margin, p.style.dim("told in "+others))
	}
}

// best orders claims so that the one that shows most comes first: the surest, then the shortest quote.
func (p *page) best(ids []string) []string {
	out := slices.Clone(ids)
	slices.SortStableFunc(out, func(x, y string) int {
		a, b := p.d.Book.ByID[x], p.d.Book.ByID[y]
		switch {
		case a == nil && b == nil:
			return 0
		case a == nil:
			return 1
		case b == nil:
			return -1
		case a.Confidence != b.Confidence:
			if a.Confidence > b.Confidence {
				return -1
			}
			return 1
		}
		return len(a.Words()) - len(b.Words())
	})
	return out
}

func (p *page) firstQuantity(e *chancery.Event) string {
	if len(e.Quantity) == 0 {
		return ""
	}
	return sayQuantity(&e.Quantity[0])
}

func (p *page) kindStyle(kind string) func(string) string {
	switch p.d.Book.Group(kind) {
	case "standing":
		return p.style.bold
	case "mission":
		return p.style.blue
	case "force", "measure":
		return p.style.red
	}
	return func(s string) string { return s }
}

func (p *page) figures() {
	if len(p.d.Figures) == 0 {
		return
	}
	p.head("Figures")
	for i := range p.d.Figures {
		e := &p.d.Figures[i]
		y := e.When
		if y == "" {
			y = "undated"
		}
		text := sayKind(e.Kind) + p.style.dim(" · ") + arrow(e.Agents, e.Patients) + p.style.dim(" · ") + p.style.bold(sayQuantities(e.Quantity)) + " " + p.style.dim(p.cite(e.Claims))
		for k, l := range fill(text, p.width-12) {
			if k == 0 {
				p.line("  %s%s", pad(p.style.cyan(clip(y, 9)), 10), l)
			} else {
				p.line("%s%s", strings.Repeat(" ", 12), l)
			}
		}
	}
}

func (p *page) discrepancies() {
	if len(p.d.Discrepancies) == 0 {
		return
	}
	p.head("Where the sources disagree")
	for i := range p.d.Discrepancies {
		d := &p.d.Discrepancies[i]
		text := fmt.Sprintf("%s: %s", sayKind(d.Kind), p.style.yellow(strings.Join(d.Values, " or ")))
		if d.Type != "" {
			text += p.style.dim(" (" + strings.ReplaceAll(d.Type, "-", " ") + ")")
		}
		if d.Note != "" {
			text += " " + plain(d.Note)
		}
		p.paragraph(text, "  ")
		for _, s := range d.Sides {
			p.paragraph(fmt.Sprintf("%s  %s", s.Value, p.cite(s.Claims)), "    ")
			p.quotes(p.best(s.Claims), "      ", 1)
		}
	}
}

func (p *page) gaps() {
	if len(p.d.Gaps) == 0 {
		return
	}
	p.head("What nobody wrote down")
	for i := range p.d.Gaps {
		g := &p.d.Gaps[i]
		text := p.style.yellow(sayGap(g))
		if g.Note != "" {
			text += ": " + plain(g.Note)
		}
		if refs := p.cite(g.Claims); refs != "" {
			text += " " + p.style.dim(refs)
		}
		p.paragraph(text, "  ")
	}
}

// sayGap names a gap and its bounds: "restoration, after 1999 and before 2022-09-08".
func sayGap(g *chancery.Gap) string {
	s := sayKind(g.Type)
	var bounds []string
	if g.After != "" && !open(g.After) {
		bounds = append(bounds, "after "+sayDate(g.After))
	}
	if g.Before != "" && !open(g.Before) {
		bounds = append(bounds, "before "+sayDate(g.Before))
	}
	if len(bounds) > 0 {
		s += ", " + strings.Join(bounds, " and ")
	}
	return s
}

// list names the documents behind the numbers: the day of each, its title where that is not its name, and its address, which is never cut.
func (p *page) list() {
	if len(p.sources) == 0 {
		return
	}
	p.head("Sources")
	for i, s := range p.sources {
		name, address := s, ""
		if d := p.document(s); d != nil {
			if d.Date != nil && d.Date.EDTF != "" {
				name += ", " + sayDate(d.Date.EDTF)
			}
			if d.Title != "" && d.Title != s {
				name += ": " + d.Title
			}
			address = d.URL
		}
		p.line("  %s %s", pad(fmt.Sprintf("[%d]", i+1), 4), clip(plain(name), p.width-7))
		if address != "" {
			p.line("       %s", p.style.dim(plain(address)))
		}
	}
}

// document returns the document that is shown under a name, nil where none or several are.
func (p *page) document(name string) (found *query.Document) {
	for i := range p.d.Book.Infos {
		if p.d.Book.Infos[i].Name() != name {
			continue
		}
		if found != nil {
			return nil
		}
		d := p.d.Book.Document(i)
		found = &d
	}
	return found
}

// capital writes the first letter as a capital.
func capital(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

// sayStatus says in one paragraph what stood between two states on a date, and how they were represented.
func (a *app) sayStatus(s *chancery.Status, nameA, nameB string, on edtf.Date, today bool, name func(string) string) string {
	plainName := name
	name = func(id string) string { return the(plainName(id)) }
	nameA, nameB = the(nameA), the(nameB)
	be, have, are := "were", "had", "was"
	if today {
		be, have, are = "are", "have", "is"
	}
	pair := nameA + " and " + nameB
	var what string
	switch s.Standing {
	case chancery.Relations:
		what = pair + " " + have + " " + a.style.green("diplomatic relations")
	case chancery.Severed:
		what = "diplomatic relations between " + pair + " " + be + " " + a.style.red("severed")
	case chancery.Suspended:
		what = "diplomatic relations between " + pair + " " + be + " " + a.style.yellow("suspended")
	case chancery.Lapsed:
		what = "diplomatic relations between " + pair + " " + have + " " + a.style.red("lapsed")
	case chancery.Recognised:
		what = "there " + are + " " + a.style.cyan("recognition") + " between " + pair
	case chancery.Unrecognised:
		what = "there " + are + " " + a.style.red("no recognition") + " between " + pair
	case chancery.NoRelations:
		what = "there " + be + " " + a.style.red("no diplomatic relations") + " between " + pair
	default:
		what = "what stood between " + pair + " " + are + " " + a.style.dim("not known") + " from these documents"
		if today {
			what = "what stands between " + pair + " " + are + " " + a.style.dim("not known") + " from these documents"
		}
	}
	var or []string
	for _, x := range s.Or {
		if x != s.Standing && x != chancery.Unknown {
			or = append(or, string(x))
		}
	}
	// An end of relations of which the end is not told: the headline leaves open which of the two stood.
	doubt := len(or) == 1 && or[0] == string(chancery.Relations) && (s.Standing == chancery.Severed || s.Standing == chancery.Suspended || s.Standing == chancery.Lapsed)
	if doubt {
		what = "diplomatic relations between " + pair + " " + be + " " + a.style.yellow("still "+string(s.Standing)+", or had begun again") + "; nobody says which: " + string(s.Standing)
	}
	text := what
	if !today {
		day, at := on.Asked(), "At the end of "
		if day.Precision() == edtf.DayPrecision {
			at = "On "
		}
		text = at + sayDate(day.String()) + " " + what
	}
	if s.Standing != chancery.Unknown {
		if !doubt {
			text += ","
		}
		text += " " + sayPeriod(s.From, s.To)
		text += " " + a.style.dim("("+sayEvidence(s)+")")
	}
	text = capital(text) + "."
	if s.Standing == chancery.Recognised {
		text += " No document tells of diplomatic relations between them."
	}
	if len(or) > 0 && !doubt {
		text += " The day lies within the bounds of a change: they may also have been " + strings.Join(or, " or ") + "."
	}
	for i := range s.Representation {
		r := &s.Representation[i]
		if r.Type == "unknown" || r.Type == "" || doubt && r.Type == "none" && r.Evidence == chancery.Inferred {
			continue
		}
		text += " " + capital(past(sayRepresentation(r, name), today))
		if r.Evidence == chancery.Inferred || r.Evidence == chancery.Contested {
			text += " " + a.style.dim("("+string(r.Evidence)+")")
		}
		text += "."
	}
	for _, p := range s.PartOf {
		of := name(p.Of)
		if p.Until != "" {
			text += " " + capital(name(p.Party)) + " is not listed as a state then: it came out of " + of + " (" + sayDate(p.Until) + ")."
			continue
		}
		text += " " + name(p.Party) + " was then part of " + of + ", since " + sayDate(p.Since) + "; what stood is asked of " + of + "."
	}
	return text
}

// telling orders the claims of a status so that those come first which say most: those that date its beginning, then
// those that speak of standing in so many words, then the surest.
func telling(s *chancery.Status, claims map[string]*chancery.Claim) []string {
	rank := func(id string) (r int) {
		c := claims[id]
		if c == nil {
			return 9
		}
		if d := dateOf(c); d == "" || d != s.From {
			r += 4
		}
		switch c.Kind {
		case "sever-relations", "establish-relations", "restore-relations", "suspend-relations", "have-relations", "no-relations", "recognise", "refuse-recognition", "lapse-relations":
		default:
			r += 2
		}
		if c.Confidence < 0.8 {
			r++
		}
		return r
	}
	out := slices.Clone(s.Claims)
	slices.SortStableFunc(out, func(x, y string) int { return rank(x) - rank(y) })
	return out
}

// sayEvidence says how a standing is known: "documented by 3 claims", "documented by 3 claims, 1 against it", "contested: 2 claims for, 1 against".
func sayEvidence(s *chancery.Status) string {
	claims := plural(len(s.Claims), "claim")
	if s.Evidence == chancery.Contested {
		return fmt.Sprintf("contested: %s for, %d against", claims, len(s.Against))
	}
	by := "documented by "
	if s.Evidence == chancery.Inferred {
		by = "inferred from "
	}
	if len(s.Against) > 0 {
		return fmt.Sprintf("%s%s, %d against it", by, claims, len(s.Against))
	}
	return by + claims
}

// past puts the sentences of sayRepresentation into the past.
func past(s string, today bool) string {
	if today {
		return s
	}
	return strings.NewReplacer(" has its ", " had its ", " has withdrawn ", " had withdrawn ", " has no ", " had no ", " has a ", " had a ", " has an ", " had an ",
		" is represented ", " was represented ", " keeps ", " kept ", " protects ", " protected ", " looks after ", " looked after ").Replace(s)
}
