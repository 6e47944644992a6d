package web

import (
	"slices"
	"strings"
	"unicode/utf8"

	"chancery"
	"chancery/internal/query"
)

// evidence is what stands beside a page: why the ledger says something, with each quote in its paragraph.
type evidence struct {
	ID, Title, Sub, Why string
	Nothing             bool // it is not known what stands
	Evidence            chancery.Evidence
	For, Against        []witness
	More                int    // claims that are not shown
	All                 string // where they are
}

// witness is a claim with the paragraph it stands in.
type witness struct {
	*chancery.Claim
	Heading  string // the section of the document
	Passage  []piece
	Title    string // of the document, or its name
	Date     string // of the document, EDTF
	Verdict  *chancery.Decision
	Rejected bool
	Said     string // who says so inside the text
	On       bool   // the claim that was asked for
}

// piece is a stretch of a passage: plain, quoted, or left out.
type piece struct {
	Text      string
	Mark, Cut bool
}

const (
	shown        = 6   // claims whose passages a panel shows
	shownInBrief = 3   // in brief
	around       = 320 // bytes of a paragraph that are shown on each side of a quote
)

// quotesAlone leaves of each passage the words that are quoted.
func (e *evidence) quotesAlone() {
	for _, ws := range [][]witness{e.For, e.Against} {
		for i := range ws {
			ws[i].Passage = slices.DeleteFunc(ws[i].Passage, func(p piece) bool { return !p.Mark })
		}
	}
}

// witnesses loads the documents of claims and finds each quote's paragraph.
func (r *request) witnesses(ids []string, limit int) ([]witness, error) {
	var claims []*chancery.Claim
	var docs []string
	for _, id := range ids {
		c := r.book.ByID[id]
		if c == nil {
			continue
		}
		if len(claims) == limit {
			break
		}
		claims = append(claims, c)
		docs = append(docs, c.DocumentID)
	}
	out, err := r.witnessesOf(claims, docs)
	for i := range out {
		out[i].Passage = shortened(out[i].Passage)
	}
	return out, err
}

// shortened cuts the middle out of a quote that would fill the panel: a row of a table can be as long as an article. The document shows it whole.
func shortened(ps []piece) (out []piece) {
	for _, p := range ps {
		if p.Mark && len(p.Text) > 3*around {
			out = append(out, piece{Text: head(p.Text, 2*around), Mark: true}, piece{Text: " … ", Cut: true}, piece{Text: tail(p.Text, around/2), Mark: true})
			continue
		}
		out = append(out, p)
	}
	return out
}

func (r *request) witnessesOf(claims []*chancery.Claim, docs []string) ([]witness, error) {
	slices.Sort(docs)
	texts, err := r.site.back.Documents(r.Context(), slices.Compact(docs)...)
	if err != nil {
		return nil, err
	}
	verdicts := r.verdicts()
	var out []witness
	for _, c := range claims {
		w := witness{Claim: c, Title: c.Document, Said: chancery.Names(c.Attribution), Rejected: r.book.ByID[c.ID] == nil}
		if d := texts[c.DocumentID]; d != nil {
			if d.Title != "" {
				w.Title = d.Title
			}
			if dating, ok := r.book.Ledger.Dating(d.SHA256); ok {
				w.Date = dating.EDTF
			}
			w.Heading, w.Passage = passage(d, c.Quote)
			if w.Heading == w.Title || c.Lead != nil && oneLine(w.Heading) == c.Lead.Words() { // it is there already
				w.Heading = ""
			}
		}
		if v, ok := verdicts[c.ID]; ok {
			w.Verdict = &v
		}
		out = append(out, w)
	}
	return out, nil
}

// verdicts are the decisions that hold, by claim.
func (r *request) verdicts() map[string]chancery.Decision {
	out := map[string]chancery.Decision{}
	for _, d := range r.book.Decisions() {
		switch d.Action {
		case "merge", "split":
		case "undo":
			delete(out, d.Claim)
		default:
			out[d.Claim] = d
		}
	}
	return out
}

