package ledger

import (
	"cmp"
	"maps"
	"slices"
	"sort"
	"strings"
)

// leaders is with how many of the documents of a band, the first by id, each of the others is compared.
const leaders = 32

// bandCount is the number of bands of a sketch: two sketches that agree in sameSlots of sketchSize numbers differ in
// sketchSize-sameSlots of them at most, which spoils as many bands, so that one band at least is left.
const bandCount = sketchSize - sameSlots + 1

// Bands returns the keys under which a document of that sketch is looked for: two that tell one story share at least one. None for no sketch.
func Bands(sketch []uint32) []uint64 {
	if len(sketch) != sketchSize {
		return nil
	}
	out := make([]uint64, bandCount)
	for i := range out {
		z := uint64(sketch[2*i])<<32 | uint64(sketch[2*i+1])
		z += uint64(i+1) * 0x9e3779b97f4a7c15
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		out[i] = z ^ z>>31
	}
	return out
}

// copies is which documents are copies, with the index by which that is brought up to date. It does not change once it is made.
type copies struct {
	bands   []bandEntry         // by key, then id
	of      map[string]string   // of each copy the original
	members map[string][]string // of each original its copies, sorted
}

type bandEntry struct {
	key uint64
	id  string
}

func (a bandEntry) compare(b bandEntry) int {
	return cmp.Or(cmp.Compare(a.key, b.key), strings.Compare(a.id, b.id))
}

// banded is the documents with a sketch, by id, and under which keys each is looked for, by key.
func banded(docs []Doc) (order []*Doc, entries []entry) {
	for i := range docs {
		if len(docs[i].Fingerprint) == sketchSize {
			order = append(order, &docs[i])
		}
	}
	slices.SortFunc(order, func(a, b *Doc) int { return strings.Compare(a.ID, b.ID) })
	entries = make([]entry, 0, len(order)*bandCount)
	for i, d := range order {
		for _, key := range Bands(d.Fingerprint) {
			entries = append(entries, entry{key, int32(i)})
		}
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.at, b.at)) })
	return order, entries
}

// entry is a key and which of the documents is looked for under it.
type entry struct {
	key uint64
	at  int32
}

// findCopies tells which of docs are copies: documents that tell one story in the same or nearly the same words, directly or
// through others. The original of each is the first of its group by date, name and id.
// It is a pure function of the set of docs; their order does not matter. Documents without a fingerprint are copies of none.
//
// Documents that share a band of their sketches are compared, in a band of many with the first 32 by id (which is chance, as ids are
// hashes). So the time is that of sorting docs once for each band, whatever they say.
func findCopies(docs []Doc) *copies {
	order, entries := banded(docs)
	c := &copies{bands: make([]bandEntry, len(entries)), of: map[string]string{}, members: map[string][]string{}}
	same, sketched := kin{}, map[string]*Doc{}
	for from, to := 0, 0; from < len(entries); from = to {
		for to = from; to < len(entries) && entries[to].key == entries[from].key; to++ {
			d := order[entries[to].at]
			c.bands[to] = bandEntry{entries[to].key, d.ID}
			for _, l := range entries[from:min(to, from+leaders)] {
				if o := order[l.at]; !same.one(d.ID, o.ID) && sameStory(d.Fingerprint, o.Fingerprint) {
					same.join(d.ID, o.ID)
					sketched[d.ID], sketched[o.ID] = d, o
				}
			}
		}
	}
	for _, ids := range same.groups() {
		first := slices.MinFunc(ids, func(a, b string) int { return earlier(sketched[a], sketched[b]) })
		for _, id := range ids {
			if id != first {
				c.of[id] = first
				c.members[first] = append(c.members[first], id)
			}
		}
		slices.Sort(c.members[first])
	}
	return c
}

