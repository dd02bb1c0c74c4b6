-- A topic's newest stories are found by an index, and a story's topics without reading those of all others.
ALTER TABLE topics RENAME TO topics_before;
CREATE TABLE topics (
  story TEXT NOT NULL, topic TEXT NOT NULL, last_seen TEXT NOT NULL, PRIMARY KEY (story, topic)
) WITHOUT ROWID;
INSERT INTO topics (story, topic, last_seen)
SELECT stories.id, topics_before.topic, stories.last_seen FROM topics_before JOIN stories ON stories.id = topics_before.story;
DROP TABLE topics_before;
CREATE INDEX topics_by_time ON topics (topic, last_seen, story);
