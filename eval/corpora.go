package eval

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"chancery"
)

// heading says which kinds of claim tell an event of rdcr's headings.
type heading struct {
	event string
	kinds []string
}

var headings = []heading{
	{"recognition", []string{"recognise"}},
	{"relations_established", []string{"establish-relations"}},
	{"relations_severed", []string{"sever-relations", "suspend-relations", "lapse-relations", "declare-war"}},
	{"relations_resumed", []string{"restore-relations", "establish-relations"}},
	{"mission_opened", []string{"open-mission"}},
	{"mission_elevated", []string{"upgrade-relations", "open-mission"}},
	{"mission_closed", []string{"close-mission", "withdraw-diplomats"}},
	{"mission_reopened", []string{"reopen-mission", "open-mission"}},
}

// Headings scores claims against the events of rdcr's headings: one side is the United States, and the date is exactly the gold's. How
// many of the claims of these kinds stand on a date that the gold knows is a lower bound of precision, since the gold has an event a heading.
func Headings(claims []chancery.Claim, gold []HeadingGold) *Report {
	r := &Report{Name: "rdcr"}
	bySlug := map[string][]*chancery.Claim{}
	slug := func(c *chancery.Claim) string {
		s := path.Base(c.Document)
		return strings.TrimSuffix(s, path.Ext(s))
	}
	sorted := inOrder(claims)
	for _, c := range sorted {
		bySlug[slug(c)] = append(bySlug[slug(c)], c)
	}
	known := map[string]bool{}
	for _, h := range headings {
		for _, k := range h.kinds {
			known[k] = true
		}
	}
	delete(known, "declare-war")
	delete(known, "withdraw-diplomats")

	found, total := map[string]int{}, map[string]int{}
	dates := map[string][]string{}
	hits, n := 0, 0
	for i := range gold {
		g := &gold[i]
		if g.Date != nil {
			dates[g.Slug] = append(dates[g.Slug], *g.Date)
		}
		for _, o := range g.Others {
			if s, ok := o.(string); ok {
				dates[g.Slug] = append(dates[g.Slug], s)
			}
		}
		j := slices.IndexFunc(headings, func(h heading) bool { return h.event == g.Event })
		if j < 0 || g.Confidence == "low" || g.Date == nil || *g.Date == "" {
			continue
		}
		total[g.Event]++
		n++
		if slices.ContainsFunc(bySlug[g.Slug], func(c *chancery.Claim) bool {
			ps := claimKeys(c.Agents, c.Patients)
			return slices.Contains(headings[j].kinds, c.Kind) && ps["USA"] && len(ps) > 1 && same(when(c), *g.Date)
		}) {
			found[g.Event]++
			hits++
		} else {
			r.Misses = append(r.Misses, Miss{What: "missed", Document: g.Slug, Says: g.Event + " " + *g.Date, Quote: g.Quote})
		}
	}
	read, onKnown := 0, 0
	for _, c := range sorted {
		m := c.Modality
		if !known[c.Kind] || when(c) == "" || m != "" && !m.Actual() || !claimKeys(c.Agents, c.Patients)["USA"] {
			continue
		}
		read++
		if slices.ContainsFunc(dates[slug(c)], func(d string) bool { return same(when(c), d) }) {
			onKnown++
		}
	}
	for _, h := range headings {
		if total[h.event] > 0 {
			r.ratio(h.event, found[h.event], total[h.event])
		}
	}
	r.ratio("claims of these kinds on a date that the gold knows", onKnown, read)
	r.ratio("recall, kind and exact date", hits, n)
	return r
}

