package party

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"chancery"
)

// Governments by their initials, as diplomats write them: "GoS", "GOT".

// initialled matches them. Its group: the initials of the state.
var initialled = regexp.MustCompile(`^G[oO]([A-Z]{1,4})$`)

// otherGO are words and names of that form.
var otherGO = map[string]bool{"GOP": true, "GOD": true, "GOAT": true, "GOES": true, "GOING": true, "GOLD": true, "GOOD": true, "GOAL": true, "GOT": true}

// readInitialled reads "GoS" as the government of the one state of these initials that the document has named, or has named most.
func (r *pass) readInitialled() {
	for t := range r.toks {
		m := initialled.FindStringSubmatch(r.toks[t].Form)
		if m == nil || r.cover[t] >= 0 || otherGO[r.toks[t].Form] && (r.toks[t].Form != "GOT" || r.shouts(t)) {
			continue
		}
		i, ok := r.d.withInitials(m[1])
		if !ok {
			continue
		}
		p := r.g.On(r.g.entries[i].party(r.on), r.on)
		p.Mention = r.toks[t].Form
		p.Organ = p.Mention
		r.add(Mention{First: t, Last: t + 1, Head: t, Form: Organ, Class: "government", Parties: []chancery.Party{p}})
		r.d.count(i)
	}
}

// shouts reports whether the words beside t are in capitals, too.
func (r *pass) shouts(t int) bool {
	for _, k := range [2]int{t - 1, t + 1} {
		if k < 0 || k >= len(r.toks) {
			continue
		}
		if f := r.toks[k].Form; len(f) > 1 && strings.ToUpper(f) == f && strings.ToLower(f) != f {
			return true
		}
	}
	return false
}

// withInitials returns the state whose name has these initials, that the document has named, twice as often as any other of them.
func (d *Discourse) withInitials(letters string) (int32, bool) {
	const lead = 2
	best, most, second := int32(-1), 0, 0
	for i := range d.g.entries { // in the order of the tables, so that nothing depends on the map's
		e := &d.g.entries[i]
		if e.Type != chancery.State || initials(e.Name, len(letters)) != letters {
			continue
		}
		n := d.seen[int32(i)]
		if n == 0 && strings.Contains(d.title, e.Name) {
			n = 1
		}
		switch {
		case n > most:
			best, most, second = int32(i), n, most
		case n > second:
			second = n
		}
	}
	return best, best >= 0 && most >= lead*second
}

// initials returns the first n initials of a name, or all of them where it has fewer.
func initials(name string, n int) string {
	var out []rune
	for _, w := range strings.Fields(name) {
		if c, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(c) && len(out) < n {
			out = append(out, c)
		}
	}
	return string(out)
}
