package when

// class is what kind of word a word is to the grammar of time.
type class uint8

const (
	cNone     class = iota
	cNum            // a number in digits
	cCard           // one ... ninety; n is the value
	cScale          // hundred, thousand, million, billion; n is the value
	cOrd            // first ...; n is the value
	cMonth          // n is 1 to 12; abbr for an abbreviation
	cWeekday        // n is 1 to 7; abbr
	cUnit           // n is a unit
	cSeason         // n is the EDTF code
	cDaypart        // n indexes dayparts
	cPart           // early, mid, late: n indexes partNames
	cEdge           // beginning, start, middle, end: "the end of"; n indexes partNames
	cLast           // last, past, previous: n is -1
	cNext           // next, coming: n is +1
	cThis           // this, current
	cThat           // that, same
	cVague          // several, few, many
	cNow            // an adverb of the present: n indexes nows
	cSet            // daily, annual
	cEra            // BC, AD
	cWeekdays       // Mondays
	cFuture         // will, scheduled
	cPast           // said, was
	cMeridiem       // am, pm
	cZone           // GMT
	cLong           // monthlong: n is a unit
)

// The units, from the smallest.
const (
	uSecond = iota
	uMinute
	uHour
	uDay
	uNight
	uWeek
	uWeekend
	uFortnight
	uMonth
	uQuarter
	uHalf
	uYear
	uDecade
	uCentury
	uMillennium
)

// units gives for each unit the step of edtf.Anchor, how many of those it is, and its ISO 8601 designator.
var units = [...]struct {
	step  string
	times int
	iso   string
}{
	{"", 0, "TS"}, {"", 0, "TM"}, {"", 0, "TH"}, {"days", 1, "D"}, {"days", 1, "TNI"}, {"weeks", 1, "W"}, {"weekends", 1, "WE"}, {"weeks", 2, "2W"},
	{"months", 1, "M"}, {"quarters", 1, "Q"}, {"halves", 1, "H"}, {"years", 1, "Y"}, {"decades", 1, "DE"}, {"centuries", 1, "CE"}, {"", 1000, "ML"},
}

var partNames = [...]string{"early", "mid", "late", "start", "end"}

var dayparts = [...]string{"TMO", "TAF", "TEV", "TNI", "TMI", "TDT"}

// lexeme is what the word list knows of a word.
type lexeme struct {
	cls    class
	n      int
	abbr   bool // an abbreviation, which may have a point
	many   bool // a plural
	doubt  bool // also a word of another meaning, or a name: it needs a cue
	adverb bool // of cSet: cannot stand before a noun
}

var words = buildWords()

