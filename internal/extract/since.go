package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/when"
)

// From when and until when: what is so since an event or until one, what an interval's end is the time of.

// sinceThen dates what has been so since the act told in the sentence before: "Since then, relations have improved", "has protected its interests ever since". ok says that
// the text tells it so.
func (p *passage) sinceThen(b *chancery.Block, r *reading, m *match) (out []chancery.When, ok bool) {
	v := m.tok
	if !r.verb(v) && !r.hasChild(v, "cop") {
		v = r.verbAbove(v)
	}
	if !r.perfect(v) && !(m.rule.State && r.present(v)) {
		return nil, false
	}
	ok = r.sinceSuch(v)
	alone := func(t int) bool { return len(r.kids[t]) == 0 || r.form[r.kids[t][0]] == "ever" }
	for _, c := range r.children(v, "advmod", "obl") {
		ok = ok || r.low[c] == "then" && c > 0 && r.form[c-1] == "since" || r.form[c] == "since" && alone(c)
	}
	if !ok || p.datedAt(r) || p.toldBlock != b || p.stats.Sentences-p.toldAt > 1 {
		return nil, false
	}
	last := p.anchor.Narrative // the last of several
	if !brief(last) || !edtf.Overlap(last, edtf.Since(p.told)) {
		last = p.told
	}
	return []chancery.When{{EDTF: edtf.Since(last.From()).String(), Basis: chancery.BasisContext}}, true
}

// sinceSuch reports whether the verb v is told of the time since the one that was spoken of: "since that year", "since this time".
func (r *reading) sinceSuch(v int) bool {
	return slices.ContainsFunc(r.children(v, "obl"), func(c int) bool {
		return r.marks(c) == "since" && r.demonstrated(c) && (r.low[c] == "time" || r.low[c] == "year" || r.low[c] == "date" || r.low[c] == "day" || r.low[c] == "moment" || r.low[c] == "point")
	})
}

// sinceClause returns the time from which m holds by a clause that dates its beginning: "has looked after its interests since Canada shut its embassy in
// 2012"; none where m is an act or the clause has no date.
func (r *reading) sinceClause(m *match) (out []chancery.When) {
	v := r.verbAbove(m.tok)
	if r.verb(m.tok) {
		v = m.tok
	}
	if !m.rule.State && !r.perfect(v) {
		return nil
	}
	for _, a := range r.children(v, "advcl") {
		if r.marks(a) != "since" || r.below(m.tok, a) {
			continue
		}
		for i := range r.times {
			e := &r.times[i]
			if h := r.head(e.head); h != a && (h < 0 || !r.is(h, "conj") || r.head(h) != a || r.hasChild(h, "nsubj", "nsubj:pass")) || e.Relation != when.In || e.Ref == when.Anaphoric || !dating(&e.Expression) {
				continue
			}
			for _, w := range e.whens {
				if w.EDTF == "" && w.Relative != "" && !strings.ContainsAny(w.Relative, "/~") { // "since it left last week"
					w.Relative += "/.."
					out = append(out, w)
					continue
				}
				if w.Relative != "" && !strings.Contains(w.Relative, "/") {
					w.Relative += "/.."
				}
				if d, err := edtf.Parse(w.EDTF); err == nil && brief(d) {
					w.EDTF = edtf.Since(d).String()
					out = append(out, w)
				}
			}
		}
	}
	return out
}

// sinceThat reports whether e, a date below t, is that of something since which t has been so.
func (r *reading) sinceThat(t int, e *timed) bool {
	since := false
	a := e.head
	for n := 0; a >= 0 && a != t && n < maxDepth; a, n = r.head(a), n+1 {
		since = since || a != e.head && r.is(a, "obl", "nmod") && r.marks(a) == "since"
	}
	return since && a == t || r.closing(t, e, "since")
}

