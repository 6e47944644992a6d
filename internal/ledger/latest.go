package ledger

import (
	"strings"

	"chancery"
	"chancery/internal/edtf"
)

// Latest returns the latest date, EDTF, of what the claims of one document tell as having happened; "" for none. A document
// without a date was written after it, so what it says of its own present holds from then on, for pairs of which it tells
// nothing dated as well.
func Latest(claims []chancery.Claim) string {
	var latest edtf.Date
	for i := range claims {
		c := &claims[i]
		when := claimDate(c)
		if !c.Modality.Actual() || when.IsUnknown() || c.When.Basis == chancery.BasisInferred || strings.HasPrefix(c.When.Relative, "now") {
			continue
		}
		if latest.IsUnknown() || passed(when) > passed(latest) || passed(when) == passed(latest) && edtf.Compare(when, latest) < 0 {
			latest = when
		}
	}
	if latest.IsUnknown() {
		return ""
	}
	return latest.String()
}
