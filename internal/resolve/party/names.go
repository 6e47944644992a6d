package party

import (
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"chancery"
)

// A name is compared piece by piece: a piece is a run of letters and digits without their diacritics, or a single
// other character, with dashes and apostrophes made plain. So the tokeniser's choices do not matter ("Iran's" as one token or
// two), nor the spelling of "Côte d'Ivoire".

type candidateKind uint8

const (
	isParty candidateKind = iota
	isOrgan
	isOffice
	isPerson
	isPhrase // a name that holds a party's name and is none
)

// candidate is one thing that a name can stand for.
type candidate struct {
	kind candidateKind
	form Form
	weak bool // only where the context chooses it
	the  bool // only behind "the"
	ref  int32
	span Span
}

// nameRef is a name with what it can stand for.
type nameRef struct {
	pieces []string
	cands  []candidate
}

// nameIndex finds names by their first piece. It is built when it is first asked, so that what asks for no name starts without it.
type nameIndex struct {
	once    sync.Once
	pending []pendingName
	refs    []nameRef
	first   map[string][]int32 // the first piece -> names, the longest first
}

type pendingName struct {
	name string
	cand candidate
}

// add puts a name into an index that has not been asked yet. One with a leading article is found only behind an article.
func (x *nameIndex) add(name string, c candidate) {
	name, c.the = strings.CutPrefix(name, "the ")
	x.pending = append(x.pending, pendingName{name, c})
}

// starting returns the names that begin with the piece, as indices of refs.
func (x *nameIndex) starting(piece string) []int32 {
	x.once.Do(x.build)
	return x.first[piece]
}

func (x *nameIndex) build() {
	exact := make(map[string]int32, len(x.pending))
	x.first = make(map[string][]int32, len(x.pending)/2)
	x.refs = make([]nameRef, 0, len(x.pending))
	arena := make([]string, 0, 3*len(x.pending))
next:
	for _, n := range x.pending {
		start := len(arena)
		arena = appendPieces(arena, n.name)
		p := arena[start:len(arena):len(arena)]
		if len(p) == 0 {
			continue
		}
		key := p[0]
		if len(p) > 1 {
			key = strings.Join(p, "\x00")
		}
		i, ok := exact[key]
		if !ok {
			i = int32(len(x.refs))
			x.refs = append(x.refs, nameRef{pieces: p})
			exact[key] = i
			x.first[p[0]] = append(x.first[p[0]], i)
		}
		r := &x.refs[i]
		for _, d := range r.cands {
			if d == n.cand {
				continue next
			}
		}
		r.cands = append(r.cands, n.cand)
	}
	x.pending = nil
	for _, l := range x.first {
		if len(l) > 1 {
			sort.SliceStable(l, func(i, j int) bool { return len(x.refs[l[i]].pieces) > len(x.refs[l[j]].pieces) })
		}
	}
}

// pattern is the words beside a party's name that make it part of another name.
type pattern []string

func addPattern(m map[string][]pattern, p []string, key int) {
	m[p[key]] = append(m[p[key]], p)
}

func pieces(s string) []string { return appendPieces(nil, s) }

func appendPieces(out []string, s string) []string {
	for i := 0; i < len(s); {
		start, end := nextPiece(s, i)
		if start == end {
			break
		}
		out = append(out, fold(s[start:end]))
		i = end
	}
	return out
}

// nextPiece returns where the next piece of s stands, from offset i on; an empty range at the end.
func nextPiece(s string, i int) (start, end int) {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsSpace(r) {
			break
		}
		i += n
	}
	start = i
	for i < len(s) {
		c := s[i]
		r, n := rune(c), 1
		if c >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if !wordRune(r) {
			if i == start {
				i += n
			}
			break
		}
		i += n
	}
	return start, i
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) && r != 'ʻ' && r != 'ʼ'
}

// letters gives the plain letters of those with diacritics, and plain dashes and apostrophes.
var letters = func() map[rune]string {
	m := map[rune]string{}
	for _, l := range strings.Fields(`
		aàáâãäåāăąǎạảấầẩẫậắằẳẵặ AÀÁÂÃÄÅĀĂĄẠẢẤẦẮ cçćĉċč CÇĆĈĊČ dďđ DĎĐ eèéêëēĕėęěẹẻẽếềểễệ EÈÉÊËĒĔĖĘĚẾỀỆ gĝğġģ GĜĞĠĢ hĥħḥ HĤĦḤ
		iìíîïĩīĭįıỉị IÌÍÎÏĨĪĬĮİ jĵ JĴ kķ KĶ lĺļľŀł LĹĻĽĿŁ nñńņňŉ NÑŃŅŇ oòóôõöøōŏőọỏốồổỗộớờởỡợơ OÒÓÔÕÖØŌŎŐỐỒỘ rŕŗř RŔŖŘ
		sśŝşšșṣ SŚŜŞŠȘ tţťŧțṭ TŢŤŦȚ uùúûüũūŭůűųụủứừửữựư UÙÚÛÜŨŪŬŮŰŲ wŵ WŴ yýÿŷỳỵỷỹ YÝŸŶ zźżžẓ ZŹŻŽ
		-‐‑‒–—−― '’‘ʻʼ` + "`´ʹ′" + ` "“”„«»`) {
		base := ""
		for i, r := range l {
			if i == 0 {
				base = string(r)
				continue
			}
			m[r] = base
		}
	}
	m['ß'], m['æ'], m['Æ'], m['œ'], m['Œ'], m['þ'], m['Þ'], m['ð'], m['Ð'] = "ss", "ae", "Ae", "oe", "Oe", "th", "Th", "d", "D"
	return m
}()

// fold returns s without diacritics, its case kept.
func fold(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r < utf8.RuneSelf {
			b.WriteByte(byte(r))
		} else if l, ok := letters[r]; ok {
			b.WriteString(l)
		} else if !unicode.IsMark(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// lookupKey returns what two spellings of a name have in common for a person who types one: letters and digits in lower case.
func lookupKey(s string) string {
	s = strings.ToLower(fold(s))
	s = strings.TrimPrefix(s, "the ")
	s = strings.ReplaceAll(s, "&", "and")
	clean := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; !('a' <= c && c <= 'z' || '0' <= c && c <= '9') {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	return strings.Map(func(r rune) rune {
		if wordRune(r) {
			return r
		}
		return -1
	}, s)
}

// has reports whether the pieces are a whole name.
func (x *nameIndex) has(pieces []string) bool {
	for _, ref := range x.starting(pieces[0]) {
		if slices.Equal(x.refs[ref].pieces, pieces) {
			return true
		}
	}
	return false
}

// Country reports whether a word alone is the name of a state, its capital or a city of it, in whatever other sense too.
func (g *Gazetteer) Country(word string) bool {
	for _, i := range g.names.starting(word) {
		if r := &g.names.refs[i]; len(r.pieces) == 1 {
			for _, c := range r.cands {
				if c.kind == isParty && !c.weak && !c.the && g.entries[c.ref].Type != chancery.Organisation && (c.form == Name || c.form == Capital || c.form == City) {
					return true
				}
			}
		}
	}
	return false
}
