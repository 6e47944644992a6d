package text

import (
	"strings"

	"chancery"
	"chancery/internal/source/stamp"
)

// EntryLevel is the level of a heading that is a date and leads an entry of a chronology.
const EntryLevel = 6

// DateAlone returns the day, month or year of a line that is nothing else, "" for every other line.
func DateAlone(s string) string {
	s = strings.Trim(s, " \u00a0*:.–—-")
	if ds := stamp.Find(s); len(ds) > 0 {
		if len(ds) > 1 || ds[0].Span.Len() != len(s) {
			return ""
		}
		return ds[0].EDTF
	}
	return stamp.Coarse(s)
}

// Entries tells which of n lines are the dates of a chronology: three or more that are nothing but dates, all different, from the first to the last or the
// other way round, each with text of its own behind it. A byline is one or two, and so are those of other stories.
func Entries(n int, line func(i int) string, text func(i int) bool) []int {
	var at []int
	var dates []string
	for i := 0; i+1 < n; i++ {
		if d := DateAlone(line(i)); d != "" && text(i+1) {
			at, dates = append(at, i), append(dates, d)
		}
	}
	const least = 3
	if len(at) < least {
		return nil
	}
	up := dates[0] < dates[1]
	for i := 1; i < len(dates); i++ {
		if dates[i] == dates[i-1] || dates[i-1] < dates[i] != up {
			return nil
		}
	}
	return at
}

// entries makes headings of the dates of a chronology between two units.
func (r *reader) entries(first, end int) {
	at := Entries(end-first, func(i int) string {
		if u := &r.units[first+i]; u.furniture != "" || u.kind != chancery.Paragraph {
			return ""
		}
		return r.str(first + i)
	}, func(i int) bool {
		u := &r.units[first+i]
		return u.furniture == "" && (u.kind == chancery.Item || u.kind == chancery.Paragraph && lookAt(r.str(first+i)).prose())
	})
	for _, i := range at {
		r.units[first+i].kind, r.units[first+i].level = chancery.Heading, EntryLevel
	}
}

// listsDays reports whether the lines of a text that hold a date and hardly anything else are a list: three or more, with as many dates.
func (r *reader) listsDays() bool {
	const least = 3
	days := map[string]bool{}
	for i := range r.units {
		if r.units[i].furniture != "" || r.units[i].kind != chancery.Paragraph {
			continue
		}
		s := r.str(i)
		if k := lookAt(s); k.words > 14 || k.byline || !isDateLine(s) || published.MatchString(s) || updated.MatchString(s) {
			continue
		}
		days[stamp.Find(s)[0].EDTF] = true
	}
	return len(days) >= least
}
