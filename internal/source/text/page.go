package text

import (
	"strings"

	"chancery"
)

// The weights by which runs of units are compared, in words of prose. They are judgments about how pages are
// built, not fitted to any: a box of other stories inside a story costs less than what begins the foot of a page.
const (
	weightLongest  = 60 // words that one paragraph can count for
	weightShort    = -4 // a line that is no prose: a headline, a byline, a menu entry
	weightButton   = -6
	weightBox      = -20 // a box of other stories
	weightAfter    = -80 // what comes behind a story
	weightTeaser   = -20
	loneTeaser     = 45 // words below which a single sentence between two lines that are no prose counts as a teaser
	strangerShare  = 4  // one in so many names must be known from the story for text behind its foot to belong to it
	friendShare    = 3  // one in so many, for text behind a box to be taken in
	friendWords    = 30 // words that such text has at least
	subheading     = 8  // words that a subheading has at most
	longGap        = 5  // lines without prose in a row after which text may be a stranger
	menuRun        = 4  // short entries in a row that make a menu
	menuEntryWords = 5
)

// isPage reports whether the text looks like a web page with its surroundings: at least two of the things
// that pages have around a story, of different kinds.
func (r *reader) isPage() bool {
	var seen [meta + 2]bool
	run := 0
	for i, u := range r.units {
		if u.furniture != "" {
			run = 0
			continue
		}
		k := lookAt(r.str(i))
		if k.class != none && k.class != related && (k.words <= 12 || longClasses[k.class]) {
			seen[k.class] = true
		}
		if k.words <= menuEntryWords && !k.ends && u.kind != chancery.Heading && u.kind != chancery.Row && !(r.structured && u.kind == chancery.Item) {
			if run++; run >= menuRun {
				seen[meta+1] = true
			}
		} else {
			run = 0
		}
	}
	n := 0
	for _, s := range seen {
		if s {
			n++
		}
	}
	return n >= 2
}

// page tells the story of a web page from what stands around it.
func (r *reader) page() {
	n := len(r.units)
	if r.title >= 0 && !r.units[r.title].marked { // the first line of a page is seldom its title
		r.units[r.title].kind, r.units[r.title].level = chancery.Paragraph, 0
		r.title = -1
	}
	looks := make([]look, n)
	for i := range r.units {
		if r.units[i].furniture == "" {
			looks[i] = lookAt(r.str(i))
		}
	}
	teasers := r.teasers(looks)
	weight := make([]int, n)
	listed := false
	for i := range r.units {
		weight[i] = r.weight(i, looks[i], teasers[i])
		k := looks[i]
		switch item := r.units[i].kind == chancery.Item; {
		case item && listed && weight[i] == weightShort:
			weight[i] = 0
		case !item && k.class == none && !k.byline && k.words >= 4 && k.function >= 1 && announces(r.str(i)) && weight[i] < 0:
			weight[i], listed = k.words/2, true
		case !item:
			listed = false
		}
	}
	first, end := bestRun(weight)
	if first < 0 { // no prose at all: a list of links
		for i := range r.units {
			r.mark(i, looks[i], "menu")
		}
		return
	}
	end = r.cutStrangers(looks, first, end)
	first, end = r.takeFriends(looks, teasers, first, end)
	for first < end && !r.storyLike(first, looks[first]) {
		first++
	}
	for end > first+1 && !r.storyLike(end-1, looks[end-1]) {
		end--
	}
	r.findTitle(looks, first, end)
	r.inside(looks, teasers, first, end)
	r.outside(looks, first, end)
}

func (r *reader) storyLike(i int, k look) bool {
	return r.units[i].furniture == "" && k.prose() && !promotional(k) && r.units[i].kind != chancery.Heading
}

// promotional reports whether a sentence is the site's about itself rather than the story's. Stories quote people
// who say "we"; they seldom address the reader as well.
func promotional(k look) bool { return k.site >= 2 && k.site*8 >= k.words }

func (r *reader) weight(i int, k look, teaser bool) int {
	u := r.units[i]
	switch {
	case u.furniture == "rule":
		return -2
	case u.furniture != "":
		return weightShort
	case k.class == after || k.class == footer:
		return weightAfter
	case k.class == related:
		return weightBox
	case k.class != none:
		return weightButton
	case k.cut || teaser:
		return weightTeaser
	case u.kind == chancery.Heading:
		return weightShort / 2
	case k.prose() && promotional(k):
		return -k.words
	case k.prose() && u.kind == chancery.Item: // comments come as lists, and so do teasers
		return min(k.words, weightLongest) / 2
	case k.prose():
		return min(k.words, weightLongest)
	}
	return weightShort
}

