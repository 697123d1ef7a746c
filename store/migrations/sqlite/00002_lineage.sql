-- +goose Up

-- By what a report is found among those with which it may have words in common, as a
-- version of the lineage made it: its outlet, what it is about, and its keys, eight
-- bytes and one for the kind each, as they stand in fingerprints. Every report has a row;
-- version 0 says that it is still to be traced.
CREATE TABLE sketches (
	report    INTEGER PRIMARY KEY REFERENCES reports,
	version   INTEGER NOT NULL,
	outlet    TEXT NOT NULL,
	signature BLOB NOT NULL,
	keys      BLOB NOT NULL
);
CREATE INDEX sketches_version ON sketches (version);
INSERT INTO sketches SELECT id, 0, outlet, x'', x'' FROM reports;

CREATE TABLE fingerprints (
	key    INTEGER NOT NULL,
	report INTEGER NOT NULL,
	kind   INTEGER NOT NULL,
	PRIMARY KEY (key, report)
) WITHOUT ROWID;

-- The sentences that an outlet prints in reports of all sorts, by their keys.
CREATE TABLE boilerplate (
	outlet TEXT NOT NULL,
	key    INTEGER NOT NULL,
	PRIMARY KEY (outlet, key)
) WITHOUT ROWID;

-- What reports have of one another, independent ones left out. passages are varints: of
-- each passage how far it begins behind the last one of its report and how long it is, in
-- bytes of the text, of the lender (zigzag) and of the borrower.
CREATE TABLE relations (
	lender     INTEGER NOT NULL REFERENCES reports,
	borrower   INTEGER NOT NULL REFERENCES reports,
	kind       TEXT NOT NULL,
	confidence REAL NOT NULL,
	passages   BLOB NOT NULL,
	PRIMARY KEY (lender, borrower)
) WITHOUT ROWID;
CREATE INDEX relations_borrower ON relations (borrower);
