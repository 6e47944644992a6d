package extract

import (
	"fmt"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/when"
)

// Whether a clause without a date is of the time that the passage has come to: told before something else, of many times, in the present, vaguely.

// before reports whether t tells of what lay before the rest of its sentence: "after the occupation".
func (r *reading) before(t int) bool {
	for a, n := t, 0; a >= 0 && n < maxDepth; a, n = r.head(a), n+1 {
		if m := r.marks(a); r.is(a, "obl", "nmod", "advcl", "acl") && (m == "after" || m == "since" || m == "following" || m == "follow" || m == "before" || m == "until" || m == "prior") {
			return true
		}
		if h := r.head(a); h >= 0 && r.is(a, "nmod") && (r.low[h] == "wake" || r.low[h] == "aftermath") && r.marks(h) == "in" { // "in the wake of its collapse"
			return true
		}
	}
	return false
}

// beforehand reports whether t is told only as what something else came before: "wanted to talk before resuming relations".
func (r *reading) beforehand(t int) bool {
	for a, n := t, 0; a >= 0 && n < maxDepth; a, n = r.head(a), n+1 {
		m := r.marks(a)
		if r.is(a, "advcl") && m == "before" && r.toks[a].XPOS == "VBG" || r.is(a, "obl", "nmod") && m == "prior" {
			return true
		}
	}
	return false
}

// elsewhen reports whether the clause of t tells its time by something else than a date: "after the death of the king", "later", "when the war was
// over". Then it is not of the time that the passage has come to.
func (r *reading) elsewhen(t int) bool {
	own := true // the clause of t itself
	for a, n := t, 0; a >= 0 && n < maxDepth; a, n = r.head(a), n+1 {
		for _, c := range r.kids[a] {
			switch {
			case r.low[c] == "which" && r.marks(c) == "during" && r.toks[a].Rel == "acl:relcl" && r.head(a) >= 0 && !ages[r.low[r.head(a)]]: // "his presidency, during which it recognised it"
				return true
			case r.is(c, "obl") && r.low[c] == "day" && r.marks(c) == "on" && len(r.ownPrep(c, "of")) > 0 && slices.ContainsFunc(r.children(c, "amod"), r.counting): // "on the ninth day of the war"
				return true
			case r.low[c] == "which": // "after which": after what was told
			case r.is(c, "obl") && r.marks(c) == "follow" && r.demonstrated(c): // "following this incident": what was told
			case r.is(c, "obl") && ages[r.low[c]] && (r.marks(c) == "during" || r.marks(c) == "in") && len(r.ownPrep(c, "of")) > 0: // "during the period of the empire"
				return true
			case r.is(c, "obl") && ages[r.low[c]] && r.spoken(c): // "over the following years", "during this era"
				return true
			case r.is(c, "obl", "advcl") && apart[r.marks(c)] && r.marks(c) != "for" && r.marks(c) != "over" && r.marks(c) != "due" && r.marks(c) != "despite" && r.marks(c) != "because":
				return true
			case own && r.is(c, "advmod") && (r.low[c] == "later" || r.low[c] == "eventually" || r.low[c] == "subsequently" || strings.EqualFold(r.toks[c].Form, "later")):
				return true
			case r.is(c, "advcl") && r.whenAdverb(c) && r.apartFrom(c): // "soured when he came before his election"
				return true
			}
		}
		if r.crossing(a) {
			if !r.together(a) {
				break
			}
			own = false
		}
	}
	return false
}

// together reports whether the clause a tells of what happened as the clause above it did: "soured as it condemned the raid", "when Peru left".
func (r *reading) together(a int) bool {
	return r.is(a, "advcl") && (r.marks(a) == "as" || r.marks(a) == "by" && r.toks[a].XPOS == "VBG" || r.marks(a) == "when" || r.whenAdverb(a) || r.marks(a) == "" && r.toks[a].XPOS == "VBG")
}

// counting reports whether the adjective t counts: "ninth", "9th".
func (g *graph) counting(t int) bool {
	return ordinals[g.low[t]] || strings.HasSuffix(g.low[t], "th") || strings.HasSuffix(g.low[t], "st") && g.form[t][0] >= '0' && g.form[t][0] <= '9'
}

