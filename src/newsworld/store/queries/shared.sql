-- Queries that every database understands. A question mark is a value; none may stand in a comment or a string.

-- name: put_outlet
INSERT INTO outlets (id, name, body) VALUES (?, ?, ?)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body;
-- name: outlets
SELECT body FROM outlets ORDER BY name, id;
-- name: put_source
INSERT INTO sources (id, outlet, body) VALUES (?, ?, ?)
ON CONFLICT (id) DO UPDATE SET outlet = excluded.outlet, body = excluded.body;
-- name: sources
SELECT body FROM sources ORDER BY id;
-- name: drop_source
DELETE FROM sources WHERE id = ?;
-- name: put_health
INSERT INTO healths (source, next_try, body) VALUES (?, ?, ?)
ON CONFLICT (source) DO UPDATE SET next_try = excluded.next_try, body = excluded.body;
-- name: healths
SELECT body FROM healths ORDER BY source;
-- name: put_furniture
INSERT INTO furniture (outlet, body) VALUES (?, ?) ON CONFLICT (outlet) DO UPDATE SET body = excluded.body;
-- name: furniture
SELECT outlet, body FROM furniture ORDER BY outlet;
-- name: put_item
INSERT INTO items (id, source, link, body) VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET link = excluded.link, body = excluded.body;
-- name: item
SELECT body FROM items WHERE id = ?;
-- name: item_at
SELECT id FROM items WHERE link = ? ORDER BY seq LIMIT 1;
-- name: items_of
SELECT body FROM (SELECT seq, body FROM items WHERE source = ? ORDER BY seq DESC LIMIT ?) AS newest ORDER BY seq;
-- name: put_capture
INSERT INTO captures (id, fetched, body) VALUES (?, ?, ?)
ON CONFLICT (id) DO UPDATE SET fetched = excluded.fetched, body = excluded.body;
-- name: capture
SELECT body FROM captures WHERE id = ?;
-- name: captures_since
SELECT id, fetched FROM captures WHERE fetched >= ? ORDER BY fetched;
-- name: drop_captures
DELETE FROM captures WHERE id IN (
  SELECT id FROM captures WHERE fetched < ? AND id NOT IN (SELECT subject FROM work WHERE step = 'extract')
  ORDER BY fetched LIMIT ?
);
-- name: drop_captures_beyond
DELETE FROM captures WHERE id IN (
  SELECT id FROM (
    SELECT id, sum(length(body)) OVER (ORDER BY coalesce(fetched, '') DESC, id DESC) AS upto FROM captures
  ) AS newest_first
  WHERE upto > ? AND id NOT IN (SELECT subject FROM work WHERE step = 'extract') ORDER BY upto DESC LIMIT ?
);
-- name: put_article
INSERT INTO articles (id, version, moment, outlet, url, body) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, moment = excluded.moment, outlet = excluded.outlet,
  url = excluded.url, body = excluded.body
RETURNING seq;
-- name: keep_version
INSERT INTO versions (article, version, body) SELECT id, version, body FROM articles WHERE id = ?
ON CONFLICT (article, version) DO NOTHING;
-- name: article
SELECT body FROM articles WHERE id = ?;
-- name: article_version
SELECT body FROM versions WHERE article = ? AND version = ?;
-- name: put_revision
INSERT INTO revisions (article, version, body) VALUES (?, ?, ?) ON CONFLICT (article, version) DO NOTHING;
-- name: revisions_of
SELECT body FROM revisions WHERE article = ? ORDER BY version;
-- name: article_with_seq
SELECT body, seq FROM articles WHERE id = ?;
-- name: articles_of_outlet
SELECT body FROM articles WHERE outlet = ? ORDER BY moment DESC, seq DESC LIMIT ?;
-- name: articles_between
SELECT body FROM articles WHERE moment >= ? AND moment < ? ORDER BY moment, seq LIMIT ?;
-- name: articles_after
SELECT seq, body FROM articles WHERE seq > ? ORDER BY seq LIMIT ?;
-- name: articles_page
SELECT moment, seq, body FROM articles WHERE moment >= ? AND moment < ? AND (moment, seq) < (?, ?)
ORDER BY moment DESC, seq DESC LIMIT ?;
-- name: articles_page_of_outlet
SELECT moment, seq, body FROM articles WHERE outlet = ? AND moment >= ? AND moment < ? AND (moment, seq) < (?, ?)
ORDER BY moment DESC, seq DESC LIMIT ?;
-- name: count_articles
SELECT count(*) FROM articles;
-- name: put_reading
INSERT INTO readings (article, body) VALUES (?, ?) ON CONFLICT (article) DO UPDATE SET body = excluded.body;
-- name: reading
SELECT body FROM readings WHERE article = ?;
-- name: put_placement
INSERT INTO placements (article, story, body) VALUES (?, ?, ?)
ON CONFLICT (article) DO UPDATE SET story = excluded.story, body = excluded.body;
-- name: placement
SELECT body FROM placements WHERE article = ?;
-- name: placements
SELECT body FROM (SELECT seq, body FROM placements ORDER BY seq DESC LIMIT ?) AS newest ORDER BY seq;
-- name: put_story
INSERT INTO stories (id, last_seen, origins, copies, body) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET last_seen = excluded.last_seen, origins = excluded.origins, copies = excluded.copies,
  body = excluded.body;
