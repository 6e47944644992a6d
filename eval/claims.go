package eval

import (
	"slices"
	"sort"
	"strings"

	"chancery"
)

// Claims scores claims against gold: how much of the gold was read, at each level, first by kind and parties and then
// with date and modality. It agrees with the measure that the seeds are held to. A claim answers a line of gold where it is of one of its
// kinds, names at least its parties, and is quoted from the same words; to visit and to host are two sides of one thing.
//
// Where the gold is complete (it has lines of level [Optional]) what was read is judged too: a claim that answers no line,
// or that names a state which no line it answers names, is wrong.
func Claims(name string, claims []chancery.Claim, gold []Gold) *Report {
	r := &Report{Name: name}
	byDoc := map[string][]*chancery.Claim{}
	sorted := inOrder(claims)
	names := map[string]bool{}
	for _, c := range sorted {
		names[c.Document] = true
	}
	docs := map[string][]string{} // a gold document to the documents it is for
	complete := false
	for _, g := range gold {
		complete = complete || g.Level == Optional
	}
	gold = slices.Clone(gold)
	for i := range gold {
		g := &gold[i]
		g.complete = complete
		if _, ok := docs[g.Doc]; ok {
			continue
		}
		docs[g.Doc] = nil
		for n := range names {
			if g.of(n) {
				docs[g.Doc] = append(docs[g.Doc], n)
			}
		}
		sort.Strings(docs[g.Doc])
	}
	for _, c := range sorted {
		byDoc[c.Document] = append(byDoc[c.Document], c)
	}

	type verdict struct {
		counted, optional, strict bool
		parties                   set
	}
	verdicts := map[*chancery.Claim]*verdict{}
	type count struct{ n, loose, strict int }
	levels := map[string]*count{Core: {}, Extended: {}}
	kinds := map[string]*Kind{}
	kind := func(k string) *Kind {
		if kinds[k] == nil {
			kinds[k] = &Kind{Kind: k}
		}
		return kinds[k]
	}
	for i := range gold {
		g := &gold[i]
		best, read := 0, ""
		for _, d := range docs[g.Doc] {
			for _, c := range byDoc[d] {
				if !g.answeredBy(c) {
					continue
				}
				ok := g.dated(c) && modal(c.Modality, g.Modality)
				v := verdicts[c]
				if v == nil {
					v = &verdict{parties: set{}}
					verdicts[c] = v
				}
				for k := range goldKeys(g.Agent, g.Patient) {
					v.parties[k] = true
				}
				if g.Level == Optional {
					v.optional = true
				} else {
					v.counted = true
				}
				v.strict = v.strict || ok
				if best == 0 {
					best, read = 1, says(c)
				}
				if ok {
					best = 2
				}
			}
		}
		l := levels[g.Level]
		if l == nil { // optional
			continue
		}
		l.n++
		k := kind(strings.Split(g.Kind, "|")[0])
		k.Gold++
		if best >= 1 {
			l.loose++
			k.Found++
		}
		switch best {
		case 2:
			l.strict++
		case 1:
			r.Misses = append(r.Misses, Miss{What: "date or modality", ID: g.ID, Document: g.Doc, Says: g.says(), Quote: g.Quote, Read: read})
		default:
			var near []string
			for _, d := range docs[g.Doc] {
				for _, c := range byDoc[d] {
					if sameQuote(c.Quote.Exact, g.Quote) {
						near = append(near, says(c))
					}
				}
			}
			r.Misses = append(r.Misses, Miss{What: "missed", ID: g.ID, Document: g.Doc, Says: g.says() + " (" + g.Level + ")", Quote: g.Quote, Read: strings.Join(near, "; ")})
		}
	}
	c, e := levels[Core], levels[Extended]
	r.ratio("core: kind and parties", c.loose, c.n)
	r.ratio("core: with date and modality", c.strict, c.n)
	r.ratio("all: kind and parties", c.loose+e.loose, c.n+e.n)
	r.ratio("all: with date and modality", c.strict+e.strict, c.n+e.n)

	if complete {
		read, right, strict := 0, 0, 0
		for _, c := range sorted {
			v := verdicts[c]
			switch {
			case v != nil && !v.counted && v.optional:
				continue
			case v == nil || !states(c).in(v.parties):
				why := ""
				if v != nil {
					why = "names a party too many"
				}
				r.Misses = append(r.Misses, Miss{What: "wrong", ID: c.ID, Document: c.Document, Says: says(c), Quote: c.Quote.Exact, Read: strings.TrimSpace(c.Rule + " " + why)})
			default:
				right++
				if v.strict {
					strict++
				}
				kind(c.Kind).Right++
			}
			read++
			kind(c.Kind).Read++
		}
		r.ratio("precision: kind and parties", right, read)
		r.ratio("precision: with date and modality", strict, read)
	}
	for _, k := range kinds {
		r.Kinds = append(r.Kinds, *k)
	}
	sort.Slice(r.Kinds, func(i, j int) bool { return r.Kinds[i].Kind < r.Kinds[j].Kind })
	if !complete {
		r.Kinds = nil
	}
	return r
}

// states are the keys of the states that a claim names.
func states(c *chancery.Claim) set {
	s := set{}
	for _, l := range [][]chancery.Party{c.Agents, c.Patients} {
		for _, p := range l {
			if stateCode(p.ID) {
				s[line(p.ID)] = true
			}
		}
	}
	return s
}

// keys are the keys of parties of a claim, and for one that is no state the gold's name of it too, where name or mention hold that name.
func (g *Gold) keys(ps ...[]chancery.Party) set {
	s := claimKeys(ps...)
	if !g.complete {
		return s
	}
	for _, l := range ps {
		for _, p := range l {
			if stateCode(p.ID) {
				continue
			}
			for _, n := range slices.Concat(g.Agent, g.Patient) {
				if f := fold(n); !stateCode(n) && f != "" && strings.Contains(fold(p.Name+" "+p.Mention), f) {
					s[goldKey(n)] = true
				}
			}
		}
	}
	return s
}

// answeredBy reports whether c is of one of g's kinds, names its parties, and stands on the same words.
func (g *Gold) answeredBy(c *chancery.Claim) bool {
	ok := false
	for _, k := range strings.Split(g.Kind, "|") {
		ok = ok || k == c.Kind
	}
	if !ok {
		return false
	}
	ga, gp := goldKeys(g.Agent), goldKeys(g.Patient)
	ca, cp := g.keys(c.Agents), g.keys(c.Patients)
	both, all := goldKeys(g.Agent, g.Patient), g.keys(c.Agents, c.Patients)
	switch {
	case g.Symmetric:
		ok = both.in(all)
	case ga.in(ca) && gp.in(cp):
		ok = true
	case g.Understood && ga.in(ca) && len(cp) == 0:
		ok = true
	case c.Kind == "visit" || c.Kind == "host":
		ok = ga.in(cp) && gp.in(ca)
	case c.Kind == "meet":
		ok = both.in(all)
	default:
		ok = false
	}
	return ok && sameQuote(c.Quote.Exact, g.Quote)
}
