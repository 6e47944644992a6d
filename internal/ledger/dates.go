package ledger

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"
	"sync"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/vocab"
)

// Dating is the date of a document and how it was got. A document without one has an empty EDTF.
type Dating struct {
	Document string            `json:"document"` // its id
	EDTF     string            `json:"edtf,omitempty"`
	Kind     chancery.DateKind `json:"basis,omitempty"`
	Reasons  []Reason          `json:"reasons,omitempty"` // why, for an inferred date; or why none could be inferred
}

// Reason is one relative time of a document that agrees with an event that others date.
type Reason struct {
	Claim    string   `json:"claim,omitempty"`    // the document's claim
	Relative string   `json:"relative,omitempty"` // its time as the text gives it
	Date     string   `json:"date,omitempty"`     // the day this is, under the inferred date
	By       []string `json:"by,omitempty"`       // the claims of other documents that date the event
	Note     string   `json:"note"`
}

// The inference weighs each agreement by how unlikely it is by chance, in bits (log2 of one in so many).
var (
	bitsWeekday  = math.Log2(7)       // a weekday that falls on the very day
	bitsNear     = math.Log2(7. / 4.) // a weekday that falls on the day or the three days after it
	bitsMonthDay = math.Log2(365)     // a day of a month without its year
	bitsMonth    = math.Log2(12)      // a month without its year
	bitsRare     = 3.                 // a kind of act that happens between two states once in years
	bitsAgainst  = -bitsWeekday       // a weekday that falls beside the day that others give for the act
)

const (
	bitsNeeded = 8.5 // one in 362
	bitsAhead  = 3.  // by how much the best week must be ahead of any other
	nearDays   = 3   // how long after an act its consequences are told as news
	reachDays  = 7   // how far behind its newest event a story is looked for
)

// ruptures are the acts whose consequences fill the news of the days after.
var ruptures = map[string]bool{
	"sever-relations": true, "suspend-relations": true, "expel-diplomats": true, "recall-envoy": true, "withdraw-recognition": true,
	"close-mission": true, "declare-war": true, "attack": true, "invade": true, "restore-relations": true, "establish-relations": true,
}

// consequences are the kinds that follow on a rupture between the same two.
var consequences = map[string]bool{
	"withdraw-diplomats": true, "close-mission": true, "expel-diplomats": true, "recall-envoy": true, "accuse": true, "attribute": true, "condemn": true,
	"criticise": true, "threaten": true, "summon-envoy": true, "sanction": true, "deny": true, "reject": true, "sever-relations": true,
}

// hint is a time in an undated document that depends on its date.
type hint struct {
	c      *claim
	rel    string
	week   bool // it tells the week: a weekday, a number of days
	now    bool
	seldom bool // the act is one that happens between two states once in years
	bits   float64
	dated  []datedDay // days on which others date the act, or one it follows on; by day
}

// datedDay is a day on which other documents date an act.
type datedDay struct {
	day  edtf.Day
	same bool // the very act; else one that it follows on
	ids  []string
}

// denseDays bounds on how many days others may date the act: what happens so often fits any day, and proves nothing.
const denseDays = 100

// evidence is what the claims of a pair date to the day.
type evidence struct {
	byClass  map[string][]act
	ruptures map[string][]act // of these those of ruptures, by class too
}

// act is a claim as far as it dates something.
type act struct {
	doc *Doc
	id  string // of the claim; "" where no reasons will be asked for
	day edtf.Day
	dir int8
}

// enter adds a, told by a claim of a kind.
func (e *evidence) enter(kind vocab.Kind, a act) {
	if e.byClass == nil {
		e.byClass, e.ruptures = map[string][]act{}, map[string][]act{}
	}
	name := classOf(kind).name
	e.byClass[name] = append(e.byClass[name], a)
	if ruptures[kind.Name] {
		e.ruptures[name] = append(e.ruptures[name], a)
	}
}

// tellsDay reports whether a claim says of itself on which day something was done.
func tellsDay(c *claim) bool { return c.Modality.Actual() && c.told.Precision() == edtf.DayPrecision }

// evidenceOf returns a source of evidence that sorts the claims of each pair once. It is safe for concurrent use if index is.
func evidenceOf(l *Ledger, index func(pairKey) []ref) func(pairKey) *evidence {
	var mu sync.Mutex
	known := map[pairKey]*evidence{}
	return func(k pairKey) *evidence {
		mu.Lock()
		defer mu.Unlock()
		if e, ok := known[k]; ok {
			return e
		}
		e := &evidence{}
		for _, r := range index(k) {
			if tellsDay(r.claim) {
				day, _ := r.told.Bounds()
				kind, _ := l.kinds.Get(r.Kind)
				e.enter(kind, act{&r.doc.Doc, r.ID, day, r.dir})
			}
		}
		known[k] = e
		return e
	}
}

