package when

import (
	"fmt"
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
	case e.Ref == None:
		return e.Type.String(), ""
	}
	e.Part, e.Approx = "", false
	var d edtf.Date
	if ws := e.Resolve(a); len(ws) > 0 && ws[0].EDTF != "" {
		d = edtf.MustParse(ws[0].EDTF).Plain()
	}
	if d.IsUnknown() {
		return e.Type.String(), e.open() + e.Clock
	}
	if e.week != "" {
		first, _ := d.Bounds()
		y, w := first.Week()
		value = fmt.Sprintf("%04d-W%02d", y, w)
		if e.week == "WE" {
			value += "-WE"
		}
		return e.Type.String(), value
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