// bygone reports whether t tells of an earlier time than its sentence: "the embassy, formerly accredited to it", "relations, already strained".
func (g *graph) bygone(t int) bool {
	for _, c := range g.children(t, "amod") {
		if !g.verb(t) && (g.low[c] == "recent" || former[g.low[c]]) { // "protested on Monday against its recent raids"
			return true
		}
	}
	for _, c := range g.children(t, "advmod") {
		if g.low[c] == "formerly" || g.low[c] == "previously" || g.low[c] == "already" || g.is(t, "amod") && (g.low[c] == "newly" || g.low[c] == "recently") {
			return true
		}
	}
	return false
}

// former are adjectives of what came before what is told.
var former = map[string]bool{"previous": true, "earlier": true, "prior": true}

// ages are nouns for a stretch of time that has no bounds in the text.
var ages = map[string]bool{"era": true, "period": true, "year": true, "decade": true, "month": true, "time": true}

// spoken reports whether the stretch of time at t is told by what was told before, or comes after it: "the following years", "this era".
func (r *reading) spoken(t int) bool {
	for _, c := range r.kids[t] {
		switch r.low[c] {
		case "following", "follow", "subsequent", "next", "ensuing", "ensue", "coming", "intervening", "later":
			return strings.HasSuffix(r.toks[t].XPOS, "S")
		case "this", "that", "these", "those":
			return r.marks(t) == "during" || r.marks(t) == "throughout"
		}
	}
	return false
}

// adrift reports whether the clause of t, or one above it, is told of no time that the passage has come to: of an earlier one ("had previously been
// accredited"), of many ("at times"), or of one that is told vaguely ("in recent years").
func (p *passage) adrift(r *reading, t int) bool {
	for a, n := t, 0; a >= 0 && n < maxDepth; a, n = r.head(a), n+1 {
		if r.had(a) && !r.is(a, "ccomp") && r.marks(a) != "that" { // "said that it had cut ties": now
			return true
		}
		for _, c := range r.kids[a] {
			switch {
			case r.is(c, "advmod") && !r.is(a, "amod") && (loose[r.low[c]] || often[r.low[c]]), r.is(c, "amod") && !r.verb(a) && former[r.low[c]]:
				return true
			case r.is(c, "obl") && stretched(r.marks(c)) && !r.hasWord(c, "next") && (ages[r.low[c]] || r.low[c] == "century" || r.low[c] == "rest" || r.low[c] == "remainder"): // "for the rest of the century"
				return true
			case r.is(c, "obl") && r.marks(c) == "at" && r.low[c] == "time" && r.toks[c].XPOS == "NNS", r.is(c, "obl") && r.marks(c) == "on" && r.low[c] == "occasion":
				return true
			}
		}
		if r.toks[a].Rel == "acl:relcl" {
			return false
		}
	}
	for i := range r.times {
		e := &r.times[i]
		if e.Vague == "" || e.Vague == "PRESENT_REF" {
			continue
		}
		if h := r.head(e.head); h >= 0 && r.below(t, h) {
			return true
		}
	}
	return false
}

// stretched reports whether the preposition p tells how long something went on.
func stretched(p string) bool { return p == "for" || p == "throughout" || p == "over" }

// hasWord reports whether the adjective w stands at the noun t.
func (g *graph) hasWord(t int, w string) bool {
	for _, c := range g.children(t, "amod") {
		if g.low[c] == w {
			return true
		}
	}
	return false
}

// loose are adverbs by which a clause leaves the time that the passage has come to, or has none.
var loose = map[string]bool{"previously": true, "formerly": true, "earlier": true, "traditionally": true, "historically": true, "generally": true,
	"always": true, "usually": true, "recently": true, "today": true, "nowadays": true, "still": true, "ever": true, "sporadically": true, "regularly": true}

