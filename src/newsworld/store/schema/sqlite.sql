-- The whole schema of the SQLite store. A noun is kept as its JSON, deflated, in `body`; columns beside it are what queries ask for.
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE outlets (id TEXT PRIMARY KEY, name TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX outlets_by_name ON outlets (name);
CREATE TABLE sources (id TEXT PRIMARY KEY, outlet TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE healths (source TEXT PRIMARY KEY, next_try TEXT, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE furniture (outlet TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE items (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, link TEXT NOT NULL, body BLOB NOT NULL
);
CREATE INDEX items_by_source ON items (source, seq);
CREATE INDEX items_by_link ON items (link);

CREATE TABLE captures (id TEXT PRIMARY KEY, fetched TEXT, body BLOB NOT NULL);

CREATE INDEX captures_by_time ON captures (fetched);

CREATE TABLE articles (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, moment TEXT NOT NULL,
  outlet TEXT, url TEXT, body BLOB NOT NULL
);
CREATE INDEX articles_by_moment ON articles (moment);
CREATE INDEX articles_by_outlet ON articles (outlet, moment);
CREATE TABLE versions (article TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (article, version))
  WITHOUT ROWID;
CREATE TABLE revisions (article TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (article, version))
  WITHOUT ROWID;
CREATE TABLE readings (article TEXT PRIMARY KEY, body BLOB NOT NULL);

CREATE TABLE placements (
  seq INTEGER PRIMARY KEY, article TEXT NOT NULL UNIQUE, story TEXT NOT NULL, body BLOB NOT NULL
);
CREATE INDEX placements_by_story ON placements (story, seq);
CREATE TABLE stories (
  id TEXT PRIMARY KEY, last_seen TEXT NOT NULL, origins INTEGER NOT NULL, copies INTEGER NOT NULL, body BLOB NOT NULL
);
CREATE INDEX stories_by_time ON stories (last_seen, origins, copies, id);  -- an edition is chosen from this alone
CREATE TABLE redirects (story TEXT PRIMARY KEY, into_story TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE corrections (seq INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE topics (
  story TEXT NOT NULL, topic TEXT NOT NULL, last_seen TEXT NOT NULL, PRIMARY KEY (story, topic)
) WITHOUT ROWID;
CREATE INDEX topics_by_time ON topics (topic, last_seen, story);

CREATE TABLE briefs (story TEXT PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE brief_versions (story TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (story, version))
  WITHOUT ROWID;

-- One row for each version of a brief and each merge, numbered as they were kept: what is asked "what changed since".
CREATE TABLE changes (number INTEGER PRIMARY KEY AUTOINCREMENT, story TEXT NOT NULL, version INTEGER NOT NULL, into_story TEXT);

CREATE TABLE marks (reader TEXT NOT NULL, story TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (reader, story))
  WITHOUT ROWID;
CREATE TABLE interests (reader TEXT NOT NULL, topic TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (reader, topic))
  WITHOUT ROWID;

-- One row for each step that waits; taken away in the transaction that keeps the step's result. `owner` has taken it
-- `until` then; `again`: it was queued anew meanwhile, so it stays when it is done.
CREATE TABLE work (
  seq INTEGER PRIMARY KEY, step TEXT NOT NULL, subject TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, error TEXT,
  owner TEXT, until TEXT, again INTEGER NOT NULL DEFAULT 0,
  UNIQUE (step, subject)
);
CREATE INDEX work_by_step ON work (step, tries, seq);
CREATE INDEX work_by_owner ON work (owner, until) WHERE owner IS NOT NULL;
CREATE TABLE leases (name TEXT PRIMARY KEY, owner TEXT NOT NULL, until TEXT NOT NULL) WITHOUT ROWID;
-- Which notice was told, by which carrier, and when: nothing is told twice.
CREATE TABLE sent (
  carrier TEXT NOT NULL, notice TEXT NOT NULL, moment TEXT NOT NULL, PRIMARY KEY (carrier, notice)
) WITHOUT ROWID;
CREATE INDEX sent_by_time ON sent (moment);

-- Accounts and what lets them in. `entries` is what phone readers list: numbered, and given `changed`, when one first asks.
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

CREATE VIRTUAL TABLE words USING fts5 (headline, text, content = "", tokenize = "unicode61 remove_diacritics 2");
