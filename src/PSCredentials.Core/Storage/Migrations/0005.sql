-- A kubeconfig can point at several clusters: their names, JSON, the first one first.
ALTER TABLE api_credential RENAME COLUMN cluster_name TO cluster_names;
UPDATE api_credential SET cluster_names = json_array(cluster_names) WHERE cluster_names IS NOT NULL;
