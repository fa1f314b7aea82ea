using PSCredentials.Protection;
using PSCredentials.Storage;

namespace PSCredentials.Tests.Storage;

/// <summary>Vaults of older schemas are brought to the newest one when they are opened.</summary>
public sealed class MigrationTests
{
    // What takes the newest schema back to the fifth, but for the CA key, which SQL cannot seal.
    private const string BackToFifth = """
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

    // And further back to the first: the opposite of each migration, the last one first.
    private const string BackToFirst = """
        UPDATE api_credential SET cluster_names = json_extract(cluster_names, '$[0]');
        ALTER TABLE api_credential RENAME COLUMN cluster_names TO cluster_name;
        ALTER TABLE vault DROP COLUMN ca_chain;
        DROP INDEX api_credential_held;
        DROP INDEX api_credential_serial;
        DROP TABLE revoked_certificate;
        ALTER TABLE api_credential DROP COLUMN alternative_names;
        ALTER TABLE api_credential DROP COLUMN key_algorithm;
        DELETE FROM setting WHERE name LIKE 'revocation_list%';
        PRAGMA user_version = 1;
        """;

    [Fact]
    public async Task A_vault_of_the_first_schema_goes_on_with_what_it_holds()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        await vault.Authority.Clusters.RegisterAsync("east", new Uri("https://k8s.example.com:6443"), null, CancellationToken.None);
        IssuedApiCredential token = await vault.IssueAsync();
        var request = new ApiCredentialRequest { Name = "sample-certificate", Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate };
        IssuedApiCredential certificate = await vault.IssueAsync(request);
        IssuedApiCredential revoked = await vault.IssueAsync(request with { Name = "revoked-certificate" });
        IssuedApiCredential config = await vault.IssueAsync(new ApiCredentialRequest
        {
            Name = "sample-config", Type = CredentialType.KubeConfig, Target = new KubeConfigTarget { ClusterName = ["east"] },
        });
        await vault.Credentials.RevokeAsync(CredentialReference.ById(revoked.Id), RevocationReason.KeyCompromise, CancellationToken.None);
        await vault.CloseAsync();
        GoBack(vault, BackToFirst);

        await vault.OpenAgainAsync();

        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(token)).Reason);
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(certificate)).Reason);
        Assert.Equal(1, (await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None)).Count);
        Assert.Equal(["east"], (await vault.GetAsync(config.Name)).ClusterName);
        var rotation = new RotationRequest { Password = BundlePassword.Generate };
        IssuedApiCredential rotated = await vault.Credentials.RotateAsync(CredentialReference.ById(certificate.Id), rotation, CancellationToken.None);
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(rotated)).Reason);
        Assert.Equal(2, (await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_vault_of_the_fifth_schema_goes_on_with_its_certificate_authority_and_its_lists()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        var request = new ApiCredentialRequest { Name = "sample-certificate", Type = CredentialType.ApiCertificate, Password = BundlePassword.Generate };
        IssuedApiCredential good = await vault.IssueAsync(request);
        IssuedApiCredential revoked = await vault.IssueAsync(request with { Name = "revoked-certificate" });
        IssuedApiCredential removed = await vault.IssueAsync(request with { Name = "removed-certificate" });
        await vault.Credentials.RevokeAsync(CredentialReference.ById(revoked.Id), RevocationReason.KeyCompromise, CancellationToken.None);
        await vault.Credentials.RemoveAsync(CredentialReference.ById(removed.Id), CancellationToken.None);
        await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None);
        CredentialAuthorityInfo before = await vault.Authority.DescribeAsync(CancellationToken.None);
        await vault.CloseAsync();
        GoBack(vault, string.Empty);

        // Two at once: one of them moves the key.
        await Task.WhenAll(Task.Run(() => vault.OpenAgainAsync()), Task.Run(() => new EmbeddedAuthorityProvider(vault.Clock).OpenAsync(vault.Options, CancellationToken.None)));

        Assert.Equal(before.CertificateAuthorityPem, (await vault.Authority.DescribeAsync(CancellationToken.None)).CertificateAuthorityPem);
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(good)).Reason);
        RevocationList list = await vault.Authority.Revocation.IssueListAsync(new RevocationListRequest(), CancellationToken.None);
        Assert.Equal((2, 2), (list.Number, list.Count));
        CredentialAuthorityCertificate only = Assert.Single(await vault.Authority.CertificateAuthorities.ListAsync(CancellationToken.None));
        Assert.Equal((1, before.CertificateAuthoritySubject), (only.ActiveCertificateCount, only.Subject));
        using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: true);
        Assert.DoesNotContain(VaultKeys.FormerCertificateAuthorityPurpose, VaultTable.Keys(connection).Keys);
        await vault.CloseAsync();
        await vault.OpenAgainAsync();
        Assert.Equal(VerificationReason.Valid, (await vault.VerifyAsync(await vault.IssueAsync(request with { Name = "another-certificate" }))).Reason);
    }

    private static void GoBack(SampleVault vault, string further)
    {
        using StoreConnection connection = StoreConnection.Open(vault.Database, readOnly: false);
        VaultRecord record = VaultTable.Read(connection);
        byte[] master = MasterKey.Find(record.Protection, record.Parameters, vault.Folder, null);
        VaultKeys keys = VaultKeys.Open(master, record.Id, VaultTable.Keys(connection), record.Protection);
        CertificateAuthorityRecord only = Assert.Single(CertificateAuthorityTable.All(connection));
        byte[] privateKey = keys.OpenCertificateAuthorityKey(record.Id, only.Certificate, only.SealedKey);
        byte[] context = System.Text.Encoding.UTF8.GetBytes($"{record.Id}/certificate-authority/1");
        VaultTable.SetKey(connection, "certificate-authority", KeySealer.Seal(master, privateKey, context));
        connection.Execute(BackToFifth + further);
    }
}
