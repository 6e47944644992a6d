package ledger

import (
	"maps"
	"slices"
)

// Shelf is how documents were found to be copies before some went and came.
type Shelf interface {
	// Band returns the ids of the documents under a key of Bands, sorted: the first n, all where n is below 0.
	Band(key uint64, n int) ([]string, error)
	// Group returns the documents that told one story with that of an id, it included: the original first. Of a document that is not known, itself.
	Group(id string) ([]string, error)
	// Docs returns documents as they are now, by id.
	Docs(ids []string) (map[string]Doc, error)
}

// Recopy brings up to date which documents are copies, from what was found before some documents went
// (given as they were) and others came. One that changed went and came. It returns the original of each document of which that is another than
// before, "" where it has none any more. Only the bands and the groups of these documents are looked at.
func Recopy(s Shelf, gone, came []Doc) (map[string]string, error) {
	r := &recopying{shelf: s, gone: map[string]bool{}, came: map[string]bool{}, docs: map[string]Doc{}, cut: map[uint64][]string{}, add: map[uint64][]string{}, old: map[string]string{}, seen: map[uint64][]string{}, same: kin{}}
	for i := range gone {
		r.gone[gone[i].ID] = true
		for _, key := range Bands(gone[i].Fingerprint) {
			r.cut[key] = append(r.cut[key], gone[i].ID)
		}
	}
	for i := range came {
		r.came[came[i].ID], r.docs[came[i].ID] = true, came[i]
		for _, key := range Bands(came[i].Fingerprint) {
			r.add[key] = append(r.add[key], came[i].ID)
		}
	}
	loose := slices.Clone(gone)
	for _, step := range []func() error{
		func() error { return r.bands(&loose) },
		func() error { return r.loosen(loose) },
		r.join,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return r.changed(came)
}

type recopying struct {
	shelf Shelf
	gone  map[string]bool
	came  map[string]bool
	docs  map[string]Doc // as they are now: those that came, and others as they are asked for
	cut   map[uint64][]string
	add   map[uint64][]string
	seen  map[uint64][]string // the leaders of bands as they are now
	pairs [][2]string         // to compare
	old   map[string]string   // of documents of groups that were looked at, their originals; themselves for these
	same  kin
	heads []string // the documents that may be originals
}

// lead returns the leaders of a band as they were and as they are, and whether there are no others.
func (r *recopying) lead(key uint64) (was, is []string, whole bool, err error) {
	n := leaders + len(r.cut[key])
	old, err := r.shelf.Band(key, n)
	if err != nil {
		return nil, nil, false, err
	}
	is = r.present(old, key)
	whole = len(old) < n && len(is) <= leaders
	is = is[:min(len(is), leaders)]
	r.seen[key] = is
	return old[:min(len(old), leaders)], is, whole, nil
}

// present takes those that went out of the documents of a band and enters those that came.
func (r *recopying) present(ids []string, key uint64) []string {
	out := make([]string, 0, len(ids)+len(r.add[key]))
	for _, id := range ids {
		if !r.gone[id] {
			out = append(out, id)
		}
	}
	out = append(out, r.add[key]...)
	slices.Sort(out)
	return slices.Compact(out)
}

// bands finds what is to be compared in the bands of documents that went or came, and the documents whose groups may have lost what held them together.
func (r *recopying) bands(loose *[]Doc) error {
	keys := slices.AppendSeq(slices.Collect(maps.Keys(r.cut)), maps.Keys(r.add))
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		was, is, whole, err := r.lead(key)
		if err != nil {
			return err
		}
		was = slices.DeleteFunc(slices.Clone(was), func(id string) bool { return r.gone[id] })
		for _, id := range minus(was, is) {
			*loose = append(*loose, Doc{ID: id})
		}
		for _, id := range r.add[key] {
			r.compare(id, is)
		}
		fresh := minus(is, was)
		if len(fresh) == 0 {
			continue
		}
		all := is
		if !whole {
			if all, err = r.shelf.Band(key, -1); err != nil {
				return err
			}
			all = r.present(all, key)
		}
		for _, id := range fresh {
			r.compare(id, all)
		}
	}
	return nil
}

