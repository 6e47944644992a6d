package learn

import (
	"math"

	"chancery/nlp/conllu"
	"chancery/nlp/internal/net"
)

// How much the agreement of a UPOS with an XPOS and with a relation counts beside the network's scores. Both were chosen on the dev
// parts of the treebanks.
const (
	xposAgreement = 0.1
	relAgreement  = 0.2
)

// Agreement returns the block that says how much oftener each UPOS of a network stands beside an XPOS and under a relation than it
// would if they had nothing to do with each other: the weighted logarithm of the ratio of the counts in the treebanks, both raised by one.
func Agreement(sentences []*conllu.Sentence, xposNames, uposNames, relNames []string) []byte {
	upos, xpos, rels := index(uposNames), index(xposNames), index(relNames)
	columns := len(xpos) + len(rels)
	together := make([]float64, len(upos)*columns)
	ofRow, ofColumn, all := make([]float64, len(upos)), make([]float64, columns), 0.0
	for _, s := range sentences {
		for _, w := range s.Words {
			u, x, r := upos[w.UPOS], xpos[w.XPOS], len(xpos)+rels[w.Rel]
			together[u*columns+x]++
			together[u*columns+r]++
			ofRow[u]++
			ofColumn[x]++
			ofColumn[r]++
			all++
		}
	}
	table := make([]float32, len(together))
	for i, n := range together {
		weight := xposAgreement
		if i%columns >= len(xpos) {
			weight = relAgreement
		}
		expected := ofRow[i/columns] * ofColumn[i%columns] / all
		table[i] = float32(weight * math.Log((n+1)/(expected+1)))
	}
	return net.AgreementBytes(table)
}
