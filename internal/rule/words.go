package rule

// Which rules can hold in a sentence at all, by its words alone.

// Seen is a set of classes of which a sentence may have a word.
type Seen []uint64

func (s Seen) add(id int)      { s[id/64] |= 1 << (id % 64) }
func (s Seen) has(id int) bool { return s[id/64]>>(id%64)&1 != 0 }

// indexWords prepares See and Possible: it numbers the classes that rules need.
func (s *Set) indexWords() {
	s.classID, s.byWord, s.wants = map[*Class]int{}, map[string][]int{}, map[*Rule][][]int{}
	for _, r := range s.Rules {
		for i := range r.Needs {
			if n := &r.Needs[i]; !n.Not && len(n.Classes) > 0 {
				var ids []int
				for _, c := range n.Classes {
					ids = append(ids, s.number(c))
				}
				s.wants[r] = append(s.wants[r], ids)
			}
		}
	}
}

func (s *Set) number(c *Class) int {
	id, ok := s.classID[c]
	if ok {
		return id
	}
	id = len(s.classID)
	s.classID[c] = id
	for w := range c.Words {
		s.byWord[w] = append(s.byWord[w], id)
	}
	for _, p := range c.Phrases {
		s.byWord[p[0]] = append(s.byWord[p[0]], id)
	}
	return id
}

// Unseen returns the set of a sentence without words.
func (s *Set) Unseen() Seen { return make(Seen, len(s.classID)/64+1) }

// See notes a lemma or a form of the sentence, in lower case.
func (s *Set) See(seen Seen, word string) {
	for _, id := range s.byWord[word] {
		seen.add(id)
	}
}

// SeeClass notes that a word of the sentence stands for one of c.
func (s *Set) SeeClass(seen Seen, c *Class) {
	if id, ok := s.classID[c]; ok {
		seen.add(id)
	}
}

// Possible reports whether the sentence may have words for every need of r. It may say so of too many rules, never of too few.
func (s *Set) Possible(r *Rule, seen Seen) bool {
next:
	for _, ids := range s.wants[r] {
		for _, id := range ids {
			if seen.has(id) {
				continue next
			}
		}
		return false
	}
	return true
}
