package extract

import (
	"regexp"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/party"
)

// What a page is about, and how it begins.

// lookahead is how many sentences are looked at to find out what a page is about.
const lookahead = 40

// partnerOf returns the state that a page about the state s tells of beside s nearly alone: the other side of a page that is
// about a pair and does not say so in its title. Nil where there is no such state.
func (p *passage) partnerOf(s chancery.Party) *chancery.Party {
	for i := range p.doc.Blocks {
		if p.doc.Blocks[i].Kind == chancery.Row {
			return nil // a page with tables is about many
		}
	}
	scout := p.x.gaz.NewDiscourse(p.doc)
	type tally struct {
		party chancery.Party
		n     int
	}
	var counts []tally
	sentences := 0
	for i := range p.doc.Blocks {
		b := &p.doc.Blocks[i]
		if b.Furniture != "" || b.Kind == chancery.Row || sentences >= lookahead {
			continue
		}
		for _, sent := range p.x.nlp.Split(b.Text) {
			if sentences++; sentences > lookahead {
				break
			}
			seen := map[string]bool{}
			for _, m := range scout.Sentence(i, &sent, b.Text, edtf.Date{}) {
				for _, q := range m.Parties {
					if q.Type != chancery.State || q.ID == s.ID || p.x.gaz.Line(q.ID) == p.x.gaz.Line(s.ID) || seen[q.ID] || m.Form == party.Definite || m.Form == party.Pronoun {
						continue
					}
					seen[q.ID] = true
					k := 0
					for k < len(counts) && counts[k].party.ID != q.ID {
						k++
					}
					if k == len(counts) {
						counts = append(counts, tally{party: q})
					}
					counts[k].n++
				}
			}
		}
	}
	best, second := -1, 0
	for k := range counts {
		if best < 0 || counts[k].n > counts[best].n {
			if best >= 0 {
				second = counts[best].n
			}
			best = k
		} else if counts[k].n > second {
			second = counts[k].n
		}
	}
	if best < 0 || counts[best].n < 3 || counts[best].n*3 < sentences || counts[best].n < 2*second && counts[best].n < second+3 {
		return nil
	}
	return &counts[best].party
}

// partnerHere returns the one other state that a sentence on a page about one state names: what the sentence leaves out is between the two. Nil where it names
// several or none, where it speaks of states without a name, or where the passage has a partner of its own.
func (r *reading) partnerHere() *chancery.Party {
	p := r.p
	if !p.single || len(p.pair) != 1 || p.base[0].Type != chancery.State {
		return nil
	}
	var out *chancery.Party
	var meant []chancery.Party // by pronouns
	acts := false              // who is named for his capital alone, where something was done, is nobody's partner: "was signed in Paris"
	for i := range r.mentions {
		m := &r.mentions[i]
		for _, q := range m.Parties {
			switch {
			case q.Type != chancery.State || p.x.gaz.Line(q.ID) == p.x.gaz.Line(p.base[0].ID):
			case m.Form == party.Pronoun || m.Form == party.Definite:
				meant = append(meant, q)
			case out != nil && out.ID != q.ID:
				return nil
			default:
				acts = acts || !(m.Place && m.Form == party.Capital) && !r.forbidden(m.Head)
				out = &bare([]chancery.Party{q})[0]
			}
		}
	}
	if out == nil || !acts || slices.ContainsFunc(meant, func(q chancery.Party) bool { return q.ID != out.ID }) {
		return nil
	}
	for t := range r.toks {
		if r.toks[t].UPOS == "NOUN" && statelike[r.low[t]] && (r.some(t) || r.indefinite(t) || r.another(t)) {
			return nil
		}
	}
	return out
}

// forbidden reports whether what t stands under is forbidden, or ruled out: "the treaty forbade a union with [Germany]" was not made with it.
func (r *reading) forbidden(t int) bool {
	for n := 0; t >= 0 && n < maxDepth; t, n = r.head(t), n+1 {
		if l := r.low[t]; r.verb(t) {
			return l == "forbid" || l == "prohibit" || l == "preclude" || l == "outlaw"
		}
	}
	return false
}

// another reports whether the noun t is told to be another than the one spoken of: "the other country", "a third state".
func (r *reading) another(t int) bool {
	for _, c := range r.children(t, "amod", "det") {
		if quantifiers[r.low[c]] || r.low[c] == "third" || r.low[c] == "another" || r.low[c] == "any" || r.low[c] == "each" {
			return true
		}
	}
	return false
}

// titlePair returns the two states that the title names and no other: "Peru breaks with Chile", "Lithuania expels the Russian ambassador". Nil for any other.
func (p *passage) titlePair() []chancery.Party {
	pair := p.titleStates()
	if len(pair) != 2 || p.x.gaz.Line(pair[0].ID) == p.x.gaz.Line(pair[1].ID) {
		return nil
	}
	return pair
}

// titleStates returns the states that the title names.
func (p *passage) titleStates() (out []chancery.Party) {
	title := p.doc.Title
	if title == "" || len(title) > 200 {
		return nil
	}
	scout := p.x.gaz.NewDiscourse(nil)
	for _, s := range p.x.nlp.Split(title) {
		for _, m := range scout.Sentence(0, &s, title, edtf.Date{}) {
			for _, q := range m.Parties {
				if q.Type == chancery.State && m.Form != party.Pronoun && m.Form != party.Definite {
					out = mergeParties(out, bare([]chancery.Party{q}))
				}
			}
		}
	}
	return out
}

// official matches the headings of papers that do or tell what is done on their day.
var official = regexp.MustCompile(`(?i)^(?:the )?(?:(?:joint|press|final|official) )?(?:communiqu[eé]|statement by|joint statement|joint declaration|press (?:release|statement)|media release|note verbale)(?:$|[^\pL])`)

// ofItsDay reports whether doc is such a paper: one of its first lines says so. What it tells without a time is of the day that it bears.
func ofItsDay(doc *chancery.Document) bool {
	const first = 4
	if strings.Contains(doc.Format, "wiki") {
		return false
	}
	for i := range min(first, len(doc.Blocks)) {
		if b := &doc.Blocks[i]; official.MatchString(strings.TrimSpace(b.Text)) {
			return true
		}
	}
	return official.MatchString(doc.Title)
}

// listTitle matches the title of a list of states by what they did to one: "States that broke off relations with Peru".
var listTitle = regexp.MustCompile(`(?i)^(?:list of )?(?:the )?(?:states|countries|nations|governments) (?:that|which|who|to|with|without|having|breaking|cutting|severing|recogni[sz]ing)\b`)

// listed returns the one state to which the states of a list did something, nil for a page that is no such list.
func (p *passage) listed() []chancery.Party {
	if !listTitle.MatchString(p.doc.Title) {
		return nil
	}
	if ps := p.titleStates(); len(ps) == 1 {
		return ps
	}
	return nil
}

// missionPage matches the title of a page about a mission: "Embassy of Peru, Tokyo".
var missionPage = regexp.MustCompile(`(?i)^(embassy|high commission|legation|apostolic nunciature) (of|to) `)

// pageMission returns whose mission, and where, a page is about by its title, or that of the ambassadors whom it lists; nil for any other page.
func (p *passage) pageMission() []chancery.Party {
	if p.roster != nil && p.roster.envoy && p.roster.to != nil {
		return []chancery.Party{p.roster.state, *p.roster.to}
	}
	if !missionPage.MatchString(p.doc.Title) {
		return nil
	}
	return p.titlePair()
}