-- name: drop_story
DELETE FROM stories WHERE id = ?;
-- name: story
SELECT body FROM stories WHERE id = ?;
-- name: stories_between
SELECT body FROM stories WHERE last_seen >= ? AND last_seen < ? ORDER BY last_seen DESC, id LIMIT ?;
-- name: reaches
SELECT id, last_seen, origins, copies FROM stories WHERE last_seen >= ? AND last_seen < ?;
-- name: stories_of_topic
SELECT stories.body FROM topics JOIN stories ON stories.id = topics.story
WHERE topics.topic = ? ORDER BY topics.last_seen DESC, topics.story DESC LIMIT ?;
-- name: stories_page
SELECT last_seen, id, body FROM stories WHERE last_seen >= ? AND last_seen < ? AND (last_seen, id) < (?, ?)
ORDER BY last_seen DESC, id DESC LIMIT ?;
-- name: stories_page_of_topic
SELECT topics.last_seen, topics.story, stories.body FROM topics JOIN stories ON stories.id = topics.story
WHERE topics.topic = ? AND topics.last_seen >= ? AND topics.last_seen < ? AND (topics.last_seen, topics.story) < (?, ?)
ORDER BY topics.last_seen DESC, topics.story DESC LIMIT ?;
-- name: put_change
INSERT INTO changes (story, version, into_story) VALUES (?, ?, ?);
-- name: changes
SELECT number, story, version, into_story FROM changes WHERE number > ? ORDER BY number LIMIT ?;
-- name: last_change
SELECT coalesce(max(number), 0) FROM changes;
-- name: count_stories
SELECT count(*) FROM stories;
-- name: drop_topics
DELETE FROM topics WHERE story = ?;
-- name: put_topic
INSERT INTO topics (story, topic, last_seen) VALUES (?, ?, ?) ON CONFLICT DO NOTHING;
-- name: put_redirect
INSERT INTO redirects (story, into_story) VALUES (?, ?) ON CONFLICT (story) DO UPDATE SET into_story = excluded.into_story;
-- name: redirects
SELECT story, into_story FROM redirects ORDER BY story;
-- name: redirect
SELECT into_story FROM redirects WHERE story = ?;
-- name: put_correction
INSERT INTO corrections (body) VALUES (?);
-- name: corrections
SELECT body FROM corrections ORDER BY seq;
-- name: put_brief
INSERT INTO briefs (story, version, body) VALUES (?, ?, ?)
ON CONFLICT (story) DO UPDATE SET version = excluded.version, body = excluded.body;
-- name: keep_brief
INSERT INTO brief_versions (story, version, body) SELECT story, version, body FROM briefs WHERE story = ?
ON CONFLICT (story, version) DO NOTHING;
-- name: brief
SELECT body FROM briefs WHERE story = ?;
-- name: brief_version
SELECT body FROM brief_versions WHERE story = ? AND version = ?;
-- name: drop_brief
DELETE FROM briefs WHERE story = ?;
-- name: put_mark
INSERT INTO marks (reader, story, body) VALUES (?, ?, ?) ON CONFLICT (reader, story) DO UPDATE SET body = excluded.body;
-- name: mark
SELECT body FROM marks WHERE reader = ? AND story = ?;
-- name: marks_on
SELECT reader, body FROM marks WHERE story = ? ORDER BY reader;
-- name: marks
SELECT body FROM marks WHERE reader = ? ORDER BY story;
-- name: put_interest
INSERT INTO interests (reader, topic, body) VALUES (?, ?, ?)
ON CONFLICT (reader, topic) DO UPDATE SET body = excluded.body;
-- name: interests
SELECT body FROM interests WHERE reader = ? ORDER BY topic;
-- name: queue
INSERT INTO work (step, subject) VALUES (?, ?) ON CONFLICT (step, subject) DO UPDATE SET
  tries = 0, error = NULL, again = CASE WHEN work.owner IS NULL THEN 0 ELSE 1 END;
