// Command frames measures how much of what a sentence tells is still read when more is said around it.
//
//	go run ./eval/frames                    a table: for each frame, how many claims were lost, gained or changed
//	go run ./eval/frames -show 'dashes' -n 10    ten sentences of a frame of which a claim is lost
//	go run ./eval/frames -show 'dashes' -changed of which one is told with another modality or date
//
// The sentences are the examples of the rules (data/rules), each of which the rules read. A frame puts an aside behind the subject, an opening before the sentence or a
// clause behind it. A claim is the same if its kind and its parties are; a lost one is a weakness of the reading that has nothing to do with words, since the rules know
// the words. frames.txt holds the table for every fifth sentence and is checked by a test.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"chancery"
	"chancery/data"
	"chancery/internal/extract"
	"chancery/internal/resolve/party"
	"chancery/internal/rule"
	"chancery/internal/vocab"
	"chancery/nlp"
)

// frame is what is said around a sentence, or the page on which it stands. With an aside, it stands behind the subject of a sentence that begins with the name of a state; own frames tell something
// themselves, so that what they add is no error.
//
// With who, it stands in place of that name: %s is the name, %a its adjective, %c its capital; with beside, those who are named there act too. With do, it stands in place of the first verb,
// where that is in the past right behind the name: %v is its lemma, %v-s and %v-ing are forms of it. With whom, it stands in place of the name of another state, further on.
type frame struct {
	name, before, aside, behind string
	title                       string // of the page on which the sentence stands
	who, do, whom               string
	beside                      string // ids of further parties that do what the state does, with commas between
	unreal                      bool   // what was told as a deed is told as none
	bare                        bool   // without articles and a full stop, as a headline
	named                       bool   // only for sentences that begin with the name of a state
	own                         bool
}

