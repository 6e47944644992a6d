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
		if got := Copies(docs); !maps.Equal(got, want) {
			t.Fatalf("order %d: %v, want %v", seed, got, want)
		}
		rand.New(rand.NewPCG(uint64(seed), 2)).Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
	}
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
	got := Copies(docs)
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
	got := Copies(docs)
	t.Logf("%d copies among %d documents in %s", len(got), n, time.Since(start))
	if len(got) < n/10-n/1000 {
		t.Errorf("%d copies, want %d", len(got), n/10-1)
	}
}
