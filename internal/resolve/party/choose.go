package party

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery"
	"chancery/internal/edtf"
)

// choose says which candidate f stands for, by the words around it, the date and what the document is about.
func (r *pass) choose(f *found) {
	cands := f.ref.cands
	if f.first == 0 || r.low[f.first-1] != "the" {
		var open []candidate
		for k, c := range cands {
			if c.the && open == nil {
				open = append(make([]candidate, 0, len(cands)), cands[:k]...)
			} else if !c.the && open != nil {
				open = append(open, c)
			}
		}
		if open != nil {
			if cands = open; len(cands) == 0 {
				return
			}
		}
	}
	if r.negated(f) || r.notAName(f) {
		return
	}
	if part, surname := r.partOfPerson(f); part {
		if surname && !r.ofHome(f) && !r.d.called[f.name] {
			r.d.others[f.name] = true
		}
		return
	}
	if r.d.others[f.name] && len(f.ref.pieces) == 1 { // "Paris" in a story about Mica Paris
		return
	}
	if len(f.ref.pieces) == 1 || r.g.ambiguous[f.name] != nil {
		if rs := r.g.ambiguous[f.name]; rs != nil {
			if c, ok := r.seatOf(f); ok {
				f.cand, f.chosen = c, true
				return
			}
			if done := r.chooseReading(f, rs); done {
				return
			}
		}
	}
	r.chooseByTime(f, cands, false)
}

// seatOf returns the one candidate of f that is a capital, where an embassy or a high diplomat is said to be there: "its embassy in Kingston", "the ambassador in
// Georgetown", "its Tripoli embassy". Consulates are in many towns of the name.
func (r *pass) seatOf(f *found) (candidate, bool) {
	i := f.first - 1
	in := i > 0 && (r.low[i] == "in" || r.low[i] == "at") && seated[strings.TrimSuffix(r.low[i-1], "s")]
	if !in && (f.last >= len(r.low) || !seated[r.low[f.last]] || i < 0 || r.low[i] == ",") {
		return candidate{}, false
	}
	var out candidate
	n := 0
	for _, c := range f.ref.cands {
		if c.kind == isParty && c.form == Capital && c.span.matches(r.on) && r.g.entries[c.ref].Exists(r.on) {
			out = c
			n++
		}
	}
	return out, n == 1
}

// seated are words for missions and diplomats that stand in capitals alone.
var seated = map[string]bool{"embassy": true, "embassie": true, "ambassador": true, "legation": true, "nunciature": true, "nuncio": true}

// chooseReading applies the readings of an ambiguous name; false leaves the choice to time and context.
func (r *pass) chooseReading(f *found, rs []reading) bool {
	for _, rd := range rs {
		if len(rd.cues) > 0 && (!r.cued(rd.cues) || rd.entry >= 0 && r.g.entries[rd.entry].Type != chancery.State && r.placed(f)) {
			continue
		}
		if len(rd.cues) == 0 { // the default: what the document is about goes before it
			if c, ok := r.fromContext(f.ref.cands, true); ok {
				f.cand, f.chosen = c, true
				return true
			}
		}
		switch rd.entry {
		case noParty:
			if c, ok := r.town(f.ref.cands); ok && !r.withinName(f) {
				f.cand, f.chosen = c, true
			}
			return true
		case unresolved:
			r.chooseByTime(f, f.ref.cands, true)
			return true
		}
		if len(rd.cues) == 0 {
			return false
		}
		for _, c := range f.ref.cands {
			if c.kind == isParty && c.ref == rd.entry {
				f.cand, f.chosen = c, true
				return true
			}
		}
	}
	return false
}

// placed reports whether something is said to be where f is: a town is not the body that has its seat there then.
func (r *pass) placed(f *found) bool {
	if f.first == 0 {
		return false
	}
	switch r.low[f.first-1] {
	case "in", "at", "near", "outside", "to", "from", "of", "around", "into", "through":
		return true
	}
	return false
}

// cued reports whether one of the cues stands in the sentence or the title.
func (r *pass) cued(cues []string) bool {
	for _, c := range cues {
		if containsWord(r.sent, c) || containsWord(r.d.title, c) {
			return true
		}
	}
	return false
}

