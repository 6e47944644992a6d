package when

import (
	"strings"

	"chancery"
	"chancery/internal/edtf"
)

// Found is one temporal expression of a whole text, with its value.
type Found struct {
	Start    int            `json:"start"` // bytes
	End      int            `json:"end"`
	Text     string         `json:"text"`
	EDTF     string         `json:"edtf,omitempty"` // the point that the words themselves name; the ISO 8601 duration of what has no place in time; "" where it stays open
	Basis    chancery.Basis `json:"basis,omitempty"`
	Relation string         `json:"relation,omitempty"` // since, until, by, before, after, during, between
	Type     string         `json:"type"`               // TIMEX3's: DATE, TIME, DURATION, SET
	Value    string         `json:"value,omitempty"`    // TIMEX3's
	Mod      string         `json:"mod,omitempty"`      // TIMEX3's
	Relative string         `json:"relative,omitempty"` // as a function of the document's date, where it is one
}

// Analyse finds the temporal expressions of a whole document and gives each its value, doc being the day on which
// it was written (the zero Date where that is unknown). An interval whose ends stand in the text is two
// expressions. A date of numbers alone that can be read two ways is read in the order of the text's others; where that is not
// known EDTF has both, and Value, which must be one, the one nearer to doc on the past side, else the day first.
func Analyse(text string, doc edtf.Date) []Found {
	es := Order(0).Learn(text).find(text)
	a := Anchor{Document: doc, Report: Report(es) || datelined(es, doc) || undated(es, doc)}
	var out []Found
	for _, e := range es {
		if e.Named && e.Relation == In && e.Part == "" && strings.Contains(e.Value, "/") && !inside(text, e.Span.Start) || e.Type == Date && e.Ref == None {
			continue
		}
		if e.Ref == Anaphoric && a.Narrative.IsUnknown() && a.Section.IsUnknown() { // nothing told yet: from the day of writing
			e.Ref = Deictic
		}
		e = e.sooner(a)
		ws := e.Resolve(a)
		if e.Ref == Anaphoric && (len(ws) == 0 || ws[0].EDTF == "") { // that day, in a month
			e.Ref = Deictic
			ws = e.Resolve(a)
		}
		points := []Expression{e}
		if len(e.Ends) > 0 {
			points = e.Ends
		}
		var whole edtf.Date
		if len(ws) > 0 {
			whole, _ = edtf.Parse(ws[0].EDTF)
		}
		for n, p := range points {
			f := Found{Start: p.Span.Start, End: p.Span.End, Text: p.Text, Mod: p.Mod}
			if p.about > 0 {
				f.Start, f.Text = p.about, text[p.about:p.Span.End]
			}
			f.Type, f.Value = p.guess(doc).TIMEX3(a)
			if p.Ref == None {
				f.EDTF = isoDuration(p.Length)
			}
			if pw := p.Point().Resolve(a); len(pw) > 0 {
				f.EDTF, f.Basis, f.Relative = pw[0].EDTF, pw[0].Basis, pw[0].Relative
				if e.Relation == Between && p.Ref == Partial && p.Type == Date && whole.Precision() == edtf.IntervalPrecision {
					if end := [2]edtf.Date{whole.From(), whole.To()}[n]; !end.IsUnknown() {
						f.EDTF, f.Value = end.String(), timexDate(end.Plain())
					}
				}
			}
			if e.Relation != In {
				f.Relation = e.Relation.String()
			}
			out = append(out, f)
		}
		if len(ws) > 0 {
			a = a.Next(e, ws[0])
		}
	}
	return out
}

// sooner takes a day that a verb of the past tells for the next one where the last is nearly a year ago: of such a day a text tells the year.
func (e Expression) sooner(a Anchor) Expression {
	if e.Ref != Partial || !strings.HasPrefix(e.Value, "monthday=") || strings.ContainsAny(e.Value, ",;/") || a.Document.Precision() != edtf.DayPrecision {
		return e
	}
	ws := e.Point().Resolve(a)
	if len(ws) == 0 || ws[0].Basis != chancery.BasisDocument {
		return e
	}
	const long = 300 // days
	d, err := edtf.Parse(ws[0].EDTF)
	today, _ := a.Document.Bounds()
	if first, _ := d.Bounds(); err == nil && today-first > long {
		e.Value += ",after"
	}
	return e
}

// datelined reports whether one of the first expressions is the document's own day: the text is then a report of it.
func datelined(es []Expression, doc edtf.Date) bool {
	for i := range es[:min(3, len(es))] {
		if es[i].Ref == Absolute && doc.Precision() == edtf.DayPrecision && es[i].Value == doc.Plain().String() {
			return true
		}
	}
	return false
}

// undated reports whether a text of a known day has few dates of its own, so that what lacks its year is meant from that day.
func undated(es []Expression, doc edtf.Date) bool {
	full := 0
	for i := range es {
		if es[i].Ref == Absolute && !es[i].Named && len(es[i].Value) > len("1989") {
			full++
		}
	}
	return doc.Precision() == edtf.DayPrecision && full <= 2
}

// inside reports whether "in" stands before the name of a period at byte i: a time, and not a mere mention of it.
func inside(text string, i int) bool {
	before := strings.TrimRight(text[max(0, i-8):i], " \n")
	word := strings.ToLower(before[strings.LastIndexAny(before, " \n")+1:])
	return word == "in" || word == "of" || word == "into"
}
