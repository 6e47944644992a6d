package extract

import "unicode/utf8"

// In the cells of tables the same few sentences stand again and again with the name of another country: "Albania has an embassy in Lima." There the parser reads
// one name for all, so that it need not parse them anew. In running text hardly a sentence comes again so, and the names themselves tell the parser something.

// standIn is what it reads.
const standIn = "France"

// standIn returns what the parser reads for a word of a cell: one name for the names, capitals and cities of states that are one word and written as names are.
func (x *Extractor) standIn(form string) string {
	if c := form[0]; c >= 'a' && c <= 'z' || len(form) < 4 {
		return plain(form)
	}
	_, n := utf8.DecodeRuneInString(form)
	if n == len(form) || form[n] >= 'A' && form[n] <= 'Z' || !x.gaz.Country(form) {
		return form
	}
	return standIn
}

// plain returns what the parser reads for a form of a verb that it takes for a noun, a name or a preposition: a commoner one.
func plain(form string) string {
	switch form {
	case "overran":
		return "conquered"
	case "forsook":
		return "abandoned"
	case "alleges":
		return "contends"
	}
	return form
}