func buildWords() map[string]lexeme {
	w := map[string]lexeme{}
	list := func(c class, from int, ws ...string) {
		for i, s := range ws {
			w[s] = lexeme{cls: c, n: from + i}
		}
	}
	all := func(c class, n int, ws ...string) {
		for _, s := range ws {
			w[s] = lexeme{cls: c, n: n}
		}
	}
	list(cCard, 0, "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
		"fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
	list(cOrd, 1, "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
		"thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth")
	for i, s := range []string{"thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"} {
		w[s] = lexeme{cls: cCard, n: 30 + 10*i}
	}
	for i, s := range []string{"twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"} {
		w[s] = lexeme{cls: cCard, n: 20 + 10*i, many: true}
	}
	w["thirtieth"] = lexeme{cls: cOrd, n: 30}
	all(cScale, 100, "hundred")
	all(cScale, 1000, "thousand")
	all(cScale, 1000000, "million")
	all(cScale, 1000000000, "billion")

	months := []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
	list(cMonth, 1, months...)
	for _, s := range []string{"march", "april", "may", "june", "august"} {
		m := w[s]
		m.doubt = true
		w[s] = m
	}
	for i, ss := range [][]string{{"jan"}, {"feb", "febr"}, {"mar"}, {"apr"}, {}, {"jun"}, {"jul"}, {"aug"}, {"sep", "sept"}, {"oct"}, {"nov"}, {"dec"}} {
		for _, s := range ss {
			w[s] = lexeme{cls: cMonth, n: i + 1, abbr: true, doubt: s != "sept" && s != "feb" && s != "febr"}
		}
	}
	days := []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
	list(cWeekday, 1, days...)
	for i, s := range days {
		w[s+"s"] = lexeme{cls: cWeekdays, n: i + 1}
	}
	for i, ss := range [][]string{{"mon"}, {"tue", "tues"}, {"wed", "weds"}, {"thu", "thur", "thurs"}, {"fri"}, {"sat"}, {"sun"}} {
		for _, s := range ss {
			w[s] = lexeme{cls: cWeekday, n: i + 1, abbr: true, doubt: true}
		}
	}
	for i, s := range []string{"second", "minute", "hour", "day", "night", "week", "weekend", "fortnight", "month", "quarter", "half", "year", "decade", "century", "millennium"} {
		if s != "second" {
			w[s] = lexeme{cls: cUnit, n: i}
		}
		w[s+"s"] = lexeme{cls: cUnit, n: i, many: true}
	}
	delete(w, "halfs")
	w["half"] = lexeme{cls: cUnit, n: uHalf}
	w["centuries"] = lexeme{cls: cUnit, n: uCentury, many: true}
	delete(w, "centurys")
	w["millennia"] = lexeme{cls: cUnit, n: uMillennium, many: true}
	w["yr"] = lexeme{cls: cUnit, n: uYear}
	w["yrs"] = lexeme{cls: cUnit, n: uYear, many: true}
	w["hrs"] = lexeme{cls: cUnit, n: uHour, many: true}
	w["mins"] = lexeme{cls: cUnit, n: uMinute, many: true}

	for i, s := range []string{"spring", "summer", "autumn", "winter"} {
		w[s] = lexeme{cls: cSeason, n: 21 + i}
		w[s+"s"] = lexeme{cls: cSeason, n: 21 + i, many: true}
		w[s+"time"] = lexeme{cls: cSeason, n: 21 + i}
	}
	w["fall"] = lexeme{cls: cSeason, n: 23, doubt: true}
	w["spring"] = lexeme{cls: cSeason, n: 21, doubt: true}
	delete(w, "springs")
	for i, s := range []string{"hour", "day", "", "week", "", "", "month", "", "", "year", "decade", "century"} { // a monthlong truce
		if s != "" {
			w[s+"long"] = lexeme{cls: cLong, n: uHour + i}
			w[s+"slong"] = lexeme{cls: cLong, n: uHour + i, many: true}
		}
	}
	list(cDaypart, 0, "morning", "afternoon", "evening")
	w["midday"] = lexeme{cls: cDaypart, n: 4}
	w["daytime"] = lexeme{cls: cDaypart, n: 5}
	w["nite"] = lexeme{cls: cUnit, n: uNight}

	all(cPart, 0, "early")
	all(cPart, 1, "mid")
	all(cPart, 2, "late")
	all(cEdge, 3, "beginning", "start", "opening", "outset", "outbreak", "onset")
	all(cEdge, 1, "middle")
	all(cEdge, 4, "end", "close")
	all(cEdge, 2, "latter")

	all(cLast, -1, "last", "past", "previous", "preceding", "prior")
	all(cNext, 1, "next", "coming", "following", "subsequent", "ensuing", "upcoming")
	all(cThis, 0, "this", "these", "current")
	all(cThat, 0, "that", "same")
	all(cVague, 0, "several", "few", "many", "some", "various", "numerous", "couple", "countless")

	all(cNow, nowToday, "today")
	all(cNow, nowTonight, "tonight", "tonite")
	all(cNow, nowYesterday, "yesterday")
	all(cNow, nowTomorrow, "tomorrow")
	all(cNow, nowPresent, "now", "currently", "presently", "nowadays")
	all(cNow, nowPast, "recently", "lately")

	for s, n := range map[string]int{"daily": uDay, "nightly": uNight, "weekly": uWeek, "monthly": uMonth, "quarterly": uQuarter, "yearly": uYear, "annual": uYear,
		"annually": uYear, "hourly": uHour} {
		w[s] = lexeme{cls: cSet, n: n, adverb: s == "annually"}
	}
	all(cEra, -1, "bc", "bce", "b.c.", "b.c", "b.c.e.", "b.c.e")
	all(cEra, 1, "ad", "ce", "a.d.", "a.d", "c.e.", "c.e")
	all(cMeridiem, 0, "am", "a.m.", "a.m")
	all(cMeridiem, 12, "pm", "p.m.", "p.m")
	all(cZone, 0, "gmt", "utc", "est", "edt", "cst", "cdt", "pst", "pdt", "cet", "cest", "bst", "et", "ist", "msk")

	all(cFuture, 0, "will", "shall", "would", "ll", "scheduled", "due", "planned", "expected", "plans", "hopes", "expects", "intends", "slated", "gonna", "wanna", "forward", "ahead", "hope", "going", "should", "soon", "begins", "starts", "opens", "expires", "launches", "ends", "takes", "resumes", "reopens", "convenes", "arrives", "payable", "meet", "meets", "expect", "anticipate", "anticipates")
	all(cPast, 0, "said", "told", "was", "were", "had", "did", "has", "have", "says", "began", "came", "went", "took", "met", "made", "left", "held", "won", "lost", "fell", "rose",
		"became", "gave", "got", "saw", "found", "sent", "set", "led", "spoke", "wrote", "reported", "announced", "shut", "ran", "drew", "broke", "cut", "grew", "hit", "kept", "knew", "lay", "paid", "put", "read", "rode", "sold", "sought", "stood",
		"struck", "swore", "taught", "thought", "threw", "wore", "brought", "bought", "built", "burnt", "caught", "chose", "drove", "felt", "fled", "flew", "fought", "heard",
		"hurt", "laid", "lent", "let", "meant", "overthrew", "quit", "sank", "shot", "spent", "split", "spread", "swept", "took", "withdrew", "underwent", "undertook", "been",
		"died", "sued", "used", "ate", "bled", "blew", "crept", "dealt", "dug", "drank", "forgot", "froze", "hid", "hung", "overcame", "shook", "shrank", "slept", "slid", "slew",
		"sprang", "stole", "stuck", "stung", "swam", "swung", "tore", "woke", "wept", "upheld", "withstood", "understood", "oversaw", "retook", "rebuilt", "arose", "awoke", "sang", "rang")
	return w
}

const (
	nowToday = iota
	nowTonight
	nowYesterday
	nowTomorrow
	nowPresent
	nowPast
)
