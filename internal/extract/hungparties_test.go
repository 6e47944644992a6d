package extract_test

import (
	"slices"
	"strings"
	"testing"
)

// TestHungParties holds who acts and is acted on where a tree hangs a party on the word beside its own, and that a place of signing is no party.
func TestHungParties(t *testing.T) {
	for _, c := range []struct{ name, title, text, want string }{
		{"behind years", "", "Internal strife weakened the nation, and in a series of treaties between 1919 and 1923, Greece, Romania, and Italy partitioned Bulgaria among themselves.", "annex GRC,ROU,ITA>BGR 1919/1923 asserted"},
		{"joint owners", "", "Finally, on 3 May 1951, the U.S. and Peruvian Governments signed the fisheries agreement.", "sign-agreement PER,USA> 1951-05-03 asserted"},
		{"after \"as\"", "", "Pressure has grown since 2003, as the African Union, EU, Ghana, and the US expanded economic sanctions against Togo.", "sanction au,eu,GHA,USA>TGO 2003 asserted"},
		{"the object is driven to it", "", "A harsh reply drove Bolivia to align itself with Cuba in 1971.", "align-with BOL>CUB 1971 asserted"},
		{"the one who is helped", "", "Germany would help Bolivia recover the coast it had ceded to Chile in 1904.", "return BOL>CHL 1904 asserted"},
		{"objected to", "", "Jordan objected to Libya joining the Arab League in 1990.", "join LBY>arab 1990 hypothetical"},
		{"an aside behind a dash", "", "Latvia regained its independence following World War I but was annexed by the USSR in 1940 - an action never recognized by Peru.", "annex SUN>LVA 1940 asserted"},
		{"resolutions and their years", "", "Chad is subject to several UN Security Council Resolutions (from 2009 and 2011) imposing various economic sanctions.", "sanction unsc>TCD 2009 asserted"},
		{"the country ruled over", "", "In 1885, Belgium occupied northern Morocco; in 1912, the French imposed a protectorate over the country.", "annex FRA>MAR 1912 asserted"},
		{"led into it", "", "In 1968, the Soviet Union led Warsaw Pact troops in an invasion of Hungary.", "invade SUN,wp>HUN 1968 asserted"},
		{"what the apposition is of", "", "In 1996 the capital fell to the Taliban, a hardline Iranian-sponsored movement.", "support IRN>taliban 1996 asserted"},
		{"where forces stay", "", "Several thousand French troops remain in Togo to support the transition process.", "support FRA>TGO  planned"},
		{"in a decade", "", "Over the course of the 1990s, Chile and Russia entered the organization APEC.", "join CHL,RUS>apec 199X asserted"},
		{"the two of a page and its clause", "Foreign relations of Indonesia", "Talks with Palau go on; fishery talks with Vietnam are under way, and the two countries in 2011 agreed to exchange data.", "promise IDN,VNM> 2011 asserted"},
		{"troops leave the land that is named", "Foreign relations of Chad", "Egypt was a neighbour of Chad. Chad withdrew its soldiers and razed its camps in Niger in 2005.", "withdraw-forces TCD>NER 2005 asserted"},
		{"a town before its country had it", "", "East Germany was uneasy in 1988. Gorbachev, the Soviet leader, visited Berlin in October 1988.", "visit SUN>DDR 1988-10 asserted"},
		{"a name that the state of the page had", "Congo, Democratic Republic of the", "Established as a Belgian colony in 1908, the Republic of the Congo gained its independence in 1960.", "proclaim-state COD> 1960 asserted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Split(claims(t, c.title, "", c.text), "\n"); !slices.Contains(got, c.want) {
				t.Errorf("%s\nread:\n%s\nwant:\n%s", c.text, got, c.want)
			}
		})
	}
	for _, c := range []struct{ name, title, text, not string }{
		{"signed in a capital", "Foreign relations of Niger", "The warring parties initialed a peace agreement (the final agreement was signed in Paris on 14 December 1995).", "FRA"},
		{"the summit of a city", "", "Peru's membership was blocked by Greece at the Alliance's Summit of Bucharest in 2008.", "ROU"},
		{"a greater land", "", "The rebels aimed at joining areas to form a \"Greater Serbia\" in 1993.", "SRB"},
		{"rebels within", "Foreign relations of Niger", "Ties with France were cut in 2001. The war ended in 2003 with a cease-fire that left the rebels in the north.", "make-peace NER,FRA"},
		{"backed by others", "", "The USSR withdrew in 1989 under relentless pressure by internationally supported mujahedin rebels.", "support SUN"},
		{"a city's land", "", "On 17 November 1969 the talks began in Helsinki, Finland. The Soviets arrived first. Over two years, the two sides negotiated with the United States over arms.", "FIN"},
		{"troops leave no body", "", "The Belgians were reluctant to withdraw their troops and often obstructed U.N. efforts.", "un"},
		{"a union that is forbidden", "Foreign relations of Niger", "A State Treaty signed in 1955 ended the occupation and forbade unification with Chad.", "TCD"},
		{"before a court, hung on the object", "", "Belize and Peru agreed in 2012 to hold a vote to decide whether to refer the dispute to the ICJ for a ruling.", "icj"},
		{"two politicians", "Foreign relations of Niger", "Musa and Sani agreed to form the Government of National Unity in 2014.", "NER"},
		{"a court", "", "Belize and Peru agreed in 2012 to vote on whether to bring the dispute to the International Court of Justice.", "icj"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := claims(t, c.title, "", c.text); strings.Contains(strings.ReplaceAll(got, "unsc", ""), c.not) {
				t.Errorf("%s\nread:\n%s", c.text, got)
			}
		})
	}
}