// inferDate looks for the one date under which the relative times of d agree with what other
// documents date. docs/ledger.md, "The date of a document", gives the rule.
func inferDate(l *Ledger, d *document, index func(pairKey) *evidence) (out Dating, _ edtf.Date) {
	out.Document = d.ID
	hints := hintsOf(l, d, index)
	if len(hints) < 2 {
		return out, edtf.Date{}
	}
	// What each hint that tells the week, or the days of the news, can at most add to each day.
	floor := latestDay(d)
	most, always := map[edtf.Day]float64{}, 0.
	for _, h := range hints {
		if !h.week && !h.now {
			always += h.bits + bitsRare
			continue
		}
		top := max(h.bits, bitsNear+1) + bitsRare
		here := map[edtf.Day]bool{}
		for _, x := range h.dated {
			for n := edtf.Day(0); n <= reachDays+nearDays; n++ {
				if day := x.day + n; day >= floor && !here[day] {
					here[day] = true
					most[day] += top
				}
			}
		}
	}
	type candidate struct {
		day    edtf.Day
		weight float64
	}
	var cands []candidate
	for day, top := range most {
		if top+always < bitsNeeded {
			continue
		}
		if w, _, ok := weigh(hints, day, false); ok {
			cands = append(cands, candidate{day, w})
		}
	}
	sort.Slice(cands, func(i, j int) bool {
		if d := cands[i].weight - cands[j].weight; math.Abs(d) > 1e-9 {
			return d > 0
		}
		return cands[i].day < cands[j].day
	})
	if len(cands) == 0 || cands[0].weight < bitsNeeded {
		return out, edtf.Date{}
	}
	best := cands[0]
	for _, c := range cands[1:] {
		if c.weight > best.weight-bitsAhead && (c.day-best.day >= reachDays || best.day-c.day >= reachDays) {
			out.Reasons = []Reason{{Note: "more than one week agrees: " + best.day.String() + " and " + c.day.String()}}
			return out, edtf.Date{}
		}
	}
	_, out.Reasons, _ = weigh(hints, best.day, true)
	date := edtf.OfDay(best.day)
	out.EDTF, out.Kind = date.String(), chancery.DateInferred
	return out, date
}

// agrees reports whether an act of class c that runs in direction dir of pair k can be one that runs as of says.
func agrees(of []pairDir, k pairKey, dir int8, c class) bool {
	for _, p := range of {
		if p.pairKey == k {
			d := direction(c, p.dir)
			return d == dir || d == both || dir == both
		}
	}
	return true // it concerns one of the two alone
}

// latestDay returns the last day that a claim of d gives of itself as past; a document is not older than what it tells.
func latestDay(d *document) edtf.Day {
	last := edtf.MinDay
	for _, c := range d.claims {
		if tellsDay(c) {
			if lo, _ := c.told.Bounds(); lo > last {
				last = lo
			}
		}
	}
	return last
}

// hintsOf returns the relative times of d, each with the dated claims of others on the same matter.
func hintsOf(l *Ledger, d *document, index func(pairKey) *evidence) []hint {
	var hints []hint
	touched := map[pairKey]bool{}
	pairs := make([][]pairDir, len(d.claims))
	for i, c := range d.claims {
		pairs[i] = l.pairsOf(c.Claim, nil)
		for _, p := range pairs[i] {
			touched[p.pairKey] = true
		}
	}
	type same struct {
		rel, class string
		pair       pairDir
	}
	seen := map[same]bool{}
	for i, c := range d.claims {
		if len(pairs[i]) == 0 || c.When == nil || c.When.Relative == "" || !c.told.IsUnknown() || !c.Modality.Actual() {
			continue
		}
		kind, _ := l.kinds.Get(c.Kind)
		class := classOf(kind)
		h := hint{c: c, rel: c.When.Relative, seldom: class.rare || ruptures[c.Kind]}
		first, _, _ := strings.Cut(h.rel, "=")
		switch {
		case strings.ContainsAny(h.rel, "/,") || strings.Contains(h.rel, ";") && !strings.Contains(h.rel, ";days="):
			continue
		case first == "weekday" || first == "days":
			h.week, h.bits = true, bitsWeekday
		case first == "monthday":
			h.bits = bitsMonthDay
		case first == "month":
			h.bits = bitsMonth
		case strings.HasPrefix(h.rel, "now"):
			h.now = true
		default:
			continue
		}
		if seen[same{h.rel, class.name, pairs[i][0]}] {
			continue
		}
		keys := map[pairKey]bool{}
		for _, p := range pairs[i] {
			keys[p.pairKey] = true
			if p.b != "" {
				keys[newPair(p.a, "")], keys[newPair(p.b, "")] = true, true
				continue
			}
			for t := range touched {
				if t.a == p.a || t.b == p.a {
					keys[t] = true
				}
			}
		}
		var acts, causes []act
		for k := range keys {
			e := index(k)
			for _, a := range e.byClass[class.name] {
				if a.doc.ID != d.ID && agrees(pairs[i], k, direction(class, a.dir), class) {
					acts = append(acts, a)
				}
			}
			if !consequences[c.Kind] || !h.week {
				continue
			}
			for name, told := range e.ruptures {
				for _, a := range told {
					if name != class.name && a.doc.ID != d.ID {
						causes = append(causes, a)
					}
				}
			}
		}
		if h.dated = append(days(acts, true), days(causes, false)...); len(h.dated) == 0 {
			continue
		}
		slices.SortFunc(h.dated, func(a, b datedDay) int { return cmp.Compare(a.day, b.day) })
		seen[same{h.rel, class.name, pairs[i][0]}] = true
		hints = append(hints, h)
	}
	return hints
}

