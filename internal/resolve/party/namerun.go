package party

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameRun returns the end of the person's name that begins at token t, t where there is none.
func (r *pass) nameRun(t int) int {
	const maxName = 7
	i := t
	end := t
	if i < len(r.toks) && (titleTails[r.low[i]] || r.organHead(i) || r.cover[i] < 0 && (r.organNoun(i) || r.wordIsTitleOnly(i))) {
		return t
	}
	for i < len(r.toks) && i < t+maxName {
		if n := r.cover[i]; n >= 0 {
			f := &r.names[n]
			if f.chosen && f.cand.kind == isPerson && f.first == i {
				i = f.last
				end = i
				continue
			}
			if f.chosen && (f.cand.form != Capital && f.cand.form != City || i == t) || !f.chosen && len(f.candidates) > 0 || f.ref != nil && f.ref.cands[0].kind == isPhrase {
				break
			}
		}
		tok := &r.toks[i]
		c, size := utf8.DecodeRuneInString(tok.Form)
		switch {
		case unicode.IsUpper(c) && !r.weekdayOrMonth(i) && (i > t || r.nameWord(i)):
			if i > t && r.parsed && tok.UPOS != "PROPN" && tok.UPOS != "X" && len(tok.Form) > size && tok.UPOS != "NOUN" && tok.UPOS != "ADJ" {
				return end
			}
			if i > t && (r.organNoun(i) || r.wordIsTitleOnly(i)) {
				return end
			}
			i++
			end = i
		case i > t && particles[r.low[i]] && i+1 < len(r.toks) && startsUpper(r.toks[i+1].Form):
			i++
		case i > t && particles[r.low[i]] && i+2 < len(r.toks) && isDash(r.toks[i+1].Form) && startsUpper(r.toks[i+2].Form):
			i += 3
			end = i
		case i > t && strings.HasPrefix(r.low[i], "al-") && len(r.low[i]) > 3 || strings.HasPrefix(r.low[i], "el-") && len(r.low[i]) > 3:
			i++
			end = i
		case i > t && isDash(tok.Form) && tok.Form != "–" && tok.Form != "—" && i+1 < len(r.toks) && r.touching(i-1, i) && r.touching(i, i+1):
			i++
			if wordStart(r.toks[i].Form) {
				i++
				end = i
			}
		case i == t && particles[r.low[i]] && i+1 < len(r.toks) && startsUpper(r.toks[i+1].Form) && r.cover[i+1] < 0:
			i++
		default:
			return end
		}
	}
	return end
}

// notPersons are words of proper names that are not persons': "General Systems Research", "Prince Street".
var notPersons = map[string]bool{
	"research": true, "systems": true, "series": true, "mosque": true, "church": true, "creek": true, "blvd": true, "street": true, "avenue": true, "memorial": true, "hall": true, "station": true, "hotel": true,
	"airport": true, "university": true, "college": true, "school": true, "hospital": true, "museum": true, "palace": true, "house": true, "island": true, "islands": true, "river": true, "county": true, "park": true,
	"office": true, "department": true, "ministry": true, "chair": true, "award": true, "prize": true, "act": true, "treaty": true, "conference": true, "center": true, "centre": true, "academy": true,
	"services": true, "electric": true, "motors": true, "mills": true, "assembly": true, "staff": true, "strike": true, "election": true, "session": true, "speaker": true, "justice": true, "zone": true,
	"asian": true, "european": true, "african": true, "arab": true, "western": true, "eastern": true, "northern": true, "southern": true, "latin": true, "muslim": true, "catholic": true, "jewish": true,
	"islamic": true, "republican": true, "democrat": true, "democratic": true, "conservative": true, "congress": true, "parliament": true, "brexit": true, "christmas": true, "easter": true,
}

// titleTails stand behind a title and belong to it.
var titleTails = map[string]bool{
	"extraordinary": true, "plenipotentiary": true, "resident": true, "designate": true, "emeritus": true, "regent": true, "general": true, "ad": true, "consulate": true, "secretary": true, "minister": true,
}

func isDash(s string) bool { return s == "-" || s == "‐" || s == "‑" || s == "–" || s == "—" }

