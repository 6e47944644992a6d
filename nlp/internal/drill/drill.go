// Package drill makes sentences with their trees from a small grammar and a list of words. Treebanks of general English hardly
// know some verbs ("sever", "recall" an ambassador) and short plain statements of who did what to whom; drilled sentences
// teach a parser both. The same seed gives the same sentences.
package drill

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
)

//go:embed words.tsv
var words string

// node is a word and what hangs on it, in the order of the sentence.
type node struct {
	form, lemma, upos, xpos, rel string
	left, right                  []*node
}

func w(form, lemma, upos, xpos string) *node {
	return &node{form: form, lemma: lemma, upos: upos, xpos: xpos}
}

func (n *node) as(rel string) *node      { n.rel = rel; return n }
func (n *node) before(ks ...*node) *node { n.left = append(n.left, ks...); return n }
func (n *node) after(ks ...*node) *node  { n.right = append(n.right, ks...); return n }
func (n *node) first(ks ...*node) *node {
	n.left = append(append([]*node{}, ks...), n.left...)
	return n
}
func punct(f string) *node                 { return w(f, f, "PUNCT", f).as("punct") }
func (n *node) walk(f func(n, head *node)) { n.visit(nil, f) }
func (n *node) visit(head *node, f func(n, head *node)) {
	for _, k := range n.left {
		k.visit(n, f)
	}
	f(n, head)
	for _, k := range n.right {
		k.visit(n, f)
	}
}

// verb is a verb with its forms, the nouns that it governs, and the prepositions that follow them.
type verb struct {
	lemma, s, ed, en, ing, particle string
	objects, preps                  []string
}

type lexicon struct {
	verbs, acts []verb // acts: without an object
	states      []string
	adjs        []string
	nouns       map[string]string // plural -> singular
	deverbal    [][2]string
}

func load(text string) *lexicon {
	l := &lexicon{nouns: map[string]string{}}
	for _, line := range strings.Split(text, "\n") {
		f := strings.Split(line, "\t")
		switch f[0] {
		case "verb", "act":
			p := strings.Fields(f[1])
			v := verb{lemma: p[0], s: p[1], ed: p[2], en: p[3], ing: p[4]}
			if len(p) > 5 {
				v.particle = p[5]
			}
			if f[0] == "act" {
				v.preps = strings.Split(f[2], "|")
				l.acts = append(l.acts, v)
				break
			}
			v.objects, v.preps = strings.Split(f[2], "|"), strings.Split(f[3], "|")
			l.verbs = append(l.verbs, v)
		case "state":
			l.states = append(l.states, f[1])
		case "adj":
			l.adjs = append(l.adjs, f[1])
		case "plural":
			l.nouns[f[1]] = f[2]
		case "deverbal":
			l.deverbal = append(l.deverbal, [2]string{f[1], f[2]})
		}
	}
	return l
}

type maker struct {
	*rand.Rand
	*lexicon
}

func pick[T any](m *maker, ts []T) T   { return ts[m.IntN(len(ts))] }
func (m *maker) chance(p float64) bool { return m.Float64() < p }

// other makes the name of the other country, or a pronoun for it.
func (m *maker) other() *node {
	if m.chance(0.06) {
		return w("it", "it", "PRON", "PRP")
	}
	return m.state()
}

// state makes the name of a country.
func (m *maker) state() *node {
	f := strings.Fields(pick(m, m.states))
	if f[0] == "the" {
		n := m.proper(f[1:])
		return n.first(w("the", "the", "DET", "DT").as("det"))
	}
	return m.proper(f)
}

func (m *maker) proper(f []string) *node {
	last := f[len(f)-1]
	x := "NNP"
	if strings.HasSuffix(last, "States") || strings.HasSuffix(last, "Emirates") || last == "Netherlands" || last == "Philippines" {
		x = "NNPS"
	}
	n := w(last, last, "PROPN", x)
	for _, p := range f[:len(f)-1] {
		switch p {
		case "United", "Soviet", "Saudi", "Arab", "Dominican", "Federal", "Islamic":
			n.before(w(p, p, "ADJ", "NNP").as("amod"))
		default:
			n.before(w(p, p, "PROPN", "NNP").as("compound"))
		}
	}
	return n
}

