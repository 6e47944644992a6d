package extract

import (
	"slices"
	"strconv"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/when"
)

// Times that other times of the sentence give: a reign, "the same year", "three years later".

// reigns leaves out the times in brackets that tell when somebody held his office: "the king (1831–1889) sent an envoy".
func (r *reading) reigns() {
	r.times = slices.DeleteFunc(r.times, func(e timed) bool {
		if len(e.Ends) != 2 || e.Ref != when.Absolute || e.last+1 >= len(r.toks) || r.toks[e.last+1].Form != ")" {
			return false
		}
		open := e.first - 1
		for open > 0 && open > e.first-3 && r.toks[open].Form != "(" {
			open--
		}
		if open < 1 || r.toks[open].Form != "(" {
			return false
		}
		for a, n := open-1, 0; a >= 0 && n < maxDepth; a, n = r.head(a), n+1 {
			if m := r.marks(a); r.is(a, "obl") && (m == "during" || m == "under") { // "during the presidency of Jair Bolsonaro (2019–2022)"
				return false
			}
		}
		if e.first == open+2 && r.toks[open+1].UPOS != "VERB" && capital(r.toks[open+1].Form) { // "(Shah 1666–1694)"
			return true
		}
		for i := range r.mentions {
			if m := &r.mentions[i]; m.Contains(open-1) && len(m.Parties) == 1 && m.Parties[0].Person != "" {
				return true
			}
		}
		return false
	})
}

// ownYears gives an era that is known by its name the years that the text says behind it, in brackets: "the War of the Pacific (1879–83)".
func (r *reading) ownYears() {
	for i := 0; i+1 < len(r.times); i++ {
		e, d := &r.times[i], &r.times[i+1]
		if e.Named && (e.Relation == when.In || e.Relation == when.During) && !d.Named && d.Ref == when.Absolute && len(d.whens) == 1 && d.whens[0].EDTF != "" && d.first == e.last+2 && r.toks[e.last+1].Form == "(" {
			e.whens = d.whens
		}
	}
}

// withYear dates what lacks its year, and has none from before, by a day that the sentence tells later: "will visit on November 11, the ministry announced on
// November 6, 2017".
func (r *reading) withYear() {
	for i := range r.times {
		e := &r.times[i]
		if e.Ref != when.Partial || len(e.whens) == 0 || e.whens[0].EDTF != "" {
			continue
		}
		for j := range r.times {
			d := &r.times[j]
			if d.Ref != when.Absolute || len(d.whens) != 1 || !dating(&d.Expression) {
				continue
			}
			day, err := edtf.Parse(d.whens[0].EDTF)
			if err != nil || day.Precision() != edtf.DayPrecision {
				continue
			}
			a := r.p.anchor
			a.Narrative = day
			e.whens = e.Resolve(a)
			break
		}
	}
}

// offsets gives a duration before "after" or "before" a dated event the day that it means: "four days after the fall of the city on 5 May 1936". The date of
// the event is then no longer one of the clause.
func (r *reading) offsets() {
	for i := range r.times {
		e := &r.times[i]
		if e.Type != when.Duration || e.last+1 >= len(r.toks) {
			continue
		}
		mark := e.last + 1
		sign := map[string]string{"after": "", "before": "-"}
		s, ok := sign[r.low[mark]]
		n := r.head(mark)
		if !ok || n < mark || r.verb(n) || !r.is(mark, "case") {
			continue
		}
		for j := range r.times {
			d := &r.times[j]
			if d.first < mark || !dating(&d.Expression) || d.Ref != when.Absolute || len(d.whens) != 1 || !r.below(d.head, n) || slices.Contains(r.form[mark:d.first], ",") {
				continue
			}
			base, err := edtf.Parse(d.Value)
			day, ok := edtf.Anchor(days(e.Length, s), base)
			if err != nil || !ok || !fine(base, days(e.Length, s)) {
				continue
			}
			e.Type, e.Ref, e.Value, e.Relation = when.Date, when.Absolute, day.String(), when.In
			e.whens = []chancery.When{{EDTF: e.about(day), Text: r.text[r.toks[e.first].Start:r.toks[d.last].End], Basis: chancery.BasisExplicit}}
			e.head = d.head
			d.Vague, d.Value = "", ""
			break
		}
	}
}

// laterBy gives a duration behind "after" at the beginning of a clause the time that it means where the sentence has just told a date: "became independent in 1993,
// but after just five years it fought".
func (r *reading) laterBy() {
	for i := 1; i < len(r.times); i++ {
		e, d := &r.times[i], &r.times[i-1]
		if e.Type != when.Duration || e.Ref == when.Absolute || d.last >= e.first || !dating(&d.Expression) || d.Ref != when.Absolute || len(d.whens) != 1 || e.last+1 < len(r.toks) && (r.form[e.last+1] == "of" || r.form[e.last+1] == "in") {
			continue
		}
		mark := e.first - 1
		for mark > d.last && (r.form[mark] == "just" || r.form[mark] == "only" || r.form[mark] == "some" || r.form[mark] == "about") {
			mark--
		}
		if mark <= d.last || r.form[mark] != "after" || r.form[mark-1] != "," && r.form[mark-1] != "but" && r.form[mark-1] != "and" {
			continue
		}
		if v := r.verbAbove(d.head); v < 0 || v > mark { // "in 1992, after 130 years, it restored relations": that is all of 1992
			continue
		}
		base, err := edtf.Parse(d.Value)
		shift := days(e.Length, "")
		day, ok := edtf.Anchor(shift, base)
		if err != nil || !ok || !fine(base, shift) {
			continue
		}
		e.Type, e.Ref, e.Value, e.Relation = when.Date, when.Absolute, day.String(), when.In
		e.whens = []chancery.When{{EDTF: e.about(day), Text: r.text[r.toks[mark].Start:r.toks[e.last].End], Basis: chancery.BasisContext}}
	}
}

// days returns the relative form of an ISO 8601 duration of whole days, weeks, months or years, "" for another: P2D to "days=-2".
func days(length, sign string) string {
	if len(length) < 3 || length[0] != 'P' || strings.ContainsAny(length, "TX") {
		return ""
	}
	unit := map[byte]string{'D': "days", 'W': "weeks", 'M': "months", 'Y': "years"}[length[len(length)-1]]
	n := length[1 : len(length)-1]
	if unit == "" || strings.Trim(n, "0123456789") != "" {
		return ""
	}
	if unit == "weeks" {
		k, err := strconv.Atoi(n)
		if err != nil || k > 1000 {
			return ""
		}
		unit, n = "days", strconv.Itoa(7*k)
	}
	return unit + "=" + sign + n
}
