package ledger

import (
	"maps"
	"reflect"
	"slices"
	"sort"
	"strings"
	"time"

	"chancery"
	"chancery/internal/edtf"
)

// Update returns the ledger of l's input without the documents named in remove and with what add holds: the same
// ledger, byte for byte, that Build makes of the whole. It derives again only the pairs of the documents that came, went or got
// another date, or became or ceased to be copies; l, which must be of all documents, stays as it is.
func (l *Ledger) Update(add Input, remove ...string) *Ledger {
	n := &Ledger{lines: l.lines, kinds: l.kinds, decisions: l.decisions, lives: l.lives, docs: maps.Clone(l.docs), pairs: maps.Clone(l.pairs)}
	changed := map[string]bool{}
	for _, id := range remove {
		if _, ok := n.docs[id]; ok {
			changed[id] = true
			delete(n.docs, id)
		}
	}
	for id, d := range gather(add) {
		if old, ok := n.docs[id]; ok {
			d = merge(old, d)
		}
		n.docs[id] = d
		changed[id] = true
	}
	if len(add.Decisions) > 0 {
		n.decide(add.Decisions, changed)
	}

	// The pairs of the documents as they were and as they are.
	w := &rewrite{old: l, new: n, changed: changed, fresh: map[pairKey][]ref{}, touched: map[pairKey]bool{}}
	for _, id := range sortedKeys(changed) {
		if d, ok := n.docs[id]; ok {
			n.settle(d)
		}
		w.reindex(id)
	}
	for _, id := range n.recopy(l, changed) {
		w.touch(w.new, id)
	}
	// The undated documents that may now be dated otherwise.
	source := evidenceOf(n, w.refs)
	for _, id := range w.doubtful() {
		d := n.docs[id]
		if changed[id] {
			d.dating, d.date = inferDate(n, d, source)
			d.anchor(chancery.BasisInferred)
			continue
		}
		dating, date := inferDate(n, d, source)
		if reflect.DeepEqual(dating, d.dating) {
			continue
		}
		again := &document{Doc: d.Doc, assumed: d.assumed, raw: d.raw}
		n.settle(again)
		again.dating, again.date = dating, date
		again.anchor(chancery.BasisInferred)
		n.docs[id] = again
		changed[id] = true
		w.reindex(id)
	}
	for k := range w.touched {
		refs := w.refs(k)
		if len(refs) == 0 {
			delete(n.pairs, k)
			continue
		}
		refs = slices.Clone(refs)
		sortRefs(refs)
		n.pairs[k] = &pair{key: k, refs: refs}
	}
	return n
}

// merge joins two records of one document, and their claims.
func merge(a, b *document) *document {
	out := &document{Doc: a.Doc, assumed: a.assumed}
	if a.assumed && !b.assumed || a.assumed == b.assumed && lessDoc(b.Doc, a.Doc) {
		out.Doc, out.assumed = b.Doc, b.assumed
	}
	out.raw = append(slices.Clone(a.raw), b.raw...)
	out.tidy()
	return out
}

// decide adds decisions, and marks the documents whose claims they are about as changed.
func (l *Ledger) decide(more []chancery.Decision, changed map[string]bool) {
	l.decisions = newDecisions(append(slices.Clone(l.decisions.all), more...))
	about := map[string]bool{}
	for _, d := range more {
		about[d.Claim], about[d.With] = true, true
	}
	for id, d := range l.docs {
		for _, c := range d.raw {
			if about[c.ID] && !changed[id] {
				changed[id] = true
				l.docs[id] = &document{Doc: d.Doc, assumed: d.assumed, raw: d.raw}
			}
		}
	}
}

// rewrite keeps what an update changes in the index of claims by pair.
type rewrite struct {
	old, new *Ledger
	changed  map[string]bool
	fresh    map[pairKey][]ref // of the changed documents as they are now
	touched  map[pairKey]bool
}

// recopy brings the copies of old up to date after documents changed, and returns the documents that are copies of another than before.
func (l *Ledger) recopy(old *Ledger, changed map[string]bool) []string {
	var gone, came []Doc
	for _, id := range sortedKeys(changed) {
		was, is := old.docs[id], l.docs[id]
		if was != nil && is != nil && sameRecord(&was.Doc, &is.Doc) {
			continue
		}
		if was != nil {
			gone = append(gone, was.Doc)
		}
		if is != nil {
			came = append(came, is.Doc)
		}
	}
	copies, others := old.allCopies().update(gone, came, func(id string) *Doc {
		if d := l.docs[id]; d != nil {
			return &d.Doc
		}
		return nil
	})
	l.copies = copies
	return sortedKeys(others)
}