var frames = []frame{
	{name: "too", aside: ", too,"},
	{name: "however", aside: ", however,"},
	{name: "in turn", aside: ", in turn,"},
	{name: "in response", aside: ", in response,"},
	{name: "for its part", aside: ", for its part,"},
	{name: "like neighbours", aside: ", like many of its neighbours,"},
	{name: "citing", aside: ", citing security concerns,"},
	{name: "which", aside: ", which has a long coast,"},
	{name: "apposition", aside: ", a country of nine million people,"},
	{name: "having waited", aside: ", having waited for months,"},
	{name: "under pressure", aside: ", under pressure from its allies,"},
	{name: "dashes", aside: " – once a friend of both –"},
	{name: "em dashes", aside: "—a landlocked country—"},
	{name: "then", aside: " then"},
	{name: "therefore", aside: " therefore"},
	{name: "eventually", aside: " eventually"},

	{name: "at the same time", before: "At the same time, "},
	{name: "after years", before: "After years of tension, "},
	{name: "although", before: "Although many had doubted it, "},
	{name: "because", before: "Because talks had failed, "},
	{name: "having", before: "Having waited for months, ", named: true},
	{name: "unlike", before: "Unlike many of its neighbours, ", named: true},
	{name: "historians", before: "Historians note that "},
	{name: "after a deed", before: "Crowds gathered in the streets after "},
	{name: "before a deed", before: "Little was known of the country before "},
	{name: "when", before: "Things changed when "},
	{name: "but", before: "Little changed at first, but "},
	{name: "semicolon", before: "Little changed at first; "},
	{name: "one dash", before: "One thing was clear – "},
	{name: "according", before: "According to the ministry, "},
	{name: "others before", before: "Zambia and Malawi signed a treaty in 1960. ", own: true},
	{name: "a leader before", before: "The president of Zambia visited Malawi. He was received with honours. ", own: true},
	{name: "another, and", before: "Zambia condemned the raid, and ", own: true},
	{name: "another, while", before: "Zambia condemned the raid, while ", own: true},

	{name: "and others", behind: ", and Zambia, Malawi and Botswana condemned the raid.", own: true},
	{name: "said one", behind: ", the Zambian minister said."},
	{name: "while one", behind: ", while Zambia remained silent."},
	{name: "a move", behind: ", a move that surprised many observers."},
	{name: "dash, a move", behind: " – a move that surprised many."},
	{name: "the first", behind: ", the first such step in a decade."},
	{name: "prompting", behind: ", prompting fears of unrest."},
	{name: "raising", behind: ", raising hopes of calmer times."},
	{name: "ending", behind: ", ending years of uncertainty."},
	{name: "saying", behind: ", saying that the time had come."},
	{name: "amid", behind: " amid growing concern in the region."},
	{name: "despite", behind: ", despite opposition at home."},
	{name: "following", behind: " following weeks of debate in parliament."},
	{name: "after", behind: " after long deliberation."},
	{name: "as", behind: " as crowds gathered in the streets."},
	{name: "because, behind", behind: " because its parliament had insisted on it."},
	{name: "in a bid", behind: " in a bid to calm the markets."},
	{name: "as part", behind: " as part of a wider plan."},
	{name: "without", behind: " without giving a reason."},
	{name: "in brackets", behind: " (see below)."},

	{name: "page of a third", title: "Foreign relations of Zambia"},
	{name: "page of two others", title: "Malawi–Zambia relations"},

	{name: "its government", who: "%s's government"},
	{name: "the government", who: "The %a government"},
	{name: "government of", who: "The government of %s"},
	{name: "authorities", who: "%a authorities"},
	{name: "capital", who: "%c"},
	{name: "officials in", who: "Officials in %c"},
	{name: "ministry in", who: "The foreign ministry in %c"},
	{name: "its ministry", who: "%s's foreign ministry"},
	{name: "minister, named", who: "%a Foreign Minister Erik Solberg"},
	{name: "the minister", who: "The %a foreign minister, Erik Solberg,"},
	{name: "president of", who: "President Erik Solberg of %s"},
	{name: "leaders", who: "%a leaders"},
	{name: "the side", who: "The %a side"},
	{name: "neighbouring", who: "Neighbouring %s"},
	{name: "oil-rich", who: "Oil-rich %s"},
	{name: "the state of", who: "The state of %s"},

	{name: "communist", who: "Communist %s"},
	{name: "newly independent", who: "Newly independent %s"},
	{name: "post-war", who: "Post-war %s"},
	{name: "then a colony", who: "%s, then a British colony,"},
	{name: "its new rulers", who: "%s's new rulers"},
	{name: "its parliament", who: "%s's parliament"},
	{name: "the regime in", who: "The regime in %c"},
	{name: "its officials", who: "%a officials"},
	{name: "its diplomats", who: "%a diplomats"},
	{name: "the republic of", who: "The Republic of %s"},
	{name: "a spokesman for", who: "A spokesman for the %a government"},
	{name: "its leader", who: "%a leader Erik Solberg"},
	{name: "its former", who: "The then %a president, Erik Solberg,"},

	{name: "whose government", whom: "%s's government"},
	{name: "a government", whom: "the %a government"},
	{name: "a government of", whom: "the government of %s"},
	{name: "a capital", whom: "%c"},
	{name: "whose authorities", whom: "the %a authorities"},
	{name: "whose leadership", whom: "the %a leadership"},
	{name: "the side, behind", whom: "the %a side"},
	{name: "a neighbour", whom: "neighbouring %s"},
	{name: "its neighbour", whom: "its neighbour %s"},
	{name: "its ally", whom: "its southern neighbour, %s,"},
	{name: "whose president", whom: "%a President Erik Solberg"},
	{name: "a kingdom", whom: "the kingdom of %s"},
	{name: "the war-torn", whom: "war-torn %s"},
	{name: "the regime", whom: "the regime in %c"},
	{name: "a minister", whom: "the %a foreign minister, Erik Solberg,"},
	{name: "what was then", whom: "what was then %s"},
	{name: "with an aside", whom: "%s, a small country,"},
	{name: "with which", whom: "%s, which has a long coast,"},
	{name: "in brackets, behind", whom: "%s (pictured)"},

	{name: "and one", who: "%s and Zambia", beside: "ZMB"},
	{name: "both", who: "Both %s and Zambia", beside: "ZMB"},
	{name: "and two", who: "%s, Zambia and Malawi", beside: "ZMB,MWI"},
	{name: "along with", who: "%s, along with Zambia,", beside: "ZMB"},
	{name: "as well as", who: "%s, as well as Zambia,", beside: "ZMB"},
	{name: "together with", who: "%s, together with Zambia and Malawi,", beside: "ZMB,MWI"},
	{name: "not only", who: "Not only %s but also Zambia", beside: "ZMB"},
	{name: "governments of", who: "The governments of %s and Zambia", beside: "ZMB"},

	{name: "two leaders", who: "%a President Erik Solberg and Zambian Prime Minister Mwene Banda", beside: "ZMB"},
	{name: "two ministers", who: "The %a and Zambian foreign ministers", beside: "ZMB"},
	{name: "ministers of", who: "The foreign ministers of %s and Zambia", beside: "ZMB"},
	{name: "his counterpart", who: "%a President Erik Solberg and his Zambian counterpart, Mwene Banda,", beside: "ZMB"},
	{name: "two governments", who: "The %a and Zambian governments", beside: "ZMB"},
	{name: "and its ally", who: "%s and its ally Zambia", beside: "ZMB"},
	{name: "and, later", who: "%s and, later, Zambia", beside: "ZMB"},
	{name: "supported by", who: "%s, supported by Zambia,"},
	{name: "war-torn", who: "war-torn %s"},

	{name: "elections, and", who: "%s held elections and"},
	{name: "it", who: "%s has a long coast. It"},
	{name: "its government, it", who: "%s held elections. Its government"},
	{name: "the new government", who: "%s held elections. The new government"},
	{name: "the country", who: "%s has a long coast. The country"},
	{name: "the minister, no one", who: "%s was hit by floods. The foreign minister"},
	{name: "to it, which", who: "All eyes turned to %s, which"},
	{name: "it was", who: "It was %s that"},
	{name: "on Thursday", who: "%s on Thursday"},
	{name: "also", who: "%s also"},
	{name: "formally", who: "%s formally"},
	{name: "quickly", who: "%s quickly"},
	{name: "in May", who: "%s in May"},
	{name: "had", who: "Under its new leader, %s"},

	{name: "and one protested", behind: ", and Zambia protested.", own: true},
	{name: "but one did not", behind: ", but Zambia did not.", own: true},
	{name: "to the dismay", behind: ", to the dismay of Zambia."},
	{name: "to please", behind: " to please Zambia."},
	{name: "under pressure from one", before: "Under pressure from Zambia, "},
	{name: "at the request", before: "At the request of Zambia, "},
	{name: "with the help", before: "With the help of Zambia, "},
	{name: "as in the case", before: "As in the case of Zambia, "},
	{name: "a border", aside: ", which borders Zambia,"},
	{name: "a relative", aside: ", whose king had married a Zambian,"},
	{name: "asked why", before: "The Zambian minister asked why ", own: true},
	{name: "saw how", before: "Zambia saw how "},
	{name: "historians agree", before: "Historians agree that "},
	{name: "it emerged", before: "It emerged in 2005 that "},
	{name: "the report found", before: "A Zambian report found that ", own: true},
	{name: "learned that", before: "Zambia learned that ", own: true},
	{name: "protested that", before: "Zambia protested that ", own: true},
	{name: "regretted that", before: "Zambia regretted that ", own: true},
	{name: "wondered whether", before: "Zambia wondered whether ", own: true, unreal: true},
	{name: "denied that", before: "Zambia denied that ", own: true, unreal: true},
	{name: "if", before: "If ", behind: ", Zambia would protest.", own: true, unreal: true},
	{name: "a time behind", behind: ", two years before Zambia."},
	{name: "as had", behind: ", as Zambia had feared."},
	{name: "in the view", before: "In the view of Zambia, "},
	{name: "never got round", do: "never got round to %v-ing", unreal: true},
	{name: "ended up", do: "ended up %v-ing"},
	{name: "is said to", do: "is said to %v", unreal: true},
	{name: "was asked to", do: "was asked to %v", unreal: true},
	{name: "was about to", do: "was about to %v", unreal: true},

	{name: "quoted", before: "“Enough is enough,” the Zambian minister said. ", own: true},
	{name: "a quotation behind", behind: " – “a step that cannot be undone”."},
	{name: "minister: quotation", before: "The Zambian minister said: “", behind: ".”", own: true},
	{name: "quotation, said", before: "“", behind: ",” the Zambian minister said.", own: true},
	{name: "reports that", before: "There were reports that ", unreal: true},
	{name: "news that", before: "News that ", behind: " reached Zambia only later."},
	{name: "the fact that", before: "The fact that ", behind: " is well documented."},
	{name: "the day", before: "The treaty was forgotten on the day that "},
	{name: "it is known", before: "It is well known that "},
	{name: "not long after", before: "Not long after that, "},
	{name: "only to", before: "Meanwhile, ", behind: "; many had warned against it."},
	{name: "colon", before: "The outcome is well known: "},
	{name: "bullet", before: "- "},
	{name: "a year", before: "1970: ", own: true},
	{name: "by then", before: "By then "},
	{name: "footnote", behind: ".[3]"},
	{name: "source behind", behind: " (Reuters, p. 12)."},
	{name: "agency", before: "LUSAKA (Reuters) - "},
	{name: "headline", do: "%v-s", bare: true},
	{name: "to, headline", do: "to %v", bare: true, unreal: true},

	{name: "did", do: "did %v"},
	{name: "began to", do: "began to %v"},
	{name: "moved to", do: "moved to %v"},
	{name: "went on to", do: "went on to %v"},
	{name: "was quick to", do: "was quick to %v"},
	{name: "managed to", do: "managed to %v"},
	{name: "was forced to", do: "was forced to %v"},
	{name: "proceeded to", do: "proceeded to %v"},
	{name: "took the step", do: "took the unusual step to %v"},
	{name: "did not", do: "did not %v", unreal: true},
	{name: "never", do: "would never %v", unreal: true},
	{name: "has yet to", do: "has yet to %v", unreal: true},
	{name: "failed to", do: "failed to %v", unreal: true},
	{name: "will", do: "will %v", unreal: true},
	{name: "is to", do: "is to %v", unreal: true},
	{name: "plans to", do: "plans to %v", unreal: true},
	{name: "intends to", do: "intends to %v", unreal: true},
	{name: "decided to", do: "decided to %v"},
	{name: "vowed to", do: "vowed to %v", unreal: true},
	{name: "is expected to", do: "is expected to %v", unreal: true},
	{name: "is ready to", do: "is ready to %v", unreal: true},
	{name: "may", do: "may %v", unreal: true},
	{name: "could", do: "could %v", unreal: true},
	{name: "should", do: "should %v", unreal: true},
	{name: "wants to", do: "wants to %v", unreal: true},
	{name: "tried to", do: "tried to %v", unreal: true},
	{name: "would have to", do: "would have to %v", unreal: true},
}

