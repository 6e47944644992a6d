package query

import "chancery/internal/ledger"

// copyOf returns which document that of an id is a copy of. All documents of b are compared when this is first asked.
func (b *Book) copyOf(id string) *CopyOf {
	b.compared.Do(func() {
		docs := make([]ledger.Doc, len(b.Infos))
		names := make(map[string]string, len(b.Infos))
		for i := range b.Infos {
			docs[i] = ledgerDoc(&b.Infos[i])
			names[docs[i].ID] = docs[i].Name
		}
		b.copies = map[string]CopyOf{}
		for copied, of := range ledger.Copies(docs) {
			b.copies[copied] = CopyOf{Document: names[of], SHA256: of}
		}
	})
	if of, ok := b.copies[id]; ok {
		return &of
	}
	return nil
}
