package extract_test

import "testing"

// TestReleases holds what is read of releases and notes: verbs in the present that look like nouns, who did what he is thanked for, and the dates of what an act rests on.
func TestReleases(t *testing.T) {
	for _, c := range []struct{ name, date, text, want string }{
		{"thanks", "", "France thanks Peru for its solidarity.", "praise FRA>PER  asserted\nsupport PER>FRA  asserted"},
		{"commends and thanks", "", "Chad commends Kenya and thanks Uganda.", "praise TCD>KEN  asserted\npraise TCD>UGA  asserted"},
		{"thanks as a noun", "", "Chad offered its thanks and Peru accepted.", ""},
		{"what he did whom one thanks", "", "Ecuador thanks Peru for the assistance it gave to the victims.", "praise ECU>PER  asserted\naid PER>  asserted"},
		{"and demands that", "", "Peru protests against the shelling and demands that Oman stop it.", "demand PER>OMN  asserted\ncondemn PER>  asserted"},
		{"denies having", "", "Peru denies having attacked Oman.", "deny PER>  asserted\nattack PER>OMN  denied"},
		{"targeted", "", "Norway imposed targeted sanctions on Chad.", "sanction NOR>TCD  asserted"},
		{"its own embassy", "", "Peru deplored the decision of Oman to close its embassy in Paris.", "close-mission OMN>FRA  announced\ncondemn PER>OMN  asserted"},
		{"said that it had none", "", "The minister said that Peru had no diplomatic relations with Oman.", "no-relations OMN,PER>  asserted"},
		{"in response to", "", "In response to the raid of 3 May 1991, Peru expelled an Omani diplomat.", "expel-diplomats PER>OMN  asserted"},
		{"in accordance with", "", "In accordance with the agreement of 4 May 1991, Peru opened an embassy in Muscat.", "open-mission PER>OMN  asserted"},
		{"a term is no day", "", "Peru and Oman signed a trade agreement for 2012-2015.", "sign-agreement OMN,PER>  asserted"},
		{"the host among others", "", "The embassy of Oman in Lima is accredited to Peru, Chile and Bolivia.", "accredit OMN>CHL,BOL  asserted\nmaintain-mission OMN>PER  asserted"},
		{"whose president", "", "Chad praised Poland, whose president came to Lima.", "praise TCD>POL  asserted\nvisit POL>PER  asserted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := claims(t, "", c.date, c.text); got != c.want {
				t.Errorf("%s\nread:\n%s\nwant:\n%s", c.text, got, c.want)
			}
		})
	}
}
