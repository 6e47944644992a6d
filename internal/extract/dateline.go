package extract

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery"
	"chancery/internal/edtf"
)

// dateline reports whether the story begins like a wire story: a place in capitals, an agency, a dash; or a place and a day.
func (p *passage) dateline() bool {
	for i := range p.doc.Blocks {
		b := &p.doc.Blocks[i]
		if b.Furniture == "dateline" {
			return true
		}
		if b.Furniture == "" && b.Kind == chancery.Paragraph {
			return p.datelineEnd(b.Text) > 0
		}
	}
	return false
}

// datelineEnd returns where the dateline that opens text ends, 0 for none: "TIRANA, Albania (AP) — ", "Tirana, May 3. ".
func (p *passage) datelineEnd(text string) int {
	if n := cabled(text); n > 0 && !p.ofState(text[:n]) {
		return n
	}
	const longest = 80
	for _, dash := range []string{"—", "–", " - ", "--"} {
		at := strings.Index(text, dash)
		if at < 3 || at > longest {
			continue
		}
		w := strings.FieldsFunc(text[:at], func(r rune) bool { return r == ' ' || r == ',' || r == '(' })
		if len(w) > 0 && len(w[0]) > 2 && w[0] == strings.ToUpper(w[0]) && strings.ToLower(w[0]) != w[0] {
			end := at + len(dash)
			for end < len(text) && (text[end] == ' ' || text[end] == '\n' || text[end] == '-') {
				end++
			}
			return end
		}
	}
	return 0
}

const (
	months   = `(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|ust|ember|ober)?\.?`
	weekdays = `(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day`
)

// cable matches the dateline of a report that names its day: "(Received 9.15 a.m.) Tirana, May 3. - ", "TIRANA, Monday. ", "Tirana, 3 May (Reuter) - ".
// Its groups: the place, the day.
var (
	cable = regexp.MustCompile(`^(?:\((?:Rec|Received|By)\b[^()]{0,60}\)[ ,.]*)?(\p{Lu}[\pL.'’-]*(?: (?:\p{Lu}[\pL.'’-]*|de|del|la|el|of|es)){0,3})(?:, \p{Lu}[\pL.]+(?: \p{Lu}[\pL.]+){0,2}?)??,? (?:\(\p{Lu}[^()]{1,38}\) ?)?` +
		`((?:` + weekdays + `(?: (?:night|evening|morning|afternoon))?,? ?)?(?:` + months + ` \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)? ` + months + `)?)` +
		`(?:,? ?[(\[][^()\[\]]{2,40}[)\]])?(?:[.,]?[ \x{a0}]*(?:—|–|--|-|:)|\.)[ \x{a0}]*`)
	cableDay   = regexp.MustCompile(`\b(` + months + `) (\d{1,2})|\b(\d{1,2})(?:st|nd|rd|th)? (` + months + `)(?:[^\pL]|$)`)
	cableWeek  = regexp.MustCompile(`\b` + weekdays + `\b`)
	monthNames = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
	dayNames   = []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
)

// cabled returns where the dateline with a day that opens text ends, 0 for none.
func cabled(text string) int {
	const longest = 140
	m := cable.FindStringSubmatchIndex(text[:min(len(text), longest)])
	if m == nil || m[4] == m[5] || m[1] >= len(text) {
		return 0
	}
	if cableWeek.MatchString(text[m[2]:m[3]]) || cableDay.MatchString(text[m[2]:m[3]]+" 1") { // "On Monday, 5 May", "In May"
		return 0
	}
	if r, _ := utf8.DecodeRuneInString(text[m[1]:]); unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("\"“'‘", r) {
		return m[1]
	}
	return 0
}

// ofState reports whether a dateline that is not in capitals opens with the name of a state: "Chad, 3 May: " in a list says whose day it is.
func (p *passage) ofState(dateline string) bool {
	place, _, _ := strings.Cut(dateline, ",")
	if place == strings.ToUpper(place) {
		return false
	}
	_, ok := p.x.gaz.Named(place)
	return ok
}

// wired dates what a report calls today by the day of its dateline, where that lies in the weeks before the document's: a paper prints today what was cabled yesterday.
func (p *passage) wired(dateline string) {
	const weeks, ahead = 45, 1
	day, last := edtf.Date{}, p.printed
	if last.Precision() != edtf.DayPrecision {
		return
	}
	form := ""
	if m := cableDay.FindStringSubmatch(dateline); m != nil {
		month, n := m[1], m[2]
		if month == "" {
			month, n = m[4], m[3]
		}
		for i, name := range monthNames {
			if strings.HasPrefix(strings.ToLower(month), name) {
				form = fmt.Sprintf("monthday=%02d-%02s,nearest", i+1, n)
			}
		}
	} else if w := cableWeek.FindString(dateline); w != "" {
		for i, name := range dayNames {
			if strings.HasPrefix(w, name) {
				form = fmt.Sprintf("weekday=%d", i+1)
			}
		}
	}
	day, ok := edtf.Anchor(form, last)
	if form == "" || !ok || day.Precision() != edtf.DayPrecision {
		return
	}
	a, _ := day.Bounds()
	b, _ := last.Bounds()
	if b-a <= weeks && a-b <= ahead {
		p.anchor.Document = day
	}
}

// fromDateline keeps no form by which a time that is told from the day of a dateline would be told from that of the document.
func (p *passage) fromDateline(c *chancery.Claim) {
	if w := c.When; w != nil && p.anchor.Document != p.printed && w.Basis == chancery.BasisDocument && w.EDTF != "" && w.Relative != "" && w.Relative != "now" {
		own := *w
		own.Relative = ""
		c.When = &own
	}
}
