package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/when"
	"chancery/internal/vocab"
)

// near is the cost up to which a date is a word's own, beyond doubt.
const near = 10

// nearSentences is how many sentences a date that was told carries: further on, the passage has moved to another time as often as not.
const nearSentences = 2

// when returns the times of the claim c that m makes, and how sure they are (0 to 1). None where the text gives none; a sureness
// of 0 says that the claim cannot stand without a time.
//
// In this order: a date in the clause; that of the entry of a chronology; the section's heading; for an act, the date last told in the same passage (narrative) or, in
// news, about the day of the document. An observation of a state ("has an embassy") takes no date from elsewhere.
func (p *passage) when(b *chancery.Block, r *reading, m *match, c *chancery.Claim) ([]chancery.When, float64) {
	st := m.stance
	if k, _ := p.x.kinds.Get(c.Kind); k.Group == "word" && st.governor < 0 {
		st.governor = st.said // what is said is said on the day of saying
	}
	tok := m.tok
	if h := r.head(tok); r.toks[tok].XPOS == "MD" && h >= 0 { // "said on Monday that Chad [must] leave"
		tok = h
	}
	if k, _ := p.x.kinds.Get(c.Kind); k.Group == "word" && !r.verb(tok) && !r.before(tok) && !r.datedItself(tok) { // "said that Iran was behind the attack of July 15"
		switch {
		case st.said >= 0 && !p.doneByOther(r, st.said, c):
			tok = st.said
		case m.ofItself(): // "an inquiry had shown that ..."
			tok = r.verbAbove(tok)
		}
	}
	if w, ok := p.anniversaryOf(r, m); ok {
		return w, 0.9
	}
	if w, ok := p.apartBy(r, m.tok); ok {
		return w, 0.9
	}
	if w := r.sinceClause(m); len(w) > 0 && (m.rule.State || !r.datedIn(m.tok)) {
		return w, 0.95
	}
	if w, ok := p.sinceThen(b, r, m); ok {
		return w, 0.85
	}
	best, cost := r.dates(tok, &st, r.timesOf(m), m.rule.State)
	if len(best) == 1 && m.own == nil && !m.rule.State && p.afterEntry(r, best[0]) {
		best = nil // "1998: announce an agreement to use the base from 2000"
	}
	if len(best) > 0 && m.own == nil && r.bygone(m.tok) && !r.below(best[0].head, m.tok) {
		if m.rule.State {
			return nil, 0
		}
		best = nil
	}
	if len(best) > 0 && m.own == nil && m.rule.State && r.is(m.tok, "appos") && best[0].last < m.tok && !r.below(best[0].head, m.tok) {
		best = nil // "In July marines seized a ship bound for Syria, a close ally of Iran": that it is the whole time
	}
	if k, _ := p.x.kinds.Get(c.Kind); len(best) > 0 && m.own == nil && c.Modality == chancery.Alleged && k.Group != "word" && !m.rule.State && m.stance.said >= 0 && !r.below(best[0].head, r.content(m)) && ofOneDay(best[0]) {
		best = nil // "accused it on Monday of helping the rebels": when it helped them, it does not say
	}
	if k, _ := p.x.kinds.Get(c.Kind); len(best) > 0 && m.own == nil && m.stance.said >= 0 && m.stance.modality == chancery.Asserted && k.Group != "word" && !m.rule.State && (!r.below(best[0].head, r.content(m)) || r.below(m.stance.said, m.tok)) && r.below(best[0].head, m.stance.said) && p.saidByOther(r, m.stance.said, c) {
		best = nil // "Peru had recognised Chad, the Malian minister said on Monday"
	}
	if k, _ := p.x.kinds.Get(c.Kind); len(best) > 0 && m.own == nil && st.said >= 0 && st.said != m.tok && !r.verb(m.tok) && !r.before(m.tok) && k.Group == "word" && !r.below(best[0].head, r.content(m)) && p.saidByOther(r, st.said, c) {
		best = nil // "on Monday it stressed Chad's support": when Chad gave it, it does not say
	}
	if len(best) == 1 && m.own == nil && m.rule.State && r.past(m.tok) && !keeping[r.low[m.tok]] && r.uponEvent(m.tok, best[0]) {
		best = nil // "after the upheavals of 1917 they had friendly relations": from when on, it does not say
	}
	if len(best) == 1 && m.own == nil && m.rule.State && (best[0].Attributive || best[0].Relation == when.Until && !r.below(best[0].head, m.tok)) && strings.HasSuffix(m.rule.Name, ".mention") {
		best = nil // "after the 1999 bombing of its embassy": it had one before; "until 2000 its embassy in Lima covered Chile": it has one still
	}
	if len(best) == 1 && m.own == nil && m.rule.State && keeping[r.low[m.tok]] && (r.onwards(best[0], "after") || r.onwards(best[0], "follow")) && !briefly(best[0]) {
		best = nil // "following the outbreak of the war in the 1990s it maintained relations": from when on, it does not say
	}
	if len(best) == 1 && m.own == nil && c.Kind == "expel-diplomats" && r.deadline(m.tok, best[0]) {
		best, cost = nil, 0
	}
	if len(best) == 1 && m.own == nil && r.beforeConjunct(m.tok, best[0]) {
		best = nil // "has an embassy in Lima and since 1996 a consulate in Cuzco": of the consulate
	}
	if len(best) == 1 && m.own == nil && p.longPast(r, m.tok, best[0]) {
		best = nil
	}
	if e := r.figureDate(m); e != nil && m.own == nil {
		m.own = e
	}
	if m.own != nil {
		best, cost = []*timed{m.own}, 0
	}
	if n := len(best); n > 1 && r.whenBehind(best[n-1], m.tok) { // "from 1826 to 1942 and 1945 to 1957, when it became independent"
		best = best[n-1:]
	}
	if len(best) > 0 {
		var out []chancery.When
		for _, e := range best {
			if w, ok := r.betweenEvents(m.tok, e); ok {
				out = append(out, w)
				continue
			}
			k, _ := p.x.kinds.Get(c.Kind)
			if e.Relation == when.In && e.Ref == when.Absolute && (k.Group != "standing" && r.sinceThat(m.tok, e) || (m.rule.State || r.perfect(m.tok) || developing[c.Kind]) && (r.sinceThat(m.tok, e) || r.farBack(e) || r.heldOn(m.tok, e) || continued[c.Kind] && e.first > 0 && r.form[e.first-1] == "from" || r.onwards(e, "since") || m.rule.State && (!r.past(m.tok) && r.onwards(e, "after") || keeping[r.low[m.tok]] && (r.onwards(e, "after") || r.onwards(e, "follow"))) || c.Modality == chancery.Negated && everSince(r.s, m.tok))) { // "since its independence in 1981"
				for _, w := range e.whens {
					if d, err := edtf.Parse(w.EDTF); err == nil && brief(d) {
						w.EDTF = edtf.Since(d).String()
					}
					out = append(out, w)
				}
				continue
			}
			if !m.rule.State && r.stampOf(m.tok, e) { // "after the 2021 coup": that was in 2021
				out = append(out, e.Point().Resolve(p.anchor)...)
				continue
			}
			if (m.rule.State || k.Effect == vocab.Protecting) && e.Relation == when.In && e.Ref == when.Absolute && r.untilThat(m.tok, e) {
				for _, w := range e.whens {
					if d, err := edtf.Parse(w.EDTF); err == nil && brief(d) {
						w.EDTF = edtf.Until(d).String()
					}
					out = append(out, w)
				}
				continue
			}
			if k.Effect == vocab.Protecting && (e.Relation == when.Since || e.Relation == when.From) && e.Ref == when.Absolute {
				out = append(out, e.whens...) // "from 2012 Sweden looked after British interests"
				continue
			}
			if !m.rule.State && (e.Relation == when.Since || e.Relation == when.From) && e.Ref == when.Absolute && !(e.Relation == when.Since && (r.perfect(m.tok) || r.present(m.tok) || r.presentAbove(m.tok) && !e.Attributive)) && !r.fromThenOn(e) && !(goingOn[k.Group] && r.beginningIn(e)) && !(continued[c.Kind] && r.keptOn(m.tok, e)) {
				out = append(out, e.Point().Resolve(p.anchor)...) // an act "since 2008" was done then
				continue
			}
			if !m.rule.State && e.Relation == when.Until && (e.Ref == when.Absolute || e.Ref == when.Partial) && (r.deniedUntil(m.tok) || r.whenBehind(e, m.tok)) {
				// "did not recognise it until 1967": in 1967 it did; "stayed until 1857, when he closed it": he closed it in 1857
				out = append(out, e.Point().Resolve(p.anchor)...)
				continue
			}
			prior, upon := e.Relation == when.In && (r.priorEvent(m.tok, e) || (m.rule.State || c.Modality == chancery.Negated) && r.closing(r.verbOf(m.tok), e, "before", "prior")), !m.rule.State && r.uponEvent(m.tok, e)
			for _, w := range e.whens {
				if m.rule.State {
					w = r.closed(m.tok, w)
				}
				if d, err := edtf.Parse(w.EDTF); prior && err == nil && brief(d) {
					w.EDTF = edtf.Until(d).String()
				} else if upon && err == nil && (d.Precision() == edtf.DayPrecision || bound[c.Kind] && d.Precision() == edtf.YearPrecision) {
					if w.EDTF = edtf.Since(d).String(); w.Relative != "" {
						w.Relative, w.Basis = "", chancery.BasisContext
					}
				} else if upon && e.Ref == when.Partial {
					continue // "after the launches of 5 July": when, only the year would tell
				}
				w = r.saidOn(&st, r.atEnd(m.tok, e, w))
				if k.Group != "standing" && k.Group != "mission" && k.Group != "agreement" && r.doneBefore(m, e) && w.Basis == chancery.BasisDocument && w.Relative != "" && !strings.ContainsAny(w.Relative, "/~") {
					w.Relative += "~"
					if d, err := edtf.Parse(w.EDTF); err == nil {
						w.EDTF = approx(d)
					}
				}
				if w.Basis == chancery.BasisDocument && e.first <= 1 && r.form[e.last] == "earlier" && r.had(m.tok) { // "A week earlier, it had refused": before what was told
					continue
				}
				if p.article && !m.rule.State && w.Basis == chancery.BasisDocument { // what a page that is written on for years calls "this week"
					continue
				}
				out = append(out, w)
			}
		}
		if len(out) == 0 {
			return nil, 0.8
		}
		if len(out) == 2 && best[0].Relation == when.During { // "during 1998 and 1999" is one time
			a, err1 := edtf.Parse(out[0].EDTF)
			b, err2 := edtf.Parse(out[1].EDTF)
			if err1 == nil && err2 == nil && a.Precision() == edtf.YearPrecision && b.Precision() == edtf.YearPrecision {
				w := out[0]
				w.EDTF, w.Text = edtf.Between(a, b).String(), out[0].Text+" and "+out[1].Text
				out = []chancery.When{w}
			}
		}
		if k, _ := p.x.kinds.Get(c.Kind); k.Group == "standing" && best[0].Relation == when.Since && r.iterated(m.tok) {
			if m.rule.State {
				return r.stretches(m.tok) // "twice without relations since 1979: from 1988 to 1991 and from 2016 to 2023"
			}
			return nil, 0
		}
		sure := 1.0
		switch {
		case cost > 40:
			sure = 0.75
		case cost > near:
			sure = 0.9
		}
		if len(out) > 0 {
			return out, sure
		}
	}
	if m.rule.State {
		if to, w, ok := r.untilClause(m.tok); ok && c.Modality.Actual() { // "had an embassy there until it was closed in 1998"
			w.EDTF = edtf.Until(to).String()
			if from := p.told; p.toldBlock == b && p.stats.Sentences-p.toldAt <= nearSentences && !r.apartFrom(m.tok) && !p.adrift(r, m.tok) && edtf.Compare(from, to) < 0 {
				w.EDTF = edtf.Between(from, to).String()
			}
			return []chancery.When{w}, 0.9
		}
		if d, ok := p.entered(r.block); ok && r.present(m.tok) && c.Modality.Actual() { // "1961: Switzerland protects its interests"
			return []chancery.When{{EDTF: d.String(), Basis: chancery.BasisContext}}, 0.75
		}
		if r.past(m.tok) && !m.rule.Fact && !r.neverDid(m.tok) && !r.shifted(m.tok) { // "had an embassy": of then, not of today
			if p.toldBlock == b && p.stats.Sentences-p.toldAt <= nearSentences && !r.apartFrom(m.tok) && !p.adrift(r, m.tok) && !continued[c.Kind] {
				then := p.told
				if k, _ := p.x.kinds.Get(c.Kind); k.Effect == vocab.NonResident && then.Precision() == edtf.DayPrecision { // "was also accredited to Chad": not from the day on which he came to Lima
					then = yearOf(then)
				}
				return []chancery.When{{EDTF: then.String(), Basis: chancery.BasisContext}}, 0.75
			}
			switch k, _ := p.x.kinds.Get(c.Kind); k.Effect {
			case vocab.HaveRelations, vocab.NoRelations, vocab.HaveMission, vocab.NonResident:
				return nil, 0
			}
		}
		return nil, 1
	}
	k, _ := p.x.kinds.Get(c.Kind)
	if k.Group == "figure" {
		return nil, 1
	}
	if e := r.participleDay(m); e != nil && (m.rule.Dated || k.Group == "agreement") {
		return e.whens, 0.85
	}
	if w, ok := p.ofEntry(r, m, c); ok {
		return []chancery.When{w}, 0.85
	}
	if _, ok := p.entered(r.block); p.news && !ok {
		if k.Group == "standing" && r.toks[m.tok].Rel == "acl:relcl" && r.present(m.tok) { // "13 states that recognise it": not of today
			return nil, 0.9
		}
		if r.had(m.tok) || !c.Modality.Actual() || (!r.verb(m.tok) || r.is(m.tok, "acl") && r.toks[m.tok].XPOS == "VBG") && r.before(m.tok) {
			return nil, 0.9
		}
		if e := r.onlyTime(m.tok); e != nil && k.Group != "word" {
			return e.whens, 0.85
		}
		if r.onlyMentioned(m.tok) || p.passedOver(r, m.tok) {
			return nil, 0.9
		}
		w := chancery.When{Basis: chancery.BasisDocument, Relative: "now"}
		if d, ok := edtf.Anchor("now", p.anchor.Document); ok && p.dated {
			w.EDTF = approx(d)
		}
		return []chancery.When{w}, 0.9
	}
	if k.Group == "standing" && r.iterated(m.tok) {
		return nil, 0 // "have been interrupted several times": no one act
	}
	if h := r.head(m.tok); h >= 0 && r.is(m.tok, "xcomp") && lasting[r.low[h]] { // "continued to recognise": no act of then
		return nil, 0.9
	}
	if p.anchor.Section != (edtf.Date{}) && p.anchor.Narrative == (edtf.Date{}) && !r.beforehand(m.tok) && !p.adrift(r, m.tok) && (r.verb(m.tok) || !r.before(m.tok)) {
		if e, apart := r.withinSection(m.tok, p.anchor.Section); e != nil {
			return e.whens, 0.85
		} else if !apart {
			return []chancery.When{{EDTF: p.anchor.Section.String(), Basis: chancery.BasisSection}}, 0.85
		}
	}
	if p.toldBlock == b && p.stats.Sentences-p.toldAt <= nearSentences && !p.ofOthers(c) && c.Modality.Actual() && !p.datedAt(r) && !r.present(m.tok) && !r.presentAbove(m.tok) && !r.before(m.tok) && !r.elsewhen(m.tok) && !p.adrift(r, m.tok) && !r.among(m.tok) && !continued[c.Kind] && !(imposed[r.low[m.tok]] && r.is(m.tok, "obj")) && !r.toEnd(m.tok) {
		// A word in answer to an act comes after it: it is of the same year, maybe not of the same day.
		if k.Group != "word" || p.told.Precision() != edtf.DayPrecision {
			return []chancery.When{{EDTF: r.soonAfter(m.tok, p.told).String(), Basis: chancery.BasisContext}}, 0.75
		}
	}
	return nil, 0.9
}

