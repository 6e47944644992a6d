package eval_test

import (
	"errors"
	"testing"

	"chancery"
	"chancery/data"
	"chancery/eval"
	"chancery/internal/vocab"

	"github.com/google/go-cmp/cmp"
)

// want compares some figures of a report.
func want(t *testing.T, r *eval.Report, figs map[string]string) {
	t.Helper()
	got := figures(r)
	for name := range got {
		if _, ok := figs[name]; !ok {
			delete(got, name)
		}
	}
	if d := cmp.Diff(figs, got); d != "" {
		t.Errorf("%s (-want +got)\n%s", r.Name, d)
	}
}

func TestHeadings(t *testing.T) {
	gold := []eval.HeadingGold{
		{Slug: "chad", Event: "relations_established", Confidence: "high", Date: ptr("1960-08-11"), Others: []any{"1960-08", 3.0}},
		{Slug: "chad", Event: "mission_opened", Confidence: "high", Date: ptr("1961-02-09")},
		{Slug: "chad", Event: "recognition", Confidence: "low", Date: ptr("1960")},
		{Slug: "chad", Event: "treaty", Confidence: "high", Date: ptr("1970-01-01")},
	}
	claims := []chancery.Claim{
		claim("chad.txt", "establish-relations", "USA", "TCD", "1960-08-11", ""),
		claim("chad.txt", "open-mission", "USA", "TCD", "1961-02", ""),    // too wide
		claim("chad.txt", "recognise", "FRA", "TCD", "1960-08-11", ""),    // not of the United States
		claim("chad.txt", "sever-relations", "USA", "TCD", "1960-08", ""), // a date that the gold knows
		claim("mali.txt", "open-mission", "USA", "MLI", "1961-02-09", ""), // another page
	}
	want(t, eval.Headings(claims, gold), map[string]string{
		"relations_established":                               "1/1",
		"mission_opened":                                      "0/1",
		"recall, kind and exact date":                         "1/2",
		"claims of these kinds on a date that the gold knows": "2/4",
	})
}

func named(c chancery.Claim, agent, patient string) chancery.Claim {
	c.Agents[0].Name, c.Agents[0].Mention = agent, agent
	if patient != "" {
		c.Patients[0].Name, c.Patients[0].Mention = patient, patient
	}
	return c
}

func TestTables(t *testing.T) {
	gold := []eval.DyadGold{
		{Page: "Foreign relations of Chad", Partner: "Niger", B: "niger", Event: "established", Precision: "day", Date: ptr("1961-03-04")},
		{Page: "Foreign relations of Chad", Partner: "Mali", B: "mali", Event: "established", Precision: "day", Date: ptr("1961-03-04")},
		{Page: "Foreign relations of Chad", Partner: "Gabon", B: "gabon", Event: "established", Precision: "year", Date: ptr("1961")},
	}
	claims := []chancery.Claim{
		named(claim("Foreign relations of Chad", "establish-relations", "TCD", "NER", "1961-03-04", ""), "Chad", "Niger"),
		named(claim("Foreign relations of Chad", "establish-relations", "TCD", "MLI", "1961-03-05", ""), "Chad", "Mali"),
	}
	want(t, eval.Tables(claims, gold), map[string]string{"recall, pair and exact day": "1/2"})
}

func TestMissions(t *testing.T) {
	const page = "Foreign relations of Chad"
	gold := []eval.MissionGold{
		{Page: page, Country: "Chad", Partner: "Niger", Sender: "*Chad", Kind: "resident", Mission: "embassy"},
		{Page: page, Country: "Chad", Partner: "Mali", Sender: "Mali", Kind: "non-resident", Mission: "embassy in Niamey and an honorary consulate in N'Djamena"},
		{Page: page, Country: "Chad", Partner: "Mali", Sender: "Mali does not", Kind: "resident"},
	}
	embassy := func(c chancery.Claim, quote string) chancery.Claim { c.Quote.Exact = quote; return c }
	claims := []chancery.Claim{
		embassy(named(claim(page, "maintain-mission", "TCD", "NER", "", ""), "Chad", "Niger"), "Chad has an embassy in Niamey."),
		embassy(named(claim(page, "maintain-mission", "MLI", "TCD", "", ""), "Mali", "Chad"), "Mali has an honorary consulate in N'Djamena."), // neither right nor wrong
		embassy(named(claim(page, "maintain-mission", "NER", "TCD", "", ""), "Niger", "Chad"), "Niger has an embassy in Paris."),
		embassy(named(claim(page, "maintain-mission", "NER", "MLI", "", ""), "Niger", "Mali"), "the envoy spoke"), // not of these words
	}
	want(t, eval.Missions(claims, gold), map[string]string{"precision": "1/2", "recall": "1/2"})
}

