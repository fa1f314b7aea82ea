-- Credentials of projects. Projects and usernames cannot be renamed, so that both stand in the rows that are listed by them.
CREATE TABLE project (
    row              INTEGER PRIMARY KEY,
    id               TEXT    NOT NULL UNIQUE,
    name             TEXT    NOT NULL,
    name_key         TEXT    NOT NULL UNIQUE,
    description      TEXT,
    created_at       INTEGER NOT NULL
) STRICT;

CREATE TABLE role (
    name_key         TEXT    PRIMARY KEY,
    name             TEXT    NOT NULL,
    description      TEXT,
    created_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The failures are those in a row: a use after the last one ends them. name is the username, unique over all projects. file_hash is the bcrypt hash for password files, sealed; it is there where the project had a
-- password file when the password was set. expires_at is the end of time for never; expiry_known says that environments were told of it.
CREATE TABLE project_credential (
    row              INTEGER PRIMARY KEY,
    id               TEXT    NOT NULL UNIQUE,
    project          INTEGER NOT NULL,
    project_name     TEXT    NOT NULL,
    project_key      TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    name_key         TEXT    NOT NULL UNIQUE,
    email            TEXT    NOT NULL,
    full_name        TEXT    NOT NULL,
    description      TEXT,
    roles            TEXT,
    addresses        TEXT,
    labels           TEXT,
    created_at       INTEGER NOT NULL,
    modified_at      INTEGER NOT NULL,
    expires_at       INTEGER NOT NULL,
    expiry_known     INTEGER NOT NULL,
    disabled_at      INTEGER,
    password_hash    TEXT    NOT NULL,
    file_hash        BLOB,
    password_changed_at INTEGER NOT NULL,
    grace_hash       TEXT,
    grace_ends_at    INTEGER,
    failure_count    INTEGER NOT NULL DEFAULT 0,
    last_failed_at   INTEGER,
    throttled_until  INTEGER,
    last_used_at     INTEGER,
    last_used_address TEXT
) STRICT;

CREATE UNIQUE INDEX project_credential_name ON project_credential (project_key, name_key);
CREATE INDEX project_credential_project ON project_credential (project);
CREATE INDEX project_credential_expiry ON project_credential (expires_at) WHERE expiry_known = 0;

CREATE TABLE credential_access (
    credential       INTEGER NOT NULL,
    type             INTEGER NOT NULL,
    name_key         TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    granted_at       INTEGER NOT NULL,
    PRIMARY KEY (credential, type, name_key)
) STRICT, WITHOUT ROWID;

-- SHA-256 of passwords that nobody may choose.
CREATE TABLE blocked_password (
    hash             BLOB    PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- One process at a time delivers to an environment, as long as it holds the lease, so that changes arrive in their order.
CREATE TABLE environment (
    row              INTEGER PRIMARY KEY,
    id               TEXT    NOT NULL UNIQUE,
    project          INTEGER NOT NULL,
    name             TEXT    NOT NULL,
    name_key         TEXT    NOT NULL,
    kind             INTEGER NOT NULL,
    target           TEXT    NOT NULL,
    reload_command   TEXT,
    sealed           BLOB,
    created_at       INTEGER NOT NULL,
    last_deployed_at INTEGER,
    last_error       TEXT,
    lease_owner      TEXT,
    lease_until      INTEGER,
    UNIQUE (project, name_key)
) STRICT;

-- What still has to reach an environment. A number is never given twice, so that it tells the order also after the last was delivered.
CREATE TABLE deployment (
    sequence         INTEGER PRIMARY KEY AUTOINCREMENT,
    id               TEXT    NOT NULL,
    environment      INTEGER NOT NULL,
    username         TEXT    NOT NULL,
    action           INTEGER NOT NULL,
    payload          TEXT    NOT NULL,
    attempts         INTEGER NOT NULL DEFAULT 0,
    last_error       TEXT,
    next_at          INTEGER NOT NULL,
    created_at       INTEGER NOT NULL
) STRICT;

CREATE INDEX deployment_environment ON deployment (environment, sequence);

INSERT INTO setting (name, value) VALUES ('failure_limit', 10), ('throttle_ms', 60000), ('htpasswd_cost', 10);