// days lists the days of acts; none where they are too many to tell anything.
func days(acts []act, same bool) []datedDay {
	byDay := map[edtf.Day][]string{}
	for _, a := range acts {
		byDay[a.day] = append(byDay[a.day], a.id)
	}
	if len(byDay) > denseDays {
		return nil
	}
	out := make([]datedDay, 0, len(byDay))
	for day, ids := range byDay {
		out = append(out, datedDay{day, same, union(ids)})
	}
	return out
}

// weigh sums what speaks for day as the date of the document, with the reasons where asked for. It is false where too little of the
// right kind does: at least two relative times must agree, and one of them must tell the week.
func weigh(hints []hint, day edtf.Day, explain bool) (total float64, reasons []Reason, ok bool) {
	doc := edtf.OfDay(day)
	agree, week := 0, false
	for i := range hints {
		h := &hints[i]
		when, ok := edtf.Anchor(h.rel, doc)
		if !ok {
			continue
		}
		first, last := when.Bounds()
		best, against, note := 0., 0., ""
		var by []string
		from := sort.Search(len(h.dated), func(i int) bool { return h.dated[i].day > first-reachDays })
		for _, x := range h.dated[from:] {
			if x.day >= last+reachDays {
				break
			}
			bits, why := 0., ""
			switch {
			case h.now:
				if x.same && h.seldom && first-x.day >= 0 && first-x.day <= nearDays {
					bits, why = bitsRare, "told as news of an act of these days"
				}
			case x.same && x.day >= first && x.day <= last:
				bits, why = h.bits, "the same act, on that day"
				if h.seldom {
					bits += bitsRare
				}
			case x.same && h.week:
				against = bitsAgainst
			case h.week && x.day == first:
				bits, why = bitsNear+1, "on the day of an act between the same parties"
			case h.week && first > x.day && first-x.day <= nearDays:
				bits, why = bitsNear, "within three days of an act between the same parties"
			}
			if bits > best {
				best, note, by = bits, why, nil
			}
			if bits > 0 && bits == best {
				by = append(by, x.ids...)
			}
		}
		if best == 0 {
			total += against
			continue
		}
		total += best
		agree++
		week = week || h.week
		if explain {
			reasons = append(reasons, Reason{Claim: h.c.ID, Relative: h.rel, Date: when.String(), By: union(by), Note: note})
		}
	}
	return total, reasons, agree >= 2 && week
}

// Dating returns the date of a document, by its id or name, and the reasons for it.
func (l *Ledger) Dating(id string) (Dating, bool) {
	if d, ok := l.docs[id]; ok {
		return d.dating, true
	}
	var found *document
	for _, d := range l.docs {
		if (d.Name == id || d.assumed && len(d.raw) > 0 && d.raw[0].Document == id) && (found == nil || d.ID < found.ID) {
			found = d
		}
	}
	if found == nil {
		return Dating{}, false
	}
	return found.dating, true
}

// Datings returns the dates of all documents, by document id.
func (l *Ledger) Datings() []Dating {
	out := make([]Dating, 0, len(l.docs))
	for _, d := range l.docs {
		out = append(out, d.dating)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Document < out[j].Document })
	return out
}
