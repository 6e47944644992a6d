package main

import (
	"maps"
	"math"
	"slices"
)

// A logistic regression whose weights are held to nothing, by Newton's method.

// ridge is how strongly weights are held to nothing, and the weight of a rule to one.
const ridge = 5.0

// fewest is of how many examples a feature is at least, so that something is learned of it.
const fewest = 5

// rounds is how many steps are taken at most; half of them are enough for these examples.
const rounds = 12

// fit returns the weights of features, in thousandths, under which what is said of the examples is likeliest.
func fit(examples []example) map[string]int {
	count := map[string]int{}
	for _, e := range examples {
		for _, x := range e.features {
			count[x.Name]++
		}
	}
	maps.DeleteFunc(count, func(_ string, n int) bool { return n < fewest })
	names := slices.Sorted(maps.Keys(count))
	at := map[string]int{} // of a feature among the names
	held, prior := make([]float64, len(names)), make([]float64, len(names))
	for i, n := range names {
		at[n], held[i] = i, ridge
		switch n {
		case "always":
			held[i] = 0
		case "rule":
			prior[i] = 1
		}
	}
	rows := make([][]cell, len(examples))
	for k, e := range examples {
		rows[k] = row(&e, at)
	}
	w := slices.Clone(prior)
	for range rounds {
		h, g := slopes(examples, rows, w)
		for i := range w {
			h[i][i] += held[i]
			g[i] += held[i] * (w[i] - prior[i])
		}
		far := 0.
		for i, d := range solve(h, g) {
			w[i] -= d
			far = max(far, math.Abs(d))
		}
		if far < 1e-5 {
			break
		}
	}
	out := map[string]int{}
	for i, n := range names {
		out[n] = int(math.Round(1000 * w[i]))
	}
	return out
}

// cell is one feature of an example: its number and its amount.
type cell struct {
	i int
	v float64
}

// row returns the features of e in the order of their numbers, each once.
func row(e *example, at map[string]int) []cell {
	sum := map[int]float64{}
	for _, x := range e.features {
		if i, ok := at[x.Name]; ok {
			sum[i] += float64(x.Amount) / 1000
		}
	}
	var out []cell
	for _, i := range slices.Sorted(maps.Keys(sum)) {
		out = append(out, cell{i, sum[i]})
	}
	return out
}

// slopes returns the second derivatives, the lower half of them, and the first ones of the loss at the weights w.
func slopes(examples []example, rows [][]cell, w []float64) (h [][]float64, g []float64) {
	g = make([]float64, len(w))
	for i := range w {
		h = append(h, make([]float64, i+1))
	}
	for k, cells := range rows {
		sum := 0.
		for _, c := range cells {
			sum += w[c.i] * c.v
		}
		p := 1 / (1 + math.Exp(-sum))
		miss := p
		if examples[k].right {
			miss--
		}
		for n, c := range cells {
			g[c.i] += miss * c.v
			for _, d := range cells[:n+1] {
				h[c.i][d.i] += p * (1 - p) * c.v * d.v
			}
		}
	}
	return h, g
}

// solve returns x of h x = g by Cholesky's method. h is the lower half of a matrix that is positive definite, and is written over.
func solve(h [][]float64, g []float64) []float64 {
	for i := range h {
		for j := range h[i] {
			sum := h[i][j]
			for k := range j {
				sum -= h[i][k] * h[j][k]
			}
			if i == j {
				h[i][i] = math.Sqrt(max(sum, 1e-9))
			} else {
				h[i][j] = sum / h[j][j]
			}
		}
	}
	x := slices.Clone(g)
	for i := range x {
		for k := range i {
			x[i] -= h[i][k] * x[k]
		}
		x[i] /= h[i][i]
	}
	for i := len(x) - 1; i >= 0; i-- {
		for k := i + 1; k < len(x); k++ {
			x[i] -= h[k][i] * x[k]
		}
		x[i] /= h[i][i]
	}
	return x
}