// ofOthers reports whether what was told last with a date is of other parties than the two or more of c, where it is about none
// of the states that the text is about. Of one party alone it may be the answer to what was told.
func (p *passage) ofOthers(c *chancery.Claim) bool {
	if p.single || len(c.Agents)+len(c.Patients) < 2 {
		return false
	}
	for _, ps := range [2][]chancery.Party{c.Agents, c.Patients} {
		for _, q := range ps {
			same := func(o chancery.Party) bool { return o.ID == "" || q.ID == "" || p.ofLine(o, q) }
			if slices.ContainsFunc(p.toldOf, same) || slices.ContainsFunc(p.base, same) {
				return false
			}
		}
	}
	return len(p.toldOf) > 0
}

// ofOneDay reports whether e is a day, or one that depends on the day of the text.
func ofOneDay(e *timed) bool { return e.Ref != when.Absolute || len(e.Value) > len("2006-01") }

// withinSection tells what the days in a sentence say of an act t that none of them is known to be of, where the section has a date: the one day within that, if it
// is the only date and t is of the time of the root; or, as apart, that the sentence itself tells of another time alone.
func (r *reading) withinSection(t int, section edtf.Date) (own *timed, apart bool) {
	n := 0
	for i := range r.times {
		e := &r.times[i]
		if e.Ref != when.Absolute || !dating(&e.Expression) || len(e.whens) != 1 {
			continue
		}
		d, err := edtf.Parse(e.whens[0].EDTF)
		if err != nil || !edtf.Overlap(d, section) {
			apart = apart || !e.Attributive && r.main(e.head)
		} else if own = e; !edtf.Within(d, section) {
			n++
		}
		n++
	}
	apart = apart && own == nil
	if n != 1 || own != nil && (own.Relation != when.In || own.Named || !r.ofMainTime(t) || r.had(t)) {
		own = nil
	}
	return own, apart
}

