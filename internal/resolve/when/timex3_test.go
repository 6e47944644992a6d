package when

import (
	"strings"
	"testing"

	"chancery/internal/edtf"
)

// TestNews gives the expressions of news of Friday 16 May 2014 as TimeML has them: the extents, and type, value and mod.
func TestNews(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// Extents.
		{"She had waited for at least ten days.", "at least ten days DURATION P10D EQUAL_OR_MORE"},
		{"It has grown over several years.", "several years DURATION PXY"},
		{"It took no more than 60 days.", "no more than 60 days DURATION P60D EQUAL_OR_LESS"},
		{"a ten-day visit, a six year process, a year-long inquiry, a ten-month-long siege", "ten-day DURATION P10D | six year DURATION P6Y | year-long DURATION P1Y | ten-month-long DURATION P10M"},
		{"He stole it over 25 years, for over 20 days, in a monthlong spree.", "25 years DURATION P25Y | over 20 days DURATION P20D MORE_THAN | monthlong DURATION P1M"},
		{"The talks take two to four weeks.", "two DURATION P2W | four weeks DURATION P4W"},
		{"The work takes a year or two, or ten years or so.", "a year or two DURATION PXY | ten years or so DURATION P10Y APPROX"},
		{"They met at about 3 p.m. on Tuesday.", "about 3 p.m. TIME 2014-05-13T15:00 APPROX | Tuesday DATE 2014-05-13"},
		{"They met at 3 p.m. Tuesday.", "3 p.m. Tuesday TIME 2014-05-13T15:00"},
		{"The pact was signed earlier this week and lapses sometime next year.", "earlier this week DATE 2014-W20 START | sometime next year DATE 2015"},
		{"It began on the morning of March 4 and ended on the evening of 5 May 2013.", "the morning of March 4 TIME 2014-03-04TMO | the evening of 5 May 2013 TIME 2013-05-05TEV"},
		{"The night of the vote was long, the week of May 5 was not.", "the week of May 5 DATE 2014-W19"},
		{"Two-and-a-half years passed within hours, it seemed; it ends in a day or two.", "Two-and-a-half years DURATION P2Y6M | hours DURATION PTXH | a day or two DURATION PXD"},
		{"Stamped 2013-03-22T10:30:00Z.", "2013-03-22T10:30:00Z TIME 2013-03-22T10:30:00"},
		{"Over the years it has changed.", "the years DURATION PXY"},
		{"He rests two days a week.", "two days DURATION P2D | a week SET P1W"},
		// Values.
		{"Nearly four years ago, two weeks ago and a decade ago it failed.", "Nearly four years ago DATE 2010 LESS_THAN | two weeks ago DATE 2014-W18 | a decade ago DATE 200"},
		{"They are to meet on Thursday; they met Monday.", "Thursday DATE 2014-05-22 | Monday DATE 2014-05-12"},
		{"They did not plan to go on Wednesday.", "Wednesday DATE 2014-05-21"},
		{"The appeal is heard in June.", "June DATE 2014-06"},
		{"The pact, effective July 1, was signed in November.", "July 1 DATE 2014-07-01 | November DATE 2013-11"},
		{"the 1990s, the 20th century, last winter, two and a half years", "the 1990s DATE 199 | the 20th century DATE 19 | last winter DATE 2013-WI | two and a half years DURATION P2Y6M"},
		{"It lives on now, and recently spread.", "now DATE PRESENT_REF | recently DATE PAST_REF"},
		// Accounts.
		{"Profit fell in the fiscal first quarter.", "the fiscal first quarter DATE 2014-Q1"},
		{"It expects growth in this year's third quarter.", "this year's third quarter DATE 2014-Q3"},
		{"It earned $5 million in the first quarter, up from $4 million a year earlier.", "the first quarter DATE 2014-Q1 | a year earlier DATE 2013-Q1"},
		{"The year-earlier loss was larger than in the comparable year-ago period.", "year-earlier DATE 2013 | the comparable year-ago period DATE 2013"},
		{"In February exports rose 3% from a year earlier.", "February DATE 2014-02 | a year earlier DATE 2013-02"},
		{"In the quarter sales rose.", "the quarter DATE 2014-Q1"},
		{"in the first nine months of 2012", "the first nine months DURATION P9M | 2012 DATE 2012"},
		{"in the year ended March 31", "the year DURATION P1Y | March 31 DATE 2014-03-31"},
	} {
		var got []string
		for _, f := range Analyse(c.text, edtf.MustParse("2014-05-16")) {
			got = append(got, strings.TrimSpace(f.Text+" "+f.Type+" "+f.Value+" "+f.Mod))
		}
		if s := strings.Join(got, " | "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

func TestFromTIMEX3(t *testing.T) {
	for value, want := range map[string]string{
		"1998-03-04": "1998-03-04", "1998-03-04T10:00": "1998-03-04", "1998-03-04TMO": "1998-03-04", "1998-03": "1998-03", "1998": "1998",
		"199": "199X", "19": "19XX", "1998-Q1": "1998-33", "1998-H2": "1998-41", "1998-SU": "1998-22", "1998-W05": "1998-01-26/1998-02-01", "1998-W05-WE": "1998-01-31/1998-02-01",
		"PRESENT_REF": "2014-05-16", "PAST_REF": "../2014-05-16", "FUTURE_REF": "2014-05-16/..",
		"P2Y": "P2Y", "P2DE": "P20Y", "P1Q": "P3M", "P1WE": "P2D", "PT2H": "PT2H", "PXY": "PXY", "P2Y6M": "P2Y6M", "XXXX-WXX-5": "", "": "",
	} {
		if got := FromTIMEX3(value, edtf.MustParse("2014-05-16")); got != want {
			t.Errorf("%s: got %q, want %q", value, got, want)
		}
	}
}
