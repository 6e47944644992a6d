package text

import "strings"

// What the parts of a web page around a story say, in English. Each list is matched against whole short
// lines in lower case: an entry that ends in "*" is a prefix.

type class uint8

const (
	none    class = iota
	share         // buttons
	advert        // advertisement
	nav           // menus, accounts, search, consent
	related       // opens a box of other stories that may stand inside the story
	after         // opens what comes behind a story: other stories, comments, the author
	footer        // the legal foot of a page
	promo         // asks the reader for something
	meta          // reading time, view counts
)

var classNames = [...]string{"", "share", "advert", "menu", "related", "related", "footer", "promo", "byline"}

func (c class) String() string { return classNames[c] }

var lexicon = map[class][]string{
	share: {
		"share", "share this", "share this article", "share this story", "share article", "share on *", "share via *", "share on", "share:", "shares", "tweet", "tweet this",
		"facebook", "twitter", "x", "whatsapp", "telegram", "linkedin", "reddit", "pinterest", "email", "e-mail", "print", "copy link", "copy url", "copied", "link copied",
		"email this*", "print this*", "print article", "save", "save article", "bookmark", "bookmark this*", "flipboard", "send", "gift this article", "listen", "listen to this article*",
		"facebook twitter*", "twitter facebook*", "twitter email*", "facebook email*", "facebook x*", "add to favourites", "add to favorites", "like", "follow", "following",
		"post to facebook", "republish this article", "font resizer*", "text size*", "increase font*", "decrease font*", "view comments", "comments", "comment", "add a comment",
		"join the conversation", "instagram", "youtube", "tiktok", "rss", "messenger", "viber", "threads", "bluesky",
	},
	advert: {
		"advertisement", "advertising", "- advertisement -", "ad", "ads", "ad image", "sponsored", "sponsored content", "paid content", "promoted", "advertisement - *", "story continues below*",
		"article continues below*", "article continues after*", "continue reading below*", "scroll to continue*", "report this ad", "skip advertisement", "supported by", "partner content",
	},
	nav: {
		"menu", "main menu", "navigation", "toggle navigation", "skip to *", "jump to *", "home", "search", "search for*", "search...", "sign in", "log in", "login", "register", "sign out", "log out", "my account",
		"create account", "have an existing account*", "already have an account*", "sign in to your account", "welcome back*", "lost your password*", "forgot your password*", "forgot password*", "close", "close menu", "open menu",
		"back to top", "top", "breadcrumb*", "you are here*", "you are at*", "you are signed in*", "media playback*", "edit profile*", "e-paper", "live tv", "watch live", "follow us", "follow us on*", "follow us:", "find us on*", "connect with us*", "accept", "accept all*", "reject all*",
		"manage preferences", "we use cookies*", "this site uses cookies*", "this website uses cookies*", "skip", "next", "previous", "prev", "load more", "show more", "see all", "view all", "more", "edition", "select language*",
		"english", "sections", "topics", "trending", "submit", "donate", "subscribe", "newsletters", "newsletter", "contact", "contact us", "about", "about us", "careers", "jobs", "advertise", "advertise with us*",
		"site map", "sitemap", "report", "archive", "archives", "latest", "podcasts", "video", "videos", "photos", "gallery", "weather", "e-edition",
	},
	related: {
		"related", "related:*", "related stories", "related story", "related articles", "related article", "related news", "related content", "related topics*", "related coverage", "related links", "related posts",
		"read more", "read more:*", "read more about*", "read also*", "also read*", "read next*", "read:*", "more on this story", "more on this*", "see also*", "see more*", "watch:*", "watch |*", "recommended", "recommended for you",
		"recommended stories", "recommended reading", "editor's picks", "editors' picks", "editor’s picks", "editors’ picks", "don't miss*", "don’t miss*", "in this story", "explore more*", "in case you missed it", "must read*", "background:*", "more:*",
	},
	after: {
		"you might also like*", "you may also like*", "you might like*", "you may like*", "you might be interested*", "you may be interested*", "more from *", "more stories*", "more news*", "more in *", "other stories*", "other news*", "similar stories*", "similar articles*",
		"popular posts", "popular", "popular stories", "popular articles", "popular news", "most popular*", "most read*", "most viewed*", "most shared*", "most commented*", "trending now*", "trending stories*", "trending news*", "top stories*", "top news", "latest news*", "latest stories*", "latest posts*", "latest articles*",
		"recent posts*", "recent news*", "recent articles*", "recent stories*", "recent comments*", "what to read next*", "up next*", "next up*", "next article*", "previous article*", "next post*", "previous post*", "next story*", "previous story*", "next:*", "previous:*", "older posts*", "newer posts*", "older post", "newer post",
		"* comments", "* comment", "* responses", "* replies", "leave a reply*", "top rated comments", "top comments", "reader comments*", "most recent comments", "comment from the forums", "you may also like...", "leave a comment*", "post a comment*", "write a comment*", "add your comment*", "be the first to comment*", "your email address will not be published*", "comments (*", "about the author*", "about author*", "author bio*", "written by", "around the web*", "from the web*", "sponsored stories*", "promoted stories*",
		"elsewhere on *", "from our partners*", "from around the web*", "today's top*", "today’s top*", "today's headlines*", "today’s headlines*", "filed under*", "tagged*", "tags", "tags:*", "topics:*", "categories:*", "posted in *", "in pictures", "in other news*", "breaking news*", "explore", "discover more*", "keep reading*",
	},
	footer: {
		"©*", "(c) *", "copyright*", "all rights reserved*", "terms of use*", "terms of service*", "terms and conditions*", "terms & conditions*", "privacy policy*", "privacy notice*", "privacy", "cookie settings*", "cookie policy*", "cookies", "accessibility*", "legal notice*", "imprint", "impressum", "do not sell my*",
		"powered by *", "designed by *", "site by *", "no part of this*", "reproduction of*", "this material may not be*", "code of ethics*", "editorial policy*", "licensing*", "ad choices*", "adchoices", "disclaimer*", "corrections", "company", "feedback", "help", "help center", "help centre", "faq", "faqs",
	},
	promo: {
		"subscribe to *", "subscribe now*", "subscribe for*", "subscribe today*", "sign up *", "sign up", "get our *", "get the latest*", "get breaking*", "join our *", "join us *", "follow us *", "follow @*", "like us *", "download our *", "download the *", "click here*", "support our *", "become a member*", "become a subscriber*",
		"stay up to date*", "stay informed*", "stay connected*", "never miss*", "enter your email*", "your email*", "thank you for *", "thanks for reading*", "try it free*", "start your free*", "our commitment to *", "your trusted source*", "your daily *", "your reliable *", "if you enjoyed*", "if you liked*", "have a tip*", "got a tip*", "send us *", "contact the *newsroom*",
		"want more*", "want to read more*", "to read more*", "to continue reading*", "this article is for subscribers*", "continue reading*", "already a subscriber*", "already a member*", "learn more*", "find out more*", "turn on *notifications*",
	},
	meta: {
		"* min read", "* minute read", "* mins read", "* minutes read", "* min", "* views", "* shares", "* ago", "reading time*", "estimated reading*", "read time*", "* view",
	},
}

