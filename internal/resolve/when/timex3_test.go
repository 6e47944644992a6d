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
		{"They met at 9 p.m. on Monday night.", "9 p.m. TIME 2014-05-12T21:00 | Monday night TIME 2014-05-12TNI"},
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
		{"Sales in the quarter ended Sept. 30 fell 3% from a year ago.", "the quarter DATE 2013-Q3 | Sept. 30 DATE 2013-09-30 | a year ago DATE 2012-Q3"},
		{"Third-quarter sales rose; net for the fiscal second quarter of $8 million was up from $6 million a year ago.", "Third-quarter DATE 2014-Q3 | the fiscal second quarter DATE 2014-Q2 | a year ago DATE 2013-Q2"},
		{"In the first quarter it lost money. It will gain in the second quarter. In the year-ago quarter it had a profit.", "the first quarter DATE 2014-Q1 | the second quarter DATE 2014-Q2 | the year-ago quarter DATE 2013-Q1"},
		{"The dividend is payable July 15; in the 12 months to March it was halved.", "July 15 DATE 2014-07-15 | the 12 months DURATION P12M | March DATE 2014-03"},
		{"Net for the third quarter was $2 million, or 20 cents a share, compared with $1 million, or 10 cents a share, a year ago.", "the third quarter DATE 2014-Q3 | a year ago DATE 2013-Q3"},
		{"A new rule is due in early June. It reported a first-quarter loss, compared with a profit of $1 a share, a year ago.", "early June DATE 2014-06 START | first-quarter DATE 2014-Q1 | a year ago DATE 2013-Q1"},
		{"It is likely to last over a week.", "over a week DURATION P1W MORE_THAN"},
		// What lies ahead.
		{"The vote is on Sunday. The deadline is Tuesday. It is Friday.", "Sunday DATE 2014-05-18 | Tuesday DATE 2014-05-20 | Friday DATE 2014-05-16"},
		{"They have until 6 p.m. Monday to reply; the offer was extended until Tuesday.", "6 p.m. Monday TIME 2014-05-19T18:00 | Tuesday DATE 2014-05-20"},
		{"She waited until Tuesday. He said he would resign on Monday.", "Tuesday DATE 2014-05-13 | Monday DATE 2014-05-19"},
		{"Shops closed on Thursday, and on Saturday schools will stay shut.", "Thursday DATE 2014-05-15 | Saturday DATE 2014-05-17"},
		{"The Senate votes Tuesday; the king, who arrived last week, leaves Monday.", "Tuesday DATE 2014-05-20 | last week DATE 2014-W19 | Monday DATE 2014-05-19"},
		{"Germany plays Brazil on Tuesday. Voters go to the polls on Sunday. The talks, which begin Monday, are secret.", "Tuesday DATE 2014-05-20 | Sunday DATE 2014-05-18 | Monday DATE 2014-05-19"},
		{"The two are meeting Tuesday. She is recovering after surgery Tuesday.", "Tuesday DATE 2014-05-20 | Tuesday DATE 2014-05-13"},
		{"Police reports Tuesday told of two dead. The Cardinals leave Saturday. The jury, which met Monday, returns Tuesday.", "Tuesday DATE 2014-05-13 | Saturday DATE 2014-05-17 | Monday DATE 2014-05-12 | Tuesday DATE 2014-05-20"},
		{"The hearing is set for 10 a.m. Wednesday. Polls open at 7 a.m. Sunday. They met at 9 a.m. Monday. Monday is a holiday.", "10 a.m. Wednesday TIME 2014-05-21T10:00 | 7 a.m. Sunday TIME 2014-05-18T07:00 | 9 a.m. Monday TIME 2014-05-12T09:00 | Monday DATE 2014-05-19"},
		{"They were married on a Saturday in 1999, and in a Monday interview said they quarrel nearly every day.", "1999 DATE 1999 | Monday DATE 2014-05-12 | nearly every day SET P1D LESS_THAN"},
		{"They may meet Monday. He could not be reached Monday. Ten may have died Sunday. A vote is likely Thursday.", "Monday DATE 2014-05-19 | Monday DATE 2014-05-12 | Sunday DATE 2014-05-11 | Thursday DATE 2014-05-22"},
		{"By Tuesday the army had taken the town. He wants an answer by Tuesday.", "Tuesday DATE 2014-05-13 | Tuesday DATE 2014-05-20"},
		{"The figures for January and sales for March were good; the strike is called for June.", "January DATE 2014-01 | March DATE 2014-03 | June DATE 2014-06"},
		{"He can do it. On 16 April, I saw it.", "16 April DATE 2014-04-16"},
		{"It will one day be rebuilt. One day he left. Future talks and the country's future are uncertain.", "one day DATE FUTURE_REF | future DATE FUTURE_REF"},
		{"The GM move follows Tuesday's offer by Ford, which holds a stake.", "Tuesday DATE 2014-05-13"},
		{"The bid was extended to June 6. It had been due to expire Thursday evening. The vote was moved to Monday.", "June 6 DATE 2014-06-06 | Thursday evening TIME 2014-05-15TEV | Monday DATE 2014-05-19"},
		{"It had been scheduled for Saturday. It is due to expire Friday.", "Saturday DATE 2014-05-17 | Friday DATE 2014-05-16"},
		{"He spoke earlier Thursday and will speak later Friday.", "earlier Thursday DATE 2014-05-15 START | later Friday DATE 2014-05-16 END"},
		// Ages of things, rates, nights of a week.
		{"The 8-month-old truce, a 10-year-old war, her three-month-old son and a 34-year-old teacher.", "8-month-old DURATION P8M | 10-year-old DURATION P10Y"},
		{"A three hour meeting on the 1998 third quarter; it costs $5 million a year and 700 seats a week.", "three hour DURATION PT3H | the 1998 third quarter DATE 1998-Q3"},
		{"They fly Tuesday nights and Sunday mornings; in future years and in the near term they may not.", "Tuesday nights SET XXXX-WXX-2TNI | Sunday mornings SET XXXX-WXX-7TMO | future years DATE FUTURE_REF | the near term DATE FUTURE_REF"},
		{"in the last half of 2013, the last half of the '90s and the first half of the 1980s; 2015 and beyond.", "the last half of 2013 DATE 2013-H2 | the last half of the '90s DATE 199 END | the first half of the 1980s DATE 198 START | 2015 and beyond DATE 2015 ON_OR_AFTER"},
		{"for at least the past 18 months and for more than the last ten years", "at least the past 18 months DURATION P18M EQUAL_OR_MORE | more than the last ten years DURATION P10Y MORE_THAN"},
		{"The third-quarter earnings fell in the third quarter.", "third-quarter DATE 2014-Q3 | the third quarter DATE 2014-Q3"},
		{"He said Tuesday the vote on Sunday will be fair. The man found Sunday will live. He left Monday and returns Wednesday.", "Tuesday DATE 2014-05-13 | Sunday DATE 2014-05-18 | Sunday DATE 2014-05-11 | Monday DATE 2014-05-12 | Wednesday DATE 2014-05-21"},
		{"A decades-old feud, a yearslong strike and a quarter century of war; this month he fell ill and later that day died.", "decades-old DURATION PXDE | yearslong DURATION PXY | a quarter century DURATION P25Y | this month DATE 2014-05 | later that day DATE 2014-05-16 END"},
		{"He hopes that one day it will end.", "one day DATE FUTURE_REF"},
		// Counted from a day.
		{"He died six years ago today. It closed a year ago Friday. They met a week ago Monday.", "six years ago today DATE 2008-05-16 | a year ago Friday DATE 2013-05-17 | a week ago Monday DATE 2014-05-05"},
		{"It opens a week from today and closes two weeks from Tuesday; it began five years ago this month.", "a week from today DATE 2014-05-23 | two weeks from Tuesday DATE 2014-06-03 | five years ago this month DATE 2009-05"},
		{"It rained all day and all week long; they stayed the whole year. Above all, weeks matter.", "all day DURATION P1D | all week long DURATION P1W | the whole year DURATION P1Y"},
		{"Over the weekend three died; he spent the weekend at home.", "the weekend DATE 2014-W19-WE | the weekend DATE 2014-W19-WE"},
		{"In the past he taught. Within hours they came. Hours later, by the end of the day, it fell.", "the past DATE PAST_REF | hours DURATION PTXH | Hours later DURATION PTXH | the end of the day DATE 2014-05-16 END"},
		{"The flight took an hour and a half, the wait half an hour.", "an hour and a half DURATION PT1H30M | half an hour DURATION PT30M"},
		// Parts of the day, and days by their names.
		{"The square emptied mid-morning Thursday, and again late in the afternoon. Overnight it rained.", "mid-morning Thursday TIME 2014-05-15TMO MID | late in the afternoon TIME 2014-05-15TAF END | Overnight TIME 2014-05-15TNI"},
		{"It opens at 8 a.m. local time and at 9 p.m. Eastern Standard Time.", "8 a.m. local time TIME 2014-05-16T08:00 | 9 p.m. Eastern Standard Time TIME 2014-05-16T21:00"},
		{"He was found last Thanksgiving, weeks after the anniversary of the Sept. 11 attacks.", "last Thanksgiving DATE 2013-11-28 | weeks DURATION PXW | Sept. 11 DATE 2001-09-11"},
		{"The fair runs June 3-5. The June fair is on weekends, the weekend's games are not.", "June 3 DATE 2014-06-03 | 5 DATE 2014-06-05 | June DATE 2014-06 | weekends SET XXXX-WXX-WE | the weekend DATE 2014-W20-WE"},
		{"She wrote several hours a day, several times a week, for years he knew nothing of it.", "several hours DURATION PTXH | a day SET P1D | several times a week SET P1W | years DURATION PXY"},
		{"The talks may last six weeks after months of war; some 30 months, just over two years ago.", "six weeks DURATION P6W | months DURATION PXM | some 30 months DURATION P30M APPROX | just over two years ago DATE 2012 MORE_THAN"},
		{"On May 3 polls closed at 10 p.m. and the last vote was cast at 2:30 the next day.", "May 3 DATE 2014-05-03 | 10 p.m. TIME 2014-05-03T22:00 | 2:30 the next day TIME 2014-05-04T02:30"},
		{"They met between 1 a.m. and 3 a.m. Saturday, in the early hours of May 10, and parted days later.", "1 a.m. TIME 2014-05-10T01:00 | 3 a.m. Saturday TIME 2014-05-10T03:00 | the early hours of May 10 TIME 2014-05-10TMO START | days later DATE FUTURE_REF"},
		{"It was the second in as many days, a good day, and as recently as last year.", "last year DATE 2013"},
		// Words that date nothing by themselves.
		{"The current rules follow recent rulings; the most recent one and the current account matter less.", "current DATE PRESENT_REF | recent DATE PAST_REF"},
		{"It will soon close, as soon as it can, soon after the vote, or too soon.", "soon DATE FUTURE_REF"},
		{"In recent years and recent weeks the price fell; the recent past was better.", "recent years DATE PAST_REF | recent weeks DATE PAST_REF | the recent past DATE PAST_REF"},
		{"It was the week's best day and the month's worst; the week's end came.", "the week DATE 2014-W20 | the month DATE 2014-05"},
		{"It will take the next two years or so; it expects a loss for the full year.", "the next two years or so DURATION P2Y APPROX | the full year DATE 2014"},
		{"The fair opens this November. She will speak on Sunday, April 13. It froze overnight Tuesday.", "this November DATE 2014-11 | Sunday, April 13 DATE 2014-04-13 | overnight Tuesday TIME 2014-05-13TNI"},
		{"It could take months, if not years. He waited days. In the year before last it was dry; the week after next is free.", "months DURATION PXM | years DURATION PXY | days DURATION PXD | the year before last DATE 2012 | the week after next DATE 2014-W22"},
		{"For the past quarter-century, and six years before that, he led it; a half-century ago it stood.", "the past quarter-century DURATION P25Y | six years DURATION P6Y | a half-century ago DATE 1964"},
		{"Three days later, on May 3, it sank. Two years later, in 2012, it was raised.", "Three days later DATE 2014-05-03 | May 3 DATE 2014-05-03 | Two years later DATE 2012 | 2012 DATE 2012"},
		{"The loss for the current quarter is small; the previous quarter was better and the next quarter will be worse.", "the current quarter DATE 2014-Q2 | the previous quarter DATE 2014-Q1 | the next quarter DATE 2014-Q3"},
		{"It takes between four and six weeks, or as late as June.", "four DURATION P4W | six weeks DURATION P6W | June DATE 2014-06"},
		{"It will close around June 3, in about 2012; they talked about May 5.", "around June 3 DATE 2014-06-03 APPROX | about 2012 DATE 2012 APPROX | May 5 DATE 2014-05-05 APPROX"},
		{"He said that first-quarter sales rose in the latest nine months and prices were higher than a year ago.", "first-quarter DATE 2014-Q1 | the latest nine months DURATION P9M | a year ago DATE 2013-Q1"},
		{"The annual dividend was to be paid May 28; it was paid on a still unspecified date in March; sales rose annually, on a monthly basis.", "May 28 DATE 2014-05-28 | March DATE 2014-03 | annually SET P1Y | monthly SET P1M"},
		{"It rose 2% for the week, a day ahead of the vote, into the early morning hours; full-year 2013 was good.", "the week DATE 2014-W20 | a day DURATION P1D | the early morning hours TIME 2014-05-16TMO START | 2013 DATE 2013"},
		{"The vote was put off until May 20. He told it on the programme \"This Week\" last night.", "May 20 DATE 2014-05-20 | last night TIME 2014-05-15TNI"},
		{"More recently it had a weak second quarter and a strong third-quarter profit, as in the year two thousand.", "More recently DATE PAST_REF | a weak second quarter DATE 2014-Q2 | third-quarter DATE 2014-Q3 | the year two thousand DATE 2000"},
		{"After a good first quarter of 2014 it fell; sales were below those of a year ago.", "a good first quarter of 2014 DATE 2014-Q1 | a year ago DATE 2013"},
		{"It will buy what is tendered from today through Nov. 17, and sold what was tendered from May 3 to June 3; they made a change Friday to January's figures.", "today DATE 2014-05-16 | Nov. 17 DATE 2014-11-17 | May 3 DATE 2014-05-03 | June 3 DATE 2014-06-03 | Friday DATE 2014-05-16 | January DATE 2014-01"},
		{"It expired at midnight Thursday, after midnight May 3, at the then current price; the fiscal-second quarter was good.", "midnight Thursday TIME 2014-05-15T24:00 | midnight May 3 TIME 2014-05-03T00:00 | the fiscal-second quarter DATE 2014-Q2"},
		{"Banks will remain closed until at least Thursday. The school is shut until Tuesday; the road stays closed through Monday.", "Thursday DATE 2014-05-22 | Tuesday DATE 2014-05-20 | Monday DATE 2014-05-19"},
		{"They met at 9 a.m. last Thursday and will meet at noon next Monday.", "9 a.m. last Thursday TIME 2014-05-15T09:00 | noon next Monday TIME 2014-05-19T12:00"},
		{"It rose in the last year or so and in the year to March; a week earlier, on April 30, it fell. The next two summers were wet.", "the last year or so DURATION P1Y APPROX | the year DURATION P1Y | March DATE 2014-03 | a week earlier DATE 2014-04-30 | April 30 DATE 2014-04-30"},
		{"By Tuesday, days after the vote, the army had taken the town. They meet every Sunday afternoon and every Friday night. It could be years.", "Tuesday DATE 2014-05-13 | days DURATION PXD | every Sunday afternoon SET XXXX-WXX-7TAF | every Friday night SET XXXX-WXX-5TNI | years DURATION PXY"},
		{"It will lose money in the short term, until 2016 or later; it grew 5% annually and made 500 cars annually.", "the short term DATE FUTURE_REF | 2016 or later DATE 2016 ON_OR_AFTER"},
		{"It expects to report a first-quarter loss. A year earlier it had a profit.", "first-quarter DATE 2014-Q1 | A year earlier DATE 2013-Q1"},
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
