-- +goose Up

-- What the facts of a report are compared by across reports, as a version of the joins
-- made it: a zstd frame of JSON, which is the joins' own. Every report has a row; version
-- 0 says that its facts are still to be joined.
CREATE TABLE told (
	report   INTEGER PRIMARY KEY,
	version  INTEGER NOT NULL,
	tellings BLOB NOT NULL
);
CREATE INDEX told_version ON told (version);
INSERT INTO told SELECT id, 0, x'' FROM reports;

-- Tellings by what those that may be of one fact share; a telling is 4,096 times its
-- report and its number there. day counts from 1970-01-01, 0 where unknown.
CREATE TABLE told_keys (
	key     INTEGER NOT NULL,
	telling INTEGER NOT NULL,
	day     INTEGER NOT NULL,
	PRIMARY KEY (key, telling)
) WITHOUT ROWID;
CREATE INDEX told_keys_telling ON told_keys (telling);

-- How alike two tellings are, kind being empty, the lower one first; or what one has to
-- say of another: denies, meets, fails.
CREATE TABLE ties (
	a     INTEGER NOT NULL,
	b     INTEGER NOT NULL,
	kind  TEXT NOT NULL,
	alike REAL NOT NULL,
	PRIMARY KEY (a, b, kind)
) WITHOUT ROWID;
CREATE INDEX ties_b ON ties (b);

-- The facts that reports tell of, and which tellings are of which: fact_id is the ID of
-- the telling's fact within the record of its report. parties is the
-- folded names of those whose fact it is, each between bars; data is the fact's JSON.
CREATE TABLE joins (
	id        TEXT PRIMARY KEY,
	kind      TEXT NOT NULL,
	first_day TEXT NOT NULL,
	last_day  TEXT NOT NULL,
	reports   INTEGER NOT NULL,
	origins   INTEGER NOT NULL,
	disputed  INTEGER NOT NULL,
	parties   TEXT NOT NULL,
	data      TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX joins_kind ON joins (kind, first_day);

CREATE TABLE joined (
	telling INTEGER PRIMARY KEY,
	fact    TEXT NOT NULL,
	report  INTEGER NOT NULL,
	fact_id TEXT NOT NULL
);
CREATE INDEX joined_fact ON joined (fact);
CREATE INDEX joined_report ON joined (report);
