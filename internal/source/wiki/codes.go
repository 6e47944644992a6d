package wiki

import (
	_ "embed"
	"strings"
)

//go:embed codes.tsv
var codesTSV string

// countryCodes gives the name that a flag template shows for a code.
var countryCodes = func() map[string]string {
	m := map[string]string{}
	for _, l := range strings.Split(codesTSV, "\n") {
		if code, name, ok := strings.Cut(l, "\t"); ok && !strings.HasPrefix(l, "#") {
			m[code] = name
		}
	}
	return m
}()