// teasers finds sentences that stand alone under a headline with no prose behind them, as in lists of
// other stories.
func (r *reader) teasers(looks []look) []bool {
	out := make([]bool, len(looks))
	var solid []int // units that count: neither rules nor buttons
	for i := range looks {
		if r.units[i].furniture == "" && looks[i].class != share && looks[i].class != advert {
			solid = append(solid, i)
		}
	}
	headline := func(j int) bool { return j >= 0 && looks[solid[j]].headline() }
	flat := func(j int) bool {
		return j >= len(solid) || !looks[solid[j]].prose() && r.units[solid[j]].kind != chancery.Row
	}
	longest := 0
	for _, k := range looks {
		if k.prose() {
			longest = max(longest, k.words)
		}
	}
	for j, i := range solid {
		k := looks[i]
		if k.prose() && k.words < loneTeaser && k.words < longest && headline(j-1) && flat(j+1) && !datelineOpens(r.str(i)) {
			out[i] = true
		}
	}
	return out
}

// bestRun returns the run of greatest weight, -1 where none is positive.
func bestRun(weight []int) (first, end int) {
	best, first, end := 0, -1, -1
	sum, start := 0, 0
	for i, w := range weight {
		if sum <= 0 {
			sum, start = 0, i
		}
		sum += w
		if sum > best {
			best, first, end = sum, start, i+1
		}
	}
	return first, end
}

// cutStrangers ends the story at the first line that opens the foot of a page, unless what follows speaks of
// the same names: some pages have such boxes in the middle of a story.
func (r *reader) cutStrangers(looks []look, first, end int) int {
	type part struct{ from, to int }
	var parts []part
	from, gap := first, 0
	for i := first; i < end; i++ {
		c := looks[i].class
		if r.units[i].furniture != "rule" {
			gap++
		}
		if looks[i].prose() || r.units[i].kind == chancery.Row {
			if gap > longGap {
				parts = append(parts, part{from, i - gap + 1})
				from = i
			}
			gap = 0
		}
		if c == after || c == footer {
			parts = append(parts, part{from, i})
			from = i + 1
		}
	}
	parts = append(parts, part{from, end})
	known := map[string]bool{}
	for n, p := range parts {
		fresh := map[string]bool{}
		for i := p.from; i < p.to; i++ {
			if looks[i].prose() {
				names(r.str(i), fresh)
			}
		}
		if n > 0 && len(known) > 0 {
			shared := 0
			for w := range fresh {
				if known[w] {
					shared++
				}
			}
			if shared*strangerShare < len(fresh) || shared == 0 {
				return parts[n-1].to
			}
		}
		for w := range fresh {
			known[w] = true
		}
	}
	return end
}

// takeFriends widens the story over boxes to running text that speaks of the same names.
func (r *reader) takeFriends(looks []look, teasers []bool, first, end int) (int, int) {
	known := map[string]bool{}
	for i := first; i < end; i++ {
		if looks[i].prose() {
			names(r.str(i), known)
		}
	}
	friend := func(from, to int) bool {
		fresh, words, shared := map[string]bool{}, 0, 0
		for i := from; i < to; i++ {
			words += looks[i].words
			names(r.str(i), fresh)
		}
		for w := range fresh {
			if known[w] {
				shared++
			}
		}
		return words >= friendWords && shared >= 2 && shared*friendShare >= len(fresh)
	}
	solid := func(i int) bool {
		return r.units[i].furniture == "" && r.units[i].kind == chancery.Paragraph && looks[i].prose() && !teasers[i] && !promotional(looks[i])
	}
	stops := func(i int) bool { return looks[i].class == after || looks[i].class == footer }
	const reach = 20 // lines that a box may have
	for i := end; i < len(looks) && i < end+reach && !stops(i); i++ {
		if !solid(i) {
			continue
		}
		j := i
		for j < len(looks) && solid(j) {
			j++
		}
		if !friend(i, j) {
			break
		}
		for k := i; k < j; k++ {
			names(r.str(k), known)
		}
		end, i = j, j-1
	}
	for i := first - 1; i >= 0 && i >= first-reach && !stops(i); i-- {
		if !solid(i) {
			continue
		}
		j := i
		for j >= 0 && solid(j) {
			j--
		}
		if !friend(j+1, i+1) {
			break
		}
		first, i = j+1, j+1
	}
	return first, end
}

// names collects the words of s that begin with a capital inside a sentence.
func names(s string, into map[string]bool) {
	fields := strings.Fields(s)
	for i, f := range fields {
		w := strings.Trim(f, `.,;:!?"'“”‘’()[]`)
		w = strings.TrimSuffix(strings.TrimSuffix(w, "’s"), "'s")
		if len(w) > 2 && upperFirst(w) && !functionWords[strings.ToLower(w)] && (i > 0 || len(fields) == 1) {
			into[w] = true
		}
	}
}

