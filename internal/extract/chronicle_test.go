package extract

import (
	"testing"

	"chancery"
)

func TestBareEntries(t *testing.T) {
	doc := func(texts ...string) *chancery.Document {
		d := &chancery.Document{}
		for _, s := range texts {
			d.Blocks = append(d.Blocks, chancery.Block{Kind: chancery.Paragraph, Text: s})
		}
		return d
	}
	if !bareEntries(doc("1917 Oman captures the port", "The war went on.", "1932 Oman becomes independent", "1967 Chad breaks with Oman")) {
		t.Error("a chronology is not seen")
	}
	if bareEntries(doc("1917 Oman captures the port", "1932 was a bad year", "In 1967 Chad broke with Oman")) {
		t.Error("prose is taken for a chronology")
	}
	if bareEntries(doc("1967 Oman captures the port", "1932 Oman becomes independent", "1917 Chad breaks with Oman")) {
		t.Error("years out of order are taken for a chronology")
	}
}

func TestHoursAndDays(t *testing.T) {
	doc := func(title string, texts ...string) *chancery.Document {
		d := &chancery.Document{Title: title}
		for _, s := range texts {
			d.Blocks = append(d.Blocks, chancery.Block{Kind: chancery.Paragraph, Text: s})
		}
		return d
	}
	if !keepsHours(doc("", "0730: Oman calls in the envoy.", "1115: Chad replies.", "1800: Talks go on.")) {
		t.Error("a log is not seen")
	}
	if keepsHours(doc("", "1115: Chad rises.", "1800: Oman falls.", "1917: the war ends.")) {
		t.Error("years are taken for hours")
	}
	if m, ok := daysOf(0, doc("Chronicle: March 1956", "2 - Oman recalls its envoy.", "9 - Chad closes a border.", "28 - Talks end.")); !ok || m.String() != "1956-03" {
		t.Error("the days of a month are not seen", m, ok)
	}
	if _, ok := daysOf(0, doc("Chronicle: 1956", "2 - Oman recalls its envoy.", "9 - Chad closes a border.", "28 - Talks end.")); ok {
		t.Error("the days of no month are taken for those of one")
	}
}
