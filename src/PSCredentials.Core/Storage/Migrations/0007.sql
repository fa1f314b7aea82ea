-- Where the private key of a certificate authority is, if in a token (RFC 7512, never with a PIN). sealed_key then holds the token's PIN, or nothing but the seal
-- where the PIN is not kept; null once the vault has forgotten it.
ALTER TABLE certificate_authority ADD COLUMN key_uri TEXT;
