// Command sample draws claims at random for a person to judge: how precise is what was read?
//
//	go run ./eval/sample -n 50 -seed 1 examples ../shared/corpora/rdcr
//
// Each folder is a set of eval, or holds documents. The same seed and the same claims draw the same sample. With -kind only claims of that
// kind are drawn. The output is a tab-separated line a claim: an empty field for the verdict, document, rule, kind, agents, patients, date, modality, quote.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"chancery"
	"chancery/eval"
	"chancery/eval/run"
)

func main() {
	n := flag.Int("n", 50, "how many")
	seed := flag.Uint64("seed", 1, "of the draw")
	kind := flag.String("kind", "", "of this kind alone")
	flag.Parse()
	if err := sample(flag.Args(), *n, *seed, *kind); err != nil {
		fmt.Fprintln(os.Stderr, "sample:", err)
		os.Exit(1)
	}
}

func sample(dirs []string, n int, seed uint64, kind string) error {
	var claims []chancery.Claim
	for _, dir := range dirs {
		cs, err := read(dir)
		if err != nil {
			return err
		}
		claims = append(claims, cs...)
	}
	if kind != "" {
		claims = slices.DeleteFunc(claims, func(c chancery.Claim) bool { return c.Kind != kind })
	}
	slices.SortFunc(claims, func(a, b chancery.Claim) int { return strings.Compare(a.ID, b.ID) })
	r := rand.New(rand.NewPCG(seed, 0))
	r.Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
	fmt.Println("verdict\tdocument\trule\tkind\tagents\tpatients\twhen\tmodality\tquote")
	for _, c := range claims[:min(n, len(claims))] {
		when := ""
		if c.When != nil {
			when = strings.TrimSpace(c.When.EDTF + " " + string(c.When.Basis))
		}
		quote := c.Quote.Exact
		if c.Quote.Text != "" {
			quote = c.Quote.Text
		}
		fmt.Println(strings.Join([]string{"", c.Document, c.Rule, c.Kind, chancery.Names(c.Agents), chancery.Names(c.Patients), when, string(c.Modality), strings.Join(strings.Fields(quote), " ")}, "\t"))
	}
	return nil
}

func read(dir string) ([]chancery.Claim, error) {
	ctx := context.Background()
	set, err := eval.Open(dir)
	var sys *run.System
	if err == nil {
		sys, err = run.Set(ctx, set)
	} else {
		sys, err = run.Ingest(ctx, dir)
	}
	if err != nil {
		return nil, err
	}
	defer sys.Close()
	return sys.Claims()
}
