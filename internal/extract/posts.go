package extract

import (
	"slices"

	"chancery"
	"chancery/internal/resolve/party"
)

// Posts that one act fills or empties: several at once, each with a state of its own.

// eachPost splits a match of several missions of one owner by their types and towns: "an embassy in Lima and a consulate in Cusco". Nil where there is one, or where
// one of them has no place of its own.
func (r *reading) eachPost(m *match) (out []*match) {
	kt := -1
	for k := range m.roles {
		if m.roles[k].role.Name == "type" && len(m.roles[k].tokens) > 0 {
			kt = k
		}
	}
	if kt < 0 {
		return nil
	}
	posts := r.posts(m.roles[kt].tokens[0])
	if len(posts) < 2 || slices.Contains(posts, m.tok) {
		return nil
	}
	dated, ahead := 0, false
	places := make([][]int, len(posts))
	for i, t := range posts {
		for _, w := range []string{"in", "at", "to"} {
			places[i] = union(places[i], r.ownPrep(t, w))
		}
		if len(places[i]) == 0 {
			return nil
		}
	}
	for i, t := range posts {
		d := *m
		d.roles = append([]filled(nil), m.roles...)
		seated := false
		for k := range d.roles {
			f := &d.roles[k]
			switch f.role.Name {
			case "type":
				*f = filled{role: f.role, tokens: []int{t}, parties: r.fill(t, f.role)}
			case "city", "patient":
				g := filled{role: f.role}
				for _, u := range places[i] {
					if ps := r.fill(u, f.role); len(ps) > 0 {
						g.tokens, g.parties = append(g.tokens, u), mergeParties(g.parties, ps)
					}
				}
				seated = seated || len(g.parties) > 0
				if f.role.Name == "city" || len(g.parties) > 0 {
					*f = g
				}
			case "agent":
				for _, post := range []int{t, posts[0]} { // "its embassy in Lima and its consulate in Cusco"
					own := filled{role: f.role}
					for _, u := range f.tokens {
						if r.postOf(u, posts) == post && (r.toks[u].UPOS != "PRON" || post == posts[0]) {
							own.tokens, own.parties = append(own.tokens, u), mergeParties(own.parties, m.others(f.role, r.fill(u, f.role)))
						}
					}
					if len(own.parties) > 0 {
						*f = own
						break
					}
				}
			}
		}
		if i > 0 && !seated {
			return nil
		}
		for _, u := range places[i] {
			if k := r.at[u]; k >= 0 && d.own == nil {
				d.own = r.dateBehind(r.mentions[k].Last)
			}
		}
		for j := range r.times { // "and [in 1970] a consulate in Cusco"
			if e := &r.times[j]; i > 0 && d.own == nil && e.first > posts[i-1] && e.last < t && r.head(e.head) == t && dating(&e.Expression) && r.behindAnd(e) {
				d.own, ahead = e, true
			}
		}
		if d.own != nil {
			dated++
		}
		out = append(out, &d)
	}
	if dated < len(out) && !ahead { // one date behind the last is that of all
		for _, d := range out {
			d.own = m.own
		}
	}
	return out
}

// posts returns t and the words for missions that are joined to it, or to the place of one before.
func (r *reading) posts(t int) []int {
	out := []int{t}
	for i := 0; i < len(out) && len(out) < 8; i++ {
		for _, a := range union([]int{out[i]}, r.ownPrep(out[i], "in")) {
			for _, c := range r.children(a, "conj", "appos") {
				if r.missionAt(c) && !slices.Contains(out, c) {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// postOf returns which of posts token u hangs on, -1 for none.
func (r *reading) postOf(u int, posts []int) int {
	for n := 0; u >= 0 && n < maxDepth; n++ {
		u = r.head(u)
		if slices.Contains(posts, u) {
			return u
		}
	}
	return -1
}

// ownPosts returns copies of m, which tells of a mission, for the states behind it that have one of their own where the words leave out the verb or the noun: "Peru has
// an embassy in Muscat, and Oman one in Lima", "the Peruvian legation in Muscat was opened in 1964, the Omani one in Lima in 1966", "Peru's dates from 1964, Oman's in Lima
// from 1966".
func (r *reading) ownPosts(m *match) (out []*match) {
	ka, kp := -1, -1
	for k := range m.roles {
		switch f := &m.roles[k]; {
		case f.role.Name == "agent" && len(f.parties) == 1:
			ka = k
		case f.role.Name == "patient" && len(f.tokens) > 0:
			kp = k
		}
	}
	if !missionKind(m.rule.Kind) || ka < 0 || kp < 0 || m.stance.modality != chancery.Asserted && m.stance.modality != chancery.Announced {
		return nil
	}
	for i := range r.mentions {
		q := &r.mentions[i]
		if q.First <= m.tok || len(q.Parties) != 1 || q.Parties[0].Type != chancery.State || sameID(m.roles[ka].parties, q.Parties[0]) || !r.gapBefore(q.First) {
			continue
		}
		place, own := r.postBehind(q.Last)
		if place == nil || !own && !sameID(m.roles[kp].parties, q.Parties[0]) { // "an embassy in Lima, and Oman in Muscat"
			continue
		}
		d := *m
		d.roles = append([]filled(nil), m.roles...)
		d.roles[ka] = filled{role: m.roles[ka].role, tokens: []int{q.Head}, parties: q.Parties}
		d.roles[kp] = filled{role: m.roles[kp].role, tokens: []int{place.Head}, parties: d.others(m.roles[kp].role, r.fill(place.Head, m.roles[kp].role))}
		for k := range d.roles {
			if d.roles[k].role.Name == "city" {
				d.roles[k] = filled{role: m.roles[k].role, tokens: []int{place.Head}, parties: r.fill(place.Head, m.roles[k].role)}
			}
		}
		if len(d.roles[kp].parties) != 1 {
			continue
		}
		d.own = r.dateBehind(place.Last)
		if d.own == nil && !m.rule.State {
			continue
		}
		out = append(out, &d)
	}
	return out
}

// postBehind returns the place that stands right behind token t, after "in" or "at"; own says that a word for the mission stands between: "one in Lima", "its own in
// Lima", "'s in Lima".
func (r *reading) postBehind(t int) (place *party.Mention, own bool) {
	for ; t < len(r.toks); t++ {
		switch r.form[t] {
		case "one", "own", "'s", "’s", "theirs":
			own = true
			continue
		case "its", "an":
			continue
		case "in", "at":
			for i := range r.mentions {
				if q := &r.mentions[i]; q.First == t+1 && (q.Form == party.Capital || q.Form == party.Name) && len(q.Parties) == 1 {
					return q, own
				}
			}
		}
		return nil, own
	}
	return nil, own
}

// ranks returns the ranks of those whom the act at t is done to, as far as they are told: "expelled the [ambassador] and two attachés".
func (r *reading) ranks(t int) (out []chancery.Role) {
	heads := r.rules.Classes["@head-of-mission"]
	for _, o := range r.step(t, "obj") {
		if r.toks[o].UPOS != "NOUN" && r.toks[o].UPOS != "PROPN" || !r.in(o, heads) || r.formerly(o) {
			continue
		}
		if n := r.kindOf(o); !slices.ContainsFunc(out, func(x chancery.Role) bool { return x.Party.Name == n }) {
			out = append(out, chancery.Role{Role: "rank", Party: chancery.Party{Name: n, Mention: r.form[o], Type: chancery.Thing}})
		}
	}
	return out
}
