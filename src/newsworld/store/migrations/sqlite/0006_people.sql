-- Accounts and what lets them in; what phone readers list, and what each reader read and starred of it.
CREATE TABLE accounts (name TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE tokens (digest TEXT PRIMARY KEY, account TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX tokens_by_account ON tokens (account);
CREATE TABLE subscriptions (reader TEXT NOT NULL, outlet TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (reader, outlet))
  WITHOUT ROWID;
CREATE TABLE numbers (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (kind, name));
CREATE TABLE entries (
  kind TEXT NOT NULL, subject TEXT NOT NULL, outlet TEXT NOT NULL, moment TEXT NOT NULL, version INTEGER NOT NULL,
  gone INTEGER NOT NULL DEFAULT 0, number INTEGER UNIQUE, changed TEXT, PRIMARY KEY (kind, subject)
) WITHOUT ROWID;
CREATE INDEX entries_waiting ON entries (moment) WHERE changed IS NULL;
CREATE INDEX entries_by_moment ON entries (moment, number);
CREATE INDEX entries_by_change ON entries (changed, number);
CREATE INDEX entries_by_outlet ON entries (outlet, gone, moment, number);
CREATE TABLE states (
  reader TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, is_read INTEGER NOT NULL, is_starred INTEGER NOT NULL,
  PRIMARY KEY (reader, kind, subject)
) WITHOUT ROWID;
INSERT INTO entries (kind, subject, outlet, moment, version)
SELECT 'article', id, coalesce(outlet, 'unknown'), moment, version FROM articles;
INSERT INTO entries (kind, subject, outlet, moment, version)
SELECT 'story', briefs.story, '', stories.last_seen, briefs.version FROM briefs JOIN stories ON stories.id = briefs.story;