// ofMainTime reports whether t is the root, or what was said or done when that was done: "were established on 3 May, when Chad wrote that it [recognised] it".
func (r *reading) ofMainTime(t int) bool {
	for n := 0; n < maxDepth && r.head(t) >= 0; n++ {
		switch {
		case r.is(t, "ccomp") && r.verb(r.head(t)):
		case (r.is(t, "advcl") || r.toks[t].Rel == "acl:relcl") && (r.whenAdverb(t) || r.marks(t) == "when"):
		default:
			return false
		}
		t = r.head(t)
		if !r.verb(t) {
			t = r.verbAbove(t)
		}
	}
	return t >= 0 && r.toks[t].Rel == "root"
}

// doneBefore reports whether e is the day on which it was said that what m tells has been done: "have killed a man, officials said on Monday". It was done about then.
func (r *reading) doneBefore(m *match, e *timed) bool {
	h := r.head(e.head)
	if h < 0 || h == m.tok || h == m.stance.governor || !r.perfect(m.tok) || r.below(e.head, m.tok) && !r.is(h, "parataxis") {
		return false
	}
	return h == m.stance.said || r.verb(h) && r.is(h, "parataxis") && !r.ownMatter(h) || r.is(m.tok, "ccomp") && r.head(m.tok) == h
}

