-- The index keeps no text of its own, which was two fifths of a store; it is filled when the store opens.
DROP TABLE words;
CREATE VIRTUAL TABLE words USING fts5 (headline, text, content = "", tokenize = "unicode61 remove_diacritics 2");
DELETE FROM about WHERE key = 'words';
