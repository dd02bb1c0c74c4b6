-- A topic's newest stories are found by an index, and a story's topics without reading those of all others.
ALTER TABLE topics RENAME TO topics_before;
ALTER INDEX topics_pkey RENAME TO topics_before_pkey;
CREATE TABLE topics (
  story TEXT COLLATE "C" NOT NULL, topic TEXT COLLATE "C" NOT NULL, last_seen TEXT COLLATE "C" NOT NULL, PRIMARY KEY (story, topic)
);
INSERT INTO topics (story, topic, last_seen)
SELECT stories.id, topics_before.topic, stories.last_seen FROM topics_before JOIN stories ON stories.id = topics_before.story;
DROP TABLE topics_before;
CREATE INDEX topics_by_time ON topics (topic, last_seen, story);
