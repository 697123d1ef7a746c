-- +goose Up

-- The bytes of every report that has a record, once, by their SHA-256 in lower-case
-- hexadecimal; bytes is a zstd frame of size bytes.
CREATE TABLE raws (
	sha256 TEXT PRIMARY KEY,
	size   INTEGER NOT NULL,
	bytes  BLOB NOT NULL
) WITHOUT ROWID;

-- One report per text: text_id is the identity of the normalised text. raw is what
-- it was read from; record is a zstd frame of the record's JSON without the text.
-- published is RFC 3339 or a day, day its day, at Unix seconds in UTC.
CREATE TABLE reports (
	id           INTEGER PRIMARY KEY,
	text_id      TEXT NOT NULL UNIQUE,
	raw          TEXT NOT NULL REFERENCES raws,
	title        TEXT NOT NULL,
	url          TEXT NOT NULL,
	outlet       TEXT NOT NULL,
	byline       TEXT NOT NULL,
	language     TEXT NOT NULL,
	published    TEXT NOT NULL,
	published_at INTEGER NOT NULL,
	day          TEXT NOT NULL,
	text         TEXT NOT NULL,
	record       BLOB NOT NULL,
	version      TEXT NOT NULL,
	added_at     INTEGER NOT NULL,
	analysed_at  INTEGER NOT NULL
);
CREATE INDEX reports_published ON reports (published_at);
CREATE INDEX reports_version ON reports (version);

-- Where bytes were found, what the place said of them, and what became of them: a
-- report, or the reason of a refusal by a version.
CREATE TABLE inputs (
	id           INTEGER PRIMARY KEY,
	name         TEXT NOT NULL,
	sha256       TEXT NOT NULL,
	size         INTEGER NOT NULL,
	content_type TEXT NOT NULL,
	url          TEXT NOT NULL,
	title        TEXT NOT NULL,
	outlet       TEXT NOT NULL,
	byline       TEXT NOT NULL,
	published    TEXT NOT NULL,
	seen_at      INTEGER NOT NULL,
	report       INTEGER REFERENCES reports,
	refusal      TEXT NOT NULL,
	version      TEXT NOT NULL,
	UNIQUE (name, sha256)
);
CREATE INDEX inputs_sha256 ON inputs (sha256);
CREATE INDEX inputs_report ON inputs (report);

-- What a server said when an address was last fetched.
CREATE TABLE visits (
	url           TEXT PRIMARY KEY,
	etag          TEXT NOT NULL,
	last_modified TEXT NOT NULL,
	seen_at       INTEGER NOT NULL
) WITHOUT ROWID;

-- Who takes part in a report; entity_id and party are IDs within its record. folded
-- is the name without case and marks.
CREATE TABLE entities (
	id         INTEGER PRIMARY KEY,
	report     INTEGER NOT NULL REFERENCES reports,
	entity_id  TEXT NOT NULL,
	name       TEXT NOT NULL,
	folded     TEXT NOT NULL,
	type       TEXT NOT NULL,
	country    TEXT NOT NULL,
	kb         TEXT NOT NULL,
	party      TEXT NOT NULL,
	mentions   INTEGER NOT NULL,
	confidence REAL NOT NULL,
	UNIQUE (report, entity_id)
);
CREATE INDEX entities_folded ON entities (folded);
CREATE INDEX entities_kb ON entities (kb) WHERE kb <> '';

CREATE TABLE roles (
	entity   INTEGER NOT NULL REFERENCES entities,
	title    TEXT NOT NULL,
	of       TEXT NOT NULL,
	from_day TEXT NOT NULL,
	to_day   TEXT NOT NULL
);
CREATE INDEX roles_entity ON roles (entity);

-- The wordings by which a report names an entity (pronouns apart) and how often.
CREATE TABLE mentions (
	entity INTEGER NOT NULL REFERENCES entities,
	words  TEXT NOT NULL,
	folded TEXT NOT NULL,
	form   TEXT NOT NULL,
	times  INTEGER NOT NULL,
	PRIMARY KEY (entity, words)
) WITHOUT ROWID;
CREATE INDEX mentions_folded ON mentions (folded);

