package text

import (
	"regexp"
	"strings"

	"chancery"
	"chancery/internal/source/stamp"
)

// metadata is what lines "Key: value" at the head of a text say about it.
type metadata struct {
	title, source, url, language string
	dates                        []chancery.DateCandidate
}

var keyLine = regexp.MustCompile(`^([A-Za-z][A-Za-z _-]{1,24}):(?:[ \t]+(.*))?$`)

// valued matches a line of TOML, or a key that is no word.
var valued = regexp.MustCompile(`^[\w."'-]+[ \t]*[=:](?:[ \t]|$)`)

// metaKeys gives what a key means. A key that is not here may stand in a block of metadata, but does not make one.
var metaKeys = map[string]string{
	"title": "title", "headline": "title", "subject": "title",
	"date": "date", "published": "date", "publication date": "date", "date published": "date", "created": "date", "issued": "date", "pubdate": "date",
	"updated": "updated", "modified": "updated", "last modified": "updated", "last updated": "updated",
	"source": "source", "publisher": "source", "publication": "source", "agency": "source", "site": "source", "newspaper": "source",
	"url": "url", "link": "url", "permalink": "url", "canonical": "url", "source url": "url",
	"language": "language", "lang": "language",
	"author": "other", "authors": "other", "by": "other", "byline": "other", "tags": "other", "keywords": "other", "section": "other",
	"category": "other", "categories": "other", "description": "other", "id": "other", "location": "other",
}

// metadata reads the block of metadata at the head of the text, fenced by "---" or ended by a
// blank line, and returns the line behind it.
func (r *reader) metadata() int {
	i := 0
	for i < len(r.lines) && r.lines[i].span.Len() == 0 {
		i++
	}
	if i == len(r.lines) {
		return i
	}
	first := i
	get := func(i int) string { return r.text[r.lines[i].span.Start:r.lines[i].span.End] }
	fenced := get(i) == "---" || get(i) == "+++"
	if fenced {
		i++
	}
	most := 40 // lines; longer blocks are prose
	if fenced {
		most = 400
	}
	begin, end, known, closed := i, i, 0, false
	for ; end < len(r.lines) && end-begin < most; end++ {
		s := get(end)
		if fenced && (s == "---" || s == "+++" || s == "...") {
			closed = true
			break
		}
		if s == "" && !fenced {
			break
		}
		m := keyLine.FindStringSubmatch(s)
		switch {
		case m != nil:
			if what := metaKeys[normKey(m[1])]; what != "" && what != "other" || what == "other" && known > 0 {
				known++
			} else if what == "" && !fenced && len(strings.Fields(m[2])) > 12 {
				return first // a sentence with a colon
			}
		case fenced && (s == "" || r.lines[end].indent > 0 || strings.IndexByte("-#[]{}\"'", s[0]) >= 0 || valued.MatchString(s)):
		default:
			return first
		}
	}
	if known == 0 || fenced && !closed {
		return first
	}
	if fenced {
		r.units = append(r.units, unit{span: r.lines[first].span, furniture: "metadata", blank: true})
	}
	for k := begin; k < end; k++ {
		if r.lines[k].span.Len() > 0 {
			r.units = append(r.units, unit{span: r.lines[k].span, furniture: "metadata"})
			r.metaLine(r.lines[k].span)
		}
	}
	if fenced {
		r.units = append(r.units, unit{span: r.lines[end].span, furniture: "metadata"})
		end++
	}
	return end
}

// metadataBelowTitle reads the lines "Key: value" right below a title, where one of them gives an address or a day.
func (r *reader) metadataBelowTitle() {
	if len(r.units) == 0 || r.units[0].furniture != "" || keyLine.MatchString(r.str(0)) || lookAt(r.str(0)).prose() {
		return
	}
	end, known := 1, false
	for ; end < len(r.units) && r.units[end].kind == chancery.Paragraph; end++ {
		s := r.str(end)
		m := keyLine.FindStringSubmatch(s)
		if m == nil {
			break
		}
		what, value := metaKeys[normKey(m[1])], strings.TrimSpace(m[2])
		_, dated := metaDate(value, s, r.units[end].span, strings.LastIndex(s, value))
		if what == "" || what == "title" {
			break
		}
		known = known || what == "url" && isURL(value) || what == "date" && dated
	}
	for i := 1; known && i < end; i++ {
		r.units[i].furniture = "metadata"
		r.metaLine(r.units[i].span)
	}
}

func normKey(k string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(k, func(r rune) bool { return r == ' ' || r == '_' || r == '-' }), " "))
}

func (r *reader) metaLine(sp chancery.Span) {
	s := r.text[sp.Start:sp.End]
	m := keyLine.FindStringSubmatchIndex(s)
	if m == nil || m[4] < 0 {
		return
	}
	value := strings.Trim(strings.TrimSpace(s[m[4]:m[5]]), `"'`)
	if value == "" {
		return
	}
	set := func(p *string) {
		if *p == "" {
			*p = value
		}
	}
	switch metaKeys[normKey(s[m[2]:m[3]])] {
	case "title":
		set(&r.meta.title)
	case "source":
		if isURL(value) {
			set(&r.meta.url)
		} else {
			set(&r.meta.source)
		}
	case "url":
		if isURL(value) {
			set(&r.meta.url)
		}
	case "language":
		value = strings.ToLower(value)
		if len(value) >= 2 && (len(value) == 2 || value[2] == '-' || value[2] == '_') {
			value = value[:2]
			set(&r.meta.language)
		} else if value == "english" {
			value = "en"
			set(&r.meta.language)
		}
	case "date":
		if c, ok := metaDate(value, s, sp, m[4]); ok {
			r.meta.dates = append([]chancery.DateCandidate{c}, r.meta.dates...)
		}
	case "updated":
		if c, ok := metaDate(value, s, sp, m[4]); ok {
			r.meta.dates = append(r.meta.dates, c)
		}
	}
}

var coarse = regexp.MustCompile(`^\d{4}(?:-\d{2})?$`)

// metaDate reads the value of a date line: a day, or a bare year or year and month in ISO form.
func metaDate(value, s string, sp chancery.Span, at int) (chancery.DateCandidate, bool) {
	if ds := stamp.Find(value); len(ds) > 0 {
		off := sp.Start + at + strings.Index(s[at:], value)
		d := ds[0]
		return chancery.DateCandidate{EDTF: d.EDTF, Kind: chancery.DateMetadata, Text: value[d.Span.Start:d.Span.End],
			Span: chancery.Span{Start: off + d.Span.Start, End: off + d.Span.End}}, true
	}
	if coarse.MatchString(value) {
		off := sp.Start + at + strings.Index(s[at:], value)
		return chancery.DateCandidate{EDTF: value, Kind: chancery.DateMetadata, Text: value, Span: chancery.Span{Start: off, End: off + len(value)}}, true
	}
	return chancery.DateCandidate{}, false
}

func isURL(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}
