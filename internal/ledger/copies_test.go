package ledger

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancery"
)

// telling writes a story of its own for each number, 120 words long.
func telling(n int) []string {
	r := rand.New(rand.NewPCG(uint64(n), 1))
	out := make([]string, 120)
	for i := range out {
		out[i] = fmt.Sprintf("word%d", r.IntN(5000))
	}
	return out
}

func copyDoc(name, date string, words []string) Doc {
	return Doc{ID: "id-" + name, Name: name, Date: date, Fingerprint: Fingerprint(strings.Join(words, " "))}
}

// TestCopies finds the reprints of a story, cut, with another opening, and word for word, in any order of documents.
func TestCopies(t *testing.T) {
	story := telling(1)
	opening := append(telling(99)[:8], story...)
	docs := []Doc{
		copyDoc("wire", "2020-05-02", story), copyDoc("again", "2020-05-02", story), copyDoc("cut", "2020-05-03", story[:100]), copyDoc("opening", "", opening),
		copyDoc("before", "2020-05-01", story), copyDoc("half", "2020-01-01", append(slices.Clone(story[:45]), telling(7)[:75]...)), {ID: "id-short", Name: "short"}, {ID: "id-short2", Name: "short2"},
	}
	for i := range 300 {
		docs = append(docs, copyDoc(fmt.Sprint("other", i), "2020-05-01", telling(1000+i)))
	}
	want := map[string]string{"id-wire": "id-before", "id-again": "id-before", "id-cut": "id-before", "id-opening": "id-before"}
	for seed := range 10 {
		if got := findCopies(docs).of; !maps.Equal(got, want) {
			t.Fatalf("order %d: %v, want %v", seed, got, want)
		}
		rand.New(rand.NewPCG(uint64(seed), 2)).Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
	}
}

// TestCopiesOfAll holds that few documents are compared each with each, whatever bands they share.
func TestCopiesOfAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := genDocs(t, 25)
		same := kin{}
		for i := range docs {
			for j := range i {
				if sameStory(docs[i].Fingerprint, docs[j].Fingerprint) {
					same.join(docs[i].ID, docs[j].ID)
				}
			}
		}
		of := findCopies(docs).of
		for i := range docs {
			for j := range i {
				a, b := docs[i].ID, docs[j].ID
				if got := or(of[a], a) == or(of[b], b); got != same.one(a, b) {
					t.Fatalf("%s and %s are one story: %v, want %v", a, b, got, !got)
				}
			}
		}
	})
}

func genDocs(t *rapid.T, most int) []Doc {
	docs := make([]Doc, rapid.IntRange(0, most).Draw(t, "documents"))
	for i := range docs {
		docs[i] = Doc{ID: fmt.Sprintf("d%02d", i), Name: rapid.StringN(1, 1, 1).Draw(t, "name"), Date: rapid.SampledFrom([]string{"", "2001", "2002"}).Draw(t, "date"), Fingerprint: genSketch(t)}
	}
	return docs
}

// TestRecopy holds that what changed is found from what changed: also where a band has more documents than are compared with each.
func TestRecopy(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 5))
		draw := func() []uint32 { // of one of three stories, in words of which those of others are told by one band alone, which all share
			sketch := make([]uint32, sketchSize)
			story := r.Uint32N(3)
			for i := 2; i < sketchSize; i++ {
				switch sketch[i] = story; {
				case i < 2*bandCount && i%2 == 0:
					sketch[i] = r.Uint32()
				case i >= 2*bandCount && r.IntN(4) == 0:
					sketch[i] = 9
				}
			}
			return sketch
		}
		now := map[string]Doc{}
		c := findCopies(nil)
		for round := range 8 {
			var gone, came, docs []Doc
			for range r.IntN(40) {
				d := Doc{ID: fmt.Sprintf("d%08x", r.Uint32()), Name: fmt.Sprint(r.IntN(9)), Date: []string{"", "2001", "2002"}[r.IntN(3)], Fingerprint: draw()}
				came = append(came, d)
			}
			for _, id := range sortedKeys(now) {
				switch r.IntN(20) {
				case 0:
					gone = append(gone, now[id])
				case 1: // another name, and other words
					again := now[id]
					gone = append(gone, again)
					again.Name = "renamed"
					if r.IntN(2) == 0 {
						again.Fingerprint = draw()
					}
					came = append(came, again)
				}
			}
			for _, d := range gone {
				delete(now, d.ID)
			}
			for _, d := range came {
				now[d.ID] = d
			}
			for _, id := range sortedKeys(now) {
				docs = append(docs, now[id])
			}
			before := c
			var changed map[string]string
			c, changed = before.update(gone, came, func(id string) *Doc { d := now[id]; return &d })
			want := findCopies(docs)
			if diff := cmp.Diff(want.of, c.of) + cmp.Diff(want.members, c.members); diff != "" {
				t.Fatalf("seed %d, round %d (-all +changed):\n%s", seed, round, diff)
			}
			if !slices.Equal(want.bands, c.bands) {
				t.Fatalf("seed %d, round %d: other bands", seed, round)
			}
			for id, of := range changed {
				if before.of[id] == of || c.of[id] != of {
					t.Fatalf("seed %d, round %d: %s was a copy of %q, is of %q, told %q", seed, round, id, before.of[id], c.of[id], of)
				}
			}
		}
	}
}

