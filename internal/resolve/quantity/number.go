package quantity

import (
	"math"
	"strconv"
	"strings"
)

var cardinals = map[string]float64{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
	"twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
	"forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "one": 1}

var scales = map[string]float64{"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7, "dozen": 12}

// shortScales count behind a currency, or where they join the number.
var shortScales = map[string]float64{"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}

var vague = map[string]float64{"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2e6, "billions": 2e9}

// number reads a number at i with its scale and a currency before or joined to it.
func (s *scanner) number(i int) (n number, ok bool) {
	n.from, n.to = i, i
	if code, next, ok := s.sign(i); ok {
		m, ok := s.digits(next)
		if !ok {
			return n, false
		}
		m.from, m.unit = i, code
		return m, true
	}
	t := s.at(i)
	if t.digit {
		return s.digits(i)
	}
	if v, ok := vague[t.low]; ok && (s.is(i+1, "of") || t.low == "dozens") && !s.is(i-1, "the", "in", "many") {
		n.value, n.to, n.vague, n.words = v, i+1, true, true
		if v == 24 && s.is(i+1, "of") || v >= 200 && s.is(i+1, "of") {
			if w, ok := vague[s.at(i+2).low]; ok && w > v { // hundreds of thousands
				n.value, n.to = v*w/2, i+3
			}
		}
		return n, true
	}
	if s.is(i, "tens") && s.is(i+1, "of") {
		if w, ok := vague[s.at(i+2).low]; ok {
			return number{value: 20 * w / 2, from: i, to: i + 3, vague: true, words: true}, true
		}
	}
	return s.words(i)
}

// words reads a number in words: "four", "twenty-five", "two hundred and fifty thousand", "a dozen", "half a million".
func (s *scanner) words(i int) (n number, ok bool) {
	n.from, n.words = i, true
	k := i
	switch {
	case s.is(k, "a", "an") && scales[s.at(k+1).low] > 0:
		n.value, n.scaled = scales[s.at(k+1).low], true
		k += 2
	case s.is(k, "half") && s.is(k+1, "a") && scales[s.at(k+2).low] > 0:
		n.value, n.scaled = scales[s.at(k+2).low]/2, true
		n.to = k + 3
		return n, true
	case s.is(k, "a") && s.is(k+1, "couple") && s.is(k+2, "of"):
		n.value, n.to = 2, k+3
		return n, true
	default:
		v, ok := cardinals[s.at(k).low]
		if !ok {
			return n, false
		}
		n.value = v
		k++
		if v >= 20 {
			j := k
			if s.is(j, "-") && s.joined(j) {
				j++
			}
			if u := cardinals[s.at(j).low]; u >= 1 && u <= 9 && s.flows(j) {
				n.value += u
				k = j + 1
			}
		}
	}
	total, part := 0.0, n.value
	for steps := 0; s.flows(k) && steps < 12; steps++ {
		if sc := scales[s.at(k).low]; sc > 0 {
			n.scaled = true
			if sc == 100 || sc == 12 {
				part *= sc
			} else {
				total += float64(part * sc)
				part = 0
			}
			if part == 0 && total == 0 {
				break
			}
			k++
			continue
		}
		j := k
		if s.is(j, "and") && n.scaled {
			j++
		}
		v, ok := cardinals[s.at(j).low]
		if !ok || !n.scaled || part != 0 && part < 100 || j == k && part != 0 && v >= 100 {
			break
		}
		if j > k && scales[s.at(j+1).low] == 0 && !(total > 0 || part >= 100) {
			break
		}
		part += v
		k = j + 1
		if v >= 20 {
			j := k
			if s.is(j, "-") && s.joined(j) {
				j++
			}
			if u := cardinals[s.at(j).low]; u >= 1 && u <= 9 && s.flows(j) {
				part += u
				k = j + 1
			}
		}
	}
	n.value, n.to = total+part, k
	if n.value == 1 { // one of them, one another
		w := s.at(k)
		if !w.word || s.is(i-1, "number") || stops[w.low] || !s.flows(k) || s.is(i-1, "no", "any", "the", "this", "that", "every", "each", "only") && !s.is(i-1, "only") || w.capital {
			return n, false
		}
	}
	return n, n.value > 0
}

// digits reads a number in digits with its scale, and a currency behind it.
func (s *scanner) digits(i int) (n number, ok bool) {
	t := s.at(i)
	if !t.digit || !s.counts(i) {
		return n, false
	}
	n.from, n.to, n.value = i, i+1, t.value
	// 300 000
	if !t.grouped && !t.fraction && t.end-t.start <= 3 && t.value >= 1 && s.text[t.start] != '0' {
		k, v, groups := i+1, t.value, 0
		for groups < 4 {
			u := s.at(k)
			if !u.digit || u.grouped || u.fraction || u.end-u.start != 3 || !u.thin || !s.flows(k) || s.joined(k+1) && s.at(k+1).digit {
				break
			}
			v = float64(v*1000) + u.value
			k++
			groups++
		}
		if next := s.at(k); groups > 0 && !s.is(i-1, ",") && !(groups == 1 && int(v)%1000 != 0 && next.capital && s.flows(k)) { // 400 737 Max jets
			n.to, n.value = k, v
		}
	}
	k := n.to
	if sc := scales[s.at(k).low]; sc > 0 && s.flows(k) || s.is(k, "-") && s.joined(k) && scales[s.at(k+1).low] > 0 {
		if sc == 0 {
			k++
			sc = scales[s.at(k).low]
		}
		n.value *= sc
		n.to, n.scaled = k+1, true
		if sc2 := scales[s.at(k+1).low]; sc2 > sc && s.flows(k+1) { // 3 hundred thousand, 2 thousand million
			n.value *= sc2
			n.to++
		}
	} else if sc := shortScales[s.at(k).low]; sc > 0 && s.flows(k) {
		_, _, signed := s.sign(i - 1)
		if counted := sc == 1e6 && s.counts100m(k+1); signed || s.joined(k) && (len(s.at(k).low) > 1 || counted) {
			n.value *= sc
			n.to, n.scaled = k+1, true
		}
	}
	if math.IsInf(n.value, 0) {
		return n, false
	}
	if code, next, ok := s.sign(n.to); ok && s.flows(n.to) && !s.at(next).digit {
		n.unit, n.to = code, next
	}
	return n, true
}

// counts100m reports whether what follows "100m" at i is counted, so that the m stands for million and not for metres.
func (s *scanner) counts100m(i int) bool {
	_, _, ok := s.counted(i, number{value: 1e6})
	return ok
}

// counts reports whether the digits at i are a number of things by what stands around them: not part of a date, a time, a name
// or a reference.
func (s *scanner) counts(i int) bool {
	t, p, n := s.at(i), s.at(i-1), s.at(i+1)
	if t.suffix || s.text[t.start] == '0' && t.end-t.start > 1 && !t.fraction { // 21st, 1970s, 0100
		return false
	}
	if s.joined(i) {
		switch {
		case p.word && !s.lex.isSign(p.low, s.text[p.start:p.end]):
			return false
		case p.low == "-" && s.joined(i-1) && s.at(i-2).word: // COVID-19
			return false
		case (p.low == "/" || p.low == ":" || p.low == "." || p.low == "#" || p.low == "§" || p.low == "'" || p.low == "_" || p.low == "@" || p.low == "=") && i > 0:
			return false
		}
	}
	if s.joined(i + 1) {
		switch {
		case n.low == "/" || n.low == "_" || n.low == "@":
			return false
		case n.low == ":" && s.joined(i+2) && s.at(i+2).digit:
			return false
		case n.low == "." && s.joined(i+2) && s.at(i+2).digit:
			return false
		case n.low == "-" && s.joined(i+2) && s.at(i+2).digit && s.joined(i+3) && s.is(i+3, "-"):
			return false
		case n.word && shortScales[n.low] == 0 && !s.lex.units[n.low] && !s.lex.isSign(n.low, s.text[n.start:n.end]):
			return false
		}
	}
	small := !t.grouped && !t.fraction && t.value <= 31
	if small && (months[n.low] && s.flows(i+1) && (n.capital || s.at(i+2).yearLike) || months[p.low] && s.flows(i) && p.capital ||
		s.is(i-1, ".") && s.joined(i-1) && months[s.at(i-2).low] || s.is(i+1, "of") && months[s.at(i+2).low] || s.is(i+1, "-") && s.at(i+2).digit && months[s.at(i+3).low]) {
		return false
	}
	if small && s.is(i-1, "-", "and") && s.at(i-2).digit && months[s.at(i-3).low] {
		return false
	}
	if n.low == "am" || n.low == "pm" || n.low == "a.m" || n.low == "p.m" || n.low == "o'clock" || n.low == "bc" || n.low == "bce" || n.low == "ad" && n.capital || n.low == "ce" && n.capital {
		return false
	}
	if n.low == "p" && s.is(i+2, ".") && s.is(i+3, "m") || n.low == "a" && s.is(i+2, ".") && s.is(i+3, "m") {
		return false
	}
	if s.flows(i) && p.word && !s.joined(i) {
		if numbered[p.low] && !t.grouped {
			return false
		}
		// a number behind a name is part of it, unless a noun follows: Boeing 747
		if p.capital && !p.sentence && !t.grouped && !t.fraction && len(p.low) > 1 && !stops[p.low] && !s.lex.isSign(p.low, s.text[p.start:p.end]) {
			if _, _, ok := s.counted(i+1, number{value: t.value}); !ok {
				return false
			}
		}
	}
	if t.yearLike && s.flows(i) {
		// A year, unless something is counted; and not even then behind a preposition or an article: the 1947 talks.
		if s.is(i-1, "in", "since", "of", "by", "until", "from", "during", "before", "after", "the", "between", "to", "year", "its", "their", "his", "her", "a", "'s", "s", "early", "late", "mid") || months[p.low] || p.low == "," && (s.at(i-2).digit && months[s.at(i-3).low]) {
			return scales[n.low] > 0 || s.is(i-1, "of", "to", "by", "from") && s.lex.units[n.low]
		}
	}
	return true
}

// sign reads a currency sign at i: $, US$, EUR.
func (s *scanner) sign(i int) (code string, next int, ok bool) {
	t := s.at(i)
	if t.start == t.end {
		return "", i, false
	}
	// Two tokens: US$, R$
	if u := s.at(i + 1); t.word && s.joined(i+1) && !u.word && !u.digit {
		if code, ok := s.lex.signs[s.text[t.start:u.end]]; ok {
			return code, i + 2, true
		}
	}
	if t.low == "u.s" && s.is(i+1, ".") && s.is(i+2, "$") {
		return "USD", i + 3, true
	}
	code, ok = s.lex.signs[s.text[t.start:t.end]]
	if ok && t.word && code == "ALL" && !s.at(i-1).digit && !s.at(i+1).digit {
		return "", i, false
	}
	return code, i + 1, ok
}

// measure reads a unit of measure or the name of a currency at i.
func (s *scanner) measure(i int, scaled bool) (unit string, next int, ok bool) {
	if !s.flows(i) {
		return "", i, false
	}
	if s.is(i, "-") && s.joined(i) && s.joined(i+1) { // a 24-hour deadline
		if s.is(i+2, "-") && s.is(i+3, "old") {
			return "", i, false
		}
		i++
	}
	for _, name := range s.lex.names[s.at(i).low] {
		if next, ok := s.matches(i, name.words); ok {
			if len(name.text) == 1 && s.at(i).word && !s.joined(i) {
				continue
			}
			if name.exact && s.text[s.at(i).start:s.at(next-1).end] != name.text {
				continue
			}
			return name.unit, next, true
		}
	}
	// Names that two currencies have count as the currency only for large sums.
	if scaled {
		switch s.at(i).low {
		case "pounds":
			return "GBP", i + 1, true
		case "won":
			return "KRW", i + 1, true
		}
	}
	return "", i, false
}

func (s *scanner) matches(i int, words []string) (next int, ok bool) {
	for k, w := range words {
		for s.is(i, ".") && s.joined(i) {
			i++
		}
		if !s.is(i, w) || k > 0 && !s.flows(i) {
			return i, false
		}
		i++
	}
	return i, true
}

func isPlural(w string) bool {
	if irregular[w] {
		return true
	}
	n := len(w)
	return n > 3 && w[n-1] == 's' && w[n-2] != 's' && w[n-2] != 'i' && w[n-2] != 'u' && !verbLike[w]
}

func plural(w string) string {
	switch {
	case w == "person":
		return "person"
	case w == "man":
		return "men"
	case w == "woman":
		return "women"
	case w == "child":
		return "children"
	case strings.HasSuffix(w, "y") && len(w) > 1 && !strings.ContainsAny(w[len(w)-2:len(w)-1], "aeiou"):
		return w[:len(w)-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"):
		return w + "es"
	}
	return w + "s"
}

func parseNumber(s string) float64 {
	v, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	if err != nil {
		return 0
	}
	return v
}
