// Package stamp reads the dates that documents carry about themselves: in bylines, datelines,
// mastheads, metadata and addresses.
//
// It reads whole calendar dates with a year and gives them as EDTF days. It does not read
// relative expressions, and it leaves out what could be read in two ways (03/04/2022).
package stamp

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"chancery"
)

// Date is a date in a text.
type Date struct {
	EDTF string // a day, YYYY-MM-DD; "" where the text gives no year
	Span chancery.Span
}

const month = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`

var (
	dayMonthYear = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?[ \x{a0}-](?:of )?` + month + `,?[ \x{a0}-](\d{4})\b`)
	monthDayYear = regexp.MustCompile(`(?i)\b` + month + `[ \x{a0}](\d{1,2})(?:st|nd|rd|th)?,?[ \x{a0}](\d{4})\b`)
	yearMonthDay = regexp.MustCompile(`\b(\d{4})([-/.])(\d{1,2})([-/.])(\d{1,2})(?:\b|T)`)
	numeric      = regexp.MustCompile(`\b(\d{1,2})([/.-])(\d{1,2})([/.-])(\d{4})\b`)
	monthDay     = regexp.MustCompile(`(?i)\b(?:` + month + `[ \x{a0}](\d{1,2})|(\d{1,2})[ \x{a0}]` + month + `)\b`)
	inURL        = regexp.MustCompile(`(?i)[/_=-](\d{4})[/-]?(\d{2}|` + month + `)[/-]?(\d{2})(?:[/_.?&-]|$)`)
)

// Find returns the dates of s in order. Dates of the years 1000 to 2999 only.
func Find(s string) []Date {
	var out []Date
	add := func(span []int, y, m, d string, mon int) {
		if mon == 0 {
			mon, _ = strconv.Atoi(m)
		}
		edtf := day(y, mon, d)
		if edtf == "" {
			return
		}
		sp := chancery.Span{Start: span[0], End: span[1]}
		at := len(out)
		for i, o := range out {
			if o.Span.Overlaps(sp) {
				return
			}
			if sp.Start < o.Span.Start {
				at = i
				break
			}
		}
		out = append(out[:at], append([]Date{{edtf, sp}}, out[at:]...)...)
	}
	for _, m := range dayMonthYear.FindAllStringSubmatchIndex(s, -1) {
		add(m[:2], s[m[6]:m[7]], "", s[m[2]:m[3]], monthNumber(s[m[4]:m[5]]))
	}
	for _, m := range monthDayYear.FindAllStringSubmatchIndex(s, -1) {
		add(m[:2], s[m[6]:m[7]], "", s[m[4]:m[5]], monthNumber(s[m[2]:m[3]]))
	}
	for _, m := range yearMonthDay.FindAllStringSubmatchIndex(s, -1) {
		if s[m[4]:m[5]] == s[m[8]:m[9]] {
			add([]int{m[2], m[11]}, s[m[2]:m[3]], s[m[6]:m[7]], s[m[10]:m[11]], 0)
		}
	}
	for _, m := range numeric.FindAllStringSubmatchIndex(s, -1) {
		a, sep, b, y := s[m[2]:m[3]], s[m[4]:m[5]], s[m[6]:m[7]], s[m[10]:m[11]]
		if sep != s[m[8]:m[9]] {
			continue
		}
		first, _ := strconv.Atoi(a)
		second, _ := strconv.Atoi(b)
		switch { // with dots the day comes first; with slashes and hyphens only a number over 12 tells
		case sep == "." || first > 12 || first == second:
			add(m[:2], y, b, a, 0)
		case second > 12:
			add(m[:2], y, a, b, 0)
		}
	}
	return out
}

// MonthDay finds a month and a day without a year ("Aug 17"), as datelines have it. Its EDTF is empty.
func MonthDay(s string) (Date, bool) {
	m := monthDay.FindStringIndex(s)
	if m == nil {
		return Date{}, false
	}
	return Date{Span: chancery.Span{Start: m[0], End: m[1]}}, true
}

// group matches the date-time group of a telegram, with what stands before it of its precedence: "R 141200Z MAR 74".
var group = regexp.MustCompile(`^(?:[ZOPR] ){0,2}(\d{2})[0-2]\d[0-5]\dZ ` + `(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC) (\d{4}|\d{2})\b`)

// Group reads the date-time group that a line of a telegram begins with. A year of two digits lies in the hundred years from 1950 on.
func Group(s string) (Date, bool) {
	m := group.FindStringSubmatchIndex(s)
	if m == nil {
		return Date{}, false
	}
	year := s[m[6]:m[7]]
	if len(year) == 2 {
		if year < "50" {
			year = "20" + year
		} else {
			year = "19" + year
		}
	}
	edtf := day(year, monthNumber(s[m[4]:m[5]]), s[m[2]:m[3]])
	return Date{EDTF: edtf, Span: chancery.Span{Start: m[2], End: m[7]}}, edtf != ""
}

// URL returns the date in the path of an address, or "".
func URL(address string) string {
	m := inURL.FindStringSubmatch(address)
	if m == nil {
		return ""
	}
	mon, err := strconv.Atoi(m[2])
	if err != nil {
		mon = monthNumber(m[2])
	}
	return day(m[1], mon, m[4])
}

// DayBefore returns the day before an EDTF day, "" for what is none.
func DayBefore(edtf string) string {
	t, err := time.Parse(time.DateOnly, edtf)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, -1).Format(time.DateOnly)
}

func monthNumber(s string) int {
	const names = "janfebmaraprmayjunjulaugsepoctnovdec"
	i := strings.Index(names, strings.ToLower(s[:3]))
	return i/3 + 1
}

// day returns the EDTF of a day that exists, or "".
func day(year string, month int, d string) string {
	y, _ := strconv.Atoi(year)
	n, _ := strconv.Atoi(d)
	if y < 1000 || y > 2999 || month < 1 || month > 12 || n < 1 {
		return ""
	}
	if t := time.Date(y, time.Month(month), n, 0, 0, 0, 0, time.UTC); t.Day() != n {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, month, n)
}

var (
	monthYear = regexp.MustCompile(`(?i)^` + month + `,? (\d{4})$`)
	isoMonth  = regexp.MustCompile(`^(\d{4})-(\d{2})$`)
	bareYear  = regexp.MustCompile(`^(?:c\. ?)?(\d{4})$`)
)

// Coarse returns the EDTF of s, a field that holds one date: a day, a month or a year; "" for all else.
func Coarse(s string) string {
	s = strings.TrimSpace(s)
	if ds := Find(s); len(ds) > 0 {
		return ds[0].EDTF
	}
	if m := monthYear.FindStringSubmatch(s); m != nil {
		return fmt.Sprintf("%s-%02d", m[2], monthNumber(m[1]))
	}
	if m := isoMonth.FindStringSubmatch(s); m != nil && m[2] >= "01" && m[2] <= "12" {
		return s
	}
	if m := bareYear.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}
