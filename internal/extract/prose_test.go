package extract_test

import "testing"

// TestProse holds what is read, and nothing else, of sentences in which a date, a party or a deed is easily taken for that of another.
func TestProse(t *testing.T) {
	for _, c := range []struct{ name, title, text, want string }{
		{"one of its members is not the organisation", "", "On 3 May 1998, Norway became the first UN member state to recognise Kosovo.", "recognise NOR>XKX 1998-05-03 asserted"},
		{"the clause is the member's", "", "Bhutan is the only member of the Arab League that has no diplomatic relations with Chad.", "member-of BTN>arab  asserted\nno-relations BTN,TCD>  asserted"},
		{"the year of the noun", "", "After the 2021 Mali coup, Chad recalled its ambassador from Bamako.", "change-regime MLI> 2021 asserted\nrecall-envoy TCD>MLI 2021/.. asserted"},
		{"since when it is the first", "Chad–Mali relations", "Chad's minister went to Mali, the first visit of a Chadian minister to Mali since 2012.", "visit TCD>MLI  asserted"},
		{"to be the first is of no day", "", "Chad and Mali established diplomatic relations on 23 August 1960. Chad was the first nation to recognise Mali.", "establish-relations MLI,TCD> 1960-08-23 asserted\nrecognise TCD>MLI  asserted"},
		{"the years that follow", "Chad–Mali relations", "Chad established relations with Mali in 1970. Over the following years, relations improved.", "establish-relations MLI,TCD> 1970 asserted\nimprove MLI,TCD>  asserted"},
		{"done by sending", "", "Denmark sent doctors to support Chad in 1970.", "aid DNK>TCD 1970 asserted\nsupport DNK>TCD 1970 asserted"},
		{"what was rejected was done", "", "Chad rejected Kosovo's declaration of independence.", "reject TCD>XKX  asserted\nproclaim-state XKX>  asserted"},
		{"each has made peace once", "", "Niger and Mali made peace with Chad in 1978 and 1994.", "make-peace NER,TCD> 1978 asserted\nmake-peace MLI,TCD> 1994 asserted"},
		{"an adverb before the participle", "", "Chad and Mali have almost completely severed diplomatic relations.", "sever-relations TCD,MLI>  asserted"},
		{"who came second", "", "Siam was the second state after Peru and the first Asian state to recognise Mali.", "recognise THA>MLI  asserted"},
		{"an aside parts the verb", "", "Peru had, in 1873, signed a secret pact with Bolivia in which the two countries agreed to fight together.", "sign-agreement BOL,PER> 1873 asserted\npromise BOL,PER> 1873 asserted"},
		{"what had been done before", "", "Chad, which had accused Mali, broke relations with Niger on 3 May 1990.", "accuse TCD>MLI  asserted\nsever-relations TCD>NER 1990-05-03 asserted"},
		{"the attack after which", "", "Oman recalled its envoy from Lima after the attack on Yemen.", "recall-envoy OMN>PER  asserted\nattack >YEM  asserted"},
		{"what is undertaken is done", "", "In 1970 Chad undertook negotiations with Mali.", "negotiate MLI,TCD> 1970 asserted"},
		{"a solution is of neither side", "", "In 2007 Chad supported a resolution of the Malian conflict.", "support TCD> 2007 asserted"},
		{"a dam by its name", "", "The dispute between Chad and Mali over the Grand Renaissance Dam goes on.", "deteriorate MLI,TCD>  asserted"},
		{"what is opposed is not done", "", "France opposed Turkey joining NATO.", "join TUR>nato  hypothetical"},
		{"alleged", "", "Mali's alleged support for Chad angered Niger.", "support MLI>TCD  alleged"},
		{"years after a stretch of time", "", "Between 1980 and 1988, Kuwait supported Iraq. Two years later, Iraq invaded Kuwait.", "support KWT>IRQ 1980/1988 asserted\ninvade IRQ>KWT 1990 asserted"},
		{"embassies in the country of the page", "Foreign relations of Yemen", "Spain and Turkey closed their embassies on 14 February 2015.", "close-mission ESP,TUR>YEM 2015-02-14 asserted"},
		{"whose recognition", "Foreign relations of Chad", "Chad recognised Kosovo in 2012 and, after withdrawing its recognition, waited.", "recognise TCD>XKX 2012 asserted\nwithdraw-recognition TCD>XKX  asserted"},
		{"the date of the second verb", "", "Chad supports Mali, and endorsed Peru's intervention during 1988.", "support TCD>MLI  asserted\nsupport TCD>PER 1988 asserted"},
		{"named after what it was", "", "The mission was closed in 1975 following the Carnation Revolution in Portugal.", "change-regime PRT> 1974-04-25 asserted"},
		{"a reign is no date", "", "The Iranian diplomat had been received by President Jimmy Carter of the United States (1977–1981) and opened negotiations with Denmark.", "host USA>IRN  asserted\nnegotiate DNK,IRN>  asserted"},
		{"whose president he is", "Foreign relations of Venezuela", "Relations with Paraguay improved when Paraguay's new leftist President Ali Lagos took office. President Ali Lagos visited Caracas in 2009.", "improve PRY,VEN>  asserted\nvisit PRY>VEN 2009 asserted"},
		{"from then on", "", "From the 1990s onwards, Chad supported Mali.", "support TCD>MLI 199X/.. asserted"},
		{"the year within the decade", "", "Trade grew in the 1970s, when Peru signed a treaty with Chile in 1974.", "sign-agreement CHL,PER> 1974 asserted"},
		{"a war is no time of who lost it", "", "The rebels, whom Chad assisted financially, lost the Falklands War against Peru.", "aid TCD>  asserted"},
		{"what goes on is not of the day told before", "", "On 3 May 1990 Chad recognised Mali. Chad supported Niger.", "recognise TCD>MLI 1990-05-03 asserted\nsupport TCD>NER  asserted"},
		{"one of those who might", "", "A paper guessed that Chad might be one of the next states to recognise Kosovo.", "recognise TCD>XKX  uncertain"},
		{"one of the members", "", "Chad is one of the two African Union members not to recognise Kosovo.", "refuse-recognition TCD>XKX  asserted"},
		{"not prevented", "", "Peru tried in vain to prevent the invasion of Bolivia by Chile.", "invade CHL>BOL  asserted"},
		{"whatever others do about it", "", "Peru was reluctant to support the Chilean invasion of Bolivia.", "support PER>CHL  negated\ninvade CHL>BOL  asserted"},
		{"what was enabled was done", "", "The pact enabled Chile to invade Bolivia in 1879.", "invade CHL>BOL 1879 asserted"},
		{"why it is unsure", "", "Relations are unsure owing to Chad's close ties with Mali.", "improve MLI,TCD>  asserted"},
		{"on the way", "", "Peru supports Turkey's accession negotiations to the EU.", "support PER>TUR  asserted\njoin TUR>eu  considered"},
		{"a plot is no deed", "", "Peru was condemned for its part in an alleged plot to assassinate the Chilean ambassador.", "plot >CHL  alleged\nassassinate >CHL  alleged"},
		{"by which he might answer", "", "Chad could retaliate by expelling Malian diplomats.", "expel-diplomats TCD>MLI  hypothetical"},
		{"done beside what is wanted", "", "Peru is looking to repair its relations with Chile and expelled two Bolivian diplomats in 1990.", "restore-relations CHL,PER> 1990 planned\nexpel-diplomats PER>BOL 1990 asserted"},
		{"kept since", "", "Relations between Peru and Chile were established in 1931 and have been continuously maintained.", "establish-relations CHL,PER> 1931 asserted\nmaintain-relations CHL,PER> 1931/.. asserted"},
		{"the first since", "", "On 3 May 2021 the president of Chad went to Bamako, becoming the first Chadian president to visit Mali since the break of 1990.", "visit TCD>MLI 2021-05-03 asserted\nvisit TCD>MLI 2021-05-03 asserted"},
		{"that embassy", "Foreign relations of Iran", "Peru has an embassy in Tehran. This embassy represents the interests of Chile.", "maintain-mission PER>IRN  asserted\nprotect-interests PER>CHL  asserted"},
		{"two betweens", "", "In 1990 ties were restored between Peru and Chile and between Chad and Mali.", "restore-relations CHL,PER> 1990 asserted\nrestore-relations MLI,TCD> 1990 asserted"},
		{"another's with another", "", "Peru noted Chad's close ties with Mali, and Niger's with Libya.", "improve MLI,TCD>  asserted"},
		{"like other relations", "", "The war allowed a Chilean-Peruvian rapprochement, like the relations between Chile and Mali.", "improve CHL,PER>  hypothetical"},
		{"why he went", "", "Peru's minister spoke in 2008 during his visit to Oslo to sign the convention.", "visit PER>NOR 2008 asserted\nsign-agreement PER> 2008 planned"},
		{"in the course of what it was taken", "", "In 2021 Peru returned archives looted by its army during the invasion of Chile.", "invade >CHL  asserted"},
		{"after a program during which", "", "Canada moved on in August 1996 after a program during which it gave $5 million of aid to Belize.", "aid CAN>BLZ  asserted"},
		{"when it was found out", "", "In May 2008 residents discovered that Chad had agreed to give land to Mali.", "promise TCD>MLI  asserted"},
		{"a name of today", "", "Japan contests Russia's control of the islands, which the Soviet Union took in 1945.", "oppose JPN>RUS  asserted\ninvade SUN> 1945 asserted"},
		{"a society", "Foreign relations of Finland", "The Paasikivi Society was officially founded in 1958.", ""},
		{"between one and many", "Chile–Peru relations", "After the coup, relations were cut between Chile and all neighbouring states.", ""},
		{"kept from being signed", "", "The dispute prevented the signing of a treaty restoring relations between Chad and Mali.", "restore-relations MLI,TCD>  negated"},
		{"the will to do it", "", "Peru showed the will to recognise Kosovo.", "recognise PER>XKX  planned"},
		{"one of the few", "", "France is one of the few states (of the Union) to not have diplomatic relations with North Korea.", "no-relations FRA,PRK>  asserted"},
		{"until an event", "", "Chad was a client state of Libya until the coup of 1990.", "align-with TCD>LBY ../1990 asserted"},
		{"still to be done", "", "Key obstacles include normalising relations with Mali.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := claims(t, c.title, "", c.text); got != c.want {
				t.Errorf("%s\nread:\n%s\nwant:\n%s", c.text, got, c.want)
			}
		})
	}
}
