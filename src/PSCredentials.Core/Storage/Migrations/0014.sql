-- Records that were removed and can be restored lie in tables of their own, so that nothing that lists, names or verifies comes upon them. Each has the columns of the table that it came
-- from. What hangs on a record (retired secrets, grants, ended certificates) hangs on the negative of the row here meanwhile, which no living record has and which is never given twice.
CREATE TABLE removed_api_credential (
    row              INTEGER PRIMARY KEY AUTOINCREMENT,
    removed_at       INTEGER NOT NULL,
    removed_by       TEXT    NOT NULL,
    id               TEXT    NOT NULL,
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
    cluster_names    TEXT,
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
    secret_hash      BLOB    NOT NULL,
    key_algorithm    INTEGER,
    alternative_names TEXT,
    issuer           INTEGER,
    maximum_uses     INTEGER,
    use_count        INTEGER NOT NULL
) STRICT;

CREATE INDEX removed_api_credential_name ON removed_api_credential (namespace_key, name_key, id);
CREATE INDEX removed_api_credential_id ON removed_api_credential (id);
CREATE INDEX removed_api_credential_time ON removed_api_credential (removed_at);

CREATE TABLE removed_api_key (
    row              INTEGER PRIMARY KEY AUTOINCREMENT,
    removed_at       INTEGER NOT NULL,
    removed_by       TEXT    NOT NULL,
    id               TEXT    NOT NULL,
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

CREATE INDEX removed_api_key_name ON removed_api_key (workspace_key, name_key, id);
CREATE INDEX removed_api_key_id ON removed_api_key (id);
CREATE INDEX removed_api_key_time ON removed_api_key (removed_at);

CREATE TABLE removed_project_credential (
    row              INTEGER PRIMARY KEY AUTOINCREMENT,
    removed_at       INTEGER NOT NULL,
    removed_by       TEXT    NOT NULL,
    id               TEXT    NOT NULL,
    project          INTEGER NOT NULL,
    project_name     TEXT    NOT NULL,
    project_key      TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    name_key         TEXT    NOT NULL,
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
    failure_count    INTEGER NOT NULL,
    last_failed_at   INTEGER,
    throttled_until  INTEGER,
    last_used_at     INTEGER,
    last_used_address TEXT
) STRICT;

CREATE INDEX removed_project_credential_name ON removed_project_credential (project_key, name_key, id);
CREATE INDEX removed_project_credential_id ON removed_project_credential (id);
CREATE INDEX removed_project_credential_time ON removed_project_credential (removed_at);

-- When a certificate in its grace period ends that is on hold (reason 6) since its credential was removed; null where it was the one in force.
ALTER TABLE revoked_certificate ADD COLUMN ends_at INTEGER;

-- Seven days.
INSERT INTO setting (name, value) VALUES ('removal_retention_ms', 604800000);

-- How often secrets of a credential were presented that rotations replaced, after their grace periods: when an event said so last, and how often since then.
CREATE TABLE secret_reuse (
    family           INTEGER NOT NULL,
    credential       INTEGER NOT NULL,
    told_at          INTEGER NOT NULL,
    untold           INTEGER NOT NULL,
    PRIMARY KEY (family, credential)
) STRICT, WITHOUT ROWID;

-- How many times a token may be used; null for any number, and then its uses are not counted.
ALTER TABLE api_credential ADD COLUMN maximum_uses INTEGER;
ALTER TABLE api_credential ADD COLUMN use_count INTEGER NOT NULL DEFAULT 0;
