// Command calibrate learns how sure a claim is from claims that were judged by reading, and says how well that holds.
//
//	go run ./eval/calibrate            writes data/lexicon/confidence.tsv and eval/confidence.txt
//
// The verdicts are those of eval/judged.tsv, on claims out of the sample corpus and of the developers' corpora, and those that the complete gold
// of the sample corpora gives. It is a logistic regression on what [extract.Confidence] sees of a claim. The table of eval/confidence.txt is
// made by cross-validation: each fifth of the documents is weighed by what the other four tell.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chancery"
	"chancery/data"
	"chancery/eval"
	"chancery/eval/run"
	"chancery/internal/extract"
	"chancery/internal/rule"
	"chancery/internal/vocab"
)

func main() {
	judged := flag.String("judged", "eval/judged.tsv", "file of verdicts")
	corpora := flag.String("corpora", "../shared/corpora", "folder of the developers' corpora")
	complete := flag.String("complete", "examples,examples/fresh/a", "folders whose gold is complete, with commas between")
	flag.Parse()
	if err := calibrate(*judged, *corpora, strings.Split(*complete, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "calibrate:", err)
		os.Exit(1)
	}
}

// example is a judged claim.
type example struct {
	features []extract.Feature
	right    bool
	fold     int
}

const folds = 5

func calibrate(judged, corpora string, complete []string) error {
	rules, err := rule.Load(data.FS, "rules")
	if err != nil {
		return err
	}
	kinds, err := vocab.Load(data.FS)
	if err != nil {
		return err
	}
	eye := extract.NewConfidence(nil, rules, kinds)
	var all []example
	add := func(c *chancery.Claim, right bool) {
		h := fnv.New32a()
		h.Write([]byte(c.Document))
		all = append(all, example{eye.Features(c), right, int(h.Sum32() % folds)})
	}
	ctx := context.Background()
	verdicts, err := eval.Verdicts(judged)
	if err != nil {
		return err
	}
	for _, dir := range complete {
		claims, wrong, err := golden(ctx, dir)
		if err != nil {
			return err
		}
		for i := range claims {
			if bad, ok := wrong[claims[i].ID]; ok {
				add(&claims[i], !bad)
			}
		}
	}
	gone := len(verdicts)
	for _, set := range []string{"rdcr", "foreign-relations", "plover-train"} {
		claims, err := read(ctx, filepath.Join(corpora, set))
		if err != nil {
			return err
		}
		for i := range claims {
			if right, ok := verdicts[claims[i].ID]; ok {
				add(&claims[i], right)
				gone--
			}
		}
	}
	fmt.Fprintf(os.Stderr, "%d claims, of which %d out of %s; %d verdicts are on claims that are no longer read\n", len(all), len(verdicts)-gone, judged, gone)
	var table strings.Builder
	fmt.Fprintf(&table, "How sure claims are said to be, and how many of them are right: go run ./eval/calibrate\n%d judged claims, each weighed by what the claims of other documents tell.\n\nconfidence    claims   mean   right\n", len(all))
	var at []float64
	var is []bool
	for k := range folds {
		w := fit(slices.DeleteFunc(slices.Clone(all), func(e example) bool { return e.fold == k }))
		c := extract.NewConfidence(w, rules, kinds)
		for _, e := range all {
			if e.fold == k {
				at, is = append(at, c.Weigh(e.features)), append(is, e.right)
			}
		}
	}
	edges := []float64{0, 0.7, 0.8, 0.85, 0.9, 0.95, 1}
	for i := range len(edges) - 1 {
		n, right, sum := 0, 0, 0.
		for j, p := range at {
			if p >= edges[i] && p < edges[i+1] {
				n++
				sum += p
				if is[j] {
					right++
				}
			}
		}
		if n > 0 {
			fmt.Fprintf(&table, "%.2f to %.2f  %6d  %.3f   %.3f\n", edges[i], edges[i+1], n, sum/float64(n), float64(right)/float64(n))
		}
	}
	brier := 0.
	for j, p := range at {
		y := 0.
		if is[j] {
			y = 1
		}
		brier += (p - y) * (p - y)
	}
	fmt.Fprintf(&table, "\nBrier score %.4f\n", brier/float64(len(at)))
	if err := os.WriteFile("eval/confidence.txt", []byte(table.String()), 0o666); err != nil {
		return err
	}
	fmt.Print(table.String())
	return os.WriteFile(filepath.Join("data", extract.ConfidenceFile), weights(fit(all)), 0o666)
}

// weights returns the file of weights.
func weights(w map[string]int) []byte {
	var b bytes.Buffer
	b.WriteString("# How sure a claim is, by what is seen of it: feature, tab, weight in thousandths of a logit. Written by go run ./eval/calibrate.\n")
	names := make([]string, 0, len(w))
	for n := range w {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		fmt.Fprintf(&b, "%s\t%d\n", n, w[n])
	}
	return b.Bytes()
}

// ridge is how strongly weights are held to nothing, and the weight of a rule to one.
const ridge = 2.0

// fit learns the weights by gradient descent, in a fixed number of steps.
func fit(examples []example) map[string]int {
	w := map[string]float64{"rule": 1}
	for range 4000 {
		g := map[string]float64{}
		for _, e := range examples {
			sum := 0.
			for _, x := range e.features {
				sum += w[x.Name] * float64(x.Amount) / 1000
			}
			miss := 1 / (1 + math.Exp(-sum))
			if e.right {
				miss--
			}
			for _, x := range e.features {
				g[x.Name] += miss * float64(x.Amount) / 1000
			}
		}
		for name := range g {
			prior := 0.
			if name == "rule" {
				prior = 1
			}
			if name != "always" {
				g[name] += ridge * (w[name] - prior)
			}
			w[name] -= 0.5 * g[name] / (float64(len(examples)) / 4)
		}
	}
	out := map[string]int{}
	for name, v := range w {
		out[name] = int(math.Round(1000 * v))
	}
	return out
}

// golden reads a folder with complete gold, and tells of each claim that the gold judges whether it is wrong.
func golden(ctx context.Context, dir string) ([]chancery.Claim, map[string]bool, error) {
	claims, err := read(ctx, dir)
	if err != nil {
		return nil, nil, err
	}
	reports, err := run.Scores(ctx, dir, "--misses")
	if err != nil {
		return nil, nil, err
	}
	wrong := map[string]bool{}
	for _, c := range claims {
		wrong[c.ID] = false
	}
	for _, r := range reports {
		for _, m := range r.Misses {
			if m.What == "wrong" && m.ID != "" {
				wrong[m.ID] = true
			}
		}
	}
	return claims, wrong, nil
}

func read(ctx context.Context, dir string) ([]chancery.Claim, error) {
	set, err := eval.Open(dir)
	if err != nil {
		return nil, err
	}
	sys, err := run.Set(ctx, set)
	if err != nil {
		return nil, err
	}
	defer sys.Close()
	return sys.Claims()
}
