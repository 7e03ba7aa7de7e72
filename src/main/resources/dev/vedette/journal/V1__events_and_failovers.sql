-- Ids only grow, also when rows are removed: AUTOINCREMENT. They start at the time of creation, so that they also grow
-- when the whole database was lost; a stream client that remembers an id then misses nothing.
CREATE TABLE event (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  time         INTEGER NOT NULL,  -- milliseconds since 1970
  type         TEXT    NOT NULL,
  level        INTEGER NOT NULL,  -- 0 debug, 1 verbose, 2 notice, 3 warning
  master       TEXT,
  subject_kind TEXT,
  subject_name TEXT,
  subject_host TEXT,
  subject_port INTEGER,
  payload      TEXT    NOT NULL,
  leading      INTEGER NOT NULL,
  epoch        INTEGER NOT NULL,
  sequence     INTEGER NOT NULL,
  detail       TEXT               -- JSON object
);

CREATE INDEX event_of_master ON event (master, id);

CREATE INDEX event_of_type ON event (type, id);

CREATE INDEX event_at_time ON event (time);

INSERT INTO sqlite_sequence (name, seq) VALUES ('event', CAST(unixepoch('subsec') * 1000 AS INTEGER));

-- What is searched is in columns; the whole record is one JSON object, because it is only ever read and written whole.
CREATE TABLE failover (
  id         TEXT    PRIMARY KEY,
  master     TEXT    NOT NULL,
  epoch      INTEGER NOT NULL,
  part       TEXT    NOT NULL,
  outcome    TEXT    NOT NULL,
  started_at INTEGER NOT NULL,  -- milliseconds since 1970
  record     TEXT    NOT NULL
);

CREATE INDEX failover_of_master ON failover (master, id);

CREATE INDEX failover_by_outcome ON failover (outcome, id);
