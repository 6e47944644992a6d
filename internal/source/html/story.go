package html

import (
	"strings"

	"chancery"
	"chancery/internal/source/text"
)

// Weights in words of prose, as in package text.
const (
	weightLongest = 60
	weightShort   = -3
	weightHinted  = -2
	weightLinks   = -12
	weightAfter   = -60
	weightCut     = -15
)

// weight says how much a piece speaks for its surroundings being the story.
func (p *piece) weight() int {
	k := p.look
	switch {
	case p.hint == "caption":
		return 0
	case p.hint != "":
		return weightHinted
	case k.Closes && k.Words <= 12:
		return weightAfter
	case p.links() && k.Words > 2:
		return weightLinks
	case k.Part != "":
		return weightShort
	case k.Cut && k.Words < 45:
		return weightCut
	case p.Kind == chancery.Heading:
		return weightShort / 2
	case p.Kind == chancery.Row:
		return 1
	case k.Prose && k.Promo:
		return weightShort
	case k.Prose:
		return min(k.Words, weightLongest)
	case k.Words >= 12 && !p.links(): // languages whose sentences end otherwise, and long items
		return min(k.Words, weightLongest) / 2
	}
	return weightShort
}

// links reports whether a piece is mostly links.
func (p *piece) links() bool { return p.linked*10 > len(p.Text)*6 }

// judge finds the story and marks all else.
func (b *blocker) judge(m *meta) {
	n := len(b.out)
	if n == 0 {
		return
	}
	weight := b.weights(m)
	b.listing(weight)
	root := b.container(weight)
	first, end := b.within(root)
	lo, hi := text.BestRun(weight[first:end])
	if lo < 0 {
		for i := range b.out {
			b.leave(i, "menu")
		}
		return
	}
	from, to := first, end
	first, end = b.siblings(from, to, from+lo, from+hi)
	b.own(m, &first, &end)
	b.headline(m, first)
	b.inside(first, end)
	b.outside(first, end)
}

// weights weighs the pieces. What comes behind the headline of another story, or behind what ends a story, counts for little: the
// comments under a short report are longer than the report.
func (b *blocker) weights(m *meta) []int {
	const (
		enough = 60 // words of a story before its end is looked for
		behind = 4  // what comes behind counts for one in so many
	)
	title := letters(strings.ToLower(m.title))
	weight := make([]int, len(b.out))
	headed, over, words, level, parent := false, false, 0, 1, -1
	for i := range b.out {
		p := &b.out[i]
		weight[i] = p.weight()
		if p.Kind == chancery.Heading && p.hint == "" {
			got := letters(strings.ToLower(p.Text))
			switch {
			case !headed && title != "" && len(got) > 12 && (strings.Contains(title, got) || strings.Contains(got, title)):
				headed, words, level = true, 0, p.Level
			case headed && words >= enough && p.Level <= level && p.Level <= 1 && b.t.nodes[p.node].parent != parent:
				weight[i], over = weightAfter, true
			}
		}
		if headed && words >= enough && p.look.Closes && p.look.Words <= 12 {
			over = true
		}
		if weight[i] > 0 {
			words += weight[i]
			parent = b.t.nodes[p.node].parent
			if over {
				weight[i] = (weight[i] + behind - 1) / behind
			}
		}
	}
	return weight
}