// containsWord reports whether w stands in s as whole words.
func containsWord(s, w string) bool {
	for from := 0; ; {
		i := strings.Index(s[from:], w)
		if i < 0 {
			return false
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+len(w):])
		if (i == 0 || !unicode.IsLetter(before)) && (i+len(w) == len(s) || !unicode.IsLetter(after)) {
			return true
		}
		from = i + 1
	}
}

// fromContext returns the one candidate that the document's title names or, unless title is set, that it has mentioned.
func (r *pass) fromContext(cands []candidate, title bool) (candidate, bool) {
	pick := func(ok func(i int32) bool) (candidate, bool) {
		var hit candidate
		n := 0
		for _, c := range cands {
			if c.kind == isParty && ok(c.ref) {
				if n > 0 && hit.ref == c.ref {
					continue
				}
				hit = c
				n++
			}
		}
		return hit, n == 1
	}
	if c, ok := pick(func(i int32) bool { return r.d.about(i) }); ok || title {
		return c, ok
	}
	return pick(func(i int32) bool { return r.d.seen[i] > 0 })
}

// about reports whether the title or the last heading names entry i.
func (d *Discourse) about(i int32) bool {
	id := d.g.entries[i].ID
	for _, p := range d.subject {
		if p.ID == id {
			return true
		}
	}
	for _, p := range d.section {
		if p.ID == id {
			return true
		}
	}
	return false
}

// chooseByTime takes the candidate whose time it is. With open set, a candidate that is marked as never to be taken
// without context competes with the others.
func (r *pass) chooseByTime(f *found, cands []candidate, open bool) {
	if c, ok := r.town(cands); ok {
		if !r.withinName(f) {
			f.cand, f.chosen = c, true
		}
		return
	}
	if cands = slices.DeleteFunc(slices.Clone(cands), func(c candidate) bool { return c.form == City }); len(cands) == 0 {
		return
	}
	_, _, dated := years(r.on)
	fits := func(c candidate) bool {
		if !c.span.matches(r.on) {
			return false
		}
		return c.kind != isParty || r.g.entries[c.ref].Exists(r.on)
	}
	var pool []candidate
	for _, c := range cands {
		if c.kind == isPhrase || c.weak && c.kind == isParty && r.g.entries[c.ref].Type != chancery.State { // a body that is called by a town's name, by cues alone
			continue
		}
		if dated && fits(c) || !dated && (open || !c.weak) {
			pool = append(pool, c)
		}
	}
	if len(pool) == 0 && dated { // "Established in 1908, the Republic of the Congo", on the page of the one that was called so for some years
		if c, ok := r.ofTitle(cands); ok {
			f.cand, f.chosen = c, true
			return
		}
	}
	if len(pool) == 0 {
		for _, c := range cands {
			if c.kind != isPhrase && !c.weak && !r.longOver(&c) && !r.capitalToCome(&c) {
				pool = append(pool, c)
			}
		}
	}
	if len(pool) == 0 {
		pool = slices.DeleteFunc(slices.Clone(cands), func(c candidate) bool { return r.longOver(&c) })
	}
	if first, _, _ := years(r.on); dated && len(pool) > 1 && !slices.ContainsFunc(pool, fits) { // nobody's time: the nearest ("Cairo" in 1886 is of the state that began in 1922, not of the union of 1958)
		nearest, off := pool[:0:0], 0
		for _, c := range pool {
			d := c.span.apart(first)
			if c.kind == isParty {
				d = max(d, r.g.entries[c.ref].apart(first))
			}
			if len(nearest) == 0 || d < off {
				nearest, off = nearest[:0], d
			}
			if d == off {
				nearest = append(nearest, c)
			}
		}
		pool = nearest
	}
	if !dated && len(pool) > 1 { // what is over goes behind what is not, unless the page is about it
		if c, ok := r.fromContext(pool, true); ok {
			f.cand, f.chosen = c, true
			return
		}
		var now []candidate
		for _, c := range pool {
			if c.kind != isParty || c.span.To == edtf.MaxYear && r.g.entries[c.ref].Exists(r.on) {
				now = append(now, c)
			}
		}
		if len(now) == 0 { // a former name is sooner that of a state which still is: "Burma"
			for _, c := range pool {
				if c.kind == isParty && r.g.entries[c.ref].Status == Present {
					now = append(now, c)
				}
			}
		}
		if len(now) > 0 {
			pool = now
		}
	}
	if len(pool) == 1 && !pool[0].weak {
		f.cand, f.chosen = pool[0], true
		return
	}
	// organs and persons with a name of their own go after parties
	if c, ok := r.oneLine(pool); ok {
		f.cand, f.chosen = c, true
		return
	}
	if c, ok := r.fromContext(pool, false); ok {
		f.cand, f.chosen = c, true
		return
	}
	if c, ok := r.sameLine(pool, f.ref.cands); ok { // "Vietnam" in 1970
		f.cand, f.chosen = c, true
		return
	}
	for _, c := range pool {
		if c.kind == isParty {
			dup := false
			for _, i := range f.candidates {
				dup = dup || i == c.ref
			}
			if !dup {
				f.candidates = append(f.candidates, c.ref)
			}
		}
	}
}

