// Package when finds the temporal expressions of an English text and gives them EDTF values.
//
// [Find] reads raw text: it needs no sentences, no tags, no trees, and its time is linear in the
// text. What it returns is symbolic. [Expression.Resolve] gives a value under an [Anchor], by these rules:
//
//   - An expression with a year of its own ([Absolute]) is that date, whatever the anchor.
//   - One that speaks from the writer's day ([Deictic]: "Thursday", "yesterday", "last week", "two years ago") is
//     relative to the document's date and to nothing else. The relative form stands in When.Relative, so that it can be dated later.
//   - One that speaks from the story ([Anaphoric]: "that month", "five years later", "the following day") is relative to the
//     narrative's last date, else to the section's.
//   - One that lacks its year ([Partial]: "On July 15", "in July", "the 15th", "by the end of the year") takes the year of the narrative, else of
//     the section. In a report (Anchor.Report: a text dated by its day, which speaks of "Thursday" and "yesterday") and where
//     neither is known, it is relative to the document's date.
//
// What a preposition adds is kept apart (Relation): "since 2008" is the words "2008" with [Since], and resolves to 2008/..; a
// reader who wants the point takes [Expression.Point]. A date of numbers alone (07/09/2022) is read in the [Order] of
// its text. Where that is not known it is one of two dates, [2022-07-09,2022-09-07] in EDTF; what only begins or ends there is said by what both have in common.
//
// Types, values and extents follow TimeML's TIMEX3 ([Expression.TIMEX3], [FromTIMEX3]; docs/times.md): Span takes in determiners
// and modifiers ("the past two years", "late last year") and leaves out prepositions. Where TIMEX3 has two
// expressions for one time, as for the ends of an interval, they stand in Ends, and [Analyse] gives those.
//
// On the dates of the documents of the GUM and GENTLE treebanks, read in the running text, 0.938 of 1,512 are found and 0.853 have the right value
// (testdata/gum.golden; what counts as right stands in gum_test.go). Of 419 dated sentences on diplomatic relations 415 give their date, and of 14,652 rows of
// tables 14,597 (testdata/domain.golden). The commands are
//
//	go test -run 'TestGUM|TestDomain' -v ./internal/resolve/when
//	go run ./eval/timeml DIR                    a folder of TimeML documents
//
// The package does not know events ("since the coup") and does not read tense beyond the nearest verb in front of a weekday.
package when

import (
	"strings"

	"chancery"
	"chancery/internal/edtf"
)

// Type is the type of a temporal expression, TimeML's.
type Type uint8

// The types.
const (
	Date Type = iota
	Time
	Duration
	Set
)

func (t Type) String() string {
	return [...]string{"DATE", "TIME", "DURATION", "SET"}[t&3]
}

// Ref says from where an expression is counted.
type Ref uint8

// The references; the package comment says how each resolves.
const (
	Absolute  Ref = iota // Value is EDTF
	Deictic              // Value is a relative form of the document's date, see edtf.Anchor
	Anaphoric            // Value is a relative form of the narrative's date
	Partial              // Value is a relative form that lacks a year
	None                 // a duration or a set without a place in time, an anniversary of something unknown: it has no date
)

// Relation says what the words around an expression make of it.
type Relation uint8

// The relations.
const (
	In      Relation = iota // at that time, within it
	Since                   // from then on, until now: "since 2008"
	From                    // "from 2008", "from 2008 on", "starting in 2008"
	Until                   // up to it: "until 1991"
	By                      // at some time up to it: "by 1990"
	Before                  // "before", "prior to"
	After                   // "after", "following"
	During                  // within it, or all through it: "during 1998", "throughout the 1970s"
	Between                 // an interval with both ends given: "from 1918 to 2006", "between 1914 and 1918", "1914–1918"
)

var relationNames = [...]string{"in", "since", "from", "until", "by", "before", "after", "during", "between"}

func (r Relation) String() string {
	if int(r) < len(relationNames) {
		return relationNames[r]
	}
	return "relation"
}

