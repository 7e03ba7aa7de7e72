-- Version 1 of the notification queue. Times are milliseconds since 1970.

-- AUTOINCREMENT: a number is never used again, so that whoever holds one cannot cancel another delivery by mistake.
CREATE TABLE delivery (
  seq          INTEGER PRIMARY KEY AUTOINCREMENT,
  id           TEXT    NOT NULL,  -- of the notification
  route        TEXT    NOT NULL,
  channel      TEXT    NOT NULL,
  master       TEXT    NOT NULL,  -- '' when it is about none or several
  summary      TEXT    NOT NULL,
  state        TEXT    NOT NULL,
  attempts     INTEGER NOT NULL,
  created      INTEGER NOT NULL,
  due          INTEGER NOT NULL,
  finished     INTEGER,
  error        TEXT,
  progress     TEXT,
  notification TEXT    NOT NULL   -- JSON
);

-- The head of a lane, and what waits for a channel.
CREATE INDEX delivery_lane ON delivery (state, channel, master, seq);

CREATE INDEX delivery_finished ON delivery (finished) WHERE finished IS NOT NULL;

-- Alerts that a route has accepted and that wait for others to join them in one message.
CREATE TABLE waiting_group (
  route     TEXT NOT NULL,
  group_key TEXT NOT NULL,
  items     TEXT NOT NULL,        -- JSON
  PRIMARY KEY (route, group_key)
) WITHOUT ROWID;

-- Problems that last, for reminders and for telling their end.
CREATE TABLE open_problem (
  route   TEXT NOT NULL,
  problem TEXT NOT NULL,
  content TEXT NOT NULL,          -- JSON
  PRIMARY KEY (route, problem)
) WITHOUT ROWID;

CREATE TABLE silence (
  id      TEXT    PRIMARY KEY,
  ends    INTEGER NOT NULL,
  content TEXT    NOT NULL        -- JSON
) WITHOUT ROWID;

CREATE TABLE disabled_channel (
  channel TEXT    PRIMARY KEY,
  target  TEXT    NOT NULL,       -- another target is another channel
  since   INTEGER NOT NULL,
  reason  TEXT    NOT NULL
) WITHOUT ROWID;

-- The last event that was looked at, so that an admin side that is started again in the same process goes on behind it.
CREATE TABLE handed_over (
  process  TEXT    PRIMARY KEY,
  sequence INTEGER NOT NULL
) WITHOUT ROWID;
