package text

import (
	"regexp"
	"strings"

	"chancery"
	"chancery/internal/source/stamp"
)

// dateline matches "TIRANA, Albania (AP) — ", "BEIJING, Aug 17 (Reuters) - ", "GENEVA, 12 May 1988 -- ", "VILNIUS (AFP), April 4, 2022 - ", "OSLO — ".
// Its groups: the place, the date, the agency.
var dateline = regexp.MustCompile(`^((?:\p{Lu}\p{M}*(?:[\p{Lu}.'’-]\p{M}*)+(?:[ /]\p{Lu}(?:[\p{Lu}.'’-]|\p{M})*){0,3})(?:, (?:[A-Z][\pL.]+ ?){1,3})??)` +
	`(?:, ((?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?))?` +
	`(?:,? ?[(\[]([A-Za-z][A-Za-z ./-]{1,38})[)\]])?(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)?[ \x{a0}]*(?:—|–|--|-|:)[ \x{a0}]*`)

// glued matches datelines of other settings, "Hong Kong (CNN)A ship", "Quito, March 8, 2020 (IANS) A ship": the agency must be a known one. Its group: the agency.
var glued = regexp.MustCompile(`^\p{Lu}[\pL.'’ -]{1,40}(?:, (?:` + spoken + `(?:,? \d{4})?|\p{Lu}[\pL. ]{1,30}))? ?\(([\pL/ ]{2,30})\)[ \x{a0}]*(?:[—–-]+[ \x{a0}]*)?`)

// spoken is a day as datelines write it.
const spoken = `(?:\p{Lu}\p{Ll}{2,8}\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)? \p{Lu}\p{Ll}{2,8}\.?)`

// dated matches datelines in which the day stands behind a place that is not in capitals, "Moscow, April 26: ", "Lyon, France, April 26 – ", bracketed those that have it in brackets,
// "Ankara (Wire / Sputnik - 23rd Oct, 2021):", and led those that begin with it, "October 2, 2008 (ASMARA) — ".
var (
	led       = regexp.MustCompile(`^` + spoken + `,? \d{4} ?\(\p{Lu}[\pL.,'’ /-]{1,40}\)[ \x{a0}]*(?:—|–|--|-|:)[ \x{a0}]*`)
	dated     = regexp.MustCompile(`^\p{Lu}[\pL.'’-]+(?: \p{Lu}[\pL.'’-]+){0,2}(?:,? \[\p{Lu}[\pL ]{2,30}\]|, \p{Lu}[\pL.]+(?: \p{Lu}[\pL.]+){0,2})?, ` + spoken + `(?:,? \d{4})?(?: \([\pL./ -]{2,30}\))?[ \x{a0}]*(?:—|–|--|-|:)[ \x{a0}]*`)
	bracketed = regexp.MustCompile(`^\p{Lu}[\pL.'’ -]{1,40},? ?\((?:[^()]{2,60} ?[-–,] ?)?` + spoken + `,? \d{4} ?\)[ \x{a0}]*(?:[—–:-]+[ \x{a0}]*)?`)
)

// knownAgency returns the full name of an agency, or "". "CNN Business" is CNN.
func knownAgency(name string) string {
	name = strings.ToLower(name)
	if full := agencies[name]; full != "" {
		return full
	}
	head, _, _ := strings.Cut(name, " ")
	return agencies[head]
}

func datelineOpens(s string) bool { return datelineEnd(s) > 0 }

// datelineEnd returns the length of the dateline that opens s, or 0.
func datelineEnd(s string) int {
	const longest = 160 // bytes that a dateline can take, and some behind it
	if len(s) > longest {
		s = strings.ToValidUTF8(s[:longest], "")
	}
	m := dateline.FindStringSubmatchIndex(s)
	if m == nil || m[1] >= len(s) {
		for _, re := range []*regexp.Regexp{dated, bracketed, led} {
			if g := re.FindStringIndex(s); g != nil && g[1] < len(s) && g[1] <= 120 {
				if _, ok := stamp.MonthDay(s[:g[1]]); ok || len(stamp.Find(s[:g[1]])) > 0 {
					return g[1]
				}
			}
		}
		if g := glued.FindStringSubmatchIndex(s); g != nil && g[1] < len(s) && g[1] <= 90 && knownAgency(s[g[2]:g[3]]) != "" && upperFirst(s[g[1]:]) {
			return g[1]
		}
		return 0
	}
	// A colon or a hyphen alone also ends headings and speakers' names; a dateline then has more to show.
	mark := strings.TrimFunc(s[m[0]:m[1]], func(r rune) bool { return r == ' ' || r == '\u00a0' })
	weak := strings.HasSuffix(mark, ":") || strings.HasSuffix(mark, "-") && !strings.HasSuffix(mark, "--") ||
		strings.HasSuffix(s[:m[1]], "–") && !strings.HasSuffix(mark, " –") && !strings.HasSuffix(mark, "\u00a0–") // "US–Libya relations"
	if weak && m[4] < 0 && m[6] < 0 || m[1] > 90 {
		return 0
	}
	return m[1]
}

