package when

import (
	"strings"

	"chancery/internal/edtf"
)

// This file joins two dates: to an interval, and a date to the one that tells its year or day.

// expression returns the expression that begins at token i, an interval where it goes on to a second date.
func (s *scanner) expression(i int) (item, bool) {
	it, ok := s.single(i)
	if !ok {
		return it, false
	}
	if r, ok := s.interval(it); ok {
		return r, true
	}
	if it.Type == Date && it.Ref != None && it.Vague == "" && (s.follows(it.to, "and") && s.follows(it.to+1, "beyond") && s.phraseEnds(it.to+2) ||
		it.Ref == Absolute && s.follows(it.to, "or") && s.follows(it.to+1, "later") && s.phraseEnds(it.to+2)) { // 2015 and beyond, 2015 or later
		it.to, it.Mod = it.to+2, "ON_OR_AFTER"
	}
	return it, true
}

// interval continues a to an interval.
func (s *scanner) interval(a item) (item, bool) {
	if a.Type != Date && a.Type != Time || a.Ref == None || a.Named {
		return item{}, false
	}
	k, lead := a.to, s.at(a.from-1).low
	if lead == "the" {
		lead = s.at(a.from - 2).low
	}
	switch {
	case !s.flows(k) || !s.flows(k+1):
		return item{}, false
	case s.is(k, "-"):
		if s.is(k+1, "-") { // -- is a dash between clauses
			return item{}, false
		}
	case s.is(k, "/") && a.d > 0 && a.hasYear && s.joined(k) && s.joined(k+1) && s.at(k+1).digits == 4: // 1990-05-01/1990-06-03
	case s.is(k, "to", "until", "till", "through", "thru"):
	case s.is(k, "and") && lead == "between":
	case s.is(k, "and") && s.is(a.from-1, "between"):
	case s.is(k, "up") && s.is(k+1, "to", "until") && lead == "from":
		k++
	default:
		return item{}, false
	}
	// An open end: "from 1990 to the present".
	j := k + 1
	if s.is(j, "the") && s.flows(j+1) {
		j++
	}
	if s.is(j, "present") && (s.is(k, "-") || !s.is(j+1, "day") || s.flows(j+1)) || s.is(j, "date", "now", "today") {
		if s.is(j, "present") && s.follows(j+1, "day") {
			j++
		}
		r := a
		r.Relation, r.to = Between, j+1
		now := item{from: k + 1, to: j + 1}
		now.Ref, now.Value, now.Vague = Deictic, "now", "PRESENT_REF"
		r.Ends = []Expression{s.finish(&a), s.finish(&now)}
		switch a.Ref {
		case Absolute:
			d, err := edtf.Parse(a.Value)
			if err != nil {
				return item{}, false
			}
			r.Value = edtf.Since(a.Expression.finish(d)).String()
			r.Part, r.Approx = "", false
		default:
			r.Value = a.form() + "/.."
			r.Part, r.Approx = "", false
		}
		return r, true
	}
	about := false
	if lead == "from" || lead == "between" || s.is(a.from-1, "between") { // from 1980 to at least 1992, from 1970 until about 1990
		switch {
		case s.is(k+1, "at") && s.is(k+2, "least") && s.flows(k+2) && s.flows(k+3):
			k += 2
		case s.is(k+1, "around", "about", "circa", "approximately", "roughly") && s.flows(k+2):
			k, about = k+1, true
		}
	}
	b, ok := s.single(k + 1)
	b.Approx = b.Approx || about
	if !ok || b.Type != a.Type || b.Named || b.Ref == None {
		return item{}, false
	}
	if strings.HasPrefix(a.Value, "weekday=") && b.m > 0 && b.d == 0 { // a revision Friday to December's figures
		return item{}, false
	}
	if a.Type == Time && a.Ref == Partial && a.Value == "days=0" { // between 1 and 3 a.m. Saturday
		a.Ref, a.Value, a.y, a.m, a.d, a.hasYear = b.Ref, b.Value, b.y, b.m, b.d, b.hasYear
	}
	if s.is(k, "-") && s.joined(k) != s.joined(k+1) && a.to == k && s.at(k).end-s.at(k).start == 1 {
		return item{}, false // a hyphen on one side only
	}
	if b.m > 0 && !b.hasYear && !a.hasYear && a.m > 0 && s.follows(b.to, "in", "of") { // between May and June in 1981
		if y, e, ok := s.year(b.to + 1); ok && s.at(b.to+1).digits == 4 {
			b.y, b.hasYear, b.to = y, true, e
			if !b.setCalendar() {
				return item{}, false
			}
		}
	}
	if a.m > 0 && !a.hasYear && b.hasYear && b.m > 0 {
		a.y, a.hasYear = b.y, true
		if a.m < 21 && a.m > b.m || a.m == b.m && a.d > b.d && b.d > 0 {
			a.y--
		}
		if !a.setCalendar() {
			return item{}, false
		}
	}
	if b.m > 0 && !b.hasYear && a.hasYear && a.m > 0 {
		b.y, b.hasYear = a.y, true
		if b.m < a.m {
			b.y++
		}
		if !b.setCalendar() {
			return item{}, false
		}
	}
	r := item{from: a.from, to: b.to, y: b.y, m: b.m, d: b.d, hasYear: b.hasYear && b.m > 0}
	r.Type, r.Relation = a.Type, Between
	r.Ends = []Expression{s.finish(&a), s.finish(&b)}
	if a.Type == Time {
		r.Ref, r.Value, r.Clock = a.Ref, a.Value, a.Clock
		return r, true
	}
	switch {
	case a.Ref == Absolute && b.Ref == Absolute:
		d1, err1 := edtf.Parse(a.Value)
		d2, err2 := edtf.Parse(b.Value)
		if err1 != nil || err2 != nil {
			return item{}, false
		}
		d1, d2 = a.Expression.finish(d1), b.Expression.finish(d2)
		d := edtf.Between(d1, d2)
		if d.IsUnknown() {
			return item{}, false
		}
		r.Value = d.String()
	case a.Ref == b.Ref || a.Ref != Absolute && b.Ref != Absolute:
		r.Ref = b.Ref
		from, to := r.Ends[0].Point(), r.Ends[1].Point()
		r.Value = from.form() + "/" + to.form()
	case a.Ref == Absolute: // "from 1990 to last year"
		d, err := edtf.Parse(a.Value)
		if err != nil {
			return item{}, false
		}
		r.Value = edtf.Since(d).String()
	default:
		return item{}, false
	}
	return r, true
}

