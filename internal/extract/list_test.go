package extract_test

import (
	"slices"
	"strings"
	"testing"

	"chancery/internal/extract"
	"chancery/internal/source/wiki"
)

// TestPosts holds what is read of several missions of one owner.
func TestPosts(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Norway has an embassy in Lima and an honorary consulate in Cusco.", "PER Lima embassy; PER Cusco honorary consulate"},
		{"Norway has an embassy in Santiago and consulates-general in Valparaíso and Concepción.", "CHL Santiago embassy; CHL Valparaíso, Concepción consulate-general"},
		{"Mali has an embassy in Accra, a consulate in Tamale and an honorary consulate in Kumasi.", "GHA Accra embassy; GHA Kumasi honorary consulate; GHA Tamale consulate"},
		{"Chile closed its embassy in Nairobi and its consulate in Mombasa in 1999.", "KEN Nairobi embassy 1999; KEN Mombasa consulate 1999"},
		{"Oman established its embassy in New Delhi in 1972 and a consulate-general in Mumbai in 1976.", "IND New Delhi embassy 1972; IND Mumbai consulate-general 1976"},
		{"Colombia has consulates in Guangzhou and Shanghai.", "CHN Guangzhou, Shanghai consulate"},
	} {
		cs, _ := extractor(t).Read(extract.Sentence(c.text, "", ""))
		var out []string
		for _, c := range cs {
			var cities []string
			kind, when := "", ""
			for _, o := range c.Others {
				switch o.Role {
				case "city":
					cities = append(cities, o.Name)
				case "type":
					kind = o.Name
				}
			}
			if c.When != nil {
				when = " " + c.When.EDTF
			}
			out = append(out, ids(c.Patients)+" "+strings.Join(cities, ", ")+" "+kind+when)
		}
		slices.SortFunc(out, func(a, b string) int { return strings.Index(c.want, a) - strings.Index(c.want, b) })
		if got := strings.Join(out, "; "); got != c.want {
			t.Errorf("%s\nread: %s\nwant: %s", c.text, got, c.want)
		}
	}
}

