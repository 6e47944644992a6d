package ledger

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"

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
	var out []Pair
	for k := range l.asked(d) {
		out = append(out, Pair{k.a, k.b})
	}
	return out
}

// asked is Evidence of a document that has been settled.
func (l *Ledger) asked(d *document) map[pairKey]bool {
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
	return found
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
	for _, s := range w.list {
		head = binary.AppendUvarint(head, uint64(len(s)))
	}
	for _, s := range w.list {
		head = append(head, s...)
	}
	return append(head, w.body...)
}

// PackVersion changes with what Pack writes and with what the ledger derives from the same claims.
const PackVersion = 5

// Packed is a pair as Pack wrote it.
type Packed struct {
	Pair
	Value string
}

// of reports whether p is a pair of a, and of b; "" is any.
func (p *Packed) of(a, b string) bool {
	return (a == "" || p.A == a || p.B == a) && (b == "" || p.A == b || p.B == b)
}

// Restore makes a ledger of packed pairs, which answers Status, World, Pairs, Told and Since of these and knows nothing else. Pairs are read as they are asked for:
// Status and World tell of one that nobody packed.
func Restore(ps []Packed, lines Lineage, kinds *vocab.Kinds) *Ledger {
	l := &Ledger{lines: lines, kinds: kinds, decisions: newDecisions(nil), lives: &lives{lines: lines}, packed: slices.Clone(ps)}
	if l.packed == nil {
		l.packed = []Packed{}
	}
	slices.SortFunc(l.packed, func(a, b Packed) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return l
}

// packedAt returns what is packed of a pair, as far as it answers Status on a day.
func (l *Ledger) packedAt(k pairKey, day edtf.Day) (*derived, error) {
	i, ok := slices.BinarySearchFunc(l.packed, k, func(p Packed, k pairKey) int { return cmp.Or(cmp.Compare(p.A, k.a), cmp.Compare(p.B, k.b)) })
	if !ok {
		return &derived{key: k}, nil
	}
	d := &derived{}
	return d, new(reader).at(&l.packed[i], day, d)
}

// packedIn reads the pairs of a, and of b; "" is any. One that cannot be read tells nothing.
func (l *Ledger) packedIn(a, b string) []*derived {
	var out []*derived
	for i := range l.packed {
		d := &derived{}
		if l.packed[i].of(a, b) && new(reader).at(&l.packed[i], edtf.MaxDay, d) == nil {
			out = append(out, d)
		}
	}
	return out
}

// packedWorld is World of packed pairs.
func (l *Ledger) packedWorld(on edtf.Date) ([]chancery.Status, error) {
	const together = 256 // so many pairs are read into the same memory
	_, day := on.Bounds()
	said := on.String()
	out := make([]chancery.Status, len(l.packed))
	bad := make([]error, len(l.packed)/together+1)
	parallel(len(bad), func(n int) {
		r, d, room := &reader{many: together}, new(derived), make([]chancery.Representation, 2*together)
		for i := n * together; i < min((n+1)*together, len(out)); i++ {
			if err := r.at(&l.packed[i], day, d); err != nil {
				bad[n] = err
				return
			}
			at := 2 * (i - n*together)
			out[i] = l.status(d.key, d, said, day, room[at:at+2])
		}
	})
	return out, errors.Join(bad...)
}

// packer writes numbers and, each once, strings.
type packer struct {
	body []byte
	list []string
	at   map[string]uint64
}

func (w *packer) int(n int64) { w.body = binary.AppendVarint(w.body, n) }

func (w *packer) uint(n int) { w.body = binary.AppendUvarint(w.body, uint64(n)) }

func (w *packer) string(s string) {
	i, ok := w.at[s]
	if !ok {
		i = uint64(len(w.list))
		w.at[s] = i
		w.list = append(w.list, s)
	}
	w.uint(int(i))
}

func (w *packer) strings(ss []string) {
	w.uint(len(ss))
	for _, s := range ss {
		w.string(s)
	}
}

// The flags of a packed edge: what it is, and which of its days are left out because they follow.
const (
	edgeInferred = 1 << iota
	edgePresumed
	edgeOpen
	edgeFromMin    // span.lo is edtf.MinDay
	edgeToMax      // span.hi is edtf.MaxDay
	edgeOneDay     // span.hi is span.lo
	edgeUndisputed // dispute is undisputed
	edgeNoDispute  // dispute is the zero span
)

func (w *packer) edge(e *edge) {
	flags := 0
	for i, on := range [...]bool{e.inferred, e.presumed, e.open, e.span.lo == edtf.MinDay, e.span.hi == edtf.MaxDay, e.span.hi == e.span.lo, e.dispute == undisputed, e.dispute == span{}} {
		if on {
			flags |= 1 << i
		}
	}
	w.string(e.when)
	w.uint(flags)
	if flags&edgeFromMin == 0 {
		w.int(int64(e.span.lo))
	}
	if flags&(edgeToMax|edgeOneDay) == 0 {
		w.int(int64(e.span.hi) - int64(e.span.lo))
	}
	if flags&(edgeUndisputed|edgeNoDispute) == 0 {
		w.int(int64(e.dispute.lo))
		w.int(int64(e.dispute.hi) - int64(e.dispute.lo))
	}
}

func packRuns[T comparable](w *packer, runs []stretch[T], state func(T)) {
	w.uint(len(runs))
	for i := range runs {
		r := &runs[i]
		state(r.state)
		w.edge(&r.from)
		if i+1 < len(runs) && r.to == runs[i+1].from {
			w.uint(0)
		} else {
			w.uint(1)
			w.edge(&r.to)
		}
		// What is only read of the run that is asked for goes behind its length.
		from := len(w.body)
		w.strings(r.claims)
		w.strings(r.against)
		w.strings(r.members)
		w.string(r.rule)
		rest := slices.Clone(w.body[from:])
		w.body = append(binary.AppendUvarint(w.body[:from], uint64(len(rest))), rest...)
	}
}

var errPacked = errors.New("a packed pair cannot be read")

// reader reads what packer wrote, one pair after another into the same memory. After an error it reads nothing more of a pair.
type reader struct {
	body  string
	next  int      // in body
	text  string   // of all strings
	ends  []uint32 // of each string in text
	rests [3][]string
	room  []string // for lists of strings, which are handed out
	many  int      // for how many strings to make room at once; 0: for those of one list
	bad   bool
}

// at reads a pair into d: all its runs, and of those that Status looks at on a day what is told of them.
func (r *reader) at(p *Packed, day edtf.Day, d *derived) error {
	*d = derived{key: p.key(), tells: true, standing: d.standing, mission: d.mission}
	r.body, r.next, r.bad = p.Value, 0, false
	n := r.count()
	total := 0
	r.ends = r.ends[:0]
	for range n {
		total += r.count()
		r.ends = append(r.ends, uint32(total))
	}
	if r.bad || total > r.left() {
		return errPacked
	}
	r.text, r.body, r.next = r.body[r.next:r.next+total], r.body[r.next+total:], 0
	d.standing = unpackRuns(r, 0, d.standing, func() chancery.Standing { return chancery.Standing(r.string()) })
	for dir := range d.mission {
		d.mission[dir] = unpackRuns(r, 1+dir, d.mission[dir], func() mission {
			return mission{kind: r.string(), name: r.string(), city: r.string(), by: r.string(), level: r.string()}
		})
	}
	if r.bad || r.left() > 0 {
		return errPacked
	}
	tellOn(r, 0, d.standing, day)
	for dir := range d.mission {
		tellOn(r, 1+dir, d.mission[dir], day)
	}
	if r.bad {
		return errPacked
	}
	return nil
}

// left is how many bytes are still to be read.
func (r *reader) left() int { return len(r.body) - r.next }

// fail has nothing more be read.
func (r *reader) fail() { r.bad, r.next = true, len(r.body) }

func (r *reader) uint() uint64 {
	if r.next < len(r.body) && r.body[r.next] < 0x80 {
		r.next++
		return uint64(r.body[r.next-1])
	}
	return r.long()
}

// long is uint of a number of several bytes.
func (r *reader) long() (n uint64) {
	for i := 0; i < 10 && r.next < len(r.body); i++ {
		b := r.body[r.next]
		r.next++
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			return n
		}
	}
	r.fail()
	return 0
}

