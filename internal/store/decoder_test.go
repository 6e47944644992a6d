package store

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancery"
)

// TestDecoder holds that a Decoder reads what json.Marshal wrote as json.Unmarshal does, and without its help.
func TestDecoder(t *testing.T) {
	d := &Decoder{}
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.Make[chancery.Claim]().Draw(t, "claim")
		body, err := json.Marshal(&c)
		if err != nil {
			t.Skip(err)
		}
		var want chancery.Claim
		if err := json.Unmarshal(body, &want); err != nil {
			t.Fatal(err)
		}
		got, err := d.Claim(body)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", body, diff)
		}
		if d.other {
			t.Fatalf("not read: %s", body)
		}
		want.Quote, want.Lead = chancery.Quote{Start: want.Quote.Start, End: want.Quote.End}, nil
		if got, err = (&Decoder{Bare: true}).Claim(body); err != nil || !cmp.Equal(want, got) {
			t.Fatalf("bare: %v, %s", err, cmp.Diff(want, got))
		}
		at := rapid.IntRange(0, len(body)-1).Draw(t, "broken at") // what is still JSON is read as JSON
		broken := append(append([]byte{}, body[:at]...), body[at+1:]...)
		want = chancery.Claim{}
		wantErr := json.Unmarshal(broken, &want)
		got, err = d.Claim(broken)
		if wantErr == nil && (err != nil || !cmp.Equal(want, got)) {
			t.Fatalf("%s: %v, %s", broken, err, cmp.Diff(want, got))
		}
	})
}