// Expression is one temporal expression of a text.
type Expression struct {
	Span     chancery.Span // the expression, without its preposition
	Outer    chancery.Span // with the preposition that gives Relation
	Text     string        // the words of Span
	Type     Type
	Ref      Ref
	Relation Relation
	Value    string // EDTF where Ref is Absolute, else a form of edtf.Anchor; "" for None
	Part     string // early, mid, late, start, end: which part of Value is meant; "" for the whole
	Approx   bool   // about, around, circa
	Length   string // ISO 8601 duration of a Duration or Set ("P2Y", "PXD" where the number is vague), "" otherwise
	Mod      string // TIMEX3's mod: START MID END APPROX MORE_THAN LESS_THAN EQUAL_OR_MORE EQUAL_OR_LESS, "" for none
	// Impossible is the day that is given where no calendar has it ("1995-02-30"); Value is then its month.
	Impossible string
	Clock      string // of a Time: "T15:00", "TMO", "TNI"; "" otherwise
	// Attributive is set for a date that qualifies a noun ("the 1947 meeting", "the 2018 World Cup").
	Attributive bool
	// Named is set for a period known by a name ("the Korean War").
	Named bool
	// Vague is set for what means the present or a vague past or future: PRESENT_REF, PAST_REF, FUTURE_REF.
	Vague string
	// Ends are the two expressions that TIMEX3 has where this is one: the ends of an interval or a range, an hour and its day, a
	// length and the date that it is of; nil otherwise.
	Ends []Expression

	aside bool   // it moves no narrative: a quarter that is to come, the end of an accounting period
	about int    // the byte where the "around" of "around May 3" begins, which TIMEX3 has in the extent; 0 for none
	loose bool   // a word that dates nothing by itself, which TIMEX3 has: the adjectives "current" and "recent", "soon"
	outer string // the words of Outer
	timex string // TIMEX3's value where it is not that of the date: the first half of a decade is the decade
	unit  string // "W", "WE" or "DE" where TIMEX3 counts weeks, weekends or decades
}

// Anchor is what relative expressions are relative to. Zero values are unknown.
type Anchor struct {
	Document  edtf.Date // when the document was written
	Section   edtf.Date // the date of the heading it stands under
	Narrative edtf.Date // the last date that the text spoke of
	Report    bool      // the document is a report of its day, see Report
}

// Report reports whether es, the expressions of a document, show it to be a report of its day: it
// names days and weeks from where it stands ("Thursday", "yesterday", "last week"), and not once only among many full dates, as a
// history may in a quotation. It wants the whole document.
func Report(es []Expression) bool {
	days, full := 0, 0
	for i := range es {
		switch e := &es[i]; {
		case e.Ref == Deictic && (strings.HasPrefix(e.Value, "weekday=") || strings.HasPrefix(e.Value, "days=") || strings.HasPrefix(e.Value, "weeks=")):
			days++
		case e.Ref == Absolute && !e.Named:
			full++
		}
	}
	const among = 12 // full dates to a day without one
	return days > 0 && full <= among*days
}

// Point returns e as a point: without what its preposition adds.
func (e Expression) Point() Expression {
	e.Relation, e.Outer, e.outer = In, e.Span, e.Text
	return e
}

// Resolve returns the time of e under a: one value, none for a duration or a set without a place in time. A value
// that the anchor does not give has no EDTF.
func (e Expression) Resolve(a Anchor) []chancery.When {
	text := e.Text
	switch e.Relation {
	case Since, Until, By, Before, After, Between, From:
		text = e.outer
	}
	text = strings.Join(strings.Fields(text), " ")
	switch e.Ref {
	case None:
		return nil
	case Absolute:
		return []chancery.When{{EDTF: e.absolute(e.Value), Text: text, Basis: chancery.BasisExplicit, Impossible: e.Impossible}}
	case Deictic:
		return []chancery.When{e.document(a, text)}
	case Partial:
		if d, ok := e.again(a.Narrative); ok {
			return []chancery.When{{EDTF: edtfString(e.relate(d)), Text: text, Basis: chancery.BasisContext}}
		}
		hour := e.Type == Time && e.Value == "days=0"                                                               // of the day that was told last
		before := e.Type == Date && (strings.HasPrefix(e.Value, "days=-") || strings.HasPrefix(e.Value, "weeks=-")) // "five days earlier" than what was told last
		if a.Report && !((hour || before) && !a.Narrative.IsUnknown() && a.Narrative.Precision() == edtf.DayPrecision) {
			return []chancery.When{e.document(a, text)}
		}
		w, ok := e.context(a, text)
		if d := e.document(a, text); !ok || a.ahead(w.EDTF) && !a.ahead(edtfString(a.Narrative)) && d.EDTF != "" && !a.ahead(d.EDTF) { // a text does not tell what is to come as past
			return []chancery.When{d}
		}
		return []chancery.When{w}
	}
	w, ok := e.context(a, text)
	if !ok {
		w = chancery.When{Text: text}
	}
	return []chancery.When{w}
}

