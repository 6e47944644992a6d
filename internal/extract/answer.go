package extract

import (
	"strings"

	"chancery"
	"chancery/nlp"
)

// A question and the short answer behind it: "Did Chad recognise Oman? It did not."

// answer is what the sentence behind a question says of it, and where it ends; no modality where it is no answer.
type answer struct {
	modality chancery.Modality
	end      int // byte in the text of the block
}

// asks are the words that a question begins with that is answered with yes or no.
var asks = map[string]bool{"did": true, "does": true, "do": true, "has": true, "have": true, "had": true, "was": true, "were": true, "is": true, "are": true, "will": true}

// answerers are those who a short answer is of: "It did not", "They have", "Neither has".
var answerers = map[string]bool{"it": true, "they": true, "he": true, "she": true, "we": true, "both": true, "neither": true}

// answered reads next as a short answer to the question s.
func answered(s, next *nlp.Sentence) answer {
	const long = 5 // words of an answer that is one
	if n := len(s.Tokens); n < 3 || s.Tokens[n-1].Form != "?" || !asks[strings.ToLower(s.Tokens[0].Form)] {
		return answer{}
	}
	var w []string
	for i := range next.Tokens {
		f := strings.ToLower(next.Tokens[i].Form)
		switch {
		case f == "." || f == "!" || f == "," || f == "?":
			if i == 1 && w[0] != "yes" && w[0] != "no" {
				return answer{}
			}
		default:
			w = append(w, f)
		}
	}
	if len(w) == 0 || len(w) > long && w[0] != "yes" && w[0] != "no" || next.Tokens[len(next.Tokens)-1].Form == "?" {
		return answer{}
	}
	yes, no := w[0] == "yes", w[0] == "no" || w[0] == "never"
	if yes || no {
		w = w[1:]
	}
	if len(w) > 1 && answerers[w[0]] && asks[w[1]] {
		rest := strings.Join(w[2:], " ")
		no = no || w[0] == "neither" || rest == "not" || rest == "n't" || rest == "n’t" || rest == "never"
		yes = yes || !no && rest == ""
	} else if len(w) > 0 {
		return answer{}
	}
	switch {
	case no:
		return answer{chancery.Negated, next.End}
	case yes:
		return answer{chancery.Asserted, next.End}
	}
	return answer{}
}