// ofTitle returns the one candidate, a state by a name that it has had, that the page is about.
func (r *pass) ofTitle(cands []candidate) (out candidate, ok bool) {
	if len(r.d.subject) != 1 {
		return out, false
	}
	for _, c := range cands {
		if c.kind == isParty && c.weak && c.form == Name && r.g.entries[c.ref].ID == r.d.subject[0].ID {
			return c, true
		}
	}
	return out, false
}

// capitalToCome reports whether c is a capital of a state that exists at the time, of later only, and of before: Berlin in 1960 was not that of West Germany.
func (r *pass) capitalToCome(c *candidate) bool {
	first, _, dated := years(r.on)
	return dated && c.kind == isParty && c.form == Capital && r.g.entries[c.ref].Exists(r.on) && c.span.From > first && c.span.From-first < 50
}

// sameLine returns the one candidate of pool that is of the line of the state which bears the name today, where all of them bear it by the context alone.
func (r *pass) sameLine(pool, all []candidate) (out candidate, ok bool) {
	line := ""
	for _, c := range all {
		if c.kind == isParty && !c.weak && r.g.entries[c.ref].Status == Present {
			line = r.g.entries[c.ref].Line
		}
	}
	n := 0
	for _, c := range pool {
		if !c.weak || c.kind != isParty {
			return candidate{}, false
		}
		if line != "" && r.g.entries[c.ref].Line == line {
			out = c
			n++
		}
	}
	return out, n == 1
}

// town returns the one candidate that is a town of a state which existed, where the name is no capital's at the time.
func (r *pass) town(cands []candidate) (candidate, bool) {
	var out candidate
	n := 0
	for _, c := range cands {
		switch {
		case c.form == City && r.g.held(c.ref, r.on):
			out = c
			n++
		case c.form == Capital && !c.weak && c.span.matches(r.on) && r.g.entries[c.ref].Exists(r.on), c.form != City && c.form != Capital:
			return candidate{}, false
		}
	}
	return out, n == 1
}

// withinName reports whether a word with a capital stands right behind f, or a title right before it: "the San Francisco Peace Treaty", "Ambassador Milan".
func (r *pass) withinName(f *found) bool {
	if t := f.last; t < len(r.toks) && startsUpper(r.toks[t].Form) && !r.weekdayOrMonth(t) {
		return true
	}
	return f.first > 0 && r.isTitle(f.first-1) && startsUpper(r.toks[f.first-1].Form)
}

// held reports whether entry i, or a state of its line, existed at the time: then it held its towns.
func (g *Gazetteer) held(i int32, on edtf.Date) bool {
	return g.entries[i].Exists(on) || g.At(g.entries[i].Line, on) != ""
}

