-- SQLite alone changes here.
SELECT 1;
