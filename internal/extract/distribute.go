package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/resolve/party"
	"chancery/internal/resolve/when"
)

// Matches that tell of several acts, with a date for each.

// distribute splits a match whose parties, or those of one role, have each a date of their own behind them: "with Mali on 3 May 1960 and with Senegal
// in 1962", "recognised by Fiji (1971) and Tonga (1972)".
func (r *reading) distribute(ms []*match) (out []*match) {
next:
	for _, m := range ms {
		out = append(out, r.ownPosts(m)...)
		if parts := r.respectively(m); len(parts) > 0 {
			out = append(out, parts...)
			continue
		}
		if parts := r.betweens(m); len(parts) > 0 {
			out = append(out, parts...)
			continue
		}
		if parts := r.oneByOne(m); len(parts) > 0 {
			out = append(out, parts...)
			continue
		}
		if parts := r.otherWay(m); len(parts) > 0 {
			out = append(out, parts...)
			continue
		}
		if parts := crosswise(m); len(parts) > 0 {
			out = append(out, parts...)
			continue
		}
		if parts := r.eachPost(m); len(parts) > 0 {
			out = append(out, parts...)
			continue
		}
		if parts := r.othersToo(m); len(parts) > 0 {
			out = append(out, parts...)
			continue
		}
		out = append(out, r.withoutItsVerb(m)...)
		out = append(out, r.soMany(m)...)
	roles:
		for k := range m.roles {
			f := &m.roles[k]
			if len(f.tokens) == 0 || !acting(f.role) {
				continue
			}
			tokens := slices.Sorted(slices.Values(f.tokens))
			tokens = union(tokens, r.withoutVerb(tokens[len(tokens)-1]))
			if len(tokens) < 2 {
				continue
			}
			if parts := r.datedAhead(m, k, tokens); len(parts) > 1 {
				out = append(out, parts...)
				continue next
			}
			var parts []*match
			var common []int // "Peru", which established relations with each
			var group []int  // "[Laos] and Nepal on 3 May", of one date
			for i, t := range tokens {
				var e *timed
				if i := r.at[t]; i >= 0 {
					e = r.dateBehindOnly(r.mentions[i].Last)
					if e == nil && len(parts) > 0 {
						e = r.dateBehindAside(r.mentions[i].Last)
					}
				}
				switch {
				case e != nil:
					parts = append(parts, r.twoSided(m, k, common, append(group, t), e))
					group = nil
				case i+1 < len(tokens) && (f.role.Name != "agents" || t > m.tok || len(parts) > 0) && r.listed(t, tokens[i+1]):
					group = append(group, t)
				case f.role.Name == "agents" && i+1 < len(tokens) && r.marks(t) == "with" && r.marks(tokens[i+1]) == "with" && r.dateAmid(t, tokens[i+1]) != nil: // "relations with Laos were established in 1970, with Peru in 1971"
					parts = append(parts, r.twoSided(m, k, common, append(group, t), r.dateAmid(t, tokens[i+1])))
					group = nil
				case f.role.Name == "agents" && len(parts) == 0 && len(group) == 0:
					common = append(common, t)
				default:
					continue roles
				}
			}
			if len(parts) > 1 {
				out = append(out, parts...)
				continue next
			}
		}
		out = append(out, m)
	}
	return out
}

// dateAmid returns the last date between the tokens a and b, nil for none.
func (r *reading) dateAmid(a, b int) (out *timed) {
	for i := range r.times {
		if e := &r.times[i]; e.first > a && e.last < b && dating(&e.Expression) {
			out = e
		}
	}
	return out
}

// ofOwnPage reports whether ps is the one state that the page is about.
func (p *passage) ofOwnPage(ps []chancery.Party) bool {
	return p.single && len(p.base) == 1 && p.base[0].Type == chancery.State && len(ps) == 1 && p.ofLine(ps[0], p.base[0])
}

