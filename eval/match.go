package eval

import (
	"path"
	"slices"
	"sort"
	"strings"
	"unicode"

	"chancery"
	"chancery/internal/edtf"

	"golang.org/x/text/unicode/norm"
)

// lines folds a member of a lineage into the state under which it is asked, as the gold does.
var lines = map[string]string{
	"SUN": "RUS", "SCG": "SRB", "FRY": "SRB", "YUG": "SRB", "YUF": "SRB", "KOY": "SRB", "SRM": "SRB", "DDR": "DEU", "CSK": "CZE", "XUA": "EGY",
}

// spellings are the ways in which texts and gold write a party that is no state.
var spellings = []struct {
	key  string
	alts []string
}{
	{"mek", []string{"mojahedin", "mujahedin", "mujahedeen", "mek"}},
	{"fbi", []string{"fbi", "federal bureau"}},
	{"nato", []string{"nato", "north atlantic"}},
	{"mandiant", []string{"mandiant"}},
	{"microsoft", []string{"microsoft"}},
	{"koran", []string{"koran foundation"}},
	{"open balkan", []string{"open balkan"}},
	{"albanians", []string{"albanians"}},
	{"serbs", []string{"serbs"}},
}

// fold returns s in lower-case ASCII words, without a leading article or form of state.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if r < unicode.MaxASCII {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	s = b.String()
	for _, p := range []string{"the", "republic of", "state of"} {
		if rest, ok := strings.CutPrefix(s, p); ok && strings.TrimLeft(rest, " \t\n") != rest {
			s = strings.TrimLeft(rest, " \t\n")
			break
		}
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !('a' <= r && r <= 'z' || '0' <= r && r <= '9') }), " ")
}

func stateCode(id string) bool {
	if len(id) != 3 || id == "FBI" || id == "MEK" {
		return false
	}
	return strings.IndexFunc(id, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

func line(id string) string {
	if l, ok := lines[id]; ok {
		return l
	}
	return id
}

func spelling(folded string) (string, bool) {
	for _, s := range spellings {
		for _, a := range s.alts {
			if strings.Contains(folded, a) {
				return s.key, true
			}
		}
	}
	return "", false
}

// goldKey is the comparable key of a party of the gold, a state code or a name.
func goldKey(s string) string {
	if stateCode(s) {
		return line(s)
	}
	f := fold(s)
	if k, ok := spelling(f); ok {
		return k
	}
	return f
}

// claimKey is the comparable key of a party of a claim.
func claimKey(p chancery.Party) string {
	if stateCode(p.ID) {
		return line(p.ID)
	}
	if k, ok := spelling(fold(p.Name + " " + p.Mention)); ok {
		return k
	}
	if p.Name != "" {
		return fold(p.Name)
	}
	return fold(p.Mention)
}

type set map[string]bool

func goldKeys(ps ...[]string) set {
	s := set{}
	for _, l := range ps {
		for _, p := range l {
			s[goldKey(p)] = true
		}
	}
	return s
}

func claimKeys(ps ...[]chancery.Party) set {
	s := set{}
	for _, l := range ps {
		for _, p := range l {
			s[claimKey(p)] = true
		}
	}
	return s
}

// in reports whether every member of s is one of t.
func (s set) in(t set) bool {
	for k := range s {
		if !t[k] {
			return false
		}
	}
	return true
}

// same reports whether two EDTF values cover the same days. An unknown date is the same as none.
func same(a, b string) bool {
	x, y := date(a), date(b)
	if x.IsUnknown() || y.IsUnknown() {
		return false
	}
	xf, xl := x.Bounds()
	yf, yl := y.Bounds()
	return xf == yf && xl == yl
}

// within reports whether every day of a is a day of b.
func within(a, b string) bool {
	x, y := date(a), date(b)
	if x.IsUnknown() || y.IsUnknown() {
		return false
	}
	xf, xl := x.Bounds()
	yf, yl := y.Bounds()
	return xf >= yf && xl <= yl
}

func date(s string) edtf.Date {
	d, err := edtf.Parse(s)
	if err != nil {
		return edtf.Date{}
	}
	return d
}

func when(c *chancery.Claim) string {
	if c.When == nil {
		return ""
	}
	return c.When.EDTF
}

// sameQuote reports whether two quotes speak of the same words: one holds the other, or they share more than half of the words of the shorter.
func sameQuote(a, b string) bool {
	a, b = fold(a), fold(b)
	if strings.Contains(a, b) || strings.Contains(b, a) {
		return true
	}
	x, y := words(a), words(b)
	common := 0
	for w := range x {
		if y[w] {
			common++
		}
	}
	return float64(common) > .5*float64(min(len(strings.Fields(a)), len(strings.Fields(b))))
}

func words(s string) set {
	w := set{}
	for _, f := range strings.Fields(s) {
		w[f] = true
	}
	return w
}

// modal reports whether a modality is one of the gold's. To announce and to assert count as the same.
func modal(m chancery.Modality, gold string) bool {
	if m == "" {
		m = chancery.Asserted
	}
	return slices.Contains(strings.Split(gold, "|"), string(m)) || m == chancery.Announced && gold == string(chancery.Asserted) || m == chancery.Asserted && gold == string(chancery.Announced)
}

// dated reports whether a claim's date is one that the gold accepts.
func (g *Gold) dated(c *chancery.Claim) bool {
	if g.When == nil || g.AnyWhen {
		return true
	}
	return slices.ContainsFunc(append([]string{*g.When}, g.Accept...), func(w string) bool { return within(when(c), w) })
}

// of reports whether g is gold for the document of that name.
func (g *Gold) of(document string) bool {
	name := path.Base(document)
	return name == g.Doc || strings.HasPrefix(name, g.Doc+"_")
}

// says writes a claim in a line.
func says(c *chancery.Claim) string {
	s := c.Kind + " " + short(c.Agents) + ">" + short(c.Patients)
	if w := when(c); w != "" {
		s += " " + w
	} else if c.When != nil && c.When.Relative != "" {
		s += " " + c.When.Relative
	}
	if c.Modality != "" && c.Modality != chancery.Asserted {
		s += " " + string(c.Modality)
	}
	return s
}

func short(ps []chancery.Party) string {
	var s []string
	for _, p := range ps {
		switch {
		case p.ID != "":
			s = append(s, p.ID)
		case p.Name != "":
			s = append(s, p.Name)
		default:
			s = append(s, p.Mention)
		}
	}
	return strings.Join(s, ",")
}

func (g *Gold) says() string {
	s := g.Kind + " " + strings.Join(g.Agent, ",") + ">" + strings.Join(g.Patient, ",")
	if g.When != nil {
		s += " " + *g.When
	}
	if g.Modality != string(chancery.Asserted) {
		s += " " + g.Modality
	}
	return s
}

// inOrder returns the claims sorted by document, place, and what they say, so that nothing depends on the order in which they came.
func inOrder(claims []chancery.Claim) []*chancery.Claim {
	out := make([]*chancery.Claim, len(claims))
	for i := range claims {
		out[i] = &claims[i]
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Document != b.Document {
			return a.Document < b.Document
		}
		if a.Quote.Start != b.Quote.Start {
			return a.Quote.Start < b.Quote.Start
		}
		if x, y := says(a), says(b); x != y {
			return x < y
		}
		return a.ID < b.ID
	})
	return out
}
