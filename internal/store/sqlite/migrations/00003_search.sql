-- +goose Up
-- The full text: a row for the title of a document (block -1) and for each block of its story. The index holds no text of its own; what stands in
-- a passage, the document says.
CREATE TABLE passages (
	id       INTEGER PRIMARY KEY,
	document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
	block    INTEGER NOT NULL,
	start    INTEGER NOT NULL, -- where it stands in the document
	"end"    INTEGER NOT NULL
) STRICT;
CREATE INDEX passages_document ON passages (document);
CREATE VIRTUAL TABLE words USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2');
-- +goose StatementBegin
CREATE TRIGGER passages_gone AFTER DELETE ON passages BEGIN DELETE FROM words WHERE rowid = old.id; END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE passages;
DROP TABLE words;
