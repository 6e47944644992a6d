package extract

import (
	"testing"

	"chancery"
	"chancery/nlp"
)

func TestAnswered(t *testing.T) {
	for _, c := range []struct {
		text string
		want chancery.Modality
	}{
		{"Did Chad recognise Oman? It did not.", chancery.Negated},
		{"Did Chad recognise Oman? It did.", chancery.Asserted},
		{"Has Chad recognised Oman? No.", chancery.Negated},
		{"Has Chad recognised Oman? Yes, it has.", chancery.Asserted},
		{"Has Chad recognised Oman? No, it has not, and it never will.", chancery.Negated},
		{"Have the two broken off relations? Neither has.", chancery.Negated},
		{"Has Chad recognised Oman? The minister did not say.", ""},
		{"Has Chad recognised Oman? No treaty was signed in 1990 either.", ""},
		{"Why did Chad recognise Oman? It did not.", ""},
		{"Did Chad recognise Oman? Did it?", ""},
		{"Chad recognised Oman. It did not.", ""},
	} {
		s := nlp.Split(c.text)
		if len(s) != 2 {
			t.Errorf("%s: %d sentences", c.text, len(s))
			continue
		}
		if got := answered(&s[0], &s[1]); got.modality != c.want {
			t.Errorf("%s: %q, not %q", c.text, got.modality, c.want)
		}
	}
}
