package eval

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"chancery"
)

// Statuses scores what a run says stood between two states on a date: the standing, the date from which, and the representation, each where the gold gives it. An answer
// that is an error is a wrong one.
func Statuses(sys System, gold []StatusGold) *Report {
	r := &Report{Name: "status"}
	standing, from, fromOf, rep, repOf := 0, 0, 0, 0, 0
	for _, g := range gold {
		s, err := sys.Status(g.A, g.B, g.On)
		miss := func(what, want, got string) {
			r.Misses = append(r.Misses, Miss{What: "wrong", ID: fmt.Sprintf("%s %s %s", g.A, g.B, g.On), Says: what + " " + want, Read: got})
		}
		right := slices.Contains(strings.Split(g.Standing, "|"), string(s.Standing))
		if right {
			standing++
		} else {
			got := string(s.Standing)
			if err != nil {
				got = clip(err.Error(), 100)
			}
			miss("standing", g.Standing, got)
		}
		if len(g.From) > 0 {
			fromOf++
			if right && slices.ContainsFunc(g.From, func(w string) bool { return within(s.From, w) }) {
				from++
			} else if right {
				miss("from", strings.Join(g.From, " or "), s.From)
			}
		}
		for _, w := range g.Representation {
			repOf++
			got := "nothing"
			if slices.ContainsFunc(s.Representation, func(x chancery.Representation) bool {
				if line(x.Sender) != line(w.Sender) || line(x.Receiver) != line(w.Receiver) {
					return false
				}
				got = strings.TrimSpace(x.Type + " " + x.By)
				return x.Type == w.Type && (w.By == "" || x.By == w.By) || slices.Contains(w.Or, x.Type)
			}) {
				rep++
			} else {
				miss("representation", strings.TrimSpace(w.Sender+">"+w.Receiver+" "+w.Type+" "+w.By), got)
			}
		}
	}
	r.ratio("standing", standing, len(gold))
	if fromOf > 0 {
		r.ratio("from", from, fromOf)
	}
	if repOf > 0 {
		r.ratio("representation", rep, repOf)
	}
	return r
}

// Dates scores the dates that a run gives to documents. A document whose gold says "inferred" has no date of its own.
func Dates(got []DocumentDate, gold []DateGold) *Report {
	r := &Report{Name: "document dates"}
	own, ownOf, inferred, inferredOf := 0, 0, 0, 0
	for _, g := range gold {
		var d DocumentDate
		for _, x := range got {
			if path.Base(x.Document) == g.Doc {
				d = x
			}
		}
		n, of := &own, &ownOf
		if g.Basis == "inferred" {
			n, of = &inferred, &inferredOf
		}
		*of++
		if same(d.EDTF, g.Date) {
			*n++
		} else {
			r.Misses = append(r.Misses, Miss{What: "wrong", Document: g.Doc, Says: g.Date + " " + g.Basis, Read: strings.TrimSpace(d.EDTF + " " + d.Basis)})
		}
	}
	r.ratio("of documents with a date of their own", own, ownOf)
	r.ratio("of documents without, from other documents", inferred, inferredOf)
	return r
}

// Discrepancies scores the discrepancies that a run lists: the pair, the kind where the gold gives one, and every value of the gold.
func Discrepancies(got []chancery.Discrepancy, gold []DiscrepancyGold) *Report {
	r := &Report{Name: "discrepancies"}
	found := 0
	for _, g := range gold {
		if slices.ContainsFunc(got, func(d chancery.Discrepancy) bool {
			pair := set{line(d.A): true, line(d.B): true}
			if !pair[line(g.A)] || !pair[line(g.B)] || g.Kind != "" && d.Kind != g.Kind {
				return false
			}
			for _, v := range g.Values {
				if !slices.ContainsFunc(d.Values, func(x string) bool { return x == v || same(x, v) }) {
					return false
				}
			}
			return true
		}) {
			found++
		} else {
			r.Misses = append(r.Misses, Miss{What: "missed", Says: fmt.Sprintf("%s %s %s %s", g.A, g.B, g.Kind, strings.Join(g.Values, " / "))})
		}
	}
	r.ratio("listed", found, len(gold))
	r.value("listed in all", float64(len(got)))
	return r
}

// codeOf maps a folded name to the code of the state that claims call so.
type codeOf map[string]string

// codes gathers the names of states from claims: first the names that claims give, then the words of the texts.
func codes(claims []chancery.Claim) codeOf {
	ids := codeOf{}
	sorted := inOrder(claims)
	for _, word := range []func(chancery.Party) string{func(p chancery.Party) string { return p.Name }, func(p chancery.Party) string { return p.Mention }} {
		for _, c := range sorted {
			for _, p := range slices.Concat(c.Agents, c.Patients) {
				if n := fold(word(p)); stateCode(p.ID) && n != "" && ids[n] == "" {
					ids[n] = p.ID
				}
			}
		}
	}
	return ids
}

// of returns the code of a folded name, or the name where no claim uses it.
func (ids codeOf) of(name string) string {
	if id, ok := ids[name]; ok {
		return id
	}
	return name
}

// Conflicts turns pairs of names into discrepancies to be listed, by the names that the claims themselves use. A name that no claim uses stays as it is, and is
// found in no discrepancy.
func Conflicts(claims []chancery.Claim, gold []ConflictGold) []DiscrepancyGold {
	ids := codes(claims)
	var out []DiscrepancyGold
	for _, g := range gold {
		if len(g.Pair) != 2 {
			continue
		}
		d := DiscrepancyGold{A: ids.of(fold(g.Pair[0])), B: ids.of(fold(g.Pair[1]))}
		for _, c := range g.Claims {
			if !slices.Contains(d.Values, c.Date) {
				d.Values = append(d.Values, c.Date)
			}
		}
		out = append(out, d)
	}
	return out
}

// OffTopic gives the claims per thousand sentences of texts that are not about relations between states: nearly every one of them is wrong.
func OffTopic(claims []chancery.Claim, sentences int) *Report {
	r := &Report{Name: "off topic"}
	n := 0
	for _, c := range inOrder(claims) {
		n++
		r.Misses = append(r.Misses, Miss{What: "wrong", ID: c.ID, Document: c.Document, Says: says(c), Quote: text(c.Quote), Read: c.Rule})
	}
	r.Figures = append(r.Figures, Figure{Name: "claims per 1,000 sentences", Num: n, Den: sentences, Value: 1000 * div(n, sentences)})
	return r
}
