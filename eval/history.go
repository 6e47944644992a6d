package eval

import (
	"math/rand/v2"
	"sort"
	"strings"

	"chancery/internal/edtf"
)

// after says what stands between the United States and a country after an event of rdcr's headings.
var after = map[string]string{
	"relations_established": "relations",
	"relations_severed":     "severed|suspended|lapsed",
	"relations_resumed":     "relations",
}

// writing is the day up to which the last event of rdcr's headings is taken to hold.
var writing = edtf.DayOf(2010, 1, 1)

// Histories draws n questions of what stood between the United States and a country, each on a day strictly between two neighbouring events of rdcr's headings, or after
// the last. Countries are left out that no longer exist, and those with an event of relations whose date the gold is not sure of. The same seed draws the same questions.
func Histories(gold []HeadingGold, n int, seed uint64) []StatusGold {
	type event struct {
		day  edtf.Day
		what string
	}
	histories := map[string][]event{}
	unsure := map[string]bool{}
	for _, g := range gold {
		standing := after[g.Event]
		if standing == "" {
			continue
		}
		name := strings.TrimPrefix(g.Country, "The ")
		d := date(deref(g.Date))
		if strings.Contains(name, "*") || g.Confidence == "low" || d.Precision() != edtf.DayPrecision {
			unsure[name] = true
			continue
		}
		day, _ := d.Bounds()
		histories[name] = append(histories[name], event{day, standing})
	}
	type interval struct {
		country  string
		from, to edtf.Day // both exclusive
		standing string
	}
	var pool []interval
	for name, es := range histories {
		if unsure[name] {
			continue
		}
		sort.Slice(es, func(i, j int) bool { return es[i].day < es[j].day })
		for i, e := range es {
			to := writing
			if i+1 < len(es) {
				to = es[i+1].day
			}
			if to-e.day > 1 {
				pool = append(pool, interval{name, e.day, to, e.what})
			}
		}
	}
	if len(pool) == 0 {
		return nil
	}
	sort.Slice(pool, func(i, j int) bool {
		if pool[i].country != pool[j].country {
			return pool[i].country < pool[j].country
		}
		return pool[i].from < pool[j].from
	})
	r := rand.New(rand.NewPCG(seed, 0))
	out := make([]StatusGold, n)
	for i := range out {
		v := pool[r.IntN(len(pool))]
		day := v.from + 1 + edtf.Day(r.IntN(int(v.to-v.from-1)))
		out[i] = StatusGold{A: "USA", B: v.country, On: day.String(), Standing: v.standing}
	}
	return out
}
