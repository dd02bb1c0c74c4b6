-- Which notice was told, by which carrier, and when: nothing is told twice.
CREATE TABLE sent (
  carrier TEXT COLLATE "C" NOT NULL, notice TEXT COLLATE "C" NOT NULL, moment TEXT COLLATE "C" NOT NULL, PRIMARY KEY (carrier, notice)
);
CREATE INDEX sent_by_time ON sent (moment);