// content returns the head of the clause of what m tells that is said by the verb of its stance ("said that Chad [went] cap in hand to it"), the word of m itself where none is.
func (r *reading) content(m *match) int {
	a := m.tok
	for n := 0; n < maxDepth && r.head(a) >= 0 && r.head(a) != m.stance.said; n++ {
		a = r.head(a)
	}
	if r.head(a) == m.stance.said && r.is(a, "ccomp") {
		return a
	}
	return m.tok
}

// doneByOther reports whether an agent of c is none of those who say v.
func (p *passage) doneByOther(r *reading, v int, c *chancery.Claim) bool {
	said := map[string]bool{}
	for _, s := range r.subject(v) {
		for _, q := range r.parties(s) {
			said[q.ID] = true
		}
	}
	return slices.ContainsFunc(c.Agents, func(a chancery.Party) bool { return a.ID != "" && !said[a.ID] })
}

// saidByOther reports whether the parties that say v, which are known, are none of the agents of c.
func (p *passage) saidByOther(r *reading, v int, c *chancery.Claim) bool {
	known := false
	for _, s := range r.subject(v) {
		for _, q := range r.parties(s) {
			known = known || q.ID != ""
			if q.ID != "" && slices.ContainsFunc(c.Agents, func(a chancery.Party) bool { return a.ID == q.ID }) {
				return false
			}
		}
	}
	return known
}