// closing reports whether e, hung on the verb t, stands right behind all that goes with what the preposition p stands before: "have fled since a war erupted there [in
// 1990]", "kept relations until its entry into the war [on 6 April 1917]".
func (r *reading) closing(t int, e *timed, p ...string) bool {
	for _, c := range r.children(t, "obl", "obj", "advcl") {
		for _, c := range append([]int{c}, r.children(c, "nmod")...) {
			if _, last := r.subtree(c); c != e.head && c > t && slices.Contains(p, r.marks(c)) && last < e.first && e.first-last <= 3 && !r.setOff(e) {
				return true
			}
		}
	}
	return false
}

// beginningIn reports whether e is when something began that went on: "Beginning in 1964, ...".
func (r *reading) beginningIn(e *timed) bool {
	for t := max(0, e.first-2); t < e.first && e.Relation == when.From; t++ {
		if (strings.EqualFold(r.toks[t].Form, "beginning") || strings.EqualFold(r.toks[t].Form, "starting")) && (t == 0 || r.toks[t-1].Form == ",") {
			return true
		}
	}
	return false
}

// keptOn reports whether t, which tells of what can go on, went on from e: "had worsened since the 1990s", "has supported it from 1975", "From the 1930s, they were allies".
func (r *reading) keptOn(t int, e *timed) bool {
	return !r.whenBehind(e, t) && (e.Relation == when.Since || r.had(t) || r.perfect(t) || r.hasChild(t, "cop") || e.first <= 1 && len(e.Value) <= len("197X"))
}

// fromThenOn reports whether the words behind e say that what it dates went on: "from the 1990s on".
func (r *reading) fromThenOn(e *timed) bool {
	for _, t := range []int{e.last, e.last + 1} {
		if t < len(r.toks) && (r.form[t] == "onwards" || r.form[t] == "onward" || r.form[t] == "on" && (t+1 >= len(r.toks) || r.toks[t+1].UPOS != "PROPN" && r.toks[t+1].UPOS != "NUM")) {
			return e.Relation == when.From || e.Relation == when.Since
		}
	}
	return false
}

// heldOn reports whether t tells in the perfect what has gone on since an act before it, dated by e: "were established in 1931 and have been [maintained]".
func (r *reading) heldOn(t int, e *timed) bool {
	h := r.head(t)
	return r.perfect(t) && r.is(t, "conj") && !r.hasChild(t, "nsubj") && h >= 0 && h < t && r.verb(h) && r.past(h) && r.below(e.head, h) && !r.below(e.head, t)
}

// untilThat reports whether e, a date below t, is that of something until which t was so: "kept relations until its entry into the war in 1917".
func (r *reading) untilThat(t int, e *timed) bool {
	for a, n := e.head, 0; a >= 0 && a != t && n < maxDepth; a, n = r.head(a), n+1 {
		if a != e.head && r.is(a, "obl", "nmod") && (r.marks(a) == "until" || r.marks(a) == "till") {
			return true
		}
	}
	return r.closing(t, e, "until", "till")
}

// farBack reports whether e says from when on something was: "close ties dating back to 1878", "as far back as 1966".
func (r *reading) farBack(e *timed) bool {
	t := e.first - 1
	if t > 0 && r.form[t] == "the" {
		t--
	}
	return t > 1 && (r.form[t] == "to" && (r.form[t-1] == "back" || r.form[t-1] == "dating") || r.form[t] == "as" && r.form[t-1] == "back")
}

// onwards reports whether e is the date of what the nouns before it name, and the preposition p stands before these: "since Chile's independence in 1810".
func (r *reading) onwards(e *timed, p string) bool {
	for t := e.first - 1; t >= 0; t-- {
		switch {
		case r.low[t] == p:
			return r.is(t, "case")
		case r.toks[t].UPOS == "NOUN", r.toks[t].UPOS == "PROPN", r.toks[t].UPOS == "ADJ", r.toks[t].UPOS == "DET", r.toks[t].UPOS == "PART", r.low[t] == "of", r.low[t] == "in", r.low[t] == "from", r.low[t] == "on":
		default:
			return false
		}
	}
	return false
}