// longOver reports whether c is the name that a former state had for a time long past as seen from the sentence: Hamburg in 1980 is a town.
func (r *pass) longOver(c *candidate) bool {
	const slack = 15
	first, _, dated := years(r.on)
	if !dated || c.kind != isParty || r.g.entries[c.ref].Status != Former {
		return false
	}
	to := c.span.To
	if y := r.g.entries[c.ref].Years; c.form == Capital && len(y) > 0 {
		to = min(to, y[len(y)-1].To)
	}
	return first > to+slack
}

// oneLine chooses between candidates of one party or one line of states; it fails where there are several.
func (r *pass) oneLine(pool []candidate) (candidate, bool) {
	best := -1
	for k, c := range pool {
		if c.kind != isParty {
			continue
		}
		if best < 0 {
			best = k
			continue
		}
		a, b := &r.g.entries[pool[best].ref], &r.g.entries[c.ref]
		if a == b {
			if c.form < pool[best].form && c.form != Adjective && c.form != Demonym {
				best = k
			}
			continue
		}
		if a.Line != b.Line {
			return candidate{}, false
		}
		if _, _, dated := years(r.on); dated {
			back, ever := r.g.follows(b.ID, a.ID, r.on)
			if ever && back {
				continue
			}
			if there, ok := r.g.follows(a.ID, b.ID, r.on); ok && there || !ok && ever {
				best = k
			}
		} else if b.Status == Present || b.Status == Partial && a.Status == Former {
			best = k
		}
	}
	if best < 0 {
		if len(pool) > 0 && pool[0].kind != isPhrase {
			return pool[0], len(pool) == 1
		}
		return candidate{}, false
	}
	if pool[best].weak {
		return candidate{}, false
	}
	return pool[best], true
}

// prefixes that turn an adjective away from the party that it names.
var awayPrefixes = map[string]bool{"anti": true, "non": true, "post": true, "pre": true, "ex": true, "un": true, "pro": true, "trans": true, "sub": true}

// negated reports whether f is the second part of "anti-Iranian", "post-Soviet".
func (r *pass) negated(f *found) bool {
	return f.from >= 2 && r.pieces[f.from-1].text == "-" && awayPrefixes[r.pieces[f.from-2].low]
}

// notAName reports whether the words of f are no name here: the pronoun "US" of a headline, the verb "Polish".
func (r *pass) notAName(f *found) bool {
	if f.last-f.first != 1 {
		return false
	}
	t := &r.toks[f.first]
	switch {
	case f.first == 0 && f.last < len(r.toks) && f.ref.cands[0].form == Adjective && (r.low[f.last] == "the" || r.low[f.last] == "a" || r.low[f.last] == "your"): // "Polish the silver"
		return true
	case t.Form == "US":
		if r.parsed && t.UPOS == "PRON" {
			return true
		}
		if f.first > 0 {
			switch r.low[f.first-1] {
			case "follow", "about", "contact", "join", "tell", "let", "help":
				return true
			}
		}
		return r.shouting()
	case r.parsed && (t.UPOS == "VERB" || t.UPOS == "AUX") && r.g.ambiguousOrPlain(f) && (t.Form != strings.ToUpper(t.Form) || r.shouting()):
		return true
	case r.pieces[f.to-1].followedDash && f.to+1 < len(r.pieces) && r.pieces[f.to+1].tok == f.first:
		// "US-backed", "Iran-based" as one token: what follows is not theirs
		w := r.pieces[f.to+1].text
		return w == lower(w) && len(w) > 2
	}
	return false
}

// ambiguousOrPlain reports whether the name is also a word.
func (g *Gazetteer) ambiguousOrPlain(f *found) bool {
	switch f.name {
	case "Polish", "Chad", "Turkey", "Jordan", "Male", "March", "Begin", "Bush", "May", "Wade":
		return true
	}
	return g.ambiguous[f.name] != nil
}

// shouting reports whether the sentence is in capitals, so that "US" may be a pronoun.
func (r *pass) shouting() bool {
	up, all := 0, 0
	for t := range r.toks {
		f := r.toks[t].Form
		if len(f) < 2 || !unicode.IsLetter(rune(f[0])) {
			continue
		}
		all++
		if shouted(f) {
			up++
		}
	}
	return all >= 2 && up*10 >= all*8
}

