package extract

import (
	"fmt"
	"sort"
	"strings"

	"chancery"
	"chancery/internal/rule"
	"chancery/nlp"
)

// Failure is an example of a rule that does not come out as it should.
type Failure struct {
	Rule    string
	Where   string // file:line
	Example rule.Example
	Got     []chancery.Claim // of the rule's kind
	Why     string
}

// Sentence returns a document of one sentence on a page of the given title, dated if date is not "".
func Sentence(text, title, date string) *chancery.Document {
	d := &chancery.Document{Name: "sentence", Title: title, Original: text, Language: "en", Format: "text"}
	d.SHA256 = chancery.Hash(text)
	if date != "" {
		d.Dates = []chancery.DateCandidate{{EDTF: date, Kind: chancery.DateMetadata}}
	}
	if title != "" { // the sentence stands below its title
		d.Original = title + "\n\n" + text
		d.SHA256 = chancery.Hash(d.Original)
		at := len(title) + 2
		d.Blocks = []chancery.Block{{Kind: chancery.Heading, Level: 1, Text: title, Span: chancery.Span{Start: 0, End: len(title)}, Section: -1},
			{Kind: chancery.Paragraph, Text: text, Span: chancery.Span{Start: at, End: at + len(text)}, Section: 0}}
		return d
	}
	d.Blocks = []chancery.Block{{Kind: chancery.Paragraph, Text: text, Span: chancery.Span{Start: 0, End: len(text)}, Section: -1}}
	return d
}

// Test reads the examples of every rule of the extractor's set, in order, and returns those that fail and how many there are.
func (x *Extractor) Test() (fails []Failure, total int) {
	for _, ru := range x.rules.Rules {
		for _, e := range ru.Examples {
			total++
			if f := x.example(ru, e); f != nil {
				fails = append(fails, *f)
			}
		}
	}
	return fails, total
}

func (x *Extractor) example(ru *rule.Rule, e rule.Example) *Failure {
	// What is too unsure to be told is looked at too: an example holds the rule, not the confidence that is learned of others.
	claims, _ := x.Examine(Sentence(e.Text, e.Title, e.Date))
	f := &Failure{Rule: ru.Name, Where: fmt.Sprintf("%s:%d", ru.File, e.Line), Example: e}
	for _, c := range claims {
		if c.Kind == ru.Kind {
			f.Got = append(f.Got, c)
		}
	}
	if e.Not {
		for _, c := range f.Got {
			if c.Modality.Actual() {
				f.Why = "read, and must not be"
				return f
			}
		}
		return nil
	}
	if len(f.Got) == 0 {
		f.Why = "not read" + x.lacked(ru, e)
		return f
	}
	for _, c := range f.Got {
		why := differs(&c, e)
		if why == "" {
			return nil
		}
		f.Why = why
	}
	return f
}

// lacked says why a rule did not read its example, as [Extractor.Explain] has it; "" where the rule is not spoken of.
func (x *Extractor) lacked(ru *rule.Rule, e rule.Example) string {
	for _, l := range x.Explain(e.Text, e.Title, e.Date).Missed {
		if l.Rule == ru.Name {
			return ": at “" + l.Word + "” " + l.Why
		}
	}
	return ""
}

func differs(c *chancery.Claim, e rule.Example) string {
	if !these(c.Agents, e.Agents) {
		return "agents " + ids(c.Agents) + ", not " + sorted(e.Agents)
	}
	if !these(c.Patients, e.Patients) {
		return "patients " + ids(c.Patients) + ", not " + sorted(e.Patients)
	}
	edtf := ""
	if c.When != nil {
		edtf = c.When.EDTF
	}
	if e.When != "" && edtf != e.When {
		return "date " + edtf + ", not " + e.When
	}
	if e.Modality != "" && string(c.Modality) != e.Modality {
		return "modality " + string(c.Modality) + ", not " + e.Modality
	}
	if e.Modality == "" && !c.Modality.Actual() {
		return "modality " + string(c.Modality)
	}
	return ""
}

// these reports whether ps are the parties of an example, which gives them by id or name. Parties without an id may stand beside them.
func these(ps []chancery.Party, want []string) bool {
	is := func(p chancery.Party, w string) bool {
		return p.ID == w || strings.EqualFold(p.Name, w) || strings.EqualFold(p.Mention, w)
	}
	for _, w := range want {
		found := false
		for _, p := range ps {
			found = found || is(p, w)
		}
		if !found {
			return false
		}
	}
	for _, p := range ps {
		found := p.ID == ""
		for _, w := range want {
			found = found || is(p, w)
		}
		if !found {
			return false
		}
	}
	return true
}

func ids(ps []chancery.Party) string {
	var s []string
	for _, p := range ps {
		if p.ID != "" {
			s = append(s, p.ID)
		} else {
			s = append(s, p.Name)
		}
	}
	return sorted(s)
}

func sorted(s []string) string {
	s = append([]string(nil), s...)
	sort.Strings(s)
	return strings.Join(s, ", ")
}

// Explanation is what the rules made of one sentence.
type Explanation struct {
	Claims   []chancery.Claim
	Unsure   []chancery.Claim // below [Floor], not told
	Matched  []Look
	Missed   []Look // rules whose trigger is there
	Mentions []string
	Parsed   bool // false where the first look found nothing that could trigger a rule
}

// Look is one rule held against one word.
type Look struct {
	Rule, Kind, Word, Why string
}

// Explain reads one sentence and tells which rules matched, which nearly did, and why not.
func (x *Extractor) Explain(text, title, date string) Explanation {
	doc := Sentence(text, title, date)
	var out Explanation
	for _, c := range x.readUnsure(doc).claims {
		if x.sure != nil && c.Confidence < Floor {
			out.Unsure = append(out.Unsure, c)
		} else {
			out.Claims = append(out.Claims, c)
		}
	}
	p := x.newPassage(doc)
	for _, s := range x.nlp.Split(text) {
		x.compounds.join(&s)
		if len(s.Tokens) > maxSentence || !x.gate.worth(text, &s) {
			continue
		}
		out.Parsed = true
		x.nlp.ParseAllAs([]*nlp.Sentence{&s}, plain)
		x.compounds.name(&s)
		r := p.read(0, text, &s)
		for _, m := range r.mentions {
			out.Mentions = append(out.Mentions, fmt.Sprintf("%s [%d,%d) head %d %s place=%v city=%s class=%s %s", text[s.Tokens[m.First].Start:s.Tokens[m.Last-1].End], m.First, m.Last, m.Head, m.Form, m.Place, m.City, m.Class, ids(m.Parties)))
		}
		ms := r.matches(func(ru *rule.Rule, t int, why string) {
			out.Missed = append(out.Missed, Look{ru.Name, ru.Kind, r.toks[t].Form, why})
		})
		for _, m := range ms {
			out.Matched = append(out.Matched, Look{m.rule.Name, m.rule.Kind, r.toks[m.tok].Form, strings.Join(m.stance.why, "; ")})
		}
	}
	return out
}