// othersToo splits a match whose patient is a pronoun, the state of the page, or understood, before a list of states with a date each, which do the same: "Peru recognised it in 1960, Chile in
// 1961 and Laos in 1962", "Japan extended recognition in 1972, Washington only in 1987". Nil where there is no such list.
func (r *reading) othersToo(m *match) (out []*match) {
	ka, kp := -1, -1
	for k := range m.roles {
		switch f := &m.roles[k]; f.role.Name {
		case "agent":
			if len(f.tokens) > 0 && f.tokens[0] < m.tok {
				ka = k
			}
		case "patient":
			kp = k
		}
	}
	if ka < 0 || kp < 0 || !m.stance.modality.Actual() || !r.verb(m.tok) && r.head(m.tok) < 0 {
		return nil
	}
	patient := m.roles[kp]
	if ts := slices.Sorted(slices.Values(patient.tokens)); len(ts) > 0 {
		i := r.at[ts[0]]
		if i < 0 || r.mentions[i].Form != party.Pronoun && r.mentions[i].Form != party.Definite && !r.p.ofOwnPage(r.mentions[i].Parties) || ts[0] < m.tok && !r.passive(m.tok) {
			return nil
		}
		patient = filled{role: patient.role, tokens: ts[:1], parties: m.others(patient.role, r.fill(ts[0], patient.role))}
	}
	first := r.firstDateBehind(m.tok)
	if first == nil {
		return nil
	}
	for e, i := first, 0; i < len(r.mentions); i++ {
		q := &r.mentions[i]
		if q.First <= e.last {
			continue
		}
		d := r.dateBehindOnly(q.Last)
		if q.Form != party.Name && q.Form != party.Capital || len(q.Parties) != 1 || q.Parties[0].Type != chancery.State || d == nil || q.First-e.last > 3 || !r.separated(e.last+1, q.First) {
			break
		}
		if next := d.last + 1; next < len(r.toks) && (r.toks[next].UPOS == "VERB" || r.toks[next].UPOS == "AUX") {
			break
		}
		c := *m
		c.own, c.roles = d, append([]filled(nil), m.roles...)
		c.roles[ka] = filled{role: m.roles[ka].role, tokens: []int{q.Head}, parties: q.Parties}
		c.roles[kp] = patient
		out = append(out, &c)
		e = d
	}
	if len(out) == 0 {
		return nil
	}
	c := *m
	c.own, c.roles = first, append([]filled(nil), m.roles...)
	c.roles[kp] = patient
	return append([]*match{&c}, out...)
}

// firstDateBehind returns the first date behind the token t, in its clause; nil for none, or where a verb stands before it.
func (r *reading) firstDateBehind(t int) *timed {
	for i := range r.times {
		if e := &r.times[i]; e.first > t && dating(&e.Expression) {
			for k := t + 1; k < e.first; k++ {
				if r.verb(k) {
					return nil
				}
			}
			return e
		}
	}
	return nil
}

// dateBehindOnly returns the date right behind the tokens before t, with words between that only say that it was late or early: "Washington [only] in 1987".
func (r *reading) dateBehindOnly(t int) *timed {
	for n := 0; n < 2 && t < len(r.toks) && r.toks[t].UPOS != "ADP" && lateness[r.form[t]]; n++ {
		t++
	}
	return r.dateBehind(t)
}

// lateness are words before a date for how late it was.
var lateness = map[string]bool{"only": true, "not": true, "already": true, "finally": true, "as": true, "late": true, "early": true}

// separated reports whether only commas, semicolons and "and" stand at the tokens from a to b.
func (r *reading) separated(a, b int) bool {
	for t := a; t < b; t++ {
		if f := r.toks[t].Form; !separator(f) && f != ";" && f != "the" && f != "but" {
			return false
		}
	}
	return true
}

