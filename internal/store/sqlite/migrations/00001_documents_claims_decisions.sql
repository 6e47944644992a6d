-- +goose Up
-- "Chan": tells a database of this program from one of another.
PRAGMA application_id = 1130914158;

-- A document is kept once for its bytes; body and blocks are zstd frames (see encode.go).
CREATE TABLE documents (
	id       INTEGER PRIMARY KEY,
	sha256   TEXT    NOT NULL UNIQUE CHECK (length(sha256) = 64),
	title    TEXT    NOT NULL,
	source   TEXT    NOT NULL,
	url      TEXT    NOT NULL,
	language TEXT    NOT NULL,
	format   TEXT    NOT NULL,
	reader   TEXT    NOT NULL,
	rules    TEXT    NOT NULL,
	model    TEXT    NOT NULL,
	reading  TEXT    NOT NULL, -- the name and metadata whose reading is kept: of readings by the same versions, the least
	bytes    INTEGER NOT NULL,
	claims   INTEGER NOT NULL,
	recorded INTEGER NOT NULL, -- seconds since 1970, UTC
	dates    TEXT    NOT NULL, -- JSON
	latest   TEXT    NOT NULL,
	sketch   BLOB    NOT NULL, -- of 32-bit numbers, little endian
	refs     BLOB    NOT NULL,
	body     BLOB    NOT NULL,
	blocks   BLOB    NOT NULL
) STRICT;

CREATE TABLE names (
	document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
	name     TEXT    NOT NULL,
	PRIMARY KEY (document, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX names_name ON names (name);

-- body is the claim as JSON without the document's name, which may change with a further name.
CREATE TABLE claims (
	id         INTEGER PRIMARY KEY,
	document   INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
	claim      TEXT    NOT NULL UNIQUE,
	kind       TEXT    NOT NULL,
	modality   TEXT    NOT NULL,
	start      INTEGER NOT NULL,
	"end"      INTEGER NOT NULL,
	rule       TEXT    NOT NULL,
	confidence REAL    NOT NULL,
	body       TEXT    NOT NULL
) STRICT;
CREATE INDEX claims_document ON claims (document, start, "end", claim);
CREATE INDEX claims_kind ON claims (kind);

CREATE TABLE parties (
	party TEXT    NOT NULL,
	claim INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
	PRIMARY KEY (party, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX parties_claim ON parties (claim);

-- Append only: no statement of the program changes or deletes a row.
CREATE TABLE decisions (
	seq      INTEGER PRIMARY KEY,
	decision TEXT NOT NULL UNIQUE,
	claim    TEXT NOT NULL,
	action   TEXT NOT NULL,
	at       INTEGER NOT NULL, -- seconds since 1970, UTC
	body     TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_claim ON decisions (claim);
-- +goose StatementBegin
CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions BEGIN SELECT RAISE (ABORT, 'decisions are append only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions BEGIN SELECT RAISE (ABORT, 'decisions are append only'); END;
-- +goose StatementEnd

-- generation grows with every change of what is kept; what is cached under an older one is stale.
CREATE TABLE state (
	id         INTEGER PRIMARY KEY CHECK (id = 1),
	generation INTEGER NOT NULL
) STRICT;
INSERT INTO state (id, generation) VALUES (1, 0);

CREATE TABLE cache (
	key        TEXT PRIMARY KEY,
	generation INTEGER NOT NULL,
	value      BLOB NOT NULL
) STRICT;

-- +goose Down
DROP TABLE cache;
DROP TABLE state;
DROP TABLE decisions;
DROP TABLE parties;
DROP TABLE claims;
DROP TABLE names;
DROP TABLE documents;
