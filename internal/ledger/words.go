package ledger

import "slices"

// words are those in which claims stand.
type words struct {
	doc        *document
	start, end int
}

// wordsOf returns the words in which r stands; false where that is not known.
func wordsOf(r ref) (words, bool) { return words{r.doc, r.Quote.Start, r.Quote.End}, r.Quote.End != 0 }

// breaths are the words in which dated claims stand.
type breaths map[words]bool

func breathsOf(refs []ref) breaths {
	out := make(breaths, len(refs))
	for _, r := range refs {
		if w, _ := wordsOf(r); !r.when.IsUnknown() {
			out[w] = true
		}
	}
	return out
}

// tell reports whether the words that tell of each of refs are among b.
func (b breaths) tell(refs []ref) bool {
	for _, r := range refs {
		if w, ok := wordsOf(r); !ok || !b[w] {
			return false
		}
	}
	return true
}

// toldTogether reports whether the words that tell of each of a tell of one of b as well, and of its time.
func toldTogether(a, b []ref) bool { return breathsOf(b).tell(a) }

// documentsOf adds the documents that tell of refs to told, which may be nil.
func documentsOf(refs []ref, told map[*document]bool) map[*document]bool {
	if told == nil {
		told = make(map[*document]bool, len(refs))
	}
	for _, r := range refs {
		told[r.doc] = true
	}
	return told
}

// everyDocument reports whether each document of a is one of b's.
func everyDocument(a, b []ref) bool {
	told := documentsOf(b, nil)
	return !slices.ContainsFunc(a, func(r ref) bool { return !told[r.doc] })
}

// anyOf reports whether one of the documents told tells of one of refs.
func anyOf(told map[*document]bool, refs []ref) bool {
	return slices.ContainsFunc(refs, func(r ref) bool { return told[r.doc] })
}

// allWords returns the words in which refs stand; nil where that is not known of one of them.
func allWords(refs []ref) map[words]bool {
	out := make(map[words]bool, len(refs))
	for _, r := range refs {
		w, ok := wordsOf(r)
		if !ok {
			return nil
		}
		out[w] = true
	}
	return out
}
