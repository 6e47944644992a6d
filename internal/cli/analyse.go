package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/extract"
	"chancery/internal/resolve/party"
	"chancery/internal/resolve/quantity"
	"chancery/internal/resolve/when"
	"chancery/nlp"
	"chancery/nlp/conllu"

	"github.com/spf13/cobra"
)

func (a *app) analyseCommand() *cobra.Command {
	var o analyseOptions
	cmd := &cobra.Command{
		Use:   "analyse [FILE | TEXT]",
		Short: "Show how text is read: tokens, tags, trees, parties, times, quantities",
		Long: `Reads English text from a file, from the argument itself (one that names no file and holds a blank) or from standard
input, and shows what is seen in it before any rule: sentences, tokens, parts of speech, lemmas, the dependency tree, and the
parties, times and quantities named.

--format conllu prints CoNLL-U (Universal Dependencies). --conllu-in parses the sentences of a CoNLL-U
file, with the tokens that it gives. --times prints the temporal expressions alone, as JSON Lines unless --format says otherwise,
dated by --on: in EDTF (edtf) and as TimeML's TIMEX3 (type, value, mod). docs/times.md defines both.`,
		Example: `  chancery analyse "Chad expelled two Libyan diplomats on 3 May 1994."
  chancery analyse --format conllu article.txt
  chancery analyse --conllu-in test.conllu > parsed.conllu
  chancery analyse --times --on 2022-09-08 story.txt`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.conlluIn != "" {
				if len(args) > 0 || o.times {
					return usagef("", "--conllu-in goes without a FILE and without --times")
				}
				return a.parseCoNLLU(o.conlluIn)
			}
			name := "-"
			if len(args) > 0 {
				name = args[0]
			}
			text, err := a.readText(name)
			if err != nil {
				return err
			}
			on := edtf.Date{}
			if o.on != "" {
				if on, err = a.onDate("--on", o.on); err != nil {
					return err
				}
			}
			if o.times {
				if !cmd.Flags().Changed("format") {
					o.format = formatJSONL
				}
				return a.analyseTimes(text, on, o.format)
			}
			return a.analyse(text, on, o.format)
		},
	}
	cmd.Flags().StringVar(&o.conlluIn, "conllu-in", "", "a CoNLL-U file whose sentences to parse (- for standard input)")
	cmd.Flags().BoolVar(&o.times, "times", false, "temporal expressions alone")
	cmd.Flags().StringVar(&o.on, "on", "", "the date of the text (EDTF)")
	formatFlag(cmd, &o.format, formatText, formatCoNLLU, formatJSONL, formatCSV, formatRaw)
	return cmd
}

const formatCoNLLU format = "conllu"

type analyseOptions struct {
	conlluIn string
	times    bool
	on       string
	format   format
}

// maxAnalysed bounds the text that analyse reads.
const maxAnalysed = 64 << 20

func (a *app) readText(name string) (string, error) {
	r := a.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil && strings.Contains(name, " ") && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENAMETOOLONG) || errors.Is(err, syscall.ENOTDIR)) {
			return name, nil
		}
		if err != nil {
			return "", &chancery.Error{Code: chancery.CodeInput, Where: strconv.Quote(name), Message: "cannot be opened", Err: errors.Unwrap(err), Hint: "give a file, or a text of more than one word"}
		}
		defer f.Close()
		r = f
	}
	b, err := io.ReadAll(io.LimitReader(r, maxAnalysed+1))
	if err != nil {
		return "", &chancery.Error{Code: chancery.CodeInput, Where: name, Message: "cannot be read", Err: err}
	}
	if len(b) > maxAnalysed {
		return "", &chancery.Error{Code: chancery.CodeInput, Where: name, Message: "is larger than 64 MiB", Hint: "give a part of it"}
	}
	return strings.ToValidUTF8(string(b), "\uFFFD"), nil
}

// analysis is one sentence with what is seen in it.
type analysis struct {
	Text       string         `json:"text"`
	Start      int            `json:"start"`
	End        int            `json:"end"`
	Tokens     []tokenLine    `json:"tokens"`
	Parties    []mentionLine  `json:"parties,omitempty"`
	Times      []timeLine     `json:"times,omitempty"`
	Quantities []quantityLine `json:"quantities,omitempty"`
}

