-- +goose Up
-- What a command remembers between its runs, such as which pages of which feeds have been read. Nothing of the
-- ledger follows from it, so it leaves the generation alone.
CREATE TABLE notes (
	space TEXT NOT NULL,
	key   TEXT NOT NULL,
	value BLOB NOT NULL,
	PRIMARY KEY (space, key)
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE notes;
