-- Queries in the words of SQLite.

-- The index keeps no text of its own, so it must be told what it is to forget.
-- name: own_drop_words
INSERT INTO words (words, rowid, headline, text) VALUES ('delete', ?, ?, ?);
-- name: put_words
INSERT INTO words (rowid, headline, text) VALUES (?, ?, ?);
-- name: search
-- Of the 2,000 that came in last, as on PostgreSQL, those that have it in their headlines, the newest first; then the newest
-- of all. bm25() counts every match of a frequent word before it ranks the first: 63 ms at the median with 368,000 articles.
WITH texts AS MATERIALIZED (
  SELECT rowid AS seq FROM words WHERE words MATCH ?1 ORDER BY rowid DESC LIMIT 2000
), heads AS MATERIALIZED (
  SELECT rowid AS seq FROM words
  WHERE words MATCH 'headline : (' || ?1 || ')' AND rowid >= (SELECT min(seq) FROM texts) AND +rowid IN (SELECT seq FROM texts)
  ORDER BY rowid DESC LIMIT ?2
), hit AS (
  SELECT seq, 0 AS turn FROM heads UNION ALL
  SELECT seq, 1 FROM (SELECT seq FROM texts WHERE seq NOT IN (SELECT seq FROM heads) ORDER BY seq DESC LIMIT ?2)
)
SELECT articles.body FROM (SELECT seq, turn FROM hit ORDER BY turn, seq DESC LIMIT ?2) AS hit
JOIN articles ON articles.seq = hit.seq
ORDER BY hit.turn, articles.moment DESC, articles.seq DESC;

-- name: reap_work
UPDATE work SET tries = tries + 1, error = ?, owner = NULL, until = NULL, again = 0
WHERE +step = ? AND owner IS NOT NULL AND until <= ?;
-- name: claim_work
WITH free AS (SELECT seq FROM work WHERE step = ? AND tries = ? AND owner IS NULL ORDER BY seq LIMIT ?)
UPDATE work SET owner = ?, until = ? WHERE seq IN (SELECT seq FROM free) RETURNING seq, subject;
-- Columns of the house's tables as they stand, with their place in the primary key (0: none).
-- name: columns
SELECT m.name, p.name, p.pk FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS p
WHERE m.type = 'table' AND m.name <> 'words' AND m.name NOT LIKE 'words\_%' ESCAPE '\' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\'
ORDER BY m.name, p.cid;
-- name: empty_words
INSERT INTO words (words) VALUES ('delete-all');
-- name: own_check_words
INSERT INTO words (words) VALUES ('integrity-check');
