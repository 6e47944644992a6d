package ledger

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery"
)

var update = flag.Bool("update", false, "write what the ledger derives into the scenarios")

// A scenario is a file of testdata/scenarios: a title, then lines of
//
//	document NAME [DATE] [like=NAME] [told] what follows is told by this document; "like" makes it a reprint of another, "told" a story, a sentence a claim
//	AGENT[+AGENT] KIND [PATIENT] [TIME] [MODALITY] [role=NAME ...] [n=NUMBER:UNIT]
//	reject LINE | accept LINE            a decision on the claim of a line
//	merge LINE LINE | split LINE LINE    a decision on whether two claims tell of one occurrence
//	status A B DATE STANDING [EVIDENCE]  what must be answered
//	sends A B DATE TYPE [CITY or BY]     how A must be represented in B
//	dated DOCUMENT DATE                  what date the ledger must give a document; "none" for none
//	# a remark
//
// and, after "-- ledger --", the periods, discrepancies and gaps, written by "go test -run Scenarios -update" and read by people. A time is EDTF, or a relative
// form with "rel:" before it. A party in lower case is an organisation. Claims are named by document and line.
type scenario struct {
	title string
	in    Input
	asks  [][]string
	want  string
	body  string
}

func readScenario(text string) (*scenario, error) {
	s := &scenario{}
	s.body, s.want, _ = strings.Cut(text, "-- ledger --\n")
	doc, told, at := "", false, map[string]string{}
	for n, line := range strings.Split(s.body, "\n") {
		line, _, _ = strings.Cut(line, "#")
		f := strings.Fields(line)
		switch {
		case n == 0:
			s.title = line
		case len(f) == 0:
		case f[0] == "document":
			doc, told = f[1], false
			d := Doc{ID: doc, Name: doc, Fingerprint: Fingerprint(strings.Repeat(doc+" told this story in words of its own ", 9))}
			for _, x := range f[2:] {
				if like, ok := strings.CutPrefix(x, "like="); ok {
					d.Fingerprint = Fingerprint(strings.Repeat(like+" told this story in words of its own ", 9))
				} else if x == "told" {
					told = true
				} else {
					d.Date, d.Kind = x, chancery.DateDateline
				}
			}
			s.in.Documents = append(s.in.Documents, d)
		case f[0] == "reject" || f[0] == "accept" || f[0] == "merge" || f[0] == "split":
			d := chancery.Decision{ID: strconv.Itoa(n), Claim: at[f[1]], Action: f[0], By: "reader", At: "2024-01-01T00:00:00Z"}
			if len(f) > 2 {
				d.With = at[f[2]]
			}
			s.in.Decisions = append(s.in.Decisions, d)
		case f[0] == "status" || f[0] == "sends" || f[0] == "dated":
			s.asks = append(s.asks, f)
		default:
			c, err := readClaim(f)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n+1, err)
			}
			c.Document, c.DocumentID, c.ID = doc, doc, fmt.Sprintf("%s:%d", doc, n+1)
			if told {
				c.Quote.Start, c.Quote.End = n+1, n+2 // a sentence each, in the order in which they are told
			}
			at[strconv.Itoa(n+1)] = c.ID
			s.in.Claims = append(s.in.Claims, c)
		}
	}
	return s, nil
}

func readParties(s string) []chancery.Party {
	var out []chancery.Party
	for _, id := range strings.Split(s, "+") {
		p := chancery.Party{ID: id, Name: id, Type: chancery.State}
		if id != strings.ToUpper(id) {
			p.Type = chancery.Organisation
		}
		out = append(out, p)
	}
	return out
}

