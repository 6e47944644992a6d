package party

import (
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"chancery"
	"chancery/internal/edtf"
	"chancery/nlp"
)

// Discourse reads one document's sentences in their order and remembers who was mentioned. It is not safe for concurrent use.
type Discourse struct {
	g          *Gazetteer
	doc        *chancery.Document
	title      string
	subject    []chancery.Party
	section    []chancery.Party // whom the nearest heading names
	survey     bool             // the page goes through one country's relations with all others
	setting    string           // the state in which the section plays: "Serbs in Albania"
	home       string           // the state that a dateline or a title makes the default owner of "the government"
	wire       bool             // home is from a dateline
	terse      bool             // home is from a label, in a paragraph without articles
	homeBefore string
	seen       map[int32]int // entry -> mentions so far
	persons    []person
	surnames   map[string][]int // folded name -> indices in persons
	titles     map[string]int   // "prime minister" -> the last person so called
	others     map[string]bool  // names of cities and countries that are surnames here
	called     map[string]bool  // names that have stood for a party or a place, and are no surnames from then on
	organs     map[string]int32 // "government" -> the state whose it was last
	named      []chancery.Party // organisations outside the gazetteer
	recent     []antecedent
	list       []antecedent     // of before
	pieces     []piece          // of the sentence that is read
	pair       []chancery.Party // the last two that were named side by side
	story      []chancery.Party // the two states of a story's title
	pairAt     int              // the sentence that did
	told       []chancery.Party // the states and organisations that the block has named so far
	sentence   int
	block      int
	text       string // that the last sentence stood in, and how far it has been read
	read       int
	// subjectOther is set where the subject of the sentence before was something else than a party.
	subjectOther bool
	// bearer is the state whose attitude that subject was.
	bearer []chancery.Party
}

// person is one whom the document has named.
type person struct {
	name  string
	party chancery.Party // the state or organisation; empty for none
	sex   byte           // 'm', 'f', 0 unknown
}

// antecedent is a mention that a later pronoun or description may mean.
type antecedent struct {
	parties  []chancery.Party
	form     Form
	class    string
	status   Status
	sex      byte
	plural   bool
	subject  bool
	topic    bool // subject of the sentence's main clause
	place    bool
	sentence int
	tok      int
	stranger bool // a proper name that is no mention: someone whom the gazetteer does not know
	head     int  // what it hangs on
	rel      string
}

// memory is how many antecedents are kept.
const memory = 48

// NewDiscourse returns the discourse of a document that nothing of which has been read yet.
func (g *Gazetteer) NewDiscourse(doc *chancery.Document) *Discourse {
	d := &Discourse{
		g: g, doc: doc, seen: map[int32]int{}, surnames: map[string][]int{}, titles: map[string]int{}, organs: map[string]int32{}, others: map[string]bool{}, called: map[string]bool{}, block: -1,
	}
	if doc != nil {
		d.title = doc.Title
		if d.title == "" {
			for i := range doc.Blocks {
				if b := &doc.Blocks[i]; b.Kind == chancery.Heading && b.Furniture == "" {
					d.title = b.Text
					break
				}
			}
		}
		if d.title == "" {
			d.title = doc.Name
		}
	}
	d.subject = g.titleParties(d.title)
	m := dealingsTitle.FindStringSubmatch(unmarked(d.title))
	if m == nil {
		m = envoysTitle.FindStringSubmatch(unmarked(d.title))
	}
	if m != nil && len(d.subject) == 0 {
		d.subject = d.dealings(m[1])
	}
	if len(d.subject) == 1 {
		d.home = d.subject[0].ID
		d.survey = g.title(unmarked(d.title)) < 0
	}
	for _, p := range d.subject {
		if i, ok := g.byID[p.ID]; ok {
			d.seen[i]++
		}
	}
	return d
}

// Story says which two states a story is about, by its title: "the two countries", where the sentence does not name two itself.
func (d *Discourse) Story(pair []chancery.Party) {
	if len(pair) == 2 {
		d.story = pair
	}
}

// Subject returns the parties that the document's title names as what it is about: both of "Albania–Serbia
// relations", the one of "Foreign relations of Albania" or of a page called "Albania"; nil for a title that tells a story.
func (d *Discourse) Subject() []chancery.Party { return append([]chancery.Party(nil), d.subject...) }