// continued are kinds of what goes on: told without a time, they are not of the day or year that the passage has come to.
var continued = map[string]bool{"aid": true, "support": true, "oppose": true, "cooperate": true, "ally": true, "align-with": true, "shelter": true, "negotiate": true, "improve": true, "deteriorate": true, "mobilise": true}

// bound are kinds of what goes on once it has begun, and seldom begins at once: "after the war of 1991 it supported the new government".
var bound = map[string]bool{"improve": true, "deteriorate": true, "support": true, "cooperate": true, "ally": true, "align-with": true}

// developing are kinds of what comes about over years: "since the union of 1971 relations developed".
var developing = map[string]bool{"improve": true, "deteriorate": true}

// stampOf reports whether e stands before the noun t as part of what it is called by, so that a preposition before both is the noun's: "before the 2003 invasion".
func (r *reading) stampOf(t int, e *timed) bool {
	if !r.verb(t) && e.Named && e.first <= t && t <= e.last { // "following the Carnation Revolution"
		return true
	}
	return !r.verb(t) && e.last < t && e.Ref == when.Absolute && r.head(e.head) == t && r.is(e.head, "nummod", "compound", "amod", "nmod", "obl")
}

// figureDate returns the date that stands right behind the amount of m, where the sentence has several dates: "$90 million in 2000, $120 million in 2001".
func (r *reading) figureDate(m *match) *timed {
	if len(r.times) < 2 {
		return nil
	}
	for _, f := range m.roles {
		if f.role.Name != "quantity" || len(f.tokens) == 0 {
			continue
		}
		q := r.amount(f.tokens[0])
		if q == nil {
			return nil
		}
		for t := range r.toks {
			if r.toks[t].Start >= q.Span.End {
				return r.dateBehind(t)
			}
		}
	}
	return nil
}