// TestCopyGone tells of a break in a reprint, in the story that it reprints, and in one that only the reprint joins to the story: when the reprint
// goes, both are witnesses again, and when it comes back they are one, though nothing that it says is of that pair.
func TestCopyGone(t *testing.T) {
	k := kinds(t)
	sketch := func(from, n int) []uint32 {
		out := make([]uint32, sketchSize)
		for i := range n {
			out[from+i] = 1
		}
		return out
	}
	claim := func(doc, a, b string) chancery.Claim {
		c := chancery.Claim{DocumentID: doc, Kind: "sever-relations", Modality: chancery.Asserted, Agents: []chancery.Party{state(a)}, Patients: []chancery.Party{state(b)}, When: &chancery.When{EDTF: "1950-05-05"}}
		c.ID = c.Identify()
		return c
	}
	between := Input{Documents: []Doc{{ID: "between", Name: "between", Date: "1950-05-06", Fingerprint: sketch(0, 0)}}, Claims: []chancery.Claim{claim("between", "IRN", "USA")}}
	l := Build(Input{Documents: []Doc{{ID: "one", Name: "one", Fingerprint: sketch(0, 9)}, {ID: "other", Name: "other", Fingerprint: sketch(20, 9)}},
		Claims: []chancery.Claim{claim("one", "ALB", "SRB"), claim("other", "ALB", "SRB")}}, fakeLines{}, k)
	sources := func(l *Ledger, want int, original string) {
		t.Helper()
		es := l.Events(Filter{A: "ALB", B: "SRB"})
		if len(es) != 1 || es[0].Sources != want || l.CopyOf("other") != original {
			t.Errorf("%+v, other is a copy of %q", es, l.CopyOf("other"))
		}
	}
	sources(l, 2, "")
	with := l.Update(between)
	sources(with, 1, "between")
	sources(with.Update(Input{}, "between"), 2, "")
	sources(with.Update(Input{}, "one"), 1, "between")
}

// TestCopiesCrowd finds the one group of ten thousand reprints with small changes.
func TestCopiesCrowd(t *testing.T) {
	story := telling(1)
	var docs []Doc
	for i := range 10_000 {
		words := slices.Clone(story)
		words[i%len(words)] = fmt.Sprint("changed", i)
		docs = append(docs, copyDoc(fmt.Sprintf("copy%05d", i), "", words))
	}
	got := findCopies(docs).of
	if len(got) != len(docs)-1 {
		t.Errorf("%d of %d are copies", len(got), len(docs)-1)
	}
	for _, of := range got {
		if of != "id-copy00000" {
			t.Fatalf("a copy of %s", of)
		}
	}
}

// TestCopiesAtScale takes a million documents, a tenth of them reprints; it runs where CHANCERY_SCALE is set.
func TestCopiesAtScale(t *testing.T) {
	if os.Getenv("CHANCERY_SCALE") == "" {
		t.Skip("CHANCERY_SCALE is not set")
	}
	const n = 1_000_000
	r := rand.New(rand.NewPCG(1, 2))
	docs := make([]Doc, n)
	for i := range docs {
		sketch := make([]uint32, sketchSize)
		for j := range sketch {
			sketch[j] = r.Uint32()
		}
		if i > 0 && i%10 == 0 {
			copy(sketch, docs[i-1].Fingerprint)
			for range 6 {
				sketch[r.IntN(sketchSize)] = r.Uint32()
			}
		}
		docs[i] = Doc{ID: fmt.Sprintf("%07d", i), Name: fmt.Sprint(i), Fingerprint: sketch}
	}
	start := time.Now()
	got := findCopies(docs).of
	t.Logf("%d copies among %d documents in %s", len(got), n, time.Since(start))
	if len(got) < n/10-n/1000 {
		t.Errorf("%d copies, want %d", len(got), n/10-1)
	}
}
