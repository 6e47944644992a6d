package extract_test

import (
	"slices"
	"strings"
	"testing"
)

// TestDiscussed holds who is meant where the sentences before tell of two, and by an envoy's office, and where it stays open.
func TestDiscussed(t *testing.T) {
	for _, c := range []struct{ name, title, text, want string }{
		{"a treaty after a meeting", "", "Delegations from Mali and Niger met in March 1984. A treaty on the frontier was signed in 1985.", "sign-agreement MLI,NER> 1985 asserted"},
		{"talks", "", "Delegations from Mali and Niger met in March 1984. The talks resumed in May 1985.", "negotiate MLI,NER> 1985-05 asserted"},
		{"beside the page's own", "Foreign relations of Senegal", "Relations with Mauritania broke down in 1989. Diplomatic ties were severed in 1990.", "sever-relations SEN,MRT> 1990 asserted"},
		{"a mission after recognition", "", "Ghana recognised Slovakia in 1993. An embassy followed in 1996.", "open-mission GHA>SVK 1996 asserted"},
		{"the envoy", "", "The Danish ambassador to Mali criticised the vote. The envoy was expelled in 1990.", "expel-diplomats MLI>DNK 1990 asserted"},
		{"an envoy by a pronoun", "", "The Danish ambassador to Mali criticised the vote. He was recalled in 1990.", "recall-envoy DNK>MLI 1990 asserted"},
		{"the new government", "Foreign relations of Chad", "The new government recognised Israel in 1972.", "recognise TCD>ISR 1972 asserted"},
		{"the former colony", "Portugal–Angola relations", "The former colony opened an embassy in Lisbon in 1977.", "open-mission AGO>PRT 1977 asserted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Split(claims(t, c.title, "", c.text), "\n"); !slices.Contains(got, c.want) {
				t.Errorf("%s\nread:\n%s\nwant:\n%s", c.text, got, c.want)
			}
		})
	}
	for name, text := range map[string]string{
		"a third state":            "Mali and Niger met in March 1984. Chad looked on. A treaty was signed in 1985.",
		"states without a name":    "Mali and Niger met in March 1984. Several other states signed a treaty in 1985.",
		"a treaty of its own name": "Mali and Niger met in March 1984. The Treaty of Trianon was signed in 1985.",
	} {
		t.Run(name, func(t *testing.T) {
			if got := claims(t, "", "", text); strings.Contains(got, "sign-agreement") {
				t.Errorf("%s\nread:\n%s", text, got)
			}
		})
	}
}