// Told returns the states and organisations that the block of the last sentence has named so far, each once, but for those that only say where something was by a
// town that is no capital: "was signed in Geneva".
func (d *Discourse) Told() []chancery.Party { return d.told }

// Pair returns the two states that were named side by side last, and how many sentences ago; nil for none since the last heading.
func (d *Discourse) Pair() (pair []chancery.Party, ago int) { return d.pair, d.sentence - d.pairAt }

// Section returns the parties that the last heading named.
func (d *Discourse) Section() []chancery.Party { return append([]chancery.Party(nil), d.section...) }

// Label tells that the paragraph that follows is about the state id, as the name before its colon says; "" that it is not so begun. Terse as such paragraphs are,
// "junta" is its junta there.
func (d *Discourse) Label(id string) {
	if d.terse {
		d.home, d.terse = d.homeBefore, false
	}
	if id != "" {
		d.homeBefore, d.home, d.terse = d.home, id, true
		if i, ok := d.g.byID[id]; ok {
			d.count(i)
		}
	}
}

// Heading tells that a heading has been passed: what it names counts as named, and is what a passage without names of its own is about.
func (d *Discourse) Heading(text string) {
	d.skim(d.rest(), edtf.Date{})
	d.text, d.read = "", 0
	d.section = d.g.titleParties(text)
	for _, p := range d.section {
		if i, ok := d.g.byID[p.ID]; ok {
			d.seen[i]++
		}
	}
	d.setting = ""
	if m := settingTitle.FindStringSubmatch(text); m != nil {
		if i := d.g.title(unmarked(m[1])); i >= 0 {
			d.setting = d.g.entries[i].ID
		}
	}
	d.recent = nil
	if len(d.section) == 1 && d.section[0].Type == chancery.Organisation { // below "Pacific Islands Forum", "the Forum"
		a := antecedent{parties: d.section, form: Name, sentence: d.sentence}
		if i, ok := d.g.byID[d.section[0].ID]; ok {
			a.status = d.g.entries[i].Status
		}
		d.recent = append(d.recent, a)
	}
	clear(d.organs)
	d.pair = nil
	if len(d.section) == 2 {
		d.pair = d.section
	} else if len(d.section) == 0 && len(text) < 200 {
		d.pair = d.headed(text)
	}
	d.pairAt = d.sentence
	d.subjectOther = false
}

// headed returns the two states that a heading names, or the one that it names and the one that the page is about.
func (d *Discourse) headed(text string) []chancery.Party {
	ps := d.statesIn(text)
	if len(ps) == 1 && len(d.subject) == 1 && d.subject[0].Type == chancery.State {
		ps = addState(d.g, ps, d.subject[0])
	}
	if len(ps) != 2 {
		return nil
	}
	return ps
}

// dealings returns the two states that a title tells of by their names, or by adjectives: "Iran–Iraq", "Sino-Indian".
func (d *Discourse) dealings(text string) []chancery.Party {
	ps := d.g.split(text)
	if len(ps) == 2 {
		return ps
	}
	head, tail, _ := strings.Cut(text, "-")
	if i, ok := d.g.combining[strings.ToLower(head)]; ok {
		ps = []chancery.Party{d.g.entries[i].party(edtf.Date{})}
		text = tail
	} else {
		ps = nil
	}
	for _, p := range d.statesIn(text + " relations") {
		ps = addState(d.g, ps, p)
	}
	if len(ps) != 2 {
		return nil
	}
	return ps
}

// statesIn returns the states that text names, each once.
func (d *Discourse) statesIn(text string) (ps []chancery.Party) {
	for _, s := range nlp.Split(text) {
		r := newPass(d, &s, text, edtf.Date{})
		if r == nil {
			continue
		}
		r.readNames()
		for _, m := range r.out {
			if len(m.Parties) == 1 && m.Parties[0].Type == chancery.State && m.Form != Capital && m.Form != City {
				ps = addState(d.g, ps, m.Parties[0])
			}
		}
	}
	return ps
}

