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

// eisner finds the best projective tree with one root (Eisner, 1996).
type eisner struct {
	leftC, rightC, leftI, rightI []float32 // complete and incomplete spans with the head at the right (left...) or the left (right...) end
	splitL, splitR, splitI       []uint8
	heads                        []int
	n                            int
}

func (e *eisner) decode(score []float32, ld int, heads []int) {
	n := len(heads)
	e.n, e.heads = n, heads
	e.leftC, e.rightC = grow(e.leftC, n*n), grow(e.rightC, n*n)
	e.leftI, e.rightI = grow(e.leftI, n*n), grow(e.rightI, n*n)
	e.splitL, e.splitR, e.splitI = grow(e.splitL, n*n), grow(e.splitR, n*n), grow(e.splitI, n*n)
	const low = float32(-1e30)
	for i := 1; i < n; i++ {
		e.leftC[i*n+i], e.rightC[i*n+i] = 0, 0
	}
	for w := 1; w < n-1; w++ {
		for i := 1; i+w < n; i++ {
			j := i + w
			best, at := low, i
			for k := i; k < j; k++ {
				if v := e.rightC[i*n+k] + e.leftC[(k+1)*n+j]; v > best {
					best, at = v, k
				}
			}
			e.leftI[i*n+j] = best + score[i*ld+j]
			e.rightI[i*n+j] = best + score[j*ld+i]
			e.splitI[i*n+j] = uint8(at)
			best, at = low, i
			for k := i; k < j; k++ {
				if v := e.leftC[i*n+k] + e.leftI[k*n+j]; v > best {
					best, at = v, k
				}
			}
			e.leftC[i*n+j], e.splitL[i*n+j] = best, uint8(at)
			best, at = low, j
			for k := i + 1; k <= j; k++ {
				if v := e.rightI[i*n+k] + e.rightC[k*n+j]; v > best {
					best, at = v, k
				}
			}
			e.rightC[i*n+j], e.splitR[i*n+j] = best, uint8(at)
		}
	}
	root, best := 1, low
	for r := 1; r < n; r++ {
		if v := e.leftC[1*n+r] + e.rightC[r*n+n-1] + score[r*ld]; v > best {
			root, best = r, v
		}
	}
	heads[root] = 0
	e.left(1, root)
	e.right(root, n-1)
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