// ofItself reports whether the trigger of m is the deed that a word is about, whose date is not that of the word.
func (m *match) ofItself() bool {
	for _, f := range m.roles {
		if f.role.Name == "topic" && contains(f.tokens, m.tok) {
			return true
		}
	}
	return false
}

// datedItself reports whether a date stands right behind the noun t and hangs on it: "the refusal on Thursday to leave".
func (r *reading) datedItself(t int) bool {
	for i := range r.times {
		if e := &r.times[i]; dating(&e.Expression) && r.head(e.head) == t && e.first == t+2 && r.marks(e.head) == "on" {
			return true
		}
	}
	return false
}

// verbAbove returns the nearest verb above t, t where there is none.
func (r *reading) verbAbove(t int) int {
	for h, n := r.head(t), 0; h >= 0 && n < maxDepth; h, n = r.head(h), n+1 {
		if r.verb(h) {
			return h
		}
	}
	return t
}

// verbOf returns t, or the verb above it where it is none.
func (r *reading) verbOf(t int) int {
	if r.verb(t) {
		return t
	}
	return r.verbAbove(t)
}

// participleDay returns the day in the participle that says when the agreement of m came about: "an arrangement established [in 1965]".
func (r *reading) participleDay(m *match) *timed {
	for i := range r.times {
		e := &r.times[i]
		if e.Ref != when.Absolute || e.Relation != when.In || len(e.whens) != 1 || !dating(&e.Expression) {
			continue
		}
		a := r.head(e.head)
		for n := 0; a >= 0 && n < 3 && !r.verb(a); n++ {
			a = r.head(a)
		}
		if a >= 0 && r.head(a) == m.tok && r.is(a, "acl") && r.toks[a].XPOS == "VBN" && !r.verb(m.tok) {
			return e
		}
	}
	return nil
}