// state is what frames need to know of one.
type state struct{ id, name, adjective, capital string }

// states returns those of today by their names.
func states() (map[string]state, error) {
	b, err := data.FS.ReadFile("parties/states.tsv")
	if err != nil {
		return nil, err
	}
	out := map[string]state{}
	first := func(s string) string { return s[:strings.IndexAny(s+";", ";[")] }
	for line := range strings.Lines(string(b)) {
		if c := strings.Split(line, "\t"); len(c) > 7 && strings.HasSuffix(c[2], "..") && c[5] != "" && c[7] != "" && !strings.Contains(c[3], " ") {
			out[first(c[3])] = state{c[0], first(c[3]), first(c[5]), first(c[7])}
		}
	}
	return out, nil
}

// sentence is an example, the state whose name begins it alone, if one does, and the lemma of a verb in the past right behind that.
type sentence struct {
	text  string
	of    state
	lemma string
	verb  string
	other state // named further on, from the byte at
	at    int
}

// articles leaves out what headlines do.
var articles = strings.NewReplacer(" the ", " ", " a ", " ", " an ", " ", " its ", " ")

// third returns the third person of a verb in the present.
func third(lemma string) string {
	verb, rest, _ := strings.Cut(lemma, " ")
	switch {
	case strings.HasSuffix(verb, "y") && len(verb) > 1 && !strings.ContainsRune("aeiou", rune(verb[len(verb)-2])):
		verb = verb[:len(verb)-1] + "ies"
	case strings.HasSuffix(verb, "s"), strings.HasSuffix(verb, "sh"), strings.HasSuffix(verb, "ch"), strings.HasSuffix(verb, "x"), strings.HasSuffix(verb, "o"), strings.HasSuffix(verb, "z"):
		verb += "es"
	default:
		verb += "s"
	}
	return strings.TrimSpace(verb + " " + rest)
}

