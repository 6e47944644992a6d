package rule

import (
	"maps"
	"slices"
)

// Which rules can hold in a sentence at all, by its words alone.

// Seen is a set of classes of which a sentence may have a word.
type Seen []uint64

func (s Seen) add(id int)      { s[id/64] |= 1 << (id % 64) }
func (s Seen) has(id int) bool { return s[id/64]>>(id%64)&1 != 0 }

// Has reports whether the sentence may have a word of c. Of a class that is not of a set of rules it may.
func (s Seen) Has(c *Class) bool { return c.id == 0 || s.has(c.id) }

// indexWords prepares See and Possible: it numbers the classes, from 1.
func (s *Set) indexWords() {
	s.byWord = map[string][]int{}
	for _, name := range slices.Sorted(maps.Keys(s.Classes)) {
		s.number(s.Classes[name])
	}
	for _, r := range s.Rules {
		for i := range r.Needs {
			if n := &r.Needs[i]; !n.Not && len(n.Classes) > 0 {
				var ids []int
				for _, c := range n.Classes {
					s.number(c)
					ids = append(ids, c.id)
				}
				r.wants = append(r.wants, ids)
			}
		}
	}
}

func (s *Set) number(c *Class) {
	if c.id > 0 {
		return
	}
	s.numbered++
	c.id = s.numbered
	for w := range c.Words {
		s.byWord[w] = append(s.byWord[w], c.id)
	}
	for _, p := range c.Phrases {
		s.byWord[p[0]] = append(s.byWord[p[0]], c.id)
	}
}

// Unseen returns the set of a sentence without words.
func (s *Set) Unseen() Seen { return make(Seen, s.numbered/64+1) }

// See notes a lemma or a form of the sentence, in lower case.
func (s *Set) See(seen Seen, word string) {
	for _, id := range s.byWord[word] {
		seen.add(id)
	}
}

// SeeClass notes that a word of the sentence stands for one of c.
func (s *Set) SeeClass(seen Seen, c *Class) {
	if c.id > 0 {
		seen.add(c.id)
	}
}

// Possible reports whether the sentence may have words for every need of r. It may say so of too many rules, never of too few.
func (s *Set) Possible(r *Rule, seen Seen) bool {
next:
	for _, ids := range r.wants {
		for _, id := range ids {
			if seen.has(id) {
				continue next
			}
		}
		return false
	}
	return true
}
