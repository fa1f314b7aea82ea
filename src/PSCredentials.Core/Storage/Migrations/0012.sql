-- Who is told of credentials that end. settings is the JSON of what was asked for, without secrets; sealed has the key of a webhook or the password of an SMTP server.
CREATE TABLE notification (
    row          INTEGER PRIMARY KEY,
    id           TEXT    NOT NULL UNIQUE,
    name         TEXT    NOT NULL,
    name_key     TEXT    NOT NULL UNIQUE,
    channel      INTEGER NOT NULL,
    settings     TEXT    NOT NULL,
    sealed       BLOB,
    created_at   INTEGER NOT NULL,
    last_sent_at INTEGER,
    last_error   TEXT,
    failures     INTEGER NOT NULL DEFAULT 0,
    retry_at     INTEGER,
    lease_owner  TEXT,
    lease_until  INTEGER
) STRICT;

-- One credential reached one threshold of one notification. What is not sent keeps when it is due; the rest is kept so that nothing is told twice.
CREATE TABLE notice (
    row          INTEGER PRIMARY KEY,
    notification INTEGER NOT NULL REFERENCES notification (row),
    family       INTEGER NOT NULL,
    credential   TEXT    NOT NULL,
    expires_at   INTEGER NOT NULL,
    threshold    INTEGER NOT NULL,
    message_id   TEXT    NOT NULL,
    state        INTEGER NOT NULL DEFAULT 0,
    attempts     INTEGER NOT NULL DEFAULT 0,
    due_at       INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    UNIQUE (notification, family, credential, expires_at, threshold)
) STRICT;
CREATE INDEX notice_pending ON notice (notification, row) WHERE state = 0;
CREATE INDEX notice_ended ON notice (expires_at);
CREATE INDEX project_credential_end ON project_credential (expires_at);
