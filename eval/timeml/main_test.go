package main

import (
	"strings"
	"testing"

	"chancery/internal/resolve/when"
)

const tml = `<?xml version="1.0" ?><TimeML><DCT><TIMEX3 tid="t0" type="TIME" value="2014-05-16T08:00" functionInDocument="CREATION_TIME">May 16</TIMEX3></DCT>
<TITLE>No <TIMEX3 tid="t9" type="DATE" value="2014">year</TIMEX3></TITLE>
<TEXT>They <EVENT eid="e1">met</EVENT> <TIMEX3 tid="t1" type="DATE" value="2014-05-12">Monday</TIMEX3> &amp; left.
It took <TIMEX3 tid="t2" type="DURATION" value="P10D">ten days</TIMEX3>, and <TIMEX3 tid="t3" type="DATE" value="FUTURE_REF">soon</TIMEX3>.</TEXT></TimeML>`

func TestScore(t *testing.T) {
	d, err := read(strings.NewReader(tml))
	if err != nil {
		t.Fatal(err)
	}
	if want := "They met Monday & left.\nIt took ten days, and soon."; d.text != want || d.on.String() != "2014-05-16" || len(d.gold) != 3 {
		t.Fatalf("%q of %s, %d expressions", d.text, d.on, len(d.gold))
	}
	scores := map[string]*score{"all": {}}
	d.score(scores, []when.Found{
		{Start: 9, End: 15, Type: "DATE", Value: "2014-05-12", EDTF: "2014-05-12"},
		{Start: 35, End: 40, Type: "DURATION", Value: "PXD", EDTF: "PXD"},
		{Start: 0, End: 4, Type: "DATE", Value: "PRESENT_REF"},
	}, "")
	if got, want := *scores["all"], (score{gold: 3, read: 3, strict: 1, relaxed: 2, value: 1, typ: 2, edtf: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := scores["all"].f1(scores["all"].relaxed); got < 0.66 || got > 0.67 {
		t.Errorf("F1 of two pairs in three: %.3f", got)
	}
}
