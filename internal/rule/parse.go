package rule

import (
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strconv"
	"strings"

	"chancery"
)

// maxLine bounds a line of a rule file, in bytes; maxFile the file.
const (
	maxLine = 8 << 10
	maxFile = 4 << 20
)

// apartFile is the table of words for those who act for no state, whose classes rules and gazetteer share.
const apartFile = "parties/apart.tsv"

// Load parses and compiles every *.rules file below dir of fsys. Classes are shared by all files.
func Load(fsys fs.FS, dir string) (*Set, error) {
	files, err := Files(fsys, dir)
	if err != nil {
		return nil, err
	}
	return Parse(files)
}

// Files reads what Load compiles: the *.rules files below dir, and the table of classes that are not told there.
func Files(fsys fs.FS, dir string) (map[string]string, error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.rules"))
	if err != nil {
		return nil, err
	}
	files := make(map[string]string, len(names)+1)
	for _, n := range append(names, apartFile) {
		b, err := fs.ReadFile(fsys, n)
		if err != nil {
			return nil, err
		}
		files[n] = string(b)
	}
	return files, nil
}

// Parse compiles files, by name, into a Set. The error is the first in the order of names and lines.
func Parse(files map[string]string) (*Set, error) {
	names := make([]string, 0, len(files))
	for n := range files {
		names = append(names, n)
	}
	sort.Strings(names)
	p := &parser{set: &Set{Classes: map[string]*Class{}}, names: map[string]string{}, nominal: map[string][]Trigger{}}
	// Classes come first, so that a file may use those of another.
	for pass := 0; pass < 2; pass++ {
		for _, n := range names {
			if len(files[n]) > maxFile {
				return nil, &chancery.Error{Code: chancery.CodeInput, Where: n, Message: fmt.Sprintf("a rule file of %d bytes is too large", len(files[n])), Hint: "split it"}
			}
			if n == apartFile {
				if pass == 0 {
					p.table(files[n])
				}
				continue
			}
			if err := p.file(n, files[n], pass == 0); err != nil {
				return nil, err
			}
		}
		if pass == 0 {
			if err := p.closeClasses(); err != nil {
				return nil, err
			}
		}
	}
	p.set.nominals(p.nominal)
	p.set.index()
	return p.set, nil
}

type parser struct {
	set     *Set
	names   map[string]string // rule name -> where
	name    string
	line    int
	rule    *Rule
	gov     *Governor
	include []include
	nominal map[string][]Trigger // the nouns that tell the act of a verb, by the verb's phrase
}

type include struct {
	class       *Class
	other, file string
	line        int
}

func (p *parser) errorf(hint, format string, args ...any) error {
	return &chancery.Error{Code: chancery.CodeInput, Where: fmt.Sprintf("%s:%d", p.name, p.line), Message: fmt.Sprintf(format, args...), Hint: hint}
}

func (p *parser) file(name, text string, classes bool) error {
	p.name, p.line, p.rule, p.gov = name, 0, nil, nil
	var start int
	var long strings.Builder
	for _, raw := range append(strings.Split(text, "\n"), "") {
		p.line++
		if len(raw) > maxLine {
			return p.errorf("break it with a backslash at the end of the line", "a line of %d bytes is too long", len(raw))
		}
		l := strings.TrimSpace(raw)
		if strings.HasPrefix(l, "#") {
			continue
		}
		if strings.HasSuffix(l, "\\") { // goes on in the next line
			if long.Len() == 0 {
				start = p.line
			}
			long.WriteString(strings.TrimSuffix(l, "\\") + " ")
			continue
		}
		if long.Len() > 0 {
			long.WriteString(l)
			l = long.String()
			long.Reset()
			at := p.line
			p.line = start
			if err := p.directive(l, classes); err != nil {
				return err
			}
			p.line = at
			continue
		}
		if l == "" {
			continue
		}
		if err := p.directive(l, classes); err != nil {
			return err
		}
	}
	return p.finish()
}

