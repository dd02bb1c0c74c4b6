-- Who holds what until when: things that have one owner at a time, and steps that a worker has taken.
CREATE TABLE leases (name TEXT COLLATE "C" PRIMARY KEY, owner TEXT COLLATE "C" NOT NULL, until TEXT COLLATE "C" NOT NULL);
ALTER TABLE work ADD COLUMN owner TEXT COLLATE "C";
ALTER TABLE work ADD COLUMN until TEXT COLLATE "C";
ALTER TABLE work ADD COLUMN again BIGINT NOT NULL DEFAULT 0;
CREATE INDEX work_by_owner ON work (owner, until) WHERE owner IS NOT NULL;
