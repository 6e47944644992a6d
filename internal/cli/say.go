package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chancery"
)

// arrow joins agents and patients for people: "Albania → Iran", "Albania, Iran".
func arrow(agents, patients []chancery.Party) string {
	switch {
	case len(patients) == 0:
		return plain(chancery.Names(agents))
	case len(agents) == 0:
		return "→ " + plain(chancery.Names(patients))
	}
	return plain(chancery.Names(agents) + " → " + chancery.Names(patients))
}

// articled are the words with which the names of states end that take an article, and ruled those with which such names begin.
var (
	articled = []string{"States", "Kingdom", "Republic", "Union", "Emirates", "Islands", "Empire", "Netherlands", "Philippines", "Bahamas", "Gambia", "Maldives", "Comoros", "Seychelles", "State", "Federation", "Confederation", "Republics", "Sicilies"}
	ruled    = []string{"Republic of ", "Democratic Republic ", "Kingdom of ", "Federation of ", "Union of ", "Federated States ", "Holy See", "People's Republic ", "Sovereign Military Order "}
)

// the is a state's name as a sentence wants it: "the United States".
func the(name string) string {
	for _, w := range ruled {
		if strings.HasPrefix(name, w) {
			return "the " + name
		}
	}
	if last := name[strings.LastIndex(name, " ")+1:]; slices.Contains(articled, last) {
		return "the " + name
	}
	return name
}

// sayKind writes a kind for people: "sever relations".
func sayKind(kind string) string { return strings.ReplaceAll(kind, "-", " ") }

// sayStance writes how a claim is meant and who says so: the modality, where it is not plainly asserted, and the speakers.
func sayStance(m chancery.Modality, by []chancery.Party) string {
	s := ""
	if m != chancery.Asserted {
		s = string(m)
	}
	if len(by) > 0 {
		if s == "" {
			s = "said"
		}
		s += " by " + plain(chancery.Names(by))
	}
	return s
}

// sayQuantity writes a quantity: "about 3 000 persons", "USD 338 000 000".
func sayQuantity(q *chancery.Quantity) string {
	if q == nil {
		return ""
	}
	n := strconv.FormatFloat(q.Value, 'f', -1, 64)
	whole, rest, dot := strings.Cut(n, ".")
	if i, err := strconv.Atoi(whole); err == nil && (i > 9999 || i < -9999) {
		whole = number(i)
	}
	n = whole
	if dot {
		n += "." + rest
	}
	switch {
	case q.Unit == "percent":
		n += " %"
	case len(q.Unit) == 3 && q.Unit == strings.ToUpper(q.Unit):
		n = q.Unit + " " + n
	case q.Unit != "":
		n += " " + q.Unit
	}
	if q.Approx != "" {
		n = q.Approx + " " + n
	}
	return plain(n)
}

// sayQuantities writes what is given for one number: "60 diplomats", "58 diplomats or 60 diplomats".
func sayQuantities(qs []chancery.Quantity) string {
	var out []string
	for i := range qs {
		out = append(out, sayQuantity(&qs[i]))
	}
	return strings.Join(out, " or ")
}

// sayOthers writes the other roles: "city Tehran, by Türkiye".
func sayOthers(rs []chancery.Role) string {
	var out []string
	for _, r := range rs {
		name := r.Name
		if name == "" {
			name = r.Mention
		}
		out = append(out, r.Role+" "+name)
	}
	return plain(strings.Join(out, ", "))
}

// quoteText is the quote as a person reads it.
func quoteText(q *chancery.Quote) string { return plain(q.Words()) }

// evidenceText is what a claim rests on as a person reads it, in at most n columns: of what stands over a list only as much as leaves room for the item.
func evidenceText(c *chancery.Claim, n int) string {
	quote := quoteText(&c.Quote)
	if c.Lead == nil {
		return clip(quote, n)
	}
	lead := quoteText(c.Lead)
	short := clip(lead, max(n-columns(quote)-columns(chancery.Ellipsis), n/2))
	if short != lead {
		return clip(short+" "+quote, n)
	}
	return clip(lead+chancery.Ellipsis+quote, n)
}

// sayRepresentation writes one direction of representation as a sentence without its full stop.
func sayRepresentation(r *chancery.Representation, name func(string) string) string {
	sender, receiver := name(r.Sender), name(r.Receiver)
	mission := r.Mission
	if mission == "" {
		mission = "embassy"
	}
	in := ""
	if r.City != "" {
		in = " in " + r.City
	}
	s := ""
	switch r.Type {
	case "resident":
		s = fmt.Sprintf("%s has its %s in %s", sender, mission, receiver)
		if r.City != "" {
			s = fmt.Sprintf("%s has %s in %s, %s", sender, article(mission), r.City, strings.TrimPrefix(receiver, "the "))
		}
	case "non-resident":
		s = fmt.Sprintf("%s is represented in %s from abroad", sender, receiver)
		if r.City != "" {
			s = fmt.Sprintf("%s is represented in %s from its %s%s", sender, receiver, mission, in)
		}
	case "interests-section":
		s = fmt.Sprintf("%s keeps an interests section in %s", sender, receiver)
		if r.City != "" {
			s = fmt.Sprintf("%s keeps an interests section in %s, %s", sender, r.City, strings.TrimPrefix(receiver, "the "))
		}
		if r.By != "" {
			s += " under the flag of " + name(r.By)
		}
	case "protecting-power":
		if r.By == "" {
			s = fmt.Sprintf("a protecting power looks after the interests of %s in %s", sender, receiver)
		} else {
			s = fmt.Sprintf("%s protects the interests of %s in %s", name(r.By), sender, receiver)
		}
		if in != "" {
			s += " through its embassy" + in
		}
	case "withdrawn":
		s = fmt.Sprintf("%s has withdrawn the head or staff of its mission in %s", sender, receiver)
	case "none":
		s = fmt.Sprintf("%s has no mission in %s", sender, receiver)
	default:
		s = fmt.Sprintf("how %s is represented in %s is not known", sender, receiver)
	}
	if r.Level != "" {
		s += ", headed by " + article(r.Level)
	}
	return plain(s)
}

// article puts a or an before a noun.
func article(noun string) string {
	if noun != "" && strings.ContainsRune("aeiouAEIOU", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// standingStyle colours a standing.
func (a *app) standingStyle(s chancery.Standing) func(string) string {
	switch s {
	case chancery.Relations:
		return a.style.green
	case chancery.Severed, chancery.Lapsed, chancery.Unrecognised, chancery.NoRelations:
		return a.style.red
	case chancery.Suspended:
		return a.style.yellow
	case chancery.Recognised:
		return a.style.cyan
	}
	return a.style.dim
}
