// Package ledger derives, from claims and decisions, what stood between two states
// on a date: events, periods of standing and of representation, discrepancies, gaps, and the
// dates of documents that bear none. docs/ledger.md defines every word of that.
//
// It promises that a ledger is a pure function of a set of documents, claims and decisions:
// their order, their batches and their repetition change nothing, and neither does a clock, a map's order or the number
// of processors. A pair is derived from its own claims alone (a document's date, where it has to be
// inferred, is the one thing that passes from pair to pair), so pairs are derived in parallel and an
// update derives again only the pairs it touches.
//
// It reads no text, keeps nothing on disk, and decides nothing about who is right.
package ledger

import (
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/vocab"
)

// Doc is what the ledger needs to know of a document.
type Doc struct {
	ID          string // the SHA-256 of its text, or its name where there is none
	Name        string // the name it came in under
	Title       string
	Source      string            // who published it; "" where unknown
	Date        string            // EDTF; "" where nothing trustworthy gives one. Never a masthead's
	Kind        chancery.DateKind // where Date was found
	Latest      string            // EDTF of the latest past date that its text mentions; "" where not known: the claims of the pair tell
	Fingerprint []uint32          // of its story, by Fingerprint; nil where not known: it is then a copy of nothing
	Recorded    string            // the day it was recorded, EDTF or RFC 3339; "" where always known
}

// Input is what a ledger is made from. Its order and its duplicates do not matter.
type Input struct {
	Documents []Doc
	Claims    []chancery.Claim
	Decisions []chancery.Decision
}

// Lineage tells what states are, and which are one in the course of time; a party.Gazetteer is one. It must be safe
// for concurrent use, and its answers must not change while a ledger lives.
type Lineage interface {
	Line(id string) string                 // the id under which the line of a state is asked: SUN -> RUS; "" for no known party
	Members(line string) []string          // the states of a line; none where it is no line of states
	NameAt(id string, on edtf.Date) string // the name of a state on a date
	Exists(id string, on edtf.Date) bool   // whether that very state, not its line, existed on the date
}

// Ledger is what follows from an input. It is immutable and safe for concurrent use.
type Ledger struct {
	lines     Lineage
	kinds     *vocab.Kinds
	docs      map[string]*document
	decisions *decisions
	pairs     map[pairKey]*pair
	lives     *lives
}

// pairKey names two actors, a < b; b is "" for what concerns one alone.
type pairKey struct{ a, b string }

func newPair(a, b string) pairKey {
	if b != "" && (a == "" || b < a) {
		a, b = b, a
	}
	return pairKey{a, b}
}

func (k pairKey) less(o pairKey) bool {
	if k.a != o.a {
		return k.a < o.a
	}
	return k.b < o.b
}

// pair is one pair with its claims, and what was derived from them, once.
type pair struct {
	key    pairKey
	refs   []ref // sorted by claim id, then direction
	once   sync.Once
	result *derived
}

// document is a Doc with its claims as they stand after decisions.
type document struct {
	Doc
	raw    []*chancery.Claim // sorted by id, no two with the same
	claims []*claim          // effective; those rejected left out
	date   edtf.Date         // its own, or inferred; unknown where neither
	dating Dating
}

// claim is a claim as the ledger uses it: amended, and dated through its document.
type claim struct {
	*chancery.Claim
	doc      *document
	when     edtf.Date
	writing  bool // it holds when its document was written, and says no other time
	accepted bool // a person has accepted or amended it
}

// ref is a claim seen from a pair.
type ref struct {
	*claim
	dir int8 // forward: the pair's a acts on b; backward; both
}

const (
	forward int8 = iota
	backward
	both
)

// Build makes a ledger. Claims that name a document which in does not hold are taken as of an undated one.
func Build(in Input, lines Lineage, kinds *vocab.Kinds) *Ledger {
	l := &Ledger{lines: lines, kinds: kinds, docs: map[string]*document{}, pairs: map[pairKey]*pair{}, lives: &lives{lines: lines}}
	l.decisions = newDecisions(in.Decisions)
	for id, d := range gather(in) {
		l.docs[id] = d
	}
	ids := make([]string, 0, len(l.docs))
	for id := range l.docs {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	for _, id := range ids {
		l.settle(l.docs[id])
	}
	index := map[pairKey][]ref{}
	for _, id := range ids {
		l.index(l.docs[id], index)
	}
	l.dateAll(ids, index)
	for k, refs := range index {
		sortRefs(refs)
		l.pairs[k] = &pair{key: k, refs: refs}
	}
	return l
}

// Derive derives every pair now, on all processors; without it each is derived when first asked for.
func (l *Ledger) Derive() *Ledger {
	keys := l.keys()
	var wg sync.WaitGroup
	next := make(chan pairKey, 64)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for k := range next {
				l.derived(k)
			}
		})
	}
	for _, k := range keys {
		next <- k
	}
	close(next)
	wg.Wait()
	return l
}

func (l *Ledger) derived(k pairKey) *derived {
	p, ok := l.pairs[k]
	if !ok {
		return derive(k, nil, l)
	}
	p.once.Do(func() { p.result = derive(k, p.refs, l) })
	return p.result
}

func (l *Ledger) keys() []pairKey {
	keys := make([]pairKey, 0, len(l.pairs))
	for k := range l.pairs {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i].less(keys[j]) })
	return keys
}