// findTitle looks for the headline: a line before the story that can be one, that the page repeats, that
// shares words with the story, and that stands near it.
func (r *reader) findTitle(looks []look, first, end int) {
	const reach = 40 // units before the story
	story := map[string]bool{}
	for i := first; i < end; i++ {
		for _, f := range strings.Fields(strings.ToLower(r.str(i))) {
			story[strings.Trim(f, `.,;:!?"'“”‘’()[]`)] = true
		}
	}
	seen := map[string]int{}
	for i := range r.units {
		seen[fold(r.str(i))]++
	}
	best, at := 0, -1
	for i := max(0, first-reach); i < first; i++ {
		u := r.units[i]
		k := looks[i]
		asks := strings.HasSuffix(r.str(i), "?") && k.words <= 20 && k.capital && k.class == none && k.sentences <= 1
		if u.furniture != "" || !k.headline() && !asks && !(u.kind == chancery.Heading && u.marked) || k.words < 3 || isDateLine(r.str(i)) || isPhoto(r.str(i)) || stamped(r.str(i)) || strings.ContainsAny(r.str(i), "|>»") {
			continue
		}
		shared, content := 0, 0
		for _, f := range strings.Fields(strings.ToLower(r.str(i))) {
			w := strings.Trim(f, `.,;:!?"'“”‘’()[]`)
			if functionWords[w] || w == "" {
				continue
			}
			content++
			if story[w] {
				shared++
			}
		}
		if content == 0 || shared == 0 {
			continue
		}
		score := 40*shared/content + 4*min(k.words, 12) - (first - i)
		switch { // headlines are set twice; short lines that return are the site's name or a menu's entry
		case seen[fold(r.str(i))] == 1:
		case k.words >= 5:
			score += 20
		default:
			score -= 20
		}
		if u.marked {
			score += 30 / u.level
		}
		if u.kind == chancery.Item {
			score -= 30
		}
		if r.signed(looks, i+1, first) {
			score += 15
		}
		if u.blank && i+1 < len(r.units) && r.units[i+1].blank {
			score += 8
		}
		if l := r.str(i); strings.HasSuffix(l, ":") || strings.HasSuffix(l, ")") || strings.HasSuffix(l, "…") {
			score -= 20
		}
		if score > best {
			best, at = score, i
		}
	}
	if at >= 0 {
		r.title = at
		r.units[at].kind, r.units[at].level, r.units[at].furniture = chancery.Heading, 1, ""
	}
}

// signed reports whether a byline, a date or the buttons for sharing stand right behind a line, as they do behind headlines.
func (r *reader) signed(looks []look, from, to int) bool {
	const near = 3
	for i := from; i < to && i < from+near; i++ {
		if looks[i].byline || looks[i].class == share || looks[i].words <= 16 && (isDateLine(r.str(i)) || stamped(r.str(i))) {
			return true
		}
	}
	return false
}

// stamped reports whether a line tells when a page was published or changed.
func stamped(s string) bool {
	for _, p := range []string{"updated", "published", "posted", "last updated", "last modified", "first published"} {
		if len(s) > len(p) && strings.EqualFold(s[:len(p)], p) && strings.ContainsAny(s, "0123456789") {
			return true
		}
	}
	return false
}

func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// inside marks what stands between the paragraphs of the story and is not of it.
func (r *reader) inside(looks []look, teasers []bool, first, end int) {
	r.entries(first, end)
	box := false    // in a box of other stories
	listed := false // a line has announced a list
	seen := map[string]bool{}
	title := ""
	if r.title >= 0 {
		title = fold(r.str(r.title))
	}
	for i := first; i < end; i++ {
		u, k := &r.units[i], looks[i]
		if u.furniture != "" {
			continue
		}
		s := r.str(i)
		f := fold(s)
		switch {
		case k.class == related || k.class == after:
			box = true
			u.furniture = "related"
		case k.class != none:
			u.furniture = k.class.String()
		case f == title || seen[f] && k.words > 2:
			u.furniture = "repeat"
		case isCredit(s):
			u.furniture = "credit"
		case u.kind == chancery.Heading && u.level == EntryLevel && DateAlone(s) != "": // of a chronology
			box = false
		case k.byline || isDateLine(s) && k.words <= 14:
			u.furniture = "byline"
		case k.cut && k.words < loneTeaser && u.kind != chancery.Item:
			u.furniture = "teaser"
		case u.kind == chancery.Heading || u.kind == chancery.Row:
			box = box && u.kind != chancery.Heading
		case k.prose() && (promotional(k) && k.site >= 3 || k.words < loneTeaser && solicits(s)):
			u.furniture = "promo"
		case k.prose():
			// A box ends with a sentence that stands under no headline of its own.
			if box && (teasers[i] || i > 0 && looks[i-1].headline() && !u.blank) {
				u.furniture = "teaser"
				break
			}
			box = false
			if strings.HasSuffix(strings.TrimRight(s, " )"), "(AP Photo") || isPhoto(s) {
				u.kind, u.furniture = chancery.Caption, "caption"
			}
		case box:
			u.furniture = "related"
		case isPhoto(s):
			u.kind, u.furniture = chancery.Caption, "caption"
		case shouted(s) && k.words >= 5:
			u.furniture = "related"
		case u.kind == chancery.Item:
			// A list of lines without sentences belongs to the story where a line announces it.
			if !listed && k.headline() && k.words >= 4 {
				u.furniture = "related"
			}
		case k.headline() && k.words <= subheading && nextProse(r, looks, i, end):
			u.kind, u.level = chancery.Heading, 2
		case k.headline() && k.words > subheading && !announces(s):
			u.furniture = "related" // the headline of another story, or words under a picture
		default:
			if !announces(s) && (k.function == 0 || k.words < 4 || k.headline()) {
				u.furniture = "other"
			}
		}
		if u.furniture == "" {
			listed = announces(s) || u.kind == chancery.Item && listed
		}
		seen[f] = true
	}
}

