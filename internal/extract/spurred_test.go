package extract_test

import (
	"slices"
	"strings"
	"testing"
)

// TestSpurred holds who is meant by "the move" and whom an answer answers.
func TestSpurred(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"the move of the sentence before", "Turkey recalled its ambassador to Norway. Norway called the move regrettable.", "criticise NOR>TUR  asserted"},
		{"a move summed up", "Chad expelled two Libyan diplomats, a move that Niger condemned.", "condemn NER>TCD  asserted"},
		{"words answer words", "Russia accused Chad of arming rebels. Chad dismissed the charge as nonsense.", "deny TCD>RUS  asserted"},
		{"who strikes back at whom", "The United States imposed tariffs on Chinese steel. China vowed retaliation.", "threaten CHN>USA  asserted"},
		{"in answer to", "Chad closed the crossing in retaliation for Libya's raid on the town.", "close-border TCD>LBY  asserted"},
		{"the second half", "Chad has closed its ports to Libyan ships and suspended the water treaty.", "end-agreement TCD>LBY  asserted"},
		{"whose ministry", "Russia shot down a drone on Monday. The foreign ministry accused Chad of lying.", "accuse RUS>TCD  asserted"},
		{"a spokesman under a dateline", "TOKYO, Sept. 19 (Kyodo) - A government spokesman today condemned Chad.", "condemn JPN>TCD  asserted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Split(claims(t, "", "", c.text), "\n"); !slices.Contains(got, c.want) {
				t.Errorf("%s\nread:\n%s\nwant:\n%s", c.text, got, c.want)
			}
		})
	}
}
