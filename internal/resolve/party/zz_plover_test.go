package party

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"chancery"
	"chancery/internal/edtf"
)

func TestPlover(t *testing.T) {
	if os.Getenv("PLOVER") == "" {
		t.Skip()
	}
	g, p := load(t), parser(t)
	f, _ := os.Open("/work/shared/corpora/plover-train/plv_train.jsonl")
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	total, hit, state := 0, 0, 0
	for sc.Scan() {
		var r struct {
			ID, Text string
			Events   []struct{ Source, Target string }
		}
		json.Unmarshal(sc.Bytes(), &r)
		d := g.NewDiscourse(&chancery.Document{Title: "-"})
		type hitm struct {
			lo, hi int
			s      string
			ok     bool
		}
		var hs []hitm
		for _, s := range p.Split(r.Text) {
			p.Parse(&s)
			for _, m := range d.Sentence(0, &s, r.Text, edtf.Date{}) {
				hs = append(hs, hitm{s.Tokens[m.First].Start, s.Tokens[m.Last-1].End, show(r.Text, &s, &m), len(m.Parties) > 0})
			}
		}
		for _, e := range r.Events {
			for _, x := range []string{e.Source, e.Target} {
				i := strings.Index(r.Text, x)
				if i < 0 {
					continue
				}
				total++
				ok := false
				var in []string
				for _, h := range hs {
					if h.lo < i+len(x) && i < h.hi {
						in = append(in, h.s)
						ok = ok || h.ok
					}
				}
				if ok {
					hit++
				}
				if os.Getenv("PLOVER") == "miss" && !ok {
					fmt.Printf("MISS [%s] %v | %s\n", x, in, r.Text)
				}
				if os.Getenv("PLOVER") == "hit" && ok {
					fmt.Printf("HIT [%s] %v # %s\n", x, in, r.Text)
				}
			}
		}
	}
	fmt.Println("marked", total, "with a party", hit, state)
}
