package extract

import (
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/nlp"
)

// A section's heading often names the act that its text tells of in other words: below "Resumption of Diplomatic Relations, 1934" stands
// "Frank Corrigan presented his credentials on 30 April 1934". What is told there is the form that the act took, and its day is the act's.

// theme is an act that the heading of a section names, and the claims from which its section began.
type theme struct {
	claim chancery.Claim // its kind, and its parties as far as the heading tells
	from  int            // index in passage.claims
}

// formSure is how sure it is that an act told below a heading is the one that the heading names.
const formSure = 0.7

// forms are, by the kind that a heading names, the kinds that can be its form, and those that tell the same.
var forms = map[string]struct{ by, same []string }{
	"establish-relations": {by: []string{"appoint-envoy", "open-mission", "accredit", "sign-agreement"}, same: []string{"restore-relations"}},
	"restore-relations":   {by: []string{"appoint-envoy", "reopen-mission", "open-mission", "accredit", "sign-agreement"}, same: []string{"establish-relations"}},
	"open-mission":        {by: []string{"appoint-envoy", "establish-relations", "restore-relations"}, same: []string{"reopen-mission"}},
	"reopen-mission":      {by: []string{"appoint-envoy", "restore-relations"}, same: []string{"open-mission"}},
	"upgrade-relations":   {by: []string{"appoint-envoy"}, same: []string{"open-mission"}},
	"sever-relations":     {by: []string{"close-mission", "withdraw-diplomats"}, same: []string{"suspend-relations", "lapse-relations"}},
	"close-mission":       {by: []string{"withdraw-diplomats"}},
}

// themes reads the acts that a heading names.
func (p *passage) themes(i int, b *chancery.Block) (out []theme) {
	if len(p.pair) == 0 || p.anchor.Section == (edtf.Date{}) {
		return nil // a heading without a year is too loose a frame
	}
	seen := map[string]bool{}
	for _, text := range []string{b.Text, strings.ToLower(b.Text)} { // capitals mislead the tagger, small letters hide the names
		for _, s := range p.x.nlp.Split(text) {
			if len(s.Tokens) > maxSentence {
				continue
			}
			p.x.nlp.Parse(&s)
			repairHeadline(&s)
			scout := &passage{x: p.x, doc: p.doc, disc: p.x.gaz.NewDiscourse(nil), pair: p.pair, base: p.base, single: p.single}
			r := scout.read(i, text, &s)
			p.seated(r)
			for _, m := range r.matches(nil) {
				if _, ok := forms[m.rule.Kind]; !ok || seen[m.rule.Kind] || m.stance.modality != chancery.Asserted {
					continue
				}
				seen[m.rule.Kind] = true
				c := chancery.Claim{Kind: m.rule.Kind}
				for _, f := range m.roles {
					switch f.role.Name {
					case "agent", "agents":
						c.Agents = mergeParties(c.Agents, f.parties)
					case "patient", "patients":
						c.Patients = mergeParties(c.Patients, f.parties)
					}
				}
				out = append(out, theme{claim: c, from: len(p.claims)})
			}
		}
	}
	return out
}

// seated keeps whose mission a heading names, for what its section tells of "the mission" and of envoys: "Elevation of American Legation to Embassy Status".
func (p *passage) seated(r *reading) {
	c := p.x.rules.Classes["@mission-strict"]
	for t := range r.toks {
		if c == nil || !r.in(t, c) {
			continue
		}
		owner := r.statesAt(r.possessors(t))
		if other := p.understood(owner, p.pair); len(owner) == 1 && len(other) == 1 {
			p.memory.sender, p.memory.receiver, p.memory.city = bare(owner), bare(other), nil
			return
		}
	}
}

// repairHeadline gives a participle without an object its passive back: "Diplomatic Relations Resumed".
func repairHeadline(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		if x := toks[v].XPOS; x != "VBN" && x != "VBD" || toks[v].Head >= 0 {
			continue
		}
		subject := -1
		for c := range toks {
			switch {
			case toks[c].Head != v:
			case toks[c].Rel == "nsubj":
				subject = c
			case toks[c].Rel == "obj", strings.HasPrefix(toks[c].Rel, "aux"):
				return
			}
		}
		if subject >= 0 {
			toks[subject].Rel, toks[v].XPOS = "nsubj:pass", "VBN"
		}
		return
	}
}

// settle ends a section: an act that its heading names and its text tells only by its form is a claim on the day of that form.
func (p *passage) settle() {
	end := len(p.claims)
	for _, th := range p.theme {
		if told(p.claims[th.from:end], th.claim.Kind, p.anchor.Section) {
			continue
		}
		for i := th.from; i < end; i++ {
			if c, ok := p.form(&th.claim, &p.claims[i]); ok {
				p.add(c)
				break
			}
		}
	}
	p.theme = nil
}

// told reports whether a claim of claims tells an act of the kind, or of one that is the same in other words, on a day or in a month.
func told(claims []chancery.Claim, kind string, section edtf.Date) bool {
	same := append([]string{kind}, forms[kind].same...)
	for i := range claims {
		for _, k := range same {
			if claims[i].Kind == k && claims[i].Rule != "heading" && onTime(&claims[i], section, edtf.MonthPrecision) {
				return true
			}
		}
	}
	return false
}

// onDay reports whether c is an act told with its day, a day of the section's time.
func onDay(c *chancery.Claim, section edtf.Date) bool { return onTime(c, section, edtf.DayPrecision) }

// onTime reports whether c is an act told with its day, or with a time of the precision least, in the section's time.
func onTime(c *chancery.Claim, section edtf.Date, least edtf.Precision) bool {
	if c.When == nil || c.When.Basis != chancery.BasisExplicit || !c.Modality.Actual() {
		return false
	}
	d, err := edtf.Parse(c.When.EDTF)
	return err == nil && (d.Precision() == edtf.DayPrecision || d.Precision() == least) && (section == edtf.Date{} || edtf.Within(d, section))
}

// form returns the act th as told by c, its form.
func (p *passage) form(th, c *chancery.Claim) (chancery.Claim, bool) {
	can := false
	for _, k := range forms[th.Kind].by {
		can = can || c.Kind == k
	}
	if !can || !onDay(c, p.anchor.Section) || c.Kind == "sign-agreement" && !strings.Contains(c.Quote.Exact, "elations") { // a treaty of friendly relations

		return chancery.Claim{}, false
	}
	out := *c
	out.Kind, out.Rule, out.Confidence = th.Kind, "heading", c.Confidence*formSure
	out.Quantity, out.Others = nil, nil
	pair := mergeParties(append([]chancery.Party(nil), c.Agents...), c.Patients)
	if len(pair) != 2 || pair[0].Type != chancery.State || pair[1].Type != chancery.State {
		return chancery.Claim{}, false
	}
	from, _ := p.x.kinds.Get(c.Kind)
	switch k, _ := p.x.kinds.Get(th.Kind); {
	case k.Symmetric:
		if pair[0].ID > pair[1].ID {
			pair[0], pair[1] = pair[1], pair[0]
		}
		out.Agents, out.Patients = pair, nil
	case len(th.Agents) == 1 && (th.Agents[0].ID == pair[0].ID || th.Agents[0].ID == pair[1].ID):
		if th.Agents[0].ID == pair[1].ID { // whose act it is, the heading says
			pair[0], pair[1] = pair[1], pair[0]
		}
		out.Agents, out.Patients = pair[:1:1], pair[1:]
	case from.Symmetric:
		return chancery.Claim{}, false
	}
	out.ID = out.Identify()
	return out, true
}
