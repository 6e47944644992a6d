package ledger

import (
	"strings"
	"unicode"

	"chancery"
	"chancery/internal/vocab"
)

// line returns the id under which a party is kept: the line of a state, else its own.
func (l *Ledger) line(id string) string {
	if line := l.lines.Line(id); line != "" {
		return line
	}
	return id
}

// key returns the key of a party, "" for one that is no actor.
func (l *Ledger) key(p *chancery.Party) string {
	switch {
	case p.ID != "" && (p.Type == chancery.State || p.Type == ""):
		return l.line(p.ID)
	case p.ID != "":
		return p.ID
	case p.Type == chancery.Place || p.Type == chancery.Thing:
		return ""
	}
	if n := normal(p.Name); n != "" {
		return "~" + n
	}
	return ""
}

// normal returns a name in lower case, its letters and digits only, words parted by one space.
func normal(s string) string {
	var out strings.Builder
	gap := false
	for _, r := range strings.ToLower(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if gap && out.Len() > 0 {
				out.WriteByte(' ')
			}
			gap = false
			out.WriteRune(r)
		} else {
			gap = true
		}
	}
	return strings.TrimPrefix(out.String(), "the ")
}

// index enters the claims of d under their pairs.
func (l *Ledger) index(d *document, index map[pairKey][]ref) {
	var seen []pairDir
	for _, c := range d.claims {
		seen = l.pairsOf(c.Claim, seen[:0])
		for _, s := range seen {
			index[s.pairKey] = append(index[s.pairKey], ref{c, s.dir})
		}
	}
}

// pairDir is a pair and the direction in which a claim runs in it.
type pairDir struct {
	pairKey
	dir int8
}

// pairsOf appends the pairs that c is a claim of: each agent with each patient; for a symmetric
// kind each two of its parties; for the protection of interests the state protected with the state where it is. A claim
// with one actor is a claim of that actor alone.
func (l *Ledger) pairsOf(c *chancery.Claim, out []pairDir) []pairDir {
	add := func(from, to string, dir int8) {
		if from == to || from == "" || to == "" {
			return
		}
		p := pairDir{newPair(from, to), dir}
		if dir != both && p.a != from {
			p.dir = backward
		}
		for i := range out {
			if out[i].pairKey == p.pairKey {
				if out[i].dir != p.dir {
					out[i].dir = both
				}
				return
			}
		}
		out = append(out, p)
	}
	var buf [16]string
	agents := l.keysOf(c.Agents, buf[:0:8])
	patients := l.keysOf(c.Patients, buf[8:8])
	if c.Kind == protectKind {
		if third, ok := c.Other("third"); ok {
			for _, p := range patients {
				add(p, l.key(&third.Party), forward)
			}
		}
		return out
	}
	kind, _ := l.kinds.Get(c.Kind)
	if kind.Symmetric || (kind.Group == "standing" || kind.Effect == vocab.RelationsEnd) && (len(patients) == 0 || len(agents) == 0) {
		// "Relations were broken off" names both and does not say who did it.
		all := append(agents, patients...)
		for i := range all {
			if i > 0 && kind.Group == "standing" {
				break // relations are of two: what is said of many is said of the first with each
			}
			for j := i + 1; j < len(all); j++ {
				add(all[i], all[j], both)
			}
		}
	} else {
		for _, a := range agents {
			for _, p := range patients {
				add(a, p, forward)
			}
		}
	}
	if len(out) == 0 {
		for _, a := range agents {
			out = append(out, pairDir{newPair(a, ""), forward})
			return out
		}
		for _, p := range patients {
			out = append(out, pairDir{newPair(p, ""), backward})
			return out
		}
	}
	return out
}

// protectKind is the one kind whose pair is not its agent and its patient.
const protectKind = "protect-interests"

// maxParties bounds how many agents, and how many patients, of one claim are paired; the rest of a longer list is left out.
const maxParties = 64

func (l *Ledger) keysOf(ps []chancery.Party, out []string) []string {
	for i := range ps[:min(len(ps), maxParties)] {
		if k := l.key(&ps[i]); k != "" {
			out = append(out, k)
		}
	}
	return out
}

// members returns the states that act in refs under an id other than the pair's, sorted.
func (l *Ledger) members(k pairKey, refs []ref) []string {
	found := map[string]bool{}
	see := func(p *chancery.Party) {
		if p.ID == "" || p.ID == k.a || p.ID == k.b {
			return
		}
		if b := l.key(p); b == k.a || b == k.b {
			found[p.ID] = true
		}
	}
	for _, r := range refs {
		for i := range r.Agents {
			see(&r.Agents[i])
		}
		for i := range r.Patients {
			see(&r.Patients[i])
		}
	}
	return sortedKeys(found)
}
