package html

import (
	"strings"
	"unicode"
)

// elementHints say what elements hold by their name.
var elementHints = map[string]string{"nav": "menu", "footer": "footer", "aside": "related", "form": "menu", "button": "menu", "dialog": "promo", "label": "menu", "legend": "menu", "menu": "menu"}

// wordHints say what an element holds by a word in its class, id or role. The more telling words come first.
var wordHints = []struct {
	hint  string
	words map[string]bool
}{
	{"infobox", set("infobox")},
	{"hatnote", set("hatnote dablink")},
	{"references", set("reflist references footnotes citations")},
	{"menu", set("navbox toc catlinks mwjumplink mwindicators siteNotice sitenotice printfooter ambox")},
	{"comments", set("comment comments commentlist disqus respond replies reply livefyre fbcomments discussion coral")},
	{"share", set("share sharing shares sharebar sharedaddy social socials addthis addtoany socialmedia sharetools sociable shareaholic")},
	{"related", set("related recommend recommended recommendation recommendations recirc recirculation popular trending mostread mostpopular outbrain taboola teaser teasers readmore morestories alsolike zergnet revcontent upnext promoted linkbox onward readnext inlinerelated")},
	{"advert", set("ad ads advert adverts advertisement advertising adslot adsense adunit adcontainer adwrapper dfp sponsor sponsored banner gpt leaderboard commercial")},
	{"promo", set("newsletter newsletters subscribe subscription signup paywall donate donation membership cookie cookies consent gdpr modal popup overlay login signin register promo promotion cta optin mailchimp nlp notification")},
	{"footer", set("footer foot copyright colophon disclaimer legal siteinfo")},
	{"menu", set("nav navbar navigation menu menus breadcrumb breadcrumbs pagination pager toolbar topbar masthead sitemap skip tags taglist tagcloud taxonomy keywords hashtags navlist tabs")},
	{"related", set("sidebar sidebars rail widget widgets aside secondary carousel slideshow playlist gallery")},
	{"byline", set("byline authors author dateline timestamp pubdate postmeta metadata publishdate articlemeta entrymeta bio datetime articledate postdate updated published")},
	{"caption", set("caption captions credit credits wpcaption photocredit mediacaption imagecaption")},
}

// roleHints say what an element holds by its ARIA role.
var roleHints = map[string]string{"navigation": "menu", "banner": "menu", "contentinfo": "footer", "complementary": "related", "search": "menu", "dialog": "promo", "alert": "promo", "menu": "menu", "menubar": "menu", "toolbar": "menu"}

// hintOf returns what an element is by its name, role, class and id. An element that holds a good part of the page's running text is never
// furniture for its name alone: pages call their whole body "has-sidebar".
func (b *blocker) hintOf(n *node, id int, c context) string {
	const most = 0.35
	if b.mass[id] > 0 && float64(b.mass[id]) > most*float64(b.mass[0]) {
		return ""
	}
	if h := elementHints[n.tag]; h != "" {
		return h
	}
	if n.tag == "header" && !c.story {
		return "menu"
	}
	if len(n.attrs) == 0 {
		return ""
	}
	if h := roleHints[strings.ToLower(n.attrs["role"])]; h != "" {
		return h
	}
	words := nameWords(n.attrs["class"] + " " + n.attrs["id"] + " " + n.attrs["data-component"] + " " + n.attrs["data-testid"])
	for _, h := range wordHints {
		for _, w := range words {
			if h.words[w] {
				return h.hint
			}
		}
	}
	return ""
}

// nameWords cuts class names into lower-case words at hyphens, underscores and capitals, and gives the whole names as well.
func nameWords(s string) []string {
	var out []string
	for _, name := range strings.Fields(s) {
		if len(name) > 80 {
			continue
		}
		out = append(out, strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(name)))
		start := 0
		flush := func(end int) {
			if end > start {
				out = append(out, strings.ToLower(name[start:end]))
			}
		}
		prev := rune(0)
		for i, r := range name {
			switch {
			case !unicode.IsLetter(r):
				flush(i)
				start = i + len(string(r))
			case unicode.IsUpper(r) && unicode.IsLower(prev):
				flush(i)
				start = i
			}
			prev = r
		}
		flush(len(name))
	}
	return out
}