// sameRecord reports whether two records of a document tell the same of whether it is a copy.
func sameRecord(a, b *Doc) bool {
	return a.Date == b.Date && a.Name == b.Name && slices.Equal(a.Fingerprint, b.Fingerprint)
}

// touch marks the pairs of a document as l has it, and returns its claims by pair.
func (w *rewrite) touch(l *Ledger, id string) map[pairKey][]ref {
	pairs := map[pairKey][]ref{}
	if d, ok := l.docs[id]; ok {
		l.index(d, pairs)
	}
	for k := range pairs {
		w.touched[k] = true
	}
	return pairs
}

// reindex marks the pairs of a document, as it was and as it is, and enters its claims as they are.
func (w *rewrite) reindex(id string) {
	w.touch(w.old, id)
	for k, refs := range w.touch(w.new, id) {
		w.fresh[k] = append(w.fresh[k], refs...)
	}
}

// refs returns the claims of a pair after the update, in no order.
func (w *rewrite) refs(k pairKey) []ref {
	p, ok := w.old.pairs[k]
	if !w.touched[k] {
		if ok {
			return p.refs
		}
		return nil
	}
	var out []ref
	if ok {
		for _, r := range p.refs {
			if !w.changed[r.doc.ID] {
				out = append(out, r)
			}
		}
	}
	return append(out, w.fresh[k]...)
}

// doubtful returns the undated documents that speak of a touched pair, by id.
func (w *rewrite) doubtful() []string {
	found := map[string]bool{}
	alone := map[string]bool{}
	see := func(refs []ref) {
		for _, r := range refs {
			if d := w.new.docs[r.doc.ID]; d != nil && undated(d) {
				found[d.ID] = true
			}
		}
	}
	for k := range w.touched {
		see(w.refs(k))
		if k.b == "" {
			alone[k.a] = true
		}
	}
	if len(alone) > 0 { // what concerns one state alone may date a story about it and another
		for k, p := range w.old.pairs {
			if (alone[k.a] || alone[k.b]) && !w.touched[k] {
				see(p.refs)
			}
		}
	}
	for id := range w.changed {
		if d := w.new.docs[id]; d != nil && undated(d) {
			found[id] = true
		}
	}
	return sortedKeys(found)
}

// undated reports whether a document bears no date of its own.
func undated(d *document) bool { return d.dating.Kind == chancery.DateInferred || d.date.IsUnknown() }

// Known returns the ledger as it would have been on a day: of the documents recorded and the decisions taken by then. Pairs are derived when asked for.
func (l *Ledger) Known(on string) (*Ledger, error) {
	day, err := edtf.Parse(on)
	if err != nil || day.IsUnknown() {
		return nil, &chancery.Error{Code: chancery.CodeUsage, Where: on, Message: "not a date", Hint: "write 2023-01-01", Err: err}
	}
	_, last := day.Bounds()
	docs := map[string]*document{}
	for id, d := range l.docs {
		if recorded(d.Recorded) <= last {
			docs[id] = &document{Doc: d.Doc, assumed: d.assumed, raw: d.raw}
		}
	}
	var decided []chancery.Decision
	for _, x := range l.decisions.all {
		if recorded(x.At) <= last {
			decided = append(decided, x)
		}
	}
	return bare(decided, l.lines, l.kinds).build(docs), nil
}

// recorded is the first day of an EDTF or RFC 3339 time, in UTC; MinDay where there is none, for what has no such time was always known.
func recorded(s string) edtf.Day {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		s = t.UTC().Format(time.DateOnly)
	}
	d, ok := parse(s)
	if !ok {
		return edtf.MinDay
	}
	lo, _ := d.Bounds()
	return lo
}

// Change is one way in which a ledger differs from an earlier one.
type Change struct {
	Type   string   `json:"type"` // standing representation recognition discrepancy gap event date
	What   string   `json:"what"` // new gone
	A      string   `json:"a,omitempty"`
	B      string   `json:"b,omitempty"`
	ID     string   `json:"id"` // of the period, discrepancy, gap or event; of a date, of the document
	Text   string   `json:"text"`
	Claims []string `json:"claims,omitempty"`
}