func (r *recopying) compare(id string, with []string) {
	for _, o := range with {
		if o != id {
			r.pairs = append(r.pairs, [2]string{id, o})
		}
	}
}

// loosen takes the groups of documents apart, to be put together anew.
func (r *recopying) loosen(docs []Doc) error {
	for i := range docs {
		if _, ok := r.old[docs[i].ID]; ok {
			continue
		}
		group, err := r.enter(docs[i].ID)
		if err != nil {
			return err
		}
		rest := slices.DeleteFunc(group, func(id string) bool { return r.gone[id] })
		r.heads = append(r.heads, rest...)
		if len(rest) < 2 {
			continue
		}
		if err := r.load(rest); err != nil {
			return err
		}
		in := make(map[string]bool, len(rest))
		for _, id := range rest {
			in[id] = true
		}
		for _, id := range rest {
			for _, key := range Bands(r.docs[id].Fingerprint) {
				is, ok := r.seen[key]
				if !ok {
					if _, is, _, err = r.lead(key); err != nil {
						return err
					}
				}
				for _, l := range is {
					if l != id && in[l] {
						r.pairs = append(r.pairs, [2]string{id, l})
					}
				}
			}
		}
	}
	return nil
}

// enter notes the group of a document as it was, and returns it.
func (r *recopying) enter(id string) ([]string, error) {
	group, err := r.shelf.Group(id)
	if err != nil {
		return nil, err
	}
	for _, m := range group {
		r.old[m] = group[0]
	}
	return slices.Clone(group), nil
}

func (r *recopying) load(ids []string) error {
	var missing []string
	for _, id := range ids {
		if _, ok := r.docs[id]; !ok {
			missing = append(missing, id)
		}
	}
	docs, err := r.shelf.Docs(missing)
	maps.Copy(r.docs, docs)
	return err
}

// join compares the pairs and joins those that tell one story, with all of the groups that were not taken apart.
func (r *recopying) join() error {
	var ids []string
	for _, p := range r.pairs {
		ids = append(ids, p[0], p[1])
	}
	slices.Sort(ids)
	if err := r.load(slices.Compact(ids)); err != nil {
		return err
	}
	for _, p := range r.pairs {
		if r.same.one(p[0], p[1]) || !sameStory(r.docs[p[0]].Fingerprint, r.docs[p[1]].Fingerprint) {
			continue
		}
		for _, id := range p {
			if _, ok := r.old[id]; ok || r.came[id] {
				continue
			}
			group, err := r.enter(id)
			if err != nil {
				return err
			}
			for _, m := range group[1:] {
				r.same.join(group[0], m)
			}
			r.heads = append(r.heads, group[0])
		}
		r.same.join(p[0], p[1])
	}
	return nil
}

// changed names the originals of all that was looked at, and returns those that are others than before.
func (r *recopying) changed(came []Doc) (map[string]string, error) {
	for i := range came {
		r.heads = append(r.heads, came[i].ID)
	}
	if err := r.load(r.heads); err != nil {
		return nil, err
	}
	first := map[string]string{} // by the one that stands for a group
	for _, id := range r.heads {
		d, root := r.docs[id], r.same.root(id)
		if f, ok := first[root]; !ok {
			first[root] = id
		} else if o := r.docs[f]; earlier(&d, &o) < 0 {
			first[root] = id
		}
	}
	out := map[string]string{}
	note := func(id, original string) {
		was := r.old[id]
		if was == id {
			was = ""
		}
		if original == id {
			original = ""
		}
		if was != original {
			out[id] = original
		}
	}
	for id := range r.old {
		if r.gone[id] && !r.came[id] {
			note(id, "")
		} else {
			note(id, or(first[r.same.root(id)], id))
		}
	}
	for i := range came {
		if id := came[i].ID; r.old[id] == "" {
			note(id, or(first[r.same.root(id)], id))
		}
	}
	return out, nil
}