var (
	relationsTitle = regexp.MustCompile(`(?i)^(?:list of )?(.+?)(?:'s)? (?:diplomatic |bilateral |foreign |international )?relations$`)
	relationsWith  = regexp.MustCompile(`(?i)^(?:diplomatic |bilateral )*(?:relations|ties|relationship) with (?:the )?(.+)$`)
	relationsOf    = regexp.MustCompile(`(?i)^(?:diplomatic |foreign |international |bilateral )*relations (?:of|between) (?:the )?(.+?)(?: with .+)?$`)
	recognitionOf  = regexp.MustCompile(`(?i)^(?:diplomatic |international |mutual )*recognitions? of (?:the )?(.+)$`)
	datesOf        = regexp.MustCompile(`(?i)^(?:(?:list|table|chronology|timeline) of )?(?:(?:countries|states|nations) by )?(?:(?:the )?dates? of )?(?:(?:the )?establishments? of )?`)
	missionsOf     = regexp.MustCompile(`(?i)^(?:list of )?(?:diplomatic missions|embassies|ambassadors) (?:of|in) (?:the )?(.+)$`)
	dealingsTitle  = regexp.MustCompile(`(?i)^(?:the )?(?:(?:first|second|third|fourth|fifth|\d{4}) )*([\pL .]{3,40}?[–—−-][\pL .]{3,40}?|.{3,30}? and .{3,30}?)(?: (?:border|naval|maritime|territorial|trade|gas|proxy|armed|military|diplomatic|missile|cyber))* (?:wars?|conflicts?|crisis|disputes?|border|frontier|clashes|skirmishes|standoff|rivalry|alliance|rapprochement|barrier)(?: of \d{4})?$`)
	envoysTitle    = regexp.MustCompile(`(?i)^(?:list of )?((?:ambassadors|envoys) (?:of|from) .{3,40} to .{3,40})$`)
	aboutOf        = regexp.MustCompile(`(?i)^(?:an? |the )?(?:(?:short|brief|diplomatic|foreign|external|political|modern|international|country|historical) )*(?:policy|history|affairs|diplomacy|chronology|timeline|profile|guide|overview|introduction|background) (?:of|on|for|to) (?:the )?(.+?)(?: (?:affairs|relations|contacts))?$`)
	aboutWhose     = regexp.MustCompile(`(?i)^(.+?)(?:['’]s?)? (?:foreign policy|foreign affairs|external relations|external affairs|diplomatic history|diplomacy|relations with (?:its|her|the) (?:\pL+ ){0,2}(?:neighbou?rs?|world|powers|west)|chronology|timeline|country (?:profile|guide|brief))$`)
	aboutSetting   = regexp.MustCompile(`(?i)^(.+?)(?: and (?:its|her|the) (?:(?:immediate|great|western|european|colonial|foreign) )?(?:neighbou?rs?|world|powers|west|region|superpowers|(?:arab|third|muslim|islamic) world|middle east|near east|far east|americas|balkans|caribbean)| in (?:the world|world affairs)| between the (?:world )?wars| (?:since|after|from|until|before) (?:independence|1\d{3}|20\d{2})|,? 1\d{3}\s?[–-]\s?\d{2,4})$`)
	aboutLabel     = regexp.MustCompile(`(?i)^(?:[\pL]+ ){0,2}(?:note|briefing|brief|profile|guide|introduction|background|fact ?sheet|chronology|timeline|yearbook): (.+)$`)
	aboutTail      = regexp.MustCompile(`(?i)^(?:an? |the |its )?(?:[\pL]+ ){0,2}(?:relations|policy|diplomacy|affairs|history|chronology|timeline|profile|guide|yearbook|entry|brief|briefing|overview|survey|dates)(?: (?:with|in|since|of|of its|with its) [\pL\d ]+)?$`)
	settingTitle   = regexp.MustCompile(`^.{3,60}? in (?:the )?([\p{Lu}][^,;:]{2,40})$`)
	titleYears     = regexp.MustCompile(`,? (?:from |in |since )?(?:1\d{3}|20\d{2})(?:\s?(?:[–-]|to)\s?(?:\d{2,4}|present))?$`)
	titleMarks     = regexp.MustCompile(`^[=\s#*]+|[=\s#*]+$|\s*\([^)]*\)`)
	pairSeparator  = regexp.MustCompile(`\s*[–—−]\s*|\s+and\s+|\s*/\s*|-`)
)