func readClaim(f []string) (c chancery.Claim, err error) {
	if len(f) < 2 {
		return c, fmt.Errorf("no claim: %v", f)
	}
	c.Kind, c.Modality = f[1], chancery.Asserted
	if f[0] != "-" {
		c.Agents = readParties(f[0])
	}
	modal := map[string]bool{}
	for _, m := range chancery.Modalities {
		modal[string(m)] = true
	}
	for i, x := range f[2:] {
		rel, isRel := strings.CutPrefix(x, "rel:")
		role, name, isRole := strings.Cut(x, "=")
		switch {
		case modal[x]:
			c.Modality = chancery.Modality(x)
		case isRel:
			c.When = &chancery.When{Relative: rel, Basis: chancery.BasisDocument}
		case role == "n" && isRole:
			v, unit, _ := strings.Cut(name, ":")
			q := &chancery.Quantity{Unit: unit}
			if q.Value, err = strconv.ParseFloat(v, 64); err != nil {
				return c, err
			}
			c.Quantity = q
		case role == "at" && isRole:
			if _, err := fmt.Sscanf(name, "%d-%d", &c.Quote.Start, &c.Quote.End); err != nil {
				return c, err
			}
		case role == "third" && isRole:
			c.Others = append(c.Others, chancery.Role{Role: role, Party: chancery.Party{ID: name, Name: name, Type: chancery.State}})
		case role == "impossible" && isRole:
			c.When.Impossible = name
		case role == "cites" && isRole:
			c.Cites = append(c.Cites, chancery.Reference{URL: name})
		case isRole:
			c.Others = append(c.Others, chancery.Role{Role: role, Party: chancery.Party{Name: strings.ReplaceAll(name, "_", " "), Type: chancery.Thing}})
		case x[0] >= '0' && x[0] <= '9' || x[0] == '.' || x[0] == '[':
			c.When = &chancery.When{EDTF: x, Basis: chancery.BasisExplicit}
		case i == 0:
			c.Patients = readParties(x)
		default:
			return c, fmt.Errorf("what is %q?", x)
		}
	}
	return c, nil
}

// listing writes what follows, for people to read.
func listing(l *Ledger) string {
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	for _, x := range l.Periods(Filter{}) {
		what := string(x.Standing)
		pair := x.A + " " + x.B
		if r := x.Representation; r != nil {
			pair = r.Sender + " in " + r.Receiver
			what = strings.Join(strings.Fields(strings.Join([]string{r.Type, r.Mission, r.City, r.By, r.Level}, " ")), " ")
		} else if x.Track == "recognition" {
			pair = x.A + " of " + x.B
		}
		against := ""
		if len(x.Against) > 0 {
			against = " against " + strings.Join(x.Against, " ")
		}
		p("%s: %s, %s to %s, %s by %s%s", pair, what, x.From, x.To, x.Evidence, strings.Join(x.Claims, " "), against)
	}
	for _, d := range l.Discrepancies(Filter{}) {
		var sides []string
		for _, s := range d.Sides {
			sides = append(sides, s.Value+" by "+strings.Join(s.Claims, " "))
		}
		note := ""
		if d.Note != "" {
			note = " (" + d.Note + ")"
		}
		p("discrepancy %s %s %s: %s; %.2f%s", d.Type, strings.TrimSpace(d.A+" "+d.B), d.Kind, strings.Join(sides, " | "), d.Severity, note)
	}
	for _, g := range l.Gaps(Filter{}) {
		p("gap %s %s %s: after %s before %s", g.Type, g.A, g.B, or(g.After, "?"), or(g.Before, "?"))
	}
	return b.String()
}

func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/scenarios/*.txt")
	if err != nil || len(files) < 60 {
		t.Fatalf("%d scenarios, %v", len(files), err)
	}
	g, k := gazetteer(t), kinds(t)
	sort.Strings(files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s, err := readScenario(string(text))
			if err != nil {
				t.Fatal(err)
			}
			l := Build(s.in, g, k)
			for _, f := range s.asks {
				ask(t, l, f)
			}
			got := listing(l)
			if *update {
				if err := os.WriteFile(file, []byte(s.body+"-- ledger --\n"+got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != s.want {
				t.Error(cmp.Diff(strings.Split(s.want, "\n"), strings.Split(got, "\n")))
			}
		})
	}
}

func ask(t *testing.T, l *Ledger, f []string) {
	t.Helper()
	line := strings.Join(f, " ")
	if f[0] == "dated" {
		d, _ := l.Dating(f[1])
		if want := strings.TrimPrefix(f[2], "none"); d.EDTF != want {
			t.Errorf("%s: got %q %+v", line, d.EDTF, d.Reasons)
		}
		return
	}
	st, err := l.Status(f[1], f[2], f[3])
	if err != nil {
		t.Errorf("%s: %v", line, err)
		return
	}
	if f[0] == "status" {
		if string(st.Standing) != f[4] || len(f) > 5 && string(st.Evidence) != f[5] {
			t.Errorf("%s: got %s %s (%s to %s), or %v", line, st.Standing, st.Evidence, st.From, st.To, st.Or)
		}
		return
	}
	r := st.Representation[0]
	if r.Type != f[4] || len(f) > 5 && r.City != strings.ReplaceAll(f[5], "_", " ") && r.By != f[5] {
		t.Errorf("%s: got %+v", line, r)
	}
}