// datelineAgency returns the agency that the dateline of s names, by its full name where that is known.
func datelineAgency(s string) string {
	name := ""
	if m := dateline.FindStringSubmatch(s); m != nil {
		name = m[3]
	} else if m := glued.FindStringSubmatch(s); m != nil {
		name = m[1]
	}
	if full := knownAgency(name); full != "" {
		return full
	}
	return name
}

// datelines cuts the datelines off the paragraphs of the story and takes the agency as the source.
func (r *reader) datelines() {
	for i := 0; i < len(r.units); i++ {
		u := r.units[i]
		if u.furniture != "" || u.kind != chancery.Paragraph {
			continue
		}
		s := r.str(i)
		n := datelineEnd(s)
		if n == 0 {
			continue
		}
		if r.doc.Source == "" {
			r.doc.Source = datelineAgency(s)
		}
		head := u
		head.furniture = "dateline"
		head.span.End = head.span.Start + len(strings.TrimRight(s[:n], " \u00a0"))
		body := u
		body.blank = false
		body.span.Start += n
		r.units[i] = body
		r.units = append(r.units[:i], append([]unit{head}, r.units[i:]...)...)
		if r.title >= i {
			r.title++
		}
		return // one story has one dateline; later ones open other reports in a round-up
	}
}

// isDateLine reports whether a line is about a day: a date and hardly anything else.
func isDateLine(s string) bool {
	ds := stamp.Find(s)
	if len(ds) == 0 {
		return false
	}
	rest := len(s)
	for _, d := range ds {
		rest -= d.Span.Len()
	}
	return rest <= 60
}

var (
	published = regexp.MustCompile(`(?i)\b(?:published|posted|publication date|first published|created|issued|date)\b`)
	updated   = regexp.MustCompile(`(?i)\b(?:updated|modified|edited|revised)\b`)
)

// dates collects the candidates for the document's date, in order of trust.
func (r *reader) dates() {
	d := r.doc
	d.Dates = append(d.Dates, r.meta.dates...)
	var byDateline, byByline, byUpdate, mast []chancery.DateCandidate
	title, first, last := -1, -1, -1 // the span of the story, in blocks
	for i, b := range d.Blocks {
		if b.Furniture != "" {
			continue
		}
		if b.Kind == chancery.Heading && b.Level == 1 && title < 0 {
			title = i
			continue
		}
		if first < 0 {
			first = i
		}
		last = i
	}
	for i, b := range d.Blocks {
		if b.Furniture == "" || b.Furniture == "metadata" || b.Furniture == "code" || b.Span.Len() > 300 {
			continue
		}
		found := stamp.Find(b.Text)
		if g, ok := stamp.Group(b.Text); ok && b.Furniture == "dateline" {
			found = []stamp.Date{g}
		} else if b.Furniture == "dateline" && len(found) == 0 {
			if m, ok := stamp.MonthDay(b.Text); ok {
				found = []stamp.Date{m}
			}
		}
		for _, f := range found {
			c := chancery.DateCandidate{
				EDTF: f.EDTF, Text: b.Text[f.Span.Start:f.Span.End],
				Span: b.Original(f.Span),
			}
			before := b.Text[:f.Span.Start]
			const near = 4 // blocks from the story or its title within which a date is the story's
			switch {
			case b.Furniture == "dateline":
				c.Kind = chancery.DateDateline
				byDateline = append(byDateline, c)
			case b.Furniture == "masthead":
				c.Kind = chancery.DateMasthead
				if title >= 0 && i < title && title-i <= near && r.afterMenus(i) {
					c.Kind = chancery.DateByline
					byByline = append(byByline, c)
					break
				}
				mast = append(mast, c)
			case i > title && first >= 0 && i < first && (title >= 0 || published.MatchString(before)) || b.Furniture == "byline" && i <= last || i > last && last >= 0 && i-last <= near && (published.MatchString(before) || updated.MatchString(before)):
				c.Kind = chancery.DateByline
				if updated.MatchString(before) && !published.MatchString(before) {
					byUpdate = append(byUpdate, c)
				} else {
					byByline = append(byByline, c)
				}
			}
		}
	}
	d.Dates = append(append(append(d.Dates, byDateline...), byByline...), byUpdate...)
	if d.URL != "" {
		if e := stamp.URL(d.URL); e != "" {
			d.Dates = append(d.Dates, chancery.DateCandidate{EDTF: e, Kind: chancery.DateURL, Text: d.URL})
		}
	}
	d.Dates = append(d.Dates, mast...)
}

// afterMenus reports whether the block stands behind menus, where the date above a headline is the story's.
func (r *reader) afterMenus(i int) bool {
	menus := 0
	for _, b := range r.doc.Blocks[:i] {
		if b.Furniture == "menu" {
			menus++
		}
	}
	return menus >= menuRun
}
