package query

// copyOf returns which document that of an id is a copy of; nil for none.
func (b *Book) copyOf(id string) *CopyOf {
	of := b.Ledger.CopyOf(id)
	if of == "" {
		return nil
	}
	b.named.Do(func() {
		b.names = make(map[string]string, len(b.Infos))
		for i := range b.Infos {
			b.names[b.Infos[i].ID] = b.Infos[i].Name()
		}
	})
	name, ok := b.names[of]
	if !ok {
		name = of
	}
	return &CopyOf{Document: name, SHA256: of}
}
