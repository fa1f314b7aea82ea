using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Tests.Storage;

/// <summary>Takes a vault that is closed back to what older versions made.</summary>
internal static class OlderSchema
{
    /// <summary>What takes the newest schema back to the eleventh, when a removal was for good and nobody was told of ends.</summary>
    public const string BackToEleventh = """
        DROP TABLE notice;
        DROP TABLE notification;
        DROP INDEX project_credential_end;
        DROP TABLE secret;
        DROP TABLE removed_api_credential;
        DROP TABLE removed_api_key;
        DROP TABLE removed_project_credential;
        ALTER TABLE revoked_certificate DROP COLUMN ends_at;
        DROP TABLE secret_reuse;
        ALTER TABLE api_credential DROP COLUMN maximum_uses;
        ALTER TABLE api_credential DROP COLUMN use_count;
        DELETE FROM setting WHERE name IN ('removal_retention_ms', 'rotated_secret_reuse', 'verifications_per_minute');

        """;

    // What takes the eleventh schema back to the fifth, but for the CA key, which SQL cannot seal.
    private const string BackToFifth = """
        DROP TABLE connection;
        ALTER TABLE event DROP COLUMN own;
        ALTER TABLE event DROP COLUMN chain;
        DROP TABLE audit_head;
        ALTER TABLE vault DROP COLUMN revocation_address;
        DROP TABLE idempotent_request;
        DROP TABLE access_token_key;
        DROP TABLE access_right;
        DROP TABLE deployment;
        DROP TABLE environment;
        DROP TABLE blocked_password;
        DROP TABLE credential_access;
        DROP TABLE project_credential;
        DROP TABLE role;
        DROP TABLE project;
        DELETE FROM setting WHERE name IN ('failure_limit', 'throttle_ms', 'htpasswd_cost', 'blocked_password_count');
        DROP INDEX revoked_certificate_issuer;
        DROP INDEX api_credential_issuer;
        ALTER TABLE revoked_certificate DROP COLUMN issuer;
        ALTER TABLE api_credential DROP COLUMN issuer;
        ALTER TABLE vault ADD COLUMN ca_certificate BLOB NOT NULL DEFAULT x'';
        ALTER TABLE vault ADD COLUMN ca_chain BLOB;
        UPDATE vault SET ca_certificate = (SELECT certificate FROM certificate_authority), ca_chain = (SELECT chain FROM certificate_authority);
        INSERT INTO setting (name, value) SELECT 'revocation_list_number', list_number FROM certificate_authority;
        INSERT INTO setting (name, value) SELECT 'revocation_list_full_number', full_list_number FROM certificate_authority;
        INSERT INTO setting (name, value) SELECT 'revocation_list_full_at', full_list_at FROM certificate_authority;
        DROP TABLE certificate_authority;
        PRAGMA user_version = 5;
        """;

    // Further back, when a kubeconfig had one cluster.
    private const string BackToFourth = """
        UPDATE api_credential SET cluster_names = json_extract(cluster_names, '$[0]');
        ALTER TABLE api_credential RENAME COLUMN cluster_names TO cluster_name;
        PRAGMA user_version = 4;
        """;

    // And to the first: the opposite of each migration, the last one first.
    private const string BackToFirst = """
        ALTER TABLE vault DROP COLUMN ca_chain;
        DROP INDEX api_credential_held;
        DROP INDEX api_credential_serial;
        DROP TABLE revoked_certificate;
        ALTER TABLE api_credential DROP COLUMN alternative_names;
        ALTER TABLE api_credential DROP COLUMN key_algorithm;
        DELETE FROM setting WHERE name LIKE 'revocation_list%';
        PRAGMA user_version = 1;
        """;

    /// <summary>To the last schema with one certificate authority.</summary>
    public static void GoBackToFifth(SampleVault vault) => GoBack(vault, string.Empty);

    /// <summary>To the last schema with one cluster for each kubeconfig.</summary>
    public static void GoBackToFourth(SampleVault vault) => GoBack(vault, BackToFourth);

    /// <summary>To the first schema.</summary>
    public static void GoBackToFirst(SampleVault vault) => GoBack(vault, BackToFourth + BackToFirst);

    private static void GoBack(SampleVault vault, string further)
    {
        using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false);
        VaultRecord record = VaultTable.Read(connection);
        byte[] master = MasterKey.Find(record.Protection, record.Parameters, vault.Folder, null);
        VaultKeys keys = VaultKeys.Open(master, record.Id, VaultTable.Keys(connection), record.Protection);
        CertificateAuthorityRecord only = Assert.Single(CertificateAuthorityTable.All(connection));
        byte[] privateKey = keys.OpenCertificateAuthorityKey(record.Id, only.Certificate, only.SealedKey);
        SetKey("certificate-authority", privateKey);
        SetKey("api-key-sealing", keys.SealingKey);
        connection.Execute(BackToEleventh + BackToFifth + further);

        void SetKey(string purpose, byte[] key) =>
            VaultTable.SetKey(connection, purpose, KeySealer.Seal(master, key, System.Text.Encoding.UTF8.GetBytes($"{record.Id}/{purpose}/1")));
    }
}
