package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/nlp"
)

// What belongs to the relations of states. The rules read acts of anybody: police arrest a driver, a union rejects an offer, a minister denies what the opposition
// says, a team attacks down the left. In a text on something else such an act is read rightly, and is still nothing that a ledger of relations between states should tell.

// reach is how many sentences before and behind a claim may name whom else it has to do with.
const reach = 5

// played is a word of sport or play, and its sentence.
type played struct {
	sentence int
	word     string
}

// named is a sentence that names a state, an organisation or a movement that the gazetteer has.
type named struct {
	sentence int
	line     string
}

// naming keeps whom the sentence of r names, for [passage.concerns].
func (p *passage) naming(r *reading) {
	if p.aboutStates() {
		return
	}
	from := len(p.named)
	for i := range r.mentions {
		for _, q := range known(r.mentions[i].Parties) {
			if n := (named{p.stats.Sentences, p.lineOf(q)}); !slices.Contains(p.named[from:], n) {
				p.named = append(p.named, n)
			}
		}
	}
}

// aboutStates reports whether the page is about a state, or the story about two.
func (p *passage) aboutStates() bool { return len(p.base) > 1 || len(p.base) > 0 && p.article }

// lineOf returns the line of a state, the id of any other party that is known.
func (p *passage) lineOf(q chancery.Party) string {
	if l := p.x.gaz.Line(q.ID); l != "" {
		return l
	}
	return q.ID
}

// ofStates are the groups of kinds that tell of a state, its missions and its treaties, whoever else is named.
var ofStates = map[string]bool{"standing": true, "mission": true, "agreement": true, "state": true, "figure": true}

// concerns reports whether claim i belongs to the relations of states. It does with two known parties, of lines of their own; with one, if it tells of the standing, the
// missions or the treaties of a state, another is named nearby, or the page is about a state; and never in the middle of a game. A sentence that stands alone does not
// tell what its text is about, and is taken at its word.
func (p *passage) concerns(i int) bool {
	if p.sole {
		return true
	}
	c := &p.claims[i]
	k, _ := p.x.kinds.Get(c.Kind)
	if !p.article && !ofStates[k.Group] && p.playing(p.at[i]) {
		return false
	}
	var lines []string
	for _, ps := range [][]chancery.Party{c.Agents, c.Patients} {
		for _, q := range known(ps) {
			if l := p.lineOf(q); !slices.Contains(lines, l) {
				lines = append(lines, l)
			}
		}
	}
	switch {
	case p.aboutStates() || len(lines) > 1:
		return true
	case len(lines) == 0:
		return false
	case ofStates[k.Group]:
		return true
	}
	at := p.at[i]
	from, _ := slices.BinarySearchFunc(p.named, at-reach, func(n named, s int) int { return n.sentence - s })
	for _, n := range p.named[from:] {
		if n.sentence > at+reach {
			break
		}
		if n.line != lines[0] {
			return true
		}
	}
	return false
}

// plays keeps the words of sport and play in a sentence, for [passage.playing].
func (p *passage) plays(s *nlp.Sentence) {
	c := p.x.rules.Classes["@play"]
	if c == nil || p.article {
		return
	}
	for i := range s.Tokens {
		if f := strings.ToLower(s.Tokens[i].Form); c.Has(f) {
			p.played = append(p.played, played{p.stats.Sentences, f})
		}
	}
}

// playing reports whether the sentences around one speak of sport or of a game, in which states are teams that attack, meet and concede.
func (p *passage) playing(at int) bool {
	const enough = 3
	var seen []string
	from, _ := slices.BinarySearchFunc(p.played, at-reach, func(w played, s int) int { return w.sentence - s })
	for _, w := range p.played[from:] {
		if w.sentence > at+reach {
			break
		}
		if !slices.Contains(seen, w.word) {
			seen = append(seen, w.word)
		}
	}
	return len(seen) >= enough
}
