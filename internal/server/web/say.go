package web

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"chancery"
	"chancery/internal/edtf"
)

// open reports whether a date tells nothing.
func open(s string) bool { return s == "" || s == ".." || s == "XXXX" }

// date writes an EDTF date for people, as precise as it is and no more: "7 September 2022", "2022", "the 1970s".
func (c *catalogue) date(s string) string {
	if open(s) {
		return c.say("date.unknown")
	}
	if a, b, ok := edtf.CutChoice(s); ok {
		return c.say("date.either", "a", c.date(a), "b", c.date(b))
	}
	if from, to, ok := strings.Cut(s, "/"); ok {
		switch {
		case open(from) && open(to):
			return c.say("date.unknown")
		case open(from):
			return c.say("date.before", "date", c.date(to))
		case open(to):
			return c.say("date.after", "date", c.date(from))
		}
		return c.say("date.between", "from", c.date(from), "to", c.date(to))
	}
	bare := strings.TrimRight(s, "?~%")
	said := bare
	parts := strings.Split(bare, "-")
	switch {
	case strings.HasPrefix(bare, "-"):
	case len(parts) == 1 && strings.HasSuffix(bare, "XX"):
		said = c.say("date.century", "year", bare[:2]+"00")
	case len(parts) == 1 && strings.HasSuffix(bare, "X"):
		said = c.say("date.decade", "year", bare[:3]+"0")
	case len(parts) == 2 && c.has("season."+parts[1]):
		said = c.say("date.month", "month", c.say("season."+parts[1]), "year", parts[0])
	case len(parts) == 2 && c.has("month."+parts[1]):
		said = c.say("date.month", "month", c.say("month."+parts[1]), "year", parts[0])
	case len(parts) == 3 && c.has("month."+parts[1]):
		said = c.say("date.day", "day", strings.TrimLeft(parts[2], "0"), "month", c.say("month."+parts[1]), "year", parts[0])
	}
	switch s[len(bare):] {
	case "~":
		said = c.say("date.about", "date", said)
	case "?":
		said = c.say("date.perhaps", "date", said)
	case "%":
		said = c.say("date.perhaps", "date", c.say("date.about", "date", said))
	}
	return said
}

// day writes the date of a question: "on 7 September 2022", "at the end of 1970", for of a date less precise than a day the last day counts.
func (c *catalogue) day(on edtf.Date) string {
	on = on.Asked()
	if on.Precision() == edtf.DayPrecision {
		return c.say("when.day", "date", c.date(on.String()))
	}
	return c.say("when.end", "date", c.date(on.String()))
}

// the is a state's name as a sentence wants it: "the United States". The words of the name tell, not whose it is: the Soviet Union of 2000 is Russia.
func (c *catalogue) the(name string) string {
	first, _, _ := strings.Cut(name, " ")
	last := name[strings.LastIndex(name, " ")+1:]
	if c.has("the.name") && (slices.Contains(strings.Fields(c.say("the.first")), first) || slices.Contains(strings.Fields(c.say("the.last")), last)) {
		return c.say("the.name", "name", name)
	}
	return name
}

// shortDate is a date under the heading of its year: "7 Sep", "Sep", "" where the year is all.
func (c *catalogue) shortDate(s string) string {
	d, err := edtf.Parse(s)
	if err != nil {
		return ""
	}
	q := ""
	if d.Approximate() {
		q = "c. "
	}
	if d.Uncertain() {
		q = "? " + q
	}
	_, m, day := d.Fields()
	switch d.Precision() {
	case edtf.DayPrecision:
		return q + strconv.Itoa(day) + " " + c.say("month.short."+two(m))
	case edtf.MonthPrecision:
		return q + c.say("month.short."+two(m))
	case edtf.YearPrecision, edtf.Unknown:
		return strings.TrimSpace(q)
	}
	return c.date(s)
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// year is the heading under which a date stands: its year, or the date in words where that is less precise; "" where unknown.
func (c *catalogue) year(s string) string {
	d, err := edtf.Parse(s)
	if err != nil || d.IsUnknown() {
		return ""
	}
	first, last, ok := d.Years()
	switch {
	case !ok, d.Precision() == edtf.DecadePrecision, d.Precision() == edtf.CenturyPrecision:
		return upper(c.date(strings.TrimRight(s, "?~%")))
	case first == last:
		return strconv.Itoa(first)
	}
	return strconv.Itoa(first) + "–" + strconv.Itoa(last)
}

// span writes from when to when something stood: "since 7 September 2022", "from 1971 to a day between 1999 and 2001".
func (c *catalogue) span(from, to string) string {
	bound := func(s string) string {
		if strings.Contains(s, "/") {
			return c.say("date.some-day", "date", c.date(s))
		}
		return c.date(s)
	}
	switch {
	case open(from) && open(to):
		return c.say("span.unknown")
	case open(to):
		return c.say("span.since", "from", bound(from))
	case open(from):
		return c.say("span.until", "to", bound(to))
	}
	return c.say("span.both", "from", bound(from), "to", bound(to))
}

func upper(s string) string {
	if s == "" {
		return s
	}
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:n]) + s[n:]
}

