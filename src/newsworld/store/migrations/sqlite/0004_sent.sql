-- Which notice was told, by which carrier, and when: nothing is told twice.
CREATE TABLE sent (
  carrier TEXT NOT NULL, notice TEXT NOT NULL, moment TEXT NOT NULL, PRIMARY KEY (carrier, notice)
) WITHOUT ROWID;
CREATE INDEX sent_by_time ON sent (moment);
