package kept

import (
	"context"
	"iter"
	"slices"

	"chancery/internal/ledger"
	"chancery/internal/store"
)

// shelf is what is kept of which documents are copies.
type shelf struct {
	k   *Keeper
	ctx context.Context
	v   store.View
}

func (s *shelf) Band(key uint64, n int) ([]string, error) { return s.v.Band(s.ctx, key, n) }

func (s *shelf) Group(id string) ([]string, error) {
	kept, err := s.v.DerivedDocuments(s.ctx, id)
	if err != nil {
		return nil, err
	}
	if of := kept[id].CopyOf; of != "" {
		id = of
	}
	copies, err := s.v.CopiesOf(s.ctx, id)
	return append([]string{id}, copies...), err
}

func (s *shelf) Docs(ids []string) (map[string]ledger.Doc, error) {
	infos, err := s.v.Infos(s.ctx, ids...)
	out := make(map[string]ledger.Doc, len(infos))
	for id, i := range infos {
		out[id] = s.k.doc(&i)
	}
	return out, err
}

// recopy finds which documents are copies of others than is kept, now that some changed, for g, and what changes in the index of that.
func (k *Keeper) recopy(ctx context.Context, v store.View, g *gathering, changed []string, out *store.Derivation) (err error) {
	s := &shelf{k, ctx, v}
	var gone, came []ledger.Doc
	for _, id := range changed {
		was, is, now := g.records[id].kept, g.records[id].info, g.records[id].here
		before := was.ID != ""
		if before && now && slices.Equal(was.Sketch, is.Sketch) {
			group, err := s.Group(id)
			if err != nil {
				return err
			}
			if len(group) == 1 { // read anew, and nobody's copy in any case
				continue
			}
		}
		if before {
			gone = append(gone, ledger.Doc{ID: id, Fingerprint: was.Sketch})
		}
		if now {
			came = append(came, k.doc(&is))
		}
	}
	if g.copies, err = ledger.Recopy(s, gone, came); err != nil {
		return err
	}
	out.Unbanded, out.Bands = slices.Collect(bandsOf(gone)), bandsOf(came)
	return nil
}

func bandsOf(docs []ledger.Doc) iter.Seq[store.Band] {
	return func(yield func(store.Band) bool) {
		for i := range docs {
			for _, key := range ledger.Bands(docs[i].Fingerprint) {
				if !yield(store.Band{Key: key, ID: docs[i].ID}) {
					return
				}
			}
		}
	}
}
