package quantity

import (
	"strings"
	"sync"

	"chancery/data"
)

const (
	currenciesFile = "lexicon/currencies.tsv"
	unitsFile      = "lexicon/units.tsv"
)

// lexicon is what the tables of currencies and units say.
type lexicon struct {
	signs map[string]string     // as written: "US$" -> USD
	units map[string]bool       // lower-case first words of units and currencies
	names map[string][]unitName // by first word, the longest first
}

type unitName struct {
	words []string
	text  string
	unit  string
	exact bool // counts only as written: MW
}

func (l *lexicon) isSign(low, text string) bool { _, ok := l.signs[text]; return ok }

// lexiconOf reads the tables once. They are part of the program: a row that cannot be read is a bug, which a test finds.
var lexiconOf = sync.OnceValue(func() *lexicon {
	l := &lexicon{signs: map[string]string{}, units: map[string]bool{}, names: map[string][]unitName{}}
	for _, row := range rows(currenciesFile) {
		if len(row) != 3 || len(row[0]) != 3 {
			panic(currenciesFile + ": not three columns: " + strings.Join(row, " "))
		}
		for _, sign := range strings.Split(row[1], "|") {
			l.signs[sign] = row[0]
		}
		for _, name := range strings.Split(row[2], "|") {
			l.add(name, row[0])
		}
	}
	for _, row := range rows(unitsFile) {
		if len(row) != 2 {
			panic(unitsFile + ": not two columns: " + strings.Join(row, " "))
		}
		for _, name := range strings.Split(row[1], "|") {
			l.add(name, row[0])
		}
	}
	return l
})

func (l *lexicon) add(name, unit string) {
	u := unitName{text: name, unit: unit, exact: len(name) <= 3 && strings.ToLower(name) != name}
	for _, t := range tokenize(name) {
		if t.low != "." {
			u.words = append(u.words, t.low)
		}
	}
	first := u.words[0]
	l.units[first] = true
	list := append(l.names[first], u)
	for i := len(list) - 1; i > 0 && len(list[i].words) > len(list[i-1].words); i-- {
		list[i], list[i-1] = list[i-1], list[i]
	}
	l.names[first] = list
}

func rows(file string) (out [][]string) {
	b, err := data.FS.ReadFile(file)
	if err != nil {
		panic(err)
	}
	for _, line := range strings.Split(string(b), "\n") {
		if line != "" && line[0] != '#' {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var (
	months = wordSet(`january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec`)
	// numbered are words after which a number is a name.
	numbered = wordSet(`resolution resolutions no nos number numbers flight route highway section article articles paragraph page pages chapter verse line room
		suite model boeing airbus interstate building channel volume vol issue figure fig table psalm bill act docket file version pp p rule decree order
		protocol annex appendix part phase stage group division brigade regiment gate platform unit zone area district ward grade level type class category article`)
	// stops are words that end the search for the noun that a number counts.
	stops = wordSet(`the a an this that these those and or but nor so yet of in on at by for from to with without within into onto over under after before since until till
		during through between against among across about around near off up down out as than because while when where which who whom whose what why how if though although
		unless whether it he she they we you i him her them us his its our their my your is are was were be been being am has have had having do does did will would shall should
		can could may might must not no another there here then also only just even still again already ever never both each every all any such said says told per via amid despite
		including regarding doesn didn don isn wasn aren weren won couldn wouldn shouldn hasn haven hadn upon toward towards too very however therefore thus other more ago later earlier old times`)
	irregular = wordSet(`people men women children police staff personnel crew cattle troops aircraft spacecraft species series feet teeth clergy servicemen servicewomen policemen
		gunmen fishermen businessmen congressmen nationals crises chargés embassies countries bodies`)
	// verbLike are words in -s that are no plural nouns.
	verbLike = wordSet(`is was has does says goes comes makes takes gives this thus his its hers ours yours theirs always perhaps besides towards afterwards nowadays sometimes
		overseas politics economics physics news mathematics united`)
)
