package net

import (
	"strings"
	"sync/atomic"

	"chancery/nlp/internal/kernel"
)

// The first layer's product of a word depends on its form alone, so that those of frequent forms can be kept.

// productSlots is how many are kept: 6 KiB each with 192 units.
const productSlots = 1 << 12

// product is the first layer's product of a word form.
type product struct {
	form string
	row  []float32    // 8·Hidden
	used atomic.Int32 // how many other forms must ask for the slot before it is given away
}

// maxUsed bounds product.used.
const maxUsed = 8

// slots returns where the product of the form with the given hash can be kept.
func (n *Net) slots(h uint64) [2]*atomic.Pointer[product] {
	return [2]*atomic.Pointer[product]{&n.products[h%productSlots], &n.products[h>>32%productSlots]}
}

// keptProduct returns the product of the form with the given hash, nil where it is not kept.
func (n *Net) keptProduct(form string, h uint64) []float32 {
	for _, slot := range n.slots(h) {
		if p := slot.Load(); p != nil && Alike(p.form, form) {
			if u := p.used.Load(); u < maxUsed {
				p.used.Store(u + 1)
			}
			return p.row
		}
	}
	return nil
}

// keepProduct keeps a product, unless other forms need its slots more. What is kept never changes a result.
func (n *Net) keepProduct(form string, h uint64, row []float32) {
	var to *atomic.Pointer[product]
	least := int32(1)
	for _, slot := range n.slots(h) {
		p := slot.Load()
		if p == nil {
			to = slot
			break
		}
		if u := p.used.Add(-1); u < least {
			to, least = slot, u
		}
	}
	if to != nil {
		p := &product{form: strings.Clone(form), row: append([]float32(nil), row...)}
		p.used.Store(2)
		to.Store(p)
	}
}

// missing is a word whose product is not kept.
type missing struct {
	form string
	hash uint64
	row  int
	seen bool // of late: it is worth keeping
}

// firstProducts sets sc.rows to the first layer's products of the sequences, and returns how many rows there are.
func (n *Net) firstProducts(sc *Scratch, lens []int, forms func(i int) string) (rows int) {
	for _, l := range lens {
		rows += l + 1
	}
	sc.rows = grow(sc.rows, rows)
	sc.missing = sc.missing[:0]
	row, word := 0, 0
	for _, l := range lens {
		sc.rows[row] = n.root
		row++
		for end := row + l; row < end; row, word = row+1, word+1 {
			form := forms(word)
			h := FormHash(form)
			if sc.rows[row] = n.keptProduct(form, h); sc.rows[row] == nil {
				sc.missing = append(sc.missing, missing{form: form, hash: h, row: row})
			}
		}
	}
	n.multiplyMissing(sc)
	return rows
}

// multiplyMissing sets the rows of the words in sc.missing, and empties it.
func (n *Net) multiplyMissing(sc *Scratch) {
	D, N, count := n.Dim, 8*n.Hidden, len(sc.missing)
	R := kernel.RoundRows(count)
	sc.x, sc.u = grow(sc.x, R*D), grow(sc.u, R*N)
	for i := range sc.missing {
		m := &sc.missing[i]
		var vec []uint8
		vec, m.seen = n.vector(m.form, m.hash, &sc.feat)
		copy(sc.x[i*D:(i+1)*D], vec)
	}
	clear(sc.x[count*D:])
	n.layers[0].w.Mul(n.Path, sc.u, N, sc.x, D, count)
	for i, m := range sc.missing {
		sc.rows[m.row] = sc.u[i*N : (i+1)*N]
		if m.seen {
			n.keepProduct(m.form, m.hash, sc.rows[m.row])
		}
	}
	clear(sc.missing) // they would keep the text
}