// longClasses are the classes whose phrases open whole sentences as well as lines without a full stop.
var longClasses = map[class]bool{promo: true, footer: true}

type entry struct {
	phrase         string
	prefix, suffix bool
	class          class
}

// lexiconIndex holds the exact phrases, and the patterns by the first byte of their fixed part.
type lexiconIndex struct {
	exact    map[string]class
	prefixes map[byte][]entry
	suffixes []entry
}

var lexiconOf = indexLexicon()

func indexLexicon() lexiconIndex {
	ix := lexiconIndex{exact: map[string]class{}, prefixes: map[byte][]entry{}}
	for c := share; c <= meta; c++ { // a phrase "* x" stands behind a number
		for _, p := range lexicon[c] {
			switch {
			case strings.HasPrefix(p, "* "):
				ix.suffixes = append(ix.suffixes, entry{phrase: p[1:], suffix: true, class: c})
			case strings.HasSuffix(p, "*"):
				e := entry{phrase: p[:len(p)-1], prefix: true, class: c}
				ix.prefixes[p[0]] = append(ix.prefixes[p[0]], e)
			default:
				if _, ok := ix.exact[p]; !ok {
					ix.exact[p] = c
				}
			}
		}
	}
	return ix
}

// classify returns what part of a page a line is by its words, or none. Sentences of more than a few
// words are classified by the phrases that open sentences only.
func classify(s string, words int, sentence bool) class {
	l := strings.ToLower(strings.TrimSpace(s))
	if l == "" {
		return none
	}
	if c, ok := lexiconOf.exact[strings.TrimRight(l, ":>»→ ")]; ok {
		return c
	}
	for _, e := range lexiconOf.prefixes[l[0]] {
		if !strings.HasPrefix(l, e.phrase) || words > 7 && sentence && !longClasses[e.class] {
			continue
		}
		if n := len(e.phrase); n < len(l) && isLetter(e.phrase[n-1]) && isLetter(l[n]) {
			continue // the phrase ends inside a word
		}
		return e.class
	}
	if words <= 5 && l[0] >= '0' && l[0] <= '9' {
		for _, e := range lexiconOf.suffixes {
			if strings.HasSuffix(l, e.phrase) {
				return e.class
			}
		}
	}
	return none
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 }

