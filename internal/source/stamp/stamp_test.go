package stamp

import (
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	tests := map[string]string{
		"Published 7 September 2022 at noon": "2022-09-07",
		"September 7th, 2022 | 10:14 am":     "2022-09-07",
		"Sept. 8, 2022":                      "2022-09-08",
		"Thu, 08 Sep 2022 10:00:00 GMT":      "2022-09-08",
		"2022-09-08T23:30:00-05:00":          "2022-09-08",
		"2022/9/8":                           "2022-09-08",
		"08.09.2022":                         "2022-09-08",
		"28/09/2022 and 09/28/2022":          "2022-09-28 2022-09-28",
		"03/04/2022":                         "",
		"05/05/2022":                         "2022-05-05",
		"30 February 2022":                   "",
		"in May 2022":                        "",
		"from 1 May 1990 to June 2, 1991":    "1990-05-01 1991-06-02",
		"the 3rd of May 1999, the 3 of":      "1999-05-03",
		"article 1234-56-78":                 "",
		"version 1.2.3456 of 12.34.5678":     "",
		"Wednesday, 23 Jul 2025":             "2025-07-23",
		"29 February 2023, 29 February 2024": "2024-02-29",
		"2022-09.08":                         "",
	}
	for in, want := range tests {
		var got []string
		for _, d := range Find(in) {
			got = append(got, d.EDTF)
			if s := in[d.Span.Start:d.Span.End]; !strings.ContainsAny(s[:1], "0123456789JFMASOND") {
				t.Errorf("%q: span %q", in, s)
			}
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%q: got %q, want %q", in, g, want)
		}
	}
}

func TestURL(t *testing.T) {
	tests := map[string]string{
		"https://news.example/2022/09/08/envoys-leave":     "2022-09-08",
		"https://news.example/world/2022/sep/08/envoys":    "2022-09-08",
		"https://news.example/world/envoys-2022-09-08.htm": "2022-09-08",
		"https://news.example/20220908/envoys":             "2022-09-08",
		"https://news.example/a?id=20221":                  "",
		"https://news.example/2022/19/08/x":                "",
		"":                                                 "",
	}
	for in, want := range tests {
		if got := URL(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("7 September 2022, Sept. 8, 2022-09-08T10 08.09.2022")
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, d := range Find(s) {
			if d.Span.Start < end || d.Span.End > len(s) || len(d.EDTF) != 10 {
				t.Fatalf("%q: %+v", s, d)
			}
			end = d.Span.End
		}
		URL(s)
	})
}