-- What an analyst decided of a fact: verdict is confirm, reject, correct, merge or
-- split. The fact is known by the bytes of its report and its key; fact is it as it
-- then was, in the text of text_id, patch the correction as a JSON merge patch, joined the group of facts
-- that are the same. Rows are only ever added.
CREATE TABLE decisions (
	id      INTEGER PRIMARY KEY,
	raw     TEXT NOT NULL,
	kind    TEXT NOT NULL,
	key     TEXT NOT NULL,
	verdict TEXT NOT NULL,
	who     TEXT NOT NULL,
	why     TEXT NOT NULL,
	at      INTEGER NOT NULL,
	version TEXT NOT NULL,
	text_id TEXT NOT NULL,
	core    TEXT NOT NULL,
	fact    TEXT NOT NULL,
	patch   TEXT NOT NULL,
	joined  TEXT NOT NULL
);
CREATE INDEX decisions_raw ON decisions (raw);

-- The facts of all records. fact_id is the ID within the record, key the identity
-- that outlasts a new analysis; data is the fact's JSON, machine what the machine
-- said where an analyst corrected it, else empty; core is the words that make it.
-- decision is the last verdict on it; found is 1 where the version found it, 0 where
-- an analyst alone keeps it, -1 where moreover the text has changed since, so that its
-- spans mean nothing any more.
CREATE TABLE facts (
	id         INTEGER PRIMARY KEY,
	report     INTEGER NOT NULL REFERENCES reports,
	kind       TEXT NOT NULL,
	fact_id    TEXT NOT NULL,
	key        TEXT NOT NULL,
	day        TEXT NOT NULL,
	time       TEXT NOT NULL,
	label      TEXT NOT NULL,
	topic      TEXT NOT NULL,
	words      TEXT NOT NULL,
	who        TEXT NOT NULL,
	core       TEXT NOT NULL,
	confidence REAL NOT NULL,
	version    TEXT NOT NULL,
	data       TEXT NOT NULL,
	machine    TEXT NOT NULL,
	decision   INTEGER REFERENCES decisions,
	joined     TEXT NOT NULL,
	found      INTEGER NOT NULL,
	UNIQUE (report, kind, key)
);
CREATE INDEX facts_day ON facts (kind, day);
CREATE INDEX facts_joined ON facts (joined) WHERE joined <> '';

-- Who takes part in a fact as what.
CREATE TABLE parts (
	fact   INTEGER NOT NULL REFERENCES facts,
	role   TEXT NOT NULL,
	entity INTEGER NOT NULL REFERENCES entities,
	PRIMARY KEY (fact, role, entity)
) WITHOUT ROWID;
CREATE INDEX parts_entity ON parts (entity);

CREATE VIRTUAL TABLE text_index USING fts5 (title, text,
	content = 'reports', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE statement_index USING fts5 (who, words,
	content = 'facts', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE position_index USING fts5 (topic, words, who,
	content = 'facts', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');
-- A word of the title or the issue weighs as much as four of the text.
INSERT INTO text_index (text_index, rank) VALUES ('rank', 'bm25(4.0, 1.0)');
INSERT INTO position_index (position_index, rank) VALUES ('rank', 'bm25(4.0, 1.0, 1.0)');

-- +goose StatementBegin
CREATE TRIGGER reports_added AFTER INSERT ON reports BEGIN
	INSERT INTO text_index (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER reports_changed AFTER UPDATE OF title, text ON reports BEGIN
	INSERT INTO text_index (text_index, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
	INSERT INTO text_index (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER reports_removed AFTER DELETE ON reports BEGIN
	INSERT INTO text_index (text_index, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER statements_added AFTER INSERT ON facts WHEN new.kind = 'statement' BEGIN
	INSERT INTO statement_index (rowid, who, words) VALUES (new.id, new.who, new.words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER statements_removed AFTER DELETE ON facts WHEN old.kind = 'statement' BEGIN
	INSERT INTO statement_index (statement_index, rowid, who, words) VALUES ('delete', old.id, old.who, old.words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER positions_added AFTER INSERT ON facts WHEN new.kind = 'position' BEGIN
	INSERT INTO position_index (rowid, topic, words, who) VALUES (new.id, new.topic, new.words, new.who);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER positions_removed AFTER DELETE ON facts WHEN old.kind = 'position' BEGIN
	INSERT INTO position_index (position_index, rowid, topic, words, who)
	VALUES ('delete', old.id, old.topic, old.words, old.who);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions BEGIN
	SELECT RAISE(ABORT, 'decisions are only ever added');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decisions_remain BEFORE DELETE ON decisions BEGIN
	SELECT RAISE(ABORT, 'decisions are only ever added');
END;
-- +goose StatementEnd
