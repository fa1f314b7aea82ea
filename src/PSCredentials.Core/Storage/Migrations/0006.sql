-- The certificate authorities of a vault, in the order in which they were made or brought: the one that issues, and those before it, which are needed
-- until what they issued has ended. The private key is sealed under the vault's own sealing key; it is null once it was destroyed. The key of a vault
-- from before lies in vault_key until the vault is opened the next time. Each certificate authority numbers its own revocation lists.
CREATE TABLE certificate_authority (
    row              INTEGER PRIMARY KEY,
    certificate      BLOB    NOT NULL,
    chain            BLOB,
    sealed_key       BLOB,
    current_since    INTEGER NOT NULL,
    retired_at       INTEGER,
    key_destroyed_at INTEGER,
    list_number      INTEGER NOT NULL DEFAULT 0,
    full_list_number INTEGER NOT NULL DEFAULT 0,
    full_list_at     INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One is the current one at a time.
CREATE UNIQUE INDEX certificate_authority_current ON certificate_authority (retired_at IS NULL) WHERE retired_at IS NULL;

INSERT INTO certificate_authority (row, certificate, chain, current_since, list_number, full_list_number, full_list_at)
    SELECT 1, ca_certificate, ca_chain, created_at,
        coalesce((SELECT value FROM setting WHERE name = 'revocation_list_number'), 0),
        coalesce((SELECT value FROM setting WHERE name = 'revocation_list_full_number'), 0),
        coalesce((SELECT value FROM setting WHERE name = 'revocation_list_full_at'), 0)
    FROM vault;

DELETE FROM setting WHERE name IN ('revocation_list_number', 'revocation_list_full_number', 'revocation_list_full_at');
ALTER TABLE vault DROP COLUMN ca_certificate;
ALTER TABLE vault DROP COLUMN ca_chain;

-- Which of them issued a certificate.
ALTER TABLE api_credential ADD COLUMN issuer INTEGER;
ALTER TABLE revoked_certificate ADD COLUMN issuer INTEGER NOT NULL DEFAULT 1;
UPDATE api_credential SET issuer = 1 WHERE serial IS NOT NULL;

CREATE INDEX api_credential_issuer ON api_credential (issuer, expires_at, revoked_at) WHERE issuer IS NOT NULL;
CREATE INDEX revoked_certificate_issuer ON revoked_certificate (issuer, expires_at, revoked_at);
