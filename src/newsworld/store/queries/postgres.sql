-- Queries in the words of PostgreSQL.

-- name: put_words
INSERT INTO words (seq, cut) VALUES (?, ?::tsvector) ON CONFLICT (seq) DO UPDATE SET cut = excluded.cut;
-- name: search
-- The best of the 2,000 that came in last, as on SQLite.
SELECT articles.body FROM (
  SELECT words.seq, ts_rank('{0.25, 0.25, 0.25, 1}', words.cut, asked.wanted, 1) AS rank_
  FROM words, (SELECT ?::tsquery AS wanted) AS asked
  WHERE words.cut @@ asked.wanted ORDER BY words.seq DESC LIMIT 2000
) AS hit JOIN articles ON articles.seq = hit.seq
ORDER BY hit.rank_ DESC, articles.moment DESC LIMIT ?;

-- Whoever takes work never waits for others who do, or who keep results: what they hold is passed over.
-- name: reap_work
UPDATE work SET tries = tries + 1, error = ?, owner = NULL, until = NULL, again = 0 WHERE seq IN (
  SELECT seq FROM work WHERE step = ? AND owner IS NOT NULL AND until <= ? FOR UPDATE SKIP LOCKED
);
-- name: claim_work
WITH free AS MATERIALIZED (
  SELECT seq FROM work WHERE step = ? AND tries = ? AND owner IS NULL ORDER BY seq LIMIT ? FOR UPDATE SKIP LOCKED
)
UPDATE work SET owner = ?, until = ? FROM free WHERE work.seq = free.seq RETURNING work.seq, work.subject;

-- Columns of the house's tables as they stand, with their place in the primary key (0: none).
-- name: columns
SELECT c.relname, a.attname, coalesce(1 + array_position(i.indkey::int2[], a.attnum), 0) AS place
FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> 'words'
ORDER BY c.relname, a.attnum;
-- name: empty_words
DELETE FROM words;
-- name: own_failed_checksums
SELECT coalesce(checksum_failures, 0) FROM pg_stat_database WHERE datname = current_database();
-- name: own_counted
SELECT attname FROM pg_attribute WHERE attrelid = quote_ident(?)::regclass AND attidentity <> '';
-- name: own_count_on
SELECT setval(pg_get_serial_sequence(?, ?), greatest(?::bigint, 1));