// gerund returns the form of a verb in -ing.
func gerund(lemma string) string {
	verb, rest, _ := strings.Cut(lemma, " ")
	switch n := len(verb); {
	case strings.HasSuffix(verb, "ie"):
		verb = verb[:n-2] + "y"
	case strings.HasSuffix(verb, "e") && !strings.HasSuffix(verb, "ee") && !strings.HasSuffix(verb, "oe") && verb != "be":
		verb = verb[:n-1]
	case doubling[verb]:
		verb += verb[n-1:]
	}
	return strings.TrimSpace(verb + "ing " + rest)
}

// doubling are verbs that double their last letter before an ending.
var doubling = map[string]bool{"cut": true, "ban": true, "put": true, "set": true, "get": true, "let": true, "shut": true, "quit": true, "hit": true, "bar": true, "stop": true, "drop": true, "rap": true, "slap": true, "slam": true, "expel": true, "annul": true,
	"begin": true, "permit": true, "admit": true, "submit": true, "commit": true, "cancel": true, "scrap": true, "trap": true, "sap": true, "plan": true, "snub": true, "rebut": true, "refer": true, "spot": true, "swap": true, "run": true, "sit": true, "win": true, "rob": true, "pin": true}

// plural makes a sentence tell of several what it tells of one.
var plural = strings.NewReplacer(" its ", " their ", " it ", " they ", " has ", " have ", " is ", " are ", " was ", " were ", " does ", " do ")