// soonAfter returns the time of t in a passage that has come to told: of its year, where t is told to have come soon after.
func (r *reading) soonAfter(t int, told edtf.Date) edtf.Date {
	for a, n := t, 0; a >= 0 && n < maxDepth; a, n = r.head(a), n+1 {
		for _, c := range r.kids[a] {
			if r.is(c, "advmod") && r.low[c] == "then" && told.Precision() == edtf.DayPrecision { // "Chad then closed its embassy"
				y, m, _ := told.Fields()
				month, _ := edtf.Ymd(y, m, 0)
				return month
			}
			if r.is(c, "advmod") && (r.low[c] == "thereafter" || r.low[c] == "afterwards" || r.low[c] == "afterward" || r.low[c] == "soon") {
				return aboutYear(told)
			}
			if m := r.marks(c); r.is(c, "obl") && (m == "in" || m == "as") && answering[r.low[c]] && !r.below(t, c) && told.Precision() == edtf.DayPrecision { // "in response, troops entered"
				return yearOf(told)
			}
		}
		if v := r.verbAbove(t); !r.verb(t) && resulting[r.low[v]] && r.below(t, v) && t > v { // "led to the closure"
			return yearOf(told)
		}
		if r.crossing(a) && !r.together(a) {
			break
		}
	}
	return told
}

// answering are nouns of what comes after what was told, because of it.
var answering = map[string]bool{"response": true, "retaliation": true, "reply": true, "return": true, "consequence": true, "result": true, "reprisal": true, "turn": true}

// resulting are verbs whose object, a deed, comes after what was told.
var resulting = map[string]bool{"lead": true, "result": true, "prompt": true, "provoke": true, "trigger": true, "cause": true, "end": true}

// yearOf returns the year that holds d, d itself where it is not in one.
func yearOf(d edtf.Date) edtf.Date {
	first, last, ok := d.Years()
	if !ok || first != last {
		return d
	}
	y, err := edtf.Parse(fmt.Sprintf("%04d", first))
	if err != nil {
		return d
	}
	return y
}

// aboutYear returns the year that holds d, or, where no more than the year is known, about that year: what came soon after may be of the next.
func aboutYear(d edtf.Date) edtf.Date {
	if d.Precision() == edtf.YearPrecision {
		if y, err := edtf.Parse(approx(d)); err == nil {
			return y
		}
	}
	return yearOf(d)
}

// presentAbove reports whether t, a noun or a participle, is told under a verb or a predicate in the present or the present perfect: "has sought to help by
// [supporting] it", "has been critical of the [embargo]".
func (r *reading) presentAbove(t int) bool {
	for a, n := t, 0; a >= 0 && n < maxDepth; a, n = r.head(a), n+1 {
		if a != t || !r.verb(a) {
			if r.perfect(a) || r.hasChild(a, "cop") && r.present(a) {
				return true
			}
		}
		if r.hasChild(a, "aux", "cop", "nsubj") && (r.verb(a) || r.hasChild(a, "cop")) || r.toks[a].Rel == "acl:relcl" || r.is(a, "parataxis") {
			return r.toks[a].Rel == "conj" && !r.hasChild(a, "nsubj", "aux", "cop") && r.presentAbove(r.head(a))
		}
	}
	return false
}

// demonstrated reports whether the noun t is one that was spoken of: "this incident".
func (g *graph) demonstrated(t int) bool {
	for _, c := range g.children(t, "det") {
		if g.form[c] == "this" || g.form[c] == "that" || g.form[c] == "these" || g.form[c] == "those" {
			return true
		}
	}
	return false
}

// among reports whether t only tells of its subject as the first or one of those who did it: "was the first country to recognise Mali".
func (r *reading) among(t int) bool {
	for _, n := range []int{t, r.head(t)} {
		if n < 0 || r.verb(n) || n == t && !stateCalled[r.low[t]] && r.low[t] != "member" && r.low[t] != "government" {
			continue
		}
		for _, c := range r.children(n, "amod") {
			if r.low[c] == "first" || r.low[c] == "only" {
				return r.hasChild(n, "cop", "acl")
			}
		}
	}
	return false
}

// apartFrom reports whether the clause of t tells of a time before or after something that it names: "before the war".
func (r *reading) apartFrom(t int) bool {
	for _, c := range r.kids[t] {
		switch m := r.marks(c); {
		case !r.is(c, "obl", "advcl") || r.low[c] == "which":
		case m == "after" || m == "before" || m == "since" || m == "prior" || m == "following":
			return true
		}
	}
	return false
}

// lasting are verbs that say that what stands under them goes on.
var lasting = map[string]bool{"continue": true, "keep": true, "remain": true, "go": true}