// ahead reports whether an EDTF value lies behind the day on which the document was written.
func (a Anchor) ahead(value string) bool {
	d, err := edtf.Parse(value)
	if err != nil || a.Document.Precision() != edtf.DayPrecision {
		return false
	}
	first, _ := d.Bounds()
	day, _ := a.Document.Bounds()
	return first > day
}

func (e *Expression) absolute(value string) string {
	d, err := edtf.Parse(value)
	if err != nil {
		return ""
	}
	return edtfString(e.relate(e.finish(d)))
}

// finish applies part and approximation.
func (e *Expression) finish(d edtf.Date) edtf.Date {
	if first, last, ok := d.Years(); ok && e.Named && (e.Relation == In || e.Relation == During) && last > first {
		d = e.ofLong(d, first, last)
	} else if e.Part != "" {
		d, _ = edtf.Part(d, e.Part)
	}
	if e.Approx {
		d = d.Approx()
	}
	return d
}

// ofLong applies part to a period d of several years that bears a name: "the end of the war" is its last year, not the day of its end, "the early Cold War" its first third.
func (e *Expression) ofLong(d edtf.Date, first, last int) edtf.Date {
	third := (last - first) / 3
	switch {
	case e.Part == "end":
		return edtf.Year(last)
	case third < 3:
	case e.Part == "early":
		return edtf.Between(edtf.Year(first), edtf.Year(first+third))
	case e.Part == "mid":
		return edtf.Between(edtf.Year(first+third), edtf.Year(last-third))
	case e.Part == "late":
		return edtf.Between(edtf.Year(last-third), edtf.Year(last))
	}
	if e.Part != "" {
		d, _ = edtf.Part(d, e.Part)
	}
	return d
}

// relate applies the relation: what lies before and after is bounded loosely, by the date itself.
func (e *Expression) relate(d edtf.Date) edtf.Date {
	if d.IsUnknown() {
		return d
	}
	switch e.Relation {
	case Since, From:
		if e.Named { // since the war: since its end
			return edtf.Since(d.To())
		}
		return edtf.Since(d.From())
	case Until, By:
		return edtf.Until(d)
	case Before:
		return edtf.Until(d.From())
	case After:
		return edtf.Since(d.To())
	}
	return d
}

// form returns the relative form with part, approximation and relation.
func (e *Expression) form() string {
	s := e.Value
	if s == "" || strings.Contains(s, "/") {
		return s
	}
	if e.Part != "" && s != "now" {
		s += ";part=" + e.Part
	}
	if e.Approx && s != "now" && !strings.HasSuffix(s, "~") {
		s += "~"
	}
	switch e.Relation {
	case Since, From, After:
		s += "/.."
	case Until, By, Before:
		s = "../" + s
	}
	return s
}

func (e *Expression) document(a Anchor, text string) chancery.When {
	w := chancery.When{Text: text, Basis: chancery.BasisDocument, Relative: e.form()}
	if near, ahead := strings.CutSuffix(w.Relative, ",from"); ahead && strings.HasPrefix(near, "month") && !strings.Contains(near, "/") && a.longAhead(w.Relative, near+",nearest") {
		w.Relative = near + ",nearest"
	}
	if d, ok := edtf.Anchor(w.Relative, a.Document); ok {
		w.EDTF = edtfString(d)
	}
	return w
}

// longAhead reports whether the day of a form without a year that is taken for one to come lies most of a year ahead, and but some weeks back: "gave them two days to
// leave on 23 January", written in February.
func (a Anchor) longAhead(ahead, near string) bool {
	d, ok1 := edtf.Anchor(ahead, a.Document)
	n, ok2 := edtf.Anchor(near, a.Document)
	if !ok1 || !ok2 || a.Document.Precision() != edtf.DayPrecision {
		return false
	}
	day, _ := a.Document.Bounds()
	first, _ := d.Bounds()
	_, last := n.Bounds()
	const most, weeks = 300, 45
	return first-day > most && last < day && day-last < weeks
}

// context dates e by the narrative, else by the section.
func (e *Expression) context(a Anchor, text string) (chancery.When, bool) {
	for _, from := range []struct {
		date  edtf.Date
		basis chancery.Basis
	}{{a.Narrative, chancery.BasisContext}, {a.Section, chancery.BasisSection}} {
		d, ok := e.inContext(from.date)
		if ok {
			return chancery.When{EDTF: edtfString(e.relate(d)), Text: text, Basis: from.basis}, true
		}
	}
	return chancery.When{}, false
}

