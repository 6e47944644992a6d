package extract

import (
	"slices"

	"chancery"
	"chancery/internal/resolve/party"
)

// What the reading of a sentence tells of how sure a claim is: how its parties and its date were got, and what stands beside them that the claim leaves out.
// It goes beside the claim while a document is read and is no part of it. What each is worth is learned (data/lexicon/confidence.tsv).

// evidence gathers features, each once.
type evidence []Feature

// see adds the feature name where it is so.
func (e *evidence) see(name string, so bool) {
	if so {
		e.count(name, 1)
	}
}

// count adds the feature name, n of it; the greater amount stands.
func (e *evidence) count(name string, n int) {
	if n == 0 {
		return
	}
	for i := range *e {
		if x := &(*e)[i]; x.Name == name {
			x.Amount = max(x.Amount, 1000*n)
			return
		}
	}
	*e = append(*e, Feature{name, 1000 * n})
}

// most bounds what is counted: more tell no more.
const most = 6

// evidence returns what is seen of the claim c, which m makes.
func (r *reading) evidence(m *match, c *chancery.Claim) []Feature {
	var e evidence
	r.seenOfClause(&e, m)
	r.seenOfDate(&e, m, c)
	clauses := r.seenOfParties(&e, m, "agent ", c.Agents)
	clauses = union(clauses, r.seenOfParties(&e, m, "patient ", c.Patients))
	e.see("parties of two clauses", len(clauses) > 1)
	e.see("between the two told of", r.p.talked && m.lone)
	r.seenBeside(&e, m, c)
	return e
}

// seenOf returns the evidence of all claims, in their order, once the document is read.
func (p *passage) seenOf() [][]Feature {
	for from := 0; from < len(p.claims); {
		to := from + 1
		for to < len(p.claims) && p.claims[to].Quote.Start == p.claims[from].Quote.Start && p.claims[to].Quote.End == p.claims[from].Quote.End {
			to++
		}
		for i := from; i < to && to-from > 1; i++ {
			if p.evidence[i] != nil {
				p.evidence[i] = append(p.evidence[i], Feature{"claims beside", 1000 * min(to-from-1, most)})
			}
		}
		from = to
	}
	return p.evidence
}

// seenOfClause tells of the sentence, and of where the trigger of m stands in it.
func (r *reading) seenOfClause(e *evidence, m *match) {
	e.see("news", r.p.news)
	e.count("tens of words", min(len(r.toks)/10, most))
	e.see("semicolon", slices.ContainsFunc(r.form, func(f string) bool { return f == ";" }))
	e.see("noun", r.toks[m.tok].UPOS == "NOUN")
	e.see("below a noun", r.is(m.tok, "nmod"))
	e.see("below a verb", r.is(m.tok, "obl"))
	v := r.clauseOf(m.tok)
	e.see("clause on a noun", r.toks[v].Rel == "acl")
	e.see("participle", r.finite(v) == "VBG")
	e.see("said", m.stance.said >= 0)
	e.count("governors", min(len(m.stance.why), most))
	names := 0
	for t := range r.toks {
		if r.toks[t].UPOS == "PROPN" && r.at[t] < 0 && !r.temporal(t) && !r.is(t, "compound", "flat") && r.clauseOf(t) == v {
			names++
		}
	}
	e.count("unknown names", min(names, most))
	for _, f := range m.roles {
		e.see("no agent", len(f.parties) == 0 && f.role.Name == "agent")
	}
}

// clauseOf returns the word that t's clause hangs on: a verb or a predicate.
func (r *reading) clauseOf(t int) int {
	for n := 0; n < maxDepth; n++ {
		if h := r.head(t); h < 0 || r.hasChild(t, "cop") || r.verb(t) && !r.is(t, "amod", "aux", "cop", "compound") {
			break
		}
		t = r.head(t)
	}
	return t
}

// seenOfDate tells how the date of c was got.
func (r *reading) seenOfDate(e *evidence, m *match, c *chancery.Claim) {
	dated := slices.ContainsFunc(r.times, func(d timed) bool { return dating(&d.Expression) })
	elsewhere := c.When != nil && c.When.Text == ""
	e.see("date passed over", dated && (c.When == nil || elsewhere))
	e.see("date from elsewhere", dated && elsewhere)
	d := r.timeOf(c.When)
	if d == nil {
		return
	}
	e.see("year alone", len(c.When.EDTF) == len("1970"))
	e.see("date of a name", d.Named)
	e.see("date before a noun", d.Attributive)
	e.see("date behind", d.first > m.tok)
	e.see("date in front", d.first <= 1)
	lo, hi := d.last, m.tok
	if d.first > m.tok {
		lo, hi = m.tok, d.first
	}
	verbs, commas := r.between(lo, hi)
	e.count("verbs to the date", min(verbs, most))
	e.count("commas to the date", min(commas, most))
}

