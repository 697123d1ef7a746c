-- +goose Up

-- The comments on tables and columns stand in the migration of SQLite.

-- FTS5's porter tokenizer knows no stop words, so that "not" is found in both.
CREATE TEXT SEARCH DICTIONARY rapporteur_stem (TEMPLATE = snowball, Language = porter);
CREATE TEXT SEARCH CONFIGURATION rapporteur (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION rapporteur
	ALTER MAPPING FOR asciiword, word, asciihword, hword, hword_asciipart, hword_part WITH rapporteur_stem;

CREATE TABLE raws (
	sha256 TEXT PRIMARY KEY,
	size   BIGINT NOT NULL,
	bytes  BYTEA NOT NULL
);
ALTER TABLE raws ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE reports (
	id           BIGINT PRIMARY KEY,
	text_id      TEXT NOT NULL UNIQUE,
	raw          TEXT NOT NULL REFERENCES raws,
	title        TEXT NOT NULL,
	url          TEXT NOT NULL,
	outlet       TEXT NOT NULL,
	byline       TEXT NOT NULL,
	language     TEXT NOT NULL,
	published    TEXT NOT NULL,
	published_at BIGINT NOT NULL,
	day          TEXT NOT NULL COLLATE "C",
	text         TEXT NOT NULL,
	record       BYTEA NOT NULL,
	version      TEXT NOT NULL,
	added_at     BIGINT NOT NULL,
	analysed_at  BIGINT NOT NULL,
	-- A text of more than 1 MB of different words is indexed by its first part.
	index        TSVECTOR GENERATED ALWAYS AS (
		setweight(to_tsvector('rapporteur', title), 'A') || to_tsvector('rapporteur', left(text, 500000))) STORED
);
CREATE INDEX reports_published ON reports (published_at);
CREATE INDEX reports_version ON reports (version);
CREATE INDEX reports_index ON reports USING gin (index);

CREATE TABLE inputs (
	id           BIGINT PRIMARY KEY,
	name         TEXT NOT NULL,
	sha256       TEXT NOT NULL,
	size         BIGINT NOT NULL,
	content_type TEXT NOT NULL,
	url          TEXT NOT NULL,
	title        TEXT NOT NULL,
	outlet       TEXT NOT NULL,
	byline       TEXT NOT NULL,
	published    TEXT NOT NULL,
	seen_at      BIGINT NOT NULL,
	report       BIGINT REFERENCES reports,
	refusal      TEXT NOT NULL,
	version      TEXT NOT NULL,
	UNIQUE (name, sha256)
);
CREATE INDEX inputs_sha256 ON inputs (sha256);
CREATE INDEX inputs_report ON inputs (report);

CREATE TABLE visits (
	url           TEXT PRIMARY KEY,
	etag          TEXT NOT NULL,
	last_modified TEXT NOT NULL,
	seen_at       BIGINT NOT NULL
);

CREATE TABLE entities (
	id         BIGINT PRIMARY KEY,
	report     BIGINT NOT NULL REFERENCES reports,
	entity_id  TEXT NOT NULL,
	name       TEXT NOT NULL,
	folded     TEXT NOT NULL,
	type       TEXT NOT NULL,
	country    TEXT NOT NULL,
	kb         TEXT NOT NULL,
	party      TEXT NOT NULL,
	mentions   BIGINT NOT NULL,
	confidence DOUBLE PRECISION NOT NULL,
	UNIQUE (report, entity_id)
);
CREATE INDEX entities_folded ON entities (folded);
CREATE INDEX entities_kb ON entities (kb) WHERE kb <> '';

CREATE TABLE roles (
	entity   BIGINT NOT NULL REFERENCES entities,
	title    TEXT NOT NULL,
	of       TEXT NOT NULL,
	from_day TEXT NOT NULL,
	to_day   TEXT NOT NULL
);
CREATE INDEX roles_entity ON roles (entity);

CREATE TABLE mentions (
	entity BIGINT NOT NULL REFERENCES entities,
	words  TEXT NOT NULL,
	folded TEXT NOT NULL,
	form   TEXT NOT NULL,
	times  BIGINT NOT NULL,
	PRIMARY KEY (entity, words)
);
CREATE INDEX mentions_folded ON mentions (folded);

CREATE TABLE decisions (
	id      BIGINT PRIMARY KEY,
	raw     TEXT NOT NULL,
	kind    TEXT NOT NULL,
	key     TEXT NOT NULL,
	verdict TEXT NOT NULL,
	who     TEXT NOT NULL,
	why     TEXT NOT NULL,
	at      BIGINT NOT NULL,
	version TEXT NOT NULL,
	text_id TEXT NOT NULL,
	core    TEXT NOT NULL,
	fact    TEXT NOT NULL,
	patch   TEXT NOT NULL,
	joined  TEXT NOT NULL
);
CREATE INDEX decisions_raw ON decisions (raw);

CREATE TABLE facts (
	id         BIGINT PRIMARY KEY,
	report     BIGINT NOT NULL REFERENCES reports,
	kind       TEXT NOT NULL,
	fact_id    TEXT NOT NULL,
	key        TEXT NOT NULL,
	day        TEXT NOT NULL COLLATE "C",
	time       TEXT NOT NULL,
	label      TEXT NOT NULL,
	topic      TEXT NOT NULL,
	words      TEXT NOT NULL,
	who        TEXT NOT NULL,
	core       TEXT NOT NULL,
	confidence DOUBLE PRECISION NOT NULL,
	version    TEXT NOT NULL,
	data       TEXT NOT NULL,
	machine    TEXT NOT NULL,
	decision   BIGINT REFERENCES decisions,
	joined     TEXT NOT NULL,
	found      BIGINT NOT NULL,
	index      TSVECTOR GENERATED ALWAYS AS (
		CASE WHEN kind = 'statement' OR kind = 'position' THEN
			setweight(to_tsvector('rapporteur', topic), 'A')
			|| to_tsvector('rapporteur', left(words, 500000) || ' ' || who)
		END) STORED,
	UNIQUE (report, kind, key)
);
CREATE INDEX facts_day ON facts (kind, day);
CREATE INDEX facts_joined ON facts (joined) WHERE joined <> '';
CREATE INDEX facts_index ON facts USING gin (index);

CREATE TABLE parts (
	fact   BIGINT NOT NULL REFERENCES facts,
	role   TEXT NOT NULL,
	entity BIGINT NOT NULL REFERENCES entities,
	PRIMARY KEY (fact, role, entity)
);
CREATE INDEX parts_entity ON parts (entity);

-- +goose StatementBegin
CREATE FUNCTION decisions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'decisions are only ever added';
END $$;
-- +goose StatementEnd
CREATE TRIGGER decisions_stay BEFORE UPDATE OR DELETE ON decisions
	FOR EACH STATEMENT EXECUTE FUNCTION decisions_stay();