func (e *Expression) inContext(n edtf.Date) (edtf.Date, bool) {
	if n.IsUnknown() {
		return n, false
	}
	n = n.Plain()
	if d, ok := e.again(n); ok {
		return d, true
	}
	if e.Ref != Partial || strings.HasPrefix(e.Value, "years=") || strings.HasPrefix(e.Value, "months=") || strings.HasPrefix(e.Value, "weeks=") || strings.HasPrefix(e.Value, "days=") || strings.HasPrefix(e.Value, "now") {
		d, ok := edtf.Anchor(e.Value, n)
		return e.finish(d), ok
	}
	if l, r, ok := strings.Cut(e.Value, "/"); ok && l != ".." && r != ".." {
		d1, ok1 := yearOf(l, n)
		d2, ok2 := yearOf(r, n)
		d := edtf.Between(d1, d2)
		return d, ok1 && ok2 && !d.IsUnknown()
	}
	d, ok := yearOf(e.Value, n)
	return e.finish(d), ok
}

// yearOf completes a form that lacks its year by the date that the story has come to. A story runs forward: where the
// form's month lies far before the month of that date, it is that of the next year.
func yearOf(form string, n edtf.Date) (edtf.Date, bool) {
	form, dir, directed := strings.Cut(form, ",")
	if directed && (dir == "before" || dir == "after") { // the 12th of October last
		return edtf.Anchor(form+","+dir, n)
	}
	first, last, ok := n.Years()
	if !ok || n.Precision() == edtf.DecadePrecision || n.Precision() == edtf.CenturyPrecision {
		return edtf.Date{}, false
	}
	if strings.HasPrefix(form, "day=") {
		if n.Precision() != edtf.DayPrecision && n.Precision() != edtf.MonthPrecision {
			return edtf.Date{}, false
		}
		return edtf.Anchor("months=0;"+form, n)
	}
	if first != last && n.Precision() == edtf.IntervalPrecision {
		return edtf.Date{}, false
	}
	d, ok := edtf.Anchor("years=0;"+form, edtf.Year(first))
	if !ok {
		return d, false
	}
	if p := n.Precision(); p == edtf.DayPrecision || p == edtf.MonthPrecision {
		const far = 190
		if lo, _ := d.Bounds(); true {
			if at, _ := n.Bounds(); at-lo > far {
				return edtf.Anchor("years=0;"+form, edtf.Year(first+1))
			}
		}
	}
	return d, true
}

// ended reports whether an EDTF value is a quarter or half that ended before the document was written: what is looked out to is then only its report.
func (a Anchor) ended(value string) bool {
	d, err := edtf.Parse(value)
	if err != nil || d.Precision() != edtf.SeasonPrecision || a.Document.Precision() != edtf.DayPrecision {
		return false
	}
	_, last := d.Bounds()
	day, _ := a.Document.Bounds()
	return last < day
}

// Next returns the anchor for what follows e, given the value w that e got: a date of a year or better moves the
// narrative to it. What only bounds an event (since, until, before, after), the present, named periods and dates that qualify a noun do not.
func (a Anchor) Next(e Expression, w chancery.When) Anchor {
	if e.aside && !a.ended(w.EDTF) || e.Relation != In && e.Relation != During && e.Relation != Between || e.Vague != "" || e.Named || e.Attributive && !(a.Report && strings.HasPrefix(e.Value, "season=3")) || // the third-quarter loss is of a quarter
		e.Type == Duration || e.Type == Set || w.EDTF == "" || w.Relative == "now" ||
		strings.HasPrefix(e.Value, "years=-") && len(e.Value) >= len("years=-10") || // "thirty years before": an aside
		a.Report && e.Ref == Partial && (strings.HasPrefix(e.Value, "years=-") || e.Value == yearAgoQuarter) { // what a report only compares with
		return a
	}
	d, err := edtf.Parse(w.EDTF)
	if err != nil {
		return a
	}
	switch d.Precision() {
	case edtf.DayPrecision, edtf.MonthPrecision, edtf.SeasonPrecision, edtf.YearPrecision:
		a.Narrative = d.Plain()
	case edtf.ChoicePrecision:
		a.Narrative = d.Whole().Plain()
	case edtf.IntervalPrecision:
		first, last, ok := d.Years()
		if ok && first == last {
			a.Narrative = d.Plain()
		} else if ok && e.Relation == Between && last-first <= 10 && e.outer != "" && (e.outer[0] < '0' || e.outer[0] > '9') { // "between 1980 and 1988 ... two years later"
			a.Narrative = edtf.Year(last)
		}
	}
	return a
}

func edtfString(d edtf.Date) string {
	if d.IsUnknown() {
		return ""
	}
	return d.String()
}