// unmarked returns a title without the marks of a heading and what stands in brackets.
func unmarked(title string) string {
	if !strings.ContainsAny(title, "=#*(") && strings.Trim(title, "\t\n\f\r ") == title {
		return title
	}
	return titleMarks.ReplaceAllString(title, "")
}

// titleParties returns the parties that a title or heading is about.
func (g *Gazetteer) titleParties(title string) []chancery.Party {
	t := unmarked(title)
	t = strings.TrimSuffix(t, ".txt")
	if cut := titleYears.ReplaceAllString(t, ""); cut != t && (aboutTail.MatchString(afterColon(cut)) || g.about(cut) != "") { // "Peru: foreign relations, 1969–2011"
		t = cut
	}
	if len(t) > 120 {
		return nil
	}
	if i := g.title(t); i >= 0 {
		return []chancery.Party{g.entries[i].party(edtf.Date{})}
	}
	if i := g.title(beforeColon(title)); i >= 0 { // "Congo (Brazzaville): yearbook"
		return []chancery.Party{g.entries[i].party(edtf.Date{})}
	}
	if head, tail, ok := strings.Cut(t, ": "); ok && (relationsOf.MatchString(head) || aboutTail.MatchString(tail)) { // "Foreign relations of Peru: dates of their establishment", "Peru: relations with the powers"
		t = head
	}
	if m := aboutLabel.FindStringSubmatch(t); m != nil {
		t = m[1]
	}
	if i := g.title(t); i >= 0 {
		return []chancery.Party{g.entries[i].party(edtf.Date{})}
	}
	if rest := t[len(datesOf.FindString(t)):]; rest != t && (relationsWith.MatchString(rest) || recognitionOf.MatchString(rest) || relationsOf.MatchString(rest)) { // "List of countries by date of recognition of Peru"
		t = rest
	}
	if m := relationsWith.FindStringSubmatch(t); m != nil {
		t = m[1]
	} else if m := relationsOf.FindStringSubmatch(t); m != nil {
		t = m[1]
	} else if m := relationsTitle.FindStringSubmatch(t); m != nil {
		t = m[1]
	} else if m := recognitionOf.FindStringSubmatch(t); m != nil {
		t = m[1]
	} else if m := missionsOf.FindStringSubmatch(t); m != nil {
		t = m[1]
	} else if m := g.about(t); m != "" {
		t = m
	} else if !strings.ContainsAny(t, "–—−") {
		return nil
	}
	return g.split(t)
}

// about returns what a title is about that tells of policy, history or dealings in other words than "relations": "Diplomatic history of Peru", "Peru's foreign
// policy", "Peru and its neighbours", "Peru between the wars", "Peru and Chad since 1960". "" for any other.
func (g *Gazetteer) about(t string) string {
	for _, re := range []*regexp.Regexp{aboutOf, aboutWhose, aboutSetting} {
		if m := re.FindStringSubmatch(t); m != nil && (g.title(m[1]) >= 0 || len(g.split(m[1])) == 2) {
			return m[1]
		}
	}
	return ""
}

// afterColon returns what stands behind the first colon of t, "" without one.
func afterColon(t string) string {
	_, tail, _ := strings.Cut(t, ": ")
	return tail
}

// beforeColon returns what stands before the colon of a title whose rest tells the sort of the text, else "".
func beforeColon(title string) string {
	head, tail, ok := strings.Cut(strings.Trim(title, "=# "), ": ")
	if !ok || !aboutTail.MatchString(tail) && !aboutTail.MatchString(strings.TrimSpace(titleMarks.ReplaceAllString(tail, ""))) {
		return ""
	}
	return head
}

// split reads "Albania–Guinea-Bissau" as two parties, "Serbia and Montenegro" as one.
func (g *Gazetteer) split(t string) []chancery.Party {
	if i := g.title(t); i >= 0 {
		return []chancery.Party{g.entries[i].party(edtf.Date{})}
	}
	for _, loc := range pairSeparator.FindAllStringIndex(t, 16) {
		a, b := g.title(t[:loc[0]]), g.title(t[loc[1]:])
		if a >= 0 && b >= 0 && a != b {
			return []chancery.Party{g.entries[a].party(edtf.Date{}), g.entries[b].party(edtf.Date{})}
		}
	}
	return nil
}

