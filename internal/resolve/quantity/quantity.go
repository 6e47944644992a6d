// Package quantity finds numbers with their units in an English text: "some 3,000 members", "$1.2 billion", "0.93%", "four
// Iranian diplomats", "over 300", "10 to 15 people".
//
// [Find] reads raw text and takes time linear in it. It promises that a value is what the words say and nothing else: a range
// keeps both its ends, "dozens" is over 24. It leaves out what is a number by its form only: years, days of a month,
// times of day, ordinals, numbers in names (Boeing 747, Resolution 1244, COVID-19).
//
// What is counted is guessed from the words behind the number, without a tree: the first plural noun before a mark, a verb or a
// function word. Who has the tree knows better what the number counts; Span, which ends with the number and its unit of
// measure, is what to match.
package quantity

import (
	"strings"

	"chancery"
)

// Quantity is a number with its unit, and where it stands.
type Quantity struct {
	chancery.Quantity               // Text holds the words of Span
	Span              chancery.Span // the number with its modifier, scale, currency or unit of measure; not the noun that it counts
	Max               float64       // the upper end of a range, whose lower end is Value; 0 for a single number
	Counted           chancery.Span // the noun that gave Unit, empty where a currency or a unit of measure did
}

// The values of Approx.
const (
	About = "about"
	Over  = "over"
	Under = "under"
	UpTo  = "up to"
)

// Find returns the quantities of text, left to right, not overlapping.
func Find(text string) []Quantity {
	s := &scanner{text: text, t: tokenize(text), lex: lexiconOf()}
	var out []Quantity
	for i := 0; i < len(s.t); {
		q, next, ok := s.quantity(i)
		if !ok {
			i++
			continue
		}
		out = append(out, q)
		i = max(next, i+1)
	}
	return out
}

type scanner struct {
	text string
	t    []token
	lex  *lexicon
}

var noToken token

func (s *scanner) at(i int) *token {
	if i < 0 || i >= len(s.t) {
		return &noToken
	}
	return &s.t[i]
}

func (s *scanner) is(i int, words ...string) bool {
	low := s.at(i).low
	for _, w := range words {
		if low == w && low != "" {
			return true
		}
	}
	return false
}

func (s *scanner) joined(i int) bool { return i > 0 && i < len(s.t) && !s.t[i].gap }

// flows reports whether token i follows token i-1 in the same paragraph.
func (s *scanner) flows(i int) bool { return i > 0 && i < len(s.t) && !s.t[i].para }

// number is a number as it stands in the text.
type number struct {
	value    float64
	from, to int
	words    bool // in words
	vague    bool // dozens, hundreds
	scaled   bool // with a scale: million
	unit     string
}

// quantity reads the quantity that begins at token i.
func (s *scanner) quantity(i int) (Quantity, int, bool) {
	approx, j := s.modifier(i)
	between := s.is(j, "between")
	if between {
		j++
	}
	if j > i && !s.flows(j) {
		return Quantity{}, i, false
	}
	n, ok := s.number(j)
	if !ok {
		return Quantity{}, i, false
	}
	var max float64
	if m, ok := s.upper(n, between); ok {
		max = m.value
		if n.unit == "" {
			n.unit = m.unit
		}
		if m.scaled && !n.scaled && n.value < 1000 { // $5-10 million
			scale := m.value / s.bare(m)
			if n.value*scale < m.value {
				n.value *= scale
			}
		}
		n.to, n.words, n.scaled = m.to, n.words && m.words, n.scaled || m.scaled
		if n.value >= max {
			return Quantity{}, i, false
		}
	} else if between {
		return Quantity{}, i, false
	}
	if n.vague && approx == "" {
		approx = Over
	}
	from, to := i, n.to
	if between && approx == "" {
		from = j
	}
	if max > 0 && approx == "" {
		approx = About
	}
	if s.joined(to) && s.is(to, "+") {
		approx = Over
		to++
	} else if s.is(to, "or") && s.is(to+1, "so") {
		approx = About
		to += 2
	} else if s.is(to, "or") && s.is(to+1, "more") {
		approx = Over
		to += 2
	}
	q := Quantity{Max: max}
	q.Value, q.Approx = n.value, approx
	if n.unit != "" {
		q.Unit = n.unit
	} else if unit, next, ok := s.measure(to, n.scaled); ok {
		q.Unit, to = unit, next
	} else if unit, at, ok := s.counted(to, n); ok {
		q.Unit, q.Counted = unit, at
	}
	if s.is(to, "times", "time") && s.flows(to) || q.Unit == "" && s.is(to, "-") && s.joined(to) && (s.at(to+1).word || s.at(to+1).digit) { // three times; a 787-sized
		return Quantity{}, i, false
	}
	if q.Unit == "" && !s.stands(i, j, n, approx) {
		return Quantity{}, i, false
	}
	q.Span = chancery.Span{Start: s.at(from).start, End: s.at(to - 1).end}
	q.Text = s.text[q.Span.Start:q.Span.End]
	return q, to, true
}