// appendices are the sections behind a body, by their headings, with the furniture that they are.
var appendices = map[string]string{
	"see also": "see-also", "related articles": "see-also", "related pages": "see-also",
	"references": "references", "reference": "references", "citations": "references", "sources": "references", "bibliography": "references", "works cited": "references", "references and notes": "references", "notes and references": "references",
	"footnotes": "notes", "notes": "notes", "endnotes": "notes",
	"external links": "external-links", "further reading": "references", "links": "external-links",
}

// functionWords are frequent in English sentences and rare in menus and headlines.
var functionWords = set("the", "a", "an", "of", "to", "in", "and", "that", "is", "was", "were", "are", "has", "had", "have", "been", "be", "by", "with", "for", "on", "at", "from", "it", "its", "as",
	"which", "who", "after", "their", "his", "her", "he", "she", "they", "will", "would", "not", "but", "this", "said", "between", "into", "over", "than", "or", "also", "did", "does", "no")

// siteWords are how a site speaks of itself and to its reader.
var siteWords = set("your", "you", "our", "us", "we", "subscribe", "newsletter", "sign", "inbox", "trusted", "subscribers", "unlimited", "updates", "coverage", "email", "account", "cookies")

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// agencies are the wire services that sign datelines, by what they sign with.
var agencies = map[string]string{
	"ap": "Associated Press", "associated press": "Associated Press", "reuters": "Reuters", "afp": "Agence France-Presse", "upi": "United Press International", "dpa": "Deutsche Presse-Agentur",
	"xinhua": "Xinhua", "tass": "TASS", "itar-tass": "TASS", "interfax": "Interfax", "ria novosti": "RIA Novosti", "ansa": "ANSA", "efe": "EFE", "ani": "ANI", "pti": "Press Trust of India", "ians": "IANS",
	"irna": "IRNA", "isna": "ISNA", "yonhap": "Yonhap", "kcna": "KCNA", "kyodo": "Kyodo News", "jiji press": "Jiji Press", "anadolu agency": "Anadolu Agency", "aa": "Anadolu Agency", "bloomberg": "Bloomberg", "cnn": "CNN", "bbc": "BBC",
	"tanjug": "Tanjug", "hina": "HINA", "pap": "PAP", "ctk": "ČTK", "mti": "MTI", "mena": "MENA", "sana": "SANA", "petra": "Petra", "wam": "WAM", "spa": "Saudi Press Agency", "kuna": "KUNA", "qna": "Qatar News Agency", "apa": "APA",
	"inter press service": "Inter Press Service", "ips": "Inter Press Service", "rfe/rl": "RFE/RL", "voa": "Voice of America", "canadian press": "The Canadian Press", "the canadian press": "The Canadian Press", "aap": "Australian Associated Press", "pa": "PA Media",
	"nana": "North American Newspaper Alliance", "ins": "International News Service", "bernama": "Bernama", "antara": "Antara", "app": "Associated Press of Pakistan", "unb": "UNB",
}