// title returns the one party whose name or alias t is, -1 for none. A title has no context, so an
// ambiguous name there has its chief meaning; that of a former state is taken where no present one has the name.
func (g *Gazetteer) title(t string) int32 {
	t = strings.TrimSpace(t)
	t = strings.TrimPrefix(strings.TrimPrefix(t, "the "), "The ")
	if t == "" || len(t) > 80 {
		return -1
	}
	if a, b, ok := strings.Cut(t, ", "); ok { // "Korea, South", "Congo, Republic of the", "Tuscany, Grand Duchy of"
		if i := g.title(b + " " + a); i >= 0 {
			return i
		}
	}
	found := g.prefer(t, g.keys.find(t))
	if len(found) != 1 || g.entries[found[0]].ID == t {
		return -1
	}
	return found[0]
}

// Sentence returns the mentions in s, whose tokens are spans of text, and remembers them. on is the time that the
// sentence tells of, for names that have changed hands. A sentence that has not been parsed is read by its words alone.
// Mentions are sorted by their first token, the wider before the narrower.
//
// Sentences may be left out: what lies between one and the next is read by its words alone, so that who was named there is known.
func (d *Discourse) Sentence(block int, s *nlp.Sentence, text string, on edtf.Date) []Mention {
	if s == nil || len(s.Tokens) == 0 {
		return nil
	}
	d.catchUp(block, s, text, on)
	return d.sentenceAt(s, text, on)
}

func (d *Discourse) sentenceAt(s *nlp.Sentence, text string, on edtf.Date) []Mention {
	r := newPass(d, s, text, on)
	if r == nil {
		return nil
	}
	d.sentence++
	r.readNames()
	r.readPersons()
	r.readRulers()
	r.readInitialled()
	r.readOrgans()
	r.readNamed()
	r.readPlaces()
	r.sort()
	r.dateline()
	r.readAnaphors()
	r.sort()
	d.subjectOther = r.otherSubject()
	for i := range r.out {
		for _, p := range r.out[i].Parties {
			if r.out[i].Form == City && r.out[i].Place {
				continue
			}
			if p.ID != "" && (p.Type == chancery.State || p.Type == chancery.Organisation) {
				d.told = addState(d.g, d.told, p)
			}
		}
	}
	return r.out
}

// rest returns what follows the last sentence in its text.
func (d *Discourse) rest() string {
	if 0 <= d.read && d.read < len(d.text) {
		return d.text[d.read:]
	}
	return ""
}

// catchUp reads what lies between the last sentence and s: in their text, or in the paragraphs between theirs.
func (d *Discourse) catchUp(block int, s *nlp.Sentence, text string, on edtf.Date) {
	start, end := s.Tokens[0].Start, s.Tokens[len(s.Tokens)-1].End
	if start < 0 || end > len(text) || start > end {
		return
	}
	if block == d.block && text == d.text {
		if d.read < start {
			d.skim(text[d.read:start], on)
		}
	} else {
		d.skim(d.rest(), on)
		if d.doc != nil && d.block < block && block < len(d.doc.Blocks) {
			section := d.doc.Blocks[block].Section
			for k := d.block + 1; k < block; k++ {
				b := &d.doc.Blocks[k]
				if b.Furniture != "" || b.Kind != chancery.Paragraph && b.Kind != chancery.Item {
					continue
				}
				d.skim(b.Text, on)
				if b.Section != section { // known, but not what a pronoun here may mean
					d.recent, d.pair = nil, nil
				}
			}
		}
		d.told = nil
		d.skim(text[:start], on)
	}
	d.block, d.text, d.read = block, text, max(end, s.End)
}

// maxSkim bounds the bytes of one gap that are read.
const maxSkim = 1 << 15

// skim reads text without a parse.
func (d *Discourse) skim(text string, on edtf.Date) {
	if len(text) > maxSkim {
		text = text[len(text)-maxSkim:]
		for len(text) > 0 && !utf8.RuneStart(text[0]) {
			text = text[1:]
		}
	}
	if strings.TrimSpace(text) == "" {
		return
	}
	for _, s := range nlp.Split(text) {
		if len(s.Tokens) > 1 {
			d.sentenceAt(&s, text, on)
		}
	}
}