func (m *maker) adj() *node {
	a := pick(m, m.adjs)
	return w(a, a, "ADJ", "JJ").as("amod")
}

// actor makes who acts: a country, its government, a ministry.
func (m *maker) actor() *node {
	switch r := m.Float64(); {
	case r < 0.68:
		return m.state()
	case r < 0.84:
		n := pick(m, []string{"government", "parliament", "president", "ministry", "army", "police", "leader", "embassy", "delegation"})
		return w(n, n, "NOUN", "NN").before(w("the", "the", "DET", "DT").as("det"), m.adj())
	case r < 0.94:
		return w("government", "government", "NOUN", "NN").before(w("the", "the", "DET", "DT").as("det")).after(m.of(m.state()))
	}
	return w("countries", "country", "NOUN", "NNS").before(w("the", "the", "DET", "DT").as("det"), w("two", "two", "NUM", "CD").as("nummod"))
}

func (m *maker) of(n *node) *node { return m.pp("of", n, "nmod") }

func (m *maker) pp(p string, n *node, rel string) *node {
	f := strings.Fields(p)
	return n.first(w(f[0], f[0], "ADP", "IN").as("case")).as(rel)
}

// and coordinates.
func (m *maker) and(a, b *node) *node {
	return a.after(b.first(w("and", "and", "CCONJ", "CC").as("cc")).as("conj"))
}

