package net

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancery/nlp/internal/kernel"
)

// value is the score of a tree; ok reports whether it is projective with one root.
func value(score []float32, ld int, heads []int) (sum float32, ok bool) {
	roots := 0
	for i := 1; i < len(heads); i++ {
		h := heads[i]
		if h == i {
			return 0, false
		}
		if h == 0 {
			roots++
		}
		sum += score[i*ld+h]
		for k := min(i, h) + 1; k < max(i, h); k++ { // all between depend on h
			j := k
			for n := 0; j != 0 && j != h; n++ {
				if n > len(heads) {
					return 0, false
				}
				j = heads[j]
			}
			if j != h {
				return 0, false
			}
		}
		j := i
		for n := 0; j != 0; n++ {
			if n > len(heads) {
				return 0, false
			}
			j = heads[j]
		}
	}
	return sum, roots == 1
}

// The decoder finds the best tree that there is.
func TestEisnerAgainstAllTrees(t *testing.T) {
	var e eisner
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 6).Draw(t, "length") // with the root
		ld := scoreStride(n)
		score := make([]float32, n*ld)
		for i := range score {
			score[i] = float32(rapid.IntRange(-8, 8).Draw(t, "score"))
		}
		heads, best := make([]int, n), float32(-1e9)
		var all func(i int)
		all = func(i int) {
			if i == n {
				if v, ok := value(score, ld, heads); ok && v > best {
					best = v
				}
				return
			}
			for h := range n {
				heads[i] = h
				all(i + 1)
			}
		}
		all(1)
		got := make([]int, n)
		e.decode(kernel.Best(), score, ld, got)
		if v, ok := value(score, ld, got); !ok || v != best {
			t.Fatalf("tree %v has score %v (a tree: %v), the best is %v", got, v, ok, best)
		}
		(&Net{}).bestHeads(score, ld, got)
		if isTree(got, make([]int, n)) {
			roots := 0
			for i := 1; i < n; i++ {
				if got[i] == 0 {
					roots++
				}
				j := i
				for k := 0; j != 0; k++ {
					if k > n {
						t.Fatalf("isTree took a cycle for a tree: %v", got)
					}
					j = got[j]
				}
			}
			if roots != 1 {
				t.Fatalf("isTree took %d roots", roots)
			}
		}
	})
}

func TestFeatures(t *testing.T) {
	var f, g Features
	f.Extract("Envoys")
	g.Extract("envoys")
	if f.Word != g.Word {
		t.Error("capitals change the word")
	}
	if slices.Equal(f.Affix, g.Affix) {
		t.Error("capitals do not change the shape")
	}
	f.Extract("1948")
	g.Extract("1972")
	if f.Word != g.Word {
		t.Error("digits are not all one")
	}
	f.Extract("b-1948th")
	g.Extract("b-2003th")
	if d := cmp.Diff([][]uint64{f.Affix, f.Grams}, [][]uint64{g.Affix, g.Grams}); d != "" || !Alike("b-1948th", "b-2003th") || FormHash("b-1948th") != FormHash("b-2003th") {
		t.Errorf("forms that differ in their digits are not alike: %s", d)
	}
	if Alike("1948", "194a") || Alike("194", "1948") || Alike("a:", "a9") {
		t.Error("forms of other letters are alike")
	}
	f.Extract("")
	if len(f.Grams) == 0 {
		t.Error("an empty word has no n-grams")
	}
}

func TestLongWordsAreCut(t *testing.T) {
	var f Features
	long := make([]byte, 1<<16)
	for i := range long {
		long[i] = 'a' + byte(i%26)
	}
	f.Extract(string(long))
	if len(f.Grams) > 3*(maxRunes+2) {
		t.Errorf("%d n-grams", len(f.Grams))
	}
}

func TestEncodeDecode(t *testing.T) {
	b := Blocks{"ABCD": []byte("hello"), "EFGH": nil, "IJKL": []byte("12345678")}
	data := Encode(b)
	got, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	for k := range b {
		if d := cmp.Diff(string(b[k]), string(got[k])); d != "" {
			t.Errorf("%s: %s", k, d)
		}
	}
	for i := range data {
		if _, err := Decode(data[:i]); err == nil {
			t.Errorf("the first %d bytes: no error", i)
		}
	}
}

func TestEdit(t *testing.T) {
	for _, c := range []struct {
		edit       Edit
		form, want string
	}{
		{Edit{true, 2, "y"}, "Carrie", "carry"},
		{Edit{false, 0, ""}, "NATO", "NATO"},
		{Edit{true, 9, "x"}, "ab", "ab"},
		{Edit{true, 2, ""}, "ab", "ab"},
		{Edit{true, 1, "e"}, "cafés", "cafée"},
	} {
		if got := c.edit.Apply(c.form); got != c.want {
			t.Errorf("%v of %q: got %q, want %q", c.edit, c.form, got, c.want)
		}
		if e, err := parseEdit(c.edit.String()); err != nil || e != c.edit {
			t.Errorf("%v: read back as %v, %v", c.edit, e, err)
		}
	}
}

// Probabilities are those of the softmax, to within a few hundredths.
func TestProbability(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scores := rapid.SliceOfN(rapid.Float32Range(-12, 12), 1, 50).Draw(t, "scores")
		k := rapid.IntRange(0, len(scores)-1).Draw(t, "k")
		sum := 0.0
		for _, v := range scores {
			sum += math.Exp(float64(v))
		}
		want := math.Exp(float64(scores[k])) / sum
		if got := probability(scores, kernel.MaxIndex(kernel.Portable, scores), k); math.Abs(float64(got)-want) > 0.02 {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}

// The sums of 16 bits are those of 32.
func TestSecondTaggerSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tags, shift := rapid.IntRange(1, 20).Draw(t, "tags"), 28
		s := &secondTagger{rapid.SliceOfN(rapid.Byte(), 16*tags, 16*tags).Draw(t, "weights"), shift}
		features := rapid.SliceOfN(rapid.Uint32(), 0, 300).Draw(t, "features")
		want, got := make([]int32, tags), make([]int32, tags)
		for _, f := range features {
			for u, w := range s.row(f, tags) {
				want[u] += int32(int8(w))
			}
		}
		s.scores(got, features)
		if !slices.Equal(want, got) {
			t.Errorf("%v, want %v", got, want)
		}
	})
}
