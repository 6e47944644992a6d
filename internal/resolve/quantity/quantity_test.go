package quantity

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func show(q Quantity) string {
	s := strings.TrimSpace(fmt.Sprintf("%s %s", strings.TrimSuffix(fmt.Sprintf("%.4f", q.Value), ".0000"), q.Unit))
	if q.Max > 0 {
		s = fmt.Sprintf("%s (to %g)", s, q.Max)
	}
	if q.Approx != "" {
		s = q.Approx + " " + s
	}
	return fmt.Sprintf("%s [%s]", s, q.Text)
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The camp held some 2,700 members of the group.", "about 2700 members [some 2,700]"},
		{"Exports came to $412 million last year.", "412000000 USD [$412 million]"},
		{"Aid of about $1.5 billion was promised.", "about 1500000000 USD [about $1.5 billion]"},
		{"A loan of €45m and one of £3bn.", "45000000 EUR [€45m]; 3000000000 GBP [£3bn]"},
		{"They are 1.27% of the population, up from 1 per cent.", "1.2700 percent [1.27%]; 1 percent [1 per cent]"},
		{"The community numbers 54,321, mostly in the north.", "54321 [54,321]"},
		{"Six Ruritanian diplomats were told to leave.", "6 diplomats [Six]"},
		{"More than a dozen consulates closed.", "over 12 consulates [More than a dozen]"},
		{"Over 250 accounts were removed.", "over 250 accounts [Over 250]"},
		{"A bus with 18 passengers left.", "18 passengers [18]"},
		{"Dozens of refugees and hundreds of thousands of migrants crossed.", "over 24 refugees [Dozens]; over 200000 migrants [hundreds of thousands]"},
		{"He paid US$ 5 million and 300 000 roubles.", "5000000 USD [US$ 5 million]; 300000 RUB [300 000 roubles]"},
		{"The port handled 2.5 million tonnes of grain.", "2500000 tonnes [2.5 million tonnes]"},
		{"Between 10 and 15 people were hurt.", "about 10 person (to 15) [10 and 15]"},
		{"Some $5-10 million is missing.", "about 5000000 USD (to 1e+07) [Some $5-10 million]"},
		{"They were given 48 hours to leave; a 24-hour deadline followed.", "48 hours [48 hours]; 24 hours [24-hour]"},
		{"Two hundred and fifty soldiers and twenty-five thousand civilians.", "250 soldiers [Two hundred and fifty]; 25000 civilians [twenty-five thousand]"},
		{"At least three of the embassies; up to 90 staff; fewer than 20 remain.", "over 3 embassies [At least three]; up to 90 staff [up to 90]; under 20 [fewer than 20]"},
		{"One diplomat was expelled, one of many.", "1 diplomats [One]"},
		{"Half a million Illyrians live abroad.", "500000 Illyrians [Half a million]"},
		{"300+ guests or so", "over 300 guests [300+]"},
		{"The budget was 12 million Swiss francs, or 90 million Norwegian kroner.", "12000000 CHF [12 million Swiss francs]; 90000000 NOK [90 million Norwegian kroner]"},
		{"an area of 28,000 km² and 40 km of border", "28000 square kilometres [28,000 km²]; 40 kilometres [40 km]"},
		{"1,914 people and 2000 troops", "1914 person [1,914]; 2000 troops [2000]"},
		{"It has 120 high-ranking officers.", "120 officers [120]"},
		// What is none.
		{"In 1948 and on 7 September 2022, at 10:30, the 21st of May 1991.", ""},
		{"The 1947 talks, Resolution 1244, a Boeing 747, COVID-19, the G7 and page 12.", ""},
		{"Sept. 8 was a Thursday. The 1970s were cold. 07/09/2022 and 2022-09-07.", ""},
		{"See https://example.org/2017/04/16/300-people for more.", ""},
		{"a 43-year-old, three times, the 787-9, 4K, at 0100, one doesn't", ""},
		{"10m people ran 100m; it rose from 200 to 300.", "10000000 person [10m]; 100 metres [100m]; 200 [200]; 300 [300]"},
		{"the second embassy, one another, no one", ""},
		{"", ""},
	} {
		var got []string
		for _, q := range Find(c.text) {
			got = append(got, show(q))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

func checkSpans(t interface {
	Fatalf(string, ...any)
}, text string) {
	last := 0
	for _, q := range Find(text) {
		if q.Span.Start < last || q.Span.End <= q.Span.Start || q.Span.End > len(text) || text[q.Span.Start:q.Span.End] != q.Text {
			t.Fatalf("%q: span %v of %q", text, q.Span, q.Text)
		}
		if q.Counted.Start < 0 || q.Counted.End > len(text) || q.Max != 0 && q.Max <= q.Value || q.Value < 0 {
			t.Fatalf("%q: %+v", text, q)
		}
		last = q.Span.End
	}
}

func TestSpansAreValid(t *testing.T) {
	words := []string{"some", "3,000", "$", "€", "million", "m", "two", "hundred", "and", "-", "to", "people", "%", "diplomats", "between", "300", "000", "of", "dozens", "a", "half", ".", "1999", "\n\n", "US$", "one"}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for _, w := range rapid.SliceOfN(rapid.SampledFrom(words), 0, 30).Draw(t, "words") {
			b.WriteString(w)
			if rapid.Bool().Draw(t, "space") {
				b.WriteByte(' ')
			}
		}
		checkSpans(t, b.String())
	})
}

// Eight times the text may take eight times as long, with room for noise; what is quadratic takes 64.
func TestLinear(t *testing.T) {
	took := func(text string) time.Duration {
		start := time.Now()
		Find(text)
		return time.Since(start)
	}
	for _, unit := range []string{"two hundred and ", "1,", "$", "300 000 ", "between 1 and ", "- ", "dozens of "} {
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

func FuzzFind(f *testing.F) {
	for _, s := range []string{"some 3,000 members", "$1.2 billion", "0.93%", "between 10 and 15", "300 000", "US$ 5", "two hundred and fifty", "€45m", "\xff\xfe1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkSpans(t, s) })
}