func (p *parser) directive(l string, classes bool) error {
	word, rest, _ := strings.Cut(l, " ")
	rest = strings.TrimSpace(rest)
	if classes {
		if word == "class" {
			return p.class(rest)
		}
		return nil
	}
	switch word {
	case "class":
		return nil
	case "nominal":
		return p.nominalOf(rest)
	case "rule":
		if err := p.finish(); err != nil {
			return err
		}
		if rest == "" || strings.ContainsAny(rest, " \t") {
			return p.errorf("write: rule NAME", "a rule has a name of one word")
		}
		if at, ok := p.names[rest]; ok {
			return p.errorf("choose another name", "rule %s is already at %s", rest, at)
		}
		p.names[rest] = fmt.Sprintf("%s:%d", p.name, p.line)
		p.rule = &Rule{Name: rest, Weight: 0.9, File: p.name, Line: p.line}
		return nil
	case "governor":
		if err := p.finish(); err != nil {
			return err
		}
		p.gov = &Governor{Name: rest, File: p.name, Line: p.line}
		return nil
	}
	if p.gov != nil {
		return p.governor(word, rest)
	}
	if p.rule == nil {
		return p.errorf("begin with: rule NAME", "%q stands outside a rule", word)
	}
	return p.inRule(word, rest)
}

func (p *parser) class(rest string) error {
	name, words, ok := strings.Cut(rest, "=")
	name = strings.TrimSpace(name)
	if !ok || !strings.HasPrefix(name, "@") {
		return p.errorf("write: class @NAME = word | word | @OTHER", "a class needs a name that begins with @ and words")
	}
	c := p.named(name)
	for _, w := range strings.Split(words, "|") {
		w = strings.ToLower(strings.TrimSpace(w))
		if w == "" {
			return p.errorf("remove the | too many", "class %s has an empty word", name)
		}
		if strings.HasPrefix(w, "@") {
			p.include = append(p.include, include{c, w, p.name, p.line})
			continue
		}
		c.add(w)
	}
	return nil
}

// named returns the class of that name, an empty one where there is none yet.
func (p *parser) named(name string) *Class {
	c := p.set.Classes[name]
	if c == nil {
		c = &Class{Name: name, Words: map[string]bool{}}
		p.set.Classes[name] = c
	}
	return c
}

// table adds the words of a table to the classes that its second column names. Whether its rows are whole the gazetteer says, which reads the same file.
func (p *parser) table(text string) {
	for i, row := range strings.Split(text, "\n") {
		cells := strings.Split(row, "\t")
		if i == 0 || len(cells) < 2 || cells[1] == "-" {
			continue
		}
		for _, name := range strings.Split(cells[1], ";") {
			p.named("@" + name).add(cells[0])
		}
	}
}

func (c *Class) add(w string) {
	if f := strings.Fields(w); len(f) > 1 {
		c.Phrases = append(c.Phrases, f)
	} else {
		c.Words[w] = true
	}
}

// closeClasses resolves classes that include classes.
func (p *parser) closeClasses() error {
	for round := 0; round < 16; round++ {
		changed := false
		for _, in := range p.include {
			o := p.set.Classes[in.other]
			if o == nil {
				p.name, p.line = in.file, in.line
				return p.errorf("define it with: class "+in.other+" = ...", "there is no class %s", in.other)
			}
			n := len(in.class.Words)
			for w := range o.Words {
				in.class.Words[w] = true
			}
			changed = changed || len(in.class.Words) != n
			for _, ph := range o.Phrases {
				if !in.class.hasPhrase(ph) {
					in.class.Phrases = append(in.class.Phrases, ph)
					changed = true
				}
			}
		}
		if !changed {
			for _, c := range p.set.Classes {
				sort.Slice(c.Phrases, func(i, j int) bool {
					return strings.Join(c.Phrases[i], " ") < strings.Join(c.Phrases[j], " ")
				})
			}
			return nil
		}
	}
	return nil
}

