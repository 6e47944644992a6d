package extract

import "testing"

func TestCabled(t *testing.T) {
	for _, x := range []struct {
		text string
		want string // what stands behind the dateline, "" for none
	}{
		{"Lima, May 3. The Peruvian envoy left.", "The Peruvian envoy left."},
		{"(Received 9.15 a.m.) Lima, May 3. - The envoy left.", "The envoy left."},
		{"LIMA, Monday.-The envoy left.", "The envoy left."},
		{"LIMA, Friday - The envoy left.", "The envoy left."},
		{"St. Petersburg, Feb. 10. - The Czar spoke.", "The Czar spoke."},
		{"Port of Spain, 3rd May: The envoy left.", "The envoy left."},
		{"Santiago de Chile, Dec. 8 (Special Cable). - Peru closed its legation.", "Peru closed its legation."},
		{"LIMA, Peru, March 8 (AP) -- The envoy left.", "The envoy left."},
		{"On Monday, May 3. The envoy left.", ""},
		{"Peru, Chile and Bolivia signed a treaty on May 3. The envoy left.", ""},
		{"Monday, May 3. The envoy left.", ""},
		{"Lima, the capital of Peru, was quiet on May 3.", ""},
		{"Lima, May 3 and 4 were quiet days.", ""},
	} {
		got := ""
		if n := cabled(x.text); n > 0 {
			got = x.text[n:]
		}
		if got != x.want {
			t.Errorf("cabled(%q): %q, want %q", x.text, got, x.want)
		}
	}
}