// partOfPerson reports whether f, a name that is also a surname or a given name, stands in the name of a person, and whether as the surname, by which he may be
// called alone: "Michael Jordan", not "Paris Hilton".
func (r *pass) partOfPerson(f *found) (part, surname bool) {
	if f.last-f.first != 1 && f.ref.cands[0].kind != isPerson {
		return false, false
	}
	risky := r.g.ambiguous[f.name] != nil
	for _, c := range f.ref.cands {
		risky = risky || c.form == Capital || c.form == City || c.kind == isPerson && len(f.ref.pieces) <= 2
	}
	if !risky {
		return false, false
	}
	if t := f.first - 1; t >= 0 && r.nameWord(t) && r.cover[t] < 0 && (t > 0 || f.ref.cands[0].kind == isPerson && r.parsed && r.toks[t].UPOS == "PROPN" && r.toks[f.first].Head == t && relation(r.toks[f.first].Rel) == "flat") {
		if !r.isTitle(t) && !directions[r.low[t]] && !r.organNoun(t) && !ordinals[r.low[t]] && !(r.parsed && r.toks[t].UPOS == "ADJ") {
			return true, true
		}
	}
	if t := f.last; t < len(r.toks) && f.ref.cands[0].kind != isPerson && r.nameWord(t) && r.parsed && (relation(r.toks[t].Rel) == "flat" && r.toks[t].Head == f.first) && !r.organNoun(t) && !r.isTitle(t) {
		return !r.whereSomebodyIs(f.first), false
	}
	return false, false
}

// whereSomebodyIs reports whether the name at token t says where an envoy is, so that his own may follow: "its ambassador to Lima Juan Sol", "resident in Lima Mr
// Juan Sol".
func (r *pass) whereSomebodyIs(t int) bool {
	if t < 2 {
		return false
	}
	switch r.low[t-1] {
	case "in":
		return true
	case "to", "at":
		return seated[r.low[t-2]] || r.isTitle(t-2)
	}
	return false
}

// ofHome reports whether f can be a name of what the page is about: "Tokyo" on a page about Japan is no surname, whoever bears it too.
func (r *pass) ofHome(f *found) bool {
	for _, c := range f.ref.cands {
		if c.kind == isParty && c.ref >= 0 && int(c.ref) < len(r.g.entries) && r.g.entries[c.ref].ID == r.d.home {
			return true
		}
	}
	return false
}

// ordinals stand before the name of a conference or a treaty: "the Fourth Tokyo Conference".
var ordinals = map[string]bool{
	"first": true, "second": true, "third": true, "fourth": true, "fifth": true, "sixth": true, "seventh": true, "eighth": true, "ninth": true, "tenth": true, "annual": true, "joint": true,
}

// directions and other words that stand before the name of a country or city without making it a person's.
var directions = map[string]bool{
	"north": true, "south": true, "east": true, "west": true, "northern": true, "southern": true, "eastern": true, "western": true, "central": true, "greater": true,
	"imperial": true, "communist": true, "soviet": true, "republican": true, "independent": true, "occupied": true, "democratic": true, "federal": true, "revolutionary": true,
	"hashemite": true, "modern": true, "ottoman": true, "pahlavi": true, "nazi": true, "embassy": true, "legation": true, "consulate": true, "kingdom": true,
	"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true, "september": true, "october": true, "november": true, "december": true,
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"in": true, "the": true, "when": true, "while": true, "although": true, "as": true, "if": true, "since": true, "after": true, "before": true, "but": true, "both": true, "under": true, "on": true,
}

// nameWord reports whether token t can be part of a proper name: a capital letter and, where tags are known, no common word.
func (r *pass) nameWord(t int) bool {
	tok := &r.toks[t]
	c, _ := utf8.DecodeRuneInString(tok.Form)
	if !unicode.IsUpper(c) {
		return false
	}
	if !r.parsed {
		return true
	}
	switch tok.UPOS {
	case "PROPN", "X":
		return true
	case "NOUN", "ADJ", "VERB", "ADV":
		return t > 0 && len(tok.Form) > 1
	}
	return false
}