// put returns the sentence in the frame, "" where the frame does not suit it.
func (f frame) put(sen sentence) string {
	s, name := sen.text, sen.of.name
	if (f.aside != "" || f.named || f.who != "" || f.do != "") && name == "" || f.do != "" && sen.lemma == "" {
		return ""
	}
	switch {
	case f.aside != "":
		s = name + f.aside + s[len(name):]
	case f.whom != "":
		o := sen.other
		if o.name == "" {
			return ""
		}
		whom, rest := strings.NewReplacer("%s", o.name, "%a", o.adjective, "%c", o.capital).Replace(f.whom), s[sen.at+len(o.name):]
		if strings.HasPrefix(rest, ".") {
			whom = strings.TrimSuffix(whom, ",")
		}
		s = s[:sen.at] + whom + rest
	case f.who != "":
		s = s[len(name):]
		if f.beside != "" && !strings.HasSuffix(f.who, ",") {
			s = plural.Replace(s)
		}
		s = strings.NewReplacer("%s", name, "%a", sen.of.adjective, "%c", sen.of.capital).Replace(f.who) + s
	case f.do != "":
		s = name + " " + strings.NewReplacer("%v-s", third(sen.lemma), "%v-ing", gerund(sen.lemma), "%v", sen.lemma).Replace(f.do) + s[len(name)+1+len(sen.verb):]
	}
	if f.bare {
		s = strings.TrimSuffix(articles.Replace(s), ".")
	}
	if f.before != "" && !strings.HasSuffix(f.before, "; ") && !strings.HasSuffix(f.before, ". ") && !strings.HasSuffix(f.before, "“") && !strings.HasSuffix(f.before, "- ") && !strings.HasSuffix(f.before, "0: ") {
		s = uncapitalised(s)
	}
	if f.behind != "" {
		s = strings.TrimSuffix(s, ".") + f.behind
	}
	return f.before + s
}

