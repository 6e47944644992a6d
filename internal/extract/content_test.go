package extract_test

import "testing"

// TestWords holds who says what of which deed: what is read of sentences in which a deed is promised, refused, demanded or condemned, and nothing else.
func TestWords(t *testing.T) {
	for _, c := range []struct{ name, title, text, want string }{
		{"a refusal is not the deed", "", "Germany refused to send peacekeepers to Chad.", "reject DEU>  asserted"},
		{"refugees are not their state", "", "Norway opened its borders to Syrians.", "open-border NOR>  asserted"},
		{"an envoy told by his name is received", "Honduras–United States relations", "Smith was accredited to Honduras on 4 June 1880.", "appoint-envoy USA>HND 1880-06-04 asserted"},
		{"whoever is to be admitted is not asked", "", "Norwegian activists demanded that Chad be admitted.", "demand >  asserted"},
		{"a promise is not the deed, and is made to whom the deed is done", "", "Poland agreed to open its border to Belarus.", "promise POL>BLR  asserted"},
		{"what is told of relations stays", "", "Turkey threatened to sever relations with Chad.", "threaten TUR>TCD  asserted\nsever-relations TUR>TCD  threatened"},
		{"who is called on does it", "", "Chile called on Peru to recognise Kosovo.", "demand CHL>PER  asserted\nrecognise PER>XKX  demanded"},
		{"who is given an ultimatum does it", "", "Italy issued an ultimatum to Greece to sever relations with Chad.", "threaten ITA>GRC  asserted\nsever-relations GRC>TCD  demanded"},
		{"a decision that is rejected is not denied", "", "Chile rejected Peru's decision to recognise Kosovo.", "reject CHL>PER  asserted\nrecognise PER>XKX  announced"},
		{"who issues a statement says it", "", "Ghana issued a statement condemning Togo.", "condemn GHA>TGO  asserted"},
		{"a spokesman is of him whom he speaks for", "", "A spokesman for the Polish government condemned Belarus.", "condemn POL>BLR  asserted"},
		{"beside her office", "", "Anna Kowalska, a senior Polish diplomat, condemned Belarus.", "condemn POL>BLR  asserted"},
		{"an official of the other of the two", "Estonia–Russia relations", "Foreign Minister Jaan Tamm condemned Russia.", "condemn EST>RUS  asserted"},
		{"an armed group is not its country", "", "A Chadian armed group attacked Libya.", "attack >LBY  asserted"},
		{"the second half has its own subject", "", "Iran condemned the execution, and protesters stormed the Saudi embassy in Tehran.", "attack >SAU  asserted\ncondemn IRN>  asserted"},
		{"an attack that is feared is none", "", "An attack on Kenya would lead to war.", "attack >KEN  hypothetical"},
		{"no member", "", "Malta is not a member of NATO.", "member-of MLT>nato  negated"},
		{"his counterpart", "", "The Serbian minister met his Portuguese counterpart.", "meet PRT,SRB>  asserted"},
		{"one owner", "", "Albania supports Finland's NATO membership.", "support ALB>FIN  asserted"},
		{"not until", "", "Canada will not lift the sanctions on Syria until Syria withdraws.", "reject CAN>SYR  asserted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := claims(t, c.title, "", c.text); got != c.want {
				t.Errorf("%s\nread:\n%s\nwant:\n%s", c.text, got, c.want)
			}
		})
	}
}