// listing weighs the entries of a page that is a list or a table with little text around it, "Countries with which Peru has diplomatic relations", as its story.
func (b *blocker) listing(weight []int) {
	const (
		least  = 8 // entries
		share  = 4 // words of prose for an entry: with more, the list is part of a story
		listed = 5 // the weight of an entry
		before = 2 // pieces over a list that may say what it is of
	)
	prose := 0
	groups := map[int][]int{} // the entries by what holds the list
	for i := range b.out {
		p := &b.out[i]
		switch k := &p.look; {
		case p.hint != "" || p.Furniture != "" || p.links() || k.Part != "" || k.Closes || p.Kind == chancery.Heading || p.Kind == chancery.Caption:
		case p.Kind == chancery.Row && len(p.Cells) > 1:
			groups[b.holder(p.node)] = append(groups[b.holder(p.node)], i)
		case k.Prose || k.Words > 16:
			prose += max(0, weight[i])
		case p.Kind == chancery.Item || k.Words >= 2:
			groups[b.holder(p.node)] = append(groups[b.holder(p.node)], i)
		}
	}
	best := -1
	for h, g := range groups {
		if len(g) >= least && (best < 0 || len(g) > len(groups[best]) || len(g) == len(groups[best]) && h < best) {
			best = h
		}
	}
	if best < 0 || prose > share*len(groups[best]) {
		return
	}
	for _, g := range groups {
		if len(g) < least {
			continue
		}
		for _, i := range g {
			b.out[i].entry, weight[i] = true, listed
		}
		for i := g[0] - 1; i >= max(0, g[0]-before); i-- { // what stands over it
			p := &b.out[i]
			if p.hint != "" || p.Furniture != "" && p.Furniture != "header" || p.links() || p.look.Closes || p.Kind == chancery.Heading && p.Level <= 1 || p.Kind == chancery.Item {
				break
			}
			p.entry, weight[i] = p.entry || p.Kind == chancery.Paragraph, max(weight[i], listed)
		}
	}
}

// holder returns the element that holds a list of which node is in an entry: the table, the list, what the lines stand in.
func (b *blocker) holder(node int) int {
	for id := node; id > 0; id = b.t.nodes[id].parent {
		switch b.t.nodes[id].tag {
		case "table", "ul", "ol", "dl":
			return id
		}
	}
	return b.t.nodes[node].parent
}

// siblings widens the run [first, end) within [from, to) to the running text that stands in the same element as the run's: boxes between
// the paragraphs of a story may outweigh them. It does not go beyond what ends a story.
func (b *blocker) siblings(from, to, first, end int) (int, int) {
	words := map[int]int{}
	most, parent := 0, -1
	for i := first; i < end; i++ {
		if p := &b.out[i]; p.hint == "" && p.look.Prose {
			id := b.t.nodes[p.node].parent
			if words[id] += p.look.Words; words[id] > most {
				most, parent = words[id], id
			}
		}
	}
	own := func(i int) bool {
		p := &b.out[i]
		return p.hint == "" && p.look.Prose && !p.links() && !p.look.Cut && b.t.nodes[p.node].parent == parent
	}
	ends := func(i int) bool {
		p := &b.out[i]
		return p.hint == "" && (p.look.Closes && p.look.Words <= 12 || p.Kind == chancery.Heading && p.Level <= 1 && b.t.nodes[p.node].parent != parent)
	}
	for i := end; i < to && !ends(i); i++ {
		if own(i) {
			end = i + 1
		}
	}
	for i := first - 1; i >= from && !ends(i); i-- {
		if own(i) {
			first = i
		}
	}
	return first, end
}

// container returns the element whose pieces weigh most: the smallest of those.
func (b *blocker) container(weight []int) int {
	const least = 3 // what is no prose counts against its element by so many words at most: stories have boxes in them
	sum := make([]int, len(b.t.nodes))
	for i, p := range b.out {
		sum[p.node] += max(weight[i], -least)
	}
	for id := len(b.t.nodes) - 1; id > 0; id-- {
		sum[b.t.nodes[id].parent] += sum[id]
	}
	best := 0
	for id := 1; id < len(sum); id++ {
		if flow[b.t.nodes[id].tag] && sum[id] > 0 && sum[id] >= sum[best] {
			best = id
		}
	}
	for best > 0 && lines[b.t.nodes[best].tag] { // one paragraph is no container
		best = b.t.nodes[best].parent
	}
	return best
}

// lines are the elements that hold one paragraph or line.
var lines = set("p li h1 h2 h3 h4 h5 h6 blockquote pre dd dt td th tr")

// within returns the pieces under an element.
func (b *blocker) within(root int) (first, end int) {
	first, end = -1, 0
	for i, p := range b.out {
		for id := p.node; id >= 0; id = b.t.nodes[id].parent {
			if id == root {
				if first < 0 {
					first = i
				}
				end = i + 1
				break
			}
		}
	}
	if first < 0 {
		return 0, len(b.out)
	}
	return first, end
}