// sentence begins s with a capital and ends it with a full stop, where it has no end of its own.
func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, "?") || strings.HasSuffix(s, ".") {
		return upper(s)
	}
	return upper(s) + "."
}

// kind writes a kind of claim: "sever relations".
func (c *catalogue) kind(k string) string {
	if c.has("kind." + k) {
		return c.say("kind." + k)
	}
	return strings.ReplaceAll(k, "-", " ")
}

// who writes who acts on whom: "Albania → Iran", "Albania, Iran".
func who(agents, patients []chancery.Party) string {
	switch {
	case len(patients) == 0:
		return chancery.Names(agents)
	case len(agents) == 0:
		return "→ " + chancery.Names(patients)
	}
	return chancery.Names(agents) + " → " + chancery.Names(patients)
}

// quantity writes a quantity: "about 3 000 persons", "USD 338 000 000".
func (c *catalogue) quantity(q *chancery.Quantity) string {
	if q == nil {
		return ""
	}
	n := strconv.FormatFloat(q.Value, 'f', -1, 64)
	whole, rest, dot := strings.Cut(n, ".")
	if i, err := strconv.Atoi(whole); err == nil {
		n = grouped(i)
	}
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
	return n
}

// sentence says what stood between two states on a date. names a and b are those of the date; today says that it is the day it is.
func (c *catalogue) sentence(s *chancery.Status, a, b string, on edtf.Date, today bool) string {
	when := "past"
	if today {
		when = "now"
	}
	standing := string(s.Standing)
	if !c.has("status." + when + "." + standing) {
		standing = "unknown"
	}
	return c.finish(c.say("status."+when+"."+standing, "a", a, "b", b, "since", c.clause(s, today)), on, today)
}

// refusal is sentence where one alone is known not to recognise the other.
func (c *catalogue) refusal(s *chancery.Status, from, to string, on edtf.Date, today bool) string {
	key := "status.past.refusal"
	if today {
		key = "status.now.refusal"
	}
	return c.finish(c.say(key, "a", from, "b", to, "since", c.clause(s, today)), on, today)
}

// finish makes a sentence of what stands, with the date of the question.
func (c *catalogue) finish(said string, on edtf.Date, today bool) string {
	if !today {
		said = c.say("status.on", "date", c.day(on), "what", said)
	}
	return upper(said) + "."
}

// clause says since when, and from when to when where the day asked for is past.
func (c *catalogue) clause(s *chancery.Status, today bool) string {
	switch {
	case open(s.From) && open(s.To), open(s.From) && today:
		return ""
	case today || open(s.To):
		return ", " + c.span(s.From, "..")
	}
	return ", " + c.span(s.From, s.To)
}

// representation says how one state is represented in the other, as a sentence.
func (c *catalogue) representation(r *chancery.Representation, name func(string) string, today bool) string {
	when := "past"
	if today {
		when = "now"
	}
	mission := r.Mission
	if mission == "" {
		mission = c.say("mission")
	}
	key := "rep." + when + "." + r.Type
	switch {
	case r.City != "" && c.has(key+".city"):
		key += ".city"
	case r.By != "" && c.has(key+".by"):
		key += ".by"
	}
	if !c.has(key) {
		key = "rep." + when + ".unknown"
	}
	s := c.say(key, "sender", name(r.Sender), "receiver", name(r.Receiver), "mission", c.article(mission), "city", r.City, "by", name(r.By))
	if r.Level != "" {
		s += c.say("rep.level", "level", c.article(r.Level))
	}
	return upper(s) + "."
}

// rep is a representation as short as a bar wants it.
func (c *catalogue) rep(r *chancery.Representation) string {
	if r.Type == "resident" && r.Mission != "" {
		return c.noun(r.Mission)
	}
	return c.say("rep.short." + r.Type)
}

// noun writes the word for a mission or the rank of its head, which documents give in English.
func (c *catalogue) noun(word string) string {
	if c.has("noun." + word) {
		return c.say("noun." + word)
	}
	return word
}

// article writes a noun as one of many: "an embassy".
func (c *catalogue) article(word string) string {
	key := "article.a"
	if word != "" && strings.ContainsRune("aeiouAEIOU", rune(word[0])) {
		key = "article.an"
	}
	return c.say(key, "noun", c.noun(word))
}

// note writes a reason of the ledger, which has it in English.
func (c *catalogue) note(text string) string {
	if c.has("note." + text) {
		return c.say("note." + text)
	}
	return text
}
