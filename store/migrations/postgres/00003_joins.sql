-- +goose Up

-- The comments on tables and columns stand in the migration of SQLite.

CREATE TABLE told (
	report   BIGINT PRIMARY KEY,
	version  BIGINT NOT NULL,
	tellings BYTEA NOT NULL
);
CREATE INDEX told_version ON told (version);
INSERT INTO told SELECT id, 0, '' FROM reports;

CREATE TABLE told_keys (
	key     BIGINT NOT NULL,
	telling BIGINT NOT NULL,
	day     BIGINT NOT NULL,
	PRIMARY KEY (key, telling)
);
CREATE INDEX told_keys_telling ON told_keys (telling);

CREATE TABLE ties (
	a     BIGINT NOT NULL,
	b     BIGINT NOT NULL,
	kind  TEXT NOT NULL,
	alike DOUBLE PRECISION NOT NULL,
	PRIMARY KEY (a, b, kind)
);
CREATE INDEX ties_b ON ties (b);

CREATE TABLE joins (
	id        TEXT PRIMARY KEY,
	kind      TEXT NOT NULL,
	first_day TEXT NOT NULL,
	last_day  TEXT NOT NULL,
	reports   BIGINT NOT NULL,
	origins   BIGINT NOT NULL,
	disputed  BIGINT NOT NULL,
	parties   TEXT NOT NULL,
	data      TEXT NOT NULL
);
CREATE INDEX joins_kind ON joins (kind, first_day);

CREATE TABLE joined (
	telling BIGINT PRIMARY KEY,
	fact    TEXT NOT NULL,
	report  BIGINT NOT NULL,
	fact_id TEXT NOT NULL
);
CREATE INDEX joined_fact ON joined (fact);
CREATE INDEX joined_report ON joined (report);
