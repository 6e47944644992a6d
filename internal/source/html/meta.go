package html

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"time"

	"chancery"
	"chancery/internal/source/stamp"
)

// meta is what a page says about itself.
type meta struct {
	title, site, canonical, language string
	dates                            []chancery.DateCandidate
	pagePublished                    []string // what JSON-LD says of the page rather than the article
	body                             string   // the story in the page's own data, "" where there is none
}

// readMeta reads JSON-LD, Open Graph and the other meta elements.
func readMeta(t *tree) *meta {
	m := &meta{}
	tags := map[string]string{}
	var published, modified, timed []string
	docTitle, h1 := "", ""
	t.each(func(id int, n *node) {
		switch n.tag {
		case "html":
			if l := n.attrs["lang"]; len(l) >= 2 && m.language == "" {
				m.language = strings.ToLower(l[:2])
			}
		case "title":
			if docTitle == "" {
				docTitle = t.words(id)
			}
		case "h1":
			if w := t.words(id); h1 == "" && w != "" {
				h1 = w
			}
		case "link":
			if strings.EqualFold(n.attrs["rel"], "canonical") && isURL(n.attrs["href"]) && m.canonical == "" {
				m.canonical = n.attrs["href"]
			}
		case "meta":
			for _, k := range []string{"property", "name", "itemprop", "http-equiv"} {
				if key := strings.ToLower(n.attrs[k]); key != "" && n.attrs["content"] != "" {
					if _, ok := tags[key]; !ok {
						tags[key] = n.attrs["content"]
					}
				}
			}
		case "script":
			if strings.HasPrefix(strings.ToLower(strings.TrimSpace(n.attrs["type"])), "application/ld+json") && len(n.children) > 0 {
				c := t.nodes[n.children[0]]
				m.ld(t.page[c.from:c.to], &published, &modified)
			}
		case "time":
			if _, ok := n.attrs["pubdate"]; ok || strings.EqualFold(n.attrs["itemprop"], "datepublished") || len(timed) == 0 && publishes(n) {
				timed = append(timed, n.attrs["datetime"])
			}
		}
		if p := strings.ToLower(n.attrs["itemprop"]); p == "datepublished" || p == "datecreated" {
			if n.tag != "meta" && n.tag != "time" {
				timed = append(timed, n.attrs["content"], n.attrs["title"])
			}
			if n.tag == "time" && n.attrs["datetime"] != "" {
				timed = append(timed, n.attrs["datetime"])
			}
		}
	})
	first := func(keys ...string) string {
		for _, k := range keys {
			if v := strings.TrimSpace(tags[k]); v != "" {
				return v
			}
		}
		return ""
	}
	if m.title == "" {
		m.title = first("og:title", "twitter:title", "dc.title", "headline", "sailthru.title")
	}
	if m.title == "" {
		m.title = h1
	}
	if m.title == "" {
		m.title = docTitle
	}
	m.title = strings.Join(strings.Fields(m.title), " ")
	named := siteOf(docTitle)
	if s := first("og:site_name", "application-name", "dc.publisher", "publisher"); s != "" && !isURL(s) {
		m.site = s
	}
	if m.site == "" {
		m.site = named
	}
	if u := first("og:url"); m.canonical == "" && isURL(u) {
		m.canonical = u
	}
	if m.language == "" {
		if l := first("og:locale", "content-language", "dc.language"); len(l) >= 2 {
			m.language = strings.ToLower(l[:2])
		}
	}
	for _, k := range []string{"article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished", "date.published", "pubdate", "publishdate", "publish-date", "publish_date", "date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date.created", "parsely-pub-date", "sailthru.date", "article.published", "published_at", "timestamp", "displaydate", "cxenseparse:recs:publishtime", "citation_publication_date", "citation_online_date", "weibo:article:create_at", "bt:pubdate", "sdc:publishdate", "ptime", "originalpublicationdate", "article_date_original"} {
		published = append(published, tags[k])
	}
	published = append(append(published, timed...), m.pagePublished...)
	for _, k := range []string{"article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "dcterms.modified"} {
		modified = append(modified, tags[k])
	}
	add := func(values []string) {
		for _, v := range values {
			v = strings.TrimSpace(v)
			if d := machine(v); d != "" {
				m.dates = append(m.dates, chancery.DateCandidate{EDTF: d, Kind: chancery.DateMetadata, Text: v})
			}
		}
	}
	add(published)
	if len(m.dates) > 0 { // the day of a change dates a page only where nothing says when it was published
		modified = nil
	}
	add(modified)
	return m
}