// docKey returns the key of the document that a claim comes from.
func docKey(c *chancery.Claim) string {
	if c.DocumentID != "" {
		return c.DocumentID
	}
	return c.Document
}

// gather brings claims to their documents and drops repetitions.
func gather(in Input) map[string]*document {
	docs := map[string]*document{}
	for _, d := range in.Documents {
		if d.ID == "" {
			d.ID = d.Name
		}
		if old, ok := docs[d.ID]; !ok {
			docs[d.ID] = &document{Doc: d}
		} else if lessDoc(d, old.Doc) {
			old.Doc = d
		}
	}
	for i := range in.Claims {
		c := &in.Claims[i]
		if c.ID == "" {
			named := *c
			named.ID = c.Identify()
			c = &named
		}
		key := docKey(c)
		d, ok := docs[key]
		if !ok {
			d = &document{Doc: Doc{ID: key, Name: c.Document}}
			docs[key] = d
		}
		d.raw = append(d.raw, c)
	}
	for _, d := range docs {
		sort.Slice(d.raw, func(i, j int) bool { return lessClaim(d.raw[i], d.raw[j]) })
		d.raw = slices.CompactFunc(d.raw, func(a, b *chancery.Claim) bool { return a.ID == b.ID })
		if d.Name == "" && len(d.raw) > 0 {
			d.Name = d.raw[0].Document
		}
	}
	return docs
}

// lessDoc orders two records of one document, so that the same one is kept in any order: the first recorded, then by its fields.
func lessDoc(a, b Doc) bool {
	x := []string{a.Recorded, a.Name, a.Date, string(a.Kind), a.Title, a.Source, a.Latest}
	y := []string{b.Recorded, b.Name, b.Date, string(b.Kind), b.Title, b.Source, b.Latest}
	if c := slices.Compare(x, y); c != 0 {
		return c < 0
	}
	return slices.Compare(a.Fingerprint, b.Fingerprint) < 0
}

// lessClaim orders claims by id, and of two with one id (the same words read by two rules) puts the surer first.
func lessClaim(a, b *chancery.Claim) bool {
	if a.ID != b.ID {
		return a.ID < b.ID
	}
	if a.Confidence != b.Confidence {
		return a.Confidence > b.Confidence
	}
	if a.Rule != b.Rule {
		return a.Rule < b.Rule
	}
	return a.Document < b.Document
}

// settle applies decisions to a document's claims and takes its own date.
func (l *Ledger) settle(d *document) {
	d.claims = make([]*claim, 0, len(d.raw))
	for _, c := range d.raw {
		c, accepted, ok := l.decisions.apply(c)
		if !ok {
			continue
		}
		d.claims = append(d.claims, &claim{Claim: c, doc: d, accepted: accepted})
	}
	if date, err := edtf.Parse(d.Date); err == nil && d.Kind != chancery.DateMasthead {
		d.date = date
		d.dating = Dating{Document: d.ID, EDTF: date.String(), Kind: d.Kind, date: date}
	} else {
		d.date = edtf.Date{}
		d.dating = Dating{Document: d.ID}
	}
	for _, c := range d.claims {
		c.when = claimDate(c.Claim)
	}
}

// claimDate returns the time that a claim itself gives; unknown where it gives none, or none that can be read.
func claimDate(c *chancery.Claim) edtf.Date {
	if c.When == nil || c.When.EDTF == "" {
		return edtf.Date{}
	}
	date, err := edtf.Parse(c.When.EDTF)
	if err != nil {
		return edtf.Date{}
	}
	return date
}

// dateAll dates the claims that wait for a document's date: first under the dates that documents bear, then
// under those inferred from what is dated by then. No inference rests on another, so their order does not matter.
func (l *Ledger) dateAll(ids []string, index map[pairKey][]ref) {
	var undated []*document
	for _, id := range ids {
		if d := l.docs[id]; d.date.IsUnknown() {
			undated = append(undated, d)
		} else {
			l.anchor(d)
		}
	}
	datings := make([]Dating, len(undated))
	for i, d := range undated {
		datings[i] = inferDate(l, d, index)
	}
	for i, d := range undated {
		d.dating, d.date = datings[i], datings[i].date
		l.anchor(d)
	}
}

// anchor dates the claims of d that wait for its date.
func (l *Ledger) anchor(d *document) {
	for _, c := range d.claims {
		rel := ""
		if c.When != nil {
			rel = c.When.Relative
		}
		c.writing = rel == "" && c.when.IsUnknown() || strings.HasPrefix(rel, "now")
		if !c.when.IsUnknown() || rel == "" || d.date.IsUnknown() {
			continue
		}
		when, ok := edtf.Anchor(rel, d.date)
		if !ok {
			continue
		}
		if c.writing {
			when = when.Approx()
		}
		dated := *c.Claim
		w := *c.When
		w.EDTF, w.Basis = when.String(), chancery.BasisDocument
		if d.dating.Kind == chancery.DateInferred {
			w.Basis = chancery.BasisInferred
		}
		dated.When = &w
		c.Claim, c.when = &dated, when
	}
}

func sortRefs(refs []ref) {
	sort.Slice(refs, func(i, j int) bool {
		if refs[i].ID != refs[j].ID {
			return refs[i].ID < refs[j].ID
		}
		if refs[i].doc.ID != refs[j].doc.ID {
			return refs[i].doc.ID < refs[j].doc.ID
		}
		return refs[i].dir < refs[j].dir
	})
}
