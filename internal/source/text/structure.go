package text

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery"
	"chancery/internal/source/stamp"
)

// A look is what can be seen of a unit without knowing its neighbours.
type look struct {
	words     int
	function  int  // function words among them
	site      int  // words by which a site speaks of itself
	ends      bool // with a sentence mark
	cut       bool // with an ellipsis, as teasers are
	capital   bool // begins with a capital, a digit or a quotation mark
	class     class
	byline    bool
	sentences int
}

func lookAt(s string) look {
	var k look
	fields := strings.Fields(s)
	k.words = len(fields)
	quoted := false // what people say in a story is theirs, whoever "we" are
	for i, f := range fields {
		if strings.HasPrefix(f, "“") || strings.HasPrefix(f, `"`) {
			quoted = true
		}
		w := strings.ToLower(strings.TrimFunc(f, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
		if functionWords[w] {
			k.function++
		}
		if siteWords[w] && f != "US" && !quoted {
			k.site++
		}
		if t := strings.TrimRight(f, ".,;:!?"); strings.HasSuffix(t, "”") || strings.HasSuffix(t, `"`) || strings.HasSuffix(f, "”") || strings.HasSuffix(f, `"`) {
			quoted = false
		}
		if t := strings.TrimRight(f, `"'”’)]`); t != "" && strings.ContainsRune(".!?", rune(t[len(t)-1])) && (i == len(fields)-1 || upperFirst(fields[i+1])) && len(t) > 3 {
			k.sentences++
		}
	}
	t := strings.TrimRight(s, "\"'”’)]*» ")
	k.cut = strings.HasSuffix(t, "…") || strings.HasSuffix(t, "..") || strings.HasSuffix(t, "[…") || strings.HasSuffix(t, "[...") ||
		strings.HasSuffix(strings.ToLower(t), "read more") || strings.HasSuffix(strings.ToLower(t), "continue reading")
	if r, _ := utf8.DecodeLastRuneInString(t); !k.cut && (r == '.' || r == '!' || r == '?' || r == '。') {
		k.ends = true
	}
	k.capital = upperFirst(s)
	k.class = classify(s, k.words, k.ends)
	k.byline = isByline(s, k.words)
	return k
}

func upperFirst(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, `"'“‘(«[`))
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// prose reports whether a unit reads as running text.
func (k look) prose() bool {
	switch {
	case k.cut, k.class != none, k.byline:
		return false
	case k.words >= 25 && k.function >= 3:
		return true
	}
	return k.ends && k.words >= 5 && k.function >= 1 || k.ends && k.words >= 9
}

// headline reports whether a unit can be a headline, a title or a subheading.
func (k look) headline() bool {
	return k.words >= 1 && k.words <= 28 && !k.ends && !k.cut && k.capital && k.class == none && !k.byline
}

// isByline tells "By A. Writer", "A. Writer | Staff Reporter" and the like; "By 1990 Chad had left." is a sentence.
func isByline(s string, words int) bool {
	if words > 14 || words == 0 {
		return false
	}
	l := strings.ToLower(s)
	for _, p := range []string{"by ", "by: ", "written by ", "posted by ", "reported by ", "published by ", "author: ", "author:", "from our correspondent", "staff report", "editorial board", "staff writer"} {
		if strings.HasPrefix(l, p) {
			rest := strings.TrimSpace(s[min(len(p), len(s)):])
			return rest == "" || upperFirst(rest) && !(words >= 6 && strings.HasSuffix(rest, "."))
		}
	}
	for _, p := range []string{"editorial board", "staff writer", "staff reporter", "correspondent", "news desk", "newsroom", "web desk"} {
		if strings.HasSuffix(l, p) {
			return true
		}
	}
	return false
}

// structure finds the title and the appendices of a text, and what an exported infobox left.
func (r *reader) structure() {
	var appendix Appendix
	for i := range r.units {
		u := &r.units[i]
		if u.furniture != "" {
			continue
		}
		s := r.str(i)
		u.furniture = appendix.Story(u.kind, u.level, s, func() bool { return lookAt(s).prose() })
		if r.title < 0 && u.kind == chancery.Heading && u.level == 1 && u.furniture == "" {
			r.title = i
		}
	}
	r.infobox()
	if r.title < 0 {
		r.titleByLooks()
	}
}

// infobox marks "Infobox" and the items under it, and items "Filetype: svg" at the head of a text.
func (r *reader) infobox() {
	for i := 0; i < len(r.units); i++ {
		u := &r.units[i]
		if u.furniture != "" || u.kind != chancery.Paragraph || !strings.EqualFold(strings.TrimRight(r.str(i), ":"), "infobox") {
			continue
		}
		u.furniture = "infobox"
		for i+1 < len(r.units) && r.units[i+1].kind == chancery.Item && keyLine.MatchString(r.str(i+1)) {
			i++
			r.units[i].furniture = "infobox"
		}
	}
}

// titleByLooks takes the first line as the title where it stands alone like one.
func (r *reader) titleByLooks() {
	for i := range r.units {
		u := &r.units[i]
		if u.furniture != "" {
			continue
		}
		k := lookAt(r.str(i))
		if u.kind == chancery.Paragraph && (k.byline || k.words <= 8 && isDateLine(r.str(i))) { // some set the date over the title
			continue
		}
		if u.kind != chancery.Paragraph || !k.headline() || u.span.Len() > 250 || datelineOpens(r.str(i)) {
			return
		}
		// A title has something under it.
		if i+1 < len(r.units) && (r.units[i+1].blank || r.units[i+1].furniture == "metadata" || r.units[i+1].kind == chancery.Heading || lookAt(r.str(i+1)).prose()) {
			u.kind, u.level = chancery.Heading, 1
			r.title = i
		}
		return
	}
}

// plain reads a text that is no web page: everything is the story but what plainly is not.
func (r *reader) plain() {
	r.entries(0, len(r.units))
	prose := -1
	listed := r.listsDays()
	for i := range r.units {
		u := &r.units[i]
		if u.furniture != "" || u.kind != chancery.Paragraph {
			continue
		}
		k := lookAt(r.str(i))
		switch {
		case k.prose():
			if prose < 0 {
				prose = i
			}
		case k.class == share && k.words <= 4, k.class == footer, k.class == advert:
			u.furniture = k.class.String()
		case k.byline && prose < 0:
			u.furniture = "byline"
		case prose < 0 && k.words <= 14 && isDateLine(r.str(i)) && !listed && !labelled(r.str(i)):
			u.furniture = "byline"
		case isCredit(r.str(i)):
			u.furniture = "credit"
		case k.headline() && k.words <= 12 && u.blank && i > 0 && i+1 < len(r.units) && r.units[i+1].kind == chancery.Paragraph && lookAt(r.str(i+1)).prose() && !r.structured:
			u.kind, u.level = chancery.Heading, 2
		}
	}
}

// telegram marks the date-time group in the head of a telegram, and reports whether the text is one.
func (r *reader) telegram() bool {
	const head = 20 // lines
	for i := range min(head, len(r.units)) {
		if u := &r.units[i]; u.furniture == "" && u.kind == chancery.Paragraph {
			if _, ok := stamp.Group(r.str(i)); ok {
				u.furniture = "dateline"
				return true
			}
		}
	}
	return false
}

// labelled reports whether a line gives the date of something by its name, which is no publication: "Establishment of relations: 24 December 1955".
func labelled(s string) bool {
	m := label.FindString(s)
	return m != "" && !published.MatchString(m) && !updated.MatchString(m) && len(strings.Fields(m)) > 1
}

// label matches the words before a colon and a date.
var label = regexp.MustCompile(`^[\p{L}][\p{L}’' -]+: ?(?:\d|\p{Lu}\p{Ll}+ \d|(?:signed|concluded|initialled|ratified|opened|established) )|^(?:[\p{L}-]+ )*[Vv]isits: `)

// isCredit tells the lines in which agencies name who else wrote.
func isCredit(s string) bool {
	l := strings.ToLower(strings.TrimLeft(s, "(—–- "))
	if len(l) > 400 {
		return false
	}
	return strings.HasPrefix(l, "reporting by ") || strings.HasPrefix(l, "editing by ") || strings.HasPrefix(l, "additional reporting") || strings.HasPrefix(l, "writing by ") ||
		strings.HasPrefix(l, "follow ") && (strings.Contains(l, "http") || strings.Contains(l, "@") || strings.Contains(l, "twitter")) ||
		strings.HasSuffix(l, "contributed to this report.") || strings.HasSuffix(l, "contributed to this story.") || strings.HasSuffix(l, "contributed reporting.") || strings.HasSuffix(l, "contributed.") && strings.Contains(l, "writer")
}
