-- Times are milliseconds since 1970-01-01 UTC. *_key columns hold the upper-case form that names are compared by.

CREATE TABLE vault (
    one              INTEGER PRIMARY KEY CHECK (one = 1),
    id               TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    created_at       INTEGER NOT NULL,
    protection       INTEGER NOT NULL,
    parameters       TEXT    NOT NULL,
    ca_certificate   BLOB    NOT NULL
) STRICT;

CREATE TABLE vault_key (
    purpose          TEXT    PRIMARY KEY,
    sealed           BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE api_credential (
    row              INTEGER PRIMARY KEY,
    id               TEXT    NOT NULL UNIQUE,
    namespace        TEXT    NOT NULL,
    namespace_key    TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    name_key         TEXT    NOT NULL,
    type             INTEGER NOT NULL,
    owner            TEXT    NOT NULL,
    description      TEXT,
    labels           TEXT,
    addresses        TEXT,
    roles            TEXT,
    groups           TEXT,
    cluster_name     TEXT,
    cluster_namespace TEXT,
    site_name        TEXT,
    serial           TEXT,
    fingerprint      TEXT,
    created_at       INTEGER NOT NULL,
    modified_at      INTEGER NOT NULL,
    not_before       INTEGER,
    expires_at       INTEGER NOT NULL,
    disabled_at      INTEGER,
    revoked_at       INTEGER,
    revocation_reason INTEGER,
    rotated_at       INTEGER,
    grace_ends_at    INTEGER,
    last_used_at     INTEGER,
    last_used_address TEXT,
    secret_hash      BLOB    NOT NULL
) STRICT;

CREATE UNIQUE INDEX api_credential_name ON api_credential (namespace_key, name_key);
CREATE UNIQUE INDEX api_credential_secret ON api_credential (secret_hash);
CREATE INDEX api_credential_expiry ON api_credential (expires_at);
-- Contract 1: one SCIM token (type 7) is in force in a namespace at a time.
CREATE UNIQUE INDEX api_credential_scim ON api_credential (namespace_key) WHERE type = 7 AND revoked_at IS NULL;

CREATE TABLE api_key (
    row              INTEGER PRIMARY KEY,
    id               TEXT    NOT NULL UNIQUE,
    workspace        TEXT    NOT NULL,
    workspace_key    TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    name_key         TEXT    NOT NULL,
    role             INTEGER NOT NULL,
    user_name        TEXT    NOT NULL,
    description      TEXT,
    labels           TEXT,
    addresses        TEXT,
    valid_until      TEXT    NOT NULL,
    token_ttl        INTEGER NOT NULL,
    hint             TEXT    NOT NULL,
    created_at       INTEGER NOT NULL,
    modified_at      INTEGER NOT NULL,
    expires_at       INTEGER NOT NULL,
    disabled_at      INTEGER,
    rotated_at       INTEGER,
    grace_ends_at    INTEGER,
    last_used_at     INTEGER,
    last_used_address TEXT,
    secret_hash      BLOB    NOT NULL,
    sealed           BLOB    NOT NULL
) STRICT;

CREATE UNIQUE INDEX api_key_name ON api_key (workspace_key, name_key);
CREATE UNIQUE INDEX api_key_secret ON api_key (secret_hash);
CREATE INDEX api_key_expiry ON api_key (expires_at);

-- Secrets that a rotation replaced and that work on until their grace period ends.
CREATE TABLE retired_secret (
    hash             BLOB    PRIMARY KEY,
    family           INTEGER NOT NULL,
    credential       INTEGER NOT NULL,
    not_before       INTEGER,
    retires_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX retired_secret_credential ON retired_secret (family, credential);

CREATE TABLE cluster (
    name_key         TEXT    PRIMARY KEY,
    name             TEXT    NOT NULL,
    server           TEXT    NOT NULL,
    certificate_authority TEXT,
    created_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE lifetime_policy (
    type             TEXT    PRIMARY KEY,
    default_ms       INTEGER NOT NULL,
    maximum_ms       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name             TEXT    PRIMARY KEY,
    value            INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Events are never deleted, so that the sequence grows by one.
CREATE TABLE event (
    sequence         INTEGER PRIMARY KEY,
    at               INTEGER NOT NULL,
    actor            TEXT    NOT NULL,
    action           INTEGER NOT NULL,
    outcome          TEXT    NOT NULL,
    subject_type     INTEGER NOT NULL,
    subject_id       TEXT    NOT NULL,
    subject_name     TEXT    NOT NULL,
    scope            TEXT    NOT NULL,
    detail           TEXT    NOT NULL
) STRICT;
