-- The secrets that the vault keeps and gives back. sealed is under the vault's sealing key, bound to what stands beside it. Where family says so, it is that of
-- an issued credential; then credential is that one's row, and metadata is null, since it follows from there.
CREATE TABLE secret (
    row              INTEGER PRIMARY KEY,
    name             TEXT    NOT NULL,
    name_key         TEXT    NOT NULL,
    type             INTEGER NOT NULL,
    metadata         TEXT,
    family           INTEGER,
    credential       INTEGER,
    created_at       INTEGER NOT NULL,
    modified_at      INTEGER NOT NULL,
    sealed           BLOB    NOT NULL
) STRICT;

CREATE UNIQUE INDEX secret_name ON secret (name_key);
CREATE UNIQUE INDEX secret_credential ON secret (family, credential) WHERE family IS NOT NULL;
