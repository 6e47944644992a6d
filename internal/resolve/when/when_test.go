package when

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"chancery"
	"chancery/internal/edtf"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The day on which the tests' documents were written: a Thursday.
var doc = edtf.MustParse("2022-09-08")

// TestFind gives for every expression its words (with the preposition that counts), and its value as an explicit date or as a
// form of what it is relative to: d document, n narrative, p lacks a year, - no place in time.
func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// Dates, in their orders and spellings.
		{"The treaty of 7 September 2022.", "7 September 2022=2022-09-07"},
		{"Signed September 7, 2022, in Tirana.", "September 7, 2022=2022-09-07"},
		{"Signed on 28th of November 1912.", "28th of November 1912=1912-11-28"},
		{"17 January, 1992 and 1 Feb 2024 and Feb. 3, 1990", "17 January, 1992=1992-01-17 | 1 Feb 2024=2024-02-01 | Feb. 3, 1990=1990-02-03"},
		{"On the 1 February 2024 it began.", "1 February 2024=2024-02-01"},
		{"the twenty-first of May 1991", "twenty-first of May 1991=1991-05-21"},
		{"2022-09-07, 2022/09/07, 31.12.1999, 12/31/1999", "2022-09-07=2022-09-07 | 2022/09/07=2022-09-07 | 31.12.1999=1999-12-31 | 12/31/1999=1999-12-31"},
		{"30 February 1995, February 30, 1995 and 1995-02-30", "30 February 1995=1995-02 | February 30, 1995=1995-02 | 1995-02-30=1995-02"}, // no calendar has the day
		{"07/09/2022, since 07/09/2022, by 07/09/2022, after 07/09/2022", "07/09/2022=[2022-07-09,2022-09-07] | since 07/09/2022=2022/.. | by 07/09/2022=../2022 | after 07/09/2022=2022/.."},
		{"from 07/09/2021 to 08/10/2022, about 03/04/80", "from 07/09/2021 to 08/10/2022=2021/2022 | about 03/04/80=[1980-03-04~,1980-04-03~]"},
		{"Monday, March 6, 2000: he left", "Monday, March 6, 2000=2000-03-06"},
		{"Wednesday, 23 Jul 2025", "Wednesday, 23 Jul 2025=2025-07-23"},
		{"10-Feb-2006", "10-Feb-2006=2006-02-10"},
		{"At the outbreak of the Korean War, unlike the outbreak of 1994, he left.", "the outbreak of the Korean War=1950-06-25 | 1994=1994"},
		{"1977-Nov-15", "1977-Nov-15=1977-11-15"},
		{"April 1933, April, 1933, April of 1933", "April 1933=1933-04 | April, 1933=1933-04 | April of 1933=1933-04"},
		{"24 January (6 February) 1904", "24 January (6 February) 1904=1904-02-06"},
		{"25 October [7 November] 1917", "25 October [7 November] 1917=1917-11-07"},
		{"5 (17) May 1814, May 5/17, 1814, 12/24 March 1821", "5 (17) May 1814=1814-05-17 | May 5/17, 1814=1814-05-17 | 12/24 March 1821=1821-03-24"},
		{"2022 September 7", "2022 September 7=2022-09-07"},
		{"in 44 BC, AD 842, 508 BCE", "44 BC=-0043 | AD 842=0842 | 508 BCE=-0507"},
		{"in nineteen eighty-four", "nineteen eighty-four=1984"},
		// Periods.
		{"in the 1970s, the '60s, the sixties and the 1800s", "the 1970s=197X | the '60s=196X | the sixties=196X | the 1800s=18XX"},
		{"the 19th century, the fifth century BC", "the 19th century=18XX | the fifth century BC=-0499/-0400"},
		{"the late 19th and early 20th centuries", "the late 19th=1867/1899 | early 20th centuries=1900/1933"},
		{"late 1948, mid-March 1999, early in the 1980s, the end of 2013", "late 1948=1948-09/1948-12 | mid-March 1999=1999-03-11/1999-03-20 | early in the 1980s=1980/1983 | the end of 2013=2013-10/2013-12"},
		{"in the summer of 1914 and winter 1941-42", "the summer of 1914=1914-22 | winter 1941-42=1941-24"},
		{"in the fourth quarter of 2013, in Q4 2013 and in the second half of 1998", "the fourth quarter of 2013=2013-36 | Q4 2013=2013-36 | the second half of 1998=1998-41"},
		{"fiscal year 2013 and the 2003–04 academic year", "fiscal year 2013=2013~ | 2003–04=2003/2004"},
		{"Christmas 1941, Easter 1916, Thanksgiving of 2019", "Christmas 1941=1941-12-25 | Easter 1916=1916-04-23 | Thanksgiving of 2019=2019-11-28"},
		{"during the Korean War, after World War II, since the Congress of Berlin", "during the Korean War=1950-06-25/1953-07-27 | after World War II=1945-09-02/.. | since the Congress of Berlin=1878-07-13/.."},
		{"by the end of the Cold War", "by the end of the Cold War=../1991"},
		// Intervals and relations.
		{"between 1914 and 1918", "between 1914 and 1918=1914/1918"},
		{"from 1918 to 2006", "from 1918 to 2006=1918/2006"},
		{"From 29 June to 1 July 1956", "From 29 June to 1 July 1956=1956-06-29/1956-07-01"},
		{"1914–1918, 1914–18, 28-30 May 1999, May 28–30, 1999", "1914–1918=1914/1918 | 1914–18=1914/1918 | 28-30 May 1999=1999-05-28/1999-05-30 | May 28–30, 1999=1999-05-28/1999-05-30"},
		{"between 14 and 16 June 2006, between June 14 and 18, 2006", "between 14 and 16 June 2006=2006-06-14/2006-06-16 | between June 14 and 18, 2006=2006-06-14/2006-06-18"},
		{"between May and June in 1981", "between May and June in 1981=1981-05/1981-06"},
		{"from December 1990 to February", "from December 1990 to February=1990-12/1991-02"},
		{"1990–present and from 5 May 1990 to date", "1990–present=1990/.. | from 5 May 1990 to date=1990-05-05/.."},
		{"the third time, after 2018 and 2020; after 2018 and 2020 was worse", "2018=2018 | 2020=2020 | after 2018=2018/.. | 2020=2020"},
		{"since 2008, by 1990, after 1990, before 1989, until 1991, prior to 1912", "since 2008=2008/.. | by 1990=../1990 | after 1990=1990/.. | before 1989=../1989 | until 1991=../1991 | prior to 1912=../1912"},
		{"since at least 1990, no later than 1 May 1990", "since at least 1990=1990/.. | no later than 1 May 1990=../1990-05-01"},
		{"ambassador (1998–)", "1998=1998/.."},
		{"1990-05-01/1990-06-03", "1990-05-01/1990-06-03=1990-05-01/1990-06-03"},
		{"Jan–Mar 1999 and 1890 – 91", "Jan–Mar 1999=1999-01/1999-03 | 1890 – 91=1890/1891"},
		{"in the interwar period", "the interwar period=1918-11-11/1939-09-01"},
		{"from 1990 onwards", "from 1990 onwards=1990/.."},
		{"at the beginning of the year 2000, in the summer of the year 1990", "the beginning of the year 2000=2000-01/2000-03 | the summer of the year 1990=1990-22"},
		{"a dam on the river, the Renaissance Dam", ""},
		{"ambassador from 1999 until his death", "from 1999=1999/.."},
		{"It was not until 1971 that they met.", "1971=1971"},
		{"in June and July 1990", "June=1990-06 | July 1990=1990-07"},
		{"around 1850 and in c. 1230", "around 1850=1850~ | c. 1230=1230~"},
		{"since the 1947 meeting, during the 2018 World Cup", "since the 1947=1947/.. | during the 2018=2018"},
		{"the 50th anniversary of the 1960 treaty; on the 100th anniversary of independence", "The 50th anniversary=2010 | 1960=1960 | the 100th anniversary=-"},
		// From the day of writing.
		{"She left Thursday and returned last week.", "Thursday=d:weekday=4 | last week=d:weeks=-1"},
		{"They will meet next Tuesday, or on Friday.", "next Tuesday=d:weekday=2,after | Friday=d:weekday=5,from"},
		{"They left yesterday; today it is quiet; they return tomorrow.", "yesterday=d:days=-1 | today=d:now | tomorrow=d:days=1"},
		{"last June, June last year, last month, this year", "last June=d:month=06,before | June last year=d:years=-1;month=06 | last month=d:months=-1 | this year=d:years=0"},
		{"two years ago, three weeks ago, a decade ago", "two years ago=d:years=-2 | three weeks ago=d:days=-21~ | a decade ago=d:years=-10~"},
		{"over the past two years, in recent years, late last year", "The past two years=d:months=-24/now | recent years=d:../now | late last year=d:years=-1;part=late"},
		{"Friday morning and Tuesday of last week", "Friday morning=d:weekday=5 TMO | Tuesday of last week=d:weeks=-1;weekday=2"},
		{"since Monday, until last week", "since Monday=d:weekday=1/.. | until last week=d:../weeks=-1"},
		{"It currently has no embassy.", "currently=d:now"},
		// From the story.
		{"that month, the same year, the following day, later that year", "that month=n:months=0 | the same year=n:years=0 | the following day=n:days=1 | later that year=n:years=0"},
		{"the 25th of that month, December 25 of the same year", "the 25th of that month=n:months=0;day=25 | December 25 of the same year=n:years=0;monthday=12-25"},
		{"five years later, two days earlier, the year before.", "five years later=n:years=5 | two days earlier=p:days=-2 | the year before=n:years=-1"},
		// Without a year.
		{"On July 15 a raid failed.", "July 15=p:monthday=07-15"},
		{"In July they met.", "July=p:month=07"},
		{"They run from August 20 to October 11.", "from August 20 to October 11=p:monthday=08-20,nearest/monthday=10-11"},
		{"It will run from August 20 to October 11.", "from August 20 to October 11=p:monthday=08-20,from/monthday=10-11,from"},
		{"It will open on 3 May.", "3 May=p:monthday=05-03,from"},
		// Durations, sets, times.
		{"within 24 hours, for nine months, a five-year plan, for decades", "24 hours=- PT24H | nine months=- P9M | five-year=- P5Y | decades=- PXDE"},
		{"more than a decade, two and a half years", "more than a decade=- P1DE | two and a half years=- P2Y6M"},
		{"daily, every year, twice a week, on Fridays", "daily=- P1D | every year=- P1Y | twice a week=- P1W | Fridays=- XXXX-WXX-5"},
		{"on April 15, 1912, at 2:20 a.m.", "April 15, 1912=1912-04-15 | 2:20 a.m.=1912-04-15 T02:20"},
		{"at 10:30 a.m. on 5 May 1990, at noon", "10:30 a.m. on 5 May 1990=1990-05-05 T10:30 | noon=p:days=0 T12:00"},
		// What is none.
		{"They may march in second place and fall ill.", ""},
		{"1,914 people, 2000 troops, Resolution 1244, a Boeing 747, room 1990, $1948, 1948%", ""},
		{"He is 24 years old, a 10-year-old, in her 30s.", ""},
		{"Mrs May said that April Smith and the Long March were late.", ""},
		{"https://example.org/2017/04/16/page", ""},
		{"the subsequent fall of the republic, the fall of the wall, a spring of fresh water", ""},
		{"The Sunday Times", ""},
		{"USA Today, Black Friday, 12 of 1119 Eighth St, PO Box 1990, no.1997", ""},
		{"3–2 win, 1990-X, A/1999/12", ""},
		{"", ""},
	} {
		var got []string
		for _, e := range Find(c.text) {
			got = append(got, describe(e))
		}
		if s := strings.Join(got, " | "); !strings.EqualFold(s, c.want) {
			t.Errorf("%s\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

// TestOrder learns the order of a text's numeric dates from those that can be read one way only.
func TestOrder(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"03/04/1980", "[1980-03-04,1980-04-03]"},
		{"03/04/1980 and 14/03/1980", "1980-04-03"},
		{"03.04.1980 and 03/14/1980", "1980-04-03"}, // with dots the day comes first anywhere,
		{"03/04/1980 – 05/06/1980 and 03/14/80.", "1980-03-04/1980-05-06"},
		{"03/04/1980, 03/14/1980 and 14/03/1980", "[1980-03-04,1980-04-03]"}, // both: nothing is known
		{"03-04-1980 and 31.12.1979", "1980-04-03"},
		{"03/04/1980, 1/14 of it, 12/31, 10.20.30.2014, No. 14/3/19801, v13/12/1980, 1990/13/12, 12/32/1980", "[1980-03-04,1980-04-03]"},
		{"04/04/1980", "1980-04-04"},
		{"03.04.1980 and 03/14/1980", "1980-04-03"}, // with dots the day comes first anywhere,
	} {
		es := Order(0).Learn(c.text).Find(c.text)
		if len(es) == 0 || es[0].Resolve(Anchor{})[0].EDTF != c.want {
			t.Errorf("%s: %v", c.text, es)
		}
	}
	if o := Order(0).Learn("on 14/03/1980").Learn("nothing"); o.Find("03/04/1980")[0].Value != "1980-04-03" {
		t.Error("what one block told is not known in the next")
	}
	for _, c := range []struct{ text, on, edtf, value string }{
		{"It was on 03/04/1980.", "", "[1980-03-04,1980-04-03]", "1980-04-03"},
		{"It was on 03/04/1980.", "1980-03-20", "[1980-03-04,1980-04-03]", "1980-03-04"},
		{"It was on 04/03/1980.", "1981-03-20", "[1980-03-04,1980-04-03]", "1980-04-03"},
	} {
		var doc edtf.Date
		if c.on != "" {
			doc = edtf.MustParse(c.on)
		}
		if f := Analyse(c.text, doc); len(f) != 1 || f[0].EDTF != c.edtf || f[0].Value != c.value {
			t.Errorf("%s on %s: %+v", c.text, c.on, f)
		}
	}
}

func describe(e Expression) string {
	s := e.outer + "="
	switch e.Ref {
	case Absolute:
		s += e.absolute(e.Value)
	case None:
		s += "-"
	default:
		s += [...]string{Deictic: "d:", Anaphoric: "n:", Partial: "p:"}[e.Ref] + strings.TrimSuffix(e.form(), ",nearest")
	}
	if x := e.Clock; x != "" {
		s += " " + x
	}
	if e.Ref == None && e.Length != "" {
		s += " " + e.Length
	}
	return s
}

func TestResolve(t *testing.T) {
	y := edtf.MustParse
	for _, c := range []struct {
		text string
		a    Anchor
		want []chancery.When
	}{
		{"on 7 September 2022", Anchor{}, []chancery.When{{EDTF: "2022-09-07", Text: "7 September 2022", Basis: "explicit"}}},
		{"since 2008", Anchor{}, []chancery.When{{EDTF: "2008/..", Text: "since 2008", Basis: "explicit"}}},
		{"07/09/2022", Anchor{}, []chancery.When{{EDTF: "[2022-07-09,2022-09-07]", Text: "07/09/2022", Basis: "explicit"}}},
		// A weekday is the document's, whatever the story tells.
		{"on Thursday", Anchor{Narrative: y("1999")}, []chancery.When{{Text: "Thursday", Basis: "document", Relative: "weekday=4"}}},
		{"on Thursday", Anchor{Document: doc}, []chancery.When{{EDTF: "2022-09-08", Text: "Thursday", Basis: "document", Relative: "weekday=4"}}},
		// A date without a year is the story's in a history, the document's in a report.
		{"On July 15 it was cut", Anchor{Narrative: y("1999-03")}, []chancery.When{{EDTF: "1999-07-15", Text: "July 15", Basis: "context"}}},
		{"On July 15 it was cut", Anchor{Narrative: y("1999-03"), Document: doc}, []chancery.When{{EDTF: "1999-07-15", Text: "July 15", Basis: "context"}}},
		{"On July 15 it was cut", Anchor{Narrative: y("1999-03"), Document: doc, Report: true}, []chancery.When{{EDTF: "2022-07-15", Text: "July 15", Basis: "document", Relative: "monthday=07-15"}}},
		{"On July 15 it was cut", Anchor{Narrative: y("2014"), Report: true}, []chancery.When{{Text: "July 15", Basis: "document", Relative: "monthday=07-15"}}},
		{"On July 15 it was cut", Anchor{Section: y("1961")}, []chancery.When{{EDTF: "1961-07-15", Text: "July 15", Basis: "section"}}},
		{"On July 15 it was cut", Anchor{}, []chancery.When{{Text: "July 15", Basis: "document", Relative: "monthday=07-15"}}},
		// A story does not run past the day on which it is told.
		{"On October 15 it was cut", Anchor{Narrative: y("2022-08-30"), Document: doc}, []chancery.When{{EDTF: "2021-10-15", Text: "October 15", Basis: "document", Relative: "monthday=10-15"}}},
		{"On October 15 it was cut", Anchor{Narrative: y("2023-02-01"), Document: doc}, []chancery.When{{EDTF: "2023-10-15", Text: "October 15", Basis: "context"}}},
		// The story runs forward.
		{"In January they met", Anchor{Narrative: y("1999-12-20")}, []chancery.When{{EDTF: "2000-01", Text: "January", Basis: "context"}}},
		{"That month they met", Anchor{Narrative: y("1961-10")}, []chancery.When{{EDTF: "1961-10", Text: "That month", Basis: "context"}}},
		{"That month they met", Anchor{Narrative: y("1961")}, []chancery.When{{Text: "That month"}}},
		{"Five years later", Anchor{Narrative: y("1961-10-03")}, []chancery.When{{EDTF: "1966", Text: "Five years later", Basis: "context"}}},
		{"Two days later", Anchor{Narrative: y("1961-12-31")}, []chancery.When{{EDTF: "1962-01-02", Text: "Two days later", Basis: "context"}}},
		{"until the following month", Anchor{Narrative: y("1961-12-31")}, []chancery.When{{EDTF: "../1962-01", Text: "until the following month", Basis: "context"}}},
		{"currently", Anchor{Document: doc}, []chancery.When{{EDTF: "2022-09-08", Text: "currently", Basis: "document", Relative: "now"}}},
		{"for nine months", Anchor{Document: doc}, nil},
		{"the past nine months", Anchor{Document: doc}, []chancery.When{{EDTF: "2021-12/2022-09-08", Text: "the past nine months", Basis: "document", Relative: "months=-9/now"}}},
		{"by the end of the year", Anchor{Document: doc, Report: true}, []chancery.When{{EDTF: "../2022-12", Text: "by the end of the year", Basis: "document", Relative: "../years=0;part=end"}}},
	} {
		es := Find(c.text)
		if len(es) != 1 {
			t.Errorf("%s: %d expressions", c.text, len(es))
			continue
		}
		if diff := cmp.Diff(c.want, es[0].Resolve(c.a)); diff != "" {
			t.Errorf("%s under %v:\n%s", c.text, c.a, diff)
		}
	}
}

// What is stored with a relative form must be what the form gives once the document's date is known.
func TestRelativeIsWhatResolves(t *testing.T) {
	for _, text := range []string{"Thursday", "last week", "two years ago", "late last year", "since Monday", "until last June", "the past three months", "next Tuesday", "over the weekend", "June last year"} {
		for _, e := range Find("He left " + text + ".") {
			for _, w := range e.Resolve(Anchor{Document: doc}) {
				d, ok := edtf.Anchor(w.Relative, doc)
				if !ok || d.String() != w.EDTF {
					t.Errorf("%s: %s, and %q gives %s", text, w.EDTF, w.Relative, d)
				}
			}
		}
	}
}

func TestReport(t *testing.T) {
	for text, want := range map[string]bool{
		"They left Thursday.": true,
		"They left in 1999.":  false,
		"It was founded in 1990. " + strings.Repeat("In 1991 it grew. ", 20) + "He said: I left on Friday.": false,
		"He left on Friday. In 1991 it grew. In 2000 it fell.":                                              true,
		"": false,
	} {
		if got := Report(Find(text)); got != want {
			t.Errorf("%.30s: %v", text, got)
		}
	}
}

func TestNext(t *testing.T) {
	for _, c := range []struct{ text, narrative string }{
		{"In October 1961 they met.", "1961-10"},
		{"since 2008 it has refused", ".."},
		{"during the Korean War", ".."},
		{"the 1947 meeting", ".."},
		{"it currently has none", ".."},
		{"from 29 June to 1 July 1956", "1956-06-29/1956-07-01"},
		{"from 1918 to 2006", ".."},
		{"In the 1970s", ".."},
	} {
		a := Anchor{Document: doc}
		for _, e := range Find(c.text) {
			for _, w := range e.Resolve(a) {
				a = a.Next(e, w)
			}
		}
		if a.Narrative.String() != c.narrative {
			t.Errorf("%s: the story stands at %s", c.text, a.Narrative)
		}
	}
}

func TestTIMEX3(t *testing.T) {
	a := Anchor{Document: doc, Report: true}
	for _, c := range []struct{ text, want string }{
		{"on 7 September 2022", "DATE 2022-09-07"},
		{"since 2008", "DATE 2008"},
		{"in the 1970s", "DATE 197"},
		{"in the 19th century", "DATE 18"},
		{"late 1948", "DATE 1948"},
		{"last week", "DATE 2022-W35"},
		{"this weekend we will rest", "DATE 2022-W36-WE"},
		{"the fourth quarter of 2013", "DATE 2013-Q4"},
		{"in the spring of 1999", "DATE 1999-SP"},
		{"Friday morning", "TIME 2022-09-02TMO"},
		{"at 3:15 pm on Monday", "TIME 2022-09-05T15:15"},
		{"now", "DATE PRESENT_REF"},
		{"recently", "DATE PAST_REF"},
		{"in the coming months", "DATE FUTURE_REF"},
		{"the past two years", "DURATION P2Y"},
		{"for half a century", "DURATION P50Y"},
		{"several weeks", "DURATION PXW"},
		{"every day", "SET P1D"},
		{"508 BC", "DATE BC0508"},
	} {
		es := Find(c.text)
		if len(es) != 1 {
			t.Errorf("%s: %d expressions", c.text, len(es))
			continue
		}
		typ, value := es[0].TIMEX3(a)
		if got := typ + " " + value; got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}

func TestAnalyse(t *testing.T) {
	text := "TIRANA (AP) - The last staff left Thursday.\n\nOn July 15 a raid failed. Since 2014 they had been at odds; between 2018 and 2020, four were expelled.\nThe note is of 07/09/2022, the reply of 08/25/2022."
	var got []string
	for _, f := range Analyse(text, doc) {
		if text[f.Start:f.End] != f.Text {
			t.Errorf("%d-%d is not %q", f.Start, f.End, f.Text)
		}
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s=%s %s %s", f.Text, f.EDTF, f.Basis, f.Relation)))
	}
	want := []string{"Thursday=2022-09-08 document", "July 15=2022-07-15 document", "2014=2014 explicit since", "2018=2018 explicit between", "2020=2020 explicit between",
		"07/09/2022=2022-07-09 explicit", "08/25/2022=2022-08-25 explicit"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestNames checks the tables: every name is found where it stands, with its value.
func TestNames(t *testing.T) {
	n := namesOf()
	count := 0
	for _, list := range n.byFirst {
		count += len(list)
	}
	if count < 150 {
		t.Errorf("%d names", count)
	}
	for _, text := range []string{"World War II", "the Second World War", "WWII", "the Iran-Iraq War", "the Iran–Iraq War", "Yom Kippur War", "the Thirty Years’ War", "9/11"} {
		if es := Find("It began during " + text + "."); len(es) != 1 || !es[0].Named {
			t.Errorf("%s: %v", text, es)
		}
	}
}

// checkFind holds for any text: spans in order, in bounds, without overlap; values that resolve to EDTF or to nothing.
func checkFind(t interface {
	Fatalf(string, ...any)
}, text string) {
	last := 0
	for _, e := range Find(text) {
		if e.Span.Start < last || e.Span.End <= e.Span.Start || e.Span.End > len(text) || text[e.Span.Start:e.Span.End] != e.Text {
			t.Fatalf("%q: span %v, %q", text, e.Span, e.Text)
		}
		if e.Outer.Start > e.Span.Start || e.Outer.End < e.Span.End || e.Outer.Start < 0 || e.Outer.End > len(text) {
			t.Fatalf("%q: outer span %v of %v", text, e.Outer, e.Span)
		}
		last = e.Span.End
		for _, a := range []Anchor{{}, {Document: doc, Report: true}, {Narrative: edtf.MustParse("1999-05-03")}, {Section: edtf.MustParse("1999")}} {
			for _, w := range e.Resolve(a) {
				if w.EDTF != "" {
					if _, err := edtf.Parse(w.EDTF); err != nil {
						t.Fatalf("%q: %v", text, err)
					}
				}
			}
			e.TIMEX3(a)
		}
		if e.Ref == Absolute && e.absolute(e.Value) == "" && e.Relation == In {
			t.Fatalf("%q: no value in %q", text, e.Value)
		}
	}
	Analyse(text, doc)
}

func TestFindHoldsOnAnyWords(t *testing.T) {
	words := strings.Fields(`the a year-ago year-earlier comparable ended so more longer sometime midnight about effective last next this that same of in on from to until between and by since late early mid end - – , . ' " ( ) / 7 15 30 1914 1918 70s '70s 1970s 12:30 pm
		May March September Sept Monday Thurs year years month week weekend night morning spring fall century 19th first fifth two few half several ago later before after war World War II
		Easter Christmas quarter Q 4 BC AD every daily once today now recent old day fiscal anniversary nineteen eighty hundred thousand`)
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for _, w := range rapid.SliceOfN(rapid.SampledFrom(words), 0, 25).Draw(t, "words") {
			b.WriteString(w)
			if rapid.IntRange(0, 5).Draw(t, "space") > 0 {
				b.WriteByte(' ')
			}
		}
		checkFind(t, b.String())
	})
}

// Eight times the text may take eight times as long, with room for noise; what is quadratic takes 64.
func TestLinear(t *testing.T) {
	took := func(text string) time.Duration {
		start := time.Now()
		Find(text)
		return time.Since(start)
	}
	for _, unit := range []string{"the end of ", "the last week of ", "from 1990 to ", "1990 - ", "May 4 and ", "late ", "the first months of ", "a half ", "in 1990, ", "1st and ", "mid-to-", "every ", "2. ", "the first two years of ", "two to three years ", "about 3 p.m. on ", "this year's ", "first anniversary of the "} {
		small, large := time.Hour, time.Hour
		slow := func() bool { return large > 32*small && large > time.Second/2 }
		for try := 0; try == 0 || slow() && try < 10; try++ { // another program may take the processor meanwhile
			small, large = min(small, took(strings.Repeat(unit, 8000/len(unit)))), min(large, took(strings.Repeat(unit, 64000/len(unit))))
		}
		if slow() {
			t.Errorf("8 kB of %q took %s, 64 kB %s", unit, small, large)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("The two states broke off relations on 7 September 2022, after a raid that had begun in July of that year, and restored them five years later. ", 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(text)
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"on 7 September 2022", "the late 19th and early 20th centuries", "from 29 June to 1 July 1956", "24 January (6 February) 1904", "the end of the last week of June last year",
		"07/09/2022 10:30 pm", "two and a half years ago", "\xff\xfe '70s", "every other Friday", "the 50th anniversary of the 1960 treaty"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkFind(t, s) })
}

// TestImpossible gives the day that no calendar has beside the month that is its value. The calendar of Julius Caesar has one on 29 February 1900.
func TestImpossible(t *testing.T) {
	for text, want := range map[string]string{"on 30 February 1995": "1995-02-30", "November 31, 1975": "1975-11-31", "1995-02-30": "1995-02-30", "29 February 1996": "", "29 February 1900": "", "31 May 1995": ""} {
		es := Find(text)
		if len(es) != 1 {
			t.Fatalf("%s: %v", text, es)
		}
		ws := es[0].Resolve(Anchor{})
		if len(ws) != 1 || ws[0].Impossible != want {
			t.Errorf("%s: %+v, want impossible %q", text, ws, want)
		}
	}
}
