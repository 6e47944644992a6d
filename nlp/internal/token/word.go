package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// chunk cuts a run without white space: first what stands before and after the word, then the word.
func (z *splitter) chunk(from, to int) {
	if smileys[z.text[from:to]] {
		z.emit(from, to)
		return
	}
	from = z.leading(from, to)
	end := z.trailing(from, to)
	z.core(from, end)
	for end < to {
		n := z.mark(end, to)
		z.emit(end, end+n)
		end += n
	}
}

// mark returns the length of the punctuation mark at from: a run of the same full stops, dashes and
// the like is one mark.
func (z *splitter) mark(from, to int) int {
	s := z.text[from:to]
	r, n := z.rune(from)
	switch r {
	case '.', '-', '_', '*', '=', '!', '?', '~', '<', '>', '\'', '`', '…':
		if r == '\'' || r == '`' { // at most two
			s = s[:min(2, len(s))]
		}
		m := n
		for m < len(s) && s[m] == s[0] && strings.HasPrefix(s[m:], s[:n]) {
			m += n
		}
		if r == '!' || r == '?' { // "?!" is one mark
			for m < len(s) && (s[m] == '!' || s[m] == '?') {
				m++
			}
		}
		return m
	}
	return n
}

// leading emits the marks before a word and returns where it begins.
func (z *splitter) leading(from, to int) int {
	for from < to {
		r, n := z.rune(from)
		rest := z.text[from+n : to]
		switch {
		case r == '\'' || r == '’':
			if clitic(rest) {
				return from
			}
		case r == '.' && rest != "" && digit(rest[0]), r == '-' && rest != "" && digit(rest[0]),
			r == '+' && rest != "" && digit(rest[0]), r == '@' && rest != "", r == '&':
			return from
		case r == '#':
			if rest != "" && !digit(rest[0]) {
				return from
			}
		case isMark(r) || unicode.Is(unicode.Sc, r):
		default:
			return from
		}
		n = z.mark(from, to)
		z.emit(from, from+n)
		from += n
	}
	return from
}

// clitic reports whether an apostrophe before s belongs to it: 's, 'em, '90s.
func clitic(s string) bool {
	if len(s) > 12 { // no clitic is that long; keeps the time linear
		s = s[:12]
	}
	switch strings.ToLower(strings.TrimRight(s, ".,;:!?)”\"")) {
	case "s", "re", "ve", "ll", "d", "m", "em", "til", "cause", "bout", "tis", "twas", "n", "round":
		return true
	}
	return len(s) >= 2 && digit(s[0]) && digit(s[1]) && (len(s) == 2 || !digit(s[2]))
}

// trailing returns where the marks after a word begin.
func (z *splitter) trailing(from, to int) int {
	end := to
	for end > from {
		r, n := utf8.DecodeLastRuneInString(z.text[from:end])
		switch {
		case r == '.':
			dots := len(z.text[from:end]) - len(strings.TrimRight(z.text[from:end], "."))
			if dots == 1 && z.keepsStop(from, end) {
				return end
			}
			n = dots
		case r == '%' || r == '°':
		case r == ')':
			if w := z.text[from:end]; strings.HasSuffix(w, "(s)") && len(w) > 3 {
				return end
			}
		case r == '+' || r == '&' || r == '#' || r == '@' || r == '/' || r == '$' || r == '_' || r == '<' || r == '>' || r == '=':
			if r != '<' && r != '>' && r != '=' {
				return end
			}
		case !isMark(r):
			return end
		}
		end -= n
	}
	return end
}

// keepsStop reports whether the full stop that ends text[from:end] belongs to the word.
func (z *splitter) keepsStop(from, end int) bool {
	w := z.text[from:end]
	if i := strings.LastIndexAny(w[:len(w)-1], "-–—/("); i >= 0 && i+1 < len(w)-1 {
		_, n := utf8.DecodeRuneInString(w[i:])
		w = w[i+n:]
	}
	if len(w) < 2 {
		return false
	}
	l := strings.ToLower(w)
	if numbered[l] && w != "P." { // P. may be an initial
		return z.digitFollows(end)
	}
	if titles[l] || months[l] || others[l] {
		return true
	}
	body := w[:len(w)-1]
	// Initials and letters between full stops: J. U.S. a.m. Ph.D.
	if n := utf8.RuneCountInString(body); n == 1 {
		r, _ := utf8.DecodeRuneInString(body)
		return unicode.IsUpper(r) && r != 'I'
	}
	if !strings.Contains(body, ".") {
		return false
	}
	for _, part := range strings.Split(body, ".") {
		if n := utf8.RuneCountInString(part); n == 0 || n > 2 || !letters(part) {
			return false
		}
	}
	return true
}