// betweens splits a match whose agents stand under more than one "between": "between Chad and Mali and between Chad and Niger".
func (r *reading) betweens(m *match) (out []*match) {
	for k := range m.roles {
		f := &m.roles[k]
		if f.role.Name != "agents" {
			continue
		}
		var groups [][]int
		for _, t := range slices.Sorted(slices.Values(f.tokens)) {
			if r.marks(t) == "between" {
				groups = append(groups, nil)
			}
			if len(groups) == 0 {
				return nil
			}
			groups[len(groups)-1] = append(groups[len(groups)-1], t)
		}
		if len(groups) < 2 {
			return nil
		}
		for _, g := range groups {
			d := *m
			d.roles = append([]filled(nil), m.roles...)
			d.roles[k] = filled{role: f.role, tokens: g}
			for _, t := range g {
				d.roles[k].parties = mergeParties(d.roles[k].parties, m.others(f.role, r.fill(t, f.role)))
			}
			if len(d.roles[k].parties) != 2 {
				return nil
			}
			out = append(out, &d)
		}
	}
	return out
}

// only returns m with the tokens alone in its k-th role, and on the date e unless that is nil.
func (r *reading) only(m *match, k int, tokens []int, e *timed) *match {
	d, ro := *m, m.roles[k].role
	if e != nil {
		d.own = e
	}
	d.roles = append([]filled(nil), m.roles...)
	d.roles[k] = filled{role: ro, tokens: tokens}
	for _, u := range tokens {
		d.roles[k].parties = mergeParties(d.roles[k].parties, m.others(ro, r.fill(u, ro)))
	}
	return &d
}

// twoSided is only for tokens on two sides: each of common acts with each of the others.
func (r *reading) twoSided(m *match, k int, common, others []int, e *timed) *match {
	d := r.only(m, k, slices.Concat(common, others), e)
	if a := r.only(m, k, common, nil).roles[k].parties; d.roles[k].role.Name == "agents" && len(a) > 0 {
		d.apart = [][]chancery.Party{a, r.only(m, k, others, nil).roles[k].parties}
	}
	return d
}

// dateBehindAside returns the date behind the aside between commas that opens at token t: "Laos, together with others, in 2011". Nil where there is none.
func (r *reading) dateBehindAside(t int) *timed {
	if t >= len(r.toks) || r.toks[t].Form != "," {
		return nil
	}
	for i := t + 1; i < len(r.toks) && i < t+12; i++ {
		switch {
		case r.toks[i].Form == ",":
			return r.dateBehind(i + 1)
		case r.toks[i].UPOS == "VERB" || r.toks[i].UPOS == "CCONJ":
			return nil
		}
	}
	return nil
}

// listed reports whether the parties at the tokens a and b stand side by side in a list.
func (r *reading) listed(a, b int) bool {
	if r.at[a] < 0 || r.at[b] < 0 {
		return false
	}
	from, to := r.mentions[r.at[a]].Last, r.mentions[r.at[b]].First
	for t := from; t < to; t++ {
		if !separator(r.toks[t].Form) && r.low[t] != "with" {
			return false
		}
	}
	return from < to
}

// oneByOne splits a match by which each of several does it to one of as many, in their order: "Chad and Mali recognised Oman and Laos, respectively".
func (r *reading) oneByOne(m *match) (out []*match) {
	if !slices.Contains(r.form, "respectively") {
		return nil
	}
	var ks []int
	for k := range m.roles {
		if n := m.roles[k].role.Name; n == "agent" || n == "patient" {
			ks = append(ks, k)
		}
	}
	if len(ks) != 2 {
		return nil
	}
	a, b := slices.Sorted(slices.Values(m.roles[ks[0]].tokens)), slices.Sorted(slices.Values(m.roles[ks[1]].tokens))
	if len(a) < 2 || len(a) != len(b) || len(m.roles[ks[0]].parties) != len(a) || len(m.roles[ks[1]].parties) != len(b) {
		return nil
	}
	for i := range a {
		out = append(out, r.only(r.only(m, ks[0], a[i:i+1], nil), ks[1], b[i:i+1], nil))
	}
	return out
}

