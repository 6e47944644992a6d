package when

import (
	"bufio"
	"strings"
	"sync"

	"chancery"
	"chancery/data"
	"chancery/internal/edtf"
)

// The tables of named times: periods with their dates, and days of the year with their forms.
const (
	erasFile     = "lexicon/eras.tsv"
	holidaysFile = "lexicon/holidays.tsv"
)

// names is the lexicon of named times, by the first word of each name.
type names struct {
	byFirst map[string][]namedTime // the longest first
}

type namedTime struct {
	words []string // lower case, marks left out
	value string   // EDTF of a period, or the form of a day of the year
	day   bool
	lower bool // written without a capital
}

// namesOf reads the tables once. They are part of the program: a row that cannot be read is a bug, which a test finds.
var namesOf = sync.OnceValue(func() *names {
	n := &names{byFirst: map[string][]namedTime{}}
	for _, f := range []string{erasFile, holidaysFile} {
		b, err := data.FS.ReadFile(f)
		if err != nil {
			panic(err)
		}
		if err := n.read(string(b), f == holidaysFile); err != nil {
			panic(f + ": " + err.Error())
		}
	}
	return n
})

func (n *names) read(text string, day bool) error {
	sc := bufio.NewScanner(strings.NewReader(text))
	for line := 1; sc.Scan(); line++ {
		row := strings.Split(sc.Text(), "\t")
		if row[0] == "" || row[0][0] == '#' {
			continue
		}
		if len(row) < 2 {
			return &chancery.Error{Code: chancery.CodeInternal, Message: "a row without a value: " + row[0]}
		}
		if day {
			if _, ok := edtf.Anchor(row[1], edtf.MustParse("2000-07-01")); !ok {
				return &chancery.Error{Code: chancery.CodeInternal, Message: "no form of a day: " + row[1]}
			}
		} else if _, err := edtf.Parse(row[1]); err != nil {
			return err
		}
		names := []string{row[0]}
		if len(row) > 2 && row[2] != "" {
			names = append(names, strings.Split(row[2], "|")...)
		}
		for _, name := range names {
			var words []string
			for _, t := range tokenize(nil, name) {
				if nameToken(&t) {
					words = append(words, t.low)
				}
			}
			if len(words) == 0 {
				return &chancery.Error{Code: chancery.CodeInternal, Message: "an empty name beside " + row[0]}
			}
			list := append(n.byFirst[words[0]], namedTime{words: words, value: row[1], day: day, lower: name[0] >= 'a' && name[0] <= 'z'})
			for i := len(list) - 1; i > 0 && len(list[i].words) > len(list[i-1].words); i-- {
				list[i], list[i-1] = list[i-1], list[i]
			}
			n.byFirst[words[0]] = list
		}
	}
	return sc.Err()
}

// nameToken reports whether a token counts in a name; marks do not.
func nameToken(t *token) bool {
	return t.cls != cNone || t.low[0] >= 'a' && t.low[0] <= 'z' || t.low[0] >= 0x80 && t.low != "…" && t.low != "•"
}

// name reads a named time at i, with its article.
func (s *scanner) name(i int) (item, bool) {
	j := i
	if s.is(j, "the") && s.flows(j+1) {
		j++
	}
	t := s.at(j)
	list := s.names.byFirst[t.low]
	for _, e := range list {
		if !t.capital && t.cls != cNum && !e.lower {
			continue
		}
		k, capital := j+1, t.capital || t.cls == cNum
		ok := true
		for _, w := range e.words[1:] {
			for s.flows(k) && s.is(k, "-", "'", ".", "/") && s.at(k+1).low != "" {
				k++
			}
			if !s.flows(k) || s.at(k).low != w {
				ok = false
				break
			}
			capital = s.at(k).capital || s.at(k).cls == cNum
			k++
		}
		if !ok || !capital && len(e.words) == 1 {
			continue
		}
		if e.day {
			return s.holiday(i, j, k, e)
		}
		if len(e.words) > 1 && !capital && !e.lower && !s.is(k-1, "war", "era", "period", "crisis", "congress", "conference", "revolution", "wars", "attacks", "depression", "congresses", "interwar", "years", "ages") {
			continue
		}
		if n := s.at(k); len(e.words) == 1 && !e.lower && s.flows(k) && n.capital && n.cls == cNone && s.at(k-1).capital {
			continue // "the Renaissance Dam"
		}
		it := item{from: i, to: k}
		it.Value, it.Named = e.value, true
		if _, d, ok := s.monthName(j); ok { // TIMEX3 has the date in "the Sept. 11 attacks"
			if _, end, ok := s.day(d); ok && end < k {
				date := it
				date.from, date.to = j, end
				it.Ends = []Expression{s.finish(&date)}
			}
		}
		return it, true
	}
	return item{}, false
}

// holiday reads a day of the year by name, with the year that follows: "Christmas 1941", "Easter last year".
func (s *scanner) holiday(i, j, k int, e namedTime) (item, bool) {
	if i < j && !s.at(j).capital {
		return item{}, false
	}
	if n := s.at(k); s.flows(k) && n.capital && n.cls == cNone && !n.sentence || i < j && s.isNoun(k) {
		return item{}, false // Easter Island
	}
	y := k
	if s.follows(y, ",", "of") {
		y++
	}
	if year, next, ok := s.year(y); ok && s.at(y).digits == 4 {
		d, ok := edtf.Anchor("years=0;"+e.value, edtf.Year(year))
		if ok {
			return s.absolute(d, j, next)
		}
	}
	if it, ok := s.relativeYear(k, e.value, j); ok {
		return it, true
	}
	return s.relative(Partial, e.value, j, k)
}
