-- +goose Up
-- Which documents tell one story in nearly the same words: the sketch by which each was compared, the hash of the one that it is a copy of, and
-- under which keys it is looked for.
ALTER TABLE derived_documents ADD COLUMN sketch BLOB NOT NULL DEFAULT x'';
ALTER TABLE derived_documents ADD COLUMN copy_of TEXT NOT NULL DEFAULT '';
CREATE INDEX derived_documents_copy ON derived_documents (copy_of) WHERE copy_of <> '';

CREATE TABLE derived_bands (
	key    INTEGER NOT NULL,
	sha256 BLOB    NOT NULL,
	PRIMARY KEY (key, sha256)
) STRICT, WITHOUT ROWID;

-- What was derived before knows nothing of this.
UPDATE derived SET version = '', generation = 0;

-- +goose Down
DROP TABLE derived_bands;
DROP INDEX derived_documents_copy;
ALTER TABLE derived_documents DROP COLUMN copy_of;
ALTER TABLE derived_documents DROP COLUMN sketch;
