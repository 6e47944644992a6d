package extract

import (
	"strings"

	"chancery/internal/edtf"
	"chancery/internal/resolve/when"
	"chancery/nlp"
)

// Dates that stand near an act and are of something else: of what came after it, of the story around a mention, of the past beside a verb in the present.

// fronting reports whether the noun t only tells after what something else was done, the date of which stands behind a comma: "following its [independence], in 1836
// Peru joined the league".
func (g *graph) fronting(t int, e *timed) bool {
	a := t
	for n := 0; n < maxDepth && g.head(a) >= 0 && !g.verb(a) && g.is(a, "nmod", "conj", "compound"); n++ {
		a = g.head(a)
	}
	m := g.marks(a)
	if g.verb(a) || !g.is(a, "obl") || m != "follow" && m != "following" && m != "after" || g.below(e.head, a) || e.first < t {
		return false
	}
	return g.head(e.head) == g.head(a) && e.last < g.head(a) && g.setOff(e)
}

// ranThen reports whether e is of what became of somebody, and not of what others had done to him before, as the relative clause t on the subject tells: "the army that
// Chad [sent] was beaten in 1896". A treaty that is signed does then what it does.
func (g *graph) ranThen(t int, e *timed) bool {
	n := g.head(t)
	if g.toks[t].Rel != "acl:relcl" || g.toks[t].XPOS != "VBD" || n < 0 || !g.is(n, "nsubj", "nsubj:pass") || e.Relation != when.In || g.below(e.head, n) {
		return false
	}
	v := g.head(n)
	if v < t || !g.verb(v) || deeds[g.low[v]] || g.hasChild(v, "aux") && !g.passive(v) {
		return false
	}
	for c := n + 1; c < t; c++ {
		if g.toks[c].Form == "," {
			return false
		}
	}
	for _, s := range g.children(t, "nsubj") {
		if relativePronouns[g.low[s]] {
			return false
		}
	}
	return g.hasChild(t, "nsubj")
}

// inTitle reports whether e is part of the name of a body: "the Supreme Council for the Islamic Revolution", "the Daughters of the Revolution".
func (g *graph) inTitle(e *timed) bool {
	h := g.head(e.head)
	return e.Named && h >= 0 && h < e.first && g.is(e.head, "nmod") && g.toks[h].UPOS == "PROPN" && calledFor[g.low[h]]
}

// calledFor are nouns by which a body is called before what it is named for.
var calledFor = map[string]bool{"council": true, "daughter": true, "daughters": true, "son": true, "sons": true, "committee": true, "party": true, "army": true, "corps": true, "guard": true, "guards": true, "front": true, "movement": true, "association": true,
	"society": true, "museum": true, "institute": true, "order": true, "centre": true, "center": true, "foundation": true, "league": true, "union": true}

// longPast reports whether e, a time behind the verb t of a story in the present, lies in a year before that of the text: "wants it to hand him over over a leak in
// 2010". Then it is of what stands between.
func (p *passage) longPast(r *reading, t int, e *timed) bool {
	if p.article || e.first < t || e.Ref != when.Absolute || e.Relation != when.In || !r.present(t) || r.perfect(t) || len(e.whens) != 1 || !p.dated {
		return false
	}
	d, err := edtf.Parse(e.whens[0].EDTF)
	if err != nil {
		return false
	}
	_, last, ok := d.Years()
	first, _, known := p.anchor.Document.Years()
	return ok && known && last < first
}

// onlyMentioned reports whether t, in a story of today, only speaks of an act that lies at no told distance: a noun under another ("funds for the [invasion]"), what was done
// when something else was ("when Chad [invaded] it"), what somebody is known to have done, what was so at first.
func (r *reading) onlyMentioned(t int) bool {
	if !r.verb(t) {
		h := r.head(t)
		if h >= 0 && r.is(t, "obj") && fleeing[r.low[h]] { // "had left it to escape the [persecution]"
			return true
		}
		return h >= 0 && r.is(t, "nmod") && !r.verb(h) && !r.light(h) && !several[r.low[h]] && r.toks[h].UPOS == "NOUN" && !tidings[r.low[h]]
	}
	for _, c := range r.children(t, "aux") {
		if r.low[c] == "have" && r.toks[c].XPOS == "VB" && r.marked(t, "to") { // "the only one to have signed it"
			return true
		}
	}
	h := r.head(t)
	if h >= 0 && (r.is(t, "advcl") && r.past(t) && (r.marks(t) == "when" || r.whenAdverb(t)) || r.toks[t].Rel == "acl:relcl" && moments[r.low[h]]) { // "the day he was killed"
		return true
	}
	for _, c := range r.kids[t] {
		switch {
		case r.is(c, "advmod") && atFirst[r.low[c]]:
			return true
		case r.is(c, "obl") && r.low[c] == "time" && r.marks(c) == "at" && r.demonstrated(c): // "at that time"
			return true
		}
	}
	return false
}

