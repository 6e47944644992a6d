// Command sample draws claims at random for a person to judge: how precise is what was read?
//
//	go run ./eval/sample -n 50 -seed 1 examples ../shared/corpora/rdcr
//
//	go run ./eval/sample -discrepancies -n 50 -seed 1 -quotes examples ../shared/corpora/foreign-relations
//
// Each folder is a set of eval, or holds documents. The same seed and the same claims draw the same sample. With -kind only claims of that
// kind are drawn. The output is a tab-separated line a claim: an empty field for the verdict, document, rule, kind, agents, patients, date, modality, quote. With
// -discrepancies all folders are read into one ledger, and of the discrepancies that it lists some are drawn: verdict, id, type, kind, parties, values,
// and with -quotes the words of each side. eval/discrepancies.tsv holds the verdicts on one draw, without words of the corpora.
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
	disagree := flag.Bool("discrepancies", false, "draw discrepancies of the ledger in place of claims")
	quotes := flag.Bool("quotes", false, "of discrepancies, with the words of each side")
	flag.Parse()
	draw := func() error { return sample(flag.Args(), *n, *seed, *kind) }
	if *disagree {
		draw = func() error { return discrepancies(flag.Args(), *n, *seed, *quotes) }
	}
	if err := draw(); err != nil {
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
		fmt.Println(strings.Join([]string{"", c.Document, c.Rule, c.Kind, chancery.Names(c.Agents), chancery.Names(c.Patients), when, string(c.Modality), c.Words()}, "\t"))
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

// discrepancies draws n of the discrepancies of one ledger of all folders.
func discrepancies(dirs []string, n int, seed uint64, quotes bool) error {
	ctx := context.Background()
	tmp, err := os.MkdirTemp("", "chancery-sample-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	var files []string
	for _, dir := range dirs {
		set, err := eval.Open(dir)
		if err != nil {
			files = append(files, dir)
			continue
		}
		more, err := set.Documents(tmp)
		if err != nil {
			return err
		}
		files = append(files, more...)
	}
	sys, err := run.Ingest(ctx, files...)
	if err != nil {
		return err
	}
	defer sys.Close()
	ds, err := sys.Discrepancies()
	if err != nil {
		return err
	}
	claims, err := sys.Claims()
	if err != nil {
		return err
	}
	words := map[string]string{}
	for _, c := range claims {
		words[c.ID] = c.Document + ": " + strings.Join(strings.Fields(c.Quote.Exact), " ")
	}
	slices.SortFunc(ds, func(a, b chancery.Discrepancy) int { return strings.Compare(a.ID, b.ID) })
	r := rand.New(rand.NewPCG(seed, 0))
	r.Shuffle(len(ds), func(i, j int) { ds[i], ds[j] = ds[j], ds[i] })
	fmt.Println("verdict\tid\ttype\tkind\ta\tb\tvalues")
	for _, d := range ds[:min(n, len(ds))] {
		fmt.Println(strings.Join([]string{"", d.ID, d.Type, d.Kind, d.A, d.B, strings.Join(d.Values, " | ")}, "\t"))
		if !quotes {
			continue
		}
		if d.Note != "" {
			fmt.Printf("\t# %s\n", d.Note)
		}
		for _, s := range d.Sides {
			for _, id := range s.Claims[:min(3, len(s.Claims))] {
				fmt.Printf("\t%s\t%s\n", s.Value, words[id])
			}
		}
	}
	return nil
}
