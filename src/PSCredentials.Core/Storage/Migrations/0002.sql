-- The kind of key of the certificate in force (null in rows from before, and for tokens), and its alternative names, JSON.
ALTER TABLE api_credential ADD COLUMN key_algorithm INTEGER;
ALTER TABLE api_credential ADD COLUMN alternative_names TEXT;