func (c *Class) hasPhrase(ph []string) bool {
	for _, q := range c.Phrases {
		if strings.Join(q, " ") == strings.Join(ph, " ") {
			return true
		}
	}
	return false
}

func (p *parser) triggers(pos POS, rest string) ([]Trigger, error) {
	var out []Trigger
	for _, w := range strings.Split(rest, "|") {
		w = strings.ToLower(strings.TrimSpace(w))
		if w == "" {
			return nil, p.errorf("remove the | too many", "an empty trigger")
		}
		if strings.HasPrefix(w, "@") {
			c := p.set.Classes[w]
			if c == nil {
				return nil, p.errorf("define it with: class "+w+" = ...", "there is no class %s", w)
			}
			ws := make([]string, 0, len(c.Words))
			for x := range c.Words {
				ws = append(ws, x)
			}
			sort.Strings(ws)
			for _, x := range ws {
				out = append(out, Trigger{POS: pos, Lemma: x})
			}
			for _, ph := range c.Phrases {
				out = append(out, p.phrase(pos, ph))
			}
			continue
		}
		out = append(out, p.phrase(pos, strings.Fields(w)))
	}
	return out, nil
}

// nominalOf reads "VERB = NOUN | NOUN": the nouns that tell of the verb's act. A noun in "-ing" keeps the verb's particle behind it ("breaking off").
func (p *parser) nominalOf(rest string) error {
	verb, nouns, ok := strings.Cut(rest, "=")
	verb = strings.ToLower(strings.TrimSpace(verb))
	if !ok || verb == "" {
		return p.errorf("write: nominal VERB = NOUN | NOUN", "a nominal needs a verb and its nouns")
	}
	for _, n := range strings.Split(nouns, "|") {
		f := strings.Fields(strings.ToLower(n))
		if len(f) == 0 {
			return p.errorf("remove the | too many", "%s has an empty noun", verb)
		}
		p.nominal[verb] = append(p.nominal[verb], Trigger{POS: Noun, Lemma: f[0], Rest: f[1:]})
	}
	return nil
}

// phrase makes a trigger of several words: a verb leads its phrase ("break off"), a noun ends it ("cyber attack").
func (p *parser) phrase(pos POS, f []string) Trigger {
	if pos == Noun && len(f) > 1 {
		return Trigger{POS: pos, Lemma: f[len(f)-1], Rest: f[:len(f)-1]}
	}
	return Trigger{POS: pos, Lemma: f[0], Rest: f[1:]}
}

func (p *parser) governor(word, rest string) error {
	g := p.gov
	switch word {
	case "verb", "noun", "adj":
		ts, err := p.triggers(map[string]POS{"verb": Verb, "noun": Noun, "adj": Adj}[word], rest)
		if err != nil {
			return err
		}
		g.Triggers = append(g.Triggers, ts...)
	case "modality", "performer":
		if !validModality(rest) {
			return p.errorf("one of "+modalityList(), "%q is no modality", rest)
		}
		if word == "modality" {
			g.Modality = rest
		} else {
			g.Performer = rest
		}
	case "speaker":
		g.Speaker = true
	case "object":
		g.Object = true
	default:
		return p.errorf("a governor has: verb, noun, adj, modality, performer, speaker, object", "%q is not known in a governor", word)
	}
	return nil
}

