package when

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"chancery/internal/edtf"
)

// TIMEX3 returns the type and the value that TimeML gives e under a, as in TempEval-3: "DATE" and "1999-03", "197", "2013-Q4",
// "2013-W12", "PRESENT_REF"; "TIME" and "2013-03-22TMO"; "DURATION" and "P2Y"; "SET" and "P1D". What
// the anchor leaves open is written with X. What a preposition adds is no part of it.
func (e Expression) TIMEX3(a Anchor) (typ, value string) {
	e = e.Point()
	switch {
	case e.Vague != "":
		if e.Type == Duration {
			return "DATE", e.Vague
		}
		return e.Type.String(), e.Vague
	case e.Length != "":
		return e.Type.String(), e.Length
	case e.timex != "":
		return e.Type.String(), e.timex
	case e.Ref == None:
		return e.Type.String(), ""
	}
	for ref, form := range vagueForms { // days later
		if e.Value == form && ref != "PRESENT_REF" {
			return e.Type.String(), ref
		}
	}
	e.Part, e.Approx = "", false
	var d edtf.Date
	if ws := e.Resolve(a); len(ws) > 0 && ws[0].EDTF != "" {
		d = edtf.MustParse(ws[0].EDTF).Plain()
	}
	if d.IsUnknown() {
		return e.Type.String(), e.open() + e.Clock
	}
	first, _ := d.Bounds()
	switch e.unit {
	case "W", "WE":
		y, w := first.Week()
		value = fmt.Sprintf("%04d-W%02d", y, w)
		if e.unit == "WE" {
			value += "-WE"
		}
		return e.Type.String(), value
	case "DE":
		y, _, _ := first.Civil()
		return e.Type.String(), timexDate(edtf.Decade(y))
	}
	if m, ok := e.sameMonth(a.Narrative); ok {
		d = m
	}
	return e.Type.String(), timexDate(d) + e.Clock
}

func seasonName(code int) string {
	switch {
	case code >= 33 && code <= 36:
		return fmt.Sprintf("Q%d", code-32)
	case code >= 40:
		return fmt.Sprintf("H%d", code-39)
	}
	return [...]string{"SP", "SU", "FA", "WI"}[(code-21)&3]
}

func timexDate(d edtf.Date) string {
	y, m, _ := d.Fields()
	switch d.Precision() {
	case edtf.SeasonPrecision:
		return fmt.Sprintf("%04d-%s", y, seasonName(m))
	case edtf.DecadePrecision:
		return fmt.Sprintf("%03d", y/10)
	case edtf.CenturyPrecision:
		return fmt.Sprintf("%02d", y/100)
	case edtf.YearPrecision:
		if y <= 0 {
			return fmt.Sprintf("BC%04d", 1-y)
		}
	case edtf.IntervalPrecision:
		from, to := d.From(), d.To()
		if from.IsUnknown() || to.IsUnknown() {
			return d.String()
		}
		return timexDate(from) + "/" + timexDate(to)
	}
	return d.String()
}

// open returns the value of an expression that the anchor does not date: "XXXX-07-15", "XXXX-WXX-4".
func (e *Expression) open() string {
	last := e.Value[strings.LastIndexByte(e.Value, ';')+1:]
	key, value, _ := strings.Cut(last, "=")
	value, _, _ = strings.Cut(value, ",")
	n := 0
	fmt.Sscanf(value, "%d", &n)
	switch key {
	case "weekday":
		return "XXXX-WXX-" + value
	case "monthday", "month":
		return "XXXX-" + value
	case "day":
		return fmt.Sprintf("XXXX-XX-%02d", n)
	case "season":
		return "XXXX-" + seasonName(n)
	case "weeks":
		return "XXXX-WXX"
	case "weekends":
		return "XXXX-WXX-WE"
	case "months":
		return "XXXX-XX"
	case "days":
		return "XXXX-XX-XX"
	case "now":
		return "PRESENT_REF"
	}
	return "XXXX"
}

