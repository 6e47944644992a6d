package ledger

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancery/internal/ledger/ledgertest"
)

// packAll packs every pair of l that tells something.
func packAll(l *Ledger) []Packed {
	var out []Packed
	for _, k := range l.keys() {
		p := Pair{k.a, k.b}
		if b := l.Pack(p); b != nil {
			out = append(out, Packed{p, string(b)})
		}
	}
	return out
}

// TestRestore holds that a packed ledger answers as the one that was packed.
func TestRestore(t *testing.T) {
	k := kinds(t)
	rapid.Check(t, func(t *rapid.T) {
		l := Build(genInput(t), fakeLines{}, k)
		r := Restore(packAll(l), fakeLines{}, k)
		on := genDate.Filter(func(s string) bool { return len(s) <= len("1950-01-01") && s != "194X" }).Draw(t, "on")
		want, err := l.World(on)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(l.Told("ALB"), r.Told("ALB")) || !slices.Equal(l.Told(""), r.Pairs()) {
			t.Fatalf("%v, restored %v", l.Told(""), r.Pairs())
		}
		was, some := l.Since("ALB")
		if is, any := r.Since("ALB"); is != was || any != some {
			t.Fatalf("since %v %v, restored %v %v", was, some, is, any)
		}
		got, err := r.World(on)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
	})
}

// FuzzRestore holds that bytes that nobody packed are refused and do no harm.
func FuzzRestore(f *testing.F) {
	k := kinds(f)
	f.Add([]byte{})
	f.Add([]byte{0, 0, 0, 0})
	f.Add([]byte{1, 4, 'l', 'o', 's', 't', 2, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		l := Restore([]Packed{{Pair{"AAA", "AAB"}, string(b)}}, ledgertest.States{}, k)
		l.World("1950")
		l.Status("AAA", "AAB", "1950")
	})
}
