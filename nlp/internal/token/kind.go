package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is a coarse class of a token.
type kind = byte

const (
	kindNone     kind = '#' // no token
	kindLower    kind = 'x'
	kindShort    kind = 'a' // a lower-case abbreviation
	kindCapital  kind = 'X' // Capitalised
	kindOpener   kind = 'S' // Capitalised, a function word
	kindNoun     kind = 'N' // Capitalised, another word that is common in lower case
	kindCapitals kind = 'C' // all in capitals
	kindLetter   kind = 'L' // one capital letter
	kindInitial  kind = 'I' // J.
	kindTitle    kind = 'T' // Gen., No.
	kindDotted   kind = 'U' // U.S.
	kindAbbrev   kind = 'A' // Inc.
	kindWord     kind = 'l' // of a script without case
	kindNumber   kind = '0'
	kindInteger  kind = 'n'
	kindYear     kind = 'y'
	kindDate     kind = 'D' // 3/4/2001
	kindTime     kind = 't' // 10:30
	kindPhone    kind = 'p' // 713-853-3242
	kindNoon     kind = 'm' // am, PM
	kindMail     kind = '@'
	kindURL      kind = 'u'
	kindRule     kind = '_' // ____
	kindOpen     kind = 'q'
	kindClose    kind = 'Q'
	kindDash     kind = 'd'
	kindSmiley   kind = 's'
	kindDots     kind = 'e'
	kindBang     kind = 'B'
	kindOther    kind = 'o'
)

// kindOf returns the class of a token.
func kindOf(form string) kind {
	r, n := utf8.DecodeRuneInString(form)
	switch {
	case unicode.IsLower(r):
		switch {
		case form[len(form)-1] == '.':
			if isNoon(form) {
				return kindNoon
			}
			return kindShort
		case isNoon(form):
			return kindNoon
		}
		return addressKind(form, kindLower)
	case unicode.IsUpper(r):
		return capitalKind(form, n)
	case unicode.IsDigit(r):
		return numberKind(form)
	case unicode.IsLetter(r):
		return kindWord
	}
	switch form {
	case ".", "?", "!", ",", ";", ":", "-", "\"", "'", "(", ")", "[", "]":
		return form[0]
	case "“", "‘", "``", "«":
		return kindOpen
	case "”", "’", "''", "»":
		return kindClose
	case "–", "—", "--":
		return kindDash
	case "...", "…":
		return kindDots
	}
	switch {
	case smileys[form]:
		return kindSmiley
	case strings.Trim(form, ".…") == "":
		return kindDots
	case strings.Trim(form, "!?") == "":
		return kindBang
	case len(form) > 3 && strings.Trim(form, "-_=*~+") == "":
		return kindRule
	}
	return kindOther
}

func isNoon(form string) bool {
	switch form {
	case "am", "pm", "AM", "PM", "a.m.", "p.m.", "A.M.", "P.M.":
		return true
	}
	return false
}

// addressKind tells addresses among words; of the rest it returns usual.
func addressKind(form string, usual kind) kind {
	if len(form) < 5 {
		return usual
	}
	for i := 1; i < len(form); i++ {
		switch form[i] {
		case '@':
			return kindMail
		case '/', '.':
			return kindURL
		}
	}
	return usual
}

// capitalKind is the class of a token that begins with a capital of n bytes.
func capitalKind(form string, n int) kind {
	if form[len(form)-1] == '.' {
		l := strings.ToLower(form)
		switch {
		case titles[l] || numbered[l]:
			return kindTitle
		case len(form) == n+1:
			return kindInitial
		case isNoon(form):
			return kindNoon
		case strings.IndexByte(form[:len(form)-1], '.') > 0 && strings.ToUpper(form) == form:
			return kindDotted
		}
		return kindAbbrev
	}
	if n == len(form) {
		return kindLetter
	}
	if isNoon(form) {
		return kindNoon
	}
	for _, r := range form[n:] {
		if unicode.IsLower(r) {
			return addressKind(form, kindCapital)
		}
	}
	return kindCapitals
}

// numberKind is the class of a token that begins with a digit.
func numberKind(form string) kind {
	slashes, colons, joints, rest := 0, 0, 0, 0
	for i := 0; i < len(form); i++ {
		switch c := form[i]; {
		case digit(c):
		case c == '/':
			slashes++
		case c == ':':
			colons++
		case c == '-' || c == '.':
			joints++
		default:
			rest++
		}
	}
	switch {
	case rest > 0:
		return kindNumber
	case slashes+colons+joints == 0:
		if len(form) == 4 && (form[0] == '1' || form[0] == '2') {
			return kindYear
		}
		return kindInteger
	case slashes == 2 && colons+joints == 0:
		return kindDate
	case colons > 0 && slashes+joints == 0:
		return kindTime
	case joints > 1:
		return kindPhone
	}
	return kindNumber
}
