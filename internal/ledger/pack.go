package ledger

import (
	"encoding/binary"
	"errors"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/vocab"
)

// Pair names two actors under the keys of the ledger, A < B; B is "" for what concerns one alone.
type Pair struct{ A, B string }

func (p Pair) key() pairKey { return pairKey{p.A, p.B} }

// PairOf returns the pair under which two parties are kept, by their ids.
func PairOf(lines Lineage, a, b string) Pair {
	l := Ledger{lines: lines}
	k := newPair(l.line(a), l.line(b))
	return Pair{k.a, k.b}
}

// Pairs returns all pairs of the ledger, in order.
func (l *Ledger) Pairs() []Pair {
	keys := l.keys()
	out := make([]Pair, len(keys))
	for i, k := range keys {
		out[i] = Pair{k.a, k.b}
	}
	return out
}

// ClaimPairs returns the pairs of each claim of a document as it stands after decisions: by id of the claim, those of no pair left out.
func (l *Ledger) ClaimPairs(document string) map[string][]Pair {
	d, ok := l.docs[document]
	if !ok {
		return nil
	}
	out := make(map[string][]Pair, len(d.claims))
	for _, c := range d.claims {
		for _, p := range l.pairsOf(c.Claim, nil) {
			out[c.ID] = append(out[c.ID], Pair{p.a, p.b})
		}
	}
	return out
}

// Evidence returns the pairs whose claims may date a document without a date of its own: those in which it tells times relative to its date. None
// where these are too few to date it.
func (l *Ledger) Evidence(document string) []Pair {
	d, ok := l.docs[document]
	if !ok {
		return nil
	}
	found, hints := map[pairKey]bool{}, 0
	for _, c := range d.claims {
		if c.When == nil || c.When.Relative == "" || !c.told.IsUnknown() || !c.Modality.Actual() {
			continue
		}
		hints++
		for _, p := range l.pairsOf(c.Claim, nil) {
			found[p.pairKey] = true
			if p.b != "" {
				found[newPair(p.a, "")], found[newPair(p.b, "")] = true, true
				continue
			}
			for _, o := range d.claims { // what is told of one alone is held against all that the document tells of it
				for _, q := range l.pairsOf(o.Claim, nil) {
					if q.a == p.a || q.b == p.a {
						found[q.pairKey] = true
					}
				}
			}
		}
	}
	if hints < 2 {
		return nil
	}
	out := make([]Pair, 0, len(found))
	for k := range found {
		out = append(out, Pair{k.a, k.b})
	}
	return out
}

// PackAll packs some pairs, on all processors. What was derived for it is not held on to.
func (l *Ledger) PackAll(ps []Pair) [][]byte {
	out := make([][]byte, len(ps))
	parallel(len(ps), func(i int) {
		k := ps[i].key()
		if p, ok := l.pairs[k]; ok {
			out[i] = pack(derive(k, p.refs, l))
		}
	})
	return out
}

// Pack writes what stood between a pair at which time, for Restore; nil where the ledger tells nothing of it. A packed pair can be read by
// the version that wrote it: PackVersion.
func (l *Ledger) Pack(p Pair) []byte {
	return pack(l.derived(p.key()))
}

func pack(d *derived) []byte {
	if !d.tells {
		return nil
	}
	w := &packer{at: map[string]uint64{}}
	packRuns(w, d.standing, func(s chancery.Standing) { w.string(string(s)) })
	for dir := range d.mission {
		packRuns(w, d.mission[dir], func(m mission) {
			for _, s := range [...]string{m.kind, m.name, m.city, m.by, m.level} {
				w.string(s)
			}
		})
	}
	head := binary.AppendUvarint(nil, uint64(len(w.list)))
	head = binary.AppendUvarint(head, uint64(w.listed))
	for _, s := range w.list {
		head = binary.AppendUvarint(head, uint64(len(s)))
	}
	for _, s := range w.list {
		head = append(head, s...)
	}
	return append(head, w.body...)
}

// PackVersion changes with what Pack writes and with what the ledger derives from the same claims.
const PackVersion = 3

// Packed is a pair as Pack wrote it.
type Packed struct {
	Pair
	Value []byte
}

// Restore makes a ledger of packed pairs, which answers Status and World of these and knows nothing else.
func Restore(ps []Packed, lines Lineage, kinds *vocab.Kinds) (*Ledger, error) {
	l := &Ledger{lines: lines, kinds: kinds, docs: map[string]*document{}, decisions: newDecisions(nil), pairs: make(map[pairKey]*pair, len(ps)), lives: &lives{lines: lines}}
	made := make([]*pair, len(ps))
	bad := make([]error, len(ps))
	parallel(len(ps), func(i int) {
		d := &derived{key: ps[i].key(), tells: true}
		bad[i] = unpack(ps[i].Value, d)
		made[i] = &pair{key: d.key, result: d}
		made[i].once.Do(func() {})
	})
	for _, p := range made {
		l.pairs[p.key] = p
	}
	return l, errors.Join(bad...)
}