func (r *reader) int() int64 {
	n := r.uint()
	return int64(n>>1) ^ -int64(n&1)
}

// count is a number of things that are still to come, each of at least one byte in what is left.
func (r *reader) count() int {
	n := r.uint()
	if n > uint64(r.left()) {
		r.fail()
		return 0
	}
	return int(n)
}

func (r *reader) string() string {
	i := r.uint()
	if i >= uint64(len(r.ends)) {
		r.bad = true
		return ""
	}
	from := uint32(0)
	if i > 0 {
		from = r.ends[i-1]
	}
	return r.text[from:r.ends[i]]
}

func (r *reader) strings() []string {
	n := r.count()
	if n == 0 {
		return nil
	}
	if len(r.room) < n {
		r.room = make([]string, max(n, r.many))
	}
	out := r.room[:n:n]
	r.room = r.room[n:]
	for i := range out {
		out[i] = r.string()
	}
	return out
}

func (r *reader) edge() edge {
	e := edge{when: r.string()}
	flags := r.uint()
	e.inferred, e.presumed, e.open = flags&edgeInferred != 0, flags&edgePresumed != 0, flags&edgeOpen != 0
	e.span.lo = edtf.MinDay
	if flags&edgeFromMin == 0 {
		e.span.lo = edtf.Day(r.int())
	}
	switch {
	case flags&edgeOneDay != 0:
		e.span.hi = e.span.lo
	case flags&edgeToMax != 0:
		e.span.hi = edtf.MaxDay
	default:
		e.span.hi = edtf.Day(int64(e.span.lo) + r.int())
	}
	switch {
	case flags&edgeUndisputed != 0:
		e.dispute = undisputed
	case flags&edgeNoDispute == 0:
		e.dispute.lo = edtf.Day(r.int())
		e.dispute.hi = edtf.Day(int64(e.dispute.lo) + r.int())
	}
	return e
}

