-- +goose Up

-- New rows are put into the indexes of words by who writes them, all of a transaction at
-- once: a trigger has FTS5 write a segment for every row, which searches then read all.
DROP TRIGGER IF EXISTS reports_added;
DROP TRIGGER IF EXISTS statements_added;
DROP TRIGGER IF EXISTS positions_added;