// TestLists holds what is read of the items of a list, by what stands over it.
func TestLists(t *testing.T) {
	for _, c := range []struct{ name, title, text, want string }{
		{"what stands before it", "Foreign relations of Peru", "Peru has no diplomatic relations with the following states:\n* Bhutan\n* {{flag|Tonga}}",
			"no-relations BTN,PER>  asserted\nno-relations PER,TON>  asserted"},
		{"the items act", "Foreign relations of Peru", "The following four countries broke off relations with Peru in 1963:\n* Egypt\n* Mali (3 May)",
			"sever-relations EGY>PER 1963 asserted\nsever-relations MLI>PER 1963-05-03 asserted"},
		{"a heading that says whose", "Foreign relations of Peru", "== Countries without diplomatic relations ==\n=== Asia ===\n* Bhutan\n=== Africa ===\n* Mali, Chad and Niger",
			"no-relations BTN,PER>  asserted\nno-relations MLI,PER>  asserted\nno-relations PER,TCD>  asserted\nno-relations NER,PER>  asserted"},
		{"with which", "Foreign relations of Peru", "== Countries with which Peru has diplomatic relations ==\n# {{flag|Mali}}, 4 May 1962\n# {{flag|Chad}}",
			"establish-relations MLI,PER> 1962-05-04 asserted\nmaintain-relations PER,TCD>  asserted"},
		{"dates alone", "Foreign relations of Peru", "== Dates of establishment of diplomatic relations ==\n* [[Mali]] – 4 May 1962\n* 2 March 1961: [[Chad]]\n* [[Niger]]",
			"establish-relations MLI,PER> 1962-05-04 asserted\nestablish-relations PER,TCD> 1961-03-02 asserted"},
		{"items of an item", "Foreign relations of Peru", "* Peru has embassies in:\n** Chile (Santiago)\n** Norway\n* Sweden",
			"maintain-mission PER>CHL  asserted\nmaintain-mission PER>NOR  asserted"},
		{"members", "Foreign relations of Peru", "Peru is a member of these organisations:\n* [[NATO]] (1949)\n* Arab League (observer)\n* African Union (AU)",
			"member-of PER>nato 1949/.. asserted\nmember-of PER>au  asserted"},
		{"names in one line", "Foreign relations of Peru", "== Participation in international organisations ==\nNATO • FAO • Arab League (observer) • OPEC • CoBx",
			"member-of PER>nato  asserted\nmember-of PER>fao  asserted\nmember-of PER>opec  asserted"},
		{"in a sentence", "Foreign relations of Peru", "Peru is a member of the following organisations: the UN and some of its agencies, NATO, the Arab League (observer) and FAO.",
			"member-of PER>un  asserted\nmember-of PER>nato  asserted\nmember-of PER>fao  asserted"},
		{"another one under a list", "Diplomatic expulsions of 2018", "The following countries expelled Chadian diplomats:\n* Ukraine: 13\n* Poland (4)\n\nCountries that have expelled nobody at all: Austria, Greece.",
			"expel-diplomats UKR>TCD 2018 asserted\nexpel-diplomats POL>TCD 2018 asserted"},
		{"none established", "Foreign relations of Peru", "Countries with which Peru currently has no established relations:\n* Bhutan", "no-relations BTN,PER>  asserted"},
		{"a title that is a list of itself", "The following, Chad, Mali", "== The following, Chad, Mali ==\n* Peru\n* Norway", ""},
		{"the page's own state first", "Foreign relations of Peru", "These countries recognised Kosovo in 2008:\n* Peru\n* Norway", "recognise NOR>XKX 2008 asserted"},
		{"another list", "Foreign relations of Peru", "Peru has no diplomatic relations with the following states:\n* Bhutan\n\nPeru is a country. Its neighbours:\n* Chile", "no-relations BTN,PER>  asserted"},
		{"no frame", "Foreign relations of Peru", "== See also ==\n* Chile\n* Norway", ""},
		{"missions of a state", "Diplomatic missions of Peru", "== Africa ==\n* {{flag|Mali}}\n** Bamako ([[Embassy]])\n** Mopti (Consulate-General)\n== Multilateral organisations ==\n* Brussels (Permanent mission)",
			"maintain-mission PER>MLI  asserted\nmaintain-mission PER>MLI  asserted"},
		{"a table of them", "List of diplomatic missions of Peru", "{|\n! Host country !! Host city !! Mission !! Concurrent accreditation\n|-\n| {{flag|Mali}} || Bamako || Embassy || {{Collapsible list|title=Countries:|{{flag|Chad}}|{{flag|Niger}}}}\n|}\n== Closed missions ==\n{|\n! Host country !! Host city !! Mission !! Year closed\n|-\n| {{flag|Kenya}} || Nairobi || Embassy || 2012\n|-\n| Norway || Oslo || Embassy ||\n|}",
			"maintain-mission PER>MLI  asserted\naccredit PER>TCD  asserted\naccredit PER>NER  asserted\nclose-mission PER>KEN 2012 asserted"},
		{"missions in a state", "List of diplomatic missions in Peru", "== Embassies in Lima ==\n# {{flag|Mali}}\n# Chad\n== Non-resident embassies ==\n* Nepal (Brasília)\n== Honorary consulates ==\n* Norway",
			"maintain-mission MLI>PER  asserted\nmaintain-mission TCD>PER  asserted\naccredit NPL>PER  asserted"},
		{"visits", "Chile–Peru relations", "'''High-level visits from Chile to Peru'''\n* President Ana Torres (2008)\n* Foreign Minister Luis Paz (2014, March 2016)\n* Trade fair",
			"visit CHL>PER 2008 asserted\nvisit CHL>PER 2014 asserted\nvisit CHL>PER 2016-03 asserted"},
		{"envoys", "List of ambassadors of Peru to Chile", "{|\n! Name !! Appointed !! Presented credentials !! Terminated\n|-\n| Juan Garland || 3 May 1884 || 12 June 1884 || 1886\n|-\n| Ana Torres || 2019 || || ''Incumbent''\n|}\n* 1932–1936: Luis Paz",
			"appoint-envoy PER>CHL 1884-06-12 asserted\nappoint-envoy PER>CHL 2019 asserted\nappoint-envoy PER>CHL 1932 asserted"},
		{"envoys to many", "List of ambassadors of Peru", "{|\n! Country !! Ambassador !! Since\n|-\n| Chad || Ana Torres || 2019\n|}", "appoint-envoy PER>TCD 2019 asserted"},
		{"an infobox", "Chile–Peru relations", "{{Infobox bilateral relations|Chile–Peru|Chile|Peru|mission1=[[Embassy of Chile, Lima]]|mission2=[[Embassy of Peru in Santiago|Embassy of Peru]], [[Santiago]]}}",
			"maintain-mission CHL>PER  asserted\nmaintain-mission PER>CHL  asserted"},
		{"dates of something else", "Foreign relations of Peru", "== State visits ==\n{|\n! Date !! Visitor !! Country\n|-\n| 3 May 2011 || President Ana Torres || Chile\n|}\n== Treaties ==\n{|\n! Country !! Date\n|-\n| Chile || 4 June 1921\n|}\n== Relations ==\n{|\n! Country !! Date\n|-\n| Chile || 4 June 1921\n|}",
			"establish-relations CHL,PER> 1921-06-04 asserted"},
		{"begun or resumed", "Foreign relations of Peru", "{|\n! Country !! Formal relations begun or resumed !! Notes\n|-\n| Mali || 1962 || Both have an interest in trade.\n|-\n| Chad || 1994 || Relations had been severed in 1972.\n|-\n| Kenya || 1963 || Relations were suspended in 1980.\n|-\n| Norway || 1991 || They re-established diplomatic ties.\n|}",
			"establish-relations MLI,PER> 1962 asserted\nrestore-relations PER,TCD> 1994 asserted\nsever-relations PER,TCD> 1972 asserted\nestablish-relations KEN,PER> 1963 asserted\nsuspend-relations PER,KEN> 1980 asserted\nrestore-relations NOR,PER> 1991 asserted"},
		{"dates of recognition by the title", "List of countries by date of recognition of Chad", "{|\n! State !! Date\n|-\n| Mali || 20 December 1977\n|-\n| Peru || 6 February 1978\n|}",
			"recognise MLI>TCD 1977-12-20 asserted\nrecognise PER>TCD 1978-02-06 asserted"},
		{"recognitions", "Diplomatic recognitions of Chad", "{|\n! State !! Date\n|-\n| Mali || 20 December 1977\n|-\n| Peru || 6 February 1978\n|}",
			"recognise MLI>TCD 1977-12-20 asserted\nrecognise PER>TCD 1978-02-06 asserted"},
		{"dates of relations by the title", "Dates of establishment of diplomatic relations with Chad", "{|\n! State !! Date\n|-\n| Mali || 20 December 1977\n|-\n| Peru || 6 February 1978\n|}",
			"establish-relations MLI,TCD> 1977-12-20 asserted\nestablish-relations PER,TCD> 1978-02-06 asserted"},
		{"a date in numbers over a list", "Foreign relations of Peru", "Peru recognised the following states on 03/04/1980:\n* Chad\n* Mali\n\nPeru recognised Kenya on 03/14/1981.",
			"recognise PER>TCD 1980-03-04 asserted\nrecognise PER>MLI 1980-03-04 asserted\nrecognise PER>KEN 1981-03-14 asserted"},
		{"a date in numbers", "Foreign relations of Peru", "{|\n! Country !! Relations established\n|-\n| Chad || 10/11/1973\n|}", "establish-relations PER,TCD> [1973-10-11,1973-11-10] asserted"},
		{"their order by another row", "Foreign relations of Peru", "{|\n! Country !! Relations established\n|-\n| Chad || 10/11/1973\n|-\n| Mali || 10/13/1973\n|}",
			"establish-relations PER,TCD> 1973-10-11 asserted\nestablish-relations MLI,PER> 1973-10-13 asserted"},
		{"envoys by numbers", "List of ambassadors of Peru to Chile", "{|\n! Name !! Appointed\n|-\n| Juan Garland || 10/11/1973 – 10/12/1975\n|-\n| Ana Torres || 10/13/1973\n|}",
			"appoint-envoy PER>CHL 1973-10-11 asserted\nappoint-envoy PER>CHL 1973-10-13 asserted"},
		{"in two columns", "Foreign relations of Peru", "{|\n! Country !! Relations established !! Country !! Relations established\n|-\n| Mali || 4 May 1962 || Chad || 2 March 1961\n|}",
			"establish-relations MLI,PER> 1962-05-04 asserted\nestablish-relations PER,TCD> 1961-03-02 asserted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := wiki.Parse(wiki.Page{Title: c.title, Text: c.text, Site: wiki.Site{Language: "en"}})
			cs, _ := extractor(t).Read(d)
			var out []string
			for _, c := range cs {
				if err := c.Verify(d.Original); err != nil {
					t.Error(err)
				}
				out = append(out, line(&c))
			}
			if got := strings.Join(out, "\n"); got != c.want {
				t.Errorf("%s\nread:\n%s\nwant:\n%s", c.text, got, c.want)
			}
		})
	}
}

