package ledger

import (
	"testing"

	"chancery"
)

func TestLatest(t *testing.T) {
	claim := func(edtf, relative string, m chancery.Modality) chancery.Claim {
		return chancery.Claim{When: &chancery.When{EDTF: edtf, Relative: relative}, Modality: m}
	}
	tests := []struct {
		claims []chancery.Claim
		want   string
	}{
		{nil, ""},
		{[]chancery.Claim{{Modality: chancery.Asserted}, claim("", "weekday=4", chancery.Asserted)}, ""},
		{[]chancery.Claim{claim("1999-05-03", "", chancery.Asserted), claim("2001", "", chancery.Announced), claim("2001-02", "", chancery.Asserted)}, "2001"},
		{[]chancery.Claim{claim("1999", "", chancery.Asserted), claim("2030", "", chancery.Planned), claim("2005", "", chancery.Denied)}, "1999"},
		{[]chancery.Claim{claim("1999", "", chancery.Asserted), claim("2024-01-01", "now", chancery.Asserted)}, "1999"},
	}
	for _, test := range tests {
		if got := Latest(test.claims); got != test.want {
			t.Errorf("%v: %q, want %q", test.claims, got, test.want)
		}
	}
}
