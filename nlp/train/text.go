package main

import (
	"compress/bzip2"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"chancery/nlp"
)

// prose returns the sentences worth annotating of files of plain text (.txt) and MediaWiki exports
// (.xml.bz2), each sentence once, in the order of the files.
func prose(paths []string) ([]nlp.Sentence, error) {
	var out []nlp.Sentence
	seen := map[string]bool{}
	take := func(text string) {
		for _, s := range nlp.Split(text) {
			form := text[s.Start:s.End]
			if worthwhile(s.Tokens) && !seen[form] {
				seen[form] = true
				out = append(out, s)
			}
		}
	}
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		switch filepath.Ext(path) {
		case ".txt":
			b, err := io.ReadAll(f)
			if err != nil {
				return nil, err
			}
			take(strings.ReplaceAll(string(b), "\n", "\n\n"))
		case ".bz2":
			if err := pages(bzip2.NewReader(f), func(text string) { take(plain(text)) }); err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
		default:
			return nil, fmt.Errorf("%s: neither .txt nor .xml.bz2", path)
		}
		f.Close()
	}
	return out, nil
}

// worthwhile reports whether a sentence is whole prose of a usual length.
func worthwhile(tokens []nlp.Token) bool {
	if len(tokens) < 5 || len(tokens) > 70 {
		return false
	}
	switch tokens[len(tokens)-1].Form {
	case ".", "?", "!", "\"", "”":
	default:
		return false
	}
	if r := []rune(tokens[0].Form)[0]; !unicode.IsUpper(r) && r != '"' && r != '“' {
		return false
	}
	lower := 0
	for _, t := range tokens {
		if strings.ContainsAny(t.Form, "|{}<>=") {
			return false
		}
		if unicode.IsLower([]rune(t.Form)[0]) {
			lower++
		}
	}
	return 3*lower > len(tokens)
}

// pages calls f with the wikitext of each page of a MediaWiki export.
func pages(r io.Reader, f func(text string)) error {
	d := xml.NewDecoder(r)
	for {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "text" {
			var text string
			if err := d.DecodeElement(&text, &e); err != nil {
				return err
			}
			f(text)
		}
	}
}

var (
	comments  = regexp.MustCompile(`(?s)<!--.*?-->`)
	refs      = regexp.MustCompile(`(?s)<ref[^>/]*/>|<ref[^>]*>.*?</ref>`)
	tags      = regexp.MustCompile(`<[^>]*>`)
	external  = regexp.MustCompile(`\[https?://[^\s\]]*\s*([^\]]*)\]`)
	innerLink = regexp.MustCompile(`\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]`)
	media     = regexp.MustCompile(`\[\[(?i:file|image|category)[^\[\]]*\]\]`)
	quotes    = regexp.MustCompile(`'{2,}`)
	cells     = regexp.MustCompile(`(?m)^[|!].*[|!]\s*|^[|!]\s*`)
	itemMarks = regexp.MustCompile(`(?m)^[*#:;]+\s*`)
)

// plain returns the prose of wikitext: templates, references, headings, pictures and the frames of tables gone.
func plain(text string) string {
	text = comments.ReplaceAllString(text, "")
	text = refs.ReplaceAllString(text, "")
	text = nested(text, "{{", "}}")
	for i := 0; i < 3; i++ {
		text = media.ReplaceAllString(text, "")
		text = innerLink.ReplaceAllString(text, "$1")
	}
	text = external.ReplaceAllString(text, "$1")
	text = tags.ReplaceAllString(text, "")
	text = quotes.ReplaceAllString(text, "")
	text = cells.ReplaceAllString(text, "")
	text = itemMarks.ReplaceAllString(text, "")
	lines := strings.Split(text, "\n")
	lines = slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, "=") || strings.HasPrefix(l, "{|") })
	r := strings.NewReplacer("&nbsp;", " ", "&ndash;", "–", "&mdash;", "—", "&amp;", "&", "&quot;", `"`)
	return r.Replace(strings.Join(lines, "\n\n"))
}

// nested removes what stands between open and end, with what is nested in it.
func nested(text, open, end string) string {
	var b strings.Builder
	depth := 0
	for i := 0; i < len(text); {
		switch {
		case strings.HasPrefix(text[i:], open):
			depth++
			i += len(open)
		case depth > 0 && strings.HasPrefix(text[i:], end):
			depth--
			i += len(end)
		default:
			if depth == 0 {
				b.WriteByte(text[i])
			}
			i++
		}
	}
	return b.String()
}