// opening are words that begin a sentence and are no names.
var opening = regexp.MustCompile(`^(?:The|A|An|In|On|At|After|Before|Under|Since|From|During|Following|By|When|As|It|Its|There|Many|Several|Some|All|Most|This|That|Both|Two|With|Between|Relations|Diplomatic|Talks|Trade|Ties|Tensions|Negotiations|Hostilities|Demonstrators|Police|War|Ten|Rather|Heavy|Formal|Formally) `)

func uncapitalised(s string) string {
	if opening.MatchString(s) {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}

// told is one claim, as far as frames are compared.
type told struct {
	kind             string
	agents, patients []string // ids, or names of those that have none, sorted
	modality         chancery.Modality
	when             string
}

func (t told) same(u told) bool {
	return t.kind == u.kind && slices.Equal(t.agents, u.agents) && slices.Equal(t.patients, u.patients)
}

// with returns the claim with further parties, with commas between, beside one.
func (t told) with(more, id string) told {
	if more == "" {
		return t
	}
	add := func(ps []string) []string {
		if !slices.Contains(ps, id) {
			return ps
		}
		ps = append(slices.Clone(ps), strings.Split(more, ",")...)
		slices.Sort(ps)
		return slices.Compact(ps)
	}
	t.agents, t.patients = add(t.agents), add(t.patients)
	return t
}

// by returns the claim of another party in place of one.
func (t told) by(other, id string) told {
	in := func(ps []string) []string {
		ps = slices.Clone(ps)
		for i := range ps {
			if ps[i] == id {
				ps[i] = other
			}
		}
		slices.Sort(ps)
		return ps
	}
	t.agents, t.patients = in(t.agents), in(t.patients)
	return t
}

// count is what became of the claims of the sentences in one frame.
type count struct {
	claims, lost, more, modality, date int
	show                               []string
	what, changed                      string // is lost, has another modality or date
}

func main() {
	show := flag.String("show", "", "a frame: sentences of it of which a claim is lost")
	changed := flag.Bool("changed", false, "with -show: sentences of which one is told with another modality or date")
	n := flag.Int("n", 10, "how many to show")
	flag.Parse()
	counts, err := all(1, *show, *changed)
	if err != nil {
		fmt.Fprintln(os.Stderr, "frames:", err)
		os.Exit(1)
	}
	if *show == "" {
		write(os.Stdout, counts)
		return
	}
	for i, f := range frames {
		if f.name == *show {
			for _, s := range counts[i].show[:min(*n, len(counts[i].show))] {
				fmt.Println(s)
			}
			return
		}
	}
	fmt.Fprintf(os.Stderr, "frames: no frame %q\n", *show)
	os.Exit(1)
}

// all measures every k-th sentence.
func all(k int, show string, changed bool) ([]count, error) {
	x, p, rules, err := reader()
	if err != nil {
		return nil, err
	}
	s, err := sentences(rules, p, k)
	if err != nil {
		return nil, err
	}
	return measure(x, s, show, changed), nil
}

// reader returns an extractor of the data in the program, and what it is made of.
func reader() (*extract.Extractor, *nlp.Pipeline, *rule.Set, error) {
	g, err := party.Load(data.FS)
	if err != nil {
		return nil, nil, nil, err
	}
	model, err := data.FS.ReadFile("models/english.model")
	if err != nil {
		return nil, nil, nil, err
	}
	p, err := nlp.Load(bytes.NewReader(model))
	if err != nil {
		return nil, nil, nil, err
	}
	rules, err := rule.Load(data.FS, "rules")
	if err != nil {
		return nil, nil, nil, err
	}
	kinds, err := vocab.Load(data.FS)
	if err != nil {
		return nil, nil, nil, err
	}
	sure, err := extract.LoadConfidence(data.FS, rules, kinds)
	if err != nil {
		return nil, nil, nil, err
	}
	x, err := extract.New(g, p, rules, kinds, sure)
	return x, p, rules, err
}

// sentences returns every k-th of the sentences that the rules read.
func sentences(rules *rule.Set, p *nlp.Pipeline, k int) (out []sentence, err error) {
	all, err := states()
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, r := range rules.Rules {
		for _, e := range r.Examples {
			if e.Not || e.Title != "" || e.Date != "" || seen[e.Text] || len(e.Text) < 20 || !strings.HasSuffix(e.Text, ".") || strings.Contains(e.Text, ". ") {
				continue
			}
			seen[e.Text] = true
			if len(seen)%k == 0 {
				out = append(out, begun(e.Text, all, p))
			}
		}
	}
	return out, nil
}

// object is a name of one word behind a verb or a preposition that leads to no place.
var object = regexp.MustCompile(` (?:with|by|against|between|[a-z]+ed|for|of|to|recognises|supports|accuses|backs|urges) ([A-Z][a-z]+)[ .]([a-z]?)`)

// begun looks at how a sentence begins, and at another state that it names.
func begun(text string, all map[string]state, p *nlp.Pipeline) sentence {
	var other state
	at := 0
	if m := object.FindStringSubmatchIndex(text); m != nil && (m[4] < m[5] || m[1] == len(text)) && !strings.HasPrefix(text[m[3]:], " and ") && strings.Count(text, text[m[2]:m[3]]) == 1 {
		other, at = all[text[m[2]:m[3]]], m[2]
	}
	name, rest, _ := strings.Cut(text, " ")
	of, ok := all[name]
	if !ok {
		return sentence{text: text, other: other, at: at}
	}
	parsed := p.Split(text)[0]
	p.Parse(&parsed)
	if pos := parsed.Tokens[1].UPOS; pos != "VERB" && pos != "AUX" && pos != "ADV" { // "Chad and Mali", "Chad, a partner"
		return sentence{text: text, other: other, at: at}
	}
	s := sentence{text: text, of: of, other: other, at: at}
	if v := parsed.Tokens[1]; v.XPOS == "VBD" && v.Lemma != "be" && v.Lemma != "have" && strings.HasPrefix(rest, v.Form) {
		s.lemma, s.verb = v.Lemma, v.Form
	}
	return s
}

// read returns the claims of a text on the page of a title, "" for none.
func read(x *extract.Extractor, text, title string) (out []told) {
	names := func(ps []chancery.Party) []string {
		var out []string
		for _, p := range ps {
			if out = append(out, p.ID); p.ID == "" {
				out[len(out)-1] = p.Name
			}
		}
		slices.Sort(out)
		return out
	}
	claims, _ := x.Read(extract.Sentence(text, title, ""))
	for _, c := range claims {
		t := told{kind: c.Kind, agents: names(c.Agents), patients: names(c.Patients), modality: c.Modality}
		if c.When != nil {
			t.when = c.When.EDTF + c.When.Relative
		}
		out = append(out, t)
	}
	return out
}

// measure reads the sentences alone and in each frame, on all processors. Sentences that are shown are those of the frame of that name.
func measure(x *extract.Extractor, sentences []sentence, show string, changed bool) []count {
	out := make([]count, len(frames))
	var mu sync.Mutex
	var wg sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				alone := read(x, sentences[i].text, "")
				for k, f := range frames {
					text := f.put(sentences[i])
					if text == "" || len(alone) == 0 {
						continue
					}
					c := f.compare(alone, read(x, text, f.title), sentences[i].of.id)
					mu.Lock()
					o := &out[k]
					o.claims, o.lost, o.more, o.modality, o.date = o.claims+len(alone), o.lost+c.lost, o.more+c.more, o.modality+c.modality, o.date+c.date
					if f.name == show && changed && c.changed != "" {
						o.show = append(o.show, text+c.changed)
					}
					if f.name == show && !changed && (c.lost > 0 || c.more > 0 && !f.own || f.unreal && c.modality > 0) {
						o.show = append(o.show, text+c.what)
					}
					mu.Unlock()
				}
			}
		})
	}
	for i := range sentences {
		next <- i
	}
	close(next)
	wg.Wait()
	for i := range out {
		slices.Sort(out[i].show)
	}
	return out
}

