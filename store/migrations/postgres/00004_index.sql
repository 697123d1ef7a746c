-- +goose Up

-- The columns are computed here; only SQLite's indexes of words are written apart.
SELECT 1;