func (p *parser) inRule(word, rest string) error {
	r := p.rule
	switch word {
	case "kind":
		r.Kind = rest
	case "verb", "noun", "adj":
		ts, err := p.triggers(map[string]POS{"verb": Verb, "noun": Noun, "adj": Adj}[word], rest)
		if err != nil {
			return err
		}
		r.Triggers = append(r.Triggers, ts...)
	case "need":
		n, err := p.need(rest)
		if err != nil {
			return err
		}
		r.Needs = append(r.Needs, n)
	case "lone":
		r.Lone = true
	case "state":
		r.State = true
	case "mutual":
		r.Mutual = true
	case "single":
		r.Single = true
	case "also":
		r.Also = true
	case "fact":
		r.Fact = true
	case "dated":
		r.Dated = true
	case "modality":
		if !validModality(rest) {
			return p.errorf("one of "+modalityList(), "%q is no modality", rest)
		}
		r.Modality = rest
	case "weight":
		f, err := strconv.ParseFloat(rest, 64)
		if err != nil || f <= 0 || f > 1 {
			return p.errorf("a number above 0, at most 1", "%q is no weight", rest)
		}
		r.Weight = f
	case "+", "-":
		e, err := p.example(word == "-", rest)
		if err != nil {
			return err
		}
		r.Examples = append(r.Examples, e)
	default:
		if slip, ok := slips[word]; ok {
			return p.errorf("write: "+slip, "%q is no directive", word)
		}
		return p.role(word, rest)
	}
	return nil
}

// slips are what is written for a directive or a step of a path by mistake, and would pass for a role or a preposition.
var slips = map[string]string{
	"verbs": "verb", "nouns": "noun", "adjs": "adj", "adjective": "adj", "adjectives": "adj", "needs": "need", "kinds": "kind", "trigger": "verb, noun or adj",
	"subject": "subj", "nsubj": "subj", "object": "obj", "dobj": "obj", "possessor": "owner", "number": "num", "determiner": "det", "apposition": "appos", "conjunct": "conj",
}

func (p *parser) path(s string) (Path, error) {
	var out Path
	for _, step := range strings.Split(s, ".") {
		step = strings.TrimSpace(step)
		if step == "" || strings.ContainsAny(step, " \t@") {
			return nil, p.errorf("a path is slots joined with dots, like obj.with", "%q is no path", s)
		}
		for _, r := range step {
			if (r < 'a' || r > 'z') && r != '-' {
				return nil, p.errorf("a slot is subj, obj, owner, ... or a preposition", "%q is no slot", step)
			}
		}
		if slip, ok := slips[step]; ok {
			return nil, p.errorf("write: "+slip, "%q is no slot", step)
		}
		out = append(out, step)
	}
	if len(out) > 6 {
		return nil, p.errorf("", "a path of more than six steps")
	}
	return out, nil
}

func (p *parser) need(rest string) (Need, error) {
	n := Need{Line: p.line}
	f := strings.Fields(rest)
	if len(f) > 0 && f[0] == "not" {
		n.Not = true
		f = f[1:]
	}
	if len(f) == 0 {
		return n, p.errorf("write: need [not] PATH @class | word, or need PATH : type", "an empty need")
	}
	for _, s := range strings.Split(f[0], ",") {
		q, err := p.path(s)
		if err != nil {
			return n, err
		}
		n.Paths = append(n.Paths, q)
	}
	body := strings.Join(f[1:], " ")
	body, types, _ := strings.Cut(body, ":")
	n.Types = strings.Fields(types)
	if err := p.types(n.Types); err != nil {
		return n, err
	}
	if body = strings.TrimSpace(body); body == "" {
		return n, nil
	}
	words := &Class{Name: "", Words: map[string]bool{}}
	for _, w := range strings.Split(body, "|") {
		w = strings.ToLower(strings.TrimSpace(w))
		if strings.HasPrefix(w, "@") {
			c := p.set.Classes[w]
			if c == nil {
				return n, p.errorf("define it with: class "+w+" = ...", "there is no class %s", w)
			}
			n.Classes = append(n.Classes, c)
		} else if w != "" {
			words.add(w)
		}
	}
	if len(words.Words)+len(words.Phrases) > 0 {
		n.Classes = append(n.Classes, words)
	}
	return n, nil
}

var partyTypes = map[string]bool{"state": true, "organisation": true, "person": true, "people": true, "place": true, "thing": true, "any": true, "actor": true, "who": true}

