// Package ledgertest serves the tests and benchmarks of the ledger and of what keeps it.
package ledgertest

import "chancery/internal/edtf"

// States is a world of states AAA, AAB, ... without succession; a ledger.Lineage.
type States struct{}

// Line implements ledger.Lineage.
func (States) Line(id string) string {
	if len(id) == 3 {
		return id
	}
	return ""
}

// Members implements ledger.Lineage.
func (States) Members(line string) []string { return []string{line} }

// NameAt implements ledger.Lineage.
func (States) NameAt(id string, _ edtf.Date) string { return id }

// Exists implements ledger.Lineage.
func (States) Exists(string, edtf.Date) bool { return true }