// keeping are verbs for going on with what is there: what is kept after an event is kept from then on.
var keeping = map[string]bool{"maintain": true, "keep": true, "retain": true, "preserve": true}

// goingOn are the groups of kinds whose deeds go on once they have begun: aid, talks, threats, fighting.
var goingOn = map[string]bool{"contact": true, "measure": true, "word": true, "force": true}

// datedIn reports whether a day, a month or a year stands behind the verb t as its own time: "since recognising it has closed its embassy twice, [in 1985] and 1999".
func (r *reading) datedIn(t int) bool {
	for i := range r.times {
		e := &r.times[i]
		if h := r.head(e.head); e.first > t && e.Relation == when.In && e.Ref == when.Absolute && dating(&e.Expression) && (h == t || h >= 0 && r.head(h) == t && !r.verb(h)) {
			return true
		}
	}
	return false
}

// deniedUntil reports whether what t tells is denied in its clause, or by the verb that it stands under: "did not result in recognition until 1967".
func (r *reading) deniedUntil(t int) bool {
	if h := r.head(t); h >= 0 && r.is(t, "xcomp", "advcl") && r.low[h] == "wait" { // "waited until 1970 to recognise it"
		return true
	}
	if len(r.step(t, "neg")) > 0 {
		return true
	}
	if r.verb(t) {
		return false
	}
	above := r.verbAbove(t)
	if above < 0 || !r.is(t, "nsubj", "nsubj:pass") {
		return len(r.step(above, "neg")) > 0
	}
	put := putOff[r.low[above]]
	for _, x := range r.children(above, "xcomp") { // "recognition had to wait until 1967"
		put = put || putOff[r.low[x]]
	}
	return put || len(r.step(above, "neg")) > 0
}

// putOff are verbs for what comes about at the end of the time that they tell.
var putOff = map[string]bool{"wait": true, "delay": true, "postpone": true, "defer": true}

// whenBehind reports whether t is told in a clause with "when" right behind the time e.
func (r *reading) whenBehind(e *timed, t int) bool {
	for k := e.last + 1; k <= e.last+2 && k < t; k++ {
		if r.low[k] == "when" || r.low[k] == "until" && r.low[k-1] == "," && e.Relation == when.Between {
			return true
		}
	}
	return false
}

// atEnd returns the end of w, an interval, for what is told by a "when" behind it: "governed it from 1914 to 1968, when it became independent".
func (r *reading) atEnd(t int, e *timed, w chancery.When) chancery.When {
	d, err := edtf.Parse(w.EDTF)
	if err != nil || d.Precision() != edtf.IntervalPrecision || len(e.Ends) != 2 || !r.whenBehind(e, t) {
		return w
	}
	if _, end, ok := strings.Cut(w.EDTF, "/"); ok && end != "" && end != ".." {
		w.EDTF = end
	}
	return w
}

// closed gives w, the time of a state that began and has no end, the end that a clause tells: "protected its interests from 1961 until the two restored
// relations on 20 July 2015".
func (r *reading) closed(t int, w chancery.When) chancery.When {
	first, open := strings.CutSuffix(w.EDTF, "/..")
	if !open {
		return w
	}
	if to, _, ok := r.untilClause(t); ok {
		if from, err := edtf.Parse(first); err == nil && edtf.Compare(from, to) < 0 {
			w.EDTF = edtf.Between(from, to).String()
		}
	}
	return w
}