var months = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// date makes "in 1961", "on 7 September 2012", "in June 1967".
func (m *maker) date() *node {
	y := fmt.Sprint(1815 + m.IntN(211))
	year := func(rel string) *node { return w(y, y, "NUM", "CD").as(rel) }
	mo := pick(m, months)
	d := fmt.Sprint(1 + m.IntN(30))
	switch r := m.Float64(); {
	case r < 0.4:
		return m.pp("in", year(""), "obl")
	case r < 0.6:
		return m.pp("in", w(mo, mo, "PROPN", "NNP").after(year("nmod:unmarked")), "obl")
	case r < 0.8:
		return m.pp("on", w(d, d, "NUM", "CD").after(w(mo, mo, "PROPN", "NNP").as("nmod:unmarked"), year("nmod:unmarked")), "obl")
	case r < 0.85:
		day := pick(m, []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
		return m.pp("on", w(day, day, "PROPN", "NNP"), "obl")
	case r < 0.95:
		return m.pp("on", w(d, d, "NUM", "CD").before(w(mo, mo, "PROPN", "NNP").as("nmod:unmarked")).after(punct(","), year("nmod:unmarked")), "obl")
	}
	dec := y[:3] + "0s"
	return m.pp("in", w(dec, dec, "NOUN", "NNS").before(w("the", "the", "DET", "DT").as("det")), "obl")
}

// object makes what a verb governs: "diplomatic relations", "its embassy", "four diplomats".
func (m *maker) object(v verb) *node {
	f := strings.Fields(pick(m, v.objects))
	head := f[len(f)-1]
	sing, plural := m.nouns[head]
	x, lemma := "NN", head
	if plural {
		x, lemma = "NNS", sing
	}
	n := w(head, lemma, "NOUN", x)
	for _, p := range f[:len(f)-1] {
		switch p {
		case "a", "an", "the", "all":
			n.before(w(p, p, "DET", "DT").as("det"))
		case "its":
			n.before(w("its", "its", "PRON", "PRP$").as("nmod:poss"))
		case "ADJ":
			n.before(m.adj())
		case "NUM":
			c := pick(m, []string{"two", "three", "four", "12", "30"})
			n.before(w(c, c, "NUM", "CD").as("nummod"))
		default:
			if strings.HasSuffix(p, "+") {
				p = strings.TrimSuffix(p, "+")
				n.before(w(p, p, "NOUN", "NN").as("compound"))
				break
			}
			n.before(w(p, p, "ADJ", "JJ").as("amod"))
		}
	}
	return n
}

// complement makes the object with what follows it, and what hangs on the verb.
func (m *maker) complement(v verb, other *node) []*node {
	o := m.object(v).as("obj")
	out := []*node{}
	if v.particle != "" {
		out = append(out, w(v.particle, v.particle, "ADP", "RP").as("compound:prt"))
	}
	if p := pick(m, v.preps); p != "" && p != "-" {
		if strings.HasPrefix(p, "^") { // hangs on the verb
			return append(out, o, m.pp(p[1:], other, "obl"))
		}
		o.after(m.pp(p, other, "nmod"))
	}
	return append(out, o)
}

func finite(v verb, past bool, subject *node) *node {
	if past {
		return w(v.ed, v.lemma, "VERB", "VBD")
	}
	if strings.HasSuffix(subject.xpos, "S") || len(subject.right) > 0 && subject.right[0].rel == "conj" {
		return w(v.lemma, v.lemma, "VERB", "VBP")
	}
	return w(v.s, v.lemma, "VERB", "VBZ")
}

func (m *maker) subject() *node {
	switch r := m.Float64(); {
	case r < 0.2:
		return m.and(m.state(), m.state())
	case r < 0.28:
		return m.list()
	case r < 0.36:
		return m.person()
	}
	return m.actor()
}

// list makes "Bahrain, Saudi Arabia and Egypt".
func (m *maker) list() *node {
	first := m.state()
	n := 2 + m.IntN(3)
	for i := 1; i <= n; i++ {
		s := m.state()
		if i < n {
			s.first(punct(","))
		} else {
			s.first(w("and", "and", "CCONJ", "CC").as("cc"))
		}
		first.after(s.as("conj"))
	}
	return first
}

// person makes "Albanian Prime Minister Arben Hoti": a title before a name.
func (m *maker) person() *node {
	given := pick(m, []string{"Arben", "Maria", "Hassan", "Ivan", "Peter", "Ali", "Anna", "Carlos", "Mehmet", "Elena", "David", "Omar"})
	family := pick(m, []string{"Hoti", "Petrov", "Rahimi", "Silva", "Novak", "Kaya", "Weber", "Okoye", "Sato", "Costa", "Berg", "Haddad"})
	n := w(given, given, "PROPN", "NNP").after(w(family, family, "PROPN", "NNP").as("flat"))
	title := w("Minister", "Minister", "PROPN", "NNP").as("nmod:desc")
	switch m.IntN(3) {
	case 0:
		title = w("President", "President", "PROPN", "NNP").as("nmod:desc")
	case 1:
		title.before(w("Prime", "prime", "ADJ", "NNP").as("amod"))
	default:
		title.before(w("Foreign", "foreign", "ADJ", "NNP").as("amod"))
	}
	if m.chance(0.6) {
		title.first(m.adj())
	}
	return n.before(title)
}

// plain makes "X severed relations with Y [T]".
func (m *maker) plain() *node {
	s := m.subject()
	v := pick(m, m.verbs)
	n := finite(v, m.chance(0.85), s)
	n.before(s.as("nsubj"))
	n.after(m.complement(v, m.other())...)
	return n
}

func (m *maker) time(n *node) *node {
	switch r := m.Float64(); {
	case r < 0.3:
		d := m.date()
		if m.chance(0.6) {
			return n.first(d, punct(","))
		}
		return n.first(d)
	case r < 0.85:
		return n.after(m.date())
	}
	return n
}

func aux(form, lemma, xpos, rel string) *node { return w(form, lemma, "AUX", xpos).as(rel) }

// passive makes "Relations between X and Y were severed [by Z]".
func (m *maker) passive() *node {
	v := pick(m, m.verbs)
	o := m.object(v)
	be := "was"
	if o.xpos == "NNS" {
		be = "were"
	}
	switch p := pick(m, v.preps); {
	case p == "with" && m.chance(0.7):
		o.after(m.pp("between", m.and(m.state(), m.state()), "nmod"))
	case p != "" && p != "-" && !strings.HasPrefix(p, "^"):
		o.after(m.pp(p, m.state(), "nmod"))
	}
	n := w(v.en, v.lemma, "VERB", "VBN").before(o.as("nsubj:pass"), aux(be, "be", "VBD", "aux:pass"))
	if v.particle != "" {
		n.after(w(v.particle, v.particle, "ADP", "RP").as("compound:prt"))
	}
	if m.chance(0.4) {
		n.after(m.pp("by", m.actor(), "obl:agent"))
	}
	return n
}

type governor struct{ lemma, s, ed, en, ing string }

var control = []governor{{"threaten", "threatens", "threatened", "threatened", "threatening"}, {"agree", "agrees", "agreed", "agreed", "agreeing"}, {"decide", "decides", "decided", "decided", "deciding"},
	{"refuse", "refuses", "refused", "refused", "refusing"}, {"plan", "plans", "planned", "planned", "planning"}, {"vow", "vows", "vowed", "vowed", "vowing"}, {"promise", "promises", "promised", "promised", "promising"}, {"want", "wants", "wanted", "wanted", "wanting"}, {"fail", "fails", "failed", "failed", "failing"}}

// infinitive makes "X threatened to sever relations with Y".
func (m *maker) infinitive() *node {
	s := m.subject()
	g := pick(m, control)
	v := pick(m, m.verbs)
	c := w(v.lemma, v.lemma, "VERB", "VB").before(w("to", "to", "PART", "TO").as("mark")).after(m.complement(v, m.other())...)
	return finite(verb{lemma: g.lemma, s: g.s, ed: g.ed}, m.chance(0.85), s).before(s.as("nsubj")).after(c.as("xcomp"))
}

var saying = []governor{{"say", "says", "said", "said", "saying"}, {"announce", "announces", "announced", "announced", "announcing"}, {"deny", "denies", "denied", "denied", "denying"}, {"declare", "declares", "declared", "declared", "declaring"},
	{"claim", "claims", "claimed", "claimed", "claiming"}, {"report", "reports", "reported", "reported", "reporting"}, {"confirm", "confirms", "confirmed", "confirmed", "confirming"}}

// speech makes "X announced [T] that it would sever relations with Y", "X said that Y had recalled its ambassador".
func (m *maker) speech() *node {
	s := m.actor()
	g := pick(m, saying)
	v := pick(m, m.verbs)
	var inner *node
	if m.chance(0.5) {
		inner = w("it", "it", "PRON", "PRP")
	} else {
		inner = m.state()
	}
	var c *node
	switch r := m.Float64(); {
	case r < 0.4:
		c = w(v.lemma, v.lemma, "VERB", "VB").before(inner.as("nsubj"), aux("would", "would", "MD", "aux"))
	case r < 0.8:
		c = w(v.en, v.lemma, "VERB", "VBN").before(inner.as("nsubj"), aux("had", "have", "VBD", "aux"))
	default:
		c = w(v.ing, v.lemma, "VERB", "VBG").before(inner.as("nsubj"), aux("was", "be", "VBD", "aux"))
	}
	c.after(m.complement(v, m.other())...)
	if m.chance(0.8) {
		c.first(w("that", "that", "SCONJ", "IN").as("mark"))
	}
	n := w(g.ed, g.lemma, "VERB", "VBD").before(s.as("nsubj"))
	if m.chance(0.3) {
		n.after(m.date())
	}
	return n.after(c.as("ccomp"))
}

// nominal makes "The severance of relations with Y [by X] led to ...".
func (m *maker) nominal() *node {
	d := pick(m, m.deverbal)
	f := strings.Fields(d[1])
	o := m.object(verb{objects: []string{strings.Join(f[:len(f)-1], " ")}})
	if p := f[len(f)-1]; p != "-" {
		o.after(m.pp(p, m.state(), "nmod"))
	}
	n := w(d[0], d[0], "NOUN", "NN").before(w("the", "the", "DET", "DT").as("det")).after(m.of(o))
	if m.chance(0.4) {
		n.after(m.pp("by", m.state(), "nmod"))
	}
	r := pick(m, [][3]string{{"followed", "follow", ""}, {"came", "come", ""}, {"surprised", "surprise", "many"}, {"angered", "anger", "observers"}})
	root := w(r[0], r[1], "VERB", "VBD").before(n.as("nsubj"))
	switch r[2] {
	case "many":
		root.after(w("many", "many", "ADJ", "JJ").as("obj"))
	case "observers":
		root.after(w("observers", "observer", "NOUN", "NNS").as("obj"))
	}
	return root
}

// reduced makes "X and Y maintain relations established in 1914".
func (m *maker) reduced() *node {
	s := m.and(m.state(), m.state())
	v := pick(m, m.verbs)
	o := m.object(v)
	inner := w(v.en, v.lemma, "VERB", "VBN").as("acl").after(m.date())
	h := pick(m, []verb{{lemma: "maintain", s: "maintains", ed: "maintained"}, {lemma: "have", s: "has", ed: "had"}, {lemma: "keep", s: "keeps", ed: "kept"}})
	return finite(h, m.chance(0.3), s).before(s.as("nsubj")).after(o.after(inner).as("obj"))
}

// gerund makes "The quarrel led to X severing relations with Y".
func (m *maker) gerund() *node {
	v := pick(m, m.verbs)
	c := w(v.ing, v.lemma, "VERB", "VBG").before(m.state().as("nsubj")).after(m.complement(v, m.other())...)
	head := pick(m, [][3]string{{"led", "lead", "to"}, {"resulted", "result", "in"}, {"ended", "end", "with"}})
	n := pick(m, []string{"dispute", "crisis", "war", "incident", "affair", "quarrel", "attack", "decision"})
	s := w(n, n, "NOUN", "NN").before(w("the", "the", "DET", "DT").as("det"))
	return w(head[0], head[1], "VERB", "VBD").before(s.as("nsubj")).after(c.first(w(head[2], head[2], "SCONJ", "IN").as("mark")).as("advcl"))
}

// act makes "Relations between X and Y deteriorated", "Trade between X and Y amounted to $3 million".
func (m *maker) act() *node {
	v := pick(m, m.acts)
	p := strings.Split(pick(m, v.preps), ";")
	f := strings.Fields(p[0])
	head := f[len(f)-1]
	lemma, x := head, "NN"
	if s, ok := m.nouns[head]; ok {
		lemma, x = s, "NNS"
	}
	s := w(head, lemma, "NOUN", x)
	for _, a := range f[:len(f)-1] {
		s.before(w(a, a, "ADJ", "JJ").as("amod"))
	}
	switch m.IntN(3) {
	case 0:
		s.after(m.pp("between", m.and(m.state(), m.state()), "nmod"))
	case 1:
		s.after(m.pp("between", w("countries", "country", "NOUN", "NNS").before(w("the", "the", "DET", "DT").as("det"), w("two", "two", "NUM", "CD").as("nummod")), "nmod"))
	default:
		o := m.state()
		o.after(w("'s", "'s", "PART", "POS").as("case"))
		s.before(o.as("nmod:poss"))
		if len(s.left) > 1 { // the possessor comes first
			s.left = append([]*node{o}, s.left[:len(s.left)-1]...)
		}
		s.after(m.pp(pick(m, []string{"with", "to"}), m.state(), "nmod"))
	}
	past := w(v.ed, v.lemma, "VERB", "VBD").before(s.as("nsubj"))
	if len(p) > 1 && p[1] != "" {
		sum := fmt.Sprint(2 + m.IntN(900))
		money := w("$", "$", "SYM", "$").after(w(pick(m, []string{"million", "billion"}), "million", "NUM", "CD").before(w(sum, sum, "NUM", "CD").as("compound")).as("nummod"))
		money.right[0].lemma = money.right[0].form
		if p[1] == "obj" {
			past.after(money.as("obj"))
		} else {
			past.after(m.pp(p[1], money, "obl"))
		}
	}
	return past
}

// relative makes "X, which severed relations with Y, V".
func (m *maker) relative() *node {
	n := m.plain()
	s := n.left[0]
	if s.upos != "PROPN" || len(s.right) > 0 {
		return n
	}
	v := pick(m, m.verbs)
	c := w(v.ed, v.lemma, "VERB", "VBD").before(w("which", "which", "PRON", "WDT").as("nsubj")).after(m.complement(v, m.other())...)
	if m.chance(0.5) {
		c.after(m.date())
	}
	s.after(c.first(punct(",")).as("acl:relcl"))
	c.after(punct(","))
	return n
}

// double makes "X severed relations with Y and recalled its ambassador".
func (m *maker) double() *node {
	n := m.plain()
	v := pick(m, m.verbs)
	c := w(v.ed, v.lemma, "VERB", "VBD").before(w("and", "and", "CCONJ", "CC").as("cc")).after(m.complement(v, m.other())...)
	if n.xpos != "VBD" {
		return n
	}
	return n.after(c.as("conj"))
}

// subordinate makes "X severed relations with Y after Z had recalled its ambassador".
func (m *maker) subordinate() *node {
	n := m.plain()
	if m.chance(0.4) {
		n.after(m.date())
	}
	v := pick(m, m.verbs)
	conj := pick(m, []string{"after", "because", "when", "before"})
	var c *node
	if conj == "after" && m.chance(0.6) {
		c = w(v.en, v.lemma, "VERB", "VBN").before(m.state().as("nsubj"), aux("had", "have", "VBD", "aux"))
	} else {
		c = w(v.ed, v.lemma, "VERB", "VBD").before(m.state().as("nsubj"))
	}
	c.after(m.complement(v, m.other())...)
	mark := w(conj, conj, "SCONJ", "IN").as("mark")
	if conj == "when" {
		mark = w(conj, conj, "ADV", "WRB").as("advmod")
	}
	return n.after(c.first(mark).as("advcl"))
}

// order makes "X ordered two Y diplomats to leave the country".
func (m *maker) order() *node {
	s := m.actor()
	o := m.object(verb{objects: []string{"NUM ADJ diplomats", "the ADJ ambassador", "its citizens", "ADJ officials", "embassy+ staff"}})
	g := pick(m, []governor{{"order", "", "ordered", "ordered", ""}, {"ask", "", "asked", "asked", ""}, {"tell", "", "told", "told", ""}, {"urge", "", "urged", "urged", ""}})
	where := w("country", "country", "NOUN", "NN").before(w("the", "the", "DET", "DT").as("det"))
	c := w("leave", "leave", "VERB", "VB").before(w("to", "to", "PART", "TO").as("mark")).after(where.as("obj")).as("xcomp")
	if m.chance(0.5) {
		be := "was"
		if o.xpos == "NNS" || o.form == "staff" {
			be = "were"
		}
		return w(g.en, g.lemma, "VERB", "VBN").before(o.as("nsubj:pass"), aux(be, "be", "VBD", "aux:pass")).after(c)
	}
	return w(g.ed, g.lemma, "VERB", "VBD").before(s.as("nsubj")).after(o.as("obj"), c)
}

func (m *maker) sentence() *node {
	makers := []func() *node{m.plain, m.plain, m.passive, m.infinitive, m.speech, m.nominal, m.reduced, m.gerund, m.act, m.act, m.relative, m.double, m.order, m.subordinate}
	return m.time(pick(m, makers)()).as("root").after(punct("."))
}

// Write writes n sentences as CoNLL-U.
func Write(w io.Writer, seed uint64, n int) error {
	m := &maker{rand.New(rand.NewPCG(seed, 2)), load(words)}
	out := bufio.NewWriter(w)
	for i := range n {
		write(out, i, m.sentence())
	}
	return out.Flush()
}

func write(out *bufio.Writer, i int, root *node) {
	var order []*node
	heads := map[*node]*node{}
	root.walk(func(n, head *node) { order = append(order, n); heads[n] = head })
	at := map[*node]int{}
	for k, n := range order {
		at[n] = k + 1
	}
	if f := order[0].form; f[0] >= 'a' && f[0] <= 'z' {
		order[0].form = strings.ToUpper(f[:1]) + f[1:]
	}
	var text strings.Builder
	for k, n := range order {
		if k > 0 && n.form != "," && n.form != "." && n.form != "'s" && order[k-1].form != "$" {
			text.WriteByte(' ')
		}
		text.WriteString(n.form)
	}
	fmt.Fprintf(out, "# sent_id = drill-%d\n# text = %s\n", i+1, text.String())
	for k, n := range order {
		head := 0
		if h := heads[n]; h != nil {
			head = at[h]
		}
		misc := "_"
		if k+1 < len(order) {
			if f := order[k+1].form; f == "," || f == "." || f == "'s" || n.form == "$" {
				misc = "SpaceAfter=No"
			}
		}
		fmt.Fprintf(out, "%d\t%s\t%s\t%s\t%s\t_\t%d\t%s\t_\t%s\n", k+1, n.form, n.lemma, n.upos, n.xpos, head, n.rel, misc)
	}
	out.WriteByte('\n')
}