// unpackRuns reads the runs of a track into the memory of earlier ones, but for what is told of them.
func unpackRuns[T comparable](r *reader, track int, into []stretch[T], state func() T) []stretch[T] {
	into, r.rests[track] = into[:0], r.rests[track][:0]
	open := false // the run before ends with the next edge
	for n := r.count(); n > 0; n-- {
		into = append(into, stretch[T]{state: state(), from: r.edge()})
		run := &into[len(into)-1]
		if open {
			into[len(into)-2].to = run.from
		}
		if open = r.uint() == 0; !open {
			run.to = r.edge()
		} else if n == 1 {
			r.bad = true
		}
		size := r.count()
		r.rests[track] = append(r.rests[track], r.body[r.next:r.next+size])
		r.next += size
	}
	return into
}

// tellOn reads what is told of the runs of a track that may stand on a day.
func tellOn[T comparable](r *reader, track int, runs []stretch[T], day edtf.Day) {
	if len(runs) == 0 {
		return
	}
	now, maybe, _ := stretchAt(runs, day)
	for _, i := range append(maybe, now) {
		r.body, r.next = r.rests[track][i], 0
		p := &runs[i]
		p.claims, p.against, p.members, p.rule = r.strings(), r.strings(), r.strings(), r.string()
		r.bad = r.bad || r.left() > 0
	}
}