// packer writes numbers and, each once, strings.
type packer struct {
	body   []byte
	list   []string
	at     map[string]uint64
	listed int // strings in lists, together
}

func (w *packer) int(n int64) { w.body = binary.AppendVarint(w.body, n) }

func (w *packer) string(s string) {
	i, ok := w.at[s]
	if !ok {
		i = uint64(len(w.list))
		w.at[s] = i
		w.list = append(w.list, s)
	}
	w.body = binary.AppendUvarint(w.body, i)
}

func (w *packer) strings(ss []string) {
	w.int(int64(len(ss)))
	w.listed += len(ss)
	for _, s := range ss {
		w.string(s)
	}
}

func (w *packer) edge(e *edge) {
	w.string(e.when)
	for _, day := range [...]edtf.Day{e.span.lo, e.span.hi, e.dispute.lo, e.dispute.hi} {
		w.int(int64(day))
	}
	flags := int64(0)
	for i, on := range [...]bool{e.inferred, e.presumed, e.open} {
		if on {
			flags |= 1 << i
		}
	}
	w.int(flags)
}

func packRuns[T comparable](w *packer, runs []stretch[T], state func(T)) {
	w.int(int64(len(runs)))
	for i := range runs {
		r := &runs[i]
		state(r.state)
		w.edge(&r.from)
		w.edge(&r.to)
		w.strings(r.claims)
		w.strings(r.against)
		w.strings(r.members)
		w.string(r.rule)
	}
}

var errPacked = errors.New("a packed pair cannot be read")

// reader reads what packer wrote. After an error it reads nothing more.
type reader struct {
	body []byte
	list []string
	room []string // for the strings of all lists
	bad  bool
}

func unpack(b []byte, d *derived) error {
	r := &reader{body: b}
	n, listed := r.count(), r.count()
	lengths := *r
	total := 0
	for range n {
		total += r.count()
	}
	if r.bad || total > len(r.body) {
		return errPacked
	}
	text := string(r.body[:total])
	r.body, r.list, r.room = r.body[total:], make([]string, n), make([]string, 0, listed)
	from := 0
	for i := range r.list {
		to := from + lengths.count()
		r.list[i], from = text[from:to], to
	}
	d.standing = unpackRuns(r, func() chancery.Standing { return chancery.Standing(r.string()) })
	for dir := range d.mission {
		d.mission[dir] = unpackRuns(r, func() mission {
			return mission{kind: r.string(), name: r.string(), city: r.string(), by: r.string(), level: r.string()}
		})
	}
	if r.bad || len(r.body) > 0 {
		return errPacked
	}
	return nil
}

func (r *reader) uint() uint64 {
	n, size := binary.Uvarint(r.body)
	if size <= 0 {
		r.bad, r.body = true, nil
		return 0
	}
	r.body = r.body[size:]
	return n
}

func (r *reader) int() int64 {
	n, size := binary.Varint(r.body)
	if size <= 0 {
		r.bad, r.body = true, nil
		return 0
	}
	r.body = r.body[size:]
	return n
}

// count is a number of things that are still to come, each of at least one byte in what is left.
func (r *reader) count() int {
	n := r.uint()
	if n > uint64(len(r.body)) {
		r.bad, r.body = true, nil
		return 0
	}
	return int(n)
}

func (r *reader) string() string {
	i := r.uint()
	if i >= uint64(len(r.list)) {
		r.bad = true
		return ""
	}
	return r.list[i]
}

func (r *reader) strings() []string {
	n := r.int()
	if n <= 0 || n > int64(len(r.body)) {
		r.bad = r.bad || n != 0
		return nil
	}
	from := len(r.room)
	for range n {
		r.room = append(r.room, r.string())
	}
	return r.room[from:len(r.room):len(r.room)]
}

func (r *reader) edge() edge {
	e := edge{when: r.string()}
	for _, day := range [...]*edtf.Day{&e.span.lo, &e.span.hi, &e.dispute.lo, &e.dispute.hi} {
		*day = edtf.Day(r.int())
	}
	flags := r.int()
	e.inferred, e.presumed, e.open = flags&1 != 0, flags&2 != 0, flags&4 != 0
	return e
}

func unpackRuns[T comparable](r *reader, state func() T) []stretch[T] {
	n := r.int()
	if n <= 0 || n > int64(len(r.body)) {
		r.bad = r.bad || n != 0
		return nil
	}
	out := make([]stretch[T], n)
	for i := range out {
		out[i] = stretch[T]{state: state(), from: r.edge(), to: r.edge(), claims: r.strings(), against: r.strings(), members: r.strings(), rule: r.string()}
	}
	return out
}
