package extract

import (
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/party"
	"chancery/internal/resolve/quantity"
	"chancery/internal/rule"
)

// What a word gives to a role.

// titled reports whether t is a person named with an office that is one of the words of c: "High Commissioner Ali Musa".
func (r *reading) titled(t int, c *rule.Class) bool {
	i := r.at[t]
	if i < 0 || r.mentions[i].Head != t || r.mentions[i].Form != party.PersonName || r.toks[t].UPOS != "PROPN" {
		return false
	}
	for k := r.mentions[i].First; k < r.mentions[i].Last; k++ {
		if k != t && r.toks[k].UPOS != "ADJ" && r.in(k, c) {
			return true
		}
	}
	return false
}

// christened reports whether t is the name of somebody behind his title, and no word: "President [Bill] Clinton".
func (r *reading) christened(t int) bool {
	i := r.at[t]
	return i >= 0 && r.mentions[i].Head == t && r.mentions[i].Form == party.PersonName && r.toks[t].UPOS == "PROPN" && r.hasChild(t, "nmod:desc")
}

func typeAllowed(p chancery.Party, types []string) bool {
	for _, t := range types {
		switch {
		case t == "any", t == string(p.Type), t == "person" && p.Person != "", t == "actor" && actor(p), t == "who" && p.Type != chancery.Place && p.Type != chancery.Thing:
			return true
		}
	}
	return false
}

// actor reports whether p can act in the ledger's sense: a state, or an organisation that is known or has a name.
func actor(p chancery.Party) bool {
	return p.Type == chancery.State || p.Type == chancery.Organisation
}

// missionAt reports whether t is a word for a mission.
func (r *reading) missionAt(t int) bool {
	c := r.rules.Classes["@mission-strict"]
	return c != nil && t >= 0 && r.in(t, c)
}