// timeOf returns the expression that gave w, nil for none.
func (r *reading) timeOf(w *chancery.When) (out *timed) {
	if w == nil || w.Text == "" {
		return nil
	}
	for i := range r.times {
		if slices.ContainsFunc(r.times[i].whens, func(x chancery.When) bool { return x.Text == w.Text }) {
			out = &r.times[i]
		}
	}
	return out
}

// between counts the verbs and the commas between the tokens lo and hi.
func (r *reading) between(lo, hi int) (verbs, commas int) {
	for t := lo + 1; t < hi; t++ {
		switch {
		case r.verb(t) && r.toks[t].UPOS != "AUX":
			verbs++
		case r.form[t] == "," || r.form[t] == ";":
			commas++
		}
	}
	return verbs, commas
}

// seenOfParties tells how the parties ps of one side were got, and returns the clauses that they stand in.
func (r *reading) seenOfParties(e *evidence, m *match, side string, ps []chancery.Party) (clauses []int) {
	see := func(name string, so bool) {
		if so { // nothing is put together in vain
			e.see(side+name, true)
		}
	}
	for _, q := range ps {
		see("unknown", q.ID == "")
		see("unknown thing", q.ID == "" && q.Type == chancery.Thing)
		t := r.wordOf(m, &q)
		if t < 0 {
			continue
		}
		clauses = union(clauses, []int{r.clauseOf(t)})
		see("in another clause", r.parted(m.tok, t))
		see("before a noun", r.is(t, "amod", "compound") || r.toks[t].Rel == "nmod:poss")
		see("oblique", r.head(t) == m.tok && r.is(t, "obl"))
		if i := r.at[t]; i >= 0 {
			n := &r.mentions[i]
			see(n.Form.String(), n.Form == party.Capital || n.Form == party.Group || n.Form == party.Office)
			see("inside a name", n.Head != t)
		}
	}
	return clauses
}

// wordOf returns the word nearest to the trigger of m that gives the party q to a role, or -1.
func (r *reading) wordOf(m *match, q *chancery.Party) int {
	best := -1
	for _, f := range m.roles {
		if !acting(f.role) {
			continue
		}
		for _, t := range f.tokens {
			if best >= 0 && abs(t-m.tok) >= abs(best-m.tok) {
				continue
			}
			if slices.ContainsFunc(r.fill(t, f.role), func(x chancery.Party) bool { return x.ID == q.ID && (x.ID != "" || x.Name == q.Name) }) {
				best = t
			}
		}
	}
	return best
}

// parted reports whether the way through the tree from t to u leaves a clause or goes into one.
func (r *reading) parted(t, u int) bool {
	crossed := map[int]bool{}
	x := false
	for a, n := t, 0; a >= 0 && n < maxDepth; a, n = r.head(a), n+1 {
		crossed[a] = x
		x = x || r.leaves(a)
	}
	x = false
	for a, n := u, 0; a >= 0 && n < maxDepth; a, n = r.head(a), n+1 {
		if above, ok := crossed[a]; ok {
			return x || above
		}
		x = x || r.leaves(a)
	}
	return true
}

// leaves reports whether the arc above t leads out of a clause of any sort, with a subject of its own or without.
func (r *reading) leaves(t int) bool {
	return r.is(t, "acl", "advcl", "ccomp", "xcomp", "parataxis", "csubj") || r.is(t, "conj") && r.verb(t)
}

// seenBeside tells what c leaves out: known parties, and words without one where a party may stand.
func (r *reading) seenBeside(e *evidence, m *match, c *chancery.Claim) {
	line := r.p.x.gaz.Line
	for i := range r.mentions {
		n := &r.mentions[i]
		if n.Form == party.Pronoun || n.Form == party.Definite {
			continue
		}
		for _, q := range n.Parties {
			same := func(a chancery.Party) bool { return a.ID == q.ID || line(q.ID) != "" && line(a.ID) == line(q.ID) }
			if q.ID != "" && !slices.ContainsFunc(c.Agents, same) && !slices.ContainsFunc(c.Patients, same) {
				e.see("another party", true)
				e.see("another party below", r.below(n.Head, m.tok))
			}
		}
	}
	for _, w := range []string{"by", "from", "with"} {
		for _, o := range r.ownPrep(m.tok, w) {
			e.see("nobody known under "+w, !r.temporal(o) && len(known(r.anyParties(o))) == 0)
		}
	}
}
