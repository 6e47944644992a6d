-- +goose Up
-- What was derived of the ledger: a cache. Its rows name documents and claims without a foreign key, for they outlive them until the next derivation.
CREATE TABLE derived (
	id         INTEGER PRIMARY KEY CHECK (id = 1),
	version    TEXT    NOT NULL,
	generation INTEGER NOT NULL
) STRICT;
INSERT INTO derived (id, version, generation) VALUES (1, '', 0);

CREATE TABLE derived_documents (
	id      INTEGER PRIMARY KEY,
	sha256  TEXT    NOT NULL UNIQUE,
	undated INTEGER NOT NULL,
	date    TEXT    NOT NULL
) STRICT;

CREATE TABLE derived_pairs (
	id    INTEGER PRIMARY KEY,
	a     TEXT NOT NULL,
	b     TEXT NOT NULL,
	value BLOB,
	UNIQUE (a, b)
) STRICT;
CREATE INDEX derived_pairs_b ON derived_pairs (b);

CREATE TABLE derived_claims (
	pair     INTEGER NOT NULL,
	document INTEGER NOT NULL, -- of derived_documents
	claim    INTEGER NOT NULL, -- the row of claims
	PRIMARY KEY (pair, document, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX derived_claims_document ON derived_claims (document, pair);

-- The documents that came, went, changed or were decided on since what is derived.
CREATE TABLE changed (
	sha256     TEXT PRIMARY KEY,
	generation INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX changed_generation ON changed (generation);

-- +goose Down
DROP TABLE changed;
DROP TABLE derived_claims;
DROP TABLE derived_pairs;
DROP TABLE derived_documents;
DROP TABLE derived;
