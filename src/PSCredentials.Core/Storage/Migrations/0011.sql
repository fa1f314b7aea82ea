-- The audit trail proves itself. own authenticates the facts of an event, chain its place behind all events before it; both are HMACs under a key that the
-- database holds only sealed. They are null in a trail from before, until the vault is opened with its keys.
ALTER TABLE event ADD COLUMN own BLOB;
ALTER TABLE event ADD COLUMN chain BLOB;

-- Where the trail ends, so that the last events cannot be cut off. Events from protected_since on were written with their HMACs.
CREATE TABLE audit_head (
    one              INTEGER PRIMARY KEY CHECK (one = 1),
    sequence         INTEGER NOT NULL,
    chain            BLOB    NOT NULL,
    protected_since  INTEGER NOT NULL,
    mac              BLOB    NOT NULL
) STRICT;