// compare counts what of the claims alone is lost or changed within. What several do with one may be told of each of them.
func (f frame) compare(alone, within []told, id string) (c count) {
	rest := slices.Clone(within)
	for _, a := range alone {
		i := slices.IndexFunc(rest, a.with(f.beside, id).same)
		if i < 0 && f.beside != "" && slices.Contains(a.patients, id) {
			i = slices.IndexFunc(rest, a.same)
		}
		if i < 0 && f.beside != "" {
			each := true
			for other := range strings.SplitSeq(f.beside, ",") {
				k := slices.IndexFunc(rest, a.by(other, id).same)
				if each = each && k >= 0; k >= 0 {
					rest = slices.Delete(rest, k, k+1)
				}
			}
			if i = slices.IndexFunc(rest, a.same); !each {
				i = -1
			}
		}
		if i < 0 {
			c.lost++
			c.what += fmt.Sprintf("\n    %s %s > %s", a.kind, strings.Join(a.agents, "+"), strings.Join(a.patients, "+"))
			continue
		}
		if f.unreal && rest[i].modality.Actual() || !f.unreal && rest[i].modality != a.modality {
			c.modality++
			c.changed += fmt.Sprintf("\n    %s %s > %s: %s", a.kind, strings.Join(a.agents, "+"), strings.Join(a.patients, "+"), rest[i].modality)
		}
		if rest[i].when != a.when {
			c.date++
			c.changed += fmt.Sprintf("\n    %s %s > %s: on %q, alone on %q", a.kind, strings.Join(a.agents, "+"), strings.Join(a.patients, "+"), rest[i].when, a.when)
		}
		rest = slices.Delete(rest, i, i+1)
	}
	c.more = len(rest)
	return c
}

// write prints the table. What frames add that tell something themselves is not counted.
func write(w io.Writer, counts []count) {
	fmt.Fprintf(w, "%-18s %7s %6s %6s %6s %9s %6s\n", "frame", "claims", "lost", "", "more", "modality", "date")
	var all count
	for i, f := range frames {
		c := counts[i]
		more := fmt.Sprint(c.more)
		if f.own {
			more, c.more = "-", 0
		}
		fmt.Fprintf(w, "%-18s %7d %6d %6.3f %6s %9d %6d\n", f.name, c.claims, c.lost, share(c.lost, c.claims), more, c.modality, c.date)
		all.claims, all.lost, all.more, all.modality, all.date = all.claims+c.claims, all.lost+c.lost, all.more+c.more, all.modality+c.modality, all.date+c.date
	}
	fmt.Fprintf(w, "%-18s %7d %6d %6.3f %6d %9d %6d\n", "all", all.claims, all.lost, share(all.lost, all.claims), all.more, all.modality, all.date)
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}
