package wiki

import (
	"strings"

	"chancery"
	"chancery/internal/source/stamp"
)

// longestTitle bounds the words kept of a reference without a citation template, in bytes.
const longestTitle = 300

// cite reads the reference <ref ...> at [i, e) and notes that it stands at the end of what o holds.
func (p *parser) cite(o *out, i, e int) {
	if p.quiet {
		return
	}
	end := tagEnd(p.src, i)
	if end < 0 {
		return
	}
	name := refName(p.src[i:end])
	from, to := end, e
	if p.src[end-2] == '/' {
		from = to
	} else if j := strings.LastIndex(p.src[from:e], "</"); j >= 0 {
		to = from + j
	}
	p.note(o, p.resolve(name, i, from, to))
}

// note writes down that the sources stand at the end of what o holds.
func (p *parser) note(o *out, sources []int) {
	for _, n := range sources {
		at := chancery.BlockRef{At: o.Len(), Ref: n}
		if k := len(o.refs); k == 0 || o.refs[k-1] != at {
			o.refs = append(o.refs, at)
		}
	}
}

// resolve returns the sources of a reference: those of its content, or of the reference of that name which has one.
func (p *parser) resolve(name string, at, from, to int) []int {
	if name != "" {
		if known, ok := p.named[name]; ok {
			return known
		}
		if def, ok := p.defs[name]; ok && def != at {
			if e, ok := p.ends[def]; ok {
				if end := tagEnd(p.src, def); end > 0 && end <= e {
					from, to = end, end+max(0, strings.LastIndex(p.src[end:e], "</"))
				}
			}
		}
	}
	if to <= from {
		return nil
	}
	if p.depth++; p.depth > maxDepth {
		p.depth--
		return nil
	}
	defer func() { p.depth-- }()
	var found []int
	for _, r := range p.sources(from, to) {
		found = append(found, len(p.doc.Refs))
		p.doc.Refs = append(p.doc.Refs, r)
	}
	if name != "" {
		p.named[name] = found
	}
	return found
}

// sources reads what a reference cites: its citation templates, else its links, else its words.
func (p *parser) sources(from, to int) []chancery.Reference {
	var out []chancery.Reference
	for i := from; i < to; i++ {
		e, ok := p.ends[i]
		if !ok || e > to || p.src[i] != '{' || p.src[i+1] != '{' {
			continue
		}
		if r, ok := p.citation(i, e); ok {
			out = append(out, r)
			i = e - 1
		}
	}
	if len(out) > 0 {
		return out
	}
	for i := from; i < to; i++ {
		if p.src[i] != 'h' && p.src[i] != '[' || schemeLen(p.src[i:to]) == 0 && (p.src[i] != '[' || schemeLen(p.src[i+1:to]) == 0) {
			continue
		}
		bracketed := p.src[i] == '['
		if bracketed {
			i++
		}
		j := i
		for j < to && strings.IndexByte(" \n\t]<>|}\"", p.src[j]) < 0 {
			j++
		}
		r := chancery.Reference{URL: p.src[i:j]}
		if bracketed {
			if k := strings.IndexByte(p.src[j:min(to, j+2000)], ']'); k >= 0 {
				r.Title = cut(p.plain(j, j+k))
				j += k
			}
		}
		out = append(out, r)
		i = j
	}
	if len(out) == 1 && out[0].Title == "" {
		out[0].Title = cut(strings.TrimSpace(strings.Replace(p.plain(from, to), out[0].URL, "", 1)))
	}
	if len(out) == 0 {
		if t := cut(p.plain(from, to)); t != "" {
			out = append(out, chancery.Reference{Title: t})
		}
	}
	return out
}

func cut(s string) string {
	if len(s) <= longestTitle {
		return s
	}
	s = s[:longestTitle]
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return strings.ToValidUTF8(s, "") + " …"
}

// citation reads the template at [i, e) if it is a citation.
func (p *parser) citation(i, e int) (chancery.Reference, bool) {
	t := p.parseTemplate(i, e)
	switch {
	case strings.HasPrefix(t.name, "cite "), t.name == "citation", t.name == "citation-attribution", t.name == "source", t.name == "cite":
	case t.name == "webarchive" || t.name == "official website" || t.name == "url":
	default:
		return chancery.Reference{}, false
	}
	get := func(names ...string) string {
		for _, n := range names {
			if a, ok := t.named[n]; ok {
				if s := strings.TrimSpace(p.plain(a.Start, a.End)); s != "" {
					return s
				}
			}
		}
		return ""
	}
	raw := func(names ...string) string {
		for _, n := range names {
			if a, ok := t.named[n]; ok {
				if s := strings.TrimSpace(p.src[a.Start:a.End]); s != "" && schemeLen(s) > 0 {
					if k := strings.IndexAny(s, " \n<{"); k > 0 {
						s = s[:k]
					}
					return s
				}
			}
		}
		return ""
	}
	r := chancery.Reference{
		URL:       raw("url", "chapter-url", "article-url", "archive-url", "1"),
		Title:     cut(get("title", "chapter", "script-title", "quote")),
		Publisher: cut(get("publisher", "website", "work", "newspaper", "agency", "journal", "magazine", "institution", "periodical")),
		Date:      stamp.Coarse(get("date", "year", "publication-date")),
	}
	return r, r != chancery.Reference{}
}
