package party

import "chancery"

// Persons whose state a sentence tells by what they come to be in it: "Ana Rey was elected president of Peru", "Rey came to power in Peru", "Under
// President Rey, Peru recognised it".

// becoming are the words between somebody's name and the office that he comes to hold.
var becoming = map[string]bool{"was": true, "were": true, "been": true, "had": true, "has": true, "is": true, "became": true, "becomes": true, "become": true, "elected": true, "re-elected": true, "reelected": true, "inaugurated": true, "sworn": true, "in": true,
	"as": true, "proclaimed": true, "crowned": true, "declared": true, "himself": true, "herself": true, "the": true, "first": true, "new": true, "interim": true, "appointed": true, "named": true, "installed": true, "made": true}

// turns are those of them without which nobody comes into an office.
var turns = map[string]bool{"became": true, "becomes": true, "become": true, "elected": true, "re-elected": true, "reelected": true, "inaugurated": true, "sworn": true, "proclaimed": true, "crowned": true, "declared": true, "appointed": true, "named": true, "installed": true, "made": true}

// cameInto returns the tokens of the name of him who comes into the office of class that begins at token t.
func (r *pass) cameInto(class string, t int) (begin, end int, ok bool) {
	if class != "head" && class != "monarch" && class != "minister" {
		return 0, 0, false
	}
	const reach = 8
	turn := false
	end = t
	for end > 0 && end > t-reach && becoming[r.low[end-1]] {
		end--
		turn = turn || turns[r.low[end]]
	}
	if !turn {
		return 0, 0, false
	}
	begin = r.runBefore(end)
	return begin, end, begin < end && (end-begin >= 2 || r.known(begin, end))
}

// seizing are verbs that bring somebody to power.
var seizing = map[string]bool{"came": true, "comes": true, "come": true, "seized": true, "took": true, "rose": true, "returned": true, "assumed": true, "swept": true, "gained": true, "won": true}

// readRulers gives a state to those who come to power in it, and to those under whom it is told to act.
func (r *pass) readRulers() {
	for t := 1; t+1 < len(r.toks); t++ {
		switch {
		case r.low[t] == "power" && (r.low[t+1] == "in" || r.low[t+1] == "of"):
			r.comesToPower(t)
		case t == 1 && r.low[0] == "under":
			r.under()
		}
	}
	for i := range r.out {
		if m := &r.out[i]; m.Form == PersonName && len(m.Parties) == 1 && m.Parties[0].ID == "" && m.Last+2 < len(r.toks) && r.toks[m.Last].Form == "," {
			r.atHead(m, m.Last+1)
		}
	}
}

// headed are words for who stands at the head of what owns them.
var headed = map[string]bool{"head": true, "leader": true, "chief": true, "chairman": true, "chairwoman": true, "ruler": true, "commander": true, "strongman": true, "dictator": true, "commander-in-chief": true}

// atHead reads the apposition at token k behind the person m: "General Rey, [the head of Peru's military government]", "[Peru's military ruler]".
func (r *pass) atHead(m *Mention, k int) {
	if r.low[k] == "the" {
		k++
	}
	p, ok := chancery.Party{}, false
	if n := r.cover[k]; n >= 0 && r.names[n].first == k {
		at := r.names[n].last
		if at < len(r.toks) && r.possessive(at) {
			at++
		}
		for at < len(r.toks) && r.modifier(at) {
			at++
		}
		if at < len(r.toks) && headed[r.low[at]] {
			p, ok = r.partyOf(&r.names[n])
		}
	} else if headed[r.low[k]] {
		_, p, ok = r.throughOrgan(k + 1)
	}
	if q, known := r.recall(m.Parties[0].Person); ok && known && p.Type == chancery.State {
		r.belongs(q, m.First, m.Last, p)
	}
}

// comesToPower reads "Rey came to power in Peru" around the token t of "power".
func (r *pass) comesToPower(t int) {
	v := t - 1
	if v > 0 && r.low[v] == "to" {
		v--
	}
	if !seizing[r.low[v]] {
		return
	}
	for v > 0 && (r.low[v-1] == "had" || r.low[v-1] == "has") {
		v--
	}
	begin := r.runBefore(v)
	own, ok := r.ownerAfter(t+1, true)
	if !ok || own.pronoun >= 0 || own.party.Type != chancery.State || begin == v || v-begin < 2 && !r.known(begin, v) {
		return
	}
	r.belongs(r.d.remember(person{name: r.surface(begin, v)}), begin, v, own.party)
}

// under reads "Under President Rey, Peru" at the head of a sentence.
func (r *pass) under() {
	for i := range r.out {
		m := &r.out[i]
		if m.First != 1 || m.Form != PersonName || m.Parties[0].ID != "" || m.Last+1 >= len(r.toks) || r.toks[m.Last].Form != "," {
			continue
		}
		k := m.Last + 1
		if n := r.cover[k]; n >= 0 && r.names[n].first == k && r.names[n].cand.form == Name {
			if p, ok := r.partyOf(&r.names[n]); ok && p.Type == chancery.State && r.names[n].last < len(r.toks) && !r.isPunct(r.names[n].last) && !r.possessive(r.names[n].last) {
				if q, ok := r.recall(m.Parties[0].Person); ok {
					r.belongs(q, m.First, m.Last, p)
				}
			}
		}
		return
	}
}

// belongs gives person i, whom no state was known of, the state p, in the mention that covers the tokens [first, last) too, or in a new one there.
func (r *pass) belongs(i, first, last int, p chancery.Party) {
	q := &r.d.persons[i]
	if q.party.ID == "" {
		q.party = chancery.Party{ID: p.ID, Name: p.Name, Type: p.Type}
	}
	if !r.settle(i) && !r.taken[last-1] {
		r.person(i, first, last, "")
	}
}

// settle gives the mentions of person i in this sentence the state that has become known of him, and reports whether there are any.
func (r *pass) settle(i int) (any bool) {
	q := &r.d.persons[i]
	for k := range r.out {
		m := &r.out[k]
		if m.Form != PersonName || len(m.Parties) != 1 || m.Parties[0].Person != q.name {
			continue
		}
		any = true
		if p := &m.Parties[0]; p.ID == "" && q.party.ID != "" {
			was := *p
			*p = r.g.On(q.party, r.on)
			p.Person, p.Mention, p.Organ = was.Person, was.Mention, ""
		}
	}
	return any
}