// own corrects the bounds of the story by the page's own data: what the page says its story is.
func (b *blocker) own(m *meta, first, end *int) {
	const shortest = 500 // bytes; shorter ones are summaries
	if len(m.body) < shortest {
		return
	}
	body := letters(unescape(m.body))
	lo, hi, words := -1, -1, 0
	for i, p := range b.out {
		if p.look.Words < 6 || !strings.Contains(body, letters(p.Text)) {
			continue
		}
		if lo < 0 {
			lo = i
		}
		hi = i + 1
		words += p.look.Words
	}
	found := 0 // words of the story as it was found
	for i := *first; i < *end; i++ {
		if b.out[i].hint == "" && b.out[i].look.Prose {
			found += b.out[i].look.Words
		}
	}
	if lo >= 0 && words*10 > len(strings.Fields(m.body))*7 && words*10 > found*6 {
		*first, *end = lo, hi
	}
}

// letters keeps what does not change when a text is set.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\u00a0' || r == '"' || r == '\'' || r == '“' || r == '”' || r == '’' || r == '‘' {
			return -1
		}
		return r
	}, s)
}

// headline finds the headline: a heading that says what the page says its title is, else the highest heading before the story.
func (b *blocker) headline(m *meta, first int) {
	want := letters(strings.ToLower(m.title))
	best, at := 0, -1
	for i := 0; i < min(first+3, len(b.out)); i++ {
		p := &b.out[i]
		score := 0
		got := letters(strings.ToLower(p.Text))
		switch {
		case p.look.Words < 2 || p.look.Words > 40 || p.Kind == chancery.Row:
		case got == want && want != "":
			score = 60
		case len(got) > 12 && (strings.Contains(want, got) || strings.Contains(got, want) && want != ""):
			score = 40
		}
		if p.Kind == chancery.Heading {
			score += 30 - 6*p.Level
			if i >= first {
				score -= 20
			}
		} else {
			score -= 20
		}
		if p.hint != "" {
			score -= 15
		}
		if score > 0 && score >= best {
			best, at = score, i
		}
	}
	if best == 0 && m.title == "" { // a page that does not say: the nearest line before the story that can be a headline
		const reach = 3
		for i := first - 1; i >= 0 && i >= first-reach; i-- {
			if p := &b.out[i]; p.hint == "" && p.look.Headline && p.look.Words >= 3 && !p.links() && !text.IsDateLine(p.Text) {
				at, best = i, 1
				break
			}
		}
	}
	if at >= 0 && (at < first || best > 40) {
		b.title = at
		b.out[at].Kind, b.out[at].Level = chancery.Heading, 1
	}
}

// inside marks what stands between the paragraphs of the story and is not of it.
func (b *blocker) inside(first, end int) {
	entry := b.entries(first, end)
	seen := map[string]bool{}
	box := false
	var appendix text.Appendix
	for i := first; i < end; i++ {
		p := &b.out[i]
		p.inStory = true
		if i == b.title {
			continue
		}
		if p.entry {
			continue
		}
		k := p.look
		f := fold(p.Text)
		if a := appendix.Story(p.Kind, p.Level, p.Text, func() bool { return k.Prose }); a != "" {
			p.Furniture = a
			continue
		}
		switch {
		case p.hint == "caption" || p.Kind == chancery.Caption || text.IsPhotoCredit(p.Text) && !k.Prose:
			p.Kind, p.Level, p.Furniture = chancery.Caption, 0, "caption"
		case p.hint != "":
			p.Furniture = p.hint
		case p.Kind == chancery.Row:
		case k.Part != "" && k.Words <= 14:
			p.Furniture = k.Part
			box = k.Part == "related"
			continue
		case seen[f] && k.Words > 3:
			p.Furniture = "repeat"
		case text.IsCredit(p.Text):
			p.Furniture = "credit"
		case entry[i]:
			if p.Kind != chancery.Heading {
				p.Kind, p.Level = chancery.Heading, text.EntryLevel
			}
		case k.Byline || k.Words <= 16 && !k.Prose && text.IsDateLine(p.Text):
			p.Furniture = "byline"
		case p.links() && (k.Words > 2 && !k.Prose || p.Kind == chancery.Item || box):
			p.Furniture = "related"
		case k.Cut && k.Words < 30 && p.linked > 0:
			p.Furniture = "teaser"
		case p.Kind == chancery.Heading:
			if !b.leads(i, end) {
				p.Furniture = "related"
			}
		case k.Prose || p.Kind == chancery.Item || k.Words >= 6:
		case k.Function == 0 && (k.Words < 3 || p.linked > 0):
			p.Furniture = "other"
		}
		box = box && p.Furniture != ""
		seen[f] = true
	}
}