// passage is the paragraph in which a quote stands, cut to what is near it, and the heading above. Where the quote no longer stands in the
// document's text as a person reads it, the quote alone is given.
func passage(d *chancery.Document, q chancery.Quote) (heading string, out []piece) {
	b, _ := query.BlockOf(d, q)
	if b == nil {
		return "", []piece{{Text: q.Words(), Mark: true}}
	}
	if b.Section >= 0 && b.Section < len(d.Blocks) {
		heading = d.Blocks[b.Section].Text
	}
	runs := quoted(b, []chancery.Quote{q})
	if len(runs) == 1 && runs[0].claims == nil {
		return heading, []piece{{Text: q.Words(), Mark: true}}
	}
	for i, run := range runs {
		p := piece{Text: run.text, Mark: run.claims != nil}
		if !p.Mark && len(p.Text) > around {
			switch {
			case i == 0:
				out = append(out, piece{Text: "… ", Cut: true})
				p.Text = tail(p.Text, around)
			case i == len(runs)-1:
				p.Text = head(p.Text, around)
				out = append(out, p, piece{Text: " …", Cut: true})
				continue
			}
		}
		out = append(out, p)
	}
	return heading, out
}

// inBrief is what a claim rests on in some n bytes: of what stands over a list only as much as leaves room for the item.
func inBrief(c *chancery.Claim, n int) string {
	cut := func(s string, n int) string {
		if short := head(s, n); short != s {
			return short + " …"
		}
		return s
	}
	quote := cut(c.Quote.Words(), n)
	if c.Lead == nil {
		return quote
	}
	lead := c.Lead.Words()
	if short := cut(lead, max(n-len(quote), n/2)); short != lead {
		return short + " " + quote
	}
	return lead + chancery.Ellipsis + quote
}

// head returns at most n bytes of s, cut between words; tail the same from the end.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	if i := strings.LastIndexByte(s[:n], ' '); i > 0 {
		n = i
	}
	return s[:n]
}

func tail(s string, n int) string {
	if len(s) <= n {
		return s
	}
	k := len(s) - n
	for k < len(s) && !utf8.RuneStart(s[k]) {
		k++
	}
	if i := strings.IndexByte(s[k:], ' '); i >= 0 {
		k += i + 1
	}
	return s[k:]
}

// run is a stretch of a block that the same quotes cover.
type run struct {
	text   string
	claims []int // indexes of the quotes that cover it; nil for none
}

// quoted cuts a block's text where quotes begin and end. It maps every byte to the original, where quotes stand, so that markup, entities and
// table cells fall where they were read.
func quoted(b *chancery.Block, quotes []chancery.Quote) []run {
	var near []int
	for i, q := range quotes {
		if q.Start < b.Span.End && b.Span.Start < q.End {
			near = append(near, i)
		}
	}
	if near == nil || b.Text == "" {
		return []run{{text: b.Text}}
	}
	covers := func(at int) (out []int) {
		o := b.Original(chancery.Span{Start: at, End: at + 1})
		for _, i := range near {
			if quotes[i].Start <= o.Start && o.Start < quotes[i].End {
				out = append(out, i)
			}
		}
		return out
	}
	var out []run
	start, now := 0, covers(0)
	for at := 1; at < len(b.Text); at++ {
		if !utf8.RuneStart(b.Text[at]) {
			continue
		}
		if next := covers(at); !slices.Equal(next, now) {
			out = append(out, run{b.Text[start:at], now})
			start, now = at, next
		}
	}
	return append(out, run{b.Text[start:], now})
}

// telling orders the claims of a status so that those come first that speak of the standing itself, and of these the ones that say when.
func (r *request) telling(ids []string) []string {
	rank := func(id string) int {
		c := r.book.ByID[id]
		switch {
		case c == nil:
			return 9
		case r.book.Group(c.Kind) == "standing" && c.Modality.Actual() && c.When != nil && c.When.EDTF != "" && c.When.Relative != "now":
			return 0
		case r.book.Group(c.Kind) == "standing" && c.Modality.Actual():
			return 1
		case r.book.Group(c.Kind) == "mission":
			return 2
		}
		return 3
	}
	out := slices.Clone(ids)
	slices.SortStableFunc(out, func(a, b string) int { return rank(a) - rank(b) })
	return out
}