// inherit gives a time of day the day before it, and a date without a year the year of the one that it is coordinated with: "in June and July 1990".
func (s *scanner) inherit(items []item) {
	for k := len(items) - 2; k >= 0; k-- {
		a, b := &items[k], &items[k+1]
		if b.Type == Time && b.Ref == Partial && b.Value == "days=0" && a.Type == Date && b.from-a.to <= 2 && b.from > a.to &&
			(a.d > 0 || a.Ref != Absolute && (strings.HasPrefix(a.Value, "weekday=") || strings.HasPrefix(a.Value, "days="))) && a.Relation == In {
			// April 15, 1912, at 2:20 a.m.
			if s.follows(a.to, ",", "at", "around", "about", "by", "@") && (b.from-a.to == 1 || s.follows(a.to+1, "at", "around", "about", "by", "@")) {
				b.Ref, b.Value, b.y, b.m, b.d, b.hasYear = a.Ref, a.Value, a.y, a.m, a.d, a.hasYear
			}
			continue
		}
		if s.follows(a.to, ",") && s.is(a.to+1, "in", "on") && b.from == a.to+2 && s.flows(b.from) { // three days later, on March 15
			a.same(b)
			continue
		}
		if a.hasYear || a.m == 0 || !b.hasYear || b.m == 0 || a.Ref != Partial || b.from-a.to > 3 || b.from == a.to {
			continue
		}
		ok := true
		for i := a.to; i < b.from; i++ {
			ok = ok && s.flows(i) && s.is(i, "and", "or", ",", "&", "/", "on", "in", "again", "the")
		}
		if !ok || b.from-a.to == 1 && s.is(a.to, "in", "on", "the") {
			continue
		}
		old := *a
		a.y, a.hasYear = b.y, true
		if a.m > b.m && b.m < 13 && a.m < 13 {
			a.y--
		}
		if !a.setCalendar() {
			*a = old
		}
	}
}

// same gives "three days later" and "two years later" the day and the year b, which say when that was.
func (it *item) same(b *item) {
	if it.Type != Date || it.Ref != Anaphoric && it.Ref != Partial || it.Vague != "" || b.Type != Date || b.Relation != In || b.Part != "" {
		return
	}
	switch {
	case b.d > 0 && (strings.HasPrefix(it.Value, "days=") || strings.HasPrefix(it.Value, "months=") || strings.HasPrefix(it.Value, "weeks=")):
		it.Ref, it.Value, it.y, it.m, it.d, it.hasYear, it.unit = b.Ref, b.Value, b.y, b.m, b.d, b.hasYear, ""
	case strings.HasPrefix(it.Value, "years=") && b.hasYear && it.unit == "":
		it.Ref, it.Value = Absolute, edtf.Year(b.y).String()
	}
}

// occasions takes two dates after one "after" or "before" for two times at which something was: "for the third time, after 2018 and 2020". A bound is one date.
func (s *scanner) occasions(items []item, es []Expression) {
	for k := 0; k+1 < len(es); k++ {
		a, b, end := &es[k], &es[k+1], items[k+1].to
		if (a.Relation == After || a.Relation == Before) && b.Relation == In && a.Type == Date && b.Type == Date && items[k+1].from == items[k].to+1 &&
			s.follows(items[k].to, "and") && s.flows(items[k+1].from) && (!s.flows(end) || s.is(end, ".", ",", ";", ")")) {
			a.Relation, a.Outer, a.outer = In, a.Span, a.Text
		}
	}
}