func TestPLOVER(t *testing.T) {
	kinds, err := vocab.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	event := func(codes ...string) (g eval.SentenceGold) {
		for _, c := range codes {
			g.Events = append(g.Events, struct{ Source, Target, Code string }{Code: c})
		}
		return g
	}
	gold := []eval.SentenceGold{event("ACCUSE"), event("REQUEST"), event("YIELD")}
	claims := []chancery.Claim{
		claim("s0.txt", "accuse", "TCD", "NER", "", ""),
		claim("s0.txt", "condemn", "TCD", "NER", "", ""), // the same root
		claim("s1.txt", "attack", "TCD", "NER", "", ""),
		claim("s2.txt", "make-peace", "TCD", "NER", "", ""), // RETREAT, which was YIELD
		claim("s2.txt", "succeed", "TCD", "NER", "", ""),    // has no root
	}
	want(t, eval.PLOVER(claims, gold, eval.Roots(kinds)), map[string]string{"precision": "2/3", "recall": "2/3"})
}

// book answers with what it holds.
type book struct{ status map[string]chancery.Status }

func (b book) Claims() ([]chancery.Claim, error)              { return nil, nil }
func (b book) Discrepancies() ([]chancery.Discrepancy, error) { return nil, nil }
func (b book) Documents() ([]eval.DocumentDate, error)        { return nil, nil }
func (b book) Sentences() (int, error)                        { return 0, nil }
func (b book) Status(x, y, on string) (chancery.Status, error) {
	s, ok := b.status[x+y+on]
	if !ok {
		return s, errors.New("no such party")
	}
	return s, nil
}

func TestStatuses(t *testing.T) {
	b := book{map[string]chancery.Status{
		"TCDNER1999": {Standing: chancery.Severed, From: "1998-05-03", Representation: []chancery.Representation{{Sender: "TCD", Receiver: "NER", Type: "protecting-power", By: "FRA"}}},
		"TCDMLI1999": {Standing: chancery.Relations, From: "1960"},
	}}
	gold := []eval.StatusGold{
		{A: "TCD", B: "NER", On: "1999", Standing: "severed|suspended", From: []string{"1997", "1998-05"}, Representation: []eval.RepresentationGold{
			{Sender: "TCD", Receiver: "NER", Type: "protecting-power", By: "FRA"},
			{Sender: "TCD", Receiver: "NER", Type: "protecting-power", By: "CHE"},
			{Sender: "NER", Receiver: "TCD", Type: "none"},
		}},
		{A: "TCD", B: "MLI", On: "1999", Standing: "relations", From: []string{"1960-08"}}, // the answer is wider
		{A: "TCD", B: "Atlantis", On: "1999", Standing: "relations"},
	}
	want(t, eval.Statuses(b, gold), map[string]string{"standing": "2/3", "from": "1/2", "representation": "1/3"})
}

func TestDatesAndDiscrepancies(t *testing.T) {
	want(t, eval.Dates([]eval.DocumentDate{{Document: "a.txt", EDTF: "1999-05-03"}, {Document: "b.txt"}}, []eval.DateGold{
		{Doc: "a.txt", Date: "1999-05-03", Basis: "dateline"}, {Doc: "b.txt", Date: "1999-05-04", Basis: "inferred"},
	}), map[string]string{"of documents with a date of their own": "1/1", "of documents without, from other documents": "0/1"})

	claims := []chancery.Claim{named(claim("x", "establish-relations", "TCD", "NER", "1960", ""), "Chad", "Niger")}
	gold := append(eval.Conflicts(claims, []eval.ConflictGold{{Pair: []string{"chad", "niger"}, Claims: []struct {
		Page string `json:"page"`
		Date string `json:"date"`
	}{{Date: "1960-08-11"}, {Date: "1960-08-12"}, {Date: "1960-08-11"}}}}),
		eval.DiscrepancyGold{A: "TCD", B: "NER", Kind: "sever-relations", Values: []string{"1960-08-11", "1960-08-12"}},
		eval.DiscrepancyGold{A: "TCD", B: "NER", Values: []string{"1960-08-11", "1960-08-13"}})
	found := []chancery.Discrepancy{{A: "NER", B: "TCD", Kind: "establish-relations", Values: []string{"1960-08-11", "1960-08-12", "1960"}}}
	want(t, eval.Discrepancies(found, gold), map[string]string{"listed": "1/3"})
}

func TestOffTopic(t *testing.T) {
	r := eval.OffTopic([]chancery.Claim{claim("a", "visit", "TCD", "NER", "", "")}, 500)
	if f, _ := r.Figure("claims per 1,000 sentences"); f.Value != 2 {
		t.Errorf("%v", f)
	}
}