// crosswise splits a match by which two states have something done for each in the other: "represents the interests of Chad in Oman and those of Oman in Chad".
// None has it done in itself.
func crosswise(m *match) (out []*match) {
	patient, third := -1, -1
	for k := range m.roles {
		switch m.roles[k].role.Name {
		case "patient":
			patient = k
		case "third":
			third = k
		}
	}
	if patient < 0 || third < 0 || len(m.roles[patient].parties) != 2 || len(m.roles[third].parties) == 0 {
		return nil
	}
	ps := m.roles[patient].parties
	for _, q := range m.roles[third].parties {
		if q.ID == "" || q.ID != ps[0].ID && q.ID != ps[1].ID {
			return nil
		}
	}
	for i := range ps {
		d := *m
		d.roles = append([]filled(nil), m.roles...)
		d.roles[patient].parties, d.roles[third].parties = ps[i:i+1:i+1], []chancery.Party{ps[1-i]}
		out = append(out, &d)
	}
	return out
}

// otherWay splits a match by which one is looked after in another's land, where the words go on without a verb by whom the other is in his: "Chad is represented in Mali by Peru,
// and [Mali in Chad by Norway]". Nil where they do not.
func (r *reading) otherWay(m *match) []*match {
	agent, patient := -1, -1
	for k := range m.roles {
		switch m.roles[k].role.Name {
		case "agent":
			agent = k
		case "patient":
			patient = k
		}
	}
	if m.rule.Kind != "protect-interests" || agent < 0 || patient < 0 || len(m.roles[agent].tokens) == 0 || len(m.roles[patient].parties) != 1 {
		return nil
	}
	cared := m.roles[patient].parties[0]
	for i := 1; i+2 < len(r.mentions); i++ {
		by, other, land, next := &r.mentions[i-1], &r.mentions[i], &r.mentions[i+1], &r.mentions[i+2]
		if !slices.Contains(m.roles[agent].tokens, by.Head) || other.First-by.Last > 3 || !r.separated(by.Last, other.First) || other.Last >= len(r.low) || r.low[other.Last] != "in" || land.First-other.Last > 2 ||
			len(land.Parties) != 1 || !r.p.ofLine(land.Parties[0], cared) || land.Last >= len(r.low) || r.low[land.Last] != "by" || next.First-land.Last > 2 || len(other.Parties) != 1 || len(next.Parties) != 1 {
			continue
		}
		first, second := *m, *m
		first.roles, second.roles = append([]filled(nil), m.roles...), append([]filled(nil), m.roles...)
		first.roles[agent] = filled{role: m.roles[agent].role, tokens: []int{by.Head}, parties: by.Parties}
		second.roles[agent] = filled{role: m.roles[agent].role, tokens: []int{next.Head}, parties: next.Parties}
		second.roles[patient] = filled{role: m.roles[patient].role, tokens: []int{other.Head}, parties: other.Parties}
		for k := range second.roles {
			if second.roles[k].role.Name == "third" {
				second.roles[k] = filled{role: m.roles[k].role, tokens: []int{land.Head}, parties: land.Parties}
			}
		}
		return []*match{&first, &second}
	}
	return nil
}

// withoutItsVerb returns copies of m for the states that follow its date, each with a date of its own and without a verb: "Chad became independent in 1960, Angola in
// 1975", "Chad joined the union in 1960, Angola in 1975", "Chad reopened its embassy in May, Angola in June".
func (r *reading) withoutItsVerb(m *match) (out []*match) {
	k := -1
	for i := range m.roles {
		switch f := &m.roles[i]; {
		case (f.role.Name == "agent" || f.role.Name == "agents" && m.rule.Single) && len(f.tokens) == 1 && len(f.parties) == 1 && (f.tokens[0] < m.tok || strings.HasSuffix(r.toks[f.tokens[0]].XPOS, "$")):
			k = i
		case acting(f.role) && slices.ContainsFunc(f.parties, func(p chancery.Party) bool { return p.Type != chancery.Organisation }):
			return nil
		}
	}
	if k < 0 || !m.stance.modality.Actual() {
		return nil
	}
	best, _ := r.dates(m.tok, &m.stance, r.times, m.rule.State)
	if len(best) != 1 || best[0].first < m.tok {
		return nil
	}
	for i, e := 0, best[0]; i < len(r.mentions); i++ {
		q := &r.mentions[i]
		if q.First <= e.last {
			continue
		}
		d := r.dateBehind(q.Last)
		if q.Form != party.Name || len(q.Parties) != 1 || q.Parties[0].Type != chancery.State || d == nil || q.First-e.last > 3 {
			break
		}
		for t := e.last + 1; t < q.First; t++ {
			if f := r.toks[t].Form; !separator(f) && f != ";" {
				return out
			}
		}
		if next := d.last + 1; next < len(r.toks) && (r.toks[next].UPOS == "VERB" || r.toks[next].UPOS == "AUX") {
			break
		}
		c := *m
		c.own, c.roles = d, append([]filled(nil), m.roles...)
		c.roles[k] = filled{role: m.roles[k].role, tokens: []int{q.Head}, parties: q.Parties}
		out = append(out, &c)
		e = d
	}
	return out
}

