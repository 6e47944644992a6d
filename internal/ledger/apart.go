package ledger

import (
	"strings"

	"chancery"
	"chancery/internal/vocab"
)

// keyOf is what claims of one event of a pair have in common; c runs in direction dir of it.
func keyOf(c *chancery.Claim, of class, kind vocab.Kind, dir int8) eventKey {
	k := eventKey{class: of.name, dir: direction(of, dir), mood: mood(c.Modality)}
	if kind.Group == "figure" && c.Quantity != nil {
		k.unit = c.Quantity.Unit
	}
	return k
}

// Apart says why two claims, as decided, can never tell of one occurrence, however a person merges them; "" where they can. A claim that was
// rejected can, once that is taken back.
func Apart(a, b *chancery.Claim, decided []chancery.Decision, lines Lineage, kinds *vocab.Kinds) string {
	return bare(decided, lines, kinds).apart(a, b)
}

func (l *Ledger) apart(a, b *chancery.Claim) string {
	if x, _, ok := l.decisions.apply(a); ok {
		a = x
	}
	if x, _, ok := l.decisions.apply(b); ok {
		b = x
	}
	kindA, okA := l.kinds.Get(a.Kind)
	kindB, okB := l.kinds.Get(b.Kind)
	for _, k := range [2]vocab.Kind{kindA, kindB} {
		if observed(k.Effect) {
			return "“" + plainKind(k.Name) + "” tells how things stand, and of no occurrence"
		}
	}
	classA, classB := classOf(kindA), classOf(kindB)
	if !okA || !okB || classA.name != classB.name {
		return "one tells of “" + plainKind(a.Kind) + "”, the other of “" + plainKind(b.Kind) + "”"
	}
	why := "they are about different parties"
	for _, p := range l.pairsOf(a, nil) {
		for _, q := range l.pairsOf(b, nil) {
			if p.pairKey != q.pairKey {
				continue
			}
			x, y := keyOf(a, classA, kindA, p.dir), keyOf(b, classB, kindB, q.dir)
			switch {
			case x == y:
				return ""
			case x.mood != y.mood:
				why = "one is " + string(a.Modality) + ", the other " + string(b.Modality)
			case x.dir != y.dir:
				why = "what one tells of the two the other tells the other way round"
			default:
				why = "their figures are in different units"
			}
		}
	}
	return why
}

func plainKind(k string) string { return strings.ReplaceAll(k, "-", " ") }
