package sqlite_test

import (
	"path/filepath"
	"testing"
	"time"

	"chancery/internal/store"
	"chancery/internal/store/sqlite"
	"chancery/internal/store/storetest"

	"github.com/google/go-cmp/cmp"
)

// TestUpgrade opens a database as each released schema left it: what was kept is kept, and what came later works.
func TestUpgrade(t *testing.T) {
	undo := []string{ // from the present schema back to the one of that number + 1
		`DROP TABLE derived_bands; DROP TABLE changed; DROP TABLE derived_claims; DROP TABLE derived_pairs; DROP TABLE derived_documents; DROP TABLE derived; DROP TABLE passages; DROP TABLE words; DROP TABLE notes; DELETE FROM goose_db_version WHERE version_id >= 2`,
		`DROP TABLE derived_bands; DROP TABLE changed; DROP TABLE derived_claims; DROP TABLE derived_pairs; DROP TABLE derived_documents; DROP TABLE derived; DROP TABLE passages; DROP TABLE words; DELETE FROM goose_db_version WHERE version_id >= 3`,
		`DROP TABLE derived_bands; DROP TABLE changed; DROP TABLE derived_claims; DROP TABLE derived_pairs; DROP TABLE derived_documents; DROP TABLE derived; DELETE FROM goose_db_version WHERE version_id >= 5`,
		`DROP TABLE derived_bands; DROP INDEX derived_documents_copy; ALTER TABLE derived_documents DROP COLUMN copy_of; ALTER TABLE derived_documents DROP COLUMN sketch; DELETE FROM goose_db_version WHERE version_id >= 6`,
	}
	for i, sql := range undo {
		path := filepath.Join(t.TempDir(), "old.db")
		db := open(t, path, sqlite.Options{Create: true})
		if _, err := db.Add(t.Context(), storetest.Reading("a.txt", "alpha", 3)); err != nil {
			t.Fatal(err)
		}
		want := storetest.Read(t, db, time.Time{})
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		sqlExec(t, path, sql)
		db = open(t, path, sqlite.Options{})
		if diff := cmp.Diff(want, storetest.Read(t, db, time.Time{})); diff != "" {
			t.Errorf("schema %d (-want +got):\n%s", i+1, diff)
		}
		if err := db.SetNotes(t.Context(), store.Note{Space: "page", Key: "k", Value: []byte("v")}); err != nil {
			t.Errorf("schema %d: %v", i+1, err)
		}
		db.Close()
	}
}
