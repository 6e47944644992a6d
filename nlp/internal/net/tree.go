package net

// greedy takes the best head of each token. It reports whether that is a tree with one
// root. Token 0 is the root itself.
func greedy(score []float32, ld int, heads, seen []int) bool {
	roots := 0
	heads[0] = -1
	for i := 1; i < len(heads); i++ {
		heads[i] = argmax(score[i*ld : i*ld+len(heads)])
		if heads[i] == 0 {
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

// eisner finds the best projective tree with one root (Eisner, 1996). A span i..j of tokens is complete or incomplete, with its head at the
// left end (right...: it reaches to the right) or at the right end (left...). Tables are by rows of i; those that the
// inner loops read down a column are kept by rows of j too, so that every loop runs along memory.
type eisner struct {
	leftC, rightC, rightI     []float32 // [i*n+j]
	leftCColumn, rightCColumn []float32 // [j*n+i]
	leftIColumn               []float32
	splitL, splitR, splitI    []uint8
	heads                     []int
	n                         int
}

func (e *eisner) decode(score []float32, ld int, heads []int) {
	n := len(heads)
	e.n, e.heads = n, heads
	for _, t := range []*[]float32{&e.leftC, &e.rightC, &e.rightI, &e.leftCColumn, &e.rightCColumn, &e.leftIColumn} {
		*t = grow(*t, n*n)
	}
	e.splitL, e.splitR, e.splitI = grow(e.splitL, n*n), grow(e.splitR, n*n), grow(e.splitI, n*n)
	for i := 1; i < n; i++ {
		e.leftC[i*n+i], e.rightC[i*n+i], e.leftCColumn[i*n+i], e.rightCColumn[i*n+i] = 0, 0, 0, 0
	}
	for w := 1; w < n-1; w++ {
		for i := 1; i+w < n; i++ {
			j := i + w
			at, best := bestSplit(e.rightC[i*n+i:i*n+j], e.leftCColumn[j*n+i+1:j*n+j+1])
			e.leftIColumn[j*n+i] = best + score[i*ld+j]
			e.rightI[i*n+j] = best + score[j*ld+i]
			e.splitI[i*n+j] = uint8(i + at)
			at, best = bestSplit(e.leftC[i*n+i:i*n+j], e.leftIColumn[j*n+i:j*n+j])
			e.leftC[i*n+j], e.leftCColumn[j*n+i], e.splitL[i*n+j] = best, best, uint8(i+at)
			at, best = bestSplit(e.rightI[i*n+i+1:i*n+j+1], e.rightCColumn[j*n+i+1:j*n+j+1])
			if best <= low { // of scores that are no numbers
				at = w - 1
			}
			e.rightC[i*n+j], e.rightCColumn[j*n+i], e.splitR[i*n+j] = best, best, uint8(i+1+at)
		}
	}
	root, best := 1, float32(low)
	for r := 1; r < n; r++ {
		if v := e.leftC[1*n+r] + e.rightC[r*n+n-1] + score[r*ld]; v > best {
			root, best = r, v
		}
	}
	heads[root] = 0
	e.left(1, root)
	e.right(root, n-1)
}

// low is less than any score of a tree.
const low = -1e30

// bestSplit returns the first place at which the sum of a and b is greatest, and the sum; 0 and low where none is above low.
func bestSplit(a, b []float32) (at int, best float32) {
	best = low
	b = b[:len(a)]
	for k, v := range a {
		if v += b[k]; v > best {
			at, best = k, v
		}
	}
	return at, best
}

// left reads the complete span i..j with its head at j.
func (e *eisner) left(i, j int) {
	for i < j {
		k := int(e.splitL[i*e.n+j])
		e.left(i, k)
		e.heads[k] = j
		m := int(e.splitI[k*e.n+j])
		e.right(k, m)
		i = m + 1
	}
}

// right reads the complete span i..j with its head at i.
func (e *eisner) right(i, j int) {
	for i < j {
		k := int(e.splitR[i*e.n+j])
		e.right(k, j)
		e.heads[k] = i
		m := int(e.splitI[i*e.n+k])
		e.left(m+1, k)
		j = m
	}
}
