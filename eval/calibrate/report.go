package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// How well what is said of claims holds, by cross-validation.

// edges are those of the table of confidence.
var edges = []float64{0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1}

// report weighs each example by what the others of other documents tell, with weigh, and says how that holds.
func report(all []example, weigh func(w map[string]int, examples []example) []float64) string {
	at := crossed(all, weigh)
	var b strings.Builder
	fmt.Fprintf(&b, "How sure claims are said to be, and how many of them are right: go run ./eval/calibrate\n%d judged claims, each weighed by what the claims of other documents tell.\n\nconfidence    claims   mean   right\n", len(all))
	for i := range len(edges) - 1 {
		n, right, sum := 0, 0, 0.
		for j, p := range at {
			if p >= edges[i] && p < edges[i+1] {
				n++
				sum += p
				if all[j].right {
					right++
				}
			}
		}
		if n > 0 {
			fmt.Fprintf(&b, "%.2f to %.2f  %6d  %.3f   %.3f\n", edges[i], edges[i+1], n, sum/float64(n), float64(right)/float64(n))
		}
	}
	without := crossed(plain(all), weigh)
	b.WriteString("\nof claims in               claims  right   Brier  log loss  area   without the evidence of the reading\n")
	for _, part := range parts(all) {
		n, right := 0, 0
		for i := range all {
			if part.in(&all[i]) {
				n++
				if all[i].right {
					right++
				}
			}
		}
		fmt.Fprintf(&b, "%-26s %6d  %.3f  %s   %s\n", part.name, n, float64(right)/float64(n), scores(all, at, part.in), scores(all, without, part.in))
	}
	return b.String()
}

// part is some of the examples.
type part struct {
	name string
	in   func(*example) bool
}

// parts are all examples, those of prose, and the prose of each corpus.
func parts(all []example) []part {
	out := []part{{"all", func(*example) bool { return true }}, {"prose", func(e *example) bool { return !e.table }}}
	var corpora []string
	for _, e := range all {
		if !slices.Contains(corpora, e.corpus) {
			corpora = append(corpora, e.corpus)
		}
	}
	for _, c := range corpora {
		out = append(out, part{"prose of " + c, func(e *example) bool { return !e.table && e.corpus == c }})
	}
	return out
}

// plain returns the examples with what the claims themselves show alone.
func plain(all []example) []example {
	out := slices.Clone(all)
	for i := range out {
		out[i].features = out[i].features[:out[i].own]
	}
	return out
}

// crossed weighs each example by the weights that those of the other folds give.
func crossed(all []example, weigh func(w map[string]int, examples []example) []float64) []float64 {
	at := make([]float64, len(all))
	for k := range folds {
		w := fit(slices.DeleteFunc(slices.Clone(all), func(e example) bool { return e.fold == k }))
		for i, p := range weigh(w, all) {
			if all[i].fold == k {
				at[i] = p
			}
		}
	}
	return at
}

// scores returns the Brier score, the log loss and the area under the curve (how often of a right and a wrong claim the right one is the surer) of some examples.
func scores(all []example, at []float64, in func(*example) bool) string {
	brier, loss := 0., 0.
	var right, wrong []float64
	for i := range all {
		if !in(&all[i]) {
			continue
		}
		if p := at[i]; all[i].right {
			brier, loss, right = brier+(1-p)*(1-p), loss-math.Log(p), append(right, p)
		} else {
			brier, loss, wrong = brier+p*p, loss-math.Log(1-p), append(wrong, p)
		}
	}
	above := 0.
	for _, r := range right {
		for _, w := range wrong {
			switch {
			case r > w:
				above++
			case r == w:
				above += 0.5
			}
		}
	}
	n := float64(len(right) + len(wrong))
	return fmt.Sprintf("%.4f  %.4f    %.3f", brier/n, loss/n, above/float64(len(right)*len(wrong)))
}