// Subject is what a change is about: a pair of lines of states, B "" for what is of one alone, or a document.
type Subject struct{ A, B, Document string }

// Changes lists what is in new and not in old, and what was in old and is gone, by pair. Pairs that an update left alone are not looked at.
func Changes(old, new *Ledger) []Change {
	var out []Change
	for _, s := range Changed(old, new) {
		out = append(out, Differ(old.Says(s), new.Says(s))...)
	}
	return out
}

// Changed returns the subjects of which new may say something else than old: pairs, then documents. old may be nil, for a ledger that says nothing.
func Changed(old, new *Ledger) []Subject {
	if old == nil {
		old = &Ledger{}
	}
	keys := map[pairKey]bool{}
	for k, p := range old.pairs {
		if new.pairs[k] != p {
			keys[k] = true
		}
	}
	for k, p := range new.pairs {
		if old.pairs[k] != p {
			keys[k] = true
		}
	}
	order := slices.Collect(maps.Keys(keys))
	sort.Slice(order, func(i, j int) bool { return order[i].less(order[j]) })
	out := make([]Subject, 0, len(order))
	for _, k := range order {
		out = append(out, Subject{A: k.a, B: k.b})
	}
	for _, id := range union(sortedKeys(old.docs), sortedKeys(new.docs)) {
		if old.docs[id] != new.docs[id] {
			out = append(out, Subject{Document: id})
		}
	}
	return out
}

// Says returns what l says of a subject, one line each, without What; nothing of one that it does not have.
func (l *Ledger) Says(s Subject) []Change {
	if s.Document != "" {
		if d := l.docs[s.Document]; d != nil && d.dating.EDTF != "" {
			return []Change{{Type: "date", ID: s.Document, Text: d.dating.EDTF}}
		}
		return nil
	}
	k := pairKey{s.A, s.B}
	if _, ok := l.pairs[k]; !ok {
		return nil
	}
	return l.derived(k).lines()
}

// Differ lists what of was is gone and what of is is new, told by its text.
func Differ(was, is []Change) []Change {
	type key struct{ typ, a, b, text string }
	of := func(c Change) key { return key{c.Type, c.A, c.B, c.Text} }
	had, has := map[key]bool{}, map[key]bool{}
	for _, c := range was {
		had[of(c)] = true
	}
	for _, c := range is {
		has[of(c)] = true
	}
	var out []Change
	for _, c := range was {
		if !has[of(c)] {
			c.What = "gone"
			out = append(out, c)
		}
	}
	for _, c := range is {
		if !had[of(c)] {
			c.What = "new"
			out = append(out, c)
		}
	}
	return out
}

// lines writes what was derived of a pair, one line each.
func (d *derived) lines() []Change {
	var out []Change
	for _, p := range d.periods {
		text := string(p.Standing)
		a, b := p.A, p.B
		if r := p.Representation; r != nil {
			a, b = r.Sender, r.Receiver
			text = r.Type
			if r.City != "" {
				text += " " + r.City
			}
			if r.By != "" {
				text += " by " + r.By
			}
		}
		out = append(out, Change{Type: p.Track, A: a, B: b, ID: p.ID, Text: text + " " + p.From + " to " + p.To + ", " + string(p.Evidence), Claims: p.Claims})
	}
	for _, e := range d.events {
		out = append(out, Change{Type: "event", A: d.key.a, B: d.key.b, ID: e.ID, Text: strings.TrimRight(e.Kind+" "+e.When, " ") + ", " + string(e.Modality), Claims: e.Claims})
	}
	for _, x := range d.discrepancies {
		text := x.Type + " of " + x.Kind + ":"
		for _, v := range x.Values {
			text += " " + v
		}
		out = append(out, Change{Type: "discrepancy", A: x.A, B: x.B, ID: x.ID, Text: text, Claims: claimsOf(x.Sides)})
	}
	for _, g := range d.gaps {
		out = append(out, Change{Type: "gap", A: g.A, B: g.B, ID: g.ID, Text: g.Type + " after " + or(g.After, "..") + " before " + or(g.Before, ".."), Claims: g.Claims})
	}
	return out
}

func claimsOf(sides []chancery.Side) []string {
	var out []string
	for _, s := range sides {
		out = append(out, s.Claims...)
	}
	return union(out)
}