// entries tells which pieces of the story are the dates of a chronology.
func (b *blocker) entries(first, end int) map[int]bool {
	out := map[int]bool{}
	for _, i := range text.Entries(end-first, func(i int) string {
		if p := &b.out[first+i]; p.Kind == chancery.Row || p.Kind == chancery.Caption || p.links() {
			return ""
		}
		return b.out[first+i].Text
	}, func(i int) bool {
		p := &b.out[first+i]
		return !p.links() && (p.look.Prose || p.Kind == chancery.Item)
	}) {
		out[first+i] = true
	}
	return out
}

// leads reports whether a subheading has text of the story under it.
func (b *blocker) leads(i, end int) bool {
	for j := i + 1; j < end; j++ {
		p := &b.out[j]
		if p.hint != "" {
			continue
		}
		if p.Kind == chancery.Heading && p.Level <= b.out[i].Level {
			return false
		}
		if p.links() {
			continue
		}
		if p.entry || p.look.Prose || p.look.Words >= 6 || p.Kind == chancery.Row || p.Kind == chancery.Item {
			return true
		}
	}
	return false
}

// outside marks all that stands before and behind the story, and takes the dateline off it.
func (b *blocker) outside(first, end int) {
	title := ""
	if b.title >= 0 {
		title = fold(b.out[b.title].Text)
	}
	for i := range b.out {
		if i >= first && i < end || i == b.title {
			continue
		}
		p := &b.out[i]
		k := p.look
		switch {
		case title != "" && fold(p.Text) == title:
			p.Furniture = "repeat"
		case p.hint == "caption" || p.Kind == chancery.Caption:
			p.Kind, p.Level, p.Furniture = chancery.Caption, 0, "caption"
		case i > b.title && b.title >= 0 && i < first && (k.Byline || k.Words <= 16 && text.IsDateLine(p.Text)):
			p.Furniture = "byline"
		case p.hint != "":
			p.Furniture = p.hint
		case k.Part != "":
			p.Furniture = k.Part
		case k.Prose || k.Cut:
			p.Furniture = "teaser"
		case i < first:
			p.Furniture = "menu"
		default:
			p.Furniture = "footer"
			if k.Headline && k.Words > 5 {
				p.Furniture = "related"
			}
		}
	}
	b.dateline(first, end)
}

func (b *blocker) leave(i int, fallback string) {
	p := &b.out[i]
	switch {
	case p.hint != "":
		p.Furniture = p.hint
	case p.look.Part != "":
		p.Furniture = p.look.Part
	default:
		p.Furniture = fallback
	}
}

// dateline cuts the dateline off the first paragraph of the story.
func (b *blocker) dateline(first, end int) {
	for i := first; i < end; i++ {
		p := &b.out[i]
		if p.Furniture != "" || p.Kind != chancery.Paragraph {
			continue
		}
		n, agency := text.Dateline(p.Text)
		if n == 0 || n >= len(p.Text) {
			return
		}
		b.agency = agency
		head := *p
		head.Block = cutBlock(p.Block, 0, len(strings.TrimRight(p.Text[:n], " \u00a0\n")))
		head.Furniture = "dateline"
		p.Block = cutBlock(p.Block, n, len(p.Text))
		b.out = append(b.out[:i], append([]piece{head}, b.out[i:]...)...)
		if b.title >= i {
			b.title++
		}
		return
	}
}

// cutBlock returns the part [from, to) of a block's text as a block.
func cutBlock(blk chancery.Block, from, to int) chancery.Block {
	out := blk
	out.Text = blk.Text[from:to]
	out.Span = blk.Original(chancery.Span{Start: from, End: to})
	if blk.Map == nil {
		return out
	}
	out.Map = nil
	for _, s := range blk.Map {
		lo, hi := max(s.Text, from), min(s.Text+s.Len, to)
		if lo >= hi {
			continue
		}
		if s.Len == s.OriginalLen {
			s.Original += lo - s.Text
			s.OriginalLen = hi - lo
		}
		s.Len = hi - lo
		s.Text = lo - from
		out.Map = append(out.Map, s)
	}
	return out
}