// TestLeads holds that an item which is no more than a name is shown with the words over it that say what holds: of several things over it, those.
func TestLeads(t *testing.T) {
	for _, c := range []struct{ title, text, want string }{
		{"Foreign relations of Peru", "== Countries with which Peru has diplomatic relations ==\n* Mali\n\nPeru is a republic. It has no ''diplomatic relations'' with the following states:\n* Bhutan\n* {{flag|Tonga}}\n",
			"Countries with which Peru has diplomatic relations … Mali\nIt has no diplomatic relations with the following states: … Bhutan\nIt has no diplomatic relations with the following states: … Tonga"},
		{"Foreign relations of Peru", "== Countries without diplomatic relations ==\n=== Asia ===\n* Bhutan", "Countries without diplomatic relations … Bhutan"},
		{"Foreign relations of Peru", "* Peru has embassies in:\n** Chile (Santiago)", "Peru has embassies in: … Chile (Santiago)"},
		{"Foreign relations of Peru", "Peru broke off relations with Chad in 1963.\n* Peru broke off relations with Mali in 1964.", "Peru broke off relations with Chad in 1963.\nPeru broke off relations with Mali in 1964."},
		{"Diplomatic expulsions", "Countries that have expelled Chadian diplomats: Austria, Greece.", "Countries that have expelled Chadian diplomats: Austria, Greece.\nCountries that have expelled Chadian diplomats: Austria, Greece."},
		{"Chile–Peru relations", "'''High-level visits from Chile to Peru'''\n* President Ana Torres (2008)", "High-level visits from Chile to Peru … President Ana Torres (2008)"},
		{"Diplomatic missions of Peru", "== Africa ==\n* {{flag|Mali}}\n** Bamako ([[Embassy]])\n* Chad (Embassy)", "Mali … Bamako (Embassy)\nChad (Embassy)"},
		{"Diplomatic missions in Peru", "== Embassies in Lima ==\n=== Africa ===\n# {{flag|Mali}}", "Embassies in Lima … Mali"},
	} {
		d := wiki.Parse(wiki.Page{Title: c.title, Text: c.text, Site: wiki.Site{Language: "en"}})
		cs, _ := extractor(t).Read(d)
		var out []string
		for _, c := range cs {
			out = append(out, c.Words())
		}
		if got := strings.Join(out, "\n"); got != c.want {
			t.Errorf("%s\nrests on:\n%s\nwant:\n%s", c.text, got, c.want)
		}
	}
}