-- name: waiting
SELECT subject FROM work WHERE step = ? AND tries < ? ORDER BY seq LIMIT ?;
-- name: tried_before
SELECT tries FROM work WHERE step = ? AND tries > 0 AND tries < ? AND owner IS NULL LIMIT 1;
-- name: done
DELETE FROM work WHERE step = ? AND subject = ? AND again = 0;
-- name: done_by
DELETE FROM work WHERE step = ? AND subject = ? AND owner = ? AND again = 0;
-- name: done_but_wanted_again
UPDATE work SET tries = 0, owner = NULL, until = NULL, again = 0 WHERE step = ? AND subject = ? AND owner = ? AND again = 1;
-- name: failed
UPDATE work SET tries = tries + 1, error = ?, owner = NULL, until = NULL, again = 0 WHERE step = ? AND subject = ?;
-- name: failed_by
UPDATE work SET tries = tries + 1, error = ?, owner = NULL, until = NULL, again = 0
WHERE step = ? AND subject = ? AND owner = ?;
-- name: held_on
UPDATE work SET until = ? WHERE owner = ?;
-- name: given_back
UPDATE work SET owner = NULL, until = NULL, again = 0 WHERE owner = ?;
-- name: stuck
SELECT step, subject, error FROM work WHERE tries >= ? ORDER BY seq LIMIT ?;
-- name: backlog
SELECT step, count(*) FROM work WHERE tries < ? GROUP BY step;

-- name: claim_lease
INSERT INTO leases (name, owner, until) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET
  owner = excluded.owner, until = excluded.until WHERE leases.owner = excluded.owner OR leases.until <= ?;
-- name: hold_lease
UPDATE leases SET until = ? WHERE name = ? AND owner = ?;
-- name: release_lease
DELETE FROM leases WHERE name = ? AND owner = ?;
-- name: reap_leases
DELETE FROM leases WHERE until <= ?;
-- name: leases
SELECT name, owner, until FROM leases WHERE until > ? ORDER BY name;

-- name: claim_sent
INSERT INTO sent (carrier, notice, moment) VALUES (?, ?, ?) ON CONFLICT (carrier, notice) DO NOTHING;
-- name: release_sent
DELETE FROM sent WHERE carrier = ? AND notice = ?;
-- name: has_sent
SELECT count(*) FROM sent WHERE carrier = ? AND notice = ?;
-- name: count_sent
SELECT count(*) FROM sent WHERE carrier = ? AND moment >= ?;
-- name: drop_sent
DELETE FROM sent WHERE moment < ?;
-- name: drop_sent_of
DELETE FROM sent WHERE carrier >= ? AND carrier < ?;

