-- Certificates that ended, or will end, before the time they name. A rotated one ends with its grace period, which lies ahead. The reason is a code
-- of RFC 5280, 5.3.1; 8 marks one that was on hold and is good again. What is on hold now is told by api_credential.disabled_at.
CREATE TABLE revoked_certificate (
    serial           TEXT    PRIMARY KEY,
    credential       INTEGER NOT NULL,
    expires_at       INTEGER NOT NULL,
    revoked_at       INTEGER NOT NULL,
    reason           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX revoked_certificate_credential ON revoked_certificate (credential);
CREATE INDEX api_credential_serial ON api_credential (serial) WHERE serial IS NOT NULL;
CREATE INDEX api_credential_held ON api_credential (disabled_at) WHERE disabled_at IS NOT NULL AND serial IS NOT NULL;

INSERT INTO revoked_certificate (serial, credential, expires_at, revoked_at, reason)
    SELECT serial, row, expires_at, revoked_at, revocation_reason FROM api_credential WHERE revoked_at IS NOT NULL AND serial IS NOT NULL;
