package ledger

import (
	"slices"
	"sort"
	"strings"

	"chancery"
	"chancery/internal/edtf"
)

// document is a Doc with its claims as they stand after decisions. It does not change once its ledger is made.
type document struct {
	Doc
	assumed bool              // no record of it was given, only claims
	raw     []*chancery.Claim // as they came; sorted by id, no two with the same
	claims  []*claim          // effective; those rejected left out
	date    edtf.Date         // its own, or inferred; unknown where neither
	dating  Dating
}

// claim is a claim as the ledger uses it: amended, and dated through its document.
type claim struct {
	*chancery.Claim
	doc      *document
	when     edtf.Date // unknown where nothing dates it
	told     edtf.Date // the same without what rests on an inferred date
	writing  bool      // it holds when its document was written, and says no other time
	accepted bool      // a person has accepted or amended it
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
			d = &document{Doc: Doc{ID: key}, assumed: true}
			docs[key] = d
		}
		d.raw = append(d.raw, c)
	}
	for _, d := range docs {
		d.tidy()
	}
	return docs
}

// tidy orders the raw claims of d and drops repetitions.
func (d *document) tidy() {
	sort.Slice(d.raw, func(i, j int) bool { return lessClaim(d.raw[i], d.raw[j]) })
	d.raw = slices.CompactFunc(d.raw, func(a, b *chancery.Claim) bool { return a.ID == b.ID })
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

// settle applies decisions to a document's claims, takes the document's own date, and dates the claims that wait for it.
func (l *Ledger) settle(d *document) {
	d.claims = make([]*claim, 0, len(d.raw))
	for _, c := range d.raw {
		c, accepted, ok := l.decisions.apply(c)
		if !ok {
			continue
		}
		told := claimDate(c)
		rel := ""
		if c.When != nil {
			rel = c.When.Relative
		}
		writing := rel == "" && told.IsUnknown() || strings.HasPrefix(rel, "now")
		if writing {
			told = told.Approx()
		}
		d.claims = append(d.claims, &claim{Claim: c, doc: d, told: told, when: told, writing: writing, accepted: accepted})
	}
	d.date, d.dating = edtf.Date{}, Dating{Document: d.ID}
	if date, err := edtf.Parse(d.Date); err == nil && !date.IsUnknown() && d.Kind != chancery.DateMasthead {
		d.date, d.dating = date, Dating{Document: d.ID, EDTF: date.String(), Kind: d.Kind}
		if d.Kind == chancery.DateInferred {
			d.anchor(chancery.BasisInferred)
			return
		}
		d.anchor(chancery.BasisDocument)
		for _, c := range d.claims {
			c.told = c.when
		}
	}
}

// anchor dates the claims of d that wait for its date.
func (d *document) anchor(basis chancery.Basis) {
	if d.date.IsUnknown() {
		return
	}
	for _, c := range d.claims {
		if !c.told.IsUnknown() || c.When == nil || c.When.Relative == "" {
			continue
		}
		when, ok := edtf.Anchor(c.When.Relative, d.date)
		if !ok {
			continue
		}
		if c.writing {
			when = when.Approx()
		}
		dated, w := *c.Claim, *c.When
		w.EDTF, w.Basis = when.String(), basis
		dated.When = &w
		c.Claim, c.when = &dated, when
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