// unset is what programs write for a time that nobody gave them.
const unset = "1970-01-01T00:00:00"

// machine returns the day of a date in a page's metadata: in words and numbers, as 20130504, or in seconds or milliseconds since 1970.
func machine(v string) string {
	if strings.HasPrefix(v, unset) {
		return ""
	}
	if ds := stamp.Find(v); len(ds) > 0 {
		return ds[0].EDTF
	}
	digits, _, _ := strings.Cut(v, "T")
	n, err := strconv.ParseInt(digits, 10, 64)
	switch {
	case err != nil || n <= 0:
		return ""
	case len(digits) == len("20130504"):
		if ds := stamp.Find(digits[:4] + "-" + digits[4:6] + "-" + digits[6:]); len(ds) > 0 {
			return ds[0].EDTF
		}
		return ""
	case len(v) == len("1367625600"):
		return time.Unix(n, 0).UTC().Format(time.DateOnly)
	case len(v) == len("1367625600000"):
		return time.UnixMilli(n).UTC().Format(time.DateOnly)
	}
	return ""
}

// publishes reports whether the class of a <time> says that it is that of publication.
func publishes(n *node) bool {
	if n.attrs["datetime"] == "" {
		return false
	}
	for _, w := range nameWords(n.attrs["class"]) {
		switch w {
		case "published", "pubdate", "publishdate", "publisheddate", "publicationdate", "entrydate", "postdate", "articledate", "dateline":
			return true
		}
	}
	return false
}

// siteOf returns the name of the site that many pages put behind their title: "Envoys leave | The Gazette".
func siteOf(title string) string {
	const longest = 5 // words
	for _, mark := range []string{" | ", " - ", " – ", " — ", " :: ", " » "} {
		if i := strings.LastIndex(title, mark); i > 0 {
			s := strings.TrimSpace(title[i+len(mark):])
			if n := len(strings.Fields(s)); n >= 1 && n <= longest && len(strings.Fields(title[:i])) >= n {
				return s
			}
		}
	}
	return ""
}

// articleTypes are the types of schema.org that a story has.
var articleTypes = set("Article NewsArticle ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle ReviewNewsArticle BlogPosting LiveBlogPosting Report ScholarlyArticle SocialMediaPosting TechArticle")

var lastComma = regexp.MustCompile(`,\s*([}\]])`)

// ld reads JSON-LD.
func (m *meta) ld(s string, published, modified *[]string) {
	s = strings.TrimSpace(s)
	s = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(s, "<!--"), "//<![CDATA["), "-->")
	var v any
	if json.Unmarshal([]byte(strings.TrimSpace(s)), &v) != nil {
		// Line breaks inside strings are the usual slip.
		s = strings.Map(func(r rune) rune {
			if r < ' ' {
				return ' '
			}
			return r
		}, s)
		s = lastComma.ReplaceAllString(s, "$1") // and so are commas behind the last member
		if json.Unmarshal([]byte(s), &v) != nil {
			return
		}
	}
	m.ldValue(v, 0, published, modified)
}

func (m *meta) ldValue(v any, depth int, published, modified *[]string) {
	if depth > 6 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			m.ldValue(e, depth+1, published, modified)
		}
	case map[string]any:
		for _, k := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			m.ldValue(v[k], depth+1, published, modified)
		}
		text := func(k string) string { s, _ := v[k].(string); return s }
		if t, _ := v["@type"].(string); t == "WebPage" {
			m.pagePublished = append(m.pagePublished, text("datePublished"))
		}
		if !isArticle(v["@type"]) {
			return
		}
		if m.title == "" {
			m.title = unescape(text("headline"))
		}
		if m.body == "" {
			m.body = text("articleBody")
		}
		if p, ok := v["publisher"].(map[string]any); ok && m.site == "" {
			m.site, _ = p["name"].(string)
		}
		if m.language == "" && len(text("inLanguage")) >= 2 {
			m.language = strings.ToLower(text("inLanguage")[:2])
		}
		*published = append(*published, text("datePublished"), text("dateCreated"))
		*modified = append(*modified, text("dateModified"))
	}
}

func isArticle(t any) bool {
	switch t := t.(type) {
	case string:
		return articleTypes[strings.TrimPrefix(strings.TrimPrefix(t, "http://schema.org/"), "https://schema.org/")]
	case []any:
		for _, e := range t {
			if isArticle(e) {
				return true
			}
		}
	}
	return false
}

func isURL(s string) bool { return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") }
