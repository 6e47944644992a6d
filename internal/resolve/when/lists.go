package when

import "strings"

// modals are the verbs with which "one day" is one to come.
var modals = []string{"will", "would", "could", "may", "might", "can", "shall", "should", "must"}

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var (
	// counted are nouns that make the number before them a count and no year.
	counted = wordSet(`people persons men women children troops soldiers officers students miles mile kilometres kilometers km kms metres meters
		feet foot ft acres hectares tons tonnes kg kilograms pounds lbs dollars euros pesos rupees yen yuan rubles francs marks crowns copies votes
		points inches degrees calories words pages seats members refugees workers employees residents inhabitants prisoners families homes houses
		deaths casualties victims cases times percent pc mph kph mw kw gb mb hz mhz ghz rpm bc m barrels tanks aircraft vehicles ships
		participants delegates passengers guests civilians fighters militants migrants households`)
	// numbered are words after which a number is a name and no year.
	numbered = wordSet(`resolution resolutions no nos number numbers flight route highway section article paragraph page pages chapter verse line room suite
		model boeing airbus interstate building building lot bus train channel volume vol issue figure fig table psalm bill act docket case file serial version
		population altitude elevation box pp p`)
	// modelNames are names that carry a number of four digits.
	modelNames = wordSet(`boeing airbus peugeot nokia windows porsche isbn issn`)
	// streets are words for a street, after its name.
	streets = wordSet(`st street blvd boulevard avenue ave road rd drive lane`)
	// unitedBefore are words that make a plural noun behind the number counted.
	unitedBefore = wordSet(`about some over nearly almost than approximately roughly around least most only another additional up total`)
	// yearCue are words after which a number of four digits is a year, even an unlikely one.
	yearCue = wordSet(`in since until till by from during before after year circa spring summer autumn winter early late mid between ad of ce and to or -`)
	// functionWords are the words that do not begin or end a noun phrase as its noun.
	functionWords = wordSet(`the a an this that these those and or but nor so yet of in on at by for from to with without within into onto over under after before
		since until till during through between against among across about around near off up down out as than because while when where which who whom whose what why
		how if though although unless whether it he she they we you i him her them us his its their our my your is are was were be been being am has have had
		having do does did will would shall should can could may might must not no n't there here then also only just even still again already ever never both
		each every all any some more most less least such said says told began ended became came went made saw took got led held met left won per via amid
		despite following including regarding like upon toward towards too very however therefore thus hence where'd ago later earlier`)
	// futureInfinitive are verbs that name something still to come after "to".
	futureInfinitive = wordSet(`be meet hold begin start visit discuss sign take arrive leave travel open vote host attend return face play appear`)
	// overNumber are words after which "over" and a number is more than that number, and not the time during which something happens.
	overNumber = wordSet(`for in of after within just well by last lasted lasts lasting took takes spent is was been be than little to from at with about least`)
	// lengthVerbs are verbs whose object, a unit in the plural, is a length of time.
	lengthVerbs = wordSet(`take takes taken taking spend spends spent spending wait waits waited waiting lasts lasting`)
	// prospective are words after which "to" and a verb name something still to come.
	prospective = wordSet(`set plan plans planned planning expect expects expected expecting schedule scheduled due hope hopes hoped hoping intend intends intended
		agree agrees agreed decide decides decided likely want wants wanted ready prepare prepared preparing propose proposed promise promised vow vows
		vowed pledge pledged aim aims aimed supposed slated poised vote voted refuse refused threaten threatened`)
	// afterWhich are words after which "months of talks" is a length of time.
	afterWhich = wordSet(`for after despite following follows followed by with from through amid and but or ending ended ends capping capped spent into brought`)
	// aged are things, not persons, whose age is a length of time: a 10-year-old war.
	aged = wordSet(`war conflict truce ceasefire cease agreement accord treaty pact dispute feud standoff crisis embargo blockade siege ban law rule policy regime
		government coalition administration republic state company firm business church building house bridge castle temple mosque city town tradition custom
		record insurgency rebellion uprising revolt strike campaign programme program project case investigation border boundary monarchy dynasty empire`)
	// young are the persons whose age is given in months, weeks and days.
	young = wordSet(`baby babies infant infants boy girl son daughter child children toddler twin twins brother sister grandson granddaughter nephew niece
		kitten puppy calf cub lamb panda fetus foetus`)
	// postponing are verbs whose "until" names a time that lies ahead of what they tell.
	postponing = wordSet(`extended extends extend postponed postpones postpone delayed delays delay deferred adjourned suspended given gives give gave moved
		rescheduled pushed prolonged renewed`)
	// measured are nouns that are of the time behind their "for": the figures for January.
	measured = wordSet(`figure figures data number numbers sales result results profit profits loss losses earnings revenue revenues income rate rates index reading
		level high low record total average inflation unemployment orders production output exports imports deficit surplus statistics minutes estimate
		consumption spending growth traffic volume net payroll payrolls prices`)
	// arranging are verbs whose progressive present tells, with a day, what is arranged.
	arranging = wordSet(`meeting flying leaving travelling traveling visiting going heading holding hosting returning arriving playing voting starting beginning opening
		closing launching releasing speaking attending appearing taking giving coming moving joining departing addressing reopening resuming`)
	// arrangedOne are verbs in the third person of the present that tell, with a day, what is arranged and are no nouns.
	arrangedOne = wordSet(`leaves meets travels goes flies arrives departs begins unveils hosts decides elects takes gives delivers publishes debuts resumes closes opens
		testifies speaks celebrates becomes comes assumes retires appears competes defends premieres reconvenes adjourns inaugurates concludes kicks gets
		joins holds sits commences reopens releases hands faces heads`)
	// arrangedNoun are such verbs that are plural nouns as well.
	arrangedNoun = wordSet(`votes visits plays returns addresses marks moves launches turns hands rules airs reports`)
	// arrangedMany are such verbs behind a plural.
	arrangedMany = wordSet(`leave travel go fly arrive depart begin start open resume end close take give hold face decide choose elect gather meet return play vote visit
		head reopen convene reconvene speak testify celebrate`)
	// enders are words before which a phrase like "the year before" has ended.
	enders = wordSet(`and or but when while that who which with without as because so than in on at by for from to of into is are was were be been has have had do
		does did will would could should can may might must not also if though although where after before since until during under over there then
		said says both all some many most only just even still again against about near through between among across down up out off whether
		including despite amid instead`)
)
