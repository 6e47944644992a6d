package extract_test

import "testing"

// TestDates holds which date is whose: what is read of passages that tell of several times, and nothing else.
func TestDates(t *testing.T) {
	for _, c := range []struct{ name, title, text, want string }{
		{"a vague time is no time of the story", "Oman–Peru relations", "Oman and Peru signed a pact in 1971. In recent years, Peru has sought to please Oman by supporting its membership in the union.",
			"sign-agreement OMN,PER> 1971 asserted\nsupport PER>OMN  asserted"},
		{"soon after is of that year", "Oman–Peru relations", "Peru recognised Oman on 3 May 1971. Relations were established soon afterwards.", "recognise PER>OMN 1971-05-03 asserted\nestablish-relations OMN,PER> 1971 asserted"},
		{"what had been before is not of the story", "", "Peru expelled two Omani envoys in 1999. It had earlier expelled the Chadian ambassador.", "expel-diplomats PER>OMN 1999 asserted\nexpel-diplomats PER>TCD  asserted"},
		{"a treaty in brackets has its own date", "Oman–Peru relations", "Oman recognised Peru and ratified the Treaty of Lima (May 3, 1921).", "recognise OMN>PER  asserted\nsign-agreement OMN>  asserted"},
		{"what is done by a treaty is of its date", "", "Relations between Oman and Peru were established by the Treaty of Muscat (1878).", "establish-relations OMN,PER> 1878 asserted\nsign-agreement OMN,PER> 1878 asserted"},
		{"before an event that has a date", "", "Oman broke relations with Peru before the war of 1950.", "sever-relations OMN>PER ../1950 asserted"},
		{"until after", "", "Formal relations between Oman and Peru did not begin until after the war in the early 1960s.", "establish-relations OMN,PER>  asserted"},
		{"what was before is not of the date of what followed", "", "Following its independence from Spain, Peru joined NATO in 1923.", "proclaim-state PER>ESP  asserted\njoin PER>nato 1923 asserted"},
		{"a date right behind is the noun's", "", "Oman broke relations with Iraq following the invasion of Kuwait by Iraq in 1990.", "sever-relations OMN>IRQ 1990 asserted\ninvade IRQ>KWT 1990 asserted"},
		{"a cause is no time", "", "On 10 June 1967 Oman severed diplomatic relations with Peru due to the Six-Day War.", "sever-relations OMN>PER 1967-06-10 asserted"},
		{"however", "", "Oman proclaimed a republic on 1 October 1949; however, Peru did not recognise Oman.", "refuse-recognition PER>OMN  asserted"},
		{"in response is later", "Oman–Peru relations", "On 3 May 1971 Peru expelled the Omani ambassador. In response, Oman closed its embassy in Lima.", "expel-diplomats PER>OMN 1971-05-03 asserted\nclose-mission OMN>PER 1971 asserted"},
		{"what goes on is not of its first day", "Oman–Peru relations", "Oman recognised Peru on 11 June 1948. For the rest of the century, Oman supported Peru.", "recognise OMN>PER 1948-06-11 asserted\nsupport OMN>PER  asserted"},
		{"the second date is of the clause before it", "", "The Omani legation in Vilnius was closed on 5 September 1940, after the Soviet Union annexed Lithuania, as well as Estonia, in August 1940.",
			"close-mission OMN>LTU 1940-09-05 asserted\nannex SUN>LTU,EST 1940-08 asserted"},
		{"a date before when", "", "South Yemen fell under foreign influence starting in 1839, when Oman captured the port of Aden.", "invade OMN>YMD 1839 asserted"},
		{"declared until declared", "", "War was not declared until Peru declared war on Oman on 5 April 1879.", "declare-war PER>OMN 1879-04-05 asserted"},
		{"what an address is on is not of its day", "", "Peru recognised Oman on 3 May 1992, when its president spoke in an address regarding the dissolution of Yugoslavia.", "recognise PER>OMN 1992-05-03 asserted\ndissolve-state YUG>  asserted"},
		{"what one protests against was before", "", "Peru protested on 3 May 2005 against the invasion of Mali by Chad.", "invade TCD>MLI  asserted\ncondemn PER>TCD 2005-05-03 asserted"},
		{"since an event whose date ends the sentence", "", "Peru maintained an embassy in Oman until its withdrawal from the Gulf on 3 May 1931.", "maintain-mission PER>OMN ../1931-05-03 asserted"},
		{"since when, in another clause", "", "Relations between Peru and Oman have been close since 1990, and the two countries have signed three treaties.", "improve OMN,PER> 1990/.. asserted\nsign-agreement OMN,PER>  asserted"},
		{"the last of two reigns ends with independence", "", "Peru ruled Oman from 1802 to 1940 and 1945 to 1957, when Oman gained independence.", "proclaim-state OMN> 1957 asserted"},
		{"until independence", "", "Peru ruled Oman from 1802 to 1948, until Oman gained independence.", "proclaim-state OMN> 1948 asserted"},
		{"the end of a long war is a year", "", "Oman invaded Chad at the end of the Second World War.", "invade OMN>TCD 1945 asserted"},
		{"an exchange of notes has a date", "", "In an exchange of notes dated 3 May 1931, Peru and Oman established diplomatic relations.", "establish-relations OMN,PER> 1931-05-03 asserted"},
		{"then is not of the same day", "Oman–Peru relations", "Peru expelled the Omani ambassador on 3 May 1971. Oman then closed its embassy in Lima.", "expel-diplomats PER>OMN 1971-05-03 asserted\nclose-mission OMN>PER 1971-05 asserted"},
		{"since then", "Oman–Peru relations", "Peru and Oman restored relations in 1994. Since then, relations have improved.", "restore-relations OMN,PER> 1994 asserted\nimprove OMN,PER> 1994/.. asserted"},
		{"what is planned has its own date", "", "Peru has cancelled a planned visit to Oman in March 2004.", "cancel PER>OMN  asserted"},
		{"signed then, not ratified since", "", "A trade agreement between Oman and Peru was signed in 2005 but has not yet been ratified.", "sign-agreement OMN,PER>  negated"},
		{"when the accused did it is not told", "", "On 3 May 2005 Oman accused Peru of invading Chad.", "accuse OMN>PER 2005-05-03 asserted\ninvade PER>TCD  alleged"},
		{"a date behind and is the next clause's", "", "Peru recognised Oman and on 3 May 1971, the two countries established diplomatic relations.", "recognise PER>OMN  asserted\nestablish-relations OMN,PER> 1971-05-03 asserted"},
		{"a date before to is the verb's above", "", "Prime Minister Juan Rojas of Peru called new Omani Prime Minister Ali Salim on 3 May 1971 to congratulate him.", "call OMN,PER> 1971-05-03 asserted"},
		{"all but that time", "", "Relations between Oman and Peru have, except for a period in the 1970s, remained strong.", "improve OMN,PER>  asserted"},
		{"a date before a participle", "", "In 1999, faced with the threat of war, Peru broke relations with Oman.", "sever-relations PER>OMN 1999 asserted"},
		{"a break from a day to a day is two acts", "", "Oman and Peru broke off diplomatic relations from 3 May 1942 to 7 December 1944.", "sever-relations OMN,PER> 1942-05-03 asserted\nrestore-relations OMN,PER> 1944-12-07 asserted"},
		{"a break at the end of a month is one act", "", "Oman broke relations with Peru at the end of November 2008.", "sever-relations OMN>PER 2008-11-24/2008-11-30 asserted"},
		{"about so long after is about then", "", "On 3 May 1963, Peru restored relations with Oman, about six months after it broke them off.", "restore-relations OMN,PER> 1963-05-03 asserted\nsever-relations PER>OMN 1962-11~ asserted"},
		{"so long after is then", "", "Oman restored relations with Peru on 3 May 1963, six months after breaking them off.", "restore-relations OMN,PER> 1963-05-03 asserted\nsever-relations OMN>PER 1962-11 asserted"},
		{"what had been hoped before", "", "Peru, which had hoped that Oman would release Chad's envoys, broke off relations with Oman on 29 November 1975.", "release OMN>TCD  planned\nsever-relations PER>OMN 1975-11-29 asserted"},
		{"an order that nothing tells is one claim", "", "The United States severed relations with Chad on 03/04/1980.", "sever-relations USA>TCD [1980-03-04,1980-04-03] asserted"},
		{"the order of another date", "", "The United States severed relations with Chad on 03/04/1980. Peru recognised Mali on 03/14/1981.", "sever-relations USA>TCD 1980-03-04 asserted\nrecognise PER>MLI 1981-03-14 asserted"},
		{"the order of a later paragraph", "", "The United States severed relations with Chad on 03/04/1980.\n\nPeru recognised Mali on 14/03/1981.", "sever-relations USA>TCD 1980-04-03 asserted\nrecognise PER>MLI 1981-03-14 asserted"},
		{"both orders tell nothing", "", "Oman severed relations with Chad on 03/04/1980. Peru recognised Mali on 14/03/1981 and Chad on 03/14/1981.", "sever-relations OMN>TCD [1980-03-04,1980-04-03] asserted\nrecognise PER>MLI 1981-03-14 asserted\nrecognise PER>TCD 1981-03-14 asserted"},
		{"since one of two days is since their year", "", "Peru has had an embassy in Oman since 03/04/1980.", "maintain-mission PER>OMN 1980/.. asserted"},
		{"what follows one of two days is of their year", "Oman–Peru relations", "Oman recognised Peru on 03/04/1980. Peru closed its embassy in Muscat.", "recognise OMN>PER [1980-03-04,1980-04-03] asserted\nclose-mission PER>OMN 1980 asserted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := claims(t, c.title, "", c.text); got != c.want {
				t.Errorf("%s\nread:\n%s\nwant:\n%s", c.text, got, c.want)
			}
		})
	}
}