type tokenLine struct {
	Form  string `json:"form"`
	Lemma string `json:"lemma"`
	UPOS  string `json:"upos"`
	XPOS  string `json:"xpos"`
	Head  int    `json:"head"` // number of the head from 1, 0 for the root
	Rel   string `json:"rel"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

type mentionLine struct {
	Text    string           `json:"text"`
	Form    string           `json:"form"`
	Parties []chancery.Party `json:"parties,omitempty"`
	Place   bool             `json:"place,omitempty"`
	Class   string           `json:"class,omitempty"`
	First   int              `json:"first"` // token, from 1
	Last    int              `json:"last"`
}

type timeLine struct {
	Text     string         `json:"text"`
	Type     string         `json:"type"`
	EDTF     string         `json:"edtf,omitempty"`
	Basis    chancery.Basis `json:"basis,omitempty"`
	Relation string         `json:"relation,omitempty"`
	Value    string         `json:"value,omitempty"` // TIMEX3's
	Mod      string         `json:"mod,omitempty"`   // TIMEX3's
	Relative string         `json:"relative,omitempty"`
	Start    int            `json:"start"`
	End      int            `json:"end"`
}

type quantityLine struct {
	chancery.Quantity
	Start int `json:"start"`
	End   int `json:"end"`
}

func (a *app) analyse(text string, on edtf.Date, out format) error {
	e, err := a.engine()
	if err != nil {
		return err
	}
	gaz, err := a.gaz()
	if err != nil {
		return err
	}
	doc := extract.Sentence(text, "", "")
	disc := gaz.NewDiscourse(doc)
	anchor := when.Anchor{Document: on}
	enc := listing[analysis]{}
	for n, s := range e.nlp.Split(text) {
		e.nlp.Parse(&s)
		switch out {
		case formatCoNLLU:
			if err := conllu.Write(a.out, toCoNLLU(&s, text, n+1)); err != nil {
				return err
			}
			continue
		}
		x := analyseSentence(&s, text, disc.Sentence(0, &s, text, on), anchor)
		for _, t := range when.Find(text[s.Start:s.End]) {
			for _, w := range t.Resolve(anchor) {
				anchor = anchor.Next(t, w)
			}
		}
		if out != formatText {
			if out == formatCSV || out == formatRaw {
				return usagef("", "--format %s goes with --times", out)
			}
			if err := enc.emit(a, formatJSONL, each([]analysis{x})); err != nil {
				return err
			}
			continue
		}
		a.drawAnalysis(&s, &x)
	}
	return nil
}

func analyseSentence(s *nlp.Sentence, text string, mentions []party.Mention, anchor when.Anchor) analysis {
	x := analysis{Text: text[s.Start:s.End], Start: s.Start, End: s.End}
	for _, t := range s.Tokens {
		x.Tokens = append(x.Tokens, tokenLine{t.Form, t.Lemma, t.UPOS, t.XPOS, t.Head + 1, t.Rel, t.Start, t.End})
	}
	for _, m := range mentions {
		x.Parties = append(x.Parties, mentionLine{
			Text: text[s.Tokens[m.First].Start:s.Tokens[m.Last-1].End], Form: m.Form.String(), Parties: m.Parties, Place: m.Place, Class: m.Class, First: m.First + 1, Last: m.Last})
	}
	x.Times = timesOf(x.Text, s.Start, anchor)
	for _, q := range quantity.Find(x.Text) {
		x.Quantities = append(x.Quantities, quantityLine{chancery.Quantity{Value: q.Value, Unit: q.Unit, Approx: q.Approx, Text: q.Text}, q.Span.Start + s.Start, q.Span.End + s.Start})
	}
	return x
}

func timesOf(text string, at int, anchor when.Anchor) []timeLine {
	var out []timeLine
	for _, t := range when.Find(text) {
		line := timeLine{Text: t.Text, Type: t.Type.String(), Start: t.Span.Start + at, End: t.Span.End + at}
		ws := t.Resolve(anchor)
		if len(ws) == 0 {
			line.EDTF = t.Length
			out = append(out, line)
		}
		for _, w := range ws {
			line.EDTF, line.Basis, line.Relative = w.EDTF, w.Basis, w.Relative
			out = append(out, line)
			anchor = anchor.Next(t, w)
		}
	}
	return out
}

func (a *app) analyseTimes(text string, on edtf.Date, out format) error {
	if out == formatCoNLLU {
		return usagef("", "--times goes with text, jsonl or csv")
	}
	l := listing[timeLine]{
		header: []string{"start", "end", "type", "edtf", "basis", "relative", "text", "value", "mod"},
		row: func(t timeLine) []string {
			return []string{fmt.Sprint(t.Start), fmt.Sprint(t.End), t.Type, t.EDTF, string(t.Basis), t.Relative, t.Text, t.Value, t.Mod}
		},
		text: func(t timeLine) {
			fmt.Fprintf(a.out, "%s%s%s%s\n", pad(a.style.cyan(t.EDTF), 24), pad(t.Type, 10), pad(string(t.Basis), 10), plain(oneLine(t.Text)))
		},
		none: "No times.",
	}
	var lines []timeLine
	for _, f := range when.Analyse(text, on) {
		lines = append(lines, timeLine{Text: f.Text, Type: f.Type, EDTF: f.EDTF, Basis: f.Basis, Relation: f.Relation, Value: f.Value, Mod: f.Mod, Relative: f.Relative, Start: f.Start, End: f.End})
	}
	return l.emit(a, out, each(lines))
}

// parseCoNLLU parses the sentences of a treebank with its own tokens.
func (a *app) parseCoNLLU(name string) error {
	r := a.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return &chancery.Error{Code: chancery.CodeInput, Where: name, Message: "cannot be opened", Err: errors.Unwrap(err)}
		}
		defer f.Close()
		r = f
	}
	e, err := a.engine()
	if err != nil {
		return err
	}
	for in := conllu.NewReader(r); ; {
		s, err := in.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return &chancery.Error{Code: chancery.CodeInput, Where: name, Message: "is not CoNLL-U", Err: err}
		}
		p := nlp.Sentence{Tokens: make([]nlp.Token, len(s.Words))}
		for i, w := range s.Words {
			p.Tokens[i].Form = w.Form
		}
		e.nlp.Parse(&p)
		for i, t := range p.Tokens {
			w := &s.Words[i]
			w.Lemma, w.UPOS, w.XPOS, w.Head, w.Rel = t.Lemma, t.UPOS, t.XPOS, t.Head+1, t.Rel
			w.Feats = "_"
		}
		if err := conllu.Write(a.out, s); err != nil {
			return err
		}
	}
}

func toCoNLLU(s *nlp.Sentence, text string, n int) *conllu.Sentence {
	out := &conllu.Sentence{ID: fmt.Sprint(n), Text: oneLine(text[s.Start:s.End])}
	for i, t := range s.Tokens {
		out.Words = append(out.Words, conllu.Word{Form: t.Form, Lemma: t.Lemma, UPOS: t.UPOS, XPOS: t.XPOS, Head: t.Head + 1, Rel: t.Rel})
		space := i+1 == len(s.Tokens) || s.Tokens[i+1].Start > t.End
		out.Tokens = append(out.Tokens, conllu.Token{Form: t.Form, First: i, N: 1, SpaceAfter: space})
	}
	return out
}

// drawAnalysis prints a sentence as a tree, a word a line, with its parties, times and quantities.
func (a *app) drawAnalysis(s *nlp.Sentence, x *analysis) {
	for _, l := range fill(plain(x.Text), a.width) {
		fmt.Fprintln(a.out, a.style.bold(l))
	}
	branches := tree(s)
	wide := 0
	for i, t := range s.Tokens {
		wide = max(wide, columns(branches[i])+1+columns(t.Form))
	}
	wide = min(wide, 46)
	for i, t := range s.Tokens {
		left := a.style.dim(branches[i]) + " " + plain(t.Form)
		fmt.Fprintf(a.out, "%s  %s%s%s\n", pad(left, wide), pad(a.style.cyan(t.Rel), 14), pad(t.UPOS, 7), a.style.dim(plain(t.Lemma)))
	}
	note := func(head, text string) {
		for i, l := range fill(plain(text), a.width-12) {
			fmt.Fprintf(a.out, "%s%s\n", pad(pick(i == 0, a.style.green(head), ""), 12), l)
		}
	}
	for _, m := range x.Parties {
		who := "not told which"
		if len(m.Parties) > 0 {
			var names []string
			for _, p := range m.Parties {
				name := p.Name
				if p.ID != "" {
					name += " (" + p.ID + ")"
				}
				names = append(names, name)
			}
			who = strings.Join(names, ", ")
		}
		if m.Place {
			who += ", a place"
		}
		note("party", "“"+m.Text+"” "+who+" · "+strings.TrimSpace(m.Form+" "+m.Class))
	}
	for _, t := range x.Times {
		value := t.EDTF
		if value == "" {
			value = t.Relative
		}
		note("time", "“"+t.Text+"” "+value+" · "+strings.TrimSpace(string(t.Basis)+" "+strings.ToLower(t.Type)))
	}
	for _, q := range x.Quantities {
		note("quantity", "“"+q.Text+"” "+sayQuantity(&q.Quantity))
	}
	fmt.Fprintln(a.out)
}

// tree draws the arcs of a sentence to the left of its words: each word hangs, by one level, on the word of the level above
// it that is nearest on the side of its head.
func tree(s *nlp.Sentence) []string {
	depth := make([]int, len(s.Tokens))
	for i := range s.Tokens {
		for h, n := i, 0; s.Tokens[h].Head >= 0 && n <= len(s.Tokens); h, n = s.Tokens[h].Head, n+1 {
			depth[i]++
		}
	}
	out := make([]string, len(s.Tokens))
	for i := range s.Tokens {
		d := min(depth[i], 12)
		if d == 0 {
			out[i] = "●"
			continue
		}
		corner := "┌"
		if s.Tokens[i].Head < i {
			corner = "└"
		}
		var b strings.Builder
		for level := 1; level < d; level++ {
			b.WriteString(pick(passes(s, depth, i, level), "│ ", "  "))
		}
		b.WriteString(corner + "─")
		out[i] = b.String()
	}
	return out
}

// passes reports whether an arc between the levels level-1 and level goes past word i.
func passes(s *nlp.Sentence, depth []int, i, level int) bool {
	for k := range s.Tokens {
		if depth[k] != level {
			continue
		}
		h := s.Tokens[k].Head
		if min(h, k) < i && i < max(h, k) {
			return true
		}
	}
	return false
}