func startsUpper(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(c)
}

func wordStart(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(c)
}

// touching reports whether no space stands between tokens a and b.
func (r *pass) touching(a, b int) bool { return r.toks[a].End == r.toks[b].Start }

func (r *pass) wordIsTitleOnly(t int) bool {
	w, ok := r.wordAt(t, isOffice)
	return ok && (w.last-w.first > 1 || r.g.offices[w.cand.ref].class != "title" && r.low[t] != "king" && r.low[t] != "general")
}

func (r *pass) weekdayOrMonth(t int) bool {
	switch r.low[t] {
	case "january", "february", "april", "june", "july", "august", "september", "october", "november", "december",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "i":
		return true
	case "march", "may":
		return t+1 < len(r.toks) && len(r.toks[t+1].Form) > 0 && unicode.IsDigit(rune(r.toks[t+1].Form[0])) || t > 0 && unicode.IsDigit(rune(r.toks[t-1].Form[0]))
	}
	return false
}

// skipTitles passes the lesser titles before a name: "Ambassador Dr. John Chang", "President General Park".
func (r *pass) skipTitles(at int) int {
	for k := at; k < len(r.toks) && k < at+6; {
		w, ok := r.wordAt(k, isOffice)
		if !ok || !startsUpper(r.toks[k].Form) {
			return k
		}
		if c := r.g.offices[w.cand.ref].class; c != "title" && c != "military" {
			return at
		}
		k = w.last
		at = k
	}
	return at
}

func (r *pass) isVerb(t int) bool {
	u := r.toks[t].UPOS
	return u == "VERB" || u == "AUX"
}

// listed reports whether what stands behind a comma is one more of a list and not an apposition.
func (r *pass) listed(first, end int) bool {
	return end < len(r.toks) && (r.low[end] == "and" || r.low[end] == "or")
}

// known reports whether the tokens are the name of a person already known.
func (r *pass) known(first, end int) bool {
	if n := r.cover[first]; n >= 0 && r.names[n].chosen && r.names[n].cand.kind == isPerson {
		return true
	}
	_, ok := r.recall(r.surface(first, end))
	return ok
}

// recall returns the person of that name or surname, the latest where there are several.
func (r *pass) recall(name string) (int, bool) {
	l := r.d.surnames[fold(name)]
	if len(l) == 0 {
		return 0, false
	}
	return l[len(l)-1], true
}

// runBefore returns where the person's name that ends before token k begins, k where there is none.
func (r *pass) runBefore(k int) int {
	begin := k
	for i := k - 1; i >= 0 && i >= k-6; i-- {
		if n := r.cover[i]; n >= 0 {
			f := &r.names[n]
			if f.chosen && f.cand.kind == isPerson && f.last == i+1 {
				begin = f.first
				i = f.first
				continue
			}
			break
		}
		if r.nameWord(i) && !r.weekdayOrMonth(i) && !r.isTitle(i) && !r.organNoun(i) {
			begin = i
			continue
		}
		if particles[r.low[i]] && begin == i+1 || i > 0 && isDash(r.toks[i].Form) && begin == i+1 && r.touching(i-1, i) && r.touching(i, i+1) { // "Ana-Maria Rey"
			continue
		}
		break
	}
	if end := r.nameRun(begin); end != k {
		return k
	}
	return begin
}

func sexOf(title string) byte {
	switch {
	case strings.HasSuffix(title, "woman") || title == "queen" || title == "empress" || title == "princess" || title == "mrs." || title == "mrs" || title == "ms." || title == "lady" || title == "first lady":
		return 'f'
	case strings.HasSuffix(title, "man") && title != "spokesman" || title == "king" || title == "emperor" || title == "prince" || title == "shah" || title == "sultan" || title == "mr." || title == "mr" ||
		title == "sir" || title == "lord" || title == "ayatollah" || title == "pope" || title == "cardinal" || title == "emir" || title == "tsar" || title == "congressman":
		return 'm'
	}
	return 0
}

// roman reports whether w is a Roman number: "Elizabeth I" is another than "Queen Elizabeth".
func roman(w string) bool {
	return w != "" && strings.Trim(w, "IVX") == ""
}