// digitFollows reports whether the next word begins with a digit. Bytes 0xc2 and 0xa0 are a
// no-break space.
func (z *splitter) digitFollows(at int) bool {
	for n := 0; at < len(z.text) && n < 3; n++ {
		if c := z.text[at]; c != ' ' && c != 0xc2 && c != 0xa0 {
			return digit(c)
		}
		at++
	}
	return at < len(z.text) && digit(z.text[at])
}

// core cuts what is left of a chunk between its outer marks.
func (z *splitter) core(from, to int) {
	w := z.text[from:to]
	if w == "" {
		return
	}
	if plain(w) {
		z.contraction(from, to)
		return
	}
	if address(w) {
		z.emit(from, to)
		return
	}
	start := from
	for at := from; at < to; {
		r, n := z.rune(at)
		if at > start && z.splitsAt(start, at, to, r, n) {
			z.part(start, at)
			n = z.mark(at, to)
			z.emit(at, at+n)
			start = at + n
		}
		at += n
	}
	z.contraction(start, to)
}

// part emits a word that stands before a mark inside a chunk, and the full stop that may end it.
func (z *splitter) part(from, to int) {
	if w := z.text[from:to]; len(w) > 1 && w[len(w)-1] == '.' && w[len(w)-2] != '.' && !z.keepsStop(from, to) {
		z.contraction(from, to-1)
		z.emit(to-1, to)
		return
	}
	z.contraction(from, to)
}

// splitsAt reports whether the mark r, at text[at:at+n] inside a word that began at start,
// stands between two words.
func (z *splitter) splitsAt(start, at, to int, r rune, n int) bool {
	if at+n >= to {
		return false
	}
	left, right := z.text[start:at], z.text[at+n:to]
	ld, rd := digit(left[len(left)-1]), digit(right[0])
	switch r {
	case '-':
		return hyphenSplits(left, right, ld, rd)
	case '–', '—', '―', '…', '"', '“', '”', '«', '»', '[', ']', '{', '}', ';', '|', '•', '?', '!', '=', '>', '<', '~':
		return true
	case '(':
		return !strings.HasPrefix(right, "s)")
	case ')':
		return !strings.HasSuffix(left, "(s")
	case ',':
		return !(ld && rd)
	case ':':
		return !(ld && rd)
	case '/':
		if ld || rd {
			return false
		}
		l, r := firstPart(left), firstPart(right)
		return len(l) > 1 && len(r) > 1
	case '.':
		if strings.HasPrefix(right, ".") {
			return true
		}
		if ld || rd || strings.Contains(left, ".") {
			return false
		}
		// a missing space between sentences
		a, _ := utf8.DecodeLastRuneInString(left)
		b, m := utf8.DecodeRuneInString(right)
		c, _ := utf8.DecodeRuneInString(right[m:])
		return len(left) > 2 && unicode.IsLower(a) && unicode.IsUpper(b) && unicode.IsLower(c)
	}
	return false
}

// firstPart is s up to the first mark.
func firstPart(s string) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		return s[:i]
	}
	return s
}

func hyphenSplits(left, right string, ld, rd bool) bool {
	if left[len(left)-1] == '-' || right[0] == '-' {
		return true
	}
	if ld && rd {
		// dates and telephone numbers stay whole; a range of numbers does not
		rest := right
		for rest != "" && digit(rest[0]) {
			rest = rest[1:]
		}
		if strings.Contains(left, "-") || strings.HasPrefix(rest, "-") {
			return false
		}
		return !(len(left) == 3 && len(right)-len(rest) == 4)
	}
	l := strings.ToLower(left)
	if prefixes[l] {
		return false
	}
	r := firstPart(right)
	if affixes[r] {
		return false
	}
	return !syllables(left, r)
}

// syllables reports whether left-right looks like a given name in two syllables: Ki-moon.
func syllables(left, right string) bool {
	if len(left) < 2 || len(left) > 5 || len(right) < 2 || len(right) > 5 || compoundEnds[right] || compoundStarts[left] {
		return false
	}
	if left[0] < 'A' || left[0] > 'Z' {
		return false
	}
	for i := 1; i < len(left); i++ {
		if left[i] < 'a' || left[i] > 'z' {
			return false
		}
	}
	for i := 0; i < len(right); i++ {
		if right[i] < 'a' || right[i] > 'z' {
			return false
		}
	}
	return true
}

var compoundEnds = words(`led based born run made held era wide only year old like time term scale class level day week month style free
	air end hand half site line age war zone back up out off in on to and of the two one three four five six seven eight nine long
	aged owned built style fed day side party state man men woman star hour mile size rate range speed depth first`)

