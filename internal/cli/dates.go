package cli

import (
	"fmt"
	"strings"
	"time"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/query"
)

var months = [...]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

var seasons = map[string]string{"21": "spring", "22": "summer", "23": "autumn", "24": "winter", "33": "first quarter of", "34": "second quarter of",
	"35": "third quarter of", "36": "fourth quarter of", "40": "first half of", "41": "second half of"}

// sayDate writes an EDTF date for people: "7 September 2022", "November 2012", "the 1970s", "between 1999 and 2001", "4 March 1980 or 3 April 1980".
func sayDate(s string) string {
	switch s {
	case "", "XXXX", "..":
		return "an unknown date"
	}
	if a, b, ok := edtf.CutChoice(s); ok {
		return sayDate(a) + " or " + sayDate(b)
	}
	if from, to, ok := strings.Cut(s, "/"); ok {
		switch {
		case open(from) && open(to):
			return "an unknown date"
		case open(from):
			return "before " + sayDate(to)
		case open(to):
			return "after " + sayDate(from)
		}
		return "between " + sayDate(from) + " and " + sayDate(to)
	}
	bare := strings.TrimRight(s, "?~%")
	said := bare
	parts := strings.Split(bare, "-")
	switch {
	case strings.HasPrefix(bare, "-"):
	case len(parts) == 1 && strings.HasSuffix(bare, "XX"):
		said = "the " + bare[:2] + "00s"
	case len(parts) == 1 && strings.HasSuffix(bare, "X"):
		said = "the " + bare[:3] + "0s"
	case len(parts) == 2:
		if name, ok := seasons[parts[1]]; ok {
			said = name + " " + parts[0]
		} else if m := month(parts[1]); m != "" {
			said = m + " " + parts[0]
		}
	case len(parts) == 3:
		if m := month(parts[1]); m != "" {
			said = strings.TrimLeft(parts[2], "0") + " " + m + " " + parts[0]
		}
	}
	switch s[len(bare):] {
	case "~":
		said = "about " + said
	case "?":
		said = "perhaps " + said
	case "%":
		said = "perhaps about " + said
	}
	return said
}

func open(s string) bool { return s == "" || s == ".." || s == "XXXX" }

func month(mm string) string {
	var n int
	if _, err := fmt.Sscanf(mm, "%d", &n); err != nil || n < 1 || n > 12 {
		return ""
	}
	return months[n]
}

// onDate reads a date given on the command line; empty means today.
func (a *app) onDate(flag, s string) (edtf.Date, error) {
	if s == "" {
		s = a.now().Format(time.DateOnly)
	}
	return query.Date(flag, s)
}

// zeroTime stands for no time: of --known, for now.
var zeroTime time.Time

// sayPeriod writes from and to for people: "since 7 September 2022", "from 1971 to some day before 1999".
func sayPeriod(from, to string) string {
	switch {
	case open(from) && open(to):
		return "with no dates known"
	case open(to):
		return "since " + someDay(from)
	case open(from):
		return "until " + someDay(to)
	}
	return "from " + someDay(from) + " to " + someDay(to)
}

// someDay writes a bound: a date, or "some day between 1999 and 2001".
func someDay(s string) string {
	if strings.Contains(s, "/") {
		return "some day " + sayDate(s)
	}
	return sayDate(s)
}

// shortDate is a date as short as a timeline wants it: "7 Sep", "Sep", "" for a year (the year stands above).
func shortDate(s string) string {
	d, err := edtf.Parse(s)
	if err != nil {
		return ""
	}
	if a, b, ok := d.Choice(); ok { // both days would not fit: the months
		_, m, _ := a.Fields()
		_, n, _ := b.Fields()
		if m == 0 || n == 0 || m > 12 || n > 12 {
			return ""
		}
		return months[m][:3] + "/" + months[n][:3]
	}
	bare := strings.TrimRight(s, "?~%")
	q := ""
	if bare != s {
		q = s[len(bare):]
	}
	_, m, day := d.Fields()
	switch d.Precision() {
	case edtf.DayPrecision:
		return fmt.Sprintf("%d %s%s", day, months[m][:3], q)
	case edtf.MonthPrecision:
		return months[m][:3] + q
	case edtf.SeasonPrecision:
		return sayDate(bare)[:3] + q
	}
	return q // the heading says it
}

// dateOf returns the claim's date, "" where unknown.
func dateOf(c *chancery.Claim) string { return query.DateOf(c) }
