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
