package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/resolve/when"
)

// Deeds that are only the content of what is said of them.

// saying are the kinds of word that have a deed as their content.
var saying = map[string]bool{"promise": true, "reject": true, "threaten": true, "demand": true, "request": true, "oppose": true}

// followed are the groups of kinds whose deeds the ledger follows before they are done: what is announced of relations, missions, agreements and states.
var followed = map[string]bool{"standing": true, "mission": true, "agreement": true, "state": true}

// undone drops a deed that is not done where another match tells of it as its content: "refused to send peacekeepers" is a refusal,
// "agreed to open the border" a promise, and neither is the deed.
func (r *reading) undone(ms []*match) (out []*match) {
	for _, m := range ms {
		k, _ := r.p.x.kinds.Get(m.rule.Kind)
		n := r.teller(m, ms)
		if m.stance.modality.Actual() || followed[k.Group] || n == nil {
			out = append(out, m)
			continue
		}
		if n.rule.Kind != "reject" || !slices.ContainsFunc(m.roles, func(f filled) bool { return f.role.Name == "patient" && slices.ContainsFunc(f.tokens, r.whither) }) { // whoever will not send troops there refuses somebody else
			n.towards(m)
		}
	}
	return out
}

// teller returns the match among ms that has the trigger of m, or a word above it, as its content, or nil.
func (r *reading) teller(m *match, ms []*match) *match {
	for _, n := range ms {
		if n == m || !saying[n.rule.Kind] || n.rule.Kind == m.rule.Kind {
			continue
		}
		if n.tok == m.tok && n.rule.Also { // "will not release": one word tells both
			return n
		}
		for _, f := range n.roles {
			if f.role.Name != "topic" {
				continue
			}
			for _, t := range f.tokens {
				if r.below(m.tok, t) && (t != n.tok || m.tok == t) {
					return n
				}
			}
		}
	}
	return nil
}

// towards gives m, which names nobody that its content is done to, those that the content d names: "agreed to open its border with Chad".
func (m *match) towards(d *match) {
	for i := range m.roles {
		if f := &m.roles[i]; f.role.Name != "patient" || len(f.parties) > 0 {
			continue
		}
		for _, g := range d.roles {
			if g.role.Name == "patient" || g.role.Name == "agents" {
				if ps := m.others(m.roles[i].role, known(g.parties)); len(ps) > 0 {
					m.roles[i].parties, m.roles[i].tokens = ps, g.tokens
				}
			}
		}
	}
}

// known returns of ps those that have an id.
func known(ps []chancery.Party) (out []chancery.Party) {
	for _, p := range ps {
		if p.ID != "" {
			out = append(out, p)
		}
	}
	return out
}

// withoutContent returns the times of the sentence without those of what m only says will be done, "agreed to hold a drill next month", "vowed to leave by May",
// and those that only tell of which it says so: "will boycott the May 3 elections". What one is thanked for has its own: "thanked Peru for its help during the
// war of 1971".
func (r *reading) withoutContent(m *match) []timed {
	if m.rule.Kind == "investigate" {
		return r.withoutTopic(m)
	}
	if m.rule.Kind == "praise" || m.rule.Kind == "apologise" {
		return slices.DeleteFunc(slices.Clone(r.times), func(e timed) bool { return e.Ref == when.Absolute && e.first > m.tok && r.forWhat(e.first, m.tok) })
	}
	if m.rule.Kind == "return" { // "returned a 16th century bible": that tells which
		return slices.DeleteFunc(slices.Clone(r.times), func(e timed) bool {
			return e.first > m.tok && (r.form[e.first-1] == "a" || r.form[e.first-1] == "an")
		})
	}
	if !saying[m.rule.Kind] || m.rule.Kind == "reject" {
		return r.times
	}
	var out []timed
	for _, e := range r.times {
		n := r.head(e.head)
		which := e.Attributive && n > e.last && n != m.tok && r.below(n, m.tok) && !r.timely(n)
		if !which && !r.inContent(m, &e) {
			out = append(out, e)
		}
	}
	return out
}

// withoutTopic returns the times of the sentence without those that hang on the noun that m is about: "an inquiry into the death last autumn".
func (r *reading) withoutTopic(m *match) (out []timed) {
	for _, e := range r.times {
		of := r.belowGround(m.tok, e.head)
		for _, f := range m.roles {
			of = of || f.role.Name == "topic" && contains(f.tokens, r.head(e.head)) && !r.verb(r.head(e.head))
		}
		if !of {
			out = append(out, e)
		}
	}
	return out
}

// forWhat reports whether the date at token t stands behind what the word at v is said for, or within it, with nothing but words of its own between.
func (r *reading) forWhat(t, v int) bool {
	for t--; t > v && (r.toks[t].UPOS == "ADP" || r.toks[t].UPOS == "DET" || r.marks(t) == "during"); t-- { // "during the war of 1971"
	}
	for a, n := t, 0; a > v && n < maxDepth; a, n = r.head(a), n+1 {
		if !r.verb(a) && r.is(a, "obl", "nmod") && (r.marks(a) == "for" || r.marks(a) == "over") {
			return true
		}
	}
	return false
}

// belowGround reports whether the date at a stands inside what the inquiry at t is into, or over: "inquiries against banks over fraud in 2011".
func (r *reading) belowGround(t, a int) bool {
	for h, n := r.head(a), 0; h >= 0 && h != t && n < maxDepth; h, n = r.head(h), n+1 {
		if w := r.marks(h); r.is(h, "nmod", "obl") && (w == "into" || w == "over" || w == "of") && !r.verb(h) {
			return r.below(h, t) || r.head(h) == r.head(t)
		}
	}
	return false
}

func (r *reading) inContent(m *match, e *timed) bool {
	later := e.Relation == when.By || m.rule.Kind == "promise" && (e.Relation == when.In || e.Relation == when.From) && !e.Named // what is promised lies ahead: "agreed to resign on 17 January"
	for _, w := range e.whens {
		for _, unit := range []string{"weeks=", "months=", "years="} {
			v, ok := strings.CutPrefix(w.Relative, unit)
			later = later || ok && !strings.HasPrefix(v, "-")
		}
	}
	if !later {
		return false
	}
	for _, f := range m.roles {
		if f.role.Name != "topic" {
			continue
		}
		for _, t := range f.tokens {
			if (t != m.tok || m.rule.Kind == "promise" && e.first > t) && r.verb(t) && r.below(e.head, t) {
				return true
			}
		}
	}
	return false
}
