package ledger

import (
	"slices"

	"chancery"
	"chancery/internal/edtf"
)

// Derivation is why the ledger gives a status: the facts that it was derived from in the order in which they were laid out, and
// what was considered and set aside.
type Derivation struct {
	Status chancery.Status `json:"status"`
	Steps  []Step          `json:"steps"`
	Aside  []Step          `json:"aside"`
}

// Step is one fact of a derivation, or one thing that was set aside.
type Step struct {
	Track   string   `json:"track"` // standing, or representation with its sender
	Sender  string   `json:"sender,omitempty"`
	What    string   `json:"what"`
	When    string   `json:"when,omitempty"`  // EDTF; "" where unknown
	Verdict string   `json:"verdict"`         // fits moves presupposes infers aside
	Rule    string   `json:"rule"`            // of docs/ledger.md, in a sentence
	Holds   bool     `json:"holds,omitempty"` // what holds on the day of the question began with it
	Claims  []string `json:"claims"`
	Against []string `json:"against,omitempty"`
}

var verdictNames = [...]string{"fits", "moves", "presupposes", "moves", "infers", "aside"}

var opNames = map[op]string{
	opEstablish: "relations established", opRestore: "relations restored", opSever: "relations severed", opSuspend: "relations suspended", opLapse: "relations lapsed",
	opWar: "war", opRecognise: "recognition", opWithdraw: "recognition withdrawn", opRefuse: "recognition refused", opHave: "relations exist", opNone: "no relations",
	opOpen: "mission opened", opClose: "mission closed", opKeep: "mission exists", opResident: "represented from elsewhere", opProtect: "interests protected", opEnvoy: "envoy appointed",
	opRaise: "mission raised", opLower: "mission lowered", opHead: "head of mission expelled", opRecall: "envoy recalled", opStaff: "staff withdrawn", opBreak: "relations end", opResume: "relations stand", opGone: "a state ceased to exist",
}

// Why explains Status: it has the same arguments and errors.
func (l *Ledger) Why(a, b, on string) (Derivation, error) {
	st, err := l.Status(a, b, on)
	if err != nil {
		return Derivation{}, err
	}
	date, _ := edtf.Parse(on)
	_, day := date.Bounds()
	k := newPair(l.line(a), l.line(b))
	var refs []ref
	if p, ok := l.pairs[k]; ok {
		refs = p.refs
	}
	_, d := deriveAll(k, refs, l)
	out := Derivation{Status: st, Steps: []Step{}, Aside: []Step{}}
	explain(&out, &d.standing, "standing", "", day)
	explain(&out, &d.mission[0], "representation", k.a, day)
	explain(&out, &d.mission[1], "representation", k.b, day)
	// Claims of standing that do not say that the thing is so, and those that people rejected.
	for _, r := range refs {
		kind, _ := l.kinds.Get(r.Kind)
		if kind.Group != "standing" && kind.Group != "mission" || r.Modality.Actual() {
			continue
		}
		out.Aside = append(out.Aside, Step{Track: "standing", What: r.Kind, When: text(r.when), Verdict: "aside",
			Rule: "it is " + string(r.Modality) + ", and only what is asserted or announced moves a standing", Claims: []string{r.ID}})
	}
	for _, e := range d.explains {
		out.Aside = append(out.Aside, Step{Track: "standing", What: "discrepancy of beginnings", When: text(e[1].when), Verdict: "aside",
			Rule: "a document tells of this beginning and of that of " + text(e[0].when) + ": to it relations began twice, and who gives one of the dates does not contradict who gives the other", Claims: idsOf(e[:])})
	}
	for _, x := range l.decisions.all {
		if x.Action != "reject" || l.decisions.byClaim[x.Claim].ID != x.ID {
			continue
		}
		if c := l.rejected(x.Claim, k); c != nil {
			out.Aside = append(out.Aside, Step{Track: "standing", What: c.Kind, When: text(claimDate(c)), Verdict: "aside", Rule: "rejected by " + x.By, Claims: []string{c.ID}})
		}
	}
	return out, nil
}

// rejected returns the raw claim of that id if it would be a claim of the pair.
func (l *Ledger) rejected(id string, k pairKey) *chancery.Claim {
	for _, d := range l.docs {
		i, found := slices.BinarySearchFunc(d.raw, id, func(c *chancery.Claim, id string) int {
			switch {
			case c.ID < id:
				return -1
			case c.ID > id:
				return 1
			}
			return 0
		})
		if found {
			for _, p := range l.pairsOf(d.raw[i], nil) {
				if p.pairKey == k {
					return d.raw[i]
				}
			}
		}
	}
	return nil
}

func text(d edtf.Date) string {
	if d.IsUnknown() {
		return ""
	}
	return d.String()
}

// explain writes the steps of a solution.
func explain[S comparable](out *Derivation, s *solution[S], track, sender string, day edtf.Day) {
	now, _, _ := s.at(day)
	var begin *fact
	if now < len(s.segments) {
		begin = s.segments[now].begin
	}
	for _, st := range s.order {
		f := st.fact
		x := Step{Track: track, Sender: sender, What: opNames[f.op], When: f.when, Verdict: verdictNames[st.verdict], Rule: st.rule, Holds: f == begin, Claims: list(idsOf(f.refs)), Against: idsOf(f.against)}
		if st.verdict == dropped {
			out.Aside = append(out.Aside, x)
		} else {
			out.Steps = append(out.Steps, x)
		}
	}
}
