package token

import "strings"

type set map[string]bool

func words(s string) set {
	m := set{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// In lower case, with the full stop.
var (
	// titles stand before a name or inside a sentence, nearly always.
	titles = words(`mr. mrs. ms. mx. dr. prof. gen. lt. lieut. col. maj. capt. cmdr. adm. sgt. cpl. pvt. sen. rep. reps. sens. gov. amb. pres.
		rev. hon. msgr. fr. st. sts. ste. mt. ft. pt. mme. mlle. messrs. supt. insp. det. dep. asst. attn. brig. adj. lt.-gen. maj.-gen. vs. v. cf. e.g. i.e. viz.
		approx. ca. c. al. esp. incl. est. b. d. fl. r. repr. trans. ed. eds.`)
	// never stands inside a sentence, whatever follows.
	never = words(`mr. mrs. ms. dr. prof. gen. lt. col. maj. capt. cmdr. adm. sgt. sen. rep. gov. amb. pres. rev. hon. msgr. st. mt. ft. mme. vs. v. e.g. i.e. cf. viz.`)
	// months and days may end a sentence, rarely.
	months = words(`jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. mon. tue. tues. wed. thu. thur. thurs. fri.`)
	// others may end a sentence.
	others = words(`inc. ltd. co. corp. bros. llc. plc. jr. sr. esq. etc. ph.d. dept. univ. assn. ave. blvd. rd. bldg. hwy. misc.
		mass. calif. conn. fla. ala. ariz. ark. colo. ill. kan. ky. mich. minn. miss. mo. mont. neb. nev. okla. ore. penn. tenn. tex. vt. va. wash. wis. wyo.
		lb. lbs. oz. hr. hrs. yr. yrs. sq. govt. intl. natl. ext. assoc. voc. cal.`)
	// numbered stand before a number; elsewhere their full stop ends the sentence.
	numbered = words(`no. nos. vol. vols. fig. figs. art. arts. sec. para. ch. chap. p. pp. op. par. res. pt. app. ser. stat.`)
)

// units are split from the number before them.
var units = words(`am pm a.m. p.m. km kg cm mm m ft mi lb lbs oz mph kph kmh hz khz mhz ghz kb mb gb tb k mw kw kwh gw gwh twh
	bn mn tn mm b usd eur min mins hrs hr yrs yr sec secs ml bc bce ad ce`)

// prefixes stay joined to the word after the hyphen.
var prefixes = words(`e non pro anti post pre mid co re ex multi neo semi cross over sub counter arch intra inter micro mini psycho
	socio pan un ultra super trans quasi pseudo bi tri proto crypto hyper hypo infra mega meta mono omni para poly retro uni vice electro geo bio
	afro euro sino franco russo italo indo anglo hispano austro t x`)

// affixes stay joined to the word before the hyphen.
var affixes = words(`esque wise fold ish ness`)

// contractions are written as one word; the value says after how many bytes the second begins.
var contractions = map[string]int{
	"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3, "gimme": 3, "lemme": 3, "'tis": 2, "'twas": 2, "’tis": 4, "’twas": 4, "lotta": 3, "outta": 3, "alot": 1,
	// without their apostrophe
	"dont": 2, "cant": 2, "wont": 2, "didnt": 3, "doesnt": 4, "isnt": 2, "wasnt": 3, "havent": 4, "couldnt": 5, "wouldnt": 5, "shouldnt": 6,
	"arent": 3, "werent": 4, "hasnt": 3, "hadnt": 3, "aint": 2, "thats": 4, "whats": 4, "im": 1, "ive": 1, "youre": 3, "theyre": 4,
}

// smileys are one word.
var smileys = words(`:) :-) :( :-( ;) ;-) :D :-D :P :-P :p ;P :/ :-/ :| :o :O =) =( =D XD xD <3 :') :'( ^_^ -_- :] :[ 8) B-) :)) :))) :(( ;)) :-)) ):`)