var compoundStarts = words(`Well Long Short High Low Full Part Half Self One Two Three Four Five Six Seven Eight Nine Ten Old New Big Top Far Near Late Early
	Hard Soft Open Deep Wide Fast Slow Best Good Bad Free Main Many Much More Most Non All Both Cold Hot Red Blue Green Black White So Run Make
	Air Sea Land War East West North South Post Anti Mid Pre Add Built Check Sign Log Set Pick Follow Ice Sun Rain Day Year`)

// contraction cuts clitics off a word and emits it.
func (z *splitter) contraction(from, to int) {
	w := z.text[from:to]
	if w == "" {
		return
	}
	if n, ok := contractions[w[:min(len(w), 12)]]; ok && len(w) < 12 {
		z.emit(from, from+n)
		z.emit(from+n, to)
		return
	}
	if len(w) <= 8 && w[0] >= 'A' && w[0] <= 'Z' && len(w) > 2 || w == "Im" {
		if n, ok := contractions[strings.ToLower(w)]; ok && strings.IndexFunc(w[1:], unicode.IsUpper) < 0 {
			z.emit(from, from+n)
			z.emit(from+n, to)
			return
		}
	}
	if digit(w[0]) || w[0] == '.' {
		z.number(from, to)
		return
	}
	if i := lastApostrophe(w); i > 0 {
		cut := cliticAt(w, i)
		if cut > 0 && cut < len(w) {
			z.contraction(from, from+cut)
			z.emit(from+cut, to)
			return
		}
	}
	if i := strings.IndexByte(w, '$'); i >= 0 && i+1 < len(w) && digit(w[i+1]) { // US$5
		z.emit(from, from+i+1)
		z.number(from+i+1, to)
		return
	}
	z.emit(from, to)
}

// lastApostrophe returns where the last apostrophe of w stands, straight or curly, or -1.
func lastApostrophe(w string) int {
	for i := len(w) - 1; i >= 0; i-- {
		switch {
		case w[i] == '\'':
			return i
		case w[i] == "’"[2] && strings.HasSuffix(w[:i+1], "’"):
			return i - 2
		}
	}
	return -1
}

// cliticAt returns where the clitic with the apostrophe at i begins, or 0.
func cliticAt(w string, i int) int {
	if i < 0 {
		return 0
	}
	_, n := utf8.DecodeRuneInString(w[i:])
	switch strings.ToLower(w[i+n:]) {
	case "t":
		if i >= 2 && (w[i-1] == 'n' || w[i-1] == 'N') {
			return i - 1
		}
	case "s", "re", "ve", "ll", "d", "m":
		if i > 0 && i < len(w) && allDigits(w[:i]) {
			return 0
		}
		return i
	}
	return 0
}

// number cuts a unit off a number.
func (z *splitter) number(from, to int) {
	w := z.text[from:to]
	n := 0
	for n < len(w) && (digit(w[n]) || (w[n] == ',' || w[n] == '.' || w[n] == ':') && n+1 < len(w) && digit(w[n+1])) {
		n++
	}
	if n > 0 && n < len(w) {
		rest := w[n:]
		if units[strings.ToLower(rest)] || rest[0] == '%' {
			z.emit(from, from+n)
			z.emit(from+n, to)
			return
		}
	}
	z.emit(from, to)
}

// plain reports whether w has no marks inside but apostrophes.
func plain(w string) bool {
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c < 'A' && (c < '0' || c > '9') && c != '\'' || c > 'Z' && c < 'a' || c > 'z' && c < 0xc3 || c == 0xe2 {
			return false
		}
	}
	return true
}

// address reports whether w is a URL, an e-mail address, a file name or a user name.
func address(w string) bool {
	if strings.Contains(w, "://") || strings.HasPrefix(w, "www.") || strings.HasPrefix(w, "@") || strings.HasPrefix(w, "#") {
		return true
	}
	if i := strings.IndexByte(w, '@'); i > 0 && strings.Contains(w[i:], ".") {
		return true
	}
	host, _, _ := strings.Cut(w, "/")
	i := strings.LastIndexByte(host, '.')
	if i <= 0 {
		return false
	}
	return domains[strings.ToLower(host[i+1:])] && !strings.ContainsAny(host, "()[],;\"")
}

var domains = words(`com org net edu gov mil int info io co uk de fr ru cn jp eu tv doc docx xls xlsx pdf txt ppt html htm jpg png gif zip exe`)

func digit(c byte) bool { return c >= '0' && c <= '9' }

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !digit(s[i]) {
			return false
		}
	}
	return s != ""
}

func letters(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// isMark reports whether r stands apart from the words beside it.
func isMark(r rune) bool {
	if r < utf8.RuneSelf {
		return r > ' ' && r < '0' || r > '9' && r < 'A' || r > 'Z' && r < 'a' || r > 'z' && r < 0x7f
	}
	return unicode.IsPunct(r) || unicode.IsSymbol(r)
}
