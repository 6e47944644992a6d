package party

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery"
	"chancery/data"
	"chancery/internal/edtf"
	"chancery/nlp"
)

func parser(t testing.TB) *nlp.Pipeline {
	t.Helper()
	f, err := data.FS.Open("models/english.model")
	if err != nil {
		t.Skip("no model: ", err)
	}
	defer f.Close()
	p, err := nlp.Load(f)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// show writes a mention as "words=ID,ID", with "<person>", "{organ}" and "@" for a place.
func show(text string, s *nlp.Sentence, m *Mention) string {
	var ps []string
	for _, p := range m.Parties {
		x := p.ID
		if x == "" {
			x = string(p.Type) + ":" + p.Name
		}
		if p.Person != "" {
			x += "<" + p.Person + ">"
		}
		if p.Organ != "" {
			x += "{}"
		}
		ps = append(ps, x)
	}
	if len(ps) == 0 {
		ps = []string{"?"}
	}
	at := ""
	if m.Place {
		at = "@"
	}
	return text[s.Tokens[m.First].Start:s.Tokens[m.Last-1].End] + "=" + at + strings.Join(ps, ",")
}

// read returns the mentions of a text, sentence after sentence, the plain adjectives left out.
func read(g *Gazetteer, p *nlp.Pipeline, title, text, on string) []string {
	d := g.NewDiscourse(&chancery.Document{Title: title})
	var out []string
	var date edtf.Date
	if on != "" {
		date = edtf.MustParse(on)
	}
	for b, line := range strings.Split(text, "\n") {
		if h, ok := strings.CutPrefix(line, "# "); ok {
			d.Heading(h)
			continue
		}
		for _, s := range p.Split(line) {
			p.Parse(&s)
			for _, m := range d.Sentence(b, &s, line, date) {
				out = append(out, show(line, &s, &m))
			}
		}
	}
	return out
}

// TestMentions gives a text, and mentions that must be among those found ("!" before: must not be).
func TestMentions(t *testing.T) {
	g, p := load(t), parser(t)
	for _, c := range []struct {
		title, on, text string
		want            []string
	}{
		// traps of names
		{"", "", "They told us about it, and the matter was closed.", []string{"!us=USA"}},
		{"", "", "FOLLOW US", []string{"!US=USA"}},
		{"", "", "The US warned Iran.", []string{"US=USA", "Iran=IRN"}},
		{"", "", "The report (ISO codes AND, PER and TON) was filed.", []string{"!AND=AND", "!PER=PER", "!TON=TON"}},
		{"", "", "Georgia broke off relations with Russia.", []string{"Georgia=GEO"}},
		{"", "", "A hearing was held in Atlanta, Georgia, last week.", []string{"!Georgia=GEO", "!Georgia=@GEO"}},
		{"", "", "President George Washington received the envoy of France.", []string{"envoy of France=FRA{}", "!Washington=USA"}},
		{"", "", "Washington expelled two Russian diplomats.", []string{"Washington=USA", "Russian diplomats=RUS{}"}},
		{"", "", "The firm is based in Paris, Texas.", []string{"!Paris=@FRA", "!Paris=FRA"}},
		{"", "", "Congo severed ties with Belgium.", []string{"Congo=?"}},
		{"", "", "Kinshasa protested, and Congo severed ties with Belgium.", []string{"Congo=COD"}},
		{"Democratic Republic of the Congo–Belgium relations", "", "Congo severed ties with Belgium.", []string{"Congo=COD"}},
		{"", "", "Guinea-Bissau, Equatorial Guinea, Guinea and Papua New Guinea voted against.", []string{"Guinea-Bissau=GNB", "Equatorial Guinea=GNQ", "Guinea=GIN", "Papua New Guinea=PNG"}},
		{"", "", "Korean envoys arrived.", []string{"Korean=?", "!Korean=KOR", "!Korean=PRK"}},
		{"Albania–North Korea relations", "", "Korean envoys arrived in Tirana.", []string{"Korean envoys=PRK{}", "Tirana=@ALB"}},
		{"", "1905", "Korea became a protectorate of Japan.", []string{"Korea=XKO"}},
		{"", "", "Michael Jordan played golf while Jordan recalled its envoy from Israel.", []string{"Jordan=JOR", "its envoy=JOR{}", "Israel=ISR"}},
		{"", "", "Bhutan broke with Lima. Chad recalled its ambassador to Lima Juan Sol, and Lima protested.", []string{"Lima=PER"}},
		{"", "", "Bhutan recalled its ambassador to Lima Juan Sol. Chad broke with Lima.", []string{"Lima=PER"}},
		{"", "", "Smith lives near Lake Chad, but Chad closed the border with Sudan.", []string{"Chad=TCD", "Sudan=SDN"}},
		{"", "", "Roast turkey was served, and Turkey thanked its hosts.", []string{"Turkey=TUR"}},
		{"", "", "Niger closed its border with Nigeria, and the Nigerien minister left.", []string{"Niger=NER", "Nigeria=NGA", "Nigerien minister=NER{}"}},
		{"", "", "The Dominican ambassador protested.", []string{"!Dominican ambassador=DOM{}", "!Dominican ambassador=DMA{}"}},
		{"Dominica–Japan relations", "", "The Dominican ambassador protested.", []string{"Dominican ambassador=DMA{}"}},
		{"", "", "Northern Ireland was discussed with Ireland.", []string{"Ireland=IRL"}},
		{"", "", "Polish the silver before the guests arrive.", []string{"!Polish=POL"}},
		{"", "", "Polish officials summoned the Belarusian chargé d'affaires.", []string{"Polish officials=POL{}", "Belarusian chargé d'affaires=BLR{}"}},
		{"", "", "The Korean War, the Treaty of Paris and the Iran-Iraq War are taught in schools.", nil},
		{"", "", "Air France and the Bank of England issued statements.", []string{"!France=FRA", "!England=GBR"}},
		{"", "", "American Samoa lies east of Samoa.", []string{"American Samoa=@ASM", "Samoa=WSM"}},
		{"", "", "Sino-Soviet talks failed.", []string{"Sino-Soviet=CHN,SUN"}},
		{"", "", "Anti-Iranian protesters and US-backed forces clashed.", []string{"!Iranian=IRN", "!US-backed forces=USA{}"}},
		{"", "", "The major Asian markets fell, and Inner Mongolia was quiet.", []string{"!major Asian=person:Asian<Asian>", "!Mongolia=MNG"}},
		{"", "", "The Porte protested, but La Porte, a town, did not.", []string{"Porte=XOT"}},
		// names by time
		{"", "1950", "Yugoslavia recognised China.", []string{"Yugoslavia=YUG", "China=CHN"}},
		{"", "1914", "Serbia sent a note to Austria.", []string{"Serbia=SRB", "Austria=XAH"}},
		{"", "1950", "Moscow and Belgrade exchanged notes.", []string{"Moscow=SUN", "Belgrade=YUG"}},
		{"", "2010", "Moscow and Belgrade exchanged notes.", []string{"Moscow=RUS", "Belgrade=SRB"}},
		{"", "1850", "Turkey sent an envoy to Persia.", []string{"Turkey=XOT", "Persia=IRN"}},
		{"", "1960", "Bonn broke with Havana.", []string{"Bonn=DEU", "Havana=CUB"}},
		// persons and offices
		{"", "", "Albanian Prime Minister Arben Kola said that he would visit Rome. Kola left on Monday.", []string{"Albanian Prime Minister Arben Kola=ALB<Arben Kola>", "he=ALB<Arben Kola>", "Kola=ALB<Arben Kola>"}},
		{"", "", "Arben Kola, the prime minister of Albania, met the Greek foreign minister, Nikos Pappas.", []string{"Arben Kola, the prime minister of Albania=ALB<Arben Kola>", "Greek foreign minister, Nikos Pappas=GRC<Nikos Pappas>"}},
		{"", "", "The presidents of Peru and Chile, Ana Rey and Juan Sol, met. Sol thanked Rey.", []string{"Sol=CHL<Juan Sol>", "Rey=PER<Ana Rey>"}},
		{"", "", "The Peruvian and Chilean ministers, Ana Rey and Juan Sol, met. Sol left.", []string{"Sol=CHL<Juan Sol>"}},
		{"", "", "Peru and Chile recalled their envoys from Oman as the latter shelled Yemen.", []string{"the latter=OMN"}},
		{"Oman–Peru relations", "", "Peru recognised Oman after it had left Iran, and both countries opened embassies.", []string{"both countries=OMN,PER"}},
		{"", "", "After it had broken off relations with Oman, Peru recalled its consul.", []string{"it=PER"}},
		{"", "", "After it expelled the Peruvian consul, Peru closed its embassy in Oman.", []string{"!it=PER"}},
		{"", "", "Peru protested after Oman expelled two of its diplomats.", []string{"its=PER"}},
		{"", "", "Peru's ministry broke ties with Oman and accused it of murder.", []string{"it=OMN"}},
		{"", "", "Arben Kola was elected president of Albania in May. Kola thanked Chad.", []string{"Kola=ALB<Arben Kola>"}},
		{"", "", "Colonel Ali Musa seized power in Chad. Musa thanked Libya.", []string{"Musa=TCD<Ali Musa>"}},
		{"", "", "Under President Ali Musa, Chad turned to Libya. Musa went there.", []string{"Musa=TCD<Ali Musa>"}},
		{"", "", "General Musa, the head of Chad's military government, thanked Libya.", []string{"General Musa=TCD<Musa>"}},
		{"", "", "General Musa, the leader of the rebels, thanked Libya.", []string{"!General Musa=LBY<Musa>"}},
		{"", "", "Chad called on Libya for help. On 3 May, after Libya refused, Niger attacked both countries.", []string{"both countries=LBY,TCD"}},
		{"", "", "Iran's supreme leader, Ali Khamenei, rejected the offer.", []string{"Iran's supreme leader, Ali Khamenei=IRN<Ali Khamenei>"}},
		{"", "", "The President of Yugoslavia Josip Broz Tito received Hoxha.", []string{"President of Yugoslavia Josip Broz Tito=YUG<Josip Broz Tito>", "Hoxha=ALB<Enver Hoxha>"}},
		{"Albania–North Korea relations", "", "Premier Kim Il Sung arrived. Kim thanked Hoxha.", []string{"Premier Kim Il Sung=PRK<Kim Il Sung>", "Kim=PRK<Kim Il Sung>"}},
		{"", "", "The U.S. Chargé d'Affaires to the Two Sicilies John Brown left. Brown never came back.", []string{"U.S. Chargé d'Affaires to the Two Sicilies John Brown=USA<John Brown>", "Brown=USA<John Brown>"}},
		{"", "", "Syrian general Walid al-Khoury met Lebanese officials. Al-Khoury left.", []string{"Syrian general Walid al-Khoury=SYR<Walid al-Khoury>", "Lebanese officials=LBN{}"}},
		{"", "", "Serbian Prime Minister Petar Ilić visited Albania, and Albanian President Agim Leka accused him of a plot.", []string{"him=SRB<Petar Ilić>"}},
		{"", "", "The Italian ambassador was called in. Marco Neri said that he had no comment.", []string{"he=?"}},
		{"", "", "Former Chadian president Ali Nour met the Libyan envoy.", []string{"Former Chadian president Ali Nour=person:Ali Nour<Ali Nour>", "Libyan envoy=LBY{}"}},
		{"", "", "Togo's former prime minister left.", []string{"!Togo's former prime minister=TGO{}"}},
		{"Chad–Libya relations", "", "Former Chadian president Ali Nour visited Libya in 1990.", []string{"Chadian president Ali Nour=TCD<Ali Nour>"}},
		{"", "", "The Peruvian Foreign Ministry protested. The ministry recalled an envoy.", []string{"ministry=PER{}"}},
		{"", "", "Malta is prolonging sanctions against Libya due to its raids.", []string{"its=LBY"}},
		{"", "", "Malta will impose sanctions on Libya unless it withdraws.", []string{"it=LBY"}},
		{"", "", "Malta recognises the line as a border, but Chad has not recognised it.", []string{"!it=MLT"}},
		{"", "", "Ghana and Togo signed it, the countries announced.", []string{"the countries=GHA,TGO"}},
		{"", "", "Chad tied itself to Niger after the country broke with Libya.", []string{"the country=NER"}},
		{"", "", "Ali Musa is the prime minister of the UN-backed Libyan government.", []string{"!prime minister of the UN=un{}"}},
		{"", "", "A court in southern Vietnam's Ho Chi Minh City sat.", []string{"!Ho Chi Minh=VDR<Ho Chi Minh>"}},
		{"", "", "Presidents Ana Rey of Peru and Juan Sol of Chile met.", []string{"Presidents Ana Rey of Peru=PER<Ana Rey>", "Juan Sol of Chile=CHL<Juan Sol>"}},
		// regions and neighbours
		{"", "", "Peru and Chad signed a treaty. The African country had broken with Mexico, and the Andean nation welcomed it.", []string{"The African country=TCD", "the Andean nation=PER"}},
		{"", "", "Norway left the pact. The Central American country protested.", []string{"The Central American country=?"}},
		{"", "", "The South American country recognised Chad.", []string{"!South American=USA", "!American=USA"}},
		{"", "", "Latvia recalled its envoy from Minsk and accused its southern neighbour of lying.", []string{"its southern neighbour=BLR"}},
		{"", "", "Chad broke off relations with Oman, saying \"It is a threat to peace, and it shelters rebels.\"", []string{"it=OMN"}},
		{"", "", "Latvia met its neighbour Estonia.", []string{"Estonia=EST"}},
		// organs
		{"", "", "Albanian police and the Iranian Foreign Ministry gave no details.", []string{"Albanian police=ALB{}", "Iranian Foreign Ministry=IRN{}"}},
		{"", "", "The government of Malta and the Knesset protested.", []string{"government of Malta=MLT{}", "Knesset=ISR{}"}},
		{"", "", "The staff of the Iranian embassy in Tirana left.", []string{"staff of the Iranian embassy=IRN{}", "Tirana=@ALB"}},
		{"Foreign relations of Malta", "", "The government closed its embassy in Tripoli.", []string{"government=MLT{}", "its=MLT{}", "Tripoli=@LBY"}},
		{"", "", "ROME, Italy (AP) — Two men were held. The government said nothing.", []string{"government=ITA{}", "ROME=@ITA"}},
		// capitals: place or party
		{"", "", "The Iranian embassy in Tirana burned.", []string{"Tirana=@ALB"}},
		{"", "", "Tirana expelled the envoy of Iran and cut ties with Tehran.", []string{"Tirana=ALB", "Tehran=IRN"}},
		{"", "", "Norway has an embassy in Sofia, Bulgaria.", []string{"Sofia=@BGR", "Bulgaria=@BGR"}},
		{"", "", "The Seoul Olympics and the Rangoon bombing were discussed.", []string{"Seoul=@KOR"}},
		{"", "", "Israel bombed Tripoli, Lebanon, in 2006.", []string{"Tripoli=@LBN"}},
		{"", "", "Ministers from Tripoli, Egypt and Sudan met.", []string{"Tripoli=@LBY"}},
		{"", "", "Brussels and Beijing signed an agreement that the European Commission praised.", []string{"Brussels=eu"}},
		{"", "", "Brussels recalled its envoy from Kigali.", []string{"Brussels=BEL"}},
		{"", "", "Rwanda opened an embassy in Brussels before it joined an EU programme.", []string{"Brussels=@BEL"}},
		{"", "", "The Hague expelled four envoys of Chad.", []string{"The Hague=NLD"}},
		// reference
		{"", "", "Kenya borders Uganda, Tanzania, Ethiopia and Somalia. The two neighbours agreed.", []string{"!The two neighbours=ETH,SOM"}},
		{"Albania–Serbia relations", "", "Trade between the two countries grew. Both countries signed it.", []string{"the two countries=ALB,SRB", "Both countries=ALB,SRB"}},
		{"", "", "Hungary and Romania agreed; the former will send an envoy in May, the latter in June.", []string{"the former=HUN", "the latter=ROU"}},
		{"", "", "Peru accused Chile of plotting attacks in the country.", []string{"the country=@PER"}},
		{"", "", "A cyberattack by Iran on the country was reported by Albania.", []string{"!the country=IRN"}},
		{"Foreign relations of Fiji", "", "The country joined the United Nations.", []string{"The country=FJI"}},
		{"", "", "Turkey, through its embassy in Tehran, represents Albania.", []string{"its=TUR"}},
		{"", "", "Oman and Qatar signed. They will open embassies.", []string{"They=OMN,QAT"}},
		{"", "", "Iran armed Hezbollah. The group denied it.", []string{"The group=hezbollah"}},
		{"", "", "Cuba founded the Marti Foundation of Miami. Critics attacked the foundation.", []string{"Marti Foundation of Miami=organisation:Marti Foundation of Miami", "the foundation=organisation:Marti Foundation of Miami"}},
		{"", "", "It was unclear whether Sweden would reply.", []string{"!It=SWE"}},
		{"North Korea–South Korea relations", "", "The North accepted what the South had offered.", []string{"The North=PRK", "the South=KOR"}},
		{"", "", "North and South Korea agreed.", []string{"North=PRK", "South Korea=KOR"}},
		// peoples
		{"", "", "Albanians in Serbia are a minority. They number many.", []string{"Albanians=people:Albanians", "Serbia=@SRB", "They=people:Albanians"}},
		{"", "", "The Soviets withdrew, and Albania supported the Chinese.", []string{"Soviets=SUN", "Chinese=CHN"}},
	} {
		got := read(g, p, c.title, c.text, c.on)
		has := map[string]bool{}
		for _, m := range got {
			has[m] = true
		}
		if c.want == nil && len(got) > 0 {
			t.Errorf("%q: %q, want none", c.text, got)
		}
		for _, w := range c.want {
			not, neg := strings.CutPrefix(w, "!")
			if neg && has[not] || !neg && !has[w] {
				t.Errorf("%q (%s, %s): %s\n    found %q", c.text, c.title, c.on, w, got)
			}
		}
	}
}

// What is left out is still known.
func TestSentencesLeftOut(t *testing.T) {
	g, p := load(t), parser(t)
	doc := &chancery.Document{Title: "Talks", Blocks: []chancery.Block{
		{Text: "Belgian President Jan Peeters arrived on Monday. The weather was fine. Peeters met the press.", Section: -1},
		{Text: "Peruvian general Luis Quispe was there too.", Section: -1},
		{Text: "Nothing else. Quispe greeted Peeters.", Section: -1},
	}}
	d := g.NewDiscourse(doc)
	last := func(block int) (out []string) {
		text := doc.Blocks[block].Text
		ss := p.Split(text)
		s := ss[len(ss)-1]
		p.Parse(&s)
		for _, m := range d.Sentence(block, &s, text, edtf.Date{}) {
			out = append(out, show(text, &s, &m))
		}
		return out
	}
	if diff := cmp.Diff([]string{"Peeters=BEL<Jan Peeters>"}, last(0)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Quispe=PER<Luis Quispe>", "Peeters=BEL<Jan Peeters>"}, last(2)); diff != "" {
		t.Error(diff)
	}
}

func TestSubject(t *testing.T) {
	g := load(t)
	for title, want := range map[string]string{
		"Albania–Serbia relations": "ALB SRB", "= Albania–Iran relations =": "ALB IRN", "Foreign relations of Egypt": "EGY", "Foreign relations of the Holy See": "VAT",
		"Guinea-Bissau–Portugal relations": "GNB PRT", "Serbia and Montenegro–Russia relations": "SCG RUS", "Japan-Peru relations": "JPN PER", "Two Sicilies*": "XTS", "Relations between Chad and Libya": "TCD LBY",
		"Diplomatic relations of Fiji": "FJI", "Foreign relations of North Korea": "PRK", "Iranian diplomats leave embassy": "", "China": "CHN", "Tuscany, Grand Duchy of": "XTU",
		"Georgia–United States relations": "GEO USA", "Kosovo": "XKX", "": "",
	} {
		var ids []string
		for _, p := range g.NewDiscourse(&chancery.Document{Title: title}).Subject() {
			ids = append(ids, p.ID)
		}
		if diff := cmp.Diff(want, strings.Join(ids, " ")); diff != "" {
			t.Errorf("%q: %s", title, diff)
		}
	}
}

func TestOwner(t *testing.T) {
	g, p := load(t), parser(t)
	for text, want := range map[string]string{
		"The Iranian embassy in Tirana burned.": "embassy=IRN", "Iran's embassy was closed.": "embassy=IRN", "The embassy of Iran was closed.": "embassy=IRN",
		"Turkey closed its embassy in Tehran.": "embassy=TUR", "An embassy in Tirana burned.": "embassy=",
	} {
		d := g.NewDiscourse(nil)
		for _, s := range p.Split(text) {
			p.Parse(&s)
			ms := d.Sentence(0, &s, text, edtf.Date{})
			for i, tok := range s.Tokens {
				if tok.Form != "embassy" {
					continue
				}
				m, _ := Owner(ms, &s, i)
				id := ""
				if len(m.Parties) == 1 {
					id = m.Parties[0].ID
				}
				if got := "embassy=" + id; got != want {
					t.Errorf("%q: %s, want %s", text, got, want)
				}
			}
		}
	}
}

// What is read does not depend on what was read in another document.
func TestDiscoursesAreIndependent(t *testing.T) {
	g, p := load(t), parser(t)
	const text = "Belgian President Jan Peeters visited Peru. He met Peeters."
	a := read(g, p, "", text, "")
	read(g, p, "Peru–Chile relations", "Peeters is unknown here. The two countries agreed.", "")
	if diff := cmp.Diff(a, read(g, p, "", text, "")); diff != "" {
		t.Error(diff)
	}
}
