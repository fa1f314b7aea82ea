-- What users and groups of service credentials may do when they come through the service. The scope is * for each of its type, and empty for the authority itself.
CREATE TABLE access_right (
    principal_key    TEXT    NOT NULL,
    is_group         INTEGER NOT NULL,
    scope_type       INTEGER NOT NULL,
    scope_key        TEXT    NOT NULL,
    role             INTEGER NOT NULL,
    principal        TEXT    NOT NULL,
    scope            TEXT    NOT NULL,
    granted_at       INTEGER NOT NULL,
    granted_by       TEXT    NOT NULL,
    PRIMARY KEY (principal_key, is_group, scope_type, scope_key, role)
) STRICT, WITHOUT ROWID;

-- The keys that sign access tokens: the newest signs, those before it verify until what they signed has ended.
CREATE TABLE access_token_key (
    id               TEXT    PRIMARY KEY,
    public_key       BLOB    NOT NULL,
    sealed_key       BLOB    NOT NULL,
    created_at       INTEGER NOT NULL,
    verifies_until   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was answered to requests that may come again. The answer is sealed under the client's key for the request, of which only a hash is here.
CREATE TABLE idempotent_request (
    key_hash         BLOB    PRIMARY KEY,
    fingerprint      BLOB    NOT NULL,
    subject_id       TEXT    NOT NULL,
    sealed           BLOB    NOT NULL,
    expires_at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotent_request_expiry ON idempotent_request (expires_at);

-- Where revocation lists and status answers are served, for certificates to say so; null where nowhere.
ALTER TABLE vault ADD COLUMN revocation_address TEXT;