func (p *parser) types(ts []string) error {
	for _, t := range ts {
		if !partyTypes[t] {
			return p.errorf("a type is state, organisation, person, people, place, thing, actor, who or any", "%q is no type", t)
		}
	}
	return nil
}

func (p *parser) role(word, rest string) error {
	r := Role{Name: strings.TrimSuffix(word, "?"), Optional: strings.HasSuffix(word, "?"), Line: p.line}
	for _, c := range r.Name {
		if (c < 'a' || c > 'z') && c != '-' {
			return p.errorf("a rule has: kind, verb, noun, adj, need, roles, lone, state, also, fact, modality, weight, + and - examples", "%q is not known in a rule", word)
		}
	}
	if fixed, ok := strings.CutPrefix(rest, "="); ok {
		r.Fixed = strings.TrimSpace(fixed)
		p.rule.Roles = append(p.rule.Roles, r)
		return nil
	}
	body, types, _ := strings.Cut(rest, ":")
	r.Types = strings.Fields(types)
	if err := p.types(r.Types); err != nil {
		return err
	}
	for _, alt := range strings.Split(body, "|") {
		var union []Path
		for _, s := range strings.Split(alt, "+") {
			q, err := p.path(strings.TrimSpace(s))
			if err != nil {
				return err
			}
			union = append(union, q)
		}
		r.Paths = append(r.Paths, union)
	}
	p.rule.Roles = append(p.rule.Roles, r)
	return nil
}

// example parses: "sentence" => A, B > C ; when ; modality ; title=... ; date=...
func (p *parser) example(not bool, rest string) (Example, error) {
	e := Example{Not: not, Line: p.line}
	if !strings.HasPrefix(rest, `"`) {
		return e, p.errorf(`write: + "sentence" => AGENT > PATIENT ; date ; modality`, "an example begins with a quoted sentence")
	}
	end := strings.LastIndex(rest, `"`)
	if end == 0 {
		return e, p.errorf("close the quotation", "an example without an end")
	}
	e.Text = rest[1:end]
	tail := strings.TrimSpace(rest[end+1:])
	tail = strings.TrimSpace(strings.TrimPrefix(tail, "=>"))
	for i, part := range strings.Split(tail, ";") {
		part = strings.TrimSpace(part)
		switch k, v, ok := strings.Cut(part, "="); {
		case part == "":
		case ok && k == "title":
			e.Title = v
		case ok && k == "date":
			e.Date = v
		case i == 0 && !not:
			a, b, _ := strings.Cut(part, ">")
			e.Agents, e.Patients = list(a), list(b)
		case validModality(part):
			e.Modality = part
		default:
			e.When = part
		}
	}
	return e, nil
}

func list(s string) (out []string) {
	for _, w := range strings.Split(s, ",") {
		if w = strings.TrimSpace(w); w != "" && w != "-" {
			out = append(out, w)
		}
	}
	return out
}

func (p *parser) finish() error {
	at := p.line
	defer func() { p.line = at }()
	if g := p.gov; g != nil {
		p.gov, p.line = nil, g.Line // what is missing is said of where the thing begins
		if len(g.Triggers) == 0 {
			return p.errorf("give it a verb, noun or adj", "governor %s has no word", g.Name)
		}
		p.set.Governors = append(p.set.Governors, g)
	}
	if r := p.rule; r != nil {
		p.rule, p.line = nil, r.Line
		switch {
		case r.Kind == "":
			return p.errorf("add: kind KIND", "rule %s has no kind", r.Name)
		case len(r.Triggers) == 0:
			return p.errorf("add: verb, noun or adj", "rule %s has no trigger", r.Name)
		}
		p.set.Rules = append(p.set.Rules, r)
	}
	return nil
}

func validModality(s string) bool {
	for _, m := range chancery.Modalities {
		if string(m) == s {
			return true
		}
	}
	return false
}

func modalityList() string {
	var s []string
	for _, m := range chancery.Modalities {
		s = append(s, string(m))
	}
	return strings.Join(s, ", ")
}