// fleeing are verbs for what somebody does about a thing that has gone on for some time.
var fleeing = map[string]bool{"escape": true, "flee": true, "survive": true, "endure": true}

// several are nouns that count what stands behind their "of".
var several = map[string]bool{"series": true, "wave": true, "spate": true, "string": true, "round": true, "dozen": true, "number": true, "type": true, "kind": true, "form": true, "sort": true, "set": true, "lot": true, "start": true, "beginning": true, "launch": true, "end": true}

// tidings are nouns for the telling of an act, which is of its day.
var tidings = map[string]bool{"announcement": true, "news": true, "declaration": true, "statement": true, "decision": true, "order": true, "report": true}

// atFirst are adverbs of what was so before something else came.
var atFirst = map[string]bool{"initially": true, "originally": true, "formerly": true, "once": true, "previously": true, "historically": true}

// passedOver reports whether the clause of t has a date of the past that it does not take: "seized the land, seen by many as lost, in 1967".
func (p *passage) passedOver(r *reading, t int) bool {
	if !r.past(t) {
		return false
	}
	for i := range r.times {
		e := &r.times[i]
		if e.Ref != when.Absolute || e.Relation != when.In || !dating(&e.Expression) || len(e.whens) != 1 || !r.below(e.head, t) || e.Attributive && !e.Named {
			continue
		}
		if d, err := edtf.Parse(e.whens[0].EDTF); err == nil {
			_, last, ok := d.Years()
			first, _, known := p.anchor.Document.Years()
			if ok && (!known || last < first) {
				return true
			}
		}
	}
	return false
}

// repairBeyondParticiple hangs a date behind an aside between commas on the verb that the aside goes with: "seized the land, seen as lost by many, [in 1967]".
func repairBeyondParticiple(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		top := topOf(toks, d)
		if top < 0 || toks[top].Rel != "obl" && toks[top].Rel != "nmod" {
			continue
		}
		open := d[0] - 1 // the comma before the date and its preposition
		for open > 0 && (toks[open].UPOS == "ADP" || toks[open].UPOS == "DET") && toks[open].Head == top {
			open--
		}
		if open <= 0 || toks[open].Form != "," {
			continue
		}
		for a, n := toks[top].Head, 0; a > 0 && a < open && n < maxDepth; a, n = toks[a].Head, n+1 {
			v := toks[a].Head
			if (toks[a].XPOS == "VBN" || toks[a].XPOS == "VBG") && (toks[a].Rel == "acl" || toks[a].Rel == "advcl") && v >= 0 && v < a && toks[a-1].Form == "," {
				for k := 0; k < maxDepth && v >= 0 && toks[v].UPOS != "VERB"; k++ {
					v = toks[v].Head
				}
				if v >= 0 && toks[v].UPOS == "VERB" && toks[v].XPOS == "VBD" && d[1]+1 < len(toks) && strings.ContainsAny(toks[d[1]+1].Form, ".;,") {
					toks[top].Head, toks[top].Rel = v, "obl"
				}
				break
			}
		}
	}
}

// repairAfterAll hangs a year that ends the sentence on the clause right before it that tells after what the rest was done, where that stands deeper in the sentence:
// "grew its forces to stop an attack after Chad seized the town [in 2014]".
func repairAfterAll(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	for _, d := range dates {
		top := topOf(toks, d)
		if top < 0 || toks[top].Rel != "obl" || toks[top].Head < 0 || toks[top].Head > d[0] {
			continue
		}
		v := toks[top].Head
		for w := d[0] - 1; w > v && toks[w].UPOS != "PUNCT"; w-- {
			if toks[w].Rel == "advcl" && toks[w].XPOS == "VBD" && marked(toks, w, "after") && hasSubject(toks, w) && toks[w].Head != v && under(toks, w, v) {
				toks[top].Head = w
				break
			}
		}
	}
}