// Tables scores claims against the rows of the tables of pages on foreign relations: the partner's name and the exact day of establishment.
func Tables(claims []chancery.Claim, gold []DyadGold) *Report {
	r := &Report{Name: "tables"}
	type at struct{ page, party string }
	dates := map[at]map[string]bool{}
	pages := map[string]bool{}
	for i := range claims {
		c := &claims[i]
		page := fold(c.Document)
		pages[page] = true
		if c.Kind != "establish-relations" && c.Kind != "restore-relations" && c.Kind != "recognise" || when(c) == "" {
			continue
		}
		d := bounds(when(c))
		for _, p := range slices.Concat(c.Agents, c.Patients) {
			for _, n := range []string{fold(p.Name), fold(p.Mention)} {
				k := at{page, n}
				if dates[k] == nil {
					dates[k] = map[string]bool{}
				}
				dates[k][d] = true
			}
		}
	}
	found, n := 0, 0
	shown := map[string]int{}
	for i := range gold {
		g := &gold[i]
		if g.Event != "established" || g.Precision != "day" {
			continue
		}
		n++
		ok := false
		if g.Date != nil {
			d := bounds(*g.Date)
			for p := range pages {
				ok = ok || strings.Contains(p, fold(g.Page)) && (dates[at{p, fold(g.B)}][d] || dates[at{p, fold(g.Partner)}][d])
			}
		}
		if ok {
			found++
			continue
		}
		if shown[g.Page]++; shown[g.Page] <= 3 {
			r.Misses = append(r.Misses, Miss{What: "missed", Document: g.Page, Says: g.Partner + " " + deref(g.Date) + " " + g.Table, Quote: g.RowText})
		}
	}
	r.ratio("recall, pair and exact day", found, n)
	return r
}