// onlyTime returns the one time of a sentence where it hangs, below nouns and participles alone, on the verb t: "killed ten in the town [Monday]".
func (r *reading) onlyTime(t int) (only *timed) {
	for i := range r.times {
		e := &r.times[i]
		switch {
		case !dating(&e.Expression):
		case only != nil:
			return nil
		default:
			only = e
		}
	}
	if only == nil || r.head(only.head) == t || only.Relation != when.In || only.Attributive || only.Named || len(only.whens) != 1 || r.ofGround(t, only) || r.ofAnswered(t, only) {
		return nil
	}
	for a, n := r.head(only.head), 0; a != t; a, n = r.head(a), n+1 {
		switch {
		case a < 0 || n > maxDepth || apart[r.marks(a)] && !temporalNouns[r.low[a]] || !r.verb(a) && r.in(a, r.rules.Classes["@event"]) || answering[r.low[a]] && r.perfect(t):
			return nil
		case r.verb(a) && !(r.is(a, "advcl") && r.toks[a].XPOS == "VBG" && r.marks(a) == "" && a > t):
			return nil
		}
	}
	return only
}

// toEnd reports whether t is what something puts an end to: "called for the lifting of the [siege]" says nothing of when it began.
func (r *reading) toEnd(t int) bool {
	h := r.head(t)
	return h >= 0 && !r.verb(t) && r.is(t, "nmod") && endings[r.low[h]]
}

// apartBy dates the clause of t by how far it lies from the one above: "two days after Peru had broken relations", said of a known day. ok says that the
// text tells it so; no time is returned where the day of the other is not known.
func (p *passage) apartBy(r *reading, t int) (out []chancery.When, ok bool) {
	a := t
	for n := 0; a >= 0 && n < maxDepth && !r.is(a, "advcl"); n++ {
		if r.is(a, "obl", "nmod") && apart[r.marks(a)] { // "over an attack" tells of no day
			return nil, false
		}
		if a = r.head(a); a >= 0 && r.crossing(a) && !r.is(a, "advcl") {
			return nil, false
		}
	}
	if a < 0 || r.head(a) < 0 {
		return nil, false
	}
	mark, sign := -1, "-"
	for _, c := range r.kids[a] {
		if r.is(c, "mark") && (r.low[c] == "after" || r.low[c] == "before") {
			mark = c
			if r.low[c] == "before" {
				sign = ""
			}
		}
	}
	for i := range r.times {
		e := &r.times[i]
		if mark < 1 || e.last != mark-1 || e.Type != when.Duration {
			continue
		}
		shift := days(e.Length, sign)
		if shift == "" {
			return nil, true
		}
		base := p.anchor.Document
		if best, _ := r.dates(r.head(a), &stance{governor: -1}, r.times, false); len(best) == 1 && len(best[0].whens) == 1 {
			w := best[0].whens[0]
			d, err := edtf.Parse(w.EDTF)
			if err != nil && w.Relative != "" && strings.HasPrefix(shift, "days") && !strings.ContainsAny(w.Relative, "/~") {
				return []chancery.When{{Text: e.Text + " " + r.low[mark] + " " + w.Text, Basis: chancery.BasisDocument, Relative: w.Relative + ";" + shift}}, true
			}
			if err != nil {
				return nil, true
			}
			base = d
		} else if p.told.Precision() == edtf.DayPrecision && p.stats.Sentences-p.toldAt <= nearSentences {
			base = p.told // "The attack came two days after": when it came was told before
		} else if !p.news || !p.dated {
			return nil, true
		} else if d, ok := edtf.Anchor(shift, base); ok && base.Precision() == edtf.DayPrecision { // about the day of the news
			return []chancery.When{{EDTF: approx(d), Text: e.Text + " " + r.low[mark], Basis: chancery.BasisDocument}}, true
		}
		if d, ok := edtf.Anchor(shift, base); ok && fine(base, shift) {
			return []chancery.When{{EDTF: e.about(d), Text: e.Text + " " + r.low[mark], Basis: chancery.BasisContext}}, true
		}
		return nil, true
	}
	return nil, false
}