// modifier reads the words that say how exact the number at the token it returns is.
func (s *scanner) modifier(i int) (approx string, next int) {
	switch t := s.at(i); t.low {
	case "some", "about", "around", "approximately", "roughly", "circa", "~":
		return About, i + 1
	case "an":
		if s.is(i+1, "estimated") {
			return About, i + 2
		}
	case "estimated":
		if s.is(i+1, "at") {
			return About, i + 2
		}
		return About, i + 1
	case "over", "exceeding", "above":
		return Over, i + 1
	case "more", "greater", "higher":
		if s.is(i+1, "than") {
			return Over, i + 2
		}
	case "at":
		if s.is(i+1, "least") {
			return Over, i + 2
		}
		if s.is(i+1, "most") {
			return UpTo, i + 2
		}
	case "nearly", "almost", "under", "below":
		return Under, i + 1
	case "less", "fewer", "lower":
		if s.is(i+1, "than") {
			return Under, i + 2
		}
	case "close":
		if s.is(i+1, "to") {
			return Under, i + 2
		}
	case "up":
		if s.is(i+1, "to") {
			return UpTo, i + 2
		}
	case "as":
		if s.is(i+1, "many", "much") && s.is(i+2, "as") {
			return UpTo, i + 3
		}
	}
	return "", i
}

// upper reads the upper end of a range after n.
func (s *scanner) upper(n number, between bool) (number, bool) {
	k := n.to
	if !s.flows(k) || !s.flows(k+1) {
		return number{}, false
	}
	switch {
	case s.is(k, "-") && !n.words:
	case s.is(k, "to") && !s.is(k+1, "one") && !s.is(n.from-1, "from"): // rose from 20 to 30
	case s.is(k, "and") && between:
	case s.is(k, "or") && n.value < 20:
	default:
		return number{}, false
	}
	m, ok := s.number(k + 1)
	if !ok || m.value <= n.value && !m.scaled || s.is(k, "or") && m.value > n.value+2 {
		return number{}, false
	}
	if n.unit != "" && m.unit != "" && n.unit != m.unit {
		return number{}, false
	}
	if s.is(k, "-") && s.joined(m.to) && s.is(m.to, "-", "/") { // 555-12-34
		return number{}, false
	}
	return m, true
}

// bare returns the value of m without its scale.
func (s *scanner) bare(m number) float64 {
	for i := m.from; i < m.to; i++ {
		if t := s.at(i); t.digit {
			return t.value
		} else if v, ok := cardinals[t.low]; ok {
			return v
		}
	}
	return m.value
}

// stands reports whether a number without a unit is a quantity where it stands; i is where the quantity begins, j where its number does.
func (s *scanner) stands(i, j int, n number, approx string) bool {
	t := s.at(n.from)
	if n.scaled || n.vague || approx != "" && !(t.digit && t.yearLike && n.to == n.from+1) {
		return true
	}
	if n.words {
		return n.value > 1 && !s.is(n.to, "-")
	}
	if t.yearLike {
		return false
	}
	return t.grouped || t.value >= 100 || t.fraction || s.is(i-1, "number", "numbered", "totalled", "totaled", "reached", "of", "to", "by", "at", "killed", "injured")
}

// counted returns the plural noun behind a number.
func (s *scanner) counted(i int, n number) (string, chancery.Span, bool) {
	if s.is(i, "-") && s.joined(i) {
		return "", chancery.Span{}, false
	}
	switch {
	case n.vague && s.is(i, "of"):
		i++
	case s.is(i, "of") && s.is(i+1, "the", "its", "their", "his", "her", "those", "these", "our"): // three of the diplomats
		i += 2
	}
	one := n.value == 1
	for k := i; k < i+5 && s.flows(k); k++ {
		t := s.at(k)
		if !t.word {
			if t.low == "-" && s.joined(k) && s.joined(k+1) { // high-ranking
				continue
			}
			break
		}
		if stops[t.low] && !(t.low == "other" || t.low == "more") {
			break
		}
		if one {
			// the noun is singular: the last word before a stop
			if n := s.at(k + 1); n.word && !stops[n.low] && s.flows(k+1) && !n.capital && k < i+2 {
				continue
			}
			if t.capital || len(t.low) < 3 || strings.HasSuffix(t.low, "s") || strings.HasSuffix(t.low, "ed") {
				break
			}
			return plural(t.low), chancery.Span{Start: t.start, End: t.end}, true
		}
		if !isPlural(t.low) || t.low == "others" {
			continue
		}
		unit := t.low
		if t.capital {
			unit = s.text[t.start:t.end]
		}
		if t.low == "people" || t.low == "persons" {
			unit = "person"
		}
		return unit, chancery.Span{Start: t.start, End: t.end}, true
	}
	return "", chancery.Span{}, false
}
