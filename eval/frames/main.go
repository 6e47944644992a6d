// Command frames measures how much of what a sentence tells is still read when more is said around it.
//
//	go run ./eval/frames                    a table: for each frame, how many claims were lost, gained or changed
//	go run ./eval/frames -show 'dashes' -n 10    ten sentences of a frame of which a claim is lost
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
type frame struct {
	name, before, aside, behind string
	title                       string // of the page on which the sentence stands
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
}

// put returns the sentence in the frame, "" where the frame does not suit it.
func (f frame) put(s string, states *regexp.Regexp) string {
	name := states.FindString(s)
	if (f.aside != "" || f.named) && name == "" {
		return ""
	}
	if f.aside != "" {
		name = strings.TrimSuffix(name, " ")
		s = name + f.aside + s[len(name):]
	}
	if f.before != "" && !strings.HasSuffix(f.before, "; ") && !strings.HasSuffix(f.before, ". ") {
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
type told struct{ what, modality, when string }

// count is what became of the claims of the sentences in one frame.
type count struct {
	claims, lost, more, modality, date int
	show                               []string
}

func main() {
	show := flag.String("show", "", "a frame: sentences of it of which a claim is lost")
	n := flag.Int("n", 10, "how many to show")
	flag.Parse()
	x, rules, err := reader()
	if err != nil {
		fmt.Fprintln(os.Stderr, "frames:", err)
		os.Exit(1)
	}
	counts := measure(x, sentences(rules, 1), *show)
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

// reader returns an extractor of the data in the program.
func reader() (*extract.Extractor, *rule.Set, error) {
	g, err := party.Load(data.FS)
	if err != nil {
		return nil, nil, err
	}
	model, err := data.FS.ReadFile("models/english.model")
	if err != nil {
		return nil, nil, err
	}
	p, err := nlp.Load(bytes.NewReader(model))
	if err != nil {
		return nil, nil, err
	}
	rules, err := rule.Load(data.FS, "rules")
	if err != nil {
		return nil, nil, err
	}
	kinds, err := vocab.Load(data.FS)
	if err != nil {
		return nil, nil, err
	}
	sure, err := extract.LoadConfidence(data.FS, rules, kinds)
	if err != nil {
		return nil, nil, err
	}
	x, err := extract.New(g, p, rules, kinds, sure)
	return x, rules, err
}

// sentences returns every k-th of the sentences that the rules read.
func sentences(rules *rule.Set, k int) (out []string) {
	seen := map[string]bool{}
	for _, r := range rules.Rules {
		for _, e := range r.Examples {
			if e.Not || e.Title != "" || e.Date != "" || seen[e.Text] || len(e.Text) < 20 || !strings.HasSuffix(e.Text, ".") || strings.Contains(e.Text, ". ") {
				continue
			}
			seen[e.Text] = true
			if len(seen)%k == 0 {
				out = append(out, e.Text)
			}
		}
	}
	return out
}

// read returns the claims of a text on the page of a title, "" for none.
func read(x *extract.Extractor, text, title string) (out []told) {
	names := func(ps []chancery.Party) string {
		var out []string
		for _, p := range ps {
			if out = append(out, p.ID); p.ID == "" {
				out[len(out)-1] = p.Name
			}
		}
		slices.Sort(out)
		return strings.Join(out, ",")
	}
	claims, _ := x.Read(extract.Sentence(text, title, ""))
	for _, c := range claims {
		t := told{what: c.Kind + " " + names(c.Agents) + " > " + names(c.Patients), modality: string(c.Modality)}
		if c.When != nil {
			t.when = c.When.EDTF + c.When.Relative
		}
		out = append(out, t)
	}
	return out
}

// measure reads the sentences alone and in each frame, on all processors. Sentences that are shown are those of the frame of that name.
func measure(x *extract.Extractor, sentences []string, show string) []count {
	out := make([]count, len(frames))
	states := regexp.MustCompile(`^(?:Oman|Iran|Chad|Mali|Peru|Chile|Laos|Turkey|Rwanda|Burundi|Libya|Niger|Canada|Australia|Japan|China|Russia|France|Germany|Israel|Syria|Norway|Bolivia|Albania|Cuba|Egypt|Kenya|Spain|Iraq|Ghana|Ecuador|Colombia|Serbia|Greece|India|Pakistan) `)
	var mu sync.Mutex
	var wg sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				alone := read(x, sentences[i], "")
				for k, f := range frames {
					text := f.put(sentences[i], states)
					if text == "" || len(alone) == 0 {
						continue
					}
					c := compare(alone, read(x, text, f.title))
					mu.Lock()
					o := &out[k]
					o.claims, o.lost, o.more, o.modality, o.date = o.claims+len(alone), o.lost+c.lost, o.more+c.more, o.modality+c.modality, o.date+c.date
					if c.lost > 0 && f.name == show {
						o.show = append(o.show, text)
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

// compare counts what of the claims alone is lost or changed within.
func compare(alone, within []told) (c count) {
	rest := slices.Clone(within)
	for _, a := range alone {
		i := slices.IndexFunc(rest, func(b told) bool { return a.what == b.what })
		if i < 0 {
			c.lost++
			continue
		}
		if rest[i].modality != a.modality {
			c.modality++
		}
		if rest[i].when != a.when {
			c.date++
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