// update returns the copies after documents went and came (one that changed does both), and what changed: by id of the document its original,
// "" for none. now gives a document as it is.
func (c *copies) update(gone, came []Doc, now func(id string) *Doc) (*copies, map[string]string) {
	changed, err := Recopy(&shelved{c, now}, gone, came)
	if err != nil { // shelved never fails
		panic(err)
	}
	n := &copies{bands: c.merged(gone, came), of: c.of, members: c.members}
	if len(changed) == 0 {
		return n, nil
	}
	n.of, n.members = maps.Clone(c.of), maps.Clone(c.members)
	var pool []string // of all whose original may be another, and of those that share theirs
	redo := func(original string) {
		pool = append(pool, c.members[original]...)
		delete(n.members, original)
	}
	for id, original := range changed {
		pool = append(pool, id)
		redo(c.of[id])
		redo(original)
		if original == "" {
			delete(n.of, id)
		} else {
			n.of[id] = original
		}
	}
	slices.Sort(pool)
	for _, id := range slices.Compact(pool) {
		if original := n.of[id]; original != "" {
			n.members[original] = append(n.members[original], id)
		}
	}
	return n, changed
}

// merged returns the bands after documents went and came.
func (c *copies) merged(gone, came []Doc) []bandEntry {
	cut := make(map[string]bool, len(gone))
	for i := range gone {
		cut[gone[i].ID] = true
	}
	var add []bandEntry
	for i := range came {
		for _, key := range Bands(came[i].Fingerprint) {
			add = append(add, bandEntry{key, came[i].ID})
		}
	}
	slices.SortFunc(add, bandEntry.compare)
	out := make([]bandEntry, 0, len(c.bands)+len(add))
	for _, e := range c.bands {
		for len(add) > 0 && add[0].compare(e) < 0 {
			out, add = append(out, add[0]), add[1:]
		}
		if len(cut) == 0 || !cut[e.id] {
			out = append(out, e)
		}
	}
	return append(out, add...)
}

// shelved is a Shelf of copies in memory.
type shelved struct {
	*copies
	now func(id string) *Doc
}

func (s *shelved) Band(key uint64, n int) ([]string, error) {
	from := sort.Search(len(s.bands), func(i int) bool { return s.bands[i].key >= key })
	var out []string
	for _, e := range s.bands[from:] {
		if e.key != key || n >= 0 && len(out) == n {
			break
		}
		out = append(out, e.id)
	}
	return out, nil
}

func (s *shelved) Group(id string) ([]string, error) {
	original := or(s.of[id], id)
	return append([]string{original}, s.members[original]...), nil
}

func (s *shelved) Docs(ids []string) (map[string]Doc, error) {
	out := make(map[string]Doc, len(ids))
	for _, id := range ids {
		if d := s.now(id); d != nil {
			out[id] = *d
		}
	}
	return out, nil
}

// earlier orders the documents of a group: by date, one without a date last, then by name and id.
func earlier(a, b *Doc) int {
	if (a.Date == "") != (b.Date == "") {
		return strings.Compare(b.Date, a.Date) // the empty one is the lesser string
	}
	return cmp.Or(strings.Compare(a.Date, b.Date), strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID))
}

// kin keeps which documents are one, by id. A document that was not joined to another is not in it.
type kin map[string]string

func (u kin) root(id string) string {
	for {
		up, ok := u[id]
		if !ok || up == id {
			return id
		}
		if top, ok := u[up]; ok {
			u[id] = top
		}
		id = up
	}
}

func (u kin) one(a, b string) bool { return u.root(a) == u.root(b) }

func (u kin) join(a, b string) {
	x, y := u.root(a), u.root(b)
	u[a], u[b] = u.root(a), u.root(b)
	top := min(x, y)
	u[x], u[y] = top, top
}

// groups returns the documents that were joined, by the one that stands for them.
func (u kin) groups() map[string][]string {
	out := map[string][]string{}
	for id := range u {
		out[u.root(id)] = append(out[u.root(id)], id)
	}
	return out
}