// soMany returns copies of m for the states that follow what is counted, each with a number of its own and without a verb, or with the same one: "Chad expelled ten
// Libyan diplomats, Mali three and Niger one".
func (r *reading) soMany(m *match) (out []*match) {
	k, n, end := -1, -1, -1
	for i := range m.roles {
		switch f := &m.roles[i]; {
		case f.role.Name == "agent" && len(f.tokens) == 1 && len(f.parties) == 1 && f.tokens[0] < m.tok && f.parties[0].Type == chancery.State:
			k = i
		case f.role.Name == "quantity" && len(f.tokens) == 1 && f.tokens[0] > m.tok:
			n, end = i, f.tokens[0]
		}
	}
	if k < 0 || n < 0 || !m.stance.modality.Actual() {
		return nil
	}
	for i := range r.mentions {
		q := &r.mentions[i]
		if q.First <= end {
			continue
		}
		num := q.Last
		for num < len(r.toks) && num < q.Last+2 && (r.low[num] == r.low[m.tok] || r.low[num] == "order" || r.form[num] == "out") { // "and Mali expelled three"
			num++
		}
		if q.Form != party.Name || len(q.Parties) != 1 || q.Parties[0].Type != chancery.State || q.First-end > 4 || num >= len(r.toks) || r.toks[num].UPOS != "NUM" ||
			num+1 < len(r.toks) && r.toks[num+1].UPOS != "PUNCT" && r.toks[num+1].UPOS != "CCONJ" {
			break
		}
		for t := end + 1; t < q.First; t++ {
			if f := r.toks[t].Form; !separator(f) && f != ";" && f != "the" {
				return out
			}
		}
		c := *m
		c.roles = append([]filled(nil), m.roles...)
		c.roles[k] = filled{role: m.roles[k].role, tokens: []int{q.Head}, parties: q.Parties}
		c.roles[n] = filled{role: m.roles[n].role, tokens: []int{num}, parties: m.roles[n].parties}
		out = append(out, &c)
		end = num
	}
	return out
}

// respectively splits a match whose parties have each, in their order, one of the dates before "respectively": "with Chad and Mali in 1961 and 1962,
// respectively".
func (r *reading) respectively(m *match) (out []*match) {
	dates := r.inOrder(m)
	if len(dates) == 0 {
		return nil
	}
	for k := range m.roles {
		f := &m.roles[k]
		if !acting(f.role) {
			continue
		}
		tokens := slices.Sorted(slices.Values(f.tokens))
		var common []int // who did it with each
		for len(tokens) > 2 && tokens[0] < m.tok && tokens[1] > m.tok {
			common, tokens = append(common, tokens[0]), tokens[1:]
		}
		for l := len(tokens); l > 2 && tokens[l-1] > m.tok && tokens[l-2] < m.tok; l = len(tokens) {
			common, tokens = append(common, tokens[l-1]), tokens[:l-1]
		}
		n := len(tokens)
		if n < 2 || n > len(dates) || f.role.Name == "agents" && len(common) == 0 && len(m.roles) == 1 && !r.p.single {
			continue
		}
		own := dates[len(dates)-n:]
		if own[0].first < tokens[n-1] && n != len(dates) {
			continue
		}
		for i, t := range tokens {
			out = append(out, r.only(m, k, slices.Concat(common, []int{t}), own[i]))
		}
		return out
	}
	return nil
}