func bounds(s string) string {
	f, l := date(s).Bounds()
	return fmt.Sprint(f, "/", l)
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// missionWords is how those pages say that a mission exists. Only claims that are read from such words are judged, because the gold
// was made of them and is silent elsewhere ("High Commission" in capitals among it).
var missionWords = regexp.MustCompile(`\b(has|have|maintains?|operates?)\b[^.;]{0,80}\b([Ee]mbass(y|ies)|high commissions?|[Cc]onsulates?|legations?|(diplomatic|liaison|representative|trade) offices?|missions?)\b|\b(is|are)\s+(also\s+)?(accredited|represented)\b`)

// Missions scores claims of missions (maintain-mission and accredit) against what the pages on foreign relations name: page, sender,
// receiver, and whether resident. The gold speaks of the page's own country on one side: a mission between two others is neither right nor wrong. The gold names states; a claim's code is known by the names that claims give to it. An honorary consulate of a state that is represented from
// abroad is neither right nor wrong.
func Missions(claims []chancery.Claim, gold []MissionGold) *Report {
	r := &Report{Name: "missions"}
	type key struct{ page, sender, receiver, kind string }
	const resident, abroad = "resident", "non-resident"
	kindOf := map[string]string{"maintain-mission": resident, "accredit": abroad}
	ids := codes(claims)
	want, keyOf := map[key]*MissionGold{}, map[*MissionGold]key{}
	pages := map[string]string{} // and the code of the country that each is about
	sides := func(g *MissionGold) (page, sender, receiver string) {
		from, country, partner := fold(strings.TrimLeft(g.Sender, "* ")), fold(g.Country), fold(g.Partner)
		switch {
		case from == country, ids.of(from) == ids.of(country):
			return fold(g.Page), ids.of(country), ids.of(partner)
		case from == partner, ids.of(from) == ids.of(partner), initials(from, partner):
			return fold(g.Page), ids.of(partner), ids.of(country)
		}
		return fold(g.Page), "", "" // the row's words are not of the form that the gold means
	}
	seats := map[string]map[string]int{} // a town -> who receives missions there
	for i := range gold {
		if g := &gold[i]; g.Kind == resident {
			if _, _, receiver := sides(g); receiver != "" {
				if seats[fold(g.Where)] == nil {
					seats[fold(g.Where)] = map[string]int{}
				}
				seats[fold(g.Where)][receiver]++
			}
		}
	}
	for i := range gold {
		g := &gold[i]
		page, sender, receiver := sides(g)
		pages[page] = ids.of(fold(g.Country))
		if sender == "" {
			continue
		}
		k := key{page, sender, receiver, g.Kind}
		// "accredited to Chad through its embassy in N'Djamena": the gold goes by the verb, but that mission is resident
		if _, town, ok := strings.Cut(g.Mission, " in "); ok && k.kind == abroad {
			town, _, _ = strings.Cut(town, ",")
			town, _, _ = strings.Cut(town, " and ")
			if seats[fold(town)][receiver] > 0 {
				k.kind = resident
			}
		}
		keyOf[g] = k
		want[k] = g
	}
	got := map[key]bool{}
	read, right := 0, 0
	for _, c := range inOrder(claims) {
		kind, ok := kindOf[c.Kind]
		page := fold(c.Document)
		if !ok || pages[page] == "" || c.Modality != "" && !c.Modality.Actual() || !missionWords.MatchString(text(c.Quote)) {
			continue
		}
		hit, honorary, home := false, false, false
		for _, a := range c.Agents {
			for _, p := range c.Patients {
				home = home || a.ID == pages[page] || p.ID == pages[page]
				k := key{page, a.ID, p.ID, kind}
				if want[k] != nil {
					got[k], hit = true, true
				}
				k.kind = abroad
				honorary = honorary || kind == resident && want[k] != nil && strings.Contains(want[k].Mission, "honorary")
			}
		}
		if !hit && (honorary || !home) {
			continue
		}
		read++
		if hit {
			right++
		} else {
			r.Misses = append(r.Misses, Miss{What: "wrong", ID: c.ID, Document: c.Document, Says: says(c), Quote: text(c.Quote)})
		}
	}
	for i := range gold {
		g := &gold[i]
		if k, ok := keyOf[g]; ok && want[k] == g && !got[k] {
			r.Misses = append(r.Misses, Miss{What: "missed", Document: g.Page, Says: k.kind + " " + k.sender + ">" + k.receiver, Quote: g.Quote})
		}
	}
	r.ratio("precision", right, read)
	r.ratio("recall", len(got), len(want))
	r.value("F1", f1(div(right, read), div(len(got), len(want))))
	return r
}

// initials reports whether short is the initials of long ("uae").
func initials(short, long string) bool {
	s := ""
	for _, w := range strings.Fields(long) {
		s += w[:1]
	}
	return short != "" && short == s
}

func text(q chancery.Quote) string {
	if q.Text != "" {
		return q.Text
	}
	return q.Exact
}

// oldRoots folds roots of PLOVER's first drafts into those of its release.
var oldRoots = map[string]string{"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT", "RETREAT": "YIELD", "CONCEDE": "YIELD"}

var sentenceName = regexp.MustCompile(`s(\d+)`)

// PLOVER scores the PLOVER roots of what was read from each sentence against the gold. Documents are named s0, s1 ... in the order of the gold;
// roots maps a kind of claim to its root.
func PLOVER(claims []chancery.Claim, gold []SentenceGold, roots map[string]string) *Report {
	r := &Report{Name: "plover"}
	foldRoot := func(s string) string {
		if o, ok := oldRoots[s]; ok {
			return o
		}
		return s
	}
	read := make([]set, len(gold))
	said := make([][]string, len(gold))
	for _, c := range inOrder(claims) {
		m := sentenceName.FindStringSubmatch(path.Base(c.Document))
		if m == nil || roots[c.Kind] == "" {
			continue
		}
		i, err := strconv.Atoi(m[1])
		if err != nil || i >= len(gold) {
			continue
		}
		if read[i] == nil {
			read[i] = set{}
		}
		read[i][foldRoot(roots[c.Kind])] = true
		said[i] = append(said[i], says(c))
	}
	right, nread, ngold := 0, 0, 0
	for i := range gold {
		want := set{}
		for _, e := range gold[i].Events {
			want[foldRoot(e.Code)] = true
		}
		if len(want) == 0 {
			continue
		}
		hit := 0
		for k := range want {
			if read[i][k] {
				hit++
			}
		}
		right, nread, ngold = right+hit, nread+len(read[i]), ngold+len(want)
		if hit < len(want) || hit < len(read[i]) {
			what := "missed"
			if hit == len(want) {
				what = "too many"
			} else if len(read[i]) > 0 {
				what = "wrong"
			}
			r.Misses = append(r.Misses, Miss{What: what, Document: fmt.Sprintf("s%d", i), Says: sortedKeys(want), Quote: gold[i].Text, Read: strings.Join(said[i], "; ")})
		}
	}
	r.ratio("precision", right, nread)
	r.ratio("recall", right, ngold)
	r.value("F1", f1(div(right, nread), div(right, ngold)))
	return r
}

func sortedKeys(s set) string {
	var ks []string
	for k := range s {
		ks = append(ks, k)
	}
	sort.Strings(ks)
	return strings.Join(ks, ",")
}
