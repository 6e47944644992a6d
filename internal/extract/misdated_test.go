package extract_test

import "testing"

// TestMisdated holds that an act takes no date of what stands beside it.
func TestMisdated(t *testing.T) {
	for _, c := range []struct{ name, date, text, want string }{
		{"what came first is not of the date behind a comma", "", "Following its independence from Britain, in 1964 Malta joined NATO.", "proclaim-state MLT>GBR  asserted\njoin MLT>nato 1964 asserted"},
		{"what became of those who had been sent", "", "The fleet that Lisbon sent against Morocco was destroyed on 4 August 1578.", "mobilise PRT>MAR  asserted"},
		{"after what it was done, deeper in the sentence", "", "Sweden strengthened its forces to stop an attack after Norway seized Bergen from Denmark in 1814.",
			"mobilise SWE>  asserted\nannex NOR>DNK 1814 asserted"},
		{"behind an aside with a participle", "", "Chad seized control of Libya, seen by many as weak, in 1987.", "invade TCD>LBY 1987 asserted"},
		{"a body's name tells no time", "", "Chad supported the Council for the Islamic Revolution of Iran.", "support TCD>  asserted"},
		{"merged to form", "", "On 1 May 1964 Tanganyika united with Zanzibar to form the United Republic of Tanzania.", "proclaim-state TZA> 1964-05-01 asserted"},
		{"a leak long ago", "2019-05-03", "KABUL, May 3, 2019 (Wire) — Chad wants Niger to extradite the man over his role in the leak of secrets in 2009.", "demand TCD>NER 2019-05-03~ asserted"},
		{"since when an aside holds", "", "The Socialist Federal Republic of Yugoslavia, the governing regime since 1946, ceased to exist.", "dissolve-state YUG>  asserted"},
		{"when an alliance was made tells no year of the rest", "", "On 1 March 1879 Chad declared war. Niger, bound to Chad by a secret alliance concluded in 1873, was drawn in; Mali declared war on Niger on 5 April.",
			"ally NER,TCD> 1873 asserted\ndeclare-war MLI>NER 1879-04-05 asserted"},
		{"during which", "", "In 1995 Chad recognised Mali. Ties were strained during the presidency of Ali Musa, during which Abkhazia was recognised by Niger.", "recognise TCD>MLI 1995 asserted\nrecognise NER>XAB  asserted"},
		{"later, on a day that is told", "", "Chad recognised Mali in 1995. Two years later, despite their disputes, Chad and Mali signed a treaty during a visit by the Malian minister in January 1998.",
			"recognise TCD>MLI 1995 asserted\nsign-agreement MLI,TCD> 1998-01 asserted"},
		{"only spoken of", "2019-05-03", "LIMA, May 3, 2019 (Wire) — Chad condemned the funds for the invasion of Mali.", "invade >MLI  asserted\ncondemn TCD> 2019-05-03~ asserted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := claims(t, "", c.date, c.text); got != c.want {
				t.Errorf("%s\nread:\n%s\nwant:\n%s", c.text, got, c.want)
			}
		})
	}
}