// often are words that make one act many.
var often = map[string]bool{"time": true, "twice": true, "thrice": true, "repeatedly": true, "intermittently": true, "intermittent": true, "periodically": true, "occasionally": true, "frequently": true, "often": true, "sometimes": true, "occasion": true}

// iterated reports whether the clause of t, told in the perfect, is of several acts: "have been interrupted several times", "have twice been without relations".
func (r *reading) iterated(t int) bool {
	if !r.perfect(t) {
		return false
	}
	first, last := r.subtree(t)
	for i := first; i <= last; i++ {
		if (i > t || r.head(i) == t || r.head(i) >= 0 && r.is(r.head(i), "aux", "cop")) && often[r.low[i]] && r.below(i, t) && (r.low[i] != "time" || r.toks[i].XPOS == "NNS") {
			return true
		}
	}
	return false
}

// stretches are the intervals, begun and ended, that the clause of t tells after it.
func (r *reading) stretches(t int) (out []chancery.When, sure float64) {
	for i := range r.times {
		if e := &r.times[i]; e.first > t && e.Ref == when.Absolute && len(e.Ends) == 2 && !r.inside(e) && r.below(e.head, t) {
			out = append(out, e.whens...)
		}
	}
	if len(out) == 0 {
		return nil, 0
	}
	return out, 0.9
}

// perfect reports whether the clause of t is told in the present perfect: "have broken relations once since 1783".
func (g *graph) perfect(t int) bool {
	for _, c := range g.children(t, "aux") {
		if x := g.toks[c].XPOS; g.low[c] == "have" && (x == "VBZ" || x == "VBP") {
			return true
		}
	}
	return false
}

// past reports whether the clause of t is told in the simple past.
func (r *reading) past(t int) bool {
	if r.toks[t].XPOS == "VBD" {
		return true
	}
	for _, c := range r.kids[t] {
		if r.is(c, "aux", "cop") && r.toks[c].XPOS == "VBD" {
			return true
		}
	}
	return false
}

// neverDid reports whether the clause of t says that something never came about, which holds of the time of writing too: "they never established relations". "Had
// never" is of a time told of.
func (r *reading) neverDid(t int) bool {
	return r.toks[t].XPOS == "VBD" && slices.ContainsFunc(r.kids[t], func(c int) bool { return r.low[c] == "never" })
}

// shifted reports whether the past of the clause of t is that of the word of saying above it: "the minister said that Chad [had] no embassy there" told of that day.
func (r *reading) shifted(t int) bool {
	h := r.head(t)
	return h >= 0 && h < t && r.is(t, "ccomp") && r.verb(h) && r.past(h) && (r.in(h, r.rules.Classes["@saying"]) || announcing[r.low[h]]) && r.marks(t) == "that"
}

// present reports whether the clause of t is told in the present: then it is not of the time that the passage has come to.
func (r *reading) present(t int) bool {
	if x := r.toks[t].XPOS; x == "VBZ" || x == "VBP" {
		return true
	}
	if h := r.head(t); h >= 0 && h != t && (r.is(t, "xcomp") || r.is(t, "acl") && r.toks[t].XPOS == "VB") && r.present(h) { // "is one of those to recognise it"
		return true
	}
	for _, c := range r.kids[t] {
		if x := r.toks[c].XPOS; r.is(c, "aux", "cop") && (x == "VBZ" || x == "VBP") {
			return true
		}
	}
	if h := r.head(t); h >= 0 && h < t && r.toks[t].Rel == "conj" && (r.toks[t].XPOS == "VBN" || r.toks[t].XPOS == "VBD") && r.verb(h) && !r.hasChild(t, "aux", "nsubj") {
		return r.perfect(h) // "has supported them and established relations"
	}
	if h := r.head(t); h >= 0 && h < t && r.toks[t].Rel == "conj" && r.hasChild(h, "cop") && !r.verb(h) && !r.hasChild(t, "aux", "nsubj", "cop") {
		return r.perfect(h) // "has been critical of it and objected to"
	}
	return false
}

// had reports whether the clause of t is told as lying before the time of the story: "had expelled".
func (g *graph) had(t int) bool {
	for _, c := range g.kids[t] {
		if g.is(c, "aux") && strings.EqualFold(g.toks[c].Form, "had") {
			return true
		}
	}
	return false
}
