package net

import "chancery/nlp/internal/kernel"

// isTree reports whether heads are a tree with one root. Token 0 is the root itself.
func isTree(heads, seen []int) bool {
	roots := 0
	for _, h := range heads {
		if h == 0 {
			roots++
		}
	}
	if roots != 1 {
		return false
	}
	clear(seen)
	for i := 1; i < len(heads); i++ {
		j := i
		for j != 0 && seen[j] == 0 {
			seen[j] = i
			j = heads[j]
		}
		if j != 0 && seen[j] == i {
			return false
		}
	}
	return true
}

// eisner finds the best projective tree with one root (Eisner, 1996). A span of tokens is complete or incomplete, with its head at the
// left end (right...: it reaches to the right) or at the right end (left...). Tables have a row for each length of a span, less one, so that the spans of
// one length are found side by side; the span from i to j, without the root from 0, stands at at(i, j). Splits are counted from the span's left end.
type eisner struct {
	leftC, rightC, leftI, rightI []float32
	splitL, splitR, splitI       []int32
	heads                        []int
	n                            int // tokens without the root
}

func (e *eisner) at(i, j int) int { return (j-i)*e.n + i }

func (e *eisner) decode(p kernel.Path, score []float32, ld int, heads []int) {
	n := len(heads) - 1
	e.n, e.heads = n, heads
	for _, t := range []*[]float32{&e.leftC, &e.rightC, &e.leftI, &e.rightI} {
		*t = grow(*t, n*n+kernel.SplitRoom)
	}
	for _, t := range []*[]int32{&e.splitL, &e.splitR, &e.splitI} {
		*t = grow(*t, n*n+kernel.SplitRoom)
	}
	clear(e.leftC[:n])
	clear(e.rightC[:n])
	for w := 1; w < n; w++ {
		row, count := w*n, n-w
		leftI, rightI := e.leftI[row:], e.rightI[row:]
		kernel.BestSplits(p, leftI, e.splitI[row:], e.rightC, e.leftC, row-n+1, n, w, count, low)
		at := (ld + 1) + w // in score, of the span's left end as a word and its right end as the head
		for i, v := range leftI[:count] {
			leftI[i] = v + score[at]
			rightI[i] = v + score[at+w*(ld-1)]
			at += ld + 1
		}
		kernel.BestSplits(p, e.leftC[row:], e.splitL[row:], e.leftC, e.leftI, row, n, w, count, low)
		kernel.BestSplits(p, e.rightC[row:], e.splitR[row:], e.rightI[n:], e.rightC, row-n+1, n, w, count, low)
		for i, v := range e.rightC[row:][:count] {
			if v <= low { // of scores that are no numbers
				e.splitR[row+i] = int32(w - 1)
			}
		}
	}
	root, best := 0, float32(low)
	for r := range n {
		if v := e.leftC[e.at(0, r)] + e.rightC[e.at(r, n-1)] + score[(r+1)*ld]; v > best {
			root, best = r, v
		}
	}
	heads[root+1] = 0
	e.left(0, root)
	e.right(root, n-1)
}

// low is less than any score of a tree.
const low = -1e30

// left reads the complete span i..j with its head at j.
func (e *eisner) left(i, j int) {
	for i < j {
		k := i + int(e.splitL[e.at(i, j)])
		e.left(i, k)
		e.heads[k+1] = j + 1
		m := k + int(e.splitI[e.at(k, j)])
		e.right(k, m)
		i = m + 1
	}
}

// right reads the complete span i..j with its head at i.
func (e *eisner) right(i, j int) {
	for i < j {
		k := i + 1 + int(e.splitR[e.at(i, j)])
		e.right(k, j)
		e.heads[k+1] = i + 1
		m := i + int(e.splitI[e.at(i, k)])
		e.left(m+1, k)
		j = m
	}
}
