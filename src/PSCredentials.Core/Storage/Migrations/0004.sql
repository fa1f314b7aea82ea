-- The certificates above an intermediate certificate authority, DER one after the other, its issuer first; null for a root.
ALTER TABLE vault ADD COLUMN ca_chain BLOB;