-- name: put_about
INSERT INTO about (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value;
-- name: about
SELECT value FROM about WHERE key = ?;

-- name: put_account
INSERT INTO accounts (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body;
-- name: account
SELECT body FROM accounts WHERE name = ?;
-- name: accounts
SELECT body FROM accounts ORDER BY name;
-- name: drop_account
DELETE FROM accounts WHERE name = ?;
-- name: put_token
INSERT INTO tokens (digest, account, body) VALUES (?, ?, ?)
ON CONFLICT (digest) DO UPDATE SET account = excluded.account, body = excluded.body;
-- name: token
SELECT body FROM tokens WHERE digest = ?;
-- name: tokens_of
SELECT body FROM tokens WHERE account = ? ORDER BY digest;
-- name: drop_token
DELETE FROM tokens WHERE digest = ?;
-- name: put_subscription
INSERT INTO subscriptions (reader, outlet, body) VALUES (?, ?, ?)
ON CONFLICT (reader, outlet) DO UPDATE SET body = excluded.body;
-- name: subscriptions_of
SELECT body FROM subscriptions WHERE reader = ? ORDER BY outlet;
-- name: drop_tokens_of
DELETE FROM tokens WHERE account = ?;
-- name: drop_subscriptions_of
DELETE FROM subscriptions WHERE reader = ?;
-- name: drop_marks_of
DELETE FROM marks WHERE reader = ?;
-- name: drop_interests_of
DELETE FROM interests WHERE reader = ?;
-- name: drop_states_of
DELETE FROM states WHERE reader = ?;

-- name: put_entry
INSERT INTO entries (kind, subject, outlet, moment, version) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (kind, subject) DO UPDATE SET outlet = excluded.outlet, moment = excluded.moment, version = excluded.version,
  gone = 0,
  changed = CASE WHEN entries.version = excluded.version THEN entries.changed ELSE NULL END;
-- name: drop_entry
UPDATE entries SET gone = 1 WHERE kind = ? AND subject = ?;
-- name: entries_unlisted
SELECT count(*) FROM (SELECT subject FROM entries WHERE changed IS NULL LIMIT 1) AS waiting;
-- name: number_entries
UPDATE entries SET number = fresh.number
FROM (
  SELECT kind, subject, (SELECT coalesce(max(number), 0) FROM entries) + row_number() OVER (ORDER BY moment, kind, subject)
    AS number
  FROM entries WHERE number IS NULL
) AS fresh
WHERE entries.kind = fresh.kind AND entries.subject = fresh.subject;
-- name: number_outlets
INSERT INTO numbers (kind, name)
SELECT DISTINCT 'outlet', outlet FROM entries WHERE changed IS NULL AND kind = 'article'
ON CONFLICT (kind, name) DO NOTHING;
-- name: stamp_entries
UPDATE entries SET changed = ? WHERE changed IS NULL;
-- name: entries_by_outlet
SELECT outlet, count(*), max(moment) FROM entries WHERE number IS NOT NULL AND gone = 0 GROUP BY outlet;
-- name: read_by_outlet
SELECT e.outlet, count(*) FROM states s JOIN entries e ON e.kind = s.kind AND e.subject = s.subject
WHERE s.reader = ? AND s.is_read = 1 AND e.number IS NOT NULL AND e.gone = 0 GROUP BY e.outlet;
-- name: put_read
INSERT INTO states (reader, kind, subject, is_read, is_starred) VALUES (?, ?, ?, ?, 0)
ON CONFLICT (reader, kind, subject) DO UPDATE SET is_read = excluded.is_read;
-- name: put_starred
INSERT INTO states (reader, kind, subject, is_read, is_starred) VALUES (?, ?, ?, 0, ?)
ON CONFLICT (reader, kind, subject) DO UPDATE SET is_starred = excluded.is_starred;
-- name: starred_articles
SELECT articles.body FROM states JOIN articles ON articles.id = states.subject
WHERE states.reader = ? AND states.kind = 'article' AND states.is_starred = 1
ORDER BY articles.moment DESC, articles.seq DESC LIMIT ?;
-- name: put_number
INSERT INTO numbers (kind, name) VALUES (?, ?) ON CONFLICT (kind, name) DO NOTHING;
-- name: number_of
SELECT number FROM numbers WHERE kind = ? AND name = ?;
-- name: numbers_of
SELECT name, number FROM numbers WHERE kind = ?;
-- name: put_state
INSERT INTO states (reader, kind, subject, is_read, is_starred) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (reader, kind, subject) DO UPDATE SET is_read = excluded.is_read, is_starred = excluded.is_starred;
-- name: story_moment
SELECT last_seen FROM stories WHERE id = ?;