// announces reports whether a line leads over to what follows it.
func announces(s string) bool {
	s = strings.TrimRight(s, " \u00a0")
	return strings.HasSuffix(s, ":") || strings.HasSuffix(s, ",") || strings.HasSuffix(s, ";")
}

// shouted reports whether a line has no small letters: in the middle of a story, the headline of another one.
func shouted(s string) bool { return s == strings.ToUpper(s) && s != strings.ToLower(s) }

func nextProse(r *reader, looks []look, i, end int) bool {
	for i++; i < end; i++ {
		if r.units[i].furniture == "" {
			return looks[i].prose() || r.units[i].kind == chancery.Item
		}
	}
	return false
}

// solicits reports whether a sentence outside quotation marks asks the reader to subscribe and the like.
func solicits(s string) bool {
	if strings.ContainsAny(s, "“\"") {
		return false
	}
	l := strings.ToLower(s)
	for _, p := range []string{"subscribe to our", "subscribe to the", "sign up for", "sign up to", "our newsletter", "click here", "download our", "download the app", "follow us on", "like us on", "join our"} {
		if strings.Contains(l, p) {
			return true
		}
	}
	return false
}

// isPhoto tells the lines under pictures by their credits.
func isPhoto(s string) bool {
	l := strings.ToLower(s)
	if len(l) > 500 {
		return false
	}
	for _, p := range []string{"photo:", "photo by ", "photograph:", "photograph by ", "image:", "image source", "image credit", "picture:", "photo credit", "getty images", "ap photo", "file photo", "/reuters)", "reuters/", "afp via getty", "[reuters]", "[ap]", "[afp]", "image caption", "image copyright", "media caption", "credit:", "/ap]", "/afp]", "/reuters]"} {
		if strings.Contains(l, p) {
			return true
		}
	}
	return false
}

// outside marks all that stands before and behind the story.
func (r *reader) outside(looks []look, first, end int) {
	title, head := "", -1
	if r.title >= 0 {
		title, head = fold(r.str(r.title)), r.title
		// A headline that a page sets twice, for the eye and for sharing, has the byline in between.
		const apart = 5
		for i := max(0, r.title-apart); i < r.title; i++ {
			if fold(r.str(i)) == title {
				head = i
				break
			}
		}
	}
	for i := range r.units {
		if i >= first && i < end || i == r.title || r.units[i].furniture != "" {
			continue
		}
		k := looks[i]
		s := r.str(i)
		switch {
		case title != "" && (fold(s) == title || k.words < 60 && strings.Contains(fold(s), title)):
			r.units[i].furniture = "repeat"
		case k.class == none && isPhoto(s):
			r.units[i].kind, r.units[i].furniture = chancery.Caption, "caption"
		case isCredit(s) && i >= end:
			r.units[i].furniture = "credit"
		case k.class == none && i < first && i > head && head >= 0 && (k.byline || k.words <= 14 && isDateLine(s)):
			r.units[i].furniture = "byline"
		case k.cut, k.class == none && k.prose() && !promotional(k):
			r.units[i].furniture = "teaser"
		case k.prose():
			r.units[i].furniture = "promo"
		case i < first && (r.title < 0 || i < r.title) && isDateLine(s):
			r.units[i].furniture = "masthead"
		case k.headline() && k.words > menuEntryWords:
			r.units[i].furniture = "related"
		default:
			fallback := "menu"
			if i >= end && r.units[i].kind != chancery.Item {
				fallback = "footer"
			}
			r.mark(i, k, fallback)
		}
	}
}

func (r *reader) mark(i int, k look, fallback string) {
	if r.units[i].furniture != "" {
		return
	}
	if c := k.class.String(); c != "" {
		fallback = c
	}
	r.units[i].furniture = fallback
}
