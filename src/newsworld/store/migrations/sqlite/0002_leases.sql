-- Who holds what until when: things that have one owner at a time, and steps that a worker has taken.
CREATE TABLE leases (name TEXT PRIMARY KEY, owner TEXT NOT NULL, until TEXT NOT NULL) WITHOUT ROWID;
ALTER TABLE work ADD COLUMN owner TEXT;
ALTER TABLE work ADD COLUMN until TEXT;
ALTER TABLE work ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
CREATE INDEX work_by_owner ON work (owner, until) WHERE owner IS NOT NULL;