// sameMonth returns the month that TIMEX3 means by "a year earlier" after one: the same of another year.
func (e *Expression) sameMonth(n edtf.Date) (edtf.Date, bool) {
	shift, ok := strings.CutPrefix(e.Value, "years=")
	years, err := strconv.Atoi(shift)
	if !ok || err != nil || years == 0 || e.Ref == Deictic || n.IsUnknown() || n.Precision() != edtf.MonthPrecision {
		return edtf.Date{}, false
	}
	y, m, _ := n.Fields()
	return edtf.Ymd(y+years, m, 0)
}

var (
	timexDuration = regexp.MustCompile(`^P(T?)([0-9.]+)(2W|DE|CE|ML|Q|H|WE|TNI|[YMWDS])$`)
	timexDay      = regexp.MustCompile(`^([0-9X]{4}(?:-[0-9X]{2}){2})T`)
	timexWeek     = regexp.MustCompile(`^([0-9]{4})-W([0-9]{2})(-WE)?$`)
	timexPart     = regexp.MustCompile(`^([0-9]{4})-(SP|SU|FA|WI|Q[1-4]|H[12])$`)
)

// FromTIMEX3 returns what a value of TIMEX3 is in the field edtf of [Found], doc being the day of the document: "1998-Q1" is 1998-33, "199" is 199X,
// a time of day its day, a week its seven days, PRESENT_REF the document's day, PAST_REF and FUTURE_REF the time before
// and after it, a decade of duration ten years; what has no place in time and what is written with X stays as it is.
func FromTIMEX3(value string, doc edtf.Date) string {
	switch value {
	case "PRESENT_REF":
		return edtfString(doc)
	case "PAST_REF":
		return edtfString(edtf.Until(doc))
	case "FUTURE_REF":
		return edtfString(edtf.Since(doc))
	}
	if m := timexDay.FindStringSubmatch(value); m != nil {
		value = m[1]
	}
	if m := timexWeek.FindStringSubmatch(value); m != nil {
		year, _ := strconv.Atoi(m[1])
		week, _ := strconv.Atoi(m[2])
		fourth := edtf.DayOf(year, 1, 4) // always in week 1
		monday := fourth - edtf.Day(fourth.Weekday()-1) + edtf.Day(7*(week-1))
		if m[3] != "" {
			return edtf.Between(edtf.OfDay(monday+5), edtf.OfDay(monday+6)).String()
		}
		return edtf.Between(edtf.OfDay(monday), edtf.OfDay(monday+6)).String()
	}
	if m := timexPart.FindStringSubmatch(value); m != nil {
		code := map[string]int{"SP": 21, "SU": 22, "FA": 23, "WI": 24, "Q1": 33, "Q2": 34, "Q3": 35, "Q4": 36, "H1": 40, "H2": 41}[m[2]]
		return fmt.Sprintf("%s-%d", m[1], code)
	}
	switch {
	case strings.HasPrefix(value, "P"):
		return isoDuration(value)
	case strings.HasPrefix(value, "XXXX"):
		return ""
	case len(value) == 2 || len(value) == 3:
		value += "XXXX"[:4-len(value)]
	}
	if d, err := edtf.Parse(value); err == nil {
		return d.String()
	}
	return ""
}

// isoDuration returns a duration of TIMEX3 in ISO 8601, which has no decades, weekends, nights or quarters.
func isoDuration(value string) string {
	m := timexDuration.FindStringSubmatch(value)
	if strings.HasPrefix(value, "XXXX") { // Mondays
		return ""
	}
	if m == nil || m[1] != "" {
		return value
	}
	unit := map[string]struct {
		times float64
		iso   string
	}{"DE": {10, "Y"}, "CE": {100, "Y"}, "ML": {1000, "Y"}, "Q": {3, "M"}, "H": {6, "M"}, "WE": {2, "D"}, "TNI": {1, "D"}, "2W": {2, "W"}}
	n, err := strconv.ParseFloat(m[2], 64)
	u, ok := unit[m[3]]
	if err != nil || !ok {
		return value
	}
	return "P" + num(n*u.times) + u.iso
}