// fine reports whether base is known well enough to tell what lies off it by shift: a year off a year, a month off a month.
func fine(base edtf.Date, shift string) bool {
	switch base.Precision() {
	case edtf.DayPrecision:
		return true
	case edtf.YearPrecision:
		return strings.HasPrefix(shift, "years=")
	case edtf.MonthPrecision:
		return strings.HasPrefix(shift, "months=") || strings.HasPrefix(shift, "years=")
	}
	return false
}

// saidOn returns w, a time that depends on the day on which it is said, under the date of the speech that it stands in: "announced on
// 14 December 1949 that it was renewing relations today".
func (r *reading) saidOn(st *stance, w chancery.When) chancery.When {
	if w.EDTF != "" || w.Relative == "" || st.governor < 0 {
		return w
	}
	for i := range r.times {
		e := &r.times[i]
		if up, down := r.distance(st.governor, e); e.Ref != when.Absolute || up+down > near {
			continue
		}
		if ws := e.whens; len(ws) == 1 {
			if day, err := edtf.Parse(ws[0].EDTF); err == nil {
				if d, ok := edtf.Anchor(w.Relative, day); ok {
					w.EDTF, w.Basis, w.Relative = d.String(), chancery.BasisContext, ""
				}
			}
		}
	}
	return w
}

// datedAt reports whether the sentence has a date of its own.
func (p *passage) datedAt(r *reading) bool {
	for i := range r.times {
		if dating(&r.times[i].Expression) {
			return true
		}
	}
	return false
}

// approx says that a day is near the truth only: "2022-09-08~".
func approx(d edtf.Date) string {
	s := d.String()
	if s == "" || strings.HasSuffix(s, "~") || strings.Contains(s, "/") {
		return s
	}
	return s + "~"
}

// about writes d, which lies off another date by the duration e: near the truth only, where e is ("about six months after").
func (e *timed) about(d edtf.Date) string {
	if e.Approx || e.Mod == "APPROX" {
		return approx(d)
	}
	return d.String()
}

// fromTo makes two acts of a break, or a suspension, of relations that is told to have lasted from a day to a day, in so many words: what ended then was restored. The
// two ends of "at the end of November", or of years, are the doubt when it was.
func fromTo(c chancery.Claim) []chancery.Claim {
	if c.Kind != "sever-relations" && c.Kind != "suspend-relations" || c.Modality != chancery.Asserted || c.When == nil || !strings.HasPrefix(strings.ToLower(c.When.Text), "from ") && !strings.Contains(c.When.Text, "–") {
		return []chancery.Claim{c}
	}
	d, err := edtf.Parse(c.When.EDTF)
	if err != nil || d.From().Precision() != edtf.DayPrecision || d.To().Precision() != edtf.DayPrecision || d.From().String() == d.To().String() {
		return []chancery.Claim{c}
	}
	end := c
	end.Kind = "restore-relations"
	end.Agents, end.Patients = append(slices.Clone(c.Agents), c.Patients...), nil
	begun, ended := *c.When, *c.When
	begun.EDTF, ended.EDTF = d.From().String(), d.To().String()
	c.When, end.When = &begun, &ended
	c.ID, end.ID = c.Identify(), end.Identify()
	return []chancery.Claim{c, end}
}

// inTwo is cs with fromTo applied to each.
func inTwo(cs []chancery.Claim) []chancery.Claim {
	var out []chancery.Claim
	for _, c := range cs {
		out = append(out, fromTo(c)...)
	}
	return out
}

// headingDate returns the date of a heading that is one or holds just one ("1990s", "World War I", "Establishment of Relations, 1922").
func (p *passage) headingDate(text string) string {
	found := ""
	for _, e := range p.order.Find(text) {
		if !dating(&e) {
			continue
		}
		for _, w := range e.Resolve(when.Anchor{}) {
			if w.EDTF == "" {
				continue
			}
			if found != "" && found != w.EDTF {
				return ""
			}
			found = w.EDTF
		}
	}
	return found
}
