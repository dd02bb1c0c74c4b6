-- One row for each version of a brief and each merge, numbered as they were kept: what is asked "what changed since".
CREATE TABLE changes (number INTEGER PRIMARY KEY AUTOINCREMENT, story TEXT NOT NULL, version INTEGER NOT NULL, into_story TEXT);
