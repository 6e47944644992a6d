package text

import (
	"strings"

	"chancery"
)

// An Appendix follows the blocks of a document in order and knows in which section behind its body they stand. The zero value stands before
// the first block.
type Appendix struct {
	name  string
	level int
	body  bool // something other than headings has come
}

// Next returns the furniture that a block is for standing in such a section ("see-also", "references", "notes", "external-links"), its heading
// included, or "" for one about the subject. A section behind nothing but headings is no appendix: what is called "Notes" and holds all there is,
// is the document.
func (a *Appendix) Next(kind chancery.BlockKind, level int, s string) string {
	if kind != chancery.Heading {
		a.body = true
		return a.name
	}
	if level <= a.level {
		a.name, a.level = "", 0
	}
	if a.name == "" && a.body {
		if a.name = appendices[strings.ToLower(strings.Trim(s, " .:"))]; a.name != "" {
			a.level = level
		}
	}
	return a.name
}

// Story is Next for the blocks of a story, in which a box of links is not the end: prose behind it is about the subject again.
func (a *Appendix) Story(kind chancery.BlockKind, level int, s string, prose func() bool) string {
	name := a.Next(kind, level, s)
	if kind == chancery.Paragraph && (name == "see-also" || name == "external-links") && prose() {
		a.name, a.level = "", 0
	}
	return a.name
}
