package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"chancery/internal/store"
	"chancery/internal/store/sqlite"
)

// kept is a document as a database has it.
type kept struct {
	id     string
	claims string // their number and a hash of them
}

// compare holds the documents of a database against the pages that were made, and against a few of these, read alone.
func compare(ctx context.Context, o options, db, few string, made generated) error {
	all, err := documents(ctx, db)
	if err != nil {
		return err
	}
	var names []string
	for name, ds := range all {
		for range ds {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if !slices.Equal(names, made.titles) {
		return fmt.Errorf("%d pages were made, %d documents are kept, or others", len(made.titles), len(names))
	}
	alone := filepath.Join(filepath.Dir(db), "few.db")
	if out, err := exec.Command(o.bin, "ingest", "--db", alone, "--progress", "none", few).CombinedOutput(); err != nil {
		return fmt.Errorf("the ingest of a few pages: %w: %s", err, out)
	}
	some, err := documents(ctx, alone)
	if err != nil {
		return err
	}
	for name, ds := range some {
		if !slices.Equal(ds, all[name]) {
			return fmt.Errorf("%s read alone is %v, in the whole %v", name, ds, all[name])
		}
	}
	fmt.Printf("%d documents, one for each page; %d of them, read alone, are the same with the same claims\n", len(names), len(some))
	return nil
}

// documents returns the documents of a database by their names.
func documents(ctx context.Context, path string) (map[string][]kept, error) {
	db, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		return nil, err
	}
	defer db.Close()
	v, err := db.View(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	defer v.Close()
	claims := map[string]string{}
	id, n, sum := "", 0, sha256.New()
	end := func() {
		claims[id] = fmt.Sprintf("%d %x", n, sum.Sum(nil)[:8])
		n = 0
		sum.Reset()
	}
	d := store.Decoder{}
	for s, err := range v.StoredClaims(ctx) {
		if err != nil {
			return nil, err
		}
		c, err := s.Claim(&d)
		if err != nil {
			return nil, err
		}
		if c.DocumentID != id && n > 0 {
			end()
		}
		id = c.DocumentID
		n++
		fmt.Fprintf(sum, "%s %s\n", c.ID, c.Quote.Exact)
	}
	if n > 0 {
		end()
	}
	out := map[string][]kept{}
	for i, err := range v.EachInfo(ctx) {
		if err != nil {
			return nil, err
		}
		for _, name := range i.Names {
			out[name] = append(out[name], kept{i.ID, claims[i.ID]})
		}
	}
	return out, nil
}