// fill returns what the token gives to the role.
func (r *reading) fill(t int, ro *rule.Role) (out []chancery.Party) {
	switch ro.Name {
	case "type":
		return []chancery.Party{{Name: r.kindOf(t), Type: chancery.Thing, Mention: r.nounPhrase(t)}}
	case "city", "origin":
		if i := r.at[t]; i >= 0 && r.mentions[i].City != "" {
			return []chancery.Party{{Name: r.mentions[i].City, Type: chancery.Place, Mention: r.mentions[i].City}}
		}
		if r.toks[t].UPOS == "PROPN" && r.at[t] < 0 && !r.temporal(t) && !r.missionWord(t) {
			q := r.named(t)
			q.Type = chancery.Place
			return []chancery.Party{q}
		}
		return nil
	case "agent", "agents", "patient", "patients":
		if hasType(ro.Types, "place") { // "an interests section in the Belgian embassy in Baghdad": where that is
			if r.missionAt(t) {
				at := union(r.ownPrep(t, "in"), r.children(t, "advmod"))
				if t+1 < len(r.toks) && r.low[t+1] == "there" {
					at = union(at, []int{t + 1})
				}
				for _, d := range at {
					if ps := r.anyParties(d); len(ps) == 1 && ps[0].Type == chancery.State {
						out = append(out, ps[0])
					}
				}
				return out
			}
		}
		if hasType(ro.Types, "organisation") && !hasType(ro.Types, "state") && r.withDash(t) {
			return nil // members of "the EU–Peru Agreement" are none of the EU
		}
		if h := r.head(t); r.low[t] == "country" && h >= 0 && leaving[r.low[h]] && !r.is(t, "nsubj") {
			return nil // "to leave the country": whose, the words do not say
		}
		ps := r.parties(t)
		if len(ro.Types) > 0 && !hasType(ro.Types, "who") && !(strings.HasPrefix(ro.Name, "agent") && r.is(t, "compound")) {
			ps = r.anyParties(t)
		}
		if i := r.at[t]; i >= 0 && r.mentions[i].Form == party.City && strings.HasPrefix(ro.Name, "patient") && r.is(t, "obj", "nsubj:pass") { // "shelled Aleppo" is done to its state
			ps = r.mentions[i].Parties
		}
		if i := r.at[t]; i >= 0 && r.mentions[i].Of != "" && hasType(ro.Types, "state") && (!hasType(ro.Types, "people") || hasType(ro.Types, "any")) { // "four Russians": of Russia
			ps = append(ps[:len(ps):len(ps)], r.p.x.gaz.Party(r.mentions[i].Of, edtf.Date{}))
		}
		for _, p := range ps {
			if len(ro.Types) == 0 && actor(p) || typeAllowed(p, ro.Types) {
				out = append(out, p)
			}
		}
		if len(out) == 0 && hasType(ro.Types, "any") && strings.HasPrefix(ro.Name, "patient") {
			out = r.heldBy(t)
		}
		if len(out) == 1 && out[0].ID == "" && r.nameAside(t) >= 0 {
			out = []chancery.Party{r.named(t)}
		}
		if len(out) == 0 && (hasType(ro.Types, "any") || hasType(ro.Types, "who")) {
			if out = r.atHomeIn(t); out != nil {
				out[0].Organ, out[0].Mention = r.nounPhrase(t), r.nounPhrase(t)
			}
		}
		if len(out) == 0 && (hasType(ro.Types, "any") && r.nameable(t) && !r.in(t, r.rules.Classes["@abstract"]) && !(ro.Name == "agent" && r.bareName(t) && r.place(t)) || hasType(ro.Types, "who") && r.someone(t)) {
			q := r.named(t)
			if hasType(ro.Types, "place") && r.toks[t].UPOS == "PROPN" {
				q.Type = chancery.Place
			}
			out = append(out, q)
		}
		return out
	case "quantity":
		if q := r.amount(t); q != nil {
			return []chancery.Party{{Name: q.Text, Type: chancery.Thing}}
		}
		return nil
	}
	for _, p := range r.mentioned(t) {
		if ro.Name == "person" && p.Type == chancery.State {
			if p.Person == "" {
				continue
			}
			p = chancery.Party{Name: p.Person, Type: chancery.Person, Person: p.Person, Mention: p.Mention}
		}
		if len(ro.Types) == 0 || typeAllowed(p, ro.Types) {
			out = append(out, p)
		}
	}
	if len(out) == 0 && (len(ro.Types) == 0 || hasType(ro.Types, "any") || hasType(ro.Types, "thing")) {
		out = append(out, r.named(t))
	}
	return out
}

// withDash reports whether a dash joins another name to the name at t: "the EU–Peru Agreement".
func (r *reading) withDash(t int) bool {
	i := r.at[t]
	if i < 0 {
		return false
	}
	d := r.mentions[i].Last
	return d+1 < len(r.toks) && r.toks[d].UPOS == "PUNCT" && r.dashed(d-1) && r.toks[d-1].End == r.toks[d].Start && r.toks[d].End == r.toks[d+1].Start && r.toks[d+1].UPOS == "PROPN"
}

// missionWord reports whether t is of a mission's name, not of a place's: "an embassy in Lima and a Consulate-General in Arica".
func (r *reading) missionWord(t int) bool {
	c := r.rules.Classes["@mission"]
	if c == nil {
		return false
	}
	for _, d := range append(r.children(t, "compound", "flat"), t) {
		if c.Words[strings.TrimSuffix(r.form[d], "s")] {
			return true
		}
	}
	return false
}

func hasType(ts []string, t string) bool {
	for _, x := range ts {
		if x == t {
			return true
		}
	}
	return false
}

// amount returns the quantity at t: the one whose words hold t, or that counts it.
func (r *reading) amount(t int) *quantity.Quantity {
	amounts := r.amounts()
	for i := range amounts {
		q := &amounts[i]
		if q.Span.Start < r.toks[t].End && r.toks[t].Start < q.Span.End {
			return q
		}
	}
	for _, c := range r.kids[t] {
		if r.is(c, "nummod", "compound", "flat", "obj") && r.toks[c].UPOS == "NUM" {
			for i := range amounts {
				q := &amounts[i]
				if q.Span.Start < r.toks[c].End && r.toks[c].Start < q.Span.End {
					return q
				}
			}
		}
	}
	return nil
}