// untilClause returns the date of the clause below t that tells until when.
func (r *reading) untilClause(t int) (edtf.Date, chancery.When, bool) {
	for _, c := range r.kids[t] {
		if !r.is(c, "advcl") || r.marks(c) != "until" && r.marks(c) != "till" {
			continue
		}
		if best, _ := r.dates(c, &stance{governor: -1}, r.times, false); len(best) == 1 && best[0].Ref == when.Absolute && len(best[0].whens) == 1 {
			if to, err := edtf.Parse(best[0].whens[0].EDTF); err == nil && to.Precision() != edtf.IntervalPrecision {
				return to, best[0].whens[0], true
			}
		}
	}
	return edtf.Date{}, chancery.When{}, false
}

// priorEvent reports whether e dates what stands before t in time: "signed before the union of 1860", "prior to the outbreak of war in 1991".
func (r *reading) priorEvent(t int, e *timed) bool {
	if e.first == 0 || e.head < e.first || e.head > e.last { // "two years before the war of 1990" is a year of its own
		return false
	}
	for a, n := e.head, 0; a >= 0 && a != t && n < maxDepth; a, n = r.head(a), n+1 {
		if a != e.head && !r.verb(a) && r.is(a, "obl", "nmod", "advcl") && r.priorTo(a) && !r.setOff(e) && r.toks[e.first-1].Form != "(" {
			return true
		}
	}
	return false
}

// uponEvent reports whether e dates, with certainty, what t came after: "After the coup of 11 September 1973, it recognised it". Not "shortly
// after the war on 26 August 2008", where the day may be that of either.
func (r *reading) uponEvent(t int, e *timed) bool {
	if e.Ref != when.Absolute && e.Ref != when.Partial || e.Relation != when.In || e.Named || e.head < e.first || e.head > e.last {
		return false
	}
	for a, n := r.head(e.head), 0; a >= 0 && a != t && n < maxDepth; a, n = r.head(a), n+1 {
		if m := r.marks(a); !r.verb(a) && r.is(a, "obl") && (m == "after" || m == "following") && !r.below(t, a) {
			return e.last < t && !r.soon(a) || r.marks(e.head) == "of"
		}
	}
	return false
}

// soon reports whether the phrase or clause a is told to follow at no distance: "shortly after".
func (g *graph) soon(a int) bool {
	for _, c := range g.kids[a] {
		if g.is(c, "case", "mark") && c > 0 && hasty[g.form[c-1]] {
			return true
		}
	}
	return false
}

// hasty are adverbs before "after" for a short time.
var hasty = map[string]bool{"soon": true, "shortly": true, "just": true, "immediately": true, "right": true, "days": true, "weeks": true, "months": true}

// betweenEvents returns the time from one event to another that bound what t tells, where each has a date of its own, one of them e: "between the outbreak of
// the war in 1914 and the armistice in 1918".
func (r *reading) betweenEvents(t int, e *timed) (out chancery.When, ok bool) {
	first := r.head(e.head)
	if first >= 0 && r.is(first, "conj") {
		first = r.head(first)
	}
	if first < 0 || !r.is(first, "obl") || r.marks(first) != "between" || r.at[first] >= 0 || r.below(t, first) {
		return out, false
	}
	for _, last := range r.children(first, "conj") {
		from, to := r.dateAt(first, last), r.dateAt(last, -1)
		if from == nil || to == nil {
			continue
		}
		a, err1 := edtf.Parse(from.whens[0].EDTF)
		b, err2 := edtf.Parse(to.whens[0].EDTF)
		if err1 == nil && err2 == nil && brief(a) && brief(b) && edtf.Compare(a, b) < 0 {
			out = from.whens[0]
			out.EDTF, out.Text = edtf.Between(a, b).String(), from.whens[0].Text+" and "+to.whens[0].Text
			return out, true
		}
	}
	return out, false
}

// dateAt returns the one date that stands under the noun n, and not under its part but.
func (r *reading) dateAt(n, but int) *timed {
	for i := range r.times {
		if d := &r.times[i]; d.Ref == when.Absolute && d.Relation == when.In && len(d.whens) == 1 && r.below(d.head, n) && (but < 0 || !r.below(d.head, but)) {
			return d
		}
	}
	return nil
}
