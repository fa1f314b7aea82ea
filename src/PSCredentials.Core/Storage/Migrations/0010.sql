-- The connections to remote authorities that the user saved. The token, where it is kept here, is sealed under the vault's sealing key and bound to the
-- columns that say where it is sent.
CREATE TABLE connection (
    name_key              TEXT    PRIMARY KEY,
    name                  TEXT    NOT NULL,
    provider              TEXT    NOT NULL,
    address               TEXT    NOT NULL,
    proxy                 TEXT,
    certificate_authority TEXT,
    skip_check            INTEGER NOT NULL,
    timeout               INTEGER,
    retries               INTEGER,
    certificate_path      TEXT,
    sealed_token          BLOB,
    secret_name           TEXT,
    secret_vault          TEXT,
    created_at            INTEGER NOT NULL,
    modified_at           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