// FuzzPage reads any wikitext: no panic, and every claim quotes what stands at its place.
func FuzzPage(f *testing.F) {
	for _, s := range [][2]string{
		{"Foreign relations of Peru", "Peru has embassies in the following countries:\n* Chile (Santiago)\n* Norway\n{|\n! Country !! Date !! Country !! Date\n|-\n| Mali || 4 May 1962 || Chad || 1961\n|}"},
		{"List of diplomatic missions in Peru", "== Embassies in Lima ==\n* {{flag|Mali}}\n** Lima (Embassy)\n<table><tr><th>State<th>City<tr><td>Chad<td>Lima</table>"},
		{"List of ambassadors of Peru to Chile", "{|\n! Name !! Appointed\n|-\n| Luis Paz || 1932–1936\n|}\n* 1932: Luis Paz"},
		{"Chile–Peru relations", "'''High-level visits from Chile to Peru'''\n* President Ana Torres (2008, March 2009)\n{{Infobox bilateral relations|Chile–Peru|mission1=Embassy of Chile, Lima}}"},
		{"The following, Chad, Mali", "* Peru\n\nPeru, Chad and Mali."},
	} {
		f.Add(s[0], s[1])
	}
	x := extractor(f)
	f.Fuzz(func(t *testing.T, title, text string) {
		if len(title) > 200 || len(text) > 4000 {
			return
		}
		d := wiki.Parse(wiki.Page{Title: title, Text: text, Site: wiki.Site{Language: "en"}})
		cs, _ := x.Read(d)
		for _, c := range cs {
			if err := c.Verify(d.Original); err != nil {
				t.Fatal(err)
			}
		}
	})
}