// once are the kinds of what two do, or one does, once only: with several dates for several parties each has its own.
var once = map[string]bool{"establish-relations": true, "recognise": true, "make-peace": true, "join": true, "proclaim-state": true}

// inOrder returns the dates that the parties of m have each in their order: those before "respectively", or as many as there are parties to an act that
// is done once, "Chad and Mali joined it in 1961 and 1962".
func (r *reading) inOrder(m *match) (dates []*timed) {
	if w := slices.Index(r.form, "respectively"); w >= 0 {
		for i := range r.times {
			if e := &r.times[i]; e.last < w && dating(&e.Expression) && e.Ref != when.Anaphoric {
				dates = append(dates, e)
			}
		}
		if len(dates) == 0 || w-dates[len(dates)-1].last > 2 {
			return nil
		}
		return dates
	}
	if m.rule.State {
		return nil
	}
	best, _ := r.dates(m.tok, &m.stance, r.times, false)
	if len(best) < 2 || best[0].first < m.tok {
		return nil
	}
	sorted := slices.SortedFunc(slices.Values(best), func(a, b *timed) int { return a.first - b.first })
	before, after := 0, 0
	for _, f := range m.roles {
		if acting(f.role) {
			if behind := r.behind(f.tokens, m.tok); len(best) > 2 && len(behind) == len(best) && behind[len(behind)-1] < sorted[0].first { // "missions in Chad, Oman and Mali in 1961, 1962 and 1965"
				return sorted
			}
			for _, t := range f.tokens {
				if t < m.tok {
					before++
				} else {
					after++
				}
			}
		}
	}
	if !once[m.rule.Kind] || before != len(best) || after > 1 {
		return nil
	}
	return sorted
}

// behind returns of ts those behind the token t, in their order.
func (r *reading) behind(ts []int, t int) (out []int) {
	for _, u := range slices.Sorted(slices.Values(ts)) {
		if u > t {
			out = append(out, u)
		}
	}
	return out
}

// withoutVerb returns the states, the capitals or the organisations that follow the one at t and its date in a list that says no more of each than the date: "with Brazil in
// 1824, [India] in 1946 and [China] in 1979", "in London in 1882, in [Berlin] and [Rome] in 1883".
func (r *reading) withoutVerb(t int) (out []int) {
	i := r.at[t]
	if i < 0 {
		return nil
	}
	kind := chancery.State
	if ps := r.mentions[i].Parties; len(ps) == 1 {
		kind = ps[0].Type
	}
	if kind != chancery.State && kind != chancery.Place && kind != chancery.Organisation {
		return nil
	}
	lead := r.marks(t)
	for u := t; lead == "" && r.is(u, "conj"); u = r.head(u) {
		lead = r.marks(r.head(u))
	}
	e := r.dateBehind(r.mentions[i].Last)
	var open []int // in a list whose date is still to come
	for k, end := i+1, 0; e != nil && k < len(r.mentions); k++ {
		m := &r.mentions[k]
		end = max(end, e.last)
		if m.First <= end {
			continue
		}
		led, joined := false, m.First-end <= 4
		for w := end + 1; w < m.First; w++ {
			led = led || r.low[w] == lead
			joined = joined && (separator(r.toks[w].Form) || r.low[w] == "with" || r.low[w] == lead || r.toks[w].Form == ";" || r.toks[w].Form == ")")
		}
		named := m.Form == party.Name || m.Form == party.Capital && (led || len(open) > 0 || r.mentions[i].Form == party.Capital)
		if !joined || !named || len(m.Parties) != 1 || m.Parties[0].Type != kind {
			break
		}
		open, end = append(open, m.Head), m.Last-1
		if d := r.dateBehindOnly(m.Last); d != nil {
			out, open, e = append(out, open...), nil, d
		}
	}
	return out
}

// gapBefore reports whether a comma, a semicolon, an "and" or a "while" stands before the token t and its article.
func (r *reading) gapBefore(t int) bool {
	if t > 0 && r.low[t-1] == "the" {
		t--
	}
	if t == 0 {
		return false
	}
	switch f := r.form[t-1]; f {
	case ",", ";", "and", "while", "but":
		return true
	}
	return false
}
