-- +goose Up

-- The comments on tables and columns stand in the migration of SQLite.

CREATE TABLE sketches (
	report    BIGINT PRIMARY KEY REFERENCES reports,
	version   BIGINT NOT NULL,
	outlet    TEXT NOT NULL,
	signature BYTEA NOT NULL,
	keys      BYTEA NOT NULL
);
CREATE INDEX sketches_version ON sketches (version);
INSERT INTO sketches SELECT id, 0, outlet, '', '' FROM reports;

CREATE TABLE fingerprints (
	key    BIGINT NOT NULL,
	report BIGINT NOT NULL,
	kind   BIGINT NOT NULL,
	PRIMARY KEY (key, report)
);

CREATE TABLE boilerplate (
	outlet TEXT NOT NULL,
	key    BIGINT NOT NULL,
	PRIMARY KEY (outlet, key)
);

CREATE TABLE relations (
	lender     BIGINT NOT NULL REFERENCES reports,
	borrower   BIGINT NOT NULL REFERENCES reports,
	kind       TEXT NOT NULL,
	confidence DOUBLE PRECISION NOT NULL,
	passages   BYTEA NOT NULL,
	PRIMARY KEY (lender, borrower)
);
CREATE INDEX relations_borrower ON relations (borrower);