// sort orders the mentions and drops repetitions.
func (r *pass) sort() {
	less := func(i, j int) bool {
		a, b := &r.out[i], &r.out[j]
		if a.First != b.First {
			return a.First < b.First
		}
		return a.Last > b.Last
	}
	for i := 1; i < len(r.out); i++ {
		if less(i, i-1) {
			sort.SliceStable(r.out, less)
			break
		}
	}
	keep := r.out[:0]
	for i := range r.out {
		if n := len(keep); n > 0 && keep[n-1].First == r.out[i].First && keep[n-1].Last == r.out[i].Last {
			continue
		}
		keep = append(keep, r.out[i])
	}
	r.out = keep
}

// count notes that entry i was mentioned.
func (d *Discourse) count(i int32) { d.seen[i]++ }

// remember notes a person under the full name and the surname.
func (d *Discourse) remember(p person) int {
	for _, i := range d.surnames[fold(p.name)] {
		if q := &d.persons[i]; fold(q.name) == fold(p.name) {
			if q.party.ID == "" {
				q.party = p.party
			}
			if q.sex == 0 {
				q.sex = p.sex
			}
			return i
		}
	}
	i := len(d.persons)
	d.persons = append(d.persons, p)
	for _, k := range nameKeys(p.name, p.party.ID) {
		d.surnames[k] = append(d.surnames[k], i)
	}
	return i
}

// Belongs tells that the person called name, of whom no state was known, acts for the state p.
func (d *Discourse) Belongs(name string, p chancery.Party) {
	for _, i := range d.surnames[fold(name)] {
		if q := &d.persons[i]; q.party.ID == "" {
			q.party = chancery.Party{ID: p.ID, Name: p.Name, Type: p.Type}
		}
	}
}

// surnameFirst holds the states whose people put the surname first.
var surnameFirst = map[string]bool{"CHN": true, "TWN": true, "KOR": true, "PRK": true, "XKO": true, "VNM": true, "VDR": true, "XVS": true, "HKG": true, "KHM": true}

// givenAlone holds the states whose people are called by the name that is given to them, which stands first: what follows is their father's.
var givenAlone = map[string]bool{"ETH": true, "ERI": true, "ISL": true, "MYS": true, "THA": true, "SOM": true}

// nameKeys returns the spellings, without diacritics, under which a person is found again.
func nameKeys(name, state string) []string {
	full := fold(name)
	keys := []string{full}
	w := strings.Fields(full)
	for len(w) > 1 {
		switch l := w[len(w)-1]; {
		case l == "Jr." || l == "Sr." || l == "Jr" || strings.Trim(l, "IVX") == "":
			w = w[:len(w)-1]
			continue
		}
		break
	}
	if len(w) < 2 {
		return keys
	}
	add := func(k string) {
		if len(k) > 1 {
			for _, o := range keys {
				if o == k {
					return
				}
			}
			keys = append(keys, k)
		}
	}
	if surnameFirst[state] {
		add(w[0])
		if state == "VNM" || state == "VDR" || state == "XVS" {
			add(w[len(w)-1])
		}
		return keys
	}
	if givenAlone[state] {
		add(w[0])
	}
	last := len(w) - 1
	add(w[last])
	for last > 0 && particles[strings.ToLower(w[last-1])] {
		last--
		add(strings.Join(w[last:], " "))
	}
	if l := w[len(w)-1]; strings.HasPrefix(strings.ToLower(l), "al-") || strings.HasPrefix(strings.ToLower(l), "el-") {
		add(l[3:])
	}
	return keys
}

// particles are the small words inside a person's name.
var particles = map[string]bool{
	"al": true, "el": true, "bin": true, "ibn": true, "ben": true, "abu": true, "de": true, "da": true, "do": true, "dos": true, "du": true, "der": true, "den": true,
	"van": true, "von": true, "zu": true, "la": true, "le": true, "di": true, "della": true, "del": true, "ter": true, "ul": true, "ud": true, "arap": true, "y": true, "e": true,
}
